/*-------------------------------------------------------------------------
 *
 * span.h
 *	  Arguments that are intervals of time, as half-open spans.
 *
 * A Span covers the instants start, start + 1, ... end - 1.  Instants are
 * whole microseconds, so every kind of bounds comes down to that: what an
 * end includes ends one microsecond later, what a start excludes starts one
 * later.  A span with start >= end covers nothing.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_SPAN_H
#define MINDWELL_SPAN_H

#include "aggkit/agg_support.h"

typedef struct Span
{
	int64		start;			/* or SPAN_NO_START */
	int64		end;			/* or SPAN_NO_END */
} Span;

/* No timestamp has these values, but the two infinities, which are refused. */
#define SPAN_NO_START PG_INT64_MIN
#define SPAN_NO_END PG_INT64_MAX

typedef struct SpanBounds
{
	bool		start_included;
	bool		end_included;
} SpanBounds;

static const SpanBounds SPAN_HALF_OPEN = {true, false};

extern bool span_get_interval(FunctionCallInfo fcinfo, int argno,
							  SpanBounds bounds, Span *span);
extern SpanBounds span_get_bounds(FunctionCallInfo fcinfo, int argno);
extern bool span_get_range(FunctionCallInfo fcinfo, int argno, Span *span);
extern Span period_get_arguments(FunctionCallInfo fcinfo, int argno);
extern void period_check_same(Span first, Span now);
extern void period_put(AggWriter *writer, Span span);
extern Span period_get(AggReader *reader);

/* the most bytes that period_put() writes */
#define PERIOD_MAX_BYTES (2 * AGG_UINT_BYTES)

static inline bool
span_is_empty(Span span)
{
	return span.start >= span.end;
}

/*
 * The part of the span inside the period.
 */
static inline Span
span_clip(Span span, Span period)
{
	Span		part = {Max(span.start, period.start), Min(span.end, period.end)};

	return part;
}

/*
 * The microseconds of a span that is not empty: they may not fit into int64.
 */
static inline uint64
span_length(Span span)
{
	return (uint64) span.end - (uint64) span.start;
}

#endif							/* MINDWELL_SPAN_H */
