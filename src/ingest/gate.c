/*-------------------------------------------------------------------------
 *
 * gate.c
 *	  The trigger through which every change of analytics_events passes.
 *
 * Every event passes event_prepare() (event_check.c), and every change of rows
 * is in the dirty log.  Who calls them depends on the path:
 *
 *	- INSERT, COPY, UPDATE, DELETE and TRUNCATE of the table: the triggers here.
 *	- The functions and the inbox view: submission.c prepares the event, as a
 *	  batch must know all problems before it writes anything.  Then a row is
 *	  written in one of two ways:
 *	  - by direct_insert.c, a single event into a plain partition.  No trigger
 *	    fires; direct_insert.c writes the dirty log itself.
 *	  - by an INSERT (event_store.c), everything else.  It fires the trigger,
 *	    which must not check the event twice: the ids of the prepared events
 *	    are announced before, and only this backend knows them.  A row with the
 *	    next announced id is logged and passes, unless a trigger of the owner's
 *	    fired before and may have changed it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "access/tableam.h"
#include "access/xact.h"
#include "catalog/partition.h"
#include "catalog/pg_trigger.h"
#include "commands/trigger.h"
#include "executor/tuptable.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/inval.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/timestamp.h"

#include "base/confidential.h"
#include "ingest/event_check.h"
#include "ingest/gate.h"
#include "store/activity.h"
#include "store/dirty_log.h"
#include "store/event_columns.h"
#include "store/store.h"

/* The partition that was seen last, and where its columns are. */
static struct
{
	Oid			relid;			/* InvalidOid: none, or it has changed */
	AttrNumber	columns[EVENT_COLUMNS];
}			partition;

/* A row of the store as the executor holds it. */
typedef struct EventRow
{
	TupleDesc	description;
	AttrNumber	columns[EVENT_COLUMNS];
	Datum	   *values;
	bool	   *nulls;
} EventRow;

static PreparedEvents *expected = NULL;

/*
 * The new row of the last UPDATE that changed an event's time.  If that moves
 * it to another partition, the executor inserts it there: it is no new event,
 * keeps its identity, and was checked and redacted already.
 */
static struct
{
	MemoryContext context;		/* of what the event points to */
	TransactionId xid;			/* InvalidTransactionId: there is none */
	Event		event;			/* what moving_unchanged() compares, no more */
}			moving;

CONFIDENTIAL_FUNCTION(analytics_gate);
CONFIDENTIAL_FUNCTION(analytics_gate_truncate);
CONFIDENTIAL_FUNCTION(analytics_config_changed);

/*
 * Announce prepared events; returns those that were expected before, to be
 * announced again afterwards (an owner's trigger may track events itself).
 */
PreparedEvents *
gate_expect(PreparedEvents *prepared)
{
	PreparedEvents *before = expected;

	expected = prepared;
	return before;
}

static bool
gate_expects(const pg_uuid_t *id)
{
	if (expected == NULL)
		return false;
	/* a row that another trigger withheld leaves its id behind */
	for (int i = expected->next; i < expected->count; i++)
	{
		if (uuid_equal(&expected->ids[i], id))
		{
			expected->next = i + 1;
			return true;
		}
	}
	return false;
}

static void
partition_changed(Datum arg, Oid relid)
{
	if (relid == InvalidOid || relid == partition.relid)
		partition.relid = InvalidOid;
}

/*
 * Refuse any table that is not a partition of the store's events, and find
 * the columns of one that is.
 */
static void
partition_check(const Store *store, const TriggerData *trigger)
{
	static bool registered = false;
	Relation	relation = trigger->tg_relation;
	Oid			relid = RelationGetRelid(relation);

	if (partition.relid == relid)
		return;
	if (!registered)
	{
		CacheRegisterRelcacheCallback(partition_changed, (Datum) 0);
		registered = true;
	}
	if (!relation->rd_rel->relispartition ||
		!list_member_oid(get_partition_ancestors(relid), store->tables[STORE_EVENTS]))
		store_refuse_trigger(trigger, "a partition of analytics_events");

	event_columns_find(relation, partition.columns);
	partition.relid = relid;
}

static inline bool
row_get(const EventRow *row, EventColumn column, Datum *value)
{
	int			index = row->columns[column] - 1;

	*value = row->values[index];
	return !row->nulls[index];
}

static void
row_set(EventRow *row, EventColumn column, bool present, Datum value)
{
	int			index = row->columns[column] - 1;

	row->values[index] = value;
	row->nulls[index] = !present;
}

static bool
row_get_uuid(const EventRow *row, EventColumn column, pg_uuid_t *uuid)
{
	Datum		value;

	if (!row_get(row, column, &value))
		return false;
	*uuid = *DatumGetUUIDP(value);
	return true;
}

static bool
row_get_time(const EventRow *row, EventColumn column, TimestampTz *time)
{
	Datum		value;

	if (!row_get(row, column, &value))
		return false;
	*time = DatumGetTimestampTz(value);
	return true;
}

static EventText
row_get_text(const EventRow *row, EventColumn column)
{
	Datum		value;
	VarChar    *text;

	if (!row_get(row, column, &value))
		return (EventText) {NULL, 0};
	text = DatumGetVarCharPP(value);
	return (EventText) {VARDATA_ANY(text), VARSIZE_ANY_EXHDR(text)};
}

static void
row_deform(Relation relation, HeapTuple tuple, EventRow *row)
{
	row->description = RelationGetDescr(relation);
	memcpy(row->columns, partition.columns, sizeof(row->columns));
	row->values = palloc_array(Datum, row->description->natts);
	row->nulls = palloc_array(bool, row->description->natts);
	heap_deform_tuple(tuple, row->description, row->values, row->nulls);
}

static void
row_to_event(const EventRow *row, Event *event)
{
	Datum		value;

	event->has_id = row_get_uuid(row, COLUMN_ID, &event->id);
	event->has_tenant_id = row_get_uuid(row, COLUMN_TENANT_ID, &event->tenant_id);
	event->has_user_id = row_get_uuid(row, COLUMN_USER_ID, &event->user_id);
	event->has_session_id = row_get_uuid(row, COLUMN_SESSION_ID, &event->session_id);
	event->has_occurred_at = row_get_time(row, COLUMN_OCCURRED_AT, &event->occurred_at);
	event->has_created_at = row_get_time(row, COLUMN_CREATED_AT, &event->created_at);
	event->event_type = row_get_text(row, COLUMN_EVENT_TYPE);
	event->funnel_stage = row_get_text(row, COLUMN_FUNNEL_STAGE);
	event->properties = row_get(row, COLUMN_PROPERTIES, &value) ? DatumGetJsonbP(value) : NULL;
	event->properties_as_given = NULL;
}

/*
 * Put into the row what event_prepare() may have filled in or changed.
 */
static HeapTuple
row_from_event(EventRow *row, HeapTuple original, const Event *event)
{
	HeapTuple	tuple;

	row_set(row, COLUMN_ID, true, UUIDPGetDatum(&event->id));
	row_set(row, COLUMN_TENANT_ID, true, UUIDPGetDatum(&event->tenant_id));
	row_set(row, COLUMN_USER_ID, event->has_user_id, UUIDPGetDatum(&event->user_id));
	row_set(row, COLUMN_SESSION_ID, event->has_session_id, UUIDPGetDatum(&event->session_id));
	row_set(row, COLUMN_CREATED_AT, true, TimestampTzGetDatum(event->created_at));
	row_set(row, COLUMN_PROPERTIES, true, JsonbPGetDatum(event->properties));
	if (event->funnel_stage.data != NULL)
		row_set(row, COLUMN_FUNNEL_STAGE, true,
				PointerGetDatum(cstring_to_text_with_len(event->funnel_stage.data,
														 event->funnel_stage.length)));
	tuple = heap_form_tuple(row->description, row->values, row->nulls);
	tuple->t_self = original->t_self;
	tuple->t_tableOid = original->t_tableOid;
	return tuple;
}

static void
log_row(const Store *store, const EventRow *row)
{
	pg_uuid_t	tenant;
	TimestampTz occurred_at;

	if (row_get_uuid(row, COLUMN_TENANT_ID, &tenant) &&
		row_get_time(row, COLUMN_OCCURRED_AT, &occurred_at))
		dirty_log_row(store, &tenant, occurred_at);
}

/*
 * Is this row one that event_prepare() has seen?
 */
static bool
row_is_prepared(const EventRow *row)
{
	pg_uuid_t	id;

	return row_get_uuid(row, COLUMN_ID, &id) && gate_expects(&id);
}

/*
 * May another trigger, one of the owner's, have changed the new row before?
 * Triggers fire in the order of their names, in which they are listed.  The
 * list is the server's, and after such a trigger's failed attempt to drop some
 * it may lack ours, or be missing.
 */
static bool
row_may_be_changed(const TriggerData *trigger)
{
	const TriggerDesc *triggers = trigger->tg_relation->trigdesc;

	for (int i = 0; triggers != NULL && i < triggers->numtriggers; i++)
	{
		const Trigger *other = &triggers->triggers[i];

		if (other->tgoid == trigger->tg_trigger->tgoid)
			return false;
		if (TRIGGER_FOR_INSERT(other->tgtype) && TRIGGER_FOR_BEFORE(other->tgtype) &&
			TRIGGER_FOR_ROW(other->tgtype))
			return true;
	}
	return true;
}

/*
 * What needs no second check in an event that comes from another.  What its
 * properties must be depends on its type and tenant.
 */
static int
event_unchanged(const Event *old, const Event *new)
{
	int			unchanged = EVENT_CHECK_ALL;

	if (old->has_occurred_at && new->has_occurred_at && old->occurred_at == new->occurred_at)
		unchanged |= EVENT_SAME_TIME;
	if (old->has_tenant_id && new->has_tenant_id &&
		uuid_equal(&old->tenant_id, &new->tenant_id) &&
		new->event_type.data != NULL && old->event_type.data != NULL &&
		old->event_type.length == new->event_type.length &&
		memcmp(old->event_type.data, new->event_type.data, old->event_type.length) == 0 &&
		old->properties != NULL && new->properties != NULL &&
		DatumGetBool(DirectFunctionCall2(jsonb_eq, JsonbPGetDatum(old->properties),
										 JsonbPGetDatum(new->properties))))
		unchanged |= EVENT_SAME_PROPERTIES;
	return unchanged;
}

/*
 * Remember an event that may be about to move.
 */
static void
moving_remember(const Event *event)
{
	char	   *event_type;
	Jsonb	   *properties;

	if (moving.context == NULL)
		moving.context = AllocSetContextCreate(TopMemoryContext,
											   "mindwell_analytics moving event",
											   ALLOCSET_SMALL_SIZES);
	moving.xid = InvalidTransactionId;
	MemoryContextReset(moving.context);
	event_type = MemoryContextAlloc(moving.context, event->event_type.length);
	memcpy(event_type, event->event_type.data, event->event_type.length);
	properties = MemoryContextAlloc(moving.context, VARSIZE(event->properties));
	memcpy(properties, event->properties, VARSIZE(event->properties));
	moving.event = (Event) {
		.id = event->id,
		.created_at = event->created_at,
		.has_occurred_at = true,
		.occurred_at = event->occurred_at,
		.has_tenant_id = true,
		.tenant_id = event->tenant_id,
		.event_type = {event_type, event->event_type.length},
		.properties = properties,
	};
	moving.xid = GetTopTransactionId();
}

/*
 * What needs no check in a row that an UPDATE of this transaction moves here;
 * EVENT_CHECK_ALL for any other row.
 */
static int
moving_unchanged(const Event *event)
{
	if (!TransactionIdIsValid(moving.xid) ||
		moving.xid != GetTopTransactionIdIfAny() ||
		!event->has_id || !uuid_equal(&moving.event.id, &event->id) ||
		!event->has_created_at || moving.event.created_at != event->created_at)
		return EVENT_CHECK_ALL;
	moving.xid = InvalidTransactionId;
	return EVENT_SAME_IDENTITY | event_unchanged(&moving.event, event);
}

/*
 * Check a new row; NULL when it must not be stored.  "old" is the row that an
 * UPDATE replaces.
 */
static HeapTuple
gate_row(const Store *store, const EventRow *old, EventRow *row, HeapTuple tuple)
{
	Problems	problems = {0};
	EventContext context;
	Event		event;
	int			unchanged;

	event_context_init(&context, store, GetUserId());
	row_to_event(row, &event);
	if (!event.has_occurred_at)
		ereport(ERROR,
				(errcode(ERRCODE_NOT_NULL_VIOLATION),
				 errmsg("an event needs an occurred_at"),
				 errhint("Leave the column out to have the current time.")));

	if (old != NULL)
	{
		Event		before = {0};

		row_to_event(old, &before);
		unchanged = EVENT_SAME_IDENTITY | event_unchanged(&before, &event);
		if (!context.is_owner)
		{
			event.has_id = before.has_id;
			event.id = before.id;
			event.has_created_at = before.has_created_at;
			event.created_at = before.created_at;
		}
	}
	else
		unchanged = moving_unchanged(&event);

	switch (event_prepare(&context, &event, unchanged, &problems))
	{
		case EVENT_REJECTED:
			problem_raise(&problems.items[0]);
			break;
		case EVENT_OPTED_OUT:
			return NULL;
		case EVENT_STORE:
			break;
	}

	dirty_log_row(store, &event.tenant_id, event.occurred_at);
	if (old != NULL)
	{
		log_row(store, old);
		if ((unchanged & EVENT_SAME_TIME) == 0)
			moving_remember(&event);
	}
	return row_from_event(row, tuple, &event);
}

static void
check_trigger(FunctionCallInfo fcinfo, const char *name, bool for_row)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;

	if (!CALLED_AS_TRIGGER(fcinfo) || !TRIGGER_FIRED_BEFORE(trigger->tg_event) ||
		(TRIGGER_FIRED_FOR_ROW(trigger->tg_event) != 0) != for_row)
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("%s() must be a BEFORE %s trigger", name,
						for_row ? "row" : "statement")));
}

/*
 * analytics_gate(): trigger on analytics_events, BEFORE INSERT OR UPDATE OR
 * DELETE FOR EACH ROW
 *
 * Errors: those of event_prepare(); 42809 on another table; 55000 without a
 * store.
 */
static Datum
analytics_gate_confidential(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	const Store *store;
	EventRow	row;
	EventRow	new_row;

	check_trigger(fcinfo, "analytics_gate", true);
	store = store_get();
	partition_check(store, trigger);

	row_deform(trigger->tg_relation, trigger->tg_trigtuple, &row);
	if (TRIGGER_FIRED_BY_INSERT(trigger->tg_event) &&
		(row_may_be_changed(trigger) || !row_is_prepared(&row)))
		return PointerGetDatum(gate_row(store, NULL, &row, trigger->tg_trigtuple));
	if (!TRIGGER_FIRED_BY_UPDATE(trigger->tg_event))
	{
		log_row(store, &row);
		return PointerGetDatum(trigger->tg_trigtuple);
	}
	row_deform(trigger->tg_relation, trigger->tg_newtuple, &new_row);
	return PointerGetDatum(gate_row(store, &row, &new_row, trigger->tg_newtuple));
}

/*
 * Log every bucket that a partition has rows of.
 */
static void
log_all_rows(const Store *store, Relation relation)
{
	Snapshot	snapshot;
	TableScanDesc scan;
	TupleTableSlot *slot;
	AttrNumber	tenant_column;
	AttrNumber	occurred_at_column;

	tenant_column = partition.columns[COLUMN_TENANT_ID];
	occurred_at_column = partition.columns[COLUMN_OCCURRED_AT];
	snapshot = RegisterSnapshot(GetLatestSnapshot());
	scan = table_beginscan(relation, snapshot, 0, NULL);
	slot = table_slot_create(relation, NULL);
	while (table_scan_getnextslot(scan, ForwardScanDirection, slot))
	{
		bool		no_tenant;
		bool		no_time;
		Datum		tenant;
		Datum		occurred_at;

		CHECK_FOR_INTERRUPTS();
		tenant = slot_getattr(slot, tenant_column, &no_tenant);
		occurred_at = slot_getattr(slot, occurred_at_column, &no_time);
		if (!no_tenant && !no_time)
			dirty_log_event(store, DatumGetUUIDP(tenant), DatumGetTimestampTz(occurred_at));
	}
	ExecDropSingleTupleTableSlot(slot);
	table_endscan(scan);
	UnregisterSnapshot(snapshot);
}

/*
 * analytics_gate_truncate(): trigger on each leaf partition of analytics_events,
 * BEFORE TRUNCATE FOR EACH STATEMENT (a TRUNCATE of the whole table fires
 * those of its partitions too)
 */
static Datum
analytics_gate_truncate_confidential(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	const Store *store;

	check_trigger(fcinfo, "analytics_gate_truncate", false);
	store = store_get();
	partition_check(store, trigger);
	/* a partition that is partitioned itself, or foreign, has no rows here */
	if (trigger->tg_relation->rd_rel->relkind == RELKIND_RELATION)
		log_all_rows(store, trigger->tg_relation);
	return PointerGetDatum(NULL);
}

/*
 * analytics_config_changed(): trigger on the configuration tables, BEFORE
 * INSERT OR UPDATE OR DELETE OR TRUNCATE FOR EACH STATEMENT and AFTER INSERT
 * OR UPDATE OR DELETE FOR EACH ROW: tells all backends, at commit, that what
 * they keep of the table is stale; and this one already at the next command,
 * and when the transaction fails.  Which days a type concerns that is an action
 * no more, or again, is noted with the row that says so.
 */
static Datum
analytics_config_changed_confidential(PG_FUNCTION_ARGS)
{
	TriggerData *trigger = (TriggerData *) fcinfo->context;
	const Store *store;

	if (!CALLED_AS_TRIGGER(fcinfo))
		ereport(ERROR,
				(errcode(ERRCODE_E_R_I_E_TRIGGER_PROTOCOL_VIOLATED),
				 errmsg("analytics_config_changed() must be a trigger")));
	store = store_get();
	if (!store_has_table(store, RelationGetRelid(trigger->tg_relation)))
		store_refuse_trigger(trigger, "a configuration table of the analytics store");
	CacheInvalidateRelcache(trigger->tg_relation);
	if (RelationGetRelid(trigger->tg_relation) == store->tables[STORE_EVENT_TYPES] &&
		TRIGGER_FIRED_AFTER(trigger->tg_event) && TRIGGER_FIRED_FOR_ROW(trigger->tg_event))
		activity_type_changed(store, trigger);
	return PointerGetDatum(NULL);
}
