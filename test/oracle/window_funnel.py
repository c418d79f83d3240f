#!/usr/bin/python3
"""Brute-force oracle for analytics_window_funnel and analytics_window_funnel_times.

Written from the definition: every chain that the rules allow is enumerated, and
the scan rules are applied entry by entry to that list.  Random groups (few
instants, so ties, window boundaries and repeated steps are the rule) are
compared in every combination of modes.
"""
import datetime
import itertools

import harness

CHAIN_MODES = ["strict_once", "strict_increase"]
SCAN_MODES = [[], ["strict_deduplication"], ["strict_order"], ["strict_order", "allow_reentry"],
              ["strict_deduplication", "strict_order"],
              ["strict_deduplication", "strict_order", "allow_reentry"]]
EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.timezone.utc)


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
            result[", ".join(modes)] = (
                level, [EPOCH + datetime.timedelta(microseconds=time) for time in times])
    return result


def run(server, rng, groups):
    table, expected = [], {}
    for g in range(groups):
        within, rows = random_group(rng)
        expected[g] = answers(within, rows)
        table += [(g, within, at, steps) for at, steps in rows]
    rng.shuffle(table)
    server.load("rows", "g bigint, within bigint, at bigint, steps boolean[]", table)
    # the planner shall think that aggregating in the workers is worth it
    server.conn.execute("ALTER TABLE rows ALTER COLUMN g SET (n_distinct = 10); ANALYZE rows")
    server.conn.execute("SET DateStyle = 'ISO'")  # which psycopg reads
    for modes in expected[0]:
        arguments = f"oracle.span(within), '{modes}', oracle.at(at), VARIADIC steps"
        if modes == "":
            arguments = arguments.replace("'', ", "")
        server.check(f"modes '{modes}'",
                     f"analytics_window_funnel({arguments}), analytics_window_funnel_times({arguments})",
                     "rows", {g: answer[modes] for g, answer in expected.items()})
    return f"{groups} groups, {len(expected[0])} combinations of modes"


if __name__ == "__main__":
    harness.main(__doc__, run)
