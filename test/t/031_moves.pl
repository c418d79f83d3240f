# Events that leave the default partition are neither lost nor doubled at a subscriber, whatever its publication has of
# them: as rows of analytics_events or under the partitions' names, all tables or one, all operations or some.
#
# Every subscription is in a database of its own of one server, so that the publisher's moves reach all of them at once.

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
$publisher->append_conf(
	'postgresql.conf', q[
	mindwell_analytics.max_event_age = 0
	mindwell_analytics.premake = 1
	max_wal_senders = 30
	max_replication_slots = 30]);
$publisher->start;
my $subscriber = PostgreSQL::Test::Cluster->new('subscriber');
$subscriber->init;
$subscriber->append_conf(
	'postgresql.conf', q[
	mindwell_analytics.max_event_age = 0
	mindwell_analytics.premake = 1
	max_logical_replication_workers = 30
	max_worker_processes = 40
	wal_retrieve_retry_interval = 100ms]);
$subscriber->start;

my $store = { node => $publisher, database => 'postgres', schema => 'public' };
my $follower = { node => $subscriber, database => 'all_tables', schema => 'public' };
my $events = 'public.analytics_events';
my $default = 'analytics_partitions.analytics_events_default';
my $leaf = 'analytics_partitions.analytics_events_20010101';

# A table with the columns of the publisher's, and one more; a trigger notes what is applied to it.
sub create_table
{
	my ($database, $table) = @_;
	my ($schema) = split /\./, $table;

	$subscriber->safe_psql($database, qq[
		SET client_min_messages = error;
		CREATE SCHEMA IF NOT EXISTS $schema;
		CREATE TABLE $table (id uuid, tenant_id uuid, occurred_at timestamptz, created_at timestamptz, user_id uuid, session_id uuid,
			event_type varchar(64), funnel_stage varchar(32), properties jsonb, note text DEFAULT 'arrived', PRIMARY KEY (id, occurred_at));
		CREATE TRIGGER apply AFTER INSERT OR UPDATE OR DELETE ON $table FOR EACH ROW EXECUTE FUNCTION public.apply();
		ALTER TABLE $table ENABLE ALWAYS TRIGGER apply]);
	return;
}

# A database that subscribes to a publication of its own name.
sub subscribe
{
	my ($name, @tables) = @_;

	if (@tables)
	{
		$subscriber->safe_psql('postgres', "CREATE DATABASE $name");
		$subscriber->safe_psql($name, q[
			CREATE TABLE applied (operation text);
			CREATE FUNCTION apply() RETURNS trigger LANGUAGE plpgsql
			AS $$ BEGIN INSERT INTO public.applied VALUES (tg_op); RETURN NULL; END $$]);
		create_table($name, $_) for @tables;
	}
	$subscriber->safe_psql($name,
		"CREATE SUBSCRIPTION $name CONNECTION '" . $publisher->connstr . " dbname=postgres' PUBLICATION $name");
	return;
}

sub wait_for_tables
{
	$subscriber->wait_for_subscription_sync($publisher, $_, $_) for @_;
	return;
}

sub catch_up
{
	$publisher->wait_for_catchup($_) for @_;
	return;
}

# How many events a subscriber has, of how many different ones.
sub has
{
	my ($database, @tables) = @_;
	my $union = join ' UNION ALL ', map { "SELECT id FROM $_" } @tables;

	return $subscriber->safe_psql($database, "SELECT concat_ws(' of ', count(*), count(DISTINCT id)) FROM ($union) AS e");
}

# The same, and what was applied since it was asked last.
sub received
{
	my ($database, @tables) = @_;

	return has($database, @tables) . ': ' . $subscriber->safe_psql($database, q[
		WITH done AS (DELETE FROM applied RETURNING operation)
		SELECT coalesce(string_agg(n || ' ' || operation, ', ' ORDER BY operation), 'nothing')
		FROM (SELECT count(*) AS n, operation FROM done GROUP BY operation) AS d]);
}

sub track
{
	my ($count, $occurred_at) = @_;

	# so large that their properties are stored beside the row
	analytics($store, "INSERT INTO analytics_events (event_type, occurred_at, properties)
		SELECT 'tea_brewed', '$occurred_at', jsonb_build_object('leaves', (SELECT string_agg(md5(i::text || j), '') FROM generate_series(1, 200) j))
		FROM generate_series(1, $count) i");
	return;
}

# ---- As rows of analytics_events ----

my %of = (
	one_table => 'FOR TABLE analytics_events',
	all_tables => 'FOR ALL TABLES',
	filtered => q[FOR TABLE analytics_events WHERE (occurred_at < '2020-01-01Z')],
	of_inserts => 'FOR TABLE analytics_events',
	of_deletes => 'FOR TABLE analytics_events');
my %publish = (of_inserts => 'insert', of_deletes => 'delete');

analytics($store, 'CREATE EXTENSION mindwell_analytics; SELECT analytics_install()');
for my $name (sort keys %of)
{
	my $publish = $publish{$name} // 'insert, update, delete, truncate';

	analytics($store, "CREATE PUBLICATION $name $of{$name} WITH (publish_via_partition_root, publish = '$publish')");
}
# rows that are copied at first
track(5, '2001-01-01Z');
# all tables of a store: the subscriber has one, which starts empty
$subscriber->safe_psql('postgres', 'CREATE DATABASE all_tables');
analytics($follower, q[
	CREATE EXTENSION mindwell_analytics; SELECT analytics_install();
	SET client_min_messages = error;
	DO $$ BEGIN
		EXECUTE (SELECT 'TRUNCATE ' || string_agg(mindwell_internal.relation(table_name)::text, ', ') || ' CASCADE'
			FROM mindwell_internal.store_tables() WHERE table_name <> 'analytics_audit_log');
	END $$]);
subscribe($_, $_ eq 'all_tables' ? () : $events) for sort keys %of;
wait_for_tables(sort keys %of);
# rows that are sent
track(3, '2001-01-01 12:00Z');
catch_up(sort keys %of);
received($_, $events) for grep { $_ ne 'all_tables' } sort keys %of;

my $drain = 'SELECT action, event_count, status, error_code, error FROM analytics_drain_default()';
is(analytics($store, $drain), 'drain|8|done||', 'by the root: a drain');
is(analytics($store, "SELECT relreplident FROM pg_class WHERE oid = '$default'::regclass"), 'd',
	'the replica identity is what it was');
# what comes afterwards arrives, so that the move would have
track(1, '2001-01-01 13:00Z');
analytics($store, "DELETE FROM analytics_events WHERE occurred_at = '2001-01-01Z'");
catch_up(sort keys %of);
is(received('one_table', $events), '4 of 4: 5 DELETE, 1 INSERT', 'one table: what changed, and no more');
is(received('filtered', $events), '4 of 4: 5 DELETE, 1 INSERT', 'a row filter: the same');
is(received('of_inserts', $events), '9 of 9: 1 INSERT', 'insertions alone: none twice');
is(received('of_deletes', $events), '0 of 0: 5 DELETE', 'deletions alone: those alone');
is(has('all_tables', $events), '4 of 4', 'all tables: whole');
is(analytics($follower, $drain), 'drain|4|done||', 'all tables: the subscriber drains what it was sent');
is(has('all_tables', $events), '4 of 4', 'all tables: and has it');

# ---- By a decoder that looks at no publication, beside those ----

my @by_root = qw(all_tables filtered one_table);
$subscriber->safe_psql($_, "DROP SUBSCRIPTION $_") for qw(of_inserts of_deletes);
analytics($store, 'DROP PUBLICATION of_inserts, of_deletes');
analytics($store, "SELECT pg_create_logical_replication_slot('other', 'test_decoding')");
track(2, '2001-01-03Z');
is(analytics($store, $drain), 'drain|2|done||', 'another decoder: a drain');
my $delete_one = 'DELETE FROM analytics_events WHERE id = (SELECT id FROM analytics_events WHERE occurred_at = %s LIMIT 1)';
analytics($store, sprintf($delete_one, "'2001-01-03Z'"));
my $other_leaf = 'analytics_partitions.analytics_events_20010103';
is(analytics($store, q[
	SELECT string_agg(what, ', ' ORDER BY n)
	FROM (SELECT substring(data FROM '^table (.*: [A-Z]+): ') AS what, min(n) AS n
		FROM pg_logical_slot_get_changes('other', NULL, NULL) WITH ORDINALITY AS c (lsn, xid, data, n)
		WHERE data ~ ' analytics_partitions\.' GROUP BY 1) AS d]),
	"$default: INSERT, $default: DELETE, $other_leaf: INSERT, $other_leaf: DELETE", 'another decoder: out of one table, into the other');
analytics($store, "SELECT pg_drop_replication_slot('other')");

# ---- Under the partitions' names, beside those ----

analytics($store, 'CREATE PUBLICATION leaves FOR TABLE analytics_events');
subscribe('leaves', split /\n/, analytics($store, 'SELECT partition FROM mindwell_internal.partitions()'));
track(5, '2001-01-02Z');
wait_for_tables('leaves');
catch_up('leaves', @by_root);
received('leaves', $default, $leaf);
received('one_table', $events);

is(analytics($store, $drain), 'drain|5|done||', 'by name: a drain');
analytics($store, sprintf($delete_one, "'2001-01-02Z'"));
catch_up(@by_root);
is(received('one_table', $events), '9 of 9: 6 DELETE, 5 INSERT', 'by the root, beside: whole');
is(has('filtered', $events), '9 of 9', 'by the root with a row filter, beside: whole');
is(has('all_tables', $events), '9 of 9', 'all tables, beside: whole');
my $new_leaf = 'analytics_partitions.analytics_events_20010102';

# The subscriber makes the table, and is sent it.
create_table('leaves', $new_leaf);
$subscriber->safe_psql('leaves', 'ALTER SUBSCRIPTION leaves REFRESH PUBLICATION');
wait_for_tables('leaves');
catch_up('leaves');
is(has('leaves', $default), '0 of 0', 'by name: gone from the default partition');
is(has('leaves', $default, $leaf, $other_leaf, $new_leaf), '9 of 9', 'by name: whole, when the new partition is there');

my $all = 'SELECT md5(string_agg(concat_ws($$ $$, id, occurred_at, created_at, event_type, properties), $$ $$ ORDER BY id)) FROM ';
my $rows = analytics($store, $all . $events);
is($subscriber->safe_psql($_, $all . $events), $rows, "$_: what the publisher has") for @by_root;
is($subscriber->safe_psql('leaves', "$all (TABLE $default UNION ALL TABLE $leaf UNION ALL TABLE $other_leaf UNION ALL TABLE $new_leaf) AS e"), $rows,
	'leaves: what the publisher has');

# ---- Where it cannot be made right ----

track(2, '2001-02-01Z');
analytics($store, "ALTER PUBLICATION leaves SET (publish = 'insert, update')");
my $moves = "SELECT status, hint FROM analytics_health() WHERE check_name = 'moves'";
my $mend = q[ALTER PUBLICATION leaves SET (publish = 'insert, update, delete');];
is(analytics($store, "CALL analytics_maintain('{drain}');
	SELECT target, status, error_code, error FROM analytics_run_log WHERE step = 'drain' AND target <> ''"),
	'analytics_events_20010201|failed|55000|events stay in the default partition: publication leaves has the partitions'
	  . " by their names, without insertions or without deletions\n"
	  . "DETAIL:  Its subscribers would have each event that moves twice, or lose it.\n"
	  . "HINT:  ALTER PUBLICATION leaves SET (publish = 'insert, update, delete');", 'insertions alone, by name: they stay');
is(analytics($store, "SELECT count(*) FROM analytics_events WHERE occurred_at = '2001-02-01Z'"), 2, 'where they are counted');
is(analytics($store, $moves), "warning|$mend", 'and health says what to do');
analytics($store, $mend);
is(analytics($store, $moves), 'ok|', 'which is done');
is(analytics($store, $drain), 'drain|2|done||', 'and they move');

done_testing();
