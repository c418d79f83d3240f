/*-------------------------------------------------------------------------
 *
 * property_check.h
 *	  Checking of event properties against a compiled schema.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PROPERTY_CHECK_H
#define MINDWELL_PROPERTY_CHECK_H

#include "base/problem.h"
#include "store/property_schema.h"

extern void property_schema_check(const PropertySchema *schema, Jsonb *properties,
								  const char *path_prefix, const char *event_type,
								  Problems *problems);

#endif							/* MINDWELL_PROPERTY_CHECK_H */
