"""Verifications: what reviewers found about the answers of a round. Rows are added and never changed; the last holds.

Reviewers read them, and the company once its case is concluded. What was found stands for later rounds as long as the
company claims the same.
"""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.answers.answer import Answer
from selfcheck.answers.verified import Check, Checks
from selfcheck.kernel.ids import QuestionId, SubmissionId
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.store.answer import read_stored
from selfcheck.store.model import Json, Model
from selfcheck.store.round import Round
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Submission, SubmissionState, submission_within

FINDING_LENGTH = 1000
_CLAIM = {"value", "na", "unknown"}


class Verification(Model):
    """One finding; `body` is the verified answer's JSON, NULL where the reviewer agrees with the claim."""

    __tablename__ = "verifications"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_id", "round_number"], ["rounds.submission_id", "rounds.number"], name="fk_verifications_round"
        ),
        CheckConstraint("version >= 1", name="version_positive"),
        CheckConstraint(f"length(finding) <= {FINDING_LENGTH}", name="finding_length"),
        CheckConstraint("body IS NULL OR length(finding) >= 1", name="other_value_explained"),
    )

    submission_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    round_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question: Mapped[str] = mapped_column(String(100), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[Json | None] = mapped_column(
        JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
    )
    finding: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("users.id"))


def add_verifications(session: Session, found: list[Verification]) -> None:
    """Store what was found."""
    session.add_all(found)
    session.flush()


def list_checks(
    session: Session,
    scope: Scope,
    submission_id: SubmissionId,
    questionnaire: Questionnaire,
    round_number: int,
    *,
    until: datetime | None = None,
) -> Checks:
    """What holds for that round, by default as of now: the last finding about each answer that is still claimed.

    Empty outside the scope of a reviewer, and for the company until its submission is concluded.
    """
    query = (
        select(Verification, Round.answers_json)
        .join(Submission, Submission.id == Verification.submission_id)
        .join(
            Round,
            (Round.submission_id == Verification.submission_id) & (Round.number == Verification.round_number),
        )
        .where(
            Verification.submission_id == submission_id,
            Verification.round_number <= round_number,
            submission_within(scope),
        )
        .order_by(Verification.round_number, Verification.question, Verification.version)
    )
    if scope.region is None:
        query = query.where(Submission.state == SubmissionState.CONCLUDED)
    if until is not None:
        query = query.where(Verification.recorded_at <= until)
    rows = session.execute(query).all()
    if not rows:
        return {}
    asked = {question.id: question for question in questionnaire.questions()}
    now = session.scalars(
        select(Round.answers_json).where(Round.submission_id == submission_id, Round.number == round_number)
    ).one()
    found: dict[QuestionId, Check] = {}
    for row, claimed in rows:
        question = asked.get(QuestionId(row.question))
        if question is not None and _claim(claimed, question.id) == _claim(now, question.id):
            answer = None if row.body is None else read_stored(question, row.body) or Answer()
            found[question.id] = Check(answer, row.finding, row.round_number, row.version)
    return found


def _claim(answers: Json, question: QuestionId) -> Json:
    return {key: value for key, value in answers.get(question, {}).items() if key in _CLAIM}
