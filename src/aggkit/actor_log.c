/*-------------------------------------------------------------------------
 *
 * actor_log.c
 *	  What was seen of actors: appended in any order, read actor by actor.
 *
 * Invariants: once settle_parts() has run, an actor's entries lie in one part.
 * A scan gives the actors in the order of actor_key_cmp(), each once, with all
 * of their rows, sorted.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"

#include "aggkit/actor_log.h"

#define CHUNK_MIN_ENTRIES 4
#define CHUNK_MAX_BYTES 8192	/* with its header: what an AllocSet does not round up */
#define CHUNK_MAX_ENTRIES ((CHUNK_MAX_BYTES - offsetof(ActorChunk, entries)) / sizeof(PackedEntry))

/* until then a log has no parts: a group's share, or a worker's, may be small */
#define SPLIT_ENTRIES 4096

/* a part is merged with so many entries, or with so many times what was left */
#define MERGE_MIN_ENTRIES 8192
#define MERGE_GROWTH 3

/* sorting a part */
#define KEY_BITS 64				/* of the first key */
#define FEW_ENTRIES 32			/* not worth buckets, nor a sort: mostly in order */
#define MAX_COUNTED_ENTRIES 131072	/* 4 MB: beyond, the buckets leave the cache */
#define MAX_DIGIT_BITS 11

/* ---------- sorting ---------- */

static inline int
entry_cmp(const ActorEntry *a, const ActorEntry *b)
{
	int			cmp = actor_key_cmp(a->actor, b->actor);

	return cmp != 0 ? cmp : actor_row_cmp(&a->row, &b->row);
}

#define ST_SORT sort_entries
#define ST_ELEMENT_TYPE ActorEntry
#define ST_COMPARE(a, b) entry_cmp(a, b)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

static inline uint32
chunk_count(const ActorPart *part, const ActorChunk *chunk)
{
	return chunk == part->last ? (uint32) (part->place - chunk->entries) : chunk->count;
}

static inline uint32
part_entries(const ActorPart *part)
{
	return part->last == NULL ? 0 : part->full_count + chunk_count(part, part->last);
}

/*
 * Put in order what mostly is.  An entry that is not lies less than FEW_ENTRIES
 * places from its own, so this takes linear time.
 */
static void
insert_entries(ActorEntry *entries, uint32 count)
{
	for (uint32 i = 1; i < count; i++)
	{
		ActorEntry	entry;
		uint32		place = i;

		CHECK_FOR_INTERRUPTS();
		if (likely(entry_cmp(&entries[i - 1], &entries[i]) <= 0))
			continue;
		entry = entries[i];
		do
		{
			entries[place] = entries[place - 1];
			place--;
		} while (place > 0 && entry_cmp(&entries[place - 1], &entry) > 0);
		entries[place] = entry;
	}
}

/*
 * Copy the entries of a part into "sorted", sorted.
 *
 * Actors are well mixed, so their leading bits (after those that the whole
 * part has in common) part the entries evenly.  A counting sort by them, which
 * keeps the order, leaves buckets of an actor or two, whose rows mostly come
 * in the order of time already.
 */
static void
sort_part(const ActorLog *log, const ActorPart *part, ActorEntry *sorted)
{
	uint32		places[(1 << MAX_DIGIT_BITS) + 1];
	uint32		count = part_entries(part);
	int			common_bits = log->parts == NULL ? 0 : ACTOR_PART_BITS;
	uint32		first = 0;
	uint32		largest = 0;	/* bucket */
	int			digit_bits = 0;
	uint32		buckets;
	int			shift;

	if (count > FEW_ENTRIES && count <= MAX_COUNTED_ENTRIES)
		digit_bits = Min(pg_leftmost_one_pos32(count), MAX_DIGIT_BITS);
	buckets = (uint32) 1 << digit_bits;
	shift = KEY_BITS - common_bits - digit_bits;

#define DIGIT(entry) \
	(digit_bits == 0 ? 0 : (uint32) ((entry)->actor.mixed >> shift) & (buckets - 1))

	/*
	 * places[bucket + 1] counts the bucket, then is the next place in it.
	 * Chunks lie anywhere, so the processor does not foresee the next one.
	 */
	memset(places, 0, sizeof(uint32) * (buckets + 1));
	for (const ActorChunk *chunk = part->first; chunk != NULL; chunk = chunk->next)
	{
		uint32		entries = chunk_count(part, chunk);
		const ActorChunk *next = chunk->next == NULL ? chunk : chunk->next;

		CHECK_FOR_INTERRUPTS();
		for (uint32 i = 0; i < entries; i++)
		{
			prefetch_memory(&next->entries[i]);
			places[DIGIT(&chunk->entries[i]) + 1]++;
		}
	}
	for (uint32 bucket = 0; bucket < buckets; bucket++)
	{
		uint32		size = places[bucket + 1];

		places[bucket + 1] = first;
		first += size;
		largest = Max(largest, size);
	}
	for (const ActorChunk *chunk = part->first; chunk != NULL; chunk = chunk->next)
	{
		uint32		entries = chunk_count(part, chunk);

		CHECK_FOR_INTERRUPTS();
		for (uint32 i = 0; i < entries; i++)
		{
			const PackedEntry *packed = &chunk->entries[i];
			ActorEntry *entry = &sorted[places[DIGIT(packed) + 1]++];

			entry->actor = packed->actor;
			entry->row = actor_log_unpack(log, packed->row);
		}
	}
#undef DIGIT

	/* now each is where its bucket ends */
	for (uint32 bucket = 0; largest > FEW_ENTRIES && bucket < buckets; bucket++)
	{
		if (places[bucket + 1] - places[bucket] > FEW_ENTRIES)
			sort_entries(sorted + places[bucket], places[bucket + 1] - places[bucket]);
	}
	if (buckets > 1 || largest <= FEW_ENTRIES)
		insert_entries(sorted, count);
}

/* ---------- appending ---------- */

/*
 * Add a row's meaning to that of another of the same time.
 */
static inline void
merge_row(ActorRow *row, const ActorRow *other, uint32 number_cap)
{
	row->bits |= other->bits;
	row->number = other->number > number_cap - row->number ? number_cap
		: row->number + other->number;
}

/*
 * Keep a row that cannot be packed; returns the word for it.
 */
uint64
actor_log_set_aside(ActorLog *log, ActorRow row)
{
	uint32		place;

	if (log->free_aside > 0)
	{
		place = log->free_aside - 1;
		log->free_aside = (uint32) FLAT_ARRAY_ITEM(&log->aside, ActorRow, place)->time;
	}
	else
	{
		place = log->aside.count;
		flat_array_append(&log->aside, sizeof(ActorRow), log->context);
	}
	*FLAT_ARRAY_ITEM(&log->aside, ActorRow, place) = row;
	return PACKED_ASIDE | place;
}

/*
 * The rows of a part are packed anew: what they have aside is free.
 */
static void
free_aside(ActorLog *log, const ActorPart *part)
{
	for (const ActorChunk *chunk = part->first; chunk != NULL; chunk = chunk->next)
	{
		uint32		count = chunk_count(part, chunk);

		CHECK_FOR_INTERRUPTS();
		for (uint32 i = 0; i < count; i++)
		{
			uint64		packed = chunk->entries[i].row;
			uint32		place = (uint32) packed;

			if ((packed & PACKED_ASIDE) == 0)
				continue;
			FLAT_ARRAY_ITEM(&log->aside, ActorRow, place)->time = log->free_aside;
			log->free_aside = place + 1;
		}
	}
}

static void
free_chunks(ActorChunk *chunk)
{
	while (chunk != NULL)
	{
		ActorChunk *next = chunk->next;

		pfree(chunk);
		chunk = next;
	}
}

/*
 * Let the rows of one actor and time become one.  The entries keep to the
 * chunks that there are; what is left over of these is freed.
 */
static void
merge_part(ActorLog *log, ActorPart *part)
{
	uint32		count = part_entries(part);
	ActorEntry *sorted = palloc_extended(sizeof(ActorEntry) * count, MCXT_ALLOC_HUGE);
	uint32		merged = 0;
	uint32		done = 0;
	ActorChunk *left_over = NULL;

	sort_part(log, part, sorted);
	for (uint32 i = 1; i < count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (actor_key_cmp(sorted[merged].actor, sorted[i].actor) == 0 &&
			sorted[merged].row.time == sorted[i].row.time)
			merge_row(&sorted[merged].row, &sorted[i].row, log->number_cap);
		else
			sorted[++merged] = sorted[i];
	}
	merged++;

	free_aside(log, part);
	for (ActorChunk *chunk = part->first; chunk != NULL; chunk = chunk->next)
	{
		uint32		entries = Min(chunk_count(part, chunk), merged - done);

		CHECK_FOR_INTERRUPTS();
		for (uint32 i = 0; i < entries; i++)
		{
			chunk->entries[i].actor = sorted[done + i].actor;
			chunk->entries[i].row = actor_log_pack(log, sorted[done + i].row);
		}
		if (done + entries == merged)
		{
			left_over = chunk->next;
			chunk->next = NULL;
			if (chunk != part->last)
				part->end = chunk->entries + chunk->count;
			part->last = chunk;
			part->place = chunk->entries + entries;
			part->full_count = done;
			break;
		}
		done += entries;
	}
	free_chunks(left_over);
	part->merge_at = Max(MERGE_MIN_ENTRIES, merged * MERGE_GROWTH);
	pfree(sorted);
}

static void
add_chunk(ActorLog *log, ActorPart *part, uint32 capacity)
{
	ActorChunk *chunk = agg_alloc(log->context, offsetof(ActorChunk, entries) +
								  capacity * sizeof(PackedEntry));

	part->full_count = part_entries(part);
	chunk->next = NULL;
	if (part->last == NULL)
		part->first = chunk;
	else
	{
		part->last->count = chunk_count(part, part->last);
		part->last->next = chunk;
	}
	part->last = chunk;
	part->place = chunk->entries;
	part->end = chunk->entries + capacity;
}

static void
make_room(ActorLog *log, ActorPart *part)
{
	uint32		count = part_entries(part);

	if (log->number_cap > 0 && log->parts != NULL &&
		count >= Max(part->merge_at, MERGE_MIN_ENTRIES))
		merge_part(log, part);
	/* what has been merged was large, and will be again */
	if (part->place == part->end)
		add_chunk(log, part, Min(Max(count, CHUNK_MIN_ENTRIES), CHUNK_MAX_ENTRIES));
}

/*
 * Put the recent entries into their parts.
 */
static void
distribute_recent(ActorLog *log)
{
	ActorPart  *recent = &log->recent;

	for (const ActorChunk *chunk = recent->first; chunk != NULL; chunk = chunk->next)
	{
		uint32		count = chunk_count(recent, chunk);

		for (uint32 i = 0; i < count; i++)
		{
			const PackedEntry *entry = &chunk->entries[i];
			ActorPart  *part = &log->parts[entry->actor.mixed >> (KEY_BITS - ACTOR_PART_BITS)];

			if (unlikely(part->place == part->end))
				make_room(log, part);
			*part->place++ = *entry;
		}
	}
	recent->place = recent->first->entries;
}

/*
 * Packed times are to count from half their range before this one.
 */
static void
set_base_time(ActorLog *log, int64 time)
{
	log->base_time = (uint64) time - ((uint64) 1 << (PACKED_TIME_BITS - 1));
}

/*
 * Pack the recent entries anew, with another base time.
 */
static void
pack_recent(ActorLog *log, int64 time)
{
	ActorLog	old = *log;

	memset(&log->aside, 0, sizeof(log->aside));
	set_base_time(log, time);
	for (ActorChunk *chunk = log->recent.first; chunk != NULL; chunk = chunk->next)
	{
		uint32		count = chunk_count(&log->recent, chunk);

		CHECK_FOR_INTERRUPTS();
		for (uint32 i = 0; i < count; i++)
			chunk->entries[i].row = actor_log_pack(log, actor_log_unpack(&old, chunk->entries[i].row));
	}
	pfree(old.aside.items);
}

/*
 * From a few entries, in many chunks, to many in parts and one chunk of recent
 * ones.  If the first row's time was not like those after it, take that of the
 * row that comes now.
 */
static void
split_into_parts(ActorLog *log, int64 time)
{
	if (log->aside.count > SPLIT_ENTRIES / 2)
		pack_recent(log, time);
	log->parts = agg_alloc0(log->context, sizeof(ActorPart) * ACTOR_PARTS);
	distribute_recent(log);
	free_chunks(log->recent.first);
	memset(&log->recent, 0, sizeof(log->recent));
	add_chunk(log, &log->recent, CHUNK_MAX_ENTRIES);
}

/*
 * Room for one more of the recent entries.  The first one's time gives the
 * base time.
 */
void
actor_log_make_room(ActorLog *log, int64 time)
{
	if (log->recent.first == NULL)
		set_base_time(log, time);
	if (log->parts != NULL)
		distribute_recent(log);
	else if (part_entries(&log->recent) >= SPLIT_ENTRIES)
		split_into_parts(log, time);
	else
		make_room(log, &log->recent);
}

/*
 * The parts to read: each actor's entries lie in one of them.
 */
static int
settle_parts(ActorLog *log, ActorPart **parts)
{
	if (log->parts == NULL)
	{
		*parts = &log->recent;
		return 1;
	}
	distribute_recent(log);
	*parts = log->parts;
	return ACTOR_PARTS;
}

/* ---------- combining ---------- */

/*
 * A row of another log with this log's number.
 */
static inline ActorRow
translated(ActorRow row, const uint32 *numbers)
{
	if (numbers != NULL)
		row.number = numbers[row.number];
	return row;
}

/*
 * Take all runs apart into entries.
 */
static void
unpack_runs(ActorLog *log)
{
	for (uint32 i = 0; i < log->runs.count; i++)
	{
		ActorRun   *run = FLAT_ARRAY_ITEM(&log->runs, ActorRun, i);
		ActorRunCursor cursor = run->start;

		while (actor_run_next(&cursor))
		{
			CHECK_FOR_INTERRUPTS();
			while (cursor.left > 0)
				actor_log_append(log, cursor.actor, translated(actor_run_row(&cursor), run->numbers));
		}
		if (run->bytes != NULL)
			pfree(run->bytes);
		if (run->numbers != NULL)
			pfree(run->numbers);
	}
	log->runs.count = 0;
}

static void
add_run(ActorLog *log, const ActorRun *other, uint32 *numbers)
{
	Size		size = other->start.end - other->start.at + ACTOR_RUN_SLACK;
	ActorRun   *run;

	if (log->runs.count == ACTOR_MAX_RUNS)
		unpack_runs(log);
	run = flat_array_append(&log->runs, sizeof(ActorRun), log->context);
	run->start = other->start;
	run->bytes = agg_alloc(log->context, size);
	memcpy(run->bytes, other->start.at, size);
	run->start.at = run->bytes;
	run->start.end = run->bytes + size - ACTOR_RUN_SLACK;
	run->numbers = numbers;
}

static void
add_part(ActorLog *log, const ActorLog *other, const ActorPart *part, const uint32 *numbers)
{
	for (const ActorChunk *chunk = part->first; chunk != NULL; chunk = chunk->next)
	{
		uint32		count = chunk_count(part, chunk);

		CHECK_FOR_INTERRUPTS();
		for (uint32 i = 0; i < count; i++)
		{
			ActorRow	row = actor_log_unpack(other, chunk->entries[i].row);

			actor_log_append(log, chunk->entries[i].actor, translated(row, numbers));
		}
	}
}

/*
 * Add what the other log has.  "numbers" has the number here for each of the
 * other's, in the log's context, or is NULL where they are the same.
 *
 * A log from another process is one run, one from this process has entries.
 */
void
actor_log_combine(ActorLog *log, ActorLog *other, uint32 *numbers)
{
	ActorPart  *parts;
	int			part_count;

	if (other->runs.count == 1)
		add_run(log, other->runs.items, numbers);
	else
		unpack_runs(other);
	part_count = settle_parts(other, &parts);
	for (int i = 0; i < part_count; i++)
		add_part(log, other, &parts[i], numbers);
}

/* ---------- scanning ---------- */

/*
 * Go to the next part that is not empty, and sort it.  All of it may be one
 * actor's.
 */
static void
next_part(ActorScan *scan)
{
	scan->entry = scan->part_end = NULL;
	while (scan->entry == scan->part_end && scan->part < scan->part_count)
	{
		const ActorPart *part = &scan->parts[scan->part++];
		uint32		count = part_entries(part);

		flat_array_reserve(&scan->sorted, sizeof(ActorEntry), count, CurrentMemoryContext);
		flat_array_reserve(&scan->rows, sizeof(ActorRow), count, CurrentMemoryContext);
		sort_part(scan->log, part, scan->sorted.items);
		scan->entry = scan->sorted.items;
		scan->part_end = scan->entry + count;
	}
}

void
actor_scan_begin(ActorScan *scan, ActorLog *log)
{
	memset(scan, 0, sizeof(*scan));
	scan->log = log;
	scan->part_count = settle_parts(log, &scan->parts);
	next_part(scan);
	for (uint32 i = 0; i < log->runs.count; i++)
	{
		scan->cursors[i] = FLAT_ARRAY_ITEM(&log->runs, ActorRun, i)->start;
		scan->open[i] = actor_run_next(&scan->cursors[i]);
	}
}

/*
 * Merge the rows of the actor at the cursor into those there are.  From the
 * last one on, so that each moves once at most.
 */
static void
merge_run(FlatArray *rows, ActorRunCursor *cursor, const ActorRun *run)
{
	const ActorRunShape shape = cursor->shape;
	const uint8 *first = cursor->at;
	const uint8 *at = first + (Size) cursor->left * shape.row_bytes;
	const ActorRow *kept;
	const ActorRow *before;
	ActorRow   *place;

	flat_array_reserve(rows, sizeof(ActorRow), cursor->left, CurrentMemoryContext);
	before = rows->items;
	kept = before + rows->count;
	rows->count += cursor->left;
	place = (ActorRow *) rows->items + rows->count;
	cursor->at = at;
	cursor->left = 0;
	while (at != first)
	{
		ActorRow	row;

		CHECK_FOR_INTERRUPTS();
		at -= shape.row_bytes;
		row = translated(actor_run_row_at(&shape, at), run->numbers);
		for (; kept != before && actor_row_cmp(kept - 1, &row) > 0; kept--)
			*--place = kept[-1];
		*--place = row;
	}
}

static void
merge_rows(FlatArray *rows, uint32 number_cap)
{
	ActorRow   *items = rows->items;
	uint32		merged = 0;

	for (uint32 i = 1; i < rows->count; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (items[i].time == items[merged].time)
			merge_row(&items[merged], &items[i], number_cap);
		else
			items[++merged] = items[i];
	}
	rows->count = merged + 1;
}

/*
 * Let the rows be those of the actor's entries, for which next_part() has made
 * room.
 */
static void
take_entries(ActorScan *scan)
{
	const ActorEntry *entry = scan->entry;
	ActorRow   *row = scan->rows.items;

	do
	{
		CHECK_FOR_INTERRUPTS();
		*row++ = entry->row;
		entry++;
	} while (entry != scan->part_end && actor_key_cmp(entry->actor, scan->actor) == 0);
	scan->rows.count = (uint32) (entry - scan->entry);
	scan->entry = entry;
	if (entry == scan->part_end)
		next_part(scan);
}

/*
 * Set scan->actor and scan->rows to the next actor's; false if there is none.
 */
bool
actor_scan_next(ActorScan *scan)
{
	ActorLog   *log = scan->log;
	FlatArray  *rows = &scan->rows;
	bool		in_entries = scan->entry != scan->part_end;
	uint32		in_runs = 0;	/* bit i: run i has rows of the least actor so far */

	if (in_entries)
		scan->actor = scan->entry->actor;
	for (uint32 i = 0; i < log->runs.count; i++)
	{
		int			cmp;

		if (!scan->open[i])
			continue;
		cmp = in_entries || in_runs != 0
			? actor_key_cmp(scan->cursors[i].actor, scan->actor) : -1;
		if (cmp < 0)
		{
			scan->actor = scan->cursors[i].actor;
			in_entries = false;
			in_runs = 0;
		}
		if (cmp <= 0)
			in_runs |= (uint32) 1 << i;
	}
	if (!in_entries && in_runs == 0)
		return false;

	rows->count = 0;
	if (in_entries)
		take_entries(scan);
	for (; in_runs != 0; in_runs &= in_runs - 1)
	{
		int			i = pg_rightmost_one_pos32(in_runs);
		ActorRunCursor *cursor = &scan->cursors[i];

		merge_run(rows, cursor, FLAT_ARRAY_ITEM(&log->runs, ActorRun, i));
		scan->open[i] = actor_run_next(cursor);
	}

	if (log->number_cap > 0)
		merge_rows(rows, log->number_cap);
	return true;
}

/* ---------- wire format ---------- */

/*
 * The shape of the log as one run, and the most bytes that the run can take.
 */
ActorRunShape
actor_log_shape(ActorLog *log, ActorRunLimits limits, Size *max_bytes)
{
	ActorRunShape shape;
	int64		least = log->least_time;
	int64		greatest = log->greatest_time;
	uint32		time_unit = log->time_unit;
	ActorPart  *parts;
	int			part_count = settle_parts(log, &parts);
	Size		rows = 0;

	for (int i = 0; i < part_count; i++)
		rows += part_entries(&parts[i]);
	for (uint32 i = 0; i < log->runs.count; i++)
	{
		ActorRunCursor cursor = FLAT_ARRAY_ITEM(&log->runs, ActorRun, i)->start;

		time_unit = Min(time_unit, cursor.shape.time_unit);
		while (actor_run_next(&cursor))
		{
			CHECK_FOR_INTERRUPTS();
			rows += cursor.left;
			while (cursor.left > 0)
			{
				ActorRow	row = actor_run_row(&cursor);

				least = Min(least, row.time);
				greatest = Max(greatest, row.time);
			}
		}
	}
	if (rows == 0)
		least = greatest = 0;
	shape = actor_run_shape(least, greatest, time_unit, limits.bit_count, limits.greatest_number);
	*max_bytes = ACTOR_SHAPE_MAX_BYTES + ACTOR_RUN_SLACK +
		rows * (ACTOR_MAX_BYTES + shape.row_bytes);
	return shape;
}

static inline int
numbered_row_cmp(const ActorRow *a, const ActorRow *b)
{
	int			cmp = actor_row_cmp(a, b);

	return cmp != 0 ? cmp : a->number < b->number ? -1 : a->number > b->number ? 1 : 0;
}

#define ST_SORT sort_numbered_rows
#define ST_ELEMENT_TYPE ActorRow
#define ST_COMPARE(a, b) numbered_row_cmp(a, b)
#define ST_CHECK_FOR_INTERRUPTS
#define ST_SCOPE static
#define ST_DEFINE
#include "lib/sort_template.h"

/*
 * Put the log at the end of a serialized state.  "numbers" has what to write
 * for each of the log's numbers: then rows that differ in nothing else are in
 * their order, and the same rows are the same bytes.
 */
void
actor_log_put(AggWriter *writer, ActorLog *log, ActorRunShape shape, const uint32 *numbers)
{
	ActorScan	scan;

	actor_run_put_shape(writer, shape);
	actor_scan_begin(&scan, log);
	while (actor_scan_next(&scan))
	{
		ActorRow   *rows = scan.rows.items;

		if (numbers != NULL)
		{
			for (uint32 i = 0; i < scan.rows.count; i++)
			{
				CHECK_FOR_INTERRUPTS();
				rows[i] = translated(rows[i], numbers);
			}
			sort_numbered_rows(rows, scan.rows.count);
		}
		actor_run_put(writer, shape, scan.actor, rows, scan.rows.count);
	}
	actor_run_put_end(writer);
}

/*
 * Get the log, which is the rest of a serialized state.  The run stays where
 * it is, in the function's argument, until combine copies it.
 */
void
actor_log_get(AggReader *reader, ActorLog *log, ActorRunLimits limits)
{
	ActorRun   *run = flat_array_append(&log->runs, sizeof(ActorRun), log->context);

	*run = (ActorRun) {0};
	actor_run_get(reader, limits, &run->start);
}
