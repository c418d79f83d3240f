/*-------------------------------------------------------------------------
 *
 * session_row.c
 *	  Sessions between the aggregate that tells them apart and what reads
 *	  them: the result of mindwell_internal.session_history_agg.
 *
 * PL/pgSQL and subqueries copy a value each time that they hand it on, and of
 * a month there are millions of sessions.  So the rows are short: a start is
 * told from the one before, ids are there where somebody asks for them.
 *
 *		magic, version, number of ids in doubt, number of rows, ids in doubt,
 *		rows
 *
 * Anybody may call what reads it: each row is checked.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"

#include "aggregates/session_history.h"

#define ROW_MAGIC "MWSR"
#define ROW_VERSION 1
#define ROW_LEAST_BYTES 7
#define ROW_MAX_BYTES (1 + 3 * AGG_UINT_BYTES + 3 * AGG_UINT32_BYTES + 2 * UUID_LEN)
#define FIXED_MAX_BYTES (AGG_HEADER_BYTES + 2 * AGG_UINT32_BYTES)

#define ROW_HAS_ID 1
#define ROW_HAS_USER 2
#define ROW_FLAGS 3

static inline uint8 *
encode_uuid(uint8 *at, const pg_uuid_t *uuid)
{
	memcpy(at, uuid->data, UUID_LEN);
	return at + UUID_LEN;
}

void
session_row_put(SessionRowWriter *writer, const SessionRow *row)
{
	bool		has_id = writer->with_ids && row->has_id;
	bool		has_user = writer->with_ids && row->has_user;
	uint8	   *start;
	uint8	   *at;

	flat_array_reserve(&writer->bytes, 1, ROW_MAX_BYTES, writer->context);
	start = at = (uint8 *) writer->bytes.items + writer->bytes.count;
	*at++ = (has_id ? ROW_HAS_ID : 0) | (has_user ? ROW_HAS_USER : 0);
	at = agg_encode_int(at, row->started - writer->latest);
	at = agg_encode_uint(at, (uint64) (row->ended - row->started));
	at = agg_encode_uint(at, (uint64) (row->open_until - row->ended));
	at = agg_encode_uint(at, row->events);
	at = agg_encode_uint(at, row->messages);
	at = agg_encode_uint(at, row->tenant);
	if (has_id)
		at = encode_uuid(at, &row->session_id);
	if (has_user)
		at = encode_uuid(at, &row->user_id);
	writer->bytes.count += at - start;
	writer->latest = row->started;
	writer->count++;
}

bytea *
session_row_finish(const SessionRowWriter *writer)
{
	Size		size = VARHDRSZ + FIXED_MAX_BYTES + (Size) writer->in_doubt.count * UUID_LEN + writer->bytes.count;
	AggWriter	result;
	bytea	   *bytes;

	if (!AllocSizeIsValid(size))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many sessions"),
				 errdetail("There are %u.", writer->count),
				 errhint("Ask for a shorter period.")));
	bytes = palloc(size);
	agg_writer_init(&result, VARDATA(bytes), size - VARHDRSZ, ROW_MAGIC, ROW_VERSION);
	agg_put_uint(&result, writer->in_doubt.count);
	agg_put_uint(&result, writer->count);
	agg_put_bytes(&result, writer->in_doubt.items, (Size) writer->in_doubt.count * UUID_LEN);
	agg_put_bytes(&result, writer->bytes.items, writer->bytes.count);
	Assert(!result.failed);
	SET_VARSIZE(bytes, VARHDRSZ + (result.at - result.start));
	return bytes;
}

pg_noreturn static void
no_history(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("not a result of session_history_agg")));
}

void
session_row_begin(SessionRowReader *reader, const bytea *history)
{
	AggReader  *bytes = &reader->bytes;

	agg_reader_init(bytes, VARDATA(history), VARSIZE(history) - VARHDRSZ, ROW_MAGIC, ROW_VERSION);
	reader->in_doubt_count = agg_get_count(bytes, UUID_LEN);
	reader->count = agg_get_count(bytes, ROW_LEAST_BYTES);
	reader->left = reader->count;
	reader->in_doubt = (const pg_uuid_t *) bytes->at;
	reader->latest = 0;
	agg_skip_bytes(bytes, (Size) reader->in_doubt_count * UUID_LEN);
	if (bytes->failed)
		no_history();
}

/*
 * The next row; false at the end.
 */
bool
session_row_next(SessionRowReader *reader, SessionRow *row)
{
	AggReader  *bytes = &reader->bytes;
	uint8		flags;

	if (reader->left == 0)
	{
		if (!agg_reader_finish(bytes))
			no_history();
		return false;
	}
	CHECK_FOR_INTERRUPTS();
	reader->left--;
	flags = agg_get_u8(bytes);
	row->has_id = (flags & ROW_HAS_ID) != 0;
	row->has_user = (flags & ROW_HAS_USER) != 0;
	/* unsigned: what others made may overflow */
	row->started = (TimestampTz) ((uint64) reader->latest + (uint64) agg_get_int(bytes));
	row->ended = (TimestampTz) ((uint64) row->started + agg_get_uint(bytes));
	row->open_until = (TimestampTz) ((uint64) row->ended + agg_get_uint(bytes));
	row->events = agg_get_uint32(bytes);
	row->messages = agg_get_uint32(bytes);
	row->tenant = agg_get_uint32(bytes);
	if (row->has_id)
		agg_get_bytes(bytes, &row->session_id, UUID_LEN);
	if (row->has_user)
		agg_get_bytes(bytes, &row->user_id, UUID_LEN);
	if (bytes->failed || flags & ~ROW_FLAGS || row->tenant > PG_INT32_MAX ||
		!IS_VALID_TIMESTAMP(row->started) || !IS_VALID_TIMESTAMP(row->ended) ||
		!IS_VALID_TIMESTAMP(row->open_until) ||
		row->ended < row->started || row->open_until < row->ended)
		no_history();
	reader->latest = row->started;
	return true;
}
