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
 * Edges do not care about direction: reversed (edges, rows and times), a
 * pattern has the same matches, and the rows at which a reversed run ends
 * are those at which a match starts.  So counting goes once backwards to find
 * all the starts, and then forwards from the first start to its shortest end,
 * from the first start behind that to its end, and so on: no row is visited
 * twice in either direction.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "portable.h"

#include <string.h>

#include "sequence_scan.h"

#define NODE_BIT(node) ((uint64) 1 << (node))
#define ROWS_PER_BYTE 8

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
	const EventRow *rows;
	uint32		count;
	bool		reversed;
	uint64	   *consumers;		/* of each row: the nodes; for cursors only */
	uint32		begin;			/* first row of the run */
	uint64		reached;		/* the nodes that consumed a row */
	Consumed	node[SEQUENCE_MAX_NODES];
	Cursor		cursor[SEQUENCE_MAX_EDGES];
} Run;

static inline const EventRow *
run_row(const Run *run, uint32 i)
{
	return &run->rows[run->reversed ? run->count - 1 - i : i];
}

static inline uint64
elapsed(TimestampTz a, TimestampTz b)
{
	return a < b ? (uint64) b - (uint64) a : (uint64) a - (uint64) b;
}

static void
run_start(Run *run, uint32 begin)
{
	run->begin = begin;
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
		TimestampTz passed = run_row(run, cursor->row)->time;

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
edge_leads_to(Run *run, int i, int from, uint32 row, TimestampTz time)
{
	const SequenceEdge *edge = &run->pattern->edge[i];
	const Consumed *node = &run->node[from];

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
			return consumed_exactly(run, &run->cursor[i], from, row, time,
									edge->duration);
	}
	return false;
}

/*
 * Let all nodes that can consume the row.  True if the last one does.
 */
static bool
run_step(Run *run, uint32 row, bool may_start)
{
	const SequencePattern *pattern = run->pattern;
	const EventRow *event = run_row(run, row);
	int			first = run->reversed ? pattern->nodes - 1 : 0;
	int			last = pattern->nodes - 1 - first;
	uint64		consumers = 0;

	if (may_start && (event->conditions & pattern->condition[first]))
		consumers = NODE_BIT(first);
	for (int i = 0; i < pattern->edges; i++)
	{
		const SequenceEdge *edge = &pattern->edge[i];
		int			from = run->reversed ? edge->to : edge->from;
		int			to = run->reversed ? edge->from : edge->to;

		if ((run->reached & NODE_BIT(from)) != 0 &&
			(consumers & NODE_BIT(to)) == 0 &&
			(event->conditions & pattern->condition[to]) != 0 &&
			edge_leads_to(run, i, from, row, event->time))
			consumers |= NODE_BIT(to);
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
	return (consumers & NODE_BIT(last)) != 0;
}

/*
 * The bytes that sequence_match() and sequence_count() need for so many rows.
 */
Size
sequence_scratch_size(const SequencePattern *pattern, uint32 count)
{
	return (pattern->exact ? (Size) count * sizeof(uint64) : 0) +
		count / ROWS_PER_BYTE + 1;
}

/*
 * Whether the rows contain a match.
 */
bool
sequence_match(const SequencePattern *pattern, const EventRow *rows,
			   uint32 count, void *scratch)
{
	Run			run = {.pattern = pattern, .rows = rows, .count = count, .consumers = scratch};

	run_start(&run, 0);
	for (uint32 row = 0; row < count; row++)
	{
		CHECK_FOR_INTERRUPTS();
		if (run_step(&run, row, true))
			return true;
	}
	return false;
}

/*
 * Set the bit of each row at which a match starts.
 */
static void
find_starts(const SequencePattern *pattern, const EventRow *rows, uint32 count,
			uint64 *consumers, uint8 *starts)
{
	Run			run = {.pattern = pattern, .rows = rows, .count = count,
	.consumers = consumers, .reversed = true};

	memset(starts, 0, count / ROWS_PER_BYTE + 1);
	run_start(&run, 0);
	for (uint32 i = 0; i < count; i++)
	{
		uint32		row = count - 1 - i;

		CHECK_FOR_INTERRUPTS();
		if (run_step(&run, i, true))
			starts[row / ROWS_PER_BYTE] |= (uint8) (1 << row % ROWS_PER_BYTE);
	}
}

/*
 * The number of matches that do not overlap, found from the first row on: of
 * each the earliest start, then the shortest end.
 */
uint32
sequence_count(const SequencePattern *pattern, const EventRow *rows,
			   uint32 count, void *scratch)
{
	Run			run = {.pattern = pattern, .rows = rows, .count = count, .consumers = scratch};
	uint8	   *starts = (uint8 *) scratch +
		(pattern->exact ? (Size) count * sizeof(uint64) : 0);
	uint32		matches = 0;
	bool		inside = false; /* a match has started */

	find_starts(pattern, rows, count, run.consumers, starts);
	for (uint32 row = 0; row < count; row++)
	{
		bool		starts_here = (starts[row / ROWS_PER_BYTE] >> row % ROWS_PER_BYTE) & 1;

		CHECK_FOR_INTERRUPTS();

		/* behind a leading star, any start will do as long as there is one */
		if (!inside && (starts_here || pattern->leading_star))
		{
			inside = true;
			run_start(&run, row);
		}
		if (inside &&
			run_step(&run, row, row == run.begin || pattern->leading_star))
		{
			matches++;
			inside = false;
		}
	}
	return matches;
}
