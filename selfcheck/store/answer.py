"""Answers as a company is filling them in, each with a row version that is compared when it is changed.

Reviewers do not read these: they read the rounds that were submitted.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.answers.answer import Answer, AnswerFault, Answers
from selfcheck.answers.read import REMARK_LENGTH, answer_as_json, answer_from_json
from selfcheck.kernel.ids import CompanyId, QuestionId, SubmissionId
from selfcheck.questionnaires.questionnaire import AskedQuestion, Questionnaire
from selfcheck.store.model import Json, Model
from selfcheck.store.submission import Submission


class StoredAnswer(Model):
    """`body` is the answer's JSON without remark and evidence; empty where the answer was taken back."""

    __tablename__ = "answers"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version_positive"),
        CheckConstraint(f"length(remark) <= {REMARK_LENGTH}", name="remark_length"),
        CheckConstraint(f"length(evidence) <= {REMARK_LENGTH}", name="evidence_length"),
    )

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    question: Mapped[str] = mapped_column(String(100), primary_key=True)
    version: Mapped[int]
    body: Mapped[Json]
    remark: Mapped[str] = mapped_column(Text)
    evidence: Mapped[str] = mapped_column(Text)
    changed_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class VersionedAnswer:
    """An answer as stored, None where it was taken back, and the version to send back with a change of it."""

    answer: Answer | None
    version: int


_INSERT = insert(StoredAnswer)
_CHANGE = (
    update(StoredAnswer)
    .where(
        StoredAnswer.submission_id == bindparam("in_submission"),
        StoredAnswer.question == bindparam("to_question"),
        StoredAnswer.version == bindparam("version") - 1,
    )
    .values({column: bindparam(column) for column in ("version", "body", "remark", "evidence", "changed_at")})
)


_ALL = (
    select(StoredAnswer.question, StoredAnswer.version, StoredAnswer.body, StoredAnswer.remark, StoredAnswer.evidence)
    .join(Submission, Submission.id == StoredAnswer.submission_id)
    .where(StoredAnswer.submission_id == bindparam("submission"), Submission.company_id == bindparam("company"))
    .order_by(StoredAnswer.question)
)
_SOME = _ALL.where(StoredAnswer.question.in_(bindparam("questions", expanding=True)))


def list_answers(
    session: Session,
    company_id: CompanyId,
    submission_id: SubmissionId,
    questionnaire: Questionnaire,
    only: Collection[QuestionId] | None = None,
) -> dict[QuestionId, VersionedAnswer]:
    """What the company has filled in so far, in the order of question ids; empty outside its own submissions."""
    values: dict[str, object] = {"submission": submission_id, "company": company_id}
    if only is None:
        rows = session.connection().execute(_ALL, values)
    else:
        rows = session.connection().execute(_SOME, {**values, "questions": list(only)})
    asked = {question.id: question for question in questionnaire.questions()}
    found: dict[QuestionId, VersionedAnswer] = {}
    for question, version, body, remark, evidence in rows:
        known = asked.get(QuestionId(question))
        if known is not None:
            stored = {**body, "remark": remark, "evidence": evidence}
            found[known.id] = VersionedAnswer(_read(known, stored), version)
    return found


def current_answers(found: Mapping[QuestionId, VersionedAnswer]) -> Answers:
    """The answers that are given, without those taken back."""
    return {question: held.answer for question, held in found.items() if held.answer is not None}


def answers_as_json(answers: Answers) -> Json:
    """The answers by question, as rounds and case files hold them."""
    return {question: answer_as_json(answer) for question, answer in sorted(answers.items())}


def answers_from_json(questionnaire: Questionnaire, data: Json) -> Answers:
    """The answers of stored JSON, to the questions that the questionnaire asks."""
    found = {
        question.id: _read(question, data[question.id]) for question in questionnaire.questions() if question.id in data
    }
    return {question: answer for question, answer in found.items() if answer is not None}


def write_answers(
    session: Session,
    submission_id: SubmissionId,
    writes: Sequence[tuple[QuestionId, VersionedAnswer]],
    *,
    now: datetime,
) -> bool:
    """Store every answer as its version, in the order of keys; False where one was no longer at the version before.

    The caller raises then, so that nothing is saved.
    """
    connection = session.connection()
    added, changed = [], []
    for question, write in sorted(writes, key=lambda pair: pair[0]):
        row = {"version": write.version, "changed_at": now, **_columns(write.answer)}
        if write.version == 1:
            added.append({"submission_id": submission_id, "question": question, **row})
        else:
            changed.append({"in_submission": submission_id, "to_question": question, **row})
    if added:
        connection.execute(_INSERT, added)
    if not changed:
        return True
    return connection.execute(_CHANGE, changed).rowcount == len(changed)


def _columns(answer: Answer | None) -> Json:
    body = {} if answer is None else answer_as_json(answer)
    return {"remark": body.pop("remark", ""), "evidence": body.pop("evidence", ""), "body": body}


def _read(question: AskedQuestion, data: Json) -> Answer | None:
    answer = answer_from_json(question, data)
    if isinstance(answer, AnswerFault):
        raise TypeError(f"stored answer to {question.id} does not fit its question: {answer}")
    return None if answer == Answer() else answer
