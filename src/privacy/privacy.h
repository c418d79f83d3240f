/*-------------------------------------------------------------------------
 *
 * privacy.h
 *	  What must not be stored of an event: personal data.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PRIVACY_H
#define MINDWELL_PRIVACY_H

#include "base/compat.h"

#include "store/property_names.h"
#include "store/store.h"
#include "utils/jsonb.h"
#include "base/uuid.h"

#define PROPERTIES_MAX_DEPTH 64

/* A number's digits before the decimal point, and after it: every double has fewer. */
#define NUMBER_MAX_DIGITS 310
#define NUMBER_MAX_SCALE 350

/* Why properties are not stored, as far as a look at each value tells. */
typedef struct PropertiesExcess
{
	bool		too_deep;
	const char *long_number;	/* JSON Pointer, or NULL */
} PropertiesExcess;

extern bool privacy_covers(const Store *store, Jsonb *properties, const char *path,
						   PropertiesExcess *excess);
extern bool privacy_covers_given(const Store *store, const PropertyRename *rename);
extern Jsonb *privacy_redact(const Store *store, Jsonb *properties, const PropertyRenames *renames);

#endif							/* MINDWELL_PRIVACY_H */
