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

#include "common/hashfn.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "aggregates/subscription.h"
#include "base/property_format.h"

#define MONTHS_IN_A_YEAR 12
#define WEEKS_IN_A_YEAR 52
#define DAYS_IN_A_YEAR 365
#define CENTS 100
#define AMOUNT_LIMIT INT64CONST(1000000000000000)	/* amounts are below 10^15 */
#define CURRENCY_LETTER_BITS 8
#define KNOWN_PRICES 256
#define KNOWN_AMOUNT_BYTES 24	/* of a numeric with a dozen digits */

typedef struct KnownPrice
{
	int64		in_a_year;		/* 0: none yet */
	int64		count;
	int64		price;
	Size		size;			/* of the amount */
	char		amount[KNOWN_AMOUNT_BYTES];
} KnownPrice;

static const char *const step_names[SUBSCRIPTION_STEPS] = {
	[STEP_TRIAL_STARTED] = "trial_started",
	[STEP_TRIAL_ENDED] = "trial_ended",
	[STEP_CREATED] = "subscription_created",
	[STEP_RENEWED] = "subscription_renewed",
	[STEP_UPGRADED] = "subscription_upgraded",
	[STEP_DOWNGRADED] = "subscription_downgraded",
	[STEP_RESUMED] = "subscription_resumed",
	[STEP_UNCANCELLED] = "subscription_uncancelled",
	[STEP_CANCELLED] = "subscription_cancelled",
	[STEP_PAUSED] = "subscription_paused",
	[STEP_EXPIRED] = "subscription_expired",
	[STEP_PAYMENT_COMPLETED] = "payment_completed",
	[STEP_PAYMENT_FAILED] = "payment_failed",
};

const char *
subscription_step_name(SubscriptionStep step)
{
	return step_names[step];
}

/*
 * The step that an event type is; false for a type that is none.
 */
bool
subscription_step_find(const char *name, int length, SubscriptionStep *step)
{
	for (int i = 0; i < SUBSCRIPTION_STEPS; i++)
	{
		if (strlen(step_names[i]) == (Size) length && memcmp(step_names[i], name, length) == 0)
		{
			*step = (SubscriptionStep) i;
			return true;
		}
	}
	return false;
}

/* ---------- properties ---------- */

/*
 * A property that is not null.
 */
static bool
get_property(Jsonb *properties, const char *name, JsonbValue *value)
{
	return properties != NULL && JB_ROOT_IS_OBJECT(properties) &&
		getKeyJsonValueFromContainer(&properties->root, name, (int) strlen(name), value) != NULL &&
		value->type != jbvNull;
}

static bool
get_string(Jsonb *properties, const char *name, JsonbValue *value)
{
	return get_property(properties, name, value) && value->type == jbvString;
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

/* ---------- money ---------- */

/*
 * How many billing intervals a year has; false for an interval that is none.
 */
static bool
intervals_in_a_year(Jsonb *properties, int64 *in_a_year, int64 *count)
{
	JsonbValue	value;

	*in_a_year = MONTHS_IN_A_YEAR;
	*count = 1;
	if (get_property(properties, "billing_interval", &value))
	{
		if (value.type != jbvString)
			return false;
		if (string_is(&value, "year"))
			*in_a_year = 1;
		else if (string_is(&value, "week"))
			*in_a_year = WEEKS_IN_A_YEAR;
		else if (string_is(&value, "day"))
			*in_a_year = DAYS_IN_A_YEAR;
		else if (!string_is(&value, "month"))
			return false;
	}
	return !get_property(properties, "interval_count", &value) ||
		is_integer(&value, 1, PG_INT32_MAX, count);
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
	place = hash_bytes((const unsigned char *) amount, (int) size) ^ (uint32) (in_a_year * 31 + count);
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
monthly_price(Jsonb *properties)
{
	JsonbValue	amount;
	int64		in_a_year;
	int64		count;

	if (!get_property(properties, "amount", &amount) || amount.type != jbvNumeric ||
		!intervals_in_a_year(properties, &in_a_year, &count))
		return PRICE_UNKNOWN;
	return find_price(amount.val.numeric, in_a_year, count);
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
get_currency(Jsonb *properties)
{
	JsonbValue	value;
	uint32		currency = 0;

	if (!get_property(properties, "currency", &value))
		return CURRENCY_UNSAID;
	if (value.type != jbvString || value.val.string.len != CURRENCY_LETTERS)
		return CURRENCY_INVALID;
	for (int i = 0; i < CURRENCY_LETTERS; i++)
	{
		uint8		letter = pg_ascii_toupper((unsigned char) value.val.string.val[i]);

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
get_end(Jsonb *properties, TimestampTz at)
{
	JsonbValue	value;
	TimestampTz end;

	if (get_string(properties, "ends_at", &value) &&
		rfc3339_parse(value.val.string.val, value.val.string.len, true, &end) && end > at)
		return end;
	return NEVER;
}

static bool
get_trial_end(Jsonb *properties, TimestampTz at, TimestampTz *end)
{
	JsonbValue	value;
	int64		days;

	if (!get_property(properties, "trial_days", &value) ||
		!is_integer(&value, 1, PG_INT32_MAX, &days))
		return false;
	*end = time_after(at, Min(days, PG_INT64_MAX / USECS_PER_DAY) * USECS_PER_DAY);
	if (!IS_VALID_TIMESTAMP(*end))
		*end = NEVER;
	return true;
}

static TrialOutcome
get_outcome(Jsonb *properties)
{
	JsonbValue	value;

	if (!get_property(properties, "reason", &value))
		return TRIAL_UNSAID;
	return value.type == jbvString && string_is(&value, "converted") ? TRIAL_CONVERTED : TRIAL_LOST;
}

/*
 * Read an event.  Its texts are put into the pool; the id is left to the caller.
 */
SubscriptionEvent
subscription_event_read(SubscriptionStep step, TimestampTz at, Jsonb *properties,
						TextPool *texts, MemoryContext context)
{
	SubscriptionEvent event = {.at = at, .step = (uint8) step, .until = NEVER, .price = PRICE_UNKNOWN};
	JsonbValue	plan;

	/* of a payment, amount and currency are the payment's */
	if (step == STEP_PAYMENT_COMPLETED || step == STEP_PAYMENT_FAILED)
		return event;

	event.currency = get_currency(properties);
	if (get_string(properties, "plan", &plan))
		event.plan = text_pool_add(texts, plan.val.string.val, (uint32) plan.val.string.len, context);
	switch (step)
	{
		case STEP_TRIAL_STARTED:
			event.until = get_end(properties, at);
			if (event.until == NEVER)
				(void) get_trial_end(properties, at, &event.until);
			break;
		case STEP_TRIAL_ENDED:
			event.outcome = (uint8) get_outcome(properties);
			break;
		case STEP_CREATED:
			event.has_trial = get_trial_end(properties, at, &event.until);
			break;
		case STEP_CANCELLED:
		case STEP_PAUSED:
			event.until = get_end(properties, at);
			return event;
		case STEP_EXPIRED:
			return event;
		default:
			break;
	}
	event.price = monthly_price(properties);
	return event;
}
