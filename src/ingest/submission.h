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
#include "ingest/visitor.h"
#include "store/event.h"
#include "utils/jsonb.h"

/* What an event does to the alias of a visitor, which names another user. */
typedef enum AliasChange
{
	ALIAS_STAYS,
	ALIAS_ENDS,
	ALIAS_ENDS_EARLIER			/* than it has ended already */
} AliasChange;

/*
 * Each function fills in what its own form can express: the columns of the
 * event, and the fields after it.  A submission of zeros is empty.
 */
typedef struct Submission
{
	Event		event;
	EventText	idempotency_key;	/* data is NULL: none */
	Jsonb	   *user_properties;	/* NULL: none */
	bool		do_not_track;	/* the user does not want this event stored */
	bool		has_anonymous_id;	/* beside a user */
	pg_uuid_t	anonymous_id;	/* as whom the user was known before they signed in */

	/* set by submission_prepare() */
	GivenFields given;
	AliasChange alias;			/* what becomes of that visitor's */
} Submission;

extern EventVerdict submission_prepare(const EventContext *context, Submission *submission,
									   Problems *problems);
extern void submission_hash(const Store *store, const Submission *submission,
							IdempotencyKey *result);
extern SecondUser submission_second_user(const Submission *submission);
extern bool submission_track(const EventContext *context, Submission *submission, pg_uuid_t *id);

#endif							/* MINDWELL_SUBMISSION_H */
