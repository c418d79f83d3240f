
-- Maintenance: analytics_maintain() ------------------------------------------------
--
-- The procedure, its runs, and a function unit_NAME() for each of its steps:
--
--   analytics_maintain()            as its caller; commits
--     begin_run(), steps_of()       as the store's owner, like all that follows
--     begin_step()                  once for each step
--     run_step()                    once for each unit
--       run_unit()
--         unit_create(), unit_drain()      partitions (partition.sql)
--         unit_register()                  types of new events
--         unit_refresh()                   what is derived of days that changed (refresh.sql)
--         unit_backfill()                  what is not derived yet of older days (derivation.sql)
--         unit_purge()                     what has expired (purge.sql)
--         unit_keys(), unit_trim()         old idempotency keys, old rows of logs
--         unit_analyze()                   statistics
--     trim_job_details()            old rows of pg_cron's log, as the caller
--     end_run()
--
-- A run is a list of steps, a step a sequence of units, a unit one transaction: a
-- partition, or a batch.  A unit takes the state that the one before has returned,
-- and returns NULL when the step is finished; until then the step is running.  The
-- state, and what each did, is in analytics_run_log, written in the unit's own transaction: a run that
-- is killed loses one unit, and leaves a log that tells how far it came.
--
-- A run holds a lock of its session, which another finds and ends.  Whatever is running
-- in the log when a run begins was killed or cancelled; its step comes last then, lest the
-- steps after it never have their turn.  A unit takes the lock of its
-- transaction besides, that steps called alone take too.

CREATE FUNCTION mindwell_internal.log_unit(
    run uuid, step text, target text, status text, event_count bigint, started_at timestamptz, error_code text, error text,
    state jsonb)
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO @extschema@.analytics_run_log AS l
        (run_id, step, target, status, event_count, started_at, finished_at, error_code, error, state)
    VALUES (run, step, target, status, COALESCE(event_count, 0), started_at, pg_catalog.clock_timestamp(), error_code, error, state)
    ON CONFLICT (run_id, step, target) DO UPDATE SET
        status = CASE WHEN l.status = 'failed' THEN l.status ELSE EXCLUDED.status END,
        event_count = l.event_count + EXCLUDED.event_count,
        finished_at = EXCLUDED.finished_at,
        error_code = COALESCE(EXCLUDED.error_code, l.error_code),
        error = COALESCE(EXCLUDED.error, l.error),
        state = EXCLUDED.state
$$;
COMMENT ON FUNCTION mindwell_internal.log_unit(uuid, text, text, text, bigint, timestamptz, text, text, jsonb) IS
'Internal: notes what a unit did, adding to what the same step did to the same target before, and from where the step goes on; a failure stays one.';

CREATE FUNCTION mindwell_internal.done_today(run uuid, step text, as_of timestamptz)
RETURNS boolean
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT EXISTS (
        SELECT FROM @extschema@.analytics_run_log this
        WHERE this.run_id = run AND this.step = 'run' AND pg_catalog.cardinality(this.steps) > 1)
       AND EXISTS (
        SELECT
        FROM @extschema@.analytics_run_log earlier
        JOIN @extschema@.analytics_run_log done USING (run_id)
        WHERE earlier.step = 'run' AND done.step = done_today.step AND done.target = '' AND done.status = 'done'
          AND CAST(earlier.as_of AT TIME ZONE 'UTC' AS pg_catalog.date) = CAST(done_today.as_of AT TIME ZONE 'UTC' AS pg_catalog.date)
          AND done.started_at > (SELECT COALESCE(pg_catalog.max(p.updated_at), '-infinity')
                                 FROM @extschema@.analytics_retention_policies p))
$$;
COMMENT ON FUNCTION mindwell_internal.done_today(uuid, text, timestamptz) IS
'Internal: was a step that reads much and finds something new once a day done already on this UTC day, under the same policies? Never for a run that was asked for this step alone.';

CREATE FUNCTION mindwell_internal.unit_create(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    ahead CONSTANT integer := CAST(mindwell_internal.setting('premake') AS pg_catalog.int4);
    at_most CONSTANT integer := CAST(mindwell_internal.setting('max_new_partitions') AS pg_catalog.int4);
    after_time timestamptz := COALESCE(CAST(state ->> 'after' AS pg_catalog.timestamptz), '-infinity');
    made integer := COALESCE(CAST(state ->> 'made' AS pg_catalog.int4), 0);
    missing record;
BEGIN
    SELECT m.* INTO missing
    FROM @extschema@.analytics_store s,
    LATERAL (SELECT mindwell_internal.partition_start(s.partition_by, as_of) AT TIME ZONE 'UTC') AS now (utc_start),
    LATERAL mindwell_internal.missing_periods(as_of,
        (now.utc_start + (ahead + 1) * CAST('1 ' || s.partition_by AS pg_catalog.interval)) AT TIME ZONE 'UTC') m
    WHERE m.starts_at > after_time
    ORDER BY m.starts_at
    LIMIT 1;
    IF missing.starts_at IS NULL OR made >= at_most THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT t.partition_name, t.event_count, t.status, t.error_code, t.error,
               pg_catalog.jsonb_build_object('after', t.period_start, 'made', made + 1)
        FROM mindwell_internal.try_partition(missing.partition_by, missing.partition_schema, missing.starts_at) t;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_create(jsonb, timestamptz) IS
'Internal: creates the next missing partition of the current and the coming periods; no row when there is none.';

CREATE FUNCTION mindwell_internal.unit_drain(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    at_most CONSTANT integer := CAST(mindwell_internal.setting('max_new_partitions') AS pg_catalog.int4);
    made integer := COALESCE(CAST(state ->> 'made' AS pg_catalog.int4), 0);
    stray timestamptz := mindwell_internal.next_stray(COALESCE(CAST(state ->> 'after' AS pg_catalog.timestamptz), '-infinity'));
BEGIN
    IF stray IS NOT NULL AND made >= at_most THEN
        target := '';
        status := 'failed';
        error_code := '54000';
        error := pg_catalog.format('the default partition has events of more periods than mindwell_analytics.max_new_partitions (%s); the next run goes on', at_most);
        RAISE WARNING '%', error;
        RETURN NEXT;
        RETURN;
    END IF;
    IF stray IS NOT NULL THEN
        RETURN QUERY
            SELECT t.partition_name, t.event_count, t.status, t.error_code, t.error,
                   pg_catalog.jsonb_build_object('after', t.period_end, 'made', made + 1)
            FROM @extschema@.analytics_store s,
            LATERAL mindwell_internal.try_partition(s.partition_by, mindwell_internal.partition_schema(),
                mindwell_internal.partition_start(s.partition_by, stray)) t;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_drain(jsonb, timestamptz) IS
'Internal: gives the next period that has events in the default partition a partition of its own; no row when there is none.';

-- Looks at each pair of tenant and type once, by index, however many events it has;
-- at the current and the previous period, which are those that just received events.
CREATE FUNCTION mindwell_internal.unregistered_types(partition regclass)
RETURNS TABLE (tenant_id uuid, event_type varchar)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY EXECUTE pg_catalog.format($query$
        WITH RECURSIVE tenants (id) AS (
            (SELECT e.tenant_id FROM %1$s e ORDER BY e.tenant_id LIMIT 1)
            UNION ALL
            SELECT (SELECT e.tenant_id FROM %1$s e WHERE e.tenant_id > t.id ORDER BY e.tenant_id LIMIT 1)
            FROM tenants t
            WHERE t.id IS NOT NULL)
        SELECT t.id, new.name
        FROM tenants t,
        LATERAL (
            WITH RECURSIVE types (name) AS (
                (SELECT e.event_type FROM %1$s e WHERE e.tenant_id = t.id ORDER BY e.event_type LIMIT 1)
                UNION ALL
                SELECT (SELECT e.event_type FROM %1$s e
                        WHERE e.tenant_id = t.id AND e.event_type > y.name ORDER BY e.event_type LIMIT 1)
                FROM types y
                WHERE y.name IS NOT NULL)
            SELECT y.name
            FROM types y
            WHERE y.name IS NOT NULL
              AND NOT EXISTS (SELECT FROM @extschema@.analytics_event_types r
                              WHERE r.tenant_id IN (t.id, '00000000-0000-0000-0000-000000000000') AND r.event_type = y.name)
            LIMIT GREATEST(0, %2$s - (SELECT pg_catalog.count(*) FROM @extschema@.analytics_event_types r
                                      WHERE r.tenant_id = t.id AND r.auto_registered))) AS new
        WHERE t.id IS NOT NULL$query$,
        partition, CAST(mindwell_internal.setting('max_auto_event_types') AS pg_catalog.int8));
END
$$;
COMMENT ON FUNCTION mindwell_internal.unregistered_types(regclass) IS
'Internal: the event types in a partition that are not registered, for each tenant no more than may be.';

CREATE FUNCTION mindwell_internal.unit_register(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    -- the gate accepts an event one hour ahead
    margin CONSTANT interval := interval '1 hour';
    new_type record;
    registered bigint := 0;
BEGIN
    FOR new_type IN
        SELECT DISTINCT u.tenant_id, u.event_type
        FROM @extschema@.analytics_store s,
        LATERAL mindwell_internal.partitions() p,
        LATERAL mindwell_internal.unregistered_types(p.partition) u
        WHERE p.is_default
           OR p.starts_at <= as_of + margin
              AND mindwell_internal.partition_end(s.partition_by, p.ends_at) > as_of
        ORDER BY u.tenant_id, u.event_type
    LOOP
        INSERT INTO @extschema@.analytics_event_types (tenant_id, event_type, auto_registered)
        VALUES (new_type.tenant_id, new_type.event_type, true)
        ON CONFLICT DO NOTHING;
        registered := registered + 1;
        RAISE NOTICE 'registered event type % of tenant %', new_type.event_type, new_type.tenant_id;
    END LOOP;
    RETURN QUERY SELECT '', registered, 'done', CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS pg_catalog.jsonb);
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_register(jsonb, timestamptz) IS
'Internal: enters the types of recent events that are not registered, as their tenant''s own; event_count is the number of types.';

CREATE FUNCTION mindwell_internal.unit_purge(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    batch_blocks CONSTANT bigint := 1024;
    after_time timestamptz := COALESCE(CAST(state ->> 'after' AS pg_catalog.timestamptz), '-infinity');
    first_block bigint := COALESCE(CAST(state ->> 'block' AS pg_catalog.int8), 0);
    candidate record;
BEGIN
    SELECT c.* INTO candidate
    FROM mindwell_internal.purge_candidates(as_of) c
    WHERE CASE WHEN first_block > 0 THEN c.starts_at = after_time ELSE c.starts_at > after_time END
    ORDER BY c.starts_at
    LIMIT 1;
    IF candidate.partition IS NOT NULL THEN
        RETURN QUERY
            SELECT CASE WHEN t.action <> 'keep' THEN t.partition_name END,
                   t.event_count, t.status, t.error_code, t.error,
                   pg_catalog.jsonb_build_object('after', candidate.starts_at, 'block', COALESCE(t.next_block, 0))
            FROM mindwell_internal.try_purge(candidate.partition, candidate.starts_at, candidate.ends_at, as_of,
                                                  first_block, batch_blocks) t;
    ELSIF NOT state ? 'derivations' THEN
        RETURN QUERY
            SELECT '', COALESCE(CAST(pg_catalog.sum(d.row_count) AS bigint), 0), 'done', CAST(NULL AS text), CAST(NULL AS text),
                   pg_catalog.jsonb_build_object('after', 'infinity', 'derivations', true)
            FROM mindwell_internal.purge_derivations(as_of, false) d;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_purge(jsonb, timestamptz) IS
'Internal: purges the next partition, or the next batch of one, and at last what is derived; no row after that.';

-- The planner's idea of all partitions together; autovacuum has one of each alone.
CREATE FUNCTION mindwell_internal.unit_analyze(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
SET lock_timeout = 0
AS $$
BEGIN
    PERFORM mindwell_internal.set_lock_timeout();
    PERFORM mindwell_internal.analyze_events();
    RETURN QUERY SELECT '', CAST(0 AS bigint), 'done', CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS pg_catalog.jsonb);
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_analyze(jsonb, timestamptz) IS
'Internal: takes statistics of analytics_events as a whole.';

CREATE FUNCTION mindwell_internal.unit_keys(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    lifetime CONSTANT interval := interval '168 hours';
    batch_blocks CONSTANT bigint := 1024;
    first_block bigint := COALESCE(CAST(state ->> 'block' AS pg_catalog.int8), 0);
    all_blocks bigint := mindwell_internal.block_count('@extschema@.analytics_event_keys');
    expired bigint;
BEGIN
    DELETE FROM @extschema@.analytics_event_keys k
    WHERE k.ctid >= CAST(pg_catalog.format('(%s,0)', first_block) AS pg_catalog.tid)
      AND k.ctid < CAST(pg_catalog.format('(%s,0)', first_block + batch_blocks) AS pg_catalog.tid)
      -- never before its time
      AND k.created_at < LEAST(as_of, pg_catalog.clock_timestamp()) - lifetime;
    GET DIAGNOSTICS expired = ROW_COUNT;
    RETURN QUERY
        SELECT '', expired, 'done', CAST(NULL AS text), CAST(NULL AS text),
               CASE WHEN first_block + batch_blocks < all_blocks
                    THEN pg_catalog.jsonb_build_object('block', first_block + batch_blocks) END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_keys(jsonb, timestamptz) IS
'Internal: deletes the idempotency keys that have expired, in a range of blocks; event_count is the number of keys.';

CREATE FUNCTION mindwell_internal.job_history_cutoff(as_of timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE PARALLEL SAFE
RETURN as_of - NULLIF(CAST(mindwell_internal.setting('job_history') AS pg_catalog.interval), interval '0');
COMMENT ON FUNCTION mindwell_internal.job_history_cutoff(timestamptz) IS
'Internal: what is known of runs before this time is deleted; NULL when all is kept.';

CREATE FUNCTION mindwell_internal.unit_trim(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    trimmed bigint;
BEGIN
    DELETE FROM @extschema@.analytics_run_log l
    -- never before its time
    WHERE l.started_at < mindwell_internal.job_history_cutoff(LEAST(unit_trim.as_of, pg_catalog.clock_timestamp()));
    GET DIAGNOSTICS trimmed = ROW_COUNT;
    RETURN QUERY SELECT '', trimmed + mindwell_internal.trim_audit_log(unit_trim.as_of)
                            + mindwell_internal.remove_stale_members(), 'done',
                        CAST(NULL AS text), CAST(NULL AS text), CAST(NULL AS pg_catalog.jsonb);
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_trim(jsonb, timestamptz) IS
'Internal: deletes old rows of analytics_run_log, those of analytics_audit_log that have expired, and memberships of roles that were dropped; event_count is their number.';

-- Runs as the caller, who sees there only their own jobs.  That is safe where
-- the table is pg_cron's own, which a superuser has created.
CREATE FUNCTION mindwell_internal.trim_job_details(as_of timestamptz)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    jobs CONSTANT regclass := mindwell_internal.cron_table('job');
    details CONSTANT regclass := mindwell_internal.cron_table('job_run_details');
    trimmed bigint := 0;
BEGIN
    IF jobs IS NOT NULL AND details IS NOT NULL THEN
        EXECUTE pg_catalog.format(
            'DELETE FROM %s d USING %s j'
            ' WHERE j.jobid = d.jobid AND pg_catalog.starts_with(j.jobname, ''mindwell_analytics/'')'
            ' AND d.database = pg_catalog.current_database() AND COALESCE(d.end_time, d.start_time) < $1', details, jobs)
        USING mindwell_internal.job_history_cutoff(as_of);
        GET DIAGNOSTICS trimmed = ROW_COUNT;
    END IF;
    RETURN trimmed;
EXCEPTION WHEN insufficient_privilege THEN
    RAISE NOTICE 'the history of jobs in cron.job_run_details is not trimmed: %', SQLERRM;
    RETURN 0;
END
$$;
COMMENT ON FUNCTION mindwell_internal.trim_job_details(timestamptz) IS
'Internal: deletes what pg_cron, where it is in this database, has noted of this extension''s jobs long ago; returns the number of rows.';

CREATE FUNCTION mindwell_internal.owner_begin_run(steps text[], as_of timestamptz)
RETURNS uuid
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    known CONSTANT text[] := ARRAY['create', 'register', 'drain', 'refresh', 'backfill', 'purge', 'keys', 'analyze', 'trim'];
    run uuid := pg_catalog.gen_random_uuid();
    in_turn text[];
BEGIN
    IF steps IS NULL OR pg_catalog.array_position(steps, NULL) IS NOT NULL OR NOT steps <@ known THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'unknown step of maintenance',
            HINT = pg_catalog.format('The steps are %s.', pg_catalog.array_to_string(known, ', '));
    ELSIF as_of IS NULL OR NOT pg_catalog.isfinite(as_of) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of must be a finite time';
    ELSIF as_of > pg_catalog.clock_timestamp() AND 'purge' = ANY (steps) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'datetime_field_overflow',
            MESSAGE = 'as_of lies in the future',
            DETAIL = 'Events would be purged before their time.';
    END IF;
    UPDATE @extschema@.analytics_run_log l
    SET status = 'interrupted', finished_at = pg_catalog.clock_timestamp()
    WHERE l.status = 'running';
    -- what ended the run before may end this one: what has not had its turn for longer goes first
    SELECT pg_catalog.array_agg(s.step ORDER BY last.interrupted_at NULLS FIRST, s.ordinal) INTO in_turn
    FROM pg_catalog.unnest(steps) WITH ORDINALITY AS s (step, ordinal)
    LEFT JOIN LATERAL (
        SELECT CASE WHEN l.status = 'interrupted' THEN l.started_at END
        FROM @extschema@.analytics_run_log l
        WHERE l.step = s.step AND l.target = ''
        ORDER BY l.started_at DESC
        LIMIT 1) AS last (interrupted_at) ON true;
    INSERT INTO @extschema@.analytics_run_log (run_id, step, target, status, event_count, started_at, as_of, steps)
    VALUES (run, 'run', '', 'running', 0, pg_catalog.clock_timestamp(), as_of, COALESCE(in_turn, steps));
    RETURN run;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_begin_run(text[], timestamptz) IS
'Internal: what mindwell_internal.begin_run() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.begin_run(steps text[], as_of timestamptz)
RETURNS uuid
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_begin_run';
COMMENT ON FUNCTION mindwell_internal.begin_run(text[], timestamptz) IS
'Internal: begins a run of maintenance and returns its id; NULL when there is another one, or on a standby. Its lock is the session''s until mindwell_internal.release_run(), an error, DISCARD ALL, or the end of the session. 42501 for those who may not maintain, and within what the store''s owner has others run.';

CREATE FUNCTION mindwell_internal.owner_steps_of(run uuid)
RETURNS text[]
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT l.steps FROM @extschema@.analytics_run_log l WHERE l.run_id = run AND l.step = 'run'
$$;
COMMENT ON FUNCTION mindwell_internal.owner_steps_of(uuid) IS
'Internal: what mindwell_internal.steps_of() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.steps_of(run uuid)
RETURNS text[]
LANGUAGE c STABLE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.steps_of(uuid) IS
'Internal: the steps of a run, in the order in which they have their turns: those that ended the runs before come last.';

-- In a transaction of its own, so that of a run that is ended the log tells at which step.
CREATE FUNCTION mindwell_internal.owner_begin_step(run uuid, step text)
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    INSERT INTO @extschema@.analytics_run_log (run_id, step, target, status, event_count, started_at)
    SELECT run, owner_begin_step.step, '', 'running', 0, pg_catalog.clock_timestamp()
    FROM @extschema@.analytics_run_log l
    WHERE l.run_id = run AND l.step = 'run' AND l.status = 'running' AND owner_begin_step.step = ANY (l.steps)
    ON CONFLICT DO NOTHING
$$;
COMMENT ON FUNCTION mindwell_internal.owner_begin_step(uuid, text) IS
'Internal: what mindwell_internal.begin_step() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.begin_step(run uuid, step text)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.begin_step(uuid, text) IS
'Internal: notes that a run begins with one of its steps.';

CREATE FUNCTION mindwell_internal.run_unit(step text, state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    error_detail text;
    error_hint text;
    error_constraint text;
    error_table text;
BEGIN
    RETURN QUERY EXECUTE pg_catalog.format('SELECT u.* FROM mindwell_internal.%I($1, $2) u', 'unit_' || step)
    USING state, as_of;
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS error_code = RETURNED_SQLSTATE, error = MESSAGE_TEXT, error_detail = PG_EXCEPTION_DETAIL,
        error_hint = PG_EXCEPTION_HINT, error_constraint = CONSTRAINT_NAME, error_table = TABLE_NAME;
    error := mindwell_internal.describe_error(error_code, error, error_detail, error_hint, error_constraint, error_table);
    target := '';
    event_count := 0;
    status := 'failed';
    next_state := NULL;
    RAISE WARNING 'maintenance step % failed: %', step, error;
    RETURN NEXT;
END
$$;
COMMENT ON FUNCTION mindwell_internal.run_unit(text, jsonb, timestamptz) IS
'Internal: runs the next unit of a step; its error ends the step and nothing else. No row when there is nothing left to do.';

-- Who may maintain calls this too: all that it does follows from what the run was begun with.
CREATE FUNCTION mindwell_internal.owner_run_step(run uuid, step text)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    started_at CONSTANT timestamptz := pg_catalog.clock_timestamp();
    as_of timestamptz;
    state jsonb;
    unit record;
BEGIN
    PERFORM mindwell_internal.check_isolation();
    -- a step called alone is over soon
    PERFORM mindwell_internal.lock_maintenance();
    SELECT l.as_of INTO as_of
    FROM @extschema@.analytics_run_log l
    WHERE l.run_id = run AND l.step = 'run' AND l.status = 'running' AND owner_run_step.step = ANY (l.steps);
    IF NOT FOUND THEN
        RAISE NOTICE 'this run of maintenance has ended, or has no such step: step % is left out', step;
        RETURN false;
    END IF;
    SELECT l.state INTO state
    FROM @extschema@.analytics_run_log l
    WHERE l.run_id = run AND l.step = owner_run_step.step AND l.target = '';
    IF step IN ('purge', 'keys', 'analyze') AND state IS NULL AND mindwell_internal.done_today(run, step, as_of) THEN
        DELETE FROM @extschema@.analytics_run_log l
        WHERE l.run_id = run AND l.step = owner_run_step.step AND l.target = '' AND l.status = 'running';
        RETURN false;
    END IF;

    SELECT u.* INTO unit FROM mindwell_internal.run_unit(step, COALESCE(state, '{}'), as_of) u;
    IF unit.target <> '' THEN
        PERFORM mindwell_internal.log_unit(run, step, unit.target, unit.status, unit.event_count, started_at,
                                                unit.error_code, unit.error, NULL);
    END IF;
    PERFORM mindwell_internal.log_unit(run, step, '',
        CASE WHEN unit.status = 'done' AND unit.next_state IS NOT NULL THEN 'running' ELSE COALESCE(unit.status, 'done') END,
        unit.event_count, started_at, unit.error_code, unit.error, unit.next_state);
    -- or the step would begin anew for ever
    IF unit.next_state IS NOT NULL
       AND NOT EXISTS (SELECT FROM @extschema@.analytics_run_log l
                       WHERE l.run_id = run AND l.step = owner_run_step.step AND l.target = '' AND l.state = unit.next_state) THEN
        RAISE WARNING USING
            MESSAGE = pg_catalog.format('maintenance step %s ends early', step),
            DETAIL = 'How far it came is not in analytics_run_log as it was written there.',
            HINT = mindwell_internal.find_changer('analytics_run_log');
        RETURN false;
    END IF;
    RETURN unit.next_state IS NOT NULL;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_run_step(uuid, text) IS
'Internal: what mindwell_internal.run_step() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.run_step(run uuid, step text)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.run_step(uuid, text) IS
'Internal: runs the next unit of a step of a run, and logs it; returns whether the step goes on. A step that the run was not begun with is left out, with a NOTICE.';

CREATE FUNCTION mindwell_internal.owner_end_run(run uuid)
RETURNS text
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    failures bigint := (SELECT pg_catalog.count(*) FROM @extschema@.analytics_run_log l
                        WHERE l.run_id = run AND l.status = 'failed' AND l.step <> 'run'
                          AND (l.target <> '' OR NOT EXISTS (
                              SELECT FROM @extschema@.analytics_run_log t
                              WHERE t.run_id = run AND t.step = l.step AND t.target <> '' AND t.status = 'failed')));
    outcome text;
BEGIN
    UPDATE @extschema@.analytics_run_log l
    SET status = CASE WHEN failures > 0 THEN 'failed' ELSE 'done' END,
        finished_at = pg_catalog.clock_timestamp()
    WHERE l.run_id = run AND l.step = 'run' AND l.status = 'running'
    RETURNING l.status INTO outcome;
    IF failures > 0 THEN
        RAISE WARNING USING
            MESSAGE = pg_catalog.format('maintenance could not do everything: %s failed', failures),
            HINT = pg_catalog.format('SELECT step, target, error_code, error FROM %s WHERE run_id = %L AND status = ''failed'';',
                                     CAST('@extschema@.analytics_run_log' AS pg_catalog.regclass), run);
    END IF;
    PERFORM mindwell_internal.release_run();
    RETURN outcome;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_end_run(uuid) IS
'Internal: what mindwell_internal.end_run() does, as the store''s owner.';

CREATE FUNCTION mindwell_internal.end_run(run uuid)
RETURNS text
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION mindwell_internal.end_run(uuid) IS
'Internal: ends a run, with a WARNING when something failed; returns how it ended, NULL when another run has taken over.';

-- Commits, and so cannot carry a search_path: nothing here but calls of functions
-- that do, and every name and operator in full.
CREATE PROCEDURE @extschema@.analytics_maintain(
    steps pg_catalog.text[] DEFAULT '{create,register,drain,refresh,backfill,purge,keys,analyze,trim}', as_of pg_catalog.timestamptz DEFAULT pg_catalog.now())
LANGUAGE plpgsql
AS $$
DECLARE
    run pg_catalog.uuid;
    step pg_catalog.text;
BEGIN
    CALL mindwell_internal.require_autocommit('analytics_maintain()');
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    run := mindwell_internal.begin_run(steps, as_of);
    COMMIT;
    SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
    IF run IS NULL THEN
        RETURN;
    END IF;
    FOREACH step IN ARRAY COALESCE(mindwell_internal.steps_of(run), CAST('{}' AS pg_catalog.text[])) LOOP
        PERFORM mindwell_internal.begin_step(run, step);
        COMMIT;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        WHILE mindwell_internal.run_step(run, step) LOOP
            COMMIT;
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        END LOOP;
        COMMIT;
        SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        IF step OPERATOR(pg_catalog.=) 'trim' THEN
            PERFORM mindwell_internal.trim_job_details(as_of);
            COMMIT;
            SET TRANSACTION ISOLATION LEVEL READ COMMITTED;
        END IF;
    END LOOP;
    PERFORM mindwell_internal.end_run(run);
    COMMIT;
END
$$;
COMMENT ON PROCEDURE @extschema@.analytics_maintain(text[], timestamptz) IS
'Keeps the store in order; run it hourly, at any time, by any number of sessions. Steps, each of one or more transactions: create (partitions for the current and the next mindwell_analytics.premake periods), register (types of new events), drain (the default partition), refresh (the rollups of what changed), backfill (of older days, what a former version of the extension did not derive; the newest first), purge (what has expired, once a day), keys (expired idempotency keys, once a day), analyze (the planner''s statistics of analytics_events as a whole, once a day), trim (old rows of analytics_run_log and analytics_audit_log, and of pg_cron''s log of this extension''s jobs; memberships of roles that were dropped). What fails is in analytics_run_log and stops nothing else; a step that a run was ended in comes last in the next one. For the store''s owner and its admins, alone in its statement: 25001 inside a transaction block, 42501 for anybody else, 22023 for an unknown step, 22008 for a bad as_of, 55000 without a store; ends with a NOTICE on a standby, or when another one is running.';

-- A step alone is text for whoever writes it, and so is a literal array.
CREATE PROCEDURE @extschema@.analytics_maintain(steps pg_catalog.text, as_of pg_catalog.timestamptz DEFAULT pg_catalog.now())
LANGUAGE plpgsql
AS $$
BEGIN
    CALL @extschema@.analytics_maintain(
        CASE WHEN pg_catalog.starts_with(pg_catalog.ltrim(steps), '{') OR steps IS NULL THEN CAST(steps AS pg_catalog.text[])
             ELSE ARRAY[steps] END,
        as_of);
END
$$;
COMMENT ON PROCEDURE @extschema@.analytics_maintain(text, timestamptz) IS
'The same for one step, as ''create'', or for an array of steps that is written as text, as ''{create,drain}''. Errors as there, and 22P02 for an array that does not parse.';
