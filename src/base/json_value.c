/*-------------------------------------------------------------------------
 *
 * json_value.c
 *	  Values of a jsonb that are kept, or compared as values are.
 *
 * Two numbers are one value when they are equal, however many zeros end their
 * fraction: jsonb keeps those, for 42.0 and 42 are written differently.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"
#include "utils/timestamp.h"

#include "base/json_value.h"
#include "base/property_format.h"

PG_FUNCTION_INFO_V1(analytics_property_text);
PG_FUNCTION_INFO_V1(analytics_property_number);
PG_FUNCTION_INFO_V1(analytics_property_time);
PG_FUNCTION_INFO_V1(analytics_only_properties);

/*
 * A document whose numbers have no zeros at the end of their fraction.
 */
Jsonb *
json_normalize_numbers(Jsonb *document)
{
	JsonbIterator *iterator = JsonbIteratorInit(&document->root);
	JsonbParseState *state = NULL;
	JsonbValue *result = NULL;
	JsonbIteratorToken token;
	JsonbValue	value;

	while ((token = JsonbIteratorNext(&iterator, &value, false)) != WJB_DONE)
	{
		bool		has_value = token == WJB_KEY || token == WJB_VALUE || token == WJB_ELEM ||
			(token == WJB_BEGIN_ARRAY && value.val.array.rawScalar);

		CHECK_FOR_INTERRUPTS();
		if ((token == WJB_VALUE || token == WJB_ELEM) && value.type == jbvNumeric)
			value.val.numeric = DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale,
																	NumericGetDatum(value.val.numeric)));
		result = pushJsonbValue(&state, token, has_value ? &value : NULL);
	}
	return JsonbValueToJsonb(result);
}

/*
 * Are two values one?  Containers are those of documents, not values that are
 * being built.
 */
bool
json_equal(const JsonbValue *a, const JsonbValue *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type)
	{
		case jbvNull:
			return true;
		case jbvBool:
			return a->val.boolean == b->val.boolean;
		case jbvNumeric:
			return DatumGetBool(DirectFunctionCall2(numeric_eq,
													NumericGetDatum(a->val.numeric),
													NumericGetDatum(b->val.numeric)));
		case jbvString:
			return a->val.string.len == b->val.string.len &&
				memcmp(a->val.string.val, b->val.string.val, a->val.string.len) == 0;
		default:
			/* the order of keys does not count: jsonb has its own */
			return compareJsonbContainers(a->val.binary.data, b->val.binary.data) == 0;
	}
}

/*
 * A value as a text, as the operator ->> gives it, but equal numbers are one
 * text; NULL for null.  Not terminated.
 */
const char *
json_value_text(const JsonbValue *value, int *length)
{
	const char *text;

	switch (value->type)
	{
		case jbvNull:
			return NULL;
		case jbvString:
			*length = value->val.string.len;
			return value->val.string.val;
		case jbvNumeric:
			text = numeric_normalize(value->val.numeric);
			break;
		case jbvBool:
			text = value->val.boolean ? "true" : "false";
			break;
		default:
			{
				JsonbValue	copy = *value;
				Jsonb	   *document = json_normalize_numbers(JsonbValueToJsonb(&copy));

				text = JsonbToCString(NULL, &document->root, VARSIZE(document));
			}
	}
	*length = (int) strlen(text);
	return text;
}

/*
 * property_text(properties jsonb, name text) returns text: as json_value_text()
 */
Datum
analytics_property_text(PG_FUNCTION_ARGS)
{
	Jsonb	   *properties = PG_GETARG_JSONB_P(0);
	text	   *name = PG_GETARG_TEXT_PP(1);
	JsonbValue	value;
	const char *result;
	int			length;

	if (!JB_ROOT_IS_OBJECT(properties) ||
		getKeyJsonValueFromContainer(&properties->root, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &value) == NULL)
		PG_RETURN_NULL();
	result = json_value_text(&value, &length);
	if (result == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text_with_len(result, length));
}

/*
 * property_number(properties jsonb, name text) returns numeric: NULL for
 * anything but a number
 */
Datum
analytics_property_number(PG_FUNCTION_ARGS)
{
	Jsonb	   *properties = PG_GETARG_JSONB_P(0);
	text	   *name = PG_GETARG_TEXT_PP(1);
	JsonbValue	value;

	if (!JB_ROOT_IS_OBJECT(properties) ||
		getKeyJsonValueFromContainer(&properties->root, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &value) == NULL ||
		value.type != jbvNumeric)
		PG_RETURN_NULL();
	PG_RETURN_NUMERIC(DatumGetNumericCopy(NumericGetDatum(value.val.numeric)));
}

/*
 * property_time(properties jsonb, name text) returns timestamptz: an instant of
 * RFC 3339; NULL for anything else
 */
Datum
analytics_property_time(PG_FUNCTION_ARGS)
{
	Jsonb	   *properties = PG_GETARG_JSONB_P(0);
	text	   *name = PG_GETARG_TEXT_PP(1);
	JsonbValue	value;
	TimestampTz instant;

	if (!JB_ROOT_IS_OBJECT(properties) ||
		getKeyJsonValueFromContainer(&properties->root, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), &value) == NULL ||
		value.type != jbvString ||
		!rfc3339_parse(value.val.string.val, value.val.string.len, true, &instant))
		PG_RETURN_NULL();
	PG_RETURN_TIMESTAMPTZ(instant);
}

static bool
is_among(const JsonbValue *key, const Datum *names, const bool *nulls, int count)
{
	for (int i = 0; i < count; i++)
	{
		const text *name = (const text *) DatumGetPointer(names[i]);

		if (!nulls[i] && VARSIZE_ANY_EXHDR(name) == (Size) key->val.string.len &&
			memcmp(VARDATA_ANY(name), key->val.string.val, VARSIZE_ANY_EXHDR(name)) == 0)
			return true;
	}
	return false;
}

/*
 * only_properties(properties jsonb, names text[]) returns jsonb: an object
 * without the keys that are not among the names; what is no object as it is
 */
Datum
analytics_only_properties(PG_FUNCTION_ARGS)
{
	Jsonb	   *properties = PG_GETARG_JSONB_P(0);
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbParseState *parse = NULL;
	JsonbValue	value;
	JsonbValue *result;
	Datum	   *names;
	bool	   *nulls;
	int			count;

	if (!JB_ROOT_IS_OBJECT(properties))
		PG_RETURN_JSONB_P(properties);
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT, &names, &nulls, &count);
	iterator = JsonbIteratorInit(&properties->root);
	(void) JsonbIteratorNext(&iterator, &value, false);
	pushJsonbValue(&parse, WJB_BEGIN_OBJECT, NULL);
	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_END_OBJECT)
	{
		bool		is_kept = is_among(&value, names, nulls, count);

		Assert(token == WJB_KEY);
		if (is_kept)
			pushJsonbValue(&parse, WJB_KEY, &value);
		/* a nested value as it is, in one piece */
		(void) JsonbIteratorNext(&iterator, &value, true);
		if (is_kept)
			pushJsonbValue(&parse, WJB_VALUE, &value);
	}
	result = pushJsonbValue(&parse, WJB_END_OBJECT, NULL);
	PG_RETURN_JSONB_P(JsonbValueToJsonb(result));
}
