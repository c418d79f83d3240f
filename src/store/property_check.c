/*-------------------------------------------------------------------------
 *
 * property_check.c
 *	  Checking of event properties against a compiled schema.
 *
 * This runs for every event that is stored.  Properties are looked up in the
 * binary form of the jsonb; nothing is allocated for a valid document except
 * an iterator for an array whose items have a schema, and for an object with
 * names beyond those that are declared.
 *
 * Invariants:
 * - bad data never raises: each problem is added to the caller's list, and
 *	 the walk ends at the first one unless the caller wants all;
 * - no text quotes a value of the document; what it quotes is names and the
 *	 schema, both cut at a length, and the number of problems is bounded, so
 *	 that a hostile document cannot make a report that is much larger than
 *	 itself;
 * - the walk descends only where the schema does, whose depth is bounded.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

#include "base/json_pointer.h"
#include "base/json_value.h"
#include "store/property_check.h"
#include "store/property_schema_node.h"

#define MAX_LISTED_PROBLEMS 100 /* of one document */
#define MAX_QUOTED_SCHEMA 200	/* bytes of a schema's value in a message */
#define SHORT_STRING 256		/* bytes that a pattern needs no palloc for */

typedef struct Walk
{
	const char *path_prefix;
	const char *event_type;		/* may be NULL */
	const char *message;		/* of all problems; NULL before the first */
	int			listed;
	Problems   *problems;
} Walk;

static void check_value(Walk *walk, const SchemaNode *node, const JsonbValue *value,
						const PointerStep *where);

/*
 * Problems
 */

static bool
walk_done(const Walk *walk)
{
	return problems_done(walk->problems) || walk->listed > MAX_LISTED_PROBLEMS;
}

static void
add_problem(Walk *walk, const PointerStep *where, const char *what)
{
	const char *path;
	const char *detail;

	if (walk_done(walk))
		return;
	if (walk->message == NULL)
		walk->message = walk->event_type == NULL
			? "invalid properties"
			: psprintf("invalid properties for event type \"%s\"", walk->event_type);
	if (walk->listed++ < MAX_LISTED_PROBLEMS)
	{
		path = json_pointer(walk->path_prefix, where);
		detail = psprintf("%s %s.", *path == '\0' ? "The document" : path, what);
	}
	else
	{
		path = walk->path_prefix;
		detail = psprintf("%s has more problems than the %d that are listed.",
						  *path == '\0' ? "The document" : path, MAX_LISTED_PROBLEMS);
	}
	problem_add(walk->problems, ERRCODE_INVALID_PARAMETER_VALUE, path,
				walk->message, detail, NULL);
}

static const char *
describe_type(const JsonbValue *value)
{
	int			type = json_type(value);

	for (int i = 0; i < TYPE_COUNT; i++)
	{
		if (schema_types[i].type == type)
			return schema_types[i].description;
	}
	return "a value";
}

/*
 * A value is not what it must be.  The distinction, if any, says how it
 * differs from values of its type that are.
 */
static void
add_mismatch(Walk *walk, const PointerStep *where, const JsonbValue *value,
			 const char *requirement, const char *distinction)
{
	add_problem(walk, where,
				psprintf("must %s, but it is %s%s%s", requirement, describe_type(value),
						 *distinction == '\0' ? "" : " ", distinction));
}

/* A value of the schema, as a message shows it. */
static char *
quote_value(JsonbValue *value)
{
	Jsonb	   *document = JsonbValueToJsonb(value);
	char	   *text = JsonbToCString(NULL, &document->root, VARSIZE(document));

	return clip_text(text, strlen(text), MAX_QUOTED_SCHEMA);
}

static char *
quote_number(Numeric number)
{
	JsonbValue	value = {.type = jbvNumeric, .val.numeric = number};

	return quote_value(&value);
}

/*
 * Any value
 */

static bool
has_type(const SchemaNode *node, const JsonbValue *value, int type)
{
	if ((node->types & type) != 0)
		return true;
	return type == TYPE_NUMBER && (node->types & TYPE_INTEGER) != 0 &&
		numeric_is_whole(value->val.numeric);
}

static void
add_type_mismatch(Walk *walk, const PointerStep *where, const SchemaNode *node,
				  const JsonbValue *value)
{
	StringInfoData requirement;
	const char *separator = "be ";

	initStringInfo(&requirement);
	for (int i = 0; i < TYPE_COUNT; i++)
	{
		if ((node->types & schema_types[i].type) == 0)
			continue;
		appendStringInfo(&requirement, "%s%s", separator, schema_types[i].description);
		separator = " or ";
	}
	add_mismatch(walk, where, value, requirement.data,
				 value->type == jbvNumeric && (node->types & TYPE_INTEGER) != 0
				 ? "with a fraction" : "");
}

static void
check_enum(Walk *walk, const SchemaNode *node, const JsonbValue *value,
		   const PointerStep *where)
{
	for (int i = 0; i < node->enum_count; i++)
	{
		if (json_equal(value, &node->enum_values[i]))
			return;
	}
	add_mismatch(walk, where, value,
				 psprintf("be one of %s", quote_value(node->enumeration)),
				 "that equals none of them");
}

/*
 * Numbers
 */

static int
compare_numbers(const JsonbValue *value, Numeric bound)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp,
											 NumericGetDatum(value->val.numeric),
											 NumericGetDatum(bound)));
}

static void
check_number(Walk *walk, const SchemaNode *node, const JsonbValue *value,
			 const PointerStep *where)
{
	if (node->minimum != NULL && compare_numbers(value, node->minimum) < 0)
		add_mismatch(walk, where, value,
					 psprintf("be at least %s", quote_number(node->minimum)), "below that");
	if (node->maximum != NULL && compare_numbers(value, node->maximum) > 0)
		add_mismatch(walk, where, value,
					 psprintf("be at most %s", quote_number(node->maximum)), "above that");
	if (node->exclusive_minimum != NULL && compare_numbers(value, node->exclusive_minimum) <= 0)
		add_mismatch(walk, where, value,
					 psprintf("be greater than %s", quote_number(node->exclusive_minimum)),
					 "not above that");
	if (node->exclusive_maximum != NULL && compare_numbers(value, node->exclusive_maximum) >= 0)
		add_mismatch(walk, where, value,
					 psprintf("be less than %s", quote_number(node->exclusive_maximum)),
					 "not below that");
}

/*
 * Strings
 */

/* Whether the text matches.  A search that fails is no match. */
static bool
pattern_matches(SchemaPattern *pattern, const char *text, int length)
{
	pg_wchar	short_wide[SHORT_STRING + 1];
	pg_wchar   *wide = short_wide;
	int			wide_length;
	int			result;

	if (length > SHORT_STRING)
		wide = palloc_extended(((Size) length + 1) * sizeof(pg_wchar), MCXT_ALLOC_HUGE);
	wide_length = pg_mb2wchar_with_len(text, wide, length);
	result = pg_regexec(&pattern->regex, wide, wide_length, 0, NULL, 0, NULL, 0);
	if (wide != short_wide)
		pfree(wide);
	/* before 16 a cancel ends the search like an error */
	if (result != REG_OKAY && result != REG_NOMATCH)
		CHECK_FOR_INTERRUPTS();
	return result == REG_OKAY;
}

static void
check_string(Walk *walk, const SchemaNode *node, const JsonbValue *value,
			 const PointerStep *where)
{
	const char *text = value->val.string.val;
	int			bytes = value->val.string.len;

	/* there are at most as many characters as bytes: count them only if that leaves it open */
	if (node->min_length > 0 &&
		(bytes < node->min_length || pg_mbstrlen_with_len(text, bytes) < node->min_length))
		add_mismatch(walk, where, value,
					 psprintf("have at least %d characters", node->min_length), "with fewer");
	if (bytes > node->max_length && pg_mbstrlen_with_len(text, bytes) > node->max_length)
		add_mismatch(walk, where, value,
					 psprintf("have at most %d characters", node->max_length), "with more");
	if (node->pattern != NULL && !pattern_matches(node->pattern, text, bytes))
		add_mismatch(walk, where, value,
					 psprintf("match the pattern \"%s\"",
							  clip_text(node->pattern->source, node->pattern->source_length,
										MAX_QUOTED_SCHEMA)),
					 "that does not");
	if (node->format != NULL && !node->format(text, bytes))
		add_mismatch(walk, where, value,
					 psprintf("have the format \"%s\"", node->format_name),
					 "that does not");
}

/*
 * Arrays and objects
 */

static void
check_array(Walk *walk, const SchemaNode *node, const JsonbValue *value,
			const PointerStep *where)
{
	JsonbContainer *container = value->val.binary.data;
	int			count = JsonContainerSize(container);
	PointerStep step = {.parent = where};
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	item;

	if (count < node->min_items)
		add_mismatch(walk, where, value,
					 psprintf("have at least %d items", node->min_items), "with fewer");
	if (count > node->max_items)
		add_mismatch(walk, where, value,
					 psprintf("have at most %d items", node->max_items), "with more");
	if (node->items == NULL)
		return;
	iterator = JsonbIteratorInit(container);
	while ((token = JsonbIteratorNext(&iterator, &item, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (walk_done(walk))
			break;
		if (token != WJB_ELEM)
			continue;
		check_value(walk, node->items, &item, &step);
		step.index++;
	}
}

static void
check_additional(Walk *walk, const SchemaNode *node, JsonbContainer *container,
				 const PointerStep *where)
{
	JsonbIterator *iterator = JsonbIteratorInit(container);
	JsonbIteratorToken token;
	JsonbValue	key;

	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		JsonbValue	value;
		PointerStep step = {.parent = where};

		CHECK_FOR_INTERRUPTS();
		if (walk_done(walk))
			break;
		if (token != WJB_KEY)
			continue;
		(void) JsonbIteratorNext(&iterator, &value, true);
		step.key = key.val.string.val;
		step.key_length = key.val.string.len;
		if (declared_rule(node, step.key, step.key_length) != NULL)
			continue;
		if (node->additional->nothing)
			add_mismatch(walk, &step, &value, "be absent: no such property is declared", "");
		else
			check_value(walk, node->additional, &value, &step);
	}
}

static void
check_object(Walk *walk, const SchemaNode *node, const JsonbValue *value,
			 const PointerStep *where)
{
	JsonbContainer *container = value->val.binary.data;
	int			declared = 0;

	for (int i = 0; i < node->rule_count; i++)
	{
		const PropertyRule *rule = &node->rules[i];
		PointerStep step = {.parent = where, .key = rule->name, .key_length = rule->length};
		JsonbValue	property;

		CHECK_FOR_INTERRUPTS();
		if (walk_done(walk))
			return;
		if (getKeyJsonValueFromContainer(container, rule->name, rule->length, &property) == NULL)
		{
			if (rule->required)
				add_problem(walk, &step, "is required, but it is missing");
			continue;
		}
		declared += rule->declared ? 1 : 0;
		if (rule->node != NULL)
			check_value(walk, rule->node, &property, &step);
	}
	if (node->additional != NULL && declared < (int) JsonContainerSize(container))
		check_additional(walk, node, container, where);
}

static void
check_value(Walk *walk, const SchemaNode *node, const JsonbValue *value,
			const PointerStep *where)
{
	int			type = json_type(value);

	check_stack_depth();
	if (node->nothing)
	{
		add_mismatch(walk, where, value, "be absent: the schema allows no value here", "");
		return;
	}
	if (!has_type(node, value, type))
		add_type_mismatch(walk, where, node, value);
	if (node->enumeration != NULL)
		check_enum(walk, node, value, where);
	if (node->constant != NULL && !json_equal(value, node->constant))
		add_mismatch(walk, where, value,
					 psprintf("equal %s", quote_value(node->constant)), "that does not");
	if ((node->ruled_types & type) == 0)
		return;
	switch (type)
	{
		case TYPE_NUMBER:
			check_number(walk, node, value, where);
			break;
		case TYPE_STRING:
			check_string(walk, node, value, where);
			break;
		case TYPE_ARRAY:
			check_array(walk, node, value, where);
			break;
		case TYPE_OBJECT:
			check_object(walk, node, value, where);
			break;
	}
}

/*
 * Check properties against a schema, and add what is wrong to the problems.
 *
 * The prefix is the pointer to the properties in the caller's document; the
 * event type may be NULL.
 */
void
property_schema_check(const PropertySchema *schema, Jsonb *properties,
					  const char *path_prefix, const char *event_type,
					  Problems *problems)
{
	Walk		walk = {
		.path_prefix = path_prefix,
		.event_type = event_type,
		.problems = problems
	};
	JsonbValue	root;

	if (schema->root == NULL || problems_done(problems))
		return;
	jsonb_root_value(properties, &root);
	check_value(&walk, schema->root, &root, NULL);
}

/*
 * SQL
 */

/* The schema of the last call, which is that of the next one as a rule. */
typedef struct CompiledSchema
{
	MemoryContext context;
	PropertySchema *schema;
} CompiledSchema;

static const PropertySchema *
compile_cached(FmgrInfo *flinfo, Jsonb *document)
{
	CompiledSchema *cache = flinfo->fn_extra;
	MemoryContext caller;

	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(flinfo->fn_mcxt, sizeof(CompiledSchema));
		cache->context = AllocSetContextCreate(flinfo->fn_mcxt, "property schema",
											   ALLOCSET_SMALL_SIZES);
		flinfo->fn_extra = cache;
	}
	if (cache->schema != NULL &&
		VARSIZE(cache->schema->document) == VARSIZE(document) &&
		memcmp(cache->schema->document, document, VARSIZE(document)) == 0)
		return cache->schema;

	cache->schema = NULL;
	MemoryContextReset(cache->context);
	caller = MemoryContextSwitchTo(cache->context);
	cache->schema = property_schema_compile(document);
	MemoryContextSwitchTo(caller);
	return cache->schema;
}

PG_FUNCTION_INFO_V1(analytics_check_properties);

/*
 * analytics_check_properties(schema jsonb, properties jsonb)
 */
Datum
analytics_check_properties(PG_FUNCTION_ARGS)
{
	const PropertySchema *schema = compile_cached(fcinfo->flinfo, PG_GETARG_JSONB_P(0));
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Problems	problems = {.all = true};

	InitMaterializedSRF(fcinfo, 0);
	property_schema_check(schema, PG_GETARG_JSONB_P(1), "", NULL, &problems);
	for (int i = 0; i < problems.count; i++)
	{
		Datum		values[2];
		bool		nulls[2] = {false, false};

		values[0] = CStringGetTextDatum(problems.items[i].path);
		values[1] = CStringGetTextDatum(problems.items[i].detail);
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	return (Datum) 0;
}
