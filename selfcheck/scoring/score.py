"""The score of a submission by the published formula: exact fractions inside, rounded only where it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from selfcheck.answers.answer import Answers
from selfcheck.kernel.ids import ModuleId, QuestionId
from selfcheck.plans.catalogue import Modality
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire
from selfcheck.scoring.item import item_score
from selfcheck.scoring.ladder import LEVELS, MET, Level, next_level

FORMULA = "2026.1"
MAX = 1000
PROVISIONAL = Fraction(3, 10)  # above this share of weight "not applicable" the level is provisional


class State(StrEnum):
    """How an item stands."""

    SCORED = "scored"
    NA = "na"
    UNANSWERED = "unanswered"
    UNREACHABLE = "unreachable"  # the question it depends on is not met far enough: worth nothing, and not open


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item: `value` in [0, 1], None where it is not applicable; `met` from 0.75 on."""

    question: QuestionId
    state: State
    value: Fraction | None
    weight: Fraction

    @property
    def met(self) -> bool:
        """Whether the item is scored and reaches 0.75."""
        return self.state is State.SCORED and self.value is not None and self.value >= MET


@dataclass(frozen=True, slots=True)
class SectionScore:
    """A section's points and their maximum, both as parts of 1000; they add up to the total over the sections."""

    id: ModuleId
    points: Fraction
    max: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A submission's score; points are of 1000, shares in [0, 1], None where nothing counts towards them."""

    total: Fraction
    of_answered: Fraction | None
    level: Level
    next: Level | None
    provisional: bool
    na_share: Fraction
    mandatory_met: int
    mandatory: int
    vetoes_failed: tuple[QuestionId, ...]
    vetoes_open: tuple[QuestionId, ...]
    sections: tuple[SectionScore, ...]
    items: tuple[ItemScore, ...]
    blocking: tuple[QuestionId, ...]  # items that keep the next level's gate shut
    formula: str = FORMULA

    @property
    def conformity(self) -> Fraction | None:
        """The share of mandatory items that are met."""
        return Fraction(self.mandatory_met, self.mandatory) if self.mandatory else None

    @property
    def points_short(self) -> Fraction:
        """The points that are lacking to the next level's threshold, 0 where none."""
        return max(Fraction(self.next.threshold) - self.total, Fraction(0)) if self.next else Fraction(0)


def score(questionnaire: Questionnaire, answers: Answers, on: date) -> Score:
    """The score of the answers on that day (dates that have passed no longer count)."""
    asked = list(questionnaire.questions())
    items = score_items(asked, answers, on)
    counted = [item for item in items.values() if item.value is not None]
    weight = sum((item.weight for item in counted), Fraction(0))
    total = _points(counted, weight)
    told = [item for item in counted if item.state is State.SCORED]
    mandatory = [items[q.id] for q in asked if q.force is Modality.MANDATORY and items[q.id].state is not State.NA]
    failed = tuple(q.id for q in asked if q.veto and items[q.id].state is State.SCORED and not items[q.id].met)
    open_ = tuple(q.id for q in asked if q.veto and items[q.id].state in {State.UNANSWERED, State.UNREACHABLE})
    level = _level(asked, items, total, capped=bool(failed or open_))
    above = next_level(level)
    na = sum((item.weight for item in items.values() if item.state is State.NA), Fraction(0))
    na_share = na / (na + weight) if na + weight else Fraction(0)
    return Score(
        total=total,
        of_answered=_points(told, sum((item.weight for item in told), Fraction(0))) if told else None,
        level=level,
        next=above,
        provisional=na_share > PROVISIONAL,
        na_share=na_share,
        mandatory_met=sum(item.met for item in mandatory),
        mandatory=len(mandatory),
        vetoes_failed=failed,
        vetoes_open=open_,
        sections=_sections(questionnaire, items, weight),
        items=tuple(items.values()),
        blocking=tuple(q.id for q in asked if above and _blocks(q, items[q.id], above)),
    )


def score_items(asked: Sequence[AskedQuestion], answers: Answers, on: date) -> dict[QuestionId, ItemScore]:
    """Every item's score in the order of asking."""
    by_id = {question.id: question for question in asked}
    found: dict[QuestionId, ItemScore] = {}
    for question in asked:
        _score_item(question, by_id, answers, on, found)
    return {question.id: found[question.id] for question in asked}


def _score_item(
    question: AskedQuestion,
    by_id: Mapping[QuestionId, AskedQuestion],
    answers: Answers,
    on: date,
    found: dict[QuestionId, ItemScore],
) -> ItemScore:
    """The item's score, found after that of the question it depends on.

    An item out of reach stays in the denominator and is worth nothing: otherwise a better answer to the question
    that opens it could lower the total. One whose opening question is not applicable is not applicable either.
    """
    if question.id in found:
        return found[question.id]
    weight = Fraction(question.weight)
    reach = question.asked_when
    parent = by_id.get(reach.question) if reach else None
    item: ItemScore | None = None
    if reach is not None and parent is not None:
        opening = _score_item(parent, by_id, answers, on, found)
        if opening.state is State.NA:
            item = ItemScore(question.id, State.NA, None, weight)
        elif (opening.value or 0) < Fraction(reach.score):
            item = ItemScore(question.id, State.UNREACHABLE, Fraction(0), weight)
    answer = answers.get(question.id)
    if item is None:
        if answer is not None and answer.value is not None:
            item = ItemScore(question.id, State.SCORED, item_score(question, answer.value, on), weight)
        elif answer is not None and answer.na is not None:
            item = ItemScore(question.id, State.NA, None, weight)
        else:
            item = ItemScore(question.id, State.UNANSWERED, Fraction(0), weight)
    found[question.id] = item
    return item


def _points(items: Sequence[ItemScore], weight: Fraction) -> Fraction:
    return (
        MAX * sum((item.weight * (item.value or 0) for item in items), Fraction(0)) / weight if weight else Fraction(0)
    )


def _sections(
    questionnaire: Questionnaire, items: Mapping[QuestionId, ItemScore], weight: Fraction
) -> tuple[SectionScore, ...]:
    found = []
    for section in questionnaire.sections:
        counted = [items[q.id] for q in section.questions if items[q.id].value is not None]
        share = sum((item.weight for item in counted), Fraction(0)) / weight if weight else Fraction(0)
        found.append(SectionScore(section.id, _points(counted, weight), share * MAX))
    return tuple(found)


def _blocks(question: AskedQuestion, item: ItemScore, level: Level) -> bool:
    """Whether the item keeps the level's gate shut: tagged for it or below, or a veto, applicable, and not met."""
    gated = question.veto or (question.level is not None and question.level <= level.number)
    return gated and item.state is not State.NA and not item.met


def _level(
    asked: Sequence[AskedQuestion], items: Mapping[QuestionId, ItemScore], total: Fraction, *, capped: bool
) -> Level:
    """The highest level whose threshold and gate hold; the lowest where a veto is failed or unanswered."""
    reached = LEVELS[0]
    if capped:
        return reached
    for level in LEVELS[1:]:
        if total < level.threshold or any(_blocks(q, items[q.id], level) for q in asked):
            break
        reached = level
    return reached


def percent_to_target(now: Sequence[Fraction], target: Sequence[Fraction]) -> Fraction | None:
    """How far a company is to its own plan: 1 - sum(max(target - now, 0)) / sum(target), None without a target."""
    aim = sum(target, Fraction(0))
    if not aim:
        return None
    return 1 - sum((max(t - n, Fraction(0)) for n, t in zip(now, target, strict=True)), Fraction(0)) / aim
