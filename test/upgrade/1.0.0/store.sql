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
018e9987-e1e1-7092-b9ec-8df537c301e8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:37:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	session_started	engagement	{"platform": "web"}
018e9987-e1e1-7094-865a-ddbf1c2f9b9a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:39:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	page_view	engagement	{"path": "/1"}
018e9987-e1e1-7096-be8f-b6cb269b9b60	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:41:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	page_view	engagement	{"path": "/2"}
018e9987-e1e1-7097-9b7c-b80a9715a64a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:49:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9987-e1e1-7099-a848-703129c3cbf6	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 08:52:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b4144273-7d82-5da0-b3eb-d6c6b934b16c	session_ended	engagement	{}
018e9987-e1e1-709b-96d4-af056a386f7f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:14:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	session_started	engagement	{"platform": "web"}
018e9987-e1e1-709c-86b3-f0f31803e151	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:14:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	session_started	engagement	{"platform": "web"}
018e9987-e1e1-709d-875a-0e81b74945ee	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:16:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/1"}
018e9987-e1e1-709e-87e3-9947641972b0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:16:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/1"}
018e9987-e1e1-709f-8900-22ace73649ff	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:18:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/2"}
018e9987-e1e1-70a0-b32e-ba6aeaa0dcb5	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:18:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/2"}
018e9987-e1e1-70a1-ba4a-d805198453c6	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:20:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	page_view	engagement	{"path": "/3"}
018e9987-e1e1-70a2-a6c5-727ff032eb7c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:20:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	page_view	engagement	{"path": "/3"}
018e9987-e1e1-70a3-ab6c-d4e1b91d462f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:23:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	tea_brewed	steeping	{"kind": "green", "grams": 2.00000000000000000000, "nickname": "hmac-sha256:ca7d3a7ea56bbda1596384c7b15580faedd9ac1a1548986a027baebc21b95ee4"}
018e9987-e1e1-70a4-81ef-f27e402e3cf9	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:23:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	tea_brewed	\N	{"kind": "green", "weight": 2.00000000000000000000, "nickname": "hmac-sha256:ca7d3a7ea56bbda1596384c7b15580faedd9ac1a1548986a027baebc21b95ee4"}
018e9987-e1e1-70a5-940e-973676afcbc9	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:26:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9987-e1e1-70a6-8ac3-c08055a5baf0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:26:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
018e9987-e1e1-70a7-9522-598f0d85fdda	bbbbbbbb-0000-4000-8000-000000000002	2024-03-02 09:29:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3b7f4611-ecad-5b36-9346-d63c0b254a88	session_ended	engagement	{}
018e9987-e1e1-70a8-bf6f-c77b07cbb9f3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:29:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	22b3b26b-37b3-5982-a3b8-832f6ef69a67	session_ended	engagement	{}
018e9987-e1e1-70a9-99de-793cf8d25332	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:51:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70aa-8614-f725305b36e0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:53:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70ab-8330-3d623b9ac011	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:55:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/2"}
018e9987-e1e1-70ac-a977-979a2e5f9a80	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:57:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/3"}
018e9987-e1e1-70ad-84de-24fc4b228130	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 09:59:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	page_view	engagement	{"path": "/4"}
018e9987-e1e1-70ae-91b9-9fb3dc81d031	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:02:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	payment_completed	revenue	{"amount": 13.5, "currency": "USD"}
018e9987-e1e1-70af-bf6d-e40199e21f82	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:06:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	0fe88a1d-b446-5a1f-852a-d287c366e809	session_ended	engagement	{}
018e9987-e1e1-70b0-af69-569a61c08649	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:28:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70b1-ba2e-1e5b9768f395	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:30:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70b2-98cc-f80e4fe59809	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:37:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	tea_brewed	steeping	{"kind": "green", "grams": 4.00000000000000000000, "nickname": "hmac-sha256:abda2de68824d4c181e71486bdd0b12f3a63d72a51b5c65d0d71d4bb063b2d60"}
018e9987-e1e1-70b3-99a7-714922c787bc	aaaaaaaa-0000-4000-8000-000000000001	2024-03-02 10:40:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	73a6221c-e9c4-5566-a0d9-9c6ea169b37f	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-01"}
\.


--
-- Data for Name: analytics_events_2024w10; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w10 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-e1e1-70b6-8cae-2f5d079683d2	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:37:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70b9-900a-85993efdf527	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:39:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70ba-9cc9-bd6dda721336	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:41:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/2"}
018e9987-e1e1-70bc-8ac6-3661fbfec23a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:43:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	page_view	engagement	{"path": "/3"}
018e9987-e1e1-70be-824b-d41a585af347	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:46:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	tea_brewed	steeping	{"kind": "green", "grams": 1.50000000000000000000, "nickname": "hmac-sha256:7da96989a086f963f6f943a2cc5f9abc32eb524258811a4997be30916cc620cf"}
018e9987-e1e1-70c1-9b48-068e0d03de55	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:49:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-e1e1-70c2-8898-91e912593a6e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 08:52:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d96c435c-59ff-54fe-86b0-21c26c74596e	session_ended	engagement	{}
018e9987-e1e1-70c4-9bd2-3bb5a27159a6	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:14:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70c5-9192-a7aef40dcdc1	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:14:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70c6-a07d-0db4e8a8c628	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:16:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70c7-8354-f70a49004504	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:16:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70c8-bf81-e2b15d92d9b4	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:18:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/2"}
018e9987-e1e1-70c9-8bf5-54864bf18727	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:18:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/2"}
018e9987-e1e1-70ca-9db2-973b1c402a24	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:20:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/3"}
018e9987-e1e1-70cb-b44d-9a730d26d6b7	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:20:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/3"}
018e9987-e1e1-70cc-b93a-e078bd960b5f	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:22:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	page_view	engagement	{"path": "/4"}
018e9987-e1e1-70cd-900c-cd799e4fb092	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:22:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	page_view	engagement	{"path": "/4"}
018e9987-e1e1-70ce-8f54-986c18b5a601	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:25:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-e1e1-70cf-a431-bcc60171224e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:25:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-e1e1-70d0-8d56-c9c8c7417813	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:26:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-e1e1-70d1-a7d5-74f54ce263cc	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:26:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-e1e1-70d2-b419-d920f81fe696	bbbbbbbb-0000-4000-8000-000000000002	2024-03-08 09:29:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	347c3887-8f9f-57e3-a397-cfa3ef9bee71	session_ended	engagement	{}
018e9987-e1e1-70d3-a0d0-22cd08c4a92e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:29:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2b3a46c1-555d-5ecf-8280-64de2c32c916	session_ended	engagement	{}
018e9987-e1e1-70d4-bd65-100e661cead7	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:51:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70d5-9b2a-4ee2292b4c0c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 09:53:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70d6-acfb-c65ea49470c8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:00:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	f8f461c7-93fc-5aa4-8caa-dd4a64a692b7	tea_brewed	steeping	{"kind": "green", "grams": 3.50000000000000000000, "nickname": "hmac-sha256:0483d15a0f5ef6a87dd538baeaada029ff8969396c8f8e0856cd445d2498b040"}
018e9987-e1e1-70d7-bcc5-98aa73a3ac69	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:28:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70d8-b604-de142ca320a2	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:30:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70d9-8052-c8fdc4f6b306	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:32:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	page_view	engagement	{"path": "/2"}
018e9987-e1e1-70da-8b74-bc571735d9d5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:40:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-07"}
018e9987-e1e1-70db-8c35-8fca10bf680f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-08 10:43:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	4247eba0-4781-5c36-97f3-bacf4c55d295	session_ended	engagement	{}
\.


--
-- Data for Name: analytics_events_2024w11; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w11 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-e1e1-70df-bfae-4f8a6baab000	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:37:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70e0-b8ac-fd0eb8fc7414	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:39:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70e3-afc5-1dc123f4cddd	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:41:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/2"}
018e9987-e1e1-70e5-b21b-f8937a1deb48	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:43:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/3"}
018e9987-e1e1-70e7-8d5b-2b23cdbf93b2	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:45:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	page_view	engagement	{"path": "/4"}
018e9987-e1e1-70e8-95c7-853e8e72abef	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:48:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	payment_completed	revenue	{"amount": 4.5, "currency": "USD"}
018e9987-e1e1-70ea-9363-d9745f41a316	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:49:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-e1e1-70ed-ac2e-084242cb721e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 08:52:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	b7c7e260-93ec-54b4-93eb-3cbeb10d1c28	session_ended	engagement	{}
018e9987-e1e1-70ee-815e-4269505119d7	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:14:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70ef-bf18-4f2d54e39feb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:14:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70f0-9fb5-0a0169d7b42d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:16:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70f1-9b34-675f1d520ae0	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:16:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70f2-a7b0-014d62167f5e	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:23:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	tea_brewed	\N	{"kind": "green", "weight": 3.00000000000000000000, "nickname": "hmac-sha256:ca7d3a7ea56bbda1596384c7b15580faedd9ac1a1548986a027baebc21b95ee4"}
018e9987-e1e1-70f3-ae62-ee7d286173fb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:23:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	tea_brewed	steeping	{"kind": "green", "grams": 3.00000000000000000000, "nickname": "hmac-sha256:ca7d3a7ea56bbda1596384c7b15580faedd9ac1a1548986a027baebc21b95ee4"}
018e9987-e1e1-70f4-b42a-5d4a84636ca3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:26:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	a3dfbae8-f10c-5a34-9651-afac888a6db3	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-e1e1-70f5-91f6-fea57421e64b	bbbbbbbb-0000-4000-8000-000000000002	2024-03-14 09:26:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	27a3392e-df8b-5458-b4c2-667a5fb51c88	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-e1e1-70f6-8b17-f73e842e9098	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:51:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70f7-875c-26f3548d53b9	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:53:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70f8-8ba5-bb8df28be9bc	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 09:55:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	page_view	engagement	{"path": "/2"}
018e9987-e1e1-70f9-a446-2f7a2930fad3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:06:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	451e543a-1fba-5e8a-817f-0c7bf7880de9	session_ended	engagement	{}
018e9987-e1e1-70fa-bf96-0e0285e8ba8a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:28:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	session_started	engagement	{"platform": "web"}
018e9987-e1e1-70fb-8a54-e32874c598d3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:30:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/1"}
018e9987-e1e1-70fc-b254-66b7b28247ec	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:32:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/2"}
018e9987-e1e1-70fd-b139-260f0b32eefe	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:34:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	page_view	engagement	{"path": "/3"}
018e9987-e1e1-70fe-ba44-3b4eac38daaf	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:37:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	tea_brewed	steeping	{"kind": "green", "grams": 5.00000000000000000000, "nickname": "hmac-sha256:abda2de68824d4c181e71486bdd0b12f3a63d72a51b5c65d0d71d4bb063b2d60"}
018e9987-e1e1-70ff-ad6b-110c8dffa0e8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:39:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	payment_completed	revenue	{"amount": 18.0, "currency": "USD"}
018e9987-e1e1-7100-9307-d422266477bd	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:40:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-13"}
018e9987-e1e1-7101-8b4c-fc71ab82828e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 10:43:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	c94aa060-95e7-5c92-8778-800fc3de547e	session_ended	engagement	{}
018e9987-e1e9-7be7-9a03-b9596707f7e1	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:04:00+00	2024-04-01 12:00:03.049744+00	616e6f6e-1946-82a4-935f-5c10b2d0a069	\N	page_view	engagement	{"path": "/welcome"}
018e9987-e1ea-730a-9e29-dfad0c24b63c	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:08:00+00	2024-04-01 12:00:03.05019+00	616e6f6e-1946-82a4-935f-5c10b2d0a069	\N	signup_completed	conversion	{"path": "/welcome"}
018e9987-e1ea-7522-9a1f-7c69a1324273	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:04:00+00	2024-04-01 12:00:03.050321+00	616e6f6e-3ed8-8608-830d-71b4dc5799ca	\N	page_view	engagement	{"path": "/welcome"}
018e9987-e1ea-75b2-99e7-31caa1579239	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 18:08:00+00	2024-04-01 12:00:03.050356+00	616e6f6e-3ed8-8608-830d-71b4dc5799ca	\N	signup_completed	conversion	{"path": "/welcome"}
018e9987-e1eb-7764-817e-afe7588e482f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-14 19:00:00+00	2024-04-01 12:00:03.051462+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	\N	tea_brewed	steeping	{"grams": 5}
018e9987-e4d7-78fd-8969-8d041452a4b3	aaaaaaaa-0000-4000-8000-000000000001	2024-03-11 06:00:00+00	2024-04-01 12:00:03.799562+00	00fe6156-f5c8-5494-8b32-38090f3309d0	\N	tea_brewed	steeping	{"grams": 2}
\.


--
-- Data for Name: analytics_events_2024w12; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w12 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-e1e1-7121-93bd-f7442b6f139f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:36:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/4"}
018e9987-e1e1-7102-8e60-49fcd0c85cd0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:36:00+00	2024-04-01 12:00:03.041035+00	\N	\N	kettle_boiled	\N	{}
018e9987-e1e1-7103-a5c7-8bef713bf4bf	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 08:36:00+00	2024-04-01 12:00:03.041035+00	\N	\N	kettle_boiled	\N	{}
018e9987-e1e1-7105-b9f1-50dbee50c613	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:37:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	session_started	engagement	{"platform": "web"}
018e9987-e1e1-7107-b0fa-d303376c2b63	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:39:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	page_view	engagement	{"path": "/1"}
018e9987-e1e1-7108-afc9-565ee884e5d4	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:46:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	tea_brewed	steeping	{"kind": "green", "grams": 2.5000000000000000, "nickname": "hmac-sha256:7da96989a086f963f6f943a2cc5f9abc32eb524258811a4997be30916cc620cf"}
018e9987-e1e1-710a-a270-e2fca881ff0a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 08:49:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	9274738d-c7ea-5edf-8c58-c68bca80c940	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-e1e1-710c-9285-3e60c9b3799f	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:14:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	session_started	engagement	{"platform": "web"}
018e9987-e1e1-710d-b2c1-684842927367	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:14:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	session_started	engagement	{"platform": "web"}
018e9987-e1e1-710e-8043-c9f968059928	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:16:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	page_view	engagement	{"path": "/1"}
018e9987-e1e1-710f-b6eb-80ac0f892b00	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:16:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	page_view	engagement	{"path": "/1"}
018e9987-e1e1-7110-a096-ef0110b328bb	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:18:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	page_view	engagement	{"path": "/2"}
018e9987-e1e1-7111-bc45-0aadb324ab9f	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:18:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	page_view	engagement	{"path": "/2"}
018e9987-e1e1-7112-9954-d0cb6d2a4fcf	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:26:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-e1e1-7113-af5b-38a2f66c2441	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:26:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-e1e1-7114-af9f-d725f19aa18d	bbbbbbbb-0000-4000-8000-000000000002	2024-03-20 09:29:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	6c22d8da-a16b-5d4e-9fca-070adf06d89a	session_ended	engagement	{}
018e9987-e1e1-7115-bdb5-0d5b3c6491b5	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:29:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	17ea21e4-9250-5680-bf2b-bf48a352b518	session_ended	engagement	{}
018e9987-e1e1-7116-af74-4ec51967ee4a	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:51:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	session_started	engagement	{"platform": "web"}
018e9987-e1e1-7117-b5da-9213bcdace74	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:53:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/1"}
018e9987-e1e1-7118-bdcd-d7f783520d40	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:55:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/2"}
018e9987-e1e1-7119-9d47-aa586037cb59	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 09:57:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	page_view	engagement	{"path": "/3"}
018e9987-e1e1-711a-9cbc-2c9308a9b09e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	tea_brewed	steeping	{"kind": "green", "grams": 4.5000000000000000, "nickname": "hmac-sha256:0483d15a0f5ef6a87dd538baeaada029ff8969396c8f8e0856cd445d2498b040"}
018e9987-e1e1-711b-9084-007a4d715071	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:02:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	payment_completed	revenue	{"amount": 13.5, "currency": "USD"}
018e9987-e1e1-711c-8623-acd1beb265d7	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:06:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	d6e5468e-8a0a-593f-a258-07a3c9a97e92	session_ended	engagement	{}
018e9987-e1e1-711d-81bd-06a653c194ee	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:28:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	session_started	engagement	{"platform": "web"}
018e9987-e1e1-711e-b189-964a11ba221f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:30:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/1"}
018e9987-e1e1-711f-9137-3e8185f0733e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:32:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/2"}
018e9987-e1e1-7120-a940-1c1a8a42ac74	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:34:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	page_view	engagement	{"path": "/3"}
018e9987-e1e1-7122-9bb8-283bc06042f0	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:40:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-19"}
018e9987-e1e1-7123-9b46-062a4f361d4d	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:43:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	5ac47faf-973b-5588-8113-b8dd7b2b7e3b	session_ended	engagement	{}
018e9987-e1eb-7bf3-9e69-6302c576ca27	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:03.051747+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	leaf_1	\N	{}
018e9987-e1eb-7cdd-9c5b-3aad896bff2f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-20 10:00:00+00	2024-04-01 12:00:03.051804+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	leaf_2	\N	{}
018e9987-e1ed-74d4-b72b-39e824c4a8d8	bbbbbbbb-0000-4000-8000-000000000002	2024-03-21 10:00:00+00	2024-04-01 12:00:03.053302+00	d1897495-211b-599a-ac85-7f9ea21dfa75	\N	page_view	engagement	{}
\.


--
-- Data for Name: analytics_events_2024w13; Type: TABLE DATA; Schema: analytics_partitions; Owner: store_owner
--

COPY analytics_partitions.analytics_events_2024w13 (id, tenant_id, occurred_at, created_at, user_id, session_id, event_type, funnel_stage, properties) FROM stdin;
018e9987-e1e1-7124-b94e-da42769eed5f	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 08:36:00+00	2024-04-01 12:00:03.041035+00	\N	\N	kettle_boiled	\N	{}
018e9987-e1e1-7125-b12e-a247e0873181	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:36:00+00	2024-04-01 12:00:03.041035+00	\N	\N	kettle_boiled	\N	{}
018e9987-e1e1-7126-ae9d-bc25a8778801	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:37:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	session_started	engagement	{"platform": "web"}
018e9987-e1e1-7129-91c6-44e946f394fa	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:39:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	page_view	engagement	{"path": "/1"}
018e9987-e1e1-712b-ad78-fb60a49062c6	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:41:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	page_view	engagement	{"path": "/2"}
018e9987-e1e1-712d-8488-1ff1bb59c768	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:49:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-e1e1-712e-9b3b-332f816d77a1	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 08:52:00+00	2024-04-01 12:00:03.041035+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	d0b5a394-606c-5f5c-bc77-f03a6466ba28	session_ended	engagement	{}
018e9987-e1e1-7130-8c7b-0e0253559c63	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:14:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	session_started	engagement	{"platform": "web"}
018e9987-e1e1-7131-8265-034469cf5db8	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:14:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	session_started	engagement	{"platform": "web"}
018e9987-e1e1-7132-b308-c39fff8306e7	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:16:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/1"}
018e9987-e1e1-7134-9965-58a5e527a446	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:18:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	page_view	engagement	{"path": "/2"}
018e9987-e1e1-7135-824a-1d7622173f28	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:18:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/2"}
018e9987-e1e1-7136-9d50-a7256a977cda	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:20:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	page_view	engagement	{"path": "/3"}
018e9987-e1e1-7137-9d49-bc9af2009841	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:20:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	page_view	engagement	{"path": "/3"}
018e9987-e1e1-7138-91e4-b3310d4595e9	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:23:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	tea_brewed	\N	{"kind": "green", "weight": 4.0000000000000000, "nickname": "hmac-sha256:ca7d3a7ea56bbda1596384c7b15580faedd9ac1a1548986a027baebc21b95ee4"}
018e9987-e1e1-7139-bb5d-6aaea75cc743	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:23:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	tea_brewed	steeping	{"kind": "green", "grams": 4.0000000000000000, "nickname": "hmac-sha256:ca7d3a7ea56bbda1596384c7b15580faedd9ac1a1548986a027baebc21b95ee4"}
018e9987-e1e1-713a-93bc-558c04a1a243	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:25:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-e1e1-713b-8904-712fd60c7852	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:25:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	payment_completed	revenue	{"amount": 9.0, "currency": "EUR"}
018e9987-e1e1-713c-b2da-2c7594be2025	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:26:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-e1e1-713d-8cd4-966ec03165b1	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:26:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-e1e1-713e-b382-641242128cf2	bbbbbbbb-0000-4000-8000-000000000002	2024-03-26 09:29:00+00	2024-04-01 12:00:03.041035+00	d1897495-211b-599a-ac85-7f9ea21dfa75	3c9a681a-cbe4-5a93-864c-42d828a9eaa9	session_ended	engagement	{}
018e9987-e1e1-713f-8706-ed4d7179300b	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:29:00+00	2024-04-01 12:00:03.041035+00	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	deded4fb-0f4a-5303-aac2-c1797659dc4d	session_ended	engagement	{}
018e9987-e1e1-7140-9d16-697f6ade5244	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:51:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	session_started	engagement	{"platform": "web"}
018e9987-e1e1-7141-84cb-de99d035c532	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:53:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/1"}
018e9987-e1e1-7142-9e43-476a9d062186	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:55:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/2"}
018e9987-e1e1-7143-a766-8a0711128d9e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:57:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/3"}
018e9987-e1e1-7144-9a30-1ace0fc0ab71	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 09:59:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	page_view	engagement	{"path": "/4"}
018e9987-e1e1-7145-a43e-6ed8ec1c4789	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:06:00+00	2024-04-01 12:00:03.041035+00	00fe6156-f5c8-5494-8b32-38090f3309d0	3a4bc6d8-c1fd-5c83-b086-f9678a725289	session_ended	engagement	{}
018e9987-e1e1-7146-9f7e-fac461682fe6	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:28:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	session_started	engagement	{"platform": "web"}
018e9987-e1e1-7147-b2dd-74936c271be2	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:30:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	page_view	engagement	{"path": "/1"}
018e9987-e1e1-7148-93a9-d39cec57bd5f	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:37:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	tea_brewed	steeping	{"kind": "green", "grams": 6.0000000000000000, "nickname": "hmac-sha256:abda2de68824d4c181e71486bdd0b12f3a63d72a51b5c65d0d71d4bb063b2d60"}
018e9987-e1e1-7149-9f9c-7c78d1d872cf	aaaaaaaa-0000-4000-8000-000000000001	2024-03-26 10:40:00+00	2024-04-01 12:00:03.041035+00	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2726f8bd-8bf2-5667-9ff0-758fae00fa4d	habit_checked	retention	{"habit_id": "walk", "habit_date": "2024-03-25"}
018e9987-e4d7-7e7e-9ff4-0db7cbe3d68e	aaaaaaaa-0000-4000-8000-000000000001	2024-03-29 09:00:00+00	2024-04-01 12:00:03.799906+00	00fe6156-f5c8-5494-8b32-38090f3309d0	\N	payment_completed	revenue	{"amount": 9, "currency": "USD"}
018e9987-e4d8-70d0-8c6a-50c735788b22	bbbbbbbb-0000-4000-8000-000000000002	2024-03-29 09:00:00+00	2024-04-01 12:00:03.800051+00	d1897495-211b-599a-ac85-7f9ea21dfa75	\N	page_view	engagement	{"path": "/late"}
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
018e9987-e4d8-741c-b485-1d55ae91da5c	aaaaaaaa-0000-4000-8000-000000000001	2023-12-24 09:00:00+00	2024-04-01 12:00:03.800257+00	cd09c871-c7cd-5f73-a9d8-906072c387ef	\N	page_view	engagement	{"path": "/early"}
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
aaaaaaaa-0000-4000-8000-000000000001	616e6f6e-1946-82a4-935f-5c10b2d0a069	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-04-01 12:00:03.050996+00	\N
\.


--
-- Data for Name: analytics_audit_log; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_audit_log (id, occurred_at, session_role, caller_role, tenant_id, action, subject, event_count, detail) FROM stdin;
018e9987-dc5b-7b7c-b309-4243e6bf057f	2024-04-01 12:00:01.51009+00	postgres	store_owner	\N	configure	analytics_hash_key	1	{"rows": [{"created_at": "2024-04-01T12:00:01.51009+00:00"}], "operation": "insert"}
018e9987-de0c-73ef-b0ef-fbc40281084c	2024-04-01 12:00:01.51009+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	163	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "chat_turn_sent", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_profile_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_connect_click", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "summary_viewed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "journey_report_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "signup_started", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "signup_completed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "test_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "email_verified", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "user_profile_updated", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "settings_changed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "consent_updated", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_export_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_erasure_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login_failed", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "logout", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "session_created", "retention_class": "security"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-ded7-75a5-b045-0fce9fc7f019	2024-04-01 12:00:02.251916+00	postgres	store_owner	\N	enable_tenants	analytics_events	\N	\N
018e9987-dee7-7512-a2ec-22407da346bf	2024-04-01 12:00:02.270856+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_tenant_members	1	{"rows": [{"role": "store_app", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-deef-751e-8250-07a2e9f010e7	2024-04-01 12:00:02.270856+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	grant	store_app	\N	{"access": "writer", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-df09-774f-b156-5fe692e32da4	2024-04-01 12:00:02.270856+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	grant	store_app	\N	{"access": "reader", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-df0f-7210-8d4c-20638a1ca1d9	2024-04-01 12:00:02.270856+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	configure	analytics_tenant_members	1	{"rows": [{"role": "store_analyst", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}], "operation": "insert", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-df14-7c56-9fa7-61fff7c73a1b	2024-04-01 12:00:02.270856+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	grant	store_analyst	\N	{"access": "reader", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-df23-7ec0-8ebd-926bcdff2cba	2024-04-01 12:00:02.328803+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	135	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "chat_turn_sent", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_profile_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "therapist_connect_click", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "summary_viewed", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "journey_report_view", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "custom_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "test_event", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "email_verified", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "user_profile_updated", "retention_class": "events"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "consent_updated", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_export_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "data_erasure_requested", "retention_class": "audit"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "login_failed", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "logout", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_enabled", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_disabled", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_challenged", "retention_class": "security"}, {"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "mfa_verified", "retention_class": "security"}], "operation": "delete", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-df25-77e3-b5af-dec6b7c63251	2024-04-01 12:00:02.34028+00	postgres	store_owner	\N	configure	analytics_funnel_stages	1	{"rows": [{"stage": "steeping"}], "operation": "insert"}
018e9987-df26-7efd-a06f-8dfcaf22867d	2024-04-01 12:00:02.341859+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "nickname", "action": "hash"}], "operation": "insert"}
018e9987-df27-7b70-a52f-dcfb5a976996	2024-04-01 12:00:02.343211+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "shoe_size", "action": "drop"}], "operation": "insert"}
018e9987-df28-73ef-bc54-9c27560c8366	2024-04-01 12:00:02.343938+00	postgres	store_owner	\N	configure	analytics_pii_rules	1	{"rows": [{"key": "user_agent", "action": "drop"}], "operation": "delete"}
018e9987-df29-7651-b20f-0623c14e9354	2024-04-01 12:00:02.344481+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1 year", "export_first": false, "retention_class": "brief"}], "operation": "insert"}
018e9987-df2b-7768-ae50-6bf8e8bb0b7b	2024-04-01 12:00:02.345996+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	1	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "tea_brewed", "retention_class": "events"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-df2c-7dc6-b898-5271aa73c141	2024-04-01 12:00:02.34779+00	postgres	store_owner	00000000-0000-0000-0000-000000000000	configure	analytics_event_types	1	{"rows": [{"tenant_id": "00000000-0000-0000-0000-000000000000", "event_type": "kettle_boiled", "retention_class": "brief"}], "operation": "insert", "tenant_id": "00000000-0000-0000-0000-000000000000"}
018e9987-df2e-726e-b5b2-6a2b77b0fdcc	2024-04-01 12:00:02.349107+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	configure	analytics_event_types	1	{"rows": [{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002", "event_type": "tea_brewed", "retention_class": "events"}], "operation": "insert", "tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-e1fe-709b-84ca-1287e8027035	2024-04-01 12:00:03.064346+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_event_types	1	{"rows": [{"tenant_id": "aaaaaaaa-0000-4000-8000-000000000001", "event_type": "leaf_1", "retention_class": "events"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-e1ff-7b53-826a-82371ac02dd6	2024-04-01 12:00:03.064346+00	postgres	store_owner	aaaaaaaa-0000-4000-8000-000000000001	configure	analytics_event_types	1	{"rows": [{"tenant_id": "aaaaaaaa-0000-4000-8000-000000000001", "event_type": "leaf_2", "retention_class": "events"}], "operation": "insert", "tenant_id": "aaaaaaaa-0000-4000-8000-000000000001"}
018e9987-e443-7e0c-b307-5aab68490637	2024-04-01 12:00:03.644966+00	postgres	store_owner	\N	mark_exported	analytics_events_2024w10	40	\N
018e9987-e445-70f9-bf9d-3dcf9f92498a	2024-04-01 12:00:03.65227+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "15 days", "export_first": false, "retention_class": "brief"}], "operation": "update"}
018e9987-e455-7b26-81ce-fc2b102a6da0	2024-04-01 12:00:03.656329+00	postgres	store_owner	\N	purge	analytics_events_2024w09	2	{"as_of": "2024-04-01T12:00:03.654373+00:00", "operation": "delete"}
018e9987-e45f-7d78-a19d-9a3ea316276c	2024-04-01 12:00:03.670401+00	postgres	store_owner	\N	purge	analytics_events_2024w10	2	{"as_of": "2024-04-01T12:00:03.654373+00:00", "operation": "delete"}
018e9987-e466-7e72-bf8f-ade3635ad7f9	2024-04-01 12:00:03.680429+00	postgres	store_owner	\N	purge	analytics_events_2024w11	2	{"as_of": "2024-04-01T12:00:03.654373+00:00", "operation": "delete"}
018e9987-e46e-7d43-aa5f-51fbe9a85c7b	2024-04-01 12:00:03.694198+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "events"}], "operation": "update"}
018e9987-e46f-7f7c-af56-f380ba380de8	2024-04-01 12:00:03.694198+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "audit"}], "operation": "update"}
018e9987-e471-70dd-9945-a6264e5ee618	2024-04-01 12:00:03.694198+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "security"}], "operation": "update"}
018e9987-e471-7f02-ab21-8b1c7782ec20	2024-04-01 12:00:03.694198+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "performance"}], "operation": "update"}
018e9987-e472-7bc6-9419-22a8fc471f8e	2024-04-01 12:00:03.694198+00	postgres	store_owner	\N	configure	analytics_retention_policies	1	{"rows": [{"keep": "1000 years", "export_first": false, "retention_class": "brief"}], "operation": "update"}
018e9987-e4ca-71a1-9928-d5fc4c259005	2024-04-01 12:00:03.699686+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	erase	hmac-sha256:51d5e6f0e4a1cbb2c06b54e34c21c158577efaee2a19e0e6fcd4fb995cd4bfc9	29	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002", "erasure_id": "3003589d-0881-45dd-808d-483bddc129fa"}
018e9987-e4cb-7c66-90fe-b80d2512d675	2024-04-01 12:00:03.786821+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_out	hmac-sha256:03fc0935bb444b56a37d4742a98ecc07e84d92e0178a7fcdccfafc0287f6375a	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-e4cc-71a1-a2ca-ba71c68fd908	2024-04-01 12:00:03.786821+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_out	hmac-sha256:6567b7d05fcd8967b2d7f8ab001f7c7def1385095b2c83e829803023472f7964	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
018e9987-e4cc-7deb-89e8-69d510f360db	2024-04-01 12:00:03.78828+00	postgres	store_owner	bbbbbbbb-0000-4000-8000-000000000002	opt_in	hmac-sha256:6567b7d05fcd8967b2d7f8ab001f7c7def1385095b2c83e829803023472f7964	\N	{"tenant_id": "bbbbbbbb-0000-4000-8000-000000000002"}
\.


--
-- Data for Name: analytics_dirty_buckets; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_dirty_buckets (tenant_id, bucket, logged_at) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	2024-04-01 12:00:03.799784+00
aaaaaaaa-0000-4000-8000-000000000001	2024-03-29	2024-04-01 12:00:03.799977+00
bbbbbbbb-0000-4000-8000-000000000002	2024-03-29	2024-04-01 12:00:03.80009+00
aaaaaaaa-0000-4000-8000-000000000001	2023-12-24	2024-04-01 12:00:03.800289+00
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	2024-04-01 12:00:03.802107+00
\.


--
-- Data for Name: analytics_erasures; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_erasures (erasure_id, tenant_id, subject, key_id, reason, status, started_at, finished_at, row_counts, recomputed_days, unrecoverable_days, pending) FROM stdin;
3003589d-0881-45dd-808d-483bddc129fa	bbbbbbbb-0000-4000-8000-000000000002	hmac-sha256:51d5e6f0e4a1cbb2c06b54e34c21c158577efaee2a19e0e6fcd4fb995cd4bfc9	ceeb936eedd7ac1c	asked for it	done	2024-04-01 12:00:03.700937+00	2024-04-01 12:00:03.785997+00	{"analytics_users": 0, "analytics_events": 29, "analytics_aliases": 0, "analytics_user_days": 5, "analytics_event_keys": 1}	2	3	\N
\.


--
-- Data for Name: analytics_event_keys; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_event_keys (tenant_id, key_hash, payload_hash, event_id, user_id, created_at) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	\\x0b0225fd4b4a8d6b25a1bdbbf9c1ae83e218c6d06fd5b862a479f6cc8d33db2b	\\xe01b927ac5eb31b71a79877115296e5ddd8d4c1e1a6b4ffacb2f0ce230e430b9	018e9987-e1e1-70ff-ad6b-110c8dffa0e8	f09c370d-e0cd-5a96-bd4e-a9b0079367fd	2024-04-01 12:00:03.044239+00
aaaaaaaa-0000-4000-8000-000000000001	\\x2dbdaf6c58b7a4741609f3114178a2df66eb84910393c0b9721d6e1fc25f7ff2	\\x0480f5e29a91d6bff5245fa31537502493c99240a90b510e260c1d3a363ea84a	018e9987-e1e1-70cf-a431-bcc60171224e	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-04-01 12:00:03.044649+00
aaaaaaaa-0000-4000-8000-000000000001	\\x5c97982c1e13ee6082c9230971697f48b1f3b81d7b963c7eb7262ad73812d6e9	\\x9f31441410cc3acd30b4e25bf5b2fc5dccf5e1f560f9bfc2b1736a4b7244c0f0	018e9987-e1e1-70e8-95c7-853e8e72abef	cd09c871-c7cd-5f73-a9d8-906072c387ef	2024-04-01 12:00:03.044703+00
aaaaaaaa-0000-4000-8000-000000000001	\\x9ff464182524d8f4b5489fabb89e8a71cc8cb2c21a6f411bd14d0181884403e4	\\xb5e16d5cfc8e4d87ac6d391037aa4d3729bab28fa6bb040dbff79ae3a29a453c	018e9987-e1e1-713a-93bc-558c04a1a243	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	2024-04-01 12:00:03.044741+00
aaaaaaaa-0000-4000-8000-000000000001	\\xa1953f978093aabdf967656c8f5a31b074d65a82560402ce4cb0334cb3740e3c	\\x9c8d75a8f211e893c18da19c283d41293b78554d352594cf117614ff5e7915cf	018e9987-e1e1-711b-9084-007a4d715071	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-04-01 12:00:03.04478+00
aaaaaaaa-0000-4000-8000-000000000001	\\xb31e8d41ed7a7e85eea1b310b68741a939d8e78ea739808ba44aaf06f98513e5	\\x6b5d7e1245460fd0ff46f70029881482c033cda89cf00eef98ca59052383a1c5	018e9987-e1e1-70ae-91b9-9fb3dc81d031	00fe6156-f5c8-5494-8b32-38090f3309d0	2024-04-01 12:00:03.044821+00
bbbbbbbb-0000-4000-8000-000000000002	\\xc925f49b5be87e2ab28316465599fd0ba29af86afa671f4ea7fd66ef0898b530	\\x46a5d9c8d660832d47ac4098ee385755f17577db8c11c55df0d2d2450a53c01b	018e9987-e1e1-713b-8904-712fd60c7852	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-04-01 12:00:03.044843+00
bbbbbbbb-0000-4000-8000-000000000002	\\xe6ae9a0e76db8ba12eccc01c9c1ac64215bae53ab528b31dceb151da3bf99264	\\xaed71b41449b70316c2294953759b5948861c0ae95440056794b5f550b4db264	018e9987-e1e1-70ce-8f54-986c18b5a601	d1897495-211b-599a-ac85-7f9ea21dfa75	2024-04-01 12:00:03.044861+00
\.


--
-- Data for Name: analytics_event_types; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_event_types (tenant_id, event_type, category, funnel_stage, retention_class, description, property_schema, auto_registered, created_at, updated_at, is_action, property_aliases) FROM stdin;
00000000-0000-0000-0000-000000000000	signup_started	account	activation	events	Account creation flow initiated	{"type": "object", "properties": {"medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	signup_completed	account	conversion	events	Account creation completed	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "acquisition_cost": {"type": ["number", "null"], "minimum": 0, "description": "What winning this user cost, in units of currency (not cents)"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	settings_changed	account	engagement	events	User modified settings	{"type": "object", "properties": {"setting": {"type": ["string", "null"], "maxLength": 128, "description": "Which setting was changed, not its value"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	session_created	authentication	retention	security	New signed-in session created on the server	{"type": "object", "properties": {"platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "auth_method": {"type": ["string", "null"], "examples": ["password", "sso", "google"], "maxLength": 64, "description": "How the user signs up or in"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	password_reset_requested	authentication	\N	security	User asked to reset the password	{"type": "object", "properties": {"variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	f	\N
00000000-0000-0000-0000-000000000000	password_changed	authentication	\N	security	Password changed or reset	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	payment_initiated	payment	conversion	events	Payment process started	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	payment_completed	payment	revenue	events	Payment succeeded: amount is revenue	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "automatic": {"type": ["boolean", "null"], "description": "true: the subscription paid, as in each billing period, and the user did nothing"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	payment_failed	payment	revenue	events	Payment failed	{"type": "object", "properties": {"plan": {"type": ["string", "null"], "examples": ["premium"], "maxLength": 128, "description": "Plan after the event"}, "amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "error_code": {"type": ["string", "integer", "null"], "description": "Code or class of the error, not its message"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "payment_method": {"type": ["string", "null"], "examples": ["card", "wallet"], "maxLength": 64, "description": "Kind of payment, never a number"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	f	\N
00000000-0000-0000-0000-000000000000	payment_refunded	payment	revenue	events	Payment given back: amount (positive) is what was returned	{"type": "object", "properties": {"amount": {"type": ["number", "null"], "minimum": 0, "description": "In units of currency, not cents: 599.97. For a subscription, per billing interval"}, "reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "provider": {"type": ["string", "null"], "examples": ["stripe", "revenuecat"], "maxLength": 64, "description": "Who bills"}, "payment_id": {"type": ["string", "integer", "null"], "description": "Payment, as the provider names it"}, "product_id": {"type": ["string", "integer", "null"], "description": "What was bought"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "subscription_id": {"type": ["string", "integer", "null"], "description": "Subscription, as the provider names it"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	f	\N
00000000-0000-0000-0000-000000000000	session_ended	session	engagement	events	Session ended	{"type": "object", "properties": {"end_reason": {"type": ["string", "null"], "examples": ["closed", "timeout"], "maxLength": 64, "description": "Why the session ended"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "message_count": {"type": ["integer", "null"], "minimum": 0, "description": "Messages in the session"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	f	{"duration": "duration_seconds"}
00000000-0000-0000-0000-000000000000	session_duration	session	engagement	events	Length of a session, where a client reports only that	{"type": "object", "properties": {"variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	f	{"duration": "duration_seconds"}
00000000-0000-0000-0000-000000000000	page_view	engagement	engagement	events	User viewed a page	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "locale": {"type": ["string", "null"], "examples": ["en", "pt-BR"], "maxLength": 35, "description": "Language tag, BCP 47"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "referrer_domain": {"type": ["string", "null"], "maxLength": 253, "description": "Host of the page that led here"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	session_started	session	engagement	events	Session began; its session_id ties its events together	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "locale": {"type": ["string", "null"], "examples": ["en", "pt-BR"], "maxLength": 35, "description": "Language tag, BCP 47"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "app_version": {"type": ["string", "null"], "maxLength": 64, "description": "Version of the client"}, "entry_point": {"type": ["string", "null"], "maxLength": 128, "description": "Part of the product from which the user came"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	signup_step	marketing	activation	events	Progress in the sign-up funnel	{"type": "object", "properties": {"step": {"type": ["string", "integer", "null"], "examples": ["profile_setup"], "description": "Step of the flow"}, "medium": {"type": ["string", "null"], "examples": ["cpc"], "maxLength": 1024, "description": "Medium of the visit, as utm_medium"}, "source": {"type": ["string", "null"], "examples": ["google"], "maxLength": 1024, "description": "Source of the visit, as utm_source"}, "campaign": {"type": ["string", "null"], "maxLength": 1024, "description": "Campaign of the visit, as utm_campaign"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "step_number": {"type": ["integer", "null"], "minimum": 0, "description": "Position of the step"}, "total_steps": {"type": ["integer", "null"], "minimum": 0, "description": "Number of steps in the flow"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "time_spent_seconds": {"type": ["number", "null"], "minimum": 0, "description": "Time spent on the step, in seconds"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	page_load	performance	\N	performance	Time to load a page	{"type": "object", "properties": {"path": {"type": ["string", "null"], "maxLength": 2048, "description": "Path of the page, without the query string"}, "platform": {"type": ["string", "null"], "examples": ["web", "ios", "android"], "maxLength": 32, "description": "What the client runs on"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "duration_ms": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in milliseconds"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	f	\N
00000000-0000-0000-0000-000000000000	service_health_check	performance	\N	performance	Service checked: its uptime is the share of healthy checks	{"type": "object", "properties": {"healthy": {"type": ["boolean", "null"], "description": "Whether the check passed"}, "service": {"type": ["string", "null"], "examples": ["database", "payment_callbacks"], "maxLength": 64, "description": "Service that was checked"}, "error_code": {"type": ["string", "integer", "null"], "description": "Code or class of the error, not its message"}, "latency_ms": {"type": ["number", "null"], "minimum": 0, "description": "Round trip, in milliseconds"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	f	\N
00000000-0000-0000-0000-000000000000	session_booked	coaching	conversion	events	Coaching session booked	{"type": "object", "properties": {"price": {"type": ["number", "null"], "minimum": 0, "description": "Price of the session, in units of currency (not cents)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_booking_completed	coaching	conversion	events	Last step of the booking flow done	{"type": "object", "properties": {"price": {"type": ["number", "null"], "minimum": 0, "description": "Price of the session, in units of currency (not cents)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "currency": {"type": ["string", "null"], "pattern": "^[A-Za-z]{3}$", "examples": ["USD"], "description": "ISO 4217"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_completed	coaching	engagement	events	Coaching session held	{"type": "object", "properties": {"coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "client_id": {"type": ["string", "integer", "null"], "description": "Client whom the event is about"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "duration_minutes": {"type": ["number", "null"], "minimum": 0, "description": "Length of the coaching session, in minutes"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	{"duration": "duration_minutes"}
00000000-0000-0000-0000-000000000000	session_cancelled	coaching	engagement	events	Coaching session cancelled	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "client_id": {"type": ["string", "integer", "null"], "description": "Client whom the event is about"}, "actor_role": {"type": ["string", "null"], "examples": ["client", "coach", "admin"], "maxLength": 64, "description": "Role in which the user acted"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	session_rated	coaching	engagement	events	Coaching session rated	{"type": "object", "properties": {"rating": {"type": ["number", "null"], "maximum": 5, "minimum": 1, "description": "1 (worst) to 5 (best)"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "booking_id": {"type": ["string", "integer", "null"], "description": "Coaching session that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	session_survey_submitted	coaching	engagement	events	Survey after a session with the assistant or a coach answered	{"type": "object", "properties": {"rating": {"type": ["number", "null"], "maximum": 5, "minimum": 1, "description": "1 (worst) to 5 (best)"}, "persona": {"type": ["string", "null"], "maxLength": 128, "description": "Persona of the assistant, or of the user as the assistant sees it"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "survey_id": {"type": ["string", "integer", "null"], "description": "Survey that was answered"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "session_type": {"type": ["string", "null"], "examples": ["coaching"], "maxLength": 64, "description": "Kind of session"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	habit_created	habit	engagement	events	Habit set up	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	habit_checked	habit	retention	events	Habit done for a day	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "habit_date": {"type": ["string", "null"], "format": "date", "description": "The user's own day that counts; the UTC day of the event when absent, or when it is more than two days before that or one day after it"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "streak_days": {"type": ["integer", "null"], "minimum": 0, "description": "Length of the streak by then, in days"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	habit_missed	habit	engagement	events	Habit not done on a day on which it was due	{"type": "object", "properties": {"cohort": {"type": ["string", "null"], "maxLength": 128, "description": "Cohort by which the metric is broken down"}, "coach_id": {"type": ["string", "integer", "null"], "description": "Coach whom the event is about"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "habit_date": {"type": ["string", "null"], "format": "date", "description": "The user's own day that counts; the UTC day of the event when absent, or when it is more than two days before that or one day after it"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "streak_days": {"type": ["integer", "null"], "minimum": 0, "description": "Length of the streak by then, in days"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "habit_frequency": {"type": ["string", "null"], "examples": ["daily", "weekly"], "maxLength": 32, "description": "How often the habit is due"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	f	\N
00000000-0000-0000-0000-000000000000	habit_archived	habit	\N	events	Habit put away: no longer due	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "habit_id": {"type": ["string", "integer", "null"], "description": "Habit that the event is about"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	handoff	chatbot	conversion	events	Visitor handed over to a person	{"type": "object", "properties": {"reason": {"type": ["string", "null"], "maxLength": 256, "description": "Why, as a code or a choice from a list, not in the user's words"}, "variant_id": {"type": ["string", "integer", "null"], "description": "Arm of the experiment that the user was given"}, "service_type": {"type": ["string", "null"], "maxLength": 128, "description": "Service that the visitor asks for"}, "experiment_id": {"type": ["string", "integer", "null"], "description": "Experiment or feature flag that the user is part of"}, "handoff_channel": {"type": ["string", "null"], "examples": ["phone", "form", "live_chat"], "maxLength": 64, "description": "How the visitor is handed over"}, "duration_seconds": {"type": ["number", "null"], "minimum": 0, "description": "How long it took, in seconds"}}}	f	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00	t	\N
00000000-0000-0000-0000-000000000000	tea_brewed	kitchen	steeping	events	\N	{"properties": {"kind": {"enum": ["green", "black"]}, "grams": {"type": "number", "minimum": 0}}}	f	2024-04-01 12:00:02.345996+00	2024-04-01 12:00:02.345996+00	t	{"draft": null, "weight": "grams"}
00000000-0000-0000-0000-000000000000	kettle_boiled	kitchen	\N	brief	\N	\N	f	2024-04-01 12:00:02.34779+00	2024-04-01 12:00:02.34779+00	f	\N
bbbbbbbb-0000-4000-8000-000000000002	tea_brewed	canteen	\N	events	\N	\N	f	2024-04-01 12:00:02.349107+00	2024-04-01 12:00:02.349107+00	t	\N
aaaaaaaa-0000-4000-8000-000000000001	leaf_1	\N	\N	events	\N	\N	t	2024-04-01 12:00:03.064346+00	2024-04-01 12:00:03.064346+00	t	\N
aaaaaaaa-0000-4000-8000-000000000001	leaf_2	\N	\N	events	\N	\N	t	2024-04-01 12:00:03.064346+00	2024-04-01 12:00:03.064346+00	t	\N
\.


--
-- Data for Name: analytics_exports; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_exports (period_start, period_end, event_count, exported_at, digest) FROM stdin;
2024-03-04 00:00:00+00	2024-03-11 00:00:00+00	40	2024-04-01 12:00:03.644966+00	7757793413076106768
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
t	\\xd3a357f66e2bfbccff74d082051c247ae29569a1fe04d4b742daed188f2e7e67	2024-04-01 12:00:01.51009+00
\.


--
-- Data for Name: analytics_metric_definitions; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_metric_definitions (name, unit, periods, query, version, description, created_at, updated_at) FROM stdin;
dau	users	{daily}	\N	2	Distinct users with an action	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
wau	users	{weekly}	\N	2	Distinct users with an action	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
mau	users	{monthly}	\N	2	Distinct users with an action	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
new_registrations	events	{daily,weekly,monthly}	\N	1	Sign-ups completed	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
generations_completed	events	{daily,weekly,monthly}	\N	1	Generations that succeeded	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
generations_failed	events	{daily,weekly,monthly}	\N	1	Generations that failed	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
revenue	currency	{daily,weekly,monthly}	\N	1	Sum of the amounts of payments and purchases in apps, whatever their currency; refunds are not subtracted	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
successful_payments	events	{daily,weekly,monthly}	\N	1	Payments that succeeded	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
failed_payments	events	{daily,weekly,monthly}	\N	1	Payments that failed	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
new_subscriptions	events	{daily,weekly,monthly}	\N	1	Subscriptions created	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
cancelled_subscriptions	events	{daily,weekly,monthly}	\N	1	Subscriptions cancelled	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
referrals_sent	events	{daily,weekly,monthly}	\N	1	Referral codes shared	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
referrals_accepted	events	{daily,weekly,monthly}	\N	1	Referral codes used	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
signup_to_payment_conversion	fraction	{daily}	\N	1	Of the users who completed their sign-up, those who paid on the same day	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
churn_rate	fraction	{monthly}	\N	2	Of the users active in the month before, those not active in this one	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
ltv_cac_ratio	ratio	{monthly}	\N	1	Lifetime value of a paying user over what a new one cost; NULL while the month's cost is not entered	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
active_minutes	minutes	{daily,weekly,monthly}	\N	2	Clock minutes in which a user had an action, of all users	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
sessions_per_user	ratio	{daily}	\N	1	Distinct session ids for each user who has any	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
message_response_time	seconds	{daily}	\N	1	Mean time in which messages were answered	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
goal_completion_rate	fraction	{daily}	\N	1	Of the goals of which anything was heard on the day, those that were completed	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
habit_adherence_score	fraction	{daily}	\N	2	Of the habits of which anything was heard for the day, the mean score of the 7 days that end with it	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
ai_nudge_effectiveness	fraction	{daily}	\N	2	Of the nudges sent on the day, those that their user opened within 24 hours	2024-04-01 12:00:01.51009+00	2024-04-01 12:00:01.51009+00
cups	cups	{daily,weekly}	SELECT count(*) FROM public.analytics_events\n    WHERE tenant_id = $1 AND occurred_at >= $2 AND occurred_at < $3 AND event_type = 'tea_brewed'	1	\N	2024-04-01 12:00:02.350303+00	2024-04-01 12:00:02.350303+00
\.


--
-- Data for Name: analytics_metrics; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_metrics (tenant_id, metric_date, metric_type, period, value, metadata) FROM stdin;
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	dau	daily	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	revenue	daily	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	active_minutes	daily	10	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	dau	daily	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-02	cups	daily	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-02	cups	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	dau	daily	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	active_minutes	daily	13	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	dau	daily	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-08	cups	daily	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-08	cups	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	active_minutes	daily	22	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	dau	daily	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	new_registrations	daily	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	revenue	daily	22.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	successful_payments	daily	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	active_minutes	daily	11	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	dau	daily	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	revenue	daily	4.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-14	cups	daily	3	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-14	cups	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	active_minutes	daily	21	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	dau	daily	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	revenue	daily	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-20	cups	daily	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	active_minutes	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	dau	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	sessions_per_user	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-21	cups	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	active_minutes	daily	20	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	dau	daily	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-26	cups	daily	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	habit_adherence_score	daily	0.142857	{"own_days": true, "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	habit_adherence_score	daily	0.142857	{"own_days": true, "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-07	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-07	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-13	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-13	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-19	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-19	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	revenue	weekly	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-02-26	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-04	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	active_minutes	weekly	22	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	new_registrations	weekly	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	revenue	weekly	22.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	successful_payments	weekly	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-11	cups	weekly	3	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	active_minutes	weekly	21	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	revenue	weekly	13.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-18	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	active_minutes	weekly	20	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	wau	weekly	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-25	cups	weekly	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	active_minutes	monthly	103	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	cancelled_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	churn_rate	monthly	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	failed_payments	monthly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	generations_completed	monthly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	generations_failed	monthly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	ltv_cac_ratio	monthly	\N	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	mau	monthly	4	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 2}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	new_registrations	monthly	2	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	new_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	referrals_accepted	monthly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	referrals_sent	monthly	0	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	revenue	monthly	67.5	{"currencies": ["EUR", "USD"], "calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
aaaaaaaa-0000-4000-8000-000000000001	2024-03-01	successful_payments	monthly	6	{"calculated_at": "2024-04-01T12:00:03.055444Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	active_minutes	daily	4	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	dau	daily	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	revenue	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	successful_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-20	cups	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	active_minutes	daily	7	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	cancelled_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	dau	daily	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	failed_payments	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	generations_completed	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	generations_failed	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	goal_completion_rate	daily	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	message_response_time	daily	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	new_registrations	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	new_subscriptions	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	referrals_accepted	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	referrals_sent	daily	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	revenue	daily	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	sessions_per_user	daily	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	signup_to_payment_conversion	daily	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	successful_payments	daily	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	ai_nudge_effectiveness	daily	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	habit_adherence_score	daily	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-26	cups	daily	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	active_minutes	monthly	46	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	cancelled_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	churn_rate	monthly	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	failed_payments	monthly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	generations_completed	monthly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	generations_failed	monthly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	ltv_cac_ratio	monthly	\N	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	mau	monthly	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	new_registrations	monthly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	new_subscriptions	monthly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	referrals_accepted	monthly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	referrals_sent	monthly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	revenue	monthly	22.5	{"currencies": ["EUR", "USD"], "calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-01	successful_payments	monthly	3	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	active_minutes	weekly	10	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	revenue	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	successful_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-02-26	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	active_minutes	weekly	13	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-04	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	active_minutes	weekly	11	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	revenue	weekly	4.5	{"currencies": ["USD"], "calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-11	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	habit_adherence_score	daily	0.242857	{"own_days": true, "calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	active_minutes	weekly	5	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	revenue	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	successful_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-18	cups	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	active_minutes	weekly	7	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	cancelled_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	failed_payments	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	generations_completed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	generations_failed	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	new_registrations	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	new_subscriptions	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	referrals_accepted	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	referrals_sent	weekly	0	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	revenue	weekly	9	{"currencies": ["EUR"], "calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	successful_payments	weekly	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	wau	weekly	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 2}
bbbbbbbb-0000-4000-8000-000000000002	2024-03-25	cups	weekly	1	{"calculated_at": "2024-04-01T12:00:03.699686Z", "definition_version": 1}
\.


--
-- Data for Name: analytics_opt_outs; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_opt_outs (tenant_id, user_id, opted_out_at) FROM stdin;
bbbbbbbb-0000-4000-8000-000000000002	07920df6-4cef-5db1-b28e-0ec726793751	2024-04-01 12:00:03.786821+00
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
00000000-0000-0000-0000-000000000000	1	2024-04-01 12:01:03.053914+00
\.


--
-- Data for Name: analytics_retention_policies; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_retention_policies (retention_class, keep, export_first, updated_at) FROM stdin;
events	1000 years	f	2024-04-01 12:00:03.694198+00
audit	1000 years	f	2024-04-01 12:00:03.694198+00
security	1000 years	f	2024-04-01 12:00:03.694198+00
performance	1000 years	f	2024-04-01 12:00:03.694198+00
brief	1000 years	f	2024-04-01 12:00:03.694198+00
\.


--
-- Data for Name: analytics_run_log; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_run_log (run_id, step, target, status, event_count, started_at, finished_at, error_code, error, as_of, steps, state) FROM stdin;
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	create		done	0	2024-04-01 12:00:03.05796+00	2024-04-01 12:00:03.063702+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	register		done	2	2024-04-01 12:00:03.064278+00	2024-04-01 12:00:03.072078+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	drain	analytics_events_2024w09	done	37	2024-04-01 12:00:03.072843+00	2024-04-01 12:00:03.157162+00	\N	\N	\N	\N	\N
48e9c317-ed0e-4e0f-a716-344fa3524a27	purge		done	6	2024-04-01 12:00:03.656252+00	2024-04-01 12:00:03.693296+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	drain	analytics_events_2024w10	done	40	2024-04-01 12:00:03.158967+00	2024-04-01 12:00:03.209731+00	\N	\N	\N	\N	\N
48e9c317-ed0e-4e0f-a716-344fa3524a27	run		done	0	2024-04-01 12:00:03.65568+00	2024-04-01 12:00:03.69398+00	\N	\N	2024-04-01 12:00:03.654373+00	{purge}	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	drain	analytics_events_2024w11	done	43	2024-04-01 12:00:03.211412+00	2024-04-01 12:00:03.257344+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	drain	analytics_events_2024w12	done	37	2024-04-01 12:00:03.258953+00	2024-04-01 12:00:03.31392+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	drain	analytics_events_2024w13	done	38	2024-04-01 12:00:03.315458+00	2024-04-01 12:00:03.374734+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	drain		done	195	2024-04-01 12:00:03.072697+00	2024-04-01 12:00:03.378311+00	\N	\N	\N	\N	\N
41aa509e-94e6-4676-bd30-4dda6ee098b7	refresh		done	0	2024-04-01 12:00:03.790117+00	2024-04-01 12:00:03.792499+00	\N	\N	\N	\N	\N
41aa509e-94e6-4676-bd30-4dda6ee098b7	analyze		done	0	2024-04-01 12:00:03.795151+00	2024-04-01 12:00:03.798159+00	\N	\N	\N	\N	\N
41aa509e-94e6-4676-bd30-4dda6ee098b7	run		done	0	2024-04-01 12:00:03.789681+00	2024-04-01 12:00:03.798863+00	\N	\N	2024-04-01 12:00:03.789122+00	{refresh,analyze}	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	refresh		done	378	2024-04-01 12:00:03.378937+00	2024-04-01 12:00:03.620117+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	purge		done	0	2024-04-01 12:00:03.620494+00	2024-04-01 12:00:03.626283+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	keys		done	0	2024-04-01 12:00:03.626642+00	2024-04-01 12:00:03.630907+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	analyze		done	0	2024-04-01 12:00:03.631276+00	2024-04-01 12:00:03.63586+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	trim		done	0	2024-04-01 12:00:03.636449+00	2024-04-01 12:00:03.638423+00	\N	\N	\N	\N	\N
67b2bdf7-96e7-4e51-a4ad-28d62601fe22	run		done	0	2024-04-01 12:00:03.057183+00	2024-04-01 12:00:03.641905+00	\N	\N	2024-04-01 12:00:03.055444+00	{create,register,drain,refresh,purge,keys,analyze,trim}	\N
48e9c317-ed0e-4e0f-a716-344fa3524a27	purge	analytics_events_2024w09	done	2	2024-04-01 12:00:03.656447+00	2024-04-01 12:00:03.670041+00	\N	\N	\N	\N	\N
48e9c317-ed0e-4e0f-a716-344fa3524a27	purge	analytics_events_2024w10	done	2	2024-04-01 12:00:03.670507+00	2024-04-01 12:00:03.680111+00	\N	\N	\N	\N	\N
48e9c317-ed0e-4e0f-a716-344fa3524a27	purge	analytics_events_2024w11	done	2	2024-04-01 12:00:03.680513+00	2024-04-01 12:00:03.688759+00	\N	\N	\N	\N	\N
\.


--
-- Data for Name: analytics_sealed_days; Type: TABLE DATA; Schema: public; Owner: store_owner
--

COPY public.analytics_sealed_days (day, sealed_at, purged_events) FROM stdin;
2024-03-02	2024-04-01 12:00:03.656329+00	2
2024-03-08	2024-04-01 12:00:03.670401+00	2
2024-03-14	2024-04-01 12:00:03.680429+00	2
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
t	1	week	analytics_partitions	2024-04-01 12:00:01.51009+00
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
aaaaaaaa-0000-4000-8000-000000000001	cd09c871-c7cd-5f73-a9d8-906072c387ef	{"plan": "green", "source": "friend", "nickname": "hmac-sha256:19a4c16d3e36197199c50ba809d1cb26e922fadbb03ef36c0f14a85ac32c0473"}	2024-04-01 12:00:03.051912+00	2024-04-01 12:00:03.051912+00
aaaaaaaa-0000-4000-8000-000000000001	8cccbd3a-fcc7-5d12-83f8-b37a7259e0f3	{"plan": "black"}	2024-04-01 12:00:03.052738+00	2024-04-01 12:00:03.052738+00
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


