/*-------------------------------------------------------------------------
 *
 * confidential.h
 *	  Calls whose arguments must not be in the server's log.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_CONFIDENTIAL_H
#define MINDWELL_CONFIDENTIAL_H

#include "base/compat.h"

#include "fmgr.h"

/*
 * In place of PG_FUNCTION_INFO_V1(name): defines the SQL function "name", and
 * declares name_confidential(), which does what it is for.
 */
#define CONFIDENTIAL_FUNCTION(name) \
	static Datum name##_confidential(PG_FUNCTION_ARGS); \
	extern PGDLLEXPORT Datum name(PG_FUNCTION_ARGS); \
	Datum \
	name(PG_FUNCTION_ARGS) \
	{ \
		return confidential_call(name##_confidential, fcinfo); \
	} \
	PG_FUNCTION_INFO_V1(name)

extern Datum confidential_call(PGFunction function, FunctionCallInfo fcinfo);
extern int	errconfidential(void);

#endif							/* MINDWELL_CONFIDENTIAL_H */
