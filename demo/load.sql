--
-- load.sql: JSON lines through analytics_track_batch()
--
-- A line that is no JSON is rejected like one that is no event, by its number and with the reason.
--
CREATE SCHEMA demo;

CREATE TABLE demo.rejected (line bigint, error_code text, error text);
CREATE TABLE demo.progress AS
	SELECT 0::bigint AS lines, 0::bigint AS blank, 0::bigint AS stored, 0::bigint AS rejected, 0::bigint AS others,
		   clock_timestamp() AS started_at;

-- The line as JSON, or NULL, and then the number and the reason are in demo.rejected.
CREATE FUNCTION demo.parse(number bigint, line text) RETURNS jsonb
	LANGUAGE plpgsql
AS $$
BEGIN
	RETURN line::jsonb;
EXCEPTION WHEN data_exception OR program_limit_exceeded OR statement_too_complex OR untranslatable_character THEN
	INSERT INTO demo.rejected VALUES (number, SQLSTATE, SQLERRM);
	RETURN NULL;
END
$$;

-- Tracks one batch of lines; array positions and line numbers agree.
CREATE PROCEDURE demo.track(numbers bigint[], lines text[], mapping jsonb)
	LANGUAGE plpgsql
AS $$
DECLARE
	events jsonb;
	before bigint := (SELECT count(*) FROM demo.rejected);
	counted record;
BEGIN
	BEGIN
		SELECT jsonb_agg(line::jsonb ORDER BY n) INTO events FROM unnest(numbers, lines) AS l (n, line);
	EXCEPTION WHEN data_exception OR program_limit_exceeded OR statement_too_complex OR untranslatable_character THEN
		-- some line is no JSON: find out which, one by one
		SELECT jsonb_agg(event ORDER BY n), array_agg(n ORDER BY n) INTO events, numbers
		FROM (SELECT n, demo.parse(n, line) AS event FROM unnest(numbers, lines) AS l (n, line) OFFSET 0) AS parsed
		WHERE event IS NOT NULL;
	END;

	WITH outcome AS MATERIALIZED (
		SELECT * FROM analytics_track_batch(coalesce(events, '[]'), mapping => mapping)
	), rejected AS (
		INSERT INTO demo.rejected SELECT numbers[ord], error_code, error FROM outcome WHERE status = 'rejected'
	)
	SELECT count(*) FILTER (WHERE status = 'stored') AS stored,
		   count(*) FILTER (WHERE status NOT IN ('stored', 'rejected')) AS others
	INTO counted
	FROM outcome;

	UPDATE demo.progress
	SET stored = progress.stored + counted.stored,
		others = progress.others + counted.others,
		rejected = progress.rejected + (SELECT count(*) FROM demo.rejected) - before;
END
$$;

-- Tracks the lines of the temporary table new_lines, with a commit for each batch of 1,000.
CREATE PROCEDURE demo.track_new_lines(mapping jsonb)
	LANGUAGE plpgsql
AS $$
DECLARE
	batch_size CONSTANT integer := 1000;
	before bigint := (SELECT lines FROM demo.progress);
	numbers bigint[];
	batch text[];
BEGIN
	FOR batch_start IN 1 .. (SELECT max(number) FROM new_lines) BY batch_size LOOP
		SELECT array_agg(before + number ORDER BY number), array_agg(line ORDER BY number)
		INTO numbers, batch
		FROM new_lines
		WHERE number BETWEEN batch_start AND batch_start + batch_size - 1 AND line ~ '\S';
		CONTINUE WHEN numbers IS NULL;
		CALL demo.track(numbers, batch, mapping);
		COMMIT;
	END LOOP;
	UPDATE demo.progress
	SET lines = before + counted.lines,
		blank = progress.blank + counted.blank
	FROM (SELECT count(*) AS lines, count(*) FILTER (WHERE line !~ '\S') AS blank FROM new_lines) AS counted;
END
$$;
