/*-------------------------------------------------------------------------
 *
 * habit_judged.c
 *	  One habit, judged on many days: for the report on habits.
 *
 * What was heard of the habit comes as numbers, each a day and a step, so that
 * in order the last one up to a day says whether the habit exists then: on the
 * day on which it is archived it does not, whatever else is heard of that day.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"

#include "aggregates/habit.h"

/* The low bits of a number; of one day, the greatest counts. */
#define HABIT_STEP_BITS 2
#define HABIT_STEP_MASK ((1 << HABIT_STEP_BITS) - 1)
#define HABIT_DONE 1
#define HABIT_GONE 2

/* Columns of the result. */
enum
{
	JUDGED_BUCKET,
	JUDGED_SCORE,
	JUDGED_COMPLETION,
	JUDGED_DAYS_DONE,
	JUDGED_AVERAGE_STREAK,
	JUDGED_LONGEST_STREAK,
	JUDGED_COLUMNS
};

PG_FUNCTION_INFO_V1(analytics_habit_judged);

/*
 * The number of a day for which an event was heard.
 */
int32
habit_heard(DateADT day, const char *event_type, Size length)
{
	static const char checked[] = "habit_checked";
	static const char archived[] = "habit_archived";
	int32		step = 0;

	if (length == sizeof(checked) - 1 && memcmp(event_type, checked, length) == 0)
		step = HABIT_DONE;
	else if (length == sizeof(archived) - 1 && memcmp(event_type, archived, length) == 0)
		step = HABIT_GONE;
	return (int32) ((uint32) day << HABIT_STEP_BITS) + step;
}

static int
compare_int32(const void *a, const void *b)
{
	int32		first = *(const int32 *) a;
	int32		second = *(const int32 *) b;

	return (first > second) - (first < second);
}

/*
 * The elements of an array of integers or dates, which are alike.
 */
static int32 *
get_elements(ArrayType *array, Oid type, int *count)
{
	Datum	   *elements;
	int32	   *result;

	deconstruct_array(array, type, sizeof(int32), true, TYPALIGN_INT, &elements, NULL, count);
	result = palloc_array(int32, *count + 1);
	for (int i = 0; i < *count; i++)
		result[i] = DatumGetInt32(elements[i]);
	return result;
}

/*
 * How many of the ordered days are not after a day.
 */
static uint32
days_until(const int64 *days, uint32 count, int64 day)
{
	uint32		low = 0;
	uint32		high = count;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;

		if (days[middle] <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
put_judged(ReturnSetInfo *result, int bucket, const Streaks *found, HabitTerms terms)
{
	Datum		values[JUDGED_COLUMNS];
	bool		nulls[JUDGED_COLUMNS] = {false};

	values[JUDGED_BUCKET] = Int32GetDatum(bucket);
	values[JUDGED_SCORE] = Float8GetDatum(habit_score(found, terms));
	values[JUDGED_COMPLETION] = Float8GetDatum(habit_completion(found, terms));
	values[JUDGED_DAYS_DONE] = Int64GetDatum(found->days_done);
	values[JUDGED_AVERAGE_STREAK] = Float8GetDatum(habit_average_streak(found));
	values[JUDGED_LONGEST_STREAK] = Int64GetDatum(found->longest);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * habit_judged(heard integer[], judged date[], window_days, streak_weight)
 */
Datum
analytics_habit_judged(PG_FUNCTION_ARGS)
{
	int			heard_count;
	int			judged_count;
	int32	   *heard = get_elements(PG_GETARG_ARRAYTYPE_P(0), INT4OID, &heard_count);
	int32	   *judged = get_elements(PG_GETARG_ARRAYTYPE_P(1), DATEOID, &judged_count);
	HabitTerms	terms = {0, PG_GETARG_INT32(2), PG_GETARG_FLOAT8(3)};
	int64	   *days = palloc_array(int64, heard_count + 1);
	int64	   *days_done = palloc_array(int64, heard_count + 1);
	uint32		done_count = 0;

	habit_check_window(terms.window_days);
	InitMaterializedSRF(fcinfo, 0);
	qsort(heard, heard_count, sizeof(int32), compare_int32);
	for (int i = 0; i < heard_count; i++)
	{
		/* an arithmetic shift: days before 2000 are negative */
		days[i] = heard[i] >> HABIT_STEP_BITS;
		if ((heard[i] & HABIT_STEP_MASK) == HABIT_DONE)
			days_done[done_count++] = days[i];
	}

	for (int i = 0; i < judged_count; i++)
	{
		uint32		known = days_until(days, heard_count, judged[i]);
		uint32		before = days_until(days_done, done_count, (int64) judged[i] - terms.window_days);
		uint32		until = days_until(days_done, done_count, judged[i]);
		Streaks		found;

		CHECK_FOR_INTERRUPTS();
		if (known == 0 || (heard[known - 1] & HABIT_STEP_MASK) == HABIT_GONE)
			continue;
		terms.as_of = judged[i];
		found = habit_find_streaks(days_done + before, until - before, terms);
		put_judged((ReturnSetInfo *) fcinfo->resultinfo, i + 1, &found, terms);
	}
	return (Datum) 0;
}
