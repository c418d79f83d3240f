#!/bin/bash
# ingest_memory: the memory of a backend that tracks one batch of 100,000 events.
#
# Measured is the address space that the statement adds at its peak: VmPeak after it less VmSize before it, of
# the backend's /proc/self/status.  Shared memory is mapped before and does not count; memory that was allocated but
# never touched does, so the number is an upper bound and the same in every run.  A batch of 1,000 goes first, so that
# caches and code are there.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/ingest_lib.sh"

batch=100000

fresh_database bench_memory
BENCH_UNTIL=$(sql 'SELECT now()') events_table $batch
# EXTERNAL: not compressed, so that pg_column_size() is the size of the value in memory.
sql "CREATE TABLE bench.batch (small jsonb, whole jsonb);
	 ALTER TABLE bench.batch ALTER whole SET STORAGE EXTERNAL;
	 INSERT INTO bench.batch
	 SELECT (SELECT jsonb_agg(to_jsonb(e)) FROM (SELECT * FROM bench.events_$batch LIMIT 1000) AS e),
			(SELECT jsonb_agg(to_jsonb(e)) FROM bench.events_$batch AS e);"

# kilobytes_of STATEMENT: what it adds at its peak to a backend that has tracked events before
kilobytes_of()
{
	sql "SELECT count(*) FROM bench.batch, analytics_track_batch(small) WHERE status = 'stored';" \
		"SELECT substring(pg_read_file('/proc/self/status') FROM 'VmSize:\s+(\d+)');" \
		"$1" \
		"SELECT substring(pg_read_file('/proc/self/status') FROM 'VmPeak:\s+(\d+)');" |
		awk 'NR == 2 { before = $1 } END { print $1 - before }'
}

size=$(sql 'SELECT pg_column_size(whole) / 1024 FROM bench.batch')
alone=$(kilobytes_of 'SELECT jsonb_array_length(whole) FROM bench.batch;')
whole=$(kilobytes_of "SELECT count(*) FROM bench.batch, analytics_track_batch(whole) WHERE status = 'stored';")
require_equal 'the number of stored events differs' $((batch + 2000)) "$(sql 'SELECT count(*) FROM analytics_events')"
note "a batch of $batch events is $size kB of jsonb; reading it takes $alone kB, tracking it $whole kB"
judge "memory of a batch of $batch / its jsonb" kB "$size" "$((whole - alone))" \
	"$(awk -v whole="$whole" -v alone="$alone" -v size="$size" 'BEGIN { print (whole - alone) / size }')" '<= 3'
