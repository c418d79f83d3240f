/*-------------------------------------------------------------------------
 *
 * habit.c
 *	  How well one actor keeps a habit: analytics_habit_adherence.
 *
 * The state is the list of days on which the habit was done.  Days after
 * as_of are not kept; days before the window are, for the current streak may
 * reach back behind it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/date.h"

#include "aggkit/time_list.h"
#include "aggregates/habit.h"

#define HABIT_MAGIC "MWHA"
#define HABIT_VERSION 1
#define HABIT_FIXED_MAX_BYTES (2 * AGG_UINT_BYTES + sizeof(double))
#define HABIT_WINDOW_DAYS 7
#define HABIT_MAX_WINDOW_DAYS 3660
#define HABIT_STREAK_WEIGHT 0.3

typedef struct HabitState
{
	TimeList	days_done;		/* dates, not after as_of; may repeat */
	HabitTerms	terms;
} HabitState;

/* Columns of analytics_habit. */
enum
{
	HABIT_SCORE,
	HABIT_COMPLETION,
	HABIT_COMPLETION_PERCENT,
	HABIT_DAYS_DONE,
	HABIT_AVERAGE_STREAK,
	HABIT_CURRENT_STREAK,
	HABIT_LONGEST_STREAK,
	HABIT_COLUMNS
};

PG_FUNCTION_INFO_V1(analytics_habit_adherence_transition);
PG_FUNCTION_INFO_V1(analytics_habit_adherence_transition_terms);
PG_FUNCTION_INFO_V1(analytics_habit_adherence_combine);
PG_FUNCTION_INFO_V1(analytics_habit_adherence_serialize);
PG_FUNCTION_INFO_V1(analytics_habit_adherence_deserialize);
PG_FUNCTION_INFO_V1(analytics_habit_adherence_final);

static DateADT
get_day(FunctionCallInfo fcinfo, int argno)
{
	DateADT		day = PG_GETARG_DATEADT(argno);

	if (DATE_NOT_FINITE(day))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("date must be finite")));
	return day;
}

static DateADT
get_as_of(FunctionCallInfo fcinfo, int argno)
{
	if (PG_ARGISNULL(argno))
		agg_argument_is_null("as_of");
	return get_day(fcinfo, argno);
}

void
habit_check_window(int32 days)
{
	if (days < 1 || days > HABIT_MAX_WINDOW_DAYS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"window_days\" must lie between 1 and %d, not %d",
						HABIT_MAX_WINDOW_DAYS, days)));
}

static int32
get_window_days(FunctionCallInfo fcinfo, int argno)
{
	int32		days;

	if (PG_ARGISNULL(argno))
		agg_argument_is_null("window_days");
	days = PG_GETARG_INT32(argno);
	habit_check_window(days);
	return days;
}

static bool
valid_weight(double weight)
{
	return weight >= 0.0 && weight <= 1.0;	/* false for NaN */
}

static double
get_streak_weight(FunctionCallInfo fcinfo, int argno)
{
	double		weight;

	if (PG_ARGISNULL(argno))
		agg_argument_is_null("streak_weight");
	weight = PG_GETARG_FLOAT8(argno);
	if (!valid_weight(weight))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"streak_weight\" must lie between 0 and 1, not %g", weight)));
	return weight;
}

static HabitState *
habit_make(MemoryContext context, HabitTerms terms)
{
	HabitState *state = agg_alloc0(context, sizeof(HabitState));

	state->terms = terms;
	return state;
}

static void
check_same_terms(HabitTerms first, HabitTerms now)
{
	if (first.as_of != now.as_of)
		agg_argument_varies("as_of");
	if (first.window_days != now.window_days)
		agg_argument_varies("window_days");
	if (first.streak_weight != now.streak_weight)
		agg_argument_varies("streak_weight");
}

/*
 * One row: (state, day, done, ...) under the given terms.
 */
static Datum
habit_accum(FunctionCallInfo fcinfo, HabitTerms terms)
{
	MemoryContext context = agg_context(fcinfo);
	HabitState *state = AGG_STATE(0, HabitState);

	if (state == NULL)
		state = habit_make(context, terms);
	else
		check_same_terms(state->terms, terms);

	if (!PG_ARGISNULL(1) && !PG_ARGISNULL(2))
	{
		DateADT		day = get_day(fcinfo, 1);

		if (PG_GETARG_BOOL(2) && day <= terms.as_of)
			time_list_append(&state->days_done, day, context);
	}
	PG_RETURN_POINTER(state);
}

/*
 * (state, day, done, as_of)
 */
Datum
analytics_habit_adherence_transition(PG_FUNCTION_ARGS)
{
	HabitTerms	terms;

	terms.as_of = get_as_of(fcinfo, 3);
	terms.window_days = HABIT_WINDOW_DAYS;
	terms.streak_weight = HABIT_STREAK_WEIGHT;
	return habit_accum(fcinfo, terms);
}

/*
 * (state, day, done, as_of, window_days, streak_weight)
 */
Datum
analytics_habit_adherence_transition_terms(PG_FUNCTION_ARGS)
{
	HabitTerms	terms;

	terms.as_of = get_as_of(fcinfo, 3);
	terms.window_days = get_window_days(fcinfo, 4);
	terms.streak_weight = get_streak_weight(fcinfo, 5);
	return habit_accum(fcinfo, terms);
}

Datum
analytics_habit_adherence_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	HabitState *state = AGG_STATE(0, HabitState);
	HabitState *other = AGG_STATE(1, HabitState);

	if (other != NULL)
	{
		if (state == NULL)
			state = habit_make(context, other->terms);
		else
			check_same_terms(state->terms, other->terms);
		time_list_concat(&state->days_done, &other->days_done, context);
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

Datum
analytics_habit_adherence_serialize(PG_FUNCTION_ARGS)
{
	HabitState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, HabitState);
	result = agg_serialize_begin(&writer,
								 HABIT_FIXED_MAX_BYTES + TIME_LIST_MAX_BYTES(&state->days_done),
								 HABIT_MAGIC, HABIT_VERSION);
	agg_put_int(&writer, state->terms.as_of);
	agg_put_int(&writer, state->terms.window_days);
	agg_put_bytes(&writer, &state->terms.streak_weight, sizeof(double));
	time_list_put(&writer, &state->days_done);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_habit_adherence_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	HabitState *state;
	HabitTerms	terms;
	int64		as_of;
	int64		window_days;

	agg_deserialize_begin(fcinfo, &reader, HABIT_MAGIC, HABIT_VERSION);
	as_of = agg_get_int(&reader);
	window_days = agg_get_int(&reader);
	agg_get_bytes(&reader, &terms.streak_weight, sizeof(double));
	if (as_of <= DATEVAL_NOBEGIN || as_of >= DATEVAL_NOEND ||
		window_days < 1 || window_days > HABIT_MAX_WINDOW_DAYS ||
		!valid_weight(terms.streak_weight))
		agg_reader_fail(&reader);
	terms.as_of = (DateADT) as_of;
	terms.window_days = (int32) window_days;
	state = habit_make(CurrentMemoryContext, terms);
	time_list_get(&reader, &state->days_done, PG_INT32_MIN, terms.as_of, CurrentMemoryContext);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/*
 * Look through the days, in order.
 */
Streaks
habit_find_streaks(const int64 *days, uint32 count, HabitTerms terms)
{
	Streaks		found = {0};
	int64		first_day = (int64) terms.as_of - terms.window_days + 1;
	int64		streak = 0;		/* up to the present day, wherever it began */
	int64		in_window = 0;	/* the part of it inside the window */

	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i > 0 && days[i] == days[i - 1])
			continue;
		if (i == 0 || days[i] != days[i - 1] + 1)
			streak = in_window = 0;
		streak++;
		if (days[i] >= first_day)
		{
			found.days_done++;
			if (++in_window == 1)
				found.streaks++;
			found.longest = Max(found.longest, in_window);
		}
		if (days[i] == terms.as_of)
			found.current = streak;
	}
	return found;
}

Datum
analytics_habit_adherence_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	HabitState *state = AGG_STATE(0, HabitState);
	TupleDesc	descriptor;
	Datum		values[HABIT_COLUMNS];
	bool		nulls[HABIT_COLUMNS] = {false};
	Streaks		found;

	if (state == NULL)
		PG_RETURN_NULL();
	if (get_call_result_type(fcinfo, NULL, &descriptor) != TYPEFUNC_COMPOSITE ||
		descriptor->natts != HABIT_COLUMNS)
		elog(ERROR, "function is not declared to return a habit");

	time_list_sort(&state->days_done, context);
	found = habit_find_streaks(TIME_LIST_ITEMS(&state->days_done),
						 TIME_LIST_COUNT(&state->days_done), state->terms);
	values[HABIT_SCORE] = Float8GetDatum(habit_score(&found, state->terms));
	values[HABIT_COMPLETION] = Float8GetDatum(habit_completion(&found, state->terms));
	values[HABIT_COMPLETION_PERCENT] = Float8GetDatum(100.0 * found.days_done / state->terms.window_days);
	values[HABIT_DAYS_DONE] = Int64GetDatum(found.days_done);
	values[HABIT_AVERAGE_STREAK] = Float8GetDatum(habit_average_streak(&found));
	values[HABIT_CURRENT_STREAK] = Int64GetDatum(found.current);
	values[HABIT_LONGEST_STREAK] = Int64GetDatum(found.longest);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(descriptor), values, nulls)));
}
