#!/bin/bash
# mrr.sh: analytics_mrr over 24 months of 1 million subscriptions with 10 events each, against count(*) of the ledger.
#
# BENCH_SUBSCRIPTIONS asks for another number.  Bar: at most 3 times count(*) of the rows that the report reads, found by
# the conditions by which it finds them.  A bare count(*) reads no column of any row, and is beside it without a bar.
# What the values are is computed a second time, by SQL, for a tenth of the subscriptions.
bench_dir=$(cd "$(dirname "$0")" && pwd)
. "$bench_dir/lib.sh"

: "${BENCH_SUBSCRIPTIONS:=1000000}"

settings=("SET max_parallel_workers_per_gather = 0;" "SET jit = off;")
period="'2024-09-01Z', '2026-09-01Z'"
mrr="SELECT currency_code, \"time\", round(CAST(closing_mrr * 100 AS numeric)) AS closing, closing_accounts AS accounts,
	round(CAST((new_mrr + reactivation_mrr) * 100 AS numeric)) AS won, round(CAST(expansion_mrr * 100 AS numeric)) AS more,
	round(CAST(contraction_mrr * 100 AS numeric)) AS less, round(CAST(churn_mrr * 100 AS numeric)) AS lost
	FROM analytics_mrr($period, as_of => '2026-09-01Z')"

# ledger_of SUBSCRIPTIONS: the ledger, of so many.  Each month's rows are in the order of their time, which is another one
# of subscriptions every month.  The report reads the whole table, which without its indexes is there in a third of the time.
ledger_of()
{
	local start=$SECONDS

	fresh_database "bench_mrr_$1"
	psql -Xq -v ON_ERROR_STOP=1 -v subscriptions="$1" <<'SQL'
ALTER TABLE analytics_ledger DROP CONSTRAINT analytics_ledger_pkey;
DROP INDEX analytics_ledger_day_idx, analytics_ledger_user_idx;
INSERT INTO analytics_ledger (tenant_id, event_id, occurred_at, user_id, day, event_type, properties)
SELECT '00000000-0000-0000-0000-000000000000', CAST(md5(e.s || '/' || e.k) AS uuid), e.at,
	   CAST(md5('user ' || e.s - CAST(e.s % 10 = 3 AS int)) AS uuid), CAST(e.at AT TIME ZONE 'UTC' AS date), e.event_type,
	   jsonb_build_object('provider', CASE WHEN e.s % 2 = 0 THEN 'stripe' ELSE 'revenuecat' END,
						  'subscription_id', 'sub_' || substr(md5('subscription ' || e.s), 1, 20),
						  'plan', 'plan ' || (e.s + e.k / 3) % 6, 'amount', 9.99 + (e.s + e.k / 3) % 40,
						  'currency', CASE WHEN e.s % 5 = 0 THEN 'USD' ELSE 'EUR' END,
						  'billing_interval', 'month', 'interval_count', 1)
FROM generate_series(0, 23) AS m (month)
CROSS JOIN generate_series(0, :subscriptions - 1) AS n (place)
CROSS JOIN LATERAL (
	SELECT o.s, m.month - o.s % 14 AS k,
		   timestamptz '2024-09-01Z' + (m.month + CAST(n.place AS double precision) / :subscriptions) * interval '30 days' AS at,
		   CASE WHEN m.month = o.s % 14 THEN 'subscription_created'
				ELSE (ARRAY['subscription_upgraded', 'subscription_downgraded', 'payment_failed', 'subscription_cancelled'])
					 [1 + (o.s * 31 + m.month * 17) % 20] END AS special
	FROM (SELECT (n.place * (7919 + CAST(10 * m.month AS bigint)) + m.month) % :subscriptions AS s) AS o) AS p
CROSS JOIN LATERAL (SELECT p.s, p.k, p.at, COALESCE(p.special, 'subscription_renewed') AS event_type) AS e
WHERE e.k BETWEEN 0 AND 9;
VACUUM (ANALYZE, FREEZE) analytics_ledger;
SQL
	note "$(sql 'SELECT count(*) FROM analytics_ledger;') rows, $(sql "SELECT pg_size_pretty(pg_relation_size('analytics_ledger'));") in $((SECONDS - start)) s"
}

# The same by what each account pays at each border.
plain_mrr()
{
	cat <<SQL
WITH priced AS (
	SELECT l.user_id, l.properties ->> 'currency' AS currency, l.occurred_at AS at,
		   lead(l.occurred_at, 1, 'infinity') OVER (PARTITION BY l.properties ->> 'subscription_id' ORDER BY l.occurred_at) AS until,
		   CASE WHEN l.event_type = 'subscription_cancelled' THEN 0 ELSE 100 * CAST(l.properties ->> 'amount' AS numeric) END AS cents
	FROM analytics_ledger AS l WHERE l.event_type <> 'payment_failed'),
borders AS (SELECT timestamptz '2024-09-01Z' + n * interval '1 month' AS border, n FROM generate_series(0, 24) AS n),
paid AS (
	SELECT p.user_id, p.currency, b.n, sum(p.cents) AS cents
	FROM priced AS p JOIN borders AS b ON p.at < b.border AND b.border <= p.until
	GROUP BY 1, 2, 3),
moved AS (
	SELECT p.currency, p.n, p.cents AS closing, COALESCE(o.cents, 0) AS opening
	FROM paid AS p LEFT JOIN paid AS o ON o.user_id = p.user_id AND o.currency = p.currency AND o.n = p.n - 1)
SELECT m.currency, b.border - interval '1 month', round(sum(m.closing)), count(*) FILTER (WHERE m.closing > 0),
	   round(COALESCE(sum(m.closing) FILTER (WHERE m.opening = 0), 0)),
	   round(COALESCE(sum(m.closing - m.opening) FILTER (WHERE m.opening > 0 AND m.closing > m.opening), 0)),
	   round(COALESCE(sum(m.opening - m.closing) FILTER (WHERE m.closing > 0 AND m.closing < m.opening), 0)),
	   round(COALESCE(sum(m.opening) FILTER (WHERE m.closing = 0), 0))
FROM moved AS m JOIN borders AS b USING (n)
WHERE b.n > 0
GROUP BY 1, 2
SQL
}

# The peak RSS in kB of a backend that runs the query.
peak_of()
{
	sql "${settings[@]}" "SELECT count(*) FROM ($1) AS result;" \
		"SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+)');" | tail -n 1
}

utc="SET timezone = 'UTC';"
ledger_of $((BENCH_SUBSCRIPTIONS / 10))
require_equal 'MRR by month' "$(sql "$utc" "SET work_mem = '256MB';" "$(plain_mrr) ORDER BY 1, 2;")" "$(sql "$utc" "$mrr ORDER BY 1, 2;")"
fewer_seconds=$(seconds_of "${settings[@]}" "$mrr;")

ledger_of "$BENCH_SUBSCRIPTIONS"
rows=$(sql "SELECT mindwell_internal.state_query(mindwell_internal.tenants_of_revenue(), mindwell_internal.subscription_event_types(), '-infinity', '2026-09-01Z');")
compare_queries 'analytics_mrr, 24 months / count(*) of the rows read' '<= 3' "SELECT count(*) FROM ($rows) AS e;" "$mrr;" "${settings[@]}"
compare_queries 'analytics_mrr, 24 months / bare count(*)' '' 'SELECT count(*) FROM analytics_ledger;' "$mrr;" "${settings[@]}"
note "a tenth of the subscriptions: $fewer_seconds s"

reading=$(peak_of "$rows")
peak=$(peak_of "$mrr")
judge 'peak RSS: analytics_mrr / reading the rows' kB "$reading" "$peak" "$(awk "BEGIN { print $peak / $reading }")" ''
note "of its own: $(((peak - reading) / 1024)) MB; mindwell_analytics.aggregate_memory is $(sql "SELECT mindwell_internal.setting('aggregate_memory');")"
