/*-------------------------------------------------------------------------
 *
 * subscription.h
 *	  What is known of one subscription, and what follows from it.
 *
 * A row of the aggregate is an event: when, what, and what its properties say
 * about money.  The state keeps the events as they come.  In the end they are
 * put in order, and read_life() goes through them once, giving each change of
 * what the subscription is worth a month, or of its status.
 *
 * Some events take effect later: a trial ends, a cancelled subscription goes
 * on to the end of what is paid.  Such an effect happens unless another event
 * comes before it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_SUBSCRIPTION_H
#define MINDWELL_SUBSCRIPTION_H

#include "base/compat.h"

#include "utils/jsonb.h"
#include "utils/uuid.h"

#include "aggkit/text_pool.h"

typedef enum SubscriptionStep
{
	STEP_TRIAL_STARTED,
	STEP_TRIAL_ENDED,
	STEP_CREATED,
	STEP_RENEWED,
	STEP_UPGRADED,
	STEP_DOWNGRADED,
	STEP_RESUMED,
	STEP_UNCANCELLED,
	STEP_CANCELLED,
	STEP_PAUSED,
	STEP_EXPIRED,
	STEP_PAYMENT_COMPLETED,
	STEP_PAYMENT_FAILED,
	SUBSCRIPTION_STEPS
} SubscriptionStep;

/* three letters in one word, or: */
#define CURRENCY_UNSAID 0
#define CURRENCY_INVALID 1
#define CURRENCY_LETTERS 3

/* the most and the least bytes on the wire */
#define SUBSCRIPTION_EVENT_MAX_BYTES (3 * AGG_UINT_BYTES + AGG_UINT32_BYTES + POOLED_TEXT_MAX_BYTES + 3 + UUID_LEN)
#define SUBSCRIPTION_EVENT_MIN_BYTES (3 + 1 + 2 + 3 + UUID_LEN)
#define SUBSCRIPTION_OWNER_MAX_BYTES (1 + 2 * UUID_LEN + AGG_UINT_BYTES)

#define PRICE_UNKNOWN (-1)
#define NEVER PG_INT64_MAX		/* of a time: nothing is going to happen */

/* how a trial ended, as its event says */
typedef enum TrialOutcome
{
	TRIAL_UNSAID,
	TRIAL_CONVERTED,
	TRIAL_LOST,
	TRIAL_OUTCOMES
} TrialOutcome;

/* The properties that are read, and those that tell which subscription it is. */
typedef enum SubscriptionProperty
{
	PROPERTY_AMOUNT,
	PROPERTY_BILLING_INTERVAL,
	PROPERTY_CURRENCY,
	PROPERTY_ENDS_AT,
	PROPERTY_INTERVAL_COUNT,
	PROPERTY_PLAN,
	PROPERTY_PROVIDER,
	PROPERTY_REASON,
	PROPERTY_SUBSCRIPTION_ID,
	PROPERTY_TRIAL_DAYS,
	SUBSCRIPTION_PROPERTIES
} SubscriptionProperty;

/* Their values, in an event's document; null where it has none. */
typedef struct SubscriptionFacts
{
	JsonbValue	values[SUBSCRIPTION_PROPERTIES];
} SubscriptionFacts;

typedef struct SubscriptionEvent
{
	TimestampTz at;
	TimestampTz until;			/* after "at": ends_at, or when the trial ends; else NEVER */
	int64		price;			/* cents a month, or PRICE_UNKNOWN */
	uint32		currency;
	PooledText	plan;
	uint8		step;
	uint8		outcome;		/* of STEP_TRIAL_ENDED */
	bool		has_trial;		/* of STEP_CREATED: trial_days > 0 */
	pg_uuid_t	id;				/* puts events of one time in order */
} SubscriptionEvent;

/* Whose a subscription is. */
typedef struct SubscriptionOwner
{
	bool		is_known;
	pg_uuid_t	account;		/* of its first event that has one: */
	TimestampTz at;
	pg_uuid_t	event_id;
} SubscriptionOwner;

typedef struct SubscriptionState
{
	FlatArray	events;			/* of SubscriptionEvent, in any order */
	TextPool	texts;
	SubscriptionOwner owner;
} SubscriptionState;

typedef enum SubscriptionStatus
{
	SUBSCRIPTION_UNKNOWN,		/* no event yet */
	SUBSCRIPTION_TRIALING,
	SUBSCRIPTION_ACTIVE,
	SUBSCRIPTION_CANCELING,
	SUBSCRIPTION_PAST_DUE,
	SUBSCRIPTION_PAUSED,
	SUBSCRIPTION_ENDED
} SubscriptionStatus;

/* What a subscription is, from some instant on. */
typedef struct SubscriptionStanding
{
	SubscriptionStatus status;
	int64		value;			/* cents a month; 0 unless it is being paid */
	uint32		currency;		/* letters, or CURRENCY_UNSAID: it is not known */
	PooledText	plan;
	bool		is_priced;		/* its price and currency are not in doubt */
} SubscriptionStanding;

typedef struct SubscriptionChange
{
	TimestampTz at;
	SubscriptionStep step;		/* of the event whose effect it is */
	SubscriptionStanding before;
	SubscriptionStanding after;
} SubscriptionChange;

typedef void (*ChangeReceiver) (void *receiver, const SubscriptionChange *change);

/* subscription_event.c */
extern const char *subscription_step_name(SubscriptionStep step);
extern bool subscription_step_find(const char *name, int length, SubscriptionStep *step);
extern void subscription_facts_read(Jsonb *properties, SubscriptionFacts *facts);
extern const JsonbValue *subscription_plan(SubscriptionStep step, const SubscriptionFacts *facts);
extern SubscriptionEvent subscription_event_read(SubscriptionStep step, TimestampTz at,
												 const SubscriptionFacts *facts);
extern void subscription_claim(SubscriptionOwner *owner, const pg_uuid_t *account,
							   TimestampTz at, const pg_uuid_t *event_id);
extern void subscription_owner_put(AggWriter *writer, const SubscriptionOwner *owner);
extern SubscriptionOwner subscription_owner_get(AggReader *reader);
extern void subscription_event_put(AggWriter *writer, const SubscriptionEvent *event);
extern SubscriptionEvent subscription_event_get(AggReader *reader, const TextPool *texts);
extern bool subscription_currency_is_valid(uint32 currency);
extern Datum subscription_currency_datum(uint32 currency, bool *is_null);

/* subscription_life.c */
extern void subscription_life(SubscriptionState *state, ChangeReceiver receive, void *receiver);

static inline bool
subscription_is_payment(SubscriptionStep step)
{
	return step == STEP_PAYMENT_COMPLETED || step == STEP_PAYMENT_FAILED;
}

/*
 * Which of two events of one time comes first is in their ids.
 */
static inline int
subscription_event_cmp(TimestampTz at, const pg_uuid_t *id,
					   TimestampTz other_at, const pg_uuid_t *other_id)
{
	if (at != other_at)
		return at < other_at ? -1 : 1;
	return memcmp(id, other_id, sizeof(*id));
}

#endif							/* MINDWELL_SUBSCRIPTION_H */
