/*-------------------------------------------------------------------------
 *
 * quantile.h
 *	  Exact quantiles of whole numbers.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_QUANTILE_H
#define MINDWELL_QUANTILE_H

#include "base/compat.h"

extern void quantiles_continuous(uint64 *values, uint32 count, const double *fractions,
								 int fraction_count, double *quantiles);

#endif							/* MINDWELL_QUANTILE_H */
