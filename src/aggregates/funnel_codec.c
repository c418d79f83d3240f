/*-------------------------------------------------------------------------
 *
 * funnel_codec.c
 *	  The population funnel: wire format of what its state consists of.
 *
 *		plan		u8 steps, order, flags; int within, from, to, as of;
 *					uint optional; per step: int limit; u8 exclusions,
 *					per exclusion: u8 after, before
 *		tags		per tag after the first: uint exclusions, breakdown, hold
 *		run			actor_run.c
 *
 * Invariant: whatever the bytes are, what the getters leave behind is valid
 * for the matcher, or the reader has failed.  No server header is needed
 * (portable.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include <string.h>

#include "aggkit/step_bit.h"
#include "aggregates/funnel_codec.h"

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
			(plan->optional & (STEP_BIT(after) | STEP_BIT(before))) != 0)
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
