/*-------------------------------------------------------------------------
 *
 * concurrency_series.c
 *	  How many intervals were open at once, bucket by bucket of a period.
 *
 * Spans are clipped to the period when they are accumulated.  The result is
 * one sweep over the edges; each bucket also looks at its own start, where
 * there need not be an edge.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "aggkit/composite_array.h"
#include "aggkit/edges.h"
#include "aggkit/part.h"
#include "base/wide.h"

#define SERIES_MAGIC "MWCS"
#define SERIES_VERSION 1
#define SERIES_FIXED_MAX_BYTES (PERIOD_MAX_BYTES + AGG_UINT_BYTES)
#define SERIES_MAX_BUCKETS 1000000

typedef struct SeriesState
{
	Edges		edges;			/* of the spans inside the period */
	Span		period;
	int64		bucket;			/* microseconds, > 0 */
} SeriesState;

/* Columns of analytics_concurrency_bucket. */
enum
{
	SERIES_TIME,
	SERIES_OPENING,
	SERIES_PEAK,
	SERIES_PEAK_TIME,
	SERIES_MEAN,
	SERIES_COLUMNS
};

PG_FUNCTION_INFO_V1(analytics_concurrency_agg_transition);
PG_FUNCTION_INFO_V1(analytics_concurrency_agg_combine);
PG_FUNCTION_INFO_V1(analytics_concurrency_agg_serialize);
PG_FUNCTION_INFO_V1(analytics_concurrency_agg_deserialize);
PG_FUNCTION_INFO_V1(analytics_concurrency_agg_final);

static void
check_same_buckets(const SeriesState *state, Span period, int64 bucket)
{
	period_check_same(state->period, period);
	if (state->bucket != bucket)
		agg_argument_varies("bucket_width");
}

static SeriesState *
series_make(MemoryContext context, Span period, int64 bucket)
{
	SeriesState *state = agg_alloc0(context, sizeof(SeriesState));

	state->period = period;
	state->bucket = bucket;
	return state;
}

/*
 * How many buckets the period has; the last one may be shorter.
 */
static uint64
count_buckets(Span period, int64 bucket)
{
	uint64		length = span_length(period);

	return length / bucket + (length % bucket != 0 ? 1 : 0);
}

/*
 * The bucket width: positive, and not so small that the result explodes.
 */
static int64
get_bucket(FunctionCallInfo fcinfo, int argno, Span period)
{
	int64		bucket = agg_get_duration(fcinfo, argno, "bucket_width");

	if (bucket == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"bucket_width\" must be greater than zero")));
	if (count_buckets(period, bucket) > SERIES_MAX_BUCKETS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many buckets between \"from_time\" and \"to_time\""),
				 errdetail("At most %d are possible.", SERIES_MAX_BUCKETS),
				 errhint("Choose a wider bucket, or a shorter period.")));
	return bucket;
}

/*
 * (state, started, ended, from_time, to_time, bucket_width)
 */
Datum
analytics_concurrency_agg_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SeriesState *state = AGG_STATE(0, SeriesState);
	Span		period = period_get_arguments(fcinfo, 3);
	int64		bucket = get_bucket(fcinfo, 5, period);
	Span		span;

	if (state == NULL)
		state = series_make(context, period, bucket);
	else
		check_same_buckets(state, period, bucket);

	if (span_get_interval(fcinfo, 1, SPAN_HALF_OPEN, &span))
		edges_add(&state->edges, span_clip(span, period), context);
	PG_RETURN_POINTER(state);
}

Datum
analytics_concurrency_agg_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SeriesState *state = AGG_STATE(0, SeriesState);
	SeriesState *other = AGG_STATE(1, SeriesState);

	if (other != NULL)
	{
		if (state == NULL)
			state = series_make(context, other->period, other->bucket);
		else
			check_same_buckets(state, other->period, other->bucket);
		edges_concat(&state->edges, &other->edges, context);
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

Datum
analytics_concurrency_agg_serialize(PG_FUNCTION_ARGS)
{
	SeriesState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, SeriesState);
	result = agg_serialize_begin(&writer,
								 SERIES_FIXED_MAX_BYTES + EDGES_MAX_BYTES(&state->edges),
								 SERIES_MAGIC, SERIES_VERSION);
	period_put(&writer, state->period);
	agg_put_int(&writer, state->bucket);
	edges_put(&writer, &state->edges);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_concurrency_agg_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	SeriesState *state;
	Span		period;
	int64		bucket;

	agg_deserialize_begin(fcinfo, &reader, SERIES_MAGIC, SERIES_VERSION);
	period = period_get(&reader);
	bucket = agg_get_int(&reader);
	if (bucket <= 0 || count_buckets(period, bucket) > SERIES_MAX_BUCKETS)
		agg_reader_fail(&reader);
	state = series_make(CurrentMemoryContext, period, bucket);
	edges_get(&reader, &state->edges, CurrentMemoryContext);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/* As a value: sorted, and checked. */

static Datum
series_serialize_sorted(PG_FUNCTION_ARGS)
{
	edges_sort(&AGG_STRICT_STATE(0, SeriesState)->edges, agg_context(fcinfo));
	return analytics_concurrency_agg_serialize(fcinfo);
}

static Datum
series_deserialize_checked(PG_FUNCTION_ARGS)
{
	SeriesState *state = (SeriesState *) DatumGetPointer(analytics_concurrency_agg_deserialize(fcinfo));

	if (!edges_are_of_spans(&state->edges, CurrentMemoryContext))
		agg_state_is_invalid();
	PG_RETURN_POINTER(state);
}

static const Part series_part = {
	.kind = PART_CONCURRENCY_SERIES,
	.serialize = series_serialize_sorted,
	.deserialize = series_deserialize_checked,
	.combine = analytics_concurrency_agg_combine
};

PART_FUNCTIONS(concurrency_agg, series_part);

/*
 * Sweep through one bucket and describe it.
 */
static void
sweep_bucket(EdgeSweep *sweep, Span bucket, Datum *values, bool *nulls)
{
	Wide		open_time = {0, 0};
	int64		now = bucket.start;
	int64		next;
	int64		peak;
	int64		peak_at = now;

	edge_sweep_step(sweep, now);
	peak = sweep->open;
	values[SERIES_TIME] = TimestampTzGetDatum(bucket.start);
	values[SERIES_OPENING] = Int64GetDatum(sweep->open);

	while (edge_sweep_peek(sweep, &next) && next < bucket.end)
	{
		CHECK_FOR_INTERRUPTS();
		wide_add(&open_time, wide_product(sweep->open, (uint64) next - (uint64) now));
		edge_sweep_step(sweep, next);
		now = next;
		if (sweep->open > peak)
		{
			peak = sweep->open;
			peak_at = now;
		}
	}
	wide_add(&open_time, wide_product(sweep->open, (uint64) bucket.end - (uint64) now));

	values[SERIES_PEAK] = Int64GetDatum(peak);
	values[SERIES_PEAK_TIME] = TimestampTzGetDatum(peak_at);
	nulls[SERIES_PEAK_TIME] = peak == 0;
	values[SERIES_MEAN] = Float8GetDatum(wide_to_double(open_time) /
										 (double) span_length(bucket));
}

Datum
analytics_concurrency_agg_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SeriesState *state = AGG_STATE(0, SeriesState);
	CompositeArray result;
	EdgeSweep	sweep;
	uint64		buckets;
	Span		bucket;

	if (state == NULL)
		PG_RETURN_NULL();
	buckets = count_buckets(state->period, state->bucket);
	composite_array_begin(&result, fcinfo, SERIES_COLUMNS, (int) buckets);
	edge_sweep_begin(&sweep, &state->edges, context);
	bucket.start = state->period.start;
	for (uint64 i = 0; i < buckets; i++)
	{
		Datum		values[SERIES_COLUMNS];
		bool		nulls[SERIES_COLUMNS] = {false};

		CHECK_FOR_INTERRUPTS();
		bucket.end = Min(time_after(bucket.start, state->bucket), state->period.end);
		sweep_bucket(&sweep, bucket, values, nulls);
		composite_array_add(&result, values, nulls);
		bucket.start = bucket.end;
	}
	PG_RETURN_DATUM(composite_array_end(&result));
}
