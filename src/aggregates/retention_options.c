/*-------------------------------------------------------------------------
 *
 * retention_options.c
 *	  The cohort matrix: its constant arguments, checked.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "utils/builtins.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "aggregates/retention_options.h"
#include "base/property_format.h"


typedef void (*SetOption) (RetentionOptions *options, const char *name, const JsonbValue *value);

pg_noreturn static void
option_is_wrong(const char *name, const char *expected)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("option \"%s\" must be %s", name, expected)));
}

static bool
is_text(const JsonbValue *value, const char *text)
{
	int			size = (int) strlen(text);

	return value->type == jbvString && value->val.string.len == size &&
		memcmp(value->val.string.val, text, size) == 0;
}

static bool
one_of(const char *name, const JsonbValue *value, const char *no, const char *yes)
{
	if (is_text(value, yes))
		return true;
	if (!is_text(value, no))
		option_is_wrong(name, psprintf("\"%s\" or \"%s\"", no, yes));
	return false;
}

static void
set_time_zone(RetentionOptions *options, const char *name, const JsonbValue *value)
{
	if (value->type != jbvString || value->val.string.len > TZ_STRLEN_MAX)
		option_is_wrong(name, "the name of a time zone");
	memset(options->zone, 0, sizeof(options->zone));
	memcpy(options->zone, value->val.string.val, value->val.string.len);
}

static void
set_cohorts(RetentionOptions *options, const char *name, const JsonbValue *value)
{
	options->recurring = one_of(name, value, "first_time", "recurring");
}

static void
set_returned(RetentionOptions *options, const char *name, const JsonbValue *value)
{
	options->or_after = one_of(name, value, "on", "on_or_after");
}

static void
set_rolling(RetentionOptions *options, const char *name, const JsonbValue *value)
{
	if (value->type != jbvBool)
		option_is_wrong(name, "true or false");
	options->rolling = value->val.boolean;
}

static void
set_minimum(RetentionOptions *options, const char *name, const JsonbValue *value)
{
	double		number = 0;

	if (value->type == jbvNumeric)
		number = DatumGetFloat8(DirectFunctionCall1(numeric_float8_no_overflow,
													NumericGetDatum(value->val.numeric)));
	if (number < 1 || number > RETENTION_MAX_MINIMUM || number != (uint32) number)
		option_is_wrong(name, psprintf("a whole number from 1 to %d", RETENTION_MAX_MINIMUM));
	options->minimum = (uint32) number;
}

static TimestampTz
instant_of(const char *name, const JsonbValue *value)
{
	TimestampTz instant;

	if (value->type != jbvString ||
		!rfc3339_parse(value->val.string.val, value->val.string.len, false, &instant))
		option_is_wrong(name, "a time such as \"2026-01-31T00:00:00Z\" (of UTC, without an offset)");
	return instant;
}

static void
set_from(RetentionOptions *options, const char *name, const JsonbValue *value)
{
	options->from_time = instant_of(name, value);
}

static void
set_to(RetentionOptions *options, const char *name, const JsonbValue *value)
{
	options->to_time = instant_of(name, value);
}

static void
set_as_of(RetentionOptions *options, const char *name, const JsonbValue *value)
{
	options->as_of = instant_of(name, value);
	options->has_as_of = true;
}

static const struct
{
	const char *name;
	SetOption	set;
}			known_options[] =
{
	{"time_zone", set_time_zone},
	{"cohorts", set_cohorts},
	{"returned", set_returned},
	{"rolling", set_rolling},
	{"minimum_occurrences", set_minimum},
	{"from", set_from},
	{"to", set_to},
	{"as_of", set_as_of},
};

void
retention_options_init(RetentionOptions *options, const text *grain, int32 periods)
{
	CalendarGrain parsed;

	memset(options, 0, sizeof(*options));
	if (!calendar_grain_parse(VARDATA_ANY(grain), VARSIZE_ANY_EXHDR(grain), &parsed))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unrecognized grain: \"%s\"", text_to_cstring(grain)),
				 errhint("Possible values are: hour, day, week, month.")));
	if (periods < 0 || periods > RETENTION_MAX_PERIODS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"periods\" must lie between 0 and %d, not %d",
						RETENTION_MAX_PERIODS, periods)));
	options->grain = (uint8) parsed;
	options->periods = periods;
	options->minimum = 1;
	options->from_time = PG_INT64_MIN;
	options->to_time = PG_INT64_MAX;
	strcpy(options->zone, "UTC");
}

static void
set_option(RetentionOptions *options, const JsonbValue *key, const JsonbValue *value)
{
	StringInfoData hint;

	for (Size i = 0; i < lengthof(known_options); i++)
	{
		if (!is_text(key, known_options[i].name))
			continue;
		/* as if it were not there: reports pass on what they were not given */
		if (value->type != jbvNull)
			known_options[i].set(options, known_options[i].name, value);
		return;
	}

	initStringInfo(&hint);
	for (Size i = 0; i < lengthof(known_options); i++)
		appendStringInfo(&hint, "%s%s", i == 0 ? "" : ", ", known_options[i].name);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unrecognized option: \"%.*s\"", key->val.string.len, key->val.string.val),
			 errhint("Possible options are: %s.", hint.data)));
}

void
retention_options_parse(RetentionOptions *options, Jsonb *json)
{
	JsonbIterator *iterator;
	JsonbValue	key;
	JsonbValue	value;

	if (!JB_ROOT_IS_OBJECT(json))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"options\" must be a JSON object")));

	iterator = JsonbIteratorInit(&json->root);
	(void) JsonbIteratorNext(&iterator, &value, false);
	while (JsonbIteratorNext(&iterator, &key, false) == WJB_KEY)
	{
		(void) JsonbIteratorNext(&iterator, &value, true);
		set_option(options, &key, &value);
	}

	if (options->from_time > options->to_time)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("option \"to\" must not lie before \"from\"")));
}
