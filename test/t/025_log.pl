# What a client sends and the store does not keep is not in the server's log either: every way in which ingest can fail,
# with data planted that must not be stored, at the server's default settings and when it logs all it can of errors.
#
# Where PostgreSQL fails before the extension is asked (it cannot read the statement, or a literal in it; the role may not
# write the table), the log has the statement: that is tested too, for doc/privacy.md says so, and how to keep it out.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $mail = 'planted@example.com';
my $card = '4111111111111111';
my $word = 'planted-password';
my $planted = qr/planted|\Q$card\E/i;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf('postgresql.conf', "log_statement = none\nlog_min_duration_statement = -1\ntimezone = 'UTC'");
$node->start;
$node->safe_psql('postgres', q[
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
	CREATE ROLE writer; CREATE ROLE nobody_;
	SELECT analytics_grant('writer', 'writer');
	GRANT INSERT ON analytics_inbox, analytics_opt_outs TO writer;
	SELECT analytics_register_event_type('tea_brewed', property_schema => '{"properties": {"grams": {"type": "number"}}}');
	SELECT analytics_track('tea_brewed', idempotency_key => 'planted-key');

	-- as applications have them
	CREATE TABLE orders (id integer, note text, customer text);
	CREATE TABLE wrong_mapping (note text);
	CREATE TABLE wrong_choice (note text);
	CREATE TABLE lossy (note text, customer text);
	GRANT INSERT ON orders, wrong_mapping, wrong_choice, lossy TO writer;
	CREATE TRIGGER track AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('tea_brewed', '{"note": "grams", "customer": "user_id"}');
	CREATE TRIGGER track AFTER INSERT ON wrong_mapping FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('tea_brewed', '[]');
	CREATE TRIGGER track AFTER INSERT ON wrong_choice FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('tea_brewed', '{}', 'maybe');
	CREATE TRIGGER track AFTER INSERT ON lossy FOR EACH ROW EXECUTE FUNCTION analytics_track_trigger('tea_brewed', '{"note": "grams", "customer": "user_id"}', 'warn');
	CREATE DATABASE strict_store]);
$node->safe_psql('strict_store', q[
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
	GRANT INSERT ON analytics_events, analytics_users TO writer;
	ALTER TABLE analytics_events ADD CONSTRAINT no_teapots CHECK (NOT properties ? 'teapot');
	ALTER TABLE analytics_users ADD CONSTRAINT no_teapots CHECK (NOT properties ? 'teapot');
	ALTER TABLE analytics_users ADD CONSTRAINT one_nick EXCLUDE ((properties ->> 'nick') WITH =);
	SELECT analytics_identify('first', '{"nick": "planted nick"}');
	CREATE FUNCTION of_the_owner() RETURNS trigger LANGUAGE plpgsql AS $$
	BEGIN
		IF NEW.properties ? 'kettle' THEN
			PERFORM 1 / (length(NEW.properties ->> 'kettle') - length(NEW.properties ->> 'kettle'));
		END IF;
		RETURN NEW;
	END $$;
	CREATE TRIGGER a_check BEFORE INSERT ON analytics_events FOR EACH ROW EXECUTE FUNCTION of_the_owner()]);

my $bad   = qq['{"grams": "$mail $card $word"}'];
my $long  = 'x' x 1100;
my $deep  = '[' x 100_000;
my $event = qq[{"event_type": "tea_brewed", "properties": {"grams": "$mail $card $word"}}];

# [what, SQLSTATE, as a role, SQL].  COPY is for the owner, whom row security leaves alone; the role "strict" is the writer in the
# other database.
my @refused = (
	# one event, by function
	[ 'track: a property', '22023', 'writer', "SELECT analytics_track('tea_brewed', '$mail', properties => $bad)" ],
	[ 'track: a type that is a text', '22023', 'writer', "SELECT analytics_track('$mail $card')" ],
	[ 'track: no type', '23502', 'writer', "SELECT analytics_track(NULL, '$mail', properties => $bad)" ],
	[ 'track: a stage', '22023', 'writer', "SELECT analytics_track('tea_brewed', '$mail', funnel_stage => '$word')" ],
	[ 'track: a time', '22008', 'writer', "SELECT analytics_track('tea_brewed', '$mail', occurred_at => 'infinity')" ],
	[ 'track: no object', '22023', 'writer', qq[SELECT analytics_track('tea_brewed', properties => '["$mail"]')] ],
	[ 'track: a key of a property', '22003', 'writer', qq[SELECT analytics_track('tea_brewed', properties => '{"$mail": {"$card": 1e400}}')] ],
	[ 'track: an idempotency key that is another\'s', '23505', 'writer', "SELECT analytics_track('tea_brewed', '$mail', idempotency_key => 'planted-key')" ],
	[ 'track: an idempotency key that is too long', '22023', 'writer', "SELECT analytics_track('tea_brewed', idempotency_key => '$mail $long')" ],
	[ 'track: a user that is too long', '22001', 'writer', "SELECT analytics_track('tea_brewed', '$mail $long')" ],
	[ 'track: a user, as a text, that is too long', '22001', 'writer', "SELECT analytics_track('tea_brewed', user_id => ('$mail' || repeat('x', 2000))::text)" ],
	[ 'track: an empty user', '22023', 'writer', "SELECT analytics_track('tea_brewed', ''::text, properties => $bad)" ],
	[ 'track: another tenant', '42501', 'writer', "SELECT analytics_track('tea_brewed', '$mail', tenant_id => '11111111-1111-4111-8111-111111111111')" ],
	[ 'track: no privilege', '42501', 'nobody_', "SELECT analytics_track('tea_brewed', '$mail', properties => $bad)" ],
	# as JSON
	[ 'json: a property', '22023', 'writer', "SELECT analytics_track_json('$event'::jsonb)" ],
	[ 'json: a field', '22023', 'writer', qq[SELECT analytics_track_json('{"event_type": "tea_brewed", "$mail": "$word"}'::jsonb)] ],
	[ 'json: a time', '22007', 'writer', qq[SELECT analytics_track_json('{"event_type": "tea_brewed", "occurred_at": "$mail"}'::jsonb)] ],
	[ 'json: a tenant', '22023', 'writer', qq[SELECT analytics_track_json('{"event_type": "tea_brewed", "tenant_id": "$mail"}'::jsonb)] ],
	[ 'json: no object', '22023', 'writer', qq[SELECT analytics_track_json('"$mail"'::jsonb)] ],
	[ 'json: no privilege', '42501', 'nobody_', "SELECT analytics_track_json('$event'::jsonb)" ],
	[ 'json: no privilege for users', '42501', 'nobody_json', qq[SELECT analytics_track_json('{"event_type": "tea_brewed", "user_id": "$mail", "user_properties": {"nick": "$word"}}'::jsonb)] ],
	[ 'text: a property', '22023', 'writer', "SELECT analytics_track_json('$event'::text)" ],
	[ 'text: malformed', '22P02', 'writer', qq[SELECT analytics_track_json('{"event_type": $word $mail'::text)] ],
	[ 'text: too deep', '54001', 'writer', qq[SELECT analytics_track_json('{"$mail": $deep'::text)] ],
	[ 'text: no privilege', '42501', 'nobody_', "SELECT analytics_track_json('$event'::text)" ],
	# a batch
	[ 'batch: a property', '22023', 'writer', "SELECT * FROM analytics_track_batch('[$event]', 'abort')" ],
	[ 'batch: no array', '22023', 'writer', "SELECT * FROM analytics_track_batch('$event')" ],
	[ 'batch: no JSON', '22P02', 'writer', "SELECT * FROM analytics_track_batch('[{\"event_type\": $word $mail'::text)" ],
	[ 'batch: null', '22004', 'writer', "SELECT * FROM analytics_track_batch(NULL, mapping => $bad)" ],
	[ 'batch: on_error', '22023', 'writer', "SELECT * FROM analytics_track_batch('[$event]', '$word')" ],
	[ 'batch: a field of the mapping', '22023', 'writer', qq[SELECT * FROM analytics_track_batch('[$event]', mapping => '{"event_type": "a", "$mail $card": "b"}')] ],
	[ 'batch: a mapping', '22023', 'writer', qq[SELECT * FROM analytics_track_batch('[$event]', mapping => '["$mail"]')] ],
	[ 'batch: an idempotency key that is another\'s', '23505', 'writer', qq[SELECT * FROM analytics_track_batch('[{"event_type": "tea_brewed", "user_id": "$mail", "idempotency_key": "planted-key"}]', 'abort')] ],
	[ 'batch: no privilege', '42501', 'nobody_', "SELECT * FROM analytics_track_batch('[$event]')" ],
	# webhooks
	[ 'webhook: a provider', '22023', 'writer', qq[SELECT * FROM analytics_ingest('$word', '{"email": "$mail"}')] ],
	[ 'webhook: no provider', '22004', 'writer', qq[SELECT * FROM analytics_ingest(NULL, '{"email": "$mail"}')] ],
	[ 'webhook: a payload', '22023', 'writer', qq[SELECT * FROM analytics_ingest('stripe', '"$mail"')] ],
	[ 'webhook: no privilege', '42501', 'nobody_', qq[SELECT * FROM analytics_ingest('stripe', '{"email": "$mail"}')] ],
	# users
	[ 'identify: no user', '22004', 'writer', "SELECT analytics_identify(NULL, $bad)" ],
	[ 'identify: no object', '22023', 'writer', qq[SELECT analytics_identify('$mail', '["$word"]')] ],
	[ 'identify: a user that is too long', '22001', 'writer', "SELECT analytics_identify('$mail $long', $bad)" ],
	[ 'identify: no privilege', '42501', 'nobody_', "SELECT analytics_identify('$mail', $bad)" ],
	[ 'alias: nobody', '22004', 'writer', "SELECT analytics_alias('$mail', NULL)" ],
	[ 'alias: a visitor', '22023', 'writer', "SELECT analytics_alias('$mail', analytics_anonymous_uuid('$mail'))" ],
	[ 'alias: a visitor that is too long', '22001', 'writer', "SELECT analytics_alias('$mail $long', 'ada')" ],
	[ 'alias: no privilege', '42501', 'nobody_', "SELECT analytics_alias('$mail', 'ada')" ],
	[ 'users: no object', '22023', 'writer', qq[INSERT INTO analytics_users (user_id, properties) VALUES (analytics_uuid('$mail'), '["$word"]')] ],
	[ 'users: no properties', '23502', 'writer', "INSERT INTO analytics_users (user_id, properties) VALUES (analytics_uuid('$mail'), NULL)" ],
	# the tables
	[ 'insert: a property', '22023', 'writer', "INSERT INTO analytics_events (event_type, properties) VALUES ('tea_brewed', $bad)" ],
	[ 'insert: no time', '23502', 'writer', qq[INSERT INTO analytics_events (event_type, occurred_at, properties) VALUES ('tea_brewed', NULL, '{"nick": "$word"}')] ],
	[ 'insert: no type', '23502', 'writer', "INSERT INTO analytics_events (event_type, properties) VALUES (NULL, $bad)" ],
	[ 'copy: a property', '22023', 'postgres', "COPY analytics_events (event_type, properties) FROM stdin;\ntea_brewed\t{\"grams\": \"$mail $word\"}\n\\.\n" ],
	[ 'copy: no time', '23502', 'postgres', "COPY analytics_events (event_type, occurred_at, properties) FROM stdin;\ntea_brewed\t\\N\t{\"nick\": \"$mail $word\"}\n\\.\n" ],
	[ 'inbox: a property', '22023', 'writer', "INSERT INTO analytics_inbox (event_type, properties) VALUES ('tea_brewed', $bad)" ],
	[ 'inbox, copy: a property', '22023', 'writer', "COPY analytics_inbox (event_type, properties) FROM stdin;\ntea_brewed\t{\"grams\": \"$mail $word\"}\n\\.\n" ],
	# an application's table
	[ 'trigger: a property', '22023', 'writer', "INSERT INTO orders VALUES (1, '$word', '$mail')" ],
	[ 'trigger: a user', '22001', 'writer', "INSERT INTO orders (id, customer) VALUES (1, '$mail $long')" ],
	[ 'trigger: a mapping', '22023', 'writer', "INSERT INTO wrong_mapping VALUES ('$mail')" ],
	[ 'trigger: on_error', '22023', 'writer', "INSERT INTO wrong_choice VALUES ('$mail')" ],
	[ 'trigger: a lost event', '00000', 'writer', "INSERT INTO lossy VALUES ('$word', '$mail')" ],
	# rights of a person
	[ 'opt_out: no user', '22004', 'writer', "SELECT analytics_opt_out(NULL) /* $mail */" ],
	[ 'opt_out: another tenant', '42501', 'writer', "SELECT analytics_opt_out('$mail', '11111111-1111-4111-8111-111111111111')" ],
	[ 'opt_out: no privilege', '42501', 'nobody_', "SELECT analytics_opt_out('$mail')" ],
	[ 'opt_in: no privilege', '42501', 'nobody_', "SELECT analytics_opt_in('$mail')" ],
	[ 'forget_user: no privilege', '42501', 'writer', "SELECT * FROM analytics_forget_user('$mail')" ],
	[ 'export_user: no privilege', '42501', 'writer', "SELECT analytics_export_user('$mail')" ],
	[ 'forget_user_batch: in a block', '25001', 'writer', "BEGIN; CALL analytics_forget_user_batch('$mail')" ],
	[ 'an id: too long', '22001', 'writer', "SELECT analytics_uuid('$mail $long')" ],
	# what the owner's own code and constraints say of an event
	[ 'a check of the owner', '23514', 'strict', qq[SELECT analytics_track('tea_brewed', '$mail', properties => '{"teapot": "$word"}')] ],
	[ 'a check of the owner, in a batch', '23514', 'strict', qq[SELECT * FROM analytics_track_batch('[{"event_type": "tea_brewed", "properties": {"teapot": "$word"}}]')] ],
	[ 'a check of the owner, for a user', '23514', 'strict', qq[SELECT analytics_identify('$mail', '{"teapot": "$word"}')] ],
	[ 'a key of the owner\'s', '23P01', 'strict', qq[SELECT analytics_identify('$mail', '{"nick": "planted nick"}')] ],
	[ 'a trigger of the owner\'s', '22012', 'strict', qq[SELECT analytics_track('tea_brewed', '$mail', properties => '{"kettle": "$word"}')] ],
);

# What PostgreSQL itself says before, or after, the extension is asked.  The last: does its message itself quote the value?
my @of_postgresql = (
	[ 'a statement that is none', '42601', 'writer', "SELECT analytics_track('tea_brewed', '$mail'" ],
	[ 'a literal that is no JSON', '22P02', 'writer', "SELECT analytics_track('tea_brewed', properties => '{$word')" ],
	[ 'a literal that is no UUID', '22P02', 'writer', "SELECT analytics_track('tea_brewed', tenant_id => '$mail')", 1 ],
	[ 'a table that the role may not write', '42501', 'nobody_', "INSERT INTO analytics_events (event_type, properties) VALUES ('tea_brewed', $bad)" ],
	[ 'a view that the role may not write', '42501', 'nobody_', "INSERT INTO analytics_inbox (event_type, properties) VALUES ('tea_brewed', $bad)" ],
	[ 'a line of COPY that is no JSON', '22P02', 'postgres', "COPY analytics_events (event_type, properties) FROM stdin;\ntea_brewed\t{$mail\n\\.\n" ],
	[ 'a check of the owner, for an INSERT', '23514', 'strict', qq[INSERT INTO analytics_events (event_type, properties) VALUES ('tea_brewed', '{"teapot": "$word"}')] ],
);

$node->safe_psql('postgres', 'CREATE ROLE nobody_json; GRANT INSERT ON analytics_events TO nobody_json');

# Runs a case, and returns what the log has of it.
sub logged
{
	my ($settings, $what, $sqlstate, $role, $sql) = @_;
	my $database = $role eq 'strict' ? 'strict_store' : 'postgres';
	my $user = $role eq 'strict' ? 'writer' : $role;
	my $offset = -s $node->logfile;
	my $stderr;

	$node->psql($database, "$settings\nSET ROLE $user;\n\\set VERBOSITY verbose\n$sql" . ($sql =~ /\n\z/ ? '' : ";\n"),
		stderr => \$stderr, on_error_stop => 0);
	my ($raised) = $stderr =~ /(?:ERROR|FATAL):\s+(\w{5})/;
	is($raised // '00000', $sqlstate, "$what: $sqlstate") or diag $stderr;
	return substr(slurp_file($node->logfile), $offset);
}

my %settings = (
	'default' => '',
	'debug' => 'SET log_min_messages = debug5; SET log_error_verbosity = verbose; SET debug_pretty_print = on; SET log_lock_waits = on; SET log_parameter_max_length_on_error = -1;',
);
for my $name (sort keys %settings)
{
	for my $case (@refused)
	{
		my $log = logged($settings{$name}, @$case);
		my ($what, $sqlstate) = @$case;

		# That it looks for a function's library is PostgreSQL's own to say, before it calls; at debug3 and below 18 does, once a session.
		$log =~ s/^[^\n]*find_in_path: trying [^\n]*\n[^\n]* CONTEXT:  [^\n]*\n//mg;
		like($log, $sqlstate eq '00000' ? qr/WARNING: / : qr/ERROR: /, "$what: is in the log, $name");
		unlike($log, $planted, "$what: without what was sent, $name");
	}
}

# A statement's parameters are not told either.
my $script = $node->basedir . '/parameters.sql';
append_to_file($script, "SELECT analytics_track('tea_brewed', :secret::text, properties => jsonb_build_object('grams', :secret::text));\n");
my $offset = -s $node->logfile;
local $ENV{PGOPTIONS} = '-c log_parameter_max_length_on_error=-1';
$node->command_fails([ 'pgbench', '-n', '-t', '1', '-M', 'extended', '-D', "secret=$mail", '-f', $script, $node->connstr('postgres') ],
	'an event by the extended protocol');
delete $ENV{PGOPTIONS};
my $log = substr(slurp_file($node->logfile), $offset);
like($log, qr/ERROR: /, 'it is in the log');
unlike($log, $planted, 'without its parameters');

# Of a deadlock the log has the processes, and not what they were running.
my @sessions = map { $node->background_psql('postgres', on_error_stop => 0) } 1 .. 2;
$offset = -s $node->logfile;
$_->query('SET ROLE writer; BEGIN;') for @sessions;
$sessions[0]->query("SELECT analytics_identify('first', '{}');");
$sessions[1]->query("SELECT analytics_identify('second', '{}');");
$sessions[0]->query_until(qr/goes on/, "\\echo goes on\nSELECT analytics_identify('second', '{\"nick\": \"$word\"}');\n");
$sessions[1]->query("SELECT analytics_identify('first', '{\"nick\": \"$word\"}');");
$_->quit for @sessions;
$log = substr(slurp_file($node->logfile), $offset);
like($log, qr/ERROR:  deadlock detected.*DETAIL:  Process \d+ waits for/s, 'a deadlock is in the log');
unlike($log, $planted, 'without the statements');

# What doc/privacy.md says of the rest: logged by default, and kept out by two settings.
my $safe = q[SET log_min_error_statement = panic; SET log_error_verbosity = terse;];
for my $case (@of_postgresql)
{
	my ($what, undef, undef, undef, $in_message) = @$case;

	like(logged('', @$case[ 0 .. 3 ]), $planted, "$what: the log has it by default");
	my $kept = logged($safe, @$case[ 0 .. 3 ]);
	like($kept, qr/ERROR: /, "$what: the log has the error under the safe settings");
	if ($in_message) { like($kept, $planted, "$what: and the value, which the message itself quotes") }
	else { unlike($kept, $planted, "$what: and no data") }
}

$node->stop;
done_testing();
