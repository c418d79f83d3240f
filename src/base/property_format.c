/*-------------------------------------------------------------------------
 *
 * property_format.c
 *	  The formats of strings: JSON Schema's "format", and RFC 3339 instants.
 *
 * Nothing here calls the server: no memory is taken, nothing is raised, no
 * setting (TimeZone, DateStyle, locale) has a say, and the file links into a
 * test program as it is.  All formats are ASCII, so that the encoding of the
 * database does not matter: a byte of another character is simply wrong.
 *
 * Each function reads the text once, from left to right, through a Reader:
 * a read_ function that returns true has consumed what it names.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "base/ascii.h"
#include "base/property_format.h"

#define SECONDS_PER_MINUTE 60
#define HOURS_IN_A_DAY 24
#define MINUTES_IN_AN_HOUR 60
#define FRACTION_DIGITS 6		/* those of microseconds */

/* RFC 5321, 4.5.3.1, and the length of a label of the domain name system */
#define MAX_MAILBOX_LENGTH 254
#define MAX_LOCAL_PART_LENGTH 64
#define MAX_LABEL_LENGTH 63

#define IPV6_GROUPS 8
#define IPV4_GROUPS 2			/* what a dotted tail stands for */

typedef struct Reader
{
	const char *at;
	const char *end;
} Reader;

static inline bool
at_end(const Reader *reader)
{
	return reader->at == reader->end;
}

static inline bool
is_hex_digit(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static inline bool
read_char(Reader *reader, char expected)
{
	if (at_end(reader) || *reader->at != expected)
		return false;
	reader->at++;
	return true;
}

/* Exactly so many decimal digits. */
static bool
read_number(Reader *reader, int digits, int *number)
{
	if (reader->end - reader->at < digits)
		return false;
	*number = 0;
	for (int i = 0; i < digits; i++, reader->at++)
	{
		if (!is_digit(*reader->at))
			return false;
		*number = *number * 10 + (*reader->at - '0');
	}
	return true;
}

/* Up to so many hexadecimal digits: how many there are. */
static int
read_hex_digits(Reader *reader, int limit)
{
	int			count = 0;

	while (count < limit && !at_end(reader) && is_hex_digit(*reader->at))
	{
		reader->at++;
		count++;
	}
	return count;
}

/*
 * Dates and times
 */

static bool
is_leap_year(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* Days from the first day of the year 0 to a date of the years 0 and later. */
static int
day_number(int year, int month, int day)
{
	static const int days_before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

	/* the terms of the leap days are rounded up: the year 0 is a leap year */
	return 365 * year + (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400 +
		days_before[month - 1] + (month > 2 && is_leap_year(year) ? 1 : 0) + day - 1;
}

static bool
read_date(Reader *reader, int *year, int *month, int *day)
{
	static const int month_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (!(read_number(reader, 4, year) && read_char(reader, '-') &&
		  read_number(reader, 2, month) && read_char(reader, '-') &&
		  read_number(reader, 2, day)))
		return false;
	if (*month < 1 || *month > 12)
		return false;
	return *day >= 1 &&
		*day <= month_days[*month - 1] + (*month == 2 && is_leap_year(*year) ? 1 : 0);
}

/*
 * Digits of any number after the point, cut to microseconds: rounded, the last
 * moment of a day would be of the next one.
 */
static bool
read_fraction(Reader *reader, int *microseconds)
{
	int			digits = 0;

	*microseconds = 0;
	for (; !at_end(reader) && is_digit(*reader->at); reader->at++, digits++)
	{
		if (digits < FRACTION_DIGITS)
			*microseconds = *microseconds * 10 + *reader->at - '0';
	}
	for (int i = digits; i < FRACTION_DIGITS; i++)
		*microseconds *= 10;
	return digits > 0;
}

/*
 * Z, +hh:mm, and, unless strict, +hhmm and +hh: seconds east of UTC.
 */
static bool
read_offset(Reader *reader, bool strict, int *seconds)
{
	int			hours;
	int			minutes = 0;
	bool		west;

	*seconds = 0;
	if (read_char(reader, 'Z') || read_char(reader, 'z'))
		return true;
	west = read_char(reader, '-');
	if (!west && !read_char(reader, '+'))
		return false;
	if (!read_number(reader, 2, &hours))
		return false;
	if (read_char(reader, ':') || (!strict && !at_end(reader)))
	{
		if (!read_number(reader, 2, &minutes))
			return false;
	}
	else if (strict)
		return false;
	if (hours >= HOURS_IN_A_DAY || minutes >= MINUTES_IN_AN_HOUR)
		return false;
	*seconds = (hours * MINUTES_IN_AN_HOUR + minutes) * SECONDS_PER_MINUTE;
	if (west)
		*seconds = -*seconds;
	return true;
}

/*
 * Read an instant.
 *
 * Strict is the grammar of RFC 3339, 5.6 ("T" and "Z" in either case, as it
 * says).  Otherwise a space may stand for the "T", the seconds may be left out
 * (as in ISO 8601), the offset may be written +hhmm or +hh, and where there is
 * none, the time is UTC.
 *
 * A second 60 is accepted where RFC 3339 (5.7) places a leap second: the last
 * one of June or December, UTC.  It is the instant that follows, as in
 * PostgreSQL's own input, which has no leap seconds.  The fraction is cut to
 * microseconds.  The years are 0000 to 9999, year 0 being 1 BC.
 */
bool
rfc3339_parse(const char *text, int length, bool strict, TimestampTz *instant)
{
	Reader		reader = {text, text + length};
	int			year,
				month,
				day,
				hour,
				minute;
	int			second = 0;
	int			microseconds = 0;
	int			offset = 0;
	int64		seconds;

	if (!read_date(&reader, &year, &month, &day))
		return false;
	if (!(read_char(&reader, 'T') || read_char(&reader, 't') ||
		  (!strict && read_char(&reader, ' '))))
		return false;
	if (!(read_number(&reader, 2, &hour) && read_char(&reader, ':') &&
		  read_number(&reader, 2, &minute)))
		return false;
	if (read_char(&reader, ':'))
	{
		if (!read_number(&reader, 2, &second))
			return false;
		if (read_char(&reader, '.') && !read_fraction(&reader, &microseconds))
			return false;
	}
	else if (strict)
		return false;
	if (hour >= HOURS_IN_A_DAY || minute >= MINUTES_IN_AN_HOUR ||
		second > SECONDS_PER_MINUTE)
		return false;
	if (strict || !at_end(&reader))
	{
		if (!read_offset(&reader, strict, &offset))
			return false;
	}
	if (!at_end(&reader))
		return false;

	seconds = (int64) day_number(year, month, day) * SECS_PER_DAY +
		hour * SECS_PER_HOUR + minute * SECS_PER_MINUTE + second - offset;
	if (second == SECONDS_PER_MINUTE)
	{
		int64		midnight = seconds / SECS_PER_DAY;

		/* the local year may be the one after the leap second's */
		if (seconds % SECS_PER_DAY != 0 ||
			(midnight != day_number(year, 7, 1) &&
			 midnight != day_number(year, 1, 1) &&
			 midnight != day_number(year + 1, 1, 1)))
			return false;
	}
	seconds -= (int64) day_number(2000, 1, 1) * SECS_PER_DAY;	/* the epoch */
	*instant = seconds * USECS_PER_SEC + microseconds;
	return true;
}

static bool
is_date_time(const char *text, int length)
{
	TimestampTz instant;

	return rfc3339_parse(text, length, true, &instant);
}

/* full-date of RFC 3339, 5.6 */
static bool
is_date(const char *text, int length)
{
	Reader		reader = {text, text + length};
	int			year,
				month,
				day;

	return read_date(&reader, &year, &month, &day) && at_end(&reader);
}

/*
 * Identifiers and addresses
 */

/* The text form of RFC 4122, in either case; any version and variant. */
static bool
is_uuid(const char *text, int length)
{
	static const int groups[] = {8, 4, 4, 4, 12};
	Reader		reader = {text, text + length};

	for (int i = 0; i < (int) lengthof(groups); i++)
	{
		if (i > 0 && !read_char(&reader, '-'))
			return false;
		if (read_hex_digits(&reader, groups[i]) != groups[i])
			return false;
	}
	return at_end(&reader);
}

/* A number 0 .. 255 without leading zeros (they read as octal elsewhere). */
static bool
read_octet(Reader *reader)
{
	const char *start = reader->at;
	int			number = 0;

	while (!at_end(reader) && is_digit(*reader->at) && reader->at - start < 3)
		number = number * 10 + (*reader->at++ - '0');
	return reader->at > start && number <= 255 &&
		(*start != '0' || reader->at - start == 1);
}

/* The dotted quad of RFC 2673, 3.2. */
static bool
is_ipv4(const char *text, int length)
{
	Reader		reader = {text, text + length};

	return read_octet(&reader) && read_char(&reader, '.') &&
		read_octet(&reader) && read_char(&reader, '.') &&
		read_octet(&reader) && read_char(&reader, '.') &&
		read_octet(&reader) && at_end(&reader);
}

/*
 * The three text forms of RFC 4291, 2.2: eight groups; "::" once, for one or
 * more groups of zeros; the last two groups as an IPv4 address.  Neither a
 * zone nor a prefix length.
 */
static bool
is_ipv6(const char *text, int length)
{
	Reader		reader = {text, text + length};
	int			groups = 0;
	bool		compressed = false;

	if (read_char(&reader, ':'))
	{
		if (!read_char(&reader, ':'))
			return false;
		compressed = true;
	}
	while (!at_end(&reader))
	{
		const char *start = reader.at;

		if (read_hex_digits(&reader, 4) == 0)
			return false;
		if (!at_end(&reader) && *reader.at == '.')
		{
			if (!is_ipv4(start, reader.end - start))
				return false;
			groups += IPV4_GROUPS;
			break;
		}
		groups++;
		if (at_end(&reader))
			break;
		if (!read_char(&reader, ':'))
			return false;
		if (read_char(&reader, ':'))
		{
			if (compressed)
				return false;
			compressed = true;
		}
		else if (at_end(&reader))
			return false;
	}
	return compressed ? groups < IPV6_GROUPS : groups == IPV6_GROUPS;
}

/* atext of RFC 5322, 3.2.3 */
static bool
is_atom_char(char c)
{
	return is_letter(c) || is_digit(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

static bool
is_printable(char c)
{
	return c >= ' ' && c <= '~';
}

/* Atoms joined by single dots. */
static bool
read_dot_string(Reader *reader)
{
	do
	{
		const char *start = reader->at;

		while (!at_end(reader) && is_atom_char(*reader->at))
			reader->at++;
		if (reader->at == start)
			return false;
	} while (read_char(reader, '.'));
	return true;
}

/* Printable characters between quotes; a quote or backslash is escaped. */
static bool
read_quoted_string(Reader *reader)
{
	if (!read_char(reader, '"'))
		return false;
	while (!read_char(reader, '"'))
	{
		(void) read_char(reader, '\\');
		if (at_end(reader) || !is_printable(*reader->at))
			return false;
		reader->at++;
	}
	return true;
}

/* Labels of letters, digits and inner hyphens, joined by single dots. */
static bool
read_domain(Reader *reader)
{
	do
	{
		const char *start = reader->at;

		while (!at_end(reader) &&
			   (is_letter(*reader->at) || is_digit(*reader->at) || *reader->at == '-'))
			reader->at++;
		if (reader->at == start || reader->at - start > MAX_LABEL_LENGTH ||
			*start == '-' || reader->at[-1] == '-')
			return false;
	} while (read_char(reader, '.'));
	return true;
}

/* [192.0.2.1] or [IPv6:2001:db8::1], the tag in either case */
static bool
is_address_literal(const char *text, int length)
{
	Reader		reader = {text, text + length};

	if (!read_char(&reader, '[') || at_end(&reader) || *--reader.end != ']')
		return false;
	if (read_char(&reader, 'I') || read_char(&reader, 'i'))
		return (read_char(&reader, 'P') || read_char(&reader, 'p')) &&
			(read_char(&reader, 'v') || read_char(&reader, 'V')) &&
			read_char(&reader, '6') && read_char(&reader, ':') &&
			is_ipv6(reader.at, reader.end - reader.at);
	return is_ipv4(reader.at, reader.end - reader.at);
}

/* A Mailbox of RFC 5321, 4.1.2, within the lengths that it sets. */
static bool
is_email(const char *text, int length)
{
	Reader		reader = {text, text + length};

	if (length > MAX_MAILBOX_LENGTH || length == 0)
		return false;
	if (*text == '"' ? !read_quoted_string(&reader) : !read_dot_string(&reader))
		return false;
	if (reader.at - text > MAX_LOCAL_PART_LENGTH || !read_char(&reader, '@'))
		return false;
	if (is_address_literal(reader.at, reader.end - reader.at))
		return true;
	return read_domain(&reader) && at_end(&reader);
}

/*
 * The check of a format by its name in JSON Schema, or NULL.
 */
FormatCheck
format_check_find(const char *name, int length)
{
	static const struct
	{
		const char *name;
		FormatCheck check;
	}			formats[] =
	{
		{"uuid", is_uuid},
		{"date-time", is_date_time},
		{"date", is_date},
		{"email", is_email},
		{"ipv4", is_ipv4},
		{"ipv6", is_ipv6},
	};

	for (int i = 0; i < (int) lengthof(formats); i++)
	{
		if ((int) strlen(formats[i].name) == length &&
			memcmp(formats[i].name, name, length) == 0)
			return formats[i].check;
	}
	return NULL;
}
