# Stores that released versions made: their saved dumps (test/upgrade) restore, take events, answer as they did and are
# maintained under the library of this tree: with the SQL of their version, after ALTER EXTENSION ... UPDATE, and after
# analytics_install().  Then nothing tells them from a new store, nor the extension from a new one.
#
# What comes after this tree's version is imagined: a store with a table and a column more, a function that was dropped, a
# new type, new rights.  So it is known that the next release can be made of the topics by scripts/update-script, and
# what a session sees meanwhile.
#
# One major is enough for make check.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use File::Basename qw(basename dirname);
use File::Copy qw(copy);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use Store;

my $tree      = "$FindBin::RealBin/../..";
my $extension = 'mindwell_analytics';
my $tea       = 'aaaaaaaa-0000-4000-8000-000000000001';
my $gym       = 'bbbbbbbb-0000-4000-8000-000000000002';
my $imagined  = '99.0.0-imagined';
chomp(my $script_directory = `pg_config --sharedir`);
$script_directory .= '/extension';

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "timezone = 'UTC'\n$extension.max_event_age = 0\n$extension.premake = 1");
$node->start;
$node->safe_psql('postgres', slurp_file("$tree/test/upgrade/roles.sql"));
my $newest = $node->safe_psql('postgres', "SELECT default_version FROM pg_available_extensions WHERE name = '$extension'");

sub write_file
{
	my ($path, $content) = @_;

	open my $file, '>', $path or die "$path: $!";
	print $file $content;
	close $file or die "$path: $!";
	return $path;
}

# Replaces what is there once.
sub change
{
	my ($text, $find, $replacement) = @_;

	die "\"$find\" is not there once" unless 1 == (() = $text =~ /\Q$find\E/g);
	return $text =~ s/\Q$find\E/$replacement/r;
}

# The install script of the imagined version, and the update script that the Makefile makes of it.
sub imagine_next_version
{
	my $work   = PostgreSQL::Test::Utils::tempdir();
	my $script = slurp_file("$script_directory/$extension--$newest.sql");
	my ($migrations) = $script =~ /CREATE FUNCTION mindwell_internal\.store_migrations\(\).*?\$\$(.*?)\$\$/s;
	my $version = 1 + (sort { $b <=> $a } $migrations =~ /\((\d+),/g)[0];

	$script = change($script, "VALUES (1, name 'create_core_tables'),",
		"VALUES ($version, name 'create_next_table'), ($version, 'add_next_column'), (1, 'create_core_tables'),");
	$script = change($script, "VALUES (name 'analytics_store', 1, false),",
		"VALUES (name 'analytics_store', 1, false), ('analytics_next', $version, true),");
	# another name of an argument, for which the function has to be dropped
	$script = change($script, 'CREATE FUNCTION @extschema@.analytics_uuid(id bigint)', 'CREATE FUNCTION @extschema@.analytics_uuid(number bigint)');
	my $topic = write_file("$work/topics.sql", $script . <<'SQL');
CREATE FUNCTION mindwell_internal.create_next_table() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN CREATE TABLE @extschema@.analytics_next (tenant_id uuid PRIMARY KEY, next text); END $$;
CREATE FUNCTION mindwell_internal.add_next_column() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$ BEGIN ALTER TABLE @extschema@.analytics_users ADD next_id uuid REFERENCES @extschema@.analytics_next; END $$;
CREATE TYPE @extschema@.analytics_next_row AS (next text);
COMMENT ON TYPE @extschema@.analytics_next_row IS 'A type that is new.';
CREATE FUNCTION @extschema@.analytics_next(next text) RETURNS @extschema@.analytics_next_row LANGUAGE sql RETURN ROW (next);
REVOKE EXECUTE ON FUNCTION @extschema@.analytics_next(text) FROM PUBLIC;
SQL
	my $head = write_file("$work/from-$newest.sql", "DROP FUNCTION \@extschema\@.analytics_uuid(bigint);\n");
	my @scripts = ("$extension--$imagined.sql", "$extension--$newest--$imagined.sql");

	system_or_bail('make', '-s', '-C', $work, '-f', "$tree/Makefile", 'PG_CONFIG=' . ($ENV{PG_CONFIG} // 'pg_config'), "EXTVERSION=$imagined", "PREVIOUS=$newest",
		"PREVIOUS_SQL=$script_directory/$extension--$newest.sql", "UPDATE_HEAD=$head", "SQL_TOPICS=$topic", @scripts);
	copy("$work/$_", "$script_directory/$_") or die "$_: $!" for @scripts;
	return;
}

END { unlink glob "$script_directory/$extension--*$imagined.sql" if $script_directory }

sub store
{
	my ($database) = @_;

	return { node => $node, database => $database, schema => 'public', owner => 'store_owner' };
}

# The dump of a released version, under that version or a later one.
sub restore
{
	my ($database, $version, $extension_version) = @_;

	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql($database, "CREATE EXTENSION $extension VERSION '@{[ $extension_version // $version ]}'");
	$node->command_ok(
		[ 'psql', '-Xq1', '-v', 'ON_ERROR_STOP=1', '-o', '/dev/null', '-d', $node->connstr($database), '-f', "$tree/test/upgrade/$version/store.sql" ],
		"$database: the dump restores");
	return store($database);
}

# Answers by what was asked.  Where in the server an error was raised is another line of each major.
sub answers
{
	my ($text) = @_;
	my (undef, %answers) = split /^=== (.*)\n/m, $text =~ s/^LOCATION:.*\n//mgr;

	return \%answers;
}

# All reports answer as they did; before analytics_install() one that needs a new table may say so instead.
sub same_answers
{
	my ($store, $version, $when, $may_need_install) = @_;
	my $answers = answers(scalar `psql -XAtq -d '@{[ $node->connstr($store->{database}) ]}' -f $tree/test/upgrade/$version/questions.sql 2>&1`);
	my $expected = answers(slurp_file("$tree/test/upgrade/$version/answers"));

	cmp_ok(scalar keys %$expected, '>', 30, "$store->{database}: there are questions");
	for my $question (sort keys %$expected)
	{
		my $answer = $answers->{$question} // '';

		next if $may_need_install && $answer =~ /ERROR:  55000: .*\n(DETAIL:.*\n)?HINT:  .*analytics_install\(\)/;
		is($answer, $expected->{$question}, "$store->{database}, $when: $question");
	}
	return;
}

# Events come in by every way, and each once.
sub takes_events
{
	my ($store, $when) = @_;
	my $database = $store->{database};
	my $key = "$when of $database";

	is( analytics(
			$store, qq[
		SET $extension.tenant_id = '$tea';
		CREATE TEMP TABLE before AS SELECT id FROM analytics_events;
		CREATE TEMP TABLE application (who text, way text);
		CREATE TRIGGER track AFTER INSERT ON application FOR EACH ROW
			EXECUTE FUNCTION analytics_track_trigger('upgrade_tested', '{"who": "user_id", "way": "way"}');
		INSERT INTO application VALUES ('tea user 3', 'trigger');
		INSERT INTO analytics_inbox (event_type, properties) VALUES ('upgrade_tested', '{"way": "inbox"}');
		INSERT INTO analytics_events (event_type, properties) VALUES ('upgrade_tested', '{"way": "insert"}');
		SELECT count(DISTINCT analytics_track('upgrade_tested', 'tea user 1', properties => '{"way": "track"}', idempotency_key => '$key'))
		FROM generate_series(1, 2);
		SELECT analytics_track_json('{"event": "upgrade_tested", "anonymous_id": "new $key", "properties": {"way": "json"}}') IS NOT NULL,
			analytics_alias('new $key', 'tea user 8'), analytics_identify('tea user 9', jsonb_build_object('key', '$key'));
		SELECT string_agg(concat_ws(' ', status, error_code), ', ' ORDER BY ord) FROM analytics_track_batch('[
			{"event_type": "upgrade_tested", "properties": {"way": "batch", "nickname": "leaf"}},
			{"event_type": "tea_brewed", "properties": {"weight": "x"}}]');
		SELECT analytics_track('upgrade_tested', 'gym user 9', tenant_id => '$gym') IS NULL;
		SET ROLE store_app;
		SELECT analytics_track('upgrade_tested', properties => '{"way": "writer"}') IS NOT NULL;
		RESET ROLE;
		SELECT string_agg(e.properties ->> 'way', ' ' ORDER BY e.properties ->> 'way'),
			max(e.properties ->> 'nickname') = (SELECT properties ->> 'nickname' FROM analytics_users WHERE user_id = analytics_uuid('tea user 1'))
		FROM analytics_events AS e WHERE NOT EXISTS (SELECT FROM before AS b WHERE b.id = e.id)]),
		"1\nt|t|t\nstored, rejected 22023\nt\nt\nbatch inbox insert json track trigger writer|t",
		"$database, $when: each event is there once, checked and hashed with the store's key");
	return;
}

sub critical
{
	my ($store) = @_;

	return { map { $_ => 1 } split /\n/, analytics($store, q[SELECT check_name FROM analytics_health() WHERE status = 'critical']) };
}

# Events that change a state: all tenants' of the saved store, and what of them is derived.
sub states
{
	my ($store) = @_;

	return analytics(
		$store, qq[
		SELECT count(*), md5(string_agg(to_jsonb(s)::text, E'\n' ORDER BY event_id))
		FROM mindwell_internal.state_events('{$tea,$gym}', mindwell_internal.ledger_types(), '-infinity', '2024-05-01Z') AS s]);
}

# Those of a store of this version are what its events are, derived or not; once maintained, all days are that can be.
sub has_states
{
	my ($store, $when, $is_derived) = @_;

	is( states($store),
		analytics(
			$store, q[
		SELECT count(*), md5(string_agg(to_jsonb(s)::text, E'\n' ORDER BY event_id))
		FROM (SELECT tenant_id, event_type, occurred_at, id AS event_id, user_id, session_id, properties FROM analytics_events
			WHERE event_type = ANY (mindwell_internal.ledger_types()) AND occurred_at < '2024-05-01Z') AS s]),
		"$store->{database}, $when: states are those of the events");
	is( analytics(
			$store, q[
		SELECT mindwell_internal.uncovered('ledger') <@ (SELECT range_agg(daterange(day, day + 1)) FROM analytics_sealed_days),
			(SELECT count(*) > 10 FROM analytics_ledger)]), $is_derived ? 't|t' : 'f|f', "$store->{database}, $when: the ledger");
	return;
}

# Maintenance does its work; what was critical before may have ended, and nothing else is.
sub is_maintained
{
	my ($store, $when, $critical_before) = @_;
	my $database = $store->{database};

	analytics($store, 'CALL analytics_maintain()');
	is(analytics($store, q[SELECT step, target, error_code, error FROM analytics_run_log WHERE status <> 'done']),
		'', "$database, $when: maintenance has nothing to say");
	analytics($store, 'SELECT count(*) FROM analytics_refresh()');
	is( analytics(
			$store, q[
		SELECT count(*) FROM analytics_dirty_buckets;
		SELECT v.* FROM analytics_verify_rollups('2024-02-01Z', '2024-05-01Z') AS v;
		SELECT v.* FROM analytics_verify_rollups(now() - interval '2 days', now()) AS v]), '0', "$database, $when: rollups are right");
	my $critical = critical($store);
	is(join(' ', grep { !$critical_before->{$_} } sort keys %$critical), '', "$database, $when: nothing more is critical");
	return;
}

# What has expired goes, and nothing else.
sub is_purged
{
	my ($store, $when) = @_;
	my $others = q[SELECT count(*) FROM analytics_events WHERE event_type <> 'kettle_boiled'];
	my $count = analytics($store, $others);

	analytics($store, "SELECT analytics_set_retention('brief', '30 days'); CALL analytics_maintain('purge')");
	is( analytics($store, qq[SELECT count(*) FROM analytics_events WHERE event_type = 'kettle_boiled'; $others;
		SELECT count(*) > 3 FROM analytics_sealed_days; SELECT error FROM analytics_run_log WHERE status <> 'done']),
		"0\n$count\nt", "$store->{database}, $when: a purge takes what has expired");
	return;
}

# A store of this version, with the rights and views of the saved one.
sub create_store
{
	my ($database, $version) = @_;

	$node->safe_psql('postgres', "CREATE DATABASE $database");
	$node->safe_psql(
		$database, qq[
		CREATE EXTENSION $extension VERSION '$version';
		GRANT CREATE ON DATABASE $database TO store_owner;
		GRANT CREATE ON SCHEMA public TO store_owner]);
	analytics(
		store($database), qq[
		SET client_min_messages = warning;
		SELECT analytics_install('week');
		SELECT analytics_enable_tenants();
		SELECT * FROM analytics_create_views('loom', 'compat');
		SELECT * FROM analytics_create_views('chatbot', 'compat_chatbot');
		SELECT statement FROM analytics_grant('store_app', 'writer', '$tea') UNION ALL
		SELECT statement FROM analytics_grant('store_app', 'reader', '$tea') UNION ALL
		SELECT statement FROM analytics_grant('store_analyst', 'reader', '$gym')
		\\gexec]);
	return store($database);
}

# What the tables and views of the store are, without its partitions.
sub description
{
	my ($store) = @_;

	return [ grep { !/^analytics_partitions/ } @{ structure($store) } ];
}

# A list, one line for each thing that makes an object of the extension what it is.
sub objects
{
	my ($store) = @_;

	return [ sort split /\n/, $node->safe_psql(
		$store->{database}, q[
		SET search_path = pg_catalog;
		SELECT replace(format('%s: %s', pg_describe_object(d.classid, d.objid, 0), line), E'\n', ' ')
		FROM pg_depend AS d JOIN pg_extension AS x ON d.refclassid = 'pg_extension'::regclass AND x.oid = d.refobjid AND d.deptype = 'e', LATERAL (
			SELECT 'comment ' || c.objsubid || ' ' || c.description FROM pg_description AS c WHERE c.classoid = d.classid AND c.objoid = d.objid
			UNION ALL
			SELECT concat_ws(' ', 'rights by script', i.objsubid, i.initprivs::text) FROM pg_init_privs AS i WHERE i.classoid = d.classid AND i.objoid = d.objid
			UNION ALL
			SELECT concat_ws(' ', 'rights', p.proowner::regrole, p.proacl::text, p.prosupport, p.procost, p.prorows, p.proparallel, p.provolatile,
				pg_get_function_arguments(p.oid), pg_get_function_result(p.oid), CASE WHEN p.prokind <> 'a' THEN pg_get_functiondef(p.oid) END)
			FROM pg_proc AS p WHERE d.classid = 'pg_proc'::regclass AND p.oid = d.objid
			UNION ALL
			SELECT a::text FROM pg_aggregate AS a WHERE d.classid = 'pg_proc'::regclass AND a.aggfnoid = d.objid
			UNION ALL
			SELECT concat_ws(' ', 'type', t.typowner::regrole, t.typacl::text, t.typlen, t.typbyval, t.typtype, t.typcategory, t.typispreferred, t.typinput, t.typoutput,
				t.typreceive, t.typsend, t.typalign, t.typstorage, t.typcollation::regcollation)
			FROM pg_type AS t WHERE d.classid = 'pg_type'::regclass AND t.oid = d.objid
			UNION ALL
			SELECT concat_ws(' ', 'attribute', a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), col_description(a.attrelid, a.attnum))
			FROM pg_type AS t JOIN pg_attribute AS a ON a.attrelid = t.typrelid WHERE d.classid = 'pg_type'::regclass AND t.oid = d.objid
			UNION ALL
			SELECT concat_ws(' ', 'view', c.relowner::regrole, c.relacl::text, c.reloptions::text, pg_get_viewdef(c.oid))
			FROM pg_class AS c WHERE d.classid = 'pg_class'::regclass AND c.oid = d.objid
			UNION ALL
			SELECT concat_ws(' ', 'cast', c.castfunc::regprocedure, c.castcontext, c.castmethod) FROM pg_cast AS c WHERE d.classid = 'pg_cast'::regclass AND c.oid = d.objid
			UNION ALL
			SELECT concat_ws(' ', 'schema', n.nspowner::regrole, n.nspacl::text) FROM pg_namespace AS n WHERE d.classid = 'pg_namespace'::regclass AND n.oid = d.objid
		) AS lines (line)]) ];
}

# A session that began before the update and ends after the migration, which others do meanwhile: its plans and caches
# are of the old store.
sub session_goes_on
{
	my ($version, $target) = @_;
	my $store = restore('going_on_' . $version =~ s/\W/_/gr, $version);
	my $database = $store->{database};
	my $connection = $node->connstr($database);
	my $ask = <<'SQL';
SELECT analytics_track('upgrade_tested', 'tea user 1', occurred_at => '2024-05-01Z', properties => '{"nickname": "leaf"}') IS NOT NULL;
INSERT INTO analytics_events (event_type, user_id, occurred_at) SELECT 'upgrade_tested', analytics_uuid(7), '2024-05-02Z';
SELECT analytics_identify('tea user 1', '{"plan": "green"}');
SELECT analytics_opt_out('tea user 7'), analytics_opt_in('tea user 7');
EXECUTE active;
EXECUTE number;
SELECT count(*) FROM analytics_refresh(as_of => '2024-05-03Z') \g /dev/null
SELECT metric_type, value FROM analytics_aggregated('dau', 'daily', '2024-05-01Z', '2024-05-03Z', '2024-05-03Z');
SELECT count(*) FROM analytics_verify_rollups('2024-03-01Z', '2024-06-01Z');
CALL analytics_maintain('{refresh,register}');
SQL

	# rights that somebody gave are theirs
	$node->safe_psql($database, "GRANT EXECUTE ON FUNCTION mindwell_internal.window_funnel_transition(internal, interval, timestamptz, boolean[]) TO store_app;
		GRANT EXECUTE ON FUNCTION analytics_uuidv7() TO store_app");
	my ($status, $out, $errors) = $node->psql(
		$database, qq[
		\\set ON_ERROR_STOP on
		SET ROLE store_owner;
		SET $extension.tenant_id = '$tea';
		PREPARE active AS SELECT sum(active_users) FROM analytics_active_users('2024-03-01Z', '2024-04-01Z', as_of => '2024-04-01Z');
		PREPARE number AS SELECT count(*) FROM analytics_events WHERE event_type = 'upgrade_tested';
		$ask
		\\echo updated
		\\! psql -Xq -v ON_ERROR_STOP=1 -d '$connection' -c "ALTER EXTENSION $extension UPDATE TO '$target'"
		$ask
		\\echo migrated
		\\! psql -XAtq -v ON_ERROR_STOP=1 -d '$connection' -c 'SET ROLE store_owner' -c "SELECT 'done' FROM analytics_install()"
		$ask]);
	my ($before, $updated, $migrated) = split /updated\n|migrated\ndone\n/, "$out\n";

	is($status, 0, "$database: the session ends well");
	is($errors, '', "$database: without a word");
	like($before, qr/\A\w\n\w\n\w\|\w\n\d+\n2\ndau\|1\ndau\|1\n0\n\z/, "$database: answers before");
	is($updated, $before =~ s/\n2\ndau/\n4\ndau/r, "$database: the same after the update");
	is($migrated, $before =~ s/\n2\ndau/\n6\ndau/r, "$database: the same after the migration");
	is( $node->safe_psql(
			$database, q[
		SELECT has_function_privilege('store_app', 'mindwell_internal.window_funnel_transition(internal, interval, timestamptz, boolean[])', 'EXECUTE'),
			has_function_privilege('store_app', 'analytics_uuidv7()', 'EXECUTE'),
			(SELECT count(*) FROM pg_init_privs WHERE initprivs::text LIKE '%store_app%')]), 't|t|0', "$database: rights that were given stay, and are dumped");
	return;
}

# An extension that is updated in place, and the store after it.
sub follows
{
	my ($version, $target) = @_;
	my $label = "${version}_to_$target" =~ s/\W/_/gr;
	my $store = restore("from_$label", $version);
	my $critical = critical($store);

	$node->safe_psql($store->{database}, "ALTER EXTENSION $extension UPDATE TO '$target'");
	same_answers($store, $version, 'updated', 1);
	takes_events($store, 'updated');
	my $states = states($store);
	analytics($store, 'CALL analytics_maintain()');
	like(analytics($store, 'SELECT analytics_install()'), qr/migrated from version|is complete/, "$store->{database}: analytics_install()");
	same_answers($store, $version, 'migrated');
	has_states($store, 'migrated', 0);
	is(states($store), $states, "$store->{database}: and as before the migration");
	takes_events($store, 'migrated');
	is_maintained($store, 'migrated', $critical);
	same_answers($store, $version, 'maintained');
	has_states($store, 'maintained', 1);
	is_purged($store, 'migrated');
	has_states($store, 'purged', 1);

	my $new_store = create_store("beside_$label", $target);
	cmp_ok(scalar @{ objects($store) }, '>', 1000, "$store->{database}: there are objects");
	is_deeply(description($store), description($new_store), "$store->{database}: the store is as a new one");
	is_deeply(objects($store), objects($new_store), "$store->{database}: the extension is as a new one");
	return;
}

# A dump that is restored where a later version is installed.
sub moves_to
{
	my ($version, $target) = @_;
	my $store = restore("into_${version}_$target" =~ s/\W/_/gr, $version, $target);

	same_answers($store, $version, 'restored', 1);
	takes_events($store, 'restored');
	like(analytics($store, 'SELECT analytics_install()'), qr/migrated from version|is complete/, "$store->{database}: analytics_install()");
	same_answers($store, $version, 'migrated');
	is_maintained($store, 'migrated', {});
	return;
}

imagine_next_version();
my @versions = map { basename(dirname($_)) } glob "$tree/test/upgrade/*/store.sql";
is_deeply([ map { /--([^-]+)\.sql$/ ? $1 : () } glob "$tree/sql/updates/$extension--*.sql" ], \@versions, 'each released version has a saved store');
for my $version (@versions)
{
	my $store = restore('restored_' . $version =~ s/\W/_/gr, $version);
	my $critical = critical($store);

	same_answers($store, $version, 'restored');
	takes_events($store, 'restored');
	is_maintained($store, 'restored', $critical);
	same_answers($store, $version, 'maintained');
	is_purged($store, 'restored');

	follows($version, $_) for grep { $_ ne $version } $newest, $imagined;
	moves_to($version, $imagined);
	session_goes_on($version, $imagined);
}

$node->stop;
done_testing();
