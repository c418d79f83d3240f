-- An event that leaves the default partition is no deletion and no insertion to those who look at the table: triggers,
-- rules, foreign keys, publications.  Where one of them would lose it, it stays.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
SET default_transaction_isolation = 'read committed';
SET mindwell_analytics.max_event_age = 0;
SET client_min_messages = warning;
DROP SCHEMA IF EXISTS moves CASCADE;
CREATE SCHEMA moves;

-- ---- What the owner may have on the table ----

CREATE TABLE moves.told (what text);
CREATE FUNCTION moves.tell() RETURNS trigger LANGUAGE plpgsql
AS $$
BEGIN
    INSERT INTO moves.told VALUES (concat_ws(' ', TG_WHEN, TG_OP, TG_LEVEL, TG_TABLE_NAME));
    RETURN CASE WHEN TG_WHEN = 'BEFORE' AND TG_OP <> 'DELETE' THEN NEW END;
END
$$;
CREATE FUNCTION moves.tell_gone() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN INSERT INTO moves.told SELECT 'gone: ' || count(*) FROM gone; RETURN NULL; END $$;
CREATE FUNCTION moves.tell_come() RETURNS trigger LANGUAGE plpgsql
AS $$ BEGIN INSERT INTO moves.told SELECT 'come: ' || count(*) FROM come; RETURN NULL; END $$;

-- Two events of a day in the default partition, something that looks at them, a drain, and what it was told.
CREATE TABLE moves.results (
    n serial, what text, method text, moved text, told text, referencing text);
CREATE PROCEDURE moves.move_beside(what text, make text, take_away text, referencing text DEFAULT NULL) LANGUAGE plpgsql
AS $$
DECLARE
    day timestamptz := timestamptz '2001-01-01 00:00Z' + (SELECT count(*) FROM moves.results) * interval '1 day';
    method text;
    moved text;
    left_over bigint;
BEGIN
    INSERT INTO analytics_events (id, event_type, occurred_at)
    SELECT md5(what || i)::uuid, 'tea_brewed', day + i * interval '1 hour' FROM generate_series(1, 2) i;
    EXECUTE make;
    IF referencing IS NOT NULL THEN
        EXECUTE format('INSERT INTO %s (id, occurred_at) SELECT id, occurred_at FROM analytics_events WHERE occurred_at >= %L', referencing, day);
    END IF;
    COMMIT;
    TRUNCATE moves.told;
    COMMIT;
    method := mindwell_internal.move_method('analytics_partitions.analytics_events_default');
    SELECT concat_ws(' ', d.event_count, d.status, d.error_code, d.error) INTO moved FROM analytics_drain_default() d;
    COMMIT;
    IF referencing IS NOT NULL THEN
        EXECUTE format('SELECT count(*) FROM %s JOIN analytics_events e USING (id, occurred_at)'
                       ' WHERE e.tableoid <> ''analytics_partitions.analytics_events_default''::regclass', referencing) INTO left_over;
        -- it still refers to what is there, and to nothing else
        EXECUTE format('SELECT test.sqlstate(''SET CONSTRAINTS ALL IMMEDIATE; INSERT INTO %s (id, occurred_at) VALUES (gen_random_uuid(), now())'')', referencing) INTO referencing;
        referencing := left_over || ' rows, of no event: ' || referencing;
    END IF;
    INSERT INTO moves.results (what, method, moved, told, referencing)
    VALUES (what, method, moved, (SELECT string_agg(t.what, ', ' ORDER BY t.what) FROM moves.told t), referencing);
    COMMIT;
    EXECUTE take_away;
    COMMIT;
END
$$;

CALL moves.move_beside('nothing', '', '');
CALL moves.move_beside('AFTER row triggers',
    'CREATE TRIGGER t AFTER INSERT OR UPDATE OR DELETE ON analytics_events FOR EACH ROW EXECUTE FUNCTION moves.tell()',
    'DROP TRIGGER t ON analytics_events');
CALL moves.move_beside('AFTER row trigger of the partition, always',
    'CREATE TRIGGER t AFTER DELETE ON analytics_partitions.analytics_events_default FOR EACH ROW EXECUTE FUNCTION moves.tell();
     ALTER TABLE analytics_partitions.analytics_events_default ENABLE ALWAYS TRIGGER t',
    'DROP TRIGGER t ON analytics_partitions.analytics_events_default');
CALL moves.move_beside('AFTER statement triggers, transition tables',
    'CREATE TRIGGER t AFTER DELETE ON analytics_partitions.analytics_events_default REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION moves.tell_gone();
     CREATE TRIGGER u AFTER DELETE ON analytics_events REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION moves.tell_gone();
     CREATE TRIGGER v AFTER INSERT ON analytics_events REFERENCING NEW TABLE AS come
        FOR EACH STATEMENT EXECUTE FUNCTION moves.tell_come()',
    'DROP TRIGGER t ON analytics_partitions.analytics_events_default; DROP TRIGGER u ON analytics_events; DROP TRIGGER v ON analytics_events');
CALL moves.move_beside('statement triggers',
    'CREATE TRIGGER t BEFORE DELETE ON analytics_partitions.analytics_events_default FOR EACH STATEMENT EXECUTE FUNCTION moves.tell();
     CREATE TRIGGER u AFTER DELETE ON analytics_partitions.analytics_events_default FOR EACH STATEMENT EXECUTE FUNCTION moves.tell()',
    'DROP TRIGGER t ON analytics_partitions.analytics_events_default; DROP TRIGGER u ON analytics_partitions.analytics_events_default');
CALL moves.move_beside('BEFORE row trigger that lets nothing go',
    'CREATE TRIGGER t BEFORE INSERT OR UPDATE OR DELETE ON analytics_events FOR EACH ROW EXECUTE FUNCTION moves.tell()',
    'DROP TRIGGER t ON analytics_events');
CALL moves.move_beside('deferred constraint trigger',
    'CREATE CONSTRAINT TRIGGER t AFTER DELETE ON analytics_events DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION moves.tell()',
    'DROP TRIGGER t ON analytics_events');
CALL moves.move_beside('rule that lets nothing go',
    'CREATE RULE r AS ON DELETE TO analytics_partitions.analytics_events_default DO INSTEAD INSERT INTO moves.told VALUES (''rule'')',
    'DROP RULE r ON analytics_partitions.analytics_events_default');
CREATE TABLE moves.users (user_id uuid PRIMARY KEY);
CALL moves.move_beside('foreign key of the events',
    'ALTER TABLE analytics_events ADD CONSTRAINT events_user FOREIGN KEY (user_id) REFERENCES moves.users ON DELETE CASCADE',
    'ALTER TABLE analytics_events DROP CONSTRAINT events_user');

CREATE FUNCTION moves.note(action text) RETURNS text LANGUAGE sql
AS $$ SELECT 'CREATE TABLE moves.note (n serial, id uuid, occurred_at timestamptz, FOREIGN KEY (id, occurred_at) REFERENCES analytics_events ' || action || ')' $$;
CALL moves.move_beside('CASCADE', moves.note('ON DELETE CASCADE ON UPDATE CASCADE'), 'DROP TABLE moves.note', 'moves.note');
CALL moves.move_beside('SET NULL', moves.note('ON DELETE SET NULL ON UPDATE SET NULL'), 'DROP TABLE moves.note', 'moves.note');
CALL moves.move_beside('SET DEFAULT', moves.note('ON DELETE SET DEFAULT'), 'DROP TABLE moves.note', 'moves.note');
CALL moves.move_beside('NO ACTION', moves.note('ON DELETE NO ACTION'), 'DROP TABLE moves.note', 'moves.note');
CALL moves.move_beside('RESTRICT', moves.note('ON DELETE RESTRICT'), 'DROP TABLE moves.note', 'moves.note');
CALL moves.move_beside('deferred', moves.note('DEFERRABLE INITIALLY DEFERRED'), 'DROP TABLE moves.note', 'moves.note');
CALL moves.move_beside('deferred CASCADE', moves.note('ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED'), 'DROP TABLE moves.note', 'moves.note');
SELECT what, method, moved, told, referencing FROM moves.results ORDER BY n;

-- a deletion is one still, in the new partition as in the old one
INSERT INTO analytics_events (id, event_type, occurred_at)
VALUES ('00000000-0000-7000-8000-000000000001', 'tea_brewed', '2001-03-01 12:00Z'), ('00000000-0000-7000-8000-000000000002', 'tea_brewed', '2001-03-02 12:00Z');
SELECT moves.note('ON DELETE CASCADE') \gexec
INSERT INTO moves.note (id, occurred_at) SELECT id, occurred_at FROM analytics_events WHERE occurred_at > '2001-03-01';
CREATE TRIGGER t AFTER DELETE ON analytics_events FOR EACH ROW EXECUTE FUNCTION moves.tell();
TRUNCATE moves.told;
TRUNCATE analytics_dirty_buckets;
SELECT partition_name, event_count, status FROM analytics_create_partitions('2001-03-01', '2001-03-02');
SELECT (SELECT count(*) FROM analytics_dirty_buckets) AS days, (SELECT count(*) FROM moves.told) AS told, (SELECT count(*) FROM moves.note) AS notes;
DELETE FROM analytics_events WHERE occurred_at > '2001-03-01';
SELECT (SELECT count(*) FROM analytics_dirty_buckets) AS days, (SELECT string_agg(what, ', ' ORDER BY what) FROM moves.told) AS told,
	(SELECT count(*) FROM moves.note) AS notes;

-- ---- The rows are what they were ----

-- columns that rows do not have yet, that the default partition has elsewhere, that are made of others; what is stored beside
-- the row; indexes of the owner's
ALTER TABLE analytics_events ADD COLUMN dropped text;
ALTER TABLE analytics_events DROP COLUMN dropped, ADD COLUMN plan text GENERATED ALWAYS AS (properties ->> 'plan') STORED;
CREATE INDEX events_plan ON analytics_events (upper(plan));
INSERT INTO analytics_events (id, event_type, occurred_at, created_at, properties)
SELECT md5(i::text)::uuid, 'tea_brewed', '2001-04-01 12:00Z', '2001-04-01 12:00Z',
	jsonb_build_object('plan', 'green ' || i, 'leaves', (SELECT string_agg(md5(i::text || j), '') FROM generate_series(1, 200) j))
FROM generate_series(1, 3) i;
ALTER TABLE analytics_events ADD COLUMN region text NOT NULL DEFAULT 'Fujian', ADD COLUMN note text;
CREATE TABLE moves.before AS SELECT * FROM analytics_events WHERE occurred_at = '2001-04-01 12:00Z';
SELECT partition_name, event_count, status, error FROM analytics_drain_default(2);
SELECT count(*), count(DISTINCT tableoid) FROM analytics_events WHERE occurred_at = '2001-04-01 12:00Z';
(TABLE moves.before EXCEPT SELECT * FROM analytics_events) UNION ALL (SELECT * FROM analytics_events WHERE occurred_at = '2001-04-01 12:00Z' EXCEPT TABLE moves.before);
SET enable_seqscan = off;
SELECT count(*), min(region), min(length(properties ->> 'leaves')) FROM analytics_events WHERE upper(plan) = 'GREEN 2' AND occurred_at > '2001-04-01' AND occurred_at < '2001-04-02';
RESET enable_seqscan;
DROP TRIGGER t ON analytics_events;
DROP TABLE moves.note;
ALTER TABLE analytics_events DROP COLUMN plan, DROP COLUMN region, DROP COLUMN note;

-- ---- Publications ----

CREATE VIEW moves.possible AS
SELECT mindwell_internal.move_method('analytics_partitions.analytics_events_default') AS method, h.status, h.value, h.detail, h.hint
FROM analytics_health() h WHERE h.check_name = 'moves';
CREATE PROCEDURE moves.publish(what text, operations text DEFAULT 'insert, update, delete, truncate', by_root boolean DEFAULT false) LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE format('CREATE PUBLICATION "Every event" %s WITH (publish = %L, publish_via_partition_root = %s)', what, operations, CAST(by_root AS text));
    INSERT INTO moves.results (what, method, moved, told, referencing)
    SELECT concat_ws(' ', what, CASE WHEN by_root THEN 'by the root' END || ':', NULLIF(operations, 'insert, update, delete, truncate')),
        p.method, p.status, p.detail, p.hint
    FROM moves.possible p;
    DROP PUBLICATION "Every event";
END
$$;
TRUNCATE moves.results;
SET client_min_messages = error;
CALL moves.publish('');
CALL moves.publish('FOR TABLE analytics_users', 'insert');
CALL moves.publish('FOR TABLE analytics_events', by_root => true);
CALL moves.publish('FOR TABLE analytics_events', 'insert', true);
CALL moves.publish('FOR TABLE analytics_events', 'delete', true);
CALL moves.publish('FOR TABLE analytics_events', 'truncate', true);
CALL moves.publish('FOR ALL TABLES', by_root => true);
CALL moves.publish('FOR ALL TABLES', 'insert', true);
CALL moves.publish('FOR TABLES IN SCHEMA public', 'insert', true);
CALL moves.publish('FOR TABLE analytics_events');
CALL moves.publish('FOR TABLE analytics_events', 'insert, update');
CALL moves.publish('FOR TABLE analytics_events', 'delete');
CALL moves.publish('FOR TABLE analytics_events', 'insert, delete');
CALL moves.publish('FOR ALL TABLES');
CALL moves.publish('FOR ALL TABLES', 'insert, truncate');
CALL moves.publish('FOR TABLES IN SCHEMA public', 'insert');
CALL moves.publish('FOR TABLES IN SCHEMA analytics_partitions', by_root => true);
CALL moves.publish('FOR TABLES IN SCHEMA analytics_partitions', 'insert', true);
CALL moves.publish('FOR TABLE analytics_partitions.analytics_events_default');
CALL moves.publish('FOR TABLE analytics_partitions.analytics_events_default', by_root => true);
-- beside those who know the partitions by name, others cannot have half of a move
CREATE PUBLICATION leaves FOR TABLE analytics_events;
CALL moves.publish('FOR TABLE analytics_events', by_root => true);
CALL moves.publish('FOR TABLE analytics_events', 'insert', true);
CALL moves.publish('FOR TABLE analytics_events', 'delete', true);
CALL moves.publish('FOR TABLE analytics_events', 'truncate', true);
SELECT what, method, moved AS status FROM moves.results ORDER BY n;
SELECT DISTINCT told AS detail, referencing AS hint FROM moves.results ORDER BY told, referencing;

-- they learn what has left a table by its replica identity
ALTER TABLE analytics_partitions.analytics_events_default REPLICA IDENTITY NOTHING;
SELECT * FROM moves.possible;
ALTER TABLE analytics_partitions.analytics_events_default REPLICA IDENTITY FULL;
SELECT * FROM moves.possible;
ALTER TABLE analytics_partitions.analytics_events_default REPLICA IDENTITY USING INDEX analytics_events_default_pkey;
SELECT * FROM moves.possible;
ALTER TABLE analytics_partitions.analytics_events_default REPLICA IDENTITY DEFAULT;
-- which has to have the columns of row filters, and is in lists of columns, of publications beside
CREATE PUBLICATION beside FOR TABLE analytics_events WHERE (event_type <> 'tea_spilt') WITH (publish_via_partition_root);
SELECT * FROM moves.possible;
ALTER TABLE analytics_partitions.analytics_events_default REPLICA IDENTITY FULL;
SELECT * FROM moves.possible;
ALTER PUBLICATION beside SET TABLE analytics_events (id, occurred_at, event_type);
SELECT * FROM moves.possible;
ALTER TABLE analytics_partitions.analytics_events_default REPLICA IDENTITY DEFAULT;
SELECT * FROM moves.possible;
ALTER PUBLICATION beside SET TABLE analytics_events (id, event_type);
SELECT * FROM moves.possible;
DROP PUBLICATION leaves;
SELECT * FROM moves.possible;
DROP PUBLICATION beside;

-- which is taken away for an unseen move, and comes back
CREATE PUBLICATION by_root FOR TABLE analytics_events WITH (publish_via_partition_root);
CREATE PROCEDURE moves.move_with_identity(identity text) LANGUAGE plpgsql
AS $$
BEGIN
    EXECUTE 'ALTER TABLE analytics_partitions.analytics_events_default REPLICA IDENTITY ' || identity;
    INSERT INTO analytics_events (event_type, occurred_at)
    SELECT 'tea_brewed', timestamptz '2001-05-01 12:00Z' + count(*) * interval '1 day' FROM analytics_events WHERE occurred_at > '2001-05-01';
    INSERT INTO moves.results (what, moved) SELECT identity, concat_ws(' ', d.event_count, d.status, d.error) FROM analytics_drain_default() d;
    COMMIT;
    UPDATE moves.results SET method = CAST(c.relreplident AS text)
        || COALESCE(' ' || (SELECT i.indexrelid::regclass::text FROM pg_index i WHERE i.indrelid = c.oid AND i.indisreplident), '')
    FROM pg_class c WHERE c.oid = 'analytics_partitions.analytics_events_default'::regclass AND what = identity;
END
$$;
TRUNCATE moves.results;
CALL moves.move_with_identity('DEFAULT');
CALL moves.move_with_identity('FULL');
CALL moves.move_with_identity('NOTHING');
CALL moves.move_with_identity('USING INDEX analytics_events_default_pkey');
SELECT what, moved, method AS afterwards FROM moves.results ORDER BY n;

-- a publication that changes while events move has the move given up
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2001-06-01 12:00Z');
CREATE FUNCTION moves.publish_meanwhile() RETURNS event_trigger LANGUAGE plpgsql
AS $$ BEGIN ALTER PUBLICATION by_root SET (publish_via_partition_root = false); END $$;
CREATE EVENT TRIGGER moves_meanwhile ON ddl_command_end WHEN TAG IN ('ALTER TABLE') EXECUTE FUNCTION moves.publish_meanwhile();
SELECT partition_name, event_count, status, error_code, error FROM analytics_drain_default();
DROP EVENT TRIGGER moves_meanwhile;
SELECT count(*), min(tableoid::regclass::text) FROM analytics_events WHERE occurred_at = '2001-06-01 12:00Z';
DROP PUBLICATION by_root;

-- ---- Where they stay ----

CREATE TABLE moves.favourites (event uuid, at timestamptz,
	CONSTRAINT favourite FOREIGN KEY (event, at) REFERENCES analytics_partitions.analytics_events_default ON DELETE SET NULL);
INSERT INTO moves.favourites SELECT id, occurred_at FROM analytics_events WHERE occurred_at = '2001-06-01 12:00Z';
SELECT * FROM moves.possible;
SET client_min_messages = warning;
SELECT partition_name, event_count, status, error_code, error FROM analytics_drain_default();
-- another period has its partition
SELECT partition_name, event_count, status FROM analytics_create_partitions('2001-06-02', '2001-06-03');
SET client_min_messages = error;
SELECT failure($$SELECT mindwell_internal.create_partition('day', 'analytics_partitions', '2001-06-01')$$);
-- an installation does not fail for it
DO $$ BEGIN EXECUTE (SELECT 'DROP TABLE ' || string_agg(partition::text, ', ') FROM mindwell_internal.partitions() WHERE ends_at > now()); END $$;
INSERT INTO analytics_events (event_type) VALUES ('tea_brewed');
SELECT analytics_install() LIKE '%is complete';
SELECT count(*) FROM analytics_events WHERE occurred_at > '2002-01-01';
DELETE FROM analytics_partitions.analytics_events_default;
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2001-06-01 12:00Z');
CALL analytics_maintain('{drain}');
SELECT target, status, error_code, error FROM analytics_run_log WHERE step = 'drain' AND target <> '' ORDER BY target;
-- they are counted, exported, erased and purged as others are
INSERT INTO analytics_events (event_type, occurred_at, user_id) VALUES ('tea_brewed', '2001-06-01 13:00Z', '11111111-1111-4111-8111-111111111111');
SELECT event_type, count(*) FROM analytics_events WHERE occurred_at BETWEEN '2001-06-01' AND '2001-06-02' GROUP BY 1;
CALL analytics_maintain('{refresh}');
SELECT active_users FROM analytics_active_users('2001-06-01Z', '2001-06-02Z', 'day');
SELECT count(*) FROM analytics_export_user('11111111-1111-4111-8111-111111111111');
SELECT table_name, row_count FROM analytics_forget_user('11111111-1111-4111-8111-111111111111') WHERE table_name = 'analytics_events';
SELECT count(*) FROM analytics_events WHERE user_id = '11111111-1111-4111-8111-111111111111';
UPDATE analytics_retention_policies SET keep = '365 days' WHERE retention_class = 'events';
SELECT event_count, status FROM analytics_purge() WHERE partition_name = 'analytics_events_default';
SELECT count(*) FROM analytics_events WHERE occurred_at < '2002-01-01';
UPDATE analytics_retention_policies SET keep = NULL WHERE retention_class = 'events';
-- what the hint says
INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2001-06-05 12:00Z');
SELECT hint AS statement FROM moves.possible \gset
DELETE FROM moves.favourites;
:statement
INSERT INTO moves.favourites SELECT id, occurred_at FROM analytics_events WHERE occurred_at = '2001-06-05 12:00Z';
SELECT partition_name, event_count, status FROM analytics_drain_default();
SELECT count(event) FROM moves.favourites;
SELECT status, hint FROM moves.possible;

-- ---- What moves events is the owner's, for what is theirs ----

SET client_min_messages = warning;
DROP ROLE IF EXISTS regress_moves;
CREATE ROLE regress_moves;
CREATE TABLE moves.theirs (LIKE analytics_events);
ALTER TABLE moves.theirs OWNER TO regress_moves;
SELECT failure($$SELECT mindwell_internal.move_events('moves.theirs', 'moves.theirs', '-infinity', 'infinity', false)$$);
SELECT failure($$SELECT mindwell_internal.move_events('analytics_events', 'moves.theirs', '-infinity', 'infinity', false)$$);
-- a table becomes a partition of the period told, and what is executed is no text of the caller's
CREATE TABLE moves.target (LIKE analytics_events);
SELECT sqlstate($$SELECT mindwell_internal.move_events('analytics_partitions.analytics_events_default', 'moves.target', '-infinity', 'infinity', true)$$);
SELECT failure(format('SELECT mindwell_internal.execute_unlogged(%L)', statement))
FROM unnest('{BEGIN,COPY analytics_events TO STDOUT,COMMIT}'::text[]) AS statement;
SET ROLE regress_moves;
SELECT sqlstate($$SELECT mindwell_internal.move_events('moves.theirs', 'moves.theirs', '-infinity', 'infinity', false)$$);
RESET ROLE;
DROP TABLE moves.theirs;
DROP ROLE regress_moves;
SET client_min_messages = error;
DROP SCHEMA moves CASCADE;
