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
 * Whose a row is depends on all rows (who created the goal), so it is decided
 * at the end.  Then the rows of each owner are walked in order:
 *
 *		life		began at				ended at
 *		begins		its first "created",	the first "completed" or
 *					else its first row		"abandoned"
 *
 * and what follows its end is nothing, until "created" begins the next one.
 *
 * Rows that compare equal are equal in all that the result depends on, so it
 * does not depend on the order in which they come.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/uuid.h"

#include "aggkit/agg_support.h"
#include "aggkit/composite_array.h"

#define GOAL_MAGIC "MWGO"
#define GOAL_VERSION 1
/* time, actor, step, length of the label */
#define GOAL_ROW_MIN_BYTES (1 + UUID_LEN + 1 + 1)
#define GOAL_ROW_MAX_BYTES (AGG_UINT_BYTES + UUID_LEN + 1 + AGG_UINT32_BYTES)

/* At one instant they happen in this order. */
typedef enum GoalStep
{
	GOAL_CREATED,
	GOAL_UPDATED,
	GOAL_COMPLETED,
	GOAL_ABANDONED,
	GOAL_STEPS
} GoalStep;

static const char *const goal_step_names[GOAL_STEPS] = {"created", "updated", "completed", "abandoned"};

typedef struct GoalRow
{
	TimestampTz at;				/* finite */
	pg_uuid_t	actor;
	uint32		label;			/* where its bytes begin */
	uint32		label_size;		/* and their number plus one; 0 for no label */
	GoalStep	step;
} GoalRow;

typedef struct GoalState
{
	FlatArray	rows;			/* of GoalRow */
	FlatArray	labels;			/* of char */
} GoalState;

typedef struct GoalLife
{
	TimestampTz first_seen;
	TimestampTz began;
	bool		is_created;		/* its beginning was seen */
	const GoalRow *labelled;	/* the first row with a label; NULL for none */
} GoalLife;

/* Columns of analytics_goal_life. */
enum
{
	GOAL_OWNER,
	GOAL_BEGAN,
	GOAL_ENDED,
	GOAL_OUTCOME,
	GOAL_IS_CREATED,
	GOAL_FIRST_SEEN,
	GOAL_LABEL,
	GOAL_COLUMNS
};

PG_FUNCTION_INFO_V1(analytics_goal_lives_transition);
PG_FUNCTION_INFO_V1(analytics_goal_lives_combine);
PG_FUNCTION_INFO_V1(analytics_goal_lives_serialize);
PG_FUNCTION_INFO_V1(analytics_goal_lives_deserialize);
PG_FUNCTION_INFO_V1(analytics_goal_lives_final);

/* How rows are compared. */
typedef struct GoalOrder
{
	const char *labels;
	bool		by_actor;		/* before all else */
} GoalOrder;

static inline int
compare_labels(const GoalRow *a, const GoalRow *b, const char *labels)
{
	uint32		size_a = a->label_size;
	uint32		size_b = b->label_size;
	int			result;

	/* a row that has one first */
	if (size_a == 0 || size_b == 0)
		return (size_a == 0) - (size_b == 0);
	result = memcmp(labels + a->label, labels + b->label, Min(size_a, size_b) - 1);
	if (result == 0 && size_a != size_b)
		result = size_a < size_b ? -1 : 1;
	return result;
}

static inline int
compare_rows(const GoalRow *a, const GoalRow *b, const GoalOrder *order)
{
	if (order->by_actor)
	{
		int			result = memcmp(&a->actor, &b->actor, UUID_LEN);

		if (result != 0)
			return result;
	}
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	if (a->step != b->step)
		return a->step < b->step ? -1 : 1;
	return compare_labels(a, b, order->labels);
}

#define ST_SORT sort_rows
#define ST_ELEMENT_TYPE GoalRow
#define ST_COMPARE(a, b, order) compare_rows(a, b, order)
#define ST_COMPARE_ARG_TYPE const GoalOrder
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

static GoalStep
get_step(const text *step)
{
	for (int i = 0; i < GOAL_STEPS; i++)
		if (VARSIZE_ANY_EXHDR(step) == strlen(goal_step_names[i]) &&
			memcmp(VARDATA_ANY(step), goal_step_names[i], VARSIZE_ANY_EXHDR(step)) == 0)
			return (GoalStep) i;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown step of a goal: \"%s\"", text_to_cstring(step)),
			 errhint("It is 'created', 'updated', 'completed' or 'abandoned'.")));
}

/*
 * Add a row, whose label is copied: "size" bytes, unless label is NULL.
 */
static void
add_row(GoalState *state, const GoalRow *row, const char *label, uint32 size,
		MemoryContext context)
{
	GoalRow    *added = flat_array_append(&state->rows, sizeof(GoalRow), context);

	*added = *row;
	added->label = state->labels.count;
	added->label_size = label != NULL ? size + 1 : 0;
	if (label == NULL || size == 0)
		return;
	flat_array_reserve(&state->labels, 1, size, context);
	memcpy((char *) state->labels.items + state->labels.count, label, size);
	state->labels.count += size;
}

/*
 * The bytes of a row's label; NULL for none.
 */
static inline const char *
row_label(const GoalState *state, const GoalRow *row)
{
	static const char empty[1] = {0};

	if (row->label_size == 0)
		return NULL;
	return row->label_size == 1 ? empty : (const char *) state->labels.items + row->label;
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
	add_row(state, &row, label != NULL ? VARDATA_ANY(label) : NULL,
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
			add_row(state, row, row_label(other, row), row->label_size - 1, context);
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
		agg_put_int(&writer, row->at);
		agg_put_bytes(&writer, &row->actor, UUID_LEN);
		agg_put_u8(&writer, (uint8) row->step);
		agg_put_uint(&writer, row->label_size);
		if (row->label_size > 1)
			agg_put_bytes(&writer, row_label(state, row), row->label_size - 1);
	}
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

/*
 * Read one row, and add it.
 */
static void
get_row(AggReader *reader, GoalState *state, MemoryContext context)
{
	GoalRow		row = {0};
	uint32		label_size;
	const char *label;

	row.at = agg_get_int(reader);
	agg_get_bytes(reader, &row.actor, UUID_LEN);
	row.step = (GoalStep) agg_get_u8(reader);
	label_size = agg_get_uint32(reader);
	label = (const char *) reader->at;
	if (label_size > 1)
		agg_skip_bytes(reader, label_size - 1);
	if (TIMESTAMP_NOT_FINITE(row.at) || row.step >= GOAL_STEPS)
		agg_reader_fail(reader);
	if (!reader->failed)
		add_row(state, &row, label_size > 0 ? label : NULL, label_size - 1, context);
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
		get_row(&reader, state, CurrentMemoryContext);
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * Who alone created the goal; NULL for nobody, or several.
 */
static const pg_uuid_t *
only_creator(const GoalState *state)
{
	const pg_uuid_t *creator = NULL;

	for (uint32 i = 0; i < state->rows.count; i++)
	{
		const GoalRow *row = FLAT_ARRAY_ITEM(&state->rows, GoalRow, i);

		if (row->step != GOAL_CREATED)
			continue;
		if (creator != NULL && memcmp(creator, &row->actor, UUID_LEN) != 0)
			return NULL;
		creator = &row->actor;
	}
	return creator;
}

static void
add_life(CompositeArray *result, const GoalState *state, const GoalLife *life,
		 const pg_uuid_t *owner, const GoalRow *end)
{
	Datum		values[GOAL_COLUMNS] = {0};
	bool		nulls[GOAL_COLUMNS] = {false};

	values[GOAL_OWNER] = UUIDPGetDatum(owner);
	values[GOAL_BEGAN] = TimestampTzGetDatum(life->began);
	nulls[GOAL_ENDED] = nulls[GOAL_OUTCOME] = end == NULL;
	if (end != NULL)
	{
		values[GOAL_ENDED] = TimestampTzGetDatum(end->at);
		values[GOAL_OUTCOME] = CStringGetTextDatum(goal_step_names[end->step]);
	}
	values[GOAL_IS_CREATED] = BoolGetDatum(life->is_created);
	values[GOAL_FIRST_SEEN] = TimestampTzGetDatum(life->first_seen);
	nulls[GOAL_LABEL] = life->labelled == NULL;
	if (life->labelled != NULL)
		values[GOAL_LABEL] = PointerGetDatum(cstring_to_text_with_len(row_label(state, life->labelled),
																	  (int) life->labelled->label_size - 1));
	composite_array_add(result, values, nulls);
}

/*
 * The lives of one owner, whose rows are given in order.
 */
static void
add_lives(CompositeArray *result, const GoalState *state, const pg_uuid_t *owner,
		  const GoalRow *row, const GoalRow *end)
{
	GoalLife	life = {0};
	bool		is_open = false;

	for (bool is_first = true; row < end; row++, is_first = false)
	{
		CHECK_FOR_INTERRUPTS();
		if (!is_open)
		{
			if (!is_first && row->step != GOAL_CREATED)
				continue;
			is_open = true;
			life.first_seen = life.began = row->at;
			life.is_created = row->step == GOAL_CREATED;
			life.labelled = NULL;
		}
		else if (row->step == GOAL_CREATED && !life.is_created)
		{
			life.began = row->at;
			life.is_created = true;
		}
		if (life.labelled == NULL && row->label_size > 0)
			life.labelled = row;
		if (row->step == GOAL_COMPLETED || row->step == GOAL_ABANDONED)
		{
			add_life(result, state, &life, owner, row);
			is_open = false;
		}
	}
	if (is_open)
		add_life(result, state, &life, owner, NULL);
}

/*
 * No rows are no lives: an empty array.
 */
Datum
analytics_goal_lives_final(PG_FUNCTION_ARGS)
{
	GoalState  *state;
	CompositeArray result;
	const pg_uuid_t *only;
	pg_uuid_t	creator = {0};	/* a copy: rows are moved */
	GoalOrder	order;
	uint32		first;
	uint32		next;

	(void) agg_context(fcinfo);
	state = AGG_STATE(0, GoalState);
	composite_array_begin(&result, fcinfo, GOAL_COLUMNS, 0);
	if (state == NULL)
		PG_RETURN_DATUM(composite_array_end(&result));

	order.labels = state->labels.items;
	only = only_creator(state);
	order.by_actor = only == NULL;
	if (only != NULL)
		creator = *only;
	sort_rows(state->rows.items, state->rows.count, &order);
	for (first = 0; first < state->rows.count; first = next)
	{
		const GoalRow *rows = state->rows.items;

		next = order.by_actor ? first + 1 : state->rows.count;
		while (next < state->rows.count &&
			   memcmp(&rows[next].actor, &rows[first].actor, UUID_LEN) == 0)
			next++;
		add_lives(&result, state, order.by_actor ? &rows[first].actor : &creator,
				  rows + first, rows + next);
	}
	PG_RETURN_DATUM(composite_array_end(&result));
}
