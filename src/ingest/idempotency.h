/*-------------------------------------------------------------------------
 *
 * idempotency.h
 *	  A retried event is stored once.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_IDEMPOTENCY_H
#define MINDWELL_IDEMPOTENCY_H

#include "base/compat.h"

#include "common/sha2.h"
#include "base/problem.h"
#include "store/event.h"

/* A key and what it stands for, hashed: neither is kept as it was given. */
typedef struct IdempotencyKey
{
	pg_uuid_t	tenant;
	uint8		key_hash[PG_SHA256_DIGEST_LENGTH];
	uint8		payload_hash[PG_SHA256_DIGEST_LENGTH];
} IdempotencyKey;

typedef enum KeyVerdict
{
	KEY_NEW,					/* ours: store the event */
	KEY_DUPLICATE,				/* the same event was stored before */
	KEY_CONFLICT				/* another event was stored with this key */
} KeyVerdict;

/* What the caller gave, which event_prepare() does not tell from defaults. */
typedef struct GivenFields
{
	bool		funnel_stage;
	bool		occurred_at;
} GivenFields;

extern GivenFields idempotency_given(const Event *event);
extern bool idempotency_check_key(const EventText *key, Problems *problems);
extern void idempotency_hash(const Store *store, const EventText *key, const Event *event,
							 const Jsonb *user_properties, GivenFields given,
							 IdempotencyKey *result);
extern KeyVerdict idempotency_claim(const Store *store, const IdempotencyKey *key,
									const Event *event, pg_uuid_t *first_id);
extern void idempotency_release(const Store *store, const IdempotencyKey *key,
								const Event *event);
extern void idempotency_conflict(Problems *problems);

#endif							/* MINDWELL_IDEMPOTENCY_H */
