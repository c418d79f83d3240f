/*-------------------------------------------------------------------------
 *
 * event_columns.c
 *	  The columns of analytics_events.
 *
 * They are found by name, for a partition may have them in another order.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "store/event_columns.h"
#include "store/registry.h"

const EventColumnDefinition event_columns[EVENT_COLUMNS] = {
	[COLUMN_ID] = {"id", UUIDOID, -1},
	[COLUMN_TENANT_ID] = {"tenant_id", UUIDOID, -1},
	[COLUMN_OCCURRED_AT] = {"occurred_at", TIMESTAMPTZOID, -1},
	[COLUMN_CREATED_AT] = {"created_at", TIMESTAMPTZOID, -1},
	[COLUMN_USER_ID] = {"user_id", UUIDOID, -1},
	[COLUMN_SESSION_ID] = {"session_id", UUIDOID, -1},
	[COLUMN_EVENT_TYPE] = {"event_type", VARCHAROID, EVENT_TYPE_MAX + VARHDRSZ},
	[COLUMN_FUNNEL_STAGE] = {"funnel_stage", VARCHAROID, FUNNEL_STAGE_MAX + VARHDRSZ},
	[COLUMN_PROPERTIES] = {"properties", JSONBOID, -1},
};

/*
 * Where a partition has the columns; 55000 when its owner has altered them.
 */
void
event_columns_find(Relation relation, AttrNumber columns[EVENT_COLUMNS])
{
	for (int i = 0; i < EVENT_COLUMNS; i++)
	{
		AttrNumber	column = get_attnum(RelationGetRelid(relation), event_columns[i].name);

		if (column == InvalidAttrNumber ||
			TupleDescAttr(RelationGetDescr(relation), column - 1)->atttypid != event_columns[i].type)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("\"%s\" has no column \"%s\" of type %s",
							RelationGetRelationName(relation), event_columns[i].name,
							format_type_be(event_columns[i].type))));
		columns[i] = column;
	}
}

/*
 * A prepared event's values, in the order of event_columns.
 */
void
event_to_values(const Event *event, Datum values[EVENT_COLUMNS], bool nulls[EVENT_COLUMNS])
{
	MemSet(nulls, false, EVENT_COLUMNS * sizeof(bool));
	values[COLUMN_ID] = UUIDPGetDatum(&event->id);
	values[COLUMN_TENANT_ID] = UUIDPGetDatum(&event->tenant_id);
	values[COLUMN_OCCURRED_AT] = TimestampTzGetDatum(event->occurred_at);
	values[COLUMN_CREATED_AT] = TimestampTzGetDatum(event->created_at);
	values[COLUMN_USER_ID] = UUIDPGetDatum(&event->user_id);
	nulls[COLUMN_USER_ID] = !event->has_user_id;
	values[COLUMN_SESSION_ID] = UUIDPGetDatum(&event->session_id);
	nulls[COLUMN_SESSION_ID] = !event->has_session_id;
	values[COLUMN_EVENT_TYPE] = PointerGetDatum(cstring_to_text_with_len(event->event_type.data,
																		 event->event_type.length));
	nulls[COLUMN_FUNNEL_STAGE] = event->funnel_stage.data == NULL;
	values[COLUMN_FUNNEL_STAGE] = nulls[COLUMN_FUNNEL_STAGE] ? (Datum) 0
		: PointerGetDatum(cstring_to_text_with_len(event->funnel_stage.data,
												   event->funnel_stage.length));
	values[COLUMN_PROPERTIES] = JsonbPGetDatum(event->properties);
}
