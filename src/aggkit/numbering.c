/*-------------------------------------------------------------------------
 *
 * numbering.c
 *	  UUIDs that are numbered from 0 as they come.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "aggkit/numbering.h"

static inline uint64
id_hash(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner)
{
	uint64		word[2];

	memcpy(word, uuid->data, sizeof(word));
	return word_hash(word, owner, numbering->table.seed);
}

static void
grow(Numbering *numbering, MemoryContext context)
{
	slot_table_grow(&numbering->table, context);
	for (uint32 number = 0; number < numbering->ids.count; number++)
	{
		const NumberedId *id = NUMBERED_ID(numbering, number);

		slot_table_put(&numbering->table, id_hash(numbering, &id->uuid, id->owner), number);
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
	if (numbering->table.slots != NULL)
		prefetch_memory(slot_table_home(&numbering->table, id_hash(numbering, uuid, owner)));
}

/*
 * Where the id most likely is, which is not looked at; NULL: it most likely is
 * a new one.
 */
const NumberedId *
numbering_guess(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner)
{
	uint32		number;

	if (numbering->table.slots == NULL)
		return NULL;
	number = slot_table_guess(&numbering->table, id_hash(numbering, uuid, owner));
	return number == NO_ITEM ? NULL : NUMBERED_ID(numbering, number);
}

/*
 * The number of an id, or NO_ITEM; then the search is at its place.
 */
static inline uint32
search_id(const Numbering *numbering, SlotSearch *search, const pg_uuid_t *uuid, uint32 owner)
{
	uint32		number;

	while ((number = slot_search_next(&numbering->table, search)) != NO_ITEM)
	{
		const NumberedId *id = NUMBERED_ID(numbering, number);

		if (id->owner == owner && memcmp(&id->uuid, uuid, sizeof(*uuid)) == 0)
			break;
	}
	return number;
}

/*
 * The number of an id that was seen before; else NO_ITEM.
 */
uint32
numbering_lookup(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner)
{
	SlotSearch	search;

	if (numbering->table.slots == NULL)
		return NO_ITEM;
	search = slot_search_begin(&numbering->table, id_hash(numbering, uuid, owner));
	return search_id(numbering, &search, uuid, owner);
}

/*
 * The number of an id, which is a new one when it was not seen before.
 */
uint32
numbering_find(Numbering *numbering, const pg_uuid_t *uuid, uint32 owner, MemoryContext context)
{
	SlotSearch	search;
	uint32		number;
	NumberedId *id;

	if (slot_table_is_full(&numbering->table, numbering->ids.count))
		grow(numbering, context);
	search = slot_search_begin(&numbering->table, id_hash(numbering, uuid, owner));
	number = search_id(numbering, &search, uuid, owner);
	if (number != NO_ITEM)
		return number;
	number = numbering->ids.count;
	id = flat_array_append(&numbering->ids, sizeof(NumberedId), context);
	id->uuid = *uuid;
	id->owner = owner;
	id->latest = NO_ITEM;
	id->mark = 0;
	slot_search_put(&numbering->table, &search, number);
	return number;
}
