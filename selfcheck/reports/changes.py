"""What changed since the submission before: total, level, and every question whose score is another."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from selfcheck.advice.result import score_json
from selfcheck.kernel.errors import marked
from selfcheck.kernel.ids import QuestionId
from selfcheck.reports.replies import Asked
from selfcheck.reports.voice import Voice
from selfcheck.scoring.ladder import LEVELS
from selfcheck.scoring.score import State

NO_VALUE: Mapping[str, str] = {
    State.NA.value: marked("不适用"),
    State.UNANSWERED.value: marked("未填"),
    State.UNREACHABLE.value: marked("未展开"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose score changed: before and after in words; `is_better` where points were won."""

    number: int
    question: QuestionId
    text: str
    before: str
    after: str
    is_better: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The last submission against the one before; `difference` bears its sign."""

    total_before: str
    total: str
    difference: str
    level_before: str
    level: str
    questions: tuple[Change, ...]


def changes_of(before: Mapping[str, Any], asked: Asked, voice: Voice) -> Changes:
    """The changes since the `score` object of the result that was stored with the submission before."""
    after = score_json(asked.assessment.score)
    earlier = {item["question"]: item for item in before["items"]}
    texts = {question.id: question.text.in_(voice.lang) for question in asked.assessment.questionnaire.questions()}
    gained = _figure(after["total"]) - _figure(before["total"])
    return Changes(
        total_before=voice.figure(before["total"]),
        total=voice.figure(after["total"]),
        difference=voice.signed(gained),
        level_before=LEVELS[before["level_number"] - 1].name.in_(voice.lang),
        level=LEVELS[after["level_number"] - 1].name.in_(voice.lang),
        questions=tuple(
            Change(
                number=asked.numbers[item["question"]],
                question=item["question"],
                text=texts[item["question"]],
                before=_value(earlier[item["question"]], voice),
                after=_value(item, voice),
                is_better=(item["value"] or 0) > (earlier[item["question"]]["value"] or 0),
            )
            for item in after["items"]
            if _seen(earlier[item["question"]]) != _seen(item)
        ),
    )


def _seen(item: Mapping[str, Any]) -> tuple[object, object]:
    return item["state"], item["value"]


def _value(item: Mapping[str, Any], voice: Voice) -> str:
    state = item["state"]
    if state != State.SCORED.value:
        return voice.gettext(NO_VALUE[state])
    return voice.figure(_figure(item["value"]) * 100) + "%"


def _figure(value: float) -> Decimal:
    return Decimal(str(value))
