
-- Metrics: the tables, metrics of the user's own, and costs ---------------------------
--
-- analytics_metric_definitions names all metrics: the built-in ones (builtin_metric.sql),
-- and those that analytics_define_metric() adds.

CREATE FUNCTION mindwell_internal.create_rollup_tables()
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    CREATE TABLE @extschema@.analytics_metric_definitions (
        name text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[a-z][a-z0-9_]{0,62}$'),
        unit text NOT NULL,
        periods text[] NOT NULL CHECK (periods <@ '{daily,weekly,monthly}' AND cardinality(periods) > 0),
        query text,
        version integer NOT NULL DEFAULT 1,
        description text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now());
    COMMENT ON TABLE @extschema@.analytics_metric_definitions IS 'The metrics that analytics_refresh() keeps; add one with analytics_define_metric().';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.name IS 'As analytics_aggregated() takes it.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.unit IS 'Of its values, for example users, events, ratio, days or currency.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.periods IS 'For which periods it is computed: daily, weekly, monthly.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.query IS 'One value for tenant $1 from time $2 until before $3; NULL for a metric that is built in.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.version IS 'Counts the changes of the definition; in the metadata of each value.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.description IS 'For readers; NULL for none.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.created_at IS 'When it was defined.';
    COMMENT ON COLUMN @extschema@.analytics_metric_definitions.updated_at IS 'When its definition last changed.';

    CREATE TABLE @extschema@.analytics_metrics (
        tenant_id uuid NOT NULL,
        metric_date date NOT NULL,
        metric_type text COLLATE "C" NOT NULL,
        period text COLLATE "C" NOT NULL CHECK (period IN ('daily', 'weekly', 'monthly')),
        value double precision,
        metadata jsonb NOT NULL,
        PRIMARY KEY (tenant_id, metric_type, period, metric_date));
    CREATE INDEX analytics_metrics_date_idx ON @extschema@.analytics_metrics (metric_date, period, tenant_id);
    COMMENT ON TABLE @extschema@.analytics_metrics IS 'Values of metrics by UTC day, week (Monday) and month, as of their last refresh; analytics_aggregated() is never stale.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.tenant_id IS 'Whose value it is.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.metric_date IS 'The first day of the period.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.metric_type IS 'The metric, by its name in analytics_metric_definitions.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.period IS 'daily, weekly or monthly.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.value IS 'In the unit of the metric; NULL for a ratio of nothing.';
    COMMENT ON COLUMN @extschema@.analytics_metrics.metadata IS 'calculated_at, and definition_version.';

    CREATE TABLE @extschema@.analytics_user_days (
        tenant_id uuid NOT NULL,
        user_id uuid NOT NULL,
        day date NOT NULL,
        has_paid boolean NOT NULL,
        is_active boolean NOT NULL,
        PRIMARY KEY (tenant_id, day, user_id));
    CREATE INDEX analytics_user_days_user_idx ON @extschema@.analytics_user_days (tenant_id, user_id, day);
    CREATE INDEX analytics_user_days_paid_idx ON @extschema@.analytics_user_days (tenant_id, user_id, day) WHERE has_paid;
    COMMENT ON TABLE @extschema@.analytics_user_days IS 'Which users had events on which UTC days, and whether they were active; survives the purge of their events.';
    COMMENT ON COLUMN @extschema@.analytics_user_days.tenant_id IS 'Whose user it is.';
    COMMENT ON COLUMN @extschema@.analytics_user_days.user_id IS 'The user.';
    COMMENT ON COLUMN @extschema@.analytics_user_days.day IS 'The UTC day.';
    COMMENT ON COLUMN @extschema@.analytics_user_days.has_paid IS 'Completed a payment on that day.';
    COMMENT ON COLUMN @extschema@.analytics_user_days.is_active IS 'Did something on that day: had an event of a type that is an action (analytics_event_types.is_action).';

    CREATE TABLE @extschema@.analytics_acquisition_costs (
        tenant_id uuid NOT NULL,
        month date NOT NULL CHECK (month = date_trunc('month', month::timestamp)::date),
        cost double precision NOT NULL CHECK (cost >= 0 AND cost < 'infinity'),
        margin double precision NOT NULL CHECK (margin >= 0 AND margin <= 1),
        PRIMARY KEY (tenant_id, month));
    COMMENT ON TABLE @extschema@.analytics_acquisition_costs IS 'What it cost to win the paying users of a month; enter it with analytics_set_acquisition_cost().';
    COMMENT ON COLUMN @extschema@.analytics_acquisition_costs.tenant_id IS 'Who paid it.';
    COMMENT ON COLUMN @extschema@.analytics_acquisition_costs.month IS 'Its first day.';
    COMMENT ON COLUMN @extschema@.analytics_acquisition_costs.cost IS 'In the currency of the payments.';
    COMMENT ON COLUMN @extschema@.analytics_acquisition_costs.margin IS 'The share of revenue that is left after the cost of serving it.';

    CREATE TABLE @extschema@.analytics_stale_buckets (
        tenant_id uuid NOT NULL,
        period text COLLATE "C" NOT NULL CHECK (period IN ('daily', 'spanning', 'weekly', 'monthly')),
        starts_on date NOT NULL,
        PRIMARY KEY (period, starts_on, tenant_id));
    COMMENT ON TABLE @extschema@.analytics_stale_buckets IS 'What is to be recomputed: days that the log named, weeks and months of days that were recomputed.';
    COMMENT ON COLUMN @extschema@.analytics_stale_buckets.tenant_id IS 'Whose values are stale.';
    COMMENT ON COLUMN @extschema@.analytics_stale_buckets.period IS 'spanning: those metrics of a day that look at days before and after.';
    COMMENT ON COLUMN @extschema@.analytics_stale_buckets.starts_on IS 'The first day of the day, week or month.';
END
$$;
COMMENT ON FUNCTION mindwell_internal.create_rollup_tables() IS
'Internal: a migration, creates the tables of the rollups.';

CREATE FUNCTION mindwell_internal.guard_rollup_tables(own_tenant text)
RETURNS void
LANGUAGE plpgsql VOLATILE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.create_trigger('analytics_acquisition_costs', 'analytics_acquisition_costs_changed',
        'AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW', '@extschema@.analytics_acquisition_costs_changed()');
    PERFORM mindwell_internal.create_read_policy('analytics_metric_definitions', 'true');
    PERFORM mindwell_internal.create_read_policy('analytics_metrics', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_user_days', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_acquisition_costs', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_ledger', own_tenant);
    PERFORM mindwell_internal.create_read_policy('analytics_coverage', 'true');
END
$$;
COMMENT ON FUNCTION mindwell_internal.guard_rollup_tables(text) IS
'Internal: puts triggers and policies on the tables of the rollups, where they are missing.';

-- A metric of the user's own ---------------------------------------------------------

-- STABLE, so that the query is run read-only, with the snapshot of the statement
-- that asks; as a subquery it can be nothing but a SELECT.
CREATE FUNCTION mindwell_internal.evaluate_metric(query text, tenant_id uuid, from_time timestamptz, to_time timestamptz)
RETURNS double precision
LANGUAGE plpgsql STABLE STRICT PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    result double precision;
BEGIN
    EXECUTE 'SELECT CAST((' || query || E'\n) AS pg_catalog.float8)' INTO result USING tenant_id, from_time, to_time;
    RETURN result;
END
$$;
COMMENT ON FUNCTION mindwell_internal.evaluate_metric(text, uuid, timestamptz, timestamptz) IS
'Internal: the value of a metric that is defined by a query.';

CREATE FUNCTION mindwell_internal.check_metric(name text, query text, periods text[], unit text)
RETURNS void
LANGUAGE plpgsql STABLE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    nil CONSTANT uuid := uuid '00000000-0000-0000-0000-000000000000';
    problem text;
BEGIN
    IF name IS NULL OR name !~ '^[a-z][a-z0-9_]{0,62}$' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid name of a metric',
            HINT = 'It begins with a letter and has at most 63 lower-case letters, digits and underscores.';
    ELSIF mindwell_internal.is_shipped_metric(check_metric.name) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('the metric "%s" is built in', name),
            HINT = 'Choose another name.';
    ELSIF periods IS NULL OR pg_catalog.cardinality(periods) = 0 OR pg_catalog.array_position(periods, NULL) IS NOT NULL
          OR NOT periods <@ ARRAY['daily', 'weekly', 'monthly'] THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'invalid periods of a metric',
            HINT = 'They are one or more of daily, weekly and monthly: ''{daily,monthly}''.';
    ELSIF unit IS NULL THEN
        RAISE EXCEPTION USING
            ERRCODE = 'null_value_not_allowed',
            MESSAGE = 'the unit of a metric must not be null';
    ELSIF query IS NULL OR query !~ E'\\$1\\M' OR query !~ E'\\$2\\M' OR query !~ E'\\$3\\M' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'the query of a metric must use $1, $2 and $3',
            DETAIL = 'They are the tenant, and the time from which and until before which it counts.',
            HINT = pg_catalog.format('SELECT count(*) FROM %s WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3',
                                     mindwell_internal.qualified_name('analytics_events'));
    END IF;

    BEGIN
        PERFORM mindwell_internal.evaluate_metric(query, nil, 'epoch', 'epoch');
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS problem = MESSAGE_TEXT;
        RAISE EXCEPTION USING
            ERRCODE = SQLSTATE,
            MESSAGE = pg_catalog.format('the query of a metric does not work: %s', problem),
            DETAIL = 'It is one SELECT of one number, and runs as the store''s owner without a search_path.',
            HINT = pg_catalog.format('Name tables with their schema, as in %s.', mindwell_internal.qualified_name('analytics_events'));
    END;
END
$$;
COMMENT ON FUNCTION mindwell_internal.check_metric(text, text, text[], text) IS
'Internal: 22023 or 22004 for a bad argument, and the error of the query, which is run on no events, for one that does not work.';

CREATE FUNCTION mindwell_internal.qualified_name(relation name)
RETURNS text
LANGUAGE sql STABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT CAST(mindwell_internal.relation(relation) AS text)
$$;
COMMENT ON FUNCTION mindwell_internal.qualified_name(name) IS
'Internal: the name of a table of the store with its schema.';

CREATE FUNCTION mindwell_internal.owner_define_metric(
    name text, query text, unit text, periods text[], description text)
RETURNS integer
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    new_version integer;
BEGIN
    PERFORM mindwell_internal.check_metric(name, query, periods, unit);
    PERFORM mindwell_internal.lock_rollups();
    INSERT INTO @extschema@.analytics_metric_definitions AS d (name, unit, periods, query, description)
    VALUES (name, unit, periods, query, description)
    ON CONFLICT ON CONSTRAINT analytics_metric_definitions_pkey DO UPDATE
    SET unit = EXCLUDED.unit, periods = EXCLUDED.periods, query = EXCLUDED.query, description = EXCLUDED.description,
        version = d.version + 1, updated_at = pg_catalog.now()
    RETURNING d.version INTO new_version;
    DELETE FROM @extschema@.analytics_metrics m
    WHERE m.metric_type = owner_define_metric.name
      AND NOT mindwell_internal.is_final(false, 0, 0, m.period, m.metric_date);
    RETURN new_version;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_define_metric(text, text, text, text[], text) IS
'Internal: what analytics_define_metric() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_define_metric(
    name text, query text, unit text DEFAULT 'events', periods text[] DEFAULT '{daily}', description text DEFAULT NULL)
RETURNS integer
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner_only';
COMMENT ON FUNCTION @extschema@.analytics_define_metric(text, text, text, text[], text) IS
'Adds a metric, or defines it anew: query is one SELECT of one number for the tenant $1 from the time $2 until before $3, of events of that time only, with every table''s schema named. It runs read-only as the store''s owner. Returns the definition''s version, 1 for a new one; values of an older version are forgotten, save those of purged days. For the store''s owner: the query runs with their rights. 42501 for anybody else, 22023 and 22004 for a bad argument, the query''s own error when it does not work, 55000 without a store.';

CREATE FUNCTION mindwell_internal.owner_drop_metric(name text)
RETURNS boolean
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    was_there boolean;
BEGIN
    IF mindwell_internal.is_shipped_metric(owner_drop_metric.name) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = pg_catalog.format('the metric "%s" is built in', name);
    END IF;
    PERFORM mindwell_internal.lock_rollups();
    DELETE FROM @extschema@.analytics_metric_definitions d WHERE d.name = owner_drop_metric.name;
    was_there := FOUND;
    DELETE FROM @extschema@.analytics_metrics m WHERE m.metric_type = owner_drop_metric.name;
    RETURN was_there;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_drop_metric(text) IS
'Internal: what analytics_drop_metric() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_drop_metric(name text)
RETURNS boolean
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner_only';
COMMENT ON FUNCTION @extschema@.analytics_drop_metric(text) IS
'Removes a metric that analytics_define_metric() made, and all its values; returns whether there was one. For the store''s owner. 42501 for anybody else, 22023 for a metric that is built in, 55000 without a store.';

-- Costs ------------------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_acquisition_costs_changed()
RETURNS trigger
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM mindwell_internal.check_trigger_table(TG_RELID, TG_NAME, 'analytics_acquisition_costs');
    IF TG_OP <> 'INSERT' THEN
        INSERT INTO @extschema@.analytics_dirty_buckets (tenant_id, bucket, logged_at)
        VALUES (OLD.tenant_id, OLD.month, pg_catalog.clock_timestamp());
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO @extschema@.analytics_dirty_buckets (tenant_id, bucket, logged_at)
        VALUES (NEW.tenant_id, NEW.month, pg_catalog.clock_timestamp());
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.analytics_acquisition_costs_changed() IS
'Trigger on analytics_acquisition_costs: logs the month, so that its ltv_cac_ratio is computed anew. 42809 on any other table.';

CREATE FUNCTION mindwell_internal.owner_set_acquisition_cost(
    month date, cost double precision, margin double precision, tenant_id uuid)
RETURNS void
LANGUAGE plpgsql VOLATILE PARALLEL UNSAFE
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    tenant CONSTANT uuid := mindwell_internal.tenant_to_write(tenant_id);
    first_day date := CAST(pg_catalog.date_trunc('month', CAST(month AS pg_catalog.timestamp)) AS pg_catalog.date);
BEGIN
    IF month IS NULL OR NOT pg_catalog.isfinite(month) THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'month must be a day of the month whose cost is entered';
    ELSIF cost < 0 OR cost >= 'infinity' THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'cost must be a finite number of 0 or more, or NULL to forget it';
    ELSIF margin < 0 OR margin > 1 THEN
        RAISE EXCEPTION USING
            ERRCODE = 'invalid_parameter_value',
            MESSAGE = 'margin must lie between 0 and 1';
    END IF;
    IF cost IS NULL THEN
        DELETE FROM @extschema@.analytics_acquisition_costs c
        WHERE c.tenant_id = tenant AND c.month = first_day;
    ELSE
        INSERT INTO @extschema@.analytics_acquisition_costs (tenant_id, month, cost, margin)
        VALUES (tenant, first_day, cost,
                COALESCE(margin, CAST(mindwell_internal.setting('gross_margin') AS double precision)))
        ON CONFLICT ON CONSTRAINT analytics_acquisition_costs_pkey DO UPDATE
        SET cost = EXCLUDED.cost, margin = EXCLUDED.margin;
    END IF;
END
$$;
COMMENT ON FUNCTION mindwell_internal.owner_set_acquisition_cost(date, double precision, double precision, uuid) IS
'Internal: what analytics_set_acquisition_cost() does, as the store''s owner.';

CREATE FUNCTION @extschema@.analytics_set_acquisition_cost(
    month date, cost double precision, margin double precision DEFAULT NULL, tenant_id uuid DEFAULT NULL)
RETURNS void
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_as_owner';
COMMENT ON FUNCTION @extschema@.analytics_set_acquisition_cost(date, double precision, double precision, uuid) IS
'Enters what it cost to win the paying users of the month of a day, and the share of revenue that is left after the cost of serving it (NULL: mindwell_analytics.gross_margin), from which the metric ltv_cac_ratio follows. A NULL cost forgets it; a NULL tenant_id is the current one. For the store''s owner and admins. 42501 for anybody else, 22023 for a bad argument, 55000 without a store, without a tenant in a store of several, or for another tenant in a store of one.';
