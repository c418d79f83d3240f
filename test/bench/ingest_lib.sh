# ingest_lib.sh: what the benchmarks of the write path share, for sourcing by them.

. "$bench_dir/lib.sh"

# All statements commit as an event pipeline would: losing the last moments at a crash, never consistency.
export PGOPTIONS="-c synchronous_commit=off"

# The content of a table of events, whatever order, ids and times of storing: number of rows, and a sum of hashes.
contents()
{
	sql "SELECT count(*), sum(hashtextextended(
			concat_ws('|', tenant_id, user_id, session_id, event_type, funnel_stage, properties${2:+, $2}), 0))
		 FROM $1"
}

# same_events [COLUMN]: both tables got equal rows (COLUMN: equal in this column too), and some; both are emptied.
same_events()
{
	local plain gated

	plain=$(contents bench.plain_events "${1:-}")
	gated=$(contents analytics_events "${1:-}")
	require_equal 'the stored events differ' "$plain" "$gated"
	[ "${plain%%|*}" != 0 ] || { echo 'no event was stored' >&2; exit 1; }
	empty_stores
}

# Empties both tables and leaves the next measurement nothing to write but its own.
empty_stores()
{
	sql "TRUNCATE analytics_events, analytics_dirty_buckets, bench.plain_events; CHECKPOINT;"
}
