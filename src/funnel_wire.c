/*-------------------------------------------------------------------------
 *
 * funnel_wire.c
 *	  The population funnel: states passed between processes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "miscadmin.h"

#include "funnel.h"

#define FUNNEL_MAGIC "MWFU"
#define FUNNEL_VERSION 1

#define PLAN_MAX_BYTES 1024		/* the plan, and the lengths of the names */
#define TAG_MIN_BYTES 3
#define TAG_MAX_BYTES (3 * AGG_UINT32_BYTES)

/*
 * The shape of the state's rows as one run, and the most bytes it can take.
 */
static FunnelRunShape
run_to_be(FunnelState *state, Size *max_bytes)
{
	FunnelRunShape shape;
	int64		least = PG_INT64_MAX;
	int64		greatest = PG_INT64_MIN;
	Size		rows = 0;

	for (int i = 0; i < funnel_part_count(state); i++)
	{
		const FunnelPart *part = funnel_part(state, i);

		rows += funnel_part_entries(part);
		for (const FunnelChunk *chunk = part->first; chunk != NULL; chunk = chunk->next)
		{
			CHECK_FOR_INTERRUPTS();
			for (uint32 j = 0; j < funnel_chunk_count(part, chunk); j++)
			{
				least = Min(least, chunk->entries[j].row.time);
				greatest = Max(greatest, chunk->entries[j].row.time);
			}
		}
	}
	for (int i = 0; i < state->run_count; i++)
	{
		FunnelRunCursor cursor = state->runs[i].start;

		while (funnel_run_actor(&cursor))
		{
			CHECK_FOR_INTERRUPTS();
			rows += cursor.left;
			while (cursor.left > 0)
			{
				FunnelRow	row = funnel_run_row(&cursor);

				least = Min(least, row.time);
				greatest = Max(greatest, row.time);
			}
		}
	}
	shape = funnel_run_shape(rows == 0 ? 0 : least, rows == 0 ? 0 : greatest,
							 state->plan.step_count, state->tags.count);
	*max_bytes = AGG_HEADER_BYTES + AGG_UINT_BYTES + FUNNEL_RUN_SLACK +
		rows * (FUNNEL_ACTOR_MAX_BYTES + shape.row_bytes);
	return shape;
}

static void
put_values(AggWriter *writer, const FunnelState *state)
{
	agg_put_uint(writer, state->value_ends.count - 1);
	for (uint32 i = 1; i < state->value_ends.count; i++)
	{
		uint32		size;
		const char *bytes = funnel_value(state, i, &size);

		CHECK_FOR_INTERRUPTS();
		agg_put_uint(writer, size);
		agg_put_bytes(writer, bytes, size);
	}
	agg_put_uint(writer, state->tags.count - 1);
	funnel_put_tags(writer, state->tags.items, state->tags.count);
}

PG_FUNCTION_INFO_V1(analytics_funnel_serialize);
Datum
analytics_funnel_serialize(PG_FUNCTION_ARGS)
{
	FunnelState *state = (FunnelState *) PG_GETARG_POINTER(0);
	FunnelRunShape shape;
	Size		run_bytes;
	AggWriter	writer;
	FunnelMatcher matcher;
	FunnelScan	scan;
	FunnelActor actor;
	bytea	   *result;

	(void) agg_context(fcinfo);
	shape = run_to_be(state, &run_bytes);
	result = agg_serialize_begin(&writer,
								 PLAN_MAX_BYTES + state->names.count + state->value_bytes.count +
								 (Size) state->value_ends.count * AGG_UINT32_BYTES +
								 (Size) state->tags.count * TAG_MAX_BYTES +
								 run_bytes,
								 FUNNEL_MAGIC, FUNNEL_VERSION);
	funnel_put_plan(&writer, &state->plan);
	agg_put_u8(&writer, state->named);
	for (int i = 0; state->named && i < state->plan.step_count; i++)
		agg_put_uint(&writer, state->name_ends[i] - (i == 0 ? 0 : state->name_ends[i - 1]));
	agg_put_bytes(&writer, state->names.items, state->names.count);
	put_values(&writer, state);

	funnel_put_shape(&writer, shape);
	funnel_matcher_init(&matcher, &state->plan);
	funnel_scan_begin(&scan, state);
	while (funnel_scan_actor(&scan, &matcher, &actor))
		funnel_put_actor(&writer, shape, actor, matcher.rows.items, matcher.rows.count);
	funnel_put_run_end(&writer);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

static void
get_names(AggReader *reader, FunnelState *state)
{
	state->named = agg_get_bool(reader);
	if (!state->named)
		return;
	for (int i = 0; i < state->plan.step_count; i++)
	{
		uint32		size = agg_get_count(reader, 1);

		flat_array_reserve(&state->names, sizeof(char), size, state->context);
		state->names.count += size;
		state->name_ends[i] = state->names.count;
	}
	agg_get_bytes(reader, state->names.items, state->names.count);
}

/*
 * The values, each of which must be new.
 */
static uint32
get_values(AggReader *reader, FunnelState *state)
{
	uint32		count = agg_get_count(reader, 1);
	for (uint32 i = 0; i < count && !reader->failed; i++)
	{
		uint32		size = agg_get_count(reader, 1);

		const char *bytes = (const char *) reader->at;

		CHECK_FOR_INTERRUPTS();
		agg_skip_bytes(reader, size);
		if (!reader->failed && funnel_value_id(state, bytes, size) != i + 1)
			agg_reader_fail(reader);
	}
	return state->value_ends.count;
}

static void
get_tags(AggReader *reader, FunnelState *state, uint32 value_count)
{
	uint32		count = agg_get_count(reader, TAG_MIN_BYTES) + 1;
	FunnelTag  *tags = palloc_extended(sizeof(FunnelTag) * count, MCXT_ALLOC_HUGE);

	funnel_get_tags(reader, tags, count, state->plan.exclusion_count, value_count);
	for (uint32 i = 1; i < count && !reader->failed; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (funnel_tag_id(state, tags[i]) != i)
			agg_reader_fail(reader);
	}
	pfree(tags);
}

/*
 * The run stays where it is, in the argument, until combine copies it.
 */
PG_FUNCTION_INFO_V1(analytics_funnel_deserialize);
Datum
analytics_funnel_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	FunnelState *state;
	uint32		values;

	agg_deserialize_begin(fcinfo, &reader, FUNNEL_MAGIC, FUNNEL_VERSION);
	state = funnel_state_create(CurrentMemoryContext);
	funnel_get_plan(&reader, &state->plan);
	get_names(&reader, state);
	values = get_values(&reader, state);
	get_tags(&reader, state, values);

	state->run_count = 1;
	funnel_get_run(&reader, state->plan.step_count, state->tags.count, &state->runs[0].start);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}
