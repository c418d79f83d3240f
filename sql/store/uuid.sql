
-- UUIDs -----------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_uuidv7() RETURNS uuid
LANGUAGE c VOLATILE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_uuidv7';
COMMENT ON FUNCTION @extschema@.analytics_uuidv7() IS
'A new time-ordered UUID (version 7, RFC 9562) with microsecond resolution; those of one session strictly increase. Never NULL.';

CREATE FUNCTION @extschema@.analytics_uuid(name text) RETURNS uuid
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_uuid_from_text';
COMMENT ON FUNCTION @extschema@.analytics_uuid(text) IS
'The UUID that stands for an id of another system: a text that is a UUID, in any form that PostgreSQL reads, gives that one, any other its version 5 UUID (RFC 9562) in this extension''s namespace. NULL for NULL; the nil UUID for what stands for none: an empty text, undefined, null, NULL, nil, None, NaN, [object Object].';

CREATE FUNCTION @extschema@.analytics_uuid(id bigint) RETURNS uuid
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_id_from_int8';
COMMENT ON FUNCTION @extschema@.analytics_uuid(bigint) IS
'The UUID that stands for a number of another system: that of its decimal digits as a text. NULL for NULL.';

CREATE FUNCTION @extschema@.analytics_anonymous_uuid(anonymous_id text) RETURNS uuid
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_anonymous_uuid';
COMMENT ON FUNCTION @extschema@.analytics_anonymous_uuid(text) IS
'The UUID that stands for an anonymous visitor, whom a client knows by an id of its own (the anonymous_id of a JSON event): of version 8, beginning with 616e6f6e, and no user''s. A text that is a UUID is one visitor in any form that PostgreSQL reads, and a UUID of this function stands for itself. NULL for NULL; the nil UUID for what stands for none, as for analytics_uuid(). 22001 for an id of more than 1024 bytes.';

CREATE FUNCTION @extschema@.analytics_anonymous_uuid(anonymous_id numeric) RETURNS uuid
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_anonymous_uuid_from_numeric';
COMMENT ON FUNCTION @extschema@.analytics_anonymous_uuid(numeric) IS
'The UUID that stands for an anonymous visitor, of whom a client has a number: that of its digits as a text, as in a JSON event, 42.0 being 42. NULL for NULL. 22P02 for NaN and infinity, 22001 for more than 1024 digits.';

-- For queries: inlined, it costs two comparisons.  uuid_is_anonymous() in uuid.c asks the same.
CREATE FUNCTION mindwell_internal.is_anonymous(user_id uuid) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN user_id >= CAST('616e6f6e-0000-0000-0000-000000000000' AS uuid)
   AND user_id <= CAST('616e6f6e-ffff-ffff-ffff-ffffffffffff' AS uuid);
COMMENT ON FUNCTION mindwell_internal.is_anonymous(uuid) IS
'Internal: does a user''s UUID stand for an anonymous visitor? NULL for NULL.';

CREATE FUNCTION mindwell_internal.is_counted(user_id uuid, include_anonymous boolean) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN user_id IS NOT NULL AND (include_anonymous OR NOT mindwell_internal.is_anonymous(user_id));
COMMENT ON FUNCTION mindwell_internal.is_counted(uuid, boolean) IS
'Internal: does a report on users count the events of this one? Not of nobody (false), nor of an anonymous visitor unless include_anonymous (else false, or NULL where that is NULL).';

-- A user or a session as an argument ----------------------------------------------
--
-- One signature takes uuid, text and numbers, of any client, and literals without a
-- type.  No operators, and no way back but by assignment: what the server finds for
-- other people's expressions of uuid and text stays as it was.

CREATE TYPE @extschema@.analytics_id;

CREATE FUNCTION mindwell_internal.id_in(text cstring) RETURNS @extschema@.analytics_id
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_id_in';
COMMENT ON FUNCTION mindwell_internal.id_in(cstring) IS
'Internal: input function of analytics_id. 22001 for one of more than 1024 bytes.';

CREATE FUNCTION mindwell_internal.id_out(id @extschema@.analytics_id) RETURNS cstring
LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
AS 'uuid_out';
COMMENT ON FUNCTION mindwell_internal.id_out(@extschema@.analytics_id) IS
'Internal: output function of analytics_id.';

CREATE TYPE @extschema@.analytics_id (
    INPUT = mindwell_internal.id_in,
    OUTPUT = mindwell_internal.id_out,
    LIKE = uuid);
COMMENT ON TYPE @extschema@.analytics_id IS
'A user or a session, as an argument: uuid, text, varchar, char, name, integers and numeric are cast to it implicitly. It is the UUID that analytics_uuid() gives, so 42, 42.0 and ''42'' are one user. What stands for none (an empty text, undefined, null, nil, None, NaN, [object Object]) is the nil UUID, which the store takes for none. NaN and infinity as numbers, and what begins as a JSON object, are errors (22P02), and so is a text of more than 1024 bytes (22001). For arguments only: it has no operators, and columns are uuid.';

CREATE FUNCTION mindwell_internal.id(name text) RETURNS @extschema@.analytics_id
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_id_from_text';
COMMENT ON FUNCTION mindwell_internal.id(text) IS
'Internal: cast to analytics_id. 22001 for one of more than 1024 bytes.';

CREATE FUNCTION mindwell_internal.id(name character) RETURNS @extschema@.analytics_id
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_id_from_bpchar';
COMMENT ON FUNCTION mindwell_internal.id(character) IS
'Internal: cast to analytics_id, without the blanks at the end. 22001 for one of more than 1024 bytes.';

CREATE FUNCTION mindwell_internal.id(name name) RETURNS @extschema@.analytics_id
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_id_from_system_name';
COMMENT ON FUNCTION mindwell_internal.id(name) IS
'Internal: cast to analytics_id.';

CREATE FUNCTION mindwell_internal.id(id numeric) RETURNS @extschema@.analytics_id
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_id_from_numeric';
COMMENT ON FUNCTION mindwell_internal.id(numeric) IS
'Internal: cast to analytics_id, without the zeros at the end of a fraction. 22P02 for NaN and infinity.';

CREATE FUNCTION mindwell_internal.id(id smallint) RETURNS @extschema@.analytics_id
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_id_from_int2';
COMMENT ON FUNCTION mindwell_internal.id(smallint) IS
'Internal: cast to analytics_id.';

CREATE FUNCTION mindwell_internal.id(id integer) RETURNS @extschema@.analytics_id
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_id_from_int4';
COMMENT ON FUNCTION mindwell_internal.id(integer) IS
'Internal: cast to analytics_id.';

CREATE FUNCTION mindwell_internal.id(id bigint) RETURNS @extschema@.analytics_id
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_id_from_int8';
COMMENT ON FUNCTION mindwell_internal.id(bigint) IS
'Internal: cast to analytics_id.';

CREATE CAST (uuid AS @extschema@.analytics_id) WITHOUT FUNCTION AS IMPLICIT;
COMMENT ON CAST (uuid AS @extschema@.analytics_id) IS 'The UUID itself.';
CREATE CAST (text AS @extschema@.analytics_id) WITH FUNCTION mindwell_internal.id(text) AS IMPLICIT;
COMMENT ON CAST (text AS @extschema@.analytics_id) IS 'As analytics_uuid(text); 22001 for one of more than 1024 bytes.';
CREATE CAST (varchar AS @extschema@.analytics_id) WITH FUNCTION mindwell_internal.id(text) AS IMPLICIT;
COMMENT ON CAST (varchar AS @extschema@.analytics_id) IS 'As analytics_uuid(text); 22001 for one of more than 1024 bytes.';
CREATE CAST (character AS @extschema@.analytics_id) WITH FUNCTION mindwell_internal.id(character) AS IMPLICIT;
COMMENT ON CAST (character AS @extschema@.analytics_id) IS 'As analytics_uuid(text), without the blanks at the end; 22001 for one of more than 1024 bytes.';
CREATE CAST (name AS @extschema@.analytics_id) WITH FUNCTION mindwell_internal.id(name) AS IMPLICIT;
COMMENT ON CAST (name AS @extschema@.analytics_id) IS 'As analytics_uuid(text).';
CREATE CAST (numeric AS @extschema@.analytics_id) WITH FUNCTION mindwell_internal.id(numeric) AS IMPLICIT;
COMMENT ON CAST (numeric AS @extschema@.analytics_id) IS 'As a number of a JSON event: that of its digits as a text, 42.0 being 42; 22P02 for NaN and infinity.';
CREATE CAST (smallint AS @extschema@.analytics_id) WITH FUNCTION mindwell_internal.id(smallint) AS IMPLICIT;
COMMENT ON CAST (smallint AS @extschema@.analytics_id) IS 'As analytics_uuid(bigint).';
CREATE CAST (integer AS @extschema@.analytics_id) WITH FUNCTION mindwell_internal.id(integer) AS IMPLICIT;
COMMENT ON CAST (integer AS @extschema@.analytics_id) IS 'As analytics_uuid(bigint).';
CREATE CAST (bigint AS @extschema@.analytics_id) WITH FUNCTION mindwell_internal.id(bigint) AS IMPLICIT;
COMMENT ON CAST (bigint AS @extschema@.analytics_id) IS 'As analytics_uuid(bigint).';
CREATE CAST (@extschema@.analytics_id AS uuid) WITHOUT FUNCTION AS ASSIGNMENT;
COMMENT ON CAST (@extschema@.analytics_id AS uuid) IS 'The UUID that it is.';

CREATE FUNCTION mindwell_internal.mask_id(id uuid, mask uuid) RETURNS uuid
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_mask_id';
COMMENT ON FUNCTION mindwell_internal.mask_id(uuid, uuid) IS
'Internal: an id, exclusive-or a mask; masked again with the same mask it is the id. Ids chosen so that PostgreSQL hashes them to one value do not collide once they are masked with a secret one.';

CREATE FUNCTION mindwell_internal.id_mask() RETURNS uuid
LANGUAGE c STABLE PARALLEL RESTRICTED
AS 'MODULE_PATHNAME', 'analytics_id_mask';
COMMENT ON FUNCTION mindwell_internal.id_mask() IS
'Internal: a mask for mindwell_internal.mask_id(), a secret of the process.';

-- Integers as ids are one UUID in every tenant, and another user: who counts users of several
-- tenants counts these.  With one tenant there is no mask, and nothing of this in the plan.
CREATE FUNCTION mindwell_internal.tenant_mask(tenants uuid[]) RETURNS uuid
LANGUAGE sql STABLE PARALLEL RESTRICTED
RETURN CASE WHEN pg_catalog.cardinality(tenants) > 1 THEN mindwell_internal.id_mask() END;
COMMENT ON FUNCTION mindwell_internal.tenant_mask(uuid[]) IS
'Internal: the mask for mindwell_internal.actor() where ids of these tenants are told apart; NULL for one tenant, or none.';

CREATE FUNCTION mindwell_internal.mask_id_of_tenant(tenant_id uuid, id uuid, mask uuid) RETURNS uuid
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_mask_id_of_tenant';
COMMENT ON FUNCTION mindwell_internal.mask_id_of_tenant(uuid, uuid, uuid) IS
'Internal: an id that one tenant has, such that the same id of another tenant becomes another; with one mask different ids of one tenant stay different.';

CREATE FUNCTION mindwell_internal.actor(tenant_id uuid, id uuid, mask uuid) RETURNS uuid
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN mask IS NULL THEN id ELSE mindwell_internal.mask_id_of_tenant(tenant_id, id, mask) END;
COMMENT ON FUNCTION mindwell_internal.actor(uuid, uuid, uuid) IS
'Internal: whom a report on several tenants counts: the user (or session) of a tenant, masked (mindwell_internal.tenant_mask()); the id itself without a mask, NULL for NULL.';
