#!/bin/bash
# against: the working tree against another tree of the project, in CPU time.
#
# Each has a server of its own, made by the same script with the same settings, on the same processors, with the same
# events.  The number is the CPU time that the server's processes took for the work, those that have ended included:
# where other work shares the machine, wall time of a tree against itself is off by up to a quarter, CPU time by a few percent.
# The bar is 1.05 for writing, the funnel and a refresh.  The reports that follow have none.  Both must store the same
# events and give the same answers; else that row fails, and the others are still measured.
#
# Only functions that users may call are used: nothing else is the same in both trees.
# BENCH_EVENTS asks for another number of events to report on, BENCH_ONLY for the measurements whose names match.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/ingest_lib.sh"
# a failure within $(...) ends the benchmark too
shopt -s inherit_errexit

if [ -z "${BENCH_OUR_PORT:-}" ]; then
	if [ -z "${BENCH_BASE:-}" ]; then
		echo 'against: no tree to compare with: make bench BENCH=against BASE=<revision or directory>' >&2
		exit 1
	fi
	# The second server gets each setting of this one, but the directory of its socket.
	mapfile -t settings < <(PGDATABASE=postgres sql "SELECT name || '=' || setting FROM pg_file_settings
		WHERE applied AND name <> 'unix_socket_directories'")
	arguments=()
	for setting in "${settings[@]}"; do
		arguments+=(-c "$setting")
	done
	BENCH_OUR_HOST=$PGHOST BENCH_OUR_PORT=$PGPORT exec "$BENCH_BASE/scripts/with-server" "${arguments[@]}" "$bench_dir/against.sh"
fi

: "${BENCH_EVENTS:=300000}"
written=20000					# events of a turn of batches, and of a COPY
batch_size=1000

directory=$(mktemp -d)
chmod 755 "$directory"
trap 'rm -rf "$directory"' EXIT

declare -A host=([base]=$PGHOST [ours]=$BENCH_OUR_HOST) port=([base]=$PGPORT [ours]=$BENCH_OUR_PORT) postmaster idle

# on SIDE COMMAND...: on the server of that side, base or ours
on()
{
	local side=$1
	shift
	PGHOST=${host[$side]} PGPORT=${port[$side]} "$@"
}

# on_both COMMAND...
on_both()
{
	on base "$@"
	on ours "$@"
}

#
# CPU time
#

# What the kernel says of a side's server: number of its processes beside the postmaster, and clock ticks of CPU time of
# all of them, those included that have ended.
server_usage()
{
	# pid (name) state ppid ...: a name may have blanks, so that fields are counted from its end
	cat /proc/[0-9]*/stat 2>/dev/null | awk -v postmaster="${postmaster[$1]}" '
		{ pid = $1; sub(/^.*\) /, "") }
		pid == postmaster { ticks += $12 + $13 + $14 + $15 }
		$2 == postmaster { ticks += $12 + $13; processes++ }
		END { print processes + 0, ticks + 0 }'
}

# Clock ticks so far, once the server has no process for a client: only what has ended and been waited for is certain to be
# counted, and counted once.  A reading takes a moment, in which a process can go from one place to the other; so what counts
# is the one after the first reading at rest.
settled_ticks()
{
	local processes ticks attempt at_rest=

	for ((attempt = 0; attempt < 1000; attempt++)); do
		read -r processes ticks < <(server_usage "$1")
		if ((processes > idle[$1])); then
			at_rest=
			sleep 0.01
		elif [ -z "$at_rest" ]; then
			at_rest=yes
		else
			echo "$ticks"
			return
		fi
	done
	echo "against: the server of $1 does not come to rest" >&2
	return 1
}

# measure NAME UNIT UNITS BAR: the CPU time of "work" for each of its UNITS, in UNIT.  What "work" prints must be the same on
# both sides, and what "outcome" prints after the first round, which does not count.  "clean" comes before all.
#
# What others do to the caches and the sibling processors changes from one moment to the next, so turns are short, a pair of
# them begins with either side alternately, and a round is the sum of $turns pairs: the clock's tick is 10 ms.
#
# A tree against itself is off by up to a tenth after 16 rounds on a virtual machine; so while the bar lies within the
# ratio's interval, rounds are added, up to four times as many.
measure()
{
	local name=$1 unit=$2 units=$3 bar=$4 round turn side order base_number our_number rounds='' differs=''
	local -A start

	[[ $name =~ ${BENCH_ONLY:-} ]] || return 0
	on_both clean
	for ((round = 0; ; round++)); do
		((round <= BENCH_ROUNDS)) || { ((round <= 4 * BENCH_ROUNDS)) && undecided; } || break
		for side in base ours; do
			start[$side]=$(settled_ticks $side)
		done
		for ((turn = 0; turn < turns; turn++)); do
			order=(base ours)
			(((round * turns + turn) % 2 == 0)) || order=(ours base)
			for side in "${order[@]}"; do
				on "$side" work >"$directory/answer.$side"
			done
			same_answers
		done
		base_number=$(cpu_since base)
		our_number=$(cpu_since ours)
		if ((round == 0)); then
			for side in base ours; do
				on $side outcome >"$directory/answer.$side"
			done
			same_answers
		else
			note "$name, round $round: $base_number, $our_number $unit"
			rounds+="$base_number $our_number"$'\n'
		fi
	done
	judge_rounds "$name" "$unit" "$bar" <<<"$rounds"
}
# Whether the bar lies within the interval of the ratio of the rounds so far
undecided()
{
	[ -n "$bar" ] || return 1
	ratios_of_rounds <<<"$rounds" | median_interval |
		awk -F - -v bar="${bar#<= }" '{ within = $1 <= bar && bar < $2 } END { exit !within }'
}
# CPU time of a side in this round, for each unit of work: milliseconds where a whole query is the unit, else microseconds
cpu_since()
{
	local ticks

	ticks=$(settled_ticks "$1")
	awk -v ticks=$((ticks - start[$1])) -v frequency="$(getconf CLK_TCK)" -v work=$((turns * units)) \
		-v scale=$((units == 1 ? 1000 : 1000000)) 'BEGIN { print ticks / frequency / work * scale }'
}
same_answers()
{
	if [ -z "$differs" ] && ! cmp -s "$directory/answer.base" "$directory/answer.ours"; then
		differs=yes
		note "$name: the answers differ (base <, ours >)"
		diff "$directory/answer.base" "$directory/answer.ours" | head -n 20 || true
		printf '%s\t\t\t\t\t\t\tFAIL\n' "$name (answers differ)" >>"$BENCH_RESULTS"
	fi
}

# pin SERVERS CLIENTS: the processors for what the servers start from now on, and for this shell and what it starts
pin()
{
	taskset -p -c "$1" "${postmaster[base]}"
	taskset -p -c "$1" "${postmaster[ours]}"
	taskset -p -c "$2" $$
} >/dev/null
all_processors=$(taskset -p -c $$ | sed 's/.*: //')
one_processor=${all_processors##*[,-]}
first_processor=${all_processors%%[,-]*}

export PGDATABASE=postgres
for side in base ours; do
	postmaster[$side]=$(on $side sql "SELECT split_part(pg_read_file('postmaster.pid'), E'\n', 1)")
	idle[$side]=$(on $side sql "SELECT count(*) FROM pg_stat_activity WHERE backend_type <> 'client backend'")
done

#
# Writing
#
rounds_without_bar=$((BENCH_ROUNDS + 1))
BENCH_ROUNDS=$((3 * BENCH_ROUNDS + 1))
load_writing()
{
	fresh_database bench_against_writing
	sql "SET client_min_messages = warning;" "SELECT FROM analytics_create_partitions('2026-09-01', '2026-10-01');"
	events_table $written
	batches_table $written $((written / batch_size)) $batch_size
}
on_both load_writing
export PGDATABASE=bench_against_writing PGOPTIONS="$PGOPTIONS -c mindwell_analytics.max_event_age=0"
on ours sql "COPY (SELECT $copy_columns FROM bench.events_$written ORDER BY occurred_at) TO STDOUT" >"$directory/events.copy"
track_script >"$directory/event.sql"
batch_script >"$directory/batch.sql"

outcome() { contents analytics_events; }
clean() { sql 'TRUNCATE analytics_events, analytics_dirty_buckets; CHECKPOINT;'; }

for clients in 1 8; do
	# So many that the start of each client's process, about 20 ms, is a small part.
	if [ $clients = 1 ]; then
		turns=2 transactions=3000
		pin "$one_processor" "$first_processor"
	else
		turns=1 transactions=16000
		pin "$all_processors" "$all_processors"
	fi
	work()
	{
		transactions_per_second --random-seed=42 --client=$clients --jobs=$clients --transactions=$((transactions / clients)) \
			--file="$directory/event.sql" >/dev/null
	}
	measure "analytics_track, $clients client$([ $clients = 1 ] || echo s)" 'CPU µs/event' $transactions '<= 1.05'
done

turns=2
pin "$one_processor" "$first_processor"
outcome() { contents analytics_events occurred_at; }
work() { transactions_per_second --define=n=-1 --transactions=$((written / batch_size)) --file="$directory/batch.sql" >/dev/null; }
measure "analytics_track_batch of $batch_size" 'CPU µs/event' $written '<= 1.05'
work() { sql "COPY analytics_events ($copy_columns) FROM '$directory/events.copy';"; }
measure 'COPY' 'CPU µs/event' $written '<= 1.05'

#
# Reading, and the refresh.  Questions are literals of one type, as are answers: what else a function returns may grow.
#
load_reading()
{
	fresh_database bench_against_reading
	events_table "$BENCH_EVENTS"
	sql "SET client_min_messages = warning;" "SELECT FROM analytics_create_partitions('2026-09-01', '2026-10-01');" \
		"INSERT INTO analytics_events ($copy_columns) SELECT $copy_columns FROM bench.events_$BENCH_EVENTS;" \
		"DROP TABLE bench.events_$BENCH_EVENTS;" "VACUUM (ANALYZE, FREEZE) analytics_events;"
}
on_both load_reading
export PGDATABASE=bench_against_reading
require_equal 'events' "$(on base contents analytics_events occurred_at)" "$(on ours contents analytics_events occurred_at)"

# One process for each query, and floating point to 12 digits: sums may be made in another order.
export PGOPTIONS="-c max_parallel_workers_per_gather=0 -c jit=off -c work_mem=256MB -c extra_float_digits=-3
	-c client_min_messages=warning"
month="timestamptz '2026-09-01Z', timestamptz '2026-10-01Z'"
as_of="as_of => timestamptz '2026-10-02Z'"
refreshed_from=2026-09-10
refreshed_to=2026-09-12
refreshed_days="date '$refreshed_from', date '$refreshed_to'"

# rows_of QUERY: its few rows, in an order that nothing else decides
rows_of()
{
	echo "SELECT CAST(r AS text) FROM ($1) AS r ORDER BY 1;"
}

clean() { sql 'VACUUM analytics_user_days, analytics_metrics;'; }
work() { sql "$(rows_of "SELECT period, starts_on, tenant_count, value_count FROM analytics_refresh($refreshed_days, $as_of)")"; }
outcome()
{
	sql "$(rows_of 'SELECT tenant_id, metric_date, metric_type, period, value FROM analytics_metrics')" \
		'SELECT count(*), sum(hashtextextended(concat(tenant_id, user_id, day), 0)) FROM analytics_user_days;'
}
measure 'analytics_refresh of two days' 'CPU µs/event' \
	"$(on ours sql "SELECT count(*) FROM analytics_events WHERE occurred_at >= '$refreshed_from Z' AND occurred_at < '$refreshed_to Z'")" '<= 1.05'
clean() { :; }
outcome() { :; }

# report NAME BAR QUERY
report()
{
	local query

	query=$(rows_of "$3")
	work() { sql "$query"; }
	measure "$1" 'CPU ms' 1 "$2"
}

steps="'session_started', 'therapist_profile_view', 'therapist_connect_click'"
report 'analytics_funnel_agg' '<= 1.05' "SELECT f.step, f.actors, f.median_seconds FROM unnest((
	SELECT analytics_funnel_agg(user_id, occurred_at, event_type, ARRAY[$steps], interval '1 day')
	FROM analytics_events WHERE event_type IN ($steps))) AS f"
funnel_rows='breakdown_value, step, name, actors, rate_from_first, rate_from_previous, dropped, median_seconds, p90_seconds, mean_seconds'
report 'analytics_funnel' '<= 1.05' "SELECT $funnel_rows FROM analytics_funnel(
	jsonb '[\"session_started\", \"therapist_profile_view\", \"therapist_connect_click\"]', $month, $as_of)"
report 'analytics_funnel, conditions and breakdown' '<= 1.05' "SELECT $funnel_rows FROM analytics_funnel(
	jsonb '[\"session_started\", {\"event\": \"therapist_profile_view\", \"where\": {\"locale\": \"en\"}}, \"therapist_connect_click\"]',
	$month, exclusions => jsonb '[\"session_ended\"]', breakdown => 'locale', $as_of)"

# Without a bar fewer rounds will do.
BENCH_ROUNDS=$rounds_without_bar
report 'analytics_lifecycle' '' "SELECT time, new_users, returning_users, resurrected_users, dormant_users, is_complete
	FROM analytics_lifecycle($month, $as_of)"
report 'analytics_active_users' '' "SELECT time, active_users, is_complete FROM analytics_active_users($month, $as_of)"
report 'analytics_dau_mau' '' "SELECT time, mean_daily_users, monthly_users, dau_mau, is_complete FROM analytics_dau_mau($month, $as_of)"
report 'analytics_stickiness' '' "SELECT intervals, users, share, is_complete FROM analytics_stickiness($month, $as_of)"
report 'analytics_retention' '' "SELECT time, cohort_size, period, actors, rate, is_complete
	FROM analytics_retention(jsonb '\"signup_completed\"', jsonb '\"chat_turn_sent\"', $month, $as_of)"
report 'analytics_sessions' '' "SELECT time, sessions, mean_duration_seconds, median_duration_seconds, events_per_session, bounce_rate,
	is_complete FROM analytics_sessions($month, $as_of)"
report 'analytics_concurrency' '' "SELECT time, opening, peak, peak_time, mean, is_complete FROM analytics_concurrency($month, $as_of)"
report 'analytics_concurrent_peak' '' "SELECT peak, peak_time, period_start, period_end FROM analytics_concurrent_peak($month)"
report 'analytics_concurrent_peak of users' '' "SELECT peak, peak_time, period_start, period_end FROM analytics_concurrent_peak($month, 'user')"
report 'analytics_aggregated' '' "SELECT metric, time, value, is_complete
	FROM unnest(ARRAY['dau', 'new_registrations', 'revenue', 'sessions_per_user', 'active_minutes']) AS metric,
		LATERAL analytics_aggregated(metric, 'daily', $month, $as_of)"
report 'analytics_verify_rollups of two days' '' "SELECT metric_type, period, metric_date, rolled_up, recounted
	FROM analytics_verify_rollups($refreshed_days, $as_of)"
