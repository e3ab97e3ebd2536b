"""An item found in a plan document, before an editor has looked at it."""

from dataclasses import dataclass

from selfcheck.plans.catalogue import Figure, ItemKind, Modality


@dataclass(frozen=True, slots=True)
class FoundItem:
    """One duty, offer, honour or number: its span (offsets, at most one sentence), and what the words say of it.

    `anchor` is a short verbatim phrase inside the span that pins the item down; `confidence` is the share of items
    with this score that were right on plans the model had not seen.
    """

    kind: ItemKind
    clause: str
    start: int
    end: int
    anchor: str
    actor: str
    modality: Modality | None
    topic: str
    figure: Figure | None
    authority: tuple[str, ...]
    confidence: float
