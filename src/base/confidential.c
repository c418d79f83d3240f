/*-------------------------------------------------------------------------
 *
 * confidential.c
 *	  Calls whose arguments must not be in the server's log.
 *
 * What a client submits may be personal data that is not to be stored.  The
 * statement of a failed call holds it, the context does (the line of a COPY,
 * the parameters), and so do details of PostgreSQL's own errors, which quote
 * rows and keys.  So every message of a confidential call, whoever raises it,
 * comes without the first two in the log; and errors of constraints have their
 * details replaced, also for the client, who might log them.
 *
 * This ends where the call does.  What the server logs before and after it
 * (doc/privacy.md) is not ours to change.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "utils/memutils.h"

#include "base/confidential.h"

/*
 * In an ereport(): the log gets neither the statement nor the context.
 */
int
errconfidential(void)
{
	errhidestmt(true);
	errhidecontext(true);
	return 0;
}

/*
 * Errors of constraints quote the row or the key, save for our own, which name
 * no table.  The log has of a deadlock what all its processes were running.
 */
static void
hide_detail(void)
{
	int			code = geterrcode();
	MemoryContext caller;
	ErrorData  *error;

	if (ERRCODE_TO_CATEGORY(code) != ERRCODE_INTEGRITY_CONSTRAINT_VIOLATION &&
		code != ERRCODE_WITH_CHECK_OPTION_VIOLATION &&
		code != ERRCODE_T_R_DEADLOCK_DETECTED)
		return;

	caller = MemoryContextSwitchTo(CurTransactionContext);
	error = CopyErrorData();
	MemoryContextSwitchTo(caller);
	if (code == ERRCODE_T_R_DEADLOCK_DETECTED)
		errdetail_log("%s", error->detail != NULL ? error->detail : "");
	else if (error->detail != NULL &&
			 (error->table_name != NULL || code == ERRCODE_WITH_CHECK_OPTION_VIOLATION))
		errdetail("What it quotes is left out, for it may be personal data.");
	FreeErrorData(error);
}

static void
hide_data(void *arg)
{
	errconfidential();
	hide_detail();
}

/*
 * Call a function such that no message of the call has its arguments in the
 * log.
 */
Datum
confidential_call(PGFunction function, FunctionCallInfo fcinfo)
{
	ErrorContextCallback callback;
	Datum		result;

	callback.previous = error_context_stack;
	callback.callback = hide_data;
	callback.arg = NULL;
	error_context_stack = &callback;
	result = function(fcinfo);
	error_context_stack = callback.previous;
	return result;
}
