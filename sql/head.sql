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
