/*-------------------------------------------------------------------------
 *
 * retention_rules.h
 *	  What a retention matrix counts.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_RETENTION_RULES_H
#define MINDWELL_RETENTION_RULES_H

#include "compat.h"

#include "agg_codec.h"
#include "calendar.h"
#include "utils/jsonb.h"

#define RETENTION_MAX_PERIODS 3660

typedef struct RetentionRules
{
	Calendar	calendar;
	char		zone_name[TZ_STRLEN_MAX + 1];
	int			periods;		/* columns after column 0 */
	bool		recurring;		/* a cohort for each interval with a start, not the first only */
	bool		or_after;		/* a column counts who came back in it or later */
	bool		rolling;		/* columns of 24 hours since the actor's own start */
	uint32		minimum_occurrences;	/* returning events that a column needs */
	TimestampTz from_time;		/* DT_NOBEGIN: no limit */
	TimestampTz to_time;		/* DT_NOEND: no limit */
	TimestampTz as_of;			/* DT_NOBEGIN: the latest time seen */
} RetentionRules;

/* the most bytes that retention_rules_put() writes */
#define RETENTION_RULES_BYTES \
	(2 + 4 * AGG_UINT_BYTES + 2 * AGG_UINT32_BYTES + AGG_UINT32_BYTES + TZ_STRLEN_MAX)

extern void retention_rules_init(RetentionRules *rules, const text *grain, int periods);
extern void retention_rules_set_options(RetentionRules *rules, Jsonb *options);
extern void retention_rules_put(AggWriter *writer, const RetentionRules *rules);
extern void retention_rules_get(AggReader *reader, RetentionRules *rules);

#endif							/* MINDWELL_RETENTION_RULES_H */
