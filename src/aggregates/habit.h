/*-------------------------------------------------------------------------
 *
 * habit.h
 *	  How well a habit is kept in a window of days.
 *
 * Copyright (c) 2026, mindwell_analytics contributors
 *
 *-------------------------------------------------------------------------
 */
#ifndef MINDWELL_HABIT_H
#define MINDWELL_HABIT_H

#include "base/compat.h"

#include "utils/date.h"

typedef struct HabitTerms
{
	DateADT		as_of;			/* last day of the window */
	int32		window_days;	/* what habit_check_window() allows */
	double		streak_weight;	/* 0 .. 1 */
} HabitTerms;

typedef struct Streaks
{
	int64		days_done;		/* in the window, as are the next two */
	int64		streaks;
	int64		longest;
	int64		current;		/* ends at as_of, and may reach back behind the window */
} Streaks;

extern int32 habit_heard(DateADT day, const char *event_type, Size length);
extern void habit_check_window(int32 days);
extern Streaks habit_find_streaks(const int64 *days, uint32 count, HabitTerms terms);

static inline double
habit_completion(const Streaks *found, HabitTerms terms)
{
	return (double) found->days_done / terms.window_days;
}

static inline double
habit_score(const Streaks *found, HabitTerms terms)
{
	return (1.0 - terms.streak_weight) * habit_completion(found, terms) +
		terms.streak_weight * ((double) found->longest / terms.window_days);
}

static inline double
habit_average_streak(const Streaks *found)
{
	return found->streaks == 0 ? 0.0 : (double) found->days_done / found->streaks;
}

#endif							/* MINDWELL_HABIT_H */
