/*-------------------------------------------------------------------------
 *
 * calendar.c
 *	  Hours, days, weeks and months in a time zone, numbered.
 *
 * Within a span of constant offset an interval's number is a division.  The
 * spans are found with the server's own zone data and kept.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "aggkit/calendar.h"
#include "base/time_zone.h"

#define DAYS_PER_WEEK 7
#define FIRST_MONDAY 2			/* days after 2000-01-01, a Saturday */

static const struct
{
	const char *name;
	CalendarGrain grain;
}			grains[] =
{
	{"hour", CALENDAR_HOUR},
	{"day", CALENDAR_DAY},
	{"week", CALENDAR_WEEK},
	{"month", CALENDAR_MONTH},
};

bool
calendar_grain_parse(const char *name, Size size, CalendarGrain *grain)
{
	for (Size i = 0; i < lengthof(grains); i++)
	{
		if (strlen(grains[i].name) == size && memcmp(grains[i].name, name, size) == 0)
		{
			*grain = grains[i].grain;
			return true;
		}
	}
	return false;
}

void
calendar_init(Calendar *calendar, CalendarGrain grain, const char *zone_name)
{
	memset(calendar, 0, sizeof(*calendar));
	calendar->grain = grain;
	calendar->zone = pg_tzset(zone_name);
	if (calendar->zone == NULL || !pg_tz_acceptable(calendar->zone))
		time_zone_refuse(zone_name);
}

static inline int64
floor_div(int64 dividend, int64 divisor)
{
	int64		quotient = dividend / divisor;

	return dividend % divisor < 0 ? quotient - 1 : quotient;
}

/*
 * Find out the offset at an instant, and until when it stays.
 */
static CalendarSpan
find_span(const Calendar *calendar, TimestampTz instant)
{
	CalendarSpan span = {.first = instant, .beyond = PG_INT64_MAX};
	pg_time_t	second = timestamptz_to_time_t(instant);
	pg_time_t	boundary;
	long		before_offset;
	long		after_offset;
	int			before_is_dst;
	int			after_is_dst;
	int			found;

	/* it truncates towards 2000 */
	if (time_t_to_timestamptz(second) > instant)
		second--;
	found = pg_next_dst_boundary(&second, &before_offset, &before_is_dst, &boundary,
								 &after_offset, &after_is_dst, calendar->zone);
	if (found < 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
	span.offset = before_offset * USECS_PER_SEC;
	if (found > 0)
	{
		/* beyond the last timestamp there is nothing to be told apart */
		if (boundary < timestamptz_to_time_t(END_TIMESTAMP))
			span.beyond = time_t_to_timestamptz(boundary);
	}
	return span;
}

/*
 * Remember a span, or how much further back one reaches that is remembered.
 */
static void
keep_span(Calendar *calendar, CalendarSpan span)
{
	int			place = calendar->span_count;

	for (int i = 0; i < calendar->span_count; i++)
	{
		if (calendar->spans[i].beyond == span.beyond)
			place = i;
	}
	if (place == CALENDAR_SPANS)
		place = (calendar->latest + 1) % CALENDAR_SPANS;
	else if (place == calendar->span_count)
		calendar->span_count++;
	calendar->spans[place] = span;
	calendar->latest = place;
}

/*
 * The clock of the zone at an instant, as microseconds after 2000-01-01.
 */
int64
calendar_local(Calendar *calendar, TimestampTz instant)
{
	const CalendarSpan *span = &calendar->spans[calendar->latest];

	if (unlikely(instant < span->first || instant >= span->beyond))
	{
		int			i = 0;

		while (i < calendar->span_count &&
			   (instant < calendar->spans[i].first || instant >= calendar->spans[i].beyond))
			i++;
		if (i < calendar->span_count)
			calendar->latest = i;
		else
			keep_span(calendar, find_span(calendar, instant));
		span = &calendar->spans[calendar->latest];
	}
	/* both ends of the range of timestamps are more than a day from overflow */
	return instant + span->offset;
}

/*
 * The number of the interval in which an instant lies.
 */
int64
calendar_number(Calendar *calendar, TimestampTz instant)
{
	int64		local = calendar_local(calendar, instant);
	int64		day;
	int			year;
	int			month;
	int			day_of_month;

	if (calendar->grain == CALENDAR_HOUR)
		return floor_div(floor_div(local, USECS_PER_HOUR) * USECS_PER_HOUR + (instant - local),
						 USECS_PER_HOUR);
	day = floor_div(local, USECS_PER_DAY);
	if (calendar->grain == CALENDAR_DAY)
		return day;
	if (calendar->grain == CALENDAR_WEEK)
		return floor_div(day - FIRST_MONDAY, DAYS_PER_WEEK);
	j2date((int) day + POSTGRES_EPOCH_JDATE, &year, &month, &day_of_month);
	return (int64) year * MONTHS_PER_YEAR + month - 1;
}

/*
 * When an interval starts: date_trunc() of the instants in it.  Infinite
 * beyond the range of timestamps.  The number may be up to twice
 * CALENDAR_MAX_NUMBER, to either side.
 */
TimestampTz
calendar_start(const Calendar *calendar, int64 number)
{
	struct pg_tm tm = {0};
	int64		day = number;
	TimestampTz start;
	int			offset;

	if (calendar->grain == CALENDAR_HOUR)
	{
		/* the hour by UTC ends in it; by the zone's clock it started before */
		Calendar	own = *calendar;
		TimestampTz last;
		int64		local;

		if (number >= floor_div(END_TIMESTAMP, USECS_PER_HOUR))
			return DT_NOEND;
		if (number < floor_div(MIN_TIMESTAMP, USECS_PER_HOUR))
			return DT_NOBEGIN;
		last = (number + 1) * USECS_PER_HOUR - 1;
		local = calendar_local(&own, last);
		return floor_div(local, USECS_PER_HOUR) * USECS_PER_HOUR + (last - local);
	}

	if (calendar->grain == CALENDAR_MONTH)
	{
		tm.tm_year = (int) floor_div(number, MONTHS_PER_YEAR);
		tm.tm_mon = (int) (number - (int64) tm.tm_year * MONTHS_PER_YEAR) + 1;
		tm.tm_mday = 1;
		if (!IS_VALID_JULIAN(tm.tm_year, tm.tm_mon, tm.tm_mday))
			return number < 0 ? DT_NOBEGIN : DT_NOEND;
	}
	else
	{
		if (calendar->grain == CALENDAR_WEEK)
			day = number * DAYS_PER_WEEK + FIRST_MONDAY;
		if (day < -POSTGRES_EPOCH_JDATE || day > TIMESTAMP_END_JULIAN - POSTGRES_EPOCH_JDATE)
			return day < 0 ? DT_NOBEGIN : DT_NOEND;
		j2date((int) day + POSTGRES_EPOCH_JDATE, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
	}

	offset = DetermineTimeZoneOffset(&tm, calendar->zone);
	if (tm2timestamp(&tm, 0, &offset, &start) != 0)
		return day < 0 ? DT_NOBEGIN : DT_NOEND;
	return start;
}
