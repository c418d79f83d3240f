/*-------------------------------------------------------------------------
 *
 * calendar.h
 *	  Hours, days, weeks and months in a time zone, numbered.
 *
 * The intervals of a grain are numbered one after the other, so that "j
 * intervals later" is an addition; a day of 23 or 25 hours is one day.  They
 * are those of date_trunc(grain, instant, zone).  (An hour whose clock time
 * is repeated in part, where daylight saving time moves by half an hour, is
 * one hour of 90 minutes here.)
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
	int64		first;			/* [first, beyond), as far as it is known */
	int64		beyond;
	int64		offset;			/* microseconds east of UTC */
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
extern void calendar_init(Calendar *calendar, CalendarGrain grain, const char *zone_name);
extern int64 calendar_local(Calendar *calendar, TimestampTz instant);
extern int64 calendar_number(Calendar *calendar, TimestampTz instant);
extern TimestampTz calendar_start(const Calendar *calendar, int64 number);

#endif							/* MINDWELL_CALENDAR_H */
