"""Report jobs as an operator looks through them, those that failed first in mind; an operator works for everybody."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import ReportId
from selfcheck.store.company import Company
from selfcheck.store.report import ReportJob, ReportState
from selfcheck.store.submission import Submission

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A job with the number of its submission and the name of its company."""

    job: ReportJob
    number: str | None
    company: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page of the jobs, from page 1 on, and the count of all that fit."""

    lines: tuple[ReportLine, ...]
    number: int
    count: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // PAGE_SIZE))


def search_reports(session: Session, *, state: ReportState | None = None, page: int = 1) -> ReportPage:
    """The jobs in that state, in any without one, asked for last first."""
    query = (
        select(ReportJob, Submission.number, Company.name)
        .join(Submission, Submission.id == ReportJob.submission_id)
        .join(Company, Company.id == Submission.company_id)
    )
    if state is not None:
        query = query.where(ReportJob.state == state)
    count = session.scalar(select(func.count()).select_from(query.with_only_columns(ReportJob.id).subquery())) or 0
    rows = session.execute(
        query.order_by(ReportJob.requested_at.desc(), ReportJob.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return ReportPage(tuple(ReportLine(*row) for row in rows), page, count)


def count_reports(session: Session) -> dict[ReportState, int]:
    """How many jobs stand in each state; a state without one is left out."""
    query = select(ReportJob.state, func.count()).group_by(ReportJob.state)
    return {row.state: row[1] for row in session.execute(query)}


def list_failed(session: Session) -> list[ReportId]:
    """Every job that was given up, the oldest first."""
    query = select(ReportJob.id).where(ReportJob.state == ReportState.FAILED).order_by(ReportJob.id)
    return [ReportId(found) for found in session.scalars(query)]


def get_failed(session: Session, report_id: ReportId) -> ReportJob | None:
    """The job where it was given up, None where it is not; raises NotFoundError where there is no such job."""
    job = session.get(ReportJob, report_id, with_for_update=True)
    if job is None:
        raise NotFoundError
    return job if job.state is ReportState.FAILED else None
