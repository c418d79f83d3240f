/*-------------------------------------------------------------------------
 *
 * part_fuzz.c
 *	  What stands before a state that is a value, from any bytes.
 *
 * What is read is within the bytes, or refused; it is written back to the same
 * bytes.  (Its checksum, and what follows, are tested inside a server:
 * test/random/entry_points.py, test/sql/parts.sql.)
 *
 * sources: aggkit/agg_codec.c aggkit/part_header.c
 * seed: MWPA\x01\x06\x00\xca\xb7\x45\x4dMWDI\x01\x01\x00\x00
 * seed: MWPA\x02\xff\x2a\x00\x00\x00\x00
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include <stdlib.h>

#include "aggkit/part_header.h"

int			LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

/* A property of the code under test, whatever NDEBUG says. */
#define CHECK(condition) ((condition) ? (void) 0 : abort())

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	AggReader	reader;
	PartHeader	header = part_header_get(&reader, data, size);
	uint8		again[PART_HEADER_BYTES];

	CHECK(reader.at >= data && reader.at <= data + size);
	if (header.version == 0)
	{
		CHECK(reader.failed);
		return 0;
	}
	CHECK(!reader.failed && reader.at == data + PART_HEADER_BYTES);
	part_header_put(again, &header);
	CHECK(memcmp(again, data, PART_HEADER_BYTES) == 0);
	return 0;
}
