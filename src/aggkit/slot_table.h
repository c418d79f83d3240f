/*-------------------------------------------------------------------------
 *
 * slot_table.h
 *	  A table that finds the number of a key by its hash.
 *
 * The keys are the caller's, by number.  A slot is a part of the hash and the
 * number plus one; 0: empty.  Open addressing, linear probing.  Invariant: at
 * most three quarters of the slots are taken, so every search comes to an
 * empty one.
 *
 * Keys may come from clients, who must not be able to choose ones that
 * collide: the hash is under a seed of the table's own.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_SLOT_TABLE_H
#define MINDWELL_SLOT_TABLE_H

#include "aggkit/agg_support.h"
#include "aggkit/word_hash.h"

#define NO_ITEM PG_UINT32_MAX

#define FIRST_LOG2_SLOTS 4
#define SLOT_NUMBER_BITS 32

typedef struct SlotTable
{
	uint64	   *slots;
	uint64		seed[2];
	uint8		log2_slots;		/* of an empty table {0}: 0 */
} SlotTable;

/* Where a search is. */
typedef struct SlotSearch
{
	uint64		hash;
	uint32		slot;
} SlotSearch;

static inline bool
slot_table_is_full(const SlotTable *table, uint32 count)
{
	return table->slots == NULL || count >= ((uint32) 1 << table->log2_slots) / 4 * 3;
}

/*
 * Twice as many slots, all of them empty: the caller puts all keys again.
 */
static inline void
slot_table_grow(SlotTable *table, MemoryContext context)
{
	if (table->slots == NULL)
	{
		table->log2_slots = FIRST_LOG2_SLOTS;
		word_hash_seed(table->seed);
	}
	else
	{
		table->log2_slots++;
		pfree(table->slots);
	}
	table->slots = agg_alloc0(context, sizeof(uint64) << table->log2_slots);
}

/*
 * The leading bits of a hash choose the slot, the others are kept in it.
 */
static inline SlotSearch
slot_search_begin(const SlotTable *table, uint64 hash)
{
	SlotSearch	search = {hash, (uint32) (hash >> (64 - table->log2_slots))};

	return search;
}

static inline const uint64 *
slot_table_home(const SlotTable *table, uint64 hash)
{
	return &table->slots[hash >> (64 - table->log2_slots)];
}

/*
 * The number in the first slot of a hash, whether it is of that hash or not;
 * NO_ITEM: none.
 */
static inline uint32
slot_table_guess(const SlotTable *table, uint64 hash)
{
	return (uint32) *slot_table_home(table, hash) - 1;
}

/*
 * The number of the next key that may be it; NO_ITEM when it is not there, and
 * then the search is at its place.
 */
static inline uint32
slot_search_next(const SlotTable *table, SlotSearch *search)
{
	uint32		mask = ((uint32) 1 << table->log2_slots) - 1;
	uint64		found;

	while ((found = table->slots[search->slot]) != 0)
	{
		search->slot = (search->slot + 1) & mask;
		if (found >> SLOT_NUMBER_BITS == (uint32) search->hash)
			return (uint32) found - 1;
	}
	return NO_ITEM;
}

static inline void
slot_search_put(SlotTable *table, const SlotSearch *search, uint32 number)
{
	table->slots[search->slot] = search->hash << SLOT_NUMBER_BITS | ((uint64) number + 1);
}

/*
 * Put a key that is not there.
 */
static inline void
slot_table_put(SlotTable *table, uint64 hash, uint32 number)
{
	SlotSearch	search = slot_search_begin(table, hash);

	while (slot_search_next(table, &search) != NO_ITEM)
		;
	slot_search_put(table, &search, number);
}

#endif							/* MINDWELL_SLOT_TABLE_H */
