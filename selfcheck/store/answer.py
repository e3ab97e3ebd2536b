"""Answers as a company is filling them in, each with a row version that is compared when it is changed.

Reviewers do not read these: they read the rounds that were submitted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, bindparam, select
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


_OF_COMPANY = (
    select(StoredAnswer.question, StoredAnswer.version, StoredAnswer.body, StoredAnswer.remark, StoredAnswer.evidence)
    .join(Submission, Submission.id == StoredAnswer.submission_id)
    .where(StoredAnswer.submission_id == bindparam("submission"), Submission.company_id == bindparam("company"))
    .order_by(StoredAnswer.question)
)


def list_answers(
    session: Session, company_id: CompanyId, submission_id: SubmissionId, questionnaire: Questionnaire
) -> dict[QuestionId, VersionedAnswer]:
    """What the company has filled in so far, in the order of question ids; empty outside its own submissions."""
    asked = {question.id: question for question in questionnaire.questions()}
    found: dict[QuestionId, VersionedAnswer] = {}
    rows = session.execute(_OF_COMPANY, {"submission": submission_id, "company": company_id})
    for name, version, body, remark, evidence in rows:
        question = asked.get(QuestionId(name))
        if question is not None:
            stored = {**body, "remark": remark, "evidence": evidence}
            found[question.id] = VersionedAnswer(read_stored(question, stored), version)
    return found


def current_answers(found: Mapping[QuestionId, VersionedAnswer]) -> Answers:
    """The answers that are given, without those taken back."""
    return {question: held.answer for question, held in found.items() if held.answer is not None}


def answers_as_json(answers: Answers) -> Json:
    """The answers by question, as rounds and case files hold them."""
    return {question: answer_as_json(answer) for question, answer in sorted(answers.items())}


def answers_from_json(questionnaire: Questionnaire, data: Json) -> Answers:
    """The answers of stored JSON, to the questions that the questionnaire asks."""
    answered = [question for question in questionnaire.questions() if question.id in data]
    found = {question.id: read_stored(question, data[question.id]) for question in answered}
    return {question: answer for question, answer in found.items() if answer is not None}


def read_stored(question: AskedQuestion, data: Json) -> Answer | None:
    """The answer of stored JSON, None where it was taken back."""
    answer = answer_from_json(question, data)
    if isinstance(answer, AnswerFault):
        raise TypeError(f"stored answer to {question.id} does not fit its question: {answer}")
    return None if answer == Answer() else answer
