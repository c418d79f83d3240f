# Store: what the tests with clusters of their own share.  A store full of everything that an operator may have put
# there, and two descriptions of it that can be compared: its rows and its structure.
#
# Every function takes a store: { node, database, schema (an identifier, quoted where it must be), owner (a role, or
# undef for the superuser that runs the test) }.
package Store;

use strict;
use warnings;

use POSIX ();
use Time::HiRes qw(sleep);

use Exporter 'import';
our @EXPORT = qw(analytics sqlstate background until_it_is fill_store rows structure);

our $USER      = '11111111-1111-4111-8111-111111111111';
our $OPTED_OUT = '22222222-2222-4222-8222-222222222222';
our $TENANT    = '33333333-3333-4333-8333-333333333333';

# What a client sends, twice when it does not know whether the first arrived.
our $RETRIED = "analytics_track('tea_brewed', '$USER', "
  . q['44444444-4444-4444-8444-444444444444', '{"grams": 4, "nickname": "leaf"}', idempotency_key => 'pot 1')];

sub as_owner
{
	my ($store, $sql) = @_;
	my $role = $store->{owner} // 'NONE';

	# what names no tenant is the nil one's, in a store of several too
	return "SET mindwell_analytics.require_tenant = off;\nSET ROLE $role;\nSET search_path = $store->{schema}, public;\n$sql";
}

# Runs SQL that must succeed, as the owner, with the extension's schema in the search path; returns what it prints.
sub analytics
{
	my ($store, $sql) = @_;

	return $store->{node}->safe_psql($store->{database}, as_owner($store, $sql));
}

# The same, but returns the SQLSTATE of its error, or '00000'.
sub sqlstate
{
	my ($store, $sql) = @_;
	my ($status, undef, $stderr) =
	  $store->{node}->psql($store->{database}, "\\set VERBOSITY sqlstate\n" . as_owner($store, $sql));

	return '00000' if $status == 0;
	return $stderr =~ /ERROR:\s+([0-9A-Z]{5})/ ? $1 : $stderr;
}

# Runs one statement in a session of its own, and does not wait for it; returns the process to wait for.
sub background
{
	my ($store, $sql) = @_;
	my $pid = fork // die "fork: $!";

	if ($pid == 0)
	{
		open STDOUT, '>', '/dev/null';
		open STDERR, '>', '/dev/null';
		exec('psql', '-XAtq', '-d', $store->{node}->connstr($store->{database}), '-c', $sql) or POSIX::_exit(1);
	}
	return $pid;
}

# Waits until a query answers so, as long as a server needs that has crashed.
sub until_it_is
{
	my ($store, $expected, $sql) = @_;
	my $connection = $store->{node}->connstr($store->{database});
	my $answer = '';

	for (1 .. 1800)
	{
		$answer = `psql -XAtq -d '$connection' -c "$sql" 2>&1`;
		chomp $answer;
		return if $answer eq $expected;
		sleep 0.1;
	}
	die "$sql: $answer";
}

# Events in partitions and in the default partition, of one tenant or of two, and a change of every configuration table.
sub fill_store
{
	my ($store) = @_;
	my $second = $store->{one_tenant} ? '00000000-0000-0000-0000-000000000000' : $TENANT;

	analytics($store, 'SELECT analytics_enable_tenants()') unless $store->{one_tenant};
	analytics(
		$store, qq[
		SELECT analytics_register_event_type('tea_brewed', category => 'kitchen', funnel_stage => 'engagement',
			property_schema => '{"properties": {"grams": {"type": "number"}}}');
		INSERT INTO analytics_funnel_stages (stage, position, description) VALUES ('steeping', 45, 'waits');
		INSERT INTO analytics_pii_rules (key, action) VALUES ('nickname', 'hash');
		DELETE FROM analytics_pii_rules WHERE key = 'user_agent';
		INSERT INTO analytics_opt_outs (user_id) VALUES ('$OPTED_OUT');
		INSERT INTO analytics_tenant_members (role, tenant_id) VALUES ('tenant_app', '$TENANT');
		GRANT SELECT, INSERT ON analytics_events TO tenant_app;

		SELECT mindwell_internal.create_partition(s.partition_by, s.partition_schema,
			mindwell_internal.partition_start(s.partition_by, pg_catalog.now() - ago))
		FROM analytics_store s, unnest('{1 month,3 days,1 day}'::interval[]) AS ago;

		SELECT $RETRIED;
		SELECT count(*) FROM analytics_track_batch((
			SELECT jsonb_agg(jsonb_build_object(
				'event_type', (ARRAY['tea_brewed', 'session_started', 'never_heard_of'])[1 + i % 3],
				'user_id', i % 50,
				'tenant_id', CASE WHEN i % 5 = 0 THEN '$second' ELSE '00000000-0000-0000-0000-000000000000' END,
				'occurred_at', now() - i * interval '75 minutes',
				'idempotency_key', CASE WHEN i % 10 = 0 THEN 'key ' || i END,
				'properties', jsonb_build_object('grams', i, 'nickname', 'leaf ' || i, 'email', i || '\@example.com')))
			FROM generate_series(1, 1500) AS i)) AS b
		WHERE b.status <> 'stored';
		SELECT analytics_identify('$USER', '{"plan": "green"}', '{"nickname": "first"}');
		DELETE FROM analytics_events WHERE properties \@> '{"grams": 7}';
	]);
	return;
}

sub lines
{
	return [ split /\n/, shift ];
}

# A list, one line for each table: its number of rows, and a hash of them.
sub rows
{
	my ($store) = @_;

	return lines(analytics(
		$store, q[
		SELECT c.oid::regclass::text,
			(xpath('//hash/text()', query_to_xml(format(
				$$SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\n' ORDER BY t::text COLLATE "C")), '-')
					AS hash FROM %s AS t$$, c.oid::regclass), false, true, '')))[1]
		FROM pg_class AS c
		WHERE c.relkind IN ('r', 'p') AND c.relname LIKE 'analytics\_%'
		ORDER BY 1]));
}

# A list, one line for each thing that makes the tables what they are.
sub structure
{
	my ($store) = @_;

	return lines(analytics(
		$store, q[
		WITH store AS (
			SELECT c.*, c.oid::regclass::text AS name
			FROM pg_class AS c
			WHERE c.relkind IN ('r', 'p', 'v') AND c.relname LIKE 'analytics\_%')
		SELECT format('%s: %s', s.name, line)
		FROM store AS s, LATERAL (
			SELECT concat_ws(' ', 'kind', s.relkind, 'owner', s.relowner::regrole, 'row security', s.relrowsecurity,
				s.relforcerowsecurity, 'rights', s.relacl::text, 'options', s.reloptions::text,
				'comment', obj_description(s.oid, 'pg_class'), 'bound', pg_get_expr(s.relpartbound, s.oid))
			UNION ALL
			SELECT concat_ws(' ', 'column', a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,
				a.attcollation::regcollation::text, col_description(s.oid, a.attnum), pg_get_expr(d.adbin, d.adrelid))
			FROM pg_attribute AS a
			LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
			WHERE a.attrelid = s.oid AND a.attnum > 0 AND NOT a.attisdropped
			UNION ALL
			SELECT concat_ws(' ', 'trigger', t.tgenabled, pg_get_triggerdef(t.oid))
			FROM pg_trigger AS t WHERE t.tgrelid = s.oid AND t.tgconstraint = 0
			UNION ALL
			SELECT concat_ws(' ', 'policy', p.polname, p.polcmd, p.polroles::regrole[]::text,
				pg_get_expr(p.polqual, s.oid), 'check', pg_get_expr(p.polwithcheck, s.oid))
			FROM pg_policy AS p WHERE p.polrelid = s.oid
			UNION ALL
			SELECT pg_get_indexdef(i.indexrelid) FROM pg_index AS i WHERE i.indrelid = s.oid
			UNION ALL
			SELECT concat_ws(' ', 'constraint', k.conname, pg_get_constraintdef(k.oid))
			FROM pg_constraint AS k WHERE k.conrelid = s.oid
			UNION ALL
			SELECT pg_get_viewdef(s.oid) WHERE s.relkind = 'v'
		) AS lines (line)
		ORDER BY 1]));
}

1;
