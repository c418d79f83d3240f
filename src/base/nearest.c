/*-------------------------------------------------------------------------
 *
 * nearest.c
 *	  Which of the words that are known is meant by one that is not?
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

/* What varstr_levenshtein() takes */
#define WORD_MAX_LENGTH 255		/* bytes */

/* Characters of a word, of which one may be wrong */
#define LENGTH_PER_ERROR 3

PG_FUNCTION_INFO_V1(analytics_nearest);

/*
 * analytics_nearest(word text, candidates text[]) -> text
 *
 * The candidate with the fewest insertions, deletions and replacements of
 * characters away from the word, the first of several; NULL when none is near
 * enough to be a slip.
 */
Datum
analytics_nearest(PG_FUNCTION_ARGS)
{
	text	   *word = PG_GETARG_TEXT_PP(0);
	int			length = VARSIZE_ANY_EXHDR(word);
	int			limit = length / LENGTH_PER_ERROR;
	text	   *nearest = NULL;
	Datum	   *candidates;
	bool	   *nulls;
	int			count;

	if (length > WORD_MAX_LENGTH)
		PG_RETURN_NULL();
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
		if (VARSIZE_ANY_EXHDR(candidate) > WORD_MAX_LENGTH)
			continue;
		distance = varstr_levenshtein_less_equal(VARDATA_ANY(word), length,
												 VARDATA_ANY(candidate), VARSIZE_ANY_EXHDR(candidate),
												 1, 1, 1, limit, true);
		if (distance <= limit)
		{
			nearest = candidate;
			limit = distance - 1;
		}
	}
	if (nearest == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(nearest);
}
