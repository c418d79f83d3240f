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

#include "aggkit/part.h"
#include "aggregates/funnel_state.h"

#define FUNNEL_MAGIC "MWFU"

#define PLAN_MAX_BYTES 1024		/* the plan, and the lengths of the names */
#define TAG_MIN_BYTES 3
#define TAG_MAX_BYTES (3 * AGG_UINT32_BYTES)

static ActorRunLimits
row_limits(const FunnelPlan *plan, const FunnelValues *values)
{
	ActorRunLimits limits;

	limits.bit_count = plan->step_count;
	limits.greatest_number = values->tags.count - 1;
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

/*
 * Write the state with these values, for whose tags "numbers" has those of the
 * log (NULL: they are the same).
 */
static bytea *
state_put(FunnelState *state, const FunnelValues *values, const uint32 *numbers)
{
	const FunnelNames *names = &state->names;
	ActorRunShape shape;
	Size		log_bytes;
	AggWriter	writer;
	bytea	   *result;

	shape = actor_log_shape(&state->log, row_limits(&state->plan, values), &log_bytes);
	result = agg_serialize_begin(&writer,
								 PLAN_MAX_BYTES + names->bytes.count + values->bytes.count +
								 (Size) values->ends.count * AGG_UINT32_BYTES +
								 (Size) values->tags.count * TAG_MAX_BYTES +
								 log_bytes,
								 FUNNEL_MAGIC, actor_log_version(state->log.actor_type));
	actor_type_put(&writer, state->log.actor_type);
	funnel_put_plan(&writer, &state->plan);
	agg_put_u8(&writer, names->given);
	for (int i = 0; names->given && i < state->plan.step_count; i++)
		agg_put_uint(&writer, names->ends[i] - (i == 0 ? 0 : names->ends[i - 1]));
	agg_put_bytes(&writer, names->bytes.items, names->bytes.count);
	put_values(&writer, values);

	actor_log_put(&writer, &state->log, shape, numbers);
	return agg_serialize_end(result, &writer);
}

PG_FUNCTION_INFO_V1(analytics_funnel_serialize);
Datum
analytics_funnel_serialize(PG_FUNCTION_ARGS)
{
	FunnelState *state = AGG_STRICT_STATE(0, FunnelState);

	(void) agg_context(fcinfo);
	PG_RETURN_BYTEA_P(state_put(state, &state->values, NULL));
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

		/* all of them are still to be read */
		if (size > (Size) (reader->end - reader->at) - names->bytes.count)
		{
			agg_reader_fail(reader);
			size = 0;
		}
		flat_array_reserve(&names->bytes, sizeof(char), size, context);
		names->bytes.count += size;
		names->ends[i] = names->bytes.count;
	}
	agg_get_bytes(reader, names->bytes.items, names->bytes.count);
	for (int i = 0; i < step_count; i++)
	{
		uint32		start = i == 0 ? 0 : names->ends[i - 1];

		agg_check_text(reader, (const char *) names->bytes.items + start, names->ends[i] - start);
	}
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
		agg_check_text(reader, bytes, size);
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
	uint8		version;

	version = agg_deserialize_begin(fcinfo, &reader, FUNNEL_MAGIC, ACTOR_LOG_VERSION_WITH_TYPE);
	state = funnel_state_create(CurrentMemoryContext);
	state->log.actor_type = actor_type_get(&reader, version);
	funnel_get_plan(&reader, &state->plan);
	get_names(&reader, &state->names, state->plan.step_count, state->context);
	get_values(&reader, &state->values);
	get_tags(&reader, &state->values, state->plan.exclusion_count);
	actor_log_get(&reader, &state->log, row_limits(&state->plan, &state->values));
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/* ---------- as a value ---------- */

static Datum
serialize_in_order(PG_FUNCTION_ARGS)
{
	FunnelState *state = AGG_STRICT_STATE(0, FunnelState);
	FunnelValues ordered;
	uint32	   *numbers = NULL;

	funnel_values_init(&ordered, CurrentMemoryContext);
	if (state->values.tags.count > 1)
		numbers = funnel_values_in_order(&ordered, &state->values);
	PG_RETURN_BYTEA_P(state_put(state, &ordered, numbers));
}

static const Part funnel_part = {
	.kind = PART_FUNNEL,
	.has_texts = true,
	.log_offset = offsetof(FunnelState, log),
	.serialize = serialize_in_order,
	.deserialize = analytics_funnel_deserialize,
	.combine = analytics_funnel_combine
};

PART_FUNCTIONS(funnel, funnel_part);
PART_ACTOR_FUNCTIONS(funnel, funnel_part);
