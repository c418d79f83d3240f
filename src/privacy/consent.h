/*-------------------------------------------------------------------------
 *
 * consent.h
 *	  Whose events must not be stored.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_CONSENT_H
#define MINDWELL_CONSENT_H

#include "base/compat.h"

#include "store/store.h"
#include "utils/uuid.h"

extern bool consent_withdrawn(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user);

#endif							/* MINDWELL_CONSENT_H */
