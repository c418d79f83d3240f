# What runs long can be cancelled at any moment: each aggregate, over one group and over many, a batch and a check of
# properties, all struck by statement_timeout early and late.
#
# A loop that does not look for interrupts lets its statement run on, or to its end, at every attempt; a busy machine
# is late now and then, and now faster, now slower.  So a strike counts by its best of several attempts, the bound is
# the goal times a generous factor, and each strike must have cancelled its statement: one that was done in time does
# not count, and is tried again with less.  The early strike falls among the rows, the late one near the end of the
# undisturbed time: where there is one group and its final function has work to do, that is there.
#
# CANCEL_ROWS asks for another number of rows (the goal is stated for 10 million, which take 10 minutes).
#
# One major is enough for make check.

use strict;
use warnings;

use List::Util qw(min);
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $rows = $ENV{CANCEL_ROWS} // 300_000;
my $rows_per_actor   = 20;
my $rows_per_instant = 8;

my $goal_ms        = 100;
my $generous       = 5;
my $attempts       = 4;             # of which one must be within the goal times the factor
my $max_attempts   = 20;            # those that do not count included
my @strikes        = (0.3, 0.9);    # fractions of the undisturbed time
my $less_time      = 0.8;           # times the time that was too long
my $query_canceled = '57014';

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->append_conf(
	'postgresql.conf', qq[
	jit = off
	max_parallel_workers_per_gather = 0
	work_mem = '1GB'
	mindwell_analytics.aggregate_memory = '1000MB'
	max_wal_size = '4GB'
	autovacuum = off]);
$node->start;

# Rows in no order of time, several at each instant, of which each can fill two of three steps; no row fills the fourth,
# so that no scan may stop early.
$node->safe_psql(
	'postgres', qq[
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
	CREATE UNLOGGED TABLE event AS
	SELECT i / $rows_per_actor AS many, 0::bigint AS one, (i % 3)::integer AS kind, 'step ' || i % 3 AS event_type,
		timestamptz '2026-01-01Z' + i * 7919 % $rows / $rows_per_instant
			* (interval '30 days' / ($rows / $rows_per_instant)) AS at
	FROM generate_series(0, $rows - 1::bigint) AS i;
	CREATE UNLOGGED TABLE batch AS
	SELECT jsonb_agg(jsonb_build_object('event_type', 'tea_brewed', 'properties', jsonb_build_object('cup', i))) AS events
	FROM generate_series(1, $rows / 50) AS i;
	CREATE UNLOGGED TABLE document AS
	SELECT jsonb_build_object('cups', jsonb_agg(jsonb_build_object('cup', i, 'name', 'cup ' || i))) AS properties
	FROM generate_series(1, $rows / 5) AS i;
	VACUUM (ANALYZE) event, batch, document]);

my $steps = 'kind IN (0, 1), kind IN (1, 2), kind IN (2, 0), false';
my $span  = q[at, at + interval '1 hour'];
my $range = q[timestamptz '2026-01-01Z', timestamptz '2026-01-31Z'];

# Aggregates of a group's rows.  (A hundred days: no chain ends for want of time.)
my %grouped = (
	(   map { ("window_funnel, $_" => "analytics_window_funnel('100 days', '$_', at, $steps)") }
		  'strict_once', 'strict_increase', 'strict_deduplication', 'strict_order, allow_reentry'),
	'window_funnel'                    => "analytics_window_funnel('100 days', at, $steps)",
	'window_funnel_times'              => "analytics_window_funnel_times('100 days', at, $steps)",
	'window_funnel_times, strict_once' => "analytics_window_funnel_times('100 days', 'strict_once', at, $steps)",
	'retention_flags'                  => "analytics_retention_flags($steps)",
	'max_concurrency'                  => "analytics_max_concurrency($span)",
	'max_concurrency of ranges'        => "analytics_max_concurrency(tstzrange($span))",
	'max_concurrency_at'               => "analytics_max_concurrency_at($span)",
	'avg_concurrency'                  => "analytics_avg_concurrency($span, $range)",
	'concurrency_agg'                  => "cardinality(analytics_concurrency_agg($span, $range, '1 day'))",
	'sequence_match'    => "analytics_sequence_match('(?1).*(?2)(?t<=3600)(?3).*(?4)', at, $steps)",
	'sequence_count'    => "analytics_sequence_count('(?1).*(?2)', at, $steps)",
	'sessions_agg'      => "cardinality(analytics_sessions_agg(at, '1 second'))",
	'active_minutes'    => 'analytics_active_minutes(at)',
	'followed_within'   => "analytics_followed_within(at, kind = 0, kind = 1, '1 hour')",
	'event_ratio'       => "analytics_event_ratio(event_type, 'step 0', 'step 1')",
	'goal_lives'        => "analytics_goal_lives(md5((many % 100)::text)::uuid, at, CASE WHEN kind = 0 THEN 'created' ELSE 'updated' END, kind::text)",
	'habit_adherence'   => "analytics_habit_adherence((at AT TIME ZONE 'UTC')::date, kind > 0, '2026-01-31')",
	'subscription_changes' => "cardinality(analytics_subscription_changes('subscription_renewed', at, NULL, NULL, jsonb_build_object('plan', event_type)))",
	'movements'            => "cardinality(analytics_movements(at, 1, event_type, ARRAY['2027-01-01Z'::timestamptz]))",
	'count_distinct by group' => 'analytics_count_distinct(many)');

# Aggregates of a population, that they divide into actors themselves.
my $plan = q[analytics_funnel_plan(4, '100 days'%s)];
my %population = (
	'funnel_agg' => q[analytics_funnel_agg(%s, at, event_type, ARRAY['step 0', 'step 1', 'step 2', 'step 3'], '100 days')],
	(   map {
			my ($name, $options, $exclusions, $held) = @$_;
			("funnel_agg by a plan$name" => "analytics_funnel_agg(%s, at, 1 << kind, $exclusions, event_type, $held, "
				  . sprintf($plan, $options) . ')')
		} (['', '', 'NULL::integer', 'NULL::text'],
			[ ', strict', ", 'strict'", 'NULL::integer', 'NULL::text' ],
			[ ', unordered', ", 'unordered'", 'NULL::integer', 'NULL::text' ],
			[ ', totals', ", count_by => 'total'", 'NULL::integer', 'NULL::text' ],
			[   ', exclusion and held value',
				", hold_constant => true, exclusion_after => '{1}', exclusion_before => '{2}'",
				"CASE kind WHEN 1 THEN 1 ELSE 0 END", 'event_type' ])),
	'retention_agg'             => q[analytics_retention_agg(%s, at, kind = 0, kind = 1, 'day', 30)],
	'retention_agg, recurring and rolling'  => q[analytics_retention_agg(%s, at, kind = 0, kind = 1, 'hour', 400, '{"cohorts": "recurring", "rolling": true}')],
	'count_distinct'            => 'analytics_count_distinct(%s)');

my @cases;
foreach my $name (sort keys %grouped)
{
	push @cases, [ "$name, one group", "SELECT $grouped{$name} FROM event" ];
	push @cases, [ "$name, many groups", "SELECT count(result) FROM (SELECT $grouped{$name} AS result FROM event GROUP BY many) AS groups" ];
}
foreach my $name (sort keys %population)
{
	foreach my $actor ('one', 'many')
	{
		push @cases, [ "$name, actor $actor", 'SELECT pg_column_size(' . sprintf($population{$name}, $actor) . ') FROM event' ];
	}
}
foreach my $actor ('one', 'many')
{
	push @cases, [ "session_number, actor $actor", "SELECT max(n) FROM (SELECT analytics_session_number(at, '1 second')
		OVER (PARTITION BY $actor ORDER BY at) AS n FROM event) AS numbered" ];
}
push @cases,
  [ 'track_batch', q[SELECT count(*) FROM batch, analytics_track_batch(events)] ],
  [ 'track_batch of a mapping', q[SELECT count(*) FROM batch, analytics_track_batch(events, mapping => '{"event_type": "event_type", "properties": "*"}')] ],
  [
	'check_properties',
	q[SELECT count(*) FROM document, analytics_check_properties('{"properties": {"cups": {"items":
		{"properties": {"name": {"type": "string", "pattern": "^cup [0-9]+$", "maxLength": 20}}, "required": ["cup"]}}}}', properties)]
  ];

# Runs a statement with a timeout (0: none).  Returns its SQLSTATE ('' for none) and how many milliseconds it took.
sub run_for
{
	my ($statement, $timeout) = @_;
	my ($output, $error);

	$node->psql(
		'postgres', "\\set VERBOSITY sqlstate\nSET statement_timeout = $timeout;\n\\timing on\n$statement;",
		stdout => \$output, stderr => \$error, on_error_stop => 0);
	my ($milliseconds) = $output =~ /^Time: ([\d.]+) ms/m;
	my ($sqlstate) = $error =~ /ERROR:\s+(\w+)/;
	return ($sqlstate // '', $milliseconds);
}

my $worst = 0;
foreach my $case (@cases)
{
	my ($name, $statement) = @$case;
	my ($sqlstate, $undisturbed) = run_for($statement, 0);

	is($sqlstate, '', "$name: undisturbed") or next;
	foreach my $strike (@strikes)
	{
		my $timeout = int($undisturbed * $strike) + 1;
		my ($struck, $cancelled, $overshoot) = (0);

		for (my $attempt = 0; $attempt < $max_attempts && $struck < $attempts; $attempt++)
		{
			my ($state, $milliseconds) = run_for($statement, $timeout);
			my $late = $milliseconds - $timeout;

			if ($state eq '' && $late < $goal_ms)
			{
				$timeout = int(min($timeout, $milliseconds) * $less_time) + 1;
				next;
			}
			$struck++;
			$cancelled ||= $state eq $query_canceled;
			$overshoot = $late if !defined $overshoot || $late < $overshoot;
			last if $overshoot <= $goal_ms;
		}
		ok($cancelled, "$name: cancelled at $timeout of " . int($undisturbed) . ' ms');
		next if !$cancelled;
		cmp_ok($overshoot, '<', $goal_ms * $generous, sprintf('%s: %.0f ms after the timeout', $name, $overshoot));
		$worst = $overshoot if $overshoot > $worst;
		note(sprintf('%-50s %6d ms of %6d: %4.0f ms late', $name, $timeout, $undisturbed, $overshoot));
	}
}
diag(sprintf('%d rows: the latest of %d statements ended %.0f ms after its timeout', $rows, scalar @cases, $worst));

$node->stop;
done_testing();
