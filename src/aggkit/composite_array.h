/*-------------------------------------------------------------------------
 *
 * composite_array.h
 *	  Building the result of an aggregate that returns an array of rows.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_COMPOSITE_ARRAY_H
#define MINDWELL_COMPOSITE_ARRAY_H

#include "base/compat.h"

#include "access/tupdesc.h"
#include "fmgr.h"

typedef struct CompositeArray
{
	Oid			row_type;
	TupleDesc	descriptor;
	Datum	   *rows;
	int			count;
	int			allocated;
	Size		bytes;			/* that the rows take, and will take in the array */
} CompositeArray;

extern void composite_array_begin(CompositeArray *array, FunctionCallInfo fcinfo,
								  int columns, int expected_rows);
extern void composite_array_add(CompositeArray *array, Datum *values, bool *nulls);
extern Datum composite_array_end(CompositeArray *array);

#endif							/* MINDWELL_COMPOSITE_ARRAY_H */
