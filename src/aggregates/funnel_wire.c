/*-------------------------------------------------------------------------
 *
 * funnel_wire.c
 *	  The population funnel: states passed between processes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"

#include "aggregates/funnel_state.h"

#define FUNNEL_MAGIC "MWFU"
#define FUNNEL_VERSION 1

#define PLAN_MAX_BYTES 1024		/* the plan, and the lengths of the names */
#define TAG_MIN_BYTES 3
#define TAG_MAX_BYTES (3 * AGG_UINT32_BYTES)

static ActorRunLimits
row_limits(const FunnelState *state)
{
	ActorRunLimits limits;

	limits.bit_count = state->plan.step_count;
	limits.greatest_number = state->values.tags.count - 1;
	limits.least_time = MIN_TIMESTAMP;
	limits.greatest_time = END_TIMESTAMP - 1;
	return limits;
}

static void
put_values(AggWriter *writer, const FunnelValues *values)
{
	agg_put_uint(writer, values->ends.count - 1);
	for (uint32 i = 1; i < values->ends.count; i++)
	{
		uint32		size;
		const char *bytes = funnel_value(values, i, &size);

		CHECK_FOR_INTERRUPTS();
		agg_put_uint(writer, size);
		agg_put_bytes(writer, bytes, size);
	}
	agg_put_uint(writer, values->tags.count - 1);
	funnel_put_tags(writer, values->tags.items, values->tags.count);
}

PG_FUNCTION_INFO_V1(analytics_funnel_serialize);
Datum
analytics_funnel_serialize(PG_FUNCTION_ARGS)
{
	FunnelState *state = AGG_STRICT_STATE(0, FunnelState);
	const FunnelNames *names = &state->names;
	const FunnelValues *values = &state->values;
	ActorRunShape shape;
	Size		log_bytes;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	shape = actor_log_shape(&state->log, row_limits(state), &log_bytes);
	result = agg_serialize_begin(&writer,
								 PLAN_MAX_BYTES + names->bytes.count + values->bytes.count +
								 (Size) values->ends.count * AGG_UINT32_BYTES +
								 (Size) values->tags.count * TAG_MAX_BYTES +
								 log_bytes,
								 FUNNEL_MAGIC, FUNNEL_VERSION);
	funnel_put_plan(&writer, &state->plan);
	agg_put_u8(&writer, names->given);
	for (int i = 0; names->given && i < state->plan.step_count; i++)
		agg_put_uint(&writer, names->ends[i] - (i == 0 ? 0 : names->ends[i - 1]));
	agg_put_bytes(&writer, names->bytes.items, names->bytes.count);
	put_values(&writer, values);

	actor_log_put(&writer, &state->log, shape);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

static void
get_names(AggReader *reader, FunnelNames *names, int step_count, MemoryContext context)
{
	names->given = agg_get_bool(reader);
	if (!names->given)
		return;
	for (int i = 0; i < step_count; i++)
	{
		uint32		size = agg_get_count(reader, 1);

		flat_array_reserve(&names->bytes, sizeof(char), size, context);
		names->bytes.count += size;
		names->ends[i] = names->bytes.count;
	}
	agg_get_bytes(reader, names->bytes.items, names->bytes.count);
}

/*
 * The values, each of which must be new.
 */
static void
get_values(AggReader *reader, FunnelValues *values)
{
	uint32		count = agg_get_count(reader, 1);

	for (uint32 i = 0; i < count && !reader->failed; i++)
	{
		uint32		size = agg_get_count(reader, 1);
		const char *bytes = (const char *) reader->at;

		CHECK_FOR_INTERRUPTS();
		agg_skip_bytes(reader, size);
		if (!reader->failed && funnel_value_id(values, bytes, size) != i + 1)
			agg_reader_fail(reader);
	}
}

static void
get_tags(AggReader *reader, FunnelValues *values, int exclusion_count)
{
	uint32		count = agg_get_count(reader, TAG_MIN_BYTES) + 1;
	FunnelTag  *tags = palloc_extended(sizeof(FunnelTag) * count, MCXT_ALLOC_HUGE);

	funnel_get_tags(reader, tags, count, exclusion_count, values->ends.count);
	for (uint32 i = 1; i < count && !reader->failed; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (funnel_tag_id(values, tags[i]) != i)
			agg_reader_fail(reader);
	}
	pfree(tags);
}

PG_FUNCTION_INFO_V1(analytics_funnel_deserialize);
Datum
analytics_funnel_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	FunnelState *state;

	agg_deserialize_begin(fcinfo, &reader, FUNNEL_MAGIC, FUNNEL_VERSION);
	state = funnel_state_create(CurrentMemoryContext);
	funnel_get_plan(&reader, &state->plan);
	get_names(&reader, &state->names, state->plan.step_count, state->context);
	get_values(&reader, &state->values);
	get_tags(&reader, &state->values, state->plan.exclusion_count);
	actor_log_get(&reader, &state->log, row_limits(state));
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}
