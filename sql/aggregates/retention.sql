-- Retention: who comes back, by cohort.

CREATE TYPE @extschema@.analytics_retention_cell AS (
	cohort pg_catalog.timestamptz,
	cohort_size pg_catalog.int8,
	period pg_catalog.int4,
	actors pg_catalog.int8,
	rate pg_catalog.float8,
	is_complete pg_catalog.bool
);
COMMENT ON TYPE @extschema@.analytics_retention_cell
	IS 'a cell of a cohort matrix: the start of the interval in which cohort_size actors started, how many intervals later, how many of them returned then and as a fraction, and whether that interval has ended for all of them';

CREATE FUNCTION mindwell_internal.retention_flags_transition(state pg_catalog.internal, VARIADIC conditions pg_catalog.bool[])
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_retention_flags_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_transition(pg_catalog.internal, conditions pg_catalog.bool[])
	IS 'internal: transition function of analytics_retention_flags';

CREATE FUNCTION mindwell_internal.retention_flags_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_retention_flags_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_retention_flags';

CREATE FUNCTION mindwell_internal.retention_flags_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'analytics_retention_flags_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_retention_flags';

CREATE FUNCTION mindwell_internal.retention_flags_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_retention_flags_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_retention_flags';

CREATE FUNCTION mindwell_internal.retention_flags_final(state pg_catalog.internal)
	RETURNS pg_catalog.bool[] AS 'MODULE_PATHNAME', 'analytics_retention_flags_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_flags_final(pg_catalog.internal)
	IS 'internal: final function of analytics_retention_flags';

CREATE FUNCTION mindwell_internal.retention_transition(state pg_catalog.internal, actor pg_catalog.uuid, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_retention_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(pg_catalog.internal, pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4)
	IS 'internal: transition function of analytics_retention_agg';

CREATE FUNCTION mindwell_internal.retention_transition(state pg_catalog.internal, actor pg_catalog.uuid, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4, options pg_catalog.jsonb)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_retention_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(pg_catalog.internal, pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb)
	IS 'internal: transition function of analytics_retention_agg';

CREATE FUNCTION mindwell_internal.retention_transition(state pg_catalog.internal, actor pg_catalog.int8, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_retention_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(pg_catalog.internal, pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4)
	IS 'internal: transition function of analytics_retention_agg';

CREATE FUNCTION mindwell_internal.retention_transition(state pg_catalog.internal, actor pg_catalog.int8, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4, options pg_catalog.jsonb)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_retention_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_transition(pg_catalog.internal, pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb)
	IS 'internal: transition function of analytics_retention_agg';

CREATE FUNCTION mindwell_internal.retention_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_retention_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_retention_agg';

CREATE FUNCTION mindwell_internal.retention_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'analytics_retention_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_retention_agg';

CREATE FUNCTION mindwell_internal.retention_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'analytics_retention_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_retention_agg';

CREATE FUNCTION mindwell_internal.retention_final(state pg_catalog.internal)
	RETURNS @extschema@.analytics_retention_cell[] AS 'MODULE_PATHNAME', 'analytics_retention_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.retention_final(pg_catalog.internal)
	IS 'internal: final function of analytics_retention_agg';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.retention_flags_transition(pg_catalog.internal, pg_catalog.bool[]),
	mindwell_internal.retention_flags_combine(pg_catalog.internal, pg_catalog.internal),
	mindwell_internal.retention_flags_serialize(pg_catalog.internal),
	mindwell_internal.retention_flags_deserialize(pg_catalog.bytea, pg_catalog.internal),
	mindwell_internal.retention_flags_final(pg_catalog.internal),
	mindwell_internal.retention_transition(pg_catalog.internal, pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4),
	mindwell_internal.retention_transition(pg_catalog.internal, pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb),
	mindwell_internal.retention_transition(pg_catalog.internal, pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4),
	mindwell_internal.retention_transition(pg_catalog.internal, pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb),
	mindwell_internal.retention_combine(pg_catalog.internal, pg_catalog.internal),
	mindwell_internal.retention_serialize(pg_catalog.internal),
	mindwell_internal.retention_deserialize(pg_catalog.bytea, pg_catalog.internal),
	mindwell_internal.retention_final(pg_catalog.internal)
	FROM PUBLIC;

CREATE AGGREGATE @extschema@.analytics_retention_flags(VARIADIC conditions pg_catalog.bool[]) (
	SFUNC = mindwell_internal.retention_flags_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_flags_final,
	COMBINEFUNC = mindwell_internal.retention_flags_combine,
	SERIALFUNC = mindwell_internal.retention_flags_serialize,
	DESERIALFUNC = mindwell_internal.retention_flags_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_flags(VARIADIC pg_catalog.bool[])
	IS 'for the rows of one actor: flag 1, whether condition 1 held on some row; flag i, whether it did and condition i held on some row, in whatever order. A row with a NULL condition is skipped; NULL for no rows. Errors: 22023, 54023 (more than 32 conditions)';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor pg_catalog.uuid, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4)
	IS 'the cohort matrix: per interval (hour, day, week or month of UTC) the actors whose first start lies in it, and for each of so many periods after it how many of them had a return then; an array ordered by cohort and period. Rows with a NULL argument are skipped; NULL for no rows. Errors: 22023 (unknown grain, periods), 22008 (infinite time), 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor pg_catalog.uuid, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4, options pg_catalog.jsonb) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb)
	IS 'the cohort matrix with options, a JSON object: time_zone (UTC), cohorts (first_time or recurring), returned (on or on_or_after), rolling (false; true: columns of 24 hours since the actor''s own start), minimum_occurrences (1), from and to (starts and returns in [from, to) count), as_of (until when the events are complete; the greatest time seen); a time without an offset is one of UTC. Errors also: 22023 (unknown option, bad value)';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor pg_catalog.int8, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4)
	IS 'as analytics_retention_agg(uuid, ...), for actors with numbers';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor pg_catalog.int8, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4, options pg_catalog.jsonb) (
	SFUNC = mindwell_internal.retention_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.retention_final,
	COMBINEFUNC = mindwell_internal.retention_combine,
	SERIALFUNC = mindwell_internal.retention_serialize,
	DESERIALFUNC = mindwell_internal.retention_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb)
	IS 'as analytics_retention_agg(uuid, ...), for actors with numbers';
