/*-------------------------------------------------------------------------
 *
 * goal_population.c
 *	  What became of all goals, in one pass: mindwell_internal.goals_agg.
 *
 * The state is what was heard of any goal, as goal.c has it of one: each row
 * has the number of its goal.  A goal's key is
 *
 *		tenant's number | KEY_... | owner, where it is theirs alone | goal_id
 *
 * At the end the rows are put goal by goal, and each goal's lives are those
 * that goal_life.c says.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "aggkit/numbering.h"
#include "aggkit/text_numbering.h"
#include "aggregates/goal.h"

#define GOALS_MAGIC "MWGP"
#define GOALS_VERSION 1
#define GOALS_FIXED_MAX_BYTES (2 * AGG_UINT32_BYTES)

#define EVENT_TYPE_PREFIX "goal_"

#define KEY_TENANT_BYTES sizeof(uint32)
#define KEY_HEAD_BYTES (KEY_TENANT_BYTES + 1)
#define KEY_OF_TENANT 'i'		/* an id, whoever says it */
#define KEY_OF_USER 'u'			/* an id of one user's */
#define KEY_UNNAMED 'n'			/* the one goal of a user that has no id */
/* longer ones are rare */
#define KEY_SHORT_BYTES 128

/* Arguments of the transition, after the state. */
enum
{
	GOALS_TENANT = 1,
	GOALS_USER,
	GOALS_AT,
	GOALS_EVENT_TYPE,
	GOALS_ID,
	GOALS_LABEL,
	GOALS_PER_USER
};

typedef struct Goal
{
	uint32		tenant;			/* number of it */
	uint32		count;			/* of rows */
} Goal;

typedef struct GoalsState
{
	GoalState	heard;
	Numbering	tenants;
	TextNumbering keys;			/* of goals */
	FlatArray	goals;			/* Goal, by number */
} GoalsState;

PG_FUNCTION_INFO_V1(analytics_goals_transition);
PG_FUNCTION_INFO_V1(analytics_goals_combine);
PG_FUNCTION_INFO_V1(analytics_goals_serialize);
PG_FUNCTION_INFO_V1(analytics_goals_deserialize);
PG_FUNCTION_INFO_V1(analytics_goals_final);

/*
 * The number of the goal with a key, which begins with the tenant's.
 */
static uint32
find_goal(GoalsState *state, const char *key, uint32 length, uint32 tenant, MemoryContext context)
{
	uint32		number = text_numbering_find(&state->keys, key, length, context);

	if (number == state->goals.count)
	{
		Goal	   *added = flat_array_append(&state->goals, sizeof(Goal), context);

		added->tenant = tenant;
		added->count = 0;
	}
	return number;
}

static uint32
goal_of_event(GoalsState *state, uint32 tenant, const pg_uuid_t *user, const text *id, bool per_user,
			  MemoryContext context)
{
	char		buffer[KEY_SHORT_BYTES];
	uint32		id_length = id == NULL ? 0 : VARSIZE_ANY_EXHDR(id);
	bool		has_user = id == NULL || per_user;
	uint32		length = KEY_HEAD_BYTES + (has_user ? UUID_LEN : 0) + id_length;
	char	   *key = length <= KEY_SHORT_BYTES ? buffer : palloc(length);
	char	   *end = key + KEY_HEAD_BYTES;
	uint32		number;

	memcpy(key, &tenant, KEY_TENANT_BYTES);
	key[KEY_TENANT_BYTES] = id == NULL ? KEY_UNNAMED : per_user ? KEY_OF_USER : KEY_OF_TENANT;
	if (has_user)
	{
		memcpy(end, user, UUID_LEN);
		end += UUID_LEN;
	}
	if (id != NULL)
		memcpy(end, VARDATA_ANY(id), id_length);
	number = find_goal(state, key, length, tenant, context);
	if (key != buffer)
		pfree(key);
	return number;
}

/*
 * (state, tenant_id, user_id, at, event_type, goal_id, label, per_user)
 */
Datum
analytics_goals_transition(PG_FUNCTION_ARGS)
{
	static const Size prefix = sizeof(EVENT_TYPE_PREFIX) - 1;
	MemoryContext context = agg_context(fcinfo);
	GoalsState *state = AGG_STATE(0, GoalsState);
	const text *type;
	const text *label;
	const text *id;
	GoalRow		row = {0};
	uint32		tenant;

	if (state == NULL)
		state = agg_alloc0(context, sizeof(GoalsState));
	if (PG_ARGISNULL(GOALS_PER_USER))
		agg_argument_is_null("per_user");
	if (PG_ARGISNULL(GOALS_TENANT) || PG_ARGISNULL(GOALS_USER) || PG_ARGISNULL(GOALS_AT) || PG_ARGISNULL(GOALS_EVENT_TYPE))
		PG_RETURN_POINTER(state);
	type = PG_GETARG_TEXT_PP(GOALS_EVENT_TYPE);
	if (VARSIZE_ANY_EXHDR(type) < prefix || memcmp(VARDATA_ANY(type), EVENT_TYPE_PREFIX, prefix) != 0 ||
		!goal_step_find(VARDATA_ANY(type) + prefix, VARSIZE_ANY_EXHDR(type) - prefix, &row.step))
		PG_RETURN_POINTER(state);

	row.at = agg_get_time(fcinfo, GOALS_AT);
	row.actor = *PG_GETARG_UUID_P(GOALS_USER);
	id = PG_ARGISNULL(GOALS_ID) ? NULL : PG_GETARG_TEXT_PP(GOALS_ID);
	label = PG_ARGISNULL(GOALS_LABEL) ? NULL : PG_GETARG_TEXT_PP(GOALS_LABEL);
	tenant = numbering_find(&state->tenants, PG_GETARG_UUID_P(GOALS_TENANT), 0, context);
	row.goal = goal_of_event(state, tenant, &row.actor, id, PG_GETARG_BOOL(GOALS_PER_USER), context);
	goal_add_row(&state->heard, &row, label != NULL ? VARDATA_ANY(label) : NULL,
				 label != NULL ? VARSIZE_ANY_EXHDR(label) : 0, context);
	FLAT_ARRAY_ITEM(&state->goals, Goal, row.goal)->count++;
	PG_RETURN_POINTER(state);
}

/*
 * The number that a goal of another state has here.
 */
static uint32
goal_here(GoalsState *state, const GoalsState *other, uint32 goal, MemoryContext context)
{
	PooledText	text = NUMBERED_TEXT(&other->keys, goal);
	uint32		theirs = FLAT_ARRAY_ITEM(&other->goals, Goal, goal)->tenant;
	uint32		tenant = numbering_find(&state->tenants, &NUMBERED_ID(&other->tenants, theirs)->uuid, 0, context);
	char	   *key = palloc(text.length);
	uint32		number;

	memcpy(key, pooled_text_bytes(&other->keys.pool, text), text.length);
	memcpy(key, &tenant, KEY_TENANT_BYTES);
	number = find_goal(state, key, text.length, tenant, context);
	pfree(key);
	return number;
}

Datum
analytics_goals_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	GoalsState *state = AGG_STATE(0, GoalsState);
	GoalsState *other = AGG_STATE(1, GoalsState);

	if (other != NULL)
	{
		uint32	   *numbers = palloc_array(uint32, other->goals.count + 1);

		if (state == NULL)
			state = agg_alloc0(context, sizeof(GoalsState));
		for (uint32 i = 0; i < other->goals.count; i++)
		{
			CHECK_FOR_INTERRUPTS();
			numbers[i] = goal_here(state, other, i, context);
		}
		for (uint32 i = 0; i < other->heard.rows.count; i++)
		{
			const GoalRow *theirs = FLAT_ARRAY_ITEM(&other->heard.rows, GoalRow, i);
			GoalRow		row = *theirs;

			CHECK_FOR_INTERRUPTS();
			row.goal = numbers[theirs->goal];
			goal_add_row(&state->heard, &row, goal_row_label(&other->heard, theirs), row.label_size - 1, context);
			FLAT_ARRAY_ITEM(&state->goals, Goal, row.goal)->count++;
		}
		pfree(numbers);
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

Datum
analytics_goals_serialize(PG_FUNCTION_ARGS)
{
	GoalsState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, GoalsState);
	result = agg_serialize_begin(&writer,
								 GOALS_FIXED_MAX_BYTES + (Size) state->tenants.ids.count * UUID_LEN +
								 TEXT_NUMBERING_MAX_BYTES(&state->keys) +
								 (Size) state->heard.rows.count * (GOAL_ROW_MAX_BYTES + AGG_UINT32_BYTES) +
								 state->heard.labels.count,
								 GOALS_MAGIC, GOALS_VERSION);
	agg_put_uint(&writer, state->tenants.ids.count);
	for (uint32 i = 0; i < state->tenants.ids.count; i++)
		agg_put_bytes(&writer, &NUMBERED_ID(&state->tenants, i)->uuid, UUID_LEN);
	text_numbering_put(&writer, &state->keys);
	agg_put_uint(&writer, state->heard.rows.count);
	for (uint32 i = 0; i < state->heard.rows.count; i++)
	{
		const GoalRow *row = FLAT_ARRAY_ITEM(&state->heard.rows, GoalRow, i);

		CHECK_FOR_INTERRUPTS();
		agg_put_uint(&writer, row->goal);
		goal_put_row(&writer, &state->heard, row);
	}
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

/*
 * The goals of the keys, each of which must name a tenant.
 */
static void
get_goals(AggReader *reader, GoalsState *state, MemoryContext context)
{
	uint32		count = agg_get_count(reader, UUID_LEN);

	for (uint32 i = 0; i < count && !reader->failed; i++)
	{
		pg_uuid_t	tenant;

		agg_get_bytes(reader, &tenant, UUID_LEN);
		if (numbering_find(&state->tenants, &tenant, 0, context) != i)
			agg_reader_fail(reader);
	}
	text_numbering_get(reader, &state->keys, context);
	for (uint32 i = 0; i < state->keys.texts.count && !reader->failed; i++)
	{
		PooledText	key = NUMBERED_TEXT(&state->keys, i);
		Goal	   *goal = flat_array_append(&state->goals, sizeof(Goal), context);

		CHECK_FOR_INTERRUPTS();
		goal->tenant = NO_ITEM;
		goal->count = 0;
		if (key.length >= KEY_HEAD_BYTES)
			memcpy(&goal->tenant, pooled_text_bytes(&state->keys.pool, key), KEY_TENANT_BYTES);
		if (goal->tenant >= state->tenants.ids.count)
			agg_reader_fail(reader);
	}
}

Datum
analytics_goals_deserialize(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	AggReader	reader;
	GoalsState *state;
	uint32		count;

	agg_deserialize_begin(fcinfo, &reader, GOALS_MAGIC, GOALS_VERSION);
	state = agg_alloc0(context, sizeof(GoalsState));
	get_goals(&reader, state, context);
	count = agg_get_count(&reader, 1 + GOAL_ROW_MIN_BYTES);
	for (uint32 i = 0; i < count && !reader.failed; i++)
	{
		uint32		goal = agg_get_uint32(&reader);

		CHECK_FOR_INTERRUPTS();
		if (goal >= state->goals.count)
			agg_reader_fail(&reader);
		else if (goal_get_row(&reader, &state->heard, goal, context))
			FLAT_ARRAY_ITEM(&state->goals, Goal, goal)->count++;
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * The rows, goal by goal; what was heard stays as it is.
 */
static GoalRow *
rows_by_goal(const GoalsState *state, uint32 *starts, MemoryContext context)
{
	GoalRow    *rows = agg_alloc(context, Max(state->heard.rows.count, 1) * sizeof(GoalRow));
	uint32		start = 0;

	for (uint32 i = 0; i < state->goals.count; i++)
	{
		starts[i] = start;
		start += FLAT_ARRAY_ITEM(&state->goals, Goal, i)->count;
	}
	for (uint32 i = 0; i < state->heard.rows.count; i++)
	{
		const GoalRow *row = FLAT_ARRAY_ITEM(&state->heard.rows, GoalRow, i);

		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		rows[starts[row->goal]++] = *row;
	}
	return rows;
}

Datum
analytics_goals_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	GoalsState *state = AGG_STATE(0, GoalsState);
	CompositeArray result;
	uint32	   *ends;
	GoalRow    *rows;

	composite_array_begin(&result, fcinfo, TENANT_GOAL_COLUMNS, 0);
	if (state == NULL)
		PG_RETURN_DATUM(composite_array_end(&result));

	ends = agg_alloc(context, Max(state->goals.count, 1) * sizeof(uint32));
	rows = rows_by_goal(state, ends, context);
	for (uint32 i = 0; i < state->goals.count; i++)
	{
		const Goal *goal = FLAT_ARRAY_ITEM(&state->goals, Goal, i);

		CHECK_FOR_INTERRUPTS();
		goal_add_lives(&result, &state->heard, rows + ends[i] - goal->count, goal->count,
					   &NUMBERED_ID(&state->tenants, goal->tenant)->uuid);
	}
	pfree(rows);
	pfree(ends);
	PG_RETURN_DATUM(composite_array_end(&result));
}
