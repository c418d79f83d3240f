# Maintenance is struck by lightning: a backend is killed inside each of its steps, with all the work of the step done
# and nothing of it committed, and the postmaster at any moment, while clients track events.  What was acknowledged is
# there, once, and nothing else; no table is left that is no partition; and the next run does what was due.
#
# One major is enough for make check.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(sleep);

use Load;
use Store;

my $postmaster_kills = 3;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf(
	'postgresql.conf', q[
	fsync = on
	synchronous_commit = on
	log_statement = none
	full_page_writes = on
	restart_after_crash = on
	recovery_init_sync_method = syncfs
	mindwell_analytics.premake = 2]);
$node->start;
my $store = { node => $node, database => 'postgres', schema => 'public' };

analytics(
	$store, qq[
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
	INSERT INTO analytics_retention_policies (retention_class, keep) VALUES ('short', '90 days');
	SELECT analytics_register_event_type('short_lived', retention_class => 'short');
	CREATE TABLE today AS SELECT CAST(now() AT TIME ZONE 'UTC' AS date) AS day;
	CREATE FUNCTION pause() RETURNS trigger LANGUAGE plpgsql
	AS \$\$ BEGIN PERFORM set_config('application_name', 'paused', false), pg_sleep(600); RETURN NEW; END \$\$;
]);
my ($steps) = analytics($store, q[
	SELECT pg_get_function_arguments('analytics_maintain(text[], timestamptz)'::regprocedure)]) =~ /'\{([a-z_,]+)\}'/;
my @steps = split /,/, $steps;
cmp_ok(scalar @steps, '>=', 6, "the steps are $steps");

# Work for every step: a partition to create, strays of a day of their own, an unknown type, a partition of which all has
# expired, a key that has, and an old row of the log.
sub make_due
{
	my ($round) = @_;
	my ($stray, $expired) = (10 + $round, 100 + $round);

	analytics(
		$store, qq[
		DO \$\$ BEGIN
			EXECUTE format('DROP TABLE IF EXISTS %s', (SELECT partition FROM mindwell_internal.partitions() ORDER BY starts_at DESC NULLS LAST LIMIT 1));
		END \$\$;
		DELETE FROM analytics_retention_policies WHERE retention_class = 'short';
		SELECT analytics_create_partitions((day - $expired)::timestamp AT TIME ZONE 'UTC', (day - $expired + 1)::timestamp AT TIME ZONE 'UTC') FROM today;
		INSERT INTO analytics_events (event_type, occurred_at)
		SELECT 'short_lived', (day - $expired)::timestamp AT TIME ZONE 'UTC' + i * interval '1 second' FROM today, generate_series(1, 100) AS i;
		INSERT INTO analytics_retention_policies (retention_class, keep) VALUES ('short', '90 days');
		INSERT INTO analytics_events (event_type, occurred_at)
		SELECT 'type_$round', (day - $stray)::timestamp AT TIME ZONE 'UTC' + i * interval '1 second' FROM today, generate_series(1, 100) AS i;
		INSERT INTO analytics_event_keys (tenant_id, key_hash, payload_hash, event_id, created_at)
		VALUES (gen_random_uuid(), '\\x00', '', gen_random_uuid(), now() - interval '8 days');
		INSERT INTO analytics_run_log (run_id, step, target, status, event_count, started_at)
		VALUES (gen_random_uuid(), 'run', '', 'done', 0, now() - interval '40 days');
	]);
	return;
}

# What the next run leaves: nothing due, and what was killed is marked.
my $nothing_due = 'run done; to create 0, unknown 0, stray 0, expired 0, keys 0, old runs 0, orphans 0, running 0';

sub due
{
	return analytics(
		$store, q[
		SELECT format('run %s; to create %s, unknown %s, stray %s, expired %s, keys %s, old runs %s, orphans %s, running %s',
			(SELECT status FROM analytics_run_log WHERE step = 'run' ORDER BY started_at DESC LIMIT 1),
			(SELECT count(*) FROM mindwell_internal.missing_periods(now(), now() + interval '2 days')),
			(SELECT count(DISTINCT event_type) FROM analytics_events e
			 WHERE NOT EXISTS (SELECT FROM analytics_event_types t WHERE t.event_type = e.event_type)),
			(SELECT count(*) FROM analytics_partitions.analytics_events_default),
			(SELECT count(*) FROM analytics_events WHERE event_type = 'short_lived'),
			(SELECT count(*) FROM analytics_event_keys WHERE created_at < now() - interval '7 days'),
			(SELECT count(*) FROM analytics_run_log WHERE started_at < now() - interval '30 days'),
			(SELECT count(*) FROM pg_class WHERE relnamespace = 'analytics_partitions'::regnamespace AND relkind = 'r' AND NOT relispartition),
			(SELECT count(*) FROM analytics_run_log WHERE status = 'running'))]);
}

sub heals
{
	my ($name) = @_;

	until_it_is($store, 'f', 'SELECT pg_is_in_recovery()');
	my $orphans = analytics($store, q[
		SELECT count(*) FROM pg_class
		WHERE relnamespace = 'analytics_partitions'::regnamespace AND relkind = 'r' AND NOT relispartition]);
	is($orphans, 0, "$name: no table is left that is no partition");
	# a client that is in a transaction may make it fail once
	for (1 .. 3)
	{
		$node->psql('postgres', 'CALL analytics_maintain()');
		last if due() eq $nothing_due;
	}
	is(due(), $nothing_due, "$name: the next run heals");
	return;
}

# Half of the events of the load are late, for a day that has no partition in the beginning.
my $late = analytics($store, q[SELECT format('timestamptz %L', (day - 1)::timestamp AT TIME ZONE 'UTC') FROM today]);
my $load = Load->start($store, PostgreSQL::Test::Utils::tempdir(), 2,
	"CASE WHEN :n % 2 = 0 THEN $late + :n * interval '1 ms' END");
ok($load->wait_for(100), 'clients track events');

my $round = 0;
for my $step (@steps)
{
	make_due(++$round);
	analytics(
		$store, qq[
		CREATE OR REPLACE TRIGGER pause BEFORE INSERT ON analytics_run_log
		FOR EACH ROW WHEN (NEW.step = '$step') EXECUTE FUNCTION pause()]);
	my $maintenance = background($store, 'CALL analytics_maintain()');
	until_it_is($store, 1, q[SELECT count(*) FROM pg_stat_activity WHERE application_name = 'paused']);
	my $backend = analytics($store, q[SELECT pid FROM pg_stat_activity WHERE application_name = 'paused']);
	kill 'KILL', $backend;
	waitpid $maintenance, 0;
	until_it_is($store, 'f', 'SELECT pg_is_in_recovery()');
	analytics($store, 'DROP TRIGGER pause ON analytics_run_log');
	heals("killed in step $step");
}

for my $kill (1 .. $postmaster_kills)
{
	make_due(++$round);
	my $maintenance = background($store, 'CALL analytics_maintain()');
	sleep rand 0.4;
	$node->kill9;
	waitpid $maintenance, 0;
	# the memory of the old one goes with its last process
	for (1 .. 100)
	{
		last if $node->start(fail_ok => 1);
		$node->{_pid} = undef;
		sleep 0.1;
	}
	heals("postmaster killed, $kill");
	ok($load->wait_for(20), 'clients go on');
}

my $acknowledged = $load->stop;
is($load->audit($store), 'lost 0, phantom 0, double 0', "$acknowledged events were acknowledged");
analytics($store, q[CALL analytics_maintain('{refresh}')]);
is(analytics($store, q[
	SELECT (SELECT count(*) FROM analytics_dirty_buckets), (SELECT count(*) FROM analytics_verify_rollups(
		(SELECT day - 30 FROM today), (SELECT day + 2 FROM today)))]), '0|0', 'the rollups equal a recount');
note("$round rounds");

done_testing();
