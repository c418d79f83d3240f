# report.sh: how the test scripts report, for sourcing by them.
#
# A test begins with heading and ends with one of passed, failed, skipped.  The lines that these print are the record:
# tally reads them back, so that a script's output can be kept in a file and counted later.

report_failures=0

heading()
{
	report_name=$1
	report_start=$SECONDS
	echo "=== $report_name"
}

report()
{
	echo "--- $1 in $((SECONDS - report_start)) s: $report_name${2:+ ($2)}"
}

passed()
{
	report passed "${1:-}"
}

skipped()
{
	report skipped "${1:-}"
}

failed()
{
	report_failures=$((report_failures + 1))
	report FAILED "${1:-}"
}

# Ends the script: failure if any test failed.
finish()
{
	exit $((report_failures > 0))
}

# Prints the counts of the reports in the given files, as the closing line of a run.
tally()
{
	awk '
		/^--- passed in / { passed++ }
		/^--- FAILED in / { failed++; print "    " substr($0, 5) }
		/^--- skipped in / { skipped++ }
		END {
			printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
			exit failed > 0 || passed == 0
		}' "$@"
}
