"""Where an item stands in the text, for an editor who names it by its words: its place, cuts, neighbours, guesses."""

import re
from collections.abc import Mapping
from typing import Final

from selfcheck.kernel.errors import marked
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import ANCHOR, ASKING, Correction, DraftError, DraftItem, PlanDraft
from selfcheck.plans.figure import figures_in
from selfcheck.plans.phrase import Span, offices_of
from selfcheck.plans.subject import EVERYONE

CUTS: Final = re.compile(r"(?<=[，、；：,;:])|(?=(?:和|及|以及|并|或|与)[^，、；：,;:]{2})")
UNSURE = 0.6  # confidence below which an item is to be looked at


class WordsError(DraftError):
    """Words that the clause does not print in a row."""

    message = marked("条款 %(clause)s 里没有连着的这段文字。")


def span_of(draft: PlanDraft, clause: str, words: str, near: int) -> Span:
    """Where the clause prints these words, at the place nearest to the offset; raises WordsError for nowhere."""
    wanted = words.strip()
    places = [
        Span(found.start(), found.end())
        for each in draft.clauses
        if each.number == clause and wanted
        for found in re.compile(re.escape(wanted)).finditer(draft.text, each.start, each.end)
    ]
    if not places:
        raise WordsError(clause=clause)
    return min(places, key=lambda place: (abs(place.start - near), place.start))


def moved(draft: PlanDraft, item: DraftItem, clause: str, words: str, near: int) -> Correction:
    """What changes of an item that is to stand at these words; it is pinned anew where its anchor is not among them.

    Empty where it stands there already.
    """
    if clause == item.clause and words.strip() == draft.words(item).strip() and near == item.start:
        return {}
    span = span_of(draft, clause, words, near)
    values: Correction = {"clause": clause, "start": span.start, "end": span.end}
    if item.anchor not in span.of(draft.text):
        values["anchor"] = span.of(draft.text)[:ANCHOR]
    return values


def new_item(draft: PlanDraft, kind: ItemKind, clause: str, words: str, near: int) -> DraftItem:
    """An item at these words with first guesses: actor and topic of the nearest item, offices of the clause."""
    span = span_of(draft, clause, words, near)
    nearest = min(draft.items, key=lambda item: (item.clause != clause, abs(item.start - span.start)), default=None)
    own = next(each for each in draft.clauses if each.start <= span.start < each.end)
    printed = figures_in(span.of(draft.text), span.start) if kind is ItemKind.TARGET else ()
    return DraftItem(
        number=draft.next_number,
        kind=kind,
        clause=clause,
        start=span.start,
        end=span.end,
        anchor=span.of(draft.text)[:ANCHOR],
        actor=nearest.actor if nearest else EVERYONE,
        topic=nearest.topic if nearest else "qms",
        figure=printed[0].figure if printed else None,
        authority=offices_of(draft.text, own)[0],
    )


def cuts_of(draft: PlanDraft, item: DraftItem) -> tuple[int, ...]:
    """The offsets at which the item may well be cut: after a mark of punctuation, before a word that joins."""
    words = draft.words(item)
    return tuple(item.start + found.start() for found in CUTS.finditer(words) if 0 < found.start() < len(words))


def next_alike(draft: PlanDraft) -> Mapping[int, DraftItem]:
    """For each item, by its number, the next one of its kind and clause, which it could be merged with."""
    found: dict[int, DraftItem] = {}
    following: dict[tuple[ItemKind, str], DraftItem] = {}
    for item in reversed(draft.items):
        same = item.kind, item.clause
        if same in following:
            found[item.number] = following[same]
        following[same] = item
    return found


def is_doubtful(item: DraftItem) -> bool:
    """Whether an editor should look twice: the machine was unsure, or something is missing or marked."""
    return item.confidence < UNSURE or item.borderline or not is_whole(item)


def is_whole(item: DraftItem) -> bool:
    """Whether it has what its kind needs: a duty its strength, a target its figure."""
    if item.kind is ItemKind.OBLIGATION:
        return item.modality is not None
    return item.kind is not ItemKind.TARGET or item.figure is not None


def is_linked(item: DraftItem) -> bool:
    """Whether it is tied to a question or a policy, whichever its kind belongs to."""
    return (item.question if item.kind in ASKING else item.policy) is not None
