/*-------------------------------------------------------------------------
 *
 * tenant.c
 *	  Whose rows a session may see and write.
 *
 * A session's tenant is the setting mindwell_analytics.tenant_id where that
 * is set (a superuser's, or granted with GRANT SET ON PARAMETER: an
 * application behind a connection pool sets it); else those to which
 * analytics_tenant_members binds a role that the user has; else the nil
 * tenant, but for a role that is neither the store's owner nor a superuser only
 * in a store of one tenant, which need not know of tenants.  In a store of
 * several such a role has no tenant: it sees no row of any, and writes none.
 * The owner and superusers must name one when they write: else the rows of
 * those who forgot to say who they are would mix (tenants_must_be_named).
 * Both end where mindwell_analytics.require_tenant is off: then whoever has no
 * tenant has the nil one.
 *
 * A membership names its role by oid: it follows a role that is renamed, and a
 * new role of an old name does not get it.  What a dropped role leaves behind
 * binds nobody, until its oid is given out again, which takes four billion
 * other oids; maintenance removes it long before.
 *
 * The row-security policies and the gate ask here, and nowhere else.
 *
 * A new store holds the events of one tenant, the nil one, and says so in a
 * CHECK of analytics_events.  There the policy looks at no row: whether the
 * session sees all of them or none is known when a query is planned, and so is
 * a constant of the plan, in which nothing of the policy is left.  A plan that
 * is kept is made again when what was known may have changed: the setting, the
 * memberships, roles, or the CHECK, which analytics_enable_tenants() takes away.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/table.h"
#include "catalog/pg_authid.h"
#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "nodes/pathnodes.h"
#include "nodes/supportnodes.h"
#include "optimizer/planmain.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/syscache.h"

#include "base/settings.h"
#include "store/tenant.h"

#define ONE_TENANT_CHECK "analytics_events_one_tenant"

/* The memberships of one role, valid while neither they nor roles change. */
static struct
{
	Oid			userid;			/* InvalidOid: not (or not fully) loaded */
	Oid			schema;
	uint64		changes;
	uint64		role_changes;
	Tenants		tenants;
}			membership;

static uint64 role_changes = 0;

/* True if a plan was made in which the policy is a constant; used to find such plans. */
static bool plans_made = false;
static uint32 plans_hash;

PG_FUNCTION_INFO_V1(analytics_current_tenant);
PG_FUNCTION_INFO_V1(analytics_current_tenants);
PG_FUNCTION_INFO_V1(analytics_tenants_to_read);
PG_FUNCTION_INFO_V1(analytics_is_unbound);
PG_FUNCTION_INFO_V1(analytics_has_one_tenant);
PG_FUNCTION_INFO_V1(analytics_sees_only_tenant);
PG_FUNCTION_INFO_V1(analytics_plan_only_tenant);

/*
 * Have kept plans of this session made again if they rest on what its tenants
 * were.
 */
static void
plans_forget(void)
{
	if (plans_made)
		CallSyscacheCallbacks(PROCOID, plans_hash);
}

static void
membership_roles_changed(Datum arg, int cacheid, uint32 hashvalue)
{
	role_changes++;
	plans_forget();
}

/*
 * Called once, when the library is loaded.
 */
void
tenant_init(void)
{
	CacheRegisterSyscacheCallback(AUTHOID, membership_roles_changed, (Datum) 0);
	CacheRegisterSyscacheCallback(AUTHMEMROLEMEM, membership_roles_changed, (Datum) 0);
	setting_tenant_hook = plans_forget;
}

/*
 * Read the memberships of a role into the cache.
 */
static void
membership_load(const Store *store, Oid userid)
{
	int			allocated = 4;
	StoreScan	scan;
	HeapTuple	tuple;

	membership.userid = InvalidOid;
	membership.tenants.count = 0;
	if (membership.tenants.ids != NULL)
		pfree(membership.tenants.ids);
	membership.tenants.ids = NULL;
	membership.tenants.ids = MemoryContextAlloc(TopMemoryContext, allocated * sizeof(pg_uuid_t));

	/* a change that arrives while we read makes the cache invalid again */
	membership.changes = store_changes(STORE_TENANT_MEMBERS);
	membership.role_changes = role_changes;
	membership.schema = store->schema;

	store_scan_begin(&scan, store, STORE_TENANT_MEMBERS, 0, NULL);
	while (HeapTupleIsValid(tuple = store_scan_next(&scan)))
	{
		Oid			role = DatumGetObjectId(store_value(&scan, tuple, TENANT_MEMBERS_ROLE));
		pg_uuid_t  *tenant = DatumGetUUIDP(store_value(&scan, tuple, TENANT_MEMBERS_TENANT_ID));

		if (!has_privs_of_role(userid, role) ||
			tenants_include(&membership.tenants, tenant))
			continue;
		if (membership.tenants.count == allocated)
		{
			allocated *= 2;
			membership.tenants.ids = repalloc(membership.tenants.ids,
											  allocated * sizeof(pg_uuid_t));
		}
		membership.tenants.ids[membership.tenants.count++] = *tenant;
	}
	store_scan_end(&scan);

	membership.userid = userid;
}

/*
 * May analytics_events, or a partition of it, hold events of the nil tenant
 * only?  What the CHECK says is not looked at: it is the owner's.
 */
bool
table_has_one_tenant(Relation events)
{
	const TupleConstr *constraints = RelationGetDescr(events)->constr;

	for (int i = 0; constraints != NULL && i < constraints->num_check; i++)
		if (constraints->check[i].ccvalid &&
			strcmp(constraints->check[i].ccname, ONE_TENANT_CHECK) == 0)
			return true;
	return false;
}

/*
 * Does a store hold the events of the nil tenant only?
 */
bool
store_has_one_tenant(const Store *store)
{
	Relation	events = store_open(store, STORE_EVENTS, AccessShareLock);
	bool		result = table_has_one_tenant(events);

	table_close(events, AccessShareLock);
	return result;
}

/*
 * The same, without opening the table each time: every event of a session
 * without a tenant asks.  What is done with an outdated answer was allowed when
 * its statement began.
 */
static bool
known_to_have_one_tenant(const Store *store)
{
	static struct
	{
		Oid			events;
		uint64		changes;
		bool		one_tenant;
	}			known;

	if (known.events != store->tables[STORE_EVENTS] ||
		known.changes != store_changes(STORE_EVENTS))
	{
		uint64		changes = store_changes(STORE_EVENTS);

		known.one_tenant = store_has_one_tenant(store);
		known.events = store->tables[STORE_EVENTS];
		known.changes = changes;
	}
	return known.one_tenant;
}

/*
 * The tenants of a role in this session, until this is asked of another role,
 * or the setting changes.  A superuser has the privileges of every role, but is
 * bound to no tenant by that.
 */
static const Tenants *
current_tenants(const Store *store, Oid userid)
{
	static Tenants single = {.count = 1};

	single.is_fallback = setting_tenant == NULL;
	single.ids = unconstify(pg_uuid_t *, single.is_fallback ? &uuid_nil : setting_tenant);
	if (!single.is_fallback || superuser_arg(userid))
		return &single;
	if (membership.userid != userid ||
		membership.schema != store->schema ||
		membership.role_changes != role_changes ||
		membership.changes != store_changes(STORE_TENANT_MEMBERS))
		membership_load(store, userid);
	if (membership.tenants.count == 0 &&
		(!setting_require_tenant || known_to_have_one_tenant(store) ||
		 store_is_owner(store, userid)))
		return &single;
	return &membership.tenants;
}

/*
 * The tenants of a role in this session, in the current memory context: they
 * stay what they are when code of other people asks for another role's.
 */
Tenants
tenants_of_role(const Store *store, Oid userid)
{
	Tenants		result = *current_tenants(store, userid);
	const pg_uuid_t *ids = result.ids;

	result.ids = palloc_array(pg_uuid_t, Max(result.count, 1));
	if (result.count > 0)
		memcpy(result.ids, ids, result.count * sizeof(pg_uuid_t));
	return result;
}

/*
 * Do neither setting nor memberships bind a role to a tenant?  In a store of one
 * tenant the nil one is all there is, and who is bound to it is free as well.
 */
bool
tenants_unbound(const Store *store, Oid userid)
{
	const Tenants *tenants = current_tenants(store, userid);

	return tenants->count == 0 || tenants->is_fallback ||
		(tenants->count == 1 && uuid_equal(&tenants->ids[0], &uuid_nil) &&
		 known_to_have_one_tenant(store));
}

bool
tenants_include(const Tenants *tenants, const pg_uuid_t *tenant)
{
	for (int i = 0; i < tenants->count; i++)
		if (uuid_equal(&tenants->ids[i], tenant))
			return true;
	return false;
}

/*
 * Must a row that is written name its tenant?  It must where the writer has
 * none, and the store may hold several.
 */
bool
tenants_must_be_named(const Store *store, const Tenants *tenants)
{
	if (tenants->count == 0)
		return true;
	return tenants->is_fallback && setting_require_tenant && !known_to_have_one_tenant(store);
}

/*
 * analytics_current_tenant() -> uuid: the session's tenant, NULL when it has
 * none or several
 */
Datum
analytics_current_tenant(PG_FUNCTION_ARGS)
{
	const Tenants *tenants = current_tenants(store_get(), GetUserId());
	pg_uuid_t  *result;

	if (tenants->count != 1)
		PG_RETURN_NULL();
	result = palloc_object(pg_uuid_t);
	*result = tenants->ids[0];
	PG_RETURN_UUID_P(result);
}

/*
 * analytics_is_unbound() -> boolean: is what holds for all tenants, and is no
 * tenant's, the session's to see?
 */
Datum
analytics_is_unbound(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(tenants_unbound(store_get(), GetUserId()));
}

ArrayType *
tenants_as_array(const Tenants *tenants)
{
	Datum	   *elements = palloc_array(Datum, tenants->count);

	for (int i = 0; i < tenants->count; i++)
		elements[i] = UUIDPGetDatum(&tenants->ids[i]);
	return construct_array(elements, tenants->count, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR);
}

/*
 * Has a role the rights of a superuser, or of one of the predefined roles that
 * come by them?
 */
static bool
rules_the_server(Oid role)
{
	return superuser_arg(role) ||
		has_privs_of_role(role, ROLE_PG_EXECUTE_SERVER_PROGRAM) ||
		has_privs_of_role(role, ROLE_PG_WRITE_SERVER_FILES) ||
		has_privs_of_role(role, ROLE_PG_READ_SERVER_FILES);
}

/*
 * Raise 42501 where a query would run the owner's code with a superuser's
 * rights: the planner evaluates functions in the conditions of indexes and in
 * checks, and a query those of policies, and those that cast the owner's own
 * types.
 */
static void
refuse_superuser(const Store *store)
{
	const char *owner;

	if (!rules_the_server(GetUserId()) || rules_the_server(store->owner))
		return;
	owner = GetUserNameFromId(store->owner, false);
	ereport(ERROR,
			(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
			 errmsg("%s cannot read reports of a store that belongs to role \"%s\"",
					superuser() ? "a superuser" : "a role that may run programs, or read or write files, of the server", owner),
			 errdetail("Code of that role, in conditions of indexes, checks or policies of its tables, could run with these rights."),
			 errhint("Connect as that role. (After SET ROLE its code could take the role of the session back.)")));
}

/*
 * analytics_current_tenants() -> uuid[]: all tenants of the session
 *
 * Every report asks before its query is planned.  (Row security does not ask
 * for superusers.)
 */
Datum
analytics_current_tenants(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();

	refuse_superuser(store);
	PG_RETURN_ARRAYTYPE_P(tenants_as_array(current_tenants(store, GetUserId())));
}

/*
 * analytics_tenants_to_read() -> uuid[]: the same for a report, whose reader
 * is told what would help where the server's error would not
 */
Datum
analytics_tenants_to_read(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	Oid			events = store_table(store, STORE_EVENTS);
	Oid			userid = GetUserId();

	if (pg_class_aclcheck(events, userid, ACL_SELECT) != ACLCHECK_OK &&
		pg_attribute_aclcheck_all(events, userid, ACL_SELECT, ACLMASK_ANY) != ACLCHECK_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for table analytics_events"),
				 errdetail("Reports read events with the rights of their caller."),
				 errhint("The owner of the store runs SELECT * FROM analytics_grant(%s, 'reader');",
						 quote_literal_cstr(GetUserNameFromId(userid, false)))));
	return analytics_current_tenants(fcinfo);
}

/*
 * analytics_has_one_tenant() -> boolean
 */
Datum
analytics_has_one_tenant(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(store_has_one_tenant(store_get()));
}

static bool
sees_only_tenant(const Store *store)
{
	return store_has_one_tenant(store) && tenants_include(current_tenants(store, GetUserId()), &uuid_nil);
}

/*
 * analytics_sees_only_tenant() -> boolean: the policy of a store of one tenant
 *
 * Should the store have several after all, nobody sees anything.
 */
Datum
analytics_sees_only_tenant(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(sees_only_tenant(store_get()));
}

/*
 * analytics_plan_only_tenant(internal): support function of the former
 *
 * The plan depends on analytics_events, and so on its CHECK, anyway.
 */
Datum
analytics_plan_only_tenant(PG_FUNCTION_ARGS)
{
	SupportRequestSimplify *request = (SupportRequestSimplify *) PG_GETARG_POINTER(0);
	const Store *store;
	PlannerGlobal *plan;
	Oid			function;

	if (request == NULL || !IsA(request, SupportRequestSimplify) || request->root == NULL)
		PG_RETURN_POINTER(NULL);

	function = request->fcall->funcid;
	store = store_get();
	plan = request->root->glob;
	plan->dependsOnRole = true;
	plan->relationOids = lappend_oid(plan->relationOids, store->tables[STORE_TENANT_MEMBERS]);
	record_plan_function_dependency(request->root, function);
	plans_hash = GetSysCacheHashValue1(PROCOID, ObjectIdGetDatum(function));
	plans_made = true;
	PG_RETURN_POINTER(makeBoolConst(sees_only_tenant(store), false));
}
