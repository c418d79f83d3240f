/*-------------------------------------------------------------------------
 *
 * interval.c
 *	  Reading an interval that may be none, without an error to be caught.
 *
 * A report that is asked for beside a parallel scan cannot start a
 * subtransaction, so it cannot catch the error of a cast.  (The server's own
 * soft errors came with PostgreSQL 16, without one for SQL on 15.)
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "utils/builtins.h"
#include "utils/datetime.h"
#include "utils/timestamp.h"

/* As long as interval_in() allows. */
#define INTERVAL_TEXT_BYTES 256

PG_FUNCTION_INFO_V1(analytics_interval_or_null);

/* The steps of interval_in(), but false where that would raise an error. */
static bool
interval_parse(char *string, Interval *result)
{
	struct pg_itm_in parts = {0};
	char		buffer[INTERVAL_TEXT_BYTES];
	char	   *fields[MAXDATEFIELDS];
	int			field_types[MAXDATEFIELDS];
	int			field_count;
	int			type;
	int			problem;

	problem = ParseDateTime(string, buffer, sizeof(buffer), fields, field_types,
							MAXDATEFIELDS, &field_count);
	if (problem == 0)
		problem = DecodeInterval(fields, field_types, field_count,
								 INTERVAL_FULL_RANGE, &type, &parts);
	if (problem == DTERR_BAD_FORMAT)
		problem = DecodeISO8601Interval(string, &type, &parts);

	return problem == 0 && type == DTK_DELTA && itmin2interval(&parts, result) == 0;
}

/*
 * interval_or_null(value text) returns interval: NULL for what is no finite
 * interval
 */
Datum
analytics_interval_or_null(PG_FUNCTION_ARGS)
{
	Interval   *result = palloc(sizeof(Interval));

	if (!interval_parse(text_to_cstring(PG_GETARG_TEXT_PP(0)), result))
		PG_RETURN_NULL();
	PG_RETURN_INTERVAL_P(result);
}
