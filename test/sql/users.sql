-- The gate of analytics_users: what a role with INSERT writes itself is what analytics_identify() would have stored.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
CREATE ROLE regress_writer;
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_writer', 'writer');
SELECT analytics_uuid('ada') AS ada, analytics_uuid('bob') AS bob \gset
SELECT analytics_opt_out('bob');

SET ROLE regress_writer;
SELECT failure($$INSERT INTO analytics_users VALUES ('00000000-0000-0000-0000-000000000000', analytics_uuid('ada'), '["not an object"]')$$);
SELECT failure($$INSERT INTO analytics_users VALUES ('00000000-0000-0000-0000-000000000000', analytics_uuid('ada'), NULL)$$);
SELECT failure($$INSERT INTO analytics_users VALUES ('00000000-0000-0000-0000-000000000000', NULL, '{}')$$);
SELECT failure($$INSERT INTO analytics_users VALUES ('aaaaaaaa-0000-4000-8000-00000000000a', analytics_uuid('ada'), '{}')$$);
SELECT sqlstate(format($$INSERT INTO analytics_users VALUES ('00000000-0000-0000-0000-000000000000', analytics_uuid('ada'), '{"note": "%s"}')$$, repeat('x', 10000000))) AS large,
       sqlstate(format($$INSERT INTO analytics_users VALUES ('00000000-0000-0000-0000-000000000000', analytics_uuid('ada'), '%s1%s')$$, repeat('{"a": ', 100), repeat('}', 100))) AS deep;
-- times, and the tenant, are not the writer's to choose
INSERT INTO analytics_users VALUES (NULL, :'ada', '{"plan": "free", "email": "ada@example.com", "password": "secret", "note": "ask ada@example.com or 4111 1111 1111 1111"}', 'infinity', '-infinity');
INSERT INTO analytics_users VALUES ('00000000-0000-0000-0000-000000000000', :'bob', '{"plan": "free"}');
SELECT sqlstate($$UPDATE analytics_users SET properties = '{}'$$) AS update, sqlstate('DELETE FROM analytics_users') AS delete,
       sqlstate('LOCK TABLE analytics_users IN SHARE MODE') AS lock;
SELECT analytics_identify('ada', '{"plan": "paid"}') AS identified, analytics_identify('bob', '{"plan": "paid"}') AS opted_out;
RESET ROLE;
SELECT tenant_id, user_id = :'ada' AS is_ada, properties, isfinite(created_at) AND isfinite(updated_at) AS finite FROM analytics_users;

-- The gate holds for the owner too, whose rows keep their times.
INSERT INTO analytics_users VALUES ('00000000-0000-0000-0000-000000000000', analytics_uuid('eve'), '{"password": "secret"}', '2020-01-01', '2020-01-02');
SELECT properties, created_at, updated_at FROM analytics_users WHERE user_id = analytics_uuid('eve');
UPDATE analytics_users SET properties = '{"email": "eve@example.com"}' WHERE user_id = analytics_uuid('eve');
SELECT properties, created_at FROM analytics_users WHERE user_id = analytics_uuid('eve');

-- Many small changes make no large user.
SELECT sqlstate(format($$SELECT analytics_identify('eve', '{"%s": "%s"}')$$, n, repeat('x', 30000))) FROM generate_series(1, 4) AS n;
SELECT failure($$SELECT analytics_identify('eve', jsonb_build_object('more', repeat('x', 60000)))$$) LIKE '54000 %' AS refused;
-- nothing is kept of anybody
SET mindwell_analytics.anonymous_mode = on;
INSERT INTO analytics_users VALUES ('00000000-0000-0000-0000-000000000000', analytics_uuid('zoe'), '{}');
RESET mindwell_analytics.anonymous_mode;
SELECT count(*) AS users FROM analytics_users;

-- Nowhere else, and nothing else.
CREATE TABLE elsewhere (LIKE analytics_users);
CREATE TRIGGER analytics_users_gate BEFORE INSERT ON elsewhere FOR EACH ROW EXECUTE FUNCTION analytics_users_gate();
SELECT failure('INSERT INTO elsewhere VALUES (NULL)');
DROP TABLE elsewhere;
SELECT failure('SELECT analytics_users_gate()');
-- Its absence is told, and mended.
ALTER TABLE analytics_users DISABLE TRIGGER analytics_users_gate;
SELECT status, detail, hint FROM analytics_health() WHERE check_name = 'guards';
DROP TRIGGER analytics_users_gate ON analytics_users;
SELECT count(analytics_install());
SELECT status FROM analytics_health() WHERE check_name = 'guards';
DROP OWNED BY regress_writer;
DROP ROLE regress_writer;
