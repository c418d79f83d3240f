-- What becomes of a subscription.

CREATE TYPE @extschema@.analytics_subscription_change AS (
	at timestamptz,
	event_type text,
	status text,
	account_id uuid,
	currency text,
	plan text,
	mrr_cents bigint,
	is_priced boolean,
	status_before text,
	currency_before text,
	plan_before text,
	mrr_cents_before bigint
);
COMMENT ON TYPE @extschema@.analytics_subscription_change IS
	'One change of a subscription, of analytics_subscription_changes: when; the type of the event whose effect it is; the status from then on (trialing, active, canceling, past_due, paused, ended); the account of the subscription''s first event that has one; currency (three capitals; NULL when no event says) and plan; what is paid by the month in hundredths of the currency (0 unless active, canceling or past_due); whether price and currency are known; and the same as they were before (status_before NULL: nothing was known).';

CREATE FUNCTION mindwell_internal.subscription_changes_transition(state internal, event_type text, at timestamptz, id uuid, account_id uuid, properties jsonb) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_subscription_changes_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.subscription_changes_transition IS
	'Internal: transition function of analytics_subscription_changes.';

CREATE FUNCTION mindwell_internal.subscription_changes_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_subscription_changes_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.subscription_changes_combine IS
	'Internal: combine function of analytics_subscription_changes.';

CREATE FUNCTION mindwell_internal.subscription_changes_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_subscription_changes_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.subscription_changes_serialize IS
	'Internal: serialization function of analytics_subscription_changes.';

CREATE FUNCTION mindwell_internal.subscription_changes_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_subscription_changes_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.subscription_changes_deserialize IS
	'Internal: deserialization function of analytics_subscription_changes.';

CREATE FUNCTION mindwell_internal.subscription_changes_final(state internal) RETURNS @extschema@.analytics_subscription_change[]
	AS 'MODULE_PATHNAME', 'analytics_subscription_changes_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.subscription_changes_final IS
	'Internal: final function of analytics_subscription_changes.';

CREATE AGGREGATE @extschema@.analytics_subscription_changes(event_type text, at timestamptz, id uuid, account_id uuid, properties jsonb) (
	SFUNC = mindwell_internal.subscription_changes_transition,
	STYPE = internal,
	SSPACE = 512,
	FINALFUNC = mindwell_internal.subscription_changes_final,
	COMBINEFUNC = mindwell_internal.subscription_changes_combine,
	SERIALFUNC = mindwell_internal.subscription_changes_serialize,
	DESERIALFUNC = mindwell_internal.subscription_changes_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_subscription_changes(text, timestamptz, uuid, uuid, jsonb) IS
	'What became of one subscription: array of analytics_subscription_change in order of time, empty for none, with changes that are still to come (a trial that ends, a cancelled subscription that is paid to its end). Event types are trial_started, trial_ended, subscription_created, _renewed, _upgraded, _downgraded, _resumed, _uncancelled, _cancelled, _paused, _expired, payment_completed and payment_failed; rows of others, and those with a NULL type or time, are skipped. Of the properties it reads amount, billing_interval, interval_count, currency, plan, trial_days, ends_at and reason; one that is not what the canonical schema has says nothing. id puts events of one time in order. Errors: 22008 for infinity, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.subscription_changes_transition,
	mindwell_internal.subscription_changes_combine,
	mindwell_internal.subscription_changes_serialize,
	mindwell_internal.subscription_changes_deserialize,
	mindwell_internal.subscription_changes_final
	FROM PUBLIC;
