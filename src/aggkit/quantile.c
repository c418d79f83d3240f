/*-------------------------------------------------------------------------
 *
 * quantile.c
 *	  Exact quantiles of whole numbers.
 *
 * Selection instead of sorting: linear in practice, and a sort where the
 * pivots are unlucky, so never worse than that.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "aggkit/quantile.h"

#define ST_SORT sort_values
#define ST_ELEMENT_TYPE uint64
#define ST_COMPARE(a, b) (*(a) < *(b) ? -1 : *(a) > *(b) ? 1 : 0)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

#define SMALL_RANGE 32			/* values that are sorted at once */
#define ROUNDS_PER_BIT 3		/* of the count, until it is sorted after all */

static inline uint64
median_of_three(uint64 a, uint64 b, uint64 c)
{
	return Max(Min(a, b), Min(Max(a, b), c));
}

/*
 * Let the value at the place be the one that a sort would put there, with
 * none greater before it and none less after it.
 */
static void
select_place(uint64 *values, uint32 count, uint32 place)
{
	uint32		low = 0;
	uint32		high = count;	/* it lies in [low, high) */
	int			rounds = ROUNDS_PER_BIT * (pg_leftmost_one_pos32(count) + 1);

	while (high - low > SMALL_RANGE && rounds-- > 0)
	{
		uint64		pivot = median_of_three(values[low], values[low + (high - low) / 2],
											values[high - 1]);
		uint32		i = low;
		uint32		j = high - 1;

		CHECK_FOR_INTERRUPTS();
		for (;;)
		{
			while (values[i] < pivot)
				i++;
			while (values[j] > pivot)
				j--;
			if (i >= j)
				break;
			{
				uint64		swapped = values[i];

				values[i++] = values[j];
				values[j--] = swapped;
			}
		}
		/* values before i are at most, those from i on at least the pivot */
		if (i == j && values[i] <= pivot)
			i++;
		if (place < i)
			high = i;
		else
			low = i;
	}
	sort_values(values + low, high - low);
}

/*
 * As percentile_cont() computes them: each is interpolated between the values
 * around its place.  The fractions must ascend, because what was selected for
 * one is not looked at for the next.  There must be at least one value.  The
 * values are reordered.
 */
void
quantiles_continuous(uint64 *values, uint32 count, const double *fractions,
					 int fraction_count, double *quantiles)
{
	uint32		selected = 0;	/* none before it is greater than any from it on */

	for (int i = 0; i < fraction_count; i++)
	{
		double		position = fractions[i] * (count - 1);
		uint32		place = (uint32) position;
		double		part = position - place;
		uint64		next;

		select_place(values + selected, count - selected, place - selected);
		selected = place;
		quantiles[i] = (double) values[place];
		if (part == 0.0)
			continue;

		next = values[place + 1];
		for (uint32 j = place + 2; j < count; j++)
			next = Min(next, values[j]);
		quantiles[i] += part * ((double) next - (double) values[place]);
	}
}
