/*-------------------------------------------------------------------------
 *
 * rfc3339_driver.c
 *	  Runs rfc3339_parse() on the lines of its input, without a server.
 *
 * A line is "s" (strict) or "l" (lenient) and the text; the answer is the
 * microseconds since 2000-01-01 00:00 UTC, or "-".
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#include "base/compat.h"

#undef printf

#include "base/property_format.h"

#define MAX_LINE 4096

int
main(void)
{
	char		line[MAX_LINE];

	while (fgets(line, sizeof(line), stdin) != NULL)
	{
		TimestampTz instant;

		line[strcspn(line, "\n")] = '\0';
		if (rfc3339_parse(line + 1, strlen(line + 1), line[0] == 's', &instant))
			printf(INT64_FORMAT "\n", instant);
		else
			printf("-\n");
	}
	return 0;
}
