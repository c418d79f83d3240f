/*-------------------------------------------------------------------------
 *
 * funnel_plan.h
 *	  The population funnel: its constant arguments, checked.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_PLAN_H
#define MINDWELL_FUNNEL_PLAN_H

#include "base/compat.h"

#include "access/htup.h"
#include "utils/array.h"

#include "aggkit/agg_support.h"
#include "aggregates/funnel_codec.h"

/* The names of the steps, which the short form has and the general one not. */
typedef struct FunnelNames
{
	bool		given;
	FlatArray	bytes;			/* char: one after the other */
	uint32		ends[FUNNEL_MAX_STEPS];
} FunnelNames;

extern void funnel_plan_of_names(const ArrayType *steps, int64 within, FunnelPlan *plan,
								 FunnelNames *names, MemoryContext context);
extern void funnel_plan_of_record(HeapTupleHeader record, FunnelPlan *plan);

#endif							/* MINDWELL_FUNNEL_PLAN_H */
