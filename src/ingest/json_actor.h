/*-------------------------------------------------------------------------
 *
 * json_actor.h
 *	  Whose an event is that arrives as a JSON document.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_JSON_ACTOR_H
#define MINDWELL_JSON_ACTOR_H

#include "base/compat.h"

#include "base/problem.h"
#include "ingest/submission.h"
#include "utils/jsonb.h"

extern bool json_actor_is_some(const char *field, const pg_uuid_t *id, Problems *problems);
extern void json_actor_find(Submission *submission, const char *anonymous_id,
							const char *distinct_id, Problems *problems);
extern Jsonb *json_actor_take(Jsonb *properties, Event *event, Problems *problems);

#endif							/* MINDWELL_JSON_ACTOR_H */
