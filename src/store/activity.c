/*-------------------------------------------------------------------------
 *
 * activity.c
 *	  Which event types are actions of a user: what reports that say "active"
 *	  count, and which days are to be counted again when that changes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "catalog/pg_collation_d.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/timestamp.h"

#include "base/uuid.h"
#include "store/activity.h"
#include "store/dirty_log.h"
#include "store/tenant.h"

PG_FUNCTION_INFO_V1(analytics_passive_types);

/* The fields of mindwell_internal.passive */
typedef enum PassiveField
{
	PASSIVE_TYPES,
	OWN_PASSIVE,
	OWN_ACTIVE
} PassiveField;

#define PASSIVE_FIELDS (OWN_ACTIVE + 1)

typedef struct PassiveTypes
{
	ArrayBuildState *fields[PASSIVE_FIELDS];
} PassiveTypes;

static void
passive_add(PassiveTypes *passive, PassiveField field, Datum name)
{
	passive->fields[field] = accumArrayResult(passive->fields[field], name, false, TEXTOID,
											  CurrentMemoryContext);
}

/*
 * Add the types of a tenant: of the nil one those that are no actions, of
 * another all, for its row comes first.
 */
static void
passive_read(const Store *store, const pg_uuid_t *tenant, PassiveTypes *passive)
{
	bool		is_common = uuid_equal(tenant, &uuid_nil);
	ScanKeyData key;
	StoreScan	scan;
	HeapTuple	tuple;

	ScanKeyInit(&key, EVENT_TYPES_TENANT_ID, BTEqualStrategyNumber, F_UUID_EQ,
				UUIDPGetDatum(tenant));
	store_scan_begin(&scan, store, STORE_EVENT_TYPES, 1, &key);
	while (HeapTupleIsValid(tuple = store_scan_next(&scan)))
	{
		bool		is_action = DatumGetBool(store_value(&scan, tuple, EVENT_TYPES_IS_ACTION));
		char	   *name = text_to_cstring(DatumGetTextPP(store_value(&scan, tuple,
																	  EVENT_TYPES_EVENT_TYPE)));

		if (!is_common)
			passive_add(passive, is_action ? OWN_ACTIVE : OWN_PASSIVE,
						CStringGetTextDatum(psprintf("%s/%s",
													 DatumGetCString(DirectFunctionCall1(uuid_out, UUIDPGetDatum(tenant))),
													 name)));
		else if (!is_action)
			passive_add(passive, PASSIVE_TYPES, CStringGetTextDatum(name));
	}
	store_scan_end(&scan);
}

/*
 * analytics_passive_types(tenants uuid[]) -> mindwell_internal.passive
 *
 * Read straight from the table: whoever may read events may know which of them
 * are counted, and no report needs a right more for it.
 */
Datum
analytics_passive_types(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	ArrayType  *named = PG_GETARG_ARRAYTYPE_P(0);
	Oid			userid = GetUserId();
	bool		sees_all = store_is_owner(store, userid);
	Tenants		readable = tenants_of_role(store, userid);
	PassiveTypes passive = {0};
	Datum		values[PASSIVE_FIELDS];
	bool		nulls[PASSIVE_FIELDS] = {false};
	TupleDesc	description;
	Datum	   *tenants;
	bool	   *tenant_nulls;
	int			count;

	if (get_call_result_type(fcinfo, NULL, &description) != TYPEFUNC_COMPOSITE ||
		description->natts != PASSIVE_FIELDS)
		elog(ERROR, "analytics_passive_types() must return mindwell_internal.passive");
	deconstruct_array(named, UUIDOID, UUID_LEN, false, TYPALIGN_CHAR, &tenants, &tenant_nulls, &count);
	passive_read(store, &uuid_nil, &passive);
	for (int i = 0; i < count; i++)
	{
		pg_uuid_t  *tenant = tenant_nulls[i] ? NULL : DatumGetUUIDP(tenants[i]);

		if (tenant != NULL && !uuid_equal(tenant, &uuid_nil) &&
			(sees_all || tenants_include(&readable, tenant)))
			passive_read(store, tenant, &passive);
	}
	for (int i = 0; i < PASSIVE_FIELDS; i++)
		values[i] = passive.fields[i] == NULL
			? PointerGetDatum(construct_empty_array(TEXTOID))
			: makeArrayResult(passive.fields[i], CurrentMemoryContext);
	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(description), values, nulls)));
}

/* The days that have events of a type; of all tenants, or of one. */
static StoreStatement days_of_type = {
	.sql = "SELECT DISTINCT tenant_id, pg_catalog.date_trunc('day', occurred_at, 'UTC') FROM %s"
	" WHERE event_type = $1 AND ($2 IS NULL OR tenant_id = $2)",
	.table = STORE_EVENTS,
	.nargs = 2,
	.argtypes = {TEXTOID, UUIDOID},
};

/*
 * Have the days counted again that have events of a type which is an action no
 * more, or again.  A refresh leaves the sealed ones as they are.
 */
static void
log_days_of_type(const Store *store, Datum event_type, const pg_uuid_t *tenant)
{
	bool		is_common = uuid_equal(tenant, &uuid_nil);
	Datum		values[] = {event_type, UUIDPGetDatum(tenant)};
	StoreCaller caller;
	SPITupleTable *days;

	SPI_connect();
	store_become_owner(store, &caller);
	store_execute(store, &days_of_type, values, is_common ? " n" : "  ");
	days = SPI_tuptable;
	for (uint64 i = 0; i < days->numvals; i++)
	{
		bool		isnull;
		Datum		owner = SPI_getbinval(days->vals[i], days->tupdesc, 1, &isnull);
		Datum		day = SPI_getbinval(days->vals[i], days->tupdesc, 2, &isnull);

		CHECK_FOR_INTERRUPTS();
		dirty_log_event(store, DatumGetUUIDP(owner), DatumGetTimestampTz(day));
	}
	store_become_caller(&caller);
	SPI_finish();
}

static bool
row_is_action(HeapTuple row, TupleDesc description)
{
	bool		isnull;
	Datum		value = heap_getattr(row, EVENT_TYPES_IS_ACTION, description, &isnull);

	return isnull || DatumGetBool(value);
}

/*
 * Do two versions of a row say the same of the same type?
 */
static bool
rows_agree(Relation table, HeapTuple old, HeapTuple new)
{
	return row_is_action(old, RelationGetDescr(table)) == row_is_action(new, RelationGetDescr(table)) &&
		uuid_equal(DatumGetUUIDP(store_row_value(table, old, EVENT_TYPES_TENANT_ID)),
				   DatumGetUUIDP(store_row_value(table, new, EVENT_TYPES_TENANT_ID))) &&
		DatumGetBool(DirectFunctionCall2Coll(texteq, C_COLLATION_OID,
											 store_row_value(table, old, EVENT_TYPES_EVENT_TYPE),
											 store_row_value(table, new, EVENT_TYPES_EVENT_TYPE)));
}

/*
 * A row of analytics_event_types is new, changed or gone.  A tenant's own row
 * that comes or goes may say otherwise than the nil tenant's; that one is not
 * asked, for to count a day again changes nothing that is right.
 */
void
activity_type_changed(const Store *store, const TriggerData *trigger)
{
	Relation	table = trigger->tg_relation;
	bool		is_update = TRIGGER_FIRED_BY_UPDATE(trigger->tg_event);
	HeapTuple	rows[] = {trigger->tg_trigtuple, is_update ? trigger->tg_newtuple : NULL};

	store_check_columns(store, STORE_EVENT_TYPES, RelationGetDescr(table));
	if (is_update && rows_agree(table, rows[0], rows[1]))
		return;
	for (int i = 0; i < (int) lengthof(rows) && rows[i] != NULL; i++)
	{
		const pg_uuid_t *tenant = DatumGetUUIDP(store_row_value(table, rows[i], EVENT_TYPES_TENANT_ID));

		/* as if it were not there */
		if (!is_update && row_is_action(rows[i], RelationGetDescr(table)) && uuid_equal(tenant, &uuid_nil))
			continue;
		log_days_of_type(store, store_row_value(table, rows[i], EVENT_TYPES_EVENT_TYPE), tenant);
	}
}
