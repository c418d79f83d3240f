/*-------------------------------------------------------------------------
 *
 * module.c
 *	  Loading of the library, and the extension's settings.
 *
 * Every setting that decides what is stored, or whose it is, is a
 * superuser's (PGC_SUSET): an application role that shares a table with
 * other tenants must not be able to switch a check off for itself.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include <limits.h>

#include "fmgr.h"
#include "utils/guc.h"

#include "base/settings.h"
#include "ingest/direct_insert.h"
#include "ingest/rate.h"
#include "operations/run_lock.h"
#include "store/dirty_log.h"
#include "store/keyed_hash.h"
#include "store/owner_call.h"
#include "store/store.h"
#include "store/tenant.h"

PG_MODULE_MAGIC_EXT(.name = "mindwell_analytics", .version = "1.0.0-dev");

#define SECONDS_PER_YEAR	(365 * 24 * 60 * 60)
#define DEFAULT_PROPERTIES_SIZE (64 * 1024)
#define MAX_PROPERTIES_SIZE (64 * 1024 * 1024)
#define DEFAULT_SESSION_TIMEOUT (30 * 60)	/* seconds */
#define MAX_SESSION_TIMEOUT (24 * 60 * 60)	/* as long as a session may be */
#define DEFAULT_AGGREGATE_MEMORY_KB (512 * 1024)
#define MIN_AGGREGATE_MEMORY_KB 64
/* a serialized state is one bytea, which must stay below 1 GB */
#define MAX_AGGREGATE_MEMORY_KB (1000 * 1024)

char	   *setting_tenant_id = NULL;
int			setting_max_event_age = SECONDS_PER_YEAR;
int			setting_max_properties_size = DEFAULT_PROPERTIES_SIZE;
int			setting_unknown_events = UNKNOWN_EVENTS_ACCEPT;
int			setting_pii_detection = PII_DETECTION_MASK;
bool		setting_enable_pii_tracking = false;
bool		setting_anonymous_mode = false;
int			setting_aggregate_memory = DEFAULT_AGGREGATE_MEMORY_KB;
int			setting_session_timeout = DEFAULT_SESSION_TIMEOUT;

static const struct config_enum_entry unknown_events_options[] = {
	{"accept", UNKNOWN_EVENTS_ACCEPT, false},
	{"reject", UNKNOWN_EVENTS_REJECT, false},
	{NULL, 0, false}
};

static const struct config_enum_entry pii_detection_options[] = {
	{"off", PII_DETECTION_OFF, false},
	{"mask", PII_DETECTION_MASK, false},
	{"hash", PII_DETECTION_HASH, false},
	{"drop", PII_DETECTION_DROP, false},
	{NULL, 0, false}
};

void		_PG_init(void);

void
_PG_init(void)
{
	DefineCustomStringVariable("mindwell_analytics.tenant_id",
							   "The tenant whose events this session sees and writes.",
							   "A UUID; empty leaves it to analytics_tenant_members.",
							   &setting_tenant_id,
							   "",
							   PGC_SUSET, 0,
							   tenant_setting_check, tenant_setting_assign, NULL);

	DefineCustomIntVariable("mindwell_analytics.max_event_age",
							"How old an event may be when it is stored.",
							"0 accepts any age: set it so to import history.",
							&setting_max_event_age,
							SECONDS_PER_YEAR, 0, INT_MAX,
							PGC_SUSET, GUC_UNIT_S, NULL, NULL, NULL);

	DefineCustomIntVariable("mindwell_analytics.max_properties_size",
							"How large the properties of an event may be, as stored jsonb before compression.",
							NULL,
							&setting_max_properties_size,
							DEFAULT_PROPERTIES_SIZE, 1, MAX_PROPERTIES_SIZE,
							PGC_SUSET, GUC_UNIT_BYTE, NULL, NULL, NULL);

	DefineCustomEnumVariable("mindwell_analytics.unknown_events",
							 "What happens to an event whose type is not registered.",
							 "accept stores it; reject refuses it.",
							 &setting_unknown_events,
							 UNKNOWN_EVENTS_ACCEPT, unknown_events_options,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomEnumVariable("mindwell_analytics.pii_detection",
							 "What becomes of e-mail addresses and card numbers in properties that no rule covers.",
							 "mask and hash replace what is found, drop takes the property away, off searches for nothing.",
							 &setting_pii_detection,
							 PII_DETECTION_MASK, pii_detection_options,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomBoolVariable("mindwell_analytics.enable_pii_tracking",
							 "Stores personal data as it was sent.",
							 "Rules for secrets, and the search for card numbers, stay in force.",
							 &setting_enable_pii_tracking,
							 false,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomBoolVariable("mindwell_analytics.anonymous_mode",
							 "Stores events without their user, and nothing of users.",
							 NULL,
							 &setting_anonymous_mode,
							 false,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomIntVariable("mindwell_analytics.aggregate_memory",
							"How much memory the states of one aggregate may take together.",
							"Beyond it the query fails with SQLSTATE 54000.",
							&setting_aggregate_memory,
							DEFAULT_AGGREGATE_MEMORY_KB,
							MIN_AGGREGATE_MEMORY_KB, MAX_AGGREGATE_MEMORY_KB,
							PGC_USERSET, GUC_UNIT_KB, NULL, NULL, NULL);

	DefineCustomIntVariable("mindwell_analytics.session_timeout",
							"After how long without an event a session is over, in reports.",
							NULL,
							&setting_session_timeout,
							DEFAULT_SESSION_TIMEOUT, 1, MAX_SESSION_TIMEOUT,
							PGC_USERSET, GUC_UNIT_S, NULL, NULL, NULL);

	keyed_hash_define_settings();
	run_lock_init();
	maintenance_define_settings();
	rate_define_settings();

	MarkGUCPrefixReserved("mindwell_analytics");

	store_init();
	tenant_init();
	dirty_log_init();
	direct_insert_init();
}
