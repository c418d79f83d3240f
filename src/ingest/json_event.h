/*-------------------------------------------------------------------------
 *
 * json_event.h
 *	  Events that arrive as JSON documents.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_JSON_EVENT_H
#define MINDWELL_JSON_EVENT_H

#include "base/compat.h"

#include "base/problem.h"
#include "store/event.h"
#include "utils/jsonb.h"

/* An event and what only the JSON ingest can say of it. */
typedef struct JsonEvent
{
	Event		event;
	EventText	idempotency_key;
	Jsonb	   *user_properties;	/* NULL: none */
} JsonEvent;

typedef struct JsonMapping JsonMapping;

extern JsonMapping *json_mapping_compile(Jsonb *document);
extern void json_event_read(JsonbValue *document, const JsonMapping *mapping,
							JsonEvent *result, Problems *problems);

#endif							/* MINDWELL_JSON_EVENT_H */
