/*-------------------------------------------------------------------------
 *
 * numbering.h
 *	  UUIDs that are numbered from 0 as they come, each with a list of what
 *	  belongs to it: the keys of aggregates that look at many groups at once.
 *
 * Two arrays: the ids by their number, and a table that finds the number.
 *
 *		table	|        | hash, 1 |        | hash, 0 | ...		open addressing,
 *																linear probing
 *		ids		| first id | second id | ...
 *
 * Ids may come from clients, who must not be able to choose ids that collide:
 * each table has its own seed.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_NUMBERING_H
#define MINDWELL_NUMBERING_H

#include "aggkit/agg_support.h"

#include "utils/uuid.h"

#define NO_ITEM PG_UINT32_MAX

typedef struct NumberedId
{
	pg_uuid_t	uuid;
	uint32		owner;			/* the same UUID of another owner is another id */
	uint32		latest;			/* of the caller's items, each linked to the one before; NO_ITEM: none */
	uint32		mark;			/* the caller's; 0 at first */
} NumberedId;

typedef struct Numbering
{
	FlatArray	ids;			/* NumberedId */
	uint64	   *slots;			/* part of the hash, and the number plus one; 0: empty */
	uint64		seed[2];
	uint8		log2_slots;		/* of an empty numbering {0}: 0 */
} Numbering;

#define NUMBERED_ID(numbering, number) \
	FLAT_ARRAY_ITEM(&(numbering)->ids, NumberedId, number)

extern void numbering_prefetch(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner);
extern const NumberedId *numbering_guess(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner);
extern uint32 numbering_find(Numbering *numbering, const pg_uuid_t *uuid,
							 uint32 owner, MemoryContext context);

#endif							/* MINDWELL_NUMBERING_H */
