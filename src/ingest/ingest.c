/*-------------------------------------------------------------------------
 *
 * ingest.c
 *	  The functions that store one event: analytics_track,
 *	  analytics_track_json, the analytics_inbox view, and analytics_validate.
 *
 * The caller needs INSERT on analytics_events (or on the view); the rows are
 * written as the store's owner.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/rel.h"
#include "utils/timestamp.h"

#include "base/confidential.h"
#include "ingest/event_store.h"
#include "ingest/json_event.h"
#include "ingest/json_text.h"
#include "ingest/submission.h"

CONFIDENTIAL_FUNCTION(analytics_track);
CONFIDENTIAL_FUNCTION(analytics_track_json);
CONFIDENTIAL_FUNCTION(analytics_track_json_text);
CONFIDENTIAL_FUNCTION(analytics_validate);
CONFIDENTIAL_FUNCTION(analytics_inbox_insert);

static Datum
track_and_return(FunctionCallInfo fcinfo, const EventContext *context, Submission *submission)
{
	pg_uuid_t  *id = palloc_object(pg_uuid_t);

	if (!submission_track(context, submission, id))
		PG_RETURN_NULL();
	PG_RETURN_UUID_P(id);
}

static bool
argument_uuid(FunctionCallInfo fcinfo, int argument, pg_uuid_t *result)
{
	if (PG_ARGISNULL(argument))
		return false;
	*result = *PG_GETARG_UUID_P(argument);
	return true;
}

static EventText
argument_text(FunctionCallInfo fcinfo, int argument)
{
	text	   *value;

	if (PG_ARGISNULL(argument))
		return (EventText) {NULL, 0};
	value = PG_GETARG_TEXT_PP(argument);
	return (EventText) {VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value)};
}

/*
 * analytics_track(event_type, user_id, session_id, properties, occurred_at,
 * funnel_stage, tenant_id, idempotency_key) -> uuid
 */
static Datum
analytics_track_confidential(PG_FUNCTION_ARGS)
{
	EventContext context;
	Submission	submission = {0};
	Event	   *event = &submission.event;

	event_context_init(&context, store_get(), GetUserId());
	event_store_check_privilege(&context);

	event->event_type = argument_text(fcinfo, 0);
	event->has_user_id = argument_uuid(fcinfo, 1, &event->user_id);
	event->has_session_id = argument_uuid(fcinfo, 2, &event->session_id);
	event->properties = PG_ARGISNULL(3) ? NULL : PG_GETARG_JSONB_P(3);
	event->has_occurred_at = !PG_ARGISNULL(4);
	if (event->has_occurred_at)
		event->occurred_at = PG_GETARG_TIMESTAMPTZ(4);
	event->funnel_stage = argument_text(fcinfo, 5);
	event->has_tenant_id = argument_uuid(fcinfo, 6, &event->tenant_id);
	submission.idempotency_key = argument_text(fcinfo, 7);
	return track_and_return(fcinfo, &context, &submission);
}

static Datum
track_json(FunctionCallInfo fcinfo, Jsonb *json)
{
	EventContext context;
	Submission	submission;

	event_context_init(&context, store_get(), GetUserId());
	event_store_check_privilege(&context);
	json_event_require(json, &submission);
	return track_and_return(fcinfo, &context, &submission);
}

/*
 * analytics_track_json(event jsonb) -> uuid
 */
static Datum
analytics_track_json_confidential(PG_FUNCTION_ARGS)
{
	return track_json(fcinfo, PG_GETARG_JSONB_P(0));
}

/*
 * analytics_track_json(event text) -> uuid: for clients that send strings
 */
static Datum
analytics_track_json_text_confidential(PG_FUNCTION_ARGS)
{
	return track_json(fcinfo, json_text_parse(text_to_cstring(PG_GETARG_TEXT_PP(0))));
}

static void
put_problems(ReturnSetInfo *result, const Problems *problems)
{
	for (int i = 0; i < problems->count; i++)
	{
		const Problem *problem = &problems->items[i];
		Datum		values[] = {
			CStringGetTextDatum(problem->path),
			CStringGetTextDatum(unpack_sql_state(problem->sqlerrcode)),
			CStringGetTextDatum(problem_text(problem)),
		};
		bool		nulls[lengthof(values)] = {false};

		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
}

/*
 * analytics_validate(event jsonb) -> setof (path, code, message): all
 * problems that analytics_track_json() would have with the event, of which
 * it raises the first; and, with the code 00000, what it stores otherwise
 */
static Datum
analytics_validate_confidential(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Problems	notes = {.all = true};
	Problems	problems = {.all = true, .notes = &notes};
	EventContext context;
	JsonbValue	value;
	Submission	submission;

	InitMaterializedSRF(fcinfo, 0);
	event_context_init(&context, store_get(), GetUserId());
	/* which types are registered, and with what schema, is not for everybody */
	event_store_check_access(context.store, context.caller);

	JsonbToJsonbValue(PG_GETARG_JSONB_P(0), &value);
	json_event_read(&value, NULL, &submission, &problems);
	if (value.type == jbvBinary && JsonContainerIsObject(value.val.binary.data))
		submission_prepare(&context, &submission, &problems);

	put_problems(result, &problems);
	put_problems(result, &notes);
	return (Datum) 0;
}

/*
 * A column of a view's new row.
 */
static bool
view_column(TriggerData *trigger, const char *name, Oid type, Datum *value)
{
	TupleDesc	description = RelationGetDescr(trigger->tg_relation);
	int			column = SPI_fnumber(description, name);
	bool		isnull;

	if (column <= 0 || SPI_gettypeid(description, column) != type)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("column \"%s\" of analytics_inbox is missing or has another type", name),
				 errhint("Run analytics_install() to have the view made anew.")));
	*value = SPI_getbinval(trigger->tg_trigtuple, description, column, &isnull);
	return !isnull;
}

static bool
view_uuid(TriggerData *trigger, const char *name, pg_uuid_t *result)
{
	Datum		value;

	if (!view_column(trigger, name, UUIDOID, &value))
		return false;
	*result = *DatumGetUUIDP(value);
	return true;
}

static EventText
view_text(TriggerData *trigger, const char *name)
{
	Datum		value;
	VarChar    *text;

	if (!view_column(trigger, name, VARCHAROID, &value))
		return (EventText) {NULL, 0};
	text = DatumGetVarCharPP(value);
	return (EventText) {VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)};
}

/*
 * analytics_inbox_insert(): trigger on the view analytics_inbox, INSTEAD OF
 * INSERT
 *
 * The executor has checked the caller's INSERT privilege on the view, so this
 * must be the store's view and not one that the caller made.
 */
static Datum
analytics_inbox_insert_confidential(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	const Store *store = store_get();
	EventContext context;
	Submission	submission = {0};
	Event	   *event = &submission.event;
	Datum		value;
	pg_uuid_t	id;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_INSTEAD(trigger->tg_event) ||
		!TRIGGER_FIRED_BY_INSERT(trigger->tg_event) ||
		RelationGetNamespace(trigger->tg_relation) != store->schema ||
		trigger->tg_relation->rd_rel->relowner != store->owner ||
		strcmp(RelationGetRelationName(trigger->tg_relation), "analytics_inbox") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("analytics_inbox_insert() is the INSTEAD OF INSERT trigger of the store's analytics_inbox only")));

	event_context_init(&context, store, GetUserId());
	store_lock_to_write(store, STORE_EVENTS);
	event->event_type = view_text(trigger, "event_type");
	event->funnel_stage = view_text(trigger, "funnel_stage");
	event->has_user_id = view_uuid(trigger, "user_id", &event->user_id);
	event->has_session_id = view_uuid(trigger, "session_id", &event->session_id);
	event->has_tenant_id = view_uuid(trigger, "tenant_id", &event->tenant_id);
	event->has_occurred_at = view_column(trigger, "occurred_at", TIMESTAMPTZOID, &value);
	if (event->has_occurred_at)
		event->occurred_at = DatumGetTimestampTz(value);
	event->properties = view_column(trigger, "properties", JSONBOID, &value)
		? DatumGetJsonbP(value) : NULL;

	return PointerGetDatum(submission_track(&context, &submission, &id) ? trigger->tg_trigtuple : NULL);
}
