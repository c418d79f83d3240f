/*-------------------------------------------------------------------------
 *
 * json_text.c
 *	  Documents that arrive as text.
 *
 * JSON may write what jsonb cannot hold: a NUL, half of a surrogate pair, a
 * character that the database's encoding has not, a number beyond numeric.
 * Nothing of a malformed document is quoted.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/xact.h"
#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/jsonb.h"
#include "utils/resowner.h"

#include "ingest/json_text.h"

#define NOT_WELL_FORMED "The document is not well-formed."

/*
 * Parse a document as jsonb_in() does.
 */
Jsonb *
json_text_parse(const char *text)
{
	MemoryContext caller = CurrentMemoryContext;
	Datum		volatile result = (Datum) 0;

	PG_TRY();
	{
		result = DirectFunctionCall1(jsonb_in, CStringGetDatum(text));
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(caller);
		error = CopyErrorData();
		FlushErrorState();
		if (ERRCODE_TO_CATEGORY(error->sqlerrcode) == ERRCODE_DATA_EXCEPTION)
		{
			error->detail = pstrdup(NOT_WELL_FORMED);
			error->context = NULL;
		}
		ReThrowError(error);
	}
	PG_END_TRY();
	return DatumGetJsonbP(result);
}

/*
 * The same, but NULL for what is no jsonb, and why.
 */
Jsonb *
json_text_try_parse(const char *text, Problem *problem)
{
	MemoryContext caller = CurrentMemoryContext;
	ResourceOwner owner = CurrentResourceOwner;
	Jsonb	   *volatile result = NULL;

	BeginInternalSubTransaction(NULL);
	MemoryContextSwitchTo(caller);
	PG_TRY();
	{
		result = json_text_parse(text);
		ReleaseCurrentSubTransaction();
	}
	PG_CATCH();
	{
		ErrorData  *error;

		MemoryContextSwitchTo(caller);
		error = CopyErrorData();
		if (ERRCODE_TO_CATEGORY(error->sqlerrcode) != ERRCODE_DATA_EXCEPTION)
			PG_RE_THROW();
		FlushErrorState();
		RollbackAndReleaseCurrentSubTransaction();
		*problem = (Problem) {
			.sqlerrcode = error->sqlerrcode,
			.path = "",
			.message = error->message,
			.detail = error->detail,
		};
	}
	PG_END_TRY();
	MemoryContextSwitchTo(caller);
	CurrentResourceOwner = owner;
	return result;
}

/*
 * Parse an array element by element: those that are no jsonb become null, and
 * are listed.
 */
static Jsonb *
parse_elements(text *array, List **malformed)
{
	Oid			types[] = {TEXTOID};
	Datum		values[] = {PointerGetDatum(array)};
	MemoryContext caller = CurrentMemoryContext;
	JsonbParseState *state = NULL;
	JsonbValue *result;

	SPI_connect();
	if (SPI_execute_with_args("SELECT CAST(e.value AS pg_catalog.text)"
							  " FROM pg_catalog.json_array_elements(CAST($1 AS pg_catalog.json)) AS e (value)",
							  lengthof(types), types, values, NULL, true, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not take an array apart");
	MemoryContextSwitchTo(caller);
	pushJsonbValue(&state, WJB_BEGIN_ARRAY, NULL);
	for (uint64 i = 0; i < SPI_processed; i++)
	{
		char	   *text = SPI_getvalue(SPI_tuptable->vals[i], SPI_tuptable->tupdesc, 1);
		Problem		problem = {0};
		Jsonb	   *element = json_text_try_parse(text, &problem);
		JsonbValue	value = {.type = jbvNull};

		CHECK_FOR_INTERRUPTS();
		if (element == NULL)
		{
			MalformedElement *entry = palloc_object(MalformedElement);

			*entry = (MalformedElement) {.place = (int) i, .problem = problem};
			*malformed = lappend(*malformed, entry);
		}
		else if (!JB_ROOT_IS_SCALAR(element) || !JsonbExtractScalar(&element->root, &value))
			JsonbToJsonbValue(element, &value);
		pushJsonbValue(&state, WJB_ELEM, &value);
	}
	result = pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	SPI_finish();
	return JsonbValueToJsonb(result);
}

/*
 * Parse an array.  Elements that are JSON, and no jsonb, are listed; a text
 * that is no JSON at all is an error, of which the server's own would quote.
 */
Jsonb *
json_text_parse_array(text *array, List **malformed)
{
	MemoryContext caller = CurrentMemoryContext;
	Problem		problem = {0};
	char	   *text = text_to_cstring(array);
	Jsonb	   *volatile result = json_text_try_parse(text, &problem);

	pfree(text);
	if (result != NULL)
		return result;
	PG_TRY();
	{
		result = parse_elements(array, malformed);
	}
	PG_CATCH();
	{
		if (ERRCODE_TO_CATEGORY(geterrcode()) != ERRCODE_DATA_EXCEPTION)
			PG_RE_THROW();
		MemoryContextSwitchTo(caller);
		FlushErrorState();
		problem_raise(&problem);
	}
	PG_END_TRY();
	return result;
}
