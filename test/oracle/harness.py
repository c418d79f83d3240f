"""What the aggregates' oracles share: options, data, and the three plans.

An oracle gives rows of random groups and, for each group, what
the definitions say.  check() asks the server for the same under three plans:
serial, forced parallel (with "Partial" asserted in EXPLAIN) and in shuffled
order of arrival.

Times are whole microseconds after 2000-01-01 UTC: in the table as bigint,
in the queries as at(column); None is NULL.  Every answer comes back through
us(), so that nothing is rounded on the way (interval multiplication is by
floats: whole seconds and the rest are multiplied apart).
"""
import argparse
import random
import sys

import psycopg

SETUP = """
SET TimeZone = 'America/St_Johns';
SET DateStyle = 'SQL, DMY';
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS mindwell_analytics;
CREATE SCHEMA oracle;
SET search_path = oracle, public;
CREATE FUNCTION oracle.at(us bigint) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN timestamptz '2000-01-01 00:00:00+00' + us / 1000000 * interval '1 second' + us % 1000000 * interval '1 microsecond';
CREATE FUNCTION oracle.us(t timestamptz) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN pg_catalog.isfinite(t)
              THEN ((EXTRACT(epoch FROM t) - 946684800) * 1000000)::bigint END;
CREATE FUNCTION oracle.span(us bigint) RETURNS interval LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN us / 1000000 * interval '1 second' + us % 1000000 * interval '1 microsecond';
"""

SERIAL = "SET max_parallel_workers_per_gather = 0; SET enable_sort = on;"
SHOWN_ROWS = 40
PARALLEL = """
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;
SET parallel_leader_participation = on;
"""


class Mismatch(Exception):
    pass


def same(expected, got, tolerance=1e-12):
    """Equal, where floats may differ by rounding; recursive in sequences.

    A row of an array, which to_json() made an object, is its values in order.
    """
    if isinstance(got, dict):
        return same(expected, list(got.values()))
    if isinstance(expected, (list, tuple)):
        return (isinstance(got, (list, tuple)) and len(expected) == len(got)
                and all(same(e, g) for e, g in zip(expected, got)))
    if expected is None or got is None:
        return expected is got
    if isinstance(got, float):
        return abs(float(expected) - got) <= tolerance * max(1.0, abs(got))
    return expected == got


class Server:
    def __init__(self):
        self.conn = psycopg.connect("", autocommit=False)
        self.conn.execute(SETUP)

    def rows(self, sql):
        return self.conn.execute(sql).fetchall()

    def load(self, table, columns, rows):
        """columns: "g bigint, started bigint"; rows: tuples."""
        self.conn.execute(f"CREATE TABLE {table} ({columns})")
        with self.conn.cursor().copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        self.analyze(table)

    def analyze(self, table):
        """With few groups promised, so that partial aggregation pays."""
        self.conn.execute(f"ALTER TABLE {table} ALTER g SET (n_distinct = 50); ANALYZE {table}")

    def check(self, what, select, table, expected):
        """select: aggregate expressions; expected: {g: tuple of values}."""
        plans = (
            ("serial", SERIAL, table),
            ("parallel", PARALLEL, table),
            ("shuffled", SERIAL, f"(SELECT * FROM {table} ORDER BY random()) AS shuffled"),
        )
        for name, settings, source in plans:
            self.conn.execute(settings)
            sql = f"SELECT g, {select} FROM {source} GROUP BY g"
            plan = "\n".join(row[0] for row in self.rows("EXPLAIN " + sql))
            if ("Partial" in plan) != (name == "parallel"):
                raise Mismatch(f"{what}: not a {name} plan:\n{plan}")
            got = {row[0]: row[1:] for row in self.rows(sql)}
            if got.keys() != expected.keys():
                raise Mismatch(f"{what}, {name}: other groups")
            for group, values in expected.items():
                if not same(tuple(values), got[group]):
                    data = self.rows(f"SELECT t::text FROM {table} AS t WHERE g = {group} LIMIT {SHOWN_ROWS}")
                    raise Mismatch(f"{what}, {name}, group {group}:\nexpected {values}\n"
                                   f"got      {got[group]}\nrows {data}")


def main(doc, run, default_groups=10000):
    """run(server, rng, groups) raises Mismatch, or returns what to say."""
    parser = argparse.ArgumentParser(description=doc)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--groups", type=int, default=default_groups)
    options = parser.parse_args()
    print(f"seed {options.seed}, {options.groups} groups", flush=True)
    server = Server()
    try:
        said = run(server, random.Random(options.seed), options.groups)
    except Mismatch as mismatch:
        print(f"FAILED: {mismatch}")
        sys.exit(1)
    finally:
        server.conn.rollback()
        server.conn.close()
    print(f"ok: {said}, seed {options.seed}")
