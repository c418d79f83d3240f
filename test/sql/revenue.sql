-- Reports on money: who may not see it is refused, and what arguments are wrong.
\getenv test_dir PG_ABS_SRCDIR
\set new_store :test_dir '/sql/include/new_store.sql'
\i :new_store
-- as the functions of maintenance demand
SET default_transaction_isolation = 'read committed';
SET client_min_messages = warning;
CREATE ROLE regress_coach;
CREATE ROLE regress_finance;
CREATE ROLE regress_reader;
CREATE ROLE regress_nobody;
CREATE FUNCTION refusal(statement text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    message text;
    hint text;
BEGIN
    EXECUTE statement;
    RETURN 'none';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT;
    RETURN concat_ws('; ', SQLSTATE || ' ' || message, NULLIF(hint, ''));
END
$$;
CREATE TABLE reports (n serial, call text);
INSERT INTO reports (call) VALUES ($$analytics_mrr('2024-01-01Z', '2024-03-01Z', as_of => '2024-03-01Z')$$), ($$analytics_mrr_changes('2024-01-01Z', '2024-03-01Z', '2024-03-01Z')$$),
	($$analytics_subscriptions('2024-03-01Z')$$), ($$analytics_subscriptions$$), ($$analytics_revenue('2024-01-01Z', '2024-01-02Z', as_of => '2024-03-01Z')$$),
	($$analytics_arr_forecast('2024-03-01Z')$$), ($$analytics_revenue_kpis('2024-01-01Z', '2024-03-01Z', as_of => '2024-03-01Z')$$);
GRANT SELECT ON reports TO PUBLIC;

-- Without a store
BEGIN;
DROP TABLE analytics_store;
SELECT call, refusal('SELECT * FROM ' || call) FROM reports ORDER BY n;
ROLLBACK;
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_coach', 'coach');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_finance', 'finance');
SELECT count(*) > 0 AS granted FROM analytics_grant('regress_reader', 'reader');
SET mindwell_analytics.max_event_age = 0;
SELECT FROM analytics_create_partitions('2024-01-01', '2024-02-29');
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties) VALUES
	('2024-01-10 09:00Z', md5('ann')::uuid, 'subscription_created', '{"amount": 10, "currency": "USD", "subscription_id": 1}'),
	('2024-01-10 09:00Z', md5('ann')::uuid, 'payment_completed', '{"amount": 10, "currency": "USD", "subscription_id": 1}');

-- Who may not see money is refused, not shown zeros
SET ROLE regress_coach;
SELECT call, refusal('SELECT * FROM ' || call) FROM reports ORDER BY n;
SET ROLE regress_nobody;
SELECT refusal('SELECT * FROM ' || call) FROM reports WHERE n = 1;
SET ROLE regress_finance;
SELECT call, refusal('SELECT * FROM ' || call) FROM reports ORDER BY n;
SELECT "time", closing_mrr FROM analytics_mrr('2024-01-01Z', '2024-03-01Z', as_of => '2024-03-01Z');
SET ROLE regress_reader;
SELECT "time", closing_mrr FROM analytics_mrr('2024-01-01Z', '2024-03-01Z', as_of => '2024-03-01Z');
SELECT subscription_id, mrr FROM analytics_subscriptions;
RESET ROLE;

-- A trial is of another stage, and finance sees it
INSERT INTO analytics_events (occurred_at, user_id, event_type, properties) VALUES ('2024-01-15 09:00Z', md5('bob')::uuid, 'trial_started', '{"plan": "pro", "trial_days": 30, "subscription_id": 2}');
SET ROLE regress_finance;
SELECT event_type, funnel_stage FROM analytics_events ORDER BY occurred_at, event_type;
SELECT subscription_id, plan, status FROM analytics_subscriptions('2024-01-20Z') ORDER BY 1;
SELECT subscription_id, plan, status FROM analytics_subscriptions('2024-03-01Z') ORDER BY 1;
RESET ROLE;
-- the policy of an earlier version hides it: so nothing is told, until the access is granted anew
ALTER POLICY analytics_finance ON analytics_events
	USING (funnel_stage = 'revenue' OR event_type = ANY (ARRAY(SELECT t.event_type FROM analytics_event_types t WHERE t.funnel_stage = 'revenue')));
SET ROLE regress_finance;
SELECT refusal('SELECT * FROM ' || call) FROM reports ORDER BY n LIMIT 1;
RESET ROLE;
SELECT statement FROM analytics_grant('regress_finance', 'finance') WHERE statement ~ 'POLICY';
SELECT count(*) AS again FROM analytics_grant('regress_finance', 'finance') WHERE statement ~ 'POLICY';
SET ROLE regress_finance;
SELECT count(*) AS subscriptions FROM analytics_subscriptions('2024-01-20Z');
RESET ROLE;
-- another role that joins meanwhile gets the mended policy, too
CREATE ROLE regress_finance_2;
ALTER POLICY analytics_finance ON analytics_events USING (funnel_stage = 'revenue');
SELECT statement FROM analytics_grant('regress_finance_2', 'finance') WHERE statement ~ 'POLICY';
SELECT count(*) > 0 AS revoked FROM analytics_revoke('regress_finance_2', 'finance');
DROP OWNED BY regress_finance_2;
DROP ROLE regress_finance_2;

-- Arguments
SELECT refusal($$SELECT analytics_mrr('2024-03-01Z', '2024-01-01Z')$$);
SELECT refusal($$SELECT analytics_mrr(NULL, '2024-01-01Z')$$);
SELECT refusal($$SELECT analytics_mrr('-infinity', '2024-01-01Z')$$);
SELECT refusal($$SELECT analytics_mrr('2024-01-01Z', '2024-03-01Z', 'year')$$);
SELECT refusal($$SELECT analytics_mrr('2024-01-01Z', '2024-03-01Z', currency => 'EURO')$$);
SELECT refusal($$SELECT analytics_mrr('2024-01-01Z', '2024-03-01Z', breakdown => 'country')$$);
SELECT refusal($$SELECT analytics_mrr('2024-01-01Z', '2024-03-01Z', time_zone => 'Nowhere')$$);
SELECT refusal($$SELECT analytics_mrr('2024-01-01Z', '2024-03-01Z', as_of => NULL)$$);
SELECT refusal($$SELECT analytics_mrr_changes('2024-03-01Z', '2024-01-01Z')$$);
SELECT refusal($$SELECT analytics_mrr_changes('2024-01-01Z', '2024-03-01Z', NULL)$$);
SELECT refusal($$SELECT analytics_subscriptions(NULL)$$);
SELECT refusal($$SELECT analytics_revenue('2024-03-01Z', '2024-01-01Z')$$);
SELECT refusal($$SELECT analytics_revenue('2024-01-01Z', '2024-03-01Z', currency => '')$$);
SELECT refusal($$SELECT analytics_revenue('2024-01-01Z', '2024-03-01Z', breakdown => 'currency')$$);
SELECT refusal($$SELECT analytics_arr_forecast(NULL)$$);
SELECT refusal($$SELECT analytics_arr_forecast('2024-03-01Z', 121)$$);
SELECT refusal($$SELECT analytics_arr_forecast('2024-03-01Z', history_months => 2)$$);
SELECT refusal($$SELECT analytics_revenue_kpis('2024-03-01Z', '2024-01-01Z')$$);
SELECT refusal($$SELECT analytics_revenue_kpis('2024-01-01Z', '2024-03-01Z', 'dollars')$$);

-- Nothing there
SELECT "time", currency_code, closing_mrr, closing_accounts, arpu, is_complete, history_from FROM analytics_mrr('2023-01-01Z', '2023-02-01Z', currency => 'eur', as_of => '2024-03-01Z');
SELECT * FROM analytics_mrr('2023-01-01Z', '2023-02-01Z', breakdown => 'plan', as_of => '2024-03-01Z');
SELECT "time", currency_code, gross, net FROM analytics_revenue('2023-01-01Z', '2023-01-02Z', as_of => '2024-03-01Z');
SELECT * FROM analytics_mrr_changes('2023-01-01Z', '2023-02-01Z', '2024-03-01Z');
SELECT * FROM analytics_arr_forecast('2024-01-05Z');
SELECT jsonb_pretty(analytics_revenue_kpis('2023-01-01Z', '2023-02-01Z', as_of => '2024-03-01Z'));

DROP EXTENSION mindwell_analytics CASCADE;
DROP OWNED BY regress_coach, regress_finance, regress_reader;
DROP FUNCTION refusal;
DROP TABLE reports;
DROP ROLE regress_coach, regress_finance, regress_reader, regress_nobody;
