/*-------------------------------------------------------------------------
 *
 * event_columns.h
 *	  The columns of analytics_events.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_EVENT_COLUMNS_H
#define MINDWELL_EVENT_COLUMNS_H

#include "base/compat.h"

#include "access/attnum.h"
#include "store/event.h"
#include "utils/rel.h"

typedef enum EventColumn
{
	COLUMN_ID,
	COLUMN_TENANT_ID,
	COLUMN_OCCURRED_AT,
	COLUMN_CREATED_AT,
	COLUMN_USER_ID,
	COLUMN_SESSION_ID,
	COLUMN_EVENT_TYPE,
	COLUMN_FUNNEL_STAGE,
	COLUMN_PROPERTIES
} EventColumn;

#define EVENT_COLUMNS (COLUMN_PROPERTIES + 1)

typedef struct EventColumnDefinition
{
	const char *name;
	Oid			type;
	int32		typmod;
} EventColumnDefinition;

extern const EventColumnDefinition event_columns[EVENT_COLUMNS];

extern void event_columns_find(Relation relation, AttrNumber columns[EVENT_COLUMNS]);
extern void event_to_values(const Event *event, Datum values[EVENT_COLUMNS],
							bool nulls[EVENT_COLUMNS]);

#endif							/* MINDWELL_EVENT_COLUMNS_H */
