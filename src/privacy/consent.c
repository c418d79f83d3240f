/*-------------------------------------------------------------------------
 *
 * consent.c
 *	  Whose events must not be stored: the users in analytics_opt_outs.
 *
 * Every event with a user asks, so the answer must cost little however many
 * have opted out.  Mostly it is remembered from the user's last event.
 * Otherwise the primary key is probed, which in a large table costs more than
 * all else that the gate does.  A backend that sees many users comes to the
 * point where it has spent on probes what reading the whole table costs; then
 * it reads it, into a Bloom filter, and probes only for the few users that
 * this does not clear.  So the work is never more than about twice the least
 * possible, even if opt-outs change often, which makes all this forgotten.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "access/table.h"
#include "lib/bloomfilter.h"
#include "storage/bufmgr.h"
#include "utils/fmgroids.h"
#include "utils/memutils.h"

#include "base/seeded_hash.h"
#include "privacy/consent.h"
#include "store/alias.h"

/* How many users are remembered at once. */
#define REMEMBERED_MAX 8192

/*
 * A probe of an index that is not in the processor's cache costs about a
 * quarter of what reading a block of the table into the filter does.
 */
#define PROBES_PER_BLOCK 4

/* Beyond this the filter would clear too few, and evict too much else. */
#define FILTER_MAX_KB (16 * 1024)
#define FILTER_BITS_PER_USER 8

typedef struct ConsentKey
{
	pg_uuid_t	tenant;
	pg_uuid_t	user;
} ConsentKey;

typedef struct Consent
{
	ConsentKey	key;
	bool		withdrawn;
} Consent;

static struct
{
	Oid			schema;
	uint64		changes;
	MemoryContext context;		/* of all below */
	bool		anybody;		/* has anybody opted out at all? */
	HTAB	   *remembered;		/* of Consent */
	uint64		probes;			/* since the last change */
	bloom_filter *filter;		/* of all who have opted out, or NULL */
}			consent;

static bool
opt_out_exists(const Store *store, const ConsentKey *key)
{
	ScanKeyData keys[2];
	StoreScan	scan;
	bool		found;

	if (key != NULL)
	{
		ScanKeyInit(&keys[0], OPT_OUTS_TENANT_ID, BTEqualStrategyNumber, F_UUID_EQ,
					UUIDPGetDatum(&key->tenant));
		ScanKeyInit(&keys[1], OPT_OUTS_USER_ID, BTEqualStrategyNumber, F_UUID_EQ,
					UUIDPGetDatum(&key->user));
	}
	store_scan_begin(&scan, store, STORE_OPT_OUTS, key == NULL ? 0 : lengthof(keys), keys);
	found = HeapTupleIsValid(store_scan_next(&scan));
	store_scan_end(&scan);
	return found;
}

static void
remember_nobody(void)
{
	if (consent.remembered != NULL)
		hash_destroy(consent.remembered);
	consent.remembered = NULL;
	consent.remembered = seeded_table_create("users' consent", REMEMBERED_MAX, sizeof(ConsentKey),
											 sizeof(Consent), consent.context);
}

/*
 * Forget everything if opt-outs have changed.
 */
static void
keep_current(const Store *store)
{
	if (consent.remembered != NULL && consent.schema == store->schema &&
		consent.changes == store_changes(STORE_OPT_OUTS))
		return;

	if (consent.context == NULL)
		consent.context = AllocSetContextCreate(TopMemoryContext, "mindwell_analytics consent",
												ALLOCSET_DEFAULT_SIZES);
	consent.remembered = NULL;
	consent.filter = NULL;
	consent.probes = 0;
	MemoryContextReset(consent.context);
	consent.schema = store->schema;
	/* what changes while we read is read anew */
	consent.changes = store_changes(STORE_OPT_OUTS);
	consent.anybody = opt_out_exists(store, NULL);
	remember_nobody();
}

/*
 * Read everybody who has opted out.
 */
static void
build_filter(const Store *store, int64 users)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext, "mindwell_analytics opt-outs",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext caller = MemoryContextSwitchTo(context);
	bloom_filter *filter = bloom_create(users, FILTER_MAX_KB, hash_seed());
	StoreScan	scan;
	HeapTuple	tuple;

	MemoryContextSwitchTo(caller);
	store_scan_begin(&scan, store, STORE_OPT_OUTS, 0, NULL);
	while (HeapTupleIsValid(tuple = store_scan_next(&scan)))
	{
		ConsentKey	key;

		key.tenant = *DatumGetUUIDP(store_value(&scan, tuple, OPT_OUTS_TENANT_ID));
		key.user = *DatumGetUUIDP(store_value(&scan, tuple, OPT_OUTS_USER_ID));
		bloom_add_element(filter, (unsigned char *) &key, sizeof(key));
	}
	store_scan_end(&scan);
	/* complete: now it outlives the caller */
	MemoryContextSetParent(context, consent.context);
	consent.filter = filter;
}

/*
 * Build the filter when the probes have cost as much.  Looks at the table's
 * size once in a while only.
 */
static void
consider_filter(const Store *store)
{
	Relation	table;
	BlockNumber blocks;
	int64		users;

	if (consent.filter != NULL || ++consent.probes % REMEMBERED_MAX != 0)
		return;
	table = store_open(store, STORE_OPT_OUTS, AccessShareLock);
	blocks = RelationGetNumberOfBlocks(table);
	table_close(table, AccessShareLock);

	/* as many as the blocks can hold */
	users = (int64) blocks * (BLCKSZ / (MAXALIGN(SizeofHeapTupleHeader) + sizeof(ItemIdData) +
										sizeof(ConsentKey) + sizeof(TimestampTz)));
	if (consent.probes >= (uint64) blocks * PROBES_PER_BLOCK &&
		users <= (int64) FILTER_MAX_KB * 1024 * BITS_PER_BYTE / FILTER_BITS_PER_USER)
		build_filter(store, users);
}

/*
 * Does the index say that a user has opted out?
 */
static bool
probe(const Store *store, const ConsentKey *key)
{
	Consent    *entry;
	bool		withdrawn = opt_out_exists(store, key);

	if (hash_get_num_entries(consent.remembered) >= REMEMBERED_MAX)
		remember_nobody();
	entry = hash_search(consent.remembered, key, HASH_ENTER, NULL);
	entry->withdrawn = withdrawn;
	consider_filter(store);
	return withdrawn;
}

static bool
has_opted_out(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user)
{
	ConsentKey	key = {*tenant, *user};
	Consent    *entry;

	if (consent.filter != NULL &&
		bloom_lacks_element(consent.filter, (unsigned char *) &key, sizeof(key)))
		return false;
	entry = hash_search(consent.remembered, &key, HASH_FIND, NULL);
	return entry != NULL ? entry->withdrawn : probe(store, &key);
}

/*
 * Has this user opted out?  Of an anonymous visitor it is also asked whom
 * their alias names.
 */
bool
consent_withdrawn(const Store *store, const pg_uuid_t *tenant, const pg_uuid_t *user)
{
	pg_uuid_t	alias;

	keep_current(store);
	if (!consent.anybody)
		return false;
	if (has_opted_out(store, tenant, user))
		return true;
	return alias_find(store, tenant, user, &alias) && has_opted_out(store, tenant, &alias);
}
