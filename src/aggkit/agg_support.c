/*-------------------------------------------------------------------------
 *
 * agg_support.c
 *	  What the aggregates share: memory, arguments, times, wire format.
 *
 * Invariant: charge_memory() is asked before anything is allocated for a state,
 * so the cap holds for many small groups as well as for one large one.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "common/int.h"
#include "mb/pg_wchar.h"
#include "nodes/primnodes.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "aggkit/agg_support.h"
#include "base/settings.h"

#define FLAT_ARRAY_FIRST_BYTES 64	/* of the first allocation of an array */
#define MEMORY_CHECK_GRAIN (64 * 1024)	/* bytes granted by one full check */

/*
 * The context of the aggregate that calls, or an error when none does.
 */
MemoryContext
agg_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (AggCheckCallContext(fcinfo, &context) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("function %s can only be called by its aggregate",
						get_func_name(fcinfo->flinfo->fn_oid)),
				 errhint("Call the aggregate instead.")));
	return context;
}

/*
 * How many bytes the context and its children may still take.
 */
static Size
memory_left(MemoryContext context)
{
	Size		limit = (Size) setting_aggregate_memory * BYTES_PER_KB;
	Size		held = MemoryContextMemAllocated(context, true);

	return held < limit ? limit - held : 0;
}

/*
 * Allow "size" more bytes in the context, or raise an error.
 *
 * What a context holds is known per block and in O(1), but its children
 * (other extensions' states, perhaps one per group) must be walked.  So a
 * full check grants some bytes ahead, which the allocations after it use up;
 * the closer to the cap, the fewer.
 */
static void
charge_memory(MemoryContext context, Size size)
{
	static MemoryContext granted_context = NULL;
	static Size granted = 0;
	Size		left;

	if (context == granted_context && size <= granted)
	{
		granted -= size;
		return;
	}

	left = memory_left(context);
	if (size > left)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("aggregate needs more memory than mindwell_analytics.aggregate_memory allows"),
				 errdetail("Its states, together limited to %d kB, need %zu kB more than is left.",
						   setting_aggregate_memory,
						   (size - left) / BYTES_PER_KB + 1),
				 errhint("Aggregate fewer rows or groups at once, or raise the limit, for example: SET mindwell_analytics.aggregate_memory = '900MB';")));

	granted_context = context;
	granted = Min((left - size) / 2, MEMORY_CHECK_GRAIN);
}

/*
 * Memory for a state.
 */
void *
agg_alloc(MemoryContext context, Size size)
{
	charge_memory(context, size);
	return MemoryContextAlloc(context, size);
}

/*
 * The same, zeroed.
 */
void *
agg_alloc0(MemoryContext context, Size size)
{
	charge_memory(context, size);
	return MemoryContextAllocZero(context, size);
}

/*
 * Let the array have room for "more" further items: double it, or where that
 * is too much, take half of what the cap leaves.  The items move, and stay in
 * the context of their first allocation.
 */
void
flat_array_grow(FlatArray *array, Size item_size, uint32 more,
				MemoryContext context)
{
	Size		old_size = (Size) array->allocated * item_size;
	Size		extra = Max(array->allocated, FLAT_ARRAY_FIRST_BYTES / item_size);
	Size		needed = (Size) array->count + more - array->allocated;
	Size		allocated;

	if (extra > MEMORY_CHECK_GRAIN / item_size)
		extra = Min(extra, memory_left(context) / 2 / item_size);
	allocated = array->allocated + Max(extra, needed);
	if (allocated > PG_UINT32_MAX || allocated > MaxAllocHugeSize / item_size)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("aggregate state would have too many items")));

	charge_memory(context, allocated * item_size - old_size);
	array->items = array->items == NULL
		? MemoryContextAllocHuge(context, allocated * item_size)
		: repalloc_huge(array->items, allocated * item_size);
	array->allocated = (uint32) allocated;
}

/*
 * Whether the arguments from the first to the last one are constants or
 * parameters of the query, so that each row has what the first one had.
 */
bool
agg_arguments_are_constant(FunctionCallInfo fcinfo, int first, int last)
{
	Aggref	   *aggregate = AggGetAggref(fcinfo);

	if (aggregate == NULL)
		return false;			/* called as a window function */
	for (int argno = first; argno <= last; argno++)
	{
		/* argument 0 is the state */
		Expr	   *argument = list_nth_node(TargetEntry, aggregate->args, argno - 1)->expr;

		if (!IsA(argument, Const) &&
			!(IsA(argument, Param) && ((Param *) argument)->paramkind == PARAM_EXTERN))
			return false;
	}
	return true;
}

/*
 * The conditions of this row.  All of the array is checked on every row, for
 * it may be passed as VARIADIC array.
 */
AggConditions
agg_get_conditions(FunctionCallInfo fcinfo, int argno)
{
	AggConditions conditions = {0};
	ArrayType  *array;
	const bool *value;
	const uint8 *bitmap;

	if (PG_ARGISNULL(argno))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("array of conditions must not be null")));
	array = PG_GETARG_ARRAYTYPE_P(argno);
	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("array of conditions must have one dimension, not %d",
						ARR_NDIM(array))));
	conditions.count = ARR_NDIM(array) == 0 ? 0 : ARR_DIMS(array)[0];
	if (conditions.count == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("array of conditions must not be empty")));
	if (conditions.count > AGG_MAX_CONDITIONS)
		ereport(ERROR,
				(errcode(ERRCODE_TOO_MANY_ARGUMENTS),
				 errmsg("too many conditions: %d", conditions.count),
				 errdetail("At most %d are possible.", AGG_MAX_CONDITIONS)));
	if (ARR_ELEMTYPE(array) != BOOLOID)
		elog(ERROR, "conditions are not boolean");

	/*
	 * One byte for each value that is not NULL.  (ARR_DATA_PTR compares signs
	 * in a way that -Wextra refuses.)
	 */
	bitmap = (const uint8 *) ARR_NULLBITMAP(array);
	value = (const bool *) array +
		(bitmap != NULL ? (Size) array->dataoffset : ARR_OVERHEAD_NONULLS(1));
	for (int i = 0; i < conditions.count; i++)
	{
		if (bitmap != NULL && (bitmap[i / 8] & (1 << (i % 8))) == 0)
			conditions.has_null = true;
		else if (*value++)
			conditions.mask |= (uint32) 1 << i;
	}
	return conditions;
}

/*
 * The number of conditions is that of the group's first row.
 */
void
agg_check_condition_count(int first, int now)
{
	if (unlikely(first != now))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("array of conditions must have the same length on every row"),
				 errdetail("It has %d on one row and %d on another.", first, now)));
}

/*
 * An interval in microseconds: 0 or more, and of fixed length.
 */
int64
agg_interval_duration(const Interval *interval, const char *name)
{
	int64		duration;

	if (INTERVAL_NOT_FINITE(interval))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must be finite", name)));
	if (interval->month != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not contain months or years", name),
				 errdetail("The length of a month varies."),
				 errhint("Give it in days, for example: interval '30 days'.")));
	if (pg_mul_s64_overflow(interval->day, USECS_PER_DAY, &duration) ||
		pg_add_s64_overflow(duration, interval->time, &duration))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" is out of range", name)));
	if (duration < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"%s\" must not be negative", name)));
	return duration;
}

int64
agg_get_duration(FunctionCallInfo fcinfo, int argno, const char *name)
{
	if (PG_ARGISNULL(argno))
		agg_argument_is_null(name);
	return agg_interval_duration(PG_GETARG_INTERVAL_P(argno), name);
}

/*
 * A timestamptz argument that is not NULL (the caller has checked).
 */
TimestampTz
agg_get_time(FunctionCallInfo fcinfo, int argno)
{
	TimestampTz time = PG_GETARG_TIMESTAMPTZ(argno);

	if (unlikely(TIMESTAMP_NOT_FINITE(time)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("timestamp must be finite"),
				 errhint("Leave such rows out, for example: FILTER (WHERE isfinite(at)).")));
	return time;
}

/*
 * A NULL where a value must be given.
 */
void
agg_argument_is_null(const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"%s\" must not be null", name)));
}

/*
 * An argument that must not change within a group did.
 */
void
agg_argument_varies(const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"%s\" must be the same on every row of a group", name),
			 errhint("Add it to GROUP BY, or pass a constant.")));
}

/*
 * States that are merged are of arguments of different types.
 */
void
agg_argument_type_varies(const char *name)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("argument \"%s\" must be of the same type in all states", name)));
}

/*
 * Start a serialized state of at most max_size bytes after its header; what
 * is not used of it is never touched.
 */
bytea *
agg_serialize_begin(AggWriter *writer, Size max_size,
					const char *magic, uint8 version)
{
	bytea	   *result;

	max_size += AGG_HEADER_BYTES;
	if (max_size > MaxAllocSize - VARHDRSZ)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("aggregate state is too large for one value"),
				 errhint("Aggregate fewer rows at once; where only parallel workers need the value, run without them: SET max_parallel_workers_per_gather = 0;")));
	result = (bytea *) palloc(VARHDRSZ + max_size);
	agg_writer_init(writer, VARDATA(result), max_size, magic, version);
	return result;
}

bytea *
agg_serialize_end(bytea *result, const AggWriter *writer)
{
	if (writer->failed)
		elog(ERROR, "aggregate state is larger than announced");
	SET_VARSIZE(result, VARHDRSZ + (writer->at - writer->start));
	return result;
}

/*
 * Start reading the serialized state that is argument 0, of any version up to
 * the newest; returns its version, or 0 if the reader has failed.
 */
uint8
agg_deserialize_begin(FunctionCallInfo fcinfo, AggReader *reader,
					  const char *magic, uint8 newest_version)
{
	bytea	   *state;

	(void) agg_context(fcinfo);
	state = PG_GETARG_BYTEA_PP(0);
	return agg_reader_init(reader, VARDATA_ANY(state), VARSIZE_ANY_EXHDR(state),
						   magic, newest_version);
}

/*
 * All was read: raise an error unless it was exactly one valid state.
 */
void
agg_deserialize_end(AggReader *reader)
{
	if (!agg_reader_finish(reader))
		agg_state_is_invalid();
}

void
agg_state_is_invalid(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid serialized aggregate state")));
}

/*
 * What was read becomes a text of this database.
 */
void
agg_check_text(AggReader *reader, const char *bytes, Size size)
{
	if (!reader->failed &&
		!pg_verify_mbstr(GetDatabaseEncoding(), bytes, (int) size, true))
		agg_reader_fail(reader);
}
