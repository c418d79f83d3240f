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

#include "compat.h"

#include "common/sha2.h"
#include "store.h"
#include "utils/jsonb.h"
#include "uuid.h"

/* One part of what a keyed hash is made of. */
typedef struct HashPart
{
	const void *data;
	size_t		length;
} HashPart;

extern bool privacy_covers(const Store *store, Jsonb *properties, int max_depth, bool *too_deep);
extern Jsonb *privacy_redact(const Store *store, Jsonb *properties);
extern void privacy_hash(const Store *store, const HashPart *parts, int count,
						 uint8 digest[PG_SHA256_DIGEST_LENGTH]);

#endif							/* MINDWELL_PRIVACY_H */
