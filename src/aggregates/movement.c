/*-------------------------------------------------------------------------
 *
 * movement.c
 *	  How a value moved between borders of time: analytics_movements.
 *
 * A row is a change of the value, or of a part of it that has a label.  What
 * counts is the value at the borders: what comes and goes between two of them
 * is in no movement.  Whether a movement is new, a reactivation or churn is a
 * matter of the whole value, and of whether it ever was above 0; which part of
 * it moved is told by label.
 *
 * Sums are kept in 128 bits, two's complement, and so are exact.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "aggkit/composite_array.h"
#include "aggkit/text_pool.h"
#include "base/wide.h"

#define MOVEMENTS_MAGIC "MWMO"
#define MOVEMENTS_VERSION 1
#define POINT_MAX_BYTES (2 * AGG_UINT_BYTES + POOLED_TEXT_MAX_BYTES)
#define POINT_MIN_BYTES 4

/* The borders, which the groups of a call share. */
typedef struct Borders
{
	uint32		count;			/* at least 1 */
	TimestampTz times[FLEXIBLE_ARRAY_MEMBER];	/* each later than the one before */
} Borders;

typedef struct MovementPoint
{
	TimestampTz at;
	int64		change;
	PooledText	label;
} MovementPoint;

typedef struct MovementsState
{
	const Borders *borders;
	FlatArray	points;			/* of MovementPoint, before the last border, in any order */
	TextPool	labels;
} MovementsState;

/* Columns of analytics_movement. */
enum
{
	MOVEMENT_PERIOD,
	MOVEMENT_LABEL,
	MOVEMENT_KIND,
	MOVEMENT_BEFORE,
	MOVEMENT_AFTER,
	MOVEMENT_COLUMNS
};

PG_FUNCTION_INFO_V1(analytics_movements_transition);
PG_FUNCTION_INFO_V1(analytics_movements_combine);
PG_FUNCTION_INFO_V1(analytics_movements_serialize);
PG_FUNCTION_INFO_V1(analytics_movements_deserialize);
PG_FUNCTION_INFO_V1(analytics_movements_final);

/* ---------- borders ---------- */

static Size
borders_size(uint32 count)
{
	return offsetof(Borders, times) + (Size) count * sizeof(TimestampTz);
}

static bool
same_borders(const Borders *a, const Borders *b)
{
	return a == b || (a->count == b->count &&
					  memcmp(a->times, b->times, a->count * sizeof(TimestampTz)) == 0);
}

static const TimestampTz *
get_border_array(FunctionCallInfo fcinfo, int argno, uint32 *count)
{
	ArrayType  *array;

	if (PG_ARGISNULL(argno))
		agg_argument_is_null("borders");
	array = PG_GETARG_ARRAYTYPE_P(argno);
	if (ARR_NDIM(array) != 1 || array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"borders\" must be an array of times, none of them null")));
	*count = ARR_DIMS(array)[0];
	/* (ARR_DATA_PTR compares signs in a way that -Wextra refuses) */
	return (const TimestampTz *) ((const char *) array +
								  (array->dataoffset != 0 ? (Size) array->dataoffset : ARR_OVERHEAD_NONULLS(1)));
}

static void
check_borders(const TimestampTz *times, uint32 count)
{
	for (uint32 i = 0; i < count; i++)
	{
		if (TIMESTAMP_NOT_FINITE(times[i]))
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("borders must be finite")));
		if (i > 0 && times[i] <= times[i - 1])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("each of the borders must be later than the one before")));
	}
}

static Borders *
copy_borders(Borders *copy, const TimestampTz *times, uint32 count)
{
	copy->count = count;
	memcpy(copy->times, times, count * sizeof(TimestampTz));
	return copy;
}

/*
 * The borders of this row.  The first ones are kept as long as the plan, for
 * all groups; others (of groups with borders of their own, or of a later
 * execution of the plan) are kept by the state that needs them.
 */
static const Borders *
get_borders(FunctionCallInfo fcinfo, int argno, const MovementsState *state, MemoryContext context)
{
	uint32		count;
	const TimestampTz *times = get_border_array(fcinfo, argno, &count);
	const Borders *known = state != NULL ? state->borders : fcinfo->flinfo->fn_extra;

	if (known != NULL && known->count == count &&
		memcmp(known->times, times, count * sizeof(TimestampTz)) == 0)
		return known;
	if (state != NULL)
		agg_argument_varies("borders");
	check_borders(times, count);
	if (known != NULL)
		return copy_borders(agg_alloc(context, borders_size(count)), times, count);
	fcinfo->flinfo->fn_extra =
		copy_borders(MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, borders_size(count)), times, count);
	return fcinfo->flinfo->fn_extra;
}

/*
 * How many borders are at or before a time: the number of its period.
 */
static uint32
find_period(const Borders *borders, TimestampTz at)
{
	uint32		low = 0;
	uint32		high = borders->count;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;

		if (borders->times[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* ---------- the aggregate ---------- */

static MovementsState *
movements_make(MemoryContext context, const Borders *borders)
{
	MovementsState *state = agg_alloc0(context, sizeof(MovementsState));

	state->borders = borders;
	return state;
}

/*
 * (state, at, change, label, borders)
 */
Datum
analytics_movements_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	MovementsState *state = AGG_STATE(0, MovementsState);
	const Borders *borders = get_borders(fcinfo, 4, state, context);
	MovementPoint point = {0};

	if (state == NULL)
		state = movements_make(context, borders);
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2))
		PG_RETURN_POINTER(state);
	point.at = agg_get_time(fcinfo, 1);
	point.change = PG_GETARG_INT64(2);
	if (point.change == 0 || point.at >= borders->times[borders->count - 1])
		PG_RETURN_POINTER(state);
	if (!PG_ARGISNULL(3))
	{
		text	   *label = PG_GETARG_TEXT_PP(3);

		point.label = text_pool_add(&state->labels, VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label), context);
	}
	*(MovementPoint *) flat_array_append(&state->points, sizeof(MovementPoint), context) = point;
	PG_RETURN_POINTER(state);
}

/*
 * The borders of another state, which may be gone afterwards, are copied.
 */
static MovementsState *
movements_copy_empty(MemoryContext context, const MovementsState *other)
{
	uint32		count = other->borders->count;

	return movements_make(context, copy_borders(agg_alloc(context, borders_size(count)),
												other->borders->times, count));
}

Datum
analytics_movements_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	MovementsState *state = AGG_STATE(0, MovementsState);
	MovementsState *other = AGG_STATE(1, MovementsState);
	uint32		offset;

	if (other == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
		state = movements_copy_empty(context, other);
	else if (!same_borders(state->borders, other->borders))
		agg_argument_varies("borders");

	offset = text_pool_concat(&state->labels, &other->labels, context);
	flat_array_reserve(&state->points, sizeof(MovementPoint), other->points.count, context);
	for (uint32 i = 0; i < other->points.count; i++)
	{
		MovementPoint point = *FLAT_ARRAY_ITEM(&other->points, MovementPoint, i);

		point.label = pooled_text_moved(point.label, offset);
		*(MovementPoint *) flat_array_append(&state->points, sizeof(MovementPoint), context) = point;
	}
	PG_RETURN_POINTER(state);
}

Datum
analytics_movements_serialize(PG_FUNCTION_ARGS)
{
	MovementsState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, MovementsState);
	result = agg_serialize_begin(&writer,
								 2 * AGG_UINT32_BYTES + (Size) state->borders->count * AGG_UINT_BYTES +
								 TEXT_POOL_MAX_BYTES(&state->labels) +
								 (Size) state->points.count * POINT_MAX_BYTES,
								 MOVEMENTS_MAGIC, MOVEMENTS_VERSION);
	agg_put_uint(&writer, state->borders->count);
	for (uint32 i = 0; i < state->borders->count; i++)
		agg_put_int(&writer, state->borders->times[i]);
	text_pool_put(&writer, &state->labels);
	agg_put_uint(&writer, state->points.count);
	for (uint32 i = 0; i < state->points.count; i++)
	{
		const MovementPoint *point = FLAT_ARRAY_ITEM(&state->points, MovementPoint, i);

		agg_put_int(&writer, point->at);
		agg_put_int(&writer, point->change);
		pooled_text_put(&writer, point->label);
	}
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

static Borders *
borders_get(AggReader *reader)
{
	uint32		count = agg_get_count(reader, 1);
	Borders    *borders = agg_alloc0(CurrentMemoryContext, borders_size(count));

	if (count == 0)
		agg_reader_fail(reader);
	borders->count = count;
	for (uint32 i = 0; i < count; i++)
	{
		borders->times[i] = agg_get_int(reader);
		if (!IS_VALID_TIMESTAMP(borders->times[i]) || (i > 0 && borders->times[i] <= borders->times[i - 1]))
			agg_reader_fail(reader);
	}
	return borders;
}

Datum
analytics_movements_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	MovementsState *state;
	Borders    *borders;
	uint32		count;

	agg_deserialize_begin(fcinfo, &reader, MOVEMENTS_MAGIC, MOVEMENTS_VERSION);
	borders = borders_get(&reader);
	state = movements_make(CurrentMemoryContext, borders);
	text_pool_get(&reader, &state->labels, CurrentMemoryContext);
	count = agg_get_count(&reader, POINT_MIN_BYTES);
	flat_array_reserve(&state->points, sizeof(MovementPoint), count, CurrentMemoryContext);
	for (uint32 i = 0; i < count; i++)
	{
		MovementPoint *point = flat_array_append(&state->points, sizeof(MovementPoint), CurrentMemoryContext);

		point->at = agg_get_int(&reader);
		point->change = agg_get_int(&reader);
		point->label = pooled_text_get(&reader, &state->labels);
		if (!IS_VALID_TIMESTAMP(point->at) || borders->count == 0 ||
			point->at >= borders->times[borders->count - 1])
			agg_reader_fail(&reader);
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/* ---------- result ---------- */

typedef struct Whole
{
	uint32		period;
	Wide		before;			/* the whole value at the beginning of the period */
	Wide		after;			/* and at its end */
	bool		was_above;		/* it was above 0 some time before */
} Whole;

#define ST_SORT sort_points_by_time
#define ST_ELEMENT_TYPE MovementPoint
#define ST_COMPARE(a, b) (((a)->at > (b)->at) - ((a)->at < (b)->at))
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

static int
compare_labels(const MovementPoint *a, const MovementPoint *b, const TextPool *labels)
{
	int			order = pooled_text_cmp(labels, a->label, b->label);

	return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

#define ST_SORT sort_points_by_label
#define ST_ELEMENT_TYPE MovementPoint
#define ST_COMPARE_ARG_TYPE const TextPool
#define ST_COMPARE(a, b, labels) compare_labels(a, b, labels)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

static Wide
add_change(Wide sum, int64 change)
{
	Wide		wide = {change < 0 ? PG_UINT64_MAX : 0, (uint64) change};

	wide_add(&sum, wide);
	return sum;
}

static bool
is_above_zero(Wide value)
{
	return (int64) value.high >= 0 && (value.high | value.low) != 0;
}

static bool
is_less(Wide a, Wide b)
{
	return a.high != b.high ? (int64) a.high < (int64) b.high : a.low < b.low;
}

static bool
is_same(Wide a, Wide b)
{
	return a.high == b.high && a.low == b.low;
}

static Datum
wide_to_numeric(Wide value)
{
	Datum		result;

	if (value.high == ((int64) value.low < 0 ? PG_UINT64_MAX : 0))
		return NumericGetDatum(int64_to_numeric((int64) value.low));
	result = DirectFunctionCall2(numeric_mul, NumericGetDatum(int64_to_numeric((int64) value.high)),
								 NumericGetDatum(int64_to_numeric(INT64CONST(1) << 32)));
	result = DirectFunctionCall2(numeric_add, result,
								 NumericGetDatum(int64_to_numeric((int64) (value.low >> 32))));
	result = DirectFunctionCall2(numeric_mul, result,
								 NumericGetDatum(int64_to_numeric(INT64CONST(1) << 32)));
	return DirectFunctionCall2(numeric_add, result,
							   NumericGetDatum(int64_to_numeric((int64) (value.low & PG_UINT32_MAX))));
}

/*
 * The whole value in each period in which it has a point; returns their number.
 */
static uint32
find_wholes(MovementsState *state, Whole *wholes)
{
	const MovementPoint *points = state->points.items;
	uint32		count = 0;
	Wide		value = {0};
	bool		was_above = false;
	bool		is_above_now = false;	/* after the points of this time */

	for (uint32 i = 0; i < state->points.count; i++)
	{
		uint32		period = find_period(state->borders, points[i].at);

		CHECK_FOR_INTERRUPTS();
		/* what lasts for no time at all is nothing */
		if (i > 0 && points[i].at != points[i - 1].at)
			was_above = was_above || is_above_now;
		if (count == 0 || wholes[count - 1].period != period)
		{
			wholes[count].period = period;
			wholes[count].before = value;
			wholes[count].was_above = was_above;
			count++;
		}
		value = add_change(value, points[i].change);
		is_above_now = is_above_zero(value);
		wholes[count - 1].after = value;
	}
	return count;
}

static const char *
kind_of_movement(const Whole *whole, Wide before, Wide after)
{
	bool		was = is_above_zero(whole->before);
	bool		is = is_above_zero(whole->after);

	if (whole->period == 0)
		return "opening";
	if (!was && is)
		return whole->was_above ? "reactivation" : "new";
	if (was && !is)
		return "churn";
	return is_less(before, after) ? "expansion" : "contraction";
}

static void
add_movement(CompositeArray *result, const TextPool *labels, PooledText label,
			 const Whole *whole, Wide before, Wide after)
{
	Datum		values[MOVEMENT_COLUMNS];
	bool		nulls[MOVEMENT_COLUMNS] = {false};

	if (is_same(before, after))
		return;
	values[MOVEMENT_PERIOD] = Int32GetDatum((int32) whole->period);
	values[MOVEMENT_LABEL] = pooled_text_datum(labels, label, &nulls[MOVEMENT_LABEL]);
	values[MOVEMENT_KIND] = CStringGetTextDatum(kind_of_movement(whole, before, after));
	values[MOVEMENT_BEFORE] = wide_to_numeric(before);
	values[MOVEMENT_AFTER] = wide_to_numeric(after);
	composite_array_add(result, values, nulls);
}

/*
 * Label by label, each in order of time.
 */
static void
add_movements(CompositeArray *result, MovementsState *state, MemoryContext context)
{
	MovementPoint *points = state->points.items;
	uint32		count = state->points.count;
	Whole	   *wholes = agg_alloc(context, count * sizeof(Whole));
	const Whole *whole = wholes;
	Wide		value = {0};

	sort_points_by_time(points, count);
	(void) find_wholes(state, wholes);
	sort_points_by_label(points, count, &state->labels);
	for (uint32 i = 0; i < count;)
	{
		PooledText	label = points[i].label;
		Wide		before = value;
		uint32		period = find_period(state->borders, points[i].at);

		while (whole->period != period)
			whole++;
		while (i < count && pooled_text_cmp(&state->labels, points[i].label, label) == 0 &&
			   find_period(state->borders, points[i].at) == period)
		{
			CHECK_FOR_INTERRUPTS();
			value = add_change(value, points[i++].change);
		}
		add_movement(result, &state->labels, label, whole, before, value);
		if (i < count && pooled_text_cmp(&state->labels, points[i].label, label) != 0)
		{
			whole = wholes;
			value = (Wide) {0};
		}
	}
	pfree(wholes);
}

/*
 * An empty array for no changes, also for no rows.
 */
Datum
analytics_movements_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	MovementsState *state = AGG_STATE(0, MovementsState);
	CompositeArray result;

	composite_array_begin(&result, fcinfo, MOVEMENT_COLUMNS, 0);
	if (state != NULL && state->points.count > 0)
		add_movements(&result, state, context);
	PG_RETURN_DATUM(composite_array_end(&result));
}
