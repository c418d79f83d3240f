/*-------------------------------------------------------------------------
 *
 * funnel_values.c
 *	  The population funnel: breakdown and held values, and tags.
 *
 * Invariant: a value, and a tag, is in its array once; its id is its place
 * there.  Ids are in the order of arrival, so nothing that is returned may
 * depend on them.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "aggregates/funnel_values.h"
#include "base/seeded_hash.h"

#define FIRST_SLOTS 8

typedef struct FunnelSlot
{
	uint32		hash;
	uint32		id;				/* plus one; 0: empty */
} FunnelSlot;

static FunnelSlot *
index_slot(const FunnelIndex *index, uint32 place)
{
	return FLAT_ARRAY_ITEM(&index->slots, FunnelSlot, place & (index->slots.allocated - 1));
}

static void
index_put(FunnelIndex *index, uint32 hash, uint32 id)
{
	uint32		place = hash;

	while (index_slot(index, place)->id != 0)
	{
		CHECK_FOR_INTERRUPTS();
		place++;
	}
	index_slot(index, place)->hash = hash;
	index_slot(index, place)->id = id + 1;
}

/*
 * Add an item that is not there yet; its id is the number of those before.
 */
static void
index_add(FunnelIndex *index, MemoryContext context, uint32 hash, uint32 id)
{
	if (id >= index->slots.allocated / 2)
	{
		FunnelSlot *old = index->slots.items;
		uint32		old_size = index->slots.allocated;
		Size		size = old_size == 0 ? FIRST_SLOTS : (Size) old_size * 2;

		if (size > MaxAllocSize / sizeof(FunnelSlot))
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many different breakdown and held values")));
		index->slots.items = agg_alloc0(context, size * sizeof(FunnelSlot));
		index->slots.allocated = (uint32) size;
		for (uint32 i = 0; i < old_size; i++)
		{
			CHECK_FOR_INTERRUPTS();
			if (old[i].id != 0)
				index_put(index, old[i].hash, old[i].id - 1);
		}
		if (old != NULL)
			pfree(old);
	}
	index_put(index, hash, id);
}

void
funnel_values_init(FunnelValues *values, MemoryContext context)
{
	FunnelTag	nothing = {0};

	memset(values, 0, sizeof(*values));
	values->context = context;
	*(uint32 *) flat_array_append(&values->ends, sizeof(uint32), context) = 0;
	(void) funnel_tag_id(values, nothing);
}

/*
 * The id of a value that is not NULL.
 */
uint32
funnel_value_id(FunnelValues *values, const char *bytes, uint32 size)
{
	FunnelIndex *index = &values->index;
	uint32		hash = seeded_hash(bytes, size);
	uint32		id;

	for (uint32 place = hash; index->slots.allocated > 0; place++)
	{
		const FunnelSlot *slot = index_slot(index, place);
		const char *known;
		uint32		known_size;

		CHECK_FOR_INTERRUPTS();
		if (slot->id == 0)
			break;
		if (slot->hash != hash)
			continue;
		known = funnel_value(values, slot->id - 1, &known_size);
		if (known_size == size && memcmp(known, bytes, size) == 0)
			return slot->id - 1;
	}

	id = values->ends.count;
	flat_array_reserve(&values->bytes, sizeof(char), size, values->context);
	memcpy((char *) values->bytes.items + values->bytes.count, bytes, size);
	values->bytes.count += size;
	*(uint32 *) flat_array_append(&values->ends, sizeof(uint32), values->context) =
		values->bytes.count;
	index_add(index, values->context, hash, id);
	return id;
}

/*
 * The id here of one of the other values.
 */
uint32
funnel_translate_value(FunnelValues *values, const FunnelValues *other, uint32 id)
{
	uint32		size;
	const char *bytes;

	if (id == FUNNEL_NULL_VALUE)
		return id;
	bytes = funnel_value(other, id, &size);
	return funnel_value_id(values, bytes, size);
}

uint32
funnel_tag_id(FunnelValues *values, FunnelTag tag)
{
	FunnelIndex *index = &values->tag_index;
	uint32		hash = seeded_hash(&tag, sizeof(tag));
	uint32		id;

	for (uint32 place = hash; index->slots.allocated > 0; place++)
	{
		const FunnelSlot *slot = index_slot(index, place);

		CHECK_FOR_INTERRUPTS();
		if (slot->id == 0)
			break;
		if (slot->hash == hash &&
			memcmp(FLAT_ARRAY_ITEM(&values->tags, FunnelTag, slot->id - 1), &tag, sizeof(tag)) == 0)
			return slot->id - 1;
	}

	id = values->tags.count;
	*(FunnelTag *) flat_array_append(&values->tags, sizeof(FunnelTag), values->context) = tag;
	index_add(index, values->context, hash, id);
	return id;
}
