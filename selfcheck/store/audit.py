"""The audit trail: who did what to which thing, and when. Rows are added, never changed or removed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.ids import SubmissionId, UserId
from selfcheck.store.model import Json, Model
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Submission, submission_within
from selfcheck.store.user import User

REFUSED = "refused"  # the verb of a denied request


class AuditEvent(Model):
    """One verb; without a user it was the service itself. `subject_id` is 0 where nothing was made yet."""

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[str | None] = mapped_column(String(30))
    verb: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    from_state: Mapped[str | None] = mapped_column(String(30))
    to_state: Mapped[str | None] = mapped_column(String(30))
    detail: Mapped[Json]


_INSERT = insert(AuditEvent)


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One event of a submission's history, with the name of whoever caused it."""

    at: datetime
    verb: str
    role: str | None
    name: str | None
    from_state: str | None
    to_state: str | None
    detail: Json


def add_event(session: Session, event: Json) -> None:
    """Write one row of the trail, from the values of its columns."""
    session.connection().execute(_INSERT, event)


def list_history(session: Session, scope: Scope, submission_id: SubmissionId) -> list[HistoryLine]:
    """Every event of the submission, the oldest first, without refusals; empty outside the scope."""
    query = (
        select(AuditEvent, User.name)
        .join(Submission, Submission.id == AuditEvent.subject_id)
        .outerjoin(User, User.id == AuditEvent.user_id)
        .where(
            AuditEvent.subject == "submission",
            AuditEvent.subject_id == submission_id,
            AuditEvent.verb != REFUSED,
            submission_within(scope),
        )
        .order_by(AuditEvent.at, AuditEvent.id)
    )
    return [
        HistoryLine(event.at, event.verb, event.role, name, event.from_state, event.to_state, event.detail)
        for event, name in session.execute(query)
    ]


def list_events(session: Session, *, user_id: UserId | None = None, limit: int = 100) -> list[AuditEvent]:
    """The newest events of one user or of all, for the administrator."""
    query = select(AuditEvent).order_by(AuditEvent.at.desc(), AuditEvent.id.desc()).limit(limit)
    if user_id is not None:
        query = query.where(AuditEvent.user_id == user_id)
    return list(session.scalars(query))
