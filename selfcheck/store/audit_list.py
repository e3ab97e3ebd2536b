"""The audit trail as an administrator searches it: filtered, the newest first, paged by the database."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from selfcheck.store.audit import AuditEvent
from selfcheck.store.user import User

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailFilters:
    """What the trail is narrowed to; None and "" do not narrow. `since` is included, `until` is not."""

    verb: str = ""
    subject: str = ""
    subject_id: int | None = None
    email: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One event with the account behind it, None where it was the service itself."""

    event: AuditEvent
    name: str | None
    email: str | None


@dataclass(frozen=True, slots=True)
class TrailPage:
    """One page of the trail, from page 1 on, and the count of all events that fit."""

    lines: tuple[TrailLine, ...]
    number: int
    count: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // PAGE_SIZE))


def search_trail(session: Session, filters: TrailFilters, page: int = 1) -> TrailPage:
    """The events that the filters let through, the newest first. For the administrator alone: it knows no scope."""
    query = (
        select(AuditEvent, User.name, User.email)
        .outerjoin(User, User.id == AuditEvent.user_id)
        .where(*_narrowing(filters))
    )
    ids = query.with_only_columns(AuditEvent.id)
    count = session.scalar(select(func.count()).select_from(ids.subquery())) or 0
    newest = query.order_by(AuditEvent.at.desc(), AuditEvent.id.desc())
    rows = session.execute(newest.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    return TrailPage(tuple(TrailLine(event, name, email) for event, name, email in rows), page, count)


def list_verbs(session: Session) -> list[str]:
    """Every verb that stands in the trail, sorted."""
    return list(session.scalars(select(AuditEvent.verb).distinct().order_by(AuditEvent.verb)))


def _narrowing(filters: TrailFilters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.verb:
        found.append(AuditEvent.verb == filters.verb)
    if filters.subject:
        found.append(AuditEvent.subject == filters.subject)
    if filters.subject_id is not None:
        found.append(AuditEvent.subject_id == filters.subject_id)
    if filters.email:
        found.append(User.email.icontains(filters.email, autoescape=True))
    if filters.since is not None:
        found.append(AuditEvent.at >= filters.since)
    if filters.until is not None:
        found.append(AuditEvent.at < filters.until)
    return found
