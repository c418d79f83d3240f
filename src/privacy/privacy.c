/*-------------------------------------------------------------------------
 *
 * privacy.c
 *	  What must not be stored of an event: personal data.
 *
 * A rule covers a key of the properties at any depth.  Keys are compared
 * without case, underscores, hyphens, blanks, quotes and what cannot be seen:
 * full_name, fullName and Full-Name are one.  A rule reaches all values below
 * its key, until a deeper key has a rule of its own; user.email, user[email]
 * and the like are email below user.  The rule of a secret also covers keys
 * whose last words are its own, with or without a number behind: new_password,
 * userPassword2.
 *
 * A property that was renamed (property_names.c) is judged by both its names,
 * and the stricter rule holds: an alias must not carry a password past the
 * rules.  Only what its type gives a list of values is judged by its new name
 * alone: those can hold no personal data.
 *
 * Most events carry nothing that a rule covers: privacy_covers() finds that
 * out without building anything, and on the same walk counts the depth, and
 * the digits of numbers.
 *
 * What no rule covers is searched for e-mail addresses and card numbers
 * (pii_find.c), and what is found treated as the setting pii_detection says.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "base/ascii.h"
#include "base/json_pointer.h"
#include "base/pii_find.h"
#include "base/settings.h"
#include "privacy/privacy.h"
#include "store/keyed_hash.h"

#define RULE_KEY_MAX 64			/* bytes, of what counts */

/* Shorter numbers than a card's are stored in less. */
#define CARD_NUMERIC_SIZE 12

/* From the least strict to the strictest, of those that redact */
typedef enum RuleAction
{
	RULE_NONE,
	RULE_ALLOW,
	RULE_HASH,
	RULE_MASK,
	RULE_DROP
} RuleAction;

typedef struct Rule
{
	uint8		length;
	char		key[RULE_KEY_MAX];	/* folded */
	RuleAction	action;
	bool		is_secret;
} Rule;

static struct
{
	MemoryContext context;
	Oid			schema;
	uint64		changes;
	int			count;
	Rule	   *rules;			/* sorted by rule_compare; NULL: not (or not fully) loaded */
	uint32		first_bytes[RULE_KEY_MAX + 1];	/* by length, see first_bit() */
	bool		has_paths;		/* some rule's key has several components */
}			rules;

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
 * A byte of a key in the form in which rules are compared; 0 for one that does
 * not count.
 */
static inline char
fold_byte(char c)
{
	switch (c)
	{
		case '_':
		case '-':
		case ' ':
		case '\t':
		case '\n':
		case '\v':
		case '\f':
		case '\r':
		case '"':
		case '\'':
		case '`':
			return '\0';
		default:
			return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
	}
}

/*
 * Does this byte divide a key into components?
 */
static inline bool
divides_path(char c)
{
	switch (c)
	{
		case '.':
		case '/':
		case ':':
		case '[':
		case ']':
		case '>':
		case '|':
		case '\\':
			return true;
		default:
			return false;
	}
}

/*
 * The length of the character of a key that ends before a place, if it is a
 * no-break space or one that cannot be seen, else 0.  (In an encoding other than
 * UTF-8 these bytes are hardly a part of any key.)
 */
static int
unseen_before(const char *key, int place)
{
	const unsigned char *end = (const unsigned char *) key + place;

	if (place < 2 || !IS_HIGHBIT_SET(end[-1]))
		return 0;
	if (end[-2] == 0xC2 && (end[-1] == 0xA0 || end[-1] == 0xAD))
		return 2;
	if (place >= 3 &&
		((end[-3] == 0xE2 && end[-2] == 0x80 && end[-1] >= 0x80 && end[-1] <= 0x8F) ||
		 (end[-3] == 0xE2 && end[-2] == 0x81 && end[-1] == 0xA0) ||
		 (end[-3] == 0xEF && end[-2] == 0xBB && end[-1] == 0xBF)))
		return 3;
	return 0;
}

/*
 * Fold the key of a rule, or one that is compared as a whole.  False when it is
 * longer than any rule's.
 */
static bool
rule_fold_key(const char *key, int length, Rule *folded)
{
	int			n = 0;

	for (int i = 0; i < length; i++)
	{
		char		c = fold_byte(key[i]);

		if (c == '\0')
			continue;
		if (n == RULE_KEY_MAX)
			return false;
		folded->key[n++] = c;
	}
	folded->length = n;
	return n > 0;
}

/*
 * Most keys have no rule, which is seen by their length and first byte.
 */
static inline uint32
first_bit(char c)
{
	return UINT32_C(1) << (c & 31);
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
	memset(rules.first_bytes, 0, sizeof(rules.first_bytes));
	rules.has_paths = false;
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
		rules.first_bytes[loaded[rules.count].length] |= first_bit(loaded[rules.count].key[0]);
		for (int i = 0; i < loaded[rules.count].length; i++)
			rules.has_paths = rules.has_paths || divides_path(loaded[rules.count].key[i]);
		loaded[rules.count].is_secret = DatumGetBool(store_value(&scan, tuple, PII_RULES_IS_SECRET));
		loaded[rules.count++].action = rule_action_of(action);
	}
	store_scan_end(&scan);
	qsort(loaded, rules.count, sizeof(Rule), rule_compare);
	/* only now: had the scan failed, the next event must not pass without rules */
	rules.rules = loaded;
}

/*
 * The rule of a folded key that is in force; NULL for none.
 */
static const Rule *
rule_find(const char *key, int length)
{
	Rule		wanted = {.length = length};
	const Rule *rule;

	if (length == 0 || (rules.first_bytes[length] & first_bit(key[0])) == 0)
		return NULL;
	memcpy(wanted.key, key, length);
	rule = bsearch(&wanted, rules.rules, rules.count, sizeof(Rule), rule_compare);
	if (rule != NULL && setting_enable_pii_tracking && !rule->is_secret && rule->action != RULE_ALLOW)
		return NULL;
	return rule;
}

/*
 * The rule of the component of a key that ends before a place, which moves to
 * its start: that of all of it, else the one of a secret whose words are its
 * last ones, the longest.
 */
static const Rule *
rule_of_component(const char *key, int *place)
{
	char		folded[RULE_KEY_MAX];	/* filled from its end */
	int			first = RULE_KEY_MAX;
	int			i = *place;
	bool		fits = true;
	const Rule *rule;
	const Rule *secret = NULL;

	while (i > 0 && !divides_path(key[i - 1]))
	{
		int			unseen = unseen_before(key, i);
		char		c = key[i - 1];
		char		c_folded = fold_byte(c);

		i -= Max(unseen, 1);
		if (unseen > 0 || c_folded == '\0')
			continue;
		fits = fits && first > 0;
		if (!fits)
			continue;
		folded[--first] = c_folded;
		/* does a word begin here, that is not the first? */
		if (i > 0 &&
			(fold_byte(key[i - 1]) == '\0' || unseen_before(key, i) > 0 ||
			 (c != c_folded && key[i - 1] == fold_byte(key[i - 1]))))
		{
			rule = rule_find(folded + first, RULE_KEY_MAX - first);
			if (rule != NULL && rule->is_secret)
				secret = rule;
		}
	}
	*place = i;
	rule = fits ? rule_find(folded + first, RULE_KEY_MAX - first) : NULL;
	return rule != NULL ? rule : secret;
}

/*
 * What the rules ask for by a key: of its components, the last one's that has a
 * rule.
 */
static RuleAction
rule_for_key(const JsonbValue *value)
{
	const char *key = value->val.string.val;
	int			end = value->val.string.len;
	const Rule *rule = NULL;
	Rule		whole;

	if (rules.has_paths && rule_fold_key(key, end, &whole))
		rule = rule_find(whole.key, whole.length);
	while (rule == NULL && end > 0)
	{
		int			place = end;

		rule = rule_of_component(key, &place);
		if (rule == NULL && is_digit(key[end - 1]))
		{
			while (end > place && is_digit(key[end - 1]))
				end--;
			rule = rule_of_component(key, &end);
			if (rule != NULL && !rule->is_secret)
				rule = NULL;
		}
		end = place - 1;
	}
	return rule == NULL ? RULE_NONE : rule->action;
}

/*
 * What the rules ask for by the name under which a property was given, where
 * that is stricter than what they ask for by the one it got.  A name that was
 * given allows nothing.
 */
static RuleAction
stricter_of_given(const PropertyRename *rename, RuleAction action)
{
	JsonbValue	given = {.type = jbvString};
	RuleAction	given_action;

	if (rename == NULL || rename->is_closed)
		return action;
	given.val.string.val = unconstify(char *, rename->given);
	given.val.string.len = rename->given_length;
	given_action = rule_for_key(&given);
	return given_action > Max(action, RULE_ALLOW) ? given_action : action;
}

/*
 * Must a property be redacted for the name under which it was given?
 */
bool
privacy_covers_given(const Store *store, const PropertyRename *rename)
{
	rules_load(store);
	return stricter_of_given(rename, RULE_NONE) != RULE_NONE;
}

/*
 * What is to be found in values that no rule covers?
 */
static int
kinds_to_find(void)
{
	if (setting_pii_detection == PII_DETECTION_OFF)
		return 0;
	return setting_enable_pii_tracking ? PII_CARD : PII_ALL;
}

/*
 * Is there an address or a card number in a scalar?
 */
static bool
scalar_finds(JsonbValue *value, int kinds)
{
	PiiSpan		found;
	char	   *number;

	switch (value->type)
	{
		case jbvString:
			return value->val.string.len >= PII_MIN_LENGTH &&
				pii_find(value->val.string.val, value->val.string.len, 0, kinds, &found);
		case jbvNumeric:
			if (VARSIZE_ANY(value->val.numeric) < CARD_NUMERIC_SIZE)
				return false;
			number = DatumGetCString(DirectFunctionCall1(numeric_out,
														 NumericGetDatum(value->val.numeric)));
			return pii_find(number, strlen(number), 0, kinds & PII_CARD, &found);
		default:
			return false;
	}
}

static Numeric
number_from_text(const char *text)
{
	return DatumGetNumeric(DirectFunctionCall3(numeric_in, CStringGetDatum(text),
											   ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)));
}

/*
 * Does a number have too many digits?  It is stored in a few bytes if most are
 * zeros, but every reader gets them all: 1e131071 is a text of 128 kB.
 */
static bool
number_is_long(Numeric number)
{
	static Numeric limit = NULL;
	static Numeric negative_limit;
	Datum		value = NumericGetDatum(number);

	if (limit == NULL)
	{
		MemoryContext context = MemoryContextSwitchTo(TopMemoryContext);

		negative_limit = number_from_text("-1e" CppAsString2(NUMBER_MAX_DIGITS));
		limit = number_from_text("1e" CppAsString2(NUMBER_MAX_DIGITS));
		MemoryContextSwitchTo(context);
	}
	return DatumGetInt32(DirectFunctionCall1(numeric_scale, value)) > NUMBER_MAX_SCALE ||
		DatumGetBool(DirectFunctionCall2(numeric_ge, value, NumericGetDatum(limit))) ||
		DatumGetBool(DirectFunctionCall2(numeric_le, value, NumericGetDatum(negative_limit)));
}

/*
 * Must anything in these properties be redacted?  Also tells what is excessive
 * in them, and then nothing else: "path" is their place in the event.
 */
bool
privacy_covers(const Store *store, Jsonb *properties, const char *path,
			   PropertiesExcess *excess)
{
	PointerStep steps[PROPERTIES_MAX_DEPTH];	/* of the containers that are open */
	PointerStep *step = NULL;
	JsonbIterator *iterator = JsonbIteratorInit(&properties->root);
	JsonbIteratorToken token;
	JsonbValue	value;
	int			depth = 0;
	int			kinds = kinds_to_find();
	bool		covered = false;

	rules_load(store);
	*excess = (PropertiesExcess) {0};
	while ((token = JsonbIteratorNext(&iterator, &value, false)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		switch (token)
		{
			case WJB_BEGIN_OBJECT:
			case WJB_BEGIN_ARRAY:
				if (depth == PROPERTIES_MAX_DEPTH)
				{
					excess->too_deep = true;
					return false;
				}
				if (step != NULL)
					step->index++;
				steps[depth] = (PointerStep) {.parent = step, .index = -1};
				step = &steps[depth++];
				break;
			case WJB_END_OBJECT:
			case WJB_END_ARRAY:
				depth--;
				step = depth > 0 ? &steps[depth - 1] : NULL;
				break;
			case WJB_KEY:
				step->key = value.val.string.val;
				step->key_length = value.val.string.len;
				covered = covered || rule_for_key(&value) != RULE_NONE ||
					(kinds != 0 && scalar_finds(&value, kinds));
				break;
			case WJB_VALUE:
			case WJB_ELEM:
				step->index++;
				if (value.type == jbvNumeric && number_is_long(value.val.numeric))
				{
					excess->long_number = json_pointer(path, step);
					return false;
				}
				covered = covered || (kinds != 0 && scalar_finds(&value, kinds));
				break;
			default:
				break;
		}
	}
	return covered;
}

static void
set_string(JsonbValue *value, char *text, int length)
{
	value->type = jbvString;
	value->val.string.val = text;
	value->val.string.len = length;
}

static char *
scalar_text(const JsonbValue *value)
{
	if (value->type == jbvString)
		return pnstrdup(value->val.string.val, value->val.string.len);
	if (value->type == jbvNumeric)
		return DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(value->val.numeric)));
	return pstrdup(value->val.boolean ? "true" : "false");
}

/*
 * Replace a scalar by its hash.  A number counts by its text, so that 42 and
 * "42" are one person.
 */
static void
hash_scalar(const Store *store, JsonbValue *value)
{
	char	   *text;

	if (value->type == jbvNull ||
		(value->type == jbvString &&
		 keyed_hash_is_text(value->val.string.val, value->val.string.len)))
		return;
	text = scalar_text(value);
	set_string(value, keyed_hash_text(store, text, strlen(text)), HASHED_LENGTH);
}

/*
 * Replace what is found in a scalar by masks or hashes; false when all of it
 * shall go.
 */
static bool
redact_found(const Store *store, int kinds, JsonbValue *value)
{
	StringInfoData redacted;
	char	   *text;
	int			length;
	int			copied = 0;
	PiiSpan		span;

	if (kinds == 0 || !scalar_finds(value, kinds))
		return true;
	if (setting_pii_detection == PII_DETECTION_DROP)
		return false;

	text = scalar_text(value);
	length = strlen(text);
	initStringInfo(&redacted);
	while (pii_find(text, length, copied, kinds, &span))
	{
		CHECK_FOR_INTERRUPTS();
		appendBinaryStringInfo(&redacted, text + copied, span.start - copied);
		if (setting_pii_detection == PII_DETECTION_MASK)
			appendStringInfoString(&redacted, PII_MASK);
		else
			appendBinaryStringInfo(&redacted,
								   keyed_hash_text(store, text + span.start, span.end - span.start),
								   HASHED_LENGTH);
		copied = span.end;
	}
	appendBinaryStringInfo(&redacted, text + copied, length - copied);
	set_string(value, redacted.data, redacted.len);
	return true;
}

/*
 * Redact a scalar; false when it shall go.
 */
static bool
redact_scalar(const Store *store, RuleAction action, int kinds, JsonbValue *value)
{
	switch (action)
	{
		case RULE_NONE:
			return redact_found(store, kinds, value);
		case RULE_DROP:
			return false;
		case RULE_HASH:
			hash_scalar(store, value);
			return true;
		case RULE_MASK:
			if (value->type != jbvNull)
				set_string(value, PII_MASK, sizeof(PII_MASK) - 1);
			return true;
		case RULE_ALLOW:
			return true;
	}
	return false;
}

/*
 * Copy a container into the state, without what its rules drop.  "action"
 * is what the key above asks for; the renames are of its own keys.
 */
static JsonbValue *
redact_container(const Store *store, JsonbContainer *container, RuleAction action,
				 const PropertyRenames *renames, JsonbParseState **state)
{
	JsonbIterator *iterator = JsonbIteratorInit(container);
	JsonbIteratorToken token;
	JsonbValue	key;
	JsonbValue	value;
	JsonbValue *result = NULL;
	RuleAction	value_action = action;
	int			kinds = kinds_to_find();

	check_stack_depth();
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (token == WJB_KEY)
		{
			key = value;
			value_action = rule_for_key(&key);
			if (value_action == RULE_NONE)
				value_action = action;
			value_action = stricter_of_given(property_rename_of(renames, key.val.string.val,
																key.val.string.len),
											 value_action);
			if (value_action == RULE_NONE && !redact_found(store, kinds, &key))
				value_action = RULE_DROP;
		}
		else if (token == WJB_VALUE || token == WJB_ELEM)
		{
			bool		is_container = value.type == jbvBinary;

			if (value_action == RULE_DROP ||
				(!is_container && !redact_scalar(store, value_action, kinds, &value)))
				continue;
			if (token == WJB_VALUE)
				pushJsonbValue(state, WJB_KEY, &key);
			result = is_container
				? redact_container(store, value.val.binary.data, value_action, NULL, state)
				: pushJsonbValue(state, token, &value);
		}
		else
			result = pushJsonbValue(state, token, NULL);
	}
	return result;
}

/*
 * The properties as the rules allow them to be stored.  The renames may be
 * NULL: there are none.
 */
Jsonb *
privacy_redact(const Store *store, Jsonb *properties, const PropertyRenames *renames)
{
	JsonbParseState *state = NULL;

	rules_load(store);
	return JsonbValueToJsonb(redact_container(store, &properties->root, RULE_NONE, renames, &state));
}
