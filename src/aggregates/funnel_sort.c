/*-------------------------------------------------------------------------
 *
 * funnel_sort.c
 *	  The population funnel: orders of rows that need their tags.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"

#include "aggregates/funnel_sort.h"

/*
 * Rows that differ only in what they carry are in the order of those values,
 * so that which row a strict chain takes does not depend on arrival.
 */
static inline int
tagged_row_cmp(const ActorRow *a, const ActorRow *b, const FunnelMatcher *matcher)
{
	int			cmp = actor_row_cmp(a, b);
	const FunnelTag *tag_a = &matcher->tags[a->number];
	const FunnelTag *tag_b = &matcher->tags[b->number];

	if (cmp != 0)
		return cmp;
	if (tag_a->breakdown != tag_b->breakdown)
		return matcher->value_rank[tag_a->breakdown] < matcher->value_rank[tag_b->breakdown] ? -1 : 1;
	if (tag_a->hold != tag_b->hold)
		return matcher->value_rank[tag_a->hold] < matcher->value_rank[tag_b->hold] ? -1 : 1;
	return 0;
}

#define ST_SORT sort_tagged_rows
#define ST_ELEMENT_TYPE ActorRow
#define ST_COMPARE_ARG_TYPE const FunnelMatcher
#define ST_COMPARE(a, b, matcher) tagged_row_cmp(a, b, matcher)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static inline int
held_row_cmp(const ActorRow *a, const ActorRow *b, const FunnelTag *tags)
{
	uint32		hold_a = tags[a->number].hold;
	uint32		hold_b = tags[b->number].hold;

	if (hold_a != hold_b)
		return hold_a < hold_b ? -1 : 1;
	return actor_row_cmp(a, b);
}

#define ST_SORT sort_held_rows
#define ST_ELEMENT_TYPE ActorRow
#define ST_COMPARE_ARG_TYPE const FunnelTag
#define ST_COMPARE(a, b, tags) held_row_cmp(a, b, tags)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * Sort the matcher's rows, which are in the order of actor_row_cmp().
 */
void
funnel_sort_rows(FunnelMatcher *matcher)
{
	sort_tagged_rows(matcher->rows.items, matcher->rows.count, matcher);
}

/*
 * Sort rows by held value, then as they were.
 */
void
funnel_sort_rows_by_hold(ActorRow *rows, uint32 count, const FunnelTag *tags)
{
	sort_held_rows(rows, count, tags);
}
