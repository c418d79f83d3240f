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

#include "store.h"

/* A step that analytics_NAME runs is called _analytics_owner_NAME. */
#define OWNER_PREFIX "_analytics_owner_"

/* What a step is told besides the arguments of the function that runs it. */
typedef struct StepArgument
{
	Oid			type;
	Datum		value;
} StepArgument;

typedef struct StepArguments
{
	int			count;
	Oid		   *types;
	Datum	   *values;
	char	   *nulls;			/* 'n' or ' ' */
} StepArguments;

extern void maintenance_define_settings(void);
extern void maintenance_check_caller(const Store *store);
extern void maintenance_check_owner(const Store *store);
extern StepArguments step_arguments(FunctionCallInfo fcinfo, const StepArgument *first, int added);
extern Datum step_run(FunctionCallInfo fcinfo, const Store *store, const char *prefix,
					  const StepArguments *arguments, bool read_only);

#endif							/* MINDWELL_MAINTENANCE_H */
