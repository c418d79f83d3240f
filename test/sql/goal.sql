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
