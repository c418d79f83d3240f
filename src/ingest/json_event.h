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
#include "ingest/submission.h"
#include "utils/jsonb.h"

typedef struct JsonMapping JsonMapping;

extern JsonMapping *json_mapping_compile(Jsonb *document);
extern void json_event_read(JsonbValue *document, const JsonMapping *mapping,
							Submission *result, Problems *problems);
extern char *json_scalar_text(const JsonbValue *value);
extern void json_event_require(Jsonb *document, Submission *result);

#endif							/* MINDWELL_JSON_EVENT_H */
