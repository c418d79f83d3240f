/*-------------------------------------------------------------------------
 *
 * mrr.c
 *	  The movements of MRR of all subscriptions: mindwell_internal.mrr_agg.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "aggkit/composite_array.h"
#include "aggregates/mrr.h"
#include "base/json_value.h"

#define MRR_MAGIC "MWMR"
#define MRR_VERSION 1
#define MRR_FIXED_MAX_BYTES (1 + AGG_UINT_BYTES + 2 * AGG_UINT32_BYTES)
#define TENANT_BYTES UUID_LEN
#define SUBSCRIPTION_MAX_BYTES (2 * AGG_UINT32_BYTES + SUBSCRIPTION_OWNER_MAX_BYTES)
#define MRR_EVENT_MAX_BYTES (AGG_UINT32_BYTES + SUBSCRIPTION_EVENT_MAX_BYTES)

#define KEY_HEAD_BYTES (2 * sizeof(uint32) + 1)	/* tenant, provider, what follows */
#define KEY_HAS_ID 0
#define KEY_HAS_USER 1

/* Arguments of the transition, after the state. */
enum
{
	MRR_TENANT = 1,
	MRR_EVENT_TYPE,
	MRR_AT,
	MRR_EVENT_ID,
	MRR_USER,
	MRR_PROPERTIES,
	MRR_BREAKDOWN,
	MRR_BORDERS,
	MRR_KNOWN_UNTIL
};

/* Columns of mrr_movement. */
enum
{
	COLUMN_CURRENCY,
	COLUMN_LABEL,
	COLUMN_PERIOD,
	COLUMN_NEW,
	COLUMN_REACTIVATION,
	COLUMN_EXPANSION,
	COLUMN_CONTRACTION,
	COLUMN_CHURN,
	COLUMN_NET,
	COLUMN_NEW_ACCOUNTS,
	COLUMN_REACTIVATED_ACCOUNTS,
	COLUMN_CHURNED_ACCOUNTS,
	COLUMN_NET_ACCOUNTS,
	COLUMN_HISTORY_FROM,
	MRR_COLUMNS
};

StaticAssertDecl(sizeof(MrrSaying) == 32, "MrrSaying has no padding");

PG_FUNCTION_INFO_V1(analytics_mrr_transition);
PG_FUNCTION_INFO_V1(analytics_mrr_combine);
PG_FUNCTION_INFO_V1(analytics_mrr_serialize);
PG_FUNCTION_INFO_V1(analytics_mrr_deserialize);
PG_FUNCTION_INFO_V1(analytics_mrr_final);

/* ---------- rows ---------- */

static MrrState *
mrr_make(MrrBreakdown breakdown, TimestampTz known_until, const TimestampTz *borders, uint32 border_count, MemoryContext context)
{
	MrrState   *state = agg_alloc0(context, sizeof(MrrState));

	state->breakdown = breakdown;
	state->known_until = known_until;
	state->borders = borders_copy(agg_alloc(context, borders_size(border_count)), borders, border_count);
	state->tenant = NO_ITEM;
	state->provider = NO_ITEM;
	return state;
}

static MrrBreakdown
get_breakdown(FunctionCallInfo fcinfo)
{
	char	   *name;

	if (PG_ARGISNULL(MRR_BREAKDOWN))
		return MRR_BY_NOTHING;
	name = text_to_cstring(PG_GETARG_TEXT_PP(MRR_BREAKDOWN));
	if (strcmp(name, "plan") == 0)
		return MRR_BY_PLAN;
	if (strcmp(name, "provider") == 0)
		return MRR_BY_PROVIDER;
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid breakdown \"%s\"", name)));
}

/*
 * What is the same on every row is read from the first.
 */
static MrrState *
read_constants(FunctionCallInfo fcinfo, MemoryContext context)
{
	uint32		border_count;
	const TimestampTz *borders = borders_argument(fcinfo, MRR_BORDERS, &border_count);

	borders_check(borders, border_count);
	if (PG_ARGISNULL(MRR_KNOWN_UNTIL))
		agg_argument_is_null("known_until");
	return mrr_make(get_breakdown(fcinfo), PG_GETARG_TIMESTAMPTZ(MRR_KNOWN_UNTIL), borders, border_count, context);
}

/*
 * The subscription of a key, which is the tenant, the provider and an id or user.
 */
static uint32
find_subscription(MrrState *state, uint64 hash, const char *key, uint32 length, uint32 tenant,
				 uint32 provider, MemoryContext context)
{
	uint32		number = text_numbering_find_hashed(&state->keys, hash, key, length, context);

	if (number == state->subscriptions.count)
	{
		MrrSubscription *added = flat_array_append(&state->subscriptions, sizeof(MrrSubscription), context);

		memset(added, 0, sizeof(*added));
		added->tenant = tenant;
		added->provider = provider;
	}
	return number;
}

static void
set_key_head(char *key, uint32 tenant, uint32 provider)
{
	memcpy(key, &tenant, sizeof(tenant));
	memcpy(key + sizeof(tenant), &provider, sizeof(provider));
}

static uint32
tenant_number(MrrState *state, const pg_uuid_t *tenant, MemoryContext context)
{
	if (state->tenant == NO_ITEM ||
		memcmp(&NUMBERED_ID(&state->tenants, state->tenant)->uuid, tenant, sizeof(*tenant)) != 0)
		state->tenant = numbering_find(&state->tenants, tenant, 0, context);
	return state->tenant;
}

static PooledText
add_label(MrrState *state, const JsonbValue *label, MemoryContext context)
{
	uint32		number = text_numbering_find(&state->labels, label->val.string.val, (uint32) label->val.string.len, context);

	return NUMBERED_TEXT(&state->labels, number);
}

/*
 * The label of a provider, which mostly is that of the event before.
 */
static uint32
provider_number(MrrState *state, const JsonbValue *provider, MemoryContext context)
{
	int			length = 0;
	const char *text = json_value_text(provider, &length);

	if (text == NULL)
		text = "";				/* none is one, too */
	if (state->provider != NO_ITEM)
	{
		PooledText	latest = NUMBERED_TEXT(&state->labels, state->provider);

		if (latest.length == (uint32) length &&
			memcmp(pooled_text_bytes(&state->labels.pool, latest), text, (Size) length) == 0)
			return state->provider;
	}
	state->provider = text_numbering_find(&state->labels, text, (uint32) length, context);
	return state->provider;
}

/*
 * Look up the subscriptions of the events that wait for it.
 */
static void
settle(MrrState *state, MemoryContext context)
{
	const MrrPending *pending = state->pending;
	uint32		guesses[MRR_PENDING];

	for (int i = 0; i < state->pending_count; i++)
	{
		guesses[i] = slot_table_guess(&state->keys.table, pending[i].hash);
		if (guesses[i] == NO_ITEM)
			continue;
		prefetch_memory(&NUMBERED_TEXT(&state->keys, guesses[i]));
		prefetch_memory(FLAT_ARRAY_ITEM(&state->subscriptions, MrrSubscription, guesses[i]));
	}
	for (int i = 0; i < state->pending_count; i++)
	{
		if (guesses[i] != NO_ITEM)
		{
			const char *key = pooled_text_bytes(&state->keys.pool, NUMBERED_TEXT(&state->keys, guesses[i]));

			/* it may lie in two lines of the cache */
			prefetch_memory(key);
			prefetch_memory(key + pending[i].length - 1);
		}
	}
	for (int i = 0; i < state->pending_count; i++)
	{
		MrrEvent   *event = FLAT_ARRAY_ITEM(&state->events, MrrEvent, pending[i].event);
		MrrSubscription *subscription;

		event->subscription = find_subscription(state, pending[i].hash, pending[i].key, pending[i].length,
											   pending[i].tenant, pending[i].provider, context);
		subscription = FLAT_ARRAY_ITEM(&state->subscriptions, MrrSubscription, event->subscription);
		subscription->event_count++;
		if (pending[i].has_user)
			subscription_claim(&subscription->owner, &pending[i].user, event->at, &event->id);
	}
	state->pending_count = 0;
}

static uint64
saying_hash(const MrrSayings *sayings, const MrrSaying *saying)
{
	return word_hash_bytes((const char *) saying, sizeof(*saying), sayings->table.seed);
}

/*
 * The number of what an event says, which is a new one when nobody said it.
 */
static uint32
saying_number(MrrSayings *sayings, const MrrSaying *saying, MemoryContext context)
{
	SlotSearch	search;
	uint32		number;

	if (slot_table_is_full(&sayings->table, sayings->items.count))
	{
		slot_table_grow(&sayings->table, context);
		for (uint32 i = 0; i < sayings->items.count; i++)
			slot_table_put(&sayings->table, saying_hash(sayings, FLAT_ARRAY_ITEM(&sayings->items, MrrSaying, i)), i);
	}
	search = slot_search_begin(&sayings->table, saying_hash(sayings, saying));
	while ((number = slot_search_next(&sayings->table, &search)) != NO_ITEM)
	{
		if (memcmp(FLAT_ARRAY_ITEM(&sayings->items, MrrSaying, number), saying, sizeof(*saying)) == 0)
			return number;
	}
	number = sayings->items.count;
	*(MrrSaying *) flat_array_append(&sayings->items, sizeof(MrrSaying), context) = *saying;
	slot_search_put(&sayings->table, &search, number);
	return number;
}

static void
append_event(MrrState *state, uint32 subscription, const SubscriptionEvent *event, MemoryContext context)
{
	MrrSaying	saying = {
		.delay = event->until == NEVER ? NEVER : event->until - event->at,
		.price = event->price,
		.currency = event->currency,
		.plan = event->plan,
		.step = event->step,
		.outcome = event->outcome,
		.has_trial = event->has_trial,
	};
	uint32		number = saying_number(&state->sayings, &saying, context);
	MrrEvent   *added = flat_array_append(&state->events, sizeof(MrrEvent), context);

	added->at = event->at;
	added->id = event->id;
	added->saying = number;
	added->subscription = subscription;
}

static void
add_event(MrrState *state, uint32 subscription, const SubscriptionEvent *event, MemoryContext context)
{
	append_event(state, subscription, event, context);
	FLAT_ARRAY_ITEM(&state->subscriptions, MrrSubscription, subscription)->event_count++;
}

/*
 * Add an event whose subscription is looked up with others.
 */
static void
add_pending(MrrState *state, const MrrPending *head, const char *id, uint32 id_length,
			const SubscriptionEvent *event, MemoryContext context)
{
	MrrPending *pending;

	if (state->pending_count == MRR_PENDING)
		settle(state, context);
	pending = &state->pending[state->pending_count++];
	memcpy(pending, head, offsetof(MrrPending, key) + KEY_HEAD_BYTES);
	memcpy(pending->key + KEY_HEAD_BYTES, id, id_length);
	pending->event = state->events.count;
	pending->hash = text_numbering_hash(&state->keys, pending->key, pending->length, context);
	prefetch_memory(slot_table_home(&state->keys.table, pending->hash));
	append_event(state, NO_ITEM, event, context);
}

/*
 * The same with an id so long that nobody has one.
 */
static void
add_at_once(MrrState *state, const MrrPending *head, const char *id, uint32 id_length,
			const SubscriptionEvent *event, MemoryContext context)
{
	char	   *key = palloc(head->length);
	uint32		subscription;

	memcpy(key, head->key, KEY_HEAD_BYTES);
	memcpy(key + KEY_HEAD_BYTES, id, id_length);
	subscription = find_subscription(state, text_numbering_hash(&state->keys, key, head->length, context),
									key, head->length, head->tenant, head->provider, context);
	if (head->has_user)
		subscription_claim(&FLAT_ARRAY_ITEM(&state->subscriptions, MrrSubscription, subscription)->owner,
						   &head->user, event->at, &event->id);
	add_event(state, subscription, event, context);
	pfree(key);
}

/*
 * (state, tenant_id, event_type, at, id, user_id, properties, breakdown,
 * borders, known_until)
 *
 * A subscription has a tenant, a provider and an id.  Without an id it is its
 * user's only one there, of which a payment says nothing.
 */
Datum
analytics_mrr_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	MrrState   *state = AGG_STATE(0, MrrState);
	SubscriptionStep step;
	SubscriptionFacts facts;
	SubscriptionEvent event;
	MrrPending	head;
	const JsonbValue *plan;
	const char *id;
	int			id_length = UUID_LEN;
	text	   *event_type;
	TimestampTz at;

	if (state == NULL)
		state = read_constants(fcinfo, context);
	if (PG_ARGISNULL(MRR_TENANT) || PG_ARGISNULL(MRR_EVENT_TYPE) || PG_ARGISNULL(MRR_AT))
		PG_RETURN_POINTER(state);
	event_type = PG_GETARG_TEXT_PP(MRR_EVENT_TYPE);
	if (!subscription_step_find(VARDATA_ANY(event_type), (int) VARSIZE_ANY_EXHDR(event_type), &step))
		PG_RETURN_POINTER(state);
	at = agg_get_time(fcinfo, MRR_AT);
	subscription_facts_read(PG_ARGISNULL(MRR_PROPERTIES) ? NULL : PG_GETARG_JSONB_P(MRR_PROPERTIES), &facts);

	id = json_value_text(&facts.values[PROPERTY_SUBSCRIPTION_ID], &id_length);
	head.has_user = !PG_ARGISNULL(MRR_USER);
	if (head.has_user)
		head.user = *PG_GETARG_UUID_P(MRR_USER);
	if (id == NULL && (!head.has_user || subscription_is_payment(step)))
		PG_RETURN_POINTER(state);
	head.tenant = tenant_number(state, PG_GETARG_UUID_P(MRR_TENANT), context);
	head.provider = provider_number(state, &facts.values[PROPERTY_PROVIDER], context);
	head.length = (uint32) KEY_HEAD_BYTES + (uint32) id_length;
	set_key_head(head.key, head.tenant, head.provider);
	head.key[KEY_HEAD_BYTES - 1] = id != NULL ? KEY_HAS_ID : KEY_HAS_USER;
	if (id == NULL)
		id = (const char *) &head.user;

	event = subscription_event_read(step, at, &facts);
	plan = subscription_plan(step, &facts);
	if (plan != NULL)
		event.plan = add_label(state, plan, context);
	if (PG_ARGISNULL(MRR_EVENT_ID))
		memset(&event.id, 0, sizeof(event.id));
	else
		event.id = *PG_GETARG_UUID_P(MRR_EVENT_ID);
	if (head.length <= MRR_KEY_BYTES)
		add_pending(state, &head, id, (uint32) id_length, &event, context);
	else
		add_at_once(state, &head, id, (uint32) id_length, &event, context);
	PG_RETURN_POINTER(state);
}

/* ---------- between processes ---------- */

/*
 * The number that a label of another state has here.
 */
static uint32
label_here(MrrState *state, const MrrState *other, uint32 label, MemoryContext context)
{
	PooledText	text = NUMBERED_TEXT(&other->labels, label);

	return text_numbering_find(&state->labels, pooled_text_bytes(&other->labels.pool, text), text.length, context);
}

/*
 * The numbers that the subscriptions of another state have here.
 */
static uint32 *
subscriptions_here(MrrState *state, const MrrState *other, MemoryContext context)
{
	uint32	   *numbers = palloc_array(uint32, other->subscriptions.count);

	for (uint32 i = 0; i < other->subscriptions.count; i++)
	{
		const MrrSubscription *subscription = FLAT_ARRAY_ITEM(&other->subscriptions, MrrSubscription, i);
		PooledText	text = NUMBERED_TEXT(&other->keys, i);
		uint32		tenant;
		uint32		provider;
		char	   *key = palloc(text.length);

		CHECK_FOR_INTERRUPTS();
		tenant = numbering_find(&state->tenants, &NUMBERED_ID(&other->tenants, subscription->tenant)->uuid, 0, context);
		provider = label_here(state, other, subscription->provider, context);
		memcpy(key, pooled_text_bytes(&other->keys.pool, text), text.length);
		set_key_head(key, tenant, provider);
		numbers[i] = find_subscription(state, text_numbering_hash(&state->keys, key, text.length, context),
									  key, text.length, tenant, provider, context);
		if (subscription->owner.is_known)
			subscription_claim(&FLAT_ARRAY_ITEM(&state->subscriptions, MrrSubscription, numbers[i])->owner,
							   &subscription->owner.account, subscription->owner.at, &subscription->owner.event_id);
		pfree(key);
	}
	return numbers;
}

Datum
analytics_mrr_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	MrrState   *state = AGG_STATE(0, MrrState);
	MrrState   *other = AGG_STATE(1, MrrState);
	uint32	   *numbers;

	if (other == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
		state = mrr_make(other->breakdown, other->known_until, other->borders->times, other->borders->count, context);

	settle(other, GetMemoryChunkContext(other));
	numbers = subscriptions_here(state, other, context);
	for (uint32 i = 0; i < other->events.count; i++)
	{
		const MrrEvent *theirs = FLAT_ARRAY_ITEM(&other->events, MrrEvent, i);
		SubscriptionEvent event = mrr_event(other, theirs);

		CHECK_FOR_INTERRUPTS();
		if (event.plan.start != 0)
		{
			uint32		plan = text_numbering_find(&state->labels, pooled_text_bytes(&other->labels.pool, event.plan),
												   event.plan.length, context);

			event.plan = NUMBERED_TEXT(&state->labels, plan);
		}
		add_event(state, numbers[theirs->subscription], &event, context);
	}
	pfree(numbers);
	PG_RETURN_POINTER(state);
}

Datum
analytics_mrr_serialize(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	MrrState   *state = AGG_STRICT_STATE(0, MrrState);
	AggWriter	writer;
	bytea	   *result;

	settle(state, context);
	result = agg_serialize_begin(&writer,
								 MRR_FIXED_MAX_BYTES + BORDERS_MAX_BYTES(state->borders) +
								 (Size) state->tenants.ids.count * TENANT_BYTES +
								 TEXT_NUMBERING_MAX_BYTES(&state->labels) + TEXT_NUMBERING_MAX_BYTES(&state->keys) +
								 (Size) state->subscriptions.count * SUBSCRIPTION_MAX_BYTES +
								 (Size) state->events.count * MRR_EVENT_MAX_BYTES,
								 MRR_MAGIC, MRR_VERSION);
	agg_put_u8(&writer, (uint8) state->breakdown);
	agg_put_int(&writer, state->known_until);
	borders_put(&writer, state->borders);
	agg_put_uint(&writer, state->tenants.ids.count);
	for (uint32 i = 0; i < state->tenants.ids.count; i++)
		agg_put_bytes(&writer, &NUMBERED_ID(&state->tenants, i)->uuid, UUID_LEN);
	text_numbering_put(&writer, &state->labels);
	text_numbering_put(&writer, &state->keys);
	for (uint32 i = 0; i < state->subscriptions.count; i++)
	{
		const MrrSubscription *subscription = FLAT_ARRAY_ITEM(&state->subscriptions, MrrSubscription, i);

		agg_put_uint(&writer, subscription->tenant);
		agg_put_uint(&writer, subscription->provider);
		subscription_owner_put(&writer, &subscription->owner);
	}
	agg_put_uint(&writer, state->events.count);
	for (uint32 i = 0; i < state->events.count; i++)
	{
		const MrrEvent *kept = FLAT_ARRAY_ITEM(&state->events, MrrEvent, i);
		SubscriptionEvent event = mrr_event(state, kept);

		CHECK_FOR_INTERRUPTS();
		agg_put_uint(&writer, kept->subscription);
		subscription_event_put(&writer, &event);
	}
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

static void
get_subscriptions(AggReader *reader, MrrState *state)
{
	for (uint32 i = 0; i < state->keys.texts.count && !reader->failed; i++)
	{
		MrrSubscription *subscription = flat_array_append(&state->subscriptions, sizeof(MrrSubscription), CurrentMemoryContext);

		CHECK_FOR_INTERRUPTS();
		memset(subscription, 0, sizeof(*subscription));
		subscription->tenant = agg_get_uint32(reader);
		subscription->provider = agg_get_uint32(reader);
		subscription->owner = subscription_owner_get(reader);
		if (subscription->tenant >= state->tenants.ids.count || subscription->provider >= state->labels.texts.count ||
			NUMBERED_TEXT(&state->keys, i).length < KEY_HEAD_BYTES)
			agg_reader_fail(reader);
	}
}

static void
get_events(AggReader *reader, MrrState *state)
{
	uint32		count = agg_get_count(reader, SUBSCRIPTION_EVENT_MIN_BYTES + 1);

	for (uint32 i = 0; i < count; i++)
	{
		uint32		subscription = agg_get_uint32(reader);
		SubscriptionEvent event = subscription_event_get(reader, &state->labels.pool);

		CHECK_FOR_INTERRUPTS();
		if (subscription >= state->subscriptions.count)
			agg_reader_fail(reader);
		if (reader->failed)
			return;
		add_event(state, subscription, &event, CurrentMemoryContext);
	}
}

Datum
analytics_mrr_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	MrrState   *state;
	uint32		tenants;

	agg_deserialize_begin(fcinfo, &reader, MRR_MAGIC, MRR_VERSION);
	state = agg_alloc0(CurrentMemoryContext, sizeof(MrrState));
	state->tenant = NO_ITEM;
	state->provider = NO_ITEM;
	state->breakdown = agg_get_u8(&reader);
	if (state->breakdown >= MRR_BREAKDOWNS)
		agg_reader_fail(&reader);
	state->known_until = agg_get_int(&reader);
	state->borders = borders_get(&reader);
	tenants = agg_get_count(&reader, TENANT_BYTES);
	for (uint32 i = 0; i < tenants; i++)
	{
		pg_uuid_t	tenant;

		agg_get_bytes(&reader, &tenant, UUID_LEN);
		if (numbering_find(&state->tenants, &tenant, 0, CurrentMemoryContext) != i)
			agg_reader_fail(&reader);
	}
	text_numbering_get(&reader, &state->labels, CurrentMemoryContext);
	text_numbering_get(&reader, &state->keys, CurrentMemoryContext);
	get_subscriptions(&reader, state);
	get_events(&reader, state);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/* ---------- result ---------- */

static void
add_cell(CompositeArray *rows, const MrrState *state, const MrrCell *cell, TimestampTz history_from)
{
	Datum		values[MRR_COLUMNS];
	bool		nulls[MRR_COLUMNS] = {false};

	values[COLUMN_CURRENCY] = subscription_currency_datum(cell->currency, &nulls[COLUMN_CURRENCY]);
	values[COLUMN_LABEL] = pooled_text_datum(&state->labels.pool, cell->label, &nulls[COLUMN_LABEL]);
	values[COLUMN_PERIOD] = Int32GetDatum((int32) cell->period);
	values[COLUMN_NEW] = signed_wide_to_numeric(cell->sums[MOVEMENT_NEW]);
	values[COLUMN_REACTIVATION] = signed_wide_to_numeric(cell->sums[MOVEMENT_REACTIVATION]);
	values[COLUMN_EXPANSION] = signed_wide_to_numeric(cell->sums[MOVEMENT_EXPANSION]);
	values[COLUMN_CONTRACTION] = signed_wide_to_numeric(cell->sums[MOVEMENT_CONTRACTION]);
	values[COLUMN_CHURN] = signed_wide_to_numeric(cell->sums[MOVEMENT_CHURN]);
	values[COLUMN_NET] = signed_wide_to_numeric(cell->net);
	values[COLUMN_NEW_ACCOUNTS] = Int64GetDatum(cell->counts[MOVEMENT_NEW]);
	values[COLUMN_REACTIVATED_ACCOUNTS] = Int64GetDatum(cell->counts[MOVEMENT_REACTIVATION]);
	values[COLUMN_CHURNED_ACCOUNTS] = Int64GetDatum(cell->counts[MOVEMENT_CHURN]);
	values[COLUMN_NET_ACCOUNTS] = Int64GetDatum(cell->net_accounts);
	values[COLUMN_HISTORY_FROM] = TimestampTzGetDatum(history_from);
	composite_array_add(rows, values, nulls);
}

/*
 * An empty array when nothing is known; where something is, a row that has
 * only history_from, and one for each currency, label and period that moved.
 */
Datum
analytics_mrr_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	MrrState   *state = AGG_STATE(0, MrrState);
	MrrResult	result = {0};
	CompositeArray rows;

	composite_array_begin(&rows, fcinfo, MRR_COLUMNS, 0);
	if (state != NULL)
	{
		settle(state, context);
		mrr_scan(state, &result, context);
	}
	if (result.is_known)
	{
		Datum		values[MRR_COLUMNS] = {0};
		bool		nulls[MRR_COLUMNS];

		memset(nulls, true, sizeof(nulls));
		values[COLUMN_HISTORY_FROM] = TimestampTzGetDatum(result.first_seen);
		nulls[COLUMN_HISTORY_FROM] = false;
		composite_array_add(&rows, values, nulls);
	}
	for (uint32 i = 0; i < result.cells.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		add_cell(&rows, state, FLAT_ARRAY_ITEM(&result.cells, MrrCell, i), result.first_seen);
	}
	PG_RETURN_DATUM(composite_array_end(&rows));
}
