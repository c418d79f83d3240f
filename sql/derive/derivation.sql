
-- Derivations ------------------------------------------------------------------------
--
-- A derivation is a table that follows from the events of a day, and is written by a refresh
-- alone.  What a refresh, a verification, a purge and an erasure must know of it is its row
-- of derivations(); they name none.
--
--   derive_day()                  a stale day: all derivations that cover it (refresh.sql)
--   compare_derivation()          a verification (rollup_report.sql)
--   backfill_portion()            days that one does not cover yet
--     backfill_range()            those of a range: analytics_refresh(from, to), and before a purge
--     unit_backfill()             maintenance, the newest days first
--   purge_derivations()           rows that the derivation's own class no longer keeps
--   erase_derived()               rows of a person, before any other of theirs
--
-- Coverage (analytics_coverage) says for which days a derivation holds.  Those of a new store
-- hold for all; one that a store gets later, or whose version grows, holds for none, and is
-- not read, until a backfill comes to the day.  It changes under the lock of the rollups, in
-- the transaction that derives; and whoever writes events does not look at it, lest an event
-- be logged or not by a coverage that moves meanwhile.
--
-- A day of which events were purged (analytics_sealed_days) is never derived again: what was
-- derived of it is final, and where nothing was, what is left of its events is all there is.

CREATE FUNCTION mindwell_internal.create_derivations()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_coverage (
        derivation text COLLATE "C" NOT NULL,
        version integer NOT NULL,
        from_day date NOT NULL,
        to_day date NOT NULL CHECK (to_day > from_day),
        PRIMARY KEY (derivation, version, from_day));
    COMMENT ON TABLE @extschema@.analytics_coverage IS 'For which UTC days what is derived from the events is there; all others are read from the events.';
    COMMENT ON COLUMN @extschema@.analytics_coverage.derivation IS 'metrics, user_days or ledger.';
    COMMENT ON COLUMN @extschema@.analytics_coverage.version IS 'Of its definition; a row of another version than the extension''s counts for nothing.';
    COMMENT ON COLUMN @extschema@.analytics_coverage.from_day IS 'The first day; -infinity: from the beginning.';
    COMMENT ON COLUMN @extschema@.analytics_coverage.to_day IS 'The day after the last one; infinity: for ever.';

    -- what 1.0.0 kept of all days
    INSERT INTO @extschema@.analytics_coverage (derivation, version, from_day, to_day)
    VALUES ('metrics', 1, '-infinity', 'infinity'), ('user_days', 1, '-infinity', 'infinity');

    CREATE TABLE @extschema@.analytics_ledger (
        tenant_id uuid NOT NULL,
        event_id uuid NOT NULL,
        occurred_at timestamptz NOT NULL,
        user_id uuid,
        session_id uuid,
        day date NOT NULL,
        event_type varchar(64) COLLATE "C" NOT NULL,
        funnel_stage varchar(32) COLLATE "C",
        properties jsonb NOT NULL,
        PRIMARY KEY (tenant_id, event_type, occurred_at, event_id));
    CREATE INDEX analytics_ledger_user_idx ON @extschema@.analytics_ledger (tenant_id, user_id) WHERE user_id IS NOT NULL;
    CREATE INDEX analytics_ledger_day_idx ON @extschema@.analytics_ledger (day);
    COMMENT ON TABLE @extschema@.analytics_ledger IS 'Copies of the events that change a state (of a goal, habit, subscription, assignment), as of the last refresh; they outlive the purge of the events. Reports on states are never stale.';
    COMMENT ON COLUMN @extschema@.analytics_ledger.tenant_id IS 'Whose event it is.';
    COMMENT ON COLUMN @extschema@.analytics_ledger.event_id IS 'The event''s id in analytics_events.';
    COMMENT ON COLUMN @extschema@.analytics_ledger.occurred_at IS 'When it happened.';
    COMMENT ON COLUMN @extschema@.analytics_ledger.user_id IS 'Who did it; NULL for an anonymous event.';
    COMMENT ON COLUMN @extschema@.analytics_ledger.session_id IS 'The visit in which it happened; NULL where none is told.';
    COMMENT ON COLUMN @extschema@.analytics_ledger.day IS 'The UTC day of occurred_at.';
    COMMENT ON COLUMN @extschema@.analytics_ledger.event_type IS 'What happened.';
    COMMENT ON COLUMN @extschema@.analytics_ledger.funnel_stage IS 'The event''s stage: who may see the event is decided by it.';
    COMMENT ON COLUMN @extschema@.analytics_ledger.properties IS 'Of the event''s properties those that reports on states read.';
    PERFORM mindwell_internal.grant_as_events('analytics_ledger');
    PERFORM mindwell_internal.grant_as_events('analytics_coverage');
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_derivations() IS
'Internal: a migration, creates the ledger and the coverage of derivations.';

-- Roles that had an access before the table was there.  Of others, and where the owner hides
-- events by policies of their own, nobody knows what they should see of it.
CREATE FUNCTION mindwell_internal.grant_as_events(table_name name)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    events CONSTANT regclass := mindwell_internal.relation('analytics_events');
    granted record;
BEGIN
    FOR granted IN
        SELECT r.oid, r.rolname, mindwell_internal.access_of(r.oid) AS accesses
        FROM pg_catalog.pg_class c
        CROSS JOIN LATERAL pg_catalog.aclexplode(c.relacl) WITH ORDINALITY AS a (grantor, grantee, privilege, is_grantable, ordinal)
        JOIN pg_catalog.pg_roles r ON r.oid = a.grantee
        WHERE c.oid = events AND a.privilege = 'SELECT'
          AND mindwell_internal.access_of(r.oid) && ARRAY['reader', 'coach', 'finance', 'admin']
          AND NOT EXISTS (SELECT FROM pg_catalog.pg_policy p
                          WHERE p.polrelid = events AND p.polname NOT IN ('analytics_tenant', 'analytics_coach', 'analytics_finance'))
        ORDER BY a.ordinal
    LOOP
        PERFORM FROM pg_catalog.unnest(granted.accesses) AS a (access), LATERAL mindwell_internal.restrict(a.access, granted.rolname) r;
        EXECUTE pg_catalog.format('GRANT SELECT ON %s TO %I', mindwell_internal.relation(table_name), granted.rolname);
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.grant_as_events(name) IS
'Internal: for a migration: gives SELECT on a new table to the roles that analytics_grant() has let read events, under the same restrictions; to none where the events have policies of the owner''s own.';

-- What a row says:
--   derive_function    brings a day of some tenants up to date: (day date, tenants uuid[]), returns
--                      how many values of metrics it computed.  Several derivations that are made in
--                      one pass have the same.
--   compare_function   the differences from a recount (owner_verify_rollups())
--   days_before, _after  at how many days around its own a row looks
--   retention_class    whose policy says for how long its rows are kept; NULL: for ever
--   carried            the condition under which a row d of a day before $1 stays nevertheless; NULL: none does
--   erase_function     deletes the rows of a person (as erase_rows()); NULL: has none, its days are derived anew
--   repeats            the condition under which a row d says what an event says that is still there; NULL: never
CREATE FUNCTION mindwell_internal.derivations()
RETURNS TABLE (name text, version integer, table_name name, derive_function name, compare_function name, days_before integer,
               days_after integer, retention_class text, carried text, erase_function name, repeats text)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT 'metrics', 1, name 'analytics_metrics', name 'derive_rollups', name 'compare_metrics',
           CAST(pg_catalog.max(b.periods_before) AS pg_catalog.int4), CAST(pg_catalog.max(b.periods_after) AS pg_catalog.int4),
           CAST(NULL AS pg_catalog.text), CAST(NULL AS pg_catalog.text), CAST(NULL AS pg_catalog.name), CAST(NULL AS pg_catalog.text)
    FROM mindwell_internal.builtin_metrics() b
    WHERE b.name = ANY (mindwell_internal.spanning_metrics())
    UNION ALL
    VALUES ('user_days', 1, name 'analytics_user_days', name 'derive_rollups', name 'compare_user_days', 0, 0, CAST(NULL AS pg_catalog.text),
            CAST(NULL AS pg_catalog.text), name 'erase_rows', CAST(NULL AS pg_catalog.text)),
           ('ledger', 1, 'analytics_ledger', 'derive_ledger', 'compare_ledger', 0, 0, 'ledger',
            '(d.tenant_id, d.occurred_at, d.event_id) IN (SELECT c.* FROM mindwell_internal.carried_ledger($1) c)', 'erase_rows',
            'EXISTS (SELECT FROM @extschema@.analytics_events e WHERE e.id = d.event_id AND e.occurred_at = d.occurred_at)')
$$;
COMMENT ON FUNCTION mindwell_internal.derivations() IS
'Internal: the tables that are derived from events, and how each is derived, compared, kept and erased.';

-- Coverage ---------------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.cover(derivation text, version integer, from_day date, to_day date)
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    WITH joined AS (
        DELETE FROM @extschema@.analytics_coverage c
        WHERE c.derivation = cover.derivation AND c.version = cover.version
          AND c.from_day <= cover.to_day AND c.to_day >= cover.from_day
        RETURNING c.from_day, c.to_day)
    INSERT INTO @extschema@.analytics_coverage (derivation, version, from_day, to_day)
    SELECT cover.derivation, cover.version, LEAST(pg_catalog.min(j.from_day), cover.from_day), GREATEST(pg_catalog.max(j.to_day), cover.to_day)
    FROM joined j
$$;
COMMENT ON FUNCTION mindwell_internal.cover(text, integer, date, date) IS
'Internal: notes that a derivation holds for the days from from_day until before to_day.';

CREATE FUNCTION mindwell_internal.cover_everything()
RETURNS void
LANGUAGE sql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT mindwell_internal.cover(d.name, d.version, '-infinity', 'infinity') FROM mindwell_internal.derivations() d
$$;
COMMENT ON FUNCTION mindwell_internal.cover_everything() IS
'Internal: of a store without events, all that is derived is there.';

-- The first version of the store had no coverage: what it derived, it derived of all days.
CREATE FUNCTION mindwell_internal.covering(day date)
RETURNS TABLE (name text, derive_function name)
LANGUAGE plpgsql STABLE STRICT PARALLEL SAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF mindwell_internal.relation('analytics_coverage') IS NULL THEN
        RETURN QUERY
            SELECT d.name, d.derive_function FROM mindwell_internal.derivations() d
            WHERE mindwell_internal.relation(d.table_name) IS NOT NULL;
    ELSE
        RETURN QUERY
            SELECT d.name, d.derive_function
            FROM mindwell_internal.derivations() d
            JOIN @extschema@.analytics_coverage c ON c.derivation = d.name AND c.version = d.version
            WHERE covering.day >= c.from_day AND covering.day < c.to_day;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.covering(date) IS
'Internal: the derivations that hold for a day, and what derives each.';

CREATE FUNCTION mindwell_internal.uncovered(derivation text)
RETURNS datemultirange
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.datemultirange(pg_catalog.daterange('-infinity', 'infinity'))
           - COALESCE(pg_catalog.range_agg(pg_catalog.daterange(c.from_day, c.to_day)), '{}')
    FROM mindwell_internal.derivations() d
    JOIN @extschema@.analytics_coverage c ON c.derivation = d.name AND c.version = d.version
    WHERE d.name = uncovered.derivation
$$;
COMMENT ON FUNCTION mindwell_internal.uncovered(text) IS
'Internal: the days for which a derivation does not hold.';

-- Deriving ---------------------------------------------------------------------------

CREATE FUNCTION mindwell_internal.derive_day(day date, tenants uuid[])
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    derive_function name;
    computed bigint;
    value_count bigint := 0;
BEGIN
    FOR derive_function IN
        SELECT DISTINCT c.derive_function FROM mindwell_internal.covering(day) c ORDER BY 1
    LOOP
        EXECUTE pg_catalog.format('SELECT mindwell_internal.%I($1, $2)', derive_function) INTO STRICT computed USING day, tenants;
        value_count := value_count + computed;
    END LOOP;
    RETURN value_count;
END
$$;
COMMENT ON FUNCTION mindwell_internal.derive_day(date, uuid[]) IS
'Internal: brings all that is derived of a day of some tenants up to date; returns how many values of metrics were computed.';

CREATE FUNCTION mindwell_internal.to_backfill(as_of timestamptz)
RETURNS TABLE (name text, version integer, derive_function name, days datemultirange)
LANGUAGE sql STABLE STRICT PARALLEL SAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT d.name, d.version, d.derive_function,
           mindwell_internal.uncovered(d.name)
           - COALESCE((SELECT pg_catalog.range_agg(pg_catalog.daterange(s.day, s.day + 1)) FROM @extschema@.analytics_sealed_days s), '{}')
           - COALESCE((SELECT pg_catalog.datemultirange(pg_catalog.daterange('-infinity', CAST(p.cutoff AT TIME ZONE 'UTC' AS pg_catalog.date)))
                       FROM mindwell_internal.purge_cutoffs(as_of) p
                       WHERE p.retention_class = d.retention_class), '{}')
    FROM mindwell_internal.derivations() d
$$;
COMMENT ON FUNCTION mindwell_internal.to_backfill(timestamptz) IS
'Internal: the days that each derivation does not cover, and that could be derived and would be kept.';

CREATE FUNCTION mindwell_internal.backfill_portion(derivation text, version integer, derive_function name, from_day date, to_day date)
RETURNS bigint
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    from_time CONSTANT timestamptz := mindwell_internal.utc(from_day);
    to_time CONSTANT timestamptz := mindwell_internal.utc(to_day);
    bucket record;
    day_count bigint := 0;
BEGIN
    FOR bucket IN
        SELECT b.day, pg_catalog.array_agg(b.tenant_id ORDER BY b.tenant_id) AS tenants
        FROM (SELECT DISTINCT e.tenant_id, CAST(e.occurred_at AT TIME ZONE 'UTC' AS pg_catalog.date) AS day
              FROM @extschema@.analytics_events e
              WHERE e.occurred_at >= from_time AND e.occurred_at < to_time) AS b
        GROUP BY 1
        ORDER BY 1
    LOOP
        EXECUTE pg_catalog.format('SELECT mindwell_internal.%I($1, $2)', derive_function) USING bucket.day, bucket.tenants;
        day_count := day_count + 1;
    END LOOP;
    PERFORM mindwell_internal.cover(derivation, version, from_day, to_day);
    RETURN day_count;
END
$$;
COMMENT ON FUNCTION mindwell_internal.backfill_portion(text, integer, name, date, date) IS
'Internal: derives the days from from_day until before to_day, which a derivation covers from then on; returns how many of them have events. Under the lock of the rollups, and READ COMMITTED.';

-- A snapshot that is older than the wait for the lock would bring back what an erasure took.
CREATE FUNCTION mindwell_internal.backfill_range(from_day date, to_day date, as_of timestamptz)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF mindwell_internal.relation('analytics_coverage') IS NOT NULL
       AND pg_catalog.current_setting('transaction_isolation') = 'read committed' THEN
        PERFORM mindwell_internal.lock_rollups();
        PERFORM mindwell_internal.backfill_portion(b.name, b.version, b.derive_function, pg_catalog.lower(r.days), pg_catalog.upper(r.days))
        FROM mindwell_internal.to_backfill(as_of) b,
        LATERAL pg_catalog.unnest(b.days * pg_catalog.datemultirange(pg_catalog.daterange(from_day, to_day))) AS r (days);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.backfill_range(date, date, timestamptz) IS
'Internal: derives what is not covered of the days from from_day until before to_day, in this transaction; under REPEATABLE READ nothing, and such days stay to be read from the events.';

-- A portion ends where a partition does, so that each reads one.  The default partition may
-- have events of any day.
CREATE FUNCTION mindwell_internal.portion_start(days daterange)
RETURNS date
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT GREATEST(pg_catalog.lower(days),
                    pg_catalog.max(CASE WHEN b.starts_on < pg_catalog.upper(days) AND b.ends_on >= pg_catalog.upper(days)
                                        THEN GREATEST(b.starts_on, pg_catalog.upper(days) - 7)
                                        WHEN b.ends_on < pg_catalog.upper(days) THEN b.ends_on END))
    FROM mindwell_internal.partitions() p,
    LATERAL (SELECT CAST(p.starts_at AT TIME ZONE 'UTC' AS pg_catalog.date), CAST(p.ends_at AT TIME ZONE 'UTC' AS pg_catalog.date)) AS b (starts_on, ends_on)
$$;
COMMENT ON FUNCTION mindwell_internal.portion_start(daterange) IS
'Internal: of a range of days, where the last portion begins that is derived at once: at most seven days of one partition, or what lies between or beyond partitions.';

CREATE FUNCTION mindwell_internal.unit_backfill(state jsonb, as_of timestamptz)
RETURNS TABLE (target text, event_count bigint, status text, error_code text, error text, next_state jsonb)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    portion record;
BEGIN
    IF mindwell_internal.relation('analytics_coverage') IS NULL THEN
        RETURN;
    END IF;
    PERFORM mindwell_internal.lock_rollups();
    -- never what this run has done already, whatever became of it
    SELECT b.name, b.version, b.derive_function, mindwell_internal.portion_start(r.days) AS from_day, pg_catalog.upper(r.days) AS to_day
    INTO portion
    FROM mindwell_internal.to_backfill(as_of) b,
    LATERAL pg_catalog.unnest(b.days * pg_catalog.datemultirange(pg_catalog.daterange('-infinity',
        COALESCE(CAST(state ->> b.name AS pg_catalog.date), 'infinity')))) AS r (days)
    ORDER BY b.name, r.days DESC
    LIMIT 1;
    IF FOUND THEN
        RETURN QUERY
            SELECT '', mindwell_internal.backfill_portion(portion.name, portion.version, portion.derive_function, portion.from_day, portion.to_day),
                   'done', CAST(NULL AS text), CAST(NULL AS text), state || pg_catalog.jsonb_build_object(portion.name, portion.from_day);
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.unit_backfill(jsonb, timestamptz) IS
'Internal: derives the newest days that a derivation does not cover, up to seven; event_count is the number of days that have events. No row when all are covered that can be.';

-- Comparing, keeping, erasing ----------------------------------------------------------

CREATE FUNCTION mindwell_internal.compare_derivation(compare_function name, from_day date, to_day date, tenants uuid[], as_of timestamptz)
RETURNS TABLE (tenant_id uuid, metric_type text, period text, metric_date date, rolled_up double precision, recounted double precision)
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE ROWS 10
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY EXECUTE pg_catalog.format('SELECT c.* FROM mindwell_internal.%I($1, $2, $3, $4) c', compare_function)
    USING from_day, to_day, tenants, as_of;
END
$$;
COMMENT ON FUNCTION mindwell_internal.compare_derivation(name, date, date, uuid[], timestamptz) IS
'Internal: what of a derivation differs from a recount of a range of days; each difference as analytics_verify_rollups() tells it.';

-- Days whose rows go are not covered any more: as far as their events are kept longer, those are read.  What stays of them
-- counts where those are gone.
CREATE FUNCTION mindwell_internal.purge_derivations(as_of timestamptz, dry_run boolean)
RETURNS TABLE (table_name name, row_count bigint)
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 1
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    expired record;
BEGIN
    FOR expired IN
        SELECT d.name, d.table_name, CAST(p.cutoff AT TIME ZONE 'UTC' AS pg_catalog.date) AS until,
               pg_catalog.format('%s d WHERE d.day < $1', mindwell_internal.relation(d.table_name))
               || COALESCE(pg_catalog.format(' AND NOT (%s)', d.carried), '') AS rows
        FROM mindwell_internal.derivations() d
        JOIN mindwell_internal.purge_cutoffs(as_of) p USING (retention_class)
        WHERE mindwell_internal.relation(d.table_name) IS NOT NULL
        ORDER BY d.name
    LOOP
        table_name := expired.table_name;
        IF dry_run THEN
            EXECUTE 'SELECT pg_catalog.count(*) FROM ' || expired.rows INTO STRICT row_count USING expired.until;
        ELSE
            PERFORM mindwell_internal.lock_rollups();
            DELETE FROM @extschema@.analytics_coverage c WHERE c.derivation = expired.name AND c.to_day <= expired.until;
            UPDATE @extschema@.analytics_coverage c SET from_day = expired.until
            WHERE c.derivation = expired.name AND c.from_day < expired.until;
            EXECUTE 'DELETE FROM ' || expired.rows USING expired.until;
            GET DIAGNOSTICS row_count = ROW_COUNT;
            IF row_count > 0 THEN
                PERFORM mindwell_internal.audit('purge', table_name, row_count,
                                                pg_catalog.jsonb_build_object('operation', 'delete', 'as_of', as_of));
            END IF;
        END IF;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.purge_derivations(timestamptz, boolean) IS
'Internal: deletes the rows of derivations that their own class of retention no longer keeps as of a time, but for what is carried, or counts them; a row for each that has such a class.';

-- Before any other row of theirs goes: what is derived may need those to find its own.
CREATE FUNCTION mindwell_internal.erase_derived(user_id uuid, tenant_id uuid)
RETURNS TABLE (table_name name, row_count bigint, days date[])
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE ROWS 3
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    personal record;
BEGIN
    FOR personal IN
        SELECT d.erase_function, p.*
        FROM mindwell_internal.derivations() d
        JOIN mindwell_internal.personal_tables() p USING (table_name)
        WHERE d.erase_function IS NOT NULL
        ORDER BY d.name
    LOOP
        table_name := personal.table_name;
        EXECUTE pg_catalog.format('SELECT e.row_count, e.days FROM mindwell_internal.%I($1, $2, $3, $4) e', personal.erase_function)
        INTO STRICT row_count, days USING personal.relation, personal.day, user_id, tenant_id;
        RETURN NEXT;
    END LOOP;
END
$$;
COMMENT ON FUNCTION mindwell_internal.erase_derived(uuid, uuid) IS
'Internal: deletes a user''s rows from the tables that are derived from events; how many each had, and of which UTC days.';

-- Reading ----------------------------------------------------------------------------

-- Not a day that is sealed: what was derived of it is more than what is left of its events.
CREATE FUNCTION mindwell_internal.reader_unsettled(
    role oid, own_tenants uuid[], derivation text, tenants uuid[], from_day date, to_day date)
RETURNS datemultirange
LANGUAGE sql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT (COALESCE((SELECT pg_catalog.range_agg(pg_catalog.daterange(d.day, d.day + 1))
                      FROM mindwell_internal.dirty_days(
                          -- the owner asks for any tenant
                          CASE WHEN pg_catalog.pg_has_role(role, CURRENT_USER, 'USAGE') THEN tenants
                               ELSE ARRAY(SELECT t.id FROM pg_catalog.unnest(tenants) AS t (id) WHERE t.id = ANY (own_tenants)) END, to_day) d
                      WHERE d.day >= from_day), '{}')
            + mindwell_internal.uncovered(derivation))
           * pg_catalog.datemultirange(pg_catalog.daterange(from_day, to_day))
$$;
COMMENT ON FUNCTION mindwell_internal.reader_unsettled(oid, uuid[], text, uuid[], date, date) IS
'Internal: what mindwell_internal.unsettled() does, as the store''s owner, for the caller''s tenants.';

CREATE FUNCTION mindwell_internal.unsettled(derivation text, tenants uuid[], from_day date, to_day date)
RETURNS datemultirange
LANGUAGE c STABLE PARALLEL RESTRICTED
AS 'MODULE_PATHNAME', 'analytics_read_log';
COMMENT ON FUNCTION mindwell_internal.unsettled(text, uuid[], date, date) IS
'Internal: of the days from from_day until before to_day, those on which a derivation is not up to date for all of some tenants, of those that the caller may read, as the snapshot of the query sees it: they are read from the events. 42501 for a role that may not read events, 55000 without a store.';

-- Policies hide rows of the events: what is derived from them is for those alone from whom it
-- hides the same rows.
CREATE FUNCTION mindwell_internal.may_read_derived(table_name name)
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT COALESCE(pg_catalog.has_table_privilege(derived, 'SELECT') AND pg_catalog.has_table_privilege(events, 'SELECT')
                    -- a derived table has not all of an event's properties
                    AND (NOT pg_catalog.row_security_active(derived)
                         OR NOT EXISTS (
                             SELECT
                             FROM pg_catalog.pg_depend r
                             JOIN pg_catalog.pg_policy p ON p.oid = r.objid AND p.polcmd IN ('*', 'r') AND mindwell_internal.applies_to_me(p.polroles)
                             JOIN pg_catalog.pg_attribute a ON a.attrelid = r.refobjid AND a.attnum = r.refobjsubid
                             WHERE r.classid = CAST('pg_catalog.pg_policy' AS pg_catalog.regclass) AND r.refclassid = CAST('pg_catalog.pg_class' AS pg_catalog.regclass)
                               AND r.refobjid = derived AND a.attname = 'properties'))
                    AND (NOT pg_catalog.row_security_active(events)
                         OR NOT EXISTS (
                             SELECT
                             FROM pg_catalog.pg_policy e
                             WHERE e.polrelid = events AND e.polcmd IN ('*', 'r') AND mindwell_internal.applies_to_me(e.polroles)
                               AND NOT EXISTS (
                                   SELECT
                                   FROM pg_catalog.pg_policy d
                                   WHERE d.polrelid = derived AND d.polcmd IN ('*', 'r') AND d.polpermissive = e.polpermissive
                                     AND mindwell_internal.applies_to_me(d.polroles)
                                     AND (pg_catalog.pg_get_expr(d.polqual, d.polrelid) = pg_catalog.pg_get_expr(e.polqual, e.polrelid)
                                          -- of the only tenant
                                          OR d.polname = 'analytics_read' AND e.polname = 'analytics_tenant'
                                             AND pg_catalog.pg_get_expr(e.polqual, e.polrelid) = pg_catalog.format('%s.analytics_sees_only_tenant()', CAST('@extschema@' AS pg_catalog.regnamespace)))))),
                    false)
    FROM (SELECT mindwell_internal.relation(may_read_derived.table_name) AS derived, mindwell_internal.relation('analytics_events') AS events) AS t
$$;
COMMENT ON FUNCTION mindwell_internal.may_read_derived(name) IS
'Internal: may the caller read a table that is derived from the events, and does row security hide from them there what it hides of the events? False for a policy that looks at properties, and where the store is older than the table.';

CREATE FUNCTION mindwell_internal.applies_to_me(roles oid[])
RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.bool_or(CASE r.role WHEN 0 THEN true ELSE pg_catalog.pg_has_role(r.role, 'USAGE') END)
    FROM pg_catalog.unnest(roles) AS r (role)
$$;
COMMENT ON FUNCTION mindwell_internal.applies_to_me(oid[]) IS
'Internal: does a policy of these roles apply to the caller? 0 stands for all.';
