/*-------------------------------------------------------------------------
 *
 * pii_find.c
 *	  E-mail addresses and card numbers inside a text.
 *
 * An address is found by its "@", which may be percent-encoded as in a URL:
 * before it as many characters of a mailbox as there are, after it a domain
 * of two or more labels.
 *
 * A card number is 12 to 19 digits that begin as an issuer's do, have the
 * length that he gives them, and pass the check of Luhn: in one piece, or in
 * groups of 3 to 6 (the first of 4) with one kind of separator, a space or a
 * hyphen.  It is no part of a longer word or number; so UUIDs, hexadecimal
 * digests, decimal fractions and telephone numbers with a "+" are none.  Of
 * the random numbers of 16 digits about one in thirty looks like a card's.
 *
 * Both are found in time linear in the text: no byte is looked at by more than
 * a fixed number of attempts.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "lib/stringinfo.h"

#include "base/ascii.h"
#include "base/pii_find.h"

#define CARD_MIN_DIGITS 12
#define CARD_MAX_DIGITS 19
#define CARD_FIRST_GROUP 4
#define CARD_MIN_GROUP 3
#define CARD_MAX_GROUP 6

#define LENGTHS(min, max) ((1U << ((max) + 1)) - (1U << (min)))
#define LENGTH(n) LENGTHS(n, n)

/* The numbers that issuers begin with, and how long theirs are. */
static const struct
{
	int			digits;			/* of the bounds */
	int			first;
	int			last;
	uint32		lengths;		/* bit n: n digits */
}			issuers[] = {
	{1, 4, 4, LENGTH(13) | LENGTH(16) | LENGTH(19)},	/* Visa */
	{2, 51, 55, LENGTH(16)},	/* Mastercard */
	{4, 2221, 2720, LENGTH(16)},
	{2, 34, 34, LENGTH(15)},	/* American Express */
	{2, 37, 37, LENGTH(15)},
	{4, 6011, 6011, LENGTHS(16, 19)},	/* Discover */
	{3, 644, 659, LENGTHS(16, 19)},
	{3, 300, 305, LENGTHS(14, 19)}, /* Diners Club */
	{4, 3095, 3095, LENGTHS(14, 19)},
	{2, 36, 36, LENGTHS(14, 19)},
	{2, 38, 39, LENGTHS(14, 19)},
	{4, 3528, 3589, LENGTHS(16, 19)},	/* JCB */
	{2, 62, 62, LENGTHS(16, 19)},	/* UnionPay */
	{4, 5018, 5018, LENGTHS(12, 19)},	/* Maestro */
	{4, 5020, 5020, LENGTHS(12, 19)},
	{4, 5038, 5038, LENGTHS(12, 19)},
	{4, 5893, 5893, LENGTHS(12, 19)},
	{4, 6304, 6304, LENGTHS(12, 19)},
	{4, 6759, 6759, LENGTHS(12, 19)},
	{4, 6761, 6763, LENGTHS(12, 19)},
};

static inline bool
is_word(char c)
{
	return is_digit(c) || is_letter(c) || c == '_';
}

/* A letter of any script: every byte of it in UTF-8 has the high bit. */
static inline bool
is_any_letter(char c)
{
	return is_letter(c) || IS_HIGHBIT_SET(c);
}

static inline bool
is_mailbox_char(char c)
{
	return is_word(c) || IS_HIGHBIT_SET(c) || c == '.' || c == '-' || c == '+' || c == '%' || c == '\'';
}

/*
 * The length of an "@" at a place, 0 where there is none.
 */
static inline int
at_sign(const char *text, int length, int place)
{
	if (text[place] == '@')
		return 1;
	if (text[place] == '%' && length - place >= 3 && text[place + 1] == '4' && text[place + 2] == '0')
		return 3;
	return 0;
}

/*
 * The end of the domain that begins at a place; -1 when there is none.
 */
static int
domain_end(const char *text, int length, int place)
{
	int			end = -1;
	int			label = place;	/* its start */
	bool		has_letter = false; /* the last label is no number, save it be punycode */

	for (int i = place; i <= length; i++)
	{
		char		c = i < length ? text[i] : '\0';

		if (is_digit(c) || c == '-')
			continue;
		if (is_any_letter(c))
		{
			has_letter = true;
			continue;
		}
		/* the end of a label, of which a second or later one completes a domain */
		if (i == label || text[label] == '-')
			break;
		if (label > place && has_letter && i - label >= 2)
			end = i;
		if (c != '.')
			break;
		label = i + 1;
		has_letter = false;
	}
	return end;
}

/*
 * The address around an "@" of so many bytes, which begins no earlier than at
 * the limit.
 */
static bool
email_around(const char *text, int length, int limit, int place, int sign, PiiSpan *found)
{
	int			start = place;

	while (start > limit && is_mailbox_char(text[start - 1]))
		start--;
	*found = (PiiSpan) {start, start < place ? domain_end(text, length, place + sign) : -1};
	return found->end >= 0;
}

static bool
has_issuer(const char *digits, int count)
{
	int			prefix[5] = {0};

	for (int i = 0; i < 4; i++)
		prefix[i + 1] = prefix[i] * 10 + (digits[i] - '0');
	for (int i = 0; i < (int) lengthof(issuers); i++)
		if (prefix[issuers[i].digits] >= issuers[i].first &&
			prefix[issuers[i].digits] <= issuers[i].last &&
			(issuers[i].lengths & LENGTH(count)) != 0)
			return true;
	return false;
}

/*
 * Luhn: from the right, every second digit counts twice, as the sum of the
 * digits of its double; the total is divisible by 10.
 */
static bool
passes_luhn(const char *digits, int count)
{
	int			sum = 0;

	for (int i = 0; i < count; i++)
	{
		int			digit = digits[count - 1 - i] - '0';

		if (i % 2 == 1)
			digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
		sum += digit;
	}
	return sum % 10 == 0;
}

/*
 * Does a number begin here, and is no part of a word or a longer one?
 */
static bool
begins_number(const char *text, int place)
{
	char		before = place > 0 ? text[place - 1] : ' ';
	char		further = place > 1 ? text[place - 2] : ' ';

	if (before == '-')
		return !is_word(further);
	if (before == '.')
		return !is_digit(further);
	return !is_word(before) && before != '+';
}

static bool
ends_number(const char *text, int length, int place)
{
	char		behind = place < length ? text[place] : ' ';
	char		further = place + 1 < length ? text[place + 1] : ' ';

	if (behind == '-')
		return !is_word(further);
	if (behind == '.')
		return !is_digit(further);
	return !is_word(behind);
}

/*
 * The card number that begins with the group of digits at a place; its end,
 * or -1.  "group_end" returns the end of that first group.
 */
static int
card_end(const char *text, int length, int start, int *group_end)
{
	char		digits[CARD_MAX_DIGITS];
	int			count = 0;
	int			place = start;
	char		separator = '\0';

	while (place < length && is_digit(text[place]))
	{
		if (place - start < CARD_MAX_DIGITS)
			digits[count++] = text[place];
		place++;
	}
	*group_end = place;
	if (place - start > CARD_MAX_DIGITS || !begins_number(text, start))
		return -1;

	for (;;)
	{
		int			group = 0;

		if (count >= CARD_MIN_DIGITS && ends_number(text, length, place) &&
			has_issuer(digits, count) && passes_luhn(digits, count))
			return place;

		/* another group? */
		if (*group_end - start != CARD_FIRST_GROUP || place >= length ||
			(text[place] != ' ' && text[place] != '-') ||
			(separator != '\0' && text[place] != separator))
			return -1;
		separator = text[place++];
		while (place < length && is_digit(text[place]) && count < CARD_MAX_DIGITS)
		{
			digits[count++] = text[place++];
			group++;
		}
		if (group < CARD_MIN_GROUP || group > CARD_MAX_GROUP)
			return -1;
	}
}

/*
 * The first of what is looked for, at or after a place.
 */
bool
pii_find(const char *text, int length, int from, int kinds, PiiSpan *found)
{
	int			limit = from;	/* no address begins before */
	int			place = from;

	while (place < length)
	{
		int			sign = (kinds & PII_EMAIL) != 0 ? at_sign(text, length, place) : 0;

		if (sign > 0)
		{
			if (email_around(text, length, limit, place, sign, found))
				return true;
			place += sign;
			limit = place;
		}
		else if ((kinds & PII_CARD) != 0 && is_digit(text[place]))
		{
			found->start = place;
			found->end = card_end(text, length, place, &place);
			if (found->end >= 0)
				return true;
		}
		else
			place++;
	}
	return false;
}

/*
 * A message without the addresses and numbers that it quotes; NULL for NULL.
 */
char *
pii_mask_message(const char *message)
{
	int			length = message == NULL ? 0 : strlen(message);
	int			copied = 0;
	PiiSpan		span;
	StringInfoData masked;

	if (!pii_find(message, length, 0, PII_ALL, &span))
		return unconstify(char *, message);

	initStringInfo(&masked);
	do
	{
		appendBinaryStringInfo(&masked, message + copied, span.start - copied);
		appendStringInfoString(&masked, PII_MASK);
		copied = span.end;
	} while (pii_find(message, length, copied, PII_ALL, &span));
	appendStringInfoString(&masked, message + copied);
	return masked.data;
}
