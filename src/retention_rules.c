/*-------------------------------------------------------------------------
 *
 * retention_rules.c
 *	  What a retention matrix counts: the arguments of
 *	  analytics_retention_agg, read and passed between processes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "property_format.h"
#include "retention_rules.h"

#define RULE_RECURRING 0x01
#define RULE_OR_AFTER 0x02
#define RULE_ROLLING 0x04
#define RULE_ALL (RULE_RECURRING | RULE_OR_AFTER | RULE_ROLLING)

#define DEFAULT_ZONE "UTC"
#define OPTION_COUNT_DIGITS 9	/* fits into int */

/*
 * Start with the arguments that are always there; 22023 for bad ones.
 */
void
retention_rules_init(RetentionRules *rules, const text *grain, int periods)
{
	MemSet(rules, 0, sizeof(RetentionRules));
	if (!grain_parse(VARDATA_ANY(grain), VARSIZE_ANY_EXHDR(grain), &rules->calendar.grain))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown grain"),
				 errhint("It is one of: %s.", GRAINS)));
	if (periods < 1 || periods > RETENTION_MAX_PERIODS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"periods\" must be 1 to %d", RETENTION_MAX_PERIODS)));
	strlcpy(rules->zone_name, DEFAULT_ZONE, sizeof(rules->zone_name));
	rules->periods = periods;
	rules->minimum_occurrences = 1;
	rules->from_time = DT_NOBEGIN;
	rules->to_time = DT_NOEND;
	rules->as_of = DT_NOBEGIN;
}

static void
option_error(const char *name, const char *allowed)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value of option \"%s\"", name),
			 errhint("It is %s.", allowed)));
}

static char *
option_string(const char *name, const JsonbValue *value, const char *allowed)
{
	if (value->type != jbvString)
		option_error(name, allowed);
	return pnstrdup(value->val.string.val, value->val.string.len);
}

/*
 * Which of two words the option says: false for the first.
 */
static bool
option_choice(const char *name, const JsonbValue *value, const char *first, const char *second)
{
	const char *allowed = psprintf("\"%s\" or \"%s\"", first, second);
	char	   *word = option_string(name, value, allowed);

	if (strcmp(word, first) != 0 && strcmp(word, second) != 0)
		option_error(name, allowed);
	return strcmp(word, second) == 0;
}

static bool
option_bool(const char *name, const JsonbValue *value)
{
	if (value->type != jbvBool)
		option_error(name, "true or false");
	return value->val.boolean;
}

static TimestampTz
option_time(const char *name, const JsonbValue *value)
{
	const char *allowed = "a time as in ISO 8601; without an offset it is UTC";
	char	   *word = option_string(name, value, allowed);
	TimestampTz time;

	if (!rfc3339_parse(word, strlen(word), false, &time))
		option_error(name, allowed);
	return time;
}

static uint32
option_count(const char *name, const JsonbValue *value)
{
	int			count = 0;

	if (value->type == jbvNumeric)
	{
		char	   *digits = DatumGetCString(DirectFunctionCall1(numeric_out,
																 NumericGetDatum(value->val.numeric)));

		if (strlen(digits) <= OPTION_COUNT_DIGITS && strspn(digits, "0123456789") == strlen(digits))
			count = atoi(digits);
	}
	if (count < 1)
		option_error(name, "a whole number from 1 on");
	return count;
}

static void
set_option(RetentionRules *rules, const char *name, const JsonbValue *value)
{
	if (strcmp(name, "time_zone") == 0)
	{
		char	   *zone = option_string(name, value, "the name of a time zone");

		if (strlen(zone) > TZ_STRLEN_MAX || !calendar_set_zone(&rules->calendar, zone))
			option_error(name, "the name of a time zone, as in pg_timezone_names");
		strlcpy(rules->zone_name, zone, sizeof(rules->zone_name));
	}
	else if (strcmp(name, "cohort") == 0)
		rules->recurring = option_choice(name, value, "first_time", "recurring");
	else if (strcmp(name, "count") == 0)
		rules->or_after = option_choice(name, value, "on", "on_or_after");
	else if (strcmp(name, "rolling") == 0)
		rules->rolling = option_bool(name, value);
	else if (strcmp(name, "minimum_occurrences") == 0)
		rules->minimum_occurrences = option_count(name, value);
	else if (strcmp(name, "from_time") == 0)
		rules->from_time = option_time(name, value);
	else if (strcmp(name, "to_time") == 0)
		rules->to_time = option_time(name, value);
	else if (strcmp(name, "as_of") == 0)
		rules->as_of = option_time(name, value);
	else
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown option \"%s\"", name),
				 errhint("The options are time_zone, cohort, count, rolling, minimum_occurrences, from_time, to_time, as_of.")));
}

/*
 * Read the options; 22023 for unknown names and values.  A JSON null leaves
 * an option at its default.
 */
void
retention_rules_set_options(RetentionRules *rules, Jsonb *options)
{
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	key;
	JsonbValue	value;

	if (!JB_ROOT_IS_OBJECT(options))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("options must be a JSON object")));
	iterator = JsonbIteratorInit(&options->root);
	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		if (token != WJB_KEY)
			continue;
		JsonbIteratorNext(&iterator, &value, true);
		if (value.type != jbvNull)
			set_option(rules, pnstrdup(key.val.string.val, key.val.string.len), &value);
	}
	if (rules->from_time >= rules->to_time)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("option \"from_time\" must be earlier than \"to_time\"")));
}

void
retention_rules_put(AggWriter *writer, const RetentionRules *rules)
{
	int			zone_length = strlen(rules->zone_name);

	agg_put_u8(writer, rules->calendar.grain);
	agg_put_u8(writer, (rules->recurring ? RULE_RECURRING : 0) |
			   (rules->or_after ? RULE_OR_AFTER : 0) |
			   (rules->rolling ? RULE_ROLLING : 0));
	agg_put_uint(writer, rules->periods);
	agg_put_uint(writer, rules->minimum_occurrences);
	agg_put_int(writer, rules->from_time);
	agg_put_int(writer, rules->to_time);
	agg_put_int(writer, rules->as_of);
	agg_put_uint(writer, zone_length);
	agg_put_bytes(writer, rules->zone_name, zone_length);
}

void
retention_rules_get(AggReader *reader, RetentionRules *rules)
{
	uint8		grain = agg_get_u8(reader);
	uint8		flags = agg_get_u8(reader);
	uint32		periods = agg_get_uint32(reader);
	uint32		zone_length;

	MemSet(rules, 0, sizeof(RetentionRules));
	rules->calendar.grain = Min(grain, GRAIN_MONTH);
	rules->recurring = (flags & RULE_RECURRING) != 0;
	rules->or_after = (flags & RULE_OR_AFTER) != 0;
	rules->rolling = (flags & RULE_ROLLING) != 0;
	rules->periods = Min(periods, RETENTION_MAX_PERIODS);
	rules->minimum_occurrences = agg_get_uint32(reader);
	rules->from_time = agg_get_int(reader);
	rules->to_time = agg_get_int(reader);
	rules->as_of = agg_get_int(reader);
	zone_length = agg_get_uint32(reader);
	if (grain > GRAIN_MONTH || (flags & ~RULE_ALL) != 0 ||
		periods < 1 || periods > RETENTION_MAX_PERIODS ||
		rules->minimum_occurrences < 1 || rules->from_time >= rules->to_time ||
		zone_length > TZ_STRLEN_MAX)
	{
		agg_reader_fail(reader);
		return;
	}
	agg_get_bytes(reader, rules->zone_name, zone_length);
	if (!calendar_set_zone(&rules->calendar, rules->zone_name))
		agg_reader_fail(reader);
}
