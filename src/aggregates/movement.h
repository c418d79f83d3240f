/*-------------------------------------------------------------------------
 *
 * movement.h
 *	  How a value moved between borders of time.
 *
 * What counts is the value at the borders: what comes and goes between two of
 * them is in no movement.  Whether a movement is new, a reactivation or churn
 * is a matter of the whole value, and of whether it ever was above 0; which
 * part of it moved is told by label.
 *
 * Sums are kept in 128 bits, two's complement, and so are exact.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_MOVEMENT_H
#define MINDWELL_MOVEMENT_H

#include "aggkit/borders.h"
#include "aggkit/text_pool.h"
#include "base/wide.h"

typedef struct MovementPoint
{
	TimestampTz at;				/* before the last border */
	int64		change;
	PooledText	label;
} MovementPoint;

typedef enum MovementKind
{
	MOVEMENT_OPENING,			/* what was there at the first border */
	MOVEMENT_NEW,
	MOVEMENT_REACTIVATION,
	MOVEMENT_EXPANSION,
	MOVEMENT_CONTRACTION,
	MOVEMENT_CHURN
} MovementKind;

/* Of a part with a label, in a period. */
typedef struct Movement
{
	uint32		period;
	PooledText	label;
	MovementKind kind;
	Wide		before;
	Wide		after;
} Movement;

/* The whole value in a period: movements_find() works with these. */
typedef struct MovementWhole
{
	uint32		period;
	bool		was_above;		/* it was above 0 some time before */
	Wide		before;			/* at the beginning of the period */
	Wide		after;			/* and at its end */
} MovementWhole;

typedef void (*MovementReceiver) (void *receiver, const Movement *movement);

extern void movements_find(MovementPoint *points, uint32 count, const Borders *borders,
						   const TextPool *labels, MovementWhole *wholes,
						   MovementReceiver receive, void *receiver);
extern Datum signed_wide_to_numeric(Wide value);

static inline bool
wide_is_above_zero(Wide value)
{
	return (int64) value.high >= 0 && (value.high | value.low) != 0;
}

static inline Wide
wide_difference(Wide a, Wide b)
{
	a.high -= b.high + (a.low < b.low ? 1 : 0);
	a.low -= b.low;
	return a;
}

#endif							/* MINDWELL_MOVEMENT_H */
