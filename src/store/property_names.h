/*-------------------------------------------------------------------------
 *
 * property_names.h
 *	  Other spellings and names of declared properties.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PROPERTY_NAMES_H
#define MINDWELL_PROPERTY_NAMES_H

#include "base/compat.h"

#include "base/problem.h"
#include "store/property_schema.h"
#include "utils/jsonb.h"

typedef struct PropertyAliases PropertyAliases;

extern PropertyAliases *property_aliases_compile(Jsonb *document, const PropertySchema *schema);
extern Jsonb *property_names_fold(const PropertySchema *schema, const PropertyAliases *aliases,
								  Jsonb *properties, Problems *problems);
extern Jsonb *property_names_asked(const PropertySchema *schema, const PropertyAliases *aliases,
								   Jsonb *properties);

#endif							/* MINDWELL_PROPERTY_NAMES_H */
