/*-------------------------------------------------------------------------
 *
 * json_actor.c
 *	  Whose an event is that arrives as a JSON document.
 *
 * The user and the session may be among the properties.  Who has not signed in
 * is known by an anonymous_id; what is called distinct_id is either.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "base/json_pointer.h"
#include "base/uuid.h"
#include "ingest/json_actor.h"
#include "ingest/json_event.h"

/* A distinct_id that begins so goes on with the id of a device. */
#define DEVICE_PREFIX "$device:"

/*
 * An id among the properties; false for what is none, or stands for none.
 */
static bool
id_in_properties(const Jsonb *properties, const char *name, pg_uuid_t *id)
{
	JsonbValue	value;
	char	   *text;
	size_t		length;

	if (getKeyJsonValueFromContainer(unconstify(JsonbContainer *, &properties->root), name,
									 strlen(name), &value) == NULL ||
		(value.type != jbvString && value.type != jbvNumeric))
		return false;
	text = json_scalar_text(&value);
	length = strlen(text);
	if (length > ID_MAX_LENGTH)
		return false;
	uuid_from_id(text, length, id);
	return !uuid_is_nil(id);
}

static Jsonb *
without_property(const Jsonb *properties, const char *name)
{
	JsonbParseState *state = NULL;
	JsonbIterator *iterator = JsonbIteratorInit(unconstify(JsonbContainer *, &properties->root));
	JsonbIteratorToken token;
	JsonbValue	value;
	int			length = strlen(name);
	bool		is_kept = true;

	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
			is_kept = value.val.string.len != length ||
				memcmp(value.val.string.val, name, length) != 0;
		if (token == WJB_BEGIN_OBJECT)
			pushJsonbValue(&state, token, NULL);
		else if (token != WJB_END_OBJECT && is_kept)
			pushJsonbValue(&state, token, &value);
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/*
 * Clients that know no fields but a name and properties have the user or the
 * session among these.  There it says nothing that the event does not, and
 * leaves; one that says otherwise is a property.
 */
static Jsonb *
take_id(Jsonb *properties, const char *field, const char *name, bool *has_id, pg_uuid_t *id,
		Problems *problems)
{
	PointerStep step = {.key = name, .key_length = strlen(name)};
	pg_uuid_t	found;

	if (properties == NULL || !JB_ROOT_IS_OBJECT(properties) ||
		!id_in_properties(properties, name, &found) ||
		(*has_id && !uuid_equal(id, &found)))
		return properties;
	*has_id = true;
	*id = found;
	problem_note(problems, json_pointer("/properties", &step), "taken",
				 psprintf("It is the event's %s.", field));
	return without_property(properties, name);
}

/*
 * The properties without what is the event's user and session, which they may
 * have become.
 */
Jsonb *
json_actor_take(Jsonb *properties, Event *event, Problems *problems)
{
	static const char *const users[] = {"user_id", "userId"};
	static const char *const sessions[] = {"session_id", "sessionId"};

	for (int i = 0; i < (int) lengthof(users); i++)
		properties = take_id(properties, "user_id", users[i],
							 &event->has_user_id, &event->user_id, problems);
	for (int i = 0; i < (int) lengthof(sessions); i++)
		properties = take_id(properties, "session_id", sessions[i],
							 &event->has_session_id, &event->session_id, problems);
	return properties;
}

/*
 * Is there an id, or does it stand for none?
 */
bool
json_actor_is_some(const char *field, const pg_uuid_t *id, Problems *problems)
{
	if (!uuid_is_nil(id))
		return true;
	problem_note(problems, psprintf("/%s", field),
				 psprintf("%s stands for none: the event is stored without one", field), NULL);
	return false;
}

/*
 * Take what a distinct_id names as the user, or as the visitor, unless the
 * document names another one.
 */
static void
take_distinct(bool *has_id, pg_uuid_t *id, const pg_uuid_t *found, Problems *problems)
{
	if (!json_actor_is_some("distinct_id", found, problems))
		return;
	if (*has_id && !uuid_equal(id, found))
		problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE, "/distinct_id", "invalid distinct_id",
					"The event names another one besides.", NULL);
	*has_id = true;
	*id = *found;
}

/*
 * Whose event it is, from the further fields of a document; NULL for none.  A
 * visitor is the user where there is no other.
 */
void
json_actor_find(Submission *submission, const char *anonymous_id, const char *distinct_id,
				Problems *problems)
{
	Event	   *event = &submission->event;
	const char *device = distinct_id;
	pg_uuid_t	found;

	if (anonymous_id != NULL)
	{
		uuid_from_anonymous_id(anonymous_id, strlen(anonymous_id), &submission->anonymous_id);
		submission->has_anonymous_id = json_actor_is_some("anonymous_id", &submission->anonymous_id,
														  problems);
	}
	if (distinct_id != NULL && strncmp(distinct_id, DEVICE_PREFIX, strlen(DEVICE_PREFIX)) == 0)
		device += strlen(DEVICE_PREFIX);
	else if (anonymous_id == NULL || distinct_id == NULL || strcmp(distinct_id, anonymous_id) != 0)
		device = NULL;
	if (device != NULL)
	{
		uuid_from_anonymous_id(device, strlen(device), &found);
		take_distinct(&submission->has_anonymous_id, &submission->anonymous_id, &found, problems);
	}
	else if (distinct_id != NULL)
	{
		uuid_from_id(distinct_id, strlen(distinct_id), &found);
		take_distinct(&event->has_user_id, &event->user_id, &found, problems);
	}
	if (event->has_user_id || !submission->has_anonymous_id)
		return;
	event->has_user_id = true;
	event->user_id = submission->anonymous_id;
	submission->has_anonymous_id = false;
}
