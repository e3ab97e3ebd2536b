"""Sample answers climb every ladder, and the check that holds the bank to it can fail."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from selfcheck.kernel.ids import ModuleId, QuestionId
from selfcheck.questionnaires.question import Column, Limits
from selfcheck.questionnaires.questionnaire import AskedOption, AskedQuestion, Questionnaire, Scale, Section
from selfcheck.scoring.ladder import LEVELS
from selfcheck.scoring.samples import reaches, sample_faults
from selfcheck.wording.text import Text


def asked(kind: str, **more: Any) -> AskedQuestion:  # noqa: ANN401 - any field of the question
    told: dict[str, Any] = {"id": QuestionId("q"), "kind": kind, "text": Text(zh="问", en="ask"), **more}
    return AskedQuestion(**told)


def options(*names: str, required: bool = False) -> tuple[AskedOption, ...]:
    return tuple(AskedOption(str(number), Text(zh=name, en=name), required) for number, name in enumerate(names))


def scale(floor: int, target: int) -> Scale:
    return Scale(Decimal(floor), Decimal(target), Limits(Decimal(0), Decimal(100)))


def column(*, required: bool) -> Column:
    return Column(id="name", zh="名", en="name", required=required)


SOUND = (
    asked("maturity", options=options("a", "b", "c", "d", "e")),
    asked("yes_no"),
    asked("checklist", options=options("a", "b", "c", required=True)),
    asked("number", number=scale(0, 98)),
    asked("number", number=scale(100, 0)),
    asked("date"),
    asked("table", columns=(column(required=True),), rows=3),
)


@pytest.mark.parametrize("question", SOUND, ids=lambda question: question.kind)
def test_a_sound_ladder_has_no_fault(question: AskedQuestion) -> None:
    assert list(sample_faults(question)) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (asked("maturity", options=options("a", "b", "b", "d", "e")), "two steps say the same in zh"),
        (asked("number", number=scale(0, 120)), "must lie within the limits"),
        (asked("number", number=scale(-1, 50)), "must lie within the limits"),
        (asked("table", columns=(column(required=False),)), "an empty row counts"),
    ],
)
def test_a_broken_ladder_is_told(question: AskedQuestion, expected: str) -> None:
    assert any(expected in fault for fault in sample_faults(question))


def bank(*levels: int | None) -> Questionnaire:
    questions = tuple(replace(asked("yes_no"), id=QuestionId(f"q{n}"), level=level) for n, level in enumerate(levels))
    return Questionnaire(sections=(Section(ModuleId("all"), questions),))


def test_a_bank_with_a_gate_on_every_step_reaches_every_level() -> None:
    whole = bank(*(1 + number % 5 for number in range(30)))
    assert all(reaches(whole, level) for level in LEVELS)


def test_a_bank_without_a_gate_for_a_level_may_pass_it_by() -> None:
    lopsided = bank(*[3] * 20, 2)
    assert [level.number for level in LEVELS if not reaches(lopsided, level)] == [3, 4]
