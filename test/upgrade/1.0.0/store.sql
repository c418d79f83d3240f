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

COMMENT ON COLUMN public.analytics_aliases.user_id IS 'The first user who signed in there; the nil UUID once they are erased, where a second one had appeared.';


--
-- Name: COLUMN analytics_aliases.created_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_aliases.created_at IS 'When that was said; what comes from the visitor afterwards is stored as the user''s; -infinity where the user is erased.';


--
-- Name: COLUMN analytics_aliases.ended_at; Type: COMMENT; Schema: public; Owner: store_owner
--

COMMENT ON COLUMN public.analytics_aliases.ended_at IS 'When a second user appeared there, the earliest time that was told; what the visitor did since then is nobody''s; -infinity where the user is erased. NULL: none has.';


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

ALTER TABLE ONLY public.analytics_dirty_buckets REPLICA IDENTITY FULL;


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
018e9987-f440-78b3-9b37-a0b67894780b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:37:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	session_started	engagement	{"platform": "web"}
018e9987-f440-78b5-ab49-76ee528431f5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:39:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	page_view	engagement	{"path": "/1"}
018e9987-f440-78b7-a492-64f2dc7cd64c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:41:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	page_view	engagement	{"path": "/2"}
018e9987-f440-78b8-8ae4-c3c8757b1a3f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:49:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9987-f440-78ba-a763-c403d901ecbe	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:52:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	session_ended	engagement	{}
018e9987-f440-78bc-abfc-8e94c1efd9b5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:14:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	session_started	engagement	{"platform": "web"}
018e9987-f440-78bd-84ad-1134f45671b0	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:14:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	session_started	engagement	{"platform": "web"}
018e9987-f440-78be-9b9d-163af5e1148c	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:16:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/1"}
018e9987-f440-78bf-b7ef-7512c857f00b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:16:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/1"}
018e9987-f440-78c0-a70f-66e20478fbbe	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:18:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/2"}
018e9987-f440-78c1-be12-726cfa8e5646	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:18:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/2"}
018e9987-f440-78c2-b8b7-311e96de7b86	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:20:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/3"}
018e9987-f440-78c3-ad81-4c21898be4d9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:20:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/3"}
018e9987-f440-78c4-8627-508a49f1bb86	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:23:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	tea_brewed	steeping	{"kind": "green", "grams": 2.00000000000000000000, "nickname": "hmac-sha256:e999b6d42779ca5b19f83abdf44949fc1287b7302354d3f0ab60562618f50d79"}
018e9987-f440-78c5-be03-e7c6fba9cdff	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:23:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	tea_brewed	\N	{"kind": "green", "weight": 2.00000000000000000000, "nickname": "hmac-sha256:e999b6d42779ca5b19f83abdf44949fc1287b7302354d3f0ab60562618f50d79"}
018e9987-f440-78c6-b7bd-f35165045d68	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:26:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9987-f440-78c7-a42c-703a0f8a9419	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:26:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9987-f440-78c8-88b7-69d66106061b	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:29:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	session_ended	engagement	{}
018e9987-f440-78c9-a9f2-d4459262a621	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:29:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	session_ended	engagement	{}
018e9987-f440-78ca-b85e-16ed78598c46	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:51:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	session_started	engagement	{"platform": "web"}
018e9987-f440-78cb-880b-b46c395a4599	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:53:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/1"}
018e9987-f440-78cc-94fd-b802ec36ba69	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:55:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/2"}
018e9987-f440-78cd-a5e4-541651384126	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:57:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/3"}
018e9987-f440-78ce-ae6e-006853aca7c5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:59:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/4"}
018e9987-f440-78cf-8028-ea45958b8d82	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:02:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	payment_completed	revenue	{"amount": 13.5, "currency": "USD"}
018e9987-f440-78d0-8ef2-144dcd3796d1	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:06:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	session_ended	engagement	{}
018e9987-f440-78d1-9245-804d527bfa61	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:28:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	session_started	engagement	{"platform": "web"}
018e9987-f440-78d2-8a35-92d2abd74e5f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:30:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	page_view	engagement	{"path": "/1"}
018e9987-f440-78d3-9d76-05cb3a640034	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:37:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	tea_brewed	steeping	{"kind": "green", "grams": 4.00000000000000000000, "nickname": "hmac-sha256:417d40f02ad8eca550470bc1073afd0de8c291bdfae21542a41cf5640b6a0077"}
018e9987-f440-78d4-9d95-49c5387172d7	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:40:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
\.


--
-- Data for Name: analytics_events_2024w10; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w10 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-f440-78d7-83f2-0865314fa43c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:37:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	session_started	engagement	{"platform": "web"}
018e9987-f440-78da-9b06-f4ab2a9d106c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:39:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/1"}
018e9987-f440-78db-859c-5472f3898418	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:41:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/2"}
018e9987-f440-78dd-a51d-6f6a1a2fe84d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:43:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/3"}
018e9987-f440-78df-b671-7474c95c2b00	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:46:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	tea_brewed	steeping	{"kind": "green", "grams": 1.50000000000000000000, "nickname": "hmac-sha256:fe315a19dd1155686771642a45c5cf82c2f1f84ce0b281e881aa3d5c5fd57a26"}
018e9987-f440-78e2-9ad4-3014ebfc349f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:49:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-f440-78e3-bf27-3188bcd0fc4e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:52:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	session_ended	engagement	{}
018e9987-f440-78e5-b7e8-79eb204e69e2	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:14:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	session_started	engagement	{"platform": "web"}
018e9987-f440-78e6-8ad0-a1b62a19acf9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:14:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	session_started	engagement	{"platform": "web"}
018e9987-f440-78e7-b453-21ec86a0ff7f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:16:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/1"}
018e9987-f440-78e8-96c6-55c2447d7942	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:16:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/1"}
018e9987-f440-78e9-b62e-cec8ff38d14a	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:18:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/2"}
018e9987-f440-78ea-abac-9804bd392f1d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:18:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/2"}
018e9987-f440-78eb-bf88-5900840868b9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:20:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/3"}
018e9987-f440-78ec-aa3e-a00d12bf6455	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:20:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/3"}
018e9987-f440-78ed-a181-b99e9536f5a5	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:22:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/4"}
018e9987-f440-78ee-9c58-60803097e017	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:22:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/4"}
018e9987-f440-78ef-8b1c-f7576779a40b	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:25:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-f440-78f0-adad-cf7b9c421c91	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:25:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-f440-78f1-ab65-6b641ee893a9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:26:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-f440-78f2-9b5e-3f61b975a254	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:26:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-f440-78f3-b786-ff6df67ee84b	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:29:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	session_ended	engagement	{}
018e9987-f440-78f4-abe8-72aff0684bfe	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:29:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	session_ended	engagement	{}
018e9987-f440-78f5-bebc-d9779d2f8af6	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:51:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	session_started	engagement	{"platform": "web"}
018e9987-f440-78f6-84bf-bff22949b5ff	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:53:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	page_view	engagement	{"path": "/1"}
018e9987-f440-78f7-b2eb-a3d655e0a7ad	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:00:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	tea_brewed	steeping	{"kind": "green", "grams": 3.50000000000000000000, "nickname": "hmac-sha256:e8e1dd47e89358c16f5a04ff7fe9fd43e1b41a16483b7f64ce3b1920625bb706"}
018e9987-f440-78f8-ac5b-489b35200e3a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:28:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	session_started	engagement	{"platform": "web"}
018e9987-f440-78f9-828a-6f56b9c3dcde	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:30:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	page_view	engagement	{"path": "/1"}
018e9987-f440-78fa-b0f0-9c63a061eff0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:32:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	page_view	engagement	{"path": "/2"}
018e9987-f440-78fb-8b62-b559e64ebbf4	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:40:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-f440-78fc-9ccf-3a3f7f573788	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:43:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	session_ended	engagement	{}
\.


--
-- Data for Name: analytics_events_2024w11; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w11 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-f440-7900-8521-21a40986dfe0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:37:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	session_started	engagement	{"platform": "web"}
018e9987-f440-7901-9027-ecafe853adec	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:39:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/1"}
018e9987-f440-7904-9e81-7d5c63ba1a5d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:41:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/2"}
018e9987-f440-7906-b829-10320e5f42de	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:43:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/3"}
018e9987-f440-7908-a568-b863819b9a54	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:45:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/4"}
018e9987-f440-7909-a869-8554c62cbe8f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:48:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	payment_completed	revenue	{"amount": 4.5, "currency": "USD"}
018e9987-f440-790b-b00f-b83b965499d6	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:49:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-f440-790e-a67e-d989c5b3c21d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:52:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	session_ended	engagement	{}
018e9987-f440-790f-9e96-a7eb1e5af6cc	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:14:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	session_started	engagement	{"platform": "web"}
018e9987-f440-7910-b52e-0fb2ea52a833	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:14:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	session_started	engagement	{"platform": "web"}
018e9987-f440-7911-b864-6f81284c6cfb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:16:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	page_view	engagement	{"path": "/1"}
018e9987-f440-7912-a934-d0d5c6fe1ff1	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:16:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	page_view	engagement	{"path": "/1"}
018e9987-f440-7913-8dc2-baec714dc356	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:23:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	tea_brewed	\N	{"kind": "green", "weight": 3.00000000000000000000, "nickname": "hmac-sha256:e999b6d42779ca5b19f83abdf44949fc1287b7302354d3f0ab60562618f50d79"}
018e9987-f440-7914-beee-002680c57fbb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:23:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	tea_brewed	steeping	{"kind": "green", "grams": 3.00000000000000000000, "nickname": "hmac-sha256:e999b6d42779ca5b19f83abdf44949fc1287b7302354d3f0ab60562618f50d79"}
018e9987-f440-7915-aaba-4f9f2071408f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:26:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-f440-7916-8beb-b9da61e3af73	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:26:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-f440-7917-8431-0ced9afa02e4	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:51:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	session_started	engagement	{"platform": "web"}
018e9987-f440-7918-86db-06dfbd1ae146	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:53:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	page_view	engagement	{"path": "/1"}
018e9987-f440-7919-aa65-34373f092226	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:55:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	page_view	engagement	{"path": "/2"}
018e9987-f440-791a-959c-4304efa0f245	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:06:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	session_ended	engagement	{}
018e9987-f440-791b-a6c3-1892d90e36ee	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:28:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	session_started	engagement	{"platform": "web"}
018e9987-f440-791c-8bc3-1aa6894052bb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:30:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/1"}
018e9987-f440-791d-81b7-6b937910f1d4	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:32:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/2"}
018e9987-f440-791e-b3c7-d6fa81854879	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:34:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/3"}
018e9987-f440-791f-9e2d-4a07a07ce44e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:37:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	tea_brewed	steeping	{"kind": "green", "grams": 5.00000000000000000000, "nickname": "hmac-sha256:417d40f02ad8eca550470bc1073afd0de8c291bdfae21542a41cf5640b6a0077"}
018e9987-f440-7920-a36f-bb3db427e6a9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:39:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	payment_completed	revenue	{"amount": 18.0, "currency": "USD"}
018e9987-f440-7921-9c9a-c48c02df4bfa	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:40:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-f440-7922-894e-1e82b29ec5ef	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:43:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	session_ended	engagement	{}
018e9987-f44b-70e9-bcf1-0ae0c13c1812	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:04:00+00	2024-04-01 12:00:07.755057+00	616e6f6e-1946-82a4-935f-5c10b2d0a069	\N	page_view	engagement	{"path": "/welcome"}
018e9987-f44b-7ae1-8238-db99b8c89b8a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:08:00+00	2024-04-01 12:00:07.75568+00	616e6f6e-1946-82a4-935f-5c10b2d0a069	\N	signup_completed	conversion	{"path": "/welcome"}
018e9987-f44b-7e4d-9fd1-073014dc69ea	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:04:00+00	2024-04-01 12:00:07.755894+00	616e6f6e-3ed8-8608-830d-71b4dc5799ca	\N	page_view	engagement	{"path": "/welcome"}
018e9987-f44b-7f2f-b914-df1fd0e7a77b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:08:00+00	2024-04-01 12:00:07.755949+00	616e6f6e-3ed8-8608-830d-71b4dc5799ca	\N	signup_completed	conversion	{"path": "/welcome"}
018e9987-f451-771a-8a61-8befdf4fd92b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 19:00:00+00	2024-04-01 12:00:07.761444+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	\N	tea_brewed	steeping	{"grams": 5}
018e9987-f875-7a83-937d-d55d961e0c8b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-11 06:00:00+00	2024-04-01 12:00:08.821657+00	00fe6156-f5c8-5494-8b32-38090f3309d0	\N	tea_brewed	steeping	{"grams": 2}
\.


--
-- Data for Name: analytics_events_2024w12; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w12 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-f440-7942-aea2-d600110451ce	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:36:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/4"}
018e9987-f440-7923-803e-5cc9b512b79e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:36:00+00	2024-04-01 12:00:07.744543+00	\N	\N	kettle_boiled	\N	{}
018e9987-f440-7924-9333-1987363f9d5f	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 08:36:00+00	2024-04-01 12:00:07.744543+00	\N	\N	kettle_boiled	\N	{}
018e9987-f440-7926-ac01-8b548c4ebd62	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:37:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	session_started	engagement	{"platform": "web"}
018e9987-f440-7928-8669-39d15ef39e02	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:39:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	page_view	engagement	{"path": "/1"}
018e9987-f440-7929-97b7-6596d7a4c989	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:46:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	tea_brewed	steeping	{"kind": "green", "grams": 2.5000000000000000, "nickname": "hmac-sha256:fe315a19dd1155686771642a45c5cf82c2f1f84ce0b281e881aa3d5c5fd57a26"}
018e9987-f440-792b-b739-97730a990c99	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:49:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-f440-792d-9ccf-0650f5b8c3e1	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:14:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	session_started	engagement	{"platform": "web"}
018e9987-f440-792e-aa0d-51e7193897ed	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:14:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	session_started	engagement	{"platform": "web"}
018e9987-f440-792f-8276-0a72447c06ef	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:16:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	page_view	engagement	{"path": "/1"}
018e9987-f440-7930-908c-4893adddb246	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:16:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	page_view	engagement	{"path": "/1"}
018e9987-f440-7931-af6a-5d30d4b3ecf5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:18:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	page_view	engagement	{"path": "/2"}
018e9987-f440-7932-9fc6-64086dc4e0ef	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:18:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	page_view	engagement	{"path": "/2"}
018e9987-f440-7933-be43-945858bef804	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:26:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-f440-7934-9521-fb722051eba0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:26:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-f440-7935-8920-a9bcae8efa77	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:29:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	session_ended	engagement	{}
018e9987-f440-7936-97fa-91bef9990776	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:29:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	session_ended	engagement	{}
018e9987-f440-7937-9766-8fdcffa0a4dd	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:51:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	session_started	engagement	{"platform": "web"}
018e9987-f440-7938-b58b-e69109e10f29	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:53:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/1"}
018e9987-f440-7939-980b-a7b7bcb3957e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:55:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/2"}
018e9987-f440-793a-8cb0-d58f6c4e3e03	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:57:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/3"}
018e9987-f440-793b-8947-4586222a8db0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	tea_brewed	steeping	{"kind": "green", "grams": 4.5000000000000000, "nickname": "hmac-sha256:e8e1dd47e89358c16f5a04ff7fe9fd43e1b41a16483b7f64ce3b1920625bb706"}
018e9987-f440-793c-91d4-00458a3b2a65	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:02:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	payment_completed	revenue	{"amount": 13.5, "currency": "USD"}
018e9987-f440-793d-83f6-871d730f6638	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:06:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	session_ended	engagement	{}
018e9987-f440-793e-9c86-db490d2db9c6	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:28:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	session_started	engagement	{"platform": "web"}
018e9987-f440-793f-8d3c-1bc8d11c8f61	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:30:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/1"}
018e9987-f440-7940-b06e-233d93c9957f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:32:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/2"}
018e9987-f440-7941-8111-fcdad787d021	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:34:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/3"}
018e9987-f440-7943-bf04-d3dc52d9ce6e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:40:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-f440-7944-a9ce-1869bae7f95f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:43:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	session_ended	engagement	{}
018e9987-f451-7f91-add9-709b6e31482f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:07.761973+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	leaf_1	\N	{}
018e9987-f452-70f5-a348-acf1ae026f48	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:07.76206+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	leaf_2	\N	{}
018e9987-f455-74e9-8a4b-4e4ce97215a5	bbbbbbbb-0000-4000-8000-000000000002	2024-03-21 10:00:00+00	2024-04-01 12:00:07.765307+00	d1897495-211b-599a-ac85-7f9ea21dfa75	\N	page_view	engagement	{}
\.


--
-- Data for Name: analytics_events_2024w13; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w13 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-f440-7945-b9bf-e56ddfd787d8	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 08:36:00+00	2024-04-01 12:00:07.744543+00	\N	\N	kettle_boiled	\N	{}
018e9987-f440-7946-bab1-d66e7a3ad0ee	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:36:00+00	2024-04-01 12:00:07.744543+00	\N	\N	kettle_boiled	\N	{}
018e9987-f440-7947-a085-6486a8f9c995	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:37:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	session_started	engagement	{"platform": "web"}
018e9987-f440-794a-856d-c913b6e91ec0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:39:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	page_view	engagement	{"path": "/1"}
018e9987-f440-794c-b398-57bc291ad09d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:41:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	page_view	engagement	{"path": "/2"}
018e9987-f440-794e-b9a4-de808747cec9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:49:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-f440-794f-972c-022adb5a6184	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:52:00+00	2024-04-01 12:00:07.744543+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	session_ended	engagement	{}
018e9987-f440-7951-8ab6-a0487b05bfe0	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:14:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	session_started	engagement	{"platform": "web"}
018e9987-f440-7952-b9f7-659c487f8eb8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:14:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	session_started	engagement	{"platform": "web"}
018e9987-f440-7953-87ff-2b964c85db07	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:16:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/1"}
018e9987-f440-7955-9b2f-2ac8b30c5425	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:18:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	page_view	engagement	{"path": "/2"}
018e9987-f440-7956-b1bc-af6a4bd8080a	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:18:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/2"}
018e9987-f440-7957-adf2-48eb27dbf772	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:20:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/3"}
018e9987-f440-7958-8dda-54d987b235b9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:20:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	page_view	engagement	{"path": "/3"}
018e9987-f440-7959-89f1-966592a86b34	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:23:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	tea_brewed	\N	{"kind": "green", "weight": 4.0000000000000000, "nickname": "hmac-sha256:e999b6d42779ca5b19f83abdf44949fc1287b7302354d3f0ab60562618f50d79"}
018e9987-f440-795a-ab87-8802dc800a86	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:23:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	tea_brewed	steeping	{"kind": "green", "grams": 4.0000000000000000, "nickname": "hmac-sha256:e999b6d42779ca5b19f83abdf44949fc1287b7302354d3f0ab60562618f50d79"}
018e9987-f440-795b-bb60-41e869500527	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:25:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-f440-795c-88cc-0ba9b609b3b9	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:25:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-f440-795d-b9b6-223b260b5339	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:26:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-f440-795e-8906-5e1cff99dae0	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:26:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-f440-795f-99df-1b260abb337f	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:29:00+00	2024-04-01 12:00:07.744543+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	session_ended	engagement	{}
018e9987-f440-7960-9a6d-e597b4581dab	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:29:00+00	2024-04-01 12:00:07.744543+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	session_ended	engagement	{}
018e9987-f440-7961-8eb7-7292ca1ab800	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:51:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	session_started	engagement	{"platform": "web"}
018e9987-f440-7962-bae9-666f812821c8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:53:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/1"}
018e9987-f440-7963-ad73-1ba754091da5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:55:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/2"}
018e9987-f440-7964-92f9-3dcd78d7c410	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:57:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/3"}
018e9987-f440-7965-a677-d94576c487f6	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:59:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/4"}
018e9987-f440-7966-a45c-ecc3d8e72e43	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:06:00+00	2024-04-01 12:00:07.744543+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	session_ended	engagement	{}
018e9987-f440-7967-84a8-d971fb9f2622	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:28:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	session_started	engagement	{"platform": "web"}
018e9987-f440-7968-a377-11dc5e825beb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:30:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	page_view	engagement	{"path": "/1"}
018e9987-f440-7969-b492-59366c4df59a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:37:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	tea_brewed	steeping	{"kind": "green", "grams": 6.0000000000000000, "nickname": "hmac-sha256:417d40f02ad8eca550470bc1073afd0de8c291bdfae21542a41cf5640b6a0077"}
018e9987-f440-796a-9ad9-3cd00f012edc	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:40:00+00	2024-04-01 12:00:07.744543+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-f876-7122-8a28-964fe2c79077	aaaaaaaa-0000-4000-8000-000000000001	2024-03-29 09:00:00+00	2024-04-01 12:00:08.822071+00	00fe6156-f5c8-5494-8b32-38090f3309d0	\N	payment_completed	revenue	{"amount": 9, "currency": "USD"}
018e9987-f876-738d-b620-4fdab4e72e1d	bbbbbbbb-0000-4000-8000-000000000002	2024-03-29 09:00:00+00	2024-04-01 12:00:08.822222+00	d1897495-211b-599a-ac85-7f9ea21dfa75	\N	page_view	engagement	{"path": "/late"}
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
018e9987-f876-76bc-b71b-36d1341711f8	aaaaaaaa-0000-4000-8000-000000000001	2023-12-24 09:00:00+00	2024-04-01 12:00:08.822421+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	page_view	engagement	{"path": "/early"}
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
aaaaaaaa-0000-4000-8000-000000000001	616e6f6e-1946-82a4-935f-5c10b2d0a069	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-04-01 12:00:07.759396+00	\N
\.


--
-- Data for Name: analytics_audit_log; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_audit_log (id, occurred_at, session_role, caller_role, tenant_id, action, subject, event_count, detail) FROM stdin;
018e9987-e7fc-7364-9730-bb10d8964982	2024-04-01 12:00:04.390439+00	postgres	store_owner	\N	configure	analytics_hash_key	1	{"rows": [{"created_at": "2024-04-01T12:00:04.390439+00:00"}], "operation": "insert"}
018e9987-ec69-7e20-8454-41338d3747ab	2024-04-01 12:00:04.390439+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	163	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "chat_turn_sent", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_profile_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_connect_click", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "summary_viewed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "journey_report_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "signup_started", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "signup_completed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "test_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "email_verified", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "user_profile_updated", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "settings_changed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "consent_updated", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_export_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_erasure_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login_failed", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "logout", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "session_created", "retention_class": "security"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-edeb-728b-be43-1b0e3f0904d9	2024-04-01 12:00:06.101951+00	postgres	store_owner	\N	enable_tenants	analytics_events	\N	\N
018e9987-ee1a-7887-8b17-4686c6aaf142	2024-04-01 12:00:06.144074+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_tenant_members	1	{"rows": [{"role": "store_app", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-ee2f-7651-8962-5db7eed92a3b	2024-04-01 12:00:06.144074+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	grant	store_app	\N	{"access": "writer", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-ee6a-743d-bc2d-55c36f207647	2024-04-01 12:00:06.144074+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	grant	store_app	\N	{"access": "reader", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-ee80-7610-b179-9fe4b85a272a	2024-04-01 12:00:06.144074+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	configure	analytics_tenant_members	1	{"rows": [{"role": "store_analyst", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}], "operation": "insert", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-ee8b-7c0c-abde-7fa2d3a4cb75	2024-04-01 12:00:06.144074+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	grant	store_analyst	\N	{"access": "reader", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-eeb9-7493-b958-818a4f435d6a	2024-04-01 12:00:06.301019+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	135	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "chat_turn_sent", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_profile_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_connect_click", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "summary_viewed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "journey_report_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "test_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "email_verified", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "user_profile_updated", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "consent_updated", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_export_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_erasure_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login_failed", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "logout", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_enabled", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_disabled", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_challenged", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_verified", "retention_class": "security"}], "operation": "delete", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-eec2-729b-bef2-8ebd46d2c421	2024-04-01 12:00:06.33605+00	postgres	store_owner	\N	configure	analytics_funnel_stages	1	{"rows": [{"stage": "steeping"}], "operation": "insert"}
018e9987-eecd-74fd-b8d7-0790f2d801fe	2024-04-01 12:00:06.341864+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "nickname", "action": "hash"}], "operation": "insert"}
018e9987-eecf-7224-8854-14aae16a3755	2024-04-01 12:00:06.350032+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "shoe_size", "action": "drop"}], "operation": "insert"}
018e9987-eed5-75e7-9698-f80aab674e96	2024-04-01 12:00:06.356207+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "user_agent", "action": "drop"}], "operation": "delete"}
018e9987-eed7-78f5-a29d-04bce2815e60	2024-04-01 12:00:06.358103+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1 year", "export_first": false, "retention_class": "brief"}], "operation": "insert"}
018e9987-eedb-74e9-9099-66ea714da27f	2024-04-01 12:00:06.360758+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	1	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "tea_brewed", "retention_class": "events"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-eee2-72e1-b0a1-e4934269d3d9	2024-04-01 12:00:06.367757+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	1	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "kettle_boiled", "retention_class": "brief"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-eeea-7ef9-b76d-b78fe64b2546	2024-04-01 12:00:06.372147+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	configure	analytics_event_types	1	{"rows": [{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002", "event_type": "tea_brewed", "retention_class": "events"}], "operation": "insert", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-f46e-73ef-acee-c10a0249f03f	2024-04-01 12:00:07.783141+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_event_types	1	{"rows": [{"tenant_id": "aaaaaaaa-0000-4000-8000-000000000001", "event_type": "leaf_1", "retention_class": "events"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-f470-7620-83bf-3d9efb41a6af	2024-04-01 12:00:07.783141+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_event_types	1	{"rows": [{"tenant_id": "aaaaaaaa-0000-4000-8000-000000000001", "event_type": "leaf_2", "retention_class": "events"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-f79c-7476-84f2-58c905ea4573	2024-04-01 12:00:08.599309+00	postgres	store_owner	\N	mark_exported	analytics_events_2024w10	40	\N
018e9987-f79d-7683-8d3d-529943159f46	2024-04-01 12:00:08.604712+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "15 days", "export_first": false, "retention_class": "brief"}], "operation": "update"}
018e9987-f7a7-7322-8326-849fe9cbe67d	2024-04-01 12:00:08.608462+00	postgres	store_owner	\N	purge	analytics_events_2024w09	2	{"as_of": "2024-04-01T12:00:08.606899+00:00", "operation": "delete"}
018e9987-f7ae-764d-8681-9f8b59fa8268	2024-04-01 12:00:08.615728+00	postgres	store_owner	\N	purge	analytics_events_2024w10	2	{"as_of": "2024-04-01T12:00:08.606899+00:00", "operation": "delete"}
018e9987-f7b4-782d-81b4-cbe447d80ee7	2024-04-01 12:00:08.623133+00	postgres	store_owner	\N	purge	analytics_events_2024w11	2	{"as_of": "2024-04-01T12:00:08.606899+00:00", "operation": "delete"}
018e9987-f7ca-75e3-ba39-2fb72ced187f	2024-04-01 12:00:08.649725+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "events"}], "operation": "update"}
018e9987-f7cb-7d06-86f7-e6dd62d506c7	2024-04-01 12:00:08.649725+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "audit"}], "operation": "update"}
018e9987-f7cc-7ec0-906b-f4088c8290f9	2024-04-01 12:00:08.649725+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "security"}], "operation": "update"}
018e9987-f7cd-7b68-8f72-06894f8de96d	2024-04-01 12:00:08.649725+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "performance"}], "operation": "update"}
018e9987-f7ce-7831-b1d1-267d8d9f9c5a	2024-04-01 12:00:08.649725+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "brief"}], "operation": "update"}
018e9987-f865-7999-be89-4274df03a2cd	2024-04-01 12:00:08.656549+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	erase	hmac-sha256:d779d7c7e3df902c04da43bda3819e6bad0ea028c9653a3f7d7f9703ff22c609	29	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002", "erasure_id": "876a376d-b571-427b-9b21-2de2fc9be54b"}
018e9987-f868-77f7-bb89-415b07a247e3	2024-04-01 12:00:08.80688+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_out	hmac-sha256:8fc2b03bdf6d55564ed15864e6b2a9666a22f40aba668223f50f0e6afe888ed8	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-f868-7f1a-86c9-db44a16f2462	2024-04-01 12:00:08.80688+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_out	hmac-sha256:2f39b7957c0d3df2afc4c790dc8720dc003f2dd63a4c0985f2599b0bdb80aa9b	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-f869-7d02-b57d-d016d4a144a6	2024-04-01 12:00:08.809141+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_in	hmac-sha256:2f39b7957c0d3df2afc4c790dc8720dc003f2dd63a4c0985f2599b0bdb80aa9b	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
\.


--
-- Data for Name: analytics_dirty_buckets; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_dirty_buckets (tenant_id, bucket, logged_at) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	2024-04-01 12:00:08.82193+00
aaaaaaaa-0000-4000-8000-000000000001	2024-03-29	2024-04-01 12:00:08.822148+00
bbbbbbbb-0000-4000-8000-000000000002	2024-03-29	2024-04-01 12:00:08.822256+00
aaaaaaaa-0000-4000-8000-000000000001	2023-12-24	2024-04-01 12:00:08.822447+00
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	2024-04-01 12:00:08.823641+00
\.


--
-- Data for Name: analytics_erasures; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_erasures (erasure_id, tenant_id, subject, key_id, reason, status, started_at, finished_at, row_counts, recomputed_days, unrecoverable_days, pending) FROM stdin;
876a376d-b571-427b-9b21-2de2fc9be54b	bbbbbbbb-0000-4000-8000-000000000002	hmac-sha256:d779d7c7e3df902c04da43bda3819e6bad0ea028c9653a3f7d7f9703ff22c609	5bbd4327a63d1da3	asked for it	done	2024-04-01 12:00:08.658437+00	2024-04-01 12:00:08.805436+00	{"analytics_users": 0, "analytics_events": 29, "analytics_aliases": 0, "analytics_user_days": 5, "analytics_event_keys": 1}	2	3	\N
\.


--
-- Data for Name: analytics_event_keys; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_event_keys (tenant_id, key_hash, payload_hash, event_id, user_id, created_at) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	\\x052d0f530a06552dd7ba5c0da4601bab4b6087c9204f6e734869d2bbfb27d0c0	\\xa277011f8bef257b1d3ff2cbdb2e1bd4026486bb37dd272429de60a10fe4647f	018e9987-f440-78f0-adad-cf7b9c421c91	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-04-01 12:00:07.7483+00
aaaaaaaa-0000-4000-8000-000000000001	\\x1675934188652d06e7c0937a49d5e0e65bcb8f205b8cf0d17f312637d8011f36	\\x482613b525d8f78ffd5630161854c69c31e39b03e39f8123e81fa26abe8965c9	018e9987-f440-795b-bb60-41e869500527	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-04-01 12:00:07.74884+00
aaaaaaaa-0000-4000-8000-000000000001	\\x6826c6cc802efab03724e8b35e89cf8a49e56b3f128ee1469be4b2bf33b116b7	\\x7d11c427f484fb93425b5963d9553ade7e88cf348260ace3f0acc4472cb5c695	018e9987-f440-78cf-8028-ea45958b8d82	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-04-01 12:00:07.748903+00
aaaaaaaa-0000-4000-8000-000000000001	\\xb21469e0042c7a5333f3a7544b7a872588b02a94b38ee89358b71fd9f2dfe1fd	\\x526a86857222af998e2fda83622d28364b1599e0ee13f21edfbc6f8bf3baf222	018e9987-f440-793c-91d4-00458a3b2a65	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-04-01 12:00:07.748989+00
aaaaaaaa-0000-4000-8000-000000000001	\\xc46eaaa8ca739ec0cec22c2d2a96a0d0199c644d996c0e59aed35e8763efa0f0	\\x7a6f860a75120beccd6992f799d97dde1e0af7951a2cf284333340be3261c1fe	018e9987-f440-7909-a869-8554c62cbe8f	cd09c871-c7cd-5f73-a9d8-906072c387ef	2024-04-01 12:00:07.749034+00
aaaaaaaa-0000-4000-8000-000000000001	\\xfd0f1ee8466fc2ec540d22f27cf7b6870afe7ea04c8d1efd8d3ca772321689d9	\\x65f35da0c4fc5442bd23fb5fc64163144c607b419bdc6b6debe901eb6c329c46	018e9987-f440-7920-a36f-bb3db427e6a9	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-04-01 12:00:07.749074+00
bbbbbbbb-0000-4000-8000-000000000002	\\xc07af8a26176568cb7652827eaa7764fb473d727687dada84f5bb31f3c0f1b1e	\\x2c22daf881fe1ef026eedfb49c7722b0e1081d32bae08fa6decfd0cf9cdbb829	018e9987-f440-78ef-8b1c-f7576779a40b	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-04-01 12:00:07.749094+00
bbbbbbbb-0000-4000-8000-000000000002	\\xfd60a925fb9fee44e13fdaa03f15d8badff9e11ca3f30a9301cd0addfa7c82d7	\\x003d885741a81923b839b1455304c8533da50c574c3ad4d1c6d81d2da851ef00	018e9987-f440-795c-88cc-0ba9b609b3b9	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-04-01 12:00:07.749131+00
\.


--
-- Data for Name: analytics_event_types; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_event_types (tenant_id, event_type, category, funnel_stage, retention_class, description, property_schema, auto_registered, created_at, updated_at, is_action, property_aliases) FROM stdin;
00000000-0000-0000-0000-000000000000	signup_started	account	activation	events	Account creation flow initiated	{"type": "object", "properties": {"medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	signup_completed	account	conversion	events	Account creation completed	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "acquisition_cost": {"type": ["number", "null"], "minimum": 0, "description": "What winning this user cost, in units of currency (not cents)"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	settings_changed	account	engagement	events	User modified settings	{"type": "object", "properties": {"setting": {"type": ["string", "null"], "maxLength": 128, "description": "Which setting was changed, not its value"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	session_created	authentication	retention	security	New signed-in session created on the server	{"type": "object", "properties": {"platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	password_reset_requested	authentication	\N	security	User asked to reset the password	{"type": "object", "properties": {"variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	f	\N
00000000-0000-0000-0000-000000000000	password_changed	authentication	\N	security	Password changed or reset	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	payment_initiated	payment	conversion	events	Payment process started	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	payment_completed	payment	revenue	events	Payment succeeded: amount is revenue	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "automatic": {"type": ["boolean", "null"], "description": "true: the subscription paid, as in each billing period, and the user did nothing"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	payment_failed	payment	revenue	events	Payment failed	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "error_code": {"type": ["string", "integer", "null"], "description": "Code or class of the error, not its message"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	f	\N
00000000-0000-0000-0000-000000000000	payment_refunded	payment	revenue	events	Payment given back: amount (positive) is what was returned	{"type": "object", "properties": {"amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	f	\N
00000000-0000-0000-0000-000000000000	session_ended	session	engagement	events	Session ended	{"type": "object", "properties": {"end_reason": {"type": ["string", "null"], "examples": ["closed", "timeout"], "maxLength": 64, "description": "Why the session ended"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "message_count": {"type": ["integer", "null"], "minimum": 0, "description": "Messages in the session"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	f	{"duration": "duration_seconds"}
00000000-0000-0000-0000-000000000000	session_duration	session	engagement	events	Length of a session, where a client reports only that	{"type": "object", "properties": {"variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	f	{"duration": "duration_seconds"}
00000000-0000-0000-0000-000000000000	page_view	engagement	engagement	events	User viewed a page	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "locale": {"type": ["string", "null"], "examples": ["en", "pt-BR"], "maxLength": 35, "description": "Language tag, BCP 47"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "referrer_domain": {"type": ["string", "null"], "maxLength": 253, "description": "Host of the page that led here"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	session_started	session	engagement	events	Session began; its session_id ties its events together	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "locale": {"type": ["string", "null"], "examples": ["en", "pt-BR"], "maxLength": 35, "description": "Language tag, BCP 47"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "app_version": {"type": ["string", "null"], "maxLength": 64, "description": "Version of the client"}, "entry_point": {"type": ["string", "null"], "maxLength": 128, "description": "Part of the product from which the user came"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	signup_step	marketing	activation	events	Progress in the sign-up funnel	{"type": "object", "properties": {"step": {"type": ["string", "integer", "null"], "examples": ["profile_setup"], "description": "Step of the flow"}, "medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "step_number": {"type": ["integer", "null"], "minimum": 0, "description": "Position of the step"}, "total_steps": {"type": ["integer", "null"], "minimum": 0, "description": "Number of steps in the flow"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "time_spent_seconds": {"type": ["number", "null"], "minimum": 0, "description": "Time spent on the step, in seconds"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	page_load	performance	\N	performance	Time to load a page	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "duration_ms": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in milliseconds"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	f	\N
00000000-0000-0000-0000-000000000000	service_health_check	performance	\N	performance	Service checked: its uptime is the share of healthy checks	{"type": "object", "properties": {"healthy": {"type": ["boolean", "null"], "description": "Whether the check passed"}, "service": {"type": ["string", "null"], "examples": ["database", "payment_callbacks"], "maxLength": 64, "description": "Service that was checked"}, "error_code": {"type": ["string", "integer", "null"], "description": "Code or class of the error, not its message"}, "latency_ms": {"type": ["number", "null"], "minimum": 0, "description": "Round trip, in milliseconds"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	f	\N
00000000-0000-0000-0000-000000000000	session_booked	coaching	conversion	events	Coaching session booked	{"type": "object", "properties": {"price": {"type": ["number", "null"], "minimum": 0, "description": "Price of the session, in units of currency (not cents)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_booking_completed	coaching	conversion	events	Last step of the booking flow done	{"type": "object", "properties": {"price": {"type": ["number", "null"], "minimum": 0, "description": "Price of the session, in units of currency (not cents)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_completed	coaching	engagement	events	Coaching session held	{"type": "object", "properties": {"coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "client_id": {"type": ["string", "integer", "null"], "description": "Client whom the event is about"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_cancelled	coaching	engagement	events	Coaching session cancelled	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "client_id": {"type": ["string", "integer", "null"], "description": "Client whom the event is about"}, "actor_role": {"type": ["string", "null"], "examples": ["client", "coach", "admin"], "maxLength": 64, "description": "Role in which the user acted"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	session_rated	coaching	engagement	events	Coaching session rated	{"type": "object", "properties": {"rating": {"type": ["number", "null"], "maximum": 5, "minimum": 1, "description": "1 (worst) to 5 (best)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	session_survey_submitted	coaching	engagement	events	Survey after a session with the assistant or a coach answered	{"type": "object", "properties": {"rating": {"type": ["number", "null"], "maximum": 5, "minimum": 1, "description": "1 (worst) to 5 (best)"}, "persona": {"type": ["string", "null"], "maxLength": 128, "description": "Persona of the assistant, or of the user as the assistant sees it"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "survey_id": {"type": ["string", "integer", "null"], "description": "Survey that was answered"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	habit_created	habit	engagement	events	Habit set up	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	habit_checked	habit	retention	events	Habit done for a day	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "habit_date": {"type": ["string", "null"], "format": "date", "description": "The user's own day that counts; the UTC day of the event when absent, or when it is more than two days before that or one day after it"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "streak_days": {"type": ["integer", "null"], "minimum": 0, "description": "Length of the streak by then, in days"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	habit_missed	habit	engagement	events	Habit not done on a day on which it was due	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "habit_date": {"type": ["string", "null"], "format": "date", "description": "The user's own day that counts; the UTC day of the event when absent, or when it is more than two days before that or one day after it"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "streak_days": {"type": ["integer", "null"], "minimum": 0, "description": "Length of the streak by then, in days"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	f	\N
00000000-0000-0000-0000-000000000000	habit_archived	habit	\N	events	Habit put away: no longer due	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	handoff	chatbot	conversion	events	Visitor handed over to a person	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "service_type": {"type": ["string", "null"], "maxLength": 128, "description": "Service that the visitor asks for"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "handoff_channel": {"type": ["string", "null"], "examples": ["phone", "form", "live_chat"], "maxLength": 64, "description": "How the visitor is handed over"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00	t	\N
00000000-0000-0000-0000-000000000000	tea_brewed	kitchen	steeping	events	\N	{"properties": {"kind": {"enum": ["green", "black"]}, "grams": {"type": "number", "minimum": 0}}}	f	2024-04-01 12:00:06.360758+00	2024-04-01 12:00:06.360758+00	t	{"draft": null, "weight": "grams"}
00000000-0000-0000-0000-000000000000	kettle_boiled	kitchen	\N	brief	\N	\N	f	2024-04-01 12:00:06.367757+00	2024-04-01 12:00:06.367757+00	f	\N
bbbbbbbb-0000-4000-8000-000000000002	tea_brewed	canteen	\N	events	\N	\N	f	2024-04-01 12:00:06.372147+00	2024-04-01 12:00:06.372147+00	t	\N
aaaaaaaa-0000-4000-8000-000000000001	leaf_1	\N	\N	events	\N	\N	t	2024-04-01 12:00:07.783141+00	2024-04-01 12:00:07.783141+00	t	\N
aaaaaaaa-0000-4000-8000-000000000001	leaf_2	\N	\N	events	\N	\N	t	2024-04-01 12:00:07.783141+00	2024-04-01 12:00:07.783141+00	t	\N
\.


--
-- Data for Name: analytics_exports; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_exports (period_start, period_end, event_count, exported_at, digest) FROM stdin;
2024-03-04 00:00:00+00	2024-03-11 00:00:00+00	40	2024-04-01 12:00:08.599309+00	-7410099921829564432
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
t	\\x306c5d6eae2cb74cb28d7a5801a116fe0706c6ec16695b5fc8401d851030673f	2024-04-01 12:00:04.390439+00
\.


--
-- Data for Name: analytics_metric_definitions; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_metric_definitions (name, unit, periods, query, version, description, created_at, updated_at) FROM stdin;
dau	users	{daily}	\N	2	Distinct users with an action	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
wau	users	{weekly}	\N	2	Distinct users with an action	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
mau	users	{monthly}	\N	2	Distinct users with an action	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
new_registrations	events	{daily,weekly,monthly}	\N	1	Sign-ups completed	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
generations_completed	events	{daily,weekly,monthly}	\N	1	Generations that succeeded	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
generations_failed	events	{daily,weekly,monthly}	\N	1	Generations that failed	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
revenue	currency	{daily,weekly,monthly}	\N	1	Sum of the amounts of payments and purchases in apps, whatever their currency; refunds are not subtracted	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
successful_payments	events	{daily,weekly,monthly}	\N	1	Payments that succeeded	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
failed_payments	events	{daily,weekly,monthly}	\N	1	Payments that failed	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
new_subscriptions	events	{daily,weekly,monthly}	\N	1	Subscriptions created	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
cancelled_subscriptions	events	{daily,weekly,monthly}	\N	1	Subscriptions cancelled	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
referrals_sent	events	{daily,weekly,monthly}	\N	1	Referral codes shared	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
referrals_accepted	events	{daily,weekly,monthly}	\N	1	Referral codes used	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
signup_to_payment_conversion	fraction	{daily}	\N	1	Of the users who completed their sign-up, those who paid on the same day	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
churn_rate	fraction	{monthly}	\N	2	Of the users active in the month before, those not active in this one	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
ltv_cac_ratio	ratio	{monthly}	\N	1	Lifetime value of a paying user over what a new one cost; NULL while the month's cost is not entered	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
active_minutes	minutes	{daily,weekly,monthly}	\N	2	Clock minutes in which a user had an action, of all users	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
sessions_per_user	ratio	{daily}	\N	1	Distinct session ids for each user who has any	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
message_response_time	seconds	{daily}	\N	1	Mean time in which messages were answered	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
goal_completion_rate	fraction	{daily}	\N	1	Of the goals of which anything was heard on the day, those that were completed	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
habit_adherence_score	fraction	{daily}	\N	2	Of the habits of which anything was heard for the day, the mean score of the 7 days that end with it	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
ai_nudge_effectiveness	fraction	{daily}	\N	2	Of the nudges sent on the day, those that their user opened within 24 hours	2024-04-01 12:00:04.390439+00	2024-04-01 12:00:04.390439+00
cups	cups	{daily,weekly}	SELECT count(*) FROM public.analytics_events\n    WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND event_type = 'tea_brewed'	1	\N	2024-04-01 12:00:06.384049+00	2024-04-01 12:00:06.384049+00
\.


--
-- Data for Name: analytics_metrics; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_metrics (tenant_id, metric_date, metric_type, period, value, metadata) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	dau	daily	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	revenue	daily	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	active_minutes	daily	10	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	dau	daily	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	cups	daily	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	cups	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	dau	daily	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	active_minutes	daily	13	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	dau	daily	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	cups	daily	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	cups	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	active_minutes	daily	22	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	dau	daily	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	new_registrations	daily	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	revenue	daily	22.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	successful_payments	daily	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	active_minutes	daily	11	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	dau	daily	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	revenue	daily	4.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	cups	daily	3	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	cups	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	active_minutes	daily	21	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	dau	daily	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	revenue	daily	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	cups	daily	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	active_minutes	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	dau	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	sessions_per_user	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	cups	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	dau	daily	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	cups	daily	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	habit_adherence_score	daily	0.142857	{"own_days": true, "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	habit_adherence_score	daily	0.142857	{"own_days": true, "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-07	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-07	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-13	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-13	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-19	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-19	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	revenue	weekly	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	active_minutes	weekly	22	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	new_registrations	weekly	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	revenue	weekly	22.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	successful_payments	weekly	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	cups	weekly	3	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	active_minutes	weekly	21	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	revenue	weekly	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	active_minutes	monthly	103	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	cancelled_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	churn_rate	monthly	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	failed_payments	monthly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	generations_completed	monthly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	generations_failed	monthly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	ltv_cac_ratio	monthly	\N	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	mau	monthly	4	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	new_registrations	monthly	2	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	new_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	referrals_accepted	monthly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	referrals_sent	monthly	0	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	revenue	monthly	67.5	{"currencies": ["EUR", "USD"], "calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	successful_payments	monthly	6	{"calculated_at": "2024-04-01T12:00:07.769345Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	active_minutes	daily	4	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	dau	daily	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	cups	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	active_minutes	daily	7	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	dau	daily	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	cups	daily	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	active_minutes	monthly	46	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	cancelled_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	churn_rate	monthly	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	failed_payments	monthly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	generations_completed	monthly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	generations_failed	monthly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	ltv_cac_ratio	monthly	\N	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	mau	monthly	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	new_registrations	monthly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	new_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	referrals_accepted	monthly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	referrals_sent	monthly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	revenue	monthly	22.5	{"currencies": ["EUR", "USD"], "calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	successful_payments	monthly	3	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	active_minutes	weekly	10	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	revenue	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	successful_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	active_minutes	weekly	13	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	active_minutes	weekly	11	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	revenue	weekly	4.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	active_minutes	weekly	5	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	revenue	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	successful_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	cups	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	active_minutes	weekly	7	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:08.656549Z", "definition_version": 1}
\.


--
-- Data for Name: analytics_opt_outs; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_opt_outs (tenant_id, user_id, opted_out_at) FROM stdin;
bbbbbbbb-0000-4000-8000-000000000002	07920df6-4cef-5db1-b28e-0ec726793751	2024-04-01 12:00:08.80688+00
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
00000000-0000-0000-0000-000000000000	1	2024-04-01 12:01:07.766314+00
\.


--
-- Data for Name: analytics_retention_policies; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_retention_policies (retention_class, keep, export_first, updated_at) FROM stdin;
events	1000 years	f	2024-04-01 12:00:08.649725+00
audit	1000 years	f	2024-04-01 12:00:08.649725+00
security	1000 years	f	2024-04-01 12:00:08.649725+00
performance	1000 years	f	2024-04-01 12:00:08.649725+00
brief	1000 years	f	2024-04-01 12:00:08.649725+00
\.


--
-- Data for Name: analytics_run_log; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_run_log (run_id, step, target, status, event_count, started_at, finished_at, error_code, error, as_of, steps, state) FROM stdin;
08721ef3-51ee-4239-b05c-86a84f1f4846	create		done	0	2024-04-01 12:00:07.773266+00	2024-04-01 12:00:07.782331+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	register		done	2	2024-04-01 12:00:07.783066+00	2024-04-01 12:00:07.792902+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	drain	analytics_events_2024w09	done	37	2024-04-01 12:00:07.793813+00	2024-04-01 12:00:07.866608+00	\N	\N	\N	\N	\N
452c6e51-ffb1-4f9e-aad8-0497bc3dde2a	purge		done	6	2024-04-01 12:00:08.608404+00	2024-04-01 12:00:08.648779+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	drain	analytics_events_2024w10	done	40	2024-04-01 12:00:07.868492+00	2024-04-01 12:00:08.000818+00	\N	\N	\N	\N	\N
452c6e51-ffb1-4f9e-aad8-0497bc3dde2a	run		done	0	2024-04-01 12:00:08.607939+00	2024-04-01 12:00:08.649433+00	\N	\N	2024-04-01 12:00:08.606899+00	{purge}	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	drain	analytics_events_2024w11	done	43	2024-04-01 12:00:08.002798+00	2024-04-01 12:00:08.095879+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	drain	analytics_events_2024w12	done	37	2024-04-01 12:00:08.099876+00	2024-04-01 12:00:08.176468+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	drain	analytics_events_2024w13	done	38	2024-04-01 12:00:08.17918+00	2024-04-01 12:00:08.258371+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	drain		done	195	2024-04-01 12:00:07.793619+00	2024-04-01 12:00:08.264504+00	\N	\N	\N	\N	\N
da90a3b8-86f8-4056-a3bc-2490de2b7fe3	refresh		done	0	2024-04-01 12:00:08.81137+00	2024-04-01 12:00:08.815917+00	\N	\N	\N	\N	\N
da90a3b8-86f8-4056-a3bc-2490de2b7fe3	analyze		done	0	2024-04-01 12:00:08.816359+00	2024-04-01 12:00:08.820012+00	\N	\N	\N	\N	\N
da90a3b8-86f8-4056-a3bc-2490de2b7fe3	run		done	0	2024-04-01 12:00:08.810861+00	2024-04-01 12:00:08.820835+00	\N	\N	2024-04-01 12:00:08.810086+00	{refresh,analyze}	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	refresh		done	378	2024-04-01 12:00:08.265065+00	2024-04-01 12:00:08.57499+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	purge		done	0	2024-04-01 12:00:08.575381+00	2024-04-01 12:00:08.582372+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	keys		done	0	2024-04-01 12:00:08.582832+00	2024-04-01 12:00:08.584939+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	analyze		done	0	2024-04-01 12:00:08.585304+00	2024-04-01 12:00:08.592148+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	trim		done	0	2024-04-01 12:00:08.592881+00	2024-04-01 12:00:08.595273+00	\N	\N	\N	\N	\N
08721ef3-51ee-4239-b05c-86a84f1f4846	run		done	0	2024-04-01 12:00:07.772214+00	2024-04-01 12:00:08.596832+00	\N	\N	2024-04-01 12:00:07.769345+00	{create,register,drain,refresh,purge,keys,analyze,trim}	\N
452c6e51-ffb1-4f9e-aad8-0497bc3dde2a	purge	analytics_events_2024w09	done	2	2024-04-01 12:00:08.608543+00	2024-04-01 12:00:08.61546+00	\N	\N	\N	\N	\N
452c6e51-ffb1-4f9e-aad8-0497bc3dde2a	purge	analytics_events_2024w10	done	2	2024-04-01 12:00:08.615842+00	2024-04-01 12:00:08.622716+00	\N	\N	\N	\N	\N
452c6e51-ffb1-4f9e-aad8-0497bc3dde2a	purge	analytics_events_2024w11	done	2	2024-04-01 12:00:08.623225+00	2024-04-01 12:00:08.64213+00	\N	\N	\N	\N	\N
\.


--
-- Data for Name: analytics_sealed_days; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_sealed_days (day, sealed_at, purged_events) FROM stdin;
2024-03-02	2024-04-01 12:00:08.608462+00	2
2024-03-08	2024-04-01 12:00:08.615728+00	2
2024-03-14	2024-04-01 12:00:08.623133+00	2
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
t	1	week	analytics_partitions	2024-04-01 12:00:04.390439+00
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
aaaaaaaa-0000-4000-8000-000000000001	cd09c871-c7cd-5f73-a9d8-906072c387ef	{"plan": "green", "source": "friend", "nickname": "hmac-sha256:d0531c1d9bf7193bc31db359ca8b33ad0af2cf6d993031408826232c4887fb1b"}	2024-04-01 12:00:07.762203+00	2024-04-01 12:00:07.762203+00
aaaaaaaa-0000-4000-8000-000000000001	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	{"plan": "black"}	2024-04-01 12:00:07.763657+00	2024-04-01 12:00:07.763657+00
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


