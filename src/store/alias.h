/*-------------------------------------------------------------------------
 *
 * alias.h
 *	  Which users anonymous visitors turned out to be.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_ALIAS_H
#define MINDWELL_ALIAS_H

#include "base/compat.h"

#include "base/uuid.h"
#include "datatype/timestamp.h"
#include "store/store.h"

typedef struct VisitorAlias
{
	pg_uuid_t	user;
	TimestampTz ended_at;		/* DT_NOEND: it lasts */
} VisitorAlias;

extern bool alias_get(const Store *store, const pg_uuid_t *tenant,
					  const pg_uuid_t *anonymous_id, VisitorAlias *result);
extern bool alias_find(const Store *store, const pg_uuid_t *tenant,
					   const pg_uuid_t *anonymous_id, pg_uuid_t *user);

#endif							/* MINDWELL_ALIAS_H */
