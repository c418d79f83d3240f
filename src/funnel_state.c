/*-------------------------------------------------------------------------
 *
 * funnel_state.c
 *	  The population funnel: transition, combine, and passing states on.
 *
 * The constant arguments are held against the first row's byte for byte, and
 * looked into again only where the bytes differ.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "compat.h"

#include "access/htup_details.h"
#include "utils/builtins.h"
#include "utils/timestamp.h"
#include "utils/uuid.h"

#include "funnel.h"

#define FUNNEL_MAGIC "MWFU"
#define FUNNEL_VERSION 1

/* the most bytes of the plan's fields, and the fewest and most of one entry's */
#define PLAN_MAX_BYTES 1024
#define ENTRY_MIN_BYTES 2
#define ENTRY_MAX_BYTES (16 + AGG_UINT32_BYTES + AGG_UINT_BYTES + 2 * AGG_UINT32_BYTES)
#define TAG_MIN_BYTES 3
#define TAG_MAX_BYTES (3 * AGG_UINT32_BYTES)

typedef struct Actor
{
	uint64		mixed;
	uint64		low;
} Actor;

/* ---------- transition ---------- */

/*
 * The finalizer of MurmurHash3: a bijection that mixes all bits.
 */
static inline uint64
mix(uint64 x)
{
	x ^= x >> 33;
	x *= UINT64CONST(0xff51afd7ed558ccd);
	x ^= x >> 33;
	x *= UINT64CONST(0xc4ceb9fe1a85ec53);
	x ^= x >> 33;
	return x;
}

static inline Actor
uuid_actor(const pg_uuid_t *uuid)
{
	Actor		actor;
	uint64		high;

	memcpy(&high, uuid->data, sizeof(high));
	memcpy(&actor.low, uuid->data + sizeof(high), sizeof(actor.low));
	/* multiplying by an odd number loses nothing either */
	actor.mixed = mix(high + actor.low * UINT64CONST(0x9e3779b97f4a7c15));
	return actor;
}

static inline Actor
bigint_actor(int64 id)
{
	Actor		actor = {mix((uint64) id), 0};

	return actor;
}

static inline void
append_entry(FunnelState *state, Actor actor, TimestampTz time, uint32 steps, uint32 tag)
{
	FunnelEntry *entry = flat_array_append(&state->entries, sizeof(FunnelEntry), state->context);

	entry->actor_mixed = actor.mixed;
	entry->actor_low = actor.low;
	entry->time = time;
	entry->steps = steps;
	entry->tag = tag;
}

static FunnelState *
state_create(MemoryContext context)
{
	FunnelState *state = agg_alloc0(context, sizeof(FunnelState));

	state->context = context;
	funnel_values_init(state);
	return state;
}

static bool
same_question(const FunnelState *a, const FunnelState *b)
{
	return memcmp(&a->plan, &b->plan, sizeof(FunnelPlan)) == 0 &&
		a->named == b->named && a->names.count == b->names.count &&
		memcmp(a->name_ends, b->name_ends, sizeof(a->name_ends)) == 0 &&
		(a->names.count == 0 ||
		 memcmp(a->names.items, b->names.items, a->names.count) == 0);
}

static void
remember_constant(FunnelState *state, const void *constant, Size size)
{
	state->constant = agg_alloc0(state->context, size);
	memcpy(state->constant, constant, size);
	state->constant_size = size;
}

/*
 * The short form: (state, actor, at, event_type, steps, within).
 */
static FunnelState *
names_state_create(FunctionCallInfo fcinfo, MemoryContext context)
{
	FunnelState *state = state_create(context);
	int64		within = agg_get_duration(fcinfo, 5, "within");
	ArrayType  *steps;

	if (PG_ARGISNULL(4))
		agg_argument_is_null("steps");
	steps = PG_GETARG_ARRAYTYPE_P(4);
	funnel_plan_of_names(steps, within, state);
	state->within = *PG_GETARG_INTERVAL_P(5);
	remember_constant(state, steps, VARSIZE(steps));
	return state;
}

static inline void
check_names_constant(FunctionCallInfo fcinfo, const FunnelState *state)
{
	if (likely(!PG_ARGISNULL(4) && !PG_ARGISNULL(5)))
	{
		const ArrayType *steps = PG_GETARG_ARRAYTYPE_P(4);

		if (likely(VARSIZE(steps) == state->constant_size &&
				   memcmp(steps, state->constant, state->constant_size) == 0 &&
				   memcmp(PG_GETARG_INTERVAL_P(5), &state->within, sizeof(Interval)) == 0))
			return;
	}
	if (!same_question(state, names_state_create(fcinfo, CurrentMemoryContext)))
		agg_argument_varies("steps or within");
}

static inline uint32
steps_of_type(const FunnelState *state, const char *type, uint32 size)
{
	const char *names = state->names.items;
	uint32		start = 0;
	uint32		steps = 0;

	for (int i = 0; i < state->plan.step_count; i++)
	{
		uint32		end = state->name_ends[i];

		if (end - start == size && memcmp(names + start, type, size) == 0)
			steps |= (uint32) 1 << i;
		start = end;
	}
	return steps;
}

static inline FunnelState *
names_transition(FunctionCallInfo fcinfo, Actor (*actor_of) (FunctionCallInfo))
{
	FunnelState *state = AGG_STATE(0, FunnelState);
	const text *type;
	uint32		steps;

	if (unlikely(state == NULL))
		state = names_state_create(fcinfo, agg_context(fcinfo));
	else
		check_names_constant(fcinfo, state);

	if (PG_ARGISNULL(3) || PG_ARGISNULL(1) || PG_ARGISNULL(2))
		return state;
	type = PG_GETARG_TEXT_PP(3);
	steps = steps_of_type(state, VARDATA_ANY(type), VARSIZE_ANY_EXHDR(type));
	if (steps != 0)
		append_entry(state, actor_of(fcinfo), agg_get_time(fcinfo, 2), steps, 0);
	return state;
}

/*
 * The general form: (state, actor, at, steps, exclusions, breakdown, held,
 * plan).
 */
static FunnelState *
plan_state_create(FunctionCallInfo fcinfo, MemoryContext context)
{
	FunnelState *state = state_create(context);
	HeapTupleHeader plan;

	if (PG_ARGISNULL(7))
		agg_argument_is_null("plan");
	plan = PG_GETARG_HEAPTUPLEHEADER(7);
	funnel_plan_of_record(plan, &state->plan);
	remember_constant(state, plan, VARSIZE(plan));
	return state;
}

static inline void
check_plan_constant(FunctionCallInfo fcinfo, const FunnelState *state)
{
	if (likely(!PG_ARGISNULL(7)))
	{
		HeapTupleHeader plan = PG_GETARG_HEAPTUPLEHEADER(7);

		if (likely(VARSIZE(plan) == state->constant_size &&
				   memcmp(plan, state->constant, state->constant_size) == 0))
			return;
	}
	if (!same_question(state, plan_state_create(fcinfo, CurrentMemoryContext)))
		agg_argument_varies("plan");
}

static uint32
mask_argument(FunctionCallInfo fcinfo, int argno, int count, const char *name)
{
	uint32		mask = (uint32) PG_GETARG_INT32(argno);

	if (count < FUNNEL_MAX_STEPS && (mask >> count) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("bit mask \"%s\" is out of range", name),
				 errdetail("The plan has %d %s.", count, name)));
	return mask;
}

static uint32
value_argument(FunctionCallInfo fcinfo, int argno, FunnelState *state)
{
	const text *value;

	if (PG_ARGISNULL(argno))
		return FUNNEL_NULL_VALUE;
	value = PG_GETARG_TEXT_PP(argno);
	return funnel_value_id(state, VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value));
}

static inline FunnelState *
plan_transition(FunctionCallInfo fcinfo, Actor (*actor_of) (FunctionCallInfo))
{
	FunnelState *state = AGG_STATE(0, FunnelState);
	FunnelTag	tag = {0};
	uint32		steps;

	if (unlikely(state == NULL))
		state = plan_state_create(fcinfo, agg_context(fcinfo));
	else
		check_plan_constant(fcinfo, state);

	if (PG_ARGISNULL(1) || PG_ARGISNULL(2) || PG_ARGISNULL(3))
		return state;
	steps = mask_argument(fcinfo, 3, state->plan.step_count, "steps");
	if (!PG_ARGISNULL(4))
		tag.exclusions = mask_argument(fcinfo, 4, state->plan.exclusion_count, "exclusions");
	/* in a strict funnel, any row stands between others */
	if (steps == 0 && tag.exclusions == 0 && state->plan.order != FUNNEL_STRICT)
		return state;

	if (steps != 0)
	{
		tag.breakdown = value_argument(fcinfo, 5, state);
		if (state->plan.hold)
			tag.hold = value_argument(fcinfo, 6, state);
	}
	append_entry(state, actor_of(fcinfo), agg_get_time(fcinfo, 2), steps,
				 funnel_tag_id(state, tag));
	return state;
}

static Actor
uuid_argument(FunctionCallInfo fcinfo)
{
	return uuid_actor(PG_GETARG_UUID_P(1));
}

static Actor
bigint_argument(FunctionCallInfo fcinfo)
{
	return bigint_actor(PG_GETARG_INT64(1));
}

PG_FUNCTION_INFO_V1(analytics_funnel_names_uuid_trans);
Datum
analytics_funnel_names_uuid_trans(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(names_transition(fcinfo, uuid_argument));
}

PG_FUNCTION_INFO_V1(analytics_funnel_names_bigint_trans);
Datum
analytics_funnel_names_bigint_trans(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(names_transition(fcinfo, bigint_argument));
}

PG_FUNCTION_INFO_V1(analytics_funnel_plan_uuid_trans);
Datum
analytics_funnel_plan_uuid_trans(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(plan_transition(fcinfo, uuid_argument));
}

PG_FUNCTION_INFO_V1(analytics_funnel_plan_bigint_trans);
Datum
analytics_funnel_plan_bigint_trans(PG_FUNCTION_ARGS)
{
	PG_RETURN_POINTER(plan_transition(fcinfo, bigint_argument));
}

/* ---------- combine ---------- */

static uint32
sorted_count(const FunnelState *state)
{
	return state->runs.count == 0 ? 0
		: *FLAT_ARRAY_ITEM(&state->runs, uint32, state->runs.count - 1);
}

/*
 * Let the entries be sorted: of what came after the last run, make a run.
 */
void
funnel_close_run(FunnelState *state)
{
	uint32		first = sorted_count(state);

	if (state->entries.count == first)
		return;
	funnel_sort_entries((FunnelEntry *) state->entries.items + first,
						state->entries.count - first);
	*(uint32 *) flat_array_append(&state->runs, sizeof(uint32), state->context) =
		state->entries.count;
}

/*
 * Give up the runs, to sort everything anew.
 */
void
funnel_drop_runs(FunnelState *state)
{
	state->runs.count = 0;
}

static void
copy_array(FlatArray *to, const FlatArray *from, Size item_size, MemoryContext context)
{
	flat_array_reserve(to, item_size, from->count, context);
	if (from->count > 0)
		memcpy((char *) to->items + to->count * item_size, from->items,
			   from->count * item_size);
	to->count += from->count;
}

/*
 * For each tag of the other state, its id in this one.
 */
static uint32 *
translate_tags(FunnelState *state, const FunnelState *other)
{
	uint32	   *values = palloc_extended(sizeof(uint32) * other->value_ends.count, MCXT_ALLOC_HUGE);
	uint32	   *tags = palloc_extended(sizeof(uint32) * other->tags.count, MCXT_ALLOC_HUGE);

	values[FUNNEL_NULL_VALUE] = FUNNEL_NULL_VALUE;
	for (uint32 i = 1; i < other->value_ends.count; i++)
	{
		uint32		size;
		const char *bytes = funnel_value(other, i, &size);

		CHECK_FOR_INTERRUPTS();
		values[i] = funnel_value_id(state, bytes, size);
	}
	for (uint32 i = 0; i < other->tags.count; i++)
	{
		FunnelTag	tag = *FLAT_ARRAY_ITEM(&other->tags, FunnelTag, i);

		CHECK_FOR_INTERRUPTS();
		tag.breakdown = values[tag.breakdown];
		tag.hold = values[tag.hold];
		tags[i] = funnel_tag_id(state, tag);
	}
	pfree(values);
	return tags;
}

static void
add_entries(FunnelState *state, const FunnelState *other)
{
	uint32		before = state->entries.count;
	bool		sorted = sorted_count(state) == before &&
		sorted_count(other) == other->entries.count;

	copy_array(&state->entries, &other->entries, sizeof(FunnelEntry), state->context);
	if (other->tags.count > 1)
	{
		uint32	   *tags = translate_tags(state, other);

		for (uint32 i = before; i < state->entries.count; i++)
		{
			FunnelEntry *entry = FLAT_ARRAY_ITEM(&state->entries, FunnelEntry, i);

			CHECK_FOR_INTERRUPTS();
			entry->tag = tags[entry->tag];
		}
		pfree(tags);
	}

	if (!sorted)
		funnel_drop_runs(state);
	else
	{
		for (uint32 i = 0; i < other->runs.count; i++)
			*(uint32 *) flat_array_append(&state->runs, sizeof(uint32), state->context) =
				before + *FLAT_ARRAY_ITEM(&other->runs, uint32, i);
	}
}

PG_FUNCTION_INFO_V1(analytics_funnel_combine);
Datum
analytics_funnel_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	FunnelState *state = AGG_STATE(0, FunnelState);
	const FunnelState *other = AGG_STATE(1, FunnelState);

	if (other == NULL)
	{
		if (state == NULL)
			PG_RETURN_NULL();
		PG_RETURN_POINTER(state);
	}
	if (state == NULL)
	{
		state = state_create(context);
		state->plan = other->plan;
		state->named = other->named;
		copy_array(&state->names, &other->names, sizeof(char), context);
		memcpy(state->name_ends, other->name_ends, sizeof(state->name_ends));
	}
	else if (!same_question(state, other))
		agg_argument_varies(state->named ? "steps or within" : "plan");

	add_entries(state, other);
	PG_RETURN_POINTER(state);
}

/* ---------- wire format ---------- */

/*
 * One sorted run, whatever the state has.
 */
static void
make_one_run(FunnelState *state)
{
	if (state->runs.count > 1)
		funnel_drop_runs(state);
	if (sorted_count(state) < state->entries.count)
		funnel_drop_runs(state);
	funnel_close_run(state);
}

PG_FUNCTION_INFO_V1(analytics_funnel_serialize);
Datum
analytics_funnel_serialize(PG_FUNCTION_ARGS)
{
	FunnelState *state = (FunnelState *) PG_GETARG_POINTER(0);
	AggWriter	writer;
	bytea	   *result;

	(void) agg_context(fcinfo);
	make_one_run(state);

	result = agg_serialize_begin(&writer,
								 PLAN_MAX_BYTES + state->names.count + state->value_bytes.count +
								 (Size) state->value_ends.count * AGG_UINT32_BYTES +
								 (Size) state->tags.count * TAG_MAX_BYTES +
								 (Size) state->entries.count * ENTRY_MAX_BYTES,
								 FUNNEL_MAGIC, FUNNEL_VERSION);
	funnel_put_plan(&writer, &state->plan);
	agg_put_u8(&writer, state->named);
	for (int i = 0; state->named && i < state->plan.step_count; i++)
		agg_put_uint(&writer, state->name_ends[i] - (i == 0 ? 0 : state->name_ends[i - 1]));
	agg_put_bytes(&writer, state->names.items, state->names.count);

	agg_put_uint(&writer, state->value_ends.count - 1);
	for (uint32 i = 1; i < state->value_ends.count; i++)
	{
		uint32		size;
		const char *bytes = funnel_value(state, i, &size);

		CHECK_FOR_INTERRUPTS();
		agg_put_uint(&writer, size);
		agg_put_bytes(&writer, bytes, size);
	}
	agg_put_uint(&writer, state->tags.count - 1);
	funnel_put_tags(&writer, state->tags.items, state->tags.count);
	agg_put_uint(&writer, state->entries.count);
	funnel_put_entries(&writer, state->entries.items, state->entries.count,
					   state->tags.count > 1);
	PG_RETURN_BYTEA_P(agg_serialize_end(result, &writer));
}

static void
get_names(AggReader *reader, FunnelState *state)
{
	state->named = agg_get_bool(reader);
	if (!state->named)
		return;
	for (int i = 0; i < state->plan.step_count; i++)
	{
		uint32		size = agg_get_count(reader, 1);

		flat_array_reserve(&state->names, sizeof(char), size, state->context);
		state->names.count += size;
		state->name_ends[i] = state->names.count;
	}
	agg_get_bytes(reader, state->names.items, state->names.count);
}

/*
 * The values, each of which must be new.
 */
static uint32
get_values(AggReader *reader, FunnelState *state)
{
	uint32		count = agg_get_count(reader, 1);
	for (uint32 i = 0; i < count && !reader->failed; i++)
	{
		uint32		size = agg_get_count(reader, 1);

		const char *bytes = (const char *) reader->at;

		CHECK_FOR_INTERRUPTS();
		agg_skip_bytes(reader, size);
		if (!reader->failed && funnel_value_id(state, bytes, size) != i + 1)
			agg_reader_fail(reader);
	}
	return state->value_ends.count;
}

PG_FUNCTION_INFO_V1(analytics_funnel_deserialize);
Datum
analytics_funnel_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	FunnelState *state;
	FlatArray	tags = {0};
	uint32		values;
	uint32		count;

	agg_deserialize_begin(fcinfo, &reader, FUNNEL_MAGIC, FUNNEL_VERSION);
	state = state_create(CurrentMemoryContext);
	funnel_get_plan(&reader, &state->plan);
	get_names(&reader, state);
	values = get_values(&reader, state);

	count = agg_get_count(&reader, TAG_MIN_BYTES) + 1;
	flat_array_reserve(&tags, sizeof(FunnelTag), count, state->context);
	tags.count = count;
	funnel_get_tags(&reader, tags.items, count, state->plan.exclusion_count, values);
	for (uint32 i = 1; i < count && !reader.failed; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (funnel_tag_id(state, *FLAT_ARRAY_ITEM(&tags, FunnelTag, i)) != i)
			agg_reader_fail(&reader);
	}

	count = agg_get_count(&reader, ENTRY_MIN_BYTES);
	flat_array_reserve(&state->entries, sizeof(FunnelEntry), count, state->context);
	funnel_get_entries(&reader, state->entries.items, count,
					   state->plan.step_count, tags.count);
	agg_deserialize_end(&reader);

	state->entries.count = count;
	if (count > 0)
		*(uint32 *) flat_array_append(&state->runs, sizeof(uint32), state->context) = count;
	PG_RETURN_POINTER(state);
}
