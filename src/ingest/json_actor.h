/*-------------------------------------------------------------------------
 *
 * json_actor.h
 *	  The user and the session of an event, where a JSON document has them
 *	  among its properties.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_JSON_ACTOR_H
#define MINDWELL_JSON_ACTOR_H

#include "base/compat.h"

#include "base/problem.h"
#include "store/event.h"
#include "utils/jsonb.h"

extern Jsonb *json_actor_take(Jsonb *properties, Event *event, Problems *problems);

#endif							/* MINDWELL_JSON_ACTOR_H */
