/*-------------------------------------------------------------------------
 *
 * window_funnel_scan.c
 *	  How deep one actor's rows go into the steps of a funnel.
 *
 * The rows come in the order of condition_row_compare().  They are taken one
 * instant (all rows of one time) at a time, and each instant as entries: one
 * for each row and step that the row satisfies, in the order (step, row).
 * Steps are counted from 1, as levels are: a chain of k steps has reached
 * step k.
 *
 * Two kinds of rules are kept apart.
 *
 * What a chain is (default, strict_once, strict_increase).  For each level k
 * we keep the latest start of any chain of k steps seen so far.  That is all
 * of the past that matters: whatever may follow, the latest start leaves the
 * most of the window.  A chain of k steps holds one of k - 1 steps with the
 * same start, so starts do not increase with k, and the levels reached are
 * 1 .. level without a gap.  A chain whose window is over stays the level's
 * latest start, but is never extended.
 *
 * Which entries count (strict_deduplication, strict_order).  These stop the
 * scan for good, so that an answer is that of the chain rules on a prefix of
 * the entries, the Extent.
 *
 * strict_once within an instant: chains that had j steps before it can go on
 * to k if steps j + 1 .. k can be given different rows of the instant, which
 * is bipartite matching (augmenting paths), done for k, k - 1, ... until it
 * fails.  Not more than "steps" rows are kept for each step: a matching never
 * needs more, since the other steps can occupy only steps - 1 of them.  So the
 * work for an instant is bounded whatever the number of its rows.
 *
 * The winning chain needs the earliest start of a chain that gets to the
 * deepest level.  Seen with time and steps reversed, a start is an end, and
 * the latest start becomes the earliest end: the same pass over the reversed
 * rows knows at every row of step 1 when the earliest chain from there ends.
 * The steps' times are then found by going forward from that start.
 *
 * Invariant: nothing is allocated and the rows are not changed.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include <string.h>

#include "aggkit/agg_time.h"
#include "aggkit/step_bit.h"
#include "aggregates/window_funnel_scan.h"

#define MAX_CANDIDATES (WINDOW_FUNNEL_MAX_STEPS * WINDOW_FUNNEL_MAX_STEPS)
#define NOBODY (-1)

#define STEPS_BELOW(step) (STEP_BIT((step) - 1) - 1)

/*
 * The entries that count: those of all instants before the last one, and of
 * the last instant, those of steps below cut_step and the first cut_entries
 * ones of cut_step.
 */
typedef struct Extent
{
	uint32		rows;
	uint32		last_instant;	/* its first row; "rows" if nothing is cut */
	int			cut_step;
	uint32		cut_entries;
} Extent;

/* The rows of one time, in the direction of the scan. */
typedef struct Instant
{
	TimestampTz time;
	uint32		rows;
	uint32		steps;			/* satisfied by any of the rows */
	bool		unmatched;		/* one of the rows satisfies no step */

	/* indexed by step: how many rows satisfy it (if the modes ask) */
	uint32		entries[WINDOW_FUNNEL_MAX_STEPS + 1];

	/* for strict_once: of each step's rows, the first ones, and their users */
	int16		candidates[WINDOW_FUNNEL_MAX_STEPS + 1][WINDOW_FUNNEL_MAX_STEPS];
	int			candidate_rows;
	int8		user[MAX_CANDIDATES];	/* a step, or NOBODY */
	bool		visited[MAX_CANDIDATES];
} Instant;

/* For each level, the latest start of a chain that reached it. */
typedef struct Chains
{
	int			level;			/* the deepest level reached */
	TimestampTz start[WINDOW_FUNNEL_MAX_STEPS + 1];
} Chains;

void
window_funnel_rules_put(AggWriter *writer, const WindowFunnelRules *rules)
{
	agg_put_uint(writer, (uint64) rules->within);
	agg_put_u8(writer, rules->steps);
	agg_put_u8(writer, rules->modes);
}

void
window_funnel_rules_get(AggReader *reader, WindowFunnelRules *rules)
{
	uint64		within = agg_get_uint(reader);

	rules->within = (int64) Min(within, (uint64) PG_INT64_MAX);
	rules->steps = agg_get_u8(reader);
	rules->modes = agg_get_u8(reader);
	if (within > (uint64) PG_INT64_MAX ||
		rules->steps < 1 || rules->steps > WINDOW_FUNNEL_MAX_STEPS ||
		(rules->modes & ~ALL_MODES) != 0)
		agg_reader_fail(reader);
}

/*
 * The steps in reverse: step 1 becomes the last one.
 */
static uint32
reverse_steps(uint32 conditions, int steps)
{
	uint32		reversed = 0;

	for (int step = 1; step <= steps; step++)
		if (conditions & STEP_BIT(step - 1))
			reversed |= STEP_BIT(steps - step);
	return reversed;
}

/*
 * The first row behind the instant that begins at row "begin".
 */
static uint32
instant_end(const ConditionRow *rows, uint32 count, uint32 begin)
{
	uint32		end = begin + 1;

	while (end < count && rows[end].time == rows[begin].time)
	{
		CHECK_FOR_INTERRUPTS();
		end++;
	}
	return end;
}

/*
 * Count a row's entries, and for strict_once note which steps it can fill.
 */
static void
count_entries(Instant *instant, const WindowFunnelRules *rules, uint32 conditions)
{
	bool		wanted = false;

	for (uint32 rest = conditions; rest != 0; rest &= rest - 1)
	{
		int			step = pg_rightmost_one_pos32(rest) + 1;
		uint32		entry = instant->entries[step]++;

		if ((rules->modes & MODE_STRICT_ONCE) && entry < rules->steps)
		{
			instant->candidates[step][entry] = (int16) instant->candidate_rows;
			wanted = true;
		}
	}
	if (wanted)
		instant->candidate_rows++;
}

/*
 * Load the rows [begin, end), which have one time.
 */
static void
load_instant(Instant *instant, const WindowFunnelRules *rules, const ConditionRow *rows,
			 uint32 begin, uint32 end, const Extent *extent, bool reversed)
{
	bool		counted = (rules->modes &
						   (MODE_STRICT_ONCE | MODE_STRICT_DEDUPLICATION)) != 0;
	bool		cut = begin == extent->last_instant;
	uint32		cut_entries = 0;

	instant->time = reversed ? -rows[begin].time : rows[begin].time;
	instant->rows = end - begin;
	instant->steps = 0;
	instant->unmatched = rows[begin].conditions == 0;
	instant->candidate_rows = 0;
	if (counted)
		memset(instant->entries, 0, sizeof(instant->entries));

	for (uint32 i = begin; i < end; i++)
	{
		uint32		conditions = rows[i].conditions;

		CHECK_FOR_INTERRUPTS();
		if (cut)
		{
			bool		has_cut_step = (conditions & STEP_BIT(extent->cut_step - 1)) != 0;

			conditions &= STEPS_BELOW(extent->cut_step);
			if (has_cut_step && cut_entries++ < extent->cut_entries)
				conditions |= STEP_BIT(extent->cut_step - 1);
		}
		if (reversed)
			conditions = reverse_steps(conditions, rules->steps);

		instant->steps |= conditions;
		if (counted)
			count_entries(instant, rules, conditions);
	}
}

/*
 * Give the step a row of the instant, moving other steps to other rows where
 * that helps.  The recursion goes from one step that has a row to another:
 * not deeper than there are steps.
 */
static bool
give_row(Instant *instant, const WindowFunnelRules *rules, int step)
{
	uint32		candidates = Min(instant->entries[step], rules->steps);

	for (uint32 i = 0; i < candidates; i++)
	{
		int			row = instant->candidates[step][i];

		if (instant->visited[row])
			continue;
		instant->visited[row] = true;
		if (instant->user[row] == NOBODY ||
			give_row(instant, rules, instant->user[row]))
		{
			instant->user[row] = (int8) step;
			return true;
		}
	}
	return false;
}

/*
 * How many of the steps first, first + direction, ... can be given different
 * rows of the instant.
 */
static int
match_steps(Instant *instant, const WindowFunnelRules *rules, int first, int direction)
{
	int			matched = 0;

	memset(instant->user, NOBODY, instant->candidate_rows);
	for (int step = first; step >= 1 && step <= rules->steps; step += direction)
	{
		memset(instant->visited, false, instant->candidate_rows);
		if (!give_row(instant, rules, step))
			break;
		matched++;
	}
	return matched;
}

/*
 * Let chains reach the step, which a row of the instant satisfies, if one
 * can.  "before" is what was reached before the instant.
 */
static bool
reach_step(Chains *chains, const Chains *before, Instant *instant,
		   const WindowFunnelRules *rules, int step)
{
	const Chains *from = before;
	int			level = step - 1;	/* what the chain had reached */
	TimestampTz start;

	if ((rules->modes & (MODE_STRICT_ONCE | MODE_STRICT_INCREASE)) == 0)
		from = chains;			/* on from what this instant reached */
	else if ((rules->modes & MODE_STRICT_INCREASE) == 0 && instant->rows > 1)
		level = step - match_steps(instant, rules, step, -1);

	if (level == 0)
		start = instant->time;
	else if (level <= from->level &&
			 time_within(from->start[level], instant->time, rules->within))
		start = from->start[level];
	else
		return false;

	chains->start[step] = start;
	chains->level = Max(chains->level, step);
	return true;
}

/*
 * The same, with no more of the step's entries than are needed: how many were
 * taken, or 0 if none reaches it.
 */
static uint32
reach_step_soonest(Chains *chains, const Chains *before, Instant *instant,
				   const WindowFunnelRules *rules, int step)
{
	uint32		entries = instant->entries[step];
	uint32		most = 1;		/* of which one can make a difference */
	uint32		taken = 0;

	if (rules->modes & MODE_STRICT_ONCE)
		most = Min(entries, rules->steps);
	for (uint32 n = 1; n <= most && taken == 0; n++)
	{
		instant->entries[step] = n;
		if (reach_step(chains, before, instant, rules, step))
			taken = n;
	}
	instant->entries[step] = entries;
	return taken;
}

/*
 * Take the entries of the instant.  False if the scan stops within it, as the
 * extent's cut_step and cut_entries then tell.
 */
static bool
scan_instant(Chains *chains, Instant *instant, const WindowFunnelRules *rules,
			 Extent *extent)
{
	Chains		before;

	if (rules->modes & (MODE_STRICT_ONCE | MODE_STRICT_INCREASE))
	{
		before.level = chains->level;
		memcpy(before.start, chains->start,
			   sizeof(before.start[0]) * (chains->level + 1));
	}

	for (uint32 rest = instant->steps; rest != 0; rest &= rest - 1)
	{
		int			step = pg_rightmost_one_pos32(rest) + 1;
		uint32		taken = 0;

		CHECK_FOR_INTERRUPTS();
		if (step > 1 && (rules->modes & MODE_STRICT_ORDER) &&
			chains->level >= 1 && chains->level < step - 1)
		{
			if (rules->modes & MODE_ALLOW_REENTRY)
				continue;
		}
		else if (step == 1 || (rules->modes & MODE_STRICT_DEDUPLICATION) == 0)
		{
			reach_step(chains, &before, instant, rules, step);
			continue;
		}
		else if (chains->level < step)
		{
			taken = reach_step_soonest(chains, &before, instant, rules, step);
			if (taken == 0 || taken == instant->entries[step])
				continue;
		}

		/* the scan stops before the next entry of this step */
		extent->cut_step = step;
		extent->cut_entries = taken;
		return false;
	}
	return true;
}

/*
 * The deepest level, and the entries that count.
 */
static int
scan(const WindowFunnelRules *rules, const ConditionRow *rows, uint32 count, Extent *extent)
{
	Chains		chains = {0};
	Instant		instant;
	uint32		end;

	*extent = (Extent) {.rows = count, .last_instant = count};
	for (uint32 begin = 0; begin < count; begin = end)
	{
		end = instant_end(rows, count, begin);
		load_instant(&instant, rules, rows, begin, end, extent, false);
		if ((rules->modes & MODE_STRICT_ORDER) && instant.unmatched &&
			chains.level > 0)
		{
			extent->rows = begin;
			break;
		}
		if (!scan_instant(&chains, &instant, rules, extent))
		{
			extent->rows = end;
			extent->last_instant = begin;
			break;
		}

		/*
		 * Nothing can go deeper.  Nor can a chain that starts earlier end
		 * later than now at its best, so the winning chain is known, too.
		 */
		if (chains.level == rules->steps)
		{
			extent->rows = end;
			break;
		}
	}
	return chains.level;
}

/*
 * The first row of the winning chain's first instant.
 */
static uint32
find_earliest_start(const WindowFunnelRules *rules, const ConditionRow *rows,
					Extent *extent)
{
	Chains		chains = {0};
	Instant		instant;
	uint32		earliest = 0;
	uint32		begin;

	for (uint32 end = extent->rows; end > 0; end = begin)
	{
		begin = end - 1;
		while (begin > 0 && rows[begin - 1].time == rows[begin].time)
		{
			CHECK_FOR_INTERRUPTS();
			begin--;
		}
		load_instant(&instant, rules, rows, begin, end, extent, true);

		/* see whether this very instant gets to the last level, step 1 */
		chains.level = Min(chains.level, rules->steps - 1);
		scan_instant(&chains, &instant, rules, extent);
		if (chains.level == rules->steps)
			earliest = begin;
	}
	return earliest;
}

/*
 * How deep the rows get.
 */
int
window_funnel_level(const WindowFunnelRules *rules, const ConditionRow *rows, uint32 count)
{
	Extent		extent;

	return scan(rules, rows, count, &extent);
}

/*
 * The same, and the times of the winning chain, for which there is room for
 * all steps.
 */
int
window_funnel_chain(const WindowFunnelRules *rules, const ConditionRow *rows,
					uint32 count, TimestampTz *times)
{
	WindowFunnelRules chain_rules = *rules;
	Extent		extent;
	Instant		instant;
	int			reached = 0;
	uint32		end;

	chain_rules.steps = (uint8) scan(rules, rows, count, &extent);
	chain_rules.modes &= MODE_STRICT_ONCE | MODE_STRICT_INCREASE;
	if (chain_rules.steps == 0)
		return 0;

	/* from its start on, each step as soon as possible */
	for (uint32 begin = find_earliest_start(&chain_rules, rows, &extent);
		 begin < extent.rows && reached < chain_rules.steps;
		 begin = end)
	{
		int			more = 0;

		end = instant_end(rows, extent.rows, begin);
		load_instant(&instant, &chain_rules, rows, begin, end, &extent, false);
		if (chain_rules.modes == MODE_STRICT_ONCE && instant.rows > 1)
			more = match_steps(&instant, &chain_rules, reached + 1, 1);
		else
			while (reached + more < chain_rules.steps &&
				   (instant.steps & STEP_BIT(reached + more)) != 0 &&
				   (more == 0 || chain_rules.modes == 0))
				more++;
		while (more-- > 0)
			times[reached++] = instant.time;
	}
	Assert(reached == chain_rules.steps);
	return reached;
}
