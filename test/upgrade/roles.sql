-- The roles that the saved dumps name: whose the store is, who writes, and who reads one tenant of it.
CREATE ROLE store_owner;
CREATE ROLE store_app;
CREATE ROLE store_analyst;
GRANT SET ON PARAMETER mindwell_analytics.tenant_id, mindwell_analytics.rate_limit TO store_owner;
