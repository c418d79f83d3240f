/*-------------------------------------------------------------------------
 *
 * retention.h
 *	  The cohort matrix: what is asked, and the state of its aggregates.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_RETENTION_H
#define MINDWELL_RETENTION_H

#include "aggkit/actor_log.h"
#include "aggkit/calendar.h"

#include "utils/jsonb.h"

#define RETENTION_MAX_PERIODS 10000

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

/*
 * The log's rows: what an actor did in one interval (its number is the time),
 * or rolling, at one instant.  A row's number counts returning events.
 */
#define RETENTION_START 1
#define RETENTION_RETURN 2
#define RETENTION_EARLIER 4		/* a start before from_time: this is not his first */
#define RETENTION_BITS 3

typedef struct RetentionState
{
	MemoryContext context;
	RetentionOptions options;
	Calendar	calendar;
	ActorLog	log;
	TimestampTz greatest_at;	/* DT_NOBEGIN: none seen */

	/* the constant arguments, byte for byte as the first row had them */
	void	   *constant_grain;
	Size		grain_size;
	void	   *constant_options;	/* NULL: there is no such argument */
	Size		options_size;
} RetentionState;

/* retention_options.c */
extern void retention_options_init(RetentionOptions *options, const text *grain, int32 periods);
extern void retention_options_parse(RetentionOptions *options, Jsonb *json);

#endif							/* MINDWELL_RETENTION_H */
