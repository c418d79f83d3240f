/*-------------------------------------------------------------------------
 *
 * time_list.c
 *	  A growable list of instants: concatenate, sort, read and write.
 *
 * Long lists are sorted by radix, least significant digit first, on the
 * distance from the smallest instant: a month of microseconds has 42 bits,
 * which is four passes.  That needs a second array of the same size for the
 * time of the sort, charged to the aggregate like any state.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "aggkit/time_list.h"

#define RADIX_BITS 11
#define RADIX_SIZE (1 << RADIX_BITS)
#define RADIX_MASK (RADIX_SIZE - 1)
#define RADIX_LEAST 2000		/* shorter lists are faster by comparisons */

#define ST_SORT sort_by_comparison
#define ST_ELEMENT_TYPE int64
#define ST_COMPARE(a, b) ((*(a) > *(b)) - (*(a) < *(b)))
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * One pass: distribute the items by one digit, keeping the order of equals.
 */
static void
radix_pass(const int64 *from, int64 *to, uint32 count, int64 least, int shift)
{
	uint32		place[RADIX_SIZE] = {0};
	uint32		next = 0;

	for (uint32 i = 0; i < count; i++)
	{
		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		place[(((uint64) from[i] - (uint64) least) >> shift) & RADIX_MASK]++;
	}
	for (int digit = 0; digit < RADIX_SIZE; digit++)
	{
		uint32		have = place[digit];

		place[digit] = next;
		next += have;
	}
	for (uint32 i = 0; i < count; i++)
	{
		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		to[place[(((uint64) from[i] - (uint64) least) >> shift) & RADIX_MASK]++] = from[i];
	}
}

static void
sort_by_radix(TimeList *list, MemoryContext context)
{
	uint32		count = TIME_LIST_COUNT(list);
	FlatArray	scratch = {0};
	int64	   *from = TIME_LIST_ITEMS(list);
	int64	   *to;
	int64		least = from[0];
	int64		greatest = from[0];
	int			bits;

	for (uint32 i = 1; i < count; i++)
	{
		least = Min(least, from[i]);
		greatest = Max(greatest, from[i]);
	}
	if (least == greatest)
		return;
	bits = pg_leftmost_one_pos64((uint64) greatest - (uint64) least) + 1;

	flat_array_reserve(&scratch, sizeof(int64), count, context);
	to = scratch.items;
	for (int shift = 0; shift < bits; shift += RADIX_BITS)
	{
		int64	   *swap = from;

		radix_pass(from, to, count, least, shift);
		from = to;
		to = swap;
	}
	if (from != TIME_LIST_ITEMS(list))
		memcpy(TIME_LIST_ITEMS(list), from, (Size) count * sizeof(int64));
	pfree(scratch.items);
}

/*
 * Put the list in order.
 */
void
time_list_sort(TimeList *list, MemoryContext context)
{
	if (!list->unsorted)
		return;
	if (TIME_LIST_COUNT(list) < RADIX_LEAST)
		sort_by_comparison(TIME_LIST_ITEMS(list), TIME_LIST_COUNT(list));
	else
		sort_by_radix(list, context);
	list->unsorted = false;
}

/*
 * Append the other list to this one.
 */
void
time_list_concat(TimeList *list, const TimeList *other, MemoryContext context)
{
	uint32		count = TIME_LIST_COUNT(list);

	if (TIME_LIST_COUNT(other) == 0)
		return;
	flat_array_reserve(&list->times, sizeof(int64), TIME_LIST_COUNT(other), context);
	if (other->unsorted ||
		(count > 0 && TIME_LIST_ITEMS(list)[count - 1] > TIME_LIST_ITEMS(other)[0]))
		list->unsorted = true;
	memcpy(TIME_LIST_ITEMS(list) + count, TIME_LIST_ITEMS(other),
		   (Size) TIME_LIST_COUNT(other) * sizeof(int64));
	list->times.count += TIME_LIST_COUNT(other);
}

void
time_list_put(AggWriter *writer, const TimeList *list)
{
	agg_put_uint(writer, TIME_LIST_COUNT(list));
	agg_put_words(writer, (const uint64 *) TIME_LIST_ITEMS(list), TIME_LIST_COUNT(list));
}

/*
 * Read a list into an empty one.  Its instants lie between the least and the
 * greatest, both included.
 */
void
time_list_get(AggReader *reader, TimeList *list, int64 least, int64 greatest,
			  MemoryContext context)
{
	uint32		count = agg_get_count(reader, sizeof(int64));
	const int64 *times;

	if (count == 0)
		return;
	flat_array_reserve(&list->times, sizeof(int64), count, context);
	agg_get_words(reader, list->times.items, count);
	list->times.count = count;

	times = TIME_LIST_ITEMS(list);
	for (uint32 i = 0; i < count; i++)
	{
		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		if (times[i] < least || times[i] > greatest)
			agg_reader_fail(reader);
		if (i > 0 && times[i] < times[i - 1])
			list->unsorted = true;
	}
}
