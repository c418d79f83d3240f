-- complain if the script is sourced in psql instead of run by CREATE EXTENSION
\echo Use "CREATE EXTENSION mindwell_analytics" to load this file. \quit

SET LOCAL search_path = pg_catalog, pg_temp;

-- Earlier minor releases put the schema's name into this script without looking at it (CVE-2023-39417).
DO $$
BEGIN
    IF CAST(pg_catalog.current_setting('server_version_num') AS integer) < 150004 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'feature_not_supported',
            MESSAGE = 'mindwell_analytics needs PostgreSQL 15.4 or newer',
            HINT = 'Install the newest minor release.';
    END IF;
END
$$;

-- Whoever may create schemas can have made it, with functions of theirs.
DO $$
DECLARE
    squatter name := (SELECT pg_catalog.pg_get_userbyid(n.nspowner) FROM pg_catalog.pg_namespace n WHERE n.nspname = 'mindwell_internal');
BEGIN
    IF squatter IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'duplicate_schema',
            MESSAGE = 'schema "mindwell_internal" already exists',
            DETAIL = pg_catalog.format('It belongs to role "%s".  The extension makes it, and takes none that somebody else made.', squatter),
            HINT = 'Look at what is in it, and then run DROP SCHEMA mindwell_internal CASCADE;';
    END IF;
END
$$;

-- Everything that users do not call.  Only a superuser may create here, so no name of
-- it can mean what somebody else made.
CREATE SCHEMA mindwell_internal;
REVOKE ALL ON SCHEMA mindwell_internal FROM PUBLIC;
GRANT USAGE ON SCHEMA mindwell_internal TO PUBLIC;
COMMENT ON SCHEMA mindwell_internal IS
'Internal: what the functions of mindwell_analytics call; nothing here is for users, or stays as it is.';

-- Read as a text, by C code too (store.c): the name says nothing when the schema has another one.
CREATE FUNCTION mindwell_internal.extension_schema()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$SELECT '@extschema@'$$;
COMMENT ON FUNCTION mindwell_internal.extension_schema() IS
'Internal: the extension''s schema as functions name it, quoted where it must be; after a rename its former name.';

-- Settings ----------------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.setting(name text) RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_setting';
COMMENT ON FUNCTION mindwell_internal.setting(text) IS
'Internal: the value of a setting, named without mindwell_analytics., with its unit; also when this session has not loaded the library before. 42704 for an unknown one.';

CREATE FUNCTION mindwell_internal.nearest(name text, candidates text[]) RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_nearest';
COMMENT ON FUNCTION mindwell_internal.nearest(text, text[]) IS
'Internal: the candidate that differs least from a name, the first of equals; NULL when none is both another and close.';

CREATE FUNCTION mindwell_internal.settings()
RETURNS TABLE (name text, value text, unit text, allowed text, source text, needs_superuser boolean, description text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- loads the library, which defines the settings
    PERFORM mindwell_internal.setting('premake');
    RETURN QUERY
        SELECT s.name, pg_catalog.current_setting(s.name), s.unit,
               CASE s.vartype
                   WHEN 'enum' THEN pg_catalog.array_to_string(s.enumvals, ', ')
                   WHEN 'bool' THEN 'on, off'
                   WHEN 'string' THEN NULL
                   ELSE pg_catalog.format('%s to %s%s', s.min_val, s.max_val, ' ' || s.unit)
               END,
               CASE
                   WHEN s.source IN ('user', 'database user') THEN 'role'
                   WHEN s.source IN ('configuration file', 'command line') THEN 'server'
                   ELSE s.source
               END,
               s.context = 'superuser',
               pg_catalog.concat_ws(' ', s.short_desc, s.extra_desc)
        FROM pg_catalog.pg_settings s
        WHERE pg_catalog.starts_with(s.name, 'mindwell_analytics.')
        ORDER BY s.name;
END
$$;
COMMENT ON FUNCTION mindwell_internal.settings() IS
'Internal: what analytics_settings() returns.';

CREATE FUNCTION @extschema@.analytics_settings()
RETURNS TABLE (name text, value text, unit text, allowed text, source text, needs_superuser boolean, description text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 20
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.* FROM mindwell_internal.settings() s
$$;
COMMENT ON FUNCTION @extschema@.analytics_settings() IS
'The settings of mindwell_analytics, a row for each by name, as they are in this session: value (with its unit, as SHOW tells it), unit (of a value that is given as a bare number; NULL without), allowed (values or range; NULL: any text), source (default, server, database, role, session, ...: where the value was set), needs_superuser (only superusers, and roles with GRANT SET ON PARAMETER, may set it) and description. hash_key_file is shown to superusers and members of pg_read_all_settings only. Works without a store.';

-- May the caller set what ALTER names?  The server asks the same, but does not say what
-- would help.
CREATE FUNCTION mindwell_internal.check_may_configure(setting text, needs_superuser boolean, scope text)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    database_owner CONSTANT oid := (SELECT d.datdba FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database());
BEGIN
    IF needs_superuser AND NOT pg_catalog.has_parameter_privilege(setting, 'SET') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('permission denied to set %s', setting),
            DETAIL = 'It is for superusers, and for roles to which one of them has granted it.',
            HINT = pg_catalog.format('A superuser runs GRANT SET ON PARAMETER %s TO %I;', setting, CURRENT_USER);
    ELSIF scope = 'database' AND NOT pg_catalog.pg_has_role(database_owner, 'USAGE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('permission denied to configure database "%s"', pg_catalog.current_database()),
            DETAIL = pg_catalog.format('It is for the database''s owner "%s", members of that role, and superusers.',
                                       pg_catalog.pg_get_userbyid(database_owner)),
            HINT = 'Run it as one of them; or for your own role alone, with scope => ''role'', role => CURRENT_USER.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_may_configure(text, boolean, text) IS
'Internal: 42501 when the current user may not set a setting, or not for the database.';

CREATE FUNCTION mindwell_internal.check_hash_key_file(path text) RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_check_hash_key_file';
COMMENT ON FUNCTION mindwell_internal.check_hash_key_file(text) IS
'Internal: reads a file as one of mindwell_analytics.hash_key_file; NULL is the one in force, if any. 22023 unless it holds a key that the server''s user alone may read; 42501 for a path, from a role that may not set the setting.';

CREATE FUNCTION @extschema@.analytics_configure(name text, value text, scope text DEFAULT 'database', role name DEFAULT NULL)
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    prefix CONSTANT text := 'mindwell_analytics.';
    short_name CONSTANT text := pg_catalog.regexp_replace(pg_catalog.lower(name), '^mindwell_analytics[.]', '');
    setting_name CONSTANT text := prefix || short_name;
    database CONSTANT name := pg_catalog.current_database();
    setting record;
    near text;
    target text;
    detail text;
    hint text;
BEGIN
    SELECT s.value, s.allowed, s.needs_superuser INTO setting
    FROM mindwell_internal.settings() s
    WHERE s.name = setting_name;
    -- NULL for an unknown one; what the caller may not see is known
    IF pg_catalog.pg_settings_get_flags(setting_name) IS NULL THEN
        SELECT mindwell_internal.nearest(short_name, pg_catalog.array_agg(pg_catalog.substr(s.name, pg_catalog.length(prefix) + 1)))
        INTO near
        FROM mindwell_internal.settings() s;
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = CASE WHEN name IS NULL THEN 'name must not be null'
                           ELSE pg_catalog.format('mindwell_analytics has no setting "%s%s"', CAST(name AS pg_catalog.name),
                                                   CASE WHEN pg_catalog.octet_length(name) > 63 THEN '...' END) END,
            HINT = COALESCE('Did you mean ' || near || '? ', '')
                   || 'SELECT name, value, description FROM analytics_settings(); tells what there are.';
    ELSIF scope IS NULL OR scope NOT IN ('database', 'role', 'session') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown scope',
            HINT = 'It is ''database'', ''role'' (a role in this database, named as role) or ''session''.';
    ELSIF (scope = 'role') <> (role IS NOT NULL) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'the scope ''role'' names a role, and no other does',
            HINT = pg_catalog.format('For example: SELECT analytics_configure(%L, %L, ''role'', %L);', short_name, value, CURRENT_USER);
    ELSIF role IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.rolname = role) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'undefined_object',
            MESSAGE = pg_catalog.format('role "%s" does not exist', role);
    END IF;
    PERFORM mindwell_internal.check_may_configure(setting_name, COALESCE(setting.needs_superuser, true), scope);

    IF short_name = 'hash_key_file' AND value <> '' THEN
        PERFORM mindwell_internal.check_hash_key_file(value);
    END IF;

    target := CASE scope WHEN 'database' THEN pg_catalog.format('ALTER DATABASE %I ', database)
                         WHEN 'role' THEN pg_catalog.format('ALTER ROLE %I IN DATABASE %I ', role, database)
                         ELSE '' END;
    BEGIN
        EXECUTE target || CASE WHEN value IS NULL THEN pg_catalog.format('RESET %s', setting_name)
                               ELSE pg_catalog.format('SET %s = %L', setting_name, value) END;
    EXCEPTION
        WHEN invalid_parameter_value THEN
            GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
            RAISE EXCEPTION USING
                ERRCODE = 'invalid_parameter_value',
                MESSAGE = SQLERRM,
                DETAIL = COALESCE(NULLIF(detail, ''), pg_catalog.format('Allowed: %s.', setting.allowed)),
                HINT = COALESCE(NULLIF(hint, ''), pg_catalog.format('SELECT * FROM analytics_settings() WHERE name = %L;', setting_name));
        WHEN insufficient_privilege THEN
            RAISE EXCEPTION USING
                ERRCODE = 'insufficient_privilege',
                MESSAGE = pg_catalog.format('permission denied to configure role "%s"', role),
                DETAIL = 'It is for that role, for who may alter it, and for superusers.',
                HINT = pg_catalog.format('A superuser runs SELECT analytics_configure(%L, %L, ''role'', %L);', short_name, value, role);
    END;

    RETURN pg_catalog.concat(
        setting_name,
        CASE WHEN value IS NULL THEN ' is reset' ELSE pg_catalog.format(' is set to %L', value) END,
        CASE scope WHEN 'database' THEN pg_catalog.format(' for database "%s"', database)
                   WHEN 'role' THEN pg_catalog.format(' for role "%s" in database "%s"', role, database)
                   ELSE ' for this session' END,
        CASE WHEN scope <> 'session' THEN ': from the next session on' END,
        CASE WHEN scope = 'database' OR role = SESSION_USER THEN pg_catalog.format('; this one keeps %L', setting.value) END);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_configure(text, text, text, name) IS
'Sets a setting, named with or without mindwell_analytics., after looking at both name and value; NULL takes back what was set. scope: database (this one, every role), role (a role in this database, named as role), session (this one, until it ends). Returns one line that says what was set and from when it holds: for a database or role from the next session on, once this transaction has committed. It does what ALTER DATABASE, ALTER ROLE ... IN DATABASE and SET do, with the caller''s rights. Works without a store. 22023 for an unknown name or scope, a value that does not parse or is out of range, a key file that cannot be used, or a role without the scope role, 42704 for an unknown role, 42501 for a setting that needs a superuser or GRANT SET ON PARAMETER, for a database that is another role''s and a role that the caller may not alter, 25006 on a standby.';

-- Numbers and switches as they are; literals in quotes and NULL are text.
CREATE FUNCTION @extschema@.analytics_configure(name text, value double precision, scope text DEFAULT 'database', role name DEFAULT NULL)
RETURNS text
LANGUAGE sql VOLATILE PARALLEL UNSAFE
-- by way of numeric, which knows no extra_float_digits
RETURN @extschema@.analytics_configure(name, CAST(CAST(value AS numeric) AS text), scope, role);
COMMENT ON FUNCTION @extschema@.analytics_configure(text, double precision, text, name) IS
'The same for a value that is a number, in the setting''s unit.';

CREATE FUNCTION @extschema@.analytics_configure(name text, value boolean, scope text DEFAULT 'database', role name DEFAULT NULL)
RETURNS text
LANGUAGE sql VOLATILE PARALLEL UNSAFE
RETURN @extschema@.analytics_configure(name, CAST(value AS text), scope, role);
COMMENT ON FUNCTION @extschema@.analytics_configure(text, boolean, text, name) IS
'The same for a value that is true or false.';

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

-- Tenants -----------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_current_tenant() RETURNS uuid
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenant';
COMMENT ON FUNCTION @extschema@.analytics_current_tenant() IS
'The tenant of this session: the setting mindwell_analytics.tenant_id, else the one to which analytics_tenant_members binds the role, else the nil UUID in a store of one tenant and for the store''s owner. NULL when the session has none or several. 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_current_tenants() RETURNS uuid[]
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenants';
COMMENT ON FUNCTION @extschema@.analytics_current_tenants() IS
'All tenants of this session, an empty array when it has none; the row-security policies compare with it, and every report asks. 42501 for a superuser where another role, that is none, owns the store: SET ROLE to the owner; 55000 without a store.';

-- What is ours asks these: the extension's schema can be renamed by its owner, who may
-- be no superuser, and its former name be given to another one.
CREATE FUNCTION mindwell_internal.current_tenant() RETURNS uuid
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenant';
COMMENT ON FUNCTION mindwell_internal.current_tenant() IS
'Internal: as analytics_current_tenant().';

CREATE FUNCTION mindwell_internal.current_tenants() RETURNS uuid[]
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenants';
COMMENT ON FUNCTION mindwell_internal.current_tenants() IS
'Internal: as analytics_current_tenants().';

CREATE FUNCTION mindwell_internal.tenants_to_read() RETURNS uuid[]
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_tenants_to_read';
COMMENT ON FUNCTION mindwell_internal.tenants_to_read() IS
'Internal: analytics_current_tenants() for a report; 42501, with the call that helps, for a role that may not read events.';

CREATE FUNCTION @extschema@.analytics_is_unbound() RETURNS boolean
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_is_unbound';
COMMENT ON FUNCTION @extschema@.analytics_is_unbound() IS
'Is this session bound to no tenant, neither by the setting mindwell_analytics.tenant_id nor by a membership of its role? What concerns all tenants is for such sessions; the row-security policies ask. In a store of several tenants the nil one binds like any other. 55000 without a store.';

CREATE FUNCTION mindwell_internal.tenant_to_write(tenant_id uuid) RETURNS uuid
LANGUAGE c STABLE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_tenant_to_write';
COMMENT ON FUNCTION mindwell_internal.tenant_to_write(uuid) IS
'Internal: whose row is written: the tenant given, else that of the session. 55000 without one in a store of several tenants, for another one in a store of one, or without a store; 22023 when the session has several; 42501 for a foreign tenant.';

CREATE FUNCTION mindwell_internal.has_one_tenant() RETURNS boolean
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_has_one_tenant';
COMMENT ON FUNCTION mindwell_internal.has_one_tenant() IS
'Internal: does a CHECK keep analytics_events to the events of the nil tenant? 55000 without a store.';

CREATE FUNCTION mindwell_internal.plan_only_tenant(request internal) RETURNS internal
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_plan_only_tenant';
COMMENT ON FUNCTION mindwell_internal.plan_only_tenant(internal) IS
'Internal: planner support function of analytics_sees_only_tenant(), which becomes a constant of the plan.';

CREATE FUNCTION @extschema@.analytics_sees_only_tenant() RETURNS boolean
LANGUAGE c STABLE STRICT PARALLEL SAFE
SUPPORT mindwell_internal.plan_only_tenant
AS 'MODULE_PATHNAME', 'analytics_sees_only_tenant';
COMMENT ON FUNCTION @extschema@.analytics_sees_only_tenant() IS
'Does a session see the events of a store of one tenant? The row-security policy of such a store asks; false when the store may have several. 55000 without a store.';

CREATE FUNCTION mindwell_internal.is_bound(role_id oid)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM @extschema@.analytics_tenant_members m
                   WHERE pg_catalog.pg_has_role(role_id, CAST(m.role AS pg_catalog.oid), 'USAGE'))
$$;
COMMENT ON FUNCTION mindwell_internal.is_bound(oid) IS
'Internal: does a membership of the role, or of a role whose rights it has, bind it to a tenant?';

CREATE FUNCTION mindwell_internal.unbound_roles()
RETURNS text[]
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.array_agg(pg_catalog.quote_ident(r.rolname) ORDER BY r.rolname)
    FROM pg_catalog.pg_roles r
    WHERE NOT r.rolsuper AND NOT pg_catalog.pg_has_role(r.oid, CURRENT_USER, 'USAGE')
      AND EXISTS (SELECT FROM pg_catalog.pg_class c, LATERAL pg_catalog.aclexplode(c.relacl) a
                  WHERE c.oid IN (mindwell_internal.relation('analytics_events'), mindwell_internal.relation('analytics_inbox'))
                    AND a.grantee = r.oid)
      AND NOT mindwell_internal.is_bound(r.oid)
$$;
COMMENT ON FUNCTION mindwell_internal.unbound_roles() IS
'Internal: the roles, quoted, that have privileges on the events and are bound to no tenant; NULL when there is none.';

-- The oid of a role that was dropped may be given to another one some day.
CREATE FUNCTION mindwell_internal.remove_stale_members()
RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    removed bigint := 0;
BEGIN
    -- a DELETE, even of no row, has every session read its configuration again
    IF mindwell_internal.stale_members() > 0 THEN
        DELETE FROM @extschema@.analytics_tenant_members m
        WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.oid = m.role);
        GET DIAGNOSTICS removed = ROW_COUNT;
    END IF;
    RETURN removed;
END
$$;
COMMENT ON FUNCTION mindwell_internal.remove_stale_members() IS
'Internal: deletes the memberships of roles that do not exist any more; returns their number.';

CREATE FUNCTION mindwell_internal.stale_members()
RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.count(*)
    FROM @extschema@.analytics_tenant_members m
    WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_roles r WHERE r.oid = m.role)
$$;
COMMENT ON FUNCTION mindwell_internal.stale_members() IS
'Internal: how many memberships are of roles that do not exist any more?';

-- Locks analytics_events and its partitions in ACCESS EXCLUSIVE mode, once all of these
-- locks can be had; reads no row.  Under the lock of maintenance, so that no partition is
-- made meanwhile as the table was before.
CREATE FUNCTION mindwell_internal.owner_enable_tenants()
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    attempts CONSTANT integer := CAST(mindwell_internal.setting('lock_attempts') AS pg_catalog.int4);
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    -- the table, which takes those of its partitions along, and what was attached with its own
    checked regclass[];
    own_tenant text;
    relation regclass;
    unbound text[];
BEGIN
    PERFORM mindwell_internal.check_isolation();
    PERFORM mindwell_internal.lock_maintenance();
    -- what the policy says of rows that are written holds for those that are read
    SELECT pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid) INTO own_tenant
    FROM pg_catalog.pg_policy p
    WHERE p.polrelid = events AND p.polname = 'analytics_tenant'
      AND pg_catalog.pg_get_expr(p.polqual, p.polrelid) <> pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid);
    checked := ARRAY(
        SELECT CAST(c.conrelid AS pg_catalog.regclass)
        FROM pg_catalog.pg_partition_tree(events) p
        JOIN pg_catalog.pg_constraint c ON c.conrelid = p.relid
        WHERE c.conname = 'analytics_events_one_tenant' AND c.coninhcount = 0);
    IF own_tenant IS NULL AND checked = '{}' THEN
        RETURN false;
    END IF;

    PERFORM mindwell_internal.set_lock_timeout();
    FOR attempt IN 1 .. attempts LOOP
        BEGIN
            EXECUTE pg_catalog.format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', events);
            EXIT;
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
            IF attempt = attempts THEN
                RAISE;
            END IF;
        END;
        PERFORM mindwell_internal.pause();
    END LOOP;

    FOREACH relation IN ARRAY checked LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT analytics_events_one_tenant', relation);
    END LOOP;
    IF own_tenant IS NOT NULL THEN
        EXECUTE pg_catalog.format('ALTER POLICY analytics_tenant ON %s USING (%s)', events, own_tenant);
    END IF;
    PERFORM mindwell_internal.audit('enable_tenants', 'analytics_events');

    unbound := mindwell_internal.unbound_roles();
    IF unbound IS NOT NULL THEN
        RAISE NOTICE 'from now on these roles see and write no events, because no membership binds them to a tenant: %',
            pg_catalog.array_to_string(unbound, ', ')
            USING HINT = pg_catalog.concat_ws(' ',
                (SELECT pg_catalog.format('Bind each that is no admin, for example to the tenant of the events so far:'
                                          ' INSERT INTO %s VALUES (%L, ''00000000-0000-0000-0000-000000000000'');',
                                          mindwell_internal.relation('analytics_tenant_members'), u.role)
                 FROM pg_catalog.unnest(unbound) WITH ORDINALITY AS u (role, ordinal)
                 WHERE NOT pg_catalog.has_table_privilege(CAST(CAST(u.role AS pg_catalog.regrole) AS pg_catalog.oid),
                                                          CAST(mindwell_internal.relation('analytics_run_log') AS pg_catalog.oid), 'INSERT')
                 ORDER BY u.ordinal
                 LIMIT 1),
                'A role that sets mindwell_analytics.tenant_id itself needs no membership;'
                ' an admin that is bound to a tenant, the nil one included, maintains the store no more.');
    END IF;
    RETURN true;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_enable_tenants() IS
'Internal: what analytics_enable_tenants() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_enable_tenants()
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_enable_tenants() IS
'Lets the store take the events of other tenants than the nil one, which a new store refuses (55000); from then on row security compares the tenant of each event that a role reads that does not own the store. Returns whether that changed anything. From then on a role that has no tenant sees no events, and what is written without a tenant is refused as well (55000), unless mindwell_analytics.require_tenant is off; a NOTICE names the roles that no membership binds. There is no way back. Locks analytics_events and its partitions against everybody for a moment, which it waits for as mindwell_analytics.lock_timeout and lock_attempts say, and reads no row. For the store''s owner and its admins. 42501 for anybody else, 55P03 when the locks are not to be had, 25000 above READ COMMITTED, 55000 without a store; a NOTICE and NULL on a standby.';

-- What makes a user active -----------------------------------------------------------
--
-- analytics_event_types.is_action tells whether events of a type are something that a user
-- does, or something that happens to them or by itself.  Every number that says "active"
-- counts actions: is_action() is the one definition.  A type that is not registered is an
-- action; a tenant's own row comes before the nil tenant's.

-- Some types for all tenants; tenants' own rows that say otherwise, as pairs TENANT/TYPE.
-- Both are constants of a query that is planned anew: a row costs a look into a hash table.
CREATE TYPE mindwell_internal.passive AS (event_types text[], own_passive text[], own_active text[]);
COMMENT ON TYPE mindwell_internal.passive IS
'Internal: the event types that are no action of a user: of all tenants, and as TENANT/TYPE those of tenants that say otherwise of a type of their own.';

CREATE FUNCTION mindwell_internal.passive_types(tenants uuid[])
RETURNS mindwell_internal.passive
LANGUAGE c STABLE STRICT PARALLEL RESTRICTED
AS 'MODULE_PATHNAME', 'analytics_passive_types';
COMMENT ON FUNCTION mindwell_internal.passive_types(uuid[]) IS
'Internal: the event types that are no action, as is_action() takes them: the nil tenant''s, and own ones of those of the named tenants that are the caller''s. Needs no right on analytics_event_types.';

-- A payment that a subscription causes by itself says so; any other one is made by a user.
CREATE FUNCTION mindwell_internal.is_action(
    tenant_id uuid, event_type text, properties jsonb, event_types text[], own_passive text[], own_active text[])
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (event_type <> ALL (event_types)
        OR own_active <> '{}' AND CAST(tenant_id AS pg_catalog.text) || '/' || event_type = ANY (own_active))
       AND (own_passive = '{}' OR CAST(tenant_id AS pg_catalog.text) || '/' || event_type <> ALL (own_passive))
       AND NOT (event_type = 'payment_completed' AND COALESCE(properties -> 'automatic' = 'true', false));
COMMENT ON FUNCTION mindwell_internal.is_action(uuid, text, jsonb, text[], text[], text[]) IS
'Internal: does an event make its user active? The arrays are the fields of what mindwell_internal.passive_types() returns.';

CREATE FUNCTION mindwell_internal.is_action_sql(tenants uuid[])
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format('mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties, %L, %L, %L)',
                             p.event_types, p.own_passive, p.own_active)
    FROM mindwell_internal.passive_types(tenants) AS p
$$;
COMMENT ON FUNCTION mindwell_internal.is_action_sql(uuid[]) IS
'Internal: the condition that an event e of some tenants is an action, for composed queries.';

-- The gate: triggers on the store's tables ----------------------------------------

CREATE FUNCTION @extschema@.analytics_gate() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_gate';
COMMENT ON FUNCTION @extschema@.analytics_gate() IS
'Row trigger on analytics_events, BEFORE INSERT OR UPDATE OR DELETE: checks, completes and redacts every event, drops those of users who opted out, and logs which days change. 22023 for a wrong type, stage or property, 22008 for a wrong time, 23502 for a missing field, 42501 for a foreign tenant, 55000 where the store has another one only, 54000 for too large or deep properties, 22003 for a number in them of more than 310 digits before the decimal point or 350 after it, 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_users_gate() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_users_gate';
COMMENT ON FUNCTION @extschema@.analytics_users_gate() IS
'Row trigger on analytics_users, BEFORE INSERT OR UPDATE: checks and redacts the properties of users as those of events, also what merging makes of them, and drops the rows of those who opted out, or of all in anonymous mode. 22023 when they are no object, 54000 when they are too large or deep, 22003 for too long a number in them, 23502 without user or properties, 42501 for a foreign tenant, 55000 where the store has another one only, 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_gate_truncate() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_gate_truncate';
COMMENT ON FUNCTION @extschema@.analytics_gate_truncate() IS
'Statement trigger on the partitions of analytics_events, BEFORE TRUNCATE: logs the days whose events go. 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_config_changed() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_config_changed';
COMMENT ON FUNCTION @extschema@.analytics_config_changed() IS
'Trigger on the configuration tables, before each statement and after each row: makes every session read them anew, from its next statement on; and after a row of analytics_event_types that changes what is an action, has the days of its events counted again. 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_event_types_check() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_event_types_check';
COMMENT ON FUNCTION @extschema@.analytics_event_types_check() IS
'Row trigger on analytics_event_types, BEFORE INSERT OR UPDATE: 22023 for a malformed name or a property schema or aliases that cannot be checked, 22001 for a category or retention class of more than 64 bytes, or a description of more than 1024, 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_inbox_insert() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_inbox_insert';
COMMENT ON FUNCTION @extschema@.analytics_inbox_insert() IS
'Row trigger on the view analytics_inbox, INSTEAD OF INSERT: stores the row as analytics_track() does. 39P01 on any other view.';

-- What units of maintenance need -----------------------------------------------------
--
-- A unit is one transaction of maintenance (maintain.sql).  Here are the calls that have
-- to be C: the lock of a run, work that is not logged, and whether a procedure may COMMIT;
-- and how a failure is told, and locks are waited for.
-- partition.sql, purge.sql and maintain.sql use them.

CREATE FUNCTION mindwell_internal.execute_unlogged(statement text) RETURNS bigint
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_execute_unlogged';
COMMENT ON FUNCTION mindwell_internal.execute_unlogged(text) IS
'Internal: runs a statement that moves or removes events without logging their days; returns the number of rows. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.release_run() RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_release_run';
COMMENT ON FUNCTION mindwell_internal.release_run() IS
'Internal: gives up the lock of mindwell_internal.begin_run(), if this session has it.';

CREATE PROCEDURE mindwell_internal.require_autocommit(call text)
LANGUAGE c
AS 'MODULE_PATHNAME', 'analytics_require_autocommit';
COMMENT ON PROCEDURE mindwell_internal.require_autocommit(text) IS
'Internal: 25001 unless the procedure that calls this one may COMMIT; the error names the call that failed.';

CREATE FUNCTION mindwell_internal.block_count(relation regclass)
RETURNS bigint
LANGUAGE sql VOLATILE PARALLEL SAFE
RETURN pg_catalog.pg_relation_size(relation) / CAST(pg_catalog.current_setting('block_size') AS pg_catalog.int8);
COMMENT ON FUNCTION mindwell_internal.block_count(regclass) IS
'Internal: how many blocks a table has.';

-- What a detail quotes of data that was refused is none of a log's business: an erasure does
-- not find it there.
CREATE FUNCTION mindwell_internal.describe_error(
    code text, message text, detail text, hint text, constraint_name text, table_name text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.concat_ws(E'\n', message,
    'DETAIL:  ' || CASE WHEN code !~ '^(22|23|P0)' THEN NULLIF(detail, '')
                        WHEN constraint_name <> ''
                            THEN pg_catalog.format('It is constraint "%s" of table "%s".', constraint_name, table_name) END,
    'HINT:  ' || NULLIF(hint, ''));
COMMENT ON FUNCTION mindwell_internal.describe_error(text, text, text, text, text, text) IS
'Internal: an error as logs tell it: message, detail and hint, a line each; of what was wrong with data, the constraint instead of the detail.';

-- A session that meets a lock of maintenance while it has another one that maintenance waits
-- for is not to be the one that the server ends.  It would be, when its own wait becomes as
-- long as deadlock_timeout first; so maintenance gives up before anybody can have waited so
-- long for it, and tries again.
CREATE FUNCTION mindwell_internal.set_lock_timeout()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.set_config('lock_timeout', CAST(GREATEST(1, CAST(1000 * EXTRACT(epoch FROM LEAST(
        CAST(mindwell_internal.setting('lock_timeout') AS pg_catalog.interval),
        CAST(pg_catalog.current_setting('deadlock_timeout') AS pg_catalog.interval) / 2)) AS pg_catalog.int8)) AS pg_catalog.text), true)
$$;
COMMENT ON FUNCTION mindwell_internal.set_lock_timeout() IS
'Internal: for the rest of the step, wait for a lock no longer than mindwell_analytics.lock_timeout, nor than half of deadlock_timeout.';

CREATE FUNCTION mindwell_internal.yield_lock(relation regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_locks l
               WHERE l.locktype = 'relation' AND NOT l.granted AND l.relation = yield_lock.relation
                 AND l.database = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'lock_not_available',
            MESSAGE = pg_catalog.format('others wait for %s, and go first', relation);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.yield_lock(regclass) IS
'Internal: 55P03 when another session waits for a table that this one has locked, which now would wait for a further one.';

CREATE FUNCTION mindwell_internal.analyze_events() RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_analyze_events';
COMMENT ON FUNCTION mindwell_internal.analyze_events() IS
'Internal: takes statistics of analytics_events as a whole, not of each partition; the planner needs them for how many groups a query of several partitions has. 42501 for anybody but the store''s owner.';

-- Locks of the store -----------------------------------------------------------------
--
-- install, run, maintenance and rollups: those who change the store take turns, by locks
-- that only functions of the owner can take (store_lock.c).  Nobody waits for a turn for
-- longer than mindwell_analytics.wait_timeout, and then is told who has it.

CREATE FUNCTION mindwell_internal.try_lock(lock text) RETURNS boolean
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_try_lock';
COMMENT ON FUNCTION mindwell_internal.try_lock(text) IS
'Internal: takes a lock of the store until the end of the transaction; false when another session has it. 42501 without the rights of the store''s owner.';

CREATE FUNCTION mindwell_internal.wait_for_lock(lock text) RETURNS void
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_wait_for_lock';
COMMENT ON FUNCTION mindwell_internal.wait_for_lock(text) IS
'Internal: takes a lock of the store until the end of the transaction. 55P03 after mindwell_analytics.wait_timeout, 42501 without the rights of the store''s owner.';

CREATE FUNCTION mindwell_internal.limit_waits() RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_limit_waits';
COMMENT ON FUNCTION mindwell_internal.limit_waits() IS
'Internal: for the rest of the step, wait for any lock no longer than mindwell_analytics.wait_timeout, nor than lock_timeout.';

CREATE FUNCTION mindwell_internal.lock_holders()
RETURNS TABLE (lock text, pid integer, role name, since timestamptz)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 4
AS 'MODULE_PATHNAME', 'analytics_lock_holders';
COMMENT ON FUNCTION mindwell_internal.lock_holders() IS
'Internal: who has locks of the store: the process (NULL: a prepared transaction), its role, and since when its transaction lasts, or its idleness without one. 42501 without the rights of the store''s owner.';

CREATE FUNCTION mindwell_internal.describe_holder(pid integer, role name, since timestamptz)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN pid IS NULL THEN 'a prepared transaction' ELSE pg_catalog.format('process %s', pid) END
       || COALESCE(' of role "' || CAST(role AS text) || '"', '')
       || COALESCE(' since ' || CAST(pg_catalog.date_trunc('second', since) AS text), '');
COMMENT ON FUNCTION mindwell_internal.describe_holder(integer, name, timestamptz) IS
'Internal: a row of mindwell_internal.lock_holders() in words.';

CREATE FUNCTION mindwell_internal.end_holder(pid integer)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pid IS NULL THEN 'SELECT gid FROM pg_prepared_xacts; and COMMIT PREPARED or ROLLBACK PREPARED'
            ELSE pg_catalog.format('SELECT pg_terminate_backend(%s);', pid) END;
COMMENT ON FUNCTION mindwell_internal.end_holder(integer) IS
'Internal: what ends a session or prepared transaction that has a lock.';

CREATE FUNCTION mindwell_internal.take_turn(lock text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    holder record;
BEGIN
    IF mindwell_internal.try_lock(lock) THEN
        RETURN;
    END IF;
    BEGIN
        PERFORM mindwell_internal.wait_for_lock(lock);
    EXCEPTION WHEN lock_not_available THEN
        SELECT h.* INTO holder FROM mindwell_internal.lock_holders() h WHERE h.lock = take_turn.lock;
        RAISE EXCEPTION USING
            ERRCODE = 'lock_not_available',
            MESSAGE = pg_catalog.format('timed out waiting for the lock "%s" of the analytics store', lock),
            DETAIL = CASE WHEN FOUND THEN pg_catalog.format('It is held by %s.', mindwell_internal.describe_holder(holder.pid, holder.role, holder.since))
                          ELSE 'Others had it in turn.' END,
            HINT = 'Try again later'
                   || CASE WHEN FOUND THEN '; or end what does not come to its end: ' || mindwell_internal.end_holder(holder.pid) ELSE '.' END;
    END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.take_turn(text) IS
'Internal: takes a lock of the store until the end of the transaction, and waits for it for mindwell_analytics.wait_timeout at most: then 55P03, whose DETAIL names who has it.';

-- Moving events out of the default partition -------------------------------------------
--
-- An event that moves into its partition was there before and is there afterwards, and
-- nobody shall be told otherwise.  Who could be told of a DELETE and an INSERT decides how
-- events move (move_method):
--
--   portions   nobody: by DELETE and INSERT, most of them under locks that no writer meets
--   unseen     triggers, rules, tables that reference analytics_events, publications under
--              the table's own name: below the executor, and not decoded from the WAL.  A
--              subscriber has the event, in whichever partition the subscriber keeps it
--   published  besides, those who know the partitions by name (a publication without
--              publish_via_partition_root, a slot of another plugin): below the executor,
--              and decoded.  To them the event has left one table for another
--   refused    where that would leave a subscriber with an event twice or without it, or
--              a foreign key without its row (move_obstacles)

CREATE FUNCTION mindwell_internal.event_publications(default_partition regclass)
RETURNS TABLE (publication name, by_root boolean, is_whole boolean, is_complete boolean, is_even boolean, complete_it text)
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH published AS (
        SELECT p.*,
               p.puballtables
               OR EXISTS (SELECT FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = events.oid)
               OR EXISTS (SELECT FROM pg_catalog.pg_publication_namespace n
                          WHERE n.pnpubid = p.oid AND n.pnnspid = events.relnamespace) AS has_root,
               EXISTS (SELECT FROM pg_catalog.pg_publication_namespace n
                       WHERE n.pnpubid = p.oid AND n.pnnspid = strays.relnamespace) AS has_schema,
               EXISTS (SELECT FROM pg_catalog.pg_publication_rel r WHERE r.prpubid = p.oid AND r.prrelid = strays.oid) AS has_default
        FROM pg_catalog.pg_publication p
        JOIN pg_catalog.pg_class events ON events.oid = mindwell_internal.relation('analytics_events')
        JOIN pg_catalog.pg_class strays ON strays.oid = default_partition)
    SELECT p.pubname, p.pubviaroot AND p.has_root, p.has_root OR p.has_schema, p.pubinsert AND p.pubdelete, p.pubinsert = p.pubdelete,
           pg_catalog.format('ALTER PUBLICATION %I SET (publish = %L);', p.pubname,
                             pg_catalog.concat_ws(', ', 'insert', CASE WHEN p.pubupdate THEN 'update' END, 'delete',
                                                  CASE WHEN p.pubtruncate THEN 'truncate' END))
    FROM published p
    WHERE p.has_root OR p.has_schema OR p.has_default
$$;
COMMENT ON FUNCTION mindwell_internal.event_publications(regclass) IS
'Internal: the publications of what is in the default partition: whether as rows of analytics_events, whether the other partitions too, whether both insertions and deletions, whether both or neither, and the statement that makes it both.';

-- Of the decoders, pgoutput alone looks at publications.
CREATE FUNCTION mindwell_internal.knows_partitions(default_partition regclass)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (SELECT FROM mindwell_internal.event_publications(default_partition) p WHERE NOT p.by_root)
        OR EXISTS (SELECT FROM pg_catalog.pg_replication_slots s
                   WHERE s.slot_type = 'logical' AND s.database = pg_catalog.current_database() AND s.plugin <> 'pgoutput')
$$;
COMMENT ON FUNCTION mindwell_internal.knows_partitions(regclass) IS
'Internal: is anybody sent the rows of the partitions under the names of these?';

CREATE FUNCTION mindwell_internal.hides_deletions(relation regclass)
RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_hides_deletions';
COMMENT ON FUNCTION mindwell_internal.hides_deletions(regclass) IS
'Internal: what of a table''s publications does not fit its replica identity, so that its deletions are not sent: filter or columns; NULL when all does.';

CREATE FUNCTION mindwell_internal.move_obstacles(default_partition regclass)
RETURNS TABLE (obstacle text, detail text, hint text)
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format('foreign key %I of table %s references the default partition', k.conname, CAST(k.conrelid AS pg_catalog.regclass)),
           'To that table an event that moves is deleted.',
           pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I, ADD %s;', CAST(k.conrelid AS pg_catalog.regclass), k.conname,
                             pg_catalog.replace(pg_catalog.pg_get_constraintdef(k.oid),
                                                pg_catalog.format('REFERENCES %s(', default_partition),
                                                pg_catalog.format('REFERENCES %s(', mindwell_internal.relation('analytics_events'))))
    FROM pg_catalog.pg_constraint k
    WHERE k.contype = 'f' AND k.confrelid = default_partition AND k.conparentid = 0
    UNION ALL
    SELECT pg_catalog.format('publication %I has the default partition, and not those that events move to', p.publication),
           'Its subscribers would lose each event that moves.',
           pg_catalog.format('ALTER PUBLICATION %I ADD TABLE %s;', p.publication, mindwell_internal.relation('analytics_events'))
    FROM mindwell_internal.event_publications(default_partition) p
    WHERE NOT p.is_whole
    UNION ALL
    SELECT pg_catalog.format('publication %I has the partitions by their names, without insertions or without deletions', p.publication),
           'Its subscribers would have each event that moves twice, or lose it.',
           p.complete_it
    FROM mindwell_internal.event_publications(default_partition) p
    WHERE p.is_whole AND NOT p.by_root AND NOT p.is_complete
    UNION ALL
    SELECT pg_catalog.format('publication %I has either insertions or deletions, and others are sent the partitions by their names', p.publication),
           'Its subscribers would have each event that moves twice, or lose it.',
           p.complete_it
    FROM mindwell_internal.event_publications(default_partition) p
    WHERE p.by_root AND NOT p.is_even AND mindwell_internal.knows_partitions(default_partition)
    UNION ALL
    SELECT 'the default partition has no replica identity, and others are sent the partitions by their names',
           'They would not learn which events have left it.',
           pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY FULL;', default_partition)
    FROM pg_catalog.pg_class c
    WHERE c.oid = default_partition AND c.relreplident <> 'f' AND mindwell_internal.knows_partitions(default_partition)
      AND NOT EXISTS (SELECT FROM pg_catalog.pg_index i
                      WHERE i.indrelid = c.oid
                        AND (c.relreplident = 'd' AND i.indisprimary AND i.indimmediate OR c.relreplident = 'i' AND i.indisreplident))
    UNION ALL
    SELECT 'the row filter of a publication has columns that are not of the default partition''s replica identity',
           'Deletions would not be sent, and subscribers would have each event that moves twice.',
           pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY FULL;', default_partition)
    WHERE mindwell_internal.hides_deletions(default_partition) = 'filter' AND mindwell_internal.knows_partitions(default_partition)
    UNION ALL
    SELECT 'the column list of a publication lacks columns of the default partition''s replica identity',
           'Deletions would not be sent, and subscribers would have each event that moves twice.',
           pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY DEFAULT; and have id and occurred_at in the list of columns', default_partition)
    WHERE mindwell_internal.hides_deletions(default_partition) = 'columns' AND mindwell_internal.knows_partitions(default_partition)
$$;
COMMENT ON FUNCTION mindwell_internal.move_obstacles(regclass) IS
'Internal: why events cannot be moved out of the default partition without a loss elsewhere, and the statement that changes it; no row where they can.';

CREATE FUNCTION mindwell_internal.move_method(default_partition regclass)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE
        WHEN EXISTS (SELECT FROM mindwell_internal.move_obstacles(default_partition)) THEN 'refused'
        WHEN mindwell_internal.knows_partitions(default_partition) THEN 'published'
        WHEN EXISTS (SELECT FROM mindwell_internal.event_publications(default_partition))
          OR EXISTS (SELECT FROM pg_catalog.pg_rewrite r WHERE r.ev_class = default_partition)
          -- foreign keys that reference the table have triggers too
          OR EXISTS (SELECT FROM pg_catalog.pg_trigger t
                     WHERE t.tgrelid = default_partition
                       AND t.tgfoid <> ALL (ARRAY[CAST('@extschema@.analytics_gate()' AS pg_catalog.regprocedure),
                                                  CAST('@extschema@.analytics_gate_truncate()' AS pg_catalog.regprocedure)]))
            THEN 'unseen'
        ELSE 'portions' END
$$;
COMMENT ON FUNCTION mindwell_internal.move_method(regclass) IS
'Internal: how events are moved out of the default partition: portions, unseen, published, or refused.';

CREATE FUNCTION mindwell_internal.check_movable(default_partition regclass)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    first_one record;
BEGIN
    SELECT * INTO first_one FROM mindwell_internal.move_obstacles(default_partition) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'events stay in the default partition: ' || first_one.obstacle,
            DETAIL = first_one.detail,
            HINT = first_one.hint;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_movable(regclass) IS
'Internal: 55000 where events cannot be moved out of the default partition without a loss elsewhere.';

-- The gate sees the rows leave the default partition and logs nothing, and does
-- not see them enter the new table, which is no partition yet: they stay as they
-- are.
CREATE FUNCTION mindwell_internal.move_strays(
    source regclass, target regclass, period_start timestamptz, period_end timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    column_list text := (
        SELECT pg_catalog.string_agg(pg_catalog.quote_ident(a.attname), ', ' ORDER BY a.attnum)
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = target AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '');
BEGIN
    RETURN mindwell_internal.execute_unlogged(pg_catalog.format(
        'WITH moved AS (DELETE FROM ONLY %s WHERE occurred_at >= %L AND occurred_at < %L RETURNING *)'
        ' INSERT INTO %s (%s) SELECT %s FROM moved',
        source, period_start, period_end, target, column_list, column_list));
END
$$;
COMMENT ON FUNCTION mindwell_internal.move_strays(regclass, regclass, timestamptz, timestamptz) IS
'Internal: moves the events of a period from the default partition into a table that is to be its partition, in the sight of triggers, foreign keys and subscribers; returns how many.';

CREATE FUNCTION mindwell_internal.move_events(
    source regclass, target regclass, period_start timestamptz, period_end timestamptz, publish boolean)
RETURNS bigint
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_move_events';
COMMENT ON FUNCTION mindwell_internal.move_events(regclass, regclass, timestamptz, timestamptz, boolean) IS
'Internal: takes the events of a period out of one table, makes the other the partition of that period, and puts them there, below triggers, foreign keys and rules; without publish, no subscriber is sent the insertions. Returns how many events. 42501 unless all is the store owner''s, 42809 for what is no plain table.';

-- The WAL of a deletion without the row's identity is sent to nobody.
CREATE FUNCTION mindwell_internal.move_unseen(
    default_partition regclass, partition regclass, period_start timestamptz, period_end timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    identity CONSTANT "char" := (SELECT c.relreplident FROM pg_catalog.pg_class c WHERE c.oid = default_partition);
    identity_index CONSTANT name := (
        SELECT c.relname FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = default_partition AND i.indisreplident);
    moved bigint;
BEGIN
    PERFORM mindwell_internal.set_replica_identity(default_partition, 'n', NULL);
    moved := mindwell_internal.move_events(default_partition, partition, period_start, period_end, false);
    -- an index that is gone was no identity
    IF identity <> 'i' OR identity_index IS NOT NULL THEN
        PERFORM mindwell_internal.set_replica_identity(default_partition, identity, identity_index);
    END IF;
    RETURN moved;
END
$$;
COMMENT ON FUNCTION mindwell_internal.move_unseen(regclass, regclass, timestamptz, timestamptz) IS
'Internal: the same, and subscribers are not sent the deletions either.';

-- Partitions ----------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.partition_start(partition_by text, instant timestamptz)
RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN pg_catalog.date_trunc(partition_by, instant AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
COMMENT ON FUNCTION mindwell_internal.partition_start(text, timestamptz) IS
'Internal: the start, in UTC, of the day, week (Monday) or month that contains an instant.';

CREATE FUNCTION mindwell_internal.partition_end(partition_by text, partition_start timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (partition_start AT TIME ZONE 'UTC' + CAST('1 ' || partition_by AS pg_catalog.interval)) AT TIME ZONE 'UTC';
COMMENT ON FUNCTION mindwell_internal.partition_end(text, timestamptz) IS
'Internal: the end, excluded, of the period that starts at an instant.';

CREATE FUNCTION mindwell_internal.partition_name(partition_by text, partition_start timestamptz)
RETURNS name
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CAST('analytics_events_' || pg_catalog.to_char(partition_start AT TIME ZONE 'UTC',
    CASE partition_by WHEN 'day' THEN 'YYYYMMDD' WHEN 'week' THEN 'IYYY"w"IW' ELSE 'YYYYMM' END)
    AS pg_catalog.name);
COMMENT ON FUNCTION mindwell_internal.partition_name(text, timestamptz) IS
'Internal: the name of a partition, made of nothing but its period: analytics_events_20261121, _2026w47 or _202611.';

-- Where there is nothing to do, nothing is locked: analytics_install() runs
-- beside readers and writers.
CREATE FUNCTION mindwell_internal.enable_row_security(relation regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT (SELECT c.relrowsecurity FROM pg_catalog.pg_class c WHERE c.oid = relation) THEN
        EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', relation);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.enable_row_security(regclass) IS
'Internal: puts row security on a table of the store.';

-- What every partition carries: row security without a policy (nobody but the
-- owner reads a partition directly) and the log of a TRUNCATE.  The gate itself
-- is a row trigger of the parent, which ATTACH clones.
CREATE FUNCTION mindwell_internal.guard_partition(partition regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- a foreign table has neither
    IF EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = partition AND c.relkind = 'f') THEN
        RETURN;
    END IF;
    PERFORM mindwell_internal.enable_row_security(partition);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t
                   WHERE t.tgrelid = partition AND t.tgname = 'analytics_gate_truncate') THEN
        EXECUTE pg_catalog.format(
            'CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s',
            partition, CAST('@extschema@.analytics_gate_truncate()' AS pg_catalog.regprocedure));
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.guard_partition(regclass) IS
'Internal: puts row security and the TRUNCATE trigger on a partition of analytics_events.';

CREATE FUNCTION mindwell_internal.partitions()
RETURNS TABLE (partition regclass, is_default boolean, starts_at timestamptz, ends_at timestamptz)
LANGUAGE c STABLE PARALLEL SAFE ROWS 100
AS 'MODULE_PATHNAME', 'analytics_partitions';
COMMENT ON FUNCTION mindwell_internal.partitions() IS
'Internal: the partitions of analytics_events in the order of their bounds, end excluded; the default partition, whose bounds are NULL, comes last. 55000 without a store.';

CREATE FUNCTION mindwell_internal.default_partition()
RETURNS regclass
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(p.partdefid AS pg_catalog.regclass)
    FROM pg_catalog.pg_partitioned_table p
    WHERE p.partrelid = mindwell_internal.relation('analytics_events') AND p.partdefid <> 0
$$;
COMMENT ON FUNCTION mindwell_internal.default_partition() IS
'Internal: the default partition of analytics_events; NULL when its owner has taken it away.';

-- Whoever owns a schema may drop what others have in it; whoever may create there can
-- give a function of theirs the name of another one.
CREATE FUNCTION mindwell_internal.strangers_in_schema(schema_name name)
RETURNS TABLE (role_name text, is_owner boolean)
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH store_owner AS (
        -- who installs will be
        SELECT COALESCE((SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = mindwell_internal.relation('analytics_events')),
                        (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER)) AS id),
    rights AS (
        SELECT n.nspowner AS role_id, true AS is_owner FROM pg_catalog.pg_namespace n WHERE n.nspname = schema_name
        UNION ALL
        SELECT a.grantee, false
        FROM pg_catalog.pg_namespace n,
        LATERAL pg_catalog.aclexplode(n.nspacl) a
        WHERE n.nspname = schema_name AND a.privilege_type = 'CREATE'),
    roles AS (
        SELECT CASE WHEN r.role_id = CAST(CAST('pg_database_owner' AS pg_catalog.regrole) AS pg_catalog.oid)
                    THEN (SELECT d.datdba FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
                    ELSE r.role_id END AS role_id,
               pg_catalog.bool_or(r.is_owner) AS is_owner
        FROM rights r
        GROUP BY 1)
    SELECT CASE WHEN r.role_id = 0 THEN 'PUBLIC' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(r.role_id)) END, r.is_owner
    FROM roles r, store_owner o
    -- superusers are members of any role
    WHERE r.role_id = 0 OR NOT pg_catalog.pg_has_role(r.role_id, o.id, 'MEMBER')
    ORDER BY 1
$$;
COMMENT ON FUNCTION mindwell_internal.strangers_in_schema(name) IS
'Internal: who owns a schema or was granted CREATE on it, and is neither a superuser nor the store''s owner (before there is a store: the current user) or a member of that role; quoted, or PUBLIC. No row for a schema that does not exist.';

CREATE FUNCTION mindwell_internal.check_partition_schema(partition_schema name)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stranger CONSTANT text := (SELECT s.role_name FROM mindwell_internal.strangers_in_schema(partition_schema) s WHERE s.is_owner);
BEGIN
    IF stranger IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('partitions cannot be in schema %I, which belongs to role %s', partition_schema, stranger),
            DETAIL = 'Who owns a schema may drop every table in it.',
            HINT = pg_catalog.format('A superuser runs ALTER SCHEMA %I OWNER TO %I; (A new store may also name another schema as partition_schema.)',
                                     partition_schema, CURRENT_USER);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_partition_schema(name) IS
'Internal: 42501 when a schema exists and belongs to neither a superuser nor the store''s owner.';

CREATE FUNCTION mindwell_internal.lock_maintenance()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT mindwell_internal.take_turn('maintenance')
$$;
COMMENT ON FUNCTION mindwell_internal.lock_maintenance() IS
'Internal: takes, until the end of the transaction, the one lock under which partitions are made and dropped. 55P03 when it is not to be had in time.';

-- What is decided under a lock must rest on what others committed before it was had.
CREATE FUNCTION mindwell_internal.check_isolation()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF pg_catalog.current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_transaction_state',
            MESSAGE = 'maintenance needs the isolation level READ COMMITTED',
            DETAIL = 'With an older snapshot it would not see the events that were stored since.',
            HINT = 'Begin the transaction with BEGIN ISOLATION LEVEL READ COMMITTED;';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_isolation() IS
'Internal: 25000 in a transaction that does not see what others commit meanwhile.';

-- Those who had to wait for our attempt go first; and two who retry do not meet
-- again and again.
CREATE FUNCTION mindwell_internal.pause()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.pg_sleep(0.2 + 0.6 * pg_catalog.random())
$$;
COMMENT ON FUNCTION mindwell_internal.pause() IS
'Internal: the pause between two attempts to get a lock, 0.2 to 0.8 seconds.';

CREATE FUNCTION mindwell_internal.has_strays(default_partition regclass, period_start timestamptz, period_end timestamptz)
RETURNS boolean
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result boolean;
BEGIN
    EXECUTE pg_catalog.format('SELECT EXISTS (SELECT FROM ONLY %s WHERE occurred_at >= $1 AND occurred_at < $2)', default_partition)
        INTO result USING period_start, period_end;
    RETURN result;
END
$$;
COMMENT ON FUNCTION mindwell_internal.has_strays(regclass, timestamptz, timestamptz) IS
'Internal: has the default partition an event of a period?';

CREATE FUNCTION mindwell_internal.attach_table(partition regclass, period_start timestamptz, period_end timestamptz)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)',
                              mindwell_internal.relation('analytics_events'), partition, period_start, period_end);
END
$$;
COMMENT ON FUNCTION mindwell_internal.attach_table(regclass, timestamptz, timestamptz) IS
'Internal: makes a table the partition of a period.';

-- ATTACH, after the last strays.  Of the locks that are held until the end of
-- the transaction:
--   analytics_events     SHARE UPDATE EXCLUSIVE: readers and writers go on.
--                        SHARE ROW EXCLUSIVE when the period can receive events: a
--                        writer that waited for the default partition with its
--                        route chosen would be refused by it afterwards, so they
--                        wait before they choose.
--                        ACCESS EXCLUSIVE when events move: so would a reader, or the
--                        check of a foreign key, miss what has left that partition.
--   default partition    ACCESS EXCLUSIVE: ATTACH reads it through
CREATE FUNCTION mindwell_internal.attach_partition(
    partition regclass, default_partition regclass, period_start timestamptz, period_end timestamptz, move_method text,
    moved_before boolean)
RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- the gate accepts an event one hour ahead; a transaction may be a while on its way
    margin CONSTANT interval := interval '2 hours';
    parent regclass := mindwell_internal.relation('analytics_events');
    moved bigint := 0;
BEGIN
    IF moved_before OR mindwell_internal.has_strays(default_partition, period_start, period_end) THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', parent);
    ELSIF period_start < pg_catalog.clock_timestamp() + margin THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN SHARE ROW EXCLUSIVE MODE', parent);
    END IF;
    IF default_partition IS NOT NULL THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', default_partition);
    END IF;
    IF NOT COALESCE(mindwell_internal.has_strays(default_partition, period_start, period_end), false) THEN
        PERFORM mindwell_internal.attach_table(partition, period_start, period_end);
    ELSIF move_method = 'portions' THEN
        moved := mindwell_internal.move_strays(default_partition, partition, period_start, period_end);
        PERFORM mindwell_internal.attach_table(partition, period_start, period_end);
    ELSIF move_method = 'unseen' THEN
        moved := mindwell_internal.move_unseen(default_partition, partition, period_start, period_end);
    ELSIF move_method = 'published' THEN
        moved := mindwell_internal.move_events(default_partition, partition, period_start, period_end, true);
    ELSE
        PERFORM mindwell_internal.check_movable(default_partition);
    END IF;
    EXECUTE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT analytics_period', partition);
    PERFORM mindwell_internal.copy_replica_identity(partition);
    RETURN moved;
END
$$;
COMMENT ON FUNCTION mindwell_internal.attach_partition(regclass, regclass, timestamptz, timestamptz, text, boolean) IS
'Internal: makes a table the partition of a period, after moving into it what the default partition has of the period, by the method told; returns how many events that were. 55P03 when a lock is not to be had in time, 55000 when they cannot be moved.';

-- CREATE and ATTACH instead of PARTITION OF: that would lock the parent against
-- everybody.  The CHECK spares ATTACH the scan of the new table, and goes when
-- the partition bound says the same.
--
-- Strays move in portions where nobody is told of it (move.sql).  The first, with no lock
-- that a writer would meet, is large and takes long: until the end its rows stay in the
-- default partition for everybody else, and others still arrive there.  The next is of those that did, and
-- so on, until one is no smaller than that before it by much; what is left then moves
-- under the locks.  A session that changes a stray meanwhile waits, with a lock on the table
-- that ATTACH cannot pass: so the move is given up, and the change is not lost.
--
-- How they move is decided under a lock that a new trigger or foreign key waits for.  A new
-- publication does not, and has the move given up.
CREATE FUNCTION mindwell_internal.create_partition(
    partition_by text, partition_schema name, partition_start timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
SET lock_timeout = 0
AS $$
DECLARE
    attempts CONSTANT integer := CAST(mindwell_internal.setting('lock_attempts') AS pg_catalog.int4);
    partition_end timestamptz := mindwell_internal.partition_end(partition_by, partition_start);
    partition_name text := pg_catalog.format('%I.%I', partition_schema,
        mindwell_internal.partition_name(partition_by, partition_start));
    partition regclass;
    default_partition regclass := mindwell_internal.default_partition();
    move_method text;
    portion bigint;
    portion_before bigint;
    moved bigint := 0;
BEGIN
    IF EXISTS (SELECT FROM mindwell_internal.partitions() p
               WHERE p.starts_at <= partition_start AND p.ends_at >= partition_end) THEN
        RETURN NULL;
    END IF;
    IF pg_catalog.to_regclass(partition_name) IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'duplicate_table',
            MESSAGE = pg_catalog.format('table %s exists, but is not the partition of its period', partition_name),
            HINT = pg_catalog.format('Drop it, rename it, or attach it: ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L);',
                                     mindwell_internal.relation('analytics_events'), partition_name, partition_start, partition_end);
    END IF;

    PERFORM mindwell_internal.check_partition_schema(partition_schema);
    PERFORM mindwell_internal.set_lock_timeout();
    IF default_partition IS NOT NULL THEN
        EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN ROW EXCLUSIVE MODE', default_partition);
        move_method := mindwell_internal.move_method(default_partition);
        IF mindwell_internal.has_strays(default_partition, partition_start, partition_end) THEN
            PERFORM mindwell_internal.check_movable(default_partition);
        END IF;
    END IF;
    EXECUTE pg_catalog.format(
        'CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS INCLUDING STORAGE'
        ' INCLUDING COMPRESSION INCLUDING INDEXES INCLUDING STATISTICS,'
        ' CONSTRAINT analytics_period CHECK (occurred_at IS NOT NULL AND occurred_at >= %L AND occurred_at < %L)) %s',
        partition_name, mindwell_internal.relation('analytics_events'), partition_start, partition_end,
        mindwell_internal.storage_clauses());
    partition := CAST(partition_name AS pg_catalog.regclass);
    PERFORM mindwell_internal.copy_planner_options(partition);
    PERFORM mindwell_internal.guard_partition(partition);

    FOR attempt IN 1 .. attempts LOOP
        portion := NULL;
        WHILE move_method = 'portions' LOOP
            portion_before := portion;
            portion := mindwell_internal.move_strays(default_partition, partition, partition_start, partition_end);
            moved := moved + portion;
            EXIT WHEN portion = 0 OR portion > portion_before / 2;
        END LOOP;
        BEGIN
            moved := moved + mindwell_internal.attach_partition(partition, default_partition, partition_start, partition_end,
                                                                     move_method, moved > 0);
            EXIT;
        EXCEPTION WHEN lock_not_available OR deadlock_detected THEN
            IF attempt = attempts THEN
                RAISE;
            END IF;
        END;
        PERFORM mindwell_internal.pause();
    END LOOP;
    IF moved > 0 AND move_method <> mindwell_internal.move_method(default_partition) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'serialization_failure',
            MESSAGE = 'events stay in the default partition: publications have changed while they moved',
            HINT = 'Run it again.';
    END IF;
    RETURN moved;
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_partition(text, name, timestamptz) IS
'Internal: creates the partition of the period that starts at an instant, and moves its events out of the default partition; returns how many, NULL when the partition exists. 55P03 when a lock is not to be had, 42P07 when another table has its name, 42501 when their schema belongs to another role, 55000 when its events cannot be moved, 40001 when publications change meanwhile.';

CREATE FUNCTION mindwell_internal.missing_periods(from_time timestamptz, to_time timestamptz)
RETURNS TABLE (partition_by text, partition_schema name, starts_at timestamptz)
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    -- the one row of the store: an estimate of many has the server compile the query
    WITH store AS (SELECT * FROM @extschema@.analytics_store LIMIT 1),
    periods AS MATERIALIZED (
        SELECT s.partition_by, mindwell_internal.partition_schema() AS partition_schema, g.utc_start AT TIME ZONE 'UTC' AS starts_at,
               mindwell_internal.partition_end(s.partition_by, g.utc_start AT TIME ZONE 'UTC') AS ends_at
        FROM store s,
        LATERAL pg_catalog.generate_series(
            mindwell_internal.partition_start(s.partition_by, from_time) AT TIME ZONE 'UTC',
            to_time AT TIME ZONE 'UTC',
            CAST('1 ' || s.partition_by AS pg_catalog.interval)) AS g (utc_start)
        WHERE g.utc_start < to_time AT TIME ZONE 'UTC')
    SELECT period.partition_by, period.partition_schema, period.starts_at
    FROM periods period
    WHERE NOT EXISTS (
        SELECT FROM mindwell_internal.partitions() p
        WHERE p.starts_at <= period.starts_at AND p.ends_at >= period.ends_at)
    ORDER BY period.starts_at
$$;
COMMENT ON FUNCTION mindwell_internal.missing_periods(timestamptz, timestamptz) IS
'Internal: the periods, from the one that contains from_time to the last that starts before to_time, that have no partition.';

-- One partition, whose failure ends nothing else.
CREATE FUNCTION mindwell_internal.try_partition(partition_by text, partition_schema name, partition_start timestamptz)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    error_detail text;
    error_hint text;
    error_constraint text;
    error_table text;
BEGIN
    partition_name := mindwell_internal.partition_name(partition_by, partition_start);
    period_start := partition_start;
    period_end := mindwell_internal.partition_end(partition_by, partition_start);
    action := 'create';
    BEGIN
        event_count := mindwell_internal.create_partition(partition_by, partition_schema, partition_start);
        IF event_count IS NULL THEN
            RETURN;
        END IF;
        status := 'done';
        RAISE NOTICE 'created partition %', partition_name || CASE event_count
            WHEN 0 THEN ''
            WHEN 1 THEN ', 1 event moved into it'
            ELSE pg_catalog.format(', %s events moved into it', event_count) END;
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS error_code = RETURNED_SQLSTATE, error = MESSAGE_TEXT, error_detail = PG_EXCEPTION_DETAIL,
            error_hint = PG_EXCEPTION_HINT, error_constraint = CONSTRAINT_NAME, error_table = TABLE_NAME;
        error := mindwell_internal.describe_error(error_code, error, error_detail, error_hint, error_constraint, error_table);
        status := 'failed';
        RAISE WARNING 'partition % was not created: %', partition_name, error;
    END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.try_partition(text, name, timestamptz) IS
'Internal: creates one partition and reports it, or why it could not; no row when it exists.';

CREATE FUNCTION mindwell_internal.owner_create_partitions(from_time timestamptz, to_time timestamptz)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    at_most CONSTANT integer := CAST(mindwell_internal.setting('max_new_partitions') AS pg_catalog.int4);
    most_periods CONSTANT integer := 40000;     -- a century of days, and more
    missing bigint;
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    IF (SELECT (EXTRACT(epoch FROM to_time) - EXTRACT(epoch FROM from_time))
               / EXTRACT(epoch FROM CAST('1 ' || s.partition_by AS pg_catalog.interval)) > most_periods
        FROM @extschema@.analytics_store s) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'program_limit_exceeded',
            MESSAGE = pg_catalog.format('the range has more than %s periods', most_periods),
            HINT = 'Create the partitions of a shorter one.';
    END IF;
    PERFORM mindwell_internal.check_isolation();
    PERFORM mindwell_internal.lock_maintenance();
    SELECT pg_catalog.count(*) INTO missing FROM mindwell_internal.missing_periods(from_time, to_time);
    IF missing > at_most THEN
        RAISE EXCEPTION USING
            ERRCODE = 'program_limit_exceeded',
            MESSAGE = pg_catalog.format('the range needs %s new partitions, more than mindwell_analytics.max_new_partitions (%s)', missing, at_most),
            HINT = 'Create them in several calls, each in a transaction of its own; or have a superuser allow more: SELECT analytics_configure(''max_new_partitions'', ''1000''); or install the store partitioned by week or month.';
    END IF;
    RETURN QUERY
        SELECT t.*
        FROM mindwell_internal.missing_periods(from_time, to_time) m,
        LATERAL mindwell_internal.try_partition(m.partition_by, m.partition_schema, m.starts_at) t;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_create_partitions(timestamptz, timestamptz) IS
'Internal: what analytics_create_partitions() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_create_partitions(from_time timestamptz, to_time timestamptz)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_create_partitions(timestamptz, timestamptz) IS
'Creates the missing partitions of [from_time, to_time), before history is imported, and moves into them what the default partition has of their periods. One row for each: its name and UTC bounds, action (create), event_count (events moved), status (done or failed), error_code and error (NULL when done). A partition that fails does not stop the rest. For the store''s owner and its admins. 42501 for anybody else, 22004, 22008 or 22023 for a bad range, 54000 beyond mindwell_analytics.max_new_partitions or 40000 periods, 25000 above READ COMMITTED, 55000 without a store; a NOTICE and no row on a standby.';

CREATE FUNCTION mindwell_internal.next_stray(after_time timestamptz)
RETURNS timestamptz
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    default_partition regclass := mindwell_internal.default_partition();
    stray timestamptz;
BEGIN
    IF default_partition IS NOT NULL THEN
        EXECUTE pg_catalog.format('SELECT pg_catalog.min(occurred_at) FROM ONLY %s WHERE occurred_at >= $1', default_partition)
            INTO stray USING after_time;
    END IF;
    RETURN stray;
END
$$;
COMMENT ON FUNCTION mindwell_internal.next_stray(timestamptz) IS
'Internal: the time of the first event in the default partition at or after a time; NULL when there is none.';

CREATE FUNCTION mindwell_internal.owner_drain_default(max_periods integer)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    store record;
    stray timestamptz;
    outcome record;
BEGIN
    IF max_periods IS NULL OR max_periods < 1 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'max_periods must be at least 1';
    END IF;
    PERFORM mindwell_internal.check_isolation();
    PERFORM mindwell_internal.lock_maintenance();
    SELECT * INTO STRICT store FROM @extschema@.analytics_store;
    stray := mindwell_internal.next_stray('-infinity');
    FOR period IN 1 .. max_periods LOOP
        EXIT WHEN stray IS NULL;
        SELECT t.* INTO outcome
        FROM mindwell_internal.try_partition(store.partition_by, mindwell_internal.partition_schema(),
            mindwell_internal.partition_start(store.partition_by, stray)) t;
        partition_name := outcome.partition_name;
        period_start := outcome.period_start;
        period_end := outcome.period_end;
        action := 'drain';
        event_count := outcome.event_count;
        status := outcome.status;
        error_code := outcome.error_code;
        error := outcome.error;
        RETURN NEXT;
        stray := mindwell_internal.next_stray(period_end);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_drain_default(integer) IS
'Internal: what analytics_drain_default() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_drain_default(max_periods integer DEFAULT 1)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_drain_default(integer) IS
'Gives the oldest periods that have events in the default partition, at most max_periods, a partition of their own. One row for each, as of analytics_create_partitions(), with action drain; none when the default partition is empty. Writers wait until the transaction ends: drain one period in each. For the store''s owner and its admins. 42501 for anybody else, 22023 for a bad argument, 25000 above READ COMMITTED, 55000 without a store; a NOTICE and no row on a standby.';

-- Where partitions are, and how they are kept ----------------------------------------
--
-- A partition is made by CREATE TABLE (LIKE ...), which copies columns, constraints, indexes
-- and extended statistics.  What else its owner has set for all of analytics_events is copied
-- here.  A partitioned table has no storage parameters of its own: those of the default
-- partition are the pattern for others.

-- A schema that was renamed is followed: its default partition tells where it is.
CREATE FUNCTION mindwell_internal.partition_schema()
RETURNS name
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE((SELECT n.nspname
                     FROM pg_catalog.pg_partitioned_table p
                     JOIN pg_catalog.pg_class c ON c.oid = p.partdefid
                     JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                     WHERE p.partrelid = mindwell_internal.relation('analytics_events')),
                    (SELECT s.partition_schema FROM @extschema@.analytics_store s))
$$;
COMMENT ON FUNCTION mindwell_internal.partition_schema() IS
'Internal: the schema of the partitions: that of the default partition, without one what analytics_store says.';

CREATE FUNCTION mindwell_internal.storage_clauses()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.concat_ws(' ',
        (SELECT pg_catalog.format('USING %I', m.amname) FROM pg_catalog.pg_am m WHERE m.oid = events.relam),
        (SELECT pg_catalog.format('WITH (%s)', pg_catalog.string_agg(pg_catalog.format('%s = %L', o.name, o.value), ', '))
         FROM pg_catalog.pg_class pattern
         LEFT JOIN pg_catalog.pg_class toast ON toast.oid = pattern.reltoastrelid,
         LATERAL (SELECT pg_catalog.quote_ident(p.option_name) AS name, p.option_value AS value
                  FROM pg_catalog.pg_options_to_table(pattern.reloptions) p
                  UNION ALL
                  SELECT 'toast.' || pg_catalog.quote_ident(t.option_name), t.option_value
                  FROM pg_catalog.pg_options_to_table(toast.reloptions) t) AS o
         WHERE pattern.oid = mindwell_internal.default_partition() AND pattern.relkind = 'r'
         HAVING pg_catalog.count(*) > 0),
        (SELECT pg_catalog.format('TABLESPACE %I', s.spcname) FROM pg_catalog.pg_tablespace s WHERE s.oid = events.reltablespace))
    FROM pg_catalog.pg_class events
    WHERE events.oid = mindwell_internal.relation('analytics_events')
$$;
COMMENT ON FUNCTION mindwell_internal.storage_clauses() IS
'Internal: clauses of CREATE TABLE for a partition: access method and tablespace of analytics_events, storage parameters of the default partition.';

CREATE FUNCTION mindwell_internal.copy_planner_options(partition regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    given record;
BEGIN
    FOR given IN
        SELECT a.attname, a.attstattarget AS target
        FROM pg_catalog.pg_attribute a
        WHERE a.attrelid = events AND a.attnum > 0 AND NOT a.attisdropped AND a.attstattarget >= 0
    LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS %s', partition, given.attname, given.target);
    END LOOP;
    FOR given IN
        SELECT a.attname, o.option_name AS name, o.option_value AS value
        FROM pg_catalog.pg_attribute a,
        LATERAL pg_catalog.pg_options_to_table(a.attoptions) o
        WHERE a.attrelid = events AND a.attnum > 0 AND NOT a.attisdropped
          -- those that statements set: the server keeps some of its own there
          AND o.option_name IN ('n_distinct', 'n_distinct_inherited')
    LOOP
        EXECUTE pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I SET (%I = %L)', partition, given.attname, given.name, given.value);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.copy_planner_options(regclass) IS
'Internal: gives the columns of a partition the statistics targets and options of those of analytics_events.';

CREATE FUNCTION mindwell_internal.set_replica_identity(relation regclass, identity "char", index_name name)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('ALTER TABLE %s REPLICA IDENTITY %s', relation, CASE identity
        WHEN 'd' THEN 'DEFAULT'
        WHEN 'f' THEN 'FULL'
        WHEN 'n' THEN 'NOTHING'
        WHEN 'i' THEN pg_catalog.format('USING INDEX %I', index_name) END);
END
$$;
COMMENT ON FUNCTION mindwell_internal.set_replica_identity(regclass, "char", name) IS
'Internal: gives a table a replica identity as pg_class.relreplident tells it, with the name of the index where that is one.';

-- After ATTACH, which tells which index of the partition is that of the table's.
CREATE FUNCTION mindwell_internal.copy_replica_identity(partition regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    identity CONSTANT "char" := (SELECT c.relreplident FROM pg_catalog.pg_class c WHERE c.oid = events);
BEGIN
    IF identity <> 'd' THEN
        PERFORM mindwell_internal.set_replica_identity(partition, identity, (
            SELECT own.relname
            FROM pg_catalog.pg_index whole
            JOIN pg_catalog.pg_inherits h ON h.inhparent = whole.indexrelid
            JOIN pg_catalog.pg_index part ON part.indexrelid = h.inhrelid AND part.indrelid = partition
            JOIN pg_catalog.pg_class own ON own.oid = part.indexrelid
            WHERE whole.indrelid = events AND whole.indisreplident));
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.copy_replica_identity(regclass) IS
'Internal: gives a partition the replica identity of analytics_events.';

-- Purge: what the retention policies no longer keep ----------------------------------
--
-- A class of events is kept for a time, or forever (analytics_retention_policies).  What
-- has expired is removed in whole UTC days: with its partition when nothing else is in
-- there, else row by row.  A day from which anything was removed is sealed: its rollups
-- are final.
--
--   analytics_purge(), unit_purge()
--     purge_candidates()            partitions that may hold expired events
--     try_purge()                   one of them, or a batch; what fails ends nothing else
--       purge_partition()
--         survey_partition()        drop, delete or keep?
--         refresh_before_purge()    rolls up what the log says, while the events are there
--         drop_expired(), delete_expired()
--
-- Here retention is how long events are kept; mindwell_internal.retention_* are the
-- aggregate of cohorts.

CREATE FUNCTION mindwell_internal.purge_cutoffs(as_of timestamptz)
RETURNS TABLE (retention_class text, cutoff timestamptz, export_first boolean)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p.retention_class,
           pg_catalog.date_trunc('day', as_of AT TIME ZONE 'UTC' - p.keep) AT TIME ZONE 'UTC',
           p.export_first
    FROM @extschema@.analytics_retention_policies p
    WHERE p.keep IS NOT NULL
$$;
COMMENT ON FUNCTION mindwell_internal.purge_cutoffs(timestamptz) IS
'Internal: for each class that is not kept forever, the start of the UTC day before which its events have expired.';

CREATE FUNCTION mindwell_internal.all_expired_before(as_of timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN pg_catalog.count(*) = pg_catalog.count(c.cutoff) THEN pg_catalog.min(c.cutoff) END
    FROM (SELECT t.retention_class FROM @extschema@.analytics_event_types t
          UNION SELECT p.retention_class FROM @extschema@.analytics_retention_policies p
          UNION SELECT 'events') AS known
    LEFT JOIN mindwell_internal.purge_cutoffs(as_of) c USING (retention_class)
$$;
COMMENT ON FUNCTION mindwell_internal.all_expired_before(timestamptz) IS
'Internal: the time before which no event of any class is kept; NULL when one is kept forever.';

-- An event has expired where e.occurred_at < c.cutoff.
CREATE FUNCTION mindwell_internal.events_with_cutoff(partition regclass, as_of timestamptz)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
AS $$
    SELECT pg_catalog.format($query$
        %s e
        LEFT JOIN @extschema@.analytics_event_types own
            ON own.tenant_id = e.tenant_id AND own.event_type = e.event_type
        LEFT JOIN @extschema@.analytics_event_types common
            ON common.tenant_id = '00000000-0000-0000-0000-000000000000' AND common.event_type = e.event_type
        LEFT JOIN mindwell_internal.purge_cutoffs(%L) c
            ON c.retention_class = COALESCE(own.retention_class, common.retention_class, 'events')$query$,
        partition, as_of)
$$;
COMMENT ON FUNCTION mindwell_internal.events_with_cutoff(regclass, timestamptz) IS
'Internal: a FROM clause: the events e of a partition, and the cutoff c of their class, NULL for one that is kept forever.';

CREATE FUNCTION mindwell_internal.purge_candidates(as_of timestamptz)
RETURNS TABLE (partition regclass, is_default boolean, starts_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p.partition, p.is_default, COALESCE(p.starts_at, 'infinity'), COALESCE(p.ends_at, 'infinity')
    FROM mindwell_internal.partitions() p
    WHERE p.is_default AND EXISTS (SELECT FROM mindwell_internal.purge_cutoffs(as_of))
       OR p.starts_at < (SELECT pg_catalog.max(c.cutoff) FROM mindwell_internal.purge_cutoffs(as_of) c)
$$;
COMMENT ON FUNCTION mindwell_internal.purge_candidates(timestamptz) IS
'Internal: the partitions that may hold expired events; the bounds of the default partition are infinity.';

CREATE FUNCTION mindwell_internal.survey_partition(partition regclass, ends_at timestamptz, as_of timestamptz)
RETURNS TABLE (action text, expired bigint, total bigint, export_first boolean)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE 'SELECT pg_catalog.count(*) FILTER (WHERE e.occurred_at < c.cutoff), pg_catalog.count(*),'
            ' COALESCE(pg_catalog.bool_or(c.export_first) FILTER (WHERE e.occurred_at < c.cutoff), false) FROM '
            || mindwell_internal.events_with_cutoff(partition, as_of)
    INTO STRICT expired, total, export_first;

    action := CASE
        WHEN ends_at = 'infinity' AND expired = 0 THEN 'keep'
        WHEN ends_at = 'infinity' THEN 'delete'
        WHEN expired = total AND (total > 0 OR ends_at <= mindwell_internal.all_expired_before(as_of)) THEN 'drop'
        WHEN expired > 0 THEN 'delete'
        ELSE 'keep' END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.survey_partition(regclass, timestamptz, timestamptz) IS
'Internal: what purge does with a partition (drop, delete or keep), how many of how many events have expired, and whether one of them is to be exported first.';

-- What was exported is told by what it was, not by how much: an event may have come, another
-- one gone since.
CREATE FUNCTION mindwell_internal.partition_content(partition regclass)
RETURNS TABLE (event_count bigint, digest numeric)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
SET intervalstyle = 'postgres'
SET extra_float_digits = 1
SET bytea_output = 'hex'
SET lc_monetary = 'C'
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.count(*), COALESCE(pg_catalog.sum(pg_catalog.hashtextextended(CAST((e.*) AS pg_catalog.text) COLLATE "C", 0)), 0) FROM %s e',
        partition)
    INTO STRICT event_count, digest;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.partition_content(regclass) IS
'Internal: how many events a partition has, and a digest of all their columns that does not depend on their order.';

CREATE FUNCTION mindwell_internal.check_exported(partition regclass, starts_at timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
DECLARE
    exported @extschema@.analytics_exports;
    content record;
BEGIN
    SELECT x.* INTO exported FROM @extschema@.analytics_exports x WHERE x.period_start = starts_at;
    SELECT * INTO STRICT content FROM mindwell_internal.partition_content(partition);
    IF exported.period_start IS NULL OR exported.digest IS DISTINCT FROM content.digest
       OR exported.event_count <> content.event_count THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = CASE
                WHEN starts_at = 'infinity' THEN 'events of the default partition cannot be exported'
                WHEN exported.period_start IS NULL THEN 'the partition is not marked as exported'
                ELSE 'the partition has changed since it was exported' END,
            DETAIL = CASE WHEN exported.period_start IS NOT NULL
                          THEN pg_catalog.format('Events now: %s, exported: %s; some came, went or were changed.',
                                                 content.event_count, exported.event_count) ELSE '' END,
            HINT = CASE
                WHEN starts_at = 'infinity' THEN 'Move them into partitions: SELECT * FROM analytics_drain_default();'
                ELSE pg_catalog.format('Save the rows of SELECT * FROM analytics_export_partition(%L), then SELECT analytics_mark_exported(%1$L, <number of rows>);',
                                       CAST(starts_at AS pg_catalog.date)) END;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_exported(regclass, timestamptz) IS
'Internal: 55000 unless the partition that starts at a time is marked as exported with the events that it has.';

-- Foreign keys that refer to events: what their rows become when an event goes is for the
-- event's deletion to do, which a DROP is not.
CREATE FUNCTION mindwell_internal.referring_keys(partition regclass)
RETURNS TABLE (constraint_name name, referring regclass, follows boolean)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.conname, CAST(c.conrelid AS pg_catalog.regclass), c.confdeltype IN ('c', 'n', 'd')
    FROM pg_catalog.pg_constraint c
    WHERE c.confrelid = partition AND c.contype = 'f'
$$;
COMMENT ON FUNCTION mindwell_internal.referring_keys(regclass) IS
'Internal: the foreign keys that refer to events of a partition, and whether the rows of their tables follow an event that is deleted (CASCADE, SET NULL, SET DEFAULT).';

CREATE FUNCTION mindwell_internal.drop_expired(partition regclass)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format(
        'INSERT INTO @extschema@.analytics_sealed_days AS s (day, sealed_at, purged_events)'
        ' SELECT CAST(e.occurred_at AT TIME ZONE ''UTC'' AS pg_catalog.date), pg_catalog.now(), pg_catalog.count(*) FROM %s e GROUP BY 1'
        ' ON CONFLICT (day) DO UPDATE SET purged_events = s.purged_events + EXCLUDED.purged_events', partition);
    PERFORM mindwell_internal.yield_lock(partition);
    -- who waits for the table waits before they choose a partition
    EXECUTE pg_catalog.format('LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE', mindwell_internal.relation('analytics_events'));
    -- a foreign key has a part for each partition, which goes with it when no row refers there
    IF EXISTS (SELECT FROM mindwell_internal.referring_keys(partition)) THEN
        EXECUTE pg_catalog.format('ALTER TABLE %s DETACH PARTITION %s', mindwell_internal.relation('analytics_events'), partition);
    END IF;
    EXECUTE pg_catalog.format('DROP TABLE %s', partition);
END
$$;
COMMENT ON FUNCTION mindwell_internal.drop_expired(regclass) IS
'Internal: seals the days of a partition and drops it. 55P03 when a lock is not to be had in time, or others wait for the partition; 23503 when rows refer to its events.';

-- The range of blocks makes one pass of all batches together, whatever they leave.
CREATE FUNCTION mindwell_internal.delete_expired(
    partition regclass, as_of timestamptz, first_block bigint, end_block bigint)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = partition AND c.relkind = 'p') THEN
        RETURN (SELECT COALESCE(pg_catalog.sum(mindwell_internal.delete_expired(
                    p.relid, as_of, 0, mindwell_internal.block_count(p.relid))), 0)
                FROM pg_catalog.pg_partition_tree(partition) p
                WHERE p.isleaf);
    END IF;
    RETURN mindwell_internal.execute_unlogged(pg_catalog.format($query$
        WITH gone AS (
            DELETE FROM %s d
            WHERE d.ctid = ANY (ARRAY(SELECT e.ctid FROM %s
                                      WHERE e.ctid >= %L AND e.ctid < %L AND e.occurred_at < c.cutoff))
            RETURNING d.occurred_at),
        sealed AS (
            INSERT INTO @extschema@.analytics_sealed_days AS s (day, sealed_at, purged_events)
            SELECT CAST(g.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date), pg_catalog.now(), pg_catalog.count(*)
            FROM gone g
            GROUP BY 1
            ON CONFLICT (day) DO UPDATE SET purged_events = s.purged_events + EXCLUDED.purged_events)
        SELECT FROM gone$query$,
        partition, mindwell_internal.events_with_cutoff(partition, as_of),
        pg_catalog.format('(%s,0)', first_block), pg_catalog.format('(%s,0)', end_block)));
END
$$;
COMMENT ON FUNCTION mindwell_internal.delete_expired(regclass, timestamptz, bigint, bigint) IS
'Internal: deletes the expired events in a range of a partition''s blocks, of one that is partitioned further all, and seals their days; returns how many.';

-- What the log says of the days is rolled up while their events are there.
CREATE FUNCTION mindwell_internal.refresh_before_purge(starts_at timestamptz, ends_at timestamptz, as_of timestamptz)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    expired_until CONSTANT timestamptz := LEAST(ends_at, (SELECT pg_catalog.max(c.cutoff) FROM mindwell_internal.purge_cutoffs(as_of) c));
    -- values of days that look at what is purged become final, and look at as many days on either side; a day may end in part
    reach CONSTANT integer := 1 + (SELECT COALESCE(pg_catalog.max(b.periods_before + b.periods_after), 0)
                                   FROM mindwell_internal.builtin_metrics() b
                                   WHERE b.name = ANY (mindwell_internal.spanning_metrics()));
    from_day CONSTANT date := CASE starts_at WHEN 'infinity' THEN date '-infinity'
                                             ELSE CAST(starts_at AT TIME ZONE 'UTC' AS pg_catalog.date) - reach END;
    to_day CONSTANT date := CAST(expired_until AT TIME ZONE 'UTC' AS pg_catalog.date) + reach;
BEGIN
    -- so do values of the user's own metrics of the weeks and months
    PERFORM FROM mindwell_internal.refresh_range(
        LEAST(mindwell_internal.period_start('weekly', from_day), mindwell_internal.period_start('monthly', from_day)),
        GREATEST(mindwell_internal.period_end('weekly', mindwell_internal.period_start('weekly', to_day)),
                 mindwell_internal.period_end('monthly', mindwell_internal.period_start('monthly', to_day))),
        as_of);
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_before_purge(timestamptz, timestamptz, timestamptz) IS
'Internal: refreshes the days of a partition that are about to be purged, and those around that become final with them.';

-- A partition, or the next batch of one; the days of the partition do not change
-- until the transaction ends.  What is to be done was found out with the first batch.
CREATE FUNCTION mindwell_internal.purge_partition(
    partition regclass, starts_at timestamptz, ends_at timestamptz, as_of timestamptz, first_block bigint, blocks bigint)
RETURNS TABLE (action text, event_count bigint, next_block bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
SET lock_timeout = 0
AS $$
DECLARE
    is_foreign CONSTANT boolean := EXISTS (SELECT FROM pg_catalog.pg_class c WHERE c.oid = partition AND c.relkind = 'f');
    survey record;
    was_exported boolean := false;
    end_block bigint;
    is_empty boolean;
BEGIN
    PERFORM mindwell_internal.set_lock_timeout();
    IF NOT is_foreign THEN
        EXECUTE pg_catalog.format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', partition);
    END IF;
    IF first_block > 0 THEN
        action := 'delete';
    ELSE
        SELECT * INTO STRICT survey FROM mindwell_internal.survey_partition(partition, ends_at, as_of);
        action := survey.action;
        event_count := survey.expired;
        IF is_foreign AND action <> 'keep' THEN
            RAISE EXCEPTION USING
                ERRCODE = 'feature_not_supported',
                MESSAGE = 'events in a foreign table are not purged',
                DETAIL = pg_catalog.format('Expired are %s of %s.', survey.expired, survey.total),
                HINT = pg_catalog.format('Delete them where they are; or take the table away: ALTER TABLE %s DETACH PARTITION %s;',
                                         mindwell_internal.relation('analytics_events'), partition);
        END IF;
        IF action <> 'keep' AND survey.export_first THEN
            PERFORM mindwell_internal.check_exported(partition, starts_at);
            was_exported := true;
        END IF;
        IF action = 'drop' AND survey.total > 0
           AND EXISTS (SELECT FROM mindwell_internal.referring_keys(partition) k WHERE k.follows) THEN
            action := 'delete';
        END IF;
    END IF;
    IF action <> 'keep' THEN
        PERFORM mindwell_internal.refresh_before_purge(starts_at, ends_at, as_of);
    END IF;
    IF action = 'drop' THEN
        PERFORM mindwell_internal.drop_expired(partition);
    ELSIF action = 'delete' THEN
        end_block := mindwell_internal.block_count(partition);
        next_block := CASE WHEN first_block + blocks < end_block THEN first_block + blocks END;
        IF was_exported THEN
            -- between two batches events could come that nobody has exported
            next_block := NULL;
        END IF;
        event_count := mindwell_internal.delete_expired(partition, as_of, first_block, COALESCE(next_block, end_block));
        IF was_exported THEN
            -- what is left was exported
            UPDATE @extschema@.analytics_exports x
            SET event_count = c.event_count, digest = c.digest
            FROM mindwell_internal.partition_content(partition) c
            WHERE x.period_start = starts_at;
        END IF;
        IF next_block IS NULL AND starts_at <> 'infinity'
           AND EXISTS (SELECT FROM mindwell_internal.referring_keys(partition) k WHERE k.follows) THEN
            EXECUTE pg_catalog.format('SELECT NOT EXISTS (SELECT FROM %s)', partition) INTO STRICT is_empty;
            IF is_empty THEN
                PERFORM mindwell_internal.drop_expired(partition);
            END IF;
        END IF;
    END IF;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.purge_partition(regclass, timestamptz, timestamptz, timestamptz, bigint, bigint) IS
'Internal: drops a partition, or deletes the expired events in a range of its blocks; what it did, to how many events, and where the next batch begins, NULL after the last. 55000 before an export that the policy wants, 0A000 for a foreign table, 23503 when rows refer to its events, 55P03 when a lock is not to be had in time.';

-- One partition, or batch, whose failure ends nothing else.
CREATE FUNCTION mindwell_internal.try_purge(
    partition regclass, starts_at timestamptz, ends_at timestamptz, as_of timestamptz, first_block bigint, blocks bigint)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text, next_block bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    attempts integer := CAST(mindwell_internal.setting('lock_attempts') AS pg_catalog.int4);
    error_detail text;
    error_hint text;
    error_constraint text;
    error_table text;
BEGIN
    partition_name := (SELECT r.relname FROM pg_catalog.pg_class r WHERE r.oid = partition);
    period_start := NULLIF(starts_at, 'infinity');
    period_end := NULLIF(ends_at, 'infinity');
    WHILE status IS NULL LOOP
        attempts := attempts - 1;
        BEGIN
            SELECT p.action, p.event_count, p.next_block INTO STRICT action, event_count, next_block
            FROM mindwell_internal.purge_partition(partition, starts_at, ends_at, as_of, first_block, blocks) p;
            status := 'done';
            error_code := NULL;
            error := NULL;
        EXCEPTION WHEN OTHERS THEN
            GET STACKED DIAGNOSTICS error_code = RETURNED_SQLSTATE, error = MESSAGE_TEXT, error_detail = PG_EXCEPTION_DETAIL,
                error_hint = PG_EXCEPTION_HINT, error_constraint = CONSTRAINT_NAME, error_table = TABLE_NAME;
            IF error_code = '23503' AND error_hint = '' THEN
                error_hint := 'Delete the rows that refer to these events; or have the foreign key do so, or let go: ON DELETE CASCADE or SET NULL.';
            END IF;
            error := mindwell_internal.describe_error(error_code, error, error_detail, error_hint, error_constraint, error_table);
            IF attempts <= 0 OR error_code NOT IN ('55P03', '40P01') THEN
                action := 'purge';
                status := 'failed';
                RAISE WARNING 'partition % was not purged: %', partition_name, error;
            END IF;
        END;
        IF status IS NULL THEN
            PERFORM mindwell_internal.pause();
        END IF;
    END LOOP;
    IF status = 'done' AND (action = 'drop' OR event_count > 0 AND action = 'delete') THEN
        PERFORM mindwell_internal.audit('purge', partition_name, event_count,
                                             pg_catalog.jsonb_build_object('operation', action, 'as_of', as_of));
    END IF;
    IF status = 'done' AND action = 'drop' THEN
        RAISE NOTICE 'dropped partition % with % events', partition_name, event_count;
    ELSIF status = 'done' AND event_count > 0 THEN
        RAISE NOTICE 'deleted % events from partition %', event_count, partition_name;
    END IF;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.try_purge(regclass, timestamptz, timestamptz, timestamptz, bigint, bigint) IS
'Internal: purges one partition, or one batch of it, with attempts to get its locks, and reports that, or why it could not.';

-- What would be done.  Drops come last: they lock the whole table until the end.  What a
-- foreign table has is asked when its turn comes: whoever does not answer stops nobody else.
CREATE FUNCTION mindwell_internal.purge_plan(as_of timestamptz)
RETURNS TABLE (partition regclass, starts_at timestamptz, ends_at timestamptz, action text, expired bigint, total bigint,
               export_first boolean)
LANGUAGE sql STABLE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p.partition, p.starts_at, p.ends_at, COALESCE(s.action, 'purge'), s.expired, s.total, COALESCE(s.export_first, false)
    FROM mindwell_internal.purge_candidates(as_of) p
    JOIN pg_catalog.pg_class c ON c.oid = p.partition
    LEFT JOIN LATERAL (
        SELECT f.*
        FROM mindwell_internal.survey_partition(
            CASE WHEN c.relkind <> 'f' THEN p.partition END, p.ends_at, as_of) f) AS s ON true
    WHERE s.action IS DISTINCT FROM 'keep'
    ORDER BY s.action IS NOT DISTINCT FROM 'drop', p.starts_at
$$;
COMMENT ON FUNCTION mindwell_internal.purge_plan(timestamptz) IS
'Internal: the partitions with expired events, what purge does with each, and in which order; foreign ones, of which that is not known yet, with the action purge.';

CREATE FUNCTION mindwell_internal.owner_purge(dry_run boolean, as_of timestamptz)
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    all_blocks CONSTANT bigint := 4294967295;
    planned record;
BEGIN
    IF dry_run IS NULL OR as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'dry_run must be true or false, and as_of a finite time';
    ELSIF NOT dry_run AND as_of > pg_catalog.clock_timestamp() THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of lies in the future',
            DETAIL = 'Events would go before their time.',
            HINT = 'To see which, add dry_run => true.';
    END IF;
    IF NOT dry_run THEN
        PERFORM mindwell_internal.check_isolation();
        PERFORM mindwell_internal.lock_maintenance();
    END IF;
    FOR planned IN SELECT * FROM mindwell_internal.purge_plan(as_of) LOOP
        IF NOT dry_run THEN
            RETURN QUERY
                SELECT t.partition_name, t.period_start, t.period_end, t.action, t.event_count, t.status, t.error_code, t.error
                FROM mindwell_internal.try_purge(planned.partition, planned.starts_at, planned.ends_at, as_of, 0, all_blocks) t
                WHERE t.action <> 'keep';
            CONTINUE;
        END IF;
        partition_name := (SELECT r.relname FROM pg_catalog.pg_class r WHERE r.oid = planned.partition);
        period_start := NULLIF(planned.starts_at, 'infinity');
        period_end := NULLIF(planned.ends_at, 'infinity');
        action := planned.action;
        event_count := planned.expired;
        status := 'planned';
        error_code := NULL;
        error := NULL;
        IF planned.action = 'purge' THEN
            status := 'refused';
            error_code := '0A000';
            error := 'events in a foreign table are not purged';
        END IF;
        IF planned.export_first THEN
            BEGIN
                PERFORM mindwell_internal.check_exported(planned.partition, planned.starts_at);
            EXCEPTION WHEN object_not_in_prerequisite_state THEN
                GET STACKED DIAGNOSTICS error_code = RETURNED_SQLSTATE, error = MESSAGE_TEXT;
                status := 'refused';
            END;
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_purge(boolean, timestamptz) IS
'Internal: what analytics_purge() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_purge(dry_run boolean DEFAULT false, as_of timestamptz DEFAULT now())
RETURNS TABLE (partition_name text, period_start timestamptz, period_end timestamptz, action text,
               event_count bigint, status text, error_code text, error text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_purge(boolean, timestamptz) IS
'Removes, in whole UTC days, the events that analytics_retention_policies no longer keep as of a time: drops partitions of which everything has expired, deletes from the others, and seals the days. One row for each partition: name and bounds (NULL for the default partition), action (drop or delete; purge when it failed before), event_count, status (done, failed; with dry_run planned or refused), error_code and error (NULL when done). dry_run changes nothing. All in one transaction: CALL analytics_maintain(''{purge}'') commits each partition and batch. For the store''s owner and its admins. 42501 for anybody else, 22023 for a bad argument, 22008 for a purge as of the future, 25000 above READ COMMITTED, 55000 without a store; a NOTICE and no row on a standby.';

CREATE FUNCTION mindwell_internal.owner_apply_retention_preset(preset text)
RETURNS TABLE (retention_class text, keep text, kept_before text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 4
SET search_path = pg_catalog, pg_temp
SET intervalstyle = 'postgres'
AS $$
DECLARE
    class record;
BEGIN
    IF preset IS NULL OR preset NOT IN ('mindwell', 'upcoach', 'guide', 'loom', 'chatbot') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown preset',
            HINT = 'The presets are mindwell, upcoach, guide, loom and chatbot.';
    END IF;
    FOR class IN
        SELECT c.name,
               CASE preset WHEN 'upcoach' THEN interval '24 months'
                           WHEN 'guide' THEN interval '365 days'
                           WHEN 'loom' THEN c.loom
                           WHEN 'chatbot' THEN interval '90 days' END AS keep,
               p.keep AS kept_before
        FROM (VALUES ('events', interval '90 days'), ('audit', interval '1 year'),
                     ('security', interval '2 years'), ('performance', interval '30 days')) AS c (name, loom)
        LEFT JOIN @extschema@.analytics_retention_policies p ON p.retention_class = c.name
        ORDER BY c.name
    LOOP
        INSERT INTO @extschema@.analytics_retention_policies AS p (retention_class, keep)
        VALUES (class.name, class.keep)
        ON CONFLICT ON CONSTRAINT analytics_retention_policies_pkey DO UPDATE SET keep = EXCLUDED.keep, updated_at = pg_catalog.now();
        retention_class := class.name;
        keep := class.keep;
        kept_before := class.kept_before;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_apply_retention_preset(text) IS
'Internal: what analytics_apply_retention_preset() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_apply_retention_preset(preset text)
RETURNS TABLE (retention_class text, keep text, kept_before text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 4
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_apply_retention_preset(text) IS
'Sets how long the classes events, audit, security and performance are kept: mindwell forever; upcoach 24 months; guide 365 days; loom 90 days, 1 year, 2 years and 30 days; chatbot 90 days. One row for each class: what holds now and what held before, NULL for forever. The next purge removes what is older. For the store''s owner and its admins. 42501 for anybody else, 22023 for an unknown preset, 55000 without a store.';

-- Archive --------------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.partition_of(day date)
RETURNS TABLE (partition regclass, starts_at timestamptz, ends_at timestamptz)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    SELECT p.partition, p.starts_at, p.ends_at INTO partition, starts_at, ends_at
    FROM mindwell_internal.partitions() p
    WHERE mindwell_internal.utc(day) >= p.starts_at AND mindwell_internal.utc(day) < p.ends_at;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'undefined_object',
            MESSAGE = pg_catalog.format('no partition holds the day %s', COALESCE(CAST(day AS text), 'NULL'));
    END IF;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.partition_of(date) IS
'Internal: the partition that holds a UTC day, and its bounds; 42704 when there is none.';

CREATE FUNCTION @extschema@.analytics_export_partition(day date)
RETURNS TABLE (id uuid, tenant_id uuid, occurred_at timestamptz, created_at timestamptz, user_id uuid, session_id uuid,
               event_type varchar, funnel_stage varchar, properties jsonb)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    period record;
BEGIN
    -- refuses a superuser who is not the owner
    PERFORM mindwell_internal.current_tenants();
    IF EXISTS (SELECT FROM pg_catalog.pg_attribute a
               WHERE a.attrelid = mindwell_internal.relation('analytics_events')
                 AND a.attnum > 9 AND NOT a.attisdropped AND a.attgenerated = '') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'analytics_events has columns that analytics_export_partition(date) does not return',
            HINT = pg_catalog.format('SELECT * FROM analytics_export_partition(%L, CAST(NULL AS %s)); has all of them.',
                                     day, mindwell_internal.relation('analytics_events'));
    END IF;
    SELECT * INTO STRICT period FROM mindwell_internal.partition_of(day);
    RETURN QUERY EXECUTE $query$
        SELECT e.id, e.tenant_id, e.occurred_at, e.created_at, e.user_id, e.session_id, e.event_type, e.funnel_stage, e.properties
        FROM @extschema@.analytics_events e
        WHERE e.occurred_at >= $1 AND e.occurred_at < $2
        ORDER BY e.occurred_at, e.id$query$
    USING period.starts_at, period.ends_at;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_export_partition(date) IS
'The events, that the caller may see, of the partition that holds a UTC day, in the order of their time, with the columns of analytics_events: what COPY writes of them, COPY reads back. 42704 when there is no such partition, 42501 as of analytics_current_tenants(), 55000 without a store, and when its owner has added columns to it: those are returned by analytics_export_partition(day, NULL::analytics_events).';

-- Which columns a table has that its owner altered, no declaration can say; the type of its rows does.
CREATE FUNCTION @extschema@.analytics_export_partition(day date, row_type anyelement)
RETURNS SETOF anyelement
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    period record;
BEGIN
    -- refuses a superuser who is not the owner
    PERFORM mindwell_internal.current_tenants();
    IF pg_catalog.pg_typeof(row_type) <> (
            SELECT c.reltype FROM pg_catalog.pg_class c WHERE c.oid = mindwell_internal.relation('analytics_events')) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datatype_mismatch',
            MESSAGE = 'row_type must be of the type of the rows of analytics_events',
            HINT = pg_catalog.format('SELECT * FROM analytics_export_partition(%L, CAST(NULL AS %s));',
                                     day, mindwell_internal.relation('analytics_events'));
    END IF;
    SELECT * INTO STRICT period FROM mindwell_internal.partition_of(day);
    RETURN QUERY EXECUTE $query$
        SELECT e.*
        FROM @extschema@.analytics_events e
        WHERE e.occurred_at >= $1 AND e.occurred_at < $2
        ORDER BY e.occurred_at, e.id$query$
    USING period.starts_at, period.ends_at;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_export_partition(date, anyelement) IS
'The same with all columns of analytics_events, those that its owner has added too: row_type is NULL::analytics_events. 42804 for another type, the other errors as there.';

CREATE FUNCTION mindwell_internal.owner_mark_exported(day date, event_count bigint)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    period record;
    content record;
BEGIN
    SELECT * INTO STRICT period FROM mindwell_internal.partition_of(day);
    SELECT * INTO STRICT content FROM mindwell_internal.partition_content(period.partition);
    IF event_count IS DISTINCT FROM content.event_count THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = pg_catalog.format('the partition has %s events, not %s', content.event_count, COALESCE(CAST(event_count AS text), 'NULL')),
            HINT = 'Export it again.';
    END IF;
    INSERT INTO @extschema@.analytics_exports AS x (period_start, period_end, event_count, digest)
    VALUES (period.starts_at, period.ends_at, content.event_count, content.digest)
    ON CONFLICT ON CONSTRAINT analytics_exports_pkey DO UPDATE
    SET period_end = EXCLUDED.period_end, event_count = EXCLUDED.event_count, exported_at = pg_catalog.now(),
        digest = EXCLUDED.digest;
    PERFORM mindwell_internal.audit('mark_exported', mindwell_internal.partition_name(s.partition_by, period.starts_at), content.event_count)
    FROM @extschema@.analytics_store s;
    RETURN true;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_mark_exported(date, bigint) IS
'Internal: what analytics_mark_exported() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_mark_exported(day date, event_count bigint)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_mark_exported(date, bigint) IS
'Notes that the partition that holds a UTC day was exported, with so many events, so that purge may remove it where its policy says export_first, as long as it has the very events that it has now; returns true. In one transaction with the export, REPEATABLE READ, these are the events that were exported. For the store''s owner and its admins. 55000 when it has another number of events, 42704 when there is no such partition, 42501 for anybody else; a NOTICE and NULL on a standby.';

-- Configuration that concerns the whole store --------------------------------------
--
-- Rows of it are the owner's to write; who may maintain the store changes them by these
-- functions.  Each takes one row, by its key, and returns whether that changed anything.

CREATE FUNCTION mindwell_internal.owner_set_retention(retention_class text, keep interval, export_first boolean)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    changed boolean;
BEGIN
    IF retention_class IS NULL OR pg_catalog.octet_length(retention_class) NOT BETWEEN 1 AND 64 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid retention class',
            DETAIL = 'Its name has from 1 to 64 bytes.';
    ELSIF keep NOT BETWEEN interval '1 day' AND interval '1000 years' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'keep is out of range',
            DETAIL = 'It is from 1 day to 1000 years, or NULL: forever.';
    END IF;
    INSERT INTO @extschema@.analytics_retention_policies AS p (retention_class, keep, export_first)
    VALUES (owner_set_retention.retention_class, owner_set_retention.keep, COALESCE(owner_set_retention.export_first, false))
    ON CONFLICT ON CONSTRAINT analytics_retention_policies_pkey DO UPDATE
    SET keep = EXCLUDED.keep, export_first = COALESCE(owner_set_retention.export_first, p.export_first), updated_at = pg_catalog.now()
    WHERE p.keep IS DISTINCT FROM EXCLUDED.keep
       OR p.export_first <> COALESCE(owner_set_retention.export_first, p.export_first);
    changed := FOUND;
    IF NOT EXISTS (SELECT FROM @extschema@.analytics_event_types t WHERE t.retention_class = owner_set_retention.retention_class) THEN
        RAISE NOTICE 'no event type has the retention class "%"', retention_class
            USING HINT = pg_catalog.format('A type gets it by SELECT analytics_register_event_type(event_type, retention_class => %L);', retention_class);
    END IF;
    RETURN changed;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_set_retention(text, interval, boolean) IS
'Internal: what analytics_set_retention() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_set_retention(retention_class text, keep interval, export_first boolean DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_set_retention(text, interval, boolean) IS
'Sets how long the events of a retention class are kept, 1 day to 1000 years or (NULL) forever, and whether purge asks for their export first (NULL: as before, else no); returns whether that changed anything. The next purge removes what is older. For the store''s owner and its admins. 42501 for anybody else, 22023 for a bad argument, 55000 without a store; a NOTICE and NULL on a standby.';

CREATE FUNCTION mindwell_internal.owner_set_pii_rule(key text, action text, description text, is_secret boolean)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- as the gate compares keys
    folded CONSTANT text := pg_catalog.lower(pg_catalog.translate(key, E'_- \t\n\x0b\f\r"''`', ''));
    rule record;
BEGIN
    IF folded IS NULL OR pg_catalog.octet_length(folded) NOT BETWEEN 1 AND 64 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid key',
            DETAIL = 'It has from 1 to 64 bytes, underscores, hyphens, blanks and quotes not counted.';
    ELSIF action NOT IN ('drop', 'hash', 'mask', 'allow') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown action',
            HINT = 'It is drop, hash, mask or allow; NULL removes the rule.';
    END IF;
    SELECT r.* INTO rule
    FROM @extschema@.analytics_pii_rules r
    WHERE pg_catalog.lower(pg_catalog.translate(r.key, E'_- \t\n\x0b\f\r"''`', '')) = folded;
    IF action IS NULL THEN
        DELETE FROM @extschema@.analytics_pii_rules r WHERE r.key = rule.key;
    ELSIF rule.key IS NULL THEN
        INSERT INTO @extschema@.analytics_pii_rules (key, action, description, is_secret)
        VALUES (owner_set_pii_rule.key, owner_set_pii_rule.action, owner_set_pii_rule.description,
                COALESCE(owner_set_pii_rule.is_secret, false));
    ELSE
        UPDATE @extschema@.analytics_pii_rules r
        SET action = owner_set_pii_rule.action,
            description = COALESCE(owner_set_pii_rule.description, r.description),
            is_secret = COALESCE(owner_set_pii_rule.is_secret, r.is_secret)
        WHERE r.key = rule.key
          AND (r.action, r.description, r.is_secret) IS DISTINCT FROM
              (owner_set_pii_rule.action, COALESCE(owner_set_pii_rule.description, r.description),
               COALESCE(owner_set_pii_rule.is_secret, r.is_secret));
    END IF;
    RETURN FOUND;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_set_pii_rule(text, text, text, boolean) IS
'Internal: what analytics_set_pii_rule() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_set_pii_rule(
    key text, action text, description text DEFAULT NULL, is_secret boolean DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_set_pii_rule(text, text, text, boolean) IS
'Sets what becomes of the properties of a key (case, underscores, hyphens, blanks and quotes do not count): drop, hash, mask or allow; a NULL action removes the rule. is_secret: also when mindwell_analytics.enable_pii_tracking is on, and for keys that end in this one (user_password); NULL leaves description and is_secret as they are. Returns whether that changed anything; holds for what is stored from then on. For the store''s owner and its admins. 42501 for anybody else, 22023 for a bad argument, 55000 without a store; a NOTICE and NULL on a standby.';

CREATE FUNCTION mindwell_internal.owner_set_funnel_stage(stage text, "position" integer, description text)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF stage IS NULL OR stage !~ '^[a-z][a-z0-9_]{0,31}$' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid funnel stage',
            DETAIL = 'Its name begins with a lower-case letter, goes on with lower-case letters, digits and underscores, and has at most 32 characters.';
    END IF;
    IF "position" IS NULL THEN
        DELETE FROM @extschema@.analytics_funnel_stages s WHERE s.stage = owner_set_funnel_stage.stage;
    ELSE
        INSERT INTO @extschema@.analytics_funnel_stages AS s (stage, position, description)
        VALUES (owner_set_funnel_stage.stage, owner_set_funnel_stage."position", owner_set_funnel_stage.description)
        ON CONFLICT ON CONSTRAINT analytics_funnel_stages_pkey DO UPDATE
        SET position = EXCLUDED.position, description = COALESCE(EXCLUDED.description, s.description)
        WHERE (s.position, s.description) IS DISTINCT FROM (EXCLUDED.position, COALESCE(EXCLUDED.description, s.description));
    END IF;
    RETURN FOUND;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_set_funnel_stage(text, integer, text) IS
'Internal: what analytics_set_funnel_stage() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_set_funnel_stage(stage text, "position" integer, description text DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_set_funnel_stage(text, integer, text) IS
'Enters a stage that events and event types may name, or moves it to another place among the stages; a NULL position removes it, a NULL description leaves that as it is. Returns whether that changed anything. For the store''s owner and its admins. 42501 for anybody else, 22023 for a malformed name, 23503 when an event type has a stage that is to be removed, 55000 without a store; a NOTICE and NULL on a standby.';

-- Metrics: the tables, metrics of the user's own, and costs ---------------------------
--
-- analytics_metric_definitions names all metrics: the built-in ones (builtin_metric.sql),
-- and those that analytics_define_metric() adds.

CREATE FUNCTION mindwell_internal.create_rollup_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_metric_definitions (
        name text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
        unit text NOT NULL,
        periods text[] NOT NULL CHECK (periods <@ '{daily,weekly,monthly}' AND cardinality(periods) > 0),
        query text,
        version integer NOT NULL DEFAULT 1,
        description text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_metric_definitions IS 'The metrics that analytics_refresh() keeps; add one with analytics_define_metric().';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.name IS 'As analytics_aggregated() takes it.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.unit IS 'Of its values, for example users, events, ratio, days or currency.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.periods IS 'For which periods it is computed: daily, weekly, monthly.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.query IS 'One value for tenant $1 from time $2 until before $3; NULL for a metric that is built in.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.version IS 'Counts the changes of the definition; in the metadata of each value.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.description IS 'For readers; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.created_at IS 'When it was defined.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.updated_at IS 'When its definition last changed.';

    CREATE TABLE @extschema@.analytics_metrics (
        tenant_id uuid NOT NULL,
        metric_date date NOT NULL,
        metric_type text COLLATE "C" NOT NULL,
        period text COLLATE "C" NOT NULL CHECK (period IN ('daily', 'weekly', 'monthly')),
        value double precision,
        metadata jsonb NOT NULL,
        PRIMARY KEY (tenant_id, metric_type, period, metric_date));
    CREATE INDEX analytics_metrics_date_idx ON @extschema@.analytics_metrics (metric_date, period, tenant_id);
    COMMENT ON TABLE @extschema@.analytics_metrics IS 'Values of metrics by UTC day, week (Monday) and month, as of their last refresh; analytics_aggregated() is never stale.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.tenant_id IS 'Whose value it is.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.metric_date IS 'The first day of the period.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.metric_type IS 'The metric, by its name in analytics_metric_definitions.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.period IS 'daily, weekly or monthly.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.value IS 'In the unit of the metric; NULL for a ratio of nothing.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.metadata IS 'calculated_at, and definition_version.';

    CREATE TABLE @extschema@.analytics_user_days (
        tenant_id uuid NOT NULL,
        user_id uuid NOT NULL,
        day date NOT NULL,
        has_paid boolean NOT NULL,
        is_active boolean NOT NULL,
        PRIMARY KEY (tenant_id, day, user_id));
    CREATE INDEX analytics_user_days_user_idx ON @extschema@.analytics_user_days (tenant_id, user_id, day);
    CREATE INDEX analytics_user_days_paid_idx ON @extschema@.analytics_user_days (tenant_id, user_id, day) WHERE has_paid;
    COMMENT ON TABLE @extschema@.analytics_user_days IS 'Which users had events on which UTC days, and whether they were active; survives the purge of their events.';
    COMMENT ON COLUMN @extschema@.analytics_user_days.tenant_id IS 'Whose user it is.';
    COMMENT ON COLUMN @extschema@.analytics_user_days.user_id IS 'The user.';
    COMMENT ON COLUMN @extschema@.analytics_user_days.day IS 'The UTC day.';
    COMMENT ON COLUMN @extschema@.analytics_user_days.has_paid IS 'Completed a payment on that day.';
    COMMENT ON COLUMN @extschema@.analytics_user_days.is_active IS 'Did something on that day: had an event of a type that is an action (analytics_event_types.is_action).';

    CREATE TABLE @extschema@.analytics_acquisition_costs (
        tenant_id uuid NOT NULL,
        month date NOT NULL CHECK (month = date_trunc('month', month::timestamp)::date),
        cost double precision NOT NULL CHECK (cost >= 0 AND cost < 'infinity'),
        margin double precision NOT NULL CHECK (margin >= 0 AND margin <= 1),
        PRIMARY KEY (tenant_id, month));
    COMMENT ON TABLE @extschema@.analytics_acquisition_costs IS 'What it cost to win the paying users of a month; enter it with analytics_set_acquisition_cost().';
    COMMENT ON COLUMN @extschema@.analytics_acquisition_costs.tenant_id IS 'Who paid it.';
    COMMENT ON COLUMN @extschema@.analytics_acquisition_costs.month IS 'Its first day.';
    COMMENT ON COLUMN @extschema@.analytics_acquisition_costs.cost IS 'In the currency of the payments.';
    COMMENT ON COLUMN @extschema@.analytics_acquisition_costs.margin IS 'The share of revenue that is left after the cost of serving it.';

    CREATE TABLE @extschema@.analytics_stale_buckets (
        tenant_id uuid NOT NULL,
        period text COLLATE "C" NOT NULL CHECK (period IN ('daily', 'spanning', 'weekly', 'monthly')),
        starts_on date NOT NULL,
        PRIMARY KEY (period, starts_on, tenant_id));
    COMMENT ON TABLE @extschema@.analytics_stale_buckets IS 'What is to be recomputed: days that the log named, weeks and months of days that were recomputed.';
    COMMENT ON COLUMN @extschema@.analytics_stale_buckets.tenant_id IS 'Whose values are stale.';
    COMMENT ON COLUMN @extschema@.analytics_stale_buckets.period IS 'spanning: those metrics of a day that look at days before and after.';
    COMMENT ON COLUMN @extschema@.analytics_stale_buckets.starts_on IS 'The first day of the day, week or month.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_rollup_tables() IS
'Internal: a migration, creates the tables of the rollups.';

CREATE FUNCTION mindwell_internal.guard_rollup_tables(own_tenant text)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.create_trigger('analytics_acquisition_costs', 'analytics_acquisition_costs_changed',
        'AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW', '@extschema@.analytics_acquisition_costs_changed()');
    PERFORM mindwell_internal.create_read_policy('analytics_metric_definitions', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_metrics', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_user_days', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_acquisition_costs', own_tenant);
END
$$;
COMMENT ON FUNCTION mindwell_internal.guard_rollup_tables(text) IS
'Internal: puts triggers and policies on the tables of the rollups, where they are missing.';

-- A metric of the user's own ---------------------------------------------------------

-- STABLE, so that the query is run read-only, with the snapshot of the statement
-- that asks; as a subquery it can be nothing but a SELECT.
CREATE FUNCTION mindwell_internal.evaluate_metric(query text, tenant_id uuid, from_time timestamptz, to_time timestamptz)
RETURNS double precision
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result double precision;
BEGIN
    EXECUTE 'SELECT CAST((' || query || E'\n) AS pg_catalog.float8)' INTO result USING tenant_id, from_time, to_time;
    RETURN result;
END
$$;
COMMENT ON FUNCTION mindwell_internal.evaluate_metric(text, uuid, timestamptz, timestamptz) IS
'Internal: the value of a metric that is defined by a query.';

CREATE FUNCTION mindwell_internal.check_metric(name text, query text, periods text[], unit text)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    nil CONSTANT uuid := uuid '00000000-0000-0000-0000-000000000000';
    problem text;
BEGIN
    IF name IS NULL OR name !~ '^[a-z][a-z0-9_]{0,62}$' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid name of a metric',
            HINT = 'It begins with a letter and has at most 63 lower-case letters, digits and underscores.';
    ELSIF EXISTS (SELECT FROM mindwell_internal.builtin_metrics() b WHERE b.name = check_metric.name) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('the metric "%s" is built in', name),
            HINT = 'Choose another name.';
    ELSIF periods IS NULL OR pg_catalog.cardinality(periods) = 0 OR pg_catalog.array_position(periods, NULL) IS NOT NULL
          OR NOT periods <@ ARRAY['daily', 'weekly', 'monthly'] THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid periods of a metric',
            HINT = 'They are one or more of daily, weekly and monthly: ''{daily,monthly}''.';
    ELSIF unit IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'the unit of a metric must not be null';
    ELSIF query IS NULL OR query !~ E'\\$1\\M' OR query !~ E'\\$2\\M' OR query !~ E'\\$3\\M' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'the query of a metric must use $1, $2 and $3',
            DETAIL = 'They are the tenant, and the time from which and until before which it counts.',
            HINT = pg_catalog.format('SELECT count(*) FROM %s WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3',
                                     mindwell_internal.qualified_name('analytics_events'));
    END IF;

    BEGIN
        PERFORM mindwell_internal.evaluate_metric(query, nil, 'epoch', 'epoch');
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT;
        RAISE EXCEPTION USING
            ERRCODE = SQLSTATE,
            MESSAGE = pg_catalog.format('the query of a metric does not work: %s', problem),
            DETAIL = 'It is one SELECT of one number, and runs as the store''s owner without a search_path.',
            HINT = pg_catalog.format('Name tables with their schema, as in %s.', mindwell_internal.qualified_name('analytics_events'));
    END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_metric(text, text, text[], text) IS
'Internal: 22023 or 22004 for a bad argument, and the error of the query, which is run on no events, for one that does not work.';

CREATE FUNCTION mindwell_internal.qualified_name(relation name)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(mindwell_internal.relation(relation) AS text)
$$;
COMMENT ON FUNCTION mindwell_internal.qualified_name(name) IS
'Internal: the name of a table of the store with its schema.';

CREATE FUNCTION mindwell_internal.owner_define_metric(
    name text, query text, unit text, periods text[], description text)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    new_version integer;
BEGIN
    PERFORM mindwell_internal.check_metric(name, query, periods, unit);
    PERFORM mindwell_internal.lock_rollups();
    INSERT INTO @extschema@.analytics_metric_definitions AS d (name, unit, periods, query, description)
    VALUES (name, unit, periods, query, description)
    ON CONFLICT ON CONSTRAINT analytics_metric_definitions_pkey DO UPDATE
    SET unit = EXCLUDED.unit, periods = EXCLUDED.periods, query = EXCLUDED.query, description = EXCLUDED.description,
        version = d.version + 1, updated_at = pg_catalog.now()
    RETURNING d.version INTO new_version;
    DELETE FROM @extschema@.analytics_metrics m
    WHERE m.metric_type = owner_define_metric.name
      AND NOT mindwell_internal.is_final(false, 0, 0, m.period, m.metric_date);
    RETURN new_version;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_define_metric(text, text, text, text[], text) IS
'Internal: what analytics_define_metric() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_define_metric(
    name text, query text, unit text DEFAULT 'events', periods text[] DEFAULT '{daily}', description text DEFAULT NULL)
RETURNS integer
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner_only';
COMMENT ON FUNCTION @extschema@.analytics_define_metric(text, text, text, text[], text) IS
'Adds a metric, or defines it anew: query is one SELECT of one number for the tenant $1 from the time $2 until before $3, of events of that time only, with every table''s schema named. It runs read-only as the store''s owner. Returns the definition''s version, 1 for a new one; values of an older version are forgotten, save those of purged days. For the store''s owner: the query runs with their rights. 42501 for anybody else, 22023 and 22004 for a bad argument, the query''s own error when it does not work, 55000 without a store.';

CREATE FUNCTION mindwell_internal.owner_drop_metric(name text)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    was_there boolean;
BEGIN
    IF EXISTS (SELECT FROM mindwell_internal.builtin_metrics() b WHERE b.name = owner_drop_metric.name) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('the metric "%s" is built in', name);
    END IF;
    PERFORM mindwell_internal.lock_rollups();
    DELETE FROM @extschema@.analytics_metric_definitions d WHERE d.name = owner_drop_metric.name;
    was_there := FOUND;
    DELETE FROM @extschema@.analytics_metrics m WHERE m.metric_type = owner_drop_metric.name;
    RETURN was_there;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_drop_metric(text) IS
'Internal: what analytics_drop_metric() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_drop_metric(name text)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner_only';
COMMENT ON FUNCTION @extschema@.analytics_drop_metric(text) IS
'Removes a metric that analytics_define_metric() made, and all its values; returns whether there was one. For the store''s owner. 42501 for anybody else, 22023 for a metric that is built in, 55000 without a store.';

-- Costs ------------------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_acquisition_costs_changed()
RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.check_trigger_table(TG_RELID, TG_NAME, 'analytics_acquisition_costs');
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO @extschema@.analytics_dirty_buckets (tenant_id, bucket, logged_at)
        VALUES (OLD.tenant_id, OLD.month, pg_catalog.clock_timestamp());
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO @extschema@.analytics_dirty_buckets (tenant_id, bucket, logged_at)
        VALUES (NEW.tenant_id, NEW.month, pg_catalog.clock_timestamp());
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_acquisition_costs_changed() IS
'Trigger on analytics_acquisition_costs: logs the month, so that its ltv_cac_ratio is computed anew. 42809 on any other table.';

CREATE FUNCTION mindwell_internal.owner_set_acquisition_cost(
    month date, cost double precision, margin double precision, tenant_id uuid)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenant CONSTANT uuid := mindwell_internal.tenant_to_write(tenant_id);
    first_day date := CAST(pg_catalog.date_trunc('month', CAST(month AS pg_catalog.timestamp)) AS pg_catalog.date);
BEGIN
    IF month IS NULL OR NOT pg_catalog.isfinite(month) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'month must be a day of the month whose cost is entered';
    ELSIF cost < 0 OR cost >= 'infinity' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'cost must be a finite number of 0 or more, or NULL to forget it';
    ELSIF margin < 0 OR margin > 1 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'margin must lie between 0 and 1';
    END IF;
    IF cost IS NULL THEN
        DELETE FROM @extschema@.analytics_acquisition_costs c
        WHERE c.tenant_id = tenant AND c.month = first_day;
    ELSE
        INSERT INTO @extschema@.analytics_acquisition_costs (tenant_id, month, cost, margin)
        VALUES (tenant, first_day, cost,
                COALESCE(margin, CAST(mindwell_internal.setting('gross_margin') AS double precision)))
        ON CONFLICT ON CONSTRAINT analytics_acquisition_costs_pkey DO UPDATE
        SET cost = EXCLUDED.cost, margin = EXCLUDED.margin;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_set_acquisition_cost(date, double precision, double precision, uuid) IS
'Internal: what analytics_set_acquisition_cost() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_set_acquisition_cost(
    month date, cost double precision, margin double precision DEFAULT NULL, tenant_id uuid DEFAULT NULL)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_set_acquisition_cost(date, double precision, double precision, uuid) IS
'Enters what it cost to win the paying users of the month of a day, and the share of revenue that is left after the cost of serving it (NULL: mindwell_analytics.gross_margin), from which the metric ltv_cac_ratio follows. A NULL cost forgets it; a NULL tenant_id is the current one. For the store''s owner and admins. 42501 for anybody else, 22023 for a bad argument, 55000 without a store, without a tenant in a store of several, or for another tenant in a store of one.';

-- Built-in metrics -------------------------------------------------------------------
--
-- This file is the only one that knows a metric, an event type or a property of one by
-- its name.  All others in sql/derive/ read them from builtin_metrics(), and know kinds.
-- A new metric of a known kind is a row here, and nothing else (test/pgtap/metric.sql).
-- A new kind is a row of counted_kinds() or a function beside it (count.sql), and its
-- part of recount_day() (recount_day.sql); each of these two is verified by the other.

-- A kind is how a metric is computed from the events of a day:
--   events      their number
--   sum         the sum of a property; currency_property tells of what
--   mean        the mean of a property
--   users       distinct users of actions
--   minutes     clock minutes in which a user had an action, of all users
--   sessions    distinct sessions for each user who has any
--   conversion  of the users who did the first type, the share who also did another one
--   completion  of the different values of a property, the share that the first type has
--   adherence   of the values of a property, each for a user: how well the first type was
--               done on the days that end with this one (analytics_habit_adherence());
--               an event is of the day that its day_property says (own_day())
--   followed    of the events of the first type, the share that another one of the same
--               user, and with the same property unless one of the two has none, follows
--               within periods_after days
-- Values of a property are compared as text: 42 and "42" are one id, null is none (property_text()).
-- or, of a month:
--   churn       of the users active in the month before, the share not active in this one
--   ltv_cac     what a paying user is worth over what it cost to win one; the sums are
--               those of the metric that based_on names
-- Weeks and months of events, sum and minutes are sums of days, those of users are counted.
--
-- periods_before and periods_after: at how many periods before and after its own a value
-- looks, in days for a daily value and in months for a monthly one; infinity for all.
-- Of a metric with a day_property, that is by one day before and two days after more.
-- In plpgsql its plan is kept for the session: it is read often.
CREATE FUNCTION mindwell_internal.builtin_metrics()
RETURNS TABLE (name text, unit text, periods text[], kind text, event_types text[], property text, day_property text,
               currency_property text, periods_before double precision, periods_after double precision, based_on text,
               adds_up boolean, empty_value double precision, description text)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE ROWS 22
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT m.name, m.unit, CAST(m.periods AS pg_catalog.text[]), m.kind, CAST(m.event_types AS pg_catalog.text[]), m.property,
           CASE m.name WHEN 'habit_adherence_score' THEN 'habit_date' END, CASE m.name WHEN 'revenue' THEN 'currency' END,
           CAST(m.periods_before AS double precision), CAST(m.periods_after AS double precision), m.based_on,
           m.kind IN ('events', 'sum', 'minutes'),
           CASE WHEN m.kind IN ('events', 'sum', 'minutes', 'users') THEN CAST(0 AS double precision) END, m.description
    FROM (VALUES
        ('dau', 'users', '{daily}', 'users', '{}', NULL, '0', 0, NULL, 'Distinct users with an action'),
        ('wau', 'users', '{weekly}', 'users', '{}', NULL, '0', 0, NULL, 'Distinct users with an action'),
        ('mau', 'users', '{monthly}', 'users', '{}', NULL, '0', 0, NULL, 'Distinct users with an action'),
        ('new_registrations', 'events', '{daily,weekly,monthly}', 'events', '{signup_completed}', NULL, '0', 0, NULL, 'Sign-ups completed'),
        ('generations_completed', 'events', '{daily,weekly,monthly}', 'events', '{generation_completed}', NULL, '0', 0, NULL,
         'Generations that succeeded'),
        ('generations_failed', 'events', '{daily,weekly,monthly}', 'events', '{generation_failed}', NULL, '0', 0, NULL, 'Generations that failed'),
        ('revenue', 'currency', '{daily,weekly,monthly}', 'sum', '{payment_completed,in_app_purchase_completed}', 'amount', '0', 0, NULL,
         'Sum of the amounts of payments and purchases in apps, whatever their currency; refunds are not subtracted'),
        ('successful_payments', 'events', '{daily,weekly,monthly}', 'events', '{payment_completed}', NULL, '0', 0, NULL, 'Payments that succeeded'),
        ('failed_payments', 'events', '{daily,weekly,monthly}', 'events', '{payment_failed}', NULL, '0', 0, NULL, 'Payments that failed'),
        ('new_subscriptions', 'events', '{daily,weekly,monthly}', 'events', '{subscription_created}', NULL, '0', 0, NULL, 'Subscriptions created'),
        ('cancelled_subscriptions', 'events', '{daily,weekly,monthly}', 'events', '{subscription_cancelled}', NULL, '0', 0, NULL,
         'Subscriptions cancelled'),
        ('referrals_sent', 'events', '{daily,weekly,monthly}', 'events', '{referral_sent}', NULL, '0', 0, NULL, 'Referral codes shared'),
        ('referrals_accepted', 'events', '{daily,weekly,monthly}', 'events', '{referral_accepted}', NULL, '0', 0, NULL, 'Referral codes used'),
        ('signup_to_payment_conversion', 'fraction', '{daily}', 'conversion',
         '{signup_completed,payment_completed,in_app_purchase_completed}', NULL, '0', 0, NULL,
         'Of the users who completed their sign-up, those who paid on the same day'),
        ('churn_rate', 'fraction', '{monthly}', 'churn', '{}', NULL, '1', 0, NULL,
         'Of the users active in the month before, those not active in this one'),
        ('ltv_cac_ratio', 'ratio', '{monthly}', 'ltv_cac', '{}', NULL, 'infinity', 0, 'revenue',
         'Lifetime value of a paying user over what a new one cost; NULL while the month''s cost is not entered'),
        ('active_minutes', 'minutes', '{daily,weekly,monthly}', 'minutes', '{}', NULL, '0', 0, NULL,
         'Clock minutes in which a user had an action, of all users'),
        ('sessions_per_user', 'ratio', '{daily}', 'sessions', '{}', NULL, '0', 0, NULL, 'Distinct session ids for each user who has any'),
        ('message_response_time', 'seconds', '{daily}', 'mean', '{message_responded}', 'response_seconds', '0', 0, NULL,
         'Mean time in which messages were answered'),
        ('goal_completion_rate', 'fraction', '{daily}', 'completion', '{goal_completed,goal_created,goal_updated,goal_abandoned}', 'goal_id',
         '0', 0, NULL, 'Of the goals of which anything was heard on the day, those that were completed'),
        ('habit_adherence_score', 'fraction', '{daily}', 'adherence', '{habit_checked,habit_created,habit_missed}', 'habit_id', '7', 2, NULL,
         'Of the habits of which anything was heard for the day, the mean score of the 7 days that end with it'),
        ('ai_nudge_effectiveness', 'fraction', '{daily}', 'followed', '{ai_nudge_sent,ai_nudge_opened}', 'nudge_id', '0', 1, NULL,
         'Of the nudges sent on the day, those that their user opened within 24 hours')
        ) AS m (name, unit, periods, kind, event_types, property, periods_before, periods_after, based_on, description);
END
$$;
COMMENT ON FUNCTION mindwell_internal.builtin_metrics() IS
'Internal: the metrics that come with the extension, how each is computed, whether its weeks and months are sums of its days, and its value where there is no event.';

CREATE FUNCTION mindwell_internal.paying_types()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT m.event_types FROM mindwell_internal.builtin_metrics() m WHERE m.name = 'revenue'
$$;
COMMENT ON FUNCTION mindwell_internal.paying_types() IS
'Internal: the event types whose users have paid.';

CREATE FUNCTION mindwell_internal.spanning_metrics()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY(SELECT m.name FROM mindwell_internal.builtin_metrics() m
                 WHERE 'daily' = ANY (m.periods) AND m.periods_before + m.periods_after > 0
                 ORDER BY 1)
$$;
COMMENT ON FUNCTION mindwell_internal.spanning_metrics() IS
'Internal: the daily metrics that look at days before or after.';

CREATE FUNCTION mindwell_internal.single_day_metrics()
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY(SELECT m.name FROM mindwell_internal.builtin_metrics() m
                 WHERE 'daily' = ANY (m.periods) AND m.periods_before + m.periods_after = 0
                 ORDER BY 1)
$$;
COMMENT ON FUNCTION mindwell_internal.single_day_metrics() IS
'Internal: the daily metrics that look at their day alone; a tenant has all of them for each day that is rolled up.';

CREATE FUNCTION mindwell_internal.types_of_kinds(kinds text[])
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT ARRAY(SELECT DISTINCT t.event_type
                 FROM mindwell_internal.builtin_metrics() b, pg_catalog.unnest(b.event_types) AS t (event_type)
                 WHERE b.kind = ANY (kinds))
$$;
COMMENT ON FUNCTION mindwell_internal.types_of_kinds(text[]) IS
'Internal: the event types that metrics of some kinds are about.';

-- What an event is to count for them is not what it was: the user's actions, the user's own day, the nudge's own outcome.
CREATE FUNCTION mindwell_internal.builtin_versions()
RETURNS TABLE (name text, version integer)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 7
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES ('dau', 2), ('wau', 2), ('mau', 2), ('active_minutes', 2), ('churn_rate', 2), ('habit_adherence_score', 2), ('ai_nudge_effectiveness', 2)
$$;
COMMENT ON FUNCTION mindwell_internal.builtin_versions() IS
'Internal: the built-in metrics whose definition has changed, and their version.';

CREATE FUNCTION mindwell_internal.fill_metric_definitions()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO @extschema@.analytics_metric_definitions AS d (name, unit, periods, description, version)
    SELECT m.name, m.unit, m.periods, m.description, COALESCE(v.version, 1)
    FROM mindwell_internal.builtin_metrics() m
    LEFT JOIN mindwell_internal.builtin_versions() v USING (name)
    ON CONFLICT ON CONSTRAINT analytics_metric_definitions_pkey DO UPDATE
    SET version = EXCLUDED.version, description = EXCLUDED.description, updated_at = pg_catalog.now()
    WHERE d.query IS NULL AND d.version < EXCLUDED.version
$$;
COMMENT ON FUNCTION mindwell_internal.fill_metric_definitions() IS
'Internal: enters the built-in metrics that are missing, and the versions of those that are defined anew.';

-- Rollups --------------------------------------------------------------------------
--
-- What is common to the files that fill, read and verify rollups: the lock, periods, and
-- the days on which a value depends.  How a refresh goes is at the head of refresh.sql.
--
-- A day's values come from its events; a week's or month's from its days
-- (analytics_user_days and daily values), and so they survive the purge of events.

CREATE FUNCTION mindwell_internal.lock_rollups()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT mindwell_internal.take_turn('rollups')
$$;
COMMENT ON FUNCTION mindwell_internal.lock_rollups() IS
'Internal: takes, until the end of the transaction, the one lock under which rollups are written. 55P03 when it is not to be had in time.';

CREATE FUNCTION mindwell_internal.forget_logged_days()
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_forget_logged_days';
COMMENT ON FUNCTION mindwell_internal.forget_logged_days() IS
'Internal: what this transaction has logged is not in the log any more: the next event of such a day is logged again.';

CREATE FUNCTION mindwell_internal.period_start(period text, day date)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(pg_catalog.date_trunc(CASE period WHEN 'daily' THEN 'day' WHEN 'weekly' THEN 'week' WHEN 'monthly' THEN 'month' END,
                                  CAST(day AS pg_catalog.timestamp)) AS pg_catalog.date);
COMMENT ON FUNCTION mindwell_internal.period_start(text, date) IS
'Internal: the first day of the day, week (Monday) or month in which a day lies.';

CREATE FUNCTION mindwell_internal.period_length(period text)
RETURNS interval
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE period WHEN 'daily' THEN interval '1 day' WHEN 'weekly' THEN interval '7 days' WHEN 'monthly' THEN interval '1 month' END;
COMMENT ON FUNCTION mindwell_internal.period_length(text) IS
'Internal: how long a day, week or month lasts.';

CREATE FUNCTION mindwell_internal.period_end(period text, starts_on date)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(starts_on + mindwell_internal.period_length(period) AS pg_catalog.date);
COMMENT ON FUNCTION mindwell_internal.period_end(text, date) IS
'Internal: the day after the period that begins on a day.';

CREATE FUNCTION mindwell_internal.utc(day date)
RETURNS timestamptz
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(day AS pg_catalog.timestamp) AT TIME ZONE 'UTC';
COMMENT ON FUNCTION mindwell_internal.utc(date) IS
'Internal: when a UTC day begins.';

CREATE FUNCTION mindwell_internal.depends_from(periods_before double precision, period text, starts_on date)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE periods_before WHEN 'infinity' THEN date '-infinity'
                           ELSE CAST(starts_on - periods_before * mindwell_internal.period_length(period) AS pg_catalog.date) END;
COMMENT ON FUNCTION mindwell_internal.depends_from(double precision, text, date) IS
'Internal: the first day on which the value of a period depends, of a metric that looks at so many periods before.';

CREATE FUNCTION mindwell_internal.depends_to(periods_after double precision, period text, starts_on date)
RETURNS date
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(mindwell_internal.period_end(period, starts_on) + periods_after * mindwell_internal.period_length(period) AS pg_catalog.date);
COMMENT ON FUNCTION mindwell_internal.depends_to(double precision, text, date) IS
'Internal: the day after the last one on which the value of a period depends, of a metric that looks at so many periods after.';

-- A metric of the user's own looks at no other period.
CREATE FUNCTION mindwell_internal.metric_reach(metric text)
RETURNS TABLE (periods_before double precision, periods_after double precision, is_builtin boolean)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE(pg_catalog.max(b.periods_before), 0), COALESCE(pg_catalog.max(b.periods_after), 0), pg_catalog.count(*) > 0
    FROM mindwell_internal.builtin_metrics() b
    WHERE b.name = metric
$$;
COMMENT ON FUNCTION mindwell_internal.metric_reach(text) IS
'Internal: at how many periods before and after its own a value of a metric looks, and whether that is built in; one row.';

-- Weeks and months of built-in metrics are made of what is rolled up, and never final.
CREATE FUNCTION mindwell_internal.is_final(
    is_builtin boolean, periods_before double precision, periods_after double precision, period text, starts_on date)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (period = 'daily' OR NOT is_builtin)
           AND EXISTS (SELECT FROM @extschema@.analytics_sealed_days s
                       WHERE s.day >= mindwell_internal.depends_from(periods_before, period, starts_on)
                         AND s.day < mindwell_internal.depends_to(periods_after, period, starts_on))
$$;
COMMENT ON FUNCTION mindwell_internal.is_final(boolean, double precision, double precision, text, date) IS
'Internal: were events purged that a value is made of, so that it cannot be computed again?';

CREATE FUNCTION mindwell_internal.metric_metadata(definition_version integer, currencies jsonb DEFAULT NULL)
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.jsonb_build_object(
    'calculated_at', pg_catalog.to_char(pg_catalog.statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
    'definition_version', definition_version)
    || CASE WHEN currencies IS NULL THEN '{}' ELSE pg_catalog.jsonb_build_object('currencies', currencies) END;
COMMENT ON FUNCTION mindwell_internal.metric_metadata(integer, jsonb) IS
'Internal: the metadata of a value that is computed now; currencies NULL: of none.';

-- A user's day is not always the UTC day in which they do something, and they may fill in
-- the day before.  What is further off is a mistake: a value must not look at all days.
CREATE FUNCTION mindwell_internal.own_day(property jsonb, day date)
RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN property IS NULL THEN day
            ELSE day + CASE property WHEN pg_catalog.to_jsonb(day - 1) THEN -1 WHEN pg_catalog.to_jsonb(day - 2) THEN -2
                                     WHEN pg_catalog.to_jsonb(day + 1) THEN 1 ELSE 0 END END;
COMMENT ON FUNCTION mindwell_internal.own_day(jsonb, date) IS
'Internal: the day for which an event of a UTC day counts: that of a property, where it is a date at most two days before or one day after.';

CREATE FUNCTION mindwell_internal.property_text(properties jsonb, name text) RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_property_text';
COMMENT ON FUNCTION mindwell_internal.property_text(jsonb, text) IS
'Internal: a property as text, as the operator ->> gives it, but equal numbers (42, 42.0) are one text. NULL when it is absent or null.';

-- A property that cannot be an amount counts as absent.  Sums are in numeric, and so
-- do not depend on the order of the events.
CREATE FUNCTION mindwell_internal.amount_of(property jsonb)
RETURNS numeric
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.jsonb_typeof(property) = 'number'
            THEN CASE WHEN pg_catalog.abs(CAST(property AS pg_catalog.numeric)) < 1e15 THEN CAST(property AS pg_catalog.numeric) END END;
COMMENT ON FUNCTION mindwell_internal.amount_of(jsonb) IS
'Internal: the number that a property is; NULL for anything else, and from 1e15 on.';

CREATE FUNCTION mindwell_internal.rounded(amount numeric)
RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CAST(pg_catalog.round(amount, 6) AS double precision);
COMMENT ON FUNCTION mindwell_internal.rounded(numeric) IS
'Internal: a sum or mean of numbers as the value of a metric.';

-- Counting metric by metric ----------------------------------------------------------
--
-- What is read of days that are not rolled up, and what the rollups are verified against.
-- count_days() and count_period() evaluate one metric at a time (recount_day() all in one
-- pass), and say of each kind how: each of the two is verified by the other.

-- The users of days, without anonymous visitors: as rolled up, and in a window of days that are counted anew (not
-- those of sealed days, of which not everything is there) from the events.
CREATE FUNCTION mindwell_internal.user_days_sql(tenants uuid[], live_from date, live_to date)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN live_from < live_to THEN pg_catalog.format($query$
        SELECT u.tenant_id, u.day, u.user_id, u.has_paid, u.is_active FROM @extschema@.analytics_user_days u
        WHERE u.tenant_id = ANY ($1) AND u.day >= $2 AND u.day < $3 AND NOT mindwell_internal.is_anonymous(u.user_id)
          AND (u.day < %1$L OR u.day >= %2$L OR EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = u.day))
        UNION ALL
        SELECT e.tenant_id, e.day, e.user_id, e.has_paid, e.is_active
        FROM (SELECT e.tenant_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day, e.user_id,
                     e.event_type = ANY (%5$L) AS has_paid, %6$s AS is_active
              FROM @extschema@.analytics_events e
              WHERE e.occurred_at >= GREATEST(%3$L, mindwell_internal.utc($2))
                AND e.occurred_at < LEAST(%4$L, mindwell_internal.utc($3))
                AND e.tenant_id = ANY ($1) AND NOT mindwell_internal.is_anonymous(e.user_id)) AS e
        WHERE NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = e.day)$query$,
        live_from, live_to, mindwell_internal.utc(live_from), mindwell_internal.utc(live_to),
        mindwell_internal.paying_types(), mindwell_internal.is_action_sql(tenants))
    ELSE $query$
        SELECT u.tenant_id, u.day, u.user_id, u.has_paid, u.is_active FROM @extschema@.analytics_user_days u
        WHERE u.tenant_id = ANY ($1) AND u.day >= $2 AND u.day < $3 AND NOT mindwell_internal.is_anonymous(u.user_id)$query$ END
$$;
COMMENT ON FUNCTION mindwell_internal.user_days_sql(uuid[], date, date) IS
'Internal: a query: tenant_id, day, user_id, has_paid and is_active, a user and day once or more often, of the tenants $1 from the day $2 until before $3; in the given window from the events.';

-- The values of single days by kind: an expression over the events e of a day and a tenant
-- ($1 tenants, $2 event types, from $3 until before $4; %1$L is the property), and which
-- events count (%1$s: those that are actions).  What is counted of users first (conversion) has a source of its own.
CREATE FUNCTION mindwell_internal.counted_kinds()
RETURNS TABLE (kind text, value_sql text, condition_sql text, source_sql text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 8
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT k.kind, k.value_sql, k.condition_sql, COALESCE(k.source_sql, '@extschema@.analytics_events e')
    FROM (VALUES
        ('users', '@extschema@.analytics_count_distinct(CAST(e.user_id AS uuid))', 'NOT mindwell_internal.is_anonymous(e.user_id) AND %1$s', NULL),
        ('events', 'pg_catalog.count(*)', 'e.event_type = ANY ($2)', NULL),
        ('sum', 'COALESCE(mindwell_internal.rounded(pg_catalog.sum(mindwell_internal.amount_of(e.properties -> %1$L))), 0)',
         'e.event_type = ANY ($2)', NULL),
        ('mean', 'mindwell_internal.rounded(pg_catalog.sum(mindwell_internal.amount_of(e.properties -> %1$L))'
                 ' / NULLIF(pg_catalog.count(mindwell_internal.amount_of(e.properties -> %1$L)), 0))',
         'e.event_type = ANY ($2)', NULL),
        ('minutes', $sql$pg_catalog.count(DISTINCT (e.user_id, pg_catalog.date_trunc('minute', e.occurred_at AT TIME ZONE 'UTC')))$sql$,
         'NOT mindwell_internal.is_anonymous(e.user_id) AND %1$s', NULL),
        ('sessions', 'pg_catalog.count(DISTINCT (e.user_id, e.session_id)) / CAST(pg_catalog.count(DISTINCT e.user_id) AS double precision)',
         'NOT mindwell_internal.is_anonymous(e.user_id) AND e.session_id IS NOT NULL', NULL),
        ('completion', 'pg_catalog.count(DISTINCT mindwell_internal.property_text(e.properties, %1$L) COLLATE "C") FILTER (WHERE e.event_type = $2[1])'
                       ' / CAST(NULLIF(pg_catalog.count(DISTINCT mindwell_internal.property_text(e.properties, %1$L) COLLATE "C"), 0) AS double precision)',
         'e.event_type = ANY ($2)', NULL),
        ('conversion', 'pg_catalog.count(*) FILTER (WHERE e.has_converted)'
                       ' / CAST(NULLIF(pg_catalog.count(*) FILTER (WHERE e.has_begun), 0) AS double precision)',
         'true',
         $sql$(SELECT x.tenant_id, pg_catalog.min(x.occurred_at) AS occurred_at, pg_catalog.bool_or(x.event_type = $2[1]) AS has_begun,
                      pg_catalog.bool_or(x.event_type = $2[1]) AND pg_catalog.bool_or(x.event_type = ANY ($2[2:])) AS has_converted
               FROM @extschema@.analytics_events x
               WHERE x.occurred_at >= $3 AND x.occurred_at < $4 AND x.tenant_id = ANY ($1) AND x.event_type = ANY ($2)
                 AND NOT mindwell_internal.is_anonymous(x.user_id)
               GROUP BY x.tenant_id, x.user_id, CAST(x.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date)) AS e$sql$)
        ) AS k (kind, value_sql, condition_sql, source_sql)
$$;
COMMENT ON FUNCTION mindwell_internal.counted_kinds() IS
'Internal: how mindwell_internal.count_days() computes the metrics of each kind that looks at one day alone.';

-- Spanning metrics: only days with an event of their own have a value (anything that was
-- heard of a habit for the day, an event of the first type).  has_own_days tells whether
-- events of days count that only a day_property brings near.

-- Users come first in what is sorted: there are few tenants, and habits are slow to compare.
CREATE FUNCTION mindwell_internal.count_adherence(
    tenants uuid[], event_types text[], property text, day_property text, days_before integer, days_after integer,
    from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date, value double precision, has_own_days boolean)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
-- clients choose users and habits, and could choose such that they collide
SET enable_hashagg = off
SET enable_hashjoin = off
AS $$
DECLARE
    -- as of analytics_habit_adherence() without one
    streak_weight CONSTANT double precision := 0.3;
    -- an event may be of the day after
    window_days CONSTANT integer := days_before + CASE WHEN day_property IS NULL THEN 1 ELSE 0 END;
    first_day CONSTANT date := from_day - window_days + 1;
    from_time CONSTANT timestamptz := mindwell_internal.utc(from_day - days_before);
    to_time CONSTANT timestamptz := mindwell_internal.utc(to_day + days_after);
    window_from CONSTANT timestamptz := mindwell_internal.utc(first_day);
    window_to CONSTANT timestamptz := mindwell_internal.utc(to_day);
BEGIN
    -- a day of a habit is in the windows of the days that follow; of a window that ends without one there is no value
    RETURN QUERY
        SELECT h.tenant_id, h.day, mindwell_internal.rounded(pg_catalog.avg(CAST(h.score AS pg_catalog.numeric))), pg_catalog.bool_or(h.is_beyond)
        FROM (SELECT n.tenant_id, n.day + n.later AS day, pg_catalog.bool_or(n.is_beyond) AS is_beyond,
                     (@extschema@.analytics_habit_adherence(n.day, n.is_done, n.day + n.later, window_days, streak_weight)).score
              FROM (SELECT w.*, pg_catalog.generate_series(GREATEST(0, from_day - w.day), LEAST(window_days, to_day - w.day) - 1) AS later
                    FROM (SELECT e.user_id, e.tenant_id, mindwell_internal.property_text(e.properties, property) COLLATE "C" AS habit_key,
                                 mindwell_internal.own_day(e.properties -> day_property, CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date)) AS day,
                                 pg_catalog.bool_or(e.event_type = event_types[1]) AS is_done,
                                 pg_catalog.bool_or(e.occurred_at < window_from OR e.occurred_at >= window_to) AS is_beyond
                          FROM @extschema@.analytics_events e
                          WHERE e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants)
                            AND e.event_type = ANY (event_types) AND NOT mindwell_internal.is_anonymous(e.user_id)
                            AND (e.occurred_at >= window_from AND e.occurred_at < window_to
                                 OR e.properties ? day_property
                                    AND mindwell_internal.own_day(e.properties -> day_property,
                                                                  CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date))
                                        BETWEEN first_day AND to_day - 1)
                          GROUP BY 1, 2, 3, 4) AS w) AS n
              GROUP BY n.user_id, n.tenant_id, n.habit_key, n.day + n.later
              HAVING pg_catalog.bool_or(n.later = 0)) AS h
        GROUP BY 1, 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_adherence(uuid[], text[], text, text, integer, integer, date, date) IS
'Internal: the values of a metric of the kind adherence, of days for which anything was heard of a habit.';

CREATE FUNCTION mindwell_internal.count_followed(
    tenants uuid[], event_types text[], property text, days_after integer, from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date, value double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
DECLARE
    within CONSTANT interval := days_after * interval '24 hours';
    from_time CONSTANT timestamptz := mindwell_internal.utc(from_day);
    to_time CONSTANT timestamptz := mindwell_internal.utc(to_day);
    last_time CONSTANT timestamptz := to_time + within;
BEGIN
    RETURN QUERY
        SELECT s.tenant_id, CAST(s.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date),
               pg_catalog.count(*) FILTER (WHERE EXISTS (
                   SELECT FROM @extschema@.analytics_events o
                   WHERE o.tenant_id = s.tenant_id AND o.user_id = s.user_id AND o.event_type = ANY (event_types[2:])
                     AND o.occurred_at > s.occurred_at AND o.occurred_at <= s.occurred_at + within
                     AND o.occurred_at >= from_time AND o.occurred_at < last_time
                     -- one that does not say what it is about may be about this
                     AND COALESCE(mindwell_internal.property_text(o.properties, property) = mindwell_internal.property_text(s.properties, property), true)))
               / CAST(pg_catalog.count(*) AS double precision)
        FROM @extschema@.analytics_events s
        WHERE s.occurred_at >= from_time AND s.occurred_at < to_time AND s.tenant_id = ANY (tenants) AND s.event_type = event_types[1]
          AND NOT mindwell_internal.is_anonymous(s.user_id)
        GROUP BY 1, 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_followed(uuid[], text[], text, integer, date, date) IS
'Internal: the values of a metric of the kind followed, of days with an event of the first type.';

CREATE FUNCTION mindwell_internal.count_spanning(metric text, tenants uuid[], from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date, value double precision, has_own_days boolean)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    builtin record;
BEGIN
    SELECT b.* INTO STRICT builtin FROM mindwell_internal.builtin_metrics() b WHERE b.name = metric;
    IF builtin.kind = 'adherence' THEN
        RETURN QUERY
            SELECT c.* FROM mindwell_internal.count_adherence(tenants, builtin.event_types, builtin.property, builtin.day_property,
                                                              CAST(builtin.periods_before AS integer),
                                                              CAST(builtin.periods_after AS integer), from_day, to_day) c
            WHERE NOT mindwell_internal.is_final(true, builtin.periods_before, builtin.periods_after, 'daily', c.day);
    ELSE
        RETURN QUERY
            SELECT c.*, false FROM mindwell_internal.count_followed(tenants, builtin.event_types, builtin.property,
                                                             CAST(builtin.periods_after AS integer), from_day, to_day) c
            WHERE NOT mindwell_internal.is_final(true, builtin.periods_before, builtin.periods_after, 'daily', c.day);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_spanning(text, uuid[], date, date) IS
'Internal: as mindwell_internal.count_days(), of the metrics that look at days before and after; has_own_days, of a single day: count events of days that only a day_property brings near?';

CREATE FUNCTION mindwell_internal.count_days_sql(metric text, tenants uuid[])
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format($query$
        SELECT c.tenant_id, c.day, CAST(c.value AS double precision)
        FROM (SELECT e.tenant_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day, %s AS value
              FROM %s
              WHERE e.occurred_at >= $3 AND e.occurred_at < $4 AND e.tenant_id = ANY ($1) AND %s
              GROUP BY 1, 2) AS c
        WHERE NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = c.day)$query$,
        pg_catalog.format(k.value_sql, b.property), k.source_sql,
        pg_catalog.format(k.condition_sql, mindwell_internal.is_action_sql(tenants)))
    FROM mindwell_internal.builtin_metrics() b
    JOIN mindwell_internal.counted_kinds() k ON k.kind = b.kind
    WHERE b.name = metric
$$;
COMMENT ON FUNCTION mindwell_internal.count_days_sql(text, uuid[]) IS
'Internal: a query: the rows of mindwell_internal.count_days() for a metric that looks at one day alone, with the parameters of mindwell_internal.counted_kinds().';

CREATE FUNCTION mindwell_internal.count_days(metric text, tenants uuid[], from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    event_types CONSTANT text[] := (SELECT b.event_types FROM mindwell_internal.builtin_metrics() b WHERE b.name = metric);
BEGIN
    IF metric = ANY (mindwell_internal.spanning_metrics()) THEN
        RETURN QUERY SELECT c.tenant_id, c.day, c.value FROM mindwell_internal.count_spanning(metric, tenants, from_day, to_day) c;
    ELSE
        RETURN QUERY EXECUTE mindwell_internal.count_days_sql(metric, tenants)
        USING tenants, event_types, mindwell_internal.utc(from_day), mindwell_internal.utc(to_day);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_days(text, uuid[], date, date) IS
'Internal: the values of a built-in daily metric, of days that are not sealed, from the events; no row for a day without any that count.';

-- What churn and ltv_cac compare: who was active, and who paid, in the period from $4 and
-- in the one before, which begins at $2.
CREATE FUNCTION mindwell_internal.period_users_sql(compares boolean, user_days text)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.format(
    CASE WHEN compares THEN $query$
        SELECT p.tenant_id, pg_catalog.count(*) FILTER (WHERE p.is_active) AS active,
               pg_catalog.count(*) FILTER (WHERE p.was_active) AS were_active,
               pg_catalog.count(*) FILTER (WHERE p.was_active AND NOT p.is_active) AS left_off,
               pg_catalog.count(*) FILTER (WHERE p.is_paying) AS paying,
               pg_catalog.count(*) FILTER (WHERE p.was_paying) AS were_paying,
               pg_catalog.count(*) FILTER (WHERE p.was_paying AND NOT p.is_paying) AS stopped_paying,
               pg_catalog.array_agg(mindwell_internal.mask_id(p.user_id, $7)) FILTER (WHERE p.is_paying) AS payers
        FROM (SELECT u.tenant_id, mindwell_internal.mask_id(u.user_id, $7) AS user_id,
                     pg_catalog.bool_or(u.day >= $4 AND u.is_active) AS is_active,
                     pg_catalog.bool_or(u.day < $4 AND u.is_active) AS was_active,
                     pg_catalog.bool_or(u.day >= $4 AND u.has_paid) AS is_paying,
                     pg_catalog.bool_or(u.day < $4 AND u.has_paid) AS was_paying
              FROM (%s) AS u
              GROUP BY 1, 2) AS p
        GROUP BY 1$query$
    ELSE $query$
        SELECT u.tenant_id, @extschema@.analytics_count_distinct(CAST(u.user_id AS uuid)) FILTER (WHERE u.is_active) AS active,
               CAST(NULL AS bigint) AS were_active,
               CAST(NULL AS bigint) AS left_off, CAST(NULL AS bigint) AS paying, CAST(NULL AS bigint) AS were_paying,
               CAST(NULL AS bigint) AS stopped_paying, CAST(NULL AS uuid[]) AS payers
        FROM (%s) AS u
        GROUP BY 1$query$ END, user_days);
COMMENT ON FUNCTION mindwell_internal.period_users_sql(boolean, text) IS
'Internal: a query: the numbers of users of a period for each tenant, and with compares those of the period before; user_days is the query of both periods'' user-days, $7 a mask of ids.';

-- The sums of the days $4 until before $3 that are rolled up, and of those of the live
-- window that are counted anew (live_sums, which begins with UNION ALL, or is empty).
CREATE FUNCTION mindwell_internal.period_sums_sql(live_sums text, live_from date, live_to date)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.format($query$
        SELECT d.tenant_id, d.name, CAST(pg_catalog.sum(CAST(d.value AS pg_catalog.numeric)) AS double precision) AS value
        FROM (SELECT m.tenant_id, m.metric_type AS name, m.value
              FROM @extschema@.analytics_metrics m
              WHERE m.tenant_id = ANY ($1) AND m.metric_type = ANY ($5) AND m.period = 'daily'
                AND m.metric_date >= $4 AND m.metric_date < $3
                AND (%2$L IS NULL OR m.metric_date < %2$L OR m.metric_date >= %3$L
                     OR EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = m.metric_date))
              %1$s) AS d
        GROUP BY 1, 2$query$, live_sums, live_from, live_to);
COMMENT ON FUNCTION mindwell_internal.period_sums_sql(text, date, date) IS
'Internal: a query: tenant_id, name and value of the metrics $5 that add up.';

-- Of what the sums of amounts are: of days that are counted anew as their events say it, of
-- the others as their values do.  One sum of several currencies is a number to doubt.
CREATE FUNCTION mindwell_internal.currencies(metric text, tenants uuid[], from_day date, to_day date, live_days date[])
RETURNS TABLE (tenant_id uuid, name text, currencies jsonb)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
DECLARE
    -- clients say what a currency is
    most CONSTANT integer := 20;
    metrics CONSTANT text[] := ARRAY(SELECT b.name FROM mindwell_internal.builtin_metrics() b
                                     WHERE b.currency_property IS NOT NULL AND (b.name = metric OR metric IS NULL));
    types CONSTANT text[] := ARRAY(SELECT t.event_type FROM mindwell_internal.builtin_metrics() b, pg_catalog.unnest(b.event_types) AS t (event_type)
                                   WHERE b.name = ANY (metrics));
    recounted CONSTANT date[] := ARRAY(SELECT d.day FROM pg_catalog.unnest(live_days) AS d (day)
                                       WHERE d.day >= from_day AND d.day < to_day
                                         AND NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = d.day)
                                       ORDER BY 1);
    first_time CONSTANT timestamptz := mindwell_internal.utc(recounted[1]);
    last_time CONSTANT timestamptz := mindwell_internal.utc(recounted[pg_catalog.cardinality(recounted)] + 1);
BEGIN
    IF metrics = '{}' THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT c.tenant_id, c.name, pg_catalog.to_jsonb((pg_catalog.array_agg(DISTINCT c.code COLLATE "C"))[:most])
        FROM (SELECT e.tenant_id, b.name, pg_catalog.upper(e.properties ->> b.currency_property COLLATE "C") AS code
              FROM mindwell_internal.builtin_metrics() b
              JOIN @extschema@.analytics_events e ON e.event_type = ANY (b.event_types)
              WHERE b.name = ANY (metrics) AND e.event_type = ANY (types) AND e.tenant_id = ANY (tenants)
                AND e.occurred_at >= first_time AND e.occurred_at < last_time
                AND CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) = ANY (recounted)
                AND mindwell_internal.amount_of(e.properties -> b.property) IS NOT NULL
              UNION ALL
              SELECT m.tenant_id, m.metric_type, k.code
              FROM @extschema@.analytics_metrics m
              CROSS JOIN LATERAL pg_catalog.jsonb_array_elements_text(
                  CASE pg_catalog.jsonb_typeof(m.metadata -> 'currencies') WHEN 'array' THEN m.metadata -> 'currencies' ELSE '[]' END) AS k (code)
              WHERE m.metric_type = ANY (metrics) AND m.period = 'daily' AND m.tenant_id = ANY (tenants)
                AND m.metric_date >= from_day AND m.metric_date < to_day AND m.metric_date <> ALL (recounted)) AS c
        WHERE c.code ~ '^[A-Z]{3}$'
        GROUP BY 1, 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.currencies(text, uuid[], date, date, date[]) IS
'Internal: the currencies, as a JSON array of codes in upper case, in which the amounts are that a metric (NULL: each) sums up over some days, of which those of live_days are taken from the events; no row for a tenant whose amounts have none.';

-- All built-in values of one week or month.  A tenant without anything in it, and in
-- the month before, has no row.
CREATE FUNCTION mindwell_internal.count_period(
    metric text, period text, starts_on date, tenants uuid[], live_from date, live_to date)
RETURNS TABLE (tenant_id uuid, name text, value double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 20
SET search_path = pg_catalog, pg_temp
SET jit = off
AS $$
DECLARE
    ends_on CONSTANT date := mindwell_internal.period_end(period, starts_on);
    first_live CONSTANT date := GREATEST(live_from, starts_on);
    end_live CONSTANT date := LEAST(live_to, ends_on);
    wanted text[];
    bases text[];
    compares boolean;
    counts_users boolean;
    summed text[];
    live_sums text;
    previous date;
BEGIN
    SELECT COALESCE(pg_catalog.array_agg(b.name), '{}'), COALESCE(pg_catalog.array_agg(b.based_on), '{}'),
           COALESCE(pg_catalog.bool_or(b.periods_before > 0), false), COALESCE(pg_catalog.bool_or(NOT b.adds_up), false)
    INTO STRICT wanted, bases, compares, counts_users
    FROM mindwell_internal.builtin_metrics() b
    WHERE period = ANY (b.periods) AND (b.name = metric OR metric IS NULL);
    previous := CASE WHEN compares THEN mindwell_internal.period_start(period, starts_on - 1) ELSE starts_on END;

    SELECT COALESCE(pg_catalog.array_agg(b.name), '{}'),
           COALESCE(pg_catalog.string_agg(pg_catalog.format(
               ' UNION ALL SELECT c.tenant_id, %L, c.value FROM mindwell_internal.count_days(%1$L, $1, %L, %L) c',
               b.name, first_live, end_live), '') FILTER (WHERE live_from < live_to AND first_live < end_live), '')
    INTO STRICT summed, live_sums
    FROM mindwell_internal.builtin_metrics() b
    WHERE b.adds_up AND period = ANY (b.periods) AND b.name = ANY (wanted || bases);

    RETURN QUERY EXECUTE pg_catalog.format($query$
        WITH users AS (%1$s),
        sums AS (%2$s),
        present AS (
            SELECT COALESCE(u.tenant_id, s.tenant_id) AS tenant_id
            FROM users u
            FULL JOIN sums s USING (tenant_id)
            GROUP BY 1)
        SELECT p.tenant_id, b.name,
               CASE b.kind WHEN 'users' THEN COALESCE(u.active, 0)
                           WHEN 'churn' THEN u.left_off / CAST(NULLIF(u.were_active, 0) AS double precision)
                           WHEN 'ltv_cac' THEN mindwell_internal.ltv_cac_ratio(p.tenant_id, $4, s.value, u.paying, u.were_paying, u.stopped_paying,
                                                                                  u.payers, %3$L, %4$L)
                           ELSE COALESCE(s.value, 0) END
        FROM present p
        CROSS JOIN mindwell_internal.builtin_metrics() b
        LEFT JOIN users u ON u.tenant_id = p.tenant_id
        LEFT JOIN sums s ON s.tenant_id = p.tenant_id AND s.name = COALESCE(b.based_on, b.name)
        WHERE b.name = ANY ($6)$query$,
        mindwell_internal.period_users_sql(
            compares,
            CASE WHEN counts_users THEN mindwell_internal.user_days_sql(tenants, live_from, live_to)
                 ELSE 'SELECT u.* FROM @extschema@.analytics_user_days u WHERE false' END),
        mindwell_internal.period_sums_sql(live_sums, live_from, live_to), live_from, live_to)
    USING tenants, previous, ends_on, starts_on, summed, wanted, mindwell_internal.id_mask();
END
$$;
COMMENT ON FUNCTION mindwell_internal.count_period(text, text, date, uuid[], date, date) IS
'Internal: the values of one (NULL: of all) of the built-in metrics of a week or month; days of the live window are counted from their events, unless they are sealed, the others as they are rolled up.';

CREATE FUNCTION mindwell_internal.ltv_cac_ratio(
    tenant uuid, first_day date, revenue double precision, paying bigint, were_paying bigint, stopped_paying bigint,
    payers uuid[], live_from date, live_to date)
RETURNS double precision
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    acquisition record;
    new_payers bigint;
BEGIN
    SELECT c.cost, c.margin INTO acquisition
    FROM @extschema@.analytics_acquisition_costs c
    WHERE c.tenant_id = tenant AND c.month = first_day;
    IF NOT FOUND OR acquisition.cost = 0 OR COALESCE(paying, 0) = 0 OR COALESCE(stopped_paying, 0) = 0 THEN
        RETURN NULL;
    END IF;
    EXECUTE pg_catalog.format('SELECT pg_catalog.count(*) FROM pg_catalog.unnest($4) AS p (user_id)'
                              ' WHERE mindwell_internal.mask_id(p.user_id, $5) NOT IN (SELECT mindwell_internal.mask_id(u.user_id, $5) FROM (%s) AS u WHERE u.has_paid)',
                              mindwell_internal.user_days_sql(ARRAY[tenant], live_from, live_to))
    INTO new_payers
    USING ARRAY[tenant], date '-infinity', first_day, payers, mindwell_internal.id_mask();
    RETURN (revenue / paying * acquisition.margin / (stopped_paying / CAST(were_paying AS double precision)))
           / (acquisition.cost / NULLIF(new_payers, 0));
END
$$;
COMMENT ON FUNCTION mindwell_internal.ltv_cac_ratio(uuid, date, double precision, bigint, bigint, bigint, uuid[], date, date) IS
'Internal: (revenue per payer * margin / share of the payers of the month before that stopped) / (cost / payers who never paid before); NULL where a denominator is 0, or no cost is entered.';

-- Counting a day ---------------------------------------------------------------------
--
-- recount_day() brings what is rolled up of one day up to date:
--   users, active and paying       -> analytics_user_days (what differs)
--   users, minutes, sessions       from the same pass over the day's events
--   recount_amounts()              events, sum, mean
--   recount_conversions()          conversion
--   recount_completions()          completion
--   currencies()                   of what a sum is (count.sql)
-- All of that is one statement, and the functions that it calls are STABLE: they see what
-- it sees.  Metrics that look at other days too come later (refresh_spanning()).
--
-- Each function of a kind returns a row for each tenant and metric that has events of it.
--
-- Users are told apart by masked ids (mask_id()).  PostgreSQL's hash of a uuid has no seed,
-- and clients choose uuids: with some thousands that collide, one tenant would have a day's
-- refresh, for which others wait, take minutes.

-- One pass over the events of these types, however many metrics each of them is part of.
CREATE FUNCTION mindwell_internal.recount_amounts(tenants uuid[], from_time timestamptz, to_time timestamptz)
RETURNS TABLE (tenant_id uuid, name text, value double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    kinds CONSTANT text[] := ARRAY['events', 'sum', 'mean'];
    types CONSTANT text[] := mindwell_internal.types_of_kinds(kinds);
BEGIN
    RETURN QUERY
        WITH builtin AS MATERIALIZED (
            SELECT b.* FROM mindwell_internal.builtin_metrics() b WHERE b.kind = ANY (kinds) AND 'daily' = ANY (b.periods)),
        amounts AS (
            SELECT e.tenant_id, p.event_type, p.property, pg_catalog.count(*) AS events,
                   pg_catalog.sum(mindwell_internal.amount_of(e.properties -> p.property)) AS amount,
                   pg_catalog.count(mindwell_internal.amount_of(e.properties -> p.property)) AS amounts
            FROM (SELECT DISTINCT t.event_type, b.property
                  FROM builtin b, pg_catalog.unnest(b.event_types) AS t (event_type)) AS p
            JOIN @extschema@.analytics_events e ON e.event_type = p.event_type
            WHERE e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants) AND e.event_type = ANY (types)
            GROUP BY 1, 2, 3)
        SELECT a.tenant_id, b.name,
               CASE b.kind WHEN 'events' THEN CAST(pg_catalog.sum(a.events) AS double precision)
                           WHEN 'sum' THEN mindwell_internal.rounded(pg_catalog.sum(a.amount))
                           ELSE mindwell_internal.rounded(pg_catalog.sum(a.amount) / NULLIF(pg_catalog.sum(a.amounts), 0)) END
        FROM amounts a
        JOIN builtin b ON a.event_type = ANY (b.event_types) AND a.property IS NOT DISTINCT FROM b.property
        GROUP BY a.tenant_id, b.name, b.kind;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount_amounts(uuid[], timestamptz, timestamptz) IS
'Internal: of the events of a day, the values of the metrics of the kinds events, sum and mean.';

CREATE FUNCTION mindwell_internal.recount_conversions(tenants uuid[], from_time timestamptz, to_time timestamptz)
RETURNS TABLE (tenant_id uuid, name text, value double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    types CONSTANT text[] := mindwell_internal.types_of_kinds('{conversion}');
    mask CONSTANT uuid := mindwell_internal.id_mask();
BEGIN
    RETURN QUERY
        SELECT u.tenant_id, u.name, pg_catalog.count(*) FILTER (WHERE u.has_begun AND u.has_converted)
                                    / CAST(NULLIF(pg_catalog.count(*) FILTER (WHERE u.has_begun), 0) AS double precision)
        FROM (SELECT e.tenant_id, b.name, pg_catalog.bool_or(e.event_type = b.event_types[1]) AS has_begun,
                     pg_catalog.bool_or(e.event_type = ANY (b.event_types[2:])) AS has_converted
              FROM mindwell_internal.builtin_metrics() b
              JOIN @extschema@.analytics_events e ON e.event_type = ANY (b.event_types)
              WHERE b.kind = 'conversion' AND 'daily' = ANY (b.periods) AND e.event_type = ANY (types)
                AND NOT mindwell_internal.is_anonymous(e.user_id)
                AND e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants)
              GROUP BY e.tenant_id, b.name, mindwell_internal.mask_id(e.user_id, mask)) AS u
        GROUP BY 1, 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount_conversions(uuid[], timestamptz, timestamptz) IS
'Internal: of the events of a day, the values of the metrics of the kind conversion.';

CREATE FUNCTION mindwell_internal.recount_completions(tenants uuid[], from_time timestamptz, to_time timestamptz)
RETURNS TABLE (tenant_id uuid, name text, value double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    types CONSTANT text[] := mindwell_internal.types_of_kinds('{completion}');
BEGIN
    RETURN QUERY
        SELECT e.tenant_id, b.name,
               pg_catalog.count(DISTINCT mindwell_internal.property_text(e.properties, b.property) COLLATE "C") FILTER (WHERE e.event_type = b.event_types[1])
               / CAST(NULLIF(pg_catalog.count(DISTINCT mindwell_internal.property_text(e.properties, b.property) COLLATE "C"), 0) AS double precision)
        FROM mindwell_internal.builtin_metrics() b
        JOIN @extschema@.analytics_events e ON e.event_type = ANY (b.event_types)
        WHERE b.kind = 'completion' AND 'daily' = ANY (b.periods) AND e.event_type = ANY (types)
          AND e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants)
        GROUP BY 1, 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount_completions(uuid[], timestamptz, timestamptz) IS
'Internal: of the events of a day, the values of the metrics of the kind completion.';

CREATE FUNCTION mindwell_internal.recount_day(count_day date, tenants uuid[])
RETURNS TABLE (present_tenants uuid[], payer_tenants uuid[], value_count bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET work_mem = '64MB'
SET jit = off
AS $$
DECLARE
    from_time CONSTANT timestamptz := mindwell_internal.utc(count_day);
    to_time CONSTANT timestamptz := mindwell_internal.utc(count_day + 1);
    spanning CONSTANT text[] := mindwell_internal.spanning_metrics();
    single_day CONSTANT text[] := mindwell_internal.single_day_metrics();
    paying_types CONSTANT text[] := mindwell_internal.paying_types();
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
    mask CONSTANT uuid := mindwell_internal.id_mask();
BEGIN
    WITH pass AS MATERIALIZED (
        SELECT e.tenant_id, mindwell_internal.mask_id(e.user_id, mask) AS user_id,
               @extschema@.analytics_active_minutes(CAST(e.occurred_at AS timestamptz))
                   FILTER (WHERE mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                             passive.event_types, passive.own_passive, passive.own_active)) AS minutes,
               @extschema@.analytics_count_distinct(CAST(e.session_id AS uuid)) AS sessions
        FROM @extschema@.analytics_events e
        WHERE e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants)
        GROUP BY 1, 2),
    payers AS MATERIALIZED (
        SELECT DISTINCT e.tenant_id, mindwell_internal.mask_id(e.user_id, mask) AS user_id
        FROM @extschema@.analytics_events e
        WHERE e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants)
          AND e.event_type = ANY (paying_types) AND e.user_id IS NOT NULL),
    -- user-days: only what differs is written
    difference AS MATERIALIZED (
        SELECT tenant_id, user_id, old.place, old.has_paid IS NULL AS is_new, new.has_paid IS NULL AS is_gone, new.has_paid, new.is_active,
               COALESCE(new.has_paid, false) <> COALESCE(old.has_paid, false) AS payer_changed
        FROM (SELECT p.tenant_id, p.user_id, (p.tenant_id, p.user_id) IN (SELECT y.tenant_id, y.user_id FROM payers y) AS has_paid,
                     p.minutes > 0 AS is_active
              FROM pass p
              WHERE p.user_id IS NOT NULL) AS new
        FULL JOIN (SELECT u.ctid AS place, u.tenant_id, mindwell_internal.mask_id(u.user_id, mask) AS user_id, u.has_paid, u.is_active
                   FROM @extschema@.analytics_user_days u
                   WHERE u.tenant_id = ANY (tenants) AND u.day = count_day) AS old
            USING (tenant_id, user_id)
        WHERE new.has_paid IS DISTINCT FROM old.has_paid OR new.is_active IS DISTINCT FROM old.is_active),
    gone AS (
        DELETE FROM @extschema@.analytics_user_days u
        USING difference d
        WHERE d.is_gone AND u.ctid = d.place),
    changed AS (
        UPDATE @extschema@.analytics_user_days u SET has_paid = d.has_paid, is_active = d.is_active
        FROM difference d
        WHERE NOT d.is_gone AND NOT d.is_new AND u.ctid = d.place),
    added AS (
        INSERT INTO @extschema@.analytics_user_days (tenant_id, user_id, day, has_paid, is_active)
        SELECT d.tenant_id, mindwell_internal.mask_id(d.user_id, mask), count_day, d.has_paid, d.is_active FROM difference d WHERE d.is_new
        ORDER BY 1, 2),
    -- values: all built-in metrics that look at this day alone, of each tenant with any event
    present AS MATERIALIZED (
        SELECT p.tenant_id, pg_catalog.count(*) FILTER (WHERE p.is_user AND p.minutes > 0) AS users,
               pg_catalog.sum(p.minutes) FILTER (WHERE p.is_user) AS minutes,
               pg_catalog.sum(p.sessions) FILTER (WHERE p.is_user) AS sessions,
               pg_catalog.count(*) FILTER (WHERE p.is_user AND p.sessions > 0) AS users_with_sessions
        FROM (SELECT a.*, NOT mindwell_internal.is_anonymous(mindwell_internal.mask_id(a.user_id, mask)) AS is_user FROM pass a) AS p
        GROUP BY 1),
    counted AS (
        SELECT a.* FROM mindwell_internal.recount_amounts(tenants, from_time, to_time) a
        UNION ALL
        SELECT c.* FROM mindwell_internal.recount_conversions(tenants, from_time, to_time) c
        UNION ALL
        SELECT c.* FROM mindwell_internal.recount_completions(tenants, from_time, to_time) c),
    written AS (
        INSERT INTO @extschema@.analytics_metrics AS m (tenant_id, metric_date, metric_type, period, value, metadata)
        SELECT p.tenant_id, count_day, b.name, 'daily',
               COALESCE(CASE b.kind WHEN 'users' THEN p.users
                                    WHEN 'minutes' THEN p.minutes
                                    WHEN 'sessions' THEN p.sessions / CAST(NULLIF(p.users_with_sessions, 0) AS double precision)
                                    ELSE c.value END, b.empty_value),
               mindwell_internal.metric_metadata(d.version, k.currencies)
        FROM present p
        CROSS JOIN mindwell_internal.builtin_metrics() b
        JOIN @extschema@.analytics_metric_definitions d ON d.name = b.name AND d.query IS NULL
        LEFT JOIN counted c ON c.tenant_id = p.tenant_id AND c.name = b.name
        LEFT JOIN mindwell_internal.currencies(NULL, tenants, count_day, count_day + 1, ARRAY[count_day]) k
            ON k.tenant_id = p.tenant_id AND k.name = b.name
        WHERE b.name = ANY (single_day)
        ORDER BY 1, 3
        ON CONFLICT ON CONSTRAINT analytics_metrics_pkey DO UPDATE
        SET value = EXCLUDED.value, metadata = EXCLUDED.metadata
        RETURNING 1),
    emptied AS (
        DELETE FROM @extschema@.analytics_metrics m
        WHERE m.metric_date = count_day AND m.period = 'daily' AND m.tenant_id = ANY (tenants)
          AND NOT EXISTS (SELECT FROM present p WHERE p.tenant_id = m.tenant_id)
          AND (m.metric_type <> ALL (spanning)
               OR NOT (SELECT mindwell_internal.is_final(true, r.periods_before, r.periods_after, m.period, m.metric_date)
                       FROM mindwell_internal.metric_reach(m.metric_type) r)))
    SELECT ARRAY(SELECT p.tenant_id FROM present p ORDER BY 1),
           ARRAY(SELECT DISTINCT d.tenant_id FROM difference d WHERE d.payer_changed),
           (SELECT pg_catalog.count(*) FROM written)
    INTO STRICT present_tenants, payer_tenants, value_count;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount_day(date, uuid[]) IS
'Internal: brings the user-days and the built-in daily values of one day up to date; returns the tenants that have events, those whose paying users changed, and how many values were written.';

-- Refreshing rollups ---------------------------------------------------------------
--
-- The log (analytics_dirty_buckets) says which days of which tenants have changed.
-- A refresh first moves what the log says into analytics_stale_buckets, and then
-- recomputes those days, and the weeks and months of those days, from what is there:
--
--   analytics_refresh()               a user; everything in one transaction
--     owner_refresh()                 as the store's owner (owner_call.c)
--       refresh_range()               also before a purge (refresh_before_purge())
--         collect_dirty()             the log -> stale days
--         refresh_next()              one batch of tenants of one stale period, until none is left
--   unit_refresh()                    maintenance; a transaction for each call
--     collect_dirty()                 in the first transaction
--     refresh_next()                  in each that follows
--   refresh_days()                    an erasure; some days of one tenant
--
--   refresh_next(), refresh_days()
--     refresh_bucket()
--       refresh_day()                 a stale day:
--         recount_day()               user-days and built-in values (recount_day.sql)
--         mark_spanning()             days around it that look at it -> stale
--         mark_periods()              its week, its month and those that look at it -> stale
--         refresh_spanning()          built-in values that look at days around
--         refresh_queries()           values of the user's own metrics
--       refresh_spanning()            a day on which only these are stale
--       refresh_period()              a stale week or month that has ended:
--         count_period()              from user-days and daily values (count.sql)
--         refresh_queries()
--
-- Exactness: whatever a refresh forgets (rows of the log, or of what is stale) it
-- deletes in a statement before the one that counts.  An event and its row in the log
-- are one transaction's: if the first statement sees the row, the second one, which
-- has a later snapshot, sees the event.  A row that arrives in between stays, and the
-- day is counted once more.  Under REPEATABLE READ both have the same snapshot, and
-- two refreshes that meet fail with 40001.
--
-- One lock (lock_rollups()) keeps refreshes apart: what is counted later is written later.

-- A metric of the user's own that fails costs its value, and nothing else: it has none
-- until it works, and whoever reads it meets the error.
CREATE FUNCTION mindwell_internal.refresh_queries(period text, starts_on date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    from_time CONSTANT timestamptz := mindwell_internal.utc(starts_on);
    to_time CONSTANT timestamptz := mindwell_internal.utc(mindwell_internal.period_end(period, starts_on));
    written bigint := 0;
    task record;
BEGIN
    FOR task IN
        SELECT d.name, d.query, d.version, t.tenant_id
        FROM @extschema@.analytics_metric_definitions d
        CROSS JOIN pg_catalog.unnest(tenants) AS t (tenant_id)
        WHERE d.query IS NOT NULL AND period = ANY (d.periods)
          AND NOT mindwell_internal.is_final(false, 0, 0, period, starts_on)
        ORDER BY t.tenant_id, d.name
    LOOP
        BEGIN
            INSERT INTO @extschema@.analytics_metrics AS m (tenant_id, metric_date, metric_type, period, value, metadata)
            SELECT task.tenant_id, starts_on, task.name, refresh_queries.period,
                   mindwell_internal.evaluate_metric(task.query, task.tenant_id, from_time, to_time),
                   mindwell_internal.metric_metadata(task.version)
            ON CONFLICT ON CONSTRAINT analytics_metrics_pkey DO UPDATE
            SET value = EXCLUDED.value, metadata = EXCLUDED.metadata;
            written := written + 1;
        EXCEPTION WHEN OTHERS THEN
            DELETE FROM @extschema@.analytics_metrics m
            WHERE m.tenant_id = task.tenant_id AND m.metric_date = starts_on AND m.metric_type = task.name
              AND m.period = refresh_queries.period;
            -- of what is wrong with the data a message quotes the data, which an erasure does not find in the log
            RAISE WARNING 'metric % was not computed: %', task.name,
                CASE WHEN SQLSTATE ~ '^(22|23|P0)' THEN pg_catalog.format('its query fails with %s', SQLSTATE) ELSE SQLERRM END
                USING HINT = pg_catalog.format('SELECT d.query FROM %s d WHERE d.name = %L; is the query.',
                                               mindwell_internal.relation('analytics_metric_definitions'), task.name);
        END;
    END LOOP;
    RETURN written;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_queries(text, date, uuid[]) IS
'Internal: computes the metrics that are defined by queries, for one period, unless that is final; returns how many values were written.';

-- Values that look at a number of periods before their own are those of the periods that
-- follow; values that look at all periods before change with who paid.
CREATE FUNCTION mindwell_internal.mark_periods(day date, tenants uuid[], payer_tenants uuid[])
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO @extschema@.analytics_stale_buckets (tenant_id, period, starts_on)
    SELECT t.tenant_id, p.period,
           CAST(mindwell_internal.period_start(p.period, day) + n.later * mindwell_internal.period_length(p.period) AS pg_catalog.date)
    FROM pg_catalog.unnest(tenants) AS t (tenant_id)
    CROSS JOIN (SELECT u.period, pg_catalog.max(b.periods_before) FILTER (WHERE b.periods_before < 'infinity') AS periods_before
                FROM mindwell_internal.builtin_metrics() b, pg_catalog.unnest(b.periods) AS u (period)
                WHERE u.period <> 'daily'
                GROUP BY 1) AS p
    CROSS JOIN LATERAL pg_catalog.generate_series(0, CAST(p.periods_before AS pg_catalog.int4)) AS n (later)
    UNION
    SELECT m.tenant_id, m.period, m.metric_date
    FROM mindwell_internal.builtin_metrics() b
    JOIN @extschema@.analytics_metrics m ON m.metric_type = b.name
    WHERE b.periods_before = 'infinity' AND m.tenant_id = ANY (payer_tenants) AND m.metric_date > day
    ORDER BY 2, 3, 1
    ON CONFLICT DO NOTHING;
END
$$;
COMMENT ON FUNCTION mindwell_internal.mark_periods(date, uuid[], uuid[]) IS
'Internal: notes that the weeks and months which depend on a day are stale.';

-- Most events are of the day on which they happen.  A value in which others count says so
-- (own_days in its metadata): only such a one may change by what happens on the days that
-- a day_property adds to its reach, unless there are such events now.  Where there is no
-- value, what happens on another day makes one only if it says so.
CREATE FUNCTION mindwell_internal.mark_spanning(day date, tenants uuid[])
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET jit = off
AS $$
DECLARE
    from_time CONSTANT timestamptz := mindwell_internal.utc(day);
    to_time CONSTANT timestamptz := mindwell_internal.utc(day + 1);
    spanning CONSTANT text[] := mindwell_internal.spanning_metrics();
    types CONSTANT text[] := mindwell_internal.types_of_kinds('{adherence}');
BEGIN
    WITH own AS MATERIALIZED (
        SELECT DISTINCT e.tenant_id, b.name, o.day
        FROM mindwell_internal.builtin_metrics() b
        JOIN @extschema@.analytics_events e ON e.event_type = ANY (b.event_types) AND e.user_id IS NOT NULL
        CROSS JOIN LATERAL (SELECT mindwell_internal.own_day(e.properties -> b.day_property, mark_spanning.day)) AS o (day)
        WHERE b.day_property IS NOT NULL AND e.event_type = ANY (types) AND e.tenant_id = ANY (tenants)
          AND e.occurred_at >= from_time AND e.occurred_at < to_time
          AND o.day <> mark_spanning.day)
    INSERT INTO @extschema@.analytics_stale_buckets (tenant_id, period, starts_on)
    SELECT DISTINCT m.tenant_id, 'spanning', m.metric_date
    FROM mindwell_internal.builtin_metrics() b
    JOIN @extschema@.analytics_metrics m ON m.metric_type = b.name
        AND m.metric_date >= mark_spanning.day - CAST(b.periods_after AS pg_catalog.int4)
        AND m.metric_date <= mark_spanning.day + CAST(b.periods_before AS pg_catalog.int4)
    WHERE b.name = ANY (spanning) AND m.tenant_id = ANY (tenants) AND m.period = 'daily'
      AND m.metric_date <> mark_spanning.day AND m.value IS NOT NULL
      AND (b.day_property IS NULL
           OR m.metric_date BETWEEN mark_spanning.day AND mark_spanning.day + CAST(b.periods_before AS pg_catalog.int4) - 1
           OR m.metadata ? 'own_days'
           OR EXISTS (SELECT FROM own o
                      WHERE o.tenant_id = m.tenant_id AND o.name = b.name
                        AND m.metric_date BETWEEN o.day AND o.day + CAST(b.periods_before AS pg_catalog.int4) - 1))
    UNION
    SELECT o.tenant_id, 'spanning', o.day FROM own o
    ON CONFLICT DO NOTHING;
END
$$;
COMMENT ON FUNCTION mindwell_internal.mark_spanning(date, uuid[]) IS
'Internal: notes that values of the days around a day, which look at it, are stale.';

CREATE FUNCTION mindwell_internal.refresh_spanning(day date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    spanning CONSTANT text[] := mindwell_internal.spanning_metrics();
    rolled_up CONSTANT text[] := mindwell_internal.single_day_metrics();
    written bigint;
BEGIN
    WITH computed AS MATERIALIZED (
        SELECT p.tenant_id, d.name, c.value,
               mindwell_internal.metric_metadata(d.version)
               || CASE WHEN c.has_own_days THEN jsonb '{"own_days": true}' ELSE '{}' END AS metadata,
               c.value IS NOT NULL
               OR EXISTS (SELECT FROM @extschema@.analytics_metrics r
                          WHERE r.tenant_id = p.tenant_id AND r.metric_type = ANY (rolled_up) AND r.period = 'daily'
                            AND r.metric_date = refresh_spanning.day) AS is_kept
        FROM pg_catalog.unnest(tenants) AS p (tenant_id)
        JOIN mindwell_internal.builtin_metrics() b ON b.name = ANY (spanning)
        JOIN @extschema@.analytics_metric_definitions d ON d.name = b.name AND d.query IS NULL
        LEFT JOIN (SELECT u.name, s.tenant_id, s.value, s.has_own_days
                   FROM pg_catalog.unnest(spanning) AS u (name),
                   LATERAL mindwell_internal.count_spanning(u.name, tenants, refresh_spanning.day,
                                                                 refresh_spanning.day + 1) s) AS c
            ON c.name = d.name AND c.tenant_id = p.tenant_id
        WHERE NOT mindwell_internal.is_final(true, b.periods_before, b.periods_after, 'daily', refresh_spanning.day)),
    emptied AS (
        DELETE FROM @extschema@.analytics_metrics m
        USING computed c
        WHERE NOT c.is_kept AND m.tenant_id = c.tenant_id AND m.metric_type = c.name AND m.period = 'daily'
          AND m.metric_date = refresh_spanning.day)
    INSERT INTO @extschema@.analytics_metrics AS m (tenant_id, metric_date, metric_type, period, value, metadata)
    SELECT c.tenant_id, refresh_spanning.day, c.name, 'daily', c.value, c.metadata
    FROM computed c
    WHERE c.is_kept
    ORDER BY 1, 3
    ON CONFLICT ON CONSTRAINT analytics_metrics_pkey DO UPDATE
    SET value = EXCLUDED.value, metadata = EXCLUDED.metadata;
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_spanning(date, uuid[]) IS
'Internal: computes, of a day, the metrics that look at days before and after, unless they are final; where nothing else of a tenant is rolled up of the day, only those that have a value. Returns how many values were written.';

CREATE FUNCTION mindwell_internal.refresh_bucket(period text, starts_on date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN CASE period WHEN 'daily' THEN mindwell_internal.refresh_day(starts_on, tenants)
                       WHEN 'spanning' THEN mindwell_internal.refresh_spanning(starts_on, tenants)
                       ELSE mindwell_internal.refresh_period(period, starts_on, tenants) END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_bucket(text, date, uuid[]) IS
'Internal: recomputes what a row of analytics_stale_buckets names; returns how many values were written.';

CREATE FUNCTION mindwell_internal.refresh_day(day date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    recount record;
BEGIN
    IF EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = refresh_day.day) THEN
        PERFORM mindwell_internal.mark_periods(day, tenants, tenants);
        RETURN 0;
    END IF;
    SELECT r.* INTO STRICT recount FROM mindwell_internal.recount_day(day, tenants) r;
    PERFORM mindwell_internal.mark_spanning(day, tenants);
    PERFORM mindwell_internal.mark_periods(day, tenants, recount.payer_tenants);
    RETURN recount.value_count + mindwell_internal.refresh_spanning(day, tenants)
        + mindwell_internal.refresh_queries('daily', day, recount.present_tenants);
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_day(date, uuid[]) IS
'Internal: brings the rollups of one day up to date, unless it is sealed; returns how many values were written.';

CREATE FUNCTION mindwell_internal.refresh_period(period text, starts_on date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET work_mem = '64MB'
AS $$
DECLARE
    builtin CONSTANT text[] := ARRAY(SELECT b.name FROM mindwell_internal.builtin_metrics() b);
    present uuid[];
    written bigint;
BEGIN
    WITH counted AS MATERIALIZED (
        SELECT c.* FROM mindwell_internal.count_period(NULL, period, starts_on, tenants, NULL, NULL) c),
    emptied AS (
        DELETE FROM @extschema@.analytics_metrics m
        WHERE m.metric_date = starts_on AND m.period = refresh_period.period AND m.tenant_id = ANY (tenants)
          AND NOT EXISTS (SELECT FROM counted c WHERE c.tenant_id = m.tenant_id)
          AND NOT mindwell_internal.is_final(m.metric_type = ANY (builtin), 0, 0, m.period, m.metric_date)),
    stored AS (
        INSERT INTO @extschema@.analytics_metrics AS m (tenant_id, metric_date, metric_type, period, value, metadata)
        SELECT c.tenant_id, starts_on, c.name, refresh_period.period, c.value, mindwell_internal.metric_metadata(d.version, k.currencies)
        FROM counted c
        JOIN @extschema@.analytics_metric_definitions d ON d.name = c.name AND d.query IS NULL
        LEFT JOIN mindwell_internal.currencies(
                NULL, tenants, starts_on, mindwell_internal.period_end(refresh_period.period, starts_on), '{}') k
            ON k.tenant_id = c.tenant_id AND k.name = c.name
        ORDER BY 1, 3
        ON CONFLICT ON CONSTRAINT analytics_metrics_pkey DO UPDATE
        SET value = EXCLUDED.value, metadata = EXCLUDED.metadata
        RETURNING 1)
    SELECT ARRAY(SELECT DISTINCT c.tenant_id FROM counted c), (SELECT pg_catalog.count(*) FROM stored)
    INTO present, written;
    RETURN written + mindwell_internal.refresh_queries(period, starts_on, present);
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_period(text, date, uuid[]) IS
'Internal: brings the rollups of one week or month up to date; returns how many values were written.';

CREATE FUNCTION mindwell_internal.take_dirty_days(from_day date, to_day date)
RETURNS TABLE (tenant_id uuid, day date)
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS 'MODULE_PATHNAME', 'analytics_take_dirty_days';
COMMENT ON FUNCTION mindwell_internal.take_dirty_days(date, date) IS
'Internal: takes the rows of a range of days from the log; returns the tenants and days that they name, each once.';

CREATE FUNCTION mindwell_internal.collect_dirty(from_day date, to_day date)
RETURNS void
LANGUAGE sql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO @extschema@.analytics_stale_buckets (tenant_id, period, starts_on)
    SELECT d.tenant_id, 'daily', d.day
    FROM mindwell_internal.take_dirty_days(from_day, to_day) d
    ORDER BY 1, 3
    ON CONFLICT DO NOTHING
$$;
COMMENT ON FUNCTION mindwell_internal.collect_dirty(date, date) IS
'Internal: takes the days of a range from the log and notes them as stale.';

-- Days come first, for weeks and months are made of them.
CREATE FUNCTION mindwell_internal.refresh_stage(stage integer, from_day date, to_day date, as_of timestamptz)
RETURNS TABLE (period text, first_start date, end_start date)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.period,
           CASE s.period WHEN 'daily' THEN from_day ELSE '-infinity' END,
           CASE s.period WHEN 'daily' THEN to_day WHEN 'spanning' THEN 'infinity'
                         ELSE mindwell_internal.period_start(s.period, CAST(as_of AT TIME ZONE 'UTC' AS pg_catalog.date)) END
    FROM pg_catalog.unnest(ARRAY['daily', 'spanning', 'weekly', 'monthly']) WITH ORDINALITY AS s (period, number)
    WHERE s.number = stage
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_stage(integer, date, date, timestamptz) IS
'Internal: what a refresh of a range of days recomputes in its first, second, third or fourth stage: stale buckets of this period that start at or after first_start and before end_start; no row for a fifth.';

-- Nothing becomes stale in a stage by what the stage does.  So it ends when as many buckets
-- are recomputed as were stale at its beginning: triggers of the owner could mark others for ever.
CREATE FUNCTION mindwell_internal.refresh_next(state jsonb, from_day date, to_day date, as_of timestamptz)
RETURNS TABLE (period text, starts_on date, tenant_count bigint, value_count bigint, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    batch_tenants CONSTANT integer := 1000;
    stage_number integer := COALESCE(CAST(state ->> 'stage' AS pg_catalog.int4), 0);
    stale_count bigint := COALESCE(CAST(state ->> 'stale' AS pg_catalog.int8), 0);
    stage record;
    tenants uuid[];
BEGIN
    LOOP
        IF stale_count > 0 THEN
            SELECT g.* INTO stage FROM mindwell_internal.refresh_stage(stage_number, from_day, to_day, as_of) g;
            SELECT pg_catalog.min(s.starts_on) INTO starts_on
            FROM @extschema@.analytics_stale_buckets s
            WHERE s.period = stage.period AND s.starts_on >= stage.first_start AND s.starts_on < stage.end_start;
            EXIT WHEN starts_on IS NOT NULL;
        END IF;
        stage_number := stage_number + 1;
        SELECT g.* INTO stage FROM mindwell_internal.refresh_stage(stage_number, from_day, to_day, as_of) g;
        IF NOT FOUND THEN
            RETURN;
        END IF;
        SELECT pg_catalog.count(*) INTO stale_count
        FROM @extschema@.analytics_stale_buckets s
        WHERE s.period = stage.period AND s.starts_on >= stage.first_start AND s.starts_on < stage.end_start;
    END LOOP;
    period := stage.period;
    WITH taken AS (
        DELETE FROM @extschema@.analytics_stale_buckets d
        WHERE d.period = refresh_next.period AND d.starts_on = refresh_next.starts_on
          AND d.tenant_id IN (SELECT s.tenant_id FROM @extschema@.analytics_stale_buckets s
                              WHERE s.period = refresh_next.period AND s.starts_on = refresh_next.starts_on
                              ORDER BY s.tenant_id
                              LIMIT batch_tenants)
        RETURNING d.tenant_id)
    SELECT COALESCE(pg_catalog.array_agg(t.tenant_id ORDER BY t.tenant_id), '{}') INTO STRICT tenants FROM taken t;

    tenant_count := pg_catalog.cardinality(tenants);
    value_count := mindwell_internal.refresh_bucket(period, starts_on, tenants);
    -- a trigger may have kept all of them
    next_state := pg_catalog.jsonb_build_object('stage', stage_number, 'stale', stale_count - GREATEST(tenant_count, 1));
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_next(jsonb, date, date, timestamptz) IS
'Internal: recomputes a batch of tenants of the next stale day of a range, or of the next stale week or month that has ended; no row when there is none. state is {} at first, then what the batch before returned as next_state.';

CREATE FUNCTION mindwell_internal.refresh_range(from_day date, to_day date, as_of timestamptz)
RETURNS TABLE (period text, starts_on date, tenant_count bigint, value_count bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    state jsonb := pg_catalog.jsonb_build_object();
BEGIN
    PERFORM mindwell_internal.lock_rollups();
    PERFORM mindwell_internal.collect_dirty(from_day, to_day);
    LOOP
        SELECT n.period, n.starts_on, n.tenant_count, n.value_count, n.next_state
        INTO period, starts_on, tenant_count, value_count, state
        FROM mindwell_internal.refresh_next(state, from_day, to_day, as_of) n;
        EXIT WHEN state IS NULL;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_range(date, date, timestamptz) IS
'Internal: brings up to date what is stale of a range of days, and all stale weeks and months that have ended, in this transaction; a row for each batch.';

CREATE FUNCTION mindwell_internal.refresh_days(tenant uuid, days date[])
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    today CONSTANT date := CAST(pg_catalog.now() AT TIME ZONE 'UTC' AS pg_catalog.date);
    bucket record;
BEGIN
    PERFORM mindwell_internal.lock_rollups();
    DELETE FROM @extschema@.analytics_dirty_buckets b WHERE b.tenant_id = tenant AND b.bucket = ANY (days);
    DELETE FROM @extschema@.analytics_stale_buckets s WHERE s.period = 'daily' AND s.starts_on = ANY (days) AND s.tenant_id = tenant;
    PERFORM mindwell_internal.forget_logged_days();
    PERFORM mindwell_internal.refresh_day(d.day, ARRAY[tenant])
    FROM (SELECT DISTINCT u.day FROM pg_catalog.unnest(days) AS u (day) ORDER BY 1) AS d;
    FOR bucket IN
        DELETE FROM @extschema@.analytics_stale_buckets s
        WHERE s.tenant_id = tenant
          AND (s.period = 'spanning'
               OR s.period <> 'daily' AND s.starts_on < mindwell_internal.period_start(s.period, today))
        RETURNING s.period, s.starts_on
    LOOP
        PERFORM mindwell_internal.refresh_bucket(bucket.period, bucket.starts_on, ARRAY[tenant]);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.refresh_days(uuid, date[]) IS
'Internal: brings up to date what is rolled up of days of a tenant, and of the weeks and months that depend on them, in this transaction; for the store''s owner, under READ COMMITTED.';

CREATE FUNCTION mindwell_internal.owner_refresh(from_time timestamptz, to_time timestamptz, as_of timestamptz)
RETURNS TABLE (period text, starts_on date, tenant_count bigint, value_count bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    instant CONSTANT interval := interval '1 microsecond';
    from_day CONSTANT date := CAST(from_time AT TIME ZONE 'UTC' AS pg_catalog.date);
    to_day CONSTANT date := CAST((to_time - instant) AT TIME ZONE 'UTC' AS pg_catalog.date) + 1;
    first_border CONSTANT timestamptz := mindwell_internal.utc(from_day);
    last_border CONSTANT timestamptz := mindwell_internal.utc(to_day);
BEGIN
    IF as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of must be a finite time';
    ELSIF (from_time IS NULL) <> (to_time IS NULL) OR from_time >= to_time
          OR NOT (pg_catalog.isfinite(from_time) AND pg_catalog.isfinite(to_time)) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'from_time must lie before to_time, both finite; or neither is given';
    END IF;
    PERFORM mindwell_internal.lock_rollups();
    IF from_day IS NOT NULL THEN
        INSERT INTO @extschema@.analytics_stale_buckets AS s (tenant_id, period, starts_on)
        SELECT e.tenant_id, 'daily', CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date)
        FROM @extschema@.analytics_events e
        WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
        UNION
        SELECT m.tenant_id, 'daily', m.metric_date FROM @extschema@.analytics_metrics m
        WHERE m.period = 'daily' AND m.metric_date >= from_day AND m.metric_date < to_day
        UNION
        SELECT u.tenant_id, 'daily', u.day FROM @extschema@.analytics_user_days u
        WHERE u.day >= from_day AND u.day < to_day
        ON CONFLICT DO NOTHING;
    END IF;
    RETURN QUERY
        SELECT r.period, r.starts_on, CAST(pg_catalog.sum(r.tenant_count) AS bigint), CAST(pg_catalog.sum(r.value_count) AS bigint)
        FROM mindwell_internal.refresh_range('-infinity', 'infinity', as_of) r
        WHERE r.period <> 'spanning'
        GROUP BY 1, 2
        ORDER BY pg_catalog.array_position(ARRAY['daily', 'weekly', 'monthly'], r.period), 2;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_refresh(timestamptz, timestamptz, timestamptz) IS
'Internal: what analytics_refresh() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_refresh(
    from_time timestamptz DEFAULT NULL, to_time timestamptz DEFAULT NULL, as_of timestamptz DEFAULT now())
RETURNS TABLE (period text, starts_on date, tenant_count bigint, value_count bigint)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_refresh(timestamptz, timestamptz, timestamptz) IS
'Recomputes the rollups (analytics_metrics, analytics_user_days) of the days whose events changed, and of the weeks and months of such days that had ended at as_of; with from_time and to_time, also of all UTC days that [from_time, to_time) touches. One row for each period that was recomputed: which (daily, weekly, monthly), its first day, of how many tenants, and how many values were written. Sealed days stay as they are. All in one transaction: CALL analytics_maintain(''{refresh}'') commits each day. For the store''s owner and admins. 42501 for anybody else, 22023 and 22008 for a bad argument, 55000 without a store, 40001 under REPEATABLE READ beside another refresh, 55P03 when another refresh or erasure lasts longer than mindwell_analytics.wait_timeout; a NOTICE and no row on a standby.';

CREATE FUNCTION mindwell_internal.unit_refresh(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    batch record;
BEGIN
    PERFORM mindwell_internal.lock_rollups();
    IF state = '{}' THEN
        PERFORM mindwell_internal.collect_dirty('-infinity', 'infinity');
        RETURN QUERY SELECT '', CAST(0 AS bigint), 'done', CAST(NULL AS text), CAST(NULL AS text),
                            pg_catalog.jsonb_build_object('stage', 0);
    ELSE
        SELECT n.* INTO batch FROM mindwell_internal.refresh_next(state, '-infinity', 'infinity', as_of) n;
        IF FOUND THEN
            RETURN QUERY SELECT '', batch.value_count, 'done', CAST(NULL AS text), CAST(NULL AS text), batch.next_state;
        END IF;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_refresh(jsonb, timestamptz) IS
'Internal: takes the log of dirty days, and then recomputes a batch of one day, week or month; event_count is the number of values. No row when nothing is stale.';

-- Reading and verifying rollups --------------------------------------------------------
--
--   analytics_aggregated()            for who may SELECT from analytics_metrics (rollup.c)
--     reader_aggregated()             as the store's owner, of the caller's tenants
--       live_values()                 what is not up to date
--         evaluate_metric()           a metric of the user's own
--         live_days(), count_days()   days, from events
--         count_period()              weeks and months, from days and events
--   analytics_verify_rollups()
--     owner_verify_rollups()          as the store's owner: what is stored beside
--       recount()                     what count_days() and count_period() say
--
-- What is read is never stale: a bucket is read as it was rolled up if it has ended, if
-- the log names no day that it depends on, and if nothing else says that it is stale;
-- else it is computed.  All of that is seen with the one snapshot of the query.

CREATE FUNCTION mindwell_internal.dirty_days(tenants uuid[], to_day date)
RETURNS TABLE (day date)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
    (SELECT b.bucket FROM @extschema@.analytics_dirty_buckets b
     WHERE b.bucket < to_day AND b.tenant_id = ANY (tenants)
     GROUP BY 1)
    UNION
    SELECT s.starts_on FROM @extschema@.analytics_stale_buckets s
    WHERE s.tenant_id = ANY (tenants) AND s.period = 'daily' AND s.starts_on < to_day
    EXCEPT
    SELECT f.day FROM @extschema@.analytics_sealed_days f
$$;
COMMENT ON FUNCTION mindwell_internal.dirty_days(uuid[], date) IS
'Internal: the days before a day whose rollups are not up to date, and can be brought up to date.';

CREATE FUNCTION mindwell_internal.grain_hint(metric_type text, periods text[])
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.format('For %s it is ''%s''.', metric_type, pg_catalog.array_to_string(periods, ''' or '''));
COMMENT ON FUNCTION mindwell_internal.grain_hint(text, text[]) IS
'Internal: which grains a metric of these periods has, as a hint.';

CREATE FUNCTION mindwell_internal.check_metric_period(metric_type text, period text)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    periods text[] := (SELECT d.periods FROM @extschema@.analytics_metric_definitions d WHERE d.name = metric_type);
BEGIN
    IF metric_type IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'metric must not be null',
            HINT = 'SELECT name, periods FROM analytics_metric_definitions;';
    ELSIF periods IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('unknown metric %L', pg_catalog."left"(metric_type, 63)),
            HINT = 'SELECT name, periods FROM analytics_metric_definitions;';
    ELSIF period IS NULL OR period <> ALL ('{daily,weekly,monthly}') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid grain',
            DETAIL = 'It is day, week or month; or daily, weekly or monthly.',
            HINT = mindwell_internal.grain_hint(metric_type, periods);
    ELSIF period <> ALL (periods) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('the metric %s has no %s values', metric_type, period),
            HINT = mindwell_internal.grain_hint(metric_type, periods);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_metric_period(text, text) IS
'Internal: 22023 unless a metric is defined for a period, that of the grain of a report; 22004 without a metric.';

-- Reports say day, week, month; the rows of metrics, daily, weekly, monthly.
CREATE FUNCTION mindwell_internal.period_of_grain(grain text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE grain WHEN 'day' THEN 'daily' WHEN 'week' THEN 'weekly' WHEN 'month' THEN 'monthly' ELSE grain END;
COMMENT ON FUNCTION mindwell_internal.period_of_grain(text) IS
'Internal: the period of a metric for the grain of a report; anything else as it is.';

-- Days that follow each other are counted together.
CREATE FUNCTION mindwell_internal.live_days(metric text, tenants uuid[], days date[])
RETURNS TABLE (tenant_id uuid, starts_on date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stretch record;
BEGIN
    FOR stretch IN
        SELECT pg_catalog.min(d.day) AS from_day, pg_catalog.max(d.day) + 1 AS to_day
        FROM (SELECT u.day, u.day - CAST(pg_catalog.row_number() OVER (ORDER BY u.day) AS pg_catalog.int4) AS stretch
              FROM pg_catalog.unnest(days) AS u (day)) AS d
        GROUP BY d.stretch
        ORDER BY 1
    LOOP
        RETURN QUERY SELECT c.tenant_id, c.day, c.value
                     FROM mindwell_internal.count_days(metric, tenants, stretch.from_day, stretch.to_day) c;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.live_days(text, uuid[], date[]) IS
'Internal: the values of a built-in metric on some days, from the events.';

CREATE FUNCTION mindwell_internal.live_values(metric text, period text, tenants uuid[], buckets date[], dirty_days date[])
RETURNS TABLE (tenant_id uuid, starts_on date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    query text := (SELECT d.query FROM @extschema@.analytics_metric_definitions d WHERE d.name = metric);
    periods_before CONSTANT double precision := (SELECT r.periods_before FROM mindwell_internal.metric_reach(metric) r);
BEGIN
    IF query IS NOT NULL THEN
        RETURN QUERY
            SELECT t.tenant_id, b.starts_on,
                   mindwell_internal.evaluate_metric(query, t.tenant_id, mindwell_internal.utc(b.starts_on),
                       mindwell_internal.utc(mindwell_internal.period_end(period, b.starts_on)))
            FROM pg_catalog.unnest(tenants) AS t (tenant_id)
            CROSS JOIN pg_catalog.unnest(buckets) AS b (starts_on);
    ELSIF period = 'daily' THEN
        RETURN QUERY SELECT l.* FROM mindwell_internal.live_days(metric, tenants, buckets) l;
    ELSE
        RETURN QUERY
            SELECT c.tenant_id, b.starts_on, c.value
            FROM pg_catalog.unnest(buckets) AS b (starts_on),
            LATERAL (SELECT pg_catalog.min(d.day) AS from_day, pg_catalog.max(d.day) + 1 AS to_day
                     FROM pg_catalog.unnest(dirty_days) AS d (day)
                     WHERE d.day < mindwell_internal.period_end(period, b.starts_on)
                       AND d.day >= mindwell_internal.depends_from(periods_before, period, b.starts_on)) AS live,
            LATERAL mindwell_internal.count_period(metric, period, b.starts_on, tenants, live.from_day, live.to_day) c;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.live_values(text, text, uuid[], date[], date[]) IS
'Internal: the values of a metric in some periods, computed now; what it needs of days that are not dirty is taken as it is rolled up.';

-- The owner may have hidden metrics from a role by restrictive policies on
-- analytics_metrics: they hold for what is computed as well.
CREATE FUNCTION mindwell_internal.readable_tenants(reader oid, tenants uuid[], metric text, metric_period text)
RETURNS uuid[]
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    policy record;
BEGIN
    -- without a tenant there is nothing to hide
    IF pg_catalog.cardinality(tenants) = 0 OR pg_catalog.pg_has_role(reader, CURRENT_USER, 'USAGE')
       OR (SELECT r.rolbypassrls FROM pg_catalog.pg_roles r WHERE r.oid = reader) THEN
        RETURN tenants;
    END IF;
    FOR policy IN
        SELECT pg_catalog.pg_get_expr(p.polqual, p.polrelid) AS condition
        FROM pg_catalog.pg_policy p
        WHERE p.polrelid = mindwell_internal.relation('analytics_metrics') AND NOT p.polpermissive AND p.polcmd IN ('r', '*')
          AND EXISTS (SELECT FROM pg_catalog.unnest(p.polroles) AS r (role)
                      WHERE r.role = 0 OR pg_catalog.pg_has_role(reader, r.role, 'USAGE'))
    LOOP
        EXECUTE pg_catalog.format(
            'SELECT pg_catalog.array_agg(analytics_metrics.tenant_id)'
            ' FROM (SELECT t.tenant_id, CAST(NULL AS pg_catalog.date) AS metric_date, $2 AS metric_type, $3 AS period,'
            ' CAST(NULL AS pg_catalog.float8) AS value, CAST(NULL AS pg_catalog.jsonb) AS metadata'
            ' FROM pg_catalog.unnest($1) AS t (tenant_id)) AS analytics_metrics'
            ' WHERE %s', policy.condition)
        INTO STRICT tenants USING tenants, metric, metric_period;
    END LOOP;
    IF tenants IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('permission denied for metric %s', metric);
    END IF;
    RETURN tenants;
END
$$;
COMMENT ON FUNCTION mindwell_internal.readable_tenants(oid, uuid[], text, text) IS
'Internal: of some tenants those whose values of a metric a role may read, by the restrictive policies on analytics_metrics; 42501 for none.';

CREATE FUNCTION mindwell_internal.reader_aggregated(
    reader oid, caller_tenants uuid[], metric text, grain text, from_time timestamptz, to_time timestamptz, as_of timestamptz)
RETURNS TABLE ("time" timestamptz, id uuid, metric_date date, metric_type text, period text, value double precision,
               metadata jsonb, is_complete boolean, tenant_id uuid)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    metric_period CONSTANT text := mindwell_internal.period_of_grain(grain);
    tenants uuid[];
    borders timestamptz[];
    buckets date[];
    dirty_days date[];
    live_buckets date[];
    definition record;
BEGIN
    PERFORM mindwell_internal.check_metric_period(metric, metric_period);
    tenants := mindwell_internal.readable_tenants(reader, caller_tenants, metric, metric_period);
    borders := mindwell_internal.bucket_borders(from_time, to_time,
        CASE metric_period WHEN 'daily' THEN 'day' WHEN 'weekly' THEN 'week' ELSE 'month' END, 'UTC');
    IF as_of IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'as_of must not be null';
    END IF;
    SELECT d.version, d.query IS NOT NULL AS is_query,
           (SELECT b.empty_value FROM mindwell_internal.builtin_metrics() b WHERE b.name = metric) AS empty_value,
           r.periods_before, r.periods_after
    INTO STRICT definition
    FROM @extschema@.analytics_metric_definitions d
    CROSS JOIN mindwell_internal.metric_reach(metric) r
    WHERE d.name = metric;
    buckets := ARRAY(SELECT CAST(b.starts AT TIME ZONE 'UTC' AS pg_catalog.date)
                     FROM mindwell_internal.buckets(borders, as_of) b WHERE b.starts <= as_of ORDER BY 1);
    dirty_days := ARRAY(SELECT d.day FROM mindwell_internal.dirty_days(
        tenants, mindwell_internal.depends_to(definition.periods_after, metric_period, buckets[pg_catalog.cardinality(buckets)])) d ORDER BY 1);

    live_buckets := ARRAY(
        SELECT b.starts_on
        FROM pg_catalog.unnest(buckets) AS b (starts_on),
        LATERAL (SELECT mindwell_internal.period_end(metric_period, b.starts_on)) AS e (ends_on)
        WHERE (EXISTS (SELECT FROM pg_catalog.unnest(dirty_days) AS d (day)
                       WHERE d.day >= mindwell_internal.depends_from(definition.periods_before, metric_period, b.starts_on)
                         AND d.day < mindwell_internal.depends_to(definition.periods_after, metric_period, b.starts_on))
               OR metric_period <> 'daily' AND mindwell_internal.utc(e.ends_on) > as_of
               OR EXISTS (SELECT FROM @extschema@.analytics_stale_buckets s
                          WHERE s.period = CASE metric_period WHEN 'daily' THEN 'spanning' ELSE metric_period END
                            AND s.starts_on = b.starts_on AND s.tenant_id = ANY (tenants))
               OR definition.is_query
                  AND (SELECT pg_catalog.count(*) FROM @extschema@.analytics_metrics m
                       WHERE m.tenant_id = ANY (tenants) AND m.metric_type = metric AND m.period = metric_period
                         AND m.metric_date = b.starts_on) < pg_catalog.cardinality(tenants))
          AND NOT mindwell_internal.is_final(NOT definition.is_query, definition.periods_before, definition.periods_after,
                                             metric_period, b.starts_on));

    RETURN QUERY
        SELECT mindwell_internal.utc(b.starts_on),
               @extschema@.analytics_uuid(pg_catalog.concat_ws('/', t.tenant_id, metric, metric_period, b.starts_on)),
               b.starts_on, metric, metric_period,
               CASE WHEN r.tenant_id IS NULL THEN definition.empty_value ELSE r.value END,
               COALESCE(r.metadata, mindwell_internal.metric_metadata(definition.version)),
               mindwell_internal.utc(mindwell_internal.period_end(metric_period, b.starts_on)) <= as_of,
               t.tenant_id
        FROM pg_catalog.unnest(buckets) AS b (starts_on)
        CROSS JOIN pg_catalog.unnest(tenants) AS t (tenant_id)
        LEFT JOIN (SELECT m.tenant_id, m.metric_date, m.value, m.metadata
                   FROM @extschema@.analytics_metrics m
                   WHERE m.tenant_id = ANY (tenants) AND m.metric_type = metric AND m.period = metric_period
                     AND m.metric_date >= buckets[1] AND m.metric_date <> ALL (live_buckets)
                   UNION ALL
                   SELECT l.tenant_id, l.starts_on, l.value, mindwell_internal.metric_metadata(definition.version, k.currencies)
                   FROM mindwell_internal.live_values(metric, metric_period, tenants, live_buckets, dirty_days) l
                   LEFT JOIN LATERAL mindwell_internal.currencies(
                           metric, ARRAY[l.tenant_id], l.starts_on, mindwell_internal.period_end(metric_period, l.starts_on), dirty_days) k
                       ON true) AS r
            ON r.tenant_id = t.tenant_id AND r.metric_date = b.starts_on
        ORDER BY b.starts_on, t.tenant_id;
END
$$;
COMMENT ON FUNCTION mindwell_internal.reader_aggregated(oid, uuid[], text, text, timestamptz, timestamptz, timestamptz) IS
'Internal: what analytics_aggregated() does, as the store''s owner, for the caller''s tenants.';

CREATE FUNCTION @extschema@.analytics_aggregated(
    metric text, grain text, from_time timestamptz, to_time timestamptz, as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, id uuid, metric_date date, metric_type text, period text, value double precision,
               metadata jsonb, is_complete boolean, tenant_id uuid)
LANGUAGE c STABLE PARALLEL RESTRICTED ROWS 100
AS 'MODULE_PATHNAME', 'analytics_read_rollups';
COMMENT ON FUNCTION @extschema@.analytics_aggregated(text, text, timestamptz, timestamptz, timestamptz) IS
'The values of a metric (analytics_metric_definitions) for each UTC day, week (Monday) or month (grain day, week or month, or as the column periods says it: daily, weekly or monthly) that [from_time, to_time) touches and that had begun at as_of, of the session''s tenants: time when it begins, id (always the same for the same value), metric_date, metric_type, period (daily, weekly or monthly), value, metadata (calculated_at, definition_version, and of revenue currencies: which its amounts are in, at most 20; of several they are added all the same), is_complete (it had ended at as_of), tenant_id. As rolled up where that is up to date, else computed now: never stale. Counts and sums of nothing are 0, ratios NULL. For who may SELECT from analytics_metrics. 42501 for anybody else, 22023 for an unknown metric, a grain for which it has no values or an empty period of time, 22004 for NULL, 22008 for infinity, 54000 for too many buckets, 55000 without a store.';

-- What a web server sends for a URL with dates.
CREATE FUNCTION @extschema@.analytics_metrics_aggregated(metric_type text, period text, start_date date, end_date date)
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET extra_float_digits = 1
AS $$
DECLARE
    -- a document tells a share in percent
    percent CONSTANT integer := 100;
    decimals CONSTANT integer := 6;
    tenant_count bigint;
    result jsonb;
BEGIN
    IF metric_type IS NULL OR period IS NULL OR start_date IS NULL OR end_date IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'metric_type, period, start_date and end_date must not be null';
    ELSIF NOT (pg_catalog.isfinite(start_date) AND pg_catalog.isfinite(end_date)) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'start_date and end_date must be finite';
    ELSIF end_date < start_date THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'end_date must not lie before start_date';
    ELSIF mindwell_internal.period_of_grain(period) <> ALL ('{daily,weekly,monthly}') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid period',
            HINT = 'It is ''daily'', ''weekly'' or ''monthly''.';
    END IF;
    SELECT pg_catalog.count(DISTINCT a.tenant_id),
           COALESCE(pg_catalog.jsonb_agg(
               pg_catalog.jsonb_build_object(
                   'id', a.id, 'metric_date', a.metric_date, 'metric_type', a.metric_type, 'period', a.period,
                   'value', CASE d.unit WHEN 'fraction'
                                THEN CAST(pg_catalog.round(CAST(a.value AS pg_catalog.numeric) * percent, decimals) AS double precision)
                                ELSE a.value END,
                   'metadata', pg_catalog.jsonb_build_object('calculated_at', a.metadata -> 'calculated_at'))
               ORDER BY a.metric_date) FILTER (WHERE a.value IS NOT NULL), '[]')
    INTO STRICT tenant_count, result
    FROM @extschema@.analytics_aggregated(analytics_metrics_aggregated.metric_type, analytics_metrics_aggregated.period, mindwell_internal.utc(start_date),
                                          mindwell_internal.utc(end_date + 1), pg_catalog.now()) a
    JOIN @extschema@.analytics_metric_definitions d ON d.name = a.metric_type;
    IF tenant_count > 1 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'a document has the values of one tenant',
            HINT = 'Choose one: SET mindwell_analytics.tenant_id = ''...'';';
    END IF;
    RETURN result;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_metrics_aggregated(text, text, date, date) IS
'The values of a metric as analytics_aggregated() has them, for the UTC days from start_date to end_date, both included, as a JSON array: id, metric_date, metric_type, period, value, metadata.calculated_at. period is daily, weekly or monthly (or day, week, month); weeks and months that the days touch are there whole. A share (unit fraction) is in percent, rounded to 6 decimals; a value that is NULL is left out. 22023 when the session has several tenants or end_date lies before start_date, 22008 for infinity, 22004 for NULL; else errors as of analytics_aggregated().';

-- Verification ---------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.verify_user_days(from_day date, to_day date, tenants uuid[])
RETURNS TABLE (tenant_id uuid, metric_date date, unconfirmed bigint, missing bigint)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY EXECUTE pg_catalog.format($query$
        SELECT d.tenant_id, d.day, pg_catalog.count(d.rolled_up), pg_catalog.count(d.counted)
        FROM (SELECT tenant_id, day, u.has_paid AS rolled_up, e.has_paid AS counted
              FROM (SELECT u.tenant_id, u.day, u.user_id, u.has_paid, u.is_active FROM @extschema@.analytics_user_days u
                    WHERE u.day >= $1 AND u.day < $2) AS u
              FULL JOIN (SELECT e.tenant_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day, e.user_id,
                                pg_catalog.bool_or(e.event_type = ANY ($5)) AS has_paid, pg_catalog.bool_or(%s) AS is_active
                         FROM @extschema@.analytics_events e
                         WHERE e.occurred_at >= $3 AND e.occurred_at < $4 AND e.user_id IS NOT NULL
                         GROUP BY 1, 2, 3) AS e USING (tenant_id, day, user_id)
              WHERE u.has_paid IS DISTINCT FROM e.has_paid OR u.is_active IS DISTINCT FROM e.is_active) AS d
        WHERE NOT EXISTS (SELECT FROM @extschema@.analytics_sealed_days s WHERE s.day = d.day)
        GROUP BY 1, 2$query$, mindwell_internal.is_action_sql(tenants))
    USING from_day, to_day, mindwell_internal.utc(from_day), mindwell_internal.utc(to_day),
          mindwell_internal.paying_types();
END
$$;
COMMENT ON FUNCTION mindwell_internal.verify_user_days(date, date, uuid[]) IS
'Internal: the days, not sealed, on which analytics_user_days is not what the events say: rows that those do not confirm, and rows that those have instead.';

-- Daily values of metrics that are built in, then of queries, then of longer periods.
CREATE FUNCTION mindwell_internal.recount(from_day date, to_day date, tenants uuid[], as_of timestamptz)
RETURNS TABLE (tenant_id uuid, metric_type text, period text, metric_date date, value double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 1000
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    today CONSTANT date := CAST(as_of AT TIME ZONE 'UTC' AS pg_catalog.date);
    bucket record;
BEGIN
    RETURN QUERY
        SELECT c.tenant_id, b.name, 'daily', c.day, c.value
        FROM mindwell_internal.builtin_metrics() b,
        LATERAL mindwell_internal.count_days(b.name, tenants, from_day, to_day) c
        WHERE 'daily' = ANY (b.periods);
    RETURN QUERY
        SELECT m.tenant_id, m.metric_type, m.period, m.metric_date,
               mindwell_internal.evaluate_metric(d.query, m.tenant_id, mindwell_internal.utc(m.metric_date),
                   mindwell_internal.utc(mindwell_internal.period_end(m.period, m.metric_date)))
        FROM @extschema@.analytics_metrics m
        JOIN @extschema@.analytics_metric_definitions d ON d.name = m.metric_type AND d.query IS NOT NULL
        WHERE m.metric_date < to_day AND mindwell_internal.period_end(m.period, m.metric_date) > from_day
          AND (m.period = 'daily' OR mindwell_internal.period_end(m.period, m.metric_date) <= today)
          AND NOT mindwell_internal.is_final(false, 0, 0, m.period, m.metric_date);
    FOR bucket IN
        SELECT DISTINCT p.period, mindwell_internal.period_start(p.period, CAST(d.day AS pg_catalog.date)) AS starts_on
        FROM pg_catalog.unnest(ARRAY['weekly', 'monthly']) AS p (period)
        CROSS JOIN pg_catalog.generate_series(CAST(from_day AS pg_catalog.timestamp), CAST(to_day - 1 AS pg_catalog.timestamp), interval '1 day') AS d (day)
    LOOP
        IF mindwell_internal.period_end(bucket.period, bucket.starts_on) <= today THEN
            RETURN QUERY
                SELECT c.tenant_id, c.name, bucket.period, bucket.starts_on, c.value
                FROM mindwell_internal.count_period(NULL, bucket.period, bucket.starts_on, tenants, '-infinity', 'infinity') c;
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.recount(date, date, uuid[], timestamptz) IS
'Internal: the values of all metrics of all days of a range, and of the weeks and months that it touches and that have ended, counted from the events where those are all there.';

CREATE FUNCTION mindwell_internal.owner_verify_rollups(from_time timestamptz, to_time timestamptz, as_of timestamptz)
RETURNS TABLE (tenant_id uuid, metric_type text, period text, metric_date date, rolled_up double precision, recounted double precision)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, 'day', 'UTC');
    first_border timestamptz := borders[1];
    last_border timestamptz := borders[pg_catalog.cardinality(borders)];
    from_day date := CAST(first_border AT TIME ZONE 'UTC' AS pg_catalog.date);
    to_day date := CAST(last_border AT TIME ZONE 'UTC' AS pg_catalog.date);
    tenants uuid[];
BEGIN
    IF as_of IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'as_of must not be null';
    END IF;
    tenants := ARRAY(SELECT e.tenant_id FROM @extschema@.analytics_events e
                     WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
                     UNION
                     SELECT m.tenant_id FROM @extschema@.analytics_metrics m);

    RETURN QUERY
        WITH dirty AS MATERIALIZED (
            SELECT b.tenant_id, b.bucket AS day FROM @extschema@.analytics_dirty_buckets b
            UNION
            SELECT s.tenant_id, s.starts_on FROM @extschema@.analytics_stale_buckets s WHERE s.period = 'daily'),
        stored AS (
            SELECT m.tenant_id, m.metric_type, m.period, m.metric_date, m.value
            FROM @extschema@.analytics_metrics m
            LEFT JOIN mindwell_internal.builtin_metrics() b ON b.name = m.metric_type
            WHERE m.metric_date < to_day AND mindwell_internal.period_end(m.period, m.metric_date) > from_day
              AND (m.period = 'daily' OR mindwell_internal.utc(mindwell_internal.period_end(m.period, m.metric_date)) <= as_of)
              AND NOT mindwell_internal.is_final(b.name IS NOT NULL, COALESCE(b.periods_before, 0), COALESCE(b.periods_after, 0),
                                                 m.period, m.metric_date)),
        difference AS (
            SELECT j.tenant_id, j.metric_type, j.period, j.metric_date,
                   CASE WHEN s.period IS NULL THEN b.empty_value ELSE s.value END AS rolled_up,
                   CASE WHEN c.period IS NULL THEN b.empty_value ELSE c.value END AS recounted
            FROM stored s
            FULL JOIN mindwell_internal.recount(from_day, to_day, tenants, as_of) c
                USING (tenant_id, metric_type, period, metric_date) AS j
            LEFT JOIN mindwell_internal.builtin_metrics() b ON b.name = j.metric_type
            UNION ALL
            SELECT u.tenant_id, 'user_days', 'daily', u.metric_date, u.unconfirmed, u.missing
            FROM mindwell_internal.verify_user_days(from_day, to_day, tenants) u)
        SELECT d.*
        FROM difference d
        CROSS JOIN LATERAL mindwell_internal.metric_reach(d.metric_type) AS r
        WHERE (d.rolled_up IS DISTINCT FROM d.recounted OR d.metric_type = 'user_days')
          AND NOT EXISTS (SELECT FROM dirty x
                          WHERE x.tenant_id = d.tenant_id
                            AND x.day >= mindwell_internal.depends_from(r.periods_before, d.period, d.metric_date)
                            AND x.day < mindwell_internal.depends_to(r.periods_after, d.period, d.metric_date))
          AND NOT EXISTS (SELECT FROM @extschema@.analytics_stale_buckets s
                          WHERE s.period = CASE d.period WHEN 'daily' THEN 'spanning' ELSE d.period END AND s.starts_on = d.metric_date AND s.tenant_id = d.tenant_id)
        ORDER BY 4, 3, 2, 1;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_verify_rollups(timestamptz, timestamptz, timestamptz) IS
'Internal: what analytics_verify_rollups() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_verify_rollups(from_time timestamptz, to_time timestamptz, as_of timestamptz DEFAULT now())
RETURNS TABLE (tenant_id uuid, metric_type text, period text, metric_date date, rolled_up double precision, recounted double precision)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_verify_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_verify_rollups(timestamptz, timestamptz, timestamptz) IS
'Counts all metrics of all tenants again, from the events, for each UTC day that [from_time, to_time) touches and each week and month of such days that had ended at as_of; one row for each value that differs from the rollup, none if all is well. The metric_type user_days stands for analytics_user_days: rolled_up is the number of its rows that the events do not confirm, recounted the number of those that it should have. What is known to be stale (analytics_refresh() has not come to it) and sealed days are not compared. For the store''s owner and admins. 42501 for anybody else, 22023 unless from_time lies before to_time, 22004 for NULL, 22008 for infinity, 54000 for too many days, 55000 without a store.';
-- Property schemas: what the properties of an event type must be.

CREATE FUNCTION @extschema@.analytics_check_properties(schema jsonb, properties jsonb)
RETURNS TABLE (path text, message text)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 1
AS 'MODULE_PATHNAME', 'analytics_check_properties';

COMMENT ON FUNCTION @extschema@.analytics_check_properties(jsonb, jsonb) IS
'What is wrong with a document by a property schema (a subset of JSON Schema, draft 2020-12): one row per problem, with the JSON Pointer of the offending value ('''' is the whole document) and a sentence that does not quote it; at most 100, and a last row that says that there are more. No row: the document is valid, or an argument is NULL. Raises 22023 when the schema is malformed or has an unsupported keyword, 54000 when it is too deep, too large or too complex.';
-- The properties of the canonical taxonomy (taxonomy.sql).

CREATE FUNCTION mindwell_internal.canonical_properties()
RETURNS TABLE (name text, only_in text, schema text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 250
SET search_path = pg_catalog, pg_temp
AS $function$
VALUES
	-- experiments: any event but the custom ones may say in which arm it happened
	('experiment_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Experiment or feature flag that the user is part of"}'),
	('variant_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Arm of the experiment that the user was given"}'),
	('experiment_surface', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Where the variant was shown"}'),

	-- who and with whom (the acting user is the event''s own user_id)
	('therapist_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Therapist whom the event is about"}'),
	('coach_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Coach whom the event is about"}'),
	('client_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Client whom the event is about"}'),
	('actor_role', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Role in which the user acted", "examples": ["client", "coach", "admin"]}'),
	('cohort', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Cohort by which the metric is broken down"}'),
	('persona', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Persona of the assistant, or of the user as the assistant sees it"}'),

	-- where and on what
	('locale', NULL, '{"type": ["string", "null"], "maxLength": 35,
		"description": "Language tag, BCP 47", "examples": ["en", "pt-BR"]}'),
	('platform', NULL, '{"type": ["string", "null"], "maxLength": 32,
		"description": "What the client runs on", "examples": ["web", "ios", "android"]}'),
	('app_version', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Version of the client"}'),
	('path', NULL, '{"type": ["string", "null"], "maxLength": 2048,
		"description": "Path of the page, without the query string"}'),
	('referrer_domain', NULL, '{"type": ["string", "null"], "maxLength": 253,
		"description": "Host of the page that led here"}'),
	('entry_point', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Part of the product from which the user came"}'),
	('cta_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Call to action that was clicked"}'),
	('button_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Button that was clicked"}'),
	('screen', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Screen, or step of a conversation, in which it happened"}'),
	('feature_name', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Feature that was used"}'),
	('action', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "What was done with it", "examples": ["click", "submit"]}'),
	('form_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Form that was used"}'),
	('setting', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Which setting was changed, not its value"}'),
	('fields_changed', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "How many fields were changed"}'),
	('dashboard', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Dashboard that was opened", "examples": ["revenue", "engagement"]}'),

	-- where the user came from
	('source', NULL, '{"type": ["string", "null"], "maxLength": 1024,
		"description": "Source of the visit, as utm_source", "examples": ["google"]}'),
	('medium', NULL, '{"type": ["string", "null"], "maxLength": 1024,
		"description": "Medium of the visit, as utm_medium", "examples": ["cpc"]}'),
	('campaign', NULL, '{"type": ["string", "null"], "maxLength": 1024,
		"description": "Campaign of the visit, as utm_campaign"}'),
	('term', NULL, '{"type": ["string", "null"], "maxLength": 1024,
		"description": "Paid search term, as utm_term"}'),
	('content', NULL, '{"type": ["string", "null"], "maxLength": 1024,
		"description": "Which advertisement, as utm_content"}'),
	('lead_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "What was asked for",
		"examples": ["email_signup", "demo_request", "trial_signup"]}'),
	('conversion_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "What the visitor became", "examples": ["trial", "purchase"]}'),
	('conversion_value', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "Worth of the conversion, in units of currency (not cents)"}'),
	('acquisition_cost', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "What winning this user cost, in units of currency (not cents)"}'),

	-- steps of a flow
	('step', NULL, '{"type": ["string", "integer", "null"],
		"description": "Step of the flow", "examples": ["profile_setup"]}'),
	('step_number', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Position of the step"}'),
	('total_steps', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Number of steps in the flow"}'),
	('time_spent_seconds', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "Time spent on the step, in seconds"}'),
	('interaction_count', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Clicks and inputs during the step"}'),
	('completed_steps', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Steps done by then"}'),
	('reason', NULL, '{"type": ["string", "null"], "maxLength": 256,
		"description": "Why, as a code or a choice from a list, not in the user''s words"}'),
	('hint_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Hint or tooltip"}'),
	('milestone', NULL, '{"type": ["string", "integer", "null"],
		"description": "Milestone that was reached", "examples": ["first_session"]}'),
	('preference_count', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "How many preferences were chosen"}'),
	('days_inactive', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "Days since the user was last active"}'),

	-- sessions and durations
	('duration_seconds', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "How long it took, in seconds"}'),
	('duration_minutes', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "Length of the coaching session, in minutes"}'),
	('duration_ms', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "How long it took, in milliseconds"}'),
	('message_count', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Messages in the session"}'),
	('end_reason', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Why the session ended", "examples": ["closed", "timeout"]}'),

	-- conversations
	('conversation_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Conversation that the message belongs to"}'),
	('message_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Message that the event is about"}'),
	('message_length', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Length of the message, in characters"}'),
	('sender_role', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Who wrote it", "examples": ["client", "coach", "assistant"]}'),
	('response_seconds', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "From the message to its answer, in seconds"}'),

	-- reports and exports
	('summary_type', NULL, '{"enum": ["daily", "weekly", null],
		"description": "Which summary was opened"}'),
	('report_kind', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Kind of report or export"}'),
	('export_format', NULL, '{"type": ["string", "null"], "maxLength": 16,
		"description": "Format of the file", "examples": ["csv", "pdf"]}'),
	('job_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Job that makes the file"}'),
	('row_count', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Rows in the file"}'),

	-- content generation
	('generation_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Generation that the event is about"}'),
	('generation_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "What is generated", "examples": ["image", "text"]}'),
	('prompt_length', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Length of the prompt, in characters"}'),
	('model', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Model that was asked"}'),
	('result_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "What was generated"}'),

	-- money
	('amount', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}'),
	('previous_amount', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "amount before the change"}'),
	('currency', NULL, '{"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$",
		"description": "ISO 4217", "examples": ["USD"]}'),
	('payment_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Payment, as the provider names it"}'),
	('payment_method', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Kind of payment, never a number", "examples": ["card", "wallet"]}'),
	('provider', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Who bills", "examples": ["stripe", "revenuecat"]}'),
	('product_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "What was bought"}'),
	('automatic', NULL, '{"type": ["boolean", "null"],
		"description": "true: the subscription paid, as in each billing period, and the user did nothing"}'),
	('subscription_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Subscription, as the provider names it"}'),
	('plan', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Plan after the event", "examples": ["premium"]}'),
	('previous_plan', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Plan before the event"}'),
	('billing_interval', NULL, '{"enum": ["day", "week", "month", "year", null],
		"description": "Unit of the billing period, for which amount is paid"}'),
	('interval_count', NULL, '{"type": ["integer", "null"], "minimum": 1,
		"description": "Units per billing period; 1 when absent (3 with month: quarterly)"}'),
	('trial_days', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Length of the trial, in days"}'),
	('ends_at', NULL, '{"type": ["string", "null"], "format": "date-time",
		"description": "When the subscription, trial or entitlement ends"}'),
	('entitlement_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "What the user is entitled to"}'),

	-- referrals
	('referral_code_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Referral code, or its identifier"}'),
	('referrer_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "User who referred"}'),
	('referral_count', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Referrals of the user by then"}'),

	-- goals, habits, tasks, mood, nudges, surveys
	('goal_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Goal that the event is about"}'),
	('goal_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Kind of goal", "examples": ["smart"]}'),
	('target_date', NULL, '{"type": ["string", "null"], "format": "date",
		"description": "Day by which the goal is to be reached"}'),
	('progress_percent', NULL, '{"type": ["number", "null"], "minimum": 0, "maximum": 100,
		"description": "Progress, 0 to 100"}'),
	('habit_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Habit that the event is about"}'),
	('habit_frequency', NULL, '{"type": ["string", "null"], "maxLength": 32,
		"description": "How often the habit is due", "examples": ["daily", "weekly"]}'),
	('habit_date', NULL, '{"type": ["string", "null"], "format": "date",
		"description": "The user''s own day that counts; the UTC day of the event when absent, or when it is more than two days before that or one day after it"}'),
	('streak_days', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Length of the streak by then, in days"}'),
	('task_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Task that the event is about"}'),
	('mood_score', NULL, '{"type": ["number", "null"],
		"description": "Mood on the product''s own scale, more is better"}'),
	('nudge_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Nudge that the event is about"}'),
	('nudge_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Kind of nudge"}'),
	('survey_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Survey that was answered"}'),
	('rating', NULL, '{"type": ["number", "null"], "minimum": 1, "maximum": 5,
		"description": "1 (worst) to 5 (best)"}'),
	('rating', 'web_vital', '{"type": ["string", "null"], "maxLength": 32,
		"description": "How good the value is", "examples": ["good", "needs-improvement", "poor"]}'),

	-- coaching sessions
	('booking_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Coaching session that the event is about"}'),
	('session_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Kind of session", "examples": ["coaching"]}'),
	('price', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "Price of the session, in units of currency (not cents)"}'),

	-- resources and files
	('resource_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Resource that the event is about"}'),
	('resource_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Kind of resource", "examples": ["pdf", "video"]}'),
	('resource_name', NULL, '{"type": ["string", "null"], "maxLength": 512,
		"description": "Title of the resource"}'),
	('view_duration_seconds', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "How long it was open, in seconds"}'),
	('scroll_depth_percent', NULL, '{"type": ["number", "null"], "minimum": 0, "maximum": 100,
		"description": "How far it was scrolled, 0 to 100"}'),
	('is_first_view', NULL, '{"type": ["boolean", "null"],
		"description": "Whether the user saw it for the first time"}'),
	('share_method', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "How it was shared", "examples": ["link"]}'),
	('query_length', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Length of the search text, in characters"}'),
	('result_count', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "How many results were found"}'),
	('recommendation_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Recommendation that the event is about"}'),
	('position', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Place in the list that was shown"}'),
	('score', NULL, '{"type": ["number", "null"],
		"description": "Engagement score on the product''s own scale"}'),
	('file_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "File that the event is about"}'),
	('file_type', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Media type or extension of the file"}'),
	('size_bytes', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Size, in bytes"}'),

	-- notifications
	('notification_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Notification that the event is about"}'),
	('notification_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Kind of notification", "examples": ["session_reminder"]}'),
	('channel', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Way by which it reached the user", "examples": ["push", "email", "in_app"]}'),
	('click_action', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "What the click does", "examples": ["view_session"]}'),
	('click_destination', NULL, '{"type": ["string", "null"], "maxLength": 2048,
		"description": "Path that the click leads to"}'),
	('time_since_delivery_seconds', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "From the delivery to the action, in seconds"}'),
	('granted', NULL, '{"type": ["boolean", "null"],
		"description": "Whether the user agreed"}'),
	('engagement_rate', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "Notifications acted upon per notification delivered, a fraction"}'),
	('item_count', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "How many things the operation was about"}'),

	-- connections, requests, page loads
	('connection_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Connection that the event is about"}'),
	('transport', NULL, '{"type": ["string", "null"], "maxLength": 32,
		"description": "Kind of connection", "examples": ["websocket", "sse", "polling"]}'),
	('previous_transport', NULL, '{"type": ["string", "null"], "maxLength": 32,
		"description": "Kind of connection before the change"}'),
	('attempt', NULL, '{"type": ["integer", "null"], "minimum": 0,
		"description": "Which attempt it is"}'),
	('latency_ms', NULL, '{"type": ["number", "null"], "minimum": 0,
		"description": "Round trip, in milliseconds"}'),
	('message_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Kind of message", "examples": ["notification_update"]}'),
	('healthy', NULL, '{"type": ["boolean", "null"],
		"description": "Whether the check passed"}'),
	('service', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Service that was checked", "examples": ["database", "payment_callbacks"]}'),
	('metric', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "What was measured", "examples": ["queue_depth"]}'),
	-- a closed list: clients name it "name", which the rule for personal data takes otherwise
	('metric', 'web_vital', '{"enum": ["LCP", "INP", "CLS", "FCP", "TTFB", "FID", null],
		"description": "Which web vital was measured"}'),
	('value', NULL, '{"type": ["number", "null"],
		"description": "Measured value (LCP and FID: milliseconds; CLS: no unit)"}'),
	('metric_kind', NULL, '{"enum": ["counter", "gauge", "distribution", null],
		"description": "How values of the metric are put together"}'),
	('tags', NULL, '{"type": ["object", "null"],
		"description": "What tells several values of one metric apart"}'),
	('delta', NULL, '{"type": ["number", "null"],
		"description": "Change of the value since it was last reported"}'),
	('method', NULL, '{"type": ["string", "null"], "maxLength": 16,
		"description": "HTTP method", "examples": ["GET"]}'),
	('route', NULL, '{"type": ["string", "null"], "maxLength": 512,
		"description": "Route pattern, without the values in it", "examples": ["/users/{id}"]}'),
	('status_code', NULL, '{"type": ["integer", "null"], "minimum": 100, "maximum": 599,
		"description": "HTTP status"}'),
	('error_code', NULL, '{"type": ["string", "integer", "null"],
		"description": "Code or class of the error, not its message"}'),
	('component', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Part of the product in which it happened"}'),
	('severity', NULL, '{"type": ["string", "null"], "maxLength": 32,
		"description": "How bad it is", "examples": ["warning", "critical"]}'),
	('anomaly_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Which detection fired", "examples": ["engagement_drop"]}'),
	('current_value', NULL, '{"type": ["number", "null"],
		"description": "What was found"}'),
	('expected_value', NULL, '{"type": ["number", "null"],
		"description": "What was to be expected"}'),

	-- sign-in and security
	('auth_method', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "How the user signs up or in", "examples": ["password", "sso", "google"]}'),
	('mfa_method', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Second factor", "examples": ["totp", "sms", "webauthn"]}'),
	('required_role', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Role that the request needed"}'),
	('consent_type', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "What the consent is about", "examples": ["analytics"]}'),

	-- chat-bot
	('question_id', NULL, '{"type": ["string", "integer", "null"],
		"description": "Question of the FAQ"}'),
	('faq_category', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Category of the FAQ"}'),
	('resolved', NULL, '{"type": ["boolean", "null"],
		"description": "Whether the visitor said that it helped"}'),
	('service_type', NULL, '{"type": ["string", "null"], "maxLength": 128,
		"description": "Service that the visitor asks for"}'),
	('handoff_channel', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "How the visitor is handed over", "examples": ["phone", "form", "live_chat"]}'),
	('phi_kind', NULL, '{"type": ["string", "null"], "maxLength": 64,
		"description": "Kind of health information that was recognised, never the information"}')
$function$;
COMMENT ON FUNCTION mindwell_internal.canonical_properties() IS
'Internal: the properties of the canonical event types: a name, the event type that uses it in a sense of its own (NULL: all others), and the JSON Schema of its values.';
-- The canonical taxonomy: the event types that a new store knows.
--
-- One name, one meaning: a property is described once, in canonical_properties.sql; the types below name the
-- properties they carry. So duration_seconds, amount or rating is the same thing in whichever event a report
-- meets it. A property that one event uses in a sense of its own has a second row, which names the event.
--
-- Invariants
--  - Nothing is required and further properties are allowed: the taxonomy types what it knows and refuses
--    nothing else. null is the same as absent, and allowed for every property.
--  - Names are snake_case and carry their unit (_seconds, _percent, _bytes).
--  - An identifier may be a string or an integer; it is held to no format.
--  - No property here is personal data, or text typed by a user: lengths and kinds, not contents.

CREATE FUNCTION @extschema@.analytics_canonical_event_types()
RETURNS TABLE (
	event_type text,
	category text,
	funnel_stage text,
	retention_class text,
	description text,
	property_schema jsonb,
	is_action boolean,
	property_aliases jsonb)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 150
SET search_path = pg_catalog, pg_temp
AS $function$
WITH property AS MATERIALIZED (SELECT * FROM mindwell_internal.canonical_properties()),
canonical (event_type, category, funnel_stage, retention_class, description, properties) AS (VALUES
	-- MindWell: the canonical table
	('chat_turn_sent', 'chat', 'engagement', 'events',
	 'User submits a chat turn to the assistant',
	 'locale message_length'),
	('therapist_profile_view', 'therapist', 'consideration', 'events',
	 'Therapist profile or detail screen rendered',
	 'therapist_id locale'),
	('therapist_connect_click', 'therapist', 'conversion', 'events',
	 'Call to action to connect with a therapist clicked',
	 'therapist_id locale entry_point'),
	('summary_viewed', 'report', 'retention', 'events',
	 'Daily or weekly summary opened',
	 'summary_type'),
	('journey_report_view', 'report', 'retention', 'events',
	 'Journey conversations feed accessed',
	 'report_kind'),
	('signup_started', 'account', 'activation', 'events',
	 'Account creation flow initiated',
	 'auth_method source medium campaign'),
	('signup_completed', 'account', 'conversion', 'events',
	 'Account creation completed',
	 'auth_method source medium campaign plan acquisition_cost currency cohort'),
	('custom', 'custom', NULL, 'events',
	 'Arbitrary event; nothing is known of its properties',
	 ''),
	('custom_event', 'custom', NULL, 'events',
	 'The same, as some clients call it',
	 ''),
	('test_event', 'custom', NULL, 'events',
	 'Sent to see whether events arrive',
	 ''),

	-- accounts and sign-in
	('email_verified', 'account', 'activation', 'events',
	 'User verified the e-mail address',
	 'duration_seconds'),
	('user_profile_updated', 'account', 'engagement', 'events',
	 'User updated the profile',
	 'fields_changed'),
	('settings_changed', 'account', 'engagement', 'events',
	 'User modified settings',
	 'setting'),
	('consent_updated', 'account', NULL, 'audit',
	 'User gave or withdrew a consent',
	 'consent_type granted'),
	('data_export_requested', 'account', NULL, 'audit',
	 'User asked for a copy of the personal data',
	 'export_format job_id'),
	('data_erasure_requested', 'account', NULL, 'audit',
	 'User asked for erasure of the personal data',
	 'reason job_id'),
	('login', 'authentication', 'retention', 'security',
	 'User logged in; with login_failed: all attempts',
	 'auth_method platform'),
	('login_failed', 'authentication', NULL, 'security',
	 'An attempt to log in failed',
	 'auth_method platform reason'),
	('logout', 'authentication', NULL, 'security',
	 'User logged out',
	 'reason'),
	('session_created', 'authentication', 'retention', 'security',
	 'New signed-in session created on the server',
	 'auth_method platform'),
	('password_reset_requested', 'authentication', NULL, 'security',
	 'User asked to reset the password',
	 ''),
	('password_changed', 'authentication', NULL, 'security',
	 'Password changed or reset',
	 'reason'),
	('mfa_enabled', 'authentication', NULL, 'security',
	 'User enrolled a second factor',
	 'mfa_method'),
	('mfa_disabled', 'authentication', NULL, 'security',
	 'User removed a second factor',
	 'mfa_method reason'),
	('mfa_challenged', 'authentication', NULL, 'security',
	 'Second factor asked for',
	 'mfa_method'),
	('mfa_verified', 'authentication', NULL, 'security',
	 'Second factor accepted',
	 'mfa_method attempt duration_seconds'),
	('mfa_failed', 'authentication', NULL, 'security',
	 'Second factor refused',
	 'mfa_method attempt reason'),
	('account_locked', 'security', NULL, 'security',
	 'Account locked, for instance after failed attempts',
	 'reason'),
	('access_denied', 'security', NULL, 'security',
	 'A request was refused for want of a right',
	 'route required_role reason'),

	-- content generation
	('generation_started', 'generation', 'engagement', 'events',
	 'User started content generation',
	 'generation_id generation_type prompt_length model'),
	('generation_completed', 'generation', 'engagement', 'events',
	 'Generation completed successfully',
	 'generation_id generation_type prompt_length model result_id duration_seconds'),
	('generation_failed', 'generation', 'engagement', 'events',
	 'Generation failed',
	 'generation_id generation_type prompt_length model error_code duration_seconds'),
	('generation_cancelled', 'generation', 'engagement', 'events',
	 'User cancelled generation',
	 'generation_id generation_type prompt_length model duration_seconds'),

	-- payments, subscriptions, entitlements
	('payment_initiated', 'payment', 'conversion', 'events',
	 'Payment process started',
	 'amount currency payment_id payment_method provider product_id plan'),
	('payment_completed', 'payment', 'revenue', 'events',
	 'Payment succeeded: amount is revenue',
	 'amount currency payment_id payment_method provider product_id plan subscription_id
	  automatic'),
	('payment_failed', 'payment', 'revenue', 'events',
	 'Payment failed',
	 'amount currency payment_id payment_method provider product_id plan subscription_id
	  error_code'),
	('payment_refunded', 'payment', 'revenue', 'events',
	 'Payment given back: amount (positive) is what was returned',
	 'amount currency payment_id provider product_id subscription_id reason'),
	('in_app_purchase_completed', 'payment', 'revenue', 'events',
	 'Purchase in a mobile app: amount is revenue',
	 'amount currency payment_id provider product_id platform'),
	('trial_started', 'subscription', 'conversion', 'events',
	 'Free trial started',
	 'plan trial_days ends_at subscription_id provider'),
	('trial_ended', 'subscription', 'conversion', 'events',
	 'Free trial ended without a subscription',
	 'plan trial_days subscription_id provider reason'),
	('subscription_created', 'subscription', 'revenue', 'events',
	 'New subscription created',
	 'subscription_id plan amount currency billing_interval interval_count provider trial_days
	  ends_at'),
	('subscription_renewed', 'subscription', 'revenue', 'events',
	 'Subscription entered a new billing period',
	 'subscription_id plan amount currency billing_interval interval_count provider ends_at'),
	('subscription_upgraded', 'subscription', 'revenue', 'events',
	 'Subscription moved to a dearer plan: expansion',
	 'subscription_id plan previous_plan amount previous_amount currency billing_interval
	  interval_count provider'),
	('subscription_downgraded', 'subscription', 'revenue', 'events',
	 'Subscription moved to a cheaper plan: contraction',
	 'subscription_id plan previous_plan amount previous_amount currency billing_interval
	  interval_count provider'),
	('subscription_cancelled', 'subscription', 'revenue', 'events',
	 'Subscription cancelled: churn, at ends_at where that is given',
	 'subscription_id plan previous_amount currency billing_interval interval_count provider
	  ends_at reason'),
	('subscription_expired', 'subscription', 'revenue', 'events',
	 'Subscription ended',
	 'subscription_id plan previous_amount currency billing_interval interval_count provider
	  reason'),
	('subscription_uncancelled', 'subscription', 'revenue', 'events',
	 'Cancellation taken back before it took effect',
	 'subscription_id plan amount currency billing_interval interval_count provider ends_at'),
	('subscription_paused', 'subscription', 'revenue', 'events',
	 'Subscription paused: nothing is billed until it is resumed',
	 'subscription_id plan previous_amount currency billing_interval interval_count provider
	  ends_at reason'),
	('subscription_resumed', 'subscription', 'revenue', 'events',
	 'Paused subscription is billed again',
	 'subscription_id plan amount currency billing_interval interval_count provider ends_at'),
	('entitlement_granted', 'entitlement', 'revenue', 'events',
	 'Mobile entitlement became active',
	 'entitlement_id product_id subscription_id provider ends_at'),
	('entitlement_renewed', 'entitlement', 'revenue', 'events',
	 'Mobile entitlement prolonged',
	 'entitlement_id product_id subscription_id provider ends_at'),
	('entitlement_expired', 'entitlement', 'revenue', 'events',
	 'Mobile entitlement ended or was revoked',
	 'entitlement_id product_id subscription_id provider reason'),

	-- referrals
	('referral', 'referral', 'referral', 'events',
	 'User referred somebody, without the steps below being told apart',
	 'referral_code_id referrer_id channel'),
	('referral_sent', 'referral', 'referral', 'events',
	 'User shared the referral code',
	 'referral_code_id channel'),
	('referral_accepted', 'referral', 'referral', 'events',
	 'Referral used successfully',
	 'referral_code_id referrer_id'),
	('referral_milestone_reached', 'referral', 'referral', 'events',
	 'User hit a referral milestone',
	 'milestone referral_count'),
	('referral_earnings_withdrawn', 'referral', 'referral', 'events',
	 'User withdrew referral earnings',
	 'amount currency provider'),

	-- engagement with the product
	('page_view', 'engagement', 'engagement', 'events',
	 'User viewed a page',
	 'path referrer_domain locale platform'),
	('feature_used', 'engagement', 'engagement', 'events',
	 'User interacted with a feature',
	 'feature_name action entry_point platform'),
	('feature_click', 'engagement', 'engagement', 'events',
	 'User clicked an element that is marked for tracking',
	 'feature_name screen'),
	('form_interaction', 'engagement', 'engagement', 'events',
	 'User worked on or submitted a form',
	 'form_id action prompt_length model'),
	('button_clicked', 'engagement', 'engagement', 'events',
	 'User clicked a button',
	 'button_id screen'),
	('back_button_clicked', 'engagement', 'engagement', 'events',
	 'User went back a step',
	 'screen step'),
	('app_opened', 'engagement', 'retention', 'events',
	 'Mobile app opened',
	 'platform app_version entry_point'),
	('dashboard_viewed', 'engagement', 'engagement', 'events',
	 'Dashboard opened',
	 'dashboard actor_role'),
	('session_started', 'session', 'engagement', 'events',
	 'Session began; its session_id ties its events together',
	 'platform locale entry_point path app_version'),
	('session_ended', 'session', 'engagement', 'events',
	 'Session ended',
	 'duration_seconds message_count end_reason'),
	('session_duration', 'session', 'engagement', 'events',
	 'Length of a session, where a client reports only that',
	 'duration_seconds'),

	-- marketing
	('landing_page_view', 'marketing', 'awareness', 'events',
	 'Landing page visited',
	 'path referrer_domain source medium campaign term content locale'),
	('lead_capture', 'marketing', 'acquisition', 'events',
	 'Visitor signed up for news, a demo or a trial',
	 'lead_type path source medium campaign acquisition_cost currency'),
	('signup_step', 'marketing', 'activation', 'events',
	 'Progress in the sign-up funnel',
	 'step step_number total_steps time_spent_seconds source medium campaign'),
	('cta_click', 'marketing', 'consideration', 'events',
	 'Call to action clicked',
	 'cta_id path click_destination source medium campaign'),
	('campaign_conversion', 'marketing', 'conversion', 'events',
	 'A campaign led to a conversion',
	 'conversion_type conversion_value currency source medium campaign acquisition_cost'),
	('experiment_view', 'marketing', NULL, 'events',
	 'User was shown a variant of an experiment',
	 'experiment_surface'),
	('newsletter_signup', 'marketing', 'acquisition', 'events',
	 'Visitor subscribed to the newsletter',
	 'path source medium campaign'),

	-- onboarding
	('onboarding_step_started', 'onboarding', 'activation', 'events',
	 'User entered an onboarding step',
	 'step step_number total_steps'),
	('onboarding_step_completed', 'onboarding', 'activation', 'events',
	 'User completed an onboarding step',
	 'step step_number total_steps time_spent_seconds interaction_count'),
	('onboarding_completed', 'onboarding', 'activation', 'events',
	 'Full onboarding flow completed',
	 'total_steps duration_seconds'),
	('onboarding_abandoned', 'onboarding', 'activation', 'events',
	 'User abandoned onboarding',
	 'step step_number total_steps completed_steps duration_seconds reason'),
	('feature_discovered', 'onboarding', 'activation', 'events',
	 'User discovered a feature during onboarding',
	 'feature_name step'),
	('first_action', 'onboarding', 'activation', 'events',
	 'Activation milestone: first session, first task and so on',
	 'milestone duration_seconds'),
	('onboarding_hint_interaction', 'onboarding', 'activation', 'events',
	 'User interacted with a tooltip or hint',
	 'hint_id action step'),
	('onboarding_personalization', 'onboarding', 'activation', 'events',
	 'User selected preferences',
	 'step preference_count'),
	('onboarding_reengagement', 'onboarding', 'activation', 'events',
	 'User returned to an incomplete onboarding',
	 'step step_number days_inactive channel'),

	-- resources and files
	('resource_viewed', 'resource', 'engagement', 'events',
	 'Resource viewed',
	 'resource_id resource_type resource_name view_duration_seconds scroll_depth_percent
	  is_first_view'),
	('resource_downloaded', 'resource', 'engagement', 'events',
	 'Resource downloaded',
	 'resource_id resource_type resource_name size_bytes'),
	('resource_shared', 'resource', 'engagement', 'events',
	 'Resource shared',
	 'resource_id resource_type resource_name share_method'),
	('resource_created', 'resource', 'engagement', 'events',
	 'Resource uploaded',
	 'resource_id resource_type resource_name size_bytes coach_id'),
	('resource_search', 'resource', 'engagement', 'events',
	 'Resources searched',
	 'query_length result_count resource_type'),
	('resource_recommendation', 'resource', 'engagement', 'events',
	 'User interacted with a recommendation',
	 'recommendation_id resource_id resource_type action position'),
	('resource_engagement_score', 'resource', 'engagement', 'events',
	 'Engagement score of a resource updated',
	 'resource_id resource_type score'),
	('resource_rating', 'resource', 'engagement', 'events',
	 'Resource rated',
	 'resource_id resource_type rating'),
	('resource_deleted', 'resource', NULL, 'audit',
	 'Resource deleted',
	 'resource_id resource_type resource_name'),
	('file_uploaded', 'file', 'engagement', 'events',
	 'File uploaded',
	 'file_id file_type size_bytes'),
	('file_downloaded', 'file', 'engagement', 'events',
	 'File downloaded',
	 'file_id file_type size_bytes'),
	('file_shared', 'file', 'engagement', 'events',
	 'File shared',
	 'file_id file_type share_method'),
	('file_deleted', 'file', NULL, 'audit',
	 'File deleted; size_bytes leaves the storage in use',
	 'file_id file_type size_bytes'),

	-- notifications
	('notification_delivered', 'notification', NULL, 'events',
	 'Notification delivered',
	 'notification_id notification_type channel latency_ms'),
	('notification_displayed', 'notification', 'retention', 'events',
	 'Notification shown to the user',
	 'notification_id notification_type channel'),
	('notification_clicked', 'notification', 'retention', 'events',
	 'User clicked a notification',
	 'notification_id notification_type channel click_action click_destination
	  time_since_delivery_seconds'),
	('notification_dismissed', 'notification', 'retention', 'events',
	 'User dismissed a notification',
	 'notification_id notification_type channel time_since_delivery_seconds'),
	('push_permission_request', 'notification', 'activation', 'events',
	 'Permission for push notifications asked for',
	 'granted platform'),
	('notification_preferences_update', 'notification', 'retention', 'audit',
	 'User changed notification preferences',
	 'channel setting'),
	('notification_opt_out', 'notification', 'retention', 'audit',
	 'User opted out of notifications (not of analytics)',
	 'channel notification_type reason'),
	('notification_opt_in', 'notification', 'retention', 'audit',
	 'User opted in to notifications (not to analytics)',
	 'channel notification_type'),
	('notification_engagement_rate', 'notification', NULL, 'events',
	 'Engagement with notifications measured',
	 'notification_type channel engagement_rate'),
	('notification_action_click', 'notification', 'retention', 'events',
	 'User clicked an action button of a notification',
	 'notification_id notification_type channel click_action time_since_delivery_seconds'),
	('notification_delivery_failure', 'notification', NULL, 'events',
	 'Notification could not be delivered',
	 'notification_id notification_type channel error_code attempt'),
	('notification_batch_operation', 'notification', NULL, 'events',
	 'Action on many notifications at once',
	 'action item_count channel'),

	-- realtime connections
	('connection_attempt', 'connection', NULL, 'performance',
	 'Connection attempt started',
	 'connection_id transport attempt'),
	('connection_established', 'connection', NULL, 'performance',
	 'Connection established',
	 'connection_id transport attempt duration_ms'),
	('connection_disconnected', 'connection', NULL, 'performance',
	 'Connection closed',
	 'connection_id transport duration_seconds reason'),
	('connection_error', 'connection', NULL, 'performance',
	 'Error on a connection',
	 'connection_id transport error_code attempt'),
	('fallback_polling_activated', 'connection', NULL, 'performance',
	 'Connection fell back to polling',
	 'connection_id previous_transport reason'),
	('connection_latency', 'connection', NULL, 'performance',
	 'Latency of a connection measured',
	 'connection_id transport latency_ms'),
	('realtime_message', 'connection', NULL, 'performance',
	 'Message received over a connection',
	 'connection_id transport message_type size_bytes'),
	('connection_health_check', 'connection', NULL, 'performance',
	 'Health of a connection checked',
	 'connection_id transport healthy latency_ms'),
	('connection_upgrade', 'connection', NULL, 'performance',
	 'Connection moved to a better transport',
	 'connection_id transport previous_transport'),

	-- performance and operations
	('web_vital', 'performance', NULL, 'performance',
	 'Core web vital measured',
	 'metric value rating delta path'),
	('page_load', 'performance', NULL, 'performance',
	 'Time to load a page',
	 'path duration_ms platform'),
	('api_request', 'performance', NULL, 'performance',
	 'Request to the API answered',
	 'method route status_code duration_ms'),
	('service_health_check', 'performance', NULL, 'performance',
	 'Service checked: its uptime is the share of healthy checks',
	 'service healthy latency_ms error_code'),
	('error', 'performance', NULL, 'events',
	 'An error reached the user or the server',
	 'error_code component severity screen'),
	('metric_recorded', 'performance', NULL, 'performance',
	 'A number that an application keeps, for instance of its queues',
	 'metric value metric_kind tags'),
	('anomaly_detected', 'performance', NULL, 'events',
	 'A metric left its expected range',
	 'anomaly_type metric severity current_value expected_value'),

	-- coaching sessions
	('session_booked', 'coaching', 'conversion', 'events',
	 'Coaching session booked',
	 'booking_id coach_id session_type duration_minutes price currency'),
	('session_booking_completed', 'coaching', 'conversion', 'events',
	 'Last step of the booking flow done',
	 'booking_id coach_id session_type duration_minutes price currency duration_seconds'),
	('session_completed', 'coaching', 'engagement', 'events',
	 'Coaching session held',
	 'booking_id coach_id client_id session_type duration_minutes'),
	('session_cancelled', 'coaching', 'engagement', 'events',
	 'Coaching session cancelled',
	 'booking_id coach_id client_id session_type actor_role reason'),
	('session_rated', 'coaching', 'engagement', 'events',
	 'Coaching session rated',
	 'booking_id coach_id session_type rating'),
	('session_survey_submitted', 'coaching', 'engagement', 'events',
	 'Survey after a session with the assistant or a coach answered',
	 'survey_id rating session_type persona coach_id'),
	('client_unassigned', 'coaching', NULL, 'events',
	 'Coach and client parted',
	 'coach_id client_id reason'),
	('client_assigned', 'coaching', 'activation', 'events',
	 'Coach took on a client',
	 'coach_id client_id'),

	-- goals, habits, tasks, mood, nudges
	('goal_created', 'goal', 'engagement', 'events',
	 'Goal set',
	 'goal_id goal_type target_date coach_id cohort'),
	('goal_updated', 'goal', 'engagement', 'events',
	 'Goal or its progress changed',
	 'goal_id goal_type progress_percent coach_id cohort'),
	('goal_completed', 'goal', 'retention', 'events',
	 'Goal reached',
	 'goal_id goal_type coach_id cohort'),
	('goal_abandoned', 'goal', 'engagement', 'events',
	 'Goal given up: no longer active',
	 'goal_id goal_type coach_id cohort reason'),
	('habit_created', 'habit', 'engagement', 'events',
	 'Habit set up',
	 'habit_id habit_frequency coach_id cohort'),
	('habit_checked', 'habit', 'retention', 'events',
	 'Habit done for a day',
	 'habit_id habit_frequency habit_date streak_days coach_id cohort'),
	('habit_missed', 'habit', 'engagement', 'events',
	 'Habit not done on a day on which it was due',
	 'habit_id habit_frequency habit_date streak_days coach_id cohort'),
	('habit_archived', 'habit', NULL, 'events',
	 'Habit put away: no longer due',
	 'habit_id reason'),
	('task_created', 'task', 'engagement', 'events',
	 'Task created',
	 'task_id goal_id coach_id client_id'),
	('task_completed', 'task', 'engagement', 'events',
	 'Task completed',
	 'task_id goal_id coach_id client_id'),
	('mood_logged', 'mood', 'engagement', 'events',
	 'Mood entry made',
	 'mood_score coach_id'),
	('ai_nudge_sent', 'ai', NULL, 'events',
	 'Assistant sent the user a nudge',
	 'nudge_id nudge_type persona channel goal_id habit_id'),
	('ai_nudge_opened', 'ai', 'retention', 'events',
	 'User opened or followed a nudge',
	 'nudge_id nudge_type persona channel time_since_delivery_seconds'),
	('ai_nudge_dismissed', 'ai', 'retention', 'events',
	 'User dismissed a nudge',
	 'nudge_id nudge_type persona channel time_since_delivery_seconds'),
	('message_sent', 'chat', 'engagement', 'events',
	 'Message sent in a chat between people, or to a chat-bot',
	 'conversation_id message_id message_length sender_role coach_id'),
	('message_responded', 'chat', 'engagement', 'events',
	 'Message answered',
	 'conversation_id message_id response_seconds sender_role coach_id'),

	-- reports and exports
	('report_export_requested', 'report', NULL, 'audit',
	 'Export of a report asked for',
	 'report_kind export_format job_id actor_role'),
	('report_export_completed', 'report', NULL, 'audit',
	 'Export of a report made',
	 'report_kind export_format job_id row_count size_bytes duration_seconds'),
	('report_export_failed', 'report', NULL, 'audit',
	 'Export of a report failed',
	 'report_kind export_format job_id error_code'),
	('report_downloaded', 'report', NULL, 'audit',
	 'Exported report downloaded',
	 'report_kind export_format job_id actor_role'),
	('report_sent', 'report', NULL, 'audit',
	 'Scheduled report sent',
	 'report_kind item_count'),

	-- chat-bot
	('faq_category_viewed', 'chatbot', 'engagement', 'events',
	 'Visitor opened a category of the FAQ',
	 'faq_category'),
	('faq_question_viewed', 'chatbot', 'engagement', 'events',
	 'Visitor read a question of the FAQ',
	 'question_id faq_category'),
	('faq_resolution', 'chatbot', 'engagement', 'events',
	 'Visitor answered whether the FAQ helped',
	 'question_id faq_category resolved'),
	('intake_flow_started', 'chatbot', 'consideration', 'events',
	 'Visitor began the intake flow',
	 'service_type total_steps'),
	('intake_flow_step', 'chatbot', 'consideration', 'events',
	 'Visitor completed a step of the intake flow',
	 'service_type step step_number total_steps time_spent_seconds'),
	('intake_flow_completed', 'chatbot', 'conversion', 'events',
	 'Visitor completed the intake flow',
	 'service_type total_steps duration_seconds'),
	('intake_flow_abandoned', 'chatbot', 'consideration', 'events',
	 'Visitor left the intake flow at step',
	 'service_type step step_number total_steps duration_seconds reason'),
	('handoff', 'chatbot', 'conversion', 'events',
	 'Visitor handed over to a person',
	 'service_type handoff_channel reason duration_seconds'),
	('phi_warning', 'chatbot', NULL, 'security',
	 'Visitor was warned against sending health information',
	 'phi_kind screen')
),
-- What happens to users, or by itself: it makes nobody active. A message that is sent to a user, a bill that a
-- subscription pays, a failed attempt to sign in (an attacker makes no active user), what a client measures.
passive (event_types) AS (VALUES ('
	ai_nudge_sent notification_delivered notification_displayed notification_delivery_failure
	notification_engagement_rate notification_batch_operation
	subscription_renewed subscription_expired trial_ended
	entitlement_granted entitlement_renewed entitlement_expired payment_failed payment_refunded
	login_failed mfa_challenged mfa_failed access_denied password_reset_requested account_locked
	session_ended session_duration generation_completed generation_failed
	onboarding_abandoned intake_flow_abandoned habit_missed client_assigned client_unassigned
	report_sent report_export_completed report_export_failed
	referral_milestone_reached resource_engagement_score experiment_view campaign_conversion
	phi_warning error anomaly_detected service_health_check api_request web_vital page_load
	connection_attempt connection_established connection_disconnected connection_error connection_latency
	connection_health_check connection_upgrade fallback_polling_activated realtime_message
	metric_recorded test_event')),
-- Names that the five products give properties beside those above; null: free text, which is dropped.
alias (event_types, aliases) AS (VALUES
	('session_ended session_duration', '{"duration": "duration_seconds"}'),
	('session_booked session_booking_completed session_completed', '{"duration": "duration_minutes"}'),
	('trial_started', '{"duration": "trial_days"}'),
	('feature_used', '{"feature": "feature_name", "source": "entry_point"}'),
	('feature_click feature_discovered', '{"feature": "feature_name"}'),
	('form_interaction generation_started generation_completed generation_cancelled', '{"selected_model": "model"}'),
	('generation_failed', '{"selected_model": "model", "error": null, "error_type": "error_code"}'),
	('web_vital', '{"name": "metric"}'),
	('error', '{"error": null, "error_type": "error_code"}')
)
SELECT c.event_type,
	   c.category,
	   c.funnel_stage,
	   c.retention_class,
	   c.description,
	   COALESCE((SELECT pg_catalog.jsonb_build_object(
							'type', 'object',
							'properties', pg_catalog.jsonb_object_agg(listed.name, meaning.schema))
				 FROM pg_catalog.regexp_split_to_table(c.properties || ' experiment_id variant_id',
													   '[[:space:]]+') AS listed (name)
				 -- an unknown name would get a null schema, which the regression test looks for
				 LEFT JOIN LATERAL (SELECT p.schema::pg_catalog.jsonb
									FROM property AS p
									WHERE p.name = listed.name
									  AND (p.only_in IS NULL OR p.only_in = c.event_type)
									ORDER BY p.only_in IS NULL
									LIMIT 1) AS meaning ON true
				 WHERE listed.name <> '' AND c.category <> 'custom'
				 HAVING pg_catalog.count(*) > 0),
				'{"type": "object"}'),
	   NOT EXISTS (SELECT FROM passive AS p
				   WHERE c.event_type = ANY (pg_catalog.regexp_split_to_array(p.event_types, '[[:space:]]+'))),
	   (SELECT a.aliases::pg_catalog.jsonb FROM alias AS a
		WHERE c.event_type = ANY (pg_catalog.string_to_array(a.event_types, ' ')))
FROM canonical AS c
$function$;

COMMENT ON FUNCTION @extschema@.analytics_canonical_event_types() IS
'The event types that analytics_install() enters in analytics_event_types: one row per type, with its category, funnel stage (NULL: none), retention class (events, audit, security, performance), description, the JSON Schema of its properties, whether its events are actions that make their user active, and further names of its properties. No column but funnel_stage and property_aliases is ever NULL; row order is not defined.';

-- The audit log -------------------------------------------------------------------
--
-- A row for each privileged act.  Nobody but the store's owner can write it, and the
-- owner too can only add: a row goes when the retention class audit no longer keeps it,
-- never before.

CREATE FUNCTION mindwell_internal.create_audit_table()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_audit_log (
        id uuid PRIMARY KEY,
        occurred_at timestamptz NOT NULL,
        session_role name NOT NULL,
        caller_role name NOT NULL,
        tenant_id uuid,
        action text NOT NULL,
        subject text,
        event_count bigint,
        detail jsonb);
    CREATE INDEX analytics_audit_log_time_idx ON @extschema@.analytics_audit_log (occurred_at);
    COMMENT ON TABLE @extschema@.analytics_audit_log IS 'Who did what with the store, when, and to how many; rows are added, and removed only when the retention class audit keeps them no longer.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.id IS 'UUID version 7.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.occurred_at IS 'Start of the transaction that did it.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.session_role IS 'Who logged in.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.caller_role IS 'Who acted: another role after SET ROLE.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.tenant_id IS 'Whose rows were concerned; NULL for the store as a whole, or several tenants.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.action IS 'For example configure, grant, revoke, purge, export, erase.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.subject IS 'A table, partition or role; a person only as a keyed hash.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.event_count IS 'Events, or rows of the table that is the subject.';
    COMMENT ON COLUMN @extschema@.analytics_audit_log.detail IS 'What else is to be known, by action; nothing that names a person.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_audit_table() IS
'Internal: a migration, creates the table analytics_audit_log.';

CREATE FUNCTION mindwell_internal.audit(
    action text, subject text DEFAULT NULL, event_count bigint DEFAULT NULL, detail jsonb DEFAULT NULL)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_audit';
COMMENT ON FUNCTION mindwell_internal.audit(text, text, bigint, jsonb) IS
'Internal: notes an act in analytics_audit_log, with the session''s role and the one it has SET; for the tenant that detail names as tenant_id, else for the store as a whole. A person is named by a keyed hash, never by an id or a property. 42501 without the owner''s rights, 22004 for a NULL action, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_audit_configuration() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_audit_configuration';
COMMENT ON FUNCTION @extschema@.analytics_audit_configuration() IS
'Trigger on configuration tables, after each statement: notes in analytics_audit_log how many rows were changed, and the first 20 of them, without what may be personal. 39P01 on any other trigger, 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_audit_guard() RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.check_trigger_table(TG_RELID, TG_NAME, 'analytics_audit_log');
    IF TG_OP = 'DELETE' AND EXISTS (
        SELECT FROM mindwell_internal.purge_cutoffs(pg_catalog.now()) c
        WHERE c.retention_class = 'audit' AND OLD.occurred_at < c.cutoff)
    THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION USING
        ERRCODE = 'insufficient_privilege',
        MESSAGE = 'rows of analytics_audit_log cannot be changed or removed',
        HINT = 'How long they are kept is the policy of the retention class audit, in analytics_retention_policies.';
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_audit_guard() IS
'Trigger on analytics_audit_log, before UPDATE, DELETE and TRUNCATE: 42501, save for rows that the retention class audit no longer keeps. 42809 on any other table.';

CREATE FUNCTION mindwell_internal.trim_audit_log(as_of timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    trimmed bigint;
BEGIN
    DELETE FROM @extschema@.analytics_audit_log a
    WHERE a.occurred_at < (SELECT c.cutoff
                           FROM mindwell_internal.purge_cutoffs(LEAST(as_of, pg_catalog.now())) c
                           WHERE c.retention_class = 'audit');
    GET DIAGNOSTICS trimmed = ROW_COUNT;
    RETURN trimmed;
END
$$;
COMMENT ON FUNCTION mindwell_internal.trim_audit_log(timestamptz) IS
'Internal: deletes the rows of analytics_audit_log that the retention class audit no longer keeps; returns their number.';

-- Called when the store is guarded: at its installation, and after the extension was dropped and created.
CREATE FUNCTION mindwell_internal.guard_audit()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    configuration name;
    event record;
BEGIN
    PERFORM mindwell_internal.create_trigger('analytics_audit_log', 'analytics_audit_guard',
        'BEFORE UPDATE OR DELETE ON %s FOR EACH ROW', '@extschema@.analytics_audit_guard()');
    PERFORM mindwell_internal.create_trigger('analytics_audit_log', 'analytics_audit_guard_truncate',
        'BEFORE TRUNCATE ON %s FOR EACH STATEMENT', '@extschema@.analytics_audit_guard()');

    FOREACH configuration IN ARRAY ARRAY['analytics_event_types', 'analytics_funnel_stages', 'analytics_pii_rules',
                                         'analytics_hash_key', 'analytics_tenant_members', 'analytics_retention_policies'] LOOP
        FOR event IN
            SELECT * FROM (VALUES ('insert', 'REFERENCING NEW TABLE AS changed_rows '),
                                  ('update', 'REFERENCING NEW TABLE AS changed_rows '),
                                  ('delete', 'REFERENCING OLD TABLE AS changed_rows '),
                                  ('truncate', '')) AS e (name, rows)
        LOOP
            PERFORM mindwell_internal.create_trigger(configuration, 'analytics_audit_' || event.name,
                'AFTER ' || event.name || ' ON %s ' || event.rows || 'FOR EACH STATEMENT',
                '@extschema@.analytics_audit_configuration()');
        END LOOP;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.guard_audit() IS
'Internal: puts the triggers of the audit log on the store, where they are missing.';

-- Who may do what --------------------------------------------------------------------
--
-- An access is a set of plain privileges on the tables of the store, so that \dp tells
-- who may do what; and for a coach or finance, of policies that hide rows from the
-- roles they name, which \dp shows too.  Whose rows a role sees is not its access but
-- its tenants.  Nothing here is called by the other functions: they look at privileges.

-- Restrictive policies name nothing of the extension, so that they stay when it goes.
CREATE FUNCTION mindwell_internal.access_restrictions()
RETURNS TABLE (access text, table_name name, condition text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT r.access, r.table_name, pg_catalog.format(r.condition, mindwell_internal.relation(r.of_table))
    FROM (VALUES
        ('coach', name 'analytics_events', name 'analytics_event_types',
         'funnel_stage IS DISTINCT FROM ''revenue'' AND event_type <> ALL (ARRAY('
         'SELECT t.event_type FROM %s t WHERE t.funnel_stage = ''revenue''))'),
        ('finance', 'analytics_events', 'analytics_event_types',
         'funnel_stage = ''revenue'' OR event_type = ANY (ARRAY('
         'SELECT t.event_type FROM %s t WHERE t.funnel_stage = ''revenue''))'),
        ('coach', 'analytics_metrics', 'analytics_metric_definitions',
         'metric_type <> ALL (ARRAY(SELECT d.name FROM %s d'
         ' WHERE d.unit = ''currency'' OR d.name ~ ''payment|subscription|revenue|ltv|mrr|arpu''))')
    ) AS r (access, table_name, of_table, condition)
    WHERE mindwell_internal.relation(r.table_name) IS NOT NULL
$$;
COMMENT ON FUNCTION mindwell_internal.access_restrictions() IS
'Internal: the rows that are left to a role of an access.';

-- writer and each of reader, coach and finance have no privilege in common.  Nobody gets
-- UPDATE or DELETE on a table, with which a role may lock it in any mode, and so stop ingest
-- for all; nor INSERT on one whose rows no gate checks.  What they would be for is done by
-- functions, as the owner; INSERT on a table that row security lets nobody write is the
-- right to call those.  "former" is what an earlier version gave.
CREATE FUNCTION mindwell_internal.access_privileges()
RETURNS TABLE (table_name name, writer text, reader text, coach text, finance text, tenant_admin text, admin text, former text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 25
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES
        (name 'analytics_events', 'INSERT', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT', 'UPDATE, DELETE'),
        ('analytics_inbox', 'INSERT', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT', NULL),
        ('analytics_users', 'INSERT', 'SELECT', NULL, NULL, 'SELECT, INSERT', 'SELECT, INSERT', 'UPDATE, DELETE'),
        -- INSERT here is the right to say whose an anonymous id is (src/ingest/visitor.c)
        ('analytics_aliases', 'INSERT', 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT', NULL),
        -- INSERT here is the right to register, change and remove types (src/store/registry.c)
        ('analytics_event_types', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT, INSERT', 'SELECT, INSERT', 'UPDATE, DELETE'),
        ('analytics_funnel_stages', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'INSERT, UPDATE, DELETE'),
        ('analytics_store', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', NULL),
        ('analytics_retention_policies', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'INSERT, UPDATE, DELETE'),
        ('analytics_sealed_days', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', NULL),
        ('analytics_metric_definitions', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', NULL),
        ('analytics_metrics', NULL, 'SELECT', 'SELECT', 'SELECT', 'SELECT', 'SELECT', NULL),
        ('analytics_user_days', NULL, 'SELECT', 'SELECT (tenant_id, user_id, day, is_active)', NULL, 'SELECT', 'SELECT', NULL),
        ('analytics_acquisition_costs', NULL, 'SELECT', NULL, 'SELECT', 'SELECT', 'SELECT', NULL),
        -- INSERT here is the right to opt users out, and with SELECT in again (src/privacy/rights.c)
        ('analytics_opt_outs', NULL, NULL, NULL, NULL, 'SELECT, INSERT', 'SELECT, INSERT', 'UPDATE, DELETE'),
        -- INSERT here is the right to export and erase users (src/privacy/rights.c)
        ('analytics_erasures', NULL, NULL, NULL, NULL, 'SELECT, INSERT', 'SELECT, INSERT', NULL),
        ('analytics_audit_log', NULL, NULL, NULL, NULL, 'SELECT', 'SELECT', NULL),
        ('analytics_pii_rules', NULL, NULL, NULL, NULL, 'SELECT', 'SELECT', 'INSERT, UPDATE, DELETE'),
        ('analytics_exports', NULL, NULL, NULL, NULL, NULL, 'SELECT', NULL),
        -- INSERT here is the right to run maintenance (src/store/owner_call.c)
        ('analytics_run_log', NULL, NULL, NULL, NULL, NULL, 'SELECT, INSERT', NULL),
        -- the owner's alone
        ('analytics_hash_key', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        ('analytics_tenant_members', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        ('analytics_rate_slots', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        ('analytics_event_keys', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        ('analytics_dirty_buckets', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
        ('analytics_stale_buckets', NULL, NULL, NULL, NULL, NULL, NULL, NULL)
$$;
COMMENT ON FUNCTION mindwell_internal.access_privileges() IS
'Internal: the privileges of each access on each table and view of the store; tenant_admin is an admin of single tenants, former what no access has any more.';

CREATE FUNCTION mindwell_internal.privileges_of(access text, is_of_tenant boolean)
RETURNS TABLE (privileges text, relations text)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT g.privileges, pg_catalog.string_agg(CAST(g.relation AS text), ', ' ORDER BY g.relation::text)
    FROM (SELECT mindwell_internal.relation(p.table_name) AS relation,
                 CASE access WHEN 'writer' THEN p.writer WHEN 'reader' THEN p.reader WHEN 'coach' THEN p.coach
                             WHEN 'finance' THEN p.finance
                             WHEN 'admin' THEN CASE WHEN is_of_tenant THEN p.tenant_admin ELSE p.admin END END AS privileges
          FROM mindwell_internal.access_privileges() p) AS g
    WHERE g.relation IS NOT NULL AND g.privileges IS NOT NULL
    GROUP BY g.privileges
    ORDER BY g.privileges
$$;
COMMENT ON FUNCTION mindwell_internal.privileges_of(text, boolean) IS
'Internal: what an access is made of: privileges, and the tables of the store, as a list, on which they are granted.';

CREATE FUNCTION mindwell_internal.has_privilege(role_id oid, relation name, privilege text)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM pg_catalog.pg_class c, LATERAL pg_catalog.aclexplode(c.relacl) a
        WHERE c.oid = mindwell_internal.relation(relation) AND a.grantee = role_id AND a.privilege_type = privilege)
$$;
COMMENT ON FUNCTION mindwell_internal.has_privilege(oid, name, text) IS
'Internal: was a privilege on a table of the store granted to this very role?';

CREATE FUNCTION mindwell_internal.former_privileges(role_id oid)
RETURNS TABLE (privileges text, relations text)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT g.privileges, pg_catalog.string_agg(CAST(g.relation AS text), ', ' ORDER BY g.relation::text)
    FROM (SELECT mindwell_internal.relation(p.table_name) AS relation,
                 pg_catalog.string_agg(f.privilege, ', ' ORDER BY f.privilege) AS privileges
          FROM mindwell_internal.access_privileges() p,
               LATERAL pg_catalog.regexp_split_to_table(p.former, ', ') AS f (privilege)
          WHERE mindwell_internal.has_privilege(role_id, p.table_name, f.privilege)
          GROUP BY p.table_name) AS g
    GROUP BY g.privileges
    ORDER BY g.privileges
$$;
COMMENT ON FUNCTION mindwell_internal.former_privileges(oid) IS
'Internal: which privileges a role has that no access has any more, and on which tables of the store, as a list.';

CREATE FUNCTION mindwell_internal.revoke_former(role_id oid, role name)
RETURNS SETOF text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    granted record;
    statement text;
BEGIN
    FOR granted IN SELECT * FROM mindwell_internal.former_privileges(role_id) LOOP
        statement := pg_catalog.format('REVOKE %s ON %s FROM %I;', granted.privileges, granted.relations, role);
        EXECUTE statement;
        RETURN NEXT statement;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.revoke_former(oid, name) IS
'Internal: takes from a role what no access has any more; returns the statements that did it.';

CREATE FUNCTION mindwell_internal.access_of(role_id oid)
RETURNS text[]
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.array_agg(a.access ORDER BY a.access)
    FROM (SELECT pg_catalog.substr(p.polname, pg_catalog.length('analytics_') + 1)
          FROM pg_catalog.pg_policy p
          WHERE p.polrelid = mindwell_internal.relation('analytics_events')
            AND p.polname IN ('analytics_coach', 'analytics_finance') AND role_id = ANY (p.polroles)
          UNION ALL
          SELECT CASE WHEN mindwell_internal.has_privilege(role_id, 'analytics_audit_log', 'SELECT') THEN 'admin'
                      WHEN mindwell_internal.has_privilege(role_id, 'analytics_users', 'SELECT') THEN 'reader' END
          UNION ALL
          SELECT CASE WHEN mindwell_internal.has_privilege(role_id, 'analytics_inbox', 'INSERT')
                       AND NOT mindwell_internal.has_privilege(role_id, 'analytics_audit_log', 'SELECT') THEN 'writer' END
    ) AS a (access)
    WHERE a.access IS NOT NULL
$$;
COMMENT ON FUNCTION mindwell_internal.access_of(oid) IS
'Internal: the accesses that analytics_grant() gave a role, as its privileges and policies tell; NULL for none.';

CREATE FUNCTION mindwell_internal.check_access(role name, access text)
RETURNS oid
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    role_id oid := (SELECT r.oid FROM pg_catalog.pg_roles r WHERE r.rolname = role);
BEGIN
    IF access IS NULL OR access NOT IN ('writer', 'reader', 'coach', 'finance', 'admin') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown access',
            HINT = 'It is writer, reader, coach, finance or admin.';
    ELSIF role_id IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'undefined_object',
            MESSAGE = CASE WHEN role IS NULL THEN 'role must not be null' ELSE pg_catalog.format('role "%s" does not exist', role) END;
    ELSIF role = CURRENT_USER THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('role "%s" owns the store', role),
            DETAIL = 'Its rights come from that, and row security does not hold for it.';
    END IF;
    RETURN role_id;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_access(name, text) IS
'Internal: the oid of a role to which an access may be given. 22023 for an unknown access or the owner, 42704 for an unknown role.';

CREATE FUNCTION mindwell_internal.restrict(access text, role name)
RETURNS SETOF text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    restriction record;
    statement text;
BEGIN
    FOR restriction IN
        SELECT r.relation, r.condition, 'analytics_' || restrict.access AS policy, p.roles
        FROM (SELECT mindwell_internal.relation(a.table_name) AS relation, a.condition
              FROM mindwell_internal.access_restrictions() a
              WHERE a.access = restrict.access) AS r
        LEFT JOIN LATERAL (
            SELECT pg_catalog.array_agg(m.oid::pg_catalog.regrole::text) AS roles
            FROM pg_catalog.pg_policy l, pg_catalog.pg_roles m
            WHERE l.polrelid = r.relation AND l.polname = 'analytics_' || restrict.access AND m.oid = ANY (l.polroles)) AS p ON true
        ORDER BY CAST(r.relation AS text)
    LOOP
        IF restriction.roles IS NULL THEN
            statement := pg_catalog.format('CREATE POLICY %I ON %s AS RESTRICTIVE FOR SELECT TO %I USING (%s);',
                                           restriction.policy, restriction.relation, role, restriction.condition);
        ELSE
            CONTINUE WHEN pg_catalog.quote_ident(role) = ANY (restriction.roles);
            statement := pg_catalog.format('ALTER POLICY %I ON %s TO %s, %I;',
                                           restriction.policy, restriction.relation,
                                           pg_catalog.array_to_string(restriction.roles, ', '), role);
        END IF;
        EXECUTE statement;
        RETURN NEXT statement;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.restrict(text, name) IS
'Internal: hides from a role the rows that are not for its access; returns the statements that did it.';

CREATE FUNCTION mindwell_internal.unrestrict(access text, role name)
RETURNS SETOF text
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    policy record;
    statement text;
BEGIN
    FOR policy IN
        SELECT l.polname AS name, CAST(l.polrelid AS pg_catalog.regclass) AS relation,
               (SELECT pg_catalog.string_agg(CAST(CAST(o.other AS pg_catalog.regrole) AS text), ', ')
                FROM pg_catalog.unnest(l.polroles) AS o (other)
                WHERE o.other <> m.oid) AS others
        FROM mindwell_internal.access_restrictions() a
        JOIN pg_catalog.pg_policy l ON l.polrelid = mindwell_internal.relation(a.table_name)
                                   AND l.polname = 'analytics_' || a.access
        JOIN pg_catalog.pg_roles m ON m.rolname = role AND m.oid = ANY (l.polroles)
        WHERE a.access = unrestrict.access
        ORDER BY CAST(CAST(l.polrelid AS pg_catalog.regclass) AS text)
    LOOP
        statement := CASE WHEN policy.others IS NULL
            THEN pg_catalog.format('DROP POLICY %I ON %s;', policy.name, policy.relation)
            ELSE pg_catalog.format('ALTER POLICY %I ON %s TO %s;', policy.name, policy.relation, policy.others) END;
        EXECUTE statement;
        RETURN NEXT statement;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unrestrict(text, name) IS
'Internal: takes back what mindwell_internal.restrict() did; returns the statements that did it.';

CREATE FUNCTION mindwell_internal.owner_grant(role name, access text, tenant_id uuid)
RETURNS TABLE (statement text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    role_id CONSTANT oid := mindwell_internal.check_access(role, access);
    store_schema CONSTANT regnamespace := CAST('@extschema@' AS pg_catalog.regnamespace);
    other text;
    granted record;
BEGIN
    SELECT o.access INTO other
    FROM pg_catalog.unnest(mindwell_internal.access_of(role_id)) AS o (access)
    WHERE o.access <> owner_grant.access
      AND ('admin' IN (o.access, owner_grant.access) OR 'writer' NOT IN (o.access, owner_grant.access));
    IF other IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'duplicate_object',
            MESSAGE = pg_catalog.format('role "%s" has the access %s', role, other),
            DETAIL = 'Of reader, coach and finance a role has one; admin includes the others.',
            HINT = pg_catalog.format('Before it gets another: SELECT * FROM analytics_revoke(%L, %L);', role, other);
    END IF;

    -- first what hides, then what shows
    FOR statement IN SELECT * FROM mindwell_internal.restrict(access, role) LOOP
        RETURN NEXT;
    END LOOP;
    IF tenant_id IS NOT NULL THEN
        statement := pg_catalog.format('INSERT INTO %s (role, tenant_id) VALUES (%L, %L) ON CONFLICT DO NOTHING;',
                                       mindwell_internal.relation('analytics_tenant_members'),
                                       CAST(role_id AS pg_catalog.regrole), tenant_id);
        EXECUTE statement;
        RETURN NEXT;
    END IF;
    FOR granted IN SELECT * FROM mindwell_internal.privileges_of(access, tenant_id IS NOT NULL) LOOP
        statement := pg_catalog.format('GRANT %s ON %s TO %I;', granted.privileges, granted.relations, role);
        EXECUTE statement;
        RETURN NEXT;
    END LOOP;
    FOR statement IN SELECT * FROM mindwell_internal.revoke_former(role_id, role) LOOP
        RETURN NEXT;
    END LOOP;
    PERFORM mindwell_internal.audit('grant', role, NULL, pg_catalog.jsonb_build_object('access', access, 'tenant_id', tenant_id));

    IF NOT pg_catalog.has_schema_privilege(role_id, store_schema, 'USAGE') THEN
        statement := pg_catalog.format('GRANT USAGE ON SCHEMA %s TO %I;', store_schema, role);
        IF pg_catalog.has_schema_privilege(store_schema, 'USAGE WITH GRANT OPTION') THEN
            EXECUTE statement;
        ELSE
            RAISE NOTICE 'role "%" cannot use the schema of the store', role
                USING HINT = pg_catalog.format('Its owner runs: %s', statement);
            statement := statement || '  -- to do, by the owner of the schema';
        END IF;
        RETURN NEXT;
    END IF;
    IF mindwell_internal.has_one_tenant() THEN
        IF tenant_id <> '00000000-0000-0000-0000-000000000000' THEN
            RAISE NOTICE 'the store takes the events of one tenant, and role "%" is bound to another', role
                USING HINT = 'For those of others its owner runs SELECT analytics_enable_tenants(); once.';
        END IF;
    ELSIF tenant_id IS NULL AND NOT mindwell_internal.is_bound(role_id) THEN
        RAISE NOTICE 'role "%" is bound to no tenant, and so sees and writes no events', role
            USING HINT = CASE access WHEN 'admin' THEN 'It maintains the store as long as it is bound to none. For the events of a tenant: ' ELSE 'Bind it: ' END
                || pg_catalog.format('SELECT analytics_grant(%L, %L, ''UUID''); or, if it serves tenants that it names itself, a superuser runs GRANT SET ON PARAMETER mindwell_analytics.tenant_id TO %I;', role, access, role);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_grant(name, text, uuid) IS
'Internal: what analytics_grant() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_grant(role name, access text, tenant_id uuid DEFAULT NULL)
RETURNS TABLE (statement text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 5
AS 'MODULE_PATHNAME', 'analytics_as_owner_only';
COMMENT ON FUNCTION @extschema@.analytics_grant(name, text, uuid) IS
'Gives a role an access to the store, by plain GRANTs of SELECT and INSERT: writer (tracks and identifies, reads nothing), reader (events, users, rollups, reports), coach (the same without users and revenue: no event of the stage revenue or of a type that has it, no such metric), finance (those events, all metrics, costs), admin (all, exports and erasures of users included; without a tenant also maintenance). With a tenant_id the role is bound to that tenant too, and to no other but those it was given so. UPDATE and DELETE on tables of the store, which an earlier version gave, are taken away. One row for each statement that did it, in full; the last one may end in a comment that says who has to run it. A role has one of reader, coach and finance at a time. For the store''s owner. 42501 for anybody else, 22023 for an unknown access or the owner as role, 42704 for an unknown role, 42710 when the role has another access, 55000 without a store.';

CREATE FUNCTION mindwell_internal.owner_revoke(role name, access text, tenant_id uuid)
RETURNS TABLE (statement text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    role_id CONSTANT oid := mindwell_internal.check_access(role, access);
    other_tenants bigint;
    granted record;
    member record;
BEGIN
    IF access <> ALL (COALESCE(mindwell_internal.access_of(role_id), '{}')) THEN
        RAISE NOTICE 'role "%" has not the access %', role, access;
        RETURN;
    END IF;
    IF tenant_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM @extschema@.analytics_tenant_members m
        WHERE m.role = role_id AND m.tenant_id = owner_revoke.tenant_id)
    THEN
        RAISE NOTICE 'role "%" is not bound to tenant %', role, tenant_id;
        RETURN;
    END IF;
    -- 0 when no tenant is named: all of them then
    SELECT pg_catalog.count(*) INTO other_tenants
    FROM @extschema@.analytics_tenant_members m
    WHERE m.role = role_id AND m.tenant_id <> owner_revoke.tenant_id;

    -- A role that has other tenants keeps its access to them.  The last tenant goes with
    -- the last access, not before: in a store of one tenant, a role that is bound to none
    -- sees all events.
    IF other_tenants = 0 THEN
        FOR granted IN SELECT * FROM mindwell_internal.privileges_of(access, false) LOOP
            statement := pg_catalog.format('REVOKE %s ON %s FROM %I;', granted.privileges, granted.relations, role);
            EXECUTE statement;
            RETURN NEXT;
        END LOOP;
        FOR statement IN SELECT * FROM mindwell_internal.revoke_former(role_id, role) LOOP
            RETURN NEXT;
        END LOOP;
        FOR statement IN SELECT * FROM mindwell_internal.unrestrict(access, role) LOOP
            RETURN NEXT;
        END LOOP;
    END IF;
    FOR member IN
        SELECT m.tenant_id
        FROM @extschema@.analytics_tenant_members m
        WHERE m.role = role_id
          AND CASE WHEN other_tenants > 0 THEN m.tenant_id = owner_revoke.tenant_id
                   ELSE mindwell_internal.access_of(role_id) IS NULL END
        ORDER BY m.tenant_id
    LOOP
        statement := pg_catalog.format('DELETE FROM %s WHERE role = %L::regrole AND tenant_id = %L;',
                                       mindwell_internal.relation('analytics_tenant_members'),
                                       CAST(role_id AS pg_catalog.regrole), member.tenant_id);
        EXECUTE statement;
        RETURN NEXT;
    END LOOP;
    PERFORM mindwell_internal.audit('revoke', role, NULL, pg_catalog.jsonb_build_object('access', access, 'tenant_id', tenant_id));
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_revoke(name, text, uuid) IS
'Internal: what analytics_revoke() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_revoke(role name, access text, tenant_id uuid DEFAULT NULL)
RETURNS TABLE (statement text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 5
AS 'MODULE_PATHNAME', 'analytics_as_owner_only';
COMMENT ON FUNCTION @extschema@.analytics_revoke(name, text, uuid) IS
'Takes an access from a role that analytics_grant() gave it, from one tenant or from all: while the role has other tenants, tenant_id takes that tenant alone, from all its accesses. One row for each statement that did it; a NOTICE when the role has not the access, or not the tenant. For the store''s owner. 42501 for anybody else, 22023 for an unknown access or the owner as role, 42704 for an unknown role, 55000 without a store.';

-- Rate limit -------------------------------------------------------------------------
--
-- A tenant has as many slots as calls a minute; a call takes a slot that has been free
-- for a minute.  Slots are rows: a call that is under way holds its row's lock, so that
-- the others go past it and never wait, and every session counts it before it commits.

CREATE FUNCTION mindwell_internal.create_rate_table()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE UNLOGGED TABLE @extschema@.analytics_rate_slots (
        tenant_id uuid NOT NULL,
        slot integer NOT NULL,
        free_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, slot))
        WITH (fillfactor = 50);
    COMMENT ON TABLE @extschema@.analytics_rate_slots IS 'The calls that each tenant may make in a minute, for analytics_rate_check(); empty after a crash.';
    COMMENT ON COLUMN @extschema@.analytics_rate_slots.tenant_id IS 'Whose calls it counts.';
    COMMENT ON COLUMN @extschema@.analytics_rate_slots.slot IS 'From 1 to mindwell_analytics.rate_limit.';
    COMMENT ON COLUMN @extschema@.analytics_rate_slots.free_at IS 'From when on the next call may take it.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_rate_table() IS
'Internal: a migration, creates the table analytics_rate_slots.';

CREATE FUNCTION mindwell_internal.rate_retry_after(for_tenant uuid, cost integer, calls integer, checked_at timestamptz)
RETURNS integer
LANGUAGE sql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT GREATEST(1, CAST(pg_catalog.ceil(COALESCE(
        (SELECT EXTRACT(epoch FROM s.free_at - checked_at)
         FROM @extschema@.analytics_rate_slots s
         WHERE s.tenant_id = for_tenant AND s.slot <= calls AND s.free_at > checked_at
         ORDER BY s.free_at
         OFFSET cost - 1
         LIMIT 1), 60)) AS pg_catalog.int4))
$$;
COMMENT ON FUNCTION mindwell_internal.rate_retry_after(uuid, integer, integer, timestamptz) IS
'Internal: in how many seconds so many slots of a tenant will be free, if nobody else takes them.';

CREATE FUNCTION mindwell_internal.owner_rate_check(for_tenant uuid, cost integer)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    period CONSTANT interval := interval '1 minute';
    calls CONSTANT integer := CAST(mindwell_internal.setting('rate_limit') AS pg_catalog.int4);
    checked_at CONSTANT timestamptz := pg_catalog.clock_timestamp();
    taken integer[];
BEGIN
    IF calls = 0 THEN
        RETURN NULL;
    END IF;
    IF cost IS NULL OR cost < 1 OR cost > calls THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid cost',
            DETAIL = pg_catalog.format('It must be 1 to mindwell_analytics.rate_limit (%s).', calls);
    END IF;
    IF NOT EXISTS (SELECT FROM @extschema@.analytics_rate_slots s WHERE s.tenant_id = for_tenant AND s.slot = calls) THEN
        INSERT INTO @extschema@.analytics_rate_slots (tenant_id, slot, free_at)
        SELECT for_tenant, n, '-infinity' FROM pg_catalog.generate_series(1, calls) AS n
        ON CONFLICT DO NOTHING;
    END IF;

    taken := ARRAY(SELECT s.slot
                   FROM @extschema@.analytics_rate_slots s
                   WHERE s.tenant_id = for_tenant AND s.slot <= calls AND s.free_at <= checked_at
                   LIMIT cost
                   FOR UPDATE SKIP LOCKED);
    IF pg_catalog.cardinality(taken) < cost THEN
        RAISE EXCEPTION USING
            ERRCODE = 'configuration_limit_exceeded',
            MESSAGE = pg_catalog.format('rate limit of %s calls a minute exceeded', calls),
            DETAIL = pg_catalog.format('Retry after %s seconds.', mindwell_internal.rate_retry_after(
                for_tenant, cost - pg_catalog.cardinality(taken), calls, checked_at)),
            HINT = 'A superuser changes the limit: SELECT analytics_configure(''rate_limit'', ''120'');';
    END IF;
    UPDATE @extschema@.analytics_rate_slots s
    SET free_at = checked_at + period
    WHERE s.tenant_id = for_tenant AND s.slot = ANY (taken);
    RETURN (SELECT pg_catalog.count(*)
            FROM @extschema@.analytics_rate_slots s
            WHERE s.tenant_id = for_tenant AND s.slot <= calls AND s.free_at <= checked_at);
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_rate_check(uuid, integer) IS
'Internal: what analytics_rate_check() does for a tenant, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_rate_check(cost integer DEFAULT 1)
RETURNS integer
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_rate_check';
COMMENT ON FUNCTION @extschema@.analytics_rate_check(integer) IS
'Counts a call of the session''s tenant, or as many as cost says, against mindwell_analytics.rate_limit a minute; returns how many more it may make now, from which calls that others have under way are not subtracted, NULL without a limit. No report calls it: the application does, before what it wants to limit, and best in a transaction of its own, for a call that rolls back is not counted. It waits for nobody, save the first of a tenant. A standby counts nothing: a WARNING there, and NULL. Needs SELECT or INSERT on analytics_events. 53400 beyond the limit, with the seconds to wait in DETAIL; 22023 for a cost that is not 1 to the limit, or when the session has several tenants, 25006 in a read-only transaction, 40001 as any counter in a REPEATABLE READ one, 42501 without the privilege, 55000 without a store.';

-- The store: ordinary tables that belong to whoever runs analytics_install() -------
--
-- A store has a version: a number that grows when a release adds tables or columns.  Each
-- topic brings its own tables by migrations, which are run in the order of their versions,
-- all of them for a new store, and for an older one those that it has not had.  So a store
-- that grew is what a new one is.  A migration that was released is never changed.
--
-- A new table needs a row in store_tables(), a migration that creates it, a row in
-- access_privileges() (access.sql), its policies and triggers in guard_store() (guard.sql),
-- and, where C code uses it, a row in src/store/store.c.

CREATE FUNCTION mindwell_internal.store_migrations()
RETURNS TABLE (version integer, migration name)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 7
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES (1, name 'create_core_tables'),
           (1, 'create_ingest_tables'),
           (1, 'create_rate_table'),
           (1, 'create_privacy_tables'),
           (1, 'create_maintenance_tables'),
           (1, 'create_audit_table'),
           (1, 'create_rollup_tables')
$$;
COMMENT ON FUNCTION mindwell_internal.store_migrations() IS
'Internal: the functions that make a store, in the order in which they run; version is that of the store which each belongs to, the highest one that of a new store.';

CREATE FUNCTION mindwell_internal.store_tables()
RETURNS TABLE (table_name name, since_version integer, is_configuration boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 24
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES (name 'analytics_store', 1, false),
           ('analytics_events', 1, false),
           ('analytics_funnel_stages', 1, true),
           ('analytics_event_types', 1, true),
           ('analytics_event_keys', 1, false),
           ('analytics_users', 1, false),
           ('analytics_aliases', 1, false),
           ('analytics_opt_outs', 1, true),
           ('analytics_pii_rules', 1, true),
           ('analytics_hash_key', 1, true),
           ('analytics_tenant_members', 1, true),
           ('analytics_retention_policies', 1, true),
           ('analytics_sealed_days', 1, false),
           ('analytics_exports', 1, false),
           ('analytics_run_log', 1, false),
           ('analytics_erasures', 1, false),
           ('analytics_metric_definitions', 1, false),
           ('analytics_metrics', 1, false),
           ('analytics_user_days', 1, false),
           ('analytics_acquisition_costs', 1, false),
           ('analytics_stale_buckets', 1, false),
           ('analytics_audit_log', 1, false),
           ('analytics_rate_slots', 1, false),
           ('analytics_dirty_buckets', 1, false)
$$;
COMMENT ON FUNCTION mindwell_internal.store_tables() IS
'Internal: the tables of the store, and the version of the store that brought each; of configuration tables every session keeps a copy.';

-- Not immutable: a plan must not keep the number when an update of the extension changes it.
CREATE FUNCTION mindwell_internal.newest_store_version()
RETURNS integer
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (SELECT pg_catalog.max(m.version) FROM mindwell_internal.store_migrations() m);
COMMENT ON FUNCTION mindwell_internal.newest_store_version() IS
'Internal: the version of the store that analytics_install() makes.';

CREATE FUNCTION mindwell_internal.relation(relation name)
RETURNS regclass
LANGUAGE sql STABLE PARALLEL SAFE
RETURN (
    SELECT CAST(c.oid AS pg_catalog.regclass)
    FROM pg_catalog.pg_class c
    JOIN pg_catalog.pg_extension e ON e.extnamespace = c.relnamespace
    WHERE e.extname = 'mindwell_analytics' AND c.relname = relation);
COMMENT ON FUNCTION mindwell_internal.relation(name) IS
'Internal: a table or view in the extension''s schema; NULL when there is none.';

-- How far something came is in a row, and whoever goes on begins there.
CREATE FUNCTION mindwell_internal.find_changer(table_name name)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.format('Look for what changes its rows: SELECT tgname FROM pg_trigger WHERE tgrelid = %L::regclass AND NOT tgisinternal;',
                         mindwell_internal.relation(table_name));
COMMENT ON FUNCTION mindwell_internal.find_changer(name) IS
'Internal: the hint where a row of a table is not as it was just written.';

CREATE FUNCTION mindwell_internal.check_trigger_table(relation oid, trigger_name name, belongs_on name)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF relation IS DISTINCT FROM CAST(mindwell_internal.relation(belongs_on) AS pg_catalog.oid) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'wrong_object_type',
            MESSAGE = pg_catalog.format('"%s" is not the store''s %s',
                                        (SELECT c.relname FROM pg_catalog.pg_class c WHERE c.oid = relation), belongs_on),
            HINT = pg_catalog.format('The trigger belongs on no other table. Run DROP TRIGGER %I ON %s;',
                                     trigger_name, CAST(relation AS pg_catalog.regclass));
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_trigger_table(oid, name, name) IS
'Internal: 42809 for a trigger on another table than the store''s of that name; trigger functions ask before anything else.';

-- C code reads columns by their position: see the numbers in src/store/store.h.
CREATE FUNCTION mindwell_internal.create_core_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_store (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        version integer NOT NULL,
        partition_by text NOT NULL CHECK (partition_by IN ('day', 'week', 'month')),
        partition_schema name NOT NULL,
        installed_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_store IS 'The store''s version and how its events are partitioned; one row.';
    COMMENT ON COLUMN @extschema@.analytics_store.singleton IS 'Always true: there is one row.';
    COMMENT ON COLUMN @extschema@.analytics_store.version IS 'Of the store: grows when a release adds tables or columns; analytics_install() raises it.';
    COMMENT ON COLUMN @extschema@.analytics_store.partition_by IS 'How long a partition of analytics_events is: day, week (from Monday) or month, in UTC.';
    COMMENT ON COLUMN @extschema@.analytics_store.partition_schema IS 'The schema of the partitions.';
    COMMENT ON COLUMN @extschema@.analytics_store.installed_at IS 'When analytics_install() made the store.';

    -- fixed-width columns first: a scan finds occurred_at without walking over texts
    CREATE TABLE @extschema@.analytics_events (
        id uuid NOT NULL,
        tenant_id uuid NOT NULL,
        occurred_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        created_at timestamptz NOT NULL,
        user_id uuid,
        session_id uuid,
        event_type varchar(64) COLLATE "C" NOT NULL,
        funnel_stage varchar(32) COLLATE "C",
        properties jsonb NOT NULL,
        PRIMARY KEY (id, occurred_at),
        CONSTRAINT analytics_events_one_tenant CHECK (tenant_id = '00000000-0000-0000-0000-000000000000'))
        PARTITION BY RANGE (occurred_at);
    CREATE INDEX analytics_events_type_idx ON @extschema@.analytics_events (tenant_id, event_type, occurred_at);
    CREATE INDEX analytics_events_user_idx ON @extschema@.analytics_events (tenant_id, user_id, occurred_at)
        WHERE user_id IS NOT NULL;
    COMMENT ON TABLE @extschema@.analytics_events IS 'Product events. Write them with analytics_track(), COPY or INSERT: the trigger analytics_gate checks every row.';
    COMMENT ON COLUMN @extschema@.analytics_events.id IS 'UUID version 7, made by the gate; the owner may give another.';
    COMMENT ON COLUMN @extschema@.analytics_events.tenant_id IS 'Whose event it is; the nil UUID where there is one tenant.';
    COMMENT ON COLUMN @extschema@.analytics_events.occurred_at IS 'When it happened, by the client.';
    COMMENT ON COLUMN @extschema@.analytics_events.created_at IS 'When it was stored.';
    COMMENT ON COLUMN @extschema@.analytics_events.user_id IS 'Who did it; NULL for an anonymous event.';
    COMMENT ON COLUMN @extschema@.analytics_events.session_id IS 'The visit in which it happened, by the client; NULL where none is told.';
    COMMENT ON COLUMN @extschema@.analytics_events.event_type IS 'What happened; described in analytics_event_types where it is registered.';
    COMMENT ON COLUMN @extschema@.analytics_events.funnel_stage IS 'A stage of analytics_funnel_stages; by default the event type''s.';
    COMMENT ON COLUMN @extschema@.analytics_events.properties IS 'A JSON object, after redaction by analytics_pii_rules.';
    COMMENT ON CONSTRAINT analytics_events_one_tenant ON @extschema@.analytics_events IS 'Row security rests on it, and looks at no row: SELECT analytics_enable_tenants(); takes it away.';

    CREATE TABLE @extschema@.analytics_funnel_stages (
        stage varchar(32) COLLATE "C" PRIMARY KEY
            CONSTRAINT analytics_funnel_stages_stage_is_a_lower_case_word CHECK (stage ~ '^[a-z][a-z0-9_]*$'),
        position integer NOT NULL,
        description text);
    COMMENT ON TABLE @extschema@.analytics_funnel_stages IS 'The stages that events and event types may name, in the order of the funnel.';
    COMMENT ON COLUMN @extschema@.analytics_funnel_stages.stage IS 'Its name: lower-case letters, digits and underscores, after a letter.';
    COMMENT ON COLUMN @extschema@.analytics_funnel_stages.position IS 'Its place among the stages, lowest first.';
    COMMENT ON COLUMN @extschema@.analytics_funnel_stages.description IS 'For readers; NULL for none.';

    INSERT INTO @extschema@.analytics_funnel_stages (stage, position, description)
    VALUES ('awareness', 10, 'hears of the product'),
           ('acquisition', 20, 'comes to it'),
           ('activation', 30, 'begins to use it'),
           ('engagement', 40, 'uses it'),
           ('consideration', 50, 'thinks about a choice that matters'),
           ('conversion', 60, 'makes it'),
           ('retention', 70, 'comes back'),
           ('referral', 80, 'brings others'),
           ('revenue', 90, 'pays');

    CREATE TABLE @extschema@.analytics_event_types (
        tenant_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
        event_type varchar(64) COLLATE "C" NOT NULL,
        category text,
        funnel_stage varchar(32) COLLATE "C" REFERENCES @extschema@.analytics_funnel_stages,
        retention_class text NOT NULL DEFAULT 'events',
        description text,
        property_schema jsonb,
        auto_registered boolean NOT NULL DEFAULT false,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        is_action boolean NOT NULL DEFAULT true,
        property_aliases jsonb,
        PRIMARY KEY (tenant_id, event_type));
    COMMENT ON TABLE @extschema@.analytics_event_types IS 'The taxonomy. A row of the nil tenant holds for all tenants, unless one has its own; they see it unless it was registered by maintenance.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.tenant_id IS 'Whose type it is; the nil UUID: for all tenants.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.event_type IS 'The name that events give.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.category IS 'A group of types, for readers; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.funnel_stage IS 'The stage of its events that name none; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.retention_class IS 'The row of analytics_retention_policies that tells how long its events are kept.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.description IS 'For readers; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.property_schema IS 'What the properties must be, in a subset of JSON Schema; NULL allows anything.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.auto_registered IS 'Entered by maintenance because events of it arrived.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.created_at IS 'When it was registered.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.updated_at IS 'When it was last registered anew.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.is_action IS 'Its events are something that users do, and make them active; false for what happens to them.';
    COMMENT ON COLUMN @extschema@.analytics_event_types.property_aliases IS 'Further names of declared properties, for example {"duration": "duration_seconds"}; null drops the property. NULL for none.';

    CREATE TABLE @extschema@.analytics_tenant_members (
        role regrole NOT NULL,
        tenant_id uuid NOT NULL,
        PRIMARY KEY (role, tenant_id));
    COMMENT ON TABLE @extschema@.analytics_tenant_members IS 'Which tenants'' rows the members of a role see and write.';
    COMMENT ON COLUMN @extschema@.analytics_tenant_members.role IS 'Follows the role when it is renamed. A row of a role that was dropped binds nobody; maintenance removes it.';
    COMMENT ON COLUMN @extschema@.analytics_tenant_members.tenant_id IS 'The tenant that the role is bound to.';

    CREATE TABLE @extschema@.analytics_hash_key (
        singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
        key bytea NOT NULL CHECK (octet_length(key) = 32),
        created_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_hash_key IS 'The secret of all keyed hashes of this store. Grant it to nobody.';
    COMMENT ON COLUMN @extschema@.analytics_hash_key.singleton IS 'Always true: there is one row.';
    COMMENT ON COLUMN @extschema@.analytics_hash_key.key IS '32 random bytes.';
    COMMENT ON COLUMN @extschema@.analytics_hash_key.created_at IS 'When the key was made.';

    CREATE TABLE @extschema@.analytics_dirty_buckets (
        tenant_id uuid NOT NULL,
        bucket date NOT NULL,
        logged_at timestamptz NOT NULL)
        -- a refresh empties it, every few minutes
        WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 10000);
    -- it has no key, and a publication of all tables forbids deletions without an identity
    ALTER TABLE @extschema@.analytics_dirty_buckets REPLICA IDENTITY FULL;
    COMMENT ON TABLE @extschema@.analytics_dirty_buckets IS 'UTC days whose events changed since their rollups were made; written by the gate.';
    COMMENT ON COLUMN @extschema@.analytics_dirty_buckets.tenant_id IS 'Whose events changed.';
    COMMENT ON COLUMN @extschema@.analytics_dirty_buckets.bucket IS 'The UTC day.';
    COMMENT ON COLUMN @extschema@.analytics_dirty_buckets.logged_at IS 'When the first change of a transaction was logged.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_core_tables() IS
'Internal: a migration, creates the tables that all topics stand on.';

-- The tables of ingest -------------------------------------------------------------

CREATE FUNCTION mindwell_internal.create_ingest_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_event_keys (
        tenant_id uuid NOT NULL,
        key_hash bytea NOT NULL,
        payload_hash bytea NOT NULL,
        event_id uuid NOT NULL,
        user_id uuid,
        created_at timestamptz NOT NULL,
        PRIMARY KEY (tenant_id, key_hash));
    COMMENT ON TABLE @extschema@.analytics_event_keys IS 'Idempotency keys of the last 7 days, as keyed hashes, and the events they belong to.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.tenant_id IS 'Whose event it is.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.key_hash IS 'Keyed hash of the idempotency key.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.payload_hash IS 'Keyed hash of what the event said: the same key with another one is a conflict.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.event_id IS 'The event that was stored with the key.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.user_id IS 'The user of that event, so that an erasure finds the key; NULL for an anonymous one.';
    COMMENT ON COLUMN @extschema@.analytics_event_keys.created_at IS 'When the event was stored; the key is forgotten 7 days later.';

    CREATE TABLE @extschema@.analytics_users (
        tenant_id uuid NOT NULL,
        user_id uuid NOT NULL,
        properties jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, user_id));
    COMMENT ON TABLE @extschema@.analytics_users IS 'Properties of users, written by analytics_identify().';
    COMMENT ON COLUMN @extschema@.analytics_users.tenant_id IS 'Whose user it is.';
    COMMENT ON COLUMN @extschema@.analytics_users.user_id IS 'The user.';
    COMMENT ON COLUMN @extschema@.analytics_users.properties IS 'A JSON object: all that analytics_identify() was told, merged, after redaction by analytics_pii_rules.';
    COMMENT ON COLUMN @extschema@.analytics_users.created_at IS 'When the user was first identified.';
    COMMENT ON COLUMN @extschema@.analytics_users.updated_at IS 'When the properties were last written.';

    CREATE TABLE @extschema@.analytics_aliases (
        tenant_id uuid NOT NULL,
        anonymous_id uuid NOT NULL,
        user_id uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        PRIMARY KEY (tenant_id, anonymous_id));
    CREATE INDEX analytics_aliases_user_idx ON @extschema@.analytics_aliases (tenant_id, user_id);
    COMMENT ON TABLE @extschema@.analytics_aliases IS 'Which users anonymous visitors turned out to be, written by analytics_alias().';
    COMMENT ON COLUMN @extschema@.analytics_aliases.tenant_id IS 'Whose visitor it is.';
    COMMENT ON COLUMN @extschema@.analytics_aliases.anonymous_id IS 'The visitor, as analytics_anonymous_uuid() has them.';
    COMMENT ON COLUMN @extschema@.analytics_aliases.user_id IS 'The first user who signed in there; the nil UUID once they are erased, where a second one had appeared.';
    COMMENT ON COLUMN @extschema@.analytics_aliases.created_at IS 'When that was said; what comes from the visitor afterwards is stored as the user''s; -infinity where the user is erased.';
    COMMENT ON COLUMN @extschema@.analytics_aliases.ended_at IS 'When a second user appeared there, the earliest time that was told; what the visitor did since then is nobody''s; -infinity where the user is erased. NULL: none has.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_ingest_tables() IS
'Internal: a migration, creates the tables of idempotency keys, of users and of the anonymous visitors that they were.';

-- The tables of maintenance --------------------------------------------------------

CREATE FUNCTION mindwell_internal.create_maintenance_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_retention_policies (
        retention_class text PRIMARY KEY
            CONSTRAINT analytics_retention_policies_class_has_1_to_64_bytes CHECK (octet_length(retention_class) BETWEEN 1 AND 64),
        keep interval
            CONSTRAINT analytics_retention_policies_keep_is_1_day_to_1000_years CHECK (keep BETWEEN interval '1 day' AND interval '1000 years'),
        export_first boolean NOT NULL DEFAULT false,
        updated_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_retention_policies IS 'How long the events of a retention class are kept. A class without a row is kept forever.';
    COMMENT ON COLUMN @extschema@.analytics_retention_policies.retention_class IS 'As event types name it; audit is that of analytics_audit_log.';
    COMMENT ON COLUMN @extschema@.analytics_retention_policies.keep IS 'At least so long, up to a UTC day longer; NULL: forever.';
    COMMENT ON COLUMN @extschema@.analytics_retention_policies.export_first IS 'Purge refuses a partition that analytics_mark_exported() has not been told of.';
    COMMENT ON COLUMN @extschema@.analytics_retention_policies.updated_at IS 'When the policy was last set.';

    -- nothing is purged that nobody asked to purge
    INSERT INTO @extschema@.analytics_retention_policies (retention_class)
    VALUES ('events'), ('audit'), ('security'), ('performance');

    CREATE TABLE @extschema@.analytics_sealed_days (
        day date PRIMARY KEY,
        sealed_at timestamptz NOT NULL,
        purged_events bigint NOT NULL);
    COMMENT ON TABLE @extschema@.analytics_sealed_days IS 'UTC days from which events were purged: their rollups are final.';
    COMMENT ON COLUMN @extschema@.analytics_sealed_days.day IS 'The UTC day.';
    COMMENT ON COLUMN @extschema@.analytics_sealed_days.sealed_at IS 'When events of it were first purged.';
    COMMENT ON COLUMN @extschema@.analytics_sealed_days.purged_events IS 'How many events of it were purged.';

    CREATE TABLE @extschema@.analytics_exports (
        period_start timestamptz PRIMARY KEY,
        period_end timestamptz NOT NULL,
        event_count bigint NOT NULL,
        exported_at timestamptz NOT NULL DEFAULT now(),
        digest numeric NOT NULL);
    COMMENT ON TABLE @extschema@.analytics_exports IS 'Partitions that were exported, and how many events they had then; written by analytics_mark_exported().';
    COMMENT ON COLUMN @extschema@.analytics_exports.period_start IS 'From when the partition holds events.';
    COMMENT ON COLUMN @extschema@.analytics_exports.period_end IS 'Until when, excluded.';
    COMMENT ON COLUMN @extschema@.analytics_exports.event_count IS 'How many events it had when it was exported.';
    COMMENT ON COLUMN @extschema@.analytics_exports.exported_at IS 'When that was recorded.';
    COMMENT ON COLUMN @extschema@.analytics_exports.digest IS 'Of the columns of all its events then: purge takes away nothing else.';

    CREATE TABLE @extschema@.analytics_run_log (
        run_id uuid NOT NULL,
        step text NOT NULL,
        target text NOT NULL,
        status text NOT NULL CHECK (status IN ('running', 'done', 'failed', 'interrupted')),
        event_count bigint NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        error_code text,
        error text,
        as_of timestamptz,
        steps text[],
        state jsonb,
        PRIMARY KEY (run_id, step, target));
    COMMENT ON TABLE @extschema@.analytics_run_log IS 'What analytics_maintain() did: a row for each run (step run), each of its steps, and each partition that a step changed or failed to.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.run_id IS 'Of the call of analytics_maintain().';
    COMMENT ON COLUMN @extschema@.analytics_run_log.step IS 'run for the call as a whole, else one of its steps.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.target IS 'A partition; empty for the step as a whole.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.status IS 'running, done, failed or interrupted.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.event_count IS 'Events moved or removed; for the steps register, refresh, keys and trim, rows.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.started_at IS 'When it began.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.finished_at IS 'When it ended; NULL while it is running.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.error_code IS 'SQLSTATE of the last failure.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.error IS 'Message of the last failure, with its DETAIL and HINT in lines of their own; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.as_of IS 'The time that counts as now; of the row of the call.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.steps IS 'The steps that the call was to do; of the row of the call.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.state IS 'Where a step that is not finished goes on.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_maintenance_tables() IS
'Internal: a migration, creates the tables of retention, exports and runs.';

-- What guards the store: triggers, row security, policies and the inbox view ---------

CREATE FUNCTION mindwell_internal.create_trigger(
    target name, trigger_name name, firing text, trigger_function regprocedure)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass := mindwell_internal.relation(target);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_trigger t
                   WHERE t.tgrelid = relation AND t.tgname = trigger_name) THEN
        EXECUTE pg_catalog.format('CREATE TRIGGER %I %s EXECUTE FUNCTION %s',
                                  trigger_name, pg_catalog.format(firing, relation), trigger_function);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_trigger(name, name, text, regprocedure) IS
'Internal: creates a trigger of the store unless it is there; firing is the clause from BEFORE to FOR EACH, with %s for the table.';

CREATE FUNCTION mindwell_internal.create_policy(target name, condition text, new_row_condition text)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass := mindwell_internal.relation(target);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_policy p
                   WHERE p.polrelid = relation AND p.polname = 'analytics_tenant') THEN
        EXECUTE pg_catalog.format('CREATE POLICY analytics_tenant ON %s USING (%s) WITH CHECK (%s)',
                                  relation, condition, new_row_condition);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_policy(name, text, text) IS
'Internal: creates the policy of a table of the store unless it is there; which rows are seen, and which may be written.';

CREATE FUNCTION mindwell_internal.create_read_policy(target name, condition text)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass := mindwell_internal.relation(target);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_policy p
                   WHERE p.polrelid = relation AND p.polname = 'analytics_read') THEN
        EXECUTE pg_catalog.format('CREATE POLICY analytics_read ON %s FOR SELECT USING (%s)', relation, condition);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_read_policy(name, text) IS
'Internal: creates the policy that tells which rows of a table are seen, beside those that may be written, unless it is there.';

CREATE FUNCTION mindwell_internal.create_write_restriction(target name, command text, condition text)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass := mindwell_internal.relation(target);
    policy_name CONSTANT name := 'analytics_' || pg_catalog.lower(command);
BEGIN
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_policy p
                   WHERE p.polrelid = relation AND p.polname = policy_name) THEN
        EXECUTE pg_catalog.format('CREATE POLICY %I ON %s AS RESTRICTIVE FOR %s USING (%s)',
                                  policy_name, relation, command, condition);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_write_restriction(name, text, text) IS
'Internal: creates the policy that tells to which of the rows that are seen UPDATE or DELETE is limited, unless it is there.';

-- An earlier version let roles write these tables.
CREATE FUNCTION mindwell_internal.drop_write_policies()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN
        SELECT p.polrelid
        FROM pg_catalog.unnest(CAST(ARRAY['analytics_opt_outs', 'analytics_funnel_stages', 'analytics_retention_policies',
                                          'analytics_pii_rules'] AS pg_catalog.name[])) AS t (table_name)
        JOIN pg_catalog.pg_policy p ON p.polrelid = mindwell_internal.relation(t.table_name) AND p.polname = 'analytics_tenant'
    LOOP
        EXECUTE pg_catalog.format('DROP POLICY analytics_tenant ON %s', relation);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.drop_write_policies() IS
'Internal: takes away the policies under which roles other than the owner could write tables that are written by functions alone.';

-- Everything that depends on the extension's functions, and so is gone after DROP EXTENSION
-- ... CASCADE.  The functions that it names are in every dump of a store: they stay in the
-- extension's schema, under the signatures that they have (test/pgtap/catalog.sql).
CREATE FUNCTION mindwell_internal.guard_store()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- the session's tenants are looked up once for a query, not once for a row
    own_tenant CONSTANT text :=
        'tenant_id = ANY (CAST((SELECT @extschema@.analytics_current_tenants()) AS pg_catalog.uuid[]))';
    -- what concerns all tenants is not for those who are bound to one
    no_tenant CONSTANT text :=
        '(SELECT @extschema@.analytics_is_unbound())';
    -- the nil tenant's event types hold for all
    not_of_all CONSTANT text := 'tenant_id <> ''00000000-0000-0000-0000-000000000000'' OR ' || no_tenant;
    target record;
    relation regclass;
BEGIN
    PERFORM mindwell_internal.create_trigger('analytics_events', 'analytics_gate',
        'BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW', '@extschema@.analytics_gate()');
    PERFORM mindwell_internal.create_trigger('analytics_users', 'analytics_users_gate',
        'BEFORE INSERT OR UPDATE ON %s FOR EACH ROW', '@extschema@.analytics_users_gate()');
    PERFORM mindwell_internal.create_trigger('analytics_event_types', 'analytics_event_types_check',
        'BEFORE INSERT OR UPDATE ON %s FOR EACH ROW', '@extschema@.analytics_event_types_check()');
    PERFORM mindwell_internal.guard_partition(p.relid)
    FROM pg_catalog.pg_partition_tree(mindwell_internal.relation('analytics_events')) p
    WHERE p.isleaf;

    PERFORM mindwell_internal.guard_audit();

    FOR target IN SELECT * FROM mindwell_internal.store_tables() LOOP
        relation := mindwell_internal.relation(target.table_name);
        PERFORM mindwell_internal.enable_row_security(relation);
        IF target.is_configuration THEN
            -- before too: if the statement fails halfway, a session's copy must not keep what it saw
            PERFORM mindwell_internal.create_trigger(target.table_name, 'analytics_config_changing',
                'BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s FOR EACH STATEMENT', '@extschema@.analytics_config_changed()');
            -- for each row, because statement triggers do not fire when rows arrive by replication
            PERFORM mindwell_internal.create_trigger(target.table_name, 'analytics_config_changed',
                'AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW', '@extschema@.analytics_config_changed()');
            IF EXISTS (SELECT FROM pg_catalog.pg_trigger t
                       WHERE t.tgrelid = relation AND t.tgname = 'analytics_config_changed' AND t.tgenabled <> 'A') THEN
                EXECUTE pg_catalog.format('ALTER TABLE %s ENABLE ALWAYS TRIGGER analytics_config_changed', relation);
            END IF;
        END IF;
    END LOOP;

    PERFORM mindwell_internal.create_policy('analytics_events',
        CASE WHEN mindwell_internal.has_one_tenant() THEN '@extschema@.analytics_sees_only_tenant()' ELSE own_tenant END, own_tenant);
    PERFORM mindwell_internal.drop_write_policies();
    PERFORM mindwell_internal.create_policy('analytics_users', own_tenant, own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_aliases', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_opt_outs', own_tenant);
    PERFORM mindwell_internal.create_policy('analytics_event_types', own_tenant, own_tenant || ' AND (' || not_of_all || ')');
    PERFORM mindwell_internal.create_write_restriction('analytics_event_types', 'UPDATE', not_of_all);
    PERFORM mindwell_internal.create_write_restriction('analytics_event_types', 'DELETE', not_of_all);
    PERFORM mindwell_internal.create_read_policy('analytics_event_types',
        'tenant_id = ''00000000-0000-0000-0000-000000000000'' AND NOT auto_registered');
    PERFORM mindwell_internal.create_read_policy('analytics_funnel_stages', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_retention_policies', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_pii_rules', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_store', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_sealed_days', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_exports', no_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_run_log', no_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_erasures', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_audit_log', own_tenant || ' OR tenant_id IS NULL AND ' || no_tenant);
    PERFORM mindwell_internal.guard_rollup_tables(own_tenant);

    IF mindwell_internal.relation('analytics_inbox') IS NULL THEN
        CREATE VIEW @extschema@.analytics_inbox WITH (security_invoker = true) AS
            SELECT e.event_type, e.user_id, e.session_id, e.properties, e.occurred_at, e.funnel_stage, e.tenant_id
            FROM @extschema@.analytics_events e;
        COMMENT ON VIEW @extschema@.analytics_inbox IS
            'INSERT or COPY events here as a role that does not own the store (COPY into a table with row security is its owner''s).';
    END IF;
    PERFORM mindwell_internal.create_trigger('analytics_inbox', 'analytics_inbox_insert',
        'INSTEAD OF INSERT ON %s FOR EACH ROW', '@extschema@.analytics_inbox_insert()');
END
$$;
COMMENT ON FUNCTION mindwell_internal.guard_store() IS
'Internal: puts triggers, row security, policies and the inbox view on the store, where they are missing.';

-- Installing the store, and bringing an older one up to date --------------------------

CREATE FUNCTION mindwell_internal.check_owner()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    foreign_table record;
BEGIN
    SELECT c.relname, pg_catalog.pg_get_userbyid(c.relowner) AS owner, c.relkind
    INTO foreign_table
    FROM (SELECT s.table_name FROM mindwell_internal.store_tables() s UNION ALL SELECT 'analytics_inbox') s
    JOIN pg_catalog.pg_class c ON c.oid = mindwell_internal.relation(s.table_name)
    WHERE (pg_catalog.pg_get_userbyid(c.relowner) <> CURRENT_USER
           OR c.relkind <> CASE s.table_name WHEN 'analytics_events' THEN 'p' WHEN 'analytics_inbox' THEN 'v' ELSE 'r' END)
    ORDER BY c.relname
    LIMIT 1;

    IF foreign_table.owner <> CURRENT_USER THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('"%s" belongs to role "%s"', foreign_table.relname, foreign_table.owner),
            DETAIL = 'All tables of a store have one owner, and only the owner may run analytics_install() again.',
            HINT = 'Connect as that role, and run SELECT analytics_install();';
    ELSIF foreign_table.relname IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'wrong_object_type',
            MESSAGE = pg_catalog.format('"%s" is not a table of the analytics store', foreign_table.relname),
            HINT = 'Rename it, or create the extension in another schema.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_owner() IS
'Internal: 42501 unless all tables of the store that exist, and its view, belong to the current user, 42809 for anything else of their names.';

CREATE FUNCTION mindwell_internal.installed_version()
RETURNS integer
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    installed integer;
    missing_tables text;
BEGIN
    IF NOT EXISTS (SELECT FROM mindwell_internal.store_tables() t WHERE mindwell_internal.relation(t.table_name) IS NOT NULL) THEN
        RETURN NULL;
    END IF;

    IF mindwell_internal.relation('analytics_store') IS NOT NULL THEN
        SELECT s.version INTO installed FROM @extschema@.analytics_store s;
        IF NOT FOUND THEN
            RAISE EXCEPTION USING
                ERRCODE = 'object_not_in_prerequisite_state',
                MESSAGE = 'the table "analytics_store" is empty',
                HINT = 'Restore its row from a backup: it tells how the events are partitioned.';
        END IF;
    END IF;
    -- without analytics_store no version is known: then it is missing itself
    SELECT pg_catalog.string_agg(t.table_name, ', ' ORDER BY t.table_name)
    INTO missing_tables
    FROM mindwell_internal.store_tables() t
    WHERE mindwell_internal.relation(t.table_name) IS NULL
      AND t.since_version <= COALESCE(installed, t.since_version);
    IF missing_tables IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'the analytics store is not complete',
            DETAIL = pg_catalog.format('Missing: %s.', missing_tables),
            HINT = 'Restore what is missing from a backup; or rename the other tables to begin a new store.';
    END IF;
    RETURN installed;
END
$$;
COMMENT ON FUNCTION mindwell_internal.installed_version() IS
'Internal: the version of the store, NULL when none of its tables exists. 55000 when a table is missing that a store of this version has, or analytics_store is empty.';

CREATE FUNCTION mindwell_internal.migrate_store(from_version integer)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    migration name;
BEGIN
    FOR migration IN
        SELECT m.migration
        FROM mindwell_internal.store_migrations() WITH ORDINALITY AS m (version, migration, ordinal)
        WHERE m.version > from_version
        ORDER BY m.version, m.ordinal
    LOOP
        EXECUTE pg_catalog.format('SELECT mindwell_internal.%I()', migration);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.migrate_store(integer) IS
'Internal: runs the migrations that a store of a version has not had; 0 stands for no store at all.';

CREATE FUNCTION mindwell_internal.check_may_install(partition_schema name)
RETURNS void
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    store_schema CONSTANT regnamespace := CAST('@extschema@' AS pg_catalog.regnamespace);
    partition_schema_id CONSTANT oid := (SELECT n.oid FROM pg_catalog.pg_namespace n WHERE n.nspname = partition_schema);
    database CONSTANT name := pg_catalog.current_database();
    missing_grants text;
BEGIN
    missing_grants := NULLIF(pg_catalog.concat_ws(' ',
        CASE WHEN NOT pg_catalog.has_schema_privilege(store_schema, 'CREATE') THEN
            pg_catalog.format('GRANT CREATE, USAGE ON SCHEMA %s TO %I;', store_schema, CURRENT_USER) END,
        CASE WHEN partition_schema_id IS NULL AND NOT pg_catalog.has_database_privilege(database, 'CREATE') THEN
            pg_catalog.format('GRANT CREATE ON DATABASE %I TO %I;', database, CURRENT_USER)
             WHEN NOT pg_catalog.has_schema_privilege(partition_schema_id, 'CREATE') THEN
            pg_catalog.format('GRANT CREATE, USAGE ON SCHEMA %I TO %I;', partition_schema, CURRENT_USER) END), '');
    IF missing_grants IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'permission denied to install the analytics store',
            DETAIL = pg_catalog.format('It creates tables in schema %s, and their partitions in schema %I%s.', store_schema, partition_schema,
                                       CASE WHEN partition_schema_id IS NULL THEN ', which does not exist yet' ELSE '' END),
            HINT = pg_catalog.format('A superuser runs %s (For the partitions, partition_schema may also name a schema in which you may create tables.)', missing_grants);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_may_install(name) IS
'Internal: 42501 when the current user may not create a store; the hint has the GRANTs that are missing.';

CREATE FUNCTION mindwell_internal.prepare_partition_schema(partition_schema name)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.check_may_install(partition_schema);
    PERFORM mindwell_internal.check_partition_schema(partition_schema);
    IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace n WHERE n.nspname = partition_schema) THEN
        EXECUTE pg_catalog.format('CREATE SCHEMA %I', partition_schema);
        EXECUTE pg_catalog.format('COMMENT ON SCHEMA %I IS %L', partition_schema,
                                  'Partitions of analytics_events; query the table, not them.');
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.prepare_partition_schema(name) IS
'Internal: creates the schema of the partitions unless it exists. 42501 when the store may not be created, or the schema belongs to another role.';

CREATE FUNCTION @extschema@.analytics_install(
    partition_by text DEFAULT 'day', partition_schema text DEFAULT 'analytics_partitions')
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    newest_version CONSTANT integer := mindwell_internal.newest_store_version();
    periods_ahead CONSTANT integer := CAST(mindwell_internal.setting('premake') AS pg_catalog.int4);
    store record;
    -- NULL when there is no store
    from_version integer;
    period timestamptz;
    problem text;
    hint text;
BEGIN
    IF partition_by IS NULL OR partition_by NOT IN ('day', 'week', 'month') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid partition_by',
            HINT = 'It is ''day'', ''week'' or ''month''.';
    END IF;
    IF partition_schema IS NULL OR pg_catalog.octet_length(partition_schema) NOT BETWEEN 1 AND 63 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid partition_schema',
            HINT = 'Name a schema, of at most 63 bytes, for the partitions.';
    END IF;

    -- one at a time
    IF mindwell_internal.relation('analytics_events') IS NULL THEN
        PERFORM mindwell_internal.check_may_install(CAST(partition_schema AS pg_catalog.name));
    END IF;
    -- once for those who may not take the lock, and what another has installed meanwhile
    PERFORM mindwell_internal.check_owner();
    PERFORM mindwell_internal.take_turn('install');
    PERFORM mindwell_internal.check_owner();
    PERFORM mindwell_internal.lock_maintenance();

    from_version := mindwell_internal.installed_version();
    IF from_version IS NULL THEN
        PERFORM mindwell_internal.prepare_partition_schema(CAST(partition_schema AS pg_catalog.name));
        PERFORM mindwell_internal.migrate_store(0);
        INSERT INTO @extschema@.analytics_store (version, partition_by, partition_schema)
        VALUES (newest_version, analytics_install.partition_by, analytics_install.partition_schema);
        EXECUTE pg_catalog.format('CREATE TABLE %I.analytics_events_default PARTITION OF %s DEFAULT',
                                  partition_schema, mindwell_internal.relation('analytics_events'));
        EXECUTE pg_catalog.format('COMMENT ON TABLE %I.analytics_events_default IS %L', partition_schema,
                                  'Events of days that have no partition yet; maintenance moves them.');
    ELSIF from_version < newest_version THEN
        PERFORM mindwell_internal.migrate_store(from_version);
        UPDATE @extschema@.analytics_store SET version = newest_version;
    ELSIF from_version > newest_version THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = pg_catalog.format('the store has version %s, newer than this extension''s %s', from_version, newest_version),
            HINT = 'Run ALTER EXTENSION mindwell_analytics UPDATE;';
    END IF;
    SELECT * INTO STRICT store FROM @extschema@.analytics_store;
    IF store.partition_schema <> mindwell_internal.partition_schema() THEN
        RAISE NOTICE 'the partitions are in schema %, no longer in %', mindwell_internal.partition_schema(), store.partition_schema;
        UPDATE @extschema@.analytics_store s SET partition_schema = mindwell_internal.partition_schema()
        RETURNING s.partition_schema INTO STRICT store.partition_schema;
    END IF;
    PERFORM mindwell_internal.check_partition_schema(store.partition_schema);

    PERFORM mindwell_internal.guard_store();
    -- three UUIDs hold more than 256 random bits
    INSERT INTO @extschema@.analytics_hash_key (key)
    VALUES (pg_catalog.sha256(pg_catalog.uuid_send(pg_catalog.gen_random_uuid())
                              OPERATOR(pg_catalog.||) pg_catalog.uuid_send(pg_catalog.gen_random_uuid())
                              OPERATOR(pg_catalog.||) pg_catalog.uuid_send(pg_catalog.gen_random_uuid())))
    ON CONFLICT (singleton) DO NOTHING;
    INSERT INTO @extschema@.analytics_event_types
        (event_type, category, funnel_stage, retention_class, description, property_schema, is_action, property_aliases)
    SELECT t.event_type, t.category, t.funnel_stage, t.retention_class, t.description, t.property_schema, t.is_action,
           t.property_aliases
    FROM @extschema@.analytics_canonical_event_types() t
    ON CONFLICT (tenant_id, event_type) DO NOTHING;
    PERFORM mindwell_internal.fill_metric_definitions();

    period := mindwell_internal.partition_start(store.partition_by, pg_catalog.now());
    FOR ahead IN 0 .. periods_ahead LOOP
        BEGIN
            PERFORM mindwell_internal.create_partition(store.partition_by, store.partition_schema, period);
        EXCEPTION WHEN object_not_in_prerequisite_state THEN
            -- events wait in the default partition, which is no reason not to put back what is missing
            GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
            RAISE WARNING USING MESSAGE = problem, HINT = hint;
        END;
        period := mindwell_internal.partition_end(store.partition_by, period);
    END LOOP;

    IF store.partition_by <> analytics_install.partition_by AND analytics_install.partition_by <> 'day' THEN
        RAISE NOTICE 'the store stays partitioned by %', store.partition_by;
    END IF;
    RETURN pg_catalog.format(CASE WHEN from_version IS NULL THEN 'installed store version %s in schema %s, partitioned by %s'
                                  WHEN from_version < newest_version
                                      THEN 'store version %s in schema %s, partitioned by %s, is migrated from version %s'
                                  ELSE 'store version %s in schema %s, partitioned by %s, is complete' END,
                             store.version,
                             CAST('@extschema@' AS pg_catalog.regnamespace), store.partition_by, from_version);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_install(text, text) IS
'Creates the store (ordinary tables, owned by the caller) in the extension''s schema, with partitions for the current and the next mindwell_analytics.premake periods (7). Run again, it migrates a store that an older version of the extension made, puts back triggers, policies and event types that are missing, and changes nothing else. partition_by is day, week or month. Returns one line that tells what it did. 42501 when tables may not be created, or they or the partitions'' schema belong to another role (a superuser''s schema will do), 22023 for a bad argument, 42809 when something else has the name of one of its tables, 55000 when a table of the store''s own version is missing, or the store is newer than the extension.';

-- Maintenance: analytics_maintain() ------------------------------------------------
--
-- The procedure, its runs, and a function unit_NAME() for each of its steps:
--
--   analytics_maintain()            as its caller; commits
--     begin_run(), steps_of()       as the store's owner, like all that follows
--     begin_step()                  once for each step
--     run_step()                    once for each unit
--       run_unit()
--         unit_create(), unit_drain()      partitions (partition.sql)
--         unit_register()                  types of new events
--         unit_refresh()                   rollups (refresh.sql)
--         unit_purge()                     what has expired (purge.sql)
--         unit_keys(), unit_trim()         old idempotency keys, old rows of logs
--         unit_analyze()                   statistics
--     trim_job_details()            old rows of pg_cron's log, as the caller
--     end_run()
--
-- A run is a list of steps, a step a sequence of units, a unit one transaction: a
-- partition, or a batch.  A unit takes the state that the one before has returned,
-- and returns NULL when the step is finished; until then the step is running.  The
-- state, and what each did, is in analytics_run_log, written in the unit's own transaction: a run that
-- is killed loses one unit, and leaves a log that tells how far it came.
--
-- A run holds a lock of its session, which another finds and ends.  Whatever is running
-- in the log when a run begins was killed or cancelled; its step comes last then, lest the
-- steps after it never have their turn.  A unit takes the lock of its
-- transaction besides, that steps called alone take too.

CREATE FUNCTION mindwell_internal.log_unit(
    run uuid, step text, target text, status text, event_count bigint, started_at timestamptz, error_code text, error text,
    state jsonb)
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO @extschema@.analytics_run_log AS l
        (run_id, step, target, status, event_count, started_at, finished_at, error_code, error, state)
    VALUES (run, step, target, status, COALESCE(event_count, 0), started_at, pg_catalog.clock_timestamp(), error_code, error, state)
    ON CONFLICT (run_id, step, target) DO UPDATE SET
        status = CASE WHEN l.status = 'failed' THEN l.status ELSE EXCLUDED.status END,
        event_count = l.event_count + EXCLUDED.event_count,
        finished_at = EXCLUDED.finished_at,
        error_code = COALESCE(EXCLUDED.error_code, l.error_code),
        error = COALESCE(EXCLUDED.error, l.error),
        state = EXCLUDED.state
$$;
COMMENT ON FUNCTION mindwell_internal.log_unit(uuid, text, text, text, bigint, timestamptz, text, text, jsonb) IS
'Internal: notes what a unit did, adding to what the same step did to the same target before, and from where the step goes on; a failure stays one.';

CREATE FUNCTION mindwell_internal.done_today(run uuid, step text, as_of timestamptz)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM @extschema@.analytics_run_log this
        WHERE this.run_id = run AND this.step = 'run' AND pg_catalog.cardinality(this.steps) > 1)
       AND EXISTS (
        SELECT
        FROM @extschema@.analytics_run_log earlier
        JOIN @extschema@.analytics_run_log done USING (run_id)
        WHERE earlier.step = 'run' AND done.step = done_today.step AND done.target = '' AND done.status = 'done'
          AND CAST(earlier.as_of AT TIME ZONE 'UTC' AS pg_catalog.date) = CAST(done_today.as_of AT TIME ZONE 'UTC' AS pg_catalog.date)
          AND done.started_at > (SELECT COALESCE(pg_catalog.max(p.updated_at), '-infinity')
                                 FROM @extschema@.analytics_retention_policies p))
$$;
COMMENT ON FUNCTION mindwell_internal.done_today(uuid, text, timestamptz) IS
'Internal: was a step that reads much and finds something new once a day done already on this UTC day, under the same policies? Never for a run that was asked for this step alone.';

CREATE FUNCTION mindwell_internal.unit_create(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ahead CONSTANT integer := CAST(mindwell_internal.setting('premake') AS pg_catalog.int4);
    at_most CONSTANT integer := CAST(mindwell_internal.setting('max_new_partitions') AS pg_catalog.int4);
    after_time timestamptz := COALESCE(CAST(state ->> 'after' AS pg_catalog.timestamptz), '-infinity');
    made integer := COALESCE(CAST(state ->> 'made' AS pg_catalog.int4), 0);
    missing record;
BEGIN
    SELECT m.* INTO missing
    FROM @extschema@.analytics_store s,
    LATERAL (SELECT mindwell_internal.partition_start(s.partition_by, as_of) AT TIME ZONE 'UTC') AS now (utc_start),
    LATERAL mindwell_internal.missing_periods(as_of,
        (now.utc_start + (ahead + 1) * CAST('1 ' || s.partition_by AS pg_catalog.interval)) AT TIME ZONE 'UTC') m
    WHERE m.starts_at > after_time
    ORDER BY m.starts_at
    LIMIT 1;
    IF missing.starts_at IS NULL OR made >= at_most THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT t.partition_name, t.event_count, t.status, t.error_code, t.error,
               pg_catalog.jsonb_build_object('after', t.period_start, 'made', made + 1)
        FROM mindwell_internal.try_partition(missing.partition_by, missing.partition_schema, missing.starts_at) t;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_create(jsonb, timestamptz) IS
'Internal: creates the next missing partition of the current and the coming periods; no row when there is none.';

CREATE FUNCTION mindwell_internal.unit_drain(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    at_most CONSTANT integer := CAST(mindwell_internal.setting('max_new_partitions') AS pg_catalog.int4);
    made integer := COALESCE(CAST(state ->> 'made' AS pg_catalog.int4), 0);
    stray timestamptz := mindwell_internal.next_stray(COALESCE(CAST(state ->> 'after' AS pg_catalog.timestamptz), '-infinity'));
BEGIN
    IF stray IS NOT NULL AND made >= at_most THEN
        target := '';
        status := 'failed';
        error_code := '54000';
        error := pg_catalog.format('the default partition has events of more periods than mindwell_analytics.max_new_partitions (%s); the next run goes on', at_most);
        RAISE WARNING '%', error;
        RETURN NEXT;
        RETURN;
    END IF;
    IF stray IS NOT NULL THEN
        RETURN QUERY
            SELECT t.partition_name, t.event_count, t.status, t.error_code, t.error,
                   pg_catalog.jsonb_build_object('after', t.period_end, 'made', made + 1)
            FROM @extschema@.analytics_store s,
            LATERAL mindwell_internal.try_partition(s.partition_by, mindwell_internal.partition_schema(),
                mindwell_internal.partition_start(s.partition_by, stray)) t;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_drain(jsonb, timestamptz) IS
'Internal: gives the next period that has events in the default partition a partition of its own; no row when there is none.';

-- Looks at each pair of tenant and type once, by index, however many events it has;
-- at the current and the previous period, which are those that just received events.
CREATE FUNCTION mindwell_internal.unregistered_types(partition regclass)
RETURNS TABLE (tenant_id uuid, event_type varchar)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY EXECUTE pg_catalog.format($query$
        WITH RECURSIVE tenants (id) AS (
            (SELECT e.tenant_id FROM %1$s e ORDER BY e.tenant_id LIMIT 1)
            UNION ALL
            SELECT (SELECT e.tenant_id FROM %1$s e WHERE e.tenant_id > t.id ORDER BY e.tenant_id LIMIT 1)
            FROM tenants t
            WHERE t.id IS NOT NULL)
        SELECT t.id, new.name
        FROM tenants t,
        LATERAL (
            WITH RECURSIVE types (name) AS (
                (SELECT e.event_type FROM %1$s e WHERE e.tenant_id = t.id ORDER BY e.event_type LIMIT 1)
                UNION ALL
                SELECT (SELECT e.event_type FROM %1$s e
                        WHERE e.tenant_id = t.id AND e.event_type > y.name ORDER BY e.event_type LIMIT 1)
                FROM types y
                WHERE y.name IS NOT NULL)
            SELECT y.name
            FROM types y
            WHERE y.name IS NOT NULL
              AND NOT EXISTS (SELECT FROM @extschema@.analytics_event_types r
                              WHERE r.tenant_id IN (t.id, '00000000-0000-0000-0000-000000000000') AND r.event_type = y.name)
            LIMIT GREATEST(0, %2$s - (SELECT pg_catalog.count(*) FROM @extschema@.analytics_event_types r
                                      WHERE r.tenant_id = t.id AND r.auto_registered))) AS new
        WHERE t.id IS NOT NULL$query$,
        partition, CAST(mindwell_internal.setting('max_auto_event_types') AS pg_catalog.int8));
END
$$;
COMMENT ON FUNCTION mindwell_internal.unregistered_types(regclass) IS
'Internal: the event types in a partition that are not registered, for each tenant no more than may be.';

CREATE FUNCTION mindwell_internal.unit_register(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- the gate accepts an event one hour ahead
    margin CONSTANT interval := interval '1 hour';
    new_type record;
    registered bigint := 0;
BEGIN
    FOR new_type IN
        SELECT DISTINCT u.tenant_id, u.event_type
        FROM @extschema@.analytics_store s,
        LATERAL mindwell_internal.partitions() p,
        LATERAL mindwell_internal.unregistered_types(p.partition) u
        WHERE p.is_default
           OR p.starts_at <= as_of + margin
              AND mindwell_internal.partition_end(s.partition_by, p.ends_at) > as_of
        ORDER BY u.tenant_id, u.event_type
    LOOP
        INSERT INTO @extschema@.analytics_event_types (tenant_id, event_type, auto_registered)
        VALUES (new_type.tenant_id, new_type.event_type, true)
        ON CONFLICT DO NOTHING;
        registered := registered + 1;
        RAISE NOTICE 'registered event type % of tenant %', new_type.event_type, new_type.tenant_id;
    END LOOP;
    RETURN QUERY SELECT '', registered, 'done', CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS pg_catalog.jsonb);
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_register(jsonb, timestamptz) IS
'Internal: enters the types of recent events that are not registered, as their tenant''s own; event_count is the number of types.';

CREATE FUNCTION mindwell_internal.unit_purge(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    batch_blocks CONSTANT bigint := 1024;
    after_time timestamptz := COALESCE(CAST(state ->> 'after' AS pg_catalog.timestamptz), '-infinity');
    first_block bigint := COALESCE(CAST(state ->> 'block' AS pg_catalog.int8), 0);
    candidate record;
BEGIN
    SELECT c.* INTO candidate
    FROM mindwell_internal.purge_candidates(as_of) c
    WHERE CASE WHEN first_block > 0 THEN c.starts_at = after_time ELSE c.starts_at > after_time END
    ORDER BY c.starts_at
    LIMIT 1;
    IF candidate.partition IS NOT NULL THEN
        RETURN QUERY
            SELECT CASE WHEN t.action <> 'keep' THEN t.partition_name END,
                   t.event_count, t.status, t.error_code, t.error,
                   pg_catalog.jsonb_build_object('after', candidate.starts_at, 'block', COALESCE(t.next_block, 0))
            FROM mindwell_internal.try_purge(candidate.partition, candidate.starts_at, candidate.ends_at, as_of,
                                                  first_block, batch_blocks) t;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_purge(jsonb, timestamptz) IS
'Internal: purges the next partition, or the next batch of one; no row after the last.';

-- The planner's idea of all partitions together; autovacuum has one of each alone.
CREATE FUNCTION mindwell_internal.unit_analyze(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
SET lock_timeout = 0
AS $$
BEGIN
    PERFORM mindwell_internal.set_lock_timeout();
    PERFORM mindwell_internal.analyze_events();
    RETURN QUERY SELECT '', CAST(0 AS bigint), 'done', CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS pg_catalog.jsonb);
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_analyze(jsonb, timestamptz) IS
'Internal: takes statistics of analytics_events as a whole.';

CREATE FUNCTION mindwell_internal.unit_keys(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    lifetime CONSTANT interval := interval '168 hours';
    batch_blocks CONSTANT bigint := 1024;
    first_block bigint := COALESCE(CAST(state ->> 'block' AS pg_catalog.int8), 0);
    all_blocks bigint := mindwell_internal.block_count('@extschema@.analytics_event_keys');
    expired bigint;
BEGIN
    DELETE FROM @extschema@.analytics_event_keys k
    WHERE k.ctid >= CAST(pg_catalog.format('(%s,0)', first_block) AS pg_catalog.tid)
      AND k.ctid < CAST(pg_catalog.format('(%s,0)', first_block + batch_blocks) AS pg_catalog.tid)
      -- never before its time
      AND k.created_at < LEAST(as_of, pg_catalog.clock_timestamp()) - lifetime;
    GET DIAGNOSTICS expired = ROW_COUNT;
    RETURN QUERY
        SELECT '', expired, 'done', CAST(NULL AS text), CAST(NULL AS text),
               CASE WHEN first_block + batch_blocks < all_blocks
                    THEN pg_catalog.jsonb_build_object('block', first_block + batch_blocks) END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_keys(jsonb, timestamptz) IS
'Internal: deletes the idempotency keys that have expired, in a range of blocks; event_count is the number of keys.';

CREATE FUNCTION mindwell_internal.job_history_cutoff(as_of timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN as_of - NULLIF(CAST(mindwell_internal.setting('job_history') AS pg_catalog.interval), interval '0');
COMMENT ON FUNCTION mindwell_internal.job_history_cutoff(timestamptz) IS
'Internal: what is known of runs before this time is deleted; NULL when all is kept.';

CREATE FUNCTION mindwell_internal.unit_trim(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    trimmed bigint;
BEGIN
    DELETE FROM @extschema@.analytics_run_log l
    -- never before its time
    WHERE l.started_at < mindwell_internal.job_history_cutoff(LEAST(unit_trim.as_of, pg_catalog.clock_timestamp()));
    GET DIAGNOSTICS trimmed = ROW_COUNT;
    RETURN QUERY SELECT '', trimmed + mindwell_internal.trim_audit_log(unit_trim.as_of)
                            + mindwell_internal.remove_stale_members(), 'done',
                        CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS pg_catalog.jsonb);
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_trim(jsonb, timestamptz) IS
'Internal: deletes old rows of analytics_run_log, those of analytics_audit_log that have expired, and memberships of roles that were dropped; event_count is their number.';

-- Runs as the caller, who sees there only their own jobs.  That is safe where
-- the table is pg_cron's own, which a superuser has created.
CREATE FUNCTION mindwell_internal.trim_job_details(as_of timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    jobs CONSTANT regclass := mindwell_internal.cron_table('job');
    details CONSTANT regclass := mindwell_internal.cron_table('job_run_details');
    trimmed bigint := 0;
BEGIN
    IF jobs IS NOT NULL AND details IS NOT NULL THEN
        EXECUTE pg_catalog.format(
            'DELETE FROM %s d USING %s j'
            ' WHERE j.jobid = d.jobid AND pg_catalog.starts_with(j.jobname, ''mindwell_analytics/'')'
            ' AND d.database = pg_catalog.current_database() AND COALESCE(d.end_time, d.start_time) < $1', details, jobs)
        USING mindwell_internal.job_history_cutoff(as_of);
        GET DIAGNOSTICS trimmed = ROW_COUNT;
    END IF;
    RETURN trimmed;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'the history of jobs in cron.job_run_details is not trimmed: %', SQLERRM;
    RETURN 0;
END
$$;
COMMENT ON FUNCTION mindwell_internal.trim_job_details(timestamptz) IS
'Internal: deletes what pg_cron, where it is in this database, has noted of this extension''s jobs long ago; returns the number of rows.';

CREATE FUNCTION mindwell_internal.owner_begin_run(steps text[], as_of timestamptz)
RETURNS uuid
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known CONSTANT text[] := ARRAY['create', 'register', 'drain', 'refresh', 'purge', 'keys', 'analyze', 'trim'];
    run uuid := pg_catalog.gen_random_uuid();
    in_turn text[];
BEGIN
    IF steps IS NULL OR pg_catalog.array_position(steps, NULL) IS NOT NULL OR NOT steps <@ known THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown step of maintenance',
            HINT = pg_catalog.format('The steps are %s.', pg_catalog.array_to_string(known, ', '));
    ELSIF as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of must be a finite time';
    ELSIF as_of > pg_catalog.clock_timestamp() AND 'purge' = ANY (steps) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of lies in the future',
            DETAIL = 'Events would be purged before their time.';
    END IF;
    UPDATE @extschema@.analytics_run_log l
    SET status = 'interrupted', finished_at = pg_catalog.clock_timestamp()
    WHERE l.status = 'running';
    -- what ended the run before may end this one: what has not had its turn for longer goes first
    SELECT pg_catalog.array_agg(s.step ORDER BY last.interrupted_at NULLS FIRST, s.ordinal) INTO in_turn
    FROM pg_catalog.unnest(steps) WITH ORDINALITY AS s (step, ordinal)
    LEFT JOIN LATERAL (
        SELECT CASE WHEN l.status = 'interrupted' THEN l.started_at END
        FROM @extschema@.analytics_run_log l
        WHERE l.step = s.step AND l.target = ''
        ORDER BY l.started_at DESC
        LIMIT 1) AS last (interrupted_at) ON true;
    INSERT INTO @extschema@.analytics_run_log (run_id, step, target, status, event_count, started_at, as_of, steps)
    VALUES (run, 'run', '', 'running', 0, pg_catalog.clock_timestamp(), as_of, COALESCE(in_turn, steps));
    RETURN run;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_begin_run(text[], timestamptz) IS
'Internal: what mindwell_internal.begin_run() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.begin_run(steps text[], as_of timestamptz)
RETURNS uuid
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_begin_run';
COMMENT ON FUNCTION mindwell_internal.begin_run(text[], timestamptz) IS
'Internal: begins a run of maintenance and returns its id; NULL when there is another one, or on a standby. Its lock is the session''s until mindwell_internal.release_run(), an error, DISCARD ALL, or the end of the session. 42501 for those who may not maintain, and within what the store''s owner has others run.';

CREATE FUNCTION mindwell_internal.owner_steps_of(run uuid)
RETURNS text[]
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT l.steps FROM @extschema@.analytics_run_log l WHERE l.run_id = run AND l.step = 'run'
$$;
COMMENT ON FUNCTION mindwell_internal.owner_steps_of(uuid) IS
'Internal: what mindwell_internal.steps_of() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.steps_of(run uuid)
RETURNS text[]
LANGUAGE c STABLE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.steps_of(uuid) IS
'Internal: the steps of a run, in the order in which they have their turns: those that ended the runs before come last.';

-- In a transaction of its own, so that of a run that is ended the log tells at which step.
CREATE FUNCTION mindwell_internal.owner_begin_step(run uuid, step text)
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO @extschema@.analytics_run_log (run_id, step, target, status, event_count, started_at)
    SELECT run, owner_begin_step.step, '', 'running', 0, pg_catalog.clock_timestamp()
    FROM @extschema@.analytics_run_log l
    WHERE l.run_id = run AND l.step = 'run' AND l.status = 'running' AND owner_begin_step.step = ANY (l.steps)
    ON CONFLICT DO NOTHING
$$;
COMMENT ON FUNCTION mindwell_internal.owner_begin_step(uuid, text) IS
'Internal: what mindwell_internal.begin_step() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.begin_step(run uuid, step text)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.begin_step(uuid, text) IS
'Internal: notes that a run begins with one of its steps.';

CREATE FUNCTION mindwell_internal.run_unit(step text, state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    error_detail text;
    error_hint text;
    error_constraint text;
    error_table text;
BEGIN
    RETURN QUERY EXECUTE pg_catalog.format('SELECT u.* FROM mindwell_internal.%I($1, $2) u', 'unit_' || step)
    USING state, as_of;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS error_code = RETURNED_SQLSTATE, error = MESSAGE_TEXT, error_detail = PG_EXCEPTION_DETAIL,
        error_hint = PG_EXCEPTION_HINT, error_constraint = CONSTRAINT_NAME, error_table = TABLE_NAME;
    error := mindwell_internal.describe_error(error_code, error, error_detail, error_hint, error_constraint, error_table);
    target := '';
    event_count := 0;
    status := 'failed';
    next_state := NULL;
    RAISE WARNING 'maintenance step % failed: %', step, error;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.run_unit(text, jsonb, timestamptz) IS
'Internal: runs the next unit of a step; its error ends the step and nothing else. No row when there is nothing left to do.';

-- Who may maintain calls this too: all that it does follows from what the run was begun with.
CREATE FUNCTION mindwell_internal.owner_run_step(run uuid, step text)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    started_at CONSTANT timestamptz := pg_catalog.clock_timestamp();
    as_of timestamptz;
    state jsonb;
    unit record;
BEGIN
    PERFORM mindwell_internal.check_isolation();
    -- a step called alone is over soon
    PERFORM mindwell_internal.lock_maintenance();
    SELECT l.as_of INTO as_of
    FROM @extschema@.analytics_run_log l
    WHERE l.run_id = run AND l.step = 'run' AND l.status = 'running' AND owner_run_step.step = ANY (l.steps);
    IF NOT FOUND THEN
        RAISE NOTICE 'this run of maintenance has ended, or has no such step: step % is left out', step;
        RETURN false;
    END IF;
    SELECT l.state INTO state
    FROM @extschema@.analytics_run_log l
    WHERE l.run_id = run AND l.step = owner_run_step.step AND l.target = '';
    IF step IN ('purge', 'keys', 'analyze') AND state IS NULL AND mindwell_internal.done_today(run, step, as_of) THEN
        DELETE FROM @extschema@.analytics_run_log l
        WHERE l.run_id = run AND l.step = owner_run_step.step AND l.target = '' AND l.status = 'running';
        RETURN false;
    END IF;

    SELECT u.* INTO unit FROM mindwell_internal.run_unit(step, COALESCE(state, '{}'), as_of) u;
    IF unit.target <> '' THEN
        PERFORM mindwell_internal.log_unit(run, step, unit.target, unit.status, unit.event_count, started_at,
                                                unit.error_code, unit.error, NULL);
    END IF;
    PERFORM mindwell_internal.log_unit(run, step, '',
        CASE WHEN unit.status = 'done' AND unit.next_state IS NOT NULL THEN 'running' ELSE COALESCE(unit.status, 'done') END,
        unit.event_count, started_at, unit.error_code, unit.error, unit.next_state);
    -- or the step would begin anew for ever
    IF unit.next_state IS NOT NULL
       AND NOT EXISTS (SELECT FROM @extschema@.analytics_run_log l
                       WHERE l.run_id = run AND l.step = owner_run_step.step AND l.target = '' AND l.state = unit.next_state) THEN
        RAISE WARNING USING
            MESSAGE = pg_catalog.format('maintenance step %s ends early', step),
            DETAIL = 'How far it came is not in analytics_run_log as it was written there.',
            HINT = mindwell_internal.find_changer('analytics_run_log');
        RETURN false;
    END IF;
    RETURN unit.next_state IS NOT NULL;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_run_step(uuid, text) IS
'Internal: what mindwell_internal.run_step() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.run_step(run uuid, step text)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.run_step(uuid, text) IS
'Internal: runs the next unit of a step of a run, and logs it; returns whether the step goes on. A step that the run was not begun with is left out, with a NOTICE.';

CREATE FUNCTION mindwell_internal.owner_end_run(run uuid)
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    failures bigint := (SELECT pg_catalog.count(*) FROM @extschema@.analytics_run_log l
                        WHERE l.run_id = run AND l.status = 'failed' AND l.step <> 'run'
                          AND (l.target <> '' OR NOT EXISTS (
                              SELECT FROM @extschema@.analytics_run_log t
                              WHERE t.run_id = run AND t.step = l.step AND t.target <> '' AND t.status = 'failed')));
    outcome text;
BEGIN
    UPDATE @extschema@.analytics_run_log l
    SET status = CASE WHEN failures > 0 THEN 'failed' ELSE 'done' END,
        finished_at = pg_catalog.clock_timestamp()
    WHERE l.run_id = run AND l.step = 'run' AND l.status = 'running'
    RETURNING l.status INTO outcome;
    IF failures > 0 THEN
        RAISE WARNING USING
            MESSAGE = pg_catalog.format('maintenance could not do everything: %s failed', failures),
            HINT = pg_catalog.format('SELECT step, target, error_code, error FROM %s WHERE run_id = %L AND status = ''failed'';',
                                     CAST('@extschema@.analytics_run_log' AS pg_catalog.regclass), run);
    END IF;
    PERFORM mindwell_internal.release_run();
    RETURN outcome;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_end_run(uuid) IS
'Internal: what mindwell_internal.end_run() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.end_run(run uuid)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.end_run(uuid) IS
'Internal: ends a run, with a WARNING when something failed; returns how it ended, NULL when another run has taken over.';

-- Commits, and so cannot carry a search_path: nothing here but calls of functions
-- that do, and every name and operator in full.
CREATE PROCEDURE @extschema@.analytics_maintain(
    steps pg_catalog.text[] DEFAULT '{create,register,drain,refresh,purge,keys,analyze,trim}', as_of pg_catalog.timestamptz DEFAULT pg_catalog.now())
LANGUAGE plpgsql
AS $$
DECLARE
    run pg_catalog.uuid;
    step pg_catalog.text;
BEGIN
    CALL mindwell_internal.require_autocommit('analytics_maintain()');
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    run := mindwell_internal.begin_run(steps, as_of);
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    IF run IS NULL THEN
        RETURN;
    END IF;
    FOREACH step IN ARRAY COALESCE(mindwell_internal.steps_of(run), CAST('{}' AS pg_catalog.text[])) LOOP
        PERFORM mindwell_internal.begin_step(run, step);
        COMMIT;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        WHILE mindwell_internal.run_step(run, step) LOOP
            COMMIT;
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        END LOOP;
        COMMIT;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        IF step OPERATOR(pg_catalog.=) 'trim' THEN
            PERFORM mindwell_internal.trim_job_details(as_of);
            COMMIT;
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        END IF;
    END LOOP;
    PERFORM mindwell_internal.end_run(run);
    COMMIT;
END
$$;
COMMENT ON PROCEDURE @extschema@.analytics_maintain(text[], timestamptz) IS
'Keeps the store in order; run it hourly, at any time, by any number of sessions. Steps, each of one or more transactions: create (partitions for the current and the next mindwell_analytics.premake periods), register (types of new events), drain (the default partition), refresh (the rollups of what changed), purge (what has expired, once a day), keys (expired idempotency keys, once a day), analyze (the planner''s statistics of analytics_events as a whole, once a day), trim (old rows of analytics_run_log and analytics_audit_log, and of pg_cron''s log of this extension''s jobs; memberships of roles that were dropped). What fails is in analytics_run_log and stops nothing else; a step that a run was ended in comes last in the next one. For the store''s owner and its admins, alone in its statement: 25001 inside a transaction block, 42501 for anybody else, 22023 for an unknown step, 22008 for a bad as_of, 55000 without a store; ends with a NOTICE on a standby, or when another one is running.';

-- A step alone is text for whoever writes it, and so is a literal array.
CREATE PROCEDURE @extschema@.analytics_maintain(steps pg_catalog.text, as_of pg_catalog.timestamptz DEFAULT pg_catalog.now())
LANGUAGE plpgsql
AS $$
BEGIN
    CALL @extschema@.analytics_maintain(
        CASE WHEN pg_catalog.starts_with(pg_catalog.ltrim(steps), '{') OR steps IS NULL THEN CAST(steps AS pg_catalog.text[])
             ELSE ARRAY[steps] END,
        as_of);
END
$$;
COMMENT ON PROCEDURE @extschema@.analytics_maintain(text, timestamptz) IS
'The same for one step, as ''create'', or for an array of steps that is written as text, as ''{create,drain}''. Errors as there, and 22P02 for an array that does not parse.';

-- Schedule --------------------------------------------------------------------------
--
-- pg_cron keeps its jobs in one database of the server.  What bears a name of its own
-- is trusted only where it is a member of the extension pg_cron: any role that may
-- create a schema can name it cron.
--
-- The jobs run as the store's owner, whoever schedules them, and each is one
-- statement: a CALL that commits must be.

CREATE FUNCTION mindwell_internal.cron_setting(name text) RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_cron_setting';
COMMENT ON FUNCTION mindwell_internal.cron_setting(text) IS
'Internal: a setting of pg_cron, named without cron.; NULL when pg_cron is not loaded or has no such setting. 42501 for anybody but the store''s owner, 55000 without a store.';

CREATE FUNCTION mindwell_internal.cron_has(catalog regclass, object oid)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT
        FROM pg_catalog.pg_extension e
        JOIN pg_catalog.pg_depend d ON d.refclassid = CAST('pg_catalog.pg_extension' AS pg_catalog.regclass) AND d.refobjid = e.oid
        WHERE e.extname = 'pg_cron' AND d.classid = catalog AND d.objid = object AND d.deptype = 'e')
$$;
COMMENT ON FUNCTION mindwell_internal.cron_has(regclass, oid) IS
'Internal: does an object, of pg_class or pg_proc, belong to the extension pg_cron?';

CREATE FUNCTION mindwell_internal.cron_table(table_name name)
RETURNS regclass
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(c.oid AS pg_catalog.regclass)
    FROM pg_catalog.pg_class c
    WHERE c.relname = table_name AND c.relkind = 'r' AND mindwell_internal.cron_has('pg_catalog.pg_class', c.oid)
$$;
COMMENT ON FUNCTION mindwell_internal.cron_table(name) IS
'Internal: a table of the extension pg_cron; NULL when that is not in this database.';

CREATE FUNCTION mindwell_internal.cron_function(signature text)
RETURNS regproc
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(f.id AS pg_catalog.regproc)
    FROM (SELECT CAST(pg_catalog.to_regprocedure(signature) AS pg_catalog.oid)) AS f (id)
    WHERE mindwell_internal.cron_has('pg_catalog.pg_proc', f.id)
$$;
COMMENT ON FUNCTION mindwell_internal.cron_function(text) IS
'Internal: a function of the extension pg_cron; NULL when it has none of this signature.';

CREATE FUNCTION mindwell_internal.may_use_cron()
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE((SELECT pg_catalog.has_schema_privilege(c.relnamespace, 'USAGE')
                     FROM pg_catalog.pg_class c
                     WHERE c.oid = mindwell_internal.cron_table('job')), false)
$$;
COMMENT ON FUNCTION mindwell_internal.may_use_cron() IS
'Internal: is pg_cron in this database, and may the current user look into its schema?';

CREATE FUNCTION mindwell_internal.cron_situation()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN c.database_name IS NULL THEN 'absent'
                WHEN c.database_name <> pg_catalog.current_database() THEN 'elsewhere'
                WHEN mindwell_internal.cron_table('job') IS NULL THEN 'not created'
                ELSE 'here' END
    FROM (SELECT mindwell_internal.cron_setting('database_name')) AS c (database_name)
$$;
COMMENT ON FUNCTION mindwell_internal.cron_situation() IS
'Internal: where pg_cron is: here, elsewhere (it keeps its jobs in another database), not created (it would keep them here) or absent (not loaded).';

-- Jobs ------------------------------------------------------------------------------

-- pg_cron 1.4 keeps 63 bytes of a name.
CREATE FUNCTION mindwell_internal.job_prefix(database_name text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'mindwell_analytics/'
    || CASE WHEN pg_catalog.octet_length(database_name) <= 35 THEN database_name
            ELSE pg_catalog.left(database_name, 6) || '~'
                || pg_catalog.left(pg_catalog.encode(pg_catalog.sha256(CAST(database_name AS pg_catalog.bytea)), 'hex'), 8)
       END || '/';
COMMENT ON FUNCTION mindwell_internal.job_prefix(text) IS
'Internal: what the names of a database''s jobs begin with.';

-- A run that meets another one ends with a NOTICE.  So no two jobs start in the same
-- minute; and purge, which is done once a day, gets further chances, which do nothing
-- when it was.
CREATE FUNCTION mindwell_internal.job_presets()
RETURNS TABLE (preset text, job text, schedule text, steps text[])
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT p.preset, j.job,
           CASE j.job WHEN 'maintain' THEN '7 * * * *' WHEN 'refresh' THEN p.refresh ELSE '0 1-5 * * *' END,
           j.steps
    FROM (VALUES ('default', '3-59/5 * * * *'),
                 ('frequent', '1-6,8-59 * * * *'),
                 ('hourly', '33 * * * *')) AS p (preset, refresh),
         (VALUES ('maintain', CAST('{create,register,drain,trim}' AS text[])),
                 ('refresh', '{refresh}'),
                 ('purge', '{purge,keys,analyze}')) AS j (job, steps)
$$;
COMMENT ON FUNCTION mindwell_internal.job_presets() IS
'Internal: the jobs of each preset: their schedules, and the steps of analytics_maintain() that they run.';

CREATE FUNCTION mindwell_internal.preset_jobs(preset text)
RETURNS TABLE (job_name text, schedule text, command text, steps text[])
LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
        SELECT mindwell_internal.job_prefix(pg_catalog.current_database()) || p.job, p.schedule,
               -- every argument in its exact type: no overload that somebody made there is called
               pg_catalog.format('CALL %s.analytics_maintain(%L::pg_catalog.text[], pg_catalog.now())',
                                 CAST('@extschema@' AS pg_catalog.regnamespace), p.steps),
               p.steps
        FROM mindwell_internal.job_presets() p
        WHERE p.preset = preset_jobs.preset;
    IF NOT FOUND THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown preset',
            HINT = (SELECT pg_catalog.format('The presets are %s.', pg_catalog.string_agg(DISTINCT p.preset, ', '))
                    FROM mindwell_internal.job_presets() p);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.preset_jobs(text) IS
'Internal: the jobs of a preset, for this database; 22023 for an unknown one.';

-- Of its own jobs a policy of pg_cron's lets a role know, and of no others.
CREATE FUNCTION mindwell_internal.scheduled_jobs()
RETURNS TABLE (job_id bigint, job_name text, schedule text, command text, database_name text, is_active boolean)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
SET row_security = on
AS $$
BEGIN
    IF mindwell_internal.may_use_cron() THEN
        RETURN QUERY EXECUTE pg_catalog.format(
            'SELECT j.jobid, CAST(j.jobname AS pg_catalog.text), j.schedule, j.command, j.database, j.active FROM %s j'
            ' WHERE j.username = CURRENT_USER AND pg_catalog.starts_with(CAST(j.jobname AS pg_catalog.text), $1)',
            mindwell_internal.cron_table('job'))
        USING mindwell_internal.job_prefix(pg_catalog.current_database());
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.scheduled_jobs() IS
'Internal: the current user''s jobs of this database''s names; none where pg_cron is not here or may not be used.';

CREATE FUNCTION mindwell_internal.check_cron_access()
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NOT mindwell_internal.may_use_cron() THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('role "%s", who owns the store, may not use pg_cron', CURRENT_USER),
            HINT = pg_catalog.format('A superuser runs GRANT USAGE ON SCHEMA cron TO %I;', CURRENT_USER);
    ELSIF NOT (SELECT r.rolcanlogin FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = pg_catalog.format('role "%s", who owns the store, may not log in', CURRENT_USER),
            DETAIL = 'pg_cron runs a job in a session of its role.',
            HINT = pg_catalog.format('Run ALTER ROLE %I LOGIN; it needs no password.', CURRENT_USER);
    ELSIF mindwell_internal.cron_function('cron.schedule(text, text, text)') IS NULL
          OR mindwell_internal.cron_function('cron.unschedule(bigint)') IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'this version of pg_cron is too old',
            HINT = 'Run ALTER EXTENSION pg_cron UPDATE; 1.4 or newer is needed.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_cron_access() IS
'Internal: 42501 when the current user may not schedule jobs, 55000 when they could not run.';

-- A job is its role's, by name: when the store gets another owner, or the owner another
-- name, the jobs that there were stay, and run beside the new ones, or fail.
CREATE FUNCTION mindwell_internal.cron_jobs()
RETURNS TABLE (job_id bigint, job_name text, command text, database_name text, role_name text)
LANGUAGE c STABLE PARALLEL SAFE ROWS 3
AS 'MODULE_PATHNAME', 'analytics_cron_jobs';
COMMENT ON FUNCTION mindwell_internal.cron_jobs() IS
'Internal: the jobs of pg_cron, where it is in this database, that bear the names of this extension''s, of all roles and databases. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.owner_stale_jobs()
RETURNS TABLE (job_id bigint, job_name text, role_name text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT j.job_id, j.job_name, j.role_name
    FROM mindwell_internal.cron_jobs() j
    -- who has made a job of another kind, and named it so, keeps it
    WHERE pg_catalog.strpos(j.command, '.analytics_maintain(') > 0
      AND (j.database_name = pg_catalog.current_database() AND j.role_name <> CURRENT_USER
           AND pg_catalog.starts_with(j.job_name, mindwell_internal.job_prefix(pg_catalog.current_database()))
           OR NOT EXISTS (SELECT FROM pg_catalog.pg_database d WHERE d.datname = j.database_name))
    ORDER BY j.job_id
$$;
COMMENT ON FUNCTION mindwell_internal.owner_stale_jobs() IS
'Internal: what mindwell_internal.stale_jobs() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.stale_jobs()
RETURNS TABLE (job_id bigint, job_name text, role_name text)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 1
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION mindwell_internal.stale_jobs() IS
'Internal: jobs that take care of this store as another role than its owner, or of a store whose database is gone.';

-- As the caller: pg_cron lets a role remove its own jobs, and a superuser all.
CREATE FUNCTION mindwell_internal.remove_stale_jobs()
RETURNS TABLE (job_name text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    may_remove_all CONSTANT boolean := (SELECT r.rolsuper FROM pg_catalog.pg_roles r WHERE r.rolname = CURRENT_USER);
    stale record;
BEGIN
    -- a standby follows
    FOR stale IN SELECT s.* FROM mindwell_internal.stale_jobs() s WHERE NOT pg_catalog.pg_is_in_recovery() LOOP
        job_name := stale.job_name;
        IF may_remove_all OR stale.role_name = CURRENT_USER THEN
            PERFORM mindwell_internal.remove_job(stale.job_id);
            action := 'unscheduled';
            RETURN NEXT;
        ELSE
            RAISE WARNING USING
                MESSAGE = pg_catalog.format('job %s of role %s stays', stale.job_name, pg_catalog.quote_ident(stale.role_name)),
                DETAIL = 'It is for a store that has another owner now, or whose owner or database has another name.',
                HINT = pg_catalog.format('A superuser runs SELECT cron.unschedule(%s);', stale.job_id);
        END IF;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.remove_stale_jobs() IS
'Internal: has pg_cron forget the jobs of mindwell_internal.stale_jobs() that the caller may remove, one row each; a WARNING for each other one.';

CREATE FUNCTION mindwell_internal.put_job(job_name text, schedule text, command text)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('SELECT %s($1, $2, $3)', mindwell_internal.cron_function('cron.schedule(text, text, text)'))
    USING job_name, schedule, command;
END
$$;
COMMENT ON FUNCTION mindwell_internal.put_job(text, text, text) IS
'Internal: has pg_cron schedule a job of the current user in this database, or give the one of this name another schedule and command.';

CREATE FUNCTION mindwell_internal.remove_job(job_id bigint)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    EXECUTE pg_catalog.format('SELECT %s($1)', mindwell_internal.cron_function('cron.unschedule(bigint)')) USING job_id;
END
$$;
COMMENT ON FUNCTION mindwell_internal.remove_job(bigint) IS
'Internal: has pg_cron forget a job of the current user.';

-- Where jobs cannot be scheduled from here ------------------------------------------

CREATE FUNCTION mindwell_internal.shell_word(word text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN word ~ '^[A-Za-z0-9_./=:-]+$' THEN word
            ELSE '''' || pg_catalog.replace(word, '''', E'''\\''''') || '''' END;
COMMENT ON FUNCTION mindwell_internal.shell_word(text) IS
'Internal: a word for a POSIX shell, quoted where it must be.';

-- The host is that by which this session came, by a socket that of psql's default.  psql
-- takes a database name with an equals sign for a connection string: so make it one.  cron
-- takes a percent sign for the end of the line unless it is escaped.
CREATE FUNCTION mindwell_internal.crontab_line(schedule text, database_name text, role_name text, command text)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
RETURN schedule || ' ' || pg_catalog.replace(pg_catalog.format('psql -X -q -w %s-p %s -U %s -d %s -c %s',
    '-h ' || pg_catalog.host(pg_catalog.inet_server_addr()) || ' ',
    pg_catalog.current_setting('port'),
    mindwell_internal.shell_word(role_name),
    mindwell_internal.shell_word(
        CASE WHEN database_name ~ '^[A-Za-z0-9_]+$' THEN database_name
             ELSE 'dbname=''' || pg_catalog.regexp_replace(database_name, E'([\\\\''])', E'\\\\\\1', 'g') || '''' END),
    mindwell_internal.shell_word(command)), '%', E'\\%');
COMMENT ON FUNCTION mindwell_internal.crontab_line(text, text, text, text) IS
'Internal: a line for the crontab of an operating system user who can connect as a role without being asked for a password.';

CREATE FUNCTION mindwell_internal.unschedule_statement(which text)
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
RETURN pg_catalog.format('SELECT cron.unschedule(jobid) FROM cron.job WHERE database = %L AND starts_with(CAST(jobname AS text), %L)'
                         ' AND strpos(command, ''.analytics_maintain('') > 0%s;',
                         pg_catalog.current_database(), mindwell_internal.job_prefix(pg_catalog.current_database()), ' AND ' || which);
COMMENT ON FUNCTION mindwell_internal.unschedule_statement(text) IS
'Internal: what a superuser runs in the database of pg_cron to remove the jobs of this database, of all roles or those of a condition.';

CREATE FUNCTION mindwell_internal.schedule_statements(preset text, cron_database text, owner name)
RETURNS TABLE (run_in text, statement text)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF cron_database IS NULL THEN
        RETURN QUERY
            SELECT 'crontab', mindwell_internal.crontab_line(j.schedule, pg_catalog.current_database(), owner, j.command)
            FROM mindwell_internal.preset_jobs(preset) j;
        RETURN;
    END IF;
    RETURN QUERY
        SELECT 'database ' || cron_database, s.statement
        FROM (
            SELECT 0, 'CREATE EXTENSION IF NOT EXISTS pg_cron;'
            UNION ALL
            SELECT 1, mindwell_internal.unschedule_statement(pg_catalog.format('username <> %L', owner))
            UNION ALL
            SELECT 2, pg_catalog.format('SELECT cron.schedule_in_database(%L, %L, %L, %L, %L);',
                                        j.job_name, j.schedule, j.command, pg_catalog.current_database(), owner)
            FROM mindwell_internal.preset_jobs(preset) j) AS s (position, statement)
        ORDER BY s.position;
END
$$;
COMMENT ON FUNCTION mindwell_internal.schedule_statements(text, text, name) IS
'Internal: what a superuser runs in the database of pg_cron to schedule a preset; lines for crontab when that is NULL.';

CREATE FUNCTION mindwell_internal.owner_schedule_sql(preset text)
RETURNS TABLE (run_in text, statement text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 4
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.run_in, s.statement
    FROM mindwell_internal.schedule_statements(preset, mindwell_internal.cron_setting('database_name'), CURRENT_USER) s
$$;
COMMENT ON FUNCTION mindwell_internal.owner_schedule_sql(text) IS
'Internal: what analytics_schedule_sql() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_schedule_sql(preset text DEFAULT 'default')
RETURNS TABLE (run_in text, statement text)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 4
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_schedule_sql(text) IS
'What to run, and where, to schedule the maintenance of this store by hand: run_in is "database NAME" and statement a SQL statement for a superuser there, or, where pg_cron is not loaded, run_in is crontab and statement a line of it. For the store''s owner, admins and members of pg_monitor: 42501 for anybody else, 22023 for an unknown preset, 55000 without a store.';

CREATE FUNCTION mindwell_internal.explain_schedule(situation text, statements text)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    cron_database CONSTANT text := mindwell_internal.cron_setting('database_name');
BEGIN
    RAISE NOTICE USING
        MESSAGE = CASE situation
            WHEN 'elsewhere' THEN pg_catalog.format('pg_cron keeps its jobs in database "%s": nothing was done here', cron_database)
            WHEN 'not created' THEN 'pg_cron is loaded, but not in this database: nothing was done'
            ELSE 'pg_cron is not loaded: nothing was done' END,
        DETAIL = statements,
        HINT = CASE situation
            WHEN 'elsewhere' THEN pg_catalog.format('A superuser runs these statements in database "%s".', cron_database)
            WHEN 'not created' THEN pg_catalog.format('A superuser runs CREATE EXTENSION pg_cron; GRANT USAGE ON SCHEMA cron TO %I; then call this again.', CURRENT_USER)
            ELSE 'Put these lines into the crontab of a user whom the server lets in without a question (pg_hba.conf, ~/.pgpass), with -h and the directory of its socket where that is not the default; or add pg_cron to shared_preload_libraries, restart, and call this again.' END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.explain_schedule(text, text) IS
'Internal: a NOTICE that tells why pg_cron could not be reached, and what to run where.';

-- What users call -------------------------------------------------------------------

-- pg_cron 1.4 updates a job of the same name, but leaves its database as it was: one
-- that a copied database brought along must go first.
CREATE FUNCTION mindwell_internal.owner_schedule(preset text)
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    situation CONSTANT text := mindwell_internal.cron_situation();
    wanted record;
    found_job record;
BEGIN
    IF situation = 'here' THEN
        PERFORM mindwell_internal.check_cron_access();
    ELSE
        PERFORM mindwell_internal.explain_schedule(situation,
            (SELECT pg_catalog.string_agg(s.statement, E'\n') FROM mindwell_internal.owner_schedule_sql(preset) s));
    END IF;
    FOR wanted IN SELECT j.* FROM mindwell_internal.preset_jobs(preset) j LOOP
        job_name := wanted.job_name;
        schedule := wanted.schedule;
        command := wanted.command;
        action := 'none';
        IF situation = 'here' THEN
            SELECT s.* INTO found_job FROM mindwell_internal.scheduled_jobs() s WHERE s.job_name = wanted.job_name;
            action := CASE WHEN found_job.job_id IS NULL THEN 'scheduled'
                           WHEN (found_job.schedule, found_job.command, found_job.database_name)
                              = (wanted.schedule, wanted.command, CAST(pg_catalog.current_database() AS text)) THEN 'unchanged'
                           ELSE 'changed' END;
            IF found_job.database_name <> pg_catalog.current_database() THEN
                PERFORM mindwell_internal.remove_job(found_job.job_id);
            END IF;
            IF action <> 'unchanged' THEN
                PERFORM mindwell_internal.put_job(wanted.job_name, wanted.schedule, wanted.command);
            END IF;
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_schedule(text) IS
'Internal: what analytics_schedule() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.schedule(preset text)
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 3
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.schedule(text) IS
'Internal: what analytics_schedule() does with jobs of the store''s owner.';

CREATE FUNCTION @extschema@.analytics_schedule(preset text DEFAULT 'default')
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY SELECT j.* FROM mindwell_internal.schedule(preset) j;
    RETURN QUERY SELECT s.job_name, CAST(NULL AS text), CAST(NULL AS text), s.action FROM mindwell_internal.remove_stale_jobs() s;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_schedule(text) IS
'Schedules the maintenance of this store with pg_cron, as jobs of its owner: mindwell_analytics/DATABASE/maintain hourly at minute 7, .../purge daily at 01:00 UTC (tried again hourly until 05:00), and .../refresh by the preset: default every 5 minutes, frequent every minute, hourly. One row for each: name, schedule, command, and action: scheduled, changed, unchanged, or none where pg_cron is not in this database; a NOTICE then tells what to run, and where. A job that was made inactive stays so. Jobs of a former owner, of a former name of the owner, or for a database that is gone, are removed where the caller may (a superuser all): rows with the action unscheduled; for each that stays a WARNING tells what a superuser runs. For the store''s owner and admins. 22023 for an unknown preset, 42501 for anybody else and when the owner may not use pg_cron, 55000 without a store and when the owner may not log in; a NOTICE and no row on a standby.';

CREATE FUNCTION mindwell_internal.owner_unschedule()
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    situation CONSTANT text := mindwell_internal.cron_situation();
    found_job record;
BEGIN
    IF situation = 'elsewhere' THEN
        PERFORM mindwell_internal.explain_schedule(situation, mindwell_internal.unschedule_statement(NULL));
        RETURN;
    ELSIF situation <> 'here' THEN
        RAISE NOTICE 'pg_cron is not in this database: nothing was done';
        RETURN;
    END IF;
    PERFORM mindwell_internal.check_cron_access();
    FOR found_job IN SELECT s.* FROM mindwell_internal.scheduled_jobs() s ORDER BY s.job_name LOOP
        PERFORM mindwell_internal.remove_job(found_job.job_id);
        job_name := found_job.job_name;
        schedule := found_job.schedule;
        command := found_job.command;
        action := 'unscheduled';
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_unschedule() IS
'Internal: what analytics_unschedule() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.unschedule()
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 3
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.unschedule() IS
'Internal: what analytics_unschedule() does with jobs of the store''s owner.';

CREATE FUNCTION @extschema@.analytics_unschedule()
RETURNS TABLE (job_name text, schedule text, command text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY SELECT j.* FROM mindwell_internal.unschedule() j;
    RETURN QUERY SELECT s.job_name, CAST(NULL AS text), CAST(NULL AS text), s.action FROM mindwell_internal.remove_stale_jobs() s;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_unschedule() IS
'Removes every job of the store''s owner whose name begins with mindwell_analytics/DATABASE/ from pg_cron, and those of a former owner, as analytics_schedule() does. One row for each: name, schedule, command, action (unscheduled). Where pg_cron is not in this database, a NOTICE tells what to run instead. For the store''s owner and admins. 42501 for anybody else and when the owner may not use pg_cron, 55000 without a store; a NOTICE and no row on a standby.';

-- When jobs are due -----------------------------------------------------------------

CREATE FUNCTION mindwell_internal.cron_value(value text, lowest integer, names text[])
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN value ~ '^[0-9]+$' THEN CAST(value AS pg_catalog.int4)
            ELSE pg_catalog.array_position(names, value) + lowest - 1 END;
COMMENT ON FUNCTION mindwell_internal.cron_value(text, integer, text[]) IS
'Internal: a number, or the number of a name, in a field of a cron schedule; NULL for an unknown name.';

CREATE FUNCTION mindwell_internal.cron_field(field text, lowest integer, highest integer, names text[] DEFAULT '{}')
RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    item text;
    part text[];
    first integer;
    last integer;
    step integer;
    result integer[] := CAST('{}' AS integer[]);
BEGIN
    FOREACH item IN ARRAY pg_catalog.string_to_array(pg_catalog.lower(field), ',') LOOP
        part := pg_catalog.regexp_match(item, '^(?:[*]|([0-9]{1,2}|[a-z]{3})(?:-([0-9]{1,2}|[a-z]{3}))?)(?:/([0-9]{1,2}))?$');
        first := CASE WHEN part[1] IS NULL THEN lowest ELSE mindwell_internal.cron_value(part[1], lowest, names) END;
        last := CASE WHEN part[1] IS NULL THEN highest
                     WHEN part[2] IS NULL THEN first
                     ELSE mindwell_internal.cron_value(part[2], lowest, names) END;
        step := COALESCE(CAST(part[3] AS pg_catalog.int4), 1);
        IF part IS NULL OR first IS NULL OR last IS NULL OR first < lowest OR last > highest OR first > last OR step = 0 THEN
            RETURN NULL;
        END IF;
        result := result || ARRAY(SELECT g FROM pg_catalog.generate_series(first, last, step) AS g);
    END LOOP;
    RETURN result;
END
$$;
COMMENT ON FUNCTION mindwell_internal.cron_field(text, integer, integer, text[]) IS
'Internal: the values that a field of a cron schedule stands for; NULL for one that is not understood.';

CREATE FUNCTION mindwell_internal.cron_next(schedule text, after_time timestamptz, time_zone text)
RETURNS timestamptz
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    days_ahead CONSTANT integer := 9 * 366;     -- from one 29 February to the next, over a year 2100
    seconds CONSTANT text := pg_catalog.substring(schedule, '^[[:space:]]*([0-9]{1,2}) seconds?[[:space:]]*$');
    field CONSTANT text[] := pg_catalog.regexp_split_to_array(pg_catalog.btrim(schedule), '[[:space:]]+');
    minutes CONSTANT integer[] := mindwell_internal.cron_field(field[1], 0, 59);
    hours CONSTANT integer[] := mindwell_internal.cron_field(field[2], 0, 23);
    month_days CONSTANT integer[] := mindwell_internal.cron_field(field[3], 1, 31);
    months CONSTANT integer[] := mindwell_internal.cron_field(field[4], 1, 12,
        '{jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec}');
    week_days CONSTANT integer[] := mindwell_internal.cron_field(field[5], 0, 7, '{sun,mon,tue,wed,thu,fri,sat,sun}');
    -- both must hold where one says any, else one is enough
    any_day CONSTANT boolean := field[3] LIKE '*%' OR field[5] LIKE '*%';
    earliest CONSTANT timestamp := pg_catalog.date_trunc('minute', after_time AT TIME ZONE time_zone) + interval '1 minute';
    day date;
    is_month_day boolean;
    is_week_day boolean;
    due timestamp;
BEGIN
    IF seconds IS NOT NULL THEN
        RETURN after_time + CAST(seconds || ' seconds' AS pg_catalog.interval);
    ELSIF pg_catalog.cardinality(field) <> 5 OR minutes IS NULL OR hours IS NULL OR month_days IS NULL OR months IS NULL
          OR week_days IS NULL OR NOT pg_catalog.isfinite(after_time) THEN
        RETURN NULL;
    END IF;
    FOR ahead IN 0 .. days_ahead LOOP
        day := CAST(earliest AS pg_catalog.date) + ahead;
        is_month_day := CAST(pg_catalog.date_part('day', day) AS pg_catalog.int4) = ANY (month_days);
        is_week_day := CAST(pg_catalog.date_part('dow', day) AS pg_catalog.int4) = ANY (week_days)
                    OR CAST(pg_catalog.date_part('isodow', day) AS pg_catalog.int4) = ANY (week_days);
        CONTINUE WHEN NOT (CAST(pg_catalog.date_part('month', day) AS pg_catalog.int4) = ANY (months)
                           AND CASE WHEN any_day THEN is_month_day AND is_week_day ELSE is_month_day OR is_week_day END);
        SELECT pg_catalog.min(t.at) INTO due
        FROM pg_catalog.unnest(hours) AS h (hour),
             pg_catalog.unnest(minutes) AS m (minute),
             LATERAL (SELECT day + pg_catalog.make_interval(hours => h.hour, mins => m.minute)) AS t (at)
        WHERE t.at >= earliest;
        IF due IS NOT NULL THEN
            RETURN due AT TIME ZONE time_zone;
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION mindwell_internal.cron_next(text, timestamptz, text) IS
'Internal: the first time after another at which a schedule of pg_cron is due; NULL for a schedule that never is, or is not understood.';

-- Other people's jobs may fill the log with millions of rows: only its end is read.
CREATE FUNCTION mindwell_internal.job_runs()
RETURNS TABLE (job_id bigint, first_start timestamptz, last_start timestamptz, last_end timestamptz, last_status text, last_message text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
SET row_security = on
AS $$
DECLARE
    newest_runs CONSTANT integer := 50000;
    details CONSTANT regclass := mindwell_internal.cron_table('job_run_details');
BEGIN
    IF NOT mindwell_internal.may_use_cron() OR details IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY EXECUTE pg_catalog.format($query$
        SELECT DISTINCT ON (d.jobid) d.jobid, pg_catalog.min(d.start_time) OVER job,
               d.start_time, d.end_time, d.status, d.return_message
        FROM %1$s d
        WHERE d.runid > (SELECT pg_catalog.max(m.runid) FROM %1$s m) - $1
          AND d.jobid IN (SELECT j.job_id FROM mindwell_internal.scheduled_jobs() j)
        WINDOW job AS (PARTITION BY d.jobid)
        ORDER BY d.jobid, d.runid DESC$query$, details)
    USING newest_runs;
END
$$;
COMMENT ON FUNCTION mindwell_internal.job_runs() IS
'Internal: what pg_cron has noted of the runs of each of this store''s jobs: the first and the last.';

-- A run that met another one has done nothing, and one due time is missed by it: a job
-- is late when two are.  What has never been done is measured from when anything was.
CREATE FUNCTION mindwell_internal.owner_jobs_at(as_of timestamptz)
RETURNS TABLE (job_name text, schedule text, command text, state text, last_start timestamptz, last_end timestamptz,
               last_status text, last_message text, last_success timestamptz, next_due timestamptz, is_late boolean)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT w.job_name, d.schedule, COALESCE(s.command, w.command),
           CASE WHEN NOT mindwell_internal.may_use_cron() THEN 'unknown'
                WHEN s.job_id IS NULL THEN 'missing'
                WHEN NOT s.is_active THEN 'inactive'
                WHEN s.command <> w.command THEN 'outdated'
                ELSE 'scheduled' END,
           r.last_start, r.last_end, r.last_status, r.last_message, done.finished_at,
           CASE WHEN s.is_active THEN mindwell_internal.cron_next(d.schedule, as_of, zone.name) END,
           as_of > mindwell_internal.cron_next(d.schedule,
               mindwell_internal.cron_next(d.schedule, COALESCE(done.started_at, first_run.started_at, store.installed_at), zone.name),
               zone.name) + interval '5 minutes'
    FROM mindwell_internal.preset_jobs('default') w
    LEFT JOIN mindwell_internal.scheduled_jobs() s
        ON s.job_name = w.job_name AND s.database_name = pg_catalog.current_database()
    LEFT JOIN mindwell_internal.job_runs() r ON r.job_id = s.job_id
    CROSS JOIN @extschema@.analytics_store store
    CROSS JOIN LATERAL (SELECT COALESCE(s.schedule, w.schedule)) AS d (schedule)
    CROSS JOIN LATERAL (SELECT COALESCE(mindwell_internal.cron_setting('timezone'), 'GMT')) AS zone (name)
    LEFT JOIN LATERAL (
        SELECT l.started_at, l.finished_at
        FROM @extschema@.analytics_run_log l
        WHERE l.step = 'run' AND l.status = 'done' AND w.steps <@ l.steps
        ORDER BY l.started_at DESC
        LIMIT 1) AS done ON true
    CROSS JOIN LATERAL (
        SELECT LEAST(r.first_start, pg_catalog.min(l.started_at))
        FROM @extschema@.analytics_run_log l
        WHERE l.step = 'run') AS first_run (started_at)
    ORDER BY w.job_name
$$;
COMMENT ON FUNCTION mindwell_internal.owner_jobs_at(timestamptz) IS
'Internal: what mindwell_internal.jobs_at() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.jobs_at(as_of timestamptz)
RETURNS TABLE (job_name text, schedule text, command text, state text, last_start timestamptz, last_end timestamptz,
               last_status text, last_message text, last_success timestamptz, next_due timestamptz, is_late boolean)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 3
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION mindwell_internal.jobs_at(timestamptz) IS
'Internal: the jobs of this store as of a time, as the view analytics_jobs shows them. 42501 for anybody but the store''s owner, admins and members of pg_monitor, 55000 without a store.';

CREATE VIEW @extschema@.analytics_jobs WITH (security_invoker = true) AS
    SELECT j.job_name, j.schedule, j.command, j.state, j.last_start, j.last_end, j.last_status, j.last_message,
           j.last_success, j.next_due, j.is_late
    FROM mindwell_internal.jobs_at(pg_catalog.now()) j;
COMMENT ON VIEW @extschema@.analytics_jobs IS
'The jobs that keep this store in order, one row each. For the store''s owner, admins and members of pg_monitor: 42501 for anybody else, 55000 without a store.';
COMMENT ON COLUMN @extschema@.analytics_jobs.schedule IS 'Of the job, else of the default preset; in GMT unless cron.timezone says otherwise.';
COMMENT ON COLUMN @extschema@.analytics_jobs.state IS 'scheduled, inactive, outdated (another command: call analytics_schedule()), missing, or unknown where pg_cron is not in this database or may not be used.';
COMMENT ON COLUMN @extschema@.analytics_jobs.last_status IS 'Of the last run, by pg_cron, like last_start, last_end and last_message; NULL where state is unknown, or it has not run.';
COMMENT ON COLUMN @extschema@.analytics_jobs.last_success IS 'When the job''s steps were last done, whoever ran them; by analytics_run_log.';
COMMENT ON COLUMN @extschema@.analytics_jobs.next_due IS 'NULL unless the job is active.';
COMMENT ON COLUMN @extschema@.analytics_jobs.is_late IS 'The steps were not done although the job was due twice since they last were.';
GRANT SELECT ON @extschema@.analytics_jobs TO PUBLIC;

-- What a store has: partitions, storage -----------------------------------------------
--
-- No table is read: sizes are the file system's, numbers of rows the planner's.

CREATE FUNCTION mindwell_internal.estimated_rows(relation regclass)
RETURNS bigint
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN size.blocks = 0 THEN 0
                WHEN c.reltuples > 0 AND c.relpages > 0 THEN CAST(c.reltuples * size.blocks / c.relpages AS pg_catalog.int8)
                ELSE pg_catalog.pg_stat_get_live_tuples(c.oid) END
    FROM pg_catalog.pg_class c,
    LATERAL (SELECT mindwell_internal.block_count(c.oid)) AS size (blocks)
    WHERE c.oid = relation
$$;
COMMENT ON FUNCTION mindwell_internal.estimated_rows(regclass) IS
'Internal: how many rows a table has about: as dense as when it was last analyzed; before that, what was counted since the server''s statistics began.';

CREATE FUNCTION mindwell_internal.owner_partitions_at(as_of timestamptz)
RETURNS TABLE (partition_name text, partition_schema text, period_start timestamptz, period_end timestamptz, period text,
               estimated_rows bigint, exported_at timestamptz)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.relname, n.nspname, NULLIF(p.starts_at, '-infinity'), NULLIF(p.ends_at, 'infinity'),
           CASE WHEN p.is_default THEN 'default'
                WHEN p.ends_at <= as_of THEN 'past'
                WHEN p.starts_at > as_of THEN 'ahead'
                ELSE 'current' END,
           mindwell_internal.estimated_rows(p.partition), x.exported_at
    FROM mindwell_internal.partitions() p
    JOIN pg_catalog.pg_class c ON c.oid = p.partition
    JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
    LEFT JOIN @extschema@.analytics_exports x ON x.period_start = p.starts_at
    ORDER BY p.is_default, p.starts_at
$$;
COMMENT ON FUNCTION mindwell_internal.owner_partitions_at(timestamptz) IS
'Internal: what mindwell_internal.partitions_at() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.partitions_at(as_of timestamptz)
RETURNS TABLE (partition_name text, partition_schema text, period_start timestamptz, period_end timestamptz, period text,
               estimated_rows bigint, exported_at timestamptz)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 100
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION mindwell_internal.partitions_at(timestamptz) IS
'Internal: the partitions as of a time, as the view analytics_partition_list shows them. 42501 for anybody but the store''s owner, admins and members of pg_monitor, 55000 without a store.';

CREATE VIEW @extschema@.analytics_partition_list WITH (security_invoker = true) AS
    SELECT p.partition_name, p.partition_schema, p.period_start, p.period_end, p.period, p.estimated_rows, p.exported_at
    FROM mindwell_internal.partitions_at(pg_catalog.now()) p;
COMMENT ON VIEW @extschema@.analytics_partition_list IS
'The partitions of analytics_events, oldest first, the default partition last. For the store''s owner, admins and members of pg_monitor: 42501 for anybody else, 55000 without a store.';
COMMENT ON COLUMN @extschema@.analytics_partition_list.period_end IS 'Excluded; NULL, like period_start, for the default partition and an open end.';
COMMENT ON COLUMN @extschema@.analytics_partition_list.period IS 'past, current, ahead, or default.';
COMMENT ON COLUMN @extschema@.analytics_partition_list.estimated_rows IS 'By the planner''s statistics.';
COMMENT ON COLUMN @extschema@.analytics_partition_list.exported_at IS 'When analytics_mark_exported() was told of it.';
GRANT SELECT ON @extschema@.analytics_partition_list TO PUBLIC;

CREATE FUNCTION mindwell_internal.owner_storage_stats()
RETURNS TABLE (partition_name text, estimated_rows bigint, table_bytes bigint, index_bytes bigint, total_bytes bigint,
               bytes_per_event double precision)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 100
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT c.relname, rows.estimated, size.whole - size.indexes, size.indexes, size.whole,
           CAST(size.whole AS pg_catalog.float8) / NULLIF(rows.estimated, 0)
    FROM mindwell_internal.partitions() p
    JOIN pg_catalog.pg_class c ON c.oid = p.partition
    CROSS JOIN LATERAL (SELECT mindwell_internal.estimated_rows(p.partition)) AS rows (estimated)
    CROSS JOIN LATERAL (
        SELECT pg_catalog.pg_total_relation_size(p.partition), pg_catalog.pg_indexes_size(p.partition)) AS size (whole, indexes)
    ORDER BY p.is_default, p.starts_at
$$;
COMMENT ON FUNCTION mindwell_internal.owner_storage_stats() IS
'Internal: what analytics_storage_stats() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_storage_stats()
RETURNS TABLE (partition_name text, estimated_rows bigint, table_bytes bigint, index_bytes bigint, total_bytes bigint,
               bytes_per_event double precision)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 100
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_storage_stats() IS
'What each partition takes on disk, oldest first, the default partition last: estimated_rows (by the planner''s statistics; no table is read), table_bytes (with TOAST), index_bytes, total_bytes, and bytes_per_event, NULL without rows. For the store''s owner, admins and members of pg_monitor: 42501 for anybody else, 55000 without a store.';

-- The configuration -----------------------------------------------------------------

CREATE FUNCTION mindwell_internal.owner_purge_policies()
RETURNS jsonb
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET intervalstyle = 'postgres'
AS $$
    SELECT pg_catalog.jsonb_object_agg(p.retention_class, p.keep) FROM @extschema@.analytics_retention_policies p
$$;
COMMENT ON FUNCTION mindwell_internal.owner_purge_policies() IS
'Internal: what mindwell_internal.purge_policies() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.purge_policies()
RETURNS jsonb
LANGUAGE c STABLE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION mindwell_internal.purge_policies() IS
'Internal: how long each class is kept, null for forever. 42501 for anybody but the store''s owner, admins and members of pg_monitor, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_config()
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    epoch CONSTANT timestamp := timestamp '2001-01-01';
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    gate_is_on CONSTANT boolean := EXISTS (
        SELECT FROM pg_catalog.pg_trigger t
        WHERE t.tgrelid = events AND t.tgname = 'analytics_gate' AND t.tgenabled IN ('O', 'A'));
    result jsonb;
    settings jsonb;
    retention jsonb;
BEGIN
    -- that there is a store
    PERFORM mindwell_internal.current_tenant();
    SELECT pg_catalog.jsonb_object_agg(pg_catalog.substring(s.name, '[^.]*$'), s.value)
    INTO settings
    FROM mindwell_internal.settings() s;

    result := pg_catalog.jsonb_build_object(
        'enabled', gate_is_on,
        'amplitude_configured', false,
        'mixpanel_configured', false,
        'pii_tracking_enabled', COALESCE(CAST(settings ->> 'enable_pii_tracking' AS pg_catalog.bool), false),
        'sandbox_mode', false,
        'batch_size', NULL,
        'flush_interval_seconds', 0,
        'settings', settings);
    BEGIN
        retention := mindwell_internal.purge_policies();
    EXCEPTION WHEN insufficient_privilege THEN
        RETURN result;
    END;
    RETURN result || pg_catalog.jsonb_build_object(
        'data_retention_days',
            CAST(pg_catalog.date_part('day', epoch + CAST(retention ->> 'events' AS pg_catalog.interval) - epoch) AS pg_catalog.int4),
        'retention', retention);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_config() IS
'The configuration in force, as a JSON document: enabled (there is a store, and its gate is on), amplitude_configured, mixpanel_configured and sandbox_mode (always false: the database sends nothing), pii_tracking_enabled, batch_size (always null: each call stores what it is given; mindwell_analytics.max_batch_events limits it), flush_interval_seconds (always 0: an event is stored when its transaction commits), settings (name and value of each that analytics_settings() shows the caller); and for the store''s owner, admins and members of pg_monitor data_retention_days (whole days that the class events is kept; null: forever) and retention (interval for each class, null: forever). 55000 without a store.';

-- Health ----------------------------------------------------------------------------
--
-- Nothing here reads a table of events as a whole: sizes are the file system's, numbers
-- of rows the planner's, and what is counted is counted up to a limit.

-- An index would lead to the oldest and the newest row, and on the way past all that a
-- large transaction has not committed yet, or a large DELETE has left.
CREATE FUNCTION mindwell_internal.blocks(relation regclass, first_block bigint, blocks bigint)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format('ONLY %s e WHERE e.ctid >= ''(%s,0)'' AND e.ctid < ''(%s,0)''',
                             relation, GREATEST(first_block, 0), GREATEST(first_block, 0) + blocks)
$$;
COMMENT ON FUNCTION mindwell_internal.blocks(regclass, bigint, bigint) IS
'Internal: a FROM and WHERE clause: the rows e in a range of a table''s blocks.';

-- Checks: each returns rows of analytics_health() -----------------------------------

CREATE FUNCTION mindwell_internal.check_version(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'version', CASE WHEN v.extension_is_newest AND v.store_is_newest AND NOT v.schema_was_renamed THEN 'ok' ELSE 'warning' END,
           CAST(NULL AS pg_catalog.float8),
           pg_catalog.format('version %s, installed is %s; the store has version %s', e.extversion, a.default_version, s.version)
           || CASE WHEN v.schema_was_renamed
                   THEN pg_catalog.format('; its partitions are in schema %I, no longer in %I', mindwell_internal.partition_schema(), s.partition_schema)
                   ELSE '' END,
           CASE WHEN NOT (v.extension_is_newest AND v.store_is_newest) OR v.schema_was_renamed
                THEN CASE WHEN NOT v.extension_is_newest THEN 'ALTER EXTENSION mindwell_analytics UPDATE; ' ELSE '' END
                     || 'SELECT ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_install();' END
    FROM pg_catalog.pg_extension e
    JOIN pg_catalog.pg_available_extensions a ON a.name = e.extname
    LEFT JOIN @extschema@.analytics_store s ON true
    CROSS JOIN LATERAL (
        SELECT e.extversion = a.default_version,
               COALESCE(s.version >= mindwell_internal.newest_store_version(), false),
               COALESCE(s.partition_schema <> mindwell_internal.partition_schema(), false)) AS v (extension_is_newest, store_is_newest, schema_was_renamed)
    WHERE e.extname = 'mindwell_analytics'
$$;
COMMENT ON FUNCTION mindwell_internal.check_version(timestamptz) IS
'Internal: is the extension as new as its installed files, and the store as new as the extension, and are its partitions where it says?';

CREATE FUNCTION mindwell_internal.check_guards(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH guarded AS (
        SELECT p.partition AS relation, name 'analytics_gate' AS gate FROM mindwell_internal.partitions() p
        UNION ALL
        SELECT mindwell_internal.relation(t.table_name),
               CASE t.table_name WHEN 'analytics_events' THEN name 'analytics_gate' WHEN 'analytics_users' THEN 'analytics_users_gate' END
        FROM mindwell_internal.store_tables() t),
    unguarded AS (
        SELECT c.relname, NOT c.relrowsecurity AS is_open
        FROM guarded g
        JOIN pg_catalog.pg_class c ON c.oid = g.relation
        WHERE c.relkind <> 'f'
          AND (NOT c.relrowsecurity
               OR g.gate IS NOT NULL AND NOT EXISTS (
                   SELECT FROM pg_catalog.pg_trigger t
                   WHERE t.tgrelid = c.oid AND t.tgname = g.gate AND t.tgenabled IN ('O', 'A'))))
    SELECT 'guards', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'critical' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'every table has its gate and its row security'
                ELSE pg_catalog.format('tables without their gate or their row security: %s, first %s',
                                       pg_catalog.count(*), pg_catalog.min(u.relname)) END,
           CASE WHEN pg_catalog.count(*) > 0
                THEN 'SELECT ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_install(); and ALTER TABLE ... ENABLE TRIGGER analytics_gate; (of analytics_users: analytics_users_gate) where it was disabled' END
    FROM unguarded u
$$;
COMMENT ON FUNCTION mindwell_internal.check_guards(timestamptz) IS
'Internal: have all tables of the store what checks and hides their rows?';

-- Superusers, and roles with BYPASSRLS, are not subject to what is forced.
CREATE FUNCTION mindwell_internal.check_row_security(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH relations AS (
        SELECT p.partition AS relation FROM mindwell_internal.partitions() p
        UNION ALL
        SELECT mindwell_internal.relation(t.table_name) FROM mindwell_internal.store_tables() t),
    forced AS (
        SELECT CAST(c.oid AS pg_catalog.regclass) AS relation
        FROM relations r
        JOIN pg_catalog.pg_class c ON c.oid = r.relation
        WHERE c.relforcerowsecurity AND pg_catalog.row_security_active(c.oid))
    SELECT 'row_security', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'critical' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'it holds for all but the owner'
                ELSE pg_catalog.format('tables on which it holds for the owner too, so that maintenance and erasures fail: %s, first %s',
                                       pg_catalog.count(*), pg_catalog.min(CAST(f.relation AS text))) END,
           pg_catalog.string_agg(pg_catalog.format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY;', f.relation), ' '
                                 ORDER BY CAST(f.relation AS text))
    FROM forced f
$$;
COMMENT ON FUNCTION mindwell_internal.check_row_security(timestamptz) IS
'Internal: does row security hide rows from the store''s owner, who maintains it?';

CREATE FUNCTION mindwell_internal.check_privileges(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH relations AS (
        SELECT p.partition AS relation FROM mindwell_internal.partitions() p
        UNION ALL
        SELECT mindwell_internal.relation(a.table_name) FROM mindwell_internal.access_privileges() a),
    granted AS (
        SELECT CAST(r.relation AS text) AS relation, a.privilege_type,
               CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE CAST(CAST(a.grantee AS pg_catalog.regrole) AS text) END AS role
        FROM relations r
        JOIN pg_catalog.pg_class c ON c.oid = r.relation,
        LATERAL pg_catalog.aclexplode(c.relacl) a
        WHERE a.grantee <> c.relowner AND a.privilege_type NOT IN ('SELECT', 'INSERT'))
    SELECT 'privileges', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'warning' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'nobody but the owner has more than SELECT and INSERT'
                ELSE pg_catalog.format('privileges with which a role may lock all others out: %s, first %s', pg_catalog.count(*),
                                       (SELECT pg_catalog.format('%s of %s on %s', g.privilege_type, g.role, g.relation)
                                        FROM granted g ORDER BY g.relation, g.role, g.privilege_type LIMIT 1)) END,
           (SELECT pg_catalog.format('REVOKE %s ON %s FROM %s;', g.privilege_type, g.relation, g.role)
            FROM granted g ORDER BY g.relation, g.role, g.privilege_type LIMIT 1)
    FROM granted
$$;
COMMENT ON FUNCTION mindwell_internal.check_privileges(timestamptz) IS
'Internal: has any role more than SELECT and INSERT on a table of the store that is not its own?';

CREATE FUNCTION mindwell_internal.check_schemas(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH store_schemas AS (
        SELECT n.nspname AS name
        FROM pg_catalog.pg_namespace n
        WHERE n.oid = CAST('@extschema@' AS pg_catalog.regnamespace) OR n.nspname = 'mindwell_internal'
           OR n.nspname = mindwell_internal.partition_schema()),
    found AS (
        SELECT n.name, s.role_name, s.is_owner
        FROM store_schemas n, LATERAL mindwell_internal.strangers_in_schema(n.name) s)
    SELECT 'schemas', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'critical' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'nobody but the owner and superusers may create in the schemas of the store'
                ELSE 'others may create in the schemas of the store: '
                     || pg_catalog.string_agg(pg_catalog.format(CASE WHEN f.is_owner THEN '%s owns %I' ELSE '%s in %I' END,
                                                                f.role_name, f.name), ', ' ORDER BY f.name, f.role_name) END,
           CASE WHEN pg_catalog.count(*) > 0
                THEN 'a superuser runs '
                     || pg_catalog.string_agg(
                            CASE WHEN f.is_owner THEN pg_catalog.format('ALTER SCHEMA %I OWNER TO %I;', f.name, CURRENT_USER)
                                 ELSE pg_catalog.format('REVOKE CREATE ON SCHEMA %I FROM %s;', f.name, f.role_name) END,
                            ' ' ORDER BY f.name, f.role_name) END
    FROM found f
$$;
COMMENT ON FUNCTION mindwell_internal.check_schemas(timestamptz) IS
'Internal: may roles that are not trusted with the store create in the extension''s schemas or that of the partitions, or drop what is there?';

CREATE FUNCTION mindwell_internal.check_partitions_ahead(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    wanted CONSTANT integer := CAST(mindwell_internal.setting('premake') AS pg_catalog.int4);
    store record;
    -- where the first gap is
    covered_until timestamptz;
    next_start timestamptz;
    periods integer := 0;
BEGIN
    SELECT * INTO STRICT store FROM @extschema@.analytics_store;
    next_start := mindwell_internal.partition_start(store.partition_by, as_of);
    SELECT pg_catalog.upper(r.covered) INTO covered_until
    FROM (SELECT pg_catalog.range_agg(pg_catalog.tstzrange(p.starts_at, p.ends_at))
          FROM mindwell_internal.partitions() p
          WHERE NOT p.is_default) AS partitions (bounds),
         LATERAL pg_catalog.unnest(partitions.bounds) AS r (covered)
    WHERE r.covered @> as_of;
    -- the current one counts first, and is not ahead
    WHILE periods <= wanted AND mindwell_internal.partition_end(store.partition_by, next_start) <= covered_until LOOP
        periods := periods + 1;
        next_start := mindwell_internal.partition_end(store.partition_by, next_start);
    END LOOP;
    check_name := 'partitions_ahead';
    value := GREATEST(periods - 1, 0);
    -- between midnight and the next run there is one less
    status := CASE WHEN value < 1 THEN 'critical' WHEN value < wanted - 1 THEN 'warning' ELSE 'ok' END;
    detail := CASE WHEN periods = 0 THEN pg_catalog.format('the current %s has no partition', store.partition_by)
                   ELSE pg_catalog.format('%ss with a partition ahead of the current one, of %s wanted: until %s', store.partition_by, wanted,
                                          CAST(next_start AT TIME ZONE 'UTC' AS pg_catalog.date)) END;
    hint := CASE WHEN status <> 'ok' THEN 'CALL ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_maintain(''{create}'');' END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_partitions_ahead(timestamptz) IS
'Internal: for how many periods after the current one are there partitions?';

CREATE FUNCTION mindwell_internal.check_default_partition(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    at_most CONSTANT integer := 100000;         -- to drain as many takes seconds
    blocks CONSTANT bigint := 8192;
    patience CONSTANT interval := interval '2 hours';   -- maintenance runs hourly
    default_partition CONSTANT regclass := mindwell_internal.default_partition();
    is_large CONSTANT boolean := mindwell_internal.block_count(default_partition) > blocks;
    first_stored timestamptz;
BEGIN
    check_name := 'default_partition';
    IF default_partition IS NULL THEN
        status := 'critical';
        detail := 'there is none: an event of a period without partition is refused';
        RETURN NEXT;
        RETURN;
    END IF;
    EXECUTE pg_catalog.format(
        'SELECT pg_catalog.count(*), pg_catalog.min(s.created_at) FROM (SELECT e.created_at FROM %s LIMIT $1) s',
        mindwell_internal.blocks(default_partition, 0, blocks))
        INTO value, first_stored USING at_most + 1;
    status := CASE WHEN value > at_most THEN 'critical' WHEN is_large OR first_stored < as_of - patience THEN 'warning' ELSE 'ok' END;
    detail := CASE WHEN value > at_most THEN pg_catalog.format('events: more than %s', at_most)
                   WHEN value > 0 THEN pg_catalog.format('events: %s, waiting since %s', value,
                                                         pg_catalog.date_trunc('second', first_stored))
                   ELSE 'empty' END
              || CASE WHEN is_large THEN ', in its first 64 MB' ELSE '' END;
    hint := CASE WHEN value = 0 AND is_large THEN 'VACUUM ' || CAST(default_partition AS text) || ';'
                 WHEN status <> 'ok' THEN 'CALL ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_maintain(''{drain}'');' END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_default_partition(timestamptz) IS
'Internal: how many events wait for a partition, counted up to a limit?';

CREATE FUNCTION mindwell_internal.check_moves(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'moves', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'warning' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'events can leave the default partition'
                ELSE 'events stay in the default partition: ' || pg_catalog.string_agg(o.obstacle, '; ' ORDER BY o.obstacle) END,
           pg_catalog.string_agg(o.hint, ' ' ORDER BY o.obstacle)
    FROM mindwell_internal.move_obstacles(mindwell_internal.default_partition()) o
$$;
COMMENT ON FUNCTION mindwell_internal.check_moves(timestamptz) IS
'Internal: what keeps maintenance from moving events out of the default partition, lest a subscriber or a foreign key lose them?';

-- A deletion leads to others by the action of a foreign key.  Operations are bits of
-- pg_trigger.tgtype: 4 INSERT, 8 DELETE, 16 UPDATE.  No key that others refer to changes, and
-- one that becomes NULL is not checked.
CREATE FUNCTION mindwell_internal.deferred_triggers()
RETURNS TABLE (relation regclass, trigger_name name, statement text)
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH RECURSIVE written (relation, operations, has_new_keys) AS (
        SELECT CAST(mindwell_internal.relation(t.table_name) AS pg_catalog.oid), 4 + 8 + 16, true FROM mindwell_internal.store_tables() t
        UNION
        SELECT CAST(p.relid AS pg_catalog.oid), 4 + 8 + 16, true
        FROM pg_catalog.pg_partition_tree(mindwell_internal.relation('analytics_events')) p
        UNION
        SELECT k.conrelid, CASE k.confdeltype WHEN 'c' THEN 8 ELSE 16 END, k.confdeltype = 'd'
        FROM written w
        JOIN pg_catalog.pg_constraint k ON k.confrelid = w.relation AND k.contype = 'f' AND k.confdeltype IN ('c', 'n', 'd')
        WHERE w.operations & 8 > 0)
    SELECT DISTINCT CAST(k.conrelid AS pg_catalog.regclass), k.conname,
           CASE k.contype
               WHEN 'f' THEN pg_catalog.format('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY IMMEDIATE;',
                                               CAST(k.conrelid AS pg_catalog.regclass), k.conname)
               WHEN 't' THEN pg_catalog.format('DROP TRIGGER %I ON %s; %s;', t.tgname, CAST(t.tgrelid AS pg_catalog.regclass),
                                               pg_catalog.replace(pg_catalog.pg_get_triggerdef(t.oid), ' INITIALLY DEFERRED FOR EACH ROW', ' FOR EACH ROW'))
               ELSE pg_catalog.format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I %s;',
                                      CAST(k.conrelid AS pg_catalog.regclass), k.conname, k.conname,
                                      pg_catalog.replace(pg_catalog.pg_get_constraintdef(k.oid), ' INITIALLY DEFERRED', '')) END
    FROM written w
    JOIN pg_catalog.pg_trigger t ON t.tgrelid = w.relation
    JOIN pg_catalog.pg_constraint k ON k.oid = t.tgconstraint
    WHERE t.tgtype & w.operations & CASE WHEN k.contype = 'f' AND (k.confrelid = w.relation OR NOT w.has_new_keys) THEN 8 ELSE 4 + 8 + 16 END > 0
      AND t.tginitdeferred AND t.tgenabled IN ('O', 'A') AND t.tgparentid = 0 AND k.conparentid = 0
$$;
COMMENT ON FUNCTION mindwell_internal.deferred_triggers() IS
'Internal: the constraints and constraint triggers of the store''s tables, and of those that foreign keys lead to, that wait for the end of a transaction; and the statement that has them fire at once.';

CREATE FUNCTION mindwell_internal.check_deferred_triggers(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'deferred_triggers', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'warning' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'none waits for the end of a transaction'
                ELSE 'events are refused, or erasures and purges fail, for these wait for the end of a transaction: '
                     || pg_catalog.string_agg(pg_catalog.format('%I on %s', d.trigger_name, d.relation), ', '
                                              ORDER BY CAST(d.relation AS text), d.trigger_name) END,
           pg_catalog.string_agg(d.statement, ' ' ORDER BY CAST(d.relation AS text), d.trigger_name)
    FROM mindwell_internal.deferred_triggers() d
$$;
COMMENT ON FUNCTION mindwell_internal.check_deferred_triggers(timestamptz) IS
'Internal: does anything that the owner put on the store wait for the end of a transaction, which functions that write as the owner refuse?';

CREATE FUNCTION mindwell_internal.check_locks(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'locks', CASE WHEN l.needed > l.capacity THEN 'critical' WHEN 2 * l.needed > l.capacity THEN 'warning' ELSE 'ok' END,
           CAST(l.needed AS pg_catalog.float8),
           pg_catalog.format('a query of all partitions takes %s locks, of %s in the server', l.needed, l.capacity),
           CASE WHEN 2 * l.needed > l.capacity
                THEN pg_catalog.format('ALTER SYSTEM SET max_locks_per_transaction = %s; and restart', 4 * l.needed / l.holders + 1) END
    FROM (
        SELECT (SELECT 1 + pg_catalog.count(DISTINCT p.inhrelid) + pg_catalog.count(i.indexrelid)
                FROM pg_catalog.pg_inherits p
                LEFT JOIN pg_catalog.pg_index i ON i.indrelid = p.inhrelid
                WHERE p.inhparent = mindwell_internal.relation('analytics_events')) AS needed,
               holders.number * CAST(pg_catalog.current_setting('max_locks_per_transaction') AS pg_catalog.int8) AS capacity,
               holders.number AS holders
        FROM (SELECT CAST(pg_catalog.current_setting('max_connections') AS pg_catalog.int8)
                   + CAST(pg_catalog.current_setting('max_prepared_transactions') AS pg_catalog.int8)) AS holders (number)) AS l
$$;
COMMENT ON FUNCTION mindwell_internal.check_locks(timestamptz) IS
'Internal: does the server''s lock table hold what a query of all partitions takes?';

-- A run's own lock lasts, but each of its transactions is short, and so is a session's
-- idleness in between.
CREATE FUNCTION mindwell_internal.check_lock_holders(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH holders AS (
        SELECT h.pid, h.role, h.since, pg_catalog.string_agg(h.lock, ', ' ORDER BY h.lock) AS locks,
               CASE WHEN h.since < as_of - interval '1 hour' THEN 'critical'
                    WHEN h.since < as_of - interval '10 minutes' OR h.pid IS NULL THEN 'warning'
                    ELSE 'ok' END AS status
        FROM mindwell_internal.lock_holders() h
        GROUP BY h.pid, h.role, h.since),
    longest AS (SELECT * FROM holders h ORDER BY h.status = 'critical' DESC, h.status = 'warning' DESC, h.since, h.pid LIMIT 1)
    SELECT 'lock_holders', COALESCE(l.status, 'ok'), CAST(all_of.number AS pg_catalog.float8),
           CASE WHEN all_of.number = 0 THEN 'nobody has a lock of the store'
                ELSE pg_catalog.format('%s: %s', l.locks, mindwell_internal.describe_holder(l.pid, l.role, l.since))
                     || CASE WHEN all_of.number > 1 THEN pg_catalog.format(', and %s more', all_of.number - 1) ELSE '' END END,
           CASE WHEN l.status <> 'ok' THEN mindwell_internal.end_holder(l.pid) END
    FROM (SELECT pg_catalog.count(*) FROM holders) AS all_of (number)
    LEFT JOIN longest l ON true
$$;
COMMENT ON FUNCTION mindwell_internal.check_lock_holders(timestamptz) IS
'Internal: how many sessions keep maintenance and erasures waiting, and which for longest?';

CREATE FUNCTION mindwell_internal.check_leftovers(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH found AS (
        -- what maintenance would have dropped or attached in the same transaction
        SELECT c.relname, 'is no partition' AS what
        FROM pg_catalog.pg_namespace n
        JOIN pg_catalog.pg_class c ON c.relnamespace = n.oid
        WHERE n.nspname = mindwell_internal.partition_schema()
          AND c.relkind IN ('r', 'p') AND NOT c.relispartition AND pg_catalog.starts_with(c.relname, 'analytics_events_')
        UNION ALL
        SELECT c.relname, CASE WHEN i.inhdetachpending THEN 'is being detached' ELSE 'is unlogged: a crash empties it' END
        FROM pg_catalog.pg_inherits i
        JOIN pg_catalog.pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = mindwell_internal.relation('analytics_events') AND (i.inhdetachpending OR c.relpersistence = 'u')
        UNION ALL
        SELECT c.relname, 'is an invalid index'
        FROM mindwell_internal.partitions() p
        JOIN pg_catalog.pg_index i ON i.indrelid = p.partition AND NOT i.indisvalid
        JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid)
    SELECT 'leftovers', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'warning' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           COALESCE((SELECT pg_catalog.format('%s %s', f.relname, f.what) FROM found f ORDER BY f.relname COLLATE "C" LIMIT 1)
                    || CASE WHEN pg_catalog.count(*) > 1 THEN pg_catalog.format(', and %s more', pg_catalog.count(*) - 1) ELSE '' END,
                    'none'),
           CASE WHEN pg_catalog.count(*) > 0 THEN 'attach or drop what is no partition; ALTER TABLE ... SET LOGGED; ALTER TABLE ... DETACH PARTITION ... FINALIZE; REINDEX' END
    FROM found
$$;
COMMENT ON FUNCTION mindwell_internal.check_leftovers(timestamptz) IS
'Internal: is there anything among the partitions that is none, will not stay, or does not work?';

CREATE FUNCTION mindwell_internal.check_events(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 2
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    partitions CONSTANT regclass[] := (
        SELECT pg_catalog.array_agg(p.partition ORDER BY p.starts_at)
        FROM mindwell_internal.partitions() p
        WHERE NOT p.is_default AND mindwell_internal.block_count(p.partition) > 0);
    blocks CONSTANT bigint := 16;
    candidate regclass;
    first_block bigint;
    direction text;
    happened_at timestamptz;
    stored_at timestamptz;
BEGIN
    status := 'ok';
    hint := NULL;
    FOREACH direction IN ARRAY ARRAY['ASC', 'DESC'] LOOP
        check_name := CASE direction WHEN 'ASC' THEN 'oldest_event' ELSE 'newest_event' END;
        value := NULL;
        detail := 'none';
        FOR nth IN 1 .. COALESCE(pg_catalog.cardinality(partitions), 0) LOOP
            candidate := partitions[CASE direction WHEN 'ASC' THEN nth ELSE pg_catalog.cardinality(partitions) + 1 - nth END];
            first_block := CASE direction WHEN 'ASC' THEN 0 ELSE mindwell_internal.block_count(candidate) - blocks END;
            EXECUTE pg_catalog.format('SELECT e.occurred_at, e.created_at FROM %s ORDER BY e.created_at %s, e.id LIMIT 1',
                                      mindwell_internal.blocks(candidate, first_block, blocks), direction)
                INTO happened_at, stored_at;
            CONTINUE WHEN happened_at IS NULL;
            value := pg_catalog.date_part('epoch', as_of - happened_at);
            detail := pg_catalog.format('%s, stored %s', pg_catalog.date_trunc('second', happened_at),
                                        pg_catalog.date_trunc('second', stored_at));
            EXIT;
        END LOOP;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_events(timestamptz) IS
'Internal: the age in seconds of an event stored first in the oldest partition that has any, and of one stored last in the newest; as seen at the beginning and at the end of those tables.';

CREATE FUNCTION mindwell_internal.check_dirty_buckets(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH counted AS (
        SELECT pg_catalog.count(*) AS entries, pg_catalog.count(DISTINCT (d.tenant_id, d.bucket)) AS days, pg_catalog.min(d.logged_at) AS oldest,
               -- taken from the log, and not recomputed yet
               (SELECT pg_catalog.count(*) FROM (SELECT FROM @extschema@.analytics_stale_buckets b WHERE b.period = 'daily' LIMIT 100001) s) AS stale
        FROM (SELECT b.tenant_id, b.bucket, b.logged_at FROM @extschema@.analytics_dirty_buckets b LIMIT 100001) d),
    judged AS (
        SELECT c.*, CASE WHEN c.oldest < as_of - interval '1 day' OR c.entries > 100000 OR c.stale > 100000 THEN 'critical'
                         WHEN c.oldest < as_of - interval '2 hours' THEN 'warning'
                         ELSE 'ok' END AS status
        FROM counted c)
    SELECT 'dirty_buckets', j.status, CAST(j.entries AS pg_catalog.float8),
           CASE WHEN j.entries = 0 AND j.stale = 0 THEN 'none'
                ELSE pg_catalog.format('log entries: %s, days of tenants: %s, oldest: %s; taken and not recomputed: %s',
                                       CASE WHEN j.entries > 100000 THEN 'more than 100000' ELSE CAST(j.entries AS text) END,
                                       j.days, COALESCE(CAST(pg_catalog.date_trunc('second', j.oldest) AS text), 'none'), j.stale) END,
           CASE WHEN j.status <> 'ok' THEN 'CALL ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_maintain(''{refresh}'');' END
    FROM judged j
$$;
COMMENT ON FUNCTION mindwell_internal.check_dirty_buckets(timestamptz) IS
'Internal: how many changed days wait for a refresh, counted up to a limit, and how long?';

CREATE FUNCTION mindwell_internal.check_jobs(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
    WITH other_run AS (
        -- a job waits for its turn; an old one was killed, or does not come to its end
        SELECT pg_catalog.max(l.started_at) AS started_at
        FROM @extschema@.analytics_run_log l
        WHERE l.step = 'run' AND l.status = 'running' AND l.started_at > check_jobs.as_of - interval '6 hours')
    SELECT 'job_' || pg_catalog.substring(j.job_name, '[^/]*$'), judged.status,
           pg_catalog.date_part('epoch', as_of - j.last_success),
           pg_catalog.concat_ws(', ',
               CASE j.state WHEN 'unknown' THEN 'not seen from here' ELSE j.state END,
               CASE WHEN j.is_late THEN 'late' || COALESCE(' behind a run since ' || pg_catalog.date_trunc('second', o.started_at), '') END,
               COALESCE('last done ' || pg_catalog.date_trunc('second', j.last_success), 'never done'),
               CASE WHEN j.last_status = 'failed' THEN 'last run failed: ' || j.last_message END),
           CASE WHEN judged.status = 'ok' THEN NULL
                WHEN j.state = 'inactive' THEN 'a superuser runs SELECT cron.alter_job(jobid, active => true)'
                WHEN j.state IN ('missing', 'outdated') OR j.last_success IS NULL AND j.last_status IS NULL
                    THEN 'SELECT * FROM ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_schedule();'
                WHEN j.is_late AND o.started_at IS NOT NULL THEN 'wait for the other run'
                ELSE 'see the jobs'' log, and whether they can connect' END
    FROM other_run o,
    mindwell_internal.owner_jobs_at(as_of) j,
    LATERAL (SELECT CASE WHEN j.is_late AND o.started_at IS NULL THEN 'critical'
                         WHEN j.is_late THEN 'warning'
                         WHEN j.state IN ('missing', 'inactive', 'outdated') OR j.last_status = 'failed' THEN 'warning'
                         ELSE 'ok' END) AS judged (status)
    ORDER BY j.job_name
$$;
COMMENT ON FUNCTION mindwell_internal.check_jobs(timestamptz) IS
'Internal: for each job, the seconds since its steps were last done, and whether it is scheduled, late or failing.';

CREATE FUNCTION mindwell_internal.check_stale_jobs(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'stale_jobs', CASE WHEN pg_catalog.count(*) = 0 THEN 'ok' ELSE 'warning' END, CAST(pg_catalog.count(*) AS pg_catalog.float8),
           CASE WHEN pg_catalog.count(*) = 0 THEN 'none'
                ELSE 'jobs of a former owner, a former name of a role or a database that is gone: '
                     || pg_catalog.string_agg(pg_catalog.format('%s of %s', j.job_name, j.role_name), ', ' ORDER BY j.job_id) END,
           CASE WHEN pg_catalog.count(*) > 0
                THEN 'a superuser runs SELECT * FROM ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_schedule();' END
    FROM mindwell_internal.owner_stale_jobs() j
$$;
COMMENT ON FUNCTION mindwell_internal.check_stale_jobs(timestamptz) IS
'Internal: which of pg_cron''s jobs for this store would nobody replace who schedules it as its owner?';

CREATE FUNCTION mindwell_internal.check_failures(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH latest AS (
        SELECT DISTINCT ON (l.step, l.target) l.*
        FROM @extschema@.analytics_run_log l
        WHERE l.step <> 'run' AND l.started_at > check_failures.as_of - interval '2 days'
        ORDER BY l.step, l.target, l.started_at DESC),
    failed AS (
        -- a step fails with its targets
        SELECT * FROM latest l
        WHERE l.status = 'failed'
          AND (l.target <> '' OR NOT EXISTS (SELECT FROM latest t WHERE t.run_id = l.run_id AND t.step = l.step
                                                                    AND t.target <> '' AND t.status = 'failed')))
    SELECT 'failures', CASE WHEN cut.short IS NOT NULL THEN 'critical' WHEN pg_catalog.count(f.step) = 0 THEN 'ok' ELSE 'warning' END,
           CAST(pg_catalog.count(f.step) + pg_catalog.cardinality(COALESCE(cut.short, '{}')) AS pg_catalog.float8),
           COALESCE(NULLIF(pg_catalog.concat_ws('; ',
               'ended before they were done, by a timeout, a cancel or a crash: ' || pg_catalog.array_to_string(cut.short, ', '),
               (SELECT pg_catalog.concat_ws(' ', f.step, NULLIF(f.target, ''), f.error_code || ':', f.error)
                FROM failed f ORDER BY f.started_at DESC, f.target LIMIT 1)), ''), 'none'),
           CASE WHEN cut.short IS NOT NULL
                THEN pg_catalog.format('ALTER ROLE %I IN DATABASE %I SET statement_timeout = 0; where that ended them', CURRENT_USER, pg_catalog.current_database())
                WHEN pg_catalog.count(f.step) > 0
                THEN 'SELECT * FROM ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_run_log WHERE status = ''failed'' ORDER BY started_at DESC;' END
    FROM (SELECT pg_catalog.array_agg(l.step ORDER BY l.started_at DESC, l.step)
          FROM latest l
          WHERE l.target = ''
            -- who has begun a run has its lock until they end it; which a standby does not see
            AND (l.status = 'interrupted'
                 OR l.status = 'running' AND NOT pg_catalog.pg_is_in_recovery()
                    AND NOT EXISTS (SELECT FROM mindwell_internal.lock_holders() h WHERE h.lock = 'run'))) AS cut (short)
    LEFT JOIN failed f ON true
    GROUP BY cut.short
$$;
COMMENT ON FUNCTION mindwell_internal.check_failures(timestamptz) IS
'Internal: what of the last two days failed, or was ended before it was done, when it was last tried?';

CREATE FUNCTION mindwell_internal.check_new_event_types(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    WITH seen AS (
        SELECT pg_catalog.count(*) FILTER (WHERE t.created_at > as_of - interval '1 day') AS new_types,
               (SELECT pg_catalog.max(c.types)
                FROM (SELECT pg_catalog.count(*) AS types FROM @extschema@.analytics_event_types a
                      WHERE a.auto_registered GROUP BY a.tenant_id) AS c)
                   >= CAST(mindwell_internal.setting('max_auto_event_types') AS pg_catalog.int8) AS is_full
        FROM @extschema@.analytics_event_types t
        WHERE t.auto_registered)
    SELECT 'new_event_types', CASE WHEN s.is_full OR s.new_types > 50 THEN 'warning' ELSE 'ok' END,
           CAST(s.new_types AS pg_catalog.float8),
           pg_catalog.format('entered by maintenance within a day: %s', s.new_types)
               || CASE WHEN s.is_full THEN ', and a tenant has as many as mindwell_analytics.max_auto_event_types' ELSE '' END,
           CASE WHEN s.is_full OR s.new_types > 50 THEN 'look for values in the names of types; or register what is meant' END
    FROM seen s
$$;
COMMENT ON FUNCTION mindwell_internal.check_new_event_types(timestamptz) IS
'Internal: how many event types did maintenance enter within a day?';

-- An event of a class that is kept longer may come late for a day of which another
-- class was purged.
CREATE FUNCTION mindwell_internal.check_sealed_days(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    newest_days CONSTANT integer := 30;
    blocks CONSTANT bigint := 16;
    sealed record;
    has_late_events boolean;
    late_day date;
BEGIN
    check_name := 'sealed_days';
    value := 0;
    FOR sealed IN
        SELECT s.day, s.sealed_at, p.partition
        FROM (SELECT d.day, d.sealed_at FROM @extschema@.analytics_sealed_days d ORDER BY d.sealed_at DESC, d.day DESC LIMIT newest_days) s
        JOIN mindwell_internal.partitions() p
            ON CAST(s.day AS pg_catalog.timestamp) AT TIME ZONE 'UTC' >= p.starts_at
           AND CAST(s.day AS pg_catalog.timestamp) AT TIME ZONE 'UTC' < p.ends_at
    LOOP
        EXECUTE pg_catalog.format(
            'SELECT EXISTS (SELECT FROM %s AND e.created_at > $1 AND CAST(e.occurred_at AT TIME ZONE ''UTC'' AS pg_catalog.date) = $2)',
            mindwell_internal.blocks(sealed.partition, mindwell_internal.block_count(sealed.partition) - blocks, blocks))
            INTO has_late_events USING sealed.sealed_at, sealed.day;
        CONTINUE WHEN NOT has_late_events;
        value := value + 1;
        late_day := COALESCE(late_day, sealed.day);
    END LOOP;
    status := CASE WHEN value > 0 THEN 'warning' ELSE 'ok' END;
    detail := CASE WHEN value > 0 THEN pg_catalog.format('purged days for which events came later: %s, the last %s', value, late_day)
                   ELSE 'no late events' END;
    hint := CASE WHEN value > 0 THEN 'these events are stored, but the rollups of the days are final' END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_sealed_days(timestamptz) IS
'Internal: for how many of the days that were sealed last have events come since, as seen at the end of their tables?';

CREATE FUNCTION mindwell_internal.check_erasures(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'erasures', CASE WHEN e.first_begun < as_of - interval '1 day' THEN 'critical'
                            WHEN e.first_begun < as_of - interval '1 hour' THEN 'warning'
                            ELSE 'ok' END,
           CAST(e.running AS pg_catalog.float8),
           CASE e.running WHEN 0 THEN 'none has begun and not ended'
                ELSE pg_catalog.format('begun, not ended: %s, the first at %s', e.running, pg_catalog.date_trunc('second', e.first_begun)) END,
           CASE WHEN e.first_begun < as_of - interval '1 hour'
                THEN 'CALL ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_forget_user_batch(...); again, for the same user' END
    FROM (SELECT pg_catalog.count(*), pg_catalog.min(r.started_at)
          FROM @extschema@.analytics_erasures r WHERE r.status = 'running') AS e (running, first_begun)
$$;
COMMENT ON FUNCTION mindwell_internal.check_erasures(timestamptz) IS
'Internal: which erasures were begun and have not come to their end?';

CREATE FUNCTION mindwell_internal.check_memberships(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'memberships', CASE WHEN m.stale > 0 THEN 'warning' ELSE 'ok' END, CAST(m.stale AS pg_catalog.float8),
           CASE WHEN m.stale > 0 THEN pg_catalog.format('memberships of roles that were dropped: %s', m.stale)
                ELSE 'every membership is of a role that exists' END,
           CASE WHEN m.stale > 0
                THEN 'CALL ' || CAST('@extschema@' AS pg_catalog.regnamespace) || '.analytics_maintain(''{trim}'');' END
    FROM (SELECT mindwell_internal.stale_members()) AS m (stale)
$$;
COMMENT ON FUNCTION mindwell_internal.check_memberships(timestamptz) IS
'Internal: how many memberships of tenants are of roles that were dropped?';

-- Read anew, for sessions keep the key that they have read.
CREATE FUNCTION mindwell_internal.check_hash_key(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    check_name := 'hash_key';
    BEGIN
        PERFORM mindwell_internal.check_hash_key_file(NULL);
        PERFORM mindwell_internal.keyed_hash('');
        status := 'ok';
        detail := 'the key of the hashes can be read';
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS detail = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
        status := 'critical';
    END;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_hash_key(timestamptz) IS
'Internal: can the key of the hashes be read, which every event with something to hash needs?';

-- A check that fails is a finding, and hides no other.
CREATE FUNCTION mindwell_internal.owner_health(as_of timestamptz)
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE plpgsql STABLE PARALLEL UNSAFE ROWS 20
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET datestyle = 'ISO'
AS $$
DECLARE
    checks CONSTANT text[] := ARRAY['version', 'guards', 'row_security', 'privileges', 'schemas', 'hash_key', 'jobs', 'stale_jobs', 'failures', 'partitions_ahead', 'default_partition', 'moves', 'deferred_triggers', 'locks', 'lock_holders',
                                    'leftovers', 'events', 'dirty_buckets', 'sealed_days', 'erasures', 'new_event_types',
                                    'memberships'];
BEGIN
    IF as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of must be a finite time';
    END IF;
    FOREACH check_name IN ARRAY checks LOOP
        BEGIN
            RETURN QUERY EXECUTE 'SELECT c.* FROM mindwell_internal.' || pg_catalog.quote_ident('check_' || check_name) || '($1) c'
            USING as_of;
        EXCEPTION WHEN OTHERS THEN
            status := 'critical';
            value := NULL;
            detail := pg_catalog.format('the check failed: %s', SQLERRM);
            hint := NULL;
            RETURN NEXT;
        END;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_health(timestamptz) IS
'Internal: what analytics_health() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_health(as_of timestamptz DEFAULT now())
RETURNS TABLE (check_name text, status text, value double precision, detail text, hint text)
LANGUAGE c STABLE PARALLEL UNSAFE ROWS 20
AS 'MODULE_PATHNAME', 'analytics_read_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_health(timestamptz) IS
'How the store is as of a time, one row for each check: check_name, status (ok, warning or critical), value (a number or seconds, for graphs and alerts), detail and, unless it is ok, hint. Reads no table of events as a whole; on a standby too. For the store''s owner, admins and members of pg_monitor. 42501 for anybody else, 22008 for a bad as_of, 55000 without a store.';

-- Privacy: what is kept secret, and the rights of a person --------------------------
--
-- An erasure is of one user of one tenant.  It reaches every table of the store that
-- has a column user_id beside tenant_id, and takes the lock of maintenance: no event
-- moves to another partition meanwhile, and no two erasures meet.  An event that is
-- committed after its snapshot is a new one.

CREATE FUNCTION mindwell_internal.create_privacy_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_opt_outs (
        tenant_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
        user_id uuid NOT NULL,
        opted_out_at timestamptz NOT NULL DEFAULT now(),
        PRIMARY KEY (tenant_id, user_id));
    COMMENT ON TABLE @extschema@.analytics_opt_outs IS 'Users whose events are not stored.';
    COMMENT ON COLUMN @extschema@.analytics_opt_outs.tenant_id IS 'With whom the user opted out.';
    COMMENT ON COLUMN @extschema@.analytics_opt_outs.user_id IS 'The user.';
    COMMENT ON COLUMN @extschema@.analytics_opt_outs.opted_out_at IS 'When that was recorded.';

    CREATE TABLE @extschema@.analytics_pii_rules (
        key text COLLATE "C" PRIMARY KEY
            CONSTRAINT analytics_pii_rules_key_has_1_to_64_bytes CHECK (octet_length(translate(key, E'_- \t\n\x0b\f\r"''`', '')) BETWEEN 1 AND 64),
        action text NOT NULL
            CONSTRAINT analytics_pii_rules_action_is_drop_hash_mask_or_allow CHECK (action IN ('drop', 'hash', 'mask', 'allow')),
        description text,
        is_secret boolean NOT NULL DEFAULT false);
    CREATE UNIQUE INDEX analytics_pii_rules_folded_idx
        ON @extschema@.analytics_pii_rules (lower(translate(key, E'_- \t\n\x0b\f\r"''`', '')));
    COMMENT ON TABLE @extschema@.analytics_pii_rules IS 'What becomes of properties that may be personal data, by key, at any depth; case, underscores, hyphens, blanks and quotes do not count.';
    COMMENT ON COLUMN @extschema@.analytics_pii_rules.key IS 'Of a property, as it was entered; compared without case, underscores, hyphens, blanks and quotes.';
    COMMENT ON COLUMN @extschema@.analytics_pii_rules.action IS 'drop (the property goes), hash, mask (*** in place of the value) or allow (not even searched for personal data).';
    COMMENT ON COLUMN @extschema@.analytics_pii_rules.description IS 'For readers; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_pii_rules.is_secret IS 'Holds even when mindwell_analytics.enable_pii_tracking is on, and for keys that end in this one: user_password.';

    INSERT INTO @extschema@.analytics_pii_rules (key, action, is_secret)
    SELECT k, 'drop', false
    FROM pg_catalog.unnest(ARRAY['email', 'email_address', 'name', 'full_name', 'first_name', 'last_name',
                                 'phone', 'phone_number', 'ip', 'ip_address', 'user_agent']) AS k
    UNION ALL
    SELECT k, 'drop', true
    FROM pg_catalog.unnest(ARRAY['password', 'password_confirmation', 'password_hash', 'passwd', 'passphrase', 'pwd',
                                 'access_token', 'refresh_token', 'api_key', 'client_secret',
                                 'card_number', 'credit_card', 'credit_card_number', 'pan', 'cvc', 'cvc2', 'cvv', 'cvv2', 'iban',
                                 'ssn', 'social_security_number']) AS k;

    CREATE TABLE @extschema@.analytics_erasures (
        erasure_id uuid PRIMARY KEY,
        tenant_id uuid NOT NULL,
        subject text NOT NULL,
        key_id text NOT NULL,
        reason text,
        status text NOT NULL CHECK (status IN ('running', 'done')),
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        row_counts jsonb NOT NULL DEFAULT '{}',
        recomputed_days bigint NOT NULL DEFAULT 0,
        unrecoverable_days bigint NOT NULL DEFAULT 0,
        pending jsonb);
    CREATE INDEX analytics_erasures_subject_idx ON @extschema@.analytics_erasures (subject);
    COMMENT ON TABLE @extschema@.analytics_erasures IS 'Proof of what was erased and when, without telling of whom: who has the user''s id and the hash key finds it with analytics_find_erasures().';
    COMMENT ON COLUMN @extschema@.analytics_erasures.erasure_id IS 'Of this erasure.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.tenant_id IS 'Whose user it was.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.subject IS 'Keyed hash of tenant and user.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.key_id IS 'Tells the key of the hash from other keys; nothing of it can be had from this.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.reason IS 'As the caller gave it; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.status IS 'running: begun by analytics_forget_user_batch(), which has not come to its end.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.started_at IS 'When it was begun.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.finished_at IS 'When it ended; NULL while it is running.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.row_counts IS 'How many rows went, by table.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.recomputed_days IS 'UTC days of the user whose rollups were derived anew.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.unrecoverable_days IS 'UTC days of the user whose rollups are final, since events of them were purged.';
    COMMENT ON COLUMN @extschema@.analytics_erasures.pending IS 'Of one that is running: the partitions that are left, by oid, and the days whose rollups are to be derived anew.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_privacy_tables() IS
'Internal: a migration, creates the tables of opt-outs, rules for personal data, and erasures.';

CREATE FUNCTION mindwell_internal.keyed_hash(value text) RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_keyed_hash';
COMMENT ON FUNCTION mindwell_internal.keyed_hash(text) IS
'Internal: the hash of a text with the store''s secret key, as rules for personal data write it. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.mask_text(value text) RETURNS text
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_mask_text';
COMMENT ON FUNCTION mindwell_internal.mask_text(text) IS
'Internal: a text with *** in place of e-mail addresses and card numbers.';

CREATE FUNCTION mindwell_internal.pseudonym(tenant_id uuid, user_id uuid)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN mindwell_internal.keyed_hash('user ' || CAST(user_id AS text) || ' of ' || CAST(tenant_id AS text));
COMMENT ON FUNCTION mindwell_internal.pseudonym(uuid, uuid) IS
'Internal: what stands for a user where they must not be named. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.hash_key_id()
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN pg_catalog.right(mindwell_internal.keyed_hash('mindwell_analytics hash key'), 16);
COMMENT ON FUNCTION mindwell_internal.hash_key_id() IS
'Internal: a name of the hash key. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.columns_of(relation regclass)
RETURNS name[]
LANGUAGE sql STABLE PARALLEL SAFE
RETURN ARRAY(SELECT a.attname FROM pg_catalog.pg_attribute a WHERE a.attrelid = relation AND a.attnum > 0 AND NOT a.attisdropped);
COMMENT ON FUNCTION mindwell_internal.columns_of(regclass) IS
'Internal: the names of a table''s columns; empty for NULL.';

-- By the columns, so that a new table of the store need not be entered here too.
CREATE FUNCTION mindwell_internal.personal_tables()
RETURNS TABLE (relation regclass, table_name name, day text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 6
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT t.relation, s.table_name,
           CASE WHEN 'occurred_at' = ANY (c.columns) THEN 'CAST(d.occurred_at AT TIME ZONE ''UTC'' AS pg_catalog.date)'
                WHEN 'day' = ANY (c.columns) THEN 'd.day' END
    FROM mindwell_internal.store_tables() s,
    LATERAL (SELECT mindwell_internal.relation(s.table_name)) AS t (relation),
    LATERAL (SELECT mindwell_internal.columns_of(t.relation)) AS c (columns)
    WHERE c.columns @> CAST('{tenant_id,user_id}' AS pg_catalog.name[])
$$;
COMMENT ON FUNCTION mindwell_internal.personal_tables() IS
'Internal: the tables of the store that hold rows of users; where a row d belongs to a UTC day, the expression of that day, else NULL.';

-- What an anonymous visitor did until a second user appeared is the first user's, and what they did
-- since then is not.  A table that does not tell when a row is of has no row of the former.
-- A join, since a user may have been any number of visitors.
CREATE FUNCTION mindwell_internal.theirs_sql(relation regclass)
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CASE WHEN 'anonymous_id' = ANY (c.columns)
                THEN '(VALUES ($2[1])) AS p (user_id) WHERE d.tenant_id = $1 AND (d.user_id = p.user_id OR d.anonymous_id = p.user_id)'
                ELSE pg_catalog.format(
                    'ROWS FROM (pg_catalog.unnest($2), pg_catalog.unnest($3)) AS p (user_id, until) WHERE d.tenant_id = $1 AND d.user_id = p.user_id AND (p.until IS NULL OR %s)',
                    CASE WHEN 'occurred_at' = ANY (c.columns) THEN 'd.occurred_at < p.until'
                         WHEN 'day' = ANY (c.columns) THEN 'mindwell_internal.utc(d.day) < p.until'
                         -- a key goes with its event, and before it
                         WHEN 'event_id' = ANY (c.columns) THEN pg_catalog.format(
                             'NOT EXISTS (SELECT FROM %s e WHERE e.tenant_id = $1 AND e.id = d.event_id AND e.occurred_at >= p.until)',
                             mindwell_internal.relation('analytics_events'))
                         WHEN 'created_at' = ANY (c.columns) THEN 'd.created_at < p.until'
                         ELSE 'false' END)
           END
    FROM mindwell_internal.columns_of(relation) AS c (columns)
$$;
COMMENT ON FUNCTION mindwell_internal.theirs_sql(regclass) IS
'Internal: what a table d is joined with, and the condition, that leave the rows of a person, of the tenant $1, with the identities $2, each of which was theirs until $3 (mindwell_internal.identities).';

-- A person is a user, and the visitors that they were before they signed in.
CREATE FUNCTION mindwell_internal.identities(user_id uuid, tenant_id uuid, OUT ids uuid[], OUT until timestamptz[])
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT identities.user_id || COALESCE(pg_catalog.array_agg(a.anonymous_id ORDER BY a.anonymous_id), '{}'),
           CAST(NULL AS timestamptz) || COALESCE(pg_catalog.array_agg(a.ended_at ORDER BY a.anonymous_id), '{}')
    FROM @extschema@.analytics_aliases a
    WHERE a.tenant_id = identities.tenant_id AND a.user_id = identities.user_id
$$;
COMMENT ON FUNCTION mindwell_internal.identities(uuid, uuid) IS
'Internal: a user and the anonymous visitors who turned out to be them, the user first; and until when each was, NULL: always.';

-- The right to object ----------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_opt_out(user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_opt_out';
COMMENT ON FUNCTION @extschema@.analytics_opt_out(@extschema@.analytics_id, uuid) IS
'From every session''s next statement on, nothing of the user is stored, nor of the anonymous visitors whose alias names them; what is stored already stays (see analytics_forget_user()). Returns false when the user had opted out before. tenant_id defaults to the session''s. Needs INSERT on analytics_opt_outs. 22004 for a NULL user, or what stands for none, 22023 without a tenant_id when the session has several, 42501 for a foreign tenant, 55000 without a store, or where it has another tenant only.';

CREATE FUNCTION @extschema@.analytics_opt_in(user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_opt_in';
COMMENT ON FUNCTION @extschema@.analytics_opt_in(@extschema@.analytics_id, uuid) IS
'Takes an opt-out back: the user''s events are stored again. Returns false when there was none. tenant_id defaults to the session''s. Needs SELECT and INSERT on analytics_opt_outs. 22004 for a NULL user, or what stands for none, 22023 without a tenant_id when the session has several, 42501 for a foreign tenant, 55000 without a store, or where it has another tenant only.';

-- The right of access ----------------------------------------------------------------

CREATE FUNCTION mindwell_internal.owner_export_user_rows(user_id uuid, tenant_id uuid)
RETURNS TABLE (table_name text, "row" jsonb)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 1000
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
-- clients choose the ids of visitors, and could choose such that they collide
SET enable_hashjoin = off
SET enable_memoize = off
AS $$
DECLARE
    personal record;
    person CONSTANT record := mindwell_internal.identities(user_id, tenant_id);
    row_count bigint := 0;
BEGIN
    FOR personal IN
        SELECT * FROM mindwell_internal.personal_tables() p ORDER BY p.day, p.table_name
    LOOP
        table_name := personal.table_name;
        -- OFFSET 0: one sort of all, whose memory is bounded, and not one of each partition
        FOR "row" IN EXECUTE pg_catalog.format(
            'SELECT pg_catalog.to_jsonb(d) FROM (SELECT d.* FROM %s d, %s OFFSET 0) d ORDER BY %s',
            personal.relation, mindwell_internal.theirs_sql(personal.relation), CASE personal.table_name WHEN 'analytics_events' THEN 'd.occurred_at, d.id' ELSE 'd' END)
        USING tenant_id, person.ids, person.until
        LOOP
            row_count := row_count + 1;
            RETURN NEXT;
        END LOOP;
    END LOOP;
    PERFORM mindwell_internal.audit('export', mindwell_internal.pseudonym(tenant_id, user_id), row_count,
                                         pg_catalog.jsonb_build_object('tenant_id', tenant_id));
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_export_user_rows(uuid, uuid) IS
'Internal: what analytics_export_user_rows() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_export_user_rows(user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS TABLE (table_name text, "row" jsonb)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 1000
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_export_user_rows(@extschema@.analytics_id, uuid) IS
'Everything that the store holds of a user, and of the anonymous visitors who turned out to be them (analytics_alias), a row for each row: its table, and its columns as a JSON object, times in UTC; events in the order of their time. For COPY, of any number of rows in bounded memory. tenant_id defaults to the session''s. For the store''s owner and admins, who name no tenant but their own. 42501 for anybody else, 22004 for a NULL user, or what stands for none, 25006 on a standby, 55000 without a store.';

CREATE FUNCTION mindwell_internal.owner_export_user(user_id uuid, tenant_id uuid)
RETURNS jsonb
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
AS $$
    SELECT pg_catalog.jsonb_build_object(
               'user_id', user_id, 'tenant_id', tenant_id, 'exported_at', pg_catalog.now())
           || pg_catalog.jsonb_object_agg(pg_catalog.substr(p.table_name, pg_catalog.length('analytics_') + 1),
                                          COALESCE(r.rows, '[]'))
    FROM mindwell_internal.personal_tables() p
    LEFT JOIN (SELECT e.table_name, pg_catalog.jsonb_agg(e."row" ORDER BY e.ordinality) AS rows
               FROM mindwell_internal.owner_export_user_rows(user_id, tenant_id) WITH ORDINALITY e
               GROUP BY e.table_name) AS r ON r.table_name = p.table_name
$$;
COMMENT ON FUNCTION mindwell_internal.owner_export_user(uuid, uuid) IS
'Internal: what analytics_export_user() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_export_user(user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS jsonb
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_export_user(@extschema@.analytics_id, uuid) IS
'Everything that the store holds of a user, and of the anonymous visitors who turned out to be them (analytics_alias), as one document: user_id, tenant_id, exported_at, and for each table (events, users, event_keys, opt_outs, ...) a list of its rows. tenant_id defaults to the session''s. For the store''s owner and admins, who name no tenant but their own. 42501 for anybody else, 22004 for a NULL user, or what stands for none, 54000 where the lists become too long for jsonb (take analytics_export_user_rows()), 25006 on a standby, 55000 without a store.';

-- The right to be forgotten ----------------------------------------------------------

CREATE FUNCTION mindwell_internal.begin_erasing()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.check_isolation();
    PERFORM mindwell_internal.lock_maintenance();
    -- what else it may meet: a lock of a table or row
    PERFORM mindwell_internal.limit_waits();
END
$$;
COMMENT ON FUNCTION mindwell_internal.begin_erasing() IS
'Internal: keeps maintenance and other erasures away until the end of the transaction, and bounds its waits: 55P03 after mindwell_analytics.wait_timeout; 25000 unless that reads what is committed.';

CREATE FUNCTION mindwell_internal.erase_rows(relation regclass, day text, user_id uuid, tenant_id uuid)
RETURNS TABLE (row_count bigint, days date[])
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
-- as in owner_export_user_rows()
SET enable_hashjoin = off
SET enable_memoize = off
AS $$
DECLARE
    person CONSTANT record := mindwell_internal.identities(user_id, tenant_id);
BEGIN
    EXECUTE pg_catalog.format(
        'WITH gone AS (DELETE FROM %s d USING %s RETURNING %s AS day)'
        ' SELECT pg_catalog.count(*), pg_catalog.array_agg(DISTINCT g.day) FROM gone g',
        relation, mindwell_internal.theirs_sql(relation), COALESCE(day, 'CAST(NULL AS pg_catalog.date)'))
    INTO STRICT row_count, days USING tenant_id, person.ids, person.until;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.erase_rows(regclass, text, uuid, uuid) IS
'Internal: deletes a user''s rows from a table; how many there were, and of which UTC days.';

-- What is left to do for the days of which rows went.
CREATE FUNCTION mindwell_internal.derive_anew(erasure uuid, tenant_id uuid, days date[])
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    all_days date[];
    sealed_days bigint;
BEGIN
    SELECT pg_catalog.array_agg(DISTINCT d.day), pg_catalog.count(DISTINCT s.day)
    INTO all_days, sealed_days
    FROM pg_catalog.unnest(days) AS d (day)
    LEFT JOIN @extschema@.analytics_sealed_days s ON s.day = d.day
    WHERE d.day IS NOT NULL;
    PERFORM mindwell_internal.refresh_days(tenant_id, all_days);
    UPDATE @extschema@.analytics_erasures e
    SET recomputed_days = e.recomputed_days + COALESCE(pg_catalog.cardinality(all_days), 0) - sealed_days,
        unrecoverable_days = e.unrecoverable_days + sealed_days
    WHERE e.erasure_id = erasure;
END
$$;
COMMENT ON FUNCTION mindwell_internal.derive_anew(uuid, uuid, date[]) IS
'Internal: derives the rollups of days anew, save those of which events were purged; adds their numbers to the erasure.';

CREATE FUNCTION mindwell_internal.note_erasure(erasure uuid, user_id uuid, tenant_id uuid, reason text)
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO @extschema@.analytics_erasures
        (erasure_id, tenant_id, subject, key_id, reason, status, started_at)
    VALUES (erasure, tenant_id, mindwell_internal.pseudonym(tenant_id, user_id), mindwell_internal.hash_key_id(),
            -- a reason is not a place for what goes
            mindwell_internal.mask_text(pg_catalog.regexp_replace(reason, CAST(user_id AS text), '***', 'gi')),
            'running', pg_catalog.clock_timestamp())
$$;
COMMENT ON FUNCTION mindwell_internal.note_erasure(uuid, uuid, uuid, text) IS
'Internal: enters an erasure that begins into analytics_erasures.';

CREATE FUNCTION mindwell_internal.count_erased(erasure uuid, counted name, row_count bigint)
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    UPDATE @extschema@.analytics_erasures e
    SET row_counts = e.row_counts || pg_catalog.jsonb_build_object(
            counted, COALESCE(CAST(e.row_counts ->> CAST(counted AS text) AS pg_catalog.int8), 0) + row_count)
    WHERE e.erasure_id = erasure
$$;
COMMENT ON FUNCTION mindwell_internal.count_erased(uuid, name, bigint) IS
'Internal: adds to the number of rows that an erasure has deleted from a table.';

-- Or the next who signs in would be the first there, and have what several people do.
CREATE FUNCTION mindwell_internal.leave_shared_devices(user_id uuid, tenant_id uuid)
RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    row_count bigint;
BEGIN
    -- one that is about to end has ended when this has its lock
    PERFORM FROM @extschema@.analytics_aliases a
    WHERE a.tenant_id = leave_shared_devices.tenant_id AND a.user_id = leave_shared_devices.user_id
    ORDER BY a.anonymous_id
    FOR UPDATE;
    UPDATE @extschema@.analytics_aliases a
    SET user_id = '00000000-0000-0000-0000-000000000000', created_at = '-infinity', ended_at = '-infinity'
    WHERE a.tenant_id = leave_shared_devices.tenant_id AND a.user_id = leave_shared_devices.user_id AND a.ended_at IS NOT NULL;
    GET DIAGNOSTICS row_count = ROW_COUNT;
    RETURN row_count;
END
$$;
COMMENT ON FUNCTION mindwell_internal.leave_shared_devices(uuid, uuid) IS
'Internal: makes a user''s aliases that have ended those of nobody, and returns their number.';

-- Tables in the order in which ingest writes them, so that the two do not deadlock
-- more than they must.
CREATE FUNCTION mindwell_internal.erase_user(erasure uuid, user_id uuid, tenant_id uuid, keep_opt_out boolean)
RETURNS TABLE (table_name text, status text, row_count bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    personal record;
    erased record;
    days date[];
BEGIN
    -- without their alias nothing would tell any more that the visitors are theirs
    IF keep_opt_out THEN
        INSERT INTO @extschema@.analytics_opt_outs (tenant_id, user_id)
        SELECT a.tenant_id, a.anonymous_id
        FROM @extschema@.analytics_aliases a
        JOIN @extschema@.analytics_opt_outs o ON o.tenant_id = a.tenant_id AND o.user_id = a.user_id
        WHERE a.tenant_id = erase_user.tenant_id AND a.user_id = erase_user.user_id AND a.ended_at IS NULL
        ON CONFLICT ON CONSTRAINT analytics_opt_outs_pkey DO NOTHING;
    END IF;
    FOR personal IN
        SELECT p.*
        FROM mindwell_internal.personal_tables() p
        WHERE NOT (keep_opt_out AND p.table_name = 'analytics_opt_outs')
        -- the aliases last: they tell who else the person was
        ORDER BY p.table_name = 'analytics_aliases', p.table_name <> 'analytics_event_keys', p.table_name
    LOOP
        IF personal.table_name = 'analytics_aliases' THEN
            PERFORM mindwell_internal.count_erased(erasure, personal.table_name,
                                                   mindwell_internal.leave_shared_devices(user_id, tenant_id));
        END IF;
        SELECT * INTO STRICT erased FROM mindwell_internal.erase_rows(personal.relation, personal.day, user_id, tenant_id);
        PERFORM mindwell_internal.count_erased(erasure, personal.table_name, erased.row_count);
        days := days || erased.days;
    END LOOP;

    PERFORM mindwell_internal.derive_anew(erasure, tenant_id, days);
    UPDATE @extschema@.analytics_erasures e
    SET status = 'done', finished_at = pg_catalog.clock_timestamp(), pending = NULL
    WHERE e.erasure_id = erasure;
    PERFORM mindwell_internal.audit('erase', e.subject, CAST(e.row_counts ->> 'analytics_events' AS pg_catalog.int8),
                                         pg_catalog.jsonb_build_object('tenant_id', e.tenant_id, 'erasure_id', e.erasure_id))
    FROM @extschema@.analytics_erasures e
    WHERE e.erasure_id = erasure;

    RETURN QUERY
        SELECT c.key, 'erased', CAST(c.value AS pg_catalog.int8)
        FROM @extschema@.analytics_erasures e, LATERAL pg_catalog.jsonb_each_text(e.row_counts) c
        WHERE e.erasure_id = erasure
        ORDER BY c.key;
    RETURN QUERY
        SELECT 'rollups', s.status, s.days
        FROM @extschema@.analytics_erasures e,
        LATERAL (VALUES ('recomputed', e.recomputed_days), ('unrecoverable', e.unrecoverable_days)) AS s (status, days)
        WHERE e.erasure_id = erasure AND s.days > 0;
END
$$;
COMMENT ON FUNCTION mindwell_internal.erase_user(uuid, uuid, uuid, boolean) IS
'Internal: deletes all that the store holds of a user, and ends an erasure; returns what analytics_forget_user() does.';

CREATE FUNCTION mindwell_internal.owner_forget_user(user_id uuid, reason text, tenant_id uuid, keep_opt_out boolean)
RETURNS TABLE (table_name text, status text, row_count bigint)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    erasure CONSTANT uuid := pg_catalog.gen_random_uuid();
BEGIN
    PERFORM mindwell_internal.begin_erasing();
    PERFORM mindwell_internal.note_erasure(erasure, user_id, tenant_id, reason);
    RETURN QUERY SELECT * FROM mindwell_internal.erase_user(erasure, user_id, tenant_id, COALESCE(keep_opt_out, false));
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_forget_user(uuid, text, uuid, boolean) IS
'Internal: what analytics_forget_user() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_forget_user(
    user_id @extschema@.analytics_id, reason text DEFAULT NULL, tenant_id uuid DEFAULT NULL, keep_opt_out boolean DEFAULT false)
RETURNS TABLE (table_name text, status text, row_count bigint)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 10
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_forget_user(@extschema@.analytics_id, text, uuid, boolean) IS
'Erases a user: every row of every table of the store that is theirs, in this transaction, with the rollups derived anew. A row for each table (status erased) with the number of its rows; and for the rollups the number of UTC days that were recomputed, and of those that were not because events of them had been purged (unrecoverable). The anonymous visitors who turned out to be the user (analytics_alias) go along; of those whose alias has ended, an alias of nobody stays, which says that several people use the device. keep_opt_out leaves an opt-out of the user in force, and one of those visitors: the only rows that still name them. analytics_erasures keeps the reason and a keyed hash. Events that are committed meanwhile are not seen: opt the user out before, or CALL analytics_forget_user_batch(). tenant_id defaults to the session''s. For the store''s owner and admins, who name no tenant but their own. 42501 for anybody else, 22004 for a NULL user, or what stands for none, 25000 above READ COMMITTED, 55P03 when maintenance, another erasure or a lock lasts longer than mindwell_analytics.wait_timeout, 25006 on a standby, 55000 without a store.';

CREATE FUNCTION mindwell_internal.owner_find_erasures(user_id uuid, tenant_id uuid)
RETURNS TABLE (erasure_id uuid, status text, started_at timestamptz, finished_at timestamptz, reason text,
               row_counts jsonb, recomputed_days bigint, unrecoverable_days bigint)
LANGUAGE sql STABLE PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT e.erasure_id, e.status, e.started_at, e.finished_at, e.reason, e.row_counts, e.recomputed_days, e.unrecoverable_days
    FROM @extschema@.analytics_erasures e
    WHERE e.subject = mindwell_internal.pseudonym(owner_find_erasures.tenant_id, user_id)
    ORDER BY e.started_at
$$;
COMMENT ON FUNCTION mindwell_internal.owner_find_erasures(uuid, uuid) IS
'Internal: what analytics_find_erasures() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_find_erasures(user_id @extschema@.analytics_id, tenant_id uuid DEFAULT NULL)
RETURNS TABLE (erasure_id uuid, status text, started_at timestamptz, finished_at timestamptz, reason text,
               row_counts jsonb, recomputed_days bigint, unrecoverable_days bigint)
LANGUAGE c VOLATILE PARALLEL UNSAFE ROWS 1
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_find_erasures(@extschema@.analytics_id, uuid) IS
'The rows of analytics_erasures that are of a user, oldest first; those that were written under another hash key are not found. tenant_id defaults to the session''s. For the store''s owner and admins, who name no tenant but their own. 42501 for anybody else, 22004 for a NULL user, or what stands for none, 25006 on a standby, 55000 without a store.';

CREATE FUNCTION mindwell_internal.owner_delete_events(from_time timestamptz, to_time timestamptz, event_type text, tenant_id uuid)
RETURNS bigint
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    deleted bigint;
BEGIN
    IF from_time IS NULL OR to_time IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'from_time and to_time must not be null';
    ELSIF from_time >= to_time THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'from_time must lie before to_time';
    END IF;
    PERFORM mindwell_internal.begin_erasing();
    DELETE FROM @extschema@.analytics_events e
    WHERE e.tenant_id = owner_delete_events.tenant_id
      AND e.occurred_at >= from_time AND e.occurred_at < to_time
      AND (owner_delete_events.event_type IS NULL OR e.event_type = owner_delete_events.event_type);
    GET DIAGNOSTICS deleted = ROW_COUNT;
    PERFORM mindwell_internal.audit('delete_events', 'analytics_events', deleted,
        pg_catalog.jsonb_build_object('tenant_id', tenant_id, 'event_type', event_type, 'from_time', from_time, 'to_time', to_time));
    RETURN deleted;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_delete_events(timestamptz, timestamptz, text, uuid) IS
'Internal: what analytics_delete_events() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_delete_events(
    from_time timestamptz, to_time timestamptz, event_type text DEFAULT NULL, tenant_id uuid DEFAULT NULL)
RETURNS bigint
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_tenant_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_delete_events(timestamptz, timestamptz, text, uuid) IS
'Deletes the events of a tenant that occurred from a time until before another, of one type or (NULL) of all, and returns their number: what was tracked by mistake. The next refresh derives the rollups of their days anew, save of days that were purged; analytics_audit_log tells of it. A user is erased with analytics_forget_user(). tenant_id defaults to the session''s. For the store''s owner and admins, who name no tenant but their own. 42501 for anybody else, 22004 for a NULL time, 22023 unless from_time lies before to_time, 25000 above READ COMMITTED, 25006 on a standby, 55000 without a store.';

-- An erasure in transactions of their own: opt the user out; wait for those who did
-- not know yet; delete partition by partition; delete the rest.  One that is killed
-- leaves the user opted out and its row running; the next goes on with that.
--
-- Each step is called by the admin who erases, with a user and a tenant of theirs, and trusts
-- nothing else: which erasure it is, and how far it came, is in analytics_erasures.

CREATE FUNCTION mindwell_internal.running_erasure(user_id uuid, tenant_id uuid)
RETURNS uuid
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT e.erasure_id
    FROM @extschema@.analytics_erasures e
    WHERE e.subject = mindwell_internal.pseudonym(running_erasure.tenant_id, user_id) AND e.status = 'running'
    ORDER BY e.started_at
    LIMIT 1
$$;
COMMENT ON FUNCTION mindwell_internal.running_erasure(uuid, uuid) IS
'Internal: the erasure of a user that was begun and has not come to its end; NULL when there is none. 42501 for anybody but the store''s owner.';

CREATE FUNCTION mindwell_internal.owner_begin_erasure(user_id uuid, reason text, tenant_id uuid)
RETURNS uuid
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    erasure uuid := mindwell_internal.running_erasure(user_id, tenant_id);
BEGIN
    INSERT INTO @extschema@.analytics_opt_outs (tenant_id, user_id)
    VALUES (owner_begin_erasure.tenant_id, owner_begin_erasure.user_id)
    ON CONFLICT ON CONSTRAINT analytics_opt_outs_pkey DO NOTHING;
    IF erasure IS NULL THEN
        erasure := pg_catalog.gen_random_uuid();
        PERFORM mindwell_internal.note_erasure(erasure, user_id, tenant_id, reason);
    ELSE
        -- all partitions once more: events may have moved
        UPDATE @extschema@.analytics_erasures e SET pending = e.pending - 'partitions' WHERE e.erasure_id = erasure;
    END IF;
    RETURN erasure;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_begin_erasure(uuid, text, uuid) IS
'Internal: what mindwell_internal.begin_erasure() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.begin_erasure(user_id uuid, reason text, tenant_id uuid)
RETURNS uuid
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION mindwell_internal.begin_erasure(uuid, text, uuid) IS
'Internal: opts a user out and begins an erasure, or goes on with one that did not come to its end; returns its id.';

CREATE FUNCTION mindwell_internal.wait_for_writers() RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_wait_for_writers';
COMMENT ON FUNCTION mindwell_internal.wait_for_writers() IS
'Internal: returns when the transactions have ended that are writing events or users now; 55P03 after mindwell_analytics.wait_timeout, whose DETAIL names one that has not. 42501 for those who may erase nothing.';

-- The default partition comes first: what moves out of it afterwards, into partitions
-- that are not in the list, is not the user's.  Rollups are derived when the days of a
-- calendar month are together; until then the log tells that they are stale.
CREATE FUNCTION mindwell_internal.owner_erase_partition(user_id uuid, tenant_id uuid)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    erasure uuid;
    pending jsonb;
    still_pending jsonb;
    partitions jsonb;
    days date[];
    events record;
    erased record;
BEGIN
    PERFORM mindwell_internal.begin_erasing();
    -- as it is now that nobody else goes on with it
    erasure := mindwell_internal.running_erasure(user_id, tenant_id);
    IF erasure IS NULL THEN
        RETURN false;
    END IF;
    SELECT COALESCE(e.pending, '{}') INTO STRICT pending FROM @extschema@.analytics_erasures e WHERE e.erasure_id = erasure;
    days := ARRAY(SELECT CAST(d.day AS pg_catalog.date)
                  FROM pg_catalog.jsonb_array_elements_text(pending -> 'days') AS d (day));
    partitions := pending -> 'partitions';
    IF partitions IS NULL THEN
        SELECT COALESCE(pg_catalog.jsonb_agg(CAST(p.partition AS pg_catalog.oid) ORDER BY p.is_default DESC, p.starts_at), '[]')
        INTO partitions
        FROM mindwell_internal.partitions() p;
    END IF;
    IF partitions = '[]' THEN
        PERFORM mindwell_internal.derive_anew(erasure, tenant_id, days);
        UPDATE @extschema@.analytics_erasures e SET pending = NULL WHERE e.erasure_id = erasure;
        RETURN false;
    END IF;

    SELECT t.table_name, t.day, CAST(i.inhrelid AS pg_catalog.regclass) AS partition
    INTO events
    FROM mindwell_internal.personal_tables() t
    JOIN pg_catalog.pg_inherits i ON i.inhparent = t.relation
    WHERE t.table_name = 'analytics_events' AND i.inhrelid = CAST(partitions ->> 0 AS pg_catalog.oid);
    -- it may have been purged since
    IF FOUND THEN
        SELECT * INTO STRICT erased FROM mindwell_internal.erase_rows(events.partition, events.day, user_id, tenant_id);
        PERFORM mindwell_internal.count_erased(erasure, events.table_name, erased.row_count);
        IF pg_catalog.date_trunc('month', CAST(days[1] AS pg_catalog.timestamp))
           <> pg_catalog.date_trunc('month', CAST(erased.days[1] AS pg_catalog.timestamp)) THEN
            PERFORM mindwell_internal.derive_anew(erasure, tenant_id, days);
            days := '{}';
        END IF;
        days := days || erased.days;
    END IF;
    still_pending := pg_catalog.jsonb_build_object('partitions', partitions - 0, 'days', pg_catalog.to_jsonb(days));
    UPDATE @extschema@.analytics_erasures e SET pending = still_pending WHERE e.erasure_id = erasure;
    -- or the erasure would begin anew for ever
    IF NOT EXISTS (SELECT FROM @extschema@.analytics_erasures e WHERE e.erasure_id = erasure AND e.pending = still_pending) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'object_not_in_prerequisite_state',
            MESSAGE = 'the erasure cannot go on',
            DETAIL = 'How far it came is not in analytics_erasures as it was written there.',
            HINT = mindwell_internal.find_changer('analytics_erasures');
    END IF;
    RETURN true;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_erase_partition(uuid, uuid) IS
'Internal: what mindwell_internal.erase_partition() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.erase_partition(user_id uuid, tenant_id uuid)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION mindwell_internal.erase_partition(uuid, uuid) IS
'Internal: deletes a user''s events from the next partition of the erasure that is running; false after the last, or when there is no such erasure.';

CREATE FUNCTION mindwell_internal.owner_end_erasure(user_id uuid, tenant_id uuid, keep_opt_out boolean)
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    erasure uuid;
BEGIN
    PERFORM mindwell_internal.begin_erasing();
    erasure := mindwell_internal.running_erasure(user_id, tenant_id);
    IF erasure IS NULL THEN
        RETURN 'another call has ended this erasure';
    END IF;
    RETURN (
        SELECT pg_catalog.string_agg(pg_catalog.format('%s: %s %s', e.table_name, e.row_count, e.status), ', ')
        FROM mindwell_internal.erase_user(erasure, user_id, tenant_id, COALESCE(keep_opt_out, false)) e);
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_end_erasure(uuid, uuid, boolean) IS
'Internal: what mindwell_internal.end_erasure() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.end_erasure(user_id uuid, tenant_id uuid, keep_opt_out boolean)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_person_as_owner';
COMMENT ON FUNCTION mindwell_internal.end_erasure(uuid, uuid, boolean) IS
'Internal: deletes what is left of a user and ends the erasure that is running; returns what all of it did, in one line.';

-- Commits, and so cannot carry a search_path: see analytics_maintain().
CREATE PROCEDURE @extschema@.analytics_forget_user_batch(
    user_id @extschema@.analytics_id, reason pg_catalog.text DEFAULT NULL, tenant_id pg_catalog.uuid DEFAULT NULL,
    keep_opt_out pg_catalog.bool DEFAULT false)
LANGUAGE plpgsql
AS $$
DECLARE
    erased_user CONSTANT pg_catalog.uuid := CAST(user_id AS pg_catalog.uuid);
BEGIN
    CALL mindwell_internal.require_autocommit('analytics_forget_user_batch(...)');
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    PERFORM mindwell_internal.begin_erasure(erased_user, reason, tenant_id);
    COMMIT;
    PERFORM mindwell_internal.wait_for_writers();
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    WHILE mindwell_internal.erase_partition(erased_user, tenant_id) LOOP
        COMMIT;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    END LOOP;
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    RAISE NOTICE '%', mindwell_internal.end_erasure(erased_user, tenant_id, keep_opt_out);
    COMMIT;
END
$$;
COMMENT ON PROCEDURE @extschema@.analytics_forget_user_batch(@extschema@.analytics_id, text, uuid, boolean) IS
'As analytics_forget_user(), for a user with very many events, and while others still send them: opts the user out, waits for the transactions that are storing events (55P03 after mindwell_analytics.wait_timeout, and the next call goes on), deletes and commits partition by partition, and takes the opt-out back at the end unless keep_opt_out. What it did is a NOTICE, and in analytics_erasures. Killed, it leaves the user opted out and its row running; the next call goes on with that. For the store''s owner and admins, alone in its statement: 25001 inside a transaction block; else the errors of analytics_forget_user().';

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

-- Summary ---------------------------------------------------------------------------

-- What analytics_summary() is made of: a query of its own, for only one that returns its
-- rows to the end may use parallel workers; SELECT INTO stops after the first.
CREATE FUNCTION mindwell_internal.summary_counts(from_time timestamptz, to_time timestamptz)
RETURNS TABLE (events bigint, active_users bigint, active_sessions bigint, chat_turns bigint, profile_views bigint,
               connect_clicks bigint, signups_started bigint, signups_completed bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED ROWS 1
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
BEGIN
    RETURN QUERY
    SELECT count(*),
           count(DISTINCT mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask)) FILTER (WHERE mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                                               passive.event_types, passive.own_passive, passive.own_active)
                                                AND NOT mindwell_internal.is_anonymous(e.user_id)),
           count(DISTINCT mindwell_internal.actor(e.tenant_id, e.session_id, tenant_mask)),
           count(*) FILTER (WHERE e.event_type = 'chat_turn_sent' AND e.session_id IS NOT NULL),
           count(*) FILTER (WHERE e.event_type = 'therapist_profile_view'),
           count(*) FILTER (WHERE e.event_type = 'therapist_connect_click'),
           count(*) FILTER (WHERE e.event_type = 'signup_started'),
           count(*) FILTER (WHERE e.event_type = 'signup_completed')
    FROM @extschema@.analytics_events AS e
    WHERE e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants);
END
$$;
COMMENT ON FUNCTION mindwell_internal.summary_counts(timestamptz, timestamptz) IS
'Internal: the counts of analytics_summary() over a period, one row. 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_summary(
    window_hours integer DEFAULT 24,
    as_of timestamptz DEFAULT now())
RETURNS jsonb
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET timezone = 'UTC'
SET extra_float_digits = 1
AS $$
DECLARE
    shortest_window CONSTANT integer := 1;
    longest_window CONSTANT integer := 14 * 24;
    window_start timestamptz;
BEGIN
    IF window_hours IS NULL OR window_hours NOT BETWEEN shortest_window AND longest_window THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid window_hours',
            DETAIL = pg_catalog.format('It must be %s to %s.', shortest_window, longest_window);
    END IF;
    IF as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of must be a finite time';
    END IF;

    window_start := as_of - pg_catalog.make_interval(hours => window_hours);
    RETURN (
        SELECT pg_catalog.jsonb_build_object(
            'engagement', pg_catalog.jsonb_build_object(
                'active_users', c.active_users,
                'avg_messages_per_session', c.chat_turns / NULLIF(CAST(c.active_sessions AS double precision), 0),
                'therapist_conversion_rate', c.connect_clicks / NULLIF(CAST(c.profile_views AS double precision), 0)),
            'conversion', pg_catalog.jsonb_build_object(
                'signup_completion_rate', c.signups_completed / NULLIF(CAST(c.signups_started AS double precision), 0)),
            'counts', pg_catalog.jsonb_build_object(
                'from_time', window_start,
                'to_time', as_of,
                'events', c.events,
                'active_sessions', c.active_sessions,
                'chat_turn_sent', c.chat_turns,
                'therapist_profile_view', c.profile_views,
                'therapist_connect_click', c.connect_clicks,
                'signup_started', c.signups_started,
                'signup_completed', c.signups_completed))
        FROM mindwell_internal.summary_counts(window_start, as_of) AS c);
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_summary(integer, timestamptz) IS
'The key figures of the window_hours (1 to 336) before as_of, for the session''s tenants, as a JSON document: engagement.active_users (distinct users with an action, as analytics_active_users counts them), engagement.avg_messages_per_session (chat turns of a session per session with any event), engagement.therapist_conversion_rate (connect clicks per profile view), conversion.signup_completion_rate (signups completed per signup started); a ratio is a fraction, null when its denominator is 0, and may exceed 1. What they are made of is under counts. 22023 for another window, 22008 unless as_of is finite.';
-- Window funnels: how deep one actor got into an ordered list of steps.
-- (doc/reference/window_funnel.md)

CREATE FUNCTION mindwell_internal.window_funnel_transition(state internal, within interval, at timestamptz, steps boolean[]) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_transition(internal, interval, timestamptz, boolean[]) IS
	'Internal: transition function of analytics_window_funnel and analytics_window_funnel_times.';

CREATE FUNCTION mindwell_internal.window_funnel_transition(state internal, within interval, modes text, at timestamptz, steps boolean[]) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_transition_modes' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_transition(internal, interval, text, timestamptz, boolean[]) IS
	'Internal: transition function of analytics_window_funnel and analytics_window_funnel_times.';

CREATE FUNCTION mindwell_internal.window_funnel_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_combine IS
	'Internal: combine function of analytics_window_funnel and analytics_window_funnel_times.';

CREATE FUNCTION mindwell_internal.window_funnel_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_serialize IS
	'Internal: serialization function of analytics_window_funnel and analytics_window_funnel_times.';

CREATE FUNCTION mindwell_internal.window_funnel_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_deserialize IS
	'Internal: deserialization function of analytics_window_funnel and analytics_window_funnel_times.';

CREATE FUNCTION mindwell_internal.window_funnel_final(state internal) RETURNS integer
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_final IS
	'Internal: final function of analytics_window_funnel.';

CREATE FUNCTION mindwell_internal.window_funnel_times_final(state internal) RETURNS timestamptz[]
	AS 'MODULE_PATHNAME', 'analytics_window_funnel_times_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_times_final IS
	'Internal: final function of analytics_window_funnel_times.';

CREATE AGGREGATE @extschema@.analytics_window_funnel(within interval, at timestamptz, VARIADIC steps boolean[]) (
	SFUNC = mindwell_internal.window_funnel_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.window_funnel_final,
	COMBINEFUNC = mindwell_internal.window_funnel_combine,
	SERIALFUNC = mindwell_internal.window_funnel_serialize,
	DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel(interval, timestamptz, VARIADIC boolean[]) IS
	'How deep the rows of one actor get into steps 1..n, in the order of time and at most "within" after step 1: 0..n. Steps at the same time count as in order, and one row may fill several. Rows with a NULL time or condition are skipped; NULL if all are. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row), 54023 (more than 32 steps), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_window_funnel(within interval, modes text, at timestamptz, VARIADIC steps boolean[]) (
	SFUNC = mindwell_internal.window_funnel_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.window_funnel_final,
	COMBINEFUNC = mindwell_internal.window_funnel_combine,
	SERIALFUNC = mindwell_internal.window_funnel_serialize,
	DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel(interval, text, timestamptz, VARIADIC boolean[]) IS
	'How deep the rows of one actor get into steps 1..n, in the order of time and at most "within" after step 1: 0..n. Modes: comma-separated strict_once, strict_increase, strict_deduplication, strict_order, allow_reentry. Rows with a NULL time or condition are skipped; NULL if all are. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row; an unknown mode, or modes not the same on every row), 54023 (more than 32 steps), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_window_funnel_times(within interval, at timestamptz, VARIADIC steps boolean[]) (
	SFUNC = mindwell_internal.window_funnel_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.window_funnel_times_final,
	COMBINEFUNC = mindwell_internal.window_funnel_combine,
	SERIALFUNC = mindwell_internal.window_funnel_serialize,
	DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel_times(interval, timestamptz, VARIADIC boolean[]) IS
	'The times of the winning chain of analytics_window_funnel with the same arguments, one per step reached: of the chains that get deepest the one that starts first, each step as early as possible. NULL if all rows are skipped. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row), 54023 (more than 32 steps), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_window_funnel_times(within interval, modes text, at timestamptz, VARIADIC steps boolean[]) (
	SFUNC = mindwell_internal.window_funnel_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.window_funnel_times_final,
	COMBINEFUNC = mindwell_internal.window_funnel_combine,
	SERIALFUNC = mindwell_internal.window_funnel_serialize,
	DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel_times(interval, text, timestamptz, VARIADIC boolean[]) IS
	'The times of the winning chain of analytics_window_funnel with the same arguments, one per step reached: of the chains that get deepest the one that starts first, each step as early as possible. Modes: comma-separated strict_once, strict_increase, strict_deduplication, strict_order, allow_reentry. NULL if all rows are skipped. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row; an unknown mode, or modes not the same on every row), 54023 (more than 32 steps), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.window_funnel_transition(internal, interval, timestamptz, boolean[]),
	mindwell_internal.window_funnel_transition(internal, interval, text, timestamptz, boolean[]),
	mindwell_internal.window_funnel_combine,
	mindwell_internal.window_funnel_serialize,
	mindwell_internal.window_funnel_deserialize,
	mindwell_internal.window_funnel_final,
	mindwell_internal.window_funnel_times_final
	FROM PUBLIC;
-- Concurrency: how many intervals were open at once.

CREATE FUNCTION mindwell_internal.max_concurrency_transition(state internal, started timestamptz, ended timestamptz) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_transition(internal, timestamptz, timestamptz) IS
	'Internal: transition function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_transition(state internal, started timestamptz, ended timestamptz, bounds text) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_transition_bounds' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_transition(internal, timestamptz, timestamptz, text) IS
	'Internal: transition function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_transition(state internal, during tstzrange) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_transition_range' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_transition(internal, tstzrange) IS
	'Internal: transition function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_combine IS
	'Internal: combine function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_serialize IS
	'Internal: serialization function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_deserialize IS
	'Internal: deserialization function of analytics_max_concurrency and analytics_max_concurrency_at.';

CREATE FUNCTION mindwell_internal.max_concurrency_final(state internal) RETURNS bigint
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_final IS
	'Internal: final function of analytics_max_concurrency.';

CREATE FUNCTION mindwell_internal.max_concurrency_at_final(state internal) RETURNS timestamptz
	AS 'MODULE_PATHNAME', 'analytics_max_concurrency_at_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.max_concurrency_at_final IS
	'Internal: final function of analytics_max_concurrency_at.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(started timestamptz, ended timestamptz) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(timestamptz, timestamptz) IS
	'The highest number of intervals [started, ended) open at one instant; 0 for no rows. One that ends where another starts does not overlap it. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(started timestamptz, ended timestamptz, bounds text) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(timestamptz, timestamptz, text) IS
	'The highest number of intervals open at one instant, with bounds ''[)'', ''[]'', ''(]'' or ''()'': with ''[]'' an interval overlaps the one that starts where it ends; 0 for no rows. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 for other bounds, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency(during tstzrange) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency(tstzrange) IS
	'The highest number of ranges that contain one instant (a whole microsecond), each with its own bounds; 0 for no rows. NULL and empty ranges never count, a bound left out is unbounded. Errors: 22008 for the value infinity as a bound, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(started timestamptz, ended timestamptz) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_at_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(timestamptz, timestamptz) IS
	'The earliest instant at which the highest number of intervals [started, ended) is open; NULL when none ever is. Rules and errors of analytics_max_concurrency(started, ended).';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(started timestamptz, ended timestamptz, bounds text) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_at_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(timestamptz, timestamptz, text) IS
	'The earliest instant at which the highest number of intervals with the given bounds is open; NULL when none ever is. Rules and errors of analytics_max_concurrency(started, ended, bounds).';

CREATE AGGREGATE @extschema@.analytics_max_concurrency_at(during tstzrange) (
	SFUNC = mindwell_internal.max_concurrency_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.max_concurrency_at_final,
	COMBINEFUNC = mindwell_internal.max_concurrency_combine,
	SERIALFUNC = mindwell_internal.max_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.max_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_max_concurrency_at(tstzrange) IS
	'The earliest instant that the highest number of ranges contains: -infinity when that many have no lower bound, NULL when there is none. Rules and errors of analytics_max_concurrency(during).';

CREATE FUNCTION mindwell_internal.avg_concurrency_transition(state internal, started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_transition IS
	'Internal: transition function of analytics_avg_concurrency.';

CREATE FUNCTION mindwell_internal.avg_concurrency_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_combine IS
	'Internal: combine function of analytics_avg_concurrency.';

CREATE FUNCTION mindwell_internal.avg_concurrency_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_serialize IS
	'Internal: serialization function of analytics_avg_concurrency.';

CREATE FUNCTION mindwell_internal.avg_concurrency_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_deserialize IS
	'Internal: deserialization function of analytics_avg_concurrency.';

CREATE FUNCTION mindwell_internal.avg_concurrency_final(state internal) RETURNS double precision
	AS 'MODULE_PATHNAME', 'analytics_avg_concurrency_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.avg_concurrency_final IS
	'Internal: final function of analytics_avg_concurrency.';

CREATE AGGREGATE @extschema@.analytics_avg_concurrency(started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz) (
	SFUNC = mindwell_internal.avg_concurrency_transition,
	STYPE = internal,
	SSPACE = 64,
	FINALFUNC = mindwell_internal.avg_concurrency_final,
	COMBINEFUNC = mindwell_internal.avg_concurrency_combine,
	SERIALFUNC = mindwell_internal.avg_concurrency_serialize,
	DESERIALFUNC = mindwell_internal.avg_concurrency_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_avg_concurrency(timestamptz, timestamptz, timestamptz, timestamptz) IS
	'The number of intervals [started, ended) open on average over the time of [from_time, to_time), weighted by time; NULL for no rows or an empty period. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 when the period is NULL, ends before it starts or differs between rows.';

CREATE TYPE @extschema@.analytics_concurrency_bucket AS (
	"time" timestamptz,
	opening bigint,
	peak bigint,
	peak_time timestamptz,
	mean double precision
);
COMMENT ON TYPE @extschema@.analytics_concurrency_bucket IS
	'One bucket of analytics_concurrency_agg: its start, the number open at its start, the most open at once in it, the earliest instant of that (NULL when none was open), and the number open on average over its time.';

CREATE FUNCTION mindwell_internal.concurrency_agg_transition(state internal, started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz, bucket_width interval) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_transition IS
	'Internal: transition function of analytics_concurrency_agg.';

CREATE FUNCTION mindwell_internal.concurrency_agg_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_combine IS
	'Internal: combine function of analytics_concurrency_agg.';

CREATE FUNCTION mindwell_internal.concurrency_agg_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_serialize IS
	'Internal: serialization function of analytics_concurrency_agg.';

CREATE FUNCTION mindwell_internal.concurrency_agg_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_deserialize IS
	'Internal: deserialization function of analytics_concurrency_agg.';

CREATE FUNCTION mindwell_internal.concurrency_agg_final(state internal) RETURNS @extschema@.analytics_concurrency_bucket[]
	AS 'MODULE_PATHNAME', 'analytics_concurrency_agg_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.concurrency_agg_final IS
	'Internal: final function of analytics_concurrency_agg.';

CREATE AGGREGATE @extschema@.analytics_concurrency_agg(started timestamptz, ended timestamptz, from_time timestamptz, to_time timestamptz, bucket_width interval) (
	SFUNC = mindwell_internal.concurrency_agg_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.concurrency_agg_final,
	COMBINEFUNC = mindwell_internal.concurrency_agg_combine,
	SERIALFUNC = mindwell_internal.concurrency_agg_serialize,
	DESERIALFUNC = mindwell_internal.concurrency_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_concurrency_agg(timestamptz, timestamptz, timestamptz, timestamptz, interval) IS
	'Concurrency of intervals [started, ended) in each bucket of [from_time, to_time): array of analytics_concurrency_bucket in order of time, the last bucket cut at to_time; NULL for no rows. A NULL start is skipped, a NULL end means still open. Errors: 22000 when an interval ends before it starts, 22008 for infinity, 22023 when the period or bucket_width is NULL, differs between rows, has months or is not positive, 54000 for more than 1000000 buckets and beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.max_concurrency_transition(internal, timestamptz, timestamptz),
	mindwell_internal.max_concurrency_transition(internal, timestamptz, timestamptz, text),
	mindwell_internal.max_concurrency_transition(internal, tstzrange),
	mindwell_internal.max_concurrency_combine,
	mindwell_internal.max_concurrency_serialize,
	mindwell_internal.max_concurrency_deserialize,
	mindwell_internal.max_concurrency_final,
	mindwell_internal.max_concurrency_at_final,
	mindwell_internal.avg_concurrency_transition,
	mindwell_internal.avg_concurrency_combine,
	mindwell_internal.avg_concurrency_serialize,
	mindwell_internal.avg_concurrency_deserialize,
	mindwell_internal.avg_concurrency_final,
	mindwell_internal.concurrency_agg_transition,
	mindwell_internal.concurrency_agg_combine,
	mindwell_internal.concurrency_agg_serialize,
	mindwell_internal.concurrency_agg_deserialize,
	mindwell_internal.concurrency_agg_final
	FROM PUBLIC;
-- Exact distinct counts by hashing.

CREATE FUNCTION mindwell_internal.count_distinct_transition(state internal, value uuid) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_transition(internal, uuid) IS
	'Internal: transition function of analytics_count_distinct.';

CREATE FUNCTION mindwell_internal.count_distinct_transition(state internal, value bigint) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_transition(internal, bigint) IS
	'Internal: transition function of analytics_count_distinct.';

CREATE FUNCTION mindwell_internal.active_minutes_transition(state internal, at timestamptz) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_active_minutes_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.active_minutes_transition IS
	'Internal: transition function of analytics_active_minutes.';

CREATE FUNCTION mindwell_internal.count_distinct_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_combine IS
	'Internal: combine function of analytics_count_distinct and analytics_active_minutes.';

CREATE FUNCTION mindwell_internal.count_distinct_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_serialize IS
	'Internal: serialization function of analytics_count_distinct and analytics_active_minutes.';

CREATE FUNCTION mindwell_internal.count_distinct_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_deserialize IS
	'Internal: deserialization function of analytics_count_distinct and analytics_active_minutes.';

CREATE FUNCTION mindwell_internal.count_distinct_final(state internal) RETURNS bigint
	AS 'MODULE_PATHNAME', 'analytics_count_distinct_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.count_distinct_final IS
	'Internal: final function of analytics_count_distinct and analytics_active_minutes.';

CREATE AGGREGATE @extschema@.analytics_count_distinct(value uuid) (
	SFUNC = mindwell_internal.count_distinct_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct(uuid) IS
	'The exact number of distinct values, NULLs left out; 0 for no rows. As count(DISTINCT value), without its sort and in parallel. Errors: 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_count_distinct(value bigint) (
	SFUNC = mindwell_internal.count_distinct_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_count_distinct(bigint) IS
	'The exact number of distinct values, NULLs left out; 0 for no rows. As count(DISTINCT value), without its sort and in parallel. Errors: 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_active_minutes(at timestamptz) (
	SFUNC = mindwell_internal.active_minutes_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.count_distinct_final,
	COMBINEFUNC = mindwell_internal.count_distinct_combine,
	SERIALFUNC = mindwell_internal.count_distinct_serialize,
	DESERIALFUNC = mindwell_internal.count_distinct_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_active_minutes(timestamptz) IS
	'The number of distinct clock minutes (hh:mm:00 up to the next) with at least one event, NULLs left out; 0 for no rows. Errors: 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.count_distinct_transition(internal, uuid),
	mindwell_internal.count_distinct_transition(internal, bigint),
	mindwell_internal.active_minutes_transition,
	mindwell_internal.count_distinct_combine,
	mindwell_internal.count_distinct_serialize,
	mindwell_internal.count_distinct_deserialize,
	mindwell_internal.count_distinct_final
	FROM PUBLIC;
-- What followed what, and how often.

CREATE FUNCTION mindwell_internal.followed_within_transition(state internal, at timestamptz, is_trigger boolean, is_outcome boolean, within interval) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_followed_within_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_transition IS
	'Internal: transition function of analytics_followed_within.';

CREATE FUNCTION mindwell_internal.followed_within_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_followed_within_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_combine IS
	'Internal: combine function of analytics_followed_within.';

CREATE FUNCTION mindwell_internal.followed_within_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_followed_within_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_serialize IS
	'Internal: serialization function of analytics_followed_within.';

CREATE FUNCTION mindwell_internal.followed_within_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_followed_within_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_deserialize IS
	'Internal: deserialization function of analytics_followed_within.';

CREATE FUNCTION mindwell_internal.followed_within_final(state internal) RETURNS double precision
	AS 'MODULE_PATHNAME', 'analytics_followed_within_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_final IS
	'Internal: final function of analytics_followed_within.';

CREATE AGGREGATE @extschema@.analytics_followed_within(at timestamptz, is_trigger boolean, is_outcome boolean, within interval) (
	SFUNC = mindwell_internal.followed_within_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.followed_within_final,
	COMBINEFUNC = mindwell_internal.followed_within_combine,
	SERIALFUNC = mindwell_internal.followed_within_serialize,
	DESERIALFUNC = mindwell_internal.followed_within_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_followed_within(timestamptz, boolean, boolean, interval) IS
	'Of the triggers among the events of one actor, the fraction (0..1) followed by an outcome later than the trigger by at most within; NULL when there is no trigger. A row with a NULL time or condition is skipped. Errors: 22008 for infinity, 22023 when within is NULL, negative, has months or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE FUNCTION mindwell_internal.event_ratio_transition(state internal, event_type text, numerator text, denominator text) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_transition IS
	'Internal: transition function of analytics_event_ratio.';

CREATE FUNCTION mindwell_internal.event_ratio_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_combine IS
	'Internal: combine function of analytics_event_ratio.';

CREATE FUNCTION mindwell_internal.event_ratio_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_serialize IS
	'Internal: serialization function of analytics_event_ratio.';

CREATE FUNCTION mindwell_internal.event_ratio_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_deserialize IS
	'Internal: deserialization function of analytics_event_ratio.';

CREATE FUNCTION mindwell_internal.event_ratio_final(state internal) RETURNS double precision
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_final IS
	'Internal: final function of analytics_event_ratio.';

CREATE AGGREGATE @extschema@.analytics_event_ratio(event_type text, numerator text, denominator text) (
	SFUNC = mindwell_internal.event_ratio_transition,
	STYPE = internal,
	SSPACE = 32,
	FINALFUNC = mindwell_internal.event_ratio_final,
	COMBINEFUNC = mindwell_internal.event_ratio_combine,
	SERIALFUNC = mindwell_internal.event_ratio_serialize,
	DESERIALFUNC = mindwell_internal.event_ratio_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_event_ratio(text, text, text) IS
	'The number of events of type numerator over that of type denominator: events, not actors, so it may exceed 1; NULL when there is none of type denominator. A row with a NULL type is skipped. Errors: 22023 when numerator or denominator is NULL.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.followed_within_transition,
	mindwell_internal.followed_within_combine,
	mindwell_internal.followed_within_serialize,
	mindwell_internal.followed_within_deserialize,
	mindwell_internal.followed_within_final,
	mindwell_internal.event_ratio_transition,
	mindwell_internal.event_ratio_combine,
	mindwell_internal.event_ratio_serialize,
	mindwell_internal.event_ratio_deserialize,
	mindwell_internal.event_ratio_final
	FROM PUBLIC;
-- How well one actor keeps a habit.

CREATE TYPE @extschema@.analytics_habit AS (
	score double precision,
	completion double precision,
	completion_percent double precision,
	days_done bigint,
	average_streak double precision,
	current_streak bigint,
	longest_streak bigint
);
COMMENT ON TYPE @extschema@.analytics_habit IS
	'Result of analytics_habit_adherence: score = (1 - streak_weight) * completion + streak_weight * longest_streak / window_days; completion = days_done / window_days, also in percent; days done, mean and longest length in days of the streaks inside the window (0 for none); and the streak that ends at as_of, which may have begun before the window.';

CREATE FUNCTION mindwell_internal.habit_adherence_transition(state internal, day date, done boolean, as_of date) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_transition(internal, date, boolean, date) IS
	'Internal: transition function of analytics_habit_adherence.';

CREATE FUNCTION mindwell_internal.habit_adherence_transition(state internal, day date, done boolean, as_of date, window_days integer, streak_weight double precision) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_transition_terms' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_transition(internal, date, boolean, date, integer, double precision) IS
	'Internal: transition function of analytics_habit_adherence.';

CREATE FUNCTION mindwell_internal.habit_adherence_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_combine IS
	'Internal: combine function of analytics_habit_adherence.';

CREATE FUNCTION mindwell_internal.habit_adherence_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_serialize IS
	'Internal: serialization function of analytics_habit_adherence.';

CREATE FUNCTION mindwell_internal.habit_adherence_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_deserialize IS
	'Internal: deserialization function of analytics_habit_adherence.';

CREATE FUNCTION mindwell_internal.habit_adherence_final(state internal) RETURNS @extschema@.analytics_habit
	AS 'MODULE_PATHNAME', 'analytics_habit_adherence_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.habit_adherence_final IS
	'Internal: final function of analytics_habit_adherence.';

CREATE AGGREGATE @extschema@.analytics_habit_adherence(day date, done boolean, as_of date) (
	SFUNC = mindwell_internal.habit_adherence_transition,
	STYPE = internal,
	SSPACE = 128,
	FINALFUNC = mindwell_internal.habit_adherence_final,
	COMBINEFUNC = mindwell_internal.habit_adherence_combine,
	SERIALFUNC = mindwell_internal.habit_adherence_serialize,
	DESERIALFUNC = mindwell_internal.habit_adherence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_habit_adherence(date, boolean, date) IS
	'How well one actor kept a habit over the 7 days that end at as_of, that day included: one analytics_habit; NULL for no rows. A day is done if any of its rows is; days without a row are not done; days after as_of and rows with a NULL day or done are skipped. Errors: 22008 for infinity, 22023 when as_of is NULL, out of range or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_habit_adherence(day date, done boolean, as_of date, window_days integer, streak_weight double precision) (
	SFUNC = mindwell_internal.habit_adherence_transition,
	STYPE = internal,
	SSPACE = 128,
	FINALFUNC = mindwell_internal.habit_adherence_final,
	COMBINEFUNC = mindwell_internal.habit_adherence_combine,
	SERIALFUNC = mindwell_internal.habit_adherence_serialize,
	DESERIALFUNC = mindwell_internal.habit_adherence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_habit_adherence(date, boolean, date, integer, double precision) IS
	'How well one actor kept a habit over the window_days (1..3660) days that end at as_of, that day included, with a weight of 0..1 for the streak: one analytics_habit; NULL for no rows. A day is done if any of its rows is; days without a row are not done; days after as_of and rows with a NULL day or done are skipped. Errors: 22008 for infinity, 22023 when an argument after done is NULL, out of range or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.habit_adherence_transition(internal, date, boolean, date),
	mindwell_internal.habit_adherence_transition(internal, date, boolean, date, integer, double precision),
	mindwell_internal.habit_adherence_combine,
	mindwell_internal.habit_adherence_serialize,
	mindwell_internal.habit_adherence_deserialize,
	mindwell_internal.habit_adherence_final
	FROM PUBLIC;
-- Sessions from the times of one actor's events.

CREATE FUNCTION @extschema@.analytics_session_number(at timestamptz, timeout interval) RETURNS bigint
	AS 'MODULE_PATHNAME', 'analytics_session_number' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_session_number(timestamptz, interval) IS
	'Window function, OVER (PARTITION BY actor ORDER BY at): the number of the session, from 1, to which the event belongs; a gap greater than the timeout starts the next one, and so does an event more than 24 hours after the start of the session; NULL where the time is NULL. Errors: 42P20 when the rows are not in order of time, 22008 for infinity, 22023 when the timeout is NULL, negative or has months.';

CREATE FUNCTION mindwell_internal.session_timeout() RETURNS interval
	AS 'MODULE_PATHNAME', 'analytics_session_timeout' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_timeout() IS
	'Internal: the setting mindwell_analytics.session_timeout.';

CREATE TYPE @extschema@.analytics_session_span AS (
	started timestamptz,
	ended timestamptz,
	events bigint
);
COMMENT ON TYPE @extschema@.analytics_session_span IS
	'One session of analytics_sessions_agg: its first event, its last event, and their number.';

CREATE FUNCTION mindwell_internal.sessions_agg_transition(state internal, at timestamptz, timeout interval) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_transition IS
	'Internal: transition function of analytics_sessions_agg.';

CREATE FUNCTION mindwell_internal.sessions_agg_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_combine IS
	'Internal: combine function of analytics_sessions_agg.';

CREATE FUNCTION mindwell_internal.sessions_agg_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_serialize IS
	'Internal: serialization function of analytics_sessions_agg.';

CREATE FUNCTION mindwell_internal.sessions_agg_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_deserialize IS
	'Internal: deserialization function of analytics_sessions_agg.';

CREATE FUNCTION mindwell_internal.sessions_agg_final(state internal) RETURNS @extschema@.analytics_session_span[]
	AS 'MODULE_PATHNAME', 'analytics_sessions_agg_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_agg_final IS
	'Internal: final function of analytics_sessions_agg.';

CREATE AGGREGATE @extschema@.analytics_sessions_agg(at timestamptz, timeout interval) (
	SFUNC = mindwell_internal.sessions_agg_transition,
	STYPE = internal,
	SSPACE = 128,
	FINALFUNC = mindwell_internal.sessions_agg_final,
	COMBINEFUNC = mindwell_internal.sessions_agg_combine,
	SERIALFUNC = mindwell_internal.sessions_agg_serialize,
	DESERIALFUNC = mindwell_internal.sessions_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sessions_agg(timestamptz, interval) IS
	'The sessions of one actor: array of analytics_session_span in order of time, empty for no events. A gap greater than the timeout starts the next session, and so does an event more than 24 hours after the start of the session. A NULL time is skipped. Errors: 22008 for infinity, 22023 when the timeout is NULL, negative, has months or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.sessions_agg_transition,
	mindwell_internal.sessions_agg_combine,
	mindwell_internal.sessions_agg_serialize,
	mindwell_internal.sessions_agg_deserialize,
	mindwell_internal.sessions_agg_final
	FROM PUBLIC;

-- The sessions of the store, from its events: what the reports on sessions are made of.

CREATE FUNCTION mindwell_internal.session_history_agg_transition(
	state internal, tenant_id uuid, session_id uuid, user_id uuid, occurred_at timestamptz, event_type text, is_action boolean,
	event_id uuid, timeout interval, from_time timestamptz, to_time timestamptz, whole_until timestamptz, with_ids boolean) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_session_history_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_history_agg_transition IS
	'Internal: transition function of session_history_agg.';

CREATE FUNCTION mindwell_internal.session_history_agg_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_session_history_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_history_agg_combine IS
	'Internal: combine function of session_history_agg.';

CREATE FUNCTION mindwell_internal.session_history_agg_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_session_history_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_history_agg_serialize IS
	'Internal: serialization function of session_history_agg.';

CREATE FUNCTION mindwell_internal.session_history_agg_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_session_history_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_history_agg_deserialize IS
	'Internal: deserialization function of session_history_agg.';

CREATE FUNCTION mindwell_internal.session_history_agg_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_session_history_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_history_agg_final IS
	'Internal: final function of session_history_agg.';

CREATE AGGREGATE mindwell_internal.session_history_agg(
	tenant_id uuid, session_id uuid, user_id uuid, occurred_at timestamptz, event_type text, is_action boolean,
	event_id uuid, timeout interval, from_time timestamptz, to_time timestamptz, whole_until timestamptz, with_ids boolean) (
	SFUNC = mindwell_internal.session_history_agg_transition,
	STYPE = internal,
	SSPACE = 1024,
	FINALFUNC = mindwell_internal.session_history_agg_final,
	COMBINEFUNC = mindwell_internal.session_history_agg_combine,
	SERIALFUNC = mindwell_internal.session_history_agg_serialize,
	DESERIALFUNC = mindwell_internal.session_history_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mindwell_internal.session_history_agg(uuid, uuid, uuid, timestamptz, text, boolean, uuid, interval, timestamptz, timestamptz, timestamptz, boolean) IS
	'Internal: the sessions that start in [from_time, to_time), in one pass over events in any order, for session_rows and the others below. is_action: of events without a session id. with_ids: ids of sessions and the first users in them are asked. event_id: of all events of the sessions that sessions_in_doubt names, NULL of others. From whole_until on only events session_ended are given. The last five are the same on every row. Errors: 22004 when one of these is NULL, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE FUNCTION mindwell_internal.session_rows(history bytea)
RETURNS TABLE (tenant integer, session_id uuid, user_id uuid, started timestamptz, ended timestamptz, open_until timestamptz,
			   events bigint, messages bigint)
	AS 'MODULE_PATHNAME', 'analytics_session_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100000;
COMMENT ON FUNCTION mindwell_internal.session_rows(bytea) IS
	'Internal: the sessions of a result of session_history_agg: a number of the tenant, the id that the client gave and the first user (NULL for none, and without with_ids), its start, its end (session_ended, else the last event), when it is open until, its events, and the messages among them. 22P03 for other bytes.';

CREATE FUNCTION mindwell_internal.session_buckets(history bytea, borders timestamptz[])
RETURNS TABLE (bucket integer, sessions bigint, mean_duration double precision, median_duration double precision,
			   events_per_session double precision, bounce_rate double precision, messages_per_session double precision)
	AS 'MODULE_PATHNAME', 'analytics_session_buckets' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_buckets(bytea, timestamptz[]) IS
	'Internal: of the sessions of a result of session_history_agg, by the bucket between ascending borders (numbered as width_bucket does) in which they start: their number, mean and median duration in seconds, events per session, the fraction with one event or shorter than 10 seconds, messages per session. Buckets without sessions have no row. 22P03 for other bytes.';

CREATE FUNCTION mindwell_internal.session_presence(history bytea, from_time timestamptz, by_user boolean)
RETURNS TABLE (started timestamptz, ended timestamptz)
	AS 'MODULE_PATHNAME', 'analytics_session_presence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100000;
COMMENT ON FUNCTION mindwell_internal.session_presence(bytea, timestamptz, boolean) IS
	'Internal: when the sessions of a result of session_history_agg were open that ended after from_time, or began then or after; by_user: the union of those of each user, without anonymous visitors (and without all unless with_ids). 22P03 for other bytes.';

CREATE FUNCTION mindwell_internal.sessions_in_doubt(history bytea) RETURNS uuid[]
	AS 'MODULE_PATHNAME', 'analytics_sessions_in_doubt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_in_doubt(bytea) IS
	'Internal: session ids of a result of session_history_agg of which a second pass must be told more: all events between whole_until and a late end, and the ids of all, where two users have events at one time. 22P03 for other bytes.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.session_history_agg_transition,
	mindwell_internal.session_history_agg_combine,
	mindwell_internal.session_history_agg_serialize,
	mindwell_internal.session_history_agg_deserialize,
	mindwell_internal.session_history_agg_final
	FROM PUBLIC;
-- The population funnel: one pass over the events of all actors.

CREATE TYPE @extschema@.analytics_funnel_step AS (
	step integer,
	event_type text,
	actors bigint,
	rate_from_first double precision,
	rate_from_previous double precision,
	dropped bigint,
	median_seconds double precision,
	p90_seconds double precision,
	mean_seconds double precision,
	median_seconds_from_first double precision
);
COMMENT ON TYPE @extschema@.analytics_funnel_step IS
	'A step of a funnel: how many actors reached it, as a fraction of the first step and of the one before (NULL when that is 0; the first step has none before), how many of the step before did not, and the seconds from the step before and from the first.';

CREATE TYPE @extschema@.analytics_funnel_breakdown_step AS (
	breakdown text,
	step integer,
	actors bigint,
	rate_from_first double precision,
	rate_from_previous double precision,
	dropped bigint,
	median_seconds double precision,
	p90_seconds double precision,
	mean_seconds double precision,
	median_seconds_from_first double precision,
	immature bigint
);
COMMENT ON TYPE @extschema@.analytics_funnel_breakdown_step IS
	'A step of a funnel for one breakdown value (NULL: no value), as analytics_funnel_step; immature: of its actors, those whose window has not ended (NULL when the plan has no as_of). The step before is the last required one.';

CREATE TYPE @extschema@.analytics_funnel_plan AS (
	step_count integer,
	within interval,
	order_mode text,
	step_limits interval[],
	optional_steps integer[],
	exclusion_after integer[],
	exclusion_before integer[],
	from_time timestamptz,
	to_time timestamptz,
	as_of timestamptz,
	count_by text,
	breakdown_by text,
	hold_constant boolean
);
COMMENT ON TYPE @extschema@.analytics_funnel_plan IS
	'What the general form of analytics_funnel_agg is to count; made by the function of the same name.';

CREATE FUNCTION @extschema@.analytics_funnel_plan(
	step_count integer,
	within interval,
	order_mode text DEFAULT 'ordered',
	step_limits interval[] DEFAULT NULL,
	optional_steps integer[] DEFAULT NULL,
	exclusion_after integer[] DEFAULT NULL,
	exclusion_before integer[] DEFAULT NULL,
	from_time timestamptz DEFAULT NULL,
	to_time timestamptz DEFAULT NULL,
	as_of timestamptz DEFAULT NULL,
	count_by text DEFAULT 'actor',
	breakdown_by text DEFAULT 'first',
	hold_constant boolean DEFAULT false
) RETURNS @extschema@.analytics_funnel_plan
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN ROW(step_count, within, order_mode, step_limits, optional_steps, exclusion_after,
	exclusion_before, from_time, to_time, as_of, count_by, breakdown_by,
	hold_constant)::@extschema@.analytics_funnel_plan;
COMMENT ON FUNCTION @extschema@.analytics_funnel_plan(integer, interval, text, interval[], integer[], integer[], integer[], timestamptz, timestamptz, timestamptz, text, text, boolean) IS
	'The plan of a funnel of step_count steps within so much time of the first. order_mode: ordered, strict or unordered. step_limits: for each step, how long after the last required step (NULL: any time). optional_steps: the numbers of those that are not required. exclusion_after, exclusion_before: for each exclusion, between which two steps it counts. from_time, to_time: first steps lie in [from_time, to_time). as_of: until when the events are complete. count_by: actor or total (every attempt). breakdown_by: first or last step''s value. hold_constant: all steps carry the same held value. It is checked where it is used (22023).';

CREATE FUNCTION mindwell_internal.funnel_names_transition(state internal, actor uuid, at timestamptz, event_type text, steps text[], within interval) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_names_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_names_transition(internal, uuid, timestamptz, text, text[], interval) IS
	'Internal: transition function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_names_transition(state internal, actor bigint, at timestamptz, event_type text, steps text[], within interval) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_names_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_names_transition(internal, bigint, timestamptz, text, text[], interval) IS
	'Internal: transition function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_plan_transition(state internal, actor uuid, at timestamptz, steps integer, exclusions integer, breakdown text, held text, plan @extschema@.analytics_funnel_plan) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_plan_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_plan_transition(internal, uuid, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan) IS
	'Internal: transition function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_plan_transition(state internal, actor bigint, at timestamptz, steps integer, exclusions integer, breakdown text, held text, plan @extschema@.analytics_funnel_plan) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_plan_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_plan_transition(internal, bigint, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan) IS
	'Internal: transition function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_combine IS
	'Internal: combine function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_funnel_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_serialize IS
	'Internal: serialization function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_funnel_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_deserialize IS
	'Internal: deserialization function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_names_final(state internal) RETURNS @extschema@.analytics_funnel_step[]
	AS 'MODULE_PATHNAME', 'analytics_funnel_names_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_names_final IS
	'Internal: final function of analytics_funnel_agg.';

CREATE FUNCTION mindwell_internal.funnel_plan_final(state internal) RETURNS @extschema@.analytics_funnel_breakdown_step[]
	AS 'MODULE_PATHNAME', 'analytics_funnel_plan_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.funnel_plan_final IS
	'Internal: final function of analytics_funnel_agg.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg(actor uuid, at timestamptz, event_type text, steps text[], within interval) (
	SFUNC = mindwell_internal.funnel_names_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_names_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg(uuid, timestamptz, text, text[], interval) IS
	'How many actors went through these event types, in this order, each by an event of its own, all within so much time of the first: an array with one element per step. Rows with a NULL actor, time or event type are skipped; NULL when there are no rows. Errors: 22023, 54023 (more than 32 steps), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg(actor bigint, at timestamptz, event_type text, steps text[], within interval) (
	SFUNC = mindwell_internal.funnel_names_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_names_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg(bigint, timestamptz, text, text[], interval) IS
	'As analytics_funnel_agg(uuid, ...), for actors with numbers.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg(actor uuid, at timestamptz, steps integer, exclusions integer, breakdown text, held text, plan @extschema@.analytics_funnel_plan) (
	SFUNC = mindwell_internal.funnel_plan_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_plan_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg(uuid, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan) IS
	'The general funnel: bit i - 1 of steps says that the row satisfies step i, bit i - 1 of exclusions (NULL: none) that it is the plan''s exclusion i. An array with one element per breakdown value and step, values by their bytes and NULL last. Rows with a NULL actor, time or steps are skipped; NULL when there are no rows. Errors as of the short form.';

CREATE AGGREGATE @extschema@.analytics_funnel_agg(actor bigint, at timestamptz, steps integer, exclusions integer, breakdown text, held text, plan @extschema@.analytics_funnel_plan) (
	SFUNC = mindwell_internal.funnel_plan_transition,
	STYPE = internal,
	FINALFUNC = mindwell_internal.funnel_plan_final,
	COMBINEFUNC = mindwell_internal.funnel_combine,
	SERIALFUNC = mindwell_internal.funnel_serialize,
	DESERIALFUNC = mindwell_internal.funnel_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_funnel_agg(bigint, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan) IS
	'As analytics_funnel_agg(uuid, ...), for actors with numbers.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.funnel_names_transition(internal, uuid, timestamptz, text, text[], interval),
	mindwell_internal.funnel_names_transition(internal, bigint, timestamptz, text, text[], interval),
	mindwell_internal.funnel_plan_transition(internal, uuid, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan),
	mindwell_internal.funnel_plan_transition(internal, bigint, timestamptz, integer, integer, text, text, @extschema@.analytics_funnel_plan),
	mindwell_internal.funnel_combine,
	mindwell_internal.funnel_serialize,
	mindwell_internal.funnel_deserialize,
	mindwell_internal.funnel_names_final,
	mindwell_internal.funnel_plan_final
	FROM PUBLIC;
-- Sequences: whether, and how often, a pattern occurs in the rows of one actor.
-- (doc/reference/sequence.md)

CREATE FUNCTION mindwell_internal.sequence_transition(state internal, pattern text, at timestamptz, conditions boolean[]) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sequence_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_transition IS
	'Internal: transition function of analytics_sequence_match and analytics_sequence_count.';

CREATE FUNCTION mindwell_internal.sequence_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sequence_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_combine IS
	'Internal: combine function of analytics_sequence_match and analytics_sequence_count.';

CREATE FUNCTION mindwell_internal.sequence_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_sequence_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_serialize IS
	'Internal: serialization function of analytics_sequence_match and analytics_sequence_count.';

CREATE FUNCTION mindwell_internal.sequence_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sequence_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_deserialize IS
	'Internal: deserialization function of analytics_sequence_match and analytics_sequence_count.';

CREATE FUNCTION mindwell_internal.sequence_match_final(state internal) RETURNS boolean
	AS 'MODULE_PATHNAME', 'analytics_sequence_match_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_match_final IS
	'Internal: final function of analytics_sequence_match.';

CREATE FUNCTION mindwell_internal.sequence_count_final(state internal) RETURNS bigint
	AS 'MODULE_PATHNAME', 'analytics_sequence_count_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_count_final IS
	'Internal: final function of analytics_sequence_count.';

CREATE AGGREGATE @extschema@.analytics_sequence_match(pattern text, at timestamptz, VARIADIC conditions boolean[]) (
	SFUNC = mindwell_internal.sequence_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.sequence_match_final,
	COMBINEFUNC = mindwell_internal.sequence_combine,
	SERIALFUNC = mindwell_internal.sequence_serialize,
	DESERIALFUNC = mindwell_internal.sequence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sequence_match(text, timestamptz, VARIADIC boolean[]) IS
	'Whether the pattern occurs in the rows of one actor in the order of time. Pattern: (?N) a row satisfying condition N, . any row, .* any rows, (?t op seconds) with op one of >= > <= < == behind (?N) or .: the next row at that distance. Rows satisfying no condition are invisible, rows with a NULL time or condition skipped; NULL if all are skipped, false without rows. Errors: 2201B (bad pattern, with the position), 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; a pattern that is NULL or not the same on every row), 54023 (more than 32 conditions), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_sequence_count(pattern text, at timestamptz, VARIADIC conditions boolean[]) (
	SFUNC = mindwell_internal.sequence_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.sequence_count_final,
	COMBINEFUNC = mindwell_internal.sequence_combine,
	SERIALFUNC = mindwell_internal.sequence_serialize,
	DESERIALFUNC = mindwell_internal.sequence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sequence_count(text, timestamptz, VARIADIC boolean[]) IS
	'How often the pattern occurs in the rows of one actor in the order of time, without overlap: of each match the earliest start, then the shortest end. Pattern: (?N) a row satisfying condition N, . any row, .* any rows, (?t op seconds) with op one of >= > <= < == behind (?N) or .: the next row at that distance. Rows satisfying no condition are invisible, rows with a NULL time or condition skipped; NULL if all are skipped, 0 without rows. Errors: 2201B (bad pattern, with the position), 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; a pattern that is NULL or not the same on every row), 54023 (more than 32 conditions), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.sequence_transition,
	mindwell_internal.sequence_combine,
	mindwell_internal.sequence_serialize,
	mindwell_internal.sequence_deserialize,
	mindwell_internal.sequence_match_final,
	mindwell_internal.sequence_count_final
	FROM PUBLIC;

-- Periods and buckets of reports ----------------------------------------------------

CREATE FUNCTION mindwell_internal.check_period(from_time timestamptz, to_time timestamptz)
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF from_time IS NULL OR to_time IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'from_time and to_time must not be null';
    ELSIF NOT pg_catalog.isfinite(from_time) OR NOT pg_catalog.isfinite(to_time) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'from_time and to_time must be finite';
    ELSIF from_time >= to_time THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'from_time must lie before to_time';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_period(timestamptz, timestamptz) IS
'Internal: 22004 unless both are given, 22008 unless finite, 22023 unless from_time lies before to_time.';

CREATE FUNCTION mindwell_internal.calendar_borders(
    from_time timestamptz, to_time timestamptz, grain text, time_zone text) RETURNS timestamptz[]
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_calendar_borders';
COMMENT ON FUNCTION mindwell_internal.calendar_borders(timestamptz, timestamptz, text, text) IS
'Internal: the starts of all hours, days, weeks (Monday) or months of a time zone that overlap [from_time, to_time), and the end of the last one. A day begins when its date is first reached; a date that the zone skips has none; where a change of the clock repeats a part of an hour there are two. 22023 for another grain or an unknown time zone, 22008 beyond the range of timestamps, 54000 for more than 100000 buckets.';

CREATE FUNCTION mindwell_internal.day_start(day date, time_zone text) RETURNS timestamptz
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_day_start';
COMMENT ON FUNCTION mindwell_internal.day_start(date, text) IS
'Internal: when a date, or one after it, is first reached in a time zone. 22023 for an unknown time zone, 22008 beyond the range of timestamps.';

CREATE FUNCTION mindwell_internal.local_time(instant timestamptz, time_zone text) RETURNS timestamp
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_local_time';
COMMENT ON FUNCTION mindwell_internal.local_time(timestamptz, text) IS
'Internal: what the clock of a time zone shows at an instant. 22023 for an unknown time zone, 22008 for infinity.';

CREATE FUNCTION mindwell_internal.bucket_borders(
    from_time timestamptz, to_time timestamptz, grain text, time_zone text)
RETURNS timestamptz[]
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    IF grain IS NULL OR grain NOT IN ('hour', 'day', 'week', 'month') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid grain',
            HINT = 'It is ''hour'', ''day'', ''week'' or ''month''.';
    ELSIF time_zone IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'time_zone must not be null',
            HINT = 'Name one, for example ''UTC'' or ''Europe/Berlin''.';
    END IF;
    RETURN mindwell_internal.calendar_borders(from_time, to_time, grain, time_zone);
END
$$;
COMMENT ON FUNCTION mindwell_internal.bucket_borders(timestamptz, timestamptz, text, text) IS
'Internal: the starts of all hours, days, weeks (Monday) or months of a time zone that overlap [from_time, to_time), and the end of the last one. Errors of mindwell_internal.check_period, 22023 for another grain or an unknown time zone, 22004 without one, 54000 for more than 100000 buckets.';

CREATE FUNCTION mindwell_internal.buckets(borders timestamptz[], as_of timestamptz)
RETURNS TABLE (bucket integer, starts timestamptz, ends timestamptz, is_complete boolean)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT b.bucket, borders[b.bucket], borders[b.bucket + 1], borders[b.bucket + 1] <= as_of
    FROM pg_catalog.generate_series(1, pg_catalog.cardinality(borders) - 1) AS b (bucket);
END;
COMMENT ON FUNCTION mindwell_internal.buckets(timestamptz[], timestamptz) IS
'Internal: the buckets between borders, numbered as width_bucket(time, borders) does, and whether each had ended at as_of.';

-- Steps of reports ------------------------------------------------------------------
--
-- One signature takes them as jsonb, text or text[], of any client, and as literals
-- without a type.  No operators: for arguments only, as analytics_id is.

CREATE TYPE @extschema@.analytics_steps;

CREATE FUNCTION mindwell_internal.steps_in(text cstring) RETURNS @extschema@.analytics_steps
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_steps_in';
COMMENT ON FUNCTION mindwell_internal.steps_in(cstring) IS
'Internal: input function of analytics_steps. 22P02 for a text that is neither JSON, nor an event type, nor an array of these.';

CREATE FUNCTION mindwell_internal.steps_out(steps @extschema@.analytics_steps) RETURNS cstring
LANGUAGE internal IMMUTABLE STRICT PARALLEL SAFE
AS 'jsonb_out';
COMMENT ON FUNCTION mindwell_internal.steps_out(@extschema@.analytics_steps) IS
'Internal: output function of analytics_steps.';

CREATE TYPE @extschema@.analytics_steps (
    INPUT = mindwell_internal.steps_in,
    OUTPUT = mindwell_internal.steps_out,
    LIKE = jsonb);
COMMENT ON TYPE @extschema@.analytics_steps IS
'What a report is asked about, as an argument: an event type, JSON, or an array of these; jsonb, json, text, varchar, text[] and varchar[] are cast to it implicitly. It is the JSON that it stands for. 22P02 for any other text. For arguments only: it has no operators.';

CREATE FUNCTION mindwell_internal.steps(steps text) RETURNS @extschema@.analytics_steps
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_steps_from_text';
COMMENT ON FUNCTION mindwell_internal.steps(text) IS
'Internal: cast to analytics_steps; errors of mindwell_internal.steps_in.';

CREATE FUNCTION mindwell_internal.steps(steps json) RETURNS @extschema@.analytics_steps
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_steps_from_text';
COMMENT ON FUNCTION mindwell_internal.steps(json) IS
'Internal: cast to analytics_steps; errors of jsonb.';

CREATE FUNCTION mindwell_internal.steps(steps text[]) RETURNS @extschema@.analytics_steps
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_steps_from_array';
COMMENT ON FUNCTION mindwell_internal.steps(text[]) IS
'Internal: cast to analytics_steps; errors of mindwell_internal.steps_in for each element, 2202E for more than one dimension, 54023 for more than 1000 elements.';

CREATE FUNCTION mindwell_internal.steps(steps varchar[]) RETURNS @extschema@.analytics_steps
LANGUAGE c IMMUTABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_steps_from_array';
COMMENT ON FUNCTION mindwell_internal.steps(varchar[]) IS
'Internal: cast to analytics_steps; errors of mindwell_internal.steps_in for each element, 2202E for more than one dimension, 54023 for more than 1000 elements.';

CREATE CAST (jsonb AS @extschema@.analytics_steps) WITHOUT FUNCTION AS IMPLICIT;
COMMENT ON CAST (jsonb AS @extschema@.analytics_steps) IS 'The JSON itself.';
CREATE CAST (json AS @extschema@.analytics_steps) WITH FUNCTION mindwell_internal.steps(json) AS IMPLICIT;
COMMENT ON CAST (json AS @extschema@.analytics_steps) IS 'The JSON itself.';
CREATE CAST (text AS @extschema@.analytics_steps) WITH FUNCTION mindwell_internal.steps(text) AS IMPLICIT;
COMMENT ON CAST (text AS @extschema@.analytics_steps) IS 'An event type, or JSON; 22P02 for any other text.';
CREATE CAST (varchar AS @extschema@.analytics_steps) WITH FUNCTION mindwell_internal.steps(text) AS IMPLICIT;
COMMENT ON CAST (varchar AS @extschema@.analytics_steps) IS 'An event type, or JSON; 22P02 for any other text.';
CREATE CAST (text[] AS @extschema@.analytics_steps) WITH FUNCTION mindwell_internal.steps(text[]) AS IMPLICIT;
COMMENT ON CAST (text[] AS @extschema@.analytics_steps) IS 'A JSON array: each element is an event type, or JSON; 22P02 for any other text.';
CREATE CAST (varchar[] AS @extschema@.analytics_steps) WITH FUNCTION mindwell_internal.steps(varchar[]) AS IMPLICIT;
COMMENT ON CAST (varchar[] AS @extschema@.analytics_steps) IS 'A JSON array: each element is an event type, or JSON; 22P02 for any other text.';
CREATE CAST (@extschema@.analytics_steps AS jsonb) WITHOUT FUNCTION AS ASSIGNMENT;
COMMENT ON CAST (@extschema@.analytics_steps AS jsonb) IS 'The JSON that it is.';

-- Whoever asks about one thing writes it as one, or as an array of one.
CREATE FUNCTION mindwell_internal.step_list(steps jsonb) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.jsonb_typeof(steps) IN ('string', 'object') AND steps <> '{}'
            THEN pg_catalog.jsonb_build_array(steps)
            ELSE steps END;
COMMENT ON FUNCTION mindwell_internal.step_list(jsonb) IS
'Internal: the steps of an argument that is a list of them, where one step stands for a list of one; anything else, and NULL, as it is.';

CREATE FUNCTION mindwell_internal.single_step(step jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN pg_catalog.jsonb_typeof(step) = 'array' AND (step -> 1) IS NULL
            THEN coalesce(step -> 0, step)
            ELSE step END;
COMMENT ON FUNCTION mindwell_internal.single_step(jsonb) IS
'Internal: the step of an argument that is one, where an array of one step stands for it; anything else, and NULL, as it is.';

-- Events have the names that their type declares (property_names.c): who asks for another
-- spelling, or by an alias, asks for those.
CREATE FUNCTION mindwell_internal.stored_properties(tenants uuid[], event_type text, properties jsonb)
RETURNS TABLE (tenant_id uuid, properties jsonb)
LANGUAGE c STABLE STRICT PARALLEL RESTRICTED ROWS 1
AS 'MODULE_PATHNAME', 'analytics_stored_properties';
COMMENT ON FUNCTION mindwell_internal.stored_properties(uuid[], text, jsonb) IS
'Internal: an object of properties under the names by which events of a type have them, for each of some tenants. What an alias drops, and two names of one property, stay as they are; and all, where mindwell_analytics.fold_property_names is off, or the tenant is none of the session''s.';

CREATE FUNCTION mindwell_internal.asked_properties(asked jsonb, types text[])
RETURNS TABLE (properties jsonb, event_types text[], tenants uuid[])
LANGUAGE sql STABLE STRICT PARALLEL RESTRICTED ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT s.properties, pg_catalog.array_agg(s.event_type ORDER BY s.event_type), s.tenants
    FROM (SELECT t.event_type, f.properties,
                 CASE WHEN count(*) OVER (PARTITION BY t.event_type) > 1 THEN pg_catalog.array_agg(f.tenant_id ORDER BY f.tenant_id) END AS tenants
          FROM (SELECT DISTINCT n.event_type FROM pg_catalog.unnest(types) AS n (event_type)) AS t,
               LATERAL mindwell_internal.stored_properties(mindwell_internal.tenants_to_read(), t.event_type, asked) AS f
          GROUP BY 1, 2) AS s
    GROUP BY 1, 3
    ORDER BY 2, 3
$$;
COMMENT ON FUNCTION mindwell_internal.asked_properties(jsonb, text[]) IS
'Internal: an object of properties that is asked of events of some types: under which names, of which types, and of which tenants (NULL: all of the session''s). No row without a tenant.';

CREATE FUNCTION mindwell_internal.types_sql(event_types text[], tenants uuid[])
RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE
RETURN CASE pg_catalog.cardinality(event_types)
           WHEN 1 THEN pg_catalog.format('e.event_type = %L', event_types[1])
           ELSE pg_catalog.format('e.event_type = ANY (CAST(%L AS pg_catalog.text[]))', event_types) END
       || CASE WHEN tenants IS NULL THEN ''
               ELSE pg_catalog.format(' AND e.tenant_id = ANY (CAST(%L AS pg_catalog.uuid[]))', tenants) END;
COMMENT ON FUNCTION mindwell_internal.types_sql(text[], uuid[]) IS
'Internal: the condition that an event e is of one of some types, and of some tenants (NULL: any).';

CREATE FUNCTION mindwell_internal.property_name_sql(name text, event_types text[])
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT coalesce('CASE ' || pg_catalog.string_agg(pg_catalog.format('WHEN %s THEN %L', mindwell_internal.types_sql(a.event_types, a.tenants), k.name), ' ')
                        || pg_catalog.format(' ELSE %L END', property_name_sql.name),
                    pg_catalog.format('CAST(%L AS pg_catalog.text)', property_name_sql.name))
    FROM mindwell_internal.asked_properties(
             CASE WHEN property_name_sql.name IS NOT NULL THEN pg_catalog.jsonb_build_object(property_name_sql.name, NULL) END, event_types) AS a,
         pg_catalog.jsonb_object_keys(a.properties) AS k (name)
    WHERE k.name <> property_name_sql.name
$$;
COMMENT ON FUNCTION mindwell_internal.property_name_sql(text, text[]) IS
'Internal: the name by which an event e of some types has a property that is asked for, as an expression in SQL; NULL for NULL.';

CREATE FUNCTION mindwell_internal.step_condition(step jsonb, place text, other_keys text[] DEFAULT '{}')
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    names jsonb;
    event_types text[];
    asked jsonb;
    unknown_key text;
    problem text;
    condition text;
BEGIN
    IF pg_catalog.jsonb_typeof(step) = 'object' THEN
        SELECT k.key INTO unknown_key
        FROM pg_catalog.jsonb_object_keys(step) AS k (key)
        WHERE k.key <> ALL (ARRAY['event', 'any', 'where'] || other_keys)
        ORDER BY k.key
        LIMIT 1;
        names := coalesce(step -> 'any', pg_catalog.jsonb_build_array(step -> 'event'));
        asked := coalesce(step -> 'where', '{}');
        problem := CASE
            WHEN unknown_key IS NOT NULL THEN pg_catalog.format('The key "%s" means nothing here.', unknown_key)
            WHEN (step ? 'event') = (step ? 'any') THEN 'It has either "event" or "any".'
            WHEN pg_catalog.jsonb_typeof(names) <> 'array' OR names = '[]' THEN '"any" is an array of event types, not empty.'
            WHEN pg_catalog.jsonb_typeof(asked) <> 'object' THEN '"where" is an object: the properties that an event must have.'
        END;
    ELSE
        names := pg_catalog.jsonb_build_array(step);
        asked := '{}';
    END IF;
    IF pg_catalog.jsonb_typeof(step) = 'array' THEN
        problem := 'An array is no step. Any of several event types is one: {"any": ["event_type", "another"]}.';
    ELSIF problem IS NULL AND EXISTS (SELECT FROM pg_catalog.jsonb_array_elements(names) AS n (name)
                                   WHERE pg_catalog.jsonb_typeof(n.name) <> 'string' OR n.name = '""') THEN
        problem := 'An event type is a string, not empty.';
    END IF;
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('invalid step: %s', place),
            DETAIL = problem,
            HINT = 'A step is "event_type", {"event": "event_type", "where": {"property": "value"}} or {"any": ["event_type", "another"]}.';
    END IF;

    event_types := ARRAY(SELECT n.name FROM pg_catalog.jsonb_array_elements_text(names) AS n (name));
    SELECT pg_catalog.string_agg(
               mindwell_internal.types_sql(a.event_types, a.tenants)
               || CASE WHEN a.properties <> '{}'
                       THEN pg_catalog.format(' AND e.properties @> CAST(%L AS pg_catalog.jsonb)', a.properties) ELSE '' END, ' OR ')
    INTO condition
    FROM (SELECT p.*
          FROM mindwell_internal.asked_properties(asked, event_types) AS p
          WHERE asked <> '{}'
          UNION ALL
          SELECT asked, event_types, NULL
          WHERE asked = '{}') AS a;
    -- without a tenant there are no events
    RETURN '(' || coalesce(condition, 'false') || ')';
END
$$;
COMMENT ON FUNCTION mindwell_internal.step_condition(jsonb, text, text[]) IS
'Internal: a step of a report as a condition in SQL on an event e; it is made of literals alone, and never NULL. 22023 for what is no step, naming its place, and for keys that are neither its own nor among other_keys.';

-- What was never seen ---------------------------------------------------------------
--
-- Whoever misspells an event type or a property would get zeros without a word.  These
-- look, once for a call, by the index on tenant, event type and time: the planner must
-- not think that the first row of a scan will do, for there is none.  They look no
-- further than the period, for a look into each of many partitions takes longer than a
-- report; that a type is registered tells whether it was seen before.

CREATE FUNCTION mindwell_internal.did_you_mean(name text, candidates text[])
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 'Did you mean "' || mindwell_internal.nearest(name, candidates) || '"?';
COMMENT ON FUNCTION mindwell_internal.did_you_mean(text, text[]) IS
'Internal: the hint that names the candidate closest to a name; NULL when none is close.';

-- Types that maintenance has not registered yet are those of the first events.
CREATE FUNCTION mindwell_internal.known_event_types(from_time timestamptz, to_time timestamptz)
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    most_events CONSTANT integer := 10000;
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    known text[] := ARRAY(
        SELECT DISTINCT CAST(s.event_type AS text)
        FROM (SELECT e.event_type
              FROM @extschema@.analytics_events e
              WHERE e.tenant_id = ANY (tenants) AND e.occurred_at >= from_time AND e.occurred_at < to_time
              LIMIT most_events) s
        ORDER BY 1);
BEGIN
    IF pg_catalog.has_table_privilege(mindwell_internal.relation('analytics_event_types'), 'SELECT') THEN
        known := known || ARRAY(SELECT CAST(t.event_type AS text) FROM @extschema@.analytics_event_types t ORDER BY 1);
    END IF;
    RETURN known;
END
$$;
COMMENT ON FUNCTION mindwell_internal.known_event_types(timestamptz, timestamptz) IS
'Internal: names of event types that the session may read: of the first events of a period, then those of the registry.';

CREATE FUNCTION mindwell_internal.unseen_event_types(event_types text[], from_time timestamptz, to_time timestamptz)
RETURNS text[]
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
BEGIN
    IF event_types = '{}' THEN
        RETURN event_types;
    END IF;
    RETURN ARRAY(
        SELECT DISTINCT n.name
        FROM pg_catalog.unnest(event_types) AS n (name)
        WHERE (SELECT true
               FROM @extschema@.analytics_events e
               WHERE e.tenant_id = ANY (tenants) AND e.event_type = n.name
                 AND e.occurred_at >= from_time AND e.occurred_at < to_time
               LIMIT 1) IS NULL
        ORDER BY n.name);
END
$$;
COMMENT ON FUNCTION mindwell_internal.unseen_event_types(text[], timestamptz, timestamptz) IS
'Internal: those of some event types of which the session may read no event in a period.';

CREATE FUNCTION mindwell_internal.notice_unseen_types(event_types text[], from_time timestamptz, to_time timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    unseen CONSTANT text[] := mindwell_internal.unseen_event_types(event_types, from_time, to_time);
    known text[];
    name text;
BEGIN
    IF unseen = '{}' THEN
        RETURN;
    ELSIF mindwell_internal.tenants_to_read() = '{}' THEN
        RAISE NOTICE 'this session sees no events: it has no tenant'
            USING DETAIL = 'mindwell_analytics.tenant_id is empty, and analytics_tenant_members binds the role to none.',
                  HINT = pg_catalog.format('The owner of the store runs SELECT %s(%L, ''reader'', ''UUID'');', 'analytics_grant', CURRENT_USER);
        RETURN;
    END IF;
    known := mindwell_internal.known_event_types(from_time, to_time);
    FOREACH name IN ARRAY unseen LOOP
        RAISE NOTICE USING
            MESSAGE = pg_catalog.format('no event of type "%s" was seen in the period', name),
            DETAIL = CASE WHEN name = ANY (known) THEN 'The type is registered.' ELSE 'The registry has no such type that this session may see.' END,
            HINT = CASE WHEN name = ANY (known)
                THEN 'Events of it are counted as soon as they are tracked.'
                ELSE coalesce(mindwell_internal.did_you_mean(name, known),
                              'SELECT event_type FROM analytics_event_types ORDER BY 1; lists the types that are registered.') END;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.notice_unseen_types(text[], timestamptz, timestamptz) IS
'Internal: a NOTICE for each of some event types of which the session may read no event in a period, with the closest name there and in the registry.';

CREATE FUNCTION mindwell_internal.notice_unseen_property(
    property text, event_types text[], from_time timestamptz, to_time timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET enable_seqscan = off
SET enable_bitmapscan = off
AS $$
DECLARE
    most_events CONSTANT integer := 1000;
    most_names CONSTANT integer := 20;
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    has_events boolean;
    seen text[];
BEGIN
    SELECT count(*) > 0, pg_catalog.array_agg(DISTINCT k.key ORDER BY k.key) FILTER (WHERE k.key IS NOT NULL)
    INTO has_events, seen
    FROM (SELECT DISTINCT n.name FROM pg_catalog.unnest(event_types) AS n (name)) AS t,
         LATERAL (SELECT e.properties
                  FROM @extschema@.analytics_events e
                  WHERE e.tenant_id = ANY (tenants) AND e.event_type = t.name
                    AND e.occurred_at >= from_time AND e.occurred_at < to_time
                  LIMIT most_events) AS s
         LEFT JOIN LATERAL pg_catalog.jsonb_object_keys(s.properties) AS k (key) ON true;
    IF NOT has_events OR property = ANY (seen)
       OR EXISTS (SELECT FROM mindwell_internal.asked_properties(pg_catalog.jsonb_build_object(property, NULL), event_types) AS a,
                              pg_catalog.jsonb_object_keys(a.properties) AS k (name)
                  WHERE k.name = ANY (seen)) THEN
        RETURN;
    END IF;
    RAISE NOTICE USING
        MESSAGE = pg_catalog.format('no event with the property "%s" was found', property),
        DETAIL = pg_catalog.format('Of each of these types the first %s events in the period were looked at: %s.',
                                   most_events, pg_catalog.array_to_string(event_types, ', ')),
        HINT = coalesce(mindwell_internal.did_you_mean(property, seen),
                        'They have the properties ' || pg_catalog.array_to_string(seen[1:most_names], ', ') || '.',
                        'They have no properties at all.');
END
$$;
COMMENT ON FUNCTION mindwell_internal.notice_unseen_property(text, text[], timestamptz, timestamptz) IS
'Internal: a NOTICE when there are events of some types in a period, and the first of them do not have a property.';

CREATE FUNCTION mindwell_internal.notice_unseen(
    steps jsonb, unreached integer[], from_time timestamptz, to_time timestamptz)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.notice_unseen_types(
        ARRAY(SELECT t.name
              FROM pg_catalog.jsonb_array_elements(steps) WITH ORDINALITY AS s (step, n),
                   LATERAL (SELECT mindwell_internal.step_types(s.step)) AS a (names),
                   LATERAL pg_catalog.unnest(a.names) AS t (name)
              -- a step that was reached tells of its type, but not of each of several
              WHERE s.n = ANY (unreached) OR pg_catalog.cardinality(a.names) > 1),
        from_time, to_time);
    PERFORM mindwell_internal.notice_unseen_property(c.property, c.event_types, from_time, to_time)
    FROM (SELECT w.key AS property, mindwell_internal.step_types(s.step) AS event_types, min(s.n) AS n
          FROM pg_catalog.jsonb_array_elements(steps) WITH ORDINALITY AS s (step, n),
               LATERAL pg_catalog.jsonb_object_keys(s.step -> 'where') AS w (key)
          WHERE s.n = ANY (unreached)
          GROUP BY 1, 2
          ORDER BY 3, 1) AS c;
END
$$;
COMMENT ON FUNCTION mindwell_internal.notice_unseen(jsonb, integer[], timestamptz, timestamptz) IS
'Internal: what there is to say of valid steps, of which a report found that some, by their numbers, were reached by nobody.';

-- Who was active --------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_active_users(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, active_users bigint, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_border timestamptz := borders[1];
    last_border timestamptz := borders[pg_catalog.cardinality(borders)];
    tenants uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
BEGIN
    RETURN QUERY
    SELECT b.starts, coalesce(a.users, 0), b.is_complete
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN (SELECT pg_catalog.width_bucket(e.occurred_at, borders) AS bucket,
                      @extschema@.analytics_count_distinct(CAST(mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask) AS uuid)) AS users
               FROM @extschema@.analytics_events AS e
               WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
                 AND e.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(e.user_id, include_anonymous)
                 AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                 passive.event_types, passive.own_passive, passive.own_active)
               GROUP BY 1) AS a ON a.bucket = b.bucket
    ORDER BY b.bucket;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_active_users(timestamptz, timestamptz, text, text, timestamptz, boolean) IS
'Distinct active users in each hour, day, week (from Monday) or month of a time zone (DAU, WAU, MAU), zeros included; buckets that the period touches are counted whole. A user is active who has an action: an event of a type that is one (analytics_event_types.is_action), or is not registered. Anonymous visitors (analytics_alias) count with include_anonymous only. is_complete: the bucket had ended at as_of. Errors: 22023 for an empty period, another grain or an unknown time zone, 22004 without from_time, to_time or time_zone, 22008 for infinity, 54000 for too many buckets, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_dau_mau(
    from_time timestamptz,
    to_time timestamptz,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, mean_daily_users double precision, monthly_users bigint,
               dau_mau double precision, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    months timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, 'month', time_zone);
    first_border timestamptz := months[1];
    last_border timestamptz := months[pg_catalog.cardinality(months)];
    days timestamptz[] := mindwell_internal.bucket_borders(first_border, last_border, 'day', time_zone);
    tenants uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
BEGIN
    RETURN QUERY
    WITH active AS (
        SELECT a.day, a.month, a.users
        FROM (SELECT pg_catalog.width_bucket(e.occurred_at, months) AS month,
                     pg_catalog.width_bucket(e.occurred_at, days) AS day,
                     @extschema@.analytics_count_distinct(CAST(mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask) AS uuid)) AS users
              FROM @extschema@.analytics_events AS e
              WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
                AND e.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(e.user_id, include_anonymous)
                AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                passive.event_types, passive.own_passive, passive.own_active)
              GROUP BY GROUPING SETS ((1), (2))) AS a),
    daily AS (
        SELECT pg_catalog.width_bucket(d.starts, months) AS month,
               sum(coalesce(a.users, 0)) / CAST(count(*) AS double precision) AS users
        FROM mindwell_internal.buckets(days, as_of) AS d
        LEFT JOIN active AS a ON a.day = d.bucket
        WHERE d.starts < as_of
        GROUP BY 1)
    SELECT m.starts, coalesce(d.users, 0), coalesce(a.users, 0),
           d.users / NULLIF(a.users, 0), m.is_complete
    FROM mindwell_internal.buckets(months, as_of) AS m
    LEFT JOIN active AS a ON a.month = m.bucket
    LEFT JOIN daily AS d ON d.month = m.bucket
    ORDER BY m.bucket;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_dau_mau(timestamptz, timestamptz, text, timestamptz, boolean) IS
'Each month of a time zone that the period touches, whole: distinct active users (as of analytics_active_users) per day on average over its days (over the days begun at as_of, while it lasts), distinct users of the month, and the first over the second (a fraction; NULL when there are none). is_complete: the month had ended at as_of. Errors as of analytics_active_users.';

CREATE FUNCTION @extschema@.analytics_stickiness(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    minimum_events bigint DEFAULT 1,
    cumulative boolean DEFAULT false,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE (intervals bigint, users bigint, share double precision, is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_border timestamptz := borders[1];
    last_border timestamptz := borders[pg_catalog.cardinality(borders)];
    tenants uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
BEGIN
    IF minimum_events IS NULL OR minimum_events < 1 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'minimum_events must be 1 or more';
    ELSIF cumulative IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'cumulative must not be null';
    END IF;

    RETURN QUERY
    WITH active AS (
        SELECT mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask) AS user_id, pg_catalog.width_bucket(e.occurred_at, borders) AS bucket
        FROM @extschema@.analytics_events AS e
        WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
          AND e.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(e.user_id, include_anonymous)
          AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                          passive.event_types, passive.own_passive, passive.own_active)
        GROUP BY 1, 2
        HAVING count(*) >= minimum_events),
    exact AS (
        SELECT u.intervals, count(*) AS users
        FROM (SELECT count(*) AS intervals FROM active AS a GROUP BY a.user_id) AS u
        GROUP BY 1),
    counted AS (
        SELECT CAST(b.bucket AS bigint) AS intervals,
               CASE WHEN cumulative THEN CAST(sum(coalesce(x.users, 0)) OVER (ORDER BY b.bucket DESC) AS bigint)
                    ELSE coalesce(x.users, 0) END AS users,
               sum(x.users) OVER () AS all_users
        FROM mindwell_internal.buckets(borders, as_of) AS b
        LEFT JOIN exact AS x ON x.intervals = b.bucket)
    SELECT c.intervals, c.users, CAST(c.users / NULLIF(c.all_users, 0) AS double precision), last_border <= as_of
    FROM counted AS c
    ORDER BY c.intervals;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_stickiness(timestamptz, timestamptz, text, bigint, boolean, text, timestamptz, boolean) IS
'For each number of intervals (hours, days, weeks or months of a time zone, of those that the period touches): the users who were active in exactly that many, or with cumulative in at least that many, and their share of all users active in any (a fraction; NULL when there are none). Active in an interval: minimum_events actions or more, as analytics_active_users counts them. is_complete: the last interval had ended at as_of. Errors as of analytics_active_users, and 22023 for minimum_events below 1.';

-- Once some of a day's events were purged, its user-days tell who was there, and who was active; not when.
CREATE FUNCTION mindwell_internal.sealed_activity(tenants uuid[], from_time timestamptz, to_time timestamptz)
RETURNS TABLE (tenant_id uuid, user_id uuid, at timestamptz, is_active boolean)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 100000
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT u.tenant_id, u.user_id, mindwell_internal.utc(u.day), u.is_active
    FROM @extschema@.analytics_sealed_days s
    JOIN @extschema@.analytics_user_days u ON u.day = s.day AND u.tenant_id = ANY (tenants)
    WHERE mindwell_internal.utc(s.day) >= from_time AND mindwell_internal.utc(s.day) < to_time
$$;
COMMENT ON FUNCTION mindwell_internal.sealed_activity(uuid[], timestamptz, timestamptz) IS
'Internal: who had events on the purged days that began in a period, as if they had happened when the UTC day began, and whether any was an action.';

-- Of what lies before the period, a user's latest interval decides everything: the
-- one just before the period makes the user a returning one, an earlier one a
-- resurrected one.
CREATE FUNCTION @extschema@.analytics_lifecycle(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, new_users bigint, returning_users bigint, resurrected_users bigint,
               dormant_users bigint, is_complete boolean, history_from timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_border timestamptz := borders[1];
    last_border timestamptz := borders[pg_catalog.cardinality(borders)];
    tenants uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
    bucket_before timestamptz := (mindwell_internal.bucket_borders(
        first_border - interval '1 microsecond', first_border, grain, time_zone))[1];
BEGIN
    RETURN QUERY
    WITH earlier AS (
        SELECT a.user_id, max(a.at) AS latest, min(a.at) AS earliest
        FROM (SELECT mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask), e.occurred_at
              FROM @extschema@.analytics_events AS e
              WHERE e.occurred_at < first_border AND e.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(e.user_id, include_anonymous)
                AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                passive.event_types, passive.own_passive, passive.own_active)
              UNION ALL
              SELECT mindwell_internal.actor(d.tenant_id, d.user_id, tenant_mask), d.at FROM mindwell_internal.sealed_activity(tenants, '-infinity', first_border) AS d
              WHERE d.is_active AND mindwell_internal.is_counted(d.user_id, include_anonymous)) AS a (user_id, at)
        GROUP BY 1),
    during AS (
        SELECT a.user_id, pg_catalog.width_bucket(a.at, borders) AS bucket, min(a.at) AS earliest
        FROM (SELECT mindwell_internal.actor(e.tenant_id, e.user_id, tenant_mask), e.occurred_at
              FROM @extschema@.analytics_events AS e
              WHERE e.occurred_at >= first_border AND e.occurred_at < last_border
                AND e.tenant_id = ANY (tenants) AND mindwell_internal.is_counted(e.user_id, include_anonymous)
                AND mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties,
                                                passive.event_types, passive.own_passive, passive.own_active)
              UNION ALL
              SELECT mindwell_internal.actor(d.tenant_id, d.user_id, tenant_mask), d.at FROM mindwell_internal.sealed_activity(tenants, first_border, last_border) AS d
              WHERE d.is_active AND mindwell_internal.is_counted(d.user_id, include_anonymous)) AS a (user_id, at)
        GROUP BY 1, 2),
    active AS (
        SELECT a.bucket,
               lag(a.bucket) OVER of_user AS previous,
               lead(a.bucket) OVER of_user AS next
        FROM (SELECT d.user_id, d.bucket FROM during AS d
              UNION ALL
              SELECT p.user_id, CASE WHEN p.latest >= bucket_before THEN 0 ELSE -1 END FROM earlier AS p) AS a
        WINDOW of_user AS (PARTITION BY a.user_id ORDER BY a.bucket)),
    arrived AS (
        SELECT a.bucket,
               count(*) FILTER (WHERE a.previous IS NULL) AS new_users,
               count(*) FILTER (WHERE a.previous = a.bucket - 1) AS returning_users,
               count(*) FILTER (WHERE a.previous < a.bucket - 1) AS resurrected_users
        FROM active AS a
        WHERE a.bucket > 0
        GROUP BY 1),
    left_off AS (
        SELECT a.bucket + 1 AS bucket, count(*) AS users
        FROM active AS a
        WHERE a.bucket >= 0 AND a.next IS DISTINCT FROM a.bucket + 1
        GROUP BY 1)
    SELECT b.starts, coalesce(n.new_users, 0), coalesce(n.returning_users, 0), coalesce(n.resurrected_users, 0),
           - CASE WHEN b.starts < as_of THEN coalesce(l.users, 0) ELSE 0 END, b.is_complete,
           least((SELECT min(p.earliest) FROM earlier AS p), (SELECT min(d.earliest) FROM during AS d))
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN arrived AS n ON n.bucket = b.bucket
    LEFT JOIN left_off AS l ON l.bucket = b.bucket
    ORDER BY b.bucket;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_lifecycle(timestamptz, timestamptz, text, text, timestamptz, boolean) IS
'Each hour, day, week or month of a time zone that the period touches: users active (as of analytics_active_users) for the first time ever, users also active in the interval before, users active again after a longer break, and, counted negative, users active in the interval before and not in this one (0 until it has begun at as_of). is_complete: the interval had ended at as_of. history_from: the earliest action, before which nothing is known of anybody. Reads all events before to_time; of days that were purged, analytics_user_days, as if all had happened when the UTC day began. Errors as of analytics_active_users.';

-- Sessions of the store -------------------------------------------------------------

CREATE FUNCTION mindwell_internal.session_history_pass(
    starts_from timestamptz,
    to_time timestamptz,
    timeout interval,
    with_ids boolean,
    scan_from timestamptz,
    whole_until timestamptz,
    ends_until timestamptz,
    in_doubt uuid[])
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    only_tenant CONSTANT uuid := uuid '00000000-0000-0000-0000-000000000000';
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    -- a filter that every row passes takes a tenth of the report's time
    reads_all CONSTANT boolean := mindwell_internal.has_one_tenant() AND only_tenant = ANY (tenants);
    passive CONSTANT mindwell_internal.passive := mindwell_internal.passive_types(tenants);
BEGIN
    -- Whether an event is an action matters where it has no session id.  A subquery gives
    -- what is taken and no more, so that no node between the scans and the aggregate copies rows.
    -- RETURN, unlike an assignment, may use parallel workers.
    RETURN (SELECT mindwell_internal.session_history_agg(
               e.tenant_id, e.session_id, e.user_id, e.occurred_at, e.event_type, e.is_action, e.event_id, timeout, starts_from, to_time,
               CASE WHEN in_doubt IS NULL THEN whole_until ELSE ends_until END, with_ids)
        FROM (SELECT CAST(w.tenant_id AS uuid) AS tenant_id, CAST(w.session_id AS uuid) AS session_id, CAST(w.user_id AS uuid) AS user_id,
                     CAST(w.occurred_at AS timestamptz) AS occurred_at, CAST(w.event_type AS text) AS event_type,
                     w.session_id IS NOT NULL
                     OR mindwell_internal.is_action(w.tenant_id, w.event_type, w.properties,
                                                    passive.event_types, passive.own_passive, passive.own_active) AS is_action,
                     CASE WHEN in_doubt IS NOT NULL AND w.session_id = ANY (in_doubt) THEN CAST(w.id AS uuid) END AS event_id
              FROM @extschema@.analytics_events AS w
              WHERE w.occurred_at >= scan_from AND w.occurred_at < whole_until
                AND (reads_all OR w.tenant_id = ANY (tenants))
              UNION ALL
              SELECT CAST(l.tenant_id AS uuid), CAST(l.session_id AS uuid), CAST(l.user_id AS uuid),
                     CAST(l.occurred_at AS timestamptz), CAST(l.event_type AS text), true,
                     CASE WHEN in_doubt IS NOT NULL AND l.session_id = ANY (in_doubt) THEN CAST(l.id AS uuid) END
              FROM @extschema@.analytics_events AS l
              WHERE l.event_type = 'session_ended' AND l.session_id IS NOT NULL
                AND l.occurred_at >= whole_until AND l.occurred_at < ends_until AND l.tenant_id = ANY (tenants)
              UNION ALL
              SELECT CAST(b.tenant_id AS uuid), CAST(b.session_id AS uuid), CAST(b.user_id AS uuid),
                     CAST(b.occurred_at AS timestamptz), CAST(b.event_type AS text), true,
                     CAST(b.id AS uuid)
              FROM @extschema@.analytics_events AS b
              WHERE in_doubt IS NOT NULL AND b.session_id = ANY (in_doubt) AND b.event_type <> 'session_ended'
                AND b.occurred_at >= whole_until AND b.occurred_at < ends_until AND b.tenant_id = ANY (tenants)) AS e);
END
$$;
COMMENT ON FUNCTION mindwell_internal.session_history_pass(timestamptz, timestamptz, interval, boolean, timestamptz, timestamptz, timestamptz, uuid[]) IS
'Internal: one pass of mindwell_internal.session_history(): over all events of [scan_from, whole_until), and session_ended up to ends_until; with the session ids that are in doubt, over all of their events up to there.';

-- A session is what the events around it make it (semantics in session_history.h), and
-- never what the period makes it.  So a report reads as far as its sessions may depend
-- on events, and no further:
--
--   before   a session that is open may have begun a day before, and what an event
--            without a session id is may depend on a client session that began a day
--            before that one; how a session is cut, on two days before it
--   after    likewise; and a session_ended may come a week after the last event.  Those
--            are found by the index on types.  Whether other events come in between is
--            asked for the few ids for which it matters, in a second pass, and so is
--            the order of events at one time where it tells whose a session is.
CREATE FUNCTION mindwell_internal.session_history(
    from_time timestamptz,
    to_time timestamptz,
    timeout interval,
    with_open boolean,
    with_ids boolean)
RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    longest CONSTANT interval := interval '24 hours';
    cut_by CONSTANT interval := interval '48 hours';
    latest_end CONSTANT interval := interval '168 hours';
    starts_from timestamptz;
    scan_from timestamptz;
    whole_until timestamptz;
    ends_until timestamptz;
    in_doubt uuid[];
    history bytea;
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    timeout := coalesce(timeout, mindwell_internal.session_timeout());
    IF timeout <= interval '0' OR timeout > longest THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid timeout',
            DETAIL = 'It must be longer than nothing, and at most 24 hours.';
    END IF;

    -- computed here, for the planner prunes partitions by values only
    starts_from := CASE WHEN with_open THEN from_time - longest ELSE from_time END;
    scan_from := starts_from - longest - timeout - longest - cut_by;
    whole_until := to_time + longest + timeout + cut_by;
    ends_until := to_time + longest + timeout + latest_end;
    LOOP
        history := mindwell_internal.session_history_pass(starts_from, to_time, timeout, with_ids, scan_from, whole_until, ends_until, in_doubt);
        EXIT WHEN in_doubt IS NOT NULL;
        in_doubt := mindwell_internal.sessions_in_doubt(history);
        EXIT WHEN in_doubt = '{}';
    END LOOP;
    RETURN history;
END
$$;
COMMENT ON FUNCTION mindwell_internal.session_history(timestamptz, timestamptz, interval, boolean, boolean) IS
'Internal: the sessions that start in [from_time, to_time), with_open: or in the 24 hours before, for mindwell_internal.session_rows(); with_ids: with the ids of each session and its user, who is the first in it. timeout NULL is the setting mindwell_analytics.session_timeout. Errors of mindwell_internal.check_period, 22023 for a timeout that is not positive or exceeds 24 hours.';

CREATE FUNCTION mindwell_internal.session_spans(
    from_time timestamptz,
    to_time timestamptz,
    timeout interval)
RETURNS TABLE (tenant integer, session_id uuid, user_id uuid, started timestamptz, ended timestamptz, open_until timestamptz,
               events bigint, messages bigint)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
    SELECT s.tenant, s.session_id, s.user_id, s.started, s.ended, s.open_until, s.events, s.messages
    FROM mindwell_internal.session_rows(mindwell_internal.session_history(from_time, to_time, timeout, true, true)) AS s
    WHERE s.open_until > from_time OR s.started >= from_time;
END;
COMMENT ON FUNCTION mindwell_internal.session_spans(timestamptz, timestamptz, interval) IS
'Internal: the sessions that overlap a period: as mindwell_internal.session_rows() has them, with errors of mindwell_internal.session_history().';

CREATE FUNCTION @extschema@.analytics_sessions(
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    time_zone text DEFAULT 'UTC',
    timeout interval DEFAULT NULL,
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, sessions bigint, mean_duration_seconds double precision,
               median_duration_seconds double precision, events_per_session double precision,
               bounce_rate double precision, is_complete boolean, messages_per_session double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_border timestamptz := borders[1];
    last_border timestamptz := borders[pg_catalog.cardinality(borders)];
BEGIN
    RETURN QUERY
    SELECT b.starts, coalesce(s.sessions, 0), s.mean_duration, s.median_duration, s.events_per_session,
           s.bounce_rate, b.is_complete, s.messages_per_session
    FROM mindwell_internal.buckets(borders, as_of) AS b
    LEFT JOIN mindwell_internal.session_buckets(
                  mindwell_internal.session_history(first_border, last_border, timeout, false, false), borders) AS s
        ON s.bucket = b.bucket
    ORDER BY b.bucket;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_sessions(timestamptz, timestamptz, text, text, interval, timestamptz) IS
'Sessions by the hour, day, week or month of a time zone in which they start: how many, mean and median of their durations in seconds, events per session, and the fraction that bounced (one event, or shorter than 10 seconds), and messages_per_session (events message_sent and chat_turn_sent); NULL where there are none. A session is a function of the events around it, the same for every period; without an id of the client it is made of its user''s actions (as analytics_active_users has them). Intervals that the period touches are counted whole. timeout ends a session without events; NULL is the setting mindwell_analytics.session_timeout. is_complete: the interval had ended at as_of. Errors: 22023 for an empty period, another grain, an unknown time zone or a timeout that is not positive or exceeds 24 hours, 22004 without from_time, to_time or time_zone, 22008 for infinity, 54000 for too many intervals, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_session_timeline(
    from_time timestamptz,
    to_time timestamptz,
    timeout interval DEFAULT NULL,
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, session_id text, user_id text, ended timestamptz,
               duration_seconds double precision, events bigint, is_open boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT s.started, CAST(s.session_id AS text), CAST(s.user_id AS text), s.ended,
           pg_catalog.date_part('epoch', s.ended - s.started), s.events,
           s.started <= as_of AND s.open_until > as_of
    FROM mindwell_internal.session_spans(from_time, to_time, timeout) AS s
    ORDER BY s.started, s.session_id, s.user_id;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_session_timeline(timestamptz, timestamptz, interval, timestamptz) IS
'Each session that overlaps [from_time, to_time), in order of its start: its id (NULL where the client gave none), the first user in it (NULL for none), its end (session_ended, else the last event), duration in seconds, number of events, and whether it was open at as_of. Errors as of analytics_sessions.';

-- Sessions or users at once ---------------------------------------------------------

CREATE FUNCTION mindwell_internal.check_count_by(count_by text)
RETURNS void
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF count_by IS NULL OR count_by NOT IN ('session', 'user') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid count_by',
            HINT = 'It is ''session'' or ''user''.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_count_by(text) IS
'Internal: 22023 unless it is session or user.';

CREATE FUNCTION mindwell_internal.presence(
    from_time timestamptz,
    to_time timestamptz,
    count_by text,
    timeout interval)
RETURNS TABLE (started timestamptz, ended timestamptz)
LANGUAGE sql STABLE PARALLEL RESTRICTED
BEGIN ATOMIC
    SELECT p.started, p.ended
    FROM mindwell_internal.session_presence(
             mindwell_internal.session_history(from_time, to_time, timeout, true, count_by = 'user'),
             from_time, count_by = 'user') AS p;
END;
COMMENT ON FUNCTION mindwell_internal.presence(timestamptz, timestamptz, text, interval) IS
'Internal: the intervals during which sessions were open, or with count_by user the intervals during which users had any session open, that overlap a period. Errors of mindwell_internal.session_history.';

CREATE FUNCTION @extschema@.analytics_concurrency(
    from_time timestamptz,
    to_time timestamptz,
    bucket_width interval DEFAULT '1 hour',
    count_by text DEFAULT 'session',
    timeout interval DEFAULT NULL,
    as_of timestamptz DEFAULT now())
RETURNS TABLE ("time" timestamptz, opening bigint, peak bigint, peak_time timestamptz, mean double precision,
               is_complete boolean)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.check_count_by(count_by);
    RETURN QUERY
    SELECT b."time", b.opening, b.peak, b.peak_time, b.mean, least(b."time" + bucket_width, to_time) <= as_of
    FROM (SELECT pg_catalog.unnest(@extschema@.analytics_concurrency_agg(
                     p.started, p.ended, from_time, to_time, bucket_width)) AS series
          -- a row without a start, so that a period without sessions has its buckets
          FROM (SELECT q.started, q.ended FROM mindwell_internal.presence(from_time, to_time, count_by, timeout) AS q
                UNION ALL
                SELECT NULL, NULL) AS p) AS s, LATERAL (SELECT (s.series).*) AS b
    ORDER BY b."time";
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_concurrency(timestamptz, timestamptz, interval, text, interval, timestamptz) IS
'Sessions open at once (count_by session), or users with one (count_by user; anonymous visitors are none), in each bucket of bucket_width counted from from_time: open at its start, the most and when first (NULL for none), and on average over its time. A session without session_ended is open until its last event and the timeout (NULL: the setting mindwell_analytics.session_timeout). is_complete: the bucket had ended at as_of. Errors as of analytics_sessions, 22023 for another count_by or a bucket_width that is not positive or has months, 54000 for more than 1000000 buckets.';

CREATE FUNCTION @extschema@.analytics_concurrent_peak(
    from_time timestamptz,
    to_time timestamptz,
    count_by text DEFAULT 'session',
    timeout interval DEFAULT NULL)
RETURNS TABLE (peak bigint, peak_time timestamptz, period_start timestamptz, period_end timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.check_count_by(count_by);
    RETURN QUERY
    SELECT @extschema@.analytics_max_concurrency(p.started, p.ended),
           @extschema@.analytics_max_concurrency_at(p.started, p.ended), from_time, to_time
    FROM (SELECT greatest(q.started, from_time) AS started, least(q.ended, to_time) AS ended
          FROM mindwell_internal.presence(from_time, to_time, count_by, timeout) AS q) AS p;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_concurrent_peak(timestamptz, timestamptz, text, interval) IS
'The most sessions (count_by session) or users (count_by user) at once in [from_time, to_time), the first instant of that (NULL for 0), and from_time and to_time as period_start and period_end; one row. Rules and errors as of analytics_concurrency.';

-- A quarter of an hour divides the offset of every time zone from UTC.
CREATE FUNCTION @extschema@.analytics_concurrency_by_hour(
    from_time timestamptz,
    to_time timestamptz,
    time_zone text DEFAULT 'UTC',
    count_by text DEFAULT 'session',
    timeout interval DEFAULT NULL)
RETURNS TABLE (hour_of_day bigint, mean double precision, peak bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    quarter CONSTANT interval := interval '15 minutes';
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, 'hour', time_zone);
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    RETURN QUERY
    SELECT h.hour, avg(c.mean), max(c.peak)
    FROM pg_catalog.generate_series(CAST(0 AS bigint), 23) AS h (hour)
    LEFT JOIN @extschema@.analytics_concurrency(borders[1], borders[pg_catalog.cardinality(borders)], quarter, count_by, timeout, pg_catalog.now()) AS c
        ON EXTRACT(hour FROM mindwell_internal.local_time(c."time", time_zone)) = h.hour
    GROUP BY h.hour
    ORDER BY h.hour;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_concurrency_by_hour(timestamptz, timestamptz, text, text, interval) IS
'For each hour of the day (0 to 23) of a time zone: sessions or users at once, on average over the time of all those hours that the period touches, and at most; NULL for an hour that it does not touch. Rules and errors as of analytics_concurrency.';

CREATE FUNCTION @extschema@.analytics_active_sessions(
    as_of timestamptz DEFAULT now(),
    timeout interval DEFAULT NULL)
RETURNS TABLE ("time" timestamptz, active_sessions bigint, oldest_session_start timestamptz,
               newest_session_start timestamptz, session_ids jsonb, sessions_without_id bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    instant CONSTANT interval := interval '1 microsecond';
BEGIN
    RETURN QUERY
    SELECT as_of, count(*), min(s.started), max(s.started),
           coalesce(pg_catalog.jsonb_agg(s.session_id ORDER BY s.started, s.session_id)
                    FILTER (WHERE s.session_id IS NOT NULL), '[]'),
           count(*) FILTER (WHERE s.session_id IS NULL)
    FROM mindwell_internal.session_spans(as_of, as_of + instant, timeout) AS s
    WHERE s.open_until > as_of;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_active_sessions(timestamptz, interval) IS
'The sessions open at as_of, one row: as_of as time, how many, the earliest and latest start among them (NULL for none), and the ids that clients gave them as a JSON array in order of their starts, and how many have none (sessions_without_id). A session without session_ended is open until its last event and the timeout (NULL: the setting mindwell_analytics.session_timeout). Errors: 22004 without as_of, 22008 for infinity, 22023 for a timeout that is not positive or exceeds 24 hours, 55000 without a store.';
-- Retention: who comes back, by cohort.

CREATE TYPE @extschema@.analytics_retention_cell AS (
	cohort timestamptz,
	cohort_size bigint,
	period integer,
	actors bigint,
	rate double precision,
	is_complete boolean
);
COMMENT ON TYPE @extschema@.analytics_retention_cell IS
	'A cell of a cohort matrix: the start of the interval in which cohort_size actors started, how many intervals later, how many of them returned then and as a fraction, and whether that interval has ended for all of them.';

CREATE FUNCTION mindwell_internal.retention_flags_transition(state internal, conditions boolean[]) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_flags_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_transition IS
	'Internal: transition function of analytics_retention_flags.';

CREATE FUNCTION mindwell_internal.retention_flags_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_flags_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_combine IS
	'Internal: combine function of analytics_retention_flags.';

CREATE FUNCTION mindwell_internal.retention_flags_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_retention_flags_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_serialize IS
	'Internal: serialization function of analytics_retention_flags.';

CREATE FUNCTION mindwell_internal.retention_flags_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_flags_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_deserialize IS
	'Internal: deserialization function of analytics_retention_flags.';

CREATE FUNCTION mindwell_internal.retention_flags_final(state internal) RETURNS boolean[]
	AS 'MODULE_PATHNAME', 'analytics_retention_flags_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_final IS
	'Internal: final function of analytics_retention_flags.';

CREATE FUNCTION mindwell_internal.retention_transition(state internal, actor uuid, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(internal, uuid, timestamptz, boolean, boolean, text, integer) IS
	'Internal: transition function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_transition(state internal, actor uuid, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer, options jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(internal, uuid, timestamptz, boolean, boolean, text, integer, jsonb) IS
	'Internal: transition function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_transition(state internal, actor bigint, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(internal, bigint, timestamptz, boolean, boolean, text, integer) IS
	'Internal: transition function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_transition(state internal, actor bigint, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer, options jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(internal, bigint, timestamptz, boolean, boolean, text, integer, jsonb) IS
	'Internal: transition function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_combine IS
	'Internal: combine function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_retention_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_serialize IS
	'Internal: serialization function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_retention_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_deserialize IS
	'Internal: deserialization function of analytics_retention_agg.';

CREATE FUNCTION mindwell_internal.retention_final(state internal) RETURNS @extschema@.analytics_retention_cell[]
	AS 'MODULE_PATHNAME', 'analytics_retention_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_final IS
	'Internal: final function of analytics_retention_agg.';

CREATE AGGREGATE @extschema@.analytics_retention_flags(VARIADIC conditions boolean[]) (
	SFUNC = mindwell_internal.retention_flags_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_flags_final,
	COMBINEFUNC = mindwell_internal.retention_flags_combine,
	SERIALFUNC = mindwell_internal.retention_flags_serialize,
	DESERIALFUNC = mindwell_internal.retention_flags_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_flags(VARIADIC boolean[]) IS
	'For the rows of one actor: flag 1, whether condition 1 held on some row; flag i, whether it did and condition i held on some row, in whatever order. A row with a NULL condition is skipped; NULL for no rows. Errors: 22023, 54023 (more than 32 conditions).';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor uuid, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(uuid, timestamptz, boolean, boolean, text, integer) IS
	'The cohort matrix: per interval (hour, day, week or month of UTC) the actors whose first start lies in it, and for each of so many periods after it how many of them had a return then; an array ordered by cohort and period. Rows with a NULL argument are skipped; NULL for no rows. Errors: 22023 (unknown grain, periods), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor uuid, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer, options jsonb) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(uuid, timestamptz, boolean, boolean, text, integer, jsonb) IS
	'The cohort matrix with options, a JSON object: time_zone (UTC), cohorts (first_time or recurring), returned (on or on_or_after), rolling (false; true: columns of 24 hours since the actor''s own start), minimum_occurrences (1), from and to (starts and returns in [from, to) count), as_of (until when the events are complete; the greatest time seen); a time without an offset is one of UTC. Errors also: 22023 (unknown option, bad value).';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor bigint, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(bigint, timestamptz, boolean, boolean, text, integer) IS
	'As analytics_retention_agg(uuid, ...), for actors with numbers.';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor bigint, at timestamptz, is_start boolean, is_return boolean, grain text, periods integer, options jsonb) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(bigint, timestamptz, boolean, boolean, text, integer, jsonb) IS
	'As analytics_retention_agg(uuid, ...), for actors with numbers.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.retention_flags_transition,
	mindwell_internal.retention_flags_combine,
	mindwell_internal.retention_flags_serialize,
	mindwell_internal.retention_flags_deserialize,
	mindwell_internal.retention_flags_final,
	mindwell_internal.retention_transition(internal, uuid, timestamptz, boolean, boolean, text, integer),
	mindwell_internal.retention_transition(internal, uuid, timestamptz, boolean, boolean, text, integer, jsonb),
	mindwell_internal.retention_transition(internal, bigint, timestamptz, boolean, boolean, text, integer),
	mindwell_internal.retention_transition(internal, bigint, timestamptz, boolean, boolean, text, integer, jsonb),
	mindwell_internal.retention_combine,
	mindwell_internal.retention_serialize,
	mindwell_internal.retention_deserialize,
	mindwell_internal.retention_final
	FROM PUBLIC;

-- Who came back ---------------------------------------------------------------------

-- Whether somebody started before the period is all that is asked of what lies before
-- it; that is read apart, so that partitions are pruned for the rest.
CREATE FUNCTION @extschema@.analytics_retention(
    start_step @extschema@.analytics_steps,
    return_step @extschema@.analytics_steps,
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    periods integer DEFAULT 7,
    cohorts text DEFAULT 'first_time',
    returned text DEFAULT 'on',
    rolling boolean DEFAULT false,
    minimum_occurrences integer DEFAULT 1,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE ("time" timestamptz, cohort_size bigint, period bigint, actors bigint, rate double precision,
               is_complete boolean, history_from timestamptz)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- first, for a schema that was renamed is refused by it, before what follows names it
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    utc_format CONSTANT text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
    any_event CONSTANT text := 'true';
    started CONSTANT jsonb := mindwell_internal.single_step(CAST(start_step AS jsonb));
    came_back CONSTANT jsonb := mindwell_internal.single_step(CAST(return_step AS jsonb));
    is_start text := CASE WHEN started IS NULL THEN any_event
                     ELSE mindwell_internal.step_condition(started, 'start_step') END;
    is_return text := CASE WHEN came_back IS NULL THEN mindwell_internal.is_action_sql(tenants)
                      ELSE mindwell_internal.step_condition(came_back, 'return_step') END;
    borders timestamptz[] := mindwell_internal.bucket_borders(from_time, to_time, grain, time_zone);
    first_border timestamptz := borders[1];
    last_border timestamptz := borders[pg_catalog.cardinality(borders)];
    options jsonb;
    earlier text := '';
    sealed text := '';
    cells @extschema@.analytics_retention_cell[];
    earliest timestamptz;
BEGIN
    IF pg_catalog.num_nulls(periods, cohorts, returned, rolling, minimum_occurrences, as_of) > 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'periods, cohorts, returned, rolling, minimum_occurrences and as_of must not be null';
    END IF;

    options := pg_catalog.jsonb_build_object(
        'cohorts', cohorts, 'returned', returned, 'rolling', rolling,
        'minimum_occurrences', minimum_occurrences, 'time_zone', time_zone,
        'from', pg_catalog.to_char(first_border AT TIME ZONE 'UTC', utc_format),
        'to', pg_catalog.to_char(last_border AT TIME ZONE 'UTC', utc_format),
        'as_of', pg_catalog.to_char(greatest(first_border, least(as_of, last_border)) AT TIME ZONE 'UTC', utc_format));
    -- bad arguments are an error where there are no events as well
    PERFORM @extschema@.analytics_retention_agg(CAST(NULL AS uuid), CAST(NULL AS timestamptz), CAST(NULL AS boolean), CAST(NULL AS boolean), grain, periods, options);

    IF cohorts = 'first_time' THEN
        earlier := $query$
            SELECT mindwell_internal.actor(e.tenant_id, e.user_id, $10), e.occurred_at, true, false
            FROM @extschema@.analytics_events AS e
            WHERE e.occurred_at < $1 AND e.tenant_id = ANY ($3) AND mindwell_internal.is_counted(e.user_id, $9) AND $query$ || is_start || $query$
            UNION ALL $query$;
    END IF;
    IF started IS NULL THEN
        sealed := $query$
            UNION ALL
            SELECT mindwell_internal.actor(d.tenant_id, d.user_id, $10), d.at, true, $8 AND d.is_active
            FROM mindwell_internal.sealed_activity($3, CASE WHEN $7 THEN '-infinity' ELSE $1 END, $2) AS d
            WHERE mindwell_internal.is_counted(d.user_id, $9)$query$;
    END IF;
    EXECUTE $query$
        SELECT @extschema@.analytics_retention_agg(CAST(s.user_id AS uuid), CAST(s.at AS timestamptz), s.is_start, s.is_return, $4, $5, $6),
               min(s.at) FILTER (WHERE s.is_start)
        FROM ($query$ || earlier || $query$
              SELECT mindwell_internal.actor(e.tenant_id, e.user_id, $10), e.occurred_at, $query$ || is_start || ', ' || is_return || $query$
              FROM @extschema@.analytics_events AS e
              WHERE e.occurred_at >= $1 AND e.occurred_at < $2
                AND e.tenant_id = ANY ($3) AND mindwell_internal.is_counted(e.user_id, $9)
                AND ($query$ || is_start || ' OR ' || is_return || ')' || sealed || $query$) AS s (user_id, at, is_start, is_return)
    $query$
    INTO cells, earliest
    USING first_border, last_border, tenants, grain, periods, options,
          cohorts = 'first_time', came_back IS NULL, include_anonymous, tenant_mask;

    PERFORM mindwell_internal.notice_unseen(
        pg_catalog.jsonb_build_array(started, came_back),
        ARRAY(SELECT 1 WHERE coalesce(pg_catalog.cardinality(cells), 0) = 0
              UNION ALL
              SELECT 2 WHERE NOT EXISTS (SELECT FROM pg_catalog.unnest(cells) AS c WHERE c.period > 0 AND c.actors > 0)),
        first_border, last_border);

    RETURN QUERY
    SELECT c.cohort, c.cohort_size, CAST(c.period AS bigint), c.actors, c.rate, c.is_complete,
           CASE WHEN cohorts = 'first_time' THEN earliest END
    FROM pg_catalog.unnest(cells) AS c
    ORDER BY c.cohort, c.period;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_retention(@extschema@.analytics_steps, @extschema@.analytics_steps, timestamptz, timestamptz, text, integer, text, text, boolean, integer, text, timestamptz, boolean) IS
'For each hour, day, week (from Monday) or month of a time zone in which users had start_step, and each period 0 to periods: the interval''s start, how many users started in it, how many of them had return_step so many intervals later (period 0: all), as a fraction too, and whether that interval had ended at as_of and lies in the time read. A step is "event_type", {"event": ..., "where": {...}} or {"any": [...]}, alone or as an array of one, with properties named as when events are tracked; NULL is any event as start_step, and as return_step any action (as of analytics_active_users). Intervals that [from_time, to_time) touches are read whole; those in which nobody started have no row. cohorts: first_time (by the first start ever) or recurring (each interval with a start); returned: on (in that interval) or on_or_after; rolling: periods of 24 hours since the user''s own start; minimum_occurrences: returns that an interval needs. Anonymous visitors (analytics_alias) count with include_anonymous only. history_from: the earliest start known, before which nobody''s first can lie; NULL for recurring. With first_time all start events before to_time are read; where any event starts, also analytics_user_days of days that were purged, as if all had happened when the UTC day began. Errors: 22023 for a malformed step, an empty time, another grain, cohorts or returned, periods outside 0 to 10000, minimum_occurrences below 1 or an unknown time zone, 22004 for a NULL other than the steps, 22008 for infinity, 54000 for too many intervals or beyond mindwell_analytics.aggregate_memory, 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_retention_curve(
    start_step @extschema@.analytics_steps,
    return_step @extschema@.analytics_steps,
    from_time timestamptz,
    to_time timestamptz,
    grain text DEFAULT 'day',
    periods integer DEFAULT 7,
    cohorts text DEFAULT 'first_time',
    returned text DEFAULT 'on',
    rolling boolean DEFAULT false,
    minimum_occurrences integer DEFAULT 1,
    time_zone text DEFAULT 'UTC',
    as_of timestamptz DEFAULT now(),
    include_anonymous boolean DEFAULT false)
RETURNS TABLE (period bigint, complete_cohorts bigint, cohort_size bigint, actors bigint, rate double precision)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- A schema that was renamed is refused here, before what follows names it.
    PERFORM mindwell_internal.tenants_to_read();
    RETURN QUERY
    SELECT p.period, count(r.period), CAST(coalesce(sum(r.cohort_size), 0) AS bigint),
           CAST(coalesce(sum(r.actors), 0) AS bigint),
           CAST(sum(r.actors) AS double precision) / CAST(sum(r.cohort_size) AS double precision)
    -- never empty, so that bad arguments are always seen; and as few as may be asked for, before they are
    FROM pg_catalog.generate_series(CAST(0 AS bigint), least(greatest(periods, 0), 10000)) AS p (period)
    LEFT JOIN @extschema@.analytics_retention(
        start_step, return_step, from_time, to_time, grain, periods, cohorts, returned, rolling,
        minimum_occurrences, time_zone, as_of, include_anonymous) AS r ON r.period = p.period AND r.is_complete
    GROUP BY p.period
    ORDER BY p.period;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_retention_curve(@extschema@.analytics_steps, @extschema@.analytics_steps, timestamptz, timestamptz, text, integer, text, text, boolean, integer, text, timestamptz, boolean) IS
'The cohorts of analytics_retention as one curve (D1, D7, D30): for each period 0 to periods, over the cohorts for which it is complete: how many these are, their users, how many of them came back, and which fraction that is (larger cohorts weigh more; NULL when no cohort''s is complete). Arguments and errors as of analytics_retention.';

-- How far they came -----------------------------------------------------------------

-- What a funnel asks of each event is put together from literals alone
-- (mindwell_internal.step_condition), as one bit mask for the steps and one for the exclusions.
CREATE FUNCTION mindwell_internal.funnel_steps(
    steps jsonb,
    OUT names text[], OUT event_types text[], OUT mask text, OUT limits interval[], OUT optional integer[])
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most_steps CONSTANT integer := 32;
    step jsonb;
    n integer;
    types text[];
    limit_text text;
    step_limit interval;
    conditions text[] := ARRAY[]::text[];
BEGIN
    IF steps IS NULL OR pg_catalog.jsonb_typeof(steps) <> 'array' OR steps = '[]' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'steps must be a JSON array, not empty',
            HINT = 'For example ARRAY[''signup_started'', ''signup_completed''], or ''["signup_started", "signup_completed"]''.';
    ELSIF pg_catalog.jsonb_array_length(steps) > most_steps THEN
        RAISE EXCEPTION USING
            ERRCODE = 'too_many_arguments',
            MESSAGE = pg_catalog.format('too many funnel steps: %s', pg_catalog.jsonb_array_length(steps)),
            DETAIL = pg_catalog.format('At most %s are possible.', most_steps);
    END IF;

    names := ARRAY[]::text[];
    event_types := ARRAY[]::text[];
    limits := ARRAY[]::interval[];
    optional := ARRAY[]::integer[];
    FOR step, n IN SELECT s.step, s.n FROM pg_catalog.jsonb_array_elements(steps) WITH ORDINALITY AS s (step, n) LOOP
        conditions := conditions || pg_catalog.format('CASE WHEN %s THEN CAST(%L AS pg_catalog.int4) ELSE 0 END',
            mindwell_internal.step_condition(step, pg_catalog.format('steps[%s]', n), ARRAY['name', 'within', 'optional']),
            1 << (n - 1));
        types := mindwell_internal.step_types(step);
        event_types := event_types || types;
        names := names || coalesce(mindwell_internal.step_option(step, n, 'name', 'string'),
                                   pg_catalog.array_to_string(types, ' or '));
        IF CAST(mindwell_internal.step_option(step, n, 'optional', 'boolean') AS boolean) THEN
            optional := optional || n;
        END IF;
        limit_text := mindwell_internal.step_option(step, n, 'within', 'string');
        step_limit := mindwell_internal.interval_or_null(limit_text);
        IF limit_text IS NOT NULL AND step_limit IS NULL THEN
            RAISE EXCEPTION USING
                ERRCODE = 'invalid_parameter_value',
                MESSAGE = pg_catalog.format('invalid step: steps[%s]', n),
                DETAIL = '"within" is an interval, such as "1 day".';
        END IF;
        limits := limits || step_limit;
    END LOOP;
    mask := pg_catalog.array_to_string(conditions, ' | ');
END
$$;
COMMENT ON FUNCTION mindwell_internal.funnel_steps(jsonb) IS
'Internal: what the steps of a funnel are called, the event types they name, their bit mask as an expression on an event e, how long each may take, and which are optional. 22023 for malformed steps, naming the place; 54023 for more than 32.';

CREATE FUNCTION mindwell_internal.interval_or_null(value text)
RETURNS interval
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_interval_or_null';
COMMENT ON FUNCTION mindwell_internal.interval_or_null(text) IS
'Internal: a text as an interval; NULL where it is none, or is infinite.';

CREATE FUNCTION mindwell_internal.step_types(step jsonb)
RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
    WHEN pg_catalog.jsonb_typeof(step) = 'string' THEN ARRAY[step #>> '{}']
    WHEN step ? 'event' THEN ARRAY[step ->> 'event']
    ELSE ARRAY(SELECT pg_catalog.jsonb_array_elements_text(step -> 'any'))
END;
COMMENT ON FUNCTION mindwell_internal.step_types(jsonb) IS
'Internal: the event types that a valid step names.';

CREATE FUNCTION mindwell_internal.step_option(step jsonb, n integer, option text, json_type text)
RETURNS text
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    value jsonb := CASE WHEN pg_catalog.jsonb_typeof(step) = 'object' THEN step -> option END;
BEGIN
    IF value IS NOT NULL AND pg_catalog.jsonb_typeof(value) <> json_type THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('invalid step: steps[%s]', n),
            DETAIL = pg_catalog.format('"%s" is a %s.', option, json_type);
    END IF;
    RETURN value #>> '{}';
END
$$;
COMMENT ON FUNCTION mindwell_internal.step_option(jsonb, integer, text, text) IS
'Internal: an option of the n-th step of a funnel as text, NULL where it has none; 22023 if it is of another JSON type.';

CREATE FUNCTION mindwell_internal.funnel_exclusions(
    exclusions jsonb, step_count integer,
    OUT event_types text[], OUT mask text, OUT after_step integer[], OUT before_step integer[])
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    most_exclusions CONSTANT integer := 32;
    exclusion jsonb;
    n integer;
    between_steps integer[];
    conditions text[] := ARRAY[]::text[];
BEGIN
    IF exclusions IS NULL OR pg_catalog.jsonb_typeof(exclusions) <> 'array' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'exclusions must be a JSON array',
            HINT = 'For example ''["signup_cancelled"]'', or ''[]'' for none.';
    ELSIF pg_catalog.jsonb_array_length(exclusions) > most_exclusions THEN
        RAISE EXCEPTION USING
            ERRCODE = 'too_many_arguments',
            MESSAGE = pg_catalog.format('too many exclusions: %s', pg_catalog.jsonb_array_length(exclusions)),
            DETAIL = pg_catalog.format('At most %s are possible.', most_exclusions);
    END IF;

    event_types := ARRAY[]::text[];
    after_step := ARRAY[]::integer[];
    before_step := ARRAY[]::integer[];
    FOR exclusion, n IN SELECT x.exclusion, x.n FROM pg_catalog.jsonb_array_elements(exclusions) WITH ORDINALITY AS x (exclusion, n) LOOP
        conditions := conditions || pg_catalog.format('CASE WHEN %s THEN CAST(%L AS pg_catalog.int4) ELSE 0 END',
            mindwell_internal.step_condition(exclusion, pg_catalog.format('exclusions[%s]', n), ARRAY['after', 'before']),
            1 << (n - 1));
        event_types := event_types || mindwell_internal.step_types(exclusion);
        -- a string has no keys
        SELECT pg_catalog.array_agg(CASE
                WHEN value IS NULL THEN otherwise
                WHEN value = ANY (ARRAY(SELECT pg_catalog.to_jsonb(s) FROM pg_catalog.generate_series(1, step_count) AS s))
                THEN CAST(value AS integer) END ORDER BY b.place) INTO between_steps
        FROM (VALUES (1, exclusion -> 'after', 1), (2, exclusion -> 'before', step_count)) AS b (place, value, otherwise);
        IF pg_catalog.array_position(between_steps, NULL) IS NOT NULL OR between_steps[1] >= between_steps[2] THEN
            RAISE EXCEPTION USING
                ERRCODE = 'invalid_parameter_value',
                MESSAGE = pg_catalog.format('invalid exclusion: exclusions[%s]', n),
                DETAIL = pg_catalog.format('"after" and "before" are the numbers of two steps, 1 to %s, the first less than the second.', step_count);
        END IF;
        after_step := after_step || between_steps[1];
        before_step := before_step || between_steps[2];
    END LOOP;
    mask := coalesce(NULLIF(pg_catalog.array_to_string(conditions, ' | '), ''), 'CAST(NULL AS pg_catalog.int4)');
END
$$;
COMMENT ON FUNCTION mindwell_internal.funnel_exclusions(jsonb, integer) IS
'Internal: the event types that the exclusions of a funnel of step_count steps name, their bit mask as an expression on an event e, and between which steps each counts. 22023 for malformed ones, naming the place; 54023 for more than 32.';

CREATE FUNCTION @extschema@.analytics_funnel(
    steps @extschema@.analytics_steps,
    from_time timestamptz,
    to_time timestamptz,
    within interval DEFAULT '1 day',
    order_mode text DEFAULT 'ordered',
    count_by text DEFAULT 'user',
    exclusions @extschema@.analytics_steps DEFAULT '[]',
    breakdown text DEFAULT NULL,
    hold_constant text DEFAULT NULL,
    breakdown_by text DEFAULT 'first',
    as_of timestamptz DEFAULT now(),
    merge_aliases boolean DEFAULT false,
    include_anonymous boolean DEFAULT false)
RETURNS TABLE (breakdown_value text, step bigint, name text, actors bigint,
               rate_from_first double precision, rate_from_previous double precision, dropped bigint,
               median_seconds double precision, p90_seconds double precision, mean_seconds double precision,
               median_seconds_from_first double precision, immature bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- first, for a schema that was renamed is refused by it, before what follows names it
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    asked_steps CONSTANT jsonb := mindwell_internal.step_list(CAST(steps AS jsonb));
    asked_exclusions CONSTANT jsonb := mindwell_internal.step_list(CAST(exclusions AS jsonb));
    asked record;
    excluded record;
    read_until timestamptz;
    plan @extschema@.analytics_funnel_plan;
    actor text;
    is_counted text := 'e.session_id IS NOT NULL';
    aliases text := '';
    cells @extschema@.analytics_funnel_breakdown_step[];
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    SELECT * INTO asked FROM mindwell_internal.funnel_steps(asked_steps);
    SELECT * INTO excluded FROM mindwell_internal.funnel_exclusions(asked_exclusions, pg_catalog.cardinality(asked.names));
    actor := CASE count_by WHEN 'user' THEN 'e.user_id' WHEN 'session' THEN 'e.session_id' WHEN 'total' THEN 'e.user_id' END;
    IF actor IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid count_by',
            HINT = 'It is ''user'', ''session'' or ''total''.';
    END IF;

    IF actor = 'e.user_id' THEN
        IF merge_aliases THEN
            aliases := $query$
                LEFT JOIN @extschema@.analytics_aliases AS a
                    ON a.tenant_id = e.tenant_id AND a.anonymous_id = e.user_id
                   AND (a.ended_at IS NULL OR e.occurred_at < a.ended_at)$query$;
            actor := 'coalesce(a.user_id, e.user_id)';
        END IF;
        is_counted := 'mindwell_internal.is_counted(' || actor || ', $7)';
    END IF;
    actor := 'mindwell_internal.actor(e.tenant_id, ' || actor || ', $8)';

    plan := @extschema@.analytics_funnel_plan(
        pg_catalog.cardinality(asked.names), within, order_mode, asked.limits, asked.optional,
        excluded.after_step, excluded.before_step, from_time, to_time, as_of,
        CASE count_by WHEN 'total' THEN 'total' ELSE 'actor' END, breakdown_by, hold_constant IS NOT NULL);
    -- bad arguments are an error, and steps are listed, where there are no events as well
    cells := @extschema@.analytics_funnel_agg(CAST(NULL AS uuid), CAST(NULL AS timestamptz), 0, 0, CAST(NULL AS text), CAST(NULL AS text), plan);

    -- a day is 24 hours here, as the window has it; who started last has all of it
    read_until := to_time + pg_catalog.make_interval(secs => CAST(EXTRACT(epoch FROM within) AS double precision));
    EXECUTE $query$
        SELECT coalesce(@extschema@.analytics_funnel_agg(CAST($query$ || actor || $query$ AS uuid), CAST(e.occurred_at AS timestamptz),
                            $query$ || asked.mask || ', ' || excluded.mask || $query$,
                            mindwell_internal.property_text(e.properties, $query$ || mindwell_internal.property_name_sql(breakdown, asked.event_types) || $query$),
                            mindwell_internal.property_text(e.properties, $query$ || mindwell_internal.property_name_sql(hold_constant, asked.event_types) || $query$),
                            $4), $5)
        FROM @extschema@.analytics_events AS e$query$ || aliases || $query$
        WHERE e.occurred_at >= $1 AND e.occurred_at < $2
          AND e.tenant_id = ANY ($3) AND $query$ || is_counted || $query$
          AND ($6 IS NULL OR e.event_type = ANY ($6))
    $query$
    INTO cells
    USING from_time, read_until,
          tenants, plan, cells,
          -- any event stands between the steps of a strict funnel
          CASE WHEN order_mode <> 'strict' THEN asked.event_types || excluded.event_types END,
          include_anonymous, mindwell_internal.tenant_mask(tenants);

    -- nothing tells whether an exclusion was met
    PERFORM mindwell_internal.notice_unseen(
        asked_steps || asked_exclusions,
        ARRAY(SELECT n
              FROM pg_catalog.generate_series(1, pg_catalog.cardinality(asked.names) + pg_catalog.cardinality(excluded.after_step)) AS n
              EXCEPT
              SELECT c.step FROM pg_catalog.unnest(cells) AS c WHERE c.actors > 0),
        from_time, read_until);
    IF breakdown IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.unnest(cells) AS c WHERE c.breakdown IS NOT NULL) THEN
        PERFORM mindwell_internal.notice_unseen_property(breakdown, asked.event_types, from_time, read_until);
    END IF;
    IF hold_constant IS NOT NULL AND NOT EXISTS (SELECT FROM pg_catalog.unnest(cells) AS c WHERE c.actors > 0) THEN
        PERFORM mindwell_internal.notice_unseen_property(hold_constant, asked.event_types, from_time, read_until);
    END IF;

    RETURN QUERY
    SELECT c.breakdown, CAST(c.step AS bigint), asked.names[c.step], c.actors, c.rate_from_first, c.rate_from_previous,
           c.dropped, c.median_seconds, c.p90_seconds, c.mean_seconds, c.median_seconds_from_first, c.immature
    FROM pg_catalog.unnest(cells) AS c;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_funnel(@extschema@.analytics_steps, timestamptz, timestamptz, interval, text, text, @extschema@.analytics_steps, text, text, text, timestamptz, boolean, boolean) IS
'How many users came how far: per step those who reached it within so much time of the first step, which lies in [from_time, to_time); as fractions of the first step and of the step before (the last one that is not optional); how many of that step did not get here; seconds from the step before and from the first; and whose window had not ended at as_of (immature). A step is "event_type", {"event": ..., "where": {...}} or {"any": [...]}, with "name", "within" (from the step before) and "optional" if wanted; one alone is a funnel of one step. order_mode: ordered, strict (no other event between) or unordered. count_by: user, session or total (every attempt of a user). exclusions: as steps, with "after" and "before" (step numbers; first and last): an event that kills the attempt there. breakdown: a property, one funnel for each value that the first (or, breakdown_by last, the last) step carries; hold_constant: a property that all steps must carry with one value. merge_aliases: what an anonymous visitor did before they signed in (analytics_alias) is the user''s; other visitors count with include_anonymous only; of sessions all count. Properties may be named in another spelling, or by an alias, of the event type, as when events are tracked. Errors: 22023 for malformed steps or exclusions (naming the place), an empty period or another word, 22004 without from_time or to_time, 22008 for infinity, 54023 for more than 32 steps, 54000 beyond mindwell_analytics.aggregate_memory, 55000 without a store.';

-- Compatibility views ----------------------------------------------------------------
--
-- Queries that were written for another schema of analytics run unchanged on these.  They
-- are ordinary views of the store's owner that name nothing but its tables: a dump has them.

-- %1$s: analytics_events, %2$s: analytics_event_types
CREATE FUNCTION mindwell_internal.view_definitions()
RETURNS TABLE (flavour text, view_name name, definition text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 7
SET search_path = pg_catalog, pg_temp
AS $function$
    VALUES
        ('chatbot', name 'analytics_events', $$
            SELECT e.id, e.tenant_id, e.event_type, e.user_id, e.session_id, e.properties, e.occurred_at, e.funnel_stage, e.created_at,
                   e.occurred_at AS event_timestamp, e.properties AS metadata, e.properties AS event_data
            FROM %1$s AS e$$),
        ('upcoach', 'events', $$
            SELECT e.id, e.tenant_id, e.event_type, e.user_id, e.session_id, e.properties, e.occurred_at, e.funnel_stage, e.created_at,
                   e.occurred_at AS event_timestamp, e.properties AS metadata, e.properties AS event_data
            FROM %1$s AS e$$),
        ('loom', 'events', $$
            SELECT e.id, e.user_id, e.event_type AS action,
                   COALESCE(e.properties ->> 'category',
                            (SELECT t.category FROM %2$s AS t
                             WHERE t.event_type = e.event_type AND t.tenant_id IN (e.tenant_id, '00000000-0000-0000-0000-000000000000')
                             ORDER BY t.tenant_id <> e.tenant_id LIMIT 1)) AS category,
                   e.properties AS metadata, e.occurred_at AS created_at
            FROM %1$s AS e$$),
        ('loom', 'onboarding_funnel', $$
            SELECT e.user_id, e.properties ->> 'step' AS step,
                   CASE pg_catalog.jsonb_typeof(e.properties -> 'step_number')
                       WHEN 'number' THEN CAST(e.properties -> 'step_number' AS pg_catalog.numeric) END AS step_number,
                   CASE pg_catalog.jsonb_typeof(e.properties -> 'total_steps')
                       WHEN 'number' THEN CAST(e.properties -> 'total_steps' AS pg_catalog.numeric) END AS total_steps,
                   CASE e.event_type WHEN 'onboarding_step_started' THEN 'started'
                                     WHEN 'onboarding_step_completed' THEN 'completed' ELSE 'abandoned' END AS status,
                   CASE pg_catalog.jsonb_typeof(e.properties -> 'time_spent_seconds')
                       WHEN 'number' THEN CAST(e.properties -> 'time_spent_seconds' AS pg_catalog.numeric) END AS time_spent_seconds,
                   e.occurred_at
            FROM %1$s AS e
            WHERE e.event_type IN ('onboarding_step_started', 'onboarding_step_completed', 'onboarding_abandoned')$$),
        ('loom', 'mfa_audit_logs', $$
            SELECT e.id, e.user_id, e.event_type AS action, e.properties ->> 'mfa_method' AS mfa_method, e.properties AS metadata,
                   e.occurred_at AS created_at
            FROM %1$s AS e
            WHERE e.event_type IN ('mfa_enabled', 'mfa_disabled', 'mfa_challenged', 'mfa_verified', 'mfa_failed')$$),
        ('loom', 'security_events', $$
            SELECT e.id, e.user_id, e.session_id, e.event_type AS action, e.properties AS metadata, e.occurred_at AS created_at
            FROM %1$s AS e
            WHERE e.event_type IN ('login', 'login_failed', 'logout', 'session_created', 'password_reset_requested', 'password_changed',
                                   'account_locked', 'access_denied')$$),
        ('loom', 'download_logs', $$
            SELECT e.id, e.user_id, e.event_type AS action,
                   COALESCE(e.properties ->> 'resource_id', e.properties ->> 'file_id', e.properties ->> 'job_id') AS resource_id,
                   e.properties AS metadata, e.occurred_at AS created_at
            FROM %1$s AS e
            WHERE e.event_type IN ('resource_downloaded', 'file_downloaded', 'report_downloaded')$$)
$function$;
COMMENT ON FUNCTION mindwell_internal.view_definitions() IS
'Internal: the views that analytics_create_views() makes for each flavour.';

-- Queries find the views by the search_path: in a schema where others may drop them, or make
-- something in their place, they would read what those want them to.
CREATE FUNCTION mindwell_internal.check_views_schema(schema_name name)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stranger record;
BEGIN
    SELECT s.role_name, s.is_owner INTO stranger
    FROM mindwell_internal.strangers_in_schema(schema_name) s
    WHERE s.role_name <> (SELECT pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(d.datdba))
                          FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database())
    ORDER BY s.is_owner DESC, s.role_name
    LIMIT 1;
    IF stranger.is_owner THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('the views cannot be in the schema %I, which belongs to role %s', schema_name, stranger.role_name),
            DETAIL = 'Who owns a schema may put something else in the place of whatever is in it. Nothing was made or changed.',
            HINT = pg_catalog.format('Choose another schema, or a superuser runs ALTER SCHEMA %I OWNER TO %I;', schema_name, CURRENT_USER);
    ELSIF stranger.role_name IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('the views cannot be in the schema %I, where %s may create', schema_name, stranger.role_name),
            DETAIL = 'What others make there would be found beside the views. Nothing was made or changed.',
            HINT = pg_catalog.format('Choose another schema, or REVOKE CREATE ON SCHEMA %I FROM %s;', schema_name, stranger.role_name);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_views_schema(name) IS
'Internal: 42501 when a schema exists and belongs to, or lets create, a role that is neither a superuser, the owner of the database or of the store, nor a member of that role.';

-- Who may, and where: 42501 and 22023.
CREATE FUNCTION mindwell_internal.check_views(flavour text, schema_name name)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    owner CONSTANT oid := (SELECT c.relowner FROM pg_catalog.pg_class c WHERE c.oid = events);
    call CONSTANT text := pg_catalog.format('SELECT * FROM %s.analytics_create_views(%%L, %%L);', CAST('@extschema@' AS pg_catalog.regnamespace));
BEGIN
    IF flavour IS NULL OR schema_name IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'flavour and schema_name must not be null';
    ELSIF flavour NOT IN ('mindwell', 'upcoach', 'loom', 'chatbot') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown flavour',
            DETAIL = 'It is mindwell, upcoach, loom or chatbot.',
            HINT = pg_catalog.format(call, 'chatbot', schema_name);
    ELSIF NOT pg_catalog.pg_has_role(CURRENT_USER, owner, 'USAGE') THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = 'the views are for the store''s owner to make',
            HINT = pg_catalog.format('Connect as %I.', pg_catalog.pg_get_userbyid(owner));
    ELSIF pg_catalog.quote_ident(schema_name) IN ('@extschema@', 'mindwell_internal', 'information_schema')
          OR schema_name = mindwell_internal.partition_schema() OR schema_name ~ '^pg_' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('the views cannot be in the schema %I', schema_name),
            HINT = pg_catalog.format(call, flavour, 'compat');
    END IF;
    PERFORM mindwell_internal.check_views_schema(schema_name);
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_views(text, name) IS
'Internal: raises the errors of analytics_create_views() that concern its arguments and its caller.';

CREATE FUNCTION mindwell_internal.check_view_owner(existing oid)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stranger CONSTANT text := (
        SELECT pg_catalog.pg_get_userbyid(c.relowner)
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_class e ON e.oid = mindwell_internal.relation('analytics_events')
        WHERE c.oid = existing AND c.relkind = 'v' AND NOT pg_catalog.pg_has_role(c.relowner, e.relowner, 'MEMBER'));
BEGIN
    IF stranger IS NOT NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'insufficient_privilege',
            MESSAGE = pg_catalog.format('the view %s belongs to role %I', CAST(existing AS pg_catalog.regclass), stranger),
            DETAIL = 'They may change what it shows. Nothing was made or changed.',
            HINT = 'Choose another schema for the views.';
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_view_owner(oid) IS
'Internal: 42501 when a view belongs to neither a superuser nor the store''s owner, nor a member of that role.';

CREATE FUNCTION @extschema@.analytics_create_views(flavour text, schema_name name)
RETURNS TABLE (view_name text, action text)
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE ROWS 5
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    comment_text CONSTANT text := 'Made by analytics_create_views(), for queries that were written for another schema.';
    wanted record;
    existing oid;
    made text;
    is_same boolean;
BEGIN
    -- without a store, 55000
    PERFORM mindwell_internal.tenants_to_read();
    PERFORM mindwell_internal.check_views(flavour, schema_name);
    IF pg_catalog.to_regnamespace(pg_catalog.quote_ident(schema_name)) IS NULL THEN
        EXECUTE pg_catalog.format('CREATE SCHEMA %I', schema_name);
    END IF;
    FOR wanted IN
        SELECT d.view_name, d.definition FROM mindwell_internal.view_definitions() d
        WHERE d.flavour = analytics_create_views.flavour
        ORDER BY 1
    LOOP
        view_name := pg_catalog.format('%I.%I', schema_name, wanted.view_name);
        existing := pg_catalog.to_regclass(view_name);
        PERFORM mindwell_internal.check_view_owner(existing);
        action := CASE WHEN existing IS NULL THEN 'created' ELSE 'is there' END;
        -- what is there is compared with one that is made beside it
        made := CASE WHEN existing IS NULL THEN view_name
                     ELSE pg_catalog.format('%I.%I', schema_name, 'wanted_' || pg_catalog.gen_random_uuid()) END;
        EXECUTE pg_catalog.format('CREATE VIEW %s WITH (security_invoker = true) AS ', made)
            || pg_catalog.format(wanted.definition, mindwell_internal.qualified_name('analytics_events'),
                                 mindwell_internal.qualified_name('analytics_event_types'));
        IF existing IS NULL THEN
            EXECUTE pg_catalog.format('COMMENT ON VIEW %s IS %L', view_name, comment_text);
        ELSE
            is_same := COALESCE((SELECT c.relkind = 'v' AND c.reloptions = w.reloptions
                                        AND pg_catalog.pg_get_viewdef(c.oid) = pg_catalog.pg_get_viewdef(w.oid)
                                 FROM pg_catalog.pg_class c, pg_catalog.pg_class w
                                 WHERE c.oid = existing AND w.oid = CAST(made AS pg_catalog.regclass)), false);
            EXECUTE pg_catalog.format('DROP VIEW %s', made);
            IF NOT is_same THEN
                RAISE EXCEPTION USING
                    ERRCODE = 'duplicate_table',
                    MESSAGE = pg_catalog.format('%s is there already, and is something else', view_name),
                    DETAIL = 'Nothing was made or changed.',
                    HINT = 'Choose another schema for the views.';
            END IF;
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_create_views(text, name) IS
'Makes views on which queries run that were written for another schema of analytics: a row for each, with its qualified name and what was done (created, is there). flavour is chatbot (analytics_events, without columns that were added to it, with event_timestamp, metadata and event_data), upcoach (events, with the same columns), loom (events, onboarding_funnel, mfa_audit_logs, security_events, download_logs) or mindwell (none). They belong to the caller, and readers see through them what they see of the store; the schema is made where it is missing. For the store''s owner. 42501 for anybody else, or who may not create there, and for a schema or a view there that others may change; 42P07 when something else has one of the names (another flavour''s view too), 22023 for another flavour, the extension''s own schemas or that of the partitions, 22004 for NULL, 55000 without a store.';
