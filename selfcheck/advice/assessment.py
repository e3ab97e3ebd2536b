"""The main job as one pure function: a profile and its answers -> questionnaire, score, verdicts and advice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from selfcheck.advice.step import Step, list_steps
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
from selfcheck.scoring.score import Score, State, score


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """All that pages, reports and the result file say about one set of answers, and what it was made from."""

    profile: Profile
    questionnaire: Questionnaire
    answers: Answers
    on: date
    score: Score
    matches: tuple[Match, ...]
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
    result = score(questionnaire, answers, on)
    out_of_reach = {item.question for item in result.items if item.state is State.UNREACHABLE}
    counted = {question: answer for question, answer in answers.items() if question not in out_of_reach}
    facts: dict[str, FactValue] = {
        **profile_facts(profile, on),
        **answer_facts(counted),
        "score": float(one_decimal(result.total)),
        "level": result.level.number,
    }
    matches = match(library.policies, library.plans, facts, on, declared)
    return Assessment(
        profile=profile,
        questionnaire=questionnaire,
        answers={QuestionId(q.id): answers[q.id] for q in questionnaire.questions() if q.id in answers},
        on=on,
        score=result,
        matches=matches,
        steps=list_steps(questionnaire, result, matches),
    )
