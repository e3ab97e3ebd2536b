"""Corrections: what a reviewer asked to be put right in one round, question by question, each with its reason."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.ids import SubmissionId
from selfcheck.store.model import Model
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Submission, submission_within

REASON_LENGTH = 1000


class RequestedCorrection(Model):
    """One question of a round that was sent back."""

    __tablename__ = "corrections"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_id", "round_number"], ["rounds.submission_id", "rounds.number"], name="fk_corrections_round"
        ),
        CheckConstraint(f"length(reason) BETWEEN 1 AND {REASON_LENGTH}", name="reason_length"),
    )

    submission_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    round_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question: Mapped[str] = mapped_column(String(100), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    requested_at: Mapped[datetime]
    requested_by: Mapped[int] = mapped_column(ForeignKey("users.id"))


def add_corrections(session: Session, corrections: list[RequestedCorrection]) -> None:
    """Store the corrections of one request."""
    session.add_all(corrections)
    session.flush()


def list_corrections(
    session: Session, scope: Scope, submission_id: SubmissionId, round_number: int | None = None
) -> list[RequestedCorrection]:
    """The corrections asked for in that round, by default in all, by round and question; empty outside the scope."""
    query = (
        select(RequestedCorrection)
        .join(Submission, Submission.id == RequestedCorrection.submission_id)
        .where(RequestedCorrection.submission_id == submission_id, submission_within(scope))
        .order_by(RequestedCorrection.round_number, RequestedCorrection.question)
    )
    if round_number is not None:
        query = query.where(RequestedCorrection.round_number == round_number)
    return list(session.scalars(query))
