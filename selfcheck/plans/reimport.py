"""What is new when a plan that the library knows is read again: citations that are gone, items nobody has entered."""

from collections.abc import Iterable
from dataclasses import dataclass

from selfcheck.plans.catalogue import Catalogue, ItemKind
from selfcheck.plans.citation import Missing, locate, missing_citations
from selfcheck.plans.document import Document
from selfcheck.plans.found import FoundItem
from selfcheck.plans.phrase import Span


@dataclass(frozen=True, slots=True)
class Reimport:
    """A known plan beside its new text: head fields that differ, citations not found, found items not entered."""

    catalogue: Catalogue
    head: tuple[tuple[str, str, str], ...]  # field, in the library, in the document
    gone: tuple[Missing, ...]
    new: tuple[FoundItem, ...]

    @property
    def unchanged(self) -> bool:
        """Whether every citation holds and the head is the same."""
        return not self.head and not self.gone


def find_known(document: Document, catalogues: Iterable[Catalogue]) -> Catalogue | None:
    """The catalogue of the same plan: by document number, else by title; None for a new plan."""
    head = document.head
    for catalogue in catalogues:
        plan = catalogue.plan
        if head.doc_number and plan.doc_number == head.doc_number:
            return catalogue
        if head.title and _bare(head.title) == _bare(plan.title):
            return catalogue
    return None


def compare(catalogue: Catalogue, document: Document, items: Iterable[FoundItem]) -> Reimport:
    """Hold a known plan's catalogue against a new reading of it."""
    plan, head = catalogue.plan, document.head
    fields = (
        ("title", plan.title, head.title or ""),
        ("doc_number", plan.doc_number or "", head.doc_number or ""),
        ("issuer", plan.issuer, head.issuer or ""),
        ("date", plan.date.isoformat(), head.date.isoformat() if head.date else ""),
        ("region", plan.region, head.region or ""),
    )
    entered: dict[ItemKind, list[Span]] = {kind: [] for kind in ItemKind}
    for item in catalogue.items:
        entered[item.kind].extend(locate(item.anchor, item.clause, document))
    return Reimport(
        catalogue=catalogue,
        head=tuple(field for field in fields if _bare(field[1]) != _bare(field[2])),
        gone=missing_citations(catalogue, document),
        new=tuple(item for item in items if not _entered(item, entered[item.kind])),
    )


def _entered(item: FoundItem, places: Iterable[Span]) -> bool:
    return any(Span(item.start, item.end).holds(place) for place in places)


def _bare(text: str) -> str:
    return "".join(text.split())
