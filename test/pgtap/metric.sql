-- A built-in metric is a row of data: a new one of any kind is computed, read and verified; no other code knows one by name.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET datestyle = ISO;
CREATE EXTENSION mindwell_analytics;

SELECT plan(15);

-- The names that the engine must not know: of metrics, and of the event types and properties that they are made of.
CREATE TEMPORARY TABLE known AS
	SELECT b.name AS word FROM mindwell_internal.builtin_metrics() b
	UNION SELECT unnest(b.event_types) FROM mindwell_internal.builtin_metrics() b
	UNION SELECT b.property FROM mindwell_internal.builtin_metrics() b WHERE b.property IS NOT NULL;
-- The words in the string literals of a function, but for those that people read: comments, and what errors say.
CREATE FUNCTION literal_words(code text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT DISTINCT w[1]
	FROM regexp_matches(regexp_replace(code, E'--[^\\n]*|COMMENT ON [^;]*;|RAISE [^;]*;', '', 'g'), '''([^'']*)''', 'g') AS l,
		 LATERAL regexp_matches(l[1], '[a-z][a-z0-9_]*', 'g') AS w
$$;
-- The engine: what a refresh, a backfill, a verification, a purge and an erasure call.  Reports may name what they are about.
CREATE TEMPORARY TABLE internal AS
	SELECT p.oid, p.proname, COALESCE(pg_get_function_sqlbody(p.oid), p.prosrc) AS code
	FROM pg_proc p
	WHERE p.pronamespace = 'mindwell_internal'::regnamespace AND p.prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c');
CREATE TEMPORARY TABLE engine AS
	WITH RECURSIVE called AS (
		SELECT i.* FROM internal i
		WHERE i.proname IN ('owner_refresh', 'unit_refresh', 'unit_backfill', 'owner_verify_rollups', 'refresh_before_purge', 'purge_derivations',
							'erase_derived', 'reader_unsettled', 'reader_aggregated')
		   OR i.proname IN (SELECT unnest(ARRAY[d.derive_function, d.compare_function, d.erase_function]) FROM mindwell_internal.derivations() d)
		UNION
		SELECT i.* FROM called c JOIN internal i ON c.code ~ ('mindwell_internal[.]' || i.proname || '($|[^a-z0-9_])'))
	SELECT * FROM called;
-- what these call is of reports
CREATE TEMPORARY TABLE reporting AS
	WITH RECURSIVE called AS (
		SELECT i.* FROM internal i WHERE i.proname IN ('carried_ledger', 'state_values')
		UNION
		SELECT i.* FROM called c JOIN internal i ON c.code ~ ('mindwell_internal[.]' || i.proname || '($|[^a-z0-9_])'))
	SELECT * FROM called;
SELECT cmp_ok(count(*), '>', 60::bigint, 'the engine is found') FROM engine;
SELECT is_empty($$
	SELECT e.proname, k.word
	FROM engine e, LATERAL literal_words(e.code) AS w (word) JOIN known k ON k.word = w.word
	WHERE
	  -- the data of metrics and of the taxonomy, and which payment is no action
	  e.proname NOT IN ('builtin_metrics', 'builtin_versions', 'state_metrics', 'ledger_types', 'ledger_properties', 'paying_types', 'canonical_properties', 'is_action')
	  -- what a purge leaves of subscriptions, and values of reports
	  AND e.proname <> ALL (ARRAY(SELECT r.proname FROM reporting AS r))
	  -- the stage of that name
	  AND NOT (k.word = 'revenue' AND e.code ~ 'funnel_stage')
$$, 'no function of the engine names a metric, or an event type or property of one');
SELECT set_has($$
	SELECT w FROM literal_words((SELECT prosrc FROM pg_proc WHERE proname = 'builtin_metrics')) w
$$, 'SELECT word FROM known', 'the search finds such names where they are');

-- A row of each kind, added before anything was planned; a spanning one looks further than those that there are.
ALTER FUNCTION mindwell_internal.builtin_metrics() RENAME TO shipped_metrics;
CREATE FUNCTION mindwell_internal.builtin_metrics()
RETURNS TABLE (name text, unit text, periods text[], kind text, event_types text[], property text,
			   currency_property text, periods_before float8, periods_after float8, based_on text, adds_up boolean, empty_value float8, description text)
LANGUAGE sql IMMUTABLE AS $$
	SELECT * FROM mindwell_internal.shipped_metrics()
	UNION ALL
	VALUES ('teas', 'events', '{daily,weekly,monthly}'::text[], 'events', '{tea_brewed,tea_spilt}'::text[], NULL, NULL, 0, 0, NULL, true, 0, NULL),
		('tea_litres', 'l', '{daily,weekly,monthly}', 'sum', '{tea_brewed}', 'litres', NULL, 0, 0, NULL, true, 0, NULL),
		('tea_degrees', 'K', '{daily}', 'mean', '{tea_brewed,tea_spilt}', 'degrees', NULL, 0, 0, NULL, false, NULL, NULL),
		('tea_praise', 'rating', '{daily}', 'ratings', '{tea_drunk}', 'stars', NULL, 0, 0, NULL, false, NULL, NULL),
		('tea_guests', 'users', '{daily,weekly,monthly}', 'users', '{}', NULL, NULL, 0, 0, NULL, false, 0, NULL),
		('tea_hours', 'minutes', '{daily,weekly}', 'minutes', '{}', NULL, NULL, 0, 0, NULL, true, 0, NULL),
		('tea_rounds', 'ratio', '{daily}', 'sessions', '{}', NULL, NULL, 0, 0, NULL, false, NULL, NULL),
		('tea_drunk', 'fraction', '{daily}', 'conversion', '{tea_brewed,tea_drunk}', NULL, NULL, 0, 0, NULL, false, NULL, NULL),
		('tea_echo', 'fraction', '{daily}', 'followed', '{tea_brewed,tea_drunk}', NULL, NULL, 0, 3, NULL, false, NULL, NULL),
		('tea_loss', 'fraction', '{weekly}', 'churn', '{}', NULL, NULL, 1, 0, NULL, false, NULL, NULL)
$$;

SELECT FROM analytics_install();
SET mindwell_analytics.max_event_age = 0;
SELECT FROM analytics_create_partitions('2001-01-01Z', '2001-03-01Z');
CREATE FUNCTION track(who text, event_type text, at timestamptz, properties jsonb DEFAULT '{}') RETURNS void LANGUAGE sql AS $$
	INSERT INTO analytics_events (user_id, session_id, event_type, occurred_at, properties)
	VALUES (analytics_uuid(who), analytics_uuid(who || at::date), event_type, at, properties)
$$;
SELECT track('ada', 'tea_brewed', '2001-01-10 08:00Z', '{"litres": 0.5, "degrees": 95}'),
	track('ada', 'tea_brewed', '2001-01-10 09:00Z', '{"litres": 0.25}'),
	track('ada', 'tea_drunk', '2001-01-10 09:30Z', '{"stars": 3}'),
	track('ben', 'tea_brewed', '2001-01-10 10:00Z', '{"litres": 1, "degrees": 90}'),
	track('ben', 'tea_spilt', '2001-01-10 10:05Z', '{"litres": 1, "degrees": 70}'),
	track('ben', 'tea_drunk', '2001-01-13 09:59Z', '{}'),
	track('ada', 'tea_drunk', '2001-01-16 09:59Z', '{}');

CREATE VIEW teas AS
	SELECT d.name COLLATE "default" AS name, p.period, a.metric_date, a.value
	FROM analytics_metric_definitions d, unnest(d.periods) AS p (period),
		LATERAL analytics_aggregated(d.name, p.period, '2001-01-08Z', '2001-01-22Z', '2001-03-01Z') a
	WHERE d.name LIKE 'tea%';
CREATE FUNCTION refresh() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM analytics_refresh(as_of => '2001-03-01Z') $$;
CREATE TEMPORARY TABLE live AS TABLE teas;
SELECT results_eq($$SELECT name, period, metric_date::text, round(value::numeric, 6) FROM live WHERE metric_date IN ('2001-01-10', '2001-01-15') AND period <> 'monthly'
	AND value IS NOT NULL AND NOT (period = 'daily' AND metric_date = '2001-01-15') ORDER BY name COLLATE "C", period, metric_date$$,
	$$VALUES ('tea_degrees', 'daily', '2001-01-10', 85.000000),
		('tea_drunk', 'daily', '2001-01-10', 0.500000),
		('tea_echo', 'daily', '2001-01-10', 1.000000),
		('tea_guests', 'daily', '2001-01-10', 2.000000),
		('tea_guests', 'weekly', '2001-01-15', 1.000000),
		('tea_hours', 'daily', '2001-01-10', 5.000000),
		('tea_hours', 'weekly', '2001-01-15', 1.000000),
		('tea_litres', 'daily', '2001-01-10', 1.750000),
		('tea_litres', 'weekly', '2001-01-15', 0.000000),
		('tea_loss', 'weekly', '2001-01-15', 0.500000),
		('tea_praise', 'daily', '2001-01-10', 3.000000),
		('tea_rounds', 'daily', '2001-01-10', 1.000000),
		('teas', 'daily', '2001-01-10', 4.000000),
		('teas', 'weekly', '2001-01-15', 0.000000)$$, 'computed from the events');
SELECT cmp_ok(refresh(), '>', 0::bigint, 'refreshed');
SELECT set_eq('TABLE teas', 'TABLE live', 'rolled up');
SELECT is_empty($$SELECT * FROM analytics_verify_rollups('2001-01-01', '2001-02-01', '2001-03-01Z')$$, 'verified');

-- A late event changes values of the days, weeks and months that look at its day, and is read at once.
SELECT track('ben', 'tea_drunk', '2001-01-07 08:00Z', '{}'), track('cyd', 'tea_drunk', '2001-01-11 08:00Z', '{}');
DELETE FROM analytics_events WHERE occurred_at = '2001-01-13 09:59Z';
TRUNCATE live;
INSERT INTO live TABLE teas;
SELECT results_eq($$SELECT name, metric_date::text, value FROM live WHERE (name, metric_date) IN (('tea_echo', '2001-01-10'), ('tea_loss', '2001-01-15')) ORDER BY 1$$,
	$$VALUES ('tea_echo', '2001-01-10', 2 / 3::float8), ('tea_loss', '2001-01-15', 2 / 3::float8)$$, 'a late event');
SELECT refresh() > 0;
SELECT set_eq('TABLE teas', 'TABLE live', 'rolled up again');
SELECT is_empty($$SELECT * FROM analytics_verify_rollups('2001-01-01', '2001-02-01', '2001-03-01Z')$$, 'verified again');

-- Satisfaction is what its report says: of several answers to one survey the last of the day, at one time that of the later id.
SELECT track('ada', 'session_survey_submitted', '2001-01-18 08:00Z', '{"survey_id": 1, "rating": 1}'),
	track('ada', 'session_survey_submitted', '2001-01-18 09:00Z', '{"survey_id": 1.0, "rating": 5}'),
	track('ada', 'session_survey_submitted', '2001-01-18 10:00Z', '{"survey_id": 1, "rating": null}'),
	track('ada', 'session_survey_submitted', '2001-01-18 09:00Z', '{"booking_id": 1, "rating": 2}'),
	track('ben', 'session_survey_submitted', '2001-01-18 07:00Z', '{"survey_id": 1, "rating": 4}'),
	track('ben', 'session_survey_submitted', '2001-01-18 07:00Z', '{"rating": 3}'), track('ben', 'session_survey_submitted', '2001-01-18 07:00Z', '{"rating": 3}'),
	track('ada', 'session_survey_submitted', '2001-01-19 00:00Z', '{"survey_id": 1, "rating": 2}');
CREATE VIEW satisfied AS SELECT metric_date, value FROM analytics_aggregated('satisfaction', 'day', '2001-01-17Z', '2001-01-20Z', '2001-03-01Z');
CREATE VIEW reported AS SELECT ("time" AT TIME ZONE 'UTC')::date, mean_rating FROM analytics_satisfaction('2001-01-17Z', '2001-01-20Z', 'day', as_of => '2001-03-01Z');
SELECT results_eq('TABLE satisfied', $$VALUES ('2001-01-17'::date, NULL::float8), ('2001-01-18', 3.4), ('2001-01-19', 2)$$, 'satisfaction from the events');
SELECT refresh() > 0;
SELECT results_eq('TABLE satisfied', 'TABLE reported', 'rolled up it is what the report says');

-- A store that was made before a metric was: its days are computed again.
DELETE FROM analytics_metric_definitions WHERE name = 'satisfaction';
DELETE FROM analytics_metrics WHERE metric_type = 'satisfaction';
SELECT FROM analytics_install();
SELECT results_eq('TABLE satisfied', 'TABLE reported', 'a metric that is new holds for the days before');
SELECT refresh() > 0;
SELECT results_eq($$SELECT metric_date, value FROM analytics_metrics WHERE metric_type = 'satisfaction' AND value IS NOT NULL ORDER BY 1$$,
	'SELECT * FROM reported WHERE mean_rating IS NOT NULL', 'which a refresh rolls up');
SELECT FROM analytics_install();
SELECT is_empty('SELECT FROM analytics_stale_buckets WHERE period = ''daily''', 'once');

SELECT * FROM finish();
