/*-------------------------------------------------------------------------
 *
 * users.h
 *	  What is known of users beyond their events.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_USERS_H
#define MINDWELL_USERS_H

#include "base/compat.h"

#include "base/problem.h"
#include "store/event.h"

extern void users_check_privilege(const EventContext *context, const char *path,
								  Problems *problems);
extern Jsonb *users_prepare(const EventContext *context, Jsonb *properties,
							const char *path, Problems *problems);
extern void users_write(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user,
						Jsonb *set, Jsonb *set_once, const char *path, Problems *problems);
extern void users_store(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user,
						Jsonb *set, Jsonb *set_once);

#endif							/* MINDWELL_USERS_H */
