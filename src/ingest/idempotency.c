/*-------------------------------------------------------------------------
 *
 * idempotency.c
 *	  A retried event is stored once.
 *
 * A key belongs to (tenant, key) for seven days.  It is claimed by inserting
 * it in the event's own transaction: the unique index makes a concurrent
 * retry wait, and a crash takes both back.  Whoever claims several keys does
 * it in the order of their hashes, so that two batches cannot deadlock.
 *
 * Key and payload are stored as HMACs: a key may be made of personal data.
 * The payload is what the caller gave, after redaction; a defaulted time or
 * stage is no part of it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"

#include "ingest/idempotency.h"
#include "store/keyed_hash.h"

#define KEY_LIFETIME "7 days"
#define KEY_MAX_LENGTH 255		/* bytes */
#define CLAIM_ATTEMPTS 10

/* The fixed part of a hashed payload; what was not given is zero. */
typedef struct PayloadHeader
{
	pg_uuid_t	user_id;
	pg_uuid_t	session_id;
	TimestampTz occurred_at;
	int32		event_type_length;
	int32		funnel_stage_length;
	int32		user_properties_length;
	uint8		has_user_id;
	uint8		has_session_id;
	uint8		has_occurred_at;
} PayloadHeader;

/* A hash as a bytea. */
typedef struct HashBytea
{
	int32		header;
	uint8		hash[PG_SHA256_DIGEST_LENGTH];
} HashBytea;

static StoreStatement claim_key = {
	.sql = "INSERT INTO %s AS k (tenant_id, key_hash, payload_hash, event_id, user_id, created_at)"
	" VALUES ($1, $2, $3, $4, $5, pg_catalog.clock_timestamp())"
	" ON CONFLICT (tenant_id, key_hash) DO UPDATE SET payload_hash = EXCLUDED.payload_hash,"
	" event_id = EXCLUDED.event_id, user_id = EXCLUDED.user_id, created_at = EXCLUDED.created_at"
	" WHERE k.created_at < EXCLUDED.created_at - interval '" KEY_LIFETIME "'",
	.table = STORE_EVENT_KEYS,
	.nargs = 5,
	.argtypes = {UUIDOID, BYTEAOID, BYTEAOID, UUIDOID, UUIDOID},
};

static StoreStatement find_key = {
	.sql = "SELECT CAST(payload_hash AS bytea), CAST(event_id AS uuid) FROM %s"
	" WHERE tenant_id = $1 AND key_hash = $2",
	.table = STORE_EVENT_KEYS,
	.nargs = 2,
	.argtypes = {UUIDOID, BYTEAOID},
};

static StoreStatement release_key = {
	.sql = "DELETE FROM %s WHERE tenant_id = $1 AND key_hash = $2 AND event_id = $3",
	.table = STORE_EVENT_KEYS,
	.nargs = 3,
	.argtypes = {UUIDOID, BYTEAOID, UUIDOID},
};

GivenFields
idempotency_given(const Event *event)
{
	return (GivenFields) {
		.funnel_stage = event->funnel_stage.data != NULL,
		.occurred_at = event->has_occurred_at,
	};
}

bool
idempotency_check_key(const EventText *key, Problems *problems)
{
	if (key->length >= 1 && key->length <= KEY_MAX_LENGTH)
		return true;
	problem_add(problems, ERRCODE_INVALID_PARAMETER_VALUE, "/idempotency_key",
				"invalid idempotency_key",
				psprintf("A key has 1 to %d bytes.", KEY_MAX_LENGTH), NULL);
	return false;
}

/*
 * Hash a key and the prepared event that it stands for, with the properties
 * of its user that come along (or NULL).
 */
void
idempotency_hash(const Store *store, const EventText *key, const Event *event,
				 const Jsonb *user_properties, GivenFields given, IdempotencyKey *result)
{
	size_t		user_length = user_properties == NULL ? 0 : VARSIZE(user_properties) - VARHDRSZ;
	PayloadHeader header;
	HashPart	key_part = {key->data, key->length};
	HashPart	payload[] = {
		{&header, sizeof(header)},
		{event->event_type.data, event->event_type.length},
		{event->funnel_stage.data, given.funnel_stage ? event->funnel_stage.length : 0},
		{user_properties == NULL ? NULL : &user_properties->root, user_length},
		{&event->properties->root, VARSIZE(event->properties) - VARHDRSZ},
	};

	MemSet(&header, 0, sizeof(header));
	header.event_type_length = event->event_type.length;
	header.funnel_stage_length = given.funnel_stage ? event->funnel_stage.length : -1;
	header.user_properties_length = user_properties == NULL ? -1 : (int32) user_length;
	header.has_user_id = event->has_user_id;
	if (event->has_user_id)
		header.user_id = event->user_id;
	header.has_session_id = event->has_session_id;
	if (event->has_session_id)
		header.session_id = event->session_id;
	header.has_occurred_at = given.occurred_at;
	if (given.occurred_at)
		header.occurred_at = event->occurred_at;

	result->tenant = event->tenant_id;
	keyed_hash(store, &key_part, 1, result->key_hash);
	keyed_hash(store, payload, lengthof(payload), result->payload_hash);
}

/*
 * Find the event that has a key: KEY_NEW when none has.
 */
static KeyVerdict
find_claimant(const Store *store, const IdempotencyKey *key, Datum *values, pg_uuid_t *id)
{
	KeyVerdict	verdict = KEY_NEW;

	store_execute(store, &find_key, values, NULL);
	if (SPI_processed > 0)
	{
		HeapTuple	row = SPI_tuptable->vals[0];
		TupleDesc	description = SPI_tuptable->tupdesc;
		bool		no_hash;
		bool		no_id;
		Datum		hash = SPI_getbinval(row, description, 1, &no_hash);
		Datum		event_id = SPI_getbinval(row, description, 2, &no_id);

		/* the owner may have altered the table */
		if (!no_hash && !no_id)
		{
			bytea	   *payload_hash = DatumGetByteaPP(hash);

			*id = *DatumGetUUIDP(event_id);
			verdict = VARSIZE_ANY_EXHDR(payload_hash) == PG_SHA256_DIGEST_LENGTH &&
				memcmp(VARDATA_ANY(payload_hash), key->payload_hash, PG_SHA256_DIGEST_LENGTH) == 0
				? KEY_DUPLICATE : KEY_CONFLICT;
		}
	}
	SPI_freetuptable(SPI_tuptable);
	return verdict;
}

static Datum
hash_to_bytea(const uint8 *hash, HashBytea *result)
{
	SET_VARSIZE(result, sizeof(HashBytea));
	memcpy(result->hash, hash, PG_SHA256_DIGEST_LENGTH);
	return PointerGetDatum(result);
}

/*
 * Claim a key for an event, or find the event that has it.  Waits for a
 * transaction that is claiming it; 40001 when that one's row is not visible
 * to this transaction's snapshot.  Runs as the store's owner inside SPI.
 */
KeyVerdict
idempotency_claim(const Store *store, const IdempotencyKey *key,
				  const Event *event, pg_uuid_t *first_id)
{
	HashBytea	key_hash;
	HashBytea	payload_hash;
	Datum		values[] = {
		UUIDPGetDatum(&key->tenant),
		hash_to_bytea(key->key_hash, &key_hash),
		hash_to_bytea(key->payload_hash, &payload_hash),
		UUIDPGetDatum(&event->id),
		UUIDPGetDatum(&event->user_id),
	};
	const char *nulls = event->has_user_id ? NULL : "    n";

	for (int attempt = 0; attempt < CLAIM_ATTEMPTS; attempt++)
	{
		KeyVerdict	verdict;

		CHECK_FOR_INTERRUPTS();
		store_execute(store, &claim_key, values, nulls);
		if (SPI_processed > 0)
			return KEY_NEW;
		verdict = find_claimant(store, key, values, first_id);
		if (verdict != KEY_NEW)
			return verdict;
		/* it was deleted between the two statements */
	}
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("could not claim an idempotency key"),
			 errdetail("Table \"analytics_event_keys\" neither takes the key nor shows which event has it.")));
}

/*
 * Give a key back whose event is not stored after all.  Runs as the store's
 * owner inside SPI.
 */
void
idempotency_release(const Store *store, const IdempotencyKey *key, const Event *event)
{
	HashBytea	key_hash;
	Datum		values[] = {
		UUIDPGetDatum(&key->tenant),
		hash_to_bytea(key->key_hash, &key_hash),
		UUIDPGetDatum(&event->id),
	};

	store_execute(store, &release_key, values, NULL);
}

/*
 * The key was used for another event.  It is not quoted: it may be made of
 * personal data, and no detector knows in what form.
 */
void
idempotency_conflict(Problems *problems)
{
	problem_add(problems, ERRCODE_UNIQUE_VIOLATION, "/idempotency_key",
				"the idempotency key was used for another event",
				"The same key with the same event returns the first event's id; this event differs.",
				"Make a new key for each event, and retry an event with the key it had.");
}
