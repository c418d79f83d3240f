-- How a value moved between borders of time.

CREATE TYPE @extschema@.analytics_movement AS (
	period integer,
	label text,
	kind text,
	value_before numeric,
	value_after numeric
);
COMMENT ON TYPE @extschema@.analytics_movement IS
	'One movement of analytics_movements: the period (1: between the first and the second border; 0: before the first one), the label of the part that moved, the kind (opening in period 0; else new, reactivation, expansion, contraction, churn) and the part''s value at the period''s two ends.';

CREATE FUNCTION mindwell_internal.movements_transition(state internal, at timestamptz, change bigint, label text, borders timestamptz[]) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_movements_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.movements_transition IS
	'Internal: transition function of analytics_movements.';

CREATE FUNCTION mindwell_internal.movements_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_movements_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.movements_combine IS
	'Internal: combine function of analytics_movements.';

CREATE FUNCTION mindwell_internal.movements_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_movements_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.movements_serialize IS
	'Internal: serialization function of analytics_movements.';

CREATE FUNCTION mindwell_internal.movements_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_movements_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.movements_deserialize IS
	'Internal: deserialization function of analytics_movements.';

CREATE FUNCTION mindwell_internal.movements_final(state internal) RETURNS @extschema@.analytics_movement[]
	AS 'MODULE_PATHNAME', 'analytics_movements_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.movements_final IS
	'Internal: final function of analytics_movements.';

CREATE AGGREGATE @extschema@.analytics_movements(at timestamptz, change bigint, label text, borders timestamptz[]) (
	SFUNC = mindwell_internal.movements_transition,
	STYPE = internal,
	SSPACE = 256,
	FINALFUNC = mindwell_internal.movements_final,
	COMBINEFUNC = mindwell_internal.movements_combine,
	SERIALFUNC = mindwell_internal.movements_serialize,
	DESERIALFUNC = mindwell_internal.movements_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_movements(timestamptz, bigint, text, timestamptz[]) IS
	'How a value, the sum of its changes, moved between borders: array of analytics_movement, label by label and in order of time, empty for none. The value at a border is the sum of the changes before it; a change inside two borders that is undone inside them is in no movement. From 0 (or below) to above 0 is new, or a reactivation where the value was above 0 for any time before the period; to 0 is churn; both by the whole value of the group, whatever the label. Otherwise a label''s rise is expansion, its fall contraction. What a label had at the first border is its opening, in period 0. Rows with a NULL time or change are skipped; a NULL label is one of its own. Errors: 22008 for infinity, 22023 when borders is NULL, empty, not in order or differs between rows, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.movements_transition,
	mindwell_internal.movements_combine,
	mindwell_internal.movements_serialize,
	mindwell_internal.movements_deserialize,
	mindwell_internal.movements_final
	FROM PUBLIC;
