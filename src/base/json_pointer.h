/*-------------------------------------------------------------------------
 *
 * json_pointer.h
 *	  Where in a JSON document we are (RFC 6901).
 *
 * A walk down a document keeps its position as a chain of steps on the C
 * stack, which costs nothing; only a problem turns it into text.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_JSON_POINTER_H
#define MINDWELL_JSON_POINTER_H

#include "base/compat.h"

typedef struct PointerStep
{
	const struct PointerStep *parent;	/* NULL: the root */
	const char *key;			/* of an object, not terminated; NULL: an index */
	int			key_length;
	int			index;
} PointerStep;

extern char *json_pointer(const char *prefix, const PointerStep *last);
extern char *clip_text(const char *text, int length, int limit);

#endif							/* MINDWELL_JSON_POINTER_H */
