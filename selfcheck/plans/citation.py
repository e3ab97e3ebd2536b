"""Holding a catalogue against the official text: whether each anchor stands where its citation says."""

import re
from dataclasses import dataclass

from selfcheck.plans.catalogue import Catalogue, CatalogueItem
from selfcheck.plans.document import Document
from selfcheck.plans.phrase import Span

NO_CLAUSE = "no clause with this number"
ELSEWHERE = "anchor stands in another clause: {where}"
NOWHERE = "anchor not in the text"
WIDTHS = str.maketrans("（）〔〕，：；！？．％“”‘’", "()[],:;!?.%\"\"''")


@dataclass(frozen=True, slots=True)
class Missing:
    """A citation that the text does not bear out, and why."""

    item: CatalogueItem
    reason: str


def missing_citations(catalogue: Catalogue, document: Document) -> tuple[Missing, ...]:
    """Every item whose anchor is not in its clause, in the order of the catalogue."""
    found = []
    for item in catalogue.items:
        reason = _reason(item, document)
        if reason:
            found.append(Missing(item, reason))
    return tuple(found)


def locate(anchor: str, number: str, document: Document) -> tuple[Span, ...]:
    """Every place of the anchor inside the clause of that number; widths of marks and blanks do not matter."""
    places = []
    for clause in document.clauses:
        if same_number(clause.number, number):
            places.extend(_places(anchor, document.text, clause.start, clause.end))
    return tuple(places)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a clause, and whether it is what the citation is about."""

    text: str
    is_cited: bool


def marked_clause(document: Document, number: str, anchor: str) -> tuple[Piece, ...]:
    """The clause of that number in pieces, the anchor's first place marked; empty where it is not in it."""
    place = next(iter(locate(anchor, number, document)), None)
    clause = None if place is None else document.clause_at(place.start)
    if place is None or clause is None:
        return ()
    text = document.text
    pieces = (
        Piece(text[clause.start : place.start].lstrip(), is_cited=False),
        Piece(place.of(text), is_cited=True),
        Piece(text[place.end : clause.end].rstrip(), is_cited=False),
    )
    return tuple(piece for piece in pieces if piece.text)


def same_number(one: str, other: str) -> bool:
    """Whether two citations name the same clause, however their brackets and dots are printed."""
    return _bare(one) == _bare(other)


def _bare(number: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[一二三四五六七八九十百〇零]+|\d+|附件", number))


def _reason(item: CatalogueItem, document: Document) -> str | None:
    if locate(item.anchor, item.clause, document):
        return None
    places = _places(item.anchor, document.text, 0, len(document.text))
    if places:
        clause = document.clause_at(places[0].start)
        return ELSEWHERE.format(where=clause.number if clause else "before the first")
    if not any(same_number(clause.number, item.clause) for clause in document.clauses):
        return NO_CLAUSE
    return NOWHERE


def _places(anchor: str, text: str, start: int, end: int) -> list[Span]:
    """Where the anchor stands between two offsets, read without blanks and with marks of one width."""
    kept = [at for at in range(start, end) if not text[at].isspace()]
    plain = "".join(text[at] for at in kept).translate(WIDTHS)
    wanted = "".join(anchor.split()).translate(WIDTHS)
    places = []
    at = plain.find(wanted) if wanted else -1
    while at >= 0:
        places.append(Span(kept[at], kept[at + len(wanted) - 1] + 1))
        at = plain.find(wanted, at + 1)
    return places
