/*-------------------------------------------------------------------------
 *
 * time_zone.h
 *	  The error for an unknown time zone.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_TIME_ZONE_H
#define MINDWELL_TIME_ZONE_H

#include "base/compat.h"

pg_noreturn extern void time_zone_refuse(const char *name);

#endif							/* MINDWELL_TIME_ZONE_H */
