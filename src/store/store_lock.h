/*-------------------------------------------------------------------------
 *
 * store_lock.h
 *	  The locks under which a store is changed.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_STORE_LOCK_H
#define MINDWELL_STORE_LOCK_H

#include "base/compat.h"

extern void store_lock_init(void);
extern bool store_lock_hold_run(void);
extern int	store_lock_limit_wait(long timeout);
extern char *store_lock_describe_session(int pid);

#endif							/* MINDWELL_STORE_LOCK_H */
