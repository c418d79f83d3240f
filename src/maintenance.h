/*-------------------------------------------------------------------------
 *
 * maintenance.h
 *	  Running the steps of maintenance as the store's owner.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_MAINTENANCE_H
#define MINDWELL_MAINTENANCE_H

#include "compat.h"

#include "fmgr.h"

#include "store.h"

#define OWNER_PREFIX "_analytics_owner_"

/* What a step is told besides the arguments of the function that runs it. */
typedef struct StepArgument
{
	Oid			type;
	Datum		value;
} StepArgument;

extern void maintenance_define_settings(void);
extern void maintenance_check_caller(const Store *store);
extern Datum maintenance_call_step(FunctionCallInfo fcinfo, const Store *store, const char *prefix,
								   const StepArgument *first, bool read_only);

#endif							/* MINDWELL_MAINTENANCE_H */
