/*-------------------------------------------------------------------------
 *
 * funnel_codec.c
 *	  The population funnel: wire format of what its state consists of.
 *
 *		plan		u8 steps, order, flags; int within, from, to, as of;
 *					uint optional; per step: int limit; u8 exclusions,
 *					per exclusion: u8 after, before
 *		tags		per tag after the first: uint exclusions, breakdown, hold
 *		run			per actor: 16 bytes, 4 bytes rows; per row: 8 bytes time,
 *					4 bytes steps, and if there are tags: 4 bytes tag
 *
 * A run is read in place, as often as it is needed, so its numbers have a
 * fixed width, least byte first.
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

static inline uint32
load_uint32(const uint8 *at)
{
	return (uint32) at[0] | (uint32) at[1] << 8 | (uint32) at[2] << 16 | (uint32) at[3] << 24;
}

static inline uint64
load_uint64(const uint8 *at)
{
	return load_uint32(at) | (uint64) load_uint32(at + 4) << 32;
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
funnel_put_actor(AggWriter *writer, FunnelActor actor, const FunnelRow *rows,
				 uint32 count, bool tagged)
{
	uint8		head[FUNNEL_ACTOR_BYTES];

	store_uint64(head, actor.mixed);
	store_uint64(head + 8, actor.low);
	store_uint32(head + 16, count);
	agg_put_bytes(writer, head, sizeof(head));
	for (uint32 i = 0; i < count; i++)
	{
		uint8		row[FUNNEL_ROW_BYTES + FUNNEL_TAG_BYTES];

		CHECK_FOR_INTERRUPTS();
		store_uint64(row, (uint64) rows[i].time);
		store_uint32(row + 8, rows[i].steps);
		store_uint32(row + 12, rows[i].tag);
		agg_put_bytes(writer, row, FUNNEL_ROW_BYTES + (tagged ? FUNNEL_TAG_BYTES : 0));
	}
}

static inline FunnelRow
load_row(const uint8 *at, bool tagged)
{
	FunnelRow	row;

	row.time = (int64) load_uint64(at);
	row.steps = load_uint32(at + 8);
	row.tag = tagged ? load_uint32(at + 12) : 0;
	return row;
}

/*
 * The actor at the cursor; false at the end of the run.
 */
bool
funnel_run_actor(FunnelRunCursor *cursor)
{
	if (cursor->at == cursor->end)
		return false;
	cursor->actor.mixed = load_uint64(cursor->at);
	cursor->actor.low = load_uint64(cursor->at + 8);
	cursor->left = load_uint32(cursor->at + 16);
	cursor->at += FUNNEL_ACTOR_BYTES;
	return true;
}

/*
 * The next of that actor's rows, of which cursor->left are left.
 */
FunnelRow
funnel_run_row(FunnelRunCursor *cursor)
{
	FunnelRow	row = load_row(cursor->at, cursor->tagged);

	cursor->at += FUNNEL_ROW_BYTES + (cursor->tagged ? FUNNEL_TAG_BYTES : 0);
	cursor->left--;
	return row;
}

/*
 * Check that all the bytes left are a run, and pass over them.
 */
void
funnel_get_run(AggReader *reader, int step_count, uint32 tag_count)
{
	Size		row_bytes = FUNNEL_ROW_BYTES + (tag_count > 1 ? FUNNEL_TAG_BYTES : 0);
	uint32		step_bits = first_bits(step_count);
	FunnelRunCursor cursor = {.at = reader->at, .end = reader->end, .tagged = tag_count > 1};
	FunnelActor before = {0};
	bool		any = false;

	while (!reader->failed && cursor.at != cursor.end)
	{
		FunnelRow	last = {.time = PG_INT64_MIN};

		if ((Size) (cursor.end - cursor.at) < FUNNEL_ACTOR_BYTES)
		{
			agg_reader_fail(reader);
			return;
		}
		(void) funnel_run_actor(&cursor);
		if (cursor.left == 0 || cursor.left > (Size) (cursor.end - cursor.at) / row_bytes ||
			(any && funnel_actor_cmp(before, cursor.actor) >= 0))
		{
			agg_reader_fail(reader);
			return;
		}
		before = cursor.actor;
		any = true;
		while (cursor.left > 0)
		{
			FunnelRow	row = funnel_run_row(&cursor);

			CHECK_FOR_INTERRUPTS();
			if (row.time == PG_INT64_MIN || row.time == PG_INT64_MAX ||
				(row.steps & ~step_bits) != 0 || row.tag >= tag_count ||
				row.time < last.time ||
				(row.time == last.time && funnel_steps_cmp(last.steps, row.steps) > 0))
				agg_reader_fail(reader);
			last = row;
		}
	}
	agg_skip_bytes(reader, reader->end - reader->at);
}
