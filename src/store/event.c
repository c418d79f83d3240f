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
 * Whose event is it?  Everybody but the owner writes for his own tenants.
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
