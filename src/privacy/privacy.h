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

#include "store/store.h"
#include "utils/jsonb.h"
#include "base/uuid.h"

extern bool privacy_covers(const Store *store, Jsonb *properties, int max_depth, bool *too_deep);
extern Jsonb *privacy_redact(const Store *store, Jsonb *properties);

#endif							/* MINDWELL_PRIVACY_H */
