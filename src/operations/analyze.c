/*-------------------------------------------------------------------------
 *
 * analyze.c
 *	  The statistics of analytics_events as a whole.
 *
 * autovacuum analyzes partitions, and never the table that they are partitions
 * of; but that is where the planner looks for how many groups, users or types a
 * query over several partitions has.  The command ANALYZE of it would read all
 * partitions twice, once for the whole and once for each; in 18 it can be told
 * not to.  So here is what it does for the whole.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "commands/vacuum.h"
#include "fmgr.h"
#include "storage/bufmgr.h"

#include "store/owner_call.h"
#include "store/store.h"

PG_FUNCTION_INFO_V1(analytics_analyze_events);

/*
 * analytics_analyze_events() -> void
 *
 * Takes a sample of all partitions.  Lock: SHARE UPDATE EXCLUSIVE on
 * analytics_events, ACCESS SHARE on its partitions.
 */
Datum
analytics_analyze_events(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	VacuumParams params = {.options = VACOPT_ANALYZE, .log_min_duration = -1};

	owner_call_check_owner(store);
	analyze_rel(store_table(store, STORE_EVENTS), NULL, &params, NIL, true,
				GetAccessStrategy(BAS_VACUUM));
	PG_RETURN_VOID();
}
