# Two years of daily partitions: a report over a week locks the partitions of that week and no other, and is planned in
# a moment, also where a session asks for generic plans, which look at all partitions.
#
# One major is enough for make check.

use strict;
use warnings;

use FindBin;
use lib "$FindBin::RealBin/lib";

use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

use Store;

my $days              = 730;
my $days_of_report    = 7;
my $locks_of_one      = 4;      # a partition and its indexes
my $locks_of_the_rest = 40;     # the table, configuration, catalogs

# Reports that must look at more days than they are asked for: at the month, at who came before, at who was ever a coach or
# a coach's client, at what a session may reach, at when a message was sent and answered, at the weeks after that of a cohort's last user.
my %further_days = (
	analytics_dau_mau           => 31,
	analytics_cohorts           => 49,
	analytics_satisfaction      => 31,
	analytics_lifecycle         => $days,
	analytics_coaches           => $days,
	analytics_client_engagement => $days,
	analytics_response_time     => 60,
	analytics_engagement        => 60,
	map { $_ => 16 }
	  qw(analytics_sessions analytics_session_timeline analytics_concurrency analytics_concurrent_peak analytics_concurrency_by_hour
	  analytics_heatmap analytics_peak_hours));

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;
my $store = { node => $node, database => 'postgres', schema => 'public' };

# Fewer than mindwell_analytics.max_new_partitions in each transaction.
analytics(
	$store, qq[
	SET client_min_messages = warning;
	SET mindwell_analytics.max_event_age = 0;
	CREATE EXTENSION mindwell_analytics;
	SELECT analytics_install();
	SELECT count(*) FROM analytics_create_partitions('2022-01-01Z', '2023-01-01Z');
	SELECT count(*) FROM analytics_create_partitions('2023-01-01Z', '2024-01-01Z');
	INSERT INTO analytics_events (event_type, user_id, session_id, occurred_at)
	SELECT 'login', analytics_uuid('user ' || i % 20), analytics_uuid('session ' || i), timestamptz '2022-01-01Z' + i * interval '4 hours'
	FROM generate_series(0, 6 * $days - 1) AS i;
	-- reports on states read days that no refresh has seen from their partitions
	SELECT count(*) FROM analytics_refresh(as_of => '2024-01-02Z')]);
is(analytics($store, q[SELECT count(*) FROM mindwell_internal.partitions() WHERE starts_at < '2024-01-01Z']), $days, "$days partitions");

# All locks of one query, in a session that has run it before, and its planning time where it is a plain one.
sub locks
{
	my ($query) = @_;

	return analytics(
		$store, qq[
		SET plan_cache_mode = force_generic_plan;
		CREATE TEMP TABLE nothing AS $query;
		BEGIN;
		$query \\g /dev/null
		SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'relation';
		ROLLBACK]);
}

sub planning_ms
{
	my ($query) = @_;
	my ($ms) = analytics($store, "EXPLAIN (SUMMARY) $query; EXPLAIN (SUMMARY) $query") =~ /.*Planning Time: ([\d.]+) ms/s;

	return $ms;
}

my $week = "'2023-06-01Z', '2023-06-08Z'";
my $plain = 'SELECT event_type, count(*) FROM analytics_events';
my $pruned = "$plain WHERE occurred_at >= '2023-06-01Z' AND occurred_at < '2023-06-08Z' GROUP BY 1";
note(sprintf '%s: %d locks, planned in %s ms', 'a query over all', locks("$plain GROUP BY 1"), planning_ms("$plain GROUP BY 1"));
my @reports = split /\n/, analytics($store, q[
	SELECT oid::regproc FROM pg_proc
	WHERE pronamespace = 'public'::regnamespace AND provolatile = 's' AND proname NOT LIKE '\_%'
		AND proargnames[1:2] = '{from_time,to_time}' AND pronargs - pronargdefaults = 2
		-- no report: counts weeks and months again
		AND proname <> 'analytics_verify_rollups'
	ORDER BY 1]);
note(sprintf '%s: %d locks, planned in %s ms', 'a query over a week', locks($pruned), planning_ms($pruned));

for my $call ((map { "$_($week)" } @reports), "analytics_summary(168, '2023-06-08Z')", "analytics_active_sessions('2023-06-01Z')",
	qq[analytics_funnel('["login", "login"]', $week)], "analytics_retention(NULL, NULL, $week, cohorts => 'recurring')")
{
	my $locks = locks("SELECT * FROM $call");
	my ($report) = $call =~ /^(\w+)/;
	my $days_read = $days_of_report + ($further_days{$report} // 0);

	cmp_ok($locks, '<=', $days_read * $locks_of_one + $locks_of_the_rest, "$call: $locks locks");
}

done_testing();
