#!/bin/bash
# coaching.sh: goals and habits of a year of 200,000 users (BENCH_USERS for another number), against count(*) of their
# rows in the ledger.
#
# Of each user 3 goals and a habit, about 50 events, all of them in the ledger.  Bar: at most 5 times count(*), serial.
# A part of the time is not for these rows: who was present is found in all events, which here are the ledger's and no
# others; it is printed as well.  Printed, too, is the peak RSS of the backends.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/lib.sh"

: "${BENCH_USERS:=200000}"

serial=("SET max_parallel_workers_per_gather = 0;" "SET jit = off;" "SET client_min_messages = warning;")
year="'2025-10-01Z', '2026-10-01Z', 'month'"
goal_types="'{goal_created,goal_updated,goal_completed,goal_abandoned}'"
habit_types="'{habit_created,habit_checked,habit_missed,habit_archived}'"

rows_of()
{
	echo "SELECT count(*) FROM analytics_ledger WHERE event_type = ANY ($1);"
}

fresh_database bench_coaching
start=$SECONDS
sql "SET mindwell_analytics.max_event_age = 0;" "SET client_min_messages = warning;" \
	"SELECT FROM analytics_install('month');" \
	"SELECT FROM analytics_create_partitions('2025-09-01Z', '2026-10-02Z');" \
	"CREATE FUNCTION bench.roll(key text, sides integer) RETURNS integer LANGUAGE sql IMMUTABLE
		RETURN ((hashtextextended(key, 1) & 9223372036854775807) % sides)::integer;" \
	"CREATE TABLE bench.goals AS
	 SELECT md5(u::text)::uuid AS user_id, md5('goal' || u || '.' || g)::uuid AS goal_id,
		(ARRAY['sleep', 'stress', 'mood', 'focus'])[1 + bench.roll('type' || u || '.' || g, 4)] AS goal_type,
		timestamptz '2025-10-01Z' + bench.roll('began' || u || '.' || g, 300 * 86400) * interval '1 second' AS began,
		bench.roll('took' || u || '.' || g, 60 * 86400) * interval '1 second' AS took,
		bench.roll('updates' || u || '.' || g, 4) AS updates, bench.roll('fate' || u || '.' || g, 100) AS fate
	 FROM generate_series(1, $BENCH_USERS) AS u, generate_series(1, 3) AS g;" \
	"CREATE TABLE bench.habits AS
	 SELECT md5(u::text)::uuid AS user_id, md5('habit' || u)::uuid AS habit_id,
		timestamptz '2025-10-01Z' + bench.roll('habit' || u, 200 * 86400) * interval '1 second' AS began
	 FROM generate_series(1, $BENCH_USERS) AS u;" \
	"INSERT INTO analytics_events (user_id, event_type, properties, occurred_at)
	 SELECT * FROM (
		SELECT user_id, 'goal_created', jsonb_build_object('goal_id', goal_id, 'goal_type', goal_type, 'title', 'A goal of mine'), began AS at FROM bench.goals
		UNION ALL
		SELECT user_id, 'goal_updated', jsonb_build_object('goal_id', goal_id, 'progress', i * 20), began + took * i / 5
		FROM bench.goals, generate_series(1, updates) AS i
		UNION ALL
		SELECT user_id, CASE WHEN fate < 45 THEN 'goal_completed' ELSE 'goal_abandoned' END, jsonb_build_object('goal_id', goal_id), began + took
		FROM bench.goals WHERE fate < 60
		UNION ALL
		SELECT user_id, 'habit_created', jsonb_build_object('habit_id', habit_id, 'habit_frequency', 'daily', 'title', 'walk'), began FROM bench.habits
		UNION ALL
		SELECT user_id, 'habit_checked', jsonb_build_object('habit_id', habit_id, 'habit_frequency', 'daily'),
			began + i * interval '3 days' + bench.roll(habit_id || '.' || i, 3 * 86400) * interval '1 second'
		FROM bench.habits, generate_series(1, 40) AS i) AS e
	 ORDER BY e.at;" \
	"VACUUM (ANALYZE) analytics_events;" \
	"SELECT FROM analytics_refresh(as_of => '2026-10-01Z');" \
	"VACUUM (ANALYZE) analytics_ledger;" >/dev/null
note "loaded and refreshed in $((SECONDS - start)) s"
require_equal 'days to be read from the events' '{}' "$(sql "SELECT mindwell_internal.unsettled('ledger', analytics_current_tenants(), '2025-10-01', '2026-10-01');")"

as_of="as_of => '2026-10-01Z'"
goals="SELECT * FROM analytics_goals($year, $as_of);"
habits="SELECT * FROM analytics_habits($year, $as_of);"
require_equal 'goals' "$(sql "SELECT count(*), count(*) FILTER (WHERE fate < 45), count(*) FILTER (WHERE fate >= 45 AND fate < 60) FROM bench.goals;")" \
	"$(sql "SELECT sum(created), sum(completed), sum(abandoned) FROM analytics_goals($year, $as_of);")"
require_equal 'habits' "$(sql "SELECT count(*) FROM bench.habits;")" \
	"$(sql "SELECT habits + lapsed FROM analytics_habits($year, $as_of) ORDER BY \"time\" DESC LIMIT 1;")"
note "rows of goals: $(sql "$(rows_of "$goal_types")"), of habits: $(sql "$(rows_of "$habit_types")")"

compare_queries 'goals of a year / count(*)' '<= 5' "$(rows_of "$goal_types")" "$goals" "${serial[@]}"
compare_queries 'habits of a year / count(*)' '<= 5' "$(rows_of "$habit_types")" "$habits" "${serial[@]}"
presence="SELECT count(*) FROM mindwell_internal.presence(analytics_current_tenants(), ARRAY(SELECT (t.id, h.user_id)::mindwell_internal.tenant_user
	FROM bench.habits AS h, unnest(analytics_current_tenants()) AS t (id)), ARRAY(SELECT generate_series('2025-11-01Z'::timestamptz, '2026-10-01Z', '1 month')));"
compare_queries 'who was present / count(*) of all events' '' "SELECT count(*) FROM analytics_events;" "$presence" "${serial[@]}"

# peak_of QUERY: the peak RSS in kB of a backend that runs it
peak_of()
{
	sql "${serial[@]}" "SELECT count(result) FROM (${1%;}) AS result;" \
		"SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+)');" | tail -n 1
}
reading=$(peak_of "SELECT count(user_id) FROM analytics_ledger")
for report in goals habits; do
	peak=$(peak_of "${!report}")
	judge "peak RSS: $report" kB "$reading" "$peak" "$(awk "BEGIN { print $peak / $reading }")" ''
done
