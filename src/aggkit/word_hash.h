/*-------------------------------------------------------------------------
 *
 * word_hash.h
 *	  A fast hash of 128 bits, or of bytes, for tables of one query, under a seed of the
 *	  table's own: who chooses keys must not be able to choose ones that collide.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_WORD_HASH_H
#define MINDWELL_WORD_HASH_H

#include "base/compat.h"

#include "common/pg_prng.h"

#include "base/wide.h"

#define HASH_MULTIPLIER UINT64CONST(0x9E3779B97F4A7C15)	/* 2^64 / golden ratio */

static inline void
word_hash_seed(uint64 seed[2])
{
	seed[0] = pg_prng_uint64(&pg_global_prng_state);
	seed[1] = pg_prng_uint64(&pg_global_prng_state);
}

/*
 * The leading bits are the best.
 */
static inline uint64
word_hash(const uint64 word[2], uint32 more, const uint64 seed[2])
{
	Wide		product = wide_product(word[0] ^ seed[0], word[1] ^ seed[1]);

	product = wide_product(product.high ^ product.low ^ more, HASH_MULTIPLIER);
	return product.high ^ product.low;
}

/*
 * Of any number of bytes: 16 at a time, of which the last ones may overlap.
 */
static inline uint64
word_hash_bytes(const char *bytes, uint32 length, const uint64 seed[2])
{
	uint64		word[2] = {0, 0};
	uint64		chained[2] = {seed[0], seed[1]};

	if (length < sizeof(word))
	{
		memcpy(word, bytes, length);
		return word_hash(word, length, seed);
	}
	for (uint32 at = 0; at + sizeof(word) < length; at += sizeof(word))
	{
		memcpy(word, bytes + at, sizeof(word));
		chained[0] = seed[0] ^ word_hash(word, 0, chained);
	}
	memcpy(word, bytes + length - sizeof(word), sizeof(word));
	return word_hash(word, length, chained);
}

#endif							/* MINDWELL_WORD_HASH_H */
