/*-------------------------------------------------------------------------
 *
 * webhook.c
 *	  Webhooks of payment providers.
 *
 * What a payload means is told in SQL (sql/integrations), and its events are
 * stored as any other batch.  Here it is looked after that a payload, which
 * has names and addresses, is in no log.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "catalog/pg_type.h"
#include "executor/spi.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/tuplestore.h"

#include "base/confidential.h"
#include "ingest/event_store.h"
#include "store/store.h"

#define INGEST_ARGUMENTS 3

CONFIDENTIAL_FUNCTION(analytics_ingest);

/*
 * analytics_ingest(provider text, payload jsonb, tenant_id uuid)
 * -> setof (ord, event_id, status, error_code, error)
 */
static Datum
analytics_ingest_confidential(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Oid			argtypes[INGEST_ARGUMENTS] = {TEXTOID, JSONBOID, UUIDOID};
	Datum		values[INGEST_ARGUMENTS];
	char		nulls[INGEST_ARGUMENTS];
	EventContext context;

	InitMaterializedSRF(fcinfo, 0);
	event_context_init(&context, store_get(), GetUserId());
	event_store_check_privilege(&context);
	for (int i = 0; i < INGEST_ARGUMENTS; i++)
	{
		values[i] = fcinfo->args[i].value;
		nulls[i] = fcinfo->args[i].isnull ? 'n' : ' ';
	}

	SPI_connect();
	if (SPI_execute_with_args("SELECT * FROM " INTERNAL_SCHEMA ".ingest_payloads($1, $2, $3)",
							  INGEST_ARGUMENTS, argtypes, values, nulls, false, 0) != SPI_OK_SELECT)
		elog(ERROR, "could not ingest a webhook");
	for (uint64 i = 0; i < SPI_tuptable->numvals; i++)
		tuplestore_puttuple(result->setResult, SPI_tuptable->vals[i]);
	SPI_finish();
	return (Datum) 0;
}
