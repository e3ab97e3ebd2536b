"""Report jobs: the row is the job. Whoever claims it holds it for a lease; when that runs out it is anyone's again.

Claiming and finishing are compare-and-set statements, so that each report becomes ready exactly once however many
workers try. These functions take no scope: they serve the workers, who work for everybody. `get_report` serves pages.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import TypeVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Select,
    String,
    UniqueConstraint,
    and_,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.answers.verified import Checks
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import ReportId, SubmissionId
from selfcheck.scoring.peers import PeerGroup
from selfcheck.store.audit import HistoryLine
from selfcheck.store.correction import RequestedCorrection
from selfcheck.store.files import KeptFile
from selfcheck.store.model import Json, Model, choice
from selfcheck.store.round import Round
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Submission, submission_within
from selfcheck.wording.text import Lang

T = TypeVar("T")


class ReportState(StrEnum):
    """Where a report stands."""

    REQUESTED = "requested"
    RENDERING = "rendering"
    READY = "ready"
    FAILED = "failed"
    CANCELLED = "cancelled"  # taken back by whoever may ask for it, who may ask again


class Edition(StrEnum):
    """Who a report is for: the company, or those who review it and read what was verified."""

    COMPANY = "company"
    REGULATOR = "regulator"


STOPPED = (ReportState.FAILED, ReportState.CANCELLED)
AT_ONCE = 500  # rows of one statement; SQLite counts every value


class Priority(IntEnum):
    """Whose turn comes first: one that somebody waits for before one of many; the smaller the sooner."""

    SINGLE = 0
    BATCH = 1


class ReportJob(Model):
    """The report of one round in one language and edition. `due_at`: not to be tried before. `message`: why it failed.

    `code` is what anybody can check the report by: drawn at random, printed on it, and found nowhere else.
    """

    __tablename__ = "reports"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_id", "round_number"], ["rounds.submission_id", "rounds.number"], name="fk_reports_round"
        ),
        UniqueConstraint("submission_id", "round_number", "lang", "edition"),
        UniqueConstraint("code"),
        CheckConstraint("(state = 'ready') = (file_key IS NOT NULL)", name="ready_has_file"),
        CheckConstraint("(state = 'failed') = (message IS NOT NULL)", name="failed_says_why"),
        CheckConstraint(
            "(state = 'rendering') = (leased_until IS NOT NULL) AND (state = 'rendering') = (worker IS NOT NULL)",
            name="rendering_has_lease",
        ),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        CheckConstraint("(file_size IS NULL) = (file_crc IS NULL)", name="file_measured"),
        Index("ix_reports_state_priority_due_at", "state", "priority", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int]
    round_number: Mapped[int]
    lang: Mapped[Lang] = mapped_column(choice(Lang, "lang"))
    edition: Mapped[Edition] = mapped_column(
        choice(Edition, "edition"), default=Edition.COMPANY, server_default=Edition.COMPANY.value
    )
    state: Mapped[ReportState] = mapped_column(choice(ReportState, "state"))
    requested_at: Mapped[datetime]
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # None: the operator
    due_at: Mapped[datetime]
    priority: Mapped[int] = mapped_column(default=Priority.SINGLE, server_default=text("0"))
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(40))
    leased_until: Mapped[datetime | None]
    ready_at: Mapped[datetime | None]
    file_key: Mapped[str | None] = mapped_column(String(64), index=True)
    file_size: Mapped[int | None]  # of the file in bytes, and its CRC-32: an archive of many needs both beforehand
    file_crc: Mapped[int | None] = mapped_column(BigInteger)
    code: Mapped[str] = mapped_column(String(16))
    message: Mapped[str | None] = mapped_column(String(200))


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What was done about a submission until its report was asked for: found, written down, sent back, concluded."""

    checks: Checks
    history: Sequence[HistoryLine]
    corrections: Sequence[RequestedCorrection]
    conclusion: str | None


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made from; `before` is the round before, `peers` who it is compared with, where asked for.

    `case` is there for the regulator's edition alone.
    """

    job: ReportJob
    submission: Submission
    round: Round
    before: Round | None = None
    peers: PeerGroup | None = None
    case: CaseFile | None = None


def add_report(session: Session, job: ReportJob) -> ReportJob:
    """Store a new job."""
    session.add(job)
    session.flush()
    return job


def in_parts(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """These in their order, as many at a time as one statement takes."""
    return (things[first : first + AT_ONCE] for first in range(0, len(things), AT_ONCE))


def add_missing_reports(session: Session, jobs: Sequence[Json]) -> None:
    """Store the jobs, from the values of their columns, whose round has none in that language, whoever wrote it."""
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    for some in in_parts(jobs):
        session.execute(dialect.insert(ReportJob).values(some).on_conflict_do_nothing())


def list_reports(session: Session, rounds: Sequence[tuple[SubmissionId, int]], lang: Lang) -> list[ReportJob]:
    """The company's reports of these rounds in that language, held against other writers.

    The caller found the rounds in a scope.
    """
    wanted, found = set(rounds), list[ReportJob]()
    for some in in_parts(sorted(wanted)):
        query = (
            select(ReportJob)
            .where(
                ReportJob.submission_id.in_([submission for submission, _ in some]),
                ReportJob.lang == lang,
                ReportJob.edition == Edition.COMPANY,
            )
            .order_by(ReportJob.submission_id, ReportJob.id)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        found.extend(job for job in session.scalars(query) if (job.submission_id, job.round_number) in wanted)
    return found


def restart_reports(session: Session, reports: Sequence[ReportId], priority: Priority, *, now: datetime) -> None:
    """Ask anew for jobs that were given up or taken back."""
    values = {"state": ReportState.REQUESTED, "message": None, "attempts": 0, "due_at": now, "priority": priority}
    for some in in_parts(reports):
        statement = (
            update(ReportJob)
            .where(ReportJob.id.in_(some), ReportJob.state.in_(STOPPED))
            .values(values)
            .execution_options(synchronize_session=False)
        )
        session.connection().execute(statement)


def find_report(
    session: Session, scope: Scope, submission_id: SubmissionId, round_number: int, lang: Lang, edition: Edition
) -> ReportJob | None:
    """The job for that round, language and edition, None outside the scope."""
    query = (
        select(ReportJob)
        .join(Submission, Submission.id == ReportJob.submission_id)
        .where(
            ReportJob.submission_id == submission_id,
            ReportJob.round_number == round_number,
            ReportJob.lang == lang,
            ReportJob.edition == edition,
            submission_within(scope),
        )
    )
    return session.scalar(query)


def get_report(session: Session, scope: Scope | None, report_id: ReportId, *, lock: bool = False) -> ReportJob:
    """The job; raises NotFoundError outside the scope, as for a company what is made for regulators.

    Without a scope it is the operator who asks.
    """
    query = (
        select(ReportJob).join(Submission, Submission.id == ReportJob.submission_id).where(ReportJob.id == report_id)
    )
    if scope is not None:
        query = query.where(submission_within(scope))
        if scope.region is None:
            query = query.where(ReportJob.edition == Edition.COMPANY)
    job = session.scalar(query.with_for_update(of=ReportJob) if lock else query)
    if job is None:
        raise NotFoundError
    return job


def claim_next(session: Session, worker: str, *, now: datetime, until: datetime) -> ReportId | None:
    """Take the job whose turn it is for this worker until then; None where nothing waits.

    What another worker is just taking is passed over; SQLite lets one writer in at a time anyway.
    """
    query = _waiting(now).limit(1).with_for_update(skip_locked=True)
    found = session.scalar(query)
    if found is None:
        return None
    statement = (
        update(ReportJob)
        .where(ReportJob.id == found, _claimable(now))
        .values(state=ReportState.RENDERING, worker=worker, leased_until=until, attempts=ReportJob.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return ReportId(found) if session.connection().execute(statement).rowcount == 1 else None


def list_claimable(session: Session, *, now: datetime, limit: int = 100) -> list[ReportId]:
    """Jobs that wait, the next one first: requested and due, or left behind by a worker whose lease ran out."""
    return [ReportId(found) for found in session.scalars(_waiting(now).limit(limit))]


def place_in_queue(session: Session, job: ReportJob) -> int:
    """How many jobs have their turn before this one, and one more."""
    before = or_(
        ReportJob.priority < job.priority,
        and_(
            ReportJob.priority == job.priority,
            or_(ReportJob.due_at < job.due_at, and_(ReportJob.due_at == job.due_at, ReportJob.id < job.id)),
        ),
    )
    query = select(func.count()).select_from(ReportJob).where(ReportJob.state == ReportState.REQUESTED, before)
    return 1 + (session.scalar(query) or 0)


def get_material(session: Session, report_id: ReportId) -> Material:
    """The job with its submission, its round and the one before; raises NotFoundError."""
    query = (
        select(ReportJob, Submission, Round)
        .join(Submission, Submission.id == ReportJob.submission_id)
        .join(Round, and_(Round.submission_id == ReportJob.submission_id, Round.number == ReportJob.round_number))
        .where(ReportJob.id == report_id)
        .execution_options(populate_existing=True)
    )
    found = session.execute(query).one_or_none()
    if found is None:
        raise NotFoundError
    before = session.get(Round, (found[0].submission_id, found[0].round_number - 1))
    return Material(*found, before)


def find_issued(session: Session, *, code: str | None = None, file_key: str | None = None) -> Material | None:
    """The ready report with that code, or whose file has that key; None where there is none.

    Takes no scope: whoever holds a report, and so its code or its file, may ask what it is.
    """
    query = (
        select(ReportJob, Submission, Round)
        .join(Submission, Submission.id == ReportJob.submission_id)
        .join(Round, and_(Round.submission_id == ReportJob.submission_id, Round.number == ReportJob.round_number))
        .where(ReportJob.state == ReportState.READY)
        .where(ReportJob.code == code if code is not None else ReportJob.file_key == file_key)
        .order_by(ReportJob.id)
        .limit(1)
    )
    found = session.execute(query).one_or_none()
    return None if found is None else Material(*found)


def finish_report(session: Session, report_id: ReportId, worker: str, kept: KeptFile, *, now: datetime) -> bool:
    """Mark the job ready with its file; False where this worker no longer holds it."""
    file: dict[str, object] = {"file_key": kept.key, "file_size": kept.size, "file_crc": kept.crc}
    return _leave(session, report_id, worker, {"state": ReportState.READY, "ready_at": now, **file})


def put_back_report(session: Session, report_id: ReportId, worker: str, *, due_at: datetime) -> bool:
    """Ask for another attempt at that time; False where this worker no longer holds it."""
    return _leave(session, report_id, worker, {"state": ReportState.REQUESTED, "due_at": due_at})


def fail_report(session: Session, report_id: ReportId, worker: str, message: str) -> bool:
    """Give the job up with a message id; False where this worker no longer holds it."""
    return _leave(session, report_id, worker, {"state": ReportState.FAILED, "message": message})


def _leave(session: Session, report_id: ReportId, worker: str, values: dict[str, object]) -> bool:
    statement = (
        update(ReportJob)
        .where(ReportJob.id == report_id, ReportJob.worker == worker, ReportJob.state == ReportState.RENDERING)
        .values(worker=None, leased_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    return session.connection().execute(statement).rowcount == 1


def _waiting(now: datetime) -> Select[int]:
    order = (ReportJob.priority, ReportJob.due_at, ReportJob.id)
    return select(ReportJob.id).where(_claimable(now)).order_by(*order)


def _claimable(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(ReportJob.state == ReportState.REQUESTED, ReportJob.due_at <= now),
        and_(ReportJob.state == ReportState.RENDERING, ReportJob.leased_until < now),
    )
