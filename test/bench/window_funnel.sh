#!/bin/bash
# window_funnel.sh: analytics_window_funnel per user, against plain SQL, on 10 million generated events.
#
# BENCH_EVENTS asks for another number.  Two ways to write it in plain SQL, on the same rows with the same answer: joins
# of the steps, and nested window functions, the fastest that plain SQL has.  Bar: at least twice as fast as the joins.
# Against the window functions no aggregate can be that in one process, for count(*) of each user takes half of their time:
# it is printed beside the funnel, and what the rows alone take.  Growth is that from a tenth of the events to all of them;
# that of count(*) of each user stands beside it, for the states of a tenth of the users fit into the caches and all do not.
# Memory is that of a state of four events.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/lib.sh"

: "${BENCH_EVENTS:=10000000}"

parallel=("SET work_mem = '1GB';" "SET max_parallel_workers_per_gather = 2;" "SET jit = off;")
settings=("SET work_mem = '1GB';" "SET max_parallel_workers_per_gather = 0;" "SET jit = off;")
steps="'session_started', 'therapist_profile_view', 'therapist_connect_click'"

# The levels of the users, counted; of the table with so many events.
ours()
{
	cat <<-SQL
		SELECT level, count(*)
		FROM (SELECT analytics_window_funnel('1 day', occurred_at, event_type = 'session_started',
		                                     event_type = 'therapist_profile_view', event_type = 'therapist_connect_click') AS level
		      FROM bench.events_$1 WHERE event_type IN ($steps) GROUP BY user_id) AS users
		GROUP BY level ORDER BY level;
	SQL
}

# The same by joins: all chains of all levels.
joins()
{
	cat <<-SQL
		WITH steps AS (SELECT user_id, occurred_at, event_type FROM bench.events_$1 WHERE event_type IN ($steps)),
		     first AS (SELECT user_id, occurred_at FROM steps WHERE event_type = 'session_started'),
		     second AS (SELECT DISTINCT user_id, first.occurred_at AS start, second.occurred_at
		                FROM first JOIN steps AS second USING (user_id)
		                WHERE second.event_type = 'therapist_profile_view'
		                  AND second.occurred_at BETWEEN first.occurred_at AND first.occurred_at + interval '1 day'),
		     third AS (SELECT user_id
		               FROM second JOIN steps AS third USING (user_id)
		               WHERE third.event_type = 'therapist_connect_click'
		                 AND third.occurred_at BETWEEN second.occurred_at AND second.start + interval '1 day')
		SELECT level, count(*)
		FROM (SELECT max(level) AS level
		      FROM (SELECT user_id, 0 AS level FROM steps UNION ALL SELECT user_id, 1 FROM first
		            UNION ALL SELECT user_id, 2 FROM second UNION ALL SELECT user_id, 3 FROM third) AS levels
		      GROUP BY user_id) AS users
		GROUP BY level ORDER BY level;
	SQL
}

# The same by window functions: for each row the latest start of a chain that it completes.
windows()
{
	cat <<-SQL
		SELECT level, count(*)
		FROM (SELECT max(CASE WHEN third IS NOT NULL THEN 3 WHEN second IS NOT NULL THEN 2 WHEN first IS NOT NULL THEN 1 ELSE 0 END) AS level
		      FROM (SELECT user_id, first, second,
		                   CASE WHEN event_type = 'therapist_connect_click' AND occurred_at - max(second) OVER so_far <= interval '1 day'
		                        THEN max(second) OVER so_far END AS third
		            FROM (SELECT user_id, occurred_at, event_type, first,
		                         CASE WHEN event_type = 'therapist_profile_view' AND occurred_at - first <= interval '1 day' THEN first END AS second
		                  FROM (SELECT user_id, occurred_at, event_type,
		                               max(occurred_at) FILTER (WHERE event_type = 'session_started') OVER so_far AS first
		                        FROM bench.events_$1 WHERE event_type IN ($steps)
		                        WINDOW so_far AS (PARTITION BY user_id ORDER BY occurred_at)) AS firsts
		                 ) AS seconds
		            WINDOW so_far AS (PARTITION BY user_id ORDER BY occurred_at)) AS thirds
		      GROUP BY user_id) AS users
		GROUP BY level ORDER BY level;
	SQL
}

# What no aggregate can go below: the rows, and those of each user.
rows()
{
	echo "SELECT count(*) FROM bench.events_$1 WHERE event_type IN ($steps);"
}
rows_per_user()
{
	echo "SELECT count(users.events) FROM (SELECT count(*) AS events FROM bench.events_$1 WHERE event_type IN ($steps) GROUP BY user_id) AS users;"
}

fewer=$((BENCH_EVENTS / 10))
fresh_database bench_window_funnel
events_table "$BENCH_EVENTS"
events_table "$fewer"

levels=$(sql "$(ours "$BENCH_EVENTS")")
require_equal 'window funnel: joins' "$(sql "${settings[@]}" "$(joins "$BENCH_EVENTS")")" "$levels"
require_equal 'window funnel: window functions' "$(sql "$(windows "$BENCH_EVENTS")")" "$levels"
compare_queries 'window funnel: per user, against joins' '<= 0.5' "$(joins "$BENCH_EVENTS")" "$(ours "$BENCH_EVENTS")" "${settings[@]}"
compare_queries 'window funnel: per user, against window functions' '' "$(windows "$BENCH_EVENTS")" "$(ours "$BENCH_EVENTS")" "${settings[@]}"
compare_queries 'the rows alone, against window functions' '' "$(windows "$BENCH_EVENTS")" "$(rows "$BENCH_EVENTS")" "${settings[@]}"
compare_queries 'count(*) per user, against window functions' '' "$(windows "$BENCH_EVENTS")" "$(rows_per_user "$BENCH_EVENTS")" "${settings[@]}"
compare_queries 'window funnel: per user, against window functions, 2 workers for both' '' "$(windows "$BENCH_EVENTS")" "$(ours "$BENCH_EVENTS")" "${parallel[@]}"
compare_queries 'window funnel: ten times the events' '<= 14' "$(ours "$fewer")" "$(ours "$BENCH_EVENTS")" "${settings[@]}"
compare_queries 'count(*) per user: ten times the events' '' "$(rows_per_user "$fewer")" "$(rows_per_user "$BENCH_EVENTS")" "${settings[@]}"

# What a hash aggregate of the query takes, in kB.
peak_memory()
{
	sql "${settings[@]}" "EXPLAIN (ANALYZE, FORMAT JSON) SELECT user_id, $1 FROM bench.four_events GROUP BY user_id;" |
		sed -n 's/.*"Peak Memory Usage": \([0-9]*\).*/\1/p'
}
sql "CREATE TABLE bench.four_events AS
     SELECT i % 200000 AS user_id, i / 200000 AS step, timestamptz '2026-01-01Z' + i * interval '1 second' AS at
     FROM generate_series(0, 799999) AS i;" 'ANALYZE bench.four_events;'
bytes=$((($(peak_memory "analytics_window_funnel('1 day', at, step = 0, step = 1, step = 2, step = 3)") -
	$(peak_memory 'count(*)')) * 1024 / 200000))
judge 'window funnel: state of four events' bytes 300 "$bytes" "$(awk "BEGIN { print $bytes / 300 }")" '<= 1'
