/*-------------------------------------------------------------------------
 *
 * presence.c
 *	  When users were present: mindwell_internal.presence_agg.
 *
 * A user is present from an action until it is so long ago that they count as
 * absent.  The state is of each user the stretches in which no two neighbours
 * are further apart than that:
 *
 *		latest		| first, last, the one before of the same user |	of each user
 *		stretches	| the same | ...									the others
 *
 * An action that is near the user's latest stretches widens one; any other
 * begins one.  So events that come about in order of time take no memory each,
 * and what comes in another order is merged at the end: a union does not depend
 * on the order of what is united.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "common/int.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/timestamp.h"
#include "utils/uuid.h"

#include "aggkit/agg_support.h"
#include "aggkit/composite_array.h"
#include "aggkit/numbering.h"

#define PRESENCE_MAGIC "MWPR"
#define PRESENCE_VERSION 1
#define PRESENCE_FIXED_MAX_BYTES (AGG_UINT_BYTES + 2 * AGG_UINT32_BYTES)
#define STRETCH_MAX_BYTES (UUID_LEN + AGG_UINT32_BYTES + 2 * AGG_UINT_BYTES)
/* user, number of the tenant, first and last */
#define STRETCH_MIN_BYTES (UUID_LEN + 1 + 1 + 1)

/* so many of a user's latest stretches may be widened */
#define STRETCHES_TRIED 4
/* so many users are looked at before the table is asked */
#define USERS_TRIED 32

/* Arguments of the transition, after the state. */
enum
{
	PRESENCE_TENANT = 1,
	PRESENCE_USER,
	PRESENCE_AT,
	PRESENCE_ABSENCE,
	PRESENCE_WANTED_TENANTS,
	PRESENCE_WANTED_USERS
};

/* Columns of user_presence. */
enum
{
	COLUMN_TENANT,
	COLUMN_USER,
	COLUMN_FROM,
	COLUMN_UNTIL,
	PRESENCE_COLUMNS
};

typedef struct Stretch
{
	TimestampTz first;
	TimestampTz last;			/* before the first one: the user has none yet */
	uint32		before;			/* of the same user; NO_ITEM: none */
} Stretch;

#define IS_STRETCH(stretch) ((stretch)->first <= (stretch)->last)

typedef struct PresenceState
{
	int64		absence;
	Numbering	tenants;
	Numbering	users;			/* that count, each of a tenant */
	FlatArray	latest;			/* Stretch, by number of the user */
	FlatArray	stretches;		/* those before */
	uint32		recent_tenant;	/* rows of one come after another */
	uint32		recent_user;	/* and those of a day often in the order of the users */
} PresenceState;

PG_FUNCTION_INFO_V1(analytics_presence_transition);
PG_FUNCTION_INFO_V1(analytics_presence_combine);
PG_FUNCTION_INFO_V1(analytics_presence_serialize);
PG_FUNCTION_INFO_V1(analytics_presence_deserialize);
PG_FUNCTION_INFO_V1(analytics_presence_final);

static int
compare_stretches(const Stretch *a, const Stretch *b)
{
	return a->first < b->first ? -1 : a->first > b->first;
}

#define ST_SORT sort_stretches
#define ST_ELEMENT_TYPE Stretch
#define ST_COMPARE(a, b) compare_stretches(a, b)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * A time and a duration; where there is no such time, the end of all times.
 */
static TimestampTz
later(TimestampTz at, int64 duration)
{
	TimestampTz result;

	if (pg_add_s64_overflow(at, duration, &result) || !IS_VALID_TIMESTAMP(result))
		return DT_NOEND;
	return result;
}

static Datum *
get_ids(FunctionCallInfo fcinfo, int argument, const char *name, int *count)
{
	Datum	   *ids;

	if (PG_ARGISNULL(argument))
		agg_argument_is_null(name);
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(argument), UUIDOID, UUID_LEN, false, TYPALIGN_CHAR, &ids, NULL, count);
	return ids;
}

/*
 * The latest stretch of a user, and the one before another; NULL: none.
 */
static const Stretch *
latest_stretch(const PresenceState *state, uint32 user)
{
	const Stretch *latest = FLAT_ARRAY_ITEM(&state->latest, Stretch, user);

	return IS_STRETCH(latest) ? latest : NULL;
}

static const Stretch *
stretch_before(const PresenceState *state, const Stretch *stretch)
{
	return stretch->before == NO_ITEM ? NULL : FLAT_ARRAY_ITEM(&state->stretches, Stretch, stretch->before);
}

/*
 * The number of a user, who is a new one when they were not seen before.
 */
static uint32
add_user(PresenceState *state, const pg_uuid_t *user, uint32 tenant, MemoryContext context)
{
	uint32		number = numbering_find(&state->users, user, tenant, context);

	if (number == state->latest.count)
	{
		Stretch    *none = flat_array_append(&state->latest, sizeof(Stretch), context);

		none->first = DT_NOEND;
		none->last = DT_NOBEGIN;
		none->before = NO_ITEM;
	}
	return number;
}

static PresenceState *
read_constants(FunctionCallInfo fcinfo, MemoryContext context)
{
	PresenceState *state = agg_alloc0(context, sizeof(PresenceState));
	int			tenant_count;
	int			user_count;
	Datum	   *tenants = get_ids(fcinfo, PRESENCE_WANTED_TENANTS, "user_tenants", &tenant_count);
	Datum	   *users = get_ids(fcinfo, PRESENCE_WANTED_USERS, "user_ids", &user_count);

	if (tenant_count != user_count)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("user_tenants and user_ids must have the same number of elements")));
	state->absence = agg_get_duration(fcinfo, PRESENCE_ABSENCE, "absence");
	for (int i = 0; i < user_count; i++)
	{
		uint32		tenant = numbering_find(&state->tenants, DatumGetUUIDP(tenants[i]), 0, context);

		CHECK_FOR_INTERRUPTS();
		add_user(state, DatumGetUUIDP(users[i]), tenant, context);
	}
	pfree(tenants);
	pfree(users);
	return state;
}

/*
 * The number of a tenant that has users that count, else NO_ITEM.
 */
static uint32
find_tenant(PresenceState *state, const pg_uuid_t *tenant)
{
	uint32		recent = state->recent_tenant;

	if (recent < state->tenants.ids.count && memcmp(&NUMBERED_ID(&state->tenants, recent)->uuid, tenant, UUID_LEN) == 0)
		return recent;
	recent = numbering_lookup(&state->tenants, tenant, 0);
	if (recent != NO_ITEM)
		state->recent_tenant = recent;
	return recent;
}

/*
 * The number of a user who counts, else NO_ITEM.  Where rows and users are in one order,
 * it is one of the next.
 */
static uint32
find_user(PresenceState *state, const pg_uuid_t *user, uint32 tenant)
{
	uint32		number = state->recent_user;

	for (int i = 0; i < USERS_TRIED && number < state->users.ids.count; i++, number++)
	{
		const NumberedId *id = NUMBERED_ID(&state->users, number);
		int			order = id->owner != tenant ? 1 : memcmp(&id->uuid, user, UUID_LEN);

		if (order == 0)
		{
			state->recent_user = number;
			return number;
		}
		if (order > 0)
			break;
	}
	number = numbering_lookup(&state->users, user, tenant);
	if (number != NO_ITEM)
		state->recent_user = number;
	return number;
}

/*
 * A user of a tenant was present from the first to the last time.
 */
static void
add_stretch(PresenceState *state, uint32 user, TimestampTz first, TimestampTz last, MemoryContext context)
{
	Stretch    *latest = FLAT_ARRAY_ITEM(&state->latest, Stretch, user);
	Stretch    *known = latest;

	for (int i = 0; i < STRETCHES_TRIED && IS_STRETCH(known); i++)
	{
		if (first < later(known->last, state->absence) && known->first < later(last, state->absence))
		{
			known->first = Min(known->first, first);
			known->last = Max(known->last, last);
			return;
		}
		if (known->before == NO_ITEM)
			break;
		known = FLAT_ARRAY_ITEM(&state->stretches, Stretch, known->before);
	}
	if (IS_STRETCH(latest))
	{
		*(Stretch *) flat_array_append(&state->stretches, sizeof(Stretch), context) = *latest;
		latest->before = state->stretches.count - 1;
	}
	latest->first = first;
	latest->last = last;
}

/*
 * (state, tenant_id, user_id, at, absence, user_tenants, user_ids)
 */
Datum
analytics_presence_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	PresenceState *state = AGG_STATE(0, PresenceState);
	uint32		tenant;
	uint32		user;
	TimestampTz at;

	if (state == NULL)
		state = read_constants(fcinfo, context);
	if (PG_ARGISNULL(PRESENCE_TENANT) || PG_ARGISNULL(PRESENCE_USER) || PG_ARGISNULL(PRESENCE_AT))
		PG_RETURN_POINTER(state);
	tenant = find_tenant(state, PG_GETARG_UUID_P(PRESENCE_TENANT));
	if (tenant == NO_ITEM)
		PG_RETURN_POINTER(state);
	user = find_user(state, PG_GETARG_UUID_P(PRESENCE_USER), tenant);
	if (user == NO_ITEM)
		PG_RETURN_POINTER(state);
	at = agg_get_time(fcinfo, PRESENCE_AT);
	add_stretch(state, user, at, at, context);
	PG_RETURN_POINTER(state);
}

Datum
analytics_presence_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	PresenceState *state = AGG_STATE(0, PresenceState);
	PresenceState *other = AGG_STATE(1, PresenceState);

	if (other != NULL)
	{
		if (state == NULL)
		{
			state = agg_alloc0(context, sizeof(PresenceState));
			state->absence = other->absence;
		}
		for (uint32 i = 0; i < other->users.ids.count; i++)
		{
			const NumberedId *theirs = NUMBERED_ID(&other->users, i);
			uint32		tenant = numbering_find(&state->tenants, &NUMBERED_ID(&other->tenants, theirs->owner)->uuid, 0, context);
			uint32		user = add_user(state, &theirs->uuid, tenant, context);

			CHECK_FOR_INTERRUPTS();
			for (const Stretch *stretch = latest_stretch(other, i); stretch != NULL; stretch = stretch_before(other, stretch))
				add_stretch(state, user, stretch->first, stretch->last, context);
		}
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

Datum
analytics_presence_serialize(PG_FUNCTION_ARGS)
{
	PresenceState *state;
	AggWriter	writer;
	bytea	   *result;
	uint32		count;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, PresenceState);
	count = state->stretches.count;
	for (uint32 i = 0; i < state->users.ids.count; i++)
		count += latest_stretch(state, i) != NULL;
	result = agg_serialize_begin(&writer,
								 PRESENCE_FIXED_MAX_BYTES + (Size) state->tenants.ids.count * UUID_LEN +
								 (Size) count * STRETCH_MAX_BYTES,
								 PRESENCE_MAGIC, PRESENCE_VERSION);
	agg_put_int(&writer, state->absence);
	agg_put_uint(&writer, state->tenants.ids.count);
	for (uint32 i = 0; i < state->tenants.ids.count; i++)
		agg_put_bytes(&writer, &NUMBERED_ID(&state->tenants, i)->uuid, UUID_LEN);
	agg_put_uint(&writer, count);
	for (uint32 i = 0; i < state->users.ids.count; i++)
	{
		const NumberedId *user = NUMBERED_ID(&state->users, i);

		CHECK_FOR_INTERRUPTS();
		for (const Stretch *stretch = latest_stretch(state, i); stretch != NULL; stretch = stretch_before(state, stretch))
		{
			agg_put_bytes(&writer, &user->uuid, UUID_LEN);
			agg_put_uint(&writer, user->owner);
			agg_put_int(&writer, stretch->first);
			agg_put_int(&writer, stretch->last);
		}
	}
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_presence_deserialize(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	AggReader	reader;
	PresenceState *state;
	uint32		count;

	agg_deserialize_begin(fcinfo, &reader, PRESENCE_MAGIC, PRESENCE_VERSION);
	state = agg_alloc0(context, sizeof(PresenceState));
	state->absence = agg_get_int(&reader);
	count = agg_get_count(&reader, UUID_LEN);
	for (uint32 i = 0; i < count && !reader.failed; i++)
	{
		pg_uuid_t	tenant;

		agg_get_bytes(&reader, &tenant, UUID_LEN);
		if (numbering_find(&state->tenants, &tenant, 0, context) != i)
			agg_reader_fail(&reader);
	}
	count = agg_get_count(&reader, STRETCH_MIN_BYTES);
	for (uint32 i = 0; i < count && !reader.failed; i++)
	{
		pg_uuid_t	user;
		uint32		tenant;
		TimestampTz first;
		TimestampTz last;

		CHECK_FOR_INTERRUPTS();
		agg_get_bytes(&reader, &user, UUID_LEN);
		tenant = agg_get_uint32(&reader);
		first = agg_get_int(&reader);
		last = agg_get_int(&reader);
		if (tenant >= state->tenants.ids.count || TIMESTAMP_NOT_FINITE(first) || TIMESTAMP_NOT_FINITE(last) || first > last)
			agg_reader_fail(&reader);
		if (!reader.failed)
			add_stretch(state, add_user(state, &user, tenant, context), first, last, context);
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * A user's stretches, which are in order, as periods that do not touch.
 */
static void
add_periods(CompositeArray *rows, const PresenceState *state, const NumberedId *user, const Stretch *stretches, uint32 count)
{
	Datum		values[PRESENCE_COLUMNS];
	bool		nulls[PRESENCE_COLUMNS] = {false};

	values[COLUMN_TENANT] = UUIDPGetDatum(&NUMBERED_ID(&state->tenants, user->owner)->uuid);
	values[COLUMN_USER] = UUIDPGetDatum(&user->uuid);
	for (uint32 i = 0, next; i < count; i = next)
	{
		TimestampTz until = later(stretches[i].last, state->absence);

		for (next = i + 1; next < count && stretches[next].first <= until; next++)
			until = Max(until, later(stretches[next].last, state->absence));
		values[COLUMN_FROM] = TimestampTzGetDatum(stretches[i].first);
		values[COLUMN_UNTIL] = TimestampTzGetDatum(until);
		composite_array_add(rows, values, nulls);
	}
}

Datum
analytics_presence_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	PresenceState *state = AGG_STATE(0, PresenceState);
	CompositeArray rows;
	FlatArray	own = {0};

	composite_array_begin(&rows, fcinfo, PRESENCE_COLUMNS, 0);
	for (uint32 i = 0; state != NULL && i < state->users.ids.count; i++)
	{
		const NumberedId *user = NUMBERED_ID(&state->users, i);

		CHECK_FOR_INTERRUPTS();
		own.count = 0;
		for (const Stretch *stretch = latest_stretch(state, i); stretch != NULL; stretch = stretch_before(state, stretch))
			*(Stretch *) flat_array_append(&own, sizeof(Stretch), context) = *stretch;
		sort_stretches(own.items, own.count);
		add_periods(&rows, state, user, own.items, own.count);
	}
	if (own.items != NULL)
		pfree(own.items);
	PG_RETURN_DATUM(composite_array_end(&rows));
}
