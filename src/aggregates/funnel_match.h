/*-------------------------------------------------------------------------
 *
 * funnel_match.h
 *	  The population funnel: what one actor's rows amount to.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_FUNNEL_MATCH_H
#define MINDWELL_FUNNEL_MATCH_H

#include "aggregates/funnel_matcher.h"

extern void funnel_matcher_init(FunnelMatcher *matcher, const FunnelPlan *plan);
extern void funnel_match(FunnelMatcher *matcher);

#endif							/* MINDWELL_FUNNEL_MATCH_H */
