/*-------------------------------------------------------------------------
 *
 * calendar.c
 *	  Hours, days, weeks and months of a time zone, numbered.
 *
 * Consecutive intervals have consecutive numbers, across changes of daylight
 * saving time too.  Days are numbered by their Julian day, which is a Monday
 * at 0, so a seventh of it numbers the weeks.
 *
 * An hour is numbered by the hour of UTC in which it begins.  Where a clock
 * is turned back by a whole hour, the repeated hour is one of its own; where
 * it is turned back by half an hour (Lord Howe Island), the hour is one that
 * lasts 90 minutes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

#include "calendar.h"

#define DAYS_IN_WEEK 7
#define MONTHS_IN_YEAR 12

static const char *const grain_names[] = {
	[GRAIN_HOUR] = "hour",
	[GRAIN_DAY] = "day",
	[GRAIN_WEEK] = "week",
	[GRAIN_MONTH] = "month",
};

bool
grain_parse(const char *name, int length, Grain *grain)
{
	for (int i = 0; i < (int) lengthof(grain_names); i++)
	{
		if (length == (int) strlen(grain_names[i]) &&
			memcmp(name, grain_names[i], length) == 0)
		{
			*grain = i;
			return true;
		}
	}
	return false;
}

/*
 * Use a time zone by its name; false when there is none of it.
 */
bool
calendar_set_zone(Calendar *calendar, const char *name)
{
	calendar->zone = NULL;
	if (pg_strcasecmp(name, "UTC") == 0)
		return true;
	calendar->zone = pg_tzset(name);
	return calendar->zone != NULL;
}

static inline int64
floor_divide(int64 dividend, int64 divisor)
{
	return dividend / divisor - (dividend % divisor < 0 ? 1 : 0);
}

static void
local_time(const Calendar *calendar, TimestampTz at, struct pg_tm *tm, fsec_t *fsec)
{
	int			offset;

	if (timestamp2tm(at, &offset, tm, fsec, NULL, calendar->zone) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp out of range")));
}

/*
 * The full hour, by the clock on the wall, at or before a time.
 */
static TimestampTz
hour_of(const Calendar *calendar, TimestampTz at)
{
	struct pg_tm tm;
	fsec_t		fsec;

	if (calendar->zone == NULL)
		return floor_divide(at, USECS_PER_HOUR) * USECS_PER_HOUR;
	local_time(calendar, at, &tm, &fsec);
	return at - (tm.tm_min * USECS_PER_MINUTE + tm.tm_sec * USECS_PER_SEC + fsec);
}

static int64
hour_number(const Calendar *calendar, TimestampTz at)
{
	return floor_divide(hour_of(calendar, at), USECS_PER_HOUR);
}

static int64
month_number(int year, int month)
{
	return (int64) year * MONTHS_IN_YEAR + month - 1;
}

/*
 * The number of the interval that contains a time.
 */
int64
calendar_number(const Calendar *calendar, TimestampTz at)
{
	struct pg_tm tm;
	fsec_t		fsec;
	int64		day;

	if (calendar->grain == GRAIN_HOUR)
		return hour_number(calendar, at);

	if (calendar->zone == NULL)
		day = floor_divide(at, USECS_PER_DAY) + POSTGRES_EPOCH_JDATE;
	else
	{
		local_time(calendar, at, &tm, &fsec);
		day = date2j(tm.tm_year, tm.tm_mon, tm.tm_mday);
	}
	if (calendar->grain == GRAIN_DAY)
		return day;
	if (calendar->grain == GRAIN_WEEK)
		return floor_divide(day, DAYS_IN_WEEK);
	j2date((int) day, &tm.tm_year, &tm.tm_mon, &tm.tm_mday);
	return month_number(tm.tm_year, tm.tm_mon);
}

/*
 * Midnight, or the first instant where a day has none; infinity beyond the
 * range of timestamps.
 */
static TimestampTz
day_start(const Calendar *calendar, int year, int month, int day)
{
	struct pg_tm tm = {.tm_year = year, .tm_mon = month, .tm_mday = day};
	int			offset = 0;
	TimestampTz start;

	if (!IS_VALID_JULIAN(year, month, day))
		return DT_NOEND;
	if (calendar->zone != NULL)
		offset = DetermineTimeZoneOffset(&tm, calendar->zone);
	if (tm2timestamp(&tm, 0, &offset, &start) != 0)
		return year < 0 ? DT_NOBEGIN : DT_NOEND;
	return start;
}

static TimestampTz
hour_start(const Calendar *calendar, int64 number)
{
	TimestampTz first = number * USECS_PER_HOUR;
	TimestampTz last = first + USECS_PER_HOUR - 1;

	if (!IS_VALID_TIMESTAMP(first) || !IS_VALID_TIMESTAMP(last))
		return number < 0 ? DT_NOBEGIN : DT_NOEND;
	return hour_of(calendar, hour_number(calendar, first) == number ? first : last);
}

/*
 * When the interval of a number begins; infinity beyond the range of
 * timestamps.
 */
TimestampTz
calendar_start(const Calendar *calendar, int64 number)
{
	int			year;
	int			month;
	int			day;

	switch (calendar->grain)
	{
		case GRAIN_HOUR:
			return hour_start(calendar, number);
		case GRAIN_MONTH:
			year = (int) floor_divide(number, MONTHS_IN_YEAR);
			return day_start(calendar, year, (int) (number - (int64) year * MONTHS_IN_YEAR) + 1, 1);
		case GRAIN_WEEK:
			number *= DAYS_IN_WEEK;
			break;
		case GRAIN_DAY:
			break;
	}
	if (number < 0 || number > PG_INT32_MAX)
		return number < 0 ? DT_NOBEGIN : DT_NOEND;
	j2date((int) number, &year, &month, &day);
	return day_start(calendar, year, month, day);
}
