/*-------------------------------------------------------------------------
 *
 * property_schema.c
 *	  Compilation of property schemas.
 *
 * A schema is JSON Schema, draft 2020-12, limited to the keywords of the
 * table at the end of this file.  What the draft does not allow, and every
 * keyword that is not in the table, is refused: a schema that would be
 * silently ignored in part is worse than none.
 *
 * Invariants:
 * - the compiled schema points into its own copy of the document, so that it
 *	 lives exactly as long as the memory context it was compiled in;
 * - the depth of the nodes is at most MAX_SCHEMA_DEPTH, which bounds the
 *	 recursion of the compiler and of the checker (property_check.c), however
 *	 deep a document is;
 * - a regular expression belongs to the context, too: PostgreSQL 15 keeps it
 *	 in malloc'ed memory, so a callback of the context frees it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_collation.h"
#include "common/int.h"
#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "regex/regexport.h"
#include "utils/builtins.h"

#include "base/json_pointer.h"
#include "base/json_value.h"
#include "store/property_schema.h"
#include "store/property_schema_node.h"

#define MAX_SCHEMA_DEPTH 32		/* schemas within schemas, the whole one included */
#define MAX_SCHEMA_SIZE (256 * 1024)	/* bytes, as stored jsonb */
#define MAX_SCHEMA_PATTERNS 100
#define MAX_PATTERNS_SIZE (16 * 1024 * 1024)	/* bytes that they take together */
#define PATTERN_BASE_SIZE (16 * 1024)	/* bytes, for its colors */
#define ARC_SIZE 32				/* bytes, of an automaton's arc or state, with what malloc wastes */
#define MAX_QUOTED_NAME 100		/* bytes of a keyword or name in a message */
#define MAX_REGEX_ERROR 200		/* bytes */

typedef struct Keyword Keyword;

typedef struct Compiler
{
	PropertySchema *schema;
	SchemaNode *node;			/* under construction */
	const Keyword *keyword;
	const JsonbValue *value;	/* of the keyword */
	PointerStep where;			/* the keyword; its parent is the schema */
	int			depth;			/* of the schema */
} Compiler;

struct Keyword
{
	const char *name;
	void		(*compile) (Compiler *compiler);
	int			ruled_type;		/* the type it applies to; 0: all */
	size_t		member;			/* of SchemaNode, where the function serves several */
};

const SchemaType schema_types[TYPE_COUNT] = {
	{"null", "null", TYPE_NULL},
	{"boolean", "a boolean", TYPE_BOOLEAN},
	{"integer", "an integer", TYPE_INTEGER},
	{"number", "a number", TYPE_NUMBER},
	{"string", "a string", TYPE_STRING},
	{"array", "an array", TYPE_ARRAY},
	{"object", "an object", TYPE_OBJECT},
};

static const SchemaNode *compile_schema(PropertySchema *schema, const JsonbValue *value,
										const PointerStep *where, int depth);
static const Keyword *find_keyword(const JsonbValue *name);
static char *supported_keywords(void);

/*
 * Errors and elementary checks
 */

pg_noreturn static void
schema_error(const PointerStep *where, const char *what)
{
	char	   *pointer = json_pointer("", where);

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid property schema"),
			 *pointer == '\0'
			 ? errdetail("The document %s.", what)
			 : errdetail("%s %s.", pointer, what),
			 errhint("The supported keywords are %s.", supported_keywords())));
}

/*
 * The value of a keyword, or a part of it (at "where"), is not what it must be.
 */
pg_noreturn static void
keyword_error(const Compiler *compiler, const PointerStep *where, const char *requirement)
{
	schema_error(where, psprintf("is not allowed: the keyword \"%s\" must be %s",
								 compiler->keyword->name, requirement));
}

static bool
is_container(const JsonbValue *value, int type)
{
	return value->type == jbvBinary && json_type(value) == type;
}

static PointerStep
key_step(const PointerStep *parent, const JsonbValue *key)
{
	return (PointerStep)
	{
		.parent = parent, .key = key->val.string.val, .key_length = key->val.string.len
	};
}

static PointerStep
index_step(const PointerStep *parent, int index)
{
	return (PointerStep)
	{
		.parent = parent, .index = index
	};
}

/* The elements of the array that is the value of the keyword. */
static JsonbValue *
array_elements(const Compiler *compiler, const char *requirement, int *count)
{
	JsonbContainer *container;
	JsonbIterator *iterator;
	JsonbValue	element;
	JsonbValue *elements;
	JsonbIteratorToken token;
	int			filled = 0;

	if (!is_container(compiler->value, TYPE_ARRAY))
		keyword_error(compiler, &compiler->where, requirement);
	container = compiler->value->val.binary.data;
	*count = JsonContainerSize(container);
	elements = palloc_array(JsonbValue, *count);
	iterator = JsonbIteratorInit(container);
	while ((token = JsonbIteratorNext(&iterator, &element, true)) != WJB_DONE)
	{
		if (token == WJB_ELEM)
			elements[filled++] = element;
	}
	Assert(filled == *count);
	return elements;
}

/*
 * Keywords for any value
 */

static int
type_of_name(const JsonbValue *name)
{
	for (int i = 0; name->type == jbvString && i < TYPE_COUNT; i++)
	{
		if (compare_names(name->val.string.val, name->val.string.len,
						  schema_types[i].name, strlen(schema_types[i].name)) == 0)
			return schema_types[i].type;
	}
	return 0;
}

static void
compile_type(Compiler *compiler)
{
	static const char requirement[] = "one or a list of \"null\", \"boolean\", \"integer\", "
		"\"number\", \"string\", \"array\", \"object\", each at most once";
	int			types = type_of_name(compiler->value);

	if (types == 0)
	{
		int			count;
		JsonbValue *names = array_elements(compiler, requirement, &count);

		for (int i = 0; i < count; i++)
		{
			int			type = type_of_name(&names[i]);

			if (type == 0 || (types & type) != 0)
			{
				PointerStep where = index_step(&compiler->where, i);

				keyword_error(compiler, &where, requirement);
			}
			types |= type;
		}
		if (types == 0)
			keyword_error(compiler, &compiler->where, requirement);
	}
	compiler->node->types = types;
}

static void
compile_enum(Compiler *compiler)
{
	SchemaNode *node = compiler->node;

	node->enum_values = array_elements(compiler, "an array", &node->enum_count);
	node->enumeration = json_value_copy(compiler->value);
}

static void
compile_const(Compiler *compiler)
{
	compiler->node->constant = json_value_copy(compiler->value);
}

/*
 * Keywords for numbers, strings and arrays
 */

static void
compile_number(Compiler *compiler)
{
	if (compiler->value->type != jbvNumeric)
		keyword_error(compiler, &compiler->where, "a number");
	*(Numeric *) ((char *) compiler->node + compiler->keyword->member) =
		compiler->value->val.numeric;
}

/*
 * A length.  No string or array is as long as the largest int, so that it
 * stands for everything beyond.
 */
static void
compile_length(Compiler *compiler)
{
	const JsonbValue *value = compiler->value;
	bool		too_large;
	int32		length;

	if (value->type != jbvNumeric || !numeric_is_whole(value->val.numeric) ||
		DatumGetBool(DirectFunctionCall2(numeric_lt,
										 NumericGetDatum(value->val.numeric),
										 NumericGetDatum(int64_to_numeric(0)))))
		keyword_error(compiler, &compiler->where, "a whole number that is not negative");
	length = numeric_int4_opt_error(value->val.numeric, &too_large);
	*(int *) ((char *) compiler->node + compiler->keyword->member) =
		too_large ? PG_INT32_MAX : length;
}

static void
release_pattern(void *pattern)
{
	pg_regfree(&((SchemaPattern *) pattern)->regex);
}

/*
 * About how many bytes a compiled pattern takes, or more.  One with back
 * references may keep an automaton for each part of it.
 */
static Size
pattern_size(const SchemaPattern *pattern)
{
	int			states = pg_reg_getnumstates(&pattern->regex);
	Size		automatons = 2;
	Size		arcs = 0;

	if ((pattern->regex.re_info & REG_UBACKREF) != 0)
		automatons += pattern->source_length;
	for (int i = 0; i < states; i++)
	{
		CHECK_FOR_INTERRUPTS();
		arcs += pg_reg_getnumoutarcs(&pattern->regex, i);
	}
	return PATTERN_BASE_SIZE + (states + arcs) * automatons * ARC_SIZE;
}

static void
check_pattern_size(Compiler *compiler)
{
	PropertySchema *schema = compiler->schema;

	schema->pattern_count++;
	schema->patterns_size += pattern_size(compiler->node->pattern);
	if (schema->pattern_count <= MAX_SCHEMA_PATTERNS && schema->patterns_size <= MAX_PATTERNS_SIZE)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("property schema is too complex"),
			 schema->pattern_count > MAX_SCHEMA_PATTERNS
			 ? errdetail("It has more than %d keywords \"pattern\".", MAX_SCHEMA_PATTERNS)
			 : errdetail("With %s, a keyword \"pattern\", its patterns take more than %d MB.",
						 json_pointer("", &compiler->where), MAX_PATTERNS_SIZE / (1024 * 1024)),
			 errhint("Use \"format\", \"enum\" or \"maxLength\" where they say as much.")));
}

/*
 * The collation is "C": what a schema accepts must not depend on the database.
 */
static void
compile_pattern(Compiler *compiler)
{
	const JsonbValue *value = compiler->value;
	SchemaPattern *pattern = palloc0_object(SchemaPattern);
	pg_wchar   *wide;
	int			wide_length;
	int			result;

	if (value->type != jbvString)
		keyword_error(compiler, &compiler->where, "a string");
	pattern->source = value->val.string.val;
	pattern->source_length = value->val.string.len;

	wide = palloc_array(pg_wchar, pattern->source_length + 1);
	wide_length = pg_mb2wchar_with_len(pattern->source, wide, pattern->source_length);
	result = pg_regcomp(&pattern->regex, wide, wide_length,
						REG_ADVANCED | REG_NOSUB, C_COLLATION_OID);
	pfree(wide);
	if (result != REG_OKAY)
	{
		char		reason[MAX_REGEX_ERROR];

		/* before 16 a cancel ends the compilation like an error */
		CHECK_FOR_INTERRUPTS();
		pg_regerror(result, &pattern->regex, reason, sizeof(reason));
		if (result == REG_ETOOBIG || result == REG_ESPACE)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("property schema is too complex"),
					 errdetail("%s, a keyword \"pattern\", cannot be compiled: %s.",
							   json_pointer("", &compiler->where), reason)));
		keyword_error(compiler, &compiler->where,
					  psprintf("a regular expression as of PostgreSQL's operator ~ (%s)", reason));
	}
	pattern->release.func = release_pattern;
	pattern->release.arg = pattern;
	MemoryContextRegisterResetCallback(CurrentMemoryContext, &pattern->release);
	compiler->node->pattern = pattern;
	check_pattern_size(compiler);
}

static void
compile_format(Compiler *compiler)
{
	const JsonbValue *value = compiler->value;
	SchemaNode *node = compiler->node;

	if (value->type == jbvString)
		node->format = format_check_find(value->val.string.val, value->val.string.len);
	if (node->format == NULL)
		keyword_error(compiler, &compiler->where, "one of " SUPPORTED_FORMATS);
	node->format_name = pnstrdup(value->val.string.val, value->val.string.len);
}

static void
compile_subschema(Compiler *compiler)
{
	*(const SchemaNode **) ((char *) compiler->node + compiler->keyword->member) =
		compile_schema(compiler->schema, compiler->value, &compiler->where, compiler->depth + 1);
}

/*
 * Keywords for objects.  "properties" and "required" each add to the rules,
 * which the end of the schema puts in order.
 */

static PropertyRule *
add_rules(SchemaNode *node, int count)
{
	PropertyRule *added;

	node->rules = node->rules == NULL
		? palloc_array(PropertyRule, count)
		: repalloc_array(node->rules, PropertyRule, node->rule_count + count);
	added = node->rules + node->rule_count;
	memset(added, 0, sizeof(PropertyRule) * count);
	node->rule_count += count;
	return added;
}

static void
compile_properties(Compiler *compiler)
{
	JsonbContainer *container;
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	key;
	PropertyRule *rule;

	if (!is_container(compiler->value, TYPE_OBJECT))
		keyword_error(compiler, &compiler->where, "an object of schemas");
	container = compiler->value->val.binary.data;
	rule = add_rules(compiler->node, JsonContainerSize(container));
	iterator = JsonbIteratorInit(container);
	while ((token = JsonbIteratorNext(&iterator, &key, true)) != WJB_DONE)
	{
		JsonbValue	value;
		PointerStep where;

		if (token != WJB_KEY)
			continue;
		(void) JsonbIteratorNext(&iterator, &value, true);
		where = key_step(&compiler->where, &key);
		rule->name = key.val.string.val;
		rule->length = key.val.string.len;
		rule->declared = true;
		rule->node = compile_schema(compiler->schema, &value, &where, compiler->depth + 1);
		rule++;
	}
}

static void
compile_required(Compiler *compiler)
{
	static const char requirement[] = "an array of names, each at most once";
	int			count;
	JsonbValue *names = array_elements(compiler, requirement, &count);
	PropertyRule *rule = add_rules(compiler->node, count);

	for (int i = 0; i < count; i++, rule++)
	{
		if (names[i].type != jbvString)
		{
			PointerStep where = index_step(&compiler->where, i);

			keyword_error(compiler, &where, requirement);
		}
		rule->name = names[i].val.string.val;
		rule->length = names[i].val.string.len;
		rule->required = true;
	}
	pfree(names);
}

static int
compare_rules(const void *a, const void *b)
{
	const PropertyRule *left = a;
	const PropertyRule *right = b;

	return compare_names(left->name, left->length, right->name, right->length);
}

/*
 * Put the rules in order and join the two that "properties" and "required"
 * made of one name.
 */
static void
join_rules(SchemaNode *node, const PointerStep *where)
{
	int			kept = 0;

	if (node->rule_count == 0)
		return;
	qsort(node->rules, node->rule_count, sizeof(PropertyRule), compare_rules);
	for (int i = 0; i < node->rule_count; i++)
	{
		PropertyRule *rule = &node->rules[i];
		PropertyRule *last = kept > 0 ? &node->rules[kept - 1] : NULL;

		if (last == NULL || compare_rules(last, rule) != 0)
		{
			node->rules[kept++] = *rule;
			continue;
		}
		if (last->required && rule->required)
			schema_error(where,
						 psprintf("has a keyword \"required\" that names \"%s\" twice",
								  clip_text(rule->name, rule->length, MAX_QUOTED_NAME)));
		last->required = true;
		if (rule->declared)
		{
			last->declared = true;
			last->node = rule->node;
		}
	}
	node->rule_count = kept;
	for (int i = 0; i < kept; i++)
		node->declared_count += node->rules[i].declared ? 1 : 0;
}

/*
 * Annotations: checked for their form, then forgotten
 */

static void
compile_text(Compiler *compiler)
{
	if (compiler->value->type != jbvString)
		keyword_error(compiler, &compiler->where, "a string");
}

static void
compile_examples(Compiler *compiler)
{
	if (!is_container(compiler->value, TYPE_ARRAY))
		keyword_error(compiler, &compiler->where, "an array");
}

static void
compile_default(Compiler *compiler)
{
	/* any value */
}

/*
 * Schemas
 */

static SchemaNode *
new_node(void)
{
	SchemaNode *node = palloc0_object(SchemaNode);

	node->types = TYPE_ANY;
	node->max_length = PG_INT32_MAX;
	node->max_items = PG_INT32_MAX;
	return node;
}

static const SchemaNode *
compile_object(PropertySchema *schema, JsonbContainer *container,
			   const PointerStep *where, int depth)
{
	Compiler	compiler = {.schema = schema, .node = new_node(), .depth = depth};
	JsonbIterator *iterator = JsonbIteratorInit(container);
	JsonbIteratorToken token;
	JsonbValue	name;
	bool		constrains;

	while ((token = JsonbIteratorNext(&iterator, &name, true)) != WJB_DONE)
	{
		JsonbValue	value;

		CHECK_FOR_INTERRUPTS();
		if (token != WJB_KEY)
			continue;
		(void) JsonbIteratorNext(&iterator, &value, true);
		compiler.where = key_step(where, &name);
		compiler.value = &value;
		compiler.keyword = find_keyword(&name);
		if (compiler.keyword == NULL)
			schema_error(&compiler.where,
						 psprintf("is not supported: there is no keyword \"%s\"",
								  clip_text(name.val.string.val, name.val.string.len,
											MAX_QUOTED_NAME)));
		compiler.keyword->compile(&compiler);
		compiler.node->ruled_types |= compiler.keyword->ruled_type;
	}
	join_rules(compiler.node, where);
	constrains = compiler.node->types != TYPE_ANY || compiler.node->ruled_types != 0 ||
		compiler.node->constant != NULL || compiler.node->enumeration != NULL;
	return constrains ? compiler.node : NULL;
}

static const SchemaNode *
compile_schema(PropertySchema *schema, const JsonbValue *value,
			   const PointerStep *where, int depth)
{
	check_stack_depth();
	if (depth > MAX_SCHEMA_DEPTH)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("property schema is too deep"),
				 errdetail("%s is more than %d schemas deep.",
						   json_pointer("", where), MAX_SCHEMA_DEPTH)));
	if (value->type == jbvBool)
	{
		SchemaNode *nothing;

		if (value->val.boolean)
			return NULL;
		nothing = new_node();
		nothing->nothing = true;
		return nothing;
	}
	if (!is_container(value, TYPE_OBJECT))
		schema_error(where, "is not a schema: a schema is an object or a boolean");
	return compile_object(schema, value->val.binary.data, where, depth);
}

/*
 * Compile a schema in the current memory context.  Raises 22023 or 54000.
 */
PropertySchema *
property_schema_compile(Jsonb *document)
{
	PropertySchema *schema;
	JsonbValue	root;

	if (VARSIZE(document) > MAX_SCHEMA_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("property schema is too large"),
				 errdetail("The schema takes %zu bytes as jsonb, and at most %d are allowed.",
						   (size_t) VARSIZE(document), MAX_SCHEMA_SIZE)));
	schema = palloc0_object(PropertySchema);
	schema->document = palloc(VARSIZE(document));
	memcpy(schema->document, document, VARSIZE(document));
	jsonb_root_value(schema->document, &root);
	schema->root = compile_schema(schema, &root, NULL, 1);
	return schema;
}

/*
 * How many bytes a schema takes beside its memory context, about.
 */
Size
property_schema_patterns_size(const PropertySchema *schema)
{
	return schema->patterns_size;
}

/*
 * The keywords: all that a schema may contain.
 */

static const Keyword keywords[] = {
	{"type", compile_type, 0, 0},
	{"enum", compile_enum, 0, 0},
	{"const", compile_const, 0, 0},
	{"required", compile_required, TYPE_OBJECT, 0},
	{"properties", compile_properties, TYPE_OBJECT, 0},
	{"additionalProperties", compile_subschema, TYPE_OBJECT, offsetof(SchemaNode, additional)},
	{"items", compile_subschema, TYPE_ARRAY, offsetof(SchemaNode, items)},
	{"minimum", compile_number, TYPE_NUMBER, offsetof(SchemaNode, minimum)},
	{"maximum", compile_number, TYPE_NUMBER, offsetof(SchemaNode, maximum)},
	{"exclusiveMinimum", compile_number, TYPE_NUMBER, offsetof(SchemaNode, exclusive_minimum)},
	{"exclusiveMaximum", compile_number, TYPE_NUMBER, offsetof(SchemaNode, exclusive_maximum)},
	{"minLength", compile_length, TYPE_STRING, offsetof(SchemaNode, min_length)},
	{"maxLength", compile_length, TYPE_STRING, offsetof(SchemaNode, max_length)},
	{"minItems", compile_length, TYPE_ARRAY, offsetof(SchemaNode, min_items)},
	{"maxItems", compile_length, TYPE_ARRAY, offsetof(SchemaNode, max_items)},
	{"pattern", compile_pattern, TYPE_STRING, 0},
	{"format", compile_format, TYPE_STRING, 0},
	{"title", compile_text, 0, 0},
	{"description", compile_text, 0, 0},
	{"default", compile_default, 0, 0},
	{"examples", compile_examples, 0, 0},
};

static const Keyword *
find_keyword(const JsonbValue *name)
{
	for (int i = 0; i < (int) lengthof(keywords); i++)
	{
		if (compare_names(name->val.string.val, name->val.string.len,
						  keywords[i].name, strlen(keywords[i].name)) == 0)
			return &keywords[i];
	}
	return NULL;
}

static char *
supported_keywords(void)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; i < (int) lengthof(keywords); i++)
		appendStringInfo(&list, "%s%s", i > 0 ? ", " : "", keywords[i].name);
	return list.data;
}
