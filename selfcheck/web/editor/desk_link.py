"""Which questions or policies an item may belong to: the three most alike, what was drafted, what a search finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import url_for

from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import ASKING, DraftItem, PlanDraft
from selfcheck.questionnaires.link import Linker
from selfcheck.store.drafted import DraftedEntry, DraftedKind
from selfcheck.web.content import library
from selfcheck.web.editor.desk_words import likeness_words
from selfcheck.web.languages import in_words
from selfcheck.wording.text import Text

FOUND = 8  # hits of a search that are shown


@dataclass(frozen=True, slots=True)
class Choice:
    """A question or policy that an item may be tied to; `alike` says in words how much it resembles it."""

    id: str
    title: str
    href: str
    alike: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Links:
    """What an item may be tied to: the most alike, what was drafted for its plan, what a search found; what it is now.

    `told` is the number of what was drafted for this item: what it is tied to, or what its target is fed by.
    """

    candidates: tuple[Choice, ...]
    drafted: tuple[Choice, ...]
    hits: tuple[Choice, ...]
    chosen: Choice | None
    told: int | None


def links_of(draft: PlanDraft, item: DraftItem, entries: Sequence[DraftedEntry], wanted: str) -> Links:
    """The links of an item; `entries` was drafted for its document, `wanted` was searched for."""
    kind = DraftedKind.QUESTION if item.kind in ASKING else DraftedKind.POLICY
    own = {entry.code: entry for entry in entries if entry.kind is kind}
    pool = {**_bank(item), **{code: entry.words for code, entry in own.items()}}
    tied = item.question if item.kind in ASKING else item.policy

    def choice(wanted: str, alike: str = "") -> Choice:
        return Choice(wanted, in_words(pool[wanted]), _href(item, wanted, own), alike, is_chosen=wanted == tied)

    told = own.get(tied or "")
    if item.kind is ItemKind.TARGET:
        told = next((each for each in entries if (each.kind, each.item) == (DraftedKind.TARGET, item.number)), None)
    alike = _alike(draft, item)
    return Links(
        candidates=tuple(choice(each, alike[each]) for each in alike),
        drafted=tuple(choice(each) for each in own),
        hits=tuple(choice(each) for each in _hits(pool, wanted)),
        chosen=None if tied is None else choice(tied) if tied in pool else Choice(tied, tied, "", "", is_chosen=True),
        told=told.id if told else None,
    )


def _alike(draft: PlanDraft, item: DraftItem) -> dict[str, str]:
    """The three most alike, best first; for a target the questions of its words, as one may feed it."""
    kind = ItemKind.OBLIGATION if item.kind in ASKING else item.kind
    found = _linker(library().version).link_words(kind, item.anchor, draft.words(item), item.topic, item.actor)
    return {each.id: likeness_words(each.likeness) for each in found.candidates}


@lru_cache(maxsize=1)
def _linker(_version: str) -> Linker:
    return Linker(library())


def _bank(item: DraftItem) -> dict[str, Text]:
    if item.kind in ASKING:
        return {question.id: question.text for question in library().questions.values()}
    return {policy.id: policy.title for policy in library().policies if policy.kind.value == item.kind.value}


def _hits(pool: dict[str, Text], wanted: str) -> list[str]:
    """Those in which every word that was searched for occurs, in either language."""
    words = wanted.lower().split()
    said = {each: f"{each} {text.zh} {text.en}".lower() for each, text in pool.items()}
    return [each for each, text in said.items() if words and all(word in text for word in words)][:FOUND]


def _href(item: DraftItem, wanted: str, drafted: dict[str, DraftedEntry]) -> str:
    entry = drafted.get(wanted)
    if entry is not None:
        return url_for("editor.drafted_entry", document_id=entry.document_id, entry_id=entry.id)
    if item.kind in ASKING:
        return url_for("editor.question", question_id=wanted)
    return url_for("editor.policy", policy_id=wanted)
