/*-------------------------------------------------------------------------
 *
 * retention.c
 *	  Who came back: analytics_retention_agg.
 *
 * A state is one hash table of marks.  A mark says what an actor did in a
 * slot: whether it had a start event, and how many returning events.
 *
 *		| actor, slot | is_start, returns |
 *
 * A slot is an interval of the calendar, by its number; so however many
 * events an actor has in a day, there is one mark.  With rolling columns,
 * which are measured from the actor's own start, it is the exact time.  A
 * start before the range is kept as a mark in BEFORE_RANGE: whoever has one
 * is not new.
 *
 * At the end the marks are sorted by actor and slot, and each actor is
 * entered in the rows of his cohorts.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "common/pg_prng.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/uuid.h"

#include "agg_support.h"
#include "composite_array.h"
#include "retention_rules.h"
#include "wide.h"

#define RETENTION_MAGIC "MWRE"
#define RETENTION_VERSION 1
#define MARKS_INITIAL 4
#define ACTOR_BYTES 16
/* the most bytes of a serialized mark, and the least */
#define MARK_MAX_BYTES (ACTOR_BYTES + AGG_UINT_BYTES + 1 + AGG_UINT32_BYTES)
#define MARK_MIN_BYTES (ACTOR_BYTES + 3)
#define BEFORE_RANGE PG_INT64_MIN	/* the slot of a start before the range */
#define CELL_COLUMNS 6
#define HASH_MULTIPLIER UINT64CONST(0x9E3779B97F4A7C15)	/* 2^64 / golden ratio */

typedef struct MarkKey
{
	uint64		actor[2];		/* a bigint has zero in the second */
	int64		slot;
} MarkKey;

typedef struct Mark
{
	MarkKey		key;
	uint32		returns;		/* saturated */
	bool		is_start;
	char		status;			/* simplehash's */
} Mark;

struct marks_hash;
static uint32 mark_hash(struct marks_hash *marks, MarkKey key);
static bool mark_keys_equal(MarkKey a, MarkKey b);

#define SH_PREFIX marks
#define SH_ELEMENT_TYPE Mark
#define SH_KEY_TYPE MarkKey
#define SH_KEY key
#define SH_HASH_KEY(table, key) mark_hash(table, key)
#define SH_EQUAL(table, a, b) mark_keys_equal(a, b)
#define SH_SCOPE static inline
#define SH_USE_NONDEFAULT_ALLOCATOR
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

typedef struct RetentionState
{
	RetentionRules rules;
	marks_hash *marks;
	uint64		seed[2];		/* of the hash: clients may choose the actors */
	TimestampTz latest;			/* the greatest time seen */
	bytea	   *arguments;		/* of the first row, as they were given */
} RetentionState;

/* The row of a cohort. */
typedef struct Cohort
{
	int64		number;			/* hash key: its interval */
	uint32		row;			/* where its counts are */
	char		status;
} Cohort;

#define SH_PREFIX cohorts
#define SH_ELEMENT_TYPE Cohort
#define SH_KEY_TYPE int64
#define SH_KEY number
#define SH_HASH_KEY(table, key) ((uint32) (((uint64) (key) * HASH_MULTIPLIER) >> 32))
#define SH_EQUAL(table, a, b) ((a) == (b))
#define SH_SCOPE static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/* The matrix as it is counted. */
typedef struct Matrix
{
	const RetentionRules *rules;
	cohorts_hash *cohorts;
	FlatArray	counts;			/* of int64: periods + 1 for each row */
	MemoryContext context;
} Matrix;

PG_FUNCTION_INFO_V1(retention_transition_uuid);
PG_FUNCTION_INFO_V1(retention_transition_bigint);
PG_FUNCTION_INFO_V1(retention_combine);
PG_FUNCTION_INFO_V1(retention_serialize);
PG_FUNCTION_INFO_V1(retention_deserialize);
PG_FUNCTION_INFO_V1(retention_final);

static inline void *
marks_allocate(marks_hash *marks, Size size)
{
	return agg_alloc0(marks->ctx, size);
}

static inline void
marks_free(marks_hash *marks, void *memory)
{
	pfree(memory);
}

static uint32
mark_hash(marks_hash *marks, MarkKey key)
{
	const uint64 *seed = ((RetentionState *) marks->private_data)->seed;
	Wide		product = wide_product(key.actor[0] ^ seed[0], key.actor[1] ^ seed[1]);

	product = wide_product(product.high ^ product.low ^ (uint64) key.slot, HASH_MULTIPLIER);
	return (uint32) ((product.high ^ product.low) >> 32);
}

static bool
mark_keys_equal(MarkKey a, MarkKey b)
{
	return ((a.actor[0] ^ b.actor[0]) | (a.actor[1] ^ b.actor[1]) |
			(uint64) (a.slot ^ b.slot)) == 0;
}

static RetentionState *
state_make(MemoryContext context, const RetentionRules *rules, uint32 marks)
{
	RetentionState *state = agg_alloc0(context, sizeof(RetentionState));

	state->rules = *rules;
	state->latest = DT_NOBEGIN;
	state->seed[0] = pg_prng_uint64(&pg_global_prng_state);
	state->seed[1] = pg_prng_uint64(&pg_global_prng_state);
	state->marks = marks_create(context, Max(marks, MARKS_INITIAL), state);
	return state;
}

/*
 * The arguments that must not change within a group, in one piece.
 */
static bytea *
gather_arguments(const text *grain, int periods, const Jsonb *options, MemoryContext context)
{
	Size		grain_size = VARSIZE_ANY_EXHDR(grain);
	Size		options_size = options == NULL ? 0 : VARSIZE(options);
	bytea	   *result = agg_alloc(context, VARHDRSZ + sizeof(periods) + grain_size + options_size);
	char	   *at = VARDATA(result);

	SET_VARSIZE(result, VARHDRSZ + sizeof(periods) + grain_size + options_size);
	memcpy(at, &periods, sizeof(periods));
	memcpy(at + sizeof(periods), VARDATA_ANY(grain), grain_size);
	if (options != NULL)
		memcpy(at + sizeof(periods) + grain_size, options, options_size);
	return result;
}

static bool
same_arguments(const bytea *arguments, const text *grain, int periods, const Jsonb *options)
{
	Size		grain_size = VARSIZE_ANY_EXHDR(grain);
	Size		options_size = options == NULL ? 0 : VARSIZE(options);
	const char *at = VARDATA_ANY(arguments);

	return VARSIZE_ANY_EXHDR(arguments) == sizeof(periods) + grain_size + options_size &&
		memcmp(at, &periods, sizeof(periods)) == 0 &&
		memcmp(at + sizeof(periods), VARDATA_ANY(grain), grain_size) == 0 &&
		(options == NULL || memcmp(at + sizeof(periods) + grain_size, options, options_size) == 0);
}

/*
 * The state of this row's group: its arguments are those of the first row.
 */
static RetentionState *
state_for_row(FunctionCallInfo fcinfo, MemoryContext context)
{
	RetentionState *state = AGG_STATE(0, RetentionState);
	text	   *grain;
	int			periods;
	Jsonb	   *options = NULL;
	RetentionRules rules;

	if (PG_ARGISNULL(5))
		agg_argument_is_null("grain");
	if (PG_ARGISNULL(6))
		agg_argument_is_null("periods");
	grain = PG_GETARG_TEXT_PP(5);
	periods = PG_GETARG_INT32(6);
	if (PG_NARGS() > 7)
	{
		if (PG_ARGISNULL(7))
			agg_argument_is_null("options");
		options = PG_GETARG_JSONB_P(7);
	}

	if (state != NULL)
	{
		if (!same_arguments(state->arguments, grain, periods, options))
			agg_argument_varies("grain, periods, options");
		return state;
	}
	retention_rules_init(&rules, grain, periods);
	if (options != NULL)
		retention_rules_set_options(&rules, options);
	state = state_make(context, &rules, 0);
	state->arguments = gather_arguments(grain, periods, options, context);
	return state;
}

static void
add_mark(RetentionState *state, const uint64 *actor, int64 slot, bool is_start, uint32 returns)
{
	MarkKey		key = {{actor[0], actor[1]}, slot};
	bool		found;
	Mark	   *mark = marks_insert(state->marks, key, &found);

	if (!found)
	{
		mark->is_start = is_start;
		mark->returns = returns;
		return;
	}
	mark->is_start |= is_start;
	mark->returns = mark->returns > PG_UINT32_MAX - returns
		? PG_UINT32_MAX : mark->returns + returns;
}

/*
 * (state, actor, at, is_start, is_return, grain, periods [, options])
 */
static Datum
retention_transition(FunctionCallInfo fcinfo, const uint64 *actor)
{
	RetentionState *state = state_for_row(fcinfo, agg_context(fcinfo));
	const RetentionRules *rules = &state->rules;
	TimestampTz at;
	bool		is_start;
	bool		is_return;

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3) || PG_ARGISNULL(4))
		PG_RETURN_POINTER(state);
	at = agg_get_time(fcinfo, 2);
	is_start = PG_GETARG_BOOL(3);
	is_return = PG_GETARG_BOOL(4);
	state->latest = Max(state->latest, at);

	if (at >= rules->to_time || !(is_start || is_return))
		PG_RETURN_POINTER(state);
	if (at < rules->from_time)
	{
		if (is_start && !rules->recurring)
			add_mark(state, actor, BEFORE_RANGE, true, 0);
	}
	else
		add_mark(state, actor,
				 rules->rolling ? at : calendar_number(&rules->calendar, at),
				 is_start, is_return);
	PG_RETURN_POINTER(state);
}

Datum
retention_transition_uuid(PG_FUNCTION_ARGS)
{
	uint64		actor[2] = {0, 0};

	StaticAssertStmt(sizeof(actor) == UUID_LEN, "a uuid is not two words");
	if (!PG_ARGISNULL(1))
		memcpy(actor, PG_GETARG_UUID_P(1), UUID_LEN);
	return retention_transition(fcinfo, actor);
}

Datum
retention_transition_bigint(PG_FUNCTION_ARGS)
{
	uint64		actor[2] = {PG_ARGISNULL(1) ? 0 : (uint64) PG_GETARG_INT64(1), 0};

	return retention_transition(fcinfo, actor);
}

Datum
retention_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	RetentionState *state = AGG_STATE(0, RetentionState);
	RetentionState *other = AGG_STATE(1, RetentionState);
	marks_iterator iterator;
	Mark	   *mark;

	if (other != NULL)
	{
		if (state == NULL)
		{
			state = state_make(context, &other->rules, other->marks->members);
			state->arguments = agg_alloc(context, VARSIZE_ANY(other->arguments));
			memcpy(state->arguments, other->arguments, VARSIZE_ANY(other->arguments));
		}
		else if (VARSIZE_ANY(state->arguments) != VARSIZE_ANY(other->arguments) ||
				 memcmp(state->arguments, other->arguments, VARSIZE_ANY(state->arguments)) != 0)
			agg_argument_varies("grain, periods, options");
		state->latest = Max(state->latest, other->latest);
		marks_start_iterate(other->marks, &iterator);
		while ((mark = marks_iterate(other->marks, &iterator)) != NULL)
		{
			CHECK_FOR_INTERRUPTS();
			add_mark(state, mark->key.actor, mark->key.slot, mark->is_start, mark->returns);
		}
	}
	if (state == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(state);
}

Datum
retention_serialize(PG_FUNCTION_ARGS)
{
	RetentionState *state;
	AggWriter	writer;
	bytea	   *result;
	marks_iterator iterator;
	Mark	   *mark;

	(void) agg_context(fcinfo);
	state = AGG_STRICT_STATE(0, RetentionState);
	result = agg_serialize_begin(&writer,
								 RETENTION_RULES_BYTES + AGG_UINT_BYTES + 2 * AGG_UINT32_BYTES +
								 VARSIZE_ANY(state->arguments) +
								 (Size) state->marks->members * MARK_MAX_BYTES,
								 RETENTION_MAGIC, RETENTION_VERSION);
	retention_rules_put(&writer, &state->rules);
	agg_put_int(&writer, state->latest);
	agg_put_uint(&writer, VARSIZE_ANY_EXHDR(state->arguments));
	agg_put_bytes(&writer, VARDATA_ANY(state->arguments), VARSIZE_ANY_EXHDR(state->arguments));
	agg_put_uint(&writer, state->marks->members);
	marks_start_iterate(state->marks, &iterator);
	while ((mark = marks_iterate(state->marks, &iterator)) != NULL)
	{
		CHECK_FOR_INTERRUPTS();
		agg_put_bytes(&writer, mark->key.actor, ACTOR_BYTES);
		agg_put_int(&writer, mark->key.slot);
		agg_put_u8(&writer, mark->is_start);
		agg_put_uint(&writer, mark->returns);
	}
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

Datum
retention_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	RetentionRules rules;
	RetentionState *state;
	uint32		size;
	uint32		marks;

	agg_deserialize_begin(fcinfo, &reader, RETENTION_MAGIC, RETENTION_VERSION);
	retention_rules_get(&reader, &rules);
	state = state_make(CurrentMemoryContext, &rules, 0);
	state->latest = agg_get_int(&reader);
	size = agg_get_count(&reader, 1);
	state->arguments = agg_alloc(CurrentMemoryContext, VARHDRSZ + (Size) size);
	SET_VARSIZE(state->arguments, VARHDRSZ + size);
	agg_get_bytes(&reader, VARDATA(state->arguments), size);
	marks = agg_get_count(&reader, MARK_MIN_BYTES);
	for (uint32 i = 0; i < marks && !reader.failed; i++)
	{
		uint64		actor[2];
		int64		slot;
		bool		is_start;

		CHECK_FOR_INTERRUPTS();
		agg_get_bytes(&reader, actor, ACTOR_BYTES);
		slot = agg_get_int(&reader);
		is_start = agg_get_bool(&reader);
		add_mark(state, actor, slot, is_start, agg_get_uint32(&reader));
	}
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(state);
}

static inline int
mark_compare(const Mark *a, const Mark *b)
{
	if (a->key.actor[0] != b->key.actor[0])
		return a->key.actor[0] < b->key.actor[0] ? -1 : 1;
	if (a->key.actor[1] != b->key.actor[1])
		return a->key.actor[1] < b->key.actor[1] ? -1 : 1;
	if (a->key.slot != b->key.slot)
		return a->key.slot < b->key.slot ? -1 : 1;
	return 0;
}

#define ST_SORT sort_marks
#define ST_ELEMENT_TYPE Mark
#define ST_COMPARE(a, b) mark_compare(a, b)
#define ST_SCOPE static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DECLARE
#define ST_DEFINE
#include "lib/sort_template.h"

static Mark *
sorted_marks(RetentionState *state, MemoryContext context)
{
	Mark	   *result = agg_alloc(context, (Size) Max(state->marks->members, 1) * sizeof(Mark));
	uint32		count = 0;
	marks_iterator iterator;
	Mark	   *mark;

	marks_start_iterate(state->marks, &iterator);
	while ((mark = marks_iterate(state->marks, &iterator)) != NULL)
		result[count++] = *mark;
	sort_marks(result, count);
	return result;
}

/*
 * The counts of a cohort, whose row is made at its first actor.
 */
static int64 *
cohort_counts(Matrix *matrix, int64 number)
{
	int			columns = matrix->rules->periods + 1;
	bool		found;
	Cohort	   *cohort = cohorts_insert(matrix->cohorts, number, &found);

	if (!found)
	{
		cohort->row = matrix->counts.count / columns;
		flat_array_reserve(&matrix->counts, sizeof(int64), columns, matrix->context);
		MemSet(FLAT_ARRAY_ITEM(&matrix->counts, int64, matrix->counts.count), 0,
			   columns * sizeof(int64));
		matrix->counts.count += columns;
	}
	return FLAT_ARRAY_ITEM(&matrix->counts, int64, (Size) cohort->row * columns);
}

/*
 * In which column, seen from a start, is a slot?  It is not before the start.
 */
static uint64
column_of(const RetentionRules *rules, int64 start, int64 slot)
{
	uint64		distance = (uint64) slot - (uint64) start;

	return rules->rolling ? distance / USECS_PER_DAY : distance;
}

/*
 * Enter one actor in the row of the cohort that he joins by a start, given
 * his marks from there on.
 */
static void
count_actor(Matrix *matrix, int64 cohort, const Mark *marks, uint32 count)
{
	const RetentionRules *rules = matrix->rules;
	int64		start = marks[0].key.slot;
	int64	   *counts = cohort_counts(matrix, cohort);
	uint64		last_column = 0;
	uint32		i = 0;

	counts[0]++;
	while (i < count)
	{
		uint64		column = column_of(rules, start, marks[i].key.slot);
		uint64		returns = 0;

		if (column > (uint64) rules->periods && !rules->or_after)
			break;
		for (; i < count && column_of(rules, start, marks[i].key.slot) == column; i++)
			returns += marks[i].returns;
		if (column == 0 || returns < rules->minimum_occurrences)
			continue;
		if (rules->or_after)
			last_column = column;
		else
			counts[column]++;
	}
	for (uint64 column = 1; column <= Min(last_column, (uint64) rules->periods); column++)
		counts[column]++;
}

/*
 * Enter one actor in the rows of all his cohorts, given all his marks.
 */
static void
count_cohorts(Matrix *matrix, const Mark *marks, uint32 count)
{
	const RetentionRules *rules = matrix->rules;
	int64		previous = BEFORE_RANGE;

	if (marks[0].key.slot == BEFORE_RANGE)
		return;
	for (uint32 i = 0; i < count; i++)
	{
		int64		cohort;

		CHECK_FOR_INTERRUPTS();
		if (!marks[i].is_start)
			continue;
		cohort = rules->rolling
			? calendar_number(&rules->calendar, marks[i].key.slot) : marks[i].key.slot;
		if (cohort == previous)
			continue;
		count_actor(matrix, cohort, &marks[i], count - i);
		if (!rules->recurring)
			break;
		previous = cohort;
	}
}

/*
 * When a cell can no longer change: its last interval has ended for all of
 * the cohort.
 */
static bool
cell_is_complete(const RetentionRules *rules, int64 cohort, int period, TimestampTz as_of)
{
	TimestampTz end;

	if (!rules->rolling)
		return calendar_start(&rules->calendar, cohort + period + 1) <= as_of;
	end = calendar_start(&rules->calendar, cohort + 1);
	if (period > 0)
		end = time_after(end, (period + 1) * USECS_PER_DAY);
	return end <= as_of;
}

static int
cohort_compare(const void *a, const void *b)
{
	const Cohort *left = a;
	const Cohort *right = b;

	return left->number < right->number ? -1 : left->number > right->number ? 1 : 0;
}

/*
 * The rows of the matrix, in the order of the cohorts.
 */
static Datum
matrix_result(FunctionCallInfo fcinfo, const Matrix *matrix, TimestampTz as_of)
{
	const RetentionRules *rules = matrix->rules;
	int			columns = rules->periods + 1;
	Cohort	   *cohorts = palloc_array(Cohort, Max(matrix->cohorts->members, 1));
	uint32		count = 0;
	cohorts_iterator iterator;
	Cohort	   *cohort;
	CompositeArray result;

	cohorts_start_iterate(matrix->cohorts, &iterator);
	while ((cohort = cohorts_iterate(matrix->cohorts, &iterator)) != NULL)
		cohorts[count++] = *cohort;
	qsort(cohorts, count, sizeof(Cohort), cohort_compare);

	composite_array_begin(&result, fcinfo, CELL_COLUMNS, matrix->counts.count);
	for (uint32 i = 0; i < count; i++)
	{
		const int64 *counts = FLAT_ARRAY_ITEM(&matrix->counts, int64, (Size) cohorts[i].row * columns);
		TimestampTz start = calendar_start(&rules->calendar, cohorts[i].number);

		for (int period = 0; period < columns; period++)
		{
			Datum		values[CELL_COLUMNS];
			bool		nulls[CELL_COLUMNS] = {false};

			CHECK_FOR_INTERRUPTS();
			values[0] = TimestampTzGetDatum(start);
			values[1] = Int64GetDatum(counts[0]);
			values[2] = Int32GetDatum(period);
			values[3] = Int64GetDatum(counts[period]);
			values[4] = Float8GetDatum((double) counts[period] / (double) counts[0]);
			values[5] = BoolGetDatum(cell_is_complete(rules, cohorts[i].number, period, as_of));
			composite_array_add(&result, values, nulls);
		}
	}
	return composite_array_end(&result);
}

/*
 * analytics_retention_agg: (cohort, cohort_size, period, actors, rate,
 * is_complete)[]
 */
Datum
retention_final(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	RetentionState *state = AGG_STATE(0, RetentionState);
	Matrix		matrix = {.context = CurrentMemoryContext};
	Mark	   *marks;
	uint32		count;
	TimestampTz as_of;

	if (state == NULL)
		PG_RETURN_NULL();
	count = state->marks->members;
	marks = sorted_marks(state, context);
	matrix.rules = &state->rules;
	matrix.cohorts = cohorts_create(CurrentMemoryContext, MARKS_INITIAL, NULL);

	for (uint32 begin = 0; begin < count;)
	{
		uint32		end = begin + 1;

		while (end < count &&
			   memcmp(marks[end].key.actor, marks[begin].key.actor, ACTOR_BYTES) == 0)
			end++;
		count_cohorts(&matrix, &marks[begin], end - begin);
		begin = end;
	}
	pfree(marks);

	/* what lies after the range was not looked at, so it has not been seen to end */
	as_of = state->rules.as_of == DT_NOBEGIN ? state->latest : state->rules.as_of;
	return matrix_result(fcinfo, &matrix, Min(as_of, state->rules.to_time));
}
