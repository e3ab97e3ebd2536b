"""The score of a submission by the published formula: exact fractions inside, rounded only where it is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import lcm

from selfcheck.answers.answer import Answer, Answers, Value
from selfcheck.kernel.ids import ModuleId, QuestionId
from selfcheck.plans.catalogue import Modality
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire
from selfcheck.scoring.item import item_score
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
    """One item: `value` in [0, 1], None where it is not applicable; `met` from 0.75 on.

    `ratio` is the weight and `earned` weight x value, both as numerator and denominator: what is added up.
    """

    question: QuestionId
    state: State
    value: Fraction | None
    weight: Fraction
    met: bool = field(init=False, repr=False, compare=False)
    is_gap: bool = field(init=False, repr=False, compare=False)  # applicable and not met
    ratio: tuple[int, int] = field(init=False, repr=False, compare=False)
    earned: tuple[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        met = self.state is State.SCORED and self.value is not None and self.value >= MET
        earned = self.weight * (self.value or 0)
        object.__setattr__(self, "met", met)
        object.__setattr__(self, "is_gap", self.state is not State.NA and not met)
        object.__setattr__(self, "ratio", (self.weight.numerator, self.weight.denominator))
        object.__setattr__(self, "earned", (earned.numerator, earned.denominator))


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

    Sums are kept as two whole numbers, numerator and denominator. Nothing is rounded.
    """

    def __init__(self, questionnaire: Questionnaire) -> None:
        asked = tuple(questionnaire.questions())
        self._asked = asked
        self._items = [ItemScorer(question) for question in asked]
        places = {question.id: place for place, question in enumerate(asked)}
        self._order = [(place, *_opening(asked[place], places)) for place in _parents_first(asked, places)]
        self._sections = [(section.id, len(section.questions)) for section in questionnaire.sections]
        self._mandatory = [place for place, q in enumerate(asked) if q.force is Modality.MANDATORY]
        self._vetoes = [place for place, q in enumerate(asked) if q.veto]
        self._gates = [
            (place, 0 if q.veto else q.level or 0) for place, q in enumerate(asked) if q.veto or q.level is not None
        ]

    def score(self, answers: Answers, on: date) -> Score:
        """The score of the answers on that day."""
        items = self.items(answers, on)
        sections, weight, earned = self._add_up(items)
        told = _weight(item for item in items if item.state is State.SCORED)
        na = _weight(item for item in items if item.state is State.NA)
        total = MAX * earned / weight if weight else Fraction(0)
        mandatory = [items[place] for place in self._mandatory if items[place].state is not State.NA]
        failed, open_ = self._vetoed(items)
        shut = [(place, level) for place, level in self._gates if items[place].is_gap]
        level = self._level(total, shut, capped=bool(failed or open_))
        above = next_level(level)
        na_share = na / (na + weight) if na else Fraction(0)
        return Score(
            total=total,
            of_answered=MAX * earned / told if told else None,
            level=level,
            next=above,
            provisional=na_share > PROVISIONAL,
            na_share=na_share,
            mandatory_met=sum(item.met for item in mandatory),
            mandatory=len(mandatory),
            vetoes_failed=failed,
            vetoes_open=open_,
            sections=sections,
            items=tuple(items),
            blocking=tuple(self._asked[place].id for place, gate in shut if above and gate <= above.number),
        )

    def items(self, answers: Answers, on: date) -> list[ItemScore]:
        """Every item's score in the order of asking.

        An item out of reach stays in the denominator and is worth nothing: otherwise a better answer to the question
        that opens it could lower the total. One whose opening question is not applicable is not applicable either.
        """
        found: list[ItemScore | None] = [None] * len(self._asked)
        for place, opening, reach in self._order:
            scorer = self._items[place]
            opener = None if opening is None else found[opening]
            if opener is None:
                found[place] = scorer.answered(answers.get(scorer.id), on)
            elif opener.value is None:
                found[place] = scorer.na
            elif opener.value < reach:
                found[place] = scorer.unreachable
            else:
                found[place] = scorer.answered(answers.get(scorer.id), on)
        return [item for item in found if item is not None]

    def _add_up(self, items: Sequence[ItemScore]) -> tuple[tuple[SectionScore, ...], Fraction, Fraction]:
        """The sections' points, the weight that counts, and what was earned of it."""
        sums = []
        first = 0
        for id_, size in self._sections:
            counted = [item for item in items[first : first + size] if item.value is not None]
            sums.append((id_, _total(item.ratio for item in counted), _total(item.earned for item in counted)))
            first += size
        above, below = _total(most for _, most, _ in sums)
        earned = Fraction(*_total(part for _, _, part in sums))
        if not above:
            return tuple(SectionScore(id_, Fraction(0), Fraction(0)) for id_, _, _ in sums), Fraction(0), earned
        sections = tuple(
            SectionScore(
                id_,
                Fraction(MAX * part[0] * below, part[1] * above),
                Fraction(MAX * most[0] * below, most[1] * above),
            )
            for id_, most, part in sums
        )
        return sections, Fraction(above, below), earned

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


class ItemScorer:
    """One question made ready for scoring: its items in every state, and those of the values that come again."""

    def __init__(self, question: AskedQuestion) -> None:
        self.id = question.id
        self._question = question
        self._weight = Fraction(question.weight)
        self.na = ItemScore(question.id, State.NA, None, self._weight)
        self.unreachable = ItemScore(question.id, State.UNREACHABLE, Fraction(0), self._weight)
        self._unanswered = ItemScore(question.id, State.UNANSWERED, Fraction(0), self._weight)
        self._repeats = question.kind in REPEATING
        self._known: dict[Value | None, ItemScore] = {}

    def answered(self, answer: Answer | None, on: date) -> ItemScore:
        """The item of that answer, for a question that is within reach."""
        if answer is None:
            return self._unanswered
        value = answer.value
        if value is None:
            return self._unanswered if answer.na is None else self.na
        key = value if self._repeats else value >= on if isinstance(value, date) else None
        found = self._known.get(key)
        if found is None:
            found = ItemScore(self.id, State.SCORED, item_score(self._question, value, on), self._weight)
            if key is not None and len(self._known) < KNOWN:
                self._known[key] = found
        return found


def _opening(question: AskedQuestion, places: Mapping[QuestionId, int]) -> tuple[int | None, Fraction]:
    """Where the question stands on which this one depends, None where it is not asked, and the score it must reach."""
    reach = question.asked_when
    return (None, Fraction(0)) if reach is None else (places.get(reach.question), Fraction(reach.score))


def _parents_first(asked: Sequence[AskedQuestion], places: Mapping[QuestionId, int]) -> list[int]:
    """The places of the questions, each after that of the question it depends on."""
    order: dict[int, None] = {}
    for start in range(len(asked)):
        chain = []
        place: int | None = start
        while place is not None and place not in order and place not in chain:
            chain.append(place)
            place = _opening(asked[place], places)[0]
        order.update(dict.fromkeys(reversed(chain)))
    return list(order)


def _weight(items: Iterable[ItemScore]) -> Fraction:
    return Fraction(*_total(item.ratio for item in items))


def _total(ratios: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The sum of ratios as a ratio; whole numbers are added by denominator, which is far quicker than fractions."""
    parts: dict[int, int] = {}
    for above, below in ratios:
        parts[below] = parts.get(below, 0) + above
    shared = lcm(*parts)
    return sum(above * (shared // below) for below, above in parts.items()), shared


def percent_to_target(now: Sequence[Fraction], target: Sequence[Fraction]) -> Fraction | None:
    """How far a company is to its own plan: 1 - sum(max(target - now, 0)) / sum(target), None without a target."""
    aim = sum(target, Fraction(0))
    if not aim:
        return None
    return 1 - sum((max(t - n, Fraction(0)) for n, t in zip(now, target, strict=True)), Fraction(0)) / aim
