/*-------------------------------------------------------------------------
 *
 * sequence_pattern.c
 *	  Compiles the text of a sequence pattern.
 *
 *		pattern		= { item }
 *		item		= "(?" condition ")" | "." | ".*" | time
 *		time		= "(?t" ( ">=" | ">" | "<=" | "<" | "==" ) seconds ")"
 *		seconds		= digits [ "." digits ]
 *
 * A time stands directly behind a condition or a "." and is followed by
 * another item.  At least one item consumes a row.  No spaces.
 *
 * What need not consume a row at the end of a pattern (".*", also behind a
 * time) is dropped: a match is as short as possible.  So is ".*" at the
 * beginning, for it changes where a match starts but not where it ends.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include <string.h>

#include "aggregates/sequence_pattern.h"

#define ANY_ROW (~(uint32) 0)
#define FRACTION_DIGITS 6		/* microseconds */
#define USECS_PER_SECOND 1000000
/* with a fraction still within int64 */
#define MAX_SECONDS ((uint64) PG_INT64_MAX / USECS_PER_SECOND - 1)

/* What lies between the row consumed last and the one to come. */
typedef struct Gap
{
	bool		timed;
	bool		star;
	SequenceDistance distance;	/* if timed */
	uint64		duration;
} Gap;

typedef struct Parser
{
	SequencePattern *pattern;
	SequenceError *error;
	const char *text;
	const char *at;
	const char *end;
	int			conditions;
	Gap			gap;
} Parser;

static const struct
{
	const char *text;			/* a longer one before its prefix */
	SequenceDistance distance;
}			operators[] =
{
	{">=", DISTANCE_AT_LEAST},
	{">", DISTANCE_MORE_THAN},
	{"<=", DISTANCE_AT_MOST},
	{"<", DISTANCE_LESS_THAN},
	{"==", DISTANCE_EXACTLY},
};

static bool
fail(Parser *parser, const char *at, const char *message)
{
	parser->error->position = (int) (at - parser->text) + 1;
	parser->error->message = message;
	return false;
}

/*
 * Go behind the token if it is next.
 */
static bool
accept(Parser *parser, const char *token)
{
	Size		length = strlen(token);

	if ((Size) (parser->end - parser->at) < length ||
		memcmp(parser->at, token, length) != 0)
		return false;
	parser->at += length;
	return true;
}

static bool
next_is_digit(const Parser *parser)
{
	return parser->at < parser->end && *parser->at >= '0' && *parser->at <= '9';
}

/*
 * Digits, as a number not above a limit.
 */
static bool
parse_number(Parser *parser, uint64 limit, uint64 *number, const char *too_large)
{
	const char *begin = parser->at;

	if (!next_is_digit(parser))
		return fail(parser, begin, "a number is expected");
	*number = 0;
	while (next_is_digit(parser))
	{
		CHECK_FOR_INTERRUPTS();
		*number = *number * 10 + (uint64) (*parser->at++ - '0');
		if (*number > limit)
			return fail(parser, begin, too_large);
	}
	return true;
}

static bool
parse_close(Parser *parser)
{
	return accept(parser, ")") ||
		fail(parser, parser->at, "a closing parenthesis is expected");
}

static void
add_edge(SequencePattern *pattern, int from, int to,
		 SequenceDistance distance, uint64 duration)
{
	SequenceEdge *edge = &pattern->edge[pattern->edges++];

	Assert(pattern->edges <= SEQUENCE_MAX_EDGES);
	edge->from = (uint8) from;
	edge->to = (uint8) to;
	edge->distance = distance;
	edge->duration = duration;
	pattern->exact |= distance == DISTANCE_EXACTLY;
}

static int
add_node(SequencePattern *pattern, uint32 condition)
{
	pattern->condition[pattern->nodes] = condition;
	return pattern->nodes++;
}

/*
 * A row is consumed: a node, and what leads to it.
 */
static bool
consume(Parser *parser, const char *item, uint32 condition)
{
	SequencePattern *pattern = parser->pattern;
	Gap			gap = parser->gap;
	int			before = pattern->nodes - 1;
	int			between = -1;
	int			node;

	/* one node of this row, and perhaps one before it */
	if (pattern->nodes + 2 > SEQUENCE_MAX_NODES)
		return fail(parser, item, "the pattern is too long");
	memset(&parser->gap, 0, sizeof(parser->gap));

	if (before < 0)
	{
		add_node(pattern, condition);
		return true;
	}

	/*
	 * With a time and a star, the time is about the next row, whether the
	 * star consumes it or this node.
	 */
	if (gap.timed && gap.star)
	{
		between = add_node(pattern, ANY_ROW);
		add_edge(pattern, before, between, gap.distance, gap.duration);
	}
	node = add_node(pattern, condition);
	if (gap.timed)
		add_edge(pattern, before, node, gap.distance, gap.duration);
	else
		add_edge(pattern, before, node,
				 gap.star ? DISTANCE_LATER : DISTANCE_ADJACENT, 0);
	if (between >= 0)
		add_edge(pattern, between, node, DISTANCE_LATER, 0);
	return true;
}

/*
 * Behind "(?t".
 */
static bool
parse_time(Parser *parser, const char *item)
{
	uint64		seconds;
	uint64		fraction = 0;
	Size		i;

	if (parser->pattern->nodes == 0 || parser->gap.star || parser->gap.timed)
		return fail(parser, item, "a time must stand directly behind a condition or a dot");

	for (i = 0; i < sizeof(operators) / sizeof(operators[0]); i++)
		if (accept(parser, operators[i].text))
			break;
	if (i == sizeof(operators) / sizeof(operators[0]))
		return fail(parser, parser->at, "one of >=, >, <=, <, == is expected");

	if (!parse_number(parser, MAX_SECONDS, &seconds, "the time is too long"))
		return false;
	if (accept(parser, "."))
	{
		const char *fraction_at = parser->at;
		int			digits;

		if (!parse_number(parser, USECS_PER_SECOND - 1, &fraction, "a time has at most six decimal places"))
			return false;
		digits = (int) Min(parser->at - fraction_at, FRACTION_DIGITS + 1);
		if (digits > FRACTION_DIGITS)
			return fail(parser, fraction_at, "a time has at most six decimal places");
		while (digits++ < FRACTION_DIGITS)
			fraction *= 10;
	}
	parser->gap.timed = true;
	parser->gap.distance = operators[i].distance;
	parser->gap.duration = seconds * USECS_PER_SECOND + fraction;
	return parse_close(parser);
}

/*
 * Behind "(?".
 */
static bool
parse_condition(Parser *parser, const char *item)
{
	const char *number_at = parser->at;
	uint64		number;

	if (!next_is_digit(parser))
		return fail(parser, number_at, "the number of a condition, or t, is expected");
	if (!parse_number(parser, (uint64) parser->conditions, &number,
					  "there is no condition of this number"))
		return false;
	if (number == 0)
		return fail(parser, number_at, "conditions are numbered from 1");
	return parse_close(parser) &&
		consume(parser, item, (uint32) 1 << (number - 1));
}

static bool
parse_item(Parser *parser)
{
	const char *item = parser->at;

	if (accept(parser, ".*"))
	{
		parser->gap.star = true;
		return true;
	}
	if (accept(parser, "."))
		return consume(parser, item, ANY_ROW);
	if (accept(parser, "(?t"))
		return parse_time(parser, item);
	if (accept(parser, "(?"))
		return parse_condition(parser, item);
	return fail(parser, item, "one of (?1), (?t>=1), . and .* is expected");
}

/*
 * Compile a pattern over so many conditions.
 */
bool
sequence_parse(SequencePattern *pattern, SequenceError *error,
			   const char *text, Size length, int conditions)
{
	Parser		parser = {
		.pattern = pattern,
		.error = error,
		.text = text,
		.at = text,
		.end = text + length,
		.conditions = conditions
	};

	memset(pattern, 0, sizeof(*pattern));
	while (parser.at < parser.end)
	{
		CHECK_FOR_INTERRUPTS();
		if (!parse_item(&parser))
			return false;
	}
	if (pattern->nodes == 0)
		return fail(&parser, parser.at, "the pattern consumes no row");
	if (parser.gap.timed && !parser.gap.star)
		return fail(&parser, parser.at, "a time must be followed by a row");
	return true;
}
