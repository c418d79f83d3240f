--
-- plain_store.sql: bench.plain_events, which is analytics_events without the gate
--
-- The same columns, partitions, indexes and id function; what the gate fills in is a default or comes with the row.
--
CREATE TABLE bench.plain_events (LIKE analytics_events INCLUDING ALL) PARTITION BY RANGE (occurred_at);
ALTER TABLE bench.plain_events
	DROP CONSTRAINT analytics_events_one_tenant,
	ALTER id SET DEFAULT analytics_uuidv7(),
	ALTER tenant_id SET DEFAULT '00000000-0000-0000-0000-000000000000',
	ALTER created_at SET DEFAULT now();

SELECT format('CREATE TABLE bench.%I PARTITION OF bench.plain_events %s',
			  'plain_' || c.relname, pg_get_expr(c.relpartbound, c.oid))
FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
WHERE i.inhparent = 'analytics_events'::regclass
\gexec
