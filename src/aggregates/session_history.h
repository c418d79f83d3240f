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

/* The id of an event, which orders it among those at its time. */
typedef struct HistoryEventId
{
	uint32		number;			/* of the event */
	pg_uuid_t	id;
} HistoryEventId;

typedef struct HistoryEvent
{
	TimestampTz time;
	uint32		about;			/* kind, message or not, number of the user plus one */
	uint32		before;			/* the event added before of the same session id, or without
								 * one of the same user; NO_ITEM: none */
} HistoryEvent;

/* An event that waits to be added to its list, with others. */
typedef struct WaitingEvent
{
	TimestampTz time;
	uint32		about;			/* without the user */
	uint32		tenant;
	bool		has_session;
	bool		has_user;
	bool		has_event_id;
	pg_uuid_t	session_id;
	pg_uuid_t	user_id;
	pg_uuid_t	event_id;
} WaitingEvent;

#define WAITING_EVENTS 32

typedef struct SessionHistory
{
	Numbering	tenants;
	Numbering	sessions;		/* session ids, by tenant; mark: the latest user plus one */
	Numbering	users;			/* by tenant; their list: events without a session id */
	FlatArray	events;			/* HistoryEvent */
	FlatArray	event_ids;		/* HistoryEventId, of some events, in the order of their numbers */
	WaitingEvent waiting[WAITING_EVENTS];
	uint32		waiting_count;
	bool		with_ids;		/* of sessions and their first users: they are asked */
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
	bool		has_id;
	bool		has_user;
	pg_uuid_t	session_id;
	pg_uuid_t	user_id;		/* the first of it; of anonymous visitors only where there is no other */
} SessionRow;

/* The result of the aggregate while it is made: session_row.c. */
typedef struct SessionRowWriter
{
	MemoryContext context;
	bool		with_ids;		/* else no row has an id or a user */
	uint32		count;
	TimestampTz latest;			/* start of the row before */
	FlatArray	bytes;			/* the rows */
	FlatArray	in_doubt;		/* pg_uuid_t: ids of sessions of which more must be known */
} SessionRowWriter;

/* The same, read by whoever was given a bytea. */
typedef struct SessionRowReader
{
	AggReader	bytes;
	uint32		count;
	uint32		left;
	uint32		in_doubt_count;
	const pg_uuid_t *in_doubt;
	TimestampTz latest;
} SessionRowReader;

extern void session_row_put(SessionRowWriter *writer, const SessionRow *row);
extern bytea *session_row_finish(const SessionRowWriter *writer);
extern void session_row_begin(SessionRowReader *reader, const bytea *history);
extern bool session_row_next(SessionRowReader *reader, SessionRow *row);

pg_noreturn extern void session_history_too_many_users(void);
extern void session_history_settle(SessionHistory *history, MemoryContext context);
extern void session_history_scan(SessionHistory *history, SessionRowWriter *rows, MemoryContext context);

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
	event->before = list->latest;
	list->latest = number;
	if (event_id != NULL)
	{
		HistoryEventId *place = flat_array_append(&history->event_ids, sizeof(HistoryEventId), context);

		place->number = number;
		place->id = *event_id;
	}
}

/*
 * The id of an event, or NULL where it was not given.
 */
static inline const pg_uuid_t *
session_history_event_id(const SessionHistory *history, uint32 number)
{
	const HistoryEventId *ids = history->event_ids.items;
	uint32		low = 0;
	uint32		high = history->event_ids.count;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;

		if (ids[middle].number < number)
			low = middle + 1;
		else
			high = middle;
	}
	return low < history->event_ids.count && ids[low].number == number ? &ids[low].id : NULL;
}

#endif							/* MINDWELL_SESSION_HISTORY_H */
