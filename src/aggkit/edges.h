/*-------------------------------------------------------------------------
 *
 * edges.h
 *	  Where intervals begin and end: the state of concurrency.
 *
 * A span (span.h) becomes two edges: the first instant that it covers, and
 * the first one behind it that it does not.  A span without an end has no
 * second edge, an empty one has none.
 *
 *		starts	14:00  14:06  14:15  14:23			sorted apart, and
 *		ends		   14:15  14:30  14:40  15:03	merged by the sweep
 *
 * Sixteen bytes an interval; which end belongs to which start is forgotten,
 * for no count needs it.  So the edges of two parts merge by concatenation.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_EDGES_H
#define MINDWELL_EDGES_H

#include "aggkit/span.h"
#include "aggkit/time_list.h"

typedef struct Edges
{
	TimeList	starts;
	TimeList	ends;
} Edges;

/* A walk over the instants at which the number of open spans may change. */
typedef struct EdgeSweep
{
	const int64 *start;			/* the next start, up to starts_end */
	const int64 *starts_end;
	const int64 *end;			/* the next end, up to ends_end */
	const int64 *ends_end;
	int64		open;			/* spans that cover the present instant */
} EdgeSweep;

#define EDGES_MAX_BYTES(edges) \
	(TIME_LIST_MAX_BYTES(&(edges)->starts) + TIME_LIST_MAX_BYTES(&(edges)->ends))

extern void edges_add(Edges *edges, Span span, MemoryContext context);
extern void edges_concat(Edges *edges, const Edges *other, MemoryContext context);
extern void edges_put(AggWriter *writer, const Edges *edges);
extern void edges_get(AggReader *reader, Edges *edges, MemoryContext context);
extern void edges_sort(Edges *edges, MemoryContext context);
extern bool edges_are_of_spans(Edges *edges, MemoryContext context);
extern void edge_sweep_begin(EdgeSweep *sweep, Edges *edges, MemoryContext context);

/*
 * Look at the next instant with an edge; false when there is none left.
 */
static inline bool
edge_sweep_peek(const EdgeSweep *sweep, int64 *at)
{
	bool		has_start = sweep->start < sweep->starts_end;
	bool		has_end = sweep->end < sweep->ends_end;

	if (has_start && (!has_end || *sweep->start <= *sweep->end))
		*at = *sweep->start;
	else if (has_end)
		*at = *sweep->end;
	else
		return false;
	return true;
}

/*
 * Step to the given instant, the one that was peeked at or an earlier one:
 * from here on sweep->open is the number of spans that cover it.
 */
static inline void
edge_sweep_step(EdgeSweep *sweep, int64 at)
{
	for (; sweep->end < sweep->ends_end && *sweep->end <= at; sweep->end++)
		sweep->open--;
	for (; sweep->start < sweep->starts_end && *sweep->start <= at; sweep->start++)
		sweep->open++;
}

#endif							/* MINDWELL_EDGES_H */
