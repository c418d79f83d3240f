/*-------------------------------------------------------------------------
 *
 * direct_insert.c
 *	  Inserting one prepared event without the executor.
 *
 * For one event, starting an INSERT costs as much as storing the row.  If the
 * store's tables are as analytics_install() made them, all that an INSERT
 * would do is to find the partition, add the row, and add its index entries.
 * That is done here, as COPY does it.
 *
 * submission_track() comes here by event_store_insert(), with an event that
 * event_prepare() has checked.  The gate's trigger does not fire, and
 * nothing is checked a second time; the day is logged here.  If
 * direct_insert() returns false, event_store.c runs an INSERT as the owner,
 * which fires the gate.  Batches, INSERT, COPY and UPDATE never come here.
 *
 * Nothing of the owner's runs, so it does not matter as whom the row is
 * written.  If they have added anything that an INSERT would run or evaluate
 * (a trigger, a rule, a check, a further column, an index on an expression),
 * direct_insert() returns false before it writes or even reads any of it: the
 * caller may be a superuser.  One check is the store's own, that of the only
 * tenant: it is known by its name, and fill_slot() makes the same comparison.
 *
 * Locks are those of an INSERT: ROW EXCLUSIVE on table, partition and indexes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_class.h"
#include "catalog/pg_index.h"
#include "catalog/pg_trigger.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "nodes/nodes.h"
#include "partitioning/partbounds.h"
#include "partitioning/partdesc.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/partcache.h"
#include "utils/rel.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

#include "ingest/direct_insert.h"
#include "store/dirty_log.h"
#include "store/event_columns.h"
#include "store/partition.h"
#include "store/tenant.h"

#define GATE_FUNCTION "analytics_gate"

/*
 * The table that was seen last, and the partition.  What was found out about
 * them holds until they change.
 */
static struct
{
	Oid			relid;			/* InvalidOid: none, or it has changed */
	bool		plain;
}			known_table;

static struct
{
	Oid			relid;			/* InvalidOid: none, or it has changed */
	bool		plain;
	bool		one_tenant;
	AttrNumber	columns[EVENT_COLUMNS];
	bool		not_null[EVENT_COLUMNS];
}			known_partition;

static void
relation_changed(Datum arg, Oid relid)
{
	if (relid == InvalidOid || relid == known_table.relid)
		known_table.relid = InvalidOid;
	if (relid == InvalidOid || relid == known_partition.relid)
		known_partition.relid = InvalidOid;
}

/*
 * Called once, when the library is loaded.
 */
void
direct_insert_init(void)
{
	CacheRegisterRelcacheCallback(relation_changed, (Datum) 0);
}

/*
 * Does an INSERT of one row run no trigger but the gate?
 */
static bool
only_gate_fires(const Store *store, const TriggerDesc *triggers)
{
	if (triggers == NULL)
		return true;
	for (int i = 0; i < triggers->numtriggers; i++)
	{
		const Trigger *trigger = &triggers->triggers[i];
		char	   *function;

		if (!TRIGGER_FOR_INSERT(trigger->tgtype))
			continue;
		function = get_func_name(trigger->tgfoid);
		if (function == NULL || strcmp(function, GATE_FUNCTION) != 0 ||
			get_func_namespace(trigger->tgfoid) != store->schema)
			return false;
	}
	return true;
}

/*
 * Is a table partitioned by ranges of occurred_at, in the order of time?  The
 * key itself, which is read once it is known to be a column, tells how its
 * values are compared: the owner may have put another table in the place of the
 * store's.
 */
static bool
key_is_plain(Relation table)
{
	AttrNumber	column = partition_time_column(RelationGetRelid(table));
	PartitionKey key;

	if (column == InvalidAttrNumber ||
		column != get_attnum(RelationGetRelid(table), event_columns[COLUMN_OCCURRED_AT].name))
		return false;
	key = RelationGetPartitionKey(table);
	return key->partopcintype[0] == TIMESTAMPTZOID &&
		key->partsupfunc[0].fn_oid == F_TIMESTAMPTZ_CMP;
}

/*
 * Is the table partitioned as analytics_install() does, with nothing on it
 * that an INSERT would run?
 */
static bool
table_is_plain(const Store *store, Relation table)
{
	if (known_table.relid != RelationGetRelid(table))
	{
		known_table.relid = RelationGetRelid(table);
		known_table.plain = false;
		known_table.plain = !table->rd_rel->relhasrules &&
			!table->rd_rel->relispartition &&
			!table->rd_rel->relforcerowsecurity &&
			only_gate_fires(store, table->trigdesc) &&
			key_is_plain(table);
	}
	return known_table.plain && !store->is_distributed;
}

/*
 * Are an index's entries made of columns, and of nothing that must be
 * evaluated but "column IS [NOT] NULL"?  Asks the catalog: the server
 * evaluates what it can of an index's expressions when it reads them.
 */
static bool
index_is_plain(Oid index)
{
	HeapTuple	tuple = SearchSysCache1(INDEXRELID, ObjectIdGetDatum(index));
	bool		plain;
	bool		always;
	Datum		predicate;

	if (!HeapTupleIsValid(tuple))
		return false;
	plain = heap_attisnull(tuple, Anum_pg_index_indexprs, NULL) &&
		!((Form_pg_index) GETSTRUCT(tuple))->indisexclusion;
	predicate = SysCacheGetAttr(INDEXRELID, tuple, Anum_pg_index_indpred, &always);
	if (plain && !always)
	{
		Node	   *condition = stringToNode(TextDatumGetCString(predicate));

		plain = IsA(condition, NullTest) && IsA(((NullTest *) condition)->arg, Var);
	}
	ReleaseSysCache(tuple);
	return plain;
}

static bool
indexes_are_plain(Relation partition)
{
	ListCell   *cell;

	foreach(cell, RelationGetIndexList(partition))
		if (!index_is_plain(lfirst_oid(cell)))
			return false;
	return true;
}

/*
 * Find the columns, and which of them must have a value.  False when an INSERT
 * would convert or make the value of one: the owner may have given it a
 * typmod, or have it generated (since 18, not stored either).
 */
static bool
columns_are_plain(Relation partition)
{
	event_columns_find(partition, known_partition.columns);
	for (int i = 0; i < EVENT_COLUMNS; i++)
	{
		Form_pg_attribute attribute = TupleDescAttr(RelationGetDescr(partition),
													known_partition.columns[i] - 1);

		if (attribute->atttypmod != event_columns[i].typmod || attribute->attgenerated != '\0')
			return false;
		known_partition.not_null[i] = attribute->attnotnull;
	}
	return true;
}

/*
 * Has a partition no check but that of the only tenant?  Remembers whether it
 * has that one.
 */
static bool
checks_are_plain(Relation partition)
{
	const TupleConstr *constraints = RelationGetDescr(partition)->constr;

	known_partition.one_tenant = table_has_one_tenant(partition);
	return constraints == NULL || constraints->num_check == (known_partition.one_tenant ? 1 : 0);
}

static bool
partition_is_plain(const Store *store, Relation partition)
{
	if (known_partition.relid == RelationGetRelid(partition))
		return known_partition.plain;

	/* a change that arrives while we look makes it unknown again */
	known_partition.relid = RelationGetRelid(partition);
	known_partition.plain = false;
	known_partition.plain = partition->rd_rel->relkind == RELKIND_RELATION &&
		!partition->rd_rel->relhasrules &&
		!partition->rd_rel->relforcerowsecurity &&
		RelationGetDescr(partition)->natts == EVENT_COLUMNS &&
		checks_are_plain(partition) &&
		only_gate_fires(store, partition->trigdesc) &&
		columns_are_plain(partition) &&
		indexes_are_plain(partition);
	/* what has changed meanwhile was not looked at */
	return known_partition.plain && known_partition.relid == RelationGetRelid(partition);
}

/*
 * The leaf partition for a time, or InvalidOid.
 */
static Oid
find_partition(Relation table, TimestampTz occurred_at)
{
	PartitionKey key = RelationGetPartitionKey(table);
	PartitionDesc partitions = RelationGetPartitionDesc(table, true);
	Datum		value = TimestampTzGetDatum(occurred_at);
	bool		is_equal;
	int			bound;
	int			index;

	if (partitions->nparts == 0)
		return InvalidOid;
	bound = partition_range_datum_bsearch(key->partsupfunc, key->partcollation,
										  partitions->boundinfo, 1, &value, &is_equal);
	index = partitions->boundinfo->indexes[bound + 1];
	if (index < 0)
		index = partitions->boundinfo->default_index;
	return index < 0 || !partitions->is_leaf[index] ? InvalidOid : partitions->oids[index];
}

/*
 * Open the leaf partition for a time; NULL when there is none.  While the lock
 * is waited for, another partition may be attached that takes the time away
 * from the default one.
 */
static Relation
open_partition(Relation table, TimestampTz occurred_at)
{
	Oid			partition_id = find_partition(table, occurred_at);

	while (OidIsValid(partition_id))
	{
		Relation	partition = table_open(partition_id, RowExclusiveLock);
		Oid			current_id = find_partition(table, occurred_at);

		if (current_id == partition_id)
			return partition;
		table_close(partition, RowExclusiveLock);
		partition_id = current_id;
	}
	return NULL;
}

/*
 * Make the row of an event; false when it lacks what a column demands, or is
 * another tenant's where there is one only.
 */
static bool
fill_slot(TupleTableSlot *slot, const Event *event)
{
	Datum		values[EVENT_COLUMNS];
	bool		nulls[EVENT_COLUMNS];

	if (known_partition.one_tenant && !uuid_equal(&event->tenant_id, &uuid_nil))
		return false;
	event_to_values(event, values, nulls);
	for (int i = 0; i < EVENT_COLUMNS; i++)
	{
		int			column = known_partition.columns[i] - 1;

		if (nulls[i] && known_partition.not_null[i])
			return false;
		slot->tts_values[column] = values[i];
		slot->tts_isnull[column] = nulls[i];
	}
	ExecStoreVirtualTuple(slot);
	return true;
}

static void
insert_row(Relation partition, TupleTableSlot *slot)
{
	EState	   *estate = CreateExecutorState();
	ResultRelInfo *target = makeNode(ResultRelInfo);

	InitResultRelInfo(target, partition, 1, NULL, 0);
	ExecOpenIndices(target, false);
	simple_table_tuple_insert(partition, slot);
	exec_insert_index_tuples(target, slot, estate);
	ExecCloseIndices(target);
	FreeExecutorState(estate);
}

/*
 * Insert into a partition that is plain; false when the event does not fit.
 */
static bool
insert_into(const Store *store, Relation partition, const Event *event)
{
	TupleTableSlot *slot = table_slot_create(partition, NULL);
	bool		fits = fill_slot(slot, event);

	if (fits)
	{
		insert_row(partition, slot);
		dirty_log_event(store, &event->tenant_id, event->occurred_at);
		CommandCounterIncrement();
	}
	ExecDropSingleTupleTableSlot(slot);
	return fits;
}

/*
 * Insert a prepared event and log its bucket; false, and nothing done, when
 * that takes a real INSERT.
 */
bool
direct_insert(const Store *store, const Event *event)
{
	Relation	table;
	Relation	partition = NULL;
	bool		inserted = false;

	PreventCommandIfReadOnly("INSERT");
	PreventCommandIfParallelMode("INSERT");

	table = store_open(store, STORE_EVENTS, RowExclusiveLock);
	if (table_is_plain(store, table))
		partition = open_partition(table, event->occurred_at);
	if (partition != NULL)
	{
		inserted = partition_is_plain(store, partition) && insert_into(store, partition, event);
		table_close(partition, NoLock);
	}
	table_close(table, NoLock);
	return inserted;
}
