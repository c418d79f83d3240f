-- What followed what, and how often.

CREATE FUNCTION mindwell_internal.followed_within_transition(state pg_catalog.internal, at pg_catalog.timestamptz, is_trigger pg_catalog.bool, is_outcome pg_catalog.bool, within pg_catalog.interval)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_followed_within_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.interval)
	IS 'internal: transition function of analytics_followed_within';

CREATE FUNCTION mindwell_internal.followed_within_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_followed_within_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_followed_within';

CREATE FUNCTION mindwell_internal.followed_within_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'analytics_followed_within_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_followed_within';

CREATE FUNCTION mindwell_internal.followed_within_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_followed_within_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_followed_within';

CREATE FUNCTION mindwell_internal.followed_within_final(state pg_catalog.internal)
	RETURNS pg_catalog.float8 AS 'MODULE_PATHNAME', 'analytics_followed_within_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.followed_within_final(pg_catalog.internal)
	IS 'internal: final function of analytics_followed_within';

CREATE AGGREGATE @extschema@.analytics_followed_within(at pg_catalog.timestamptz, is_trigger pg_catalog.bool, is_outcome pg_catalog.bool, within pg_catalog.interval) (
	SFUNC = mindwell_internal.followed_within_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.followed_within_final,
	COMBINEFUNC = mindwell_internal.followed_within_combine,
	SERIALFUNC = mindwell_internal.followed_within_serialize,
	DESERIALFUNC = mindwell_internal.followed_within_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_followed_within(pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.interval)
	IS 'of the triggers among the events of one actor, the fraction (0..1) followed by an outcome later than the trigger by at most within; NULL when there is no trigger. A row with a NULL time or condition is skipped. Errors: 22008 for infinity, 22023 when within is NULL, negative, has months or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory';

CREATE FUNCTION mindwell_internal.event_ratio_transition(state pg_catalog.internal, event_type pg_catalog.text, numerator pg_catalog.text, denominator pg_catalog.text)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_event_ratio_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_transition(pg_catalog.internal, pg_catalog.text, pg_catalog.text, pg_catalog.text)
	IS 'internal: transition function of analytics_event_ratio';

CREATE FUNCTION mindwell_internal.event_ratio_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_event_ratio_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_event_ratio';

CREATE FUNCTION mindwell_internal.event_ratio_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'analytics_event_ratio_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_event_ratio';

CREATE FUNCTION mindwell_internal.event_ratio_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_event_ratio_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_event_ratio';

CREATE FUNCTION mindwell_internal.event_ratio_final(state pg_catalog.internal)
	RETURNS pg_catalog.float8 AS 'MODULE_PATHNAME', 'analytics_event_ratio_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.event_ratio_final(pg_catalog.internal)
	IS 'internal: final function of analytics_event_ratio';

CREATE AGGREGATE @extschema@.analytics_event_ratio(event_type pg_catalog.text, numerator pg_catalog.text, denominator pg_catalog.text) (
	SFUNC = mindwell_internal.event_ratio_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 32,
	FINALFUNC = mindwell_internal.event_ratio_final,
	COMBINEFUNC = mindwell_internal.event_ratio_combine,
	SERIALFUNC = mindwell_internal.event_ratio_serialize,
	DESERIALFUNC = mindwell_internal.event_ratio_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_event_ratio(pg_catalog.text, pg_catalog.text, pg_catalog.text)
	IS 'the number of events of type numerator over that of type denominator: events, not actors, so it may exceed 1; NULL when there is none of type denominator. A row with a NULL type is skipped. Errors: 22023 when numerator or denominator is NULL';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.followed_within_transition(pg_catalog.internal, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.interval),
	mindwell_internal.followed_within_combine(pg_catalog.internal, pg_catalog.internal),
	mindwell_internal.followed_within_serialize(pg_catalog.internal),
	mindwell_internal.followed_within_deserialize(pg_catalog.bytea, pg_catalog.internal),
	mindwell_internal.followed_within_final(pg_catalog.internal),
	mindwell_internal.event_ratio_transition(pg_catalog.internal, pg_catalog.text, pg_catalog.text, pg_catalog.text),
	mindwell_internal.event_ratio_combine(pg_catalog.internal, pg_catalog.internal),
	mindwell_internal.event_ratio_serialize(pg_catalog.internal),
	mindwell_internal.event_ratio_deserialize(pg_catalog.bytea, pg_catalog.internal),
	mindwell_internal.event_ratio_final(pg_catalog.internal)
	FROM PUBLIC;
