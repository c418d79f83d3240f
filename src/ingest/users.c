/*-------------------------------------------------------------------------
 *
 * users.c
 *	  What is known of users beyond their events.
 *
 * The rules for personal data hold for the properties of users as for those
 * of events.  Nothing is kept of users who opted out.  The functions tell what
 * is wrong before they write anything; the trigger analytics_users_gate()
 * checks every row, by whatever path it comes, and what a row becomes when new
 * properties are merged into it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "base/confidential.h"
#include "base/json_value.h"
#include "base/settings.h"
#include "ingest/event_check.h"
#include "ingest/users.h"
#include "privacy/consent.h"
#include "privacy/privacy.h"
#include "store/alias.h"

/* What was set once stays; what is set now wins over what was. */
#define MERGED_PROPERTIES "COALESCE($4, '{}') || u.properties || COALESCE($3, '{}')"

/* Where the merged properties would be too large, nothing is written; the row is locked all the same. */
static StoreStatement upsert_user = {
	.sql = "INSERT INTO %s AS u (tenant_id, user_id, properties)"
	" VALUES ($1, $2, COALESCE($4, '{}') || COALESCE($3, '{}'))"
	" ON CONFLICT (tenant_id, user_id) DO UPDATE SET"
	" properties = " MERGED_PROPERTIES ","
	" updated_at = pg_catalog.clock_timestamp()"
	" WHERE pg_catalog.pg_column_size(" MERGED_PROPERTIES ") <= $5",
	.table = STORE_USERS,
	.nargs = 5,
	.argtypes = {UUIDOID, UUIDOID, JSONBOID, JSONBOID, INT4OID},
};

static StoreStatement measure_user = {
	.sql = "SELECT pg_catalog.pg_column_size(" MERGED_PROPERTIES ") FROM %s AS u"
	" WHERE tenant_id = $1 AND user_id = $2",
	.table = STORE_USERS,
	.nargs = 4,
	.argtypes = {UUIDOID, UUIDOID, JSONBOID, JSONBOID},
};

CONFIDENTIAL_FUNCTION(analytics_identify);
CONFIDENTIAL_FUNCTION(analytics_users_gate);

/*
 * May the caller write analytics_users?
 */
void
users_check_privilege(const EventContext *context, const char *path, Problems *problems)
{
	Oid			table = store_table(context->store, STORE_USERS);

	/* not UPDATE, with which a role could lock the table against all others */
	if (pg_class_aclcheck(table, context->caller, ACL_INSERT) != ACLCHECK_OK)
		problem_add(problems, ERRCODE_INSUFFICIENT_PRIVILEGE, path,
					"permission denied for table analytics_users", NULL,
					store_grant_hint(context->store, STORE_USERS, context->caller, "INSERT"));
}

/*
 * A user's properties as they may be stored; NULL for none, if there is a
 * problem, and in anonymous mode, which stores nothing of users.
 */
Jsonb *
users_prepare(const EventContext *context, Jsonb *properties,
			  const char *path, Problems *problems)
{
	bool		covered;

	if (properties == NULL || json_is_empty_array(properties) ||
		!event_check_properties(context, properties, path, &covered, problems) ||
		setting_anonymous_mode)
		return NULL;
	return covered ? privacy_redact(context->store, properties, NULL) : properties;
}

/*
 * Nothing was written of a user: because the merged properties are too large?
 * (Else because the user has just opted out, or a trigger of the owner said so.)
 */
static void
check_merged_size(const Store *store, Datum *values, const char *nulls,
				  const char *path, Problems *problems)
{
	store_execute(store, &measure_user, values, nulls);
	if (SPI_processed > 0)
	{
		bool		isnull;
		Datum		size = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);

		if (!isnull)
			event_check_size(DatumGetInt32(size), path, "With what is stored they", problems);
	}
	SPI_freetuptable(SPI_tuptable);
}

/*
 * Write prepared properties, unless what they make of the user is too large:
 * then a problem is added.  Runs as the store's owner inside SPI.
 */
void
users_write(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user,
			Jsonb *set, Jsonb *set_once, const char *path, Problems *problems)
{
	Datum		values[] = {
		UUIDPGetDatum(tenant),
		UUIDPGetDatum(user),
		JsonbPGetDatum(set),
		JsonbPGetDatum(set_once),
		Int32GetDatum(setting_max_properties_size),
	};
	char		nulls[] = {' ', ' ', set == NULL ? 'n' : ' ', set_once == NULL ? 'n' : ' ', ' ', '\0'};

	store_execute(store, &upsert_user, values, nulls);
	if (SPI_processed == 0)
		check_merged_size(store, values, nulls, path, problems);
}

/*
 * Write prepared properties, from outside SPI and as any user; 54000 when what
 * they make of the user is too large.
 */
void
users_store(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user,
			Jsonb *set, Jsonb *set_once)
{
	Problems	problems = {0};
	StoreCaller caller;

	SPI_connect();
	store_become_owner(store, &caller);
	users_write(store, tenant, user, set, set_once, "", &problems);
	problems_raise(&problems);
	store_become_caller(&caller);
	SPI_finish();
}

/*
 * What is said of an anonymous visitor is said of their user, once there is an
 * alias, as what they do is the user's.
 */
static void
resolve_visitor(const Store *store, Event *person)
{
	pg_uuid_t	user;

	if (alias_find(store, &person->tenant_id, &person->user_id, &user))
		person->user_id = user;
}

/*
 * analytics_identify(user_id uuid, set jsonb, set_once jsonb, tenant_id uuid)
 * -> boolean: was anything stored?
 */
static Datum
analytics_identify_confidential(PG_FUNCTION_ARGS)
{
	Problems	problems = {0};
	EventContext context;
	Event		event = {0};
	Jsonb	   *set = PG_ARGISNULL(1) ? NULL : PG_GETARG_JSONB_P(1);
	Jsonb	   *set_once = PG_ARGISNULL(2) ? NULL : PG_GETARG_JSONB_P(2);

	event_context_init(&context, store_get(), GetUserId());
	users_check_privilege(&context, "", &problems);
	problems_raise(&problems);
	/* before consent is asked for: see store_lock_to_write() */
	store_lock_to_write(context.store, STORE_USERS);
	event.user_id = event_require_user(PG_ARGISNULL(0) ? NULL : PG_GETARG_UUID_P(0));
	event.has_tenant_id = !PG_ARGISNULL(3);
	if (event.has_tenant_id)
		event.tenant_id = *PG_GETARG_UUID_P(3);

	event_tenant_to_write(&context, &event, &problems);
	set = users_prepare(&context, set, "/set", &problems);
	set_once = users_prepare(&context, set_once, "/set_once", &problems);
	problems_raise(&problems);
	if (setting_anonymous_mode ||
		consent_withdrawn(context.store, &event.tenant_id, &event.user_id))
		PG_RETURN_BOOL(false);

	resolve_visitor(context.store, &event);
	users_store(context.store, &event.tenant_id, &event.user_id, set, set_once);
	PG_RETURN_BOOL(true);
}

/*
 * A row as it may be stored; NULL when it must not be.  What is stored, or put
 * back by the owner, keeps its visitor.
 */
static HeapTuple
users_gate_row(const Store *store, HeapTuple original, TupleDesc description, bool is_new)
{
	Problems	problems = {0};
	EventContext context;
	Event		person = {0};
	Jsonb	   *properties;
	Datum	   *values = palloc_array(Datum, description->natts);
	bool	   *nulls = palloc_array(bool, description->natts);
	HeapTuple	tuple;

	event_context_init(&context, store, GetUserId());
	heap_deform_tuple(original, description, values, nulls);
	if (nulls[USERS_USER_ID - 1] || nulls[USERS_PROPERTIES - 1])
		ereport(ERROR,
				(errcode(ERRCODE_NOT_NULL_VIOLATION),
				 errmsg("a user needs a user_id and properties")));
	person.user_id = *DatumGetUUIDP(values[USERS_USER_ID - 1]);
	person.has_tenant_id = !nulls[USERS_TENANT_ID - 1];
	if (person.has_tenant_id)
		person.tenant_id = *DatumGetUUIDP(values[USERS_TENANT_ID - 1]);

	event_tenant_to_write(&context, &person, &problems);
	properties = users_prepare(&context, DatumGetJsonbP(values[USERS_PROPERTIES - 1]),
							   "/properties", &problems);
	problems_raise(&problems);
	if (properties == NULL ||
		consent_withdrawn(store, &person.tenant_id, &person.user_id))
		return NULL;

	if (is_new && !context.is_owner)
		resolve_visitor(store, &person);
	values[USERS_USER_ID - 1] = UUIDPGetDatum(&person.user_id);
	values[USERS_TENANT_ID - 1] = UUIDPGetDatum(&person.tenant_id);
	nulls[USERS_TENANT_ID - 1] = false;
	values[USERS_PROPERTIES - 1] = JsonbPGetDatum(properties);
	if (!context.is_owner)
	{
		values[USERS_CREATED_AT - 1] = TimestampTzGetDatum(context.now);
		nulls[USERS_CREATED_AT - 1] = false;
		values[USERS_UPDATED_AT - 1] = TimestampTzGetDatum(context.now);
		nulls[USERS_UPDATED_AT - 1] = false;
	}
	tuple = heap_form_tuple(description, values, nulls);
	tuple->t_self = original->t_self;
	tuple->t_tableOid = original->t_tableOid;
	return tuple;
}

/*
 * analytics_users_gate(): trigger on analytics_users, BEFORE INSERT OR UPDATE
 * FOR EACH ROW
 *
 * Errors: those of event_check_properties(); 23502 without a user or
 * properties; 42501 for a foreign tenant; 42809 on another table; 55000 without
 * a store.
 */
static Datum
analytics_users_gate_confidential(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	const Store *store;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		!TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
		TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("analytics_users_gate() must be a BEFORE INSERT OR UPDATE row trigger")));
	store = store_get();
	if (RelationGetRelid(trigger->tg_relation) != store_table(store, STORE_USERS))
		store_refuse_trigger(trigger, "the store's analytics_users");
	store_check_columns(store, STORE_USERS, RelationGetDescr(trigger->tg_relation));
	return PointerGetDatum(users_gate_row(store,
										  TRIGGER_FIRED_BY_UPDATE(trigger->tg_event)
										  ? trigger->tg_newtuple : trigger->tg_trigtuple,
										  RelationGetDescr(trigger->tg_relation),
										  TRIGGER_FIRED_BY_INSERT(trigger->tg_event)));
}
