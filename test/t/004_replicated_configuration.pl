# Configuration that arrives by logical replication holds for the sessions that are open on the subscriber.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use Store;

my $publisher = PostgreSQL::Test::Cluster->new('publisher');
$publisher->init(allows_streaming => 'logical');
$publisher->start;
my $subscriber = PostgreSQL::Test::Cluster->new('subscriber');
$subscriber->init;
$subscriber->start;

my ($source, $target) = map { { node => $_, database => 'postgres', schema => 'public' } } ($publisher, $subscriber);
for my $store ($source, $target)
{
	analytics($store, 'CREATE EXTENSION mindwell_analytics; SELECT analytics_install()');
}

analytics($source, "INSERT INTO analytics_opt_outs (user_id) VALUES ('$Store::USER')");
analytics($source, 'CREATE PUBLICATION consent FOR TABLE analytics_opt_outs');
analytics($target, "CREATE SUBSCRIPTION consent CONNECTION '" . $publisher->connstr . " dbname=postgres' PUBLICATION consent");
$subscriber->wait_for_subscription_sync($publisher, 'consent');

# One session on the subscriber, while another on the publisher changes who has opted out.
my $publish = sprintf '\\! psql -X -q -h %s -p %s -d postgres -c', $publisher->host, $publisher->port;
my $opted_out = "SELECT analytics_track('tea_brewed', '%s') IS NULL;";
my $wait_for = q[
	DO $$ BEGIN
		FOR i IN 1 .. 1000 LOOP
			EXIT WHEN (SELECT count(*) FROM analytics_opt_outs) = %d;
			PERFORM pg_sleep(0.05);
		END LOOP;
	END $$;
];
my @session = (
	sprintf($opted_out, $Store::USER),
	sprintf($opted_out, $Store::OPTED_OUT),
	qq[$publish "INSERT INTO analytics_opt_outs (user_id) VALUES ('$Store::OPTED_OUT')"],
	sprintf($wait_for, 2),
	sprintf($opted_out, $Store::OPTED_OUT),
	qq[$publish "DELETE FROM analytics_opt_outs WHERE user_id = '$Store::USER'"],
	sprintf($wait_for, 1),
	sprintf($opted_out, $Store::USER),
	qq[$publish "TRUNCATE analytics_opt_outs"],
	sprintf($wait_for, 0),
	sprintf($opted_out, $Store::OPTED_OUT));
is(analytics($target, join "\n", @session), join("\n", qw(t f t f f)),
	'an open session knows who has opted out: at first, after an INSERT, a DELETE, a TRUNCATE');

done_testing();
