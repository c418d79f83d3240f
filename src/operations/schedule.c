/*-------------------------------------------------------------------------
 *
 * schedule.c
 *	  What pg_cron's own settings say.
 *
 * They tell, in any database of the server, whether pg_cron is loaded and
 * where its jobs are kept.  SQL cannot see it: pg_settings hides them from
 * everybody but superusers, and current_setting() shows what any session has
 * set itself under such a name where the library is not loaded.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "store/owner_call.h"
#include "store/store.h"

#define CRON_PREFIX "cron."

PG_FUNCTION_INFO_V1(analytics_cron_setting);

/*
 * analytics_cron_setting(name text) -> text
 *
 * The setting of this name, without "cron.", that pg_cron has defined; NULL
 * when it is not loaded, or has none of the name.  As the settings are hidden
 * from ordinary roles, so are they here.
 */
Datum
analytics_cron_setting(PG_FUNCTION_ARGS)
{
	char	   *name = psprintf(CRON_PREFIX "%s", text_to_cstring(PG_GETARG_TEXT_PP(0)));
	const char *value;

	owner_call_check_owner(store_get());
	value = GetConfigOption(name, true, false);
	if (value == NULL || (GetConfigOptionFlags(name, true) & GUC_CUSTOM_PLACEHOLDER) != 0)
		PG_RETURN_NULL();
	PG_RETURN_TEXT_P(cstring_to_text(value));
}
