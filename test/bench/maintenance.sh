#!/bin/bash
# maintenance: what the dirty log costs ingest; what dropping a day and draining the default partition take.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/ingest_lib.sh"

day_of_events=330000
strays=1000000

directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

#
# The dirty log, at one event for each transaction: the same code, built once with the log suspended, and two databases
# that differ in nothing but the library of their functions.
#
mkdir "$directory/unlogged"
cp -r "$bench_dir/../../Makefile" "$bench_dir/../../src" "$bench_dir/../../sql" "$directory/unlogged"
sed -i 's/^static bool suspended = false;$/static bool suspended = true;/' "$directory/unlogged/src/store/dirty_log.c"
grep -q '^static bool suspended = true;$' "$directory/unlogged/src/store/dirty_log.c"
rm -f "$directory"/unlogged/src/*/*.o
make -s -C "$directory/unlogged" MODULE_big=mindwell_analytics_unlogged mindwell_analytics_unlogged.so
chmod -R a+rX "$directory"

fresh_database bench_unlogged
sql "UPDATE pg_proc SET probin = '$directory/unlogged/mindwell_analytics_unlogged' WHERE probin = '\$libdir/mindwell_analytics';"
fresh_database bench_logged

track_script >"$directory/event.sql"

# in_database NAME CLIENTS
in_database()
{
	PGDATABASE=$1 transactions_per_second --random-seed=42 --client="$2" --jobs="$2" --transactions=$((transactions / $2)) \
		--file="$directory/event.sql"
}

# The same events, and an entry of the log for each or none.
after_round()
{
	require_equal 'the logged store' "$transactions|$transactions" "$(PGDATABASE=bench_logged log_entries)"
	require_equal 'the store without log' "$transactions|0" "$(PGDATABASE=bench_unlogged log_entries)"
	for database in bench_logged bench_unlogged; do
		PGDATABASE=$database sql 'TRUNCATE analytics_events; TRUNCATE analytics_dirty_buckets; CHECKPOINT;'
	done
}
log_entries()
{
	sql 'SELECT (SELECT count(*) FROM analytics_events), (SELECT count(*) FROM analytics_dirty_buckets)'
}

# as many transactions, over all clients, as take about a second
for clients in 1 8; do
	transactions=$((clients == 1 ? 8000 : 40000))
	unlogged() { in_database bench_unlogged $clients; }
	logged() { in_database bench_logged $clients; }
	BENCH_ROUNDS=$((3 * BENCH_ROUNDS)) compare "dirty log, $clients client$([ $clients = 1 ] || echo s): tracking with / without" 'events/s' '>= 0.92' \
		unlogged logged
done
unset -f after_round

#
# Dropping a day that has expired.
#
fresh_database bench_purge
sql "SET mindwell_analytics.max_event_age = 0;
	SELECT count(*) FROM analytics_create_partitions('2025-01-01Z', '2025-01-02Z');
	INSERT INTO analytics_events (event_type, user_id, properties, occurred_at)
	SELECT 'chat_turn_sent', analytics_uuid('user ' || i % 20000), jsonb_build_object('message_length', i % 400),
		timestamptz '2025-01-01Z' + i * interval '250 ms'
	FROM generate_series(1, $day_of_events) AS i;
	SELECT count(*) FROM analytics_apply_retention_preset('chatbot');" >/dev/null
# Under auto-commit, as pg_cron calls it.
note "dropping a day of $day_of_events events: $(seconds_of "CALL analytics_maintain('{purge}');") s"
require_equal 'events of the dropped day' 0 "$(sql 'SELECT count(*) FROM analytics_events')"

#
# Draining the default partition while others track: the test, at full size.
#
STRAYS=$strays TESTDIR=$directory PERL5LIB=$("$PG_CONFIG" --pkglibdir)/pgxs/src/test/perl \
	prove --verbose "$bench_dir/../t/022_maintenance_stalls.pl" >"$directory/drain.log" 2>&1 || {
	cat "$directory/drain.log" >&2
	exit 1
}
grep '^# \|worst wait' "$directory/drain.log" | sed 's/^# //; s/^ok [0-9]* - //' | while read -r line; do
	note "$line"
done
