#!/bin/bash
# ingest: the write path against the same table without the gate, which must get equal rows.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/ingest_lib.sh"

transactions=8000		# single events of a measurement, over all its clients: short, with more rounds instead
batches=100				# batches of a measurement
batch_size=1000
copied=200000			# events of a COPY

fresh_database bench_ingest
sql <"$bench_dir/plain_store.sql"
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT

#
# One event for each transaction
#
cat >"$directory/plain_event.sql" <<END
$drawn
INSERT INTO bench.plain_events (event_type, user_id, session_id, properties, occurred_at, funnel_stage) VALUES ($drawn_event, clock_timestamp(), 'engagement');
END
track_script >"$directory/gated_event.sql"

# single_events SCRIPT CLIENTS
single_events()
{
	transactions_per_second --random-seed=42 --client="$2" --jobs="$2" --transactions=$((transactions / $2)) \
		--file="$directory/$1.sql"
}

after_round()
{
	same_events
}

for clients in 1 8; do
	plain_events() { single_events plain_event $clients; }
	gated_events() { single_events gated_event $clients; }
	BENCH_ROUNDS=$((3 * BENCH_ROUNDS)) compare "analytics_track, $clients client$([ $clients = 1 ] || echo s) / INSERT" 'events/s' '>= 0.75' \
		plain_events gated_events
done

#
# Batches
#
after_round()
{
	same_events occurred_at
}

BENCH_UNTIL=$(sql 'SELECT now()') events_table $copied
batches_table $copied $batches $batch_size
cat >"$directory/plain_batch.sql" <<END
\set n :n + 1
INSERT INTO bench.plain_events (event_type, user_id, session_id, properties, occurred_at, funnel_stage) SELECT r.event_type, r.user_id, r.session_id, r.properties, r.occurred_at, r.funnel_stage FROM bench.batches AS b, jsonb_to_recordset(b.events) AS r (event_type text, user_id uuid, session_id uuid, properties jsonb, occurred_at timestamptz, funnel_stage text) WHERE b.n = :n;
END
batch_script >"$directory/gated_batch.sql"

# batched_events SCRIPT: events a second
batched_events()
{
	transactions_per_second --define=n=-1 --transactions=$batches --file="$directory/$1.sql" |
		awk -v size=$batch_size '{ print $1 * size }'
}
plain_batches() { batched_events plain_batch; }
gated_batches() { batched_events gated_batch; }
compare "analytics_track_batch of $batch_size / jsonb_to_recordset" 'events/s' '>= 0.9' plain_batches gated_batches

#
# COPY, by the server itself from a file.
#
chmod 755 "$directory"
sql "COPY (SELECT $copy_columns FROM bench.events_$copied ORDER BY occurred_at) TO STDOUT" >"$directory/events.copy"
copied_per_second()
{
	seconds_of "COPY $1 ($copy_columns) FROM '$directory/events.copy'" | awk -v events=$copied '{ print events / $1 }'
}
plain_copy() { copied_per_second bench.plain_events; }
gated_copy() { copied_per_second analytics_events; }
compare 'COPY through the gate / COPY' 'events/s' '>= 0.7' plain_copy gated_copy
