--
-- generate.sql: events of a plausible product, for the demo and the benchmarks
--
--	psql -v events=10000000 -v users=200000 -v sessions=1200000 -v days=30 \
--		 -v until='2026-10-01 00:00Z' -v target=bench.events -f generate.sql
--
--	  events, users, sessions   how many (exactly so many events, nearly so many sessions, at most so many users)
--	  days, until               all events lie in [until - days * 24 hours, until)
--	  target                    the table to make: user_id, session_id, event_type, funnel_stage, properties,
--	                            occurred_at, as analytics_events names them
--	  seed                      optional, default 1: another seed is another product
--
-- The product: people chat, look for a therapist, connect, pay.  Three users in five were there before the first
-- day; the others sign up on some day, come back often at first and then less.  Load follows the hour (UTC) and is
-- lower at weekends.  Of those who look for a therapist some connect, of those some pay.
--
-- Invariants:
-- * Every number is a hash of (what it is about, what it is for, seed), computed in integers: the same arguments
--   give the same rows on every major and machine, in any number of parallel workers; random() gives none of that.
-- * What depends on the session is decided once, in the table of sessions; what depends on the event needs only its
--   session's row and its own number.  So no window over the events is needed, and workers share the work.
--
\set ON_ERROR_STOP on
\if :{?seed}
\else
	\set seed 1
\endif

CREATE SCHEMA generator;

-- A die with so many sides, thrown once for each key and purpose: 0 .. sides - 1.
CREATE FUNCTION generator.roll(key bigint, purpose integer, sides bigint) RETURNS bigint
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN (hashint8extended(key, :seed * 1000 + purpose) & 9223372036854775807) % sides;

-- The same, but low numbers come up more often.  (Of at most 2^22 sides: the product must fit.)
CREATE FUNCTION generator.low_roll(key bigint, purpose integer, sides bigint) RETURNS bigint
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN (sides * generator.roll(key, purpose, 1048576) * generator.roll(key, purpose + 200, 1048576)) >> 40;

-- A version 4 UUID for each key and purpose.
CREATE FUNCTION generator.made_uuid(key bigint, purpose integer) RETURNS uuid
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN overlay(overlay(encode(int8send(hashint8extended(key, :seed * 1000 + purpose))
								  || int8send(hashint8extended(key, :seed * 1000 + purpose + 500)), 'hex')
						   PLACING '4' FROM 13) PLACING 'a' FROM 17)::uuid;

-- Days of the range, as often as their weight: one drawn at random is a weekday more often than a Sunday.
-- Quarters of an hour (milliseconds from the start of a day of the range), likewise.
CREATE TABLE generator.calendar AS
SELECT
	(SELECT array_agg(day ORDER BY day, n)
	 FROM generate_series(0, :days - 1) AS day,
		  LATERAL generate_series(1, CASE WHEN extract(isodow FROM (:'until'::timestamptz AT TIME ZONE 'UTC')
													   - make_interval(hours => 24 * :days - 24 * day - 12)) < 6
									 THEN 10 ELSE 7 END) AS n) AS days,
	(SELECT array_agg(quarter * 900000 ORDER BY quarter, n)
	 FROM generate_series(0, 95) AS quarter,
		  LATERAL generate_series(1, (ARRAY[3,2,1,1,1,2,4,6,8,9,9,9,10,9,8,8,9,10,12,14,15,13,9,5])
									 [1 + extract(hour FROM (:'until'::timestamptz AT TIME ZONE 'UTC')
												  + make_interval(mins => 15 * quarter))::integer]) AS n) AS quarters;

--
-- Sessions in the order in which they start.  The first session of each user is numbered as the user is; whose the
-- others are is drawn so that few users have many.
--
-- Position of an event in its session: 1 session_started, ..., length session_ended.
--
CREATE UNLOGGED TABLE generator.sessions AS
WITH drawn AS (
	SELECT s,
		   CASE WHEN s <= :users THEN s
				ELSE 1 + generator.low_roll(s, 1, :users) END AS u,
		   100 + generator.low_roll(s, 2, 3000) AS weight
	FROM generate_series(1, :sessions::bigint) AS s
), owned AS (
	SELECT s, u, weight,
		   generator.roll(u, 11, 100) < 40 AS is_new,
		   -- a new user's first session is on this index of calendar.days
		   generator.roll(u, 12, cardinality(days)) AS signup
	FROM drawn, generator.calendar
), placed AS (
	SELECT s, u, weight, is_new AND s = u AS is_signup,
		   least(86400000::bigint * days[1 + CASE WHEN NOT is_new THEN generator.roll(s, 21, cardinality(days))
										   WHEN s = u THEN signup
										   ELSE signup + generator.low_roll(s, 21, cardinality(days) - signup) END]
				 + quarters[1 + generator.roll(s, 22, cardinality(quarters))]
				 + generator.roll(s, 23, 900000),
				 86400000::bigint * :days - 60000) AS started
	FROM owned, generator.calendar
), counted AS (
	-- Lengths in proportion to the weights whose sum is exactly the number of events.
	SELECT *, sum(weight) OVER (ORDER BY started, s)::bigint AS running, sum(weight) OVER ()::bigint AS total
	FROM placed
), measured AS (
	SELECT s, u, is_signup, started,
		   ((running - weight)::numeric * :events / total)::bigint AS events_before,
		   (running::numeric * :events / total)::bigint
		   - ((running - weight)::numeric * :events / total)::bigint AS length
	FROM counted
), searching AS (
	SELECT *, CASE WHEN generator.roll(s, 31, 100) < 35 AND length > 3
				   THEN 2 + generator.roll(s, 32, length - 2) END AS view_at
	FROM measured
), connecting AS (
	SELECT *, CASE WHEN generator.roll(s, 33, 100) < 24
				   THEN view_at + 1 + generator.roll(s, 34, 3) END AS connect_at
	FROM searching
)
SELECT generator.made_uuid(u, 41) AS user_id,
	   generator.made_uuid(s, 42) AS session_id,
	   s AS session, started, events_before, length::integer,
	   -- from 20 to 120 seconds for each event, but within the range
	   least(length * (20000 + generator.roll(s, 43, 100000)), 86400000::bigint * :days - started) AS duration,
	   CASE WHEN generator.roll(s, 44, 100) < 93 THEN length::integer END AS end_at,
	   CASE WHEN is_signup THEN 2 END AS signup_started_at,
	   CASE WHEN is_signup AND generator.roll(s, 45, 100) < 72
			THEN 3 + generator.roll(s, 46, 3)::integer END AS signup_completed_at,
	   view_at IS NOT NULL AS is_searching,
	   view_at::integer,
	   connect_at::integer,
	   CASE WHEN generator.roll(s, 35, 100) < 45 THEN connect_at::integer + 1 END AS payment_at,
	   CASE WHEN generator.roll(s, 35, 100) < 40 THEN connect_at::integer + 2 END AS paid_at,
	   (ARRAY['en','en','en','en','de','es','es','fr','hi','pt'])[1 + generator.roll(u, 47, 10)] AS locale,
	   (ARRAY['ios','ios','android','android','web'])[1 + generator.roll(u, 48, 5)] AS platform
FROM connecting
WHERE length > 0
ORDER BY started, s;
ANALYZE generator.sessions;

--
-- What an event is, what stage that is, what it carries.
--
CREATE FUNCTION generator.stage(event_type text) RETURNS text
	LANGUAGE sql IMMUTABLE PARALLEL SAFE
	RETURN CASE event_type
		WHEN 'chat_turn_sent' THEN 'engagement'
		WHEN 'session_started' THEN 'engagement'
		WHEN 'session_ended' THEN 'engagement'
		WHEN 'page_view' THEN 'engagement'
		WHEN 'therapist_profile_view' THEN 'consideration'
		WHEN 'summary_viewed' THEN 'retention'
		WHEN 'journey_report_view' THEN 'retention'
		WHEN 'therapist_connect_click' THEN 'conversion'
		WHEN 'signup_started' THEN 'activation'
		WHEN 'signup_completed' THEN 'conversion'
		WHEN 'payment_initiated' THEN 'conversion'
		ELSE 'revenue'
	END;

-- The planner thinks that each session has 1,000 events, and that rows sent to the leader are dear.
SET parallel_tuple_cost = 0;
SET parallel_setup_cost = 0;
SET min_parallel_table_scan_size = 0;

CREATE TABLE :target AS
SELECT user_id, session_id, event_type::varchar(64), generator.stage(event_type)::varchar(32) AS funnel_stage,
	   CASE event_type
			WHEN 'chat_turn_sent' THEN
				'{"locale": "' || locale || '", "message_length": ' || 5 + generator.roll(e, 62, 200) || '}'
			WHEN 'therapist_profile_view' THEN
				'{"locale": "' || locale || '", "therapist_id": "t-' || generator.roll(e, 63, 400) || '"}'
			WHEN 'therapist_connect_click' THEN
				'{"locale": "' || locale || '", "therapist_id": "t-' || generator.roll(e - 1, 63, 400)
				|| '", "entry_point": "' || (ARRAY['profile','search','chat'])[1 + generator.roll(e, 64, 3)] || '"}'
			WHEN 'session_started' THEN
				'{"locale": "' || locale || '", "platform": "' || platform || '"}'
			WHEN 'session_ended' THEN
				'{"duration_seconds": ' || duration / 1000 || '}'
			WHEN 'summary_viewed' THEN
				'{"summary_type": "' || (ARRAY['daily','daily','weekly'])[1 + generator.roll(e, 65, 3)] || '"}'
			WHEN 'journey_report_view' THEN
				'{"report_kind": "' || (ARRAY['mood','conversation'])[1 + generator.roll(e, 66, 2)] || '"}'
			WHEN 'page_view' THEN
				'{"path": "/' || (ARRAY['home','library','settings','help'])[1 + generator.roll(e, 67, 4)] || '"}'
			WHEN 'payment_initiated' THEN '{"amount": 49, "currency": "USD", "payment_method": "card"}'
			WHEN 'payment_completed' THEN '{"amount": 49, "currency": "USD", "payment_method": "card"}'
			WHEN 'payment_failed' THEN '{"amount": 49, "currency": "USD", "error_code": "card_declined"}'
			ELSE '{}'
	   END::jsonb AS properties,
	   :'until'::timestamptz - make_interval(hours => 24 * :days)
	   + interval '1 millisecond' * (started + (duration * (k - 1) + generator.roll(e, 61, 1000) * duration / 1000)
									 / length) AS occurred_at
FROM (
	SELECT *,
		   CASE WHEN k = 1 THEN 'session_started'
				WHEN k = end_at THEN 'session_ended'
				WHEN k = signup_started_at THEN 'signup_started'
				WHEN k = signup_completed_at THEN 'signup_completed'
				WHEN k = view_at THEN 'therapist_profile_view'
				WHEN k = connect_at THEN 'therapist_connect_click'
				WHEN k = payment_at THEN 'payment_initiated'
				WHEN k = paid_at THEN CASE WHEN generator.roll(e, 51, 100) < 88
										   THEN 'payment_completed' ELSE 'payment_failed' END
				WHEN throw < 700 THEN 'chat_turn_sent'
				WHEN throw < 800 THEN CASE WHEN is_searching THEN 'therapist_profile_view' ELSE 'chat_turn_sent' END
				WHEN throw < 870 THEN 'summary_viewed'
				WHEN throw < 910 THEN 'journey_report_view'
				ELSE 'page_view'
		   END AS event_type
	FROM (
		SELECT s.*, k, events_before + k AS e, generator.roll(events_before + k, 52, 1000) AS throw
		FROM generator.sessions AS s, LATERAL generate_series(1, length) AS k
		-- one level, so that a roll is thrown once
		OFFSET 0
	) AS thrown
	OFFSET 0
) AS named;

SET client_min_messages = warning;
DROP SCHEMA generator CASCADE;
RESET client_min_messages;
RESET parallel_tuple_cost;
RESET parallel_setup_cost;
RESET min_parallel_table_scan_size;
