# The whole way of personal data: what the rules cover never reaches the disk or the log, a copy is what was sent, and
# of whom was forgotten nothing is left, in any column of any table or in the log.

use strict;
use warnings;

use File::Find;
use FindBin;
use lib "$FindBin::RealBin/lib";

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use Store;

# Users 1 .. 40 are tracked, and of them 1 .. 10 forgotten at once, 11 .. 20 in batches; 41 .. 45 have opted out.
my $tracked   = 40;
my $forgotten = 20;
my $users     = 45;
my $events    = 30;

# In every word that must not be found.  No statement that is kept (a function, a table) may hold it in one piece.
my $planted = 'planted';
my $word    = "'plan' || 'ted'";

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
# The server's own log of statements is not the extension's to keep clean.
$node->append_conf('postgresql.conf', 'log_statement = none');
$node->start;
my $store = { node => $node, database => 'postgres', schema => 'analytics' };

$node->safe_psql('postgres', 'CREATE SCHEMA analytics');
analytics(
	$store, qq[
	CREATE EXTENSION mindwell_analytics SCHEMA analytics;
	SELECT analytics_install();
	SELECT FROM analytics_create_partitions(current_date - 20, current_date);
	INSERT INTO analytics_pii_rules (key, action) VALUES ('nickname', 'hash'), ('postcode', 'mask');
	SELECT analytics_register_event_type('tea_weighed', property_schema => '{"properties": {"grams": {"type": "number"}}}');

	CREATE SCHEMA test;
	CREATE FUNCTION test.id(n integer) RETURNS uuid LANGUAGE sql AS \$\$ SELECT md5('user ' || n)::uuid \$\$;

	-- How many rows of the store match a pattern, in any column of any table or partition.
	CREATE FUNCTION test.mentions(pattern text) RETURNS bigint LANGUAGE plpgsql AS \$\$
	DECLARE
		relation regclass;
		here bigint;
		total bigint := 0;
	BEGIN
		FOR relation IN SELECT oid FROM pg_class WHERE relname LIKE 'analytics\\_%' AND relkind IN ('r', 'p') LOOP
			EXECUTE format('SELECT count(*) FROM ONLY %s AS t WHERE t::text ~* %L', relation, pattern) INTO here;
			total := total + here;
		END LOOP;
		RETURN total;
	END \$\$;

	-- What is sent, and what of it may be stored; of a hash only that it is one.
	CREATE TABLE test.sent AS
	SELECT u, i, CASE WHEN i % 7 = 0 THEN 'tea_weighed' ELSE 'tea_brewed' END AS event_type,
		date_trunc('second', now()) - i * interval '26 hours' - u * interval '1 minute' AS occurred_at
	FROM generate_series(1, $users) AS u, generate_series(1, $events) AS i;
	CREATE FUNCTION test.properties(s test.sent) RETURNS jsonb LANGUAGE sql AS \$\$
		SELECT jsonb_build_object('grams', s.i, 'email', $word || '-1' || s.u || '\@example.com',
			'deep', jsonb_build_object('note', 'call ' || $word || '-2' || s.u || '\@example.com', 'nickname', $word || '-3' || s.u),
			'list', jsonb_build_array(jsonb_build_object('post_code', $word || '-4'), '4111 ' || repeat('1111 ', 2) || '1111'))
	\$\$;
	CREATE FUNCTION test.kept(s test.sent) RETURNS jsonb LANGUAGE sql AS \$\$
		SELECT jsonb_build_object('grams', s.i, 'deep', jsonb_build_object('note', 'call ***', 'nickname', true),
			'list', jsonb_build_array(jsonb_build_object('post_code', '***'), '***'))
	\$\$;
]);

# In all the ways there are.
analytics(
	$store, qq[
	SELECT count(analytics_opt_out(test.id(u))) FROM generate_series($tracked + 1, $users) AS u;
	SELECT count(analytics_track(event_type, test.id(u), properties => test.properties(s), occurred_at => occurred_at,
		idempotency_key => $word || '-5' || u || ' ' || i)) FROM test.sent AS s WHERE i % 5 = 0;
	SELECT count(analytics_track_json(jsonb_build_object('event_type', event_type, 'user_id', test.id(u), 'properties', test.properties(s),
		'occurred_at', occurred_at, 'user_properties', jsonb_build_object('plan', u, 'phone', $word || '-6')))) FROM test.sent AS s WHERE i % 5 = 1;
	SELECT count(*) FROM analytics_track_batch((SELECT jsonb_agg(jsonb_build_object('event_type', event_type, 'user_id', test.id(u),
		'properties', test.properties(s), 'occurred_at', occurred_at)) FROM test.sent AS s WHERE i % 5 = 2));
	INSERT INTO analytics_events (event_type, user_id, properties, occurred_at)
		SELECT event_type, test.id(u), test.properties(s), occurred_at FROM test.sent AS s WHERE i % 5 = 3;
	INSERT INTO analytics_inbox (event_type, user_id, properties, occurred_at)
		SELECT event_type, test.id(u), test.properties(s), occurred_at FROM test.sent AS s WHERE i % 5 = 4;
]);

# What is refused, with the word in the statement or the line of a COPY.
for my $refused (
	qq[SELECT analytics_track('tea_weighed', properties => '{"grams": "$planted-7"}')],
	qq[SELECT analytics_track('No Type', properties => '{"note": "$planted-7"}')],
	qq[SELECT analytics_track_json('{"event_type": "a", "email": "$planted-7"'::text)],
	qq[SELECT analytics_track_json('{"event_type": "a", "$planted-7\@example.com": 1}'::jsonb)],
	qq[SELECT analytics_track_batch('[{"event_type": "tea_weighed", "properties": {"grams": "$planted-7"}}]', 'abort')],
	qq[SELECT analytics_identify(test.id(1), '["$planted-7"]')],
	qq[INSERT INTO analytics_events (event_type, properties) VALUES ('tea_weighed', '{"grams": "$planted-7"}')],
	qq[COPY analytics_events (event_type, properties) FROM stdin;\ntea_weighed\t{"grams": "$planted-7"}\n\\.])
{
	isnt(sqlstate($store, $refused), '00000', 'refused: ' . substr($refused, 0, 40));
}

# Of how many users of a range the copy equals what was sent.
sub complete
{
	my ($first, $last) = @_;

	return analytics(
		$store, qq[
		SELECT count(*)
		FROM generate_series($first, $last) AS u,
		LATERAL (SELECT array_agg(ROW(e ->> 'event_type', (e ->> 'occurred_at')::timestamptz,
				jsonb_set(e -> 'properties', '{deep,nickname}', to_jsonb(e #>> '{properties,deep,nickname}' ~ '^hmac-sha256:[0-9a-f]{64}\$')))
				ORDER BY (e ->> 'occurred_at')::timestamptz) AS events
			FROM jsonb_array_elements(analytics_export_user(test.id(u)) -> 'events') AS e) AS copy,
		LATERAL (SELECT array_agg(ROW(s.event_type::text, s.occurred_at, test.kept(s)) ORDER BY s.occurred_at) AS events
			FROM test.sent AS s WHERE s.u = u.u) AS sent
		WHERE copy.events = sent.events]);
}

# Those of some words that a file of the database, or of its write-ahead log, holds.
sub on_disk
{
	my @words = @_;
	my %found;

	analytics($store, 'CHECKPOINT');
	find(
		sub {
			return unless -f $_;
			my $content = slurp_file($_);
			$found{$_} = 1 for grep { index($content, $_) >= 0 } @words;
		},
		map { $node->data_dir . "/$_" } qw(base global pg_wal));
	return join ' ', sort keys %found;
}

is(complete(1, $tracked), $tracked, 'the copy of every user is what was sent, without what the rules cover');
is(analytics($store, "SELECT sum(jsonb_array_length(analytics_export_user(test.id(u)) -> 'events')) FROM generate_series($tracked + 1, $users) AS u"),
	0, 'of those who opted out nothing is stored');
is(analytics($store, "SELECT test.mentions($word || '|4111 1111')"), 0, 'no table holds what the rules cover');
is(on_disk($planted, '4111 1111', 'tea_weighed'), 'tea_weighed', 'no file does');

analytics($store, 'SELECT FROM analytics_refresh()');
my @ids = split /\n/, analytics($store, "SELECT test.id(u) FROM generate_series(1, $users) AS u");
for my $number (1 .. $forgotten)
{
	my $arguments = "('$ids[$number - 1]', 'asked by $planted-8$number\@example.com')";

	analytics($store, $number <= $forgotten / 2 ? "SELECT * FROM analytics_forget_user$arguments"
		: "SET client_min_messages = warning; CALL analytics_forget_user_batch$arguments");
}
is(analytics($store, "SELECT test.mentions(string_agg(test.id(u)::text, '|')) FROM generate_series(1, $forgotten) AS u"), 0,
	'of those who were forgotten no column of any table tells');
is(analytics($store, q[SELECT (SELECT count(*) FROM analytics_dirty_buckets), count(*) FROM analytics_verify_rollups(current_date - 40, current_date + 1)]),
	'0|0', 'the rollups are up to date, and as if they had never been there');
is(complete($forgotten + 1, $tracked), $tracked - $forgotten, 'of the others everything is there');
is(analytics($store, q[SELECT sum((row_counts ->> 'analytics_events')::integer) FROM analytics_erasures WHERE status = 'done']),
	$forgotten * $events, 'the erasures are noted, and their events counted');
is(analytics($store, "SELECT count(*) FROM generate_series(1, $forgotten) AS u, analytics_find_erasures(test.id(u))"), $forgotten,
	'each is found by who has the id');
is(analytics($store, 'SELECT count(*) FROM analytics_opt_outs'), $users - $tracked, 'the opt-outs of others are as they were');
is(on_disk($planted), '', 'no file holds who asked for it');

my $log = slurp_file($node->logfile);
is(join(' ', grep { index($log, $_) >= 0 } @ids, $planted, '4111 1111'), '', 'the log names nobody, and nothing of what was refused');

# An erasure that is killed while it waits for a writer: nothing is stored any more, and the next one goes on with it.
# (The server logs the statement of a session that it ends.)
my $next   = $ids[$forgotten];
my $writer = IPC::Run::start([ 'psql', '-XqAt', '-d', $node->connstr('postgres') ], '<', \(my $input = ''), '>', \(my $output = ''),
	IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
$input = "BEGIN; SELECT analytics.analytics_track('tea_brewed', '$next') IS NOT NULL;\n";
pump $writer until $output =~ /t\n/;
my $erasure = IPC::Run::start([ 'psql', '-Xq', '-d', $node->connstr('postgres'), '-c', "CALL analytics.analytics_forget_user_batch('$next', 'killed')" ],
	'>', \my $ignored, '2>', \my $killed, IPC::Run::timeout($PostgreSQL::Test::Utils::timeout_default));
my $waiting = q[FROM pg_stat_activity WHERE query LIKE 'CALL %forget_user_batch%' AND wait_event_type = 'Lock'];
ok($node->poll_query_until('postgres', "SELECT count(*) = 1 $waiting"), 'an erasure waits for who is writing');
$node->safe_psql('postgres', "SELECT pg_terminate_backend(pid) $waiting");
$erasure->finish;
is(analytics($store, "SELECT status, reason FROM analytics_find_erasures('$next')"), 'running|killed', 'killed, it leaves a note');
is(analytics($store, "SELECT analytics_track('tea_brewed', '$next') IS NULL"), 't', 'and nothing more is stored');
$input = "COMMIT;\n\\q\n";
$writer->finish;
analytics($store, "SET client_min_messages = warning; CALL analytics_forget_user_batch('$next', 'again')");
is(analytics($store, "SELECT status, reason, row_counts ->> 'analytics_events' FROM analytics_find_erasures('$next')"), 'done|killed|' . ($events + 1),
	'the next does what is left, in its name');
is(analytics($store, "SELECT test.mentions('$next')"), 0, 'and leaves nothing');

done_testing();
