/*-------------------------------------------------------------------------
 *
 * rate.c
 *	  How many calls a tenant makes in a minute.
 *
 * Whose calls they are, and whether the caller may make any, is decided
 * here; they are counted in a table (sql/ingest/rate.sql), by the store's owner.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/xlog.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "tcop/utility.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "base/confidential.h"
#include "ingest/event_store.h"
#include "store/tenant.h"

CONFIDENTIAL_FUNCTION(analytics_rate_check);

static const pg_uuid_t *
only_tenant(const Store *store)
{
	Tenants		tenants = tenants_of_role(store, GetUserId());

	if (tenants.count == 0)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the session has no tenant"),
				 errdetail("The store holds the events of several tenants, and the role is bound to none."),
				 errhint("Calls are counted for one: set mindwell_analytics.tenant_id, or bind the role to one tenant.")));
	if (tenants.count > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("the session has several tenants"),
				 errhint("Calls are counted for one: set mindwell_analytics.tenant_id, or bind the role to one tenant.")));
	return tenants.ids;
}

/*
 * analytics_rate_check(cost integer) -> integer: calls that are left, NULL
 * when none are counted
 */
static Datum
analytics_rate_check_confidential(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	Oid			argtypes[] = {UUIDOID, INT4OID};
	Datum		values[2];
	char		nulls[] = {' ', PG_ARGISNULL(0) ? 'n' : ' ', '\0'};
	StoreCaller caller;
	Datum		remaining;
	bool		isnull;

	/* nobody else must use up a tenant's calls */
	event_store_check_access(store, GetUserId());
	values[0] = UUIDPGetDatum(only_tenant(store));
	values[1] = PG_ARGISNULL(0) ? (Datum) 0 : PG_GETARG_DATUM(0);
	if (RecoveryInProgress())
	{
		ereport(WARNING,
				(errmsg("no calls are counted on a standby"),
				 errdetail("The rate limit holds on the primary only.")));
		PG_RETURN_NULL();
	}
	PreventCommandIfReadOnly("analytics_rate_check()");

	SPI_connect();
	store_become_owner(store, &caller);
	if (SPI_execute_with_args("SELECT " INTERNAL_SCHEMA ".owner_rate_check($1, $2)", 2, argtypes, values, nulls, false, 1) != SPI_OK_SELECT)
		elog(ERROR, "could not count a call");
	store_become_caller(&caller);
	remaining = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, &isnull);
	SPI_finish();
	if (isnull)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(remaining);
}
