# The extension owns code, the user owns the data: DROP EXTENSION never takes an event along, and what it does take
# comes back with CREATE EXTENSION and analytics_install().

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
$node->safe_psql('postgres', 'CREATE ROLE tenant_app');
my $store = { node => $node, database => 'postgres', schema => 'public' };

analytics($store, 'CREATE EXTENSION mindwell_analytics; SELECT analytics_install()');
fill_store($store);
my $first_id  = analytics($store, "SELECT $Store::RETRIED");
my $rows      = rows($store);
my $structure = structure($store);

# 2BP01: the triggers depend on it
is(sqlstate($store, 'DROP EXTENSION mindwell_analytics'), '2BP01', 'DROP EXTENSION alone is refused');
is_deeply(rows($store),      $rows,      'and leaves the rows');
is_deeply(structure($store), $structure, 'and everything else');

analytics($store, 'DROP EXTENSION mindwell_analytics CASCADE');
is_deeply(rows($store), $rows, 'DROP EXTENSION CASCADE leaves every row of every table');
is( analytics(
		$store, q[SELECT count(*) FROM pg_proc WHERE proname LIKE '%analytics\_%'
		UNION ALL SELECT count(*) FROM pg_trigger AS t WHERE t.tgname LIKE 'analytics%'
		UNION ALL SELECT count(*) FROM pg_policy WHERE pg_get_expr(polqual, polrelid) LIKE '%analytics%']),
	"0\n0\n0", 'no function, trigger or policy of it is left');
is( analytics($store, q[SELECT string_agg(relname, ',') FROM pg_class
		WHERE relname LIKE 'analytics\_%' AND relkind IN ('r', 'p') AND NOT relrowsecurity]),
	'', 'and row security still holds, so that no role sees more than before');

analytics($store, 'CREATE EXTENSION mindwell_analytics');
is_deeply(rows($store), $rows, 'CREATE EXTENSION touches no row');
like(analytics($store, 'SELECT analytics_install()'), qr/is complete$/, 'analytics_install() finds the store');
is_deeply(rows($store),      $rows,      'analytics_install() leaves the rows');
is_deeply(structure($store), $structure, 'analytics_install() brings triggers and policies back');

is(analytics($store, "SELECT $Store::RETRIED"), $first_id, 'a retry from before is recognised');
is(sqlstate($store, q[SELECT analytics_track('tea_brewed', properties => '{"grams": "x"}')]),
	'22023', 'analytics_track() refuses a bad event again');
is(sqlstate($store, q[INSERT INTO analytics_events (event_type) VALUES ('Tea Brewed')]),
	'22023', 'INSERT refuses a bad event again');
is(analytics($store, "SELECT analytics_track('tea_brewed', '$Store::OPTED_OUT') IS NULL"), 't', 'who opted out stays out');
my $count = 'SELECT count(*) FROM analytics_events';
my $before = analytics($store, $count);
analytics($store, q[SELECT analytics_track('tea_brewed', properties => '{"grams": 1}')]);
is(analytics($store, $count), $before + 1, 'and a good event is stored');
is(sqlstate($store, 'DROP EXTENSION mindwell_analytics'), '2BP01', 'DROP EXTENSION alone is refused again');

# A dependency of something else's must not be needed for the refusal: every layout has the gate.
analytics($store, 'SELECT analytics_install()');
is_deeply(structure($store), $structure, 'analytics_install() can be repeated');

$node->stop;
done_testing();
