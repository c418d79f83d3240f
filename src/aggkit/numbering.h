/*-------------------------------------------------------------------------
 *
 * numbering.h
 *	  UUIDs that are numbered from 0 as they come, each with a list of what
 *	  belongs to it: the keys of aggregates that look at many groups at once.
 *
 * Two arrays: the ids by their number, and a table that finds the number
 * (slot_table.h).
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_NUMBERING_H
#define MINDWELL_NUMBERING_H

#include "aggkit/slot_table.h"

#include "utils/uuid.h"

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
	SlotTable	table;
} Numbering;

#define NUMBERED_ID(numbering, number) \
	FLAT_ARRAY_ITEM(&(numbering)->ids, NumberedId, number)

extern void numbering_prefetch(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner);
extern const NumberedId *numbering_guess(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner);
extern uint32 numbering_lookup(const Numbering *numbering, const pg_uuid_t *uuid, uint32 owner);
extern uint32 numbering_find(Numbering *numbering, const pg_uuid_t *uuid,
							 uint32 owner, MemoryContext context);

#endif							/* MINDWELL_NUMBERING_H */
