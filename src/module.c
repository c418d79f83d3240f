/*-------------------------------------------------------------------------
 *
 * module.c
 *	  Loading of the library.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "fmgr.h"

#include "base/settings.h"
#include "ingest/direct_insert.h"
#include "store/dirty_log.h"
#include "store/keyed_hash.h"
#include "store/store.h"
#include "store/store_lock.h"
#include "store/tenant.h"

PG_MODULE_MAGIC_EXT(.name = "mindwell_analytics", .version = "1.1.0-dev");

void		_PG_init(void);

void
_PG_init(void)
{
	settings_define();
	store_init();
	tenant_init();
	keyed_hash_init();
	store_lock_init();
	dirty_log_init();
	direct_insert_init();
}
