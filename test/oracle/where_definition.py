"""What "where" means, written anew from doc/reference/where.md: for its oracle, and for random documents.

Values are what json.loads() gives, with parse_float=Decimal and parse_int=Decimal.
"""
import datetime
import re
from decimal import Decimal

OPERATORS = ["=", "!=", "<", "<=", ">", ">=", "in", "not_in", "exists", "contains", "not"]
ORDERS = {"<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}
ABSENT = object()
MOST = 1000
DEEPEST = 16


class Refused(Exception):
    """The pointer, and the SQLSTATE."""
    def __init__(self, pointer, state="22023"):
        super().__init__(pointer)
        self.pointer = pointer
        self.state = state


def is_number(value):
    return isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)


def equal(a, b):
    if is_number(a) or is_number(b):
        return is_number(a) and is_number(b) and a == b
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(equal, a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    return type(a) is type(b) and a == b


def contains_json(whole, part):
    """As @> has it, but for a scalar in a list at the very top."""
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(key in whole and contains_json(whole[key], part[key]) for key in part)
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(contains_json(member, wanted) for member in whole) for wanted in part)
    return equal(whole, part)


def instant(value):
    """Of a date, or a date and time with or without an offset; None for anything else."""
    if not isinstance(value, str):
        return None
    match = re.fullmatch(r"(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|z|[+-]\d\d(?::?\d\d)?)?)?", value, re.ASCII)
    if match is None:
        return None
    day, minute, second, offset = match.groups()
    try:
        result = datetime.datetime.fromisoformat(f"{day}T{minute or '00:00'}").replace(tzinfo=datetime.timezone.utc)
        seconds = Decimal((second or ":0")[1:])
        if seconds >= 60:
            return None
        result += datetime.timedelta(microseconds=int(seconds * 1000000))
    except (ValueError, OverflowError):
        return None
    if offset and offset not in "Zz":
        digits = offset[1:].replace(":", "").ljust(4, "0")
        if int(digits[:2]) > 23 or int(digits[2:]) > 59:
            return None
        shift = datetime.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
        result = result - shift if offset[0] == "+" else result + shift
    return result


def is_operator_like(key):
    return key in OPERATORS or (key != "" and set(key) <= set("=!<>~"))


def is_condition(where):
    return any(key.startswith("/") or isinstance(value, dict) and any(map(is_operator_like, value)) for key, value in where.items())


def jsonb_order(key):
    """jsonb's order of keys, in which the first mistake is found."""
    return len(key.encode()), key.encode()


class Parser:
    """Refuses what is no condition, at the first place of it."""
    def __init__(self):
        self.tests = 0
        self.values = 0

    def where(self, where):
        if len(where) > MOST:
            raise Refused("", "54000")
        for key in sorted(where, key=jsonb_order):
            pointer = step("", key)
            if key.startswith("/"):
                self.pointer(key, pointer)
            if isinstance(where[key], dict):
                self.operators(where[key], pointer, 1)
            else:
                self.test(pointer)

    def pointer(self, key, at):
        for number, token in enumerate(key[1:].split("/"), 1):
            if number > DEEPEST:
                raise Refused(at, "54000")
            if re.search("~(?![01])", token):
                raise Refused(at)

    def test(self, at):
        self.tests += 1
        if self.tests > MOST:
            raise Refused(at, "54000")

    def operators(self, operators, at, depth):
        if "as" in operators and operators["as"] != "date":
            raise Refused(step(at, "as"))
        if depth > DEEPEST:
            raise Refused(at, "54000")
        for key in sorted(operators, key=jsonb_order):
            pointer = step(at, key)
            if key == "as":
                continue
            if key not in OPERATORS:
                raise Refused(pointer)
            self.test(pointer)
            self.operand(key, operators[key], "as" in operators, pointer, depth)
        if not set(operators) - {"as"}:
            raise Refused(at)

    def operand(self, operator, value, as_date, at, depth):
        if operator in ("in", "not_in"):
            if not isinstance(value, list):
                raise Refused(at)
            self.values += len(value)
            if self.values > MOST:
                raise Refused(at, "54000")
            if as_date and not all(map(instant, value)):
                raise Refused(at)
        elif operator in ORDERS:
            if not (instant(value) if as_date else is_number(value)):
                raise Refused(at)
        elif operator in ("=", "!="):
            if as_date and not instant(value):
                raise Refused(at)
        elif operator == "exists":
            if not isinstance(value, bool):
                raise Refused(at)
        elif operator == "not":
            if not isinstance(value, dict):
                raise Refused(at)
            self.operators(value, at, depth + 1)


def step(pointer, key):
    return pointer + "/" + key.replace("~", "~0").replace("/", "~1")


def refusal(where):
    """None, or how it is refused."""
    try:
        if is_condition(where):
            Parser().where(where)
    except Refused as refused:
        return refused
    return None


def find(properties, key):
    if not key.startswith("/"):
        return properties.get(key, ABSENT)
    value = properties
    for token in key[1:].split("/"):
        token = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, dict):
            value = value.get(token, ABSENT)
        elif isinstance(value, list):
            value = value[int(token)] if re.fullmatch("0|[1-9][0-9]*", token, re.ASCII) and int(token) < len(value) else ABSENT
        else:
            return ABSENT
    return value


def holds(operator, operand, as_date, value):
    if operator == "!=":
        return not holds("=", operand, as_date, value)
    if operator == "not_in":
        return not holds("in", operand, as_date, value)
    if operator == "exists":
        return (value is not ABSENT) == operand
    if value is ABSENT:
        return False
    if operator == "in":
        return any(holds("=", member, as_date, value) for member in operand)
    if operator == "not":
        return not all_hold(operand, value)
    if operator == "contains":
        if isinstance(value, str):
            return isinstance(operand, str) and operand in value
        return isinstance(value, list) and any(equal(member, operand) for member in value)
    if as_date:
        value, operand = instant(value), instant(operand)
        return value is not None and (value == operand if operator == "=" else ORDERS[operator](value, operand))
    if operator == "=":
        return equal(value, operand)
    return is_number(value) and ORDERS[operator](value, operand)


def all_hold(operators, value):
    return all(holds(operator, operand, "as" in operators, value) for operator, operand in operators.items() if operator != "as")


def meets(properties, where):
    """Of a condition that is not refused."""
    if not is_condition(where):
        return contains_json(properties, where)
    for key, asked in where.items():
        value = find(properties, key)
        if isinstance(asked, dict):
            if not all_hold(asked, value):
                return False
        elif value is ABSENT or not contains_json(value, asked):
            return False
    return True
