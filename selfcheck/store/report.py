"""Report jobs: the row is the job. Whoever claims it holds it for a lease; when that runs out it is anyone's again.

Claiming and finishing are compare-and-set statements, so that each report becomes ready exactly once however many
workers try. These functions take no scope: they serve the workers, who work for everybody. `get_report` serves pages.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
    and_,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import ReportId, SubmissionId
from selfcheck.scoring.peers import PeerGroup
from selfcheck.store.model import Model, choice
from selfcheck.store.round import Round
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Submission, submission_within
from selfcheck.wording.text import Lang


class ReportState(StrEnum):
    """Where a report stands."""

    REQUESTED = "requested"
    RENDERING = "rendering"
    READY = "ready"
    FAILED = "failed"


class ReportJob(Model):
    """The report of one round in one language. `due_at`: not to be tried before. `message`: why it failed.

    `code` is what anybody can check the report by: drawn at random, printed on it, and found nowhere else.
    """

    __tablename__ = "reports"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_id", "round_number"], ["rounds.submission_id", "rounds.number"], name="fk_reports_round"
        ),
        UniqueConstraint("submission_id", "round_number", "lang"),
        UniqueConstraint("code"),
        CheckConstraint("(state = 'ready') = (file_key IS NOT NULL)", name="ready_has_file"),
        CheckConstraint("(state = 'failed') = (message IS NOT NULL)", name="failed_says_why"),
        CheckConstraint(
            "(state = 'rendering') = (leased_until IS NOT NULL) AND (state = 'rendering') = (worker IS NOT NULL)",
            name="rendering_has_lease",
        ),
        CheckConstraint("attempts >= 0", name="attempts_counted"),
        Index("ix_reports_state_due_at", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int]
    round_number: Mapped[int]
    lang: Mapped[Lang] = mapped_column(choice(Lang, "lang"))
    state: Mapped[ReportState] = mapped_column(choice(ReportState, "state"))
    requested_at: Mapped[datetime]
    requested_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str | None] = mapped_column(String(40))
    leased_until: Mapped[datetime | None]
    ready_at: Mapped[datetime | None]
    file_key: Mapped[str | None] = mapped_column(String(64), index=True)
    code: Mapped[str] = mapped_column(String(16))
    message: Mapped[str | None] = mapped_column(String(200))


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made from; `before` is the round before and `peers` who it is compared with, where asked for."""

    job: ReportJob
    submission: Submission
    round: Round
    before: Round | None = None
    peers: PeerGroup | None = None


def add_report(session: Session, job: ReportJob) -> ReportJob:
    """Store a new job."""
    session.add(job)
    session.flush()
    return job


def find_report(
    session: Session, scope: Scope, submission_id: SubmissionId, round_number: int, lang: Lang
) -> ReportJob | None:
    """The job for that round and language, None outside the scope."""
    query = (
        select(ReportJob)
        .join(Submission, Submission.id == ReportJob.submission_id)
        .where(
            ReportJob.submission_id == submission_id,
            ReportJob.round_number == round_number,
            ReportJob.lang == lang,
            submission_within(scope),
        )
    )
    return session.scalar(query)


def get_report(session: Session, scope: Scope, report_id: ReportId) -> ReportJob:
    """The job; raises NotFoundError outside the scope."""
    query = (
        select(ReportJob)
        .join(Submission, Submission.id == ReportJob.submission_id)
        .where(ReportJob.id == report_id, submission_within(scope))
    )
    job = session.scalar(query)
    if job is None:
        raise NotFoundError
    return job


def claim_report(session: Session, report_id: ReportId, worker: str, *, now: datetime, until: datetime) -> bool:
    """Take the job for this worker until then; False where it is done, not due, or another's."""
    statement = (
        update(ReportJob)
        .where(ReportJob.id == report_id, _claimable(now))
        .values(state=ReportState.RENDERING, worker=worker, leased_until=until, attempts=ReportJob.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return session.connection().execute(statement).rowcount == 1


def list_claimable(session: Session, *, now: datetime, limit: int = 100) -> list[ReportId]:
    """Jobs that wait: requested and due, or left behind by a worker whose lease ran out. The oldest first."""
    query = select(ReportJob.id).where(_claimable(now)).order_by(ReportJob.due_at, ReportJob.id).limit(limit)
    return [ReportId(found) for found in session.scalars(query)]


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


def finish_report(session: Session, report_id: ReportId, worker: str, file_key: str, *, now: datetime) -> bool:
    """Mark the job ready with its file; False where this worker no longer holds it."""
    return _leave(session, report_id, worker, {"state": ReportState.READY, "file_key": file_key, "ready_at": now})


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


def _claimable(now: datetime) -> ColumnElement[bool]:
    return or_(
        and_(ReportJob.state == ReportState.REQUESTED, ReportJob.due_at <= now),
        and_(ReportJob.state == ReportState.RENDERING, ReportJob.leased_until < now),
    )
