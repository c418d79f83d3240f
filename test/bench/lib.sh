# lib.sh: how the benchmarks measure and report, for sourcing by them; $bench_dir is their directory.
#
# A benchmark compares two ways to do the same work, in one run and on one server: the baseline and ours.  They take
# turns, each round's second one first in the next, so that what else the machine does hits both alike; a first round,
# which finds cold caches and files that must grow, does not count.  The ratio is the median of the rounds' ratios (a
# round's two numbers are neighbours in time), and the bar is a bar for that ratio.  A bar that is missed, and a result
# that differs from the baseline's, make the whole run fail.

set -euo pipefail

: "${BENCH_ROUNDS:=5}"			# rounds of each comparison
: "${BENCH_RESULTS:=/dev/null}"	# where the rows of the closing table go

note()
{
	echo "    $*"
}

# The statements on standard input, or given, in the benchmark's database: rows without decoration.
sql()
{
	if [ $# -gt 0 ]; then
		printf '%s\n' "$@" | sql
	else
		psql -XqAt -v ON_ERROR_STOP=1 -f -
	fi
}

# fresh_database NAME: becomes the benchmark's database, with an empty store.
fresh_database()
{
	export PGDATABASE=postgres
	sql "DROP DATABASE IF EXISTS $1;" "CREATE DATABASE $1;" 2>&1 | { grep -v 'does not exist, skipping' || true; }
	export PGDATABASE=$1
	sql 'CREATE EXTENSION mindwell_analytics;' 'SELECT analytics_install();' 'CREATE SCHEMA bench;' >/dev/null
}

# Seconds that the server and psql take for the last of the given statements; the others prepare it.
seconds_of()
{
	local last=${*: -1}

	{
		printf '%s\n' "${@:1:$#-1}"
		printf '\\timing on\n%s\n' "$last"
	} | sql | awk '/^Time: / { seconds = $2 / 1000 } END { print seconds }'
}

# What pgbench measures with the given options: transactions a second.
transactions_per_second()
{
	local output

	if ! output=$(pgbench --no-vacuum --protocol=prepared "$@" 2>&1) ||
		! grep -q 'failed transactions: 0 ' <<<"$output"; then
		printf '%s\n' "$output" >&2
		return 1
	fi
	awk '/^tps = / { print $3 }' <<<"$output"
}

median()
{
	sort -g | awk '{ value[NR] = $1 } END { print NR % 2 ? value[(NR + 1) / 2] : (value[NR / 2] + value[NR / 2 + 1]) / 2 }'
}

# Two of the numbers between which their median lies with a confidence of 95 %: of how many numbers it is above follows the
# binomial distribution, whatever theirs is.  Nothing for fewer than 6 numbers, which cannot tell.
median_interval()
{
	sort -g | awk '
		{ value[NR] = $1 }
		END {
			# outside: the probability that the median lies below value[low]
			probability = 0.5 ^ NR
			for (low = 0; (outside + probability) * 2 <= 0.05; low++) {
				outside += probability
				probability *= (NR - low) / (low + 1)
			}
			if (low > 0)
				printf("%.3f-%.3f\n", value[low], value[NR + 1 - low])
		}'
}

# judge NAME UNIT BASELINE OURS RATIO BAR [INTERVAL]: one row of the table; BAR is ">= 0.75", "<= 1.1", or empty for no bar.
judge()
{
	awk -v OFS='\t' -v name="$1" -v unit="$2" -v baseline="$3" -v ours="$4" -v ratio="$5" -v bar="$6" -v interval="${7:-}" '
		function shown(number) { return sprintf(number >= 100 ? "%.0f" : number >= 1 ? "%.2f" : "%.4f", number) }
		BEGIN {
			split(bar, want, " ")
			held = bar == "" || (want[1] == ">=" ? ratio >= want[2] : ratio <= want[2])
			print name, unit, shown(baseline), shown(ours), sprintf("%.3f", ratio), interval, bar,
				  bar == "" ? "-" : held ? "pass" : "FAIL"
		}' | tee -a "$BENCH_RESULTS" |
		awk -F '\t' '{ printf "    %s: %s against %s %s, ratio %s%s (bar %s): %s\n", $1, $4, $3, $2, $5,
						$6 == "" ? "" : ", 95 %: " $6, $7 == "" ? "none" : $7, $8 }'
}

# Of rounds on standard input, the baseline's and our number a line: their ratios
ratios_of_rounds()
{
	awk 'NF { print $2 / $1 }'
}

# judge_rounds NAME UNIT BAR: of rounds on standard input, the baseline's and our number a line
judge_rounds()
{
	local rounds ratios

	rounds=$(cat)
	ratios=$(ratios_of_rounds <<<"$rounds")
	judge "$1" "$2" "$(awk 'NF { print $1 }' <<<"$rounds" | median)" "$(awk 'NF { print $2 }' <<<"$rounds" | median)" \
		"$(median <<<"$ratios")" "$3" "$(median_interval <<<"$ratios")"
}

# compare NAME UNIT BAR BASELINE OURS: BASELINE and OURS are functions that print one number each; a function
# "after_round", where there is one, is called after each round.
compare()
{
	local name=$1 unit=$2 bar=$3 baseline=$4 ours=$5 round baseline_number our_number rounds=

	for ((round = 0; round <= BENCH_ROUNDS; round++)); do
		if ((round % 2 == 0)); then
			baseline_number=$($baseline)
			our_number=$($ours)
		else
			our_number=$($ours)
			baseline_number=$($baseline)
		fi
		if ((round > 0)); then
			note "$name, round $round: $baseline_number, $our_number $unit"
			rounds+="$baseline_number $our_number"$'\n'
		fi
		if declare -F after_round >/dev/null; then
			after_round
		fi
	done
	judge_rounds "$name" "$unit" "$bar" <<<"$rounds"
}

# require_equal WHAT BASELINE OURS: ends the benchmark unless the two are the same.
require_equal()
{
	if [ "$2" != "$3" ]; then
		echo "$1: the baseline has $2, ours $3" >&2
		exit 1
	fi
}

# compare_queries NAME BAR BASELINE OURS [STATEMENT]...: two queries, in seconds, each in a session that begins with the
# statements (settings).  Where both give the same answer, require_equal says so first.
compare_queries()
{
	local name=$1 bar=$2 baseline_query=$3 our_query=$4
	shift 4
	local settings=("$@")

	baseline_seconds() { seconds_of ${settings[@]+"${settings[@]}"} "$baseline_query"; }
	our_seconds() { seconds_of ${settings[@]+"${settings[@]}"} "$our_query"; }
	compare "$name" seconds "$bar" baseline_seconds our_seconds
}

# events_table EVENTS: makes bench.events_EVENTS, unless it is there: events of 30 days in the order of their sessions,
# a user for 50 and a session for 8 1/3 events (10 million: 200,000 users, 1.2 million sessions).
events_table()
{
	local events=$1 table=bench.events_$1 start=$SECONDS

	[ "$(sql "SELECT to_regclass('$table') IS NULL")" = t ] || return 0
	psql -Xq -v events="$events" -v users=$((events / 50)) -v sessions=$((events * 12 / 100)) -v days=30 \
		-v until="${BENCH_UNTIL:-2026-10-01 00:00Z}" -v target="$table" -f "$bench_dir/generate.sql"
	sql "VACUUM (ANALYZE, FREEZE) $table;"
	note "$events events generated in $((SECONDS - start)) s"
}
