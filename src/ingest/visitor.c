/*-------------------------------------------------------------------------
 *
 * visitor.c
 *	  Anonymous visitors, and which users they turn out to be.
 *
 * A client knows a visitor who has not signed in by an id of its own.  That is
 * hashed into a UUID (uuid_from_anonymous_id), which is in user_id like a
 * user's, and which a query tells from one by its first bytes.  When the
 * visitor signs in, an alias says whose what comes from there is from now on
 * (event_check.c).  What is stored already is not changed: reports that
 * follow people look the alias up.
 *
 * The first alias of an id wins, and ends at the earliest time at which a
 * second user appears: the device is then one that several people use.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/timestamp.h"

#include "base/confidential.h"
#include "base/settings.h"
#include "ingest/visitor.h"
#include "privacy/consent.h"
#include "store/alias.h"
#include "store/event.h"

/* A second user ends the alias; whoever comes at the same time waits for the first. */
static StoreStatement insert_alias = {
	.sql = "INSERT INTO %s AS a (tenant_id, anonymous_id, user_id, created_at)"
	" VALUES ($1, $2, $3, pg_catalog.clock_timestamp())"
	" ON CONFLICT (tenant_id, anonymous_id) DO UPDATE SET ended_at = EXCLUDED.created_at"
	" WHERE a.user_id <> EXCLUDED.user_id AND (a.ended_at IS NULL OR a.ended_at > EXCLUDED.created_at)",
	.table = STORE_ALIASES,
	.nargs = 3,
	.argtypes = {UUIDOID, UUIDOID, UUIDOID},
};

/* At the earliest time of a second user, in whatever order their events come. */
static StoreStatement end_alias = {
	.sql = "UPDATE %s SET ended_at = $4"
	" WHERE tenant_id = $1 AND anonymous_id = $2 AND user_id <> $3 AND (ended_at IS NULL OR ended_at > $4)",
	.table = STORE_ALIASES,
	.nargs = 4,
	.argtypes = {UUIDOID, UUIDOID, UUIDOID, TIMESTAMPTZOID},
};

CONFIDENTIAL_FUNCTION(analytics_alias);
CONFIDENTIAL_FUNCTION(analytics_alias_number);

static bool
stands_for(const Store *store, const Event *person, const pg_uuid_t *anonymous_id)
{
	pg_uuid_t	user;

	return alias_find(store, &person->tenant_id, anonymous_id, &user) &&
		uuid_equal(&user, &person->user_id);
}

/*
 * A user has appeared with a visitor's id: the alias of another user ends.
 * Runs as the store's owner inside SPI.
 */
void
visitor_end_alias(const Store *store, const SecondUser *second)
{
	Datum		values[] = {
		UUIDPGetDatum(&second->tenant_id),
		UUIDPGetDatum(&second->anonymous_id),
		UUIDPGetDatum(&second->user_id),
		TimestampTzGetDatum(second->occurred_at),
	};

	store_execute(store, &end_alias, values, NULL);
}

static void
store_alias(const Store *store, const Event *person, const pg_uuid_t *anonymous_id)
{
	Datum		values[] = {
		UUIDPGetDatum(&person->tenant_id),
		UUIDPGetDatum(anonymous_id),
		UUIDPGetDatum(&person->user_id),
	};

	(void) store_execute_as_owner(store, &insert_alias, values, NULL);
}

/*
 * The visitor that the first argument names; 22004 for none.
 */
static pg_uuid_t
require_visitor(FunctionCallInfo fcinfo, bool is_number)
{
	pg_uuid_t	result = uuid_nil;

	if (!PG_ARGISNULL(0))
		result = is_number ? id_of_visitor_from_numeric(PG_GETARG_NUMERIC(0)) :
			id_of_visitor_from_text(PG_GETARG_TEXT_PP(0));
	if (uuid_is_nil(&result))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("anonymous_id must not be null, nor stand for none")));
	return result;
}

static Datum
alias(FunctionCallInfo fcinfo, bool is_number)
{
	const Store *store = store_get();
	Event		person = {0};
	pg_uuid_t	anonymous_id;

	if (pg_class_aclcheck(store_table(store, STORE_ALIASES), GetUserId(), ACL_INSERT) != ACLCHECK_OK)
		store_deny(store, STORE_ALIASES, GetUserId(), "INSERT");
	/* before consent is asked for: see store_lock_to_write() */
	store_lock_to_write(store, STORE_ALIASES);
	anonymous_id = require_visitor(fcinfo, is_number);
	person.user_id = event_require_user(PG_ARGISNULL(1) ? NULL : PG_GETARG_UUID_P(1));
	if (uuid_is_anonymous(&person.user_id))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("user_id must be a user, not an anonymous visitor"),
				 errhint("The first argument is the id of the visitor, the second that of the user who signed in.")));
	person.tenant_id = event_require_tenant_to_write(store, PG_ARGISNULL(2) ? NULL : PG_GETARG_UUID_P(2));

	if (setting_anonymous_mode ||
		consent_withdrawn(store, &person.tenant_id, &person.user_id) ||
		consent_withdrawn(store, &person.tenant_id, &anonymous_id))
		PG_RETURN_BOOL(false);
	/* clients say it again with every sign-in */
	if (!stands_for(store, &person, &anonymous_id))
		store_alias(store, &person, &anonymous_id);
	PG_RETURN_BOOL(stands_for(store, &person, &anonymous_id));
}

/*
 * analytics_alias(anonymous_id text, user_id analytics_id, tenant_id uuid)
 * -> boolean: is what comes from the visitor this user's from now on?
 */
static Datum
analytics_alias_confidential(PG_FUNCTION_ARGS)
{
	return alias(fcinfo, false);
}

/*
 * analytics_alias(anonymous_id numeric, user_id analytics_id, tenant_id uuid)
 */
static Datum
analytics_alias_number_confidential(PG_FUNCTION_ARGS)
{
	return alias(fcinfo, true);
}
