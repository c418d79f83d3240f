/*-------------------------------------------------------------------------
 *
 * funnel_state.c
 *	  The population funnel: transition, combine, and passing states on.
 *
 * The arguments that must be constant are compared with those of the first row,
 * byte by byte, and parsed again only if the bytes differ.  Where they are
 * constants in the text of the query, not even that is needed.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "aggkit/step_bit.h"
#include "aggregates/funnel_state.h"

/* ---------- transition ---------- */

FunnelState *
funnel_state_create(MemoryContext context)
{
	FunnelState *state = agg_alloc0(context, sizeof(FunnelState));

	state->context = context;
	actor_log_init(&state->log, context, 0);
	funnel_values_init(&state->values, context);
	return state;
}

bool
funnel_same_question(const FunnelState *a, const FunnelState *b)
{
	/* no padding differs: a plan is zeroed before its fields are set */
	/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c) */
	return memcmp(&a->plan, &b->plan, sizeof(FunnelPlan)) == 0 &&
		a->names.given == b->names.given && a->names.bytes.count == b->names.bytes.count &&
		memcmp(a->names.ends, b->names.ends, sizeof(a->names.ends)) == 0 &&
		(a->names.bytes.count == 0 ||
		 memcmp(a->names.bytes.items, b->names.bytes.items, a->names.bytes.count) == 0);
}

/*
 * Argument "argno" is constant, and so is what follows it.
 */
static void
remember_constant(FunctionCallInfo fcinfo, int argno, FunnelState *state,
				  const void *constant, Size size)
{
	state->constants_hold = agg_arguments_are_constant(fcinfo, argno, PG_NARGS() - 1);
	state->constant = agg_alloc0(state->context, size);
	memcpy(state->constant, constant, size);
	state->constant_size = size;
}

/*
 * The short form: (state, actor, at, event_type, steps, within).
 */
static FunnelState *
names_state_create(FunctionCallInfo fcinfo, MemoryContext context)
{
	FunnelState *state = funnel_state_create(context);
	int64		within = agg_get_duration(fcinfo, 5, "within");
	ArrayType  *steps;

	if (PG_ARGISNULL(4))
		agg_argument_is_null("steps");
	steps = PG_GETARG_ARRAYTYPE_P(4);
	funnel_plan_of_names(steps, within, &state->plan, &state->names, context);
	state->within = *PG_GETARG_INTERVAL_P(5);
	remember_constant(fcinfo, 4, state, steps, VARSIZE(steps));
	return state;
}

static inline void
check_names_constant(FunctionCallInfo fcinfo, const FunnelState *state)
{
	if (likely(!PG_ARGISNULL(4) && !PG_ARGISNULL(5)))
	{
		const ArrayType *steps = PG_GETARG_ARRAYTYPE_P(4);

		if (likely(VARSIZE(steps) == state->constant_size &&
				   memcmp(steps, state->constant, state->constant_size) == 0 &&
				   memcmp(PG_GETARG_INTERVAL_P(5), &state->within, sizeof(Interval)) == 0))
			return;
	}
	if (!funnel_same_question(state, names_state_create(fcinfo, CurrentMemoryContext)))
		agg_argument_varies("steps or within");
}

static inline uint32
steps_of_type(const FunnelState *state, const char *type, uint32 size)
{
	const char *names = state->names.bytes.items;
	uint32		start = 0;
	uint32		steps = 0;

	for (int i = 0; i < state->plan.step_count; i++)
	{
		uint32		end = state->names.ends[i];

		if (end - start == size && memcmp(names + start, type, size) == 0)
			steps |= STEP_BIT(i);
		start = end;
	}
	return steps;
}

static pg_attribute_always_inline FunnelState *
names_transition(FunctionCallInfo fcinfo, ActorKey (*actor_of) (FunctionCallInfo))
{
	FunnelState *state = AGG_STATE(0, FunnelState);
	const text *type;
	uint32		steps;

	if (unlikely(state == NULL))
		state = names_state_create(fcinfo, agg_context(fcinfo));
	else if (!state->constants_hold)
		check_names_constant(fcinfo, state);

	if (PG_ARGISNULL(3) || PG_ARGISNULL(ACTOR_ARGUMENT) || PG_ARGISNULL(2))
		return state;
	type = PG_GETARG_TEXT_PP(3);
	steps = steps_of_type(state, VARDATA_ANY(type), VARSIZE_ANY_EXHDR(type));
	if (steps != 0)
	{
		ActorRow	row = {.bits = steps};

		row.time = agg_get_time(fcinfo, 2);
		actor_log_append(&state->log, actor_of(fcinfo), row);
	}
	return state;
}

/*
 * The general form: (state, actor, at, steps, exclusions, breakdown, held,
 * plan).
 */
static FunnelState *
plan_state_create(FunctionCallInfo fcinfo, MemoryContext context)
{
	FunnelState *state = funnel_state_create(context);
	HeapTupleHeader plan;

	if (PG_ARGISNULL(7))
		agg_argument_is_null("plan");
	plan = PG_GETARG_HEAPTUPLEHEADER(7);
	funnel_plan_of_record(plan, &state->plan);
	remember_constant(fcinfo, 7, state, plan, VARSIZE(plan));
	return state;
}

static inline void
check_plan_constant(FunctionCallInfo fcinfo, const FunnelState *state)
{
	if (likely(!PG_ARGISNULL(7)))
	{
		HeapTupleHeader plan = PG_GETARG_HEAPTUPLEHEADER(7);

		if (likely(VARSIZE(plan) == state->constant_size &&
				   memcmp(plan, state->constant, state->constant_size) == 0))
			return;
	}
	if (!funnel_same_question(state, plan_state_create(fcinfo, CurrentMemoryContext)))
		agg_argument_varies("plan");
}

static uint32
mask_argument(FunctionCallInfo fcinfo, int argno, int count, const char *name)
{
	uint32		mask = (uint32) PG_GETARG_INT32(argno);

	if (count < FUNNEL_MAX_STEPS && (mask >> count) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("bit mask \"%s\" is out of range", name),
				 errdetail("The plan has %d %s.", count, name)));
	return mask;
}

static uint32
value_argument(FunctionCallInfo fcinfo, int argno, FunnelState *state)
{
	const text *value;

	if (PG_ARGISNULL(argno))
		return FUNNEL_NULL_VALUE;
	value = PG_GETARG_TEXT_PP(argno);
	return funnel_value_id(&state->values, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
}

static pg_attribute_always_inline FunnelState *
plan_transition(FunctionCallInfo fcinfo, ActorKey (*actor_of) (FunctionCallInfo))
{
	FunnelState *state = AGG_STATE(0, FunnelState);
	FunnelTag	tag = {0};
	ActorRow	row;

	if (unlikely(state == NULL))
		state = plan_state_create(fcinfo, agg_context(fcinfo));
	else if (!state->constants_hold)
		check_plan_constant(fcinfo, state);

	if (PG_ARGISNULL(ACTOR_ARGUMENT) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		return state;
	row.bits = mask_argument(fcinfo, 3, state->plan.step_count, "steps");
	if (!PG_ARGISNULL(4))
		tag.exclusions = mask_argument(fcinfo, 4, state->plan.exclusion_count, "exclusions");
	/* in a strict funnel, any row stands between others */
	if (row.bits == 0 && tag.exclusions == 0 && state->plan.order != FUNNEL_STRICT)
		return state;

	if (row.bits != 0)
	{
		tag.breakdown = value_argument(fcinfo, 5, state);
		if (state->plan.hold)
			tag.hold = value_argument(fcinfo, 6, state);
	}
	row.time = agg_get_time(fcinfo, 2);
	row.number = funnel_tag_id(&state->values, tag);
	actor_log_append(&state->log, actor_of(fcinfo), row);
	return state;
}

PG_FUNCTION_INFO_V1(analytics_funnel_names_transition_uuid);
Datum
analytics_funnel_names_transition_uuid(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(names_transition(fcinfo, actor_uuid_argument));
}

PG_FUNCTION_INFO_V1(analytics_funnel_names_transition_bigint);
Datum
analytics_funnel_names_transition_bigint(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(names_transition(fcinfo, actor_bigint_argument));
}

PG_FUNCTION_INFO_V1(analytics_funnel_plan_transition_uuid);
Datum
analytics_funnel_plan_transition_uuid(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(plan_transition(fcinfo, actor_uuid_argument));
}

PG_FUNCTION_INFO_V1(analytics_funnel_plan_transition_bigint);
Datum
analytics_funnel_plan_transition_bigint(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(plan_transition(fcinfo, actor_bigint_argument));
}

/* ---------- combine ---------- */

static void
copy_bytes(FlatArray *to, const FlatArray *from, MemoryContext context)
{
	flat_array_reserve(to, sizeof(char), from->count, context);
	if (from->count > 0)
		memcpy(to->items, from->items, from->count);
	to->count = from->count;
}

PG_FUNCTION_INFO_V1(analytics_funnel_combine);
Datum
analytics_funnel_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	FunnelState *state = AGG_STATE(0, FunnelState);
	FunnelState *other = AGG_STATE(1, FunnelState);

	if (other == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
	{
		state = funnel_state_create(context);
		state->plan = other->plan;
		state->names.given = other->names.given;
		copy_bytes(&state->names.bytes, &other->names.bytes, context);
		memcpy(state->names.ends, other->names.ends, sizeof(state->names.ends));
	}
	else if (!funnel_same_question(state, other))
		agg_argument_varies(state->names.given ? "steps or within" : "plan");

	actor_log_check_type(&state->log, &other->log);
	actor_log_combine(&state->log, &other->log,
					  other->values.tags.count == 1 ? NULL
					  : funnel_translate_tags(&state->values, &other->values));
	PG_RETURN_POINTER(state);
}
