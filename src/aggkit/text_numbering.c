/*-------------------------------------------------------------------------
 *
 * text_numbering.c
 *	  Texts that are numbered from 0 as they come, each kept once.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"

#include "aggkit/text_numbering.h"

static inline uint64
text_hash(const TextNumbering *numbering, const char *text, uint32 length)
{
	return word_hash_bytes(text, length, numbering->table.seed);
}

static void
grow(TextNumbering *numbering, MemoryContext context)
{
	slot_table_grow(&numbering->table, context);
	for (uint32 number = 0; number < numbering->texts.count; number++)
	{
		PooledText	text = NUMBERED_TEXT(numbering, number);

		slot_table_put(&numbering->table, text_hash(numbering, pooled_text_bytes(&numbering->pool, text), text.length), number);
	}
}

/*
 * The hash of a text, which stays the same as the numbering grows.
 */
uint64
text_numbering_hash(TextNumbering *numbering, const char *text, uint32 length, MemoryContext context)
{
	if (numbering->table.slots == NULL)
		grow(numbering, context);
	return text_hash(numbering, text, length);
}

/*
 * The number of a text, which is a new one when it was not seen before.
 */
uint32
text_numbering_find_hashed(TextNumbering *numbering, uint64 hash, const char *text, uint32 length,
						   MemoryContext context)
{
	SlotSearch	search;
	uint32		number;
	PooledText	added;

	if (slot_table_is_full(&numbering->table, numbering->texts.count))
		grow(numbering, context);
	search = slot_search_begin(&numbering->table, hash);
	while ((number = slot_search_next(&numbering->table, &search)) != NO_ITEM)
	{
		PooledText	known = NUMBERED_TEXT(numbering, number);

		if (known.length == length && memcmp(pooled_text_bytes(&numbering->pool, known), text, length) == 0)
			return number;
	}
	number = numbering->texts.count;
	added = text_pool_add(&numbering->pool, text, length, context);
	*(PooledText *) flat_array_append(&numbering->texts, sizeof(PooledText), context) = added;
	slot_search_put(&numbering->table, &search, number);
	return number;
}

uint32
text_numbering_find(TextNumbering *numbering, const char *text, uint32 length, MemoryContext context)
{
	return text_numbering_find_hashed(numbering, text_numbering_hash(numbering, text, length, context),
									  text, length, context);
}

void
text_numbering_put(AggWriter *writer, const TextNumbering *numbering)
{
	text_pool_put(writer, &numbering->pool);
	agg_put_uint(writer, numbering->texts.count);
	for (uint32 number = 0; number < numbering->texts.count; number++)
	{
		CHECK_FOR_INTERRUPTS();
		pooled_text_put(writer, NUMBERED_TEXT(numbering, number));
	}
}

/*
 * The reader fails where a text has two numbers, or none.
 */
void
text_numbering_get(AggReader *reader, TextNumbering *numbering, MemoryContext context)
{
	TextPool	pool = {0};
	uint32		count;

	text_pool_get(reader, &pool, CurrentMemoryContext);
	count = agg_get_count(reader, 2);
	for (uint32 number = 0; number < count; number++)
	{
		PooledText	text = pooled_text_get(reader, &pool);

		CHECK_FOR_INTERRUPTS();
		if (reader->failed || text.start == 0 ||
			text_numbering_find(numbering, pooled_text_bytes(&pool, text), text.length, context) != number)
		{
			agg_reader_fail(reader);
			return;
		}
	}
	pfree(pool.bytes.items);
}
