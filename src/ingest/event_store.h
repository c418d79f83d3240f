/*-------------------------------------------------------------------------
 *
 * event_store.h
 *	  Writing prepared events into analytics_events.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_EVENT_STORE_H
#define MINDWELL_EVENT_STORE_H

#include "base/compat.h"

#include "store/event.h"
#include "utils/tuplestore.h"

extern void event_store_check_privilege(const EventContext *context);
extern void event_store_check_access(const Store *store, Oid userid);
extern void event_store_insert(const Store *store, const Event *event);

extern TupleDesc event_store_describe(void);
extern void event_store_collect(Tuplestorestate *rows, TupleDesc description, const Event *event);
extern void event_store_insert_rows(const Store *store, Tuplestorestate *rows,
									TupleDesc description, const pg_uuid_t *ids, int count);

#endif							/* MINDWELL_EVENT_STORE_H */
