-- What is asked about one tenant; :who names it and the role.
\echo === :who: events
SELECT event_type, count(*), count(DISTINCT user_id), min(occurred_at), md5(string_agg(format('%s %s %s %s', user_id, session_id, funnel_stage, properties), E'\n' ORDER BY id))
FROM analytics_events WHERE occurred_at < '2024-04-01Z' GROUP BY 1 ORDER BY event_type;
\echo === :who: active users
SELECT * FROM analytics_active_users('2024-03-01Z', '2024-04-01Z', as_of => '2024-04-01Z');
SELECT * FROM analytics_active_users('2024-03-01Z', '2024-04-01Z', 'week', 'Asia/Tokyo', as_of => '2024-04-01Z', include_anonymous => true);
\echo === :who: DAU/MAU
SELECT * FROM analytics_dau_mau('2024-03-28Z', '2024-04-01Z', as_of => '2024-04-01Z');
\echo === :who: stickiness
SELECT * FROM analytics_stickiness('2024-03-01Z', '2024-04-01Z', as_of => '2024-04-01Z');
\echo === :who: lifecycle
SELECT * FROM analytics_lifecycle('2024-03-01Z', '2024-04-01Z', 'week', as_of => '2024-04-01Z');
\echo === :who: sessions
SELECT * FROM analytics_sessions('2024-03-01Z', '2024-04-01Z', 'week', as_of => '2024-04-01Z');
SELECT * FROM analytics_session_timeline('2024-03-26Z', '2024-03-30Z', as_of => '2024-04-01Z');
\echo === :who: concurrency
SELECT * FROM analytics_concurrency('2024-03-26 08:00Z', '2024-03-26 12:00Z', as_of => '2024-04-01Z');
SELECT * FROM analytics_concurrent_peak('2024-03-01Z', '2024-04-01Z');
SELECT * FROM analytics_concurrency_by_hour('2024-03-01Z', '2024-04-01Z');
SELECT * FROM analytics_active_sessions('2024-03-26 09:00Z');
\echo === :who: funnel
SELECT * FROM analytics_funnel('{session_started,page_view,tea_brewed,payment_completed}'::text[], '2024-03-01Z', '2024-04-01Z', as_of => '2024-04-01Z');
SELECT * FROM analytics_funnel('["page_view", "signup_completed", "tea_brewed"]', '2024-03-01Z', '2024-04-01Z', '7 days', as_of => '2024-04-01Z', merge_aliases => true, include_anonymous => true);
\echo === :who: retention
SELECT * FROM analytics_retention('session_started', 'tea_brewed', '2024-03-01Z', '2024-04-01Z', 'week', 4, as_of => '2024-04-01Z');
SELECT * FROM analytics_retention_curve('session_started', 'session_started', '2024-03-01Z', '2024-04-01Z', 'week', 4, as_of => '2024-04-01Z');
\echo === :who: summary
SELECT analytics_summary(48, '2024-03-30 12:00Z');
\echo === :who: metrics
SELECT m.name, a.metric_date, a.value, a.metadata - 'calculated_at' FROM (SELECT DISTINCT metric_type FROM analytics_metrics WHERE period = 'weekly') AS m (name), analytics_aggregated(m.name, 'week', '2024-03-01Z', '2024-04-01Z', '2024-04-01Z') AS a WHERE a.value IS NOT NULL ORDER BY 1, 2;
SELECT a.metric_date, a.value, a.metadata - 'calculated_at' FROM analytics_aggregated('revenue', 'day', '2024-03-01Z', '2024-04-01Z', '2024-04-01Z') AS a WHERE a.value IS NOT NULL ORDER BY 1;
SELECT e ->> 'metric_date', e -> 'value' FROM jsonb_array_elements(analytics_metrics_aggregated('cups', 'daily', '2024-03-10', '2024-03-31') -> 'data') AS e;
