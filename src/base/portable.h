/*-------------------------------------------------------------------------
 *
 * portable.h
 *	  What the server-free files stand on.
 *
 * The state codec and the pure algorithms compile in two ways: as part of
 * the extension, and with MINDWELL_STANDALONE defined without any server
 * header, so that a fuzzer or a sanitizer can run them alone.  They use the
 * server's names; this file supplies those names in the second case.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PORTABLE_H
#define MINDWELL_PORTABLE_H

#ifdef MINDWELL_STANDALONE

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef uint8_t uint8;
typedef int8_t int8;
typedef int16_t int16;
typedef int32_t int32;
typedef uint32_t uint32;
typedef int64_t int64;
typedef uint64_t uint64;
typedef size_t Size;

#define PG_INT64_MIN INT64_MIN
#define PG_INT64_MAX INT64_MAX
#define PG_UINT32_MAX UINT32_MAX
#define PG_UINT64_MAX UINT64_MAX
#define Min(a, b) ((a) < (b) ? (a) : (b))
#define Max(a, b) ((a) > (b) ? (a) : (b))
#define Assert(condition) assert(condition)
#define CHECK_FOR_INTERRUPTS() ((void) 0)

#define pg_rightmost_one_pos32(word) __builtin_ctz(word)
#define pg_rightmost_one_pos64(word) __builtin_ctzll(word)
#define pg_bswap64(word) __builtin_bswap64(word)
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define WORDS_BIGENDIAN
#endif

/* the finite timestamps, as in datatype/timestamp.h */
typedef int64 TimestampTz;
#define IS_VALID_TIMESTAMP(t) \
	((t) >= INT64_C(-211813488000000000) && (t) < INT64_C(9223371331200000000))

#else

#include "base/compat.h"
#include "datatype/timestamp.h"
#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "port/pg_bswap.h"

#endif

#endif							/* MINDWELL_PORTABLE_H */
