#!/usr/bin/python3
"""Feeds documents that are broken in every way to what reads documents: the steps and exclusions of a funnel, property
schemas, and JSON events.

Each document is a valid one after some changes: parts are removed, doubled, moved, replaced, nested, and at times the text
itself is damaged.  None may end the server, raise an internal error, or get into the SQL that a report makes: what is
refused is refused as an argument (SQLSTATE class 22, 23 or 54).  And more for each kind:

- steps: what is a step is decided here anew, from the documentation; what is none is refused naming the first bad place,
  and a funnel has the steps that were asked for;
- property schemas: a schema is refused whatever the document beside it, or never;
- events: what is accepted is stored, and what is refused is not.

    documents.py [--seconds N] [--seed N]       N seconds for each kind; in $PGDATABASE, which must be new
"""
import argparse
import copy
import json
import pathlib
import random
import sys
import time
from collections import Counter

import psycopg

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'oracle'))
from where_definition import OPERATORS, refusal  # noqa: E402

ARGUMENT_ERRORS = ('22', '23', '54')
BATCH = 50              # documents to one transaction

WITHIN = ['1 day', '0', '30 minutes', 'PT1H', '1 week 2 days']
NOT_WITHIN = ['soon', '', '1 parsec', '99999999999999999999 days', '1:2:3:4']
NO_DURATION = ['1 month', '-1 day', '1 year -365 days']     # intervals, but none that a limit can be

LEAVES = [None, True, False, 0, 1, 2, 3, 32, 33, -1, 1.0, 1.5, 1e300, 2 ** 63, '', 'a', 'b', 'session_started', "'; SELECT 1 --", '$a$', '%s',
          '%L', '\\', '"', 'x' * 300, '\u00e9', '\U0001f600', '1 day', {}, [], [[]], {'': ''}, {'a': None}]

STEPS = [
    ['a', 'b'],
    ['a', {'event': 'b', 'where': {'n': 1}, 'within': '1 day', 'optional': True}, {'any': ['c', 'd'], 'name': 'either'}],
    [{'event': 'a', 'name': 'first'}, {'event': 'b', 'within': '30 minutes'}, 'c', {'any': ['d'], 'optional': False}],
    ['a', {'event': 'b', 'where': {'n': {'>=': 10, 'not': {'in': [11, 12]}}, '/o/k/0': {'as': 'date', '<': '2026-10-05'}, 't': {'contains': 'x'}}},
     '*', {'not': ['b', 'c'], 'where': {'n': 1}}, {'event': '*'}, {'not': 'x', 'name': 'any'},
     {'any': ['c'], 'where': {'n': {'exists': False}, 'l': {'=': {'a': 1}}, 'plain': [1]}}],
]
EXCLUSIONS = [[], ['x'], [{'event': 'x', 'after': 1, 'before': 2}, {'any': ['y', 'z'], 'where': {'n': [1]}}]]
SCHEMAS = [
    {'type': 'object', 'properties': {'a': {'type': ['integer', 'null'], 'minimum': 1, 'maximum': 9}, 'b': {'enum': ['x', 1, None]}},
     'required': ['a'], 'additionalProperties': False},
    {'properties': {'a': {'type': 'string', 'minLength': 1, 'maxLength': 5, 'pattern': '^(a|b)*$', 'format': 'email'}},
     'additionalProperties': {'type': 'array', 'items': {'const': 1.0}, 'minItems': 1, 'maxItems': 3}},
    {'type': 'object', 'title': 't', 'description': 'd', 'default': {}, 'examples': [{}],
     'properties': {'a': {'exclusiveMinimum': -1, 'exclusiveMaximum': 1e3}, 'b': {'format': 'date-time'}, '': {'type': 'boolean'}}},
]
PROPERTIES = [{}, {'a': 1}, {'a': 'ab', 'b': 'x'}, {'b': [1, 1.0], '': True}, {'a': None, 'b': None, 'c': {'d': [[]]}}]
EVENTS = [
    [{'event_type': 'a', 'user_id': '11111111-1111-4111-8111-111111111111', 'properties': {'n': 1}}, {'event_type': 'b'}],
    [{'event_type': 'session_started', 'user_id': 'external', 'session_id': 7, 'occurred_at': '2026-10-05T12:00:00Z',
      'properties': {'email': 'a@example.org', 'n': [1, 2]}, 'idempotency_key': 'k', 'dnt': False}],
]


def containers(value):
    """All objects and arrays in a document, itself first."""
    found = [value] if isinstance(value, (dict, list)) else []
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        found += containers(inner)
    return found


class Mutator:
    def __init__(self, chance, words):
        self.chance = chance
        self.words = words

    def leaf(self):
        return copy.deepcopy(self.chance.choice(LEAVES + self.words))

    def change(self, document):
        """One change, in place where it can be."""
        places = containers(document)
        if not places or self.chance.random() < 0.03:
            return self.leaf()
        place = self.chance.choice(places)
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        kind = self.chance.randrange(6)
        if not keys or kind == 0:
            if isinstance(place, dict):
                place[str(self.chance.choice(self.words))] = self.leaf()
            else:
                place.insert(self.chance.randint(0, len(place)), self.leaf())
            return document
        key = self.chance.choice(keys)
        if kind == 1:
            del place[key]
        elif kind == 2:
            place[key] = self.leaf()
        elif kind == 3:
            place[key] = self.chance.choice([[place[key]], {'any': place[key]}, {str(self.chance.choice(self.words)): place[key]}])
        elif kind == 4:
            other = self.chance.choice(keys)
            place[key], place[other] = place[other], place[key]
        elif isinstance(place, list):
            place[:] = place * self.chance.choice([2, 3, 20])
        else:
            place[str(self.leaf())] = copy.deepcopy(place[key])
        return document if len(containers(document)) < 2000 else self.leaf()

    def mutated(self, documents):
        document = copy.deepcopy(self.chance.choice(documents))
        for _ in range(self.chance.choice([0, 1, 1, 1, 2, 3, 8])):
            document = self.change(document)
        return document

    def damaged(self, text):
        """The text, sometimes broken, so that it may be no JSON any more."""
        if self.chance.random() < 0.9:
            return text
        place = self.chance.randint(0, len(text))
        return text[:place] + self.chance.choice(['', '[' * 7000, '\\u0000', '\\ud800', '"', ',', '1e99999', '{"a":', ' ', '-']) + text[place + 1:]


# ---------- what is a step ----------

def is_name(value):
    return isinstance(value, str) and value != ''


def step_problem(step, options):
    """Whether it is no step: an event type, or an object that has "event" or "any"."""
    if not isinstance(step, dict):
        return not is_name(step)
    if set(step) - {'event', 'any', 'not', 'where'} - set(options) or len(step.keys() & {'event', 'any', 'not'}) != 1:
        return True
    names = [step['event']] if 'event' in step else step['any'] if 'any' in step else step_list(step['not'])
    return ('event' not in step and isinstance(names, list) and '*' in names or not isinstance(names, list) or not names or not all(map(is_name, names)) or not isinstance(step.get('where', {}), dict)
            or refusal(step.get('where', {})) is not None
            or any(option in step and not is_valid(step[option]) for option, is_valid in options.items()))


STEP_OPTIONS = {
    'name': lambda value: isinstance(value, str),
    'optional': lambda value: isinstance(value, bool),
    'within': lambda value: isinstance(value, str) and value in WITHIN + NO_DURATION,
}


def is_optional(step):
    return isinstance(step, dict) and step.get('optional', False)


def between(exclusion, count):
    """The steps between which it counts, or None."""
    numbers = [exclusion.get('after', 1), exclusion.get('before', count)] if isinstance(exclusion, dict) else [1, count]
    if not all(isinstance(n, (int, float)) and not isinstance(n, bool) and n in range(1, count + 1) for n in numbers):
        return None
    return [int(n) for n in numbers] if numbers[0] < numbers[1] else None


def step_list(value):
    """One step stands for a list of one."""
    return [value] if isinstance(value, str) or isinstance(value, dict) and value else value


def expected_of_funnel(steps, exclusions):
    """None if it is one, else a part of the message, '' where the place is not named."""
    if not isinstance(steps, list) or not steps or len(steps) > 32:
        return 'steps'
    for n, step in enumerate(steps, 1):
        if step_problem(step, STEP_OPTIONS):
            return f'steps[{n}]'
    if not isinstance(exclusions, list) or len(exclusions) > 32:
        return 'exclusions'
    for n, exclusion in enumerate(exclusions, 1):
        if step_problem(exclusion, {'after': lambda _: True, 'before': lambda _: True}) or between(exclusion, len(steps)) is None:
            return f'exclusions[{n}]'
    around = {number for exclusion in exclusions for number in between(exclusion, len(steps))}
    # what the first step cannot have, what an exclusion cannot stand beside, and what no limit can be
    if is_optional(steps[0]) or isinstance(steps[0], dict) and 'within' in steps[0] or any(is_optional(steps[number - 1]) for number in around) or \
            any(isinstance(step, dict) and step.get('within') in NO_DURATION for step in steps):
        return ''
    return None


def name_of(step):
    if isinstance(step, str):
        return 'any event' if step == '*' else step
    if 'name' in step:
        return step['name']
    if 'not' in step:
        return 'any event but ' + ', '.join(step_list(step['not']))
    return ' or '.join(step['any']) if 'any' in step else name_of(step['event'])


# ---------- the kinds of documents ----------

class Kind:
    words = []

    def __init__(self, fuzzer):
        self.fuzzer = fuzzer
        self.mutator = Mutator(fuzzer.chance, self.words)

    def text(self, documents):
        """A document, and the text of it or of what it has become."""
        document = self.mutator.mutated(documents)
        text = json.dumps(document)
        damaged = self.mutator.damaged(text)
        return (document, text) if damaged == text else (None, damaged)


class Steps(Kind):
    words = ['event', 'any', '*', 'where', 'name', 'within', 'optional', 'after', 'before', *WITHIN, *NOT_WITHIN, *NO_DURATION,
             *OPERATORS, 'as', 'date', '=>', '/n', '/~', '2026-10-05', {'not': {}}, {'in': [1]}, {'>': 1}]

    def run(self):
        steps, steps_text = self.text(STEPS)
        exclusions, exclusions_text = self.text(EXCLUSIONS)
        rows, error = self.fuzzer.attempt(
            "SELECT name FROM analytics_funnel(%s::text::jsonb, '2026-10-01Z', '2026-11-01Z', exclusions => %s::text::jsonb) ORDER BY step",
            steps_text, exclusions_text)
        if steps is None or exclusions is None:
            return
        # a number that is none of PostgreSQL's is none of a document either
        steps, exclusions = step_list(json.loads(steps_text)), step_list(json.loads(exclusions_text))
        expected = expected_of_funnel(steps, exclusions)
        if expected is None:
            if error is not None or [row[0] for row in rows] != [name_of(step) for step in steps]:
                self.fuzzer.fail(f'a funnel was expected, not {error or rows}', steps_text, exclusions_text)
        elif error is None or expected not in str(error):
            self.fuzzer.fail(f'an error that names "{expected}" was expected, not {error}', steps_text, exclusions_text)


class PropertySchemas(Kind):
    words = ['type', 'enum', 'const', 'required', 'properties', 'additionalProperties', 'items', 'minimum', 'maximum', 'exclusiveMinimum',
             'exclusiveMaximum', 'minLength', 'maxLength', 'minItems', 'maxItems', 'pattern', 'format', 'title', 'default', '$ref', 'allOf',
             'object', 'array', 'string', 'integer', 'number', 'boolean', 'null', 'date-time', 'uuid', '^(a+)+$', '(', '[a-', '.{1,200}', '\\d']

    def run(self):
        _, schema = self.text(SCHEMAS)
        _, properties = self.text(PROPERTIES)
        statement = 'SELECT path, message FROM analytics_check_properties(%s::text::jsonb, %s::text::jsonb)'
        _, plain_error = self.fuzzer.attempt(statement, schema, '{}')
        _, error = self.fuzzer.attempt(statement, schema, properties)
        is_json = self.fuzzer.attempt('SELECT jsonb_typeof(%s::text::jsonb)', properties)[1] is None
        if is_json and (error is None) != (plain_error is None):
            self.fuzzer.fail(f'a schema is refused by its document: {error or plain_error}', schema, properties)


class Events(Kind):
    words = ['event_type', 'user_id', 'session_id', 'occurred_at', 'properties', 'idempotency_key', 'dnt', 'tenant_id', 'type', 'event',
             'timestamp', 'userId', '2026-10-05T12:00:00Z', 'infinity', '11111111-1111-4111-8111-111111111111']

    def run(self):
        _, text = self.text(EVENTS)
        before = self.count()
        rows, error = self.fuzzer.attempt('SELECT status, error_code FROM analytics_track_batch(%s::text::jsonb)', text)
        stored = self.count() - before
        if stored != [row[0] for row in rows or []].count('stored'):
            self.fuzzer.fail(f'{stored} events are stored, and {error or rows}', text)
        if any(code is not None and code[:2] not in ARGUMENT_ERRORS for _, code in rows or []):
            self.fuzzer.fail(f'events are rejected for {rows}', text)

    def count(self):
        return self.fuzzer.cursor.execute('SELECT count(*) FROM analytics_events').fetchone()[0]


class Fuzzer:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.connection = psycopg.connect('', autocommit=True)
        self.cursor = self.connection.cursor()
        self.states = Counter()

    def fail(self, problem, *documents):
        sys.exit('\n'.join([f'FAILED: {problem}', *(document[:5000] for document in documents)]))

    def attempt(self, statement, *documents):
        """The rows and None, or None and the error, which has had no effect."""
        self.cursor.execute('SAVEPOINT attempt')
        try:
            rows = self.cursor.execute(statement, documents).fetchall()
            self.states['00000'] += 1
            return rows, None
        except psycopg.Error as error:
            state = error.sqlstate
            if self.connection.broken or state is None:
                self.fail(f'the server ended: {error}', *documents)
            self.states[state] += 1
            if state[:2] not in ARGUMENT_ERRORS:
                self.fail(f'{state} {error}', *documents)
            self.cursor.execute('ROLLBACK TO SAVEPOINT attempt')
            return None, error

    def run(self, kind, seconds):
        end = time.monotonic() + seconds
        runs = 0
        self.states.clear()
        while time.monotonic() < end:
            self.cursor.execute('BEGIN')
            for _ in range(BATCH):
                kind.run()
            self.cursor.execute('ROLLBACK')
            runs += BATCH
        print(f'{type(kind).__name__}: {runs} runs; ' + ', '.join(f'{state}: {n}' for state, n in self.states.most_common()))
        if self.states['00000'] == 0 or len(self.states) < 2:
            self.fail('documents are all accepted, or all refused')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seconds', type=float, default=4)
    parser.add_argument('--seed', type=int, default=42)
    options = parser.parse_args()
    print(f'seed {options.seed}')

    fuzzer = Fuzzer(options.seed)
    fuzzer.cursor.execute('CREATE EXTENSION mindwell_analytics')
    fuzzer.cursor.execute('SELECT analytics_install()')
    fuzzer.cursor.execute('SELECT analytics_enable_tenants()')
    fuzzer.cursor.execute('SET mindwell_analytics.require_tenant = off')
    fuzzer.cursor.execute("SET client_min_messages = error; SET statement_timeout = '10s'; SET mindwell_analytics.max_event_age = 0")
    for kind in (Steps, PropertySchemas, Events):
        fuzzer.run(kind(fuzzer), options.seconds)
    print(f'ok: seed {options.seed}')


main()
