/*-------------------------------------------------------------------------
 *
 * mrr_scan.c
 *	  From the events of all subscriptions to what moved in each period.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"

#include "aggregates/mrr.h"

/* whose memory is on its way while one is read */
#define EVENTS_AHEAD 16
#define SUBSCRIPTIONS_AHEAD 4

/* A change of what an account pays in a currency. */
typedef struct MrrPoint
{
	MovementPoint point;
	uint32		currency;
} MrrPoint;

/* A subscription, by what puts it beside the others of its account. */
typedef struct MrrPlace
{
	uint64		head;			/* of the account's id: mostly that tells */
	uint32		subscription;
} MrrPlace;

typedef struct MrrScan
{
	const MrrState *state;
	MrrResult  *result;
	MemoryContext context;
	PooledText	provider;		/* of the subscription that is read */
	bool		is_known;		/* it had a change */
	FlatArray	gathered;		/* MrrPoint, of one account */
	FlatArray	work;			/* MovementPoint, of one account and currency */
	FlatArray	wholes;			/* MovementWhole */
	uint32		currency;
	Numbering	places;			/* of the result's cells, by what they are of */
} MrrScan;

#define ST_SORT sort_points_by_currency
#define ST_ELEMENT_TYPE MrrPoint
#define ST_COMPARE(a, b) (((a)->currency > (b)->currency) - ((a)->currency < (b)->currency))
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* ---------- subscriptions ---------- */

static void
add_point(MrrScan *scan, TimestampTz at, const SubscriptionStanding *standing, int64 change)
{
	MrrPoint   *point;

	if (change == 0)
		return;
	point = flat_array_append(&scan->gathered, sizeof(MrrPoint), scan->context);
	memset(point, 0, sizeof(*point));
	point->point.at = at;
	point->point.change = change;
	if (scan->state->breakdown == MRR_BY_PLAN)
		point->point.label = standing->plan;
	else if (scan->state->breakdown == MRR_BY_PROVIDER)
		point->point.label = scan->provider;
	point->currency = standing->currency;
}

/*
 * What was paid ends, and what is paid begins.
 */
static void
receive_change(void *receiver, const SubscriptionChange *change)
{
	MrrScan    *scan = receiver;
	const SubscriptionStanding *before = &change->before;
	const SubscriptionStanding *after = &change->after;

	if (change->at >= scan->state->known_until)
		return;
	scan->is_known = true;
	if (change->at >= last_border(scan->state->borders))
		return;
	if (before->currency == after->currency &&
		(scan->state->breakdown != MRR_BY_PLAN ||
		 (before->plan.start == after->plan.start && before->plan.length == after->plan.length)))
	{
		add_point(scan, change->at, after, after->value - before->value);
		return;
	}
	add_point(scan, change->at, before, -before->value);
	add_point(scan, change->at, after, after->value);
}

/* ---------- accounts ---------- */

static MrrCell *
find_cell(MrrScan *scan, PooledText label, uint32 period)
{
	FlatArray  *cells = &scan->result->cells;
	uint32		key[4] = {scan->currency, label.start, label.length, period};
	pg_uuid_t	place;
	uint32		number;
	MrrCell    *cell;

	StaticAssertStmt(sizeof(key) == sizeof(place), "a key fills a UUID");
	memcpy(&place, key, sizeof(place));
	number = numbering_find(&scan->places, &place, 0, scan->context);
	if (number < cells->count)
		return FLAT_ARRAY_ITEM(cells, MrrCell, number);
	cell = flat_array_append(cells, sizeof(MrrCell), scan->context);
	memset(cell, 0, sizeof(*cell));
	cell->currency = scan->currency;
	cell->label = label;
	cell->period = period;
	return cell;
}

static void
receive_movement(void *receiver, const Movement *movement)
{
	MrrScan    *scan = receiver;
	MrrCell    *cell = find_cell(scan, movement->label, movement->period);
	Wide		rise = wide_difference(movement->after, movement->before);
	bool		is_loss = movement->kind == MOVEMENT_CONTRACTION || movement->kind == MOVEMENT_CHURN;

	wide_add(&cell->net, rise);
	wide_add(&cell->sums[movement->kind],
			 is_loss ? wide_difference(movement->before, movement->after) : rise);
	cell->counts[movement->kind]++;
	cell->net_accounts += (int) wide_is_above_zero(movement->after) - (int) wide_is_above_zero(movement->before);
}

/*
 * What moved of an account, of which all points are gathered.
 */
static void
close_account(MrrScan *scan)
{
	MrrPoint   *points = scan->gathered.items;
	uint32		count = scan->gathered.count;

	sort_points_by_currency(points, count);
	for (uint32 i = 0; i < count;)
	{
		scan->currency = points[i].currency;
		scan->work.count = scan->wholes.count = 0;
		for (; i < count && points[i].currency == scan->currency; i++)
			*(MovementPoint *) flat_array_append(&scan->work, sizeof(MovementPoint), scan->context) = points[i].point;
		flat_array_reserve(&scan->wholes, sizeof(MovementWhole), scan->work.count, scan->context);
		movements_find(scan->work.items, scan->work.count, scan->state->borders, &scan->state->labels.pool,
					   scan->wholes.items, receive_movement, scan);
	}
	scan->gathered.count = 0;
}

/* ---------- all of it ---------- */

static int
compare_places(const MrrPlace *a, const MrrPlace *b, const MrrSubscription *subscriptions)
{
	const MrrSubscription *first = &subscriptions[a->subscription];
	const MrrSubscription *second = &subscriptions[b->subscription];
	int			order;

	if (likely(a->head != b->head))
		return a->head < b->head ? -1 : 1;
	order = memcmp(&first->owner.account, &second->owner.account, UUID_LEN);
	if (order != 0)
		return order;
	if (first->tenant != second->tenant)
		return first->tenant < second->tenant ? -1 : 1;
	return (int) first->owner.is_known - (int) second->owner.is_known;
}

#define ST_SORT sort_places
#define ST_ELEMENT_TYPE MrrPlace
#define ST_COMPARE_ARG_TYPE const MrrSubscription
#define ST_COMPARE(a, b, subscriptions) compare_places(a, b, subscriptions)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * The subscriptions, account by account.
 */
static MrrPlace *
order_subscriptions(const MrrState *state, MemoryContext context)
{
	const MrrSubscription *subscriptions = state->subscriptions.items;
	uint32		count = state->subscriptions.count;
	MrrPlace   *order = agg_alloc(context, sizeof(MrrPlace) * (Size) count);

	for (uint32 i = 0; i < count; i++)
	{
		memcpy(&order[i].head, &subscriptions[i].owner.account, sizeof(order[i].head));
		order[i].subscription = i;
	}
	if (count > 1)
		sort_places(order, count, subscriptions);
	return order;
}

/*
 * The numbers of the events, in the order of their subscriptions.
 */
static uint32 *
order_events(const MrrState *state, const MrrPlace *subscriptions_in_order, MemoryContext context)
{
	const MrrSubscription *subscriptions = state->subscriptions.items;
	const MrrEvent *events = state->events.items;
	uint32	   *order = agg_alloc(context, sizeof(uint32) * (Size) state->events.count);
	uint32	   *places = agg_alloc(context, sizeof(uint32) * (Size) state->subscriptions.count);
	uint32		place = 0;

	for (uint32 i = 0; i < state->subscriptions.count; i++)
	{
		uint32		subscription = subscriptions_in_order[i].subscription;

		places[subscription] = place;
		place += subscriptions[subscription].event_count;
	}
	for (uint32 i = 0; i < state->events.count; i++)
		order[places[events[i].subscription]++] = i;
	pfree(places);
	return order;
}

static bool
same_account(const MrrSubscription *a, const MrrSubscription *b)
{
	return a->owner.is_known && b->owner.is_known && a->tenant == b->tenant &&
		memcmp(&a->owner.account, &b->owner.account, UUID_LEN) == 0;
}

void
mrr_scan(MrrState *state, MrrResult *result, MemoryContext context)
{
	MrrScan		scan = {.state = state, .result = result, .context = context};
	SubscriptionState one = {.texts = state->labels.pool};
	const MrrSubscription *subscriptions = state->subscriptions.items;
	const MrrEvent *events = state->events.items;
	MrrPlace   *by_account = order_subscriptions(state, context);
	uint32	   *order = order_events(state, by_account, context);
	uint32		at = 0;

	for (uint32 i = 0; i < state->subscriptions.count; i++)
	{
		const MrrSubscription *subscription = &subscriptions[by_account[i].subscription];
		TimestampTz first_seen = NEVER;

		CHECK_FOR_INTERRUPTS();
		if (i + SUBSCRIPTIONS_AHEAD < state->subscriptions.count)
			prefetch_memory(&subscriptions[by_account[i + SUBSCRIPTIONS_AHEAD].subscription]);
		if (i > 0 && !same_account(&subscriptions[by_account[i - 1].subscription], subscription))
			close_account(&scan);
		one.events.count = 0;
		flat_array_reserve(&one.events, sizeof(SubscriptionEvent), subscription->event_count, context);
		for (uint32 end = at + subscription->event_count; at < end; at++)
		{
			SubscriptionEvent *event = flat_array_append(&one.events, sizeof(SubscriptionEvent), context);

			*event = mrr_event(state, &events[order[at]]);
			if (at + EVENTS_AHEAD < state->events.count)
				prefetch_memory(&events[order[at + EVENTS_AHEAD]]);
			first_seen = Min(first_seen, event->at);
		}
		scan.is_known = false;
		scan.provider = NUMBERED_TEXT(&state->labels, subscription->provider);
		if (scan.provider.length == 0)
			scan.provider.start = 0;	/* no provider */
		subscription_life(&one, receive_change, &scan);
		if (scan.is_known && (!result->is_known || first_seen < result->first_seen))
		{
			result->is_known = true;
			result->first_seen = first_seen;
		}
	}
	close_account(&scan);
	pfree(order);
	pfree(by_account);
}
