/*-------------------------------------------------------------------------
 *
 * property_names.c
 *	  Other spellings and names of declared properties.
 *
 * A top-level property that its event's type does not declare is renamed when
 * its snake_case form is declared, or when the type has it, or that form, as
 * an alias.  What is declared is never renamed, and aliases stand for declared
 * names only: so what came out passes again unchanged.  Where two names of an
 * event mean one property, the event keeps both: nothing is lost in silence.
 * Who folds is told what was renamed: the rules for personal data hold for the
 * names that were given as well (privacy.c).
 *
 * This runs for every event of a type with a schema: nothing is allocated
 * unless a property is renamed.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/jsonb.h"

#include "base/ascii.h"
#include "base/json_pointer.h"
#include "base/pii_find.h"
#include "store/property_names.h"
#include "store/property_schema_node.h"

#define MAX_ALIASES 256			/* of one type */
#define MAX_ALIASES_SIZE (64 * 1024)	/* bytes, as stored jsonb */
#define SHORT_NAME 128			/* bytes that need no palloc for their snake_case form */

/* What becomes of a property, or the index of the rule whose name it gets */
#define KEEP_NAME (-1)
#define DROP_PROPERTY (-2)

typedef struct PropertyAlias
{
	const char *name;			/* not terminated */
	int			length;
	int			target;
} PropertyAlias;

struct PropertyAliases
{
	int			count;
	PropertyAlias *items;		/* by their snake_case forms, in the order of compare_names() */
};

/* The names of an object, one after the other. */
typedef struct NameWalk
{
	JsonbContainer *container;
	char	   *base;
	uint32		offset;
	int			index;
} NameWalk;

static void
name_walk_begin(NameWalk *walk, JsonbContainer *container)
{
	walk->container = container;
	walk->base = (char *) (container->children + JsonContainerSize(container) * 2);
	walk->offset = 0;
	walk->index = 0;
}

static bool
name_walk_next(NameWalk *walk, const char **name, int *length)
{
	uint32		start = walk->offset;

	if (walk->index >= (int) JsonContainerSize(walk->container))
		return false;
	JBE_ADVANCE_OFFSET(walk->offset, walk->container->children[walk->index]);
	*name = walk->base + start;
	*length = walk->offset - start;
	walk->index++;
	return true;
}

/*
 * The index of the rule of a declared property; KEEP_NAME when it is not
 * declared.
 */
static int
declared_property(const SchemaNode *node, const char *name, int length)
{
	const PropertyRule *rule = declared_rule(node, name, length);

	return rule == NULL ? KEEP_NAME : rule - node->rules;
}

static int
alias_target(const PropertyAliases *aliases, const char *name, int length)
{
	int			low = 0;
	int			high = aliases == NULL ? 0 : aliases->count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		const PropertyAlias *alias = &aliases->items[middle];
		int			order = compare_names(alias->name, alias->length, name, length);

		if (order == 0)
			return alias->target;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return KEEP_NAME;
}

static inline bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
has_snake_form(const char *name, int length)
{
	for (int i = 0; i < length; i++)
		if (is_upper(name[i]) || name[i] == '-')
			return true;
	return false;
}

/*
 * The snake_case form of a name, into a buffer of twice its length; returns
 * its length.  A run of capitals is one word.
 */
static int
snake_form(const char *name, int length, char *form)
{
	int			n = 0;

	for (int i = 0; i < length; i++)
	{
		if (!is_upper(name[i]))
		{
			form[n++] = name[i] == '-' ? '_' : name[i];
			continue;
		}
		if (i > 0 && ((name[i - 1] >= 'a' && name[i - 1] <= 'z') ||
					  is_digit(name[i - 1])))
			form[n++] = '_';
		form[n++] = name[i] - 'A' + 'a';
	}
	return n;
}

/*
 * What becomes of a property that is not declared.
 */
static int
property_target(const SchemaNode *node, const PropertyAliases *aliases,
				const char *name, int length)
{
	char		buffer[2 * SHORT_NAME];
	char	   *form = buffer;
	int			form_length;
	int			target;

	if (!has_snake_form(name, length))
		return alias_target(aliases, name, length);
	if (length > SHORT_NAME)
		form = palloc(2 * (Size) length);
	form_length = snake_form(name, length, form);
	target = declared_property(node, form, form_length);
	if (target == KEEP_NAME)
		target = alias_target(aliases, form, form_length);
	if (form != buffer)
		pfree(form);
	return target;
}

/*
 * What becomes of each property, in the order of the object's names; NULL when
 * all keep theirs.
 */
static int *
find_targets(const SchemaNode *node, const PropertyAliases *aliases, JsonbContainer *properties)
{
	int		   *targets = NULL;
	int			rule = 0;
	NameWalk	walk;
	const char *name;
	int			length;

	name_walk_begin(&walk, properties);
	while (name_walk_next(&walk, &name, &length))
	{
		int			order = -1;
		int			target;

		/* both are in one order */
		while (rule < node->rule_count &&
			   (order = compare_names(node->rules[rule].name, node->rules[rule].length,
									  name, length)) < 0)
			rule++;
		if (order == 0 && node->rules[rule].declared)
			continue;
		target = property_target(node, aliases, name, length);
		if (target == KEEP_NAME)
			continue;
		if (targets == NULL)
		{
			int			count = JsonContainerSize(properties);

			targets = palloc_array(int, count);
			for (int i = 0; i < count; i++)
				targets[i] = KEEP_NAME;
		}
		targets[walk.index - 1] = target;
	}
	return targets;
}

static void
note_property(Problems *problems, const char *name, int length, const char *message, const char *detail)
{
	PointerStep step = {.key = name, .key_length = length};

	if (problems->notes != NULL)
		problem_note(problems, json_pointer("/properties", &step), message, detail);
}

/*
 * Let all keep their names that mean a property which is there, or another
 * name of it; returns whether any is left that does not.
 */
static bool
settle_targets(const SchemaNode *node, JsonbContainer *properties, int *targets, Problems *problems)
{
	int			count = JsonContainerSize(properties);
	int		   *claims = palloc0_array(int, node->rule_count + 1);
	bool		any = false;
	NameWalk	walk;
	const char *name;
	int			length;

	for (int i = 0; i < count; i++)
	{
		if (targets[i] < 0)
			continue;
		if (claims[targets[i]]++ == 0)
		{
			const PropertyRule *rule = &node->rules[targets[i]];

			if (getKeyJsonValueFromContainer(properties, rule->name, rule->length, NULL) != NULL)
				claims[targets[i]]++;
		}
	}
	name_walk_begin(&walk, properties);
	while (name_walk_next(&walk, &name, &length))
	{
		int		   *target = &targets[walk.index - 1];
		const PropertyRule *rule = *target >= 0 ? &node->rules[*target] : NULL;

		if (rule != NULL && claims[*target] > 1)
		{
			note_property(problems, name, length, "ambiguous",
					 psprintf("Another property is \"%.*s\" too; both keep their names.",
							  rule->length, rule->name));
			*target = KEEP_NAME;
		}
		else if (rule != NULL)
			note_property(problems, name, length, "renamed",
					 psprintf("It is stored as \"%.*s\".", rule->length, rule->name));
		else if (*target == DROP_PROPERTY)
			note_property(problems, name, length, "dropped", "It is not stored.");
		any |= *target != KEEP_NAME;
	}
	pfree(claims);
	return any;
}

static int
compare_renames(const void *a, const void *b)
{
	const PropertyRename *left = a;
	const PropertyRename *right = b;

	return compare_names(left->name, left->length, right->name, right->length);
}

/*
 * List what is renamed.  The names are copied: the schema may be read again
 * before they are needed.
 */
static void
list_renames(const SchemaNode *node, JsonbContainer *properties, const int *targets,
			 PropertyRenames *renames)
{
	NameWalk	walk;
	const char *name;
	int			length;

	renames->count = 0;
	renames->items = palloc_array(PropertyRename, JsonContainerSize(properties));
	name_walk_begin(&walk, properties);
	while (name_walk_next(&walk, &name, &length))
	{
		const PropertyRule *rule;
		PropertyRename *rename;

		CHECK_FOR_INTERRUPTS();
		if (targets[walk.index - 1] < 0)
			continue;
		rule = &node->rules[targets[walk.index - 1]];
		rename = &renames->items[renames->count++];
		rename->given = name;
		rename->given_length = length;
		rename->name = pnstrdup(rule->name, rule->length);
		rename->length = rule->length;
		rename->is_closed = rule->node != NULL &&
			(rule->node->enumeration != NULL || rule->node->constant != NULL);
	}
	qsort(renames->items, renames->count, sizeof(PropertyRename), compare_renames);
}

/*
 * How a property of the folded document was renamed; NULL when it was not.
 */
const PropertyRename *
property_rename_of(const PropertyRenames *renames, const char *name, int length)
{
	PropertyRename wanted = {.name = name, .length = length};

	if (renames == NULL || renames->count == 0)
		return NULL;
	return bsearch(&wanted, renames->items, renames->count, sizeof(PropertyRename), compare_renames);
}

/*
 * The properties by what becomes of each of them.
 */
static Jsonb *
rename_properties(const SchemaNode *node, Jsonb *properties, const int *targets)
{
	JsonbParseState *state = NULL;
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	value;
	int			target = KEEP_NAME;
	int			index = 0;

	iterator = JsonbIteratorInit(&properties->root);
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (token == WJB_KEY)
		{
			target = targets[index++];
			if (target >= 0)
			{
				value.val.string.val = unconstify(char *, node->rules[target].name);
				value.val.string.len = node->rules[target].length;
			}
		}
		if (token == WJB_BEGIN_OBJECT)
			pushJsonbValue(&state, token, NULL);
		else if (token != WJB_END_OBJECT && target != DROP_PROPERTY)
			pushJsonbValue(&state, token, &value);
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/*
 * The properties of an event under the names that its type declares, as they
 * are stored, and what was renamed for that; the same document when nothing
 * is.  What was done is noted.  Without a place for the renames it is a
 * question, and nothing is dropped.
 */
Jsonb *
property_names_fold(const PropertySchema *schema, const PropertyAliases *aliases,
					Jsonb *properties, PropertyRenames *renames, Problems *problems)
{
	const SchemaNode *node = schema->root;
	int		   *targets;

	if (node == NULL || node->declared_count == 0 || !JB_ROOT_IS_OBJECT(properties))
		return properties;
	targets = find_targets(node, aliases, &properties->root);
	if (targets == NULL)
		return properties;
	for (int i = 0; renames == NULL && i < (int) JB_ROOT_COUNT(properties); i++)
		if (targets[i] == DROP_PROPERTY)
			targets[i] = KEEP_NAME;
	if (!settle_targets(node, &properties->root, targets, problems))
		return properties;
	if (renames != NULL)
		list_renames(node, &properties->root, targets, renames);
	return rename_properties(node, properties, targets);
}

/*
 * What a question about properties means: the same, but what would be dropped
 * is asked for as it is named.
 */
Jsonb *
property_names_asked(const PropertySchema *schema, const PropertyAliases *aliases, Jsonb *properties)
{
	Problems	problems = {0};

	return property_names_fold(schema, aliases, properties, NULL, &problems);
}

pg_noreturn static void
aliases_error(const char *name, int length, const char *what)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid property aliases"),
			 errdetail_internal("%s", pii_mask_message(psprintf("\"%.*s\" %s.", length, name, what))),
			 errhint("They are an object of further names and the declared properties that these mean, or null to drop them: '{\"duration\": \"duration_seconds\"}'.")));
}

/*
 * Do aliases lead from a name back to it?
 */
static bool
is_in_cycle(JsonbContainer *aliases, const JsonbValue *name, const JsonbValue *meaning)
{
	JsonbValue	next = *meaning;

	for (int i = 0; i < MAX_ALIASES && next.type == jbvString; i++)
	{
		if (next.val.string.len == name->val.string.len &&
			memcmp(next.val.string.val, name->val.string.val, next.val.string.len) == 0)
			return true;
		if (getKeyJsonValueFromContainer(aliases, next.val.string.val, next.val.string.len,
										 &next) == NULL)
			return false;
	}
	return false;
}

static void
compile_alias(JsonbContainer *document, const SchemaNode *node, const JsonbValue *name,
			  const JsonbValue *meaning, PropertyAlias *alias)
{
	alias->name = name->val.string.val;
	alias->length = name->val.string.len;
	alias->target = DROP_PROPERTY;
	if (is_in_cycle(document, name, meaning))
		aliases_error(alias->name, alias->length, "is part of a cycle");
	if (node->declared_count == 0)
		aliases_error(alias->name, alias->length, "needs a property schema that declares properties");
	if (declared_property(node, alias->name, alias->length) != KEEP_NAME)
		aliases_error(alias->name, alias->length, "is a declared property itself");
	if (meaning->type == jbvNull)
		return;
	if (meaning->type != jbvString)
		aliases_error(alias->name, alias->length, "must be a string or null");
	alias->target = declared_property(node, meaning->val.string.val, meaning->val.string.len);
	if (alias->target == KEEP_NAME)
		aliases_error(alias->name, alias->length, "stands for no declared property");
}

/*
 * Let an alias be found in any spelling.
 */
static void
fold_alias(const SchemaNode *node, PropertyAlias *alias)
{
	char	   *form;
	int			length;
	int			declared;

	if (!has_snake_form(alias->name, alias->length))
		return;
	form = palloc(2 * (Size) alias->length);
	length = snake_form(alias->name, alias->length, form);
	declared = declared_property(node, form, length);
	if (declared != KEEP_NAME && declared != alias->target)
		aliases_error(alias->name, alias->length, "is a spelling of another declared property");
	alias->name = form;
	alias->length = length;
}

static int
alias_cmp(const void *a, const void *b)
{
	const PropertyAlias *left = a;
	const PropertyAlias *right = b;

	return compare_names(left->name, left->length, right->name, right->length);
}

/*
 * Sort aliases for alias_target(); spellings of one name must mean the same.
 */
static void
sort_aliases(PropertyAliases *aliases)
{
	qsort(aliases->items, aliases->count, sizeof(PropertyAlias), alias_cmp);
	for (int i = 1; i < aliases->count; i++)
	{
		const PropertyAlias *alias = &aliases->items[i];

		if (alias_cmp(alias - 1, alias) == 0 && alias->target != alias[-1].target)
			aliases_error(alias->name, alias->length, "has spellings that mean different properties");
	}
}

/*
 * Read the aliases of a type; 22023 when they are malformed.  The result lives
 * in the current memory context, and refers to the schema.
 */
PropertyAliases *
property_aliases_compile(Jsonb *document, const PropertySchema *schema)
{
	static const SchemaNode nothing = {0};
	PropertyAliases *aliases = palloc0_object(PropertyAliases);
	const SchemaNode *node = schema == NULL || schema->root == NULL ? &nothing : schema->root;
	Jsonb	   *copy;
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	name;
	JsonbValue	meaning;

	if (!JB_ROOT_IS_OBJECT(document))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid property aliases"),
				 errdetail("They must be a JSON object.")));
	if (JB_ROOT_COUNT(document) > MAX_ALIASES || VARSIZE(document) > MAX_ALIASES_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many property aliases"),
				 errdetail("An event type may have %d, which take %d bytes as jsonb.", MAX_ALIASES, MAX_ALIASES_SIZE)));
	copy = palloc(VARSIZE(document));
	memcpy(copy, document, VARSIZE(document));
	aliases->items = palloc0_array(PropertyAlias, JB_ROOT_COUNT(copy) + 1);
	iterator = JsonbIteratorInit(&copy->root);
	while ((token = JsonbIteratorNext(&iterator, &name, true)) != WJB_DONE)
	{
		if (token != WJB_KEY)
			continue;
		JsonbIteratorNext(&iterator, &meaning, true);
		compile_alias(&copy->root, node, &name, &meaning, &aliases->items[aliases->count]);
		fold_alias(node, &aliases->items[aliases->count++]);
	}
	sort_aliases(aliases);
	return aliases;
}
