# Load: clients that track events as applications do, and know which ones were acknowledged.
#
# Each client tracks its events one after another: number 1, 2, 3, ..., each in a transaction of its own and under an
# idempotency key.  What was not acknowledged (the server died, or refused it) is sent again until it is.  So a client
# that is stopped has every event from 1 to its last one acknowledged, and a store that keeps the promises has exactly
# these, each once.
package Load;

use strict;
use warnings;

use POSIX ();
use Time::HiRes qw(sleep);

my $batch = 100;    # events of one connection

# Starts clients for a store (see Store.pm); occurred_at is a SQL expression for the time of event :n, the same whenever
# it is sent, or NULL.
sub start
{
	my ($class, $store, $directory, $clients, $occurred_at) = @_;
	my $self = bless {
		directory => $directory,
		clients => [ 1 .. $clients ],
		occurred_at => $occurred_at,
		parent => $$
	}, $class;

	$self->connect_to($store);
	for my $client (@{ $self->{clients} })
	{
		my $pid = fork // die "fork: $!";

		if ($pid == 0)
		{
			$self->track($client);
			POSIX::_exit(0);
		}
		$self->{pids}{$client} = $pid;
	}
	return $self;
}

sub path
{
	my ($self, $name) = @_;

	return "$self->{directory}/load.$name";
}

sub put
{
	my ($path, $content) = @_;

	open my $file, '>', "$path.new" or die "$path: $!";
	print $file $content;
	close $file or die "$path: $!";
	rename "$path.new", $path or die "$path: $!";
	return;
}

# From now on the clients connect to this store.
sub connect_to
{
	my ($self, $store) = @_;

	put($self->path('target'), $store->{node}->connstr($store->{database}));
	return;
}

# One client, until it is stopped, or the test has died.
sub track
{
	my ($self, $client) = @_;
	my $next = 1;

	while (!-e $self->path('stop') && getppid == $self->{parent})
	{
		put($self->path("$client.sql"), join '', map {
				my $occurred_at = $self->{occurred_at} =~ s/:n\b/$_/gr;
				"SELECT analytics_track('load_tested', properties => '{\"client\": $client, \"n\": $_}',"
				  . " tenant_id => '00000000-0000-0000-0000-000000000000', idempotency_key => '$client-$_', occurred_at => $occurred_at);\n"
		} $next .. $next + $batch - 1);
		open my $target, '<', $self->path('target') or die $!;
		my $connection = <$target>;
		close $target;
		my ($sql, $out, $errors) = map { $self->path("$client.$_") } qw(sql out err);
		my $status = system("psql -XAtq -v ON_ERROR_STOP=1 -d '$connection' -f $sql >$out 2>>$errors");
		open my $acknowledged, '<', $out or die $!;
		$next++ while <$acknowledged>;
		close $acknowledged;
		put($self->path("$client.acknowledged"), $next - 1);
		sleep 0.05 if $status != 0;
	}
	return;
}

# How many events the clients know to be stored.
sub acknowledged
{
	my ($self) = @_;
	my $count = 0;

	for my $client (@{ $self->{clients} })
	{
		open my $file, '<', $self->path("$client.acknowledged") or next;
		$count += <$file>;
		close $file;
	}
	return $count;
}

# Waits until that many more are.
sub wait_for
{
	my ($self, $more) = @_;
	my $goal = $self->acknowledged + $more;

	for (1 .. 1200)
	{
		return 1 if $self->acknowledged >= $goal;
		sleep 0.05;
	}
	return 0;
}

# Ends the clients, each with all that it sent acknowledged; returns the number of events.
sub stop
{
	my ($self) = @_;

	put($self->path('stop'), '');
	waitpid $_, 0 for values %{ $self->{pids} };
	return $self->acknowledged;
}

# What the store has of them: how many are lost, phantoms, and double.
sub audit
{
	my ($self, $store) = @_;
	my $expected = join ', ', map {
		open my $file, '<', $self->path("$_.acknowledged") or die $!;
		my $line = "($_, " . <$file> . ')';
		close $file;
		$line;
	} @{ $self->{clients} };

	return Store::analytics(
		$store, qq[
		WITH expected AS (SELECT c.client, n FROM (VALUES $expected) AS c (client, acknowledged), generate_series(1, c.acknowledged) AS n),
			stored AS (SELECT (properties ->> 'client')::integer AS client, (properties ->> 'n')::integer AS n, count(*) AS times
				FROM analytics_events WHERE event_type = 'load_tested' GROUP BY 1, 2)
		SELECT format('lost %s, phantom %s, double %s', count(*) FILTER (WHERE s.n IS NULL),
			count(*) FILTER (WHERE e.n IS NULL), count(*) FILTER (WHERE s.times > 1))
		FROM expected AS e FULL JOIN stored AS s USING (client, n)]);
}

1;
