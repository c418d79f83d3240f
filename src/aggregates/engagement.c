/*-------------------------------------------------------------------------
 *
 * engagement.c
 *	  What followed what, and how often: analytics_followed_within and
 *	  analytics_event_ratio.
 *
 * analytics_followed_within keeps the times of triggers and of outcomes, and
 * walks both in order of time.  analytics_event_ratio keeps two counts.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "common/int.h"
#include "miscadmin.h"
#include "utils/timestamp.h"

#include "aggkit/part.h"
#include "aggkit/time_list.h"

#define FOLLOWED_MAGIC "MWFO"
#define FOLLOWED_VERSION 1
#define RATIO_MAGIC "MWRA"
#define RATIO_VERSION 1
#define RATIO_VERSION_WITH_TYPES 2

typedef struct FollowedState
{
	TimeList	triggers;
	TimeList	outcomes;
	int64		within;			/* microseconds */
} FollowedState;

typedef struct RatioState
{
	int64		numerator;		/* events */
	int64		denominator;
	text	   *numerator_type; /* of a state that becomes a value: what its events are, the same on
								 * all rows; else NULL */
	text	   *denominator_type;
} RatioState;

PG_FUNCTION_INFO_V1(analytics_followed_within_transition);
PG_FUNCTION_INFO_V1(analytics_followed_within_combine);
PG_FUNCTION_INFO_V1(analytics_followed_within_serialize);
PG_FUNCTION_INFO_V1(analytics_followed_within_deserialize);
PG_FUNCTION_INFO_V1(analytics_followed_within_final);
PG_FUNCTION_INFO_V1(analytics_event_ratio_transition);
PG_FUNCTION_INFO_V1(analytics_event_ratio_state_transition);
PG_FUNCTION_INFO_V1(analytics_event_ratio_combine);
PG_FUNCTION_INFO_V1(analytics_event_ratio_serialize);
PG_FUNCTION_INFO_V1(analytics_event_ratio_deserialize);
PG_FUNCTION_INFO_V1(analytics_event_ratio_final);

static FollowedState *
followed_make(MemoryContext context, int64 within)
{
	FollowedState *state = agg_alloc0(context, sizeof(FollowedState));

	state->within = within;
	return state;
}

/*
 * (state, at, is_trigger, is_outcome, within)
 */
Datum
analytics_followed_within_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	FollowedState *state = AGG_STATE(0, FollowedState);
	int64		within = agg_get_duration(fcinfo, 4, "within");
	TimestampTz at;

	if (state == NULL)
		state = followed_make(context, within);
	else if (state->within != within)
		agg_argument_varies("within");

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		PG_RETURN_POINTER(state);
	at = agg_get_time(fcinfo, 1);
	if (PG_GETARG_BOOL(2))
		time_list_append(&state->triggers, at, context);
	if (PG_GETARG_BOOL(3))
		time_list_append(&state->outcomes, at, context);
	PG_RETURN_POINTER(state);
}

Datum
analytics_followed_within_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	FollowedState *state = AGG_STATE(0, FollowedState);
	FollowedState *other = AGG_STATE(1, FollowedState);

	if (other != NULL)
	{
		if (state == NULL)
			state = followed_make(context, other->within);
		else if (state->within != other->within)
			agg_argument_varies("within");
		time_list_concat(&state->triggers, &other->triggers, context);
		time_list_concat(&state->outcomes, &other->outcomes, context);
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

Datum
analytics_followed_within_serialize(PG_FUNCTION_ARGS)
{
	FollowedState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, FollowedState);
	result = agg_serialize_begin(&writer,
								 AGG_UINT_BYTES + TIME_LIST_MAX_BYTES(&state->triggers) +
								 TIME_LIST_MAX_BYTES(&state->outcomes),
								 FOLLOWED_MAGIC, FOLLOWED_VERSION);
	agg_put_int(&writer, state->within);
	time_list_put(&writer, &state->triggers);
	time_list_put(&writer, &state->outcomes);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_followed_within_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	FollowedState *state;

	agg_deserialize_begin(fcinfo, &reader, FOLLOWED_MAGIC, FOLLOWED_VERSION);
	state = followed_make(CurrentMemoryContext, agg_get_int(&reader));
	if (state->within < 0)
		agg_reader_fail(&reader);
	time_list_get(&reader, &state->triggers, MIN_TIMESTAMP, END_TIMESTAMP - 1, CurrentMemoryContext);
	time_list_get(&reader, &state->outcomes, MIN_TIMESTAMP, END_TIMESTAMP - 1, CurrentMemoryContext);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * As a value: sorted.
 */
static Datum
followed_serialize_sorted(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	FollowedState *state = AGG_STRICT_STATE(0, FollowedState);

	time_list_sort(&state->triggers, context);
	time_list_sort(&state->outcomes, context);
	return analytics_followed_within_serialize(fcinfo);
}

static const Part followed_part = {
	.kind = PART_FOLLOWED_WITHIN,
	.serialize = followed_serialize_sorted,
	.deserialize = analytics_followed_within_deserialize,
	.combine = analytics_followed_within_combine
};

PART_FUNCTIONS(followed_within, followed_part);

/*
 * A trigger is followed if the first outcome after it is near enough.
 */
Datum
analytics_followed_within_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	FollowedState *state = AGG_STATE(0, FollowedState);
	const int64 *trigger;
	const int64 *outcome;
	const int64 *triggers_end;
	const int64 *outcomes_end;
	uint32		followed = 0;

	if (state == NULL || TIME_LIST_COUNT(&state->triggers) == 0)
		PG_RETURN_NULL();

	time_list_sort(&state->triggers, context);
	time_list_sort(&state->outcomes, context);
	trigger = TIME_LIST_ITEMS(&state->triggers);
	triggers_end = trigger + TIME_LIST_COUNT(&state->triggers);
	outcome = TIME_LIST_ITEMS(&state->outcomes);
	outcomes_end = outcome + TIME_LIST_COUNT(&state->outcomes);
	for (; trigger < triggers_end; trigger++)
	{
		CHECK_FOR_INTERRUPTS();
		while (outcome < outcomes_end && *outcome <= *trigger)
			outcome++;
		if (outcome < outcomes_end && time_within(*trigger, *outcome, state->within))
			followed++;
	}
	PG_RETURN_FLOAT8((double) followed / TIME_LIST_COUNT(&state->triggers));
}

/*
 * Whether two texts are the same bytes.
 */
static inline bool
same_text(const text *a, const text *b)
{
	return VARSIZE_ANY_EXHDR(a) == VARSIZE_ANY_EXHDR(b) &&
		memcmp(VARDATA_ANY(a), VARDATA_ANY(b), VARSIZE_ANY_EXHDR(a)) == 0;
}

/*
 * (state, event_type, numerator, denominator)
 */
Datum
analytics_event_ratio_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	RatioState *state = AGG_STATE(0, RatioState);
	const text *event_type;

	if (PG_ARGISNULL(2))
		agg_argument_is_null("numerator");
	if (PG_ARGISNULL(3))
		agg_argument_is_null("denominator");
	if (state == NULL)
		state = agg_alloc0(context, sizeof(RatioState));
	if (PG_ARGISNULL(1))
		PG_RETURN_POINTER(state);

	event_type = PG_GETARG_TEXT_PP(1);
	if (same_text(event_type, PG_GETARG_TEXT_PP(2)))
		state->numerator++;
	if (same_text(event_type, PG_GETARG_TEXT_PP(3)))
		state->denominator++;
	PG_RETURN_POINTER(state);
}

static text *
copy_text(const text *from, MemoryContext context)
{
	Size		size = VARSIZE_ANY_EXHDR(from);
	text	   *copy = agg_alloc(context, VARHDRSZ + size);

	SET_VARSIZE(copy, VARHDRSZ + size);
	memcpy(VARDATA(copy), VARDATA_ANY(from), size);
	return copy;
}

/*
 * The types are those of the state's first row.
 */
static void
ratio_set_types(RatioState *state, const text *numerator, const text *denominator, MemoryContext context)
{
	if (state->numerator_type == NULL)
	{
		state->numerator_type = copy_text(numerator, context);
		state->denominator_type = copy_text(denominator, context);
		return;
	}
	if (!same_text(state->numerator_type, numerator))
		agg_argument_varies("numerator");
	if (!same_text(state->denominator_type, denominator))
		agg_argument_varies("denominator");
}

/*
 * The same for analytics_event_ratio_state: what was counted stays known.
 */
Datum
analytics_event_ratio_state_transition(PG_FUNCTION_ARGS)
{
	Datum		state = analytics_event_ratio_transition(fcinfo);

	ratio_set_types((RatioState *) DatumGetPointer(state), PG_GETARG_TEXT_PP(2), PG_GETARG_TEXT_PP(3),
					agg_context(fcinfo));
	PG_RETURN_DATUM(state);
}

Datum
analytics_event_ratio_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	RatioState *state = AGG_STATE(0, RatioState);
	RatioState *other = AGG_STATE(1, RatioState);

	if (other != NULL)
	{
		if (state == NULL)
			state = agg_alloc0(context, sizeof(RatioState));
		if (other->numerator_type != NULL)
			ratio_set_types(state, other->numerator_type, other->denominator_type, context);
		if (pg_add_s64_overflow(state->numerator, other->numerator, &state->numerator) ||
			pg_add_s64_overflow(state->denominator, other->denominator, &state->denominator))
			ereport(ERROR,
					(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
					 errmsg("bigint out of range")));
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

#define RATIO_TYPE_BYTES(type) (AGG_UINT32_BYTES + VARSIZE(type) - VARHDRSZ)

static void
put_type(AggWriter *writer, const text *type)
{
	agg_put_uint(writer, VARSIZE(type) - VARHDRSZ);
	agg_put_bytes(writer, VARDATA(type), VARSIZE(type) - VARHDRSZ);
}

static text *
get_type(AggReader *reader)
{
	uint32		size = agg_get_count(reader, 1);
	text	   *type = agg_alloc(CurrentMemoryContext, VARHDRSZ + size);

	SET_VARSIZE(type, VARHDRSZ + size);
	agg_get_bytes(reader, VARDATA(type), size);
	agg_check_text(reader, VARDATA(type), size);
	return type;
}

Datum
analytics_event_ratio_serialize(PG_FUNCTION_ARGS)
{
	RatioState *state;
	AggWriter	writer;
	bytea	   *result;
	bool		has_types;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, RatioState);
	has_types = state->numerator_type != NULL;
	result = agg_serialize_begin(&writer, 2 * AGG_UINT_BYTES +
								 (has_types ? RATIO_TYPE_BYTES(state->numerator_type) +
								  RATIO_TYPE_BYTES(state->denominator_type) : 0),
								 RATIO_MAGIC, has_types ? RATIO_VERSION_WITH_TYPES : RATIO_VERSION);
	agg_put_int(&writer, state->numerator);
	agg_put_int(&writer, state->denominator);
	if (has_types)
	{
		put_type(&writer, state->numerator_type);
		put_type(&writer, state->denominator_type);
	}
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_event_ratio_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	RatioState *state;
	uint8		version;

	version = agg_deserialize_begin(fcinfo, &reader, RATIO_MAGIC, RATIO_VERSION_WITH_TYPES);
	state = agg_alloc0(CurrentMemoryContext, sizeof(RatioState));
	state->numerator = agg_get_int(&reader);
	state->denominator = agg_get_int(&reader);
	if (state->numerator < 0 || state->denominator < 0)
		agg_reader_fail(&reader);
	if (version == RATIO_VERSION_WITH_TYPES)
	{
		state->numerator_type = get_type(&reader);
		state->denominator_type = get_type(&reader);
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * As a value: with its types.
 */
static Datum
ratio_deserialize_typed(PG_FUNCTION_ARGS)
{
	Datum		state = analytics_event_ratio_deserialize(fcinfo);

	if (((RatioState *) DatumGetPointer(state))->numerator_type == NULL)
		agg_state_is_invalid();
	PG_RETURN_DATUM(state);
}

static const Part ratio_part = {
	.kind = PART_EVENT_RATIO,
	.has_texts = true,
	.serialize = analytics_event_ratio_serialize,
	.deserialize = ratio_deserialize_typed,
	.combine = analytics_event_ratio_combine
};

PART_FUNCTIONS(event_ratio, ratio_part);

Datum
analytics_event_ratio_final(PG_FUNCTION_ARGS)
{
	RatioState *state;

	(void) agg_context(fcinfo);
	state = AGG_STATE(0, RatioState);
	if (state == NULL || state->denominator == 0)
		PG_RETURN_NULL();
	PG_RETURN_FLOAT8((double) state->numerator / (double) state->denominator);
}
