/*-------------------------------------------------------------------------
 *
 * alias.c
 *	  Which users anonymous visitors turned out to be.
 *
 * An alias is of an anonymous visitor, never of a user: so there are no chains
 * of them, and one look is enough.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "utils/fmgroids.h"
#include "utils/timestamp.h"

#include "store/alias.h"

/*
 * The alias that a visitor has, or had; false when there was none.
 */
bool
alias_get(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *anonymous_id,
		  VisitorAlias *result)
{
	ScanKeyData keys[2];
	StoreScan	scan;
	HeapTuple	tuple;
	bool		found;

	ScanKeyInit(&keys[0], ALIASES_TENANT_ID, BTEqualStrategyNumber, F_UUID_EQ, UUIDPGetDatum(tenant));
	ScanKeyInit(&keys[1], ALIASES_ANONYMOUS_ID, BTEqualStrategyNumber, F_UUID_EQ,
				UUIDPGetDatum(anonymous_id));
	store_scan_begin(&scan, store, STORE_ALIASES, lengthof(keys), keys);
	tuple = store_scan_next(&scan);
	found = HeapTupleIsValid(tuple);
	if (found)
	{
		bool		lasts;
		Datum		ended_at = store_value_or_null(&scan, tuple, ALIASES_ENDED_AT, &lasts);

		result->user = *DatumGetUUIDP(store_value(&scan, tuple, ALIASES_USER_ID));
		result->ended_at = lasts ? DT_NOEND : DatumGetTimestampTz(ended_at);
	}
	store_scan_end(&scan);
	return found;
}

/*
 * The user whose the visitor's events are from now on; false when there is
 * none, the alias has ended, or it is no visitor: users cost no look.
 */
bool
alias_find(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *anonymous_id,
		   pg_uuid_t *user)
{
	VisitorAlias alias;

	if (!uuid_is_anonymous(anonymous_id) ||
		!alias_get(store, tenant, anonymous_id, &alias) || alias.ended_at != DT_NOEND)
		return false;
	*user = alias.user;
	return true;
}
