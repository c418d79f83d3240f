
-- What makes a user active -----------------------------------------------------------
--
-- analytics_event_types.is_action tells whether events of a type are something that a user
-- does, or something that happens to them or by itself.  Every number that says "active"
-- counts actions: is_action() is the one definition.  A type that is not registered is an
-- action; a tenant's own row comes before the nil tenant's.

-- Some types for all tenants; tenants' own rows that say otherwise, as pairs TENANT/TYPE.
-- Both are constants of a query that is planned anew: a row costs a look into a hash table.
CREATE TYPE mindwell_internal.passive AS (event_types text[], own_passive text[], own_active text[]);
COMMENT ON TYPE mindwell_internal.passive IS
'Internal: the event types that are no action of a user: of all tenants, and as TENANT/TYPE those of tenants that say otherwise of a type of their own.';

CREATE FUNCTION mindwell_internal.passive_types(tenants uuid[])
RETURNS mindwell_internal.passive
LANGUAGE c STABLE STRICT PARALLEL RESTRICTED
AS 'MODULE_PATHNAME', 'analytics_passive_types';
COMMENT ON FUNCTION mindwell_internal.passive_types(uuid[]) IS
'Internal: the event types that are no action, as is_action() takes them: the nil tenant''s, and own ones of those of the named tenants that are the caller''s. Needs no right on analytics_event_types.';

-- A payment that a subscription causes by itself says so; any other one is made by a user.
CREATE FUNCTION mindwell_internal.is_action(
    tenant_id uuid, event_type text, properties jsonb, event_types text[], own_passive text[], own_active text[])
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (event_type <> ALL (event_types)
        OR own_active <> '{}' AND CAST(tenant_id AS pg_catalog.text) || '/' || event_type = ANY (own_active))
       AND (own_passive = '{}' OR CAST(tenant_id AS pg_catalog.text) || '/' || event_type <> ALL (own_passive))
       AND NOT (event_type = 'payment_completed' AND COALESCE(properties -> 'automatic' = 'true', false));
COMMENT ON FUNCTION mindwell_internal.is_action(uuid, text, jsonb, text[], text[], text[]) IS
'Internal: does an event make its user active? The arrays are the fields of what mindwell_internal.passive_types() returns.';

CREATE FUNCTION mindwell_internal.is_action_sql(tenants uuid[])
RETURNS text
LANGUAGE sql STABLE PARALLEL RESTRICTED
SET search_path = pg_catalog, pg_temp
AS $$
    SELECT pg_catalog.format('mindwell_internal.is_action(e.tenant_id, e.event_type, e.properties, %L, %L, %L)',
                             p.event_types, p.own_passive, p.own_active)
    FROM mindwell_internal.passive_types(tenants) AS p
$$;
COMMENT ON FUNCTION mindwell_internal.is_action_sql(uuid[]) IS
'Internal: the condition that an event e of some tenants is an action, for composed queries.';
