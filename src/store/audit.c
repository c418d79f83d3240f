/*-------------------------------------------------------------------------
 *
 * audit.c
 *	  The audit log: who did what, when, to how many.
 *
 * One row for each privileged act, written in its transaction: an act that
 * rolls back leaves none.  Code that works as the store's owner writes it,
 * and a trigger on the configuration tables, whoever changes them.
 *
 * Two roles are noted: the one that logged in, and the one that acted (SET
 * ROLE).  The second is the outer role, and not the current one: that is
 * the store's owner here, whoever asked.
 *
 * Nothing of a person is written in clear: a subject that is one is given as
 * a keyed hash, and of the configuration only columns that name no person.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "base/uuid.h"
#include "store/audit.h"

#define TENANT_FIELD "tenant_id"

/* The trigger's name for the rows that changed, in CREATE TRIGGER. */
#define CHANGED_ROWS "changed_rows"
#define MAX_ROWS_SHOWN 20

/* What of a changed row of a configuration table is written down. */
static const struct
{
	const char *columns;
	StoreTable	table;
	bool		is_of_tenant;	/* a row is one tenant's */
}			audited_columns[] = {
	{"tenant_id, event_type, retention_class", STORE_EVENT_TYPES, true},
	{"stage", STORE_FUNNEL_STAGES, false},
	{"key, action", STORE_PII_RULES, false},
	{"created_at", STORE_HASH_KEY, false},
	{"role, tenant_id", STORE_TENANT_MEMBERS, true},
	{"retention_class, keep, export_first", STORE_RETENTION_POLICIES, false},
};

/* In the order of the values in audit_write(). */
static StoreStatement insert_entry = {
	.sql = "INSERT INTO %s (id, occurred_at, session_role, caller_role, tenant_id,"
	" action, subject, event_count, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
	.table = STORE_AUDIT_LOG,
	.nargs = 9,
	.argtypes = {UUIDOID, TIMESTAMPTZOID, NAMEOID, NAMEOID, UUIDOID,
	TEXTOID, TEXTOID, INT8OID, JSONBOID},
};

PG_FUNCTION_INFO_V1(analytics_audit);
PG_FUNCTION_INFO_V1(analytics_audit_configuration);

/*
 * Whose row it is: the tenant that the detail names.
 */
static bool
entry_tenant(Jsonb *detail, pg_uuid_t *tenant)
{
	JsonbValue	field;

	return detail != NULL && JB_ROOT_IS_OBJECT(detail) &&
		getKeyJsonValueFromContainer(&detail->root, TENANT_FIELD, strlen(TENANT_FIELD),
									 &field) != NULL &&
		field.type == jbvString &&
		uuid_parse(field.val.string.val, field.val.string.len, tenant);
}

static Datum
role_name(Oid role)
{
	Name		name = palloc0_object(NameData);

	namestrcpy(name, GetUserNameFromId(role, false));
	return NameGetDatum(name);
}

/*
 * Write an entry.  Whoever calls has checked that the act was allowed.
 */
void
audit_write(const Store *store, const AuditEntry *entry)
{
	TimestampTz now = GetCurrentTransactionStartTimestamp();
	pg_uuid_t	id;
	pg_uuid_t	tenant;
	StoreCaller caller;
	Datum		values[9];
	char		nulls[] = "         ";

	uuid_generate_v7(GetCurrentTimestamp(), &id);
	if (!entry_tenant(entry->detail, &tenant))
		nulls[4] = 'n';
	if (entry->subject == NULL)
		nulls[6] = 'n';
	if (entry->count == NULL)
		nulls[7] = 'n';
	if (entry->detail == NULL)
		nulls[8] = 'n';

	SPI_connect();
	values[0] = UUIDPGetDatum(&id);
	values[1] = TimestampTzGetDatum(now);
	values[2] = role_name(GetSessionUserId());
	values[3] = role_name(GetOuterUserId());
	values[4] = UUIDPGetDatum(&tenant);
	values[5] = CStringGetTextDatum(entry->action);
	values[6] = entry->subject == NULL ? (Datum) 0 : CStringGetTextDatum(entry->subject);
	values[7] = entry->count == NULL ? (Datum) 0 : Int64GetDatum(*entry->count);
	values[8] = entry->detail == NULL ? (Datum) 0 : JsonbPGetDatum(entry->detail);
	store_become_owner(store, &caller);
	store_execute(store, &insert_entry, values, nulls);
	store_become_caller(&caller);
	SPI_finish();
}

/*
 * mindwell_internal.audit(action text, subject text, event_count bigint, detail jsonb)
 * -> void: 42501 without the owner's rights, 22004 for a NULL action
 */
Datum
analytics_audit(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	AuditEntry	entry = {0};
	int64		count;

	if (!store_is_owner(store, GetUserId()))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for the audit log of the analytics store"),
				 errdetail("What is done with the store's owner's rights is written into it.")));
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("action must not be null")));

	entry.action = text_to_cstring(PG_GETARG_TEXT_PP(0));
	if (!PG_ARGISNULL(1))
		entry.subject = text_to_cstring(PG_GETARG_TEXT_PP(1));
	if (!PG_ARGISNULL(2))
	{
		count = PG_GETARG_INT64(2);
		entry.count = &count;
	}
	if (!PG_ARGISNULL(3))
		entry.detail = PG_GETARG_JSONB_P(3);
	audit_write(store, &entry);
	PG_RETURN_VOID();
}

/*
 * Which of the audited tables has the trigger; 42809 for another one.
 */
static int
audited_table(const Store *store, const TriggerData *trigger)
{
	for (int i = 0; i < (int) lengthof(audited_columns); i++)
		if (store->tables[audited_columns[i].table] == RelationGetRelid(trigger->tg_relation))
			return i;
	store_refuse_trigger(trigger, "a configuration table of the analytics store");
}

/*
 * A query for the number of rows that a statement changed, and for some of
 * them; $1 is the operation.  Rows of one tenant are for that one to read.
 */
static char *
changed_rows_query(int audited)
{
	return psprintf("SELECT c.row_count, pg_catalog.jsonb_build_object('operation', $1, 'rows', c.rows) %s"
					" FROM (SELECT (SELECT pg_catalog.count(*) FROM " CHANGED_ROWS ") AS row_count,"
					" (SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(r))"
					" FROM (SELECT %s FROM " CHANGED_ROWS " LIMIT %d) AS r) AS rows) AS c",
					audited_columns[audited].is_of_tenant ?
					"|| (SELECT pg_catalog.jsonb_build_object('" TENANT_FIELD "', CASE WHEN pg_catalog.count(*) = 1"
					" THEN pg_catalog.min(CAST(t." TENANT_FIELD " AS pg_catalog.text)) END)"
					" FROM (SELECT DISTINCT " TENANT_FIELD " FROM " CHANGED_ROWS ") AS t)" : "",
					audited_columns[audited].columns, MAX_ROWS_SHOWN);
}

/*
 * Count the rows that a statement changed, and show some of them.
 */
static Jsonb *
describe_changed_rows(const Store *store, TriggerData *trigger, int audited, int64 *count)
{
	MemoryContext context = CurrentMemoryContext;
	const char *operation = TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ? "insert" :
		TRIGGER_FIRED_BY_UPDATE(trigger->tg_event) ? "update" : "delete";
	Oid			argtype = TEXTOID;
	Datum		argument = CStringGetTextDatum(operation);
	char	   *query = changed_rows_query(audited);
	StoreCaller caller;
	bool		isnull;
	Datum		detail;
	Jsonb	   *result;

	SPI_connect();
	/* the rows may be of the owner's own types */
	store_become_owner(store, &caller);
	if (SPI_register_trigger_data(trigger) < 0 ||
		SPI_execute_with_args(query, 1, &argtype, &argument, NULL, true, 1) != SPI_OK_SELECT ||
		SPI_processed != 1)
		elog(ERROR, "could not read the rows that a statement changed");
	store_become_caller(&caller);

	*count = DatumGetInt64(SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull));
	detail = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 2, &isnull);
	context = MemoryContextSwitchTo(context);
	result = DatumGetJsonbPCopy(detail);
	MemoryContextSwitchTo(context);
	SPI_finish();
	return result;
}

static Jsonb *
describe_truncation(void)
{
	return DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum("{\"operation\": \"truncate\"}")));
}

/*
 * analytics_audit_configuration(): trigger on a configuration table, AFTER
 * INSERT, UPDATE or DELETE with the changed rows as changed_rows, or AFTER
 * TRUNCATE, FOR EACH STATEMENT
 */
Datum
analytics_audit_configuration(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	const Store *store;
	AuditEntry	entry = {.action = "configure"};
	int			audited;
	int64		count;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_STATEMENT(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("analytics_audit_configuration() must be an AFTER statement trigger")));
	store = store_get();
	audited = audited_table(store, trigger);

	entry.subject = RelationGetRelationName(trigger->tg_relation);
	if (TRIGGER_FIRED_BY_TRUNCATE(trigger->tg_event))
		entry.detail = describe_truncation();
	else
	{
		entry.detail = describe_changed_rows(store, trigger, audited, &count);
		if (count == 0)
			return PointerGetDatum(NULL);
		entry.count = &count;
	}
	audit_write(store, &entry);
	return PointerGetDatum(NULL);
}
