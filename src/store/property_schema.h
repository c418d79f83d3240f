/*-------------------------------------------------------------------------
 *
 * property_schema.h
 *	  Schemas of event properties: a subset of JSON Schema, draft 2020-12.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PROPERTY_SCHEMA_H
#define MINDWELL_PROPERTY_SCHEMA_H

#include "base/compat.h"

#include "utils/jsonb.h"

typedef struct PropertySchema PropertySchema;

extern PropertySchema *property_schema_compile(Jsonb *document);
extern Size property_schema_patterns_size(const PropertySchema *schema);

#endif							/* MINDWELL_PROPERTY_SCHEMA_H */
