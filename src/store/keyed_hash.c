/*-------------------------------------------------------------------------
 *
 * keyed_hash.c
 *	  HMAC-SHA-256 with the store's secret key.
 *
 * A bare hash of an e-mail or an IP address is undone by trying them all, so
 * every hash in the store is keyed.  The key is the row of analytics_hash_key,
 * or stands in a file of the server (mindwell_analytics.hash_key_file), where
 * no dump and no replica of the store has it.  It is never the value of a
 * setting: settings are shown.
 *
 * A session keeps the key that it has read until the row, or the name of the
 * file, changes.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#include <sys/stat.h>
#include <unistd.h>

#include "common/hmac.h"
#include "fmgr.h"
#include "miscadmin.h"
#include "storage/fd.h"
#include "utils/acl.h"
#include "utils/builtins.h"

#include "base/encoding.h"
#include "base/settings.h"
#include "store/keyed_hash.h"

#define HASH_KEY_LENGTH 32
#define HASH_KEY_DIGITS (2 * HASH_KEY_LENGTH)	/* in the file, hexadecimal */
#define HASH_KEY_FILE_MAX 4096	/* bytes, of which the rest is white space */

static struct
{
	Oid			schema;
	uint64		changes;
	bool		loaded;
	uint8		key[HASH_KEY_LENGTH];
}			hash_key;

PG_FUNCTION_INFO_V1(analytics_keyed_hash);
PG_FUNCTION_INFO_V1(analytics_check_hash_key_file);

static void
hash_key_forget(void)
{
	hash_key.loaded = false;
}

/*
 * Called once, when the library is loaded.
 */
void
keyed_hash_init(void)
{
	setting_hash_key_file_hook = hash_key_forget;
}

/*
 * Take the key out of a file's content; false when it is not one.
 */
static bool
parse_key_file(const char *content, int length, uint8 key[HASH_KEY_LENGTH])
{
	for (int i = 0; i < length; i++)
		if (i < HASH_KEY_DIGITS ? !isxdigit((unsigned char) content[i])
			: !isspace((unsigned char) content[i]))
			return false;
	if (length < HASH_KEY_DIGITS)
		return false;
	hex_decode(content, HASH_KEY_DIGITS, (char *) key);
	return true;
}

/*
 * Read the key in a file.  What is wrong with the file is the error of a
 * value (22023) for whoever looks at it before using it.
 */
static void
read_key_file(const char *path, bool is_look, uint8 key[HASH_KEY_LENGTH])
{
	int			fd = OpenTransientFile(path, O_RDONLY | PG_BINARY);
	struct stat status;
	char		content[HASH_KEY_FILE_MAX];
	int			length;
	bool		is_key;

	if (fd < 0 || fstat(fd, &status) < 0)
		ereport(ERROR,
				(is_look ? errcode(ERRCODE_INVALID_PARAMETER_VALUE) : errcode_for_file_access(),
				 errmsg("could not open the file of mindwell_analytics.hash_key_file: %m"),
				 errdetail("It must be a regular file of the server that the server's user alone may read."),
				 errhint("A superuser makes it, or takes it back: SELECT analytics_configure('hash_key_file', NULL);")));
	if (!S_ISREG(status.st_mode) || (status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
		ereport(ERROR,
				(errcode(is_look ? ERRCODE_INVALID_PARAMETER_VALUE : ERRCODE_CONFIG_FILE_ERROR),
				 errmsg("the file of mindwell_analytics.hash_key_file is open to others"),
				 errdetail("It must be a regular file that the server's user alone may read."),
				 errhint("Run chmod 0600 on it.")));
	length = read(fd, content, sizeof(content));
	if (length < 0)
		ereport(ERROR,
				(is_look ? errcode(ERRCODE_INVALID_PARAMETER_VALUE) : errcode_for_file_access(),
				 errmsg("could not read the file of mindwell_analytics.hash_key_file: %m")));
	CloseTransientFile(fd);

	is_key = status.st_size <= (off_t) sizeof(content) && parse_key_file(content, length, key);
	explicit_bzero(content, sizeof(content));
	if (!is_key)
		ereport(ERROR,
				(errcode(is_look ? ERRCODE_INVALID_PARAMETER_VALUE : ERRCODE_CONFIG_FILE_ERROR),
				 errmsg("the file of mindwell_analytics.hash_key_file holds no key"),
				 errdetail("A key is 64 hexadecimal digits."),
				 errhint("Make one with: openssl rand -hex 32")));
}

static void
load_key_from_table(const Store *store)
{
	StoreScan	scan;
	HeapTuple	tuple;
	bool		found = false;

	store_scan_begin(&scan, store, STORE_HASH_KEY, 0, NULL);
	tuple = store_scan_next(&scan);
	if (HeapTupleIsValid(tuple))
	{
		bytea	   *key = DatumGetByteaPP(store_value(&scan, tuple, HASH_KEY_KEY));

		found = VARSIZE_ANY_EXHDR(key) == HASH_KEY_LENGTH;
		if (found)
			memcpy(hash_key.key, VARDATA_ANY(key), HASH_KEY_LENGTH);
	}
	store_scan_end(&scan);
	if (!found)
		ereport(ERROR,
				(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
				 errmsg("the analytics store has no hash key"),
				 errhint("Restore the row of analytics_hash_key, or run analytics_install() to have a new one made.")));
}

static void
load_key(const Store *store)
{
	if (hash_key.loaded && hash_key.schema == store->schema &&
		hash_key.changes == store_changes(STORE_HASH_KEY))
		return;

	hash_key.loaded = false;
	hash_key.schema = store->schema;
	hash_key.changes = store_changes(STORE_HASH_KEY);
	if (setting_hash_key_file[0] != '\0')
		read_key_file(setting_hash_key_file, false, hash_key.key);
	else
		load_key_from_table(store);
	hash_key.loaded = true;
}

void
keyed_hash(const Store *store, const HashPart *parts, int count,
		   uint8 digest[PG_SHA256_DIGEST_LENGTH])
{
	pg_hmac_ctx *context;
	bool		failed;

	load_key(store);
	context = pg_hmac_create(PG_SHA256);
	failed = context == NULL || pg_hmac_init(context, hash_key.key, HASH_KEY_LENGTH) < 0;
	for (int i = 0; i < count && !failed; i++)
		failed = pg_hmac_update(context, parts[i].data, parts[i].length) < 0;
	if (failed || pg_hmac_final(context, digest, PG_SHA256_DIGEST_LENGTH) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INTERNAL_ERROR),
				 errmsg("could not compute HMAC: %s", pg_hmac_error(context))));
	pg_hmac_free(context);
}

/*
 * The hash of a text, as HASHED_LENGTH bytes of text that are not terminated.
 */
char *
keyed_hash_text(const Store *store, const char *text, int length)
{
	EncodedText encoded = text_to_utf8(text, length);
	HashPart	part = {encoded.bytes, encoded.length};
	uint8		digest[PG_SHA256_DIGEST_LENGTH];
	char	   *result = palloc(HASHED_LENGTH);

	keyed_hash(store, &part, 1, digest);
	memcpy(result, HASHED_PREFIX, HASHED_PREFIX_LENGTH);
	hex_encode((const char *) digest, sizeof(digest), result + HASHED_PREFIX_LENGTH);
	return result;
}

/*
 * Does a text look like what keyed_hash_text() returns?
 */
bool
keyed_hash_is_text(const char *text, int length)
{
	if (length != HASHED_LENGTH || memcmp(text, HASHED_PREFIX, HASHED_PREFIX_LENGTH) != 0)
		return false;
	for (int i = HASHED_PREFIX_LENGTH; i < HASHED_LENGTH; i++)
		if (!((text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f')))
			return false;
	return true;
}

/*
 * analytics_keyed_hash(value text) -> text
 *
 * Whoever may ask for hashes may try out what was hashed: the owner alone.
 */
Datum
analytics_keyed_hash(PG_FUNCTION_ARGS)
{
	const Store *store = store_get();
	text	   *value = PG_GETARG_TEXT_PP(0);

	if (!store_is_owner(store, GetUserId()))
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied for the hash key of the analytics store")));
	PG_RETURN_TEXT_P(cstring_to_text_with_len(keyed_hash_text(store, VARDATA_ANY(value),
															  VARSIZE_ANY_EXHDR(value)),
											  HASHED_LENGTH));
}

/*
 * analytics_check_hash_key_file(path text): look at a file before it is set,
 * or at the one that is
 *
 * The errors tell what files the server has: to whoever may set one, and of
 * the one that is set, as every event would.
 */
Datum
analytics_check_hash_key_file(PG_FUNCTION_ARGS)
{
	const char *path = PG_ARGISNULL(0) ? setting_hash_key_file : text_to_cstring(PG_GETARG_TEXT_PP(0));
	uint8		key[HASH_KEY_LENGTH];

	if (!PG_ARGISNULL(0) &&
		pg_parameter_aclcheck(SETTING_PREFIX ".hash_key_file", GetUserId(), ACL_SET) != ACLCHECK_OK)
		ereport(ERROR,
				(errcode(ERRCODE_INSUFFICIENT_PRIVILEGE),
				 errmsg("permission denied to set parameter \"%s\"", SETTING_PREFIX ".hash_key_file")));
	if (path[0] != '\0')
	{
		read_key_file(path, true, key);
		explicit_bzero(key, sizeof(key));
	}
	PG_RETURN_VOID();
}
