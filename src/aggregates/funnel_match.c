/*-------------------------------------------------------------------------
 *
 * funnel_match.c
 *	  The population funnel: what one actor's rows amount to.
 *
 * Every start opens one attempt.  Its chain is the deepest that can be had
 * from it, and of those the one with the earliest times.  An exclusion kills
 * the attempt, not only the chain's tail.  The actor's chain is that of their
 * best attempt: the deepest, then the one that starts first.
 *
 * Ordered chains are found backwards.  For a wanted depth, backward_pass()
 * tells of every instant and place whether the places from there on can be
 * filled up to that depth.  Of the later instants that can fill the next
 * place, the nearest is as good as any: where a chain from a later one ends
 * earlier, it crosses the chain from the nearer one, which can then go on as
 * the former does, for gaps only become shorter.  So one pass is linear in
 * the rows; there are at most as many passes as required steps, and nearly
 * always the forward scan of match_simple() has done the work before.
 *
 * Invariants: the rows are sorted by time, then by actor_row_cmp(); the
 * answer does not depend on their order beyond that.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "aggregates/funnel_chain.h"
#include "aggregates/funnel_match.h"
#include "aggregates/funnel_sort.h"

/* an attempt's instants are looked at in slices, doubled from this length on */
#define FIRST_SLICE 8

/* what is known of a place after the instant at hand, going backwards */
typedef struct Nearest
{
	bool		known;
	uint32		instant;		/* the nearest that can fill the place */
	int64		time;			/* when it is */
	int64		end;			/* of the chain from there */
} Nearest;

void
funnel_matcher_init(FunnelMatcher *matcher, const FunnelPlan *plan)
{
	bool		has_limit = false;

	memset(matcher, 0, sizeof(*matcher));
	matcher->context = CurrentMemoryContext;
	matcher->plan = plan;
	for (int step = 0; step < plan->step_count; step++)
	{
		if ((plan->optional & STEP_BIT(step)) == 0)
			matcher->required[matcher->required_count++] = (uint8) step;
		matcher->place_of[step] = (uint8) (matcher->required_count - 1);
		if (plan->limits[step] != FUNNEL_NO_LIMIT)
			has_limit = true;
	}
	matcher->simple = plan->order == FUNNEL_ORDERED && !has_limit &&
		plan->optional == 0 && !plan->every_attempt && !plan->hold;
}

/* ---------- ordered ---------- */

/*
 * How many places from "place" on, up to "depth", the instant alone can fill.
 */
static int
places_fillable(const FunnelMatcher *matcher, const ActorRow *rows,
				const FunnelInstant *instant, int place, int depth)
{
	uint32		steps = 0;
	int			beyond;

	for (beyond = place; beyond < depth; beyond++)
	{
		steps |= STEP_BIT(matcher->required[beyond]);
		if (!funnel_steps_fillable(rows, instant, steps))
			break;
	}
	return beyond - place;
}

/*
 * For the instants [first, beyond): set starts and end where a chain of just
 * this depth can start, in the jumps how many places the chain fills there when
 * it comes with so many filled (0: it cannot be completed), and in the nexts at
 * which instant it goes on.
 */
static void
backward_pass(FunnelMatcher *matcher, const ActorRow *rows,
			  uint32 first, uint32 beyond, int depth)
{
	const FunnelPlan *plan = matcher->plan;
	FunnelInstant *instants = matcher->instants.items;
	Nearest		nearest[FUNNEL_MAX_STEPS] = {0};

	matcher->jumps.count = 0;
	flat_array_reserve(&matcher->jumps, sizeof(uint8) * matcher->required_count,
					   matcher->instants.count, matcher->context);
	matcher->nexts.count = 0;
	flat_array_reserve(&matcher->nexts, sizeof(uint32) * matcher->required_count,
					   matcher->instants.count, matcher->context);

	for (uint32 i = beyond; i-- > first;)
	{
		FunnelInstant *instant = &instants[i];
		uint8	   *jumps = (uint8 *) matcher->jumps.items + (Size) i * matcher->required_count;
		uint32	   *nexts = (uint32 *) matcher->nexts.items + (Size) i * matcher->required_count;
		int64		ends[FUNNEL_MAX_STEPS];

		CHECK_FOR_INTERRUPTS();
		for (int place = 0; place < depth; place++)
		{
			int			jump = places_fillable(matcher, rows, instant, place, depth);

			/* as many as possible here, so that the next can be reached */
			for (; jump > 0; jump--)
			{
				int			next = place + jump;

				if (next == depth)
				{
					ends[place] = instant->time;
					break;
				}
				if (nearest[next].known &&
					time_within(instant->time, nearest[next].time,
								plan->limits[matcher->required[next]]))
				{
					ends[place] = nearest[next].end;
					nexts[place] = nearest[next].instant;
					break;
				}
			}
			jumps[place] = (uint8) jump;
		}
		for (int place = 0; place < depth; place++)
		{
			if (jumps[place] == 0)
				continue;
			nearest[place].known = true;
			nearest[place].instant = i;
			nearest[place].time = instant->time;
			/* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): set with its jump */
			nearest[place].end = ends[place];
		}
		instant->starts = jumps[0] != 0 && may_start(plan, instant->time) &&
			time_within(instant->time, ends[0], plan->within);
	}
}

/*
 * Fill the optional steps of a chain: each between the required steps around
 * it, by the earliest row that the chain does not need.
 */
static void
fill_optional(const FunnelMatcher *matcher, const ActorRow *rows, FunnelChain *chain)
{
	const FunnelPlan *plan = matcher->plan;
	const FunnelInstant *instants = matcher->instants.items;

	for (int step = 0; step < plan->step_count; step++)
	{
		int			place = matcher->place_of[step];
		int64		since;

		if ((plan->optional & STEP_BIT(step)) == 0 || place >= chain->depth)
			continue;
		since = chain->times[matcher->required[place]];
		for (uint32 i = funnel_find_instant(matcher, since, false); i < matcher->instants.count; i++)
		{
			int64		time = instants[i].time;
			uint32		steps = STEP_BIT(step);

			CHECK_FOR_INTERRUPTS();
			if (!time_within(since, time, plan->limits[step]) ||
				(place + 1 < chain->depth
				 ? time > chain->times[matcher->required[place + 1]]
				 : !time_within(chain->times[0], time, plan->within)))
				break;
			for (int other = 0; other < plan->step_count; other++)
			{
				if ((chain->filled & STEP_BIT(other)) && chain->times[other] == time)
					steps |= STEP_BIT(other);
			}
			if (funnel_steps_fillable(rows, &instants[i], steps))
			{
				chain_fill(chain, step, time);
				break;
			}
		}
	}
}

/*
 * The chain that backward_pass() has found to start at an instant.
 */
static void
walk_chain(const FunnelMatcher *matcher, const ActorRow *rows, uint32 row_count,
		   uint32 start, int depth, FunnelChain *chain)
{
	const FunnelInstant *instants = matcher->instants.items;

	memset(chain, 0, sizeof(*chain));
	for (uint32 i = start; chain->depth < depth;)
	{
		Size		entry = (Size) i * matcher->required_count + chain->depth;
		int			beyond = chain->depth + ((const uint8 *) matcher->jumps.items)[entry];

		for (; chain->depth < beyond; chain->depth++)
			chain_fill(chain, matcher->required[chain->depth], instants[i].time);
		if (chain->depth < depth)
			i = ((const uint32 *) matcher->nexts.items)[entry];
	}
	fill_optional(matcher, rows, chain);
	funnel_chain_set_breakdown(matcher, rows, row_count, chain);
}

/*
 * No chain among these instants is deeper than this.
 */
static int
depth_bound(const FunnelMatcher *matcher, uint32 first, uint32 beyond)
{
	const FunnelInstant *instants = matcher->instants.items;
	uint32		steps = 0;
	int			depth = 0;

	for (uint32 i = first; i < beyond; i++)
		steps |= instants[i].steps;
	while (depth < matcher->required_count && (steps & STEP_BIT(matcher->required[depth])) != 0)
		depth++;
	return depth;
}

/*
 * The best attempt of the unit, if it is better than the one known.
 */
static void
ordered_best(FunnelMatcher *matcher, const ActorRow *rows, uint32 row_count,
			 FunnelChain *best)
{
	FunnelInstant *instants = matcher->instants.items;
	uint32		count = matcher->instants.count;

	for (int depth = depth_bound(matcher, 0, count); depth > 0 && depth >= best->depth; depth--)
	{
		backward_pass(matcher, rows, 0, count, depth);
		for (uint32 i = 0; i < count; i++)
		{
			FunnelChain chain;
			int64		when;

			CHECK_FOR_INTERRUPTS();
			if (!instants[i].starts || instants[i].judged)
				continue;
			walk_chain(matcher, rows, row_count, i, depth, &chain);
			if (!funnel_chain_excluded(matcher, &chain, &when))
			{
				funnel_keep_better(matcher, best, &chain);
				return;
			}
			instants[i].judged = true;
		}
	}
}

/*
 * The attempt that starts at an instant.  A chain through all required steps
 * ends as early as it can, so the instants are looked at slice by slice.
 */
static void
ordered_attempt(FunnelMatcher *matcher, const ActorRow *rows, uint32 row_count,
				uint32 start, FunnelChain *chain)
{
	FunnelInstant *instants = matcher->instants.items;
	int64		time = instants[start].time;

	for (uint32 length = FIRST_SLICE;; length *= 2)
	{
		uint32		beyond = start + Min(length, matcher->instants.count - start);
		bool		whole = beyond == matcher->instants.count ||
			!time_within(time, instants[beyond].time, matcher->plan->within);
		int			least = whole ? 1 : matcher->required_count;

		for (int depth = depth_bound(matcher, start, beyond); depth >= least; depth--)
		{
			backward_pass(matcher, rows, start, beyond, depth);
			if (instants[start].starts)
			{
				walk_chain(matcher, rows, row_count, start, depth, chain);
				return;
			}
		}
		Assert(!whole);
	}
}

/*
 * Plain ordered funnels, forwards: per step, the chain that starts latest is
 * the one to keep.  False if some instant is crowded.
 */
static bool
match_simple(const FunnelMatcher *matcher, FunnelChain *chain)
{
	const FunnelPlan *plan = matcher->plan;
	const ActorRow *rows = matcher->rows.items;
	uint32		count = matcher->rows.count;
	int64		starts[FUNNEL_MAX_STEPS];
	uint32		reached = 0;
	int			depth = 0;
	int64		end = 0;		/* when that depth was first reached */
	uint32		i;

	for (i = 0; i < count; i++)
	{
		int64		time = rows[i].time;

		CHECK_FOR_INTERRUPTS();
		if (i > 0 && time == rows[i - 1].time)
		{
			if (satisfies_several(rows[i].bits) || satisfies_several(rows[i - 1].bits))
				return false;
		}
		else if (depth == plan->step_count)
			break;

		/* from the last step on, for the row must not fill two of one chain */
		for (uint32 steps = rows[i].bits; steps != 0;)
		{
			int			step = pg_leftmost_one_pos32(steps);

			steps &= ~STEP_BIT(step);
			if (step == 0)
			{
				if (!may_start(plan, time))
					continue;
				starts[0] = time;
			}
			else
			{
				if ((reached & STEP_BIT(step - 1)) == 0 ||
					!time_within(starts[step - 1], time, plan->within))
					continue;
				starts[step] = starts[step - 1];
			}
			reached |= STEP_BIT(step);
			if (step >= depth)
			{
				depth = step + 1;
				end = time;
			}
		}
	}

	chain->filled = 0;
	chain->depth = 0;
	if (depth == 0)
		return true;

	/*
	 * The first start from which the end is in the window is the winner's: a
	 * chain from an earlier start could be no slower.
	 */
	for (i = 0; (rows[i].bits & STEP_BIT(0)) == 0 || !may_start(plan, rows[i].time) ||
		 !time_within(rows[i].time, end, plan->within); i++)
		CHECK_FOR_INTERRUPTS();
	for (; chain->depth < depth; i++)
	{
		if (rows[i].bits & STEP_BIT(chain->depth))
			chain_fill(chain, chain->depth++, rows[i].time);
	}
	funnel_chain_set_breakdown(matcher, rows, count, chain);
	return true;
}

/* ---------- unordered ---------- */

/*
 * The attempt that starts at an instant: place n of the chain is when the
 * n-th step was done.
 */
static void
unordered_attempt(const FunnelMatcher *matcher, const ActorRow *rows,
				  uint32 row_count, uint32 start, FunnelChain *chain)
{
	const FunnelPlan *plan = matcher->plan;
	const FunnelInstant *instants = matcher->instants.items;
	FunnelMatching matching = {0};

	memset(chain, 0, sizeof(*chain));
	matching.wanted = PG_UINT32_MAX >> (FUNNEL_MAX_STEPS - plan->step_count);
	for (uint32 i = start; i < matcher->instants.count && chain->depth < plan->step_count; i++)
	{
		uint32		useless = 0;

		CHECK_FOR_INTERRUPTS();
		if (!time_within(instants[start].time, instants[i].time, plan->within))
			break;
		for (uint32 row = instants[i].first; row < instants[i].beyond; row++)
		{
			uint32		tried = 0;

			CHECK_FOR_INTERRUPTS();
			if (rows[row].bits == useless)
				continue;
			if (funnel_matching_add(&matching, rows[row].bits, &tried))
				chain_fill(chain, chain->depth++, instants[i].time);
			else
				useless = rows[row].bits;
		}
	}
	funnel_chain_set_breakdown(matcher, rows, row_count, chain);
}

/*
 * Bound the depth from each instant by the steps that occur in its window.
 */
static void
bound_unordered(FunnelMatcher *matcher)
{
	FunnelInstant *instants = matcher->instants.items;
	uint32		beyond = 0;
	uint32		counts[FUNNEL_MAX_STEPS] = {0};
	uint8		different = 0;

	for (uint32 i = 0; i < matcher->instants.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (; beyond < matcher->instants.count &&
			 time_within(instants[i].time, instants[beyond].time, matcher->plan->within);
			 beyond++)
		{
			for (uint32 steps = instants[beyond].steps; steps != 0; steps &= steps - 1)
				different += counts[pg_rightmost_one_pos32(steps)]++ == 0;
		}
		instants[i].bound = may_start(matcher->plan, instants[i].time) ? different : 0;
		for (uint32 steps = instants[i].steps; steps != 0; steps &= steps - 1)
			different -= --counts[pg_rightmost_one_pos32(steps)] == 0;
	}
}

static void
unordered_best(FunnelMatcher *matcher, const ActorRow *rows, uint32 row_count,
			   FunnelChain *best)
{
	const FunnelInstant *instants = matcher->instants.items;

	bound_unordered(matcher);
	for (int depth = matcher->plan->step_count; depth > 0 && depth >= best->depth; depth--)
	{
		for (uint32 i = 0; i < matcher->instants.count; i++)
		{
			FunnelChain chain;
			int64		when;

			CHECK_FOR_INTERRUPTS();
			if (instants[i].bound != depth)
				continue;
			unordered_attempt(matcher, rows, row_count, i, &chain);
			if (funnel_chain_excluded(matcher, &chain, &when))
				continue;
			funnel_keep_better(matcher, best, &chain);
			if (chain.depth == depth)
				break;			/* those after it start later */
		}
	}
}

/* ---------- every attempt ---------- */

/*
 * Emit all attempts of the unit: the next starts after the last one was
 * completed, was excluded, or has expired.
 */
static void
unit_attempts(FunnelMatcher *matcher, const ActorRow *rows, uint32 row_count)
{
	const FunnelPlan *plan = matcher->plan;
	const FunnelInstant *instants = matcher->instants.items;
	bool		unordered = plan->order == FUNNEL_UNORDERED;
	int			depth = unordered ? plan->step_count : matcher->required_count;
	uint32		i = 0;

	while (i < matcher->instants.count)
	{
		FunnelChain chain;
		int64		ended;

		CHECK_FOR_INTERRUPTS();
		if (!may_start(plan, instants[i].time) ||
			(!unordered && (instants[i].steps & STEP_BIT(0)) == 0))
		{
			i++;
			continue;
		}
		if (unordered)
			unordered_attempt(matcher, rows, row_count, i, &chain);
		else
			ordered_attempt(matcher, rows, row_count, i, &chain);

		if (!funnel_chain_excluded(matcher, &chain, &ended))
		{
			matcher->emit(matcher->receiver, &chain);
			ended = chain.depth < depth ? time_after(instants[i].time, plan->within)
				: chain.times[unordered ? depth - 1 : matcher->required[depth - 1]];
		}
		i = funnel_find_instant(matcher, ended, true);
	}
}

/* ---------- strict ---------- */

/*
 * The attempt that starts at a row; returns the row that ended it.
 *
 * Each further row fills the next required step, or it satisfies an optional
 * step before that one, or it breaks the chain.
 */
static uint32
strict_attempt(const FunnelMatcher *matcher, uint32 start, FunnelChain *chain)
{
	const FunnelPlan *plan = matcher->plan;
	const ActorRow *rows = matcher->rows.items;
	uint32		last = start;
	uint32		i;

	memset(chain, 0, sizeof(*chain));
	chain_fill(chain, 0, rows[start].time);
	chain->depth = 1;

	for (i = start + 1; i < matcher->rows.count; i++)
	{
		int			reached = matcher->required[chain->depth - 1];
		int			next = chain->depth < matcher->required_count
			? matcher->required[chain->depth] : plan->step_count;
		int64		time = rows[i].time;
		uint32		steps = 0;

		CHECK_FOR_INTERRUPTS();
		if (reached + 1 == plan->step_count ||
			!time_within(rows[start].time, time, plan->within) ||
			(plan->hold && matcher->tags[rows[i].number].hold != matcher->tags[rows[start].number].hold))
			break;
		for (int step = reached + 1; step <= next && step < plan->step_count; step++)
		{
			if ((rows[i].bits & STEP_BIT(step)) != 0 &&
				time_within(chain->times[reached], time, plan->limits[step]))
				steps |= STEP_BIT(step);
		}
		if (steps == 0)
			break;
		if (next < plan->step_count && (steps & STEP_BIT(next)) != 0)
		{
			chain_fill(chain, next, time);
			chain->depth++;
			last = i;
		}
		else if ((steps & ~chain->filled) != 0)
			chain_fill(chain, pg_rightmost_one_pos32(steps & ~chain->filled), time);
	}

	chain->breakdown = matcher->tags[rows[plan->breakdown_last ? last : start].number].breakdown;
	return i;
}

/*
 * All of the actor's rows break a strict chain, whatever value they hold.
 */
static void
match_strict(const FunnelMatcher *matcher, FunnelChain *best)
{
	const FunnelPlan *plan = matcher->plan;
	const ActorRow *rows = matcher->rows.items;
	uint32		i = 0;

	while (i < matcher->rows.count)
	{
		FunnelChain chain;
		uint32		next;
		int64		when;

		CHECK_FOR_INTERRUPTS();
		if ((rows[i].bits & STEP_BIT(0)) == 0 || !may_start(plan, rows[i].time) ||
			(plan->hold && matcher->tags[rows[i].number].hold == FUNNEL_NULL_VALUE))
		{
			i++;
			continue;
		}
		next = strict_attempt(matcher, i, &chain);
		if (!plan->every_attempt)
		{
			if (!funnel_chain_excluded(matcher, &chain, &when))
				funnel_keep_better(matcher, best, &chain);
			i++;
		}
		else if (funnel_chain_excluded(matcher, &chain, &when))
			i = funnel_first_row_after(rows, matcher->rows.count, when);
		else
		{
			matcher->emit(matcher->receiver, &chain);
			i = next;
		}
	}
}

/* ---------- an actor ---------- */

static void
match_unit(FunnelMatcher *matcher, const ActorRow *rows, uint32 row_count,
		   FunnelChain *best)
{
	funnel_build_instants(matcher, rows, row_count);
	if (matcher->plan->every_attempt)
		unit_attempts(matcher, rows, row_count);
	else if (matcher->plan->order == FUNNEL_UNORDERED)
		unordered_best(matcher, rows, row_count, best);
	else
		ordered_best(matcher, rows, row_count, best);
}

/*
 * Each value of the held property is a unit of its own.  A row without a
 * value fills no step.
 */
static void
match_held_units(FunnelMatcher *matcher, FunnelChain *best)
{
	const ActorRow *rows = matcher->rows.items;
	ActorRow  *unit_rows;
	uint32		count = 0;
	uint32		beyond;

	matcher->unit_rows.count = 0;
	flat_array_reserve(&matcher->unit_rows, sizeof(ActorRow), matcher->rows.count,
					   matcher->context);
	unit_rows = matcher->unit_rows.items;
	for (uint32 i = 0; i < matcher->rows.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (rows[i].bits != 0 && matcher->tags[rows[i].number].hold != FUNNEL_NULL_VALUE)
			unit_rows[count++] = rows[i];
	}
	funnel_sort_rows_by_hold(unit_rows, count, matcher->tags);

	for (uint32 first = 0; first < count; first = beyond)
	{
		uint32		value = matcher->tags[unit_rows[first].number].hold;

		for (beyond = first + 1; beyond < count; beyond++)
		{
			if (matcher->tags[unit_rows[beyond].number].hold != value)
				break;
		}
		match_unit(matcher, unit_rows + first, beyond - first, best);
	}
}

/*
 * Emit the chains of the actor whose rows are in matcher->rows, sorted.
 */
void
funnel_match(FunnelMatcher *matcher)
{
	FunnelChain best;
	int64		when;

	if (matcher->plan->exclusion_count > 0)
		funnel_gather_exclusions(matcher);
	best.filled = 0;
	best.depth = 0;
	if (matcher->simple && match_simple(matcher, &best) &&
		!funnel_chain_excluded(matcher, &best, &when))
	{
		 /* done */ ;
	}
	else
	{
		best.filled = 0;
		best.depth = 0;
		if (matcher->plan->order == FUNNEL_STRICT)
			match_strict(matcher, &best);
		else if (matcher->plan->hold)
			match_held_units(matcher, &best);
		else
			match_unit(matcher, matcher->rows.items, matcher->rows.count, &best);
	}
	if (best.depth > 0)
		matcher->emit(matcher->receiver, &best);
}
