/*-------------------------------------------------------------------------
 *
 * funnel_scan.c
 *	  The population funnel: the rows of a state, actor by actor.
 *
 * Invariant: actors come in the order of funnel_actor_cmp(), each once, with
 * all of his rows, sorted.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "miscadmin.h"

#include "funnel.h"

#define CHUNK_MIN_ENTRIES 4
#define CHUNK_MAX_BYTES 8192	/* with its header: what an AllocSet does not round up */
#define CHUNK_MAX_ENTRIES ((CHUNK_MAX_BYTES - offsetof(FunnelChunk, entries)) / sizeof(FunnelEntry))

/*
 * From one part to many.
 */
static void
split_parts(FunnelState *state)
{
	FunnelPart	old = state->only_part;
	FunnelChunk *next;

	state->parts = agg_alloc0(state->context, sizeof(FunnelPart) * FUNNEL_PARTS);
	memset(&state->only_part, 0, sizeof(state->only_part));
	for (FunnelChunk *chunk = old.first; chunk != NULL; chunk = next)
	{
		for (uint32 i = 0; i < funnel_chunk_count(&old, chunk); i++)
			funnel_append(state, chunk->entries[i].actor, chunk->entries[i].row);
		next = chunk->next;
		pfree(chunk);
	}
}

/*
 * The actor's part, with a new chunk for as many entries as there are.
 */
FunnelPart *
funnel_make_room(FunnelState *state, FunnelActor actor)
{
	FunnelPart *part = funnel_part_of(state, actor);
	uint32		count = funnel_part_entries(part);
	uint32		capacity = Min(Max(count, CHUNK_MIN_ENTRIES), CHUNK_MAX_ENTRIES);
	FunnelChunk *chunk;

	if (state->parts == NULL && count >= FUNNEL_SPLIT_COUNT)
	{
		split_parts(state);
		part = funnel_part_of(state, actor);
		if (part->place != part->end)
			return part;
		count = funnel_part_entries(part);
	}

	chunk = agg_alloc(state->context,
					  offsetof(FunnelChunk, entries) + capacity * sizeof(FunnelEntry));
	chunk->next = NULL;
	if (part->last == NULL)
		part->first = chunk;
	else
	{
		part->last->count = funnel_chunk_count(part, part->last);
		part->last->next = chunk;
	}
	part->last = chunk;
	part->place = chunk->entries;
	part->end = chunk->entries + capacity;
	part->full_count = count;
	return part;
}

static inline FunnelRow
run_row(FunnelRunCursor *cursor, const FunnelRun *run)
{
	FunnelRow	row = funnel_run_row(cursor);

	if (run->tags != NULL)
		row.tag = run->tags[row.tag];
	return row;
}

/*
 * Take all runs apart into entries.
 */
void
funnel_unpack_runs(FunnelState *state)
{
	for (int i = 0; i < state->run_count; i++)
	{
		FunnelRun  *run = &state->runs[i];
		FunnelRunCursor cursor = run->start;

		while (funnel_run_actor(&cursor))
		{
			CHECK_FOR_INTERRUPTS();
			while (cursor.left > 0)
				funnel_append(state, cursor.actor, run_row(&cursor, run));
		}
		if (run->bytes != NULL)
			pfree(run->bytes);
	}
	state->run_count = 0;
}

/*
 * Go to the next part that is not empty, and sort it.
 */
static void
next_part(FunnelScan *scan)
{
	FunnelState *state = scan->state;

	scan->entry = scan->part_end = NULL;
	while (scan->entry == scan->part_end && ++scan->part < funnel_part_count(state))
	{
		const FunnelPart *part = funnel_part(state, scan->part);

		uint32		count = funnel_part_entries(part);

		flat_array_reserve(&scan->sorted, sizeof(FunnelEntry), count, CurrentMemoryContext);
		funnel_sort_part(part, state->parts == NULL ? 0 : FUNNEL_PART_BITS,
						 scan->sorted.items);
		scan->entry = scan->sorted.items;
		scan->part_end = scan->entry + count;
	}
}

void
funnel_scan_begin(FunnelScan *scan, FunnelState *state)
{
	memset(scan, 0, sizeof(*scan));
	scan->state = state;
	scan->part = -1;
	next_part(scan);
	for (int i = 0; i < state->run_count; i++)
	{
		scan->cursors[i] = state->runs[i].start;
		scan->open[i] = funnel_run_actor(&scan->cursors[i]);
	}
}

/*
 * Put the next actor's rows into the matcher; false when there is none.
 */
bool
funnel_scan_actor(FunnelScan *scan, FunnelMatcher *matcher, FunnelActor *actor)
{
	FunnelState *state = scan->state;
	FlatArray  *rows = &matcher->rows;
	bool		found = false;
	int			sources = 0;

	if (scan->entry != scan->part_end)
	{
		*actor = scan->entry->actor;
		found = true;
	}
	for (int i = 0; i < state->run_count; i++)
	{
		if (scan->open[i] && (!found || funnel_actor_cmp(scan->cursors[i].actor, *actor) < 0))
		{
			*actor = scan->cursors[i].actor;
			found = true;
		}
	}
	if (!found)
		return false;

	rows->count = 0;
	if (scan->entry != scan->part_end && funnel_actor_cmp(scan->entry->actor, *actor) == 0)
	{
		do
		{
			CHECK_FOR_INTERRUPTS();
			*(FunnelRow *) flat_array_append(rows, sizeof(FunnelRow), matcher->context) =
				scan->entry->row;
			scan->entry++;
		} while (scan->entry != scan->part_end &&
				 funnel_actor_cmp(scan->entry->actor, *actor) == 0);
		sources++;
		/* an actor lies in one part */
		if (scan->entry == scan->part_end)
			next_part(scan);
	}
	for (int i = 0; i < state->run_count; i++)
	{
		FunnelRunCursor *cursor = &scan->cursors[i];

		if (!scan->open[i] || funnel_actor_cmp(cursor->actor, *actor) != 0)
			continue;
		flat_array_reserve(rows, sizeof(FunnelRow), cursor->left, matcher->context);
		while (cursor->left > 0)
		{
			CHECK_FOR_INTERRUPTS();
			((FunnelRow *) rows->items)[rows->count++] = run_row(cursor, &state->runs[i]);
		}
		scan->open[i] = funnel_run_actor(cursor);
		sources++;
	}

	/* the rows of one source are sorted but for what several tags carry */
	if (sources > 1 || state->tags.count > 1)
		funnel_sort_rows(matcher);
	return true;
}
