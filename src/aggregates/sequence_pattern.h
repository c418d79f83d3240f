/*-------------------------------------------------------------------------
 *
 * sequence_pattern.h
 *	  Patterns over the rows of one actor, compiled.
 *
 * A pattern is compiled to nodes, each of which consumes one row, and edges,
 * which say how far apart two rows consumed one after the other may lie.  A
 * match is a path from the first node to the last one.
 *
 *		(?1)(?2)			1 -adjacent-> 2
 *		(?1).*(?2)			1 -later-> 2
 *		(?1)(?t<=60)(?2)	1 -at most 60 s-> 2
 *		(?1)(?t<=60).*(?2)	1 -at most 60 s-> 2, and
 *							1 -at most 60 s-> any row -later-> 2
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_SEQUENCE_PATTERN_H
#define MINDWELL_SEQUENCE_PATTERN_H

#include "base/portable.h"

#define SEQUENCE_MAX_NODES 64	/* the bits of a word */
#define SEQUENCE_MAX_EDGES (3 * SEQUENCE_MAX_NODES)

typedef enum SequenceDistance
{
	DISTANCE_ADJACENT,			/* the very next row */
	DISTANCE_LATER,				/* any later row */
	/* any later row at that distance in time */
	DISTANCE_AT_LEAST,
	DISTANCE_MORE_THAN,
	DISTANCE_AT_MOST,
	DISTANCE_LESS_THAN,
	DISTANCE_EXACTLY
} SequenceDistance;

typedef struct SequenceEdge
{
	uint8		from;			/* nodes; the order of edges is that of "to" */
	uint8		to;
	SequenceDistance distance;
	uint64		duration;		/* microseconds */
} SequenceEdge;

typedef struct SequencePattern
{
	int			nodes;
	int			edges;
	uint32		condition[SEQUENCE_MAX_NODES];	/* a bit, or all for any row */
	SequenceEdge edge[SEQUENCE_MAX_EDGES];
	bool		exact;			/* an edge is DISTANCE_EXACTLY */
} SequencePattern;

typedef struct SequenceError
{
	int			position;		/* the first wrong character, from 1 */
	const char *message;
} SequenceError;

extern bool sequence_parse(SequencePattern *pattern, SequenceError *error,
						   const char *text, Size length, int conditions);

#endif							/* MINDWELL_SEQUENCE_PATTERN_H */
