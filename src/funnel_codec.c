/*-------------------------------------------------------------------------
 *
 * funnel_codec.c
 *	  The population funnel: wire format of what its state consists of.
 *
 *		plan		u8 steps, order, flags; int within, from, to, as of;
 *					uint optional; per step: int limit; u8 exclusions,
 *					per exclusion: u8 after, before
 *		tags		per tag after the first: uint exclusions, breakdown, hold
 *		entries		per actor: 16 bytes, uint entries; per entry: the time
 *					(int, then uint since the entry before), uint steps,
 *					and where there is more than one tag: uint tag
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

#define KEY_BYTES 8
#define ACTOR_BYTES (2 * KEY_BYTES)

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

static void
put_key(uint8 *bytes, uint64 key)
{
	for (int i = 0; i < KEY_BYTES; i++)
		bytes[i] = (uint8) (key >> (i * 8));
}

static uint64
get_key(const uint8 *bytes)
{
	uint64		key = 0;

	for (int i = 0; i < KEY_BYTES; i++)
		key |= (uint64) bytes[i] << (i * 8);
	return key;
}

/*
 * The entries must be sorted.
 */
void
funnel_put_entries(AggWriter *writer, const FunnelEntry *entries,
				   uint32 count, bool tagged)
{
	uint32		beyond;

	for (uint32 first = 0; first < count; first = beyond)
	{
		uint8		actor[ACTOR_BYTES];

		CHECK_FOR_INTERRUPTS();
		for (beyond = first + 1; beyond < count; beyond++)
		{
			if (funnel_actor_cmp(&entries[first], &entries[beyond]) != 0)
				break;
		}
		put_key(actor, entries[first].actor_mixed);
		put_key(actor + KEY_BYTES, entries[first].actor_low);
		agg_put_bytes(writer, actor, ACTOR_BYTES);
		agg_put_uint(writer, beyond - first);
		for (uint32 i = first; i < beyond; i++)
		{
			if (i == first)
				agg_put_int(writer, entries[i].time);
			else
				agg_put_uint(writer, (uint64) entries[i].time - (uint64) entries[i - 1].time);
			agg_put_uint(writer, entries[i].steps);
			if (tagged)
				agg_put_uint(writer, entries[i].tag);
		}
	}
}

static bool
entry_is_valid(const FunnelEntry *entry, const FunnelEntry *before,
			   bool same_actor, uint32 step_bits, uint32 tag_count)
{
	if (entry->time == PG_INT64_MIN || entry->time == PG_INT64_MAX ||
		(entry->steps & ~step_bits) != 0 || entry->tag >= tag_count)
		return false;
	if (before == NULL)
		return true;
	if (!same_actor)
		return funnel_actor_cmp(before, entry) < 0;
	return before->time < entry->time ||
		(before->time == entry->time && funnel_steps_cmp(before->steps, entry->steps) <= 0);
}

void
funnel_get_entries(AggReader *reader, FunnelEntry *entries, uint32 count,
				   int step_count, uint32 tag_count)
{
	uint32		step_bits = first_bits(step_count);
	uint32		beyond;

	for (uint32 first = 0; first < count; first = beyond)
	{
		uint8		actor[ACTOR_BYTES];
		uint32		of_actor;

		CHECK_FOR_INTERRUPTS();
		agg_get_bytes(reader, actor, ACTOR_BYTES);
		of_actor = agg_get_uint32(reader);
		if (of_actor == 0 || of_actor > count - first)
			agg_reader_fail(reader);
		if (reader->failed)
			return;
		beyond = first + of_actor;
		for (uint32 i = first; i < beyond; i++)
		{
			FunnelEntry *entry = &entries[i];

			entry->actor_mixed = get_key(actor);
			entry->actor_low = get_key(actor + KEY_BYTES);
			if (i == first)
				entry->time = agg_get_int(reader);
			else
			{
				uint64		since = agg_get_uint(reader);

				if (since > (uint64) PG_INT64_MAX - (uint64) entries[i - 1].time)
					agg_reader_fail(reader);
				entry->time = (int64) ((uint64) entries[i - 1].time + since);
			}
			entry->steps = agg_get_uint32(reader);
			entry->tag = tag_count > 1 ? agg_get_uint32(reader) : 0;
			if (!entry_is_valid(entry, i == 0 ? NULL : &entries[i - 1],
								i > first, step_bits, tag_count))
				agg_reader_fail(reader);
			if (reader->failed)
				return;
		}
	}
}
