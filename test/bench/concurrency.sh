#!/bin/bash
# concurrency.sh: analytics_max_concurrency over 1.2 million sessions, against a window sum over their ends.
#
# BENCH_EVENTS asks for another number of generated events (10 million make 1.2 million sessions).  Bar: at
# least five times as fast, on the same intervals with the same answer.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/lib.sh"

: "${BENCH_EVENTS:=10000000}"

settings=("SET work_mem = '1GB';" "SET max_parallel_workers_per_gather = 0;" "SET jit = off;")

ours()
{
	echo "SELECT analytics_max_concurrency(started, ended) FROM bench.sessions_$1;"
}

# At one instant, ends come before starts.
plain()
{
	cat <<-SQL
		SELECT max(open)
		FROM (SELECT sum(change) OVER (ORDER BY at, change ROWS UNBOUNDED PRECEDING) AS open
		      FROM (SELECT started AS at, 1 AS change FROM bench.sessions_$1 WHERE ended > started
		            UNION ALL
		            SELECT ended, -1 FROM bench.sessions_$1 WHERE ended > started) AS changes) AS course;
	SQL
}

# sessions_table EVENTS: the sessions of so many events as intervals.
sessions_table()
{
	events_table "$1"
	sql "CREATE TABLE bench.sessions_$1 AS
	     SELECT min(occurred_at) AS started, max(occurred_at) + interval '30 minutes' AS ended
	     FROM bench.events_$1 GROUP BY session_id ORDER BY min(session_id::text);" "VACUUM (ANALYZE, FREEZE) bench.sessions_$1;"
}

fewer=$((BENCH_EVENTS / 10))
fresh_database bench_concurrency
sessions_table "$BENCH_EVENTS"
sessions_table "$fewer"

require_equal 'peak' "$(sql "$(plain "$BENCH_EVENTS")")" "$(sql "$(ours "$BENCH_EVENTS")")"
compare_queries 'max_concurrency / window sum' '<= 0.2' "$(plain "$BENCH_EVENTS")" "$(ours "$BENCH_EVENTS")" "${settings[@]}"
compare_queries 'max_concurrency: ten times the sessions' '<= 14' "$(ours "$fewer")" "$(ours "$BENCH_EVENTS")" "${settings[@]}"
