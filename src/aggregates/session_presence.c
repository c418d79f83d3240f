/*-------------------------------------------------------------------------
 *
 * session_presence.c
 *	  When the store's sessions were open, or their users had any open.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/timestamp.h"

#include "aggregates/session_history.h"
#include "base/uuid.h"

typedef struct OpenSession
{
	TimestampTz started;
	TimestampTz open_until;
	uint32		tenant;
	pg_uuid_t	user_id;
} OpenSession;

/* Columns of session_presence. */
enum
{
	PRESENCE_STARTED,
	PRESENCE_ENDED,
	PRESENCE_COLUMNS
};

PG_FUNCTION_INFO_V1(analytics_session_presence);

static inline int
user_cmp(const OpenSession *a, const OpenSession *b)
{
	if (a->tenant != b->tenant)
		return a->tenant < b->tenant ? -1 : 1;
	return memcmp(&a->user_id, &b->user_id, sizeof(a->user_id));
}

static inline int
open_session_cmp(const OpenSession *a, const OpenSession *b)
{
	int			cmp = user_cmp(a, b);

	return cmp != 0 ? cmp : a->started < b->started ? -1 : a->started > b->started ? 1 : 0;
}

#define ST_SORT sort_open_sessions
#define ST_ELEMENT_TYPE OpenSession
#define ST_COMPARE(a, b) open_session_cmp(a, b)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static void
put_presence(ReturnSetInfo *result, TimestampTz started, TimestampTz ended)
{
	Datum		values[PRESENCE_COLUMNS];
	bool		nulls[PRESENCE_COLUMNS] = {false};

	values[PRESENCE_STARTED] = TimestampTzGetDatum(started);
	values[PRESENCE_ENDED] = TimestampTzGetDatum(ended);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * The union of each user's sessions, as intervals that neither overlap nor
 * touch.
 */
static void
put_presence_of_users(ReturnSetInfo *result, OpenSession *sessions, uint32 count)
{
	uint32		next;

	sort_open_sessions(sessions, count);
	for (uint32 i = 0; i < count; i = next)
	{
		TimestampTz ended = sessions[i].open_until;

		CHECK_FOR_INTERRUPTS();
		for (next = i + 1; next < count && user_cmp(&sessions[i], &sessions[next]) == 0 &&
			 sessions[next].started <= ended; next++)
			ended = Max(ended, sessions[next].open_until);
		put_presence(result, sessions[i].started, ended);
	}
}

/*
 * session_presence(history bytea, from_time timestamptz, by_user boolean)
 * -> setof (started, ended)
 */
Datum
analytics_session_presence(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	SessionRowReader rows;
	SessionRow	row;
	TimestampTz from_time = PG_GETARG_TIMESTAMPTZ(1);
	bool		by_user = PG_GETARG_BOOL(2);
	OpenSession *sessions = NULL;
	uint32		session_count = 0;

	InitMaterializedSRF(fcinfo, 0);
	session_row_begin(&rows, PG_GETARG_BYTEA_P(0));
	if (by_user)
		sessions = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(OpenSession) * ((Size) rows.count + 1));
	while (session_row_next(&rows, &row))
	{
		if (row.open_until <= from_time && row.started < from_time)
			continue;
		if (!by_user)
			put_presence(result, row.started, row.open_until);
		else if (row.has_user && !uuid_is_anonymous(&row.user_id) &&
				 row.open_until > row.started)
			sessions[session_count++] = (OpenSession) {
				.started = row.started, .open_until = row.open_until,
				.tenant = row.tenant, .user_id = row.user_id
			};
	}
	if (by_user)
		put_presence_of_users(result, sessions, session_count);
	return (Datum) 0;
}
