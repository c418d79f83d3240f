/*-------------------------------------------------------------------------
 *
 * part.h
 *	  States of aggregates as values: what A_state returns and A_merge takes.
 *
 * Besides its final function, an aggregate A has two more support functions:
 *
 *	state final			state -> bytea, for A_state and A_merge_state
 *	merge transition	(state, bytea) -> state, for A_merge and A_merge_state
 *
 * Both are one call of the functions below.  The bytes are a header
 * (part_header.h) and what "serialize" writes.  They are kept for years, come
 * from other servers, and may be anybody's:
 *
 * - "serialize" writes the same bytes for the same rows, in whatever order and
 *   parts they came: it sorts what the state has in the order of arrival.
 * - "deserialize" accepts no bytes from which the other functions could go
 *   wrong, and takes memory in proportion to them.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PART_H
#define MINDWELL_PART_H

#include "base/compat.h"

#include "fmgr.h"

#include "aggkit/actor_log.h"
#include "aggkit/part_header.h"

typedef struct Part
{
	PartKind	kind;
	bool		has_texts;		/* in the encoding of the database */
	Size		log_offset;		/* where a state has its ActorLog; 0: it has none */
	PGFunction	serialize;
	PGFunction	deserialize;
	PGFunction	combine;
} Part;

extern Datum part_state_final(FunctionCallInfo fcinfo, const Part *part);
extern Datum part_state_final_of_actors(FunctionCallInfo fcinfo, const Part *part, ActorType type);
extern Datum part_merge_transition(FunctionCallInfo fcinfo, const Part *part);

/*
 * Define both: analytics_NAME_state_final and analytics_NAME_merge_transition.
 */
#define PART_FUNCTIONS(name, part) \
PG_FUNCTION_INFO_V1(analytics_##name##_state_final); \
Datum \
analytics_##name##_state_final(PG_FUNCTION_ARGS) \
{ \
	return part_state_final(fcinfo, &(part)); \
} \
PG_FUNCTION_INFO_V1(analytics_##name##_merge_transition); \
Datum \
analytics_##name##_merge_transition(PG_FUNCTION_ARGS) \
{ \
	return part_merge_transition(fcinfo, &(part)); \
} \
extern Datum analytics_##name##_merge_transition(PG_FUNCTION_ARGS)

/*
 * Define the state finals for A_state where it is of actors, whose type the
 * state itself does not know: analytics_NAME_state_final_uuid and ..._bigint.
 */
#define PART_ACTOR_FUNCTIONS(name, part) \
PG_FUNCTION_INFO_V1(analytics_##name##_state_final_uuid); \
Datum \
analytics_##name##_state_final_uuid(PG_FUNCTION_ARGS) \
{ \
	return part_state_final_of_actors(fcinfo, &(part), ACTOR_TYPE_UUID); \
} \
PG_FUNCTION_INFO_V1(analytics_##name##_state_final_bigint); \
Datum \
analytics_##name##_state_final_bigint(PG_FUNCTION_ARGS) \
{ \
	return part_state_final_of_actors(fcinfo, &(part), ACTOR_TYPE_BIGINT); \
} \
extern Datum analytics_##name##_state_final_bigint(PG_FUNCTION_ARGS)

#endif							/* MINDWELL_PART_H */
