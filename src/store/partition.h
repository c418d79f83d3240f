/*-------------------------------------------------------------------------
 *
 * partition.h
 *	  The partitions of analytics_events and their bounds.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_PARTITION_H
#define MINDWELL_PARTITION_H

#include "base/compat.h"

#include "access/attnum.h"

extern AttrNumber partition_time_column(Oid relid);

#endif							/* MINDWELL_PARTITION_H */
