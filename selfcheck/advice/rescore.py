"""A stored submission under other content: the same company and answers, asked what that content asks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from selfcheck.answers.answer import Answer, AnswerFault, Answers
from selfcheck.answers.read import answer_from_json
from selfcheck.kernel.ids import QuestionId
from selfcheck.kernel.rounding import one_decimal
from selfcheck.profiles.profile import Profile
from selfcheck.questionnaires.compose import Shape, compose_shape, shape_of
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.question import Tier
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.scoring.score import Score, Scorer

SHAPES = 200  # kept ready at once
COUNTING = ("value", "na", "unknown")
Sections = list[dict[str, Any]]  # as the `score` object of a result holds them


@dataclass(frozen=True, slots=True)
class Rescored:
    """The score under that content, and how many of the stored answers it does not take."""

    dropped: int
    score: Score


class Rescorer:
    """Scores stored submissions under one edition; what companies of the same shape share is worked out once.

    Only so many shapes are kept ready, so that memory does not grow with the number of companies.
    """

    def __init__(self, library: Library) -> None:
        self.library = library
        self._ready: dict[Shape, tuple[Questionnaire, Scorer]] = {}

    def rescore(self, profile: Profile, tier: Tier, stored: Mapping[str, Any], on: date) -> Rescored:
        """The score on that day; answers that its questions do not take count as not given."""
        shape = shape_of(self.library, profile, tier, on)
        found = self._ready.pop(shape, None)
        if found is None:
            questionnaire = compose_shape(self.library, shape, on).questionnaire
            found = questionnaire, Scorer(questionnaire)
            while len(self._ready) >= SHAPES:
                del self._ready[next(iter(self._ready))]  # the one not used for longest
        self._ready[shape] = found
        questionnaire, scorer = found
        answers = fitting(questionnaire, {question: _counting(answer) for question, answer in stored.items()})
        return Rescored(len(stored) - len(answers), scorer.score(answers, on))


def fitting(questionnaire: Questionnaire, stored: Mapping[str, Any]) -> Answers:
    """The stored answers that are answers to this questionnaire."""
    answers: dict[QuestionId, Answer] = {}
    for question in questionnaire.questions():
        if question.id in stored:
            answer = answer_from_json(question, stored[question.id])
            if not isinstance(answer, AnswerFault):
                answers[question.id] = answer
    return answers


def _counting(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What of a stored answer counts towards a score: no remark and no evidence."""
    return {part: answer[part] for part in COUNTING if part in answer}


@dataclass(frozen=True, slots=True)
class Before:
    """What was stored of a submission: total, level, and the sections of its result."""

    total: Decimal
    level: int
    sections: Sections


@dataclass(slots=True)
class Tally:
    """What would change, counted; two tallies add up. `companies` counts a company once, however many submissions."""

    submissions: int = 0
    companies: Counter[str] = field(default_factory=Counter)  # all, lost, gained
    totals: Counter[str] = field(default_factory=Counter)  # higher, lower, same
    dropped: int = 0
    modules: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, before: Before, now: Rescored) -> str:
        """Count one submission; whether its level is `lost`, `gained` or `same`."""
        total, level = one_decimal(now.score.total), now.score.level.number
        turn = _turn(level, before.level, "gained", "lost")
        self.submissions += 1
        self.dropped += now.dropped
        self.totals[_turn(total, before.total, "higher", "lower")] += 1
        old = {str(section["id"]): _share(section["points"], section["max"]) for section in before.sections}
        new = {str(s.id): _share(one_decimal(s.points), one_decimal(s.max)) for s in now.score.sections}
        for module in old.keys() | new.keys():
            counts = self.modules.setdefault(module, Counter())
            if module not in old or module not in new:
                counts["new" if module in new else "gone"] += 1
                continue
            moved = _turn(new[module], old[module], "higher", "lower")
            counts[moved] += 1
            if (turn, moved) in {("lost", "lower"), ("gained", "higher")}:
                counts[turn] += 1
        return turn

    def company(self, turns: set[str]) -> None:
        """Count a company by what became of the levels of its submissions."""
        self.companies["all"] += 1
        self.companies.update(turns - {"same"})

    def add(self, other: "Tally") -> None:
        """Add what another process counted."""
        self.submissions += other.submissions
        self.companies.update(other.companies)
        self.totals.update(other.totals)
        self.dropped += other.dropped
        for module, counts in other.modules.items():
            self.modules.setdefault(module, Counter()).update(counts)

    def as_json(self) -> dict[str, Any]:
        """The report; by module, `lost` and `gained` count submissions whose level and module moved the same way."""
        words = ("higher", "lower", "same", "new", "gone", "lost", "gained")
        return {
            "companies": self.companies["all"],
            "companies_lose_level": self.companies["lost"],
            "companies_gain_level": self.companies["gained"],
            "submissions": self.submissions,
            "totals": {word: self.totals[word] for word in words[:3]},
            "answers_dropped": self.dropped,
            "modules": {
                module: {word: counts[word] for word in words} for module, counts in sorted(self.modules.items())
            },
        }


def _turn(now: Decimal | int, before: Decimal | int, up: str, down: str) -> str:
    return up if now > before else down if now < before else "same"


def _share(points: float | Decimal, most: float | Decimal) -> Decimal:
    """The share of a section in whole per mille, so that a rounded tenth of a point is no change."""
    return round(Decimal(str(points)) / Decimal(str(most)), 3) if most else Decimal(0)
