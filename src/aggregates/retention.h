/*-------------------------------------------------------------------------
 *
 * retention.h
 *	  The cohort matrix: the state of its aggregates.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_RETENTION_H
#define MINDWELL_RETENTION_H

#include "aggkit/actor_log.h"
#include "base/calendar.h"
#include "aggregates/retention_options.h"

/*
 * The log's rows: what an actor did in one interval (whose number is the
 * row's time) or, in a rolling matrix, at one instant.  A row's number counts
 * returning events.
 */
#define RETENTION_START 1
#define RETENTION_RETURN 2
#define RETENTION_EARLIER 4		/* a start before from_time, so that none after it is the first */
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

#endif							/* MINDWELL_RETENTION_H */
