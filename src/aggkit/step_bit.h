/*-------------------------------------------------------------------------
 *
 * step_bit.h
 *	  Sets of steps, as bits of a word.
 *
 * Bit i is step i, counted from 0 (or exclusion i, in a set of exclusions).
 * Code that counts steps from 1 says STEP_BIT(step - 1).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_STEP_BIT_H
#define MINDWELL_STEP_BIT_H

#include "base/portable.h"

#define STEP_BIT(step) ((uint32) 1 << (step))

#endif							/* MINDWELL_STEP_BIT_H */
