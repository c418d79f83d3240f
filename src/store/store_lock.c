/*-------------------------------------------------------------------------
 *
 * store_lock.c
 *	  The locks under which a store is changed.
 *
 * They are no advisory locks, which every role can take: the lock's tag is
 * that of a part of the extension, and an extension has no parts, so no
 * statement of SQL arrives at it.  Only these functions do, for those who have
 * the rights of the store's owner: others hold a lock while a function works
 * for them as the owner.  pg_locks shows them as objects of pg_extension.
 *
 * Most last as long as the transaction.  A run of maintenance commits after
 * each unit, so only a lock of its session lasts as long as it.  Such a lock
 * would outlive an error, and in a session that is kept (a pool's) block
 * maintenance for good: so it is given up whenever a transaction of the
 * session fails.  A session that dies, or discards all, loses it as well.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/xact.h"
#include "catalog/namespace.h"
#include "catalog/pg_extension.h"
#include "commands/extension.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "storage/lock.h"
#include "storage/proc.h"
#include "utils/acl.h"
#include "utils/backend_status.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/timestamp.h"

#include "base/settings.h"
#include "store/store.h"
#include "store/store_lock.h"

typedef enum StoreLock
{
	LOCK_INSTALL,
	LOCK_RUN,
	LOCK_MAINTENANCE,
	LOCK_ROLLUPS
} StoreLock;

static const char *const lock_names[] = {
	[LOCK_INSTALL] = "install",
	[LOCK_RUN] = "run",
	[LOCK_MAINTENANCE] = "maintenance",
	[LOCK_ROLLUPS] = "rollups",
};

/* of the run that this session began last; of nothing before */
static LOCKTAG run_tag;

PG_FUNCTION_INFO_V1(analytics_try_lock);
PG_FUNCTION_INFO_V1(analytics_wait_for_lock);
PG_FUNCTION_INFO_V1(analytics_limit_waits);
PG_FUNCTION_INFO_V1(analytics_release_run);
PG_FUNCTION_INFO_V1(analytics_lock_holders);

/*
 * An extension is locked as a whole, as part 0.
 */
static LOCKTAG
store_lock_tag(StoreLock lock)
{
	LOCKTAG		tag;

	SET_LOCKTAG_OBJECT(tag, MyDatabaseId, ExtensionRelationId,
					   get_extension_oid(EXTENSION_NAME, false), 1 + lock);
	/* DISCARD ALL gives up a session's locks of this method only */
	tag.locktag_lockmethodid = USER_LOCKMETHOD;
	return tag;
}

/*
 * 42501 for those who can neither own the store nor make it.
 */
static void
check_may_lock(void)
{
	Oid			schema = store_schema();
	Oid			events = get_relname_relid("analytics_events", schema);
	HeapTuple	tuple = SearchSysCache1(RELOID, ObjectIdGetDatum(events));
	bool		may_lock;

	if (HeapTupleIsValid(tuple))
	{
		may_lock = has_privs_of_role(GetUserId(), ((Form_pg_class) GETSTRUCT(tuple))->relowner);
		ReleaseSysCache(tuple);
	}
	else
		may_lock = DatumGetBool(DirectFunctionCall3(has_schema_privilege_id_id,
													ObjectIdGetDatum(GetUserId()),
													ObjectIdGetDatum(schema),
													PointerGetDatum(cstring_to_text("CREATE"))));
	if (!may_lock)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied to lock the analytics store"),
				 errdetail("The functions that need the lock take it, for those who may call them.")));
}

static StoreLock
lock_argument(text *name)
{
	char	   *wanted = text_to_cstring(name);

	for (int i = 0; i < (int) lengthof(lock_names); i++)
		if (strcmp(lock_names[i], wanted) == 0)
			return i;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("the analytics store has no lock \"%s\"", wanted)));
}

/*
 * analytics_try_lock(lock text) -> boolean: false when another session has it
 */
Datum
analytics_try_lock(PG_FUNCTION_ARGS)
{
	LOCKTAG		tag = store_lock_tag(lock_argument(PG_GETARG_TEXT_PP(0)));

	check_may_lock();
	PG_RETURN_BOOL(LockAcquire(&tag, ExclusiveLock, false, true) != LOCKACQUIRE_NOT_AVAIL);
}

static void
limit_wait(long timeout, GucAction action)
{
	/* 0 would be forever */
	timeout = Max(timeout, 1);
	if (LockTimeout == 0 || LockTimeout > timeout)
		(void) set_config_option("lock_timeout", psprintf("%ld", timeout),
								 PGC_USERSET, PGC_S_SESSION, action, true, 0, false);
}

/*
 * Wait for no lock longer than a time (ms), nor than lock_timeout where that
 * is shorter, until AtEOXact_GUC() of the level returned.
 */
int
store_lock_limit_wait(long timeout)
{
	int			guc_level = NewGUCNestLevel();

	limit_wait(timeout, GUC_ACTION_SAVE);
	return guc_level;
}

/*
 * analytics_limit_waits(): for the rest of a step, or of the transaction
 */
Datum
analytics_limit_waits(PG_FUNCTION_ARGS)
{
	limit_wait(setting_wait_timeout, GUC_ACTION_LOCAL);
	PG_RETURN_VOID();
}

/*
 * analytics_wait_for_lock(lock text): 55P03 after mindwell_analytics.wait_timeout,
 * or after lock_timeout where that is shorter
 */
Datum
analytics_wait_for_lock(PG_FUNCTION_ARGS)
{
	LOCKTAG		tag = store_lock_tag(lock_argument(PG_GETARG_TEXT_PP(0)));
	int			guc_level;

	check_may_lock();
	guc_level = store_lock_limit_wait(setting_wait_timeout);
	(void) LockAcquire(&tag, ExclusiveLock, false, false);
	AtEOXact_GUC(false, guc_level);
	PG_RETURN_VOID();
}

/*
 * Neither a lock that was released otherwise, nor one that was never had, is
 * an error.  Looks up nothing: called when a transaction fails, too.
 */
static void
release_run(void)
{
	if (lock_held_by_me(&run_tag, ExclusiveLock))
		LockRelease(&run_tag, ExclusiveLock, true);
}

static void
store_lock_xact(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_ABORT)
		release_run();
}

/*
 * Called once, when the library is loaded.
 */
void
store_lock_init(void)
{
	RegisterXactCallback(store_lock_xact, NULL);
}

/*
 * Take the lock that a run of maintenance holds across its transactions, until
 * analytics_release_run(), an error, DISCARD ALL, or the end of the session;
 * false when another session's run is going on.
 */
bool
store_lock_hold_run(void)
{
	LOCKTAG		tag = store_lock_tag(LOCK_RUN);

	if (!lock_held_by_me(&tag, ExclusiveLock) &&
		LockAcquire(&tag, ExclusiveLock, true, true) == LOCKACQUIRE_NOT_AVAIL)
		return false;
	run_tag = tag;
	return true;
}

/*
 * analytics_release_run()
 */
Datum
analytics_release_run(PG_FUNCTION_ARGS)
{
	release_run();
	PG_RETURN_VOID();
}

/*
 * A session's role, and since when it is in what it does: its transaction, or
 * its idleness outside of one.  False where there is no such session, as for
 * 0, the process of a prepared transaction.
 */
static bool
find_session(int pid, Oid *role, TimestampTz *since)
{
	int			count = pgstat_fetch_stat_numbackends();

	for (int i = 1; i <= count; i++)
	{
		LocalPgBackendStatus *local = pgstat_get_local_beentry_by_index(i);
		PgBackendStatus *session = local == NULL ? NULL : &local->backendStatus;

		CHECK_FOR_INTERRUPTS();
		if (session == NULL || pid == 0 || session->st_procpid != pid)
			continue;
		*role = session->st_userid;
		*since = session->st_xact_start_timestamp != 0 ? session->st_xact_start_timestamp :
			session->st_state_start_timestamp;
		return true;
	}
	return false;
}

/*
 * A session as an error names it: "process 4711 of role "jobs" since
 * ...".
 */
char *
store_lock_describe_session(int pid)
{
	Oid			role;
	TimestampTz since;
	char	   *name;

	if (pid == 0)
		return pstrdup("a prepared transaction");
	pgstat_clear_backend_activity_snapshot();
	if (!find_session(pid, &role, &since))
		return psprintf("process %d", pid);
	name = GetUserNameFromId(role, true);
	return psprintf("process %d of role \"%s\" since %s",
					pid, name == NULL ? "unknown" : name, timestamptz_to_str(since));
}

/*
 * analytics_lock_holders() -> SETOF (lock text, pid integer, role name, since
 * timestamptz): who has a lock of the store; the pid of a prepared transaction
 * is NULL, and what is not known of a session
 */
Datum
analytics_lock_holders(PG_FUNCTION_ARGS)
{
	Oid			extension = get_extension_oid(EXTENSION_NAME, false);
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	LockData   *locks;

	check_may_lock();
	InitMaterializedSRF(fcinfo, 0);
	pgstat_clear_backend_activity_snapshot();
	locks = GetLockStatusData();
	for (int i = 0; i < locks->nelements; i++)
	{
		const LockInstanceData *instance = &locks->locks[i];
		const LOCKTAG *tag = &instance->locktag;
		Datum		values[4] = {0};
		bool		nulls[4] = {false, true, true, true};
		Oid			role;
		TimestampTz since;

		CHECK_FOR_INTERRUPTS();
		if (instance->holdMask == 0 ||
			tag->locktag_type != LOCKTAG_OBJECT ||
			tag->locktag_lockmethodid != USER_LOCKMETHOD ||
			tag->locktag_field1 != MyDatabaseId ||
			tag->locktag_field2 != ExtensionRelationId ||
			tag->locktag_field3 != extension ||
			tag->locktag_field4 < 1 || tag->locktag_field4 > lengthof(lock_names))
			continue;

		values[0] = PointerGetDatum(cstring_to_text(lock_names[tag->locktag_field4 - 1]));
		values[1] = Int32GetDatum(instance->pid);
		nulls[1] = instance->pid == 0;
		if (find_session(instance->pid, &role, &since))
		{
			char	   *name = GetUserNameFromId(role, true);

			if (name != NULL)
				values[2] = DirectFunctionCall1(namein, CStringGetDatum(name));
			nulls[2] = name == NULL;
			values[3] = TimestampTzGetDatum(since);
			nulls[3] = false;
		}
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
