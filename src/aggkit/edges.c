/*-------------------------------------------------------------------------
 *
 * edges.c
 *	  Where intervals begin and end: merge, read and write, begin a sweep.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "aggkit/edges.h"

void
edges_add(Edges *edges, Span span, MemoryContext context)
{
	if (span_is_empty(span))
		return;
	time_list_append(&edges->starts, span.start, context);
	if (span.end != SPAN_NO_END)
		time_list_append(&edges->ends, span.end, context);
}

void
edges_concat(Edges *edges, const Edges *other, MemoryContext context)
{
	time_list_concat(&edges->starts, &other->starts, context);
	time_list_concat(&edges->ends, &other->ends, context);
}

void
edges_put(AggWriter *writer, const Edges *edges)
{
	time_list_put(writer, &edges->starts);
	time_list_put(writer, &edges->ends);
}

void
edges_get(AggReader *reader, Edges *edges, MemoryContext context)
{
	time_list_get(reader, &edges->starts, context);
	time_list_get(reader, &edges->ends, context);
	if (TIME_LIST_COUNT(&edges->ends) > TIME_LIST_COUNT(&edges->starts))
		agg_reader_fail(reader);
}

/*
 * Reset the sweep to before the first edge.  Sorts the edges in place.
 */
void
edge_sweep_begin(EdgeSweep *sweep, Edges *edges, MemoryContext context)
{
	time_list_sort(&edges->starts, context);
	time_list_sort(&edges->ends, context);
	sweep->start = TIME_LIST_ITEMS(&edges->starts);
	sweep->starts_end = sweep->start + TIME_LIST_COUNT(&edges->starts);
	sweep->end = TIME_LIST_ITEMS(&edges->ends);
	sweep->ends_end = sweep->end + TIME_LIST_COUNT(&edges->ends);
	sweep->open = 0;
}
