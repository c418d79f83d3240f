/*-------------------------------------------------------------------------
 *
 * retention_flags.c
 *	  Which conditions held together with the first: analytics_retention_flags.
 *
 * A state is the conditions seen so far, as a bit mask.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "catalog/pg_type.h"
#include "utils/array.h"

#include "agg_support.h"

#define FLAGS_MAGIC "MWRF"
#define FLAGS_VERSION 1
#define FIRST_CONDITION 0x1

typedef struct FlagsState
{
	uint32		seen;			/* bit i: condition i + 1 held on some row */
	int			conditions;
	bool		any_row;		/* was there a row without NULL? */
} FlagsState;

PG_FUNCTION_INFO_V1(retention_flags_transition);
PG_FUNCTION_INFO_V1(retention_flags_combine);
PG_FUNCTION_INFO_V1(retention_flags_serialize);
PG_FUNCTION_INFO_V1(retention_flags_deserialize);
PG_FUNCTION_INFO_V1(retention_flags_final);

static FlagsState *
flags_make(MemoryContext context, int conditions)
{
	FlagsState *state = agg_alloc0(context, sizeof(FlagsState));

	state->conditions = conditions;
	return state;
}

/*
 * (state, VARIADIC conditions boolean[])
 */
Datum
retention_flags_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	FlagsState *state = AGG_STATE(0, FlagsState);
	AggConditions conditions = agg_get_conditions(fcinfo, 1);

	if (state == NULL)
		state = flags_make(context, conditions.count);
	agg_check_condition_count(state->conditions, conditions.count);
	if (!conditions.has_null)
	{
		state->seen |= conditions.mask;
		state->any_row = true;
	}
	PG_RETURN_POINTER(state);
}

Datum
retention_flags_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	FlagsState *state = AGG_STATE(0, FlagsState);
	FlagsState *other = AGG_STATE(1, FlagsState);

	if (other != NULL)
	{
		if (state == NULL)
			state = flags_make(context, other->conditions);
		agg_check_condition_count(state->conditions, other->conditions);
		state->seen |= other->seen;
		state->any_row |= other->any_row;
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

Datum
retention_flags_serialize(PG_FUNCTION_ARGS)
{
	FlagsState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, FlagsState);
	result = agg_serialize_begin(&writer, 2 + AGG_UINT32_BYTES, FLAGS_MAGIC, FLAGS_VERSION);
	agg_put_u8(&writer, state->conditions);
	agg_put_u8(&writer, state->any_row);
	agg_put_uint(&writer, state->seen);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
retention_flags_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	FlagsState *state;

	agg_deserialize_begin(fcinfo, &reader, FLAGS_MAGIC, FLAGS_VERSION);
	state = flags_make(CurrentMemoryContext, agg_get_u8(&reader));
	state->any_row = agg_get_bool(&reader);
	state->seen = agg_get_uint32(&reader);
	if (state->conditions < 1 || state->conditions > AGG_MAX_CONDITIONS ||
		(uint64) state->seen >> state->conditions != 0)
		agg_reader_fail(&reader);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * analytics_retention_flags: boolean[], one for each condition
 */
Datum
retention_flags_final(PG_FUNCTION_ARGS)
{
	FlagsState *state;
	Datum		flags[AGG_MAX_CONDITIONS];

	(void) agg_context(fcinfo);
	state = AGG_STATE(0, FlagsState);
	if (state == NULL || !state->any_row)
		PG_RETURN_NULL();
	for (int i = 0; i < state->conditions; i++)
		flags[i] = BoolGetDatum((state->seen & FIRST_CONDITION) != 0 &&
								(state->seen & ((uint32) 1 << i)) != 0);
	PG_RETURN_ARRAYTYPE_P(construct_array(flags, state->conditions, BOOLOID,
										  1, true, TYPALIGN_CHAR));
}
