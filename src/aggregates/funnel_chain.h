/*-------------------------------------------------------------------------
 *
 * funnel_chain.h
 *	  The population funnel: chains, and which steps rows can fill.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_CHAIN_H
#define MINDWELL_FUNNEL_CHAIN_H

#include "aggkit/step_bit.h"
#include "aggregates/funnel_matcher.h"

/* rows that fill steps, each a different one */
typedef struct FunnelMatching
{
	uint32		wanted;			/* the steps to be filled */
	uint32		filled;
	uint32		row_steps[FUNNEL_MAX_STEPS];	/* what the row that fills it satisfies */
} FunnelMatching;

extern uint32 funnel_first_row_after(const ActorRow *rows, uint32 count, int64 time);
extern void funnel_gather_exclusions(FunnelMatcher *matcher);
extern bool funnel_chain_excluded(const FunnelMatcher *matcher, const FunnelChain *chain, int64 *when);
extern void funnel_chain_set_breakdown(const FunnelMatcher *matcher, const ActorRow *rows, uint32 count, FunnelChain *chain);
extern void funnel_keep_better(const FunnelMatcher *matcher, FunnelChain *best, const FunnelChain *chain);
extern bool funnel_matching_add(FunnelMatching *matching, uint32 steps, uint32 *tried);
extern bool funnel_steps_fillable(const ActorRow *rows, const FunnelInstant *instant, uint32 steps);
extern void funnel_build_instants(FunnelMatcher *matcher, const ActorRow *rows, uint32 count);
extern uint32 funnel_find_instant(const FunnelMatcher *matcher, int64 time, bool after);

static inline bool
may_start(const FunnelPlan *plan, int64 time)
{
	return time >= plan->from_time && time < plan->to_time;
}

static inline bool
satisfies_several(uint32 steps)
{
	return (steps & (steps - 1)) != 0;
}

static inline void
chain_fill(FunnelChain *chain, int step, int64 time)
{
	chain->filled |= STEP_BIT(step);
	chain->times[step] = time;
}

#endif							/* MINDWELL_FUNNEL_CHAIN_H */
