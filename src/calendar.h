/*-------------------------------------------------------------------------
 *
 * calendar.h
 *	  Hours, days, weeks and months of a time zone, numbered.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_CALENDAR_H
#define MINDWELL_CALENDAR_H

#include "compat.h"

#include "datatype/timestamp.h"
#include "pgtime.h"

typedef enum Grain
{
	GRAIN_HOUR,
	GRAIN_DAY,
	GRAIN_WEEK,					/* begins on Monday */
	GRAIN_MONTH
} Grain;

#define GRAINS "hour, day, week, month"

typedef struct Calendar
{
	Grain		grain;
	pg_tz	   *zone;			/* NULL: UTC */
} Calendar;

extern bool grain_parse(const char *name, int length, Grain *grain);
extern bool calendar_set_zone(Calendar *calendar, const char *name);
extern int64 calendar_number(const Calendar *calendar, TimestampTz at);
extern TimestampTz calendar_start(const Calendar *calendar, int64 number);

#endif							/* MINDWELL_CALENDAR_H */
