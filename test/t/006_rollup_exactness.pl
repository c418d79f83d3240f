# Rollups equal a recount, whatever commits when: writers that sleep before they commit, roll back to savepoints, change,
# move, delete and erase events, beside two sessions that refresh all the time and one that maintains.
#
# The same load is shown to a job that goes by a timestamp, what was created after what it saw last: it must lose events,
# else the load does not show what it is meant to.
#
# EXACTNESS_SECONDS asks for another duration.
#
# One major is enough for make check.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $seconds = $ENV{EXACTNESS_SECONDS} // 20;
my $writers = 8;
my $rate    = 200;       # transactions a second, so that some buckets are left alone after they changed
my $tenants = 3;
my $days    = 16;        # until 2026-02-10: there is a month's end among them

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "mindwell_analytics.max_event_age = 0\nmax_connections = 40\nfsync = off");
$node->start;

$node->safe_psql(
	'postgres', q[
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
	SELECT analytics_enable_tenants();
	SELECT analytics_define_metric('logins', 'SELECT count(*) FROM public.analytics_events
		WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND event_type = ''login''', periods => '{daily,weekly}');

	CREATE FUNCTION tenant(n int) RETURNS uuid LANGUAGE sql AS $$ SELECT analytics_uuid('tenant ' || n) $$;
	CREATE FUNCTION person(n int) RETURNS uuid LANGUAGE sql AS $$ SELECT analytics_uuid('user ' || n) $$;
	CREATE FUNCTION track(tenant int, person int, day int, kind int) RETURNS void LANGUAGE sql AS $$
		INSERT INTO analytics_events (tenant_id, user_id, event_type, occurred_at, properties)
		VALUES (tenant(tenant), person(person),
				(ARRAY['login', 'signup_completed', 'payment_completed', 'in_app_purchase_completed', 'generation_failed'])[kind],
				'2026-01-25Z'::timestamptz + day * interval '1 day' + person * interval '1 minute',
				jsonb_build_object('amount', person / 100.0))
	$$;
	-- Events of one of a tenant's days, some of them, for others to change; and nobody waits for anybody.
	CREATE FUNCTION chosen(of_tenant int, day int, at_most int) RETURNS TABLE (id uuid, occurred_at timestamptz) LANGUAGE sql AS $$
		SELECT e.id, e.occurred_at FROM analytics_events e
		WHERE e.tenant_id = tenant(of_tenant) AND e.occurred_at >= '2026-01-25Z'::timestamptz + day * interval '1 day'
		  AND e.occurred_at < '2026-01-26Z'::timestamptz + day * interval '1 day' AND e.event_type <> 'probe'
		ORDER BY e.id LIMIT at_most FOR UPDATE SKIP LOCKED
	$$;
	-- as analytics_forget_user() does
	CREATE FUNCTION erase(of_tenant int, person int) RETURNS void LANGUAGE plpgsql AS $$
	DECLARE
		erased date[];
	BEGIN
		WITH gone AS (DELETE FROM analytics_events e WHERE e.tenant_id = tenant(of_tenant) AND e.user_id = person(person)
					  RETURNING e.occurred_at)
		SELECT array_agg(DISTINCT CAST(g.occurred_at AT TIME ZONE 'UTC' AS date)) INTO erased FROM gone g;
		IF erased IS NOT NULL THEN
			PERFORM mindwell_internal.refresh_days(tenant(of_tenant), erased);
		END IF;
	END $$;

	CREATE TABLE naive (last_seen timestamptz, counted bigint);
	INSERT INTO naive VALUES ('-infinity', 0);
	CREATE FUNCTION naive() RETURNS void LANGUAGE sql AS $$
		UPDATE naive SET counted = counted + seen.events, last_seen = coalesce(seen.latest, last_seen)
		FROM (SELECT count(*) AS events, max(e.created_at) AS latest FROM analytics_events e, naive n
			  WHERE e.event_type = 'probe' AND e.created_at > n.last_seen) AS seen
	$$;
	SELECT FROM analytics_create_partitions('2026-01-25', '2026-02-10')]);

# pgbench gives every number of a script a value of its own, and repeats what failed for a deadlock or a serialization.
sub script
{
	my ($name, $sql) = @_;
	my $file = $node->basedir . "/$name.sql";
	append_to_file($file, join("\n", map { "\\set $_->[0] random($_->[1], $_->[2])" }
		  (['tenant', 1, $tenants], ['day', 0, $days - 1], ['day2', 0, $days - 1], ['user', 1, 60], ['user2', 1, 60],
			['kind', 1, 5], ['chance', 1, 100], ['rest', 1, 400])) . "\n$sql");
	return $file;
}

my $rest = "\\if :chance <= 10\n\\sleep :rest ms\n\\endif\n";
my @writers = (
	script('track', "BEGIN;\nSELECT track(:tenant, :user, :day, :kind);\n"
		. "INSERT INTO analytics_events (event_type, tenant_id, occurred_at) VALUES ('probe', tenant(:tenant), '2026-01-25Z');\n"
		. "SAVEPOINT a;\nSELECT track(:tenant, :user2, :day2, :kind);\nROLLBACK TO a;\n"
		. "SELECT track(:tenant, :user2, :day2, 1);\n${rest}COMMIT;\n") . '@6',
	script('change', "BEGIN;\nSAVEPOINT a;\n"
		. "UPDATE analytics_events e SET occurred_at = e.occurred_at + (:day2 - :day) * interval '1 day', event_type = 'login'\n"
		. "FROM chosen(:tenant, :day, 2) s WHERE e.id = s.id AND e.occurred_at = s.occurred_at;\n"
		. "RELEASE a;\n${rest}COMMIT;\n") . '@3',
	script('delete', "BEGIN;\n"
		. "DELETE FROM analytics_events e USING chosen(:tenant, :day, 3) s WHERE e.id = s.id AND e.occurred_at = s.occurred_at;\n"
		. "${rest}COMMIT;\n") . '@2');

sub start_load
{
	my ($clients, $rate, @files) = @_;
	my ($out, $err) = ('', '');
	my @command = ('pgbench', '-n', '-c', $clients, '-j', 1, '-T', $seconds, '-R', $rate, '--max-tries=50',
		'-h', $node->host, '-p', $node->port, map({ ('-f', $_) } @files), 'postgres');

	return { run => IPC::Run::start(\@command, '>', \$out, '2>', \$err), out => \$out, err => \$err };
}

my @loads = (
	start_load($writers, $rate, @writers),
	start_load(1, 2, script('erase', "BEGIN;\nSELECT erase(:tenant, :user);\n${rest}COMMIT;\n")),
	start_load(2, 10, script('refresh', "SELECT count(*) FROM analytics_refresh();\n")),
	start_load(1, 10, script('naive', "SELECT naive();\n")),
	start_load(1, 2, script('maintain', "SET client_min_messages = error;\nCALL analytics_maintain('{refresh}');\n")));
foreach my $load (@loads)
{
	ok($load->{run}->finish, 'a load without errors') or diag(${ $load->{err} });
	like(${ $load->{out} }, qr/number of failed transactions: 0 /, 'and no transaction given up') or diag(${ $load->{out} });
}
is($node->safe_psql('postgres', "SELECT string_agg(DISTINCT step || ': ' || error, '; ') FROM analytics_run_log WHERE status = 'failed'"),
	'', 'maintenance did everything');
my ($written) = ${ $loads[0]{out} } =~ /transactions actually processed: (\d+)/;

sub differences
{
	return $node->safe_psql('postgres', "SELECT count(*) FROM analytics_verify_rollups('2025-12-01', '2026-05-01')");
}

is(differences(), 0, 'what is rolled up equals a recount, before the last refresh too');
$node->safe_psql('postgres', 'SELECT count(*) FROM analytics_refresh()');
is($node->safe_psql('postgres', 'SELECT (SELECT count(*) FROM analytics_dirty_buckets)
	+ (SELECT count(*) FROM analytics_stale_buckets)'), 0, 'nothing is stale');
is(differences(), 0, 'and all of it equals a recount');

# as a client would count
is($node->safe_psql('postgres', q[
	SELECT count(*) FROM (
		SELECT e.tenant_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS date) AS day, count(DISTINCT e.user_id) FILTER (WHERE t.is_action) AS users
		FROM analytics_events e JOIN analytics_event_types t ON t.event_type = e.event_type AND t.tenant_id = '00000000-0000-0000-0000-000000000000'
		GROUP BY 1, 2) AS e
	FULL JOIN (SELECT m.tenant_id, m.metric_date AS day, m.value AS users FROM analytics_metrics m WHERE m.metric_type = 'dau') AS m
		USING (tenant_id, day)
	WHERE coalesce(e.users, 0) <> coalesce(m.users, 0)]), 0, 'daily users as SQL counts them');
is($node->safe_psql('postgres', q[
	SELECT count(*) FROM (
		SELECT e.tenant_id, CAST(date_trunc('month', e.occurred_at AT TIME ZONE 'UTC') AS date) AS month, count(DISTINCT e.user_id) FILTER (WHERE t.is_action) AS users
		FROM analytics_events e JOIN analytics_event_types t ON t.event_type = e.event_type AND t.tenant_id = '00000000-0000-0000-0000-000000000000'
		GROUP BY 1, 2) AS e
	FULL JOIN (SELECT m.tenant_id, m.metric_date AS month, m.value AS users FROM analytics_metrics m
			   WHERE m.metric_type = 'mau' AND m.value > 0) AS m USING (tenant_id, month)
	WHERE coalesce(e.users, 0) <> coalesce(m.users, 0)]), 0, 'monthly users as SQL counts them');

$node->safe_psql('postgres', 'SELECT naive()');
my ($counted, $there) = split /\|/, $node->safe_psql('postgres',
	"SELECT counted, (SELECT count(*) FROM analytics_events WHERE event_type = 'probe') FROM naive");
cmp_ok($counted, '<', $there, 'a job that goes by a timestamp loses events');
note(map { /transactions actually processed: (\d+)/ ? "$1 " : '' } map { ${ $_->{out} } } @loads);
note("$written transactions; by timestamp $counted of $there events");

$node->stop;
done_testing();
