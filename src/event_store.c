/*-------------------------------------------------------------------------
 *
 * event_store.c
 *	  Writing prepared events into analytics_events.
 *
 * Both ways are an ordinary INSERT as the store's owner, so that rules,
 * triggers and foreign partitions work as for any table.  The rows of a
 * batch are an ephemeral relation: a tuplestore, which goes to disk beyond
 * work_mem.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/tupdesc.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/queryenvironment.h"
#include "utils/timestamp.h"

#include "event_store.h"
#include "gate.h"
#include "registry.h"

#define BATCH_RELATION "analytics_new_events"

#define EVENT_COLUMN_LIST \
	"id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties"

static const struct
{
	const char *name;
	Oid			type;
	int32		typmod;
}			event_columns[] = {
	{"id", UUIDOID, -1},
	{"tenant_id", UUIDOID, -1},
	{"occurred_at", TIMESTAMPTZOID, -1},
	{"created_at", TIMESTAMPTZOID, -1},
	{"user_id", UUIDOID, -1},
	{"session_id", UUIDOID, -1},
	{"event_type", VARCHAROID, EVENT_TYPE_MAX + VARHDRSZ},
	{"funnel_stage", VARCHAROID, FUNNEL_STAGE_MAX + VARHDRSZ},
	{"properties", JSONBOID, -1},
};

#define EVENT_COLUMNS ((int) lengthof(event_columns))

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
 * may.  42501 without it.
 */
void
event_store_check_privilege(const EventContext *context)
{
	if (pg_class_aclcheck(context->store->tables[STORE_EVENTS], context->caller,
						  ACL_INSERT) != ACLCHECK_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for table analytics_events"),
				 errhint("The owner of the store runs GRANT INSERT ON %s TO %s;",
						 store_table_name(context->store, STORE_EVENTS),
						 quote_identifier(GetUserNameFromId(context->caller, false)))));
}

static void
event_to_values(const Event *event, Datum *values, bool *nulls)
{
	MemSet(nulls, false, EVENT_COLUMNS * sizeof(bool));
	values[0] = UUIDPGetDatum(&event->id);
	values[1] = UUIDPGetDatum(&event->tenant_id);
	values[2] = TimestampTzGetDatum(event->occurred_at);
	values[3] = TimestampTzGetDatum(event->created_at);
	values[4] = UUIDPGetDatum(&event->user_id);
	nulls[4] = !event->has_user_id;
	values[5] = UUIDPGetDatum(&event->session_id);
	nulls[5] = !event->has_session_id;
	values[6] = PointerGetDatum(cstring_to_text_with_len(event->event_type.data,
														 event->event_type.length));
	nulls[7] = event->funnel_stage.data == NULL;
	values[7] = nulls[7] ? (Datum) 0
		: PointerGetDatum(cstring_to_text_with_len(event->funnel_stage.data,
												   event->funnel_stage.length));
	values[8] = JsonbPGetDatum(event->properties);
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

/*
 * Insert one event.  Runs as the store's owner inside SPI.
 */
void
event_store_insert(const Store *store, const Event *event)
{
	Datum		values[EVENT_COLUMNS];
	bool		isnull[EVENT_COLUMNS];
	char		nulls[EVENT_COLUMNS];

	event_to_values(event, values, isnull);
	for (int i = 0; i < EVENT_COLUMNS; i++)
		nulls[i] = isnull[i] ? 'n' : ' ';
	insert_prepared(store, &insert_event, values, nulls, &event->id, 1);
}

/*
 * What rows event_store_collect() makes.
 */
TupleDesc
event_store_describe(void)
{
	TupleDesc	description = CreateTemplateTupleDesc(EVENT_COLUMNS);

	for (int i = 0; i < EVENT_COLUMNS; i++)
		TupleDescInitEntry(description, i + 1, event_columns[i].name,
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
