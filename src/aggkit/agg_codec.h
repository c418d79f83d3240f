/*-------------------------------------------------------------------------
 *
 * agg_codec.h
 *	  The wire format of aggregate states: a bounds-checked writer and reader.
 *
 * A serialized state is four bytes of magic, one byte of version, and then
 * the fields its aggregate puts and gets in the same order:
 *
 *		u8			one byte
 *		uint		base-128 varint, shortest form only
 *		int			the same, zigzag
 *		bytes		as they are, no length
 *		words		64 bits each, the least byte first
 *		count		a uint that the reader compares with the bytes left
 *
 * Both sides remember the first failure and do nothing from then on: a
 * reader returns zeros.  So a caller may get a whole run of fields and ask
 * once.  What it must check itself are ranges and order, and it says so
 * with agg_reader_fail().
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_AGG_CODEC_H
#define MINDWELL_AGG_CODEC_H

#include "base/portable.h"

/* the most bytes that one field can take */
#define AGG_HEADER_BYTES 5
#define AGG_UINT_BYTES 10		/* of 64 bits */
#define AGG_UINT32_BYTES 5		/* of 32 bits */

#define AGG_VARINT_BITS 7		/* of the value in each byte */
#define AGG_VARINT_MASK 0x7F
#define AGG_VARINT_MORE 0x80	/* another byte follows */

typedef struct AggWriter
{
	uint8	   *start;
	uint8	   *at;
	uint8	   *end;
	bool		failed;			/* the buffer was too small */
} AggWriter;

typedef struct AggReader
{
	const uint8 *at;
	const uint8 *end;
	bool		failed;			/* not what a writer writes */
} AggReader;

extern void agg_writer_init(AggWriter *writer, void *buffer, Size size,
							const char *magic, uint8 version);
extern void agg_put_u8(AggWriter *writer, uint8 value);
extern void agg_put_uint(AggWriter *writer, uint64 value);
extern void agg_put_int(AggWriter *writer, int64 value);
extern void agg_put_bytes(AggWriter *writer, const void *bytes, Size size);
extern void agg_put_words(AggWriter *writer, const uint64 *words, Size count);
extern bool agg_writer_has(AggWriter *writer, Size size);

extern uint8 agg_reader_init(AggReader *reader, const void *buffer, Size size,
							 const char *magic, uint8 newest_version);
extern uint8 agg_get_u8(AggReader *reader);
extern uint64 agg_get_uint(AggReader *reader);
extern uint32 agg_get_uint32(AggReader *reader);
extern int64 agg_get_int(AggReader *reader);
extern bool agg_get_bool(AggReader *reader);
extern void agg_get_bytes(AggReader *reader, void *bytes, Size size);
extern void agg_get_words(AggReader *reader, uint64 *words, Size count);
extern void agg_skip_bytes(AggReader *reader, Size size);
extern uint32 agg_get_count(AggReader *reader, Size least_bytes_each);
extern void agg_reader_fail(AggReader *reader);
extern bool agg_reader_finish(AggReader *reader);

/*
 * A word of this machine as it is on the wire, and the other way round.
 */
static inline uint64
agg_least_byte_first(uint64 word)
{
#ifdef WORDS_BIGENDIAN
	return pg_bswap64(word);
#else
	return word;
#endif
}

/*
 * Write a uint where there is room for it; returns where it ends.
 */
static inline uint8 *
agg_encode_uint(uint8 *at, uint64 value)
{
	while (value > AGG_VARINT_MASK)
	{
		*at++ = (uint8) (value & AGG_VARINT_MASK) | AGG_VARINT_MORE;
		value >>= AGG_VARINT_BITS;
	}
	*at++ = (uint8) value;
	return at;
}

static inline uint8 *
agg_encode_int(uint8 *at, int64 value)
{
	uint64		doubled = (uint64) value << 1;

	return agg_encode_uint(at, value < 0 ? ~doubled : doubled);
}

#endif							/* MINDWELL_AGG_CODEC_H */
