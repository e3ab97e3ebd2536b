"""Joining lines that a page broke: a paragraph goes on where a full line ends without an end."""

import re
import unicodedata
from collections.abc import Sequence

from selfcheck.plans.marker import marker_of

ENDS = re.compile(r"[。！？：；〕】]$|[。；][”’）)]$|^[（(].*[）)]$")
HAN_OR_MARK = re.compile(r"[^\x00-\x7f]")
NEARLY_FULL = 0.88  # of the width of a full line
NARROW = 24  # half-width columns: shorter lines are headings, not broken text


PAGE_NUMBER = re.compile(
    r"^\s*(?:[-—－–]\s?\d{1,3}\s?[-—－–]|第\s?\d{1,3}\s?页(?:\s?[,，/]?\s?共\s?\d{1,3}\s?页)?)\s*$"
)


def width(line: str) -> int:
    """The width of a line in half-width columns."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in line)


def without_page_numbers(lines: Sequence[str]) -> list[str]:
    """The lines without those that number a page, and without the blank ones around them: a sentence runs on there."""
    kept: list[str] = []
    after_number = False
    for line in lines:
        if PAGE_NUMBER.match(line):
            while kept and not kept[-1].strip():
                kept.pop()
            after_number = True
        elif line.strip() or not after_number:
            kept.append(line)
            after_number = False
    return kept


def is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the lines look broken at a fixed width: most are about as wide as the widest."""
    widths = sorted(width(line.strip()) for line in lines if width(line.strip()) > NARROW)
    if len(widths) < 8:  # noqa: PLR2004 - fewer lines do not show a pattern
        return False
    full = widths[int(len(widths) * 0.9)]
    return full < 130 and sum(each >= NEARLY_FULL * full for each in widths) > 0.6 * len(widths)  # noqa: PLR2004 - columns


def unwrapped(lines: Sequence[str]) -> list[str]:
    """Paragraphs from broken lines; a line that opens with a number or a dash begins one of its own."""
    widths = sorted(width(line.strip()) for line in lines if line.strip())
    if not widths:
        return []
    full = widths[int(len(widths) * 0.9)]
    paragraphs: list[str] = []
    goes_on = False
    for raw in lines:
        line = raw.strip()
        if not line:
            goes_on = False
            continue
        begins = raw.startswith(("\u3000\u3000", "    ")) or marker_of(line) is not None or "\t" in line
        if goes_on and not begins:
            paragraphs[-1] = _joined(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        goes_on = "\t" not in line and not ENDS.search(line) and width(line) >= max(NARROW, NEARLY_FULL * full - 4)
    return paragraphs


def _joined(first: str, second: str) -> str:
    apart = first[-1:].isascii() and second[:1].isascii() and first[-1:].isalnum() and second[:1].isalpha()
    return f"{first} {second}" if apart else first + second
