-- What holds for every object of the extension, whoever adds one.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
CREATE EXTENSION plpgsql_check;
SELECT FROM analytics_install();

SELECT plan(31);

CREATE VIEW member AS
	SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS description
	FROM pg_depend AS d
	JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
	WHERE e.extname = 'mindwell_analytics' AND d.deptype = 'e'
		-- since 17 the types that come with types and views are members too
		AND NOT EXISTS (SELECT FROM pg_type AS t WHERE d.classid = 'pg_type'::regclass AND t.typarray = d.objid)
		AND NOT EXISTS (SELECT FROM pg_class AS c WHERE d.classid = 'pg_type'::regclass AND c.reltype = d.objid AND c.relkind = 'v');

CREATE VIEW member_function AS
	SELECT p.*, p.oid::regprocedure::text AS signature, l.lanname,
		p.pronamespace = 'mindwell_internal'::regnamespace AS is_helper,
		-- of an aggregate; the planner's support functions are the other ones
		'internal'::regtype = ANY (p.prorettype || p.proargtypes::oid[]) AND NOT EXISTS (SELECT FROM pg_proc AS s WHERE s.prosupport = p.oid) AS is_piece
	FROM member AS m
	JOIN pg_proc AS p ON m.classid = 'pg_proc'::regclass AND m.objid = p.oid
	JOIN pg_language AS l ON l.oid = p.prolang;

-- what there is

SELECT is_empty(
	$$SELECT description FROM member WHERE classid NOT IN ('pg_proc'::regclass, 'pg_type'::regclass, 'pg_class'::regclass, 'pg_cast'::regclass)
			AND description <> 'schema mindwell_internal'
		OR classid = 'pg_class'::regclass AND (SELECT relkind FROM pg_class WHERE oid = objid) NOT IN ('c', 'v')$$,
	'the extension owns code: functions, types, casts and views in two schemas, no table or sequence');
SELECT is_empty(
	$$SELECT m.description, pg_describe_object(d.refclassid, d.refobjid, 0)
		FROM member AS m
		JOIN pg_rewrite AS r ON m.classid = 'pg_class'::regclass AND r.ev_class = m.objid
		JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid
		WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid <> m.objid$$,
	'a view of the extension reads nothing but what a function returns');
SELECT is_empty(
	$$SELECT description FROM member WHERE obj_description(objid, classid::regclass::name) IS NULL$$,
	'every object has a comment');
SELECT is_empty(
	$$SELECT t.table_name, a.attname
		FROM mindwell_internal.store_tables() AS t
		JOIN pg_attribute AS a ON a.attrelid = mindwell_internal.relation(t.table_name) AND a.attnum > 0 AND NOT a.attisdropped
		WHERE col_description(a.attrelid, a.attnum) IS NULL$$,
	'every column of the store has a comment');
-- Without one, a publication of all tables has a DELETE refused.
SELECT is_empty(
	$$SELECT c.oid::regclass
		FROM pg_class AS c
		WHERE (c.oid IN (SELECT mindwell_internal.relation(table_name) FROM mindwell_internal.store_tables())
				OR c.oid IN (SELECT partition FROM mindwell_internal.partitions()))
			AND c.relreplident <> 'f'
			AND NOT (c.relreplident = 'd' AND EXISTS (SELECT FROM pg_index AS i WHERE i.indrelid = c.oid AND i.indisprimary))$$,
	'every table of the store has a replica identity');
-- A row is told what is wrong with it by the name of the constraint alone: so that says what must be.
SELECT is_empty(
	$$SELECT c.conname
		FROM mindwell_internal.store_tables() AS t
		JOIN pg_constraint AS c ON c.conrelid = mindwell_internal.relation(t.table_name) AND c.contype = 'c'
		WHERE t.is_configuration AND t.table_name <> 'analytics_hash_key' AND c.conname !~ '_(is|has)_'$$,
	'the checks of configuration, which people write, say what they ask for');
SELECT is_empty(
	$$SELECT signature FROM member_function WHERE (proname ~ '^analytics_[a-z0-9_]+$') = is_helper OR is_piece AND NOT is_helper$$,
	'what users call begins with analytics_, and what they do not is in a schema of its own');
SELECT is_empty(
	$$SELECT signature FROM member_function
		WHERE is_helper <> (obj_description(oid, 'pg_proc') ILIKE 'internal: %')$$,
	'the comment of what is not for users says so, and no other');
SELECT is_empty(
	$$SELECT signature FROM member_function
		WHERE pronargs > 0 AND (proargnames IS NULL OR '' = ANY (proargnames[1:pronargs]))$$,
	'every argument has a name');
SELECT is_empty(
	$$SELECT signature FROM member_function
		WHERE EXISTS (SELECT FROM pg_type AS t WHERE t.oid = ANY (prorettype || proargtypes::oid[])
			AND t.typtype = 'p' AND t.typname NOT IN ('internal', 'trigger', 'void', 'record'))
		-- rows of a table to which its owner may have added columns
		AND proname <> 'analytics_export_partition'
		-- but the functions of a type
		AND NOT EXISTS (SELECT FROM pg_type AS t WHERE member_function.oid IN (t.typinput, t.typoutput))$$,
	'arguments and results have concrete types');

-- who may do what

SELECT is_empty(
	$$SELECT signature FROM member_function WHERE prosecdef$$,
	'nothing runs with its owner''s rights');
SELECT is_empty(
	$$SELECT signature FROM member_function WHERE proleakproof$$,
	'nothing is leakproof');
-- A helper is called with the rights of whoever calls the function that it helps; a piece of an aggregate with those
-- of the aggregate's owner.
SELECT is_empty(
	$$SELECT signature FROM member_function WHERE is_piece = has_function_privilege('public', oid, 'EXECUTE')$$,
	'PUBLIC may execute everything but the pieces of aggregates');
SELECT is_empty(
	$$SELECT p.oid::regprocedure FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
		JOIN member_function AS f ON f.oid = p.oid
		WHERE l.lanname IN ('sql', 'plpgsql') AND p.prosqlbody IS NULL
			-- a procedure that commits can have none
			AND p.prokind <> 'p'
			AND 'search_path=pg_catalog, pg_temp' <> ALL (coalesce(p.proconfig, '{}'))$$,
	'every function in SQL or plpgsql has a pinned search_path');

-- Triggers, policies, defaults and the view of a store name functions: they are in every dump of it, and so stay in the
-- extension's schema, under these signatures, for ever.
SELECT results_eq(
	$$SELECT f.signature || ' ' || f.prorettype::regtype FROM member_function AS f
		WHERE EXISTS (SELECT FROM pg_depend AS d
			LEFT JOIN pg_rewrite AS r ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid
			WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = f.oid AND d.classid <> 'pg_proc'::regclass
				AND coalesce(r.ev_class, d.objid) NOT IN (SELECT m.objid FROM member AS m))
		ORDER BY f.signature COLLATE "C"$$,
	ARRAY['analytics_acquisition_costs_changed() trigger', 'analytics_audit_configuration() trigger', 'analytics_audit_guard() trigger',
		'analytics_config_changed() trigger', 'analytics_current_tenants() uuid[]', 'analytics_event_types_check() trigger',
		'analytics_gate() trigger', 'analytics_gate_truncate() trigger', 'analytics_inbox_insert() trigger', 'analytics_is_unbound() boolean',
		'analytics_sees_only_tenant() boolean', 'analytics_users_gate() trigger'],
	'the functions that the store names are in the extension''s schema, and frozen');

-- what the planner is told

SELECT is_empty(
	$$SELECT signature FROM member_function
		WHERE prorettype = 'trigger'::regtype AND (provolatile <> 'v' OR proparallel <> 'u')$$,
	'triggers are volatile and parallel unsafe');
SELECT is_empty(
	$$SELECT signature FROM member_function WHERE provolatile = 'i' AND proparallel <> 's'$$,
	'what is immutable is parallel safe');
SELECT is_empty(
	$$SELECT f.signature FROM member_function AS f JOIN pg_aggregate AS a ON a.aggfnoid = f.oid
		WHERE f.proparallel <> 's' OR a.aggcombinefn = 0
			OR a.aggtranstype = 'internal'::regtype AND (a.aggserialfn = 0 OR a.aggdeserialfn = 0)$$,
	'every aggregate can run in parallel');
SELECT is_empty(
	$$SELECT f.signature FROM member_function AS f JOIN pg_aggregate AS a ON f.oid IN (a.aggserialfn, a.aggdeserialfn)
		WHERE NOT f.proisstrict$$,
	'serialization and deserialization are strict');

-- A subtransaction cannot be started while a query runs in parallel.  What a function calls is told from its text; a function in C that
-- runs another as the owner has that one's name.
CREATE TABLE calls AS
	SELECT DISTINCT f.oid AS caller, g.oid AS called
	FROM member_function AS f,
	LATERAL (SELECT word[1] AS name FROM regexp_matches(coalesce(pg_get_function_sqlbody(f.oid), f.prosrc), E'(\\w+)\\(', 'g') AS word
		UNION ALL
		SELECT replace(f.proname, 'analytics_', who) FROM unnest(ARRAY['owner_', 'reader_']) AS who WHERE f.lanname = 'c') AS w
	JOIN member_function AS g ON g.proname = w.name AND g.prokind = 'f';
SELECT is_empty(
	$$WITH RECURSIVE runs AS (
			SELECT oid AS caller, oid AS called FROM member_function WHERE proparallel <> 'u'
			UNION
			SELECT r.caller, c.called FROM runs AS r JOIN calls AS c ON c.caller = r.called)
		SELECT r.caller::regprocedure, f.signature FROM runs AS r JOIN member_function AS f ON f.oid = r.called
		WHERE f.lanname = 'plpgsql' AND f.prosrc ~ E'\\mEXCEPTION\\s+WHEN\\M'$$,
	'what may run beside a parallel scan catches no error, nor does anything that it calls');
SELECT isnt_empty(
	$$SELECT FROM calls AS c JOIN member_function AS f ON f.oid = c.caller JOIN member_function AS g ON g.oid = c.called
		WHERE f.proname = 'funnel_part' AND g.proname = 'funnel_steps'$$,
	'calls are found');
SELECT is_empty(
	$$SELECT signature FROM member_function
		WHERE lanname = 'sql' AND prosqlbody IS NULL AND NOT proretset AND provolatile <> 'v' AND prosrc !~* E'\\mFROM\\M'
			-- which write a table's name as their search_path has it: with its schema
			-- and one whose text C code reads
			AND proname NOT IN ('qualified_name', 'blocks', 'events_with_cutoff', 'extension_schema')$$,
	'what is an expression in SQL is written as one, so that it is inlined');
SELECT is_empty(
	$$SELECT signature FROM member_function WHERE prosqlbody IS NOT NULL AND (proisstrict OR proconfig IS NOT NULL)$$,
	'and nothing keeps it from being');

-- One word for one thing: who knows one report can guess the next.

CREATE VIEW named AS
	SELECT f.signature, f.proname, f.prokind, a.name, coalesce(a.mode, 'i') AS mode, a.type::regtype AS type, a.n,
		row_number() OVER (PARTITION BY f.oid, coalesce(a.mode, 'i') = 't' ORDER BY a.n) AS place
	FROM member_function AS f,
	LATERAL ROWS FROM (unnest(f.proargnames), unnest(f.proargmodes), unnest(coalesce(f.proallargtypes, f.proargtypes::oid[])))
		WITH ORDINALITY AS a (name, mode, type, n)
	WHERE NOT f.is_helper;
SELECT is_empty(
	$$SELECT n.signature, n.name, n.type FROM named AS n
		JOIN (VALUES ('grain', 'text'), ('time_zone', 'text'), ('count_by', 'text'), ('breakdown', 'text'), ('from_time', 'timestamptz'),
			('to_time', 'timestamptz'), ('within', 'interval'), ('timeout', 'interval'), ('bucket_width', 'interval'))
			AS v (name, type) USING (name)
		WHERE n.type <> v.type::regtype OR n.mode = 't'$$,
	'the words of reports mean what they mean, and are arguments');
SELECT is_empty(
	$$SELECT signature, name FROM named
		WHERE mode <> 't' AND name IN ('from', 'to', 'since', 'until', 'start_time', 'end_time', 'start_date', 'end_date', 'from_day', 'to_day', 'from_date', 'to_date',
			'tz', 'timezone', 'zone', 'granularity', 'resolution', 'metric_period', 'bucket', 'bucket_size', 'step_size', 'group_by', 'segment_by',
			'window', 'now', 'at_time', 'session_timeout', 'time_window')
			-- a document's arguments are those of its URL
			AND NOT (proname = 'analytics_metrics_aggregated' AND name IN ('start_date', 'end_date') AND type = 'date'::regtype)$$,
	'and no argument says the same with another word');
SELECT is_empty(
	$$SELECT signature, name FROM named
		WHERE prokind <> 'a' AND mode <> 't' AND type = 'timestamptz'::regtype AND name NOT IN ('from_time', 'to_time', 'as_of', 'occurred_at')
			AND proname <> 'analytics_session_number'$$,
	'a time is from_time, to_time, as_of or the time of an event');
SELECT is_empty(
	$$SELECT f.signature FROM named AS f
		WHERE f.name = 'from_time' AND f.mode <> 't'
			AND NOT EXISTS (SELECT FROM named AS t WHERE t.signature = f.signature AND t.name = 'to_time' AND t.n = f.n + 1)$$,
	'to_time follows from_time');
SELECT is_empty(
	$$SELECT signature, name FROM named
		WHERE mode = 't' AND type = 'timestamptz'::regtype AND place = 1 AND name <> 'time'
			OR mode = 't' AND name IN ('timestamp', 'ts', 'date', 'bucket', 'day', 'at', 'peak_at', 'range_start', 'range_end')
		UNION ALL
		SELECT t.typname, a.attname FROM member AS m JOIN pg_type AS t ON m.classid = 'pg_type'::regclass AND m.objid = t.oid
		JOIN pg_attribute AS a ON a.attrelid = t.typrelid
		WHERE a.attname IN ('bucket', 'peak_at') AND t.typnamespace <> 'mindwell_internal'::regnamespace$$,
	'a series begins with time, and an instant has one name in all results');
-- what is maintained, not reported, has names of files and settings, and documents of rollups their dates, a warehouse the types of its own
SELECT is_empty(
	$$SELECT signature, name, type FROM named
		WHERE mode = 't' AND type NOT IN ('timestamptz'::regtype, 'bigint'::regtype, 'double precision'::regtype, 'text'::regtype, 'boolean'::regtype, 'jsonb'::regtype)
			AND signature IN (SELECT r.signature FROM named AS r WHERE r.name = 'from_time' AND r.prokind = 'f')
			AND proname NOT IN ('analytics_refresh', 'analytics_verify_rollups', 'analytics_aggregated', 'analytics_fact_productivity')$$,
	'the columns of reports have types that every client knows');

-- SQL has no value of type internal, but a superuser can declare a C function with another signature: a piece of an
-- aggregate that has no state yet, or is strict, notices that no aggregate calls it.
CREATE FUNCTION error_outside_aggregate(piece regprocedure) RETURNS text LANGUAGE plpgsql AS $function$
DECLARE
	internal CONSTANT oid := 'internal'::regtype;
	types text;
	arguments text;
	result text;
BEGIN
	SELECT string_agg(CASE a.type WHEN internal THEN 'bigint' ELSE format_type(a.type, NULL) END, ', ' ORDER BY a.n),
		string_agg(quote_nullable(CASE WHEN a.type <> internal THEN coalesce(v.value, analytics_funnel_plan(2, '1 day')::text)
			WHEN p.proisstrict THEN '8' END), ', ' ORDER BY a.n)
	INTO types, arguments
	FROM pg_proc AS p, unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (type, n)
	LEFT JOIN (VALUES ('bytea'::regtype, E'\\x00'), ('boolean'::regtype, 'true'), ('boolean[]'::regtype, '{t}'),
		('bigint'::regtype, '1'), ('jsonb'::regtype, '{}'), ('integer'::regtype, '1'), ('double precision'::regtype, '0.5'),
		('uuid'::regtype, gen_random_uuid()::text), ('uuid[]'::regtype, '{}'), ('text'::regtype, 'a'), ('text[]'::regtype, '{a}'),
		('date'::regtype, '2024-01-01'), ('timestamptz'::regtype, '2024-01-01'), ('interval'::regtype, '1 day'),
		('tstzrange'::regtype, '[2024-01-01,2024-01-02)'), ('timestamptz[]'::regtype, '{2024-01-01}')) AS v (type, value) ON v.type = a.type
	WHERE p.oid = piece;

	EXECUTE format('CREATE FUNCTION pg_temp.piece(%s) RETURNS %s LANGUAGE c AS %L, %L', types,
		(SELECT CASE prorettype WHEN internal THEN 'bigint' ELSE format_type(prorettype, NULL) END FROM pg_proc WHERE oid = piece),
		(SELECT probin FROM pg_proc WHERE oid = piece), (SELECT prosrc FROM pg_proc WHERE oid = piece));
	BEGIN
		EXECUTE format('SELECT pg_temp.piece(%s)', arguments) INTO result;
		result := 'returned ' || coalesce(result, 'NULL');
	EXCEPTION WHEN OTHERS THEN
		result := SQLSTATE;
	END;
	EXECUTE format('DROP FUNCTION pg_temp.piece(%s)', types);
	RETURN result;
END
$function$;
SELECT is_empty(
	$$SELECT signature, error_outside_aggregate(oid) FROM member_function
		WHERE CASE WHEN is_piece THEN error_outside_aggregate(oid) NOT IN ('0A000', '55000') END$$,
	'no piece of an aggregate runs outside an aggregate');

-- what plpgsql does not know before it runs

CREATE TABLE watched (customer uuid);
CREATE TRIGGER track AFTER INSERT ON watched FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('order_placed');

-- These take a clause from their one caller, where it is a constant.
CREATE TABLE accepted (proname name, level text);
INSERT INTO accepted VALUES ('create_trigger', 'security'), ('create_policy', 'security'),
	('create_read_policy', 'security'), ('create_write_restriction', 'security');
-- An expression of a policy, as the catalog has it.
INSERT INTO accepted VALUES ('owner_enable_tenants', 'security');
-- Privileges are literals, and the list of tables is made of regclass; access.sql tries a role's name.
INSERT INTO accepted VALUES ('owner_grant', 'security'), ('owner_revoke', 'security'), ('grant_as_events', 'security');
-- Conditions that derivations() and theirs_sql() have.
INSERT INTO accepted VALUES ('owner_export_user_rows', 'security'), ('purge_derivations', 'security');
-- The condition is a policy's, as the server writes it down.
INSERT INTO accepted VALUES ('readable_tenants', 'security'), ('hidden_revenue', 'security');
-- Steps become conditions of the query, so it is not known what it returns before it runs.
INSERT INTO accepted VALUES ('retention_part', 'warning extra'), ('funnel_part', 'warning extra');
-- The same, made of literals alone: report_funnel.sql tries quotes, backslashes and format characters.
INSERT INTO accepted VALUES ('funnel_part', 'security'), ('trend_values', 'security'), ('trend_part', 'security'), ('funnel_chains', 'security'), ('user_steps', 'security'), ('active_users_part', 'security');
-- The units of maintenance have one signature, of which not each needs everything.
INSERT INTO accepted VALUES ('unit_drain', 'warning extra'), ('unit_register', 'warning extra'),
	('unit_trim', 'warning extra'), ('unit_analyze', 'warning extra');
-- So have the checks of health.
INSERT INTO accepted VALUES ('check_sealed_days', 'warning extra'), ('check_hash_key', 'warning extra');
-- What it returns is known when it runs.
INSERT INTO accepted VALUES ('unregistered_types', 'warning extra'), ('scheduled_jobs', 'warning extra'),
	('job_runs', 'warning extra'),
	('count_days', 'warning extra'), ('count_period', 'warning extra'), ('compare_user_days', 'warning extra'),
	('compare_derivation', 'warning extra'), ('state_events', 'warning extra'),
	('goal_lives', 'warning extra'), ('presence', 'warning extra'), ('trend_values', 'warning extra'), ('trend_part', 'warning extra'), ('funnel_chains', 'warning extra'), ('user_steps', 'warning extra'), ('active_users_part', 'warning extra');
-- A metric's name chooses the query, and is not part of it; what is comes from builtin_metrics().
INSERT INTO accepted VALUES ('count_days', 'security');
-- Texts of arrays of text are read, which depends on nothing; blocks are counted, and files read, as they are at the moment.
INSERT INTO accepted VALUES ('builtin_metrics', 'warning'), ('check_sealed_days', 'warning'),
	('check_default_partition', 'warning'), ('check_events', 'warning'), ('check_hash_key', 'warning');
-- The definitions of views, which are constants.
INSERT INTO accepted VALUES ('analytics_create_views', 'security');
-- What count_days() composes.
INSERT INTO accepted VALUES ('count_period', 'security');
-- The names of privileges that access_privileges() has.
INSERT INTO accepted VALUES ('revoke_former', 'security');
-- The query of a metric is a text that the owner gave, and is run with the owner's rights.
INSERT INTO accepted VALUES ('evaluate_metric', 'security');

SELECT is_empty(
	$$SELECT f.signature, c.lineno, c.level, c.message, c.detail, c.hint
		FROM member_function AS f
		LEFT JOIN pg_trigger AS t ON t.tgfoid = f.oid,
		LATERAL plpgsql_check_function_tb(f.oid, coalesce(t.tgrelid, 0), fatal_errors => false, extra_warnings => true,
			security_warnings => true) AS c
		WHERE f.lanname = 'plpgsql' AND (f.proname, c.level) NOT IN (SELECT * FROM accepted)$$,
	'plpgsql_check finds nothing');

SELECT * FROM finish();
