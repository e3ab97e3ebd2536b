"""What if: the score and the verdicts as they would be with some actions done and some answers changed."""

from collections.abc import Collection
from dataclasses import dataclass

from selfcheck.advice.assessment import Assessment, facts_of
from selfcheck.advice.move import Moves, answers_after, facts_after, with_before
from selfcheck.answers.answer import Answers
from selfcheck.kernel.ids import ActionId
from selfcheck.matching.match import Match, match
from selfcheck.questionnaires.library import Library
from selfcheck.scoring.score import Score, score


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would be: the actions done with all before them, the score, and every verdict beside the one it had."""

    actions: tuple[ActionId, ...]
    score: Score
    matches: tuple[Match, ...]
    changed: tuple[tuple[Match, Match], ...]  # verdicts that move: now, then


def simulate(
    library: Library, now: Assessment, moves: Moves, chosen: Collection[ActionId], answers: Answers | None = None
) -> Outcome:
    """The outcome of these actions on top of these answers, which replace those that were given."""
    actions = with_before(moves, chosen)
    told = answers_after({**now.answers, **(answers or {})}, moves, actions, now.on)
    result = score(now.questionnaire, told, now.on)
    facts = facts_after(facts_of(now.profile, told, result, now.on), moves, actions)
    matches = match(library.policies, library.plans, facts, now.on, now.declared)
    pairs = zip(now.matches, matches, strict=True)
    return Outcome(actions, result, matches, tuple(pair for pair in pairs if pair[0].verdict is not pair[1].verdict))
