#!/bin/bash
# funnel.sh: a funnel of three steps and one day over 10 million events, against count(*) over the rows of these steps and
# against plain SQL (nested window functions); and the report analytics_funnel against the bare aggregate.
#
# BENCH_EVENTS asks for another number of generated events.  Bars: at most 1.35 times count(*), serial and with
# 2 workers; at least three times as fast as plain SQL; the report at most 1.5 times the aggregate over the same rows, and
# 2.5 times with a condition, an exclusion and a breakdown.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/lib.sh"

: "${BENCH_EVENTS:=10000000}"

serial=("SET work_mem = '1GB';" "SET max_parallel_workers_per_gather = 0;" "SET jit = off;")
parallel=("SET work_mem = '1GB';" "SET max_parallel_workers_per_gather = 2;" "SET jit = off;")
steps="'session_started', 'therapist_profile_view', 'therapist_connect_click'"
# the events of the generator's 30 days, for the report
from_time=2026-09-01T00:00:00Z
to_time=2026-10-01T00:00:00Z

# rows TABLE
rows()
{
	echo "SELECT count(*) FROM $1 WHERE event_type IN ($steps);"
}

# funnel TABLE
funnel()
{
	cat <<-SQL
		SELECT f.step, f.actors, round(f.median_seconds::numeric, 3)
		FROM unnest((SELECT analytics_funnel_agg(user_id, occurred_at, event_type, ARRAY[$steps], interval '1 day')
		             FROM $1 WHERE event_type IN ($steps))) AS f;
	SQL
}

# Per row, the latest start of a chain that reached each step; per user, when the deepest step was first reached, the first
# start from which it could be, and the chain from there.
plain()
{
	cat <<-SQL
		WITH one AS (
		    SELECT user_id, occurred_at, event_type,
		           max(occurred_at) FILTER (WHERE event_type = 'session_started') OVER course AS start
		    FROM $1 WHERE event_type IN ($steps) AND user_id IS NOT NULL
		    WINDOW course AS (PARTITION BY user_id ORDER BY occurred_at ROWS UNBOUNDED PRECEDING)),
		two AS (
		    SELECT user_id, occurred_at, event_type, start AS first_start,
		           event_type = 'therapist_profile_view' AND occurred_at <= start + interval '1 day' AS is_two,
		           max(start) FILTER (WHERE event_type = 'therapist_profile_view' AND occurred_at <= start + interval '1 day') OVER course AS start
		    FROM one WINDOW course AS (PARTITION BY user_id ORDER BY occurred_at ROWS UNBOUNDED PRECEDING)),
		actors AS (
		    SELECT array_agg(occurred_at) FILTER (WHERE event_type = 'session_started') AS starts,
		           array_agg(occurred_at) FILTER (WHERE is_two) AS twos,
		           min(occurred_at) FILTER (WHERE is_two) AS first_two,
		           min(occurred_at) FILTER (WHERE event_type = 'therapist_connect_click' AND occurred_at <= start + interval '1 day') AS three
		    FROM two GROUP BY user_id HAVING count(first_start) > 0),
		chains AS (
		    SELECT one.at AS one, two.at AS two, three
		    FROM actors,
		         LATERAL (SELECT min(at) AS at FROM unnest(starts) AS at
		                  WHERE first_two IS NULL OR at >= coalesce(three, first_two) - interval '1 day') AS one,
		         LATERAL (SELECT min(at) AS at FROM unnest(twos) AS at WHERE at >= one.at) AS two)
		SELECT 1, count(one), NULL FROM chains
		UNION ALL
		SELECT 2, count(two), round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM two - one)::float8)::numeric, 3) FROM chains
		UNION ALL
		SELECT 3, count(three), round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM three - two)::float8)::numeric, 3)
		FROM chains WHERE three IS NOT NULL;
	SQL
}

# report ARGUMENTS: with the events that start in all of the period
report()
{
	echo "SELECT step, actors, round(median_seconds::numeric, 3) FROM analytics_funnel($1);"
}

fewer=$((BENCH_EVENTS / 10))
events=bench.events_$BENCH_EVENTS
fresh_database bench_funnel
events_table "$BENCH_EVENTS"
events_table "$fewer"

require_equal 'funnel' "$(sql "$(plain "$events")")" "$(sql "$(funnel "$events")")"
compare_queries 'funnel_agg / count(*)' '<= 1.35' "$(rows "$events")" "$(funnel "$events")" "${serial[@]}"
compare_queries 'funnel_agg / count(*), 2 workers' '<= 1.35' "$(rows "$events")" "$(funnel "$events")" "${parallel[@]}"
compare_queries 'funnel_agg / plain SQL' '<= 0.333' "$(plain "$events")" "$(funnel "$events")" "${serial[@]}"
compare_queries 'funnel_agg: ten times the events' '<= 14' "$(funnel "bench.events_$fewer")" "$(funnel "$events")" "${serial[@]}"

# The store gets a tenth of the events, past the gate: what it costs is not the question here.
sql "SELECT count(mindwell_internal.create_partition('day', 'analytics_partitions', d))
     FROM generate_series(timestamptz '$from_time' - interval '1 day', timestamptz '$to_time' + interval '1 day', '1 day') AS d;" \
	"SET session_replication_role = replica;" \
	"INSERT INTO analytics_events (id, tenant_id, user_id, session_id, event_type, properties, occurred_at, created_at)
	 SELECT gen_random_uuid(), (analytics_current_tenants())[1], user_id, session_id, event_type, properties, occurred_at, occurred_at
	 FROM bench.events_$fewer;" \
	"VACUUM (ANALYZE) analytics_events;" >/dev/null

plain_report="'[\"session_started\", \"therapist_profile_view\", \"therapist_connect_click\"]', '$from_time', '$to_time'"
rich_report="'[\"session_started\", {\"event\": \"therapist_profile_view\", \"where\": {\"locale\": \"en\"}}, \"therapist_connect_click\"]',
	'$from_time', '$to_time', exclusions => '[\"session_ended\"]', breakdown => 'locale'"
require_equal 'report' "$(sql "$(funnel analytics_events)")" "$(sql "$(report "$plain_report")")"
compare_queries 'report / funnel_agg' '<= 1.5' "$(funnel analytics_events)" "$(report "$plain_report")" "${serial[@]}"
compare_queries 'report with conditions / funnel_agg' '<= 2.5' "$(funnel analytics_events)" "$(report "$rich_report")" "${serial[@]}"
