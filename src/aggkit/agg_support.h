/*-------------------------------------------------------------------------
 *
 * agg_support.h
 *	  What the aggregates share: memory, arguments, times, wire format.
 *
 * The shape of an aggregate here
 *
 *	transition	agg_context(), check the constant arguments and the row, and
 *				append the row to a FlatArray or to the state itself
 *				(row_list.h), which moves.  The state is made for the first
 *				row even when that row is skipped, if "no rows" and "all
 *				skipped" must differ.
 *	combine		NULL pairs first (AGG_STATE gives NULL); a missing state 1
 *				is made in the aggregate context, then state 2 is merged
 *				into it by copying.  State 2 may be gone afterwards.
 *	serialize	agg_serialize_begin(), agg_put_...(), agg_serialize_end()
 *	deserialize	agg_deserialize_begin(), agg_get_...(),
 *				agg_deserialize_end(); builds in CurrentMemoryContext.
 *	final		may sort or rearrange the state in place, for that cannot be
 *				observed; more rows may come after it.
 *
 * part.h has what makes a state a value.
 *
 * Every support function that is not called by an aggregate node ends in a
 * clean error, raised by agg_context().
 *
 * Memory.  All of a state's memory comes from agg_alloc(), agg_alloc0() and
 * FlatArrays.  They limit the whole aggregate context, with all groups and all
 * aggregates in it, to mindwell_analytics.aggregate_memory.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_AGG_SUPPORT_H
#define MINDWELL_AGG_SUPPORT_H

#include "base/compat.h"

#include "datatype/timestamp.h"
#include "fmgr.h"

#include "aggkit/agg_codec.h"
#include "aggkit/agg_time.h"

/* Argument n as a state of the given type; NULL if it is NULL. */
#define AGG_STATE(n, type) \
	(PG_ARGISNULL(n) ? NULL : (type *) PG_GETARG_POINTER(n))

/* The same where the function is STRICT. */
#define AGG_STRICT_STATE(n, type) ((type *) PG_GETARG_POINTER(n))

/* a hint that memory will be read soon, for compilers that can give it */
#ifdef __GNUC__
#define prefetch_memory(address) __builtin_prefetch(address)
#else
#define prefetch_memory(address) ((void) (address))
#endif

/* of the setting aggregate_memory */
#define BYTES_PER_KB 1024

/* items visited between two looks for a cancel, where each takes no time */
#define INTERRUPT_GRAIN 65536

/* conditions are a bit mask of 32 bits */
#define AGG_MAX_CONDITIONS 32

/*
 * A growable array of fixed-size items, for states: small at first, doubled
 * when full, never shrunk.  {0} is an empty one.  Its item size is given at
 * each call (a constant, so that appending inlines to a store).
 */
typedef struct FlatArray
{
	void	   *items;
	uint32		count;
	uint32		allocated;
} FlatArray;

#define FLAT_ARRAY_ITEM(array, type, i) (&((type *) (array)->items)[i])

/* The conditions of one row, from a VARIADIC boolean[]. */
typedef struct AggConditions
{
	uint32		mask;			/* bit i: condition i + 1 is true */
	int			count;			/* 1 .. AGG_MAX_CONDITIONS */
	bool		has_null;
} AggConditions;

/* call context and memory */
extern MemoryContext agg_context(FunctionCallInfo fcinfo);
extern void *agg_alloc(MemoryContext context, Size size);
extern void *agg_alloc0(MemoryContext context, Size size);
extern void flat_array_grow(FlatArray *array, Size item_size, uint32 more,
							MemoryContext context);

/* arguments */
extern bool agg_arguments_are_constant(FunctionCallInfo fcinfo, int first, int last);
extern AggConditions agg_get_conditions(FunctionCallInfo fcinfo, int argno);
extern void agg_check_condition_count(int first, int now);
extern int64 agg_interval_duration(const Interval *interval, const char *name);
extern int64 agg_get_duration(FunctionCallInfo fcinfo, int argno, const char *name);
extern TimestampTz agg_get_time(FunctionCallInfo fcinfo, int argno);
pg_noreturn extern void agg_argument_is_null(const char *name);
pg_noreturn extern void agg_argument_varies(const char *name);
pg_noreturn extern void agg_argument_type_varies(const char *name);

/* wire format */
extern bytea *agg_serialize_begin(AggWriter *writer, Size max_size,
								  const char *magic, uint8 version);
extern bytea *agg_serialize_end(bytea *result, const AggWriter *writer);
extern uint8 agg_deserialize_begin(FunctionCallInfo fcinfo, AggReader *reader,
								   const char *magic, uint8 newest_version);
extern void agg_deserialize_end(AggReader *reader);
pg_noreturn extern void agg_state_is_invalid(void);
extern void agg_check_text(AggReader *reader, const char *bytes, Size size);

/*
 * Make room for "more" items.
 */
static inline void
flat_array_reserve(FlatArray *array, Size item_size, uint32 more,
				   MemoryContext context)
{
	if (unlikely(more > array->allocated - array->count))
		flat_array_grow(array, item_size, more, context);
}

/*
 * The place for one more item, which the caller fills.
 */
static inline void *
flat_array_append(FlatArray *array, Size item_size, MemoryContext context)
{
	flat_array_reserve(array, item_size, 1, context);
	return (char *) array->items + item_size * array->count++;
}

/*
 * Append bytes, be it none: at least one is allocated, so that the pool of an
 * empty text has an address.
 */
static inline void
flat_array_append_bytes(FlatArray *array, const void *bytes, uint32 size,
						MemoryContext context)
{
	flat_array_reserve(array, 1, Max(size, 1), context);
	if (size > 0)
		/* NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): room was made */
		memcpy((char *) array->items + array->count, bytes, size);
	array->count += size;
}

#endif							/* MINDWELL_AGG_SUPPORT_H */
