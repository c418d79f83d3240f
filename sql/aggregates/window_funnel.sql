-- Window funnels: how deep one actor got into an ordered list of steps.
-- (doc/reference/window_funnel.md)

CREATE FUNCTION mindwell_internal.window_funnel_transition(
    state pg_catalog.internal, within pg_catalog.interval, at pg_catalog.timestamptz, steps pg_catalog.bool[])
RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'analytics_window_funnel_transition'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_transition(pg_catalog.internal, pg_catalog.interval, pg_catalog.timestamptz, pg_catalog.bool[])
    IS 'internal: transition function of analytics_window_funnel';
REVOKE ALL ON FUNCTION mindwell_internal.window_funnel_transition(pg_catalog.internal, pg_catalog.interval, pg_catalog.timestamptz, pg_catalog.bool[]) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.window_funnel_transition(
    state pg_catalog.internal, within pg_catalog.interval, modes pg_catalog.text, at pg_catalog.timestamptz, steps pg_catalog.bool[])
RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'analytics_window_funnel_transition_modes'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_transition(pg_catalog.internal, pg_catalog.interval, pg_catalog.text, pg_catalog.timestamptz, pg_catalog.bool[])
    IS 'internal: transition function of analytics_window_funnel with modes';
REVOKE ALL ON FUNCTION mindwell_internal.window_funnel_transition(pg_catalog.internal, pg_catalog.interval, pg_catalog.text, pg_catalog.timestamptz, pg_catalog.bool[]) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.window_funnel_combine(state pg_catalog.internal, other pg_catalog.internal)
RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'analytics_window_funnel_combine'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_combine(pg_catalog.internal, pg_catalog.internal)
    IS 'internal: combine function of analytics_window_funnel';
REVOKE ALL ON FUNCTION mindwell_internal.window_funnel_combine(pg_catalog.internal, pg_catalog.internal) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.window_funnel_serialize(state pg_catalog.internal)
RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'analytics_window_funnel_serialize'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_serialize(pg_catalog.internal)
    IS 'internal: serialization function of analytics_window_funnel';
REVOKE ALL ON FUNCTION mindwell_internal.window_funnel_serialize(pg_catalog.internal) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.window_funnel_deserialize(serialized pg_catalog.bytea, state pg_catalog.internal)
RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'analytics_window_funnel_deserialize'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_deserialize(pg_catalog.bytea, pg_catalog.internal)
    IS 'internal: deserialization function of analytics_window_funnel';
REVOKE ALL ON FUNCTION mindwell_internal.window_funnel_deserialize(pg_catalog.bytea, pg_catalog.internal) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.window_funnel_final(state pg_catalog.internal)
RETURNS pg_catalog.int4
AS 'MODULE_PATHNAME', 'analytics_window_funnel_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_final(pg_catalog.internal)
    IS 'internal: final function of analytics_window_funnel';
REVOKE ALL ON FUNCTION mindwell_internal.window_funnel_final(pg_catalog.internal) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.window_funnel_times_final(state pg_catalog.internal)
RETURNS pg_catalog.timestamptz[]
AS 'MODULE_PATHNAME', 'analytics_window_funnel_times_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.window_funnel_times_final(pg_catalog.internal)
    IS 'internal: final function of analytics_window_funnel_times';
REVOKE ALL ON FUNCTION mindwell_internal.window_funnel_times_final(pg_catalog.internal) FROM PUBLIC;

CREATE AGGREGATE @extschema@.analytics_window_funnel(
    within pg_catalog.interval, at pg_catalog.timestamptz, VARIADIC steps pg_catalog.bool[])
(
    SFUNC = mindwell_internal.window_funnel_transition,
    STYPE = pg_catalog.internal,
    SSPACE = 256,
    FINALFUNC = mindwell_internal.window_funnel_final,
    COMBINEFUNC = mindwell_internal.window_funnel_combine,
    SERIALFUNC = mindwell_internal.window_funnel_serialize,
    DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel(pg_catalog.interval, pg_catalog.timestamptz, VARIADIC pg_catalog.bool[])
    IS 'How deep the rows of one actor get into steps 1..n, in the order of time and at most "within" after step 1: 0..n. Steps at the same time count as in order, and one row may fill several. Rows with a NULL time or condition are skipped; NULL if all are. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row), 54023 (more than 32 steps), 22008 (infinite time), 54000 (mindwell_analytics.aggregate_memory).';

CREATE AGGREGATE @extschema@.analytics_window_funnel(
    within pg_catalog.interval, modes pg_catalog.text, at pg_catalog.timestamptz, VARIADIC steps pg_catalog.bool[])
(
    SFUNC = mindwell_internal.window_funnel_transition,
    STYPE = pg_catalog.internal,
    SSPACE = 256,
    FINALFUNC = mindwell_internal.window_funnel_final,
    COMBINEFUNC = mindwell_internal.window_funnel_combine,
    SERIALFUNC = mindwell_internal.window_funnel_serialize,
    DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel(pg_catalog.interval, pg_catalog.text, pg_catalog.timestamptz, VARIADIC pg_catalog.bool[])
    IS 'How deep the rows of one actor get into steps 1..n, in the order of time and at most "within" after step 1: 0..n. Modes: comma-separated strict_once, strict_increase, strict_deduplication, strict_order, allow_reentry. Rows with a NULL time or condition are skipped; NULL if all are. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row; an unknown mode, or modes not the same on every row), 54023 (more than 32 steps), 22008 (infinite time), 54000 (mindwell_analytics.aggregate_memory).';

CREATE AGGREGATE @extschema@.analytics_window_funnel_times(
    within pg_catalog.interval, at pg_catalog.timestamptz, VARIADIC steps pg_catalog.bool[])
(
    SFUNC = mindwell_internal.window_funnel_transition,
    STYPE = pg_catalog.internal,
    SSPACE = 256,
    FINALFUNC = mindwell_internal.window_funnel_times_final,
    COMBINEFUNC = mindwell_internal.window_funnel_combine,
    SERIALFUNC = mindwell_internal.window_funnel_serialize,
    DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel_times(pg_catalog.interval, pg_catalog.timestamptz, VARIADIC pg_catalog.bool[])
    IS 'The times of the winning chain of analytics_window_funnel with the same arguments, one per step reached: of the chains that get deepest the one that starts first, each step as early as possible. NULL if all rows are skipped. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row), 54023 (more than 32 steps), 22008 (infinite time), 54000 (mindwell_analytics.aggregate_memory).';

CREATE AGGREGATE @extschema@.analytics_window_funnel_times(
    within pg_catalog.interval, modes pg_catalog.text, at pg_catalog.timestamptz, VARIADIC steps pg_catalog.bool[])
(
    SFUNC = mindwell_internal.window_funnel_transition,
    STYPE = pg_catalog.internal,
    SSPACE = 256,
    FINALFUNC = mindwell_internal.window_funnel_times_final,
    COMBINEFUNC = mindwell_internal.window_funnel_combine,
    SERIALFUNC = mindwell_internal.window_funnel_serialize,
    DESERIALFUNC = mindwell_internal.window_funnel_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_window_funnel_times(pg_catalog.interval, pg_catalog.text, pg_catalog.timestamptz, VARIADIC pg_catalog.bool[])
    IS 'The times of the winning chain of analytics_window_funnel with the same arguments, one per step reached: of the chains that get deepest the one that starts first, each step as early as possible. Modes: comma-separated strict_once, strict_increase, strict_deduplication, strict_order, allow_reentry. NULL if all rows are skipped. Errors: 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; within NULL, negative, with months, or not the same on every row; an unknown mode, or modes not the same on every row), 54023 (more than 32 steps), 22008 (infinite time), 54000 (mindwell_analytics.aggregate_memory).';
