/*-------------------------------------------------------------------------
 *
 * run_lock.h
 *	  The lock that a run of maintenance holds from its first transaction to
 *	  its last.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_RUN_LOCK_H
#define MINDWELL_RUN_LOCK_H

extern void run_lock_init(void);

#endif							/* MINDWELL_RUN_LOCK_H */
