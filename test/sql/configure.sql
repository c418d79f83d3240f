-- Settings: what there are, and where they are set.  analytics_configure() looks at name, value and right before it
-- sets anything.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store

-- A session that has not loaded the library knows them all.
\c -
SET search_path = public, test;
SELECT name, value, unit, allowed, source, needs_superuser FROM analytics_settings();
SELECT count(*) AS without_description FROM analytics_settings() WHERE description IS NULL OR description !~ '[.]$';

-- What ALTER DATABASE or ALTER ROLE will give to sessions from now on.
CREATE VIEW test.configured AS
    SELECT d.datname = current_database() AS in_database, r.rolname, c.setting
    FROM pg_db_role_setting s CROSS JOIN unnest(s.setconfig) AS c (setting)
    LEFT JOIN pg_database d ON d.oid = s.setdatabase LEFT JOIN pg_roles r ON r.oid = s.setrole
    WHERE c.setting LIKE '%mindwell%'
    ORDER BY 2 NULLS FIRST, 3;
CREATE ROLE regress_configure;
\set line 'replace(line, current_database(), ''DATABASE'') AS line'
SELECT :line FROM analytics_configure('premake', '14') AS line;
SELECT :line FROM analytics_configure('mindwell_analytics.max_event_age', '90d') AS line;
SELECT :line FROM analytics_configure('Unknown_Events', 'reject', 'role', 'regress_configure') AS line;
SELECT analytics_configure('lock_timeout', '2s', 'session');
SELECT * FROM configured;
SELECT name, value, source FROM analytics_settings() WHERE source <> 'default';
\c -
SET search_path = public, test;
SELECT name, value, source FROM analytics_settings() WHERE source <> 'default';
SELECT analytics_config() #>> '{settings,max_event_age}' AS max_event_age;
SELECT failure($$SELECT analytics_track('x', occurred_at => now() - interval '91 days')$$);
-- NULL takes it back, from this scope alone
SELECT :line FROM analytics_configure('premake', NULL) AS line;
SELECT :line FROM analytics_configure('max_event_age', NULL) AS line;
SELECT :line FROM analytics_configure('max_event_age', NULL) AS line;
SELECT analytics_configure('lock_timeout', '2s', 'session');
SELECT analytics_configure('lock_timeout', NULL, 'session');
SHOW mindwell_analytics.lock_timeout;
SELECT * FROM configured;
SELECT :line FROM analytics_configure('unknown_events', NULL, 'role', 'regress_configure') AS line;
SELECT * FROM configured;
-- in a transaction it is part of that
BEGIN;
SELECT analytics_configure('premake', '30') IS NOT NULL AS configured;
ROLLBACK;
SELECT * FROM configured;

-- Names.
SELECT failure($$SELECT analytics_configure('premke', '14')$$);
SELECT failure($$SELECT analytics_configure('mindwell_analytics.sesion_timeout', '1h')$$);
SELECT failure($$SELECT analytics_configure('work_mem', '1GB')$$);
SELECT failure($$SELECT analytics_configure(repeat('x', 10000), '1')$$) ~ '^22023' AS refused;
SELECT failure($$SELECT analytics_configure('', '1')$$);
SELECT failure($$SELECT analytics_configure(NULL, '1')$$);
SELECT failure($$SELECT analytics_configure('premake; DROP TABLE analytics_events', '1')$$);
SELECT sqlstate($$SELECT analytics_configure('mindwell_analytics.mindwell_analytics.premake', '1')$$);
-- Values: each kind, and what it allows (the message is the server's own).
SELECT regexp_replace(failure(format('SELECT analytics_configure(%L, %L)', name, value)), E'^(.{5})[^\n]*', E'\\1') AS failure
FROM (VALUES ('premake', 'many'), ('premake', '0'), ('premake', '1.5.1'), ('premake', ''), ('max_event_age', '1 fortnight'),
             ('max_properties_size', '65MB'), ('unknown_events', 'ignore'), ('require_tenant', 'perhaps'), ('gross_margin', '1.1'),
             ('tenant_id', 'tea')) AS v (name, value);
SELECT failure($$SELECT analytics_configure('premake', 'many', 'session')$$);
SELECT failure($$SELECT analytics_configure('premake', 'many', 'role', 'regress_configure')$$);
-- A key file is read before it is set.
SELECT failure($$SELECT analytics_configure('hash_key_file', $q$it's "quoted"; DROP TABLE x$q$, 'session')$$);
SELECT failure($$SELECT analytics_configure('hash_key_file', '/')$$);
SHOW mindwell_analytics.hash_key_file;
SELECT sqlstate($$SELECT analytics_configure('hash_key_file', '', 'session')$$), sqlstate($$SELECT analytics_configure('hash_key_file', NULL, 'session')$$);
-- Numbers and switches need no quotes; literals in quotes and NULL are text.
SELECT analytics_configure('session_timeout', 600, 'session');
SELECT analytics_configure('gross_margin', value => 0.75, scope => 'session');
SELECT analytics_configure('max_event_age', 2147483647, 'session'), analytics_configure('max_event_age', 86400.0, 'session');
SELECT analytics_configure('require_tenant', false, 'session');
SELECT failure('SELECT analytics_configure(''premake'', 0)');
SELECT :line FROM analytics_configure('premake', 14) AS line;
SELECT :line FROM analytics_configure('premake', NULL) AS line;
SELECT analytics_configure('gross_margin', NULL, 'session'), analytics_configure('require_tenant', NULL::boolean, 'session'),
       analytics_configure('session_timeout', NULL::integer, 'session'), analytics_configure('max_event_age', value => NULL, scope => 'session');
-- Scopes.
SELECT failure($$SELECT analytics_configure('premake', '14', 'system')$$);
SELECT failure($$SELECT analytics_configure('premake', '14', NULL)$$);
SELECT failure($$SELECT analytics_configure('premake', '14', 'role')$$) = failure($$SELECT analytics_configure('premake', '14', 'database', current_user)$$) AS same,
       sqlstate($$SELECT analytics_configure('premake', '14', 'role')$$);
SELECT failure($$SELECT analytics_configure('premake', '14', 'role', 'regress nobody')$$);
SELECT * FROM configured;

-- Rights: those of ALTER DATABASE, ALTER ROLE and SET, with what would help.
SELECT current_database() AS database, current_user AS superuser \gset
\set refused 'replace(replace(f, current_database(), ''DATABASE''), session_user, ''SUPERUSER'') AS failure'
SET ROLE regress_configure;
SELECT :refused FROM failure($$SELECT analytics_configure('premake', '14')$$) AS f;
SELECT :refused FROM failure($$SELECT analytics_configure('premake', '14', 'session')$$) AS f;
SELECT :refused FROM failure($$SELECT analytics_configure('session_timeout', '1h')$$) AS f;
SELECT :refused FROM failure(format($$SELECT analytics_configure('session_timeout', '1h', 'role', %L)$$, session_user)) AS f;
SELECT sqlstate($$SELECT analytics_configure('hash_key_file', '/tmp/key')$$), sqlstate($$SELECT analytics_configure('premake', NULL)$$);
SELECT failure($$SELECT mindwell_internal.check_hash_key_file('/etc/passwd')$$);
SELECT count(*) AS hidden FROM analytics_settings() WHERE name ~ 'hash_key_file';
-- what is everybody's, for themselves
SELECT analytics_configure('session_timeout', '1h', 'session');
SELECT :line FROM analytics_configure('session_timeout', '1h', 'role', 'regress_configure') AS line;
SELECT :line FROM analytics_configure('session_timeout', NULL, 'role', 'regress_configure') AS line;
RESET mindwell_analytics.session_timeout;
-- the hint, followed
RESET ROLE;
GRANT SET ON PARAMETER mindwell_analytics.premake TO regress_configure;
SET ROLE regress_configure;
SELECT analytics_configure('premake', '14', 'session');
SELECT sqlstate($$SELECT analytics_configure('premake', '14')$$);
RESET ROLE;
RESET mindwell_analytics.premake;
ALTER DATABASE :"database" OWNER TO regress_configure;
SET ROLE regress_configure;
SELECT :line FROM analytics_configure('premake', '14') AS line;
SELECT sqlstate($$SELECT analytics_configure('max_event_age', '0')$$);
SELECT :line FROM analytics_configure('premake', NULL) AS line;
RESET ROLE;
ALTER DATABASE :"database" OWNER TO :"superuser";
REVOKE SET ON PARAMETER mindwell_analytics.premake FROM regress_configure;
SELECT * FROM configured;
SELECT failure($$SELECT analytics_configure(repeat('é', 100000), '1')$$);

-- "Did you mean": up to three characters may be wrong; the word itself is not meant; of several the first is taken.
SELECT left(word, 12) AS word, mindwell_internal.nearest(word, ARRAY['page_view', NULL, 'page_viewed', 'påge', repeat('x', 300)])
FROM (VALUES ('page_view'), ('pageview'), ('page_vieweed'), ('pag'), ('page'), ('zzz'), (''), (repeat('x', 300))) AS v (word);
SELECT mindwell_internal.nearest('a', '{}'), mindwell_internal.nearest('page', NULL);

DROP VIEW test.configured;
DROP ROLE regress_configure;
