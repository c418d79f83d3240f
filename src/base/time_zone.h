/*-------------------------------------------------------------------------
 *
 * time_zone.h
 *	  Which time zone a name means.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_TIME_ZONE_H
#define MINDWELL_TIME_ZONE_H

#include "base/compat.h"

#include "pgtime.h"

extern pg_tz *time_zone_find(const char *name);

#endif							/* MINDWELL_TIME_ZONE_H */
