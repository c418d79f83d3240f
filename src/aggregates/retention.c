/*-------------------------------------------------------------------------
 *
 * retention.c
 *	  The cohort matrix: its state.  And the retention flags of one actor.
 *
 * A row says what its actor did in the interval of the row's time.  What they
 * did in one interval becomes one row (actor_log.h).  In a rolling matrix,
 * intervals count from the actor's own start, so rows are kept per instant.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/timestamp.h"

#include "aggkit/part.h"
#include "aggregates/retention.h"

#define RETENTION_MAGIC "MWRT"
#define FLAGS_MAGIC "MWRF"
#define FLAGS_VERSION 1
#define OPTIONS_MAX_BYTES 512

/* arguments of the transitions */
enum
{
	ARG_STATE,
	ARG_ACTOR = ACTOR_ARGUMENT,
	ARG_AT,
	ARG_IS_START,
	ARG_IS_RETURN,
	ARG_GRAIN,
	ARG_PERIODS,
	ARG_OPTIONS
};

/* ---------- transition ---------- */

static RetentionState *
state_alloc(MemoryContext context)
{
	RetentionState *state = agg_alloc0(context, sizeof(RetentionState));

	state->context = context;
	state->greatest_at = DT_NOBEGIN;
	return state;
}

/*
 * What follows from the options.
 */
static void
state_open(RetentionState *state)
{
	calendar_init(&state->calendar, state->options.grain, state->options.zone);
	actor_log_init(&state->log, state->context, state->options.minimum);
}

static RetentionState *
state_create(FunctionCallInfo fcinfo, MemoryContext context)
{
	bool		has_options = PG_NARGS() > ARG_OPTIONS;
	RetentionState *state = state_alloc(context);
	text	   *grain;

	if (PG_ARGISNULL(ARG_GRAIN))
		agg_argument_is_null("grain");
	if (PG_ARGISNULL(ARG_PERIODS))
		agg_argument_is_null("periods");
	if (has_options && PG_ARGISNULL(ARG_OPTIONS))
		agg_argument_is_null("options");

	grain = PG_GETARG_TEXT_PP(ARG_GRAIN);
	state->grain_size = VARSIZE_ANY(grain);
	state->constant_grain = agg_alloc(context, state->grain_size);
	memcpy(state->constant_grain, grain, state->grain_size);
	retention_options_init(&state->options, grain, PG_GETARG_INT32(ARG_PERIODS));
	if (has_options)
	{
		Jsonb	   *options = PG_GETARG_JSONB_P(ARG_OPTIONS);

		state->options_size = VARSIZE(options);
		state->constant_options = agg_alloc(context, state->options_size);
		memcpy(state->constant_options, options, state->options_size);
		retention_options_parse(&state->options, options);
	}
	state_open(state);
	return state;
}

static bool
same_question(const RetentionState *a, const RetentionState *b)
{
	/* no padding differs: options are zeroed before their fields are set */
	/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c) */
	return memcmp(&a->options, &b->options, sizeof(RetentionOptions)) == 0;
}

static inline void
check_constant(FunctionCallInfo fcinfo, const RetentionState *state)
{
	bool		same = !PG_ARGISNULL(ARG_GRAIN) && !PG_ARGISNULL(ARG_PERIODS) &&
		PG_GETARG_INT32(ARG_PERIODS) == state->options.periods;

	if (likely(same))
	{
		text	   *grain = PG_GETARG_TEXT_PP(ARG_GRAIN);

		same = VARSIZE_ANY(grain) == state->grain_size &&
			memcmp(grain, state->constant_grain, state->grain_size) == 0;
	}
	if (same && PG_NARGS() > ARG_OPTIONS)
	{
		same = !PG_ARGISNULL(ARG_OPTIONS);
		if (same)
		{
			Jsonb	   *options = PG_GETARG_JSONB_P(ARG_OPTIONS);

			same = VARSIZE(options) == state->options_size &&
				memcmp(options, state->constant_options, state->options_size) == 0;
		}
	}
	if (unlikely(!same) && !same_question(state, state_create(fcinfo, CurrentMemoryContext)))
		agg_argument_varies("grain, periods or options");
}

static inline RetentionState *
retention_transition(FunctionCallInfo fcinfo, ActorKey (*actor_of) (FunctionCallInfo))
{
	RetentionState *state = AGG_STATE(ARG_STATE, RetentionState);
	const RetentionOptions *options;
	TimestampTz at;
	ActorRow	row = {0};

	if (unlikely(state == NULL))
		state = state_create(fcinfo, agg_context(fcinfo));
	else
		check_constant(fcinfo, state);

	if (PG_ARGISNULL(ARG_ACTOR) || PG_ARGISNULL(ARG_AT) ||
		PG_ARGISNULL(ARG_IS_START) || PG_ARGISNULL(ARG_IS_RETURN))
		return state;
	at = agg_get_time(fcinfo, ARG_AT);
	state->greatest_at = Max(state->greatest_at, at);

	options = &state->options;
	if (at >= options->to_time)
		return state;
	if (PG_GETARG_BOOL(ARG_IS_START))
	{
		if (at >= options->from_time)
			row.bits |= RETENTION_START;
		else if (!options->recurring)
			row.bits |= RETENTION_EARLIER;
	}
	if (PG_GETARG_BOOL(ARG_IS_RETURN) && at >= options->from_time)
	{
		row.bits |= RETENTION_RETURN;
		row.number = 1;
	}
	if (row.bits != 0)
	{
		row.time = options->rolling ? at : calendar_number(&state->calendar, at);
		actor_log_append(&state->log, actor_of(fcinfo), row);
	}
	return state;
}

PG_FUNCTION_INFO_V1(analytics_retention_transition_uuid);
Datum
analytics_retention_transition_uuid(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(retention_transition(fcinfo, actor_uuid_argument));
}

PG_FUNCTION_INFO_V1(analytics_retention_transition_bigint);
Datum
analytics_retention_transition_bigint(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(retention_transition(fcinfo, actor_bigint_argument));
}

/* ---------- combine ---------- */

PG_FUNCTION_INFO_V1(analytics_retention_combine);
Datum
analytics_retention_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	RetentionState *state = AGG_STATE(0, RetentionState);
	RetentionState *other = AGG_STATE(1, RetentionState);

	if (other == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
	{
		state = state_alloc(context);
		state->options = other->options;
		state_open(state);
	}
	else if (!same_question(state, other))
		agg_argument_varies("grain, periods or options");

	actor_log_check_type(&state->log, &other->log);
	state->greatest_at = Max(state->greatest_at, other->greatest_at);
	actor_log_combine(&state->log, &other->log, NULL);
	PG_RETURN_POINTER(state);
}

/* ---------- wire format ---------- */

static ActorRunLimits
row_limits(const RetentionState *state)
{
	ActorRunLimits limits;

	limits.bit_count = RETENTION_BITS;
	limits.greatest_number = state->options.minimum;
	limits.least_time = state->options.rolling ? MIN_TIMESTAMP : -CALENDAR_MAX_NUMBER;
	limits.greatest_time = state->options.rolling ? END_TIMESTAMP - 1 : CALENDAR_MAX_NUMBER;
	return limits;
}

static void
put_options(AggWriter *writer, const RetentionOptions *options)
{
	agg_put_int(writer, options->from_time);
	agg_put_int(writer, options->to_time);
	agg_put_int(writer, options->as_of);
	agg_put_uint(writer, options->periods);
	agg_put_uint(writer, options->minimum);
	agg_put_u8(writer, options->grain);
	agg_put_u8(writer, options->has_as_of);
	agg_put_u8(writer, options->recurring);
	agg_put_u8(writer, options->or_after);
	agg_put_u8(writer, options->rolling);
	agg_put_uint(writer, strlen(options->zone));
	agg_put_bytes(writer, options->zone, strlen(options->zone));
}

static void
get_options(AggReader *reader, RetentionOptions *options)
{
	uint32		periods;
	uint32		size;

	memset(options, 0, sizeof(*options));
	options->from_time = agg_get_int(reader);
	options->to_time = agg_get_int(reader);
	options->as_of = agg_get_int(reader);
	periods = agg_get_uint32(reader);
	options->minimum = agg_get_uint32(reader);
	options->grain = agg_get_u8(reader);
	options->has_as_of = agg_get_bool(reader);
	options->recurring = agg_get_bool(reader);
	options->or_after = agg_get_bool(reader);
	options->rolling = agg_get_bool(reader);
	size = agg_get_count(reader, 1);
	if (periods > RETENTION_MAX_PERIODS || options->minimum == 0 ||
		options->minimum > RETENTION_MAX_MINIMUM || options->from_time > options->to_time ||
		options->grain > CALENDAR_MONTH || size == 0 || size > TZ_STRLEN_MAX)
	{
		agg_reader_fail(reader);
		return;
	}
	options->periods = (int32) periods;
	agg_get_bytes(reader, options->zone, size);
	agg_check_text(reader, options->zone, size);
}

PG_FUNCTION_INFO_V1(analytics_retention_serialize);
Datum
analytics_retention_serialize(PG_FUNCTION_ARGS)
{
	RetentionState *state = AGG_STRICT_STATE(0, RetentionState);
	ActorRunShape shape;
	Size		log_bytes;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	shape = actor_log_shape(&state->log, row_limits(state), &log_bytes);
	result = agg_serialize_begin(&writer, OPTIONS_MAX_BYTES + log_bytes,
								 RETENTION_MAGIC, actor_log_version(state->log.actor_type));
	actor_type_put(&writer, state->log.actor_type);
	put_options(&writer, &state->options);
	agg_put_int(&writer, state->greatest_at);
	actor_log_put(&writer, &state->log, shape, NULL);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

PG_FUNCTION_INFO_V1(analytics_retention_deserialize);
Datum
analytics_retention_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	RetentionState *state;
	ActorType	actor_type;
	uint8		version;

	version = agg_deserialize_begin(fcinfo, &reader, RETENTION_MAGIC, ACTOR_LOG_VERSION_WITH_TYPE);
	state = state_alloc(CurrentMemoryContext);
	actor_type = actor_type_get(&reader, version);
	get_options(&reader, &state->options);
	state->greatest_at = agg_get_int(&reader);
	if (!reader.failed)
	{
		state_open(state);
		state->log.actor_type = actor_type;
		actor_log_get(&reader, &state->log, row_limits(state));
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * An actor's rows of one time are one, so the log is in order as it is.
 */
static const Part retention_part = {
	.kind = PART_RETENTION,
	.log_offset = offsetof(RetentionState, log),
	.serialize = analytics_retention_serialize,
	.deserialize = analytics_retention_deserialize,
	.combine = analytics_retention_combine
};

PART_FUNCTIONS(retention, retention_part);
PART_ACTOR_FUNCTIONS(retention, retention_part);

/* ---------- flags of one actor ---------- */

typedef struct FlagsState
{
	uint32		seen;			/* the conditions that held on some row */
	int			count;
} FlagsState;

PG_FUNCTION_INFO_V1(analytics_retention_flags_transition);
Datum
analytics_retention_flags_transition(PG_FUNCTION_ARGS)
{
	FlagsState *state = AGG_STATE(0, FlagsState);
	AggConditions conditions = agg_get_conditions(fcinfo, 1);

	if (state == NULL)
	{
		state = agg_alloc0(agg_context(fcinfo), sizeof(FlagsState));
		state->count = conditions.count;
	}
	agg_check_condition_count(state->count, conditions.count);
	if (!conditions.has_null)
		state->seen |= conditions.mask;
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(analytics_retention_flags_combine);
Datum
analytics_retention_flags_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	FlagsState *state = AGG_STATE(0, FlagsState);
	const FlagsState *other = AGG_STATE(1, FlagsState);

	if (other == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
	{
		state = agg_alloc0(context, sizeof(FlagsState));
		state->count = other->count;
	}
	agg_check_condition_count(state->count, other->count);
	state->seen |= other->seen;
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(analytics_retention_flags_serialize);
Datum
analytics_retention_flags_serialize(PG_FUNCTION_ARGS)
{
	const FlagsState *state = AGG_STRICT_STATE(0, FlagsState);
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	result = agg_serialize_begin(&writer, 2 * AGG_UINT32_BYTES, FLAGS_MAGIC, FLAGS_VERSION);
	agg_put_uint(&writer, state->count);
	agg_put_uint(&writer, state->seen);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

PG_FUNCTION_INFO_V1(analytics_retention_flags_deserialize);
Datum
analytics_retention_flags_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	FlagsState *state;
	uint32		count;

	agg_deserialize_begin(fcinfo, &reader, FLAGS_MAGIC, FLAGS_VERSION);
	state = agg_alloc0(CurrentMemoryContext, sizeof(FlagsState));
	count = agg_get_uint32(&reader);
	state->seen = agg_get_uint32(&reader);
	if (count < 1 || count > AGG_MAX_CONDITIONS ||
		(state->seen & ~(PG_UINT32_MAX >> (AGG_MAX_CONDITIONS - count))) != 0)
		agg_reader_fail(&reader);
	state->count = (int) count;
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

PG_FUNCTION_INFO_V1(analytics_retention_flags_final);
Datum
analytics_retention_flags_final(PG_FUNCTION_ARGS)
{
	const FlagsState *state = AGG_STATE(0, FlagsState);
	Datum		flags[AGG_MAX_CONDITIONS];

	(void) agg_context(fcinfo);
	if (state == NULL)
		PG_RETURN_NULL();
	for (int i = 0; i < state->count; i++)
		flags[i] = BoolGetDatum((state->seen & 1) != 0 && (state->seen & (uint32) 1 << i) != 0);
	PG_RETURN_ARRAYTYPE_P(construct_array(flags, state->count, BOOLOID, 1, true, TYPALIGN_CHAR));
}
