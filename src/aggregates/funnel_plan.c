/*-------------------------------------------------------------------------
 *
 * funnel_plan.c
 *	  The population funnel: its constant arguments, checked.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "access/htup_details.h"
#include "catalog/pg_type.h"
#include "executor/executor.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/timestamp.h"

#include "aggkit/step_bit.h"
#include "aggregates/funnel_plan.h"

/* the attributes of the type analytics_funnel_plan */
enum
{
	PLAN_STEP_COUNT = 1,
	PLAN_WITHIN,
	PLAN_ORDER_MODE,
	PLAN_STEP_LIMITS,
	PLAN_OPTIONAL_STEPS,
	PLAN_EXCLUSION_AFTER,
	PLAN_EXCLUSION_BEFORE,
	PLAN_FROM_TIME,
	PLAN_TO_TIME,
	PLAN_AS_OF,
	PLAN_COUNT_BY,
	PLAN_BREAKDOWN_BY,
	PLAN_HOLD_CONSTANT
};

static void
plan_init(FunnelPlan *plan, int step_count, int64 within)
{
	/* plans are compared byte by byte */
	memset(plan, 0, sizeof(*plan));
	plan->step_count = step_count;
	plan->within = within;
	plan->from_time = PG_INT64_MIN;
	plan->to_time = PG_INT64_MAX;
	for (int i = 0; i < FUNNEL_MAX_STEPS; i++)
		plan->limits[i] = FUNNEL_NO_LIMIT;
}

static void
check_step_count(int count)
{
	if (count < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a funnel must have at least one step")));
	if (count > FUNNEL_MAX_STEPS)
		ereport(ERROR,
				(errcode(ERRCODE_TOO_MANY_ARGUMENTS),
				 errmsg("too many funnel steps: %d", count),
				 errdetail("At most %d are possible.", FUNNEL_MAX_STEPS)));
}

/*
 * The elements of an array of one dimension.
 */
static int
argument_elements(const ArrayType *array, Oid type, const char *name,
				  Datum **values, bool **nulls)
{
	int			count;
	int16		length;
	bool		by_value;
	char		align;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("array \"%s\" must have one dimension, not %d",
						name, ARR_NDIM(array))));
	get_typlenbyvalalign(type, &length, &by_value, &align);
	deconstruct_array(unconstify(ArrayType *, array), type, length, by_value, align,
					  values, nulls, &count);
	return count;
}

static void
element_is_null(const char *name, int position)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("element %d of array \"%s\" must not be null", position, name)));
}

/*
 * The short form: steps are event types.
 */
void
funnel_plan_of_names(const ArrayType *steps, int64 within, FunnelPlan *plan,
					 FunnelNames *names, MemoryContext context)
{
	Datum	   *values;
	bool	   *nulls;
	int			count = argument_elements(steps, TEXTOID, "steps", &values, &nulls);

	check_step_count(count);
	plan_init(plan, count, within);
	names->given = true;
	for (int i = 0; i < count; i++)
	{
		const text *name;

		if (nulls[i])
			element_is_null("steps", i + 1);
		name = DatumGetTextPP(values[i]);
		flat_array_append_bytes(&names->bytes, VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name), context);
		names->ends[i] = names->bytes.count;
	}
}

/* ---------- the plan ---------- */

typedef struct PlanField
{
	Datum		value;
	bool		is_null;
	const char *name;
} PlanField;

static PlanField
plan_field(HeapTupleHeader record, AttrNumber number, const char *name)
{
	PlanField	field = {.name = name};

	field.value = GetAttributeByNum(record, number, &field.is_null);
	return field;
}

static PlanField
required_field(HeapTupleHeader record, AttrNumber number, const char *name)
{
	PlanField	field = plan_field(record, number, name);

	if (field.is_null)
		agg_argument_is_null(name);
	return field;
}

/*
 * Which of the choices, in their order, the field names.
 */
static int
chosen_of(PlanField field, const char *const *choices, int count)
{
	char	   *word = text_to_cstring(DatumGetTextPP(field.value));
	StringInfoData hint;

	for (int i = 0; i < count; i++)
	{
		if (strcmp(word, choices[i]) == 0)
			return i;
	}

	initStringInfo(&hint);
	for (int i = 0; i < count; i++)
		appendStringInfo(&hint, "%s%s", i == 0 ? "" : ", ", choices[i]);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unrecognized %s: \"%s\"", field.name, word),
			 errhint("Possible values are: %s.", hint.data)));
}

/*
 * A bound of time; NULL is none.
 */
static int64
time_or(PlanField field, int64 otherwise)
{
	TimestampTz time;

	if (field.is_null)
		return otherwise;
	time = DatumGetTimestampTz(field.value);
	if (TIMESTAMP_NOT_FINITE(time))
		ereport(ERROR,
				(errcode(ERRCODE_DATETIME_VALUE_OUT_OF_RANGE),
				 errmsg("argument \"%s\" must be finite", field.name),
				 errhint("Pass NULL for no bound.")));
	return time;
}

/*
 * Whether any step got a limit.
 */
static bool
set_limits(FunnelPlan *plan, PlanField field)
{
	bool		any = false;
	Datum	   *values;
	bool	   *nulls;
	int			count;

	if (field.is_null)
		return false;
	count = argument_elements(DatumGetArrayTypeP(field.value), INTERVALOID,
							  field.name, &values, &nulls);
	if (count != plan->step_count)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("array \"%s\" must have one element for each of the %d steps, not %d",
						field.name, plan->step_count, count)));
	for (int i = 0; i < count; i++)
	{
		if (nulls[i])
			continue;
		if (i == 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("the first step cannot have a limit"),
					 errdetail("A limit is counted from the step before.")));
		plan->limits[i] = agg_interval_duration(DatumGetIntervalP(values[i]), field.name);
		any = true;
	}
	return any;
}

static int
step_number(const FunnelPlan *plan, const char *name, Datum value, int first)
{
	int			step = DatumGetInt32(value);

	if (step < first || step > plan->step_count)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("step %d in \"%s\" is out of range", step, name),
				 errdetail("It must lie between %d and %d.", first, plan->step_count)));
	return step - 1;
}

static void
set_optional(FunnelPlan *plan, PlanField field)
{
	Datum	   *values;
	bool	   *nulls;
	int			count;

	if (field.is_null)
		return;
	count = argument_elements(DatumGetArrayTypeP(field.value), INT4OID,
							  field.name, &values, &nulls);
	for (int i = 0; i < count; i++)
	{
		if (nulls[i])
			element_is_null(field.name, i + 1);
		plan->optional |= STEP_BIT(step_number(plan, field.name, values[i], 2));
	}
}

static void
set_exclusions(FunnelPlan *plan, PlanField after, PlanField before)
{
	Datum	   *values[2];
	bool	   *nulls[2];
	int			counts[2];

	if (after.is_null && before.is_null)
		return;
	if (after.is_null || before.is_null)
		agg_argument_is_null(after.is_null ? after.name : before.name);
	counts[0] = argument_elements(DatumGetArrayTypeP(after.value), INT4OID,
								  after.name, &values[0], &nulls[0]);
	counts[1] = argument_elements(DatumGetArrayTypeP(before.value), INT4OID,
								  before.name, &values[1], &nulls[1]);
	if (counts[0] != counts[1])
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("arrays \"%s\" and \"%s\" must have the same length, not %d and %d",
						after.name, before.name, counts[0], counts[1])));
	if (counts[0] > FUNNEL_MAX_EXCLUSIONS)
		ereport(ERROR,
				(errcode(ERRCODE_TOO_MANY_ARGUMENTS),
				 errmsg("too many exclusions: %d", counts[0]),
				 errdetail("At most %d are possible.", FUNNEL_MAX_EXCLUSIONS)));

	plan->exclusion_count = counts[0];
	for (int i = 0; i < counts[0]; i++)
	{
		int			first;
		int			second;

		if (nulls[0][i])
			element_is_null(after.name, i + 1);
		if (nulls[1][i])
			element_is_null(before.name, i + 1);
		first = step_number(plan, after.name, values[0][i], 1);
		second = step_number(plan, before.name, values[1][i], 1);
		if (first >= second)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("exclusion %d must lie between a step and a later one, not between %d and %d",
							i + 1, first + 1, second + 1)));
		if (plan->optional & (STEP_BIT(first) | STEP_BIT(second)))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("exclusion %d names an optional step", i + 1),
					 errhint("Name the steps around it that are not optional.")));
		plan->exclusion_after[i] = (uint8) first;
		plan->exclusion_before[i] = (uint8) second;
	}
}

/*
 * The general form: a value of the type analytics_funnel_plan.
 */
void
funnel_plan_of_record(HeapTupleHeader record, FunnelPlan *plan)
{
	static const char *const orders[] = {"ordered", "strict", "unordered"};
	static const char *const counted[] = {"actor", "total"};
	static const char *const breakdowns[] = {"first", "last"};
	PlanField	field;
	bool		has_limit;

	field = required_field(record, PLAN_STEP_COUNT, "step_count");
	check_step_count(DatumGetInt32(field.value));
	plan_init(plan, DatumGetInt32(field.value), 0);

	field = required_field(record, PLAN_WITHIN, "within");
	plan->within = agg_interval_duration(DatumGetIntervalP(field.value), "within");

	field = required_field(record, PLAN_ORDER_MODE, "order_mode");
	StaticAssertStmt(FUNNEL_ORDERED == 0 && FUNNEL_STRICT == 1 && FUNNEL_UNORDERED == 2,
					 "orders are named in their order");
	plan->order = (uint8) chosen_of(field, orders, lengthof(orders));
	field = required_field(record, PLAN_COUNT_BY, "count_by");
	plan->every_attempt = chosen_of(field, counted, lengthof(counted)) == 1;
	field = required_field(record, PLAN_BREAKDOWN_BY, "breakdown_by");
	plan->breakdown_last = chosen_of(field, breakdowns, lengthof(breakdowns)) == 1;
	field = required_field(record, PLAN_HOLD_CONSTANT, "hold_constant");
	plan->hold = DatumGetBool(field.value);

	plan->from_time = time_or(plan_field(record, PLAN_FROM_TIME, "from_time"), PG_INT64_MIN);
	plan->to_time = time_or(plan_field(record, PLAN_TO_TIME, "to_time"), PG_INT64_MAX);
	if (plan->from_time > plan->to_time)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("argument \"to_time\" must not lie before \"from_time\"")));
	field = plan_field(record, PLAN_AS_OF, "as_of");
	plan->has_as_of = !field.is_null;
	plan->as_of = time_or(field, 0);

	set_optional(plan, plan_field(record, PLAN_OPTIONAL_STEPS, "optional_steps"));
	has_limit = set_limits(plan, plan_field(record, PLAN_STEP_LIMITS, "step_limits"));
	if (plan->order == FUNNEL_UNORDERED && (plan->optional != 0 || has_limit))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("an unordered funnel has no optional steps and no limits of single steps"),
				 errdetail("Its steps have no step before.")));
	set_exclusions(plan,
				   plan_field(record, PLAN_EXCLUSION_AFTER, "exclusion_after"),
				   plan_field(record, PLAN_EXCLUSION_BEFORE, "exclusion_before"));
}
