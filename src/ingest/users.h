/*-------------------------------------------------------------------------
 *
 * users.h
 *	  What is known of a user beyond his events.
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

extern void users_check_privilege(const EventContext *context);
extern Jsonb *users_prepare(const EventContext *context, Jsonb *properties,
							const char *path, Problems *problems);
extern void users_write(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user,
						Jsonb *set, Jsonb *set_once);

#endif							/* MINDWELL_USERS_H */
