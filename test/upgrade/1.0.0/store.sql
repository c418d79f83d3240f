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
"''`'::text, ''::text)) >= 1) AND (octet_length(translate(key, '_- 	
"''`'::text, ''::text)) <= 64)))
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
018e9988-1fc6-73e6-bfe8-87c4cc083d30	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:37:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	session_started	engagement	{"platform": "web"}
018e9988-1fc6-73e8-b5f7-dc5b3c2f3348	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:39:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	page_view	engagement	{"path": "/1"}
018e9988-1fc6-73ea-a499-11d53523ca4d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:41:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	page_view	engagement	{"path": "/2"}
018e9988-1fc6-73eb-9bda-9df1cf0fd810	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:49:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9988-1fc6-73ed-8f1b-a58b8aa65106	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:52:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	session_ended	engagement	{}
018e9988-1fc6-73ef-9e07-baeae8db47b9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:14:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	session_started	engagement	{"platform": "web"}
018e9988-1fc6-73f0-ace4-650bb6e00546	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:14:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	session_started	engagement	{"platform": "web"}
018e9988-1fc6-73f1-b1f1-520e104487eb	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:16:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/1"}
018e9988-1fc6-73f2-9e95-416fca89f281	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:16:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/1"}
018e9988-1fc6-73f3-899e-86e285831ce2	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:18:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/2"}
018e9988-1fc6-73f4-8ec8-ea0c4561c676	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:18:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/2"}
018e9988-1fc6-73f5-aa31-59e2ebac2117	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:20:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/3"}
018e9988-1fc6-73f6-9e86-13b90bb67965	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:20:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/3"}
018e9988-1fc6-73f7-b011-8d0f3503a246	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:23:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	tea_brewed	steeping	{"kind": "green", "grams": 2.00000000000000000000, "nickname": "hmac-sha256:6d8e62f1c9dd9f2a7499ff7c64882b856bc51190691791af871366261a0174cc"}
018e9988-1fc6-73f8-81f7-182fa1ad8384	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:23:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	tea_brewed	\N	{"kind": "green", "weight": 2.00000000000000000000, "nickname": "hmac-sha256:6d8e62f1c9dd9f2a7499ff7c64882b856bc51190691791af871366261a0174cc"}
018e9988-1fc6-73f9-b4f1-03444503a569	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:26:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9988-1fc6-73fa-a49d-a542d0dc37c4	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:26:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9988-1fc6-73fb-9309-d34cca8b8843	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:29:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	session_ended	engagement	{}
018e9988-1fc6-73fc-813d-ab2c0eb9028d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:29:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	session_ended	engagement	{}
018e9988-1fc6-73fd-8b05-42563bb85d4a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:51:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	session_started	engagement	{"platform": "web"}
018e9988-1fc6-73fe-96d8-2f39d07c3f95	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:53:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/1"}
018e9988-1fc6-73ff-90ea-618c60bd6d21	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:55:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/2"}
018e9988-1fc6-7400-b09f-2d3272a8d613	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:57:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/3"}
018e9988-1fc6-7401-91e5-cecf60283d99	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:59:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/4"}
018e9988-1fc6-7402-9c31-a6a374c44eb3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:02:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	payment_completed	revenue	{"amount": 13.5, "currency": "USD"}
018e9988-1fc6-7403-98a2-a9faa0720098	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:06:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	session_ended	engagement	{}
018e9988-1fc6-7404-bdce-5c0a80af97da	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:28:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7405-94b2-0917fdff6afa	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:30:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	page_view	engagement	{"path": "/1"}
018e9988-1fc6-7406-83c6-ef21d502c56f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:37:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	tea_brewed	steeping	{"kind": "green", "grams": 4.00000000000000000000, "nickname": "hmac-sha256:c69a9cf78e81003db1080c3cbcefd025609b99f1af1fbc986aceb1d8cb1b041a"}
018e9988-1fc6-7407-add7-beb72e8697f1	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:40:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
\.


--
-- Data for Name: analytics_events_2024w10; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w10 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9988-1fc6-740a-acc6-32fea4522a55	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:37:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	session_started	engagement	{"platform": "web"}
018e9988-1fc6-740d-a724-4ae7f8c66301	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:39:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/1"}
018e9988-1fc6-740e-98af-75ac3cd63437	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:41:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/2"}
018e9988-1fc6-7410-a4e9-7051a01de044	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:43:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/3"}
018e9988-1fc6-7412-bb94-c2d37428f3af	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:46:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	tea_brewed	steeping	{"kind": "green", "grams": 1.50000000000000000000, "nickname": "hmac-sha256:19b092239c10b38518f9304a53e2ad4cb3c5569c76c12af758cc80dac35e1109"}
018e9988-1fc6-7415-9a80-827435f6fec3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:49:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9988-1fc6-7416-b3c7-9ca77d242b67	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:52:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	session_ended	engagement	{}
018e9988-1fc6-7418-948b-784084eaacb6	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:14:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7419-a216-c870d42a0de3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:14:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	session_started	engagement	{"platform": "web"}
018e9988-1fc6-741a-9cf3-59eabd1d9b57	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:16:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/1"}
018e9988-1fc6-741b-81b1-c134b49e3421	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:16:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/1"}
018e9988-1fc6-741c-890e-8b2a5a77dfaa	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:18:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/2"}
018e9988-1fc6-741d-9fb4-1c8f9cde42d2	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:18:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/2"}
018e9988-1fc6-741e-a344-1f629024733e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:20:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/3"}
018e9988-1fc6-741f-81f2-fa783be5fdd9	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:20:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/3"}
018e9988-1fc6-7420-b394-0306ec969ddc	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:22:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/4"}
018e9988-1fc6-7421-90c1-899b9f12f2cc	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:22:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/4"}
018e9988-1fc6-7422-9e5d-3fb08f275f81	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:25:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9988-1fc6-7423-a584-5c4ffacafaa9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:25:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9988-1fc6-7424-a399-f87914f05472	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:26:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9988-1fc6-7425-bf8b-eb83080c2933	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:26:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9988-1fc6-7426-b881-bfcefa97dbf8	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:29:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	session_ended	engagement	{}
018e9988-1fc6-7427-9475-a735004c6a83	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:29:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	session_ended	engagement	{}
018e9988-1fc6-7428-970f-c5af4a14653d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:51:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7429-86e9-de1b96a14e10	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:53:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	page_view	engagement	{"path": "/1"}
018e9988-1fc6-742a-8603-e5027334e248	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:00:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	tea_brewed	steeping	{"kind": "green", "grams": 3.50000000000000000000, "nickname": "hmac-sha256:12a69745d381fe38faadc2807328445a1c87fee2dedcbf7535447d7b19811713"}
018e9988-1fc6-742b-a88e-7ffbc474d712	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:28:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	session_started	engagement	{"platform": "web"}
018e9988-1fc6-742c-9719-6cfd4ef7764b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:30:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	page_view	engagement	{"path": "/1"}
018e9988-1fc6-742d-b0ab-9c17f124e379	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:32:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	page_view	engagement	{"path": "/2"}
018e9988-1fc6-742e-b57e-9efc36ec680f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:40:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9988-1fc6-742f-afd1-ba64a51bf7af	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:43:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	session_ended	engagement	{}
\.


--
-- Data for Name: analytics_events_2024w11; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w11 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9988-1fc6-7433-b9f7-11f01ec3696a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:37:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7434-a8bd-891e3615f5f8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:39:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/1"}
018e9988-1fc6-7437-b628-ad5ed7c46f41	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:41:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/2"}
018e9988-1fc6-7439-8e06-7ad776731014	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:43:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/3"}
018e9988-1fc6-743b-b625-f3d7c1a89816	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:45:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/4"}
018e9988-1fc6-743c-975f-a25e30c1203c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:48:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	payment_completed	revenue	{"amount": 4.5, "currency": "USD"}
018e9988-1fc6-743e-9cfe-b3447bce9039	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:49:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9988-1fc6-7441-be28-65ab076eb414	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:52:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	session_ended	engagement	{}
018e9988-1fc6-7442-bbcb-32c45db0dedd	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:14:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7443-8025-b1e59f81b199	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:14:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7444-ac50-1f80ff4ae770	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:16:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	page_view	engagement	{"path": "/1"}
018e9988-1fc6-7445-af46-5f20be6ac67d	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:16:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	page_view	engagement	{"path": "/1"}
018e9988-1fc6-7446-bacb-e08ea056e799	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:23:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	tea_brewed	\N	{"kind": "green", "weight": 3.00000000000000000000, "nickname": "hmac-sha256:6d8e62f1c9dd9f2a7499ff7c64882b856bc51190691791af871366261a0174cc"}
018e9988-1fc6-7447-a294-4f19eac08a12	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:23:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	tea_brewed	steeping	{"kind": "green", "grams": 3.00000000000000000000, "nickname": "hmac-sha256:6d8e62f1c9dd9f2a7499ff7c64882b856bc51190691791af871366261a0174cc"}
018e9988-1fc6-7448-8e7f-35f3913e50f2	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:26:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9988-1fc6-7449-8225-98318d28d3bc	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:26:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9988-1fc6-744a-8211-ff7ac79426bb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:51:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	session_started	engagement	{"platform": "web"}
018e9988-1fc6-744b-af52-2c41f230a222	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:53:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	page_view	engagement	{"path": "/1"}
018e9988-1fc6-744c-bd0b-d09129e6fce7	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:55:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	page_view	engagement	{"path": "/2"}
018e9988-1fc6-744d-a6d2-ad19a2c56948	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:06:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	session_ended	engagement	{}
018e9988-1fc6-744e-8e10-5213f26b69ab	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:28:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	session_started	engagement	{"platform": "web"}
018e9988-1fc6-744f-acfe-0583c213665f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:30:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/1"}
018e9988-1fc6-7450-a072-018527065e49	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:32:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/2"}
018e9988-1fc6-7451-a1d3-47db1d0d26ad	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:34:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/3"}
018e9988-1fc6-7452-9543-20b16970dd69	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:37:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	tea_brewed	steeping	{"kind": "green", "grams": 5.00000000000000000000, "nickname": "hmac-sha256:c69a9cf78e81003db1080c3cbcefd025609b99f1af1fbc986aceb1d8cb1b041a"}
018e9988-1fc6-7453-9201-2d1c5771c0c3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:39:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	payment_completed	revenue	{"amount": 18.0, "currency": "USD"}
018e9988-1fc6-7454-98c5-b9f58be0425b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:40:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9988-1fc6-7455-a4a0-b65f6cc31e6f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:43:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	session_ended	engagement	{}
018e9988-1fed-7e41-85f4-157f465cba5b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:04:00+00	2024-04-01 12:00:18.925891+00	616e6f6e-1946-82a4-935f-5c10b2d0a069	\N	page_view	engagement	{"path": "/welcome"}
018e9988-1fee-79c6-a84f-45ae65c19921	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:08:00+00	2024-04-01 12:00:18.926611+00	616e6f6e-1946-82a4-935f-5c10b2d0a069	\N	signup_completed	conversion	{"path": "/welcome"}
018e9988-1ff1-7b81-9030-c3b01e1023cb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:04:00+00	2024-04-01 12:00:18.929719+00	616e6f6e-3ed8-8608-830d-71b4dc5799ca	\N	page_view	engagement	{"path": "/welcome"}
018e9988-1ff1-7d78-a2ba-dff9a47ef01a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:08:00+00	2024-04-01 12:00:18.929842+00	616e6f6e-3ed8-8608-830d-71b4dc5799ca	\N	signup_completed	conversion	{"path": "/welcome"}
018e9988-1ff7-7420-bf0a-1a07b026ba2e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 19:00:00+00	2024-04-01 12:00:18.935258+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	\N	tea_brewed	steeping	{"grams": 5}
018e9988-29dd-7b26-84b5-e7f5ef3b6070	aaaaaaaa-0000-4000-8000-000000000001	2024-03-11 06:00:00+00	2024-04-01 12:00:21.469697+00	00fe6156-f5c8-5494-8b32-38090f3309d0	\N	tea_brewed	steeping	{"grams": 2}
\.


--
-- Data for Name: analytics_events_2024w12; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w12 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9988-1fc6-7475-980e-58d656fd01b9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:36:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/4"}
018e9988-1fc6-7456-a596-771858c8a769	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:36:00+00	2024-04-01 12:00:18.886243+00	\N	\N	kettle_boiled	\N	{}
018e9988-1fc6-7457-b172-f9f3261053ba	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 08:36:00+00	2024-04-01 12:00:18.886243+00	\N	\N	kettle_boiled	\N	{}
018e9988-1fc6-7459-945a-055a3685b755	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:37:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	session_started	engagement	{"platform": "web"}
018e9988-1fc6-745b-a65b-e4d4c7716ab9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:39:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	page_view	engagement	{"path": "/1"}
018e9988-1fc6-745c-b44c-e17da5619604	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:46:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	tea_brewed	steeping	{"kind": "green", "grams": 2.5000000000000000, "nickname": "hmac-sha256:19b092239c10b38518f9304a53e2ad4cb3c5569c76c12af758cc80dac35e1109"}
018e9988-1fc6-745e-a459-ef8b3136aa89	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:49:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9988-1fc6-7460-ab04-f3fd1d6bd9ec	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:14:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7461-935c-18242d125f7e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:14:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7462-8769-f1024f3c1f90	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:16:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	page_view	engagement	{"path": "/1"}
018e9988-1fc6-7463-af32-cccb17ef9e16	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:16:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	page_view	engagement	{"path": "/1"}
018e9988-1fc6-7464-b91c-602da364ef4a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:18:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	page_view	engagement	{"path": "/2"}
018e9988-1fc6-7465-8326-a4038386d954	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:18:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	page_view	engagement	{"path": "/2"}
018e9988-1fc6-7466-8c14-6a186f124948	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:26:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9988-1fc6-7467-80d2-e1d102c8c8b0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:26:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9988-1fc6-7468-b179-e400b23c30b8	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:29:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	session_ended	engagement	{}
018e9988-1fc6-7469-891b-92747d0c3b26	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:29:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	session_ended	engagement	{}
018e9988-1fc6-746a-aff7-1fee80a84774	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:51:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	session_started	engagement	{"platform": "web"}
018e9988-1fc6-746b-a70f-fd7d296d3939	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:53:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/1"}
018e9988-1fc6-746c-8cd8-89da6ba11219	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:55:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/2"}
018e9988-1fc6-746d-8c5a-6f8fa079203f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:57:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/3"}
018e9988-1fc6-746e-84a8-538ca69382d1	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	tea_brewed	steeping	{"kind": "green", "grams": 4.5000000000000000, "nickname": "hmac-sha256:12a69745d381fe38faadc2807328445a1c87fee2dedcbf7535447d7b19811713"}
018e9988-1fc6-746f-a5c2-87b09aefd165	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:02:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	payment_completed	revenue	{"amount": 13.5, "currency": "USD"}
018e9988-1fc6-7470-b162-386f35d2a274	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:06:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	session_ended	engagement	{}
018e9988-1fc6-7471-a65c-0c4c29db1377	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:28:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7472-913a-2f828b212b64	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:30:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/1"}
018e9988-1fc6-7473-b112-c8ffb13eada5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:32:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/2"}
018e9988-1fc6-7474-88f8-5d40fb456633	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:34:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/3"}
018e9988-1fc6-7476-a361-030ba32fa08e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:40:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9988-1fc6-7477-bcd9-d7d43d0f825c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:43:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	session_ended	engagement	{}
018e9988-1ffc-79c2-b7a2-a868774e40c7	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:18.94061+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	leaf_1	\N	{}
018e9988-1ffc-7c8f-8919-40fb3a000a81	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:18.940785+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	leaf_2	\N	{}
018e9988-200b-7bb6-ba81-45ade91feef8	bbbbbbbb-0000-4000-8000-000000000002	2024-03-21 10:00:00+00	2024-04-01 12:00:18.955732+00	d1897495-211b-599a-ac85-7f9ea21dfa75	\N	page_view	engagement	{}
\.


--
-- Data for Name: analytics_events_2024w13; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w13 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9988-1fc6-7478-a7fd-15ea4fc71863	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 08:36:00+00	2024-04-01 12:00:18.886243+00	\N	\N	kettle_boiled	\N	{}
018e9988-1fc6-7479-a24a-525c474b0b00	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:36:00+00	2024-04-01 12:00:18.886243+00	\N	\N	kettle_boiled	\N	{}
018e9988-1fc6-747a-af50-1ef8607c6010	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:37:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	session_started	engagement	{"platform": "web"}
018e9988-1fc6-747d-b420-04086fcbc691	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:39:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	page_view	engagement	{"path": "/1"}
018e9988-1fc6-747f-aa8a-8a12c7dd7232	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:41:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	page_view	engagement	{"path": "/2"}
018e9988-1fc6-7481-8844-808467f718ae	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:49:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9988-1fc6-7482-a75c-391fc9405aee	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:52:00+00	2024-04-01 12:00:18.886243+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	session_ended	engagement	{}
018e9988-1fc6-7484-b17a-f55598e2a8a1	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:14:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7485-b26d-2a5f070dc530	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:14:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7486-8511-a0a0cf1ccab6	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:16:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/1"}
018e9988-1fc6-7488-9fb9-6458ae87f695	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:18:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	page_view	engagement	{"path": "/2"}
018e9988-1fc6-7489-9847-e80748957e50	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:18:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/2"}
018e9988-1fc6-748a-9ec5-5eb7296c683d	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:20:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/3"}
018e9988-1fc6-748b-8f31-d29c6c39cca4	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:20:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	page_view	engagement	{"path": "/3"}
018e9988-1fc6-748c-8d99-cfd1174e0e51	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:23:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	tea_brewed	\N	{"kind": "green", "weight": 4.0000000000000000, "nickname": "hmac-sha256:6d8e62f1c9dd9f2a7499ff7c64882b856bc51190691791af871366261a0174cc"}
018e9988-1fc6-748d-be1f-2f5945f8039e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:23:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	tea_brewed	steeping	{"kind": "green", "grams": 4.0000000000000000, "nickname": "hmac-sha256:6d8e62f1c9dd9f2a7499ff7c64882b856bc51190691791af871366261a0174cc"}
018e9988-1fc6-748e-953a-517c74739d63	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:25:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9988-1fc6-748f-a13c-6bb0742fe7bf	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:25:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9988-1fc6-7490-9655-d54c9c62b02f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:26:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9988-1fc6-7491-a8b2-a776233add74	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:26:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9988-1fc6-7492-bea8-9ddd0f0060b5	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:29:00+00	2024-04-01 12:00:18.886243+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	session_ended	engagement	{}
018e9988-1fc6-7493-834f-a495e5cff9ef	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:29:00+00	2024-04-01 12:00:18.886243+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	session_ended	engagement	{}
018e9988-1fc6-7494-9d36-86da30b728d8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:51:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	session_started	engagement	{"platform": "web"}
018e9988-1fc6-7495-876d-8593f29499d7	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:53:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/1"}
018e9988-1fc6-7496-a8ce-d9359478849d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:55:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/2"}
018e9988-1fc6-7497-a12c-2e70f34ea539	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:57:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/3"}
018e9988-1fc6-7498-93f1-38103131a4a5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:59:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/4"}
018e9988-1fc6-7499-874b-dae446479f7b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:06:00+00	2024-04-01 12:00:18.886243+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	session_ended	engagement	{}
018e9988-1fc6-749a-ab7e-82c6797060ae	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:28:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	session_started	engagement	{"platform": "web"}
018e9988-1fc6-749b-a8e5-e4eeacf0692f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:30:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	page_view	engagement	{"path": "/1"}
018e9988-1fc6-749c-8e93-005e01990afe	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:37:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	tea_brewed	steeping	{"kind": "green", "grams": 6.0000000000000000, "nickname": "hmac-sha256:c69a9cf78e81003db1080c3cbcefd025609b99f1af1fbc986aceb1d8cb1b041a"}
018e9988-1fc6-749d-b6e8-a2418b96f218	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:40:00+00	2024-04-01 12:00:18.886243+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9988-29dd-7f85-ab2c-ae7a5d84de55	aaaaaaaa-0000-4000-8000-000000000001	2024-03-29 09:00:00+00	2024-04-01 12:00:21.46997+00	00fe6156-f5c8-5494-8b32-38090f3309d0	\N	payment_completed	revenue	{"amount": 9, "currency": "USD"}
018e9988-29de-7133-aa2f-9649db36ab9f	bbbbbbbb-0000-4000-8000-000000000002	2024-03-29 09:00:00+00	2024-04-01 12:00:21.470075+00	d1897495-211b-599a-ac85-7f9ea21dfa75	\N	page_view	engagement	{"path": "/late"}
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
018e9988-29de-73a5-979a-02257b2cbfa9	aaaaaaaa-0000-4000-8000-000000000001	2023-12-24 09:00:00+00	2024-04-01 12:00:21.470228+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	page_view	engagement	{"path": "/early"}
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
aaaaaaaa-0000-4000-8000-000000000001	616e6f6e-1946-82a4-935f-5c10b2d0a069	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-04-01 12:00:18.931434+00	\N
\.


--
-- Data for Name: analytics_audit_log; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_audit_log (id, occurred_at, session_role, caller_role, tenant_id, action, subject, event_count, detail) FROM stdin;
018e9987-fd4e-727e-98f6-beae4d78a71d	2024-04-01 12:00:09.115712+00	postgres	store_owner	\N	configure	analytics_hash_key	1	{"rows": [{"created_at": "2024-04-01T12:00:09.115712+00:00"}], "operation": "insert"}
018e9988-0726-7160-885e-897a3b408be4	2024-04-01 12:00:09.115712+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	163	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "chat_turn_sent", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_profile_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_connect_click", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "summary_viewed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "journey_report_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "signup_started", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "signup_completed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "test_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "email_verified", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "user_profile_updated", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "settings_changed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "consent_updated", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_export_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_erasure_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login_failed", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "logout", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "session_created", "retention_class": "security"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9988-0c90-72d0-bda7-2bead8dfc87a	2024-04-01 12:00:13.919473+00	postgres	store_owner	\N	enable_tenants	analytics_events	\N	\N
018e9988-0cde-7706-ab0b-e9886c96d9ca	2024-04-01 12:00:13.992668+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_tenant_members	1	{"rows": [{"role": "store_app", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9988-0d14-7e10-9fb9-d8dd6dccf18d	2024-04-01 12:00:13.992668+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	grant	store_app	\N	{"access": "writer", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9988-0d91-73e3-8632-2a0d1beafb25	2024-04-01 12:00:13.992668+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	grant	store_app	\N	{"access": "reader", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9988-0dc5-7ee1-be21-4e7a5598b19c	2024-04-01 12:00:13.992668+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	configure	analytics_tenant_members	1	{"rows": [{"role": "store_analyst", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}], "operation": "insert", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9988-0df0-7ee5-b716-59580b7cc8ce	2024-04-01 12:00:13.992668+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	grant	store_analyst	\N	{"access": "reader", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9988-0e95-7b89-9e8a-579b48b87428	2024-04-01 12:00:14.371033+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	135	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "chat_turn_sent", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_profile_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_connect_click", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "summary_viewed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "journey_report_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "test_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "email_verified", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "user_profile_updated", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "consent_updated", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_export_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_erasure_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login_failed", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "logout", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_enabled", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_disabled", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_challenged", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_verified", "retention_class": "security"}], "operation": "delete", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9988-0ea5-7112-b404-953aff9a3510	2024-04-01 12:00:14.491414+00	postgres	store_owner	\N	configure	analytics_funnel_stages	1	{"rows": [{"stage": "steeping"}], "operation": "insert"}
018e9988-0ead-7502-9a7a-10f1a43e2cd0	2024-04-01 12:00:14.507079+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "nickname", "action": "hash"}], "operation": "insert"}
018e9988-0eb3-786a-9fe3-2573cd4fae4a	2024-04-01 12:00:14.513867+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "shoe_size", "action": "drop"}], "operation": "insert"}
018e9988-0ebf-73f7-a5bf-312d3188d564	2024-04-01 12:00:14.525831+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "user_agent", "action": "drop"}], "operation": "delete"}
018e9988-0ed3-7c00-9762-65090be4de6a	2024-04-01 12:00:14.540247+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1 year", "export_first": false, "retention_class": "brief"}], "operation": "insert"}
018e9988-0eda-7b12-85f5-beddf8b200fb	2024-04-01 12:00:14.551076+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	1	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "tea_brewed", "retention_class": "events"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9988-0ee9-7a87-a4f4-e4621927d2f9	2024-04-01 12:00:14.56496+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	1	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "kettle_boiled", "retention_class": "brief"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9988-0eec-7d47-aee1-f8b906771fca	2024-04-01 12:00:14.570131+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	configure	analytics_event_types	1	{"rows": [{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002", "event_type": "tea_brewed", "retention_class": "events"}], "operation": "insert", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9988-2067-7ac0-8c98-148905e46c22	2024-04-01 12:00:19.021093+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_event_types	1	{"rows": [{"tenant_id": "aaaaaaaa-0000-4000-8000-000000000001", "event_type": "leaf_1", "retention_class": "events"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9988-2069-7e24-9d45-77dcc1188bb5	2024-04-01 12:00:19.021093+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_event_types	1	{"rows": [{"tenant_id": "aaaaaaaa-0000-4000-8000-000000000001", "event_type": "leaf_2", "retention_class": "events"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9988-271c-707e-b723-beaee135fe36	2024-04-01 12:00:20.761702+00	postgres	store_owner	\N	mark_exported	analytics_events_2024w10	40	\N
018e9988-2724-73e7-ac23-8c1ce7907401	2024-04-01 12:00:20.771021+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "15 days", "export_first": false, "retention_class": "brief"}], "operation": "update"}
018e9988-2751-7cb0-9e93-7ddbfd628a69	2024-04-01 12:00:20.785667+00	postgres	store_owner	\N	purge	analytics_events_2024w09	2	{"as_of": "2024-04-01T12:00:20.782854+00:00", "operation": "delete"}
018e9988-276d-7fa5-b0c3-7d51a74feae7	2024-04-01 12:00:20.818432+00	postgres	store_owner	\N	purge	analytics_events_2024w10	2	{"as_of": "2024-04-01T12:00:20.782854+00:00", "operation": "delete"}
018e9988-2788-74ed-8a8d-1365c9232d88	2024-04-01 12:00:20.846552+00	postgres	store_owner	\N	purge	analytics_events_2024w11	2	{"as_of": "2024-04-01T12:00:20.782854+00:00", "operation": "delete"}
018e9988-27a4-7960-9f61-f057fdb36d7c	2024-04-01 12:00:20.899602+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "events"}], "operation": "update"}
018e9988-27a5-7a7a-a22b-56b3df96378c	2024-04-01 12:00:20.899602+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "audit"}], "operation": "update"}
018e9988-27a6-7ab0-88cd-4cd237669909	2024-04-01 12:00:20.899602+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "security"}], "operation": "update"}
018e9988-27b0-73f7-9751-036006d38d76	2024-04-01 12:00:20.899602+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "performance"}], "operation": "update"}
018e9988-27b1-7395-b2d2-e52b3ca57985	2024-04-01 12:00:20.899602+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "brief"}], "operation": "update"}
018e9988-2981-79eb-9016-0431a7fab253	2024-04-01 12:00:20.923738+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	erase	hmac-sha256:4cbe8c00cf35f63f92ec4675ff766113333a6d7fdbd655d455d8411f48baf353	29	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002", "erasure_id": "7026d4e5-5aeb-42f5-aa2c-1f71818a94ea"}
018e9988-2990-7876-b4f4-3f8c0ddae347	2024-04-01 12:00:21.390824+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_out	hmac-sha256:991592982c0e28e671097c45d557fdcb0252ee991c0794738dfd874b909b50f8	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9988-2990-7ec8-8b28-a087dd6fc1e1	2024-04-01 12:00:21.390824+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_out	hmac-sha256:eee77f2cbbb713317812945954baf30b87ee1b38179636b61837f9c64b946155	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9988-2998-7431-bba4-b3745ff1af64	2024-04-01 12:00:21.398888+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_in	hmac-sha256:eee77f2cbbb713317812945954baf30b87ee1b38179636b61837f9c64b946155	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
\.


--
-- Data for Name: analytics_dirty_buckets; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_dirty_buckets (tenant_id, bucket, logged_at) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	2024-04-01 12:00:21.469867+00
aaaaaaaa-0000-4000-8000-000000000001	2024-03-29	2024-04-01 12:00:21.470023+00
bbbbbbbb-0000-4000-8000-000000000002	2024-03-29	2024-04-01 12:00:21.470097+00
aaaaaaaa-0000-4000-8000-000000000001	2023-12-24	2024-04-01 12:00:21.470256+00
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	2024-04-01 12:00:21.476239+00
\.


--
-- Data for Name: analytics_erasures; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_erasures (erasure_id, tenant_id, subject, key_id, reason, status, started_at, finished_at, row_counts, recomputed_days, unrecoverable_days, pending) FROM stdin;
7026d4e5-5aeb-42f5-aa2c-1f71818a94ea	bbbbbbbb-0000-4000-8000-000000000002	hmac-sha256:4cbe8c00cf35f63f92ec4675ff766113333a6d7fdbd655d455d8411f48baf353	5040d51114d73edb	asked for it	done	2024-04-01 12:00:20.925626+00	2024-04-01 12:00:21.377453+00	{"analytics_users": 0, "analytics_events": 29, "analytics_aliases": 0, "analytics_user_days": 5, "analytics_event_keys": 1}	2	3	\N
\.


--
-- Data for Name: analytics_event_keys; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_event_keys (tenant_id, key_hash, payload_hash, event_id, user_id, created_at) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	\\x0d630036a0ba22c29ec2892a9ca7f6a4db04d753d6a197155f7df463438896f8	\\xe6c461aecfda587f17e87455c6e9ac5f292276b2a7dde2f00e6573611a3de4b9	018e9988-1fc6-7423-a584-5c4ffacafaa9	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-04-01 12:00:18.897962+00
aaaaaaaa-0000-4000-8000-000000000001	\\x46ac3ddc5207ccc465be13c8d637cb3f2ec21f890f2aaaa0a0a0cca3cd7e6c7c	\\xfb45322319c0b73b93a294b909145bbad12207a0de13f6bcd75c8ef03ddd1834	018e9988-1fc6-7453-9201-2d1c5771c0c3	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-04-01 12:00:18.898353+00
aaaaaaaa-0000-4000-8000-000000000001	\\x559fd4adba7e7fe32dbb3611728d4b8f105289b66cdd86fd4ce21cd1f755cf81	\\x6e7caf013c8e3626a31c232c064f875482584449bca610190f34920e18fceb34	018e9988-1fc6-746f-a5c2-87b09aefd165	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-04-01 12:00:18.898402+00
aaaaaaaa-0000-4000-8000-000000000001	\\x63c28b9b2a05669a3b3f874c64646eb8e30b40569e568d0f39b12a706f8be80c	\\xb12ec255efd2115a9ab2d6a5714928c6b2f801f642091a660b79d9d59bce5be1	018e9988-1fc6-7402-9c31-a6a374c44eb3	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-04-01 12:00:18.898472+00
aaaaaaaa-0000-4000-8000-000000000001	\\x83bee0fcb95d9588033fdd9c534f425c10bd90b5434bc7634c5c82b6bac4ebd9	\\xd313aaa1f8ceed1f12a3919dbb7c4b5ca40d84f5a422ab4da773df4205d5c02c	018e9988-1fc6-743c-975f-a25e30c1203c	cd09c871-c7cd-5f73-a9d8-906072c387ef	2024-04-01 12:00:18.898517+00
aaaaaaaa-0000-4000-8000-000000000001	\\x8846bbc555fc5bb5b87d8fc952b91719790d655b193622ff5364aed9cad554c0	\\x6873b7c7b32b678603a25d18cc766635853af0bf158a89e60ff77c23754df3b7	018e9988-1fc6-748e-953a-517c74739d63	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-04-01 12:00:18.898558+00
bbbbbbbb-0000-4000-8000-000000000002	\\x36f775a9a645478f0dfaeda0e5bdb90faf3b7c6dec779ad67feab2b14d603901	\\x3d7762ba9a4c1b0482726a1e21d5263c648d0cec8ac2443970320c1408137f21	018e9988-1fc6-748f-a13c-6bb0742fe7bf	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-04-01 12:00:18.898576+00
bbbbbbbb-0000-4000-8000-000000000002	\\x81cb30191869b01311230fe7f91b0a2a1c4a9ceff2ee0f250f2e04fcf3f52827	\\x0bbf88155ecbca19263a91001dd90f662590909768d8c12e482fc6d4f565c3d6	018e9988-1fc6-7422-9e5d-3fb08f275f81	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-04-01 12:00:18.898591+00
\.


--
-- Data for Name: analytics_event_types; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_event_types (tenant_id, event_type, category, funnel_stage, retention_class, description, property_schema, auto_registered, created_at, updated_at, is_action, property_aliases) FROM stdin;
00000000-0000-0000-0000-000000000000	signup_started	account	activation	events	Account creation flow initiated	{"type": "object", "properties": {"medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	signup_completed	account	conversion	events	Account creation completed	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "acquisition_cost": {"type": ["number", "null"], "minimum": 0, "description": "What winning this user cost, in units of currency (not cents)"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	settings_changed	account	engagement	events	User modified settings	{"type": "object", "properties": {"setting": {"type": ["string", "null"], "maxLength": 128, "description": "Which setting was changed, not its value"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	session_created	authentication	retention	security	New signed-in session created on the server	{"type": "object", "properties": {"platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	password_reset_requested	authentication	\N	security	User asked to reset the password	{"type": "object", "properties": {"variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	f	\N
00000000-0000-0000-0000-000000000000	password_changed	authentication	\N	security	Password changed or reset	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	payment_initiated	payment	conversion	events	Payment process started	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	payment_completed	payment	revenue	events	Payment succeeded: amount is revenue	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "automatic": {"type": ["boolean", "null"], "description": "true: the subscription paid, as in each billing period, and the user did nothing"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	payment_failed	payment	revenue	events	Payment failed	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "error_code": {"type": ["string", "integer", "null"], "description": "Code or class of the error, not its message"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	f	\N
00000000-0000-0000-0000-000000000000	payment_refunded	payment	revenue	events	Payment given back: amount (positive) is what was returned	{"type": "object", "properties": {"amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	f	\N
00000000-0000-0000-0000-000000000000	session_ended	session	engagement	events	Session ended	{"type": "object", "properties": {"end_reason": {"type": ["string", "null"], "examples": ["closed", "timeout"], "maxLength": 64, "description": "Why the session ended"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "message_count": {"type": ["integer", "null"], "minimum": 0, "description": "Messages in the session"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	f	{"duration": "duration_seconds"}
00000000-0000-0000-0000-000000000000	session_duration	session	engagement	events	Length of a session, where a client reports only that	{"type": "object", "properties": {"variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	f	{"duration": "duration_seconds"}
00000000-0000-0000-0000-000000000000	page_view	engagement	engagement	events	User viewed a page	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "locale": {"type": ["string", "null"], "examples": ["en", "pt-BR"], "maxLength": 35, "description": "Language tag, BCP 47"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "referrer_domain": {"type": ["string", "null"], "maxLength": 253, "description": "Host of the page that led here"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	session_started	session	engagement	events	Session began; its session_id ties its events together	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "locale": {"type": ["string", "null"], "examples": ["en", "pt-BR"], "maxLength": 35, "description": "Language tag, BCP 47"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "app_version": {"type": ["string", "null"], "maxLength": 64, "description": "Version of the client"}, "entry_point": {"type": ["string", "null"], "maxLength": 128, "description": "Part of the product from which the user came"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	signup_step	marketing	activation	events	Progress in the sign-up funnel	{"type": "object", "properties": {"step": {"type": ["string", "integer", "null"], "examples": ["profile_setup"], "description": "Step of the flow"}, "medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "step_number": {"type": ["integer", "null"], "minimum": 0, "description": "Position of the step"}, "total_steps": {"type": ["integer", "null"], "minimum": 0, "description": "Number of steps in the flow"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "time_spent_seconds": {"type": ["number", "null"], "minimum": 0, "description": "Time spent on the step, in seconds"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	page_load	performance	\N	performance	Time to load a page	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "duration_ms": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in milliseconds"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	f	\N
00000000-0000-0000-0000-000000000000	service_health_check	performance	\N	performance	Service checked: its uptime is the share of healthy checks	{"type": "object", "properties": {"healthy": {"type": ["boolean", "null"], "description": "Whether the check passed"}, "service": {"type": ["string", "null"], "examples": ["database", "payment_callbacks"], "maxLength": 64, "description": "Service that was checked"}, "error_code": {"type": ["string", "integer", "null"], "description": "Code or class of the error, not its message"}, "latency_ms": {"type": ["number", "null"], "minimum": 0, "description": "Round trip, in milliseconds"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	f	\N
00000000-0000-0000-0000-000000000000	session_booked	coaching	conversion	events	Coaching session booked	{"type": "object", "properties": {"price": {"type": ["number", "null"], "minimum": 0, "description": "Price of the session, in units of currency (not cents)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_booking_completed	coaching	conversion	events	Last step of the booking flow done	{"type": "object", "properties": {"price": {"type": ["number", "null"], "minimum": 0, "description": "Price of the session, in units of currency (not cents)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_completed	coaching	engagement	events	Coaching session held	{"type": "object", "properties": {"coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "client_id": {"type": ["string", "integer", "null"], "description": "Client whom the event is about"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_cancelled	coaching	engagement	events	Coaching session cancelled	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "client_id": {"type": ["string", "integer", "null"], "description": "Client whom the event is about"}, "actor_role": {"type": ["string", "null"], "examples": ["client", "coach", "admin"], "maxLength": 64, "description": "Role in which the user acted"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	session_rated	coaching	engagement	events	Coaching session rated	{"type": "object", "properties": {"rating": {"type": ["number", "null"], "maximum": 5, "minimum": 1, "description": "1 (worst) to 5 (best)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	session_survey_submitted	coaching	engagement	events	Survey after a session with the assistant or a coach answered	{"type": "object", "properties": {"rating": {"type": ["number", "null"], "maximum": 5, "minimum": 1, "description": "1 (worst) to 5 (best)"}, "persona": {"type": ["string", "null"], "maxLength": 128, "description": "Persona of the assistant, or of the user as the assistant sees it"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "survey_id": {"type": ["string", "integer", "null"], "description": "Survey that was answered"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	habit_created	habit	engagement	events	Habit set up	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	habit_checked	habit	retention	events	Habit done for a day	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "habit_date": {"type": ["string", "null"], "format": "date", "description": "The user's own day that counts; the UTC day of the event when absent, or when it is more than two days before that or one day after it"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "streak_days": {"type": ["integer", "null"], "minimum": 0, "description": "Length of the streak by then, in days"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	habit_missed	habit	engagement	events	Habit not done on a day on which it was due	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "habit_date": {"type": ["string", "null"], "format": "date", "description": "The user's own day that counts; the UTC day of the event when absent, or when it is more than two days before that or one day after it"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "streak_days": {"type": ["integer", "null"], "minimum": 0, "description": "Length of the streak by then, in days"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	f	\N
00000000-0000-0000-0000-000000000000	habit_archived	habit	\N	events	Habit put away: no longer due	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	handoff	chatbot	conversion	events	Visitor handed over to a person	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "service_type": {"type": ["string", "null"], "maxLength": 128, "description": "Service that the visitor asks for"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "handoff_channel": {"type": ["string", "null"], "examples": ["phone", "form", "live_chat"], "maxLength": 64, "description": "How the visitor is handed over"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00	t	\N
00000000-0000-0000-0000-000000000000	tea_brewed	kitchen	steeping	events	\N	{"properties": {"kind": {"enum": ["green", "black"]}, "grams": {"type": "number", "minimum": 0}}}	f	2024-04-01 12:00:14.551076+00	2024-04-01 12:00:14.551076+00	t	{"draft": null, "weight": "grams"}
00000000-0000-0000-0000-000000000000	kettle_boiled	kitchen	\N	brief	\N	\N	f	2024-04-01 12:00:14.56496+00	2024-04-01 12:00:14.56496+00	f	\N
bbbbbbbb-0000-4000-8000-000000000002	tea_brewed	canteen	\N	events	\N	\N	f	2024-04-01 12:00:14.570131+00	2024-04-01 12:00:14.570131+00	t	\N
aaaaaaaa-0000-4000-8000-000000000001	leaf_1	\N	\N	events	\N	\N	t	2024-04-01 12:00:19.021093+00	2024-04-01 12:00:19.021093+00	t	\N
aaaaaaaa-0000-4000-8000-000000000001	leaf_2	\N	\N	events	\N	\N	t	2024-04-01 12:00:19.021093+00	2024-04-01 12:00:19.021093+00	t	\N
\.


--
-- Data for Name: analytics_exports; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_exports (period_start, period_end, event_count, exported_at, digest) FROM stdin;
2024-03-04 00:00:00+00	2024-03-11 00:00:00+00	40	2024-04-01 12:00:20.761702+00	68038259121627092413
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
t	\\x0e09a132a037bbdb87af0a9307164b46b936686e8d243c98a3a457c192c49291	2024-04-01 12:00:09.115712+00
\.


--
-- Data for Name: analytics_metric_definitions; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_metric_definitions (name, unit, periods, query, version, description, created_at, updated_at) FROM stdin;
dau	users	{daily}	\N	2	Distinct users with an action	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
wau	users	{weekly}	\N	2	Distinct users with an action	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
mau	users	{monthly}	\N	2	Distinct users with an action	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
new_registrations	events	{daily,weekly,monthly}	\N	1	Sign-ups completed	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
generations_completed	events	{daily,weekly,monthly}	\N	1	Generations that succeeded	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
generations_failed	events	{daily,weekly,monthly}	\N	1	Generations that failed	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
revenue	currency	{daily,weekly,monthly}	\N	1	Sum of the amounts of payments and purchases in apps, whatever their currency; refunds are not subtracted	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
successful_payments	events	{daily,weekly,monthly}	\N	1	Payments that succeeded	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
failed_payments	events	{daily,weekly,monthly}	\N	1	Payments that failed	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
new_subscriptions	events	{daily,weekly,monthly}	\N	1	Subscriptions created	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
cancelled_subscriptions	events	{daily,weekly,monthly}	\N	1	Subscriptions cancelled	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
referrals_sent	events	{daily,weekly,monthly}	\N	1	Referral codes shared	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
referrals_accepted	events	{daily,weekly,monthly}	\N	1	Referral codes used	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
signup_to_payment_conversion	fraction	{daily}	\N	1	Of the users who completed their sign-up, those who paid on the same day	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
churn_rate	fraction	{monthly}	\N	2	Of the users active in the month before, those not active in this one	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
ltv_cac_ratio	ratio	{monthly}	\N	1	Lifetime value of a paying user over what a new one cost; NULL while the month's cost is not entered	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
active_minutes	minutes	{daily,weekly,monthly}	\N	2	Clock minutes in which a user had an action, of all users	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
sessions_per_user	ratio	{daily}	\N	1	Distinct session ids for each user who has any	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
message_response_time	seconds	{daily}	\N	1	Mean time in which messages were answered	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
goal_completion_rate	fraction	{daily}	\N	1	Of the goals of which anything was heard on the day, those that were completed	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
habit_adherence_score	fraction	{daily}	\N	2	Of the habits of which anything was heard for the day, the mean score of the 7 days that end with it	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
ai_nudge_effectiveness	fraction	{daily}	\N	2	Of the nudges sent on the day, those that their user opened within 24 hours	2024-04-01 12:00:09.115712+00	2024-04-01 12:00:09.115712+00
cups	cups	{daily,weekly}	SELECT count(*) FROM public.analytics_events\n    WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND event_type = 'tea_brewed'	1	\N	2024-04-01 12:00:14.573191+00	2024-04-01 12:00:14.573191+00
\.


--
-- Data for Name: analytics_metrics; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_metrics (tenant_id, metric_date, metric_type, period, value, metadata) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	dau	daily	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	revenue	daily	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	active_minutes	daily	10	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	dau	daily	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	cups	daily	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	cups	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	dau	daily	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	active_minutes	daily	13	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	dau	daily	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	cups	daily	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	cups	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	active_minutes	daily	22	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	dau	daily	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	new_registrations	daily	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	revenue	daily	22.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	successful_payments	daily	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	active_minutes	daily	11	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	dau	daily	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	revenue	daily	4.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	cups	daily	3	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	cups	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	active_minutes	daily	21	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	dau	daily	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	revenue	daily	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	cups	daily	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	active_minutes	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	dau	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	sessions_per_user	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	cups	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	dau	daily	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	cups	daily	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	habit_adherence_score	daily	0.142857	{"own_days": true, "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	habit_adherence_score	daily	0.142857	{"own_days": true, "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-07	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-07	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-13	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-13	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-19	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-19	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	revenue	weekly	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	active_minutes	weekly	22	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	new_registrations	weekly	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	revenue	weekly	22.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	successful_payments	weekly	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	cups	weekly	3	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	active_minutes	weekly	21	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	revenue	weekly	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	active_minutes	monthly	103	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	cancelled_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	churn_rate	monthly	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	failed_payments	monthly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	generations_completed	monthly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	generations_failed	monthly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	ltv_cac_ratio	monthly	\N	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	mau	monthly	4	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	new_registrations	monthly	2	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	new_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	referrals_accepted	monthly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	referrals_sent	monthly	0	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	revenue	monthly	67.5	{"currencies": ["EUR", "USD"], "calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	successful_payments	monthly	6	{"calculated_at": "2024-04-01T12:00:18.979817Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	active_minutes	daily	4	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	dau	daily	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	cups	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	active_minutes	daily	7	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	dau	daily	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	cups	daily	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	active_minutes	monthly	46	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	cancelled_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	churn_rate	monthly	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	failed_payments	monthly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	generations_completed	monthly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	generations_failed	monthly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	ltv_cac_ratio	monthly	\N	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	mau	monthly	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	new_registrations	monthly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	new_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	referrals_accepted	monthly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	referrals_sent	monthly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	revenue	monthly	22.5	{"currencies": ["EUR", "USD"], "calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	successful_payments	monthly	3	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	active_minutes	weekly	10	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	revenue	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	successful_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	active_minutes	weekly	13	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	active_minutes	weekly	11	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	revenue	weekly	4.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	active_minutes	weekly	5	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	revenue	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	successful_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	cups	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	active_minutes	weekly	7	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:20.923738Z", "definition_version": 1}
\.


--
-- Data for Name: analytics_opt_outs; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_opt_outs (tenant_id, user_id, opted_out_at) FROM stdin;
bbbbbbbb-0000-4000-8000-000000000002	07920df6-4cef-5db1-b28e-0ec726793751	2024-04-01 12:00:21.390824+00
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
00000000-0000-0000-0000-000000000000	1	2024-04-01 12:01:18.95989+00
\.


--
-- Data for Name: analytics_retention_policies; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_retention_policies (retention_class, keep, export_first, updated_at) FROM stdin;
events	1000 years	f	2024-04-01 12:00:20.899602+00
audit	1000 years	f	2024-04-01 12:00:20.899602+00
security	1000 years	f	2024-04-01 12:00:20.899602+00
performance	1000 years	f	2024-04-01 12:00:20.899602+00
brief	1000 years	f	2024-04-01 12:00:20.899602+00
\.


--
-- Data for Name: analytics_run_log; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_run_log (run_id, step, target, status, event_count, started_at, finished_at, error_code, error, as_of, steps, state) FROM stdin;
2c8c2367-6818-45cf-987e-301734c6f363	create		done	0	2024-04-01 12:00:18.988304+00	2024-04-01 12:00:19.020366+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	register		done	2	2024-04-01 12:00:19.021009+00	2024-04-01 12:00:19.050288+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	drain	analytics_events_2024w09	done	37	2024-04-01 12:00:19.062171+00	2024-04-01 12:00:19.330697+00	\N	\N	\N	\N	\N
a23558d4-0fbe-4d1d-a402-227f479fad56	purge		done	6	2024-04-01 12:00:20.785571+00	2024-04-01 12:00:20.893388+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	drain	analytics_events_2024w10	done	40	2024-04-01 12:00:19.344511+00	2024-04-01 12:00:19.486064+00	\N	\N	\N	\N	\N
a23558d4-0fbe-4d1d-a402-227f479fad56	run		done	0	2024-04-01 12:00:20.784854+00	2024-04-01 12:00:20.893975+00	\N	\N	2024-04-01 12:00:20.782854+00	{purge}	\N
2c8c2367-6818-45cf-987e-301734c6f363	drain	analytics_events_2024w11	done	43	2024-04-01 12:00:19.495708+00	2024-04-01 12:00:19.674664+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	drain	analytics_events_2024w12	done	37	2024-04-01 12:00:19.680376+00	2024-04-01 12:00:19.87559+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	drain	analytics_events_2024w13	done	38	2024-04-01 12:00:19.877557+00	2024-04-01 12:00:20.083759+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	drain		done	195	2024-04-01 12:00:19.061859+00	2024-04-01 12:00:20.087989+00	\N	\N	\N	\N	\N
19cf1c62-996b-4e45-a825-a12eddd27c3d	refresh		done	0	2024-04-01 12:00:21.41635+00	2024-04-01 12:00:21.440861+00	\N	\N	\N	\N	\N
19cf1c62-996b-4e45-a825-a12eddd27c3d	analyze		done	0	2024-04-01 12:00:21.441585+00	2024-04-01 12:00:21.468018+00	\N	\N	\N	\N	\N
19cf1c62-996b-4e45-a825-a12eddd27c3d	run		done	0	2024-04-01 12:00:21.415897+00	2024-04-01 12:00:21.469019+00	\N	\N	2024-04-01 12:00:21.4149+00	{refresh,analyze}	\N
2c8c2367-6818-45cf-987e-301734c6f363	refresh		done	378	2024-04-01 12:00:20.088423+00	2024-04-01 12:00:20.692149+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	purge		done	0	2024-04-01 12:00:20.69269+00	2024-04-01 12:00:20.716358+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	keys		done	0	2024-04-01 12:00:20.716716+00	2024-04-01 12:00:20.718325+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	analyze		done	0	2024-04-01 12:00:20.71866+00	2024-04-01 12:00:20.734558+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	trim		done	0	2024-04-01 12:00:20.743792+00	2024-04-01 12:00:20.745624+00	\N	\N	\N	\N	\N
2c8c2367-6818-45cf-987e-301734c6f363	run		done	0	2024-04-01 12:00:18.982522+00	2024-04-01 12:00:20.754895+00	\N	\N	2024-04-01 12:00:18.979817+00	{create,register,drain,refresh,purge,keys,analyze,trim}	\N
a23558d4-0fbe-4d1d-a402-227f479fad56	purge	analytics_events_2024w09	done	2	2024-04-01 12:00:20.785792+00	2024-04-01 12:00:20.818102+00	\N	\N	\N	\N	\N
a23558d4-0fbe-4d1d-a402-227f479fad56	purge	analytics_events_2024w10	done	2	2024-04-01 12:00:20.818555+00	2024-04-01 12:00:20.846213+00	\N	\N	\N	\N	\N
a23558d4-0fbe-4d1d-a402-227f479fad56	purge	analytics_events_2024w11	done	2	2024-04-01 12:00:20.84663+00	2024-04-01 12:00:20.872701+00	\N	\N	\N	\N	\N
\.


--
-- Data for Name: analytics_sealed_days; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_sealed_days (day, sealed_at, purged_events) FROM stdin;
2024-03-02	2024-04-01 12:00:20.785667+00	2
2024-03-08	2024-04-01 12:00:20.818432+00	2
2024-03-14	2024-04-01 12:00:20.846552+00	2
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
t	1	week	analytics_partitions	2024-04-01 12:00:09.115712+00
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
aaaaaaaa-0000-4000-8000-000000000001	cd09c871-c7cd-5f73-a9d8-906072c387ef	{"plan": "green", "source": "friend", "nickname": "hmac-sha256:1ce7fdf9d5b5ab4b6d4b7e36ae2144ad4cb53d27103b6eb37e059dd8f50cf0cc"}	2024-04-01 12:00:18.942541+00	2024-04-01 12:00:18.942541+00
aaaaaaaa-0000-4000-8000-000000000001	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	{"plan": "black"}	2024-04-01 12:00:18.94688+00	2024-04-01 12:00:18.94688+00
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
"''`'::text, ''::text)));


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


