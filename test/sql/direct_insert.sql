-- A single event goes straight into its partition, unless the owner has added what only an INSERT runs.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
CREATE TABLE fired (what text);
-- How many events there are, how many of them an index finds, and what fired.
CREATE FUNCTION test.track_one() RETURNS TABLE (events bigint, by_user bigint, by_type bigint, by_id bigint, buckets bigint, fired text)
LANGUAGE plpgsql
AS $$
DECLARE
    tracked uuid := public.analytics_track('a', user_id => public.analytics_uuid('u'), properties => '{"n": 1, "email": "e"}');
BEGIN
    SET LOCAL enable_seqscan = off;
    RETURN QUERY SELECT (SELECT count(*) FROM public.analytics_events WHERE properties = '{"n": 1}'),
        (SELECT count(*) FROM public.analytics_events WHERE tenant_id = '00000000-0000-0000-0000-000000000000' AND user_id = public.analytics_uuid('u')),
        (SELECT count(*) FROM public.analytics_events WHERE tenant_id = '00000000-0000-0000-0000-000000000000' AND event_type = 'a'),
        (SELECT count(*) FROM public.analytics_events WHERE id = tracked),
        (SELECT count(*) FROM public.analytics_dirty_buckets),
        (SELECT string_agg(what, ' ' ORDER BY what) FROM public.fired);
    SET LOCAL enable_seqscan = on;
    DELETE FROM public.analytics_events;
    DELETE FROM public.analytics_dirty_buckets;
    DELETE FROM public.fired;
END
$$;
CREATE FUNCTION test.note() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN INSERT INTO public.fired VALUES (TG_NAME); RETURN NEW; END $$;
SELECT * FROM track_one();
-- As it is, a statement trigger or rule of any other table does not matter.
BEGIN;
CREATE TRIGGER after_row AFTER INSERT ON analytics_events FOR EACH ROW EXECUTE FUNCTION note();
SELECT * FROM track_one();
ROLLBACK;
BEGIN;
CREATE TRIGGER before_row BEFORE INSERT ON analytics_events FOR EACH ROW EXECUTE FUNCTION note();
SELECT * FROM track_one();
ROLLBACK;
BEGIN;
CREATE TRIGGER before_statement BEFORE INSERT ON analytics_events EXECUTE FUNCTION note();
CREATE TRIGGER after_statement AFTER INSERT ON analytics_events EXECUTE FUNCTION note();
SELECT * FROM track_one();
ROLLBACK;
BEGIN;
CREATE TRIGGER on_delete AFTER DELETE ON analytics_events EXECUTE FUNCTION note();
SELECT * FROM track_one();
ROLLBACK;
BEGIN;
CREATE RULE also AS ON INSERT TO analytics_events DO ALSO INSERT INTO fired VALUES ('rule');
SELECT * FROM track_one();
ROLLBACK;
BEGIN;
ALTER TABLE analytics_events ADD COLUMN extra text DEFAULT 'by default';
SELECT * FROM track_one();
SELECT analytics_track('b') IS NOT NULL AS tracked;
SELECT extra FROM analytics_events;
ROLLBACK;
BEGIN;
ALTER TABLE analytics_events ADD CONSTRAINT short CHECK (length(event_type) < 3);
SELECT * FROM track_one();
SELECT sqlstate($$SELECT analytics_track('abc')$$);
ROLLBACK;
BEGIN;
CREATE INDEX by_expression ON analytics_events (lower(event_type), occurred_at);
SELECT * FROM track_one();
SELECT analytics_track('b') IS NOT NULL AS tracked;
SET LOCAL enable_seqscan = off;
SELECT count(*) FROM analytics_events WHERE lower(event_type) = 'b';
ROLLBACK;
BEGIN;
CREATE INDEX partial ON analytics_events (occurred_at) WHERE session_id IS NULL AND event_type <> 'b';
SELECT * FROM track_one();
ROLLBACK;
BEGIN;
CREATE UNIQUE INDEX one_each ON analytics_events (user_id, occurred_at);
SELECT analytics_track('b', analytics_uuid('u'), occurred_at => now()) IS NOT NULL AS tracked;
SELECT sqlstate($$SELECT analytics_track('b', public.analytics_uuid('u'), occurred_at => now())$$);
ROLLBACK;
BEGIN;
CREATE TABLE people (user_id uuid PRIMARY KEY);
ALTER TABLE analytics_events ADD FOREIGN KEY (user_id) REFERENCES people;
SELECT sqlstate($$SELECT analytics_track('b', public.analytics_uuid('u'))$$);
INSERT INTO people VALUES (analytics_uuid('u'));
SELECT analytics_track('b', analytics_uuid('u')) IS NOT NULL AS tracked;
ROLLBACK;
-- A column that the owner has narrowed, or forbidden to be null.
BEGIN;
ALTER TABLE analytics_events ALTER user_id SET NOT NULL;
SELECT sqlstate($$SELECT analytics_track('b')$$);
SELECT sqlstate($$SELECT analytics_track('b', public.analytics_uuid('u'))$$);
ROLLBACK;
BEGIN;
ALTER TABLE analytics_events ALTER created_at TYPE timestamptz(0);
SELECT analytics_track('b') IS NOT NULL AS tracked FROM generate_series(1, 5);
SELECT bool_and(created_at = date_trunc('second', created_at)) AS whole_seconds FROM analytics_events;
ROLLBACK;
BEGIN;
SET LOCAL client_min_messages = warning;
SET LOCAL mindwell_analytics.max_event_age = 0;
ALTER TABLE analytics_events DROP COLUMN funnel_stage CASCADE;
ALTER TABLE analytics_events ADD COLUMN funnel_stage varchar(32) COLLATE "C" GENERATED ALWAYS AS ('revenue') STORED;
CREATE TABLE generated PARTITION OF analytics_events FOR VALUES FROM ('2024-05-01 00:00Z') TO ('2024-05-02 00:00Z');
SELECT sqlstate($$SELECT analytics_track('b', occurred_at => '2024-05-01 00:00Z')$$);
ROLLBACK;
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
-- A partition of its own making: columns in another order, partitions below, none at all.
SET mindwell_analytics.max_event_age = 0;
BEGIN;
CREATE TABLE shuffled (properties jsonb NOT NULL, event_type varchar(64) COLLATE "C" NOT NULL, user_id uuid, created_at timestamptz NOT NULL,
    id uuid NOT NULL, funnel_stage varchar(32) COLLATE "C", session_id uuid, tenant_id uuid NOT NULL, occurred_at timestamptz NOT NULL);
ALTER TABLE analytics_events ATTACH PARTITION shuffled FOR VALUES FROM ('2024-05-01 00:00Z') TO ('2024-05-02 00:00Z');
SELECT analytics_track('b', analytics_uuid('u'), analytics_uuid('s'), '{"n": 2}', at, 'revenue', analytics_uuid('t')) IS NOT NULL AS tracked
FROM unnest('{2024-04-30 23:59:59.999999Z,2024-05-01 00:00Z,2024-05-01 23:59:59.999999Z,2024-05-02 00:00Z}'::timestamptz[]) AS at;
SELECT tableoid = 'shuffled'::regclass AS shuffled, event_type, user_id = analytics_uuid('u') AS u, session_id = analytics_uuid('s') AS s,
       properties, occurred_at AT TIME ZONE 'UTC' AS at, funnel_stage, tenant_id = analytics_uuid('t') AS t, created_at > occurred_at AS created
FROM analytics_events ORDER BY occurred_at;
ROLLBACK;
BEGIN;
CREATE TABLE halves (LIKE analytics_events INCLUDING DEFAULTS) PARTITION BY RANGE (occurred_at);
CREATE TABLE morning PARTITION OF halves FOR VALUES FROM ('2024-05-01 00:00Z') TO ('2024-05-01 12:00Z');
ALTER TABLE analytics_events ATTACH PARTITION halves FOR VALUES FROM ('2024-05-01 00:00Z') TO ('2024-05-02 00:00Z');
SELECT analytics_track('b', occurred_at => '2024-05-01 11:00Z') IS NOT NULL AS tracked;
SELECT tableoid = 'morning'::regclass AS morning FROM analytics_events;
SELECT sqlstate($$SELECT analytics_track('b', occurred_at => '2024-05-01 12:00Z')$$);
ROLLBACK;
BEGIN;
DROP TABLE analytics_partitions.analytics_events_default;
SELECT sqlstate($$SELECT analytics_track('b', occurred_at => '2024-05-01 12:00Z')$$);
ROLLBACK;
-- What was tracked is there for what comes next in the same statement's function, and gone with its savepoint.
BEGIN;
SAVEPOINT before;
SELECT analytics_track('b') IS NOT NULL AS tracked;
ROLLBACK TO before;
SELECT count(*) AS events, (SELECT count(*) FROM analytics_dirty_buckets) AS buckets FROM analytics_events;
SELECT analytics_track('b') IS NOT NULL AS tracked;
SELECT count(*) AS events, (SELECT count(*) FROM analytics_dirty_buckets) AS buckets FROM analytics_events;
ROLLBACK;
-- A transaction that may not write does not.
BEGIN READ ONLY;
SELECT analytics_track('b');
ROLLBACK;
DROP FUNCTION test.track_one, test.note;
DROP TABLE fired;
