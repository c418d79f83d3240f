# Ids that are made of names, and hashes of personal data, are those of the bytes in UTF-8 whatever the database's encoding.

use strict;
use warnings;

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

# The statement is in ASCII; each database makes its own bytes of it.
my $question = q[
	SET client_encoding = 'UTF8';
	SELECT analytics_uuid(U&'jos\00e9'), analytics_uuid('jose'), CAST(CAST(U&'jos\00e9' AS analytics_id) AS uuid),
		(SELECT user_id FROM analytics_events), (SELECT properties ->> 'nickname' FROM analytics_events), (SELECT key_hash FROM analytics_event_keys)];
my %answer;
foreach my $encoding ('UTF8', 'LATIN1', 'EUC_JIS_2004')
{
	my $database = lc $encoding;

	$node->safe_psql('postgres', "CREATE DATABASE $database ENCODING '$encoding' LOCALE 'C' TEMPLATE template0");
	$node->safe_psql(
		$database, q[
		CREATE EXTENSION mindwell_analytics;
		SELECT analytics_install();
		UPDATE analytics_hash_key SET key = decode(repeat('0b', 32), 'hex');
		SELECT analytics_set_pii_rule('nickname', 'hash');
		SELECT analytics_track('page_view', U&'jos\00e9', properties => jsonb_build_object('nickname', U&'jos\00e9'), idempotency_key => U&'jos\00e9')]);
	$answer{$encoding} = $node->safe_psql($database, $question);
}
is($answer{LATIN1}, $answer{UTF8}, 'LATIN1 and UTF8');
is($answer{EUC_JIS_2004}, $answer{UTF8}, 'EUC_JIS_2004 and UTF8');
like($answer{UTF8}, qr/^(.{36})\|(?!\1).{36}\|\1\|\1\|/, 'one user by every path, and not the one without the accent');

done_testing();
