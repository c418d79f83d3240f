/*-------------------------------------------------------------------------
 *
 * problem.c
 *	  What is wrong with an event, before it is an error.
 *
 * No text quotes the value of a property, or an idempotency key.  Where one
 * names a property's key, which may be a person's address, the addresses and
 * card numbers in it are masked, whatever is stored.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "base/confidential.h"
#include "base/pii_find.h"
#include "base/problem.h"

#define PROBLEMS_INITIAL 4

/*
 * Note a problem.  The strings must live as long as the list does.
 */
void
problem_add(Problems *problems, int sqlerrcode, const char *path,
			const char *message, const char *detail, const char *hint)
{
	Problem    *problem;

	if (problems->count == problems->allocated)
	{
		problems->allocated = Max(PROBLEMS_INITIAL, problems->allocated * 2);
		problems->items = problems->items == NULL
			? palloc_array(Problem, problems->allocated)
			: repalloc_array(problems->items, Problem, problems->allocated);
	}
	problem = &problems->items[problems->count++];
	problem->sqlerrcode = sqlerrcode;
	problem->path = pii_mask_message(path);
	problem->message = pii_mask_message(message);
	problem->detail = pii_mask_message(detail);
	problem->hint = hint;
}

/*
 * What is no problem, but good to know where all are listed: an event is
 * stored other than it was sent.
 */
void
problem_note(Problems *problems, const char *path, const char *message, const char *detail)
{
	if (problems->notes != NULL)
		problem_add(problems->notes, ERRCODE_SUCCESSFUL_COMPLETION, path, message, detail, NULL);
}

/*
 * A problem in one line.
 */
char *
problem_text(const Problem *problem)
{
	return problem->detail != NULL
		? psprintf("%s: %s", problem->message, problem->detail)
		: pstrdup(problem->message);
}

/*
 * Raise a problem as an error.  The server log gets neither the statement nor
 * the line of a COPY: they hold the very data that must not be stored.
 */
void
problem_raise(const Problem *problem)
{
	ereport(ERROR,
			(errcode(problem->sqlerrcode),
			 errmsg_internal("%s", problem->message),
			 problem->detail ? errdetail_internal("%s", problem->detail) : 0,
			 problem->hint ? errhint("%s", problem->hint) : 0,
			 errconfidential()));
}
