/*-------------------------------------------------------------------------
 *
 * movement.c
 *	  How a value moved between borders of time: analytics_movements.
 *
 * A row is a change of the value, or of a part of it that has a label.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "aggkit/composite_array.h"
#include "aggregates/movement.h"

#define MOVEMENTS_MAGIC "MWMO"
#define MOVEMENTS_VERSION 1
#define POINT_MAX_BYTES (2 * AGG_UINT_BYTES + POOLED_TEXT_MAX_BYTES)
#define POINT_MIN_BYTES 4

typedef struct MovementsState
{
	const Borders *borders;		/* which the groups of a call share */
	FlatArray	points;			/* of MovementPoint, before the last border, in any order */
	TextPool	labels;
} MovementsState;

/* Columns of analytics_movement. */
enum
{
	COLUMN_PERIOD,
	COLUMN_LABEL,
	COLUMN_KIND,
	COLUMN_BEFORE,
	COLUMN_AFTER,
	MOVEMENT_COLUMNS
};

static const char *const kind_names[] = {
	[MOVEMENT_OPENING] = "opening",
	[MOVEMENT_NEW] = "new",
	[MOVEMENT_REACTIVATION] = "reactivation",
	[MOVEMENT_EXPANSION] = "expansion",
	[MOVEMENT_CONTRACTION] = "contraction",
	[MOVEMENT_CHURN] = "churn",
};

PG_FUNCTION_INFO_V1(analytics_movements_transition);
PG_FUNCTION_INFO_V1(analytics_movements_combine);
PG_FUNCTION_INFO_V1(analytics_movements_serialize);
PG_FUNCTION_INFO_V1(analytics_movements_deserialize);
PG_FUNCTION_INFO_V1(analytics_movements_final);

/*
 * The borders of this row.  The first ones are kept as long as the plan, for
 * all groups; others (of groups with borders of their own, or of a later
 * execution of the plan) are kept by the state that needs them.
 */
static const Borders *
get_borders(FunctionCallInfo fcinfo, int argno, const MovementsState *state, MemoryContext context)
{
	uint32		count;
	const TimestampTz *times = borders_argument(fcinfo, argno, &count);
	const Borders *known = state != NULL ? state->borders : fcinfo->flinfo->fn_extra;

	if (known != NULL && known->count == count &&
		memcmp(known->times, times, count * sizeof(TimestampTz)) == 0)
		return known;
	if (state != NULL)
		agg_argument_varies("borders");
	borders_check(times, count);
	if (known != NULL)
		return borders_copy(agg_alloc(context, borders_size(count)), times, count);
	fcinfo->flinfo->fn_extra =
		borders_copy(MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, borders_size(count)), times, count);
	return fcinfo->flinfo->fn_extra;
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
	if (point.change == 0 || point.at >= last_border(borders))
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

	return movements_make(context, borders_copy(agg_alloc(context, borders_size(count)),
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
	else if (!borders_are_same(state->borders, other->borders))
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
								 BORDERS_MAX_BYTES(state->borders) + AGG_UINT32_BYTES +
								 TEXT_POOL_MAX_BYTES(&state->labels) +
								 (Size) state->points.count * POINT_MAX_BYTES,
								 MOVEMENTS_MAGIC, MOVEMENTS_VERSION);
	borders_put(&writer, state->borders);
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
			point->at >= last_border(borders))
			agg_reader_fail(&reader);
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/* ---------- result ---------- */

typedef struct MovementRows
{
	const TextPool *labels;
	CompositeArray rows;
} MovementRows;

static void
add_movement(void *receiver, const Movement *movement)
{
	MovementRows *result = receiver;
	Datum		values[MOVEMENT_COLUMNS];
	bool		nulls[MOVEMENT_COLUMNS] = {false};

	values[COLUMN_PERIOD] = Int32GetDatum((int32) movement->period);
	values[COLUMN_LABEL] = pooled_text_datum(result->labels, movement->label, &nulls[COLUMN_LABEL]);
	values[COLUMN_KIND] = CStringGetTextDatum(kind_names[movement->kind]);
	values[COLUMN_BEFORE] = signed_wide_to_numeric(movement->before);
	values[COLUMN_AFTER] = signed_wide_to_numeric(movement->after);
	composite_array_add(&result->rows, values, nulls);
}

/*
 * An empty array for no changes, also for no rows.
 */
Datum
analytics_movements_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	MovementsState *state = AGG_STATE(0, MovementsState);
	MovementRows result;

	composite_array_begin(&result.rows, fcinfo, MOVEMENT_COLUMNS, 0);
	if (state != NULL && state->points.count > 0)
	{
		MovementWhole *wholes = agg_alloc(context, state->points.count * sizeof(MovementWhole));

		result.labels = &state->labels;
		movements_find(state->points.items, state->points.count, state->borders, &state->labels,
					   wholes, add_movement, &result);
		pfree(wholes);
	}
	PG_RETURN_DATUM(composite_array_end(&result.rows));
}
