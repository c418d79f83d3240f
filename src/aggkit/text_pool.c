/*-------------------------------------------------------------------------
 *
 * text_pool.c
 *	  The texts of an aggregate state, in one buffer.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "utils/builtins.h"

#include "aggkit/text_pool.h"

PooledText
text_pool_add(TextPool *pool, const char *text, uint32 length, MemoryContext context)
{
	PooledText	added = {0, length};

	if (pool->bytes.items == NULL || pool->bytes.count - pool->last_start != length ||
		memcmp((const char *) pool->bytes.items + pool->last_start, text, length) != 0)
	{
		pool->last_start = pool->bytes.count;
		flat_array_append_bytes(&pool->bytes, text, length, context);
	}
	added.start = pool->last_start + 1;
	return added;
}

/*
 * Append all texts of another pool; returns by how much they moved.
 */
uint32
text_pool_concat(TextPool *pool, const TextPool *other, MemoryContext context)
{
	uint32		offset = pool->bytes.count;

	flat_array_append_bytes(&pool->bytes, other->bytes.items, other->bytes.count, context);
	pool->last_start = offset + other->last_start;
	return offset;
}

void
text_pool_put(AggWriter *writer, const TextPool *pool)
{
	agg_put_uint(writer, pool->bytes.count);
	agg_put_bytes(writer, pool->bytes.items, pool->bytes.count);
}

void
text_pool_get(AggReader *reader, TextPool *pool, MemoryContext context)
{
	uint32		count = agg_get_count(reader, 1);

	flat_array_reserve(&pool->bytes, 1, Max(count, 1), context);
	agg_get_bytes(reader, pool->bytes.items, count);
	pool->bytes.count = count;
	pool->last_start = count;
}

void
pooled_text_put(AggWriter *writer, PooledText text)
{
	agg_put_uint(writer, text.start);
	agg_put_uint(writer, text.length);
}

PooledText
pooled_text_get(AggReader *reader, const TextPool *pool)
{
	PooledText	text;

	text.start = agg_get_uint32(reader);
	text.length = agg_get_uint32(reader);
	if (text.start == 0 ? text.length != 0 :
		text.start - 1 > pool->bytes.count || text.length > pool->bytes.count - (text.start - 1))
	{
		agg_reader_fail(reader);
		text.start = text.length = 0;
	}
	return text;
}

/*
 * Order by bytes, NULL last.
 */
int
pooled_text_cmp(const TextPool *pool, PooledText a, PooledText b)
{
	int			order;

	if (a.start == 0 || b.start == 0)
		return (a.start == 0) - (b.start == 0);
	if (a.start == b.start && a.length == b.length)
		return 0;
	order = memcmp(pooled_text_bytes(pool, a), pooled_text_bytes(pool, b), Min(a.length, b.length));
	return order != 0 ? order : (a.length > b.length) - (a.length < b.length);
}

Datum
pooled_text_datum(const TextPool *pool, PooledText text, bool *is_null)
{
	*is_null = text.start == 0;
	if (*is_null)
		return (Datum) 0;
	return PointerGetDatum(cstring_to_text_with_len(pooled_text_bytes(pool, text), (int) text.length));
}
