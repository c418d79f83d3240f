/*-------------------------------------------------------------------------
 *
 * keyed_hash.h
 *	  HMAC-SHA-256 with the store's secret key.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_KEYED_HASH_H
#define MINDWELL_KEYED_HASH_H

#include "base/compat.h"

#include "common/sha2.h"
#include "store/store.h"

/* A hash as text: a prefix and hexadecimal digits. */
#define HASHED_PREFIX "hmac-sha256:"
#define HASHED_PREFIX_LENGTH ((int) sizeof(HASHED_PREFIX) - 1)
#define HASHED_LENGTH (HASHED_PREFIX_LENGTH + 2 * PG_SHA256_DIGEST_LENGTH)

/* One part of what a keyed hash is made of. */
typedef struct HashPart
{
	const void *data;
	size_t		length;
} HashPart;

extern void keyed_hash_init(void);
extern void keyed_hash(const Store *store, const HashPart *parts, int count,
					   uint8 digest[PG_SHA256_DIGEST_LENGTH]);
extern char *keyed_hash_text(const Store *store, const char *text, int length);
extern bool keyed_hash_is_text(const char *text, int length);

#endif							/* MINDWELL_KEYED_HASH_H */
