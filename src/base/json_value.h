/*-------------------------------------------------------------------------
 *
 * json_value.h
 *	  Values of a jsonb that are kept.
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

#endif							/* MINDWELL_JSON_VALUE_H */
