
-- Privacy: what is kept secret, and the rights of a person --------------------------

CREATE FUNCTION @extschema@._analytics_keyed_hash(value text) RETURNS text
LANGUAGE c STABLE STRICT PARALLEL SAFE
AS 'MODULE_PATHNAME', 'analytics_keyed_hash';
COMMENT ON FUNCTION @extschema@._analytics_keyed_hash(text) IS
'Internal: the hash of a text with the store''s secret key, as rules for personal data write it. 42501 for anybody but the store''s owner.';
