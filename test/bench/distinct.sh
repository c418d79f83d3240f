#!/bin/bash
# distinct.sh: users per day of 10 million events by analytics_count_distinct, against count(*) and count(DISTINCT).
#
# BENCH_EVENTS asks for another number of generated events.  Bars: at most 1.3 times count(*) with the same
# GROUP BY; at least 2.5 times as fast as count(DISTINCT), on the same rows with the same answer.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/lib.sh"

: "${BENCH_EVENTS:=10000000}"

settings=("SET work_mem = '1GB';" "SET max_parallel_workers_per_gather = 0;" "SET jit = off;")
parallel=("SET work_mem = '1GB';" "SET max_parallel_workers_per_gather = 2;" "SET jit = off;")

# per_day AGGREGATE EVENTS
per_day()
{
	echo "SELECT date_bin('1 day', occurred_at, '2000-01-01Z') AS day, $1 FROM bench.events_$2 GROUP BY 1 ORDER BY 1;"
}

# With the number of days known to the planner, for it would not guess it from an expression.
table_of()
{
	events_table "$1"
	sql "CREATE STATISTICS bench.days_$1 ON (date_bin('1 day', occurred_at, '2000-01-01Z')) FROM bench.events_$1;" \
		"ANALYZE bench.events_$1;"
}

fewer=$((BENCH_EVENTS / 10))
fresh_database bench_distinct
table_of "$BENCH_EVENTS"
table_of "$fewer"

rows=$(per_day 'count(*)' "$BENCH_EVENTS")
sorted=$(per_day 'count(DISTINCT user_id)' "$BENCH_EVENTS")
hashed=$(per_day 'analytics_count_distinct(user_id)' "$BENCH_EVENTS")
require_equal 'users per day' "$(sql "$sorted")" "$(sql "$hashed")"
compare_queries 'count_distinct per day / count(*)' '<= 1.3' "$rows" "$hashed" "${settings[@]}"
compare_queries 'count_distinct per day / count(DISTINCT)' '<= 0.4' "$sorted" "$hashed" "${settings[@]}"
compare_queries 'count_distinct per day / count(*), 2 workers' '' "$rows" "$hashed" "${parallel[@]}"
compare_queries 'count_distinct: ten times the events' '<= 14' "$(per_day 'analytics_count_distinct(user_id)' "$fewer")" "$hashed" "${settings[@]}"
