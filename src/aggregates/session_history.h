/*-------------------------------------------------------------------------
 *
 * session_history.h
 *	  The sessions of the store: the events that were seen, and what they make.
 *
 * What a session is
 *
 *		Client sessions, of one session id.  Its events are in the order of
 *		their times; at one time a session_ended that finds the id open comes
 *		first, then session_started, others, other session_ended.
 *
 *		A piece begins with the first event, after a gap of more than 24 hours,
 *		and with a session_started when the latest start or end in the 24 hours
 *		before was an end.  A session_ended after such a gap, of at most 7 days,
 *		is a late end: it is the end of the piece before, and what follows
 *		within 24 hours begins with it, as it would if all before were purged.
 *
 *		Gap sessions, of one user: events without a session id that lie in no
 *		client session of that user, with no gap greater than the timeout.
 *
 *		A piece that spans more than 24 hours, a late end apart, is cut at each
 *		UTC midnight.  So what a session is can be told from what is near.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_SESSION_HISTORY_H
#define MINDWELL_SESSION_HISTORY_H

#include "aggkit/numbering.h"

/* Of an event with a session id.  The order is that of events at one time. */
typedef enum EventKind
{
	EVENT_START,
	EVENT_OTHER,
	EVENT_END
} EventKind;

#define EVENT_KIND_MASK 3
#define EVENT_IS_MESSAGE 4
#define EVENT_USER_SHIFT 3
#define EVENT_MAX_USERS (((uint32) 1 << (32 - EVENT_USER_SHIFT)) - 1)

typedef struct HistoryEvent
{
	TimestampTz time;
	uint32		about;			/* kind, message or not, number of the user plus one */
	uint32		next;			/* event of the same session id, or without one of the same
								 * user; NO_ITEM: none */
} HistoryEvent;

typedef struct SessionHistory
{
	Numbering	tenants;
	Numbering	sessions;		/* session ids, by tenant; mark: the latest user plus one */
	Numbering	users;			/* by tenant; their list: events without a session id */
	FlatArray	events;			/* HistoryEvent */
	FlatArray	event_ids;		/* pg_uuid_t, of the event with the same number; or empty */
	uint32		tenant;			/* of the latest event */
	int64		timeout;		/* microseconds */
	TimestampTz from_time;		/* sessions are asked that start from here ... */
	TimestampTz to_time;		/* up to here */
	TimestampTz whole_until;	/* from here on there are only events session_ended */
} SessionHistory;

#define EVENT_HAS_USER(about) ((about) >> EVENT_USER_SHIFT != 0)
#define EVENT_USER(about) (((about) >> EVENT_USER_SHIFT) - 1)

/* One session, as it leaves the aggregate. */
typedef struct SessionRow
{
	TimestampTz started;
	TimestampTz ended;
	TimestampTz open_until;
	uint32		events;
	uint32		messages;
	uint32		tenant;			/* a number, the same for the sessions of one tenant */
	uint32		flags;
	pg_uuid_t	session_id;
	pg_uuid_t	user_id;		/* the first of it; of anonymous visitors only where there is no other */
} SessionRow;

#define SESSION_HAS_ID 1
#define SESSION_HAS_USER 2
#define SESSION_IS_ASKED 4		/* starts in the period */
#define SESSION_IN_DOUBT 8		/* other events may come before its late end */
#define SESSION_FLAGS 15

pg_noreturn extern void session_history_too_many_users(void);
extern const SessionRow *session_history_rows(const bytea *history, uint32 *count);
extern void session_history_scan(SessionHistory *history, FlatArray *rows, MemoryContext context);

/*
 * Append an event to the list of a session id, or of a user.
 */
static inline void
session_history_add(SessionHistory *history, NumberedId *list, TimestampTz time, uint32 about,
					const pg_uuid_t *event_id, MemoryContext context)
{
	uint32		number = history->events.count;
	HistoryEvent *event = flat_array_append(&history->events, sizeof(HistoryEvent), context);

	event->time = time;
	event->about = about;
	event->next = NO_ITEM;
	if (list->first == NO_ITEM)
		list->first = number;
	else
		FLAT_ARRAY_ITEM(&history->events, HistoryEvent, list->last)->next = number;
	list->last = number;
	if (event_id != NULL)
		*(pg_uuid_t *) flat_array_append(&history->event_ids, sizeof(pg_uuid_t), context) = *event_id;
}

#endif							/* MINDWELL_SESSION_HISTORY_H */
