/*-------------------------------------------------------------------------
 *
 * funnel_codec.c
 *	  The population funnel: wire format of what its state consists of.
 *
 *		plan		u8 steps, order, flags; int within, from, to, as of;
 *					uint optional; per step: int limit; u8 exclusions,
 *					per exclusion: u8 after, before
 *		tags		per tag after the first: uint exclusions, breakdown, hold
 *		run			int least time, u8 bytes of a time; per actor: 16 bytes,
 *					uint rows, and per row: time, steps, tag; slack
 *
 * The rows of a run are read in place, as often as needed, so they have a
 * fixed width, as narrow as the run allows, least byte first.
 *
 * Invariant: whatever the bytes are, what the getters leave behind is valid
 * for the matcher, or the reader has failed.  No server header is needed
 * (portable.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "portable.h"

#include <string.h>

#include "funnel_codec.h"

#define FLAG_AS_OF 0x01
#define FLAG_EVERY_ATTEMPT 0x02
#define FLAG_BREAKDOWN_LAST 0x04
#define FLAG_HOLD 0x08
#define ALL_FLAGS 0x0F

/* the bits of the first "count" steps or exclusions */
static uint32
first_bits(int count)
{
	return count == 0 ? 0 : PG_UINT32_MAX >> (FUNNEL_MAX_STEPS - count);
}

void
funnel_put_plan(AggWriter *writer, const FunnelPlan *plan)
{
	agg_put_u8(writer, (uint8) plan->step_count);
	agg_put_u8(writer, plan->order);
	agg_put_u8(writer,
			   (plan->has_as_of ? FLAG_AS_OF : 0) |
			   (plan->every_attempt ? FLAG_EVERY_ATTEMPT : 0) |
			   (plan->breakdown_last ? FLAG_BREAKDOWN_LAST : 0) |
			   (plan->hold ? FLAG_HOLD : 0));
	agg_put_int(writer, plan->within);
	agg_put_int(writer, plan->from_time);
	agg_put_int(writer, plan->to_time);
	agg_put_int(writer, plan->as_of);
	agg_put_uint(writer, plan->optional);
	for (int i = 0; i < plan->step_count; i++)
		agg_put_int(writer, plan->limits[i]);
	agg_put_u8(writer, (uint8) plan->exclusion_count);
	for (int i = 0; i < plan->exclusion_count; i++)
	{
		agg_put_u8(writer, plan->exclusion_after[i]);
		agg_put_u8(writer, plan->exclusion_before[i]);
	}
}

void
funnel_get_plan(AggReader *reader, FunnelPlan *plan)
{
	uint8		flags;

	memset(plan, 0, sizeof(*plan));
	plan->step_count = agg_get_u8(reader);
	if (plan->step_count < 1 || plan->step_count > FUNNEL_MAX_STEPS)
	{
		agg_reader_fail(reader);
		plan->step_count = 1;
	}
	plan->order = agg_get_u8(reader);
	flags = agg_get_u8(reader);
	plan->has_as_of = (flags & FLAG_AS_OF) != 0;
	plan->every_attempt = (flags & FLAG_EVERY_ATTEMPT) != 0;
	plan->breakdown_last = (flags & FLAG_BREAKDOWN_LAST) != 0;
	plan->hold = (flags & FLAG_HOLD) != 0;
	plan->within = agg_get_int(reader);
	plan->from_time = agg_get_int(reader);
	plan->to_time = agg_get_int(reader);
	plan->as_of = agg_get_int(reader);
	plan->optional = agg_get_uint32(reader);
	if (plan->order > FUNNEL_UNORDERED || (flags & ~ALL_FLAGS) != 0 ||
		plan->within < 0 || plan->from_time > plan->to_time ||
		(plan->optional & 1) != 0 ||
		(plan->optional & ~first_bits(plan->step_count)) != 0 ||
		(plan->order == FUNNEL_UNORDERED && plan->optional != 0))
		agg_reader_fail(reader);

	for (int i = 0; i < FUNNEL_MAX_STEPS; i++)
	{
		plan->limits[i] = i < plan->step_count ? agg_get_int(reader) : FUNNEL_NO_LIMIT;
		if (plan->limits[i] < 0)
			agg_reader_fail(reader);
	}

	plan->exclusion_count = agg_get_u8(reader);
	if (plan->exclusion_count > FUNNEL_MAX_EXCLUSIONS)
	{
		agg_reader_fail(reader);
		plan->exclusion_count = 0;
	}
	for (int i = 0; i < plan->exclusion_count; i++)
	{
		uint8		after = agg_get_u8(reader);
		uint8		before = agg_get_u8(reader);

		plan->exclusion_after[i] = after;
		plan->exclusion_before[i] = before;
		if (after >= before || before >= plan->step_count ||
			(plan->optional & ((uint32) 1 << after | (uint32) 1 << before)) != 0)
			agg_reader_fail(reader);
	}
}

/*
 * Tag 0 says nothing, on both sides.
 */
void
funnel_put_tags(AggWriter *writer, const FunnelTag *tags, uint32 count)
{
	for (uint32 i = 1; i < count; i++)
	{
		agg_put_uint(writer, tags[i].exclusions);
		agg_put_uint(writer, tags[i].breakdown);
		agg_put_uint(writer, tags[i].hold);
	}
}

void
funnel_get_tags(AggReader *reader, FunnelTag *tags, uint32 count,
				int exclusion_count, uint32 value_count)
{
	memset(&tags[0], 0, sizeof(FunnelTag));
	for (uint32 i = 1; i < count; i++)
	{
		tags[i].exclusions = agg_get_uint32(reader);
		tags[i].breakdown = agg_get_uint32(reader);
		tags[i].hold = agg_get_uint32(reader);
		if ((tags[i].exclusions & ~first_bits(exclusion_count)) != 0 ||
			tags[i].breakdown >= value_count || tags[i].hold >= value_count)
			agg_reader_fail(reader);
		if (reader->failed)
			return;
	}
}

/* ---------- runs ---------- */

static uint8
bytes_of(uint64 value)
{
	uint8		bytes = 1;

	while (bytes < 8 && value >> (8 * bytes) != 0)
		bytes++;
	return bytes;
}

static FunnelRunShape
shape_of(int64 base_time, uint8 time_bytes, int step_count, uint32 tag_count)
{
	FunnelRunShape shape;

	shape.base_time = base_time;
	shape.time_bytes = time_bytes;
	shape.step_bytes = step_count <= 8 ? 1 : step_count <= 16 ? 2 : 4;
	shape.tag_bytes = tag_count == 1 ? 0 : tag_count <= 0x100 ? 1 : tag_count <= 0x10000 ? 2 : 4;
	shape.row_bytes = shape.time_bytes + shape.step_bytes + shape.tag_bytes;
	return shape;
}

FunnelRunShape
funnel_run_shape(int64 least, int64 greatest, int step_count, uint32 tag_count)
{
	return shape_of(least, bytes_of((uint64) greatest - (uint64) least), step_count, tag_count);
}

void
funnel_put_shape(AggWriter *writer, FunnelRunShape shape)
{
	agg_put_int(writer, shape.base_time);
	agg_put_u8(writer, shape.time_bytes);
}

static inline void
store_uint32(uint8 *at, uint32 value)
{
	at[0] = (uint8) value;
	at[1] = (uint8) (value >> 8);
	at[2] = (uint8) (value >> 16);
	at[3] = (uint8) (value >> 24);
}

static inline void
store_uint64(uint8 *at, uint64 value)
{
	store_uint32(at, (uint32) value);
	store_uint32(at + 4, (uint32) (value >> 32));
}

/*
 * An actor's rows, sorted.  Actors must come in their order.
 */
void
funnel_put_actor(AggWriter *writer, FunnelRunShape shape, FunnelActor actor,
				 const FunnelRow *rows, uint32 count)
{
	uint8		key[FUNNEL_KEY_BYTES];

	store_uint64(key, actor.mixed);
	store_uint64(key + 8, actor.low);
	agg_put_bytes(writer, key, sizeof(key));
	agg_put_uint(writer, count);
	for (uint32 i = 0; i < count; i++)
	{
		uint8		row[FUNNEL_ROW_MAX_BYTES];

		CHECK_FOR_INTERRUPTS();
		store_uint64(row, (uint64) rows[i].time - (uint64) shape.base_time);
		store_uint32(row + shape.time_bytes, rows[i].steps);
		store_uint32(row + shape.time_bytes + shape.step_bytes, rows[i].tag);
		agg_put_bytes(writer, row, shape.row_bytes);
	}
}

void
funnel_put_run_end(AggWriter *writer)
{
	static const uint8 slack[FUNNEL_RUN_SLACK] = {0};

	agg_put_bytes(writer, slack, sizeof(slack));
}

/*
 * Check the actor at the cursor, and pass over him.
 */
static bool
check_actor(FunnelRunCursor *cursor, uint32 step_bits, uint32 tag_count)
{
	Size		left = cursor->end - cursor->at;
	Size		count_bytes = 1;
	FunnelRow	last;

	if (left <= FUNNEL_KEY_BYTES)
		return false;
	while (cursor->at[FUNNEL_KEY_BYTES + count_bytes - 1] & 0x80)
	{
		if (++count_bytes > AGG_UINT32_BYTES || FUNNEL_KEY_BYTES + count_bytes > left)
			return false;
	}
	(void) funnel_run_actor(cursor);
	left -= FUNNEL_KEY_BYTES + count_bytes;
	if (cursor->left == 0 || cursor->left > left / cursor->shape.row_bytes)
		return false;

	last.time = PG_INT64_MIN;
	last.steps = 0;
	while (cursor->left > 0)
	{
		FunnelRow	row = funnel_run_row(cursor);

		CHECK_FOR_INTERRUPTS();
		/* the sum with the base may have wrapped around */
		if (row.time < cursor->shape.base_time || row.time == PG_INT64_MAX ||
			(row.steps & ~step_bits) != 0 || row.tag >= tag_count ||
			row.time < last.time ||
			(row.time == last.time && funnel_steps_cmp(last.steps, row.steps) > 0))
			return false;
		last = row;
	}
	return true;
}

/*
 * Check that all the bytes left are a run; the cursor then starts it.
 */
void
funnel_get_run(AggReader *reader, int step_count, uint32 tag_count,
			   FunnelRunCursor *cursor)
{
	int64		base_time = agg_get_int(reader);
	uint8		time_bytes = agg_get_u8(reader);
	FunnelRunCursor checked;
	FunnelActor before = {0};

	memset(cursor, 0, sizeof(*cursor));
	if (time_bytes < 1 || time_bytes > 8 || base_time == PG_INT64_MIN ||
		(Size) (reader->end - reader->at) < FUNNEL_RUN_SLACK)
		agg_reader_fail(reader);
	if (reader->failed)
		return;
	cursor->shape = shape_of(base_time, time_bytes, step_count, tag_count);
	cursor->at = reader->at;
	cursor->end = reader->end - FUNNEL_RUN_SLACK;

	checked = *cursor;
	while (checked.at < checked.end)
	{
		bool		first = checked.at == cursor->at;

		if (!check_actor(&checked, first_bits(step_count), tag_count) ||
			(!first && funnel_actor_cmp(before, checked.actor) >= 0))
		{
			agg_reader_fail(reader);
			return;
		}
		before = checked.actor;
	}
	agg_skip_bytes(reader, reader->end - reader->at);
}
