/*-------------------------------------------------------------------------
 *
 * session_buckets.c
 *	  The figures of the store's sessions, by the bucket in which they start.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "utils/array.h"
#include "utils/timestamp.h"

#include "aggkit/quantile.h"
#include "aggregates/session_history.h"

/* A session of one event, or shorter, bounces. */
#define BOUNCE_TIME (10 * USECS_PER_SEC)

typedef struct SessionBucket
{
	uint64		duration;		/* of all its sessions, in microseconds */
	uint64		events;
	uint64		messages;
	uint32		sessions;
	uint32		bounces;
	uint32		place;			/* of its next duration */
} SessionBucket;

/* Columns of session_buckets. */
enum
{
	BUCKET_NUMBER,
	BUCKET_SESSIONS,
	BUCKET_MEAN_DURATION,
	BUCKET_MEDIAN_DURATION,
	BUCKET_EVENTS,
	BUCKET_BOUNCE_RATE,
	BUCKET_MESSAGES,
	BUCKET_COLUMNS
};

PG_FUNCTION_INFO_V1(analytics_session_buckets);

/*
 * How many of the borders are not after a time: 0 for one before all.
 */
static int
bucket_of(const TimestampTz *borders, int count, TimestampTz time)
{
	int			low = 0;
	int			high = count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (borders[middle] <= time)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/*
 * The borders, of an array that is not trusted.
 */
static TimestampTz *
get_borders(ArrayType *array, int *count)
{
	Datum	   *elements;
	bool	   *nulls;
	TimestampTz *borders;

	deconstruct_array(array, TIMESTAMPTZOID, sizeof(TimestampTz), FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &elements, &nulls, count);
	borders = palloc_array(TimestampTz, *count);
	for (int i = 0; i < *count; i++)
	{
		if (nulls[i])
			ereport(ERROR,
					(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
					 errmsg("borders must not be null")));
		borders[i] = DatumGetTimestampTz(elements[i]);
	}
	return borders;
}

static void
put_bucket(ReturnSetInfo *result, int number, const SessionBucket *bucket, uint64 *durations)
{
	static const double half = 0.5;
	double		sessions = bucket->sessions;
	double		median;
	Datum		values[BUCKET_COLUMNS];
	bool		nulls[BUCKET_COLUMNS] = {false};

	quantiles_continuous(durations, bucket->sessions, &half, 1, &median);
	values[BUCKET_NUMBER] = Int32GetDatum(number);
	values[BUCKET_SESSIONS] = Int64GetDatum((int64) bucket->sessions);
	values[BUCKET_MEAN_DURATION] = Float8GetDatum((double) bucket->duration / USECS_PER_SEC / sessions);
	values[BUCKET_MEDIAN_DURATION] = Float8GetDatum(median / USECS_PER_SEC);
	values[BUCKET_EVENTS] = Float8GetDatum((double) bucket->events / sessions);
	values[BUCKET_BOUNCE_RATE] = Float8GetDatum(bucket->bounces / sessions);
	values[BUCKET_MESSAGES] = Float8GetDatum((double) bucket->messages / sessions);
	tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
}

/*
 * session_buckets(history bytea, borders timestamptz[]) -> setof (bucket,
 * sessions, mean_duration, median_duration, events_per_session, bounce_rate,
 * messages_per_session)
 */
Datum
analytics_session_buckets(PG_FUNCTION_ARGS)
{
	bytea	   *history = PG_GETARG_BYTEA_P(0);
	SessionRowReader rows;
	SessionRow	row;
	int			border_count;
	TimestampTz *borders = get_borders(PG_GETARG_ARRAYTYPE_P(1), &border_count);
	SessionBucket *buckets = palloc0_array(SessionBucket, border_count + 1);
	uint64	   *durations;
	uint32		place = 0;

	InitMaterializedSRF(fcinfo, 0);
	session_row_begin(&rows, history);
	durations = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(uint64) * ((Size) rows.count + 1));
	while (session_row_next(&rows, &row))
	{
		SessionBucket *bucket = &buckets[bucket_of(borders, border_count, row.started)];
		uint64		duration = (uint64) (row.ended - row.started);

		bucket->duration += duration;
		bucket->events += row.events;
		bucket->messages += row.messages;
		bucket->sessions++;
		if (row.events == 1 || duration < BOUNCE_TIME)
			bucket->bounces++;
	}

	/* the durations, bucket by bucket */
	for (int number = 0; number <= border_count; number++)
	{
		buckets[number].place = place;
		place += buckets[number].sessions;
	}
	session_row_begin(&rows, history);
	while (session_row_next(&rows, &row))
		durations[buckets[bucket_of(borders, border_count, row.started)].place++] =
			(uint64) (row.ended - row.started);
	for (int number = 0; number <= border_count; number++)
	{
		const SessionBucket *bucket = &buckets[number];

		if (bucket->sessions > 0)
			put_bucket((ReturnSetInfo *) fcinfo->resultinfo, number, bucket,
					   durations + (bucket->place - bucket->sessions));
	}
	return (Datum) 0;
}
