/*-------------------------------------------------------------------------
 *
 * sequence_fuzz.c
 *	  A serialized state of analytics_sequence_match, from any bytes: its rows,
 *	  and the text of its pattern.
 *
 * sources: aggkit/agg_codec.c aggkit/condition_row.c aggregates/sequence_pattern.c aggregates/sequence_scan.c
 * seed: MWsq\x01\x02\x01\x0a(?1).*(?2)\x02\x00\x01\x02\x02
 * seed: MWsq\x01\x02\x01\x11(?1)(?t==1.5).(?2)\x03\x00\x01\x02\x02\x00\x03
 * seed: MWsq\x01\x02\x01\x10(?1)(?t<=3).*(?2)\x03\x00\x01\x02\x02\x00\x03
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include <stdlib.h>

#include "aggregates/sequence_scan.h"

#define MAX_CONDITIONS 32

int			LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

/* A property of the code under test, whatever NDEBUG says. */
#define CHECK(condition) ((condition) ? (void) 0 : abort())

static void
check_scan(const char *text, uint32 length, int conditions,
		   const ConditionRow *rows, uint32 count)
{
	SequencePattern pattern;
	SequenceError error;
	void	   *scratch;
	uint32		matches;

	if (!sequence_parse(&pattern, &error, text, length, conditions))
	{
		CHECK(error.message != NULL);
		CHECK(error.position >= 1 && error.position <= (int) length + 1);
		return;
	}
	CHECK(pattern.nodes >= 1 && pattern.nodes <= SEQUENCE_MAX_NODES);

	scratch = malloc(sequence_scratch_size(&pattern, count) + 1);
	matches = sequence_count(&pattern, rows, count, PG_UINT32_MAX, scratch);
	CHECK(matches <= count);
	CHECK(sequence_count(&pattern, rows, count, 1, scratch) == Min(matches, 1));
	free(scratch);
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	AggReader	reader;
	uint8		conditions;
	uint32		length;
	char	   *text;
	uint32		count;
	ConditionRow   *rows;

	agg_reader_init(&reader, data, size, "MWsq", 1);
	conditions = agg_get_u8(&reader);
	if (conditions < 1 || conditions > MAX_CONDITIONS)
		agg_reader_fail(&reader);
	(void) agg_get_bool(&reader);
	length = agg_get_count(&reader, 1);
	text = malloc(Max(length, 1));
	agg_get_bytes(&reader, text, length);
	count = condition_rows_get_count(&reader);
	rows = malloc(Max(count, 1) * sizeof(ConditionRow));
	condition_rows_get(&reader, rows, count, conditions);

	if (agg_reader_finish(&reader))
		check_scan(text, length, conditions, rows, count);
	free(rows);
	free(text);
	return 0;
}
