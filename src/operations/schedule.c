/*-------------------------------------------------------------------------
 *
 * schedule.c
 *	  What pg_cron's own settings say, and whose jobs it has.
 *
 * They tell, in any database of the server, whether pg_cron is loaded and
 * where its jobs are kept.  SQL cannot see it: pg_settings hides them from
 * everybody but superusers, and current_setting() shows what any session has
 * set itself under such a name where the library is not loaded.
 *
 * Its table of jobs shows each role its own.  Those of a store that has got
 * another owner, or of one that was renamed, would be seen by nobody whom it
 * concerns; so jobs that bear the names of this extension's are read here, from
 * the table directly.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/genam.h"
#include "access/htup_details.h"
#include "access/table.h"
#include "catalog/dependency.h"
#include "catalog/namespace.h"
#include "catalog/pg_class.h"
#include "catalog/pg_type.h"
#include "commands/extension.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "nodes/execnodes.h"
#include "utils/builtins.h"
#include "utils/guc.h"
#include "utils/lsyscache.h"
#include "utils/rel.h"
#include "utils/snapmgr.h"
#include "utils/tuplestore.h"

#include "store/owner_call.h"
#include "store/store.h"

#define CRON_PREFIX "cron."
#define CRON_SCHEMA "cron"
#define CRON_EXTENSION "pg_cron"
#define JOB_PREFIX "mindwell_analytics/"

PG_FUNCTION_INFO_V1(analytics_cron_setting);
PG_FUNCTION_INFO_V1(analytics_cron_jobs);

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

/*
 * The table of jobs of the extension pg_cron; InvalidOid when that is not in
 * this database.  Any role that may create a schema can name it cron.
 */
static Oid
cron_job_table(void)
{
	Oid			extension = get_extension_oid(CRON_EXTENSION, true);
	Oid			schema = get_namespace_oid(CRON_SCHEMA, true);
	Oid			table = OidIsValid(schema) ? get_relname_relid("job", schema) : InvalidOid;

	return OidIsValid(extension) && OidIsValid(table) &&
		get_rel_relkind(table) == RELKIND_RELATION &&
		getExtensionOfObject(RelationRelationId, table) == extension ? table : InvalidOid;
}

/*
 * A column of a table that belongs to another extension, by its name and type:
 * 55000 for a version that has none of it.
 */
static AttrNumber
cron_column(Relation jobs, const char *name, Oid type, Oid other_type)
{
	AttrNumber	column = get_attnum(RelationGetRelid(jobs), name);

	if (column == InvalidAttrNumber ||
		(get_atttype(RelationGetRelid(jobs), column) != type &&
		 get_atttype(RelationGetRelid(jobs), column) != other_type))
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("this version of pg_cron has no column \"%s\" of jobs that is known", name)));
	return column;
}

static Datum
cron_text(Relation jobs, HeapTuple job, AttrNumber column, bool *isnull)
{
	Datum		value = heap_getattr(job, column, RelationGetDescr(jobs), isnull);

	if (*isnull)
		return value;
	return get_atttype(RelationGetRelid(jobs), column) == NAMEOID
		? CStringGetTextDatum(NameStr(*DatumGetName(value))) : value;
}

/*
 * mindwell_internal.cron_jobs() -> (job_id, job_name, command, database_name, role_name)
 *
 * The jobs that bear the names of this extension's, of all roles and databases;
 * no row where pg_cron is not in this database.
 */
Datum
analytics_cron_jobs(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	Oid			table;
	Relation	jobs;
	AttrNumber	id;
	AttrNumber	name;
	AttrNumber	command;
	AttrNumber	database;
	AttrNumber	role;
	SysScanDesc scan;
	HeapTuple	job;

	owner_call_check_owner(store_get());
	InitMaterializedSRF(fcinfo, 0);
	table = cron_job_table();
	if (!OidIsValid(table))
		return (Datum) 0;

	jobs = table_open(table, AccessShareLock);
	id = cron_column(jobs, "jobid", INT8OID, INT8OID);
	name = cron_column(jobs, "jobname", TEXTOID, NAMEOID);
	command = cron_column(jobs, "command", TEXTOID, TEXTOID);
	database = cron_column(jobs, "database", TEXTOID, TEXTOID);
	role = cron_column(jobs, "username", TEXTOID, TEXTOID);
	scan = systable_beginscan(jobs, InvalidOid, false, GetActiveSnapshot(), 0, NULL);
	while (HeapTupleIsValid(job = systable_getnext(scan)))
	{
		Datum		values[5];
		bool		nulls[5];

		CHECK_FOR_INTERRUPTS();
		values[0] = heap_getattr(job, id, RelationGetDescr(jobs), &nulls[0]);
		values[1] = cron_text(jobs, job, name, &nulls[1]);
		values[2] = cron_text(jobs, job, command, &nulls[2]);
		values[3] = cron_text(jobs, job, database, &nulls[3]);
		values[4] = cron_text(jobs, job, role, &nulls[4]);
		if (!nulls[1] &&
			strncmp(TextDatumGetCString(values[1]), JOB_PREFIX, strlen(JOB_PREFIX)) == 0)
			tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
	}
	systable_endscan(scan);
	table_close(jobs, AccessShareLock);
	return (Datum) 0;
}
