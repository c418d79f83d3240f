#!/bin/bash
# rollup.sh: refreshing and reading rollups, on 10 million events of 30 days in the store (BENCH_EVENTS for another number).
#
# Bars: a refresh of one dirty day, all daily metrics and user-days, at most 8 times count(*) over that day;
# a month's users from user-days at least 4 times faster than from the events; with 1,000,000 rows in the log (a job that
# stood still) a refresh takes at most twice the time that it takes for the same days with one row each, and so does
# reading.  Printed: a first refresh of a day, and one with nothing to do.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/lib.sh"

: "${BENCH_EVENTS:=10000000}"
: "${BENCH_DIRTY_ROWS:=1000000}"

serial=("SET max_parallel_workers_per_gather = 0;" "SET jit = off;" "SET client_min_messages = warning;")
day="occurred_at >= '2026-09-15Z' AND occurred_at < '2026-09-16Z'"
# the month has not ended: a refresh of the day computes the day
as_of="2026-09-16 12:00Z"
nil="uuid '00000000-0000-0000-0000-000000000000'"
refresh="SELECT count(*) FROM analytics_refresh(as_of => '$as_of');"
month_users="SELECT value FROM analytics_aggregated('mau', 'month', '2026-09-01Z', '2026-10-01Z', '2026-09-30 23:59:59Z');"
dirty_days="SELECT $nil, date '2026-09-12' + mod(i, 3), now() FROM generate_series(1, %s) AS i"

# dirty ROWS: as many rows in the log, of three days
dirty()
{
	# shellcheck disable=SC2059
	echo "INSERT INTO analytics_dirty_buckets $(printf "$dirty_days" "$1");"
}

# A VACUUM would hide what dead rows cost, but a job that stood still finds none.
clean="TRUNCATE analytics_dirty_buckets, analytics_stale_buckets;"

fresh_database bench_rollup
events_table "$BENCH_EVENTS"
start=$SECONDS
sql "SET mindwell_analytics.max_event_age = 0;" "SET client_min_messages = warning;" \
	"SELECT FROM analytics_create_partitions('2026-09-01', '2026-10-02');" \
	"INSERT INTO analytics_events (user_id, session_id, event_type, funnel_stage, properties, occurred_at)
	 SELECT user_id, session_id, event_type, funnel_stage, properties, occurred_at FROM bench.events_$BENCH_EVENTS;" \
	"VACUUM (ANALYZE) analytics_events;" >/dev/null
note "loaded in $((SECONDS - start)) s"
note "first refresh of 30 days: $(seconds_of "${serial[@]}" "$refresh") s"
sql "VACUUM (ANALYZE) analytics_user_days, analytics_metrics;"
require_equal 'differences' 0 "$(sql "SELECT count(*) FROM analytics_verify_rollups('2026-09-14Z', '2026-09-16Z', '$as_of');")"

one_day="INSERT INTO analytics_dirty_buckets VALUES ($nil, '2026-09-15', now());"
count_day="SELECT count(*) FROM analytics_events WHERE $day;"
count_seconds() { seconds_of "${serial[@]}" "$count_day"; }
refresh_seconds() { seconds_of "${serial[@]}" "$one_day" "$refresh"; }
first_seconds() { seconds_of "${serial[@]}" "$one_day" "DELETE FROM analytics_user_days WHERE day = '2026-09-15';" "$refresh"; }
compare 'refresh of a dirty day / count(*)' seconds '<= 8' count_seconds refresh_seconds
compare 'first refresh of a day / count(*)' seconds '' count_seconds first_seconds
sql "VACUUM (ANALYZE) analytics_user_days, analytics_metrics;"

events_users="SELECT count(DISTINCT user_id) FROM analytics_events WHERE occurred_at >= '2026-09-01Z' AND occurred_at < '2026-10-01Z';"
require_equal 'users of the month' "$(sql "$events_users")" "$(sql "$month_users")"
events_seconds() { seconds_of "${serial[@]}" "SET work_mem = '256MB';" \
	"SELECT analytics_count_distinct(user_id) FROM analytics_events WHERE occurred_at >= '2026-09-01Z' AND occurred_at < '2026-10-01Z';"; }
user_days_seconds() { seconds_of "${serial[@]}" "$month_users"; }
compare "a month's users, user-days / events" seconds '<= 0.25' events_seconds user_days_seconds

few_refresh() { seconds_of "${serial[@]}" "$clean" "$(dirty 3)" "$refresh"; }
many_refresh() { seconds_of "${serial[@]}" "$clean" "$(dirty "$BENCH_DIRTY_ROWS")" "$refresh"; }
compare 'refresh, 1,000,000 rows in the log / 3' seconds '<= 2' few_refresh many_refresh
read_dirty="SELECT sum(value) FROM analytics_aggregated('dau', 'day', '2026-09-01Z', '2026-10-01Z');"
few_read() { seconds_of "${serial[@]}" "$clean" "$(dirty 3)" "$read_dirty"; }
many_read() { seconds_of "${serial[@]}" "$clean" "$(dirty "$BENCH_DIRTY_ROWS")" "$read_dirty"; }
compare 'reading, 1,000,000 rows in the log / 3' seconds '<= 2' few_read many_read
require_equal 'daily users' "$(sql "$clean" "$read_dirty")" "$(sql "$(dirty "$BENCH_DIRTY_ROWS")" "$read_dirty")"
sql "$clean" "VACUUM analytics_dirty_buckets, analytics_stale_buckets;"

note "refresh with nothing dirty: $(seconds_of "${serial[@]}" "$refresh") s"
note "30 days of a metric, rolled up: $(seconds_of "${serial[@]}" "$read_dirty") s"
