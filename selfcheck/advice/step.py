"""Gaps in order of worth: for each question that is not fully met, what to do and what it brings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from selfcheck.kernel.ids import PolicyId, QuestionId
from selfcheck.matching.match import Match
from selfcheck.plans.catalogue import Modality
from selfcheck.policies.policy import Verdict
from selfcheck.questionnaires.question import Action
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire
from selfcheck.rules.fact import question_of
from selfcheck.scoring.score import MAX, ItemScore, Score, State

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
USUAL_EFFORT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One improvement: the points of 1000 it can gain, the policies it helps to open, and its place by priority."""

    question: AskedQuestion
    action: Action | None
    gain: Fraction
    blocks: bool
    unlocks: tuple[PolicyId, ...]
    priority: Fraction


def list_steps(questionnaire: Questionnaire, result: Score, matches: Sequence[Match]) -> tuple[Step, ...]:
    """A step for every applicable item below full marks, the most worthwhile first, ties by question id."""
    weight = sum((item.weight for item in result.items if item.value is not None), Fraction(0))
    opened = _opened(matches)
    asked = {question.id: question for question in questionnaire.questions()}
    steps = [
        _step(
            asked[item.question], item, weight, opened.get(item.question, ()), blocks=item.question in result.blocking
        )
        for item in result.items
        if item.state is not State.NA and item.value is not None and item.value < 1
    ]
    return tuple(sorted(steps, key=lambda step: (-step.priority, step.question.id)))


def _step(
    question: AskedQuestion, item: ItemScore, weight: Fraction, unlocks: tuple[PolicyId, ...], *, blocks: bool
) -> Step:
    gap = 1 - (item.value or Fraction(0))
    worth = 1 + (BLOCKS if blocks else 0) + UNLOCKS * min(len(unlocks), UNLOCKS_COUNTED)
    effort = question.remedy.effort if question.remedy else USUAL_EFFORT
    return Step(
        question=question,
        action=question.remedy,
        gain=MAX * item.weight * gap / weight,
        blocks=blocks,
        unlocks=unlocks,
        priority=FORCE[question.force] * item.weight * gap**2 * worth / effort,
    )


def _opened(matches: Sequence[Match]) -> dict[QuestionId, tuple[PolicyId, ...]]:
    """The nearly reached policies that a better answer to a question helps to open, by question."""
    found: dict[QuestionId, tuple[PolicyId, ...]] = {}
    for match in matches:
        if match.verdict is not Verdict.NEARLY:
            continue
        for finding in match.missing:
            question = question_of(finding.fact) if finding.fact else None
            if question is not None:
                key = QuestionId(question)
                found[key] = (*found.get(key, ()), match.policy.id)
    return found
