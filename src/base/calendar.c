/*-------------------------------------------------------------------------
 *
 * calendar.c
 *	  Hours, days, weeks and months in a time zone: the one calendar.
 *
 * Within a span of constant offset all is division.  The spans are found with
 * the server's own zone data and kept.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "base/calendar.h"
#include "base/time_zone.h"

#define DAYS_PER_WEEK 7
#define FIRST_MONDAY 2			/* days after 2000-01-01, a Saturday */

/*
 * No clock was ever changed by more than a day, and no offset exceeds one; so
 * what a clock showed more than two days ago is behind it for good.
 */
#define MEMORY_OF_CLOCK (2 * USECS_PER_DAY)

/* How far back the begin of a span is looked for: mostly it is found. */
#define SEARCH_BACK (200 * USECS_PER_DAY)

/* So many intervals are walked through, one by one; over more one leaps. */
#define STEPS_TO_WALK 4

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

/*
 * 22023 for a zone that time_zone_find() does not know.
 */
void
calendar_init(Calendar *calendar, CalendarGrain grain, const char *zone_name)
{
	memset(calendar, 0, sizeof(*calendar));
	calendar->grain = grain;
	calendar->zone = time_zone_find(zone_name);
}

/*
 * Raise 22008: there is no such timestamp.
 */
void
calendar_out_of_range(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
			 errmsg("timestamp out of range")));
}

static inline int64
floor_div(int64 dividend, int64 divisor)
{
	int64		quotient = dividend / divisor;

	return dividend % divisor < 0 ? quotient - 1 : quotient;
}

/* ---------- spans ---------- */

/*
 * The first change of the clock after an instant, and the offsets before and
 * after it; false if there is none that a timestamp can tell.  Changes of the
 * zone's abbreviation alone are none.
 */
static bool
next_change(const Calendar *calendar, TimestampTz instant, TimestampTz *change, int64 *before, int64 *after)
{
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
	while ((found = pg_next_dst_boundary(&second, &before_offset, &before_is_dst, &boundary,
										 &after_offset, &after_is_dst, calendar->zone)) > 0 &&
		   before_offset == after_offset && boundary < timestamptz_to_time_t(END_TIMESTAMP))
		second = boundary;
	if (found < 0)
		calendar_out_of_range();
	*before = before_offset * USECS_PER_SEC;
	if (found == 0 || boundary >= timestamptz_to_time_t(END_TIMESTAMP))
		return false;
	*after = after_offset * USECS_PER_SEC;
	*change = time_t_to_timestamptz(boundary);
	return true;
}

/* What a local clock shows that is "local" microseconds after 2000-01-01. */
static inline int64
date_of_local(int64 local)
{
	return floor_div(local, USECS_PER_DAY);
}

/*
 * The intervals which a change of the clock adds to those that the arithmetic
 * of calendar_number() tells: parts of hours, or less the dates skipped.
 */
static int64
intervals_added(const Calendar *calendar, TimestampTz change, int64 before, int64 after)
{
	if (calendar->grain == CALENDAR_HOUR)
	{
		int64		last = floor_div(change - 1 + before, USECS_PER_HOUR);
		int64		next = floor_div(change + after, USECS_PER_HOUR);

		return last + 1 - next;
	}
	if (calendar->grain == CALENDAR_DAY)
	{
		int64		skipped = date_of_local(change + after) - date_of_local(change - 1 + before) - 1;

		return skipped > 0 ? -skipped : 0;
	}
	return 0;
}

/*
 * The sum of intervals_added() over the changes between 2000 and an instant.
 */
static int64
correction_at(const Calendar *calendar, TimestampTz instant)
{
	TimestampTz change = Min(instant, 0);
	TimestampTz until = Max(instant, 0);
	int64		before;
	int64		after;
	int64		sum = 0;

	while (next_change(calendar, change, &change, &before, &after) && change <= until)
	{
		CHECK_FOR_INTERRUPTS();
		sum += intervals_added(calendar, change, before, after);
	}
	return instant < 0 ? -sum : sum;
}

/*
 * Find out the span of an instant.
 */
static CalendarSpan
find_span(const Calendar *calendar, TimestampTz instant)
{
	TimestampTz change = Max(instant - SEARCH_BACK, MIN_TIMESTAMP);
	CalendarSpan span = {.first = change + MEMORY_OF_CLOCK, .since = PG_INT64_MIN, .reached = PG_INT64_MIN};
	int64		before;
	int64		after = 0;
	bool		found;

	if (change == MIN_TIMESTAMP)
		span.first = change;
	while ((found = next_change(calendar, change, &change, &before, &after)) && change <= instant)
	{
		span.reached = Max(span.reached, date_of_local(change - 1 + before));
		span.first = span.since = change;
	}
	span.offset = before;
	span.beyond = found ? change : PG_INT64_MAX;
	if (calendar->grain == CALENDAR_HOUR || calendar->grain == CALENDAR_DAY)
		span.correction = correction_at(calendar, instant);
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

static inline const CalendarSpan *
span_of(Calendar *calendar, TimestampTz instant)
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
	return span;
}

/* ---------- dates ---------- */

/*
 * The day of an instant of a span, in days after 2000-01-01.
 */
static inline int64
date_in_span(const CalendarSpan *span, TimestampTz instant)
{
	/* both ends of the range of timestamps are more than a day from overflow */
	return Max(date_of_local(instant + span->offset), span->reached);
}

static int64
date_of(Calendar *calendar, TimestampTz instant)
{
	return date_in_span(span_of(calendar, instant), instant);
}

/*
 * When a date, or one after it, is first reached.  Infinite beyond the range
 * of timestamps.
 */
TimestampTz
calendar_date_start(Calendar *calendar, int64 date)
{
	int64		local;
	TimestampTz instant;

	if (date < -POSTGRES_EPOCH_JDATE || date >= TIMESTAMP_END_JULIAN - POSTGRES_EPOCH_JDATE)
		return date < 0 ? DT_NOBEGIN : DT_NOEND;
	local = date * USECS_PER_DAY;
	instant = Max(local - MEMORY_OF_CLOCK, MIN_TIMESTAMP);
	for (;;)
	{
		const CalendarSpan *span = span_of(calendar, instant);

		/* a change of the clock leapt over it, or it comes before the next change */
		instant = Max(instant, local - span->offset);
		if (instant < span->beyond)
			break;
		instant = span->beyond;
	}
	if (IS_VALID_TIMESTAMP(instant))
		return instant;
	return date < 0 ? DT_NOBEGIN : DT_NOEND;
}

/* ---------- intervals ---------- */

/* The first date of a week or month, of which a date is given. */
static int64
first_date(CalendarGrain grain, int64 date)
{
	int			year;
	int			month;
	int			day_of_month;

	if (grain == CALENDAR_WEEK)
		return floor_div(date - FIRST_MONDAY, DAYS_PER_WEEK) * DAYS_PER_WEEK + FIRST_MONDAY;
	if (grain == CALENDAR_MONTH)
	{
		j2date((int) date + POSTGRES_EPOCH_JDATE, &year, &month, &day_of_month);
		return date - (day_of_month - 1);
	}
	return date;
}

/*
 * The number of the interval in which an instant lies.
 */
int64
calendar_number(Calendar *calendar, TimestampTz instant)
{
	const CalendarSpan *span = span_of(calendar, instant);
	int64		date;
	int			year;
	int			month;
	int			day_of_month;

	if (calendar->grain == CALENDAR_HOUR)
		return floor_div(instant + span->offset, USECS_PER_HOUR) + span->correction;
	date = date_in_span(span, instant);
	if (calendar->grain == CALENDAR_DAY)
		return date + span->correction;
	if (calendar->grain == CALENDAR_WEEK)
		return floor_div(date - FIRST_MONDAY, DAYS_PER_WEEK);
	j2date((int) date + POSTGRES_EPOCH_JDATE, &year, &month, &day_of_month);
	return (int64) year * MONTHS_PER_YEAR + month - 1;
}

/*
 * When the interval starts in which an instant lies.  -infinity where that is
 * before the first timestamp.
 */
TimestampTz
calendar_floor(Calendar *calendar, TimestampTz instant)
{
	TimestampTz start;

	if (calendar->grain == CALENDAR_HOUR)
	{
		const CalendarSpan *span = span_of(calendar, instant);

		start = floor_div(instant + span->offset, USECS_PER_HOUR) * USECS_PER_HOUR - span->offset;
		start = Max(start, span->since);
		return start >= MIN_TIMESTAMP ? start : DT_NOBEGIN;
	}
	return calendar_date_start(calendar, first_date(calendar->grain, date_of(calendar, instant)));
}

/*
 * When the interval after that starts.  Infinite beyond the range of
 * timestamps.
 */
TimestampTz
calendar_next(Calendar *calendar, TimestampTz instant)
{
	/* more than is left of a week and month, less than two */
	const int	past_the_end[] = {[CALENDAR_DAY] = 1, [CALENDAR_WEEK] = DAYS_PER_WEEK, [CALENDAR_MONTH] = 31};
	CalendarGrain grain = calendar->grain;
	TimestampTz next;

	if (grain == CALENDAR_HOUR)
	{
		const CalendarSpan *span = span_of(calendar, instant);

		next = (floor_div(instant + span->offset, USECS_PER_HOUR) + 1) * USECS_PER_HOUR - span->offset;
		next = Min(next, span->beyond);
		return IS_VALID_TIMESTAMP(next) ? next : DT_NOEND;
	}
	return calendar_date_start(calendar,
							   first_date(grain, first_date(grain, date_of(calendar, instant)) +
										  past_the_end[grain]));
}

/*
 * When an hour starts.  From an instant that were in it if no change of the
 * clock had ever cut one, one goes on by the hours that are missing; near the
 * end one by one, since a part of an hour is one, too.
 */
static TimestampTz
hour_start(Calendar *calendar, int64 number)
{
	int64		instant = number * USECS_PER_HOUR;

	for (;;)
	{
		int64		missing;

		if (instant < MIN_TIMESTAMP)
			return DT_NOBEGIN;
		if (instant >= END_TIMESTAMP)
			return DT_NOEND;
		missing = number - calendar_number(calendar, instant);
		if (missing == 0)
			return calendar_floor(calendar, instant);
		CHECK_FOR_INTERRUPTS();
		if (missing > STEPS_TO_WALK || missing < -STEPS_TO_WALK)
			instant += missing * USECS_PER_HOUR;
		else if (missing > 0)
			instant = calendar_next(calendar, instant);
		else
		{
			instant = calendar_floor(calendar, instant);
			if (!TIMESTAMP_NOT_FINITE(instant))
				instant--;
		}
	}
}

/*
 * When a day starts.  Dates skipped have no number, so the date is sought:
 * one date more is at most one number more.
 */
static TimestampTz
day_start(Calendar *calendar, int64 number)
{
	int64		date = number;

	for (;;)
	{
		TimestampTz start = calendar_date_start(calendar, date);
		int64		missing;

		if (TIMESTAMP_NOT_FINITE(start))
			return start;
		missing = number - calendar_number(calendar, start);
		if (missing == 0)
			return start;
		date += missing;
	}
}

static TimestampTz
month_start(Calendar *calendar, int64 number)
{
	int			year = (int) floor_div(number, MONTHS_PER_YEAR);
	int			month = (int) (number - (int64) year * MONTHS_PER_YEAR) + 1;

	if (!IS_VALID_JULIAN(year, month, 1))
		return number < 0 ? DT_NOBEGIN : DT_NOEND;
	return calendar_date_start(calendar, date2j(year, month, 1) - POSTGRES_EPOCH_JDATE);
}

/*
 * When the interval of a number starts.  Infinite beyond the range of
 * timestamps.  The number may be up to twice CALENDAR_MAX_NUMBER, to either
 * side.
 */
TimestampTz
calendar_start(Calendar *calendar, int64 number)
{
	switch (calendar->grain)
	{
		case CALENDAR_HOUR:
			return hour_start(calendar, number);
		case CALENDAR_DAY:
			return day_start(calendar, number);
		case CALENDAR_WEEK:
			return calendar_date_start(calendar, number * DAYS_PER_WEEK + FIRST_MONDAY);
		case CALENDAR_MONTH:
			return month_start(calendar, number);
	}
	pg_unreachable();
}
