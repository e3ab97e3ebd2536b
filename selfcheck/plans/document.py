"""A plan document as read: normalised text, head and clauses; the only way in for file, upload and paste.

Normalising is careful: characters, widths and punctuation stay as printed, so that an anchor found in the text is
found in the document; only blanks, empty lines and the furniture of web pages go.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from selfcheck.plans.bytes import Tick, read_lines
from selfcheck.plans.clause import Clause, clauses_of
from selfcheck.plans.doubts import Doubt, doubts_of
from selfcheck.plans.errors import EmptyDocumentError, EndlessLineError
from selfcheck.plans.furniture import without_furniture
from selfcheck.plans.genre import refuse_strangers
from selfcheck.plans.head import Head, head_of
from selfcheck.plans.unwrap import is_wrapped, unwrapped, without_page_numbers

LINE_LIMIT = 20_000
INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
BLANKS = re.compile(r"[ \u00a0\u2002-\u200a\u3000]+")


@dataclass(frozen=True, slots=True)
class Document:
    """A plan's text with its head and clauses; every offset counts characters of `text`."""

    text: str
    head: Head
    clauses: tuple[Clause, ...]
    doubts: tuple[Doubt, ...]

    def clause_at(self, offset: int) -> Clause | None:
        """The clause that owns the place, or None before the first."""
        owner = None
        for clause in self.clauses:
            if clause.start > offset:
                break
            owner = clause
        return owner


def read_document(data: bytes, name: str, tick: Tick = lambda: None) -> Document:
    """The document in these bytes; `name` is only used in messages, `tick` may raise to stop a slow reading.

    Raises a DocumentError that says what was understood and what was not; there is no half-read document.
    """
    return document_of(read_lines(data, name, tick))


def document_of(lines: Sequence[str]) -> Document:
    """The document in these lines, as pasted or as a reader gave them."""
    longest = max((len(line) for line in lines), default=0)
    if longest > LINE_LIMIT:
        raise EndlessLineError(characters=sum(map(len, lines)), longest=longest)
    lines = without_page_numbers(lines)
    if is_wrapped(lines):
        lines = unwrapped(lines)
    page = [tidy for line in lines if (tidy := _tidy(line))]
    own = without_furniture(page)
    if not own:
        raise EmptyDocumentError
    text = "\n".join(own) + "\n"
    clauses = clauses_of(text)
    head = head_of(own, page)
    refuse_strangers(text, clauses, head)
    return Document(text, head, clauses, doubts_of(text, head, clauses))


def _tidy(line: str) -> str:
    """The line without invisible characters, without blanks at its ends, runs of blanks as one."""
    return "\t".join(BLANKS.sub(" ", cell).strip() for cell in INVISIBLE.sub("", line).split("\t")).strip()
