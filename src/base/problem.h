/*-------------------------------------------------------------------------
 *
 * problem.h
 *	  What is wrong with an event, before it is an error.
 *
 * The same checks serve the gate (which raises the first problem), a batch
 * (which reports one problem per event) and analytics_validate() (which
 * lists them all).  So a check never raises: it adds a Problem.
 *
 * No text of a problem quotes a property value: it may be personal data.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PROBLEM_H
#define MINDWELL_PROBLEM_H

#include "base/compat.h"

typedef struct Problem
{
	int			sqlerrcode;
	const char *path;			/* JSON Pointer into the event; "" is the event */
	const char *message;		/* as for errmsg() */
	const char *detail;			/* as for errdetail(), or NULL */
	const char *hint;			/* as for errhint(), or NULL */
} Problem;

typedef struct Problems
{
	bool		all;			/* go on after the first one? */
	struct Problems *notes;		/* of what is done with the event and no problem; NULL: not asked for */
	int			count;
	int			allocated;
	Problem    *items;			/* in the memory context of the first one */
} Problems;

/* Nothing more to look for: a caller that wants one problem has it. */
static inline bool
problems_done(const Problems *problems)
{
	return problems->count > 0 && !problems->all;
}

extern void problem_add(Problems *problems, int sqlerrcode, const char *path,
						const char *message, const char *detail, const char *hint);
extern void problem_note(Problems *problems, const char *path, const char *message, const char *detail);
extern char *problem_text(const Problem *problem);
pg_noreturn extern void problem_raise(const Problem *problem);

/* Raise the first problem, if there is any. */
static inline void
problems_raise(const Problems *problems)
{
	if (problems->count > 0)
		problem_raise(&problems->items[0]);
}

#endif							/* MINDWELL_PROBLEM_H */
