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
#include "utils/guc.h"
#include "base/uuid.h"

typedef struct Tenants
{
	int			count;			/* 0: the role sees and writes no rows */
	pg_uuid_t  *ids;
} Tenants;

extern void tenant_init(void);
extern bool tenant_setting_check(char **newval, void **extra, GucSource source);
extern void tenant_setting_assign(const char *newval, void *extra);

extern const Tenants *tenants_of_role(const Store *store, Oid userid);
extern bool tenants_unbound(const Store *store, Oid userid);
extern bool tenants_include(const Tenants *tenants, const pg_uuid_t *tenant);
extern ArrayType *tenants_as_array(const Tenants *tenants);
extern bool table_has_one_tenant(Relation events);
extern bool store_has_one_tenant(const Store *store);

#endif							/* MINDWELL_TENANT_H */
