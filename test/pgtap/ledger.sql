-- The ledger has, of every day, what the events of the state types say, and keeps it when they are purged; who reads states sees
-- one and the same, whatever a refresh has or has not done.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET timezone = 'UTC';
SET datestyle = ISO;
CREATE EXTENSION mindwell_analytics;
SELECT FROM analytics_install();
CREATE ROLE ledger_reader;

SELECT plan(76);

SELECT FROM analytics_grant('ledger_reader', 'reader');
SET ROLE ledger_reader;
SELECT is(mindwell_internal.may_read_derived('analytics_ledger'), true, 'of a store of one tenant readers read the ledger');
RESET ROLE;
SELECT FROM analytics_revoke('ledger_reader', 'reader');
SELECT FROM analytics_enable_tenants();
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;
SELECT FROM analytics_create_partitions('2025-03-01Z', '2025-03-15Z');
CREATE ROLE ledger_coach;
CREATE ROLE ledger_finance;
CREATE ROLE ledger_limited;
CREATE ROLE ledger_columns;
CREATE ROLE ledger_writer;

-- Helpers: events of a user, what a reader of states sees, and what the events alone say.
CREATE FUNCTION track(who text, event_type text, at timestamptz, properties jsonb DEFAULT '{}', tenant text DEFAULT 'tea') RETURNS void LANGUAGE sql AS $$
	INSERT INTO analytics_events (user_id, event_type, occurred_at, properties, tenant_id)
	VALUES (analytics_uuid(who), event_type, at, properties, analytics_uuid(tenant))
$$;
CREATE FUNCTION types() RETURNS text[] LANGUAGE sql AS $$ SELECT mindwell_internal.ledger_types() || '{page_view}' $$;
CREATE FUNCTION states(from_time timestamptz DEFAULT '-infinity', to_time timestamptz DEFAULT 'infinity') RETURNS SETOF record LANGUAGE sql STABLE AS $$
	SELECT s.tenant_id, s.event_type, s.occurred_at, s.event_id, s.user_id, s.session_id, s.properties
	FROM mindwell_internal.state_events(ARRAY(SELECT analytics_uuid(t) FROM unnest('{tea,gym}'::text[]) AS t), types(), from_time, to_time) AS s
$$;
CREATE FUNCTION by_events(from_time timestamptz DEFAULT '-infinity', to_time timestamptz DEFAULT 'infinity') RETURNS SETOF record LANGUAGE sql STABLE AS $$
	SELECT e.tenant_id, e.event_type::text, e.occurred_at, e.id, e.user_id, e.session_id, e.properties
	FROM analytics_events AS e WHERE e.event_type = ANY (types()) AND e.occurred_at >= from_time AND e.occurred_at < to_time
$$;
CREATE FUNCTION same_as_events(said text) RETURNS text LANGUAGE sql AS $$
	SELECT bag_eq('SELECT * FROM states() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb)',
		'SELECT * FROM by_events() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb)', said)
$$;
CREATE FUNCTION in_ledger() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM analytics_ledger $$;
CREATE FUNCTION differences() RETURNS bigint LANGUAGE sql AS $$
	SELECT count(*) FROM analytics_verify_rollups('2025-02-01Z', '2025-05-01Z', '2025-05-01Z')
$$;
-- Which partitions of the events a statement locks.
CREATE FUNCTION opened(from_time timestamptz, to_time timestamptz) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	seen bigint;
BEGIN
	SELECT count(*) INTO seen FROM states(from_time, to_time) AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb);
	RETURN (SELECT seen || ' rows, ' || COALESCE(string_agg(c.relname, ' ' ORDER BY c.relname), 'no partition')
			FROM pg_locks AS l JOIN pg_class AS c ON c.oid = l.relation
			WHERE l.pid = pg_backend_pid() AND c.relkind = 'r' AND c.relispartition);
END
$$;
SELECT set_eq('SELECT derivation, version, from_day, to_day FROM analytics_coverage',
	$$SELECT d.name, d.version, date '-infinity' AS f, date 'infinity' AS t FROM mindwell_internal.derivations() AS d$$, 'of a new store everything is derived');
SELECT is_empty($$SELECT d.* FROM mindwell_internal.derivations() AS d
	WHERE to_regclass(d.table_name) IS NULL OR NOT EXISTS (SELECT FROM pg_proc WHERE proname = d.derive_function)
		OR NOT EXISTS (SELECT FROM pg_proc WHERE proname = d.compare_function)$$, 'each derivation has a table and functions');
SELECT is_empty($$SELECT t FROM unnest(mindwell_internal.ledger_types()) AS t EXCEPT SELECT event_type FROM analytics_canonical_event_types()$$,
	'the ledger''s types are all in the taxonomy');

-- Late events, changes, deletions, TRUNCATE: what is read is what the events say, before the refresh and after it.
SELECT track('ann', 'subscription_created', '2025-03-02 10:00Z', '{"plan": "green", "amount": 9}');
SELECT track('ann', 'page_view', '2025-03-02 10:01Z');
SELECT track('bob', 'goal_created', '2025-03-02 23:59:59.999999Z', '{"goal_id": 1}');
SELECT track('bob', 'goal_completed', '2025-03-03 00:00Z', '{"goal_id": 1}');
SELECT track('cyd', 'habit_checked', '2025-03-03 12:00Z', '{"habit_id": "walk"}', 'gym');
SELECT is(in_ledger(), 0::bigint, 'ingest does not write the ledger');
SELECT same_as_events('before any refresh states are read from the events');
SELECT FROM analytics_refresh(as_of => '2025-03-20Z');
SELECT is(in_ledger(), 4::bigint, 'a refresh copies the events that change a state, and no others');
SELECT bag_eq('SELECT tenant_id, event_id, occurred_at, user_id, session_id, day, event_type, funnel_stage, properties FROM analytics_ledger',
	$$SELECT tenant_id, id, occurred_at, user_id, session_id, (occurred_at AT TIME ZONE 'UTC')::date, event_type, funnel_stage, properties
	FROM analytics_events WHERE event_type <> 'page_view'$$, 'whole');
SELECT same_as_events('the same is read after it');
SELECT is(differences(), 0::bigint, 'and verified');

SELECT track('ann', 'subscription_cancelled', '2025-03-02 11:00Z');
SELECT same_as_events('a late event is read at once');
UPDATE analytics_events SET properties = '{"plan": "black"}' WHERE event_type = 'subscription_created';
UPDATE analytics_events SET occurred_at = '2025-03-05 09:00Z' WHERE event_type = 'goal_created';
UPDATE analytics_events SET event_type = 'goal_abandoned' WHERE event_type = 'goal_completed';
DELETE FROM analytics_events WHERE event_type = 'habit_checked';
SELECT same_as_events('so are changes, moves and deletions');
SELECT FROM analytics_refresh(as_of => '2025-03-20Z');
SELECT is((SELECT string_agg(event_type || ' ' || day, ', ' ORDER BY occurred_at) FROM analytics_ledger),
	'subscription_created 2025-03-02, subscription_cancelled 2025-03-02, goal_abandoned 2025-03-03, goal_created 2025-03-05', 'and refreshed');
SELECT same_as_events('the same after the refresh');
SELECT is((SELECT properties FROM analytics_ledger WHERE event_type = 'subscription_created'), '{"plan": "black"}', 'an event that was changed is changed');

-- Nothing that is equal is written again.
CREATE TEMPORARY TABLE places AS SELECT event_id, ctid AS place, xmin AS written FROM analytics_ledger;
CREATE TEMPORARY TABLE metric_places AS SELECT ctid AS place, xmin AS written FROM analytics_metrics;
SELECT FROM analytics_refresh('2025-03-01Z', '2025-03-10Z', '2025-03-20Z');
SELECT set_eq('SELECT ctid AS place, xmin AS written FROM analytics_metrics', 'SELECT * FROM metric_places', 'nor does it write a value of a metric that is the same');
SELECT is((SELECT count(DISTINCT period) FROM analytics_metrics), 2::bigint, 'of a day and of a week');
SELECT set_eq('SELECT event_id, ctid AS place, xmin AS written FROM analytics_ledger', 'SELECT * FROM places', 'a refresh leaves rows alone that are as they should be');

-- Clean days are read from the ledger, and open no partition; of the others theirs alone.
SELECT alike(opened('2025-03-01Z', '2025-03-15Z'), '5 rows, %0301 %0302 %0314', 'a type that is not the ledger''s is read from the events');
CREATE OR REPLACE FUNCTION types() RETURNS text[] LANGUAGE sql AS $$ SELECT mindwell_internal.ledger_types() $$;
SELECT is(opened('2025-03-01Z', '2025-03-15Z'), '4 rows, no partition', 'clean days open no partition of the events');
SELECT is(opened('-infinity', 'infinity'), '4 rows, no partition', 'nor do all days');
SELECT track('dan', 'signup_completed', '2025-03-07 09:00Z', '{}', 'gym');
SELECT is(opened('2025-03-01Z', '2025-03-15Z'), '5 rows, analytics_events_20250307', 'a day that the log names opens its own');
SELECT is(opened('2025-03-01Z', '2025-03-07 08:00Z'), '4 rows, analytics_events_20250307', 'also in part');
SELECT is(opened('2025-03-02 10:30Z', '2025-03-05 09:00Z'), '2 rows, no partition', 'the time from which and until before which states are read is exact');
SELECT is(opened('2025-03-05 09:00Z', '2025-03-05 09:00Z'), '0 rows, no partition', 'no time has no events');
SELECT FROM mindwell_internal.collect_dirty('-infinity', 'infinity');
SELECT is(opened('2025-03-01Z', '2025-03-15Z'), '5 rows, analytics_events_20250307', 'so does one that is stale');
SELECT FROM analytics_refresh(as_of => '2025-03-20Z');
SELECT is(opened('2025-03-01Z', '2025-03-15Z'), '5 rows, no partition', 'until it is refreshed');

-- Whoever sees events sees the same in the ledger.
SELECT FROM analytics_grant('ledger_reader', 'reader', analytics_uuid('tea'));
SELECT FROM analytics_grant('ledger_coach', 'coach', analytics_uuid('tea'));
SELECT FROM analytics_grant('ledger_finance', 'finance', analytics_uuid('tea'));
SELECT FROM analytics_grant('ledger_limited', 'reader', analytics_uuid('tea'));
SELECT FROM analytics_grant('ledger_writer', 'writer', analytics_uuid('tea'));
GRANT SELECT (tenant_id, event_type, occurred_at, id, user_id, session_id, properties) ON analytics_events TO ledger_columns;
INSERT INTO analytics_tenant_members VALUES ('ledger_columns', analytics_uuid('tea'));
CREATE POLICY no_goals ON analytics_events AS RESTRICTIVE FOR SELECT TO ledger_limited USING (event_type !~ '^goal');
CREATE FUNCTION seen_by(reader name) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	seen text;
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', reader);
	SELECT COALESCE(string_agg(s.e, ' ' ORDER BY s.o), 'nothing') || CASE WHEN mindwell_internal.may_read_derived('analytics_ledger') THEN ', by the ledger' ELSE ', by events' END INTO seen
	FROM states() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb);
	RESET ROLE;
	RETURN seen;
END
$$;
CREATE FUNCTION seen_by_all() RETURNS SETOF text LANGUAGE sql AS $$
	SELECT r || ': ' || seen_by(r) FROM unnest('{ledger_reader,ledger_coach,ledger_finance,ledger_limited,ledger_columns}'::name[]) WITH ORDINALITY AS n (r, o) ORDER BY o
$$;
SELECT results_eq('SELECT seen_by_all()', $$VALUES
	('ledger_reader: subscription_created subscription_cancelled goal_abandoned goal_created, by the ledger'),
	('ledger_coach: goal_abandoned goal_created, by the ledger'),
	('ledger_finance: subscription_created subscription_cancelled, by the ledger'),
	('ledger_limited: subscription_created subscription_cancelled, by events'),
	('ledger_columns: subscription_created subscription_cancelled goal_abandoned goal_created, by events')$$, 'each role sees what it sees of the events, wherever it is read');
CREATE POLICY no_goals ON analytics_ledger AS RESTRICTIVE FOR SELECT TO ledger_limited USING (event_type !~ '^goal');
SELECT is(seen_by('ledger_limited'), 'subscription_created subscription_cancelled, by the ledger', 'a policy of the owner''s own that is on both does not count');
DROP POLICY no_goals ON analytics_ledger;
SELECT throws_ok('SELECT seen_by(''ledger_writer'')', '42501', NULL, 'who may not read events reads no states');
SET ROLE ledger_writer;
SELECT throws_ok('SELECT mindwell_internal.unsettled(''ledger'', ''{}'', ''2025-01-01'', ''2025-12-31'')', '42501', NULL, 'nor which days have changed');
RESET ROLE;
SELECT track('kim', 'goal_created', '2025-03-08 09:00Z', '{}', 'gym');
SELECT is(mindwell_internal.unsettled('ledger', ARRAY[analytics_uuid('gym')], '2025-03-01', '2025-04-01'), '{[2025-03-08,2025-03-09)}', 'the owner learns which days of a tenant have changed');
SET ROLE ledger_reader;
SELECT is(mindwell_internal.unsettled('ledger', ARRAY[analytics_uuid('gym')], '2025-03-01', '2025-04-01'), '{}', 'a reader does not learn it of a tenant that is not theirs');
RESET ROLE;
DELETE FROM analytics_events WHERE user_id = analytics_uuid('kim');
SELECT FROM analytics_refresh(as_of => '2025-03-20Z');
SET ROLE ledger_coach;
SELECT results_eq('SELECT event_type::text COLLATE "default" FROM analytics_ledger ORDER BY occurred_at', '{goal_abandoned,goal_created}'::text[], 'a coach sees no revenue in the table either');
SELECT throws_ok('DELETE FROM analytics_ledger', '42501', NULL, 'and nobody writes it');
RESET ROLE;

-- A purge leaves the ledger, with what came last; the days are final.
SELECT track('ann', 'payment_completed', '2025-03-02 12:00Z', '{"amount": 9}');
CREATE TEMPORARY TABLE known AS SELECT * FROM states() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb);
SELECT FROM analytics_set_retention('events', '10 days');
SELECT FROM analytics_purge(as_of => '2025-03-14 12:00Z');
SELECT FROM analytics_set_retention('events', NULL);
SELECT is((SELECT count(*) FROM analytics_events WHERE occurred_at < '2025-03-04Z'), 0::bigint, 'events were purged');
SELECT bag_eq('SELECT * FROM states() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb)', 'TABLE known', 'states are as before the purge');
SELECT is(opened('-infinity', 'infinity'), '6 rows, no partition', 'without the events');
SELECT results_eq('SELECT seen_by_all()', $$VALUES
	('ledger_reader: subscription_created subscription_cancelled payment_completed goal_abandoned goal_created, by the ledger'),
	('ledger_coach: goal_abandoned goal_created, by the ledger'),
	('ledger_finance: subscription_created subscription_cancelled payment_completed, by the ledger'),
	('ledger_limited: nothing, by events'), ('ledger_columns: goal_created, by events')$$, 'who reads events sees what is left of them');
SELECT track('ann', 'subscription_created', '2025-03-02 13:00Z');
SELECT bag_eq('SELECT * FROM states() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb)', 'TABLE known', 'what comes for a purged day does not change it');
SELECT FROM analytics_refresh('2025-03-01Z', '2025-03-10Z', '2025-03-20Z');
SELECT bag_eq('SELECT * FROM states() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb)', 'TABLE known', 'nor does a refresh');
SELECT is(differences(), 0::bigint, 'purged days are not compared');
DELETE FROM analytics_events WHERE occurred_at >= '2025-03-02Z' AND occurred_at < '2025-03-03Z';

-- What is in the ledger and not in the events, or the other way round, is found.
SELECT track('fay', 'goal_created', '2025-03-11 09:00Z', '{"goal_id": 2}', 'gym');
SELECT track('fay', 'goal_updated', '2025-03-11 10:00Z', '{"goal_id": 2}', 'gym');
SELECT FROM analytics_refresh(as_of => '2025-03-20Z');
UPDATE analytics_ledger SET properties = '{}' WHERE event_type = 'goal_created' AND day = '2025-03-11';
DELETE FROM analytics_ledger WHERE event_type = 'goal_updated';
INSERT INTO analytics_ledger (tenant_id, event_id, occurred_at, day, event_type, properties)
SELECT analytics_uuid('ape'), gen_random_uuid(), '2025-03-12 00:00Z', '2025-03-12', 'goal_created', '{}';
SELECT results_eq($$SELECT metric_type, period, metric_date::text, rolled_up, recounted FROM analytics_verify_rollups('2025-02-01Z', '2025-05-01Z', '2025-05-01Z')$$,
	$$VALUES ('ledger', 'daily', '2025-03-11', 1::float8, 2::float8), ('ledger', 'daily', '2025-03-12', 1, 0)$$, 'a verification tells what differs in the ledger');
DELETE FROM analytics_ledger WHERE tenant_id = analytics_uuid('ape');
SELECT FROM analytics_refresh('2025-03-11Z', '2025-03-12Z', '2025-03-20Z');
SELECT is(differences(), 0::bigint, 'and a refresh of the days puts it right');

-- The rights of a person: what is there twice is told once; all of it is erased, also of days of which the events were purged.
SELECT results_eq($$SELECT table_name, "row" ->> 'event_type' FROM analytics_export_user_rows('ann', analytics_uuid('tea'))
	WHERE table_name IN ('analytics_events', 'analytics_ledger') ORDER BY 1, "row" ->> 'occurred_at'$$,
	$$VALUES ('analytics_ledger', 'subscription_created'), ('analytics_ledger', 'subscription_cancelled'), ('analytics_ledger', 'payment_completed')$$,
	'of purged events the ledger is told');
SELECT results_eq($$SELECT table_name, "row" ->> 'event_type' FROM analytics_export_user_rows('fay', analytics_uuid('gym'))
	WHERE table_name IN ('analytics_events', 'analytics_ledger') ORDER BY 1, "row" ->> 'occurred_at'$$,
	$$VALUES ('analytics_events', 'goal_created'), ('analytics_events', 'goal_updated')$$, 'of others the events alone');
SELECT analytics_track_json(jsonb_build_object('event', 'signup_completed', 'anonymous_id', 'cookie', 'occurred_at', '2025-03-12T09:00:00Z', 'tenant_id', analytics_uuid('tea'))) IS NOT NULL AS tracked;
SELECT FROM analytics_refresh(as_of => '2025-03-20Z');
SELECT analytics_alias('cookie', 'ann', analytics_uuid('tea'));
SELECT FROM analytics_forget_user('ann', tenant_id => analytics_uuid('tea'));
SELECT is_empty($$SELECT FROM analytics_ledger WHERE user_id IN (analytics_uuid('ann'), analytics_anonymous_uuid('cookie'))$$, 'an erasure takes the user and the visitor that they were');
SELECT is((SELECT row_counts ->> 'analytics_ledger' FROM analytics_erasures ORDER BY started_at DESC LIMIT 1), '4', 'and tells how many rows went');
SELECT is(differences(), 0::bigint, 'all is well');

-- A class of its own purges the ledger.
SELECT FROM analytics_set_retention('ledger', '5 days');
SELECT results_eq($$SELECT partition_name, action, event_count, status FROM analytics_purge(true, '2025-03-10 12:00Z')$$,
	$$VALUES ('analytics_ledger', 'delete', 1::bigint, 'planned')$$, 'a dry run says what would go');
SELECT results_eq($$SELECT partition_name, action, event_count, status FROM analytics_purge(as_of => '2025-03-10 12:00Z')$$,
	$$VALUES ('analytics_ledger', 'delete', 1::bigint, 'done')$$, 'the class ledger purges it');
SELECT results_eq($$SELECT from_day, to_day FROM analytics_coverage WHERE derivation = 'ledger'$$, $$VALUES (date '2025-03-05', date 'infinity')$$, 'which then holds for later days alone');
SELECT is((SELECT min(o) FROM states() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb)), '2025-03-05 09:00Z'::timestamptz, 'what has expired is not read');
SELECT is(differences(), 0::bigint, 'nor missed');
CALL analytics_maintain('backfill', '2025-03-10 12:00Z');
SELECT is((SELECT from_day FROM analytics_coverage WHERE derivation = 'ledger'), '2025-03-05'::date, 'and not derived again');
SELECT FROM analytics_set_retention('ledger', NULL);

-- A store of version 1, which has no ledger: everything goes on, and reads events.
CREATE FUNCTION former_store() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	DROP TABLE analytics_ledger, analytics_coverage;
	UPDATE analytics_store SET version = 1;
END
$$;
CREATE OR REPLACE FUNCTION in_ledger() RETURNS bigint LANGUAGE plpgsql AS $$ BEGIN RETURN (SELECT count(*) FROM analytics_ledger); END $$;
SELECT former_store();
SELECT same_as_events('without a ledger states are read from the events');
SELECT track('gil', 'habit_created', '2025-03-10 09:00Z');
CALL analytics_maintain('{create,register,drain,refresh,backfill,purge,keys,trim}');
SELECT is((SELECT string_agg(step || ' ' || error, ', ') FROM analytics_run_log WHERE status <> 'done'), NULL, 'maintenance has nothing to say');
SELECT is(differences(), 0::bigint, 'rollups are right');
SELECT same_as_events('late events too');

-- Where the owner has policies of their own, nobody knows who should see what of the ledger.
SELECT FROM analytics_install();
SELECT is(has_table_privilege('ledger_reader', 'analytics_ledger', 'SELECT'), false, 'a migration gives no rights where events have policies of the owner''s own');
DROP POLICY no_goals ON analytics_events;
SELECT former_store();

-- Migrated: nothing is in the ledger until a backfill comes to it, and in between all is the same.
SELECT alike(analytics_install(), '%migrated from version 1', 'the store is migrated');
SELECT set_eq('SELECT derivation FROM analytics_coverage', '{metrics,user_days}'::text[], 'the ledger holds for no day');
SELECT results_eq('SELECT seen_by_all()', $$VALUES ('ledger_reader: goal_created habit_created, by the ledger'), ('ledger_coach: goal_created habit_created, by the ledger'),
	('ledger_finance: nothing, by the ledger'), ('ledger_limited: goal_created habit_created, by the ledger'), ('ledger_columns: goal_created habit_created, by events')$$,
	'roles that could read events can read the ledger');
SELECT same_as_events('and is not read');
SELECT track('hal', 'goal_created', '2025-03-13 09:00Z');
SELECT FROM analytics_refresh(as_of => '2025-03-20Z');
SELECT same_as_events('nor after a refresh');
SELECT is(differences(), 0::bigint, 'days that it does not cover are not compared');
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT FROM analytics_refresh('2025-03-01Z', '2025-03-15Z', '2025-03-20Z');
COMMIT;
SELECT is(in_ledger(), 0::bigint, 'an old snapshot derives no day anew, lest it bring back what was erased');
SELECT FROM analytics_refresh('2025-03-12Z', '2025-03-15Z', '2025-03-20Z');
SELECT results_eq($$SELECT from_day, to_day FROM analytics_coverage WHERE derivation = 'ledger'$$, $$VALUES (date '2025-03-12', date '2025-03-15')$$, 'a refresh of days derives them');
SELECT same_as_events('the same is read');
SELECT is(opened('2025-03-12Z', '2025-03-14 12:00Z'), '1 rows, no partition', 'from the ledger');
SELECT track('ida', 'goal_created', '2025-03-06 09:00Z');
-- One portion after the other, as maintenance does it; how often what is read was something else.
CREATE FUNCTION backfill(OUT portions integer, OUT wrong bigint) LANGUAGE plpgsql AS $$
DECLARE
	state jsonb := '{}';
BEGIN
	portions := 0;
	wrong := 0;
	LOOP
		SELECT u.next_state INTO state FROM mindwell_internal.unit_backfill(state, '2025-03-20Z') AS u;
		EXIT WHEN state IS NULL;
		portions := portions + 1;
		wrong := wrong + (SELECT count(*) FROM (
			SELECT * FROM states() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb) EXCEPT ALL
			SELECT * FROM by_events() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb)) AS d)
			+ abs((SELECT count(*) FROM states() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb))
				- (SELECT count(*) FROM by_events() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb)));
	END LOOP;
END
$$;
SELECT results_eq('SELECT portions > 10, wrong FROM backfill()', 'VALUES (true, 0::bigint)', 'in each state of a backfill what is read is the same');
SELECT results_eq($$SELECT from_day, to_day FROM analytics_coverage WHERE derivation = 'ledger' ORDER BY 1$$, $$
	SELECT lower(r), upper(r) FROM unnest(datemultirange(daterange('-infinity', 'infinity'))
		- (SELECT range_agg(daterange(day, day + 1)) FROM analytics_sealed_days)) AS r ORDER BY 1$$, 'in the end all days are covered but those of which events were purged');
SELECT is(opened('2025-03-04Z', 'infinity'), '7 rows, analytics_events_20250306', 'no partition is opened but that of a late event');
SELECT is(differences(), 0::bigint, 'and verified');

-- Days that no backfill has come to are derived before their events are purged.
SELECT former_store();
SELECT FROM analytics_install();
CREATE TEMPORARY TABLE known_then AS SELECT * FROM by_events() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb);
SELECT FROM analytics_set_retention('events', '10 days');
SELECT FROM analytics_purge(as_of => '2025-03-17 12:00Z');
SELECT FROM analytics_set_retention('events', NULL);
SELECT is((SELECT count(*) FROM analytics_events WHERE occurred_at < '2025-03-07Z'), 0::bigint, 'events were purged');
SELECT bag_eq('SELECT * FROM states() AS s (t uuid, e text, o timestamptz, i uuid, u uuid, s uuid, p jsonb)', 'TABLE known_then', 'states are as before');
SELECT FROM finish();
