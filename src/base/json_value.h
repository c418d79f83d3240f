/*-------------------------------------------------------------------------
 *
 * json_value.h
 *	  Values of a jsonb that are kept, or compared as values are.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_JSON_VALUE_H
#define MINDWELL_JSON_VALUE_H

#include "base/compat.h"

#include "utils/jsonb.h"

/*
 * A copy of a value; what it points to stays in the document.
 */
static inline JsonbValue *
json_value_copy(const JsonbValue *value)
{
	JsonbValue *copy = palloc_object(JsonbValue);

	*copy = *value;
	return copy;
}

static inline bool
json_is_object(const JsonbValue *value)
{
	return value->type == jbvBinary && JsonContainerIsObject(value->val.binary.data);
}

static inline bool
json_is_array(const JsonbValue *value)
{
	return value->type == jbvBinary && JsonContainerIsArray(value->val.binary.data);
}

/*
 * Is a document an empty array?  PHP makes one of an object without keys.
 */
static inline bool
json_is_empty_array(Jsonb *document)
{
	return JB_ROOT_IS_ARRAY(document) && !JB_ROOT_IS_SCALAR(document) && JB_ROOT_COUNT(document) == 0;
}

extern bool json_equal(const JsonbValue *a, const JsonbValue *b);
extern const char *json_value_text(const JsonbValue *value, int *length);
extern Jsonb *json_normalize_numbers(Jsonb *document);

#endif							/* MINDWELL_JSON_VALUE_H */
