/*-------------------------------------------------------------------------
 *
 * track_trigger.c
 *	  analytics_track_trigger(): rows of an application's table become events.
 *
 * The mapping is checked when the trigger first runs in a statement, whatever
 * is in the row, and kept until the statement ends.  Of each row a document is
 * made, as a client of analytics_track_json() would send it, and submitted
 * with the rights of whoever changes the row.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "access/xact.h"
#include "catalog/pg_type.h"
#include "commands/trigger.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "nodes/makefuncs.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/resowner.h"

#include "base/confidential.h"
#include "ingest/event_store.h"
#include "ingest/json_event.h"
#include "ingest/json_text.h"
#include "ingest/submission.h"

/* The arguments of the trigger; the first one only is required. */
#define ARGUMENT_EVENT_TYPE 0
#define ARGUMENT_MAPPING 1
#define ARGUMENT_ON_ERROR 2
#define MAX_ARGUMENTS 3

/* Fields of the event; every other target of a mapping is a property. */
static const char *const event_fields[] = {
	"user_id", "session_id", "occurred_at", "tenant_id", "idempotency_key", "anonymous_id",
};

typedef struct MappedColumn
{
	AttrNumber	column;
	bool		is_field;
	JsonbValue	target;			/* a name */
	PGFunction	to_instant;		/* from a time without a zone, or NULL */
	FmgrInfo	to_jsonb;		/* of the column's type, or of an instant */
} MappedColumn;

typedef struct RowMapping
{
	int			count;
	MappedColumn *columns;
} RowMapping;

CONFIDENTIAL_FUNCTION(analytics_track_trigger);

static JsonbValue
string_value(const char *text)
{
	JsonbValue	value = {
		.type = jbvString,
		.val.string = {strlen(text), unconstify(char *, text)},
	};

	return value;
}

static void
mapping_error(const TriggerData *trigger, int sqlerrcode, const char *detail)
{
	ereport(ERROR,
			(errcode(sqlerrcode),
			 errmsg("invalid mapping of trigger \"%s\" on table \"%s\"",
					trigger->tg_trigger->tgname, RelationGetRelationName(trigger->tg_relation)),
			 errdetail_internal("%s", detail),
			 errhint("The second argument of the trigger is a JSON object, for example '{\"customer_id\": \"user_id\", \"total\": \"amount\"}'.")));
}

static const char *
mapping_text(const Trigger *trigger)
{
	return trigger->tgnargs > ARGUMENT_MAPPING ? trigger->tgargs[ARGUMENT_MAPPING] : "{}";
}

static Jsonb *
parse_mapping(const TriggerData *trigger)
{
	Problem		problem = {0};
	Jsonb	   *result = json_text_try_parse(mapping_text(trigger->tg_trigger), &problem);

	if (result == NULL)
		mapping_error(trigger, problem.sqlerrcode,
					  psprintf("It is no JSON: %s.", problem.message));
	return result;
}

/*
 * Prepare to_jsonb(), which asks its call for the type of its argument.
 */
static void
prepare_to_jsonb(Oid type, FmgrInfo *to_jsonb)
{
	Node	   *argument = (Node *) makeNullConst(type, -1, InvalidOid);
	Node	   *call = (Node *) makeFuncExpr(F_TO_JSONB, JSONBOID, list_make1(argument),
											 InvalidOid, InvalidOid, COERCE_EXPLICIT_CALL);

	fmgr_info(F_TO_JSONB, to_jsonb);
	fmgr_info_set_expr(call, to_jsonb);
}

/*
 * When it happened, as a time or date without a zone, is a clock's in the
 * session's, as everywhere in PostgreSQL: events have instants.
 */
static PGFunction
conversion_to_instant(Oid type)
{
	switch (getBaseType(type))
	{
		case TIMESTAMPOID:
			return timestamp_timestamptz;
		case DATEOID:
			return date_timestamptz;
		default:
			return NULL;
	}
}

static void
map_column(const TriggerData *trigger, const JsonbValue *key, const JsonbValue *target,
		   RowMapping *mapping)
{
	TupleDesc	description = RelationGetDescr(trigger->tg_relation);
	char	   *name = pnstrdup(key->val.string.val, key->val.string.len);
	int			number = SPI_fnumber(description, name);
	MappedColumn *column = &mapping->columns[mapping->count];
	char	   *target_name;

	if (number <= 0)
		ereport(ERROR,
				(errcode(ERRCODE_UNDEFINED_COLUMN),
				 errmsg("table \"%s\" has no column \"%s\"",
						RelationGetRelationName(trigger->tg_relation), name),
				 errhint("The second argument of the trigger \"%s\" maps columns to properties.",
						 trigger->tg_trigger->tgname)));
	if (target->type != jbvString)
		mapping_error(trigger, ERRCODE_INVALID_PARAMETER_VALUE,
					  psprintf("Column \"%s\" needs the name of a property, as a string.", name));
	target_name = pnstrdup(target->val.string.val, target->val.string.len);
	for (int i = 0; i < mapping->count; i++)
		if (strcmp(mapping->columns[i].target.val.string.val, target_name) == 0)
			mapping_error(trigger, ERRCODE_INVALID_PARAMETER_VALUE,
						  psprintf("Two columns become \"%s\".", target_name));

	column->column = number;
	column->target = string_value(target_name);
	column->is_field = false;
	for (int i = 0; i < (int) lengthof(event_fields); i++)
		if (strcmp(event_fields[i], target_name) == 0)
			column->is_field = true;
	column->to_instant = strcmp(target_name, "occurred_at") == 0
		? conversion_to_instant(SPI_gettypeid(description, number)) : NULL;
	prepare_to_jsonb(column->to_instant != NULL ? TIMESTAMPTZOID : SPI_gettypeid(description, number),
					 &column->to_jsonb);
	mapping->count++;
}

static RowMapping *
compile_mapping(const TriggerData *trigger)
{
	Jsonb	   *document = parse_mapping(trigger);
	RowMapping *mapping = palloc0_object(RowMapping);
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	key;
	JsonbValue	target;

	if (!JB_ROOT_IS_OBJECT(document))
		mapping_error(trigger, ERRCODE_INVALID_PARAMETER_VALUE, "It is no JSON object.");
	mapping->columns = palloc_array(MappedColumn, Max(JB_ROOT_COUNT(document), 1));
	iterator = JsonbIteratorInit(&document->root);
	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		if (token != WJB_KEY)
			continue;
		JsonbIteratorNext(&iterator, &target, true);
		map_column(trigger, &key, &target, mapping);
	}
	return mapping;
}

/*
 * The mapping, compiled at the first row.  A context that an error leaves
 * behind goes with the row.
 */
static const RowMapping *
get_mapping(FunctionCallInfo fcinfo)
{
	if (fcinfo->flinfo->fn_extra == NULL)
	{
		MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "mapping of a trigger",
													  ALLOCSET_SMALL_SIZES);
		MemoryContext caller = MemoryContextSwitchTo(context);
		RowMapping *mapping = compile_mapping((TriggerData *) fcinfo->context);

		MemoryContextSwitchTo(caller);
		MemoryContextSetParent(context, fcinfo->flinfo->fn_mcxt);
		fcinfo->flinfo->fn_extra = mapping;
	}
	return fcinfo->flinfo->fn_extra;
}

/*
 * Add the columns that become fields of the event, or those that become
 * properties, to the object that is being made.  NULLs are left out.
 */
static void
push_columns(const TriggerData *trigger, const RowMapping *mapping, bool fields,
			 JsonbParseState **state)
{
	HeapTuple	row = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event)
		? trigger->tg_newtuple : trigger->tg_trigtuple;

	for (int i = 0; i < mapping->count; i++)
	{
		MappedColumn *column = &mapping->columns[i];
		JsonbValue	value;
		Jsonb	   *json;
		Datum		datum;
		bool		isnull;

		CHECK_FOR_INTERRUPTS();
		if (column->is_field != fields)
			continue;
		datum = heap_getattr(row, column->column, RelationGetDescr(trigger->tg_relation), &isnull);
		if (isnull)
			continue;
		if (column->to_instant != NULL)
			datum = DirectFunctionCall1(column->to_instant, datum);
		json = DatumGetJsonbP(FunctionCall1(&column->to_jsonb, datum));
		if (!JB_ROOT_IS_SCALAR(json))
			JsonbToJsonbValue(json, &value);
		else if (!JsonbExtractScalar(&json->root, &value) || value.type == jbvNull)
			continue;
		pushJsonbValue(state, WJB_KEY, &column->target);
		pushJsonbValue(state, WJB_VALUE, &value);
	}
}

/*
 * The event of a row, as analytics_track_json() takes it.
 */
static Jsonb *
row_to_document(const TriggerData *trigger, const RowMapping *mapping)
{
	JsonbParseState *state = NULL;
	JsonbValue	event_type_key = string_value("event_type");
	JsonbValue	event_type = string_value(trigger->tg_trigger->tgargs[ARGUMENT_EVENT_TYPE]);
	JsonbValue	properties_key = string_value("properties");

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	pushJsonbValue(&state, WJB_KEY, &event_type_key);
	pushJsonbValue(&state, WJB_VALUE, &event_type);
	push_columns(trigger, mapping, true, &state);
	pushJsonbValue(&state, WJB_KEY, &properties_key);
	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	push_columns(trigger, mapping, false, &state);
	pushJsonbValue(&state, WJB_END_OBJECT, NULL);
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

static void
track_row(FunctionCallInfo fcinfo)
{
	const RowMapping *mapping = get_mapping(fcinfo);
	/* first, for casts to json may run anybody's code */
	Jsonb	   *document = row_to_document((TriggerData *) fcinfo->context, mapping);
	EventContext context;
	Submission	submission;
	pg_uuid_t	id;

	event_context_init(&context, store_get(), GetUserId());
	event_store_check_privilege(&context);
	json_event_require(document, &submission);
	submission_track(&context, &submission, &id);
}

/*
 * An event is lost: say so, with all that its error said.
 */
static void
warn_of_loss(const TriggerData *trigger, const ErrorData *error)
{
	ereport(WARNING,
			(errcode(error->sqlerrcode),
			 errmsg("trigger \"%s\" on table \"%s\" lost an event: %s",
					trigger->tg_trigger->tgname, RelationGetRelationName(trigger->tg_relation),
					error->message),
			 errdetail_internal("SQLSTATE %s%s%s", unpack_sql_state(error->sqlerrcode),
								error->detail ? ": " : "", error->detail ? error->detail : ""),
			 error->hint ? errhint("%s", error->hint) : 0));
}

/*
 * Track the row in a subtransaction; an error is a warning.  Only that somebody
 * cancels the statement goes on being an error.
 */
static void
track_row_or_warn(FunctionCallInfo fcinfo)
{
	MemoryContext caller = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(caller);
	PG_TRY();
	{
		track_row(fcinfo);
		ReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(caller);
		CurrentResourceOwner = owner;
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(caller);
		error = CopyErrorData();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		MemoryContextSwitchTo(caller);
		CurrentResourceOwner = owner;
		if (error->sqlerrcode == ERRCODE_QUERY_CANCELED)
			ReThrowError(error);
		warn_of_loss((TriggerData *) fcinfo->context, error);
	}
	PG_END_TRY();
}

static bool
parse_on_error(const TriggerData *trigger)
{
	const char *value = trigger->tg_trigger->tgnargs > ARGUMENT_ON_ERROR
		? trigger->tg_trigger->tgargs[ARGUMENT_ON_ERROR] : "abort";

	if (strcmp(value, "abort") == 0)
		return true;
	if (strcmp(value, "warn") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid on_error of trigger \"%s\" on table \"%s\"",
						trigger->tg_trigger->tgname, RelationGetRelationName(trigger->tg_relation)),
				 errhint("The third argument is 'abort' (the statement fails) or 'warn' (it goes on, and the event is lost).")));
	return false;
}

/*
 * analytics_track_trigger(event_type, mapping, on_error): trigger on any table,
 * AFTER INSERT OR UPDATE OR DELETE FOR EACH ROW
 */
static Datum
analytics_track_trigger_confidential(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_AFTER(trigger->tg_event) ||
		!TRIGGER_FIRED_FOR_ROW(trigger->tg_event) ||
		trigger->tg_trigger->tgnargs < 1 || trigger->tg_trigger->tgnargs > MAX_ARGUMENTS)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("analytics_track_trigger() must be an AFTER row trigger with one to three arguments"),
				 errhint("For example: CREATE TRIGGER track AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION "
						 "analytics_track_trigger('order_placed', '{\"customer_id\": \"user_id\", \"total\": \"amount\"}');")));
	if (parse_on_error(trigger))
		track_row(fcinfo);
	else
		track_row_or_warn(fcinfo);
	return PointerGetDatum(NULL);
}
