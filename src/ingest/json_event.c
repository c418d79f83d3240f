/*-------------------------------------------------------------------------
 *
 * json_event.c
 *	  Events that arrive as JSON documents.
 *
 * A document names its fields as product teams do: by the columns' names, by
 * their camelCase, or by one of a few aliases.  A field that is given twice,
 * or that nobody knows, is a problem: nothing is lost in silence.  A foreign
 * file instead comes with a mapping, which tells for each field of the event
 * where in the document it is.
 *
 * Only what has no counterpart in a row is judged here: unknown fields, and
 * values of the wrong JSON type.  All else is read as it is, and judged with
 * the events of the other paths (submission.c).
 *
 * Whatever is wrong with a document is a Problem; only a malformed mapping is
 * an error.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "base/json_pointer.h"
#include "base/pii_find.h"
#include "base/json_value.h"
#include "base/property_format.h"
#include "ingest/json_actor.h"
#include "ingest/json_event.h"

typedef enum EventField
{
	FIELD_EVENT_TYPE,
	FIELD_USER_ID,
	FIELD_SESSION_ID,
	FIELD_PROPERTIES,
	FIELD_OCCURRED_AT,
	FIELD_FUNNEL_STAGE,
	FIELD_TENANT_ID,
	FIELD_IDEMPOTENCY_KEY,
	FIELD_USER_PROPERTIES,
	FIELD_DNT,
	FIELD_ANONYMOUS_ID,
	FIELD_DISTINCT_ID,
	/* those below become properties of the same name */
	FIELD_CATEGORY,
	FIELD_LABEL,
	FIELD_VALUE
} EventField;

#define EVENT_FIELDS (FIELD_VALUE + 1)
#define MAPPED_FIELDS (FIELD_DISTINCT_ID + 1)

static const char *const field_names[EVENT_FIELDS] = {
	[FIELD_EVENT_TYPE] = "event_type",
	[FIELD_USER_ID] = "user_id",
	[FIELD_SESSION_ID] = "session_id",
	[FIELD_PROPERTIES] = "properties",
	[FIELD_OCCURRED_AT] = "occurred_at",
	[FIELD_FUNNEL_STAGE] = "funnel_stage",
	[FIELD_TENANT_ID] = "tenant_id",
	[FIELD_IDEMPOTENCY_KEY] = "idempotency_key",
	[FIELD_USER_PROPERTIES] = "user_properties",
	[FIELD_DNT] = "dnt",
	[FIELD_ANONYMOUS_ID] = "anonymous_id",
	[FIELD_DISTINCT_ID] = "distinct_id",
	[FIELD_CATEGORY] = "category",
	[FIELD_LABEL] = "label",
	[FIELD_VALUE] = "value",
};

static const struct
{
	const char *name;
	EventField	field;
}			field_aliases[] = {
	{"action", FIELD_EVENT_TYPE},
	{"event", FIELD_EVENT_TYPE},
	{"name", FIELD_EVENT_TYPE},
	{"eventType", FIELD_EVENT_TYPE},
	{"userId", FIELD_USER_ID},
	{"sessionId", FIELD_SESSION_ID},
	{"metadata", FIELD_PROPERTIES},
	{"event_data", FIELD_PROPERTIES},
	{"eventData", FIELD_PROPERTIES},
	{"timestamp", FIELD_OCCURRED_AT},
	{"event_timestamp", FIELD_OCCURRED_AT},
	{"eventTimestamp", FIELD_OCCURRED_AT},
	{"occurredAt", FIELD_OCCURRED_AT},
	{"funnelStage", FIELD_FUNNEL_STAGE},
	{"tenantId", FIELD_TENANT_ID},
	{"idempotencyKey", FIELD_IDEMPOTENCY_KEY},
	{"userProperties", FIELD_USER_PROPERTIES},
	{"doNotTrack", FIELD_DNT},
	{"anonymousId", FIELD_ANONYMOUS_ID},
	{"device_id", FIELD_ANONYMOUS_ID},
	{"deviceId", FIELD_ANONYMOUS_ID},
	{"$device_id", FIELD_ANONYMOUS_ID},
	{"distinctId", FIELD_DISTINCT_ID},
};

#define FIELDS_HINT \
	"The fields are event_type, user_id, session_id, properties, occurred_at, funnel_stage, tenant_id, idempotency_key, user_properties, dnt, anonymous_id, distinct_id, category, label and value. Put anything else into properties."

/*
 * A time that is a number counts from 1970.  Its size, whatever its sign, tells
 * the unit: that of the first line which it is below.  So every unit reaches
 * from 1973 to 5138, and what is nearer to 1970 is seconds.
 */
static const struct
{
	int64		below;
	int64		microseconds;
}			epoch_units[] = {
	{INT64CONST(100000000000), USECS_PER_SEC},
	{INT64CONST(100000000000000), 1000},
	{INT64CONST(100000000000000000), 1},
};

#define UNIX_EPOCH ((INT64CONST(0) + UNIX_EPOCH_JDATE - POSTGRES_EPOCH_JDATE) * USECS_PER_DAY)

/* Where a mapping finds a field. */
typedef struct FieldSource
{
	JsonbValue *name;			/* of the document's field, or NULL */
	JsonbValue *constant;		/* or NULL */
	JsonbContainer *values;		/* translates what is found, or NULL */
} FieldSource;

struct JsonMapping
{
	FieldSource sources[MAPPED_FIELDS];
	bool		all_properties; /* all that no other field uses */
	JsonbContainer *property_names; /* these fields, or NULL */
};

/* A document's fields; type jbvNull where there is none. */
typedef struct FieldValues
{
	JsonbValue	values[EVENT_FIELDS];
} FieldValues;

static bool
is_string(const JsonbValue *value, const char *text)
{
	return value->type == jbvString &&
		value->val.string.len == (int) strlen(text) &&
		memcmp(value->val.string.val, text, value->val.string.len) == 0;
}

static bool
find_field(const JsonbValue *name, EventField *field)
{
	for (int i = 0; i < EVENT_FIELDS; i++)
	{
		if (is_string(name, field_names[i]))
		{
			*field = i;
			return true;
		}
	}
	for (int i = 0; i < (int) lengthof(field_aliases); i++)
	{
		if (is_string(name, field_aliases[i].name))
		{
			*field = field_aliases[i].field;
			return true;
		}
	}
	return false;
}

static void
field_problem(Problems *problems, EventField field, const char *detail)
{
	problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE,
				psprintf("/%s", field_names[field]),
				psprintf("invalid %s", field_names[field]), detail, NULL);
}

/*
 * Sort a document's fields by what they mean.
 */
static void
collect_fields(JsonbContainer *document, FieldValues *fields, Problems *problems)
{
	JsonbIterator *iterator = JsonbIteratorInit(document);
	JsonbIteratorToken token;
	JsonbValue	key;
	JsonbValue	value;

	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		EventField	field;

		CHECK_FOR_INTERRUPTS();
		if (token != WJB_KEY)
			continue;
		JsonbIteratorNext(&iterator, &value, true);
		if (!find_field(&key, &field))
		{
			PointerStep step = {.key = key.val.string.val, .key_length = key.val.string.len};

			char	   *path = json_pointer("", &step);

			problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE, path,
						"unknown field in an event",
						psprintf("%s is no field of an event.", path), FIELDS_HINT);
		}
		else if (value.type == jbvNull)
			continue;
		else if (fields->values[field].type != jbvNull)
			field_problem(problems, field, "It is given twice, under two of its names.");
		else
			fields->values[field] = value;
		if (problems_done(problems))
			return;
	}
}

/*
 * A scalar as a text; NULL for anything else.
 */
char *
json_scalar_text(const JsonbValue *value)
{
	switch (value->type)
	{
		case jbvString:
			return pnstrdup(value->val.string.val, value->val.string.len);
		case jbvNumeric:
			/* 42.0 and 42 are one number, so one id */
			return numeric_normalize(value->val.numeric);
		case jbvBool:
			return pstrdup(value->val.boolean ? "true" : "false");
		default:
			return NULL;
	}
}

static bool
mapping_uses(const JsonMapping *mapping, const JsonbValue *key)
{
	for (int i = 0; i < MAPPED_FIELDS; i++)
	{
		const JsonbValue *name = mapping->sources[i].name;

		if (name != NULL && name->val.string.len == key->val.string.len &&
			memcmp(name->val.string.val, key->val.string.val, key->val.string.len) == 0)
			return true;
	}
	return false;
}

/*
 * The properties that a mapping gathers from several fields.
 */
static JsonbValue
gather_properties(JsonbContainer *document, const JsonMapping *mapping)
{
	JsonbParseState *state = NULL;
	JsonbIterator *iterator = JsonbIteratorInit(document);
	JsonbIteratorToken token;
	JsonbValue	key;
	JsonbValue	value;
	JsonbValue	result;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		if (token != WJB_KEY)
			continue;
		JsonbIteratorNext(&iterator, &value, true);
		if (mapping->all_properties
			? mapping_uses(mapping, &key)
			: findJsonbValueFromContainer(mapping->property_names, JB_FARRAY, &key) == NULL)
			continue;
		pushJsonbValue(&state, WJB_KEY, &key);
		pushJsonbValue(&state, WJB_VALUE, &value);
	}
	result = *pushJsonbValue(&state, WJB_END_OBJECT, NULL);
	return result;
}

static void
translate_value(const FieldSource *source, EventField field, JsonbValue *value, Problems *problems)
{
	char	   *text = json_scalar_text(value);
	JsonbValue	translated;

	if (text == NULL ||
		getKeyJsonValueFromContainer(source->values, text, strlen(text), &translated) == NULL)
	{
		field_problem(problems, field,
					  "The mapping's \"values\" have no entry for what the document says.");
		return;
	}
	*value = translated;
}

/*
 * Find a document's fields where the mapping says they are.
 */
static void
map_fields(JsonbContainer *document, const JsonMapping *mapping, FieldValues *fields,
		   Problems *problems)
{
	for (int i = 0; i < MAPPED_FIELDS; i++)
	{
		const FieldSource *source = &mapping->sources[i];
		JsonbValue *value = &fields->values[i];

		if (source->constant != NULL)
			*value = *source->constant;
		else if (source->name != NULL &&
				 getKeyJsonValueFromContainer(document, source->name->val.string.val,
											  source->name->val.string.len, value) != NULL)
		{
			if (source->values != NULL && value->type != jbvNull)
				translate_value(source, i, value, problems);
		}
		if (problems_done(problems))
			return;
	}
	if (mapping->all_properties || mapping->property_names != NULL)
		fields->values[FIELD_PROPERTIES] = gather_properties(document, mapping);
}

static bool
read_text(const FieldValues *fields, EventField field, EventText *result, Problems *problems)
{
	const JsonbValue *value = &fields->values[field];

	if (value->type == jbvNull)
		return false;
	if (value->type != jbvString)
	{
		field_problem(problems, field, "It must be a string.");
		return false;
	}
	*result = (EventText) {value->val.string.val, value->val.string.len};
	return true;
}

/*
 * A text that other systems may have as a number.
 */
static void
read_key(const FieldValues *fields, EventText *result, Problems *problems)
{
	const JsonbValue *value = &fields->values[FIELD_IDEMPOTENCY_KEY];

	if (value->type == jbvNumeric)
	{
		char	   *text = numeric_normalize(value->val.numeric);

		*result = (EventText) {text, strlen(text)};
	}
	else if (value->type != jbvNull && value->type != jbvString)
		field_problem(problems, FIELD_IDEMPOTENCY_KEY, "It must be a string or a number.");
	else
		read_text(fields, FIELD_IDEMPOTENCY_KEY, result, problems);
}

/*
 * An id: a UUID, or whatever another system calls its users and sessions.
 */
static bool
read_id(const FieldValues *fields, EventField field, char **result, Problems *problems)
{
	const JsonbValue *value = &fields->values[field];
	size_t		length;

	if (value->type == jbvNull)
		return false;
	*result = value->type == jbvBool ? NULL : json_scalar_text(value);
	if (*result == NULL)
	{
		field_problem(problems, field, "It must be a string or a number.");
		return false;
	}
	length = strlen(*result);
	if (length <= ID_MAX_LENGTH)
		return true;
	*result = NULL;
	problem_add(problems, ERRCODE_STRING_DATA_RIGHT_TRUNCATION,
				psprintf("/%s", field_names[field]),
				field == FIELD_ANONYMOUS_ID ? "id of an anonymous visitor is too long" : "id of a user or session is too long",
				psprintf("It has %zu bytes; at most %d are allowed.", length, ID_MAX_LENGTH), NULL);
	return false;
}

static bool
read_uuid(const FieldValues *fields, EventField field, pg_uuid_t *result, Problems *problems)
{
	char	   *text;

	if (!read_id(fields, field, &text, problems))
		return false;
	uuid_from_id(text, strlen(text), result);
	return json_actor_is_some(field_names[field], result, problems);
}

static bool
ends_with(const EventText *text, const char *end)
{
	int			length = strlen(end);

	return text->length >= length &&
		pg_strncasecmp(text->data + text->length - length, end, length) == 0;
}

/*
 * A time as a string.  What PostgreSQL can write and no event can have, a time
 * that is infinite or too early, is read as such a time.
 */
static bool
read_time_text(const JsonbValue *value, TimestampTz *result, Problems *problems)
{
	EventText	text = {value->val.string.val, value->val.string.len};

	if (rfc3339_parse(text.data, text.length, false, result))
		return true;
	if (ends_with(&text, "infinity"))
		TIMESTAMP_NOEND(*result);
	else if (ends_with(&text, "BC"))
		*result = MIN_TIMESTAMP;
	else
	{
		problem_add(problems, ERRCODE_INVALID_DATETIME_FORMAT, "/occurred_at",
					"invalid occurred_at",
					"It must be a time as in ISO 8601; without an offset it is UTC.",
					"For example 2026-11-21T09:30:00.123456Z.");
		return false;
	}
	return true;
}

/*
 * A time as a number, which JSON gives any size and any number of digits.
 */
static bool
read_time_number(Numeric number, TimestampTz *result, Problems *problems)
{
	Datum		value = NumericGetDatum(number);
	Datum		size = DirectFunctionCall1(numeric_abs, value);

	for (int i = 0; i < (int) lengthof(epoch_units); i++)
	{
		Datum		below = NumericGetDatum(int64_to_numeric(epoch_units[i].below));
		Datum		unit;

		if (!DatumGetBool(DirectFunctionCall2(numeric_lt, size, below)))
			continue;
		unit = NumericGetDatum(int64_to_numeric(epoch_units[i].microseconds));
		/* cut, as the fraction of a string is */
		value = DirectFunctionCall1(numeric_floor, DirectFunctionCall2(numeric_mul, value, unit));
		*result = DatumGetInt64(DirectFunctionCall1(numeric_int8, value)) + UNIX_EPOCH;
		return true;
	}
	problem_add(problems, ERRCODE_DATETIME_VALUE_OUT_OF_RANGE, "/occurred_at",
				"occurred_at is out of range",
				"A number is seconds, milliseconds or microseconds since 1970.", NULL);
	return false;
}

static bool
read_time(const FieldValues *fields, TimestampTz *result, Problems *problems)
{
	const JsonbValue *value = &fields->values[FIELD_OCCURRED_AT];

	if (value->type == jbvString)
		return read_time_text(value, result, problems);
	if (value->type == jbvNumeric)
		return read_time_number(value->val.numeric, result, problems);
	if (value->type != jbvNull)
		field_problem(problems, FIELD_OCCURRED_AT, "It must be a string or a number.");
	return false;
}

/*
 * The user does not want to be tracked: a boolean, or what browsers send.
 */
static bool
read_dnt(const FieldValues *fields, Problems *problems)
{
	const JsonbValue *value = &fields->values[FIELD_DNT];
	char	   *text;

	if (value->type == jbvNull)
		return false;
	if (value->type == jbvBool)
		return value->val.boolean;
	text = json_scalar_text(value);
	if (text != NULL && strcmp(text, "1") == 0)
		return true;
	if (text == NULL || (strcmp(text, "0") != 0 && strcmp(text, "unspecified") != 0))
		field_problem(problems, FIELD_DNT, "It must be a boolean, 1 or 0.");
	return false;
}

/*
 * A document inside the document, of any type.
 */
static Jsonb *
read_document(const FieldValues *fields, EventField field)
{
	JsonbValue	value = fields->values[field];
	Jsonb	   *document = value.type == jbvNull ? NULL : JsonbValueToJsonb(&value);

	return document == NULL || json_is_empty_array(document) ? NULL : document;
}

static void
read_user_properties(const FieldValues *fields, Submission *result, Problems *problems)
{
	Jsonb	   *properties = read_document(fields, FIELD_USER_PROPERTIES);

	if (properties != NULL && !JB_ROOT_IS_OBJECT(properties))
	{
		field_problem(problems, FIELD_USER_PROPERTIES, "It must be an object.");
		return;
	}
	result->user_properties = properties;
	if (properties != NULL && !result->event.has_user_id)
		field_problem(problems, FIELD_USER_PROPERTIES, "They need a user_id.");
}

/*
 * Add the fields that become properties to the others.  Properties that are
 * no object have no place for them, and are refused later.
 */
static Jsonb *
add_properties(const FieldValues *fields, Jsonb *properties, Problems *problems)
{
	JsonbParseState *state = NULL;

	if ((fields->values[FIELD_CATEGORY].type == jbvNull &&
		 fields->values[FIELD_LABEL].type == jbvNull &&
		 fields->values[FIELD_VALUE].type == jbvNull) ||
		(properties != NULL && !JB_ROOT_IS_OBJECT(properties)))
		return properties;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (int i = FIELD_CATEGORY; i <= FIELD_VALUE; i++)
	{
		JsonbValue	key = {
			.type = jbvString,
			.val.string = {strlen(field_names[i]), unconstify(char *, field_names[i])},
		};
		JsonbValue	value = fields->values[i];

		if (value.type == jbvNull)
			continue;
		if (properties != NULL &&
			getKeyJsonValueFromContainer(&properties->root, field_names[i],
										 strlen(field_names[i]), NULL) != NULL)
		{
			field_problem(problems, i, "It is given twice, also in the properties.");
			return properties;
		}
		pushJsonbValue(&state, WJB_KEY, &key);
		pushJsonbValue(&state, WJB_VALUE, &value);
	}
	if (properties != NULL)
	{
		JsonbIterator *iterator = JsonbIteratorInit(&properties->root);
		JsonbIteratorToken token;
		JsonbValue	value;

		while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
			if (token == WJB_KEY || token == WJB_VALUE)
				pushJsonbValue(&state, token, &value);
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

static void
read_fields(const FieldValues *fields, Submission *result, Problems *problems)
{
	Event	   *event = &result->event;
	EventText	tenant;
	char	   *anonymous_id = NULL;
	char	   *distinct_id = NULL;

	read_text(fields, FIELD_EVENT_TYPE, &event->event_type, problems);
	read_text(fields, FIELD_FUNNEL_STAGE, &event->funnel_stage, problems);
	read_key(fields, &result->idempotency_key, problems);
	event->has_user_id = read_uuid(fields, FIELD_USER_ID, &event->user_id, problems);
	event->has_session_id = read_uuid(fields, FIELD_SESSION_ID, &event->session_id, problems);
	(void) read_id(fields, FIELD_ANONYMOUS_ID, &anonymous_id, problems);
	(void) read_id(fields, FIELD_DISTINCT_ID, &distinct_id, problems);
	event->has_occurred_at = read_time(fields, &event->occurred_at, problems);
	result->do_not_track = read_dnt(fields, problems);
	if (read_text(fields, FIELD_TENANT_ID, &tenant, problems))
	{
		event->has_tenant_id = uuid_parse(tenant.data, tenant.length, &event->tenant_id);
		if (!event->has_tenant_id)
			field_problem(problems, FIELD_TENANT_ID, "It must be a UUID.");
	}
	event->properties = json_actor_take(read_document(fields, FIELD_PROPERTIES), event, problems);
	json_actor_find(result, anonymous_id, distinct_id, problems);
	read_user_properties(fields, result, problems);
	event->properties = add_properties(fields, event->properties, problems);
}

/*
 * Read an event.  A mapping, where there is one, tells where its fields are.
 */
void
json_event_read(JsonbValue *document, const JsonMapping *mapping,
				Submission *result, Problems *problems)
{
	FieldValues fields;

	MemSet(result, 0, sizeof(Submission));
	if (document->type != jbvBinary || !JsonContainerIsObject(document->val.binary.data))
	{
		problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE, "",
					"an event must be a JSON object", NULL, NULL);
		return;
	}
	for (int i = 0; i < EVENT_FIELDS; i++)
		fields.values[i].type = jbvNull;
	if (mapping != NULL)
		map_fields(document->val.binary.data, mapping, &fields, problems);
	else
		collect_fields(document->val.binary.data, &fields, problems);
	if (!problems_done(problems))
		read_fields(&fields, result, problems);
}

/*
 * Read an event, and raise the first problem.
 */
void
json_event_require(Jsonb *document, Submission *result)
{
	Problems	problems = {0};
	JsonbValue	value;

	JsonbToJsonbValue(document, &value);
	json_event_read(&value, NULL, result, &problems);
	problems_raise(&problems);
}

static void
mapping_error(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid mapping"),
			 errdetail_internal("%s", pii_mask_message(detail)),
			 errhint("For example '{\"event_type\": {\"const\": \"edit\"}, \"user_id\": \"user\", \"occurred_at\": \"time\", \"properties\": \"*\"}'.")));
}

/*
 * {"const": ...} or {"field": ..., "values": {...}}
 */
static void
compile_source_object(JsonbContainer *document, const char *name, FieldSource *source)
{
	JsonbIterator *iterator = JsonbIteratorInit(document);
	JsonbIteratorToken token;
	JsonbValue	key;
	JsonbValue	value;

	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		if (token != WJB_KEY)
			continue;
		JsonbIteratorNext(&iterator, &value, true);
		if (is_string(&key, "const"))
			source->constant = json_value_copy(&value);
		else if (is_string(&key, "field") && value.type == jbvString)
			source->name = json_value_copy(&value);
		else if (is_string(&key, "values") && value.type == jbvBinary &&
				 JsonContainerIsObject(value.val.binary.data))
			source->values = value.val.binary.data;
		else
			mapping_error(psprintf("\"%s\" may have \"const\", or a string \"field\" with an optional object \"values\".",
								   name));
	}
	if ((source->constant != NULL) == (source->name != NULL) ||
		(source->values != NULL && source->name == NULL))
		mapping_error(psprintf("\"%s\" needs either \"const\" or \"field\".", name));
}

static bool
is_list_of_strings(const JsonbValue *value)
{
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	element;

	if (value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data))
		return false;
	iterator = JsonbIteratorInit(value->val.binary.data);
	while ((token = JsonbIteratorNext(&iterator, &element, true)) != WJB_DONE)
		if (token == WJB_ELEM && element.type != jbvString)
			return false;
	return true;
}

static void
compile_source(JsonMapping *mapping, EventField field, const JsonbValue *value)
{
	const char *name = field_names[field];

	if (field == FIELD_PROPERTIES && is_string(value, "*"))
		mapping->all_properties = true;
	else if (value->type == jbvString)
		mapping->sources[field].name = json_value_copy(value);
	else if (value->type == jbvBinary && JsonContainerIsObject(value->val.binary.data))
		compile_source_object(value->val.binary.data, name, &mapping->sources[field]);
	else if (field == FIELD_PROPERTIES && is_list_of_strings(value))
		mapping->property_names = value->val.binary.data;
	else
		mapping_error(psprintf("\"%s\" must be the name of a field, or an object%s.", name,
							   field == FIELD_PROPERTIES ? ", or a list of names" : ""));
}

/*
 * Read a mapping; 22023 when it is malformed.  The result points into the
 * document.
 */
JsonMapping *
json_mapping_compile(Jsonb *document)
{
	JsonMapping *mapping = palloc0_object(JsonMapping);
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	key;
	JsonbValue	value;

	if (!JB_ROOT_IS_OBJECT(document))
		mapping_error("It must be an object.");
	iterator = JsonbIteratorInit(&document->root);
	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		int			field = 0;

		if (token != WJB_KEY)
			continue;
		JsonbIteratorNext(&iterator, &value, true);
		while (field < MAPPED_FIELDS && !is_string(&key, field_names[field]))
			field++;
		if (field == MAPPED_FIELDS)
			mapping_error(psprintf("\"%s\" is no field of an event.",
								   pnstrdup(key.val.string.val, key.val.string.len)));
		compile_source(mapping, field, &value);
	}
	if (mapping->sources[FIELD_EVENT_TYPE].name == NULL &&
		mapping->sources[FIELD_EVENT_TYPE].constant == NULL)
		mapping_error("It must tell where the event_type is.");
	return mapping;
}
