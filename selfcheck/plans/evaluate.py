"""How good a reading is, held against a catalogue made by hand.

Two readings of recall: *covered*, where an item counts when its anchor lies within a span of its kind and clause, and
*one to one*, where each span may serve one item. A span is right when it holds an anchor of its kind; borderline items
count neither way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from selfcheck.plans.catalogue import CatalogueItem, ItemKind
from selfcheck.plans.citation import locate, same_number
from selfcheck.plans.document import Document
from selfcheck.plans.found import FoundItem
from selfcheck.plans.phrase import Span

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts for one kind: what the catalogue has, what of it was reached, what was extracted, what of it is right."""

    gold: int
    covered: int
    matched: int
    extracted: int
    right: int
    modality_right: int
    topic_right: int

    @property
    def recall(self) -> float:
        """Share of the catalogue's items that a span covers."""
        return _share(self.covered, self.gold)

    @property
    def precision(self) -> float:
        """Share of the spans that hold an anchor of their kind."""
        return _share(self.right, self.extracted)

    @property
    def recall_one_to_one(self) -> float:
        """Share of the catalogue's items that have a span of their own."""
        return _share(self.matched, self.gold)

    @property
    def precision_one_to_one(self) -> float:
        """Share of the spans that have an item of their own."""
        return _share(self.matched, self.extracted)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.gold + other.gold,
            self.covered + other.covered,
            self.matched + other.matched,
            self.extracted + other.extracted,
            self.right + other.right,
            self.modality_right + other.modality_right,
            self.topic_right + other.topic_right,
        )


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Tallies by kind, the confusion table, and which spans were right (None: only borderline items in them)."""

    tallies: Mapping[ItemKind, Tally]
    confusion: Mapping[tuple[str, str], int]
    verdicts: tuple[bool | None, ...]


def evaluate(wanted: Sequence[CatalogueItem], document: Document, found: Sequence[FoundItem]) -> Evaluation:
    """Hold what was found against the items of a catalogue."""
    anchors = [(item, locate(item.anchor, item.clause, document)) for item in wanted]
    verdicts: list[bool | None] = []
    for span in found:
        held = [item for item, places in anchors if item.kind == span.kind and _holds(span, item, places)]
        verdicts.append(True if any(not item.borderline for item in held) else None if held else False)
    tallies = {
        kind: _tally(
            [(item, places) for item, places in anchors if item.kind == kind],
            [(span, verdict) for span, verdict in zip(found, verdicts, strict=True) if span.kind == kind],
        )
        for kind in ItemKind
    }
    return Evaluation(tallies, _confusion(anchors, found), tuple(verdicts))


def _holds(span: FoundItem, item: CatalogueItem, places: Sequence[Span]) -> bool:
    inside = Span(span.start, span.end)
    return same_number(span.clause, item.clause) and any(inside.holds(place) for place in places)


def _tally(
    anchors: Sequence[tuple[CatalogueItem, tuple[Span, ...]]], spans: Sequence[tuple[FoundItem, bool | None]]
) -> Tally:
    gold = [(item, places) for item, places in anchors if not item.borderline]
    candidates = [[at for at, (span, _) in enumerate(spans) if _holds(span, item, places)] for item, places in gold]
    matched = _pair(candidates, gold, spans)
    modality = sum(spans[at][0].modality == gold[number][0].modality for number, at in matched.items())
    topic = sum(spans[at][0].topic == gold[number][0].topic for number, at in matched.items())
    return Tally(
        gold=len(gold),
        covered=sum(bool(each) for each in candidates),
        matched=len(matched),
        extracted=sum(verdict is not None for _, verdict in spans),
        right=sum(verdict is True for _, verdict in spans),
        modality_right=modality,
        topic_right=topic,
    )


def _pair(
    candidates: Sequence[Sequence[int]],
    gold: Sequence[tuple[CatalogueItem, tuple[Span, ...]]],
    spans: Sequence[tuple[FoundItem, bool | None]],
) -> dict[int, int]:
    """The largest pairing of items with spans (augmenting paths); who speak of the same words are paired before others.

    Augmenting from the pairs of the same words keeps every item that has one paired.
    """
    meeting = [
        [at for at in each if _meets(spans[at][0], wanted)] for each, wanted in zip(candidates, gold, strict=True)
    ]
    taken: dict[int, int] = {}
    for allowed in (meeting, [[*near, *each] for near, each in zip(meeting, candidates, strict=True)]):
        paired = set(taken.values())
        for number in range(len(gold)):
            if number not in paired:
                _augment(number, allowed, taken, set())
    return {number: at for at, number in taken.items()}


def _augment(number: int, allowed: Sequence[Sequence[int]], taken: dict[int, int], tried: set[int]) -> bool:
    """Find a span for the item, moving others to another span of theirs where need be."""
    for at in allowed[number]:
        if at in tried:
            continue
        tried.add(at)
        if at not in taken or _augment(taken[at], allowed, taken, tried):
            taken[at] = number
            return True
    return False


def _meets(span: FoundItem, wanted: tuple[CatalogueItem, tuple[Span, ...]]) -> bool:
    """Whether both are pinned down by the same words, or one by words of the other."""
    anchor = wanted[0].anchor
    return span.anchor in anchor or anchor in span.anchor


def _confusion(
    anchors: Sequence[tuple[CatalogueItem, tuple[Span, ...]]], found: Sequence[FoundItem]
) -> dict[tuple[str, str], int]:
    """How often an item of one kind was covered by spans of which kind; by nothing where no span covers it."""
    table: dict[tuple[str, str], int] = {}
    for item, places in anchors:
        if item.borderline:
            continue
        kinds = {span.kind for span in found if _holds(span, item, places)}
        best = item.kind.value if item.kind in kinds else min((kind.value for kind in kinds), default=NOTHING)
        table[item.kind.value, best] = table.get((item.kind.value, best), 0) + 1
    return table


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
