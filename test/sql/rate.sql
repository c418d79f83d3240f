-- Rate limit: a tenant's calls in a minute, by all of its sessions.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;

\set a 'aaaaaaaa-0000-4000-8000-00000000000a'
\set b 'bbbbbbbb-0000-4000-8000-00000000000b'
CREATE ROLE regress_caller;
CREATE ROLE regress_both;
CREATE ROLE regress_none;
SELECT count(*) FROM analytics_grant('regress_caller', 'reader', :'a');
SELECT count(*) FROM analytics_grant('regress_both', 'writer', :'a');
SELECT count(*) FROM analytics_grant('regress_both', 'writer', :'b');

SHOW mindwell_analytics.rate_limit;
SELECT analytics_rate_check();
SELECT analytics_rate_check(58);
SELECT analytics_rate_check(1);
-- beyond it; the seconds may have gone by one
SELECT replace(failure('SELECT analytics_rate_check()'), 'after 59', 'after 60');
-- another tenant has its own
SET ROLE regress_caller;
SELECT analytics_rate_check(60);
SELECT sqlstate('SELECT analytics_rate_check()');
SELECT sqlstate('SELECT * FROM analytics_rate_slots');
SELECT sqlstate('SET mindwell_analytics.rate_limit = 0');
RESET ROLE;
-- a call that fails, or is rolled back, is not counted
SET mindwell_analytics.tenant_id = :'b';
BEGIN;
SELECT analytics_rate_check(50);
ROLLBACK;
SELECT analytics_rate_check(50);
-- not enough for all is not taken
SELECT sqlstate('SELECT analytics_rate_check(11)');
SELECT analytics_rate_check(10);
-- in a minute they are free again, each by itself: when the last but one is, two are
UPDATE analytics_rate_slots SET free_at = free_at - interval '55 seconds' WHERE tenant_id = :'b' AND slot BETWEEN 21 AND 40;
UPDATE analytics_rate_slots SET free_at = free_at - interval '60 seconds' WHERE tenant_id = :'b' AND slot BETWEEN 1 AND 20;
SELECT replace(failure('SELECT analytics_rate_check(21)'), 'after 4', 'after 5');
SELECT analytics_rate_check(20);
-- the limit is raised, lowered, lifted
SET mindwell_analytics.rate_limit = 65;
SELECT analytics_rate_check(3);
SET mindwell_analytics.rate_limit = 10;
SELECT sqlstate('SELECT analytics_rate_check(10)');
SET mindwell_analytics.rate_limit = 0;
SELECT analytics_rate_check(1000);
RESET mindwell_analytics.rate_limit;
RESET mindwell_analytics.tenant_id;

SELECT failure('SELECT analytics_rate_check(0)');
SELECT failure('SELECT analytics_rate_check(61)');
SELECT failure('SELECT analytics_rate_check(NULL)');
SET ROLE regress_both;
SELECT failure('SELECT analytics_rate_check()');
SET ROLE regress_none;
SELECT failure('SELECT analytics_rate_check()');
RESET ROLE;
BEGIN READ ONLY;
SELECT failure('SELECT analytics_rate_check()');
ROLLBACK;

DROP OWNED BY regress_caller, regress_both, regress_none;
DROP ROLE regress_caller, regress_both, regress_none;
