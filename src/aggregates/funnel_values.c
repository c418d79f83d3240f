/*-------------------------------------------------------------------------
 *
 * funnel_values.c
 *	  The population funnel: breakdown and held values, and tags.
 *
 * Invariant: a value, and a tag, is in its array once; its id is its place
 * there.  Ids are in the order of arrival, so nothing that is returned may
 * depend on them, but for those of funnel_values_in_order().
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
	flat_array_append_bytes(&values->bytes, bytes, size, values->context);
	*(uint32 *) flat_array_append(&values->ends, sizeof(uint32), values->context) =
		values->bytes.count;
	index_add(index, values->context, hash, id);
	return id;
}

/*
 * The id here of one of the other values.
 */
static uint32
translate_value(FunnelValues *values, const FunnelValues *other, uint32 id)
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

/*
 * For each tag of the other values, its id here.
 */
uint32 *
funnel_translate_tags(FunnelValues *values, const FunnelValues *other)
{
	uint32	   *tags = agg_alloc0(values->context, sizeof(uint32) * other->tags.count);

	for (uint32 i = 0; i < other->tags.count; i++)
	{
		FunnelTag	tag = *FLAT_ARRAY_ITEM(&other->tags, FunnelTag, i);

		CHECK_FOR_INTERRUPTS();
		tag.breakdown = translate_value(values, other, tag.breakdown);
		tag.hold = translate_value(values, other, tag.hold);
		tags[i] = funnel_tag_id(values, tag);
	}
	return tags;
}

/* ---------- order ---------- */

/*
 * Values in the order of their bytes.
 */
static int
value_cmp(const void *a, const void *b, void *arg)
{
	const FunnelValues *values = arg;
	uint32		size_a;
	uint32		size_b;
	const char *bytes_a = funnel_value(values, *(const uint32 *) a, &size_a);
	const char *bytes_b = funnel_value(values, *(const uint32 *) b, &size_b);
	int			cmp = memcmp(bytes_a, bytes_b, Min(size_a, size_b));

	CHECK_FOR_INTERRUPTS();
	if (cmp != 0)
		return cmp;
	return size_a < size_b ? -1 : size_a > size_b ? 1 : 0;
}

/*
 * The ids of all values in the order of their bytes, the NULL last.
 */
uint32 *
funnel_sort_values(const FunnelValues *values)
{
	uint32		count = values->ends.count;
	uint32	   *ids = palloc_extended(mul_size(count, sizeof(uint32)), MCXT_ALLOC_HUGE);

	for (uint32 i = 1; i < count; i++)
		ids[i - 1] = i;
	if (count > 2)
		qsort_arg(ids, count - 1, sizeof(uint32), value_cmp, unconstify(FunnelValues *, values));
	ids[count - 1] = FUNNEL_NULL_VALUE;
	return ids;
}

static inline int
tag_cmp(const FunnelTag *a, const FunnelTag *b)
{
	if (a->exclusions != b->exclusions)
		return a->exclusions < b->exclusions ? -1 : 1;
	if (a->breakdown != b->breakdown)
		return a->breakdown < b->breakdown ? -1 : 1;
	return a->hold < b->hold ? -1 : a->hold > b->hold ? 1 : 0;
}

#define ST_SORT sort_tags
#define ST_ELEMENT_TYPE FunnelTag
#define ST_COMPARE(a, b) tag_cmp(a, b)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * The same values and tags with ids that do not tell in which order they came,
 * made in the context of "ordered"; returns for each tag its id there.
 */
uint32 *
funnel_values_in_order(FunnelValues *ordered, const FunnelValues *values)
{
	uint32		tag_count = values->tags.count;
	uint32	   *ids = funnel_sort_values(values);
	FunnelTag  *tags = palloc_extended(mul_size(tag_count, sizeof(FunnelTag)), MCXT_ALLOC_HUGE);

	for (uint32 i = 0; i < values->ends.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		(void) translate_value(ordered, values, ids[i]);
	}
	for (uint32 i = 0; i < tag_count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		tags[i] = *FLAT_ARRAY_ITEM(&values->tags, FunnelTag, i);
		tags[i].breakdown = translate_value(ordered, values, tags[i].breakdown);
		tags[i].hold = translate_value(ordered, values, tags[i].hold);
	}
	sort_tags(tags, tag_count);
	for (uint32 i = 0; i < tag_count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		(void) funnel_tag_id(ordered, tags[i]);
	}
	pfree(tags);
	pfree(ids);
	return funnel_translate_tags(ordered, values);
}
