/*-------------------------------------------------------------------------
 *
 * privacy.h
 *	  What must not be stored: personal data, and events of people who opted
 *	  out.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PRIVACY_H
#define MINDWELL_PRIVACY_H

#include "compat.h"

#include "store.h"
#include "utils/jsonb.h"
#include "uuid.h"

extern bool privacy_covers(const Store *store, Jsonb *properties, int max_depth, bool *too_deep);
extern Jsonb *privacy_redact(const Store *store, Jsonb *properties);
extern bool privacy_opted_out(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user);

#endif							/* MINDWELL_PRIVACY_H */
