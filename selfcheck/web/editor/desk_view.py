"""What the list of the editor's desk shows: which items, in which order, how far the editors are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import Decision, DraftItem, PlanDraft
from selfcheck.plans.placing import is_doubtful, is_linked, is_whole, next_alike
from selfcheck.questionnaires.library import Library
from selfcheck.reports.replies import FORCES
from selfcheck.reports.sources import aim_words, clause_words
from selfcheck.reports.voice import Voice
from selfcheck.web.editor.desk_words import TOPICS, confidence_words
from selfcheck.web.languages import current_lang, in_words
from selfcheck.workflow.desk import Desk

DOUBT = "doubt"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which items are listed, and whether by place or the most doubtful first."""

    kind: ItemKind | None = None
    decision: Decision | None = None
    doubtful: bool = False
    by_doubt: bool = False

    @property
    def args(self) -> dict[str, str]:
        """What an address carries of it."""
        told = {
            "kind": self.kind.value if self.kind else "",
            "decision": self.decision.value if self.decision else "",
            "only": DOUBT if self.doubtful else "",
            "sort": DOUBT if self.by_doubt else "",
        }
        return {name: value for name, value in told.items() if value}

    def take(self, item: DraftItem) -> bool:
        """Whether the item is listed."""
        return (
            (self.kind is None or item.kind is self.kind)
            and (self.decision is None or item.decision is self.decision)
            and (not self.doubtful or is_doubtful(item))
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One item in the list, every word finished; its words before, in and after what it is pinned by."""

    item: DraftItem
    version: int
    words: tuple[str, str, str]
    clause: str
    about: tuple[str, ...]
    doubts: tuple[str, ...]
    is_linked: bool
    alike: DraftItem | None


@dataclass(frozen=True, slots=True)
class Share:
    """How many items of a kind are decided."""

    kind: ItemKind
    decided: int
    count: int


def filters_of(args: Mapping[str, str]) -> Filters:
    """The filters that an address carries; what it does not name well is left out."""
    kind, decision = args.get("kind"), args.get("decision")
    return Filters(
        ItemKind(kind) if kind in set(ItemKind) else None,
        Decision(decision) if decision in set(Decision) else None,
        args.get("only") == DOUBT,
        args.get("sort") == DOUBT,
    )


def listed(draft: PlanDraft, filters: Filters, *, with_item: int) -> tuple[DraftItem, ...]:
    """The items of the list in its order, among them that item whatever the filters say."""
    found = [item for item in draft.items if filters.take(item) or item.number == with_item]
    return tuple(sorted(found, key=lambda item: (is_whole(item), item.confidence)) if filters.by_doubt else found)


def rows_of(desk: Desk, items: Sequence[DraftItem], library: Library) -> tuple[Row, ...]:
    """The list."""
    voice = Voice(current_lang())
    actors = {code: in_words(actor.text) for code, actor in library.actors.items()}
    topics = {topic: str(gettext(words)) for topic, words in TOPICS.items()}
    alike = next_alike(desk.draft)
    return tuple(
        Row(
            item=item,
            version=desk.versions[item.number],
            words=desk.draft.words(item).partition(item.anchor),
            clause=clause_words(item.clause, voice),
            about=_about(item, actors.get(item.actor, item.actor), topics.get(item.topic, item.topic), voice),
            doubts=_doubts(item),
            is_linked=is_linked(item),
            alike=alike.get(item.number),
        )
        for item in items
    )


def shares_of(draft: PlanDraft) -> tuple[Share, ...]:
    """How far each kind is."""
    by_kind = [(kind, [item for item in draft.items if item.kind is kind]) for kind in ItemKind]
    return tuple(
        Share(kind, sum(item.decision is not Decision.OPEN for item in items), len(items)) for kind, items in by_kind
    )


def next_open(before: Sequence[DraftItem], draft: PlanDraft, number: int) -> int | None:
    """The first undecided item after that one in the order of the list, from its top again at the end."""
    undecided = {item.number for item in draft.items if item.decision is Decision.OPEN}
    numbers = [item.number for item in before]
    at = numbers.index(number) + 1 if number in numbers else 0
    return next((each for each in (*numbers[at:], *numbers[:at]) if each in undecided), None)


def _about(item: DraftItem, actor: str, topic: str, voice: Voice) -> tuple[str, ...]:
    force = voice.gettext(FORCES[item.modality]) if item.modality else ""
    figure = f"{item.figure.metric} {aim_words(item.figure, voice)}" if item.figure else ""
    if item.figure and item.figure.by:
        figure = voice.gettext("%(figure)s（到 %(year)s 年）", figure=figure, year=item.figure.by)
    return tuple(words for words in (actor, force, topic, figure) if words)


def _doubts(item: DraftItem) -> tuple[str, ...]:
    found = []
    if not is_whole(item):
        found.append(gettext("缺要求程度") if item.kind is ItemKind.OBLIGATION else gettext("缺指标数值"))
    if item.borderline:
        found.append(gettext("存疑"))
    if item.decision is Decision.OPEN and is_doubtful(item):
        found.append(confidence_words(item.confidence))
    return tuple(str(words) for words in found)
