/*-------------------------------------------------------------------------
 *
 * sequence_scan.h
 *	  Finding the matches of a pattern in the rows of one actor.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_SEQUENCE_SCAN_H
#define MINDWELL_SEQUENCE_SCAN_H

#include "base/portable.h"

#include "aggkit/condition_row.h"
#include "aggregates/sequence_pattern.h"

extern Size sequence_scratch_size(const SequencePattern *pattern, uint32 count);
extern uint32 sequence_count(const SequencePattern *pattern, const ConditionRow *rows,
							 uint32 count, uint32 most, void *scratch);

#endif							/* MINDWELL_SEQUENCE_SCAN_H */
