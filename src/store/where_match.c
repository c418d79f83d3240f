/*-------------------------------------------------------------------------
 *
 * where_match.c
 *	  Do an event's properties meet what a report asks of them (where.c)?
 *
 * A value that is absent is no null: it is another than any (!=, not_in), and
 * does not exist; every other operator is false of it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "base/ascii.h"
#include "base/json_value.h"
#include "store/where.h"

PG_FUNCTION_INFO_V1(analytics_where_matches);

/* What a call of where_matches() keeps. */
typedef struct WhereCache
{
	Jsonb	   *document;
	Jsonb	   *names;
	Where	   *where;
	MemoryContext context;
} WhereCache;

/*
 * Let properties be looked for by the names that events have: the keys of an
 * object whose values are the names that were asked for.
 */
static void
where_rename(Where *where, Jsonb *names)
{
	JsonbIterator *iterator = JsonbIteratorInit(&names->root);
	WhereToken *found = palloc0_array(WhereToken, where->count + 1);
	JsonbIteratorToken token;
	JsonbValue	name;
	JsonbValue	asked;

	while ((token = JsonbIteratorNext(&iterator, &name, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (token != WJB_KEY)
			continue;
		JsonbIteratorNext(&iterator, &asked, true);
		for (int i = 0; asked.type == jbvString && i < where->count; i++)
		{
			const WhereToken *first = &where->targets[i].tokens[0];

			if (first->length == asked.val.string.len &&
				memcmp(first->text, asked.val.string.val, first->length) == 0)
			{
				found[i].text = name.val.string.val;
				found[i].length = name.val.string.len;
			}
		}
	}
	/* only now: a name may be another's */
	for (int i = 0; i < where->count; i++)
		if (found[i].text != NULL)
			where->targets[i].tokens[0] = found[i];
}

/*
 * The element of an array that a step of a pointer names; NULL for none.
 */
static JsonbValue *
find_element(JsonbContainer *array, const WhereToken *token)
{
	uint32		index = 0;

	if (token->length == 0 || (token->text[0] == '0' && token->length > 1))
		return NULL;
	for (int i = 0; i < token->length; i++)
	{
		if (!is_digit(token->text[i]))
			return NULL;
		index = index * 10 + (token->text[i] - '0');
		if (index >= JsonContainerSize(array))
			return NULL;
	}
	return getIthJsonbValueFromContainer(array, index);
}

static JsonbValue *
find_child(JsonbContainer *container, const WhereToken *token)
{
	if (JsonContainerIsObject(container))
		return getKeyJsonValueFromContainer(container, token->text, token->length, NULL);
	return find_element(container, token);
}

/*
 * The value that is asked about; NULL if it is absent.
 */
static JsonbValue *
find_value(JsonbContainer *properties, const WhereTarget *target)
{
	JsonbValue *value;

	if (!JsonContainerIsObject(properties))
		return NULL;
	value = find_child(properties, &target->tokens[0]);
	for (int i = 1; i < target->depth && value != NULL; i++)
		value = value->type == jbvBinary ? find_child(value->val.binary.data, &target->tokens[i]) : NULL;
	return value;
}

static bool
equals_any(const WhereTest *test, const JsonbValue *value)
{
	TimestampTz instant;

	if (test->as_date && !where_instant(value, &instant))
		return false;
	for (int i = 0; i < test->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (test->as_date ? instant == test->instants[i] : json_equal(value, &test->values[i]))
			return true;
	}
	return false;
}

/*
 * How a value is ordered beside that of a test; false if it is not.
 */
static bool
compare_with(const WhereTest *test, const JsonbValue *value, int *order)
{
	TimestampTz instant;

	if (test->as_date)
	{
		if (!where_instant(value, &instant))
			return false;
		*order = instant < test->instants[0] ? -1 : instant > test->instants[0];
		return true;
	}
	if (value->type != jbvNumeric)
		return false;
	*order = DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(value->val.numeric),
											   NumericGetDatum(test->values[0].val.numeric)));
	return true;
}

static bool
is_substring(const JsonbValue *part, const JsonbValue *text)
{
	for (int i = 0; i + part->val.string.len <= text->val.string.len; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (memcmp(text->val.string.val + i, part->val.string.val, part->val.string.len) == 0)
			return true;
	}
	return false;
}

/*
 * Has a text this part, or an array this member?
 */
static bool
contains(const WhereTest *test, const JsonbValue *value)
{
	if (value->type == jbvString)
		return test->values[0].type == jbvString && is_substring(&test->values[0], value);
	if (!json_is_array(value))
		return false;
	for (uint32 i = 0; i < JsonContainerSize(value->val.binary.data); i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (json_equal(getIthJsonbValueFromContainer(value->val.binary.data, i), &test->values[0]))
			return true;
	}
	return false;
}

static bool
holds_array(const WhereTest *test, const JsonbValue *value)
{
	JsonbIterator *whole;
	JsonbIterator *part;

	if (!json_is_array(value))
		return false;
	whole = JsonbIteratorInit(value->val.binary.data);
	part = JsonbIteratorInit(test->values[0].val.binary.data);
	return JsonbDeepContains(&whole, &part);
}

static bool tests_hold(const WhereTests *tests, const JsonbValue *value);

/*
 * Of a value that is there.
 */
static bool
test_holds(const WhereTest *test, const JsonbValue *value)
{
	int			order;

	switch (test->operator)
	{
		case WHERE_EQUAL:
		case WHERE_IN:
			return equals_any(test, value);
		case WHERE_NOT_EQUAL:
		case WHERE_NOT_IN:
			return !equals_any(test, value);
		case WHERE_LESS:
			return compare_with(test, value, &order) && order < 0;
		case WHERE_LESS_OR_EQUAL:
			return compare_with(test, value, &order) && order <= 0;
		case WHERE_GREATER:
			return compare_with(test, value, &order) && order > 0;
		case WHERE_GREATER_OR_EQUAL:
			return compare_with(test, value, &order) && order >= 0;
		case WHERE_EXISTS:
			return test->values[0].val.boolean;
		case WHERE_CONTAINS:
			return contains(test, value);
		case WHERE_NOT:
			return !tests_hold(&test->inner, value);
		case WHERE_HOLDS_ARRAY:
			return holds_array(test, value);
	}
	pg_unreachable();
}

/*
 * What is asked of a value that is not there: that it is another, or absent.
 */
static bool
holds_of_absent(const WhereTest *test)
{
	return test->operator == WHERE_NOT_EQUAL || test->operator == WHERE_NOT_IN ||
		(test->operator == WHERE_EXISTS && !test->values[0].val.boolean);
}

/*
 * NULL is a value that is absent.
 */
static bool
tests_hold(const WhereTests *tests, const JsonbValue *value)
{
	for (int i = 0; i < tests->count; i++)
		if (value == NULL ? !holds_of_absent(&tests->items[i]) : !test_holds(&tests->items[i], value))
			return false;
	return true;
}

static bool
where_holds(const Where *where, Jsonb *properties)
{
	for (int i = 0; i < where->count; i++)
		if (!tests_hold(&where->targets[i].tests, find_value(&properties->root, &where->targets[i])))
			return false;
	return true;
}

static Jsonb *
document_copy(const Jsonb *document)
{
	return memcpy(palloc(VARSIZE(document)), document, VARSIZE(document));
}

static bool
is_same_document(const Jsonb *a, const Jsonb *b)
{
	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

/*
 * The condition of a call, parsed when it is another than that of the row
 * before.
 */
static const Where *
cached_where(FmgrInfo *flinfo, Jsonb *document, Jsonb *names)
{
	WhereCache *cache = flinfo->fn_extra;
	Where	   *where;
	MemoryContext caller;

	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(WhereCache));
		cache->context = AllocSetContextCreate(flinfo->fn_mcxt, "where", ALLOCSET_SMALL_SIZES);
		flinfo->fn_extra = cache;
	}
	else if (cache->where != NULL && is_same_document(document, cache->document) &&
			 is_same_document(names, cache->names))
		return cache->where;
	cache->where = NULL;
	MemoryContextReset(cache->context);
	caller = MemoryContextSwitchTo(cache->context);
	cache->document = document_copy(document);
	cache->names = document_copy(names);
	where = where_parse(cache->document, "invalid where", "");
	if (where == NULL || !JB_ROOT_IS_OBJECT(names))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a condition and an object of names are expected")));
	where_rename(where, cache->names);
	MemoryContextSwitchTo(caller);
	cache->where = where;
	return cache->where;
}

/*
 * where_matches(properties jsonb, asked jsonb, names jsonb) returns boolean:
 * do properties meet a condition, of which names has the names that they have?
 */
Datum
analytics_where_matches(PG_FUNCTION_ARGS)
{
	Jsonb	   *properties = PG_GETARG_JSONB_P(0);
	const Where *where = cached_where(fcinfo->flinfo, PG_GETARG_JSONB_P(1), PG_GETARG_JSONB_P(2));

	PG_RETURN_BOOL(where_holds(where, properties));
}
