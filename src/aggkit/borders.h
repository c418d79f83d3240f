/*-------------------------------------------------------------------------
 *
 * borders.h
 *	  Borders of time, between which an aggregate counts.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_BORDERS_H
#define MINDWELL_BORDERS_H

#include "aggkit/agg_support.h"

typedef struct Borders
{
	uint32		count;			/* at least 1 */
	TimestampTz times[FLEXIBLE_ARRAY_MEMBER];	/* each later than the one before */
} Borders;

/* the most bytes that borders_put() writes */
#define BORDERS_MAX_BYTES(borders) (AGG_UINT32_BYTES + (Size) (borders)->count * AGG_UINT_BYTES)

extern const TimestampTz *borders_argument(FunctionCallInfo fcinfo, int argno, uint32 *count);
extern void borders_check(const TimestampTz *times, uint32 count);
extern Size borders_size(uint32 count);
extern Borders *borders_copy(Borders *copy, const TimestampTz *times, uint32 count);
extern bool borders_are_same(const Borders *a, const Borders *b);
extern uint32 borders_period(const Borders *borders, TimestampTz at);
extern void borders_put(AggWriter *writer, const Borders *borders);
extern Borders *borders_get(AggReader *reader);

static inline TimestampTz
last_border(const Borders *borders)
{
	return borders->times[borders->count - 1];
}

#endif							/* MINDWELL_BORDERS_H */
