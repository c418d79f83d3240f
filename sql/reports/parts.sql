
-- Parts of reports ------------------------------------------------------------------

-- What several stores, of which each has all events of its users, need to know to answer as one.
CREATE FUNCTION mindwell_internal.report_parts()
RETURNS TABLE (report text, kind text, part text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE ROWS 50
SET search_path = pg_catalog, pg_temp
AS $$
    VALUES
        -- rows of numbers, which finish adds
        ('analytics_active_users', 'sum', 'active_users'),
        ('analytics_dau_mau', 'sum', 'dau_mau'),
        ('analytics_stickiness', 'sum', 'stickiness'),
        ('analytics_lifecycle', 'sum', 'lifecycle'),
        ('analytics_retention', 'sum', 'retention'),
        ('analytics_cohorts', 'sum', 'cohorts'),
        ('analytics_habits', 'sum', 'habits'),
        ('analytics_revenue', 'sum', 'revenue'),
        ('analytics_auth_security', 'sum', 'auth_security'),
        -- rows with states of aggregates, or all values, which finish merges
        ('analytics_funnel', 'state', 'funnel'),
        ('analytics_funnel_trend', 'state', 'funnel_trend'),
        ('analytics_trend', 'state', 'trend'),
        ('analytics_nudges', 'state', 'nudges'),
        -- a row is of one user, so those of all stores are put in order, and cut
        ('analytics_funnel_users', 'rows', NULL),
        ('analytics_fact_productivity', 'rows', NULL),
        ('analytics_dim_user', 'rows', NULL),
        -- asks one user's store
        ('analytics_explain_user', 'user', NULL),
        -- asks other reports, or what was computed of them
        ('analytics_retention_curve', 'local', NULL),
        ('analytics_aggregated', 'local', NULL),
        ('analytics_metrics_aggregated', 'local', NULL),
        -- a session, message, goal, booking, client or subscription may have events on several stores, which must exchange them first
        ('analytics_summary', 'exchange', NULL),
        ('analytics_sessions', 'exchange', NULL),
        ('analytics_session_timeline', 'exchange', NULL),
        ('analytics_active_sessions', 'exchange', NULL),
        ('analytics_concurrency', 'exchange', NULL),
        ('analytics_concurrent_peak', 'exchange', NULL),
        ('analytics_concurrency_by_hour', 'exchange', NULL),
        ('analytics_goals', 'exchange', NULL),
        ('analytics_goals_overview', 'exchange', NULL),
        ('analytics_goal_cohorts', 'exchange', NULL),
        ('analytics_satisfaction', 'exchange', NULL),
        ('analytics_coaches', 'exchange', NULL),
        ('analytics_client_engagement', 'exchange', NULL),
        ('analytics_subscriptions', 'exchange', NULL),
        ('analytics_dim_subscription', 'exchange', NULL),
        ('analytics_mrr_changes', 'exchange', NULL),
        ('analytics_mrr', 'exchange', NULL),
        ('analytics_arr_forecast', 'exchange', NULL),
        ('analytics_revenue_kpis', 'exchange', NULL),
        ('analytics_cohort', 'exchange', NULL),
        ('analytics_engagement', 'exchange', NULL),
        ('analytics_faqs', 'exchange', NULL),
        ('analytics_intake', 'exchange', NULL),
        ('analytics_intake_drop_offs', 'exchange', NULL),
        ('analytics_response_time', 'exchange', NULL),
        ('analytics_heatmap', 'exchange', NULL),
        ('analytics_peak_hours', 'exchange', NULL)
$$;
COMMENT ON FUNCTION mindwell_internal.report_parts() IS
'Internal: how each report is made of what several stores say, of which each has all events of its users: sum or state (mindwell_internal.PART_part() of each store, and PART_finish() of the rows of all; state has no more than values or states of aggregates that merge), rows, user, local, or exchange (what it counts may have events on several stores).';
