/*-------------------------------------------------------------------------
 *
 * event_store.c
 *	  Writing prepared events into analytics_events.
 *
 * It is an ordinary INSERT as the store's owner, so that rules, triggers and
 * foreign partitions work as for any table; save for a single event, which
 * goes straight into its partition where that makes no difference.  The rows
 * of a batch are an ephemeral relation: a tuplestore, which goes to disk
 * beyond work_mem.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/queryenvironment.h"

#include "ingest/direct_insert.h"
#include "ingest/event_store.h"
#include "ingest/gate.h"
#include "store/event_columns.h"

#define BATCH_RELATION "analytics_new_events"

#define EVENT_COLUMN_LIST \
	"id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties"

static StoreStatement insert_event = {
	.sql = "INSERT INTO %s (" EVENT_COLUMN_LIST ")"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
	.table = STORE_EVENTS,
	.nargs = EVENT_COLUMNS,
	.argtypes = {UUIDOID, UUIDOID, TIMESTAMPTZOID, TIMESTAMPTZOID, UUIDOID, UUIDOID,
	VARCHAROID, VARCHAROID, JSONBOID},
};

static StoreStatement insert_rows = {
	.sql = "INSERT INTO %s (" EVENT_COLUMN_LIST ")"
	" SELECT " EVENT_COLUMN_LIST " FROM " BATCH_RELATION,
	.table = STORE_EVENTS,
};

/*
 * The one privilege that whoever tracks events needs, so that \dp shows who
 * may.  42501 without it.  To be asked before anything about the event.
 */
void
event_store_check_privilege(const EventContext *context)
{
	if (pg_class_aclcheck(context->store->tables[STORE_EVENTS], context->caller,
						  ACL_INSERT) != ACLCHECK_OK)
		store_deny(context->store, STORE_EVENTS, context->caller, "INSERT");
	store_lock_to_write(context->store, STORE_EVENTS);
}

/*
 * What the store tells, or counts, is for those who may read or write events.
 * 42501 for anybody else, who is told the lesser privilege.
 */
void
event_store_check_access(const Store *store, Oid userid)
{
	Oid			events = store->tables[STORE_EVENTS];

	if (pg_class_aclcheck(events, userid, ACL_SELECT) != ACLCHECK_OK &&
		pg_class_aclcheck(events, userid, ACL_INSERT) != ACLCHECK_OK)
		store_deny(store, STORE_EVENTS, userid, "INSERT");
}

/*
 * Run an INSERT of events that the gate shall let pass.
 */
static void
insert_prepared(const Store *store, StoreStatement *statement, Datum *values,
				const char *nulls, const pg_uuid_t *ids, int count)
{
	PreparedEvents prepared = {.ids = ids, .count = count};
	PreparedEvents *before = gate_expect(&prepared);

	PG_TRY();
	{
		store_execute(store, statement, values, nulls);
	}
	PG_FINALLY();
	{
		gate_expect(before);
	}
	PG_END_TRY();
}

static void
insert_one(const Store *store, const Event *event)
{
	Datum		values[EVENT_COLUMNS];
	bool		isnull[EVENT_COLUMNS];
	char		nulls[EVENT_COLUMNS];
	StoreCaller caller;

	event_to_values(event, values, isnull);
	for (int i = 0; i < EVENT_COLUMNS; i++)
		nulls[i] = isnull[i] ? 'n' : ' ';
	SPI_connect();
	store_become_owner(store, &caller);
	insert_prepared(store, &insert_event, values, nulls, &event->id, 1);
	store_become_caller(&caller);
	SPI_finish();
}

/*
 * Insert one event.
 */
void
event_store_insert(const Store *store, const Event *event)
{
	if (!direct_insert(store, event))
		insert_one(store, event);
}

/*
 * What rows event_store_collect() makes.
 */
TupleDesc
event_store_describe(void)
{
	TupleDesc	description = CreateTemplateTupleDesc(EVENT_COLUMNS);

	for (int i = 0; i < EVENT_COLUMNS; i++)
		TupleDescInitEntry(description, (AttrNumber) (i + 1), event_columns[i].name,
						   event_columns[i].type, event_columns[i].typmod, 0);
	return description;
}

void
event_store_collect(Tuplestorestate *rows, TupleDesc description, const Event *event)
{
	Datum		values[EVENT_COLUMNS];
	bool		nulls[EVENT_COLUMNS];

	event_to_values(event, values, nulls);
	tuplestore_putvalues(rows, description, values, nulls);
}

/*
 * Insert collected events, whose ids are given in the order of the rows.
 * Runs as the store's owner inside SPI.
 */
void
event_store_insert_rows(const Store *store, Tuplestorestate *rows,
						TupleDesc description, const pg_uuid_t *ids, int count)
{
	EphemeralNamedRelationData relation = {
		.md = {
			.name = BATCH_RELATION,
			.reliddesc = InvalidOid,
			.tupdesc = description,
			.enrtype = ENR_NAMED_TUPLESTORE,
			.enrtuples = count,
		},
		.reldata = rows,
	};

	if (SPI_register_relation(&relation) != SPI_OK_REL_REGISTER)
		elog(ERROR, "could not register the rows of a batch");
	insert_prepared(store, &insert_rows, NULL, NULL, ids, count);
	SPI_unregister_relation(BATCH_RELATION);
}
