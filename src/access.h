/*-------------------------------------------------------------------------
 *
 * access.h
 *	  What analytics_grant() hides from a role.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_ACCESS_H
#define MINDWELL_ACCESS_H

#include "compat.h"

#define COACH_POLICY "analytics_coach"

extern bool access_is_restricted(Oid relation, const char *policy, Oid userid);

#endif							/* MINDWELL_ACCESS_H */
