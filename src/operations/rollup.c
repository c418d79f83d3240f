/*-------------------------------------------------------------------------
 *
 * rollup.c
 *	  Reading rollups as the store's owner.
 *
 * What is read of rollups may have to be computed: from the events, and by
 * queries that the owner has written.  Those must not run with the rights of
 * whoever reads; so reading is the owner's, in a security-restricted
 * operation, of the tenants that the caller may see, which are determined
 * before.  The right to read is the right to SELECT from analytics_metrics,
 * and its restrictive policies hold for what is computed as for what is
 * stored.
 *
 * Which days are not up to date is in tables that are the owner's alone, too:
 * whoever may read events learns it of their own tenants' days.
 *
 * Nothing is written: the caller's snapshot is used, also on a standby.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"

#include "store/owner_call.h"
#include "store/store.h"
#include "store/tenant.h"

#define READER_PREFIX "reader_"

PG_FUNCTION_INFO_V1(analytics_read_rollups);
PG_FUNCTION_INFO_V1(analytics_read_log);
PG_FUNCTION_INFO_V1(analytics_verify_as_owner);

/*
 * Run mindwell_internal.reader_NAME for those who may SELECT from a table.
 */
static Datum
read_as_owner(FunctionCallInfo fcinfo, StoreTable table)
{
	const Store *store = store_get();
	StepArgument reader[2] = {{.type = OIDOID}, {.type = UUIDARRAYOID}};
	Tenants		tenants;
	StepArguments arguments;

	if (pg_class_aclcheck(store_table(store, table), GetUserId(), ACL_SELECT) != ACLCHECK_OK)
		store_deny(store, table, GetUserId(), "SELECT");
	reader[0].value = ObjectIdGetDatum(GetUserId());
	tenants = tenants_of_role(store, GetUserId());
	reader[1].value = PointerGetDatum(tenants_as_array(&tenants));
	arguments = step_arguments(fcinfo, reader, lengthof(reader));
	return step_run(fcinfo, store, READER_PREFIX, &arguments, true);
}

/*
 * analytics_read_rollups: the function analytics_NAME runs
 * mindwell_internal.reader_NAME, which has the caller and their tenants as further, first
 * arguments, and the same result
 *
 * Errors: 42501 without the right to read, 55000 without a store, and the
 * report's own.
 */
Datum
analytics_read_rollups(PG_FUNCTION_ARGS)
{
	return read_as_owner(fcinfo, STORE_METRICS);
}

/*
 * analytics_read_log: the same, for those who may read events
 */
Datum
analytics_read_log(PG_FUNCTION_ARGS)
{
	return read_as_owner(fcinfo, STORE_EVENTS);
}

/*
 * analytics_verify_as_owner: as analytics_as_owner(), but nothing is written, and
 * so it also works on a standby
 */
Datum
analytics_verify_as_owner(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	StepArguments arguments = step_arguments(fcinfo, NULL, 0);

	owner_call_check_caller(store);
	return step_run(fcinfo, store, OWNER_PREFIX, &arguments, true);
}
