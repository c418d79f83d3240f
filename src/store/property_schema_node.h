/*-------------------------------------------------------------------------
 *
 * property_schema_node.h
 *	  The compiled form of a property schema.
 *
 * Shared by the compiler (property_schema.c), which builds it, and by those
 * that only read it: the checker (property_check.c) and property_names.c.
 *
 * Everything a node points to lives in the memory context that was current
 * at the compilation, strings and numbers in the schema's own copy of its
 * document.  A NULL node is a schema that everything satisfies.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PROPERTY_SCHEMA_NODE_H
#define MINDWELL_PROPERTY_SCHEMA_NODE_H

#include "base/compat.h"

#include "regex/regex.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"

#include "base/property_format.h"

/* The types of JSON Schema, a bit each.  A whole number is of two types. */
#define TYPE_NULL		0x01
#define TYPE_BOOLEAN	0x02
#define TYPE_INTEGER	0x04
#define TYPE_NUMBER		0x08
#define TYPE_STRING		0x10
#define TYPE_ARRAY		0x20
#define TYPE_OBJECT		0x40
#define TYPE_ANY		0x7F
#define TYPE_COUNT		7

typedef struct SchemaType
{
	const char *name;			/* in a schema */
	const char *description;	/* in a sentence */
	int			type;
} SchemaType;

extern const SchemaType schema_types[TYPE_COUNT];

typedef struct SchemaNode SchemaNode;

typedef struct SchemaPattern
{
	regex_t		regex;
	MemoryContextCallback release;
	const char *source;
	int			source_length;
} SchemaPattern;

/* What "properties" and "required" say of one name. */
typedef struct PropertyRule
{
	const char *name;			/* not terminated */
	int			length;
	bool		declared;		/* in "properties" */
	bool		required;
	const SchemaNode *node;
} PropertyRule;

struct SchemaNode
{
	bool		nothing;		/* the boolean schema false */
	int			types;			/* TYPE_ bits that are allowed */
	int			ruled_types;	/* TYPE_ bits that have rules of their own */

	/* values */
	JsonbValue *constant;		/* "const" */
	JsonbValue *enumeration;	/* "enum", as it is written */
	JsonbValue *enum_values;
	int			enum_count;

	/* numbers; NULL: no bound */
	Numeric		minimum;
	Numeric		maximum;
	Numeric		exclusive_minimum;
	Numeric		exclusive_maximum;

	/* strings, in characters */
	int			min_length;
	int			max_length;
	SchemaPattern *pattern;
	FormatCheck format;
	const char *format_name;

	/* arrays */
	int			min_items;
	int			max_items;
	const SchemaNode *items;

	/* objects */
	PropertyRule *rules;		/* in the order of jsonb's keys */
	int			rule_count;
	int			declared_count;
	const SchemaNode *additional;
};

/* what property_schema.h only names */
struct PropertySchema
{
	Jsonb	   *document;
	const SchemaNode *root;
	int			pattern_count;
	Size		patterns_size;	/* about as much as they take */
};

/*
 * The order in which jsonb keeps the keys of an object.
 */
static inline int
compare_names(const char *a, int a_length, const char *b, int b_length)
{
	if (a_length != b_length)
		return a_length < b_length ? -1 : 1;
	return memcmp(a, b, a_length);
}

/*
 * The rule of a declared property; NULL when it is not declared.
 */
static inline const PropertyRule *
declared_rule(const SchemaNode *node, const char *name, int length)
{
	int			low = 0;
	int			high = node->rule_count;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		const PropertyRule *rule = &node->rules[middle];
		int			order = compare_names(name, length, rule->name, rule->length);

		if (order == 0)
			return rule->declared ? rule : NULL;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/*
 * A jsonb as a value: a scalar, or a container (jbvBinary).
 */
static inline void
jsonb_root_value(Jsonb *document, JsonbValue *value)
{
	if (JsonbExtractScalar(&document->root, value))
		return;
	value->type = jbvBinary;
	value->val.binary.data = &document->root;
	value->val.binary.len = VARSIZE(document) - VARHDRSZ;
}

/*
 * The type of a value of a jsonb, as a TYPE_ bit.
 */
static inline int
json_type(const JsonbValue *value)
{
	switch (value->type)
	{
		case jbvNull:
			return TYPE_NULL;
		case jbvBool:
			return TYPE_BOOLEAN;
		case jbvNumeric:
			return TYPE_NUMBER;
		case jbvString:
			return TYPE_STRING;
		case jbvBinary:
			return JsonContainerIsArray(value->val.binary.data) ? TYPE_ARRAY : TYPE_OBJECT;
		default:
			elog(ERROR, "unexpected jsonb value type: %d", (int) value->type);
	}
	return 0;
}

/*
 * Does a number have no fraction (as 1.0 has none)?
 */
static inline bool
numeric_is_whole(Numeric number)
{
	return DatumGetInt32(DirectFunctionCall1(numeric_min_scale, NumericGetDatum(number))) == 0;
}

#endif							/* MINDWELL_PROPERTY_SCHEMA_NODE_H */
