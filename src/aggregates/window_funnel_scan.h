/*-------------------------------------------------------------------------
 *
 * window_funnel_scan.h
 *	  How deep one actor's rows go into the steps of a funnel.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_WINDOW_FUNNEL_SCAN_H
#define MINDWELL_WINDOW_FUNNEL_SCAN_H

#include "base/portable.h"

#include "aggkit/event_row.h"

#define FUNNEL_MAX_STEPS 32

/* modes, as a bit mask */
#define FUNNEL_STRICT_ONCE 0x01
#define FUNNEL_STRICT_INCREASE 0x02
#define FUNNEL_STRICT_DEDUPLICATION 0x04
#define FUNNEL_STRICT_ORDER 0x08
#define FUNNEL_ALLOW_REENTRY 0x10
#define FUNNEL_ALL_MODES 0x1F

typedef struct FunnelRules
{
	int64		within;			/* microseconds, not negative */
	uint8		steps;			/* 1 .. FUNNEL_MAX_STEPS */
	uint8		modes;
} FunnelRules;

/* the most bytes that funnel_rules_put() writes */
#define FUNNEL_RULES_BYTES (AGG_UINT_BYTES + 2)

extern void funnel_rules_put(AggWriter *writer, const FunnelRules *rules);
extern void funnel_rules_get(AggReader *reader, FunnelRules *rules);

extern int	window_funnel_level(const FunnelRules *rules,
								const EventRow *rows, uint32 count);
extern int	window_funnel_chain(const FunnelRules *rules, const EventRow *rows,
								uint32 count, TimestampTz *times);

#endif							/* MINDWELL_WINDOW_FUNNEL_SCAN_H */
