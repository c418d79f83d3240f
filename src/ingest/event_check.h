/*-------------------------------------------------------------------------
 *
 * event_check.h
 *	  The checks that every event passes, and what is filled in for it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_EVENT_CHECK_H
#define MINDWELL_EVENT_CHECK_H

#include "base/compat.h"

#include "store/event.h"

typedef enum EventVerdict
{
	EVENT_STORE,
	EVENT_OPTED_OUT,
	EVENT_REJECTED				/* a problem was added */
} EventVerdict;

/* What an UPDATE leaves as it was need not pass again. */
typedef enum EventCheck
{
	EVENT_CHECK_ALL = 0,
	EVENT_SAME_TIME = 1 << 0,
	EVENT_SAME_PROPERTIES = 1 << 1,
	EVENT_SAME_IDENTITY = 1 << 2	/* id and created_at stay */
} EventCheck;

extern bool event_check_size(Size size, const char *path, const char *they, Problems *problems);
extern bool event_check_properties(const EventContext *context, Jsonb *properties,
								   const char *path, bool *covered, Problems *problems);
extern EventVerdict event_prepare(const EventContext *context, Event *event,
								  int unchanged, Problems *problems);

#endif							/* MINDWELL_EVENT_CHECK_H */
