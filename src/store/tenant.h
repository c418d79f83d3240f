/*-------------------------------------------------------------------------
 *
 * tenant.h
 *	  Whose rows a session may see and write.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_TENANT_H
#define MINDWELL_TENANT_H

#include "base/compat.h"

#include "store/store.h"
#include "utils/array.h"
#include "base/uuid.h"

typedef struct Tenants
{
	int			count;			/* 0: the role sees and writes no rows */
	bool		is_fallback;	/* the nil tenant, because the session has none */
	pg_uuid_t  *ids;
} Tenants;

extern void tenant_init(void);

extern Tenants tenants_of_role(const Store *store, Oid userid);
extern bool tenants_unbound(const Store *store, Oid userid);
extern bool tenants_must_be_named(const Store *store, const Tenants *tenants);
extern bool tenants_include(const Tenants *tenants, const pg_uuid_t *tenant);
extern ArrayType *tenants_as_array(const Tenants *tenants);
extern bool table_has_one_tenant(Relation events);
extern bool store_has_one_tenant(const Store *store);

#endif							/* MINDWELL_TENANT_H */
