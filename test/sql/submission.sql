-- One content, one answer: by analytics_track, analytics_track_json (jsonb and text), a batch of one, and the inbox.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
\set answer :test_dir '/sql/include/answer.sql'
\set ECHO none
\i :answer
\set ECHO all
BEGIN ISOLATION LEVEL READ COMMITTED; SELECT analytics_enable_tenants(); COMMIT;
SET mindwell_analytics.require_tenant = off;
SET mindwell_analytics.max_event_age = 0;
\set opted_out 'dddddddd-0000-4000-8000-00000000000d'
INSERT INTO analytics_opt_outs (user_id) VALUES (:'opted_out');
SELECT analytics_register_event_type('weighed', property_schema => '{"properties": {"grams": {"type": "number"}}, "required": ["grams"]}');

-- The documents, each with one problem or more, and who sends them.
CREATE TABLE test.documents (number int GENERATED ALWAYS AS IDENTITY, document jsonb);
INSERT INTO test.documents (document) VALUES
    ('{"event_type": "a"}'),
    ('{"event_type": "a", "user_id": "ann", "session_id": "s", "properties": {"n": 1, "email": "a@example.com"}, "occurred_at": "2024-05-01T12:00:00Z", "funnel_stage": "Revenue", "tenant_id": "cccccccc-0000-4000-8000-00000000000c"}'),
    ('{"event_type": "a", "properties": null, "user_id": null, "occurred_at": null, "funnel_stage": null, "tenant_id": null}'),
    ('{}'), ('{"event_type": ""}'), ('{"event_type": "A", "properties": [], "occurred_at": "infinity"}'),
    ('{"event_type": "A", "properties": []}'), ('{"event_type": "a", "properties": []}'), ('{"event_type": "a", "properties": "x"}'),
    ('{"event_type": "a", "occurred_at": "infinity"}'), ('{"event_type": "a", "occurred_at": "-infinity"}'), ('{"event_type": "a", "occurred_at": "9999-01-01T00:00:00Z"}'),
    ('{"event_type": "a", "funnel_stage": ""}'), ('{"event_type": "a", "funnel_stage": "x", "properties": 1}'),
    ('{"event_type": "weighed"}'), ('{"event_type": "weighed", "properties": {"grams": 1}, "funnel_stage": "x"}'),
    ('{"event_type": "a", "idempotency_key": "k"}'), ('{"event_type": "A", "idempotency_key": ""}'),
    -- of a user who has opted out, what is invalid is refused, and of what is valid nothing is kept
    ('{"event_type": "a", "user_id": "dddddddd-0000-4000-8000-00000000000d", "idempotency_key": "k"}'),
    ('{"event_type": "A", "user_id": "dddddddd-0000-4000-8000-00000000000d", "idempotency_key": "k"}'),
    ('{"event_type": "a", "user_id": "dddddddd-0000-4000-8000-00000000000d", "idempotency_key": ""}'),
    ('{"event_type": "a", "user_id": "dddddddd-0000-4000-8000-00000000000d", "user_properties": {"plan": "pro"}}'),
    ('{"event_type": "a", "user_id": "ann", "user_properties": {"plan": "pro"}, "dnt": true, "idempotency_key": "k"}'),
    ('{"event_type": "A", "dnt": true}'),
    ('{"event_type": "a", "user_id": "ann", "user_properties": {"plan": "pro", "email": "a@example.com"}, "idempotency_key": 7}'),
    ('{"event_type": "A", "user_id": "ann", "user_properties": {"plan": "pro"}}'),
    ('{"event_type": "a", "user_properties": {"plan": "pro"}}'),
    ('{"event_type": "a", "event": "a"}'), ('{"event": "a", "timestamp": 1714564800.5, "value": 2}');

-- Several rows for one document are several answers.
CREATE VIEW test.answers AS
    SELECT d.number, array_agg(w.way ORDER BY w.way COLLATE "C") AS ways, a.answer
    FROM test.documents d, unnest(test.ways(d.document)) AS w (way), LATERAL (SELECT test.answer(w.way, d.document)) AS a (answer)
    GROUP BY d.number, a.answer ORDER BY d.number, ways;
GRANT SELECT ON test.documents, test.answers TO PUBLIC;
SELECT * FROM answers;
-- analytics_validate() finds something where they fail, and that first.
SELECT a.number, a.answer, p.problem
FROM answers a JOIN documents d USING (number), LATERAL (SELECT first_problem(d.document)) AS p (problem)
WHERE p.problem IS DISTINCT FROM CASE WHEN a.answer ~ '^[0-9A-Z]{5} ' THEN a.answer ELSE '' END;

-- Who may not write users: only where a user's properties would be stored.  A tenant's role: for its tenant only.
CREATE ROLE regress_submitter;
GRANT INSERT ON analytics_events, analytics_inbox TO regress_submitter;
INSERT INTO analytics_tenant_members (role, tenant_id) VALUES ('regress_submitter', '00000000-0000-0000-0000-000000000000');
CREATE TABLE test.owners_answers AS TABLE answers;
GRANT SELECT ON test.owners_answers TO PUBLIC;
SET ROLE regress_submitter;
SELECT a.number, a.ways, a.answer FROM answers a EXCEPT TABLE owners_answers ORDER BY number, ways;
SELECT first_problem('{"event_type": "a", "user_id": "ann", "user_properties": {}}'), first_problem('{"event_type": "a", "user_id": "ann", "user_properties": {}, "dnt": 1}');
-- In anonymous mode nothing is stored of users either.
RESET ROLE;
SET mindwell_analytics.anonymous_mode = on;
SET ROLE regress_submitter;
SELECT failure($$SELECT analytics_track_json('{"event_type": "a", "user_id": "ann", "user_properties": {"plan": "pro"}}'::jsonb)$$);
RESET ROLE;
RESET mindwell_analytics.anonymous_mode;
TRUNCATE analytics_events;
SET ROLE regress_submitter;
-- A batch reports it for each event, and stores the others.
SELECT ord, status, error_code, error FROM analytics_track_batch('[{"event_type": "a"}, {"event_type": "a", "user_id": 1, "user_properties": {}}]');
SELECT failure($$SELECT analytics_track_batch('[{"event_type": "a"}, {"event_type": "a", "user_id": 1, "user_properties": {}}]', 'abort')$$);
RESET ROLE;
SELECT count(*) FROM analytics_events;
TRUNCATE analytics_events;
DELETE FROM analytics_dirty_buckets;
DROP OWNED BY regress_submitter;
DELETE FROM analytics_tenant_members;
DROP ROLE regress_submitter;

-- A retry is found whichever way the first came, and so is a conflict.
CREATE TABLE test.retries (number int GENERATED ALWAYS AS IDENTITY, first jsonb, again jsonb);
INSERT INTO test.retries (first, again)
SELECT '{"event_type": "a", "user_id": "ann", "properties": {"n": [1, {"m": null}], "s": "x"}, "occurred_at": "2024-05-01T12:00:00Z", "idempotency_key": "7"}', again
FROM unnest(ARRAY[
    '{"event_type": "a", "user_id": "ann", "properties": {"n": [1, {"m": null}], "s": "x"}, "occurred_at": "2024-05-01T12:00:00Z", "idempotency_key": "7"}',
    '{"event": "a", "userId": "ann", "properties": {"s": "x", "n": [1, {"m": null}]}, "timestamp": 1714564800, "idempotency_key": 7}',
    '{"event_type": "b", "user_id": "ann", "properties": {"n": [1, {"m": null}], "s": "x"}, "occurred_at": "2024-05-01T12:00:00Z", "idempotency_key": "7"}',
    '{"event_type": "a", "user_id": "ann", "user_properties": {}, "properties": {"n": [1, {"m": null}], "s": "x"}, "occurred_at": "2024-05-01T12:00:00Z", "idempotency_key": "7"}',
    '{"event_type": "a", "user_id": "ann", "properties": {"n": [1, {"m": null}], "s": "x"}, "idempotency_key": "7"}']::jsonb[]) AS again;
SELECT r.number, array_agg(DISTINCT b.way) AS before, array_agg(DISTINCT w.way) AS ways, a.answer
FROM test.retries r, unnest(ways(r.first)) AS b (way), unnest(ways(r.again)) AS w (way),
     LATERAL (SELECT answer(w.way, r.again, b.way, r.first)) AS a (answer)
GROUP BY r.number, a.answer ORDER BY r.number, ways;

DROP VIEW test.answers;
DROP TABLE test.documents, test.retries, test.owners_answers;
DROP FUNCTION test.contents, test.send, test.answer, test.ways, test.first_problem;
