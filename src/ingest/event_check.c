/*-------------------------------------------------------------------------
 *
 * event_check.c
 *	  The checks that every event passes, and what is filled in for it.
 *
 * Nothing here raises an error for what a client sent: a problem is added to
 * a list (problem.h), so that the trigger, a batch and analytics_validate()
 * judge by the same code.
 *
 * The order is the contract's: known type and stage, declared properties,
 * personal data, opt-out.  Properties are checked under the names that their
 * type gives them, with the values that were sent, before a rule changes them.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/formatting.h"
#include "utils/timestamp.h"

#include "base/json_pointer.h"
#include "base/json_value.h"
#include "base/settings.h"
#include "ingest/event_check.h"
#include "privacy/consent.h"
#include "privacy/privacy.h"
#include "store/alias.h"
#include "store/property_check.h"
#include "store/registry.h"

/* How far a client's clock may be ahead */
#define MAX_AHEAD USECS_PER_HOUR

/* No policy keeps events for less: newer ones need no look at it. */
#define SHORTEST_RETENTION USECS_PER_DAY

/* 0001-01-01 00:00:00 UTC: there is no earlier day in ISO 8601's calendar. */
#define FIRST_INSTANT \
	((INT64CONST(1721426) - POSTGRES_EPOCH_JDATE) * USECS_PER_DAY)

#define HISTORY_HINT \
	"To import history, a superuser runs SET mindwell_analytics.max_event_age = 0; before it."

/*
 * The properties of an event that has none.
 */
static Jsonb *
empty_properties(void)
{
	static Jsonb empty = {.root = {.header = JB_FOBJECT}};

	SET_VARSIZE(&empty, sizeof(Jsonb));
	return &empty;
}

static bool
check_event_type(const Event *event, Problems *problems)
{
	if (event->event_type.data == NULL)
	{
		problem_add(problems, ERRCODE_NOT_NULL_VIOLATION, "/event_type",
					"an event needs an event_type", NULL, NULL);
		return false;
	}
	if (!event_type_is_valid(event->event_type.data, event->event_type.length))
	{
		problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE, "/event_type",
					"invalid event type name",
					psprintf("A name begins with a lower-case letter, goes on with lower-case letters, digits and underscores, and has at most %d characters.",
							 EVENT_TYPE_MAX),
					"For example \"page_view\" for \"Page View\".");
		return false;
	}
	return true;
}

static void
check_time(const EventContext *context, Event *event, Problems *problems)
{
	const char *detail = NULL;
	const char *hint = NULL;

	if (TIMESTAMP_NOT_FINITE(event->occurred_at))
		detail = "An event occurs at a finite time.";
	else if (event->occurred_at < FIRST_INSTANT)
		detail = "An event occurs after the year 1 BC.";
	else if (event->occurred_at > context->now + MAX_AHEAD)
		detail = "It lies more than one hour in the future.";
	else if (setting_max_event_age > 0 &&
			 event->occurred_at < context->now - setting_max_event_age * USECS_PER_SEC)
	{
		detail = psprintf("It lies more than mindwell_analytics.max_event_age (%s) in the past.",
						  setting_duration(setting_max_event_age));
		hint = HISTORY_HINT;
	}
	if (detail != NULL)
		problem_add(problems, ERRCODE_DATETIME_VALUE_OUT_OF_RANGE, "/occurred_at",
					"occurred_at is out of range", detail, hint);
}

/*
 * The stage that was given, folded; or else the registry's.
 */
static void
resolve_stage(const EventContext *context, const EventType *type, Event *event,
			  Problems *problems)
{
	char	   *folded;

	if (event->funnel_stage.data == NULL)
	{
		/* a copy: what runs before the event is written may reload the registry */
		if (type->stage_length > 0)
			event->funnel_stage = (EventText) {pnstrdup(type->stage, type->stage_length),
			type->stage_length};
		return;
	}
	folded = asc_tolower(event->funnel_stage.data, event->funnel_stage.length);
	event->funnel_stage.data = folded;
	if (registry_has_stage(context->store, folded, event->funnel_stage.length))
		return;
	problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE, "/funnel_stage",
				"unknown funnel stage", NULL, registry_stage_hint(context->store));
}

/*
 * May properties be so large?  "they" is what the message calls them.
 */
bool
event_check_size(Size size, const char *path, const char *they, Problems *problems)
{
	if (size <= (Size) setting_max_properties_size)
		return true;
	problem_add(problems, ERRCODE_PROGRAM_LIMIT_EXCEEDED, path,
				"properties are too large",
				psprintf("%s take %zu bytes; mindwell_analytics.max_properties_size allows %d.",
						 they, size, setting_max_properties_size),
				"A superuser allows more: SELECT analytics_configure('max_properties_size', '128kB');");
	return false;
}

/*
 * Check the form of properties, and whether a privacy rule covers some.
 */
bool
event_check_properties(const EventContext *context, Jsonb *properties,
					   const char *path, bool *covered, Problems *problems)
{
	PropertiesExcess excess;

	if (!JB_ROOT_IS_OBJECT(properties))
	{
		problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE, path,
					"properties must be a JSON object", NULL, NULL);
		return false;
	}
	if (!event_check_size(VARSIZE(properties), path, "They", problems))
		return false;
	*covered = privacy_covers(context->store, properties, path, &excess);
	if (excess.too_deep)
	{
		problem_add(problems, ERRCODE_PROGRAM_LIMIT_EXCEEDED, path,
					"properties are nested too deeply",
					psprintf("At most %d levels are allowed.", PROPERTIES_MAX_DEPTH),
					NULL);
		return false;
	}
	if (excess.long_number != NULL)
	{
		problem_add(problems, ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE, excess.long_number,
					"a number in the properties has too many digits",
					psprintf("It is at \"%s\"; a number has at most %d digits before the decimal point and %d after it.",
							 excess.long_number, NUMBER_MAX_DIGITS, NUMBER_MAX_SCALE),
					"Send longer ones as strings.");
		return false;
	}
	return true;
}

/*
 * An event that the next purge would take away is not stored: its day may
 * have been purged already, and its rollups be final.
 */
static void
check_retention_policy(const EventContext *context, const EventType *type, const Event *event,
					   Problems *problems)
{
	const RetentionPolicy *policy = type->retention_policy;
	Timestamp	oldest;

	if (policy == NULL || event->occurred_at >= context->now - SHORTEST_RETENTION)
		return;
	/* as a timestamp without time zone, the calendar is UTC's */
	oldest = DatumGetTimestamp(DirectFunctionCall2(timestamp_mi_interval,
												   TimestampGetDatum(context->now),
												   IntervalPGetDatum(&policy->keep)));
	if (event->occurred_at < oldest)
		problem_add(problems, ERRCODE_DATETIME_VALUE_OUT_OF_RANGE, "/occurred_at",
					"occurred_at is out of range",
					psprintf("Events of retention class \"%s\" are kept for %s.",
							 policy->retention_class,
							 DatumGetCString(DirectFunctionCall1(interval_out,
																 IntervalPGetDatum(&policy->keep)))),
					"The policies are rows of analytics_retention_policies.");
}

/*
 * A row that the owner brings with its identity was in a store before.
 */
static bool
is_restored(const EventContext *context, const Event *event, int unchanged)
{
	return context->is_owner && event->has_id && event->has_created_at &&
		(unchanged & EVENT_SAME_IDENTITY) == 0;
}

/*
 * Name the properties as their type does; returns whether a privacy rule covers
 * a name under which one was given.  It costs no more than a look at each, but
 * not of properties that are too large.
 */
static bool
fold_properties(const EventContext *context, const EventType *type, Event *event,
				PropertyRenames *renames, Problems *problems)
{
	Jsonb	   *given = event->properties;
	bool		covered = false;

	if (VARSIZE(given) > (Size) setting_max_properties_size)
		return false;
	event->properties = property_names_fold(type->schema, type->aliases, given,
											renames, problems);
	if (event->properties == given)
		return false;
	event->properties_as_given = given;
	for (int i = 0; i < renames->count; i++)
	{
		const PropertyRename *rename = &renames->items[i];
		PointerStep step = {.key = rename->given, .key_length = rename->given_length};

		CHECK_FOR_INTERRUPTS();
		if (!privacy_covers_given(context->store, rename))
			continue;
		covered = true;
		if (problems->notes != NULL)
			problem_note(problems, json_pointer("/properties", &step), "redacted",
						 "A rule for personal data covers the name under which it was given.");
	}
	return covered;
}

/*
 * Check the type, and what it declares.
 */
static void
check_type(const EventContext *context, Event *event, int unchanged,
		   bool *covered, PropertyRenames *renames, Problems *problems)
{
	bool		given_covered = false;
	const EventType *type = registry_event_type(context->store, &event->tenant_id,
												event->event_type.data,
												event->event_type.length);

	if (!type->known && setting_unknown_events == UNKNOWN_EVENTS_REJECT)
	{
		char	   *nearest = registry_nearest_type(context->store, &event->tenant_id,
													event->event_type.data,
													event->event_type.length);

		problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE, "/event_type",
					psprintf("event type \"%.*s\" is not registered",
							 event->event_type.length, event->event_type.data),
					NULL,
					psprintf("%s SELECT analytics_register_event_type('%.*s');",
							 nearest != NULL ? psprintf("Did you mean \"%s\"? Else, if it is a new one:", nearest) : "Register it with",
							 event->event_type.length, event->event_type.data));
	}
	if (problems_done(problems))
		return;
	if ((unchanged & EVENT_SAME_TIME) == 0)
		check_retention_policy(context, type, event, problems);
	if (problems_done(problems))
		return;
	if (type->schema != NULL && setting_fold_property_names &&
		(unchanged & EVENT_SAME_PROPERTIES) == 0 && !is_restored(context, event, unchanged))
		given_covered = fold_properties(context, type, event, renames, problems);
	if ((unchanged & EVENT_SAME_PROPERTIES) == 0 &&
		event_check_properties(context, event->properties, "/properties", covered, problems) &&
		type->schema != NULL)
		property_schema_check(type->schema, event->properties, "/properties",
							  type->name, problems);
	*covered |= given_covered;
	if (!problems_done(problems))
		resolve_stage(context, type, event, problems);
}

/*
 * What comes from an anonymous visitor is their user's, once there is an
 * alias; what was stored before stays as it was.
 */
static void
resolve_visitor(const EventContext *context, Event *event, int unchanged)
{
	pg_uuid_t	user;

	if (!event->has_user_id ||
		(unchanged & EVENT_SAME_IDENTITY) != 0 || is_restored(context, event, unchanged) ||
		!alias_find(context->store, &event->tenant_id, &event->user_id, &user))
		return;
	event->is_aliased = true;
	event->anonymous_id = event->user_id;
	event->user_id = user;
}

/*
 * Check an event and fill in what the caller left open.
 *
 * On EVENT_STORE all fields but user_id, session_id and funnel_stage are
 * there, and the properties are redacted.
 */
EventVerdict
event_prepare(const EventContext *context, Event *event, int unchanged, Problems *problems)
{
	int			problems_before = problems->count;
	int			tenant_problems;
	bool		covered = false;
	bool		keeps_identity;
	PropertyRenames renames = {0};

	if (event->has_user_id && uuid_is_nil(&event->user_id))
		event->has_user_id = false;
	if (event->has_session_id && uuid_is_nil(&event->session_id))
		event->has_session_id = false;
	if (!event->has_occurred_at)
		event->occurred_at = context->now;
	else if ((unchanged & EVENT_SAME_TIME) == 0)
		check_time(context, event, problems);
	if (problems_done(problems))
		return EVENT_REJECTED;

	tenant_problems = problems->count;
	event_resolve_tenant(context, event, problems);
	/* what a foreign tenant declared of its types is not the caller's to know */
	if (problems_done(problems) ||
		(event->has_tenant_id && problems->count > tenant_problems))
		return EVENT_REJECTED;
	if (event->has_tenant_id)
		event_check_tenant(context->store, &event->tenant_id, problems);
	if (problems_done(problems))
		return EVENT_REJECTED;

	if (event->properties == NULL || json_is_empty_array(event->properties))
		event->properties = empty_properties();

	if (check_event_type(event, problems))
		check_type(context, event, unchanged, &covered, &renames, problems);
	if (problems->count > problems_before)
		return EVENT_REJECTED;

	if (covered)
		event->properties = privacy_redact(context->store, event->properties, &renames);
	if (event->has_user_id &&
		consent_withdrawn(context->store, &event->tenant_id, &event->user_id))
		return EVENT_OPTED_OUT;
	if (setting_anonymous_mode)
		event->has_user_id = false;
	resolve_visitor(context, event, unchanged);

	keeps_identity = context->is_owner || (unchanged & EVENT_SAME_IDENTITY) != 0;
	if (!event->has_id || !keeps_identity)
		uuid_generate_v7(context->now, &event->id);
	if (!event->has_created_at || !keeps_identity)
		event->created_at = context->now;
	return EVENT_STORE;
}
