/*-------------------------------------------------------------------------
 *
 * retention_result.c
 *	  The cohort matrix: from actors' intervals to cells.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/timestamp.h"

#include "aggkit/composite_array.h"
#include "aggregates/retention.h"
#include "base/seeded_hash.h"

#define CELL_ATTRIBUTES 6		/* of analytics_retention_cell */

/* A row of the matrix. */
typedef struct Cohort
{
	int64		interval;		/* its number */
	uint32		place;			/* of its row among the cells */
	char		status;
} Cohort;

#define SH_PREFIX cohorts
#define SH_ELEMENT_TYPE Cohort
#define SH_KEY_TYPE int64
#define SH_KEY interval
#define SH_HASH_KEY(table, key) seeded_hash(&(key), sizeof(key))
#define SH_EQUAL(table, a, b) ((a) == (b))
#define SH_SCOPE static inline
#define SH_DEFINE
#define SH_DECLARE
#include "lib/simplehash.h"

typedef struct Matrix
{
	const RetentionOptions *options;
	Calendar	calendar;
	cohorts_hash *cohorts;
	FlatArray	cells;			/* int64: periods + 1 for each cohort */
} Matrix;

#define INITIAL_COHORTS 64

/*
 * The cells of a cohort, until the next call.
 */
static int64 *
matrix_row(Matrix *matrix, int64 interval)
{
	uint32		width = matrix->options->periods + 1;
	bool		found;
	Cohort	   *cohort = cohorts_insert(matrix->cohorts, interval, &found);

	if (!found)
	{
		flat_array_reserve(&matrix->cells, sizeof(int64), width, CurrentMemoryContext);
		cohort->place = matrix->cells.count;
		memset(FLAT_ARRAY_ITEM(&matrix->cells, int64, cohort->place), 0, sizeof(int64) * width);
		matrix->cells.count += width;
	}
	return FLAT_ARRAY_ITEM(&matrix->cells, int64, cohort->place);
}

/* ---------- an actor ---------- */

static inline uint64
elapsed_units(const ActorRow *start, const ActorRow *row, uint64 unit)
{
	return ((uint64) row->time - (uint64) start->time) / unit;
}

/*
 * An actor who started with the row at "start": count them in, and in the
 * columns of the periods in which they returned.
 *
 * Periods are told by the rows' times divided by "unit": 1 where these are
 * intervals already.
 */
static void
count_start(Matrix *matrix, int64 interval, const ActorRow *rows, uint32 count,
			uint32 start, uint64 unit)
{
	const RetentionOptions *options = matrix->options;
	int64	   *cells = matrix_row(matrix, interval);
	uint64		periods = options->periods;
	uint64		reached = 0;	/* the columns up to this one are done */
	uint32		row = start;

	cells[0]++;
	while (row < count && reached < periods)
	{
		uint64		period = elapsed_units(&rows[start], &rows[row], unit);
		uint64		returns = 0;

		for (; row < count && elapsed_units(&rows[start], &rows[row], unit) == period; row++)
		{
			CHECK_FOR_INTERRUPTS();
			returns += rows[row].number;
		}
		if (period > periods && !options->or_after)
			break;
		if (returns < options->minimum)
			continue;
		if (!options->or_after)
			reached = Max(period, 1) - 1;
		for (; reached < Min(period, periods); reached++)
			cells[reached + 1]++;
	}
}

static void
count_actor(Matrix *matrix, const ActorRow *rows, uint32 count)
{
	const RetentionOptions *options = matrix->options;
	uint64		unit = options->rolling ? USECS_PER_DAY : 1;
	int64		last_interval = PG_INT64_MIN;

	for (uint32 i = 0; i < count; i++)
	{
		int64		interval;

		CHECK_FOR_INTERRUPTS();
		if (rows[i].bits & RETENTION_EARLIER)
			return;
		if ((rows[i].bits & RETENTION_START) == 0)
			continue;
		interval = options->rolling
			? calendar_number(&matrix->calendar, rows[i].time) : rows[i].time;
		/* rolling: the first start in the interval is the one that counts */
		if (interval == last_interval)
			continue;
		last_interval = interval;
		count_start(matrix, interval, rows, count, i, unit);
		if (!options->recurring)
			return;
	}
}

/* ---------- result ---------- */

static int
cohort_cmp(const void *a, const void *b)
{
	int64		interval_a = ((const Cohort *) a)->interval;
	int64		interval_b = ((const Cohort *) b)->interval;

	return interval_a < interval_b ? -1 : interval_a > interval_b ? 1 : 0;
}

static Cohort *
sorted_cohorts(const Matrix *matrix)
{
	Cohort	   *sorted = palloc_extended(sizeof(Cohort) * Max(matrix->cohorts->members, 1),
										 MCXT_ALLOC_HUGE);
	cohorts_iterator iterator;
	Cohort	   *cohort;
	uint32		count = 0;

	cohorts_start_iterate(matrix->cohorts, &iterator);
	while ((cohort = cohorts_iterate(matrix->cohorts, &iterator)) != NULL)
		sorted[count++] = *cohort;
	qsort(sorted, count, sizeof(Cohort), cohort_cmp);
	return sorted;
}

/*
 * When the last of a cohort's actors has had the whole of a period.
 */
static TimestampTz
period_end(Matrix *matrix, int64 interval, int32 period)
{
	TimestampTz last_start;

	if (!matrix->options->rolling)
		return calendar_start(&matrix->calendar, interval + period + 1);
	last_start = calendar_start(&matrix->calendar, interval + 1);
	if (period == 0 || TIMESTAMP_NOT_FINITE(last_start))
		return last_start;
	return time_after(last_start, (period + 1) * USECS_PER_DAY);
}

PG_FUNCTION_INFO_V1(analytics_retention_final);
Datum
analytics_retention_final(PG_FUNCTION_ARGS)
{
	RetentionState *state = AGG_STATE(0, RetentionState);
	CompositeArray result;
	Matrix		matrix;
	ActorScan	scan;
	Cohort	   *cohorts;
	TimestampTz known_until;

	(void) agg_context(fcinfo);
	if (state == NULL)
		PG_RETURN_NULL();

	matrix.options = &state->options;
	matrix.calendar = state->calendar;
	matrix.cohorts = cohorts_create(CurrentMemoryContext, INITIAL_COHORTS, NULL);
	memset(&matrix.cells, 0, sizeof(matrix.cells));
	actor_scan_begin(&scan, &state->log);
	while (actor_scan_next(&scan))
		count_actor(&matrix, scan.rows.items, scan.rows.count);

	known_until = Min(state->options.has_as_of ? state->options.as_of : state->greatest_at,
					  state->options.to_time);
	cohorts = sorted_cohorts(&matrix);
	composite_array_begin(&result, fcinfo, CELL_ATTRIBUTES,
						  (int) Min(matrix.cells.count, PG_INT32_MAX));
	for (uint32 i = 0; i < matrix.cohorts->members; i++)
	{
		const int64 *cells = FLAT_ARRAY_ITEM(&matrix.cells, int64, cohorts[i].place);
		TimestampTz start = calendar_start(&matrix.calendar, cohorts[i].interval);

		for (int32 period = 0; period <= state->options.periods; period++)
		{
			Datum		values[CELL_ATTRIBUTES];
			bool		nulls[CELL_ATTRIBUTES] = {0};

			CHECK_FOR_INTERRUPTS();
			values[0] = TimestampTzGetDatum(start);
			values[1] = Int64GetDatum(cells[0]);
			values[2] = Int32GetDatum(period);
			values[3] = Int64GetDatum(cells[period]);
			values[4] = Float8GetDatum((double) cells[period] / cells[0]);
			values[5] = BoolGetDatum(period_end(&matrix, cohorts[i].interval, period) <= known_until);
			composite_array_add(&result, values, nulls);
		}
	}
	PG_RETURN_DATUM(composite_array_end(&result));
}
