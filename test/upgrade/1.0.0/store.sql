--
-- PostgreSQL database dump
--



SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: analytics_partitions; Type: SCHEMA; Schema: -; Owner: store_owner
--

CREATE SCHEMA analytics_partitions;


ALTER SCHEMA analytics_partitions OWNER TO store_owner;

--
-- Name: SCHEMA analytics_partitions; Type: COMMENT; Schema: -; Owner: store_owner
--

COMMENT ON SCHEMA analytics_partitions IS 'Partitions of analytics_events; query the table, not them.';


--
-- Name: compat; Type: SCHEMA; Schema: -; Owner: store_owner
--

CREATE SCHEMA compat;


ALTER SCHEMA compat OWNER TO store_owner;

--
-- Name: compat_chatbot; Type: SCHEMA; Schema: -; Owner: store_owner
--

CREATE SCHEMA compat_chatbot;


ALTER SCHEMA compat_chatbot OWNER TO store_owner;

--
-- Name: mindwell_analytics; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS mindwell_analytics WITH SCHEMA public;


--
-- Name: EXTENSION mindwell_analytics; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION mindwell_analytics IS 'product analytics: type-checked event ingest, partitioned storage, funnels, retention, concurrency';


SET default_tablespace = '';

--
-- Name: analytics_events; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_events (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
)
PARTITION BY RANGE (occurred_at);


ALTER TABLE public.analytics_events OWNER TO store_owner;

--
-- Name: TABLE analytics_events; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_events IS 'Product events. Write them with analytics_track(), COPY or INSERT: the trigger analytics_gate checks every row.';


--
-- Name: COLUMN analytics_events.id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_events.id IS 'UUID version 7, made by the gate; the owner may give another.';


--
-- Name: COLUMN analytics_events.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_events.tenant_id IS 'Whose event it is; the nil UUID where there is one tenant.';


--
-- Name: COLUMN analytics_events.occurred_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_events.occurred_at IS 'When it happened, by the client.';


--
-- Name: COLUMN analytics_events.created_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_events.created_at IS 'When it was stored.';


--
-- Name: COLUMN analytics_events.user_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_events.user_id IS 'Who did it; NULL for an anonymous event.';


--
-- Name: COLUMN analytics_events.session_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_events.session_id IS 'The visit in which it happened, by the client; NULL where none is told.';


--
-- Name: COLUMN analytics_events.event_type; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_events.event_type IS 'What happened; described in analytics_event_types where it is registered.';


--
-- Name: COLUMN analytics_events.funnel_stage; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_events.funnel_stage IS 'A stage of analytics_funnel_stages; by default the event type''s.';


--
-- Name: COLUMN analytics_events.properties; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_events.properties IS 'A JSON object, after redaction by analytics_pii_rules.';


SET default_table_access_method = heap;

--
-- Name: analytics_events_2024w09; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w09 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w09 OWNER TO store_owner;

--
-- Name: analytics_events_2024w10; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w10 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w10 OWNER TO store_owner;

--
-- Name: analytics_events_2024w11; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w11 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w11 OWNER TO store_owner;

--
-- Name: analytics_events_2024w12; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w12 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w12 OWNER TO store_owner;

--
-- Name: analytics_events_2024w13; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w13 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w13 OWNER TO store_owner;

--
-- Name: analytics_events_2024w14; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w14 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w14 OWNER TO store_owner;

--
-- Name: analytics_events_2024w15; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w15 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w15 OWNER TO store_owner;

--
-- Name: analytics_events_2024w16; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w16 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w16 OWNER TO store_owner;

--
-- Name: analytics_events_2024w17; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w17 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w17 OWNER TO store_owner;

--
-- Name: analytics_events_2024w18; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w18 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w18 OWNER TO store_owner;

--
-- Name: analytics_events_2024w19; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w19 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w19 OWNER TO store_owner;

--
-- Name: analytics_events_2024w20; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w20 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w20 OWNER TO store_owner;

--
-- Name: analytics_events_2024w21; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_2024w21 (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_2024w21 OWNER TO store_owner;

--
-- Name: analytics_events_default; Type: TABLE; Schema: analytics_partitions; Owner: store_owner
--

CREATE TABLE analytics_partitions.analytics_events_default (
    id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    occurred_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    created_at timestamp with time zone NOT NULL,
    user_id uuid,
    session_id uuid,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    properties jsonb NOT NULL
);


ALTER TABLE analytics_partitions.analytics_events_default OWNER TO store_owner;

--
-- Name: TABLE analytics_events_default; Type: COMMENT; Schema: analytics_partitions; Owner: store_owner
--

COMMENT ON TABLE analytics_partitions.analytics_events_default IS 'Events of days that have no partition yet; maintenance moves them.';


--
-- Name: download_logs; Type: VIEW; Schema: compat; Owner: store_owner
--

CREATE VIEW compat.download_logs WITH (security_invoker='true') AS
 SELECT e.id,
    e.user_id,
    e.event_type AS action,
    COALESCE((e.properties ->> 'resource_id'::text), (e.properties ->> 'file_id'::text), (e.properties ->> 'job_id'::text)) AS resource_id,
    e.properties AS metadata,
    e.occurred_at AS created_at
   FROM public.analytics_events e
  WHERE ((e.event_type)::text = ANY ((ARRAY['resource_downloaded'::character varying, 'file_downloaded'::character varying, 'report_downloaded'::character varying])::text[]));


ALTER TABLE compat.download_logs OWNER TO store_owner;

--
-- Name: VIEW download_logs; Type: COMMENT; Schema: compat; Owner: store_owner
--

COMMENT ON VIEW compat.download_logs IS 'Made by analytics_create_views(), for queries that were written for another schema.';


--
-- Name: analytics_event_types; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_event_types (
    tenant_id uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    event_type character varying(64) NOT NULL COLLATE pg_catalog."C",
    category text,
    funnel_stage character varying(32) COLLATE pg_catalog."C",
    retention_class text DEFAULT 'events'::text NOT NULL,
    description text,
    property_schema jsonb,
    auto_registered boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    is_action boolean DEFAULT true NOT NULL,
    property_aliases jsonb
);


ALTER TABLE public.analytics_event_types OWNER TO store_owner;

--
-- Name: TABLE analytics_event_types; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_event_types IS 'The taxonomy. A row of the nil tenant holds for all tenants, unless one has its own; they see it unless it was registered by maintenance.';


--
-- Name: COLUMN analytics_event_types.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.tenant_id IS 'Whose type it is; the nil UUID: for all tenants.';


--
-- Name: COLUMN analytics_event_types.event_type; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.event_type IS 'The name that events give.';


--
-- Name: COLUMN analytics_event_types.category; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.category IS 'A group of types, for readers; NULL for none.';


--
-- Name: COLUMN analytics_event_types.funnel_stage; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.funnel_stage IS 'The stage of its events that name none; NULL for none.';


--
-- Name: COLUMN analytics_event_types.retention_class; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.retention_class IS 'The row of analytics_retention_policies that tells how long its events are kept.';


--
-- Name: COLUMN analytics_event_types.description; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.description IS 'For readers; NULL for none.';


--
-- Name: COLUMN analytics_event_types.property_schema; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.property_schema IS 'What the properties must be, in a subset of JSON Schema; NULL allows anything.';


--
-- Name: COLUMN analytics_event_types.auto_registered; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.auto_registered IS 'Entered by maintenance because events of it arrived.';


--
-- Name: COLUMN analytics_event_types.created_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.created_at IS 'When it was registered.';


--
-- Name: COLUMN analytics_event_types.updated_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.updated_at IS 'When it was last registered anew.';


--
-- Name: COLUMN analytics_event_types.is_action; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.is_action IS 'Its events are something that users do, and make them active; false for what happens to them.';


--
-- Name: COLUMN analytics_event_types.property_aliases; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_types.property_aliases IS 'Further names of declared properties, for example {"duration": "duration_seconds"}; null drops the property. NULL for none.';


--
-- Name: events; Type: VIEW; Schema: compat; Owner: store_owner
--

CREATE VIEW compat.events WITH (security_invoker='true') AS
 SELECT e.id,
    e.user_id,
    e.event_type AS action,
    COALESCE((e.properties ->> 'category'::text), ( SELECT t.category
           FROM public.analytics_event_types t
          WHERE (((t.event_type)::text = (e.event_type)::text) AND (t.tenant_id = ANY (ARRAY[e.tenant_id, '00000000-0000-0000-0000-000000000000'::uuid])))
          ORDER BY (t.tenant_id <> e.tenant_id)
         LIMIT 1)) AS category,
    e.properties AS metadata,
    e.occurred_at AS created_at
   FROM public.analytics_events e;


ALTER TABLE compat.events OWNER TO store_owner;

--
-- Name: VIEW events; Type: COMMENT; Schema: compat; Owner: store_owner
--

COMMENT ON VIEW compat.events IS 'Made by analytics_create_views(), for queries that were written for another schema.';


--
-- Name: mfa_audit_logs; Type: VIEW; Schema: compat; Owner: store_owner
--

CREATE VIEW compat.mfa_audit_logs WITH (security_invoker='true') AS
 SELECT e.id,
    e.user_id,
    e.event_type AS action,
    (e.properties ->> 'mfa_method'::text) AS mfa_method,
    e.properties AS metadata,
    e.occurred_at AS created_at
   FROM public.analytics_events e
  WHERE ((e.event_type)::text = ANY ((ARRAY['mfa_enabled'::character varying, 'mfa_disabled'::character varying, 'mfa_challenged'::character varying, 'mfa_verified'::character varying, 'mfa_failed'::character varying])::text[]));


ALTER TABLE compat.mfa_audit_logs OWNER TO store_owner;

--
-- Name: VIEW mfa_audit_logs; Type: COMMENT; Schema: compat; Owner: store_owner
--

COMMENT ON VIEW compat.mfa_audit_logs IS 'Made by analytics_create_views(), for queries that were written for another schema.';


--
-- Name: onboarding_funnel; Type: VIEW; Schema: compat; Owner: store_owner
--

CREATE VIEW compat.onboarding_funnel WITH (security_invoker='true') AS
 SELECT e.user_id,
    (e.properties ->> 'step'::text) AS step,
        CASE jsonb_typeof((e.properties -> 'step_number'::text))
            WHEN 'number'::text THEN ((e.properties -> 'step_number'::text))::numeric
            ELSE NULL::numeric
        END AS step_number,
        CASE jsonb_typeof((e.properties -> 'total_steps'::text))
            WHEN 'number'::text THEN ((e.properties -> 'total_steps'::text))::numeric
            ELSE NULL::numeric
        END AS total_steps,
        CASE e.event_type
            WHEN 'onboarding_step_started'::text THEN 'started'::text
            WHEN 'onboarding_step_completed'::text THEN 'completed'::text
            ELSE 'abandoned'::text
        END AS status,
        CASE jsonb_typeof((e.properties -> 'time_spent_seconds'::text))
            WHEN 'number'::text THEN ((e.properties -> 'time_spent_seconds'::text))::numeric
            ELSE NULL::numeric
        END AS time_spent_seconds,
    e.occurred_at
   FROM public.analytics_events e
  WHERE ((e.event_type)::text = ANY ((ARRAY['onboarding_step_started'::character varying, 'onboarding_step_completed'::character varying, 'onboarding_abandoned'::character varying])::text[]));


ALTER TABLE compat.onboarding_funnel OWNER TO store_owner;

--
-- Name: VIEW onboarding_funnel; Type: COMMENT; Schema: compat; Owner: store_owner
--

COMMENT ON VIEW compat.onboarding_funnel IS 'Made by analytics_create_views(), for queries that were written for another schema.';


--
-- Name: security_events; Type: VIEW; Schema: compat; Owner: store_owner
--

CREATE VIEW compat.security_events WITH (security_invoker='true') AS
 SELECT e.id,
    e.user_id,
    e.session_id,
    e.event_type AS action,
    e.properties AS metadata,
    e.occurred_at AS created_at
   FROM public.analytics_events e
  WHERE ((e.event_type)::text = ANY ((ARRAY['login'::character varying, 'login_failed'::character varying, 'logout'::character varying, 'session_created'::character varying, 'password_reset_requested'::character varying, 'password_changed'::character varying, 'account_locked'::character varying, 'access_denied'::character varying])::text[]));


ALTER TABLE compat.security_events OWNER TO store_owner;

--
-- Name: VIEW security_events; Type: COMMENT; Schema: compat; Owner: store_owner
--

COMMENT ON VIEW compat.security_events IS 'Made by analytics_create_views(), for queries that were written for another schema.';


--
-- Name: analytics_events; Type: VIEW; Schema: compat_chatbot; Owner: store_owner
--

CREATE VIEW compat_chatbot.analytics_events WITH (security_invoker='true') AS
 SELECT e.id,
    e.tenant_id,
    e.event_type,
    e.user_id,
    e.session_id,
    e.properties,
    e.occurred_at,
    e.funnel_stage,
    e.created_at,
    e.occurred_at AS event_timestamp,
    e.properties AS metadata,
    e.properties AS event_data
   FROM public.analytics_events e;


ALTER TABLE compat_chatbot.analytics_events OWNER TO store_owner;

--
-- Name: VIEW analytics_events; Type: COMMENT; Schema: compat_chatbot; Owner: store_owner
--

COMMENT ON VIEW compat_chatbot.analytics_events IS 'Made by analytics_create_views(), for queries that were written for another schema.';


--
-- Name: analytics_acquisition_costs; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_acquisition_costs (
    tenant_id uuid NOT NULL,
    month date NOT NULL,
    cost double precision NOT NULL,
    margin double precision NOT NULL,
    CONSTRAINT analytics_acquisition_costs_cost_check CHECK (((cost >= (0)::double precision) AND (cost < 'Infinity'::double precision))),
    CONSTRAINT analytics_acquisition_costs_margin_check CHECK (((margin >= (0)::double precision) AND (margin <= (1)::double precision))),
    CONSTRAINT analytics_acquisition_costs_month_check CHECK ((month = (date_trunc('month'::text, (month)::timestamp without time zone))::date))
);


ALTER TABLE public.analytics_acquisition_costs OWNER TO store_owner;

--
-- Name: TABLE analytics_acquisition_costs; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_acquisition_costs IS 'What it cost to win the paying users of a month; enter it with analytics_set_acquisition_cost().';


--
-- Name: COLUMN analytics_acquisition_costs.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_acquisition_costs.tenant_id IS 'Who paid it.';


--
-- Name: COLUMN analytics_acquisition_costs.month; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_acquisition_costs.month IS 'Its first day.';


--
-- Name: COLUMN analytics_acquisition_costs.cost; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_acquisition_costs.cost IS 'In the currency of the payments.';


--
-- Name: COLUMN analytics_acquisition_costs.margin; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_acquisition_costs.margin IS 'The share of revenue that is left after the cost of serving it.';


--
-- Name: analytics_aliases; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_aliases (
    tenant_id uuid NOT NULL,
    anonymous_id uuid NOT NULL,
    user_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    ended_at timestamp with time zone
);


ALTER TABLE public.analytics_aliases OWNER TO store_owner;

--
-- Name: TABLE analytics_aliases; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_aliases IS 'Which users anonymous visitors turned out to be, written by analytics_alias().';


--
-- Name: COLUMN analytics_aliases.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_aliases.tenant_id IS 'Whose visitor it is.';


--
-- Name: COLUMN analytics_aliases.anonymous_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_aliases.anonymous_id IS 'The visitor, as analytics_anonymous_uuid() has them.';


--
-- Name: COLUMN analytics_aliases.user_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_aliases.user_id IS 'The first user who signed in there.';


--
-- Name: COLUMN analytics_aliases.created_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_aliases.created_at IS 'When that was said; what comes from the visitor afterwards is stored as the user''s.';


--
-- Name: COLUMN analytics_aliases.ended_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_aliases.ended_at IS 'When a second user appeared there; what the visitor did since then is nobody''s. NULL: none has.';


--
-- Name: analytics_audit_log; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_audit_log (
    id uuid NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    session_role name NOT NULL,
    caller_role name NOT NULL,
    tenant_id uuid,
    action text NOT NULL,
    subject text,
    event_count bigint,
    detail jsonb
);


ALTER TABLE public.analytics_audit_log OWNER TO store_owner;

--
-- Name: TABLE analytics_audit_log; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_audit_log IS 'Who did what with the store, when, and to how many; rows are added, and removed only when the retention class audit keeps them no longer.';


--
-- Name: COLUMN analytics_audit_log.id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_audit_log.id IS 'UUID version 7.';


--
-- Name: COLUMN analytics_audit_log.occurred_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_audit_log.occurred_at IS 'Start of the transaction that did it.';


--
-- Name: COLUMN analytics_audit_log.session_role; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_audit_log.session_role IS 'Who logged in.';


--
-- Name: COLUMN analytics_audit_log.caller_role; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_audit_log.caller_role IS 'Who acted: another role after SET ROLE.';


--
-- Name: COLUMN analytics_audit_log.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_audit_log.tenant_id IS 'Whose rows were concerned; NULL for the store as a whole, or several tenants.';


--
-- Name: COLUMN analytics_audit_log.action; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_audit_log.action IS 'For example configure, grant, revoke, purge, export, erase.';


--
-- Name: COLUMN analytics_audit_log.subject; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_audit_log.subject IS 'A table, partition or role; a person only as a keyed hash.';


--
-- Name: COLUMN analytics_audit_log.event_count; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_audit_log.event_count IS 'Events, or rows of the table that is the subject.';


--
-- Name: COLUMN analytics_audit_log.detail; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_audit_log.detail IS 'What else is to be known, by action; nothing that names a person.';


--
-- Name: analytics_dirty_buckets; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_dirty_buckets (
    tenant_id uuid NOT NULL,
    bucket date NOT NULL,
    logged_at timestamp with time zone NOT NULL
)
WITH (autovacuum_vacuum_scale_factor='0', autovacuum_vacuum_threshold='10000');


ALTER TABLE public.analytics_dirty_buckets OWNER TO store_owner;

--
-- Name: TABLE analytics_dirty_buckets; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_dirty_buckets IS 'UTC days whose events changed since their rollups were made; written by the gate.';


--
-- Name: COLUMN analytics_dirty_buckets.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_dirty_buckets.tenant_id IS 'Whose events changed.';


--
-- Name: COLUMN analytics_dirty_buckets.bucket; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_dirty_buckets.bucket IS 'The UTC day.';


--
-- Name: COLUMN analytics_dirty_buckets.logged_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_dirty_buckets.logged_at IS 'When the first change of a transaction was logged.';


--
-- Name: analytics_erasures; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_erasures (
    erasure_id uuid NOT NULL,
    tenant_id uuid NOT NULL,
    subject text NOT NULL,
    key_id text NOT NULL,
    reason text,
    status text NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    row_counts jsonb DEFAULT '{}'::jsonb NOT NULL,
    recomputed_days bigint DEFAULT 0 NOT NULL,
    unrecoverable_days bigint DEFAULT 0 NOT NULL,
    pending jsonb,
    CONSTRAINT analytics_erasures_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text])))
);


ALTER TABLE public.analytics_erasures OWNER TO store_owner;

--
-- Name: TABLE analytics_erasures; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_erasures IS 'Proof of what was erased and when, without telling of whom: who has the user''s id and the hash key finds it with analytics_find_erasures().';


--
-- Name: COLUMN analytics_erasures.erasure_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.erasure_id IS 'Of this erasure.';


--
-- Name: COLUMN analytics_erasures.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.tenant_id IS 'Whose user it was.';


--
-- Name: COLUMN analytics_erasures.subject; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.subject IS 'Keyed hash of tenant and user.';


--
-- Name: COLUMN analytics_erasures.key_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.key_id IS 'Tells the key of the hash from other keys; nothing of it can be had from this.';


--
-- Name: COLUMN analytics_erasures.reason; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.reason IS 'As the caller gave it; NULL for none.';


--
-- Name: COLUMN analytics_erasures.status; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.status IS 'running: begun by analytics_forget_user_batch(), which has not come to its end.';


--
-- Name: COLUMN analytics_erasures.started_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.started_at IS 'When it was begun.';


--
-- Name: COLUMN analytics_erasures.finished_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.finished_at IS 'When it ended; NULL while it is running.';


--
-- Name: COLUMN analytics_erasures.row_counts; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.row_counts IS 'How many rows went, by table.';


--
-- Name: COLUMN analytics_erasures.recomputed_days; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.recomputed_days IS 'UTC days of the user whose rollups were derived anew.';


--
-- Name: COLUMN analytics_erasures.unrecoverable_days; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.unrecoverable_days IS 'UTC days of the user whose rollups are final, since events of them were purged.';


--
-- Name: COLUMN analytics_erasures.pending; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_erasures.pending IS 'Of one that is running: the partitions that are left, by oid, and the days whose rollups are to be derived anew.';


--
-- Name: analytics_event_keys; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_event_keys (
    tenant_id uuid NOT NULL,
    key_hash bytea NOT NULL,
    payload_hash bytea NOT NULL,
    event_id uuid NOT NULL,
    user_id uuid,
    created_at timestamp with time zone NOT NULL
);


ALTER TABLE public.analytics_event_keys OWNER TO store_owner;

--
-- Name: TABLE analytics_event_keys; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_event_keys IS 'Idempotency keys of the last 7 days, as keyed hashes, and the events they belong to.';


--
-- Name: COLUMN analytics_event_keys.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_keys.tenant_id IS 'Whose event it is.';


--
-- Name: COLUMN analytics_event_keys.key_hash; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_keys.key_hash IS 'Keyed hash of the idempotency key.';


--
-- Name: COLUMN analytics_event_keys.payload_hash; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_keys.payload_hash IS 'Keyed hash of what the event said: the same key with another one is a conflict.';


--
-- Name: COLUMN analytics_event_keys.event_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_keys.event_id IS 'The event that was stored with the key.';


--
-- Name: COLUMN analytics_event_keys.user_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_keys.user_id IS 'The user of that event, so that an erasure finds the key; NULL for an anonymous one.';


--
-- Name: COLUMN analytics_event_keys.created_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_event_keys.created_at IS 'When the event was stored; the key is forgotten 7 days later.';


--
-- Name: analytics_exports; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_exports (
    period_start timestamp with time zone NOT NULL,
    period_end timestamp with time zone NOT NULL,
    event_count bigint NOT NULL,
    exported_at timestamp with time zone DEFAULT now() NOT NULL,
    digest numeric NOT NULL
);


ALTER TABLE public.analytics_exports OWNER TO store_owner;

--
-- Name: TABLE analytics_exports; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_exports IS 'Partitions that were exported, and how many events they had then; written by analytics_mark_exported().';


--
-- Name: COLUMN analytics_exports.period_start; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_exports.period_start IS 'From when the partition holds events.';


--
-- Name: COLUMN analytics_exports.period_end; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_exports.period_end IS 'Until when, excluded.';


--
-- Name: COLUMN analytics_exports.event_count; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_exports.event_count IS 'How many events it had when it was exported.';


--
-- Name: COLUMN analytics_exports.exported_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_exports.exported_at IS 'When that was recorded.';


--
-- Name: COLUMN analytics_exports.digest; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_exports.digest IS 'Of the columns of all its events then: purge takes away nothing else.';


--
-- Name: analytics_funnel_stages; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_funnel_stages (
    stage character varying(32) NOT NULL COLLATE pg_catalog."C",
    "position" integer NOT NULL,
    description text,
    CONSTRAINT analytics_funnel_stages_stage_is_a_lower_case_word CHECK (((stage)::text ~ '^[a-z][a-z0-9_]*$'::text))
);


ALTER TABLE public.analytics_funnel_stages OWNER TO store_owner;

--
-- Name: TABLE analytics_funnel_stages; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_funnel_stages IS 'The stages that events and event types may name, in the order of the funnel.';


--
-- Name: COLUMN analytics_funnel_stages.stage; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_funnel_stages.stage IS 'Its name: lower-case letters, digits and underscores, after a letter.';


--
-- Name: COLUMN analytics_funnel_stages."position"; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_funnel_stages."position" IS 'Its place among the stages, lowest first.';


--
-- Name: COLUMN analytics_funnel_stages.description; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_funnel_stages.description IS 'For readers; NULL for none.';


--
-- Name: analytics_hash_key; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_hash_key (
    singleton boolean DEFAULT true NOT NULL,
    key bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT analytics_hash_key_key_check CHECK ((octet_length(key) = 32)),
    CONSTRAINT analytics_hash_key_singleton_check CHECK (singleton)
);


ALTER TABLE public.analytics_hash_key OWNER TO store_owner;

--
-- Name: TABLE analytics_hash_key; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_hash_key IS 'The secret of all keyed hashes of this store. Grant it to nobody.';


--
-- Name: COLUMN analytics_hash_key.singleton; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_hash_key.singleton IS 'Always true: there is one row.';


--
-- Name: COLUMN analytics_hash_key.key; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_hash_key.key IS '32 random bytes.';


--
-- Name: COLUMN analytics_hash_key.created_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_hash_key.created_at IS 'When the key was made.';


--
-- Name: analytics_inbox; Type: VIEW; Schema: public; Owner: store_owner
--

CREATE VIEW public.analytics_inbox WITH (security_invoker='true') AS
 SELECT e.event_type,
    e.user_id,
    e.session_id,
    e.properties,
    e.occurred_at,
    e.funnel_stage,
    e.tenant_id
   FROM public.analytics_events e;


ALTER TABLE public.analytics_inbox OWNER TO store_owner;

--
-- Name: VIEW analytics_inbox; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON VIEW public.analytics_inbox IS 'INSERT or COPY events here as a role that does not own the store (COPY into a table with row security is its owner''s).';


--
-- Name: analytics_metric_definitions; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_metric_definitions (
    name text NOT NULL COLLATE pg_catalog."C",
    unit text NOT NULL,
    periods text[] NOT NULL,
    query text,
    version integer DEFAULT 1 NOT NULL,
    description text,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT analytics_metric_definitions_name_check CHECK ((name ~ '^[a-z][a-z0-9_]{0,62}$'::text)),
    CONSTRAINT analytics_metric_definitions_periods_check CHECK (((periods <@ '{daily,weekly,monthly}'::text[]) AND (cardinality(periods) > 0)))
);


ALTER TABLE public.analytics_metric_definitions OWNER TO store_owner;

--
-- Name: TABLE analytics_metric_definitions; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_metric_definitions IS 'The metrics that analytics_refresh() keeps; add one with analytics_define_metric().';


--
-- Name: COLUMN analytics_metric_definitions.name; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metric_definitions.name IS 'As analytics_aggregated() takes it.';


--
-- Name: COLUMN analytics_metric_definitions.unit; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metric_definitions.unit IS 'Of its values, for example users, events, ratio, days or currency.';


--
-- Name: COLUMN analytics_metric_definitions.periods; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metric_definitions.periods IS 'For which periods it is computed: daily, weekly, monthly.';


--
-- Name: COLUMN analytics_metric_definitions.query; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metric_definitions.query IS 'One value for tenant $1 from time $2 until before $3; NULL for a metric that is built in.';


--
-- Name: COLUMN analytics_metric_definitions.version; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metric_definitions.version IS 'Counts the changes of the definition; in the metadata of each value.';


--
-- Name: COLUMN analytics_metric_definitions.description; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metric_definitions.description IS 'For readers; NULL for none.';


--
-- Name: COLUMN analytics_metric_definitions.created_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metric_definitions.created_at IS 'When it was defined.';


--
-- Name: COLUMN analytics_metric_definitions.updated_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metric_definitions.updated_at IS 'When its definition last changed.';


--
-- Name: analytics_metrics; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_metrics (
    tenant_id uuid NOT NULL,
    metric_date date NOT NULL,
    metric_type text NOT NULL COLLATE pg_catalog."C",
    period text NOT NULL COLLATE pg_catalog."C",
    value double precision,
    metadata jsonb NOT NULL,
    CONSTRAINT analytics_metrics_period_check CHECK ((period = ANY (ARRAY['daily'::text, 'weekly'::text, 'monthly'::text])))
);


ALTER TABLE public.analytics_metrics OWNER TO store_owner;

--
-- Name: TABLE analytics_metrics; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_metrics IS 'Values of metrics by UTC day, week (Monday) and month, as of their last refresh; analytics_aggregated() is never stale.';


--
-- Name: COLUMN analytics_metrics.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metrics.tenant_id IS 'Whose value it is.';


--
-- Name: COLUMN analytics_metrics.metric_date; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metrics.metric_date IS 'The first day of the period.';


--
-- Name: COLUMN analytics_metrics.metric_type; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metrics.metric_type IS 'The metric, by its name in analytics_metric_definitions.';


--
-- Name: COLUMN analytics_metrics.period; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metrics.period IS 'daily, weekly or monthly.';


--
-- Name: COLUMN analytics_metrics.value; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metrics.value IS 'In the unit of the metric; NULL for a ratio of nothing.';


--
-- Name: COLUMN analytics_metrics.metadata; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_metrics.metadata IS 'calculated_at, and definition_version.';


--
-- Name: analytics_opt_outs; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_opt_outs (
    tenant_id uuid DEFAULT '00000000-0000-0000-0000-000000000000'::uuid NOT NULL,
    user_id uuid NOT NULL,
    opted_out_at timestamp with time zone DEFAULT now() NOT NULL
);


ALTER TABLE public.analytics_opt_outs OWNER TO store_owner;

--
-- Name: TABLE analytics_opt_outs; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_opt_outs IS 'Users whose events are not stored.';


--
-- Name: COLUMN analytics_opt_outs.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_opt_outs.tenant_id IS 'With whom the user opted out.';


--
-- Name: COLUMN analytics_opt_outs.user_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_opt_outs.user_id IS 'The user.';


--
-- Name: COLUMN analytics_opt_outs.opted_out_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_opt_outs.opted_out_at IS 'When that was recorded.';


--
-- Name: analytics_pii_rules; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_pii_rules (
    key text NOT NULL COLLATE pg_catalog."C",
    action text NOT NULL,
    description text,
    is_secret boolean DEFAULT false NOT NULL,
    CONSTRAINT analytics_pii_rules_action_is_drop_hash_mask_or_allow CHECK ((action = ANY (ARRAY['drop'::text, 'hash'::text, 'mask'::text, 'allow'::text]))),
    CONSTRAINT analytics_pii_rules_key_has_1_to_64_bytes CHECK (((octet_length(translate(key, '_- 	
v"''`'::text, ''::text)) >= 1) AND (octet_length(translate(key, '_- 	
v"''`'::text, ''::text)) <= 64)))
);


ALTER TABLE public.analytics_pii_rules OWNER TO store_owner;

--
-- Name: TABLE analytics_pii_rules; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_pii_rules IS 'What becomes of properties that may be personal data, by key, at any depth; case, underscores, hyphens, blanks and quotes do not count.';


--
-- Name: COLUMN analytics_pii_rules.key; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_pii_rules.key IS 'Of a property, as it was entered; compared without case, underscores, hyphens, blanks and quotes.';


--
-- Name: COLUMN analytics_pii_rules.action; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_pii_rules.action IS 'drop (the property goes), hash, mask (*** in place of the value) or allow (not even searched for personal data).';


--
-- Name: COLUMN analytics_pii_rules.description; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_pii_rules.description IS 'For readers; NULL for none.';


--
-- Name: COLUMN analytics_pii_rules.is_secret; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_pii_rules.is_secret IS 'Holds even when mindwell_analytics.enable_pii_tracking is on, and for keys that end in this one: user_password.';


--
-- Name: analytics_rate_slots; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE UNLOGGED TABLE public.analytics_rate_slots (
    tenant_id uuid NOT NULL,
    slot integer NOT NULL,
    free_at timestamp with time zone NOT NULL
)
WITH (fillfactor='50');


ALTER TABLE public.analytics_rate_slots OWNER TO store_owner;

--
-- Name: TABLE analytics_rate_slots; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_rate_slots IS 'The calls that each tenant may make in a minute, for analytics_rate_check(); empty after a crash.';


--
-- Name: COLUMN analytics_rate_slots.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_rate_slots.tenant_id IS 'Whose calls it counts.';


--
-- Name: COLUMN analytics_rate_slots.slot; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_rate_slots.slot IS 'From 1 to mindwell_analytics.rate_limit.';


--
-- Name: COLUMN analytics_rate_slots.free_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_rate_slots.free_at IS 'From when on the next call may take it.';


--
-- Name: analytics_retention_policies; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_retention_policies (
    retention_class text NOT NULL,
    keep interval,
    export_first boolean DEFAULT false NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT analytics_retention_policies_class_has_1_to_64_bytes CHECK (((octet_length(retention_class) >= 1) AND (octet_length(retention_class) <= 64))),
    CONSTRAINT analytics_retention_policies_keep_is_1_day_to_1000_years CHECK (((keep >= '1 day'::interval) AND (keep <= '1000 years'::interval)))
);


ALTER TABLE public.analytics_retention_policies OWNER TO store_owner;

--
-- Name: TABLE analytics_retention_policies; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_retention_policies IS 'How long the events of a retention class are kept. A class without a row is kept forever.';


--
-- Name: COLUMN analytics_retention_policies.retention_class; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_retention_policies.retention_class IS 'As event types name it; audit is that of analytics_audit_log.';


--
-- Name: COLUMN analytics_retention_policies.keep; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_retention_policies.keep IS 'At least so long, up to a UTC day longer; NULL: forever.';


--
-- Name: COLUMN analytics_retention_policies.export_first; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_retention_policies.export_first IS 'Purge refuses a partition that analytics_mark_exported() has not been told of.';


--
-- Name: COLUMN analytics_retention_policies.updated_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_retention_policies.updated_at IS 'When the policy was last set.';


--
-- Name: analytics_run_log; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_run_log (
    run_id uuid NOT NULL,
    step text NOT NULL,
    target text NOT NULL,
    status text NOT NULL,
    event_count bigint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    finished_at timestamp with time zone,
    error_code text,
    error text,
    as_of timestamp with time zone,
    steps text[],
    state jsonb,
    CONSTRAINT analytics_run_log_status_check CHECK ((status = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text, 'interrupted'::text])))
);


ALTER TABLE public.analytics_run_log OWNER TO store_owner;

--
-- Name: TABLE analytics_run_log; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_run_log IS 'What analytics_maintain() did: a row for each run (step run), each of its steps, and each partition that a step changed or failed to.';


--
-- Name: COLUMN analytics_run_log.run_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.run_id IS 'Of the call of analytics_maintain().';


--
-- Name: COLUMN analytics_run_log.step; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.step IS 'run for the call as a whole, else one of its steps.';


--
-- Name: COLUMN analytics_run_log.target; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.target IS 'A partition; empty for the step as a whole.';


--
-- Name: COLUMN analytics_run_log.status; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.status IS 'running, done, failed or interrupted.';


--
-- Name: COLUMN analytics_run_log.event_count; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.event_count IS 'Events moved or removed; for the steps register, refresh, keys and trim, rows.';


--
-- Name: COLUMN analytics_run_log.started_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.started_at IS 'When it began.';


--
-- Name: COLUMN analytics_run_log.finished_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.finished_at IS 'When it ended; NULL while it is running.';


--
-- Name: COLUMN analytics_run_log.error_code; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.error_code IS 'SQLSTATE of the last failure.';


--
-- Name: COLUMN analytics_run_log.error; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.error IS 'Message of the last failure, with its DETAIL and HINT in lines of their own; NULL for none.';


--
-- Name: COLUMN analytics_run_log.as_of; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.as_of IS 'The time that counts as now; of the row of the call.';


--
-- Name: COLUMN analytics_run_log.steps; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.steps IS 'The steps that the call was to do; of the row of the call.';


--
-- Name: COLUMN analytics_run_log.state; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_run_log.state IS 'Where a step that is not finished goes on.';


--
-- Name: analytics_sealed_days; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_sealed_days (
    day date NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    purged_events bigint NOT NULL
);


ALTER TABLE public.analytics_sealed_days OWNER TO store_owner;

--
-- Name: TABLE analytics_sealed_days; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_sealed_days IS 'UTC days from which events were purged: their rollups are final.';


--
-- Name: COLUMN analytics_sealed_days.day; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_sealed_days.day IS 'The UTC day.';


--
-- Name: COLUMN analytics_sealed_days.sealed_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_sealed_days.sealed_at IS 'When events of it were first purged.';


--
-- Name: COLUMN analytics_sealed_days.purged_events; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_sealed_days.purged_events IS 'How many events of it were purged.';


--
-- Name: analytics_stale_buckets; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_stale_buckets (
    tenant_id uuid NOT NULL,
    period text NOT NULL COLLATE pg_catalog."C",
    starts_on date NOT NULL,
    CONSTRAINT analytics_stale_buckets_period_check CHECK ((period = ANY (ARRAY['daily'::text, 'spanning'::text, 'weekly'::text, 'monthly'::text])))
);


ALTER TABLE public.analytics_stale_buckets OWNER TO store_owner;

--
-- Name: TABLE analytics_stale_buckets; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_stale_buckets IS 'What is to be recomputed: days that the log named, weeks and months of days that were recomputed.';


--
-- Name: COLUMN analytics_stale_buckets.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_stale_buckets.tenant_id IS 'Whose values are stale.';


--
-- Name: COLUMN analytics_stale_buckets.period; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_stale_buckets.period IS 'spanning: those metrics of a day that look at days before and after.';


--
-- Name: COLUMN analytics_stale_buckets.starts_on; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_stale_buckets.starts_on IS 'The first day of the day, week or month.';


--
-- Name: analytics_store; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_store (
    singleton boolean DEFAULT true NOT NULL,
    version integer NOT NULL,
    partition_by text NOT NULL,
    partition_schema name NOT NULL,
    installed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT analytics_store_partition_by_check CHECK ((partition_by = ANY (ARRAY['day'::text, 'week'::text, 'month'::text]))),
    CONSTRAINT analytics_store_singleton_check CHECK (singleton)
);


ALTER TABLE public.analytics_store OWNER TO store_owner;

--
-- Name: TABLE analytics_store; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_store IS 'The store''s version and how its events are partitioned; one row.';


--
-- Name: COLUMN analytics_store.singleton; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_store.singleton IS 'Always true: there is one row.';


--
-- Name: COLUMN analytics_store.version; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_store.version IS 'Of the store: grows when a release adds tables or columns; analytics_install() raises it.';


--
-- Name: COLUMN analytics_store.partition_by; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_store.partition_by IS 'How long a partition of analytics_events is: day, week (from Monday) or month, in UTC.';


--
-- Name: COLUMN analytics_store.partition_schema; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_store.partition_schema IS 'The schema of the partitions.';


--
-- Name: COLUMN analytics_store.installed_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_store.installed_at IS 'When analytics_install() made the store.';


--
-- Name: analytics_tenant_members; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_tenant_members (
    role regrole NOT NULL,
    tenant_id uuid NOT NULL
);


ALTER TABLE public.analytics_tenant_members OWNER TO store_owner;

--
-- Name: TABLE analytics_tenant_members; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_tenant_members IS 'Which tenants'' rows the members of a role see and write.';


--
-- Name: COLUMN analytics_tenant_members.role; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_tenant_members.role IS 'Follows the role when it is renamed. A row of a role that was dropped binds nobody; maintenance removes it.';


--
-- Name: COLUMN analytics_tenant_members.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_tenant_members.tenant_id IS 'The tenant that the role is bound to.';


--
-- Name: analytics_user_days; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_user_days (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    day date NOT NULL,
    has_paid boolean NOT NULL,
    is_active boolean NOT NULL
);


ALTER TABLE public.analytics_user_days OWNER TO store_owner;

--
-- Name: TABLE analytics_user_days; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_user_days IS 'Which users had events on which UTC days, and whether they were active; survives the purge of their events.';


--
-- Name: COLUMN analytics_user_days.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_user_days.tenant_id IS 'Whose user it is.';


--
-- Name: COLUMN analytics_user_days.user_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_user_days.user_id IS 'The user.';


--
-- Name: COLUMN analytics_user_days.day; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_user_days.day IS 'The UTC day.';


--
-- Name: COLUMN analytics_user_days.has_paid; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_user_days.has_paid IS 'Completed a payment on that day.';


--
-- Name: COLUMN analytics_user_days.is_active; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_user_days.is_active IS 'Did something on that day: had an event of a type that is an action (analytics_event_types.is_action).';


--
-- Name: analytics_users; Type: TABLE; Schema: public; Owner: store_owner
--

CREATE TABLE public.analytics_users (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    properties jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    updated_at timestamp with time zone DEFAULT now() NOT NULL
);


ALTER TABLE public.analytics_users OWNER TO store_owner;

--
-- Name: TABLE analytics_users; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON TABLE public.analytics_users IS 'Properties of users, written by analytics_identify().';


--
-- Name: COLUMN analytics_users.tenant_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_users.tenant_id IS 'Whose user it is.';


--
-- Name: COLUMN analytics_users.user_id; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_users.user_id IS 'The user.';


--
-- Name: COLUMN analytics_users.properties; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_users.properties IS 'A JSON object: all that analytics_identify() was told, merged, after redaction by analytics_pii_rules.';


--
-- Name: COLUMN analytics_users.created_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_users.created_at IS 'When the user was first identified.';


--
-- Name: COLUMN analytics_users.updated_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_users.updated_at IS 'When the properties were last written.';


--
-- Name: analytics_events_2024w09; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w09 FOR VALUES FROM ('2024-02-26 00:00:00+00') TO ('2024-03-04 00:00:00+00');


--
-- Name: analytics_events_2024w10; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w10 FOR VALUES FROM ('2024-03-04 00:00:00+00') TO ('2024-03-11 00:00:00+00');


--
-- Name: analytics_events_2024w11; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w11 FOR VALUES FROM ('2024-03-11 00:00:00+00') TO ('2024-03-18 00:00:00+00');


--
-- Name: analytics_events_2024w12; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w12 FOR VALUES FROM ('2024-03-18 00:00:00+00') TO ('2024-03-25 00:00:00+00');


--
-- Name: analytics_events_2024w13; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w13 FOR VALUES FROM ('2024-03-25 00:00:00+00') TO ('2024-04-01 00:00:00+00');


--
-- Name: analytics_events_2024w14; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w14 FOR VALUES FROM ('2024-04-01 00:00:00+00') TO ('2024-04-08 00:00:00+00');


--
-- Name: analytics_events_2024w15; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w15 FOR VALUES FROM ('2024-04-08 00:00:00+00') TO ('2024-04-15 00:00:00+00');


--
-- Name: analytics_events_2024w16; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w16 FOR VALUES FROM ('2024-04-15 00:00:00+00') TO ('2024-04-22 00:00:00+00');


--
-- Name: analytics_events_2024w17; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w17 FOR VALUES FROM ('2024-04-22 00:00:00+00') TO ('2024-04-29 00:00:00+00');


--
-- Name: analytics_events_2024w18; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w18 FOR VALUES FROM ('2024-04-29 00:00:00+00') TO ('2024-05-06 00:00:00+00');


--
-- Name: analytics_events_2024w19; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w19 FOR VALUES FROM ('2024-05-06 00:00:00+00') TO ('2024-05-13 00:00:00+00');


--
-- Name: analytics_events_2024w20; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w20 FOR VALUES FROM ('2024-05-13 00:00:00+00') TO ('2024-05-20 00:00:00+00');


--
-- Name: analytics_events_2024w21; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_2024w21 FOR VALUES FROM ('2024-05-20 00:00:00+00') TO ('2024-05-27 00:00:00+00');


--
-- Name: analytics_events_default; Type: TABLE ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events ATTACH PARTITION analytics_partitions.analytics_events_default DEFAULT;


--
-- Data for Name: analytics_events_2024w09; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w09 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-eeaa-70d7-a8f3-01678eeae787	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:37:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	session_started	engagement	{"platform": "web"}
018e9987-eeaa-70d9-bb2f-381d2e7626b5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:39:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	page_view	engagement	{"path": "/1"}
018e9987-eeaa-70db-9967-db3e5b02cbbd	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:41:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	page_view	engagement	{"path": "/2"}
018e9987-eeaa-70dc-90ba-e02a62a46d41	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:49:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9987-eeaa-70de-822e-d7ea5d655c9b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:52:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	session_ended	engagement	{}
018e9987-eeaa-70e0-9a2a-d3b514acc5a3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:14:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	session_started	engagement	{"platform": "web"}
018e9987-eeaa-70e1-809b-2dd46b32f61e	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:14:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	session_started	engagement	{"platform": "web"}
018e9987-eeaa-70e2-9651-79eb3b77e5f9	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:16:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/1"}
018e9987-eeaa-70e3-a178-08fb1c95914b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:16:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/1"}
018e9987-eeaa-70e4-bcc6-7624fd5f147c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:18:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/2"}
018e9987-eeaa-70e5-95a6-1708e9e6e8b5	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:18:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/2"}
018e9987-eeaa-70e6-961a-e4d8deadb74a	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:20:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/3"}
018e9987-eeaa-70e7-8476-289a5455a88d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:20:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/3"}
018e9987-eeaa-70e8-8157-db7c19b80b54	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:23:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	tea_brewed	steeping	{"kind": "green", "grams": 2.00000000000000000000, "nickname": "hmac-sha256:8bb86759fde1c0cdd1628eeae0b28ca9b1877e33adeb323e9c55d7a28572e74f"}
018e9987-eeaa-70e9-a370-c58bccde9e68	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:23:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	tea_brewed	\N	{"kind": "green", "weight": 2.00000000000000000000, "nickname": "hmac-sha256:8bb86759fde1c0cdd1628eeae0b28ca9b1877e33adeb323e9c55d7a28572e74f"}
018e9987-eeaa-70ea-bd4f-56dc849d2904	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:26:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9987-eeaa-70eb-82ee-700d1b3c27ed	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:26:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9987-eeaa-70ec-8c1e-adb60a98a945	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:29:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	session_ended	engagement	{}
018e9987-eeaa-70ed-a9cf-de7c1883688f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:29:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	session_ended	engagement	{}
018e9987-eeaa-70ee-9b1f-04332e112619	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:51:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	session_started	engagement	{"platform": "web"}
018e9987-eeaa-70ef-b5ce-d0fdfc4ac112	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:53:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/1"}
018e9987-eeaa-70f0-a159-31abb09381a9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:55:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/2"}
018e9987-eeaa-70f1-9e65-34e6fea35d0a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:57:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/3"}
018e9987-eeaa-70f2-9553-009d5dc709eb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:59:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/4"}
018e9987-eeaa-70f3-a61c-8eadb3a4b2ef	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:02:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	payment_completed	revenue	{"amount": 13.5, "currency": "USD"}
018e9987-eeaa-70f4-a1e5-21aeafcbb365	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:06:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	session_ended	engagement	{}
018e9987-eeaa-70f5-9fc8-50a9dc221ee8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:28:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	session_started	engagement	{"platform": "web"}
018e9987-eeaa-70f6-8399-96f7cad8bcbb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:30:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	page_view	engagement	{"path": "/1"}
018e9987-eeaa-70f7-904a-8c496db9870c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:37:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	tea_brewed	steeping	{"kind": "green", "grams": 4.00000000000000000000, "nickname": "hmac-sha256:05ef9ed7fb6208dbc96c0fe9f3ced35071945b5dc8482ec0bce6b33e9ea28d99"}
018e9987-eeaa-70f8-b9eb-fd431ad4a579	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:40:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
\.


--
-- Data for Name: analytics_events_2024w10; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w10 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-eeaa-70fb-aee4-0b7f1a5c7064	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:37:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	session_started	engagement	{"platform": "web"}
018e9987-eeaa-70fe-bc45-61a502f8fd48	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:39:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/1"}
018e9987-eeaa-70ff-bafc-52447e2f89db	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:41:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/2"}
018e9987-eeaa-7101-af87-c2d87623a566	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:43:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/3"}
018e9987-eeaa-7103-b6cc-7ee6e1a983bf	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:46:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	tea_brewed	steeping	{"kind": "green", "grams": 1.50000000000000000000, "nickname": "hmac-sha256:244cfb544795171b10679ede0f5bf57a874e9d18bd296d930e0248ccf2f03d4c"}
018e9987-eeaa-7106-a6af-012793931b12	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:49:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-eeaa-7107-9d19-b67d0d1beed6	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:52:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	session_ended	engagement	{}
018e9987-eeaa-7109-8de9-37a3fcfc203e	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:14:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	session_started	engagement	{"platform": "web"}
018e9987-eeaa-710a-aee6-41ed88552627	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:14:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	session_started	engagement	{"platform": "web"}
018e9987-eeaa-710b-ab4e-3bfe15103876	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:16:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/1"}
018e9987-eeaa-710c-af49-a1edba32df27	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:16:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/1"}
018e9987-eeaa-710d-b652-fe0db4fd82bf	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:18:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/2"}
018e9987-eeaa-710e-9718-8d7b8276a604	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:18:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/2"}
018e9987-eeaa-710f-bfc4-29ccd361b20c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:20:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/3"}
018e9987-eeaa-7110-ba8e-e930a043a973	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:20:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/3"}
018e9987-eeaa-7111-b867-4903f88a8c10	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:22:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/4"}
018e9987-eeaa-7112-9979-ec84ca6fe6d0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:22:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/4"}
018e9987-eeaa-7113-b936-9ec698a80080	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:25:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-eeaa-7114-a953-8e30cdd51510	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:25:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-eeaa-7115-84ca-8983c9fab3e6	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:26:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-eeaa-7116-a518-58809d35a9be	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:26:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-eeaa-7117-ad50-fe9e2a43fa94	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:29:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	session_ended	engagement	{}
018e9987-eeaa-7118-aa46-faae95388cb7	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:29:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	session_ended	engagement	{}
018e9987-eeaa-7119-b220-52b4bd01fb7d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:51:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	session_started	engagement	{"platform": "web"}
018e9987-eeaa-711a-b7f4-10e33e6cb658	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:53:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	page_view	engagement	{"path": "/1"}
018e9987-eeaa-711b-80c5-2146342f8b00	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:00:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	tea_brewed	steeping	{"kind": "green", "grams": 3.50000000000000000000, "nickname": "hmac-sha256:331805c426a62419461bbd5c474df93825be7f69bf6ad3274a53ec965e9c4eb6"}
018e9987-eeaa-711c-8290-71f820a4369f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:28:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	session_started	engagement	{"platform": "web"}
018e9987-eeaa-711d-97d0-de8fe983728b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:30:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	page_view	engagement	{"path": "/1"}
018e9987-eeaa-711e-bb1f-764821849bd4	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:32:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	page_view	engagement	{"path": "/2"}
018e9987-eeaa-711f-9b5b-137f65ad83de	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:40:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-eeaa-7120-ae93-79ab4924877e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:43:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	session_ended	engagement	{}
\.


--
-- Data for Name: analytics_events_2024w11; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w11 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-eeaa-7124-84c6-17ec0715bd76	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:37:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	session_started	engagement	{"platform": "web"}
018e9987-eeaa-7125-8c49-92ff5eaa7e0e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:39:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/1"}
018e9987-eeaa-7128-9101-273afec1b34f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:41:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/2"}
018e9987-eeaa-712a-96bb-815413053ba0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:43:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/3"}
018e9987-eeaa-712c-a1c0-b38fb2c06a25	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:45:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/4"}
018e9987-eeaa-712d-b6f2-5493c9c7db0d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:48:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	payment_completed	revenue	{"amount": 4.5, "currency": "USD"}
018e9987-eeaa-712f-8e3c-490f87b8d55e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:49:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-eeaa-7132-98ea-ac89ac88629f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:52:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	session_ended	engagement	{}
018e9987-eeaa-7133-ba30-e627d59c3951	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:14:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	session_started	engagement	{"platform": "web"}
018e9987-eeaa-7134-9386-31cdb810a41b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:14:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	session_started	engagement	{"platform": "web"}
018e9987-eeaa-7135-b96e-8dcaf516542b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:16:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	page_view	engagement	{"path": "/1"}
018e9987-eeaa-7136-aaa5-7651b26fb527	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:16:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	page_view	engagement	{"path": "/1"}
018e9987-eeaa-7137-a639-40c7ee4731fe	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:23:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	tea_brewed	\N	{"kind": "green", "weight": 3.00000000000000000000, "nickname": "hmac-sha256:8bb86759fde1c0cdd1628eeae0b28ca9b1877e33adeb323e9c55d7a28572e74f"}
018e9987-eeaa-7138-aff6-69de76a552c8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:23:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	tea_brewed	steeping	{"kind": "green", "grams": 3.00000000000000000000, "nickname": "hmac-sha256:8bb86759fde1c0cdd1628eeae0b28ca9b1877e33adeb323e9c55d7a28572e74f"}
018e9987-eeaa-7139-8e77-b781eccd3d17	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:26:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-eeaa-713a-8b0f-70a6b510f488	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:26:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-eeaa-713b-9c28-400caec9c2cc	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:51:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	session_started	engagement	{"platform": "web"}
018e9987-eeaa-713c-81a8-38e82d760ee7	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:53:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	page_view	engagement	{"path": "/1"}
018e9987-eeaa-713d-8baa-10405d6c341c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:55:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	page_view	engagement	{"path": "/2"}
018e9987-eeaa-713e-a94a-f196a3dc33bf	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:06:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	session_ended	engagement	{}
018e9987-eeaa-713f-99c5-375ddaf48475	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:28:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	session_started	engagement	{"platform": "web"}
018e9987-eeaa-7140-b3f8-df2487055ed0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:30:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/1"}
018e9987-eeaa-7141-b8b4-b6064634d1db	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:32:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/2"}
018e9987-eeaa-7142-a555-6d105b3c9c2a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:34:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/3"}
018e9987-eeaa-7143-8fdf-347c46f40b8e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:37:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	tea_brewed	steeping	{"kind": "green", "grams": 5.00000000000000000000, "nickname": "hmac-sha256:05ef9ed7fb6208dbc96c0fe9f3ced35071945b5dc8482ec0bce6b33e9ea28d99"}
018e9987-eeaa-7144-aa39-d7a745f578ac	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:39:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	payment_completed	revenue	{"amount": 18.0, "currency": "USD"}
018e9987-eeaa-7145-9b22-e8c52e82e65d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:40:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-eeaa-7146-b86c-a23911d1e0be	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:43:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	session_ended	engagement	{}
018e9987-eebb-771e-8a3e-4dc2451572d0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:04:00+00	2024-04-01 12:00:06.331445+00	616e6f6e-1946-82a4-935f-5c10b2d0a069	\N	page_view	engagement	{"path": "/welcome"}
018e9987-eebb-7eac-bb07-a5e1461b4890	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:08:00+00	2024-04-01 12:00:06.331917+00	616e6f6e-1946-82a4-935f-5c10b2d0a069	\N	signup_completed	conversion	{"path": "/welcome"}
018e9987-eebc-719d-a054-3ba6584c90dc	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:04:00+00	2024-04-01 12:00:06.332101+00	616e6f6e-3ed8-8608-830d-71b4dc5799ca	\N	page_view	engagement	{"path": "/welcome"}
018e9987-eebc-7249-a5f1-6c89ee18e152	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:08:00+00	2024-04-01 12:00:06.332143+00	616e6f6e-3ed8-8608-830d-71b4dc5799ca	\N	signup_completed	conversion	{"path": "/welcome"}
018e9987-eebd-737c-8f08-d15c6d485a09	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 19:00:00+00	2024-04-01 12:00:06.333218+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	\N	tea_brewed	steeping	{"grams": 5}
018e9987-f2fb-77ef-9c56-6a7778e64932	aaaaaaaa-0000-4000-8000-000000000001	2024-03-11 06:00:00+00	2024-04-01 12:00:07.419496+00	00fe6156-f5c8-5494-8b32-38090f3309d0	\N	tea_brewed	steeping	{"grams": 2}
\.


--
-- Data for Name: analytics_events_2024w12; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w12 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-eeaa-7166-b13b-9583a6b8ab12	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:36:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/4"}
018e9987-eeaa-7147-9802-78f516f53828	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:36:00+00	2024-04-01 12:00:06.314052+00	\N	\N	kettle_boiled	\N	{}
018e9987-eeaa-7148-a572-aacf24e0b8de	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 08:36:00+00	2024-04-01 12:00:06.314052+00	\N	\N	kettle_boiled	\N	{}
018e9987-eeaa-714a-b74b-e7dc392b58c3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:37:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	session_started	engagement	{"platform": "web"}
018e9987-eeaa-714c-9b49-2864317738a3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:39:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	page_view	engagement	{"path": "/1"}
018e9987-eeaa-714d-a6f5-bef5f58e611b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:46:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	tea_brewed	steeping	{"kind": "green", "grams": 2.5000000000000000, "nickname": "hmac-sha256:244cfb544795171b10679ede0f5bf57a874e9d18bd296d930e0248ccf2f03d4c"}
018e9987-eeaa-714f-b7c3-1b05569829a5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:49:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-eeaa-7151-b964-8c0082945428	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:14:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	session_started	engagement	{"platform": "web"}
018e9987-eeaa-7152-857b-dc72ea1a0368	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:14:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	session_started	engagement	{"platform": "web"}
018e9987-eeaa-7153-9901-73a2e89dcdb7	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:16:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	page_view	engagement	{"path": "/1"}
018e9987-eeaa-7154-94c3-bbf630c7daa8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:16:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	page_view	engagement	{"path": "/1"}
018e9987-eeaa-7155-abcc-77d22c16bbf3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:18:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	page_view	engagement	{"path": "/2"}
018e9987-eeaa-7156-b4d5-2caec0e2f116	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:18:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	page_view	engagement	{"path": "/2"}
018e9987-eeaa-7157-be5a-60dc195f4587	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:26:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-eeaa-7158-a7ab-9d8fed648672	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:26:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-eeaa-7159-b68a-b984240ac578	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:29:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	session_ended	engagement	{}
018e9987-eeaa-715a-9ae5-29e1c7d42ae5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:29:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	session_ended	engagement	{}
018e9987-eeaa-715b-bff4-72d4a3cc11dc	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:51:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	session_started	engagement	{"platform": "web"}
018e9987-eeaa-715c-859a-7c96d9a3a302	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:53:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/1"}
018e9987-eeaa-715d-98b9-1d2d741fed3f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:55:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/2"}
018e9987-eeaa-715e-b0b5-ade0cbe8f614	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:57:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/3"}
018e9987-eeaa-715f-aa31-3d32ff2f3569	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	tea_brewed	steeping	{"kind": "green", "grams": 4.5000000000000000, "nickname": "hmac-sha256:331805c426a62419461bbd5c474df93825be7f69bf6ad3274a53ec965e9c4eb6"}
018e9987-eeaa-7160-baa7-934117e79f50	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:02:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	payment_completed	revenue	{"amount": 13.5, "currency": "USD"}
018e9987-eeaa-7161-b8be-a95c0599d1a5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:06:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	session_ended	engagement	{}
018e9987-eeaa-7162-9dc9-10b03afa589a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:28:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	session_started	engagement	{"platform": "web"}
018e9987-eeaa-7163-90de-4eb59b522e50	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:30:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/1"}
018e9987-eeaa-7164-ad1b-46becb55ecb9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:32:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/2"}
018e9987-eeaa-7165-8844-28904a01827a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:34:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/3"}
018e9987-eeaa-7167-84ea-4dbc9f6be7aa	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:40:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-eeaa-7168-818a-385133d1d1ad	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:43:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	session_ended	engagement	{}
018e9987-eebd-7760-8113-6d258214c411	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:06.333461+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	leaf_1	\N	{}
018e9987-eebd-784d-8394-5d2f2498bc6a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:06.333519+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	leaf_2	\N	{}
018e9987-eebf-73c2-bca0-e3c9fef3d5c5	bbbbbbbb-0000-4000-8000-000000000002	2024-03-21 10:00:00+00	2024-04-01 12:00:06.335235+00	d1897495-211b-599a-ac85-7f9ea21dfa75	\N	page_view	engagement	{}
\.


--
-- Data for Name: analytics_events_2024w13; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w13 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-eeaa-7169-b1cb-0c40d4e87c20	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 08:36:00+00	2024-04-01 12:00:06.314052+00	\N	\N	kettle_boiled	\N	{}
018e9987-eeaa-716a-b205-711e6d250066	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:36:00+00	2024-04-01 12:00:06.314052+00	\N	\N	kettle_boiled	\N	{}
018e9987-eeaa-716b-b152-54b66fe3210e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:37:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	session_started	engagement	{"platform": "web"}
018e9987-eeaa-716e-b3c4-15a1939e3a2e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:39:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	page_view	engagement	{"path": "/1"}
018e9987-eeaa-7170-9277-8feb10c45448	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:41:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	page_view	engagement	{"path": "/2"}
018e9987-eeaa-7172-82c0-3b2810e58a66	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:49:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-eeaa-7173-bd17-9bb8b4e36ac1	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:52:00+00	2024-04-01 12:00:06.314052+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	session_ended	engagement	{}
018e9987-eeaa-7175-8348-d6fb46520625	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:14:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	session_started	engagement	{"platform": "web"}
018e9987-eeaa-7176-b021-5174986dc58c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:14:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	session_started	engagement	{"platform": "web"}
018e9987-eeaa-7177-8d5b-e79f1bf85503	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:16:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/1"}
018e9987-eeaa-7179-bbb8-24a1e76c4142	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:18:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	page_view	engagement	{"path": "/2"}
018e9987-eeaa-717a-8de2-2c947ce6691f	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:18:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/2"}
018e9987-eeaa-717b-a49f-2afff16c7dcc	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:20:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/3"}
018e9987-eeaa-717c-8ad5-b2aab9b4d835	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:20:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	page_view	engagement	{"path": "/3"}
018e9987-eeaa-717d-b71c-b2c539b58df9	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:23:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	tea_brewed	\N	{"kind": "green", "weight": 4.0000000000000000, "nickname": "hmac-sha256:8bb86759fde1c0cdd1628eeae0b28ca9b1877e33adeb323e9c55d7a28572e74f"}
018e9987-eeaa-717e-9536-d2f84ef911ea	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:23:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	tea_brewed	steeping	{"kind": "green", "grams": 4.0000000000000000, "nickname": "hmac-sha256:8bb86759fde1c0cdd1628eeae0b28ca9b1877e33adeb323e9c55d7a28572e74f"}
018e9987-eeaa-717f-8d2c-c5338ac7d3bb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:25:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-eeaa-7180-9891-7564e793be47	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:25:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-eeaa-7181-8136-58179d79284f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:26:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-eeaa-7182-81be-7587c538a833	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:26:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-eeaa-7183-88c8-29f9a3f16684	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:29:00+00	2024-04-01 12:00:06.314052+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	session_ended	engagement	{}
018e9987-eeaa-7184-910e-79c17c1cb0ad	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:29:00+00	2024-04-01 12:00:06.314052+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	session_ended	engagement	{}
018e9987-eeaa-7185-a9b0-0bb37fdfb4a0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:51:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	session_started	engagement	{"platform": "web"}
018e9987-eeaa-7186-bbdc-c67536241faf	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:53:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/1"}
018e9987-eeaa-7187-84b3-60a4380383c5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:55:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/2"}
018e9987-eeaa-7188-97fe-15cd8b0f177c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:57:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/3"}
018e9987-eeaa-7189-94ad-d964f792d35e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:59:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/4"}
018e9987-eeaa-718a-84f0-518081cb3779	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:06:00+00	2024-04-01 12:00:06.314052+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	session_ended	engagement	{}
018e9987-eeaa-718b-b7aa-7954e7703672	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:28:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	session_started	engagement	{"platform": "web"}
018e9987-eeaa-718c-83cc-1bb8d592963a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:30:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	page_view	engagement	{"path": "/1"}
018e9987-eeaa-718d-9663-8b0813f07c00	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:37:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	tea_brewed	steeping	{"kind": "green", "grams": 6.0000000000000000, "nickname": "hmac-sha256:05ef9ed7fb6208dbc96c0fe9f3ced35071945b5dc8482ec0bce6b33e9ea28d99"}
018e9987-eeaa-718e-a7ae-69212136557c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:40:00+00	2024-04-01 12:00:06.314052+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-f2fb-7d4f-b435-8bde0083c9fb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-29 09:00:00+00	2024-04-01 12:00:07.419832+00	00fe6156-f5c8-5494-8b32-38090f3309d0	\N	payment_completed	revenue	{"amount": 9, "currency": "USD"}
018e9987-f2fb-7f78-b614-28227af3d37f	bbbbbbbb-0000-4000-8000-000000000002	2024-03-29 09:00:00+00	2024-04-01 12:00:07.419967+00	d1897495-211b-599a-ac85-7f9ea21dfa75	\N	page_view	engagement	{"path": "/late"}
\.


--
-- Data for Name: analytics_events_2024w14; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w14 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
\.


--
-- Data for Name: analytics_events_2024w15; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w15 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
\.


--
-- Data for Name: analytics_events_2024w16; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w16 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
\.


--
-- Data for Name: analytics_events_2024w17; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w17 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
\.


--
-- Data for Name: analytics_events_2024w18; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w18 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
\.


--
-- Data for Name: analytics_events_2024w19; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w19 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
\.


--
-- Data for Name: analytics_events_2024w20; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w20 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
\.


--
-- Data for Name: analytics_events_2024w21; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w21 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
\.


--
-- Data for Name: analytics_events_default; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_default (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-f2fc-7333-ab56-39c5a9fca6b2	aaaaaaaa-0000-4000-8000-000000000001	2023-12-24 09:00:00+00	2024-04-01 12:00:07.4202+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	page_view	engagement	{"path": "/early"}
\.


--
-- Data for Name: analytics_acquisition_costs; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_acquisition_costs (tenant_id, month, cost, margin) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	120.5	0.8
\.


--
-- Data for Name: analytics_aliases; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_aliases (tenant_id, anonymous_id, user_id, created_at, ended_at) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	616e6f6e-1946-82a4-935f-5c10b2d0a069	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-04-01 12:00:06.332693+00	\N
\.


--
-- Data for Name: analytics_audit_log; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_audit_log (id, occurred_at, session_role, caller_role, tenant_id, action, subject, event_count, detail) FROM stdin;
018e9987-e295-73b2-9c02-cf172663bde4	2024-04-01 12:00:03.134547+00	postgres	store_owner	\N	configure	analytics_hash_key	1	{"rows": [{"created_at": "2024-04-01T12:00:03.134547+00:00"}], "operation": "insert"}
018e9987-e53f-7472-9a6f-e2dfa1a22511	2024-04-01 12:00:03.134547+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	163	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "chat_turn_sent", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_profile_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_connect_click", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "summary_viewed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "journey_report_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "signup_started", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "signup_completed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "test_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "email_verified", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "user_profile_updated", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "settings_changed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "consent_updated", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_export_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_erasure_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login_failed", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "logout", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "session_created", "retention_class": "security"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-e73b-7dc6-b96c-3fc0a9d90673	2024-04-01 12:00:04.387078+00	postgres	store_owner	\N	enable_tenants	analytics_events	\N	\N
018e9987-e761-7343-874c-b02e853d5cb7	2024-04-01 12:00:04.418831+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_tenant_members	1	{"rows": [{"role": "store_app", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-e772-7a97-8719-f16a2afbe8fb	2024-04-01 12:00:04.418831+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	grant	store_app	\N	{"access": "writer", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-e7a9-713b-a0a0-70daa264d3ba	2024-04-01 12:00:04.418831+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	grant	store_app	\N	{"access": "reader", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-e7bf-7ee9-8968-16464ed4e9ec	2024-04-01 12:00:04.418831+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	configure	analytics_tenant_members	1	{"rows": [{"role": "store_analyst", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}], "operation": "insert", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-e7d1-789f-a1e1-09c69acabbc8	2024-04-01 12:00:04.418831+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	grant	store_analyst	\N	{"access": "reader", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-e804-7e00-8890-865c5ef2bc28	2024-04-01 12:00:04.570796+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	135	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "chat_turn_sent", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_profile_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_connect_click", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "summary_viewed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "journey_report_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "test_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "email_verified", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "user_profile_updated", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "consent_updated", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_export_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_erasure_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login_failed", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "logout", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_enabled", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_disabled", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_challenged", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_verified", "retention_class": "security"}], "operation": "delete", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-e808-7d0e-b204-537a946541a4	2024-04-01 12:00:04.614822+00	postgres	store_owner	\N	configure	analytics_funnel_stages	1	{"rows": [{"stage": "steeping"}], "operation": "insert"}
018e9987-e80d-7526-a890-2242630bb0c1	2024-04-01 12:00:04.618803+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "nickname", "action": "hash"}], "operation": "insert"}
018e9987-e814-759d-b6c3-6817a95353ff	2024-04-01 12:00:04.626899+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "shoe_size", "action": "drop"}], "operation": "insert"}
018e9987-e815-783d-9f88-a07dc3172ed0	2024-04-01 12:00:04.628949+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "user_agent", "action": "drop"}], "operation": "delete"}
018e9987-e817-765e-9f09-f024988560ef	2024-04-01 12:00:04.629834+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1 year", "export_first": false, "retention_class": "brief"}], "operation": "insert"}
018e9987-e820-7726-bc10-c2453f5c7390	2024-04-01 12:00:04.635293+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	1	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "tea_brewed", "retention_class": "events"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-e824-7c87-adfa-c3f2be601472	2024-04-01 12:00:04.642796+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	1	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "kettle_boiled", "retention_class": "brief"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-e829-7dce-b1ed-935f093cf814	2024-04-01 12:00:04.647709+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	configure	analytics_event_types	1	{"rows": [{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002", "event_type": "tea_brewed", "retention_class": "events"}], "operation": "insert", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-eed2-794b-b65c-051cd345698c	2024-04-01 12:00:06.348667+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_event_types	1	{"rows": [{"tenant_id": "aaaaaaaa-0000-4000-8000-000000000001", "event_type": "leaf_1", "retention_class": "events"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-eed4-748b-946f-517d5d323eca	2024-04-01 12:00:06.348667+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_event_types	1	{"rows": [{"tenant_id": "aaaaaaaa-0000-4000-8000-000000000001", "event_type": "leaf_2", "retention_class": "events"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-f22a-7d3b-8076-b13da42dd2f7	2024-04-01 12:00:07.20774+00	postgres	store_owner	\N	mark_exported	analytics_events_2024w10	40	\N
018e9987-f22b-7fdb-99b9-efd5deef5b05	2024-04-01 12:00:07.211246+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "15 days", "export_first": false, "retention_class": "brief"}], "operation": "update"}
018e9987-f236-7ba1-9503-27d08c0776d9	2024-04-01 12:00:07.215235+00	postgres	store_owner	\N	purge	analytics_events_2024w09	2	{"as_of": "2024-04-01T12:00:07.213367+00:00", "operation": "delete"}
018e9987-f23c-7614-90d6-244802a62207	2024-04-01 12:00:07.223441+00	postgres	store_owner	\N	purge	analytics_events_2024w10	2	{"as_of": "2024-04-01T12:00:07.213367+00:00", "operation": "delete"}
018e9987-f241-7c76-a28b-0bd180806c72	2024-04-01 12:00:07.228935+00	postgres	store_owner	\N	purge	analytics_events_2024w11	2	{"as_of": "2024-04-01T12:00:07.213367+00:00", "operation": "delete"}
018e9987-f246-70fd-8272-88398069a8ac	2024-04-01 12:00:07.237555+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "events"}], "operation": "update"}
018e9987-f247-746e-8b37-f6c192a1ec39	2024-04-01 12:00:07.237555+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "audit"}], "operation": "update"}
018e9987-f248-7747-83b6-e7211a0449ac	2024-04-01 12:00:07.237555+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "security"}], "operation": "update"}
018e9987-f249-75c6-a781-13b92a829094	2024-04-01 12:00:07.237555+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "performance"}], "operation": "update"}
018e9987-f24a-73a5-b514-e3a05d9ae34d	2024-04-01 12:00:07.237555+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "brief"}], "operation": "update"}
018e9987-f2ee-7b5c-851d-9fc371a55eb9	2024-04-01 12:00:07.243332+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	erase	hmac-sha256:498189bb1baec406477e5d552e729385d2ba560bb0e97dfeb010b5b6cfd242de	29	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002", "erasure_id": "074e3667-aff7-42e7-ba9e-7697ddc291a6"}
018e9987-f2f1-76e1-a564-46e820089fb0	2024-04-01 12:00:07.407943+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_out	hmac-sha256:45c1e3d3ec0cbbd28289ddf11bd7cd07838d840aac1290c8cb1986fd14f29c3c	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-f2f1-7d37-a581-ef84adb0d3b8	2024-04-01 12:00:07.407943+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_out	hmac-sha256:1202e9e38df646f4c66db06b9f0c127456a106966bb1bbd2ee6530efaa83dfaf	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-f2f2-7b68-9369-a4a15d18ba10	2024-04-01 12:00:07.410086+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_in	hmac-sha256:1202e9e38df646f4c66db06b9f0c127456a106966bb1bbd2ee6530efaa83dfaf	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
\.


--
-- Data for Name: analytics_dirty_buckets; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_dirty_buckets (tenant_id, bucket, logged_at) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	2024-04-01 12:00:07.419712+00
aaaaaaaa-0000-4000-8000-000000000001	2024-03-29	2024-04-01 12:00:07.419903+00
bbbbbbbb-0000-4000-8000-000000000002	2024-03-29	2024-04-01 12:00:07.419995+00
aaaaaaaa-0000-4000-8000-000000000001	2023-12-24	2024-04-01 12:00:07.42023+00
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	2024-04-01 12:00:07.421343+00
\.


--
-- Data for Name: analytics_erasures; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_erasures (erasure_id, tenant_id, subject, key_id, reason, status, started_at, finished_at, row_counts, recomputed_days, unrecoverable_days, pending) FROM stdin;
074e3667-aff7-42e7-ba9e-7697ddc291a6	bbbbbbbb-0000-4000-8000-000000000002	hmac-sha256:498189bb1baec406477e5d552e729385d2ba560bb0e97dfeb010b5b6cfd242de	c64b9b4527a45a7a	asked for it	done	2024-04-01 12:00:07.244495+00	2024-04-01 12:00:07.406557+00	{"analytics_users": 0, "analytics_events": 29, "analytics_aliases": 0, "analytics_user_days": 5, "analytics_event_keys": 1}	2	3	\N
\.


--
-- Data for Name: analytics_event_keys; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_event_keys (tenant_id, key_hash, payload_hash, event_id, user_id, created_at) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	\\x3e888a3a63b95ffb106d98662e6fb9ed1e35002e8ba7981c6155964f405fc6ea	\\x7eef92445c75ba21771d1ac988954791e724e70322f0bfdbb830ce5f2258119b	018e9987-eeaa-7160-baa7-934117e79f50	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-04-01 12:00:06.321643+00
aaaaaaaa-0000-4000-8000-000000000001	\\x426c8f3b5909e39d4250125df77a4d29f5f62d97deb3d449d180823a38029d89	\\x714a9eaa78028f64e6144e3faa57f5dd202bf33d2612332cab874bad49fb1db9	018e9987-eeaa-717f-8d2c-c5338ac7d3bb	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-04-01 12:00:06.322152+00
aaaaaaaa-0000-4000-8000-000000000001	\\x94d04eb2c2c12f8ac807c991e50b40522a1167f3d4b07344769ea41f14e949a7	\\xd74b38087ef572d37dc8b24f558c57409f5cae8774d979a34d1d038755a3646a	018e9987-eeaa-70f3-a61c-8eadb3a4b2ef	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-04-01 12:00:06.322199+00
aaaaaaaa-0000-4000-8000-000000000001	\\xc5b12c2a63ea2844c5ab0753d0ea87f89f71f4bb9c4a6359994ee38e32362ce3	\\x8b8f17a861561f90c2a1ad9eaf30070423c468beddbf94302a82fcf9f9971c43	018e9987-eeaa-7144-aa39-d7a745f578ac	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-04-01 12:00:06.322233+00
aaaaaaaa-0000-4000-8000-000000000001	\\xc88603fdc7d6bce31f2271faf8a53175c4919eca2ef68e5fc0d5a8f572e9db98	\\x91ddb49300bf7d4a0f22aa99b9c1800bd5388211fbecf784b7304c563b5fa6ac	018e9987-eeaa-712d-b6f2-5493c9c7db0d	cd09c871-c7cd-5f73-a9d8-906072c387ef	2024-04-01 12:00:06.322266+00
aaaaaaaa-0000-4000-8000-000000000001	\\xfaf01ec882bd800535ccda6171b8f77fca3386fce84b1a231096b9a9bcf05976	\\x76c41fe87111ac6137904db171302cf7055978c36f6b0075835f3cb592101405	018e9987-eeaa-7114-a953-8e30cdd51510	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-04-01 12:00:06.322301+00
bbbbbbbb-0000-4000-8000-000000000002	\\x25531266dc97851b22a4592a3f56e94cd32ac314f6b7dd2f652f83357f02dd54	\\x70dc1bc0fbc7b2269404dedb6fbd385adb264132905a5c35909f15984dee782d	018e9987-eeaa-7180-9891-7564e793be47	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-04-01 12:00:06.322318+00
bbbbbbbb-0000-4000-8000-000000000002	\\x49013033c2aaa8e8a3eba656910c90f792f6e2e3ab300594afe4417510fa0d6b	\\x11a0231465ec7adb391de6e5acf989b0499d0ea6906ab01401fd28c99eb19c75	018e9987-eeaa-7113-b936-9ec698a80080	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-04-01 12:00:06.322352+00
\.


--
-- Data for Name: analytics_event_types; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_event_types (tenant_id, event_type, category, funnel_stage, retention_class, description, property_schema, auto_registered, created_at, updated_at, is_action, property_aliases) FROM stdin;
00000000-0000-0000-0000-000000000000	signup_started	account	activation	events	Account creation flow initiated	{"type": "object", "properties": {"medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	signup_completed	account	conversion	events	Account creation completed	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "acquisition_cost": {"type": ["number", "null"], "minimum": 0, "description": "What winning this user cost, in units of currency (not cents)"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	settings_changed	account	engagement	events	User modified settings	{"type": "object", "properties": {"setting": {"type": ["string", "null"], "maxLength": 128, "description": "Which setting was changed, not its value"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	session_created	authentication	retention	security	New signed-in session created on the server	{"type": "object", "properties": {"platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	password_reset_requested	authentication	\N	security	User asked to reset the password	{"type": "object", "properties": {"variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	f	\N
00000000-0000-0000-0000-000000000000	password_changed	authentication	\N	security	Password changed or reset	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	payment_initiated	payment	conversion	events	Payment process started	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	payment_completed	payment	revenue	events	Payment succeeded: amount is revenue	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "automatic": {"type": ["boolean", "null"], "description": "true: the subscription paid, as in each billing period, and the user did nothing"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	payment_failed	payment	revenue	events	Payment failed	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "error_code": {"type": ["string", "integer", "null"], "description": "Code or class of the error, not its message"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	f	\N
00000000-0000-0000-0000-000000000000	payment_refunded	payment	revenue	events	Payment given back: amount (positive) is what was returned	{"type": "object", "properties": {"amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	f	\N
00000000-0000-0000-0000-000000000000	session_ended	session	engagement	events	Session ended	{"type": "object", "properties": {"end_reason": {"type": ["string", "null"], "examples": ["closed", "timeout"], "maxLength": 64, "description": "Why the session ended"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "message_count": {"type": ["integer", "null"], "minimum": 0, "description": "Messages in the session"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	f	{"duration": "duration_seconds"}
00000000-0000-0000-0000-000000000000	session_duration	session	engagement	events	Length of a session, where a client reports only that	{"type": "object", "properties": {"variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	f	{"duration": "duration_seconds"}
00000000-0000-0000-0000-000000000000	page_view	engagement	engagement	events	User viewed a page	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "locale": {"type": ["string", "null"], "examples": ["en", "pt-BR"], "maxLength": 35, "description": "Language tag, BCP 47"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "referrer_domain": {"type": ["string", "null"], "maxLength": 253, "description": "Host of the page that led here"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	session_started	session	engagement	events	Session began; its session_id ties its events together	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "locale": {"type": ["string", "null"], "examples": ["en", "pt-BR"], "maxLength": 35, "description": "Language tag, BCP 47"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "app_version": {"type": ["string", "null"], "maxLength": 64, "description": "Version of the client"}, "entry_point": {"type": ["string", "null"], "maxLength": 128, "description": "Part of the product from which the user came"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	signup_step	marketing	activation	events	Progress in the sign-up funnel	{"type": "object", "properties": {"step": {"type": ["string", "integer", "null"], "examples": ["profile_setup"], "description": "Step of the flow"}, "medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "step_number": {"type": ["integer", "null"], "minimum": 0, "description": "Position of the step"}, "total_steps": {"type": ["integer", "null"], "minimum": 0, "description": "Number of steps in the flow"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "time_spent_seconds": {"type": ["number", "null"], "minimum": 0, "description": "Time spent on the step, in seconds"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	page_load	performance	\N	performance	Time to load a page	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "duration_ms": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in milliseconds"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	f	\N
00000000-0000-0000-0000-000000000000	service_health_check	performance	\N	performance	Service checked: its uptime is the share of healthy checks	{"type": "object", "properties": {"healthy": {"type": ["boolean", "null"], "description": "Whether the check passed"}, "service": {"type": ["string", "null"], "examples": ["database", "payment_callbacks"], "maxLength": 64, "description": "Service that was checked"}, "error_code": {"type": ["string", "integer", "null"], "description": "Code or class of the error, not its message"}, "latency_ms": {"type": ["number", "null"], "minimum": 0, "description": "Round trip, in milliseconds"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	f	\N
00000000-0000-0000-0000-000000000000	session_booked	coaching	conversion	events	Coaching session booked	{"type": "object", "properties": {"price": {"type": ["number", "null"], "minimum": 0, "description": "Price of the session, in units of currency (not cents)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_booking_completed	coaching	conversion	events	Last step of the booking flow done	{"type": "object", "properties": {"price": {"type": ["number", "null"], "minimum": 0, "description": "Price of the session, in units of currency (not cents)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_completed	coaching	engagement	events	Coaching session held	{"type": "object", "properties": {"coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "client_id": {"type": ["string", "integer", "null"], "description": "Client whom the event is about"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_cancelled	coaching	engagement	events	Coaching session cancelled	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "client_id": {"type": ["string", "integer", "null"], "description": "Client whom the event is about"}, "actor_role": {"type": ["string", "null"], "examples": ["client", "coach", "admin"], "maxLength": 64, "description": "Role in which the user acted"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	session_rated	coaching	engagement	events	Coaching session rated	{"type": "object", "properties": {"rating": {"type": ["number", "null"], "maximum": 5, "minimum": 1, "description": "1 (worst) to 5 (best)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	session_survey_submitted	coaching	engagement	events	Survey after a session with the assistant or a coach answered	{"type": "object", "properties": {"rating": {"type": ["number", "null"], "maximum": 5, "minimum": 1, "description": "1 (worst) to 5 (best)"}, "persona": {"type": ["string", "null"], "maxLength": 128, "description": "Persona of the assistant, or of the user as the assistant sees it"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "survey_id": {"type": ["string", "integer", "null"], "description": "Survey that was answered"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	habit_created	habit	engagement	events	Habit set up	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	habit_checked	habit	retention	events	Habit done for a day	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "habit_date": {"type": ["string", "null"], "format": "date", "description": "The user's own day that counts; the UTC day of the event when absent, or when it is more than two days before that or one day after it"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "streak_days": {"type": ["integer", "null"], "minimum": 0, "description": "Length of the streak by then, in days"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	habit_missed	habit	engagement	events	Habit not done on a day on which it was due	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "habit_date": {"type": ["string", "null"], "format": "date", "description": "The user's own day that counts; the UTC day of the event when absent, or when it is more than two days before that or one day after it"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "streak_days": {"type": ["integer", "null"], "minimum": 0, "description": "Length of the streak by then, in days"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	f	\N
00000000-0000-0000-0000-000000000000	habit_archived	habit	\N	events	Habit put away: no longer due	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	handoff	chatbot	conversion	events	Visitor handed over to a person	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "service_type": {"type": ["string", "null"], "maxLength": 128, "description": "Service that the visitor asks for"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "handoff_channel": {"type": ["string", "null"], "examples": ["phone", "form", "live_chat"], "maxLength": 64, "description": "How the visitor is handed over"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00	t	\N
00000000-0000-0000-0000-000000000000	tea_brewed	kitchen	steeping	events	\N	{"properties": {"kind": {"enum": ["green", "black"]}, "grams": {"type": "number", "minimum": 0}}}	f	2024-04-01 12:00:04.635293+00	2024-04-01 12:00:04.635293+00	t	{"draft": null, "weight": "grams"}
00000000-0000-0000-0000-000000000000	kettle_boiled	kitchen	\N	brief	\N	\N	f	2024-04-01 12:00:04.642796+00	2024-04-01 12:00:04.642796+00	f	\N
bbbbbbbb-0000-4000-8000-000000000002	tea_brewed	canteen	\N	events	\N	\N	f	2024-04-01 12:00:04.647709+00	2024-04-01 12:00:04.647709+00	t	\N
aaaaaaaa-0000-4000-8000-000000000001	leaf_1	\N	\N	events	\N	\N	t	2024-04-01 12:00:06.348667+00	2024-04-01 12:00:06.348667+00	t	\N
aaaaaaaa-0000-4000-8000-000000000001	leaf_2	\N	\N	events	\N	\N	t	2024-04-01 12:00:06.348667+00	2024-04-01 12:00:06.348667+00	t	\N
\.


--
-- Data for Name: analytics_exports; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_exports (period_start, period_end, event_count, exported_at, digest) FROM stdin;
2024-03-04 00:00:00+00	2024-03-11 00:00:00+00	40	2024-04-01 12:00:07.20774+00	-27732298560017462796
\.


--
-- Data for Name: analytics_funnel_stages; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_funnel_stages (stage, "position", description) FROM stdin;
awareness	10	hears of the product
acquisition	20	comes to it
activation	30	begins to use it
engagement	40	uses it
consideration	50	thinks about a choice that matters
conversion	60	makes it
retention	70	comes back
referral	80	brings others
revenue	90	pays
steeping	45	waits
\.


--
-- Data for Name: analytics_hash_key; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_hash_key (singleton, key, created_at) FROM stdin;
t	\\xf9b912f2b7ebb3ec9e3af40576b1ace570bd26d3dc65b8261d66fd304aa27ea7	2024-04-01 12:00:03.134547+00
\.


--
-- Data for Name: analytics_metric_definitions; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_metric_definitions (name, unit, periods, query, version, description, created_at, updated_at) FROM stdin;
dau	users	{daily}	\N	2	Distinct users with an action	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
wau	users	{weekly}	\N	2	Distinct users with an action	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
mau	users	{monthly}	\N	2	Distinct users with an action	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
new_registrations	events	{daily,weekly,monthly}	\N	1	Sign-ups completed	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
generations_completed	events	{daily,weekly,monthly}	\N	1	Generations that succeeded	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
generations_failed	events	{daily,weekly,monthly}	\N	1	Generations that failed	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
revenue	currency	{daily,weekly,monthly}	\N	1	Sum of the amounts of payments and purchases in apps, whatever their currency; refunds are not subtracted	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
successful_payments	events	{daily,weekly,monthly}	\N	1	Payments that succeeded	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
failed_payments	events	{daily,weekly,monthly}	\N	1	Payments that failed	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
new_subscriptions	events	{daily,weekly,monthly}	\N	1	Subscriptions created	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
cancelled_subscriptions	events	{daily,weekly,monthly}	\N	1	Subscriptions cancelled	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
referrals_sent	events	{daily,weekly,monthly}	\N	1	Referral codes shared	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
referrals_accepted	events	{daily,weekly,monthly}	\N	1	Referral codes used	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
signup_to_payment_conversion	fraction	{daily}	\N	1	Of the users who completed their sign-up, those who paid on the same day	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
churn_rate	fraction	{monthly}	\N	2	Of the users active in the month before, those not active in this one	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
ltv_cac_ratio	ratio	{monthly}	\N	1	Lifetime value of a paying user over what a new one cost; NULL while the month's cost is not entered	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
active_minutes	minutes	{daily,weekly,monthly}	\N	2	Clock minutes in which a user had an action, of all users	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
sessions_per_user	ratio	{daily}	\N	1	Distinct session ids for each user who has any	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
message_response_time	seconds	{daily}	\N	1	Mean time in which messages were answered	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
goal_completion_rate	fraction	{daily}	\N	1	Of the goals of which anything was heard on the day, those that were completed	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
habit_adherence_score	fraction	{daily}	\N	2	Of the habits of which anything was heard for the day, the mean score of the 7 days that end with it	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
ai_nudge_effectiveness	fraction	{daily}	\N	2	Of the nudges sent on the day, those that their user opened within 24 hours	2024-04-01 12:00:03.134547+00	2024-04-01 12:00:03.134547+00
cups	cups	{daily,weekly}	SELECT count(*) FROM public.analytics_events\n    WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND event_type = 'tea_brewed'	1	\N	2024-04-01 12:00:04.650947+00	2024-04-01 12:00:04.650947+00
\.


--
-- Data for Name: analytics_metrics; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_metrics (tenant_id, metric_date, metric_type, period, value, metadata) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	dau	daily	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	revenue	daily	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	active_minutes	daily	10	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	dau	daily	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	cups	daily	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	cups	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	dau	daily	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	active_minutes	daily	13	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	dau	daily	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	cups	daily	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	cups	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	active_minutes	daily	22	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	dau	daily	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	new_registrations	daily	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	revenue	daily	22.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	successful_payments	daily	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	active_minutes	daily	11	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	dau	daily	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	revenue	daily	4.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	cups	daily	3	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	cups	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	active_minutes	daily	21	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	dau	daily	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	revenue	daily	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	cups	daily	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	active_minutes	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	dau	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	sessions_per_user	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	cups	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	dau	daily	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	cups	daily	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	habit_adherence_score	daily	0.142857	{"own_days": true, "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	habit_adherence_score	daily	0.142857	{"own_days": true, "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-07	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-07	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-13	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-13	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-19	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-19	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	revenue	weekly	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	active_minutes	weekly	22	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	new_registrations	weekly	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	revenue	weekly	22.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	successful_payments	weekly	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	cups	weekly	3	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	active_minutes	weekly	21	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	revenue	weekly	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	active_minutes	monthly	103	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	cancelled_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	churn_rate	monthly	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	failed_payments	monthly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	generations_completed	monthly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	generations_failed	monthly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	ltv_cac_ratio	monthly	\N	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	mau	monthly	4	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	new_registrations	monthly	2	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	new_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	referrals_accepted	monthly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	referrals_sent	monthly	0	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	revenue	monthly	67.5	{"currencies": ["EUR", "USD"], "calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	successful_payments	monthly	6	{"calculated_at": "2024-04-01T12:00:06.337511Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	active_minutes	daily	4	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	dau	daily	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	cups	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	active_minutes	daily	7	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	dau	daily	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	cups	daily	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	active_minutes	monthly	46	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	cancelled_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	churn_rate	monthly	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	failed_payments	monthly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	generations_completed	monthly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	generations_failed	monthly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	ltv_cac_ratio	monthly	\N	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	mau	monthly	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	new_registrations	monthly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	new_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	referrals_accepted	monthly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	referrals_sent	monthly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	revenue	monthly	22.5	{"currencies": ["EUR", "USD"], "calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	successful_payments	monthly	3	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	active_minutes	weekly	10	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	revenue	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	successful_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	active_minutes	weekly	13	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	active_minutes	weekly	11	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	revenue	weekly	4.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	active_minutes	weekly	5	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	revenue	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	successful_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	cups	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	active_minutes	weekly	7	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:07.243332Z", "definition_version": 1}
\.


--
-- Data for Name: analytics_opt_outs; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_opt_outs (tenant_id, user_id, opted_out_at) FROM stdin;
bbbbbbbb-0000-4000-8000-000000000002	07920df6-4cef-5db1-b28e-0ec726793751	2024-04-01 12:00:07.407943+00
\.


--
-- Data for Name: analytics_pii_rules; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_pii_rules (key, action, description, is_secret) FROM stdin;
email	drop	\N	f
email_address	drop	\N	f
name	drop	\N	f
full_name	drop	\N	f
first_name	drop	\N	f
last_name	drop	\N	f
phone	drop	\N	f
phone_number	drop	\N	f
ip	drop	\N	f
ip_address	drop	\N	f
password	drop	\N	t
password_confirmation	drop	\N	t
password_hash	drop	\N	t
passwd	drop	\N	t
passphrase	drop	\N	t
pwd	drop	\N	t
access_token	drop	\N	t
refresh_token	drop	\N	t
api_key	drop	\N	t
client_secret	drop	\N	t
card_number	drop	\N	t
credit_card	drop	\N	t
credit_card_number	drop	\N	t
pan	drop	\N	t
cvc	drop	\N	t
cvc2	drop	\N	t
cvv	drop	\N	t
cvv2	drop	\N	t
iban	drop	\N	t
ssn	drop	\N	t
social_security_number	drop	\N	t
nickname	hash	what friends call them	f
shoe_size	drop	\N	f
\.


--
-- Data for Name: analytics_rate_slots; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_rate_slots (tenant_id, slot, free_at) FROM stdin;
00000000-0000-0000-0000-000000000000	2	-infinity
00000000-0000-0000-0000-000000000000	3	-infinity
00000000-0000-0000-0000-000000000000	4	-infinity
00000000-0000-0000-0000-000000000000	5	-infinity
00000000-0000-0000-0000-000000000000	6	-infinity
00000000-0000-0000-0000-000000000000	7	-infinity
00000000-0000-0000-0000-000000000000	8	-infinity
00000000-0000-0000-0000-000000000000	9	-infinity
00000000-0000-0000-0000-000000000000	10	-infinity
00000000-0000-0000-0000-000000000000	11	-infinity
00000000-0000-0000-0000-000000000000	12	-infinity
00000000-0000-0000-0000-000000000000	13	-infinity
00000000-0000-0000-0000-000000000000	14	-infinity
00000000-0000-0000-0000-000000000000	15	-infinity
00000000-0000-0000-0000-000000000000	16	-infinity
00000000-0000-0000-0000-000000000000	17	-infinity
00000000-0000-0000-0000-000000000000	18	-infinity
00000000-0000-0000-0000-000000000000	19	-infinity
00000000-0000-0000-0000-000000000000	20	-infinity
00000000-0000-0000-0000-000000000000	1	2024-04-01 12:01:06.335841+00
\.


--
-- Data for Name: analytics_retention_policies; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_retention_policies (retention_class, keep, export_first, updated_at) FROM stdin;
events	1000 years	f	2024-04-01 12:00:07.237555+00
audit	1000 years	f	2024-04-01 12:00:07.237555+00
security	1000 years	f	2024-04-01 12:00:07.237555+00
performance	1000 years	f	2024-04-01 12:00:07.237555+00
brief	1000 years	f	2024-04-01 12:00:07.237555+00
\.


--
-- Data for Name: analytics_run_log; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_run_log (run_id, step, target, status, event_count, started_at, finished_at, error_code, error, as_of, steps, state) FROM stdin;
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	create		done	0	2024-04-01 12:00:06.340473+00	2024-04-01 12:00:06.347921+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	register		done	2	2024-04-01 12:00:06.348593+00	2024-04-01 12:00:06.356702+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	drain	analytics_events_2024w09	done	37	2024-04-01 12:00:06.357484+00	2024-04-01 12:00:06.42075+00	\N	\N	\N	\N	\N
78408e46-2820-4964-acd2-fab824586fa5	purge		done	6	2024-04-01 12:00:07.215167+00	2024-04-01 12:00:07.236862+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	drain	analytics_events_2024w10	done	40	2024-04-01 12:00:06.422871+00	2024-04-01 12:00:06.503414+00	\N	\N	\N	\N	\N
78408e46-2820-4964-acd2-fab824586fa5	run		done	0	2024-04-01 12:00:07.21459+00	2024-04-01 12:00:07.237313+00	\N	\N	2024-04-01 12:00:07.213367+00	{purge}	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	drain	analytics_events_2024w11	done	43	2024-04-01 12:00:06.505431+00	2024-04-01 12:00:06.639112+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	drain	analytics_events_2024w12	done	37	2024-04-01 12:00:06.641516+00	2024-04-01 12:00:06.719641+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	drain	analytics_events_2024w13	done	38	2024-04-01 12:00:06.721508+00	2024-04-01 12:00:06.775969+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	drain		done	195	2024-04-01 12:00:06.357337+00	2024-04-01 12:00:06.779187+00	\N	\N	\N	\N	\N
19508d97-22cb-4b31-8002-d08d71789a61	refresh		done	0	2024-04-01 12:00:07.412162+00	2024-04-01 12:00:07.414401+00	\N	\N	\N	\N	\N
19508d97-22cb-4b31-8002-d08d71789a61	analyze		done	0	2024-04-01 12:00:07.41474+00	2024-04-01 12:00:07.417933+00	\N	\N	\N	\N	\N
19508d97-22cb-4b31-8002-d08d71789a61	run		done	0	2024-04-01 12:00:07.411716+00	2024-04-01 12:00:07.418663+00	\N	\N	2024-04-01 12:00:07.411065+00	{refresh,analyze}	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	refresh		done	378	2024-04-01 12:00:06.779626+00	2024-04-01 12:00:07.184694+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	purge		done	0	2024-04-01 12:00:07.185213+00	2024-04-01 12:00:07.19262+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	keys		done	0	2024-04-01 12:00:07.193069+00	2024-04-01 12:00:07.195412+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	analyze		done	0	2024-04-01 12:00:07.19582+00	2024-04-01 12:00:07.200006+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	trim		done	0	2024-04-01 12:00:07.200797+00	2024-04-01 12:00:07.203287+00	\N	\N	\N	\N	\N
f8a68688-a5ae-474c-9fb9-8e7fb7fb6a00	run		done	0	2024-04-01 12:00:06.339552+00	2024-04-01 12:00:07.204903+00	\N	\N	2024-04-01 12:00:06.337511+00	{create,register,drain,refresh,purge,keys,analyze,trim}	\N
78408e46-2820-4964-acd2-fab824586fa5	purge	analytics_events_2024w09	done	2	2024-04-01 12:00:07.215323+00	2024-04-01 12:00:07.223121+00	\N	\N	\N	\N	\N
78408e46-2820-4964-acd2-fab824586fa5	purge	analytics_events_2024w10	done	2	2024-04-01 12:00:07.223535+00	2024-04-01 12:00:07.228634+00	\N	\N	\N	\N	\N
78408e46-2820-4964-acd2-fab824586fa5	purge	analytics_events_2024w11	done	2	2024-04-01 12:00:07.229018+00	2024-04-01 12:00:07.234009+00	\N	\N	\N	\N	\N
\.


--
-- Data for Name: analytics_sealed_days; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_sealed_days (day, sealed_at, purged_events) FROM stdin;
2024-03-02	2024-04-01 12:00:07.215235+00	2
2024-03-08	2024-04-01 12:00:07.223441+00	2
2024-03-14	2024-04-01 12:00:07.228935+00	2
\.


--
-- Data for Name: analytics_stale_buckets; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_stale_buckets (tenant_id, period, starts_on) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	monthly	2024-04-01
bbbbbbbb-0000-4000-8000-000000000002	monthly	2024-04-01
\.


--
-- Data for Name: analytics_store; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_store (singleton, version, partition_by, partition_schema, installed_at) FROM stdin;
t	1	week	analytics_partitions	2024-04-01 12:00:03.134547+00
\.


--
-- Data for Name: analytics_tenant_members; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_tenant_members (role, tenant_id) FROM stdin;
store_app	aaaaaaaa-0000-4000-8000-000000000001
store_analyst	bbbbbbbb-0000-4000-8000-000000000002
\.


--
-- Data for Name: analytics_user_days; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_user_days (tenant_id, user_id, day, has_paid, is_active) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-03-02	t	t
aaaaaaaa-0000-4000-8000-000000000001	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-03-02	f	t
aaaaaaaa-0000-4000-8000-000000000001	cd09c871-c7cd-5f73-a9d8-906072c387ef	2024-03-02	f	t
aaaaaaaa-0000-4000-8000-000000000001	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-03-02	f	t
bbbbbbbb-0000-4000-8000-000000000002	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-03-02	f	t
aaaaaaaa-0000-4000-8000-000000000001	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-03-08	f	t
aaaaaaaa-0000-4000-8000-000000000001	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-03-08	t	t
aaaaaaaa-0000-4000-8000-000000000001	cd09c871-c7cd-5f73-a9d8-906072c387ef	2024-03-08	f	t
aaaaaaaa-0000-4000-8000-000000000001	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-03-08	f	t
bbbbbbbb-0000-4000-8000-000000000002	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-03-08	t	t
aaaaaaaa-0000-4000-8000-000000000001	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-03-14	f	t
aaaaaaaa-0000-4000-8000-000000000001	616e6f6e-1946-82a4-935f-5c10b2d0a069	2024-03-14	f	t
aaaaaaaa-0000-4000-8000-000000000001	616e6f6e-3ed8-8608-830d-71b4dc5799ca	2024-03-14	f	t
aaaaaaaa-0000-4000-8000-000000000001	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-03-14	f	t
aaaaaaaa-0000-4000-8000-000000000001	cd09c871-c7cd-5f73-a9d8-906072c387ef	2024-03-14	t	t
aaaaaaaa-0000-4000-8000-000000000001	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-03-14	t	t
bbbbbbbb-0000-4000-8000-000000000002	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-03-14	f	t
aaaaaaaa-0000-4000-8000-000000000001	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-03-20	t	t
aaaaaaaa-0000-4000-8000-000000000001	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-03-20	f	t
aaaaaaaa-0000-4000-8000-000000000001	cd09c871-c7cd-5f73-a9d8-906072c387ef	2024-03-20	f	t
aaaaaaaa-0000-4000-8000-000000000001	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-03-20	f	t
bbbbbbbb-0000-4000-8000-000000000002	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-03-20	f	t
bbbbbbbb-0000-4000-8000-000000000002	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-03-21	f	t
aaaaaaaa-0000-4000-8000-000000000001	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-03-26	f	t
aaaaaaaa-0000-4000-8000-000000000001	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-03-26	t	t
aaaaaaaa-0000-4000-8000-000000000001	cd09c871-c7cd-5f73-a9d8-906072c387ef	2024-03-26	f	t
aaaaaaaa-0000-4000-8000-000000000001	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-03-26	f	t
bbbbbbbb-0000-4000-8000-000000000002	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-03-26	t	t
\.


--
-- Data for Name: analytics_users; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_users (tenant_id, user_id, properties, created_at, updated_at) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	cd09c871-c7cd-5f73-a9d8-906072c387ef	{"plan": "green", "source": "friend", "nickname": "hmac-sha256:eaabd00ef9fd037a5ea6e4b7ce37314261dbc27c9d503cf7e3107945cc080477"}	2024-04-01 12:00:06.333627+00	2024-04-01 12:00:06.333627+00
aaaaaaaa-0000-4000-8000-000000000001	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	{"plan": "black"}	2024-04-01 12:00:06.334563+00	2024-04-01 12:00:06.334563+00
\.


--
-- Name: analytics_events analytics_events_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_events
    ADD CONSTRAINT analytics_events_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w09 analytics_events_2024w09_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w09
    ADD CONSTRAINT analytics_events_2024w09_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w10 analytics_events_2024w10_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w10
    ADD CONSTRAINT analytics_events_2024w10_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w11 analytics_events_2024w11_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w11
    ADD CONSTRAINT analytics_events_2024w11_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w12 analytics_events_2024w12_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w12
    ADD CONSTRAINT analytics_events_2024w12_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w13 analytics_events_2024w13_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w13
    ADD CONSTRAINT analytics_events_2024w13_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w14 analytics_events_2024w14_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w14
    ADD CONSTRAINT analytics_events_2024w14_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w15 analytics_events_2024w15_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w15
    ADD CONSTRAINT analytics_events_2024w15_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w16 analytics_events_2024w16_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w16
    ADD CONSTRAINT analytics_events_2024w16_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w17 analytics_events_2024w17_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w17
    ADD CONSTRAINT analytics_events_2024w17_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w18 analytics_events_2024w18_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w18
    ADD CONSTRAINT analytics_events_2024w18_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w19 analytics_events_2024w19_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w19
    ADD CONSTRAINT analytics_events_2024w19_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w20 analytics_events_2024w20_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w20
    ADD CONSTRAINT analytics_events_2024w20_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_2024w21 analytics_events_2024w21_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_2024w21
    ADD CONSTRAINT analytics_events_2024w21_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_events_default analytics_events_default_pkey; Type: CONSTRAINT; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE ONLY analytics_partitions.analytics_events_default
    ADD CONSTRAINT analytics_events_default_pkey PRIMARY KEY (id, occurred_at);


--
-- Name: analytics_acquisition_costs analytics_acquisition_costs_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_acquisition_costs
    ADD CONSTRAINT analytics_acquisition_costs_pkey PRIMARY KEY (tenant_id, month);


--
-- Name: analytics_aliases analytics_aliases_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_aliases
    ADD CONSTRAINT analytics_aliases_pkey PRIMARY KEY (tenant_id, anonymous_id);


--
-- Name: analytics_audit_log analytics_audit_log_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_audit_log
    ADD CONSTRAINT analytics_audit_log_pkey PRIMARY KEY (id);


--
-- Name: analytics_erasures analytics_erasures_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_erasures
    ADD CONSTRAINT analytics_erasures_pkey PRIMARY KEY (erasure_id);


--
-- Name: analytics_event_keys analytics_event_keys_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_event_keys
    ADD CONSTRAINT analytics_event_keys_pkey PRIMARY KEY (tenant_id, key_hash);


--
-- Name: analytics_event_types analytics_event_types_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_event_types
    ADD CONSTRAINT analytics_event_types_pkey PRIMARY KEY (tenant_id, event_type);


--
-- Name: analytics_exports analytics_exports_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_exports
    ADD CONSTRAINT analytics_exports_pkey PRIMARY KEY (period_start);


--
-- Name: analytics_funnel_stages analytics_funnel_stages_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_funnel_stages
    ADD CONSTRAINT analytics_funnel_stages_pkey PRIMARY KEY (stage);


--
-- Name: analytics_hash_key analytics_hash_key_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_hash_key
    ADD CONSTRAINT analytics_hash_key_pkey PRIMARY KEY (singleton);


--
-- Name: analytics_metric_definitions analytics_metric_definitions_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_metric_definitions
    ADD CONSTRAINT analytics_metric_definitions_pkey PRIMARY KEY (name);


--
-- Name: analytics_metrics analytics_metrics_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_metrics
    ADD CONSTRAINT analytics_metrics_pkey PRIMARY KEY (tenant_id, metric_type, period, metric_date);


--
-- Name: analytics_opt_outs analytics_opt_outs_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_opt_outs
    ADD CONSTRAINT analytics_opt_outs_pkey PRIMARY KEY (tenant_id, user_id);


--
-- Name: analytics_pii_rules analytics_pii_rules_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_pii_rules
    ADD CONSTRAINT analytics_pii_rules_pkey PRIMARY KEY (key);


--
-- Name: analytics_rate_slots analytics_rate_slots_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_rate_slots
    ADD CONSTRAINT analytics_rate_slots_pkey PRIMARY KEY (tenant_id, slot);


--
-- Name: analytics_retention_policies analytics_retention_policies_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_retention_policies
    ADD CONSTRAINT analytics_retention_policies_pkey PRIMARY KEY (retention_class);


--
-- Name: analytics_run_log analytics_run_log_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_run_log
    ADD CONSTRAINT analytics_run_log_pkey PRIMARY KEY (run_id, step, target);


--
-- Name: analytics_sealed_days analytics_sealed_days_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_sealed_days
    ADD CONSTRAINT analytics_sealed_days_pkey PRIMARY KEY (day);


--
-- Name: analytics_stale_buckets analytics_stale_buckets_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_stale_buckets
    ADD CONSTRAINT analytics_stale_buckets_pkey PRIMARY KEY (period, starts_on, tenant_id);


--
-- Name: analytics_store analytics_store_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_store
    ADD CONSTRAINT analytics_store_pkey PRIMARY KEY (singleton);


--
-- Name: analytics_tenant_members analytics_tenant_members_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_tenant_members
    ADD CONSTRAINT analytics_tenant_members_pkey PRIMARY KEY (role, tenant_id);


--
-- Name: analytics_user_days analytics_user_days_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_user_days
    ADD CONSTRAINT analytics_user_days_pkey PRIMARY KEY (tenant_id, day, user_id);


--
-- Name: analytics_users analytics_users_pkey; Type: CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_users
    ADD CONSTRAINT analytics_users_pkey PRIMARY KEY (tenant_id, user_id);


--
-- Name: analytics_events_type_idx; Type: INDEX; Schema: public; Owner: store_owner
--

CREATE INDEX analytics_events_type_idx ON ONLY public.analytics_events USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w09_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w09_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w09 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_user_idx; Type: INDEX; Schema: public; Owner: store_owner
--

CREATE INDEX analytics_events_user_idx ON ONLY public.analytics_events USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w09_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w09_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w09 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w10_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w10_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w10 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w10_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w10_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w10 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w11_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w11_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w11 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w11_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w11_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w11 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w12_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w12_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w12 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w12_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w12_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w12 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w13_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w13_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w13 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w13_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w13_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w13 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w14_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w14_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w14 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w14_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w14_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w14 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w15_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w15_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w15 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w15_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w15_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w15 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w16_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w16_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w16 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w16_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w16_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w16 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w17_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w17_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w17 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w17_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w17_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w17 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w18_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w18_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w18 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w18_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w18_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w18 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w19_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w19_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w19 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w19_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w19_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w19 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w20_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w20_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w20 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w20_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w20_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w20 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_2024w21_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w21_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_2024w21 USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_2024w21_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_2024w21_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_2024w21 USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_events_default_tenant_id_event_type_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_default_tenant_id_event_type_occurred_at_idx ON analytics_partitions.analytics_events_default USING btree (tenant_id, event_type, occurred_at);


--
-- Name: analytics_events_default_tenant_id_user_id_occurred_at_idx; Type: INDEX; Schema: analytics_partitions; Owner: store_owner
--

CREATE INDEX analytics_events_default_tenant_id_user_id_occurred_at_idx ON analytics_partitions.analytics_events_default USING btree (tenant_id, user_id, occurred_at) WHERE (user_id IS NOT NULL);


--
-- Name: analytics_aliases_user_idx; Type: INDEX; Schema: public; Owner: store_owner
--

CREATE INDEX analytics_aliases_user_idx ON public.analytics_aliases USING btree (tenant_id, user_id);


--
-- Name: analytics_audit_log_time_idx; Type: INDEX; Schema: public; Owner: store_owner
--

CREATE INDEX analytics_audit_log_time_idx ON public.analytics_audit_log USING btree (occurred_at);


--
-- Name: analytics_erasures_subject_idx; Type: INDEX; Schema: public; Owner: store_owner
--

CREATE INDEX analytics_erasures_subject_idx ON public.analytics_erasures USING btree (subject);


--
-- Name: analytics_metrics_date_idx; Type: INDEX; Schema: public; Owner: store_owner
--

CREATE INDEX analytics_metrics_date_idx ON public.analytics_metrics USING btree (metric_date, period, tenant_id);


--
-- Name: analytics_pii_rules_folded_idx; Type: INDEX; Schema: public; Owner: store_owner
--

CREATE UNIQUE INDEX analytics_pii_rules_folded_idx ON public.analytics_pii_rules USING btree (lower(translate(key, '_- 	
v"''`'::text, ''::text)));


--
-- Name: analytics_user_days_paid_idx; Type: INDEX; Schema: public; Owner: store_owner
--

CREATE INDEX analytics_user_days_paid_idx ON public.analytics_user_days USING btree (tenant_id, user_id, day) WHERE has_paid;


--
-- Name: analytics_user_days_user_idx; Type: INDEX; Schema: public; Owner: store_owner
--

CREATE INDEX analytics_user_days_user_idx ON public.analytics_user_days USING btree (tenant_id, user_id, day);


--
-- Name: analytics_events_2024w09_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w09_pkey;


--
-- Name: analytics_events_2024w09_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w09_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w09_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w09_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w10_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w10_pkey;


--
-- Name: analytics_events_2024w10_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w10_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w10_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w10_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w11_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w11_pkey;


--
-- Name: analytics_events_2024w11_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w11_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w11_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w11_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w12_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w12_pkey;


--
-- Name: analytics_events_2024w12_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w12_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w12_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w12_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w13_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w13_pkey;


--
-- Name: analytics_events_2024w13_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w13_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w13_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w13_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w14_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w14_pkey;


--
-- Name: analytics_events_2024w14_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w14_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w14_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w14_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w15_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w15_pkey;


--
-- Name: analytics_events_2024w15_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w15_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w15_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w15_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w16_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w16_pkey;


--
-- Name: analytics_events_2024w16_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w16_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w16_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w16_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w17_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w17_pkey;


--
-- Name: analytics_events_2024w17_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w17_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w17_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w17_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w18_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w18_pkey;


--
-- Name: analytics_events_2024w18_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w18_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w18_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w18_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w19_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w19_pkey;


--
-- Name: analytics_events_2024w19_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w19_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w19_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w19_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w20_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w20_pkey;


--
-- Name: analytics_events_2024w20_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w20_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w20_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w20_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w21_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_2024w21_pkey;


--
-- Name: analytics_events_2024w21_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w21_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_2024w21_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_2024w21_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_default_pkey; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_pkey ATTACH PARTITION analytics_partitions.analytics_events_default_pkey;


--
-- Name: analytics_events_default_tenant_id_event_type_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_type_idx ATTACH PARTITION analytics_partitions.analytics_events_default_tenant_id_event_type_occurred_at_idx;


--
-- Name: analytics_events_default_tenant_id_user_id_occurred_at_idx; Type: INDEX ATTACH; Schema: analytics_partitions; Owner: store_owner
--

ALTER INDEX public.analytics_events_user_idx ATTACH PARTITION analytics_partitions.analytics_events_default_tenant_id_user_id_occurred_at_idx;


--
-- Name: analytics_events_2024w09 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w09 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w10 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w10 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w11 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w11 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w12 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w12 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w13 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w13 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w14 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w14 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w15 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w15 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w16 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w16 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w17 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w17 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w18 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w18 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w19 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w19 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w20 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w20 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_2024w21 analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_2024w21 FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_events_default analytics_gate_truncate; Type: TRIGGER; Schema: analytics_partitions; Owner: store_owner
--

CREATE TRIGGER analytics_gate_truncate BEFORE TRUNCATE ON analytics_partitions.analytics_events_default FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_gate_truncate();


--
-- Name: analytics_acquisition_costs analytics_acquisition_costs_changed; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_acquisition_costs_changed AFTER INSERT OR DELETE OR UPDATE ON public.analytics_acquisition_costs FOR EACH ROW EXECUTE FUNCTION public.analytics_acquisition_costs_changed();


--
-- Name: analytics_event_types analytics_audit_delete; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_delete AFTER DELETE ON public.analytics_event_types REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_funnel_stages analytics_audit_delete; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_delete AFTER DELETE ON public.analytics_funnel_stages REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_hash_key analytics_audit_delete; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_delete AFTER DELETE ON public.analytics_hash_key REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_pii_rules analytics_audit_delete; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_delete AFTER DELETE ON public.analytics_pii_rules REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_retention_policies analytics_audit_delete; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_delete AFTER DELETE ON public.analytics_retention_policies REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_tenant_members analytics_audit_delete; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_delete AFTER DELETE ON public.analytics_tenant_members REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_audit_log analytics_audit_guard; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_guard BEFORE DELETE OR UPDATE ON public.analytics_audit_log FOR EACH ROW EXECUTE FUNCTION public.analytics_audit_guard();


--
-- Name: analytics_audit_log analytics_audit_guard_truncate; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_guard_truncate BEFORE TRUNCATE ON public.analytics_audit_log FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_guard();


--
-- Name: analytics_event_types analytics_audit_insert; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_insert AFTER INSERT ON public.analytics_event_types REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_funnel_stages analytics_audit_insert; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_insert AFTER INSERT ON public.analytics_funnel_stages REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_hash_key analytics_audit_insert; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_insert AFTER INSERT ON public.analytics_hash_key REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_pii_rules analytics_audit_insert; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_insert AFTER INSERT ON public.analytics_pii_rules REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_retention_policies analytics_audit_insert; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_insert AFTER INSERT ON public.analytics_retention_policies REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_tenant_members analytics_audit_insert; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_insert AFTER INSERT ON public.analytics_tenant_members REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_event_types analytics_audit_truncate; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_truncate AFTER TRUNCATE ON public.analytics_event_types FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_funnel_stages analytics_audit_truncate; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_truncate AFTER TRUNCATE ON public.analytics_funnel_stages FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_hash_key analytics_audit_truncate; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_truncate AFTER TRUNCATE ON public.analytics_hash_key FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_pii_rules analytics_audit_truncate; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_truncate AFTER TRUNCATE ON public.analytics_pii_rules FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_retention_policies analytics_audit_truncate; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_truncate AFTER TRUNCATE ON public.analytics_retention_policies FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_tenant_members analytics_audit_truncate; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_truncate AFTER TRUNCATE ON public.analytics_tenant_members FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_event_types analytics_audit_update; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_update AFTER UPDATE ON public.analytics_event_types REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_funnel_stages analytics_audit_update; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_update AFTER UPDATE ON public.analytics_funnel_stages REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_hash_key analytics_audit_update; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_update AFTER UPDATE ON public.analytics_hash_key REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_pii_rules analytics_audit_update; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_update AFTER UPDATE ON public.analytics_pii_rules REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_retention_policies analytics_audit_update; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_update AFTER UPDATE ON public.analytics_retention_policies REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_tenant_members analytics_audit_update; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_audit_update AFTER UPDATE ON public.analytics_tenant_members REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_audit_configuration();


--
-- Name: analytics_event_types analytics_config_changed; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changed AFTER INSERT OR DELETE OR UPDATE ON public.analytics_event_types FOR EACH ROW EXECUTE FUNCTION public.analytics_config_changed();

ALTER TABLE public.analytics_event_types ENABLE ALWAYS TRIGGER analytics_config_changed;


--
-- Name: analytics_funnel_stages analytics_config_changed; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changed AFTER INSERT OR DELETE OR UPDATE ON public.analytics_funnel_stages FOR EACH ROW EXECUTE FUNCTION public.analytics_config_changed();

ALTER TABLE public.analytics_funnel_stages ENABLE ALWAYS TRIGGER analytics_config_changed;


--
-- Name: analytics_hash_key analytics_config_changed; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changed AFTER INSERT OR DELETE OR UPDATE ON public.analytics_hash_key FOR EACH ROW EXECUTE FUNCTION public.analytics_config_changed();

ALTER TABLE public.analytics_hash_key ENABLE ALWAYS TRIGGER analytics_config_changed;


--
-- Name: analytics_opt_outs analytics_config_changed; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changed AFTER INSERT OR DELETE OR UPDATE ON public.analytics_opt_outs FOR EACH ROW EXECUTE FUNCTION public.analytics_config_changed();

ALTER TABLE public.analytics_opt_outs ENABLE ALWAYS TRIGGER analytics_config_changed;


--
-- Name: analytics_pii_rules analytics_config_changed; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changed AFTER INSERT OR DELETE OR UPDATE ON public.analytics_pii_rules FOR EACH ROW EXECUTE FUNCTION public.analytics_config_changed();

ALTER TABLE public.analytics_pii_rules ENABLE ALWAYS TRIGGER analytics_config_changed;


--
-- Name: analytics_retention_policies analytics_config_changed; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changed AFTER INSERT OR DELETE OR UPDATE ON public.analytics_retention_policies FOR EACH ROW EXECUTE FUNCTION public.analytics_config_changed();

ALTER TABLE public.analytics_retention_policies ENABLE ALWAYS TRIGGER analytics_config_changed;


--
-- Name: analytics_tenant_members analytics_config_changed; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changed AFTER INSERT OR DELETE OR UPDATE ON public.analytics_tenant_members FOR EACH ROW EXECUTE FUNCTION public.analytics_config_changed();

ALTER TABLE public.analytics_tenant_members ENABLE ALWAYS TRIGGER analytics_config_changed;


--
-- Name: analytics_event_types analytics_config_changing; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changing BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.analytics_event_types FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_config_changed();


--
-- Name: analytics_funnel_stages analytics_config_changing; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changing BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.analytics_funnel_stages FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_config_changed();


--
-- Name: analytics_hash_key analytics_config_changing; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changing BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.analytics_hash_key FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_config_changed();


--
-- Name: analytics_opt_outs analytics_config_changing; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changing BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.analytics_opt_outs FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_config_changed();


--
-- Name: analytics_pii_rules analytics_config_changing; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changing BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.analytics_pii_rules FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_config_changed();


--
-- Name: analytics_retention_policies analytics_config_changing; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changing BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.analytics_retention_policies FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_config_changed();


--
-- Name: analytics_tenant_members analytics_config_changing; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_config_changing BEFORE INSERT OR DELETE OR UPDATE OR TRUNCATE ON public.analytics_tenant_members FOR EACH STATEMENT EXECUTE FUNCTION public.analytics_config_changed();


--
-- Name: analytics_event_types analytics_event_types_check; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_event_types_check BEFORE INSERT OR UPDATE ON public.analytics_event_types FOR EACH ROW EXECUTE FUNCTION public.analytics_event_types_check();


--
-- Name: analytics_events analytics_gate; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_gate BEFORE INSERT OR DELETE OR UPDATE ON public.analytics_events FOR EACH ROW EXECUTE FUNCTION public.analytics_gate();


--
-- Name: analytics_inbox analytics_inbox_insert; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_inbox_insert INSTEAD OF INSERT ON public.analytics_inbox FOR EACH ROW EXECUTE FUNCTION public.analytics_inbox_insert();


--
-- Name: analytics_users analytics_users_gate; Type: TRIGGER; Schema: public; Owner: store_owner
--

CREATE TRIGGER analytics_users_gate BEFORE INSERT OR UPDATE ON public.analytics_users FOR EACH ROW EXECUTE FUNCTION public.analytics_users_gate();


--
-- Name: analytics_event_types analytics_event_types_funnel_stage_fkey; Type: FK CONSTRAINT; Schema: public; Owner: store_owner
--

ALTER TABLE ONLY public.analytics_event_types
    ADD CONSTRAINT analytics_event_types_funnel_stage_fkey FOREIGN KEY (funnel_stage) REFERENCES public.analytics_funnel_stages(stage);


--
-- Name: analytics_events_2024w09; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w09 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w10; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w10 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w11; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w11 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w12; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w12 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w13; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w13 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w14; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w14 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w15; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w15 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w16; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w16 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w17; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w17 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w18; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w18 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w19; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w19 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w20; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w20 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_2024w21; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_2024w21 ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events_default; Type: ROW SECURITY; Schema: analytics_partitions; Owner: store_owner
--

ALTER TABLE analytics_partitions.analytics_events_default ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_acquisition_costs; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_acquisition_costs ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_aliases; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_aliases ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_audit_log; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_audit_log ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_event_types analytics_delete; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_delete ON public.analytics_event_types AS RESTRICTIVE FOR DELETE USING (((tenant_id <> '00000000-0000-0000-0000-000000000000'::uuid) OR ( SELECT public.analytics_is_unbound() AS analytics_is_unbound)));


--
-- Name: analytics_dirty_buckets; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_dirty_buckets ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_erasures; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_erasures ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_event_keys; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_event_keys ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_event_types; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_event_types ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_events; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_events ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_exports; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_exports ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_funnel_stages; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_funnel_stages ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_hash_key; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_hash_key ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_metric_definitions; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_metric_definitions ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_metrics; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_metrics ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_opt_outs; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_opt_outs ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_pii_rules; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_pii_rules ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_rate_slots; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_rate_slots ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_acquisition_costs analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_acquisition_costs FOR SELECT USING ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[])));


--
-- Name: analytics_aliases analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_aliases FOR SELECT USING ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[])));


--
-- Name: analytics_audit_log analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_audit_log FOR SELECT USING (((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[])) OR ((tenant_id IS NULL) AND ( SELECT public.analytics_is_unbound() AS analytics_is_unbound))));


--
-- Name: analytics_erasures analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_erasures FOR SELECT USING ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[])));


--
-- Name: analytics_event_types analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_event_types FOR SELECT USING (((tenant_id = '00000000-0000-0000-0000-000000000000'::uuid) AND (NOT auto_registered)));


--
-- Name: analytics_exports analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_exports FOR SELECT USING (( SELECT public.analytics_is_unbound() AS analytics_is_unbound));


--
-- Name: analytics_funnel_stages analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_funnel_stages FOR SELECT USING (true);


--
-- Name: analytics_metric_definitions analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_metric_definitions FOR SELECT USING (true);


--
-- Name: analytics_metrics analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_metrics FOR SELECT USING ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[])));


--
-- Name: analytics_opt_outs analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_opt_outs FOR SELECT USING ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[])));


--
-- Name: analytics_pii_rules analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_pii_rules FOR SELECT USING (true);


--
-- Name: analytics_retention_policies analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_retention_policies FOR SELECT USING (true);


--
-- Name: analytics_run_log analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_run_log FOR SELECT USING (( SELECT public.analytics_is_unbound() AS analytics_is_unbound));


--
-- Name: analytics_sealed_days analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_sealed_days FOR SELECT USING (true);


--
-- Name: analytics_store analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_store FOR SELECT USING (true);


--
-- Name: analytics_user_days analytics_read; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_read ON public.analytics_user_days FOR SELECT USING ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[])));


--
-- Name: analytics_retention_policies; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_retention_policies ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_run_log; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_run_log ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_sealed_days; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_sealed_days ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_stale_buckets; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_stale_buckets ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_store; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_store ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_event_types analytics_tenant; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_tenant ON public.analytics_event_types USING ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[]))) WITH CHECK (((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[])) AND ((tenant_id <> '00000000-0000-0000-0000-000000000000'::uuid) OR ( SELECT public.analytics_is_unbound() AS analytics_is_unbound))));


--
-- Name: analytics_events analytics_tenant; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_tenant ON public.analytics_events USING ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[]))) WITH CHECK ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[])));


--
-- Name: analytics_users analytics_tenant; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_tenant ON public.analytics_users USING ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[]))) WITH CHECK ((tenant_id = ANY (( SELECT public.analytics_current_tenants() AS analytics_current_tenants)::uuid[])));


--
-- Name: analytics_tenant_members; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_tenant_members ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_event_types analytics_update; Type: POLICY; Schema: public; Owner: store_owner
--

CREATE POLICY analytics_update ON public.analytics_event_types AS RESTRICTIVE FOR UPDATE USING (((tenant_id <> '00000000-0000-0000-0000-000000000000'::uuid) OR ( SELECT public.analytics_is_unbound() AS analytics_is_unbound)));


--
-- Name: analytics_user_days; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_user_days ENABLE ROW LEVEL SECURITY;

--
-- Name: analytics_users; Type: ROW SECURITY; Schema: public; Owner: store_owner
--

ALTER TABLE public.analytics_users ENABLE ROW LEVEL SECURITY;

--
-- Name: SCHEMA public; Type: ACL; Schema: -; Owner: pg_database_owner
--

GRANT CREATE ON SCHEMA public TO store_owner;


--
-- Name: TABLE analytics_events; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT,INSERT ON TABLE public.analytics_events TO store_app;
GRANT SELECT ON TABLE public.analytics_events TO store_analyst;


--
-- Name: TABLE analytics_event_types; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT ON TABLE public.analytics_event_types TO store_app;
GRANT SELECT ON TABLE public.analytics_event_types TO store_analyst;


--
-- Name: TABLE analytics_acquisition_costs; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT ON TABLE public.analytics_acquisition_costs TO store_app;
GRANT SELECT ON TABLE public.analytics_acquisition_costs TO store_analyst;


--
-- Name: TABLE analytics_aliases; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT,INSERT ON TABLE public.analytics_aliases TO store_app;
GRANT SELECT ON TABLE public.analytics_aliases TO store_analyst;


--
-- Name: TABLE analytics_funnel_stages; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT ON TABLE public.analytics_funnel_stages TO store_app;
GRANT SELECT ON TABLE public.analytics_funnel_stages TO store_analyst;


--
-- Name: TABLE analytics_inbox; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT,INSERT ON TABLE public.analytics_inbox TO store_app;
GRANT SELECT ON TABLE public.analytics_inbox TO store_analyst;


--
-- Name: TABLE analytics_metric_definitions; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT ON TABLE public.analytics_metric_definitions TO store_app;
GRANT SELECT ON TABLE public.analytics_metric_definitions TO store_analyst;


--
-- Name: TABLE analytics_metrics; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT ON TABLE public.analytics_metrics TO store_app;
GRANT SELECT ON TABLE public.analytics_metrics TO store_analyst;


--
-- Name: TABLE analytics_retention_policies; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT ON TABLE public.analytics_retention_policies TO store_app;
GRANT SELECT ON TABLE public.analytics_retention_policies TO store_analyst;


--
-- Name: TABLE analytics_sealed_days; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT ON TABLE public.analytics_sealed_days TO store_app;
GRANT SELECT ON TABLE public.analytics_sealed_days TO store_analyst;


--
-- Name: TABLE analytics_store; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT ON TABLE public.analytics_store TO store_app;
GRANT SELECT ON TABLE public.analytics_store TO store_analyst;


--
-- Name: TABLE analytics_user_days; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT ON TABLE public.analytics_user_days TO store_app;
GRANT SELECT ON TABLE public.analytics_user_days TO store_analyst;


--
-- Name: TABLE analytics_users; Type: ACL; Schema: public; Owner: store_owner
--

GRANT SELECT,INSERT ON TABLE public.analytics_users TO store_app;
GRANT SELECT ON TABLE public.analytics_users TO store_analyst;


--
-- PostgreSQL database dump complete
--


