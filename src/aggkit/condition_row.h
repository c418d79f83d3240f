/*-------------------------------------------------------------------------
 *
 * condition_row.h
 *	  One row as funnels and sequences see it: a time and a set of conditions.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_CONDITION_ROW_H
#define MINDWELL_CONDITION_ROW_H

#include "base/portable.h"

#include "aggkit/agg_codec.h"

typedef struct ConditionRow
{
	TimestampTz time;			/* finite */
	uint32		conditions;		/* bit i: condition i + 1 is true */
} ConditionRow;

/* the most bytes that one row takes on the wire */
#define CONDITION_ROW_BYTES (AGG_UINT_BYTES + AGG_UINT32_BYTES)

/*
 * The order of rows: by time; of one time, rows without any condition first,
 * then the row first that has the first condition in which two rows differ
 * (so rows are in order of their first condition).  Rows that compare equal
 * are equal: no result can depend on the order in which rows arrive.
 */
static inline int
condition_row_compare(const ConditionRow *a, const ConditionRow *b)
{
	uint32		differing;

	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	differing = a->conditions ^ b->conditions;
	if (differing == 0)
		return 0;
	if (a->conditions == 0 || b->conditions == 0)
		return a->conditions == 0 ? -1 : 1;
	return (a->conditions & (differing & -differing)) ? -1 : 1;
}

extern void condition_rows_put(AggWriter *writer, const ConditionRow *rows, uint32 count);
extern void condition_rows_get(AggReader *reader, ConditionRow *rows, uint32 count,
							   int conditions);
extern uint32 condition_rows_get_count(AggReader *reader);

#endif							/* MINDWELL_CONDITION_ROW_H */
