/*-------------------------------------------------------------------------
 *
 * registry.c
 *	  The registered event types, the funnel stages, and how long events of a
 *	  retention class are kept.
 *
 * An event type is global (its tenant is nil) or a tenant's own, which comes
 * first.  Types are looked up one by one, by index, and kept with their
 * compiled property schema; names that are not registered are kept too.  So
 * an event costs the same with ten types and with ten thousand.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/detoast.h"
#include "access/htup_details.h"
#include "access/stratnum.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/formatting.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "base/nearest.h"
#include "base/seeded_hash.h"
#include "base/settings.h"
#include "store/event.h"
#include "store/registry.h"
#include "store/owner_call.h"
#include "store/tenant.h"

#define CACHED_TYPES_INITIAL 128
/*
 * Names sent by clients fill the cache too, and schemas may be large: forget
 * them all beyond so many names or bytes.
 */
#define CACHED_TYPES_MAX 20000
#define CACHED_BYTES_MAX (64 * 1024 * 1024)

/* Each event of a batch may have a misspelled type: look at no more for its hint. */
#define NEAREST_TYPES_MAX 1000

/* The class of a type that is not registered */
#define DEFAULT_RETENTION_CLASS "events"

typedef struct EventTypeKey
{
	pg_uuid_t	tenant;
	char		name[EVENT_TYPE_MAX + 1];
} EventTypeKey;

typedef struct CachedEventType
{
	EventTypeKey key;
	EventType	type;
} CachedEventType;

typedef struct FunnelStage
{
	int			length;
	char		name[FUNNEL_STAGE_MAX];
} FunnelStage;

static struct
{
	MemoryContext context;		/* holds all that is below */
	Oid			schema;
	uint64		type_changes;
	uint64		stage_changes;
	uint64		policy_changes;
	HTAB	   *types;
	Size		patterns_size;	/* of their schemas, beside the context */
	bool		is_full;		/* to be forgotten before the next look-up */
	List	   *stages;			/* of FunnelStage */
	List	   *policies;		/* of RetentionPolicy */
}			registry;

PG_FUNCTION_INFO_V1(analytics_event_types_check);
PG_FUNCTION_INFO_V1(analytics_stored_properties);
PG_FUNCTION_INFO_V1(analytics_register_event_type);
PG_FUNCTION_INFO_V1(analytics_unregister_event_type);

bool
event_type_is_valid(const char *name, int length)
{
	if (length < 1 || length > EVENT_TYPE_MAX || name[0] < 'a' || name[0] > 'z')
		return false;
	for (int i = 1; i < length; i++)
		if (!((name[i] >= 'a' && name[i] <= 'z') ||
			  (name[i] >= '0' && name[i] <= '9') || name[i] == '_'))
			return false;
	return true;
}

static void
registry_load_stages(const Store *store)
{
	MemoryContext caller = MemoryContextSwitchTo(registry.context);
	StoreScan	scan;
	HeapTuple	tuple;

	store_scan_begin(&scan, store, STORE_FUNNEL_STAGES, 0, NULL);
	while (HeapTupleIsValid(tuple = store_scan_next(&scan)))
	{
		FunnelStage *stage = palloc0_object(FunnelStage);
		VarChar    *name = DatumGetVarCharPP(store_value(&scan, tuple, FUNNEL_STAGES_STAGE));

		stage->length = Min(VARSIZE_ANY_EXHDR(name), FUNNEL_STAGE_MAX);
		memcpy(stage->name, VARDATA_ANY(name), stage->length);
		registry.stages = lappend(registry.stages, stage);
	}
	store_scan_end(&scan);
	MemoryContextSwitchTo(caller);
}

static void
registry_load_policies(const Store *store)
{
	MemoryContext caller = MemoryContextSwitchTo(registry.context);
	StoreScan	scan;
	HeapTuple	tuple;

	store_scan_begin(&scan, store, STORE_RETENTION_POLICIES, 0, NULL);
	while (HeapTupleIsValid(tuple = store_scan_next(&scan)))
	{
		RetentionPolicy *policy;
		bool		isnull;
		Datum		keep = store_value_or_null(&scan, tuple, RETENTION_POLICIES_KEEP, &isnull);

		policy = palloc0_object(RetentionPolicy);
		policy->retention_class =
			text_to_cstring(DatumGetTextPP(store_value(&scan, tuple, RETENTION_POLICIES_CLASS)));
		policy->is_forever = isnull;
		if (!isnull)
			policy->keep = *DatumGetIntervalP(keep);
		registry.policies = lappend(registry.policies, policy);
	}
	store_scan_end(&scan);
	MemoryContextSwitchTo(caller);
}

/*
 * The policy of a class; NULL when it has none.
 */
static const RetentionPolicy *
registry_policy(const char *retention_class)
{
	ListCell   *cell;

	foreach(cell, registry.policies)
	{
		RetentionPolicy *policy = lfirst(cell);

		if (strcmp(policy->retention_class, retention_class) == 0)
			return policy;
	}
	return NULL;
}

/*
 * How long events of a class are kept; NULL: forever.
 */
static const RetentionPolicy *
registry_limit(const char *retention_class)
{
	const RetentionPolicy *policy = registry_policy(retention_class);

	return policy == NULL || policy->is_forever ? NULL : policy;
}

/*
 * Start with an empty cache unless the one we have is valid.
 */
static void
registry_prepare(const Store *store)
{
	if (registry.types != NULL &&
		registry.schema == store->schema &&
		registry.type_changes == store_changes(STORE_EVENT_TYPES) &&
		registry.stage_changes == store_changes(STORE_FUNNEL_STAGES) &&
		registry.policy_changes == store_changes(STORE_RETENTION_POLICIES) &&
		!registry.is_full)
		return;

	registry.types = NULL;
	registry.patterns_size = 0;
	registry.is_full = false;
	registry.stages = NIL;
	registry.policies = NIL;
	if (registry.context == NULL)
		registry.context = AllocSetContextCreate(TopMemoryContext,
												 "mindwell_analytics registry",
												 ALLOCSET_DEFAULT_SIZES);
	else
		MemoryContextReset(registry.context);

	/* a change that arrives from here on makes the cache invalid again */
	registry.schema = store->schema;
	registry.type_changes = store_changes(STORE_EVENT_TYPES);
	registry.stage_changes = store_changes(STORE_FUNNEL_STAGES);
	registry.policy_changes = store_changes(STORE_RETENTION_POLICIES);
	registry_load_stages(store);
	registry_load_policies(store);
	registry.types = seeded_table_create("event types", CACHED_TYPES_INITIAL, sizeof(EventTypeKey),
										 sizeof(CachedEventType), registry.context);
}

/*
 * Read one type from its table; false when it is not there.
 */
static bool
registry_read_type(const Store *store, const EventTypeKey *key, int length, EventType *type)
{
	text	   *name = cstring_to_text_with_len(key->name, length);
	ScanKeyData keys[2];
	StoreScan	scan;
	HeapTuple	tuple;

	ScanKeyInit(&keys[0], EVENT_TYPES_TENANT_ID, BTEqualStrategyNumber, F_UUID_EQ,
				UUIDPGetDatum(&key->tenant));
	/* the column's collation is "C", as ScanKeyInit assumes */
	ScanKeyInit(&keys[1], EVENT_TYPES_EVENT_TYPE, BTEqualStrategyNumber, F_TEXTEQ,
				PointerGetDatum(name));

	store_scan_begin(&scan, store, STORE_EVENT_TYPES, lengthof(keys), keys);
	tuple = store_scan_next(&scan);
	if (HeapTupleIsValid(tuple))
	{
		bool		isnull;
		Datum		value;

		type->known = true;
		value = store_value_or_null(&scan, tuple, EVENT_TYPES_FUNNEL_STAGE, &isnull);
		if (!isnull)
		{
			VarChar    *stage = DatumGetVarCharPP(value);

			type->stage_length = Min(VARSIZE_ANY_EXHDR(stage), FUNNEL_STAGE_MAX);
			memcpy(type->stage, VARDATA_ANY(stage), type->stage_length);
		}
		type->retention_policy = registry_limit(text_to_cstring(
			DatumGetTextPP(store_value(&scan, tuple, EVENT_TYPES_RETENTION_CLASS))));
		value = store_value_or_null(&scan, tuple, EVENT_TYPES_PROPERTY_SCHEMA, &isnull);
		if (!isnull)
		{
			MemoryContext caller = MemoryContextSwitchTo(registry.context);

			type->schema = property_schema_compile(DatumGetJsonbP(value));
			MemoryContextSwitchTo(caller);
			registry.patterns_size += property_schema_patterns_size(type->schema);
		}
		value = store_value_or_null(&scan, tuple, EVENT_TYPES_PROPERTY_ALIASES, &isnull);
		if (!isnull)
		{
			MemoryContext caller = MemoryContextSwitchTo(registry.context);

			type->aliases = property_aliases_compile(DatumGetJsonbP(value), type->schema);
			MemoryContextSwitchTo(caller);
		}
	}
	store_scan_end(&scan);
	return type->known;
}

/*
 * The registered event type, of all tenants or of this one, of which an
 * unknown name is a misspelling; NULL when none is close.  What maintenance
 * registered may be misspelled itself.
 */
char *
registry_nearest_type(const Store *store, const pg_uuid_t *tenant,
					  const char *name, int length)
{
	const pg_uuid_t *owners[] = {tenant, &uuid_nil};
	int			nearest_so_far = nearest_limit(length) + 1;
	int			left = NEAREST_TYPES_MAX;
	char	   *result = NULL;

	for (int i = uuid_equal(tenant, &uuid_nil) ? 1 : 0; i < (int) lengthof(owners); i++)
	{
		ScanKeyData key;
		StoreScan	scan;
		HeapTuple	tuple;

		ScanKeyInit(&key, EVENT_TYPES_TENANT_ID, BTEqualStrategyNumber, F_UUID_EQ,
					UUIDPGetDatum(owners[i]));
		store_scan_begin(&scan, store, STORE_EVENT_TYPES, 1, &key);
		while (left > 0 && HeapTupleIsValid(tuple = store_scan_next(&scan)))
		{
			VarChar    *type = DatumGetVarCharPP(store_value(&scan, tuple, EVENT_TYPES_EVENT_TYPE));
			int			distance;

			left--;
			if (DatumGetBool(store_value(&scan, tuple, EVENT_TYPES_AUTO_REGISTERED)))
				continue;
			distance = nearest_distance(name, length, VARDATA_ANY(type), VARSIZE_ANY_EXHDR(type),
										nearest_so_far);
			if (distance > 0 && distance < nearest_so_far)
			{
				result = pnstrdup(VARDATA_ANY(type), VARSIZE_ANY_EXHDR(type));
				nearest_so_far = distance;
			}
		}
		store_scan_end(&scan);
	}
	return result;
}

/*
 * What is registered of an event type.  The name is valid; the result holds
 * until the next call.
 */
const EventType *
registry_event_type(const Store *store, const pg_uuid_t *tenant,
					const char *name, int length)
{
	EventTypeKey key;
	CachedEventType *entry;
	EventType	type;
	bool		found;

	registry_prepare(store);

	MemSet(&key, 0, sizeof(key));
	key.tenant = *tenant;
	memcpy(key.name, name, length);
	entry = hash_search(registry.types, &key, HASH_FIND, NULL);
	if (entry != NULL)
		return &entry->type;

	MemSet(&type, 0, sizeof(type));
	type.retention_policy = registry_limit(DEFAULT_RETENTION_CLASS);
	if (!registry_read_type(store, &key, length, &type) && !uuid_equal(tenant, &uuid_nil))
	{
		EventTypeKey global = key;

		global.tenant = uuid_nil;
		registry_read_type(store, &global, length, &type);
	}
	entry = hash_search(registry.types, &key, HASH_ENTER, &found);
	entry->type = type;
	entry->type.name = entry->key.name;
	registry.is_full = hash_get_num_entries(registry.types) >= CACHED_TYPES_MAX ||
		MemoryContextMemAllocated(registry.context, true) + registry.patterns_size > CACHED_BYTES_MAX;
	return &entry->type;
}

/*
 * analytics_stored_properties(tenants uuid[], event_type text, properties
 * jsonb) -> setof (tenant_id, properties): what is asked of events, under the
 * names that the gate gives
 *
 * Whoever may read a tenant's events may know what its types call a property.
 */
Datum
analytics_stored_properties(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	const Store *store = store_get();
	text	   *name = PG_GETARG_TEXT_PP(1);
	Jsonb	   *properties = PG_GETARG_JSONB_P(2);
	Oid			userid = GetUserId();
	bool		sees_all = store_is_owner(store, userid);
	Tenants		readable = tenants_of_role(store, userid);
	bool		folds = setting_fold_property_names &&
		event_type_is_valid(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
	Datum	   *tenants;
	bool	   *tenant_nulls;
	int			count;

	InitMaterializedSRF(fcinfo, 0);
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(0), UUIDOID, UUID_LEN, false, TYPALIGN_CHAR,
					  &tenants, &tenant_nulls, &count);
	for (int i = 0; i < count; i++)
	{
		pg_uuid_t  *tenant = tenant_nulls[i] ? NULL : DatumGetUUIDP(tenants[i]);
		Jsonb	   *stored = properties;
		Datum		values[2];
		bool		nulls[2] = {false};

		CHECK_FOR_INTERRUPTS();
		if (tenant == NULL)
			continue;
		if (folds && (sees_all || uuid_equal(tenant, &uuid_nil) || tenants_include(&readable, tenant)))
		{
			const EventType *type = registry_event_type(store, tenant, VARDATA_ANY(name),
														VARSIZE_ANY_EXHDR(name));

			if (type->schema != NULL)
				stored = property_names_asked(type->schema, type->aliases, properties);
		}
		values[0] = tenants[i];
		values[1] = JsonbPGetDatum(stored);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}

bool
registry_has_stage(const Store *store, const char *stage, int length)
{
	ListCell   *cell;

	registry_prepare(store);
	foreach(cell, registry.stages)
	{
		FunnelStage *candidate = lfirst(cell);

		if (candidate->length == length && memcmp(candidate->name, stage, length) == 0)
			return true;
	}
	return false;
}

/*
 * For whoever named another stage than those there are.
 */
char *
registry_stage_hint(const Store *store)
{
	StringInfoData list;
	ListCell   *cell;

	registry_prepare(store);
	initStringInfo(&list);
	foreach(cell, registry.stages)
	{
		FunnelStage *stage = lfirst(cell);

		appendStringInfo(&list, "%s%.*s", list.len > 0 ? ", " : "",
						 stage->length, stage->name);
	}
	return psprintf("The stages are %s. Further ones are rows of analytics_funnel_stages.",
					list.data);
}

static void
check_name(const text *name)
{
	if (!event_type_is_valid(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid event type name"),
				 errdetail("A name begins with a lower-case letter, goes on with lower-case letters, digits and underscores, and has at most %d characters.",
						   EVENT_TYPE_MAX)));
}

/*
 * Texts of which a tenant's role could otherwise write a gigabyte.
 */
static void
check_texts(HeapTuple tuple, TupleDesc description)
{
	static const struct
	{
		AttrNumber	column;
		int			max_bytes;
	}			limits[] = {
		{EVENT_TYPES_CATEGORY, 64},
		{EVENT_TYPES_RETENTION_CLASS, 64},
		{EVENT_TYPES_DESCRIPTION, 1024},
	};

	for (int i = 0; i < (int) lengthof(limits); i++)
	{
		bool		isnull;
		Datum		value = heap_getattr(tuple, limits[i].column, description, &isnull);

		if (!isnull && toast_raw_datum_size(value) - VARHDRSZ > (Size) limits[i].max_bytes)
			ereport(ERROR,
					(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
					 errmsg("the %s of an event type is too long",
							NameStr(TupleDescAttr(description, limits[i].column - 1)->attname)),
					 errdetail("It may have %d bytes.", limits[i].max_bytes)));
	}
}

/*
 * analytics_event_types_check(): trigger on analytics_event_types, BEFORE
 * INSERT OR UPDATE: no path into the registry enters a type that the gate
 * could not check.
 */
Datum
analytics_event_types_check(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	const Store *store;
	const PropertySchema *schema = NULL;
	HeapTuple	tuple;
	TupleDesc	description;
	Datum		value;
	bool		isnull;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		!TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
		TRIGGER_FIRED_BY_DELETE(trigger->tg_event))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("analytics_event_types_check() must be a BEFORE INSERT OR UPDATE row trigger")));
	store = store_get();
	if (RelationGetRelid(trigger->tg_relation) != store->tables[STORE_EVENT_TYPES])
		store_refuse_trigger(trigger, "the store's analytics_event_types");
	store_check_columns(store, STORE_EVENT_TYPES, RelationGetDescr(trigger->tg_relation));
	tuple = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event)
		? trigger->tg_newtuple : trigger->tg_trigtuple;
	description = RelationGetDescr(trigger->tg_relation);

	value = heap_getattr(tuple, EVENT_TYPES_EVENT_TYPE, description, &isnull);
	if (!isnull)
		check_name(DatumGetTextPP(value));
	check_texts(tuple, description);
	value = heap_getattr(tuple, EVENT_TYPES_PROPERTY_SCHEMA, description, &isnull);
	if (!isnull)
		schema = property_schema_compile(DatumGetJsonbP(value));
	value = heap_getattr(tuple, EVENT_TYPES_PROPERTY_ALIASES, description, &isnull);
	if (!isnull)
		property_aliases_compile(DatumGetJsonbP(value), schema);

	return PointerGetDatum(tuple);
}

/*
 * 23503, as the table has it, for a stage that is not there; the case of its
 * letters means nothing.
 */
static void
check_stage(const Store *store, const text *stage)
{
	char	   *folded = asc_tolower(VARDATA_ANY(stage), VARSIZE_ANY_EXHDR(stage));

	if (!registry_has_stage(store, folded, strlen(folded)))
		ereport(ERROR,
				(errcode(ERRCODE_FOREIGN_KEY_VIOLATION),
				 errmsg("unknown funnel stage"),
				 errhint("%s", registry_stage_hint(store))));
}

/*
 * 22023 for a retention class that has no policy: events of one that is
 * misspelled would be kept forever without a word.  For who calls the function
 * only: the table may be filled before the policies are, by a restore.
 */
static void
check_retention_class(const Store *store, const text *retention_class)
{
	StringInfoData list;
	ListCell   *cell;

	registry_prepare(store);
	if (registry_policy(text_to_cstring(retention_class)) != NULL)
		return;
	initStringInfo(&list);
	foreach(cell, registry.policies)
	{
		RetentionPolicy *policy = lfirst(cell);

		appendStringInfo(&list, "%s%s", list.len > 0 ? ", " : "", policy->retention_class);
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown retention class"),
			 errdetail("The classes are %s.", list.data),
			 errhint("The store's owner makes another, say of events that are kept forever, with SELECT analytics_set_retention('archive', NULL);")));
}

/*
 * What is left out stays as it is: also in the row that is only proposed, for
 * the aliases of one are checked against its schema.
 */
static StoreStatement upsert_event_type = {
	.sql = "INSERT INTO %1$s AS t (tenant_id, event_type, category, funnel_stage,"
	" retention_class, description, property_schema, is_action, property_aliases)"
	" SELECT $1, $2, $3, pg_catalog.lower($4 COLLATE pg_catalog.\"C\"), COALESCE($5, 'events'), $6,"
	" COALESCE($7, old.property_schema), COALESCE($8, true), COALESCE($9, old.property_aliases)"
	" FROM (VALUES (1)) AS one LEFT JOIN %1$s AS old ON old.tenant_id = $1 AND old.event_type = $2"
	" ON CONFLICT (tenant_id, event_type) DO UPDATE SET"
	" category = COALESCE($3, t.category),"
	" funnel_stage = COALESCE(EXCLUDED.funnel_stage, t.funnel_stage),"
	" retention_class = COALESCE($5, t.retention_class),"
	" description = COALESCE($6, t.description),"
	" property_schema = COALESCE($7, t.property_schema),"
	" is_action = COALESCE($8, t.is_action),"
	" property_aliases = COALESCE($9, t.property_aliases), auto_registered = false,"
	" updated_at = pg_catalog.now()",
	.table = STORE_EVENT_TYPES,
	.nargs = 9,
	.argtypes = {UUIDOID, VARCHAROID, TEXTOID, TEXTOID, TEXTOID, TEXTOID, JSONBOID, BOOLOID, JSONBOID},
};

static StoreStatement delete_event_type = {
	.sql = "DELETE FROM %s WHERE tenant_id = $1 AND event_type = $2",
	.table = STORE_EVENT_TYPES,
	.nargs = 2,
	.argtypes = {UUIDOID, VARCHAROID},
};

/*
 * Whose types the caller changes; 55000 where the store does not take what is
 * of this tenant, 42501 for who may not register types, or not
 * of this tenant.  The nil tenant's hold for all, and so are not for who is bound
 * to it in a store of several: an admin changes them, who has no tenant.  INSERT is the right to change and remove them as well:
 * with UPDATE or DELETE a role could lock the table against all others.
 */
static pg_uuid_t
tenant_to_register(const Store *store, const pg_uuid_t *named)
{
	Oid			userid = GetUserId();
	Tenants		tenants = tenants_of_role(store, userid);
	bool		is_owner = store_is_owner(store, userid);
	pg_uuid_t	tenant = uuid_nil;
	bool		is_allowed;
	Problems	problems = {0};

	if (pg_class_aclcheck(store_table(store, STORE_EVENT_TYPES), userid, ACL_INSERT) != ACLCHECK_OK)
		store_deny(store, STORE_EVENT_TYPES, userid, "INSERT");

	if (named != NULL)
		tenant = *named;
	else if (!is_owner && tenants.count == 1)
		tenant = tenants.ids[0];
	if (is_owner)
		is_allowed = true;
	else if (uuid_equal(&tenant, &uuid_nil))
		is_allowed = owner_call_may_maintain(store, userid) ||
			(tenants_unbound(store, userid) && tenants_include(&tenants, &tenant));
	else
		is_allowed = tenants_include(&tenants, &tenant);
	if (!is_allowed)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for the event types of this tenant"),
				 uuid_equal(&tenant, &uuid_nil) ?
				 errdetail("Those of the nil tenant hold for all: they are for the store's owner, and for admins that are bound to no tenant.") : 0,
				 errhint("Name one of your own tenants as tenant_id.")));
	event_check_tenant(store, &tenant, &problems);
	problems_raise(&problems);
	return tenant;
}

/*
 * analytics_register_event_type(event_type, category, funnel_stage,
 * retention_class, description, property_schema, tenant_id, is_action,
 * property_aliases) -> void
 *
 * Needs INSERT on analytics_event_types; a role that is not the store's owner
 * registers types of its own tenants only.  What is NULL stays as it is in a
 * type that is there.
 */
Datum
analytics_register_event_type(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	pg_uuid_t	tenant;
	/* all but the tenant, in the order of the statement's parameters */
	static const int arguments[] = {0, 1, 2, 3, 4, 5, 7, 8};
	Datum		values[lengthof(arguments) + 1];
	char		nulls[] = "         ";

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("event_type must not be null")));
	check_name(PG_GETARG_TEXT_PP(0));
	tenant = tenant_to_register(store, PG_ARGISNULL(6) ? NULL : PG_GETARG_UUID_P(6));
	if (!PG_ARGISNULL(2))
		check_stage(store, PG_GETARG_TEXT_PP(2));
	if (!PG_ARGISNULL(3))
		check_retention_class(store, PG_GETARG_TEXT_PP(3));

	values[0] = UUIDPGetDatum(&tenant);
	for (int i = 0; i < (int) lengthof(arguments); i++)
	{
		bool		isnull = PG_ARGISNULL(arguments[i]);

		nulls[i + 1] = isnull ? 'n' : ' ';
		values[i + 1] = isnull ? (Datum) 0 : PG_GETARG_DATUM(arguments[i]);
	}

	(void) store_execute_as_owner(store, &upsert_event_type, values, nulls);
	PG_RETURN_VOID();
}

/*
 * analytics_unregister_event_type(event_type, tenant_id) -> boolean: was it
 * registered?
 */
Datum
analytics_unregister_event_type(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	pg_uuid_t	tenant;
	Datum		values[2];

	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("event_type must not be null")));
	tenant = tenant_to_register(store, PG_ARGISNULL(1) ? NULL : PG_GETARG_UUID_P(1));

	values[0] = UUIDPGetDatum(&tenant);
	values[1] = PG_GETARG_DATUM(0);
	PG_RETURN_BOOL(store_execute_as_owner(store, &delete_event_type, values, NULL) > 0);
}
