# A run of maintenance that is ended before it is done, by statement_timeout as by a crash: health says so, and each of its
# steps has its turn in the runs that follow, though one ends them again and again.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use Store;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
my $store = { node => $node, database => 'postgres', schema => 'public' };
analytics(
	$store, q[
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install(), analytics_track('login');
	CREATE FUNCTION last_run() RETURNS text LANGUAGE sql AS $$
		SELECT string_agg(l.step || ' ' || l.status, ', ' ORDER BY l.started_at)
		FROM analytics_run_log l
		WHERE l.target = '' AND l.step <> 'run' AND l.run_id = (SELECT run_id FROM analytics_run_log WHERE step = 'run' ORDER BY started_at DESC LIMIT 1) $$]);

my $HEALTH = q[SELECT status || ': ' || split_part(detail, ':', 1) || ':' || split_part(detail, ':', 2) FROM analytics_health() WHERE check_name = 'failures'];

# Keys and refresh wait for another session, longer than a statement may last.
my $blocker = background($store, q[BEGIN; LOCK TABLE analytics_event_keys, analytics_dirty_buckets IN SHARE MODE; SELECT pg_sleep(600)]);
until_it_is($store, 2, q[SELECT count(*) FROM pg_locks WHERE mode = 'ShareLock' AND granted AND relation IN ('analytics_event_keys'::regclass, 'analytics_dirty_buckets'::regclass)]);

sub run_out_of_time
{
	my ($steps) = @_;
	my ($status, undef, $stderr) = $node->psql('postgres', "SET statement_timeout = '1s'; CALL analytics_maintain('{$steps}')");

	return $stderr =~ /canceling statement due to statement timeout/ ? analytics($store, 'SELECT last_run()') : $stderr;
}

is(run_out_of_time('create,keys,register,trim'), 'create done, keys running', 'the step that takes too long ends the run');
is(analytics($store, $HEALTH), 'critical: ended before they were done, by a timeout, a cancel or a crash: keys', 'health knows of it before anybody runs again');
like(analytics($store, q[SELECT hint FROM analytics_health() WHERE check_name = 'failures']), qr/^ALTER ROLE \w+ IN DATABASE postgres SET statement_timeout = 0;/,
	'and says what may help');
is(run_out_of_time('create,keys,register,trim'), 'create done, register done, trim done, keys running', 'the next run has it come last');
is(run_out_of_time('create,refresh,keys,trim'), 'create done, refresh running', 'another step that does');
is(run_out_of_time('create,refresh,keys,trim'), 'create done, trim done, keys running', 'they take turns');
is(run_out_of_time('create,refresh,keys,trim'), 'create done, trim done, refresh running', 'and turns');
is(analytics($store, $HEALTH), 'critical: ended before they were done, by a timeout, a cancel or a crash: refresh, keys', 'health names them all');

# A run that is going on was not ended.
my $running = background($store, "CALL analytics_maintain('{keys}')");
until_it_is($store, 'keys running', 'SELECT last_run()');
is(analytics($store, $HEALTH), 'critical: ended before they were done, by a timeout, a cancel or a crash: refresh', 'a step that is being done was not ended');
analytics($store, q[SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(600)' AND pid <> pg_backend_pid()]);
waitpid $_, 0 for $blocker, $running;
analytics($store, q[CALL analytics_maintain()]);
like(analytics($store, 'SELECT last_run()'), qr/^create done, register done, drain done, backfill done, purge done, analyze done, trim done, refresh done$/,
	'the last that was ended is done last');
is(analytics($store, q[SELECT status FROM analytics_health() WHERE check_name = 'failures']), 'ok', 'then all is well');
analytics($store, q[CALL analytics_maintain()]);
is(analytics($store, 'SELECT last_run()'), 'create done, register done, drain done, refresh done, backfill done, trim done', 'and in the order that was asked for; what is done daily was');

$node->stop;
done_testing();
