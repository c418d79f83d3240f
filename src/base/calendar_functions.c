/*-------------------------------------------------------------------------
 *
 * calendar_functions.c
 *	  The calendar for SQL.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "base/calendar.h"
#include "base/time_zone.h"

/* so many buckets a report may have */
#define MOST_BUCKETS 100000

PG_FUNCTION_INFO_V1(analytics_calendar_borders);
PG_FUNCTION_INFO_V1(analytics_day_start);
PG_FUNCTION_INFO_V1(analytics_local_time);

static void
calendar_of_arguments(Calendar *calendar, text *grain_name, text *zone_name)
{
	CalendarGrain grain;

	if (!calendar_grain_parse(VARDATA_ANY(grain_name), VARSIZE_ANY_EXHDR(grain_name), &grain))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid grain"),
				 errhint("It is \'hour\', \'day\', \'week\' or \'month\'.")));
	calendar_init(calendar, grain, text_to_cstring(zone_name));
}

/*
 * calendar_borders(from_time timestamptz, to_time timestamptz, grain text, time_zone text) returns timestamptz[]
 *
 * The starts of all intervals that overlap [from_time, to_time), and the end
 * of the last one.
 */
Datum
analytics_calendar_borders(PG_FUNCTION_ARGS)
{
	TimestampTz to_time = PG_GETARG_TIMESTAMPTZ(1);
	Calendar	calendar;
	TimestampTz border;
	Datum	   *borders;
	int			allocated = 64;
	int			count = 0;

	calendar_of_arguments(&calendar, PG_GETARG_TEXT_PP(2), PG_GETARG_TEXT_PP(3));
	borders = palloc(allocated * sizeof(Datum));
	border = calendar_floor(&calendar, PG_GETARG_TIMESTAMPTZ(0));
	for (;;)
	{
		CHECK_FOR_INTERRUPTS();
		if (TIMESTAMP_NOT_FINITE(border))
			calendar_out_of_range();
		if (count == allocated)
		{
			allocated *= 2;
			borders = repalloc(borders, allocated * sizeof(Datum));
		}
		borders[count++] = TimestampTzGetDatum(border);
		if (border >= to_time && count > 1)
			break;
		if (count > MOST_BUCKETS)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many buckets between from_time and to_time"),
					 errdetail("At most %d are possible.", MOST_BUCKETS),
					 errhint("Choose a coarser grain, or a shorter period.")));
		border = calendar_next(&calendar, border);
	}
	PG_RETURN_ARRAYTYPE_P(construct_array(borders, count, TIMESTAMPTZOID, sizeof(TimestampTz),
										  FLOAT8PASSBYVAL, TYPALIGN_DOUBLE));
}

/*
 * day_start(day date, time_zone text) returns timestamptz: when the date, or
 * one after it, is first reached
 */
Datum
analytics_day_start(PG_FUNCTION_ARGS)
{
	Calendar	calendar;
	TimestampTz start;

	calendar_init(&calendar, CALENDAR_DAY, text_to_cstring(PG_GETARG_TEXT_PP(1)));
	start = calendar_date_start(&calendar, PG_GETARG_DATEADT(0));
	if (TIMESTAMP_NOT_FINITE(start))
		calendar_out_of_range();
	PG_RETURN_TIMESTAMPTZ(start);
}

/*
 * local_time(instant timestamptz, time_zone text) returns timestamp: what the
 * zone's clock shows
 */
Datum
analytics_local_time(PG_FUNCTION_ARGS)
{
	TimestampTz instant = PG_GETARG_TIMESTAMPTZ(0);
	pg_tz	   *zone = time_zone_find(text_to_cstring(PG_GETARG_TEXT_PP(1)));
	struct pg_tm tm;
	fsec_t		fraction;
	int			west;
	Timestamp	local;

	if (TIMESTAMP_NOT_FINITE(instant) ||
		timestamp2tm(instant, &west, &tm, &fraction, NULL, zone) != 0 ||
		tm2timestamp(&tm, fraction, NULL, &local) != 0)
		calendar_out_of_range();
	PG_RETURN_TIMESTAMP(local);
}
