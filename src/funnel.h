/*-------------------------------------------------------------------------
 *
 * funnel.h
 *	  The population funnel: the state of its aggregates.
 *
 * The state keeps one entry of 32 bytes for each row that matters, and leaves
 * the work to the final function.  Entries are kept as they come in a chain
 * of chunks, and once there are many, in 256 such parts, by the leading byte
 * of the actor:
 *
 *		parts		[0x00] 255 entries -> 255 entries -> 31 entries
 *					[0x01] 255 entries -> 255 entries -> 12 entries
 *					...
 *		runs		| actor, his rows | actor, his rows | ... |
 *					| actor, his rows | ...
 *
 * So a part can be sorted in the cache.  What a worker sends is one run: all
 * of its rows, sorted by actor and then by time.  It is kept as it was sent.
 * A scan (FunnelScan) sorts copies of the parts one after the other, merges
 * them with the runs, and gives the rows actor by actor.
 *
 * What an entry carries besides steps (exclusions, breakdown and held value)
 * is the same for many rows: entries name a tag, tags name values, and both
 * are kept once, found by hash.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_H
#define MINDWELL_FUNNEL_H

#include "agg_support.h"
#include "funnel_match.h"

#include "access/htup.h"
#include "utils/array.h"

typedef struct FunnelEntry
{
	FunnelActor actor;
	FunnelRow	row;
} FunnelEntry;

typedef struct FunnelChunk
{
	struct FunnelChunk *next;
	uint32		count;			/* unless it is the last one */
	FunnelEntry entries[FLEXIBLE_ARRAY_MEMBER];
} FunnelChunk;

/*
 * What an append needs comes first, so that it touches nothing of the chunk
 * but the place that it fills.
 */
typedef struct FunnelPart
{
	FunnelEntry *place;			/* for the next entry */
	FunnelEntry *end;			/* of the last chunk */
	FunnelChunk *first;
	FunnelChunk *last;
	uint32		full_count;		/* entries of the chunks before the last */
} FunnelPart;

#define FUNNEL_PARTS 256
#define FUNNEL_PART_BITS 8		/* of the actor, that choose the part */

/* until then the state has one part: a share of a few actors stays small */
#define FUNNEL_SPLIT_COUNT 4096

/* more runs are taken apart into entries: a scan looks at all of them */
#define FUNNEL_MAX_RUNS 16

/* A run as it was sent. */
typedef struct FunnelRun
{
	FunnelRunCursor start;		/* what a scan starts with; its bytes are ... */
	uint8	   *bytes;			/* these, or NULL: the argument of deserialize */
	uint32	   *tags;			/* the state's tag for each of the run's; NULL: itself */
} FunnelRun;

/* Items found by hash: open addressing, at most half full. */
typedef struct FunnelIndex
{
	FlatArray	slots;			/* FunnelSlot; allocated is a power of two, or 0 */
} FunnelIndex;

typedef struct FunnelState
{
	MemoryContext context;
	FunnelPlan	plan;
	FunnelPart	only_part;
	FunnelPart *parts;			/* FUNNEL_PARTS of them, once they are many */
	FunnelRun	runs[FUNNEL_MAX_RUNS];
	int			run_count;

	/* the step names of the short form */
	bool		named;
	FlatArray	names;			/* char: one after the other */
	uint32		name_ends[FUNNEL_MAX_STEPS];

	/* the constant arguments, byte for byte as the first row had them */
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

/* Where a scan is. */
typedef struct FunnelScan
{
	FunnelState *state;
	int			part;			/* being read */
	FlatArray	sorted;			/* FunnelEntry: its entries */
	const FunnelEntry *entry;
	const FunnelEntry *part_end;
	FunnelRunCursor cursors[FUNNEL_MAX_RUNS];
	bool		open[FUNNEL_MAX_RUNS];	/* the cursor is at an actor */
} FunnelScan;

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

/* funnel_scan.c */
extern FunnelPart *funnel_make_room(FunnelState *state, FunnelActor actor);
extern void funnel_unpack_runs(FunnelState *state);
extern void funnel_scan_begin(FunnelScan *scan, FunnelState *state);
extern bool funnel_scan_actor(FunnelScan *scan, FunnelMatcher *matcher, FunnelActor *actor);

/* funnel_sort.c */
extern void funnel_sort_part(const FunnelPart *part, int known_bits, FunnelEntry *sorted);

static inline int
funnel_part_count(const FunnelState *state)
{
	return state->parts == NULL ? 1 : FUNNEL_PARTS;
}

static inline FunnelPart *
funnel_part(FunnelState *state, int i)
{
	return state->parts == NULL ? &state->only_part : &state->parts[i];
}

static inline uint32
funnel_chunk_count(const FunnelPart *part, const FunnelChunk *chunk)
{
	return chunk == part->last ? (uint32) (part->place - chunk->entries) : chunk->count;
}

static inline uint32
funnel_part_entries(const FunnelPart *part)
{
	return part->last == NULL ? 0 : part->full_count + funnel_chunk_count(part, part->last);
}

static inline FunnelPart *
funnel_part_of(FunnelState *state, FunnelActor actor)
{
	return funnel_part(state, (int) (actor.mixed >> (64 - FUNNEL_PART_BITS)));
}

static inline void
funnel_append(FunnelState *state, FunnelActor actor, FunnelRow row)
{
	FunnelPart *part = funnel_part_of(state, actor);

	if (unlikely(part->place == part->end))
		part = funnel_make_room(state, actor);
	part->place->actor = actor;
	part->place->row = row;
	part->place++;
}

#endif							/* MINDWELL_FUNNEL_H */
