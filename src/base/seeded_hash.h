/*-------------------------------------------------------------------------
 *
 * seeded_hash.h
 *	  Hashes and hash tables of keys that clients choose.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_SEEDED_HASH_H
#define MINDWELL_SEEDED_HASH_H

#include "base/compat.h"

#include "utils/hsearch.h"

extern uint64 hash_seed(void);
extern uint64 hash_with_seed(const void *key, Size size, uint64 seed);
extern uint32 seeded_hash(const void *key, Size size);
extern HTAB *seeded_table_create(const char *name, long entries, Size key_size,
								 Size entry_size, MemoryContext context);

#endif							/* MINDWELL_SEEDED_HASH_H */
