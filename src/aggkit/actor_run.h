/*-------------------------------------------------------------------------
 *
 * actor_run.h
 *	  Rows of actors, sorted: the form in which they pass between processes.
 *
 * No server header is needed (portable.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_ACTOR_RUN_H
#define MINDWELL_ACTOR_RUN_H

#include "base/portable.h"

#include <string.h>

#include "aggkit/agg_codec.h"

/*
 * The actor's 128 bits are mixed, reversibly, so that the leading bits of the
 * first half are spread evenly over the actors.
 */
typedef struct ActorKey
{
	uint64		mixed;
	uint64		low;
} ActorKey;

/*
 * Of which type the actors' ids are: known only where states are values.  The
 * number 7 is not the UUID that ends with 7.
 */
typedef enum ActorType
{
	ACTOR_TYPE_NOT_KNOWN,
	ACTOR_TYPE_UUID,
	ACTOR_TYPE_BIGINT
} ActorType;

/* What bits and number say is the aggregate's affair. */
typedef struct ActorRow
{
	int64		time;
	uint32		bits;
	uint32		number;
} ActorRow;

/*
 * The rows of a run have one width.  Times are relative to the least one, and
 * in milliseconds where all of them are whole ones, as clients often have it.
 */
typedef struct ActorRunShape
{
	int64		base_time;
	uint32		time_unit;		/* ACTOR_FINE_UNIT or ACTOR_COARSE_UNIT */
	uint8		time_bytes;		/* 1 .. 8 */
	uint8		bits_bytes;		/* 1, 2, 4 */
	uint8		number_bytes;	/* 0 .. 4; 0: all are 0 */
	uint8		row_bytes;		/* their sum */
	/* what a word that is loaded whole has of each */
	uint64		time_mask;
	uint32		bits_mask;
	uint32		number_mask;
} ActorRunShape;

/* What the rows of a run may say. */
typedef struct ActorRunLimits
{
	int			bit_count;
	uint32		greatest_number;
	int64		least_time;
	int64		greatest_time;
} ActorRunLimits;

#define ACTOR_FINE_UNIT 1
#define ACTOR_COARSE_UNIT 1000

#define ACTOR_KEY_BYTES 16
#define ACTOR_MAX_BYTES (ACTOR_KEY_BYTES + AGG_UINT32_BYTES)	/* before the rows */
#define ACTOR_SHAPE_MAX_BYTES (AGG_UINT_BYTES + 1)
#define ACTOR_RUN_SLACK 8		/* behind the run, so that words can be loaded whole */

/* Reads a run that has been checked. */
typedef struct ActorRunCursor
{
	ActorRunShape shape;
	const uint8 *at;
	const uint8 *end;			/* without the slack */
	ActorKey	actor;
	uint32		left;			/* of the actor's rows */
} ActorRunCursor;

extern ActorRunShape actor_run_shape(int64 least, int64 greatest, uint32 time_unit,
									 int bit_count, uint32 greatest_number);
extern void actor_run_put_shape(AggWriter *writer, ActorRunShape shape);
extern void actor_run_put(AggWriter *writer, ActorRunShape shape, ActorKey actor,
						  const ActorRow *rows, uint32 count);
extern void actor_run_put_end(AggWriter *writer);
extern void actor_run_get(AggReader *reader, ActorRunLimits limits, ActorRunCursor *cursor);

static inline int
actor_key_cmp(ActorKey a, ActorKey b)
{
	if (a.mixed != b.mixed)
		return a.mixed < b.mixed ? -1 : 1;
	return a.low < b.low ? -1 : a.low > b.low ? 1 : 0;
}

/*
 * The coarsest unit, up to the given one, of which the time is a multiple.
 */
static inline uint32
actor_time_unit(int64 time, uint32 unit)
{
	if (unit == ACTOR_COARSE_UNIT && time % ACTOR_COARSE_UNIT == 0)
		return ACTOR_COARSE_UNIT;
	return ACTOR_FINE_UNIT;
}

/*
 * Rows at one instant are in the order of their first bit, those without any
 * before the others.
 */
static inline int
actor_row_cmp(const ActorRow *a, const ActorRow *b)
{
	uint32		first_a;
	uint32		first_b;

	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	first_a = a->bits & (0 - a->bits);
	first_b = b->bits & (0 - b->bits);
	if (first_a != first_b)
		return first_a < first_b ? -1 : 1;
	return a->bits < b->bits ? -1 : a->bits > b->bits ? 1 : 0;
}

/* ---------- the type of the actors ---------- */

/*
 * The version of a serialized state that has a log: the second one begins
 * with the type of the actors.
 */
#define ACTOR_LOG_VERSION 1
#define ACTOR_LOG_VERSION_WITH_TYPE 2

static inline uint8
actor_log_version(ActorType type)
{
	return type == ACTOR_TYPE_NOT_KNOWN ? ACTOR_LOG_VERSION : ACTOR_LOG_VERSION_WITH_TYPE;
}

static inline void
actor_type_put(AggWriter *writer, ActorType type)
{
	if (type != ACTOR_TYPE_NOT_KNOWN)
		agg_put_u8(writer, type);
}

static inline ActorType
actor_type_get(AggReader *reader, uint8 version)
{
	uint8		type;

	if (version != ACTOR_LOG_VERSION_WITH_TYPE)
		return ACTOR_TYPE_NOT_KNOWN;
	type = agg_get_u8(reader);
	if (type != ACTOR_TYPE_UUID && type != ACTOR_TYPE_BIGINT)
		agg_reader_fail(reader);
	return type;
}

/* ---------- reading ---------- */

static inline uint64
actor_load_uint64(const uint8 *at)
{
	uint64		bytes;

	memcpy(&bytes, at, sizeof(bytes));
	return agg_least_byte_first(bytes);
}

/*
 * The next actor; false at the end of the run.
 */
static inline bool
actor_run_next(ActorRunCursor *cursor)
{
	uint8		byte;
	int			shift = 0;

	if (cursor->at >= cursor->end)
		return false;
	cursor->actor.mixed = actor_load_uint64(cursor->at);
	cursor->actor.low = actor_load_uint64(cursor->at + 8);
	cursor->at += ACTOR_KEY_BYTES;
	cursor->left = 0;
	do
	{
		byte = *cursor->at++;
		cursor->left |= (uint32) (byte & AGG_VARINT_MASK) << shift;
		shift += AGG_VARINT_BITS;
	} while (byte & AGG_VARINT_MORE);
	return true;
}

/*
 * The time of the row since the least one, in the run's unit.
 */
static inline uint64
actor_run_elapsed(const ActorRunShape *shape, const uint8 *at)
{
	return actor_load_uint64(at) & shape->time_mask;
}

static inline ActorRow
actor_run_row_at(const ActorRunShape *shape, const uint8 *at)
{
	uint64		rest = actor_load_uint64(at + shape->time_bytes);
	ActorRow	row;

	row.time = (int64) ((uint64) shape->base_time +
						actor_run_elapsed(shape, at) * shape->time_unit);
	row.bits = (uint32) rest & shape->bits_mask;
	row.number = (uint32) (rest >> (8 * shape->bits_bytes)) & shape->number_mask;
	return row;
}

/*
 * The next of the actor's rows, of which cursor->left are left.
 */
static inline ActorRow
actor_run_row(ActorRunCursor *cursor)
{
	const uint8 *at = cursor->at;

	cursor->at += cursor->shape.row_bytes;
	cursor->left--;
	return actor_run_row_at(&cursor->shape, at);
}

#endif							/* MINDWELL_ACTOR_RUN_H */
