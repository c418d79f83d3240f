#!/usr/bin/python3
"""Every example of a page is code that a test runs.

    doc_snippets.py PAGE

A fenced block that follows a line "<!-- from FILE -->" must stand in FILE, line by line; indentation does not count,
and a line "..." (behind any comment sign) in the block stands for lines left out.
"""

import re
import sys


def stripped(lines):
    return [line.strip() for line in lines if line.strip()]


def blocks(page):
    """(file, parts) for each example; a part is lines that follow each other in the file."""
    pattern = r"^<!-- from (\S+) -->\n+```\w*\n(.*?)^```$"
    for file, text in re.findall(pattern, page, re.MULTILINE | re.DOTALL):
        parts = re.split(r"^\s*(?:#|//|--)?\s*\.\.\.$", text, flags=re.MULTILINE)
        yield file, [stripped(part.split("\n")) for part in parts]


def find(part, lines, start):
    """Where the part ends in the lines, at or after start; None when it is not there."""
    for i in range(start, len(lines) - len(part) + 1):
        if lines[i:i + len(part)] == part:
            return i + len(part)
    return None


def main(path):
    with open(path, encoding="utf-8") as page:
        found = list(blocks(page.read()))
    for file, parts in found:
        with open(file, encoding="utf-8") as source:
            lines = stripped(source)
        position = 0
        for part in parts:
            position = find(part, lines, position)
            if position is None:
                raise SystemExit(f"not ok: this example of {path} is not in {file}:\n" + "\n".join(part))
    if not found:
        raise SystemExit(f"not ok: {path} has no example")
    print(f"ok: {len(found)} examples of {path} are code that runs")


if __name__ == "__main__":
    main(sys.argv[1])
