/*-------------------------------------------------------------------------
 *
 * property_format.h
 *	  The formats of strings: JSON Schema's "format", and RFC 3339 instants.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PROPERTY_FORMAT_H
#define MINDWELL_PROPERTY_FORMAT_H

#include "base/compat.h"

#include "datatype/timestamp.h"

#define SUPPORTED_FORMATS "uuid, date-time, date, email, ipv4, ipv6"

/* Does a string, not necessarily terminated, have a format? */
typedef bool (*FormatCheck) (const char *text, int length);

extern FormatCheck format_check_find(const char *name, int length);
extern bool rfc3339_parse(const char *text, int length, bool strict,
						  TimestampTz *instant);

#endif							/* MINDWELL_PROPERTY_FORMAT_H */
