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

#include "aggkit/condition_row.h"

#define WINDOW_FUNNEL_MAX_STEPS 32

/* modes, as a bit mask */
#define MODE_STRICT_ONCE 0x01
#define MODE_STRICT_INCREASE 0x02
#define MODE_STRICT_DEDUPLICATION 0x04
#define MODE_STRICT_ORDER 0x08
#define MODE_ALLOW_REENTRY 0x10
#define ALL_MODES 0x1F

typedef struct WindowFunnelRules
{
	int64		within;			/* microseconds, not negative */
	uint8		steps;			/* 1 .. WINDOW_FUNNEL_MAX_STEPS */
	uint8		modes;
} WindowFunnelRules;

/* the most bytes that window_funnel_rules_put() writes */
#define WINDOW_FUNNEL_RULES_BYTES (AGG_UINT_BYTES + 2)

extern void window_funnel_rules_put(AggWriter *writer, const WindowFunnelRules *rules);
extern void window_funnel_rules_get(AggReader *reader, WindowFunnelRules *rules);

extern int	window_funnel_level(const WindowFunnelRules *rules,
								const ConditionRow *rows, uint32 count);
extern int	window_funnel_chain(const WindowFunnelRules *rules, const ConditionRow *rows,
								uint32 count, TimestampTz *times);

#endif							/* MINDWELL_WINDOW_FUNNEL_SCAN_H */
