/*-------------------------------------------------------------------------
 *
 * numbering.c
 *	  UUIDs that are numbered from 0 as they come.
 *
 * Invariant: at most three quarters of the slots are taken, so every search
 * comes to an empty one.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "aggkit/numbering.h"
#include "aggkit/word_hash.h"

#define FIRST_LOG2_SLOTS 4
#define SLOT_NUMBER_BITS 32

static inline uint64
id_hash(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner)
{
	uint64		word[2];

	memcpy(word, uuid->data, sizeof(word));
	return word_hash(word, owner, numbering->seed);
}

/*
 * The leading bits of a hash choose the slot, the others are kept in it.
 */
static inline uint32
home_slot(const Numbering *numbering, uint64 hash)
{
	return (uint32) (hash >> (64 - numbering->log2_slots));
}

static inline uint64
slot_value(uint64 hash, uint32 number)
{
	return hash << SLOT_NUMBER_BITS | ((uint64) number + 1);
}

static void
table_grow(Numbering *numbering, MemoryContext context)
{
	uint32		mask;

	numbering->log2_slots = numbering->slots == NULL ? FIRST_LOG2_SLOTS : numbering->log2_slots + 1;
	if (numbering->slots != NULL)
		pfree(numbering->slots);
	numbering->slots = agg_alloc0(context, sizeof(uint64) << numbering->log2_slots);
	word_hash_seed(numbering->seed);
	mask = ((uint32) 1 << numbering->log2_slots) - 1;
	for (uint32 number = 0; number < numbering->ids.count; number++)
	{
		const NumberedId *id = NUMBERED_ID(numbering, number);
		uint64		hash = id_hash(numbering, &id->uuid, id->owner);
		uint32		slot = home_slot(numbering, hash);

		while (numbering->slots[slot] != 0)
			slot = (slot + 1) & mask;
		numbering->slots[slot] = slot_value(hash, number);
	}
}

/*
 * Memory is far away from the processor.  Who looks up many ids asks for the
 * slots of all, then for what they guess, and then finds them: each waits while
 * the others are under way.
 */
void
numbering_prefetch(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner)
{
	if (numbering->slots != NULL)
		prefetch_memory(&numbering->slots[home_slot(numbering, id_hash(numbering, uuid, owner))]);
}

/*
 * Where the id most likely is, which is not looked at; NULL: it most likely is
 * a new one.
 */
const NumberedId *
numbering_guess(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner)
{
	uint64		slot;

	if (numbering->slots == NULL)
		return NULL;
	slot = numbering->slots[home_slot(numbering, id_hash(numbering, uuid, owner))];
	return slot == 0 ? NULL : NUMBERED_ID(numbering, (uint32) slot - 1);
}

/*
 * The number of an id, which is a new one when it was not seen before.
 */
uint32
numbering_find(Numbering *numbering, const pg_uuid_t *uuid, uint32 owner, MemoryContext context)
{
	uint64		hash;
	uint32		mask;
	uint32		slot;
	NumberedId *id;

	if (numbering->slots == NULL || numbering->ids.count >= ((uint32) 1 << numbering->log2_slots) / 4 * 3)
		table_grow(numbering, context);
	hash = id_hash(numbering, uuid, owner);
	mask = ((uint32) 1 << numbering->log2_slots) - 1;
	for (slot = home_slot(numbering, hash); numbering->slots[slot] != 0; slot = (slot + 1) & mask)
	{
		uint32		number = (uint32) numbering->slots[slot] - 1;

		if (numbering->slots[slot] >> SLOT_NUMBER_BITS != (uint32) hash)
			continue;
		id = NUMBERED_ID(numbering, number);
		if (id->owner == owner && memcmp(&id->uuid, uuid, sizeof(*uuid)) == 0)
			return number;
	}
	id = flat_array_append(&numbering->ids, sizeof(NumberedId), context);
	id->uuid = *uuid;
	id->owner = owner;
	id->latest = NO_ITEM;
	id->mark = 0;
	numbering->slots[slot] = slot_value(hash, numbering->ids.count - 1);
	return numbering->ids.count - 1;
}
