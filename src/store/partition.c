/*-------------------------------------------------------------------------
 *
 * partition.c
 *	  The partitions of analytics_events and their bounds.
 *
 * They are read from what the server keeps of the table in memory, so that
 * maintenance may ask for them again and again, however many there are.
 *
 * Locks: ACCESS SHARE on analytics_events, none on the partitions.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/pg_partitioned_table.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "partitioning/partbounds.h"
#include "partitioning/partdesc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "store/partition.h"
#include "store/store.h"

PG_FUNCTION_INFO_V1(analytics_partitions);

/*
 * The bounds in their order: range k lies between bound k - 1 and bound k.
 */
static TimestampTz
bound_at(PartitionBoundInfo bounds, int index)
{
	if (index < 0)
		return DT_NOBEGIN;
	if (index >= bounds->ndatums)
		return DT_NOEND;
	switch (bounds->kind[index][0])
	{
		case PARTITION_RANGE_DATUM_MINVALUE:
			return DT_NOBEGIN;
		case PARTITION_RANGE_DATUM_MAXVALUE:
			return DT_NOEND;
		case PARTITION_RANGE_DATUM_VALUE:
			break;
	}
	return DatumGetTimestampTz(bounds->datums[index][0]);
}

/*
 * The column by whose ranges a table is partitioned, if it is one, and a time;
 * else InvalidAttrNumber.  Asks the catalog: when the server reads a partition
 * key it evaluates what it can of its expressions, which would run a function of
 * the table's owner as whoever asks.
 */
AttrNumber
partition_time_column(Oid relid)
{
	HeapTuple	tuple = SearchSysCache1(PARTRELID, ObjectIdGetDatum(relid));
	Form_pg_partitioned_table form;
	AttrNumber	column = InvalidAttrNumber;

	if (!HeapTupleIsValid(tuple))
		return InvalidAttrNumber;
	form = (Form_pg_partitioned_table) GETSTRUCT(tuple);
	if (form->partstrat == PARTITION_STRATEGY_RANGE && form->partnatts == 1)
		column = form->partattrs.values[0]; /* invalid: an expression */
	ReleaseSysCache(tuple);
	return column != InvalidAttrNumber && get_atttype(relid, column) == TIMESTAMPTZOID
		? column : InvalidAttrNumber;
}

static void
put_partition(ReturnSetInfo *result, Oid partition, bool is_default,
			  TimestampTz starts_at, TimestampTz ends_at)
{
	Datum		values[] = {
		ObjectIdGetDatum(partition),
		BoolGetDatum(is_default),
		TimestampTzGetDatum(starts_at),
		TimestampTzGetDatum(ends_at),
	};
	bool		nulls[] = {false, false, is_default, is_default};

	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * mindwell_internal.partitions() -> (partition, is_default, starts_at, ends_at)
 */
Datum
analytics_partitions(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	const Store *store = store_get();
	Relation	table;
	PartitionDesc partitions;
	PartitionBoundInfo bounds;

	InitMaterializedSRF(fcinfo, 0);
	table = store_open(store, STORE_EVENTS, AccessShareLock);
	if (partition_time_column(RelationGetRelid(table)) == InvalidAttrNumber)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("\"%s\" is not partitioned by ranges of occurred_at",
						RelationGetRelationName(table))));

	/* one that is being detached has its name and its rows until that is done */
	partitions = RelationGetPartitionDesc(table, false);
	bounds = partitions->boundinfo;
	for (int i = 0; bounds != NULL && i <= bounds->ndatums; i++)
	{
		int			index = bounds->indexes[i];

		CHECK_FOR_INTERRUPTS();
		if (index >= 0)
			put_partition(result, partitions->oids[index], false,
						  bound_at(bounds, i - 1), bound_at(bounds, i));
	}
	if (bounds != NULL && partition_bound_has_default(bounds))
		put_partition(result, partitions->oids[bounds->default_index], true, 0, 0);
	table_close(table, NoLock);
	return (Datum) 0;
}
