/*-------------------------------------------------------------------------
 *
 * encoding.h
 *	  Texts whose bytes are the same in databases of any encoding.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_ENCODING_H
#define MINDWELL_ENCODING_H

#include "base/compat.h"

#include "mb/pg_wchar.h"

typedef struct EncodedText
{
	const char *bytes;			/* the text itself where nothing is to be done */
	size_t		length;
} EncodedText;

/*
 * A text of the database in UTF-8, which is what is hashed: a hash leaves the
 * database, and is compared with one made elsewhere.
 */
static inline EncodedText
text_to_utf8(const char *text, size_t length)
{
	char	   *bytes;

	if (GetDatabaseEncoding() == PG_UTF8)
		return (EncodedText) {text, length};
	bytes = pg_server_to_any(text, (int) length, PG_UTF8);
	return (EncodedText) {bytes, bytes == text ? length : strlen(bytes)};
}

#endif							/* MINDWELL_ENCODING_H */
