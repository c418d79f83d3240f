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
# One event for each transaction.  User, session and property are drawn by pgbench; its seed makes both sides draw
# the same.
#
drawn='\set user random(100000000000, 100000199999)
\set session random(100000000000, 100001199999)
\set length random(1, 400)'
user="cast('00000000000040008000' || :user AS uuid)"
session="cast('00000000000040009000' || :session AS uuid)"
properties="cast('{\"locale\": \"en\", \"message_length\": ' || :length || '}' AS jsonb)"
cat >"$directory/plain_event.sql" <<END
$drawn
INSERT INTO bench.plain_events (event_type, user_id, session_id, properties, occurred_at, funnel_stage) VALUES ('chat_turn_sent', $user, $session, $properties, clock_timestamp(), 'engagement');
END
cat >"$directory/gated_event.sql" <<END
$drawn
SELECT analytics_track('chat_turn_sent', $user, $session, $properties);
END

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
# Batches.  They begin as jsonb in a table, in order that neither side pays for their way to the server.
#
after_round()
{
	same_events occurred_at
}

BENCH_UNTIL=$(sql 'SELECT now()') events_table $copied
# Rows as both sides take them, in order of time, as they would come.
sql "CREATE TABLE bench.batches AS
	 SELECT n, jsonb_agg(to_jsonb(e) ORDER BY occurred_at) AS events
	 FROM (SELECT *, (row_number() OVER (ORDER BY occurred_at) - 1) / $batch_size AS n FROM bench.events_$copied) AS e
	 WHERE n < $batches GROUP BY n;
	 UPDATE bench.batches SET events = (SELECT jsonb_agg(e - 'n') FROM jsonb_array_elements(events) AS e);
	 CREATE UNIQUE INDEX ON bench.batches (n);
	 VACUUM FULL ANALYZE bench.batches;"
cat >"$directory/plain_batch.sql" <<END
\set n :n + 1
INSERT INTO bench.plain_events (event_type, user_id, session_id, properties, occurred_at, funnel_stage) SELECT r.event_type, r.user_id, r.session_id, r.properties, r.occurred_at, r.funnel_stage FROM bench.batches AS b, jsonb_to_recordset(b.events) AS r (event_type text, user_id uuid, session_id uuid, properties jsonb, occurred_at timestamptz, funnel_stage text) WHERE b.n = :n;
END
cat >"$directory/gated_batch.sql" <<END
\set n :n + 1
SELECT count(*) FILTER (WHERE r.status <> 'stored') FROM bench.batches AS b, analytics_track_batch(b.events) AS r WHERE b.n = :n;
END

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
columns='user_id, session_id, event_type, funnel_stage, properties, occurred_at'
chmod 755 "$directory"
sql "COPY (SELECT $columns FROM bench.events_$copied ORDER BY occurred_at) TO STDOUT" >"$directory/events.copy"
copied_per_second()
{
	seconds_of "COPY $1 ($columns) FROM '$directory/events.copy'" | awk -v events=$copied '{ print events / $1 }'
}
plain_copy() { copied_per_second bench.plain_events; }
gated_copy() { copied_per_second analytics_events; }
compare 'COPY through the gate / COPY' 'events/s' '>= 0.7' plain_copy gated_copy
