
-- UUIDs -----------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_uuidv7() RETURNS uuid
LANGUAGE c VOLATILE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_uuidv7';
COMMENT ON FUNCTION @extschema@.analytics_uuidv7() IS
'A new time-ordered UUID (version 7, RFC 9562) with microsecond resolution; those of one session strictly increase. Never NULL.';

CREATE FUNCTION @extschema@.analytics_uuid(name text) RETURNS uuid
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_uuid';
COMMENT ON FUNCTION @extschema@.analytics_uuid(text) IS
'The UUID that stands for an id of another system: a text that is a UUID is returned as it is, any other gives its version 5 UUID (RFC 9562) in this extension''s namespace. NULL for NULL.';
