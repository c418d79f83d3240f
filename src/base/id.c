/*-------------------------------------------------------------------------
 *
 * id.c
 *	  The type analytics_id: a user or a session, as the application names it.
 *
 * It exists for arguments.  A UUID, a text and a number are all cast to it
 * implicitly, so that one function takes each of them, and a literal without
 * a type as well; overloads would be ambiguous.  Nothing is stored in it, and
 * it has no operators, which would make those of other types ambiguous.
 *
 * Its layout is that of uuid, which is all that the code behind a function
 * sees: PG_GETARG_UUID_P() reads it, and the casts to and from uuid do
 * nothing.  What is no UUID becomes analytics_uuid(id), as in a JSON event.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "base/ascii.h"
#include "base/confidential.h"
#include "base/uuid.h"

PG_FUNCTION_INFO_V1(analytics_id_in);
PG_FUNCTION_INFO_V1(analytics_uuid_from_text);
PG_FUNCTION_INFO_V1(analytics_id_from_text);
PG_FUNCTION_INFO_V1(analytics_id_from_bpchar);
PG_FUNCTION_INFO_V1(analytics_id_from_system_name);
PG_FUNCTION_INFO_V1(analytics_id_from_numeric);
PG_FUNCTION_INFO_V1(analytics_id_from_int2);
PG_FUNCTION_INFO_V1(analytics_id_from_int4);
PG_FUNCTION_INFO_V1(analytics_id_from_int8);
PG_FUNCTION_INFO_V1(analytics_anonymous_uuid);
PG_FUNCTION_INFO_V1(analytics_anonymous_uuid_from_numeric);

static void
check_length(size_t length, const char *whose)
{
	if (length > ID_MAX_LENGTH)
		ereport(ERROR,
				(errcode(ERRCODE_STRING_DATA_RIGHT_TRUNCATION),
				 errmsg("id of %s is too long", whose),
				 errdetail("It has %zu bytes; at most %d are allowed.", length, ID_MAX_LENGTH),
				 errconfidential()));
}

static Datum
id_from_name(const char *name, size_t length)
{
	pg_uuid_t  *result = palloc_object(pg_uuid_t);

	check_length(length, "a user or session");
	uuid_from_id(name, length, result);
	return UUIDPGetDatum(result);
}

/*
 * An argument that is an id.  JSON as an untyped literal, in the place of
 * another argument, would be lost in one.
 */
static Datum
id_from_argument(const char *name, size_t length)
{
	size_t		place = 1;

	while (place < length && is_space(name[place]))
		place++;
	if (place < length && name[0] == '{' && (name[place] == '"' || name[place] == '}'))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid id of a user or session: it begins as a JSON object"),
				 errhint("Name the argument that is meant: properties => '{...}'. An id that begins so is analytics_uuid(text)."),
				 errconfidential()));
	return id_from_name(name, length);
}

static Datum
id_from_integer(int64 number)
{
	char		digits[MAXINT8LEN + 1];

	return id_from_name(digits, pg_lltoa(number, digits));
}

/*
 * Input function
 */
Datum
analytics_id_in(PG_FUNCTION_ARGS)
{
	char	   *name = PG_GETARG_CSTRING(0);

	return id_from_argument(name, strlen(name));
}

/*
 * analytics_uuid(text) -> uuid
 */
Datum
analytics_uuid_from_text(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);

	return id_from_name(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
}

/*
 * Cast from text and varchar
 */
Datum
analytics_id_from_text(PG_FUNCTION_ARGS)
{
	text	   *name = PG_GETARG_TEXT_PP(0);

	return id_from_argument(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
}

/*
 * Cast from char(n), whose blanks at the end mean nothing
 */
Datum
analytics_id_from_bpchar(PG_FUNCTION_ARGS)
{
	BpChar	   *name = PG_GETARG_BPCHAR_PP(0);

	return id_from_name(VARDATA_ANY(name),
						bpchartruelen(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name)));
}

/*
 * Cast from name, which current_user is
 */
Datum
analytics_id_from_system_name(PG_FUNCTION_ARGS)
{
	Name		name = PG_GETARG_NAME(0);

	return id_from_name(NameStr(*name), strlen(NameStr(*name)));
}

static char *
digits_of_id(Numeric number, const char *whose)
{
	if (numeric_is_nan(number) || numeric_is_inf(number))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
				 errmsg("invalid id of %s: not a finite number", whose),
				 errconfidential()));
	return numeric_normalize(number);
}

/*
 * Cast from numeric: as a number in a JSON event, 42.0 and 42 are one id
 */
Datum
analytics_id_from_numeric(PG_FUNCTION_ARGS)
{
	char	   *digits = digits_of_id(PG_GETARG_NUMERIC(0), "a user or session");

	return id_from_name(digits, strlen(digits));
}

/*
 * Casts from integers, and analytics_uuid(bigint)
 */
Datum
analytics_id_from_int2(PG_FUNCTION_ARGS)
{
	return id_from_integer(PG_GETARG_INT16(0));
}

Datum
analytics_id_from_int4(PG_FUNCTION_ARGS)
{
	return id_from_integer(PG_GETARG_INT32(0));
}

Datum
analytics_id_from_int8(PG_FUNCTION_ARGS)
{
	return id_from_integer(PG_GETARG_INT64(0));
}

static pg_uuid_t
id_of_visitor(const char *name, size_t length)
{
	pg_uuid_t	result;

	check_length(length, "an anonymous visitor");
	uuid_from_anonymous_id(name, length, &result);
	return result;
}

/*
 * The UUID of an anonymous visitor; 22001 for too long an id.
 */
pg_uuid_t
id_of_visitor_from_text(const text *name)
{
	return id_of_visitor(VARDATA_ANY(name), VARSIZE_ANY_EXHDR(name));
}

/*
 * The same of a number, as in a JSON event; 22P02 for NaN and infinity.
 */
pg_uuid_t
id_of_visitor_from_numeric(Numeric number)
{
	const char *digits = digits_of_id(number, "an anonymous visitor");

	return id_of_visitor(digits, strlen(digits));
}

/*
 * analytics_anonymous_uuid(anonymous_id text) -> uuid
 */
Datum
analytics_anonymous_uuid(PG_FUNCTION_ARGS)
{
	pg_uuid_t  *result = palloc_object(pg_uuid_t);

	*result = id_of_visitor_from_text(PG_GETARG_TEXT_PP(0));
	PG_RETURN_UUID_P(result);
}

/*
 * analytics_anonymous_uuid(anonymous_id numeric) -> uuid
 */
Datum
analytics_anonymous_uuid_from_numeric(PG_FUNCTION_ARGS)
{
	pg_uuid_t  *result = palloc_object(pg_uuid_t);

	*result = id_of_visitor_from_numeric(PG_GETARG_NUMERIC(0));
	PG_RETURN_UUID_P(result);
}
