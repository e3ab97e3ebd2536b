"""A plan on the editor's desk: its text and clauses with the items found in it, and what an editor may do to them.

Every operation gives a new draft or refuses, so that an edit can be kept in a journal, taken back and done again. The
rules hold for whatever an editor touches: a span stays inside one sentence of its clause, an anchor stands in that
clause word for word.
"""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypedDict, Unpack

from selfcheck.kernel.errors import NotFoundError, SelfcheckError, marked
from selfcheck.kernel.ids import PlanId, PolicyId, QuestionId
from selfcheck.plans.catalogue import Figure, ItemKind, Modality
from selfcheck.plans.clause import Clause
from selfcheck.plans.document import Document
from selfcheck.plans.found import FoundItem
from selfcheck.plans.head import Head
from selfcheck.plans.phrase import Span, offices_of, sentences_of

ANCHOR = 24  # characters: what the half of a split item is pinned by until an editor names something better
ASKING = frozenset({ItemKind.OBLIGATION, ItemKind.TARGET})


class DraftError(SelfcheckError):
    """An edit that would leave the draft unsound; nothing is changed."""

    status = 422


class SpanError(DraftError):
    """A span that is empty, leaves its sentence or lies in another clause."""

    message = marked("选中的文字要在条款 %(clause)s 的同一句话里。")


class AnchorError(DraftError):
    """An anchor that the clause does not print."""

    message = marked("条款 %(clause)s 里没有“%(anchor)s”这几个字。")


class UnfinishedError(DraftError):
    """A duty without its strength or a target without its number cannot be accepted."""

    message = marked("第 %(number)s 项还缺要求程度或指标数值，补上后才能采纳。")


class SplitError(DraftError):
    """A cut at the edge of the span, or one that leaves a half without words."""

    message = marked("请在第 %(number)s 项的文字中间选择拆分的位置。")


class MergeError(DraftError):
    """Two items that are one item twice, of different kinds, or of different clauses."""

    message = marked("第 %(number)s 项和第 %(other)s 项不是同一条款里的同一类，不能合并。")


class LinkError(DraftError):
    """Duties and targets belong to questions, offers and honours to policies."""

    message = marked("要求和目标对应题目，支持和奖项对应政策；第 %(number)s 项不能这样对应。")


class Decision(StrEnum):
    """What an editor has said of an item."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class DraftItem:
    """A found or added item; `number` names it for good, its place in the text is `start` to `end`."""

    number: int
    kind: ItemKind
    clause: str
    start: int
    end: int
    anchor: str
    actor: str
    topic: str
    modality: Modality | None = None
    figure: Figure | None = None
    authority: tuple[str, ...] = ()
    who_benefits: str | None = None
    question_zh: str | None = None
    question_en: str | None = None
    evidence_zh: str | None = None
    confidence: float = 1.0
    borderline: bool = False
    note: str | None = None
    question: QuestionId | None = None
    policy: PolicyId | None = None
    decision: Decision = Decision.OPEN


class Correction(TypedDict, total=False):
    """The fields that an editor corrects; links and decisions have verbs of their own."""

    kind: ItemKind
    clause: str
    start: int
    end: int
    anchor: str
    actor: str
    topic: str
    modality: Modality | None
    figure: Figure | None
    authority: tuple[str, ...]
    who_benefits: str | None
    question_zh: str | None
    question_en: str | None
    evidence_zh: str | None
    borderline: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan being edited; the items stand in the order of the text.

    `highest` is the highest number ever given: an item that was merged away may come back under its own.
    """

    plan: PlanId
    head: Head
    text: str
    clauses: tuple[Clause, ...]
    items: tuple[DraftItem, ...]
    highest: int = field(default=0, compare=False)

    def item(self, number: int) -> DraftItem:
        """The item of that number."""
        for item in self.items:
            if item.number == number:
                return item
        raise NotFoundError

    def words(self, item: DraftItem) -> str:
        """What the plan prints at the item's place."""
        return self.text[item.start : item.end]

    @property
    def next_number(self) -> int:
        """A number that no item bears or ever bore."""
        return self.highest + 1


def place(item: DraftItem) -> tuple[int, int, int]:
    """What the items of a draft are sorted by."""
    return item.start, item.end, item.number


@dataclass(frozen=True, slots=True)
class Edit:
    """What changed between two drafts: the items that went and those that came."""

    before: tuple[DraftItem, ...]
    after: tuple[DraftItem, ...]


def draft_of(plan: PlanId, document: Document, found: tuple[FoundItem, ...]) -> PlanDraft:
    """The draft an editor begins with: everything that was found, nothing decided."""
    items = tuple(
        DraftItem(
            number=number,
            kind=item.kind,
            clause=item.clause,
            start=item.start,
            end=item.end,
            anchor=item.anchor,
            actor=item.actor,
            topic=item.topic,
            modality=item.modality,
            figure=item.figure,
            authority=item.authority,
            confidence=item.confidence,
        )
        for number, item in enumerate(found, start=1)
    )
    return _with(PlanDraft(plan, document.head, document.text, document.clauses, ()), (), items)


def change(draft: PlanDraft, number: int, **values: Unpack[Correction]) -> PlanDraft:
    """The draft with the item corrected; a link that its new kind cannot have goes, and so does the decision.

    Saying what is said already changes nothing.
    """
    old = draft.item(number)
    if replace(old, **values) == old:
        return draft
    new = replace(old, **values, decision=Decision.OPEN)
    if (new.kind in ASKING) != (old.kind in ASKING):
        new = replace(new, question=None, policy=None)
    return _with(draft, (old,), (_sound(draft, new),))


def accept(draft: PlanDraft, number: int) -> PlanDraft:
    """The draft with the item taken; it must be whole."""
    item = draft.item(number)
    duty_without_strength = item.kind is ItemKind.OBLIGATION and item.modality is None
    if duty_without_strength or (item.kind is ItemKind.TARGET and item.figure is None):
        raise UnfinishedError(number=number)
    return _with(draft, (item,), (replace(_sound(draft, item), decision=Decision.ACCEPTED),))


def reject(draft: PlanDraft, number: int) -> PlanDraft:
    """The draft with the item refused; it stays, so that it can be taken up again."""
    item = draft.item(number)
    return _with(draft, (item,), (replace(item, decision=Decision.REJECTED),))


def add(draft: PlanDraft, item: DraftItem) -> PlanDraft:
    """The draft with an item nobody had found; it gets a number of its own."""
    return _with(draft, (), (_sound(draft, replace(item, number=draft.next_number)),))


def split(draft: PlanDraft, number: int, at: int) -> PlanDraft:
    """The draft with the item cut at an offset; the half with the anchor stays the item, the other is a new one."""
    item = draft.item(number)
    if not item.start < at < item.end or not (
        draft.text[item.start : at].strip() and draft.text[at : item.end].strip()
    ):
        raise SplitError(number=number)
    halves = (replace(item, end=at), replace(item, start=at))
    in_second = item.anchor in draft.words(halves[1]) and item.anchor not in draft.words(halves[0])
    kept, other = halves[::-1] if in_second else halves
    new = replace(
        other,
        number=draft.next_number,
        anchor=draft.words(other).strip()[:ANCHOR],
        question=None,
        policy=None,
        decision=Decision.OPEN,
    )
    return _with(draft, (item,), (kept, _sound(draft, new)))


def merge(draft: PlanDraft, number: int, other: int) -> PlanDraft:
    """The draft with the second item taken into the first, which keeps its own fields and spans both."""
    kept, gone = draft.item(number), draft.item(other)
    if number == other or (kept.kind, kept.clause) != (gone.kind, gone.clause):
        raise MergeError(number=number, other=other)
    both = replace(kept, start=min(kept.start, gone.start), end=max(kept.end, gone.end))
    return _with(draft, (kept, gone), (_sound(draft, both),))


def link(
    draft: PlanDraft, number: int, *, question: QuestionId | None = None, policy: PolicyId | None = None
) -> PlanDraft:
    """The draft with the item tied to the question or policy that says the same, or to none."""
    item = draft.item(number)
    if (policy if item.kind in ASKING else question) is not None:
        raise LinkError(number=number)
    return _with(draft, (item,), (replace(item, question=question, policy=policy),))


def edit_between(before: PlanDraft, after: PlanDraft) -> Edit:
    """What a journal keeps of an operation."""
    return Edit(
        tuple(item for item in before.items if item not in after.items),
        tuple(item for item in after.items if item not in before.items),
    )


def undone(draft: PlanDraft, edit: Edit) -> PlanDraft:
    """The draft without the edit; refused where an item that it left has been changed since."""
    if any(item not in draft.items for item in edit.after):
        raise StaleEditError
    return _with(draft, edit.after, edit.before)


def redone(draft: PlanDraft, edit: Edit) -> PlanDraft:
    """The draft with the edit once more."""
    return undone(draft, Edit(before=edit.after, after=edit.before))


class StaleEditError(DraftError):
    """Somebody has changed the item since: taking the edit back would overwrite that."""

    message = marked("这一项后来又改过，不能直接撤销。")
    status = 409


def _sound(draft: PlanDraft, item: DraftItem) -> DraftItem:
    clauses = [clause for clause in draft.clauses if clause.number == item.clause]
    span = Span(item.start, item.end)
    own = next((clause for clause in clauses if clause.start <= span.start < clause.end), None)
    if own is None or span.start >= span.end or not _in_one_sentence(draft.text, own, span):
        raise SpanError(clause=item.clause)
    if not item.anchor or item.anchor not in draft.text[own.start : own.end]:
        raise AnchorError(clause=item.clause, anchor=item.anchor)
    return item


def _in_one_sentence(text: str, clause: Clause, span: Span) -> bool:
    _, offices = offices_of(text, clause)
    return any(sentence.holds(span) for sentence in sentences_of(text, clause, offices))


def _with(draft: PlanDraft, gone: tuple[DraftItem, ...], come: tuple[DraftItem, ...]) -> PlanDraft:
    kept = [item for item in draft.items if item not in gone]
    items = tuple(sorted((*kept, *come), key=place))
    return replace(draft, items=items, highest=max((draft.highest, *(item.number for item in come))))
