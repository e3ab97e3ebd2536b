"""The printed reckoning is redone here as a reader would, formula by formula, and must lead to the same score."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import given

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import QuestionId
from selfcheck.kernel.rounding import one_decimal
from selfcheck.questionnaires.questionnaire import questionnaire_from_json
from selfcheck.scoring.score import State, score
from selfcheck.scoring.trace import exact, trace
from tests.calculator import redone
from tests.scoring.strategies import DAY, Case, cases


@given(cases())
def test_every_step_can_be_redone_and_the_steps_fit_together(case: Case) -> None:
    asked, answers = case
    result = score(asked, answers, DAY)
    found = trace(asked, answers, result, DAY)
    assert redone(found.total_by) == Fraction(one_decimal(result.total))
    assert redone(found.weight_by) == found.weight == sum(section.weight for section in found.sections)
    assert redone(found.earned_by) == found.earned == sum(section.earned for section in found.sections)
    assert redone(found.na_share) == Fraction(one_decimal(result.na_share * 100))
    if result.of_answered is not None:
        assert found.of_answered is not None
        assert redone(found.of_answered) == Fraction(one_decimal(result.of_answered))
    for section in found.sections:
        counted = [item for item in section.items if item.earned is not None]
        assert redone(section.weight_by) == sum(item.weight for item in counted)
        assert redone(section.earned_by) == sum(item.earned or 0 for item in counted)
        assert redone(section.points_by) == Fraction(one_decimal(section.points))
        assert redone(section.max_by) == Fraction(one_decimal(section.max))
        for item in counted:
            assert redone(item.adds) == item.earned
            if item.worth and "→" not in item.worth:
                assert redone(item.worth) == item.value


@given(cases())
def test_the_tree_holds_every_item_once_and_the_levels_explain_the_level(case: Case) -> None:
    asked, answers = case
    result = score(asked, answers, DAY)
    found = trace(asked, answers, result, DAY)
    assert [item.question for section in found.sections for item in section.items] == [q.id for q in asked.questions()]
    assert [section.points for section in found.sections] == [section.points for section in result.sections]
    open_ = [rung.number for rung in found.rungs if rung.enough and not rung.blocking]
    assert result.level.number == max([1, *(n for n in open_ if set(range(2, n + 1)) <= set(open_))])


def test_the_formulas_of_one_of_each_kind() -> None:
    number: dict[str, object] = {"kind": "number", "number": {"floor": 10, "target": 1}}
    kinds: list[dict[str, object]] = [
        {"kind": "maturity"},
        {"kind": "checklist", "options": ["a", {"id": "b", "text": "b", "required": True}, "c"]},
        number,
        {"kind": "yes_no"},
        {"kind": "date"},
        {"kind": "table", "rows": 3, "columns": [{"id": "n", "zh": "名", "en": "n", "required": True}]},
        {"kind": "yes_no"},
        {"kind": "yes_no"},
    ]
    questions = [{"id": f"q{place}", "text": "?", "weight": 2, **kind} for place, kind in enumerate(kinds)]
    asked = questionnaire_from_json({"sections": [{"id": "s", "questions": questions}]})
    told = [3, frozenset({"a", "c"}), Decimal(4), True, DAY, ({"n": "GB"}, {"n": ""}, {"n": "GB"})]
    answers = {QuestionId(f"q{place}"): Answer(value=value) for place, value in enumerate(told)}  # type: ignore[arg-type]
    answers[QuestionId("q6")] = Answer(na="?")
    found = trace(asked, answers, score(asked, answers, DAY), DAY)
    (section,) = found.sections
    assert [item.worth for item in section.items] == [
        "3 ÷ 4 = 0.75",
        "min(2 ÷ 3, 0.5) = 0.5",
        "(4 − 10) ÷ (1 − 10) = 2/3",
        "1",
        "2026-06-01 ≥ 2026-06-01 → 1",
        "2 ÷ 3 = 2/3",
        "",
        "",
    ]
    assert section.items[2].adds == "2 × (2/3) = 4/3"
    assert [item.state for item in section.items[6:]] == [State.NA, State.UNANSWERED]
    assert found.earned_by == "55/6"
    assert section.earned_by == "1.5 + 1 + 4/3 + 2 + 2 + 4/3 = 55/6"
    assert found.total_by == "1000 × (55/6) ÷ 14 = 654.8"


def test_exact_figures() -> None:
    figures = [Fraction(3, 4), Fraction(12), Fraction(2, 3), Fraction(0), Fraction(-1, 2)]
    assert [exact(figure) for figure in figures] == ["0.75", "12", "2/3", "0", "-0.5"]
