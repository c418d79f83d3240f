/*-------------------------------------------------------------------------
 *
 * uuid.h
 *	  Making and reading UUIDs.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_UUID_H
#define MINDWELL_UUID_H

#include "base/compat.h"

#include "datatype/timestamp.h"
#include "utils/numeric.h"
#include "utils/uuid.h"

/* of a user or session in an argument or a JSON event, in bytes */
#define ID_MAX_LENGTH 1024

static inline bool
uuid_equal(const pg_uuid_t *a, const pg_uuid_t *b)
{
	return memcmp(a->data, b->data, UUID_LEN) == 0;
}

extern const pg_uuid_t uuid_nil;

/* The nil UUID as a user or session is none. */
static inline bool
uuid_is_nil(const pg_uuid_t *uuid)
{
	return uuid_equal(uuid, &uuid_nil);
}

extern void uuid_generate_v7(TimestampTz now, pg_uuid_t *result);
extern void uuid_from_name(const char *name, size_t length, pg_uuid_t *result);
extern void uuid_from_id(const char *id, size_t length, pg_uuid_t *result);
extern void uuid_from_anonymous_id(const char *id, size_t length, pg_uuid_t *result);
extern bool uuid_is_anonymous(const pg_uuid_t *uuid);
extern pg_uuid_t id_of_visitor_from_text(const text *name);
extern pg_uuid_t id_of_visitor_from_numeric(Numeric number);
extern bool uuid_parse(const char *text, size_t length, pg_uuid_t *result);

#endif							/* MINDWELL_UUID_H */
