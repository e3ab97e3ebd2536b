"""Gaps in order of worth: for each question that is not fully met, what to do and what it brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from selfcheck.advice.move import Move, Moves, answers_after
from selfcheck.advice.way import Way
from selfcheck.answers.answer import Answers
from selfcheck.kernel.ids import ActionId, PolicyId, QuestionId
from selfcheck.kernel.rounding import one_decimal
from selfcheck.plans.catalogue import Modality
from selfcheck.questionnaires.question import Action
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.scoring.ladder import Level
from selfcheck.scoring.score import MAX, ItemScore, Score, Scorer, State
from selfcheck.scoring.trace import bracketed, exact

# priority = force x weight x gap^2 / effort
#            x (1 + 1/2 if it blocks the next level + 1/4 for each policy it helps to open, at most 2)
FORCE: Mapping[Modality | None, Fraction] = {
    Modality.MANDATORY: Fraction(3),
    Modality.PROMOTED: Fraction(2),
    Modality.ENCOURAGED: Fraction(1),
    None: Fraction(1),
}
BLOCKS = Fraction(1, 2)
UNLOCKS = Fraction(1, 4)
UNLOCKS_COUNTED = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One improvement: the points of 1000 it can gain, what it needs and opens, and its place by priority.

    `gain` is the question's own; `gain_with` and `level` are what the score becomes once everything in `before` is
    done as well. `unlocks` are the policies of whose smallest set of actions it is one.
    `priority_by` is the printed formula of `priority`.
    """

    question: AskedQuestion
    action: Action | None
    gain: Fraction
    gain_with: Fraction
    level: Level
    before: tuple[QuestionId, ...]
    blocks: bool
    unlocks: tuple[PolicyId, ...]
    priority: Fraction
    priority_by: str


def list_steps(
    scorer: Scorer, answers: Answers, on: date, result: Score, moves: Moves, ways: Sequence[Way]
) -> tuple[Step, ...]:
    """A step for every applicable item below full marks, the most worthwhile first, ties by question id."""
    weight = sum((item.weight for item in result.items if item.value is not None), Fraction(0))
    opened: dict[ActionId, tuple[PolicyId, ...]] = {}
    for way in ways:
        for action in way.actions:
            opened[action] = (*opened.get(action, ()), way.match.policy.id)
    reach = _Reach(scorer, answers, on, result, moves)
    steps = [
        _step(move.question, move, item, weight, opened.get(move.id, ()), reach)
        for item in result.items
        if (move := moves.get(ActionId(item.question))) is not None and move.question is not None
    ]
    return tuple(sorted(steps, key=lambda step: (-step.priority, step.question.id)))


class _Reach:
    """What the whole score becomes once a move and everything before it is done."""

    def __init__(self, scorer: Scorer, answers: Answers, on: date, result: Score, moves: Moves) -> None:
        self.result = result
        self._scorer, self._answers, self._on, self._moves = scorer, answers, on, moves
        self._shut = {item.question for item in result.items if item.state is State.UNREACHABLE}
        shut = [move.question for move in moves.values() if move.question and move.question.id in self._shut]
        self._opens = {ActionId(question.asked_when.question) for question in shut if question.asked_when}

    def after(self, move: Move, gain: Fraction) -> tuple[Fraction, Level]:
        """The points gained and the level; scored anew only where more than the question's own gain can come of it."""
        done = [*move.before, move.id]
        held_back = any(ActionId(name) not in done and name not in self._shut for name in self.result.blocking)
        if held_back and not move.before and move.id not in self._opens:
            return gain, self.result.level
        after = self._scorer.score(answers_after(self._answers, self._moves, done, self._on), self._on)
        return after.total - self.result.total, after.level


def _step(
    question: AskedQuestion, move: Move, item: ItemScore, weight: Fraction, unlocks: tuple[PolicyId, ...], reach: _Reach
) -> Step:
    gap = 1 - (item.value or Fraction(0))
    blocks = question.id in reach.result.blocking
    gain = MAX * item.weight * gap / weight
    gain_with, level = reach.after(move, gain)
    worth = 1 + (BLOCKS if blocks else 0) + UNLOCKS * min(len(unlocks), UNLOCKS_COUNTED)
    force = FORCE[question.force]
    priority = force * item.weight * gap**2 * worth / move.effort
    factors = " × ".join((exact(force), exact(item.weight), f"{bracketed(gap)}²", exact(worth)))
    return Step(
        question=question,
        action=question.remedy,
        gain=gain,
        gain_with=gain_with,
        level=level,
        before=tuple(QuestionId(name) for name in move.before),
        blocks=blocks,
        unlocks=unlocks,
        priority=priority,
        priority_by=f"{factors} ÷ {move.effort} = {one_decimal(priority)}",
    )
