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
	mindwell_internal.event_ratio_final
	FROM PUBLIC;
