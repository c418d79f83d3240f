/*-------------------------------------------------------------------------
 *
 * submission.c
 *	  What a client submits: an event, and what comes along with it.
 *
 * analytics_track(), analytics_track_json(), analytics_track_batch(), the
 * inbox view and analytics_validate() read different forms.  From here on
 * they go one way, so the same content has the same answer everywhere:
 *
 *	1. the form of the idempotency key;
 *	2. the event (event_check.c); consent is its last check;
 *	3. the properties of the user, and the right to write them;
 *	4. the key is claimed;
 *	5. the event is written, then the properties of the user; and the alias of a
 *	   visitor ends with whom a second user appears (visitor.c).
 *
 * The first problem ends 1 to 3, unless all are asked for.  If the user has
 * opted out, nothing is written: then nothing after consent is looked at, and
 * no right to write is needed.
 *
 * The caller has locked analytics_events for writing before (event_store.h).
 * So whoever erases a user can wait for the submissions that asked for consent
 * before the user opted out.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "executor/spi.h"
#include "utils/timestamp.h"

#include "ingest/event_store.h"
#include "ingest/submission.h"
#include "ingest/users.h"
#include "privacy/privacy.h"
#include "store/alias.h"

static void
prepare_user_properties(const EventContext *context, Submission *submission, Problems *problems)
{
	static const char path[] = "/user_properties";

	submission->user_properties = users_prepare(context, submission->user_properties,
												path, problems);
	if (submission->user_properties != NULL)
		users_check_privilege(context, path, problems);
}

/*
 * Does a second user appear, where an alias names the first, and earlier than
 * any did before?
 */
static AliasChange
change_of_alias(const EventContext *context, const Submission *submission)
{
	const Event *event = &submission->event;
	VisitorAlias alias;

	if (!submission->has_anonymous_id || !event->has_user_id || uuid_is_anonymous(&event->user_id) ||
		!alias_get(context->store, &event->tenant_id, &submission->anonymous_id, &alias) ||
		uuid_equal(&alias.user, &event->user_id) ||
		event->occurred_at >= alias.ended_at)
		return ALIAS_STAYS;
	return alias.ended_at == DT_NOEND ? ALIAS_ENDS : ALIAS_ENDS_EARLIER;
}

/*
 * Check a submission, fill in what was left open, and redact it (steps 1 to
 * 3).  Nothing is written.
 */
EventVerdict
submission_prepare(const EventContext *context, Submission *submission, Problems *problems)
{
	int			problems_before = problems->count;
	EventVerdict verdict;

	if (submission->idempotency_key.data != NULL)
		idempotency_check_key(&submission->idempotency_key, problems);
	if (problems_done(problems))
		return EVENT_REJECTED;

	submission->given = idempotency_given(&submission->event);
	verdict = event_prepare(context, &submission->event, EVENT_CHECK_ALL, problems);
	if (verdict == EVENT_STORE && submission->do_not_track)
		verdict = EVENT_OPTED_OUT;
	if (verdict != EVENT_OPTED_OUT && !problems_done(problems))
		prepare_user_properties(context, submission, problems);
	submission->alias = verdict == EVENT_STORE ? change_of_alias(context, submission) : ALIAS_STAYS;
	return problems->count > problems_before ? EVENT_REJECTED : verdict;
}

/*
 * Hash the key of a prepared submission, and what it stands for.
 */
void
submission_hash(const Store *store, const Submission *submission, IdempotencyKey *result)
{
	Event		event = submission->event;

	/* as it was given: a retry is one, whatever aliases there are by then */
	if (event.is_aliased)
		event.user_id = event.anonymous_id;
	if (event.properties_as_given != NULL)
		event.properties = privacy_redact(store, event.properties_as_given, NULL);
	idempotency_hash(store, &submission->idempotency_key, &event,
					 submission->user_properties, submission->given, result);
}

/*
 * Claim the key of a submission; false when the same event was stored with it
 * before, whose id "id" then is.
 */
static bool
claim_key(const Store *store, const Submission *submission, pg_uuid_t *id)
{
	IdempotencyKey key;
	KeyVerdict	verdict;
	StoreCaller caller;

	submission_hash(store, submission, &key);
	SPI_connect();
	store_become_owner(store, &caller);
	verdict = idempotency_claim(store, &key, &submission->event, id);
	store_become_caller(&caller);
	SPI_finish();

	if (verdict == KEY_CONFLICT)
	{
		Problems	problems = {0};

		idempotency_conflict(&problems);
		problem_raise(&problems.items[0]);
	}
	return verdict == KEY_NEW;
}

/*
 * Who ends the alias of a visitor, and when.
 */
SecondUser
submission_second_user(const Submission *submission)
{
	return (SecondUser) {
		.tenant_id = submission->event.tenant_id,
		.anonymous_id = submission->anonymous_id,
		.user_id = submission->event.user_id,
		.occurred_at = submission->event.occurred_at,
	};
}

static void
end_alias(const Store *store, const Submission *submission)
{
	SecondUser	second = submission_second_user(submission);
	StoreCaller caller;

	SPI_connect();
	store_become_owner(store, &caller);
	visitor_end_alias(store, &second);
	store_become_caller(&caller);
	SPI_finish();
}

/*
 * Store a prepared submission (steps 4 and 5).  "id" becomes the id of the
 * stored event: this one, or the first one that had the same key.
 */
static void
store_submission(const Store *store, const Submission *submission, pg_uuid_t *id)
{
	const Event *event = &submission->event;

	*id = event->id;
	if (submission->idempotency_key.data != NULL && !claim_key(store, submission, id))
		return;
	event_store_insert(store, event);
	if (submission->user_properties != NULL)
		users_store(store, &event->tenant_id, &event->user_id, submission->user_properties, NULL);
	if (submission->alias != ALIAS_STAYS)
		end_alias(store, submission);
}

/*
 * Prepare and store a submission, and raise the first problem.  False when the
 * user has opted out.
 */
bool
submission_track(const EventContext *context, Submission *submission, pg_uuid_t *id)
{
	Problems	problems = {0};

	switch (submission_prepare(context, submission, &problems))
	{
		case EVENT_REJECTED:
			problem_raise(&problems.items[0]);
			break;
		case EVENT_OPTED_OUT:
			return false;
		case EVENT_STORE:
			store_submission(context->store, submission, id);
			break;
	}
	return true;
}
