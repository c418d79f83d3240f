/*-------------------------------------------------------------------------
 *
 * session_history_wire.c
 *	  The events of mindwell_internal.session_history_agg between processes:
 *	  combine, serialize, deserialize.
 *
 * The wire has the arguments that are the same on every row, tenants, users,
 * and session ids by their numbers; each user and session id is followed by
 * the events of its list.  Numbers of another process are looked up anew.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "aggregates/session_history.h"

#define HISTORY_WIRE_MAGIC "MWSH"
#define HISTORY_WIRE_VERSION 1
#define HISTORY_FIXED_MAX_BYTES (4 * AGG_UINT_BYTES + 1 + 3 * AGG_UINT32_BYTES)
#define ID_MAX_BYTES (UUID_LEN + 2 * AGG_UINT32_BYTES)
#define EVENT_LEAST_BYTES (sizeof(TimestampTz) + 2)
#define EVENT_MAX_BYTES (sizeof(TimestampTz) + AGG_UINT32_BYTES + 1 + UUID_LEN)

PG_FUNCTION_INFO_V1(analytics_session_history_combine);
PG_FUNCTION_INFO_V1(analytics_session_history_serialize);
PG_FUNCTION_INFO_V1(analytics_session_history_deserialize);

/* ---------- combine ---------- */

/*
 * The numbers that the ids of another history have here.
 */
static uint32 *
numbers_here(Numbering *here, const Numbering *there, const uint32 *owners, MemoryContext context)
{
	uint32	   *numbers = MemoryContextAllocHuge(CurrentMemoryContext,
												 sizeof(uint32) * ((Size) there->ids.count + 1));

	for (uint32 i = 0; i < there->ids.count; i++)
	{
		const NumberedId *id = NUMBERED_ID(there, i);

		CHECK_FOR_INTERRUPTS();
		numbers[i] = numbering_find(here, &id->uuid, owners == NULL ? 0 : owners[id->owner], context);
	}
	return numbers;
}

/*
 * Append the events of the lists of ids there to those of the ids here.
 */
static void
append_lists(SessionHistory *history, Numbering *here, const SessionHistory *other,
			 const Numbering *there, const uint32 *numbers, const uint32 *users, MemoryContext context)
{
	const HistoryEvent *events = other->events.items;

	for (uint32 i = 0; i < there->ids.count; i++)
	{
		NumberedId *list = NUMBERED_ID(here, numbers[i]);

		for (uint32 number = NUMBERED_ID(there, i)->latest; number != NO_ITEM; number = events[number].before)
		{
			uint32		about = events[number].about;

			CHECK_FOR_INTERRUPTS();
			if (EVENT_HAS_USER(about))
				about = (about & (((uint32) 1 << EVENT_USER_SHIFT) - 1)) |
					(users[EVENT_USER(about)] + 1) << EVENT_USER_SHIFT;
			session_history_add(history, list, events[number].time, about,
								session_history_event_id(other, number), context);
		}
	}
}

static void
history_merge(SessionHistory *history, const SessionHistory *other, MemoryContext context)
{
	uint32	   *tenants = numbers_here(&history->tenants, &other->tenants, NULL, context);
	uint32	   *users = numbers_here(&history->users, &other->users, tenants, context);
	uint32	   *sessions = numbers_here(&history->sessions, &other->sessions, tenants, context);

	if (history->users.ids.count >= EVENT_MAX_USERS)
		session_history_too_many_users();
	append_lists(history, &history->users, other, &other->users, users, users, context);
	append_lists(history, &history->sessions, other, &other->sessions, sessions, users, context);
	pfree(tenants);
	pfree(users);
	pfree(sessions);
}

Datum
analytics_session_history_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SessionHistory *history = AGG_STATE(0, SessionHistory);
	SessionHistory *other = AGG_STATE(1, SessionHistory);

	if (other != NULL)
	{
		if (history == NULL)
		{
			history = agg_alloc0(context, sizeof(SessionHistory));
			history->timeout = other->timeout;
			history->from_time = other->from_time;
			history->to_time = other->to_time;
			history->whole_until = other->whole_until;
			history->with_ids = other->with_ids;
			history->tenant = NO_ITEM;
		}
		session_history_settle(history, context);
		session_history_settle(other, context);
		history_merge(history, other, context);
	}
	if (history == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(history);
}

/* ---------- write ---------- */

static void
put_ids(AggWriter *writer, const SessionHistory *history, const Numbering *ids)
{
	const HistoryEvent *events = history->events.items;

	agg_put_uint(writer, ids->ids.count);
	for (uint32 i = 0; i < ids->ids.count; i++)
	{
		const NumberedId *id = NUMBERED_ID(ids, i);
		uint32		count = 0;

		CHECK_FOR_INTERRUPTS();
		for (uint32 number = id->latest; number != NO_ITEM; number = events[number].before)
			count++;
		agg_put_bytes(writer, &id->uuid, UUID_LEN);
		agg_put_uint(writer, id->owner);
		agg_put_uint(writer, count);
		for (uint32 number = id->latest; number != NO_ITEM; number = events[number].before)
		{
			const pg_uuid_t *event_id = session_history_event_id(history, number);

			agg_put_bytes(writer, &events[number].time, sizeof(TimestampTz));
			agg_put_uint(writer, events[number].about);
			agg_put_u8(writer, event_id != NULL);
			if (event_id != NULL)
				agg_put_bytes(writer, event_id, UUID_LEN);
		}
	}
}

Datum
analytics_session_history_serialize(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SessionHistory *history = AGG_STRICT_STATE(0, SessionHistory);
	AggWriter	writer;
	bytea	   *result;
	Size		max_size;

	session_history_settle(history, context);
	max_size = HISTORY_FIXED_MAX_BYTES + (Size) history->events.count * EVENT_MAX_BYTES +
		((Size) history->tenants.ids.count + history->users.ids.count + history->sessions.ids.count) * ID_MAX_BYTES;
	result = agg_serialize_begin(&writer, max_size, HISTORY_WIRE_MAGIC, HISTORY_WIRE_VERSION);
	agg_put_int(&writer, history->timeout);
	agg_put_int(&writer, history->from_time);
	agg_put_int(&writer, history->to_time);
	agg_put_int(&writer, history->whole_until);
	agg_put_u8(&writer, history->with_ids);
	put_ids(&writer, history, &history->tenants);
	put_ids(&writer, history, &history->users);
	put_ids(&writer, history, &history->sessions);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

/* ---------- read ---------- */

/*
 * Read ids of so many owners.  Users are those that an event may have: when
 * these themselves are read, an event has only its own.
 */
static void
get_ids(AggReader *reader, SessionHistory *history, Numbering *ids, uint32 owners)
{
	bool		are_users = ids == &history->users;
	uint32		count = agg_get_count(reader, UUID_LEN + 2);

	for (uint32 i = 0; i < count && !reader->failed; i++)
	{
		pg_uuid_t	uuid;
		uint32		owner;
		uint32		events;

		CHECK_FOR_INTERRUPTS();
		agg_get_bytes(reader, &uuid, UUID_LEN);
		owner = agg_get_uint32(reader);
		events = agg_get_count(reader, EVENT_LEAST_BYTES);
		if (reader->failed || owner >= owners ||
			numbering_find(ids, &uuid, owner, CurrentMemoryContext) != i ||
			(ids == &history->tenants && events > 0))
		{
			agg_reader_fail(reader);
			return;
		}
		for (uint32 event = 0; event < events; event++)
		{
			TimestampTz time;
			uint32		about;
			bool		has_event_id;
			pg_uuid_t	event_id;

			agg_get_bytes(reader, &time, sizeof(time));
			about = agg_get_uint32(reader);
			has_event_id = agg_get_bool(reader);
			if (has_event_id)
				agg_get_bytes(reader, &event_id, UUID_LEN);
			if (reader->failed || !IS_VALID_TIMESTAMP(time) || (about & EVENT_KIND_MASK) > EVENT_END ||
				(are_users ? about >> EVENT_USER_SHIFT != i + 1 || (about & EVENT_KIND_MASK) != EVENT_OTHER
				 : about >> EVENT_USER_SHIFT > history->users.ids.count))
			{
				agg_reader_fail(reader);
				return;
			}
			session_history_add(history, NUMBERED_ID(ids, i), time, about,
								has_event_id ? &event_id : NULL, CurrentMemoryContext);
		}
	}
}

Datum
analytics_session_history_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	SessionHistory *history;

	agg_deserialize_begin(fcinfo, &reader, HISTORY_WIRE_MAGIC, HISTORY_WIRE_VERSION);
	history = agg_alloc0(CurrentMemoryContext, sizeof(SessionHistory));
	history->tenant = NO_ITEM;
	history->timeout = agg_get_int(&reader);
	history->from_time = agg_get_int(&reader);
	history->to_time = agg_get_int(&reader);
	history->whole_until = agg_get_int(&reader);
	if (history->timeout < 0)
		agg_reader_fail(&reader);
	history->with_ids = agg_get_bool(&reader);
	get_ids(&reader, history, &history->tenants, 1);
	get_ids(&reader, history, &history->users, history->tenants.ids.count);
	get_ids(&reader, history, &history->sessions, history->tenants.ids.count);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(history);
}
