"""One section of a questionnaire as a form: what was typed for every question, what that means, and what is wrong.

Field names begin with what they hold: `q.` the answer, `n.` the reason for "not applicable", `r.` remark, `e.`
evidence, `c.` cells of a table (`c.<question>.<row>.<column>`), `v.` the version that the form was opened with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from werkzeug.datastructures import MultiDict

from selfcheck.answers.answer import Answer, AnswerFault
from selfcheck.answers.read import ROWS, TypedAnswer, answer_from_form
from selfcheck.kernel.ids import QuestionId
from selfcheck.questionnaires.questionnaire import AskedQuestion
from selfcheck.web.fields import iso_day

NA, UNKNOWN = "~na", "~unknown"
SPARE = 3  # empty rows that a table offers
NONE_MET = "-"  # a checklist with nothing to tick

Typed = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class SectionForm:
    """A sent form: per question what was typed, the answer it means (None: nothing), or the fault."""

    typed: Mapping[QuestionId, TypedAnswer]
    answers: Mapping[QuestionId, Answer | None] = field(default_factory=dict)
    faults: Mapping[QuestionId, AnswerFault] = field(default_factory=dict)
    versions: Mapping[QuestionId, int] = field(default_factory=dict)

    @property
    def answered(self) -> dict[QuestionId, Answer]:
        """The answers that are there."""
        return {question: answer for question, answer in self.answers.items() if answer is not None}


def read_section(questions: Iterable[AskedQuestion], sent: Typed) -> SectionForm:
    """The form as it was sent, for these questions; fields of other questions are not looked at."""
    typed = {question.id: _typed(question, sent) for question in questions}
    answers: dict[QuestionId, Answer | None] = {}
    faults: dict[QuestionId, AnswerFault] = {}
    for question in questions:
        found = answer_from_form(question, typed[question.id])
        if isinstance(found, AnswerFault):
            faults[question.id] = found
        else:
            answers[question.id] = found
    return SectionForm(typed, answers, faults, {question.id: _version(question, sent) for question in questions})


def typed_of(question: AskedQuestion, answer: Answer | None) -> TypedAnswer:
    """What one would type to give this answer."""
    if answer is None:
        return TypedAnswer()
    return TypedAnswer(
        values=_values(question, answer),
        rows=answer.value if isinstance(answer.value, tuple) else (),
        na=answer.na is not None,
        na_reason=answer.na or "",
        unknown=answer.unknown,
        remark=answer.remark,
        evidence=answer.evidence,
    )


def _values(question: AskedQuestion, answer: Answer) -> tuple[str, ...]:
    value = answer.value
    if value is None or isinstance(value, tuple):
        return ()
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    if isinstance(value, frozenset):
        return tuple(sorted(value)) or (NONE_MET,)
    if question.kind == "date":
        return (str(value),)
    return (f"{value:f}" if question.kind == "number" else str(value),)


def _typed(question: AskedQuestion, sent: Typed) -> TypedAnswer:
    values = tuple(sent.getlist(f"q.{question.id}"))
    told = tuple(value for value in values if value not in {NA, UNKNOWN})
    return TypedAnswer(
        values=tuple(iso_day(value) for value in told) if question.kind == "date" else told,
        rows=_rows(question, sent),
        na=NA in values,
        na_reason=sent.get(f"n.{question.id}", ""),
        unknown=UNKNOWN in values,
        remark=sent.get(f"r.{question.id}", ""),
        evidence=sent.get(f"e.{question.id}", ""),
    )


def _rows(question: AskedQuestion, sent: Typed) -> tuple[Mapping[str, str], ...]:
    found = []
    for row in range(ROWS + SPARE) if question.kind == "table" else ():
        cells = {column.id: sent.get(f"c.{question.id}.{row}.{column.id}") for column in question.columns}
        if all(cell is None for cell in cells.values()):
            break
        found.append({column: cell or "" for column, cell in cells.items()})
    return tuple(found)


def _version(question: AskedQuestion, sent: Typed) -> int:
    text = sent.get(f"v.{question.id}", "0")
    return int(text) if text.isdecimal() and len(text) < len("1000000") else 0
