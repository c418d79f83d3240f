/*-------------------------------------------------------------------------
 *
 * distinct.c
 *	  Exact distinct counts by hashing: analytics_count_distinct and
 *	  analytics_active_minutes.
 *
 * A state is a header and one flat array of keys, 8 bytes each for bigint
 * and 16 for uuid; there is nothing else per key.
 *
 *		packed		| k1 | k2 | k3 |	 up to PACKED_SLOTS keys in order of
 *										 arrival, looked through one by one;
 *										 also a state that came from a worker
 *		hashed		|    | k2 |    | k1 |    | k3 | ...		open addressing,
 *										 linear probing, at most 3/4 full
 *
 * An empty slot is all zeros; the key that is all zeros too is a flag.  When
 * the array is full, it is replaced by one of twice its size.
 *
 * A hashed table that outgrows the processor's caches would wait for memory
 * at each key.  So a key is only noted when it comes, its slot is fetched
 * ahead, and it is looked up when the next one comes: the executor's work
 * for one row covers the wait.
 *
 * Keys may come from clients, who must not be able to choose keys that collide:
 * each table has its own seed for the hash.  (So two tables have their keys in
 * different orders, too: with the same order, linear probing would degrade when
 * one is merged into the other.)  Counts do not depend on the seed.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "utils/memutils.h"
#include "utils/timestamp.h"
#include "utils/uuid.h"

#include "aggkit/agg_support.h"
#include "aggkit/part.h"
#include "aggkit/word_hash.h"

#define DISTINCT_MAGIC "MWDI"
#define DISTINCT_VERSION 1
#define DISTINCT_FIXED_MAX_BYTES (2 + AGG_UINT32_BYTES)

#define FIRST_SLOTS 4
#define PACKED_SLOTS 8			/* a larger table is hashed */
#define BIGINT_WORDS 1
#define UUID_WORDS 2
#define MERGE_BLOCK 16			/* keys whose slots are fetched ahead together */

typedef struct DistinctKey
{
	uint64		word[UUID_WORDS];	/* a key of one word has zero in the second */
} DistinctKey;

typedef struct DistinctTable
{
	uint64	   *slots;			/* of "words" words each */
	uint64		seed[UUID_WORDS];
	DistinctKey pending;		/* noted, not yet looked up; zero for none */
	uint32		pending_slot;	/* where to begin looking for it */
	uint32		count;			/* keys in slots */
	uint8		log2_slots;
	uint8		words;
	bool		packed;
	bool		has_zero;		/* the key that is all zeros, not in slots */
} DistinctTable;

PG_FUNCTION_INFO_V1(analytics_count_distinct_transition_uuid);
PG_FUNCTION_INFO_V1(analytics_count_distinct_transition_bigint);
PG_FUNCTION_INFO_V1(analytics_active_minutes_transition);
PG_FUNCTION_INFO_V1(analytics_count_distinct_combine);
PG_FUNCTION_INFO_V1(analytics_count_distinct_serialize);
PG_FUNCTION_INFO_V1(analytics_count_distinct_deserialize);
PG_FUNCTION_INFO_V1(analytics_count_distinct_final);

/*
 * In what follows, "words" is a constant of the caller's: every function is
 * compiled once for each width.
 */

static inline DistinctKey
slot_key(const uint64 *slots, uint32 slot, int words)
{
	DistinctKey key;

	key.word[0] = slots[(Size) slot * words];
	key.word[1] = words == UUID_WORDS ? slots[(Size) slot * words + 1] : 0;
	return key;
}

static inline void
set_slot(uint64 *slots, uint32 slot, DistinctKey key, int words)
{
	slots[(Size) slot * words] = key.word[0];
	if (words == UUID_WORDS)
		slots[(Size) slot * words + 1] = key.word[1];
}

static inline bool
key_is_zero(DistinctKey key)
{
	return (key.word[0] | key.word[1]) == 0;
}

static inline bool
keys_equal(DistinctKey a, DistinctKey b)
{
	return ((a.word[0] ^ b.word[0]) | (a.word[1] ^ b.word[1])) == 0;
}

/*
 * The slot at which to begin looking for a key in a hashed table.
 */
static inline uint32
home_slot(const DistinctTable *table, DistinctKey key)
{
	return (uint32) (word_hash(key.word, 0, table->seed) >> (64 - table->log2_slots));
}

/*
 * The slot of a key, looking from its home on, or the empty one where it
 * belongs.
 */
static inline uint32
find_slot(const DistinctTable *table, DistinctKey key, uint32 slot, int words)
{
	uint32		mask = ((uint32) 1 << table->log2_slots) - 1;

	for (;;)
	{
		DistinctKey found = slot_key(table->slots, slot, words);

		if (keys_equal(found, key) || key_is_zero(found))
			return slot;
		slot = (slot + 1) & mask;
	}
}

/*
 * The smallest table, as an exponent, that holds so many keys.
 */
static uint8
log2_slots_for(uint32 count)
{
	uint8		log2_slots = 0;

	while (((uint64) 1 << log2_slots) < FIRST_SLOTS)
		log2_slots++;
	while (((uint64) 1 << log2_slots) < count ||
		   (((uint64) 1 << log2_slots) > PACKED_SLOTS &&
			((uint64) 3 << log2_slots) / 4 < count))
		log2_slots++;
	return log2_slots;
}

/*
 * How many keys the table may hold before it must grow.
 */
static inline uint32
capacity(const DistinctTable *table)
{
	uint32		slots = (uint32) 1 << table->log2_slots;

	return table->packed ? slots : slots / 4 * 3;
}

/*
 * Move the keys to a new array of 2^log2_slots slots.
 */
static void
table_resize(DistinctTable *table, uint8 log2_slots, MemoryContext context)
{
	uint32		old_count = table->count;
	uint32		old_slots = table->packed ? table->count : (uint32) 1 << table->log2_slots;
	uint64	   *old = table->slots;
	int			words = table->words;

	table->slots = agg_alloc0(context, ((Size) words * sizeof(uint64)) << log2_slots);
	table->log2_slots = log2_slots;
	table->packed = ((uint32) 1 << log2_slots) <= PACKED_SLOTS;
	word_hash_seed(table->seed);
	if (old == NULL)
		return;

	if (table->packed)
		memcpy(table->slots, old, (Size) old_count * words * sizeof(uint64));
	else
		for (uint32 i = 0; i < old_slots; i++)
		{
			DistinctKey key = slot_key(old, i, words);

			if (i % INTERRUPT_GRAIN == 0)
				CHECK_FOR_INTERRUPTS();
			if (!key_is_zero(key))
				set_slot(table->slots,
						 find_slot(table, key, home_slot(table, key), words),
						 key, words);
		}
	pfree(old);
}

static DistinctTable *
table_make(MemoryContext context, int words, uint32 expected)
{
	DistinctTable *table = agg_alloc0(context, sizeof(DistinctTable));

	table->words = words;
	table_resize(table, log2_slots_for(expected), context);
	return table;
}

/*
 * Add a key that is not in the table.
 */
static void
table_insert(DistinctTable *table, DistinctKey key, uint32 slot, int words)
{
	if (unlikely(table->count == capacity(table)))
	{
		table_resize(table, table->log2_slots + 1,
					 GetMemoryChunkContext(table->slots));
		slot = table->packed ? table->count
			: find_slot(table, key, home_slot(table, key), words);
	}
	set_slot(table->slots, slot, key, words);
	table->count++;
}

/*
 * Look up a key in a hashed table, from its home on, and add it if it is new.
 */
static inline void
table_add_at(DistinctTable *table, DistinctKey key, uint32 home, int words)
{
	uint32		slot = find_slot(table, key, home, words);

	if (key_is_zero(slot_key(table->slots, slot, words)))
		table_insert(table, key, slot, words);
}

/*
 * Look up the pending key.
 */
static inline void
table_settle(DistinctTable *table, int words)
{
	DistinctKey key = table->pending;

	if (key_is_zero(key))
		return;
	memset(&table->pending, 0, sizeof(table->pending));
	table_add_at(table, key, table->pending_slot, words);
}

/*
 * Add a key, now or by the next settling.
 */
static inline void
table_add(DistinctTable *table, DistinctKey key, int words)
{
	if (unlikely(key_is_zero(key)))
		table->has_zero = true;
	else if (table->packed)
	{
		uint32		slot;

		for (slot = 0; slot < table->count; slot++)
			if (keys_equal(slot_key(table->slots, slot, words), key))
				return;
		table_insert(table, key, slot, words);
	}
	else
	{
		table_settle(table, words);
		table->pending = key;
		table->pending_slot = home_slot(table, key);
		prefetch_memory(&table->slots[(Size) table->pending_slot * words]);
	}
}

/*
 * Add keys whose homes are known, unless the table grows meanwhile.
 */
static inline void
table_add_block(DistinctTable *table, const DistinctKey *keys,
				const uint32 *homes, int count, int words)
{
	const uint64 *slots = table->slots;

	for (int i = 0; i < count; i++)
		table_add_at(table, keys[i],
					 likely(table->slots == slots) ? homes[i] : home_slot(table, keys[i]),
					 words);
}

/*
 * Add all keys of the other table; both are settled.  Slots are fetched
 * ahead for a block of keys at a time.
 */
static inline void
table_add_table(DistinctTable *table, const DistinctTable *other, int words)
{
	uint32		slots = other->packed ? other->count : (uint32) 1 << other->log2_slots;
	DistinctKey keys[MERGE_BLOCK];
	uint32		homes[MERGE_BLOCK];
	int			noted = 0;

	for (uint32 i = 0; i < slots; i++)
	{
		DistinctKey key = slot_key(other->slots, i, words);

		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		if (key_is_zero(key))
			continue;
		if (table->packed)
		{
			table_add(table, key, words);
			continue;
		}
		keys[noted] = key;
		homes[noted] = home_slot(table, key);
		prefetch_memory(&table->slots[(Size) homes[noted] * words]);
		if (++noted == MERGE_BLOCK)
		{
			table_add_block(table, keys, homes, noted, words);
			noted = 0;
		}
	}
	table_add_block(table, keys, homes, noted, words);
	table->has_zero |= other->has_zero;
}

/*
 * A bigint is a word on the wire, a uuid its bytes.
 */
static inline void
put_key(AggWriter *writer, DistinctKey key, int words)
{
	if (words == UUID_WORDS)
		agg_put_bytes(writer, &key, UUID_LEN);
	else
		agg_put_words(writer, key.word, BIGINT_WORDS);
}

static void
get_keys(AggReader *reader, uint64 *slots, uint32 count, int words)
{
	if (words == UUID_WORDS)
		agg_get_bytes(reader, slots, (Size) count * UUID_LEN);
	else
		agg_get_words(reader, slots, count);
}

/*
 * In the order of the words that put_key() writes, the same on any machine.
 */
static inline int
key_cmp(const DistinctKey *a, const DistinctKey *b)
{
	for (int i = 0; i < UUID_WORDS; i++)
	{
		uint64		word_a = agg_least_byte_first(a->word[i]);
		uint64		word_b = agg_least_byte_first(b->word[i]);

		if (word_a != word_b)
			return word_a < word_b ? -1 : 1;
	}
	return 0;
}

#define ST_SORT sort_keys
#define ST_ELEMENT_TYPE DistinctKey
#define ST_COMPARE(a, b) key_cmp(a, b)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * Argument n as a settled table, or NULL.
 */
static DistinctTable *
settled_table(FunctionCallInfo fcinfo, int argno)
{
	DistinctTable *table = AGG_STATE(argno, DistinctTable);

	if (table != NULL)
		table_settle(table, table->words);
	return table;
}

/*
 * The state that is argument 0, made when there is a first key to add.
 */
static inline DistinctTable *
table_state(FunctionCallInfo fcinfo, int words)
{
	DistinctTable *table = AGG_STATE(0, DistinctTable);

	return table != NULL ? table : table_make(agg_context(fcinfo), words, 0);
}

/*
 * What a transition function returns for a row without a key.
 */
static Datum
unchanged_state(FunctionCallInfo fcinfo)
{
	(void) agg_context(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	PG_RETURN_DATUM(PG_GETARG_DATUM(0));
}

/*
 * (state, value uuid)
 */
Datum
analytics_count_distinct_transition_uuid(PG_FUNCTION_ARGS)
{
	DistinctTable *table;
	DistinctKey key;

	StaticAssertStmt(sizeof(key) == UUID_LEN, "a uuid is not two words");
	if (PG_ARGISNULL(1))
		return unchanged_state(fcinfo);
	table = table_state(fcinfo, UUID_WORDS);
	memcpy(&key, PG_GETARG_UUID_P(1), UUID_LEN);
	table_add(table, key, UUID_WORDS);
	PG_RETURN_POINTER(table);
}

/*
 * (state, value bigint)
 */
Datum
analytics_count_distinct_transition_bigint(PG_FUNCTION_ARGS)
{
	DistinctTable *table;
	DistinctKey key = {{0}};

	if (PG_ARGISNULL(1))
		return unchanged_state(fcinfo);
	table = table_state(fcinfo, BIGINT_WORDS);
	key.word[0] = (uint64) PG_GETARG_INT64(1);
	table_add(table, key, BIGINT_WORDS);
	PG_RETURN_POINTER(table);
}

/*
 * (state, at timestamptz): the key is the minute, counted from any origin.
 */
Datum
analytics_active_minutes_transition(PG_FUNCTION_ARGS)
{
	DistinctTable *table;
	DistinctKey key = {{0}};

	if (PG_ARGISNULL(1))
		return unchanged_state(fcinfo);
	key.word[0] = ((uint64) agg_get_time(fcinfo, 1) - (uint64) MIN_TIMESTAMP) /
		USECS_PER_MINUTE;
	table = table_state(fcinfo, BIGINT_WORDS);
	table_add(table, key, BIGINT_WORDS);
	PG_RETURN_POINTER(table);
}

Datum
analytics_count_distinct_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = agg_context(fcinfo);
	DistinctTable *table = settled_table(fcinfo, 0);
	DistinctTable *other = settled_table(fcinfo, 1);

	if (other != NULL)
	{
		if (table == NULL)
			table = table_make(context, other->words, other->count);
		else if (table->words != other->words)
			agg_argument_type_varies("value");
		else if (capacity(table) < other->count)
			table_resize(table, log2_slots_for(other->count), context);
		if (other->words == UUID_WORDS)
			table_add_table(table, other, UUID_WORDS);
		else
			table_add_table(table, other, BIGINT_WORDS);
	}
	if (table == NULL)
		PG_RETURN_NULL();
	PG_RETURN_POINTER(table);
}

/*
 * Write a settled table, in the order of its slots or, if they are given, of
 * its keys.
 */
static bytea *
table_put(const DistinctTable *table, const DistinctKey *sorted)
{
	Size		key_size = table->words * sizeof(uint64);
	uint32		slots = table->packed ? table->count : (uint32) 1 << table->log2_slots;
	AggWriter	writer;
	bytea	   *result;

	result = agg_serialize_begin(&writer,
								 DISTINCT_FIXED_MAX_BYTES + table->count * key_size,
								 DISTINCT_MAGIC, DISTINCT_VERSION);
	agg_put_u8(&writer, table->words);
	agg_put_u8(&writer, table->has_zero);
	agg_put_uint(&writer, table->count);
	for (uint32 i = 0; i < (sorted != NULL ? table->count : slots); i++)
	{
		DistinctKey key = sorted != NULL ? sorted[i] : slot_key(table->slots, i, table->words);

		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		if (!key_is_zero(key))
			put_key(&writer, key, table->words);
	}
	return agg_serialize_end(result, &writer);
}

Datum
analytics_count_distinct_serialize(PG_FUNCTION_ARGS)
{
	DistinctTable *table;

	(void) agg_context(fcinfo);
	table = AGG_STRICT_STATE(0, DistinctTable);
	table_settle(table, table->words);
	PG_RETURN_BYTEA_P(table_put(table, NULL));
}

/*
 * The same, sorted: slots are in another order in each table.
 */
static Datum
serialize_sorted(PG_FUNCTION_ARGS)
{
	DistinctTable *table = AGG_STRICT_STATE(0, DistinctTable);
	DistinctKey *keys;
	uint32		slots;
	uint32		count = 0;

	table_settle(table, table->words);
	slots = table->packed ? table->count : (uint32) 1 << table->log2_slots;
	keys = palloc_extended(Max(table->count, 1) * sizeof(DistinctKey), MCXT_ALLOC_HUGE);
	for (uint32 i = 0; i < slots; i++)
	{
		DistinctKey key = slot_key(table->slots, i, table->words);

		if (i % INTERRUPT_GRAIN == 0)
			CHECK_FOR_INTERRUPTS();
		if (!key_is_zero(key))
			keys[count++] = key;
	}
	sort_keys(keys, count);
	PG_RETURN_BYTEA_P(table_put(table, keys));
}

/*
 * The result is packed, whatever its size: it is only ever read.
 */
Datum
analytics_count_distinct_deserialize(PG_FUNCTION_ARGS)
{
	AggReader	reader;
	DistinctTable *table;
	Size		key_size;

	agg_deserialize_begin(fcinfo, &reader, DISTINCT_MAGIC, DISTINCT_VERSION);
	table = agg_alloc0(CurrentMemoryContext, sizeof(DistinctTable));
	table->packed = true;
	table->words = agg_get_u8(&reader);
	if (table->words != BIGINT_WORDS && table->words != UUID_WORDS)
		agg_reader_fail(&reader);
	table->has_zero = agg_get_bool(&reader);
	key_size = Max(table->words, 1) * sizeof(uint64);
	table->count = agg_get_count(&reader, key_size);
	table->slots = agg_alloc0(CurrentMemoryContext, table->count * key_size);
	get_keys(&reader, table->slots, table->count, table->words);
	agg_deserialize_end(&reader);
	PG_RETURN_POINTER(table);
}

Datum
analytics_count_distinct_final(PG_FUNCTION_ARGS)
{
	DistinctTable *table;

	(void) agg_context(fcinfo);
	table = settled_table(fcinfo, 0);
	PG_RETURN_INT64(table == NULL ? 0 : (int64) table->count + table->has_zero);
}

static const Part count_distinct_part = {
	.kind = PART_COUNT_DISTINCT,
	.serialize = serialize_sorted,
	.deserialize = analytics_count_distinct_deserialize,
	.combine = analytics_count_distinct_combine
};

static const Part active_minutes_part = {
	.kind = PART_ACTIVE_MINUTES,
	.serialize = serialize_sorted,
	.deserialize = analytics_count_distinct_deserialize,
	.combine = analytics_count_distinct_combine
};

PART_FUNCTIONS(count_distinct, count_distinct_part);
PART_FUNCTIONS(active_minutes, active_minutes_part);
