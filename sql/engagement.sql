-- What followed what, and how often.

CREATE FUNCTION @extschema@.analytics_followed_within_accum(state internal, at timestamptz, is_trigger boolean, is_outcome boolean, within interval)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_followed_within_accum(internal, timestamptz, boolean, boolean, interval)
	IS 'internal: transition function of analytics_followed_within';

CREATE FUNCTION @extschema@.analytics_followed_within_combine(state internal, other internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_followed_within_combine(internal, internal)
	IS 'internal: combine function of analytics_followed_within';

CREATE FUNCTION @extschema@.analytics_followed_within_serialize(state internal)
	RETURNS bytea AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_followed_within_serialize(internal)
	IS 'internal: serialization function of analytics_followed_within';

CREATE FUNCTION @extschema@.analytics_followed_within_deserialize(serialized bytea, unused internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_followed_within_deserialize(bytea, internal)
	IS 'internal: deserialization function of analytics_followed_within';

CREATE FUNCTION @extschema@.analytics_followed_within_final(state internal)
	RETURNS double precision AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_followed_within_final(internal)
	IS 'internal: final function of analytics_followed_within';

CREATE AGGREGATE @extschema@.analytics_followed_within(at timestamptz, is_trigger boolean, is_outcome boolean, within interval) (
	SFUNC = @extschema@.analytics_followed_within_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_followed_within_final,
	COMBINEFUNC = @extschema@.analytics_followed_within_combine,
	SERIALFUNC = @extschema@.analytics_followed_within_serialize,
	DESERIALFUNC = @extschema@.analytics_followed_within_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_followed_within(timestamptz, boolean, boolean, interval)
	IS 'of the triggers among the events of one actor, the fraction (0..1) followed by an outcome later than the trigger by at most within; NULL when there is no trigger. A row with a NULL time or condition is skipped. Errors: 22008 for infinity, 22023 when within is NULL, negative, has months or differs between rows';

CREATE FUNCTION @extschema@.analytics_event_ratio_accum(state internal, event_type text, numerator text, denominator text)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_event_ratio_accum(internal, text, text, text)
	IS 'internal: transition function of analytics_event_ratio';

CREATE FUNCTION @extschema@.analytics_event_ratio_combine(state internal, other internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_event_ratio_combine(internal, internal)
	IS 'internal: combine function of analytics_event_ratio';

CREATE FUNCTION @extschema@.analytics_event_ratio_serialize(state internal)
	RETURNS bytea AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_event_ratio_serialize(internal)
	IS 'internal: serialization function of analytics_event_ratio';

CREATE FUNCTION @extschema@.analytics_event_ratio_deserialize(serialized bytea, unused internal)
	RETURNS internal AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_event_ratio_deserialize(bytea, internal)
	IS 'internal: deserialization function of analytics_event_ratio';

CREATE FUNCTION @extschema@.analytics_event_ratio_final(state internal)
	RETURNS double precision AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.analytics_event_ratio_final(internal)
	IS 'internal: final function of analytics_event_ratio';

CREATE AGGREGATE @extschema@.analytics_event_ratio(event_type text, numerator text, denominator text) (
	SFUNC = @extschema@.analytics_event_ratio_accum,
	STYPE = internal,
	FINALFUNC = @extschema@.analytics_event_ratio_final,
	COMBINEFUNC = @extschema@.analytics_event_ratio_combine,
	SERIALFUNC = @extschema@.analytics_event_ratio_serialize,
	DESERIALFUNC = @extschema@.analytics_event_ratio_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_event_ratio(text, text, text)
	IS 'the number of events of type numerator over that of type denominator: events, not actors, so it may exceed 1; NULL when there is none of type denominator. A row with a NULL type is skipped. Errors: 22023 when numerator or denominator is NULL';

REVOKE EXECUTE ON FUNCTION
	@extschema@.analytics_followed_within_accum(internal, timestamptz, boolean, boolean, interval),
	@extschema@.analytics_followed_within_combine(internal, internal),
	@extschema@.analytics_followed_within_serialize(internal),
	@extschema@.analytics_followed_within_deserialize(bytea, internal),
	@extschema@.analytics_followed_within_final(internal),
	@extschema@.analytics_event_ratio_accum(internal, text, text, text),
	@extschema@.analytics_event_ratio_combine(internal, internal),
	@extschema@.analytics_event_ratio_serialize(internal),
	@extschema@.analytics_event_ratio_deserialize(bytea, internal),
	@extschema@.analytics_event_ratio_final(internal)
	FROM PUBLIC;
