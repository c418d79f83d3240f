#!/bin/bash
# memory.sh: the peak RSS of a backend that aggregates 10 million generated events, for each of the big aggregates.
#
# BENCH_EVENTS asks for another number.  Measured is VmHWM of the backend's /proc/self/status, after one aggregate in a
# session of its own, beside that of count(*) over the same rows: what any backend has that reads them, with the pages
# of shared memory that it has touched.  Workers would share the work and the memory, so there are none.  No bars: what
# holds is mindwell_analytics.aggregate_memory, here at its default.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/lib.sh"

: "${BENCH_EVENTS:=10000000}"

settings=("SET work_mem = '1GB';" "SET max_parallel_workers_per_gather = 0;" "SET jit = off;")
steps="event_type = 'session_started', event_type = 'therapist_profile_view', event_type = 'therapist_connect_click'"
span="occurred_at, occurred_at + interval '5 minutes'"
table=bench.events_$BENCH_EVENTS

# The peak RSS in kB of a backend that runs the query.  Its rows are counted as rows, so that none of their columns can be
# left out.
peak_of()
{
	sql "${settings[@]}" "SELECT count(result) FROM ($1) AS result;" \
		"SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+)');" | tail -n 1
}

# show NAME QUERY: one row of the table
show()
{
	local peak

	peak=$(peak_of "$2")
	judge "peak RSS: $1" kB "$reading" "$peak" "$(awk "BEGIN { print $peak / $reading }")" ''
}

fresh_database bench_aggregate_memory
events_table "$BENCH_EVENTS"

reading=$(peak_of "SELECT count(user_id), count(occurred_at), count(event_type) FROM $table")
note "count(*) over $BENCH_EVENTS events: $reading kB"

show 'funnel_agg, all events' "SELECT analytics_funnel_agg(user_id, occurred_at, event_type,
	ARRAY['session_started', 'chat_turn_sent', 'session_ended'], '1 day') FROM $table"
show 'retention_agg, 30 daily cohorts' "SELECT analytics_retention_agg(user_id, occurred_at, true, true, 'day', 30) FROM $table"
show 'count_distinct of users' "SELECT analytics_count_distinct(user_id) FROM $table"
show 'window_funnel, all events of one group' "SELECT analytics_window_funnel('1 day', occurred_at, $steps, false) FROM $table"
show 'window_funnel per user' "SELECT analytics_window_funnel('1 day', occurred_at, $steps) FROM $table GROUP BY user_id"
show 'sequence_count per user' "SELECT analytics_sequence_count('(?1).*(?2)', occurred_at, $steps) FROM $table GROUP BY user_id"
show 'sessions_agg per user' "SELECT analytics_sessions_agg(occurred_at, '30 minutes') FROM $table GROUP BY user_id"
show 'active_minutes per user' "SELECT analytics_active_minutes(occurred_at) FROM $table GROUP BY user_id"
show 'max_concurrency of all events' "SELECT analytics_max_concurrency($span) FROM $table"
show 'concurrency_agg by hour' "SELECT analytics_concurrency_agg($span, '2026-09-01Z', '2026-10-01Z', '1 hour') FROM $table"
