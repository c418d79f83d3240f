/*-------------------------------------------------------------------------
 *
 * edges.c
 *	  Where intervals begin and end: merge, read, check and write, begin a sweep.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"

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
	time_list_get(reader, &edges->starts, SPAN_NO_START, END_TIMESTAMP, context);
	time_list_get(reader, &edges->ends, MIN_TIMESTAMP, END_TIMESTAMP, context);
	if (TIME_LIST_COUNT(&edges->ends) > TIME_LIST_COUNT(&edges->starts))
		agg_reader_fail(reader);
}

void
edges_sort(Edges *edges, MemoryContext context)
{
	time_list_sort(&edges->starts, context);
	time_list_sort(&edges->ends, context);
}

/*
 * Whether there are spans that have these edges, whatever bytes they were read
 * from.  Then no sweep counts fewer than zero open ones.  Sorts the edges.
 */
bool
edges_are_of_spans(Edges *edges, MemoryContext context)
{
	const int64 *starts;
	const int64 *ends;

	edges_sort(edges, context);
	starts = TIME_LIST_ITEMS(&edges->starts);
	ends = TIME_LIST_ITEMS(&edges->ends);
	for (uint32 i = 0; i < TIME_LIST_COUNT(&edges->starts); i++)
	{
		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		if (starts[i] != SPAN_NO_START && starts[i] < MIN_TIMESTAMP)
			return false;
		/* so many spans have ended: at least as many have begun before */
		if (i < TIME_LIST_COUNT(&edges->ends) && ends[i] <= starts[i])
			return false;
	}
	return true;
}

/*
 * Reset the sweep to before the first edge.  Sorts the edges in place.
 */
void
edge_sweep_begin(EdgeSweep *sweep, Edges *edges, MemoryContext context)
{
	edges_sort(edges, context);
	sweep->start = TIME_LIST_ITEMS(&edges->starts);
	sweep->starts_end = sweep->start + TIME_LIST_COUNT(&edges->starts);
	sweep->end = TIME_LIST_ITEMS(&edges->ends);
	sweep->ends_end = sweep->end + TIME_LIST_COUNT(&edges->ends);
	sweep->open = 0;
}
