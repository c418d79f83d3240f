
-- What maintenance is made of -------------------------------------------------------

CREATE FUNCTION @extschema@._analytics_setting(name text) RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_setting';
COMMENT ON FUNCTION @extschema@._analytics_setting(text) IS
'Internal: the value of a setting, named without mindwell_analytics., with its unit; also when this session has not loaded the library before. 42704 for an unknown one.';

CREATE FUNCTION @extschema@._analytics_execute_unlogged(statement text) RETURNS bigint
LANGUAGE c VOLATILE STRICT PARALLEL UNSAFE
AS 'MODULE_PATHNAME', 'analytics_execute_unlogged';
COMMENT ON FUNCTION @extschema@._analytics_execute_unlogged(text) IS
'Internal: runs a statement that moves or removes events without logging their days; returns the number of rows. 42501 for anybody but the store''s owner.';

CREATE PROCEDURE @extschema@._analytics_require_autocommit(call text)
LANGUAGE c
AS 'MODULE_PATHNAME', 'analytics_require_autocommit';
COMMENT ON PROCEDURE @extschema@._analytics_require_autocommit(text) IS
'Internal: 25001 unless the procedure that calls this one may COMMIT; the error names the call that failed.';
