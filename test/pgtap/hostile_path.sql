-- Whatever stands before pg_catalog in the search_path, ingest, reports, maintenance and grants do what they do without it.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET timezone = 'UTC';
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;

SELECT plan(8);

-- What is called here has been taken in: every call counts, whatever becomes of it.
CREATE SEQUENCE public.sprung;
CREATE SCHEMA evil;
CREATE FUNCTION evil.spring() RETURNS void LANGUAGE sql AS $$ SELECT FROM pg_catalog.nextval('public.sprung') $$;
-- an operator of the same name and types for each that the extension's SQL may use
DO $$
DECLARE
	o record;
BEGIN
	FOR o IN
		SELECT op.oprname, format_type(op.oprleft, NULL) AS lefttype, format_type(op.oprright, NULL) AS righttype,
			format_type(op.oprresult, NULL) AS result, op.oprcode::regproc AS code, op.oid
		FROM pg_operator AS op
		WHERE op.oprnamespace = 'pg_catalog'::regnamespace AND op.oprkind = 'b'
			AND op.oprname IN ('=', '<>', '<', '<=', '>', '>=', '||', '->', '->>', '-', '+', '*', '/', '?', '~', '<@')
			AND op.oprleft IN ('uuid'::regtype, 'text'::regtype, 'timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype, 'bigint'::regtype,
				'integer'::regtype, 'jsonb'::regtype, 'interval'::regtype, 'name'::regtype, 'double precision'::regtype, 'boolean'::regtype, 'oid'::regtype)
			AND op.oprright = CASE WHEN op.oprname IN ('->', '->>', '?') THEN op.oprright ELSE op.oprright END
	LOOP
		EXECUTE format('CREATE FUNCTION evil.op_%s(%s, %s) RETURNS %s LANGUAGE plpgsql AS $body$ BEGIN PERFORM evil.spring(); RETURN NULL; END $body$',
			o.oid, o.lefttype, o.righttype, o.result);
		EXECUTE format('CREATE OPERATOR evil.%s (FUNCTION = evil.op_%s, LEFTARG = %s, RIGHTARG = %s)', o.oprname, o.oid, o.lefttype, o.righttype);
	END LOOP;
END
$$;
-- functions of the same name and arguments; of some that are no functions in SQL there are none to shadow
DO $$
DECLARE
	f record;
BEGIN
	FOR f IN
		SELECT p.proname, pg_get_function_identity_arguments(p.oid) AS arguments, pg_get_function_result(p.oid) AS result
		FROM pg_proc AS p
		WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prokind = 'f' AND NOT p.proretset AND p.provariadic = 0
			AND p.proname IN ('now', 'clock_timestamp', 'date_trunc', 'format', 'concat', 'lower', 'length', 'jsonb_build_object', 'to_jsonb', 'gen_random_uuid',
				'set_config', 'current_setting', 'has_table_privilege', 'pg_relation_size', 'quote_ident', 'isfinite', 'date_part', 'extract', 'make_interval',
				'timezone', 'cardinality', 'array_position', 'greatest', 'jsonb_extract_path_text', 'substr',
				'current_database', 'pg_get_userbyid', 'to_regclass', 'starts_with', 'abs', 'round', 'ceil', 'floor', 'int8', 'float8', 'text', 'date', 'timestamptz')
		UNION ALL
		SELECT p.proname, pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid)
		FROM pg_depend AS d JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
		JOIN pg_extension AS e ON d.refobjid = e.oid
		WHERE e.extname = 'mindwell_analytics' AND d.deptype = 'e' AND p.prokind = 'f' AND NOT p.proretset
			AND p.prorettype NOT IN ('internal'::regtype, 'trigger'::regtype, 'void'::regtype, 'record'::regtype) AND NOT 'internal'::regtype = ANY (p.proargtypes::oid[])
			AND p.proname LIKE E'\\_%'
	LOOP
		EXECUTE format('CREATE FUNCTION evil.%I(%s) RETURNS %s LANGUAGE plpgsql AS $body$ BEGIN PERFORM evil.spring(); RETURN NULL; END $body$',
			f.proname, f.arguments, f.result);
	END LOOP;
END
$$;
CREATE FUNCTION evil.trap_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM evil.spring(); RETURN NEW; END $$;
-- tables of the names of the store's, in that schema and for this session, which notice who writes them
CREATE PROCEDURE public.shadow_tables() LANGUAGE plpgsql AS $$
DECLARE
	t record;
BEGIN
	FOR t IN SELECT table_name FROM mindwell_internal.store_tables() LOOP
		EXECUTE format('CREATE TEMP TABLE %I (LIKE public.%1$I INCLUDING ALL)', t.table_name);
		EXECUTE format('CREATE TABLE evil.%I (LIKE public.%1$I INCLUDING ALL)', t.table_name);
		EXECUTE format('CREATE TRIGGER trap BEFORE INSERT ON pg_temp.%I FOR EACH ROW EXECUTE FUNCTION evil.trap_trigger()', t.table_name);
		EXECUTE format('CREATE TRIGGER trap BEFORE INSERT ON evil.%I FOR EACH ROW EXECUTE FUNCTION evil.trap_trigger()', t.table_name);
	END LOOP;
END
$$;
CREATE VIEW public.report_calls AS
	SELECT format('SELECT array_agg(f::text ORDER BY f::text) FROM public.%I(%s) AS f', p.proname,
		CASE WHEN p.proargnames[1:2] = '{from_time,to_time}' THEN '''2026-10-01 00:00+00'', ''2026-10-04 00:00+00''' ELSE '' END
			|| CASE WHEN 'as_of' = ANY (p.proargnames) THEN CASE WHEN p.proargnames[1:2] = '{from_time,to_time}' THEN ', ' ELSE '' END
				|| 'as_of => ''2026-10-04 00:00+00''' ELSE '' END) AS call
	FROM pg_depend AS d JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
	JOIN pg_extension AS e ON d.refobjid = e.oid
	WHERE e.extname = 'mindwell_analytics' AND d.deptype = 'e' AND p.prokind = 'f' AND p.provolatile = 's' AND p.proname LIKE E'analytics\\_%'
		AND p.pronargs - p.pronargdefaults = CASE WHEN p.proargnames[1:2] = '{from_time,to_time}' THEN 2 ELSE 0 END
		-- which tell of the server and the session
		AND p.proname NOT IN ('analytics_health', 'analytics_config', 'analytics_storage_stats')
	UNION ALL
	VALUES ('SELECT array_agg(f::text) FROM public.analytics_funnel(''["page_viewed", "goal_created"]'', ''2026-10-01 00:00+00'', ''2026-10-04 00:00+00'', as_of => ''2026-10-04 00:00+00'') AS f'),
		('SELECT array_agg(f::text) FROM public.analytics_retention(''"page_viewed"'', ''"goal_created"'', ''2026-10-01 00:00+00'', ''2026-10-04 00:00+00'', as_of => ''2026-10-04 00:00+00'') AS f'),
		('SELECT array_agg(f::text) FROM public.analytics_aggregated(''dau'', ''day'', ''2026-10-01 00:00+00'', ''2026-10-04 00:00+00'', ''2026-10-04 00:00+00'') AS f');
CREATE TABLE public.answers (path text, call text, answer text[]);
CREATE PROCEDURE public.ask_all(path text) LANGUAGE plpgsql AS $$
DECLARE
	r record;
	answer text[];
	before CONSTANT text := pg_catalog.current_setting('search_path');
BEGIN
	FOR r IN SELECT call FROM public.report_calls LOOP
		PERFORM pg_catalog.set_config('search_path', path, false);
		EXECUTE r.call INTO answer;
		PERFORM pg_catalog.set_config('search_path', before, false);
		INSERT INTO public.answers VALUES (path, r.call, answer);
	END LOOP;
END
$$;

-- the same work, without and with the shadows; one statement each, for CALL commits
CREATE ROLE hostile_path_reader;
SELECT FROM analytics_create_partitions('2026-10-01 00:00+00', '2026-10-03 00:00+00');
CALL public.shadow_tables();
SET search_path = evil, pg_temp, pg_catalog, public;
SELECT public.analytics_track('page_viewed', public.analytics_uuid('u'::pg_catalog.text), properties => '{"email": "e", "page": "p"}',
	occurred_at => '2026-10-01 12:00+00', idempotency_key => 'k') AS stored \gset
SELECT pg_catalog.count(status) FROM public.analytics_track_batch('[{"event_type": "goal_created", "user_id": "u", "timestamp": "2026-10-02T12:00:00Z"}, {"event_type": "unheard_of", "timestamp": "2026-10-03T12:00:00Z"}]');
SELECT public.analytics_identify(public.analytics_uuid('u'::pg_catalog.text), '{"plan": "free"}');
SELECT FROM public.analytics_opt_out(public.analytics_uuid('v'::pg_catalog.text));
SELECT FROM public.analytics_grant('hostile_path_reader', 'coach', public.analytics_uuid('t'::pg_catalog.text));
SELECT FROM public.analytics_revoke('hostile_path_reader', 'coach');
SELECT FROM public.analytics_rate_check();
SELECT FROM public.analytics_apply_retention_preset('guide');
SELECT FROM public.analytics_purge(as_of => '2026-10-05 00:00+00');
CALL public.analytics_maintain(as_of => '2026-10-05 00:00+00');
SELECT FROM public.analytics_refresh('2026-10-01Z', '2026-10-04Z');
SELECT FROM public.analytics_forget_user(public.analytics_uuid('w'::pg_catalog.text));
SELECT FROM public.analytics_health();
SELECT FROM public.analytics_install();
CALL public.ask_all('evil, pg_temp, pg_catalog, public');
RESET search_path;
CALL ask_all('public');

SELECT is((SELECT is_called FROM public.sprung), false, 'nothing in front of pg_catalog was called');
SELECT is_empty($$SELECT DISTINCT c.relname FROM pg_class AS c WHERE c.relnamespace IN ('evil'::regnamespace, pg_my_temp_schema()) AND c.relkind = 'r' AND c.relname LIKE E'analytics\\_%'
	AND query_to_xml(format('SELECT 1 AS written FROM %s', c.oid::regclass), false, true, '')::text <> ''$$,
	'nothing was written into a table in front of the store''s');
SELECT results_eq('SELECT event_type::text COLLATE "default", properties FROM public.analytics_events ORDER BY occurred_at',
	$$VALUES ('page_viewed', '{"page": "p"}'::jsonb), ('goal_created', '{}'), ('unheard_of', '{}')$$, 'events were stored, and redacted');
SELECT is((SELECT count(*) FROM public.analytics_users), 1::bigint, 'a user was identified');
SELECT is_empty($$SELECT step, target, error FROM public.analytics_run_log WHERE status <> 'done'$$, 'maintenance was done');
SELECT results_eq($$SELECT auto_registered FROM public.analytics_event_types WHERE event_type = 'unheard_of'$$, 'VALUES (true)', 'and found the new type');
SELECT is_empty($$SELECT a.call, a.answer, b.answer FROM answers AS a JOIN answers AS b USING (call)
	WHERE a.path = 'public' AND b.path <> 'public' AND a.answer IS DISTINCT FROM b.answer$$, 'every report says the same');
SELECT cmp_ok((SELECT count(*) FROM answers WHERE answer IS NOT NULL), '>', 20::bigint, 'and something');

SELECT finish();
DROP ROLE hostile_path_reader;
