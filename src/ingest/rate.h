/*-------------------------------------------------------------------------
 *
 * rate.h
 *	  How many calls a tenant makes in a minute.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_RATE_H
#define MINDWELL_RATE_H

#include "base/compat.h"

extern void rate_define_settings(void);

#endif							/* MINDWELL_RATE_H */
