/*-------------------------------------------------------------------------
 *
 * funnel_codec.h
 *	  The population funnel: what is asked, what is kept, and its wire format.
 *
 * No server header is needed (portable.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_CODEC_H
#define MINDWELL_FUNNEL_CODEC_H

#include "portable.h"

#include "agg_codec.h"

#define FUNNEL_MAX_STEPS 32
#define FUNNEL_MAX_EXCLUSIONS 32
#define FUNNEL_NO_LIMIT PG_INT64_MAX	/* no window is longer */
#define FUNNEL_NULL_VALUE 0		/* the id of the NULL among breakdown and held values */

typedef enum FunnelOrder
{
	FUNNEL_ORDERED,
	FUNNEL_STRICT,
	FUNNEL_UNORDERED
} FunnelOrder;

/* What is asked.  Steps are counted from 0. */
typedef struct FunnelPlan
{
	int64		within;			/* microseconds, from the start of the chain */
	int64		from_time;		/* starts lie in [from_time, to_time) */
	int64		to_time;
	int64		as_of;			/* until when all events are known */
	int64		limits[FUNNEL_MAX_STEPS];	/* from the gate before, or FUNNEL_NO_LIMIT */
	uint32		optional;		/* bit mask; never step 0 */
	int32		step_count;
	int32		exclusion_count;
	uint8		exclusion_after[FUNNEL_MAX_EXCLUSIONS]; /* gates */
	uint8		exclusion_before[FUNNEL_MAX_EXCLUSIONS];
	uint8		order;			/* a FunnelOrder */
	bool		has_as_of;
	bool		every_attempt;	/* count attempts, not actors */
	bool		breakdown_last; /* by the value of the last step, not of the first */
	bool		hold;			/* all steps of a chain carry the same held value */
} FunnelPlan;

typedef struct FunnelRow
{
	int64		time;
	uint32		steps;
	uint32		tag;
} FunnelRow;

typedef struct FunnelTag
{
	uint32		exclusions;		/* bit mask */
	uint32		breakdown;		/* ids of values */
	uint32		hold;
} FunnelTag;

/*
 * The actor's 128 bits are mixed, reversibly, so that the leading bits of the
 * first half are spread evenly over the actors.
 */
typedef struct FunnelActor
{
	uint64		mixed;
	uint64		low;
} FunnelActor;

/*
 * The rows of a run have one width.  Times are relative to the least one.
 */
typedef struct FunnelRunShape
{
	int64		base_time;
	uint8		time_bytes;		/* 1 .. 8 */
	uint8		step_bytes;		/* 1, 2, 4 */
	uint8		tag_bytes;		/* 0, 1, 2, 4; 0: all tags are 0 */
	uint8		row_bytes;		/* their sum */
} FunnelRunShape;

#define FUNNEL_KEY_BYTES 16		/* of an actor */
#define FUNNEL_ACTOR_MAX_BYTES (FUNNEL_KEY_BYTES + AGG_UINT32_BYTES)
#define FUNNEL_ROW_MAX_BYTES 16
#define FUNNEL_RUN_SLACK 8		/* behind the run, so that words can be loaded whole */

/* Reads a run that has been checked. */
typedef struct FunnelRunCursor
{
	FunnelRunShape shape;
	const uint8 *at;
	const uint8 *end;			/* without the slack */
	FunnelActor actor;
	uint32		left;			/* of its rows */
} FunnelRunCursor;

extern void funnel_put_plan(AggWriter *writer, const FunnelPlan *plan);
extern void funnel_get_plan(AggReader *reader, FunnelPlan *plan);
extern void funnel_put_tags(AggWriter *writer, const FunnelTag *tags, uint32 count);
extern void funnel_get_tags(AggReader *reader, FunnelTag *tags, uint32 count,
							int exclusion_count, uint32 value_count);
extern FunnelRunShape funnel_run_shape(int64 least, int64 greatest,
									   int step_count, uint32 tag_count);
extern void funnel_put_shape(AggWriter *writer, FunnelRunShape shape);
extern void funnel_put_actor(AggWriter *writer, FunnelRunShape shape, FunnelActor actor,
							 const FunnelRow *rows, uint32 count);
extern void funnel_put_run_end(AggWriter *writer);
extern void funnel_get_run(AggReader *reader, int step_count, uint32 tag_count,
						   FunnelRunCursor *cursor);

static inline int
funnel_actor_cmp(FunnelActor a, FunnelActor b)
{
	if (a.mixed != b.mixed)
		return a.mixed < b.mixed ? -1 : 1;
	return a.low < b.low ? -1 : a.low > b.low ? 1 : 0;
}

/*
 * The order of rows at one instant: those without a step first, then by the
 * first step that they satisfy.
 */
static inline int
funnel_steps_cmp(uint32 a, uint32 b)
{
	uint32		first_a = a & (0 - a);
	uint32		first_b = b & (0 - b);

	if (first_a != first_b)
		return first_a < first_b ? -1 : 1;
	return a < b ? -1 : a > b ? 1 : 0;
}

/* ---------- reading a run ---------- */

static inline uint32
funnel_load_uint32(const uint8 *at)
{
	return (uint32) at[0] | (uint32) at[1] << 8 | (uint32) at[2] << 16 | (uint32) at[3] << 24;
}

static inline uint64
funnel_load_uint64(const uint8 *at)
{
	return funnel_load_uint32(at) | (uint64) funnel_load_uint32(at + 4) << 32;
}

static inline uint32
funnel_load_bytes(const uint8 *at, int bytes)
{
	return bytes == 0 ? 0 : funnel_load_uint32(at) & (PG_UINT32_MAX >> (32 - 8 * bytes));
}

/*
 * The next actor; false at the end of the run.
 */
static inline bool
funnel_run_actor(FunnelRunCursor *cursor)
{
	uint8		byte;
	int			shift = 0;

	if (cursor->at >= cursor->end)
		return false;
	cursor->actor.mixed = funnel_load_uint64(cursor->at);
	cursor->actor.low = funnel_load_uint64(cursor->at + 8);
	cursor->at += FUNNEL_KEY_BYTES;
	cursor->left = 0;
	do
	{
		byte = *cursor->at++;
		cursor->left |= (uint32) (byte & 0x7F) << shift;
		shift += 7;
	} while (byte & 0x80);
	return true;
}

/*
 * The next of that actor's rows, of which cursor->left are left.
 */
static inline FunnelRow
funnel_run_row(FunnelRunCursor *cursor)
{
	const FunnelRunShape *shape = &cursor->shape;
	const uint8 *at = cursor->at;
	FunnelRow	row;

	row.time = (int64) ((uint64) shape->base_time +
						(funnel_load_uint64(at) & (PG_UINT64_MAX >> (64 - 8 * shape->time_bytes))));
	row.steps = funnel_load_bytes(at + shape->time_bytes, shape->step_bytes);
	row.tag = funnel_load_bytes(at + shape->time_bytes + shape->step_bytes, shape->tag_bytes);
	cursor->at += shape->row_bytes;
	cursor->left--;
	return row;
}

#endif							/* MINDWELL_FUNNEL_CODEC_H */
