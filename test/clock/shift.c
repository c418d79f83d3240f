/*
 * shift.c
 *		A library for LD_PRELOAD that adds $CLOCK_SHIFT seconds to the time of day.
 *
 * Only what tells the date is shifted, and by a constant: differences between
 * two readings stay true, so that timeouts, which PostgreSQL reckons from the
 * time of day, and the monotonic clock, which it measures with, go on working.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>

/* Not left to a constructor: those of other libraries may ask for the time before. */
static time_t
shift(void)
{
	static time_t seconds;
	static int	known;

	if (!known)
	{
		const char *value = getenv("CLOCK_SHIFT");

		seconds = value ? atoll(value) : 0;
		known = 1;
	}
	return seconds;
}

int
clock_gettime(clockid_t clock, struct timespec *time)
{
	static int	(*real) (clockid_t, struct timespec *);
	int			result;

	if (!real)
		real = (int (*) (clockid_t, struct timespec *)) dlsym(RTLD_NEXT, "clock_gettime");
	result = real(clock, time);
	if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
		time->tv_sec += shift();
	return result;
}

int
gettimeofday(struct timeval *time, void *zone)
{
	struct timespec now;

	(void) zone;
	clock_gettime(CLOCK_REALTIME, &now);
	time->tv_sec = now.tv_sec;
	time->tv_usec = now.tv_nsec / 1000;
	return 0;
}

time_t
time(time_t *result)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (result)
		*result = now.tv_sec;
	return now.tv_sec;
}
