/*-------------------------------------------------------------------------
 *
 * actor_log.h
 *	  What was seen of actors: appended in any order, read actor by actor.
 *
 * The core of the aggregates that look at all actors in one pass.  A log
 * keeps an entry of 24 bytes for each row that matters, and leaves the work
 * to the final function.  Entries are kept as they come, in a chain of
 * chunks; once there are many, in 256 parts by the leading byte of the actor,
 * into which the recent ones are put whenever their chunk is full:
 *
 *		recent		31 of 340 entries
 *		parts		[0x00] 340 entries -> 340 entries -> 31 entries
 *					[0x01] 340 entries -> 340 entries -> 12 entries
 *					...
 *		runs		| actor, rows | actor, rows | ... |
 *					| actor, rows | ...
 *
 * So a part can be sorted in the cache.  The ends of the parts are not in the
 * cache.  If entries were put there one by one, each would delay the work on
 * the next row; when many are put there at once, the waits overlap.
 *
 * What a worker sends is one run (actor_run.h): all of its rows, sorted by
 * actor and then by time.  It is kept as it was sent.  A scan sorts copies of
 * the parts one after the other, merges them with the runs, and gives the rows
 * actor by actor.
 *
 * Some aggregates need not know how many rows an actor has at one time, but
 * only what these say together.  They set number_cap, and rows of one actor and
 * time are merged: when a part has become large, and at the latest when the
 * rows are read.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_ACTOR_LOG_H
#define MINDWELL_ACTOR_LOG_H

#include "aggkit/agg_support.h"

#include "utils/uuid.h"

#include "aggkit/actor_run.h"

/*
 * A row is packed into a word: time since the log's base time, bits, number.
 * One that is too large for it is kept aside, and the word says where.
 */
typedef struct PackedEntry
{
	ActorKey	actor;
	uint64		row;
} PackedEntry;

#define PACKED_NUMBER_BITS 8
#define PACKED_ROW_BITS 6		/* of ActorRow.bits */
#define PACKED_TIME_BITS 49		/* of microseconds: nine years before and after */
#define PACKED_TIME_SHIFT (PACKED_NUMBER_BITS + PACKED_ROW_BITS)
#define PACKED_ASIDE ((uint64) 1 << 63)

typedef struct ActorChunk
{
	struct ActorChunk *next;
	uint32		count;			/* unless it is the last one */
	PackedEntry entries[FLEXIBLE_ARRAY_MEMBER];
} ActorChunk;

typedef struct ActorPart
{
	PackedEntry *place;			/* for the next entry */
	PackedEntry *end;			/* of the last chunk */
	ActorChunk *first;
	ActorChunk *last;
	uint32		full_count;		/* entries of the chunks before the last */
	uint32		merge_at;		/* how many entries make it worth to merge rows */
} ActorPart;

#define ACTOR_PARTS 256
#define ACTOR_PART_BITS 8		/* of the actor, that choose the part */

/* more runs are taken apart into entries: a scan looks at all of them */
#define ACTOR_MAX_RUNS 16

/* A run as it was sent. */
typedef struct ActorRun
{
	ActorRunCursor start;		/* what a scan starts with; its bytes are ... */
	uint8	   *bytes;			/* these, or NULL: the argument of deserialize */
	uint32	   *numbers;		/* the log's number for each of the run's; NULL: itself */
} ActorRun;

typedef struct ActorLog
{
	MemoryContext context;
	ActorType	actor_type;
	uint32		number_cap;		/* rows of one time become one, with the sum of their
								 * numbers, up to this; 0: they do not */
	int64		least_time;		/* of the entries */
	int64		greatest_time;
	uint32		time_unit;		/* of which all times are multiples */
	uint64		base_time;		/* from which packed times count: fixed by the first
								 * append, or when there are parts */
	FlatArray	aside;			/* ActorRow: those that are not packed */
	uint32		free_aside;		/* one more than the first free place there; its time
								 * is the same for the next; 0: none */
	ActorPart	recent;			/* all entries, or those that are in no part yet */
	ActorPart  *parts;			/* ACTOR_PARTS of them, once there are many entries */
	FlatArray	runs;			/* ActorRun: ACTOR_MAX_RUNS at most */
} ActorLog;

/* An entry as it is sorted. */
typedef struct ActorEntry
{
	ActorKey	actor;
	ActorRow	row;
} ActorEntry;

/* Where a scan is. */
typedef struct ActorScan
{
	ActorLog   *log;
	ActorKey	actor;
	FlatArray	rows;			/* ActorRow: the actor's, in the order of actor_row_cmp() */

	ActorPart  *parts;
	int			part_count;
	int			part;			/* the next to be read */
	FlatArray	sorted;			/* ActorEntry: its entries */
	const ActorEntry *entry;
	const ActorEntry *part_end;
	ActorRunCursor cursors[ACTOR_MAX_RUNS];
	bool		open[ACTOR_MAX_RUNS];	/* the cursor is at an actor */
} ActorScan;

extern void actor_log_make_room(ActorLog *log, int64 time);
extern uint64 actor_log_set_aside(ActorLog *log, ActorRow row);
extern void actor_log_combine(ActorLog *log, ActorLog *other, uint32 *numbers);

extern ActorRunShape actor_log_shape(ActorLog *log, ActorRunLimits limits, Size *max_bytes);
extern void actor_log_put(AggWriter *writer, ActorLog *log, ActorRunShape shape,
						  const uint32 *numbers);
extern void actor_log_get(AggReader *reader, ActorLog *log, ActorRunLimits limits);

extern void actor_scan_begin(ActorScan *scan, ActorLog *log);
extern bool actor_scan_next(ActorScan *scan);

static inline void
actor_log_init(ActorLog *log, MemoryContext context, uint32 number_cap)
{
	memset(log, 0, sizeof(*log));
	log->context = context;
	log->number_cap = number_cap;
	log->least_time = PG_INT64_MAX;
	log->greatest_time = PG_INT64_MIN;
	log->time_unit = ACTOR_COARSE_UNIT;
}

/*
 * The finalizer of MurmurHash3: a bijection that mixes all bits.
 */
static inline uint64
actor_mix(uint64 x)
{
	x ^= x >> 33;
	x *= UINT64CONST(0xff51afd7ed558ccd);
	x ^= x >> 33;
	x *= UINT64CONST(0xc4ceb9fe1a85ec53);
	x ^= x >> 33;
	return x;
}

static inline ActorKey
actor_key_of_uuid(const pg_uuid_t *uuid)
{
	ActorKey	actor;
	uint64		high;

	memcpy(&high, uuid->data, sizeof(high));
	memcpy(&actor.low, uuid->data + sizeof(high), sizeof(actor.low));
	/* given the low half, every step can be undone */
	actor.mixed = actor_mix(high + actor.low * UINT64CONST(0x9e3779b97f4a7c15));
	return actor;
}

static inline ActorKey
actor_key_of_bigint(int64 id)
{
	ActorKey	actor = {actor_mix((uint64) id), 0};

	return actor;
}

/*
 * The actor of a row, which is the first argument of a transition after its
 * state: one function for each type that it can have.
 */
#define ACTOR_ARGUMENT 1

static inline ActorKey
actor_uuid_argument(FunctionCallInfo fcinfo)
{
	return actor_key_of_uuid(PG_GETARG_UUID_P(ACTOR_ARGUMENT));
}

static inline ActorKey
actor_bigint_argument(FunctionCallInfo fcinfo)
{
	return actor_key_of_bigint(PG_GETARG_INT64(ACTOR_ARGUMENT));
}

/*
 * Take over the type of the other log's actors, or check that it is the same.
 */
static inline void
actor_log_check_type(ActorLog *log, const ActorLog *other)
{
	if (log->actor_type == ACTOR_TYPE_NOT_KNOWN)
		log->actor_type = other->actor_type;
	else if (log->actor_type != other->actor_type)
		agg_argument_type_varies("actor");
}

static inline uint64
actor_log_pack(ActorLog *log, ActorRow row)
{
	uint64		elapsed = (uint64) row.time - log->base_time;

	if (unlikely(elapsed >> PACKED_TIME_BITS != 0 || row.bits >> PACKED_ROW_BITS != 0 ||
				 row.number >> PACKED_NUMBER_BITS != 0))
		return actor_log_set_aside(log, row);
	return elapsed << PACKED_TIME_SHIFT | row.bits << PACKED_NUMBER_BITS | row.number;
}

static inline ActorRow
actor_log_unpack(const ActorLog *log, uint64 packed)
{
	ActorRow	row;

	if (unlikely(packed & PACKED_ASIDE))
		return *FLAT_ARRAY_ITEM(&log->aside, ActorRow, packed & ~PACKED_ASIDE);
	row.time = (int64) (log->base_time + (packed >> PACKED_TIME_SHIFT));
	row.bits = (uint32) (packed >> PACKED_NUMBER_BITS) & ((1 << PACKED_ROW_BITS) - 1);
	row.number = (uint32) packed & ((1 << PACKED_NUMBER_BITS) - 1);
	return row;
}

static inline void
actor_log_append(ActorLog *log, ActorKey actor, ActorRow row)
{
	PackedEntry *place;

	if (unlikely(log->recent.place == log->recent.end))
		actor_log_make_room(log, row.time);
	place = log->recent.place++;
	place->actor = actor;
	place->row = actor_log_pack(log, row);
	log->least_time = Min(log->least_time, row.time);
	log->greatest_time = Max(log->greatest_time, row.time);
	log->time_unit = actor_time_unit(row.time, log->time_unit);
}

#endif							/* MINDWELL_ACTOR_LOG_H */
