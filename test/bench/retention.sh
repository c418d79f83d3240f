#!/bin/bash
# retention.sh: a month of daily cohorts of 10 million events by analytics_retention_agg, against count(*) and plain SQL.
#
# BENCH_EVENTS asks for another number of generated events.  Bar: at most 4 times count(*) over the same rows,
# serial and with 2 workers; every event both starts and returns, so that none is passed over.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/lib.sh"

: "${BENCH_EVENTS:=10000000}"

serial=("SET work_mem = '1GB';" "SET max_parallel_workers_per_gather = 0;" "SET jit = off;")
parallel=("SET work_mem = '1GB';" "SET max_parallel_workers_per_gather = 2;" "SET jit = off;")

rows()
{
	echo "SELECT count(*) FROM bench.events_$1;"
}

# matrix EVENTS START RETURN: 30 columns of each day's cohort.
matrix()
{
	cat <<-SQL
		SELECT c.cohort, c.cohort_size, c.period, c.actors
		FROM unnest((SELECT analytics_retention_agg(user_id, occurred_at, $2, $3, 'day', 30) FROM bench.events_$1)) AS c
		ORDER BY 1, 3;
	SQL
}

plain()
{
	cat <<-SQL
		WITH days AS MATERIALIZED (
		    SELECT user_id, date_bin('1 day', occurred_at, '2000-01-01Z') AS day, bool_or($2) AS starts, bool_or($3) AS returns
		    FROM bench.events_$1 WHERE ($2) OR ($3) GROUP BY 1, 2),
		firsts AS MATERIALIZED (SELECT user_id, min(day) AS cohort FROM days WHERE starts GROUP BY 1),
		sizes AS (SELECT cohort, count(*) AS cohort_size FROM firsts GROUP BY 1),
		back AS (SELECT cohort, (extract(epoch FROM day - cohort) / 86400)::int AS period, count(*) AS actors
		         FROM firsts JOIN days USING (user_id) WHERE day > cohort AND returns GROUP BY 1, 2)
		SELECT cohort, cohort_size, period, CASE WHEN period = 0 THEN cohort_size ELSE coalesce(actors, 0) END
		FROM sizes CROSS JOIN generate_series(0, 30) AS period LEFT JOIN back USING (cohort, period)
		ORDER BY 1, 3;
	SQL
}

fewer=$((BENCH_EVENTS / 10))
signup="event_type = 'signup_completed'"
chat="event_type = 'chat_turn_sent'"
fresh_database bench_retention
events_table "$BENCH_EVENTS"
events_table "$fewer"

require_equal 'retention of everybody' "$(sql "$(plain "$BENCH_EVENTS" true true)")" "$(sql "$(matrix "$BENCH_EVENTS" true true)")"
require_equal 'retention of who signed up' "$(sql "$(plain "$fewer" "$signup" "$chat")")" "$(sql "$(matrix "$fewer" "$signup" "$chat")")"
compare_queries 'retention_agg / count(*)' '<= 4' "$(rows "$BENCH_EVENTS")" "$(matrix "$BENCH_EVENTS" true true)" "${serial[@]}"
compare_queries 'retention_agg / count(*), 2 workers' '<= 4' "$(rows "$BENCH_EVENTS")" "$(matrix "$BENCH_EVENTS" true true)" "${parallel[@]}"
compare_queries 'retention_agg / plain SQL' '' "$(plain "$BENCH_EVENTS" true true)" "$(matrix "$BENCH_EVENTS" true true)" "${serial[@]}"
compare_queries 'retention_agg: ten times the events' '<= 14' "$(matrix "$fewer" true true)" "$(matrix "$BENCH_EVENTS" true true)" "${serial[@]}"
