"""Which questions or policies of the bank an item may belong to: the three most alike, and what a search finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from flask import url_for

from selfcheck.kernel.ids import PolicyId, QuestionId
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import ASKING, DraftItem, PlanDraft
from selfcheck.questionnaires.library import Library
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
    alike: str = ""
    is_chosen: bool = False


def candidates(draft: PlanDraft, item: DraftItem) -> tuple[Choice, ...]:
    """The three most alike, best first; for a target those of its words, as a question may feed it."""
    kind = ItemKind.OBLIGATION if item.kind in ASKING else item.kind
    found = _linker(library().version).link_words(kind, item.anchor, draft.words(item), item.topic, item.actor)
    alike = {each.id: likeness_words(each.likeness) for each in found.candidates}
    return tuple(_choice(item, each, alike[each]) for each in alike)


def hits(item: DraftItem, wanted: str) -> tuple[Choice, ...]:
    """Those of the bank in which every word that was searched for occurs, in either language."""
    words = wanted.lower().split()
    held = library()
    pool = _questions(held) if item.kind in ASKING else _policies(held, item.kind)
    found = [each for each, text in pool.items() if words and all(word in f"{each} {_both(text)}" for word in words)]
    return tuple(_choice(item, each, "") for each in found[:FOUND])


def own(item: DraftItem, entries: Iterable[DraftedEntry]) -> tuple[Choice, ...]:
    """What was drafted for this plan and would fit the item."""
    kind, tied = (DraftedKind.QUESTION, item.question) if item.kind in ASKING else (DraftedKind.POLICY, item.policy)
    return tuple(
        Choice(
            id=entry.code,
            title=in_words(entry.words),
            href=url_for("editor.drafted_entry", document_id=entry.document_id, entry_id=entry.id),
            is_chosen=tied == entry.code,
        )
        for entry in entries
        if entry.kind is kind
    )


def chosen(item: DraftItem, drafted: Iterable[Choice]) -> Choice | None:
    """What the item is tied to, None for nothing."""
    tied = item.question if item.kind in ASKING else item.policy
    if tied is None:
        return None
    return next((choice for choice in drafted if choice.is_chosen), None) or _choice(item, tied, "")


@lru_cache(maxsize=1)
def _linker(_version: str) -> Linker:
    return Linker(library())


def _questions(held: Library) -> dict[str, Text]:
    return {question.id: question.text for question in held.questions.values()}


def _policies(held: Library, kind: ItemKind) -> dict[str, Text]:
    return {policy.id: policy.title for policy in held.policies if policy.kind.value == kind.value}


def _both(text: Text) -> str:
    return f"{text.zh} {text.en}".lower()


def _choice(item: DraftItem, wanted: str, alike: str) -> Choice:
    held = library()
    if item.kind in ASKING:
        question = held.questions.get(QuestionId(wanted))
        href = url_for("editor.question", question_id=wanted) if question else ""
        title = in_words(question.text) if question else wanted
        return Choice(wanted, title, href, alike, is_chosen=item.question == wanted)
    policy = held.policies_by_id.get(PolicyId(wanted))
    href = url_for("editor.policy", policy_id=wanted) if policy else ""
    return Choice(wanted, in_words(policy.title) if policy else wanted, href, alike, is_chosen=item.policy == wanted)
