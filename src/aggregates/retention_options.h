/*-------------------------------------------------------------------------
 *
 * retention_options.h
 *	  The cohort matrix: what is asked.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_RETENTION_OPTIONS_H
#define MINDWELL_RETENTION_OPTIONS_H

#include "base/compat.h"

#include "utils/jsonb.h"

#include "base/calendar.h"

#define RETENTION_MAX_PERIODS 10000
#define RETENTION_MAX_MINIMUM 1000000000

/* What is asked.  Compared byte by byte. */
typedef struct RetentionOptions
{
	int64		from_time;		/* starts and returns count in [from_time, to_time) */
	int64		to_time;
	int64		as_of;			/* until when all events are known */
	int32		periods;		/* columns after column 0 */
	uint32		minimum;		/* returning events that make a return */
	uint8		grain;			/* a CalendarGrain */
	bool		has_as_of;		/* else the greatest time seen */
	bool		recurring;		/* an actor starts again in every interval */
	bool		or_after;		/* a later return counts for the earlier columns too */
	bool		rolling;		/* columns of 24 hours, not of the calendar */
	char		zone[TZ_STRLEN_MAX + 1];
} RetentionOptions;

extern void retention_options_init(RetentionOptions *options, const text *grain, int32 periods);
extern void retention_options_parse(RetentionOptions *options, Jsonb *json);

#endif							/* MINDWELL_RETENTION_OPTIONS_H */
