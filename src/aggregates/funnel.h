/*-------------------------------------------------------------------------
 *
 * funnel.h
 *	  The population funnel: the state of its aggregates.
 *
 * The rows that satisfy a step (or are an exclusion) are kept in a log of
 * actors (actor_log.h) until the final function.  A row's bits are its steps.
 * What it carries besides (exclusions, breakdown and held value) is the same
 * for many rows: its number is that of a tag, tags name values, and both are
 * kept once, found by hash.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_H
#define MINDWELL_FUNNEL_H

#include "aggkit/actor_log.h"
#include "aggkit/agg_support.h"
#include "aggregates/funnel_match.h"

#include "access/htup.h"
#include "utils/array.h"

/* Items found by hash: open addressing, at most half full. */
typedef struct FunnelIndex
{
	FlatArray	slots;			/* FunnelSlot; allocated is a power of two, or 0 */
} FunnelIndex;

typedef struct FunnelState
{
	MemoryContext context;
	FunnelPlan	plan;
	ActorLog	log;

	/* the step names of the short form */
	bool		named;
	FlatArray	names;			/* char: one after the other */
	uint32		name_ends[FUNNEL_MAX_STEPS];

	/* the constant arguments, byte for byte as the first row had them */
	bool		constants_hold; /* all rows have them, by the query's text */
	void	   *constant;		/* steps or plan */
	Size		constant_size;
	Interval	within;			/* of the short form */

	/* tag 0 and value 0 are there always: nothing, and NULL */
	FlatArray	tags;			/* FunnelTag */
	FunnelIndex tag_index;
	FlatArray	value_ends;		/* uint32: for each value */
	FlatArray	value_bytes;	/* char */
	FunnelIndex value_index;
} FunnelState;

/* The bytes of value "id"; the NULL is an empty string here. */
static inline const char *
funnel_value(const FunnelState *state, uint32 id, uint32 *size)
{
	const uint32 *ends = state->value_ends.items;
	uint32		start = id == 0 ? 0 : ends[id - 1];

	*size = ends[id] - start;
	return (const char *) state->value_bytes.items + start;
}

/* funnel_plan.c */
extern void funnel_plan_of_names(const ArrayType *steps, int64 within, FunnelState *state);
extern void funnel_plan_of_record(HeapTupleHeader record, FunnelPlan *plan);

/* funnel_values.c */
extern void funnel_values_init(FunnelState *state);
extern uint32 funnel_value_id(FunnelState *state, const char *bytes, uint32 size);
extern uint32 funnel_translate_value(FunnelState *state, const FunnelState *other, uint32 id);
extern uint32 funnel_tag_id(FunnelState *state, FunnelTag tag);

/* funnel_state.c */
extern FunnelState *funnel_state_create(MemoryContext context);
extern bool funnel_same_question(const FunnelState *a, const FunnelState *b);

#endif							/* MINDWELL_FUNNEL_H */
