/*-------------------------------------------------------------------------
 *
 * time_zone.c
 *	  Which time zone a name means: the one resolver.
 *
 * The names are those of the view pg_timezone_names, in any case, with all
 * their rules.  The server's own functions take more: abbreviations, which are
 * fixed offsets ('CET' is one there, and a zone with summer time here), and
 * POSIX specifications, in which '+02:00' lies west of Greenwich.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include <ctype.h>

#include "miscadmin.h"
#include "utils/formatting.h"
#include "utils/memutils.h"

#include "base/nearest.h"
#include "base/seeded_hash.h"
#include "base/time_zone.h"

/* A name that is known to be one, which costs a look at all of them. */
typedef struct KnownZone
{
	char		name[TZ_STRLEN_MAX + 1];	/* key, in lower case */
	pg_tz	   *zone;			/* kept by the server as long as the process */
} KnownZone;

/*
 * The next zone of an enumeration whose name users may give: not the copies
 * below "posix", nor the one that says that none is set.
 */
static pg_tz *
next_zone(pg_tzenum *zones)
{
	pg_tz	   *zone;

	while ((zone = pg_tzenumerate_next(zones)) != NULL)
	{
		const char *name = pg_get_timezone_name(zone);

		CHECK_FOR_INTERRUPTS();
		if (strncmp(name, "posix/", strlen("posix/")) != 0 && strcmp(name, "Factory") != 0)
			return zone;
	}
	return NULL;
}

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

	while ((zone = next_zone(zones)) != NULL)
	{
		const char *candidate = pg_get_timezone_name(zone);
		int			distance = zone_distance(lower, length, candidate, nearest_so_far);
		int			longer = nearest == NULL ? 0 : (int) strlen(candidate) - (int) strlen(nearest);

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
 * The zone of a fixed number of hours from UTC, written as "+02:00", "-5" or
 * "+0200"; NULL for what is none.  In its name east of UTC is minus.
 */
static char *
zone_of_offset(const char *name)
{
	char		sign = name[0];
	int			hours;

	if ((sign != '+' && sign != '-') || !isdigit((unsigned char) name[1]))
		return NULL;
	hours = name[1] - '0';
	name += 2;
	if (isdigit((unsigned char) *name))
		hours = hours * 10 + (*name++ - '0');
	if (*name == ':')
		name++;
	if (hours > 12 || (*name != '\0' && strcmp(name, "00") != 0))
		return NULL;
	return psprintf("Etc/GMT%c%d", sign == '+' ? '-' : '+', hours);
}

/*
 * Raise 22023: there is no time zone of this name.
 */
pg_noreturn static void
refuse(const char *name)
{
	char	   *nearest = zone_of_offset(name);

	if (nearest == NULL)
		nearest = nearest_zone(name);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("time zone \"%s\" not recognized", name),
			 errdetail("It is a name such as \"Europe/Berlin\", not an abbreviation or an offset."),
			 nearest != NULL ?
			 errhint("Did you mean \"%s\"? The view pg_timezone_names lists them.", nearest) :
			 errhint("The view pg_timezone_names lists them.")));
}

static bool
is_listed(const char *name)
{
	pg_tzenum  *zones = pg_tzenumerate_start();
	pg_tz	   *zone;

	while ((zone = next_zone(zones)) != NULL && pg_strcasecmp(pg_get_timezone_name(zone), name) != 0)
		;
	pg_tzenumerate_end(zones);
	return zone != NULL;
}

/*
 * The time zone of a name; 22023 if there is none.  It stays as long as the
 * process.
 */
pg_tz *
time_zone_find(const char *name)
{
	static HTAB *known_zones = NULL;
	char		key[TZ_STRLEN_MAX + 1] = "";
	KnownZone  *known;
	pg_tz	   *zone;

	if (known_zones == NULL)
		known_zones = seeded_table_create("mindwell_analytics time zones", 16, sizeof(key),
										  sizeof(KnownZone), TopMemoryContext);
	if (strlen(name) > TZ_STRLEN_MAX)
		refuse(name);
	strlcpy(key, asc_tolower(name, strlen(name)), sizeof(key));
	known = hash_search(known_zones, key, HASH_FIND, NULL);
	if (known != NULL)
		return known->zone;

	/* UTC, which is asked for most, is there in any case */
	zone = pg_tzset(name);
	if (zone == NULL || !pg_tz_acceptable(zone) || (strcmp(key, "utc") != 0 && !is_listed(name)))
		refuse(name);
	known = hash_search(known_zones, key, HASH_ENTER, NULL);
	known->zone = zone;
	return zone;
}
