"""What commands print: a readable table, or JSON; data on standard output, messages on standard error."""

import json
import sys
import unicodedata
from collections.abc import Sequence


def as_json(value: object) -> str:
    """The value as indented JSON with a line end, characters as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def print_json(value: object) -> None:
    """Print the value as JSON."""
    sys.stdout.write(as_json(value))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their headings, columns aligned by the width that a terminal gives each character."""
    lines = [list(headings), *(list(row) for row in rows)]
    widths = [max(_width(line[column]) for line in lines) for column in range(len(headings))]
    for line in lines:
        cells = (text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True))
        sys.stdout.write("  ".join(cells).rstrip() + "\n")


def say(message: str) -> None:
    """Print a message for people on standard error."""
    sys.stderr.write(message + "\n")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
