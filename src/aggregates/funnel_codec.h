/*-------------------------------------------------------------------------
 *
 * funnel_codec.h
 *	  The population funnel: what is asked, what is kept, and its wire format.
 *
 * No server header is needed (portable.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_CODEC_H
#define MINDWELL_FUNNEL_CODEC_H

#include "base/portable.h"

#include "aggkit/agg_codec.h"

#define FUNNEL_MAX_STEPS 32
#define FUNNEL_MAX_EXCLUSIONS 32
#define FUNNEL_NO_LIMIT PG_INT64_MAX	/* no window is longer */
#define FUNNEL_NULL_VALUE 0		/* the id of the NULL among breakdown and held values */

typedef enum FunnelOrder
{
	FUNNEL_ORDERED,
	FUNNEL_STRICT,
	FUNNEL_UNORDERED
} FunnelOrder;

/* What is asked.  Steps are counted from 0. */
typedef struct FunnelPlan
{
	int64		within;			/* microseconds, from the start of the chain */
	int64		from_time;		/* starts lie in [from_time, to_time) */
	int64		to_time;
	int64		as_of;			/* until when all events are known */
	int64		limits[FUNNEL_MAX_STEPS];	/* from the required step before, or
									 * FUNNEL_NO_LIMIT */
	uint32		optional;		/* bit mask; never step 0 */
	int32		step_count;
	int32		exclusion_count;
	uint8		exclusion_after[FUNNEL_MAX_EXCLUSIONS]; /* required steps */
	uint8		exclusion_before[FUNNEL_MAX_EXCLUSIONS];
	uint8		order;			/* a FunnelOrder */
	bool		has_as_of;
	bool		every_attempt;	/* count attempts, not actors */
	bool		breakdown_last; /* by the value of the last step, not of the first */
	bool		hold;			/* all steps of a chain carry the same held value */
} FunnelPlan;

typedef struct FunnelTag
{
	uint32		exclusions;		/* bit mask */
	uint32		breakdown;		/* ids of values */
	uint32		hold;
} FunnelTag;

extern void funnel_put_plan(AggWriter *writer, const FunnelPlan *plan);
extern void funnel_get_plan(AggReader *reader, FunnelPlan *plan);
extern void funnel_put_tags(AggWriter *writer, const FunnelTag *tags, uint32 count);
extern void funnel_get_tags(AggReader *reader, FunnelTag *tags, uint32 count,
							int exclusion_count, uint32 value_count);
#endif							/* MINDWELL_FUNNEL_CODEC_H */
