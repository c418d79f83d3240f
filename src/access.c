/*-------------------------------------------------------------------------
 *
 * access.c
 *	  What analytics_grant() hides from a role.
 *
 * Restrictive policies hide rows.  What is read as the store's owner, for a
 * caller, is not subject to them, and must ask here.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "catalog/pg_policy.h"
#include "catalog/pg_type.h"
#include "utils/acl.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/rel.h"
#include "utils/rls.h"

#include "access.h"

static bool
policy_names_role(Relation policies, HeapTuple tuple, Oid userid)
{
	bool		isnull;
	Datum		roles = heap_getattr(tuple, Anum_pg_policy_polroles,
									 RelationGetDescr(policies), &isnull);
	Datum	   *ids;
	int			count;

	if (isnull)
		return false;
	deconstruct_array(DatumGetArrayTypeP(roles), OIDOID, sizeof(Oid), true, TYPALIGN_INT,
					  &ids, NULL, &count);
	for (int i = 0; i < count; i++)
		if (has_privs_of_role(userid, DatumGetObjectId(ids[i])))
			return true;
	return false;
}

/*
 * Does a policy of this name apply to a user's queries of a table?
 */
bool
access_is_restricted(Oid relation, const char *policy, Oid userid)
{
	NameData	name;
	ScanKeyData keys[2];
	Relation	policies;
	SysScanDesc scan;
	HeapTuple	tuple;
	bool		result = false;

	if (check_enable_rls(relation, userid, true) != RLS_ENABLED)
		return false;

	namestrcpy(&name, policy);
	ScanKeyInit(&keys[0], Anum_pg_policy_polrelid, BTEqualStrategyNumber, F_OIDEQ,
				ObjectIdGetDatum(relation));
	ScanKeyInit(&keys[1], Anum_pg_policy_polname, BTEqualStrategyNumber, F_NAMEEQ,
				NameGetDatum(&name));
	policies = table_open(PolicyRelationId, AccessShareLock);
	scan = systable_beginscan(policies, PolicyPolrelidPolnameIndexId, true, NULL, 2, keys);
	while (!result && HeapTupleIsValid(tuple = systable_getnext(scan)))
		result = policy_names_role(policies, tuple, userid);
	systable_endscan(scan);
	table_close(policies, AccessShareLock);
	return result;
}
