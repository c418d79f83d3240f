/*-------------------------------------------------------------------------
 *
 * row_list.h
 *	  An aggregate state that keeps rows.
 *
 * The state is a struct that begins with a RowList, and its rows follow it in
 * the same allocation.  A hash aggregate comes to another state with nearly
 * every row, and each place in memory that it has to look at then costs a
 * cache miss.  The state moves when it grows: the caller goes on with the
 * pointer that a function returns.
 *
 *		| RowList, the rest of the state | row | row | row | (free) |
 *		  state_slots                        1     1     1
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_ROW_LIST_H
#define MINDWELL_ROW_LIST_H

#include "base/compat.h"

#include "aggkit/agg_support.h"
#include "aggkit/condition_row.h"

typedef struct RowList
{
	uint32		slots;			/* in use: the state's and one for each row */
	uint32		allocated;		/* slots */
	uint32		state_slots;
	bool		unsorted;		/* rows not known to be in order */
	bool		counted;		/* a row was not skipped, though it may not be here */
} RowList;

static inline ConditionRow *
row_list_rows(const RowList *list)
{
	return (ConditionRow *) list + list->state_slots;
}

static inline uint32
row_list_count(const RowList *list)
{
	return list->slots - list->state_slots;
}

extern void *row_list_create(Size state_size, uint32 count, MemoryContext context);
extern void *row_list_append(RowList *list, TimestampTz time,
							 uint32 conditions, MemoryContext context);
extern void *row_list_merge(RowList *list, const RowList *other,
							MemoryContext context);
extern void row_list_sort(RowList *list);
extern void row_list_put(AggWriter *writer, const RowList *list);
extern void row_list_get(AggReader *reader, RowList *list, uint32 count,
						 int conditions);

/* the most bytes that row_list_put() writes */
#define ROW_LIST_BYTES(list) \
	(AGG_UINT32_BYTES + (Size) row_list_count(list) * CONDITION_ROW_BYTES)

#endif							/* MINDWELL_ROW_LIST_H */
