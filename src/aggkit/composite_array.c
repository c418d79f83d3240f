/*-------------------------------------------------------------------------
 *
 * composite_array.c
 *	  Building the result of an aggregate that returns an array of rows.
 *
 * The row type is taken from the function's own declaration, so that this
 * code knows no name and no schema.  The setting that limits the states limits
 * the result, too: many small rows may take more than the state they come from.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/typcache.h"

#include "aggkit/agg_support.h"
#include "aggkit/composite_array.h"
#include "base/settings.h"

#define ROWS_INITIAL 8

/*
 * Begin the result of a function that returns an array of a row type with so
 * many columns.
 */
void
composite_array_begin(CompositeArray *array, FunctionCallInfo fcinfo,
					  int columns, int expected_rows)
{
	array->row_type = get_element_type(get_fn_expr_rettype(fcinfo->flinfo));
	if (!OidIsValid(array->row_type))
		elog(ERROR, "function is not declared to return an array");
	array->descriptor = lookup_rowtype_tupdesc_copy(array->row_type, -1);
	if (array->descriptor->natts != columns)
		elog(ERROR, "row type has %d columns, not %d",
			 array->descriptor->natts, columns);
	array->count = 0;
	array->bytes = 0;
	array->allocated = Max(expected_rows, ROWS_INITIAL);
	array->rows = palloc_array(Datum, array->allocated);
}

void
composite_array_add(CompositeArray *array, Datum *values, bool *nulls)
{
	HeapTuple	row = heap_form_tuple(array->descriptor, values, nulls);

	array->bytes += sizeof(Datum) + HEAPTUPLESIZE + 2 * MAXALIGN(row->t_len);
	if (array->bytes / BYTES_PER_KB > (Size) setting_aggregate_memory)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("aggregate result needs more memory than mindwell_analytics.aggregate_memory allows"),
				 errdetail("The limit of %d kB was reached at %d rows.",
						   setting_aggregate_memory, array->count + 1),
				 errhint("Ask for fewer rows at once, or raise the limit, for example: SET mindwell_analytics.aggregate_memory = '900MB';")));

	if (array->count == array->allocated)
	{
		array->allocated *= 2;
		array->rows = repalloc_array(array->rows, Datum, array->allocated);
	}
	array->rows[array->count++] = HeapTupleGetDatum(row);
}

Datum
composite_array_end(CompositeArray *array)
{
	return PointerGetDatum(construct_array(array->rows, array->count,
										   array->row_type, -1, false,
										   TYPALIGN_DOUBLE));
}
