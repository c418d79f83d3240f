/*-------------------------------------------------------------------------
 *
 * ascii.h
 *	  Classes of ASCII characters, whatever the locale.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_ASCII_H
#define MINDWELL_ASCII_H

#include "base/compat.h"

static inline bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

#endif							/* MINDWELL_ASCII_H */
