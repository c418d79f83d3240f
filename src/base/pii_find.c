/*-------------------------------------------------------------------------
 *
 * pii_find.c
 *	  E-mail addresses and card numbers inside a text.
 *
 * An address is found by its "@", which may be written as an escape of a URL,
 * of HTML or of JSON, or in full width: before it as many characters of a
 * mailbox as there are, or a quoted one; after it a domain of two or more
 * labels whose last begins with two letters, or an IP address in brackets.
 * What ends in the suffix of a file that no domain ends in (logo@2x.png), and
 * git@host:path, is none.
 *
 * A card number is 14 to 19 digits that begin as an issuer's do, have the
 * length that he gives them, and pass the check of Luhn: in one piece, also
 * with zeros behind a decimal point, or in groups of 3 to 6 (the first of 4)
 * that the same separator divides, of blanks, hyphens and the like.  It is no
 * part of a longer word or number, unless the word before it ends in "card" or
 * another of that kind; so UUIDs, hexadecimal digests, decimal fractions and
 * telephone numbers with a "+" are none.  Barcodes have 13 digits or fewer, and
 * so have no more cards than are rare.  Of the random numbers of 16 digits
 * about one in thirty looks like a card's.
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

#define CARD_MIN_DIGITS 14
#define CARD_MAX_DIGITS 19
#define CARD_FIRST_GROUP 4
#define CARD_MIN_GROUP 3
#define CARD_MAX_GROUP 6
#define CARD_MAX_SEPARATORS 3	/* characters from group to group: " - " */

#define MAX_QUOTED 66			/* bytes of a quoted mailbox, or of a comment behind one */
#define MAX_ESCAPED 4			/* how often a "%" may have become "%25" */

#define LENGTHS(min, max) ((1U << ((max) + 1)) - (1U << (min)))
#define LENGTH(n) LENGTHS(n, n)

/* What may begin at a byte; most bytes are passed over. */
static const uint8 may_begin[256] = {
	['@'] = PII_EMAIL,
	['%'] = PII_EMAIL,
	['&'] = PII_EMAIL,
	['\\'] = PII_EMAIL,
	[0xEF] = PII_ALL,			/* full width, in UTF-8 */
	['0'] = PII_CARD,
	['1'] = PII_CARD,
	['2'] = PII_CARD,
	['3'] = PII_CARD,
	['4'] = PII_CARD,
	['5'] = PII_CARD,
	['6'] = PII_CARD,
	['7'] = PII_CARD,
	['8'] = PII_CARD,
	['9'] = PII_CARD,
};

/* Suffixes of files that are no top-level domains. */
static const char *const file_suffixes[] = {
	"avif", "bmp", "css", "csv", "gif", "heic", "htm", "html", "ico", "jpeg", "jpg", "js", "json", "jsx", "map", "mjs", "mp4",
	"pdf", "png", "scss", "svg", "tgz", "tif", "tiff", "tsx", "ttf", "txt", "webm", "webp", "woff", "woff2", "xml"
};

/* Words that may stand before a card's number without a gap. */
static const char *const card_words[] = {
	"card", "number", "pan", "visa", "amex", "karte", "carte"
};

/* The numbers that issuers begin with, and how long theirs are. */
static const struct
{
	int			digits;			/* of the bounds */
	int			first;
	int			last;
	uint32		lengths;		/* bit n: n digits */
}			issuers[] = {
	{1, 4, 4, LENGTH(16) | LENGTH(19)},	/* Visa */
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
	{4, 5018, 5018, LENGTHS(16, 19)},	/* Maestro */
	{4, 5020, 5020, LENGTHS(16, 19)},
	{4, 5038, 5038, LENGTHS(16, 19)},
	{4, 5893, 5893, LENGTHS(16, 19)},
	{4, 6304, 6304, LENGTHS(16, 19)},
	{4, 6759, 6759, LENGTHS(16, 19)},
	{4, 6761, 6763, LENGTHS(16, 19)},
};

static inline bool
is_word(char c)
{
	return is_digit(c) || is_letter(c) || c == '_';
}

static inline bool
is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/* A letter of any script: every byte of it in UTF-8 has the high bit. */
static inline bool
is_any_letter(char c)
{
	return is_letter(c) || IS_HIGHBIT_SET(c);
}

/*
 * A mailbox may have further characters, which in texts are more often between
 * an address and something else: "/" "=" "?" "&".
 */
static inline bool
is_mailbox_char(char c)
{
	return is_word(c) || IS_HIGHBIT_SET(c) || (c != '\0' && strchr(".-+%'!#$*^~", c) != NULL);
}

/* These belong to a mailbox directly before the "@" only. */
static inline bool
is_mailbox_bracket(char c)
{
	return c == '`' || c == '{' || c == '|' || c == '}';
}

/*
 * Does the text go on with this one at a place?
 */
static inline bool
goes_on(const char *text, int length, int place, const char *with, int with_length)
{
	return length - place >= with_length && memcmp(text + place, with, with_length) == 0;
}

#define GOES_ON(text, length, place, literal) \
	goes_on(text, length, place, literal, sizeof(literal) - 1)

/*
 * The length of an escape of a URL for a byte, whose two digits are given in
 * lower case, at a place with a "%"; the "%" may have been escaped as well.
 */
static int
percent_escape(const char *text, int length, int place, const char *digits)
{
	int			i = place + 1;

	for (int n = 0; n < MAX_ESCAPED && GOES_ON(text, length, i, "25"); n++)
		i += 2;
	return length - i >= 2 && pg_strncasecmp(text + i, digits, 2) == 0 ? i + 2 - place : 0;
}

/*
 * The length of an "@" at a place, 0 where there is none.
 */
static int
at_sign(const char *text, int length, int place)
{
	switch ((unsigned char) text[place])
	{
		case '@':
			return 1;
		case '%':
			return percent_escape(text, length, place, "40");
		case '&':
			return GOES_ON(text, length, place, "&#64;") ? 5
				: GOES_ON(text, length, place, "&#x40;") ? 6
				: GOES_ON(text, length, place, "&commat;") ? 8 : 0;
		case '\\':
			return GOES_ON(text, length, place, "\\u0040") ? 6
				: GOES_ON(text, length, place, "\\x40") ? 4 : 0;
		case 0xEF:
			return GOES_ON(text, length, place, "\xEF\xBC\xA0") || GOES_ON(text, length, place, "\xEF\xB9\xAB") ? 3 : 0;
		default:
			return 0;
	}
}

/*
 * The length of what divides labels of a domain at a place, 0 where there is none.
 */
static inline int
dot_sign(const char *text, int length, int place)
{
	switch ((unsigned char) text[place])
	{
		case '.':
			return 1;
		case '%':
			return percent_escape(text, length, place, "2e");
		case 0xE3:
			return GOES_ON(text, length, place, "\xE3\x80\x82") ? 3 : 0;
		case 0xEF:
			return GOES_ON(text, length, place, "\xEF\xBC\x8E") ? 3 : 0;
		default:
			return 0;
	}
}

static bool
is_one_of(const char *text, int length, const char *const *words, int count)
{
	for (int i = 0; i < count; i++)
		if ((int) strlen(words[i]) == length && pg_strncasecmp(text, words[i], length) == 0)
			return true;
	return false;
}

/*
 * Is this label the scale of an image, as in logo@2x.png?
 */
static bool
is_scale(const char *label, int length)
{
	int			i = 0;

	while (i < length && is_digit(label[i]))
		i++;
	return i > 0 && i == length - 1 && label[i] == 'x';
}

/*
 * The end of the IP address in brackets that begins at a place; -1 when there is
 * none.
 */
static int
literal_end(const char *text, int length, int place)
{
	int			i = place + 1;
	bool		is_divided = false;

	if (length - i >= 5 && pg_strncasecmp(text + i, "ipv6:", 5) == 0)
		i += 5;
	while (i < length && i - place < MAX_QUOTED && (is_hex(text[i]) || text[i] == '.' || text[i] == ':'))
	{
		is_divided = is_divided || !is_hex(text[i]);
		i++;
	}
	return is_divided && i < length && text[i] == ']' ? i + 1 : -1;
}

/*
 * The end of the domain that begins at a place; -1 when there is none.
 */
static int
domain_end(const char *text, int length, int place)
{
	int			end = -1;
	int			label = place;	/* its start */
	int			first_length = -1;	/* of the first label */
	bool		is_file = false;

	if (place < length && text[place] == '[')
		return literal_end(text, length, place);
	for (int i = place;;)
	{
		int			dot = i < length ? dot_sign(text, length, i) : 0;

		if (dot == 0 && i < length &&
			(is_digit(text[i]) || text[i] == '-' || is_any_letter(text[i])) &&
			at_sign(text, length, i) == 0)
		{
			i++;
			continue;
		}
		/* the end of a label, of which a second or later one completes a domain */
		if (i == label || text[label] == '-')
			break;
		if (first_length < 0)
			first_length = i - label;
		else if (i - label >= 2 && is_any_letter(text[label]) && is_any_letter(text[label + 1]))
		{
			is_file = is_one_of(text + label, i - label, file_suffixes, lengthof(file_suffixes));
			if (!is_file)
				end = i;
		}
		if (dot == 0)
			break;
		i += dot;
		label = i;
	}
	return is_file && is_scale(text + place, first_length) ? -1 : end;
}

/*
 * The start of what is quoted, or a comment, and ends before a place; the place
 * when it has none.
 */
static int
quoted_start(const char *text, int limit, int place, char opening)
{
	for (int i = place - 2; i >= limit && place - i <= MAX_QUOTED; i--)
		if (text[i] == opening && (i == limit || text[i - 1] != '\\'))
			return i;
	return place;
}

/*
 * The address around an "@" of so many bytes, which begins no earlier than at
 * the limit.
 */
static bool
email_around(const char *text, int length, int limit, int place, int sign, PiiSpan *found)
{
	int			start = place;
	int			mailbox = place;	/* its end, without brackets */
	int			end;

	if (start > limit && text[start - 1] == '"')
		start = quoted_start(text, limit, start, '"');
	else
	{
		if (start > limit && text[start - 1] == ')')
			start = quoted_start(text, limit, start, '(');
		while (start > limit && is_mailbox_bracket(text[start - 1]))
			start--;
		mailbox = start;
	}
	while (start > limit && is_mailbox_char(text[start - 1]))
		start--;
	if (start == mailbox)
		return false;

	end = domain_end(text, length, place + sign);
	/* of a repository */
	if (end >= 0 && place - start == 3 && memcmp(text + start, "git", 3) == 0 &&
		length - end >= 2 && (text[end] == '/' || (text[end] == ':' && !is_space(text[end + 1]))))
		return false;
	*found = (PiiSpan) {start, end};
	return end >= 0;
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
 * The length of a digit at a place, and its value; 0 where there is none.
 */
static inline int
digit_at(const char *text, int length, int place, char *digit)
{
	if (place >= length)
		return 0;
	if (is_digit(text[place]))
	{
		*digit = text[place];
		return 1;
	}
	if (IS_HIGHBIT_SET(text[place]) && GOES_ON(text, length, place, "\xEF\xBC") && length - place >= 3 &&
		(unsigned char) text[place + 2] >= 0x90 && (unsigned char) text[place + 2] <= 0x99)
	{
		*digit = '0' + (unsigned char) text[place + 2] - 0x90;
		return 3;
	}
	return 0;
}

/*
 * The length of a character that may divide a card's number, 0 where there is
 * none.
 */
static int
separator_at(const char *text, int length, int place)
{
	unsigned char next = length - place >= 2 ? text[place + 1] : 0;
	unsigned char last = length - place >= 3 ? text[place + 2] : 0;
	int			escape;

	switch (place < length ? (unsigned char) text[place] : 0)
	{
		case ' ':
		case '\t':
		case '-':
		case '.':
		case '_':
		case '/':
		case '+':
			return 1;
		case '%':
			if ((escape = percent_escape(text, length, place, "c2")) > 0 && place + escape < length &&
				text[place + escape] == '%')
			{
				int			second = percent_escape(text, length, place + escape, "a0");

				return second > 0 ? escape + second : 0;
			}
			if ((escape = percent_escape(text, length, place, "20")) > 0 ||
				(escape = percent_escape(text, length, place, "09")) > 0 ||
				(escape = percent_escape(text, length, place, "2d")) > 0)
				return escape;
			return 0;
		case 0xC2:				/* no-break space, soft hyphen */
			return next == 0xA0 || next == 0xAD ? 2 : 0;
		case 0xE2:				/* spaces, also of no width, and dashes; minus */
			return (next == 0x80 && ((last >= 0x80 && last <= 0x95) || last == 0xAF)) ||
				(next == 0x81 && (last == 0x9F || last == 0xA0)) ||
				(next == 0x88 && last == 0x92) ? 3 : 0;
		case 0xE3:				/* ideographic space */
			return next == 0x80 && last == 0x80 ? 3 : 0;
		case 0xEF:				/* zero width no-break space, full width hyphen */
			return (next == 0xBB && last == 0xBF) || (next == 0xBC && last == 0x8D) ? 3 : 0;
		default:
			return 0;
	}
}

/*
 * Does a word that announces a card's number end before a place, or before the
 * one hyphen or underscore there?
 */
static bool
follows_card_word(const char *text, int place)
{
	if (place > 0 && (text[place - 1] == '_' || text[place - 1] == '-'))
		place--;
	for (int i = 0; i < (int) lengthof(card_words); i++)
	{
		int			length = strlen(card_words[i]);

		if (place >= length && pg_strncasecmp(text + place - length, card_words[i], length) == 0)
			return true;
	}
	return false;
}

/*
 * Does a number begin here, and is no part of a word or a longer one?
 */
static bool
begins_number(const char *text, int place)
{
	char		before = place > 0 ? text[place - 1] : ' ';
	char		further = place > 1 ? text[place - 2] : ' ';

	if (before == '.')
		return !is_digit(further);
	if (before == '+')
		return false;
	if (before == '-' ? !is_word(further) : !is_word(before))
		return true;
	/* %3A4111... */
	if (place > 2 && text[place - 3] == '%' && is_hex(further) && is_hex(before))
		return true;
	return follows_card_word(text, place);
}

/*
 * The end of the number whose digits end at a place, behind a fraction of zeros;
 * -1 when it is part of a word or a longer number.
 */
static int
number_end(const char *text, int length, int place)
{
	char		behind = place < length ? text[place] : ' ';
	char		further = place + 1 < length ? text[place + 1] : ' ';

	if (behind == '-')
		return is_word(further) ? -1 : place;
	if (behind == '.' && is_digit(further))
	{
		place++;
		while (place < length && text[place] == '0')
			place++;
		behind = place < length ? text[place] : ' ';
	}
	return is_word(behind) ? -1 : place;
}

/*
 * The card number that begins with the group of digits at a place; its end,
 * or -1.  "group_end" returns the end of that first group.  A number
 * begins there, or (follows_escape) behind digits that are an escape's.
 */
static int
card_end(const char *text, int length, int start, bool follows_escape, int *group_end)
{
	char		digits[CARD_MAX_DIGITS];
	char		digit;
	int			count = 0;
	int			first_group = 0;
	int			place = start;
	int			separator = 0;	/* where the first is */
	int			separator_length = 0;

	for (int bytes; (bytes = digit_at(text, length, place, &digit)) > 0; place += bytes)
		if (first_group++ < CARD_MAX_DIGITS)
			digits[count++] = digit;
	*group_end = place;
	if (first_group > CARD_MAX_DIGITS || (!follows_escape && !begins_number(text, start)))
		return -1;

	for (;;)
	{
		int			group = 0;
		int			end;
		int			next = place;

		if (count >= CARD_MIN_DIGITS && (end = number_end(text, length, place)) >= 0 &&
			has_issuer(digits, count) && passes_luhn(digits, count))
			return end;

		/* another group? */
		if (first_group != CARD_FIRST_GROUP)
			return -1;
		for (int n = 0, bytes; n < CARD_MAX_SEPARATORS && (bytes = separator_at(text, length, next)) > 0; n++)
			next += bytes;
		if (separator_length == 0)
		{
			separator = place;
			separator_length = next - place;
		}
		if (next == place || next - place != separator_length ||
			memcmp(text + place, text + separator, separator_length) != 0)
			return -1;
		place = next;
		for (int bytes; count < CARD_MAX_DIGITS && (bytes = digit_at(text, length, place, &digit)) > 0; place += bytes)
		{
			digits[count++] = digit;
			group++;
		}
		if (group < CARD_MIN_GROUP || group > CARD_MAX_GROUP)
			return -1;
	}
}

/*
 * The card number in the digits at a place, which moves behind them.  Those of
 * an escape before it are none of its own: %204111...
 */
static bool
card_at(const char *text, int length, int *place, PiiSpan *found)
{
	int			start = *place;
	int			end = start;
	int			unused;
	bool		is_escape = start > 0 && text[start - 1] == '%';

	/* most numbers in texts are none by their length or first digit */
	while (end < length && is_digit(text[end]))
		end++;
	if (end > start && !is_escape && (end == length || !IS_HIGHBIT_SET(text[end])) &&
		(text[start] < '2' || text[start] > '6' || (end - start != CARD_FIRST_GROUP && end - start < CARD_MIN_DIGITS)))
	{
		*place = end;
		return false;
	}

	*found = (PiiSpan) {start, card_end(text, length, start, false, place)};
	for (int escaped = 2; is_escape && found->end < 0 && start + escaped < *place && escaped <= 2 * MAX_ESCAPED; escaped += 2)
		*found = (PiiSpan) {start + escaped, card_end(text, length, start + escaped, true, &unused)};
	return found->end >= 0;
}

/*
 * The first of what is looked for, at or after a place.
 */
bool
pii_find(const char *text, int length, int from, int kinds, PiiSpan *found)
{
	int			limit = from;	/* no address begins before */
	int			place = from;

	for (;;)
	{
		int			kind = 0;
		int			sign;
		char		digit;

		while (place < length && (kind = may_begin[(unsigned char) text[place]] & kinds) == 0)
			place++;
		if (place >= length)
			return false;
		sign = (kind & PII_EMAIL) != 0 ? at_sign(text, length, place) : 0;
		if (sign > 0)
		{
			if (email_around(text, length, limit, place, sign, found))
				return true;
			place += sign;
			limit = place;
		}
		else if ((kind & PII_CARD) != 0 && digit_at(text, length, place, &digit) > 0)
		{
			if (card_at(text, length, &place, found))
				return true;
		}
		else
			place++;
	}
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
