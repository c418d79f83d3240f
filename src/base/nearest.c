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
 * Begin to look for the closest to a name.
 */
NearestName
nearest_name(const char *name, int length)
{
	return (NearestName) {name, length, Min(MAX_DISTANCE, length / 2) + 1};
}

/*
 * Is another candidate closer than those before?
 */
bool
nearest_offer(NearestName *nearest, const char *candidate, int length)
{
	int			distance;

	if (nearest->length > MAX_NAME_LENGTH || length > MAX_NAME_LENGTH)
		return false;
	distance = varstr_levenshtein_less_equal(nearest->name, nearest->length, candidate, length,
											 1, 1, 1, nearest->distance, false);
	if (distance <= 0 || distance >= nearest->distance)
		return false;
	nearest->distance = distance;
	return true;
}

/*
 * analytics_nearest(name text, candidates text[]) -> text: the closest other
 * candidate, the first of equals; NULL when none is close
 */
Datum
analytics_nearest(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);
	NearestName nearest = nearest_name(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
	text	   *result = NULL;
	Datum	   *candidates;
	bool	   *nulls;
	int			count;

	deconstruct_array(PG_GETARG_ARRAYTYPE_P(1), TEXTOID, -1, false, TYPALIGN_INT,
					  &candidates, &nulls, &count);
	for (int i = 0; i < count; i++)
	{
		text	   *candidate;

		CHECK_FOR_INTERRUPTS();
		if (nulls[i])
			continue;
		candidate = DatumGetTextPP(candidates[i]);
		if (nearest_offer(&nearest, VARDATA_ANY(candidate), VARSIZE_ANY_EXHDR(candidate)))
			result = candidate;
	}
	if (result == NULL)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(result);
}
