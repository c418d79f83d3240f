/*-------------------------------------------------------------------------
 *
 * submission.h
 *	  What a client submits: an event, and what comes along with it.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_SUBMISSION_H
#define MINDWELL_SUBMISSION_H

#include "base/compat.h"

#include "base/problem.h"
#include "ingest/event_check.h"
#include "ingest/idempotency.h"
#include "store/event.h"
#include "utils/jsonb.h"

/*
 * Each function fills in what its own form can express: the columns of the
 * event, and the three fields after it.  A submission of zeros is empty.
 */
typedef struct Submission
{
	Event		event;
	EventText	idempotency_key;	/* data is NULL: none */
	Jsonb	   *user_properties;	/* NULL: none */
	bool		do_not_track;	/* the user does not want this event stored */

	/* set by submission_prepare() */
	GivenFields given;
} Submission;

extern EventVerdict submission_prepare(const EventContext *context, Submission *submission,
									   Problems *problems);
extern void submission_hash(const Store *store, const Submission *submission,
							IdempotencyKey *result);
extern bool submission_track(const EventContext *context, Submission *submission, pg_uuid_t *id);

#endif							/* MINDWELL_SUBMISSION_H */
