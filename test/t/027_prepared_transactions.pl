# PREPARE TRANSACTION around every call: what was done is there after COMMIT PREPARED and gone after ROLLBACK PREPARED, and
# the session that prepared it goes on with what the store is without it.  What commits itself refuses a transaction block.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $wait_timeout_ms = 300;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf',
	"max_prepared_transactions = 5\nlock_timeout = $wait_timeout_ms\nmindwell_analytics.wait_timeout = $wait_timeout_ms\ntimezone = 'UTC'");
$node->start;
$node->safe_psql('postgres', q[
	CREATE EXTENSION mindwell_analytics;
	CREATE ROLE reader;
	SELECT analytics_install()]);

# A session's statements, each followed by what it ended with; returns the SQLSTATEs by the names of the statements.
sub session
{
	my ($database, @statements) = @_;
	my ($script, %sqlstates, $output, $error) = ("\\set VERBOSITY verbose\n");

	while (my ($name, $sql) = splice @statements, 0, 2)
	{
		$script .= "$sql;\n\\echo SQLSTATE $name :SQLSTATE\n";
	}
	my $status = $node->psql($database, $script, stdout => \$output, stderr => \$error, on_error_stop => 0);
	$sqlstates{$1} = $2 while $output =~ /^SQLSTATE (\w+) (\w+)$/mg;
	return { %sqlstates, status => $status, error => $error, output => $output };
}

my $track = q[SELECT analytics_track('tea_brewed', '%s') IS NOT NULL];
my $prepare = q[PREPARE TRANSACTION 'tea'];
my $found = 'SELECT count(*) FROM analytics_events WHERE user_id = analytics_uuid(%s)::uuid';
my @calls = (
	# [what, the call, what of the session must wait for the prepared transaction: it has locked the default partition]
	[ 'track', q[SELECT analytics_track('tea_brewed', 'ada', idempotency_key => 'tea ' || random())] ],
	[ 'track_json', q[SELECT analytics_track_json('{"event_type": "tea_brewed", "user_id": "ada", "user_properties": {"nick": "a"}}'::jsonb)] ],
	[ 'track_batch', q[SELECT count(*) FROM analytics_track_batch('[{"event_type": "tea_brewed", "user_id": "ada"}, {"event_type": 1}]')] ],
	[ 'inbox', q[INSERT INTO analytics_inbox (event_type) VALUES ('tea_brewed')] ],
	[ 'INSERT', q[INSERT INTO analytics_events (event_type) VALUES ('tea_brewed')] ],
	[ 'UPDATE', q[UPDATE analytics_events SET occurred_at = occurred_at - interval '3 days' WHERE user_id = analytics_uuid('before')::uuid] ],
	[ 'DELETE', q[DELETE FROM analytics_events WHERE user_id = analytics_uuid('after')::uuid] ],
	[ 'identify', q[SELECT analytics_identify('ada', '{"nick": "ada"}')] ],
	[ 'rate_check', 'SELECT analytics_rate_check()' ],
	[ 'opt_out', q[SELECT analytics_opt_out('bob')] ],
	[ 'opt_in', q[SELECT analytics_opt_in('bob')] ],
	[ 'export_user', q[SELECT analytics_export_user('ada')] ],
	[ 'forget_user', q[SELECT count(*) FROM analytics_forget_user('ada')] ],
	[ 'delete_events', q[SELECT analytics_delete_events('-infinity', 'infinity', 'tea_spilt')] ],
	[ 'refresh', 'SELECT count(*) FROM analytics_refresh()' ],
	[ 'purge', 'SELECT count(*) FROM analytics_purge()' ],
	[ 'install', 'SELECT analytics_install()' ],
	[ 'create_partitions', q[SELECT count(*) FROM analytics_create_partitions('2031-01-01Z', '2031-01-02Z')], 'reads' ],
	[ 'drain_default', 'SELECT count(*) FROM analytics_drain_default()', 'meanwhile reads' ],
	[ 'register_event_type', q[SELECT analytics_register_event_type('tea_brewed', 'tea', property_schema => '{"properties": {"grams": {"type": "number"}}}')] ],
	[ 'unregister_event_type', q[SELECT analytics_unregister_event_type('tea_brewed')] ],
	[ 'set_retention', q[SELECT analytics_set_retention('events', '10 years')] ],
	[ 'set_pii_rule', q[SELECT analytics_set_pii_rule('nick', 'mask')] ],
	[ 'set_funnel_stage', q[SELECT analytics_set_funnel_stage('brewing', 99)] ],
	[ 'define_metric', q[SELECT analytics_drop_metric('tea')] ],
	[ 'configure', q[SELECT analytics_configure('premake', 9)] ],
	[ 'grant', q[SELECT analytics_grant('reader', 'reader')] ],
	[ 'revoke', q[SELECT analytics_revoke('reader', 'reader')] ],
	[ 'health', 'SELECT count(*) FROM analytics_health()' ],
	[ 'summary', 'SELECT count(*) FROM analytics_summary()' ],
	[ 'verify_rollups', q[SELECT count(*) FROM analytics_verify_rollups('2026-01-01Z', '2026-01-02Z')] ],
);
for my $call (@calls)
{
	my ($what, $sql, $waits) = @$call;

	for my $end ('ROLLBACK', 'COMMIT')
	{
		my $done = session('postgres',
			before   => sprintf($track, 'before'),
			begin    => 'BEGIN',
			call     => $sql,
			prepare  => $prepare,
			# by the session that has prepared it, on the same day
			meanwhile => sprintf($track, 'meanwhile'),
			reads    => 'SELECT count(*) FROM analytics_events',
			end      => "$end PREPARED 'tea'",
			after    => q[SELECT analytics_track('tea_brewed', 'after', properties => '{"grams": 1}') IS NOT NULL],
			identify => q[SELECT analytics_identify('after', '{"nick": "x"}')],
			refresh  => 'SELECT count(*) FROM analytics_refresh()');
		my @failed = grep { ($done->{$_} // 'nothing') ne '00000' } qw(before begin call prepare meanwhile reads end after identify refresh);

		is("@failed", $waits // '', "$what, $end PREPARED: all goes on") or diag $done->{error};
		is($done->{status}, 0, "$what, $end PREPARED: the session lives");
	}
	is($node->safe_psql('postgres', q[
			SELECT (SELECT count(*) FROM pg_prepared_xacts),
			       (SELECT count(*) FROM analytics_verify_rollups(now() - interval '5 days', now() + interval '1 day')),
			       (SELECT status FROM analytics_health() WHERE check_name = 'lock_holders')]),
		'0|0|ok', "$what: nothing is left, and the rollups are those of a recount");
}

# The days that a prepared transaction has changed are changed once it commits, and not before; the session that has
# prepared it logs the same day again for itself.
my $done = session('postgres',
	begin     => 'BEGIN',
	call      => sprintf($track, 'prepared'),
	prepare   => $prepare,
	refresh   => 'SELECT count(*) FROM analytics_refresh()',
	meanwhile => sprintf($track, 'meanwhile'),
	logged    => q[SELECT 'logged', count(*) FROM analytics_dirty_buckets],
	end       => q[COMMIT PREPARED 'tea'],
	both      => q[SELECT 'both', count(*) FROM analytics_dirty_buckets]);
like($done->{output}, qr/^logged\|1$/m, 'the session logs the day for itself') or diag $done->{error};
like($done->{output}, qr/^both\|2$/m, 'and the prepared transaction has logged it for itself');

# A configuration that is prepared holds for nobody yet, also for the session that prepared it.
$done = session('postgres',
	first     => q[SELECT analytics_track('tea_bought', 'eve') IS NOT NULL],
	begin     => 'BEGIN',
	call      => q[SELECT analytics_register_event_type('tea_bought', property_schema => '{"required": ["grams"]}')],
	refused   => q[SAVEPOINT s; SELECT analytics_track('tea_bought', 'eve')],
	rollback  => 'ROLLBACK TO s',
	opt_out   => q[SELECT analytics_opt_out('eve')],
	prepare   => $prepare,
	accepted  => q[SELECT 'accepted', analytics_track('tea_bought', 'eve') IS NOT NULL],
	end       => q[COMMIT PREPARED 'tea'],
	refused_now => q[SELECT analytics_track('tea_bought', 'eve')],
	opted_out => q[SELECT 'opted out', analytics_track('tea_bought', 'eve', properties => '{"grams": 1}') IS NULL]);
is($done->{refused}, '22023', 'in the transaction the schema holds');
like($done->{output}, qr/^accepted\|t$/m, 'prepared, neither it nor the opt-out does') or diag $done->{error};
is($done->{refused_now}, '22023', 'committed, the schema holds again');
like($done->{output}, qr/^opted out\|t$/m, 'and the opt-out');

# An erasure waits for an event that is prepared, and says what is in its way.
$done = session('postgres',
	begin   => 'BEGIN',
	call    => sprintf($track, 'zoe'),
	prepare => $prepare,
	erase   => q[CALL analytics_forget_user_batch('zoe')],
	end     => q[COMMIT PREPARED 'tea'],
	again   => q[CALL analytics_forget_user_batch('zoe')]);
is($done->{erase}, '55P03', 'an erasure gives up on a prepared event');
like($done->{error}, qr/a prepared transaction.*HINT:[^\n]*pg_prepared_xacts/s, 'and says what to look for');
is($done->{again}, '00000', 'when that has ended it goes through') or diag $done->{error};
is($node->safe_psql('postgres', sprintf($found, q['zoe'])), '0', 'and nothing is left');

# It outlives the server's end.
session('postgres', begin => 'BEGIN', call => sprintf($track, 'max'), more => 'SELECT count(*) FROM analytics_refresh()', prepare => $prepare);
$node->stop('immediate');
$node->start;
$done = session('postgres',
	locked  => 'SELECT count(*) FROM analytics_refresh()',
	track   => sprintf($track, 'meanwhile'),
	end     => q[COMMIT PREPARED 'tea'],
	refresh => 'SELECT count(*) FROM analytics_refresh()');
is($done->{locked}, '55P03', 'after a crash a prepared refresh still has its lock');
is(join(' ', @{$done}{qw(track end refresh)}), '00000 00000 00000', 'ingest does not wait, and all ends well') or diag $done->{error};
is($node->safe_psql('postgres', sprintf($found, q['max'])), '1', 'the event is there');

# All of it in one transaction: to the session that has prepared it there is no store yet.
$node->safe_psql('postgres', 'CREATE DATABASE empty');
for my $end ('ROLLBACK', 'COMMIT')
{
	$done = session('empty',
		begin   => 'BEGIN',
		create  => 'CREATE EXTENSION mindwell_analytics',
		install => 'SELECT analytics_install()',
		call    => sprintf($track, 'ada'),
		prepare => $prepare,
		early   => sprintf($track, 'eve'),
		end     => "$end PREPARED 'tea'",
		after   => sprintf($track, 'zoe'));
	is(join(' ', @{$done}{qw(create install call prepare early end after)}),
		'00000 00000 00000 00000 42883 00000 ' . ($end eq 'COMMIT' ? '00000' : '42883'), "a store that is prepared: $end") or diag $done->{error};
}
is($node->safe_psql('empty', 'SELECT count(*) FROM analytics_events'), '2', 'a store that is committed has its events');

# What commits by itself, and a PREPARE within a call.
for my $refused (
	[ 'analytics_maintain', 'BEGIN; CALL analytics_maintain()', '25001' ],
	[ 'analytics_forget_user_batch', q[BEGIN; CALL analytics_forget_user_batch('ada')], '25001' ])
{
	my ($what, $sql, $sqlstate) = @$refused;

	$done = session('postgres', call => $sql, prepare => $prepare, after => sprintf($track, 'after'));
	is($done->{call}, $sqlstate, "$what: not in a transaction block");
	like($done->{error}, qr/HINT:[^\n]*autocommit on/, "$what: and says how");
	is($done->{after}, '00000', "$what: the session goes on");
}
$node->safe_psql('postgres', q[
	CREATE FUNCTION prepares() RETURNS trigger LANGUAGE plpgsql AS $$
	BEGIN
		EXECUTE 'PREPARE TRANSACTION ''inside''';
		RETURN NEW;
	END $$;
	CREATE TRIGGER prepares BEFORE INSERT ON analytics_events FOR EACH ROW EXECUTE FUNCTION prepares()]);
$done = session('postgres',
	call    => sprintf($track, 'ada'),
	gone    => 'DROP TRIGGER prepares ON analytics_events',
	after   => sprintf($track, 'after'),
	refresh => 'SELECT count(*) FROM analytics_refresh()');
is($done->{call}, '0A000', 'an owner\'s trigger cannot prepare the transaction of the event');
is(join(' ', @{$done}{qw(gone after refresh)}), '00000 00000 00000', 'and the session goes on') or diag $done->{error};
is($node->safe_psql('postgres', 'SELECT count(*) FROM pg_prepared_xacts'), '0', 'nothing is prepared');

$node->stop;
done_testing();
