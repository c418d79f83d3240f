/*-------------------------------------------------------------------------
 *
 * agg_codec.c
 *	  The wire format of aggregate states: a bounds-checked writer and reader.
 *
 * Invariants: nothing is written at or behind writer->end, nothing is read
 * at or behind reader->end, and a value has one encoding only.  No server
 * header is needed (portable.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include <string.h>

#include "aggkit/agg_codec.h"

#define MAGIC_BYTES 4

void
agg_writer_init(AggWriter *writer, void *buffer, Size size,
				const char *magic, uint8 version)
{
	writer->start = buffer;
	writer->at = buffer;
	writer->end = writer->start + size;
	writer->failed = false;
	Assert(strlen(magic) == MAGIC_BYTES);
	agg_put_bytes(writer, magic, MAGIC_BYTES);
	agg_put_u8(writer, version);
}

/*
 * Whether size more bytes fit; if not, nothing more is written.
 */
bool
agg_writer_has(AggWriter *writer, Size size)
{
	if (!writer->failed && (Size) (writer->end - writer->at) < size)
		writer->failed = true;
	return !writer->failed;
}

void
agg_put_u8(AggWriter *writer, uint8 value)
{
	if (agg_writer_has(writer, 1))
		*writer->at++ = value;
}

void
agg_put_uint(AggWriter *writer, uint64 value)
{
	uint8		encoded[AGG_UINT_BYTES] = {0};

	agg_put_bytes(writer, encoded, agg_encode_uint(encoded, value) - encoded);
}

void
agg_put_int(AggWriter *writer, int64 value)
{
	uint8		encoded[AGG_UINT_BYTES] = {0};

	agg_put_bytes(writer, encoded, agg_encode_int(encoded, value) - encoded);
}

void
agg_put_bytes(AggWriter *writer, const void *bytes, Size size)
{
	if (!agg_writer_has(writer, size) || size == 0)
		return;
	memcpy(writer->at, bytes, size);
	writer->at += size;
}

void
agg_put_words(AggWriter *writer, const uint64 *words, Size count)
{
#ifdef WORDS_BIGENDIAN
	for (Size i = 0; i < count; i++)
	{
		uint64		word = agg_least_byte_first(words[i]);

		agg_put_bytes(writer, &word, sizeof(word));
	}
#else
	agg_put_bytes(writer, words, count * sizeof(uint64));
#endif
}

/*
 * Start reading a state of any version up to the newest; returns its version,
 * or 0 if it has none of these.
 */
uint8
agg_reader_init(AggReader *reader, const void *buffer, Size size,
				const char *magic, uint8 newest_version)
{
	char		found[MAGIC_BYTES];
	uint8		version;

	reader->at = buffer;
	reader->end = reader->at + size;
	reader->failed = false;
	Assert(strlen(magic) == MAGIC_BYTES);
	agg_get_bytes(reader, found, MAGIC_BYTES);
	version = agg_get_u8(reader);
	if (memcmp(found, magic, MAGIC_BYTES) != 0 || version < 1 || version > newest_version)
	{
		reader->failed = true;
		return 0;
	}
	return version;
}

static bool
reader_has(AggReader *reader, Size size)
{
	if (!reader->failed && (Size) (reader->end - reader->at) < size)
		reader->failed = true;
	return !reader->failed;
}

uint8
agg_get_u8(AggReader *reader)
{
	return reader_has(reader, 1) ? *reader->at++ : 0;
}

uint64
agg_get_uint(AggReader *reader)
{
	uint64		value = 0;
	int			shift = 0;
	uint8		byte;

	do
	{
		byte = agg_get_u8(reader);
		/* the tenth byte has room for the 64th bit alone */
		if (shift == (AGG_UINT_BYTES - 1) * AGG_VARINT_BITS && byte > 1)
			reader->failed = true;
		if (reader->failed)
			return 0;
		value |= (uint64) (byte & AGG_VARINT_MASK) << shift;
		shift += AGG_VARINT_BITS;
	} while (byte & AGG_VARINT_MORE);

	/* a last byte of zero would be a longer spelling of the same value */
	if (byte == 0 && shift > AGG_VARINT_BITS)
	{
		reader->failed = true;
		return 0;
	}
	return value;
}

uint32
agg_get_uint32(AggReader *reader)
{
	uint64		value = agg_get_uint(reader);

	if (value > PG_UINT32_MAX)
	{
		reader->failed = true;
		return 0;
	}
	return (uint32) value;
}

int64
agg_get_int(AggReader *reader)
{
	uint64		value = agg_get_uint(reader);
	int64		half = (int64) (value >> 1);

	return (value & 1) ? -1 - half : half;
}

bool
agg_get_bool(AggReader *reader)
{
	uint8		value = agg_get_u8(reader);

	if (value > 1)
		reader->failed = true;
	return value == 1;
}

void
agg_get_bytes(AggReader *reader, void *bytes, Size size)
{
	if (size == 0)
		return;
	if (!reader_has(reader, size))
	{
		memset(bytes, 0, size);
		return;
	}
	memcpy(bytes, reader->at, size);
	reader->at += size;
}

void
agg_get_words(AggReader *reader, uint64 *words, Size count)
{
	agg_get_bytes(reader, words, count * sizeof(uint64));
#ifdef WORDS_BIGENDIAN
	for (Size i = 0; i < count; i++)
		words[i] = agg_least_byte_first(words[i]);
#endif
}

/*
 * Pass over bytes that the caller reads in place: they start at reader->at
 * before, and are there unless the reader has failed.
 */
void
agg_skip_bytes(AggReader *reader, Size size)
{
	if (reader_has(reader, size))
		reader->at += size;
}

/*
 * A number of items that follow, each at least so many bytes long: never
 * more than the bytes left can hold, so a caller may allocate by it.
 */
uint32
agg_get_count(AggReader *reader, Size least_bytes_each)
{
	uint32		count = agg_get_uint32(reader);

	Assert(least_bytes_each > 0);
	if (count > (Size) (reader->end - reader->at) / least_bytes_each)
	{
		reader->failed = true;
		return 0;
	}
	return reader->failed ? 0 : count;
}

/*
 * For the caller that finds a value out of range or out of order.
 */
void
agg_reader_fail(AggReader *reader)
{
	reader->failed = true;
}

/*
 * Whether all was well and nothing is left over.
 */
bool
agg_reader_finish(AggReader *reader)
{
	if (reader->at != reader->end)
		reader->failed = true;
	return !reader->failed;
}
