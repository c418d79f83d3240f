-- Sequences: whether, and how often, a pattern occurs in the rows of one actor.
-- (doc/reference/sequence.md)

CREATE FUNCTION mindwell_internal.sequence_transition(state internal, pattern text, at timestamptz, conditions boolean[]) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sequence_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_transition IS
	'Internal: transition function of analytics_sequence_match and analytics_sequence_count.';

CREATE FUNCTION mindwell_internal.sequence_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sequence_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_combine IS
	'Internal: combine function of analytics_sequence_match and analytics_sequence_count.';

CREATE FUNCTION mindwell_internal.sequence_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_sequence_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_serialize IS
	'Internal: serialization function of analytics_sequence_match and analytics_sequence_count.';

CREATE FUNCTION mindwell_internal.sequence_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_sequence_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_deserialize IS
	'Internal: deserialization function of analytics_sequence_match and analytics_sequence_count.';

CREATE FUNCTION mindwell_internal.sequence_match_final(state internal) RETURNS boolean
	AS 'MODULE_PATHNAME', 'analytics_sequence_match_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_match_final IS
	'Internal: final function of analytics_sequence_match.';

CREATE FUNCTION mindwell_internal.sequence_count_final(state internal) RETURNS bigint
	AS 'MODULE_PATHNAME', 'analytics_sequence_count_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sequence_count_final IS
	'Internal: final function of analytics_sequence_count.';

CREATE AGGREGATE @extschema@.analytics_sequence_match(pattern text, at timestamptz, VARIADIC conditions boolean[]) (
	SFUNC = mindwell_internal.sequence_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.sequence_match_final,
	COMBINEFUNC = mindwell_internal.sequence_combine,
	SERIALFUNC = mindwell_internal.sequence_serialize,
	DESERIALFUNC = mindwell_internal.sequence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sequence_match(text, timestamptz, VARIADIC boolean[]) IS
	'Whether the pattern occurs in the rows of one actor in the order of time. Pattern: (?N) a row satisfying condition N, . any row, .* any rows, (?t op seconds) with op one of >= > <= < == behind (?N) or .: the next row at that distance. Rows satisfying no condition are invisible, rows with a NULL time or condition skipped; NULL if all are skipped, false without rows. Errors: 2201B (bad pattern, with the position), 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; a pattern that is NULL or not the same on every row), 54023 (more than 32 conditions), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_sequence_count(pattern text, at timestamptz, VARIADIC conditions boolean[]) (
	SFUNC = mindwell_internal.sequence_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.sequence_count_final,
	COMBINEFUNC = mindwell_internal.sequence_combine,
	SERIALFUNC = mindwell_internal.sequence_serialize,
	DESERIALFUNC = mindwell_internal.sequence_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_sequence_count(text, timestamptz, VARIADIC boolean[]) IS
	'How often the pattern occurs in the rows of one actor in the order of time, without overlap: of each match the earliest start, then the shortest end. Pattern: (?N) a row satisfying condition N, . any row, .* any rows, (?t op seconds) with op one of >= > <= < == behind (?N) or .: the next row at that distance. Rows satisfying no condition are invisible, rows with a NULL time or condition skipped; NULL if all are skipped, 0 without rows. Errors: 2201B (bad pattern, with the position), 22023 (an array that is NULL, empty, not one-dimensional or of another length than before; a pattern that is NULL or not the same on every row), 54023 (more than 32 conditions), 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.sequence_transition,
	mindwell_internal.sequence_combine,
	mindwell_internal.sequence_serialize,
	mindwell_internal.sequence_deserialize,
	mindwell_internal.sequence_match_final,
	mindwell_internal.sequence_count_final
	FROM PUBLIC;
