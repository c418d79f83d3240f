-- The canonical taxonomy: well-formed rows, every event that the requirement documents name, and stable meanings.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
RESET client_min_messages;

CREATE TEMP TABLE canonical AS SELECT * FROM analytics_canonical_event_types();

-- How many there are changes only on purpose.
SELECT count(*), count(DISTINCT event_type) AS names FROM canonical;

-- Each of these lists what is wrong, and so is empty.
SELECT event_type FROM canonical
WHERE event_type !~ '^[a-z][a-z0-9_]*$' OR length(event_type) > 64;

SELECT event_type, funnel_stage FROM canonical
WHERE funnel_stage NOT IN ('awareness', 'acquisition', 'activation', 'engagement', 'consideration',
						   'conversion', 'retention', 'referral', 'revenue');

SELECT event_type, retention_class FROM canonical
WHERE retention_class IS NULL OR retention_class NOT IN ('events', 'audit', 'security', 'performance');

SELECT event_type FROM canonical
WHERE category IS NULL OR category !~ '^[a-z]+$' OR description IS NULL OR description = ''
   OR property_schema IS NULL OR jsonb_typeof(property_schema) <> 'object';

-- MindWell's table, with its stages.
SELECT event_type, funnel_stage, retention_class,
	   (SELECT string_agg(key, ' ' ORDER BY key COLLATE "C")
		FROM jsonb_object_keys(property_schema -> 'properties') AS key
		WHERE key NOT IN ('experiment_id', 'variant_id')) AS properties
FROM canonical
WHERE event_type IN ('chat_turn_sent', 'therapist_profile_view', 'therapist_connect_click', 'summary_viewed',
					 'journey_report_view', 'signup_started', 'signup_completed', 'custom')
ORDER BY event_type COLLATE "C";

-- What the documents name, by retention class: none is missing.
WITH named (retention_class, event_types) AS (VALUES
	('events', 'chat_turn_sent therapist_profile_view therapist_connect_click summary_viewed journey_report_view
		signup_started signup_completed custom'),
	('events', 'email_verified generation_started generation_completed generation_failed generation_cancelled
		payment_initiated payment_completed payment_failed subscription_created subscription_cancelled
		subscription_upgraded subscription_downgraded referral_sent referral_accepted
		referral_milestone_reached referral_earnings_withdrawn page_view feature_used session_duration
		user_profile_updated settings_changed feature_click form_interaction custom_event'),
	('security', 'login logout session_created'),
	('events', 'landing_page_view lead_capture signup_step cta_click campaign_conversion experiment_view referral
		newsletter_signup onboarding_step_started onboarding_step_completed onboarding_completed
		onboarding_abandoned feature_discovered first_action onboarding_hint_interaction
		onboarding_personalization onboarding_reengagement resource_viewed resource_downloaded
		resource_shared resource_created resource_search resource_recommendation
		resource_engagement_score resource_rating notification_delivered notification_displayed
		notification_clicked notification_dismissed push_permission_request notification_engagement_rate
		notification_action_click notification_delivery_failure notification_batch_operation
		trial_started session_booked session_booking_completed'),
	('audit', 'resource_deleted notification_preferences_update notification_opt_out'),
	('performance', 'connection_attempt connection_established connection_disconnected connection_error
		fallback_polling_activated connection_latency realtime_message connection_health_check
		connection_upgrade web_vital'),
	('events', 'session_started session_ended faq_question_viewed intake_flow_started intake_flow_completed')
)
SELECT n.retention_class AS expected_class, e.event_type, c.retention_class
FROM named AS n
CROSS JOIN LATERAL regexp_split_to_table(n.event_types, E'\\s+') AS e (event_type)
LEFT JOIN canonical AS c USING (event_type)
WHERE c.retention_class IS DISTINCT FROM n.retention_class;

-- The properties. A schema that is no object is a property listed for an event but described nowhere.
CREATE TEMP TABLE property AS
SELECT event_type, p.key AS name, p.value AS schema
FROM canonical, jsonb_each(property_schema -> 'properties') AS p;

SELECT event_type, name FROM property WHERE jsonb_typeof(schema) <> 'object';

-- Every event but the custom ones may carry its experiment; the custom ones promise nothing.
SELECT event_type, property_schema FROM canonical
WHERE NOT coalesce(property_schema -> 'properties' ?& ARRAY['experiment_id', 'variant_id'], false)
ORDER BY event_type COLLATE "C";

-- Permissive: null is allowed everywhere, nothing is required, nothing else is forbidden.
SELECT event_type, name, schema FROM property
WHERE NOT coalesce(schema -> 'type' ? 'null' OR schema -> 'enum' @> 'null', false);
SELECT event_type FROM canonical WHERE NOT ARRAY(SELECT jsonb_object_keys(property_schema)) <@ ARRAY['type', 'properties'];

-- Only keywords that the property checker knows; each property says what it means.
SELECT keyword FROM property, jsonb_object_keys(schema) AS keyword GROUP BY keyword ORDER BY keyword COLLATE "C";
SELECT event_type, name FROM property WHERE coalesce(schema ->> 'description', '') = '';

-- No property is one that the default rules for personal data would drop.
SELECT event_type, name FROM property
WHERE name !~ '^[a-z][a-z_]*$'
   OR replace(name, '_', '') IN ('email', 'emailaddress', 'name', 'fullname', 'firstname', 'lastname', 'phone',
								 'phonenumber', 'ip', 'ipaddress', 'useragent', 'password', 'cardnumber',
								 'creditcard', 'creditcardnumber', 'cvc', 'cvv');

-- One name, one meaning: the web vital's rating is the only exception.
SELECT name, count(DISTINCT schema) AS meanings FROM property GROUP BY name HAVING count(DISTINCT schema) > 1;
SELECT event_type, schema FROM property WHERE name = 'rating' AND event_type IN ('web_vital', 'session_rated') ORDER BY event_type COLLATE "C";

-- What reports stand on: names and types that must not change.
SELECT name, min(schema ->> 'type') AS type, min(schema ->> 'enum') AS enum,
	   min((schema ->> 'minimum')::int) AS minimum, max((schema ->> 'maximum')::int) AS maximum,
	   count(*) AS events
FROM property
WHERE name IN ('amount', 'previous_amount', 'currency', 'plan', 'previous_plan', 'billing_interval', 'interval_count',
			   'subscription_id', 'nudge_id', 'persona', 'habit_id', 'habit_date', 'goal_id', 'cohort', 'service_type',
			   'question_id', 'resolved', 'duration_seconds', 'response_seconds', 'acquisition_cost', 'locale',
			   'summary_type', 'therapist_id', 'message_length')
GROUP BY name
ORDER BY name COLLATE "C";

-- The answer depends on neither the caller's search_path nor his settings.
CREATE SCHEMA hostile;
CREATE FUNCTION hostile.regexp_split_to_table(text, text) RETURNS SETOF text LANGUAGE sql AS $$ VALUES ('hostile') $$;
CREATE FUNCTION hostile.equal(text, text) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
CREATE OPERATOR hostile.= (LEFTARG = text, RIGHTARG = text, PROCEDURE = hostile.equal);
SET search_path = hostile, public, pg_catalog;
SET standard_conforming_strings = off;
SELECT count(*) AS differing
FROM (SELECT * FROM pg_temp.canonical EXCEPT SELECT * FROM public.analytics_canonical_event_types()) AS d;
RESET standard_conforming_strings;
RESET search_path;
SET client_min_messages = warning;
DROP SCHEMA hostile CASCADE;
RESET client_min_messages;

DROP TABLE property, canonical;
