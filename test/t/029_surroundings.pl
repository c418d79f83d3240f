# What surrounds a call: settings that roles and databases bring, event triggers, cursors that are left in the midst of a
# result, parallel workers that fail.  No server process ends, nothing leaks, and the session works on.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
$node->safe_psql('postgres', q[
	CREATE ROLE dba LOGIN; CREATE ROLE app LOGIN;
	CREATE DATABASE shop OWNER dba;
]);
$node->safe_psql('shop', q[
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
	SELECT analytics_grant('app', 'admin');
	GRANT CREATE ON SCHEMA public TO app;
	SELECT analytics_track(t, analytics_uuid(u::text), analytics_uuid('session ' || u), occurred_at => now() - ago)
	FROM unnest('{a,b,session_started}'::text[]) AS t, unnest('{2 days,1 day,1 minute}'::interval[]) AS ago, generate_series(1, 50) AS u;
	ANALYZE analytics_events;
]);

# Runs statements in one session, each on its own; returns what they print, and fails when the session ends.
my $calls = 0;
sub session
{
	my ($role, $sql, $name) = @_;
	my $marker = 'end of call ' . ++$calls;
	my ($status, $stdout, $stderr) = $node->psql('shop', "\\set VERBOSITY verbose\n$sql\n;\n\\echo $marker", extra_params => [ '-U', $role ], on_error_stop => 0);

	like($stdout, qr/\Q$marker\E$/, "$name: the session lives") or diag($stderr);
	unlike($stderr, qr/ERROR:\s+XX|PANIC|leak/, "$name: no internal error, no leak");
	return ($stdout, $stderr);
}

my $superuser = $node->safe_psql('shop', 'SELECT current_user');

# A setting that is a superuser's is not taken from a role or a database whose owner set it; any other value is refused or taken.
my @settings = split /\n/, $node->safe_psql('shop', q[SELECT analytics_uuidv7() IS NULL; SELECT name || ' ' || context FROM pg_settings WHERE name LIKE 'mindwell\_analytics.%' ORDER BY name]);
@settings = grep { /^mindwell/ } @settings;
cmp_ok(scalar @settings, '>', 10, 'there are settings');
my $defaults = q[SELECT analytics_uuidv7() IS NULL; SELECT name || '=' || setting FROM pg_settings WHERE name LIKE 'mindwell\_analytics.%' AND context = 'superuser' ORDER BY name;];
my ($expected) = session('app', $defaults, 'settings as they are');
for my $value ('', '-1', '2147483648', 'off', '00000000-0000-0000-0000-000000000001', 'z' x 5000)
{
	my $short = length $value > 40 ? 'a long text' : "\"$value\"";

	for my $where ([ 'app', 'ROLE app' ], [ 'dba', 'DATABASE shop' ])
	{
		my ($role, $target) = @$where;

		session($role, join(";\n", map { my ($name) = split / /; "ALTER $target SET $name = '$value'" } @settings), "$target, $short");
		my ($found) = session('app', $defaults, "$target, $short, a new session");
		s/end of call \d+// for $found, (my $before = $expected);
		is($found, $before, "$target, $short: what is a superuser's stays");
		session('app', q[
			SELECT analytics_track('a', analytics_uuid('u'), idempotency_key => 'k', properties => '{"email": "e@example.com", "card": "4111111111111111"}');
			SELECT count(*) FROM analytics_track_batch('[{"event_type": "a"}, {"event_type": "b", "user_id": "u"}]');
			SELECT analytics_identify('u', '{"a": 1}'); SELECT analytics_validate('{"event_type": "a"}'); SELECT analytics_rate_check();
			SELECT analytics_register_event_type('a'); SELECT count(*) FROM analytics_refresh(); SELECT count(*) FROM analytics_health();
			SELECT count(*) FROM analytics_schedule_sql(); SELECT count(*) FROM analytics_forget_user('u'); SELECT count(*) FROM analytics_purge();
			CALL analytics_maintain('{create,drain,trim}');], "$target, $short, calls");
		session($role, "ALTER $target RESET ALL", "$target reset");
	}
}

# Event triggers of a superuser that call the extension, or fail, in the midst of what it does.
for my $body (q[PERFORM public.analytics_track('ddl');], 'PERFORM public.analytics_install();', q[PERFORM count(*) FROM public.analytics_refresh();],
	q[IF tg_tag IN ('CREATE TABLE', 'ALTER TABLE', 'DROP TABLE') THEN RAISE EXCEPTION 'no DDL'; END IF;], 'DROP TABLE IF EXISTS public.analytics_opt_outs;')
{
	for my $event (qw(ddl_command_start ddl_command_end sql_drop))
	{
		# the trigger's own DDL does not fire it
		session($superuser, qq[
			CREATE FUNCTION on_ddl() RETURNS event_trigger LANGUAGE plpgsql AS \$\$ BEGIN
				IF coalesce(current_setting('test.busy', true), '') <> 'on' THEN
					PERFORM set_config('test.busy', 'on', true); $body PERFORM set_config('test.busy', 'off', true);
				END IF; END \$\$;
			CREATE EVENT TRIGGER on_ddl ON $event EXECUTE FUNCTION on_ddl();
			BEGIN; SELECT analytics_install(); ROLLBACK;
			BEGIN; SELECT count(*) FROM analytics_create_partitions(now() - interval '40 days', now() - interval '39 days'); ROLLBACK;
			BEGIN; SELECT analytics_set_retention('events', '1 day'); SELECT count(*) FROM analytics_purge(); ROLLBACK;
			BEGIN; SELECT count(*) FROM analytics_drain_default(3); ROLLBACK;
			BEGIN; SELECT analytics_enable_tenants(); ROLLBACK;
			BEGIN; SELECT count(*) FROM analytics_grant('app', 'coach'); ROLLBACK;
			BEGIN; DROP EXTENSION mindwell_analytics CASCADE; ROLLBACK;
			CALL analytics_maintain();
			DROP EVENT TRIGGER on_ddl; DROP FUNCTION on_ddl;
			SELECT analytics_track('after') IS NOT NULL AS tracked], "$event: $body");
	}
}
SKIP:
{
	skip 'no event trigger for logins', 4 if $node->pg_version < 17;
	session($superuser, q[
		CREATE FUNCTION on_login() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM public.analytics_track('login', analytics_uuid(session_user::text)); END $$;
		CREATE EVENT TRIGGER on_login ON login EXECUTE FUNCTION on_login();
		ALTER EVENT TRIGGER on_login ENABLE ALWAYS], 'a login trigger');
	session('app', 'SELECT 1', 'a login that is tracked');
	$node->safe_psql('shop', 'DROP EVENT TRIGGER on_login');
}

# Each function that returns rows: left after the first, in the ways that there are.
my $period = q[now() - interval '3 days', now()];
my @sets = ("analytics_sessions($period)", "analytics_active_users($period)", "analytics_funnel('[\"a\", \"b\"]', $period)", "analytics_retention('\"a\"', '\"b\"', $period)",
	"analytics_concurrency($period)", "analytics_lifecycle($period)", 'analytics_settings()', 'analytics_health()', 'analytics_storage_stats()', 'analytics_canonical_event_types()',
	q[analytics_track_batch('[{"event_type": "a"}, {"event_type": "b"}]')], q[analytics_export_user_rows('1')], 'analytics_refresh()', 'analytics_purge(true)',
	q[analytics_forget_user('1')], 'analytics_schedule_sql()', 'analytics_events');
for my $set (@sets)
{
	my ($stdout) = session($superuser, qq[
		SELECT count(*) FROM (SELECT FROM $set LIMIT 1) AS first;
		BEGIN; DECLARE c CURSOR FOR SELECT * FROM $set; FETCH 1 FROM c; CLOSE c; COMMIT;
		BEGIN; DECLARE c CURSOR FOR SELECT * FROM $set; FETCH 1 FROM c; COMMIT;
		BEGIN; DECLARE c CURSOR FOR SELECT * FROM $set; FETCH 1 FROM c; SAVEPOINT s; FETCH 1 FROM c; ROLLBACK TO s; ROLLBACK;
		BEGIN; DECLARE c CURSOR FOR SELECT * FROM $set; FETCH 1 FROM c; SELECT 1 / 0; ROLLBACK;
		BEGIN; DECLARE c CURSOR WITH HOLD FOR SELECT * FROM $set; COMMIT; FETCH 1 FROM c; CLOSE ALL;
		DO \$\$ DECLARE r record; BEGIN FOR r IN SELECT * FROM $set LOOP EXIT; END LOOP; END \$\$;
		DO \$\$ DECLARE r record; BEGIN FOR r IN SELECT * FROM $set LOOP RAISE EXCEPTION 'left'; END LOOP; END \$\$;
		SELECT 'rest: ' || count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype NOT IN ('virtualxid', 'relation');
		SELECT 'tracked: ' || (analytics_track('after') IS NOT NULL)], "$set, left");
	like($stdout, qr/^rest: 0$/m, "$set, left: no lock stays");
	like($stdout, qr/^tracked: true$/m, "$set, left: the session tracks");
}

# Parallel workers that fail, or are not to be had.
my $force = $node->pg_version < 16 ? 'force_parallel_mode' : 'debug_parallel_query';
session($superuser, q[
	CREATE FUNCTION boom(u uuid) RETURNS boolean LANGUAGE plpgsql PARALLEL SAFE COST 1 AS $$ BEGIN IF pg_backend_pid() <> current_setting('test.leader')::int THEN RAISE EXCEPTION 'boom'; END IF; RETURN true; END $$;
	ALTER TABLE analytics_events SET (parallel_workers = 2);], 'parallel');
for my $workers (0, 2)
{
	my ($stdout, $stderr) = session($superuser, qq[
		SELECT set_config('test.leader', pg_backend_pid()::text, false); SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0; SET min_parallel_table_scan_size = 0;
		SET max_parallel_workers = $workers; SET parallel_leader_participation = off;
		SELECT analytics_count_distinct(user_id) FROM analytics_events WHERE boom(user_id);
		SELECT count(*) FROM (SELECT analytics_retention_agg(user_id, occurred_at, event_type = 'a', event_type = 'b', 'day', 3) FROM analytics_events WHERE boom(user_id)) AS a;
		SELECT analytics_funnel_agg(user_id, occurred_at, event_type::text, '{a,b}', '1 hour') FROM analytics_events WHERE boom(user_id);
		SET $force = on;
		SELECT count(*) FROM analytics_funnel('["a", "b"]', $period); SELECT count(*) FROM analytics_sessions($period); SELECT count(*) FROM analytics_active_users($period);
		SELECT count(*) FROM analytics_events WHERE boom(user_id);
		SELECT 'tracked: ' || (analytics_track('after') IS NOT NULL)], "workers: $workers");
	like($stdout, qr/^tracked: true$/m, "workers: $workers: the session tracks");
	like($stderr, qr/boom/, 'they did fail') if $workers;
}

unlike(slurp_file($node->logfile), qr/terminated by signal|PANIC:|TRAP:|leak: /, 'the log tells of no crash and no leak');
$node->stop;
done_testing();
