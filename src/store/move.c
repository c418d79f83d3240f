/*-------------------------------------------------------------------------
 *
 * move.c
 *	  Moving events from the default partition into one of their own.
 *
 * For whoever looks at the table a move changes nothing: the events were there
 * before and are there afterwards.  A DELETE and an INSERT would say otherwise
 * to foreign keys, triggers and rules.  So the rows are taken and put
 * below the executor, where none of these is asked.  Nor is anything checked a
 * second time that was checked when the events came.
 *
 * The rows are put when their table has become a partition: subscribers that
 * are sent them get them as events.  Between taking and putting they are in a
 * tuplestore, which the disk has room for.
 *
 * Subscribers are not sent rows whose insertion is marked so in the WAL, and
 * deletions without the identity of the row, which the caller takes away from
 * the table meanwhile (move.sql).
 *
 * Locks: the caller has ACCESS EXCLUSIVE on the default partition, so that no
 * row changes meanwhile, and whoever waits for the table waits above it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/heapam.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/tupconvert.h"
#include "access/xact.h"
#include "catalog/pg_class.h"
#include "catalog/pg_publication.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/lmgr.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "store/event_columns.h"
#include "store/owner_call.h"
#include "store/store.h"

PG_FUNCTION_INFO_V1(analytics_move_events);
PG_FUNCTION_INFO_V1(analytics_hides_deletions);

/*
 * Take the rows of a period out of a table.
 */
static int64
take_rows(Relation source, TimestampTz from, TimestampTz to, Tuplestorestate *rows)
{
	AttrNumber	columns[EVENT_COLUMNS];
	Snapshot	snapshot = RegisterSnapshot(GetLatestSnapshot());
	TableScanDesc scan = table_beginscan(source, snapshot, 0, NULL);
	TupleTableSlot *slot = table_slot_create(source, NULL);
	int64		taken = 0;

	event_columns_find(source, columns);
	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		bool		isnull;
		Datum		occurred_at;

		CHECK_FOR_INTERRUPTS();
		occurred_at = slot_getattr(slot, columns[COLUMN_OCCURRED_AT], &isnull);
		if (isnull || DatumGetTimestampTz(occurred_at) < from || DatumGetTimestampTz(occurred_at) >= to)
			continue;
		tuplestore_puttupleslot(rows, slot);
		simple_table_tuple_delete(source, &slot->tts_tid, snapshot);
		taken++;
	}
	ExecDropSingleTupleTableSlot(slot);
	table_endscan(scan);
	UnregisterSnapshot(snapshot);
	return taken;
}

/*
 * Put rows into a table whose columns may be in another order, and into its
 * indexes.
 */
static void
put_rows(Relation target, Tuplestorestate *rows, TupleDesc description, int options)
{
	TupleConversionMap *map = convert_tuples_by_name(description, RelationGetDescr(target));
	TupleTableSlot *from = MakeSingleTupleTableSlot(description, &TTSOpsMinimalTuple);
	TupleTableSlot *to = table_slot_create(target, NULL);
	BulkInsertState bulk = GetBulkInsertState();
	EState	   *estate = CreateExecutorState();
	ResultRelInfo *result = makeNode(ResultRelInfo);

	InitResultRelInfo(result, target, 1, NULL, 0);
	ExecOpenIndices(result, false);
	while (tuplestore_gettupleslot(rows, true, false, from))
	{
		CHECK_FOR_INTERRUPTS();
		if (map != NULL)
			execute_attr_map_slot(map->attrMap, from, to);
		else
			ExecCopySlot(to, from);
		table_tuple_insert(target, to, GetCurrentCommandId(true), options, bulk);
		exec_insert_index_tuples(result, to, estate);
		ResetPerTupleExprContext(estate);
	}
	ExecCloseIndices(result);
	FreeExecutorState(estate);
	FreeBulkInsertState(bulk);
	ExecDropSingleTupleTableSlot(to);
	ExecDropSingleTupleTableSlot(from);
	CommandCounterIncrement();
}

/*
 * Make a table the partition of a period (partition.sql).
 */
static void
attach_table(Oid relid, Datum from, Datum to)
{
	Oid			types[] = {REGCLASSOID, TIMESTAMPTZOID, TIMESTAMPTZOID};
	Datum		values[] = {ObjectIdGetDatum(relid), from, to};

	SPI_connect();
	if (SPI_execute_with_args("SELECT " INTERNAL_SCHEMA ".attach_table($1, $2, $3)", 3, types, values, NULL, false, 1) != SPI_OK_SELECT)
		elog(ERROR, "could not attach a table");
	SPI_finish();
}

/*
 * Open a plain table of the store's owner.  No other is locked against anybody.
 */
static Relation
open_own_table(const Store *store, Oid relid, LOCKMODE mode)
{
	Relation	table = try_table_open(relid, AccessShareLock);

	if (table == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_TABLE),
				 errmsg("there is no table with OID %u", relid)));
	if (table->rd_rel->relowner != store->owner)
		aclcheck_error(ACLCHECK_NOT_OWNER, OBJECT_TABLE, RelationGetRelationName(table));
	if (table->rd_rel->relkind != RELKIND_RELATION)
		ereport(ERROR,
				(errcode(ERRCODE_WRONG_OBJECT_TYPE),
				 errmsg("\"%s\" is no plain table", RelationGetRelationName(table))));
	LockRelationOid(relid, mode);
	return table;
}

/*
 * analytics_move_events(source regclass, target regclass, from_time timestamptz,
 * to_time timestamptz, publish boolean) -> bigint
 *
 * Take the events of a period from one table, make the other the partition of
 * that period, and put the events there.  Without "publish" no insertion is
 * decoded from the WAL.  Returns the number of events.
 */
Datum
analytics_move_events(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	StoreCaller caller;
	Relation	source;
	Relation	target;
	Tuplestorestate *rows;
	TupleDesc	description;
	int64		moved;

	PreventCommandIfReadOnly("DELETE");
	PreventCommandIfParallelMode("DELETE");
	owner_call_check_owner(store);
	/* indexes may have expressions of the owner's */
	store_become_owner(store, &caller);
	rows = tuplestore_begin_heap(false, false, work_mem);
	source = open_own_table(store, PG_GETARG_OID(0), AccessExclusiveLock);
	/* with what rows have that are older than a column */
	description = CreateTupleDescCopyConstr(RelationGetDescr(source));
	moved = take_rows(source, PG_GETARG_TIMESTAMPTZ(2), PG_GETARG_TIMESTAMPTZ(3), rows);
	table_close(source, NoLock);
	CommandCounterIncrement();

	attach_table(PG_GETARG_OID(1), PG_GETARG_DATUM(2), PG_GETARG_DATUM(3));

	target = open_own_table(store, PG_GETARG_OID(1), RowExclusiveLock);
	put_rows(target, rows, description, PG_GETARG_BOOL(4) ? 0 : TABLE_INSERT_NO_LOGICAL);
	table_close(target, NoLock);
	tuplestore_end(rows);
	store_become_caller(&caller);
	PG_RETURN_INT64(moved);
}

/*
 * analytics_hides_deletions(relation regclass) -> text
 *
 * What of the publications of a table does not fit its replica identity, so
 * that deletions from it would not be sent: "filter" or "columns"; NULL when all
 * does.  A DELETE is refused by the server then, but not what works below it.
 */
Datum
analytics_hides_deletions(PG_FUNCTION_ARGS)
{
	Relation	table = try_table_open(PG_GETARG_OID(0), AccessShareLock);
	PublicationDesc publications;

	if (table == NULL)
		PG_RETURN_NULL();
	RelationBuildPublicationDesc(table, &publications);
	table_close(table, AccessShareLock);
	if (!publications.rf_valid_for_delete)
		PG_RETURN_TEXT_P(cstring_to_text("filter"));
	if (!publication_columns_valid(publications))
		PG_RETURN_TEXT_P(cstring_to_text("columns"));
	PG_RETURN_NULL();
}
