"""How far answers are backed by evidence, which evidence is out of date, and when the score will fall by itself.

Evidence never adds to a score, so that a stale one cannot raise it; only answers that hold until a day lapse.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from selfcheck.answers.answer import Answers
from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire
from selfcheck.scoring.score import Score, Scorer, State

YEAR_MONTHS = 12
_DAY = re.compile(r"(20\d{2})[-./年](\d{1,2})(?:[-./月](\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Stale:
    """A question whose newest dated evidence is older than asked for, and the day since when."""

    question: QuestionId
    since: date


@dataclass(frozen=True, slots=True)
class Fall:
    """A day on which answers lapse, and the points of that day if nothing else changes."""

    on: date
    total: Fraction
    questions: tuple[QuestionId, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """`backed` of the `expected` answers (worth something, evidence required) name it; what is stale; what falls."""

    expected: int
    backed: int
    stale: tuple[Stale, ...]
    falls: tuple[Fall, ...]


def standing(questionnaire: Questionnaire, answers: Answers, result: Score, on: date) -> Standing:
    """How the evidence stands on that day; an evidence line without a date is neither fresh nor stale."""
    items = {item.question: item for item in result.items}
    told = [question for question in questionnaire.questions() if items[question.id].value]
    expected = [question for question in told if any(evidence.required for evidence in question.evidence)]
    stale = [
        Stale(question.id, since)
        for question in told
        if (since := _stale_since(question, answers[question.id].evidence)) is not None and since <= on
    ]
    return Standing(
        expected=len(expected),
        backed=sum(bool(answers[question.id].evidence.strip()) for question in expected),
        stale=tuple(stale),
        falls=_falls(questionnaire, answers, result, on),
    )


def _stale_since(question: AskedQuestion, evidence: str) -> date | None:
    """The first day on which the newest dated evidence is too old, None where nothing can be said."""
    months = [asked.fresh_months for asked in question.evidence if asked.fresh_months is not None]
    days = [day for found in _DAY.finditer(evidence) if (day := _day(*found.groups())) is not None]
    return _months_later(max(days), min(months)) if months and days else None


def _day(year: str, month: str, day: str | None) -> date | None:
    try:
        return date(int(year), int(month), int(day or 1))
    except ValueError:
        return None


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * YEAR_MONTHS + day.month - 1 + months, YEAR_MONTHS)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1])) + timedelta(days=1)


def _falls(questionnaire: Questionnaire, answers: Answers, result: Score, on: date) -> tuple[Fall, ...]:
    scorer = Scorer(questionnaire)
    scored = {item.question for item in result.items if item.state is State.SCORED}
    lapsing: dict[date, tuple[QuestionId, ...]] = {}
    for question in questionnaire.questions():
        value = answers[question.id].value if question.id in scored else None
        if question.kind == "date" and isinstance(value, date) and value >= on:
            lapsing[value] = (*lapsing.get(value, ()), question.id)
    days = [(last + timedelta(days=1), lapsing[last]) for last in sorted(lapsing)]
    return tuple(Fall(day, scorer.score(answers, day).total, questions) for day, questions in days)
