/*-------------------------------------------------------------------------
 *
 * mrr.h
 *	  The movements of MRR of all subscriptions in one pass over their events:
 *	  mindwell_internal.mrr_agg.
 *
 * Events come in any order.  Each takes 32 bytes: its time and id, the number
 * of what it says, and that of its subscription.  In the end they are put in
 * order by account and subscription, and each is read by the definition that
 * analytics_subscription_changes has, its account by that of
 * analytics_movements.  So nothing is grouped by the executor, and no more than
 * what one account did is held beside the events.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_MRR_H
#define MINDWELL_MRR_H

#include "aggkit/numbering.h"
#include "aggkit/text_numbering.h"
#include "aggregates/movement.h"
#include "aggregates/subscription.h"

#define MRR_PENDING 32
#define MRR_KEY_BYTES 104		/* longer keys are looked up at once */

typedef enum MrrBreakdown
{
	MRR_BY_NOTHING,
	MRR_BY_PLAN,
	MRR_BY_PROVIDER,
	MRR_BREAKDOWNS
} MrrBreakdown;

typedef struct MrrSubscription
{
	uint32		tenant;			/* a number */
	uint32		provider;		/* of a label */
	uint32		event_count;
	SubscriptionOwner owner;
} MrrSubscription;

/*
 * What an event says, but for its time: most events say what many others do.
 * No padding, for its bytes are a key.
 */
typedef struct MrrSaying
{
	int64		delay;			/* from the event to its effect; NEVER: none */
	int64		price;
	uint32		currency;
	PooledText	plan;			/* in labels.pool */
	uint8		step;
	uint8		outcome;
	uint8		has_trial;
	uint8		unused;
} MrrSaying;

typedef struct MrrSayings
{
	FlatArray	items;			/* MrrSaying */
	SlotTable	table;
} MrrSayings;

typedef struct MrrEvent
{
	TimestampTz at;
	pg_uuid_t	id;
	uint32		saying;			/* a number */
	uint32		subscription;
} MrrEvent;

/*
 * An event whose subscription is looked up later, together with others: what
 * a look-up needs is not in the cache, and so the waits overlap.
 */
typedef struct MrrPending
{
	uint64		hash;
	uint32		length;
	uint32		tenant;
	uint32		provider;
	uint32		event;			/* its place in events */
	bool		has_user;
	pg_uuid_t	user;
	char		key[MRR_KEY_BYTES];
} MrrPending;

typedef struct MrrState
{
	MrrBreakdown breakdown;
	TimestampTz known_until;	/* what takes effect from here on does not count */
	Borders    *borders;
	Numbering	tenants;
	TextNumbering labels;		/* plans and providers */
	TextNumbering keys;			/* of subscriptions */
	FlatArray	subscriptions;	/* MrrSubscription, numbered as their keys */
	MrrSayings	sayings;
	FlatArray	events;			/* MrrEvent */
	uint32		tenant;			/* of the latest event */
	uint32		provider;		/* its label; NO_ITEM: none yet */
	int			pending_count;
	MrrPending	pending[MRR_PENDING];
} MrrState;

/* What moved of one currency and label, in one period. */
typedef struct MrrCell
{
	uint32		currency;
	uint32		period;
	PooledText	label;
	Wide		sums[MOVEMENT_CHURN + 1];	/* by kind, all positive */
	Wide		net;
	int64		counts[MOVEMENT_CHURN + 1];
	int64		net_accounts;
} MrrCell;

typedef struct MrrResult
{
	FlatArray	cells;			/* MrrCell */
	bool		is_known;		/* there was a change: */
	TimestampTz first_seen;		/* the first event of the subscriptions that had one */
} MrrResult;

/* mrr_scan.c */
extern void mrr_scan(MrrState *state, MrrResult *result, MemoryContext context);

/*
 * An event as it was read.
 */
static inline SubscriptionEvent
mrr_event(const MrrState *state, const MrrEvent *event)
{
	SubscriptionEvent result = {.at = event->at, .id = event->id};
	const MrrSaying *saying = FLAT_ARRAY_ITEM(&state->sayings.items, MrrSaying, event->saying);

	result.until = saying->delay == NEVER ? NEVER : event->at + saying->delay;
	result.price = saying->price;
	result.currency = saying->currency;
	result.plan = saying->plan;
	result.step = saying->step;
	result.outcome = saying->outcome;
	result.has_trial = saying->has_trial;
	return result;
}

#endif							/* MINDWELL_MRR_H */
