# Nobody stops the store for others: what a role can hold for as long as it likes, and how long maintenance, erasures and
# ingest of another tenant then wait.  Who has to wait is told for whom.
#
# One major is enough for make check.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;
use Time::HiRes qw(time);

my $wait_timeout_ms = 1000;
my $slack_ms        = 4000;    # of a busy machine
my ($tenant_a, $tenant_b) = ('aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa', 'bbbbbbbb-bbbb-4bbb-8bbb-bbbbbbbbbbbb');

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "max_prepared_transactions = 5\nmindwell_analytics.wait_timeout = $wait_timeout_ms\nmindwell_analytics.lock_timeout = 50\nmindwell_analytics.lock_attempts = 2");
$node->start;
$node->safe_psql('postgres', qq[
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
	SELECT analytics_enable_tenants();
	CREATE ROLE nobody_; CREATE ROLE reader_a; CREATE ROLE writer_a; CREATE ROLE admin_a; CREATE ROLE writer_b; CREATE ROLE admin_b;
	SELECT analytics_grant('reader_a', 'reader', '$tenant_a');
	SELECT analytics_grant('writer_a', 'writer', '$tenant_a');
	SELECT analytics_grant('admin_a', 'admin', '$tenant_a');
	SELECT analytics_grant('writer_b', 'writer', '$tenant_b');
	SELECT analytics_grant('admin_b', 'admin', '$tenant_b');
	SET ROLE writer_b; SELECT analytics_track('tea_brewed', analytics_uuid('bea'));
	SET ROLE writer_a; SELECT analytics_track('tea_brewed', analytics_uuid('ada'));
]);

my %victims = (
	maintain     => 'CALL analytics_maintain()',
	refresh      => 'SELECT count(*) FROM analytics_refresh()',
	erase        => q[SET ROLE admin_b; SELECT count(*) FROM analytics_forget_user(analytics_uuid('bea'))],
	erase_batch  => q[SET ROLE admin_b; CALL analytics_forget_user_batch(analytics_uuid('bea'))],
	ingest       => q[SET ROLE writer_b; SELECT analytics_track('tea_brewed', analytics_uuid('bob'))],
	identify     => q[SET ROLE writer_b; SELECT analytics_identify(analytics_uuid('bob'), '{}')],
	alias        => q[SET ROLE writer_b; SELECT analytics_alias('phone', analytics_uuid('bob'))],
);

# What a role begins and does not end; and whom it may keep waiting, until the timeout and no longer.
my $old_keys = join '; ', map { "SELECT pg_advisory_lock(hashtextextended('mindwell_analytics $_', 0))" } qw(install maintenance rollups);
my @attacks = (
	[ 'nobody_',  "$old_keys; SELECT pg_advisory_lock(7883935389040866412)", [] ],
	[ 'nobody_',  q[SAVEPOINT s; SELECT mindwell_internal.begin_run('{}', now())], [] ],
	[ 'nobody_',  'SAVEPOINT s; SELECT mindwell_internal.lock_maintenance()', [] ],
	[ 'nobody_',  q[SAVEPOINT s; SELECT mindwell_internal.take_turn('rollups')], [] ],
	[ 'nobody_',  'SAVEPOINT s; COMMENT ON EXTENSION mindwell_analytics IS NULL', [] ],
	[ 'reader_a', 'SELECT count(*) FROM analytics_events', [] ],
	[ 'writer_a', q[SELECT analytics_track('tea_brewed', analytics_uuid('ada')), analytics_identify(analytics_uuid('ada'), '{}'),
		analytics_alias('phone', analytics_uuid('ada'))], ['erase_batch'] ],
	[ 'admin_a',  q[SELECT count(*) FROM analytics_forget_user(analytics_uuid('ada'))], [qw(maintain refresh erase erase_batch)] ],
	[ 'admin_a',  q[SELECT mindwell_internal.begin_erasure(analytics_uuid('ada')::uuid, NULL, NULL)], [] ],
	[ 'admin_a',  'SAVEPOINT s; SELECT count(*) FROM analytics_refresh()', [] ],
);
my $worst = 0;
for my $attack (@attacks)
{
	my ($role, $sql, $may_wait) = @$attack;
	my $session = $node->background_psql('postgres', on_error_stop => 0);

	$session->query("SET ROLE $role");
	$session->query('BEGIN');
	$session->query("$_;") for split /; /, $sql;
	for my $victim (sort keys %victims)
	{
		my $begun = time;
		my ($status, undef, $stderr) = $node->psql('postgres', "\\set VERBOSITY verbose\n$victims{$victim};");
		my $waited = 1000 * (time - $begun);
		my $expected = (grep { $_ eq $victim } @$may_wait) ? qr/55P03: timed out .*DETAIL:\s+It is (?:held by|that of) process \d+ of role "\w+" since .*HINT:.*pg_terminate_backend/s : undef;

		$worst = $waited if $waited > $worst;
		if (defined $expected)
		{
			like($stderr, $expected, "$role, $sql: $victim is told who it is");
		}
		else
		{
			unlike($stderr, qr/ERROR|WARNING|another maintenance/, "$role, $sql: does not stop $victim");
		}
	}
	$session->query('ROLLBACK');
	$session->quit;
}
note sprintf 'worst wait: %.0f ms', $worst;
cmp_ok($worst, '<=', $wait_timeout_ms + $slack_ms, sprintf 'worst wait: %.0f ms, with a wait_timeout of %d ms', $worst, $wait_timeout_ms);

# A prepared transaction has no process.
$node->safe_psql('postgres', q[BEGIN; SELECT count(*) FROM analytics_refresh(); PREPARE TRANSACTION 'tea']);
my (undef, undef, $stderr) = $node->psql('postgres', 'SELECT count(*) FROM analytics_refresh()');
like($stderr, qr/held by a prepared transaction.*pg_prepared_xacts/s, 'a prepared transaction is named as such');
is( $node->safe_psql('postgres', q[SELECT status, detail FROM analytics_health() WHERE check_name = 'lock_holders']),
	'warning|rollups: a prepared transaction', 'by health too');
$node->safe_psql('postgres', q[ROLLBACK PREPARED 'tea']);
is($node->safe_psql('postgres', q[SELECT status FROM analytics_health() WHERE check_name = 'lock_holders']), 'ok', 'which is content when it is gone');

$node->stop;
done_testing();
