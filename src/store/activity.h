/*-------------------------------------------------------------------------
 *
 * activity.h
 *	  Which event types are actions of a user.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_ACTIVITY_H
#define MINDWELL_ACTIVITY_H

#include "base/compat.h"

#include "commands/trigger.h"
#include "store/store.h"

extern void activity_type_changed(const Store *store, const TriggerData *trigger);

#endif							/* MINDWELL_ACTIVITY_H */
