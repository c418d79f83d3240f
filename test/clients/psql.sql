-- psql: how a shell script or an operator tracks events. Run by test/clients/run, or with PG* variables set:
--
--   psql -X -q -f test/clients/psql.sql
--
-- Prints a line for each thing that holds, and stops with status 3 at the first that does not.

\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on

CREATE FUNCTION pg_temp.check(what text, holds boolean) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	ASSERT holds, 'not ok - ' || what;
	RETURN 'ok - ' || what;
END
$$;

\set user 6f1c0d3a-8f0e-4c3b-9a51-2d1f4c5e7a10
\set session 0b9d6a52-3c1e-4d0f-8f27-5a6b7c8d9e01

-- One event, prepared once, with an argument of every kind. psql quotes :'variables' itself.
PREPARE track (text, uuid, uuid, jsonb, timestamptz, text, uuid, text) AS
	SELECT analytics_track($1, $2, $3, $4, $5, $6, $7, $8) AS id;

SELECT clock_timestamp() - interval '1 hour' AS hour_ago \gset
\set order '{"plan": "premium", "amount": 19.99, "currency": "USD", "note": "naïve ☕", "email": "ada@example.com"}'

EXECUTE track('subscription_created', :'user', :'session', :'order', :'hour_ago', 'conversion', NULL, 'order-1') \gset
\set first :id
SELECT pg_temp.check('prepared analytics_track returns a UUIDv7', substr(:'first', 15, 1) = '7');

-- Whatever is left out has its default.
SELECT analytics_track('page_view', properties => '{"path": "/pricing"}') AS id \gset
SELECT pg_temp.check('named arguments and defaults', :'id'::uuid IS NOT NULL);

-- Users and sessions as the application has them: one user, however it is named.
SELECT analytics_track('login', 42) AS id \gset
SELECT analytics_track('login', user_id => '42') AS id \gset
PREPARE login (varchar, bigint) AS SELECT analytics_track('login', $1, $2) AS id;
EXECUTE login('42', 5000000000) \gset
SELECT pg_temp.check('ids that are numbers and texts', count(*) = 3)
FROM analytics_events WHERE event_type = 'login' AND user_id = analytics_uuid(42);

-- Steps of a report: an array, JSON, or the name of a type; with a type or without.
PREPARE steps (text[], text, varchar) AS
	SELECT sum(f.actors) AS actors
	FROM (SELECT actors FROM analytics_funnel($1, now() - interval '1 hour', clock_timestamp() + interval '1 hour')
		  UNION ALL SELECT actors FROM analytics_funnel($2, now() - interval '1 hour', clock_timestamp() + interval '1 hour')
		  UNION ALL SELECT actors FROM analytics_retention($3, 'login', now() - interval '1 hour', clock_timestamp() + interval '1 hour', periods => 0)) AS f;
EXECUTE steps('{login}', '["login"]', 'login') \gset
SELECT pg_temp.check('steps that are typed parameters', :actors = 3);
SELECT sum(f.actors) AS actors
FROM (SELECT actors FROM analytics_funnel(ARRAY['login'], now() - interval '1 hour', clock_timestamp() + interval '1 hour')
	  UNION ALL SELECT actors FROM analytics_funnel('["login"]', now() - interval '1 hour', clock_timestamp() + interval '1 hour')
	  UNION ALL SELECT actors FROM analytics_retention('login', '"login"', now() - interval '1 hour', clock_timestamp() + interval '1 hour', periods => 0)) AS f \gset
SELECT pg_temp.check('steps that are literals', :actors = 3);

-- A retry: the same key and the same event are stored once.
EXECUTE track('subscription_created', :'user', :'session', :'order', :'hour_ago', 'conversion', NULL, 'order-1') \gset
SELECT pg_temp.check('a retry returns the id of the first call', :'id' = :'first');

-- A key that another event has is an error. psql keeps its SQLSTATE, and prints message, DETAIL and HINT.
\set ON_ERROR_STOP off
EXECUTE track('page_view', NULL, NULL, '{}', NULL, NULL, NULL, 'order-1');
\set ON_ERROR_STOP on
SELECT pg_temp.check('a key used for another event is refused with 23505', :'LAST_ERROR_SQLSTATE' = '23505');

-- Many at once. The good ones are stored, and each gets its answer.
SELECT $json$[
	{"event_type": "page_view", "user_id": "6f1c0d3a-8f0e-4c3b-9a51-2d1f4c5e7a10", "properties": {"path": "/"}},
	{"event_type": "Not a name"},
	{"event_type": "summary_viewed", "properties": {"summary_type": "hourly"}},
	{"event_type": "summary_viewed", "user_id": "alice", "properties": {"summary_type": "daily"}, "idempotency_key": "s-1"},
	{"event_type": "summary_viewed", "user_id": "alice", "properties": {"summary_type": "daily"}, "idempotency_key": "s-1"}
]$json$ AS events \gset
SELECT string_agg(status, ' ' ORDER BY ord) AS statuses, string_agg(error_code, ' ' ORDER BY ord) AS codes
FROM analytics_track_batch(:'events') \gset
SELECT pg_temp.check('analytics_track_batch answers for each event',
					 :'statuses' = 'stored rejected rejected stored duplicate' AND :'codes' = '22023 22023');

\set ON_ERROR_STOP off
SELECT * FROM analytics_track_batch(:'events', on_error => 'abort');
\set ON_ERROR_STOP on
SELECT pg_temp.check('on_error => abort is all or nothing', :'LAST_ERROR_SQLSTATE' = '22023');

-- What is wrong is said with an SQLSTATE, and with what to do.
\set ON_ERROR_STOP off
SELECT analytics_track('page_view', occurred_at => '2001-01-01 00:00+00');
\set ON_ERROR_STOP on
SELECT pg_temp.check('an event that is too old is refused with 22008', :'LAST_ERROR_SQLSTATE' = '22008');

-- Events belong to the transaction: what is rolled back never happened, and its key is free again.
BEGIN;
SELECT analytics_track('payment_completed', :'user', properties => '{"amount": 1}', idempotency_key => 'payment-1') AS id \gset
SELECT pg_temp.check('track inside a transaction', :'id'::uuid IS NOT NULL);
ROLLBACK;
SELECT analytics_track('payment_completed', :'user', properties => '{"amount": 2}', idempotency_key => 'payment-1') AS id \gset
SELECT pg_temp.check('after ROLLBACK the key is free', :'id'::uuid IS NOT NULL);

-- One JSON document, as a web client sends it; an id that is no UUID becomes one.
SELECT analytics_track_json('{"name": "feature_used", "userId": "alice", "properties": {"feature_name": "search"}}') AS id \gset
SELECT pg_temp.check('analytics_track_json', :'id'::uuid IS NOT NULL);

-- The same statement many times: the server settles on one plan.
\o /dev/null
SELECT $$EXECUTE track('page_view', NULL, NULL, '{"path": "/again"}', NULL, NULL, NULL, NULL)$$
FROM generate_series(1, 12) \gexec
\o
SELECT pg_temp.check('a prepared statement, 12 times', generic_plans + custom_plans = 15)
FROM pg_prepared_statements WHERE name = 'track';
