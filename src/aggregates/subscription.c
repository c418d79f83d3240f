/*-------------------------------------------------------------------------
 *
 * subscription.c
 *	  What becomes of one subscription: analytics_subscription_changes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"

#include "aggkit/composite_array.h"
#include "aggregates/subscription.h"

#define SUBSCRIPTION_MAGIC "MWSU"
#define SUBSCRIPTION_VERSION 1

/* Columns of analytics_subscription_change. */
enum
{
	CHANGE_AT,
	CHANGE_EVENT_TYPE,
	CHANGE_STATUS,
	CHANGE_ACCOUNT_ID,
	CHANGE_CURRENCY,
	CHANGE_PLAN,
	CHANGE_CENTS,
	CHANGE_IS_PRICED,
	CHANGE_STATUS_BEFORE,
	CHANGE_CURRENCY_BEFORE,
	CHANGE_PLAN_BEFORE,
	CHANGE_CENTS_BEFORE,
	CHANGE_COLUMNS
};

/* Arguments of the transition, after the state. */
enum
{
	ARGUMENT_EVENT_TYPE = 1,
	ARGUMENT_AT,
	ARGUMENT_ID,
	ARGUMENT_ACCOUNT,
	ARGUMENT_PROPERTIES
};

static const char *const status_names[] = {
	[SUBSCRIPTION_UNKNOWN] = NULL,
	[SUBSCRIPTION_TRIALING] = "trialing",
	[SUBSCRIPTION_ACTIVE] = "active",
	[SUBSCRIPTION_CANCELING] = "canceling",
	[SUBSCRIPTION_PAST_DUE] = "past_due",
	[SUBSCRIPTION_PAUSED] = "paused",
	[SUBSCRIPTION_ENDED] = "ended",
};

PG_FUNCTION_INFO_V1(analytics_subscription_changes_transition);
PG_FUNCTION_INFO_V1(analytics_subscription_changes_combine);
PG_FUNCTION_INFO_V1(analytics_subscription_changes_serialize);
PG_FUNCTION_INFO_V1(analytics_subscription_changes_deserialize);
PG_FUNCTION_INFO_V1(analytics_subscription_changes_final);

/*
 * (state, event_type, at, id, account_id, properties)
 */
Datum
analytics_subscription_changes_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SubscriptionState *state = AGG_STATE(0, SubscriptionState);
	pg_uuid_t	id = {{0}};
	SubscriptionStep step;
	text	   *event_type;
	TimestampTz at;
	SubscriptionFacts facts;
	const JsonbValue *plan;
	SubscriptionEvent event;

	if (state == NULL)
		state = agg_alloc0(context, sizeof(SubscriptionState));
	if (PG_ARGISNULL(ARGUMENT_EVENT_TYPE) || PG_ARGISNULL(ARGUMENT_AT))
		PG_RETURN_POINTER(state);
	event_type = PG_GETARG_TEXT_PP(ARGUMENT_EVENT_TYPE);
	at = agg_get_time(fcinfo, ARGUMENT_AT);
	if (!subscription_step_find(VARDATA_ANY(event_type), (int) VARSIZE_ANY_EXHDR(event_type), &step))
		PG_RETURN_POINTER(state);

	if (!PG_ARGISNULL(ARGUMENT_ID))
		id = *PG_GETARG_UUID_P(ARGUMENT_ID);
	if (!PG_ARGISNULL(ARGUMENT_ACCOUNT))
		subscription_claim(&state->owner, PG_GETARG_UUID_P(ARGUMENT_ACCOUNT), at, &id);
	subscription_facts_read(PG_ARGISNULL(ARGUMENT_PROPERTIES) ? NULL : PG_GETARG_JSONB_P(ARGUMENT_PROPERTIES), &facts);
	event = subscription_event_read(step, at, &facts);
	plan = subscription_plan(step, &facts);
	if (plan != NULL)
		event.plan = text_pool_add(&state->texts, plan->val.string.val, (uint32) plan->val.string.len, context);
	event.id = id;
	*(SubscriptionEvent *) flat_array_append(&state->events, sizeof(SubscriptionEvent), context) = event;
	PG_RETURN_POINTER(state);
}

Datum
analytics_subscription_changes_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	SubscriptionState *state = AGG_STATE(0, SubscriptionState);
	SubscriptionState *other = AGG_STATE(1, SubscriptionState);
	uint32		offset;

	if (state == NULL && other == NULL)
		PG_RETURN_NULL();
	if (state == NULL)
		state = agg_alloc0(context, sizeof(SubscriptionState));
	if (other == NULL)
		PG_RETURN_POINTER(state);

	offset = text_pool_concat(&state->texts, &other->texts, context);
	flat_array_reserve(&state->events, sizeof(SubscriptionEvent), other->events.count, context);
	for (uint32 i = 0; i < other->events.count; i++)
	{
		SubscriptionEvent event = *FLAT_ARRAY_ITEM(&other->events, SubscriptionEvent, i);

		event.plan = pooled_text_moved(event.plan, offset);
		*(SubscriptionEvent *) flat_array_append(&state->events, sizeof(SubscriptionEvent), context) = event;
	}
	if (other->owner.is_known)
		subscription_claim(&state->owner, &other->owner.account, other->owner.at, &other->owner.event_id);
	PG_RETURN_POINTER(state);
}

/* ---------- wire format ---------- */

Datum
analytics_subscription_changes_serialize(PG_FUNCTION_ARGS)
{
	SubscriptionState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, SubscriptionState);
	result = agg_serialize_begin(&writer,
								 SUBSCRIPTION_OWNER_MAX_BYTES + TEXT_POOL_MAX_BYTES(&state->texts) +
								 AGG_UINT32_BYTES + (Size) state->events.count * SUBSCRIPTION_EVENT_MAX_BYTES,
								 SUBSCRIPTION_MAGIC, SUBSCRIPTION_VERSION);
	subscription_owner_put(&writer, &state->owner);
	text_pool_put(&writer, &state->texts);
	agg_put_uint(&writer, state->events.count);
	for (uint32 i = 0; i < state->events.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		subscription_event_put(&writer, FLAT_ARRAY_ITEM(&state->events, SubscriptionEvent, i));
	}
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
analytics_subscription_changes_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	SubscriptionState *state;
	uint32		count;

	agg_deserialize_begin(fcinfo, &reader, SUBSCRIPTION_MAGIC, SUBSCRIPTION_VERSION);
	state = agg_alloc0(CurrentMemoryContext, sizeof(SubscriptionState));
	state->owner = subscription_owner_get(&reader);
	text_pool_get(&reader, &state->texts, CurrentMemoryContext);
	count = agg_get_count(&reader, SUBSCRIPTION_EVENT_MIN_BYTES);
	flat_array_reserve(&state->events, sizeof(SubscriptionEvent), count, CurrentMemoryContext);
	for (uint32 i = 0; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		*(SubscriptionEvent *) flat_array_append(&state->events, sizeof(SubscriptionEvent), CurrentMemoryContext) =
			subscription_event_get(&reader, &state->texts);
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/* ---------- result ---------- */

typedef struct ChangeRows
{
	const SubscriptionState *state;
	CompositeArray rows;
} ChangeRows;

static Datum
text_datum(const char *text, bool *is_null)
{
	*is_null = text == NULL;
	return text == NULL ? (Datum) 0 : CStringGetTextDatum(text);
}

static void
add_change(void *receiver, const SubscriptionChange *change)
{
	ChangeRows *result = receiver;
	const SubscriptionState *state = result->state;
	const SubscriptionStanding *before = &change->before;
	const SubscriptionStanding *after = &change->after;
	pg_uuid_t	account = state->owner.account;
	Datum		values[CHANGE_COLUMNS];
	bool		nulls[CHANGE_COLUMNS] = {false};

	values[CHANGE_AT] = TimestampTzGetDatum(change->at);
	values[CHANGE_EVENT_TYPE] = CStringGetTextDatum(subscription_step_name(change->step));
	values[CHANGE_STATUS] = text_datum(status_names[after->status], &nulls[CHANGE_STATUS]);
	values[CHANGE_ACCOUNT_ID] = UUIDPGetDatum(&account);
	nulls[CHANGE_ACCOUNT_ID] = !state->owner.is_known;
	values[CHANGE_CURRENCY] = subscription_currency_datum(after->currency, &nulls[CHANGE_CURRENCY]);
	values[CHANGE_PLAN] = pooled_text_datum(&state->texts, after->plan, &nulls[CHANGE_PLAN]);
	values[CHANGE_CENTS] = Int64GetDatum(after->value);
	values[CHANGE_IS_PRICED] = BoolGetDatum(after->is_priced);
	values[CHANGE_STATUS_BEFORE] = text_datum(status_names[before->status], &nulls[CHANGE_STATUS_BEFORE]);
	values[CHANGE_CURRENCY_BEFORE] = subscription_currency_datum(before->currency, &nulls[CHANGE_CURRENCY_BEFORE]);
	values[CHANGE_PLAN_BEFORE] = pooled_text_datum(&state->texts, before->plan, &nulls[CHANGE_PLAN_BEFORE]);
	values[CHANGE_CENTS_BEFORE] = Int64GetDatum(before->value);
	composite_array_add(&result->rows, values, nulls);
}

/*
 * An empty array for no events that say anything, also for no rows.
 */
Datum
analytics_subscription_changes_final(PG_FUNCTION_ARGS)
{
	SubscriptionState *state;
	ChangeRows	result;

	(void) agg_context(fcinfo);
	state = AGG_STATE(0, SubscriptionState);
	result.state = state;
	composite_array_begin(&result.rows, fcinfo, CHANGE_COLUMNS, 0);
	if (state != NULL)
		subscription_life(state, add_change, &result);
	PG_RETURN_DATUM(composite_array_end(&result.rows));
}
