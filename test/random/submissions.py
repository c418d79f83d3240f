#!/usr/bin/python3
"""Sends the same random documents by every way into the store: analytics_track, analytics_track_json (jsonb and text), a batch
of one, and the inbox view.

All ways that can say what a document says have one answer: the same rows of events, users, keys and changed days, or the same
SQLSTATE, message and detail.  analytics_validate() finds something exactly where they fail, and that first.  A retry by any way
finds the event that came by any other.  The senders differ in their rights and tenants, the store in its settings.

    submissions.py [--seconds N] [--seed N]     in $PGDATABASE, which must be new
"""
import argparse
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

import psycopg

BATCH = 40              # documents to one transaction
ANSWER = Path(__file__).resolve().parent.parent / 'sql/include/answer.sql'

NIL = '00000000-0000-0000-0000-000000000000'
OWN = 'aaaaaaaa-0000-4000-8000-00000000000a'
FOREIGN = 'bbbbbbbb-0000-4000-8000-00000000000b'
OPTED_OUT = 'dddddddd-0000-4000-8000-00000000000d'
# The visitors "phone", who turned out to be ann, and "tablet", to be somebody who opted out.
PHONE = '616e6f6e-85f4-806b-b18d-bb8778b33367'
TABLET = '616e6f6e-5cd1-8d46-a7ff-dba263492feb'

# Each with the right to write users or without, and with its tenants; the superuser may everything.
SENDERS = {
    'postgres': (True, []), 'submitter_one': (False, [NIL]), 'submitter_users': (True, [NIL]),
    'submitter_own': (False, [OWN]), 'submitter_two': (True, [NIL, OWN]),
}
SETTINGS = {
    'unknown_events': ['accept', 'reject'], 'anonymous_mode': ['off', 'off', 'on'], 'max_event_age': ['0', '365d'],
    'max_properties_size': ['64kB', '1kB'],
}

DEEP = json.loads('{"a":' * 70 + '1' + '}' * 70)
FIELDS = {
    'event_type': ['a', 'b', 'a', 'b', 'a', 'weighed', 'weighed', 'weighed', 'kept', 'kept', 'Bad', '', 'x' * 64, 'x' * 65, None],
    'user_id': ['ann', OPTED_OUT, OPTED_OUT, '11111111-0000-4000-8000-000000000001', PHONE, TABLET, None],
    'session_id': ['s', OWN, None],
    'properties': [{}, {'grams': 1}, {'grams': 'x', 'pot': True}, {'grams': 2.50, 'email': 'ann@example.com', 'n': [1, {'phone': 1}]},
                   {'note': 'ask eve@example.com'}, [], 'x', None, DEEP, {'text': 'y' * 1100}],
    'occurred_at': ['2024-05-01T12:00:00Z', '2001-01-01T00:00:00Z', '2024-05-01T12:00:00Z', 'infinity', '-infinity', '9999-01-01T00:00:00Z', None],
    'funnel_stage': ['Revenue', 'activation', 'nowhere', '', 'z' * 33, None],
    'tenant_id': [NIL, OWN, FOREIGN, None],
    'idempotency_key': ['k', 'ann@example.com', '', 'k' * 256, None],
}
# A field is a good one more often, so that a document does not have too many problems.
GOOD = 4
# What only a document can say.
MORE = {
    'occurred_at': [1714564800, 1714564800000, 1714564800.25, 253402300800, -62135596801, 1e18, True, 'yesterday', '0044-03-15 BC', '2024-05-01T14:00:00+02:00'],
    'user_id': [7, 7.0, '', True, {}], 'session_id': [-1, []], 'event_type': [5], 'funnel_stage': [5], 'tenant_id': ['mine', 5],
    'idempotency_key': [7, 7.50, True], 'dnt': [True, False, 1, '0', 'yes', None], 'user_properties': [{'plan': 'pro'}, {'email': 'x@example.com'}, {}, [], None, DEEP],
    'category': ['c', None], 'label': [['l']], 'value': [2, {'grams': 1}], 'colour': ['green'], 'event': ['a', None], 'action': ['a'],
    'timestamp': ['2024-05-01T12:00:00Z', 1714564800], 'userId': ['ann'], 'metadata': [{'grams': 3}, {'value': 1}],
    'anonymous_id': ['phone', 'tablet', 'watch', PHONE, 7, '', None, True], 'device_id': ['phone'], 'distinct_id': ['ann', 'bob', '$device:tablet', 'phone', '', []],
}


class Tester:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.connection = psycopg.connect('', autocommit=True)
        self.cursor = self.connection.cursor()
        self.answers = Counter()

    def rows(self, statement, *values):
        return self.cursor.execute(statement, values or None).fetchall()

    def prepare(self):
        self.cursor.execute('CREATE EXTENSION mindwell_analytics; SELECT analytics_install(); SELECT analytics_enable_tenants();'
                            'CREATE SCHEMA test; GRANT USAGE ON SCHEMA test TO PUBLIC')
        self.cursor.execute(ANSWER.read_text())
        schema = '{"properties": {"grams": {"type": "number"}}, "required": ["grams"]}'
        self.cursor.execute(f"""
            INSERT INTO analytics_retention_policies (retention_class, keep) VALUES ('short', '365 days');
            SELECT analytics_register_event_type('a'), analytics_register_event_type('b'),
                analytics_register_event_type('weighed', funnel_stage => 'engagement', property_schema => '{schema}'),
                analytics_register_event_type('kept', retention_class => 'short');
            INSERT INTO analytics_opt_outs (tenant_id, user_id) VALUES ('{NIL}', '{OPTED_OUT}'), ('{OWN}', '{OPTED_OUT}');
            INSERT INTO analytics_aliases (tenant_id, anonymous_id, user_id) VALUES
                ('{NIL}', '{PHONE}', analytics_uuid('ann')), ('{NIL}', '{TABLET}', '{OPTED_OUT}'), ('{OWN}', '{TABLET}', '{OPTED_OUT}')""")
        for role, (writes_users, tenants) in SENDERS.items():
            if not tenants:
                continue
            self.cursor.execute(f'CREATE ROLE {role}; GRANT INSERT ON analytics_events, analytics_inbox TO {role}')
            if writes_users:
                self.cursor.execute(f'GRANT INSERT ON analytics_users TO {role}')
            for tenant in tenants:
                self.cursor.execute(f"INSERT INTO analytics_tenant_members (role, tenant_id) VALUES ('{role}', '{tenant}')")

    def clear(self):
        """Roles are the whole server's."""
        for role, (_, tenants) in SENDERS.items():
            if tenants:
                self.cursor.execute(f'DROP OWNED BY {role}; DROP ROLE {role}')

    def document(self):
        document = {}
        for field, values in FIELDS.items():
            if field == 'event_type' or self.chance.random() < 0.3:
                document[field] = self.chance.choice(values[:GOOD] if self.chance.random() < 0.5 else values)
        # half of the documents can be said by all ways
        if self.chance.random() < 0.5:
            for field in self.chance.sample(list(MORE), self.chance.choice([1, 1, 1, 2, 3])):
                document[field] = self.chance.choice(MORE[field])
        return document

    def fail(self, problem, *facts):
        sys.exit('\n'.join([f'FAILED: {problem}', *(str(fact)[:3000] for fact in facts)]))

    def compare(self, document, situation):
        text = json.dumps(document)
        ways, = self.rows('SELECT test.ways(%s::jsonb)', text)[0]
        answers = {way: self.rows('SELECT test.answer(%s, %s::jsonb)', way, text)[0][0] for way in ways}
        if len(set(answers.values())) > 1:
            self.fail('the ways have several answers', text, situation, *answers.items())
        answer = answers['json']
        refused = not answer.startswith(('stored ', 'opted_out '))
        problem, = self.rows('SELECT test.first_problem(%s::jsonb)', text)[0]
        if problem != (answer if refused else ''):
            self.fail('analytics_validate() says something else', text, situation, answer, problem)
        self.answers[answer[:5] if refused else answer.split()[0]] += 1
        if answer.startswith('stored ') and document.get('idempotency_key') is not None:
            self.retry(text, ways, situation)

    def retry(self, text, ways, situation):
        first, again = (self.chance.choice([way for way in ways if way != 'inbox']) for _ in range(2))
        answer, = self.rows('SELECT test.answer(%s, %s::jsonb, %s)', again, text, first)[0]
        if not answer.startswith('duplicate '):
            self.fail(f'{again} does not find what {first} stored', text, situation, answer)
        self.answers['duplicate'] += 1

    def run(self, seconds):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            situation = {name: self.chance.choice(values) for name, values in SETTINGS.items()}
            sender = self.chance.choice(list(SENDERS))
            self.cursor.execute('BEGIN')
            for name, value in situation.items():
                self.cursor.execute(f"SET LOCAL mindwell_analytics.{name} = '{value}'")
            self.cursor.execute(f'SET LOCAL ROLE {sender}')
            for _ in range(BATCH):
                self.compare(self.document(), f'{sender}, {situation}')
            self.cursor.execute('ROLLBACK')
        print(f'{sum(self.answers.values())} answers; ' + ', '.join(f'{answer}: {n}' for answer, n in self.answers.most_common()))
        missing = {'stored', 'duplicate', 'opted_out', '22023', '42501'} - set(self.answers)
        if missing:
            self.fail(f'no answer was {missing}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--seconds', type=float, default=8)
    parser.add_argument('--seed', type=int, default=42)
    options = parser.parse_args()
    print(f'seed {options.seed}')
    tester = Tester(options.seed)
    tester.prepare()
    tester.run(options.seconds)
    tester.clear()
    print(f'ok: seed {options.seed}')


main()
