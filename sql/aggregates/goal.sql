-- What became of a goal.

CREATE TYPE @extschema@.analytics_goal_life AS (
	owner uuid,
	began timestamptz,
	ended timestamptz,
	outcome text,
	is_created boolean,
	first_seen timestamptz,
	label text
);
COMMENT ON TYPE @extschema@.analytics_goal_life IS
	'One life of a goal, of analytics_goal_lives: whose it is, when it began (its first "created"; else its first row, and then is_created is false, since its beginning is not known) and ended (NULL: not yet), how (completed or abandoned), its first row, and the first label that any of its rows has (NULL for none).';

CREATE FUNCTION mindwell_internal.goal_lives_transition(state internal, actor uuid, at timestamptz, step text, label text) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_goal_lives_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.goal_lives_transition IS
	'Internal: transition function of analytics_goal_lives.';

CREATE FUNCTION mindwell_internal.goal_lives_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_goal_lives_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.goal_lives_combine IS
	'Internal: combine function of analytics_goal_lives.';

CREATE FUNCTION mindwell_internal.goal_lives_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_goal_lives_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.goal_lives_serialize IS
	'Internal: serialization function of analytics_goal_lives.';

CREATE FUNCTION mindwell_internal.goal_lives_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_goal_lives_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.goal_lives_deserialize IS
	'Internal: deserialization function of analytics_goal_lives.';

CREATE FUNCTION mindwell_internal.goal_lives_final(state internal) RETURNS @extschema@.analytics_goal_life[]
	AS 'MODULE_PATHNAME', 'analytics_goal_lives_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.goal_lives_final IS
	'Internal: final function of analytics_goal_lives.';

CREATE AGGREGATE @extschema@.analytics_goal_lives(actor uuid, at timestamptz, step text, label text) (
	SFUNC = mindwell_internal.goal_lives_transition,
	STYPE = internal,
	SSPACE = 512,
	FINALFUNC = mindwell_internal.goal_lives_final,
	COMBINEFUNC = mindwell_internal.goal_lives_combine,
	SERIALFUNC = mindwell_internal.goal_lives_serialize,
	DESERIALFUNC = mindwell_internal.goal_lives_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.analytics_goal_lives(uuid, timestamptz, text, text) IS
	'The lives of the goals with one id: array of analytics_goal_life, owner by owner and in order of time, empty for no rows. step is created, updated, completed or abandoned; at one time they happen in this order. All rows are of the only actor who created such a goal; if nobody did, or several actors, each row is of its own actor. A life begins with created, else with the first row of an owner, and ends with the first completed or abandoned; what follows is nothing until the next created. Rows with a NULL actor, time or step are skipped; label (text, may be NULL) is any mark by which lives are told apart. Errors: 22008 for infinity, 22023 for another step, 54000 beyond mindwell_analytics.aggregate_memory.';

-- What became of all goals.

CREATE TYPE mindwell_internal.tenant_goal_life AS (
	owner uuid,
	began timestamptz,
	ended timestamptz,
	outcome text,
	is_created boolean,
	first_seen timestamptz,
	label text,
	tenant_id uuid
);
COMMENT ON TYPE mindwell_internal.tenant_goal_life IS
	'Internal: one life of a goal, as analytics_goal_life has it, and whose goal it is.';

CREATE FUNCTION mindwell_internal.goals_agg_transition(
	state internal, tenant_id uuid, user_id uuid, at timestamptz, event_type text, goal_id text, label text, per_user boolean) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_goals_transition' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.goals_agg_transition IS
	'Internal: transition function of goals_agg.';

CREATE FUNCTION mindwell_internal.goals_agg_combine(state internal, other internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_goals_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.goals_agg_combine IS
	'Internal: combine function of goals_agg.';

CREATE FUNCTION mindwell_internal.goals_agg_serialize(state internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'analytics_goals_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.goals_agg_serialize IS
	'Internal: serialization function of goals_agg.';

CREATE FUNCTION mindwell_internal.goals_agg_deserialize(serialized bytea, unused internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'analytics_goals_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.goals_agg_deserialize IS
	'Internal: deserialization function of goals_agg.';

CREATE FUNCTION mindwell_internal.goals_agg_final(state internal) RETURNS mindwell_internal.tenant_goal_life[]
	AS 'MODULE_PATHNAME', 'analytics_goals_final' LANGUAGE C STABLE PARALLEL SAFE;
COMMENT ON FUNCTION mindwell_internal.goals_agg_final IS
	'Internal: final function of goals_agg.';

CREATE AGGREGATE mindwell_internal.goals_agg(
	tenant_id uuid, user_id uuid, at timestamptz, event_type text, goal_id text, label text, per_user boolean) (
	SFUNC = mindwell_internal.goals_agg_transition,
	STYPE = internal,
	SSPACE = 4096,
	FINALFUNC = mindwell_internal.goals_agg_final,
	COMBINEFUNC = mindwell_internal.goals_agg_combine,
	SERIALFUNC = mindwell_internal.goals_agg_serialize,
	DESERIALFUNC = mindwell_internal.goals_agg_deserialize,
	PARALLEL = SAFE
);
COMMENT ON AGGREGATE mindwell_internal.goals_agg(uuid, uuid, timestamptz, text, text, text, boolean) IS
	'Internal: the lives of all goals, as analytics_goal_lives has those of one: array of tenant_goal_life, goals in no order, empty for no rows. A goal is a tenant''s goal_id, of each user another one if per_user; without a goal_id it is the user''s only one. Rows of other event types than goal_created, _updated, _completed and _abandoned, and those with a NULL tenant, user, time or type, are skipped. Errors: 22008 for infinity, 22023 for per_user NULL, 54000 beyond mindwell_analytics.aggregate_memory.';

REVOKE EXECUTE ON FUNCTION
	mindwell_internal.goal_lives_transition,
	mindwell_internal.goal_lives_combine,
	mindwell_internal.goal_lives_serialize,
	mindwell_internal.goal_lives_deserialize,
	mindwell_internal.goal_lives_final,
	mindwell_internal.goals_agg_transition,
	mindwell_internal.goals_agg_combine,
	mindwell_internal.goals_agg_serialize,
	mindwell_internal.goals_agg_deserialize,
	mindwell_internal.goals_agg_final
	FROM PUBLIC;
