
-- The tables of maintenance --------------------------------------------------------

CREATE FUNCTION mindwell_internal.create_maintenance_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_retention_policies (
        retention_class text PRIMARY KEY
            CONSTRAINT analytics_retention_policies_class_has_1_to_64_bytes CHECK (octet_length(retention_class) BETWEEN 1 AND 64),
        keep interval
            CONSTRAINT analytics_retention_policies_keep_is_1_day_to_1000_years CHECK (keep BETWEEN interval '1 day' AND interval '1000 years'),
        export_first boolean NOT NULL DEFAULT false,
        updated_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_retention_policies IS 'How long the events of a retention class are kept. A class without a row is kept forever.';
    COMMENT ON COLUMN @extschema@.analytics_retention_policies.retention_class IS 'As event types name it; audit is that of analytics_audit_log.';
    COMMENT ON COLUMN @extschema@.analytics_retention_policies.keep IS 'At least so long, up to a UTC day longer; NULL: forever.';
    COMMENT ON COLUMN @extschema@.analytics_retention_policies.export_first IS 'Purge refuses a partition that analytics_mark_exported() has not been told of.';
    COMMENT ON COLUMN @extschema@.analytics_retention_policies.updated_at IS 'When the policy was last set.';

    -- nothing is purged that nobody asked to purge
    INSERT INTO @extschema@.analytics_retention_policies (retention_class)
    VALUES ('events'), ('audit'), ('security'), ('performance');

    CREATE TABLE @extschema@.analytics_sealed_days (
        day date PRIMARY KEY,
        sealed_at timestamptz NOT NULL,
        purged_events bigint NOT NULL);
    COMMENT ON TABLE @extschema@.analytics_sealed_days IS 'UTC days from which events were purged: their rollups are final.';
    COMMENT ON COLUMN @extschema@.analytics_sealed_days.day IS 'The UTC day.';
    COMMENT ON COLUMN @extschema@.analytics_sealed_days.sealed_at IS 'When events of it were first purged.';
    COMMENT ON COLUMN @extschema@.analytics_sealed_days.purged_events IS 'How many events of it were purged.';

    CREATE TABLE @extschema@.analytics_exports (
        period_start timestamptz PRIMARY KEY,
        period_end timestamptz NOT NULL,
        event_count bigint NOT NULL,
        exported_at timestamptz NOT NULL DEFAULT now(),
        digest numeric NOT NULL);
    COMMENT ON TABLE @extschema@.analytics_exports IS 'Partitions that were exported, and how many events they had then; written by analytics_mark_exported().';
    COMMENT ON COLUMN @extschema@.analytics_exports.period_start IS 'From when the partition holds events.';
    COMMENT ON COLUMN @extschema@.analytics_exports.period_end IS 'Until when, excluded.';
    COMMENT ON COLUMN @extschema@.analytics_exports.event_count IS 'How many events it had when it was exported.';
    COMMENT ON COLUMN @extschema@.analytics_exports.exported_at IS 'When that was recorded.';
    COMMENT ON COLUMN @extschema@.analytics_exports.digest IS 'Of the columns of all its events then: purge takes away nothing else.';

    CREATE TABLE @extschema@.analytics_run_log (
        run_id uuid NOT NULL,
        step text NOT NULL,
        target text NOT NULL,
        status text NOT NULL CHECK (status IN ('running', 'done', 'failed', 'interrupted')),
        event_count bigint NOT NULL,
        started_at timestamptz NOT NULL,
        finished_at timestamptz,
        error_code text,
        error text,
        as_of timestamptz,
        steps text[],
        state jsonb,
        PRIMARY KEY (run_id, step, target));
    COMMENT ON TABLE @extschema@.analytics_run_log IS 'What analytics_maintain() did: a row for each run (step run), each of its steps, and each partition that a step changed or failed to.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.run_id IS 'Of the call of analytics_maintain().';
    COMMENT ON COLUMN @extschema@.analytics_run_log.step IS 'run for the call as a whole, else one of its steps.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.target IS 'A partition; empty for the step as a whole.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.status IS 'running, done, failed or interrupted.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.event_count IS 'Events moved or removed; for the steps register, refresh, keys and trim, rows.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.started_at IS 'When it began.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.finished_at IS 'When it ended; NULL while it is running.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.error_code IS 'SQLSTATE of the last failure.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.error IS 'Message of the last failure, with its DETAIL and HINT in lines of their own; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.as_of IS 'The time that counts as now; of the row of the call.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.steps IS 'The steps that the call was to do; of the row of the call.';
    COMMENT ON COLUMN @extschema@.analytics_run_log.state IS 'Where a step that is not finished goes on.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_maintenance_tables() IS
'Internal: a migration, creates the tables of retention, exports and runs.';
