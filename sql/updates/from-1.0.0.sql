-- What 1.0.0 has and this version has not, or has otherwise (doc/internals.md, "How a version is released").

-- is compare_user_days() now, whose result is that of every derivation's comparison
DROP FUNCTION mindwell_internal.verify_user_days(date, date, uuid[]);

-- metrics of goals and habits are not kept any more
DROP FUNCTION mindwell_internal.count_adherence(uuid[], text[], text, text, integer, integer, date, date);
DROP FUNCTION mindwell_internal.recount_completions(uuid[], timestamptz, timestamptz);
-- and no day has events of another
DROP FUNCTION mindwell_internal.count_spanning(text, uuid[], date, date);
DROP FUNCTION mindwell_internal.builtin_metrics();

-- say one thing more
DROP FUNCTION mindwell_internal.funnel_steps(jsonb);
DROP FUNCTION mindwell_internal.funnel_exclusions(jsonb, integer);

-- have an argument more
DROP FUNCTION @extschema@.analytics_funnel(@extschema@.analytics_steps, timestamptz, timestamptz, interval, text, text, @extschema@.analytics_steps, text, text, text, timestamptz, boolean, boolean);
DROP FUNCTION @extschema@.analytics_active_users(timestamptz, timestamptz, text, text, timestamptz, boolean);
