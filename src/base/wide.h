/*-------------------------------------------------------------------------
 *
 * wide.h
 *	  Unsigned arithmetic of 128 bits, on any compiler.
 *
 * Sums of durations times counts outgrow 64 bits at the ends of the
 * timestamp range; in 128 bits they are exact, so they do not depend on the
 * order of the rows as a sum of doubles would.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_WIDE_H
#define MINDWELL_WIDE_H

#include "base/portable.h"

typedef struct Wide
{
	uint64		high;
	uint64		low;
} Wide;

#define WIDE_LOW_RANGE 18446744073709551616.0	/* 2^64 */

/*
 * The full product.
 */
static inline Wide
wide_product(uint64 a, uint64 b)
{
	Wide		product;
#ifdef HAVE_INT128
	uint128		whole = (uint128) a * b;

	product.high = (uint64) (whole >> 64);
	product.low = (uint64) whole;
#else
	uint64		a_low = (uint32) a;
	uint64		a_high = a >> 32;
	uint64		b_low = (uint32) b;
	uint64		b_high = b >> 32;
	uint64		middle = a_high * b_low + ((a_low * b_low) >> 32);
	uint64		carry = a_low * b_high + (uint32) middle;

	product.high = a_high * b_high + (middle >> 32) + (carry >> 32);
	product.low = a * b;
#endif
	return product;
}

/*
 * sum += value; wraps at 2^128, which no sum of int64 products reaches.
 */
static inline void
wide_add(Wide *sum, Wide value)
{
	sum->low += value.low;
	sum->high += value.high + (sum->low < value.low ? 1 : 0);
}

static inline double
wide_to_double(Wide value)
{
	return (double) value.high * WIDE_LOW_RANGE + (double) value.low;
}

#endif							/* MINDWELL_WIDE_H */
