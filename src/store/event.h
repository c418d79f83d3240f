/*-------------------------------------------------------------------------
 *
 * event.h
 *	  An event on its way into the store.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_EVENT_H
#define MINDWELL_EVENT_H

#include "base/compat.h"

#include "datatype/timestamp.h"
#include "base/problem.h"
#include "store/store.h"
#include "store/tenant.h"
#include "utils/jsonb.h"
#include "base/uuid.h"

/* A text that is not NUL-terminated; data is NULL for SQL's NULL. */
typedef struct EventText
{
	const char *data;
	int			length;
} EventText;

/*
 * What the caller gave of an event, and what event_prepare() made of it.
 * Texts and properties point into the caller's datums.
 */
typedef struct Event
{
	bool		has_id;
	bool		has_tenant_id;
	bool		has_user_id;
	bool		has_session_id;
	bool		has_occurred_at;
	bool		has_created_at;
	bool		is_aliased;		/* was the user an anonymous visitor, whose alias is there now? */
	pg_uuid_t	id;
	pg_uuid_t	tenant_id;
	pg_uuid_t	user_id;
	pg_uuid_t	session_id;
	pg_uuid_t	anonymous_id;	/* of that visitor */
	EventText	event_type;
	EventText	funnel_stage;
	Jsonb	   *properties;		/* NULL: none */
	Jsonb	   *properties_as_given;	/* under other names; NULL: under the same */
	TimestampTz occurred_at;
	TimestampTz created_at;
} Event;

/* Who sends events, to which store, and when. */
typedef struct EventContext
{
	const Store *store;
	Oid			caller;
	bool		is_owner;		/* has the caller the owner's rights? */
	Tenants		tenants;		/* of the caller */
	TimestampTz now;
} EventContext;

extern void event_context_init(EventContext *context, const Store *store, Oid caller);
extern pg_uuid_t event_require_user(const pg_uuid_t *user);
extern void event_resolve_tenant(const EventContext *context, Event *event, Problems *problems);
extern void event_check_tenant(const Store *store, const pg_uuid_t *tenant, Problems *problems);
extern void event_tenant_to_write(const EventContext *context, Event *event, Problems *problems);
extern pg_uuid_t event_require_tenant(const Store *store, const pg_uuid_t *named);
extern pg_uuid_t event_require_tenant_to_write(const Store *store, const pg_uuid_t *named);

#endif							/* MINDWELL_EVENT_H */
