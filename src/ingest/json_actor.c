/*-------------------------------------------------------------------------
 *
 * json_actor.c
 *	  The user and the session of an event, where a JSON document has them
 *	  among its properties.
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
