#!/usr/bin/python3
"""Brute-force oracle for analytics_window_funnel and analytics_window_funnel_times.

Written from the definition: every chain that the rules allow is enumerated, and
the scan rules are applied entry by entry to that list.  Random groups (few
instants, so ties, window boundaries and repeated steps are the rule) are
compared in every combination of modes: serial over shuffled rows, serial over
rows in order, and through forced parallel aggregation.

usage: window_funnel.py [GROUPS [SEED]]       (server by PGHOST, PGPORT, ...)
"""
import datetime
import itertools
import random
import sys

import psycopg

CHAIN_MODES = ["strict_once", "strict_increase"]
SCAN_MODES = [[], ["strict_deduplication"], ["strict_order"], ["strict_order", "allow_reentry"],
              ["strict_deduplication", "strict_order"],
              ["strict_deduplication", "strict_order", "allow_reentry"]]
EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)


def random_group(rng):
    """(window, rows); a row is (time or None, conditions), a condition may be None."""
    steps = rng.choice([1, 2, 2, 3, 3, 3, 4, 4, 5])
    instants = rng.choice([1, 2, 4, 7])
    density = rng.choice([0.2, 0.4, 0.7])
    null = rng.choice([0, 0, 0, 0.05, 0.5])
    rows = []
    for _ in range(rng.choice([1, 2, 3, 4, 5, 6, 7, 8])):
        time = None if rng.random() < null / 2 else rng.randrange(instants)
        if rng.random() < 0.5:  # one step exactly
            conditions = [False] * steps
            conditions[rng.randrange(steps)] = True
        else:
            conditions = [rng.random() < density for _ in range(steps)]
        if rng.random() < null:
            conditions[rng.randrange(steps)] = None
        rows.append((time, conditions))
    return rng.choice([0, 1, 2, 3, 10]), rows


def entries_of(rows):
    """(time, step, row number) in the order of the scan; step 0 is a row without any step."""
    entries = []
    for number, (time, conditions) in enumerate(rows):
        # of one time and step, the row that has the first differing condition is first
        order = [not condition for condition in conditions]
        steps = [step for step, condition in enumerate(conditions, 1) if condition] or [0]
        entries += [((time, step, order, number), (time, step, number)) for step in steps]
    return [entry for _, entry in sorted(entries)]


def enumerate_chains(entries, within, once, increase):
    """Every chain that the chain rules allow, as (index of its last entry, times)."""
    chains = set()

    def extend(last, times, used):
        chains.add((last, times))
        for index in range(last + 1, len(entries)):
            time, step, row = entries[index]
            if step != len(times) + 1 or time - times[0] > within:
                continue
            if once and row in used or increase and time <= times[-1]:
                continue
            extend(index, times + (time,), used | {row})

    for index, (time, step, row) in enumerate(entries):
        if step == 1:
            extend(index, (time,), {row})
    return chains


def stop_of(entries, first_completion, modes):
    """The index of the entry at which the scan stops."""
    for index, (_, step, _) in enumerate(entries):
        level = max([k for k, last in first_completion.items() if last < index], default=0)
        if "strict_order" in modes and level >= 1:
            if step == 0:
                return index
            if step >= 2 and level < step - 1 and "allow_reentry" not in modes:
                return index
        if "strict_deduplication" in modes and step >= 2 and level >= step:
            return index
    return len(entries)


def answers(within, rows):
    """For each combination of modes: (level, times)."""
    kept = [(time, conditions) for time, conditions in rows
            if time is not None and None not in conditions]
    entries = entries_of(kept)
    result = {}
    for once, increase in itertools.product([False, True], repeat=2):
        chains = enumerate_chains(entries, within, once, increase)
        first_completion = {}
        for last, times in chains:
            k = len(times)
            first_completion[k] = min(last, first_completion.get(k, last))
        for scan_modes in SCAN_MODES:
            modes = [mode for mode, on in zip(CHAIN_MODES, [once, increase]) if on] + scan_modes
            if not kept:
                result[", ".join(modes)] = (None, None)
                continue
            stop = stop_of(entries, first_completion, modes)
            level, times = 0, ()
            for last, candidate in chains:
                if last < stop and (-len(candidate), candidate) < (-level, times):
                    level, times = len(candidate), candidate
            result[", ".join(modes)] = (level, list(times))
    return result


def main():
    groups = int(sys.argv[1]) if len(sys.argv) > 1 else 10000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(2**31)
    print(f"window_funnel: {groups} groups, seed {seed}", flush=True)
    rng = random.Random(seed)

    connection = psycopg.connect(autocommit=True)
    run = connection.execute
    run("SET client_min_messages = warning")
    run("CREATE EXTENSION IF NOT EXISTS mindwell_analytics")
    run("DROP TABLE IF EXISTS oracle_rows")
    run("CREATE TABLE oracle_rows (grp int, within interval, at timestamptz, steps boolean[])")

    expected, table = {}, []
    for group in range(groups):
        within, rows = random_group(rng)
        expected[group] = answers(within, rows)
        table += [(group, within * MICROSECOND, None if time is None else EPOCH + time * MICROSECOND,
                   conditions) for time, conditions in rows]
    rng.shuffle(table)
    with connection.cursor().copy("COPY oracle_rows FROM STDIN") as copy:
        for row in table:
            copy.write_row(row)
    # the planner shall think that aggregating in the workers is worth it
    run("ALTER TABLE oracle_rows ALTER COLUMN grp SET (n_distinct = 10)")
    run("ANALYZE oracle_rows")

    ways = {
        "serial, shuffled": ("oracle_rows", {"max_parallel_workers_per_gather": 0}),
        "serial, in order": ("(SELECT * FROM oracle_rows ORDER BY at, steps) ordered",
                             {"max_parallel_workers_per_gather": 0}),
        "parallel": ("oracle_rows", {"max_parallel_workers_per_gather": 2,
                                     "min_parallel_table_scan_size": 0,
                                     "parallel_setup_cost": 0, "parallel_tuple_cost": 0,
                                     "parallel_leader_participation": "off"}),
    }
    compared = 0
    for way, (source, settings) in ways.items():
        for name, value in settings.items():
            run(f"SET {name} = {value}")
        for modes in expected[0]:
            query = f"""SELECT grp, analytics_window_funnel(within, '{modes}', at, VARIADIC steps),
                               analytics_window_funnel_times(within, '{modes}', at, VARIADIC steps)
                        FROM {source} GROUP BY grp"""
            if modes == "":
                query = query.replace(", ''", "")
            if way == "parallel":
                plan = "\n".join(line for line, in run("EXPLAIN " + query))
                if "Partial" not in plan:
                    sys.exit(f"not a partial aggregate:\n{plan}")
            for group, level, times in run(query):
                if times is not None:
                    times = [(time - EPOCH) // MICROSECOND for time in times]
                if (level, times) != expected[group][modes]:
                    rows = [row[1:] for row in table if row[0] == group]
                    sys.exit(f"{way}, modes '{modes}', group {group}: {level} {times}, "
                             f"expected {expected[group][modes]}\n" + "\n".join(map(str, rows)))
                compared += 1
    run("DROP TABLE oracle_rows")
    if compared != groups * len(expected[0]) * len(ways):
        sys.exit(f"only {compared} answers compared")
    print(f"ok: {groups} groups, {len(expected[0])} mode combinations, {compared} answers, seed {seed}")


main()
