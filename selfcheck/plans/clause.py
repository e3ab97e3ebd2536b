"""The clauses of a plan: numbered stretches of its text, as a tree kept flat.

A clause owns the text from its number to the next number, whatever the level, so that every place of the text belongs
to one clause at most. It is named as a reader would cite it: by its own number where the numbering runs on through
the document, with the number above in front where it begins anew under it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from selfcheck.plans.marker import INSIDE, Marker, Style, marker_of

HEADING = 40  # characters: a longer first sentence is text
STOPS = "。；;！!？?"


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered stretch: how it is cited, its heading, the text it owns (offsets), its depth, its place in the tree.

    `body` is where its text begins after number and heading; `parent` is the index of the clause above, or None.
    """

    number: str
    heading: str
    start: int
    end: int
    body: int
    depth: int
    parent: int | None
    style: Style | None
    value: int


ATTACHMENT = "附件"


def clauses_of(text: str) -> tuple[Clause, ...]:
    """The clauses of a normalised text in its order; nothing before the first number belongs to one."""
    found = _nested(_openings(text), text)
    return tuple(replace(clause, number=number) for clause, number in zip(found, _numbers(found), strict=True))


def _openings(text: str) -> Iterator[tuple[int, Marker | None]]:
    """Where clauses begin: at the start of a line, or after a full stop where a line end was lost."""
    at = 0
    for line in text.split("\n"):
        if line.startswith(ATTACHMENT) and len(line) < HEADING:
            yield at, None
        else:
            starts = [0, *(found.end() for found in INSIDE.finditer(line))]
            for start in starts:
                marker = marker_of(line[start:])
                if marker is not None:
                    yield at + start, marker
        at += len(line) + 1


def _nested(openings: Iterator[tuple[int, Marker | None]], text: str) -> list[Clause]:
    clauses: list[Clause] = []
    stack: list[int] = []
    for start, marker in openings:
        style = marker.style if marker else None
        while stack and not _opens_below(clauses, stack, style):
            stack.pop()
        number, length = (marker.printed, marker.length) if marker else (ATTACHMENT, 0)
        heading, body = _heading(text, start + length)
        depth = len(stack)
        parent = stack[-1] if stack else None
        value = marker.value if marker else 0
        clauses.append(Clause(number, heading, start, len(text), body, depth, parent, style, value))
        stack.append(len(clauses) - 1)
    closed = [replace(clause, end=after.start) for clause, after in pairwise(clauses)]
    found = [*closed, *clauses[-1:]]
    parents = {clause.parent for clause in found}
    return [
        clause if index in parents or text[clause.body : clause.end].strip() else _said(text, clause)
        for index, clause in enumerate(found)
    ]


def _said(text: str, clause: Clause) -> Clause:
    """A clause that is nothing but one short sentence: the words after its number are its text, and head nothing."""
    if not clause.heading or clause.style is None:
        return clause
    return replace(clause, heading="", body=text.index(clause.heading, clause.start))


def _opens_below(clauses: Sequence[Clause], stack: Sequence[int], style: Style | None) -> bool:
    """Whether a number of this style opens a clause inside the innermost one: it must be new in the chain above."""
    if style is None:
        return False
    chain = [clauses[index].style for index in stack]
    if style in chain:
        return False
    innermost = chain[-1]
    return innermost is None or innermost < style


def _heading(text: str, start: int) -> tuple[str, int]:
    """The heading after a number, and where the body begins: a whole short line, or a short first sentence."""
    stop = text.find("\n", start)
    line = text[start : stop if stop >= 0 else len(text)]
    cut = min((line.find(mark) for mark in STOPS + "：:　" if mark in line), default=-1)
    if cut < 0:
        words = line.strip()
        whole = len(words) <= HEADING and not words.endswith(("，", ",", "、"))
        return (words, start + len(line)) if whole else ("", start)
    words = line[:cut].strip()
    if len(words) > HEADING or "，" in words or "," in words or not words:
        return "", start
    return words, start + cut + 1


def _numbers(clauses: Sequence[Clause]) -> list[str]:
    """How each clause is cited; where a chapter and a clause would share a number the chapter keeps its 、."""
    scopes = _scopes(clauses)
    counted: dict[Style, set[int | None]] = {}
    for index, clause in enumerate(clauses):
        if clause.style is not None:
            counted.setdefault(clause.style, set()).add(scopes[index])
    numbers: list[str] = []
    for index, clause in enumerate(clauses):
        scope = scopes[index]
        alone = clause.style is None or (
            scope is not None
            and scope != clause.parent
            and clauses[scope].depth == 0
            and any(other is not None and clauses[other].depth > 0 for other in counted[clause.style])
        )
        above = numbers[scope] if scope is not None and not alone else ""
        numbers.append(above + _own(clause, above))
    taken = {number for number, clause in zip(numbers, clauses, strict=True) if clause.depth > 0}
    return [
        f"{number}、" if clause.style is Style.HAN and number in taken else number
        for number, clause in zip(numbers, clauses, strict=True)
    ]


def _own(clause: Clause, above: str) -> str:
    if not above:
        return clause.number
    if clause.style in {Style.HAN_BRACKET, Style.ARABIC_BRACKET}:
        return f"({clause.number})"
    return clause.number if above.endswith(")") or clause.style is Style.CIRCLED else f".{clause.number}"


def _scopes(clauses: Sequence[Clause]) -> list[int | None]:
    """For each clause the one under which its numbering begins anew; None where it runs through the document."""
    series: dict[Style | None, list[list[int]]] = {}
    for index, clause in enumerate(clauses):
        runs = series.setdefault(clause.style, [])
        last = clauses[runs[-1][-1]] if runs else None
        if last is not None and clause.value > 1 and last.value < clause.value <= last.value + 3:
            runs[-1].append(index)
        else:
            runs.append([index])
    scopes: list[int | None] = [None] * len(clauses)
    for runs in series.values():
        for run in runs:
            common = _common([_chain(clauses, index) for index in run])
            for index in run:
                scopes[index] = common
    return scopes


def _chain(clauses: Sequence[Clause], index: int) -> list[int]:
    """The clauses above, outermost first."""
    chain: list[int] = []
    above = clauses[index].parent
    while above is not None:
        chain.insert(0, above)
        above = clauses[above].parent
    return chain


def _common(chains: Sequence[Sequence[int]]) -> int | None:
    common: int | None = None
    for level in zip(*chains, strict=False):
        if len(set(level)) > 1:
            break
        common = level[0]
    return common
