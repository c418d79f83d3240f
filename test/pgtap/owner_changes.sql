-- What the store's owner may do to tables that are theirs, and maintenance has to cope with: row security forced on
-- themselves, schemas renamed, columns added, storage set, keys that refer to events, partitions of partitions.

SET client_min_messages = error;
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET timezone = UTC;
SET mindwell_analytics.max_event_age = 0;
SET mindwell_analytics.lock_attempts = 1;
SET allow_in_place_tablespaces = on;
CREATE EXTENSION mindwell_analytics;
CREATE EXTENSION file_fdw;
CREATE ROLE owner_changes_owner;
GRANT CREATE, USAGE ON SCHEMA public TO owner_changes_owner;
SELECT format('GRANT CREATE ON DATABASE %I TO owner_changes_owner', current_database()) \gexec
CREATE TABLESPACE owner_changes_space LOCATION '';
GRANT CREATE ON TABLESPACE owner_changes_space TO owner_changes_owner;

SET ROLE owner_changes_owner;
SELECT FROM analytics_install();
SELECT FROM analytics_enable_tenants();
RESET ROLE;

SELECT plan(60);

-- What a purge did that keeps events of these classes for a month.  The policy holds for the call alone, since the gate
-- refuses what would be purged.
CREATE FUNCTION purged(as_of timestamptz, VARIADIC classes text[]) RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
	UPDATE analytics_retention_policies SET keep = '1 month' WHERE retention_class = ANY (classes);
	RETURN QUERY SELECT concat_ws(' ', partition_name, action, event_count, status, error_code, split_part(error, E'\n', 1)) FROM analytics_purge(false, as_of);
	UPDATE analytics_retention_policies SET keep = NULL;
END $$;
CREATE FUNCTION health(name text, OUT status text, OUT detail text, OUT hint text) LANGUAGE sql AS $$
	SELECT status, detail, hint FROM analytics_health() WHERE check_name = name $$;
CREATE FUNCTION event(day date, event_type text DEFAULT 'tea_brewed') RETURNS void LANGUAGE sql AS $$
	INSERT INTO public.analytics_events (tenant_id, event_type, occurred_at)
	VALUES (analytics_uuid('a'), event_type, day + time '12:00') $$;

-- row security that is forced on the owner: an error, and never an answer that leaves rows out

INSERT INTO analytics_events (tenant_id, event_type, user_id)
SELECT analytics_uuid(t), 'page_viewed', analytics_uuid(u) FROM unnest('{a,b}'::text[]) AS t, unnest('{ann,bob}'::text[]) AS u;
CALL analytics_maintain('refresh');
CREATE TABLE metrics_before AS SELECT * FROM analytics_metrics;
SELECT isnt_empty('TABLE metrics_before', 'forced: there are rollups');
-- of another tenant than the session's
DELETE FROM analytics_events WHERE user_id = analytics_uuid('bob') AND tenant_id = analytics_uuid('b');
SELECT is(status, 'ok', 'forced: health, before') FROM health('row_security');
SELECT set_config('mindwell_analytics.tenant_id', analytics_uuid('a')::text, false) \gset
CREATE PROCEDURE force_on(VARIADIC tables text[]) LANGUAGE plpgsql AS $$
DECLARE
	relation regclass;
BEGIN
	FOR relation IN SELECT c.oid FROM pg_class AS c WHERE c.relforcerowsecurity LOOP
		EXECUTE format('ALTER TABLE %s NO FORCE ROW LEVEL SECURITY', relation);
	END LOOP;
	FOREACH relation IN ARRAY tables::regclass[] LOOP
		EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', relation);
	END LOOP;
END $$;
CALL force_on('analytics_events', 'analytics_metrics', 'analytics_user_days', 'analytics_users', 'analytics_dirty_buckets');
SET ROLE owner_changes_owner;
CALL analytics_maintain('refresh');
SELECT is((SELECT error_code FROM analytics_run_log WHERE step = 'refresh' AND status = 'failed'), '42501', 'forced: no refresh');
SELECT throws_ok($$SELECT analytics_verify_rollups(now() - interval '1 day', now())$$, '42501', NULL, 'forced: rollups are not compared');
SELECT throws_ok($$SELECT analytics_forget_user('ann', 'as they asked', analytics_uuid('b'))$$, '42501', NULL, 'forced: nobody is erased');
SELECT throws_ok($$SELECT analytics_export_user_rows('ann', analytics_uuid('b'))$$, '42501', NULL, 'forced: there are no copies');
SELECT is(status || ' ' || hint, 'critical ALTER TABLE public.analytics_dirty_buckets NO FORCE ROW LEVEL SECURITY;'
	' ALTER TABLE public.analytics_events NO FORCE ROW LEVEL SECURITY; ALTER TABLE public.analytics_metrics NO FORCE ROW LEVEL SECURITY;'
	' ALTER TABLE public.analytics_user_days NO FORCE ROW LEVEL SECURITY; ALTER TABLE public.analytics_users NO FORCE ROW LEVEL SECURITY;',
	'forced: health names the tables') FROM health('row_security');
RESET ROLE;
SELECT set_eq('TABLE analytics_metrics', 'TABLE metrics_before', 'forced: no rollup is gone');
SELECT is(count(*), 2::bigint, 'forced: nor is an event') FROM analytics_events WHERE user_id = analytics_uuid('ann');
CALL force_on('analytics_partitions.analytics_events_default');
SET ROLE owner_changes_owner;
SELECT is(status, 'critical', 'forced: a partition, too') FROM health('row_security');
RESET ROLE;
CALL force_on(VARIADIC '{}');
ALTER ROLE owner_changes_owner BYPASSRLS;
ALTER TABLE analytics_events FORCE ROW LEVEL SECURITY;
SET ROLE owner_changes_owner;
SELECT is(status, 'ok', 'forced: but not on who bypasses it') FROM health('row_security');
RESET ROLE;
ALTER ROLE owner_changes_owner NOBYPASSRLS;
CALL force_on(VARIADIC '{}');
RESET mindwell_analytics.tenant_id;

-- the schema of the partitions is renamed

ALTER SCHEMA analytics_partitions RENAME TO "Their partitions";
CREATE ROLE owner_changes_stranger;
CREATE SCHEMA analytics_partitions AUTHORIZATION owner_changes_stranger;
SET ROLE owner_changes_owner;
SELECT is(status || ' ' || hint, 'warning SELECT public.analytics_install();', 'renamed: health warns') FROM health('version');
SELECT matches(detail, '; its partitions are in schema "Their partitions", no longer in analytics_partitions$', 'renamed: and says what was')
FROM health('version');
SELECT is(status, 'ok', 'renamed: whose schema has the former name is of no interest') FROM health('schemas');
SELECT is(string_agg(status, ' '), 'done', 'renamed: partitions are made')
FROM analytics_create_partitions('2001-01-01', '2001-01-02');
SELECT event('2001-01-03');
CALL analytics_maintain('{create,drain}');
SELECT is(array_agg(DISTINCT n.nspname), '{"Their partitions"}'::name[], 'renamed: where the others are')
FROM mindwell_internal.partitions() AS p JOIN pg_class AS c ON c.oid = p.partition JOIN pg_namespace AS n ON n.oid = c.relnamespace;
SELECT matches(analytics_install(), 'is complete', 'renamed: analytics_install() notes it');
SELECT is(partition_schema::text, 'Their partitions', 'renamed: it is noted') FROM analytics_store;
SELECT is(status, 'ok', 'renamed: then all is well') FROM health('version');
RESET ROLE;
DROP SCHEMA analytics_partitions;
ALTER SCHEMA "Their partitions" RENAME TO analytics_partitions;
SET ROLE owner_changes_owner;
SELECT FROM analytics_install();
RESET ROLE;

-- what is set for the table holds for its partitions

ALTER TABLE ONLY analytics_events SET TABLESPACE owner_changes_space;
ALTER TABLE ONLY analytics_events REPLICA IDENTITY FULL;
ALTER TABLE ONLY analytics_events ALTER COLUMN event_type SET STATISTICS 321;
ALTER TABLE ONLY analytics_events ALTER COLUMN user_id SET (n_distinct = -0.25, n_distinct_inherited = -0.5);
ALTER TABLE ONLY analytics_events ALTER COLUMN properties SET STORAGE EXTERNAL;
CREATE STATISTICS who_did_what (ndistinct) ON event_type, user_id FROM analytics_events;
ALTER STATISTICS who_did_what OWNER TO owner_changes_owner;
ALTER TABLE analytics_partitions.analytics_events_default SET (autovacuum_analyze_scale_factor = 0.01, toast.autovacuum_enabled = off);
SET ROLE owner_changes_owner;
SELECT FROM analytics_create_partitions('2001-01-05', '2001-01-06');
RESET ROLE;
\set partition '''analytics_partitions.analytics_events_20010105''::regclass'
SELECT is(spcname::text, 'owner_changes_space', 'storage: the tablespace')
FROM pg_class AS c JOIN pg_tablespace AS s ON s.oid = c.reltablespace WHERE c.oid = :partition;
SELECT is(relreplident::text, 'f', 'storage: the replica identity') FROM pg_class WHERE oid = :partition;
SELECT is(format('%s %s', attstattarget, attstorage), '321 e', 'storage: statistics, and the storage of a column')
FROM (SELECT max(attstattarget) FILTER (WHERE attname = 'event_type') AS attstattarget,
	max(attstorage::text) FILTER (WHERE attname = 'properties') AS attstorage FROM pg_attribute WHERE attrelid = :partition) AS a;
SELECT is(attoptions @> '{n_distinct=-0.25,n_distinct_inherited=-0.5}', true, 'storage: options of a column')
FROM pg_attribute WHERE attrelid = :partition AND attname = 'user_id';
SELECT is(count(*), 1::bigint, 'storage: extended statistics') FROM pg_statistic_ext WHERE stxrelid = :partition;
SELECT is(c.reloptions || t.reloptions, '{autovacuum_analyze_scale_factor=0.01,autovacuum_enabled=off}'::text[],
	'storage: parameters are those of the default partition')
FROM pg_class AS c JOIN pg_class AS t ON t.oid = c.reltoastrelid WHERE c.oid = :partition;
ALTER TABLE ONLY analytics_events REPLICA IDENTITY USING INDEX analytics_events_pkey;
SET ROLE owner_changes_owner;
SELECT FROM analytics_create_partitions('2001-01-06', '2001-01-07');
RESET ROLE;
SELECT is(i.indrelid::regclass::text, 'analytics_partitions.analytics_events_20010106', 'storage: a replica identity by index')
FROM pg_class AS c JOIN pg_index AS i ON i.indrelid = c.oid AND i.indisreplident AND i.indisprimary
WHERE c.relreplident = 'i' AND c.oid = 'analytics_partitions.analytics_events_20010106'::regclass;
ALTER TABLE ONLY analytics_events REPLICA IDENTITY NOTHING;
ALTER TABLE ONLY analytics_events SET TABLESPACE pg_default;
SET ROLE owner_changes_owner;
SELECT FROM analytics_create_partitions('2001-01-07', '2001-01-08');
RESET ROLE;
SELECT is(format('%s %s', relreplident, reltablespace), 'n 0', 'storage: none, and the default again')
FROM pg_class WHERE oid = 'analytics_partitions.analytics_events_20010107'::regclass;
ALTER TABLE ONLY analytics_events REPLICA IDENTITY DEFAULT;

-- statistics of the whole, which autovacuum does not take

SELECT is(count(*), 0::bigint, 'statistics: there are none of all partitions') FROM pg_statistic
WHERE starelid = 'analytics_events'::regclass;
SET ROLE owner_changes_owner;
CALL analytics_maintain('analyze');
SELECT is(string_agg(status, ' '), 'done', 'statistics: the step is done') FROM analytics_run_log WHERE step = 'analyze';
RESET ROLE;
SELECT is(bool_and(stainherit), true, 'statistics: then there are') FROM pg_statistic WHERE starelid = 'analytics_events'::regclass;
SELECT is(count(*), 0::bigint, 'statistics: no partition is read a second time') FROM pg_statistic
WHERE starelid IN (SELECT partition FROM mindwell_internal.partitions());
SET ROLE owner_changes_owner;
SELECT throws_ok('SELECT mindwell_internal.analyze_events()', '42501', NULL, 'statistics: nobody else takes them')
FROM set_config('role', 'owner_changes_stranger', false);
RESET ROLE;

-- a column that the owner has added

ALTER TABLE analytics_events ADD COLUMN source text DEFAULT 'web', ADD COLUMN letters integer GENERATED ALWAYS AS (length(event_type)) STORED;
SET ROLE owner_changes_owner;
SELECT throws_ok($$SELECT * FROM analytics_export_partition('2001-01-03')$$, '55000',
	'analytics_events has columns that analytics_export_partition(date) does not return', 'columns: an export does not leave them out in silence');
SELECT is(source || ' ' || letters, 'web 10', 'columns: but has them where it is told the type')
FROM analytics_export_partition('2001-01-03', NULL::analytics_events);
SELECT throws_ok($$SELECT * FROM analytics_export_partition('2001-01-03', 1)$$, '42804', NULL, 'columns: of the rows of the table, that is');
SELECT throws_ok($$SELECT * FROM analytics_export_partition('2031-01-03', NULL::analytics_events)$$, '42704', NULL, 'columns: of a partition');
SELECT is("row" ->> 'source', 'web', 'columns: a user''s copy has them')
FROM analytics_export_user_rows('ann', analytics_uuid('a')) WHERE table_name = 'analytics_events';
SELECT event('2001-01-09');
SELECT FROM analytics_drain_default();
SELECT is(source || ' ' || letters, 'web 10', 'columns: a moved event has them') FROM analytics_events WHERE occurred_at::date = '2001-01-09';
RESET ROLE;
ALTER TABLE analytics_events DROP COLUMN letters;
SELECT throws_ok($$SELECT * FROM analytics_export_partition('2001-01-03')$$, '42501', NULL, 'columns: a superuser asks as the owner');
ALTER TABLE analytics_events DROP COLUMN source;

-- what was exported is what is there, not as many

SELECT FROM analytics_create_partitions('2001-02-01', '2001-02-02');
SET ROLE owner_changes_owner;
DELETE FROM analytics_events WHERE occurred_at < '2002-01-01';
SELECT event('2001-02-01'), event('2001-02-01', 'login');
UPDATE analytics_retention_policies SET export_first = true;
CREATE FUNCTION on_2001_02_01(VARIADIC classes text[] DEFAULT '{events}') RETURNS text LANGUAGE sql AS $$
	SELECT p FROM purged('2001-05-01 00:00+00', VARIADIC classes) AS p WHERE p ~ '^analytics_events_20010201' $$;
SELECT analytics_mark_exported('2001-02-01', 2) \gset
DELETE FROM analytics_events WHERE event_type = 'tea_brewed';
SELECT event('2001-02-01');
SELECT is(on_2001_02_01(), 'analytics_events_20010201 purge failed 55000 the partition has changed since it was exported', 'exported: one went, another came');
SELECT analytics_mark_exported('2001-02-01', 2) \gset
UPDATE analytics_events SET properties = '{"cups": 2}';
SELECT is(on_2001_02_01(), 'analytics_events_20010201 purge failed 55000 the partition has changed since it was exported', 'exported: they were changed');
SELECT analytics_mark_exported('2001-02-01', 2) \gset
DELETE FROM analytics_events WHERE event_type = 'tea_brewed';
UPDATE analytics_retention_policies SET keep = '1 month' WHERE retention_class = 'security';
SELECT is(status, 'refused', 'exported: a plan says so too') FROM analytics_purge(true, as_of => '2001-05-01 00:00+00')
WHERE partition_name = 'analytics_events_20010201';
UPDATE analytics_retention_policies SET keep = NULL;
SELECT event('2001-02-01');
SELECT analytics_mark_exported('2001-02-01', 2) \gset
SET extra_float_digits = -10;
SET datestyle = 'SQL, DMY';
SET timezone = 'Asia/Tokyo';
SELECT is(on_2001_02_01(), 'analytics_events_20010201 delete 1 done', 'exported: as it is, whatever the session''s styles');
RESET extra_float_digits;
RESET datestyle;
SET timezone = UTC;
SELECT is(on_2001_02_01('security'), 'analytics_events_20010201 drop 1 done', 'exported: what the purge left needs no second export');
SELECT FROM analytics_create_partitions('2001-02-01', '2001-02-02');
SELECT event('2001-02-01', 'login');
SELECT is(on_2001_02_01('security'), 'analytics_events_20010201 purge failed 55000 the partition has changed since it was exported',
	'exported: a partition of the same name is another');
UPDATE analytics_retention_policies SET export_first = false;

-- foreign keys that refer to events

DELETE FROM analytics_events WHERE occurred_at < '2002-01-01';
SELECT FROM analytics_create_partitions('2001-01-01', '2001-01-08');
CREATE FUNCTION note(refers_on date, on_delete text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	name text := 'notes_' || to_char(refers_on, 'DD');
BEGIN
	EXECUTE format('CREATE TABLE %s (id uuid, at timestamptz, FOREIGN KEY (id, at) REFERENCES analytics_events (id, occurred_at) ON DELETE %s)', name, on_delete);
	EXECUTE format('INSERT INTO %s SELECT id, occurred_at FROM analytics_events WHERE occurred_at::date = $1', name) USING refers_on;
END $$;
SELECT event(date '2001-01-01' + d) FROM generate_series(0, 3) AS d;
SELECT FROM note('2001-01-01', 'NO ACTION');
UPDATE analytics_retention_policies SET keep = '1 month' WHERE retention_class = 'events';
CALL analytics_maintain('purge', '2001-03-01 00:00+00');
UPDATE analytics_retention_policies SET keep = NULL;
SELECT is(string_agg(right(target, 2) || ' ' || status, ', ' ORDER BY target), '01 failed, 02 done, 03 done, 04 done',
	'keys: what nobody refers to is dropped')
FROM analytics_run_log WHERE step = 'purge' AND target <> '';
SELECT matches(error, E'^removing partition "analytics_events_20010101" violates foreign key constraint "[^"]+"\n'
	'DETAIL:  It is constraint "[^"]+" of table "notes_01"[.]\n'
	'HINT:  Delete the rows that refer to these events; or have the foreign key do so, or let go: ON DELETE CASCADE or SET NULL[.]$',
	'keys: the log has message, detail and hint, and no data')
FROM analytics_run_log WHERE target = 'analytics_events_20010101';
DROP TABLE notes_01;
SELECT FROM analytics_create_partitions('2001-01-01', '2001-01-08');
SELECT event(date '2001-01-01' + d) FROM generate_series(1, 3) AS d;
SELECT FROM note('2001-01-02', 'CASCADE');
SELECT FROM note('2001-01-03', 'SET NULL');
SELECT is(string_agg(right(split_part(p, ' ', 1), 2) || substring(p, ' .*'), ', ' ORDER BY p), '01 delete 1 done, 02 delete 1 done, 03 delete 1 done, 04 delete 1 done',
	'keys: where rows follow, the events are deleted') FROM purged('2001-03-01 00:00+00', 'events') AS p;
SELECT is((SELECT count(*) FROM notes_02), 0::bigint, 'keys: rows go with them');
SELECT is((SELECT count(*) FROM notes_03 WHERE id IS NULL), 1::bigint, 'keys: or let go');
SELECT is_empty($$SELECT partition FROM mindwell_internal.partitions() WHERE starts_at BETWEEN '2001-01-01' AND '2001-01-04'$$,
	'keys: and the partitions are dropped');
DROP TABLE notes_02, notes_03;

-- a partition that is partitioned

CREATE TABLE analytics_partitions.early PARTITION OF analytics_events FOR VALUES FROM ('2000-01-01') TO ('2000-02-01') PARTITION BY RANGE (occurred_at);
CREATE TABLE analytics_partitions.earliest PARTITION OF analytics_partitions.early FOR VALUES FROM ('2000-01-01') TO ('2000-01-11');
CREATE TABLE analytics_partitions.earlier PARTITION OF analytics_partitions.early DEFAULT;
SELECT event(date '2000-01-09' + d), event(date '2000-01-09' + d, 'login') FROM generate_series(0, 3) AS d;
SELECT is(purged('2001-03-01 00:00+00', 'events'), 'early delete 4 done', 'partitioned: the expired events go');
SELECT is(string_agg(DISTINCT event_type, ' '), 'login', 'partitioned: the others stay') FROM analytics_events WHERE occurred_at < '2000-02-01';
SELECT is(sum(purged_events), 4::numeric, 'partitioned: their days are sealed') FROM analytics_sealed_days WHERE day < '2000-02-01';
SELECT event('2000-01-09', 'tea_spilled');
CALL analytics_maintain('register', '2000-01-09 12:00+00');
SELECT isnt_empty($$SELECT FROM analytics_event_types WHERE event_type = 'tea_spilled'$$, 'partitioned: new types are found there');
SELECT is(purged('2001-03-01 00:00+00', 'events', 'security'), 'early drop 5 done', 'partitioned: when all have expired it is dropped');
SELECT is(to_regclass('analytics_partitions.earlier')::text, NULL, 'partitioned: with its own partitions');
RESET ROLE;

-- a foreign table, of which a unique index of the table has kept partitions away before

\setenv EVENTS `echo "${TMPDIR:-/tmp}/owner_changes_events.$$"`
\getenv events EVENTS
ALTER TABLE analytics_events DROP CONSTRAINT analytics_events_pkey;
CREATE SERVER archive FOREIGN DATA WRAPPER file_fdw;
SELECT format('COPY (SELECT gen_random_uuid(), analytics_uuid(''a''), timestamptz ''1999-01-01 12:00+00'', now(), NULL::uuid, NULL::uuid, event_type, NULL::text, ''{}''::jsonb'
	' FROM unnest(ARRAY[''tea_brewed'', ''consent_updated'']) AS event_type) TO %L', :'events') \gexec
SELECT format('CREATE FOREIGN TABLE analytics_partitions.archived PARTITION OF analytics_events FOR VALUES FROM (''1999-01-01'') TO (''1999-01-02'')'
	' SERVER archive OPTIONS (filename %L)', :'events') \gexec
UPDATE analytics_retention_policies SET keep = '1 month' WHERE retention_class = 'events';
SELECT is(concat_ws(' ', action, status, error_code), 'purge failed 42501', 'foreign: that it does not answer, too')
FROM analytics_purge(as_of => '2001-03-01 00:00+00') WHERE partition_name = 'archived';
SELECT is(concat_ws(' ', action, status, error_code), 'purge refused 0A000', 'foreign: a plan does not ask')
FROM analytics_purge(true, as_of => '2001-03-01 00:00+00') WHERE partition_name = 'archived';
GRANT SELECT ON analytics_partitions.archived TO owner_changes_owner;
SELECT is(concat_ws(' ', action, status, error),
	E'purge failed events in a foreign table are not purged\nDETAIL:  Expired are 1 of 2.\n'
	'HINT:  Delete them where they are; or take the table away: ALTER TABLE public.analytics_events DETACH PARTITION analytics_partitions.archived;',
	'foreign: that it has expired events is told')
FROM analytics_purge(as_of => '2001-03-01 00:00+00') WHERE partition_name = 'archived';
\! rm -f "$EVENTS"

SELECT * FROM finish();
