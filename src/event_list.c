/*-------------------------------------------------------------------------
 *
 * event_list.c
 *	  The rows that an aggregate state keeps.
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
#include "compat.h"

#include "miscadmin.h"

#include "event_list.h"

#define ST_SORT sort_event_rows
#define ST_ELEMENT_TYPE EventRow
#define ST_COMPARE(a, b) event_row_compare(a, b)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

void
event_list_append(EventList *list, TimestampTz time, uint32 conditions,
				  MemoryContext context)
{
	EventRow   *row = flat_array_append(&list->rows, sizeof(EventRow), context);

	row->time = time;
	row->conditions = conditions;
	if (list->rows.count > 1 && event_row_compare(row - 1, row) > 0)
		list->unsorted = true;
}

void
event_list_sort(EventList *list)
{
	if (list->unsorted)
		sort_event_rows(event_list_rows(list), list->rows.count);
	list->unsorted = false;
}

/*
 * Add the rows of a sorted list.  Both are merged from the back into the room
 * made at the end of the first.
 */
void
event_list_merge(EventList *list, const EventList *other, MemoryContext context)
{
	const EventRow *from = event_list_rows(other);
	EventRow   *rows;
	uint32		left = list->rows.count;
	uint32		right = other->rows.count;

	Assert(!other->unsorted);
	if (right == 0)
		return;
	event_list_sort(list);
	flat_array_reserve(&list->rows, sizeof(EventRow), right, context);
	rows = event_list_rows(list);
	list->rows.count += right;

	/* what remains of the first list when the other is used up is in place */
	while (right > 0)
	{
		CHECK_FOR_INTERRUPTS();
		if (left > 0 && event_row_compare(&rows[left - 1], &from[right - 1]) > 0)
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
}

void
event_list_put(AggWriter *writer, const EventList *list)
{
	Assert(!list->unsorted);
	event_rows_put(writer, event_list_rows(list), list->rows.count);
}

/*
 * Read a list into CurrentMemoryContext.
 */
void
event_list_get(AggReader *reader, EventList *list, int conditions)
{
	uint32		count = event_rows_get_count(reader);

	*list = (EventList) {0};
	flat_array_reserve(&list->rows, sizeof(EventRow), count, CurrentMemoryContext);
	event_rows_get(reader, event_list_rows(list), count, conditions);
	list->rows.count = count;
}
