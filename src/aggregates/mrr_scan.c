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

#define EVENTS_AHEAD 8			/* whose memory is on its way while one is read */

/* A change of what an account pays in a currency. */
typedef struct MrrPoint
{
	MovementPoint point;
	uint32		currency;
	uint32		before;			/* the point kept before of the same account; NO_ITEM: none */
} MrrPoint;

typedef struct MrrScan
{
	const MrrState *state;
	MrrResult  *result;
	MemoryContext context;
	PooledText	provider;		/* of the subscription that is read */
	bool		is_known;		/* it had a change */
	FlatArray	points;			/* MrrPoint, of all accounts */
	Numbering	accounts;		/* by tenant, with the list of their points */
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
add_point(MrrScan *scan, TimestampTz at, const SubscriptionStanding *standing, bool is_after)
{
	MrrPoint   *point;

	if (standing->value == 0)
		return;
	point = flat_array_append(&scan->gathered, sizeof(MrrPoint), scan->context);
	memset(point, 0, sizeof(*point));
	point->point.at = at;
	point->point.change = is_after ? standing->value : -standing->value;
	if (scan->state->breakdown == MRR_BY_PLAN)
		point->point.label = standing->plan;
	else if (scan->state->breakdown == MRR_BY_PROVIDER)
		point->point.label = scan->provider;
	point->currency = standing->currency;
	point->before = NO_ITEM;
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
	if (before->value == after->value && before->currency == after->currency &&
		before->plan.start == after->plan.start && before->plan.length == after->plan.length)
		return;
	add_point(scan, change->at, before, false);
	add_point(scan, change->at, after, true);
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

/*
 * Keep the points of a subscription for its account, which may have others.
 */
static void
keep_points(MrrScan *scan, const MrrSubscription *subscription)
{
	const MrrPoint *gathered = scan->gathered.items;
	uint32		account = numbering_find(&scan->accounts, &subscription->owner.account, subscription->tenant, scan->context);
	NumberedId *list = NUMBERED_ID(&scan->accounts, account);

	for (uint32 i = 0; i < scan->gathered.count; i++)
	{
		uint32		number = scan->points.count;
		MrrPoint   *point = flat_array_append(&scan->points, sizeof(MrrPoint), scan->context);

		*point = gathered[i];
		point->before = list->latest;
		list->latest = number;
	}
	scan->gathered.count = 0;
}

static void
close_accounts(MrrScan *scan)
{
	for (uint32 account = 0; account < scan->accounts.ids.count; account++)
	{
		CHECK_FOR_INTERRUPTS();
		for (uint32 number = NUMBERED_ID(&scan->accounts, account)->latest; number != NO_ITEM;)
		{
			MrrPoint   *point = flat_array_append(&scan->gathered, sizeof(MrrPoint), scan->context);

			*point = *FLAT_ARRAY_ITEM(&scan->points, MrrPoint, number);
			number = point->before;
		}
		close_account(scan);
	}
}

/* ---------- all of it ---------- */

/*
 * The numbers of the events, subscription by subscription.
 */
static uint32 *
order_events(const MrrState *state, MemoryContext context)
{
	const MrrSubscription *subscriptions = state->subscriptions.items;
	const MrrEvent *events = state->events.items;
	uint32	   *order = agg_alloc(context, sizeof(uint32) * (Size) state->events.count);
	uint32	   *places = agg_alloc(context, sizeof(uint32) * (Size) state->subscriptions.count);
	uint32		place = 0;

	for (uint32 i = 0; i < state->subscriptions.count; i++)
	{
		places[i] = place;
		place += subscriptions[i].event_count;
	}
	for (uint32 i = 0; i < state->events.count; i++)
		order[places[events[i].subscription]++] = i;
	pfree(places);
	return order;
}

void
mrr_scan(MrrState *state, MrrResult *result, MemoryContext context)
{
	MrrScan		scan = {.state = state, .result = result, .context = context};
	SubscriptionState one = {.texts = state->labels.pool};
	const MrrEvent *events = state->events.items;
	uint32	   *order = order_events(state, context);
	uint32		at = 0;

	for (uint32 i = 0; i < state->subscriptions.count; i++)
	{
		const MrrSubscription *subscription = FLAT_ARRAY_ITEM(&state->subscriptions, MrrSubscription, i);
		TimestampTz first_seen = NEVER;

		CHECK_FOR_INTERRUPTS();
		one.events.count = 0;
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
		if (scan.gathered.count > 0 && subscription->owner.is_known)
			keep_points(&scan, subscription);
		else
			close_account(&scan);
	}
	close_accounts(&scan);
	pfree(order);
}
