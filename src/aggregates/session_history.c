/*-------------------------------------------------------------------------
 *
 * session_history.c
 *	  The sessions of the store in one pass over its events:
 *	  mindwell_internal.session_history_agg, and the rows of its result.
 *
 * The events of all session ids and users come in any order.  Each takes 16
 * bytes in one array, and is linked to the one before of the same session id,
 * or, without an id, of the same user; ids and users are numbered.  So nothing
 * is grouped by the executor, and the events of one session, which came close
 * to each other, are read close to each other.
 *
 * What a worker sends, and how it is merged: session_history_wire.c.
 *
 * The result is a bytea of rows: session_row.c.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/timestamp.h"

#include "aggregates/session_history.h"
#include "base/uuid.h"

/* Arguments of the transition function after the state. */
enum
{
	HISTORY_TENANT = 1,
	HISTORY_SESSION,
	HISTORY_USER,
	HISTORY_TIME,
	HISTORY_TYPE,
	HISTORY_IS_ACTION,
	HISTORY_EVENT_ID,
	HISTORY_TIMEOUT,
	HISTORY_FROM,
	HISTORY_TO,
	HISTORY_WHOLE_UNTIL,
	HISTORY_WITH_IDS
};

/* Columns of session_rows. */
enum
{
	ROW_TENANT,
	ROW_SESSION,
	ROW_USER,
	ROW_STARTED,
	ROW_ENDED,
	ROW_OPEN_UNTIL,
	ROW_EVENTS,
	ROW_MESSAGES,
	ROW_COLUMNS
};

PG_FUNCTION_INFO_V1(analytics_session_history_transition);
PG_FUNCTION_INFO_V1(analytics_session_history_final);
PG_FUNCTION_INFO_V1(analytics_session_rows);
PG_FUNCTION_INFO_V1(analytics_sessions_in_doubt);

/*
 * What is the same on every row is read from the first.
 */
static SessionHistory *
history_make(FunctionCallInfo fcinfo, MemoryContext context)
{
	SessionHistory *history = agg_alloc0(context, sizeof(SessionHistory));

	history->timeout = agg_get_duration(fcinfo, HISTORY_TIMEOUT, "timeout");
	if (PG_ARGISNULL(HISTORY_FROM))
		agg_argument_is_null("from_time");
	if (PG_ARGISNULL(HISTORY_TO))
		agg_argument_is_null("to_time");
	if (PG_ARGISNULL(HISTORY_WHOLE_UNTIL))
		agg_argument_is_null("whole_until");
	history->from_time = agg_get_time(fcinfo, HISTORY_FROM);
	history->to_time = agg_get_time(fcinfo, HISTORY_TO);
	history->whole_until = agg_get_time(fcinfo, HISTORY_WHOLE_UNTIL);
	if (PG_ARGISNULL(HISTORY_WITH_IDS))
		agg_argument_is_null("with_ids");
	history->with_ids = PG_GETARG_BOOL(HISTORY_WITH_IDS);
	history->tenant = NO_ITEM;
	return history;
}

void
session_history_too_many_users(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("too many users"),
			 errhint("Ask for a shorter period.")));
}

static uint32
tenant_number(SessionHistory *history, const pg_uuid_t *tenant, MemoryContext context)
{
	if (history->tenant == NO_ITEM ||
		memcmp(&NUMBERED_ID(&history->tenants, history->tenant)->uuid, tenant, sizeof(*tenant)) != 0)
		history->tenant = numbering_find(&history->tenants, tenant, 0, context);
	return history->tenant;
}

static inline bool
is_type(const text *type, const char *name, Size length)
{
	return memcmp(VARDATA_ANY(type), name, length) == 0;
}

/*
 * What the type of an event says of a session.
 */
static inline uint32
kind_of_type(const text *type)
{
	static const char started[] = "session_started";
	static const char ended[] = "session_ended";
	static const char message[] = "message_sent";
	static const char chat_turn[] = "chat_turn_sent";

	switch (VARSIZE_ANY_EXHDR(type))
	{
		case sizeof(started) - 1:
			return is_type(type, started, sizeof(started) - 1) ? EVENT_START : EVENT_OTHER;
		case sizeof(ended) - 1:
			return is_type(type, ended, sizeof(ended) - 1) ? EVENT_END : EVENT_OTHER;
		case sizeof(message) - 1:
			return EVENT_OTHER | (is_type(type, message, sizeof(message) - 1) ? EVENT_IS_MESSAGE : 0);
		case sizeof(chat_turn) - 1:
			return EVENT_OTHER | (is_type(type, chat_turn, sizeof(chat_turn) - 1) ? EVENT_IS_MESSAGE : 0);
		default:
			return EVENT_OTHER;
	}
}

/*
 * The user of an event: mostly that of the session's event before.
 */
static uint32
user_number(SessionHistory *history, const WaitingEvent *event, NumberedId *session,
			MemoryContext context)
{
	const NumberedId *latest;
	uint32		number;

	if (session != NULL && session->mark != 0)
	{
		latest = NUMBERED_ID(&history->users, session->mark - 1);
		if (uuid_equal(&latest->uuid, &event->user_id))
			return session->mark - 1;
	}
	number = numbering_find(&history->users, &event->user_id, event->tenant, context);
	if (number >= EVENT_MAX_USERS)
		session_history_too_many_users();
	if (session != NULL)
		session->mark = number + 1;
	return number;
}

static void
add_event(SessionHistory *history, const WaitingEvent *event, MemoryContext context)
{
	NumberedId *list;
	uint32		about = event->about;

	if (event->has_session)
	{
		uint32		number = numbering_find(&history->sessions, &event->session_id, event->tenant, context);

		list = NUMBERED_ID(&history->sessions, number);
		if (event->has_user)
			about |= (user_number(history, event, list, context) + 1) << EVENT_USER_SHIFT;
	}
	else
	{
		uint32		user = user_number(history, event, NULL, context);

		list = NUMBERED_ID(&history->users, user);
		about |= (user + 1) << EVENT_USER_SHIFT;
	}
	session_history_add(history, list, event->time, about,
						event->has_event_id ? &event->event_id : NULL, context);
}

/*
 * Add the events that wait.
 */
void
session_history_settle(SessionHistory *history, MemoryContext context)
{
	const WaitingEvent *end = history->waiting + history->waiting_count;

	for (const WaitingEvent *event = history->waiting; event < end; event++)
		if (event->has_session)
			numbering_prefetch(&history->sessions, &event->session_id, event->tenant);
		else
			numbering_prefetch(&history->users, &event->user_id, event->tenant);
	for (const WaitingEvent *event = history->waiting; event < end; event++)
		if (event->has_session)
			prefetch_memory(numbering_guess(&history->sessions, &event->session_id, event->tenant));
		else
			prefetch_memory(numbering_guess(&history->users, &event->user_id, event->tenant));
	for (const WaitingEvent *event = history->waiting; event < end; event++)
	{
		const NumberedId *session;

		if (!event->has_session || !event->has_user)
			continue;
		session = numbering_guess(&history->sessions, &event->session_id, event->tenant);
		if (session != NULL && session->mark != 0)
			prefetch_memory(NUMBERED_ID(&history->users, session->mark - 1));
	}
	for (const WaitingEvent *event = history->waiting; event < end; event++)
		add_event(history, event, context);
	history->waiting_count = 0;
}

/*
 * (state, tenant_id, session_id, user_id, occurred_at, event_type, is_action,
 * event_id, timeout, from_time, to_time, whole_until, with_ids)
 */
Datum
analytics_session_history_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SessionHistory *history = AGG_STATE(0, SessionHistory);
	WaitingEvent *event;
	bool		has_session = !PG_ARGISNULL(HISTORY_SESSION);
	bool		has_user = !PG_ARGISNULL(HISTORY_USER);

	if (history == NULL)
		history = history_make(fcinfo, context);
	if (PG_ARGISNULL(HISTORY_TENANT) || PG_ARGISNULL(HISTORY_TIME) || PG_ARGISNULL(HISTORY_TYPE))
		PG_RETURN_POINTER(history);
	if (!has_session &&
		(!has_user || PG_ARGISNULL(HISTORY_IS_ACTION) || !PG_GETARG_BOOL(HISTORY_IS_ACTION)))
		PG_RETURN_POINTER(history);

	event = &history->waiting[history->waiting_count++];
	event->time = agg_get_time(fcinfo, HISTORY_TIME);
	event->tenant = tenant_number(history, PG_GETARG_UUID_P(HISTORY_TENANT), context);
	event->about = kind_of_type(PG_GETARG_TEXT_PP(HISTORY_TYPE));
	event->has_session = has_session;
	event->has_user = has_user;
	if (has_session)
		event->session_id = *PG_GETARG_UUID_P(HISTORY_SESSION);
	else						/* an action of a user; a start or an end says nothing */
		event->about = (event->about & ~(uint32) EVENT_KIND_MASK) | EVENT_OTHER;
	if (has_user)
		event->user_id = *PG_GETARG_UUID_P(HISTORY_USER);
	event->has_event_id = has_session && !PG_ARGISNULL(HISTORY_EVENT_ID);
	if (event->has_event_id)
		event->event_id = *PG_GETARG_UUID_P(HISTORY_EVENT_ID);
	if (history->waiting_count == WAITING_EVENTS)
		session_history_settle(history, context);
	PG_RETURN_POINTER(history);
}

/*
 * No rows: no sessions.
 */
Datum
analytics_session_history_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SessionHistory *history = AGG_STATE(0, SessionHistory);
	SessionRowWriter rows = {.context = context};

	if (history != NULL)
	{
		rows.with_ids = history->with_ids;
		session_history_settle(history, context);
		session_history_scan(history, &rows, context);
	}
	PG_RETURN_BYTEA_P(session_row_finish(&rows));
}

/*
 * session_rows(history bytea) -> setof (tenant, session_id, user_id, started,
 * ended, open_until, events, messages): those that start in the period
 */
Datum
analytics_session_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	SessionRowReader rows;
	SessionRow	row;
	Datum		values[ROW_COLUMNS];
	bool		nulls[ROW_COLUMNS] = {false};

	InitMaterializedSRF(fcinfo, 0);
	session_row_begin(&rows, PG_GETARG_BYTEA_P(0));
	while (session_row_next(&rows, &row))
	{
		values[ROW_TENANT] = Int32GetDatum((int32) row.tenant);
		values[ROW_SESSION] = UUIDPGetDatum(&row.session_id);
		nulls[ROW_SESSION] = !row.has_id;
		values[ROW_USER] = UUIDPGetDatum(&row.user_id);
		nulls[ROW_USER] = !row.has_user;
		values[ROW_STARTED] = TimestampTzGetDatum(row.started);
		values[ROW_ENDED] = TimestampTzGetDatum(row.ended);
		values[ROW_OPEN_UNTIL] = TimestampTzGetDatum(row.open_until);
		values[ROW_EVENTS] = Int64GetDatum((int64) row.events);
		values[ROW_MESSAGES] = Int64GetDatum((int64) row.messages);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * sessions_in_doubt(history bytea) -> uuid[]: ids of sessions of which only
 * events session_ended are known up to their late end, or of which events of
 * several users at one time have no ids
 */
Datum
analytics_sessions_in_doubt(PG_FUNCTION_ARGS)
{
	SessionRowReader rows;
	Datum	   *ids;

	session_row_begin(&rows, PG_GETARG_BYTEA_P(0));
	ids = palloc_array(Datum, rows.in_doubt_count);
	for (uint32 i = 0; i < rows.in_doubt_count; i++)
		ids[i] = UUIDPGetDatum(&rows.in_doubt[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(ids, (int) rows.in_doubt_count, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR));
}
