-- Sequences: whether, and how often, a pattern occurs in the rows of one actor.
-- (doc/reference/sequence.md)

CREATE FUNCTION mindwell_internal.sequence_transition(
    state pg_catalog.internal, pattern pg_catalog.text, at pg_catalog.timestamptz, conditions pg_catalog.bool[])
RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'analytics_sequence_transition'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_transition(pg_catalog.internal, pg_catalog.text, pg_catalog.timestamptz, pg_catalog.bool[])
    IS 'internal: transition function of analytics_sequence_match and analytics_sequence_count';
REVOKE ALL ON FUNCTION mindwell_internal.sequence_transition(pg_catalog.internal, pg_catalog.text, pg_catalog.timestamptz, pg_catalog.bool[]) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.sequence_combine(state pg_catalog.internal, other pg_catalog.internal)
RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'analytics_sequence_combine'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_combine(pg_catalog.internal, pg_catalog.internal)
    IS 'internal: combine function of analytics_sequence_match and analytics_sequence_count';
REVOKE ALL ON FUNCTION mindwell_internal.sequence_combine(pg_catalog.internal, pg_catalog.internal) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.sequence_serialize(state pg_catalog.internal)
RETURNS pg_catalog.bytea
AS 'MODULE_PATHNAME', 'analytics_sequence_serialize'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_serialize(pg_catalog.internal)
    IS 'internal: serialization function of analytics_sequence_match and analytics_sequence_count';
REVOKE ALL ON FUNCTION mindwell_internal.sequence_serialize(pg_catalog.internal) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.sequence_deserialize(serialized pg_catalog.bytea, state pg_catalog.internal)
RETURNS pg_catalog.internal
AS 'MODULE_PATHNAME', 'analytics_sequence_deserialize'
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_deserialize(pg_catalog.bytea, pg_catalog.internal)
    IS 'internal: deserialization function of analytics_sequence_match and analytics_sequence_count';
REVOKE ALL ON FUNCTION mindwell_internal.sequence_deserialize(pg_catalog.bytea, pg_catalog.internal) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.sequence_match_final(state pg_catalog.internal)
RETURNS pg_catalog.bool
AS 'MODULE_PATHNAME', 'analytics_sequence_match_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_match_final(pg_catalog.internal)
    IS 'internal: final function of analytics_sequence_match';
REVOKE ALL ON FUNCTION mindwell_internal.sequence_match_final(pg_catalog.internal) FROM PUBLIC;

CREATE FUNCTION mindwell_internal.sequence_count_final(state pg_catalog.internal)
RETURNS pg_catalog.int8
AS 'MODULE_PATHNAME', 'analytics_sequence_count_final'
LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_count_final(pg_catalog.internal)
    IS 'internal: final function of analytics_sequence_count';
REVOKE ALL ON FUNCTION mindwell_internal.sequence_count_final(pg_catalog.internal) FROM PUBLIC;

CREATE AGGREGATE @extschema@.analytics_sequence_match(
    pattern pg_catalog.text, at pg_catalog.timestamptz, VARIADIC conditions pg_catalog.bool[])
(
    SFUNC = mindwell_internal.sequence_transition,
    STYPE = pg_catalog.internal,
    SSPACE = 256,
    FINALFUNC = mindwell_internal.sequence_match_final,
    COMBINEFUNC = mindwell_internal.sequence_combine,
    SERIALFUNC = mindwell_internal.sequence_serialize,
    DESERIALFUNC = mindwell_internal.sequence_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sequence_match(pg_catalog.text, pg_catalog.timestamptz, VARIADIC pg_catalog.bool[])
    IS 'Whether the pattern occurs in the rows of one actor in the order of time. Pattern: (?N) a row satisfying condition N, . any row, .* any rows, (?t op seconds) with op one of >= > <= < == behind (?N) or .: the next row at that distance. Rows satisfying no condition are invisible, rows with a NULL time or condition skipped; NULL if all are skipped, false without rows. Errors: 2201B (bad pattern, with the position), 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; a pattern that is NULL or not the same on every row), 54023 (more than 32 conditions), 22008 (infinite time), 54000 (mindwell_analytics.aggregate_memory).';

CREATE AGGREGATE @extschema@.analytics_sequence_count(
    pattern pg_catalog.text, at pg_catalog.timestamptz, VARIADIC conditions pg_catalog.bool[])
(
    SFUNC = mindwell_internal.sequence_transition,
    STYPE = pg_catalog.internal,
    SSPACE = 256,
    FINALFUNC = mindwell_internal.sequence_count_final,
    COMBINEFUNC = mindwell_internal.sequence_combine,
    SERIALFUNC = mindwell_internal.sequence_serialize,
    DESERIALFUNC = mindwell_internal.sequence_deserialize,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sequence_count(pg_catalog.text, pg_catalog.timestamptz, VARIADIC pg_catalog.bool[])
    IS 'How often the pattern occurs in the rows of one actor in the order of time, without overlap: of each match the earliest start, then the shortest end. Pattern: (?N) a row satisfying condition N, . any row, .* any rows, (?t op seconds) with op one of >= > <= < == behind (?N) or .: the next row at that distance. Rows satisfying no condition are invisible, rows with a NULL time or condition skipped; NULL if all are skipped, 0 without rows. Errors: 2201B (bad pattern, with the position), 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; a pattern that is NULL or not the same on every row), 54023 (more than 32 conditions), 22008 (infinite time), 54000 (mindwell_analytics.aggregate_memory).';
