
-- The sessions of the store, from its events: what the reports on sessions are made of.

CREATE FUNCTION mindwell_internal.session_history_agg_transition(
	state internal, tenant_id uuid, session_id uuid, user_id uuid, occurred_at timestamptz, event_type text, is_action boolean,
	event_id uuid, timeout interval, from_time timestamptz, to_time timestamptz, whole_until timestamptz, with_ids boolean) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_session_history_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_history_agg_transition IS
	'Internal: transition function of session_history_agg.';

CREATE FUNCTION mindwell_internal.session_history_agg_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_session_history_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_history_agg_combine IS
	'Internal: combine function of session_history_agg.';

CREATE FUNCTION mindwell_internal.session_history_agg_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_session_history_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_history_agg_serialize IS
	'Internal: serialization function of session_history_agg.';

CREATE FUNCTION mindwell_internal.session_history_agg_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_session_history_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_history_agg_deserialize IS
	'Internal: deserialization function of session_history_agg.';

CREATE FUNCTION mindwell_internal.session_history_agg_final(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_session_history_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_history_agg_final IS
	'Internal: final function of session_history_agg.';

CREATE AGGREGATE mindwell_internal.session_history_agg(
	tenant_id uuid, session_id uuid, user_id uuid, occurred_at timestamptz, event_type text, is_action boolean,
	event_id uuid, timeout interval, from_time timestamptz, to_time timestamptz, whole_until timestamptz, with_ids boolean) (
	SFUNC = mindwell_internal.session_history_agg_transition,
	STYPE = internal,
	SSPACE = 1024,
	FINALFUNC = mindwell_internal.session_history_agg_final,
	COMBINEFUNC = mindwell_internal.session_history_agg_combine,
	SERIALFUNC = mindwell_internal.session_history_agg_serialize,
	DESERIALFUNC = mindwell_internal.session_history_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mindwell_internal.session_history_agg(uuid, uuid, uuid, timestamptz, text, boolean, uuid, interval, timestamptz, timestamptz, timestamptz, boolean) IS
	'Internal: the sessions that start in [from_time, to_time), in one pass over events in any order, for session_rows and the others below. is_action: of events without a session id. with_ids: ids of sessions and the first users in them are asked. event_id: of all events of the sessions that sessions_in_doubt names, NULL of others. From whole_until on only events session_ended are given. The last five are the same on every row. Errors: 22004 when one of these is NULL, 54000 beyond mindwell_analytics.aggregate_memory.';

CREATE FUNCTION mindwell_internal.session_rows(history bytea)
RETURNS TABLE (tenant integer, session_id uuid, user_id uuid, started timestamptz, ended timestamptz, open_until timestamptz,
			   events bigint, messages bigint)
	AS 'MODULE_PATHNAME', 'analytics_session_rows' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100000;
COMMENT ON FUNCTION mindwell_internal.session_rows(bytea) IS
	'Internal: the sessions of a result of session_history_agg: a number of the tenant, the id that the client gave and the first user (NULL for none, and without with_ids), its start, its end (session_ended, else the last event), when it is open until, its events, and the messages among them. 22P03 for other bytes.';

CREATE FUNCTION mindwell_internal.session_buckets(history bytea, borders timestamptz[])
RETURNS TABLE (bucket integer, sessions bigint, mean_duration double precision, median_duration double precision,
			   events_per_session double precision, bounce_rate double precision, messages_per_session double precision)
	AS 'MODULE_PATHNAME', 'analytics_session_buckets' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.session_buckets(bytea, timestamptz[]) IS
	'Internal: of the sessions of a result of session_history_agg, by the bucket between ascending borders (numbered as width_bucket does) in which they start: their number, mean and median duration in seconds, events per session, the fraction with one event or shorter than 10 seconds, messages per session. Buckets without sessions have no row. 22P03 for other bytes.';

CREATE FUNCTION mindwell_internal.session_presence(history bytea, from_time timestamptz, by_user boolean)
RETURNS TABLE (started timestamptz, ended timestamptz)
	AS 'MODULE_PATHNAME', 'analytics_session_presence' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 100000;
COMMENT ON FUNCTION mindwell_internal.session_presence(bytea, timestamptz, boolean) IS
	'Internal: when the sessions of a result of session_history_agg were open that ended after from_time, or began then or after; by_user: the union of those of each user, without anonymous visitors (and without all unless with_ids). 22P03 for other bytes.';

CREATE FUNCTION mindwell_internal.sessions_in_doubt(history bytea) RETURNS uuid[]
	AS 'MODULE_PATHNAME', 'analytics_sessions_in_doubt' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.sessions_in_doubt(bytea) IS
	'Internal: session ids of a result of session_history_agg of which a second pass must be told more: all events between whole_until and a late end, and the ids of all, where two users have events at one time. 22P03 for other bytes.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.session_history_agg_transition,
	mindwell_internal.session_history_agg_combine,
	mindwell_internal.session_history_agg_serialize,
	mindwell_internal.session_history_agg_deserialize,
	mindwell_internal.session_history_agg_final
	FROM PUBLIC;
