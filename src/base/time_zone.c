/*-------------------------------------------------------------------------
 *
 * time_zone.c
 *	  The error for an unknown time zone, with the one that may be meant.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "pgtime.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/formatting.h"
#include "utils/timestamp.h"

#include "base/nearest.h"
#include "base/time_zone.h"

PG_FUNCTION_INFO_V1(analytics_check_time_zone);

/*
 * How far is a name from that of a zone, or from its last part: whoever
 * writes "Berlin" means Europe/Berlin.  Case does not count.
 */
static int
zone_distance(const char *name, int length, const char *zone, int limit)
{
	char	   *lower = asc_tolower(zone, strlen(zone));
	char	   *place = strrchr(lower, '/');
	int			distance = nearest_distance(name, length, lower, strlen(lower), limit);

	if (place != NULL)
		distance = Min(distance, nearest_distance(name, length, place + 1, strlen(place + 1), limit));
	pfree(lower);
	return distance;
}

/*
 * The zone closest to a name; of equals the shortest, the first of these in
 * the order of their bytes.  NULL when none is close.
 */
static char *
nearest_zone(const char *name)
{
	int			length = strlen(name);
	char	   *lower = asc_tolower(name, length);
	int			nearest_so_far = nearest_limit(length) + 1;
	char	   *nearest = NULL;
	pg_tzenum  *zones = pg_tzenumerate_start();
	pg_tz	   *zone;

	while ((zone = pg_tzenumerate_next(zones)) != NULL)
	{
		const char *candidate = pg_get_timezone_name(zone);
		int			distance = zone_distance(lower, length, candidate, nearest_so_far);
		int			longer = nearest == NULL ? 0 : (int) strlen(candidate) - (int) strlen(nearest);

		CHECK_FOR_INTERRUPTS();
		if (distance < nearest_so_far ||
			(nearest != NULL && distance == nearest_so_far &&
			 (longer < 0 || (longer == 0 && strcmp(candidate, nearest) < 0))))
		{
			nearest = pstrdup(candidate);
			nearest_so_far = distance;
		}
	}
	pg_tzenumerate_end(zones);
	return nearest;
}

/*
 * Raise 22023: there is no time zone of this name.
 */
void
time_zone_refuse(const char *name)
{
	char	   *nearest = nearest_zone(name);

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("time zone \"%s\" not recognized", name),
			 nearest != NULL ?
			 errhint("Did you mean \"%s\"? The view pg_timezone_names lists them.", nearest) :
			 errhint("The view pg_timezone_names lists them.")));
}

/*
 * analytics_check_time_zone(name text): 22023 unless AT TIME ZONE takes it
 */
Datum
analytics_check_time_zone(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);
	MemoryContext caller = CurrentMemoryContext;
	ErrorData  *volatile error = NULL;

	PG_TRY();
	{
		(void) DirectFunctionCall2(timestamptz_zone, PointerGetDatum(name), TimestampTzGetDatum(0));
	}
	PG_CATCH();
	{
		/* no subtransaction is needed, since an error follows in any case */
		MemoryContextSwitchTo(caller);
		error = CopyErrorData();
		FlushErrorState();
	}
	PG_END_TRY();

	if (error != NULL)
	{
		if (error->sqlerrcode != ERRCODE_INVALID_PARAMETER_VALUE)
			ReThrowError(error);
		time_zone_refuse(text_to_cstring(name));
	}
	PG_RETURN_VOID();
}
