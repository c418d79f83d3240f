/*-------------------------------------------------------------------------
 *
 * calendar.h
 *	  Hours, days, weeks and months in a time zone: the one calendar.
 *
 * The day of an instant is the latest local date reached so far, so a day
 * begins when its date is first reached: a midnight that a zone's clock shows
 * twice begins one day, and a clock that falls back across midnight stays in
 * the new one.  Weeks (from Monday) and months are made of days.  An hour is
 * one of the zone's clock under one offset from UTC, so where a change of the
 * clock repeats a part of an hour there are two.  The intervals of a grain
 * tile the time without a gap.
 *
 * They are numbered one after the other, so that "j intervals later" is an
 * addition.  A date that the zone skips is no interval.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_CALENDAR_H
#define MINDWELL_CALENDAR_H

#include "base/compat.h"

#include "datatype/timestamp.h"
#include "pgtime.h"

typedef enum CalendarGrain
{
	CALENDAR_HOUR,
	CALENDAR_DAY,
	CALENDAR_WEEK,				/* from Monday */
	CALENDAR_MONTH
} CalendarGrain;

/* no timestamp's interval has a greater number, to either side: in hours */
#define CALENDAR_MAX_NUMBER INT64CONST(3000000000)

/* more are not cached: a zone has two a year */
#define CALENDAR_SPANS 8

/* A span of time in which the zone's offset does not change. */
typedef struct CalendarSpan
{
	int64		first;			/* known for [first, beyond) */
	int64		beyond;
	int64		since;			/* the change of the clock that began it; where that was more than
								 * two days before first, PG_INT64_MIN */
	int64		offset;			/* microseconds east of UTC */
	int64		reached;		/* the latest date at its begin; PG_INT64_MIN with since */
	int64		correction;		/* what an interval's number is more than its own arithmetic says */
} CalendarSpan;

typedef struct Calendar
{
	CalendarGrain grain;
	pg_tz	   *zone;
	int			latest;			/* the span that was used last */
	int			span_count;
	CalendarSpan spans[CALENDAR_SPANS];
} Calendar;

extern bool calendar_grain_parse(const char *name, Size size, CalendarGrain *grain);
pg_noreturn extern void calendar_out_of_range(void);
extern void calendar_init(Calendar *calendar, CalendarGrain grain, const char *zone_name);
extern TimestampTz calendar_date_start(Calendar *calendar, int64 date);
extern int64 calendar_number(Calendar *calendar, TimestampTz instant);
extern TimestampTz calendar_start(Calendar *calendar, int64 number);
extern TimestampTz calendar_floor(Calendar *calendar, TimestampTz instant);
extern TimestampTz calendar_next(Calendar *calendar, TimestampTz instant);

#endif							/* MINDWELL_CALENDAR_H */
