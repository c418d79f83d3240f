/*-------------------------------------------------------------------------
 *
 * borders.c
 *	  Borders of time, between which an aggregate counts.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "utils/array.h"
#include "utils/timestamp.h"

#include "aggkit/borders.h"

Size
borders_size(uint32 count)
{
	return offsetof(Borders, times) + (Size) count * sizeof(TimestampTz);
}

bool
borders_are_same(const Borders *a, const Borders *b)
{
	return a == b || (a->count == b->count &&
					  memcmp(a->times, b->times, a->count * sizeof(TimestampTz)) == 0);
}

/*
 * The times of an argument, which may be out of order.
 */
const TimestampTz *
borders_argument(FunctionCallInfo fcinfo, int argno, uint32 *count)
{
	ArrayType  *array;

	if (PG_ARGISNULL(argno))
		agg_argument_is_null("borders");
	array = PG_GETARG_ARRAYTYPE_P(argno);
	if (ARR_NDIM(array) != 1 || array_contains_nulls(array))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"borders\" must be an array of times, none of them null")));
	*count = ARR_DIMS(array)[0];
	/* (ARR_DATA_PTR compares signs in a way that -Wextra refuses) */
	return (const TimestampTz *) ((const char *) array +
								  (array->dataoffset != 0 ? (Size) array->dataoffset : ARR_OVERHEAD_NONULLS(1)));
}

void
borders_check(const TimestampTz *times, uint32 count)
{
	for (uint32 i = 0; i < count; i++)
	{
		if (TIMESTAMP_NOT_FINITE(times[i]))
			ereport(ERROR,
					(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
					 errmsg("borders must be finite")));
		if (i > 0 && times[i] <= times[i - 1])
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("each of the borders must be later than the one before")));
	}
}

Borders *
borders_copy(Borders *copy, const TimestampTz *times, uint32 count)
{
	copy->count = count;
	memcpy(copy->times, times, count * sizeof(TimestampTz));
	return copy;
}

/*
 * How many borders are at or before a time: the number of its period.
 */
uint32
borders_period(const Borders *borders, TimestampTz at)
{
	uint32		low = 0;
	uint32		high = borders->count;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;

		if (borders->times[middle] <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void
borders_put(AggWriter *writer, const Borders *borders)
{
	agg_put_uint(writer, borders->count);
	for (uint32 i = 0; i < borders->count; i++)
		agg_put_int(writer, borders->times[i]);
}

/*
 * The reader fails for none, too.
 */
Borders *
borders_get(AggReader *reader)
{
	uint32		count = agg_get_count(reader, 1);
	Borders    *borders = agg_alloc0(CurrentMemoryContext, borders_size(count));

	if (count == 0)
		agg_reader_fail(reader);
	borders->count = count;
	for (uint32 i = 0; i < count; i++)
	{
		borders->times[i] = agg_get_int(reader);
		if (!IS_VALID_TIMESTAMP(borders->times[i]) || (i > 0 && borders->times[i] <= borders->times[i - 1]))
			agg_reader_fail(reader);
	}
	return borders;
}
