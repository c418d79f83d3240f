/*-------------------------------------------------------------------------
 *
 * settings.h
 *	  The extension's settings.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_SETTINGS_H
#define MINDWELL_SETTINGS_H

#include "base/compat.h"

#include "base/uuid.h"

/* In front of every setting's name, with a dot between */
#define SETTING_PREFIX "mindwell_analytics"

typedef enum UnknownEvents
{
	UNKNOWN_EVENTS_ACCEPT,
	UNKNOWN_EVENTS_REJECT
} UnknownEvents;

/* What becomes of an e-mail address or card number in a value that no rule covers. */
typedef enum PiiDetection
{
	PII_DETECTION_OFF,
	PII_DETECTION_MASK,
	PII_DETECTION_HASH,
	PII_DETECTION_DROP
} PiiDetection;

/* tenant_id, parsed: NULL when it is empty */
extern const pg_uuid_t *setting_tenant;
extern bool setting_require_tenant;
extern int	setting_max_event_age;	/* seconds; 0: no limit */
extern int	setting_max_properties_size;	/* bytes */
extern int	setting_max_batch_events;
extern int	setting_max_batch_size; /* bytes */
extern int	setting_unknown_events; /* an UnknownEvents */
extern bool setting_fold_property_names;
extern int	setting_pii_detection;	/* a PiiDetection */
extern bool setting_enable_pii_tracking;
extern bool setting_anonymous_mode;
extern char *setting_hash_key_file; /* a path; empty: the key is in analytics_hash_key */
extern int	setting_aggregate_memory;	/* kB */
extern int	setting_session_timeout;	/* seconds */
extern int	setting_wait_timeout;	/* ms */

/*
 * Called after a setting has changed, unless NULL: by them the floors above
 * forget what they derived from it.
 */
extern void (*setting_tenant_hook) (void);
extern void (*setting_hash_key_file_hook) (void);

extern void settings_define(void);
extern char *setting_duration(int seconds);

#endif							/* MINDWELL_SETTINGS_H */
