"""Batches: reports asked for together. Each member is an ordinary job, and where a batch stands follows from them.

A batch is found by whoever asked for it alone, and of its members only those in that person's scope, as it is now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, and_, exists, func, insert, select, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import BatchId, ReportId, UserId
from selfcheck.store.insert import flush_unique
from selfcheck.store.model import Model, choice
from selfcheck.store.report import STOPPED, Priority, ReportJob, ReportState, in_parts
from selfcheck.store.round import Round
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Submission, submission_within
from selfcheck.wording.text import Lang

PAGE_SIZE = 20


class BatchState(StrEnum):
    """Where a batch stands."""

    WORKING = "working"  # some are still to be made
    READY = "ready"
    INCOMPLETE = "incomplete"  # nothing is to be made any more, and some reports are missing


class ReportBatch(Model):
    """One request for many reports. `key` is that of the form it came from: sent twice, it is one batch all the same.

    `cancelled_at`: since then the batch wants nothing more that was not made.
    """

    __tablename__ = "report_batches"
    __table_args__ = (UniqueConstraint("requested_by", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    lang: Mapped[Lang] = mapped_column(choice(Lang, "lang"))
    requested_at: Mapped[datetime]
    requested_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    key: Mapped[str] = mapped_column(String(32))
    cancelled_at: Mapped[datetime | None]


class BatchMember(Model):
    """A report job that belongs to a batch; it may belong to several."""

    __tablename__ = "report_batch_members"

    batch_id: Mapped[int] = mapped_column(ForeignKey("report_batches.id"), primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), primary_key=True, index=True)


@dataclass(frozen=True, slots=True)
class Standing:
    """A batch and how many of its members stand in each state."""

    batch: ReportBatch
    counts: Mapping[ReportState, int]

    @property
    def count(self) -> int:
        """All members."""
        return sum(self.counts.values())

    @property
    def ready(self) -> int:
        """Those that are made."""
        return self.counts.get(ReportState.READY, 0)

    @property
    def waiting(self) -> int:
        """Those that are still to be made."""
        return self.counts.get(ReportState.REQUESTED, 0) + self.counts.get(ReportState.RENDERING, 0)

    @property
    def state(self) -> BatchState:
        """Where the batch stands."""
        if self.waiting:
            return BatchState.WORKING
        return BatchState.READY if self.ready == self.count else BatchState.INCOMPLETE


@dataclass(frozen=True, slots=True)
class BatchPage:
    """One page of somebody's batches, from page 1 on, and the count of all."""

    lines: tuple[Standing, ...]
    number: int
    count: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One report with what a list tells of it; file, size and checksum once it is made."""

    report_id: int
    state: ReportState
    message: str | None
    requested_at: datetime
    file_key: str | None
    file_size: int | None
    file_crc: int | None
    number: str
    company: str
    uscc: str
    total: Decimal
    level: int
    submitted_at: datetime


def add_batch(session: Session, batch: ReportBatch) -> ReportBatch:
    """Store a new batch; raises TakenError where the form was sent already."""
    flush_unique(session, batch)
    return batch


def add_members(session: Session, batch: BatchId, reports: Sequence[ReportId]) -> None:
    """Let these reports belong to the batch."""
    session.execute(insert(BatchMember), [{"batch_id": batch, "report_id": report} for report in reports])


def find_batch_of_form(session: Session, owner: UserId, key: str) -> ReportBatch | None:
    """The batch that this form made."""
    return session.scalar(select(ReportBatch).where(ReportBatch.requested_by == owner, ReportBatch.key == key))


def get_batch(session: Session, owner: UserId, batch_id: BatchId, *, lock: bool = False) -> ReportBatch:
    """The batch; raises NotFoundError where somebody else asked for it."""
    query = select(ReportBatch).where(ReportBatch.id == batch_id, ReportBatch.requested_by == owner)
    batch = session.scalar(query.with_for_update() if lock else query)
    if batch is None:
        raise NotFoundError
    return batch


def get_standing(session: Session, scope: Scope, owner: UserId, batch_id: BatchId) -> Standing:
    """How the batch stands; raises NotFoundError where somebody else asked for it."""
    batch = get_batch(session, owner, batch_id)
    return Standing(batch, _counts(session, scope, [batch]).get(batch.id, {}))


def list_batches(session: Session, scope: Scope, owner: UserId, page: int = 1) -> BatchPage:
    """What this person asked for, the last first."""
    mine = select(ReportBatch).where(ReportBatch.requested_by == owner)
    count = session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    batches = list(
        session.scalars(mine.order_by(ReportBatch.id.desc()).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE))
    )
    counts = _counts(session, scope, batches)
    return BatchPage(tuple(Standing(batch, counts.get(batch.id, {})) for batch in batches), page, count)


def list_members(session: Session, scope: Scope, owner: UserId, batch_id: BatchId) -> list[BatchLine]:
    """The members of the batch in the order of their numbers; empty where somebody else asked for it."""
    query = (
        _lines(scope)
        .join(BatchMember, BatchMember.report_id == ReportJob.id)
        .join(ReportBatch, ReportBatch.id == BatchMember.batch_id)
        .where(ReportBatch.id == batch_id, ReportBatch.requested_by == owner)
    )
    return _read(session, query)


def list_reports_of(session: Session, scope: Scope, reports: Sequence[ReportId]) -> list[BatchLine]:
    """These reports in the order of their numbers, without those outside the scope."""
    found = [line for some in in_parts(reports) for line in _read(session, _lines(scope).where(ReportJob.id.in_(some)))]
    return sorted(found, key=lambda line: (line.number, line.report_id))


def list_stopped(session: Session, scope: Scope, batch: ReportBatch) -> list[ReportId]:
    """The members that were given up or taken back."""
    query = _member_ids(scope, batch).where(ReportJob.state.in_(STOPPED))
    return [ReportId(found) for found in session.scalars(query.with_for_update(of=ReportJob))]


def cancel_waiting(session: Session, scope: Scope, batch: ReportBatch) -> int:
    """Take back the members that nobody else waits for: not asked for alone, nor by another batch that goes on."""
    other, its_batch = aliased(BatchMember), aliased(ReportBatch)
    wanted_elsewhere = exists().where(
        other.report_id == ReportJob.id,
        other.batch_id != batch.id,
        its_batch.id == other.batch_id,
        its_batch.cancelled_at.is_(None),
    )
    chosen = _member_ids(scope, batch).where(
        ReportJob.state == ReportState.REQUESTED, ReportJob.priority == Priority.BATCH, ~wanted_elsewhere
    )
    statement = (
        update(ReportJob)
        .where(ReportJob.id.in_(chosen), ReportJob.state == ReportState.REQUESTED)
        .values(state=ReportState.CANCELLED)
        .execution_options(synchronize_session=False)
    )
    return session.connection().execute(statement).rowcount


def _member_ids(scope: Scope, batch: ReportBatch) -> Select[int]:
    return (
        select(ReportJob.id)
        .join(BatchMember, BatchMember.report_id == ReportJob.id)
        .join(Submission, Submission.id == ReportJob.submission_id)
        .where(BatchMember.batch_id == batch.id, submission_within(scope))
        .order_by(ReportJob.id)
    )


def _counts(session: Session, scope: Scope, batches: Sequence[ReportBatch]) -> dict[int, dict[ReportState, int]]:
    query = (
        select(BatchMember.batch_id, ReportJob.state, func.count())
        .join(ReportJob, ReportJob.id == BatchMember.report_id)
        .join(Submission, Submission.id == ReportJob.submission_id)
        .where(BatchMember.batch_id.in_([batch.id for batch in batches]), submission_within(scope))
        .group_by(BatchMember.batch_id, ReportJob.state)
    )
    found: dict[int, dict[ReportState, int]] = {}
    for batch_id, state, count in session.execute(query):
        found.setdefault(batch_id, {})[state] = count
    return found


def _lines(scope: Scope) -> Select[Any]:
    return (
        select(
            ReportJob.id,
            ReportJob.state,
            ReportJob.message,
            ReportJob.requested_at,
            ReportJob.file_key,
            ReportJob.file_size,
            ReportJob.file_crc,
            Submission.number,
            Submission.profile_json["name"].as_string(),
            Submission.profile_json["uscc"].as_string(),
            Round.total,
            Round.level,
            Round.submitted_at,
        )
        .join(Submission, Submission.id == ReportJob.submission_id)
        .join(Round, and_(Round.submission_id == ReportJob.submission_id, Round.number == ReportJob.round_number))
        .where(submission_within(scope))
        .order_by(Submission.number, ReportJob.round_number, ReportJob.id)
    )


def _read(session: Session, query: Select[Any]) -> list[BatchLine]:
    return [BatchLine(*tuple[Any, ...](row)) for row in session.execute(query)]
