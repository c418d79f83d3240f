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
 * The result is a bytea: a header and SessionRows as they are in memory.  It
 * is read in the query that made it, and anybody may call what reads it, so
 * that checks each row.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/timestamp.h"

#include "aggregates/session_history.h"

#define HISTORY_MAGIC 0x4D575348	/* of the bytes of another program, few have it */

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
	HISTORY_WHOLE_UNTIL
};

typedef struct HistoryHeader
{
	char		length_word[VARHDRSZ];
	uint32		magic;
} HistoryHeader;

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

/*
 * The user of an event: mostly that of the session's event before.
 */
static uint32
user_number(SessionHistory *history, const pg_uuid_t *user, NumberedId *session,
			MemoryContext context)
{
	const NumberedId *latest;
	uint32		number;

	if (session != NULL && session->mark != 0)
	{
		latest = NUMBERED_ID(&history->users, session->mark - 1);
		if (memcmp(&latest->uuid, user, sizeof(*user)) == 0)
			return session->mark - 1;
	}
	number = numbering_find(&history->users, user, history->tenant, context);
	if (number >= EVENT_MAX_USERS)
		session_history_too_many_users();
	if (session != NULL)
		session->mark = number + 1;
	return number;
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
 * (state, tenant_id, session_id, user_id, occurred_at, event_type, is_action,
 * event_id, timeout, from_time, to_time, whole_until)
 */
Datum
analytics_session_history_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SessionHistory *history = AGG_STATE(0, SessionHistory);
	NumberedId *list;
	pg_uuid_t  *event_id = NULL;
	uint32		about = EVENT_OTHER;
	uint32		tenant;
	bool		has_session = !PG_ARGISNULL(HISTORY_SESSION);
	bool		has_user = !PG_ARGISNULL(HISTORY_USER);

	if (history == NULL)
		history = history_make(fcinfo, context);
	if (PG_ARGISNULL(HISTORY_TENANT) || PG_ARGISNULL(HISTORY_TIME) || PG_ARGISNULL(HISTORY_TYPE))
		PG_RETURN_POINTER(history);
	if (!has_session &&
		(!has_user || PG_ARGISNULL(HISTORY_IS_ACTION) || !PG_GETARG_BOOL(HISTORY_IS_ACTION)))
		PG_RETURN_POINTER(history);
	if (PG_ARGISNULL(HISTORY_EVENT_ID) ? history->event_ids.count > 0
		: history->event_ids.count < history->events.count)
		agg_argument_varies("event_id");

	about = kind_of_type(PG_GETARG_TEXT_PP(HISTORY_TYPE));
	if (!PG_ARGISNULL(HISTORY_EVENT_ID))
		event_id = PG_GETARG_UUID_P(HISTORY_EVENT_ID);
	tenant = tenant_number(history, PG_GETARG_UUID_P(HISTORY_TENANT), context);
	if (has_session)
	{
		uint32		number = numbering_find(&history->sessions, PG_GETARG_UUID_P(HISTORY_SESSION),
											tenant, context);

		list = NUMBERED_ID(&history->sessions, number);
		if (has_user)
			about |= (user_number(history, PG_GETARG_UUID_P(HISTORY_USER), list, context) + 1) << EVENT_USER_SHIFT;
	}
	else
	{
		/* an action of a user; a start or an end says nothing */
		uint32		user = user_number(history, PG_GETARG_UUID_P(HISTORY_USER), NULL, context);

		list = NUMBERED_ID(&history->users, user);
		about = (about & ~(uint32) EVENT_KIND_MASK) | EVENT_OTHER | (user + 1) << EVENT_USER_SHIFT;
	}
	session_history_add(history, list, agg_get_time(fcinfo, HISTORY_TIME), about, event_id, context);
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
	FlatArray	rows = {0};
	HistoryHeader *result;
	Size		size;

	if (history != NULL)
		session_history_scan(history, &rows, context);
	size = sizeof(HistoryHeader) + (Size) rows.count * sizeof(SessionRow);
	if (!AllocSizeIsValid(size))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many sessions"),
				 errdetail("There are %u.", rows.count),
				 errhint("Ask for a shorter period.")));
	result = palloc(size);
	SET_VARSIZE(result, size);
	result->magic = HISTORY_MAGIC;
	if (rows.count > 0)
	{
		memcpy(result + 1, rows.items, size - sizeof(HistoryHeader));
		pfree(rows.items);
	}
	PG_RETURN_BYTEA_P(result);
}

/*
 * The rows of a result of the aggregate.
 */
const SessionRow *
session_history_rows(const bytea *history, uint32 *count)
{
	const HistoryHeader *header = (const HistoryHeader *) history;
	Size		size = VARSIZE(history);
	const SessionRow *rows = (const SessionRow *) (header + 1);

	if (size < sizeof(HistoryHeader) || header->magic != HISTORY_MAGIC ||
		(size - sizeof(HistoryHeader)) % sizeof(SessionRow) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("not a result of session_history_agg")));
	*count = (uint32) ((size - sizeof(HistoryHeader)) / sizeof(SessionRow));
	for (uint32 i = 0; i < *count; i++)
		if (rows[i].flags & ~(uint32) SESSION_FLAGS || rows[i].tenant > PG_INT32_MAX ||
			!IS_VALID_TIMESTAMP(rows[i].started) || rows[i].ended < rows[i].started ||
			!IS_VALID_TIMESTAMP(rows[i].ended))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
					 errmsg("not a result of session_history_agg")));
	return rows;
}

/*
 * session_rows(history bytea) -> setof (tenant, session_id, user_id, started,
 * ended, open_until, events, messages): those that start in the period
 */
Datum
analytics_session_rows(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	uint32		count;
	const SessionRow *rows;
	Datum		values[ROW_COLUMNS];
	bool		nulls[ROW_COLUMNS] = {false};

	InitMaterializedSRF(fcinfo, 0);
	rows = session_history_rows(PG_GETARG_BYTEA_P(0), &count);
	for (uint32 i = 0; i < count; i++)
	{
		const SessionRow *row = &rows[i];

		CHECK_FOR_INTERRUPTS();
		if (!(row->flags & SESSION_IS_ASKED))
			continue;
		values[ROW_TENANT] = Int32GetDatum((int32) row->tenant);
		values[ROW_SESSION] = UUIDPGetDatum(&row->session_id);
		nulls[ROW_SESSION] = !(row->flags & SESSION_HAS_ID);
		values[ROW_USER] = UUIDPGetDatum(&row->user_id);
		nulls[ROW_USER] = !(row->flags & SESSION_HAS_USER);
		values[ROW_STARTED] = TimestampTzGetDatum(row->started);
		values[ROW_ENDED] = TimestampTzGetDatum(row->ended);
		values[ROW_OPEN_UNTIL] = TimestampTzGetDatum(row->open_until);
		values[ROW_EVENTS] = Int64GetDatum((int64) row->events);
		values[ROW_MESSAGES] = Int64GetDatum((int64) row->messages);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/*
 * sessions_in_doubt(history bytea) -> uuid[]: ids of sessions of which only
 * events session_ended are known up to their late end
 */
Datum
analytics_sessions_in_doubt(PG_FUNCTION_ARGS)
{
	uint32		count;
	const SessionRow *rows = session_history_rows(PG_GETARG_BYTEA_P(0), &count);
	Datum	   *ids;
	int			in_doubt = 0;

	for (uint32 i = 0; i < count; i++)
		if (rows[i].flags & SESSION_IN_DOUBT)
			in_doubt++;
	ids = palloc_array(Datum, in_doubt);
	in_doubt = 0;
	for (uint32 i = 0; i < count; i++)
		if (rows[i].flags & SESSION_IN_DOUBT)
			ids[in_doubt++] = UUIDPGetDatum(&rows[i].session_id);
	PG_RETURN_ARRAYTYPE_P(construct_array(ids, in_doubt, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR));
}
