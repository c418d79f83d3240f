-- A new store in the schema public, whatever an earlier test left there; and what the tests of the store share.
\set ECHO none
SET client_min_messages = warning;
SET datestyle = ISO;
SET intervalstyle = postgres_verbose;
SET extra_float_digits = 1;
SET timezone = UTC;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;

DO $$
DECLARE
    relation regclass;
BEGIN
    FOR relation IN
        SELECT oid FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relname LIKE E'analytics\\_%' AND relkind IN ('r', 'p')
    LOOP
        EXECUTE format('DROP TABLE %s CASCADE', relation);
    END LOOP;
    DROP SCHEMA IF EXISTS analytics_partitions CASCADE;
    PERFORM analytics_install();
END
$$;

CREATE SCHEMA IF NOT EXISTS test;
GRANT USAGE ON SCHEMA test TO PUBLIC;

-- How a statement fails: SQLSTATE, message, detail, hint; 'it succeeds' when it does not.
CREATE OR REPLACE FUNCTION test.failure(statement text) RETURNS text
LANGUAGE plpgsql
AS $$
DECLARE
    message text;
    detail text;
    hint text;
BEGIN
    EXECUTE statement;
    RETURN 'it succeeds';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws(E'\n', SQLSTATE || ' ' || message, NULLIF(detail, ''), NULLIF('HINT: ' || hint, 'HINT: '));
END
$$;

-- The SQLSTATE alone, where the message is the server's own or beside the point.
CREATE OR REPLACE FUNCTION test.sqlstate(statement text) RETURNS text
LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE statement;
    RETURN '00000';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE;
END
$$;

SET search_path = public, test;
RESET client_min_messages;
\pset null -
\set ECHO all
