/*-------------------------------------------------------------------------
 *
 * sequence.c
 *	  analytics_sequence_match and analytics_sequence_count.
 *
 * Both keep the rows of one actor that satisfy any of the conditions, and
 * share state and support functions.  The state carries the pattern's text:
 * it is the same on every row of a group, but may differ between groups.
 *
 * The state exists from the first row on, even when that row is skipped: no
 * rows give false and 0, skipped rows alone NULL.
 *
 * Memory: the state and its rows are in the aggregate context.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "utils/builtins.h"

#include "aggkit/agg_support.h"
#include "aggkit/row_list.h"
#include "aggregates/sequence_scan.h"

#define STATE_MAGIC "MWsq"
#define STATE_VERSION 1

typedef struct SequenceState
{
	RowList	events;			/* must be first; those that satisfy a condition */
	uint32		pattern_length;
	uint8		conditions;		/* how many, as on the first row */
	char		pattern[FLEXIBLE_ARRAY_MEMBER]; /* of the first row */
} SequenceState;

PG_FUNCTION_INFO_V1(analytics_sequence_transition);
PG_FUNCTION_INFO_V1(analytics_sequence_combine);
PG_FUNCTION_INFO_V1(analytics_sequence_serialize);
PG_FUNCTION_INFO_V1(analytics_sequence_deserialize);
PG_FUNCTION_INFO_V1(analytics_sequence_match_final);
PG_FUNCTION_INFO_V1(analytics_sequence_count_final);

static void
compile(SequencePattern *pattern, const char *text, uint32 length, int conditions)
{
	SequenceError error;

	if (!sequence_parse(pattern, &error, text, length, conditions))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_REGULAR_EXPRESSION),
				 errmsg("invalid sequence pattern at character %d: %s",
						error.position, error.message),
				 errhint("A pattern looks like (?1).*(?2)(?t<=3600)(?3).")));
}

static SequenceState *
make_state(MemoryContext context, const char *pattern, uint32 length, int conditions,
		   uint32 count)
{
	SequenceState *state = row_list_create(offsetof(SequenceState, pattern) + length,
										   count, context);

	state->conditions = (uint8) conditions;
	state->pattern_length = length;
	memcpy(state->pattern, pattern, length);
	return state;
}

/*
 * Pattern and number of conditions are constant within a group.
 */
static void
check_constants(const SequenceState *state, const char *pattern, uint32 length,
				int conditions)
{
	if (unlikely(length != state->pattern_length ||
				 memcmp(pattern, state->pattern, length) != 0))
		agg_argument_varies("pattern");
	agg_check_condition_count(state->conditions, conditions);
}

Datum
analytics_sequence_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SequenceState *state = AGG_STATE(0, SequenceState);
	AggConditions conditions = agg_get_conditions(fcinfo, 3);
	text	   *pattern;

	if (PG_ARGISNULL(1))
		agg_argument_is_null("pattern");
	pattern = PG_GETARG_TEXT_PP(1);

	if (state == NULL)
	{
		SequencePattern compiled;

		compile(&compiled, VARDATA_ANY(pattern), VARSIZE_ANY_EXHDR(pattern),
				conditions.count);
		state = make_state(context, VARDATA_ANY(pattern),
						   VARSIZE_ANY_EXHDR(pattern), conditions.count, 0);
	}
	else
		check_constants(state, VARDATA_ANY(pattern), VARSIZE_ANY_EXHDR(pattern),
						conditions.count);

	if (!PG_ARGISNULL(2) && !conditions.has_null)
	{
		TimestampTz time = agg_get_time(fcinfo, 2);

		state->events.counted = true;
		if (conditions.mask != 0)
			state = row_list_append(&state->events, time, conditions.mask, context);
	}
	PG_RETURN_POINTER(state);
}

Datum
analytics_sequence_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SequenceState *state = AGG_STATE(0, SequenceState);
	SequenceState *other = AGG_STATE(1, SequenceState);

	if (other == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
		state = make_state(context, other->pattern, other->pattern_length,
						   other->conditions, row_list_count(&other->events));
	else
		check_constants(state, other->pattern, other->pattern_length,
						other->conditions);

	PG_RETURN_POINTER(row_list_merge(&state->events, &other->events, context));
}

Datum
analytics_sequence_serialize(PG_FUNCTION_ARGS)
{
	SequenceState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = (SequenceState *) PG_GETARG_POINTER(0);
	row_list_sort(&state->events);

	result = agg_serialize_begin(&writer,
								 2 + AGG_UINT32_BYTES + state->pattern_length +
								 ROW_LIST_BYTES(&state->events),
								 STATE_MAGIC, STATE_VERSION);
	agg_put_u8(&writer, state->conditions);
	agg_put_u8(&writer, state->events.counted);
	agg_put_uint(&writer, state->pattern_length);
	agg_put_bytes(&writer, state->pattern, state->pattern_length);
	row_list_put(&writer, &state->events);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_sequence_deserialize(PG_FUNCTION_ARGS)
{
	SequenceState *state;
	AggReader	reader;
	uint8		conditions;
	bool		counted;
	uint32		length;
	uint32		count;
	char	   *pattern;

	agg_deserialize_begin(fcinfo, &reader, STATE_MAGIC, STATE_VERSION);
	conditions = agg_get_u8(&reader);
	if (conditions < 1 || conditions > AGG_MAX_CONDITIONS)
		agg_reader_fail(&reader);
	counted = agg_get_bool(&reader);
	length = agg_get_count(&reader, 1);
	pattern = palloc(length);
	agg_get_bytes(&reader, pattern, length);

	count = condition_rows_get_count(&reader);

	state = make_state(CurrentMemoryContext, pattern, length, conditions, count);
	state->events.counted = counted;
	row_list_get(&reader, &state->events, count, conditions);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * How often the state's pattern matches, up to "most" times.  False if all
 * rows were skipped, and the answer is NULL.
 */
static bool
count_matches(FunctionCallInfo fcinfo, uint32 most, uint32 *matches)
{
	SequenceState *state;
	SequencePattern pattern;
	void	   *scratch;

	(void) agg_context(fcinfo);
	state = AGG_STATE(0, SequenceState);
	*matches = 0;
	if (state == NULL)
		return true;
	if (!state->events.counted)
		return false;

	row_list_sort(&state->events);
	compile(&pattern, state->pattern, state->pattern_length, state->conditions);
	scratch = agg_alloc0(CurrentMemoryContext,
						 sequence_scratch_size(&pattern, row_list_count(&state->events)));
	*matches = sequence_count(&pattern, row_list_rows(&state->events),
							  row_list_count(&state->events), most, scratch);
	return true;
}

Datum
analytics_sequence_match_final(PG_FUNCTION_ARGS)
{
	uint32		matches;

	if (!count_matches(fcinfo, 1, &matches))
		PG_RETURN_NULL();
	PG_RETURN_BOOL(matches > 0);
}

Datum
analytics_sequence_count_final(PG_FUNCTION_ARGS)
{
	uint32		matches;

	if (!count_matches(fcinfo, PG_UINT32_MAX, &matches))
		PG_RETURN_NULL();
	PG_RETURN_INT64(matches);
}
