# A store is published whole: its tables can be written with it, by everything that a store does, and a subscriber has
# what the publisher has, under the partitions' names and by the root.  A subscriber by the names that is a store itself
# makes a partition late, and follows.
#
# The databases of one server subscribe, each to a publication of its own name.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use Store;

my @followers = qw(by_names by_root);
my $publisher = PostgreSQL::Test::Cluster->new('publisher');
$publisher->init(allows_streaming => 'logical');
$publisher->append_conf('postgresql.conf', "mindwell_analytics.max_event_age = 0\nmindwell_analytics.premake = 1");
$publisher->start;
my $subscriber = PostgreSQL::Test::Cluster->new('subscriber');
$subscriber->init;
$subscriber->append_conf('postgresql.conf',
	"mindwell_analytics.max_event_age = 0\nmindwell_analytics.premake = 1\nwal_retrieve_retry_interval = 100ms");
$subscriber->start;

my $store = { node => $publisher, database => 'postgres', schema => 'public' };
my %follower = map { $_ => { node => $subscriber, database => $_, schema => 'public' } } @followers;

analytics(
	$store, q[
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
	SELECT analytics_create_partitions('2001-01-01', '2001-01-06');
	CREATE PUBLICATION by_names FOR ALL TABLES;
	CREATE PUBLICATION by_root FOR ALL TABLES WITH (publish_via_partition_root)]);

# The tables, and nothing in them.
my $dump = $publisher->basedir . '/schema.sql';
$publisher->command_ok([ 'pg_dump', '--schema-only', '--no-publications', '--file', $dump, $publisher->connstr('postgres') ], 'the tables are dumped');
for my $name (@followers)
{
	$subscriber->safe_psql('postgres', "CREATE DATABASE $name");
	$subscriber->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-f', $dump, $subscriber->connstr($name) ], "$name: and restored");
	$subscriber->safe_psql($name, "CREATE SUBSCRIPTION $name CONNECTION '" . $publisher->connstr . " dbname=postgres' PUBLICATION $name");
}
$subscriber->wait_for_subscription_sync($publisher, $_, $_) for @followers;

# Each table's rows; by the root the partitions are the subscriber's own.
sub differences
{
	my ($name) = @_;
	my $only = $name eq 'by_root' ? qr/^(?!analytics_partitions)/ : qr/./;

	$publisher->wait_for_catchup($name);
	# what is unlogged is not replicated
	my @lists = map { [ grep { /$only/ && !/analytics_rate_slots/ } @{ rows($_) } ] } ($store, $follower{$name});
	return \@lists;
}

sub same
{
	my ($what) = @_;

	for my $name (@followers)
	{
		my ($published, $received) = @{ differences($name) };

		is_deeply($received, $published, "$name: $what");
	}
	return;
}

my $user = $Store::USER;

same('what was copied');
analytics(
	$store, qq[
	SELECT analytics_track('tea_brewed', '$user', occurred_at => '2001-01-01 12:00Z', idempotency_key => 'pot');
	SELECT count(*) FROM analytics_track_batch((
		SELECT jsonb_agg(jsonb_build_object('event_type', (ARRAY['tea_brewed', 'login'])[1 + i % 2], 'user_id', i % 5,
			'occurred_at', timestamptz '2001-01-01Z' + i * interval '1 hour')) FROM generate_series(1, 100) i));
	SELECT analytics_track_json('{"event_type": "tea_brewed", "anonymous_id": "device", "occurred_at": "2001-01-02T12:00:00Z"}');
	SELECT analytics_alias('device', '$user');
	SELECT analytics_identify('$user', '{"plan": "green"}');
	SELECT analytics_rate_check()]);
same('track, batch, alias, identify');
analytics(
	$store, q[
	SELECT analytics_set_retention('short', '1 day');
	SELECT analytics_register_event_type('login', retention_class => 'short');
	SELECT analytics_set_pii_rule('nickname', 'hash');
	SELECT analytics_set_pii_rule('nickname', NULL);
	SELECT analytics_set_acquisition_cost('2001-01-01', 100);
	SELECT analytics_set_acquisition_cost('2001-01-01', NULL);
	SELECT analytics_opt_out('ben');
	SELECT analytics_opt_in('ben')]);
same('configuration');
analytics($store, 'SELECT FROM analytics_refresh()');
is(analytics($store, 'SELECT count(*) FROM analytics_dirty_buckets'), 0, 'a refresh empties the log');
same('refresh');
analytics($store, "SELECT count(*) FROM analytics_export_user('$user'); SELECT analytics_mark_exported('2001-01-01', (SELECT count(*) FROM analytics_events WHERE occurred_at < '2001-01-02Z'))");
same('export');
analytics($store, 'CALL analytics_maintain()');
is(analytics($store, "SELECT step, error FROM analytics_run_log WHERE status = 'failed'"), '', 'maintenance does all');
is(analytics($store, "SELECT count(*) FROM analytics_events WHERE event_type = 'login'"), 0, 'and purges');
same('maintain, purge');
analytics($store, "SELECT FROM analytics_delete_events('2001-01-04Z', '2001-01-05Z', 'tea_brewed')");
analytics($store, "SELECT FROM analytics_forget_user('$user')");
analytics($store, "CALL analytics_forget_user_batch(analytics_uuid(2))");
is(analytics($store, "SELECT count(*) FROM analytics_events WHERE user_id IN ('$user', analytics_uuid(2))"), 0, 'users are erased');
same('erasures, deleted events');

# ---- A partition that comes late ----

analytics($store, "SELECT analytics_track('tea_brewed', '$user', occurred_at => '2001-02-01 12:00Z', properties => jsonb_build_object('cup', i)) FROM generate_series(1, 500) i");
$publisher->wait_for_catchup($_) for @followers;
my $count = 'SELECT count(*), count(DISTINCT id) FROM analytics_events';
analytics($store, "CALL analytics_maintain('drain')");
my $partition = 'analytics_partitions.analytics_events_20010201';
# the worker waits for the table; all that came before is there
$subscriber->wait_for_log(qr/logical replication target relation "$partition" does not exist/);
# it tries again and again, with locks that the partition needs
analytics($follower{by_names}, 'ALTER SUBSCRIPTION by_names DISABLE');
is(analytics($follower{by_names}, "SELECT event_count, status, error FROM analytics_create_partitions('2001-02-01', '2001-02-02')"),
	'500|done|', 'by_names: the partition is made, and its own copies are moved');
# which the subscriber's own log has
analytics($follower{by_names}, "CREATE TEMP TABLE logged AS TABLE analytics_dirty_buckets; TRUNCATE $partition;
	DELETE FROM analytics_dirty_buckets WHERE (tenant_id, bucket, logged_at) NOT IN (TABLE logged)");
analytics($follower{by_names}, 'ALTER SUBSCRIPTION by_names ENABLE');
analytics($follower{by_names}, 'ALTER SUBSCRIPTION by_names REFRESH PUBLICATION');
$subscriber->wait_for_subscription_sync($publisher, 'by_names', 'by_names');
is(analytics($follower{by_names}, $count), analytics($store, $count), 'by_names: each event once');
analytics($store, "SELECT analytics_track('tea_brewed', '$user', occurred_at => '2001-02-01 13:00Z')");
same('a partition that came late');
analytics($store, "SELECT FROM analytics_forget_user('$user')");
is(analytics($store, "SELECT count(*) FROM $partition"), 0, 'an erasure there');
same('an erasure from a partition that came late');

done_testing();
