/*-------------------------------------------------------------------------
 *
 * nearest.h
 *	  How far a name is from another that may have been meant.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_NEAREST_H
#define MINDWELL_NEAREST_H

extern int	nearest_limit(int length);
extern int	nearest_distance(const char *name, int length, const char *candidate, int candidate_length,
							 int limit);

#endif							/* MINDWELL_NEAREST_H */
