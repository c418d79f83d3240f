/*-------------------------------------------------------------------------
 *
 * privacy.c
 *	  What must not be stored of an event: personal data.
 *
 * A rule covers a key of the properties at any depth.  Keys are compared
 * without case, underscores and hyphens: full_name, fullName and Full-Name
 * are one.  A rule reaches all values below its key, until a deeper key has
 * a rule of its own.
 *
 * Most events carry nothing that a rule covers: privacy_covers() finds that
 * out without building anything, and counts the depth on the same walk.
 *
 * Hashing is HMAC-SHA-256 with a secret key: a bare hash of an e-mail or an
 * IP address is undone by trying them all.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/htup_details.h"
#include "access/stratnum.h"
#include "common/hmac.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "privacy.h"

#define RULE_KEY_MAX 64			/* bytes, without underscores and hyphens */
#define HASH_KEY_LENGTH 32

#define HASHED_PREFIX "hmac-sha256:"
#define HASHED_PREFIX_LENGTH ((int) sizeof(HASHED_PREFIX) - 1)
#define HASHED_LENGTH (HASHED_PREFIX_LENGTH + 2 * PG_SHA256_DIGEST_LENGTH)
#define MASKED "***"

typedef enum RuleAction
{
	RULE_NONE,
	RULE_DROP,
	RULE_HASH,
	RULE_MASK,
	RULE_ALLOW
} RuleAction;

typedef struct Rule
{
	uint8		length;
	char		key[RULE_KEY_MAX];	/* folded */
	RuleAction	action;
} Rule;

static struct
{
	MemoryContext context;
	Oid			schema;
	uint64		changes;
	int			count;
	Rule	   *rules;			/* sorted by rule_compare; NULL: not (or not fully) loaded */
	uint64		lengths;		/* bit n - 1: some rule's key has n bytes */
}			rules;

static struct
{
	Oid			schema;
	uint64		changes;
	bool		loaded;
	uint8		key[HASH_KEY_LENGTH];
}			hash_key;

static int
rule_compare(const void *a, const void *b)
{
	const Rule *left = a;
	const Rule *right = b;

	if (left->length != right->length)
		return left->length - right->length;
	return memcmp(left->key, right->key, left->length);
}

/*
 * Fold a key into the form in which rules are compared.  False when it is
 * longer than any rule's.
 */
static bool
rule_fold_key(const char *key, int length, Rule *folded)
{
	int			n = 0;

	for (int i = 0; i < length; i++)
	{
		char		c = key[i];

		if (c == '_' || c == '-')
			continue;
		if (n == RULE_KEY_MAX)
			return false;
		folded->key[n++] = c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
	}
	folded->length = n;
	return n > 0;
}

static RuleAction
rule_action_of(const char *action)
{
	if (strcmp(action, "drop") == 0)
		return RULE_DROP;
	if (strcmp(action, "hash") == 0)
		return RULE_HASH;
	if (strcmp(action, "mask") == 0)
		return RULE_MASK;
	return RULE_ALLOW;			/* the table's CHECK allows no other */
}

static void
rules_load(const Store *store)
{
	int			allocated = 32;
	Rule	   *loaded;
	StoreScan	scan;
	HeapTuple	tuple;

	if (rules.rules != NULL && rules.schema == store->schema &&
		rules.changes == store_changes(STORE_PII_RULES))
		return;

	rules.rules = NULL;
	rules.count = 0;
	rules.lengths = 0;
	if (rules.context == NULL)
		rules.context = AllocSetContextCreate(TopMemoryContext,
											  "mindwell_analytics PII rules",
											  ALLOCSET_SMALL_SIZES);
	else
		MemoryContextReset(rules.context);

	rules.schema = store->schema;
	rules.changes = store_changes(STORE_PII_RULES);
	loaded = MemoryContextAlloc(rules.context, allocated * sizeof(Rule));

	store_scan_begin(&scan, store, STORE_PII_RULES, 0, NULL);
	while (HeapTupleIsValid(tuple = store_scan_next(&scan)))
	{
		text	   *key = DatumGetTextPP(store_value(&scan, tuple, PII_RULES_KEY));
		char	   *action = TextDatumGetCString(store_value(&scan, tuple, PII_RULES_ACTION));

		if (rules.count == allocated)
		{
			allocated *= 2;
			loaded = repalloc(loaded, allocated * sizeof(Rule));
		}
		if (!rule_fold_key(VARDATA_ANY(key), VARSIZE_ANY_EXHDR(key), &loaded[rules.count]))
			continue;
		rules.lengths |= UINT64CONST(1) << (loaded[rules.count].length - 1);
		loaded[rules.count++].action = rule_action_of(action);
	}
	store_scan_end(&scan);
	qsort(loaded, rules.count, sizeof(Rule), rule_compare);
	/* only now: had the scan failed, the next event must not pass without rules */
	rules.rules = loaded;
}

static RuleAction
rule_for_key(const JsonbValue *key)
{
	Rule		folded;
	Rule	   *rule;

	if (!rule_fold_key(key->val.string.val, key->val.string.len, &folded) ||
		(rules.lengths & (UINT64CONST(1) << (folded.length - 1))) == 0)
		return RULE_NONE;
	rule = bsearch(&folded, rules.rules, rules.count, sizeof(Rule), rule_compare);
	return rule == NULL ? RULE_NONE : rule->action;
}

/*
 * Does any rule cover something in these properties?  Also tells when they
 * are nested deeper than max_depth.
 */
bool
privacy_covers(const Store *store, Jsonb *properties, int max_depth, bool *too_deep)
{
	JsonbIterator *iterator = JsonbIteratorInit(&properties->root);
	JsonbIteratorToken token;
	JsonbValue	value;
	int			depth = 0;
	bool		covered = false;

	rules_load(store);
	*too_deep = false;
	while ((token = JsonbIteratorNext(&iterator, &value, false)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		switch (token)
		{
			case WJB_BEGIN_OBJECT:
			case WJB_BEGIN_ARRAY:
				if (++depth > max_depth)
				{
					*too_deep = true;
					return false;
				}
				break;
			case WJB_END_OBJECT:
			case WJB_END_ARRAY:
				depth--;
				break;
			case WJB_KEY:
				covered = covered || rule_for_key(&value) != RULE_NONE;
				break;
			default:
				break;
		}
	}
	return covered;
}

/*
 * HMAC-SHA-256 with the store's secret key.
 */
void
privacy_hash(const Store *store, const HashPart *parts, int count,
			 uint8 digest[PG_SHA256_DIGEST_LENGTH])
{
	pg_hmac_ctx *context;
	bool		failed;

	if (!hash_key.loaded || hash_key.schema != store->schema ||
		hash_key.changes != store_changes(STORE_HASH_KEY))
	{
		StoreScan	scan;
		HeapTuple	tuple;

		hash_key.loaded = false;
		hash_key.schema = store->schema;
		hash_key.changes = store_changes(STORE_HASH_KEY);
		store_scan_begin(&scan, store, STORE_HASH_KEY, 0, NULL);
		tuple = store_scan_next(&scan);
		if (HeapTupleIsValid(tuple))
		{
			bytea	   *key = DatumGetByteaPP(store_value(&scan, tuple, HASH_KEY_KEY));

			hash_key.loaded = VARSIZE_ANY_EXHDR(key) == HASH_KEY_LENGTH;
			if (hash_key.loaded)
				memcpy(hash_key.key, VARDATA_ANY(key), HASH_KEY_LENGTH);
		}
		store_scan_end(&scan);
		if (!hash_key.loaded)
			ereport(ERROR,
					(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
					 errmsg("the analytics store has no hash key"),
					 errhint("Restore the row of analytics_hash_key, or run analytics_install() to have a new one made.")));
	}

	context = pg_hmac_create(PG_SHA256);
	failed = context == NULL || pg_hmac_init(context, hash_key.key, HASH_KEY_LENGTH) < 0;
	for (int i = 0; i < count && !failed; i++)
		failed = pg_hmac_update(context, parts[i].data, parts[i].length) < 0;
	if (failed || pg_hmac_final(context, digest, PG_SHA256_DIGEST_LENGTH) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not compute HMAC: %s", pg_hmac_error(context))));
	pg_hmac_free(context);
}

static bool
is_hashed(const JsonbValue *value)
{
	if (value->type != jbvString || value->val.string.len != HASHED_LENGTH ||
		memcmp(value->val.string.val, HASHED_PREFIX, HASHED_PREFIX_LENGTH) != 0)
		return false;
	for (int i = HASHED_PREFIX_LENGTH; i < HASHED_LENGTH; i++)
	{
		char		c = value->val.string.val[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f')))
			return false;
	}
	return true;
}

/*
 * Replace a scalar by its hash.  A number counts by its text, so that 42 and
 * "42" are one person.
 */
static void
hash_scalar(const Store *store, JsonbValue *value)
{
	HashPart	part;
	uint8		digest[PG_SHA256_DIGEST_LENGTH];
	char	   *result;

	if (value->type == jbvNull || is_hashed(value))
		return;
	if (value->type == jbvString)
		part = (HashPart) {value->val.string.val, value->val.string.len};
	else
	{
		char	   *text = value->type == jbvNumeric
			? DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)))
			: pstrdup(value->val.boolean ? "true" : "false");

		part = (HashPart) {text, strlen(text)};
	}
	privacy_hash(store, &part, 1, digest);

	result = palloc(HASHED_LENGTH);
	memcpy(result, HASHED_PREFIX, HASHED_PREFIX_LENGTH);
	hex_encode((const char *) digest, sizeof(digest), result + HASHED_PREFIX_LENGTH);
	value->type = jbvString;
	value->val.string.val = result;
	value->val.string.len = HASHED_LENGTH;
}

static void
redact_scalar(const Store *store, RuleAction action, JsonbValue *value)
{
	if (action == RULE_HASH)
		hash_scalar(store, value);
	else if (action == RULE_MASK && value->type != jbvNull)
	{
		value->type = jbvString;
		value->val.string.val = MASKED;
		value->val.string.len = sizeof(MASKED) - 1;
	}
}

/*
 * Copy a container into the state, without what its rules drop.  "action"
 * is what the key above asks for.
 */
static JsonbValue *
redact_container(const Store *store, JsonbContainer *container, RuleAction action,
				 JsonbParseState **state)
{
	JsonbIterator *iterator = JsonbIteratorInit(container);
	JsonbIteratorToken token;
	JsonbValue	value;
	JsonbValue *result = NULL;
	RuleAction	value_action = action;

	check_stack_depth();
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (token == WJB_KEY)
		{
			value_action = rule_for_key(&value);
			if (value_action == RULE_NONE)
				value_action = action;
			if (value_action != RULE_DROP)
				result = pushJsonbValue(state, token, &value);
		}
		else if (token == WJB_VALUE || token == WJB_ELEM)
		{
			if (value_action == RULE_DROP)
				continue;
			if (value.type == jbvBinary)
				result = redact_container(store, value.val.binary.data, value_action, state);
			else
			{
				redact_scalar(store, value_action, &value);
				result = pushJsonbValue(state, token, &value);
			}
		}
		else
			result = pushJsonbValue(state, token, NULL);
	}
	return result;
}

/*
 * The properties as the rules allow them to be stored.
 */
Jsonb *
privacy_redact(const Store *store, Jsonb *properties)
{
	JsonbParseState *state = NULL;

	rules_load(store);
	return JsonbValueToJsonb(redact_container(store, &properties->root, RULE_NONE, &state));
}
