# A standby is left alone by maintenance, and takes it over when it is promoted, while clients track events; a store that
# pg_upgrade has carried to another cluster is maintained there.
#
# pg_upgrade runs from the server's major to the same one: no Debian release has two majors.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use Load;
use Store;

my $primary = PostgreSQL::Test::Cluster->new('primary');
$primary->init(allows_streaming => 1);
$primary->append_conf('postgresql.conf', "log_statement = none\nmindwell_analytics.premake = 2\nmindwell_analytics.max_event_age = 0");
$primary->start;
my $store = { node => $primary, database => 'postgres', schema => 'public' };
analytics(
	$store, q[
	CREATE ROLE tenant_app;
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
]);
fill_store($store);

$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;
my $promoted = { %$store, node => $standby };

# What was acknowledged is on both from now on.
$primary->append_conf('postgresql.conf', "synchronous_standby_names = '*'\nsynchronous_commit = remote_apply");
$primary->reload;
my $load = Load->start($store, PostgreSQL::Test::Utils::tempdir(), 2,
	"CASE WHEN :n % 2 = 0 THEN timestamptz '2026-01-01Z' + :n * interval '1 ms' END");
ok($load->wait_for(50), 'clients track events on the primary');

for my $call ('CALL analytics_maintain()', 'SELECT * FROM analytics_purge()', 'SELECT * FROM analytics_drain_default()',
	"SELECT * FROM analytics_create_partitions('2026-01-01', '2026-01-02')")
{
	my ($status, $stdout, $stderr) = $standby->psql('postgres', $call);

	is("$status$stdout", 0, "$call on the standby: nothing");
	like($stderr, qr/NOTICE:  no maintenance on a standby: it follows the primary/, "$call on the standby: it says so");
}

{
	my ($status, $stdout, $stderr) = $standby->psql('postgres', 'SELECT analytics_rate_check() IS NULL');

	is("$status$stdout", '0t', 'no call is counted on the standby, whatever their number');
	like($stderr, qr/WARNING:  no calls are counted on a standby/, 'it says so');
}

my $runs = analytics($store, q[CALL analytics_maintain(); SELECT status FROM analytics_run_log WHERE step = 'run']);
is($runs, 'done', 'the primary runs it');
$primary->wait_for_catchup($standby, 'replay', $primary->lsn('insert'));
my $partitions = 'SELECT * FROM mindwell_internal.partitions() ORDER BY starts_at';
is(analytics($promoted, $partitions), analytics($store, $partitions), 'and the standby follows');

$primary->stop('immediate');
$standby->promote;
$load->connect_to($promoted);
ok($load->wait_for(50), 'clients go on with the promoted standby');
analytics(
	$promoted, q[
	INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2026-02-02 12:00Z');
	CALL analytics_maintain()]);
is(analytics($promoted, q[
	SELECT (SELECT string_agg(status, ' ' ORDER BY started_at) FROM analytics_run_log WHERE step = 'run'),
		(SELECT count(*) FROM analytics_partitions.analytics_events_default),
		(SELECT count(*) FROM analytics_partitions.analytics_events_20260202)]), 'done done|0|1', 'maintenance goes on there');
my $acknowledged = $load->stop;
is($load->audit($promoted), 'lost 0, phantom 0, double 0', "$acknowledged events were acknowledged");

# pg_upgrade; the files stay where they are
my %before = (rows => rows($promoted), structure => structure($promoted));
$standby->stop;
my $upgraded = PostgreSQL::Test::Cluster->new('upgraded');
$upgraded->init;
$upgraded->append_conf('postgresql.conf', 'mindwell_analytics.max_event_age = 0');
my $bin = $upgraded->config_data('--bindir');
chdir $PostgreSQL::Test::Utils::tmp_check or die $!;
command_ok(
	[
		'pg_upgrade', '--no-sync', '--link',
		'--old-datadir', $standby->data_dir, '--new-datadir', $upgraded->data_dir,
		'--old-bindir', $bin, '--new-bindir', $bin,
		'--socketdir', $upgraded->host, '--old-port', $standby->port, '--new-port', $upgraded->port
	],
	'pg_upgrade');
$upgraded->start;
my $after = { %$store, node => $upgraded };
is_deeply(rows($after),      $before{rows},      'upgraded: rows of every table');
is_deeply(structure($after), $before{structure}, 'upgraded: triggers, policies, rights, indexes, constraints, comments');
is(analytics($after, q[
		INSERT INTO analytics_events (event_type, occurred_at) VALUES ('tea_brewed', '2026-03-03 12:00Z');
		CALL analytics_maintain();
		SELECT (SELECT status FROM analytics_run_log WHERE step = 'run' ORDER BY started_at DESC LIMIT 1),
			(SELECT count(*) FROM analytics_partitions.analytics_events_default),
			(SELECT count(*) FROM analytics_partitions.analytics_events_20260303)]), 'done|0|1', 'upgraded: maintenance goes on');
like(analytics($after, 'SELECT analytics_install()'), qr/is complete$/, 'upgraded: the store is complete');

done_testing();
