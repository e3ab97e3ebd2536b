"""The plan's text with its items marked in it: by colour, and by a label that says kind and number."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask_babel import gettext
from markupsafe import Markup, escape

from selfcheck.plans.draft import Decision, DraftItem, PlanDraft
from selfcheck.web.editor.desk_words import BRIEF_KINDS

SIGNS = {Decision.OPEN: "", Decision.ACCEPTED: " ✓", Decision.REJECTED: " ✗"}
_MARK = Markup('<mark class="{}" data-items="{}">{}{}</mark>')
_LABEL = Markup('<a class="k {}" href="{}" data-item="{}">{} {}{}</a>')


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text, or the part of it that belongs to one clause; `clause` is None before the first."""

    start: int
    clause: str | None
    opens: bool
    is_heading: bool
    html: Markup


def paragraphs(draft: PlanDraft, address: Callable[[int], str]) -> Iterator[Paragraph]:
    """The whole text in its order; `address` gives the link to an item by its number."""
    bounds = _bounds(draft)
    starts = [start for start, _ in bounds]
    inside: defaultdict[int, list[DraftItem]] = defaultdict(list)
    for item in draft.items:
        inside[bisect_right(starts, item.start) - 1].append(item)
    clauses = list(draft.clauses)
    opening = [clause.start for clause in clauses]
    for place, (start, end) in enumerate(bounds):
        own = clauses[at] if (at := bisect_right(opening, start) - 1) >= 0 else None
        yield Paragraph(
            start=start,
            clause=own.number if own else None,
            opens=own is not None and own.start == start,
            is_heading=own is not None and bool(own.heading) and end <= own.body,
            html=_painted(draft.text, (start, end), inside[place], address),
        )


def _bounds(draft: PlanDraft) -> list[tuple[int, int]]:
    """Where the paragraphs begin and end, line ends left out."""
    cuts = {0, len(draft.text), *(clause.start for clause in draft.clauses)}
    at = draft.text.find("\n")
    while at >= 0:
        cuts.add(at + 1)
        at = draft.text.find("\n", at + 1)
    whole = ((start, start + len(draft.text[start:end].rstrip("\n"))) for start, end in pairwise(sorted(cuts)))
    return [(start, end) for start, end in whole if end > start]


def _painted(text: str, bounds: tuple[int, int], items: Sequence[DraftItem], address: Callable[[int], str]) -> Markup:
    start, end = bounds
    ends = {at for item in items for at in (item.start, item.end)}
    cuts = sorted({start, end, *(at for at in ends if start < at < end)})
    return Markup("").join(_piece(text, piece, items, address) for piece in pairwise(cuts))


def _piece(text: str, piece: tuple[int, int], items: Sequence[DraftItem], address: Callable[[int], str]) -> Markup:
    start, end = piece
    over = [item for item in items if item.start <= start and end <= item.end]
    words = escape(text[start:end])
    if not over:
        return words
    inner = min(over, key=lambda item: (item.decision is Decision.REJECTED, item.end - item.start, item.number))
    several = " several" if len({(item.start, item.end) for item in over}) > 1 else ""
    labels = Markup("").join(_label(item, address) for item in over if item.start == start)
    numbers = " ".join(str(item.number) for item in over)
    return _MARK.format(f"{inner.kind} {inner.decision}{several}", numbers, labels, words)


def _label(item: DraftItem, address: Callable[[int], str]) -> Markup:
    kind = gettext(BRIEF_KINDS[item.kind])
    return _LABEL.format(item.kind, address(item.number), item.number, kind, item.number, SIGNS[item.decision])
