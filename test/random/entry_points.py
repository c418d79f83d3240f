#!/usr/bin/python3
"""Calls everything that the extension brings with the values that programs forget: NULL, infinities, the ends of each
type, empty, two-dimensional and oddly bounded arrays, negative and month intervals, and texts of every kind.

The calls are made from the catalog, so a new function is called without being listed here:
- every function and aggregate, as a superuser and as an ordinary role; aggregates over rows that differ, also in parallel;
- every trigger and every piece of an aggregate in C, declared anew with a signature that SQL can call;
- every deserialization, inside an aggregate, with damaged copies of states that a serialization gave;
- every aggregate that merges states, with damaged ones under the right checksum, alone and beside whole ones.

No call may end the server or raise an internal error (class XX).  Any other error is an answer.

    entry_points.py [--calls N] [--seed N]      in $PGDATABASE, which must be new; the server of PGHOST, PGPORT
"""
import argparse
import random
import sys
from collections import Counter

import psycopg

TIMEOUT = '1s'
DAMAGED_STATES = 150        # for each deserialization
TIMES = ['infinity', '-infinity', '4714-11-24 00:00:00+00 BC', '294276-12-31 23:59:59.999999+00', '2000-01-01Z',
         '1999-12-31 23:59:59.999999Z', '2026-10-05 12:00Z', '2026-10-05 12:00:00.000001Z']
TEXTS = ['', 'a', 'b', 'x' * 300, 'ä' * 70, "it's", '"', '\\', '%s', '{', '(?1).*(?2)', '(?1)(?t>=5)(?2)', '(?9)', '((((', 'hour',
         'day', 'week', 'month', 'UTC', 'Europe/Berlin', '[]', '()', 'strict_once', 'strict_order,allow_reentry', 'unordered',
         'total', 'session', 'session_started', 'analytics_events', 'pg_class', 'public', '-1', '1e400', '2026-10-05', 'infinity', 'NULL']
VALUES = {
    'uuid': ['00000000-0000-0000-0000-000000000000', '11111111-1111-4111-8111-111111111111'],
    'bigint': ['0', '1', '-1', '2', '60', '9223372036854775807', '-9223372036854775808'],
    'integer': ['0', '1', '-1', '2', '7', '31', '32', '33', '1000', '2147483647', '-2147483648'],
    'smallint': ['0', '-1', '32767', '-32768'],
    'double precision': ['0', '0.5', '1', '-1', '1e308', '-1e-308', 'NaN', 'Infinity', '-Infinity'],
    'numeric': ['0', '1', 'NaN', 'Infinity', '1e1000', '-0.000000001'],
    'boolean': ['true', 'false'],
    'timestamp with time zone': TIMES,
    'timestamp without time zone': [time.replace('+00', '').replace('Z', '') for time in TIMES],
    'date': ['infinity', '-infinity', '4714-11-24 BC', '5874897-12-31', '2000-01-01', '2026-10-05'],
    'interval': ['0', '1 hour', '-1 hour', '1 day', '1 month', '-1 month', '1 month -30 days', '178000000 years',
                 '-178000000 years', '2562047788 hours', '-2562047788 hours', '1 microsecond', '100000000 days', '5 minutes'],
    'text': TEXTS,
    'name': ['', 'a', 'public', 'analytics_events', 'pg_class', 'postgres', 'hourly', 'x' * 63],
    'bytea': ['', '\\x00', '\\x4d57', '\\x' + 'ff' * 64],
    'jsonb': ['{}', '[]', 'null', '1', '1e400', '"x"', 'true', '{"event_type": "a"}', '[{"event_type": "a"}, null, [], {}, 1]',
              '{"event_type": null, "user_id": 1, "properties": []}', '{"properties": {"a": {"type": "number"}}, "required": ["a"]}',
              '{"type": []}', '{"": ""}', '{"a": {"a": {"a": [[[[{}]]]]}}}', '[' * 200 + ']' * 200,
              '[{"event_type": "a"}, {"event_type": "b"}]', '[["a", "b"], "c"]', '{"steps": [{}]}'],
    'tstzrange': ['empty', '(,)', '[2026-01-01Z,)', '(,2026-01-01Z]', '[-infinity,infinity]', '[2026-01-01Z,2026-01-01Z]',
                  '(2026-01-01Z,2026-01-02Z)'],
    'regclass': ['pg_class', 'pg_type', '0', '4294967295'],
    'regprocedure': ['0', 'now()', '4294967295'],
    'regtype': ['0', 'text', '4294967295'],
    'oid': ['0', '1', '4294967295'],
    '"char"': ['a', ''],
    'character': ['a', '', ' '],
    'cstring': TEXTS + ['{a,b}', '{"a": 1}', '{"a\\'],
    'json': ['null', '"a"', '["a", "b"]', '{"event": "a"}'],
    'analytics_id': ['42', 'alice', '', '{11111111-1111-4111-8111-111111111111}', ' urn:uuid:1', '{'],
    'analytics_steps': ['a', 'A', '', 'null', '5', '{}', '{a,b}', '{"a', '[]', '["a", 1]', '{"event": "a", "where": {"b": 1}}',
                        '{"any": []}', '{"event": "a", "where": []}', '[[["a"]]]', '["a", {"event": "b", "where": {"": ""}}]'],
}

# What arguments of these names often are, so that more than their checks is reached.
NAMED = {
    'pattern': ['(?1).*(?2)', '(?1)(?t>=1)(?2)', '(?1)'],
    'within': ['1 hour', '0', '100 years'],
    'timeout': ['30 minutes', '1 microsecond'],
    'bucket_width': ['1 hour', '7 days'],
    'modes': ['', 'strict_once', 'strict_order', 'strict_deduplication', 'strict_increase'],
    'grain': ['hour', 'day', 'week', 'month'],
    'periods': ['0', '3', '30'],
    'bounds': ['[]', '[)', '(]', '()'],
    'options': ['{}', '{"cohorts": "recurring"}', '{"rolling": true}'],
    'conditions': ['{t,f}', '{f,t}', '{t,t}', '{t,NULL}'],
    'steps jsonb': ['["a", "b"]', '["a", {"event_type": "b"}, ["a", "b"]]'],
    'steps analytics_steps': ['{a,b}', '["a", {"event": "b", "where": {"c": 1}}, {"any": ["a", "b"]}]'],
    'start_step': ['a', '{"event": "a", "where": {"b": 1}}'],
    'return_step': ['b', '{"any": ["a", "b"]}'],
    'exclusions': ['{}'],
    'steps text[]': ['{a,b}', '{a,b,a}'],
    'window_days': ['7', '30'],
    'streak_weight': ['0', '0.3', '1'],
    'as_of': ['2026-10-05', '2026-11-01'],
    'time_zone': ['UTC', 'America/St_Johns'],
}


class Arguments:
    """Random SQL expressions of a type."""

    def __init__(self, chance, cursor):
        self.chance = chance
        self.cursor = cursor
        self.columns = {}

    def literal(self, value, type_name):
        return f"E'{value.replace(chr(92), chr(92) * 2).replace(chr(39), chr(39) * 2)}'::{type_name}"

    def array(self, type_name):
        element = type_name[:-2]
        one = self.value(element)
        some = ', '.join(self.value(element) for _ in range(self.chance.choice([1, 2, 3, 31, 32, 33])))
        return self.chance.choice([
            f"'{{}}'::{type_name}", f'ARRAY[{one}]::{type_name}', f'ARRAY[{some}]::{type_name}',
            f'ARRAY[[{one}, {one}], [{one}, {one}]]::{type_name}', f'array_fill({one}, ARRAY[2], ARRAY[-3])::{type_name}',
            f'ARRAY[NULL]::{type_name}', f'array_fill({one}, ARRAY[3000])::{type_name}'])

    def composite(self, type_name):
        """A row of the type, NULL here and there."""
        if type_name not in self.columns:
            self.cursor.execute("SELECT format_type(atttypid, atttypmod) FROM pg_attribute WHERE attnum > 0 AND NOT attisdropped"
                                " AND attrelid = (SELECT typrelid FROM pg_type WHERE oid = %s::regtype) ORDER BY attnum", [type_name])
            self.columns[type_name] = [row[0] for row in self.cursor.fetchall()]
        return f"ROW({', '.join(self.value(column) for column in self.columns[type_name])})::{type_name}"

    def named(self, name, type_name):
        usual = NAMED.get(name) or NAMED.get(f'{name} {type_name}')
        if usual and self.chance.random() < 0.6:
            return self.literal(self.chance.choice(usual), type_name)
        return self.value(type_name)

    def of(self, names, types):
        return [self.named(*each) for each in zip(names, types)]

    def value(self, type_name):
        if self.chance.random() < 0.12:
            return f'NULL::{type_name}'
        if type_name.endswith('[]'):
            return self.array(type_name)
        base = 'text' if type_name.startswith('character varying') else type_name
        if base in VALUES:
            return self.literal(self.chance.choice(VALUES[base]), type_name)
        if base.endswith('funnel_plan') and self.chance.random() < 0.7:
            # A plan with some sense: the rest of the aggregate is reached.
            return f"analytics_funnel_plan({self.chance.choice([1, 2, 3])}, {self.value('interval')})"
        return self.composite(type_name)

# Of a state that is a value: what its checksum is of, and where it is.
CHECKED_FROM, CHECKSUM, PAYLOAD = 5, slice(7, 11), 11


def crc_32c(data):
    crc = 0xffffffff
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82f63b78 if crc & 1 else 0)
    return crc ^ 0xffffffff


def sealed(head, payload):
    """A state with the checksum of what it has become."""
    checked = head[CHECKED_FROM:CHECKSUM.start]
    return head[:CHECKSUM.start] + crc_32c(checked + payload).to_bytes(4, 'big') + payload


class Calls:
    def __init__(self, options):
        self.chance = random.Random(options.seed)
        self.connection = psycopg.connect('', autocommit=True)
        self.cursor = self.connection.cursor()
        self.arguments = Arguments(self.chance, self.cursor)
        self.states = Counter()

    def execute(self, sql):
        self.cursor.execute(sql)
        return self.cursor.fetchall() if self.cursor.description else []

    def attempt(self, sql):
        """Whether a statement, whose effects are undone, succeeds; a crash or an internal error ends it all."""
        try:
            self.execute('SAVEPOINT attempt')
            self.cursor.execute(sql)
            self.states['00000'] += 1
            succeeded = True
        except psycopg.Error as error:
            succeeded = False
            if error.sqlstate is None or self.connection.broken:
                sys.exit(f'FAILED: the server ended: {error}\n{sql[:20000]}')
            if error.sqlstate.startswith('XX'):
                sys.exit(f'FAILED: {error.sqlstate} {error}\n{sql[:20000]}')
            self.states[error.sqlstate] += 1
        self.execute('ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt')
        return succeeded

    def prepare(self):
        self.execute("CREATE EXTENSION mindwell_analytics")
        self.execute("SELECT analytics_install()")
        self.execute("CREATE ROLE entry_points_app")
        self.execute("GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO entry_points_app")
        self.execute("SELECT analytics_track('session_started', '11111111-1111-4111-8111-111111111111') FROM generate_series(1, 3)")
        # Rows by a number: 1 .. 3.
        self.execute("CREATE TABLE few AS SELECT i FROM generate_series(1, 3) AS i; GRANT SELECT ON few TO PUBLIC; ANALYZE few")
        self.execute(f"SET statement_timeout = '{TIMEOUT}'; SET lock_timeout = '1s'; SET client_min_messages = error")

    def functions(self):
        return self.execute("""
            SELECT p.oid::regprocedure::text, p.oid::regproc::text, p.prokind, l.lanname, p.prosrc, p.probin,
                   ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes::oid[]) WITH ORDINALITY AS a (t, n) ORDER BY n),
                   p.provariadic <> 0, format_type(p.prorettype, NULL), coalesce(p.proargnames[1:p.pronargs], '{}')
            FROM pg_proc AS p
            JOIN pg_language AS l ON l.oid = p.prolang
            JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
            JOIN pg_extension AS e ON d.refobjid = e.oid AND e.extname = 'mindwell_analytics'
            ORDER BY 1""")

    def call(self, function, nulls=False):
        _, name, kind, _, _, _, types, variadic, _, names = function
        values = [f'NULL::{t}' for t in types] if nulls else self.arguments.of(names, types)
        if kind in 'aw' and not nulls:
            # Most are constant: then the rest is reached.
            values = [first if self.chance.random() < 0.6 else f'CASE WHEN i = 2 THEN {second} ELSE {first} END'
                      for first, second in zip(values, self.arguments.of(names, types))]
        if variadic:
            values[-1] = f'VARIADIC {values[-1]}'
        call = f"{name}({', '.join(values)})"
        if kind == 'w':
            return f'SELECT {call} OVER (ORDER BY i) FROM few'
        if kind == 'a':
            return f'SELECT {call} FROM few'
        if kind == 'p':
            return f'CALL {call}'
        return f'SELECT count(*) FROM (SELECT {call} AS result) AS one'

    def call_all(self, calls):
        """Every function at least once for each role, and then by chance."""
        functions = [f for f in self.functions() if 'internal' not in f[6] and f[8] not in ('internal', 'trigger')]
        # What returns a pointer is no function of SQL; the others are called here.
        for role in ('NONE', 'entry_points_app'):
            self.execute(f'BEGIN; SET LOCAL ROLE {role}')
            for function in functions:
                self.attempt(self.call(function, nulls=True))
            for n in range(max(calls // 2, len(functions))):
                if n % 5 == 0:
                    workers = self.chance.choice([0, 0, 0, 2])
                    cost = 0 if workers else 1000
                    self.execute(f'SET LOCAL max_parallel_workers_per_gather = {workers}; SET LOCAL parallel_setup_cost = {cost};'
                                 f'SET LOCAL parallel_tuple_cost = {cost}; SET LOCAL min_parallel_table_scan_size = {cost}')
                self.attempt(self.call(functions[n % len(functions)]))
            self.execute('ROLLBACK')
        return len(functions)

    def call_pieces(self):
        """Triggers and pieces of aggregates under signatures that SQL can call: what is internal is a NULL."""
        pieces = 0
        for signature, _, _, language, symbol, library, types, _, result, _ in self.functions():
            if language != 'c' or ('internal' not in types and result not in ('internal', 'trigger')):
                continue
            plain = ['bigint' if t == 'internal' else t for t in types]
            result = 'bigint' if result in ('internal', 'trigger') else result
            self.execute('BEGIN')
            self.execute(f"CREATE FUNCTION pg_temp.piece({', '.join(plain)}) RETURNS {result}"
                         f" LANGUAGE c AS '{library}', '{symbol}'")
            self.execute('COMMIT')
            self.execute('BEGIN')
            # Not strict here, but what is STRICT in the catalog may rely on it.
            strict = self.execute(f"SELECT proisstrict FROM pg_proc WHERE oid = '{signature}'::regprocedure")[0][0]
            for _ in range(0 if strict else 6):
                values = ['NULL::bigint' if t == 'internal' else self.arguments.value(t) for t in types]
                self.attempt(f"SELECT pg_temp.piece({', '.join(values)})")
            pieces += not strict
            self.execute('ROLLBACK')
            self.execute(f"DROP FUNCTION pg_temp.piece({', '.join(plain)})")
        return pieces

    def damage(self, state):
        state = bytearray(state)
        for _ in range(self.chance.choice([1, 1, 1, 2, 5])):
            place = self.chance.randrange(len(state) + 1)
            kind = self.chance.randrange(5)
            if kind == 0 and place < len(state):
                state[place] ^= 1 << self.chance.randrange(8)
            elif kind == 1 and place < len(state):
                state[place] = self.chance.choice([0, 1, 0x7f, 0x80, 0xff])
            elif kind == 2:
                del state[place:]
            elif kind == 3:
                del state[place:place + self.chance.randrange(1, 9)]
            else:
                state[place:place] = bytes(self.chance.choice([0, 1, 0x80, 0xff]) for _ in range(self.chance.randrange(1, 12)))
        return bytes(state)

    def deserialize_all(self):
        """A final function is called in its aggregate's context: so serialization gives a state away as a final function, and
        deserialization reads one as the final function of an aggregate whose state is a bytea."""
        aggregates = self.execute("""
            SELECT DISTINCT ON (d.prosrc) a.aggfnoid::regproc::text, a.aggtransfn::regproc::text, a.aggserialfn::regproc::text,
                   d.probin, d.prosrc,
                   ARRAY(SELECT format_type(t, NULL) FROM unnest(f.proargtypes::oid[]) WITH ORDINALITY AS x (t, n) ORDER BY n),
                   f.proargnames
            FROM pg_aggregate AS a
            JOIN pg_proc AS f ON f.oid = a.aggfnoid
            JOIN pg_proc AS d ON d.oid = a.aggdeserialfn
            WHERE f.proname LIKE 'analytics%' ORDER BY d.prosrc, a.aggfnoid::regprocedure::text""")
        self.execute("CREATE FUNCTION pg_temp.keep(bytea, bytea) RETURNS bytea LANGUAGE sql RETURN $2")
        accepted = 0
        for name, transition, serialize, library, symbol, types, names in aggregates:
            states = []
            self.execute(f"CREATE AGGREGATE pg_temp.serialized({', '.join(types)}) (sfunc = {transition}, stype = internal, finalfunc = {serialize})")
            self.execute(f"CREATE FUNCTION pg_temp.deserialize(bytea) RETURNS bigint STRICT LANGUAGE c AS '{library}', '{symbol}'")
            self.execute("CREATE AGGREGATE pg_temp.deserialized(bytea) (sfunc = pg_temp.keep, stype = bytea, finalfunc = pg_temp.deserialize)")
            self.execute('BEGIN')
            for _ in range(60):
                values = self.arguments.of(names, types)
                sql = f"SELECT pg_temp.serialized({', '.join(values)}) FROM few"
                if self.attempt(sql):
                    states += [bytes(row[0]) for row in self.execute(sql) if row[0]]
            if not states:
                sys.exit(f'FAILED: no state of {name} to damage')
            for state in states:
                # What a serialization wrote is read.
                if not self.attempt(f"SELECT pg_temp.deserialized('\\x{state.hex()}')"):
                    sys.exit(f'FAILED: {symbol} refuses what its serialization wrote: {state.hex()}')
            for _ in range(DAMAGED_STATES):
                damaged = self.damage(self.chance.choice(states))
                accepted += self.attempt(f"SELECT pg_temp.deserialized('\\x{damaged.hex()}')")
            self.execute('ROLLBACK')
            self.execute('DROP AGGREGATE pg_temp.deserialized(bytea); DROP FUNCTION pg_temp.deserialize(bytea)')
            self.execute(f"DROP AGGREGATE pg_temp.serialized({', '.join(types)})")
        return len(aggregates), accepted

    def merge_all(self):
        """The final functions, and what a merged state is written to, see whatever is accepted."""
        aggregates = self.execute("""
            SELECT s.oid::regproc::text, ARRAY(SELECT format_type(t, NULL) FROM unnest(s.proargtypes::oid[]) WITH ORDINALITY AS x (t, n) ORDER BY n),
                   s.proargnames, ARRAY(SELECT m.proname::text FROM pg_proc AS m WHERE m.prokind = 'a' AND m.proargtypes = '17'
                        AND m.proname LIKE regexp_replace(s.proname, '_state$', '') || '%merge%' ORDER BY 1)
            FROM pg_proc AS s
            WHERE s.prokind = 'a' AND s.proname ~ '^analytics_.*_state$' AND s.proargtypes <> '17' ORDER BY s.oid::regprocedure::text""")
        accepted = 0
        self.execute('BEGIN')
        for name, types, names, merges in aggregates:
            states = []
            for _ in range(60):
                sql = f"SELECT {name}({', '.join(self.arguments.of(names, types))}) FROM few"
                if self.attempt(sql):
                    states += [bytes(row[0]) for row in self.execute(sql) if row[0]]
            if not states or not merges:
                sys.exit(f'FAILED: no state of {name} to damage, or nothing merges it')
            for state in states:
                if sealed(state[:PAYLOAD], state[PAYLOAD:]) != state:
                    sys.exit(f'FAILED: another checksum of {state.hex()}')
            for _ in range(DAMAGED_STATES):
                state = self.chance.choice(states)
                damaged = sealed(state[:PAYLOAD], self.damage(state[PAYLOAD:]))
                beside = self.chance.choice(['', f", ('\\x{self.chance.choice([state, damaged]).hex()}'::bytea)"])
                accepted += self.attempt(f"SELECT {self.chance.choice(merges)}(state)::text FROM (VALUES ('\\x{damaged.hex()}'::bytea){beside}) AS v (state)")
        self.execute('ROLLBACK')
        return len(aggregates), accepted


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--calls', type=int, default=1500)
    parser.add_argument('--seed', type=int, default=42)
    options = parser.parse_args()
    print(f'seed {options.seed}')

    calls = Calls(options)
    calls.prepare()
    functions = calls.call_all(options.calls)
    pieces = calls.call_pieces()
    codecs, accepted = calls.deserialize_all()
    merged, accepted_values = calls.merge_all()
    print(', '.join(f'{state}: {count}' for state, count in calls.states.most_common()))
    print(f'{accepted} damaged states could be read, {accepted_values} of {merged} aggregates merged')
    print(f'ok: {sum(calls.states.values())} calls of {functions} functions, {pieces} pieces in C and {codecs} codecs,'
          f' {calls.states["57014"]} of them cancelled, seed {options.seed}')


main()
