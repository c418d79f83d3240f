/*-------------------------------------------------------------------------
 *
 * text_numbering.h
 *	  Texts that are numbered from 0 as they come, each kept once.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_TEXT_NUMBERING_H
#define MINDWELL_TEXT_NUMBERING_H

#include "aggkit/slot_table.h"
#include "aggkit/text_pool.h"

typedef struct TextNumbering
{
	FlatArray	texts;			/* PooledText, by number */
	TextPool	pool;
	SlotTable	table;
} TextNumbering;

#define NUMBERED_TEXT(numbering, number) \
	(*FLAT_ARRAY_ITEM(&(numbering)->texts, PooledText, number))

/* the most bytes that text_numbering_put() writes */
#define TEXT_NUMBERING_MAX_BYTES(numbering) \
	(TEXT_POOL_MAX_BYTES(&(numbering)->pool) + AGG_UINT32_BYTES + (Size) (numbering)->texts.count * POOLED_TEXT_MAX_BYTES)

extern uint64 text_numbering_hash(TextNumbering *numbering, const char *text, uint32 length,
								  MemoryContext context);
extern uint32 text_numbering_find_hashed(TextNumbering *numbering, uint64 hash, const char *text,
										 uint32 length, MemoryContext context);
extern uint32 text_numbering_find(TextNumbering *numbering, const char *text, uint32 length,
								  MemoryContext context);
extern void text_numbering_put(AggWriter *writer, const TextNumbering *numbering);
extern void text_numbering_get(AggReader *reader, TextNumbering *numbering, MemoryContext context);

#endif							/* MINDWELL_TEXT_NUMBERING_H */
