-- How reports are made of parts: the list from which others read it is whole, and true.

SET client_min_messages = warning;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();

SELECT plan(9);

CREATE VIEW report_part AS SELECT * FROM mindwell_internal.report_parts();

-- a report is what tells of a time, or as of one
SELECT set_eq(
	$$SELECT p.proname::text FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
		JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid
		WHERE e.extname = 'mindwell_analytics' AND d.deptype = 'e' AND p.proname LIKE 'analytics\_%' AND p.prokind = 'f' AND p.provolatile = 's'
			AND p.proargnames && ARRAY['from_time', 'as_of']
			AND p.proname NOT IN ('analytics_funnel_plan', 'analytics_health', 'analytics_verify_rollups')$$,
	$$SELECT report FROM report_part WHERE report NOT IN ('analytics_dim_user', 'analytics_metrics_aggregated')$$,
	'every report is in the list, and nothing else');
SELECT is_empty(
	$$SELECT report FROM report_part GROUP BY 1 HAVING count(*) > 1$$,
	'and once');
SELECT is_empty(
	$$SELECT report FROM report_part WHERE kind NOT IN ('sum', 'state', 'rows', 'user', 'local', 'exchange')
		OR (part IS NOT NULL) <> (kind IN ('sum', 'state'))$$,
	'there are parts of what is added or merged');

CREATE VIEW pieces AS
	SELECT r.part, p.proname LIKE '%\_finish' AS is_finish, p.*
	FROM (SELECT DISTINCT part FROM report_part WHERE part IS NOT NULL) AS r
	JOIN pg_proc AS p ON p.pronamespace = 'mindwell_internal'::regnamespace AND p.proname IN (r.part || '_part', r.part || '_finish');
SELECT is_empty(
	$$SELECT part FROM report_part WHERE part IS NOT NULL AND (SELECT count(*) FROM pieces AS p WHERE p.part = report_part.part) <> 2$$,
	'each of them has one part, and one finish');
SELECT is_empty(
	$$SELECT part FROM pieces WHERE NOT is_finish AND prorettype <> ('mindwell_internal.' || part || '_part')::regtype
		OR is_finish AND (proargtypes[0] <> ('mindwell_internal.' || part || '_part[]')::regtype OR proargnames[1] <> 'parts')$$,
	'what a part returns is what its finish takes');
SELECT is_empty(
	$$SELECT report, 'result' FROM report_part AS r JOIN pieces AS f ON f.part = r.part AND f.is_finish JOIN pg_proc AS p ON p.proname = r.report
		WHERE pg_get_function_result(p.oid) <> pg_get_function_result(f.oid)$$,
	'what finish returns is what the report returns');
SELECT is_empty(
	$$SELECT p.oid::regprocedure FROM pieces AS p
		WHERE p.is_finish AND coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) ~ '(tenants_to_read|analytics_events|analytics_user_days|state_events|notice_)'$$,
	'finish asks no store');

-- the store that finishes may have other events, or none
SELECT results_eq(
	$$SELECT * FROM mindwell_internal.active_users_finish('{"(1,2)","(2,5)","(1,4)"}', ARRAY['2024-10-01Z', '2024-10-02Z', '2024-10-03Z', '2024-10-04Z']::timestamptz[], '2024-10-03Z')$$,
	$$VALUES ('2024-10-01Z'::timestamptz, 6::bigint, true), ('2024-10-02Z', 5, true), ('2024-10-03Z', 0, false)$$,
	'rows of several parts are added');

SELECT results_eq(
	$$SELECT users, paying_users, revenue, currency_code
		FROM (SELECT ARRAY['2024-10-07Z', '2024-10-14Z']::timestamptz[] AS borders) AS b, mindwell_internal.cohorts_finish(
			'{"(1,3,0,0,2,f,,0,0)","(1,0,0,0,0,t,EUR,3,70)","(1,0,0,0,0,t,USD,2,5)","(1,4,0,0,1,f,,0,0)","(1,0,0,0,0,t,USD,2,6)"}',
			borders, mindwell_internal.cohort_weeks(borders, 'UTC'), 'week', 'UTC', '2024-12-01Z', NULL, true)$$,
	$$VALUES (7::bigint, 3::bigint, 11::double precision, 'USD')$$,
	'the currency of cohorts is that of most payments of all, not of most of one store');

SELECT * FROM finish();
