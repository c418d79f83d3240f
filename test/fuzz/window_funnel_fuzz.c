/*-------------------------------------------------------------------------
 *
 * window_funnel_fuzz.c
 *	  A serialized state of analytics_window_funnel, from any bytes.
 *
 * What is read is valid or refused; what is valid is written back to the same
 * bytes, and scanning it keeps its promises.
 *
 * sources: aggkit/agg_codec.c aggkit/condition_row.c aggregates/window_funnel_scan.c
 * seed: MWwf\x01\x0a\x02\x00\x01\x02\x00\x01\x02\x02
 * seed: MWwf\x01\x64\x03\x05\x01\x03\x02\x05\x00\x02\x01\x07
 * seed: MWwf\x01\x64\x03\x01\x01\x22\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07\x00\x07
 * seed: MWwf\x01\x64\x04\x19\x01\x04\x02\x0f\x00\x03\x00\x0c\x01\x00
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include <stdlib.h>

#include "aggkit/agg_time.h"
#include "aggregates/window_funnel_scan.h"

int			LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

/* A property of the code under test, whatever NDEBUG says. */
#define CHECK(condition) ((condition) ? (void) 0 : abort())

static void
check_scan(const WindowFunnelRules *rules, const ConditionRow *rows, uint32 count)
{
	WindowFunnelRules loose = {.within = rules->within, .steps = rules->steps};
	TimestampTz times[WINDOW_FUNNEL_MAX_STEPS];
	int			level = window_funnel_level(rules, rows, count);

	CHECK(level <= rules->steps);
	CHECK(level <= window_funnel_level(&loose, rows, count));
	CHECK(window_funnel_chain(rules, rows, count, times) == level);
	for (int i = 1; i < level; i++)
	{
		CHECK(times[i] >= times[i - 1]);
		CHECK(times[i] > times[i - 1] || !(rules->modes & MODE_STRICT_INCREASE));
		CHECK(time_within(times[0], times[i], rules->within));
	}
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	AggReader	reader;
	WindowFunnelRules rules;
	bool		counted;
	uint32		count;
	ConditionRow   *rows;

	agg_reader_init(&reader, data, size, "MWwf", 1);
	window_funnel_rules_get(&reader, &rules);
	counted = agg_get_bool(&reader);
	count = condition_rows_get_count(&reader);
	rows = malloc(Max(count, 1) * sizeof(ConditionRow));
	condition_rows_get(&reader, rows, count, rules.steps);

	if (agg_reader_finish(&reader))
	{
		AggWriter	writer;
		uint8	   *again = malloc(size);

		agg_writer_init(&writer, again, size, "MWwf", 1);
		window_funnel_rules_put(&writer, &rules);
		agg_put_u8(&writer, counted);
		condition_rows_put(&writer, rows, count);
		CHECK(!writer.failed && writer.at == writer.end);
		CHECK(memcmp(again, data, size) == 0);
		free(again);

		check_scan(&rules, rows, count);
	}
	free(rows);
	return 0;
}
