
-- The gate: triggers on the store's tables ----------------------------------------

CREATE FUNCTION @extschema@.analytics_gate() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_gate';
COMMENT ON FUNCTION @extschema@.analytics_gate() IS
'Row trigger on analytics_events, BEFORE INSERT OR UPDATE OR DELETE: checks, completes and redacts every event, drops those of users who opted out, and logs which days change. 22023 for a wrong type, stage or property, 22008 for a wrong time, 23502 for a missing field, 42501 for a foreign tenant, 55000 where the store has another one only, 54000 for too large or deep properties, 22003 for a number in them of more than 310 digits before the decimal point or 350 after it, 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_users_gate() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_users_gate';
COMMENT ON FUNCTION @extschema@.analytics_users_gate() IS
'Row trigger on analytics_users, BEFORE INSERT OR UPDATE: checks and redacts the properties of users as those of events, also what merging makes of them, and drops the rows of those who opted out, or of all in anonymous mode. 22023 when they are no object, 54000 when they are too large or deep, 22003 for too long a number in them, 23502 without user or properties, 42501 for a foreign tenant, 55000 where the store has another one only, 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_gate_truncate() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_gate_truncate';
COMMENT ON FUNCTION @extschema@.analytics_gate_truncate() IS
'Statement trigger on the partitions of analytics_events, BEFORE TRUNCATE: logs the days whose events go. 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_config_changed() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_config_changed';
COMMENT ON FUNCTION @extschema@.analytics_config_changed() IS
'Trigger on the configuration tables, before each statement and after each row: makes every session read them anew, from its next statement on; and after a row of analytics_event_types that changes what is an action, has the days of its events counted again. 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_event_types_check() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_event_types_check';
COMMENT ON FUNCTION @extschema@.analytics_event_types_check() IS
'Row trigger on analytics_event_types, BEFORE INSERT OR UPDATE: 22023 for a malformed name or a property schema or aliases that cannot be checked, 22001 for a category or retention class of more than 64 bytes, or a description of more than 1024, 42809 on any other table.';

CREATE FUNCTION @extschema@.analytics_inbox_insert() RETURNS trigger
LANGUAGE c VOLATILE PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_inbox_insert';
COMMENT ON FUNCTION @extschema@.analytics_inbox_insert() IS
'Row trigger on the view analytics_inbox, INSTEAD OF INSERT: stores the row as analytics_track() does. 39P01 on any other view.';
