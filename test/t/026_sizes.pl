# Whatever size a client chooses, at its limit and beyond, its statement ends and nothing else: the server's processes may
# take so much address space and no more (test/t/005_memory.pl has the aggregates).
#
# A statement ends well, or with 53200 or 54000 (or another error where the limit is part of the form: a sequence, a key, the steps of a funnel), and the session goes on.
# Where a limit or a shared text is what keeps a statement small, it must end well: without, it would not fit.
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

my $left_kb = 150_000;      # beyond what a session has from the start

my $node = small_node();
$node->safe_psql(
	'postgres', q[
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
	CREATE ROLE client LOGIN;
	SELECT analytics_grant('client', 'admin');
	CREATE FUNCTION patterns(pattern text, count integer) RETURNS jsonb LANGUAGE sql AS $$
		SELECT jsonb_build_object('properties', jsonb_object_agg('p' || i, jsonb_build_object('pattern', pattern))) FROM generate_series(1, count) AS i
	$$;
	-- each near what a schema's patterns may take
	SELECT analytics_register_event_type('type_' || i, property_schema => patterns('^(\w\d){1,200}$', 100)) FROM generate_series(1, 60) AS i;
	CREATE TABLE batch AS SELECT CAST('[' || repeat('1,', 1999999) || '1]' AS jsonb) AS events;
	GRANT SELECT ON batch TO client;
	-- limits as high as they go
	ALTER ROLE client SET mindwell_analytics.max_batch_events = 10000000;
	ALTER ROLE client SET mindwell_analytics.max_batch_size = '256MB';
	ALTER ROLE client SET mindwell_analytics.max_properties_size = '64MB']);
my $address_space_kb = limit_address_space($left_kb, q[analytics_track('a')]);

ok(pg_ctl('start'), "a server with $address_space_kb kB of address space for each process");

my $started = $node->safe_psql('postgres', 'SELECT pg_postmaster_start_time()');

# The SQLSTATE of a client's statement, and whether the session could go on.
sub end_of
{
	my ($statement) = @_;
	my ($output, $error);

	$node->psql(
		'postgres', qq[
		\\set VERBOSITY sqlstate
		\\o /dev/null
		$statement;
		\\o
		SELECT 'it goes on';],
		extra_params => [ '--username', 'client' ], stdout => \$output, stderr => \$error, on_error_stop => 0);
	my ($sqlstate) = $error =~ /ERROR:\s+(\w+)/;
	return join(', ', $sqlstate // 'no error', $output =~ /it goes on/ ? 'it goes on' : 'it ended');
}

my %fits = (
	'a batch of two million bad events' => q[SELECT count(*) FROM batch, analytics_track_batch(events)],
	'all types whose patterns are many' =>
	  q[SELECT count(*) FROM generate_series(1, 60) AS i, analytics_validate(jsonb_build_object('event_type', 'type_' || i, 'properties', '{"p1": 1}'::jsonb))],
);
is(end_of($fits{$_}), 'no error, it goes on', "$_: it fits") foreach sort keys %fits;

my %grows = (
	'a batch of bad events, larger than memory' => q[SELECT count(*) FROM analytics_track_batch(CAST('[' || repeat('1,', 4999999) || '1]' AS jsonb))],
	'a batch of empty events' => q[SELECT count(*) FROM analytics_track_batch(CAST('[' || repeat('{},', 2999999) || '{}]' AS jsonb))],
	'a batch of events' => q[SELECT count(*) FROM analytics_track_batch(CAST('[' || repeat('{"event_type":"a","user_id":"u"},', 499999) || '{"event_type":"a"}]' AS jsonb))],
	'a batch of keys' => q[SELECT count(*) FROM analytics_track_batch((SELECT jsonb_agg(jsonb_build_object('event_type', 'a', 'idempotency_key', 'k' || i)) FROM generate_series(1, 20000) AS i))],
	'properties' => q[SELECT analytics_track('a', properties => jsonb_build_object('note', repeat('x', 60000000)))],
	'properties of a user' => q[SELECT analytics_identify('u', jsonb_build_object('note', repeat('x', 60000000)))],
	'deep properties' => q[SELECT analytics_track_json(repeat('[', 1000000) || repeat(']', 1000000))],
	'many properties' => q[SELECT analytics_track('a', properties => (SELECT jsonb_object_agg('k' || i, 'ada@example.com') FROM generate_series(1, 300000) AS i))],
	'an idempotency key' => q[SELECT analytics_track('a', idempotency_key => repeat('k', 50000000))],
	'a user' => q[SELECT analytics_track('a', user_id => repeat('u', 50000000))],
	'an event type' => q[SELECT analytics_track(repeat('t', 50000000))],
	'a property schema' => q[SELECT analytics_register_event_type('b', property_schema => jsonb_build_object('enum', jsonb_build_array(repeat('x', 50000000))))],
	'patterns' => q[SELECT analytics_register_event_type('b', property_schema => patterns('(?:a?){255}', 90))],
	'a pattern' => q[SELECT analytics_register_event_type('b', property_schema => patterns(repeat('(', 40000) || 'a' || repeat(')', 40000), 1))],
	'a mapping' => q[SELECT count(*) FROM analytics_track_batch('[{"event_type": "a"}]', mapping => jsonb_build_object('event_type', 'event_type', 'properties', jsonb_build_object('const', repeat('x', 50000000))))],
	'steps of a funnel' => q[SELECT count(*) FROM analytics_funnel((SELECT jsonb_agg('a' || i) FROM generate_series(1, 200000) AS i), '2026-01-01Z', '2026-01-02Z')],
	'a pattern of a sequence' => q[SELECT analytics_sequence_match(repeat('(?1)', 1000000), now(), true)],
);
like(end_of($grows{$_}), qr/^(no error|53200|54000|54001|54023|22001|22023|2201B), it goes on$/, "$_: it ends") foreach sort keys %grows;

is($node->safe_psql('postgres', 'SELECT pg_postmaster_start_time()'), $started, 'the server has not been restarted');
unlike(slurp_file($node->logfile), qr/terminated by signal|PANIC|TRAP/, 'nothing was killed');

ok(pg_ctl('--mode=fast stop'), 'it stops');
done_testing();
