/*-------------------------------------------------------------------------
 *
 * store.c
 *	  The store: the tables that analytics_install() made.
 *
 * The tables belong to a user, who may be hostile to the caller; so three
 * rules hold for all code that touches them.
 *
 *	1. Look-ups read the heap or an index directly (store_scan_*), which runs
 *	   no code of the owner: no trigger, rule, policy, view or function.
 *	2. Writes go through SPI as the store's owner, in a security-restricted
 *	   operation under a pinned search_path (store_become_owner), so that the
 *	   owner's triggers have the owner's rights and nobody else's; save where
 *	   the catalogs show that no code of the owner would run (direct_insert.c,
 *	   dirty_log.c).  The caller's right to write is checked before.
 *	3. A store is whole: every table is a plain or partitioned table of one
 *	   owner, or there is no store.  What C code reads of a table has the
 *	   types that it expects: the owner may have altered them.
 *
 * Only one kind of table may be missing: one that a newer version of the
 * extension brought, in a store that an older one made.  Ingest must do
 * without it, so that an upgrade of the package never stops it; what cannot do
 * without says so when it asks for the table (store_table).
 *
 * The oids are cached for the backend.  What is cached from a table's rows
 * elsewhere is valid while store_changes() of that table stands still: it
 * counts relcache invalidations, which triggers send for every change of a
 * configuration table (analytics_config_changed, gate.c).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "access/xlog.h"
#include "catalog/dependency.h"
#include "catalog/indexing.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_depend.h"
#include "catalog/pg_extension.h"
#include "catalog/pg_namespace.h"
#include "catalog/pg_proc.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/guc.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "store/store.h"

/*
 * Each table's name, and the version of the store that brought it
 * (mindwell_internal.store_tables() has the same).
 */
static const struct
{
	const char *name;
	int			since_version;
}			store_tables[STORE_TABLES] = {
	[STORE_EVENTS] = {"analytics_events", 1},
	[STORE_STORE] = {"analytics_store", 1},
	[STORE_EVENT_TYPES] = {"analytics_event_types", 1},
	[STORE_FUNNEL_STAGES] = {"analytics_funnel_stages", 1},
	[STORE_EVENT_KEYS] = {"analytics_event_keys", 1},
	[STORE_USERS] = {"analytics_users", 1},
	[STORE_OPT_OUTS] = {"analytics_opt_outs", 1},
	[STORE_PII_RULES] = {"analytics_pii_rules", 1},
	[STORE_HASH_KEY] = {"analytics_hash_key", 1},
	[STORE_TENANT_MEMBERS] = {"analytics_tenant_members", 1},
	[STORE_RETENTION_POLICIES] = {"analytics_retention_policies", 1},
	[STORE_RUN_LOG] = {"analytics_run_log", 1},
	[STORE_ERASURES] = {"analytics_erasures", 1},
	[STORE_AUDIT_LOG] = {"analytics_audit_log", 1},
	[STORE_METRICS] = {"analytics_metrics", 1},
	[STORE_ALIASES] = {"analytics_aliases", 1},
	[STORE_DIRTY_BUCKETS] = {"analytics_dirty_buckets", 1},
};

static const struct
{
	StoreTable	table;
	AttrNumber	column;
	Oid			type;
}			store_columns[] = {
	{STORE_STORE, STORE_VERSION, INT4OID},
	{STORE_EVENT_TYPES, EVENT_TYPES_TENANT_ID, UUIDOID},
	{STORE_EVENT_TYPES, EVENT_TYPES_EVENT_TYPE, VARCHAROID},
	{STORE_EVENT_TYPES, EVENT_TYPES_CATEGORY, TEXTOID},
	{STORE_EVENT_TYPES, EVENT_TYPES_FUNNEL_STAGE, VARCHAROID},
	{STORE_EVENT_TYPES, EVENT_TYPES_RETENTION_CLASS, TEXTOID},
	{STORE_EVENT_TYPES, EVENT_TYPES_DESCRIPTION, TEXTOID},
	{STORE_EVENT_TYPES, EVENT_TYPES_PROPERTY_SCHEMA, JSONBOID},
	{STORE_EVENT_TYPES, EVENT_TYPES_AUTO_REGISTERED, BOOLOID},
	{STORE_EVENT_TYPES, EVENT_TYPES_IS_ACTION, BOOLOID},
	{STORE_EVENT_TYPES, EVENT_TYPES_PROPERTY_ALIASES, JSONBOID},
	{STORE_FUNNEL_STAGES, FUNNEL_STAGES_STAGE, VARCHAROID},
	{STORE_USERS, USERS_TENANT_ID, UUIDOID},
	{STORE_USERS, USERS_USER_ID, UUIDOID},
	{STORE_USERS, USERS_PROPERTIES, JSONBOID},
	{STORE_USERS, USERS_CREATED_AT, TIMESTAMPTZOID},
	{STORE_USERS, USERS_UPDATED_AT, TIMESTAMPTZOID},
	{STORE_OPT_OUTS, OPT_OUTS_TENANT_ID, UUIDOID},
	{STORE_OPT_OUTS, OPT_OUTS_USER_ID, UUIDOID},
	{STORE_ALIASES, ALIASES_TENANT_ID, UUIDOID},
	{STORE_ALIASES, ALIASES_ANONYMOUS_ID, UUIDOID},
	{STORE_ALIASES, ALIASES_USER_ID, UUIDOID},
	{STORE_ALIASES, ALIASES_ENDED_AT, TIMESTAMPTZOID},
	{STORE_PII_RULES, PII_RULES_KEY, TEXTOID},
	{STORE_PII_RULES, PII_RULES_ACTION, TEXTOID},
	{STORE_PII_RULES, PII_RULES_IS_SECRET, BOOLOID},
	{STORE_HASH_KEY, HASH_KEY_KEY, BYTEAOID},
	{STORE_TENANT_MEMBERS, TENANT_MEMBERS_ROLE, REGROLEOID},
	{STORE_TENANT_MEMBERS, TENANT_MEMBERS_TENANT_ID, UUIDOID},
	{STORE_RETENTION_POLICIES, RETENTION_POLICIES_CLASS, TEXTOID},
	{STORE_RETENTION_POLICIES, RETENTION_POLICIES_KEEP, INTERVALOID},
	{STORE_DIRTY_BUCKETS, DIRTY_BUCKETS_TENANT_ID, UUIDOID},
	{STORE_DIRTY_BUCKETS, DIRTY_BUCKETS_BUCKET, DATEOID},
	{STORE_DIRTY_BUCKETS, DIRTY_BUCKETS_LOGGED_AT, TIMESTAMPTZOID},
};

static Store cached_store;
static bool cached_store_valid = false;
static Oid	cached_schema = InvalidOid; /* of the extension; InvalidOid: to be looked up */
static uint64 relation_changes = 0; /* of any relation */
static uint64 schema_changes = 0;	/* of any schema: it may have been renamed */
static uint64 table_changes[STORE_TABLES];

static void
store_relation_changed(Datum arg, Oid relid)
{
	relation_changes++;
	/* the table that it lacks has no oid yet */
	if (cached_store.is_older)
		cached_store_valid = false;
	for (int i = 0; i < STORE_TABLES; i++)
	{
		if (relid == InvalidOid || relid == cached_store.tables[i])
		{
			table_changes[i]++;
			cached_store_valid = false;
		}
	}
}

/*
 * The extension goes, and comes, with its functions.
 */
static void
store_function_changed(Datum arg, int cacheid, uint32 hashvalue)
{
	cached_schema = InvalidOid;
}

static void
store_schema_changed(Datum arg, int cacheid, uint32 hashvalue)
{
	schema_changes++;
	cached_schema = InvalidOid;
}

/*
 * Called once, when the library is loaded.
 */
void
store_init(void)
{
	CacheRegisterSyscacheCallback(NAMESPACEOID, store_schema_changed, (Datum) 0);
	CacheRegisterRelcacheCallback(store_relation_changed, (Datum) 0);
	CacheRegisterSyscacheCallback(PROCOID, store_function_changed, (Datum) 0);
}

/*
 * The schema that the extension has made: there is one.
 */
static Oid
find_internal_schema(Oid extension)
{
	Relation	depend = table_open(DependRelationId, AccessShareLock);
	ScanKeyData keys[2];
	SysScanDesc scan;
	HeapTuple	tuple;
	Oid			schema = InvalidOid;

	ScanKeyInit(&keys[0], Anum_pg_depend_refclassid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(ExtensionRelationId));
	ScanKeyInit(&keys[1], Anum_pg_depend_refobjid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(extension));
	scan = systable_beginscan(depend, DependReferenceIndexId, true, NULL, 2, keys);
	while (!OidIsValid(schema) && HeapTupleIsValid(tuple = systable_getnext(scan)))
	{
		Form_pg_depend member = (Form_pg_depend) GETSTRUCT(tuple);

		if (member->classid == NamespaceRelationId && member->deptype == DEPENDENCY_EXTENSION)
			schema = member->objid;
	}
	systable_endscan(scan);
	table_close(depend, AccessShareLock);
	return schema;
}

/*
 * Raise 55000 for a schema that was renamed.
 */
static void
schema_renamed(Oid schema, const char *former_name)
{
	const char *name = quote_identifier(get_namespace_name(schema));

	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("schema %s of the extension \"%s\" has been renamed to %s",
					former_name, EXTENSION_NAME, name),
			 errdetail("Functions name the schema, and would find what others make in one of the former name."),
			 errhint("A superuser runs ALTER SCHEMA %s RENAME TO %s;", name, former_name)));
}

/*
 * Functions name the extension's schema, and the one that it has made.  When
 * one of them is renamed, whoever may create schemas can have the name mean
 * another; so neither may have been.
 */
static void
check_schema_names(Oid extension, Oid schema)
{
	Oid			internal = get_namespace_oid(INTERNAL_SCHEMA, true);
	HeapTuple	tuple;
	char	   *former_name;
	bool		isnull;

	if (!OidIsValid(internal) ||
		getExtensionOfObject(NamespaceRelationId, internal) != extension)
		schema_renamed(find_internal_schema(extension), INTERNAL_SCHEMA);

	tuple = SearchSysCache3(PROCNAMEARGSNSP, CStringGetDatum("extension_schema"),
							PointerGetDatum(buildoidvector(NULL, 0)), ObjectIdGetDatum(internal));
	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "there is no function %s.extension_schema()", INTERNAL_SCHEMA);
	/* SELECT 'name', quoted where it must be */
	former_name = TextDatumGetCString(SysCacheGetAttr(PROCNAMEARGSNSP, tuple,
													  Anum_pg_proc_prosrc, &isnull));
	ReleaseSysCache(tuple);
	former_name += strlen("SELECT '");
	former_name[strlen(former_name) - 1] = '\0';
	if (strcmp(former_name, quote_identifier(get_namespace_name(schema))) != 0)
		schema_renamed(schema, former_name);
}

/*
 * The schema of the extension, which is that of the store; 55000 when it was
 * renamed, or there is no extension (its functions can outlive it in another
 * session's statement).
 */
Oid
store_schema(void)
{
	Relation	extensions;
	SysScanDesc scan;
	ScanKeyData key;
	HeapTuple	tuple;
	Oid			extension = InvalidOid;
	Oid			schema = InvalidOid;

	if (OidIsValid(cached_schema))
		return cached_schema;

	extensions = table_open(ExtensionRelationId, AccessShareLock);
	ScanKeyInit(&key, Anum_pg_extension_extname, BTEqualStrategyNumber, F_NAMEEQ,
				CStringGetDatum(EXTENSION_NAME));
	scan = systable_beginscan(extensions, ExtensionNameIndexId, true, NULL, 1, &key);
	tuple = systable_getnext(scan);
	if (HeapTupleIsValid(tuple))
	{
		extension = ((Form_pg_extension) GETSTRUCT(tuple))->oid;
		schema = ((Form_pg_extension) GETSTRUCT(tuple))->extnamespace;
	}
	systable_endscan(scan);
	table_close(extensions, AccessShareLock);
	if (!OidIsValid(schema))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the extension \"%s\" is not installed", EXTENSION_NAME),
				 errhint("Run CREATE EXTENSION %s;", EXTENSION_NAME)));
	check_schema_names(extension, schema);
	cached_schema = schema;
	return schema;
}

static void
store_missing(Oid schema, const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("the analytics store is not installed"),
			 errdetail_internal("%s", detail),
			 errhint("Run SELECT %s.analytics_install();",
					 quote_identifier(get_namespace_name(schema)))));
}

/*
 * The version of a store, whose table analytics_store has been found.
 */
static int
store_version(const Store *store)
{
	StoreScan	scan;
	HeapTuple	tuple;
	int			version = 0;

	store_scan_begin(&scan, store, STORE_STORE, 0, NULL);
	tuple = store_scan_next(&scan);
	if (HeapTupleIsValid(tuple))
		version = DatumGetInt32(store_value(&scan, tuple, STORE_VERSION));
	store_scan_end(&scan);
	return version;
}

static void
store_lookup(Oid schema, Store *store)
{
	store->schema = schema;
	store->owner = InvalidOid;
	store->is_distributed = OidIsValid(get_extension_oid("citus", true));
	store->is_older = false;

	for (int i = 0; i < STORE_TABLES; i++)
	{
		const char *name = store_tables[i].name;
		HeapTuple	tuple;
		Form_pg_class form;

		store->tables[i] = get_relname_relid(name, schema);
		tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(store->tables[i]));
		if (!HeapTupleIsValid(tuple))
		{
			store->tables[i] = InvalidOid;
			/* the table with the store's version, and those before it, every store has */
			if (i <= STORE_STORE || store_version(store) >= store_tables[i].since_version)
				store_missing(schema, psprintf("There is no table \"%s\".", name));
			store->is_older = true;
			continue;
		}
		form = (Form_pg_class) GETSTRUCT(tuple);

		if (form->relkind != (i == STORE_EVENTS ? RELKIND_PARTITIONED_TABLE : RELKIND_RELATION))
			store_missing(schema, psprintf("\"%s\" is not a table of the store.", name));
		if (i == STORE_EVENTS)
			store->owner = form->relowner;
		else if (store->owner != form->relowner)
			store_missing(schema, psprintf("\"%s\" does not belong to the owner of \"%s\".",
										   name, store_tables[STORE_EVENTS].name));
		ReleaseSysCache(tuple);
	}
}

/*
 * The store, which is in the extension's schema; 55000 when there is none.
 *
 * There is one of it in a session.  Whoever holds it while code of other people
 * runs, which may ask again, finds in it what was true then: see store_open().
 */
const Store *
store_get(void)
{
	Oid			schema;

	/* see what others committed before this statement, even inside a transaction */
	AcceptInvalidationMessages();

	schema = store_schema();
	if (!cached_store_valid || cached_store.schema != schema)
	{
		uint64		changes = relation_changes;
		Store		store;

		store_lookup(schema, &store);
		for (int i = 0; i < STORE_TABLES; i++)
			if (store.tables[i] != cached_store.tables[i])
				table_changes[i]++;
		cached_store = store;
		/* when something changed while we looked, the next call looks again */
		cached_store_valid = changes == relation_changes;
	}
	return &cached_store;
}

bool
store_has_table(const Store *store, Oid relid)
{
	for (int i = 0; i < STORE_TABLES; i++)
		if (store->tables[i] == relid)
			return true;
	return false;
}

/*
 * A table of the store; 55000 where the store is older than it.
 */
Oid
store_table(const Store *store, StoreTable table)
{
	if (!OidIsValid(store->tables[table]))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the analytics store has no table \"%s\" yet", store_tables[table].name),
				 errdetail("An older version of the extension made it."),
				 errhint("Run SELECT %s.analytics_install();",
						 quote_identifier(get_namespace_name(store->schema)))));
	return store->tables[table];
}

/*
 * Open a table of the store; 55000 when it is gone.  What is known of the store
 * is older than its lock: code of the owner, a trigger for one, may have run
 * since, and dropped it.
 */
Relation
store_open(const Store *store, StoreTable table, LOCKMODE mode)
{
	Relation	relation = try_table_open(store_table(store, table), mode);

	if (relation == NULL)
		store_missing(store->schema,
					  psprintf("Table \"%s\" has just been dropped.", store_tables[table].name));
	return relation;
}

/*
 * A number that changes whenever the rows of a configuration table may have.
 */
uint64
store_changes(StoreTable table)
{
	return table_changes[table];
}

/*
 * The server refuses a trigger that is deferred here: at the end of the
 * transaction it would have the caller's rights.  But it does not say which one
 * it is, nor what helps.  The error is known by where it is raised, for its text
 * is translated; there catalogs can be read.
 */
static void
explain_deferred_trigger(void *arg)
{
	MemoryContext context;
	ErrorData  *error;

	if (geterrcode() != ERRCODE_INSUFFICIENT_PRIVILEGE)
		return;
	context = MemoryContextSwitchTo(CurTransactionContext);
	error = CopyErrorData();
	if (error->funcname != NULL && strcmp(error->funcname, "afterTriggerMarkEvents") == 0)
	{
		errdetail("The store is written as its owner, who leaves no trigger for the end of the transaction.");
		errhint("Its owner sees which one it is, and what helps: SELECT detail, hint FROM %s.analytics_health() WHERE check_name = 'deferred_triggers'; "
				"Until then run SET CONSTRAINTS ALL IMMEDIATE; before, in the same transaction.",
				quote_identifier(get_namespace_name(*(const Oid *) arg)));
	}
	FreeErrorData(error);
	MemoryContextSwitchTo(context);
}

/*
 * Work as the store's owner, until store_become_caller() or an error.
 */
void
store_become_owner(const Store *store, StoreCaller *caller)
{
	GetUserIdAndSecContext(&caller->userid, &caller->security_context);
	SetUserIdAndSecContext(store->owner,
						   caller->security_context | SECURITY_RESTRICTED_OPERATION);
	caller->guc_level = NewGUCNestLevel();
	(void) set_config_option("search_path", "pg_catalog, pg_temp",
							 PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
	caller->schema = store->schema;
	caller->on_error.callback = explain_deferred_trigger;
	caller->on_error.arg = &caller->schema;
	caller->on_error.previous = error_context_stack;
	error_context_stack = &caller->on_error;
}

void
store_become_caller(const StoreCaller *caller)
{
	error_context_stack = caller->on_error.previous;
	AtEOXact_GUC(false, caller->guc_level);
	SetUserIdAndSecContext(caller->userid, caller->security_context);
}

/*
 * As the owner, until store_become_caller(): a policy that would hide rows is an
 * error (42501).  An owner may have FORCEd row security on themselves; what reads
 * tables as a whole, to count, compare, move or erase, must not take a part for it.
 */
void
store_see_all_rows(void)
{
	(void) set_config_option("row_security", "off",
							 PGC_USERSET, PGC_S_SESSION,
							 GUC_ACTION_SAVE, true, 0, false);
}

/*
 * Prepare a statement at its first use, and anew when the schema whose name it
 * holds may have another one.  A plan that is being executed further out, by a
 * statement whose triggers have led here, is left to that one.
 */
static void
store_prepare(const Store *store, StoreStatement *statement)
{
	uint64		changes = schema_changes;
	char	   *sql;
	SPIPlanPtr	plan;

	if (statement->plan != NULL && statement->schema == store->schema &&
		statement->schema_changes == changes)
		return;

	sql = psprintf(statement->sql, store_table_name(store, statement->table));
	plan = SPI_prepare(sql, statement->nargs, statement->argtypes);
	if (plan == NULL)
		elog(ERROR, "could not prepare \"%s\": %s", sql, SPI_result_code_string(SPI_result));
	SPI_keepplan(plan);
	if (statement->plan != NULL && statement->running == 0)
		SPI_freeplan(statement->plan);
	statement->plan = plan;
	statement->schema = store->schema;
	statement->schema_changes = changes;
}

/*
 * Run a statement: between SPI_connect() and SPI_finish(), as the owner.
 */
int
store_execute(const Store *store, StoreStatement *statement,
			  Datum *values, const char *nulls)
{
	int			volatile result = 0;

	(void) store_table(store, statement->table);
	store_prepare(store, statement);
	statement->running++;
	PG_TRY();
	{
		result = SPI_execute_plan(statement->plan, values, nulls, false, 0);
	}
	PG_FINALLY();
	{
		statement->running--;
	}
	PG_END_TRY();
	if (result < 0)
		elog(ERROR, "could not execute \"%s\": %s", statement->sql, SPI_result_code_string(result));
	return result;
}

/*
 * Run one statement, where there is no connection to SPI; returns how many
 * rows it has written.
 */
uint64
store_execute_as_owner(const Store *store, StoreStatement *statement,
					   Datum *values, const char *nulls)
{
	StoreCaller caller;
	uint64		written;

	SPI_connect();
	store_become_owner(store, &caller);
	store_execute(store, statement, values, nulls);
	written = SPI_processed;
	store_become_caller(&caller);
	SPI_finish();
	return written;
}

/*
 * Lock a table as an INSERT does, before anything that decides what is written
 * is read: so that whoever changes that can wait for those who have read it
 * before (analytics_wait_for_writers).
 */
void
store_lock_to_write(const Store *store, StoreTable table)
{
	/* a standby has another error for those who write */
	if (!RecoveryInProgress())
		LockRelationOid(store_table(store, table), RowExclusiveLock);
}

/*
 * May this role do what the store's owner may?
 */
bool
store_is_owner(const Store *store, Oid userid)
{
	return has_privs_of_role(userid, store->owner);
}

/*
 * What gives a role the privileges on a table that it lacks.
 */
char *
store_grant_hint(const Store *store, StoreTable table, Oid userid, const char *privileges)
{
	return psprintf("The owner of the store runs GRANT %s ON %s TO %s;",
					privileges, store_table_name(store, table),
					quote_identifier(GetUserNameFromId(userid, false)));
}

/*
 * Raise 42501: a role lacks privileges on a table.
 */
void
store_deny(const Store *store, StoreTable table, Oid userid, const char *privileges)
{
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("permission denied for table %s", store_tables[table].name),
			 errhint("%s", store_grant_hint(store, table, userid, privileges))));
}

/*
 * Raise 42809 for a trigger on a table that is none of the store's.  Anybody
 * can create one on a table of their own, also on a temporary one of the same
 * name, so each trigger function asks for the table before it does anything.
 */
void
store_refuse_trigger(const TriggerData *trigger, const char *belongs_on)
{
	const char *name = RelationGetRelationName(trigger->tg_relation);
	const char *schema = get_namespace_name_or_temp(RelationGetNamespace(trigger->tg_relation));

	ereport(ERROR,
			(errcode(ERRCODE_WRONG_OBJECT_TYPE),
			 errmsg("\"%s\" is not %s", name, belongs_on),
			 errhint("The trigger belongs on no other table. Run DROP TRIGGER %s ON %s;",
					 quote_identifier(trigger->tg_trigger->tgname),
					 quote_qualified_identifier(schema, name))));
}

/*
 * Raise 55000 unless a table's columns are what C code takes them for.
 */
void
store_check_columns(const Store *store, StoreTable table, TupleDesc description)
{
	for (int i = 0; i < (int) lengthof(store_columns); i++)
	{
		AttrNumber	column = store_columns[i].column;

		if (store_columns[i].table == table &&
			(column > description->natts ||
			 TupleDescAttr(description, column - 1)->attisdropped ||
			 TupleDescAttr(description, column - 1)->atttypid != store_columns[i].type))
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("table \"%s\" of the analytics store has been altered",
							store_tables[table].name),
					 errdetail("Column %d should be of type %s.",
							   column, format_type_be(store_columns[i].type))));
	}
}

/*
 * The primary key's index, when it begins with the columns of the keys.
 */
static Oid
primary_key_for(Relation table, int nkeys, ScanKey keys)
{
	Oid			index_oid = relation_primary_key(table);
	Relation	index;
	bool		usable;

	if (nkeys == 0 || !OidIsValid(index_oid))
		return InvalidOid;
	index = index_open(index_oid, AccessShareLock);
	usable = nkeys <= IndexRelationGetNumberOfKeyAttributes(index);
	for (int i = 0; i < nkeys && usable; i++)
		usable = index->rd_index->indkey.values[i] == keys[i].sk_attno &&
			(!OidIsValid(index->rd_indcollation[i]) ||
			 index->rd_indcollation[i] == keys[i].sk_collation);
	index_close(index, AccessShareLock);
	return usable ? index_oid : InvalidOid;
}

/*
 * Read a table of the store: all of it, or the rows whose first columns equal
 * the keys.  The snapshot is the latest, whatever the transaction's isolation:
 * configuration is not part of the data that a transaction sees as of its
 * start.  It is the catalogs' snapshot, which is taken again for each scan of a
 * table that is no catalog: unlike GetLatestSnapshot(), it may be taken in a
 * parallel query, whose row-security policies ask for the tenants.
 */
void
store_scan_begin(StoreScan *scan, const Store *store, StoreTable table,
				 int nkeys, ScanKey keys)
{
	Oid			index;

	scan->table = store_open(store, table, AccessShareLock);
	store_check_columns(store, table, RelationGetDescr(scan->table));
	index = primary_key_for(scan->table, nkeys, keys);
	scan->scan = systable_beginscan(scan->table, index, OidIsValid(index),
									NULL, nkeys, keys);
}

HeapTuple
store_scan_next(StoreScan *scan)
{
	CHECK_FOR_INTERRUPTS();
	return systable_getnext(scan->scan);
}

void
store_scan_end(StoreScan *scan)
{
	systable_endscan(scan->scan);
	table_close(scan->table, AccessShareLock);
}

Datum
store_value_or_null(StoreScan *scan, HeapTuple tuple, AttrNumber column, bool *isnull)
{
	return heap_getattr(tuple, column, RelationGetDescr(scan->table), isnull);
}

/*
 * The value of a column that is declared NOT NULL.
 */
Datum
store_row_value(Relation table, HeapTuple tuple, AttrNumber column)
{
	bool		isnull;
	Datum		value = heap_getattr(tuple, column, RelationGetDescr(table), &isnull);

	if (isnull)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("table \"%s\" of the analytics store has a null in column %d",
						RelationGetRelationName(table), column)));
	return value;
}

Datum
store_value(StoreScan *scan, HeapTuple tuple, AttrNumber column)
{
	return store_row_value(scan->table, tuple, column);
}

/*
 * A table's qualified and quoted name, for SQL.
 */
char *
store_table_name(const Store *store, StoreTable table)
{
	return quote_qualified_identifier(get_namespace_name(store->schema),
									  store_tables[table].name);
}
