/*-------------------------------------------------------------------------
 *
 * maintenance.h
 *	  Running the steps of maintenance as the store's owner.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_MAINTENANCE_H
#define MINDWELL_MAINTENANCE_H

#include "store.h"

extern void maintenance_define_settings(void);
extern void maintenance_check_owner(const Store *store);

#endif							/* MINDWELL_MAINTENANCE_H */
