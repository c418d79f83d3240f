# Where memory ends, statements end and nothing else: the server's processes may take so much address space and no more.
#
# Below the cap an aggregate is stopped by its setting (54000); where the cap is higher than what the machine gives, by the
# allocation that fails (53200).  Neither ends the session, let alone the server.
#
# One major is enough for make check.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use AddressSpace;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

plan skip_all => 'no /proc, which tells the address space of a process' unless -r '/proc/self/status';

my $left_kb = 50_000;       # beyond what a session has from the start
my $rows    = 3_000_000;

my $node = small_node();
$node->safe_psql('postgres', 'CREATE EXTENSION mindwell_analytics');
my $address_space_kb = limit_address_space($left_kb, q[analytics_uuidv7()]);

ok(pg_ctl('start'), "a server with $address_space_kb kB of address space for each process");

my $started = $node->safe_psql('postgres', 'SELECT pg_postmaster_start_time()');

# Returns the SQLSTATE, and whether the session could go on.
sub aggregate
{
	my ($cap, $expression) = @_;
	my ($output, $error);

	$node->psql(
		'postgres', qq[
		\\set VERBOSITY sqlstate
		SET mindwell_analytics.aggregate_memory = '$cap';
		SELECT $expression FROM generate_series(1, $rows) AS i;
		SELECT 'it goes on';],
		stdout => \$output, stderr => \$error, on_error_stop => 0);
	my ($sqlstate) = $error =~ /ERROR:\s+(\w+)/;
	return join(', ', $sqlstate // 'no error', $output =~ /it goes on/ ? 'it goes on' : 'it ended');
}

my $at = q[timestamptz '2026-01-01Z' + i * interval '1 second'];
foreach my $expression (
	'analytics_count_distinct(i::bigint)',
	"analytics_max_concurrency($at, $at + interval '1 hour')",
	"analytics_window_funnel('1 hour', $at, i % 2 = 0, i % 2 = 1)",
	"length(analytics_funnel_agg(i::bigint, $at, 'a', ARRAY['a', 'b'], '1 hour')::text)",
	"cardinality(analytics_retention_agg(i::bigint, $at, true, true, 'day', 7))")
{
	my ($name) = $expression =~ /(analytics_\w+)/;

	is(aggregate('16MB', $expression), '54000, it goes on', "$name: its cap");
	is(aggregate('1000MB', $expression), '53200, it goes on', "$name: the end of memory");
}
is($node->safe_psql('postgres', 'SELECT pg_postmaster_start_time()'), $started, 'the server has not been restarted');

ok(pg_ctl('--mode=fast stop'), 'it stops');
done_testing();
