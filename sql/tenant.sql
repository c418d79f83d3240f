
-- Tenants -----------------------------------------------------------------------

CREATE FUNCTION @extschema@.analytics_current_tenant() RETURNS uuid
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenant';
COMMENT ON FUNCTION @extschema@.analytics_current_tenant() IS
'The tenant of this session: the setting mindwell_analytics.tenant_id, else the one to which analytics_tenant_members binds the role, else the nil UUID. NULL when the role is bound to several. 55000 without a store.';

CREATE FUNCTION @extschema@.analytics_current_tenants() RETURNS uuid[]
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_current_tenants';
COMMENT ON FUNCTION @extschema@.analytics_current_tenants() IS
'All tenants of this session, never empty; the row-security policies compare with it, and every report asks. 42501 for a superuser where another role, that is none, owns the store; 55000 without a store.';
