/*-------------------------------------------------------------------------
 *
 * json_text.h
 *	  Documents that arrive as text.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_JSON_TEXT_H
#define MINDWELL_JSON_TEXT_H

#include "base/compat.h"

#include "nodes/pg_list.h"
#include "utils/jsonb.h"

#include "base/problem.h"

/* An element of an array that is JSON, and no jsonb. */
typedef struct MalformedElement
{
	int			place;			/* in the array, from 0 */
	Problem		problem;
} MalformedElement;

extern Jsonb *json_text_parse(const char *text);
extern Jsonb *json_text_try_parse(const char *text, Problem *problem);
extern Jsonb *json_text_parse_array(text *array, List **malformed);

#endif							/* MINDWELL_JSON_TEXT_H */
