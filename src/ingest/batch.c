/*-------------------------------------------------------------------------
 *
 * batch.c
 *	  analytics_track_batch: many events in one call.
 *
 * Everything is checked before anything is written, so no subtransaction is
 * needed to report the bad events and store the good ones:
 *
 *	1. read and prepare each event; good rows go into a tuplestore;
 *	2. claim the idempotency keys, in the order of their hashes, then write the
 *	   users' properties, in the order of the users; take the rows out whose
 *	   keys were taken or whose users became too large;
 *	3. insert the rows with one INSERT;
 *	4. report, in the order of the input.
 *
 * Where an event is of a visitor whose alias one before it ends, if that is
 * stored, 2 and 3 come before 1 goes on: so the batch stores what its events
 * would store one by one.  That is once for each alias at most.
 *
 * What is kept of an event between the steps is a BatchEvent and, where it
 * has a key or user properties, what that needs; of problems, each text once.
 * So the memory beyond the tuplestore is small beside the batch itself, whose
 * size and number of events are limited.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/detoast.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

#include "base/confidential.h"
#include "base/seeded_hash.h"
#include "base/settings.h"
#include "ingest/event_store.h"
#include "ingest/idempotency.h"
#include "ingest/json_event.h"
#include "ingest/json_text.h"
#include "ingest/submission.h"
#include "ingest/users.h"

#define INITIAL_TEXTS 16

typedef enum BatchStatus
{
	BATCH_STORED,
	BATCH_DUPLICATE,
	BATCH_OPTED_OUT,
	BATCH_REJECTED
} BatchStatus;

static const char *const status_names[] = {
	[BATCH_STORED] = "stored",
	[BATCH_DUPLICATE] = "duplicate",
	[BATCH_OPTED_OUT] = "opted_out",
	[BATCH_REJECTED] = "rejected",
};

/* What is wrong with events, each text once. */
typedef struct SharedText
{
	const char *text;
	uint32		hash;
	/* cppcheck-suppress unusedStructMember ; of simplehash */
	char		status;
} SharedText;

#define SH_PREFIX texts
#define SH_ELEMENT_TYPE SharedText
#define SH_KEY_TYPE const char *
#define SH_KEY text
#define SH_HASH_KEY(table, key) seeded_hash(key, strlen(key))
#define SH_EQUAL(table, a, b) (strcmp(a, b) == 0)
#define SH_STORE_HASH
#define SH_GET_HASH(table, entry) (entry)->hash
#define SH_SCOPE static inline
#define SH_DEFINE
#define SH_DECLARE
#include "lib/simplehash.h"

typedef struct BatchEvent
{
	BatchStatus status;
	pg_uuid_t	id;
	int			sqlerrcode;		/* when rejected */
	const char *error;
} BatchEvent;

typedef struct BatchKey
{
	int			event;			/* its place in the batch */
	bool		claimed;		/* by its event, which had it first */
	IdempotencyKey hashed;
	Event		claimant;		/* what the claim needs: id and user_id */
} BatchKey;

typedef struct BatchUser
{
	int			event;
	pg_uuid_t	tenant_id;
	pg_uuid_t	user_id;
	Jsonb	   *properties;
} BatchUser;

typedef struct BatchVisitor
{
	int			event;
	SecondUser	second;
} BatchVisitor;

/* A visitor whose alias ends with an event that is not written yet. */
typedef struct EndingAlias
{
	pg_uuid_t	anonymous_id;
	/* cppcheck-suppress unusedStructMember ; of simplehash */
	char		status;
} EndingAlias;

#define SH_PREFIX ending
#define SH_ELEMENT_TYPE EndingAlias
#define SH_KEY_TYPE pg_uuid_t
#define SH_KEY anonymous_id
#define SH_HASH_KEY(table, key) seeded_hash(&(key), sizeof(key))
#define SH_EQUAL(table, a, b) uuid_equal(&(a), &(b))
#define SH_SCOPE static inline
#define SH_DEFINE
#define SH_DECLARE
#include "lib/simplehash.h"

typedef struct Batch
{
	EventContext context;
	bool		abort;			/* at the first problem */
	const JsonMapping *mapping;
	MemoryContext memory;		/* of the whole call */
	MemoryContext event_memory; /* of one event */
	int			count;
	int			first;			/* of the events that are not written yet */
	int			end;			/* of those, which is how many are prepared */
	List	   *malformed;		/* of MalformedElement: those events that no jsonb holds, in order */
	BatchEvent *events;
	List	   *keys;			/* of BatchKey */
	List	   *users;			/* of BatchUser */
	List	   *visitors;		/* of BatchVisitor: whose alias ends */
	ending_hash *ending;		/* those of them whose alias has not ended before */
	Size		users_size;		/* bytes of their properties, which a mapping may repeat */
	texts_hash *texts;
	TupleDesc	description;
	Tuplestorestate *rows;		/* those to store, in order; NULL: none */
	int			row_count;
} Batch;

CONFIDENTIAL_FUNCTION(analytics_track_batch);
CONFIDENTIAL_FUNCTION(analytics_track_batch_text);

/*
 * Refuse a batch of too many bytes, as it came, or as a mapping makes it.
 */
static void
check_batch_bytes(Size size)
{
	if (size > (Size) setting_max_batch_size)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the batch is too large"),
				 errdetail("It takes %zu bytes; mindwell_analytics.max_batch_size allows %d.",
						   size, setting_max_batch_size),
				 errhint("Send the events in several batches, or have a superuser allow more: SELECT analytics_configure('max_batch_size', '128MB');")));
}

static const char *
batch_share_text(Batch *batch, char *text)
{
	bool		found;
	SharedText *entry = texts_insert(batch->texts, text, &found);

	if (!found)
		entry->text = MemoryContextStrdup(batch->memory, text);
	pfree(text);
	return entry->text;
}

/*
 * An event of the batch cannot be stored: note why, or give up.
 */
static void
batch_reject(Batch *batch, int event, const Problem *problem)
{
	BatchEvent *rejected = &batch->events[event];

	if (batch->abort)
	{
		Problem		located = *problem;

		located.message = psprintf("event %d of the batch: %s", event + 1, problem->message);
		problem_raise(&located);
	}
	rejected->status = BATCH_REJECTED;
	rejected->sqlerrcode = problem->sqlerrcode;
	rejected->error = batch_share_text(batch, problem_text(problem));
}

static void
batch_keep_key(Batch *batch, int event, const Submission *submission)
{
	MemoryContext caller = MemoryContextSwitchTo(batch->memory);
	BatchKey   *key = palloc_object(BatchKey);

	key->event = event;
	key->claimed = false;
	submission_hash(batch->context.store, submission, &key->hashed);
	key->claimant = submission->event;
	batch->keys = lappend(batch->keys, key);
	MemoryContextSwitchTo(caller);
}

static void
batch_keep_user(Batch *batch, int event, const Submission *submission)
{
	MemoryContext caller = MemoryContextSwitchTo(batch->memory);
	BatchUser  *user = palloc_object(BatchUser);
	const Jsonb *properties = submission->user_properties;

	batch->users_size += VARSIZE(properties);
	check_batch_bytes(batch->users_size);
	user->event = event;
	user->tenant_id = submission->event.tenant_id;
	user->user_id = submission->event.user_id;
	user->properties = palloc(VARSIZE(properties));
	memcpy(user->properties, properties, VARSIZE(properties));
	batch->users = lappend(batch->users, user);
	MemoryContextSwitchTo(caller);
}

static void
batch_keep_visitor(Batch *batch, int event, const Submission *submission)
{
	MemoryContext caller = MemoryContextSwitchTo(batch->memory);
	BatchVisitor *visitor = palloc_object(BatchVisitor);

	visitor->event = event;
	visitor->second = submission_second_user(submission);
	batch->visitors = lappend(batch->visitors, visitor);
	if (submission->alias == ALIAS_ENDS)
	{
		bool		found;

		(void) ending_insert(batch->ending, submission->anonymous_id, &found);
	}
	MemoryContextSwitchTo(caller);
}

/*
 * Collect what a prepared event writes.
 */
static void
batch_keep(Batch *batch, int event, const Submission *submission)
{
	if (batch->rows == NULL)
	{
		MemoryContext caller = MemoryContextSwitchTo(batch->memory);

		batch->rows = tuplestore_begin_heap(false, false, work_mem);
		MemoryContextSwitchTo(caller);
	}
	batch->events[event].status = BATCH_STORED;
	batch->events[event].id = submission->event.id;
	event_store_collect(batch->rows, batch->description, &submission->event);
	batch->row_count++;
	if (submission->idempotency_key.data != NULL)
		batch_keep_key(batch, event, submission);
	if (submission->user_properties != NULL)
		batch_keep_user(batch, event, submission);
	if (submission->alias != ALIAS_STAYS)
		batch_keep_visitor(batch, event, submission);
}

static int
key_compare(const ListCell *a, const ListCell *b)
{
	const BatchKey *left = lfirst(a);
	const BatchKey *right = lfirst(b);
	int			result = memcmp(&left->hashed.tenant, &right->hashed.tenant, UUID_LEN);

	if (result == 0)
		result = memcmp(left->hashed.key_hash, right->hashed.key_hash, PG_SHA256_DIGEST_LENGTH);
	return result != 0 ? result : left->event - right->event;
}

/*
 * Claim the keys; an event whose key was taken is not stored.  A key that
 * stands twice in the batch was taken by its first event.
 */
static void
batch_claim_keys(Batch *batch)
{
	ListCell   *cell;

	list_sort(batch->keys, key_compare);
	foreach(cell, batch->keys)
	{
		BatchKey   *key = lfirst(cell);
		BatchEvent *event = &batch->events[key->event];
		Problems	problems = {0};

		CHECK_FOR_INTERRUPTS();
		switch (idempotency_claim(batch->context.store, &key->hashed, &key->claimant, &event->id))
		{
			case KEY_NEW:
				key->claimed = true;
				continue;
			case KEY_DUPLICATE:
				event->status = BATCH_DUPLICATE;
				break;
			case KEY_CONFLICT:
				idempotency_conflict(&problems);
				batch_reject(batch, key->event, &problems.items[0]);
				break;
		}
		batch->row_count--;
	}
}

/*
 * Give the keys of events back that are refused after all.  What stands a
 * second time in the batch is refused as its first event is.
 */
static void
batch_release_keys(Batch *batch)
{
	const BatchKey *released = NULL;
	ListCell   *cell;

	foreach(cell, batch->keys)
	{
		BatchKey   *key = lfirst(cell);
		BatchEvent *event = &batch->events[key->event];

		CHECK_FOR_INTERRUPTS();
		if (key->claimed && event->status == BATCH_REJECTED)
		{
			idempotency_release(batch->context.store, &key->hashed, &key->claimant);
			released = key;
		}
		else if (released != NULL && event->status == BATCH_DUPLICATE &&
				 uuid_equal(&event->id, &released->claimant.id))
			*event = batch->events[released->event];
	}
}

/*
 * Take the rows of events out that are not stored.  "collected" tells which
 * events have a row.
 */
static void
batch_remove_rows(Batch *batch, const bool *collected)
{
	MemoryContext caller = MemoryContextSwitchTo(batch->memory);
	TupleTableSlot *slot = MakeSingleTupleTableSlot(batch->description, &TTSOpsMinimalTuple);
	Tuplestorestate *remaining = tuplestore_begin_heap(false, false, work_mem);

	for (int i = batch->first; i < batch->end; i++)
	{
		if (!collected[i - batch->first])
			continue;
		tuplestore_gettupleslot(batch->rows, true, false, slot);
		if (batch->events[i].status == BATCH_STORED)
			tuplestore_puttupleslot(remaining, slot);
	}
	ExecDropSingleTupleTableSlot(slot);
	tuplestore_end(batch->rows);
	batch->rows = remaining;
	MemoryContextSwitchTo(caller);
}

static pg_uuid_t *
batch_stored_ids(const Batch *batch)
{
	pg_uuid_t  *ids = palloc(mul_size(Max(batch->row_count, 1), sizeof(pg_uuid_t)));
	int			row = 0;

	for (int i = batch->first; i < batch->end; i++)
		if (batch->events[i].status == BATCH_STORED)
			ids[row++] = batch->events[i].id;
	return ids;
}

static int
user_compare(const ListCell *a, const ListCell *b)
{
	const BatchUser *left = lfirst(a);
	const BatchUser *right = lfirst(b);
	int			result = memcmp(&left->tenant_id, &right->tenant_id, UUID_LEN);

	if (result == 0)
		result = memcmp(&left->user_id, &right->user_id, UUID_LEN);
	return result != 0 ? result : left->event - right->event;
}

/*
 * Write what the events to store say of their users, locking the users' rows
 * in one order for all batches.  An event that makes its user too large is
 * refused, and those after it go on from what there was.
 */
static void
batch_write_users(Batch *batch)
{
	bool		any_refused = false;
	ListCell   *cell;

	list_sort(batch->users, user_compare);
	foreach(cell, batch->users)
	{
		BatchUser  *user = lfirst(cell);
		Problems	problems = {0};

		CHECK_FOR_INTERRUPTS();
		if (batch->events[user->event].status != BATCH_STORED)
			continue;
		users_write(batch->context.store, &user->tenant_id, &user->user_id,
					user->properties, NULL, "/user_properties", &problems);
		if (problems.count == 0)
			continue;
		batch_reject(batch, user->event, &problems.items[0]);
		batch->row_count--;
		any_refused = true;
	}
	if (any_refused)
		batch_release_keys(batch);
}

static int
visitor_compare(const ListCell *a, const ListCell *b)
{
	const BatchVisitor *left = lfirst(a);
	const BatchVisitor *right = lfirst(b);
	int			result = memcmp(&left->second.tenant_id, &right->second.tenant_id, UUID_LEN);

	if (result == 0)
		result = memcmp(&left->second.anonymous_id, &right->second.anonymous_id, UUID_LEN);
	if (result == 0 && left->second.occurred_at != right->second.occurred_at)
		result = left->second.occurred_at < right->second.occurred_at ? -1 : 1;
	return result != 0 ? result : left->event - right->event;
}

static bool
is_same_visitor(const SecondUser *a, const SecondUser *b)
{
	return uuid_equal(&a->tenant_id, &b->tenant_id) && uuid_equal(&a->anonymous_id, &b->anonymous_id);
}

/*
 * End the aliases of visitors with whom a second user has appeared, at the
 * earliest such event, locking their rows in one order for all batches.
 */
static void
batch_end_aliases(Batch *batch)
{
	const SecondUser *ended = NULL;
	ListCell   *cell;

	list_sort(batch->visitors, visitor_compare);
	foreach(cell, batch->visitors)
	{
		BatchVisitor *visitor = lfirst(cell);

		CHECK_FOR_INTERRUPTS();
		if (batch->events[visitor->event].status != BATCH_STORED ||
			(ended != NULL && is_same_visitor(ended, &visitor->second)))
			continue;
		visitor_end_alias(batch->context.store, &visitor->second);
		ended = &visitor->second;
	}
}

/*
 * Make room for the events that follow.
 */
static void
batch_forget_written(Batch *batch)
{
	tuplestore_end(batch->rows);
	batch->rows = NULL;
	batch->row_count = 0;
	list_free_deep(batch->keys);
	list_free_deep(batch->users);
	list_free_deep(batch->visitors);
	batch->keys = batch->users = batch->visitors = NIL;
	ending_reset(batch->ending);
	batch->first = batch->end;
}

static void
batch_write(Batch *batch)
{
	const Store *store = batch->context.store;
	int			collected_count = batch->row_count;
	StoreCaller caller;
	bool	   *collected;

	if (batch->rows == NULL)
		return;

	collected = palloc(batch->end - batch->first);
	for (int i = batch->first; i < batch->end; i++)
		collected[i - batch->first] = batch->events[i].status == BATCH_STORED;

	SPI_connect();
	store_become_owner(store, &caller);
	batch_claim_keys(batch);
	batch_write_users(batch);
	if (batch->row_count < collected_count)
		batch_remove_rows(batch, collected);
	event_store_insert_rows(store, batch->rows, batch->description,
							batch_stored_ids(batch), batch->row_count);
	batch_end_aliases(batch);
	store_become_caller(&caller);
	SPI_finish();

	batch_forget_written(batch);
}

/*
 * Has the visitor of an event an alias that one before it ends?
 */
static bool
batch_ends_alias_of(const Batch *batch, const Event *event)
{
	return event->has_user_id && uuid_is_anonymous(&event->user_id) &&
		ending_lookup(batch->ending, event->user_id) != NULL;
}

/*
 * Read and prepare one event, in the event's own memory.
 */
static void
batch_prepare_event(Batch *batch, int event, JsonbValue *value)
{
	Problems	problems = {0};
	Submission	submission;
	EventVerdict verdict = EVENT_REJECTED;

	json_event_read(value, batch->mapping, &submission, &problems);
	if (problems.count == 0 && batch_ends_alias_of(batch, &submission.event))
		batch_write(batch);
	if (problems.count == 0)
		verdict = submission_prepare(&batch->context, &submission, &problems);
	if (verdict == EVENT_REJECTED)
	{
		batch_reject(batch, event, &problems.items[0]);
		return;
	}
	if (verdict == EVENT_OPTED_OUT)
	{
		batch->events[event].status = BATCH_OPTED_OUT;
		return;
	}
	batch_keep(batch, event, &submission);
}

static void
batch_prepare(Batch *batch, Jsonb *events)
{
	JsonbIterator *iterator = JsonbIteratorInit(&events->root);
	JsonbIteratorToken token;
	JsonbValue	value;
	ListCell   *malformed = list_head(batch->malformed);

	batch->count = JB_ROOT_COUNT(events);
	batch->events = palloc0(mul_size(Max(batch->count, 1), sizeof(BatchEvent)));
	batch->description = event_store_describe();
	batch->texts = texts_create(batch->memory, INITIAL_TEXTS, NULL);
	batch->ending = ending_create(batch->memory, INITIAL_TEXTS, NULL);

	while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_DONE)
	{
		MemoryContext caller;

		CHECK_FOR_INTERRUPTS();
		if (token != WJB_ELEM)
			continue;
		caller = MemoryContextSwitchTo(batch->event_memory);
		if (malformed != NULL && ((MalformedElement *) lfirst(malformed))->place == batch->end)
		{
			batch_reject(batch, batch->end, &((MalformedElement *) lfirst(malformed))->problem);
			malformed = lnext(batch->malformed, malformed);
		}
		else
			batch_prepare_event(batch, batch->end, &value);
		batch->end++;
		MemoryContextSwitchTo(caller);
		MemoryContextReset(batch->event_memory);
	}
}

static void
batch_report(const Batch *batch, ReturnSetInfo *result)
{
	MemoryContext caller = MemoryContextSwitchTo(batch->event_memory);

	for (int i = 0; i < batch->count; i++)
	{
		const BatchEvent *event = &batch->events[i];
		bool		has_id = event->status == BATCH_STORED || event->status == BATCH_DUPLICATE;
		bool		rejected = event->status == BATCH_REJECTED;
		Datum		values[] = {
			Int64GetDatum(i + 1),
			UUIDPGetDatum(&event->id),
			CStringGetTextDatum(status_names[event->status]),
			rejected ? CStringGetTextDatum(unpack_sql_state(event->sqlerrcode)) : (Datum) 0,
			rejected ? CStringGetTextDatum(event->error) : (Datum) 0,
		};
		bool		nulls[] = {false, !has_id, false, !rejected, !rejected};

		CHECK_FOR_INTERRUPTS();
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		MemoryContextReset(batch->event_memory);
	}
	MemoryContextSwitchTo(caller);
}

static bool
parse_on_error(FunctionCallInfo fcinfo, int argument)
{
	char	   *value = PG_ARGISNULL(argument) ? "" : text_to_cstring(PG_GETARG_TEXT_PP(argument));

	if (strcmp(value, "abort") == 0)
		return true;
	if (strcmp(value, "report") != 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid on_error"),
				 errhint("It is 'report' (store the good events, report the bad) or 'abort' (all or nothing).")));
	return false;
}

static void
check_batch_events(Jsonb *events)
{
	if (!JB_ROOT_IS_ARRAY(events) || JB_ROOT_IS_SCALAR(events))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a batch must be a JSON array of events"),
				 errhint("Use analytics_track_json() for a single event.")));
	if (JB_ROOT_COUNT(events) > (uint32) setting_max_batch_events)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("the batch has too many events"),
				 errdetail("It has %u; mindwell_analytics.max_batch_events allows %d.",
						   (unsigned) JB_ROOT_COUNT(events), setting_max_batch_events),
				 errhint("Send the events in several batches, or have a superuser allow more: SELECT analytics_configure('max_batch_events', 1000000);")));
}

static Datum
track_batch(FunctionCallInfo fcinfo, bool is_text)
{
	Batch		batch = {.memory = CurrentMemoryContext};
	Jsonb	   *events;

	InitMaterializedSRF(fcinfo, 0);
	event_context_init(&batch.context, store_get(), GetUserId());
	event_store_check_privilege(&batch.context);
	batch.abort = parse_on_error(fcinfo, 1);
	if (PG_ARGISNULL(0))
		ereport(ERROR,
				(errcode(ERRCODE_NULL_VALUE_NOT_ALLOWED),
				 errmsg("events must not be null")));
	check_batch_bytes(toast_raw_datum_size(PG_GETARG_DATUM(0)));
	events = is_text ? json_text_parse_array(PG_GETARG_TEXT_PP(0), &batch.malformed) : PG_GETARG_JSONB_P(0);
	check_batch_events(events);
	if (!PG_ARGISNULL(2))
		batch.mapping = json_mapping_compile(PG_GETARG_JSONB_P(2));

	batch.event_memory = AllocSetContextCreate(batch.memory, "event of a batch",
											   ALLOCSET_DEFAULT_SIZES);
	batch_prepare(&batch, events);
	batch_write(&batch);
	batch_report(&batch, (ReturnSetInfo *) fcinfo->resultinfo);

	MemoryContextDelete(batch.event_memory);
	return (Datum) 0;
}

/*
 * analytics_track_batch(events jsonb, on_error text, mapping jsonb)
 * -> setof (ord, event_id, status, error_code, error)
 */
static Datum
analytics_track_batch_confidential(PG_FUNCTION_ARGS)
{
	return track_batch(fcinfo, false);
}

/*
 * analytics_track_batch(events text, on_error text, mapping jsonb): the same,
 * and an event that is JSON, but no jsonb, is refused alone
 */
static Datum
analytics_track_batch_text_confidential(PG_FUNCTION_ARGS)
{
	return track_batch(fcinfo, true);
}
