/*-------------------------------------------------------------------------
 *
 * rollup.c
 *	  Reading rollups as the store's owner.
 *
 * What is read of rollups may have to be computed: from the events, and by
 * queries that the owner has written.  Those must not run with the rights of
 * whoever reads; so reading is the owner's, in a security-restricted
 * operation, of the tenants that the caller may see, which are determined
 * before.  The right to read is the right to SELECT from analytics_metrics.
 *
 * Nothing is written: the caller's snapshot is used, also on a standby.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "access.h"
#include "maintenance.h"
#include "store.h"
#include "tenant.h"

#define METRICS_TABLE "analytics_metrics"
#define READER_PREFIX "_analytics_reader_"
#define REFUSE_REVENUE "_analytics_refuse_revenue"

PG_FUNCTION_INFO_V1(analytics_read_rollups);
PG_FUNCTION_INFO_V1(analytics_verify_as_owner);

/*
 * Raise 42501 for a metric of revenue unless the caller may see those; asked
 * as the owner, who has written down which they are.
 */
static void
check_metric(const Store *store, Datum metric)
{
	StoreCaller caller;
	Oid			argtype = TEXTOID;

	SPI_connect();
	store_become_owner(store, &caller);
	if (SPI_execute_with_args(psprintf("SELECT %s($1)",
									   quote_qualified_identifier(get_namespace_name(store->schema),
																  REFUSE_REVENUE)),
							  1, &argtype, &metric, NULL, true, 1) != SPI_OK_SELECT)
		elog(ERROR, "could not look at a metric");
	store_become_caller(&caller);
	SPI_finish();
}

static Oid
check_may_read(const Store *store)
{
	Oid			table = get_relname_relid(METRICS_TABLE, store->schema);

	if (!OidIsValid(table))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the analytics store has no rollups"),
				 errhint("Run SELECT analytics_install();")));
	if (pg_class_aclcheck(table, GetUserId(), ACL_SELECT) != ACLCHECK_OK)
		aclcheck_error(ACLCHECK_NO_PRIV, OBJECT_TABLE, METRICS_TABLE);
	return table;
}

/*
 * analytics_read_rollups: the function analytics_NAME runs
 * _analytics_reader_NAME, which has the caller's tenants as a further, first
 * argument, and the same result; the function's own first argument is a metric
 *
 * Errors: 42501 without the right to read, 55000 without a store, and the
 * report's own.
 */
Datum
analytics_read_rollups(PG_FUNCTION_ARGS)
{
	const Store *store = store_of_function(fcinfo);
	StepArgument tenants = {.type = UUIDARRAYOID};
	StepArguments arguments;
	Oid			metrics = check_may_read(store);

	if (!PG_ARGISNULL(0) && access_is_restricted(metrics, COACH_POLICY, GetUserId()))
		check_metric(store, PG_GETARG_DATUM(0));
	tenants.value = PointerGetDatum(tenants_as_array(tenants_of_role(store, GetUserId())));
	arguments = step_arguments(fcinfo, &tenants);
	return step_run(fcinfo, store, READER_PREFIX, &arguments, true);
}

/*
 * analytics_verify_as_owner: as analytics_as_owner(), but nothing is written, and
 * so it also works on a standby
 */
Datum
analytics_verify_as_owner(PG_FUNCTION_ARGS)
{
	const Store *store = store_of_function(fcinfo);
	StepArguments arguments = step_arguments(fcinfo, NULL);

	maintenance_check_caller(store);
	return step_run(fcinfo, store, OWNER_PREFIX, &arguments, true);
}
