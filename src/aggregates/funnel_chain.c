/*-------------------------------------------------------------------------
 *
 * funnel_chain.c
 *	  The population funnel: chains, and which steps rows can fill.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "aggregates/funnel_chain.h"

/* ---------- chains ---------- */

/*
 * The first row after the time.
 */
uint32
funnel_first_row_after(const ActorRow *rows, uint32 count, int64 time)
{
	uint32		low = 0;
	uint32		high = count;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;

		if (rows[middle].time <= time)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * Gather the rows that are exclusions.
 */
void
funnel_gather_exclusions(FunnelMatcher *matcher)
{
	const ActorRow *rows = matcher->rows.items;

	matcher->excluding.count = 0;
	for (uint32 i = 0; i < matcher->rows.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (matcher->tags[rows[i].number].exclusions != 0)
			*(ActorRow *) flat_array_append(&matcher->excluding, sizeof(ActorRow),
											matcher->context) = rows[i];
	}
}

/*
 * Whether an exclusion kills the attempt; if so, when it first does.
 *
 * It counts strictly between the two steps that the plan names for it or, if the
 * second was not reached, between the first and the end of the window.
 */
bool
funnel_chain_excluded(const FunnelMatcher *matcher, const FunnelChain *chain, int64 *when)
{
	const FunnelPlan *plan = matcher->plan;
	const ActorRow *rows = matcher->excluding.items;
	uint32		count = matcher->excluding.count;
	bool		excluded = false;

	for (int i = 0; i < plan->exclusion_count && count > 0; i++)
	{
		int			after = plan->exclusion_after[i];
		int			before = plan->exclusion_before[i];
		bool		ended = (chain->filled & STEP_BIT(before)) != 0;

		if ((chain->filled & STEP_BIT(after)) == 0)
			continue;
		for (uint32 row = funnel_first_row_after(rows, count, chain->times[after]);
			 row < count; row++)
		{
			int64		time = rows[row].time;

			CHECK_FOR_INTERRUPTS();
			if (ended ? time >= chain->times[before]
				: !time_within(chain->times[0], time, plan->within))
				break;
			if (matcher->tags[rows[row].number].exclusions & STEP_BIT(i))
			{
				if (!excluded || time < *when)
					*when = time;
				excluded = true;
				break;
			}
		}
	}
	return excluded;
}

/*
 * The breakdown value of a chain: that of the rows of its first or last
 * step.  Of several such rows at one instant, the least value.
 */
void
funnel_chain_set_breakdown(const FunnelMatcher *matcher, const ActorRow *rows,
						   uint32 count, FunnelChain *chain)
{
	const FunnelPlan *plan = matcher->plan;
	int			place = plan->breakdown_last ? chain->depth - 1 : 0;
	bool		found = false;
	uint32		steps;
	int64		time;

	chain->breakdown = FUNNEL_NULL_VALUE;
	if (!matcher->has_values)
		return;

	/* an unordered chain's places are not steps */
	if (plan->order == FUNNEL_UNORDERED)
	{
		time = chain->times[place];
		steps = PG_UINT32_MAX;
	}
	else
	{
		time = chain->times[matcher->required[place]];
		steps = STEP_BIT(matcher->required[place]);
	}

	for (uint32 i = funnel_first_row_after(rows, count, time); i > 0 && rows[i - 1].time == time; i--)
	{
		uint32		value = matcher->tags[rows[i - 1].number].breakdown;

		CHECK_FOR_INTERRUPTS();
		if ((rows[i - 1].bits & steps) == 0)
			continue;
		if (!found || matcher->value_rank[value] < matcher->value_rank[chain->breakdown])
			chain->breakdown = value;
		found = true;
	}
}

/*
 * Whether an attempt is better than another of the same actor.  Where several
 * held values lead equally far at the same times, optional steps and then the
 * breakdown value decide, so that the order of the values does not.
 */
static bool
chain_is_better(const FunnelMatcher *matcher, const FunnelChain *chain,
				const FunnelChain *best)
{
	const FunnelPlan *plan = matcher->plan;

	if (chain->depth != best->depth)
		return chain->depth > best->depth;
	for (int i = 0; i < chain->depth; i++)
	{
		int			step = plan->order == FUNNEL_UNORDERED ? i : matcher->required[i];

		if (chain->times[step] != best->times[step])
			return chain->times[step] < best->times[step];
	}
	for (uint32 steps = (chain->filled | best->filled) & plan->optional; steps != 0; steps &= steps - 1)
	{
		int			step = pg_rightmost_one_pos32(steps);

		if (((chain->filled ^ best->filled) & STEP_BIT(step)) != 0)
			return (chain->filled & STEP_BIT(step)) != 0;
		if (chain->times[step] != best->times[step])
			return chain->times[step] < best->times[step];
	}
	return matcher->value_rank[chain->breakdown] < matcher->value_rank[best->breakdown];
}

void
funnel_keep_better(const FunnelMatcher *matcher, FunnelChain *best, const FunnelChain *chain)
{
	if (chain_is_better(matcher, chain, best))
		*best = *chain;
}

/* ---------- different rows for different steps ---------- */

/*
 * Let a row fill one of the wanted steps, where others may have to move.
 */
bool
funnel_matching_add(FunnelMatching *matching, uint32 steps, uint32 *tried)
{
	uint32		open = steps & matching->wanted & ~*tried;
	uint32		vacant = open & ~matching->filled;

	if (vacant != 0)
	{
		int			step = pg_rightmost_one_pos32(vacant);

		matching->filled |= STEP_BIT(step);
		matching->row_steps[step] = steps;
		return true;
	}
	while (open != 0)
	{
		int			step = pg_rightmost_one_pos32(open);

		*tried |= STEP_BIT(step);
		if (funnel_matching_add(matching, matching->row_steps[step], tried))
		{
			matching->row_steps[step] = steps;
			return true;
		}
		open &= ~*tried;
	}
	return false;
}

/*
 * Whether the rows of an instant can fill all these steps.  A row that finds
 * no place will find none later, and neither will one like it: so of equal
 * rows, which lie side by side, those after the first failure are skipped.
 */
bool
funnel_steps_fillable(const ActorRow *rows, const FunnelInstant *instant, uint32 steps)
{
	FunnelMatching matching = {.wanted = steps};
	uint32		useless = 0;

	if ((instant->steps & steps) != steps)
		return false;
	if (!instant->crowded)
		return instant->beyond - instant->first > 1 || !satisfies_several(steps);
	for (uint32 i = instant->first; i < instant->beyond; i++)
	{
		uint32		tried = 0;

		CHECK_FOR_INTERRUPTS();
		if (rows[i].bits == useless)
			continue;
		if (!funnel_matching_add(&matching, rows[i].bits, &tried))
			useless = rows[i].bits;
		else if (matching.filled == steps)
			return true;
	}
	return false;
}

/* ---------- instants ---------- */

/*
 * Gather the unit's rows into instants; rows without a step have no place.
 */
void
funnel_build_instants(FunnelMatcher *matcher, const ActorRow *rows, uint32 count)
{
	FlatArray  *instants = &matcher->instants;
	FunnelInstant *instant = NULL;

	instants->count = 0;
	flat_array_reserve(instants, sizeof(FunnelInstant), count, matcher->context);
	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (rows[i].bits == 0)
			continue;
		if (instant == NULL || instant->time != rows[i].time)
		{
			instant = flat_array_append(instants, sizeof(FunnelInstant), matcher->context);
			memset(instant, 0, sizeof(*instant));
			instant->time = rows[i].time;
			instant->first = i;
		}
		instant->beyond = i + 1;
		instant->steps |= rows[i].bits;
		if (satisfies_several(rows[i].bits))
			instant->crowded = true;
	}

	/* a row alone is no crowd */
	for (uint32 i = 0; i < instants->count; i++)
	{
		instant = FLAT_ARRAY_ITEM(instants, FunnelInstant, i);
		if (instant->beyond - instant->first == 1)
			instant->crowded = false;
	}
}

/*
 * The first instant at or after the time, or after it.
 */
uint32
funnel_find_instant(const FunnelMatcher *matcher, int64 time, bool after)
{
	const FunnelInstant *instants = matcher->instants.items;
	uint32		low = 0;
	uint32		high = matcher->instants.count;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;

		if (instants[middle].time < time || (after && instants[middle].time == time))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
