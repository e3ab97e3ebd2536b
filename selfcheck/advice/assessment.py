"""The main job as one pure function: a profile and its answers -> questionnaire, score, verdicts and advice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from selfcheck.advice.move import Moves, list_moves
from selfcheck.advice.step import Step, list_steps
from selfcheck.advice.way import Way, list_ways
from selfcheck.answers.answer import Answers
from selfcheck.answers.facts import answer_facts
from selfcheck.kernel.rounding import one_decimal
from selfcheck.matching.match import Match, match
from selfcheck.profiles.facts import profile_facts
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.rules.fact import FactValue
from selfcheck.scoring.score import Score, Scorer, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All that pages, reports and the result file say about one set of answers, and what it was made from.

    `answers` are those within reach: one that waits behind another is kept elsewhere and counts for nothing here.
    """

    profile: Profile
    questionnaire: Questionnaire
    answers: Answers
    on: date
    declared: Mapping[str, bool]
    score: Score
    matches: tuple[Match, ...]
    moves: Moves
    ways: tuple[Way, ...]
    steps: tuple[Step, ...]


def assess(
    library: Library,
    profile: Profile,
    questionnaire: Questionnaire,
    answers: Answers,
    *,
    on: date,
    declared: Mapping[str, bool] | None = None,
) -> Assessment:
    """Score the answers, hold the policies against profile and answers, and order the gaps."""
    scorer = Scorer(questionnaire)
    result = scorer.score(answers, on)
    told = within_reach(answers, result)
    matches = match(library.policies, library.plans, facts_of(profile, answers, result, on), on, declared)
    moves = list_moves(questionnaire, result, matches)
    ways = list_ways(matches, moves, on)
    return Assessment(
        profile=profile,
        questionnaire=questionnaire,
        answers=told,
        on=on,
        score=result,
        matches=matches,
        declared=declared or {},
        moves=moves,
        ways=ways,
        steps=list_steps(scorer, told, on, result, moves, ways),
    )


def within_reach(answers: Answers, result: Score) -> Answers:
    """The answers to questions that are open, in the order of asking."""
    open_ones = (item.question for item in result.items if item.state is not State.UNREACHABLE)
    return {question: answers[question] for question in open_ones if question in answers}


def facts_of(profile: Profile, answers: Answers, result: Score, on: date) -> dict[str, FactValue]:
    """What rules read: the profile, the answers that are within reach, points and level."""
    return {
        **profile_facts(profile, on),
        **answer_facts(within_reach(answers, result)),
        "score": float(one_decimal(result.total)),
        "level": result.level.number,
    }
