/*-------------------------------------------------------------------------
 *
 * steps.c
 *	  The type analytics_steps: what a report is asked about.
 *
 * It exists for arguments, as analytics_id does (id.c): jsonb, json, text and
 * text[] are cast to it implicitly, and a literal without a type is read.  Its
 * layout is that of jsonb, to which it is cast without a function.
 *
 *	  signup_started					the string "signup_started"
 *	  *									the string "*": any event
 *	  ["signup_started", ...]			itself, as any JSON
 *	  ARRAY['signup_started', ...]		an array; each element is read as a text
 *	  {signup_started,...}				the same, as a client sends its arrays
 *
 * The forms exclude each other, so that what was valid JSON is still that: an
 * event type is no JSON (true, false and null, which could be both, are JSON),
 * and the text form of an array is no object (an empty one, which could be
 * both, is an object).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"

#include "base/ascii.h"
#include "store/registry.h"

#define MAX_STEPS 1000			/* of an array */
#define ANY_EVENT "*"			/* the step */
#define SHOWN_BYTES 64			/* of a text that is no step, in an error */

PG_FUNCTION_INFO_V1(analytics_steps_in);
PG_FUNCTION_INFO_V1(analytics_steps_from_text);
PG_FUNCTION_INFO_V1(analytics_steps_from_array);

static bool
is_literal(const char *text, const char *literal)
{
	size_t		length = strlen(literal);

	if (strncmp(text, literal, length) != 0)
		return false;
	for (text += length; is_space(*text); text++)
		;
	return *text == '\0';
}

/*
 * May a text be JSON?  What is wrong with it is then for the JSON parser to
 * say.
 */
static bool
looks_like_json(const char *text)
{
	while (is_space(*text))
		text++;
	return (*text != '\0' && strchr("[{\"-", *text) != NULL) || is_digit(*text) ||
		is_literal(text, "true") || is_literal(text, "false") || is_literal(text, "null");
}

/*
 * Is a text in braces that of an array?  An object has a string and a colon in
 * that place, or nothing.
 */
static bool
looks_like_array(const char *text)
{
	while (is_space(*text))
		text++;
	if (*text++ != '{')
		return false;
	while (is_space(*text))
		text++;
	if (*text != '"')
		return *text != '}' && *text != '\0';
	for (text++; *text != '"'; text++)
	{
		if (*text == '\\')
			text++;
		if (*text == '\0')
			return false;
	}
	for (text++; is_space(*text); text++)
		;
	return *text == ',' || *text == '}';
}

/*
 * A step: an event type, or JSON.
 */
static JsonbValue
step_value(char *text)
{
	JsonbValue	result = {.type = jbvString, .val.string = {strlen(text), text}};

	if (looks_like_json(text))
		JsonbToJsonbValue(DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(text))),
						  &result);
	else if (strcmp(text, ANY_EVENT) != 0 && !event_type_is_valid(text, strlen(text)))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid step: \"%.*s\"",
						pg_mbcliplen(text, strlen(text), SHOWN_BYTES), text),
				 errdetail("It is neither JSON nor an event type, which is made of lower-case letters, digits and underscores."),
				 errhint("For example 'signup_started', '{\"event\": \"signup_started\", \"where\": {\"plan\": \"pro\"}}', or several as ARRAY['signup_started', 'signup_completed'].")));
	return result;
}

static Jsonb *
steps_from_array(ArrayType *array)
{
	JsonbParseState *state = NULL;
	Datum	   *elements;
	bool	   *nulls;
	int			count;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_ARRAY_SUBSCRIPT_ERROR),
				 errmsg("steps must be an array of one dimension")));
	count = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	if (count > MAX_STEPS)
		ereport(ERROR,
				(errcode(ERRCODE_TOO_MANY_ARGUMENTS),
				 errmsg("too many steps"),
				 errdetail("There are %d; at most %d are allowed.", count, MAX_STEPS)));
	deconstruct_array(array, ARR_ELEMTYPE(array), -1, false, TYPALIGN_INT,
					  &elements, &nulls, &count);
	pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
	for (int i = 0; i < count; i++)
	{
		JsonbValue	step = {.type = jbvNull};

		CHECK_FOR_INTERRUPTS();
		if (!nulls[i])
			step = step_value(TextDatumGetCString(elements[i]));
		pushJsonbValue(&state, WJB_ELEM, &step);
	}
	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_ARRAY, NULL));
}

static Jsonb *
steps_from_text(char *text)
{
	JsonbValue	step;

	if (looks_like_array(text))
		return steps_from_array(DatumGetArrayTypeP(OidInputFunctionCall(F_ARRAY_IN, text, TEXTOID, -1)));
	step = step_value(text);
	return JsonbValueToJsonb(&step);
}

/*
 * Input function
 */
Datum
analytics_steps_in(PG_FUNCTION_ARGS)
{
	PG_RETURN_JSONB_P(steps_from_text(PG_GETARG_CSTRING(0)));
}

/*
 * Cast from text, varchar and json
 */
Datum
analytics_steps_from_text(PG_FUNCTION_ARGS)
{
	PG_RETURN_JSONB_P(steps_from_text(text_to_cstring(PG_GETARG_TEXT_PP(0))));
}

/*
 * Cast from text[] and varchar[]
 */
Datum
analytics_steps_from_array(PG_FUNCTION_ARGS)
{
	PG_RETURN_JSONB_P(steps_from_array(PG_GETARG_ARRAYTYPE_P(0)));
}
