/*-------------------------------------------------------------------------
 *
 * where.h
 *	  What a report asks of an event's properties, with operators.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_WHERE_H
#define MINDWELL_WHERE_H

#include "base/compat.h"

#include "datatype/timestamp.h"
#include "utils/jsonb.h"

typedef enum WhereOperator
{
	WHERE_EQUAL,
	WHERE_NOT_EQUAL,
	WHERE_LESS,
	WHERE_LESS_OR_EQUAL,
	WHERE_GREATER,
	WHERE_GREATER_OR_EQUAL,
	WHERE_IN,
	WHERE_NOT_IN,
	WHERE_EXISTS,
	WHERE_CONTAINS,
	WHERE_NOT,
	WHERE_HOLDS_ARRAY			/* a list without an operator: containment */
} WhereOperator;

struct WhereTest;

/* All must hold. */
typedef struct WhereTests
{
	int			count;
	struct WhereTest *items;
} WhereTests;

typedef struct WhereTest
{
	WhereOperator operator;
	bool		as_date;		/* are values compared as instants? */
	int			count;
	JsonbValue *values;			/* of which one must be met */
	TimestampTz *instants;		/* what they are as_date */
	WhereTests	inner;			/* of WHERE_NOT */
} WhereTest;

typedef struct WhereToken
{
	const char *text;			/* not terminated */
	int			length;
} WhereToken;

/* What is asked of one value, below the properties. */
typedef struct WhereTarget
{
	int			depth;			/* at least 1 */
	WhereToken *tokens;
	WhereTests	tests;
} WhereTarget;

typedef struct Where
{
	int			count;
	WhereTarget *targets;
} Where;

extern Where *where_parse(Jsonb *document, const char *problem, const char *prefix);
extern bool where_instant(const JsonbValue *value, TimestampTz *instant);

#endif							/* MINDWELL_WHERE_H */
