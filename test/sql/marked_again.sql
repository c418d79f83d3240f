-- What triggers of the owner do meanwhile: the log of changed days is suspended for maintenance's own rows only, and a
-- refresh whose days are marked as stale again and again comes to its end.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET mindwell_analytics.max_event_age = 0;
-- Maintenance takes an event away, and a trigger tracks others, in three ways.
SELECT analytics_track('stray', occurred_at => '2024-05-01 12:00Z') IS NOT NULL AS tracked;
SELECT period, starts_on FROM analytics_refresh(as_of => '2024-05-02 00:00Z');
CREATE FUNCTION test.track() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    IF OLD.event_type = 'stray' THEN
        PERFORM public.analytics_track('other', occurred_at => '2024-03-01 12:00Z');
        INSERT INTO public.analytics_events (event_type, occurred_at) VALUES ('other', '2024-03-02 12:00Z');
        UPDATE public.analytics_events SET occurred_at = '2024-03-03 12:00Z' WHERE occurred_at = '2024-03-02 12:00Z';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER track BEFORE DELETE ON analytics_partitions.analytics_events_default FOR EACH ROW EXECUTE FUNCTION test.track();
SELECT mindwell_internal.execute_unlogged($$DELETE FROM ONLY analytics_partitions.analytics_events_default WHERE event_type = 'stray'$$);
SELECT bucket FROM analytics_dirty_buckets ORDER BY 1;
DROP TRIGGER track ON analytics_partitions.analytics_events_default;
-- The log is not suspended for what comes after.
DELETE FROM analytics_dirty_buckets;
DELETE FROM analytics_events WHERE occurred_at < '2024-04-01Z';
SELECT bucket FROM analytics_dirty_buckets ORDER BY 1;
-- Each value that a refresh writes marks its bucket, and one more.
CREATE FUNCTION test.mark() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO public.analytics_stale_buckets (tenant_id, period, starts_on)
    SELECT NEW.tenant_id, p, NEW.metric_date + days FROM unnest('{daily,spanning,weekly,monthly}'::text[]) AS p, unnest('{0,1}'::integer[]) AS days
    ON CONFLICT DO NOTHING;
    RETURN NEW;
END
$$;
CREATE TRIGGER mark AFTER INSERT OR UPDATE ON analytics_metrics FOR EACH ROW EXECUTE FUNCTION test.mark();
SET statement_timeout = '60s';
SELECT analytics_track('tea_brewed', analytics_uuid('u'), occurred_at => '2024-05-01 12:00Z') IS NOT NULL AS tracked;
SELECT period, starts_on FROM analytics_refresh(as_of => '2024-07-01 00:00Z') WHERE period = 'daily';
SELECT count(*) > 0 AS left_for_the_next FROM analytics_stale_buckets;
CALL analytics_maintain('{refresh}');
SELECT step, status FROM analytics_run_log ORDER BY step;
DROP TRIGGER mark ON analytics_metrics;
-- Nothing is lost: without the trigger all of it is brought up to date.
SELECT count(*) > 0 AS refreshed FROM analytics_refresh();
SELECT count(*) AS stale FROM analytics_stale_buckets;
-- A trigger that keeps what a refresh takes.
CREATE FUNCTION test.keep() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
CREATE TRIGGER keep BEFORE DELETE ON analytics_stale_buckets FOR EACH ROW EXECUTE FUNCTION test.keep();
SELECT analytics_track('tea_brewed', analytics_uuid('u'), occurred_at => '2024-05-01 12:00Z') IS NOT NULL AS tracked;
SELECT period, starts_on, tenant_count, value_count FROM analytics_refresh(as_of => '2024-05-02 00:00Z');
DROP TRIGGER keep ON analytics_stale_buckets;
-- One that has a step of maintenance begin anew.
CREATE FUNCTION test.begin_anew() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.state := '{}'; RETURN NEW; END $$;
CREATE TRIGGER begin_anew BEFORE INSERT OR UPDATE ON analytics_run_log FOR EACH ROW EXECUTE FUNCTION test.begin_anew();
CALL analytics_maintain('{refresh,keys}');
DROP TRIGGER begin_anew ON analytics_run_log;
-- And one that has an erasure do so.
CREATE TRIGGER keep BEFORE UPDATE ON analytics_erasures FOR EACH ROW EXECUTE FUNCTION test.keep();
\set VERBOSITY sqlstate
CALL analytics_forget_user_batch('u');
\set VERBOSITY default
DROP TRIGGER keep ON analytics_erasures;
CALL analytics_forget_user_batch('u');
SELECT status, pending FROM analytics_erasures;
RESET statement_timeout;
DROP FUNCTION test.track, test.mark, test.keep, test.begin_anew;
