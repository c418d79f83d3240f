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

#include "utils/timestamp.h"

#include "store/event.h"

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
 * Whose event is it?  Everybody but the owner writes for their own tenants.
 */
void
event_resolve_tenant(const EventContext *context, Event *event, Problems *problems)
{
	if (event->has_tenant_id)
	{
		if (!context->is_owner && !tenants_include(context->tenants, &event->tenant_id))
			problem_add(problems, ERRCODE_INSUFFICIENT_PRIVILEGE, "/tenant_id",
						"permission denied for this tenant",
						"The role may write events of its own tenants only.",
						NULL);
		return;
	}
	if (context->tenants->count == 0)
	{
		problem_add(problems, ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE, "/tenant_id",
					"the session has no tenant",
					"The store holds the events of several tenants, and the role is bound to none.",
					"SET mindwell_analytics.tenant_id = '...'; or the store's owner binds the role: SELECT * FROM analytics_grant(role, access, tenant_id);");
		return;
	}
	if (context->tenants->count > 1)
	{
		problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE, "/tenant_id",
					"the event needs a tenant_id",
					"The role is bound to several tenants.",
					NULL);
		return;
	}
	event->tenant_id = context->tenants->ids[0];
	event->has_tenant_id = true;
}
