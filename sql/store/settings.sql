
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
