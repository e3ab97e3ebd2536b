"""Questionnaires and answers of all kinds, drawn at random: what the properties of scores are tried on."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from selfcheck.answers.answer import Answer, Value
from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire, questionnaire_from_json

DAY = dt.date(2026, 6, 1)
KINDS: list[dict[str, Any]] = [
    {"kind": "maturity"},
    {"kind": "yes_no"},
    {"kind": "checklist", "options": ["a", "b", {"id": "c", "text": "c", "required": True}]},
    {"kind": "number", "number": {"floor": 0, "target": 40}},
    {"kind": "number", "number": {"floor": 10, "target": 1}},
    {"kind": "date"},
    {"kind": "table", "rows": 2, "columns": [{"id": "name", "zh": "名", "en": "name", "required": True}]},
]


def values(question: AskedQuestion) -> st.SearchStrategy[Value]:
    by_kind: dict[str, st.SearchStrategy[Any]] = {
        "maturity": st.integers(0, 4),
        "yes_no": st.booleans(),
        "checklist": st.frozensets(st.sampled_from(["a", "b", "c"])),
        "number": st.decimals(0, 60, places=2),
        "date": st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
        "table": st.lists(st.sampled_from([{"name": "GB"}, {"name": " "}]), max_size=3).map(tuple),
    }
    return by_kind[question.kind]


def answers_to(question: AskedQuestion) -> st.SearchStrategy[Answer | None]:
    return st.one_of(
        st.none(),
        st.just(Answer(unknown=True)),
        st.just(Answer(na="does not apply")),
        values(question).map(lambda value: Answer(value=value)),
    )


Case = tuple[Questionnaire, dict[QuestionId, Answer]]


@st.composite
def questionnaires(draw: st.DrawFn) -> Questionnaire:
    number = draw(st.integers(1, 8))
    questions = []
    for index in range(number):
        rests_on = draw(st.sets(st.integers(0, index - 1), max_size=1)) if index else set[int]()
        question = {
            **draw(st.sampled_from(KINDS)),
            "id": f"q{index}",
            "text": "?",
            "weight": draw(st.integers(1, 5)),
            "level": draw(st.sampled_from([None, 1, 2, 3, 4, 5])),
            "veto": draw(st.integers(0, 5)) == 0,
            "remedy": {
                "zh": "做",
                "en": "do",
                "effort": draw(st.integers(1, 5)),
                "days": 9,
                "after": [f"q{place}" for place in rests_on],
            },
            "force": draw(st.sampled_from(["mandatory", "promoted", None])),
        }
        if index and draw(st.booleans()):
            opener = draw(st.integers(0, index - 1))
            question["asked_when"] = {"question": f"q{opener}", "score": draw(st.sampled_from(["0.5", "1"]))}
        questions.append(question)
    cut = draw(st.integers(0, number))
    sections = [{"id": "one", "questions": questions[:cut]}, {"id": "two", "questions": questions[cut:]}]
    return questionnaire_from_json({"sections": sections})


@st.composite
def cases(draw: st.DrawFn) -> Case:
    asked = draw(questionnaires())
    drawn = {question.id: draw(answers_to(question)) for question in asked.questions()}
    return asked, {question: answer for question, answer in drawn.items() if answer is not None}
