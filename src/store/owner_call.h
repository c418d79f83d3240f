/*-------------------------------------------------------------------------
 *
 * owner_call.h
 *	  Running the steps of maintenance as the store's owner.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_OWNER_CALL_H
#define MINDWELL_OWNER_CALL_H

#include "base/compat.h"

#include "store/store.h"

/* A step that analytics_NAME runs is called mindwell_internal.owner_NAME. */
#define OWNER_PREFIX "owner_"

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

extern bool owner_call_may_maintain(const Store *store, Oid userid);
extern void owner_call_check_caller(const Store *store);
extern void owner_call_check_owner(const Store *store);
extern StepArguments step_arguments(FunctionCallInfo fcinfo, const StepArgument *first, int added);
extern Datum step_run(FunctionCallInfo fcinfo, const Store *store, const char *prefix,
					  const StepArguments *arguments, bool read_only);

#endif							/* MINDWELL_OWNER_CALL_H */
