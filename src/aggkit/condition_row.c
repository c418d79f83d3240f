/*-------------------------------------------------------------------------
 *
 * condition_row.c
 *	  The wire format of rows: their number, then each as the time since the
 *	  one before and its conditions.
 *
 * Rows are written in order, and what is read is in order: a difference is
 * not negative, and rows of one time are compared.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include "aggkit/condition_row.h"

#define LEAST_ROW_BYTES 2		/* one for the time, one for the conditions */

void
condition_rows_put(AggWriter *writer, const ConditionRow *rows, uint32 count)
{
	agg_put_uint(writer, count);
	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i == 0)
			agg_put_int(writer, rows[i].time);
		else
			agg_put_uint(writer, (uint64) rows[i].time - (uint64) rows[i - 1].time);
		agg_put_uint(writer, rows[i].conditions);
	}
}

uint32
condition_rows_get_count(AggReader *reader)
{
	return agg_get_count(reader, LEAST_ROW_BYTES);
}

/*
 * Read "count" rows, as condition_rows_get_count() gave it, of so many
 * conditions.
 */
void
condition_rows_get(AggReader *reader, ConditionRow *rows, uint32 count, int conditions)
{
	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i == 0)
			rows[i].time = agg_get_int(reader);
		else
		{
			uint64		elapsed = agg_get_uint(reader);

			if (elapsed > (uint64) PG_INT64_MAX - (uint64) rows[i - 1].time)
				agg_reader_fail(reader);
			rows[i].time = (int64) ((uint64) rows[i - 1].time + elapsed);
		}
		rows[i].conditions = agg_get_uint32(reader);

		if (!IS_VALID_TIMESTAMP(rows[i].time) ||
			((uint64) rows[i].conditions >> conditions) != 0 ||
			(i > 0 && condition_row_compare(&rows[i - 1], &rows[i]) > 0))
			agg_reader_fail(reader);
		if (reader->failed)
			return;
	}
}
