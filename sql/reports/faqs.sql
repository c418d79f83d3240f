
-- Questions and answers of a chat-bot ------------------------------------------------

CREATE FUNCTION @extschema@.analytics_faqs(
    from_time timestamptz,
    to_time timestamptz,
    breakdown text DEFAULT NULL,
    max_rows bigint DEFAULT 10)
RETURNS TABLE (question_id text, faq_category text, views bigint, sessions bigint, helpful bigint, not_helpful bigint,
               resolution_rate double precision, category_views bigint)
LANGUAGE plpgsql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    tenants CONSTANT uuid[] := mindwell_internal.tenants_to_read();
    tenant_mask CONSTANT uuid := mindwell_internal.tenant_mask(tenants);
    faq_types CONSTANT text[] := ARRAY['faq_question_viewed', 'faq_resolution', 'faq_category_viewed'];
    by_category CONSTANT boolean := breakdown IS NOT NULL;
BEGIN
    PERFORM mindwell_internal.check_period(from_time, to_time);
    PERFORM mindwell_internal.check_breakdown(breakdown, '{faq_category}');
    IF max_rows < 0 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'max_rows must not be negative',
            HINT = 'NULL returns all.';
    END IF;

    RETURN QUERY
    WITH said AS MATERIALIZED (
        SELECT e.tenant_id, mindwell_internal.actor(e.tenant_id, e.session_id, tenant_mask) AS session, e.event_type, e.occurred_at, e.id,
               mindwell_internal.property_text(e.properties, 'question_id') COLLATE "C" AS question,
               mindwell_internal.property_text(e.properties, 'faq_category') COLLATE "C" AS category,
               e.properties -> 'resolved' AS resolved
        FROM @extschema@.analytics_events AS e
        WHERE e.occurred_at >= from_time AND e.occurred_at < to_time AND e.tenant_id = ANY (tenants) AND e.event_type = ANY (faq_types)),
    -- of the answers of a session to a question the last; what nobody's session says cannot be told apart
    answer AS (
        SELECT a.question, a.resolved = 'true' AS is_helpful
        FROM (SELECT s.*, pg_catalog.row_number() OVER (PARTITION BY s.tenant_id, s.session, s.question ORDER BY s.occurred_at DESC, s.id DESC) AS place
              FROM said AS s
              WHERE s.event_type = 'faq_resolution' AND s.question IS NOT NULL AND s.resolved IN ('true', 'false')) AS a
        WHERE a.place = 1 OR a.session IS NULL),
    viewed AS (
        SELECT s.question, count(*) AS views,
               (pg_catalog.array_agg(s.category ORDER BY s.occurred_at DESC, s.id DESC) FILTER (WHERE s.category IS NOT NULL))[1] AS category
        FROM said AS s
        WHERE s.event_type = 'faq_question_viewed' AND s.question IS NOT NULL
        GROUP BY 1),
    answered AS (
        SELECT a.question, count(*) FILTER (WHERE a.is_helpful) AS helpful, count(*) FILTER (WHERE NOT a.is_helpful) AS not_helpful
        FROM answer AS a
        GROUP BY 1),
    question AS MATERIALIZED (
        SELECT COALESCE(v.question, a.question) AS question, v.category, COALESCE(v.views, 0) AS views,
               COALESCE(a.helpful, 0) AS helpful, COALESCE(a.not_helpful, 0) AS not_helpful
        FROM viewed AS v
        FULL JOIN answered AS a ON a.question = v.question),
    -- a category's sessions are not the sum of its questions'
    seen AS (
        SELECT CASE WHEN NOT by_category THEN q.question END AS question, CASE WHEN by_category THEN q.category END AS category,
               count(DISTINCT s.session) AS sessions
        FROM said AS s
        JOIN question AS q ON q.question = s.question
        WHERE s.event_type = 'faq_question_viewed'
        GROUP BY 1, 2),
    counted AS (
        SELECT CASE WHEN NOT by_category THEN q.question END AS question, CASE WHEN by_category THEN q.category END AS category,
               min(q.category) AS named, sum(q.views) AS views, sum(q.helpful) AS helpful, sum(q.not_helpful) AS not_helpful
        FROM question AS q
        GROUP BY 1, 2),
    category AS (
        SELECT s.category, count(*) AS views
        FROM said AS s
        WHERE by_category AND s.event_type = 'faq_category_viewed'
        GROUP BY 1),
    listed AS (
        SELECT c.question, CASE WHEN by_category THEN COALESCE(c.category, k.category) ELSE c.named END AS category,
               COALESCE(c.views, 0) AS views, COALESCE(s.sessions, 0) AS sessions, COALESCE(c.helpful, 0) AS helpful,
               COALESCE(c.not_helpful, 0) AS not_helpful, CASE WHEN by_category THEN COALESCE(k.views, 0) END AS category_views
        FROM counted AS c
        LEFT JOIN seen AS s ON pg_catalog.concat('=' || s.question, '/' || s.category) = pg_catalog.concat('=' || c.question, '/' || c.category)
        FULL JOIN category AS k ON pg_catalog.concat('/' || k.category) = pg_catalog.concat('=' || c.question, '/' || c.category))
    SELECT CAST(l.question AS text), CAST(l.category AS text), CAST(l.views AS bigint), l.sessions, CAST(l.helpful AS bigint), CAST(l.not_helpful AS bigint),
           CAST(l.helpful AS double precision) / NULLIF(l.helpful + l.not_helpful, 0), l.category_views
    FROM listed AS l
    ORDER BY l.views DESC, l.question, l.category
    LIMIT max_rows;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_faqs(timestamptz, timestamptz, text, bigint) IS
'Which questions of a chat-bot''s FAQ were read in [from_time, to_time), and whether the answers helped, a row for each question_id of faq_question_viewed or faq_resolution: category (the last that a view names), views, sessions that viewed it (of the ids that clients gave), helpful and not_helpful: answers (faq_resolution with a boolean resolved), of a session''s several to one question in this time the last, of events without a session each; resolution_rate = helpful / (helpful + not_helpful), NULL without answers. breakdown ''faq_category'': a row for each category of these questions (NULL: none is named), with the sums of its questions, the sessions that viewed any of them, and category_views, how often the category itself was opened (faq_category_viewed). The most viewed first, then by id; max_rows NULL: all. Errors: 22023 for an empty period, another breakdown or a negative max_rows, 22004 without from_time or to_time, 22008 for infinity, 55000 without a store.';
