/*-------------------------------------------------------------------------
 *
 * pii_find.h
 *	  E-mail addresses and card numbers inside a text.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PII_FIND_H
#define MINDWELL_PII_FIND_H

#include "base/compat.h"

#define PII_MASK "***"

/* What to look for. */
#define PII_EMAIL (1 << 0)
#define PII_CARD (1 << 1)
#define PII_ALL (PII_EMAIL | PII_CARD)

/* No shorter text holds any: a@b.cd */
#define PII_MIN_LENGTH 6

typedef struct PiiSpan
{
	int			start;
	int			end;			/* excluded */
} PiiSpan;

extern bool pii_find(const char *text, int length, int from, int kinds, PiiSpan *found);
extern char *pii_mask_message(const char *message);

#endif							/* MINDWELL_PII_FIND_H */
