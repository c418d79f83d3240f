#!/bin/bash
# ingest_growth: what an event costs when the registry is large, and when many users have opted out.
#
# The same COPY into two stores, the only difference being what they have configured; plain INSERTs' round trips
# would hide a difference.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/ingest_lib.sh"

copied=200000
few_types=10
many_types=10000
opt_outs=1000000
strangers=1000000

columns='user_id, session_id, event_type, properties, occurred_at'
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
chmod 755 "$directory"

# register DATABASE TYPES: type_1 .. type_TYPES are all that is registered
register()
{
	PGDATABASE=$1 sql "
		DELETE FROM analytics_event_types;
		SELECT count(analytics_register_event_type('type_' || n)) FROM generate_series(1, $2) AS n;
		VACUUM ANALYZE analytics_event_types;" >/dev/null
}

fresh_database bench_small
fresh_database bench_large
register bench_small $few_types
register bench_large $many_types

export PGDATABASE=bench_small
BENCH_UNTIL=$(sql 'SELECT now()') events_table $copied
# The same events with other types: as many as are registered in the one store or in the other.
for types in $few_types $many_types; do
	sql "COPY (SELECT user_id, session_id, 'type_' || 1 + (hashtextextended(session_id || occurred_at::text, 0) & 1073741823) % $types,
					  properties, occurred_at FROM bench.events_$copied ORDER BY occurred_at) TO STDOUT" >"$directory/$types.copy"
done

# copy_into DATABASE TYPES: seconds
copy_into()
{
	PGDATABASE=$1 seconds_of "COPY analytics_events ($columns) FROM '$directory/$2.copy'"
}
small_store() { copy_into bench_small "$types"; }
large_store() { copy_into bench_large "$types"; }

after_round()
{
	require_equal 'the stored events differ' "$(PGDATABASE=bench_small contents analytics_events occurred_at)" \
		"$(PGDATABASE=bench_large contents analytics_events occurred_at)"
	for database in bench_small bench_large; do
		PGDATABASE=$database sql 'TRUNCATE analytics_events, analytics_dirty_buckets; CHECKPOINT;'
	done
}

for types in $few_types $many_types; do
	compare "registry of $many_types / $few_types types, $types in use" seconds '<= 1.1' small_store large_store
done

types=$few_types
register bench_large $few_types
PGDATABASE=bench_large sql "
	INSERT INTO analytics_opt_outs (tenant_id, user_id)
	SELECT '00000000-0000-0000-0000-000000000000', gen_random_uuid() FROM generate_series(1, $opt_outs);
	VACUUM ANALYZE analytics_opt_outs;"
compare "$opt_outs / 0 opt-outs" seconds '<= 1.1' small_store large_store

# The same in one COPY of events that all have other users, who each must be looked up.
PGDATABASE=bench_small sql "COPY (SELECT gen_random_uuid(), gen_random_uuid(), 'type_1', '{}', now() - interval '1 hour'
	FROM generate_series(1, $strangers)) TO STDOUT" >"$directory/strangers.copy"
types=strangers
compare "$opt_outs / 0 opt-outs, $strangers other users" seconds '<= 1.1' small_store large_store
