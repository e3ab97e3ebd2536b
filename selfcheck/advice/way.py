"""The smallest set of actions that reaches a support or award.

Method: a condition is turned into the sets of actions that make it hold, `all` as every union of one set a part, `any`
as the sets of every part, and sets that contain another are dropped at once (they can be neither smaller nor cheaper).
What is left is compared whole, so the result is exact. Conditions on points or level are not opened by a fixed set of
actions: the path to a level is `climb`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from selfcheck.advice.move import Moves, is_mendable, mending_id, with_before
from selfcheck.answers.answer import Answer
from selfcheck.answers.facts import answer_facts
from selfcheck.kernel.ids import ActionId, QuestionId
from selfcheck.matching.match import Match
from selfcheck.policies.policy import Verdict
from selfcheck.rules.condition import Any, Test
from selfcheck.rules.evaluate import Trace, evaluate
from selfcheck.rules.fact import question_of
from selfcheck.rules.truth import Truth
from selfcheck.scoring.item import best_value

Chosen = frozenset[ActionId]
OPEN = frozenset({Verdict.NEARLY, Verdict.CANNOT_TELL, Verdict.NOT_ELIGIBLE})


@dataclass(frozen=True, slots=True)
class Way:
    """The fewest actions that reach a policy, each after what it rests on; of equal numbers the least effort."""

    match: Match
    actions: tuple[ActionId, ...]
    effort: int


def list_ways(matches: Sequence[Match], moves: Moves, on: date) -> tuple[Way, ...]:
    """The way to every policy that is not reached and can be, those with fewest actions and least effort first."""
    found = [way for held in matches if (way := _way(held, moves, on)) is not None]
    return tuple(sorted(found, key=lambda way: (len(way.actions), way.effort, way.match.policy.id)))


def _way(held: Match, moves: Moves, on: date) -> Way | None:
    refused = {confirmation.id for confirmation in held.policy.confirm} & {finding.id for finding in held.missing}
    if held.verdict not in OPEN or not held.in_region or refused:
        return None
    sets = _sets(held, held.trace, moves, on)
    if not sets:
        return None
    effort, best = min((_effort(moves, chosen), chosen) for chosen in map(_sorted, _fewest(sets)))
    return Way(held, with_before(moves, best), effort)


def _fewest(sets: Iterable[Chosen]) -> list[Chosen]:
    held = list(sets)
    least = min(map(len, held))
    return [chosen for chosen in held if len(chosen) == least]


def _sorted(chosen: Chosen) -> tuple[ActionId, ...]:
    return tuple(sorted(chosen))


def _effort(moves: Moves, chosen: Iterable[ActionId]) -> int:
    return sum(moves[name].effort for name in chosen)


def _sets(held: Match, trace: Trace, moves: Moves, on: date) -> set[Chosen]:
    """The smallest sets of actions that make the condition hold; none where nothing can."""
    if trace.truth is Truth.YES:
        return {frozenset()}
    found: set[Chosen] = set()
    if is_mendable(trace) and mending_id(held, trace.condition) in moves:
        found.add(frozenset(with_before(moves, [mending_id(held, trace.condition)])))
    if isinstance(trace.condition, Test):
        action = _answering(trace.condition, moves, on)
        return found if action is None else {*found, frozenset(with_before(moves, [action]))}
    each = [_sets(held, part, moves, on) for part in trace.parts]
    if isinstance(trace.condition, Any):
        return _least(found.union(*each))
    whole: set[Chosen] = {frozenset()}
    for sets in each:
        whole = _least({one | other for one, other in product(whole, sets)})
    return _least(found | whole)


def _answering(test: Test, moves: Moves, on: date) -> ActionId | None:
    """The move that answers the question of the test so that it holds."""
    name = question_of(test.fact)
    move = moves.get(ActionId(name)) if name is not None else None
    if move is None or move.question is None:
        return None
    facts = answer_facts({QuestionId(move.question.id): Answer(value=best_value(move.question, on))})
    return move.id if evaluate(test, facts).truth is Truth.YES else None


def _least(sets: set[Chosen]) -> set[Chosen]:
    """The sets that contain no other of them."""
    return {chosen for chosen in sets if not any(other < chosen for other in sets)}
