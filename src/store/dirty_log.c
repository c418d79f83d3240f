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
 * A refresh takes the rows that its snapshot sees, and recounts with a later
 * one: whatever it does not see then has logged the day anew.
 *
 * Maintenance suspends the log for a statement that changes no day that a
 * rollup could tell: it moves events from the default partition, or takes away
 * those of a day whose rollups are final.  That holds for the rows of this
 * statement only: a trigger of the owner may change others meanwhile.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/table.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "datatype/timestamp.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/date.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"
#include "utils/tuplestore.h"

#include "base/seeded_hash.h"
#include "store/dirty_log.h"

#define BUCKETS_INITIAL 16

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

/*
 * What the current transaction has logged; NULL before the first.  Writing a row
 * can run code of the owner, which logs other buckets and forgets all of them:
 * neither pointer holds across dirty_log_write().
 */
static HTAB *logged = NULL;
static LoggedBucket *latest = NULL;
static uint64 times_forgotten = 0;

static StoreStatement insert_bucket = {
	.sql = "INSERT INTO %s (tenant_id, bucket, logged_at) VALUES ($1, $2, $3)",
	.table = STORE_DIRTY_BUCKETS,
	.nargs = DIRTY_BUCKETS_LOGGED_AT,
	.argtypes = {UUIDOID, DATEOID, TIMESTAMPTZOID},
};

/* The statement whose rows are not logged: it sees what was done before this command. */
static DirtyLogSuspension suspended;

PG_FUNCTION_INFO_V1(analytics_forget_logged_days);
PG_FUNCTION_INFO_V1(analytics_take_dirty_days);

static void
forget_logged(void)
{
	logged = NULL;
	latest = NULL;
	times_forgotten++;
}

/*
 * The table lives in the transaction's memory, which goes with it.
 */
static void
dirty_log_xact(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_COMMIT || event == XACT_EVENT_ABORT ||
		event == XACT_EVENT_PREPARE)
		forget_logged();
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
log_is_plain(Relation table)
{
	TupleDesc	description = RelationGetDescr(table);

	if (description->natts != DIRTY_BUCKETS_LOGGED_AT ||
		(description->constr != NULL && description->constr->num_check > 0))
		return false;
	for (int i = 0; i < description->natts; i++)
		if (TupleDescAttr(description, i)->atttypmod != -1 ||
			TupleDescAttr(description, i)->attgenerated != '\0')
			return false;
	return table->trigdesc == NULL && !table->rd_rel->relhasrules &&
		!table->rd_rel->relispartition && !table->rd_rel->relforcerowsecurity &&
		RelationGetIndexList(table) == NIL;
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
	Relation	table = store_open(store, STORE_DIRTY_BUCKETS, RowExclusiveLock);
	Datum		values[] = {
		[DIRTY_BUCKETS_TENANT_ID - 1] = UUIDPGetDatum(&bucket->tenant),
		[DIRTY_BUCKETS_BUCKET - 1] = DateADTGetDatum(bucket->day),
		[DIRTY_BUCKETS_LOGGED_AT - 1] = TimestampTzGetDatum(GetCurrentTimestamp()),
	};

	store_check_columns(store, STORE_DIRTY_BUCKETS, RelationGetDescr(table));
	if (log_is_plain(table))
		append_row(table, values);
	else
		(void) store_execute_as_owner(store, &insert_bucket, values, NULL);
	table_close(table, NoLock);
}

/*
 * Suspend the log for the rows of the statement that comes next; returns what
 * to resume after it.
 */
DirtyLogSuspension
dirty_log_suspend(void)
{
	DirtyLogSuspension before = suspended;

	/* SPI does the same, and then finds nothing left to count */
	CommandCounterIncrement();
	suspended.active = true;
	suspended.command = GetCurrentCommandId(false);
	return before;
}

void
dirty_log_resume(DirtyLogSuspension before)
{
	suspended = before;
}

static HTAB *
create_bucket_table(const char *name, Size entry_size, MemoryContext context)
{
	return seeded_table_create(name, BUCKETS_INITIAL, sizeof(Bucket), entry_size, context);
}

/*
 * Log that the events of a tenant's day change.
 */
void
dirty_log_event(const Store *store, const pg_uuid_t *tenant, TimestampTz occurred_at)
{
	Bucket		bucket;
	bool		found;

	MemSet(&bucket, 0, sizeof(bucket));
	bucket.tenant = *tenant;
	bucket.day = occurred_at / USECS_PER_DAY - (occurred_at % USECS_PER_DAY < 0 ? 1 : 0);

	if (latest != NULL && memcmp(&latest->bucket, &bucket, sizeof(bucket)) == 0)
		return;

	if (logged == NULL || hash_search(logged, &bucket, HASH_FIND, NULL) == NULL)
	{
		uint64		before = times_forgotten;

		dirty_log_write(store, &bucket);
		/* a refresh that ran meanwhile may have taken the row away */
		if (times_forgotten != before)
			return;
	}
	if (logged == NULL)
		logged = create_bucket_table("logged dirty buckets", sizeof(LoggedBucket),
									 TopTransactionContext);
	latest = hash_search(logged, &bucket, HASH_ENTER, &found);
	if (!found)
		latest->logged_in = GetCurrentSubTransactionId();
}

/*
 * The same, for a row that a statement changes, whose trigger calls this.
 *
 * A row is the suspended statement's own if the trigger fired under the
 * snapshot of that statement: any other statement that can write, since that
 * one began, has been given a later one.
 */
void
dirty_log_row(const Store *store, const pg_uuid_t *tenant, TimestampTz occurred_at)
{
	if (suspended.active && GetActiveSnapshot()->curcid == suspended.command)
		return;
	dirty_log_event(store, tenant, occurred_at);
}

/*
 * analytics_forget_logged_days(): a refresh in this transaction has taken from
 * the log what it wrote
 */
Datum
analytics_forget_logged_days(PG_FUNCTION_ARGS)
{
	forget_logged();
	PG_RETURN_VOID();
}

/*
 * Delete a row that a scan has found.  Refreshes do not meet each other, but
 * the owner may have deleted it himself meanwhile.
 */
static void
delete_row(Relation table, ItemPointer tid, Snapshot snapshot)
{
	TM_FailureData failure;
	TM_Result	result = table_tuple_delete(table, tid, GetCurrentCommandId(true), snapshot,
											InvalidSnapshot, true, &failure, false);

	if (result != TM_Ok && (result != TM_Deleted || IsolationUsesXactSnapshot()))
		ereport(ERROR,
				(errcode(ERRCODE_T_R_SERIALIZATION_FAILURE),
				 errmsg("could not serialize access to the log of changed days")));
}

/*
 * Delete the log's rows of a range of days, and collect their buckets.
 */
static void
take_rows(Relation table, DateADT from_day, DateADT to_day, HTAB *buckets)
{
	Snapshot	snapshot = GetActiveSnapshot();
	TableScanDesc scan = table_beginscan(table, snapshot, 0, NULL);
	TupleTableSlot *slot = table_slot_create(table, NULL);
	Bucket		bucket;
	Bucket		previous;

	MemSet(&bucket, 0, sizeof(bucket));
	MemSet(&previous, 0xFF, sizeof(previous));	/* no tenant's */
	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		CHECK_FOR_INTERRUPTS();
		slot_getsomeattrs(slot, DIRTY_BUCKETS_BUCKET);
		if (slot->tts_isnull[DIRTY_BUCKETS_TENANT_ID - 1] ||
			slot->tts_isnull[DIRTY_BUCKETS_BUCKET - 1])
			continue;			/* the owner let them in */
		bucket.tenant = *DatumGetUUIDP(slot->tts_values[DIRTY_BUCKETS_TENANT_ID - 1]);
		bucket.day = DatumGetDateADT(slot->tts_values[DIRTY_BUCKETS_BUCKET - 1]);
		if (bucket.day < from_day || bucket.day >= to_day)
			continue;
		if (memcmp(&bucket, &previous, sizeof(bucket)) != 0)
		{
			hash_search(buckets, &bucket, HASH_ENTER, NULL);
			previous = bucket;
		}
		delete_row(table, &slot->tts_tid, snapshot);
	}
	ExecDropSingleTupleTableSlot(slot);
	table_endscan(scan);
}

/*
 * analytics_take_dirty_days(from_day, to_day): takes the rows of a range of
 * days from the log, and returns the tenants and days that they name, each
 * once.  A job that stood still left millions of rows: a DELETE and a GROUP BY
 * take twice as long.
 *
 * Errors: 42501 unless the caller is the store's owner, 40001 when somebody
 * deletes such rows meanwhile, under REPEATABLE READ.
 */
Datum
analytics_take_dirty_days(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	HTAB	   *buckets = create_bucket_table("dirty buckets", sizeof(Bucket), CurrentMemoryContext);
	HASH_SEQ_STATUS status;
	Bucket	   *bucket;
	Relation	table;

	PreventCommandIfReadOnly("DELETE");
	PreventCommandIfParallelMode("DELETE");
	if (!store_is_owner(store, GetUserId()))
		aclcheck_error(ACLCHECK_NOT_OWNER, OBJECT_TABLE, "analytics_dirty_buckets");
	InitMaterializedSRF(fcinfo, 0);

	table = store_open(store, STORE_DIRTY_BUCKETS, RowExclusiveLock);
	store_check_columns(store, STORE_DIRTY_BUCKETS, RelationGetDescr(table));
	take_rows(table, PG_GETARG_DATEADT(0), PG_GETARG_DATEADT(1), buckets);
	table_close(table, NoLock);
	forget_logged();

	hash_seq_init(&status, buckets);
	while ((bucket = hash_seq_search(&status)) != NULL)
	{
		Datum		values[] = {UUIDPGetDatum(&bucket->tenant), DateADTGetDatum(bucket->day)};
		bool		nulls[] = {false, false};

		CHECK_FOR_INTERRUPTS();
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	hash_destroy(buckets);
	return (Datum) 0;
}
