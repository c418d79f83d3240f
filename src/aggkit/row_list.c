/*-------------------------------------------------------------------------
 *
 * row_list.c
 *	  An aggregate state that keeps rows.
 *
 * A list is appended to in any order and sorted when its order is needed.
 * Rows that arrive in order are never sorted: appending notices.  What goes
 * to another process is sorted first, so that the sorting is done in
 * parallel and combining is a merge.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "aggkit/row_list.h"

#define ST_SORT sort_rows
#define ST_ELEMENT_TYPE ConditionRow
#define ST_COMPARE(a, b) condition_row_compare(a, b)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

#define LEAST_ROWS 4			/* for which there is room at first */

/*
 * Let there be room for so many more slots; the list may move.
 */
static inline RowList *
reserve(RowList *list, uint32 more, MemoryContext context)
{
	if (unlikely(more > list->allocated - list->slots))
	{
		FlatArray	slots = {list, list->slots, list->allocated};

		flat_array_grow(&slots, sizeof(ConditionRow), more, context);
		list = slots.items;
		list->allocated = slots.allocated;
	}
	return list;
}

/*
 * A state of so many bytes, of which those behind the list are zero, with
 * room for "count" rows.
 */
void *
row_list_create(Size state_size, uint32 count, MemoryContext context)
{
	uint32		state_slots = (uint32) ((state_size + sizeof(ConditionRow) - 1) / sizeof(ConditionRow));
	FlatArray	slots = {0};
	RowList  *list;

	/* small ones as the allocator would round them up */
	flat_array_reserve(&slots, sizeof(ConditionRow),
					   Max(state_slots + count, pg_nextpower2_32(state_slots + LEAST_ROWS)), context);
	list = memset(slots.items, 0, state_size);
	list->state_slots = list->slots = state_slots;
	list->allocated = slots.allocated;
	return list;
}

/*
 * Add a row.  Returns the state.
 */
void *
row_list_append(RowList *list, TimestampTz time, uint32 conditions,
				MemoryContext context)
{
	ConditionRow   *row;

	list = reserve(list, 1, context);
	row = (ConditionRow *) list + list->slots++;
	row->time = time;
	row->conditions = conditions;
	if (row_list_count(list) > 1 && condition_row_compare(row - 1, row) > 0)
		list->unsorted = true;
	return list;
}

void
row_list_sort(RowList *list)
{
	if (list->unsorted)
		sort_rows(row_list_rows(list), row_list_count(list));
	list->unsorted = false;
}

/*
 * Add the rows of a sorted list.  Both are merged from the back into the room
 * made at the end of the first.  Returns the state.
 */
void *
row_list_merge(RowList *list, const RowList *other, MemoryContext context)
{
	const ConditionRow *from = row_list_rows(other);
	ConditionRow   *rows;
	uint32		left = row_list_count(list);
	uint32		right = row_list_count(other);

	Assert(!other->unsorted);
	list->counted |= other->counted;
	if (right == 0)
		return list;
	row_list_sort(list);
	list = reserve(list, right, context);
	rows = row_list_rows(list);
	list->slots += right;

	/* what remains of the first list when the other is used up is in place */
	while (right > 0)
	{
		CHECK_FOR_INTERRUPTS();
		if (left > 0 && condition_row_compare(&rows[left - 1], &from[right - 1]) > 0)
		{
			rows[left + right - 1] = rows[left - 1];
			left--;
		}
		else
		{
			rows[left + right - 1] = from[right - 1];
			right--;
		}
	}
	return list;
}

void
row_list_put(AggWriter *writer, const RowList *list)
{
	Assert(!list->unsorted);
	condition_rows_put(writer, row_list_rows(list), row_list_count(list));
}

/*
 * Read "count" rows into an empty list that has room for them.
 */
void
row_list_get(AggReader *reader, RowList *list, uint32 count, int conditions)
{
	condition_rows_get(reader, row_list_rows(list), count, conditions);
	list->slots += count;
}
