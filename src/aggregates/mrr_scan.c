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

/* the part of all events that is put in order at a time: for each, all are looked at */
#define ORDERED_PARTS 4
#define FEWEST_ORDERED 1000

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

/*
 * The order in which events are read: by account and subscription, of some
 * subscriptions after the other, for an order of all takes much memory.
 */
typedef struct EventOrder
{
	uint32	   *subscriptions;	/* numbers of all, in order */
	uint32	   *places;			/* where in events the next one of a subscription goes; NO_ITEM: it has no turn */
	uint32	   *events;			/* numbers of those of the subscriptions before end */
	uint32		room;
	uint32		count;
	uint32		at;				/* the next one to read */
	uint32		end;
} EventOrder;

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
 * The numbers of the subscriptions, account by account.
 */
static uint32 *
order_subscriptions(const MrrState *state, MemoryContext context)
{
	const MrrSubscription *subscriptions = state->subscriptions.items;
	uint32		count = state->subscriptions.count;
	MrrPlace   *places = agg_alloc(context, sizeof(MrrPlace) * (Size) Max(count, 1));
	uint32	   *order = (uint32 *) places;

	for (uint32 i = 0; i < count; i++)
	{
		memcpy(&places[i].head, &subscriptions[i].owner.account, sizeof(places[i].head));
		places[i].subscription = i;
	}
	if (count > 1)
		sort_places(places, count, subscriptions);
	/* a number is smaller than its place, and never overtakes it */
	for (uint32 i = 0; i < count; i++)
		order[i] = places[i].subscription;
	return repalloc(order, sizeof(uint32) * (Size) Max(count, 1));
}

/*
 * Room for the events of some subscriptions, and at least of any one.
 */
static void
order_begin(EventOrder *order, const MrrState *state, MemoryContext context)
{
	const MrrSubscription *subscriptions = state->subscriptions.items;

	order->room = Max(FEWEST_ORDERED, state->events.count / ORDERED_PARTS);
	for (uint32 i = 0; i < state->subscriptions.count; i++)
		order->room = Max(order->room, subscriptions[i].event_count);
	order->events = agg_alloc(context, sizeof(uint32) * (Size) order->room);
	order->places = agg_alloc(context, sizeof(uint32) * (Size) Max(state->subscriptions.count, 1));
	order->count = order->at = 0;
	order->subscriptions = order_subscriptions(state, context);
	order->end = 0;
}

/*
 * Put the events of the subscriptions in order that come next, as many as there
 * is room for.
 */
static void
order_next(EventOrder *order, const MrrState *state)
{
	const MrrSubscription *subscriptions = state->subscriptions.items;
	const MrrEvent *events = state->events.items;

	order->count = order->at = 0;
	memset(order->places, 0xFF, sizeof(uint32) * (Size) state->subscriptions.count);
	for (; order->end < state->subscriptions.count; order->end++)
	{
		uint32		subscription = order->subscriptions[order->end];
		uint32		event_count = subscriptions[subscription].event_count;

		if (event_count > order->room - order->count)
			break;
		order->places[subscription] = order->count;
		order->count += event_count;
	}
	for (uint32 i = 0; i < state->events.count; i++)
	{
		uint32	   *place = &order->places[events[i].subscription];

		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		if (*place != NO_ITEM)
			order->events[(*place)++] = i;
	}
}

static bool
same_account(const MrrSubscription *a, const MrrSubscription *b)
{
	return a->owner.is_known && b->owner.is_known && a->tenant == b->tenant &&
		memcmp(&a->owner.account, &b->owner.account, UUID_LEN) == 0;
}

/*
 * The events of a subscription, whose turn it is.
 */
static TimestampTz
gather_events(EventOrder *order, const MrrState *state, const MrrSubscription *subscription, FlatArray *gathered,
			  MemoryContext context)
{
	const MrrEvent *events = state->events.items;
	TimestampTz first_seen = NEVER;

	gathered->count = 0;
	flat_array_reserve(gathered, sizeof(SubscriptionEvent), subscription->event_count, context);
	for (uint32 end = order->at + subscription->event_count; order->at < end; order->at++)
	{
		SubscriptionEvent *event = flat_array_append(gathered, sizeof(SubscriptionEvent), context);

		*event = mrr_event(state, &events[order->events[order->at]]);
		if (order->at + EVENTS_AHEAD < order->count)
			prefetch_memory(&events[order->events[order->at + EVENTS_AHEAD]]);
		first_seen = Min(first_seen, event->at);
	}
	return first_seen;
}

void
mrr_scan(MrrState *state, MrrResult *result, MemoryContext context)
{
	MrrScan		scan = {.state = state, .result = result, .context = context};
	SubscriptionState one = {.texts = state->labels.pool};
	const MrrSubscription *subscriptions = state->subscriptions.items;
	const MrrSubscription *before = NULL;
	EventOrder	order;

	order_begin(&order, state, context);
	for (uint32 i = 0; i < state->subscriptions.count; i++)
	{
		const MrrSubscription *subscription = &subscriptions[order.subscriptions[i]];
		TimestampTz first_seen;

		CHECK_FOR_INTERRUPTS();
		if (i == order.end)
			order_next(&order, state);
		if (i + SUBSCRIPTIONS_AHEAD < state->subscriptions.count)
			prefetch_memory(&subscriptions[order.subscriptions[i + SUBSCRIPTIONS_AHEAD]]);
		if (before != NULL && !same_account(before, subscription))
			close_account(&scan);
		before = subscription;
		first_seen = gather_events(&order, state, subscription, &one.events, context);
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
	pfree(order.events);
	pfree(order.places);
	pfree(order.subscriptions);
}
