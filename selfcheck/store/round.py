"""Rounds: what was submitted each time, whole and unchangeable, with the score that it had."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import SubmissionId
from selfcheck.store.model import Json, Model, Tenths, choice
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Position, Submission, submission_within


class Round(Model):
    """One submitting: answers, the result file of that day, and the versions that it was reckoned with."""

    __tablename__ = "rounds"
    __table_args__ = (
        CheckConstraint("number >= 1", name="number_positive"),
        CheckConstraint("length(hash) = 64", name="hash_length"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_range"),
        CheckConstraint("total_tenths BETWEEN 0 AND 10000", name="total_range"),
    )

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers_json: Mapped[Json] = mapped_column("answers")
    declared: Mapped[Json] = mapped_column(
        default=dict, server_default=text("'{}'")
    )  # what the submission declared then
    result: Mapped[Json]  # advice.result.result_json, in Chinese
    total: Mapped[Decimal] = mapped_column("total_tenths", Tenths)
    level: Mapped[int]
    formula: Mapped[str] = mapped_column(String(20))
    content_version: Mapped[str] = mapped_column(String(40))
    on_date: Mapped[date]
    hash: Mapped[str] = mapped_column(String(64), index=True)
    certifier_name: Mapped[str] = mapped_column(String(100))
    certifier_position: Mapped[Position] = mapped_column(choice(Position, "certifier_position"))
    certified_at: Mapped[datetime]
    submitted_at: Mapped[datetime]
    submitted_by: Mapped[int] = mapped_column(ForeignKey("users.id"))


def add_round(session: Session, submitted: Round) -> Round:
    """Store a new round."""
    session.add(submitted)
    session.flush()
    return submitted


def list_rounds(session: Session, scope: Scope, submission_id: SubmissionId) -> list[Round]:
    """Every round of the submission from the first on; empty outside the scope."""
    query = (
        select(Round)
        .join(Submission, Submission.id == Round.submission_id)
        .where(Round.submission_id == submission_id, submission_within(scope))
        .order_by(Round.number)
    )
    return list(session.scalars(query))


def get_round(session: Session, scope: Scope, submission_id: SubmissionId, number: int | None = None) -> Round:
    """That round of the submission, by default its last; raises NotFoundError outside the scope or before it."""
    query = (
        select(Round)
        .join(Submission, Submission.id == Round.submission_id)
        .where(
            Round.submission_id == submission_id,
            Round.number == (Submission.rounds if number is None else number),
            submission_within(scope),
        )
    )
    found = session.scalar(query)
    if found is None:
        raise NotFoundError
    return found


def find_receipt(session: Session, hash_start: str) -> tuple[Submission, Round] | None:
    """The round whose hash begins like that, the newest of those that do; None where there is none.

    Takes no scope: whoever holds a receipt, and so its code, may ask what it is.
    """
    query = (
        select(Submission, Round)
        .join(Round, Round.submission_id == Submission.id)
        .where(Round.hash >= hash_start, Round.hash < hash_start + "g")  # a range, for the index
        .order_by(Round.submitted_at.desc(), Round.submission_id.desc())
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    return None if found is None else (found[0], found[1])
