/*-------------------------------------------------------------------------
 *
 * part_header.h
 *	  What stands before a state that is a value.
 *
 *		header		"MWPA", u8 version, u8 kind, u8 encoding, 4 bytes checksum
 *
 * The checksum is the CRC-32C of kind, encoding and what follows the header,
 * its greatest byte first.  No server header is needed (portable.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PART_HEADER_H
#define MINDWELL_PART_HEADER_H

#include "base/portable.h"

#include "aggkit/agg_codec.h"

#define PART_VERSION 1
#define PART_CHECKSUM_BYTES 4
#define PART_HEADER_BYTES (AGG_HEADER_BYTES + 2 + PART_CHECKSUM_BYTES)

/*
 * The aggregate that a state is of.  A number that was released keeps its
 * meaning.
 */
typedef enum PartKind
{
	PART_FUNNEL = 1,
	PART_RETENTION,
	PART_MAX_CONCURRENCY,
	PART_AVG_CONCURRENCY,
	PART_CONCURRENCY_SERIES,
	PART_COUNT_DISTINCT,
	PART_ACTIVE_MINUTES,
	PART_FOLLOWED_WITHIN,
	PART_EVENT_RATIO,
	PART_SESSIONS,
	PART_KINDS					/* one more than the last */
} PartKind;

#define PART_NO_TEXTS 0			/* as an encoding */

typedef struct PartHeader
{
	uint8		version;		/* 0: not the header of a state; the rest is meant by PART_VERSION */
	uint8		kind;			/* a PartKind */
	uint8		encoding;		/* of the texts in it, plus one, or PART_NO_TEXTS */
	uint32		checksum;
} PartHeader;

extern void part_header_put(void *bytes, const PartHeader *header);
extern PartHeader part_header_get(AggReader *reader, const void *bytes, Size size);

#endif							/* MINDWELL_PART_HEADER_H */
