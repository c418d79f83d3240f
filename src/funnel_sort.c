/*-------------------------------------------------------------------------
 *
 * funnel_sort.c
 *	  The population funnel: sorting.
 *
 * Entries are sorted by actor, then as the rows of one actor.  An actor's
 * first key is well mixed, so its leading bits part the entries evenly.  A
 * counting sort by them, which keeps the order, leaves buckets of one or two
 * actors, whose rows mostly come in the order of time already.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "funnel.h"

#define KEY_BITS 64				/* of the first key */
#define FEW_ENTRIES 32			/* not worth buckets */
#define MAX_COUNTED_ENTRIES 131072	/* 4 MB: beyond, the buckets leave the cache */
#define MAX_DIGIT_BITS 11
#define ENTRY_BITS_PER_BUCKET 2 /* four entries to a bucket, were they spread evenly */
#define FEW_ROWS 32				/* rows that are sorted by insertion */

static inline int
row_cmp(const FunnelRow *a, const FunnelRow *b)
{
	if (a->time != b->time)
		return a->time < b->time ? -1 : 1;
	return funnel_steps_cmp(a->steps, b->steps);
}

static inline int
entry_cmp(const FunnelEntry *a, const FunnelEntry *b)
{
	int			cmp = funnel_actor_cmp(a->actor, b->actor);

	return cmp != 0 ? cmp : row_cmp(&a->row, &b->row);
}

#define ST_SORT sort_entries
#define ST_ELEMENT_TYPE FunnelEntry
#define ST_COMPARE(a, b) entry_cmp(a, b)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * Rows that differ only in what they carry are in the order of those values,
 * so that which row a strict chain takes does not depend on arrival.  Without
 * tags (a state that is only passed on) their order is not needed.
 */
static inline int
matcher_row_cmp(const FunnelRow *a, const FunnelRow *b, const FunnelMatcher *matcher)
{
	int			cmp = row_cmp(a, b);
	const FunnelTag *tag_a;
	const FunnelTag *tag_b;

	if (cmp != 0 || a->tag == b->tag || matcher->tags == NULL)
		return cmp;
	tag_a = &matcher->tags[a->tag];
	tag_b = &matcher->tags[b->tag];
	if (tag_a->breakdown != tag_b->breakdown)
		return matcher->value_rank[tag_a->breakdown] < matcher->value_rank[tag_b->breakdown] ? -1 : 1;
	if (tag_a->hold != tag_b->hold)
		return matcher->value_rank[tag_a->hold] < matcher->value_rank[tag_b->hold] ? -1 : 1;
	return 0;
}

#define ST_SORT sort_rows
#define ST_ELEMENT_TYPE FunnelRow
#define ST_COMPARE_ARG_TYPE const FunnelMatcher
#define ST_COMPARE(a, b, matcher) matcher_row_cmp(a, b, matcher)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static inline int
held_row_cmp(const FunnelRow *a, const FunnelRow *b, const FunnelTag *tags)
{
	uint32		hold_a = tags[a->tag].hold;
	uint32		hold_b = tags[b->tag].hold;

	if (hold_a != hold_b)
		return hold_a < hold_b ? -1 : 1;
	return row_cmp(a, b);
}

#define ST_SORT sort_held_rows
#define ST_ELEMENT_TYPE FunnelRow
#define ST_COMPARE_ARG_TYPE const FunnelTag
#define ST_COMPARE(a, b, tags) held_row_cmp(a, b, tags)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * Copy the entries of a part into "sorted", sorted.  Their actors agree in
 * the known leading bits.
 */
void
funnel_sort_part(const FunnelPart *part, int known_bits, FunnelEntry *sorted)
{
	uint32		places[(1 << MAX_DIGIT_BITS) + 1];
	uint32		part_count = funnel_part_entries(part);
	uint32		first = 0;
	int			digit_bits = 0;
	uint32		buckets;
	int			shift;

	if (part_count > FEW_ENTRIES && part_count <= MAX_COUNTED_ENTRIES)
		digit_bits = Min(pg_leftmost_one_pos32(part_count) - ENTRY_BITS_PER_BUCKET,
						 MAX_DIGIT_BITS);
	buckets = (uint32) 1 << digit_bits;
	shift = KEY_BITS - known_bits - digit_bits;

#define DIGIT(entry) \
	(digit_bits == 0 ? 0 : (uint32) ((entry)->actor.mixed >> shift) & (buckets - 1))

	/* places[bucket + 1] counts the bucket, then is the next place in it */
	memset(places, 0, sizeof(uint32) * (buckets + 1));
	for (const FunnelChunk *chunk = part->first; chunk != NULL; chunk = chunk->next)
	{
		CHECK_FOR_INTERRUPTS();
		for (uint32 i = 0; i < funnel_chunk_count(part, chunk); i++)
			places[DIGIT(&chunk->entries[i]) + 1]++;
	}
	for (uint32 bucket = 0; bucket < buckets; bucket++)
	{
		uint32		count = places[bucket + 1];

		places[bucket + 1] = first;
		first += count;
	}
	for (const FunnelChunk *chunk = part->first; chunk != NULL; chunk = chunk->next)
	{
		CHECK_FOR_INTERRUPTS();
		for (uint32 i = 0; i < funnel_chunk_count(part, chunk); i++)
			sorted[places[DIGIT(&chunk->entries[i]) + 1]++] = chunk->entries[i];
	}
#undef DIGIT

	/* now each is where its bucket ends */
	for (uint32 bucket = 0; bucket < buckets; bucket++)
	{
		if (places[bucket + 1] - places[bucket] > 1)
			sort_entries(sorted + places[bucket], places[bucket + 1] - places[bucket]);
	}
}

/*
 * Sort the rows of one actor: mostly few, in a few sorted stretches.
 */
void
funnel_sort_rows(FunnelMatcher *matcher)
{
	FunnelRow  *rows = matcher->rows.items;
	uint32		count = matcher->rows.count;

	if (count > FEW_ROWS)
	{
		sort_rows(rows, count, matcher);
		return;
	}
	for (uint32 i = 1; i < count; i++)
	{
		FunnelRow	row = rows[i];
		uint32		place = i;

		for (; place > 0 && matcher_row_cmp(&row, &rows[place - 1], matcher) < 0; place--)
			rows[place] = rows[place - 1];
		rows[place] = row;
	}
}

/*
 * Sort rows by held value, then as above.
 */
void
funnel_sort_rows_by_hold(FunnelRow *rows, uint32 count, const FunnelTag *tags)
{
	sort_held_rows(rows, count, tags);
}
