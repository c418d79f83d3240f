#!/bin/bash
# row_security.sh: what row security costs a full scan.
#
# Where there is one tenant, nothing (bar: 3 %, which is noise): no policy is in a plan of the role that installed the
# store, nor in one of another role.  Where there are several, another role pays for a comparison with its tenants for
# each row, printed against the owner's scan: without a column to compute, where it weighs most, and in a report's query.
#
# BENCH_EVENTS asks for another number of events.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/lib.sh"

: "${BENCH_EVENTS:=2000000}"

settings=("SET max_parallel_workers_per_gather = 0;" "SET jit = off;" "SET work_mem = '1GB';" "SET enable_indexonlyscan = off;")
scan='SELECT count(*), min(id::text) FROM analytics_events;'
count='SELECT count(*) FROM analytics_events;'
users='SELECT event_type, count(*), count(DISTINCT user_id) FROM analytics_events GROUP BY 1 ORDER BY 1;'

fresh_database bench_row_security
events_table "$BENCH_EVENTS"
sql "SET client_min_messages = warning;" "SET mindwell_analytics.max_event_age = 0;" \
	"SELECT FROM analytics_create_partitions('2026-09-01 00:00+00', '2026-10-01 00:00+00');" \
	"INSERT INTO analytics_events (event_type, user_id, session_id, properties, occurred_at)
	 SELECT event_type, user_id, session_id, properties, occurred_at FROM bench.events_$BENCH_EVENTS;" \
	"DROP TABLE bench.events_$BENCH_EVENTS;" "VACUUM (ANALYZE, FREEZE) analytics_events;" \
	"DROP ROLE IF EXISTS bench_reader;" "CREATE ROLE bench_reader;" "SELECT FROM analytics_grant('bench_reader', 'reader', '00000000-0000-0000-0000-000000000000');"
trap 'sql "DROP OWNED BY bench_reader;" "DROP ROLE bench_reader;"' EXIT

# switch ENABLE|DISABLE: row security on the table and all of its partitions
switch()
{
	sql "SELECT format('ALTER TABLE %s $1 ROW LEVEL SECURITY', relid) FROM pg_partition_tree('analytics_events') \\gexec" >/dev/null
}
without()
{
	switch DISABLE
	seconds_of "${settings[@]}" "$scan"
}
with()
{
	switch ENABLE
	seconds_of "${settings[@]}" "$scan"
}

compare 'full scan by the owner: row security / none' seconds '<= 1.03' without with
switch ENABLE
require_equal 'a reader' "$(sql "$users")" "$(sql "SET ROLE bench_reader;" "$users")"
as_owner() { seconds_of "${settings[@]}" "$query"; }
as_reader() { seconds_of "${settings[@]}" "SET ROLE bench_reader;" "$query"; }
# readers TENANTS BAR
readers()
{
	# so short that it takes more rounds
	query=$count
	BENCH_ROUNDS=$((3 * BENCH_ROUNDS)) compare "count(*), $1, by a reader / by the owner" seconds "$2" as_owner as_reader
	query=$users
	compare "users by event type, $1, by a reader / by the owner" seconds "$2" as_owner as_reader
}
readers 'one tenant' '<= 1.03'
sql "SELECT analytics_enable_tenants();"
readers 'several tenants' ''
