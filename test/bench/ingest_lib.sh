# ingest_lib.sh: what the benchmarks of the write path share, for sourcing by them.

. "$bench_dir/lib.sh"

# All statements commit as an event pipeline would: losing the last moments at a crash, never consistency.
export PGOPTIONS="-c synchronous_commit=off"

# What pgbench draws of one event, as SQL: type, user, session, properties.  The same seed makes both sides draw the same.
drawn='\set user random(100000000000, 100000199999)
\set session random(100000000000, 100001199999)
\set length random(1, 400)'
drawn_event="'chat_turn_sent', cast('00000000000040008000' || :user AS uuid), cast('00000000000040009000' || :session AS uuid), cast('{\"locale\": \"en\", \"message_length\": ' || :length || '}' AS jsonb)"

# Columns of a COPY of events.
copy_columns='user_id, session_id, event_type, funnel_stage, properties, occurred_at'

# pgbench's script of one event for each transaction
track_script()
{
	printf '%s\n' "$drawn" "SELECT analytics_track($drawn_event);"
}

# pgbench's script of one batch of bench.batches for each transaction; n begins with -1
batch_script()
{
	printf '%s\n' '\set n :n + 1' \
		"SELECT count(*) FILTER (WHERE r.status <> 'stored') FROM bench.batches AS b, analytics_track_batch(b.events) AS r WHERE b.n = :n;"
}

# batches_table EVENTS BATCHES SIZE: makes bench.batches of bench.events_EVENTS.  They are jsonb in a table, in order that
# nobody pays for their way to the server, and in order of time, as they would come.
batches_table()
{
	sql "CREATE TABLE bench.batches AS
		 SELECT n, jsonb_agg(to_jsonb(e) ORDER BY occurred_at) AS events
		 FROM (SELECT *, (row_number() OVER (ORDER BY occurred_at) - 1) / $3 AS n FROM bench.events_$1) AS e
		 WHERE n < $2 GROUP BY n;
		 UPDATE bench.batches SET events = (SELECT jsonb_agg(e - 'n') FROM jsonb_array_elements(events) AS e);
		 CREATE UNIQUE INDEX ON bench.batches (n);
		 VACUUM FULL ANALYZE bench.batches;"
}

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
