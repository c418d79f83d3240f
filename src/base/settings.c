/*-------------------------------------------------------------------------
 *
 * settings.c
 *	  The extension's settings: names, types, defaults, ranges, and who may
 *	  set them.
 *
 * Every setting that decides what is stored, or whose it is, is a
 * superuser's (PGC_SUSET): an application role that shares a table with
 * other tenants must not be able to switch a check off for itself.
 *
 * C code reads the variables of settings.h.  The other settings are read by
 * SQL functions, through mindwell_internal.setting().
 *
 * analytics_settings() shows the descriptions, and with them unit and range
 * as PostgreSQL knows them; a description says what a special value means.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include <limits.h>

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/guc.h"

#include "base/settings.h"

#define NAME(setting) SETTING_PREFIX "." setting

#define SECONDS_PER_YEAR	(365 * 24 * 60 * 60)
#define DEFAULT_PROPERTIES_SIZE (64 * 1024)
#define MAX_PROPERTIES_SIZE (64 * 1024 * 1024)
#define DEFAULT_BATCH_EVENTS 100000
#define MAX_BATCH_EVENTS (10 * 1000 * 1000)
#define DEFAULT_BATCH_SIZE (64 * 1024 * 1024)
#define MAX_BATCH_SIZE (256 * 1024 * 1024)	/* no jsonb array is larger */
#define DEFAULT_SESSION_TIMEOUT (30 * 60)	/* seconds */
#define MAX_SESSION_TIMEOUT (24 * 60 * 60)	/* as long as a session may be */
#define DEFAULT_AGGREGATE_MEMORY_KB (512 * 1024)
#define MIN_AGGREGATE_MEMORY_KB 64
/* a serialized state is one bytea, which must stay below 1 GB */
#define MAX_AGGREGATE_MEMORY_KB (1000 * 1024)
#define DEFAULT_RATE_LIMIT 60	/* calls a minute */
#define MAX_RATE_LIMIT 10000	/* each is a row */
#define DEFAULT_PREMAKE 7		/* periods */
#define MAX_PREMAKE 1000
#define DEFAULT_NEW_PARTITIONS 400	/* a year of days, and the lock table holds */
#define MAX_NEW_PARTITIONS 10000
#define DEFAULT_LOCK_TIMEOUT 100	/* ms */
#define MAX_LOCK_TIMEOUT (60 * 1000)
#define DEFAULT_WAIT_TIMEOUT (30 * 1000)	/* ms */
#define MAX_WAIT_TIMEOUT (24 * 60 * 60 * 1000)
#define DEFAULT_LOCK_ATTEMPTS 12
#define MAX_LOCK_ATTEMPTS 1000
#define DEFAULT_AUTO_EVENT_TYPES 1000
#define MAX_AUTO_EVENT_TYPES 1000000
#define DEFAULT_GROSS_MARGIN 1.0
#define MINUTES_PER_DAY (24 * 60)
#define DEFAULT_JOB_HISTORY (30 * MINUTES_PER_DAY)

/* Of what an id of a goal is one. */
enum
{
	GOAL_IDS_PER_TENANT,
	GOAL_IDS_PER_USER
};

const pg_uuid_t *setting_tenant = NULL;
bool		setting_require_tenant = true;
int			setting_max_event_age = SECONDS_PER_YEAR;
int			setting_max_properties_size = DEFAULT_PROPERTIES_SIZE;
int			setting_max_batch_events = DEFAULT_BATCH_EVENTS;
int			setting_max_batch_size = DEFAULT_BATCH_SIZE;
int			setting_unknown_events = UNKNOWN_EVENTS_ACCEPT;
bool		setting_fold_property_names = true;
int			setting_pii_detection = PII_DETECTION_MASK;
bool		setting_enable_pii_tracking = false;
bool		setting_anonymous_mode = false;
char	   *setting_hash_key_file = NULL;
int			setting_aggregate_memory = DEFAULT_AGGREGATE_MEMORY_KB;
int			setting_session_timeout = DEFAULT_SESSION_TIMEOUT;
int			setting_wait_timeout = DEFAULT_WAIT_TIMEOUT;

void		(*setting_tenant_hook) (void) = NULL;
void		(*setting_hash_key_file_hook) (void) = NULL;

/* What no C code reads. */
static bool setting_sandbox_mode = false;
static char *setting_tenant_id = NULL;
static int	setting_rate_limit = DEFAULT_RATE_LIMIT;
static int	setting_premake = DEFAULT_PREMAKE;
static int	setting_max_new_partitions = DEFAULT_NEW_PARTITIONS;
static int	setting_lock_timeout = DEFAULT_LOCK_TIMEOUT;
static int	setting_lock_attempts = DEFAULT_LOCK_ATTEMPTS;
static int	setting_max_auto_event_types = DEFAULT_AUTO_EVENT_TYPES;
static int	setting_job_history = DEFAULT_JOB_HISTORY;
static double setting_gross_margin = DEFAULT_GROSS_MARGIN;
static int	setting_goal_ids = GOAL_IDS_PER_TENANT;

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

static const struct config_enum_entry goal_ids_options[] = {
	{"per tenant", GOAL_IDS_PER_TENANT, false},
	{"per user", GOAL_IDS_PER_USER, false},
	{NULL, 0, false}
};

PG_FUNCTION_INFO_V1(analytics_setting);

/*
 * Parse mindwell_analytics.tenant_id: "extra" is the UUID, NULL for none.
 */
static bool
tenant_id_check(char **newval, void **extra, GucSource source)
{
	pg_uuid_t  *tenant;

	if ((*newval)[0] == '\0')
		return true;

	tenant = guc_malloc(LOG, sizeof(pg_uuid_t));
	if (tenant == NULL)
		return false;
	if (!uuid_parse(*newval, strlen(*newval), tenant))
	{
		guc_free(tenant);
		GUC_check_errdetail("A tenant is a UUID, or empty for none.");
		return false;
	}
	*extra = tenant;
	return true;
}

static void
tenant_id_assign(const char *newval, void *extra)
{
	static pg_uuid_t tenant;

	/* a copy: the server may free "extra" before it assigns another one */
	if (extra != NULL)
		tenant = *(pg_uuid_t *) extra;
	setting_tenant = extra != NULL ? &tenant : NULL;
	if (setting_tenant_hook != NULL)
		setting_tenant_hook();
}

static void
hash_key_file_assign(const char *newval, void *extra)
{
	if (setting_hash_key_file_hook != NULL)
		setting_hash_key_file_hook();
}

static void
define_tenant_settings(void)
{
	DefineCustomStringVariable(NAME("tenant_id"),
							   "The tenant whose events this session sees and writes.",
							   "A UUID; empty leaves it to analytics_tenant_members.",
							   &setting_tenant_id,
							   "",
							   PGC_SUSET, 0,
							   tenant_id_check, tenant_id_assign, NULL);

	DefineCustomBoolVariable(NAME("require_tenant"),
							 "Whether a session must have a tenant, once analytics_enable_tenants() was called.",
							 "on: a role without one sees no events, and what is written without one is refused with 55000; off: it has the nil tenant.",
							 &setting_require_tenant,
							 true,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("rate_limit"),
							"How many calls a minute analytics_rate_check() allows a tenant.",
							"0 allows any number.",
							&setting_rate_limit,
							DEFAULT_RATE_LIMIT, 0, MAX_RATE_LIMIT,
							PGC_SUSET, 0, NULL, NULL, NULL);
}

static void
define_event_settings(void)
{
	DefineCustomIntVariable(NAME("max_event_age"),
							"How old an event may be when it is stored.",
							"A time, such as 90d; a number is seconds. 0 accepts any age: set it so to import history.",
							&setting_max_event_age,
							SECONDS_PER_YEAR, 0, INT_MAX,
							PGC_SUSET, GUC_UNIT_S, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("max_properties_size"),
							"How large the properties of an event may be, as stored jsonb before compression.",
							"A size, such as 64kB; a number is bytes.",
							&setting_max_properties_size,
							DEFAULT_PROPERTIES_SIZE, 1, MAX_PROPERTIES_SIZE,
							PGC_SUSET, GUC_UNIT_BYTE, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("max_batch_events"),
							"How many events a batch may have.",
							NULL,
							&setting_max_batch_events,
							DEFAULT_BATCH_EVENTS, 1, MAX_BATCH_EVENTS,
							PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("max_batch_size"),
							"How large a batch may be, as jsonb.",
							"A size, such as 64MB; a number is bytes.",
							&setting_max_batch_size,
							DEFAULT_BATCH_SIZE, 1, MAX_BATCH_SIZE,
							PGC_SUSET, GUC_UNIT_BYTE, NULL, NULL, NULL);

	DefineCustomBoolVariable(NAME("fold_property_names"),
							 "Stores properties under the names that their event type declares.",
							 "Other spellings, such as camelCase, and aliases of the type are renamed.",
							 &setting_fold_property_names,
							 true,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomEnumVariable(NAME("unknown_events"),
							 "What happens to an event whose type is not registered.",
							 "accept stores it; reject refuses it.",
							 &setting_unknown_events,
							 UNKNOWN_EVENTS_ACCEPT, unknown_events_options,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomEnumVariable(NAME("pii_detection"),
							 "What becomes of e-mail addresses and card numbers in properties that no rule covers.",
							 "mask and hash replace what is found, drop takes the property away, off searches for nothing.",
							 &setting_pii_detection,
							 PII_DETECTION_MASK, pii_detection_options,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomBoolVariable(NAME("enable_pii_tracking"),
							 "Stores personal data as it was sent.",
							 "Rules for secrets, and the search for card numbers, stay in force.",
							 &setting_enable_pii_tracking,
							 false,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomBoolVariable(NAME("anonymous_mode"),
							 "Stores events without their user, and nothing of users.",
							 NULL,
							 &setting_anonymous_mode,
							 false,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomBoolVariable(NAME("sandbox_mode"),
							 "Takes what a payment provider's sandbox says for real.",
							 "Else analytics_ingest() ignores it.",
							 &setting_sandbox_mode,
							 false,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomStringVariable(NAME("hash_key_file"),
							   "A file of the server with the secret key of the hashes: 64 hexadecimal digits.",
							   "Empty: the key is in the table analytics_hash_key.",
							   &setting_hash_key_file,
							   "",
							   PGC_SUSET, GUC_SUPERUSER_ONLY,
							   NULL, hash_key_file_assign, NULL);
}

static void
define_report_settings(void)
{
	DefineCustomIntVariable(NAME("aggregate_memory"),
							"How much memory the states of one aggregate may take together.",
							"A size, such as 512MB; a number is kB. Beyond it the query fails with SQLSTATE 54000.",
							&setting_aggregate_memory,
							DEFAULT_AGGREGATE_MEMORY_KB,
							MIN_AGGREGATE_MEMORY_KB, MAX_AGGREGATE_MEMORY_KB,
							PGC_USERSET, GUC_UNIT_KB, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("session_timeout"),
							"After how long without an event a session is over, in reports.",
							"A time, such as 30min; a number is seconds.",
							&setting_session_timeout,
							DEFAULT_SESSION_TIMEOUT, 1, MAX_SESSION_TIMEOUT,
							PGC_USERSET, GUC_UNIT_S, NULL, NULL, NULL);

	DefineCustomRealVariable(NAME("gross_margin"),
							 "The share of revenue that is left after the cost of serving it, where analytics_set_acquisition_cost() is not told.",
							 NULL,
							 &setting_gross_margin,
							 DEFAULT_GROSS_MARGIN, 0.0, 1.0,
							 PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomEnumVariable(NAME("goal_ids"),
							 "Whether two users may have goals with one goal_id that have nothing to do with each other.",
							 "per tenant: no, an event of a user who created no such goal belongs to the only one who did; per user: yes.",
							 &setting_goal_ids,
							 GOAL_IDS_PER_TENANT, goal_ids_options,
							 PGC_USERSET, 0, NULL, NULL, NULL);
}

static void
define_maintenance_settings(void)
{
	DefineCustomIntVariable(NAME("premake"),
							"How many periods ahead of the current one have their partition.",
							NULL,
							&setting_premake,
							DEFAULT_PREMAKE, 1, MAX_PREMAKE,
							PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("max_new_partitions"),
							"How many partitions one run of maintenance, or one call, creates at most.",
							"Events of a wrong clock would otherwise create one for every day they name.",
							&setting_max_new_partitions,
							DEFAULT_NEW_PARTITIONS, 1, MAX_NEW_PARTITIONS,
							PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("lock_timeout"),
							"How long maintenance waits for a lock, and so may make others wait.",
							"A time, such as 100ms; a number is milliseconds.",
							&setting_lock_timeout,
							DEFAULT_LOCK_TIMEOUT, 1, MAX_LOCK_TIMEOUT,
							PGC_SUSET, GUC_UNIT_MS, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("lock_attempts"),
							"How often maintenance tries to get a lock, with pauses, before it reports a failure.",
							NULL,
							&setting_lock_attempts,
							DEFAULT_LOCK_ATTEMPTS, 1, MAX_LOCK_ATTEMPTS,
							PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("wait_timeout"),
							"How long maintenance and erasures wait for each other, and an erasure for those who are writing, before they fail.",
							"A time, such as 30s; a number is milliseconds.",
							&setting_wait_timeout,
							DEFAULT_WAIT_TIMEOUT, 1, MAX_WAIT_TIMEOUT,
							PGC_SUSET, GUC_UNIT_MS, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("max_auto_event_types"),
							"How many event types maintenance registers for a tenant at most.",
							"0 registers none.",
							&setting_max_auto_event_types,
							DEFAULT_AUTO_EVENT_TYPES, 0, MAX_AUTO_EVENT_TYPES,
							PGC_SUSET, 0, NULL, NULL, NULL);

	DefineCustomIntVariable(NAME("job_history"),
							"How long maintenance keeps the log of its runs, and pg_cron's log of them.",
							"A time, such as 30d; a number is minutes. 0 keeps both forever.",
							&setting_job_history,
							DEFAULT_JOB_HISTORY, 0, INT_MAX,
							PGC_SUSET, GUC_UNIT_MIN, NULL, NULL, NULL);
}

/*
 * Called once, when the library is loaded.
 */
void
settings_define(void)
{
	define_tenant_settings();
	define_event_settings();
	define_report_settings();
	define_maintenance_settings();
	MarkGUCPrefixReserved(SETTING_PREFIX);
}

/*
 * A time of a setting as people say it, for messages.
 */
char *
setting_duration(int seconds)
{
	static const struct
	{
		int			seconds;
		const char *name;
	}			units[] = {{24 * 60 * 60, "day"}, {60 * 60, "hour"}, {60, "minute"}, {1, "second"}};
	int			unit = 0;
	int			count;

	while (seconds % units[unit].seconds != 0)
		unit++;
	count = seconds / units[unit].seconds;
	return psprintf("%d %s%s", count, units[unit].name, count == 1 ? "" : "s");
}

/*
 * analytics_setting(name text) -> text
 *
 * What current_setting() would say if the library were loaded already.
 */
Datum
analytics_setting(PG_FUNCTION_ARGS)
{
	char	   *name = psprintf(NAME("%s"), text_to_cstring(PG_GETARG_TEXT_PP(0)));

	PG_RETURN_TEXT_P(cstring_to_text(GetConfigOptionByName(name, NULL, false)));
}
