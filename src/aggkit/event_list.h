/*-------------------------------------------------------------------------
 *
 * event_list.h
 *	  An aggregate state that keeps rows.
 *
 * The state is a struct that begins with an EventList, and its rows follow
 * it in the same allocation: a hash aggregate comes to another state with
 * each of its rows, and each place in memory that it has to look at then is
 * one that is not in the cache.  So the state moves when it grows, and whoever
 * adds rows goes on with what is returned.
 *
 *		| EventList, the rest of the state | row | row | row | (free) |
 *		  state_slots                        1     1     1
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_EVENT_LIST_H
#define MINDWELL_EVENT_LIST_H

#include "base/compat.h"

#include "aggkit/agg_support.h"
#include "aggkit/event_row.h"

typedef struct EventList
{
	uint32		slots;			/* in use: the state's and one for each row */
	uint32		allocated;		/* slots */
	uint32		state_slots;
	bool		unsorted;		/* rows not known to be in order */
	bool		counted;		/* a row was not skipped, though it may not be here */
} EventList;

static inline EventRow *
event_list_rows(const EventList *list)
{
	return (EventRow *) list + list->state_slots;
}

static inline uint32
event_list_count(const EventList *list)
{
	return list->slots - list->state_slots;
}

extern void *event_list_create(Size state_size, uint32 count, MemoryContext context);
extern void *event_list_append(EventList *list, TimestampTz time,
							   uint32 conditions, MemoryContext context);
extern void *event_list_merge(EventList *list, const EventList *other,
							  MemoryContext context);
extern void event_list_sort(EventList *list);
extern void event_list_put(AggWriter *writer, const EventList *list);
extern void event_list_get(AggReader *reader, EventList *list, uint32 count,
						   int conditions);

/* the most bytes that event_list_put() writes */
#define EVENT_LIST_BYTES(list) \
	(AGG_UINT32_BYTES + (Size) event_list_count(list) * EVENT_ROW_BYTES)

#endif							/* MINDWELL_EVENT_LIST_H */
