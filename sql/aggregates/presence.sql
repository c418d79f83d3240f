-- When users were present.

CREATE TYPE mindwell_internal.user_presence AS (
	tenant_id uuid,
	user_id uuid,
	present_from timestamptz,
	present_until timestamptz
);
COMMENT ON TYPE mindwell_internal.user_presence IS
	'Internal: a time in which a user of a tenant was present, of presence_agg; present_until is excluded.';

CREATE FUNCTION mindwell_internal.presence_agg_transition(
	state internal, tenant_id uuid, user_id uuid, at timestamptz, absence interval, user_tenants uuid[], user_ids uuid[]) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_presence_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.presence_agg_transition IS
	'Internal: transition function of presence_agg.';

CREATE FUNCTION mindwell_internal.presence_agg_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_presence_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.presence_agg_combine IS
	'Internal: combine function of presence_agg.';

CREATE FUNCTION mindwell_internal.presence_agg_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_presence_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.presence_agg_serialize IS
	'Internal: serialization function of presence_agg.';

CREATE FUNCTION mindwell_internal.presence_agg_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_presence_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.presence_agg_deserialize IS
	'Internal: deserialization function of presence_agg.';

CREATE FUNCTION mindwell_internal.presence_agg_final(state internal) RETURNS mindwell_internal.user_presence[]
	AS 'MODULE_PATHNAME', 'analytics_presence_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.presence_agg_final IS
	'Internal: final function of presence_agg.';

CREATE AGGREGATE mindwell_internal.presence_agg(tenant_id uuid, user_id uuid, at timestamptz, absence interval, user_tenants uuid[], user_ids uuid[]) (
	SFUNC = mindwell_internal.presence_agg_transition,
	STYPE = internal,
	SSPACE = 4096,
	FINALFUNC = mindwell_internal.presence_agg_final,
	COMBINEFUNC = mindwell_internal.presence_agg_combine,
	SERIALFUNC = mindwell_internal.presence_agg_serialize,
	DESERIALFUNC = mindwell_internal.presence_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mindwell_internal.presence_agg(uuid, uuid, timestamptz, interval, uuid[], uuid[]) IS
	'Internal: of users, each named by its tenant and itself at the same place of user_tenants and user_ids, the times, in order, at which something of theirs (at) was less than absence ago: array of user_presence, users in no order. Rows with a NULL are skipped. absence, user_tenants and user_ids are the same on every row. Errors: 2202E for arrays of different lengths, 22008 for infinity, 22023 when one of these is NULL or for an absence of months or less than nothing, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.presence_agg_transition,
	mindwell_internal.presence_agg_combine,
	mindwell_internal.presence_agg_serialize,
	mindwell_internal.presence_agg_deserialize,
	mindwell_internal.presence_agg_final
	FROM PUBLIC;
