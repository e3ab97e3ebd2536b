"""The main job as one pure function: a profile and its answers -> questionnaire, score, verdicts and advice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from selfcheck.advice.move import Moves, list_moves
from selfcheck.advice.step import Step, list_steps
from selfcheck.advice.way import Way, list_ways
from selfcheck.answers.answer import Answers
from selfcheck.answers.facts import answer_facts
from selfcheck.kernel.ids import QuestionId
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
    """All that pages, reports and the result file say about one set of answers, and what it was made from."""

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
    matches = match(library.policies, library.plans, facts_of(profile, answers, result, on), on, declared)
    moves = list_moves(questionnaire, result, matches)
    ways = list_ways(matches, moves, on)
    return Assessment(
        profile=profile,
        questionnaire=questionnaire,
        answers={QuestionId(q.id): answers[q.id] for q in questionnaire.questions() if q.id in answers},
        on=on,
        score=result,
        matches=matches,
        declared=declared or {},
        moves=moves,
        ways=ways,
        steps=list_steps(scorer, answers, on, result, moves, ways),
    )


def facts_of(profile: Profile, answers: Answers, result: Score, on: date) -> dict[str, FactValue]:
    """What rules read: the profile, the answers that are within reach, points and level."""
    out_of_reach = {item.question for item in result.items if item.state is State.UNREACHABLE}
    counted = {question: answer for question, answer in answers.items() if question not in out_of_reach}
    return {
        **profile_facts(profile, on),
        **answer_facts(counted),
        "score": float(one_decimal(result.total)),
        "level": result.level.number,
    }
