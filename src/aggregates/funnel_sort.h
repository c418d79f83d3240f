/*-------------------------------------------------------------------------
 *
 * funnel_sort.h
 *	  The population funnel: orders of rows that need their tags.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_SORT_H
#define MINDWELL_FUNNEL_SORT_H

#include "aggregates/funnel_matcher.h"

extern void funnel_sort_rows(FunnelMatcher *matcher);
extern void funnel_sort_rows_by_hold(ActorRow *rows, uint32 count, const FunnelTag *tags);

#endif							/* MINDWELL_FUNNEL_SORT_H */
