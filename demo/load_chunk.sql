--
-- load_chunk.sql: tracks the JSON lines of standard input, and tells how far that is
--
--	psql -v mapping='{...}' -v before='' -v after=... -f load_chunk.sql
--
CREATE TEMPORARY TABLE new_lines (number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, line text);

-- Neither of the two characters can stand in a JSON text, so each line is one value, whatever is in it.
\copy new_lines (line) FROM pstdin WITH (FORMAT csv, DELIMITER E'\x02', QUOTE E'\x01', NULL E'\x03')

CALL demo.track_new_lines(nullif(:'mapping', '')::jsonb);

SELECT :'before' || format('   %s lines: %s stored, %s rejected, %s lines/s', ltrim(to_char(lines, '999,999,999,990')),
						   ltrim(to_char(stored, '999,999,999,990')), ltrim(to_char(rejected, '999,999,999,990')),
						   ltrim(to_char(lines / extract(epoch FROM clock_timestamp() - started_at), '999,999,990')))
	   || :'after' AS progress
FROM demo.progress
\gset
\echo -n :progress
