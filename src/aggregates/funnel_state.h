/*-------------------------------------------------------------------------
 *
 * funnel_state.h
 *	  The population funnel: the state of its aggregates.
 *
 * The rows that satisfy a step (or are an exclusion) are kept in a log of
 * actors (actor_log.h) until the final function.  A row's bits are its steps,
 * its number is that of a tag (funnel_values.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_STATE_H
#define MINDWELL_FUNNEL_STATE_H

#include "aggkit/actor_log.h"
#include "aggregates/funnel_plan.h"
#include "aggregates/funnel_values.h"

typedef struct FunnelState
{
	MemoryContext context;
	FunnelPlan	plan;
	FunnelNames names;
	FunnelValues values;
	ActorLog	log;

	/* the constant arguments, byte for byte as the first row had them */
	bool		constants_hold; /* all rows have them, by the query's text */
	void	   *constant;		/* steps or plan */
	Size		constant_size;
	Interval	within;			/* of the short form */
} FunnelState;

extern FunnelState *funnel_state_create(MemoryContext context);
extern PGDLLEXPORT Datum analytics_funnel_combine(PG_FUNCTION_ARGS);
extern bool funnel_same_question(const FunnelState *a, const FunnelState *b);

#endif							/* MINDWELL_FUNNEL_STATE_H */
