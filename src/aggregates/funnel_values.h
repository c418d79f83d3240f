/*-------------------------------------------------------------------------
 *
 * funnel_values.h
 *	  The population funnel: breakdown and held values, and tags.
 *
 * What a row carries besides its steps (exclusions, breakdown and held value)
 * is the same for many rows: it is a tag, a tag names values, and both are
 * kept once, found by hash.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_VALUES_H
#define MINDWELL_FUNNEL_VALUES_H

#include "aggkit/agg_support.h"
#include "aggregates/funnel_codec.h"

/* Items found by hash: open addressing, at most half full. */
typedef struct FunnelIndex
{
	FlatArray	slots;			/* FunnelSlot; allocated is a power of two, or 0 */
} FunnelIndex;

/* Tag 0 and value 0 are always there: nothing, and NULL. */
typedef struct FunnelValues
{
	MemoryContext context;
	FlatArray	tags;			/* FunnelTag */
	FunnelIndex tag_index;
	FlatArray	ends;			/* uint32: for each value, where its bytes end */
	FlatArray	bytes;			/* char */
	FunnelIndex index;
} FunnelValues;

/* The bytes of value "id"; the NULL is an empty string here. */
static inline const char *
funnel_value(const FunnelValues *values, uint32 id, uint32 *size)
{
	const uint32 *ends = values->ends.items;
	uint32		start = id == 0 ? 0 : ends[id - 1];

	*size = ends[id] - start;
	return (const char *) values->bytes.items + start;
}

extern void funnel_values_init(FunnelValues *values, MemoryContext context);
extern uint32 funnel_value_id(FunnelValues *values, const char *bytes, uint32 size);
extern uint32 funnel_tag_id(FunnelValues *values, FunnelTag tag);
extern uint32 *funnel_translate_tags(FunnelValues *values, const FunnelValues *other);
extern uint32 *funnel_sort_values(const FunnelValues *values);
extern uint32 *funnel_values_in_order(FunnelValues *ordered, const FunnelValues *values);

#endif							/* MINDWELL_FUNNEL_VALUES_H */
