/*-------------------------------------------------------------------------
 *
 * json_pointer.c
 *	  Where in a JSON document we are (RFC 6901).
 *
 * The text is bounded: a key may be as long as a document, and many problems
 * may lie below it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "lib/stringinfo.h"
#include "mb/pg_wchar.h"

#include "base/json_pointer.h"

#define MAX_POINTER_LENGTH 1000 /* bytes; what is longer ends in "..." */

/*
 * A copy of a text that is not longer than a number of bytes, cut between
 * characters.
 */
char *
clip_text(const char *text, int length, int limit)
{
	if (length <= limit)
		return pnstrdup(text, length);
	return psprintf("%.*s...", pg_mbcliplen(text, length, limit), text);
}

static void
append_escaped(StringInfo pointer, const char *key, int length)
{
	for (int i = 0; i < length && pointer->len <= MAX_POINTER_LENGTH; i++)
	{
		if (key[i] == '~')
			appendStringInfoString(pointer, "~0");
		else if (key[i] == '/')
			appendStringInfoString(pointer, "~1");
		else
			appendStringInfoChar(pointer, key[i]);
	}
}

/* The depth of the recursion is that of a schema, which is bounded. */
static void
append_steps(StringInfo pointer, const PointerStep *last)
{
	if (last == NULL)
		return;
	append_steps(pointer, last->parent);
	appendStringInfoChar(pointer, '/');
	if (last->key != NULL)
		append_escaped(pointer, last->key, last->key_length);
	else
		appendStringInfo(pointer, "%d", last->index);
}

/*
 * The pointer to the last step, after a pointer to where its document is.
 */
char *
json_pointer(const char *prefix, const PointerStep *last)
{
	StringInfoData pointer;

	initStringInfo(&pointer);
	appendStringInfoString(&pointer, prefix);
	append_steps(&pointer, last);
	return clip_text(pointer.data, pointer.len, MAX_POINTER_LENGTH);
}
