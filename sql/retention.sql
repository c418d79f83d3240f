-- Who came back.

CREATE TYPE @extschema@.analytics_retention_cell AS (
	cohort pg_catalog.timestamptz,
	cohort_size pg_catalog.int8,
	period pg_catalog.int4,
	actors pg_catalog.int8,
	rate pg_catalog.float8,
	is_complete pg_catalog.bool
);
COMMENT ON TYPE @extschema@.analytics_retention_cell
	IS 'a cell of a retention matrix: the start of the cohort''s interval, how many actors are in the cohort, the column, how many of them came back in it and which fraction that is (0..1), and whether the column''s interval has ended for all of them';
COMMENT ON COLUMN @extschema@.analytics_retention_cell.cohort IS 'start of the interval in which the actors started';
COMMENT ON COLUMN @extschema@.analytics_retention_cell.cohort_size IS 'actors who started in it';
COMMENT ON COLUMN @extschema@.analytics_retention_cell.period IS 'intervals since then; 0 is the cohort itself';
COMMENT ON COLUMN @extschema@.analytics_retention_cell.actors IS 'actors of the cohort who came back';
COMMENT ON COLUMN @extschema@.analytics_retention_cell.rate IS 'actors / cohort_size';
COMMENT ON COLUMN @extschema@.analytics_retention_cell.is_complete IS 'false while the interval has not ended';

CREATE FUNCTION @extschema@._analytics_retention_agg_transition(state pg_catalog.internal, actor pg_catalog.uuid, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'retention_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_agg_transition(pg_catalog.internal, pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4)
	IS 'internal: transition function of analytics_retention_agg';

CREATE FUNCTION @extschema@._analytics_retention_agg_transition(state pg_catalog.internal, actor pg_catalog.uuid, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4, options pg_catalog.jsonb)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'retention_transition_uuid' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_agg_transition(pg_catalog.internal, pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb)
	IS 'internal: transition function of analytics_retention_agg';

CREATE FUNCTION @extschema@._analytics_retention_agg_transition(state pg_catalog.internal, actor pg_catalog.int8, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'retention_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_agg_transition(pg_catalog.internal, pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4)
	IS 'internal: transition function of analytics_retention_agg';

CREATE FUNCTION @extschema@._analytics_retention_agg_transition(state pg_catalog.internal, actor pg_catalog.int8, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4, options pg_catalog.jsonb)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'retention_transition_bigint' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_agg_transition(pg_catalog.internal, pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb)
	IS 'internal: transition function of analytics_retention_agg';

CREATE FUNCTION @extschema@._analytics_retention_agg_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'retention_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_agg_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_retention_agg';

CREATE FUNCTION @extschema@._analytics_retention_agg_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'retention_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_agg_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_retention_agg';

CREATE FUNCTION @extschema@._analytics_retention_agg_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'retention_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_agg_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_retention_agg';

CREATE FUNCTION @extschema@._analytics_retention_agg_final(state pg_catalog.internal)
	RETURNS @extschema@.analytics_retention_cell[] AS 'MODULE_PATHNAME', 'retention_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_agg_final(pg_catalog.internal)
	IS 'internal: final function of analytics_retention_agg';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor pg_catalog.uuid, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4) (
	SFUNC = @extschema@._analytics_retention_agg_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 1024,
	FINALFUNC = @extschema@._analytics_retention_agg_final,
	COMBINEFUNC = @extschema@._analytics_retention_agg_combine,
	SERIALFUNC = @extschema@._analytics_retention_agg_serialize,
	DESERIALFUNC = @extschema@._analytics_retention_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4)
	IS 'retention matrix of the rows of any table, in one pass over all actors: an actor belongs to the cohort of the interval (grain: hour, day, week from Monday, month) of his first start event; column j (1 to periods) counts those who had a returning event j intervals later, column 0 the cohort. An array of analytics_retention_cell, cohort by cohort; NULL without rows. A row with a NULL actor, time or flag is skipped. Errors: 22008 for infinity, 22023 for another grain or number of periods (1 to 3660) and when they differ between rows, 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor pg_catalog.uuid, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4, options pg_catalog.jsonb) (
	SFUNC = @extschema@._analytics_retention_agg_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 1024,
	FINALFUNC = @extschema@._analytics_retention_agg_final,
	COMBINEFUNC = @extschema@._analytics_retention_agg_combine,
	SERIALFUNC = @extschema@._analytics_retention_agg_serialize,
	DESERIALFUNC = @extschema@._analytics_retention_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb)
	IS 'retention matrix of the rows of any table, in one pass over all actors: an actor belongs to the cohort of the interval (grain: hour, day, week from Monday, month) of his first start event; column j (1 to periods) counts those who had a returning event j intervals later, column 0 the cohort. An array of analytics_retention_cell, cohort by cohort; NULL without rows. A row with a NULL actor, time or flag is skipped. Options (a JSON object): time_zone (UTC), cohort (first_time | recurring), count (on | on_or_after), rolling (columns of 24 hours since the actor''s own start), minimum_occurrences, from_time, to_time, as_of (the latest time seen). Errors: 22008 for infinity, 22023 for another grain or number of periods (1 to 3660), an unknown option or value and when they differ between rows, 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor pg_catalog.int8, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4) (
	SFUNC = @extschema@._analytics_retention_agg_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 1024,
	FINALFUNC = @extschema@._analytics_retention_agg_final,
	COMBINEFUNC = @extschema@._analytics_retention_agg_combine,
	SERIALFUNC = @extschema@._analytics_retention_agg_serialize,
	DESERIALFUNC = @extschema@._analytics_retention_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4)
	IS 'retention matrix of the rows of any table, in one pass over all actors: an actor belongs to the cohort of the interval (grain: hour, day, week from Monday, month) of his first start event; column j (1 to periods) counts those who had a returning event j intervals later, column 0 the cohort. An array of analytics_retention_cell, cohort by cohort; NULL without rows. A row with a NULL actor, time or flag is skipped. Errors: 22008 for infinity, 22023 for another grain or number of periods (1 to 3660) and when they differ between rows, 54000 beyond mindwell_analytics.aggregate_memory';

CREATE AGGREGATE @extschema@.analytics_retention_agg(actor pg_catalog.int8, at pg_catalog.timestamptz, is_start pg_catalog.bool, is_return pg_catalog.bool, grain pg_catalog.text, periods pg_catalog.int4, options pg_catalog.jsonb) (
	SFUNC = @extschema@._analytics_retention_agg_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 1024,
	FINALFUNC = @extschema@._analytics_retention_agg_final,
	COMBINEFUNC = @extschema@._analytics_retention_agg_combine,
	SERIALFUNC = @extschema@._analytics_retention_agg_serialize,
	DESERIALFUNC = @extschema@._analytics_retention_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_agg(pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb)
	IS 'retention matrix of the rows of any table, in one pass over all actors: an actor belongs to the cohort of the interval (grain: hour, day, week from Monday, month) of his first start event; column j (1 to periods) counts those who had a returning event j intervals later, column 0 the cohort. An array of analytics_retention_cell, cohort by cohort; NULL without rows. A row with a NULL actor, time or flag is skipped. Options (a JSON object): time_zone (UTC), cohort (first_time | recurring), count (on | on_or_after), rolling (columns of 24 hours since the actor''s own start), minimum_occurrences, from_time, to_time, as_of (the latest time seen). Errors: 22008 for infinity, 22023 for another grain or number of periods (1 to 3660), an unknown option or value and when they differ between rows, 54000 beyond mindwell_analytics.aggregate_memory';

CREATE FUNCTION @extschema@._analytics_retention_flags_transition(state pg_catalog.internal, VARIADIC conditions pg_catalog.bool[])
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'retention_flags_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_flags_transition(pg_catalog.internal, pg_catalog.bool[])
	IS 'internal: transition function of analytics_retention_flags';

CREATE FUNCTION @extschema@._analytics_retention_flags_combine(state pg_catalog.internal, other pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'retention_flags_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_flags_combine(pg_catalog.internal, pg_catalog.internal)
	IS 'internal: combine function of analytics_retention_flags';

CREATE FUNCTION @extschema@._analytics_retention_flags_serialize(state pg_catalog.internal)
	RETURNS pg_catalog.bytea AS 'MODULE_PATHNAME', 'retention_flags_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_flags_serialize(pg_catalog.internal)
	IS 'internal: serialization function of analytics_retention_flags';

CREATE FUNCTION @extschema@._analytics_retention_flags_deserialize(serialized pg_catalog.bytea, unused pg_catalog.internal)
	RETURNS pg_catalog.internal AS 'MODULE_PATHNAME', 'retention_flags_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_flags_deserialize(pg_catalog.bytea, pg_catalog.internal)
	IS 'internal: deserialization function of analytics_retention_flags';

CREATE FUNCTION @extschema@._analytics_retention_flags_final(state pg_catalog.internal)
	RETURNS pg_catalog.bool[] AS 'MODULE_PATHNAME', 'retention_flags_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@._analytics_retention_flags_final(pg_catalog.internal)
	IS 'internal: final function of analytics_retention_flags';

CREATE AGGREGATE @extschema@.analytics_retention_flags(VARIADIC conditions pg_catalog.bool[]) (
	SFUNC = @extschema@._analytics_retention_flags_transition,
	STYPE = pg_catalog.internal,
	SSPACE = 64,
	FINALFUNC = @extschema@._analytics_retention_flags_final,
	COMBINEFUNC = @extschema@._analytics_retention_flags_combine,
	SERIALFUNC = @extschema@._analytics_retention_flags_serialize,
	DESERIALFUNC = @extschema@._analytics_retention_flags_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_retention_flags(VARIADIC pg_catalog.bool[])
	IS 'for the events of one actor: flag 1 is whether condition 1 held on some row, flag i whether condition 1 held on some row and condition i on some row, in whatever order. One boolean for each condition; a row with a NULL condition is skipped; NULL without other rows. Errors: 22023 for a NULL, empty or two-dimensional array or one of another length than before, 54023 for more than 32 conditions';

REVOKE EXECUTE ON FUNCTION
	@extschema@._analytics_retention_agg_transition(pg_catalog.internal, pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4),
	@extschema@._analytics_retention_agg_transition(pg_catalog.internal, pg_catalog.uuid, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb),
	@extschema@._analytics_retention_agg_transition(pg_catalog.internal, pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4),
	@extschema@._analytics_retention_agg_transition(pg_catalog.internal, pg_catalog.int8, pg_catalog.timestamptz, pg_catalog.bool, pg_catalog.bool, pg_catalog.text, pg_catalog.int4, pg_catalog.jsonb),
	@extschema@._analytics_retention_agg_combine(pg_catalog.internal, pg_catalog.internal),
	@extschema@._analytics_retention_agg_serialize(pg_catalog.internal),
	@extschema@._analytics_retention_agg_deserialize(pg_catalog.bytea, pg_catalog.internal),
	@extschema@._analytics_retention_agg_final(pg_catalog.internal),
	@extschema@._analytics_retention_flags_transition(pg_catalog.internal, pg_catalog.bool[]),
	@extschema@._analytics_retention_flags_combine(pg_catalog.internal, pg_catalog.internal),
	@extschema@._analytics_retention_flags_serialize(pg_catalog.internal),
	@extschema@._analytics_retention_flags_deserialize(pg_catalog.bytea, pg_catalog.internal),
	@extschema@._analytics_retention_flags_final(pg_catalog.internal)
	FROM PUBLIC;
