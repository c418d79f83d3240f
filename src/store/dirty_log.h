/*-------------------------------------------------------------------------
 *
 * dirty_log.h
 *	  Which buckets of the rollups a transaction has made stale.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_DIRTY_LOG_H
#define MINDWELL_DIRTY_LOG_H

#include "base/compat.h"

#include "base/uuid.h"
#include "store/store.h"

typedef struct DirtyLogSuspension
{
	bool		active;
	CommandId	command;
} DirtyLogSuspension;

extern void dirty_log_init(void);
extern DirtyLogSuspension dirty_log_suspend(void);
extern void dirty_log_resume(DirtyLogSuspension before);
extern void dirty_log_event(const Store *store, const pg_uuid_t *tenant, TimestampTz occurred_at);
extern void dirty_log_row(const Store *store, const pg_uuid_t *tenant, TimestampTz occurred_at);

#endif							/* MINDWELL_DIRTY_LOG_H */
