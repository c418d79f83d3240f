/*-------------------------------------------------------------------------
 *
 * window_funnel.c
 *	  analytics_window_funnel and analytics_window_funnel_times.
 *
 * Both keep the rows of one actor, as a time and the steps it satisfies, and
 * share state and support functions, so that a query that asks for both
 * keeps them once.  Rows that satisfy no step are kept for strict_order only.
 *
 * The state exists from the first row on, even when that row is skipped: no
 * rows give 0, skipped rows alone NULL.
 *
 * Memory: the state and its rows are in the aggregate context; fn_extra holds
 * the parsed modes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "aggkit/agg_support.h"
#include "aggkit/row_list.h"
#include "aggregates/window_funnel_scan.h"

#define STATE_MAGIC "MWwf"
#define STATE_VERSION 1

typedef struct WindowFunnelState
{
	RowList	events;			/* must be first */
	WindowFunnelRules rules;			/* of the first row; the same on all */
} WindowFunnelState;

/* the modes argument of the row before: it is the same on every row */
typedef struct ModesCache
{
	text	   *value;
	uint8		modes;
} ModesCache;

static const struct
{
	const char *name;
	uint8		mode;
}			mode_names[] =
{
	{"strict_once", MODE_STRICT_ONCE},
	{"strict_increase", MODE_STRICT_INCREASE},
	{"strict_deduplication", MODE_STRICT_DEDUPLICATION},
	{"strict_order", MODE_STRICT_ORDER},
	{"allow_reentry", MODE_ALLOW_REENTRY},
};

PG_FUNCTION_INFO_V1(analytics_window_funnel_transition);
PG_FUNCTION_INFO_V1(analytics_window_funnel_transition_modes);
PG_FUNCTION_INFO_V1(analytics_window_funnel_combine);
PG_FUNCTION_INFO_V1(analytics_window_funnel_serialize);
PG_FUNCTION_INFO_V1(analytics_window_funnel_deserialize);
PG_FUNCTION_INFO_V1(analytics_window_funnel_final);
PG_FUNCTION_INFO_V1(analytics_window_funnel_times_final);

/*
 * One mode, of so many bytes.
 */
static uint8
parse_mode(const char *name, int length)
{
	for (Size i = 0; i < lengthof(mode_names); i++)
		if (strlen(mode_names[i].name) == (Size) length &&
			strncmp(mode_names[i].name, name, length) == 0)
			return mode_names[i].mode;

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown window funnel mode \"%s\"", pnstrdup(name, length)),
			 errhint("Modes are a comma-separated list of strict_once, strict_increase, strict_deduplication, strict_order and allow_reentry.")));
}

/*
 * A comma-separated list of modes; an empty one is the default mode.
 */
static uint8
parse_modes(const char *list)
{
	uint8		modes = 0;
	bool		more = list[strspn(list, " ")] != '\0';

	while (more)
	{
		const char *name = list + strspn(list, " ");
		int			length = (int) strcspn(name, ",");

		more = name[length] == ',';
		list = name + length + 1;
		while (length > 0 && name[length - 1] == ' ')
			length--;
		modes |= parse_mode(name, length);
	}

	if ((modes & MODE_ALLOW_REENTRY) && !(modes & MODE_STRICT_ORDER))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("mode allow_reentry needs mode strict_order"),
				 errhint("Pass 'strict_order, allow_reentry'.")));
	return modes;
}

/*
 * The modes argument, parsed when it is not what it was on the row before.
 */
static uint8
get_modes(FunctionCallInfo fcinfo, int argno)
{
	ModesCache *cache = fcinfo->flinfo->fn_extra;
	text	   *value;

	if (PG_ARGISNULL(argno))
		agg_argument_is_null("modes");
	value = PG_GETARG_TEXT_PP(argno);

	if (cache == NULL)
		cache = fcinfo->flinfo->fn_extra =
			MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(ModesCache));
	else if (cache->value != NULL &&
			 VARSIZE_ANY(value) == VARSIZE_ANY(cache->value) &&
			 memcmp(value, cache->value, VARSIZE_ANY(value)) == 0)
		return cache->modes;

	if (cache->value != NULL)
		pfree(cache->value);
	cache->value = NULL;
	cache->modes = parse_modes(text_to_cstring(value));
	cache->value = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, VARSIZE_ANY(value));
	memcpy(cache->value, value, VARSIZE_ANY(value));
	return cache->modes;
}

/*
 * Rules are constant within a group.
 */
static void
check_rules(const WindowFunnelRules *first, const WindowFunnelRules *now)
{
	if (unlikely(first->within != now->within))
		agg_argument_varies("within");
	if (unlikely(first->modes != now->modes))
		agg_argument_varies("modes");
	agg_check_condition_count(first->steps, now->steps);
}

/*
 * Add a row: time in argument "argno", steps in the one behind it.
 */
static Datum
add_row(FunctionCallInfo fcinfo, MemoryContext context, WindowFunnelRules rules, int argno)
{
	WindowFunnelState *state = AGG_STATE(0, WindowFunnelState);
	AggConditions steps = agg_get_conditions(fcinfo, argno + 1);

	rules.steps = (uint8) steps.count;
	if (state == NULL)
	{
		state = row_list_create(sizeof(WindowFunnelState), 0, context);
		state->rules = rules;
	}
	else
		check_rules(&state->rules, &rules);

	if (!PG_ARGISNULL(argno) && !steps.has_null)
	{
		TimestampTz time = agg_get_time(fcinfo, argno);

		state->events.counted = true;
		if (steps.mask != 0 || (rules.modes & MODE_STRICT_ORDER))
			state = row_list_append(&state->events, time, steps.mask, context);
	}
	PG_RETURN_POINTER(state);
}

Datum
analytics_window_funnel_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	WindowFunnelRules rules = {.within = agg_get_duration(fcinfo, 1, "within")};

	return add_row(fcinfo, context, rules, 2);
}

Datum
analytics_window_funnel_transition_modes(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	WindowFunnelRules rules = {
		.within = agg_get_duration(fcinfo, 1, "within"),
		.modes = get_modes(fcinfo, 2)
	};

	return add_row(fcinfo, context, rules, 3);
}

Datum
analytics_window_funnel_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	WindowFunnelState *state = AGG_STATE(0, WindowFunnelState);
	WindowFunnelState *other = AGG_STATE(1, WindowFunnelState);

	if (other == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
	{
		state = row_list_create(sizeof(WindowFunnelState),
								row_list_count(&other->events), context);
		state->rules = other->rules;
	}
	else
		check_rules(&state->rules, &other->rules);

	PG_RETURN_POINTER(row_list_merge(&state->events, &other->events, context));
}

Datum
analytics_window_funnel_serialize(PG_FUNCTION_ARGS)
{
	WindowFunnelState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, WindowFunnelState);
	row_list_sort(&state->events);

	result = agg_serialize_begin(&writer,
								 WINDOW_FUNNEL_RULES_BYTES + 1 +
								 ROW_LIST_BYTES(&state->events),
								 STATE_MAGIC, STATE_VERSION);
	window_funnel_rules_put(&writer, &state->rules);
	agg_put_u8(&writer, state->events.counted);
	row_list_put(&writer, &state->events);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_window_funnel_deserialize(PG_FUNCTION_ARGS)
{
	WindowFunnelState *state;
	AggReader	reader;
	WindowFunnelRules rules;
	bool		counted;
	uint32		count;

	agg_deserialize_begin(fcinfo, &reader, STATE_MAGIC, STATE_VERSION);
	window_funnel_rules_get(&reader, &rules);
	counted = agg_get_bool(&reader);
	count = condition_rows_get_count(&reader);

	state = row_list_create(sizeof(WindowFunnelState), count, CurrentMemoryContext);
	state->rules = rules;
	state->events.counted = counted;
	row_list_get(&reader, &state->events, count, rules.steps);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

Datum
analytics_window_funnel_final(PG_FUNCTION_ARGS)
{
	WindowFunnelState *state;

	(void) agg_context(fcinfo);
	state = AGG_STATE(0, WindowFunnelState);
	if (state == NULL)
		PG_RETURN_INT32(0);
	if (!state->events.counted)
		PG_RETURN_NULL();

	row_list_sort(&state->events);
	PG_RETURN_INT32(window_funnel_level(&state->rules,
										row_list_rows(&state->events),
										row_list_count(&state->events)));
}

Datum
analytics_window_funnel_times_final(PG_FUNCTION_ARGS)
{
	WindowFunnelState *state;
	TimestampTz times[WINDOW_FUNNEL_MAX_STEPS];
	Datum		elements[WINDOW_FUNNEL_MAX_STEPS];
	int			level;

	(void) agg_context(fcinfo);
	state = AGG_STATE(0, WindowFunnelState);
	if (state == NULL)
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(TIMESTAMPTZOID));
	if (!state->events.counted)
		PG_RETURN_NULL();

	row_list_sort(&state->events);
	level = window_funnel_chain(&state->rules, row_list_rows(&state->events),
								row_list_count(&state->events), times);
	for (int i = 0; i < level; i++)
		elements[i] = TimestampTzGetDatum(times[i]);
	PG_RETURN_ARRAYTYPE_P(construct_array(elements, level, TIMESTAMPTZOID,
										  sizeof(TimestampTz),
										  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}
