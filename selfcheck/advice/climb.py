"""The cheapest path to the next level: the actions of least effort that open its gate and reach its points.

Method, exact: actions that rest on one another form groups that do not touch. For each group every choice that is
closed (nothing without what it rests on) is scored, and kept if the group keeps no gate of the level shut; then one
choice a group is taken by dynamic programming over the sum of efforts, keeping for each sum the choice with the most
points. Points are counted as 1000 x earned - threshold x weight, which adds up over groups even where an answer becomes
not applicable. Bound: a group of n actions has at most 2^n choices, and the sums of effort are at most five times the
number of actions. A group of more than `GROUP` actions is taken whole or not at all, and the path then says that it is
not proven the cheapest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from selfcheck.advice.move import Moves, answers_after
from selfcheck.answers.answer import Answers
from selfcheck.kernel.ids import ActionId, QuestionId
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire
from selfcheck.scoring.ladder import Level
from selfcheck.scoring.score import MAX, ItemScore, Scorer

GROUP = 12


@dataclass(frozen=True, slots=True)
class Climb:
    """The path: its actions in order of asking, each after what it rests on, their effort, and whether it is proven."""

    level: Level
    actions: tuple[ActionId, ...]
    effort: int
    is_proven: bool


@dataclass(frozen=True, slots=True)
class _Choice:
    effort: int
    surplus: Fraction
    actions: tuple[ActionId, ...]

    @property
    def rank(self) -> tuple[Fraction, int, tuple[ActionId, ...]]:
        """Less is better: most points, then fewest actions, then the ids."""
        return (-self.surplus, len(self.actions), self.actions)


def climb(questionnaire: Questionnaire, answers: Answers, on: date, level: Level | None, moves: Moves) -> Climb | None:
    """The cheapest path to that level; None where there is no level above or full marks do not lead there."""
    groups = _groups(moves)
    if level is None or not groups:
        return None
    whole = _Whole(questionnaire, answers, on, level)
    best: dict[int, _Choice] = {0: _Choice(0, whole.surplus, ())}
    for group in groups:
        best = _joined(best, list(whole.choices(group, moves)))
    reached = [choice for choice in best.values() if choice.surplus >= 0]
    if not reached:
        return None
    least = min(reached, key=lambda choice: choice.effort)
    chosen = set(least.actions)
    order = [name for move in moves for name in (*moves[move].before, move) if name in chosen]
    return Climb(level, tuple(dict.fromkeys(order)), least.effort, all(len(group) <= GROUP for group in groups))


def _joined(best: Mapping[int, _Choice], choices: Sequence[_Choice]) -> dict[int, _Choice]:
    """For each sum of efforts the best of what was chosen so far with one of these choices."""
    found: dict[int, _Choice] = {}
    for so_far in best.values():
        for choice in choices:
            joined = _Choice(
                so_far.effort + choice.effort, so_far.surplus + choice.surplus, (*so_far.actions, *choice.actions)
            )
            held = found.get(joined.effort)
            if held is None or joined.rank < held.rank:
                found[joined.effort] = joined
    return found


def _groups(moves: Moves) -> list[tuple[ActionId, ...]]:
    """The moves of questions in groups that do not rest on one another, in the order of asking."""
    group: dict[ActionId, list[ActionId]] = {}
    for name, move in moves.items():
        if move.question is None:
            continue
        members = [name]
        for other in (name, *move.before):
            members += [member for member in group.get(other, [other]) if member not in members]
        for member in members:
            group[member] = members
    asked = [name for name, move in moves.items() if move.question is not None]
    first = {id(group[name]): group[name] for name in asked}
    return [tuple(name for name in asked if name in set(members)) for members in first.values()]


class _Whole:
    """The questionnaire as it stands, and what choices of a group change about it."""

    def __init__(self, questionnaire: Questionnaire, answers: Answers, on: date, level: Level) -> None:
        self._asked: dict[QuestionId, AskedQuestion] = {q.id: q for q in questionnaire.questions()}
        self._scorer = Scorer(questionnaire)
        self._answers, self._on, self._level = answers, on, level
        self._now = self._scorer.items(answers, on)
        self.surplus = sum((self._surplus(item) for item in self._now), Fraction(0))

    def choices(self, group: Sequence[ActionId], moves: Moves) -> Iterator[_Choice]:
        """Every closed choice of the group that leaves none of its questions before the gate."""
        for chosen in _closed(group, moves):
            items = self._scorer.items(answers_after(self._answers, moves, chosen, self._on), self._on)
            if not any(self._blocks(item) for item in items if ActionId(item.question) in group):
                pairs = [(now, then) for now, then in zip(self._now, items, strict=True) if then != now]
                gained = sum((self._surplus(then) - self._surplus(now) for now, then in pairs), Fraction(0))
                yield _Choice(sum(moves[name].effort for name in chosen), gained, chosen)

    def _surplus(self, item: ItemScore) -> Fraction:
        """The points of the item above the threshold, each weighed."""
        return Fraction(0) if item.value is None else item.weight * (MAX * item.value - self._level.threshold)

    def _blocks(self, item: ItemScore) -> bool:
        question = self._asked[item.question]
        gated = question.veto or (question.level is not None and question.level <= self._level.number)
        return gated and item.is_gap


def _closed(group: Sequence[ActionId], moves: Moves) -> list[tuple[ActionId, ...]]:
    """The choices of a group that hold nothing without what it rests on; of a large group none and all."""
    if len(group) > GROUP:
        return [(), tuple(group)]
    found: dict[frozenset[ActionId], None] = {frozenset(): None}
    for name in sorted(group, key=lambda name: (len(moves[name].before), name)):
        for held in list(found):
            if held.issuperset(moves[name].before):
                found[held | {name}] = None
    return [tuple(name for name in group if name in held) for held in found]
