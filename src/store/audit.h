/*-------------------------------------------------------------------------
 *
 * audit.h
 *	  The audit log: who did what, when, to how many.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_AUDIT_H
#define MINDWELL_AUDIT_H

#include "base/compat.h"

#include "store/store.h"
#include "utils/jsonb.h"

/* What is told of an act; every pointer but the action's may be NULL. */
typedef struct AuditEntry
{
	const char *action;
	const char *subject;
	const int64 *count;
	Jsonb	   *detail;
} AuditEntry;

extern void audit_write(const Store *store, const AuditEntry *entry);

#endif							/* MINDWELL_AUDIT_H */
