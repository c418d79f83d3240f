/*-------------------------------------------------------------------------
 *
 * seeded_hash.c
 *	  Hashes and hash tables of keys that clients choose.
 *
 * Whoever knows the hash function can compute keys that all fall into one
 * place of a table, which then costs the square of their number.  So each
 * process has a secret seed.  Invariant: nothing that leaves a process depends
 * on it, neither a result nor the state of an aggregate, which another process
 * may continue.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "common/hashfn.h"

#include "base/seeded_hash.h"

/*
 * Drawn at the first use, for what the postmaster has drawn would be the same
 * in all processes.
 */
uint64
hash_seed(void)
{
	static uint64 seed = 0;		/* 0: not drawn yet, and no seed at all to the hash function */

	while (seed == 0)
	{
		if (!pg_strong_random(&seed, sizeof(seed)))
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg("could not generate random values")));
	}
	return seed;
}

/*
 * With a seed that several processes share, each of which would draw its own.
 */
uint64
hash_with_seed(const void *key, Size size, uint64 seed)
{
	return hash_bytes_extended(key, (int) size, seed);
}

uint32
seeded_hash(const void *key, Size size)
{
	return (uint32) hash_with_seed(key, size, hash_seed());
}

/*
 * A table of entries that begin with their key, whose bytes are compared.
 */
HTAB *
seeded_table_create(const char *name, long entries, Size key_size,
					Size entry_size, MemoryContext context)
{
	HASHCTL		control = {
		.keysize = key_size,
		.entrysize = entry_size,
		.hash = seeded_hash,
		.hcxt = context,
	};

	return hash_create(name, entries, &control, HASH_ELEM | HASH_FUNCTION | HASH_CONTEXT);
}
