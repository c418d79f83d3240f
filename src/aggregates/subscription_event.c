/*-------------------------------------------------------------------------
 *
 * subscription_event.c
 *	  What an event says about a subscription.
 *
 * Properties come from applications.  One that is not what it should be says
 * nothing: there is no error.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "aggregates/subscription.h"
#include "base/property_format.h"
#include "base/seeded_hash.h"

#define MONTHS_IN_A_YEAR 12
#define WEEKS_IN_A_YEAR 52
#define DAYS_IN_A_YEAR 365
#define CENTS 100
#define AMOUNT_LIMIT INT64CONST(1000000000000000)	/* amounts are below 10^15 */
#define CURRENCY_LETTER_BITS 8
#define KNOWN_PRICES 1024
#define KNOWN_AMOUNT_BYTES 24	/* of a numeric with a dozen digits */

typedef struct KnownPrice
{
	int64		in_a_year;		/* 0: none yet */
	int64		count;
	int64		price;
	Size		size;			/* of the amount */
	char		amount[KNOWN_AMOUNT_BYTES];
} KnownPrice;

typedef struct KnownName
{
	const char *text;
	Size		length;
} KnownName;

#define KNOWN_NAME(text) {text, sizeof(text) - 1}

static const KnownName step_names[SUBSCRIPTION_STEPS] = {
	[STEP_TRIAL_STARTED] = KNOWN_NAME("trial_started"),
	[STEP_TRIAL_ENDED] = KNOWN_NAME("trial_ended"),
	[STEP_CREATED] = KNOWN_NAME("subscription_created"),
	[STEP_RENEWED] = KNOWN_NAME("subscription_renewed"),
	[STEP_UPGRADED] = KNOWN_NAME("subscription_upgraded"),
	[STEP_DOWNGRADED] = KNOWN_NAME("subscription_downgraded"),
	[STEP_RESUMED] = KNOWN_NAME("subscription_resumed"),
	[STEP_UNCANCELLED] = KNOWN_NAME("subscription_uncancelled"),
	[STEP_CANCELLED] = KNOWN_NAME("subscription_cancelled"),
	[STEP_PAUSED] = KNOWN_NAME("subscription_paused"),
	[STEP_EXPIRED] = KNOWN_NAME("subscription_expired"),
	[STEP_PAYMENT_COMPLETED] = KNOWN_NAME("payment_completed"),
	[STEP_PAYMENT_FAILED] = KNOWN_NAME("payment_failed"),
};

const char *
subscription_step_name(SubscriptionStep step)
{
	return step_names[step].text;
}

/*
 * The step that an event type is; false for a type that is none.
 */
bool
subscription_step_find(const char *name, int length, SubscriptionStep *step)
{
	for (int i = 0; i < SUBSCRIPTION_STEPS; i++)
	{
		if (step_names[i].length == (Size) length && memcmp(step_names[i].text, name, (Size) length) == 0)
		{
			*step = (SubscriptionStep) i;
			return true;
		}
	}
	return false;
}

/* ---------- properties ---------- */

#define IS_NAME(name, constant) (memcmp(name, constant, sizeof(constant) - 1) == 0)

/*
 * The property that a name is; SUBSCRIPTION_PROPERTIES for others.  Names of
 * all keys come here: so no list is searched.
 */
static inline SubscriptionProperty
find_property(const char *name, uint32 length)
{
	switch (length)
	{
		case 4:
			return IS_NAME(name, "plan") ? PROPERTY_PLAN : SUBSCRIPTION_PROPERTIES;
		case 6:
			return IS_NAME(name, "amount") ? PROPERTY_AMOUNT :
				IS_NAME(name, "reason") ? PROPERTY_REASON : SUBSCRIPTION_PROPERTIES;
		case 7:
			return IS_NAME(name, "ends_at") ? PROPERTY_ENDS_AT : SUBSCRIPTION_PROPERTIES;
		case 8:
			return IS_NAME(name, "currency") ? PROPERTY_CURRENCY :
				IS_NAME(name, "provider") ? PROPERTY_PROVIDER : SUBSCRIPTION_PROPERTIES;
		case 10:
			return IS_NAME(name, "trial_days") ? PROPERTY_TRIAL_DAYS : SUBSCRIPTION_PROPERTIES;
		case 14:
			return IS_NAME(name, "interval_count") ? PROPERTY_INTERVAL_COUNT : SUBSCRIPTION_PROPERTIES;
		case 15:
			return IS_NAME(name, "subscription_id") ? PROPERTY_SUBSCRIPTION_ID : SUBSCRIPTION_PROPERTIES;
		case 16:
			return IS_NAME(name, "billing_interval") ? PROPERTY_BILLING_INTERVAL : SUBSCRIPTION_PROPERTIES;
		default:
			return SUBSCRIPTION_PROPERTIES;
	}
}

/*
 * A value of a document at an offset from the first of its keys.
 */
static void
read_value(char *base, uint32 start, uint32 end, JEntry entry, JsonbValue *value)
{
	if (JBE_ISNULL(entry))
		value->type = jbvNull;
	else if (JBE_ISSTRING(entry))
	{
		value->type = jbvString;
		value->val.string.val = base + start;
		value->val.string.len = (int) (end - start);
	}
	else if (JBE_ISNUMERIC(entry))
	{
		value->type = jbvNumeric;
		value->val.numeric = (Numeric) (base + INTALIGN(start));
	}
	else if (JBE_ISBOOL(entry))
	{
		value->type = jbvBool;
		value->val.boolean = JBE_ISBOOL_TRUE(entry);
	}
	else
	{
		value->type = jbvBinary;
		value->val.binary.data = (JsonbContainer *) (base + INTALIGN(start));
		value->val.binary.len = (int) (end - INTALIGN(start));
	}
}

/*
 * Find all properties in one pass: the keys come first, then the values in the
 * same order.  One that is not there is null.
 */
void
subscription_facts_read(Jsonb *properties, SubscriptionFacts *facts)
{
	JsonbContainer *container = properties == NULL ? NULL : &properties->root;
	SubscriptionProperty found[SUBSCRIPTION_PROPERTIES];
	int			places[SUBSCRIPTION_PROPERTIES];
	int			found_count = 0;
	int			key_count;
	uint32		offset = 0;
	char	   *base;

	for (int i = 0; i < SUBSCRIPTION_PROPERTIES; i++)
		facts->values[i].type = jbvNull;
	if (container == NULL || !JsonContainerIsObject(container))
		return;
	key_count = (int) JsonContainerSize(container);
	base = (char *) (container->children + key_count * 2);
	for (int i = 0; i < key_count; i++)
	{
		uint32		start = offset;
		SubscriptionProperty property;

		JBE_ADVANCE_OFFSET(offset, container->children[i]);
		property = find_property(base + start, offset - start);
		if (property == SUBSCRIPTION_PROPERTIES)
			continue;
		found[found_count] = property;
		places[found_count++] = key_count + i;
	}
	for (int i = key_count, next = 0; next < found_count; i++)
	{
		uint32		start = offset;

		JBE_ADVANCE_OFFSET(offset, container->children[i]);
		if (i == places[next])
			read_value(base, start, offset, container->children[i], &facts->values[found[next++]]);
	}
}

static bool
string_is(const JsonbValue *value, const char *text)
{
	return (Size) value->val.string.len == strlen(text) &&
		memcmp(value->val.string.val, text, strlen(text)) == 0;
}

static int
compare_numbers(Numeric number, int64 other)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(number),
											 NumericGetDatum(int64_to_numeric(other))));
}

/*
 * A whole number of [least, greatest].
 */
static bool
is_integer(const JsonbValue *value, int64 least, int64 greatest, int64 *integer)
{
	if (value->type != jbvNumeric ||
		compare_numbers(value->val.numeric, least) < 0 ||
		compare_numbers(value->val.numeric, greatest) > 0)
		return false;
	*integer = DatumGetInt64(DirectFunctionCall1(numeric_int8, NumericGetDatum(value->val.numeric)));
	return compare_numbers(value->val.numeric, *integer) == 0;
}

/*
 * Is it a 1, as jsonb has it?  Most counts are: so this costs no arithmetic.
 */
static bool
is_one(const JsonbValue *value)
{
	static Numeric one = NULL;

	if (one == NULL)
	{
		MemoryContext caller = MemoryContextSwitchTo(TopMemoryContext);

		one = int64_to_numeric(1);
		MemoryContextSwitchTo(caller);
	}
	return value->type == jbvNumeric && VARSIZE(value->val.numeric) == VARSIZE(one) &&
		memcmp(value->val.numeric, one, VARSIZE(one)) == 0;
}

/* ---------- money ---------- */

/*
 * How many billing intervals a year has; false for an interval that is none.
 */
static bool
intervals_in_a_year(const SubscriptionFacts *facts, int64 *in_a_year, int64 *count)
{
	const JsonbValue *interval = &facts->values[PROPERTY_BILLING_INTERVAL];
	const JsonbValue *interval_count = &facts->values[PROPERTY_INTERVAL_COUNT];

	*in_a_year = MONTHS_IN_A_YEAR;
	*count = 1;
	if (interval->type != jbvNull)
	{
		if (interval->type != jbvString)
			return false;
		if (string_is(interval, "year"))
			*in_a_year = 1;
		else if (string_is(interval, "week"))
			*in_a_year = WEEKS_IN_A_YEAR;
		else if (string_is(interval, "day"))
			*in_a_year = DAYS_IN_A_YEAR;
		else if (!string_is(interval, "month"))
			return false;
	}
	if (interval_count->type == jbvNull || is_one(interval_count))
		return true;
	return is_integer(interval_count, 1, PG_INT32_MAX, count);
}

/*
 * What an amount is by the month, in cents, a half rounded up: with
 * D = 24 * count, the integer part of (amount * 200 * in_a_year + D / 2) / D.
 * Exact, whatever the number of decimals; PRICE_UNKNOWN for what is no amount.
 */
static int64
compute_price(Numeric amount, int64 in_a_year, int64 count)
{
	Datum		cents;

	if (compare_numbers(amount, 0) < 0 || compare_numbers(amount, AMOUNT_LIMIT) >= 0)
		return PRICE_UNKNOWN;
	cents = DirectFunctionCall2(numeric_mul, NumericGetDatum(amount),
								NumericGetDatum(int64_to_numeric(2 * CENTS * in_a_year)));
	cents = DirectFunctionCall2(numeric_add, cents,
								NumericGetDatum(int64_to_numeric(MONTHS_IN_A_YEAR * count)));
	cents = DirectFunctionCall2(numeric_div_trunc, cents,
								NumericGetDatum(int64_to_numeric(2 * MONTHS_IN_A_YEAR * count)));
	return DatumGetInt64(DirectFunctionCall1(numeric_int8, cents));
}

/*
 * There are few prices, each said many times: the recent ones are remembered.
 */
static int64
find_price(Numeric amount, int64 in_a_year, int64 count)
{
	static KnownPrice known_prices[KNOWN_PRICES];
	Size		size = VARSIZE(amount);
	KnownPrice *known;
	uint32		place;

	if (size > KNOWN_AMOUNT_BYTES)
		return compute_price(amount, in_a_year, count);
	place = seeded_hash(amount, size) ^ (uint32) (in_a_year * 31 + count);
	known = &known_prices[place % KNOWN_PRICES];
	if (known->in_a_year != in_a_year || known->count != count || known->size != size ||
		memcmp(known->amount, amount, size) != 0)
	{
		known->price = compute_price(amount, in_a_year, count);
		known->in_a_year = in_a_year;
		known->count = count;
		known->size = size;
		memcpy(known->amount, amount, size);
	}
	return known->price;
}

static int64
monthly_price(const SubscriptionFacts *facts)
{
	const JsonbValue *amount = &facts->values[PROPERTY_AMOUNT];
	int64		in_a_year;
	int64		count;

	if (amount->type != jbvNumeric || !intervals_in_a_year(facts, &in_a_year, &count))
		return PRICE_UNKNOWN;
	return find_price(amount->val.numeric, in_a_year, count);
}

bool
subscription_currency_is_valid(uint32 currency)
{
	for (int i = 0; i < CURRENCY_LETTERS; i++)
	{
		uint8		letter = (uint8) (currency >> (i * CURRENCY_LETTER_BITS));

		if (letter < 'A' || letter > 'Z')
			return false;
	}
	return currency >> (CURRENCY_LETTERS * CURRENCY_LETTER_BITS) == 0;
}

static uint32
get_currency(const SubscriptionFacts *facts)
{
	const JsonbValue *value = &facts->values[PROPERTY_CURRENCY];
	uint32		currency = 0;

	if (value->type == jbvNull)
		return CURRENCY_UNSAID;
	if (value->type != jbvString || value->val.string.len != CURRENCY_LETTERS)
		return CURRENCY_INVALID;
	for (int i = 0; i < CURRENCY_LETTERS; i++)
	{
		uint8		letter = pg_ascii_toupper((unsigned char) value->val.string.val[i]);

		currency |= (uint32) letter << (i * CURRENCY_LETTER_BITS);
	}
	return subscription_currency_is_valid(currency) ? currency : CURRENCY_INVALID;
}

Datum
subscription_currency_datum(uint32 currency, bool *is_null)
{
	char		letters[CURRENCY_LETTERS];

	*is_null = currency == CURRENCY_UNSAID;
	if (*is_null)
		return (Datum) 0;
	for (int i = 0; i < CURRENCY_LETTERS; i++)
		letters[i] = (char) (currency >> (i * CURRENCY_LETTER_BITS));
	return PointerGetDatum(cstring_to_text_with_len(letters, CURRENCY_LETTERS));
}

/* ---------- times ---------- */

/*
 * ends_at, if that is later than the event.
 */
static TimestampTz
get_end(const SubscriptionFacts *facts, TimestampTz at)
{
	const JsonbValue *value = &facts->values[PROPERTY_ENDS_AT];
	TimestampTz end;

	if (value->type == jbvString &&
		rfc3339_parse(value->val.string.val, value->val.string.len, true, &end) && end > at)
		return end;
	return NEVER;
}

static bool
get_trial_end(const SubscriptionFacts *facts, TimestampTz at, TimestampTz *end)
{
	int64		days;

	if (!is_integer(&facts->values[PROPERTY_TRIAL_DAYS], 1, PG_INT32_MAX, &days))
		return false;
	*end = time_after(at, Min(days, PG_INT64_MAX / USECS_PER_DAY) * USECS_PER_DAY);
	if (!IS_VALID_TIMESTAMP(*end))
		*end = NEVER;
	return true;
}

static TrialOutcome
get_outcome(const SubscriptionFacts *facts)
{
	const JsonbValue *reason = &facts->values[PROPERTY_REASON];

	if (reason->type == jbvNull)
		return TRIAL_UNSAID;
	return reason->type == jbvString && string_is(reason, "converted") ? TRIAL_CONVERTED : TRIAL_LOST;
}

/*
 * The plan that an event says; NULL: none.
 */
const JsonbValue *
subscription_plan(SubscriptionStep step, const SubscriptionFacts *facts)
{
	const JsonbValue *plan = &facts->values[PROPERTY_PLAN];

	return plan->type == jbvString && !subscription_is_payment(step) ? plan : NULL;
}

/*
 * Read an event.  Its plan and id are left to the caller.
 */
SubscriptionEvent
subscription_event_read(SubscriptionStep step, TimestampTz at, const SubscriptionFacts *facts)
{
	SubscriptionEvent event = {.at = at, .step = (uint8) step, .until = NEVER, .price = PRICE_UNKNOWN};

	/* amount and currency are the payment's */
	if (subscription_is_payment(step))
		return event;
	event.currency = get_currency(facts);
	switch (step)
	{
		case STEP_TRIAL_STARTED:
			event.until = get_end(facts, at);
			if (event.until == NEVER)
				(void) get_trial_end(facts, at, &event.until);
			break;
		case STEP_TRIAL_ENDED:
			event.outcome = (uint8) get_outcome(facts);
			break;
		case STEP_CREATED:
			event.has_trial = get_trial_end(facts, at, &event.until);
			break;
		case STEP_CANCELLED:
		case STEP_PAUSED:
			event.until = get_end(facts, at);
			return event;
		case STEP_EXPIRED:
			return event;
		default:
			break;
	}
	event.price = monthly_price(facts);
	return event;
}

/* ---------- whose it is ---------- */

/*
 * It belongs to the account of its first event that has one.
 */
void
subscription_claim(SubscriptionOwner *owner, const pg_uuid_t *account, TimestampTz at, const pg_uuid_t *event_id)
{
	if (owner->is_known)
	{
		int			order = subscription_event_cmp(at, event_id, owner->at, &owner->event_id);

		if (order > 0 || (order == 0 && memcmp(account, &owner->account, sizeof(*account)) >= 0))
			return;
	}
	owner->is_known = true;
	owner->account = *account;
	owner->at = at;
	owner->event_id = *event_id;
}

void
subscription_owner_put(AggWriter *writer, const SubscriptionOwner *owner)
{
	agg_put_u8(writer, owner->is_known);
	if (!owner->is_known)
		return;
	agg_put_bytes(writer, &owner->account, UUID_LEN);
	agg_put_int(writer, owner->at);
	agg_put_bytes(writer, &owner->event_id, UUID_LEN);
}

SubscriptionOwner
subscription_owner_get(AggReader *reader)
{
	SubscriptionOwner owner = {.is_known = agg_get_bool(reader)};

	if (owner.is_known)
	{
		agg_get_bytes(reader, &owner.account, UUID_LEN);
		owner.at = agg_get_int(reader);
		agg_get_bytes(reader, &owner.event_id, UUID_LEN);
	}
	return owner;
}

/* ---------- wire format ---------- */

void
subscription_event_put(AggWriter *writer, const SubscriptionEvent *event)
{
	agg_put_int(writer, event->at);
	agg_put_int(writer, event->until);
	agg_put_int(writer, event->price);
	agg_put_uint(writer, event->currency);
	pooled_text_put(writer, event->plan);
	agg_put_u8(writer, event->step);
	agg_put_u8(writer, event->outcome);
	agg_put_u8(writer, event->has_trial);
	agg_put_bytes(writer, &event->id, UUID_LEN);
}

SubscriptionEvent
subscription_event_get(AggReader *reader, const TextPool *texts)
{
	SubscriptionEvent event = {0};

	event.at = agg_get_int(reader);
	event.until = agg_get_int(reader);
	event.price = agg_get_int(reader);
	event.currency = agg_get_uint32(reader);
	event.plan = pooled_text_get(reader, texts);
	event.step = agg_get_u8(reader);
	event.outcome = agg_get_u8(reader);
	event.has_trial = agg_get_bool(reader);
	agg_get_bytes(reader, &event.id, UUID_LEN);
	if (!IS_VALID_TIMESTAMP(event.at) || event.until <= event.at ||
		(event.until != NEVER && !IS_VALID_TIMESTAMP(event.until)) ||
		event.price < PRICE_UNKNOWN || event.step >= SUBSCRIPTION_STEPS ||
		event.outcome >= TRIAL_OUTCOMES ||
		(event.currency > CURRENCY_INVALID && !subscription_currency_is_valid(event.currency)))
		agg_reader_fail(reader);
	return event;
}
