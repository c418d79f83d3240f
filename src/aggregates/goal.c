/*-------------------------------------------------------------------------
 *
 * goal.c
 *	  What became of a goal: analytics_goal_lives.
 *
 * The state is what was heard of one goal id, by whomever: rows, and the bytes
 * of their labels behind each other.
 *
 *		rows	| at, actor, step, label | at, actor, step, label | ...
 *		labels	| octnovoct...
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "aggregates/goal.h"

#define GOAL_MAGIC "MWGO"
#define GOAL_VERSION 1

PG_FUNCTION_INFO_V1(analytics_goal_lives_transition);
PG_FUNCTION_INFO_V1(analytics_goal_lives_combine);
PG_FUNCTION_INFO_V1(analytics_goal_lives_serialize);
PG_FUNCTION_INFO_V1(analytics_goal_lives_deserialize);
PG_FUNCTION_INFO_V1(analytics_goal_lives_final);

static GoalStep
get_step(const text *name)
{
	GoalStep	step;

	if (!goal_step_find(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &step))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown step of a goal: \"%s\"", text_to_cstring(name)),
				 errhint("It is 'created', 'updated', 'completed' or 'abandoned'.")));
	return step;
}

/*
 * (state, actor, at, step, label)
 */
Datum
analytics_goal_lives_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	GoalState  *state = AGG_STATE(0, GoalState);
	const text *label = PG_ARGISNULL(4) ? NULL : PG_GETARG_TEXT_PP(4);
	GoalRow		row = {0};

	if (state == NULL)
		state = agg_alloc0(context, sizeof(GoalState));
	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_POINTER(state);

	row.actor = *PG_GETARG_UUID_P(1);
	row.at = agg_get_time(fcinfo, 2);
	row.step = get_step(PG_GETARG_TEXT_PP(3));
	goal_add_row(state, &row, label != NULL ? VARDATA_ANY(label) : NULL,
				 label != NULL ? VARSIZE_ANY_EXHDR(label) : 0, context);
	PG_RETURN_POINTER(state);
}

Datum
analytics_goal_lives_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	GoalState  *state = AGG_STATE(0, GoalState);
	GoalState  *other = AGG_STATE(1, GoalState);

	if (other != NULL)
	{
		if (state == NULL)
			state = agg_alloc0(context, sizeof(GoalState));
		for (uint32 i = 0; i < other->rows.count; i++)
		{
			const GoalRow *row = FLAT_ARRAY_ITEM(&other->rows, GoalRow, i);

			CHECK_FOR_INTERRUPTS();
			goal_add_row(state, row, goal_row_label(other, row), row->label_size - 1, context);
		}
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

Datum
analytics_goal_lives_serialize(PG_FUNCTION_ARGS)
{
	GoalState  *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, GoalState);
	result = agg_serialize_begin(&writer,
								 AGG_UINT32_BYTES + (Size) state->rows.count * GOAL_ROW_MAX_BYTES +
								 state->labels.count,
								 GOAL_MAGIC, GOAL_VERSION);
	agg_put_uint(&writer, state->rows.count);
	for (uint32 i = 0; i < state->rows.count; i++)
	{
		const GoalRow *row = FLAT_ARRAY_ITEM(&state->rows, GoalRow, i);

		CHECK_FOR_INTERRUPTS();
		goal_put_row(&writer, state, row);
	}
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_goal_lives_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	GoalState  *state;
	uint32		count;

	agg_deserialize_begin(fcinfo, &reader, GOAL_MAGIC, GOAL_VERSION);
	state = agg_alloc0(CurrentMemoryContext, sizeof(GoalState));
	count = agg_get_count(&reader, GOAL_ROW_MIN_BYTES);
	for (uint32 i = 0; i < count && !reader.failed; i++)
	{
		CHECK_FOR_INTERRUPTS();
		(void) goal_get_row(&reader, state, 0, CurrentMemoryContext);
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * No rows are no lives: an empty array.
 */
Datum
analytics_goal_lives_final(PG_FUNCTION_ARGS)
{
	GoalState  *state;
	CompositeArray result;

	(void) agg_context(fcinfo);
	state = AGG_STATE(0, GoalState);
	composite_array_begin(&result, fcinfo, GOAL_COLUMNS, 0);
	if (state != NULL)
		goal_add_lives(&result, state, state->rows.items, state->rows.count, NULL);
	PG_RETURN_DATUM(composite_array_end(&result));
}
