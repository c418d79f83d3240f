/*-------------------------------------------------------------------------
 *
 * registry.h
 *	  The registered event types and the funnel stages.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_REGISTRY_H
#define MINDWELL_REGISTRY_H

#include "base/compat.h"

#include "datatype/timestamp.h"
#include "base/uuid.h"
#include "store/property_names.h"
#include "store/property_schema.h"
#include "store/store.h"

#define EVENT_TYPE_MAX 64		/* bytes; the names are ASCII */
#define FUNNEL_STAGE_MAX 32

/* How long the events of a class are kept. */
typedef struct RetentionPolicy
{
	const char *retention_class;	/* NUL-terminated */
	bool		is_forever;
	Interval	keep;			/* unless that */
} RetentionPolicy;

typedef struct EventType
{
	bool		known;
	const char *name;			/* NUL-terminated */
	int			stage_length;	/* 0: the type has no stage of its own */
	char		stage[FUNNEL_STAGE_MAX];
	const PropertySchema *schema;	/* NULL: nothing is declared */
	const PropertyAliases *aliases; /* of its properties; NULL: none */
	const RetentionPolicy *retention_policy;	/* NULL: kept forever */
} EventType;

extern const EventType *registry_event_type(const Store *store, const pg_uuid_t *tenant,
											const char *name, int length);
extern char *registry_nearest_type(const Store *store, const pg_uuid_t *tenant,
								   const char *name, int length);
extern bool registry_has_stage(const Store *store, const char *stage, int length);
extern char *registry_stage_hint(const Store *store);
extern bool event_type_is_valid(const char *name, int length);

#endif							/* MINDWELL_REGISTRY_H */
