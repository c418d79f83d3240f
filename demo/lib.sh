# lib.sh: how the demo talks, for sourcing by it; $demo_dir is its directory.

set -euo pipefail

export PGDATABASE=demo PGAPPNAME=mindwell_demo

if [ -t 1 ]; then
	bold=$(printf '\033[1m') plain=$(printf '\033[0m')
else
	bold='' plain=''
fi

demo_started=$EPOCHREALTIME

# seconds_since START, of $EPOCHREALTIME
seconds_since()
{
	awk -v start="$1" -v now="$EPOCHREALTIME" 'BEGIN { printf "%.1f", now - start }'
}

step_number=0
step()
{
	step_number=$((step_number + 1))
	printf '\n%s%d. %s%s\n' "$bold" $step_number "$*" "$plain"
}

say()
{
	printf '   %s\n' "$*"
}

# rate COUNT WHAT START: "1,000 events in 0.1 s, 10,000 events/s"
rate()
{
	awk -v count="$1" -v what="$2" -v start="$3" -v now="$EPOCHREALTIME" '
		function grouped(number,    text) {
			text = sprintf("%.0f", number)
			while (match(text, /^[0-9]+[0-9][0-9][0-9](,|$)/)) {
				end = match(text, /,/) ? RSTART - 1 : length(text)
				text = substr(text, 1, end - 3) "," substr(text, end - 2)
			}
			return text
		}
		BEGIN { printf "%s %s in %.1f s, %s %s/s\n", grouped(count), what, now - start, grouped(count / (now - start)), what }'
}

# Statements whose results the demo itself needs: rows without decoration.
sql()
{
	psql -XqAt -v ON_ERROR_STOP=1 "${@/#/-c}"
}

# show STATEMENT...: one session, as a user at psql would see it, errors included.  A statement is one line.
show()
{
	printf '%s;\n' "$@" | psql -Xqa -P pager=off 2>&1 |
		awk 'FNR == NR { shown[$0]; next }
			 { $0 = "   " ($0 in shown ? "demo=# " : "") $0; sub(/[[:blank:]]+$/, ""); print }' <(printf '%s;\n' "$@") -
}

# The demo is a test of itself: what it says must be so.
expect()
{
	if [ "$2" != "$3" ]; then
		printf '\nThe demo failed: %s: expected %s, found %s\n' "$1" "$2" "$3" >&2
		exit 1
	fi
}

# Everything up to the first event.
install()
{
	step 'A store in a new database'
	psql -XqAt -d postgres -c 'CREATE DATABASE demo'
	say "$(sql 'SELECT version()' | cut -d, -f1), built and started; how to connect stands at the end."
	show 'CREATE EXTENSION mindwell_analytics' 'SELECT analytics_install()'
}

# funnel WITHIN STEPS: draws how many users got how far; STEPS is an array of event types, as text.
funnel()
{
	psql -XqAt -v ON_ERROR_STOP=1 -v within="$1" -v steps="$2" -v bar="${DEMO_BAR:-#}" -f "$demo_dir/funnel.sql"
}

# How to connect, and with KEEP=1 the time to do so.
finish()
{
	printf '\n%sThat took %s seconds from the first statement.%s\n' "$bold" "$(seconds_since "$demo_started")" "$plain"
	if [ -z "${KEEP:-}" ]; then
		say 'The server is gone in a moment.  To look around in it: make demo KEEP=1'
		return
	fi
	say 'Connect from another terminal (or any SQL client):'
	printf '\n   PGPASSWORD=%s psql -h 127.0.0.1 -p %s -U %s demo\n\n' "$PGPASSWORD" "$PGPORT" "$PGUSER"
	say 'The server runs until you press Ctrl-C here.'
	trap 'echo; exit 0' INT TERM
	while :; do
		sleep 3600 &
		wait $! || true
	done
}
