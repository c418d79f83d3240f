/*-------------------------------------------------------------------------
 *
 * session.c
 *	  Sessions from the times of one actor's events: analytics_session_number
 *	  and analytics_sessions_agg.
 *
 * A session goes on while the gap to the event before is at most the timeout
 * and the session would not become longer than SESSION_CAP; an event that
 * does neither starts the next session.  Both functions ask session_goes_on().
 *
 * The window function keeps its place in the partition-local memory: one
 * step for each row.  It relies on the rows coming in order of time, and
 * says so when they do not.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/timestamp.h"
#include "windowapi.h"

#include "aggkit/composite_array.h"
#include "aggkit/part.h"
#include "aggkit/time_list.h"
#include "base/settings.h"

#define SESSIONS_MAGIC "MWSE"
#define SESSIONS_VERSION 1
#define SESSION_CAP (24 * USECS_PER_HOUR)

typedef struct Session
{
	TimestampTz started;
	TimestampTz ended;			/* its last event */
	int64		events;
} Session;

/* Of the window function, per partition. */
typedef struct SessionPlace
{
	Session		session;		/* of the last event; no events: none yet */
	int64		number;
} SessionPlace;

typedef struct SessionsState
{
	TimeList	times;
	int64		timeout;		/* microseconds */
} SessionsState;

/* Columns of analytics_session_span. */
enum
{
	SESSION_STARTED,
	SESSION_ENDED,
	SESSION_EVENTS,
	SESSION_COLUMNS
};

PG_FUNCTION_INFO_V1(analytics_session_number);
PG_FUNCTION_INFO_V1(analytics_session_timeout);
PG_FUNCTION_INFO_V1(analytics_sessions_agg_transition);
PG_FUNCTION_INFO_V1(analytics_sessions_agg_combine);
PG_FUNCTION_INFO_V1(analytics_sessions_agg_serialize);
PG_FUNCTION_INFO_V1(analytics_sessions_agg_deserialize);
PG_FUNCTION_INFO_V1(analytics_sessions_agg_final);

/*
 * Whether an event, not before the session's last one, belongs to it.
 */
static inline bool
session_goes_on(const Session *session, TimestampTz at, int64 timeout)
{
	return time_within(session->ended, at, timeout) &&
		time_within(session->started, at, SESSION_CAP);
}

static inline void
session_begin(Session *session, TimestampTz at)
{
	session->started = at;
	session->ended = at;
	session->events = 1;
}

static inline void
session_extend(Session *session, TimestampTz at)
{
	session->ended = at;
	session->events++;
}

/*
 * analytics_session_number(at timestamptz, timeout interval) OVER (...)
 */
Datum
analytics_session_number(PG_FUNCTION_ARGS)
{
	WindowObject window = PG_WINDOW_OBJECT();
	SessionPlace *place;
	TimestampTz at;
	int64		timeout;

	if (!WindowObjectIsValid(window))
		ereport(ERROR,
				(errcode(ERRCODE_WINDOWING_ERROR),
				 errmsg("function analytics_session_number needs an OVER clause")));
	place = WinGetPartitionLocalMemory(window, sizeof(SessionPlace));

	fcinfo->args[0].value = WinGetFuncArgCurrent(window, 0, &fcinfo->args[0].isnull);
	fcinfo->args[1].value = WinGetFuncArgCurrent(window, 1, &fcinfo->args[1].isnull);
	timeout = agg_get_duration(fcinfo, 1, "timeout");
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	at = agg_get_time(fcinfo, 0);

	if (place->number > 0 && at < place->session.ended)
		ereport(ERROR,
				(errcode(ERRCODE_WINDOWING_ERROR),
				 errmsg("rows of analytics_session_number are not in order of time"),
				 errhint("Order the window by the same time, for example: OVER (PARTITION BY user_id ORDER BY occurred_at).")));
	if (place->number > 0 && session_goes_on(&place->session, at, timeout))
		session_extend(&place->session, at);
	else
	{
		session_begin(&place->session, at);
		place->number++;
	}
	PG_RETURN_INT64(place->number);
}

/*
 * The setting, for the reports: read in C, so that the library is loaded and
 * the setting checked.
 */
Datum
analytics_session_timeout(PG_FUNCTION_ARGS)
{
	Interval   *timeout = palloc0(sizeof(Interval));

	timeout->time = setting_session_timeout * USECS_PER_SEC;
	PG_RETURN_INTERVAL_P(timeout);
}

static SessionsState *
sessions_make(MemoryContext context, int64 timeout)
{
	SessionsState *state = agg_alloc0(context, sizeof(SessionsState));

	state->timeout = timeout;
	return state;
}

/*
 * (state, at, timeout)
 */
Datum
analytics_sessions_agg_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SessionsState *state = AGG_STATE(0, SessionsState);
	int64		timeout = agg_get_duration(fcinfo, 2, "timeout");

	if (state == NULL)
		state = sessions_make(context, timeout);
	else if (state->timeout != timeout)
		agg_argument_varies("timeout");
	if (!PG_ARGISNULL(1))
		time_list_append(&state->times, agg_get_time(fcinfo, 1), context);
	PG_RETURN_POINTER(state);
}

Datum
analytics_sessions_agg_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SessionsState *state = AGG_STATE(0, SessionsState);
	SessionsState *other = AGG_STATE(1, SessionsState);

	if (other != NULL)
	{
		if (state == NULL)
			state = sessions_make(context, other->timeout);
		else if (state->timeout != other->timeout)
			agg_argument_varies("timeout");
		time_list_concat(&state->times, &other->times, context);
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

Datum
analytics_sessions_agg_serialize(PG_FUNCTION_ARGS)
{
	SessionsState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, SessionsState);
	result = agg_serialize_begin(&writer,
								 AGG_UINT_BYTES + TIME_LIST_MAX_BYTES(&state->times),
								 SESSIONS_MAGIC, SESSIONS_VERSION);
	agg_put_int(&writer, state->timeout);
	time_list_put(&writer, &state->times);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_sessions_agg_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	SessionsState *state;

	agg_deserialize_begin(fcinfo, &reader, SESSIONS_MAGIC, SESSIONS_VERSION);
	state = sessions_make(CurrentMemoryContext, agg_get_int(&reader));
	if (state->timeout < 0)
		agg_reader_fail(&reader);
	time_list_get(&reader, &state->times, MIN_TIMESTAMP, END_TIMESTAMP - 1, CurrentMemoryContext);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * As a value: sorted.
 */
static Datum
sessions_serialize_sorted(PG_FUNCTION_ARGS)
{
	time_list_sort(&AGG_STRICT_STATE(0, SessionsState)->times, agg_context(fcinfo));
	return analytics_sessions_agg_serialize(fcinfo);
}

static const Part sessions_part = {
	.kind = PART_SESSIONS,
	.serialize = sessions_serialize_sorted,
	.deserialize = analytics_sessions_agg_deserialize,
	.combine = analytics_sessions_agg_combine
};

PART_FUNCTIONS(sessions_agg, sessions_part);

static void
add_session(CompositeArray *result, const Session *session)
{
	Datum		values[SESSION_COLUMNS];
	bool		nulls[SESSION_COLUMNS] = {false};

	values[SESSION_STARTED] = TimestampTzGetDatum(session->started);
	values[SESSION_ENDED] = TimestampTzGetDatum(session->ended);
	values[SESSION_EVENTS] = Int64GetDatum(session->events);
	composite_array_add(result, values, nulls);
}

/*
 * No events make no sessions: an empty array, also for no rows.
 */
Datum
analytics_sessions_agg_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SessionsState *state = AGG_STATE(0, SessionsState);
	CompositeArray result;
	Session		session = {0};
	const int64 *times;
	uint32		count = 0;

	composite_array_begin(&result, fcinfo, SESSION_COLUMNS, 0);
	if (state != NULL)
	{
		time_list_sort(&state->times, context);
		count = TIME_LIST_COUNT(&state->times);
		times = TIME_LIST_ITEMS(&state->times);
	}
	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i > 0 && session_goes_on(&session, times[i], state->timeout))
		{
			session_extend(&session, times[i]);
			continue;
		}
		if (i > 0)
			add_session(&result, &session);
		session_begin(&session, times[i]);
	}
	if (count > 0)
		add_session(&result, &session);
	PG_RETURN_DATUM(composite_array_end(&result));
}
