/*-------------------------------------------------------------------------
 *
 * part.c
 *	  States of aggregates as values: what A_state returns and A_merge takes.
 *
 * The support functions of the aggregate do the work, as for parallel workers.
 * They are called with the call information of the function that merges, so
 * that they find the aggregate's context.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "mb/pg_wchar.h"
#include "port/pg_crc32c.h"
#include "utils/memutils.h"

#include "aggkit/agg_support.h"
#include "aggkit/part.h"

/* The aggregate of each kind, whose name the others have with a suffix. */
static const char *const kind_names[PART_KINDS] = {
	[PART_FUNNEL] = "analytics_funnel_agg",
	[PART_RETENTION] = "analytics_retention_agg",
	[PART_MAX_CONCURRENCY] = "analytics_max_concurrency",
	[PART_AVG_CONCURRENCY] = "analytics_avg_concurrency",
	[PART_CONCURRENCY_SERIES] = "analytics_concurrency_agg",
	[PART_COUNT_DISTINCT] = "analytics_count_distinct",
	[PART_ACTIVE_MINUTES] = "analytics_active_minutes",
	[PART_FOLLOWED_WITHIN] = "analytics_followed_within",
	[PART_EVENT_RATIO] = "analytics_event_ratio",
	[PART_SESSIONS] = "analytics_sessions_agg",
};

static uint8
encoding_of(const Part *part)
{
	return part->has_texts ? (uint8) (GetDatabaseEncoding() + 1) : PART_NO_TEXTS;
}

static pg_crc32c
checksum_of(uint8 kind, uint8 encoding, const void *bytes, Size size)
{
	pg_crc32c	checksum;

	INIT_CRC32C(checksum);
	COMP_CRC32C(checksum, &kind, sizeof(kind));
	COMP_CRC32C(checksum, &encoding, sizeof(encoding));
	COMP_CRC32C(checksum, bytes, size);
	FIN_CRC32C(checksum);
	return checksum;
}

/*
 * (state) -> bytea; NULL where there is no state.
 */
Datum
part_state_final(FunctionCallInfo fcinfo, const Part *part)
{
	PartHeader	header = {.version = PART_VERSION};
	bytea	   *state;
	bytea	   *result;
	Size		size;

	(void) agg_context(fcinfo);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	state = DatumGetByteaP(part->serialize(fcinfo));
	size = VARSIZE(state) - VARHDRSZ;
	if (!AllocSizeIsValid(VARHDRSZ + PART_HEADER_BYTES + size))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("aggregate state is too large for one value"),
				 errhint("Make more states, of fewer rows each.")));

	header.kind = part->kind;
	header.encoding = encoding_of(part);
	header.checksum = checksum_of(header.kind, header.encoding, VARDATA(state), size);
	result = palloc(VARHDRSZ + PART_HEADER_BYTES + size);
	SET_VARSIZE(result, VARHDRSZ + PART_HEADER_BYTES + size);
	part_header_put(VARDATA(result), &header);
	memcpy(VARDATA(result) + PART_HEADER_BYTES, VARDATA(state), size);
	pfree(state);
	PG_RETURN_BYTEA_P(result);
}

static ActorLog *
log_of(const Part *part, Datum state)
{
	return (ActorLog *) (DatumGetPointer(state) + part->log_offset);
}

/*
 * The same where the state is of actors of this type.
 */
Datum
part_state_final_of_actors(FunctionCallInfo fcinfo, const Part *part, ActorType type)
{
	(void) agg_context(fcinfo);
	if (!PG_ARGISNULL(0))
		log_of(part, PG_GETARG_DATUM(0))->actor_type = type;
	return part_state_final(fcinfo, part);
}

/* ---------- merging ---------- */

pg_noreturn static void
refuse_bytes(const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
			 errmsg("invalid state of an aggregate"),
			 errdetail_internal("%s", detail),
			 errhint("%s", hint)));
}

/*
 * Read the header and check that what follows it is a state of this aggregate,
 * whole, whose texts are in the encoding of this database.
 */
static void
check_header(AggReader *reader, const bytea *bytes, const Part *part)
{
	PartHeader	header = part_header_get(reader, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));

	if (header.version == 0)
		refuse_bytes("These bytes do not begin as a state does.",
					 psprintf("Pass what %s_state returned.", kind_names[part->kind]));
	if (header.version != PART_VERSION)
		refuse_bytes(psprintf("Its format has version %d, and the newest one known here is %d.",
							  header.version, PART_VERSION),
					 "Install the version of the extension that made it, or a newer one.");
	if (header.checksum != checksum_of(header.kind, header.encoding, reader->at, reader->end - reader->at) ||
		header.kind == 0 || header.kind >= PART_KINDS)
		refuse_bytes("Its checksum is not that of its bytes: some were changed or lost.",
					 "Make the state again, from the rows that it is of.");
	if (header.kind != part->kind)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state is not one of %s", kind_names[part->kind]),
				 errdetail("It is one of %s.", kind_names[header.kind]),
				 errhint("Merge it with %s_merge(state).", kind_names[header.kind])));
	if (header.encoding != encoding_of(part))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("state has texts of another encoding"),
				 errdetail("Its encoding is %s, that of the database is %s.",
						   header.encoding == PART_NO_TEXTS ? "not known"
						   : pg_encoding_to_char(header.encoding - 1),
						   GetDatabaseEncodingName()),
				 errhint("Merge it in a database of its encoding.")));
}

/*
 * The errors of the support functions are written for rows and for workers.
 */
static void
explain_invalid_state(void *arg)
{
	if (geterrcode() != ERRCODE_INVALID_BINARY_REPRESENTATION)
		return;
	errdetail("Its checksum is right, but no aggregate writes such a state.");
	errhint("Pass what %s_state returned.", (const char *) arg);
}

static void
explain_other_arguments(void *arg)
{
	if (geterrcode() != ERRCODE_INVALID_PARAMETER_VALUE)
		return;
	errdetail("The states were made with different arguments.");
	errhint("Merge states that were made with the same arguments: keep these beside each state, and add them to GROUP BY.");
}

/*
 * Between workers the type of actors need not be known.
 */
static Datum
deserialize_typed(FunctionCallInfo call, const Part *part)
{
	Datum		state = part->deserialize(call);

	if (part->log_offset > 0 && log_of(part, state)->actor_type == ACTOR_TYPE_NOT_KNOWN)
		agg_state_is_invalid();
	return state;
}

/*
 * (state, bytea) -> state; a NULL is skipped.
 */
Datum
part_merge_transition(FunctionCallInfo fcinfo, const Part *part)
{
	LOCAL_FCINFO(call, 2);
	ErrorContextCallback explanation;
	MemoryContext work;
	MemoryContext caller;
	AggReader	reader;
	bytea	   *payload;
	Datum		other;
	Datum		merged;
	Size		size;

	(void) agg_context(fcinfo);
	if (PG_ARGISNULL(1))
	{
		if (PG_ARGISNULL(0))
			PG_RETURN_NULL();
		PG_RETURN_DATUM(PG_GETARG_DATUM(0));
	}

	/* what combine keeps of the other state it copies */
	work = AllocSetContextCreate(CurrentMemoryContext, "state to merge", ALLOCSET_DEFAULT_SIZES);
	caller = MemoryContextSwitchTo(work);
	check_header(&reader, PG_GETARG_BYTEA_PP(1), part);
	size = reader.end - reader.at;
	payload = palloc(VARHDRSZ + size);
	SET_VARSIZE(payload, VARHDRSZ + size);
	memcpy(VARDATA(payload), reader.at, size);

	InitFunctionCallInfoData(*call, fcinfo->flinfo, 2, fcinfo->fncollation, fcinfo->context, fcinfo->resultinfo);
	call->args[0].value = PointerGetDatum(payload);
	call->args[0].isnull = false;
	call->args[1].value = (Datum) 0;
	call->args[1].isnull = true;
	explanation.previous = error_context_stack;
	explanation.callback = explain_invalid_state;
	explanation.arg = unconstify(char *, kind_names[part->kind]);
	error_context_stack = &explanation;
	other = deserialize_typed(call, part);

	call->args[0] = fcinfo->args[0];
	call->args[1].value = other;
	call->args[1].isnull = false;
	call->isnull = false;
	explanation.callback = explain_other_arguments;
	merged = part->combine(call);
	error_context_stack = explanation.previous;
	MemoryContextSwitchTo(caller);
	MemoryContextDelete(work);
	PG_RETURN_DATUM(merged);
}
