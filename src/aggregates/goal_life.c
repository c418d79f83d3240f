/*-------------------------------------------------------------------------
 *
 * goal_life.c
 *	  The lives of a goal: the definition.
 *
 * Whose a row is depends on all rows of the goal (who created it), so it is
 * decided at the end.  Then the rows of each owner are walked in order:
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

#include "aggregates/goal.h"

static const char *const goal_step_names[GOAL_STEPS] = {"created", "updated", "completed", "abandoned"};

typedef struct GoalLife
{
	TimestampTz first_seen;
	TimestampTz began;
	bool		is_created;		/* its beginning was seen */
	const GoalRow *labelled;	/* the first row with a label; NULL for none */
} GoalLife;

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

/*
 * Is it the name of a step?
 */
bool
goal_step_find(const char *name, Size length, GoalStep *step)
{
	for (int i = 0; i < GOAL_STEPS; i++)
	{
		if (length != strlen(goal_step_names[i]) || memcmp(name, goal_step_names[i], length) != 0)
			continue;
		*step = (GoalStep) i;
		return true;
	}
	return false;
}

/*
 * Add a row, whose label is copied: "size" bytes, unless label is NULL.
 */
void
goal_add_row(GoalState *state, const GoalRow *row, const char *label, uint32 size,
			 MemoryContext context)
{
	GoalRow    *added = flat_array_append(&state->rows, sizeof(GoalRow), context);

	*added = *row;
	added->label = state->labels.count;
	added->label_size = label != NULL ? size + 1 : 0;
	if (label != NULL)
		flat_array_append_bytes(&state->labels, label, size, context);
}

/*
 * The bytes of a row's label; NULL for none.
 */
const char *
goal_row_label(const GoalState *state, const GoalRow *row)
{
	static const char empty[1] = {0};

	if (row->label_size == 0)
		return NULL;
	return row->label_size == 1 ? empty : (const char *) state->labels.items + row->label;
}

void
goal_put_row(AggWriter *writer, const GoalState *state, const GoalRow *row)
{
	agg_put_int(writer, row->at);
	agg_put_bytes(writer, &row->actor, UUID_LEN);
	agg_put_u8(writer, (uint8) row->step);
	agg_put_uint(writer, row->label_size);
	if (row->label_size > 1)
		agg_put_bytes(writer, goal_row_label(state, row), row->label_size - 1);
}

/*
 * Read one row, and add it; false when it is invalid.
 */
bool
goal_get_row(AggReader *reader, GoalState *state, uint32 goal, MemoryContext context)
{
	GoalRow		row = {.goal = goal};
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
		goal_add_row(state, &row, label_size > 0 ? label : NULL, label_size - 1, context);
	return !reader->failed;
}

/*
 * Who alone created the goal; NULL for nobody, or several.
 */
static const pg_uuid_t *
only_creator(const GoalRow *rows, uint32 count)
{
	const pg_uuid_t *creator = NULL;

	for (uint32 i = 0; i < count; i++)
	{
		const GoalRow *row = &rows[i];

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
		 const pg_uuid_t *owner, const GoalRow *end, const pg_uuid_t *tenant)
{
	Datum		values[TENANT_GOAL_COLUMNS] = {0};
	bool		nulls[TENANT_GOAL_COLUMNS] = {false};

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
		values[GOAL_LABEL] = PointerGetDatum(cstring_to_text_with_len(goal_row_label(state, life->labelled),
																	  (int) life->labelled->label_size - 1));
	if (tenant != NULL)
		values[GOAL_TENANT] = UUIDPGetDatum(tenant);
	composite_array_add(result, values, nulls);
}

/*
 * The lives of one owner, whose rows are given in order.
 */
static void
add_lives(CompositeArray *result, const GoalState *state, const pg_uuid_t *owner,
		  const GoalRow *row, const GoalRow *end, const pg_uuid_t *tenant)
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
			add_life(result, state, &life, owner, row, tenant);
			is_open = false;
		}
	}
	if (is_open)
		add_life(result, state, &life, owner, NULL, tenant);
}

/*
 * The lives of one goal, whose rows are put in order; they get the tenant's
 * column unless it is NULL.
 */
void
goal_add_lives(CompositeArray *result, const GoalState *state, GoalRow *rows, uint32 count,
			   const pg_uuid_t *tenant)
{
	const pg_uuid_t *only = only_creator(rows, count);
	pg_uuid_t	creator = {0};	/* a copy: rows are moved */
	GoalOrder	order = {state->labels.items, only == NULL};
	uint32		next;

	if (only != NULL)
		creator = *only;
	sort_rows(rows, count, &order);
	for (uint32 first = 0; first < count; first = next)
	{
		next = order.by_actor ? first + 1 : count;
		while (next < count && memcmp(&rows[next].actor, &rows[first].actor, UUID_LEN) == 0)
			next++;
		add_lives(result, state, order.by_actor ? &rows[first].actor : &creator,
				  rows + first, rows + next, tenant);
	}
}
