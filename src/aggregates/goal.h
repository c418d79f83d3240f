/*-------------------------------------------------------------------------
 *
 * goal.h
 *	  What is heard of goals, and what became of each.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_GOAL_H
#define MINDWELL_GOAL_H

#include "base/compat.h"

#include "utils/uuid.h"

#include "aggkit/agg_support.h"
#include "aggkit/composite_array.h"

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

typedef struct GoalRow
{
	TimestampTz at;				/* finite */
	pg_uuid_t	actor;
	uint32		label;			/* where its bytes begin */
	uint32		label_size;		/* and their number plus one; 0 for no label */
	GoalStep	step;
	uint32		goal;			/* of several goals, which one */
} GoalRow;

typedef struct GoalState
{
	FlatArray	rows;			/* of GoalRow */
	FlatArray	labels;			/* of char */
} GoalState;

/* Columns of analytics_goal_life, and one more where there are several tenants. */
enum
{
	GOAL_OWNER,
	GOAL_BEGAN,
	GOAL_ENDED,
	GOAL_OUTCOME,
	GOAL_IS_CREATED,
	GOAL_FIRST_SEEN,
	GOAL_LABEL,
	GOAL_COLUMNS,
	GOAL_TENANT = GOAL_COLUMNS,
	TENANT_GOAL_COLUMNS
};

extern bool goal_step_find(const char *name, Size length, GoalStep *step);
extern void goal_add_row(GoalState *state, const GoalRow *row, const char *label, uint32 size,
						 MemoryContext context);
extern const char *goal_row_label(const GoalState *state, const GoalRow *row);
extern void goal_put_row(AggWriter *writer, const GoalState *state, const GoalRow *row);
extern bool goal_get_row(AggReader *reader, GoalState *state, uint32 goal, MemoryContext context);
extern void goal_add_lives(CompositeArray *result, const GoalState *state, GoalRow *rows, uint32 count,
						   const pg_uuid_t *tenant);

#endif							/* MINDWELL_GOAL_H */
