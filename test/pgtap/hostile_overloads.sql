-- Who may create functions in the extension's schema gains nothing by it: no call of ours finds an overload, so long as
-- it says every argument in its exact type.

SET client_min_messages = warning;
SET default_transaction_isolation = 'read committed';
CREATE EXTENSION mindwell_analytics;
CREATE ROLE hostile_creator;
CREATE ROLE overloaded_owner;
CREATE ROLE overloaded_reader;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO overloaded_owner', current_database()); END $$;
GRANT CREATE ON SCHEMA public TO overloaded_owner, hostile_creator;

SELECT plan(11);

SET ROLE overloaded_owner;
SELECT FROM analytics_install();
SELECT FROM analytics_define_metric('custom', 'SELECT 1 WHERE $1 IS NOT NULL AND $2 <= $3');
SELECT FROM analytics_grant('overloaded_reader', 'admin');
-- two days ago, yesterday and now, by a user and in sessions
SELECT count(analytics_track(type, user_id => analytics_uuid('u'), session_id => analytics_uuid(ago::text), occurred_at => now() - ago,
	properties => '{"email": "e", "n": 1, "amount": 2, "habit_id": "h"}'))
FROM unnest('{a,b,habit_completed,session_started,payment_succeeded}'::text[]) AS type, unnest('{2 days,1 day,1 minute}'::interval[]) AS ago;
SELECT count(analytics_track('a', user_id => analytics_uuid('u'), occurred_at => now() - ago)) FROM unnest('{2 days,1 day,1 minute}'::interval[]) AS ago;
RESET ROLE;

CREATE SEQUENCE sprung;
GRANT USAGE ON SEQUENCE sprung TO PUBLIC;

-- Before anything else has a public function's name: every one of them, and all that it takes.
CREATE TABLE public_functions AS
	SELECT p.oid, p.proname, p.prokind, p.pronargs, p.pronargdefaults, p.proargtypes::oid[] AS types, p.proargnames AS names, p.provariadic <> 0 AS is_variadic
	FROM pg_depend AS d JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
	JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
	WHERE e.extname = 'mindwell_analytics' AND d.deptype = 'e' AND p.pronamespace = 'public'::regnamespace
		AND p.prorettype <> 'trigger'::regtype;
GRANT SELECT ON public_functions TO PUBLIC;
-- what the arguments are that need a value of their own
CREATE TABLE arguments (function text, name text, value text, PRIMARY KEY (function, name));
INSERT INTO arguments VALUES
	('', 'event_type', 'a'), ('', 'event', '{"event_type": "a", "user_id": "u"}'), ('', 'events', '[{"event_type": "a"}, {"event_type": "b", "idempotency_key": "k"}]'),
	('', 'user_id', 'u'), ('', 'anonymous_id', 'p'), ('analytics_funnel', 'merge_aliases', 'true'), ('', 'session_id', 's'), ('', 'properties', '{"email": "e", "n": 1}'), ('', 'idempotency_key', 'k'),
	('', 'user_properties', '{"plan": "free"}'), ('', 'role', 'overloaded_reader'), ('', 'access', 'coach'), ('', 'tenant_id', '00000000-0000-0000-0000-000000000000'),
	('', 'steps', '["a", "b"]'), ('', 'start_step', '"a"'), ('', 'return_step', '"b"'), ('', 'preset', 'chatbot'),
	('', 'from_time', (current_date - 2)::text), ('', 'to_time', (current_date + 1)::text),
	('', 'partition_start', (current_date - 2)::text), ('', 'metric', 'custom'), ('', 'metric_type', 'custom'), ('', 'period', 'day'),
	('', 'start_date', (current_date - 2)::text), ('', 'end_date', current_date::text), ('', 'flavour', 'loom'), ('', 'schema_name', 'compat'),
	('', 'month', date_trunc('month', now())::date::text), ('', 'day', current_date::text);
CREATE TABLE outcomes (round text, role name, call text, code text);
GRANT INSERT, SELECT ON outcomes TO PUBLIC;


CREATE TABLE calls AS
	SELECT format('SELECT public.%I(%s)', f.proname, string_agg(format('CAST(%s AS %s)',
			CASE WHEN a.value IS NULL AND t.n > f.pronargs - f.pronargdefaults THEN pg_get_function_arg_default(f.oid, t.n::int)
				ELSE quote_nullable(a.value) END, format_type(t.type, NULL)), ', ' ORDER BY t.n)) AS call
	FROM public_functions AS f
	LEFT JOIN LATERAL unnest(f.types) WITH ORDINALITY AS t (type, n) ON true
	LEFT JOIN LATERAL (SELECT r.value FROM arguments AS r
		WHERE r.function IN ('', f.proname) AND r.name = f.names[t.n] ORDER BY r.function DESC LIMIT 1) AS a ON true
	WHERE f.prokind = 'f'
	GROUP BY f.oid, f.proname, f.pronargs, f.pronargdefaults
	UNION ALL VALUES ('TABLE public.analytics_partition_list'), ('TABLE public.analytics_jobs'), ('TABLE public.analytics_inbox'),
		('INSERT INTO public.analytics_inbox (event_type) VALUES (''a'')');
UPDATE calls SET call = replace(call, 'CAST(NULL AS )', '');
-- a polymorphic argument of ours is a row of events
UPDATE calls SET call = replace(call, 'AS anyelement)', 'AS public.analytics_events)');
GRANT SELECT ON calls TO PUBLIC;

-- Each call, undone at once, and how it ends.
CREATE FUNCTION run_calls(calling_round text) RETURNS void LANGUAGE plpgsql
AS $$
DECLARE
	statement text;
BEGIN
	FOR statement IN SELECT c.call FROM public.calls AS c ORDER BY c.call LOOP
		BEGIN
			EXECUTE statement;
			RAISE EXCEPTION 'undo' USING ERRCODE = 'TT000';
		EXCEPTION WHEN OTHERS THEN
			INSERT INTO public.outcomes VALUES (calling_round, current_user, statement, SQLSTATE || CASE SQLSTATE WHEN 'TT000' THEN '' ELSE ' ' || SQLERRM END);
		END;
	END LOOP;
END
$$;

CREATE PROCEDURE run_round(calling_round text) LANGUAGE plpgsql
AS $$
BEGIN
	PERFORM public.run_calls(calling_round);
	SET LOCAL ROLE overloaded_owner;
	PERFORM public.run_calls(calling_round);
	SET LOCAL ROLE overloaded_reader;
	PERFORM public.run_calls(calling_round);
	RESET ROLE;
END
$$;
CALL run_round('alone');

SELECT cmp_ok((SELECT count(*) FROM outcomes WHERE role = 'overloaded_owner' AND code = 'TT000'), '>=', 50::bigint,
	'most functions run to their end with these arguments');

-- Every overload that differs in the type of one argument, of as many as a call may name.
SET ROLE hostile_creator;
SET check_function_bodies = off;
CREATE FUNCTION overload() RETURNS bigint LANGUAGE plpgsql
AS $$
DECLARE
	overload record;
	made bigint := 0;
BEGIN
	FOR overload IN
		SELECT DISTINCT f.proname, f.prokind, x.signature, replace(pg_get_function_result(f.oid), 'anyelement', 'record') AS result
		FROM public.public_functions AS f,
			generate_series(greatest(f.pronargs - f.pronargdefaults, 1), f.pronargs) AS arity,
			generate_series(0, arity) AS position,
			unnest(CASE WHEN position = 0 THEN '{as it is}' ELSE
				'{text,varchar,name,jsonb,int4,int8,numeric,float8,timestamptz,timestamp,date,interval,uuid,boolean,text[],anyelement}'::text[] END) AS other,
			LATERAL (SELECT string_agg(CASE WHEN n = position THEN other ELSE format_type(f.types[n - 1], NULL) END, ', ' ORDER BY n) AS signature
				FROM generate_series(1, arity) AS n) AS x
		WHERE f.pronargs > 0
	LOOP
		BEGIN
			IF overload.prokind = 'p' THEN
				EXECUTE format('CREATE PROCEDURE public.%I(%s) LANGUAGE plpgsql AS %L', overload.proname, overload.signature,
					'BEGIN PERFORM public.spring(); END');
			ELSE
				EXECUTE format('CREATE FUNCTION public.%I(%s) RETURNS %s LANGUAGE plpgsql AS %L', overload.proname, overload.signature,
					overload.result, 'BEGIN PERFORM public.spring(); END');
			END IF;
			made := made + 1;
		EXCEPTION WHEN duplicate_function THEN
			NULL;
		END;
	END LOOP;
	RETURN made;
END
$$;
CREATE FUNCTION spring() RETURNS void LANGUAGE plpgsql
AS $$ BEGIN IF current_user <> 'hostile_creator' THEN PERFORM nextval('public.sprung'); END IF; RAISE EXCEPTION 'trapped %', current_user; END $$;
SELECT overload() AS made \gset
RESET check_function_bodies;
RESET ROLE;
SELECT cmp_ok(:made::bigint, '>', 4000::bigint, 'there are thousands of overloads');

CALL run_round('overloaded');
SELECT is_empty($$SELECT o.role, o.call, a.code AS alone, o.code FROM outcomes AS o JOIN outcomes AS a USING (role, call)
	WHERE a.round = 'alone' AND o.round = 'overloaded' AND o.code <> a.code$$, 'every call does as it did without them');

-- The procedures, which commit; and the jobs as they are scheduled.
SELECT command FROM analytics_jobs \gexec
SET ROLE overloaded_owner;
SELECT command FROM analytics_jobs \gexec
CALL analytics_maintain(CAST('{create,register,drain,refresh,backfill,purge,keys,trim}' AS text[]), now());
RESET ROLE;
CALL analytics_maintain(CAST('{create,register,drain,refresh,backfill,purge,keys,trim}' AS text[]), now());
CALL analytics_forget_user_batch(CAST('u' AS analytics_id), CAST('asked' AS text), CAST(NULL AS uuid), false);
SELECT is_empty($$SELECT step, target, error FROM analytics_run_log WHERE status <> 'done'$$, 'maintenance does all its steps');
SELECT results_eq($$SELECT count(*) FROM analytics_run_log WHERE step = 'run'$$, ARRAY[8::bigint], 'each job and each call was a run');
SELECT is(status, 'done', 'and the erasure comes to its end') FROM analytics_erasures;
SELECT is_empty($$SELECT check_name, detail FROM analytics_health(now()) WHERE detail LIKE 'the check failed%'$$, 'health can tell');

-- Those that are there when the extension is made are not found either: not when its bodies, views and defaults are read.
-- What takes our types goes with them; it is more than one transaction can lock.
SELECT format('DROP ROUTINE %s', p.oid::regprocedure)
FROM pg_proc AS p
WHERE p.proowner = 'hostile_creator'::regrole AND EXISTS (
	SELECT FROM pg_depend AS d JOIN pg_type AS t ON d.refclassid = 'pg_type'::regclass AND d.refobjid = t.oid
	WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND t.typname ~ '^_?analytics_') \gexec
DROP EXTENSION mindwell_analytics CASCADE;
CREATE EXTENSION mindwell_analytics;
SET ROLE overloaded_owner;
SELECT FROM analytics_install(CAST('day' AS text), CAST('analytics_partitions' AS text));
RESET ROLE;
SELECT is_empty($$SELECT pg_describe_object(d.classid, d.objid, d.objsubid), p.oid::regprocedure
	FROM pg_depend AS d JOIN pg_proc AS p ON d.refclassid = 'pg_proc'::regclass AND d.refobjid = p.oid
	WHERE p.proowner = 'hostile_creator'::regrole$$, 'nothing of the extension or the store depends on an overload');

-- Nor does a schema that is given the former name of the extension's: what a superuser calls is refused, or is ours.
BEGIN;
ALTER SCHEMA public RENAME TO renamed;
CREATE SCHEMA public AUTHORIZATION hostile_creator;
GRANT USAGE ON SCHEMA public TO PUBLIC;
SET LOCAL search_path = renamed, pg_catalog;
CREATE SEQUENCE public.sprung;
GRANT ALL ON SEQUENCE public.sprung TO PUBLIC;
SET LOCAL ROLE hostile_creator;
CREATE FUNCTION public.spring() RETURNS void LANGUAGE plpgsql
AS $$ BEGIN IF current_user <> 'hostile_creator' THEN PERFORM nextval('public.sprung'); END IF; RAISE EXCEPTION 'trapped %', current_user; END $$;
CREATE FUNCTION public.analytics_current_tenant() RETURNS uuid LANGUAGE plpgsql AS 'BEGIN PERFORM public.spring(); END';
CREATE FUNCTION public.analytics_current_tenants() RETURNS uuid[] LANGUAGE plpgsql AS 'BEGIN PERFORM public.spring(); END';
CREATE FUNCTION public.analytics_settings() RETURNS TABLE (name text, value text) LANGUAGE plpgsql AS 'BEGIN PERFORM public.spring(); END';
RESET ROLE;
DO $$
DECLARE
	statement text;
BEGIN
	FOR statement IN SELECT replace(call, 'public.', 'renamed.') FROM renamed.calls LOOP
		BEGIN
			EXECUTE statement;
		EXCEPTION WHEN OTHERS THEN
			NULL;
		END;
	END LOOP;
END
$$;
SELECT is_called AS trapped FROM public.sprung \gset
ROLLBACK;
SELECT is(:'trapped'::boolean, false, 'functions in a schema of the former name are not called');

SELECT is(is_called, false, 'no overload was called, not even where an error was swallowed') FROM sprung;
-- as PostgreSQL resolves the name, a literal without a type finds another function
SELECT throws_ok($$SELECT analytics_grant('overloaded_reader', 'reader')$$, 'P0001', 'trapped ' || current_user,
	'a call without types does find one');

SELECT finish();
