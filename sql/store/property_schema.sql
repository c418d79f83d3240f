-- Property schemas: what the properties of an event type must be.

CREATE FUNCTION @extschema@.analytics_check_properties(schema jsonb, properties jsonb)
RETURNS TABLE (path text, message text)
LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10 ROWS 1
AS 'MODULE_PATHNAME', 'analytics_check_properties';

COMMENT ON FUNCTION @extschema@.analytics_check_properties(jsonb, jsonb) IS
'What is wrong with a document by a property schema (a subset of JSON Schema, draft 2020-12): one row per problem, with the JSON Pointer of the offending value ('''' is the whole document) and a sentence that does not quote it; at most 100, and a last row that says that there are more. No row: the document is valid, or an argument is NULL. Raises 22023 when the schema is malformed or has an unsupported keyword, 54000 when it is too deep, too large or too complex.';
