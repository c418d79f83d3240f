# The schedule, with a real pg_cron: in this database, in another one, loaded but not created, not loaded; and its jobs
# run, over a connection and in background workers.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use Store;

my $library = `"$ENV{PG_CONFIG}" --pkglibdir`;
chomp $library;
plan skip_all => 'pg_cron is not installed' unless -e "$library/pg_cron.so";

my $CRON_DATABASE = 'shop';

# A server, and in two databases a store whose owner is no superuser.
sub create_server
{
	my ($name) = @_;
	my $node = PostgreSQL::Test::Cluster->new($name);
	my %stores;

	$node->init(allows_streaming => 1);
	$node->append_conf('postgresql.conf', "max_worker_processes = 20");
	$node->start;
	$node->safe_psql('postgres', 'CREATE ROLE store_owner; CREATE ROLE watcher; GRANT pg_monitor TO watcher');
	foreach my $database ($CRON_DATABASE, q[other's 100%])
	{
		$node->safe_psql('postgres', qq[CREATE DATABASE "$database"]);
		my $store = { node => $node, database => $database, schema => '"Their Schema"', owner => 'store_owner' };
		$node->safe_psql(
			$database, q[
			CREATE SCHEMA "Their Schema" AUTHORIZATION store_owner;
			GRANT USAGE ON SCHEMA "Their Schema" TO PUBLIC;
			CREATE SCHEMA analytics_partitions AUTHORIZATION store_owner;
			CREATE EXTENSION mindwell_analytics SCHEMA "Their Schema"]);
		analytics($store, 'SELECT analytics_install()');
		$stores{$database} = $store;
	}
	return @stores{ $CRON_DATABASE, q[other's 100%] };
}

sub load_pg_cron
{
	my ($node, @settings) = @_;

	$node->append_conf('postgresql.conf', join "\n", q[shared_preload_libraries = 'pg_cron'],
		"cron.database_name = '$CRON_DATABASE'", @settings);
	$node->restart;
	return;
}

# What a statement of the owner says besides its result: NOTICE or ERROR, DETAIL, HINT.
sub messages
{
	my ($store, $sql) = @_;
	my (undef, undef, $stderr) = $store->{node}->psql($store->{database}, Store::as_owner($store, $sql));

	$stderr =~ s/^psql:<stdin>:\d+: //mg;
	return $stderr;
}

# A statement of a superuser, with the extension's schema in the search path.
sub superuser
{
	my ($store, $sql) = @_;

	return $store->{node}->safe_psql($store->{database}, qq[SET search_path = $store->{schema}, public;\n$sql]);
}

my $SCHEDULE = q[SELECT split_part(job_name, '/', 3), schedule, command, action FROM analytics_schedule()];
my $ACTIONS = q[SELECT string_agg(DISTINCT action, ' ') FROM analytics_schedule()];
my $JOBS = q[SELECT jobname, schedule, command, database, username, active FROM cron.job ORDER BY jobid];
my @COMMANDS = map { qq[CALL "Their Schema".analytics_maintain('{$_}'::pg_catalog.text[], pg_catalog.now())] }
  ('create,register,drain,trim', 'refresh', 'purge,keys,analyze');

my ($store, $other) = create_server('connections');
my ($worker_store) = create_server('workers');
my $node = $store->{node};

# Not loaded: what a session says about pg_cron does not count.

is( analytics($other, $SCHEDULE),
	"maintain|7 * * * *|$COMMANDS[0]|none\nrefresh|3-59/5 * * * *|$COMMANDS[1]|none\npurge|0 1-5 * * *|$COMMANDS[2]|none",
	'not loaded: nothing is done');
my $notice = messages($other, "SET cron.database_name = '$CRON_DATABASE';\n$ACTIONS");
like($notice, qr/^NOTICE:  pg_cron is not loaded: nothing was done\nDETAIL:  7 \* \* \* \* psql .*\nHINT:  /s,
	'not loaded: the lines for crontab are printed');

# The lines work, as cron runs them: it unescapes percent signs and leaves the rest to the shell.
$node->safe_psql('postgres', 'ALTER ROLE store_owner LOGIN');
foreach my $line (split /\n/, analytics($other, q[SELECT statement FROM analytics_schedule_sql() WHERE run_in = 'crontab']))
{
	my ($command) = $line =~ /^(?:\S+ ){5}(.*)/;
	$command =~ s/\\%/%/g;
	local $ENV{PGHOST} = $node->host;
	is(system('sh', '-c', $command), 0, "crontab: $line");
}
is(analytics($other, q[SELECT count(*) FROM analytics_run_log WHERE step = 'run' AND status = 'done']), 3,
	'crontab: maintenance has run');
like(messages($other, 'SELECT * FROM analytics_unschedule()'), qr/^NOTICE:  pg_cron is not in this database/,
	'not loaded: nothing to unschedule');

# Loaded, not created, while somebody has made a schema of its name.

load_pg_cron($node, q[cron.host = '] . $node->host . q[']);
load_pg_cron($worker_store->{node}, 'cron.use_background_workers = on', q[cron.host = 'nowhere.invalid']);
superuser(
	$store, qq[
	CREATE ROLE mallory;
	GRANT CREATE ON DATABASE $CRON_DATABASE TO mallory;
	SET ROLE mallory;
	CREATE SCHEMA cron;
	CREATE TABLE cron.job (jobid bigint, jobname text, schedule text, command text, database text, username text, active boolean);
	CREATE TABLE cron.job_run_details (runid bigint, jobid bigint, database text, status text, return_message text,
		start_time timestamptz, end_time timestamptz);
	INSERT INTO cron.job SELECT 1, 'mindwell_analytics/$CRON_DATABASE/maintain', '* * * * *', '', '$CRON_DATABASE', 'store_owner', true;
	CREATE FUNCTION cron.trap() RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION \$\$trapped\$\$; END';
	CREATE FUNCTION cron.schedule(text, text, text) RETURNS bigint LANGUAGE sql AS 'SELECT cron.trap()::int::bigint';
	CREATE FUNCTION cron.unschedule(bigint) RETURNS boolean LANGUAGE sql AS 'SELECT cron.trap()';
	GRANT USAGE ON SCHEMA cron TO PUBLIC;
	GRANT SELECT ON cron.job, cron.job_run_details TO PUBLIC]);
like( messages($store, $ACTIONS),
	qr/^NOTICE:  pg_cron is loaded, but not in this database: nothing was done\n.*HINT:  A superuser runs CREATE EXTENSION pg_cron; GRANT USAGE ON SCHEMA cron TO store_owner; then call this again\.$/s,
	'not created: what to do is printed');
is(superuser($store, q[SELECT string_agg(DISTINCT state, ' ') FROM analytics_jobs]), 'unknown', 'a foreign schema cron is not read');
like(messages($store, 'SELECT * FROM analytics_unschedule()'), qr/^NOTICE:  pg_cron is not in this database/, 'nor called');
is(messages($store, q[CALL analytics_maintain('{trim}')]), '', 'nor trimmed');
superuser($store, 'DROP SCHEMA cron CASCADE');

# In this database.

superuser($_, 'CREATE EXTENSION pg_cron') for ($store, $worker_store);
superuser($worker_store, 'GRANT USAGE ON SCHEMA cron TO store_owner; ALTER ROLE store_owner LOGIN');
like(messages($store, $ACTIONS), qr/^ERROR:  role "store_owner", who owns the store, may not use pg_cron\nHINT:  A superuser runs GRANT USAGE ON SCHEMA cron TO store_owner;/,
	'here: not without USAGE on its schema');
is(sqlstate($store, $ACTIONS), '42501', 'here: its SQLSTATE');
is(messages($store, q[CALL analytics_maintain('{trim}')]) =~ /ERROR/, '', 'maintenance does not mind');
is(superuser($store, q[SELECT string_agg(DISTINCT state, ' ') FROM analytics_jobs]), 'unknown', 'nor does the list of jobs');
superuser($store, 'GRANT USAGE ON SCHEMA cron TO store_owner; ALTER ROLE store_owner NOLOGIN');
like(messages($store, $ACTIONS), qr/^ERROR:  role "store_owner", who owns the store, may not log in\nDETAIL:  .*\nHINT:  Run ALTER ROLE store_owner LOGIN;/,
	'here: not when the jobs could not run');
superuser($store, 'ALTER ROLE store_owner LOGIN');
is(sqlstate($store, q[SELECT analytics_schedule('daily')]), '22023', 'here: not by an unknown preset');

is(superuser($store, q[SELECT string_agg(DISTINCT state, ' ') FROM analytics_jobs]), 'missing', 'here: no job yet');
my @expected = (
	"mindwell_analytics/shop/maintain|7 * * * *|$COMMANDS[0]|shop|store_owner|t",
	"mindwell_analytics/shop/refresh|3-59/5 * * * *|$COMMANDS[1]|shop|store_owner|t",
	"mindwell_analytics/shop/purge|0 1-5 * * *|$COMMANDS[2]|shop|store_owner|t");
is(superuser($store, $ACTIONS), 'scheduled', 'here: a superuser schedules');
is(superuser($store, $JOBS), join("\n", @expected), 'here: jobs of the store\'s owner');
is(analytics($store, $ACTIONS), 'unchanged', 'here: once is enough');
is(superuser($store, q[SELECT string_agg(DISTINCT state, ' ') FROM analytics_jobs]), 'scheduled', 'here: they are listed');

superuser($store, q[UPDATE cron.job SET database = 'postgres', active = false WHERE jobname LIKE '%/maintain';
	UPDATE cron.job SET schedule = '0 0 1 1 *', active = false WHERE jobname LIKE '%/refresh';
	UPDATE cron.job SET command = 'SELECT 1' WHERE jobname LIKE '%/purge']);
is(superuser($store, q[SELECT split_part(job_name, '/', 3), state FROM analytics_jobs]),
	"maintain|missing\npurge|outdated\nrefresh|inactive", 'here: what is wrong with a job shows');
is(superuser($store, $ACTIONS), 'changed', 'here: a changed job is put right');
$expected[1] =~ s/t$/f/;
is(join("\n", sort split /\n/, superuser($store, $JOBS)), join("\n", sort @expected), 'here: but what was made inactive stays so');
is(superuser($store, q[SELECT * FROM analytics_schedule('frequent') WHERE action <> 'unchanged']),
	"mindwell_analytics/shop/refresh|1-6,8-59 * * * *|$COMMANDS[1]|changed", 'here: another preset');

superuser($store, q[SELECT cron.schedule('mindwell_analytics/shop/maintain', '1 1 1 1 *', 'SELECT 1')]);
is(superuser($store, q[SELECT count(*) FROM analytics_unschedule()]), 3, 'here: unscheduled');
is(superuser($store, q[SELECT username = CURRENT_USER, command FROM cron.job]), 't|SELECT 1', 'here: nobody else\'s job is touched');
is(sqlstate({ %$store, owner => 'watcher' }, 'SELECT analytics_schedule()'), '42501', 'only the owner schedules');

# The store gets another owner, the owner another name, a database is dropped: there is one set of jobs.

my $FORMER_JOBS = q[INSERT INTO cron.job (jobname, schedule, command, nodename, nodeport, database, username)
	SELECT 'mindwell_analytics/' || d.name || '/maintain', '7 * * * *', 'CALL "Their Schema".analytics_maintain(''{create}'')', '', 5432, d.name, d.role
	FROM (VALUES ('shop', 'former_owner'), ('dropped', 'store_owner'), ('dropped', 'former_owner')) AS d (name, role)];
my $OWNERS = q[SELECT string_agg(username || ' ' || count, ', ' ORDER BY username COLLATE "C")
	FROM (SELECT username, count(*) FROM cron.job WHERE username <> CURRENT_USER GROUP BY 1) AS u];
my $STALE = q[SELECT status || ' ' || value FROM analytics_health() WHERE check_name = 'stale_jobs'];
superuser($store, $FORMER_JOBS);
is(superuser($store, $STALE), 'warning 3', 'former owner: health warns');
is(analytics($store, q[SELECT status || ' ' || value FROM analytics_health() WHERE check_name = 'stale_jobs']), 'warning 3', 'former owner: the owner too');
like(messages($store, 'SELECT count(*) FROM analytics_schedule()'),
	qr/^WARNING:  job mindwell_analytics\/shop\/maintain of role former_owner stays\n.*HINT:  A superuser runs SELECT cron[.]unschedule\(\d+\);$/ms,
	'former owner: who may not remove a job is told who may');
is(superuser($store, $OWNERS), 'former_owner 2, store_owner 3', 'former owner: what the owner has of a dropped database they remove');
is(superuser($store, q[SELECT count(*) FROM analytics_schedule() WHERE action = 'unscheduled']), 2, 'former owner: a superuser replaces their jobs');
is(superuser($store, $OWNERS), 'store_owner 3', 'former owner: one set is left');
is(superuser($store, $STALE), 'ok 0', 'former owner: health sees none');
superuser($store, 'ALTER ROLE store_owner RENAME TO renamed_owner');
is(superuser($store, q[SELECT string_agg(DISTINCT action, ' ' ORDER BY action) FROM analytics_schedule()]), 'scheduled unscheduled', 'renamed owner: they are scheduled anew');
is(superuser($store, $OWNERS), 'renamed_owner 3', 'renamed owner: one set');
superuser($store, 'ALTER ROLE renamed_owner RENAME TO store_owner');
is(superuser($store, q[SELECT count(*) FROM analytics_unschedule()]), 3, 'renamed owner: unscheduled under the former name');
is(superuser($store, q[SELECT username = CURRENT_USER, command FROM cron.job]), 't|SELECT 1', 'renamed owner: nobody else\'s job is touched');
is(analytics({ %$store, owner => 'watcher' }, 'SELECT count(*) FROM analytics_jobs'), 3, 'a member of pg_monitor sees the jobs');
is(sqlstate({ %$store, owner => 'mallory' }, 'TABLE analytics_jobs'), '42501', 'nobody else does');

# In another database: what is printed there is run here.

$notice = messages($other, $SCHEDULE);
like($notice, qr/^NOTICE:  pg_cron keeps its jobs in database "shop": nothing was done here\nDETAIL:  CREATE EXTENSION .*\nHINT:  A superuser runs these statements in database "shop"\.$/s,
	'elsewhere: the statements are printed');
$node->safe_psql($CRON_DATABASE, $FORMER_JOBS =~ s/'shop'/q['other''s 100%']/re =~ s/, \('dropped.*(?=\) AS d)//r);
$node->safe_psql($CRON_DATABASE, analytics($other, q[SELECT statement FROM analytics_schedule_sql() WHERE run_in = 'database shop']))
  for 1 .. 2;
my $others_jobs = $JOBS =~ s/ORDER/WHERE database <> 'shop' ORDER/r;
is( $node->safe_psql($CRON_DATABASE, $others_jobs),
	join("\n", map { s/shop/other's 100%/gr } @expected) =~ s/f$/t/mr, 'elsewhere: they schedule the jobs');
like(messages($other, 'SELECT * FROM analytics_unschedule()'), qr/^DETAIL:  SELECT cron\.unschedule\(jobid\) FROM cron\.job WHERE database = 'other''s 100%' AND starts_with\(CAST\(jobname AS text\), 'mindwell_analytics\/other''s 100%\/'\) AND strpos\(command, '.analytics_maintain\('\) > 0;$/m,
	'elsewhere: how to unschedule is printed');

# The jobs run: over a connection, in another database, in a background worker.

my $LAST_PARTITION = q[to_regclass('analytics_partitions.analytics_events_' || to_char((now() + interval '7 days') AT TIME ZONE 'UTC', 'YYYYMMDD'))];
my %CREATES = (
	job     => 'maintain',
	before  => q[DO $$ BEGIN EXECUTE 'DROP TABLE ' || ] . $LAST_PARTITION . q[; END $$],
	done    => "SELECT $LAST_PARTITION IS NOT NULL");
my %REFRESHES = (
	job     => 'refresh',
	before  => q[SELECT analytics_track('login', analytics_uuid('ada'))],
	done    => q[SELECT value = 1 FROM analytics_metrics WHERE metric_type = 'dau']);
# One job in each database: those that are due at once would meet.
my %runs = (
	'over a connection'      => { store => $store,        %CREATES },
	'in another database'    => { store => $other,        %REFRESHES },
	'in a background worker' => { store => $worker_store, %CREATES });

foreach my $run (values %runs)
{
	my $run_store = $run->{store};
	(my $database = $run_store->{database}) =~ s/'/''/g;
	superuser($run_store, 'SELECT * FROM analytics_schedule()') unless $run_store == $other;
	superuser($run_store, $run->{before});
	$run->{is_job} = "database = '$database' AND jobname LIKE 'mindwell_analytics/%/$run->{job}' AND username = 'store_owner'";
	# The others of the database stand still: one that begins in the same minute would make this one give way.
	$run_store->{node}->safe_psql($CRON_DATABASE, qq[
		SELECT cron.alter_job(jobid, schedule => '0 0 1 1 *') FROM cron.job
		WHERE database = '$database' AND jobname LIKE 'mindwell_analytics/%' AND NOT ($run->{is_job});
		SELECT cron.alter_job(jobid, schedule => '* * * * *') FROM cron.job WHERE $run->{is_job}]);
}
foreach my $name (sort keys %runs)
{
	my $run = $runs{$name};
	ok($run->{store}{node}->poll_query_until($CRON_DATABASE,
		"SELECT count(*) > 0 FROM cron.job_run_details WHERE status = 'succeeded' AND jobid = (SELECT jobid FROM cron.job WHERE $run->{is_job})"),
		"$name: the job succeeded");
	is(superuser($run->{store}, $run->{done}), 't', "$name: its work is done");
	is(superuser($run->{store}, "SELECT status, detail ~ 'last done' FROM analytics_health() WHERE check_name = 'job_$run->{job}'"),
		'ok|t', "$name: health is told");
}
foreach my $name ('over a connection', 'in a background worker')
{
	is(superuser($runs{$name}{store}, q[SELECT last_status, last_end >= last_start, last_success <= now(), next_due > now(), is_late FROM analytics_jobs WHERE job_name LIKE '%/maintain']),
		'succeeded|t|t|t|f', "$name: the run is listed");
}

# The log of them is trimmed, but not that of others.
superuser($store, q[
	SELECT cron.schedule('mine', '1 1 1 1 *', 'SELECT 1');
	INSERT INTO cron.job_run_details (jobid, runid, database, username, command, status, start_time, end_time)
	SELECT jobid, 1000 + jobid, 'shop', username, command, 'succeeded', now() - interval '40 days', now() - interval '40 days'
	FROM cron.job WHERE username IN ('store_owner', CURRENT_USER)]);
analytics($store, q[CALL analytics_maintain('{trim}')]);
is(superuser($store, q[SELECT string_agg(DISTINCT (username = 'store_owner')::text, ' ') FROM cron.job_run_details WHERE runid > 1000]), 'false',
	'the log of the store\'s jobs is trimmed, but no other');

# On a standby, where pg_cron runs nothing.
$node->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($node, 'base', has_streaming => 1);
$standby->start;
$node->wait_for_catchup($standby);
my $standby_store = { %$store, node => $standby };
is(analytics($standby_store, q[SELECT job_name ~ 'maintain', last_status, is_late FROM analytics_jobs ORDER BY 1 DESC LIMIT 1]), 't|succeeded|f',
	'on a standby: the jobs are listed');
is(analytics($standby_store, q[SELECT string_agg(detail, ' ') FROM analytics_health() WHERE detail ~ 'check failed']) , '',
	'on a standby: health is told');
like(messages($standby_store, $ACTIONS), qr/^NOTICE:  no maintenance on a standby/, 'on a standby: nothing is scheduled');

done_testing();
