/*-------------------------------------------------------------------------
 *
 * uuid.c
 *	  Making and reading UUIDs (RFC 9562).
 *
 * An event's id is a version 7 UUID: 48 bits of milliseconds, 12 bits of the
 * fraction of the millisecond (method 3 of the RFC), 62 random bits.  Ids of
 * one backend strictly increase: the 60 bits of time never repeat, they are
 * counted up when the clock stands still or goes back.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "common/cryptohash.h"
#include "common/sha1.h"
#include "common/sha2.h"
#include "fmgr.h"
#include "port/pg_bswap.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/timestamp.h"

#include "base/ascii.h"
#include "base/encoding.h"
#include "base/seeded_hash.h"
#include "base/uuid.h"

/* Microseconds from the Unix epoch to PostgreSQL's */
#define POSTGRES_EPOCH_OFFSET \
	((int64) (POSTGRES_EPOCH_JDATE - UNIX_EPOCH_JDATE) * USECS_PER_DAY)
#define USECS_PER_MSEC 1000

#define UUID_RANDOM_BYTES 8
#define UUID_POOL_BYTES 1024	/* random bytes drawn at once */

#define UUID_URN "urn:uuid:"

const pg_uuid_t uuid_nil = {{0}};

/* What the UUID of an anonymous visitor begins with, and no user's: a query tells them by a range. */
#define ANONYMOUS_PREFIX "anon"
#define ANONYMOUS_PREFIX_LENGTH 4

/* The namespace of analytics_uuid(text), a random UUID made for this purpose. */
static const pg_uuid_t uuid_namespace = {{
	0x6d, 0x1f, 0x0c, 0x5e, 0x3a, 0x94, 0x4c, 0x0b,
	0x9d, 0x52, 0x7b, 0x0e, 0x8f, 0x31, 0xa2, 0xc6
}};

PG_FUNCTION_INFO_V1(analytics_uuidv7);
PG_FUNCTION_INFO_V1(analytics_mask_id);
PG_FUNCTION_INFO_V1(analytics_id_mask);
PG_FUNCTION_INFO_V1(analytics_mask_id_of_tenant);

/*
 * Fill the random part.  A kernel call per event would cost more than the
 * rest of the id, so bytes are drawn by the pool.
 */
static void
uuid_random_bytes(unsigned char *target)
{
	static unsigned char pool[UUID_POOL_BYTES];
	static int	used = UUID_POOL_BYTES;

	if (used == UUID_POOL_BYTES)
	{
		if (!pg_strong_random(pool, sizeof(pool)))
			ereport(ERROR,
					(errcode(ERRCODE_INTERNAL_ERROR),
					 errmsg("could not generate random values")));
		used = 0;
	}
	memcpy(target, pool + used, UUID_RANDOM_BYTES);
	used += UUID_RANDOM_BYTES;
}

static void
set_version(pg_uuid_t *uuid, unsigned char version)
{
	uuid->data[6] = (uuid->data[6] & 0x0f) | version << 4;
	uuid->data[8] = (uuid->data[8] & 0x3f) | 0x80;	/* variant */
}

/*
 * A new version 7 UUID, greater than every earlier one of this backend.
 */
void
uuid_generate_v7(TimestampTz now, pg_uuid_t *result)
{
	static uint64 last = 0;		/* milliseconds << 12 | fraction */
	int64		unix_usec = now + POSTGRES_EPOCH_OFFSET;
	uint64		time;

	time = ((uint64) (unix_usec / USECS_PER_MSEC) << 12) |
		((uint64) (unix_usec % USECS_PER_MSEC) * 4096 / USECS_PER_MSEC);
	if (time <= last)
		time = last + 1;
	last = time;

	/* 48 bits of milliseconds, version, 12 bits of fraction */
	time = pg_hton64(((time & ~UINT64CONST(0xfff)) << 4) | (time & UINT64CONST(0xfff)));
	memcpy(result->data, &time, sizeof(time));
	uuid_random_bytes(result->data + 8);
	set_version(result, 7);
}

/*
 * Hash a name in the namespace.  It is the same in databases of any encoding:
 * that of its bytes in UTF-8.
 */
static void
hash_name(pg_cryptohash_type type, const char *name, size_t length, uint8 *digest,
		  size_t digest_length)
{
	pg_cryptohash_ctx *context = pg_cryptohash_create(type);
	EncodedText encoded = text_to_utf8(name, length);

	if (context == NULL ||
		pg_cryptohash_init(context) < 0 ||
		pg_cryptohash_update(context, uuid_namespace.data, UUID_LEN) < 0 ||
		pg_cryptohash_update(context, (const uint8 *) encoded.bytes, encoded.length) < 0 ||
		pg_cryptohash_final(context, digest, digest_length) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not compute a hash: %s",
						pg_cryptohash_error(context))));
	pg_cryptohash_free(context);
}

/*
 * The version 5 UUID of a name.
 */
void
uuid_from_name(const char *name, size_t length, pg_uuid_t *result)
{
	uint8		digest[SHA1_DIGEST_LENGTH];

	hash_name(PG_SHA1, name, length, digest, sizeof(digest));
	memcpy(result->data, digest, UUID_LEN);
	set_version(result, 5);
}

/*
 * What programs send as an id where they have none: taken for one, all users
 * without an id would be one user.
 */
static bool
stands_for_none(const char *id, size_t length)
{
	static const char *const placeholders[] = {
		"", "undefined", "null", "NULL", "nil", "None", "NaN", "[object Object]",
	};

	for (int i = 0; i < (int) lengthof(placeholders); i++)
		if (strlen(placeholders[i]) == length && memcmp(placeholders[i], id, length) == 0)
			return true;
	return false;
}

/*
 * The UUID that stands for an id of another system: one that is a UUID stands
 * for itself, and what is none gives the nil UUID.
 */
void
uuid_from_id(const char *id, size_t length, pg_uuid_t *result)
{
	if (stands_for_none(id, length))
		*result = uuid_nil;
	else if (!uuid_parse(id, length, result))
		uuid_from_name(id, length, result);
}

/*
 * Does a UUID stand for an anonymous visitor?  mindwell_internal.is_anonymous()
 * asks the same.
 */
bool
uuid_is_anonymous(const pg_uuid_t *uuid)
{
	return memcmp(uuid->data, ANONYMOUS_PREFIX, ANONYMOUS_PREFIX_LENGTH) == 0;
}

/*
 * The UUID that stands for an anonymous visitor, whom a client knows by an id
 * of its own: of version 8, and no user's.  An id that is a UUID is one
 * visitor in all its forms, and that of a visitor stands for itself; what is
 * none gives the nil UUID.
 */
void
uuid_from_anonymous_id(const char *id, size_t length, pg_uuid_t *result)
{
	uint8		digest[PG_SHA256_DIGEST_LENGTH];

	if (uuid_parse(id, length, result))
	{
		if (uuid_is_nil(result) || uuid_is_anonymous(result))
			return;
		id = DatumGetCString(DirectFunctionCall1(uuid_out, UUIDPGetDatum(result)));
		length = strlen(id);
	}
	if (stands_for_none(id, length))
	{
		*result = uuid_nil;
		return;
	}
	hash_name(PG_SHA256, id, length, digest, sizeof(digest));
	memcpy(result->data, digest, UUID_LEN);
	memcpy(result->data, ANONYMOUS_PREFIX, ANONYMOUS_PREFIX_LENGTH);
	set_version(result, 8);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/*
 * Read a UUID in any form that uuid_in() takes (in braces, with a hyphen after
 * each four digits or after none), also with blanks around it or as a URN: who
 * is one person for PostgreSQL must not be two here, of whom only one opted
 * out.  Unlike uuid_in(), raises nothing: a text that is no UUID is for the
 * caller to judge.
 */
bool
uuid_parse(const char *text, size_t length, pg_uuid_t *result)
{
	const char *end = text + length;
	bool		braces;

	while (text < end && is_space(*text))
		text++;
	while (text < end && is_space(end[-1]))
		end--;
	if (end - text > (ptrdiff_t) strlen(UUID_URN) &&
		pg_strncasecmp(text, UUID_URN, strlen(UUID_URN)) == 0)
		text += strlen(UUID_URN);
	braces = text < end && *text == '{';
	if (braces)
	{
		if (end[-1] != '}')
			return false;
		text++;
		end--;
	}

	for (int i = 0; i < UUID_LEN; i++)
	{
		int			high;
		int			low;

		if (end - text < 2)
			return false;
		high = hex_digit(*text++);
		low = hex_digit(*text++);
		if (high < 0 || low < 0)
			return false;
		result->data[i] = (unsigned char) (high << 4 | low);
		if (i % 2 == 1 && i < UUID_LEN - 1 && text < end && *text == '-')
			text++;
	}
	return text == end;
}

/*
 * analytics_uuidv7() -> uuid: a new id as the gate makes them
 */
Datum
analytics_uuidv7(PG_FUNCTION_ARGS)
{
	pg_uuid_t  *result = palloc_object(pg_uuid_t);

	uuid_generate_v7(GetCurrentTimestamp(), result);
	PG_RETURN_UUID_P(result);
}

/*
 * mask_id(id uuid, mask uuid) -> uuid: the exclusive or of both
 */
Datum
analytics_mask_id(PG_FUNCTION_ARGS)
{
	const pg_uuid_t *id = PG_GETARG_UUID_P(0);
	const pg_uuid_t *mask = PG_GETARG_UUID_P(1);
	pg_uuid_t  *result = palloc_object(pg_uuid_t);

	for (int i = 0; i < UUID_LEN; i++)
		result->data[i] = id->data[i] ^ mask->data[i];
	PG_RETURN_UUID_P(result);
}

/*
 * id_mask() -> uuid: a secret of this process, for mask_id()
 */
Datum
analytics_id_mask(PG_FUNCTION_ARGS)
{
	static pg_uuid_t mask;
	static bool is_drawn = false;
	pg_uuid_t  *result = palloc_object(pg_uuid_t);

	if (!is_drawn)
	{
		uuid_random_bytes(mask.data);
		uuid_random_bytes(mask.data + UUID_RANDOM_BYTES);
		is_drawn = true;
	}
	*result = mask;
	PG_RETURN_UUID_P(result);
}

/*
 * mask_id_of_tenant(tenant_id uuid, id uuid, mask uuid) -> uuid: the id,
 * exclusive-or a hash of the tenant that only who knows the mask can tell.
 * Ids of one tenant stay different, for certain.
 */
Datum
analytics_mask_id_of_tenant(PG_FUNCTION_ARGS)
{
	const pg_uuid_t *tenant = PG_GETARG_UUID_P(0);
	const pg_uuid_t *id = PG_GETARG_UUID_P(1);
	const pg_uuid_t *mask = PG_GETARG_UUID_P(2);
	pg_uuid_t  *result = palloc_object(pg_uuid_t);
	uint64		parts[UUID_LEN / sizeof(uint64)];

	memcpy(parts, mask->data, UUID_LEN);
	for (int i = 0; i < (int) lengthof(parts); i++)
		parts[i] = hash_with_seed(tenant->data, UUID_LEN, parts[i]);
	memcpy(result->data, parts, UUID_LEN);
	for (int i = 0; i < UUID_LEN; i++)
		result->data[i] ^= id->data[i];
	PG_RETURN_UUID_P(result);
}
