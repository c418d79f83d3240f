-- How the server runs reports: helpers are inlined, whatever lay in the schema when they were made; parallel workers help, and
-- row security is the caller's.

SET client_min_messages = warning;
SET timezone = 'UTC';

-- Operators that fit better than the catalog's own, in the schema in which the extension is created: where the types of an
-- expression are not exactly an operator's, these would win, if the extension's script looked there.
CREATE ROLE report_plans_hostile;
GRANT CREATE ON SCHEMA public TO report_plans_hostile;
SET ROLE report_plans_hostile;
CREATE FUNCTION public.hostile_operator() RETURNS void LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'called'; END $$;
DO $$
DECLARE
	o record;
	types CONSTANT regtype[] := '{text,varchar,name,bpchar,date,timestamp,timestamptz,interval,int2,int4,int8,numeric,float8,jsonb,uuid,oid,regclass,"text[]"}';
BEGIN
	FOR o IN
		SELECT n.name, l.type AS left_type, r.type AS right_type, row_number() OVER () AS id
		FROM unnest('{=,<>,<,<=,>,>=,||,+,-,*,/,->,->>,#>>,?,~,@>}'::text[]) AS n (name), unnest(types) AS l (type), unnest(types) AS r (type)
		WHERE NOT EXISTS (SELECT FROM pg_operator AS p WHERE p.oprname = n.name AND p.oprleft = l.type AND p.oprright = r.type)
	LOOP
		EXECUTE format('CREATE FUNCTION public.hostile_%s(%s, %s) RETURNS %s LANGUAGE plpgsql AS $f$ BEGIN PERFORM public.hostile_operator(); RETURN NULL; END $f$',
			o.id, o.left_type, o.right_type, CASE WHEN o.name IN ('||', '+', '-', '*', '/', '->', '->>', '#>>') THEN o.left_type ELSE 'boolean' END);
		EXECUTE format('CREATE OPERATOR public.%s (FUNCTION = public.hostile_%s, LEFTARG = %s, RIGHTARG = %s)', o.name, o.id, o.left_type, o.right_type);
	END LOOP;
END
$$;
RESET ROLE;
CREATE EXTENSION mindwell_analytics;
SET search_path = pg_catalog;
CREATE VIEW public.helper AS
	SELECT p.* FROM pg_depend AS d JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
	JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
	WHERE e.extname = 'mindwell_analytics' AND d.deptype = 'e' AND p.prosqlbody IS NOT NULL;
CREATE TABLE public.foreign_use AS
	SELECT h.oid::regprocedure AS helper, pg_describe_object(d.refclassid, d.refobjid, 0) AS used
	FROM public.helper AS h JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = h.oid AND d.deptype = 'n'
	WHERE d.refclassid IN ('pg_operator'::regclass, 'pg_proc'::regclass, 'pg_cast'::regclass)
		AND NOT EXISTS (SELECT FROM pg_depend AS m WHERE m.classid = d.refclassid AND m.objid = d.refobjid AND m.deptype = 'e');
SELECT count(*) AS operators FROM pg_operator WHERE oprnamespace = 'public'::regnamespace \gset
DROP OWNED BY report_plans_hostile CASCADE;
DROP ROLE report_plans_hostile;
RESET search_path;

SELECT plan(11);

SELECT cmp_ok(:operators, '>', 1000, 'there were operators in the way');
SELECT cmp_ok((SELECT count(*) FROM helper), '>', 10::bigint, 'and helpers whose bodies were parsed when they were made');
SELECT is_empty('TABLE foreign_use',
	'and they use the catalog''s operators and functions, and their own, and no other');

-- A call on the columns of a table: what is left of it in the plan.
CREATE FUNCTION plan_of(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line text;
	plan text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS OFF) ' || query LOOP
		plan := plan || line || E'\n';
	END LOOP;
	RETURN plan;
END
$$;
CREATE FUNCTION plan_of_call(function regprocedure) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	types CONSTANT regtype[] := (SELECT proargtypes::oid[] FROM pg_proc WHERE oid = function);
	columns text;
	definitions text;
BEGIN
	SELECT string_agg('a.c' || i, ', ' ORDER BY i), string_agg(format('c%s %s', i, types[i - 1]), ', ' ORDER BY i)
	INTO columns, definitions
	FROM generate_series(1, cardinality(types)) AS i;
	EXECUTE format('CREATE TEMP TABLE argument (%s)', definitions);
	RETURN plan_of(format('SELECT f FROM argument AS a, LATERAL (SELECT %s(%s) AS f) AS call', function::regproc, columns));
END
$$;
CREATE FUNCTION is_called(function regprocedure) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	plan text;
BEGIN
	plan := plan_of_call(function);
	DROP TABLE argument;
	RETURN strpos(plan, (SELECT proname FROM pg_proc WHERE oid = function) || '(') > 0;
END
$$;
SELECT is_empty(
	$$SELECT oid::regprocedure FROM helper
		WHERE NOT proretset AND pronargs > 0 AND is_called(oid)
			-- a subquery keeps it from being
			AND pg_get_function_sqlbody(oid) !~ '[[:<:]]SELECT[[:>:]]'
			-- an overload's body names its like, which the plan then calls
			AND strpos(pg_get_function_sqlbody(oid), (SELECT proname FROM pg_proc AS p WHERE p.oid = helper.oid) || '(') = 0$$,
	'an expression is inlined');
SELECT unalike(plan_of($$SELECT * FROM mindwell_internal.buckets('{2024-01-01,2024-01-02}', now())$$), '%buckets(%', 'and so are the rows of a helper');

-- Parallel workers: a policy of the table that says no in one of them.

SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;
CREATE FUNCTION outside_workers() RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1 AS $$
BEGIN
	IF pg_backend_pid() <> current_setting('report_plans.leader')::integer THEN
		RAISE EXCEPTION 'in a worker';
	END IF;
	RETURN true;
END
$$;
CREATE ROLE report_plans_reader;
SELECT FROM analytics_grant('report_plans_reader', 'reader');
INSERT INTO analytics_events (event_type, user_id, session_id, occurred_at)
	SELECT 'login', analytics_uuid('user ' || i % 20), CASE WHEN i % 2 = 0 THEN analytics_uuid('session ' || i) END, '2024-11-01 00:00Z'::timestamptz + i * interval '1 minute'
	FROM generate_series(1, 4000) AS i;
ANALYZE analytics_events;
CREATE TABLE report (call text);
INSERT INTO report
	SELECT format('SELECT count(*) FROM %s(''2024-11-01 00:00Z'', ''2024-11-03 00:00Z'')', p.oid::regproc)
	FROM pg_proc AS p
	WHERE p.pronamespace = 'public'::regnamespace AND p.proargnames[1:2] = '{from_time,to_time}' AND p.pronargs - p.pronargdefaults = 2
		AND p.provolatile = 's' AND p.proname <> 'analytics_verify_rollups';
INSERT INTO report VALUES
	('SELECT count(*) FROM analytics_summary(48, ''2024-11-03 00:00Z'')'),
	('SELECT count(*) FROM analytics_active_sessions(''2024-11-02 00:00Z'')'),
	('SELECT count(*) FROM analytics_funnel(''["login", "login"]'', ''2024-11-01 00:00Z'', ''2024-11-03 00:00Z'')'),
	('SELECT count(*) FROM analytics_retention(''"login"'', NULL, ''2024-11-01 00:00Z'', ''2024-11-03 00:00Z'')');
GRANT SELECT ON report TO report_plans_reader;
CREATE FUNCTION outcome(call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE call;
	RETURN 'all in one process';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLERRM;
END
$$;
SELECT FROM set_config('report_plans.leader', pg_backend_pid()::text, false);
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET min_parallel_index_scan_size = 0;
SET enable_indexscan = off;
SET enable_indexonlyscan = off;
SET enable_bitmapscan = off;
SET max_parallel_workers_per_gather = 2;
SET parallel_leader_participation = off;
SET plan_cache_mode = force_generic_plan;
CREATE POLICY watch ON analytics_events AS RESTRICTIVE TO report_plans_reader USING (outside_workers());
SET ROLE report_plans_reader;
SELECT is_empty($$SELECT call, o FROM (SELECT call, outcome(call) AS o FROM report OFFSET 0) AS r WHERE o <> 'in a worker'$$, 'every report may use parallel workers');
SET max_parallel_workers_per_gather = 0;
SELECT is_empty($$SELECT call, o FROM (SELECT call, outcome(call) AS o FROM report OFFSET 0) AS r WHERE o <> 'all in one process'$$, 'and need not');
RESET ROLE;

-- A report beside a parallel scan, when no subtransaction can be started.
SET max_parallel_workers_per_gather = 2;
PREPARE beside AS SELECT DISTINCT f.step, f.actors FROM analytics_events AS e, analytics_funnel('["login", {"event": "login", "within": "1 hour"}]',
	'2024-11-01 00:00Z', '2024-11-03 00:00Z') AS f ORDER BY 1;
SELECT alike(plan_of('EXECUTE beside'), '%Gather%', 'a scan is parallel');
SELECT results_eq('EXECUTE beside', 'VALUES (1::bigint, 20::bigint), (2, 20)', 'and a funnel beside it');

-- The plan of a session that changes its role is not another role's.
ALTER POLICY watch ON analytics_events USING (false);
SET ROLE report_plans_reader;
SELECT is((SELECT sum(active_users) FROM analytics_active_users('2024-11-01 00:00Z', '2024-11-03 00:00Z')), 0::numeric, 'who may see no event gets none');
RESET ROLE;
SELECT is((SELECT sum(active_users) FROM analytics_active_users('2024-11-01 00:00Z', '2024-11-03 00:00Z')), 40::numeric, 'and the owner, in the same session, all');

SELECT * FROM finish();
DROP OWNED BY report_plans_reader;
DROP ROLE report_plans_reader;
