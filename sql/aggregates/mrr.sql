-- The movements of MRR of all subscriptions, in one pass over their events.

CREATE TYPE mindwell_internal.mrr_movement AS (
	currency text,
	label text,
	period integer,
	new numeric,
	reactivation numeric,
	expansion numeric,
	contraction numeric,
	churn numeric,
	net numeric,
	new_accounts bigint,
	reactivated_accounts bigint,
	churned_accounts bigint,
	net_accounts bigint,
	history_from timestamptz
);
COMMENT ON TYPE mindwell_internal.mrr_movement IS
	'Internal: what moved of a currency and label (plan or provider) in a period between borders (0: before the first one), in cents, and the accounts that did; history_from, the first event of all subscriptions that are known of, is the same in all rows of a result, and alone in the first one.';

CREATE FUNCTION mindwell_internal.mrr_agg_transition(
	state internal, tenant_id uuid, event_type text, at timestamptz, id uuid, user_id uuid, properties jsonb,
	breakdown text, borders timestamptz[], known_until timestamptz) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_mrr_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.mrr_agg_transition IS
	'Internal: transition function of mrr_agg.';

CREATE FUNCTION mindwell_internal.mrr_agg_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_mrr_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.mrr_agg_combine IS
	'Internal: combine function of mrr_agg.';

CREATE FUNCTION mindwell_internal.mrr_agg_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_mrr_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.mrr_agg_serialize IS
	'Internal: serialization function of mrr_agg.';

CREATE FUNCTION mindwell_internal.mrr_agg_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_mrr_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.mrr_agg_deserialize IS
	'Internal: deserialization function of mrr_agg.';

CREATE FUNCTION mindwell_internal.mrr_agg_final(state internal) RETURNS mindwell_internal.mrr_movement[]
	AS 'MODULE_PATHNAME', 'analytics_mrr_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.mrr_agg_final IS
	'Internal: final function of mrr_agg.';

CREATE AGGREGATE mindwell_internal.mrr_agg(
	tenant_id uuid, event_type text, at timestamptz, id uuid, user_id uuid, properties jsonb,
	breakdown text, borders timestamptz[], known_until timestamptz) (
	SFUNC = mindwell_internal.mrr_agg_transition,
	STYPE = internal,
	SSPACE = 4096,
	FINALFUNC = mindwell_internal.mrr_agg_final,
	COMBINEFUNC = mindwell_internal.mrr_agg_combine,
	SERIALFUNC = mindwell_internal.mrr_agg_serialize,
	DESERIALFUNC = mindwell_internal.mrr_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mindwell_internal.mrr_agg(uuid, text, timestamptz, uuid, uuid, jsonb, text, timestamptz[], timestamptz) IS
	'Internal: the movements of MRR between borders, as far as they take effect before known_until: a row that has history_from, then one for each currency, label and period in which something moved; an empty array when nothing is known. A subscription is what analytics_subscription_changes makes of the events with one tenant, provider and subscription_id (without an id, user_id); an account''s value moves as in analytics_movements. breakdown (NULL, plan or provider), borders and known_until are the same on every row. Errors: 22008 for infinity, 22023 for another breakdown or when borders is NULL, empty or not in order, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.mrr_agg_transition,
	mindwell_internal.mrr_agg_combine,
	mindwell_internal.mrr_agg_serialize,
	mindwell_internal.mrr_agg_deserialize,
	mindwell_internal.mrr_agg_final
	FROM PUBLIC;
