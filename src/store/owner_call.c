/*-------------------------------------------------------------------------
 *
 * owner_call.c
 *	  Running the steps of maintenance as the store's owner.
 *
 * A step is a plpgsql function, mindwell_internal.owner_NAME, that works with the
 * rights of whoever calls it; so it is of no use to anyone but the owner.
 * The function that users call, analytics_NAME, is analytics_as_owner() here:
 * it checks that the caller has the owner's rights, and runs the step of its
 * own name as the owner, in a security-restricted operation under a pinned
 * search_path.  A superuser's call thus never runs the owner's code (triggers,
 * defaults, policies) with more than the owner's rights.
 *
 * On a standby every step is a no-op that says so.
 *
 * What only reads, for those who watch over the server, is run in the same way
 * by analytics_read_as_owner(): on a standby too, and for pg_monitor as well.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "access/xlog.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_proc.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "nodes/parsenodes.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/syscache.h"
#include "utils/tuplestore.h"

#include "base/confidential.h"
#include "store/dirty_log.h"
#include "store/owner_call.h"
#include "store/store.h"
#include "store/store_lock.h"
#include "store/tenant.h"

#define PUBLIC_PREFIX "analytics_"

#define FETCH_ROWS 1000

PG_FUNCTION_INFO_V1(analytics_as_owner);
PG_FUNCTION_INFO_V1(analytics_as_owner_only);
PG_FUNCTION_INFO_V1(analytics_begin_run);
PG_FUNCTION_INFO_V1(analytics_read_as_owner);
CONFIDENTIAL_FUNCTION(analytics_require_autocommit);
PG_FUNCTION_INFO_V1(analytics_execute_unlogged);

/*
 * The function that a function runs: that of its own name, without the prefix
 * that all have which users call, and behind another one.
 */
static char *
callee_name(Oid function, const char *prefix)
{
	char	   *name = get_func_name(function);

	if (name == NULL)
		elog(ERROR, "cache lookup failed for function %u", function);
	if (strncmp(name, PUBLIC_PREFIX, strlen(PUBLIC_PREFIX)) == 0)
		name += strlen(PUBLIC_PREFIX);
	return psprintf("%s%s", prefix, name);
}

/*
 * The call of the step that belongs to a function: SELECT of all columns.
 */
static char *
step_query(FunctionCallInfo fcinfo, const char *prefix, const StepArguments *arguments)
{
	StringInfoData query;

	initStringInfo(&query);
	appendStringInfo(&query, "SELECT * FROM %s(",
					 quote_qualified_identifier(INTERNAL_SCHEMA,
												callee_name(fcinfo->flinfo->fn_oid, prefix)));
	for (int i = 0; i < arguments->count; i++)
		appendStringInfo(&query, "%s$%d::%s", i > 0 ? ", " : "", i + 1,
						 format_type_be_qualified(arguments->types[i]));
	appendStringInfoChar(&query, ')');
	return query.data;
}

static void
argument_types(Oid function, int nargs, Oid *types)
{
	HeapTuple	tuple = SearchSysCache1(PROCOID, ObjectIdGetDatum(function));

	if (!HeapTupleIsValid(tuple))
		elog(ERROR, "cache lookup failed for function %u", function);
	memcpy(types, ((Form_pg_proc) GETSTRUCT(tuple))->proargtypes.values,
		   nargs * sizeof(Oid));
	ReleaseSysCache(tuple);
}

static bool
may_write_run_log(const Store *store, Oid userid)
{
	return pg_class_aclcheck(store_table(store, STORE_RUN_LOG), userid, ACL_INSERT) == ACLCHECK_OK;
}

/*
 * Maintenance concerns all tenants: it is for the owner, and for whoever may
 * write into the log of its runs and is bound to no tenant.
 */
bool
owner_call_may_maintain(const Store *store, Oid userid)
{
	return store_is_owner(store, userid) ||
		(may_write_run_log(store, userid) && tenants_unbound(store, userid));
}

/*
 * 42501 unless the current user may maintain the store.  No privilege helps who is
 * bound to a tenant.
 */
void
owner_call_check_caller(const Store *store)
{
	Oid			userid = GetUserId();
	const char *owner = GetUserNameFromId(store->owner, false);

	if (!owner_call_may_maintain(store, userid))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for maintenance of the analytics store"),
				 errdetail("It is for the store's owner \"%s\", members of that role, superusers, and admins that are bound to no tenant.",
						   owner),
				 tenants_unbound(store, userid)
				 ? errhint("%s", store_grant_hint(store, STORE_RUN_LOG, userid, "INSERT"))
				 : errhint("Role \"%s\" is bound to a tenant, or has one set. Connect as \"%s\".",
						   GetUserNameFromId(userid, false), owner)));
}

/*
 * 42501 unless the current user has the rights of the store's owner: for what
 * steps call.
 */
void
owner_call_check_owner(const Store *store)
{
	if (!store_is_owner(store, GetUserId()))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("must be owner of the analytics store"),
				 errdetail("It belongs to role \"%s\"; members of that role, and superusers, may do the same.",
						   GetUserNameFromId(store->owner, false)),
				 errhint("Connect as that role.")));
}

/*
 * 42501 unless the current user may see the state of the whole store.
 */
static void
check_reader(const Store *store)
{
	if (!owner_call_may_maintain(store, GetUserId()) &&
		!has_privs_of_role(GetUserId(), ROLE_PG_MONITOR))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied to see the state of the analytics store"),
				 errdetail("It is for the store's owner, members of that role or of pg_monitor, admins that are bound to no tenant, and superusers."),
				 errhint("A superuser runs GRANT pg_monitor TO %s;",
						 quote_identifier(GetUserNameFromId(GetUserId(), false)))));
}

/*
 * Run a query and put the rows into a tuplestore, without having them all in
 * memory.
 */
static void
fetch_rows(const char *query, const StepArguments *arguments, bool read_only,
		   Tuplestorestate *result)
{
	Portal		portal = SPI_cursor_open_with_args(NULL, query, arguments->count, arguments->types,
												   arguments->values, arguments->nulls,
												   read_only, CURSOR_OPT_NO_SCROLL);
	uint64		rows;

	do
	{
		SPI_cursor_fetch(portal, true, FETCH_ROWS);
		rows = SPI_processed;
		for (uint64 i = 0; i < rows; i++)
		{
			CHECK_FOR_INTERRUPTS();
			tuplestore_puttuple(result, SPI_tuptable->vals[i]);
		}
		SPI_freetuptable(SPI_tuptable);
	} while (rows > 0);
	SPI_cursor_close(portal);
}

/*
 * Run a query and return the value of its only row.
 */
static Datum
fetch_value(const char *query, const StepArguments *arguments, bool read_only, bool *isnull)
{
	Datum		value = (Datum) 0;

	if (SPI_execute_with_args(query, arguments->count, arguments->types, arguments->values,
							  arguments->nulls, read_only, 0) != SPI_OK_SELECT)
		elog(ERROR, "a step of maintenance is a function");
	*isnull = true;
	if (SPI_processed == 1)
	{
		Form_pg_attribute column = TupleDescAttr(SPI_tuptable->tupdesc, 0);

		value = SPI_getbinval(SPI_tuptable->vals[0], SPI_tuptable->tupdesc, 1, isnull);
		if (!*isnull)
			value = SPI_datumTransfer(value, column->attbyval, column->attlen);
	}
	return value;
}

/*
 * The arguments of a call, as SPI takes them, after some of the caller's choice.
 */
StepArguments
step_arguments(FunctionCallInfo fcinfo, const StepArgument *first, int added)
{
	StepArguments result = {
		.count = added + PG_NARGS(),
		.types = palloc_array(Oid, added + PG_NARGS() + 1),
		.values = palloc_array(Datum, added + PG_NARGS() + 1),
		.nulls = palloc0(added + PG_NARGS() + 1),
	};

	for (int i = 0; i < added; i++)
	{
		result.types[i] = first[i].type;
		result.values[i] = first[i].value;
		result.nulls[i] = ' ';
	}
	argument_types(fcinfo->flinfo->fn_oid, PG_NARGS(), result.types + added);
	for (int i = 0; i < PG_NARGS(); i++)
	{
		result.nulls[added + i] = PG_ARGISNULL(i) ? 'n' : ' ';
		result.values[added + i] = PG_ARGISNULL(i) ? (Datum) 0 : PG_GETARG_DATUM(i);
	}
	return result;
}

/*
 * Have the result in a tuplestore.  SQL takes RETURNS TABLE of one column for
 * a set of that column's type.
 */
static void
init_rows(FunctionCallInfo fcinfo)
{
	bool		is_composite = get_call_result_type(fcinfo, NULL, NULL) == TYPEFUNC_COMPOSITE;

	InitMaterializedSRF(fcinfo, is_composite ? 0 : MAT_SRF_USE_EXPECTED_DESC);
}

/*
 * The function analytics_NAME, or mindwell_internal.NAME, runs the one of that name
 * with the prefix, which has the arguments given and the same result.
 */
Datum
step_run(FunctionCallInfo fcinfo, const Store *store, const char *prefix,
		 const StepArguments *arguments, bool read_only)
{
	char	   *query = step_query(fcinfo, prefix, arguments);
	StoreCaller caller;
	Datum		value = (Datum) 0;
	bool		isnull = true;

	if (fcinfo->flinfo->fn_retset)
		init_rows(fcinfo);

	SPI_connect();
	store_become_owner(store, &caller);
	store_see_all_rows();
	if (fcinfo->flinfo->fn_retset)
		fetch_rows(query, arguments, read_only, ((ReturnSetInfo *) fcinfo->resultinfo)->setResult);
	else
		value = fetch_value(query, arguments, read_only, &isnull);
	store_become_caller(&caller);
	SPI_finish();

	if (isnull)
		PG_RETURN_NULL();
	PG_RETURN_DATUM(value);
}

static Datum
run_maintenance(FunctionCallInfo fcinfo, const Store *store)
{
	StepArguments arguments = step_arguments(fcinfo, NULL, 0);

	if (RecoveryInProgress())
	{
		ereport(NOTICE,
				(errmsg("no maintenance on a standby: it follows the primary")));
		if (fcinfo->flinfo->fn_retset)
			init_rows(fcinfo);
		PG_RETURN_NULL();
	}
	return step_run(fcinfo, store, OWNER_PREFIX, &arguments, false);
}

/*
 * analytics_as_owner: a step of maintenance
 *
 * Errors: 42501 for those who may not, 55000 without a store, and the step's
 * own.
 */
Datum
analytics_as_owner(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();

	owner_call_check_caller(store);
	return run_maintenance(fcinfo, store);
}

/*
 * analytics_as_owner_only: the same, for steps that only the owner may run
 */
Datum
analytics_as_owner_only(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();

	owner_call_check_owner(store);
	return run_maintenance(fcinfo, store);
}

/*
 * analytics_begin_run: a step of maintenance, under a lock that outlives its
 * transaction
 *
 * The owner's code cannot leave that lock in the session of whoever runs it,
 * whose statement ends long before.
 *
 * Errors: as analytics_as_owner(), and 42501 within a security-restricted
 * operation.
 */
Datum
analytics_begin_run(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();

	owner_call_check_caller(store);
	if (InSecurityRestrictedOperation())
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("cannot begin a run of maintenance within security-restricted operation")));
	if (!RecoveryInProgress() && !store_lock_hold_run())
	{
		ereport(NOTICE,
				(errmsg("another maintenance is running"),
				 errhint("Whose it is: SELECT detail FROM %s.analytics_health() WHERE check_name = 'lock_holders';",
						 quote_identifier(get_namespace_name(store->schema)))));
		PG_RETURN_NULL();
	}
	return run_maintenance(fcinfo, store);
}

/*
 * analytics_read_as_owner: what is only read, also on a standby
 *
 * Errors: 42501 without the rights of the owner or of pg_monitor, 55000
 * without a store, and the step's own.
 */
Datum
analytics_read_as_owner(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	StepArguments arguments = step_arguments(fcinfo, NULL, 0);

	check_reader(store);
	return step_run(fcinfo, store, OWNER_PREFIX, &arguments, true);
}

/*
 * analytics_require_autocommit(call text): procedure; 25001 where its caller,
 * the procedure of that call, may not COMMIT.  Confidential, for the statement
 * may name whom it erases.
 */
static Datum
analytics_require_autocommit_confidential(PG_FUNCTION_ARGS)
{
	char	   *call;

	/* a procedure cannot be STRICT */
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("argument \"call\" must not be null")));
	call = text_to_cstring(PG_GETARG_TEXT_PP(0));
	if (fcinfo->context == NULL || !IsA(fcinfo->context, CallContext) ||
		castNode(CallContext, fcinfo->context)->atomic)
		ereport(ERROR,
				(errcode(ERRCODE_ACTIVE_SQL_TRANSACTION),
				 errmsg("%s cannot run inside a transaction block", call),
				 errdetail("It commits after each step, so that no lock is held for long."),
				 errhint("Send CALL %s; alone, with autocommit on, and not from a function.", call)));
	PG_RETURN_VOID();
}

/*
 * analytics_execute_unlogged(statement text) -> bigint
 *
 * Run a statement that moves events, or takes away what has expired, without
 * an entry in the dirty log for its rows.  Returns the number of rows.
 */
Datum
analytics_execute_unlogged(PG_FUNCTION_ARGS)
{
	char	   *statement = text_to_cstring(PG_GETARG_TEXT_PP(0));
	DirtyLogSuspension before;
	volatile uint64 rows = 0;

	owner_call_check_owner(store_get());
	before = dirty_log_suspend();
	PG_TRY();
	{
		SPI_connect();
		if (SPI_execute(statement, false, 0) < 0)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("statements of transactions, and COPY to or from a client, cannot be executed here")));
		rows = SPI_processed;
		SPI_finish();
	}
	PG_FINALLY();
	{
		dirty_log_resume(before);
	}
	PG_END_TRY();
	PG_RETURN_INT64(rows);
}
