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

extern char *setting_tenant_id; /* a UUID, or empty: none chosen */
extern int	setting_max_event_age;	/* seconds; 0: no limit */
extern int	setting_max_properties_size;	/* bytes */
extern int	setting_unknown_events; /* an UnknownEvents */
extern int	setting_pii_detection;	/* a PiiDetection */
extern bool setting_enable_pii_tracking;
extern bool setting_anonymous_mode;
extern int	setting_aggregate_memory;	/* kB */
extern int	setting_session_timeout;	/* seconds */

#endif							/* MINDWELL_SETTINGS_H */
