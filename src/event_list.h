/*-------------------------------------------------------------------------
 *
 * event_list.h
 *	  The rows that an aggregate state keeps.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_EVENT_LIST_H
#define MINDWELL_EVENT_LIST_H

#include "compat.h"

#include "agg_support.h"
#include "event_row.h"

typedef struct EventList
{
	FlatArray	rows;			/* of EventRow */
	bool		unsorted;		/* not known to be in order */
} EventList;

static inline EventRow *
event_list_rows(const EventList *list)
{
	return (EventRow *) list->rows.items;
}

extern void event_list_append(EventList *list, TimestampTz time,
							  uint32 conditions, MemoryContext context);
extern void event_list_sort(EventList *list);
extern void event_list_merge(EventList *list, const EventList *other,
							 MemoryContext context);
extern void event_list_put(AggWriter *writer, const EventList *list);
extern void event_list_get(AggReader *reader, EventList *list, int conditions);

/* the most bytes that event_list_put() writes */
#define EVENT_LIST_BYTES(list) \
	(AGG_UINT32_BYTES + (Size) (list)->rows.count * EVENT_ROW_BYTES)

#endif							/* MINDWELL_EVENT_LIST_H */
