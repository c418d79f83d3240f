/*-------------------------------------------------------------------------
 *
 * event.c
 *	  Who sends an event, and whose it is.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/acl.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

#include "store/event.h"

PG_FUNCTION_INFO_V1(analytics_tenant_to_write);

void
event_context_init(EventContext *context, const Store *store, Oid caller)
{
	context->store = store;
	context->caller = caller;
	context->is_owner = store_is_owner(store, caller);
	context->tenants = tenants_of_role(store, caller);
	context->now = GetCurrentTimestamp();
}

/*
 * The user that is asked for; 22004 when none is given.
 */
pg_uuid_t
event_require_user(const pg_uuid_t *user)
{
	if (user == NULL || uuid_is_nil(user))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("user_id must not be null, nor stand for none")));
	return *user;
}

/*
 * How somebody who names no tenant, or another's, comes by one.  Who is
 * granted the setting chooses tenants; others are bound to theirs.
 */
static char *
tenant_hint(const EventContext *context, const char *tenant)
{
	const char *role = GetUserNameFromId(context->caller, false);
	bool		may_set = pg_parameter_aclcheck("mindwell_analytics.tenant_id", context->caller, ACL_SET) == ACLCHECK_OK;
	bool		is_admin = pg_class_aclcheck(store_table(context->store, STORE_ERASURES),
											 context->caller, ACL_INSERT) == ACLCHECK_OK;

	if (may_set)
		return psprintf("Pass tenant_id, or run SET mindwell_analytics.tenant_id = '%s';", tenant);
	if (context->is_owner)
		return pstrdup("Pass tenant_id.");
	return psprintf("The owner of the store runs SELECT analytics_grant(%s, '%s', '%s'); or, where the role chooses tenants itself, a superuser GRANT SET ON PARAMETER mindwell_analytics.tenant_id TO %s;",
					quote_literal_cstr(role), is_admin ? "admin" : "writer", tenant, quote_identifier(role));
}

/*
 * Whose event is it?  Everybody but the owner writes for their own tenants.
 */
void
event_resolve_tenant(const EventContext *context, Event *event, Problems *problems)
{
	if (event->has_tenant_id)
	{
		if (!context->is_owner && !tenants_include(&context->tenants, &event->tenant_id))
			problem_add(problems, ERRCODE_INSUFFICIENT_PRIVILEGE, "/tenant_id",
						"permission denied for this tenant",
						"The role, in this session, is for its own tenants only.",
						tenant_hint(context, DatumGetCString(DirectFunctionCall1(uuid_out, UUIDPGetDatum(&event->tenant_id)))));
		return;
	}
	if (tenants_must_be_named(context->store, &context->tenants))
	{
		problem_add(problems, ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "/tenant_id",
					"no tenant is given, and the store holds several",
					"The session has none either: mindwell_analytics.tenant_id is empty, and analytics_tenant_members binds the role to none.",
					tenant_hint(context, "UUID"));
		return;
	}
	if (context->tenants.count > 1)
	{
		problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE, "/tenant_id",
					"the event needs a tenant_id",
					"The role is bound to several tenants.",
					"Pass tenant_id, one of SELECT unnest(analytics_current_tenants());");
		return;
	}
	event->tenant_id = context->tenants.ids[0];
	event->has_tenant_id = true;
}

/*
 * Does the store take what is of this tenant?  Nothing is asked for the nil
 * tenant's.
 */
void
event_check_tenant(const Store *store, const pg_uuid_t *tenant, Problems *problems)
{
	if (!uuid_equal(tenant, &uuid_nil) && store_has_one_tenant(store))
		problem_add(problems, ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "/tenant_id",
					"the store holds the events of one tenant", NULL,
					"For those of others its owner runs SELECT analytics_enable_tenants(); once.");
}

/*
 * Whose is what is written, if it is no event?
 */
void
event_tenant_to_write(const EventContext *context, Event *event, Problems *problems)
{
	int			problems_before = problems->count;

	event_resolve_tenant(context, event, problems);
	if (problems->count == problems_before)
		event_check_tenant(context->store, &event->tenant_id, problems);
}

/*
 * The tenant that an argument names, or without one the session's; raises what
 * resolving it finds.
 */
static pg_uuid_t
require_tenant(const Store *store, const pg_uuid_t *named,
			   void (*resolve) (const EventContext *, Event *, Problems *))
{
	Problems	problems = {0};
	EventContext context;
	Event		event = {.has_tenant_id = named != NULL};

	if (named != NULL)
		event.tenant_id = *named;
	event_context_init(&context, store, GetUserId());
	resolve(&context, &event, &problems);
	problems_raise(&problems);
	return event.tenant_id;
}

pg_uuid_t
event_require_tenant(const Store *store, const pg_uuid_t *named)
{
	return require_tenant(store, named, event_resolve_tenant);
}

/*
 * The same, of whom something is written.
 */
pg_uuid_t
event_require_tenant_to_write(const Store *store, const pg_uuid_t *named)
{
	return require_tenant(store, named, event_tenant_to_write);
}

/*
 * analytics_tenant_to_write(tenant_id uuid) -> uuid: the tenant given, or that
 * of the session
 *
 * For rows that are no events.  Errors: those of event_tenant_to_write().
 */
Datum
analytics_tenant_to_write(PG_FUNCTION_ARGS)
{
	pg_uuid_t  *result = palloc_object(pg_uuid_t);

	*result = event_require_tenant_to_write(store_get(), PG_ARGISNULL(0) ? NULL : PG_GETARG_UUID_P(0));
	PG_RETURN_UUID_P(result);
}
