/*-------------------------------------------------------------------------
 *
 * rights.c
 *	  The rights of a person: to object, to a copy, to be forgotten.
 *
 * To object (opt out) is for whoever has INSERT on analytics_opt_outs; to take
 * it back, for whoever has SELECT too.  No row of it can be written but by the
 * functions here: row security has a policy for reading alone.
 *
 * A copy and an erasure, of a person or of some of a tenant's events, are for
 * the owner, and for whoever has been granted INSERT on analytics_erasures: for
 * their own tenants.  They run as the owner,
 * like the steps of maintenance (owner_call.c).  On a standby they fail: a
 * request that did nothing must not look done.
 *
 * Between an opt-out that has been committed and the deletion of what is there
 * already, an erasure waits for those who asked before the one and may write
 * after the other.  To that end every writer locks the tables before it asks
 * whether a user has opted out (event_store_check_privilege,
 * users_check_privilege).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/lock.h"
#include "storage/proc.h"
#include "storage/procarray.h"
#include "storage/sinvaladt.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "base/confidential.h"
#include "base/pii_find.h"
#include "base/settings.h"
#include "store/audit.h"
#include "store/event.h"
#include "store/keyed_hash.h"
#include "store/owner_call.h"
#include "store/store_lock.h"

static StoreStatement insert_opt_out = {
	.sql = "INSERT INTO %s (tenant_id, user_id) VALUES ($1, $2) ON CONFLICT (tenant_id, user_id) DO NOTHING",
	.table = STORE_OPT_OUTS,
	.nargs = 2,
	.argtypes = {UUIDOID, UUIDOID},
};

static StoreStatement delete_opt_out = {
	.sql = "DELETE FROM %s WHERE tenant_id = $1 AND user_id = $2",
	.table = STORE_OPT_OUTS,
	.nargs = 2,
	.argtypes = {UUIDOID, UUIDOID},
};

CONFIDENTIAL_FUNCTION(analytics_opt_out);
CONFIDENTIAL_FUNCTION(analytics_opt_in);
CONFIDENTIAL_FUNCTION(analytics_person_as_owner);
CONFIDENTIAL_FUNCTION(analytics_tenant_as_owner);
CONFIDENTIAL_FUNCTION(analytics_wait_for_writers);
PG_FUNCTION_INFO_V1(analytics_mask_text);

/*
 * Raise 42501 unless the caller may give out and erase what is stored of
 * people.
 */
static void
check_guardian(const Store *store)
{
	if (!store_is_owner(store, GetUserId()) &&
		pg_class_aclcheck(store_table(store, STORE_ERASURES), GetUserId(), ACL_INSERT) != ACLCHECK_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied to export or erase users of the analytics store"),
				 errdetail("It is for the store's owner, members of that role, superusers, and admins."),
				 errhint("%s", store_grant_hint(store, STORE_ERASURES, GetUserId(), "INSERT"))));
}

/*
 * Note in the audit log what a person has decided; the same name stands for
 * them as in analytics_erasures (mindwell_internal.pseudonym in privacy.sql).
 */
static void
audit_decision(const Store *store, const char *action, const Event *person)
{
	char	   *user = DatumGetCString(DirectFunctionCall1(uuid_out, UUIDPGetDatum(&person->user_id)));
	char	   *tenant = DatumGetCString(DirectFunctionCall1(uuid_out, UUIDPGetDatum(&person->tenant_id)));
	char	   *name = psprintf("user %s of %s", user, tenant);
	char	   *detail = psprintf("{\"tenant_id\": \"%s\"}", tenant);
	AuditEntry	entry = {
		.action = action,
		.subject = pnstrdup(keyed_hash_text(store, name, strlen(name)), HASHED_LENGTH),
		.detail = DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(detail))),
	};

	audit_write(store, &entry);
}

/*
 * Change analytics_opt_outs for the caller who has these privileges there; was
 * anything changed?
 */
static bool
change_opt_out(FunctionCallInfo fcinfo, const char *action, AclMode privileges,
			   StoreStatement *statement)
{
	const Store *store = store_get();
	Event		person = {0};
	Datum		values[2];
	bool		changed;

	if (pg_class_aclmask(store_table(store, STORE_OPT_OUTS), GetUserId(), privileges, ACLMASK_ALL) != privileges)
		store_deny(store, STORE_OPT_OUTS, GetUserId(),
				   privileges == ACL_INSERT ? "INSERT" : "SELECT, INSERT");
	person.user_id = event_require_user(PG_ARGISNULL(0) ? NULL : PG_GETARG_UUID_P(0));
	person.tenant_id = event_require_tenant_to_write(store, PG_ARGISNULL(1) ? NULL : PG_GETARG_UUID_P(1));

	values[0] = UUIDPGetDatum(&person.tenant_id);
	values[1] = UUIDPGetDatum(&person.user_id);
	changed = store_execute_as_owner(store, statement, values, NULL) > 0;
	if (changed)
		audit_decision(store, action, &person);
	return changed;
}

/*
 * analytics_opt_out(user_id analytics_id, tenant_id uuid) -> boolean
 */
static Datum
analytics_opt_out_confidential(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(change_opt_out(fcinfo, "opt_out", ACL_INSERT, &insert_opt_out));
}

/*
 * analytics_opt_in(user_id analytics_id, tenant_id uuid) -> boolean
 */
static Datum
analytics_opt_in_confidential(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(change_opt_out(fcinfo, "opt_in", ACL_SELECT | ACL_INSERT, &delete_opt_out));
}

/*
 * A function of a tenant, or of a person of one, runs the owner's of its name,
 * for the tenant that its uuid names (of a person: that beside the user's).
 * What is there of a tenant whose rows the store does not take can be copied
 * and erased.
 */
static Datum
run_for_tenant(FunctionCallInfo fcinfo, bool of_person)
{
	const Store *store = store_get();
	StepArguments arguments = step_arguments(fcinfo, NULL, 0);
	pg_uuid_t	tenant_id;
	int			tenant = of_person ? 1 : 0;

	check_guardian(store);
	PreventCommandDuringRecovery(get_func_name(fcinfo->flinfo->fn_oid));
	while (tenant < PG_NARGS() && arguments.types[tenant] != UUIDOID)
		tenant++;
	if (tenant >= PG_NARGS())
		elog(ERROR, "function %u has no tenant", fcinfo->flinfo->fn_oid);

	if (of_person)
	{
		(void) event_require_user(PG_ARGISNULL(0) ? NULL : PG_GETARG_UUID_P(0));
		/* analytics_id has the layout of uuid, which is what the step takes */
		arguments.types[0] = UUIDOID;
	}
	tenant_id = event_require_tenant(store, PG_ARGISNULL(tenant) ? NULL : PG_GETARG_UUID_P(tenant));
	arguments.values[tenant] = UUIDPGetDatum(&tenant_id);
	arguments.nulls[tenant] = ' ';
	return step_run(fcinfo, store, OWNER_PREFIX, &arguments, false);
}

/*
 * analytics_person_as_owner: a function analytics_NAME whose first argument is
 * a user, and whose other uuid is their tenant
 *
 * Errors: 42501 for those who may not and for a foreign tenant, 22004
 * without a user, 22023 when the caller has several tenants and names none,
 * 25006 on a standby, 55000 without a store, and the step's own.
 */
static Datum
analytics_person_as_owner_confidential(PG_FUNCTION_ARGS)
{
	return run_for_tenant(fcinfo, true);
}

/*
 * analytics_tenant_as_owner: the same, for a function that has a tenant alone
 */
static Datum
analytics_tenant_as_owner_confidential(PG_FUNCTION_ARGS)
{
	return run_for_tenant(fcinfo, false);
}

/*
 * Wait for a transaction until a time, and 55P03 then.  Who it is that is
 * waited for is looked up before: nothing can be after an error.
 */
static void
wait_for_writer(VirtualTransactionId writer, TimestampTz deadline)
{
	MemoryContext context = CurrentMemoryContext;
	PGPROC	   *process = virtual_transaction_process(writer);
	int			pid = 0;
	char	   *description;
	int			guc_level;

	if (VirtualXactLock(writer, false))
		return;
	/* a prepared transaction keeps the number of the process that has left it */
	if (process != NULL && process_transaction(process) == writer.localTransactionId)
		pid = process->pid;
	description = store_lock_describe_session(pid);
	guc_level = store_lock_limit_wait(TimestampDifferenceMilliseconds(GetCurrentTimestamp(), deadline));
	PG_TRY();
	{
		(void) VirtualXactLock(writer, true);
	}
	PG_CATCH();
	{
		if (geterrcode() != ERRCODE_LOCK_NOT_AVAILABLE)
			PG_RE_THROW();
		MemoryContextSwitchTo(context);
		FlushErrorState();
		ereport(ERROR,
				(errcode(ERRCODE_LOCK_NOT_AVAILABLE),
				 errmsg("timed out waiting for a transaction that writes events or users"),
				 errdetail("It is that of %s.", description),
				 pid == 0 ?
				 errhint("SELECT gid FROM pg_prepared_xacts; and COMMIT PREPARED or ROLLBACK PREPARED; then erase the same user again.") :
				 errhint("Erase the same user again later; or end what does not come to its end: SELECT pg_terminate_backend(%d);", pid)));
	}
	PG_END_TRY();
	AtEOXact_GUC(false, guc_level);
}

/*
 * analytics_wait_for_writers(): until the transactions have ended that write
 * events or users now, for mindwell_analytics.wait_timeout at most.
 */
static Datum
analytics_wait_for_writers_confidential(PG_FUNCTION_ARGS)
{
	const StoreTable written[] = {STORE_EVENTS, STORE_USERS, STORE_ALIASES};
	const Store *store = store_get();
	TimestampTz deadline = TimestampTzPlusMilliseconds(GetCurrentTimestamp(), setting_wait_timeout);

	check_guardian(store);
	for (int i = 0; i < (int) lengthof(written); i++)
	{
		LOCKTAG		tag;

		SET_LOCKTAG_RELATION(tag, MyDatabaseId, store_table(store, written[i]));
		for (VirtualTransactionId *writer = GetLockConflicts(&tag, ShareLock, NULL);
			 VirtualTransactionIdIsValid(*writer); writer++)
			wait_for_writer(*writer, deadline);
	}
	PG_RETURN_VOID();
}

/*
 * analytics_mask_text(value text) -> text: without addresses and card numbers
 */
Datum
analytics_mask_text(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(pii_mask_message(text_to_cstring(PG_GETARG_TEXT_PP(0)))));
}
