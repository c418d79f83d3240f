
-- Ingest ----------------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_track(
    event_type text,
    user_id @extschema@.analytics_id DEFAULT NULL,
    session_id @extschema@.analytics_id DEFAULT NULL,
    properties jsonb DEFAULT '{}',
    occurred_at timestamptz DEFAULT NULL,
    funnel_stage text DEFAULT NULL,
    tenant_id uuid DEFAULT NULL,
    idempotency_key text DEFAULT NULL)
RETURNS uuid
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_track';
COMMENT ON FUNCTION @extschema@.analytics_track(text, @extschema@.analytics_id, @extschema@.analytics_id, jsonb, timestamptz, text, uuid, text) IS
'Stores one event and returns its id; NULL when the user has opted out. A user or session is a UUID, or any other text or integer, which stands for analytics_uuid(id). occurred_at defaults to the current time, funnel_stage to the event type''s, tenant_id to the session''s. With an idempotency_key a retry within 7 days returns the first event''s id. Needs INSERT on analytics_events. 22P02 for an empty user_id or session_id, 22001 for one of more than 1024 bytes, 22023 for a wrong type, stage or property, 22008 for a wrong time, 23502 without event_type, 23505 for a key that another event has, 42501 for a foreign tenant, 54000 for too large or deep properties, 22003 for a number in them of too many digits, 55000 without a store, or where it has another tenant only.';

CREATE FUNCTION @extschema@.analytics_track_json(event jsonb) RETURNS uuid
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_track_json';
COMMENT ON FUNCTION @extschema@.analytics_track_json(jsonb) IS
'As analytics_track(), from a JSON object: event_type (or action, event, name), user_id, session_id, properties (metadata, event_data), occurred_at (timestamp, event_timestamp; a string as in ISO 8601, or a number of seconds, milliseconds or microseconds since 1970), funnel_stage, tenant_id, idempotency_key, user_properties, dnt (true or 1: the user does not want this event stored), anonymous_id (device_id; who has not signed in: see analytics_alias()), distinct_id (a user, or after $device: an anonymous_id), category, label, value; also in camelCase. A user or session id that is no UUID becomes analytics_uuid(id). user_properties need INSERT on analytics_users, unless nothing is stored. NULL for NULL. 22023 for an unknown, repeated or mistyped field, 22007 for a malformed time; 42501 without the rights.';

CREATE FUNCTION @extschema@.analytics_track_json(event text) RETURNS uuid
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_track_json_text';
COMMENT ON FUNCTION @extschema@.analytics_track_json(text) IS
'As analytics_track_json(jsonb), for clients that send strings (JDBC''s setString). 22P02 when the text is no JSON.';

CREATE FUNCTION @extschema@.analytics_track_batch(
    events jsonb,
    on_error text DEFAULT 'report',
    mapping jsonb DEFAULT NULL)
RETURNS TABLE (ord bigint, event_id uuid, status text, error_code text, error text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 1000
AS 'MODULE_PATHNAME', 'analytics_track_batch';
COMMENT ON FUNCTION @extschema@.analytics_track_batch(jsonb, text, jsonb) IS
'Stores the events of a JSON array (each as for analytics_track_json) in one go. Returns a row for each, in order: its number from 1, its id, its status (stored, duplicate, opted_out, rejected) and, when rejected, the SQLSTATE and what is wrong. on_error => ''abort'' raises the first problem and stores nothing. mapping tells where a foreign document''s fields are. 22023 when events is no array, or for an unknown on_error or a malformed mapping; 22004 for NULL, 54000 beyond mindwell_analytics.max_batch_events or max_batch_size. user_properties that make their user too large refuse that event.';

CREATE FUNCTION @extschema@.analytics_track_batch(
    events text,
    on_error text DEFAULT 'report',
    mapping jsonb DEFAULT NULL)
RETURNS TABLE (ord bigint, event_id uuid, status text, error_code text, error text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 1000
AS 'MODULE_PATHNAME', 'analytics_track_batch_text';
COMMENT ON FUNCTION @extschema@.analytics_track_batch(text, text, jsonb) IS
'As analytics_track_batch(jsonb), for clients that send strings. An event that is JSON and no jsonb, as one with a NUL, half of a surrogate pair, or a character that the database''s encoding has not, is rejected alone (22P05, 22P02). 22P02 when the text is no JSON.';

CREATE FUNCTION @extschema@.analytics_validate(event jsonb)
RETURNS TABLE (path text, code text, message text)
LANGUAGE c STABLE STRICT PARALLEL RESTRICTED ROWS 5
AS 'MODULE_PATHNAME', 'analytics_validate';
COMMENT ON FUNCTION @extschema@.analytics_validate(jsonb) IS
'All problems that analytics_track_json() would have with an event, without storing it: a JSON Pointer to the place, the SQLSTATE, and what is wrong. Rows with the code 00000 are no problem: they tell which properties are stored under another name (renamed), not stored by an alias (dropped), left as they are because two of them mean one (ambiguous), or become the event''s user or session (taken). No other row: the event is good. Needs INSERT or SELECT on analytics_events. 42501 without either, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_identify(
    user_id @extschema@.analytics_id,
    set jsonb DEFAULT NULL,
    set_once jsonb DEFAULT NULL,
    tenant_id uuid DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_identify';
COMMENT ON FUNCTION @extschema@.analytics_identify(@extschema@.analytics_id, jsonb, jsonb, uuid) IS
'Keeps properties of a user: those of set replace what is there, those of set_once do not. Rules for personal data hold as for events. Returns false, and stores nothing, when the user has opted out. Needs INSERT on analytics_users. 22004 for a NULL user, or what stands for none, 22023 when a document is no object, 54000 when one, or what is stored with it, is too large or too deep, 22003 for a number of too many digits, 42501 for a foreign tenant, 55000 where the store has another one only.';

CREATE FUNCTION @extschema@.analytics_alias(
    anonymous_id text, user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_alias';
COMMENT ON FUNCTION @extschema@.analytics_alias(text, @extschema@.analytics_id, uuid) IS
'An anonymous visitor has signed in as a user: what comes with that anonymous_id from now on, and names no user, is stored as the user''s. Events that are stored already stay as they are; analytics_funnel(merge_aliases => true) takes them for the user''s, and a copy or an erasure of the user takes them along. Returns whether the visitor is this user''s: the first user wins, and when a second one appears, here or in an event with both, the alias ends. false, too, when the user or the visitor has opted out, and in anonymous mode: then nothing is stored. tenant_id defaults to the session''s. Needs INSERT on analytics_aliases. 22004 for an anonymous_id or user_id that is NULL or stands for none, 22001 for one of more than 1024 bytes, 22023 when the user is an anonymous visitor too, or without a tenant_id when the session has several, 40001 above READ COMMITTED when another session has said just then whose the visitor is, 42501 for a foreign tenant, 55000 without a store, or where it has another tenant only.';

CREATE FUNCTION @extschema@.analytics_alias(
    anonymous_id numeric, user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_alias_number';
COMMENT ON FUNCTION @extschema@.analytics_alias(numeric, @extschema@.analytics_id, uuid) IS
'As analytics_alias(text, ...), for a visitor of whom the client has a number: that of its digits as a text, 42.0 being 42. 22P02 for NaN and infinity.';

CREATE FUNCTION @extschema@.analytics_register_event_type(
    event_type text,
    category text DEFAULT NULL,
    funnel_stage text DEFAULT NULL,
    retention_class text DEFAULT NULL,
    description text DEFAULT NULL,
    property_schema jsonb DEFAULT NULL,
    tenant_id uuid DEFAULT NULL,
    is_action boolean DEFAULT NULL,
    property_aliases jsonb DEFAULT NULL)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_register_event_type';
COMMENT ON FUNCTION @extschema@.analytics_register_event_type(text, text, text, text, text, jsonb, uuid, boolean, jsonb) IS
'Enters an event type into the registry, or changes it: for all tenants (as the nil one''s) when the store''s owner, or an admin that is bound to no tenant, names none, else for one. What is NULL stays as it is; in a new type it is empty, the retention class is events, and it is an action. is_action: its events are something that users do, and make them active; a change has the days of its events counted again. property_aliases: further names of declared properties, as {"duration": "duration_seconds"}; null drops the property. To take a schema or aliases away, register ''{}''; for anything else, unregister the type first. Needs INSERT on analytics_event_types. 22004 for a NULL name, 22023 for a malformed name or property schema, a retention class without a policy, or an alias that is a declared property, stands for none, or is part of a cycle, 23503 for an unknown stage, 22001 for a category (64 bytes) or description (1024 bytes) that is too long, 42501 for a foreign tenant, 55000 where the store has another one only.';

CREATE FUNCTION @extschema@.analytics_unregister_event_type(event_type text, tenant_id uuid DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_unregister_event_type';
COMMENT ON FUNCTION @extschema@.analytics_unregister_event_type(text, uuid) IS
'Removes an event type from the registry, and returns whether it was there; its events stay. Of all tenants when the store''s owner, or an admin that is bound to no tenant, names none, else of one. Needs INSERT on analytics_event_types. 22004 for a NULL name, 42501 for a foreign tenant, 55000 without a store, or where it has another tenant only.';

CREATE FUNCTION @extschema@.analytics_track_trigger() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_track_trigger';
COMMENT ON FUNCTION @extschema@.analytics_track_trigger() IS
'AFTER row trigger for an application''s table: each changed row becomes an event. Arguments: the event type; a JSON object that maps columns to properties, or to the event''s user_id, session_id, occurred_at, tenant_id or idempotency_key; and what happens on an error: abort (the default: the statement fails) or warn (the statement goes on, the event is lost, and a WARNING has the SQLSTATE and message). NULL columns are left out. Whoever changes the row needs INSERT on analytics_events. 39P01 when it is used otherwise, 22023 or 22P02 for a malformed mapping, 22023 for an unknown on_error, 42703 for a mapped column that is not there; else the errors of analytics_track_json().';
