/*-------------------------------------------------------------------------
 *
 * funnel_matcher.h
 *	  The population funnel: what the search for an actor's chains works on.
 *
 * Words
 *	row			one event of the actor: its bits are the steps that it satisfies,
 *				its number is a tag (exclusions, breakdown and held value)
 *	instant		the rows of one time; a "crowded" one has several rows of which
 *				some satisfy several steps, so that it takes a matching to tell
 *				which steps can be filled there by different rows
 *	unit		the rows among which chains are looked for: all of the actor's,
 *				or those that carry one value of the held property
 *	required	said of a step that is not optional.  Chains consist of required
 *				steps; optional ones are filled afterwards, where rows are left
 *	chain		one attempt: a start and the steps reached from it
 *	place		where in a chain a step stands, from 0: place n is the required
 *				step n (unordered: the n-th step that was done)
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_MATCHER_H
#define MINDWELL_FUNNEL_MATCHER_H

#include "aggkit/actor_run.h"
#include "aggkit/agg_support.h"
#include "aggregates/funnel_codec.h"

typedef struct FunnelChain
{
	uint32		filled;			/* the steps reached, bit mask; 0: no chain */
	int			depth;			/* how many places are filled */
	uint32		breakdown;		/* id of a value */
	int64		times[FUNNEL_MAX_STEPS];	/* of the steps filled */
} FunnelChain;

typedef struct FunnelInstant
{
	int64		time;
	int64		end;			/* where a chain from here ends; see backward_pass() */
	uint32		first;			/* its rows: [first, beyond) of the unit */
	uint32		beyond;
	uint32		steps;			/* that any of them satisfies */
	bool		crowded;
	bool		judged;			/* the chain from here was excluded */
	bool		starts;			/* a chain can start and end in time here */
	uint8		bound;			/* unordered: no chain from here is deeper */
} FunnelInstant;

typedef void (*FunnelEmit) (void *receiver, const FunnelChain *chain);

/*
 * One for a run of many actors.
 */
typedef struct FunnelMatcher
{
	const FunnelPlan *plan;
	const FunnelTag *tags;
	const uint32 *value_rank;	/* of value ids */
	bool		has_values;		/* there are others than the NULL */
	FunnelEmit	emit;
	void	   *receiver;

	MemoryContext context;
	FlatArray	rows;			/* ActorRow: of the actor; the caller sets it */
	FlatArray	unit_rows;		/* ActorRow: sorted by held value */
	FlatArray	instants;		/* FunnelInstant: of the unit */
	FlatArray	excluding;		/* ActorRow: those of the actor's that are exclusions */
	FlatArray	jumps;			/* uint8: for each instant and place */
	FlatArray	nexts;			/* uint32: as the jumps */

	/* what follows from the plan */
	int			required_count;
	uint8		required[FUNNEL_MAX_STEPS]; /* the required steps, by place */
	uint8		place_of[FUNNEL_MAX_STEPS]; /* for a step: the place of the last
											 * required step up to it */
	bool		simple;			/* match_simple() may do */
} FunnelMatcher;

#endif							/* MINDWELL_FUNNEL_MATCHER_H */
