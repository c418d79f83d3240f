-- The extension itself: it takes nothing that somebody else made, installs, and says what it is.
-- A script's CONTEXT differs between majors.
\set SHOW_CONTEXT never
CREATE SCHEMA mindwell_internal AUTHORIZATION pg_monitor;
CREATE EXTENSION mindwell_analytics;
DROP SCHEMA mindwell_internal;
CREATE FUNCTION analytics_current_tenants() RETURNS uuid[] LANGUAGE sql RETURN NULL::uuid[];
CREATE EXTENSION mindwell_analytics;
DROP FUNCTION analytics_current_tenants;
CREATE DOMAIN analytics_id AS text;
CREATE EXTENSION mindwell_analytics;
DROP DOMAIN analytics_id;
CREATE TABLE analytics_jobs ();
CREATE EXTENSION mindwell_analytics;
DROP TABLE analytics_jobs;
SELECT count(*) FROM pg_namespace WHERE nspname = 'mindwell_internal';
CREATE EXTENSION mindwell_analytics;
SELECT extversion FROM pg_extension WHERE extname = 'mindwell_analytics';
