/*-------------------------------------------------------------------------
 *
 * nearest.h
 *	  What somebody may have meant who misspelled a name.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_NEAREST_H
#define MINDWELL_NEAREST_H

#include "base/compat.h"

/* A name, and how far the closest candidate is from it */
typedef struct NearestName
{
	const char *name;
	int			length;
	int			distance;
} NearestName;

extern NearestName nearest_name(const char *name, int length);
extern bool nearest_offer(NearestName *nearest, const char *candidate, int length);

#endif							/* MINDWELL_NEAREST_H */
