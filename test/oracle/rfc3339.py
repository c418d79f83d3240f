#!/usr/bin/python3
"""rfc3339_parse() against Python's datetime on random texts.

usage: rfc3339.py [SEED [COUNT]]

The C file calls nothing of the server, so it is linked into a small program
(PG_CONFIG says where the headers are).  The oracle is a regular expression for
the grammar and datetime + Fraction for the calendar and the arithmetic.  The
strict grammar is compared once more through SQL, as the format "date-time".
"""
import datetime
import fractions
import os
import random
import re
import subprocess
import sys
import tempfile

import psycopg

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE = os.path.join(HERE, "..", "..", "src")
EPOCH = datetime.datetime(2000, 1, 1)
# datetime has no year 0 and none after 9999: work 400 years (one cycle) later or earlier
CYCLE_YEARS = 400
CYCLE_DAYS = 146097

STRICT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(\.\d+)?([Zz]|([+-])(\d\d):(\d\d))", re.ASCII)
LENIENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?([Zz]|([+-])(\d\d)(?::?(\d\d))?)?", re.ASCII)


def oracle(text, strict):
    """Microseconds since 2000, or None."""
    match = (STRICT if strict else LENIENT).fullmatch(text)
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(g or 0) for g in match.group(1, 2, 3, 4, 5, 6))
    shift = CYCLE_YEARS if year < 2 * CYCLE_YEARS else -CYCLE_YEARS
    leap = second == 60
    try:
        local = datetime.datetime(year + shift, month, day, hour, minute, 59 if leap else second)
    except ValueError:
        return None
    offset = 0
    if match.group(9):
        hours, minutes = int(match.group(10)), int(match.group(11) or 0)
        if hours > 23 or minutes > 59:
            return None
        offset = (hours * 60 + minutes) * (-1 if match.group(9) == "-" else 1)
    utc = local - datetime.timedelta(minutes=offset)
    if leap:
        if (utc.month, utc.day) not in ((6, 30), (12, 31)) or (utc.hour, utc.minute) != (23, 59):
            return None
        utc += datetime.timedelta(seconds=1)
    fraction = fractions.Fraction("0" + match.group(7)) if match.group(7) else fractions.Fraction(0)
    whole = (utc - EPOCH) // datetime.timedelta(seconds=1) - shift // CYCLE_YEARS * CYCLE_DAYS * 86400
    return whole * 1000000 + int(fraction * 1000000)


def random_text(rng):
    def number(digits, good, bad):
        return "%0*d" % (digits, rng.choice(bad) if rng.random() < 0.02 else rng.choice(good))

    year = number(4, [rng.randint(0, 9999), rng.randint(1900, 2100), 2000, 2024, 0, 9999, 1900, 4, 100, 400], [10000, 12345])
    month = number(2, range(1, 13), [0, 13, 99])
    day = number(2, list(range(1, 29)) * 2 + [29, 30, 31, 28, 29, 30, 31], [0, 32, 99])
    hour = number(2, range(24), [24, 25, 99])
    minute = number(2, range(60), [60, 99])
    second = number(2, range(60), [60, 61, 99])
    if rng.random() < 0.1:      # near a leap second, in some zone
        month, day = rng.choice([("06", "30"), ("07", "01"), ("12", "31"), ("01", "01"), ("03", "31")])
        minute, second = rng.choice(["59", "59", "29", "00"]), "60"
        hour = rng.choice(["23", "00", "08", "15", "%02d" % rng.randrange(24)])
    fraction = ""
    if rng.random() < 0.5:
        digits = rng.choice([1, 2, 3, 5, 6, 7, 8, 9, 12, 30])
        fraction = "." + "".join(rng.choice("0123456789") for _ in range(digits))
        if rng.random() < 0.2:
            fraction = rng.choice([".", ".999999", ".9999995", ".9999994999", ".0000005", ".00000049", ".000000", ",5", ".5.5"])
    offset = rng.choice(["Z", "z", "", "+00:00", "-00:00", "+14:00", "-08:00", "+05:30", "+0530", "-08", "+23:59", "-23:59",
                         "%s%02d:%02d" % (rng.choice("+-"), rng.randrange(24), rng.randrange(60)),
                         "%s%02d%02d" % (rng.choice("+-"), rng.randrange(26), rng.randrange(62))])
    if rng.random() < 0.02:
        offset = rng.choice(["+24:00", "+05:60", "+5:30", "+05:3", "+", "-", "+05:", "Z+00:00", " Z", "UTC", "+05:30:00"])
    text = "%s-%s-%s%s%s:%s:%s%s%s" % (year, month, day, rng.choice("TTTTtt  " if rng.random() < 0.98 else "_X"), hour, minute, second, fraction, offset)
    if rng.random() < 0.15:     # any damage
        at = rng.randrange(len(text) + 1)
        text = rng.choice([text[:at] + text[at + 1:], text[:at] + rng.choice("0129:-+.TtZz /a\t\u0661\u00e9") + text[at:],
                           text[:at], text[:at] + rng.choice("0129:-+.TZ ") + text[at + 1:]])
    return text


def build(directory):
    pg_config = os.environ.get("PG_CONFIG", "pg_config")
    include = subprocess.check_output([pg_config, "--includedir-server"], text=True).strip()
    program = os.path.join(directory, "rfc3339_driver")
    subprocess.check_call(["cc", "-O1", "-I", include, "-I", SOURCE, "-o", program,
                           os.path.join(HERE, "rfc3339_driver.c"), os.path.join(SOURCE, "base/property_format.c")])
    return program


def main():
    seed = int(sys.argv[1]) if len(sys.argv) > 1 else 42
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 150000
    rng = random.Random(seed)
    texts = [random_text(rng) for _ in range(count)]
    wrong = 0
    valid = {True: 0, False: 0}

    with tempfile.TemporaryDirectory() as directory:
        program = build(directory)
        for strict in (True, False):
            lines = "".join("%s%s\n" % ("s" if strict else "l", text) for text in texts)
            answers = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode().split()
            assert len(answers) == len(texts)
            for text, answer in zip(texts, answers):
                expected = oracle(text, strict)
                valid[strict] += expected is not None
                if answer != ("-" if expected is None else str(expected)):
                    wrong += 1
                    print("strict=%s %r: %s, expected %s" % (strict, text, answer, expected))

    with psycopg.connect("dbname=%s" % os.environ.get("PGDATABASE", "postgres")) as connection:
        connection.execute("SET client_min_messages = warning")
        connection.execute("CREATE EXTENSION IF NOT EXISTS mindwell_analytics")
        connection.execute("SET TimeZone = 'America/Caracas'; SET DateStyle = 'SQL, DMY'")
        connection.execute("CREATE TEMP TABLE texts (ord int, t text)")
        with connection.cursor().copy("COPY texts FROM STDIN") as copy:
            for ord_text in enumerate(texts):
                copy.write_row(ord_text)
        rows = connection.execute(
            """SELECT ord, EXISTS (SELECT FROM analytics_check_properties('{"format": "date-time"}', to_jsonb(t)))
               FROM texts ORDER BY ord""").fetchall()
        for ord, refused in rows:
            if refused != (oracle(texts[ord], True) is None):
                wrong += 1
                print("format date-time: %r refused=%s" % (texts[ord], refused))
        # an accepted text means what the server's own input reads in it
        connection.execute("CREATE TEMP TABLE instants (t text, expected bigint)")
        with connection.cursor().copy("COPY instants FROM STDIN") as copy:
            for text in texts:
                if not text.startswith("0000") and "." not in text and len(text) >= 20:
                    expected = oracle(text, False)
                    # the server refuses offsets beyond 15:59
                    if expected is not None and not re.search(r"[+-](1[6-9]|2\d)(:?\d\d)?$", text):
                        copy.write_row((text, expected))
        rows = connection.execute(
            """SELECT t FROM instants
               WHERE t::timestamptz IS DISTINCT FROM timestamptz '2000-01-01 00:00+00' + expected * interval '1 microsecond'""").fetchall()
        for (text,) in rows:
            wrong += 1
            print("timestamptz reads %r differently" % text)
        connection.rollback()

    if wrong:
        print("FAILED: %d differences, seed %d" % (wrong, seed))
        return 1
    print("ok: %d texts (%d strictly, %d leniently valid), seed %d" % (count, valid[True], valid[False], seed))
    return 0


sys.exit(main())
