"""The golden vectors of the scoring guide, each a case that a reader can check with a pocket calculator."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import QuestionId
from selfcheck.kernel.rounding import one_decimal, percent
from selfcheck.questionnaires.questionnaire import Questionnaire, questionnaire_from_json
from selfcheck.scoring.score import Score, percent_to_target, score

DAY = date(2026, 6, 1)


def questionnaire(*questions: Mapping[str, object]) -> Questionnaire:
    numbered = [{"id": f"q{number}", "text": "?", **question} for number, question in enumerate(questions)]
    return questionnaire_from_json({"sections": [{"id": "all", "questions": numbered}]})


def scored(asked: Questionnaire, **answers: Answer) -> Score:
    return score(asked, {QuestionId(question): answer for question, answer in answers.items()}, DAY)


def ten_items() -> Score:
    asked = questionnaire(*[{"kind": "maturity"}] * 10)
    values: list[Answer] = [Answer(value=4)] * 4 + [Answer(value=2)] * 2 + [Answer(value=0)] * 2
    answers = {f"q{number}": answer for number, answer in enumerate(values)}
    return scored(asked, **answers, q8=Answer(na="no such work here"))


def test_ten_equal_items_official() -> None:
    assert ten_items().total == Fraction(5, 9) * 1000
    assert one_decimal(ten_items().total) == Decimal("555.6")


def test_ten_equal_items_of_what_was_answered() -> None:
    of_answered = ten_items().of_answered
    assert of_answered is not None
    assert one_decimal(of_answered) == Decimal("625.0")


def test_mixed_scales_and_weights() -> None:
    out_of_five = {"kind": "number", "number": {"floor": 0, "target": 5}}
    asked = questionnaire(out_of_five, {"kind": "yes_no"}, out_of_five, {**out_of_five, "weight": 3})
    result = scored(
        asked,
        q0=Answer(value=Decimal(4)),
        q1=Answer(value=True),
        q2=Answer(value=Decimal(2)),
        q3=Answer(value=Decimal(3)),
    )
    assert one_decimal(result.total) == Decimal("666.7")


def test_an_average_cannot_hide_a_zero() -> None:
    asked = questionnaire({"kind": "yes_no", "level": 2}, {"kind": "yes_no"}, {"kind": "yes_no"})
    result = scored(asked, q0=Answer(value=False), q1=Answer(value=True), q2=Answer(value=True))
    assert one_decimal(result.total) == Decimal("666.7")
    assert result.level.name.zh == "经验级"
    assert result.blocking == ("q0",)


def test_not_applicable_is_neutral() -> None:
    asked = questionnaire({"kind": "yes_no"}, {"kind": "yes_no"})
    result = scored(asked, q0=Answer(value=True), q1=Answer(na="no such work here"))
    assert one_decimal(result.total) == Decimal("1000.0")


def test_an_empty_item_does_not_raise_the_score() -> None:
    two = questionnaire({"kind": "maturity"}, {"kind": "maturity"})
    three = questionnaire({"kind": "maturity"}, {"kind": "maturity"}, {"kind": "maturity"})
    answers = {"q0": Answer(value=2), "q1": Answer(value=4)}
    assert scored(three, **answers).total <= scored(two, **answers).total


def test_percent_to_target() -> None:
    now = [Fraction(1, 2), Fraction(0), Fraction(0), Fraction(1, 4), Fraction(1, 4)]
    target = [Fraction(1), Fraction(1, 2), Fraction(1, 2), Fraction(1), Fraction(1)]
    share = percent_to_target(now, target)
    assert share is not None
    assert percent(share) == 25
