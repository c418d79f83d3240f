/*-------------------------------------------------------------------------
 *
 * subscription_life.c
 *	  From the events of a subscription to the changes of its value and status.
 *
 * Events are taken in the order of (time, id).  At most two effects are
 * pending: the end of a trial, and a stop (the end of what was paid before a
 * cancel, or the beginning of a pause).  They take effect before the events of
 * their own time, for the event that they come from was before those.
 *
 * Several changes at one time are one, from what was before to what is after:
 * nobody pays for no time at all.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"

#include "aggregates/subscription.h"

typedef enum Phase
{
	PHASE_UNKNOWN,				/* no event yet */
	PHASE_TRIAL,
	PHASE_ACTIVE,
	PHASE_PAUSED,
	PHASE_ENDED
} Phase;

typedef struct Life
{
	const TextPool *texts;
	Phase		phase;
	bool		trial_pays;		/* when it ends, the price is paid */
	bool		trial_lapsed;	/* active since a trial ran out; nobody said so */
	bool		is_past_due;
	int64		price;			/* cents a month, or PRICE_UNKNOWN */
	uint32		currency;		/* may be CURRENCY_INVALID */
	PooledText	plan;

	TimestampTz trial_end;
	SubscriptionStep trial_step;	/* whose effect that is */
	TimestampTz stop_at;
	SubscriptionStep stop_step;

	/* the changes: the last one is held back, for more may happen at its time */
	ChangeReceiver receive;
	void	   *receiver;
	bool		has_change;
	SubscriptionChange change;
	SubscriptionStanding standing;	/* after all that was received */
} Life;

#define COMPARE_FIELD(a, b, field) \
	if ((a)->field != (b)->field) \
		return (a)->field < (b)->field ? -1 : 1

/*
 * Where the ids are one, what the events say puts them in order, so that the
 * result does not depend on that of the rows.
 */
static int
compare_events(const SubscriptionEvent *a, const SubscriptionEvent *b, const TextPool *texts)
{
	int			order = subscription_event_cmp(a->at, &a->id, b->at, &b->id);

	if (likely(order != 0))
		return order;
	COMPARE_FIELD(a, b, step);
	COMPARE_FIELD(a, b, until);
	COMPARE_FIELD(a, b, price);
	COMPARE_FIELD(a, b, currency);
	COMPARE_FIELD(a, b, outcome);
	COMPARE_FIELD(a, b, has_trial);
	return pooled_text_cmp(texts, a->plan, b->plan);
}

#define ST_SORT sort_events
#define ST_ELEMENT_TYPE SubscriptionEvent
#define ST_COMPARE_ARG_TYPE const TextPool
#define ST_COMPARE(a, b, texts) compare_events(a, b, texts)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* ---------- changes ---------- */

static SubscriptionStanding
current_standing(const Life *life)
{
	SubscriptionStanding standing = {0};

	switch (life->phase)
	{
		case PHASE_UNKNOWN:
			return standing;
		case PHASE_TRIAL:
			standing.status = SUBSCRIPTION_TRIALING;
			break;
		case PHASE_ACTIVE:
			standing.status = life->stop_at != NEVER && life->stop_step == STEP_CANCELLED ? SUBSCRIPTION_CANCELING :
				life->is_past_due ? SUBSCRIPTION_PAST_DUE : SUBSCRIPTION_ACTIVE;
			standing.value = Max(life->price, 0);
			break;
		case PHASE_PAUSED:
			standing.status = SUBSCRIPTION_PAUSED;
			break;
		case PHASE_ENDED:
			standing.status = SUBSCRIPTION_ENDED;
			break;
	}
	standing.currency = life->currency == CURRENCY_INVALID ? CURRENCY_UNSAID : life->currency;
	standing.plan = life->plan;
	standing.is_priced = life->price != PRICE_UNKNOWN && life->currency != CURRENCY_INVALID;
	return standing;
}

static bool
same_standing(const TextPool *texts, const SubscriptionStanding *a, const SubscriptionStanding *b)
{
	return a->status == b->status && a->value == b->value && a->currency == b->currency &&
		a->is_priced == b->is_priced && pooled_text_cmp(texts, a->plan, b->plan) == 0;
}

static void
flush_change(Life *life)
{
	if (life->has_change && !same_standing(life->texts, &life->change.before, &life->change.after))
		life->receive(life->receiver, &life->change);
	life->has_change = false;
}

static void
note_change(Life *life, TimestampTz at, SubscriptionStep step)
{
	SubscriptionStanding standing = current_standing(life);

	if (same_standing(life->texts, &standing, &life->standing))
		return;
	if (life->has_change && life->change.at != at)
		flush_change(life);
	if (!life->has_change)
	{
		life->has_change = true;
		life->change.at = at;
		life->change.before = life->standing;
	}
	life->change.step = step;
	life->change.after = standing;
	life->standing = standing;
}

/* ---------- effects ---------- */

static void
enter(Life *life, Phase phase)
{
	life->phase = phase;
	life->trial_lapsed = false;
	if (phase != PHASE_TRIAL)
	{
		life->trial_end = NEVER;
		life->trial_pays = false;
	}
	if (phase == PHASE_ENDED)
	{
		life->stop_at = NEVER;
		life->is_past_due = false;
	}
}

/*
 * What is pending takes effect, up to a time.
 */
static void
advance(Life *life, TimestampTz until)
{
	for (;;)
	{
		bool		stops = life->stop_at <= life->trial_end;
		TimestampTz at = stops ? life->stop_at : life->trial_end;

		if (at == NEVER || at > until)
			break;
		if (stops)
		{
			life->stop_at = NEVER;
			enter(life, life->stop_step == STEP_PAUSED ? PHASE_PAUSED : PHASE_ENDED);
			note_change(life, at, life->stop_step);
			continue;
		}
		if (life->trial_pays)
		{
			enter(life, PHASE_ACTIVE);
			life->trial_lapsed = true;
		}
		else
			enter(life, PHASE_ENDED);
		note_change(life, at, life->trial_step);
	}
}

static void
set_trial_end(Life *life, const SubscriptionEvent *event)
{
	life->trial_end = event->until;
	life->trial_step = event->step;
}

/*
 * It is paid for from now on, and whatever was pending is not.
 */
static void
go_on(Life *life)
{
	enter(life, PHASE_ACTIVE);
	life->stop_at = NEVER;
}

static void
start_trial(Life *life, const SubscriptionEvent *event, bool pays)
{
	enter(life, PHASE_TRIAL);
	life->trial_pays = pays;
	life->stop_at = NEVER;
	life->is_past_due = false;
	set_trial_end(life, event);
}

static void
apply_trial_started(Life *life, const SubscriptionEvent *event)
{
	if (life->phase != PHASE_TRIAL)
		start_trial(life, event, life->phase == PHASE_ACTIVE || life->phase == PHASE_PAUSED);
	else if (event->until != NEVER)
		set_trial_end(life, event);
}

static void
apply_created(Life *life, const SubscriptionEvent *event)
{
	bool		is_known = life->phase == PHASE_ACTIVE || life->phase == PHASE_PAUSED;

	if (event->has_trial && life->phase == PHASE_TRIAL && life->trial_pays)
		return;					/* said twice */
	if (event->has_trial && !is_known)
		start_trial(life, event, true);
	else
	{
		go_on(life);
		life->is_past_due = false;
	}
}

static void
apply_trial_ended(Life *life, const SubscriptionEvent *event)
{
	switch (life->phase)
	{
		case PHASE_UNKNOWN:
		case PHASE_TRIAL:
			if (event->outcome == TRIAL_CONVERTED ||
				(event->outcome == TRIAL_UNSAID && life->trial_pays))
				enter(life, PHASE_ACTIVE);
			else
				enter(life, PHASE_ENDED);
			break;
		case PHASE_ACTIVE:
			/* the news came after the time at which it would have been paid */
			if (life->trial_lapsed && event->outcome == TRIAL_LOST)
				enter(life, PHASE_ENDED);
			break;
		case PHASE_PAUSED:
		case PHASE_ENDED:
			break;
	}
}

/*
 * Cancelled or paused, now or when what is paid for ends.
 */
static void
apply_stop(Life *life, const SubscriptionEvent *event)
{
	bool		is_cancel = event->step == STEP_CANCELLED;

	if (life->phase == PHASE_ENDED)
		return;
	if (life->phase == PHASE_UNKNOWN)
		enter(life, PHASE_ACTIVE);
	if (event->until == NEVER)
		enter(life, is_cancel ? PHASE_ENDED : PHASE_PAUSED);
	else if (is_cancel || life->stop_at == NEVER || life->stop_step == STEP_PAUSED)
	{
		life->stop_at = event->until;
		life->stop_step = event->step;
	}
}

static void
apply_event(Life *life, const SubscriptionEvent *event)
{
	if (event->price != PRICE_UNKNOWN)
		life->price = event->price;
	if (event->currency != CURRENCY_UNSAID)
		life->currency = event->currency;
	if (event->plan.start != 0)
		life->plan = event->plan;

	switch ((SubscriptionStep) event->step)
	{
		case STEP_TRIAL_STARTED:
			apply_trial_started(life, event);
			break;
		case STEP_TRIAL_ENDED:
			apply_trial_ended(life, event);
			break;
		case STEP_CREATED:
			apply_created(life, event);
			break;
		case STEP_RENEWED:
		case STEP_RESUMED:
			go_on(life);
			life->is_past_due = false;
			break;
		case STEP_UPGRADED:
		case STEP_DOWNGRADED:
			/* another price, which in a trial and in a pause is paid later */
			life->stop_at = NEVER;
			if (life->phase != PHASE_PAUSED && !(life->phase == PHASE_TRIAL && life->trial_pays))
				go_on(life);
			break;
		case STEP_UNCANCELLED:
			if (life->phase == PHASE_UNKNOWN)
				enter(life, PHASE_ACTIVE);
			life->stop_at = NEVER;
			break;
		case STEP_CANCELLED:
		case STEP_PAUSED:
			apply_stop(life, event);
			break;
		case STEP_EXPIRED:
			enter(life, PHASE_ENDED);
			break;
		case STEP_PAYMENT_COMPLETED:
			life->is_past_due = false;
			life->trial_lapsed = false;
			break;
		case STEP_PAYMENT_FAILED:
			life->is_past_due = life->phase != PHASE_UNKNOWN && life->phase != PHASE_ENDED;
			break;
		case SUBSCRIPTION_STEPS:
			break;
	}
	note_change(life, event->at, event->step);
}

/*
 * The changes in order of time, also those that are still to come.
 */
void
subscription_life(SubscriptionState *state, ChangeReceiver receive, void *receiver)
{
	SubscriptionEvent *events = state->events.items;
	uint32		count = state->events.count;
	Life		life = {
		.texts = &state->texts,
		.price = PRICE_UNKNOWN,
		.trial_end = NEVER,
		.stop_at = NEVER,
		.receive = receive,
		.receiver = receiver,
	};

	if (count > 1)
		sort_events(events, count, &state->texts);
	/* before any event says so, the currency is that of the first one that does */
	for (uint32 i = 0; i < count && life.currency == CURRENCY_UNSAID; i++)
	{
		if (events[i].currency > CURRENCY_INVALID)
			life.currency = events[i].currency;
	}
	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		advance(&life, events[i].at);
		apply_event(&life, &events[i]);
	}
	advance(&life, NEVER);
	flush_change(&life);
}
