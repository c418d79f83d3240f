-- The owner of a store who is no superuser gains nothing when one uses it: no code of his runs as anybody else.

SET client_min_messages = warning;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
CREATE EXTENSION mindwell_analytics;
CREATE ROLE hostile_owner;
CREATE ROLE hostile_reader;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO hostile_owner', current_database()); END $$;
GRANT CREATE ON SCHEMA public TO hostile_owner;

SELECT plan(16);

SET ROLE hostile_owner;
SELECT FROM analytics_install();
CREATE SEQUENCE sprung;
CREATE FUNCTION trap() RETURNS boolean LANGUAGE plpgsql IMMUTABLE
AS $$ BEGIN IF current_user <> 'hostile_owner' THEN PERFORM nextval('public.sprung'); RAISE EXCEPTION 'trapped %', current_user; END IF; RETURN true; END $$;
CREATE FUNCTION trap_trigger() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN PERFORM public.trap(); RETURN NEW; END $$;

SELECT FROM analytics_define_metric('trap', 'SELECT public.trap()::int WHERE $1 IS NOT NULL AND $2 <= $3');

-- The steps of CALL analytics_maintain(), which commits and so cannot be called here.
CREATE FUNCTION maintain() RETURNS void LANGUAGE plpgsql
AS $maintain$
DECLARE
	steps CONSTANT text[] := '{create,register,drain,refresh,backfill,purge,keys,trim}';
	step text;
	run uuid := mindwell_internal.begin_run(steps, now());
BEGIN
	FOREACH step IN ARRAY steps LOOP
		WHILE mindwell_internal.run_step(run, step) LOOP
		END LOOP;
	END LOOP;
	PERFORM mindwell_internal.end_run(run);
END
$maintain$;
-- Every report that takes a period, or nothing.
CREATE VIEW report_calls AS
	SELECT format('SELECT count(*) FROM %s(%s)', p.oid::regproc,
		CASE WHEN p.proargnames[1:2] = '{from_time,to_time}' THEN 'now() - interval ''3 days'', now()' ELSE '' END) AS call
	FROM pg_depend AS d JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
	JOIN pg_extension AS e ON d.refobjid = e.oid
	WHERE e.extname = 'mindwell_analytics' AND d.deptype = 'e' AND p.prokind = 'f' AND p.provolatile = 's'
		AND p.proname LIKE E'analytics\\_%'
		AND p.pronargs - p.pronargdefaults = CASE WHEN p.proargnames[1:2] = '{from_time,to_time}' THEN 2 ELSE 0 END
		-- these run as the owner, or read no table
		AND p.proname NOT IN ('analytics_health', 'analytics_verify_rollups', 'analytics_schedule_sql', 'analytics_config', 'analytics_storage_stats', 'analytics_settings', 'analytics_current_tenant', 'analytics_is_unbound', 'analytics_sees_only_tenant')
	UNION ALL
	VALUES ('SELECT count(*) FROM public.analytics_funnel(''["a", "b"]'', now() - interval ''3 days'', now())'),
		('SELECT count(*) FROM public.analytics_retention(''"a"'', ''"b"'', now() - interval ''3 days'', now())');

-- Everything that a superuser does with a store of another role; how it fails.
CREATE FUNCTION use_store() RETURNS TABLE (used text, code text) LANGUAGE plpgsql
AS $use$
DECLARE
	statement text;
BEGIN
	FOREACH statement IN ARRAY ARRAY[
		$$SELECT public.analytics_track('a', user_id => public.analytics_uuid('u'), properties => '{"email": "e", "n": 1}')$$,
		$$SELECT public.analytics_track('a', user_id => public.analytics_uuid('u'), idempotency_key => 'k')$$,
		$$SELECT public.analytics_track('a', user_id => public.analytics_uuid('u'), idempotency_key => 'k')$$,
		$$SELECT public.analytics_track_json('{"event_type": "a", "user_id": "u", "user_properties": {"plan": "free"}}'::jsonb)$$,
		$$SELECT status FROM public.analytics_track_batch('[{"event_type": "a", "user_id": "u", "idempotency_key": "b"}, {"event_type": "b"}]')$$,
		$$SELECT public.analytics_identify(public.analytics_uuid('u'), '{"plan": "free"}')$$,
		$$SELECT public.analytics_alias('p', public.analytics_uuid('u'))$$,
		$$SELECT public.analytics_track_json('{"event_type": "a", "user_id": "v", "anonymous_id": "p"}'::jsonb)$$,
		$$SELECT public.analytics_track_json('{"event_type": "a", "anonymous_id": "p"}'::jsonb)$$,
		$$SELECT public.analytics_register_event_type('a')$$,
		$$SELECT message FROM public.analytics_validate('{"event_type": "a", "user_id": "u"}')$$,
		$$SELECT public.analytics_opt_out(public.analytics_uuid('v'))$$,
		$$SELECT public.analytics_opt_in(public.analytics_uuid('v'))$$,
		$$SELECT public.analytics_export_user(public.analytics_uuid('u'))$$,
		$$SELECT public.analytics_forget_user(public.analytics_uuid('u'))$$,
		$$SELECT public.analytics_find_erasures(public.analytics_uuid('u'))$$,
		$$SELECT public.analytics_current_tenants()$$,
		$$SELECT count(*) FROM public.analytics_health()$$,
		$$SELECT public.analytics_config()$$,
		$$SELECT count(*) FROM public.analytics_storage_stats()$$,
		$$TABLE public.analytics_partition_list$$,
		$$TABLE public.analytics_jobs$$,
		$$SELECT count(*) FROM public.analytics_schedule()$$,
		$$SELECT count(*) FROM public.analytics_unschedule()$$,
		$$SELECT value FROM public.analytics_aggregated('trap', 'day', now() - interval '1 day', now())$$,
		$$SELECT period FROM public.analytics_refresh(current_date - 1, current_date + 1)$$,
		$$SELECT period FROM public.analytics_verify_rollups(current_date - 1, current_date + 1)$$,
		$$SELECT public.analytics_set_acquisition_cost('2026-10-01', 1)$$,
		$$SELECT public.analytics_rate_check()$$,
		$$SELECT * FROM public.analytics_grant('hostile_reader', 'coach', public.analytics_uuid('t'))$$,
		$$SELECT * FROM public.analytics_revoke('hostile_reader', 'coach')$$,
		$$SELECT mindwell_internal.audit('looked')$$,
		$$SELECT * FROM public.analytics_apply_retention_preset('chatbot')$$,
		$$SELECT * FROM public.analytics_create_partitions('2026-10-01 00:00+00', '2026-10-03 00:00+00')$$,
		$$SELECT * FROM public.analytics_drain_default()$$,
		$$SELECT * FROM public.analytics_mark_exported('2026-10-01', 0)$$,
		$$SELECT * FROM public.analytics_export_partition('2026-10-02')$$,
		$$SELECT * FROM public.analytics_purge(dry_run => true)$$,
		$$SELECT * FROM public.analytics_purge()$$,
		$$SELECT public.maintain()$$,
		$$SELECT public.analytics_enable_tenants()$$,
		$$SELECT public.analytics_install()$$] || ARRAY(SELECT r.call FROM public.report_calls r)
	LOOP
		BEGIN
			EXECUTE statement;
		EXCEPTION WHEN OTHERS THEN
			used := statement;
			code := SQLSTATE;
			RETURN NEXT;
		END;
	END LOOP;
END
$use$;
-- those that have trapped the superuser
CREATE VIEW trapped AS SELECT coalesce(string_agg(used, '; '), '') AS by FROM use_store() WHERE code = 'P0001';
RESET ROLE;

SELECT results_eq($$SELECT u.used, u.code FROM use_store() AS u WHERE u.used NOT IN (SELECT call FROM report_calls)$$,
	$$VALUES ('SELECT public.analytics_current_tenants()', '42501'),
		('SELECT * FROM public.analytics_export_partition(''2026-10-02'')', '42501'),
		('SELECT public.analytics_install()', '42501')$$,
	'a store as it is can be used; to install it, and to read it, is not for a superuser');
SELECT set_eq($$SELECT call, '42501' FROM report_calls$$,
	$$SELECT used, code FROM use_store() WHERE used IN (SELECT call FROM report_calls)$$,
	'every report refuses a superuser who is not the owner');
SET ROLE hostile_owner;
SELECT is_empty($$SELECT u.used, u.code FROM use_store() AS u WHERE u.used IN (SELECT call FROM report_calls)$$,
	'and runs for the owner');
RESET ROLE;

BEGIN;
SET LOCAL ROLE hostile_owner;
DO $$
DECLARE
	target regclass;
BEGIN
	FOR target IN SELECT oid FROM pg_class WHERE relname LIKE E'analytics\\_%' AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND relname <> 'analytics_dirty_buckets' LOOP
		EXECUTE format('CREATE INDEX ON %s ((1)) WHERE trap()', target);
	END LOOP;
END
$$;
RESET ROLE;
SELECT by AS trapped FROM trapped \gset
ROLLBACK;
SELECT is(:'trapped'::text, '', 'conditions of indexes on every table');

BEGIN;
SET LOCAL ROLE hostile_owner;
CREATE INDEX ON analytics_events (trap());
RESET ROLE;
SELECT by AS trapped FROM trapped \gset
ROLLBACK;
SELECT is(:'trapped'::text, '', 'an index on an expression');

BEGIN;
SET LOCAL ROLE hostile_owner;
DO $$
DECLARE
	target regclass;
BEGIN
	FOR target IN SELECT oid FROM pg_class WHERE relname LIKE E'analytics\\_%' AND relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace AND relname <> 'analytics_dirty_buckets' LOOP
		EXECUTE format('CREATE TRIGGER aaa_trap BEFORE INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION trap_trigger()', target);
		EXECUTE format('CREATE TRIGGER zzz_trap AFTER INSERT OR UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION trap_trigger()', target);
		EXECUTE format('CREATE TRIGGER statement_trap AFTER INSERT OR UPDATE ON %s EXECUTE FUNCTION trap_trigger()', target);
	END LOOP;
END
$$;
RESET ROLE;
SELECT by AS trapped FROM trapped \gset
ROLLBACK;
SELECT is(:'trapped'::text, '', 'triggers on every table');

BEGIN;
SET LOCAL ROLE hostile_owner;
CREATE TRIGGER dirty_trap BEFORE INSERT ON analytics_dirty_buckets FOR EACH ROW EXECUTE FUNCTION trap_trigger();
RESET ROLE;
SELECT by AS trapped FROM trapped \gset
ROLLBACK;
SELECT is(:'trapped'::text, '', 'a trigger on the dirty log');

BEGIN;
SET LOCAL ROLE hostile_owner;
CREATE CONSTRAINT TRIGGER deferred_trap AFTER INSERT ON analytics_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trap_trigger();
CREATE CONSTRAINT TRIGGER deferred_trap AFTER INSERT ON analytics_users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trap_trigger();
CREATE CONSTRAINT TRIGGER deferred_trap AFTER INSERT ON analytics_event_keys DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trap_trigger();
CREATE CONSTRAINT TRIGGER deferred_trap AFTER INSERT ON analytics_event_types DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trap_trigger();
RESET ROLE;
SELECT by AS trapped FROM trapped \gset
SET CONSTRAINTS ALL IMMEDIATE;
ROLLBACK;
SELECT is(:'trapped'::text, '', 'deferred triggers, none of which is left for the end of the transaction');

BEGIN;
SET LOCAL ROLE hostile_owner;
ALTER TABLE analytics_events ADD CHECK (trap());
ALTER TABLE analytics_users ADD CHECK (trap());
ALTER TABLE analytics_event_keys ADD CHECK (trap());
ALTER TABLE analytics_event_types ADD CHECK (trap()), ALTER description SET DEFAULT trap()::text;
ALTER TABLE analytics_users ADD COLUMN trapped boolean DEFAULT trap();
RESET ROLE;
SELECT by AS trapped FROM trapped \gset
ROLLBACK;
SELECT is(:'trapped'::text, '', 'checks and defaults');

BEGIN;
SET LOCAL ROLE hostile_owner;
ALTER TABLE analytics_events DROP CONSTRAINT IF EXISTS analytics_events_one_tenant,
	ADD CONSTRAINT analytics_events_one_tenant CHECK (trap());
RESET ROLE;
SELECT by AS trapped FROM trapped \gset
ROLLBACK;
SELECT is(:'trapped'::text, '', 'a check that is named like the store''s own');

BEGIN;
SET LOCAL ROLE hostile_owner;
CREATE RULE trap AS ON INSERT TO analytics_events WHERE trap() DO ALSO SELECT trap();
CREATE RULE trap AS ON INSERT TO analytics_users DO ALSO SELECT trap();
CREATE RULE trap AS ON UPDATE TO analytics_event_types DO ALSO SELECT trap();
RESET ROLE;
SELECT by AS trapped FROM trapped \gset
ROLLBACK;
SELECT is(:'trapped'::text, '', 'rules');

BEGIN;
SET LOCAL ROLE hostile_owner;
CREATE POLICY trap ON analytics_users USING (trap());
CREATE POLICY trap ON analytics_events USING (trap());
CREATE POLICY trap ON analytics_tenant_members USING (trap());
ALTER TABLE analytics_users FORCE ROW LEVEL SECURITY;
ALTER TABLE analytics_events FORCE ROW LEVEL SECURITY;
ALTER TABLE analytics_tenant_members FORCE ROW LEVEL SECURITY;
RESET ROLE;
SELECT by AS trapped FROM trapped \gset
ROLLBACK;
SELECT is(:'trapped'::text, '', 'policies');

BEGIN;
SET LOCAL ROLE hostile_owner;
CREATE TYPE trap_type AS (value uuid);
CREATE FUNCTION trap_cast(trap_type) RETURNS uuid LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.trap(); RETURN $1.value; END $$;
CREATE FUNCTION trap_cast(uuid) RETURNS trap_type LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM public.trap(); RETURN ROW($1)::public.trap_type; END $$;
CREATE CAST (trap_type AS uuid) WITH FUNCTION trap_cast(trap_type) AS IMPLICIT;
CREATE CAST (uuid AS trap_type) WITH FUNCTION trap_cast(uuid) AS IMPLICIT;
DROP VIEW analytics_inbox;
ALTER TABLE analytics_events ALTER user_id TYPE trap_type;
ALTER TABLE analytics_users DROP CONSTRAINT analytics_users_pkey;
ALTER TABLE analytics_users ALTER user_id TYPE trap_type;
ALTER TABLE analytics_event_keys ALTER event_id TYPE trap_type;
RESET ROLE;
SELECT by AS trapped FROM trapped \gset
ROLLBACK;
SELECT is(:'trapped'::text, '', 'columns of a type with casts of his own');

BEGIN;
SET LOCAL ROLE hostile_owner;
CREATE FUNCTION hold_run() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN PERFORM mindwell_internal.begin_run('{}', now()); RETURN NEW; END $$;
CREATE TRIGGER aaa_hold BEFORE INSERT ON analytics_users FOR EACH ROW EXECUTE FUNCTION hold_run();
RESET ROLE;
SELECT throws_ok($$SELECT public.analytics_identify(public.analytics_uuid('held'), '{"plan": "free"}', tenant_id => '00000000-0000-0000-0000-000000000000')$$, '42501', NULL,
	'a lock that outlives the statement is not left in the session of another');
ROLLBACK;

SELECT is(is_called, false, 'the trap has never snapped, not even where an error was swallowed') FROM sprung;
-- the trap does snap: a superuser's own INSERT is his own
SET ROLE hostile_owner;
CREATE TRIGGER aaa_trap BEFORE INSERT ON analytics_events FOR EACH ROW EXECUTE FUNCTION trap_trigger();
RESET ROLE;
SELECT throws_ok($$INSERT INTO analytics_events (event_type) VALUES ('a')$$, 'P0001', 'trapped ' || current_user,
	'a plain INSERT runs triggers as its role');

SELECT finish();
