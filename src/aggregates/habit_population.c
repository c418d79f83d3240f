/*-------------------------------------------------------------------------
 *
 * habit_population.c
 *	  What was heard of all habits, in one pass: mindwell_internal.habits_agg.
 *
 * A habit's key is
 *
 *		tenant's number | user | its id, after one byte; nothing without one
 *
 * Each row is the number of its habit and what habit_judged() reads, a number
 * of its day and step.  Of the texts that a habit has, the last one counts: of
 * one time the greatest, so that it does not depend on the order of the rows.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/date.h"
#include "utils/timestamp.h"

#include "aggkit/composite_array.h"
#include "aggkit/numbering.h"
#include "aggkit/text_numbering.h"
#include "aggregates/habit.h"

#define HABITS_MAGIC "MWHP"
#define HABITS_VERSION 1
#define HABITS_FIXED_MAX_BYTES (2 * AGG_UINT32_BYTES)
#define HABIT_MAX_BYTES (3 * AGG_UINT_BYTES + 2 * AGG_UINT32_BYTES)
#define HEARD_MAX_BYTES (AGG_UINT32_BYTES + AGG_UINT_BYTES)
#define HEARD_MIN_BYTES 2

#define KEY_TENANT_BYTES sizeof(uint32)
#define KEY_HEAD_BYTES (KEY_TENANT_BYTES + UUID_LEN)
#define KEY_HAS_ID '='
/* longer ones are rare */
#define KEY_SHORT_BYTES 128

/* Arguments of the transition, after the state. */
enum
{
	HABITS_TENANT = 1,
	HABITS_USER,
	HABITS_AT,
	HABITS_EVENT_TYPE,
	HABITS_ID,
	HABITS_FREQUENCY,
	HABITS_VALUE,
	HABITS_DAY
};

/* Columns of habit_heard. */
enum
{
	COLUMN_TENANT,
	COLUMN_USER,
	COLUMN_FREQUENCY,
	COLUMN_VALUE,
	COLUMN_FIRST_SEEN,
	COLUMN_DAYS,
	HABITS_COLUMNS
};

/* The last text of a property. */
typedef struct LastText
{
	TimestampTz at;
	uint32		text;			/* number of it; NO_ITEM: none */
} LastText;

typedef struct Habit
{
	TimestampTz first_seen;
	LastText	frequency;
	LastText	value;
	uint32		tenant;			/* number of it */
	uint32		count;			/* of rows */
} Habit;

typedef struct Heard
{
	uint32		habit;
	int32		day;			/* and step */
} Heard;

typedef struct HabitsState
{
	Numbering	tenants;
	TextNumbering keys;			/* of habits */
	FlatArray	habits;			/* Habit, by number */
	TextNumbering texts;		/* frequencies and values */
	FlatArray	heard;			/* of Heard */
} HabitsState;

PG_FUNCTION_INFO_V1(analytics_habits_transition);
PG_FUNCTION_INFO_V1(analytics_habits_combine);
PG_FUNCTION_INFO_V1(analytics_habits_serialize);
PG_FUNCTION_INFO_V1(analytics_habits_deserialize);
PG_FUNCTION_INFO_V1(analytics_habits_final);

/*
 * The number of the habit with a key, which begins with the tenant's.
 */
static uint32
find_habit(HabitsState *state, const char *key, uint32 length, uint32 tenant, MemoryContext context)
{
	uint32		number = text_numbering_find(&state->keys, key, length, context);

	if (number == state->habits.count)
	{
		Habit	   *added = flat_array_append(&state->habits, sizeof(Habit), context);

		added->first_seen = DT_NOEND;
		added->frequency.at = added->value.at = DT_NOBEGIN;
		added->frequency.text = added->value.text = NO_ITEM;
		added->tenant = tenant;
		added->count = 0;
	}
	return number;
}

static uint32
habit_of_event(HabitsState *state, uint32 tenant, const pg_uuid_t *user, const text *id, MemoryContext context)
{
	char		buffer[KEY_SHORT_BYTES];
	uint32		id_length = id == NULL ? 0 : VARSIZE_ANY_EXHDR(id);
	uint32		length = KEY_HEAD_BYTES + (id == NULL ? 0 : 1) + id_length;
	char	   *key = length <= KEY_SHORT_BYTES ? buffer : palloc(length);
	uint32		number;

	memcpy(key, &tenant, KEY_TENANT_BYTES);
	memcpy(key + KEY_TENANT_BYTES, user, UUID_LEN);
	if (id != NULL)
	{
		key[KEY_HEAD_BYTES] = KEY_HAS_ID;
		memcpy(key + KEY_HEAD_BYTES + 1, VARDATA_ANY(id), id_length);
	}
	number = find_habit(state, key, length, tenant, context);
	if (key != buffer)
		pfree(key);
	return number;
}

/*
 * Is text a to be taken rather than b of the same time?
 */
static bool
is_greater(const HabitsState *state, uint32 a, uint32 b)
{
	return a != b &&
		pooled_text_cmp(&state->texts.pool, NUMBERED_TEXT(&state->texts, a), NUMBERED_TEXT(&state->texts, b)) > 0;
}

static void
take_text(const HabitsState *state, LastText *last, TimestampTz at, uint32 text)
{
	if (last->text != NO_ITEM && (at < last->at || (at == last->at && !is_greater(state, text, last->text))))
		return;
	last->at = at;
	last->text = text;
}

static void
add_heard(HabitsState *state, uint32 habit, int32 day, MemoryContext context)
{
	Heard	   *added = flat_array_append(&state->heard, sizeof(Heard), context);

	added->habit = habit;
	added->day = day;
	FLAT_ARRAY_ITEM(&state->habits, Habit, habit)->count++;
}

static void
take_argument(HabitsState *state, FunctionCallInfo fcinfo, int argument, LastText *last, TimestampTz at,
			  MemoryContext context)
{
	const text *value;

	if (PG_ARGISNULL(argument))
		return;
	value = PG_GETARG_TEXT_PP(argument);
	take_text(state, last, at, text_numbering_find(&state->texts, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), context));
}

/*
 * (state, tenant_id, user_id, at, event_type, habit_id, frequency, value, day)
 */
Datum
analytics_habits_transition(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	HabitsState *state = AGG_STATE(0, HabitsState);
	const text *type;
	Habit	   *habit;
	TimestampTz at;
	uint32		tenant;
	uint32		number;

	if (state == NULL)
		state = agg_alloc0(context, sizeof(HabitsState));
	if (PG_ARGISNULL(HABITS_TENANT) || PG_ARGISNULL(HABITS_USER) || PG_ARGISNULL(HABITS_AT) ||
		PG_ARGISNULL(HABITS_EVENT_TYPE) || PG_ARGISNULL(HABITS_DAY))
		PG_RETURN_POINTER(state);
	at = agg_get_time(fcinfo, HABITS_AT);
	type = PG_GETARG_TEXT_PP(HABITS_EVENT_TYPE);
	tenant = numbering_find(&state->tenants, PG_GETARG_UUID_P(HABITS_TENANT), 0, context);
	number = habit_of_event(state, tenant, PG_GETARG_UUID_P(HABITS_USER),
							PG_ARGISNULL(HABITS_ID) ? NULL : PG_GETARG_TEXT_PP(HABITS_ID), context);
	habit = FLAT_ARRAY_ITEM(&state->habits, Habit, number);
	habit->first_seen = Min(habit->first_seen, at);
	take_argument(state, fcinfo, HABITS_FREQUENCY, &habit->frequency, at, context);
	take_argument(state, fcinfo, HABITS_VALUE, &habit->value, at, context);
	add_heard(state, number, habit_heard(PG_GETARG_DATEADT(HABITS_DAY), VARDATA_ANY(type), VARSIZE_ANY_EXHDR(type)), context);
	PG_RETURN_POINTER(state);
}

/*
 * The last text of another state's habit, if it is later than the one here.
 */
static void
take_theirs(HabitsState *state, LastText *last, const HabitsState *other, const LastText *theirs, MemoryContext context)
{
	PooledText	text;

	if (theirs->text == NO_ITEM)
		return;
	text = NUMBERED_TEXT(&other->texts, theirs->text);
	take_text(state, last, theirs->at,
			  text_numbering_find(&state->texts, pooled_text_bytes(&other->texts.pool, text), text.length, context));
}

/*
 * The number that a habit of another state has here.
 */
static uint32
habit_here(HabitsState *state, const HabitsState *other, uint32 number, MemoryContext context)
{
	PooledText	text = NUMBERED_TEXT(&other->keys, number);
	const Habit *theirs = FLAT_ARRAY_ITEM(&other->habits, Habit, number);
	uint32		tenant = numbering_find(&state->tenants, &NUMBERED_ID(&other->tenants, theirs->tenant)->uuid, 0, context);
	char	   *key = palloc(text.length);
	uint32		here;
	Habit	   *habit;

	memcpy(key, pooled_text_bytes(&other->keys.pool, text), text.length);
	memcpy(key, &tenant, KEY_TENANT_BYTES);
	here = find_habit(state, key, text.length, tenant, context);
	pfree(key);
	habit = FLAT_ARRAY_ITEM(&state->habits, Habit, here);
	habit->first_seen = Min(habit->first_seen, theirs->first_seen);
	take_theirs(state, &habit->frequency, other, &theirs->frequency, context);
	take_theirs(state, &habit->value, other, &theirs->value, context);
	return here;
}

Datum
analytics_habits_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	HabitsState *state = AGG_STATE(0, HabitsState);
	HabitsState *other = AGG_STATE(1, HabitsState);

	if (other != NULL)
	{
		uint32	   *numbers = palloc_array(uint32, other->habits.count + 1);

		if (state == NULL)
			state = agg_alloc0(context, sizeof(HabitsState));
		for (uint32 i = 0; i < other->habits.count; i++)
		{
			CHECK_FOR_INTERRUPTS();
			numbers[i] = habit_here(state, other, i, context);
		}
		for (uint32 i = 0; i < other->heard.count; i++)
		{
			const Heard *theirs = FLAT_ARRAY_ITEM(&other->heard, Heard, i);

			if (i % INTERRUPT_GRAIN == 0)
				CHECK_FOR_INTERRUPTS();
			add_heard(state, numbers[theirs->habit], theirs->day, context);
		}
		pfree(numbers);
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

/* ---------- between processes ---------- */

static void
put_last(AggWriter *writer, const LastText *last)
{
	agg_put_uint(writer, last->text == NO_ITEM ? 0 : last->text + 1);
	if (last->text != NO_ITEM)
		agg_put_int(writer, last->at);
}

static void
get_last(AggReader *reader, const HabitsState *state, LastText *last)
{
	uint32		number = agg_get_uint32(reader);

	if (number == 0)
		return;
	last->text = number - 1;
	last->at = agg_get_int(reader);
	if (last->text >= state->texts.texts.count || TIMESTAMP_NOT_FINITE(last->at))
		agg_reader_fail(reader);
}

Datum
analytics_habits_serialize(PG_FUNCTION_ARGS)
{
	HabitsState *state;
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, HabitsState);
	result = agg_serialize_begin(&writer,
								 HABITS_FIXED_MAX_BYTES + (Size) state->tenants.ids.count * UUID_LEN +
								 TEXT_NUMBERING_MAX_BYTES(&state->keys) + TEXT_NUMBERING_MAX_BYTES(&state->texts) +
								 (Size) state->habits.count * HABIT_MAX_BYTES +
								 (Size) state->heard.count * HEARD_MAX_BYTES,
								 HABITS_MAGIC, HABITS_VERSION);
	agg_put_uint(&writer, state->tenants.ids.count);
	for (uint32 i = 0; i < state->tenants.ids.count; i++)
		agg_put_bytes(&writer, &NUMBERED_ID(&state->tenants, i)->uuid, UUID_LEN);
	text_numbering_put(&writer, &state->keys);
	text_numbering_put(&writer, &state->texts);
	for (uint32 i = 0; i < state->habits.count; i++)
	{
		const Habit *habit = FLAT_ARRAY_ITEM(&state->habits, Habit, i);

		CHECK_FOR_INTERRUPTS();
		agg_put_int(&writer, habit->first_seen);
		put_last(&writer, &habit->frequency);
		put_last(&writer, &habit->value);
	}
	agg_put_uint(&writer, state->heard.count);
	for (uint32 i = 0; i < state->heard.count; i++)
	{
		const Heard *heard = FLAT_ARRAY_ITEM(&state->heard, Heard, i);

		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		agg_put_uint(&writer, heard->habit);
		agg_put_int(&writer, heard->day);
	}
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

/*
 * The habits of the keys, each of which must name a tenant.
 */
static void
get_habits(AggReader *reader, HabitsState *state, MemoryContext context)
{
	for (uint32 i = 0; i < state->keys.texts.count && !reader->failed; i++)
	{
		PooledText	key = NUMBERED_TEXT(&state->keys, i);
		Habit	   *habit = flat_array_append(&state->habits, sizeof(Habit), context);

		CHECK_FOR_INTERRUPTS();
		memset(habit, 0, sizeof(*habit));
		habit->frequency.text = habit->value.text = habit->tenant = NO_ITEM;
		if (key.length >= KEY_HEAD_BYTES)
			memcpy(&habit->tenant, pooled_text_bytes(&state->keys.pool, key), KEY_TENANT_BYTES);
		habit->first_seen = agg_get_int(reader);
		get_last(reader, state, &habit->frequency);
		get_last(reader, state, &habit->value);
		if (habit->tenant >= state->tenants.ids.count || TIMESTAMP_NOT_FINITE(habit->first_seen))
			agg_reader_fail(reader);
	}
}

Datum
analytics_habits_deserialize(PG_FUNCTION_ARGS)
{
	MemoryContext context = CurrentMemoryContext;
	AggReader	reader;
	HabitsState *state;
	uint32		count;

	agg_deserialize_begin(fcinfo, &reader, HABITS_MAGIC, HABITS_VERSION);
	state = agg_alloc0(context, sizeof(HabitsState));
	count = agg_get_count(&reader, UUID_LEN);
	for (uint32 i = 0; i < count && !reader.failed; i++)
	{
		pg_uuid_t	tenant;

		agg_get_bytes(&reader, &tenant, UUID_LEN);
		if (numbering_find(&state->tenants, &tenant, 0, context) != i)
			agg_reader_fail(&reader);
	}
	text_numbering_get(&reader, &state->keys, context);
	text_numbering_get(&reader, &state->texts, context);
	get_habits(&reader, state, context);
	count = agg_get_count(&reader, HEARD_MIN_BYTES);
	for (uint32 i = 0; i < count && !reader.failed; i++)
	{
		uint32		habit = agg_get_uint32(&reader);
		int64		day = agg_get_int(&reader);

		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		if (habit >= state->habits.count || day < PG_INT32_MIN || day > PG_INT32_MAX)
			agg_reader_fail(&reader);
		else
			add_heard(state, habit, (int32) day, context);
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

/* ---------- result ---------- */

/*
 * The days, habit by habit; "ends" gets where those of each end.
 */
static Datum *
days_by_habit(const HabitsState *state, uint32 *ends, MemoryContext context)
{
	Datum	   *days = agg_alloc(context, Max(state->heard.count, 1) * sizeof(Datum));
	uint32		start = 0;

	for (uint32 i = 0; i < state->habits.count; i++)
	{
		ends[i] = start;
		start += FLAT_ARRAY_ITEM(&state->habits, Habit, i)->count;
	}
	for (uint32 i = 0; i < state->heard.count; i++)
	{
		const Heard *heard = FLAT_ARRAY_ITEM(&state->heard, Heard, i);

		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		days[ends[heard->habit]++] = Int32GetDatum(heard->day);
	}
	return days;
}

static Datum
last_text_datum(const HabitsState *state, const LastText *last, bool *is_null)
{
	static const PooledText none = {0};

	return pooled_text_datum(&state->texts.pool, last->text == NO_ITEM ? none : NUMBERED_TEXT(&state->texts, last->text), is_null);
}

static void
add_habit(CompositeArray *result, const HabitsState *state, uint32 number, Datum *days)
{
	const Habit *habit = FLAT_ARRAY_ITEM(&state->habits, Habit, number);
	PooledText	key = NUMBERED_TEXT(&state->keys, number);
	Datum		values[HABITS_COLUMNS];
	bool		nulls[HABITS_COLUMNS] = {false};
	ArrayType  *array = construct_array(days, (int) habit->count, INT4OID, sizeof(int32), true, TYPALIGN_INT);
	pg_uuid_t	user;

	memcpy(&user, pooled_text_bytes(&state->keys.pool, key) + KEY_TENANT_BYTES, UUID_LEN);
	values[COLUMN_TENANT] = UUIDPGetDatum(&NUMBERED_ID(&state->tenants, habit->tenant)->uuid);
	values[COLUMN_USER] = UUIDPGetDatum(&user);
	values[COLUMN_FREQUENCY] = last_text_datum(state, &habit->frequency, &nulls[COLUMN_FREQUENCY]);
	values[COLUMN_VALUE] = last_text_datum(state, &habit->value, &nulls[COLUMN_VALUE]);
	values[COLUMN_FIRST_SEEN] = TimestampTzGetDatum(habit->first_seen);
	values[COLUMN_DAYS] = PointerGetDatum(array);
	composite_array_add(result, values, nulls);
	pfree(array);
}

Datum
analytics_habits_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	HabitsState *state = AGG_STATE(0, HabitsState);
	CompositeArray result;
	uint32	   *ends;
	Datum	   *days;

	composite_array_begin(&result, fcinfo, HABITS_COLUMNS, 0);
	if (state == NULL)
		PG_RETURN_DATUM(composite_array_end(&result));

	ends = agg_alloc(context, Max(state->habits.count, 1) * sizeof(uint32));
	days = days_by_habit(state, ends, context);
	for (uint32 i = 0; i < state->habits.count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		add_habit(&result, state, i, days + ends[i] - FLAT_ARRAY_ITEM(&state->habits, Habit, i)->count);
	}
	pfree(days);
	pfree(ends);
	PG_RETURN_DATUM(composite_array_end(&result));
}
