/*-------------------------------------------------------------------------
 *
 * gate.h
 *	  The trigger through which every change of analytics_events passes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_GATE_H
#define MINDWELL_GATE_H

#include "base/compat.h"

#include "base/uuid.h"

/*
 * Events that were prepared already and are about to be inserted, in this
 * order: the gate lets a row with the next id pass.
 */
typedef struct PreparedEvents
{
	const pg_uuid_t *ids;
	int			count;
	int			next;
} PreparedEvents;

extern PreparedEvents *gate_expect(PreparedEvents *prepared);

#endif							/* MINDWELL_GATE_H */
