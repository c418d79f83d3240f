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

/* The arguments of a step, those of the function that runs it. */
typedef struct StepArguments
{
	Oid		   *types;
	Datum	   *values;
	char	   *nulls;			/* 'n' or ' ' */
} StepArguments;

extern void maintenance_define_settings(void);
extern void maintenance_check_caller(const Store *store);
extern void maintenance_check_owner(const Store *store);
extern StepArguments step_arguments(FunctionCallInfo fcinfo);
extern Datum step_run(FunctionCallInfo fcinfo, const Store *store,
					  const StepArguments *arguments, bool read_only);

#endif							/* MINDWELL_MAINTENANCE_H */
