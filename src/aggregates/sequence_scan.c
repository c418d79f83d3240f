/*-------------------------------------------------------------------------
 *
 * sequence_scan.c
 *	  Finds the matches of a pattern in the rows of one actor.
 *
 * One run over the rows keeps for each node where it consumed a row: all the
 * paths at once, no backtracking.  Of all the rows that a node consumed, an
 * edge needs the first (at least), the last (at most), or whether there is one
 * at a certain time, for which a cursor follows the run at that distance.  So
 * a run takes O(rows * (nodes + edges)).
 *
 * Counting asks for the earliest start and then the shortest end, and what is
 * found here is the first end of any match.  That is the same.  Let a match
 * from the earliest start end later than a match that starts later.  Then the
 * two cross: at some edge, the first is not behind the second before it, and
 * not before the second behind it.  What an edge allows is a range of
 * distances, so that it also leads from the first match's row to the second
 * one's (and so do the edges of a time and a star together): from the
 * earliest start one gets to the first end, too.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include <string.h>

#include "aggregates/sequence_scan.h"

#define NODE_BIT(node) ((uint64) 1 << (node))

/* Where a node consumed rows in this run. */
typedef struct Consumed
{
	uint32		last_row;
	TimestampTz first_time;
	TimestampTz last_time;
} Consumed;

/* For DISTANCE_EXACTLY: all rows before the cursor lie far enough back. */
typedef struct Cursor
{
	uint32		row;
	bool		found;			/* the edge's node consumed one of them */
	TimestampTz time;			/* the last such one's */
} Cursor;

typedef struct Run
{
	const SequencePattern *pattern;
	const ConditionRow *rows;
	uint64	   *consumers;		/* of each row: the nodes; for cursors only */
	uint64		reached;		/* the nodes that consumed a row */
	Consumed	node[SEQUENCE_MAX_NODES];
	Cursor		cursor[SEQUENCE_MAX_EDGES];
} Run;

/* "then" is not after "now" */
static inline uint64
elapsed(TimestampTz then, TimestampTz now)
{
	return (uint64) now - (uint64) then;
}

static void
run_start(Run *run, uint32 begin)
{
	run->reached = 0;
	if (run->pattern->exact)
		for (int i = 0; i < run->pattern->edges; i++)
			run->cursor[i] = (Cursor) {.row = begin};
}

/*
 * Whether the node consumed a row at exactly this distance.
 */
static bool
consumed_exactly(Run *run, Cursor *cursor, int node, uint32 row,
				 TimestampTz time, uint64 duration)
{
	while (cursor->row < row)
	{
		TimestampTz passed = run->rows[cursor->row].time;

		CHECK_FOR_INTERRUPTS();
		if (elapsed(passed, time) < duration)
			break;
		if (run->consumers[cursor->row] & NODE_BIT(node))
		{
			cursor->found = true;
			cursor->time = passed;
		}
		cursor->row++;
	}
	return cursor->found && elapsed(cursor->time, time) == duration;
}

/*
 * Whether the edge leads to this row, from a node that has been reached.
 */
static bool
edge_leads_to(Run *run, int i, uint32 row)
{
	const SequenceEdge *edge = &run->pattern->edge[i];
	const Consumed *node = &run->node[edge->from];
	TimestampTz time = run->rows[row].time;

	switch (edge->distance)
	{
		case DISTANCE_ADJACENT:
			return node->last_row + 1 == row;
		case DISTANCE_LATER:
			return true;
		case DISTANCE_AT_LEAST:
			return elapsed(node->first_time, time) >= edge->duration;
		case DISTANCE_MORE_THAN:
			return elapsed(node->first_time, time) > edge->duration;
		case DISTANCE_AT_MOST:
			return elapsed(node->last_time, time) <= edge->duration;
		case DISTANCE_LESS_THAN:
			return elapsed(node->last_time, time) < edge->duration;
		case DISTANCE_EXACTLY:
			return consumed_exactly(run, &run->cursor[i], edge->from, row, time,
									edge->duration);
	}
	return false;
}

/*
 * Let all nodes that can consume the row.  True if the last one does.
 */
static bool
run_step(Run *run, uint32 row)
{
	const SequencePattern *pattern = run->pattern;
	const ConditionRow *event = &run->rows[row];
	uint64		consumers = 0;

	if (event->conditions & pattern->condition[0])
		consumers = NODE_BIT(0);
	for (int i = 0; i < pattern->edges; i++)
	{
		const SequenceEdge *edge = &pattern->edge[i];

		if ((run->reached & NODE_BIT(edge->from)) != 0 &&
			(consumers & NODE_BIT(edge->to)) == 0 &&
			(event->conditions & pattern->condition[edge->to]) != 0 &&
			edge_leads_to(run, i, row))
			consumers |= NODE_BIT(edge->to);
	}

	for (uint64 rest = consumers; rest != 0; rest &= rest - 1)
	{
		int			node = pg_rightmost_one_pos64(rest);

		if ((run->reached & NODE_BIT(node)) == 0)
			run->node[node].first_time = event->time;
		run->node[node].last_time = event->time;
		run->node[node].last_row = row;
	}
	run->reached |= consumers;
	if (pattern->exact)
		run->consumers[row] = consumers;
	return (consumers & NODE_BIT(pattern->nodes - 1)) != 0;
}

/*
 * The bytes of scratch memory that sequence_count() needs for so many rows.
 */
Size
sequence_scratch_size(const SequencePattern *pattern, uint32 count)
{
	return pattern->exact ? (Size) count * sizeof(uint64) : 0;
}

/*
 * The number of matches that do not overlap, found from the first row on: of
 * each the earliest start, then the shortest end.  Not more than "most" are
 * looked for.
 */
uint32
sequence_count(const SequencePattern *pattern, const ConditionRow *rows,
			   uint32 count, uint32 most, void *scratch)
{
	Run			run = {.pattern = pattern, .rows = rows, .consumers = scratch};
	uint32		matches = 0;

	run_start(&run, 0);
	for (uint32 row = 0; row < count && matches < most; row++)
	{
		CHECK_FOR_INTERRUPTS();
		if (run_step(&run, row))
		{
			matches++;
			run_start(&run, row + 1);
		}
	}
	return matches;
}
