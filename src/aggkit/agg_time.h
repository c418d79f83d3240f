/*-------------------------------------------------------------------------
 *
 * agg_time.h
 *	  Arithmetic with times and durations that cannot overflow.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_AGG_TIME_H
#define MINDWELL_AGG_TIME_H

#include "base/portable.h"

/*
 * Whether "later", which is not before "earlier", lies at most "duration"
 * (not negative) after it.  Exact over the whole range of timestamps, whose
 * differences do not fit into int64.
 */
static inline bool
time_within(TimestampTz earlier, TimestampTz later, int64 duration)
{
	return (uint64) later - (uint64) earlier <= (uint64) duration;
}

/*
 * time + duration (not negative), or the largest int64 where that ends.
 */
static inline TimestampTz
time_after(TimestampTz time, int64 duration)
{
	return time > PG_INT64_MAX - duration ? PG_INT64_MAX : time + duration;
}

/*
 * time - duration (not negative), or the smallest int64 where that ends.
 */
static inline TimestampTz
time_before(TimestampTz time, int64 duration)
{
	return time < PG_INT64_MIN + duration ? PG_INT64_MIN : time - duration;
}

#endif							/* MINDWELL_AGG_TIME_H */
