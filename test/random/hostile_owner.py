#!/usr/bin/python3
"""Alters a store as its hostile owner may, at random, between calls of every public function by a superuser, the owner,
a writer, a reader, an admin, whoever watches, and the job of maintenance.

A canary is put wherever the owner may have code run: triggers, rules, policies, checks, defaults, indexes, generated
columns, statistics, domains, casts, views, metrics.  It says to the server's log as whom it runs, and attacks: it takes
roles, alters the store, and calls the extension anew.  Fails when

- a server process ends, or anything raises an internal error (class XX);
- the canary runs as anybody else than the store's owner, or a role that reads or writes the owner's tables itself;
- a role has an attribute or a membership that it had not;
- a call does not end.

Each round has a database of its own, made from a template, and sessions that live through all of its alterations.

    hostile_owner.py [--alterations N] [--seed N] [--round N]      in $PGDATABASE; the server's log is $SERVER_LOG
"""
import argparse
import os
import random
import re
import sys
import time
from collections import Counter

import psycopg

OWNER, SECOND, WRITER, READER, ADMIN, MONITOR, NOBODY = ROLES = [
    'hostile_store_owner', 'hostile_second_owner', 'hostile_writer', 'hostile_reader', 'hostile_admin', 'hostile_monitor', 'hostile_nobody']
SUPERUSER = 'superuser'
ALTERATIONS_OF_A_ROUND = 12
CALLS_AFTER_AN_ALTERATION = 6
TIMEOUT, LATE = 8, 20        # seconds
SESSION_OPTIONS = (f'-c statement_timeout={TIMEOUT}s -c lock_timeout=2s -c client_min_messages=error'
                   ' -c default_transaction_isolation=read\\ committed -c mindwell_analytics.wait_timeout=2s')
# What PostgreSQL itself says of its own objects, with none of our code in the way.
OWN_ERRORS = re.compile(r'tuple concurrently (updated|deleted)')
CANARY = re.compile(r'LOG:  canary runs as (\S+) in a session of (\S+)')

# The values of arguments, by their names; of a type otherwise.
ARGUMENTS = {
    'event_type': ['a', 'b', 'payment_succeeded'], 'event': ['{"event_type": "a", "user_id": "u", "user_properties": {"plan": "free"}}'],
    'events': ['[{"event_type": "a", "user_id": "u", "user_properties": {"a": 1}}, {"event_type": "b", "idempotency_key": "k"}, {"event_type": "a", "occurred_at": "2020-01-01T00:00:00Z"}]'],
    'user_id': ['u', 'v'], 'anonymous_id': ['p', 'q'], 'session_id': ['s'], 'properties': ['{"email": "e@example.com", "n": 1}'], 'idempotency_key': ['k', 'l'],
    'user_properties': ['{"plan": "free"}'], 'role': [READER], 'access': ['coach', 'reader', 'admin'], 'tenant_id': ['00000000-0000-0000-0000-000000000000'],
    'steps': ['["a", "b"]'], 'start_step': ['"a"'], 'return_step': ['"b"'], 'preset': ['chatbot', 'default'], 'metric': ['canary'],
    'metric_type': ['canary', 'revenue'], 'period': ['day', 'daily'], 'schema': ['{"properties": {"n": {"type": "number"}}}'],
    'retention_class': ['events'], 'keep': ['1 day', '90 days'], 'key': ['email', 'n'], 'action': ['drop', 'hash'], 'stage': ['activation', 'steeping'],
    'position': ['10'], 'query': ['SELECT 1 WHERE $1 IS NOT NULL AND $2 <= $3'], 'event_count': ['0', '3'], 'cost': ['1'], 'amount': ['3'],
    'partition_by': ['day'], 'partition_schema': ['analytics_partitions', 'hostile'],
    'grain': ['day', 'daily', 'week'], 'scope': ['database'], 'value': ['60'],
}
NAME_OF = {'analytics_configure': 'mindwell_analytics.rate_limit', 'analytics_define_metric': 'canary', 'analytics_drop_metric': 'canary', 'analytics_uuid': 'u'}
WRITES = [
    "SELECT public.analytics_track('a'::text, user_id => 'u'::public.analytics_id)",
    "SELECT public.analytics_track('a'::text, user_id => 'u'::public.analytics_id, idempotency_key => 'k'::text)",
    "SELECT public.analytics_identify('u'::public.analytics_id, '{\"a\": 1}'::jsonb)",
    "SELECT public.analytics_alias('p'::text, 'u'::public.analytics_id)",
    "SELECT count(*) FROM public.analytics_track_batch('[{\"event_type\": \"a\", \"user_id\": \"u\", \"user_properties\": {\"a\": 1},"
    " \"idempotency_key\": \"l\"}, {\"event_type\": \"b\"}, {\"event_type\": \"a\", \"anonymous_id\": \"p\"},"
    " {\"event_type\": \"a\", \"anonymous_id\": \"p\", \"user_id\": \"v\"}]'::jsonb)"]
MAINTENANCE = [
    "CALL public.analytics_maintain('{create,register,drain,refresh,backfill,purge,keys,trim}'::text[], now())", 'SELECT count(*) FROM public.analytics_health(now())',
    'SELECT count(*) FROM public.analytics_refresh(NULL::timestamptz, NULL::timestamptz, now())',
    "CALL public.analytics_forget_user_batch('u'::public.analytics_id, NULL::text, NULL::uuid, false)"]
PLAIN_SQL = [
    "INSERT INTO public.analytics_inbox (event_type) VALUES ('a')", 'SELECT count(*) FROM public.analytics_inbox',
    "INSERT INTO public.analytics_events (event_type) VALUES ('a')"]
VIEWS = ['SELECT count(*) FROM public.analytics_partition_list', 'SELECT count(*) FROM public.analytics_jobs']

STORE = ['analytics_events', 'analytics_store', 'analytics_event_types', 'analytics_funnel_stages', 'analytics_event_keys', 'analytics_users',
         'analytics_aliases', 'analytics_opt_outs', 'analytics_pii_rules', 'analytics_hash_key', 'analytics_tenant_members', 'analytics_retention_policies',
         'analytics_sealed_days', 'analytics_exports', 'analytics_run_log', 'analytics_erasures', 'analytics_metric_definitions',
         'analytics_metrics', 'analytics_user_days', 'analytics_acquisition_costs', 'analytics_stale_buckets', 'analytics_audit_log',
         'analytics_rate_slots', 'analytics_dirty_buckets']
# what most calls touch is altered more often
TARGETS = [f'public.{table}' for table in STORE + STORE[:8] + ['analytics_events', 'analytics_dirty_buckets', 'analytics_stale_buckets', 'analytics_run_log', 'analytics_erasures'] * 3]

SESSION_STATE = """
    SELECT current_user, session_user, current_setting('search_path'), current_setting('statement_timeout'), current_setting('session_replication_role'),
           coalesce(nullif(current_setting('mindwell_analytics.tenant_id', true), ''), '-'), pg_my_temp_schema(),
           (SELECT count(*) FROM pg_prepared_statements), (SELECT count(*) FROM pg_cursors), (SELECT count(*) FROM pg_listening_channels()),
           (SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype NOT IN ('virtualxid', 'relation'))"""

CANARY_SQL = f"""
    CREATE SCHEMA hostile;
    GRANT USAGE ON SCHEMA hostile TO PUBLIC;
    CREATE FUNCTION hostile.attack() RETURNS boolean LANGUAGE sql RETURN true;
    CREATE FUNCTION hostile.take_role() RETURNS boolean LANGUAGE plpgsql
    AS $$ BEGIN RESET ROLE; RETURN true; EXCEPTION WHEN OTHERS THEN RETURN false; END $$;
    CREATE FUNCTION hostile.set_path() RETURNS boolean LANGUAGE plpgsql
    AS $$ BEGIN PERFORM pg_catalog.set_config('search_path', 'hostile, public', false); RETURN true; EXCEPTION WHEN OTHERS THEN RETURN false; END $$;
    -- volatile: a path that changes while an expression of plpgsql is planned fails an assertion of the server's own
    CREATE FUNCTION hostile.sing() RETURNS boolean LANGUAGE plpgsql VOLATILE PARALLEL SAFE
    AS $$
    BEGIN
        RAISE LOG 'canary runs as % in a session of %', current_user, session_user;
        IF 'on' IN (pg_catalog.current_setting('hostile.busy', true), pg_catalog.current_setting('hostile.quiet', true)) THEN
            RETURN true;
        END IF;
        PERFORM pg_catalog.set_config('hostile.busy', 'on', true);
        PERFORM hostile.take_role();
        PERFORM hostile.set_path();
        RAISE LOG 'canary runs as % in a session of %', current_user, session_user;
        PERFORM hostile.attack();
        RAISE LOG 'canary runs as % in a session of %', current_user, session_user;
        PERFORM pg_catalog.set_config('hostile.busy', 'off', true);
        RETURN true;
    END
    $$;
    CREATE FUNCTION hostile.canary() RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS 'BEGIN PERFORM hostile.sing(); RETURN true; END';
    CREATE FUNCTION hostile.canary(anyelement) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS 'BEGIN PERFORM hostile.sing(); RETURN true; END';
    CREATE FUNCTION hostile.canary_text(anyelement) RETURNS text LANGUAGE plpgsql IMMUTABLE AS 'BEGIN PERFORM hostile.sing(); RETURN $1; END';
    CREATE FUNCTION hostile.fire() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.sing(); RETURN COALESCE(NEW, OLD); END';
    CREATE FUNCTION hostile.fire_null() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.sing(); RETURN NULL; END';
    CREATE FUNCTION hostile.fire_old() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.sing(); RETURN OLD; END';
    CREATE FUNCTION hostile.fire_empty() RETURNS trigger LANGUAGE plpgsql AS
        'DECLARE empty record; BEGIN PERFORM hostile.sing(); IF NEW IS NULL THEN RETURN OLD; END IF; NEW := pg_catalog.jsonb_populate_record(NEW, pg_catalog.jsonb_object(ARRAY[ (SELECT k FROM pg_catalog.jsonb_object_keys(pg_catalog.to_jsonb(NEW)) AS k ORDER BY pg_catalog.random() LIMIT 1), NULL ])); RETURN NEW; END';
    CREATE TYPE hostile.pair AS (value text);
    CREATE FUNCTION hostile.to_pair(uuid) RETURNS hostile.pair LANGUAGE plpgsql IMMUTABLE AS 'BEGIN PERFORM hostile.sing(); RETURN ROW($1)::hostile.pair; END';
    CREATE FUNCTION hostile.to_pair(text) RETURNS hostile.pair LANGUAGE plpgsql IMMUTABLE AS 'BEGIN PERFORM hostile.sing(); RETURN ROW($1)::hostile.pair; END';
    CREATE FUNCTION hostile.from_pair(hostile.pair) RETURNS uuid LANGUAGE plpgsql IMMUTABLE AS 'BEGIN PERFORM hostile.sing(); RETURN $1.value::uuid; END';
    CREATE CAST (uuid AS hostile.pair) WITH FUNCTION hostile.to_pair(uuid) AS IMPLICIT;
    CREATE CAST (text AS hostile.pair) WITH FUNCTION hostile.to_pair(text) AS IMPLICIT;
    CREATE CAST (hostile.pair AS uuid) WITH FUNCTION hostile.from_pair(hostile.pair) AS IMPLICIT;
    CREATE TYPE hostile.mood AS ENUM ('a', 'calm', 'daily');
    CREATE TABLE hostile.diary (note text, at timestamptz DEFAULT now());
    CREATE FUNCTION hostile.domains() RETURNS void LANGUAGE plpgsql AS $$
    DECLARE base text;
    BEGIN
        FOREACH base IN ARRAY '{{uuid,text,timestamptz,date,jsonb,integer,bigint,boolean,bytea,name,interval,numeric}}'::text[] LOOP
            EXECUTE format('CREATE DOMAIN hostile.%I AS %s CHECK (hostile.canary())', base, base);
        END LOOP;
    END $$;
    SELECT hostile.domains();
"""

ATTACKS = [
    'RESET ROLE', "SELECT pg_catalog.set_config('role', 'none', true)", 'SET SESSION AUTHORIZATION DEFAULT', f'ALTER ROLE {OWNER} SUPERUSER',
    f'ALTER ROLE {OWNER} CREATEROLE', f'GRANT pg_read_server_files TO {OWNER}', 'CREATE TEMP TABLE trap (a integer)', 'LISTEN trap',
    "SELECT pg_catalog.set_config('search_path', 'hostile, public', false)", 'SET CONSTRAINTS ALL DEFERRED',
    'PREPARE trap AS SELECT hostile.canary()', 'SET mindwell_analytics.tenant_id = default', "SET statement_timeout = '1ms'",
    'SELECT mindwell_internal.forget_logged_days()', "SELECT mindwell_internal.begin_run('{}', now())", 'SELECT mindwell_internal.release_run()',
    "SELECT mindwell_internal.execute_unlogged('SELECT public.analytics_track(''inner'')')",
    "SELECT public.analytics_track('inner', user_id => 'v')", "SELECT public.analytics_track('inner', idempotency_key => 'k')",
    "SELECT count(*) FROM public.analytics_track_batch('[{\"event_type\": \"inner\", \"user_id\": \"u\", \"user_properties\": {\"b\": 1}}]')",
    "INSERT INTO public.analytics_events (event_type) VALUES ('inner')", 'UPDATE public.analytics_events SET occurred_at = occurred_at - interval \'1 day\'',
    'DELETE FROM public.analytics_events', 'TRUNCATE public.analytics_events', "SELECT public.analytics_identify('v', '{\"b\": 2}')",
    'SELECT count(*) FROM public.analytics_refresh()', 'SELECT count(*) FROM public.analytics_purge()', 'SELECT public.analytics_install()',
    "SELECT count(*) FROM public.analytics_forget_user('u')", 'SELECT count(*) FROM public.analytics_health()', 'SELECT 1 / 0',
    "INSERT INTO public.analytics_dirty_buckets SELECT '00000000-0000-0000-0000-000000000000', current_date - 1, now()",
    "INSERT INTO public.analytics_stale_buckets SELECT '00000000-0000-0000-0000-000000000000', 'daily', current_date - (random() * 1000)::int ON CONFLICT DO NOTHING",
]


class Alterations:
    """Random statements of a store's owner."""

    def __init__(self, chance, columns, superuser):
        self.chance = chance
        self.columns = columns
        self.superuser = superuser
        self.made = 0
        self.kinds = [self.trigger, self.trigger, self.trigger, self.own_trigger, self.rule, self.policy, self.row_security, self.index, self.drop_index,
                      self.check, self.drop_constraint, self.default, self.column, self.column, self.retype, self.retype, self.retype,
                      self.table, self.replace, self.partition, self.partition, self.rows, self.rows, self.options, self.rights, self.view,
                      self.schema, self.function, self.attack, self.attack, self.attack, self.setting, self.foreign_key]

    def name(self, prefix='x'):
        self.made += 1
        return f'{self.chance.choice(["aaa", "zzz", prefix])}_{self.made}'

    def pick(self, *choices):
        return self.chance.choice(choices)

    def target(self):
        return self.chance.choice(TARGETS)

    def leaf(self):
        """A partition of the events, or the table."""
        return self.pick('analytics_partitions.analytics_events_default', self.chance.choice(self.columns['partitions']), 'public.analytics_events')

    def any_column(self, target):
        return self.chance.choice(self.columns.get(target) or ['id'])

    def trigger(self):
        target = self.pick(self.target(), self.target(), self.leaf())
        function = self.pick('fire', 'fire', 'fire', 'fire_null', 'fire_old', 'fire_empty')
        name = self.name('trigger')
        if self.chance.random() < 0.2:
            return (f'CREATE CONSTRAINT TRIGGER {name} AFTER INSERT OR UPDATE OR DELETE ON {target} DEFERRABLE INITIALLY DEFERRED'
                    f' FOR EACH ROW EXECUTE FUNCTION hostile.fire()')
        if self.chance.random() < 0.15:
            event, tables = self.pick(('INSERT', 'NEW TABLE AS n'), ('DELETE', 'OLD TABLE AS o'), ('UPDATE', 'NEW TABLE AS n OLD TABLE AS o'))
            return f'CREATE TRIGGER {name} AFTER {event} ON {target} REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION hostile.fire_null()'
        timing, each = self.pick('BEFORE', 'AFTER'), self.pick('ROW', 'ROW', 'STATEMENT')
        when = ' WHEN (hostile.canary())' if self.chance.random() < 0.2 else ''
        always = f'; ALTER TABLE {target} ENABLE {self.pick("ALWAYS", "REPLICA")} TRIGGER {name}' if self.chance.random() < 0.2 else ''
        return (f'CREATE TRIGGER {name} {timing} INSERT OR UPDATE OR DELETE ON {target} FOR EACH {each}{when}'
                f' EXECUTE FUNCTION hostile.{function}(){always}')

    def own_trigger(self):
        """The store's own triggers: off, away, twice, or where they do not belong."""
        target = self.pick('public.analytics_events', self.leaf(), self.target())
        function = self.pick('analytics_gate', 'analytics_users_gate', 'analytics_gate_truncate', 'analytics_config_changed', 'analytics_event_types_check',
                             'analytics_audit_configuration', 'analytics_audit_guard', 'analytics_acquisition_costs_changed')
        return self.pick(
            f'ALTER TABLE {target} DISABLE TRIGGER ALL', f'ALTER TABLE {target} DISABLE TRIGGER USER',
            'DROP TRIGGER analytics_gate ON public.analytics_events', f'DROP TRIGGER IF EXISTS analytics_gate_truncate ON {target}',
            'DROP TRIGGER analytics_users_gate ON public.analytics_users', 'DROP TRIGGER analytics_event_types_check ON public.analytics_event_types',
            f'DROP TRIGGER IF EXISTS analytics_config_changed ON {target}',
            f'CREATE TRIGGER {self.name()} {self.pick("BEFORE", "AFTER")} INSERT OR UPDATE OR DELETE ON {target} FOR EACH ROW EXECUTE FUNCTION public.{function}()',
            f'CREATE TRIGGER {self.name()} {self.pick("BEFORE", "AFTER")} {self.pick("TRUNCATE", "INSERT OR UPDATE")} ON {target} FOR EACH STATEMENT EXECUTE FUNCTION public.{function}()',
            f"CREATE TRIGGER {self.name()} AFTER INSERT ON {self.target()} FOR EACH ROW EXECUTE FUNCTION public.analytics_track_trigger('a', '{{\"n\": \"{self.any_column(target)}\"}}')",
            'DROP TRIGGER analytics_inbox_insert ON public.analytics_inbox')

    def rule(self):
        condition = self.pick('', ' WHERE hostile.canary()')
        action = self.pick('ALSO SELECT hostile.canary()', 'ALSO INSERT INTO hostile.diary (note) SELECT \'n\' WHERE hostile.canary()', 'INSTEAD NOTHING', 'ALSO NOTHING')
        return f'CREATE RULE {self.name("rule")} AS ON {self.pick("INSERT", "UPDATE", "DELETE")} TO {self.target()}{condition} DO {action}'

    def policy(self):
        target = self.target()
        return self.pick(
            f'CREATE POLICY {self.name("policy")} ON {target} USING (hostile.canary())',
            f'CREATE POLICY {self.name("policy")} ON {target} AS RESTRICTIVE USING (hostile.canary()) WITH CHECK (hostile.canary())',
            f'CREATE POLICY {self.name("policy")} ON {target} FOR SELECT USING ((SELECT hostile.canary()))',
            f'DROP POLICY analytics_tenant ON {target}', f'DROP POLICY analytics_read ON {target}')

    def row_security(self):
        return f'ALTER TABLE {self.target()} {self.pick("FORCE", "DISABLE", "NO FORCE", "ENABLE")} ROW LEVEL SECURITY'

    def index(self):
        target = self.target()
        column = self.any_column(target)
        return self.pick(
            f'CREATE INDEX ON {target} ((1)) WHERE hostile.canary()', f'CREATE INDEX ON {target} (hostile.canary({column}))',
            f'CREATE INDEX ON {target} (hostile.canary_text({column}::text))', f'CREATE UNIQUE INDEX ON {target} ({column}) WHERE hostile.canary()',
            f'CREATE UNIQUE INDEX ON {target} ({column})', f'CREATE INDEX ON {target} USING {self.pick("hash", "brin", "gin")} ({column})',
            f'CREATE INDEX ON {target} ({column}) INCLUDE ({self.any_column(target)})',
            f'ALTER TABLE {target} ADD EXCLUDE USING btree ({column} WITH =) WHERE (hostile.canary())',
            f'CREATE STATISTICS hostile.{self.name("statistics")} ON (hostile.canary_text({column}::text)), {column} FROM {target}; ANALYZE {target}',
            f'ANALYZE {target}', f'REINDEX TABLE {target}', f'CLUSTER {target}')

    def drop_index(self):
        table = self.chance.choice(STORE)
        return self.pick(f'ALTER TABLE public.{table} DROP CONSTRAINT {table}_pkey CASCADE', 'DROP INDEX public.analytics_events_type_idx', 'DROP INDEX public.analytics_events_user_idx',
                         f'ALTER TABLE public.{table} DROP CONSTRAINT {table}_pkey CASCADE, ADD CONSTRAINT {table}_pkey PRIMARY KEY ({self.any_column("public." + table)})',
                         f'ALTER TABLE public.{table} DROP CONSTRAINT {table}_pkey CASCADE, ADD CONSTRAINT {table}_pkey UNIQUE ({self.any_column("public." + table)}) DEFERRABLE INITIALLY DEFERRED',
                         f'ALTER TABLE public.{table} RENAME CONSTRAINT {table}_pkey TO other_key')

    def check(self):
        target = self.pick(self.target(), self.leaf())
        return self.pick(
            f'ALTER TABLE {target} ADD CHECK (hostile.canary())', f'ALTER TABLE {target} ADD CONSTRAINT {self.name()} CHECK (hostile.canary({self.any_column(target)})) NOT VALID',
            'ALTER TABLE public.analytics_events DROP CONSTRAINT IF EXISTS analytics_events_one_tenant, ADD CONSTRAINT analytics_events_one_tenant CHECK (hostile.canary())',
            f"ALTER TABLE public.analytics_events ADD CONSTRAINT {self.name()} CHECK (tenant_id = '00000000-0000-0000-0000-000000000000' AND hostile.canary())")

    def drop_constraint(self):
        target = self.target()
        return self.pick('ALTER TABLE public.analytics_events DROP CONSTRAINT analytics_events_one_tenant',
                         f'ALTER TABLE {target} ALTER {self.any_column(target)} DROP NOT NULL', f'ALTER TABLE {target} ALTER {self.any_column(target)} SET NOT NULL',
                         "DO $$ DECLARE k record; BEGIN FOR k IN SELECT conrelid::regclass AS r, conname FROM pg_constraint "
                         f"WHERE conrelid = '{target}'::regclass AND contype IN ('c', 'f') LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', k.r, k.conname); END LOOP; END $$")

    def foreign_key(self):
        target = self.target()
        column = self.any_column(target)
        return (f'CREATE TABLE hostile.{(name := self.name())} AS SELECT DISTINCT {column} AS k FROM {target}; ALTER TABLE hostile.{name} ADD PRIMARY KEY (k);'
                f'CREATE TRIGGER fire BEFORE UPDATE OR DELETE ON hostile.{name} FOR EACH ROW EXECUTE FUNCTION hostile.fire();'
                f'ALTER TABLE {target} ADD FOREIGN KEY ({column}) REFERENCES hostile.{name} ON DELETE CASCADE {self.pick("", "DEFERRABLE INITIALLY DEFERRED")}')

    def default(self):
        target = self.target()
        column = self.any_column(target)
        return self.pick(f'ALTER TABLE {target} ALTER {column} SET DEFAULT hostile.canary()::text', f'ALTER TABLE {target} ALTER {column} DROP DEFAULT',
                         f'ALTER TABLE {target} ALTER {column} SET DEFAULT NULL', f"ALTER TABLE {target} ALTER {column} SET DEFAULT CASE WHEN hostile.canary() THEN NULL END",
                         f'ALTER TABLE {target} ADD COLUMN {self.name()} boolean DEFAULT hostile.canary()')

    def column(self):
        target = self.target()
        column = self.any_column(target)
        return self.pick(
            f'ALTER TABLE {target} ADD COLUMN {self.name()} boolean GENERATED ALWAYS AS (hostile.canary()) STORED', f'ALTER TABLE {target} ADD COLUMN {self.name()} integer NOT NULL DEFAULT 1',
            f'ALTER TABLE {target} ADD COLUMN {self.name()} bigint GENERATED ALWAYS AS IDENTITY', f'ALTER TABLE {target} DROP COLUMN {column} CASCADE',
            f'ALTER TABLE {target} DROP COLUMN {column} CASCADE, ADD COLUMN {column} text', f'ALTER TABLE {target} RENAME COLUMN {column} TO {self.name()}',
            f'ALTER TABLE {target} RENAME COLUMN {column} TO swapped; ALTER TABLE {target} RENAME COLUMN {self.any_column(target)} TO {column}',
            f'ALTER TABLE {target} ALTER {column} SET STORAGE {self.pick("PLAIN", "EXTERNAL", "EXTENDED")}', f'ALTER TABLE {target} ALTER {column} SET STATISTICS 0',
            f'ALTER TABLE {target} ALTER {column} SET (n_distinct = -1)', f'ALTER TABLE {target} ADD COLUMN {self.name()} hostile.text DEFAULT \'x\'')

    def retype(self):
        target = self.target()
        column = self.any_column(target)
        kind = self.pick('text', 'varchar(3)', 'name', 'uuid', 'integer', 'bigint', 'date', 'timestamp', 'timestamptz', 'jsonb', 'json', 'bytea', 'numeric', 'boolean', '"char"',
                         'hostile.mood', 'hostile.pair', 'hostile.uuid', 'hostile.text', 'hostile.timestamptz', 'hostile.date', 'hostile.jsonb', 'uuid[]', 'interval', 'xml',
                         'varchar(64) COLLATE "POSIX"', 'text COLLATE "ucs_basic"', 'hostile.integer', 'hostile.boolean', 'hostile.bytea', 'regclass', 'int4range', 'tsvector')
        using = self.pick(f' USING {column}::text::{kind.split(" COLLATE")[0]}', f' USING NULL::{kind.split(" COLLATE")[0]}', f' USING hostile.canary_text({column}::text)::{kind.split(" COLLATE")[0]}', '')
        before = self.pick('', f'ALTER TABLE {target} ALTER {column} DROP DEFAULT, ALTER {column} DROP NOT NULL; ',
                           f'TRUNCATE {target}; ', 'DROP VIEW IF EXISTS public.analytics_inbox; ') if self.chance.random() < 0.6 else ''
        # what rests on the type has to go before
        free = (f"DO $$ DECLARE p record; BEGIN FOR p IN SELECT polname, polrelid::regclass AS r FROM pg_policy WHERE polrelid = '{target}'::regclass LOOP EXECUTE format('DROP POLICY %I ON %s', p.polname, p.r); END LOOP; "
                f"FOR p IN SELECT conname, conrelid::regclass AS r FROM pg_constraint WHERE '{target}'::regclass IN (conrelid, confrelid) AND contype IN ('c', 'f') LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', p.r, p.conname); END LOOP; END $$; "
                'DROP VIEW IF EXISTS public.analytics_inbox; ') if self.chance.random() < 0.7 else ''
        return f'{free}{before}ALTER TABLE {target} ALTER {column} TYPE {kind}{using}'

    def table(self):
        target = self.target()
        other = self.target()
        bare, other_bare = target.split('.')[1], other.split('.')[1]
        return self.pick(
            f'ALTER TABLE {target} RENAME TO {self.name()}', f'DROP TABLE {target} CASCADE', f'ALTER TABLE {target} SET SCHEMA hostile', f'TRUNCATE {target}',
            f'ALTER TABLE {target} RENAME TO swapped; ALTER TABLE {other} RENAME TO {bare}; ALTER TABLE swapped RENAME TO {other_bare}',
            f'ALTER TABLE {target} SET UNLOGGED', f'ALTER TABLE {target} REPLICA IDENTITY {self.pick("FULL", "NOTHING")}', f'CREATE TABLE hostile.{self.name()} () INHERITS ({target})',
            f'CREATE TABLE hostile.{(name := self.name())} (LIKE {target}); ALTER TABLE {target} INHERIT hostile.{name}',
            f'ALTER TABLE {target} OWNER TO {SECOND}', f'ALTER TABLE {target} SET (fillfactor = 10, autovacuum_enabled = off)',
            f'CREATE PUBLICATION {self.name()} FOR TABLE {target}', f'VACUUM {target}')

    def replace(self):
        """Something else of a table's name."""
        target = self.target()
        bare = target.split('.')[1]
        name = self.name()
        create = self.pick(
            f'CREATE TABLE {target} (LIKE public.{name} INCLUDING ALL)', f'CREATE TABLE {target} (LIKE public.{name})', f'CREATE VIEW {target} AS SELECT * FROM public.{name} WHERE hostile.canary()',
            f'CREATE MATERIALIZED VIEW {target} AS SELECT * FROM public.{name}', f'CREATE TABLE {target} (LIKE public.{name}) PARTITION BY LIST ({self.any_column(target)})',
            f'CREATE TABLE {target} (LIKE public.{name}) PARTITION BY RANGE ({self.any_column(target)}); CREATE TABLE hostile.{self.name()} PARTITION OF {target} DEFAULT',
            f'CREATE TABLE {target} (LIKE public.{name}) PARTITION BY RANGE ((hostile.canary_text({self.any_column(target)}::text))); CREATE TABLE hostile.{self.name()} PARTITION OF {target} DEFAULT',
            f'CREATE TABLE {target} (a integer)', f'CREATE TABLE {target} ()', f'CREATE SEQUENCE {target}', f'CREATE TYPE {target} AS (a integer)', f'CREATE UNLOGGED TABLE {target} (LIKE public.{name} INCLUDING ALL)',
            f'CREATE TABLE {target} () INHERITS (public.{name})', f'CREATE TABLE {target} AS SELECT * FROM public.{name}', f'CREATE TABLE {target} OF hostile.pair',
            f'CREATE INDEX {bare} ON public.{name} ((1))')
        return f'ALTER TABLE {target} RENAME TO {name}; {create}'

    def partition(self):
        leaf = self.chance.choice(self.columns['partitions'])
        name = f'hostile.{self.name("part")}'
        days = self.chance.randrange(-400, 400)
        bounds = f"FOR VALUES FROM (date_trunc('day', now()) + interval '{days} days') TO (date_trunc('day', now()) + interval '{days + 2} days')"
        return self.pick(
            f'ALTER TABLE public.analytics_events DETACH PARTITION {leaf}', f'DROP TABLE {leaf}', f'ALTER TABLE {leaf} RENAME TO {self.name()}', f'ALTER TABLE {leaf} SET SCHEMA hostile',
            'ALTER TABLE public.analytics_events DETACH PARTITION analytics_partitions.analytics_events_default', 'DROP TABLE analytics_partitions.analytics_events_default',
            f"CREATE TABLE {name} PARTITION OF public.analytics_events FOR VALUES FROM ('{2030 + days % 50}-01-01Z') TO ('{2031 + days % 50}-01-01Z')",
            f"CREATE TABLE {name} PARTITION OF public.analytics_events FOR VALUES FROM ('{2030 + days % 50}-01-01Z') TO ('{2031 + days % 50}-01-01Z') PARTITION BY {self.pick('LIST', 'HASH')} (event_type)",
            f"DO $$ BEGIN EXECUTE format('CREATE TABLE {name} PARTITION OF public.analytics_events FOR VALUES FROM (%L) TO (%L)', date_trunc('day', now()) + interval '{days} days', date_trunc('day', now()) + interval '{days + 2} days'); END $$" if bounds else '',
            f"ALTER TABLE public.analytics_events DETACH PARTITION {leaf}; DROP TABLE {leaf}; CREATE TABLE {leaf} PARTITION OF public.analytics_events FOR VALUES FROM ('{self.pick('-infinity', 'minvalue', '2020-01-01Z')}') TO ('2020-02-01Z')".replace("'minvalue'", 'MINVALUE'),
            f"DO $$ DECLARE b text; BEGIN SELECT pg_get_expr(relpartbound, oid) INTO b FROM pg_class WHERE oid = '{leaf}'::regclass; "
            f"ALTER TABLE public.analytics_events DETACH PARTITION {leaf}; DROP TABLE {leaf}; "
            f"CREATE TABLE {leaf} (extra integer, properties jsonb NOT NULL, funnel_stage varchar(32) COLLATE \"C\", event_type varchar(64) COLLATE \"C\" NOT NULL, session_id uuid, user_id uuid, created_at timestamptz NOT NULL, occurred_at timestamptz NOT NULL, tenant_id uuid NOT NULL, id uuid NOT NULL, CONSTRAINT c CHECK (tenant_id = '00000000-0000-0000-0000-000000000000')); "
            f"ALTER TABLE {leaf} DROP COLUMN extra; EXECUTE 'ALTER TABLE public.analytics_events ATTACH PARTITION {leaf} ' || b; END $$",
            f'ALTER TABLE {leaf} {self.pick("DISABLE TRIGGER ALL", "SET UNLOGGED", "ENABLE ROW LEVEL SECURITY", "FORCE ROW LEVEL SECURITY", "OWNER TO " + SECOND, "ALTER id SET DEFAULT NULL", "DROP CONSTRAINT IF EXISTS analytics_events_one_tenant")}')

    def rows(self):
        """What the tables say."""
        return self.pick(
            f'UPDATE public.analytics_store SET version = {self.pick("0", "99", "-1", "2147483647")}', 'DELETE FROM public.analytics_store',
            f"UPDATE public.analytics_store SET partition_by = '{self.pick('week', 'month', 'hour')}'", f"UPDATE public.analytics_store SET partition_schema = '{self.pick('hostile', 'pg_catalog', 'mindwell_internal', 'missing', 'a b', '')}'",
            "DELETE FROM public.analytics_hash_key", "UPDATE public.analytics_hash_key SET key = 'x'", 'DELETE FROM public.analytics_event_types', 'DELETE FROM public.analytics_funnel_stages CASCADE',
            "UPDATE public.analytics_event_types SET property_schema = '{\"patternProperties\": {\"(a*)*b\": {\"type\": []}}}'", "UPDATE public.analytics_event_types SET property_schema = '[]', category = NULL, retention_class = ''",
            "INSERT INTO public.analytics_pii_rules (key, action) SELECT 'k' || i, 'drop' FROM generate_series(1, 300) AS i", "UPDATE public.analytics_pii_rules SET action = 'other', key = key || chr(7)",
            "INSERT INTO public.analytics_retention_policies SELECT (jsonb_populate_record(p, '{\"retention_class\": \"zzz\"}')).* FROM public.analytics_retention_policies AS p LIMIT 1", f"UPDATE public.analytics_retention_policies SET keep = '{self.pick('-1 day', '178000000 years', '0', '1 microsecond')}'",
            f"INSERT INTO public.analytics_tenant_members VALUES ({self.pick('0', '10', repr(OWNER), '4294967295')}, gen_random_uuid())",
            "INSERT INTO public.analytics_dirty_buckets SELECT gen_random_uuid(), d, now() FROM unnest('{infinity,-infinity,4713-01-01 BC,5874897-12-31}'::date[]) AS d",
            "INSERT INTO public.analytics_stale_buckets SELECT gen_random_uuid(), p, d FROM unnest('{infinity,-infinity,4713-01-01 BC,5874897-12-31}'::date[]) AS d, unnest('{daily,weekly,monthly,spanning,other}'::text[]) AS p",
            "INSERT INTO public.analytics_dirty_buckets SELECT NULL, NULL, NULL", "INSERT INTO public.analytics_sealed_days SELECT d FROM unnest('{infinity,-infinity,2026-01-01}'::date[]) AS d",
            "UPDATE public.analytics_events SET occurred_at = 'infinity'", "UPDATE public.analytics_users SET properties = '[1]'", "UPDATE public.analytics_metric_definitions SET query = 'SELECT hostile.canary()::int'",
            "UPDATE public.analytics_metric_definitions SET periods = '{}', query = 'COMMIT'", "UPDATE public.analytics_metrics SET value = 'NaN', metadata = '[]'", "UPDATE public.analytics_run_log SET finished_at = NULL, state = '{}'",
            "UPDATE public.analytics_erasures SET state = 'running'", 'DELETE FROM public.analytics_audit_log', "UPDATE public.analytics_rate_slots SET used = 2147483647")

    def options(self):
        return self.pick("SELECT public.analytics_define_metric('canary', 'SELECT hostile.canary()::int WHERE $1 IS NOT NULL AND $2 <= $3')", 'SELECT public.analytics_enable_tenants()',
                         "SELECT public.analytics_set_retention('events', '1 day')", 'SELECT public.analytics_install()', "SELECT public.analytics_opt_out('u')", f'SELECT * FROM public.analytics_grant(\'{NOBODY}\', \'admin\')')

    def rights(self):
        return self.pick(f'GRANT ALL ON {self.target()} TO PUBLIC', f'REVOKE ALL ON {self.target()} FROM {OWNER}', f'REVOKE ALL ON {self.target()} FROM PUBLIC, {WRITER}, {READER}, {ADMIN}',
                         f'GRANT ALL ON ALL TABLES IN SCHEMA public TO {WRITER}', f'REASSIGN OWNED BY {OWNER} TO {SECOND}', f'REVOKE ALL ON SCHEMA analytics_partitions FROM {OWNER}',
                         f'ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO {NOBODY}')

    def view(self):
        return self.pick('DROP VIEW public.analytics_inbox', 'ALTER VIEW public.analytics_inbox SET (security_invoker = false)', 'ALTER VIEW public.analytics_inbox ALTER event_type SET DEFAULT hostile.canary()::text',
                         f'CREATE RULE {self.name()} AS ON INSERT TO public.analytics_inbox DO ALSO SELECT hostile.canary()',
                         f'CREATE TRIGGER {self.name()} INSTEAD OF INSERT ON public.analytics_inbox FOR EACH ROW EXECUTE FUNCTION {self.pick("hostile.fire", "public.analytics_inbox_insert")}()',
                         'DROP VIEW public.analytics_inbox; CREATE TABLE public.analytics_inbox (event_type text); CREATE TRIGGER t BEFORE INSERT ON public.analytics_inbox FOR EACH ROW EXECUTE FUNCTION public.analytics_inbox_insert()',
                         'DROP VIEW public.analytics_inbox; CREATE VIEW public.analytics_inbox AS SELECT event_type, properties AS user_id, occurred_at FROM public.analytics_events; CREATE TRIGGER t INSTEAD OF INSERT ON public.analytics_inbox FOR EACH ROW EXECUTE FUNCTION public.analytics_inbox_insert()')

    def schema(self):
        return self.pick('ALTER SCHEMA analytics_partitions RENAME TO elsewhere', 'DROP SCHEMA analytics_partitions CASCADE', f'ALTER SCHEMA analytics_partitions OWNER TO {SECOND}',
                         'GRANT ALL ON SCHEMA analytics_partitions TO PUBLIC', 'CREATE SCHEMA cron; CREATE TABLE cron.job (jobid bigint, schedule text, command text, jobname text DEFAULT hostile.canary()::text, username text, database text, active boolean); CREATE RULE r AS ON DELETE TO cron.job DO ALSO SELECT hostile.canary()',
                         'CREATE SCHEMA IF NOT EXISTS cron; CREATE FUNCTION cron.schedule(text, text, text) RETURNS bigint LANGUAGE sql AS \'SELECT hostile.canary()::int::bigint\'; CREATE FUNCTION cron.schedule_in_database(text, text, text, text) RETURNS bigint LANGUAGE sql AS \'SELECT hostile.canary()::int::bigint\'',
                         "DO $$ DECLARE d date := current_date; BEGIN FOR i IN 0 .. 12 LOOP EXECUTE format('CREATE VIEW analytics_partitions.%I AS SELECT hostile.canary()', 'analytics_events_' || to_char(d + i, 'YYYYMMDD')); END LOOP; END $$")

    def function(self):
        """Names of the server's and of ours, in a schema that some look into."""
        schema = self.pick('public', 'hostile', 'analytics_partitions')
        return self.pick(
            f"CREATE FUNCTION {schema}.now() RETURNS timestamptz LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.canary(); RETURN pg_catalog.now(); END'",
            f"CREATE FUNCTION {schema}.count(text) RETURNS bigint LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.canary(); RETURN 1; END'",
            f"CREATE FUNCTION {schema}.eq(text, name) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.canary(); RETURN true; END'; CREATE OPERATOR {schema}.= (LEFTARG = text, RIGHTARG = name, FUNCTION = {schema}.eq)",
            f"CREATE FUNCTION {schema}.eq(uuid, text) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.canary(); RETURN true; END'; CREATE OPERATOR {schema}.= (LEFTARG = uuid, RIGHTARG = text, FUNCTION = {schema}.eq)",
            f"CREATE FUNCTION {schema}.cat(text, integer) RETURNS text LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.canary(); RETURN $1; END'; CREATE OPERATOR {schema}.|| (LEFTARG = text, RIGHTARG = integer, FUNCTION = {schema}.cat)",
            "CREATE FUNCTION public.analytics_install(text) RETURNS text LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.canary(); RETURN NULL; END'",
            "CREATE FUNCTION public.analytics_relation(text) RETURNS regclass LANGUAGE plpgsql AS 'BEGIN PERFORM hostile.canary(); RETURN NULL; END'",
            f"CREATE TYPE {schema}.text AS (a integer); CREATE TYPE {schema}.timestamptz AS (a integer)", f'CREATE DOMAIN {schema}.regclass AS pg_catalog.regclass CHECK (hostile.canary())')

    def attack(self):
        attack = self.chance.choice(ATTACKS) if self.chance.random() < 0.6 else self.chance.choice(self.kinds)()
        quoted = attack.replace(f'{SUPERUSER}', self.superuser).replace("'", "''")
        handler = ' EXCEPTION WHEN OTHERS THEN NULL;' if self.chance.random() < 0.7 else ''
        return ("CREATE OR REPLACE FUNCTION hostile.attack() RETURNS boolean LANGUAGE plpgsql AS $attack$ BEGIN BEGIN "
                f"EXECUTE '{quoted}';{handler} END; RETURN true; END $attack$")

    def setting(self):
        return self.pick(f"ALTER ROLE {OWNER} SET search_path = 'hostile', 'public'", f"ALTER ROLE {OWNER} SET role = '{SECOND}'", f"ALTER ROLE {OWNER} SET session_replication_role = 'replica'",
                         f"ALTER ROLE {OWNER} SET mindwell_analytics.tenant_id = 'x'", f"ALTER ROLE {OWNER} SET default_transaction_isolation = 'serializable'", f'ALTER ROLE {OWNER} RESET ALL')


class Store:
    """A round: a store, those who call, and what they call."""

    def __init__(self, fuzz, chance):
        self.fuzz = fuzz
        self.chance = chance
        self.sessions = {}
        self.history = []

    def session(self, role):
        if role not in self.sessions or self.sessions[role].closed:
            user = {} if role == SUPERUSER else {'user': role}
            self.sessions[role] = psycopg.connect(dbname=self.fuzz.round_database, autocommit=True, prepare_threshold=None,
                                                  options=SESSION_OPTIONS, **user)
        return self.sessions[role]

    def fail(self, what):
        print('\n'.join(self.history[-60:]))
        sys.exit(f'FAILED: {what}\n(seed {self.fuzz.seed}, round {self.fuzz.round})')

    def run(self, role, sql, may_run_as):
        """Runs a statement; the SQLSTATE of its end."""
        self.history.append(f'{role}: {sql};')
        state, began = '00000', time.monotonic()
        session = self.session(role)
        try:
            session.execute(sql)
        except psycopg.Error as error:
            state = error.sqlstate
            if state is None or (session.broken and not str(state).startswith('25P')):
                self.fail(f'the server ended: {error}')
            if state.startswith('XX') and not OWN_ERRORS.search(str(error)):
                self.fail(f'{state} {error}')
            self.history.append(f'-- {state} {str(error).splitlines()[0]}')
            if time.monotonic() - began > TIMEOUT:
                self.fuzz.slow[f'{role}: {sql[:300]}'] += 1
                if state != '57014' or time.monotonic() - began > TIMEOUT + LATE:
                    self.fail('a call did not end')
        for ran_as in self.fuzz.canaries():
            self.fuzz.ran[ran_as] += 1
            if ran_as not in may_run_as:
                self.fail(f'the canary ran as {ran_as}')
        return state

    def check_session(self):
        """A superuser's session keeps nothing of what ran in it."""
        found = self.sessions[SUPERUSER].execute(SESSION_STATE).fetchone()
        if found != self.fuzz.untouched:
            self.fail(f'the session of the superuser is left with {found}, not with {self.fuzz.untouched}')

    def alter(self, alterations):
        sql = self.chance.choice(alterations.kinds)()
        if self.chance.random() < 0.1:
            sql = f'{sql}; {self.chance.choice(alterations.kinds)()}'
        # No attack in the midst of it: there PostgreSQL is alone with the owner, whose DROP within an ALTER of the table's
        # own it does not always survive.
        self.session(OWNER).execute('SET hostile.quiet = on')
        state = self.run(OWNER, sql, (OWNER, SECOND))
        self.session(OWNER).execute('SET hostile.quiet = off')
        return state

    def call(self):
        role = self.chance.choice([SUPERUSER, SUPERUSER, SUPERUSER, OWNER, WRITER, WRITER, READER, ADMIN, MONITOR, NOBODY])
        if self.chance.random() < 0.05 and role in self.sessions:
            self.sessions[role].close()
        sql, runs_as_caller = self.fuzz.call(self.chance, role)
        allowed = (OWNER, SECOND, role) if runs_as_caller and role != SUPERUSER else (OWNER, SECOND)
        state = self.run(role, sql, allowed)
        if role == SUPERUSER:
            self.check_session()
        if match := re.search(r'public\.(analytics_\w+)', sql):
            self.fuzz.succeeded[match.group(1)] += state == '00000'
        return state


class Fuzz:
    def __init__(self, options):
        self.seed = options.seed
        self.log = open(os.environ['SERVER_LOG'], encoding='utf-8', errors='replace')
        self.log.seek(0, os.SEEK_END)
        self.control = psycopg.connect('', autocommit=True)
        self.template_database = self.control.info.dbname + '_template'
        self.round_database = self.control.info.dbname + '_round'
        self.superuser = self.control.info.user
        self.untouched = None
        self.succeeded = Counter()
        self.states, self.ran, self.slow = {'alterations': Counter(), 'calls': Counter()}, Counter(), Counter()
        self.round = 0
        self.functions, self.columns = [], {}

    def canaries(self):
        """As whom the canary ran since this was asked last; fails when a server process ended."""
        found = []
        for line in self.log:
            if match := CANARY.search(line):
                found.append(match.group(1))
            elif re.search(r'terminated by signal|PANIC:|TRAP:', line):
                sys.exit(f'FAILED: {line}(seed {self.seed}, round {self.round})')
        return found

    def prepare(self):
        self.drop()
        with psycopg.connect('', autocommit=True, prepare_threshold=None, options=SESSION_OPTIONS) as fresh:
            self.untouched = fresh.execute(SESSION_STATE).fetchone()
        for role in ROLES:
            self.control.execute(f'CREATE ROLE {role} LOGIN')
        self.control.execute(f'GRANT {SECOND} TO {OWNER}')
        self.control.execute(f'GRANT pg_monitor TO {MONITOR}')
        self.control.execute(f'CREATE DATABASE {self.template_database}')
        self.control.execute(f'GRANT CREATE ON DATABASE {self.template_database} TO {OWNER}')
        with psycopg.connect(dbname=self.template_database, autocommit=True) as template:
            template.execute(f'CREATE EXTENSION mindwell_analytics; GRANT CREATE ON SCHEMA public TO {OWNER}, {SECOND}')
            template.execute('SET mindwell_analytics.premake = 2')
            template.execute(f'SET ROLE {OWNER}')
            template.execute('SELECT public.analytics_install()')
            template.execute(CANARY_SQL)
            for role, access in ((WRITER, 'writer'), (READER, 'reader'), (ADMIN, 'admin')):
                template.execute(f"SELECT * FROM public.analytics_grant('{role}', '{access}')")
            template.execute("SELECT public.analytics_define_metric('canary', 'SELECT 1 WHERE $1 IS NOT NULL AND $2 <= $3')")
            template.execute("SELECT public.analytics_track(t, user_id => 'u', session_id => 's', occurred_at => now() - a, properties => '{\"n\": 1}')"
                             " FROM unnest('{a,b,session_started,payment_succeeded}'::text[]) AS t, unnest('{2 days,1 day,1 minute}'::interval[]) AS a")
            template.execute("SELECT public.analytics_identify('u', '{\"plan\": \"free\"}')")
            template.execute("SELECT public.analytics_alias('p', 'u')")
            self.functions = template.execute("""
                SELECT p.proname, p.prokind, p.provolatile, p.pronargs,
                       ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (t, n) ORDER BY n),
                       coalesce(p.proargnames, '{}'), ARRAY(SELECT pg_get_function_arg_default(p.oid, n) FROM generate_series(1, p.pronargs) AS n)
                FROM pg_depend AS d
                JOIN pg_extension AS e ON d.refclassid = 'pg_extension'::regclass AND d.refobjid = e.oid AND e.extname = 'mindwell_analytics'
                JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
                WHERE d.deptype = 'e' AND p.pronamespace = 'public'::regnamespace AND p.prokind IN ('f', 'p') AND p.prorettype <> 'trigger'::regtype
                    AND p.proname NOT IN ('analytics_session_number', 'analytics_funnel_plan')
                ORDER BY p.oid""").fetchall()
            for table, columns in template.execute("""
                SELECT c.oid::regclass::text, array_agg(quote_ident(a.attname)) FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0
                WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') GROUP BY 1"""):
                self.columns[f'public.{table}'] = columns
            self.columns['partitions'] = [row[0] for row in template.execute("SELECT relid::text FROM pg_partition_tree('public.analytics_events') WHERE isleaf ORDER BY 1")]
        self.rights = self.roles()

    def drop(self):
        for database in (self.round_database, self.template_database):
            self.control.execute(f'DROP DATABASE IF EXISTS {database} WITH (FORCE)')
        for role in ROLES:
            self.control.execute(f'DROP ROLE IF EXISTS {role}')

    def roles(self):
        """What the roles can, and whose members they are."""
        return self.control.execute("""
            SELECT r.rolname, r.rolsuper, r.rolcreaterole, r.rolcreatedb, r.rolreplication, r.rolbypassrls,
                   ARRAY(SELECT m.roleid::regrole::text FROM pg_auth_members AS m WHERE m.member = r.oid ORDER BY 1)
            FROM pg_roles AS r WHERE r.rolname = ANY (%s) ORDER BY 1""", [ROLES]).fetchall()

    def call(self, chance, role):
        """A statement, and whether it is SQL that reads or writes the owner's tables as its caller."""
        chosen = chance.random()
        if chosen < 0.25 and role != READER:
            return chance.choice(WRITES), False
        if chosen < 0.35 and role in (SUPERUSER, OWNER, ADMIN):
            return chance.choice(MAINTENANCE), False
        if chosen < 0.4 and role != SUPERUSER:
            return chance.choice(PLAIN_SQL), True
        if chosen < 0.44:
            return chance.choice(VIEWS), True
        name, kind, volatility, total, types, names, defaults = chance.choice(self.functions)
        arguments = []
        for n in range(total):
            default = defaults[n] if chance.random() < 0.6 else None
            arguments.append(f'CAST({default or self.value(chance, name, names[n], types[n])} AS {types[n]})')
        return f"{'CALL' if kind == 'p' else 'SELECT * FROM'} public.{name}({', '.join(arguments)})", volatility != 'v'

    @staticmethod
    def value(chance, function, name, type_name):
        if name == 'steps' and function == 'analytics_maintain':
            return "'{refresh,create,purge}'" if type_name.endswith('[]') else "'refresh'"
        if name == 'name':
            return f"'{NAME_OF.get(function, 'a')}'"
        if name in ARGUMENTS and not (name == 'value' and type_name == 'boolean'):
            return "'" + chance.choice(ARGUMENTS[name]) + "'"
        if name == 'from_time':
            return "date_trunc('day', now(), 'UTC') - interval '2 days'"
        if name == 'to_time':
            return "date_trunc('day', now(), 'UTC') + interval '1 day'"
        return {'date': 'current_date', 'timestamp with time zone': 'now()', 'boolean': 'true', 'integer': '3', 'bigint': '3',
                'interval': "'1 day'", 'jsonb': "'{}'"}.get(type_name, 'NULL')

    def run_round(self, number, left):
        self.round = number
        chance = random.Random(f'{self.seed}.{number}')
        self.control.execute(f'DROP DATABASE IF EXISTS {self.round_database} WITH (FORCE)')
        self.control.execute(f'CREATE DATABASE {self.round_database} TEMPLATE {self.template_database}')
        self.control.execute(f'GRANT CREATE ON DATABASE {self.round_database} TO {OWNER}')
        self.control.execute(f'ALTER ROLE {OWNER} RESET ALL')
        store = Store(self, chance)
        alterations = Alterations(chance, self.columns, self.superuser)
        made = 0
        try:
            for role in (SUPERUSER, OWNER, WRITER):
                store.run(role, "SELECT public.analytics_track('warm'::text)", (OWNER,))
            for _ in range(ALTERATIONS_OF_A_ROUND * 3):
                if made >= min(ALTERATIONS_OF_A_ROUND, left):
                    break
                state = store.alter(alterations)
                self.states['alterations'][state] += 1
                if state != '00000':
                    continue
                made += 1
                for _ in range(CALLS_AFTER_AN_ALTERATION):
                    self.states['calls'][store.call()] += 1
            if self.roles() != self.rights:
                store.fail(f'rights were gained: {self.roles()}')
        finally:
            for session in store.sessions.values():
                session.close()
        return made


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--alterations', type=int, default=100)
    parser.add_argument('--seed', type=int, default=42)
    parser.add_argument('--round', type=int)
    options = parser.parse_args()
    if not os.access(os.environ.get('SERVER_LOG', ''), os.R_OK):
        print('the canary speaks to the server\'s log, which $SERVER_LOG does not name')
        sys.exit(77)
    print(f'seed {options.seed}', flush=True)

    fuzz = Fuzz(options)
    fuzz.prepare()
    made, number = 0, options.round or 0
    if options.round is not None:
        made = fuzz.run_round(number, options.alterations)
    else:
        while made < options.alterations:
            made += fuzz.run_round(number, options.alterations - made)
            number += 1
    fuzz.drop()

    for kind, states in fuzz.states.items():
        print(f'{kind}: ' + ', '.join(f'{state}: {count}' for state, count in states.most_common()))
    never = [name for name, count in fuzz.succeeded.items() if not count]
    print(f'never without an error: {", ".join(sorted(never)) or "-"}')
    print('the canary ran as ' + ', '.join(f'{role}: {count}' for role, count in fuzz.ran.most_common()))
    for sql, count in fuzz.slow.most_common():
        print(f'cancelled after {TIMEOUT} s, {count} times: {sql}')
    if not fuzz.ran[OWNER]:
        sys.exit('FAILED: the canary never ran')
    print(f'ok: {made} alterations in {number} rounds, {sum(fuzz.states["calls"].values())} calls, seed {options.seed}')


main()
