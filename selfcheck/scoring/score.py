"""The score of a submission by the published formula: exact fractions inside, rounded only where it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from math import lcm

from selfcheck.answers.answer import Answer, Answers, Value
from selfcheck.kernel.ids import ModuleId, QuestionId
from selfcheck.plans.catalogue import Modality
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire
from selfcheck.scoring.item import REQUIRED_CAP, STEPS, item_score
from selfcheck.scoring.ladder import LEVELS, MET, Level, next_level

FORMULA = "2026.1"
MAX = 1000
REPEATING = frozenset({"maturity", "yes_no", "checklist", "number"})  # kinds whose answers come again
KNOWN = 64  # values of one question that are kept ready
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
    met: bool = field(init=False, repr=False, compare=False)
    is_gap: bool = field(init=False, repr=False, compare=False)  # applicable and not met

    def __post_init__(self) -> None:
        met = self.state is State.SCORED and self.value is not None and self.value >= MET
        object.__setattr__(self, "met", met)
        object.__setattr__(self, "is_gap", self.state is not State.NA and not met)


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
    return Scorer(questionnaire).score(answers, on)


class Scorer:
    """A questionnaire made ready for scoring: what does not depend on the answers is worked out once.

    Weights and what is earned of them are counted in a unit so small that nearly all are whole numbers, which add up
    far quicker than fractions; what is not whole stays a fraction. Nothing is rounded.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        asked = tuple(questionnaire.questions())
        unit = lcm(*(Fraction(question.weight).denominator * _finest(question) for question in asked))
        self._asked = asked
        self._items = [ItemScorer(question, unit) for question in asked]
        places = {question.id: place for place, question in enumerate(asked)}
        self._order = [(place, *self._opening(asked[place], places)) for place in _parents_first(asked, places)]
        ends = list(accumulate(len(section.questions) for section in questionnaire.sections))
        self._sections = [
            (section.id, end - len(section.questions), end)
            for section, end in zip(questionnaire.sections, ends, strict=True)
        ]
        self._mandatory = [place for place, q in enumerate(asked) if q.force is Modality.MANDATORY]
        self._vetoes = [place for place, q in enumerate(asked) if q.veto]
        self._gates = [
            (place, 0 if q.veto else q.level or 0) for place, q in enumerate(asked) if q.veto or q.level is not None
        ]

    def score(self, answers: Answers, on: date) -> Score:
        """The score of the answers on that day."""
        counted = self._counted(answers, on)
        items = [one.item for one in counted]
        sections, weight, earned = self._add_up(counted)
        told = sum([one.told for one in counted])
        na = sum([one.left_out for one in counted])
        total = Fraction(MAX * earned, weight) if weight else Fraction(0)
        mandatory = [items[place] for place in self._mandatory if items[place].state is not State.NA]
        failed, open_ = self._vetoed(items)
        shut = [(place, level) for place, level in self._gates if items[place].is_gap]
        level = self._level(total, shut, capped=bool(failed or open_))
        above = next_level(level)
        na_share = Fraction(na, na + weight) if na else Fraction(0)
        return Score(
            total=total,
            of_answered=Fraction(MAX * earned, told) if told else None,
            level=level,
            next=above,
            provisional=na_share > PROVISIONAL,
            na_share=na_share,
            mandatory_met=sum([item.met for item in mandatory]),
            mandatory=len(mandatory),
            vetoes_failed=failed,
            vetoes_open=open_,
            sections=sections,
            items=tuple(items),
            blocking=tuple([self._asked[place].id for place, gate in shut if above and gate <= above.number]),
        )

    def items(self, answers: Answers, on: date) -> list[ItemScore]:
        """Every item's score in the order of asking.

        An item out of reach stays in the denominator and is worth nothing: otherwise a better answer to the question
        that opens it could lower the total. One whose opening question is not applicable is not applicable either.
        """
        return [one.item for one in self._counted(answers, on)]

    def _counted(self, answers: Answers, on: date) -> list["Counted"]:
        found: dict[int, Counted] = {}
        for place, opening, reach in self._order:
            scorer = self._items[place]
            if opening is None or (opener := found[opening]).earned >= reach:
                found[place] = scorer.answered(answers.get(scorer.id), on)
            else:
                found[place] = scorer.na if opener.item.state is State.NA else scorer.unreachable
        return [found[place] for place in range(len(self._asked))]

    def _opening(self, question: AskedQuestion, places: Mapping[QuestionId, int]) -> tuple[int | None, int | Fraction]:
        """Where the question stands on which this one depends, None where it is not asked, and what that must earn."""
        place = _parent(question, places)
        if place is None or question.asked_when is None:
            return None, 0
        return place, self._items[place].units(Fraction(question.asked_when.score))

    def _add_up(self, counted: Sequence["Counted"]) -> tuple[tuple[SectionScore, ...], int, int | Fraction]:
        """The sections' points, the weight that counts, and what was earned of it."""
        sums = []
        for id_, first, end in self._sections:
            part = counted[first:end]
            sums.append((id_, sum([one.weight for one in part]), sum([one.earned for one in part])))
        weight = sum([most for _, most, _ in sums])
        earned = sum([part for _, _, part in sums])
        if not weight:
            return tuple(SectionScore(id_, Fraction(0), Fraction(0)) for id_, _, _ in sums), 0, earned
        sections = [
            SectionScore(id_, Fraction(MAX * part, weight), Fraction(MAX * most, weight)) for id_, most, part in sums
        ]
        return tuple(sections), weight, earned

    def _vetoed(self, items: Sequence[ItemScore]) -> tuple[tuple[QuestionId, ...], tuple[QuestionId, ...]]:
        """The red lines that are failed, and those that nobody answered."""
        shut = [items[place] for place in self._vetoes if items[place].is_gap]
        failed = tuple(item.question for item in shut if item.state is State.SCORED)
        return failed, tuple(item.question for item in shut if item.state is not State.SCORED)

    @staticmethod
    def _level(total: Fraction, shut: Sequence[tuple[int, int]], *, capped: bool) -> Level:
        """The highest level whose threshold and gate hold; the lowest where a veto is failed or unanswered."""
        if capped:
            return LEVELS[0]
        lowest = min((level for _, level in shut), default=len(LEVELS) + 1)  # the first gate that stays shut
        return next(level for level in reversed(LEVELS) if level.number < max(lowest, 2) and total >= level.threshold)


@dataclass(frozen=True, slots=True)
class Counted:
    """An item with what it adds to the sums, in units.

    `weight` counts in the denominator, `told` in that of what was answered, `left_out` is that of "not applicable".
    """

    item: ItemScore
    earned: int | Fraction
    weight: int
    told: int
    left_out: int


class ItemScorer:
    """One question made ready for scoring: its items in every state, and those of the values that come again."""

    def __init__(self, question: AskedQuestion, unit: int) -> None:
        self.id = question.id
        self._question = question
        self._weight = Fraction(question.weight)
        self._whole = int(self._weight * unit)
        self.na = self._count(State.NA, None)
        self.unreachable = self._count(State.UNREACHABLE, Fraction(0))
        self._unanswered = self._count(State.UNANSWERED, Fraction(0))
        self._repeats = question.kind in REPEATING
        self._known: dict[Value, Counted] = {}
        self._worth: dict[Fraction, Counted] = {}

    def answered(self, answer: Answer | None, on: date) -> Counted:
        """The item of that answer, for a question that is within reach."""
        if answer is None:
            return self._unanswered
        value = answer.value
        if value is None:
            return self._unanswered if answer.na is None else self.na
        if not self._repeats:
            return self._worthy(item_score(self._question, value, on))
        found = self._known.get(value)
        if found is None:
            found = self._worthy(item_score(self._question, value, on))
            if len(self._known) < KNOWN:
                self._known[value] = found
        return found

    def _worthy(self, worth: Fraction) -> Counted:
        found = self._worth.get(worth)
        if found is None:
            found = self._count(State.SCORED, worth)
            if len(self._worth) < KNOWN:
                self._worth[worth] = found
        return found

    def _count(self, state: State, value: Fraction | None) -> Counted:
        item, whole = ItemScore(self.id, state, value, self._weight), self._whole
        if value is None:
            return Counted(item, 0, 0, 0, whole)
        return Counted(item, self.units(value), whole, whole if state is State.SCORED else 0, 0)

    def units(self, value: Fraction) -> int | Fraction:
        """What an answer of that value earns, in units."""
        earned = self._whole * value
        return earned.numerator if earned.denominator == 1 else earned


def _finest(question: AskedQuestion) -> int:
    """The denominator of all that an answer can be worth, as far as its kind bounds it."""
    if question.kind == "maturity":
        return STEPS
    if question.kind == "checklist":
        return lcm(len(question.options or ()) or 1, REQUIRED_CAP.denominator)
    return question.rows if question.kind == "table" else 1


def _parent(question: AskedQuestion, places: Mapping[QuestionId, int]) -> int | None:
    """Where the question stands on which this one depends, None where it is not asked."""
    return places.get(question.asked_when.question) if question.asked_when else None


def _parents_first(asked: Sequence[AskedQuestion], places: Mapping[QuestionId, int]) -> list[int]:
    """The places of the questions, each after that of the question it depends on."""
    order: dict[int, None] = {}
    for start in range(len(asked)):
        chain = []
        place: int | None = start
        while place is not None and place not in order and place not in chain:
            chain.append(place)
            place = _parent(asked[place], places)
        order.update(dict.fromkeys(reversed(chain)))
    return list(order)


def percent_to_target(now: Sequence[Fraction], target: Sequence[Fraction]) -> Fraction | None:
    """How far a company is to its own plan: 1 - sum(max(target - now, 0)) / sum(target), None without a target."""
    aim = sum(target, Fraction(0))
    if not aim:
        return None
    return 1 - sum((max(t - n, Fraction(0)) for n, t in zip(now, target, strict=True)), Fraction(0)) / aim
