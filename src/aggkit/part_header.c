/*-------------------------------------------------------------------------
 *
 * part_header.c
 *	  What stands before a state that is a value: read and write.
 *
 * Invariant: the reader is left behind the header, or has failed.  No server
 * header is needed (portable.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include "aggkit/part_header.h"

#define PART_MAGIC "MWPA"
#define ANY_VERSION 255
#define BYTE_BITS 8

/*
 * Write PART_HEADER_BYTES bytes.
 */
void
part_header_put(void *bytes, const PartHeader *header)
{
	AggWriter	writer;

	agg_writer_init(&writer, bytes, PART_HEADER_BYTES, PART_MAGIC, header->version);
	agg_put_u8(&writer, header->kind);
	agg_put_u8(&writer, header->encoding);
	for (int i = 1; i <= PART_CHECKSUM_BYTES; i++)
		agg_put_u8(&writer, (uint8) (header->checksum >> (PART_CHECKSUM_BYTES - i) * BYTE_BITS & 0xFF));
	Assert(!writer.failed && writer.at == writer.end);
}

/*
 * Start reading a state: its header.
 */
PartHeader
part_header_get(AggReader *reader, const void *bytes, Size size)
{
	PartHeader	header = {0};

	header.version = agg_reader_init(reader, bytes, size, PART_MAGIC, ANY_VERSION);
	header.kind = agg_get_u8(reader);
	header.encoding = agg_get_u8(reader);
	for (int i = 0; i < PART_CHECKSUM_BYTES; i++)
		header.checksum = header.checksum << BYTE_BITS | agg_get_u8(reader);
	if (reader->failed)
		header.version = 0;
	return header;
}
