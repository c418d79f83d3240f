# How long maintenance lets those wait who track events, and that nothing of theirs is lost or double: while the default
# partition is drained into which they write, and while a purge waits for a reader.
#
# STRAYS=1000000 prove test/t/022_maintenance_stalls.pl drains a million (make bench does).
#
# One major is enough for make check.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use List::Util qw(max);
use POSIX ();
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep time);

use Store;

my $strays = $ENV{STRAYS} || 50_000;
my $clients = 2;
my $lock_timeout_ms = 400;
my $reader_s        = 3;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "log_statement = none\nmax_wal_size = '4GB'\nmindwell_analytics.premake = 1\nmindwell_analytics.max_event_age = 0");
$node->start;
my $store = { node => $node, database => 'postgres', schema => 'public' };
analytics($store, 'CREATE EXTENSION mindwell_analytics; SELECT analytics_install()');
my $directory = PostgreSQL::Test::Utils::tempdir();

# Clients that track numbered events, each in a transaction of its own, until stop_clients().
sub start_clients
{
	my ($name, $occurred_at) = @_;
	my $script = "$directory/$name.sql";

	open my $file, '>', $script or die $!;
	print $file "\\set n :n + 1\n"
	  . "SELECT analytics_track('$name', properties => jsonb_build_object('client', :client_id, 'n', :n), occurred_at => $occurred_at);\n";
	close $file;
	unlink glob "$directory/$name.log.*";
	my $pid = fork // die $!;
	if ($pid == 0)
	{
		open STDOUT, '>', "$directory/$name.out";
		open STDERR, '>&', \*STDOUT;
		$ENV{PGAPPNAME} = 'pgbench';
		exec('pgbench', '--no-vacuum', '--define=n=0', "--client=$clients", "--jobs=$clients", '--time=3600', '--log', "--log-prefix=$directory/$name.log",
			"--file=$script", $node->connstr('postgres')) or POSIX::_exit(1);
	}
	sleep 1;
	return $pid;
}

# Returns the latencies, in ms, of what was acknowledged.  Its sessions are terminated: pgbench ends with its log complete.
sub stop_clients
{
	my ($name, $pid) = @_;
	my @latencies;

	analytics($store, q[SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pgbench']);
	waitpid $pid, 0;
	for my $log (glob "$directory/$name.log.*")
	{
		open my $file, '<', $log or die $!;
		push @latencies, map { (split)[2] / 1000 } <$file>;
		close $file;
	}
	return @latencies;
}

# Each client's events are there from its first to its last, once; and as many as were acknowledged, or one more of each.
sub complete
{
	my ($name, $acknowledged) = @_;

	is( analytics(
			$store, qq[
			SELECT count(*) BETWEEN $acknowledged AND $acknowledged + $clients, count(*) = count(DISTINCT (client, n)), bool_and(last = numbers)
			FROM (SELECT properties ->> 'client' AS client, properties ->> 'n' AS n,
					max((properties ->> 'n')::integer) OVER same AS last, count(*) OVER same AS numbers
				FROM analytics_events WHERE event_type = '$name' WINDOW same AS (PARTITION BY properties ->> 'client')) AS e]),
		't|t|t', "$name: $acknowledged events were acknowledged, none is lost or double");
	return;
}

# The default partition is drained, while clients write into the same day.
my $day = analytics($store, q[SELECT (now() AT TIME ZONE 'UTC')::date - 3]);
analytics(
	$store, qq[
	INSERT INTO analytics_events (event_type, user_id, properties, occurred_at)
	SELECT 'stray', analytics_uuid('user ' || i % 1000), jsonb_build_object('n', i), timestamptz '$day 00:00Z' + i * interval '50 ms'
	FROM generate_series(1, $strays) AS i]);
my $pid = start_clients('drained', "timestamptz '$day 12:00Z' + :n * interval '1 ms'");
my $start = time;
like(analytics($store, 'SELECT action, status, event_count >= ' . $strays . ' FROM analytics_drain_default()'),
	qr/^drain\|done\|t$/m, "$strays strays are drained");
my $seconds = time - $start;
sleep 0.5;
my @latencies = stop_clients('drained', $pid);
complete('drained', scalar @latencies);
is(analytics($store, q[
	SELECT (SELECT count(*) FROM analytics_partitions.analytics_events_default), (SELECT count(DISTINCT properties) FROM analytics_events WHERE event_type = 'stray'),
		(SELECT count(*) FROM analytics_events WHERE event_type = 'stray')]), "0|$strays|$strays", 'the strays are where they belong, once');
note(sprintf 'draining %d events took %.1f s; worst wait of an insert into the same day: %.0f ms', $strays, $seconds, max @latencies);

# A purge that cannot have its lock because of a reader.
analytics(
	$store, qq[
	SELECT analytics_create_partitions('2026-01-01Z', '2026-01-02Z');
	INSERT INTO analytics_events (event_type, occurred_at)
	SELECT 'login', timestamptz '2026-01-01Z' + i * interval '1 s' FROM generate_series(1, 1000) AS i;
	ALTER SYSTEM SET mindwell_analytics.lock_timeout = $lock_timeout_ms;
	SELECT pg_reload_conf();
	UPDATE analytics_retention_policies SET keep = '30 days' WHERE retention_class = 'security']);
$pid = start_clients('beside_purge', 'NULL');
# It reads on for so long after the purge has met it.
my $reader = background(
	$store, qq[
	DO \$\$ BEGIN
		LOCK TABLE analytics_events IN ACCESS SHARE MODE;
		WHILE NOT EXISTS (SELECT FROM pg_locks WHERE relation = 'analytics_events'::regclass AND mode = 'AccessExclusiveLock') LOOP
			PERFORM pg_sleep(0.01);
		END LOOP;
		PERFORM pg_sleep($reader_s);
	END \$\$]);
until_it_is($store, 't', q[SELECT count(*) > 0 FROM pg_locks WHERE relation = 'analytics_events'::regclass AND mode = 'AccessShareLock']);
$start = time;
analytics($store, q[CALL analytics_maintain('{purge}')]);
$seconds = time - $start;
waitpid $reader, 0;
@latencies = stop_clients('beside_purge', $pid);
complete('beside_purge', scalar @latencies);
is(analytics($store, q[SELECT to_regclass('analytics_partitions.analytics_events_20260101') IS NULL,
	(SELECT string_agg(DISTINCT status, ' ') FROM analytics_run_log)]), 't|done', 'the purge drops its partition in the end');
cmp_ok($seconds, '>', $reader_s, sprintf 'having waited for the reader, %.1f s', $seconds);
my $worst = max @latencies;
cmp_ok($worst, '<=', 2 * $lock_timeout_ms, sprintf 'worst wait of an insert beside it: %.0f ms, with a lock_timeout of %d ms', $worst, $lock_timeout_ms);
cmp_ok($worst, '>=', $lock_timeout_ms / 2, 'and there was one');

done_testing();
