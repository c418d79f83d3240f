--
-- funnel.sql: a funnel of event types as bars
--
--	psql -v within='1 day' -v steps='{a,b,c}' -v bar='#' -f funnel.sql
--
SELECT string_agg(format('event_type = %L', step), ', ' ORDER BY n) AS conditions
FROM unnest(:'steps'::text[]) WITH ORDINALITY AS s (step, n)
\gset

WITH users AS (
	SELECT analytics_window_funnel(:'within', occurred_at, :conditions) AS level
	FROM analytics_events
	WHERE user_id IS NOT NULL
	GROUP BY user_id
), steps AS (
	SELECT n, step, (SELECT count(*) FROM users WHERE level >= n) AS reached
	FROM unnest(:'steps'::text[]) WITH ORDINALITY AS s (step, n)
), compared AS (
	SELECT n, step, reached,
		   reached / nullif(first_value(reached) OVER (ORDER BY n), 0)::float8 AS of_first,
		   reached / nullif(lag(reached) OVER (ORDER BY n), 0)::float8 AS of_previous,
		   max(length(step)) OVER () AS width
	FROM steps
)
SELECT format('   %s  %s %s  %s%s', rpad(step, width), rpad(repeat(:'bar', greatest(round(30 * of_first)::integer, (reached > 0)::integer)), 30),
			  to_char(reached, '9,999,999'), to_char(100 * of_first, '990.0%'),
			  '  ' || to_char(100 * of_previous, '990.0%') || ' of the step before')
FROM compared
ORDER BY n;
