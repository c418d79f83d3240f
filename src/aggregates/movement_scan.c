/*-------------------------------------------------------------------------
 *
 * movement_scan.c
 *	  From changes of a value to its movements between borders: the definition.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "aggregates/movement.h"

#define ST_SORT sort_points_by_time
#define ST_ELEMENT_TYPE MovementPoint
#define ST_COMPARE(a, b) (((a)->at > (b)->at) - ((a)->at < (b)->at))
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

static int
compare_labels(const MovementPoint *a, const MovementPoint *b, const TextPool *labels)
{
	int			order = pooled_text_cmp(labels, a->label, b->label);

	return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

#define ST_SORT sort_points_by_label
#define ST_ELEMENT_TYPE MovementPoint
#define ST_COMPARE_ARG_TYPE const TextPool
#define ST_COMPARE(a, b, labels) compare_labels(a, b, labels)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

static Wide
add_change(Wide sum, int64 change)
{
	Wide		wide = {change < 0 ? PG_UINT64_MAX : 0, (uint64) change};

	wide_add(&sum, wide);
	return sum;
}

static bool
is_less(Wide a, Wide b)
{
	return a.high != b.high ? (int64) a.high < (int64) b.high : a.low < b.low;
}

static bool
is_same(Wide a, Wide b)
{
	return a.high == b.high && a.low == b.low;
}

Datum
signed_wide_to_numeric(Wide value)
{
	Datum		result;

	if (value.high == ((int64) value.low < 0 ? PG_UINT64_MAX : 0))
		return NumericGetDatum(int64_to_numeric((int64) value.low));
	result = DirectFunctionCall2(numeric_mul, NumericGetDatum(int64_to_numeric((int64) value.high)),
								 NumericGetDatum(int64_to_numeric(INT64CONST(1) << 32)));
	result = DirectFunctionCall2(numeric_add, result,
								 NumericGetDatum(int64_to_numeric((int64) (value.low >> 32))));
	result = DirectFunctionCall2(numeric_mul, result,
								 NumericGetDatum(int64_to_numeric(INT64CONST(1) << 32)));
	return DirectFunctionCall2(numeric_add, result,
							   NumericGetDatum(int64_to_numeric((int64) (value.low & PG_UINT32_MAX))));
}

/*
 * The period of a time, which mostly is that of the time before it, or the next.
 */
static uint32
period_near(const Borders *borders, TimestampTz at, uint32 period)
{
	const TimestampTz *times = borders->times;

	if (period > 0 && times[period - 1] > at)
		return borders_period(borders, at);
	if (period < borders->count && times[period] <= at)
		period++;
	if (period < borders->count && times[period] <= at)
		return borders_period(borders, at);
	return period;
}

static bool
has_one_label(const MovementPoint *points, uint32 count)
{
	for (uint32 i = 1; i < count; i++)
	{
		if (points[i].label.start != points[0].label.start || points[i].label.length != points[0].label.length)
			return false;
	}
	return true;
}

/*
 * The whole value in each period in which it has a point.
 */
static void
find_wholes(const MovementPoint *points, uint32 point_count, const Borders *borders,
			MovementWhole *wholes)
{
	uint32		count = 0;
	uint32		period = 0;
	Wide		value = {0};
	bool		was_above = false;
	bool		is_above_now = false;	/* after the points of this time */

	for (uint32 i = 0; i < point_count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		period = period_near(borders, points[i].at, period);
		/* what lasts for no time at all is nothing */
		if (i > 0 && points[i].at != points[i - 1].at)
			was_above = was_above || is_above_now;
		if (count == 0 || wholes[count - 1].period != period)
		{
			wholes[count].period = period;
			wholes[count].before = value;
			wholes[count].was_above = was_above;
			count++;
		}
		value = add_change(value, points[i].change);
		is_above_now = wide_is_above_zero(value);
		wholes[count - 1].after = value;
	}
}

static MovementKind
kind_of_movement(const MovementWhole *whole, Wide before, Wide after)
{
	bool		was = wide_is_above_zero(whole->before);
	bool		is = wide_is_above_zero(whole->after);

	if (whole->period == 0)
		return MOVEMENT_OPENING;
	if (!was && is)
		return whole->was_above ? MOVEMENT_REACTIVATION : MOVEMENT_NEW;
	if (was && !is)
		return MOVEMENT_CHURN;
	return is_less(before, after) ? MOVEMENT_EXPANSION : MOVEMENT_CONTRACTION;
}

/*
 * The movements of a value, label by label, each in order of time.  Points are
 * put in order; "wholes" has room for as many.
 */
void
movements_find(MovementPoint *points, uint32 count, const Borders *borders,
			   const TextPool *labels, MovementWhole *wholes,
			   MovementReceiver receive, void *receiver)
{
	const MovementWhole *whole = wholes;
	Movement	movement = {0};
	Wide		value = {0};

	sort_points_by_time(points, count);
	find_wholes(points, count, borders, wholes);
	if (!has_one_label(points, count))
		sort_points_by_label(points, count, labels);
	for (uint32 i = 0; i < count;)
	{
		movement.label = points[i].label;
		movement.period = period_near(borders, points[i].at, movement.period);
		movement.before = value;
		while (whole->period != movement.period)
			whole++;
		while (i < count && pooled_text_cmp(labels, points[i].label, movement.label) == 0 &&
			   period_near(borders, points[i].at, movement.period) == movement.period)
		{
			CHECK_FOR_INTERRUPTS();
			value = add_change(value, points[i++].change);
		}
		movement.after = value;
		movement.kind = kind_of_movement(whole, movement.before, movement.after);
		if (!is_same(movement.before, movement.after))
			receive(receiver, &movement);
		if (i < count && pooled_text_cmp(labels, points[i].label, movement.label) != 0)
		{
			whole = wholes;
			value = (Wide) {0};
		}
	}
}
