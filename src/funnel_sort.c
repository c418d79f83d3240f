/*-------------------------------------------------------------------------
 *
 * funnel_sort.c
 *	  The population funnel: sorting.
 *
 * Entries are sorted by actor, then as the rows of one actor.  An actor's
 * first key is well mixed (funnel.h), so its leading bits part the entries
 * evenly: a radix sort in place, whose buckets soon fit into the cache, goes
 * before a comparison sort of the small rest.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "funnel.h"

#define KEY_BITS 64
#define RADIX_MAX_BITS 9		/* buckets of one pass: their heads stay in the cache */
#define RADIX_MAX_BUCKETS (1 << RADIX_MAX_BITS)
#define SMALL_BUCKET 16			/* entries that are left to the comparison sort */

static inline int
row_cmp(int64 time_a, uint32 steps_a, int64 time_b, uint32 steps_b)
{
	if (time_a != time_b)
		return time_a < time_b ? -1 : 1;
	return funnel_steps_cmp(steps_a, steps_b);
}

static inline int
entry_cmp(const FunnelEntry *a, const FunnelEntry *b)
{
	int			cmp = funnel_actor_cmp(a, b);

	return cmp != 0 ? cmp : row_cmp(a->time, a->steps, b->time, b->steps);
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
 * so that which row a strict chain takes does not depend on arrival.
 */
static inline int
matcher_row_cmp(const FunnelRow *a, const FunnelRow *b, const FunnelMatcher *matcher)
{
	int			cmp = row_cmp(a->time, a->steps, b->time, b->steps);
	const FunnelTag *tag_a = &matcher->tags[a->tag];
	const FunnelTag *tag_b = &matcher->tags[b->tag];

	if (cmp != 0 || a->tag == b->tag)
		return cmp;
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
	return row_cmp(a->time, a->steps, b->time, b->steps);
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
 * Sort entries that agree in all but the last "bits" bits of their first key.
 */
static void
radix_sort(FunnelEntry *entries, uint32 count, int bits)
{
	uint32		heads[RADIX_MAX_BUCKETS];
	uint32		ends[RADIX_MAX_BUCKETS];
	uint32		place = 0;
	int			digit_bits;
	int			shift;
	uint32		buckets;

	if (count <= SMALL_BUCKET || bits == 0)
	{
		sort_entries(entries, count);
		return;
	}

	/* as many buckets as leave a few entries to each */
	digit_bits = Min(pg_leftmost_one_pos32(count) - pg_leftmost_one_pos32(SMALL_BUCKET) + 2,
					 Min(RADIX_MAX_BITS, bits));
	shift = bits - digit_bits;
	buckets = (uint32) 1 << digit_bits;

#define DIGIT(entry) ((uint32) ((entry).actor_mixed >> shift) & (buckets - 1))
	memset(ends, 0, sizeof(uint32) * buckets);
	for (uint32 i = 0; i < count; i++)
		ends[DIGIT(entries[i])]++;
	for (uint32 bucket = 0; bucket < buckets; bucket++)
	{
		heads[bucket] = place;
		place += ends[bucket];
		ends[bucket] = place;
	}
	CHECK_FOR_INTERRUPTS();

	/* fill each bucket's next place, taking along what was in the way */
	for (uint32 bucket = 0; bucket < buckets; bucket++)
	{
		CHECK_FOR_INTERRUPTS();
		while (heads[bucket] < ends[bucket])
		{
			FunnelEntry moving = entries[heads[bucket]];
			uint32		target = DIGIT(moving);

			while (target != bucket)
			{
				FunnelEntry displaced = entries[heads[target]];

				entries[heads[target]++] = moving;
				moving = displaced;
				target = DIGIT(moving);
			}
			entries[heads[bucket]++] = moving;
		}
	}
#undef DIGIT

	/* every bucket's head has become its end */
	for (uint32 bucket = 0; bucket < buckets; bucket++)
	{
		uint32		first = bucket == 0 ? 0 : ends[bucket - 1];

		if (ends[bucket] - first > 1)
			radix_sort(entries + first, ends[bucket] - first, shift);
	}
}

void
funnel_sort_entries(FunnelEntry *entries, uint32 count)
{
	radix_sort(entries, count, KEY_BITS);
}

/*
 * Sort the rows of one actor.
 */
void
funnel_sort_rows(FunnelMatcher *matcher)
{
	sort_rows(matcher->rows.items, matcher->rows.count, matcher);
}

/*
 * Sort rows by held value, then as above.
 */
void
funnel_sort_rows_by_hold(FunnelRow *rows, uint32 count, const FunnelTag *tags)
{
	sort_held_rows(rows, count, tags);
}
