/*-------------------------------------------------------------------------
 *
 * direct_insert.h
 *	  Inserting one prepared event without the executor.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_DIRECT_INSERT_H
#define MINDWELL_DIRECT_INSERT_H

#include "base/compat.h"

#include "store/event.h"

extern void direct_insert_init(void);
extern bool direct_insert(const Store *store, const Event *event);

#endif							/* MINDWELL_DIRECT_INSERT_H */
