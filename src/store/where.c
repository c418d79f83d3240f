/*-------------------------------------------------------------------------
 *
 * where.c
 *	  What a report asks of an event's properties, with operators.
 *
 *	  {"plan": "pro"}						what properties must contain, as @> has it
 *	  {"plan": "pro", "amount": {">=": 10}}	a condition: all must hold
 *	  {"/address/city": {"in": ["A", "B"]}}	another, of what is nested
 *
 * It is a condition when any value is an object that has an operator, or any
 * key is a JSON Pointer.  Only then is it parsed: the rest stays containment,
 * which has indexes and meant this before there were operators.
 *
 * A condition is parsed twice: when a report is planned, to tell what is wrong
 * with it and which properties it is about, which events may have under other
 * names (property_names.c); and once for each call in a query, under the names
 * that these events have.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "base/json_pointer.h"
#include "base/json_value.h"
#include "base/property_format.h"
#include "store/where.h"

#define MAX_TESTS 1000			/* operators of one "where" */
#define MAX_VALUES 1000			/* values of all its lists */
#define MAX_DEPTH 16			/* "not" in "not"; steps of a pointer */
#define DATE_LENGTH 10			/* of YYYY-MM-DD */

PG_FUNCTION_INFO_V1(analytics_where_names);

static const char *const operator_names[] = {
	[WHERE_EQUAL] = "=",
	[WHERE_NOT_EQUAL] = "!=",
	[WHERE_LESS] = "<",
	[WHERE_LESS_OR_EQUAL] = "<=",
	[WHERE_GREATER] = ">",
	[WHERE_GREATER_OR_EQUAL] = ">=",
	[WHERE_IN] = "in",
	[WHERE_NOT_IN] = "not_in",
	[WHERE_EXISTS] = "exists",
	[WHERE_CONTAINS] = "contains",
	[WHERE_NOT] = "not",
};

typedef struct WhereParser
{
	const char *problem;		/* message of an error */
	const char *prefix;			/* pointer to the document */
	int			tests;
	int			values;
} WhereParser;

pg_noreturn static void
where_error(const WhereParser *parser, const PointerStep *at, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg_internal("%s", parser->problem),
			 errdetail_internal("%s %s.", json_pointer(parser->prefix, at), what),
			 errhint("A condition is a value, or an object of operators (=, !=, <, <=, >, >=, in, not_in, exists, contains, not), with \"as\": \"date\" for dates. A literal object is {\"=\": {...}}.")));
}

pg_noreturn static void
where_limit(const WhereParser *parser, const PointerStep *at, int limit, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg_internal("%s", parser->problem),
			 errdetail("%s has more than %d %s.", json_pointer(parser->prefix, at), limit, what)));
}

static void *
parser_alloc(int count, Size size)
{
	return palloc0(Max(count, 1) * size);
}

static PointerStep
key_step(const PointerStep *parent, const JsonbValue *key)
{
	PointerStep step = {.parent = parent, .key = key->val.string.val, .key_length = key->val.string.len};

	return step;
}

static bool
is_text(const JsonbValue *value, const char *text)
{
	return value->type == jbvString && value->val.string.len == (int) strlen(text) &&
		memcmp(value->val.string.val, text, value->val.string.len) == 0;
}

static bool
operator_find(const JsonbValue *key, WhereOperator *operator)
{
	for (int i = 0; i < (int) lengthof(operator_names); i++)
	{
		if (is_text(key, operator_names[i]))
		{
			*operator = (WhereOperator) i;
			return true;
		}
	}
	return false;
}

/*
 * Is a key an operator, or meant to be one?  A misspelled one must not be
 * taken for the key of a literal object.
 */
static bool
is_operator_like(const JsonbValue *key)
{
	WhereOperator operator;

	if (operator_find(key, &operator))
		return true;
	for (int i = 0; i < key->val.string.len; i++)
		if (key->val.string.val[i] == '\0' || strchr("=!<>~", key->val.string.val[i]) == NULL)
			return false;
	return key->val.string.len > 0;
}

static bool
has_operator(JsonbContainer *object)
{
	JsonbIterator *iterator = JsonbIteratorInit(object);
	JsonbIteratorToken token;
	JsonbValue	value;

	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (token == WJB_KEY && is_operator_like(&value))
			return true;
	}
	return false;
}

/*
 * Is it a condition, and not what properties must contain?
 */
static bool
is_condition(Jsonb *document)
{
	JsonbIterator *iterator = JsonbIteratorInit(&document->root);
	JsonbIteratorToken token;
	JsonbValue	value;

	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (token == WJB_KEY && value.val.string.len > 0 && value.val.string.val[0] == '/')
			return true;
		if (token == WJB_VALUE && json_is_object(&value) && has_operator(value.val.binary.data))
			return true;
	}
	return false;
}

/*
 * A date, which is its midnight in UTC, or a date and time, as an instant.
 */
bool
where_instant(const JsonbValue *value, TimestampTz *instant)
{
	static const char midnight[] = "T00:00";
	char		text[DATE_LENGTH + sizeof(midnight)];

	if (value->type != jbvString)
		return false;
	if (value->val.string.len != DATE_LENGTH)
		return rfc3339_parse(value->val.string.val, value->val.string.len, false, instant);
	memcpy(text, value->val.string.val, DATE_LENGTH);
	memcpy(text + DATE_LENGTH, midnight, sizeof(midnight));
	return rfc3339_parse(text, strlen(text), false, instant);
}

/*
 * The values that a test compares with are dates, if it compares dates.
 */
static void
parse_instants(WhereParser *parser, const PointerStep *at, WhereTest *test)
{
	if (!test->as_date)
		return;
	test->instants = parser_alloc(test->count, sizeof(TimestampTz));
	for (int i = 0; i < test->count; i++)
		if (!where_instant(&test->values[i], &test->instants[i]))
			where_error(parser, at, "compares dates, such as \"2026-10-05\" or \"2026-10-05T12:00:00Z\"");
}

static void
parse_list(WhereParser *parser, const PointerStep *at, const JsonbValue *list, WhereTest *test)
{
	JsonbContainer *array = list->val.binary.data;

	if (!json_is_array(list))
		where_error(parser, at, "must be an array");
	parser->values += JsonContainerSize(array);
	if (parser->values > MAX_VALUES)
		where_limit(parser, at, MAX_VALUES, "values, with those of other lists");
	test->count = JsonContainerSize(array);
	test->values = parser_alloc(test->count, sizeof(JsonbValue));
	for (int i = 0; i < test->count; i++)
		test->values[i] = *getIthJsonbValueFromContainer(array, i);
}

static void
parse_single(WhereTest *test, const JsonbValue *value)
{
	test->count = 1;
	test->values = json_value_copy(value);
}

static void parse_operators(WhereParser *parser, const PointerStep *at, JsonbContainer *object,
							int depth, WhereTests *tests);

static void
parse_operand(WhereParser *parser, const PointerStep *at, const JsonbValue *value, int depth,
			  WhereTest *test)
{
	switch (test->operator)
	{
		case WHERE_IN:
		case WHERE_NOT_IN:
			parse_list(parser, at, value, test);
			parse_instants(parser, at, test);
			break;
		case WHERE_LESS:
		case WHERE_LESS_OR_EQUAL:
		case WHERE_GREATER:
		case WHERE_GREATER_OR_EQUAL:
			if (!test->as_date && value->type != jbvNumeric)
				where_error(parser, at, "must be a number (or a date, with \"as\": \"date\")");
			parse_single(test, value);
			parse_instants(parser, at, test);
			break;
		case WHERE_EXISTS:
			if (value->type != jbvBool)
				where_error(parser, at, "must be true or false");
			parse_single(test, value);
			break;
		case WHERE_NOT:
			if (!json_is_object(value))
				where_error(parser, at, "must be an object of operators");
			parse_operators(parser, at, value->val.binary.data, depth + 1, &test->inner);
			break;
		case WHERE_EQUAL:
		case WHERE_NOT_EQUAL:
			parse_single(test, value);
			parse_instants(parser, at, test);
			break;
		case WHERE_CONTAINS:
		case WHERE_HOLDS_ARRAY:
			parse_single(test, value);
	}
}

static WhereTest *
add_test(WhereParser *parser, const PointerStep *at, WhereTests *tests, WhereOperator operator)
{
	WhereTest  *test = &tests->items[tests->count++];

	if (++parser->tests > MAX_TESTS)
		where_limit(parser, at, MAX_TESTS, "operators, with those before it");
	test->operator = operator;
	return test;
}

/*
 * Whether "as" is there; "date" is all it may be.
 */
static bool
parse_as(WhereParser *parser, const PointerStep *at, JsonbContainer *object)
{
	JsonbValue	key = {.type = jbvString, .val.string = {2, "as"}};
	JsonbValue *as = findJsonbValueFromContainer(object, JB_FOBJECT, &key);
	PointerStep step = key_step(at, &key);

	if (as != NULL && !is_text(as, "date"))
		where_error(parser, &step, "must be \"date\"");
	return as != NULL;
}

/*
 * An object of operators.
 */
static void
parse_operators(WhereParser *parser, const PointerStep *at, JsonbContainer *object, int depth,
				WhereTests *tests)
{
	bool		as_date = parse_as(parser, at, object);
	JsonbIterator *iterator = JsonbIteratorInit(object);
	JsonbIteratorToken token;
	JsonbValue	key;
	JsonbValue	value;

	if (depth > MAX_DEPTH)
		where_limit(parser, at, MAX_DEPTH, "objects around it");
	/* no more of them than there can be, and than are counted */
	tests->items = parser_alloc(Min((int) JsonContainerSize(object), MAX_TESTS + 1), sizeof(WhereTest));
	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		WhereOperator operator;
		WhereTest  *test;
		PointerStep step;

		CHECK_FOR_INTERRUPTS();
		if (token != WJB_KEY)
			continue;
		JsonbIteratorNext(&iterator, &value, true);
		if (is_text(&key, "as"))
			continue;
		step = key_step(at, &key);
		if (!operator_find(&key, &operator))
			where_error(parser, &step, "is no operator");
		test = add_test(parser, &step, tests, operator);
		test->as_date = as_date;
		parse_operand(parser, &step, &value, depth, test);
	}
	if (tests->count == 0)
		where_error(parser, at, "has no operator");
}

/*
 * What is asked of one value: a scalar is equal, a list contained.
 */
static void
parse_tests(WhereParser *parser, const PointerStep *at, const JsonbValue *value, WhereTests *tests)
{
	if (json_is_object(value))
	{
		parse_operators(parser, at, value->val.binary.data, 1, tests);
		return;
	}
	tests->items = parser_alloc(1, sizeof(WhereTest));
	parse_single(add_test(parser, at, tests, json_is_array(value) ? WHERE_HOLDS_ARRAY : WHERE_EQUAL), value);
}

/*
 * One step of a JSON Pointer, which begins after its slash: ~1 is a slash, ~0
 * a tilde.  Returns where it ends.
 */
static const char *
parse_token(WhereParser *parser, const PointerStep *at, const char *from, const char *end,
			WhereToken *token)
{
	char	   *text = palloc(end - from + 1);

	token->text = text;
	while (from < end && *from != '/')
	{
		char		c = *from++;

		if (c == '~')
		{
			if (from == end || (*from != '0' && *from != '1'))
				where_error(parser, at, "is no JSON Pointer: \"~\" is followed by 0 or 1");
			c = *from++ == '0' ? '~' : '/';
		}
		*text++ = c;
	}
	token->length = text - token->text;
	return from;
}

/*
 * Where the value is: a property, or what a pointer leads to.
 */
static void
parse_place(WhereParser *parser, const PointerStep *at, const JsonbValue *key, WhereTarget *target)
{
	const char *from = key->val.string.val;
	const char *end = from + key->val.string.len;

	target->tokens = parser_alloc(MAX_DEPTH, sizeof(WhereToken));
	if (from == end || *from != '/')
	{
		target->tokens[0].text = from;
		target->tokens[0].length = key->val.string.len;
		target->depth = 1;
		return;
	}
	while (from < end)
	{
		if (target->depth == MAX_DEPTH)
			where_limit(parser, at, MAX_DEPTH, "steps");
		from = parse_token(parser, at, from + 1, end, &target->tokens[target->depth++]);
	}
}

static Where *
parse_condition(WhereParser *parser, Jsonb *document)
{
	Where	   *where = palloc0_object(Where);
	JsonbIterator *iterator = JsonbIteratorInit(&document->root);
	JsonbIteratorToken token;
	JsonbValue	key;
	JsonbValue	value;

	if (JB_ROOT_COUNT(document) > MAX_TESTS)
		where_limit(parser, NULL, MAX_TESTS, "operators");
	where->targets = parser_alloc(JB_ROOT_COUNT(document), sizeof(WhereTarget));
	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		WhereTarget *target;
		PointerStep step;

		CHECK_FOR_INTERRUPTS();
		if (token != WJB_KEY)
			continue;
		JsonbIteratorNext(&iterator, &value, true);
		step = key_step(NULL, &key);
		target = &where->targets[where->count++];
		parse_place(parser, &step, &key, target);
		parse_tests(parser, &step, &value, &target->tests);
	}
	return where;
}

/*
 * Parse a condition, in the current memory context; what it points to stays in
 * the document.  NULL for what properties must contain.  Errors have the
 * message, and pointers after a prefix.
 */
Where *
where_parse(Jsonb *document, const char *problem, const char *prefix)
{
	WhereParser parser = {.problem = problem, .prefix = prefix};

	if (!JB_ROOT_IS_OBJECT(document))
		where_error(&parser, NULL, "must be an object");
	return is_condition(document) ? parse_condition(&parser, document) : NULL;
}

static Jsonb *
names_of(const Where *where)
{
	JsonbParseState *state = NULL;

	pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (int i = 0; i < where->count; i++)
	{
		const WhereToken *name = &where->targets[i].tokens[0];
		JsonbValue	value = {.type = jbvString, .val.string = {name->length, unconstify(char *, name->text)}};

		pushJsonbValue(&state, WJB_KEY, &value);
		pushJsonbValue(&state, WJB_VALUE, &value);
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/*
 * where_names(asked jsonb, problem text, prefix text) returns jsonb: the
 * properties that a condition is about, each as a key and its value; NULL for
 * what properties must contain
 */
Datum
analytics_where_names(PG_FUNCTION_ARGS)
{
	Jsonb	   *document = PG_GETARG_JSONB_P(0);
	Where	   *where = where_parse(document, text_to_cstring(PG_GETARG_TEXT_PP(1)),
									text_to_cstring(PG_GETARG_TEXT_PP(2)));

	if (where == NULL)
		PG_RETURN_NULL();
	PG_RETURN_JSONB_P(names_of(where));
}
