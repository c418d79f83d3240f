# AddressSpace: a server whose processes may take so much address space and no more.
package AddressSpace;

use strict;
use warnings;

use PostgreSQL::Test::Cluster;

use Exporter 'import';
our @EXPORT = qw(small_node limit_address_space pg_ctl);

my ($node, $address_space_kb);

# A node that takes little by itself.
sub small_node
{
	$node = PostgreSQL::Test::Cluster->new('main');
	$node->init;
	$node->append_conf(
		'postgresql.conf', q[
		shared_buffers = '32MB'
		work_mem = '4MB'
		jit = off
		max_parallel_workers_per_gather = 0]);
	$node->start;
	return $node;
}

# Stops the node, whose processes may take this much more from now on than one that has evaluated an expression of the
# extension; returns how much that is in all.
sub limit_address_space
{
	my ($left_kb, $expression) = @_;
	my ($session_kb) = $node->safe_psql('postgres',
		qq[SELECT $expression IS NOT NULL, substring(pg_read_file('/proc/self/status') FROM 'VmPeak:\\s*(\\d+)')]) =~ /(\d+)$/;

	$node->stop;
	return $address_space_kb = $session_kb + $left_kb;
}

# The node does not know that it runs again: it is started and stopped here.
sub pg_ctl
{
	return system('bash', '-c', "ulimit -v $address_space_kb && exec pg_ctl --silent --wait "
		  . '--pgdata="$1" --log="$2" ' . join(' ', @_), 'pg_ctl', $node->data_dir, $node->logfile) == 0;
}

END { local $?; pg_ctl('--mode=immediate stop') if defined $address_space_kb && -e $node->data_dir . '/postmaster.pid' }

1;
