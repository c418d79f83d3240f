/*-------------------------------------------------------------------------
 *
 * funnel_result.c
 *	  The population funnel: from entries to counts, rates and times.
 *
 * Final functions rearrange the state at most, which cannot be observed.  What
 * they gather is theirs, in the context of the call.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/builtins.h"

#include "aggkit/composite_array.h"
#include "aggkit/quantile.h"
#include "aggkit/step_bit.h"
#include "aggregates/funnel_match.h"
#include "aggregates/funnel_sort.h"
#include "aggregates/funnel_state.h"
#include "base/wide.h"

/* the quantiles of the seconds from the step before, and from the first one */
enum
{
	MEDIAN,
	NINETIETH,
	QUANTILES
};
static const double fractions[QUANTILES] = {[MEDIAN] = 0.5, [NINETIETH] = 0.9};

#define NAMED_ATTRIBUTES 10		/* of analytics_funnel_step */
#define BREAKDOWN_ATTRIBUTES 11 /* of analytics_funnel_breakdown_step */

/* What is known of one step, for one breakdown value. */
typedef struct StepTally
{
	int64		actors;
	int64		immature;
	FlatArray	from_previous;	/* uint64: microseconds */
	FlatArray	from_first;		/* none where the first is the one before */
} StepTally;

typedef struct Tally
{
	const FunnelPlan *plan;
	MemoryContext context;
	int			previous[FUNNEL_MAX_STEPS]; /* the step that each is compared with; -1: none */
	StepTally **values;			/* by id: its steps, or NULL */
} Tally;

static StepTally *
tally_of_value(Tally *tally, uint32 value)
{
	if (tally->values[value] == NULL)
		tally->values[value] = agg_alloc0(tally->context,
										  sizeof(StepTally) * tally->plan->step_count);
	return tally->values[value];
}

static void
tally_add(void *receiver, const FunnelChain *chain)
{
	Tally	   *tally = receiver;
	const FunnelPlan *plan = tally->plan;
	StepTally  *steps = tally_of_value(tally, chain->breakdown);
	bool		immature = plan->has_as_of &&
		time_after(chain->times[0], plan->within) >= plan->as_of;

	for (int i = 0; i < plan->step_count; i++)
	{
		uint64		time = (uint64) chain->times[i];

		if ((chain->filled & STEP_BIT(i)) == 0)
			continue;
		steps[i].actors++;
		steps[i].immature += immature;
		if (i == 0)
			continue;
		*(uint64 *) flat_array_append(&steps[i].from_previous, sizeof(uint64), tally->context) =
			time - (uint64) chain->times[tally->previous[i]];
		if (tally->previous[i] != 0)
			*(uint64 *) flat_array_append(&steps[i].from_first, sizeof(uint64), tally->context) =
				time - (uint64) chain->times[0];
	}
}

/* ---------- actors ---------- */

static void *
result_alloc(Size count, Size size)
{
	return palloc_extended(mul_size(Max(count, 1), size), MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

static void
tally_state(FunnelState *state, const uint32 *sorted_ids, Tally *tally)
{
	FunnelMatcher matcher;
	ActorScan	scan;
	uint32		value_count = state->values.ends.count;
	uint32	   *ranks = result_alloc(value_count, sizeof(uint32));
	int			required = -1;

	for (uint32 i = 0; i < value_count; i++)
		ranks[sorted_ids[i]] = i;

	memset(tally, 0, sizeof(*tally));
	tally->plan = &state->plan;
	tally->context = CurrentMemoryContext;
	tally->values = result_alloc(value_count, sizeof(StepTally *));
	for (int i = 0; i < state->plan.step_count; i++)
	{
		tally->previous[i] = required;
		if ((state->plan.optional & STEP_BIT(i)) == 0)
			required = i;
	}

	funnel_matcher_init(&matcher, &state->plan);
	matcher.tags = state->values.tags.items;
	matcher.value_rank = ranks;
	matcher.has_values = value_count > 1;
	matcher.emit = tally_add;
	matcher.receiver = tally;
	actor_scan_begin(&scan, &state->log);
	while (actor_scan_next(&scan))
	{
		matcher.rows = scan.rows;
		if (state->values.tags.count > 1)
			funnel_sort_rows(&matcher);
		funnel_match(&matcher);
	}
}

/* ---------- result ---------- */

static double
seconds(double microseconds)
{
	return microseconds / USECS_PER_SEC;
}

static double
mean_of(const uint64 *values, uint32 count)
{
	Wide		sum = {0};

	for (uint32 i = 0; i < count; i++)
	{
		Wide		value = {0, values[i]};

		wide_add(&sum, value);
	}
	return wide_to_double(sum) / count;
}

static void
set_int(Datum *value, bool *is_null, int64 number)
{
	*value = Int64GetDatum(number);
	*is_null = false;
}

static void
set_double(Datum *value, bool *is_null, double number)
{
	*value = Float8GetDatum(number);
	*is_null = false;
}

static void
set_text(Datum *value, bool *is_null, const char *bytes, uint32 size)
{
	*value = PointerGetDatum(cstring_to_text_with_len(bytes, (int) size));
	*is_null = false;
}

static void
set_ratio(Datum *value, bool *is_null, int64 part, int64 whole)
{
	if (whole != 0)
		set_double(value, is_null, (double) part / whole);
}

/*
 * The attributes that both result types have in a row: actors, rate_from_first,
 * rate_from_previous, dropped, median_seconds, p90_seconds, mean_seconds,
 * median_seconds_from_first.
 */
static void
set_numbers(Datum *values, bool *nulls, const Tally *tally, StepTally *steps, int step)
{
	StepTally  *tallied = &steps[step];
	int			previous = tally->previous[step];
	uint64	   *times = tallied->from_previous.items;
	uint32		count = tallied->from_previous.count;
	double		quantiles[QUANTILES];

	set_int(&values[0], &nulls[0], tallied->actors);
	set_ratio(&values[1], &nulls[1], tallied->actors, steps[0].actors);
	if (previous < 0)
		return;
	set_ratio(&values[2], &nulls[2], tallied->actors, steps[previous].actors);
	set_int(&values[3], &nulls[3], steps[previous].actors - tallied->actors);
	if (count == 0)
		return;
	quantiles_continuous(times, count, fractions, QUANTILES, quantiles);
	set_double(&values[4], &nulls[4], seconds(quantiles[MEDIAN]));
	set_double(&values[5], &nulls[5], seconds(quantiles[NINETIETH]));
	set_double(&values[6], &nulls[6], seconds(mean_of(times, count)));
	if (previous != 0)
		quantiles_continuous(tallied->from_first.items, count, fractions, 1, quantiles);
	set_double(&values[7], &nulls[7], seconds(quantiles[MEDIAN]));
}

/*
 * States of both forms may be merged as values, each by its own aggregate.
 */
static void
check_form(const FunnelState *state, bool names_given)
{
	if (state->names.given != names_given)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state is one of the other form of analytics_funnel_agg"),
				 errdetail(state->names.given ? "It has the names of its steps." : "It has a plan."),
				 errhint("Merge it with %s(state).",
						 state->names.given ? "analytics_funnel_agg_merge" : "analytics_funnel_agg_plan_merge")));
}

PG_FUNCTION_INFO_V1(analytics_funnel_names_final);
Datum
analytics_funnel_names_final(PG_FUNCTION_ARGS)
{
	FunnelState *state = AGG_STATE(0, FunnelState);
	CompositeArray result;
	StepTally  *steps;
	Tally		tally;

	(void) agg_context(fcinfo);
	if (state == NULL)
		PG_RETURN_NULL();
	check_form(state, true);

	tally_state(state, funnel_sort_values(&state->values), &tally);
	steps = tally_of_value(&tally, FUNNEL_NULL_VALUE);
	composite_array_begin(&result, fcinfo, NAMED_ATTRIBUTES, state->plan.step_count);
	for (int i = 0; i < state->plan.step_count; i++)
	{
		uint32		start = i == 0 ? 0 : state->names.ends[i - 1];
		Datum		values[NAMED_ATTRIBUTES] = {0};
		bool		nulls[NAMED_ATTRIBUTES];

		memset(nulls, true, sizeof(nulls));
		values[0] = Int32GetDatum(i + 1);
		nulls[0] = false;
		set_text(&values[1], &nulls[1], (const char *) state->names.bytes.items + start,
				 state->names.ends[i] - start);
		set_numbers(&values[2], &nulls[2], &tally, steps, i);
		composite_array_add(&result, values, nulls);
	}
	PG_RETURN_DATUM(composite_array_end(&result));
}

PG_FUNCTION_INFO_V1(analytics_funnel_plan_final);
Datum
analytics_funnel_plan_final(PG_FUNCTION_ARGS)
{
	FunnelState *state = AGG_STATE(0, FunnelState);
	CompositeArray result;
	Tally		tally;
	uint32	   *ids;
	bool		any = false;

	(void) agg_context(fcinfo);
	if (state == NULL)
		PG_RETURN_NULL();
	check_form(state, false);

	ids = funnel_sort_values(&state->values);
	tally_state(state, ids, &tally);
	composite_array_begin(&result, fcinfo, BREAKDOWN_ATTRIBUTES, state->plan.step_count);
	for (uint32 id = 0; id < state->values.ends.count; id++)
		any = any || tally.values[id] != NULL;
	if (!any)
		(void) tally_of_value(&tally, FUNNEL_NULL_VALUE);	/* a funnel nobody entered */

	for (uint32 rank = 0; rank < state->values.ends.count; rank++)
	{
		uint32		id = ids[rank];
		StepTally  *steps = tally.values[id];

		if (steps == NULL)
			continue;
		for (int i = 0; i < state->plan.step_count; i++)
		{
			Datum		values[BREAKDOWN_ATTRIBUTES] = {0};
			bool		nulls[BREAKDOWN_ATTRIBUTES];

			CHECK_FOR_INTERRUPTS();
			memset(nulls, true, sizeof(nulls));
			if (id != FUNNEL_NULL_VALUE)
			{
				uint32		size;
				const char *bytes = funnel_value(&state->values, id, &size);

				set_text(&values[0], &nulls[0], bytes, size);
			}
			values[1] = Int32GetDatum(i + 1);
			nulls[1] = false;
			set_numbers(&values[2], &nulls[2], &tally, steps, i);
			if (state->plan.has_as_of)
				set_int(&values[10], &nulls[10], steps[i].immature);
			composite_array_add(&result, values, nulls);
		}
	}
	PG_RETURN_DATUM(composite_array_end(&result));
}
