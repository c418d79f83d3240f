/*-------------------------------------------------------------------------
 *
 * session_history_scan.c
 *	  The definition of sessions (session_history.h), event by event.
 *
 * One session id after the other, then one user after the other: a user's
 * events without a session id must know when their client sessions are open.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"

#include "aggregates/session_history.h"
#include "base/uuid.h"

#define LONGEST_SESSION USECS_PER_DAY
#define LONGEST_GAP USECS_PER_DAY	/* of a piece of a client session */
#define LATEST_END (7 * USECS_PER_DAY)

/* How much of the time before whole_until only serves to tell what is before. */
#define WHOLE_MARGIN (2 * USECS_PER_DAY)

#define FEW_EVENTS 32			/* are sorted by insertion: they mostly are in order */

typedef struct ScanEvent
{
	TimestampTz time;
	uint32		about;
	uint32		number;
} ScanEvent;

/* When a user is in a client session. */
typedef struct Presence
{
	TimestampTz started;
	TimestampTz open_until;
	uint32		user;
} Presence;

typedef struct Scan
{
	SessionHistory *history;
	MemoryContext context;
	SessionRowWriter *rows;
	FlatArray	sorted;			/* ScanEvent: of the present id or user */
	FlatArray	ordered;		/* the same, in the order of the definition */
	FlatArray	presences;
	uint32		parts;			/* so far: the mark of users that are in the present one */
} Scan;

static inline EventKind
event_kind(const ScanEvent *event)
{
	return (EventKind) (event->about & EVENT_KIND_MASK);
}

static inline int
event_cmp(const ScanEvent *a, const ScanEvent *b, const SessionHistory *history)
{
	const pg_uuid_t *a_id;
	const pg_uuid_t *b_id;

	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	if (event_kind(a) != event_kind(b))
		return event_kind(a) < event_kind(b) ? -1 : 1;
	a_id = session_history_event_id(history, a->number);
	b_id = session_history_event_id(history, b->number);
	if (a_id == NULL || b_id == NULL)
		return 0;				/* of one list all or none has one */
	return memcmp(a_id, b_id, sizeof(pg_uuid_t));
}

#define ST_SORT sort_many_events
#define ST_ELEMENT_TYPE ScanEvent
#define ST_COMPARE(a, b, history) event_cmp(a, b, history)
#define ST_COMPARE_ARG_TYPE const SessionHistory
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static inline int
presence_cmp(const Presence *a, const Presence *b)
{
	if (a->user != b->user)
		return a->user < b->user ? -1 : 1;
	return a->started < b->started ? -1 : a->started > b->started ? 1 : 0;
}

#define ST_SORT sort_presences
#define ST_ELEMENT_TYPE Presence
#define ST_COMPARE(a, b) presence_cmp(a, b)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static void
sort_events(ScanEvent *events, uint32 count, SessionHistory *history)
{
	if (count > FEW_EVENTS)
	{
		sort_many_events(events, count, history);
		return;
	}
	for (uint32 i = 1; i < count; i++)
	{
		ScanEvent	event = events[i];
		uint32		place = i;

		for (; place > 0 && event_cmp(&events[place - 1], &event, history) > 0; place--)
			events[place] = events[place - 1];
		events[place] = event;
	}
}

/*
 * Collect the events of a list, sorted, into scan->sorted; returns how many.
 * The latest added comes first: from the end they mostly are in order.
 */
static uint32
collect(Scan *scan, uint32 latest)
{
	const HistoryEvent *events = scan->history->events.items;
	ScanEvent  *sorted;
	uint32		count = 0;

	for (uint32 number = latest; number != NO_ITEM; number = events[number].before)
	{
		CHECK_FOR_INTERRUPTS();
		count++;
	}
	scan->sorted.count = 0;
	flat_array_reserve(&scan->sorted, sizeof(ScanEvent), count, scan->context);
	sorted = scan->sorted.items;
	for (uint32 number = latest, place = count; number != NO_ITEM; number = events[number].before)
	{
		ScanEvent  *event = &sorted[--place];

		event->time = events[number].time;
		event->about = events[number].about;
		event->number = number;
	}
	scan->sorted.count = count;
	sort_events(sorted, count, scan->history);
	return count;
}

/*
 * The UTC midnight before a time, or at it, in days: of any epoch, for
 * timestamps count from a midnight.
 */
static inline int64
utc_day(TimestampTz time)
{
	return time >= 0 ? time / USECS_PER_DAY : -1 - (-1 - time) / USECS_PER_DAY;
}

static inline bool
spans_too_long(const ScanEvent *first, const ScanEvent *last)
{
	return !time_within(first->time, last->time, LONGEST_SESSION);
}

/*
 * The first event from "first" on that another UTC day has, or the end.
 */
static uint32
end_of_day(const ScanEvent *events, uint32 first, uint32 end)
{
	int64		day = utc_day(events[first].time);
	uint32		i = first + 1;

	while (i < end && utc_day(events[i].time) == day)
		i++;
	return i;
}

/*
 * Add a session, if it is asked: with an id of a client, or without one.
 */
static void
add_row(const Scan *scan, const SessionRow *row)
{
	const SessionHistory *history = scan->history;

	if (row->started >= history->from_time && row->started < history->to_time)
		session_row_put(scan->rows, row);
}

/*
 * More must be known of a session id: who asks gives it in a second pass.
 */
static void
add_in_doubt(const Scan *scan, const NumberedId *id)
{
	*(pg_uuid_t *) flat_array_append(&scan->rows->in_doubt, sizeof(pg_uuid_t), scan->context) = id->uuid;
}

/*
 * The user of a session is the first in it.  Who came as an anonymous visitor,
 * and then signed in, is the user.
 */
static void
set_user(const Scan *scan, SessionRow *row, uint32 user)
{
	const pg_uuid_t *id = &NUMBERED_ID(&scan->history->users, user)->uuid;

	if (row->has_user &&
		(!uuid_is_anonymous(&row->user_id) || uuid_is_anonymous(id)))
		return;
	row->user_id = *id;
	row->has_user = true;
}

/* ---------- client sessions ---------- */

/*
 * Whether an event has another user than the one before of its session: few
 * have, and what is known of a user is far away in memory.
 */
static inline bool
has_other_user(const ScanEvent *event, uint32 *latest)
{
	if (!EVENT_HAS_USER(event->about) || EVENT_USER(event->about) == *latest)
		return false;
	*latest = EVENT_USER(event->about);
	return true;
}

/*
 * What an event says of its session.
 */
static inline void
count_event(const Scan *scan, SessionRow *row, const ScanEvent *event, uint32 *latest_user)
{
	row->events++;
	if (event->about & EVENT_IS_MESSAGE)
		row->messages++;
	if (has_other_user(event, latest_user))
		set_user(scan, row, EVENT_USER(event->about));
}

/*
 * The user of an event is in the session while it is open: of interest when
 * they have events without a session id.
 */
static inline void
note_presence(Scan *scan, const SessionRow *row, const ScanEvent *event, uint32 *latest_user)
{
	NumberedId *user;
	Presence   *presence;

	if (!has_other_user(event, latest_user))
		return;
	user = NUMBERED_ID(&scan->history->users, EVENT_USER(event->about));
	if (user->latest == NO_ITEM || user->mark == scan->parts)
		return;
	user->mark = scan->parts;
	presence = flat_array_append(&scan->presences, sizeof(Presence), scan->context);
	presence->started = row->started;
	presence->open_until = row->open_until;
	presence->user = EVENT_USER(event->about);
}

/*
 * A session of the events from "first" up to "end", and its late end or NULL.
 */
static void
add_client_session(Scan *scan, const NumberedId *id, uint32 first, uint32 end, const ScanEvent *late)
{
	const SessionHistory *history = scan->history;
	const ScanEvent *events = scan->ordered.items;
	SessionRow	row = {.started = events[first].time, .tenant = id->owner,
		.session_id = id->uuid, .has_id = true};
	const ScanEvent *said = NULL;
	bool		only_ends = true;
	uint32		latest_user = NO_ITEM;
	TimestampTz longest = time_after(row.started, LONGEST_SESSION);

	for (uint32 i = first; i < end; i++)
	{
		count_event(scan, &row, &events[i], &latest_user);
		if (event_kind(&events[i]) != EVENT_END)
			only_ends = false;
		else if (said == NULL)
			said = &events[i];
	}
	if (only_ends)
		return;
	if (late != NULL)
	{
		count_event(scan, &row, late, &latest_user);
		if (said == NULL)
			said = late;
		if (late->time >= history->whole_until &&
			row.started < time_before(history->whole_until, WHOLE_MARGIN))
			add_in_doubt(scan, id);
	}
	row.ended = Min(said != NULL ? said->time : events[end - 1].time, longest);
	row.open_until = said != NULL ? row.ended : Min(time_after(row.ended, history->timeout), longest);

	scan->parts++;
	latest_user = NO_ITEM;
	for (uint32 i = first; i < end; i++)
		note_presence(scan, &row, &events[i], &latest_user);
	if (late != NULL)
		note_presence(scan, &row, late, &latest_user);
	add_row(scan, &row);
}

static void
add_piece(Scan *scan, const NumberedId *id, uint32 first, uint32 end, const ScanEvent *late)
{
	const ScanEvent *events = scan->ordered.items;

	if (first == end)
		return;
	if (!spans_too_long(&events[first], &events[end - 1]))
	{
		add_client_session(scan, id, first, end, late);
		return;
	}
	while (first < end)
	{
		uint32		next = end_of_day(events, first, end);

		CHECK_FOR_INTERRUPTS();
		add_client_session(scan, id, first, next, next == end ? late : NULL);
		first = next;
	}
}

/* The latest start or end of an id. */
typedef struct LatestMark
{
	TimestampTz time;
	EventKind	kind;			/* EVENT_OTHER: none yet */
} LatestMark;

static inline void
mark_event(LatestMark *mark, const ScanEvent *event)
{
	if (event_kind(event) == EVENT_OTHER)
		return;
	mark->time = event->time;
	mark->kind = event_kind(event);
}

/*
 * Whether the latest start or end in the 24 hours before was an end.
 */
static inline bool
has_ended(const LatestMark *mark, TimestampTz now)
{
	return mark->kind == EVENT_END && time_within(mark->time, now, LONGEST_SESSION);
}

/*
 * Sorted events have those at one time by their kinds: an end comes last.
 * Where it finds the id open, it comes first.
 */
static void
order_events(Scan *scan)
{
	const ScanEvent *sorted = scan->sorted.items;
	uint32		count = scan->sorted.count;
	LatestMark	mark = {.kind = EVENT_OTHER};
	ScanEvent  *place;
	uint32		next;

	scan->ordered.count = 0;
	flat_array_reserve(&scan->ordered, sizeof(ScanEvent), count, scan->context);
	place = scan->ordered.items;
	for (uint32 i = 0; i < count; i = next)
	{
		TimestampTz now = sorted[i].time;
		uint32		ends = NO_ITEM;
		bool		is_open = i > 0 && time_within(sorted[i - 1].time, now, LONGEST_GAP) &&
			!has_ended(&mark, now);

		CHECK_FOR_INTERRUPTS();
		for (next = i; next < count && sorted[next].time == now; next++)
			if (ends == NO_ITEM && event_kind(&sorted[next]) == EVENT_END)
				ends = next;
		if (is_open && ends != NO_ITEM)
		{
			memcpy(place, &sorted[ends], sizeof(ScanEvent) * (next - ends));
			memcpy(place + (next - ends), &sorted[i], sizeof(ScanEvent) * (ends - i));
		}
		else
			memcpy(place, &sorted[i], sizeof(ScanEvent) * (next - i));
		for (const ScanEvent *event = place; event < place + (next - i); event++)
			mark_event(&mark, event);
		place += next - i;
	}
	scan->ordered.count = count;
}

/*
 * Whether sorted events at one time are of several users, and may tell who is
 * the first of a session that is asked: that depends on ids, which few events
 * need.  Visitors are compared with visitors: users come before them anyway.
 */
static bool
depends_on_event_ids(const Scan *scan)
{
	const SessionHistory *history = scan->history;
	const ScanEvent *events = scan->sorted.items;
	uint32		latest[2] = {NO_ITEM, NO_ITEM};	/* a user and a visitor at the present time */

	for (uint32 i = 0; i < scan->sorted.count; i++)
	{
		uint32		user;
		uint32	   *place;

		CHECK_FOR_INTERRUPTS();
		if (i > 0 && (events[i].time != events[i - 1].time || event_kind(&events[i]) != event_kind(&events[i - 1])))
			latest[0] = latest[1] = NO_ITEM;
		if (!EVENT_HAS_USER(events[i].about) || events[i].time < history->from_time)
			continue;
		user = EVENT_USER(events[i].about);
		if (user == latest[0] || user == latest[1])
			continue;
		place = &latest[uuid_is_anonymous(&NUMBERED_ID(&history->users, user)->uuid)];
		if (*place != NO_ITEM)
			return session_history_event_id(history, events[i].number) == NULL;
		*place = user;
	}
	return false;
}

static void
scan_session_id(Scan *scan, const NumberedId *id)
{
	uint32		count = collect(scan, id->latest);
	LatestMark	mark = {.kind = EVENT_OTHER};
	const ScanEvent *events;
	uint32		first = 0;

	if (scan->history->with_ids && depends_on_event_ids(scan))
		add_in_doubt(scan, id);
	order_events(scan);
	events = scan->ordered.items;
	for (uint32 i = 0; i < count; i++)
	{
		const ScanEvent *event = &events[i];

		CHECK_FOR_INTERRUPTS();
		if (i == 0 || !time_within(events[i - 1].time, event->time, LONGEST_GAP))
		{
			/* Whether or not there is something that it ends: what is read of the time before must not matter. */
			bool		is_end = event_kind(event) == EVENT_END;
			bool		is_late = is_end && i > 0 &&
				time_within(events[i - 1].time, event->time, LATEST_END);

			add_piece(scan, id, first, i, is_late ? event : NULL);
			first = is_end ? i + 1 : i;
		}
		else if (event_kind(event) == EVENT_START && has_ended(&mark, event->time))
		{
			add_piece(scan, id, first, i, NULL);
			first = i;
		}
		mark_event(&mark, event);
	}
	add_piece(scan, id, first, count, NULL);
}

/* ---------- gap sessions ---------- */

static void
add_gap_session(Scan *scan, uint32 user, uint32 first, uint32 end)
{
	const NumberedId *id = NUMBERED_ID(&scan->history->users, user);
	const ScanEvent *events = scan->sorted.items;
	SessionRow	row = {.started = events[first].time, .ended = events[end - 1].time,
		.tenant = id->owner, .events = end - first};

	set_user(scan, &row, user);
	for (uint32 i = first; i < end; i++)
		if (events[i].about & EVENT_IS_MESSAGE)
			row.messages++;
	row.open_until = Min(time_after(row.ended, scan->history->timeout),
						 time_after(row.started, LONGEST_SESSION));
	add_row(scan, &row);
}

static void
add_run(Scan *scan, uint32 user, uint32 first, uint32 end)
{
	const ScanEvent *events = scan->sorted.items;

	if (!spans_too_long(&events[first], &events[end - 1]))
	{
		add_gap_session(scan, user, first, end);
		return;
	}
	while (first < end)
	{
		uint32		next = end_of_day(events, first, end);

		CHECK_FOR_INTERRUPTS();
		add_gap_session(scan, user, first, next);
		first = next;
	}
}

/*
 * The user's events without a session id.  Their presences, sorted, begin at
 * *presence, which is moved behind them.
 */
static void
scan_user(Scan *scan, uint32 user, const Presence **presence, const Presence *presences_end)
{
	ScanEvent  *events;
	uint32		count;
	uint32		kept = 0;
	uint32		first = 0;
	TimestampTz open_until = PG_INT64_MIN;

	count = collect(scan, NUMBERED_ID(&scan->history->users, user)->latest);
	events = scan->sorted.items;
	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (; *presence < presences_end && (*presence)->user == user &&
			 (*presence)->started <= events[i].time; (*presence)++)
			open_until = Max(open_until, (*presence)->open_until);
		if (events[i].time >= open_until)
			events[kept++] = events[i];
	}
	for (uint32 i = 1; i < kept; i++)
		if (!time_within(events[i - 1].time, events[i].time, scan->history->timeout))
		{
			add_run(scan, user, first, i);
			first = i;
		}
	if (kept > 0)
		add_run(scan, user, first, kept);
}

/*
 * Append to rows the sessions that are asked, and ids of those in doubt.
 */
void
session_history_scan(SessionHistory *history, SessionRowWriter *rows, MemoryContext context)
{
	Scan		scan = {.history = history, .context = context, .rows = rows};
	const Presence *presence;
	const Presence *presences_end;

	for (uint32 user = 0; user < history->users.ids.count; user++)
		NUMBERED_ID(&history->users, user)->mark = 0;
	for (uint32 id = 0; id < history->sessions.ids.count; id++)
		scan_session_id(&scan, NUMBERED_ID(&history->sessions, id));

	presence = scan.presences.items;
	presences_end = presence + scan.presences.count;
	if (scan.presences.count > 0)
		sort_presences(scan.presences.items, scan.presences.count);
	for (uint32 user = 0; user < history->users.ids.count; user++)
	{
		if (NUMBERED_ID(&history->users, user)->latest == NO_ITEM)
			continue;
		while (presence < presences_end && presence->user < user)
			presence++;
		scan_user(&scan, user, &presence, presences_end);
	}
}
