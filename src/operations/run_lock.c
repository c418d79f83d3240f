/*-------------------------------------------------------------------------
 *
 * run_lock.c
 *	  The lock that a run of maintenance holds from its first transaction to
 *	  its last.
 *
 * A run commits after each unit, so only a lock of its session lasts as long
 * as it.  Such a lock would outlive an error, and in a session that is kept
 * (a pool's) block maintenance for good: so it is given up whenever a
 * transaction of the session fails.  A session that dies loses it as well.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/xact.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/lock.h"

#include "operations/run_lock.h"

#define RUN_LOCK_KEY_HIGH 0x6d696e64	/* "mind" */
#define RUN_LOCK_KEY_LOW 0x77656c6c /* "well" */
#define ADVISORY_BIGINT 1		/* as pg_advisory_lock(bigint) marks its keys */

static bool held = false;

PG_FUNCTION_INFO_V1(analytics_hold_run);
PG_FUNCTION_INFO_V1(analytics_release_run);

static LOCKTAG
run_lock_tag(void)
{
	LOCKTAG		tag;

	SET_LOCKTAG_ADVISORY(tag, MyDatabaseId, RUN_LOCK_KEY_HIGH, RUN_LOCK_KEY_LOW, ADVISORY_BIGINT);
	return tag;
}

static void
release(void)
{
	LOCKTAG		tag = run_lock_tag();

	if (!held)
		return;
	held = false;
	LockRelease(&tag, ExclusiveLock, true);
}

static void
run_lock_xact(XactEvent event, void *arg)
{
	if (event == XACT_EVENT_ABORT)
		release();
}

/*
 * Called once, when the library is loaded.
 */
void
run_lock_init(void)
{
	RegisterXactCallback(run_lock_xact, NULL);
}

/*
 * analytics_hold_run() -> boolean: false when another session's run is going on
 */
Datum
analytics_hold_run(PG_FUNCTION_ARGS)
{
	LOCKTAG		tag = run_lock_tag();

	if (!held)
		held = LockAcquire(&tag, ExclusiveLock, true, true) != LOCKACQUIRE_NOT_AVAIL;
	PG_RETURN_BOOL(held);
}

/*
 * analytics_release_run()
 */
Datum
analytics_release_run(PG_FUNCTION_ARGS)
{
	release();
	PG_RETURN_VOID();
}
