/*-------------------------------------------------------------------------
 *
 * funnel_fuzz.c
 *	  What a serialized state of analytics_funnel_agg consists of, from any
 *	  bytes: a plan, tags, and a run of rows (which analytics_retention_agg
 *	  has too).
 *
 * What is read is valid or refused; what is valid is written back to the same
 * bytes.
 *
 * sources: aggkit/agg_codec.c aggregates/funnel_codec.c aggkit/actor_run.c
 * seed: \x4d\x57\x46\x55\x01\x02\x00\x00\x0a\x00\x14\x00\x00\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x01\x01\x02\x02\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x01\x01\x03\x00\x00\x00\x00\x00\x00\x00\x00
 * seed: \x4d\x57\x46\x55\x01\x03\x01\x02\x0a\x00\x14\x00\x00\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\x01\x00\x02\x02\x01\x00\x00\x00\x01\x02\x09\x02\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x02\x01\x00\x01\x01\x01\x00\x04\x02\x00\x00\x00\x00\x00\x00\x00\x00
 * seed: \x4d\x57\x46\x55\x02\x01\x03\x01\x02\x0a\x00\x14\x00\x00\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\x01\x00\x02\x02\x01\x00\x00\x00\x01\x02\x09\x02\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x02\x01\x00\x01\x01\x01\x00\x04\x02\x00\x00\x00\x00\x00\x00\x00\x00
 * seed: \x4d\x57\x46\x55\x01\x03\x01\x02\x0a\x00\x14\x00\x00\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\xfe\xff\xff\xff\xff\xff\xff\xff\xff\x01\x01\x00\x02\x02\x01\x00\x00\x00\x01\x02\xd0\x0f\x12\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x61\x02\x01\x00\x01\x01\x01\x00\x04\x02\x00\x00\x00\x00\x00\x00\x00\x00
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include <stdlib.h>

#include "aggkit/actor_run.h"
#include "aggregates/funnel_codec.h"

int			LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

/* A property of the code under test, whatever NDEBUG says. */
#define CHECK(condition) ((condition) ? (void) 0 : abort())

#define VALUES 3				/* breakdown and held values that tags may name */

static void
put_run(AggWriter *writer, ActorRunCursor cursor)
{
	ActorRow   *rows = malloc((Size) (cursor.end - cursor.at + 1) * sizeof(ActorRow));

	actor_run_put_shape(writer, cursor.shape);
	while (actor_run_next(&cursor))
	{
		uint32		count = 0;

		while (cursor.left > 0)
			rows[count++] = actor_run_row(&cursor);
		actor_run_put(writer, cursor.shape, cursor.actor, rows, count);
	}
	actor_run_put_end(writer);
	free(rows);
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	AggReader	reader;
	uint8		version;
	ActorType	actor_type;
	FunnelPlan	plan;
	FunnelTag  *tags;
	uint32		tag_count;
	ActorRunLimits limits;
	ActorRunCursor run;

	version = agg_reader_init(&reader, data, size, "MWFU", ACTOR_LOG_VERSION_WITH_TYPE);
	actor_type = actor_type_get(&reader, version);
	funnel_get_plan(&reader, &plan);
	tag_count = agg_get_count(&reader, 3) + 1;
	tags = malloc(tag_count * sizeof(FunnelTag));
	funnel_get_tags(&reader, tags, tag_count, plan.exclusion_count, VALUES);

	limits.bit_count = plan.step_count;
	limits.greatest_number = tag_count - 1;
	limits.least_time = -1000000;
	limits.greatest_time = PG_INT64_MAX - 1;
	actor_run_get(&reader, limits, &run);

	if (agg_reader_finish(&reader))
	{
		AggWriter	writer;
		/* a writer asks for the longest form of the number of an actor's rows */
		Size		room = size + AGG_UINT32_BYTES - 1;
		uint8	   *again = malloc(room);

		agg_writer_init(&writer, again, room, "MWFU", actor_log_version(actor_type));
		actor_type_put(&writer, actor_type);
		funnel_put_plan(&writer, &plan);
		agg_put_uint(&writer, tag_count - 1);
		funnel_put_tags(&writer, tags, tag_count);
		put_run(&writer, run);
		CHECK(!writer.failed && (Size) (writer.at - writer.start) == size);
		CHECK(memcmp(again, data, size) == 0);
		free(again);
	}
	free(tags);
	return 0;
}
