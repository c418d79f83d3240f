/*-------------------------------------------------------------------------
 *
 * span.c
 *	  Arguments that are intervals of time, as half-open spans.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "utils/builtins.h"
#include "utils/rangetypes.h"
#include "utils/timestamp.h"

#include "aggkit/span.h"

#define BOUNDS_LENGTH 2			/* of '[)' */

/*
 * The interval of argument "argno" (its start) and the next one (its end,
 * NULL while it is open); false when the start is NULL.
 */
bool
span_get_interval(FunctionCallInfo fcinfo, int argno, SpanBounds bounds, Span *span)
{
	TimestampTz started;
	TimestampTz ended;

	if (PG_ARGISNULL(argno))
		return false;
	started = agg_get_time(fcinfo, argno);
	span->start = bounds.start_included ? started : started + 1;
	span->end = SPAN_NO_END;
	if (PG_ARGISNULL(argno + 1))
		return true;

	ended = PG_GETARG_TIMESTAMPTZ(argno + 1);
	if (unlikely(TIMESTAMP_NOT_FINITE(ended)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("end of an interval must be finite"),
				 errhint("Pass NULL for an interval that is still open, for example: nullif(ended, 'infinity').")));
	if (unlikely(ended < started))
	{
		/* timestamptz_to_str() has but one buffer */
		char	   *start = pstrdup(timestamptz_to_str(started));

		ereport(ERROR,
				(errcode(ERRCODE_DATA_EXCEPTION),
				 errmsg("interval ends before it starts"),
				 errdetail("It starts at %s and ends at %s.",
						   start, timestamptz_to_str(ended)),
				 errhint("Leave such rows out, for example: FILTER (WHERE ended >= started).")));
	}
	span->end = bounds.end_included ? ended + 1 : ended;
	return true;
}

/*
 * Bounds as the range types spell them.
 */
SpanBounds
span_get_bounds(FunctionCallInfo fcinfo, int argno)
{
	SpanBounds	bounds;
	const text *argument;
	const char *spelled;

	if (PG_ARGISNULL(argno))
		agg_argument_is_null("bounds");
	argument = PG_GETARG_TEXT_PP(argno);
	spelled = VARDATA_ANY(argument);
	if (VARSIZE_ANY_EXHDR(argument) != BOUNDS_LENGTH ||
		strchr("[(", spelled[0]) == NULL || strchr(")]", spelled[1]) == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid bounds: \"%s\"", text_to_cstring(argument)),
				 errhint("Use one of: '[)', '[]', '(]', '()'.")));
	bounds.start_included = spelled[0] == '[';
	bounds.end_included = spelled[1] == ']';
	return bounds;
}

/*
 * One bound of a tstzrange as the instant at which something changes.
 */
static int64
range_edge(const RangeBound *bound, bool shifted, int64 if_unbounded)
{
	TimestampTz time;

	if (bound->infinite)
		return if_unbounded;
	time = DatumGetTimestampTz(bound->val);
	if (unlikely(TIMESTAMP_NOT_FINITE(time)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("bounds of a range must be finite or left out"),
				 errhint("Leave a bound out for a range without one, for example: tstzrange(started, nullif(ended, 'infinity')).")));
	return shifted ? time + 1 : time;
}

/*
 * A tstzrange argument; false when it is NULL.
 */
bool
span_get_range(FunctionCallInfo fcinfo, int argno, Span *span)
{
	RangeType  *range;
	RangeBound	lower;
	RangeBound	upper;
	bool		empty;

	if (PG_ARGISNULL(argno))
		return false;
	range = PG_GETARG_RANGE_P(argno);
	range_deserialize(range_get_typcache(fcinfo, RangeTypeGetOid(range)),
					  range, &lower, &upper, &empty);
	if (empty)
		span->start = span->end = 0;
	else
	{
		span->start = range_edge(&lower, !lower.inclusive, SPAN_NO_START);
		span->end = range_edge(&upper, upper.inclusive, SPAN_NO_END);
	}
	return true;
}

/*
 * The period of arguments "argno" (from_time) and the next one (to_time).
 */
Span
period_get_arguments(FunctionCallInfo fcinfo, int argno)
{
	Span		period;

	if (PG_ARGISNULL(argno))
		agg_argument_is_null("from_time");
	if (PG_ARGISNULL(argno + 1))
		agg_argument_is_null("to_time");
	period.start = PG_GETARG_TIMESTAMPTZ(argno);
	period.end = PG_GETARG_TIMESTAMPTZ(argno + 1);
	if (unlikely(TIMESTAMP_NOT_FINITE(period.start) || TIMESTAMP_NOT_FINITE(period.end)))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("arguments \"from_time\" and \"to_time\" must be finite")));
	if (unlikely(period.end < period.start))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"to_time\" must not lie before \"from_time\"")));
	return period;
}

/*
 * The period is that of the group's first row.
 */
void
period_check_same(Span first, Span now)
{
	if (unlikely(first.start != now.start))
		agg_argument_varies("from_time");
	if (unlikely(first.end != now.end))
		agg_argument_varies("to_time");
}

void
period_put(AggWriter *writer, Span span)
{
	agg_put_int(writer, span.start);
	agg_put_int(writer, span.end);
}

/*
 * Read a period: finite, and not ending before it starts.
 */
Span
period_get(AggReader *reader)
{
	Span		span;

	span.start = agg_get_int(reader);
	span.end = agg_get_int(reader);
	if (!IS_VALID_TIMESTAMP(span.start) || !IS_VALID_TIMESTAMP(span.end) ||
		span.end < span.start)
		agg_reader_fail(reader);
	return span;
}
