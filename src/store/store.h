/*-------------------------------------------------------------------------
 *
 * store.h
 *	  The store: the tables that analytics_install() made.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_STORE_H
#define MINDWELL_STORE_H

#include "base/compat.h"

#include "access/genam.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "utils/rel.h"

#define EXTENSION_NAME "mindwell_analytics"

/* of everything in SQL that users do not call; nobody else may create there */
#define INTERNAL_SCHEMA "mindwell_internal"

/* STORE_EVENTS and STORE_STORE come first: what is known of the others rests on them. */
typedef enum StoreTable
{
	STORE_EVENTS,
	STORE_STORE,
	STORE_EVENT_TYPES,
	STORE_FUNNEL_STAGES,
	STORE_EVENT_KEYS,
	STORE_USERS,
	STORE_OPT_OUTS,
	STORE_PII_RULES,
	STORE_HASH_KEY,
	STORE_TENANT_MEMBERS,
	STORE_RETENTION_POLICIES,
	STORE_RUN_LOG,
	STORE_AUDIT_LOG,
	STORE_ERASURES,
	STORE_METRICS,
	STORE_ALIASES,
	STORE_DIRTY_BUCKETS
} StoreTable;

#define STORE_TABLES (STORE_DIRTY_BUCKETS + 1)

/* The columns that are read by C code, by their place in CREATE TABLE. */
#define STORE_VERSION 2
#define EVENT_TYPES_TENANT_ID 1
#define EVENT_TYPES_EVENT_TYPE 2
#define EVENT_TYPES_CATEGORY 3
#define EVENT_TYPES_FUNNEL_STAGE 4
#define EVENT_TYPES_RETENTION_CLASS 5
#define EVENT_TYPES_DESCRIPTION 6
#define EVENT_TYPES_PROPERTY_SCHEMA 7
#define EVENT_TYPES_AUTO_REGISTERED 8
#define EVENT_TYPES_IS_ACTION 11
#define EVENT_TYPES_PROPERTY_ALIASES 12
#define FUNNEL_STAGES_STAGE 1
#define USERS_TENANT_ID 1
#define USERS_USER_ID 2
#define USERS_PROPERTIES 3
#define USERS_CREATED_AT 4
#define USERS_UPDATED_AT 5
#define OPT_OUTS_TENANT_ID 1
#define OPT_OUTS_USER_ID 2
#define ALIASES_TENANT_ID 1
#define ALIASES_ANONYMOUS_ID 2
#define ALIASES_USER_ID 3
#define ALIASES_ENDED_AT 5
#define PII_RULES_KEY 1
#define PII_RULES_ACTION 2
#define PII_RULES_IS_SECRET 4
#define HASH_KEY_KEY 2
#define TENANT_MEMBERS_ROLE 1
#define TENANT_MEMBERS_TENANT_ID 2
#define RETENTION_POLICIES_CLASS 1
#define RETENTION_POLICIES_KEEP 2
#define DIRTY_BUCKETS_TENANT_ID 1
#define DIRTY_BUCKETS_BUCKET 2
#define DIRTY_BUCKETS_LOGGED_AT 3

typedef struct Store
{
	Oid			schema;			/* of the extension, and so of the store */
	Oid			owner;			/* of every table of it */
	bool		is_distributed; /* Citus may keep the rows elsewhere */
	bool		is_older;		/* made by an older version, and lacks a table */
	Oid			tables[STORE_TABLES];	/* InvalidOid: lacking; see store_table() */
} Store;

/* The identity to go back to after work as the store's owner. */
typedef struct StoreCaller
{
	Oid			userid;
	int			security_context;
	int			guc_level;
	Oid			schema;			/* of the store */
	ErrorContextCallback on_error;
} StoreCaller;

/* A scan of a small table, or of the rows of one key of a large one. */
typedef struct StoreScan
{
	Relation	table;
	SysScanDesc scan;
} StoreScan;

#define STORE_STATEMENT_MAX_ARGS 9

/* A statement on a table of the store, prepared at its first use. */
typedef struct StoreStatement
{
	const char *sql;			/* with one %s, the table's qualified name */
	StoreTable	table;
	int			nargs;
	Oid			argtypes[STORE_STATEMENT_MAX_ARGS];
	SPIPlanPtr	plan;
	Oid			schema;			/* for which it was prepared */
	uint64		schema_changes; /* at that time */
	int			running;		/* executions that have not ended */
} StoreStatement;

extern void store_init(void);
extern Oid	store_schema(void);
extern const Store *store_get(void);
extern bool store_has_table(const Store *store, Oid relid);
extern Oid	store_table(const Store *store, StoreTable table);
extern Relation store_open(const Store *store, StoreTable table, LOCKMODE mode);
extern uint64 store_changes(StoreTable table);

extern void store_become_owner(const Store *store, StoreCaller *caller);
extern void store_become_caller(const StoreCaller *caller);
extern void store_see_all_rows(void);
extern int	store_execute(const Store *store, StoreStatement *statement,
						  Datum *values, const char *nulls);
extern uint64 store_execute_as_owner(const Store *store, StoreStatement *statement,
									 Datum *values, const char *nulls);
extern void store_lock_to_write(const Store *store, StoreTable table);
extern bool store_is_owner(const Store *store, Oid userid);

extern void store_scan_begin(StoreScan *scan, const Store *store, StoreTable table,
							 int nkeys, ScanKey keys);
extern HeapTuple store_scan_next(StoreScan *scan);
extern void store_scan_end(StoreScan *scan);
extern Datum store_row_value(Relation table, HeapTuple tuple, AttrNumber column);
extern Datum store_value(StoreScan *scan, HeapTuple tuple, AttrNumber column);
extern Datum store_value_or_null(StoreScan *scan, HeapTuple tuple, AttrNumber column,
								 bool *isnull);
extern char *store_grant_hint(const Store *store, StoreTable table, Oid userid,
							  const char *privileges);
extern void store_deny(const Store *store, StoreTable table, Oid userid, const char *privileges);
pg_noreturn extern void store_refuse_trigger(const TriggerData *trigger, const char *belongs_on);
extern void store_check_columns(const Store *store, StoreTable table, TupleDesc description);

extern char *store_table_name(const Store *store, StoreTable table);

#endif							/* MINDWELL_STORE_H */
