/*-------------------------------------------------------------------------
 *
 * nearest.c
 *	  What somebody may have meant who misspelled a name.
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
#include "utils/varlena.h"

#include "base/nearest.h"

/* As the server's own hints: more insertions, deletions and replacements are another name. */
#define MAX_DISTANCE 3

/* What varstr_levenshtein() takes, in bytes to be safe */
#define MAX_NAME_LENGTH 255

PG_FUNCTION_INFO_V1(analytics_nearest);

/*
 * How much may differ in a name of so many bytes, for another to be meant?
 */
int
nearest_limit(int length)
{
	return Min(MAX_DISTANCE, length / 2);
}

/*
 * In how many characters do two names differ?  More than the limit when that
 * is passed, or when one is too long to ask.
 */
int
nearest_distance(const char *name, int length, const char *candidate, int candidate_length, int limit)
{
	if (length > MAX_NAME_LENGTH || candidate_length > MAX_NAME_LENGTH)
		return limit + 1;
	return varstr_levenshtein_less_equal(name, length, candidate, candidate_length, 1, 1, 1, limit, false);
}

/*
 * analytics_nearest(name text, candidates text[]) -> text: the closest other
 * candidate, the first of equals; NULL when none is close
 */
Datum
analytics_nearest(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);
	int			length = VARSIZE_ANY_EXHDR(name);
	text	   *nearest = NULL;
	int			nearest_so_far = nearest_limit(length) + 1;
	Datum	   *candidates;
	bool	   *nulls;
	int			count;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT,
					  &candidates, &nulls, &count);
	for (int i = 0; i < count; i++)
	{
		text	   *candidate;
		int			distance;

		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			continue;
		candidate = DatumGetTextPP(candidates[i]);
		distance = nearest_distance(VARDATA_ANY(name), length, VARDATA_ANY(candidate),
									VARSIZE_ANY_EXHDR(candidate), nearest_so_far);
		if (distance > 0 && distance < nearest_so_far)
		{
			nearest = candidate;
			nearest_so_far = distance;
		}
	}
	if (nearest == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(nearest);
}
