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

/* A property that was given under another name than it gets. */
typedef struct PropertyRename
{
	const char *given;			/* in the document that was given; not terminated */
	int			given_length;
	const char *name;			/* not terminated */
	int			length;
	bool		is_closed;		/* has the type a list of the values it may have? */
} PropertyRename;

/* Those of an event. */
typedef struct PropertyRenames
{
	int			count;
	PropertyRename *items;		/* by name, in the order of jsonb's keys */
} PropertyRenames;

extern PropertyAliases *property_aliases_compile(Jsonb *document, const PropertySchema *schema);
extern Jsonb *property_names_fold(const PropertySchema *schema, const PropertyAliases *aliases,
								  Jsonb *properties, PropertyRenames *renames, Problems *problems);
extern const PropertyRename *property_rename_of(const PropertyRenames *renames, const char *name, int length);
extern Jsonb *property_names_asked(const PropertySchema *schema, const PropertyAliases *aliases,
								   Jsonb *properties);

#endif							/* MINDWELL_PROPERTY_NAMES_H */
