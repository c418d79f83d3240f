/*-------------------------------------------------------------------------
 *
 * funnel_match.h
 *	  The population funnel: what one actor's rows amount to.
 *
 * Words
 *	row			one event of the actor: its bits are the steps that it satisfies,
 *				its number is a tag (exclusions, breakdown and held value)
 *	instant		the rows of one time; a "crowded" one has several rows of which
 *				some satisfy several steps, so that it takes a matching to tell
 *				which steps can be filled there by different rows
 *	unit		the rows among which chains are looked for: all of the actor's,
 *				or those that carry one value of the held property
 *	gate		a step that is not optional.  Chains consist of gates; optional
 *				steps are filled afterwards, where there are rows left
 *	chain		one attempt: a start and the steps reached from it
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_MATCH_H
#define MINDWELL_FUNNEL_MATCH_H

#include "aggkit/actor_run.h"
#include "aggkit/agg_support.h"
#include "aggregates/funnel_codec.h"

typedef struct FunnelChain
{
	uint32		filled;			/* the steps reached, bit mask; 0: no chain */
	int			depth;			/* how many gates (unordered: steps) were reached */
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
	FlatArray	jumps;			/* uint8: for each instant and gate */
	FlatArray	nexts;			/* uint32: as the jumps */

	/* what follows from the plan */
	int			gate_count;
	uint8		gates[FUNNEL_MAX_STEPS];	/* the step of each */
	uint8		gate_of[FUNNEL_MAX_STEPS];	/* for a step: the last gate up to it */
	bool		simple;			/* match_simple() may do */
} FunnelMatcher;

extern void funnel_matcher_init(FunnelMatcher *matcher, const FunnelPlan *plan);
extern void funnel_match(FunnelMatcher *matcher);

/* funnel_sort.c */
extern void funnel_sort_rows(FunnelMatcher *matcher);
extern void funnel_sort_rows_by_hold(ActorRow *rows, uint32 count, const FunnelTag *tags);

#endif							/* MINDWELL_FUNNEL_MATCH_H */
