/*-------------------------------------------------------------------------
 *
 * users.c
 *	  What is known of users beyond their events.
 *
 * The rules for personal data hold for the properties of users as for those
 * of events.  Nothing is kept of users who opted out.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"

#include "base/settings.h"
#include "ingest/event_check.h"
#include "ingest/users.h"
#include "privacy/consent.h"
#include "privacy/privacy.h"

/* What was set once stays; what is set now wins over what was. */
static StoreStatement upsert_user = {
	.sql = "INSERT INTO %s AS u (tenant_id, user_id, properties)"
	" VALUES ($1, $2, COALESCE($4, '{}') || COALESCE($3, '{}'))"
	" ON CONFLICT (tenant_id, user_id) DO UPDATE SET"
	" properties = COALESCE($4, '{}') || u.properties || COALESCE($3, '{}'),"
	" updated_at = pg_catalog.clock_timestamp()",
	.table = STORE_USERS,
	.nargs = 4,
	.argtypes = {UUIDOID, UUIDOID, JSONBOID, JSONBOID},
};

PG_FUNCTION_INFO_V1(analytics_identify);

/*
 * May the caller write analytics_users?
 */
void
users_check_privilege(const EventContext *context, const char *path, Problems *problems)
{
	Oid			table = context->store->tables[STORE_USERS];

	if (pg_class_aclcheck(table, context->caller, ACL_INSERT) != ACLCHECK_OK ||
		pg_class_aclcheck(table, context->caller, ACL_UPDATE) != ACLCHECK_OK)
		problem_add(problems, ERRCODE_INSUFFICIENT_PRIVILEGE, path,
					"permission denied for table analytics_users", NULL,
					store_grant_hint(context->store, STORE_USERS, context->caller, "INSERT, UPDATE"));
}

/*
 * A user's properties as they may be stored; NULL for NULL, if there is a
 * problem, and in anonymous mode, which stores nothing of users.
 */
Jsonb *
users_prepare(const EventContext *context, Jsonb *properties,
			  const char *path, Problems *problems)
{
	bool		covered;

	if (properties == NULL ||
		!event_check_properties(context, properties, path, &covered, problems) ||
		setting_anonymous_mode)
		return NULL;
	return covered ? privacy_redact(context->store, properties) : properties;
}

/*
 * Write prepared properties.  Runs as the store's owner inside SPI.
 */
void
users_write(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user,
			Jsonb *set, Jsonb *set_once)
{
	Datum		values[] = {
		UUIDPGetDatum(tenant),
		UUIDPGetDatum(user),
		JsonbPGetDatum(set),
		JsonbPGetDatum(set_once),
	};
	char		nulls[] = {' ', ' ', set == NULL ? 'n' : ' ', set_once == NULL ? 'n' : ' ', '\0'};

	store_execute(store, &upsert_user, values, nulls);
}

/*
 * Write prepared properties, from outside SPI and as any user.
 */
void
users_store(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user,
			Jsonb *set, Jsonb *set_once)
{
	StoreCaller caller;

	SPI_connect();
	store_become_owner(store, &caller);
	users_write(store, tenant, user, set, set_once);
	store_become_caller(&caller);
	SPI_finish();
}

/*
 * analytics_identify(user_id uuid, set jsonb, set_once jsonb, tenant_id uuid)
 * -> boolean: was anything stored?
 */
Datum
analytics_identify(PG_FUNCTION_ARGS)
{
	Problems	problems = {0};
	EventContext context;
	Event		event = {0};
	Jsonb	   *set = PG_ARGISNULL(1) ? NULL : PG_GETARG_JSONB_P(1);
	Jsonb	   *set_once = PG_ARGISNULL(2) ? NULL : PG_GETARG_JSONB_P(2);

	event_context_init(&context, store_get(), GetUserId());
	users_check_privilege(&context, "", &problems);
	if (problems.count > 0)
		problem_raise(&problems.items[0]);
	/* before consent is asked for: see store_lock_to_write() */
	store_lock_to_write(context.store, STORE_USERS);
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("user_id must not be null")));
	event.user_id = *PG_GETARG_UUID_P(0);
	event.has_tenant_id = !PG_ARGISNULL(3);
	if (event.has_tenant_id)
		event.tenant_id = *PG_GETARG_UUID_P(3);

	event_resolve_tenant(&context, &event, &problems);
	set = users_prepare(&context, set, "/set", &problems);
	set_once = users_prepare(&context, set_once, "/set_once", &problems);
	if (problems.count > 0)
		problem_raise(&problems.items[0]);
	if (setting_anonymous_mode ||
		consent_withdrawn(context.store, &event.tenant_id, &event.user_id))
		PG_RETURN_BOOL(false);

	users_store(context.store, &event.tenant_id, &event.user_id, set, set_once);
	PG_RETURN_BOOL(true);
}
