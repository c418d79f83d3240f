-- Lives of goals: whose, from when to when, and what is refused.
SET client_min_messages = warning; CREATE EXTENSION IF NOT EXISTS mindwell_analytics; RESET client_min_messages;
SET TimeZone = 'UTC';
SET DateStyle = 'ISO, YMD';
\set VERBOSITY sqlstate

CREATE FUNCTION who(name text) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN CASE name WHEN 'ann' THEN '00000000-0000-0000-0000-00000000000a' WHEN 'bob' THEN '00000000-0000-0000-0000-00000000000b' END::uuid;
CREATE TEMP TABLE heard (goal text, name text, at timestamptz, step text, label text);
INSERT INTO heard VALUES
	-- created twice, ended twice
	('a', 'ann', '2024-03-01', 'created', NULL), ('a', 'ann', '2024-03-02', 'created', 'x'), ('a', 'ann', '2024-03-03', 'updated', 'y'),
	('a', 'ann', '2024-03-04', 'completed', NULL), ('a', 'ann', '2024-03-05', 'abandoned', 'z'), ('a', 'ann', '2024-03-06', 'updated', 'z'),
	('a', 'ann', '2024-03-07', 'created', ''),
	-- the beginning is not known, or comes after an event of a clock that is late
	('b', 'ann', '2024-03-01', 'completed', 'x'), ('b', 'ann', '2024-03-02', 'completed', NULL),
	('c', 'ann', '2024-03-01', 'updated', 'x'), ('c', 'ann', '2024-03-02', 'created', 'y'),
	-- all at once
	('d', 'ann', '2024-03-01', 'abandoned', 'x'), ('d', 'ann', '2024-03-01', 'completed', 'b'), ('d', 'ann', '2024-03-01', 'created', 'ab'), ('d', 'ann', '2024-03-01', 'created', 'a'),
	-- another's event: of the only one who created it; of nobody else where nobody did, or both
	('e', 'ann', '2024-03-01', 'created', NULL), ('e', 'bob', '2024-03-02', 'completed', NULL),
	('f', 'ann', '2024-03-01', 'updated', NULL), ('f', 'bob', '2024-03-02', 'completed', NULL),
	('g', 'ann', '2024-03-01', 'created', NULL), ('g', 'bob', '2024-03-02', 'completed', NULL), ('g', 'bob', '2024-03-03', 'created', NULL),
	-- nothing
	('h', NULL, '2024-03-01', 'created', 'x'), ('h', 'ann', NULL, 'created', 'x'), ('h', 'ann', '2024-03-01', NULL, 'x');
SELECT goal, right(l.owner::text, 1) AS owner, l.began::date, l.ended::date, l.outcome, l.is_created, l.first_seen::date, l.label
FROM (SELECT goal, analytics_goal_lives(who(name), at, step, label) AS lives FROM heard GROUP BY goal) AS g
LEFT JOIN LATERAL unnest(g.lives) WITH ORDINALITY AS l (owner, began, ended, outcome, is_created, first_seen, label, ord) ON true
ORDER BY goal COLLATE "C", ord;
SELECT analytics_goal_lives(who(name), at, step, label) FROM heard WHERE false;
-- rows may follow the end of a frame
SELECT at::date, cardinality(analytics_goal_lives(who(name), at, step, label) OVER (ORDER BY at)) FROM heard WHERE goal = 'g' ORDER BY at;

-- Errors.
SELECT analytics_goal_lives(who(name), 'infinity', step, label) FROM heard;
\set VERBOSITY default
SELECT analytics_goal_lives(who(name), at, 'finished', label) FROM heard WHERE goal = 'a';
SELECT analytics_goal_lives(who(name), at, 'create', label) FROM heard WHERE goal = 'a';
\set VERBOSITY sqlstate

-- All goals in one pass: what the groups are, in any plan.
CREATE TABLE told AS
SELECT i % 2 AS tenant, md5((i * 7919 % 5)::text)::uuid AS user_id, timestamptz '2024-03-01Z' + (i * 104729 % 500) * interval '1 hour' AS at,
	(ARRAY['created', 'updated', 'completed', 'abandoned'])[1 + i * 31 % 97 % 4] AS step,
	NULLIF('goal ' || i * 13 % 11, 'goal 0') || CASE WHEN i * 13 % 11 = 1 THEN repeat('x', 200) ELSE '' END AS goal_id,
	NULLIF('label ' || i * 17 % 5, 'label 0') AS label
FROM generate_series(1, 2000) AS i;
INSERT INTO told VALUES (0, NULL, '2024-03-01Z', 'created', 'nobody', NULL),
	-- goals without an id are not one
	(2, who('ann'), '2024-03-01Z', 'created', NULL, NULL), (2, who('bob'), '2024-03-02Z', 'completed', NULL, NULL);
CREATE FUNCTION goal_lives_differ(per_user boolean) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	at_once mindwell_internal.tenant_goal_life[];
BEGIN
	-- an assignment would have no workers
	EXECUTE $q$SELECT mindwell_internal.goals_agg(md5(tenant::text)::uuid, user_id, at, 'goal_' || step, goal_id, label, $1) FROM told$q$
	INTO STRICT at_once USING per_user;
	RETURN (
		WITH one AS (SELECT l.* FROM unnest(at_once) AS l),
		other AS (
			SELECT l.*, md5(g.tenant::text)::uuid
			FROM (SELECT tenant, analytics_goal_lives(user_id, at, step, label) AS lives FROM told
				WHERE user_id IS NOT NULL
				GROUP BY tenant, goal_id, CASE WHEN per_user OR goal_id IS NULL THEN user_id END) AS g,
				unnest(g.lives) AS l)
		SELECT count(*) + CASE WHEN EXISTS (SELECT FROM one) THEN 0 ELSE 1 END
		FROM ((TABLE one EXCEPT ALL TABLE other) UNION ALL (TABLE other EXCEPT ALL TABLE one)) AS d);
END
$$;
SELECT goal_lives_differ(false) AS of_tenants, goal_lives_differ(true) AS of_users;
SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
SELECT goal_lives_differ(false) AS of_tenants, goal_lives_differ(true) AS of_users;
RESET parallel_setup_cost; RESET parallel_tuple_cost; RESET min_parallel_table_scan_size;
-- other types, and rows that lack something, are nothing; no rows are no goals
SELECT mindwell_internal.goals_agg(md5('t')::uuid, md5('u')::uuid, now(), v.event_type, 'g', NULL, false)
FROM (VALUES ('goal_create'), ('goal_'), ('goal'), ('habit_created'), (NULL)) AS v (event_type);
SELECT mindwell_internal.goals_agg(md5('t')::uuid, md5('u')::uuid, now(), 'goal_created', 'g', NULL, false) WHERE false;
SELECT mindwell_internal.goals_agg(md5('t')::uuid, md5('u')::uuid, now(), 'goal_created', 'g', NULL, NULL);
SELECT mindwell_internal.goals_agg(md5('t')::uuid, md5('u')::uuid, 'infinity', 'goal_created', 'g', NULL, false);
