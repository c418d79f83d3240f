# A dump restores as any database does: in one transaction, stopping at the first error, with nothing to prepare and
# nothing to repair, whoever owns the store and wherever it lies.

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
$node->safe_psql('postgres', 'CREATE ROLE store_owner; CREATE ROLE tenant_app');

# A membership of a tenant is dumped as the role's name, also when that has to be quoted.
my $renamed = q["Tenant's App"];

# Makes a database with the extension, and a store of the owner.
sub create_store
{
	my ($store, $arguments) = @_;
	my ($database, $schema) = @{$store}{ 'database', 'schema' };
	my $owner = $store->{owner} // 'CURRENT_USER';

	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql(
		$database, qq[
		SET client_min_messages = warning;
		CREATE SCHEMA IF NOT EXISTS $schema;
		CREATE EXTENSION mindwell_analytics SCHEMA $schema;
		GRANT CREATE, USAGE ON SCHEMA $schema TO $owner;
		GRANT CREATE ON DATABASE $database TO $owner]);
	analytics($store, "SELECT analytics_install($arguments)");
	return;
}

# The restored store has all that the dumped one had, and takes events as that did.
sub same_store
{
	my ($store, $before) = @_;
	my $name = $store->{database};

	is_deeply(rows($store),      $before->{rows},      "$name: rows of every table");
	is_deeply(structure($store), $before->{structure}, "$name: triggers, policies, rights, indexes, constraints, comments");

	is(analytics($store, "SELECT $Store::RETRIED"),
		$before->{first_id}, "$name: a retry from before the dump is recognised");
	is(analytics($store, "SELECT analytics_track('tea_brewed', '$Store::OPTED_OUT') IS NULL"),
		't', "$name: who opted out stays out");
	is(sqlstate($store, q[SELECT analytics_track('tea_brewed', properties => '{"grams": "x"}')]),
		'22023', "$name: a bad event is refused");
	is( analytics(
			$store, qq[
			WITH event AS (INSERT INTO analytics_events (event_type, properties)
				VALUES ('tea_brewed', '{"nickname": "leaf", "email": "leaf\@example.com"}') RETURNING properties)
			SELECT e.properties = o.properties - 'grams'
			FROM event AS e, analytics_events AS o
			WHERE o.properties \@> '{"grams": 4}' AND o.user_id = '$Store::USER']),
		't', "$name: a new event is stored, hashed with the same key");
	is(sqlstate($store, "SELECT analytics_track('tea_brewed', tenant_id => '$Store::TENANT')"),
		$store->{one_tenant} ? '55000' : '00000', "$name: takes the events of as many tenants");
	$store->{node}->safe_psql($name, "GRANT USAGE ON SCHEMA $store->{schema} TO $renamed");
	is(analytics($store, "SET ROLE $renamed; SELECT count(DISTINCT tenant_id), min(tenant_id::text) FROM analytics_events"),
		$store->{one_tenant} ? '0|' : "1|$Store::TENANT", "$name: the role of a tenant sees that tenant's events");
	like(analytics($store, 'SELECT analytics_install()'),
		qr/is complete$/, "$name: analytics_install() finds nothing to do");
	return;
}

my @layouts = (
	[ { database => 'plain', schema => 'public', one_tenant => 1 }, '' ],
	[ { database => 'theirs', schema => '"Their Schema"', owner => 'store_owner' }, q['month', 'their "partitions"'] ]);

foreach my $layout (@layouts)
{
	my ($store, $arguments) = @$layout;
	my $database = $store->{database};
	$store->{node} = $node;
	create_store($store, $arguments);
	fill_store($store);
	$node->safe_psql('postgres', "ALTER ROLE tenant_app RENAME TO $renamed");

	my %before = (
		first_id  => analytics($store, "SELECT $Store::RETRIED"),
		rows      => rows($store),
		structure => structure($store));
	my @filled = grep { /analytics_events_\d+\|[1-9]/ } @{ $before{rows} };
	cmp_ok(scalar @filled, '>=', 2, "$database: events in several partitions");
	ok(scalar(grep { /analytics_events_default\|[1-9]/ } @{ $before{rows} }), "$database: events in the default partition");

	my $sql = $node->basedir . "/$database.sql";
	my %copy = (%$store, database => "${database}_sql");
	$node->safe_psql('postgres', "CREATE DATABASE $copy{database}");
	$node->command_ok([ 'pg_dump', '--file', $sql, $database ], "$database: dump as SQL");
	$node->command_ok(
		[ 'psql', '-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null', '-f', $sql, $copy{database} ],
		"$database: psql -1 -v ON_ERROR_STOP=1");
	same_store(\%copy, \%before);

	my $archive = $node->basedir . "/$database.dump";
	%copy = (%$store, database => "${database}_archive");
	$node->safe_psql('postgres', "CREATE DATABASE $copy{database}");
	$node->command_ok([ 'pg_dump', '--format=custom', '--file', $archive, $database ], "$database: dump as an archive");
	$node->command_ok([ 'pg_restore', '--exit-on-error', '--jobs=2', '--dbname', $copy{database}, $archive ],
		"$database: pg_restore with two jobs");
	same_store(\%copy, \%before);
	$node->safe_psql('postgres', "ALTER ROLE $renamed RENAME TO tenant_app");
}

# The events alone, into a store that exists already: they pass the gate, which leaves alone what it made itself.
my $sql = $node->basedir . '/events.sql';
my %other = (%{ $layouts[0][0] }, database => 'events_only');
create_store(\%other, q['week']);
$node->command_ok(
	[
		'pg_dump', '--data-only', '--load-via-partition-root', '--table=analytics_events',
		'--table=analytics_partitions.*', '--file', $sql, 'plain'
	],
	'dump of the events alone');
$node->command_ok([ 'psql', '-X', '-q', '-1', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null', '-f', $sql, 'events_only' ],
	'they load into another store');
my $events = q[SELECT count(*), md5(string_agg(format('%s %s %s %s %s', id, tenant_id, occurred_at, event_type, properties), E'\n' ORDER BY id))
	FROM analytics_events];
is(analytics(\%other, $events), analytics($layouts[0][0], $events), 'the same events, nothing hashed twice');

$node->stop;
done_testing();
