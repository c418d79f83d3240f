/*-------------------------------------------------------------------------
 *
 * direct_insert.c
 *	  Inserting one prepared event without the executor.
 *
 * For one event, starting an INSERT costs as much as storing the row.  Where
 * the store's tables are as analytics_install() made them, all that an INSERT
 * would do is to find the partition, add the row, and add its index entries:
 * that is done here, as COPY does it.
 *
 * Nothing of the owner's runs, and so it does not matter as whom.  Whatever
 * he has added that an INSERT would run or evaluate (a trigger, a rule, a
 * check, a further column, an index on an expression) makes direct_insert()
 * decline, before anything is written.
 *
 * Locks are those of an INSERT: ROW EXCLUSIVE on table, partition and indexes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_class.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "executor/executor.h"
#include "miscadmin.h"
#include "partitioning/partbounds.h"
#include "partitioning/partdesc.h"
#include "utils/lsyscache.h"
#include "utils/partcache.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "direct_insert.h"
#include "dirty_log.h"
#include "event_columns.h"

#define GATE_FUNCTION "analytics_gate"

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
 * Is the table partitioned as analytics_install() does, with nothing on it
 * that an INSERT would run?
 */
static bool
table_is_plain(const Store *store, Relation table)
{
	PartitionKey key = RelationGetPartitionKey(table);
	const char *column;

	if (store->is_distributed || table->rd_rel->relhasrules ||
		table->rd_rel->relforcerowsecurity ||
		key->strategy != PARTITION_STRATEGY_RANGE || key->partnatts != 1 ||
		key->partattrs[0] <= 0 ||
		!only_gate_fires(store, table->trigdesc))
		return false;
	column = NameStr(TupleDescAttr(RelationGetDescr(table), key->partattrs[0] - 1)->attname);
	return strcmp(column, event_columns[COLUMN_OCCURRED_AT].name) == 0;
}

static bool
partition_is_plain(const Store *store, Relation partition)
{
	const TupleConstr *constraints = RelationGetDescr(partition)->constr;

	return partition->rd_rel->relkind == RELKIND_RELATION &&
		!partition->rd_rel->relhasrules &&
		!partition->rd_rel->relforcerowsecurity &&
		RelationGetDescr(partition)->natts == EVENT_COLUMNS &&
		(constraints == NULL || constraints->num_check == 0) &&
		only_gate_fires(store, partition->trigdesc);
}

/*
 * Are the entries of these indexes made of columns, and of nothing that must
 * be evaluated but "column IS [NOT] NULL"?
 */
static bool
indexes_are_plain(const ResultRelInfo *target)
{
	for (int i = 0; i < target->ri_NumIndices; i++)
	{
		const IndexInfo *index = target->ri_IndexRelationInfo[i];
		ListCell   *cell;

		if (index->ii_Expressions != NIL || index->ii_ExclusionOps != NULL)
			return false;
		foreach(cell, index->ii_Predicate)
			if (!IsA(lfirst(cell), NullTest) || !IsA(((NullTest *) lfirst(cell))->arg, Var))
				return false;
	}
	return true;
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
 * Put an event into a slot; false when an INSERT would convert or refuse one
 * of its values: the owner may have given a column a typmod, have it generated
 * (since 18, not stored either), or forbidden nulls.
 */
static bool
fill_slot(TupleTableSlot *slot, Relation partition, const Event *event)
{
	AttrNumber	columns[EVENT_COLUMNS];
	Datum		values[EVENT_COLUMNS];
	bool		nulls[EVENT_COLUMNS];

	event_columns_find(partition, columns);
	event_to_values(event, values, nulls);
	ExecClearTuple(slot);
	for (int i = 0; i < EVENT_COLUMNS; i++)
	{
		Form_pg_attribute column = TupleDescAttr(RelationGetDescr(partition), columns[i] - 1);

		if (column->atttypmod != event_columns[i].typmod || column->attgenerated != '\0' ||
			(column->attnotnull && nulls[i]))
			return false;
		slot->tts_values[columns[i] - 1] = values[i];
		slot->tts_isnull[columns[i] - 1] = nulls[i];
	}
	ExecStoreVirtualTuple(slot);
	return true;
}

/*
 * Insert into a partition; false when its indexes or columns are not plain.
 */
static bool
insert_into(const Store *store, Relation partition, const Event *event)
{
	EState	   *estate = CreateExecutorState();
	ResultRelInfo *target = makeNode(ResultRelInfo);
	TupleTableSlot *slot = table_slot_create(partition, NULL);
	bool		plain;

	InitResultRelInfo(target, partition, 1, NULL, 0);
	ExecOpenIndices(target, false);
	plain = indexes_are_plain(target) && fill_slot(slot, partition, event);
	if (plain)
	{
		simple_table_tuple_insert(partition, slot);
		exec_insert_index_tuples(target, slot, estate);
		dirty_log_event(store, &event->tenant_id, event->occurred_at);
		CommandCounterIncrement();
	}
	ExecCloseIndices(target);
	ExecDropSingleTupleTableSlot(slot);
	FreeExecutorState(estate);
	return plain;
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

	table = table_open(store->tables[STORE_EVENTS], RowExclusiveLock);
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
