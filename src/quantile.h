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

#include "compat.h"

extern double quantile_continuous(uint64 *values, uint32 count, double fraction);

#endif							/* MINDWELL_QUANTILE_H */
