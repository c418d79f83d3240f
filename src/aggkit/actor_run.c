/*-------------------------------------------------------------------------
 *
 * actor_run.c
 *	  Rows of actors, sorted: the form in which they pass between processes.
 *
 *		run			int least time, u8 bytes of a time, with a flag if it is
 *					in the coarse unit; per actor: 16 bytes, uint rows, and
 *					per row: time, bits, number; slack
 *
 * The rows of a run are read in place, as often as needed, so they have a
 * fixed width, as narrow as the run allows, least byte first.
 *
 * Invariant: whatever the bytes are, a cursor that actor_run_get() has set
 * reads within them, or the reader has failed.  No server header is needed
 * (portable.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/portable.h"

#include <string.h>

#include "aggkit/actor_run.h"

#define ALL_BITS 32
#define COARSE_FLAG 0x10		/* in the byte that has the bytes of a time */

static uint8
bytes_of(uint64 value)
{
	uint8		bytes = 1;

	while (bytes < 8 && value >> (8 * bytes) != 0)
		bytes++;
	return bytes;
}

static ActorRunShape
shape_of(int64 base_time, uint32 time_unit, uint8 time_bytes,
		 int bit_count, uint32 greatest_number)
{
	ActorRunShape shape;

	shape.base_time = base_time;
	shape.time_unit = time_unit;
	shape.time_bytes = time_bytes;
	shape.bits_bytes = bit_count <= 8 ? 1 : bit_count <= 16 ? 2 : 4;
	shape.number_bytes = greatest_number == 0 ? 0 : bytes_of(greatest_number);
	shape.row_bytes = shape.time_bytes + shape.bits_bytes + shape.number_bytes;
	shape.time_mask = PG_UINT64_MAX >> (64 - 8 * shape.time_bytes);
	shape.bits_mask = PG_UINT32_MAX >> (32 - 8 * shape.bits_bytes);
	shape.number_mask = (uint32) (((uint64) 1 << (8 * shape.number_bytes)) - 1);
	return shape;
}

/*
 * The shape for times from the least to the greatest, which are multiples of
 * the unit.
 */
ActorRunShape
actor_run_shape(int64 least, int64 greatest, uint32 time_unit,
				int bit_count, uint32 greatest_number)
{
	return shape_of(least, time_unit,
					bytes_of(((uint64) greatest - (uint64) least) / time_unit),
					bit_count, greatest_number);
}

void
actor_run_put_shape(AggWriter *writer, ActorRunShape shape)
{
	agg_put_int(writer, shape.base_time);
	agg_put_u8(writer, shape.time_bytes |
			   (shape.time_unit == ACTOR_COARSE_UNIT ? COARSE_FLAG : 0));
}

static inline void
store_uint64(uint8 *at, uint64 value)
{
	uint64		bytes = agg_least_byte_first(value);

	memcpy(at, &bytes, sizeof(bytes));
}

/*
 * An actor's rows, sorted.  Actors must come in their order.
 *
 * Words are stored whole: what lies beyond a row is overwritten by what comes
 * after it, at the latest by the slack.
 */
void
actor_run_put(AggWriter *writer, ActorRunShape shape, ActorKey actor,
			  const ActorRow *rows, uint32 count)
{
	uint8	   *at = writer->at;

	if (!agg_writer_has(writer, ACTOR_MAX_BYTES + (Size) count * shape.row_bytes + ACTOR_RUN_SLACK))
		return;
	store_uint64(at, actor.mixed);
	store_uint64(at + 8, actor.low);
	at = agg_encode_uint(at + ACTOR_KEY_BYTES, count);
	for (uint32 i = 0; i < count; i++)
	{
		uint64		elapsed = (uint64) rows[i].time - (uint64) shape.base_time;

		CHECK_FOR_INTERRUPTS();
		/* division by a constant is fast */
		if (shape.time_unit == ACTOR_COARSE_UNIT)
			elapsed /= ACTOR_COARSE_UNIT;
		Assert((rows[i].bits & ~shape.bits_mask) == 0);
		store_uint64(at, elapsed);
		store_uint64(at + shape.time_bytes,
					 rows[i].bits | (uint64) rows[i].number << (8 * shape.bits_bytes));
		at += shape.row_bytes;
	}
	writer->at = at;
}

void
actor_run_put_end(AggWriter *writer)
{
	static const uint8 slack[ACTOR_RUN_SLACK] = {0};

	agg_put_bytes(writer, slack, sizeof(slack));
}

/*
 * Check the actor at the cursor and their rows, and go on to the next actor.
 * Rows lie at most "longest" after the least time.
 */
static bool
check_actor(ActorRunCursor *cursor, ActorRunLimits limits, uint64 longest)
{
	uint32		allowed_bits = PG_UINT32_MAX >> (ALL_BITS - limits.bit_count);
	Size		left = cursor->end - cursor->at;
	Size		count_bytes = 1;
	uint8		last_byte;
	ActorRow	last = {.time = PG_INT64_MIN};

	if (left <= ACTOR_KEY_BYTES)
		return false;
	while (cursor->at[ACTOR_KEY_BYTES + count_bytes - 1] & AGG_VARINT_MORE)
	{
		if (++count_bytes > AGG_UINT32_BYTES || ACTOR_KEY_BYTES + count_bytes > left)
			return false;
	}
	/* the shortest form, of 32 bits */
	last_byte = cursor->at[ACTOR_KEY_BYTES + count_bytes - 1];
	if ((count_bytes > 1 && last_byte == 0) ||
		(count_bytes == AGG_UINT32_BYTES && last_byte > 0x0F))
		return false;
	(void) actor_run_next(cursor);
	left -= ACTOR_KEY_BYTES + count_bytes;
	if (cursor->left == 0 || cursor->left > left / cursor->shape.row_bytes)
		return false;

	while (cursor->left > 0)
	{
		bool		in_range = actor_run_elapsed(&cursor->shape, cursor->at) <= longest;
		ActorRow	row = actor_run_row(cursor);

		CHECK_FOR_INTERRUPTS();
		if (!in_range || (row.bits & ~allowed_bits) != 0 || row.number > limits.greatest_number ||
			actor_row_cmp(&last, &row) > 0)
			return false;
		last = row;
	}
	return true;
}

/*
 * Check that all the bytes left are a run; the cursor then starts it.
 */
void
actor_run_get(AggReader *reader, ActorRunLimits limits, ActorRunCursor *cursor)
{
	int64		base_time = agg_get_int(reader);
	uint8		time_format = agg_get_u8(reader);
	uint8		time_bytes = time_format & ~COARSE_FLAG;
	uint32		time_unit = time_format & COARSE_FLAG ? ACTOR_COARSE_UNIT : ACTOR_FINE_UNIT;
	ActorRunCursor checked;
	ActorKey	before = {0};
	uint64		longest;

	memset(cursor, 0, sizeof(*cursor));
	if (base_time < limits.least_time || base_time > limits.greatest_time ||
		actor_time_unit(base_time, time_unit) != time_unit ||
		time_bytes < 1 || time_bytes > 8 ||
		(Size) (reader->end - reader->at) < ACTOR_RUN_SLACK)
	{
		agg_reader_fail(reader);
		return;
	}
	cursor->shape = shape_of(base_time, time_unit, time_bytes,
							 limits.bit_count, limits.greatest_number);
	cursor->at = reader->at;
	cursor->end = reader->end - ACTOR_RUN_SLACK;

	longest = ((uint64) limits.greatest_time - (uint64) base_time) / time_unit;
	checked = *cursor;
	while (checked.at < checked.end)
	{
		bool		first = checked.at == cursor->at;

		if (!check_actor(&checked, limits, longest) ||
			(!first && actor_key_cmp(before, checked.actor) >= 0))
		{
			agg_reader_fail(reader);
			return;
		}
		before = checked.actor;
	}
	for (const uint8 *slack = cursor->end; slack < reader->end; slack++)
	{
		if (*slack != 0)
			agg_reader_fail(reader);
	}
	agg_skip_bytes(reader, reader->end - reader->at);
}
