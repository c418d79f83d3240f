/*-------------------------------------------------------------------------
 *
 * dirty_log.c
 *	  Which buckets of the rollups a transaction has made stale.
 *
 * One row for each (transaction, tenant, UTC day), appended in the
 * transaction that changed the day's events: it commits, rolls back and
 * survives a crash together with them.  The table has no unique key, so no
 * writer waits for another.
 *
 * What this transaction has logged is remembered, with the subtransaction
 * that did: when that one rolls back its row is gone, and the next event of
 * the day logs it anew.  So does the next event after a refresh in the same
 * transaction, which takes the rows away.
 *
 * Maintenance suspends the log where it changes no day that a rollup could
 * tell: it moves events from the default partition, or takes away those of a
 * day whose rollups are final.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "utils/date.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "dirty_log.h"

#define LOGGED_INITIAL 16

typedef struct Bucket
{
	pg_uuid_t	tenant;
	DateADT		day;			/* UTC */
} Bucket;

typedef struct LoggedBucket
{
	Bucket		bucket;			/* hash key */
	SubTransactionId logged_in;
} LoggedBucket;

/* What the current transaction has logged; NULL before the first. */
static HTAB *logged = NULL;
static LoggedBucket *latest = NULL;

static StoreStatement insert_bucket = {
	.sql = "INSERT INTO %s (tenant_id, bucket, logged_at) VALUES ($1, $2, $3)",
	.table = STORE_DIRTY_BUCKETS,
	.nargs = DIRTY_BUCKETS_LOGGED_AT,
	.argtypes = {UUIDOID, DATEOID, TIMESTAMPTZOID},
};

static bool suspended = false;

PG_FUNCTION_INFO_V1(analytics_forget_logged_days);

/*
 * The table lives in the transaction's memory, which goes with it.
 */
static void
dirty_log_xact(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT ||
		event == XACT_EVENT_PREPARE)
	{
		logged = NULL;
		latest = NULL;
	}
}

static void
dirty_log_subxact(SubXactEvent event, SubTransactionId subxact,
				  SubTransactionId parent, void *arg)
{
	HASH_SEQ_STATUS status;
	LoggedBucket *entry;

	if (logged == NULL ||
		(event != SUBXACT_EVENT_COMMIT_SUB && event != SUBXACT_EVENT_ABORT_SUB))
		return;

	hash_seq_init(&status, logged);
	while ((entry = hash_seq_search(&status)) != NULL)
	{
		if (entry->logged_in != subxact)
			continue;
		if (event == SUBXACT_EVENT_COMMIT_SUB)
			entry->logged_in = parent;
		else
			hash_search(logged, &entry->bucket, HASH_REMOVE, NULL);
	}
	latest = NULL;
}

/*
 * Called once, when the library is loaded.
 */
void
dirty_log_init(void)
{
	RegisterXactCallback(dirty_log_xact, NULL);
	RegisterSubXactCallback(dirty_log_subxact, NULL);
}

/*
 * Would an INSERT do no more than append a row?
 */
static bool
table_is_plain(Relation table)
{
	const TupleConstr *constraints = RelationGetDescr(table)->constr;

	return RelationGetDescr(table)->natts == DIRTY_BUCKETS_LOGGED_AT &&
		table->trigdesc == NULL && !table->rd_rel->relhasrules &&
		RelationGetIndexList(table) == NIL &&
		(constraints == NULL || constraints->num_check == 0);
}

static void
append_row(Relation table, const Datum *values)
{
	TupleTableSlot *slot = table_slot_create(table, NULL);

	memcpy(slot->tts_values, values, DIRTY_BUCKETS_LOGGED_AT * sizeof(Datum));
	MemSet(slot->tts_isnull, false, DIRTY_BUCKETS_LOGGED_AT * sizeof(bool));
	ExecStoreVirtualTuple(slot);
	simple_table_tuple_insert(table, slot);
	ExecDropSingleTupleTableSlot(slot);
}

/*
 * Write a row.  This is on the path of every transaction that tracks, so it
 * goes straight to the table, if that is as analytics_install() made it: then
 * nothing of its owner's runs, and nothing else has to be kept up to date.
 */
static void
dirty_log_write(const Store *store, const Bucket *bucket)
{
	Relation	table = table_open(store->tables[STORE_DIRTY_BUCKETS], RowExclusiveLock);
	Datum		values[] = {
		[DIRTY_BUCKETS_TENANT_ID - 1] = UUIDPGetDatum(&bucket->tenant),
		[DIRTY_BUCKETS_BUCKET - 1] = DateADTGetDatum(bucket->day),
		[DIRTY_BUCKETS_LOGGED_AT - 1] = TimestampTzGetDatum(GetCurrentTimestamp()),
	};

	store_check_columns(store, STORE_DIRTY_BUCKETS, RelationGetDescr(table));
	if (table_is_plain(table))
		append_row(table, values);
	else
	{
		StoreCaller caller;

		SPI_connect();
		store_become_owner(store, &caller);
		store_execute(store, &insert_bucket, values, NULL);
		store_become_caller(&caller);
		SPI_finish();
	}
	table_close(table, NoLock);
}

/*
 * Suspend the log or resume it; returns whether it was suspended.
 */
bool
dirty_log_suspend(bool suspend)
{
	bool		before = suspended;

	suspended = suspend;
	return before;
}

/*
 * Log that the events of a tenant's day change.
 */
void
dirty_log_event(const Store *store, const pg_uuid_t *tenant, TimestampTz occurred_at)
{
	Bucket		bucket;
	bool		found;

	if (suspended)
		return;
	MemSet(&bucket, 0, sizeof(bucket));
	bucket.tenant = *tenant;
	bucket.day = occurred_at / USECS_PER_DAY - (occurred_at % USECS_PER_DAY < 0 ? 1 : 0);

	if (latest != NULL && memcmp(&latest->bucket, &bucket, sizeof(bucket)) == 0)
		return;

	if (logged == NULL)
	{
		HASHCTL		control = {
			.keysize = sizeof(Bucket),
			.entrysize = sizeof(LoggedBucket),
			.hcxt = TopTransactionContext,
		};

		logged = hash_create("logged dirty buckets", LOGGED_INITIAL, &control,
							 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	}

	if (hash_search(logged, &bucket, HASH_FIND, NULL) == NULL)
		dirty_log_write(store, &bucket);
	latest = hash_search(logged, &bucket, HASH_ENTER, &found);
	if (!found)
		latest->logged_in = GetCurrentSubTransactionId();
}

/*
 * analytics_forget_logged_days(): a refresh in this transaction has taken from
 * the log what it wrote
 */
Datum
analytics_forget_logged_days(PG_FUNCTION_ARGS)
{
	logged = NULL;
	latest = NULL;
	PG_RETURN_VOID();
}
