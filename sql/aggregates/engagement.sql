-- What followed what, and how often.

CREATE FUNCTION mindwell_internal.followed_within_transition(state internal, at timestamptz, is_trigger boolean, is_outcome boolean, within interval) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_followed_within_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_transition IS
	'Internal: transition function of analytics_followed_within.';

CREATE FUNCTION mindwell_internal.followed_within_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_followed_within_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_combine IS
	'Internal: combine function of analytics_followed_within.';

CREATE FUNCTION mindwell_internal.followed_within_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_followed_within_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_serialize IS
	'Internal: serialization function of analytics_followed_within.';

CREATE FUNCTION mindwell_internal.followed_within_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_followed_within_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_deserialize IS
	'Internal: deserialization function of analytics_followed_within.';

CREATE FUNCTION mindwell_internal.followed_within_final(state internal) RETURNS double precision
	AS 'MODULE_PATHNAME', 'analytics_followed_within_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_final IS
	'Internal: final function of analytics_followed_within.';

CREATE AGGREGATE @extschema@.analytics_followed_within(at timestamptz, is_trigger boolean, is_outcome boolean, within interval) (
	SFUNC = mindwell_internal.followed_within_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.followed_within_final,
	COMBINEFUNC = mindwell_internal.followed_within_combine,
	SERIALFUNC = mindwell_internal.followed_within_serialize,
	DESERIALFUNC = mindwell_internal.followed_within_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_followed_within(timestamptz, boolean, boolean, interval) IS
	'Of the triggers among the events of one actor, the fraction (0..1) followed by an outcome later than the trigger by at most within; NULL when there is no trigger. A row with a NULL time or condition is skipped. Errors: 22008 for infinity, 22023 when within is NULL, negative, has months or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE FUNCTION mindwell_internal.event_ratio_transition(state internal, event_type text, numerator text, denominator text) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_transition IS
	'Internal: transition function of analytics_event_ratio.';

CREATE FUNCTION mindwell_internal.event_ratio_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_combine IS
	'Internal: combine function of analytics_event_ratio.';

CREATE FUNCTION mindwell_internal.event_ratio_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_serialize IS
	'Internal: serialization function of analytics_event_ratio.';

CREATE FUNCTION mindwell_internal.event_ratio_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_deserialize IS
	'Internal: deserialization function of analytics_event_ratio.';

CREATE FUNCTION mindwell_internal.event_ratio_final(state internal) RETURNS double precision
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_final IS
	'Internal: final function of analytics_event_ratio.';

CREATE AGGREGATE @extschema@.analytics_event_ratio(event_type text, numerator text, denominator text) (
	SFUNC = mindwell_internal.event_ratio_transition,
	STYPE = internal,
	SSPACE = 32,
	FINALFUNC = mindwell_internal.event_ratio_final,
	COMBINEFUNC = mindwell_internal.event_ratio_combine,
	SERIALFUNC = mindwell_internal.event_ratio_serialize,
	DESERIALFUNC = mindwell_internal.event_ratio_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_event_ratio(text, text, text) IS
	'The number of events of type numerator over that of type denominator: events, not actors, so it may exceed 1; NULL when there is none of type denominator. A row with a NULL type is skipped. Errors: 22023 when numerator or denominator is NULL.';

CREATE FUNCTION mindwell_internal.followed_within_state_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_followed_within_state_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_state_final IS
	'Internal: final function of analytics_followed_within_state and analytics_followed_within_merge_state.';

CREATE FUNCTION mindwell_internal.followed_within_merge_transition(state internal, other bytea) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_followed_within_merge_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_merge_transition IS
	'Internal: transition function of analytics_followed_within_merge and analytics_followed_within_merge_state.';

CREATE AGGREGATE @extschema@.analytics_followed_within_state(at timestamptz, is_trigger boolean, is_outcome boolean, within interval) (
	SFUNC = mindwell_internal.followed_within_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.followed_within_state_final,
	COMBINEFUNC = mindwell_internal.followed_within_combine,
	SERIALFUNC = mindwell_internal.followed_within_serialize,
	DESERIALFUNC = mindwell_internal.followed_within_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_followed_within_state(timestamptz, boolean, boolean, interval) IS
	'The state of analytics_followed_within over these rows, for analytics_followed_within_merge: the same bytes for the same rows in any order. NULL for no rows. Errors as of analytics_followed_within(timestamptz, boolean, boolean, interval), and 54000 beyond 1 GB.';

CREATE AGGREGATE @extschema@.analytics_followed_within_merge(state bytea) (
	SFUNC = mindwell_internal.followed_within_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.followed_within_final,
	COMBINEFUNC = mindwell_internal.followed_within_combine,
	SERIALFUNC = mindwell_internal.followed_within_serialize,
	DESERIALFUNC = mindwell_internal.followed_within_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_followed_within_merge(bytea) IS
	'What analytics_followed_within returns for all rows of these states together. NULL for no states. NULLs are skipped. Errors: 22023 (a state of another aggregate, or made with other arguments), 22P03 (other bytes, a state that was damaged, one of a newer format), 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_followed_within_merge_state(state bytea) (
	SFUNC = mindwell_internal.followed_within_merge_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.followed_within_state_final,
	COMBINEFUNC = mindwell_internal.followed_within_combine,
	SERIALFUNC = mindwell_internal.followed_within_serialize,
	DESERIALFUNC = mindwell_internal.followed_within_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_followed_within_merge_state(bytea) IS
	'The state of all rows of these states together, as analytics_followed_within_state returns it for them; NULL for none. NULLs are skipped. Errors as of analytics_followed_within_merge, and 54000 beyond 1 GB.';

CREATE FUNCTION mindwell_internal.event_ratio_state_transition(state internal, event_type text, numerator text, denominator text) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_state_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_state_transition IS
	'Internal: transition function of analytics_event_ratio_state.';

CREATE FUNCTION mindwell_internal.event_ratio_state_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_state_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_state_final IS
	'Internal: final function of analytics_event_ratio_state and analytics_event_ratio_merge_state.';

CREATE FUNCTION mindwell_internal.event_ratio_merge_transition(state internal, other bytea) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_event_ratio_merge_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_merge_transition IS
	'Internal: transition function of analytics_event_ratio_merge and analytics_event_ratio_merge_state.';

CREATE AGGREGATE @extschema@.analytics_event_ratio_state(event_type text, numerator text, denominator text) (
	SFUNC = mindwell_internal.event_ratio_state_transition,
	STYPE = internal,
	SSPACE = 64,
	FINALFUNC = mindwell_internal.event_ratio_state_final,
	COMBINEFUNC = mindwell_internal.event_ratio_combine,
	SERIALFUNC = mindwell_internal.event_ratio_serialize,
	DESERIALFUNC = mindwell_internal.event_ratio_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_event_ratio_state(text, text, text) IS
	'The state of analytics_event_ratio over these rows, for analytics_event_ratio_merge: the same bytes for the same rows in any order. Its texts are in the encoding of this database. NULL for no rows. Errors as of analytics_event_ratio(text, text, text), and 54000 beyond 1 GB. Also 22023 when numerator or denominator differs between rows.';

CREATE AGGREGATE @extschema@.analytics_event_ratio_merge(state bytea) (
	SFUNC = mindwell_internal.event_ratio_merge_transition,
	STYPE = internal,
	SSPACE = 64,
	FINALFUNC = mindwell_internal.event_ratio_final,
	COMBINEFUNC = mindwell_internal.event_ratio_combine,
	SERIALFUNC = mindwell_internal.event_ratio_serialize,
	DESERIALFUNC = mindwell_internal.event_ratio_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_event_ratio_merge(bytea) IS
	'What analytics_event_ratio returns for all rows of these states together. NULL for no states. NULLs are skipped. Errors: 22023 (a state of another aggregate, or made with other arguments, or in another encoding), 22P03 (other bytes, a state that was damaged, one of a newer format), 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE AGGREGATE @extschema@.analytics_event_ratio_merge_state(state bytea) (
	SFUNC = mindwell_internal.event_ratio_merge_transition,
	STYPE = internal,
	SSPACE = 64,
	FINALFUNC = mindwell_internal.event_ratio_state_final,
	COMBINEFUNC = mindwell_internal.event_ratio_combine,
	SERIALFUNC = mindwell_internal.event_ratio_serialize,
	DESERIALFUNC = mindwell_internal.event_ratio_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_event_ratio_merge_state(bytea) IS
	'The state of all rows of these states together, as analytics_event_ratio_state returns it for them; NULL for none. NULLs are skipped. Errors as of analytics_event_ratio_merge, and 54000 beyond 1 GB.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.followed_within_transition,
	mindwell_internal.followed_within_combine,
	mindwell_internal.followed_within_serialize,
	mindwell_internal.followed_within_deserialize,
	mindwell_internal.followed_within_final,
	mindwell_internal.event_ratio_transition,
	mindwell_internal.event_ratio_combine,
	mindwell_internal.event_ratio_serialize,
	mindwell_internal.event_ratio_deserialize,
	mindwell_internal.event_ratio_final,
	mindwell_internal.followed_within_state_final,
	mindwell_internal.followed_within_merge_transition,
	mindwell_internal.event_ratio_state_transition,
	mindwell_internal.event_ratio_state_final,
	mindwell_internal.event_ratio_merge_transition
	FROM PUBLIC;
