/*-------------------------------------------------------------------------
 *
 * concurrency.c
 *	  How many intervals were open at once: the most, when, and on average.
 *
 * The most and its instant come from one sweep over the sorted edges
 * (edges.h), and share their state: the two aggregates over the same
 * arguments accumulate once.  The average needs no edges: it is the time of
 * a period that the intervals cover, added up, over the period's length.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "aggkit/edges.h"
#include "aggkit/part.h"
#include "base/wide.h"

#define EDGES_MAGIC "MWCE"
#define EDGES_VERSION 1
#define AVERAGE_MAGIC "MWCA"
#define AVERAGE_VERSION 1
#define AVERAGE_MAX_BYTES (PERIOD_MAX_BYTES + 2 * AGG_UINT_BYTES)

typedef struct AverageState
{
	Span		period;
	Wide		covered;		/* microseconds */
} AverageState;

PG_FUNCTION_INFO_V1(analytics_max_concurrency_transition);
PG_FUNCTION_INFO_V1(analytics_max_concurrency_transition_bounds);
PG_FUNCTION_INFO_V1(analytics_max_concurrency_transition_range);
PG_FUNCTION_INFO_V1(analytics_max_concurrency_combine);
PG_FUNCTION_INFO_V1(analytics_max_concurrency_serialize);
PG_FUNCTION_INFO_V1(analytics_max_concurrency_deserialize);
PG_FUNCTION_INFO_V1(analytics_max_concurrency_final);
PG_FUNCTION_INFO_V1(analytics_max_concurrency_at_final);
PG_FUNCTION_INFO_V1(analytics_avg_concurrency_transition);
PG_FUNCTION_INFO_V1(analytics_avg_concurrency_combine);
PG_FUNCTION_INFO_V1(analytics_avg_concurrency_serialize);
PG_FUNCTION_INFO_V1(analytics_avg_concurrency_deserialize);
PG_FUNCTION_INFO_V1(analytics_avg_concurrency_final);

/*
 * The state that is argument 0, made for the first row.
 */
static Edges *
edges_state(FunctionCallInfo fcinfo, MemoryContext context)
{
	Edges	   *edges = AGG_STATE(0, Edges);

	return edges != NULL ? edges : agg_alloc0(context, sizeof(Edges));
}

/*
 * (state, started, ended)
 */
Datum
analytics_max_concurrency_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	Edges	   *edges = edges_state(fcinfo, context);
	Span		span;

	if (span_get_interval(fcinfo, 1, SPAN_HALF_OPEN, &span))
		edges_add(edges, span, context);
	PG_RETURN_POINTER(edges);
}

/*
 * (state, started, ended, bounds)
 */
Datum
analytics_max_concurrency_transition_bounds(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	Edges	   *edges = edges_state(fcinfo, context);
	Span		span;

	if (span_get_interval(fcinfo, 1, span_get_bounds(fcinfo, 3), &span))
		edges_add(edges, span, context);
	PG_RETURN_POINTER(edges);
}

/*
 * (state, tstzrange)
 */
Datum
analytics_max_concurrency_transition_range(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	Edges	   *edges = edges_state(fcinfo, context);
	Span		span;

	if (span_get_range(fcinfo, 1, &span))
		edges_add(edges, span, context);
	PG_RETURN_POINTER(edges);
}

Datum
analytics_max_concurrency_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	Edges	   *edges = AGG_STATE(0, Edges);
	Edges	   *other = AGG_STATE(1, Edges);

	if (other != NULL)
	{
		if (edges == NULL)
			edges = agg_alloc0(context, sizeof(Edges));
		edges_concat(edges, other, context);
	}
	if (edges == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(edges);
}

Datum
analytics_max_concurrency_serialize(PG_FUNCTION_ARGS)
{
	Edges	   *edges;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	edges = AGG_STRICT_STATE(0, Edges);
	result = agg_serialize_begin(&writer, EDGES_MAX_BYTES(edges),
								 EDGES_MAGIC, EDGES_VERSION);
	edges_put(&writer, edges);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_max_concurrency_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	Edges	   *edges;

	agg_deserialize_begin(fcinfo, &reader, EDGES_MAGIC, EDGES_VERSION);
	edges = agg_alloc0(CurrentMemoryContext, sizeof(Edges));
	edges_get(&reader, edges, CurrentMemoryContext);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(edges);
}

/* As a value: sorted, and checked. */

static Datum
edges_serialize_sorted(PG_FUNCTION_ARGS)
{
	edges_sort(AGG_STRICT_STATE(0, Edges), agg_context(fcinfo));
	return analytics_max_concurrency_serialize(fcinfo);
}

static Datum
edges_deserialize_checked(PG_FUNCTION_ARGS)
{
	Edges	   *edges = (Edges *) DatumGetPointer(analytics_max_concurrency_deserialize(fcinfo));

	if (!edges_are_of_spans(edges, CurrentMemoryContext))
		agg_state_is_invalid();
	PG_RETURN_POINTER(edges);
}

static const Part max_concurrency_part = {
	.kind = PART_MAX_CONCURRENCY,
	.serialize = edges_serialize_sorted,
	.deserialize = edges_deserialize_checked,
	.combine = analytics_max_concurrency_combine
};

PART_FUNCTIONS(max_concurrency, max_concurrency_part);

/*
 * The most open at once, and the first instant at which they were; that is
 * left alone when nothing ever was.
 */
static int64
edges_peak(Edges *edges, MemoryContext context, TimestampTz *peak_at)
{
	EdgeSweep	sweep;
	int64		peak = 0;
	int64		at;

	edge_sweep_begin(&sweep, edges, context);
	while (edge_sweep_peek(&sweep, &at))
	{
		CHECK_FOR_INTERRUPTS();
		edge_sweep_step(&sweep, at);
		if (sweep.open > peak)
		{
			peak = sweep.open;
			*peak_at = at;
		}
	}
	return peak;
}

Datum
analytics_max_concurrency_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	Edges	   *edges = AGG_STATE(0, Edges);
	TimestampTz peak_at;

	PG_RETURN_INT64(edges == NULL ? 0 : edges_peak(edges, context, &peak_at));
}

/*
 * A peak that has no beginning (SPAN_NO_START) is reached at -infinity.
 */
Datum
analytics_max_concurrency_at_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	Edges	   *edges = AGG_STATE(0, Edges);
	TimestampTz peak_at;

	if (edges == NULL || edges_peak(edges, context, &peak_at) == 0)
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(peak_at);
}

/*
 * (state, started, ended, from_time, to_time)
 */
Datum
analytics_avg_concurrency_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	AverageState *state = AGG_STATE(0, AverageState);
	Span		period = period_get_arguments(fcinfo, 3);
	Span		span;

	if (state == NULL)
	{
		state = agg_alloc0(context, sizeof(AverageState));
		state->period = period;
	}
	else
		period_check_same(state->period, period);

	if (span_get_interval(fcinfo, 1, SPAN_HALF_OPEN, &span))
	{
		span = span_clip(span, period);
		if (!span_is_empty(span))
			wide_add(&state->covered, wide_product(span_length(span), 1));
	}
	PG_RETURN_POINTER(state);
}

Datum
analytics_avg_concurrency_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	AverageState *state = AGG_STATE(0, AverageState);
	AverageState *other = AGG_STATE(1, AverageState);

	if (state == NULL && other != NULL)
	{
		state = agg_alloc0(context, sizeof(AverageState));
		*state = *other;
	}
	else if (other != NULL)
	{
		period_check_same(state->period, other->period);
		wide_add(&state->covered, other->covered);
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

Datum
analytics_avg_concurrency_serialize(PG_FUNCTION_ARGS)
{
	AverageState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, AverageState);
	result = agg_serialize_begin(&writer, AVERAGE_MAX_BYTES,
								 AVERAGE_MAGIC, AVERAGE_VERSION);
	period_put(&writer, state->period);
	agg_put_uint(&writer, state->covered.high);
	agg_put_uint(&writer, state->covered.low);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_avg_concurrency_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	AverageState *state;

	agg_deserialize_begin(fcinfo, &reader, AVERAGE_MAGIC, AVERAGE_VERSION);
	state = agg_alloc0(CurrentMemoryContext, sizeof(AverageState));
	state->period = period_get(&reader);
	state->covered.high = agg_get_uint(&reader);
	state->covered.low = agg_get_uint(&reader);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

Datum
analytics_avg_concurrency_final(PG_FUNCTION_ARGS)
{
	AverageState *state;

	(void) agg_context(fcinfo);
	state = AGG_STATE(0, AverageState);
	if (state == NULL || span_is_empty(state->period))
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8(wide_to_double(state->covered) /
					 (double) span_length(state->period));
}

static const Part avg_concurrency_part = {
	.kind = PART_AVG_CONCURRENCY,
	.serialize = analytics_avg_concurrency_serialize,
	.deserialize = analytics_avg_concurrency_deserialize,
	.combine = analytics_avg_concurrency_combine
};

PART_FUNCTIONS(avg_concurrency, avg_concurrency_part);
