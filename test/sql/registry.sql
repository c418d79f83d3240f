-- The registry: event types, global or a tenant's own, with their stage and property schema.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;

\set tenant_a 'aaaaaaaa-0000-4000-8000-00000000000a'
\set tenant_b 'bbbbbbbb-0000-4000-8000-00000000000b'

CREATE FUNCTION test.stage_of(event_type text, tenant_id uuid DEFAULT NULL, funnel_stage text DEFAULT NULL) RETURNS text
LANGUAGE sql
AS $$
    DELETE FROM public.analytics_events;
    SELECT public.analytics_track(event_type, tenant_id => stage_of.tenant_id, funnel_stage => stage_of.funnel_stage);
    SELECT funnel_stage FROM public.analytics_events
$$;

-- Registration says all there is to say of a type; of a later one, what is left out stays as it is.
SELECT analytics_register_event_type('tea_brewed', 'kitchen', 'Engagement', 'audit', 'a pot is ready',
    '{"properties": {"grams": {"type": "number"}}}');
SELECT * FROM analytics_event_types WHERE event_type = 'tea_brewed' \gset brewed_
\echo :brewed_tenant_id :brewed_category :brewed_funnel_stage :brewed_retention_class :brewed_description
\echo :brewed_property_schema :brewed_auto_registered
SELECT stage_of('tea_brewed');
SELECT failure($$SELECT analytics_track('tea_brewed', properties => '{"grams": "two"}')$$);
SELECT analytics_register_event_type('tea_brewed');
SELECT category, funnel_stage, retention_class, description, property_schema, auto_registered, updated_at >= created_at AS updated
FROM analytics_event_types WHERE event_type = 'tea_brewed';
SELECT stage_of('tea_brewed');
SELECT failure($$SELECT analytics_track('tea_brewed', properties => '{"grams": "two"}')$$);
SELECT analytics_register_event_type('tea_brewed', 'bar', retention_class => NULL, description => 'a cup is ready');
SELECT category, funnel_stage, retention_class, description, property_schema FROM analytics_event_types WHERE event_type = 'tea_brewed';
-- An empty schema takes the schema away, unregistering takes everything.
SELECT analytics_register_event_type('tea_brewed', property_schema => '{}');
SELECT failure($$SELECT analytics_track('tea_brewed', properties => '{"grams": "two"}')$$);
SELECT analytics_unregister_event_type('tea_brewed'), analytics_register_event_type('tea_brewed');
SELECT category, funnel_stage, retention_class, description, property_schema FROM analytics_event_types WHERE event_type = 'tea_brewed';
SELECT stage_of('tea_brewed');
-- Not even a type that comes with the store loses anything.
SELECT analytics_register_event_type('page_view');
SELECT t.event_type FROM analytics_event_types AS t JOIN analytics_canonical_event_types() AS c USING (event_type)
WHERE (t.category, t.funnel_stage, t.retention_class, t.description, t.property_schema)
    IS DISTINCT FROM (c.category, c.funnel_stage, c.retention_class, c.description, c.property_schema);

-- A change holds for the next statement, and is gone with its transaction.
BEGIN;
SELECT analytics_register_event_type('tea_brewed', funnel_stage => 'referral');
SELECT stage_of('tea_brewed');
SAVEPOINT a;
UPDATE analytics_event_types SET funnel_stage = 'revenue' WHERE event_type = 'tea_brewed';
SELECT stage_of('tea_brewed');
ROLLBACK TO a;
SELECT stage_of('tea_brewed');
ROLLBACK;
SELECT stage_of('tea_brewed');
INSERT INTO analytics_event_types (event_type, funnel_stage) VALUES ('tea_poured', 'activation');
SELECT stage_of('tea_poured');
DELETE FROM analytics_event_types WHERE event_type = 'tea_poured';
SELECT stage_of('tea_poured');

-- Also within one function.
CREATE FUNCTION test.register_and_track(stage text) RETURNS text
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM analytics_register_event_type('tea_brewed', funnel_stage => stage);
    RETURN stage_of('tea_brewed');
END
$$;
SELECT register_and_track('revenue'), register_and_track('referral'), register_and_track(NULL);
DROP FUNCTION test.register_and_track;

-- A tenant's own type comes before the global one, for its events only.
SELECT analytics_register_event_type('tea_brewed', funnel_stage => 'awareness',
    property_schema => '{"properties": {"cups": {"type": "integer"}}}');
SELECT analytics_register_event_type('tea_brewed', funnel_stage => 'retention', tenant_id => :'tenant_a',
    property_schema => '{"properties": {"cups": {"type": "string"}}}');
SELECT stage_of('tea_brewed'), stage_of('tea_brewed', :'tenant_a') AS of_a, stage_of('tea_brewed', :'tenant_b') AS of_b;
SELECT tenant, cups, sqlstate(format('SELECT analytics_track(''tea_brewed'', tenant_id => %L, properties => %L)',
                                     tenant, jsonb_build_object('cups', cups)))
FROM unnest(ARRAY['00000000-0000-0000-0000-000000000000', :'tenant_a', :'tenant_b']) AS tenant,
     unnest($${2,"\"two\""}$$::jsonb[]) AS cups;
SELECT analytics_register_event_type('tea_hidden', tenant_id => :'tenant_a');
SET mindwell_analytics.unknown_events = reject;
SELECT tenant, sqlstate(format('SELECT analytics_track(''tea_hidden'', tenant_id => %L)', tenant))
FROM unnest(ARRAY['00000000-0000-0000-0000-000000000000', :'tenant_a', :'tenant_b']) AS tenant;
-- Who misspells one is told of the closest: a registered one, of all tenants or their own.
SELECT tenant, failure(format('SELECT analytics_track(%L, tenant_id => %L)', event_type, tenant))
FROM unnest(ARRAY['00000000-0000-0000-0000-000000000000', :'tenant_a', :'tenant_b']) AS tenant,
     unnest('{page_veiw,tea_hiden}'::text[]) AS event_type;
-- Again, after a closer one was registered.
SELECT analytics_register_event_type('page_vew', tenant_id => :'tenant_b');
SELECT failure(format($$SELECT analytics_track('page_veiw', tenant_id => %L)$$, :'tenant_b'));
SELECT analytics_unregister_event_type('page_vew', :'tenant_b');
-- What maintenance registered may be misspelled itself.
INSERT INTO analytics_event_types (event_type, auto_registered) VALUES ('tea_hidde', true);
SELECT failure($$SELECT analytics_track('tea_hiddem')$$);
DELETE FROM analytics_event_types WHERE event_type = 'tea_hidde';
DELETE FROM analytics_event_types WHERE tenant_id = :'tenant_a';
SELECT stage_of('tea_brewed', :'tenant_a');

-- Unknown types: refused, or stored as they come and not entered by the writer.
SELECT failure($$SELECT analytics_track('never_heard_of')$$);
SELECT failure($$INSERT INTO analytics_events (event_type) VALUES ('never_heard_of')$$);
RESET mindwell_analytics.unknown_events;
SELECT failure($$SELECT analytics_track('never_heard_of')$$);
SELECT count(*) FROM analytics_event_types WHERE event_type = 'never_heard_of';
SELECT failure($$SET mindwell_analytics.unknown_events = 'maybe'$$);

-- What cannot be registered, by the function and by INSERT: nothing enters that the gate could not check.
SELECT name, failure(format('SELECT analytics_register_event_type(%L)', name)),
       sqlstate(format('INSERT INTO analytics_event_types (event_type) VALUES (%L)', name))
FROM unnest(ARRAY['', 'Tea', 'tea brewed', '1tea', repeat('t', 65), NULL]) AS name;
SELECT schema, failure(format('SELECT analytics_register_event_type(''tea_bad'', property_schema => %L)', schema)),
       sqlstate(format('INSERT INTO analytics_event_types (event_type, property_schema) VALUES (''tea_bad'', %L)', schema)),
       sqlstate(format('UPDATE analytics_event_types SET property_schema = %L WHERE event_type = ''tea_brewed''', schema))
FROM unnest(E'{"{\\"$ref\\": \\"#\\"}","{\\"type\\": \\"float\\"}","[]","{\\"minimum\\": \\"1\\"}","{\\"properties\\": {\\"a\\": {\\"oneOf\\": []}}}"}'::text[]) AS schema;
SELECT failure($$SELECT analytics_register_event_type('tea_bad', funnel_stage => 'somewhere')$$);
SELECT sqlstate($$SELECT analytics_register_event_type('tea_bad', funnel_stage => repeat('s', 40))$$);
SELECT failure($$SELECT analytics_register_event_type('tea_bad', retention_class => 'adit')$$);
SELECT sqlstate($$SELECT analytics_register_event_type('tea_bad', retention_class => '')$$);
SELECT sqlstate($$INSERT INTO analytics_event_types (event_type, funnel_stage) VALUES ('tea_bad', 'Engagement')$$);
SELECT count(*) FROM analytics_event_types WHERE event_type = 'tea_bad' OR tenant_id <> '00000000-0000-0000-0000-000000000000';

-- Stages are rows, so there can be others.
SELECT failure($$SELECT analytics_track('tea_brewed', funnel_stage => 'steeping')$$);
INSERT INTO analytics_funnel_stages (stage, position) VALUES ('steeping', 45);
SELECT stage_of('tea_brewed', funnel_stage => 'STEEPING');
SELECT analytics_register_event_type('tea_brewed', funnel_stage => 'Steeping');
SELECT stage_of('tea_brewed');
SELECT sqlstate($$DELETE FROM analytics_funnel_stages WHERE stage = 'steeping'$$);
SELECT sqlstate($$INSERT INTO analytics_funnel_stages (stage, position) VALUES ('Brewing', 46)$$);
SELECT analytics_unregister_event_type('tea_brewed'), analytics_register_event_type('tea_brewed');
DELETE FROM analytics_funnel_stages WHERE stage = 'steeping';
SELECT failure($$SELECT analytics_track('tea_brewed', funnel_stage => 'steeping')$$);
SELECT failure($$SELECT analytics_track('tea_brewed', funnel_stage => '')$$);

-- A class is there as soon as it has a policy, even if its events are kept forever.
SELECT analytics_set_retention('tea', '30 days');
SELECT analytics_register_event_type('tea_brewed', retention_class => 'tea'), analytics_register_event_type('tea_stored', retention_class => 'security');
SELECT event_type, retention_class FROM analytics_event_types WHERE event_type LIKE 'tea_%' ORDER BY 1;
SELECT failure($$SELECT analytics_track('tea_brewed', occurred_at => now() - interval '31 days')$$) LIKE '22008 %' AS too_old,
       sqlstate($$SELECT analytics_track('tea_stored', occurred_at => now() - interval '31 days')$$);

-- Who may register: INSERT on the table, and then types of one's own tenants.
CREATE ROLE regress_registrar;
GRANT SELECT ON analytics_event_types TO regress_registrar;
SET ROLE regress_registrar;
SELECT failure($$SELECT analytics_register_event_type('tea_brewed')$$);
RESET ROLE;
GRANT INSERT, UPDATE ON analytics_event_types TO regress_registrar;
INSERT INTO analytics_tenant_members VALUES ('regress_registrar', :'tenant_a');
SET ROLE regress_registrar;
SELECT analytics_register_event_type('tea_of_a', funnel_stage => 'Revenue');
SELECT tenant_id, funnel_stage FROM analytics_event_types WHERE event_type = 'tea_of_a';
SELECT failure($$SELECT analytics_register_event_type('tea_of_b', tenant_id => 'bbbbbbbb-0000-4000-8000-00000000000b')$$);
SELECT failure($$SELECT analytics_register_event_type('tea_of_all', tenant_id => '00000000-0000-0000-0000-000000000000')$$);
SELECT sqlstate($$INSERT INTO analytics_event_types (event_type) VALUES ('tea_of_all')$$);
UPDATE analytics_event_types SET funnel_stage = NULL RETURNING event_type;
RESET ROLE;
INSERT INTO analytics_tenant_members VALUES ('regress_registrar', :'tenant_b');
SET ROLE regress_registrar;
SELECT failure($$SELECT analytics_register_event_type('tea_of_both')$$);
SELECT failure($$SELECT analytics_register_event_type('tea_of_b', tenant_id => 'bbbbbbbb-0000-4000-8000-00000000000b')$$);
RESET ROLE;
SELECT event_type, tenant_id FROM analytics_event_types WHERE event_type LIKE 'tea_of%' ORDER BY 1;
REVOKE ALL ON analytics_event_types FROM regress_registrar;
DROP ROLE regress_registrar;

-- Ten thousand names that nobody registered do no harm, and the registered ones are still found.
SELECT count(*) FROM (
    SELECT analytics_track('noise_' || i, properties => '{"i": 1}') AS id FROM generate_series(1, 21000) AS i) AS tracked
WHERE id IS NOT NULL;
DELETE FROM analytics_events;
SELECT stage_of('signup_completed');
DROP FUNCTION test.stage_of;
