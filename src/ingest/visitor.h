/*-------------------------------------------------------------------------
 *
 * visitor.h
 *	  Anonymous visitors, and which users they turn out to be.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_VISITOR_H
#define MINDWELL_VISITOR_H

#include "base/compat.h"

#include "base/uuid.h"
#include "datatype/timestamp.h"
#include "store/store.h"

/* A user who appears where an alias may name another. */
typedef struct SecondUser
{
	pg_uuid_t	tenant_id;
	pg_uuid_t	anonymous_id;
	pg_uuid_t	user_id;
	TimestampTz occurred_at;
} SecondUser;

extern void visitor_end_alias(const Store *store, const SecondUser *second);

#endif							/* MINDWELL_VISITOR_H */
