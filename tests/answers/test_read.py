"""Reading answers: what is taken, and what is refused with which message."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.answers.answer import Answer, AnswerFault, Value
from selfcheck.answers.read import TypedAnswer, answer_as_json, answer_from_form, answer_from_json
from selfcheck.questionnaires.questionnaire import AskedQuestion, questionnaire_from_json

QUESTIONS: dict[str, dict[str, Any]] = {
    "maturity": {"na": "forbidden"},
    "yes_no": {},
    "checklist": {"options": ["a", "b"]},
    "number": {"number": {"floor": 0, "target": 40, "limits": {"min": 0, "max": 400, "integer": True}}},
    "date": {},
    "table": {"columns": [{"id": "name", "zh": "名称", "en": "name", "required": True}]},
}


def question(kind: str) -> AskedQuestion:
    body = {"id": kind, "kind": kind, "text": "?", **QUESTIONS[kind]}
    return next(questionnaire_from_json({"sections": [{"id": "s", "questions": [body]}]}).questions())


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        ("maturity", "3", 3),
        ("yes_no", "yes", True),
        ("yes_no", "no", False),
        ("number", " ４０ ", Decimal(40)),
        ("number", "1,0", Decimal(10)),
        ("date", "2027-03-31", dt.date(2027, 3, 31)),
    ],
)
def test_a_form_gives_typed_values(kind: str, typed: str, value: Value) -> None:
    assert answer_from_form(question(kind), TypedAnswer(values=(typed,))) == Answer(value=value)


@pytest.mark.parametrize(
    ("kind", "typed", "message"),
    [
        ("maturity", "5", "请在五种情况中选一种（0 到 4）。"),
        ("yes_no", "maybe", "请选“是”或“否”。"),
        ("checklist", "c", "请只勾选列出的项目。"),
        ("number", "四十", "请填写 0 到 400 之间的整数，例如 40。您填的是“四十”。"),
        ("number", "401", "请填写 0 到 400 之间的整数，例如 40。您填的是“401”。"),
        ("number", "1e2", "请填写 0 到 400 之间的整数，例如 40。您填的是“1e2”。"),
        ("number", "nan", "请填写 0 到 400 之间的整数，例如 40。您填的是“nan”。"),
        ("date", "1890-01-01", "日期应当在 1990-01-01 到 2099-12-31 之间，您填的是“1890-01-01”。"),
        ("date", "31.3.2027", "请按“年-月-日”填写日期，例如 2027-03-31。您填的是“31.3.2027”。"),
    ],
)
def test_what_cannot_be_taken_says_what_to_do(kind: str, typed: str, message: str) -> None:
    fault = answer_from_form(question(kind), TypedAnswer(values=(typed,)))
    assert isinstance(fault, AnswerFault)
    assert str(fault) == message


def test_an_untouched_question_is_unanswered_and_no_tick_can_be_said() -> None:
    assert answer_from_form(question("checklist"), TypedAnswer()) is None
    assert answer_from_form(question("checklist"), TypedAnswer(values=("-",))) == Answer(value=frozenset())
    assert answer_from_form(question("table"), TypedAnswer(rows=({"name": " "},))) is None


def test_not_applicable_needs_a_reason_and_may_be_forbidden() -> None:
    no_reason = answer_from_form(question("yes_no"), TypedAnswer(na=True, na_reason=" "))
    assert isinstance(no_reason, AnswerFault)
    assert isinstance(answer_from_json(question("maturity"), {"na": "no officer"}), AnswerFault)
    assert answer_from_json(question("yes_no"), {"na": "no such work"}) == Answer(na="no such work")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("maturity", {"value": True}),
        ("maturity", {"value": 2.5}),
        ("yes_no", {"value": 1}),
        ("yes_no", {"value": True, "na": "both"}),
        ("yes_no", {"vlaue": True}),
        ("checklist", {"value": ["a", 1]}),
        ("number", {"value": float("inf")}),
        ("number", {"value": True}),
        ("table", {"value": [{"nmae": "x"}]}),
        ("yes_no", {"value": True, "remark": "长" * 200_000}),
        ("yes_no", 5),
    ],
)
def test_a_wrong_case_file_is_refused(kind: str, data: object) -> None:
    assert isinstance(answer_from_json(question(kind), data), AnswerFault)


def test_hostile_text_stays_text() -> None:
    remark = "<script>alert(1)</script> 😀 \u0007\ud800"
    answer = answer_from_json(question("yes_no"), {"value": True, "remark": remark})
    assert answer == Answer(value=True, remark="<script>alert(1)</script> 😀")


ANSWERS = st.one_of(
    st.tuples(st.just("maturity"), st.integers(0, 4)),
    st.tuples(st.just("yes_no"), st.booleans()),
    st.tuples(st.just("checklist"), st.frozensets(st.sampled_from(["a", "b"]))),
    st.tuples(st.just("number"), st.integers(0, 400).map(Decimal)),
    st.tuples(st.just("date"), st.dates(dt.date(1990, 1, 1), dt.date(2099, 12, 31))),
    st.tuples(st.just("table"), st.just(({"name": "GB/T 19001"},))),
)


@given(ANSWERS, st.text(max_size=50))
def test_json_reads_back_as_the_same_answer(given_answer: tuple[str, Any], remark: str) -> None:
    kind, value = given_answer
    first = answer_from_json(question(kind), answer_as_json(Answer(value=value, remark=remark)))
    assert isinstance(first, Answer)
    assert first.value == value
    assert answer_from_json(question(kind), answer_as_json(first)) == first
