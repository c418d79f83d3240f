/*-------------------------------------------------------------------------
 *
 * text_pool.h
 *	  The texts of an aggregate state, in one buffer.
 *
 * A row keeps where its text begins and how long it is.  A text that repeats
 * the one before it is kept once, as it does in most histories; others that are
 * equal are not looked for, so that no input makes this slow.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_TEXT_POOL_H
#define MINDWELL_TEXT_POOL_H

#include "aggkit/agg_support.h"

/* {0} is an empty one */
typedef struct TextPool
{
	FlatArray	bytes;			/* of char */
	uint32		last_start;		/* of the text that was added last */
} TextPool;

/* A text in a pool; {0} is NULL. */
typedef struct PooledText
{
	uint32		start;			/* plus one; 0: NULL */
	uint32		length;
} PooledText;

#define POOLED_TEXT_MAX_BYTES (2 * AGG_UINT32_BYTES)

/* the most bytes that text_pool_put() writes */
#define TEXT_POOL_MAX_BYTES(pool) (AGG_UINT32_BYTES + (Size) (pool)->bytes.count)

extern PooledText text_pool_add(TextPool *pool, const char *text, uint32 length,
								MemoryContext context);
extern uint32 text_pool_concat(TextPool *pool, const TextPool *other, MemoryContext context);
extern void text_pool_put(AggWriter *writer, const TextPool *pool);
extern void text_pool_get(AggReader *reader, TextPool *pool, MemoryContext context);
extern void pooled_text_put(AggWriter *writer, PooledText text);
extern PooledText pooled_text_get(AggReader *reader, const TextPool *pool);
extern int	pooled_text_cmp(const TextPool *pool, PooledText a, PooledText b);
extern Datum pooled_text_datum(const TextPool *pool, PooledText text, bool *is_null);

static inline const char *
pooled_text_bytes(const TextPool *pool, PooledText text)
{
	return (const char *) pool->bytes.items + text.start - 1;
}

/*
 * A text of a pool that was appended to another one.
 */
static inline PooledText
pooled_text_moved(PooledText text, uint32 offset)
{
	if (text.start != 0)
		text.start += offset;
	return text;
}

#endif							/* MINDWELL_TEXT_POOL_H */
