"""The lists of submissions that pages show: filtered, ordered and paged by the database, in two statements."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from selfcheck.kernel.ids import RegionCode, SubmissionId
from selfcheck.questionnaires.question import Tier
from selfcheck.store.company import Company
from selfcheck.store.round import Round
from selfcheck.store.scope import Scope, subtree
from selfcheck.store.submission import Submission, SubmissionState, submission_within

PAGE_SIZE = 20
DIVISION = 2  # digits of a trade code that name its division


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionFilters:
    """What a list is narrowed to; None and "" do not narrow. `text` is looked for in company name, code and number.

    `trade` holds the first digits of the company's trade code, usually the two of a division.
    """

    state: SubmissionState | None = None
    tier: Tier | None = None
    level: int | None = None
    region: RegionCode | None = None
    trade: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """One line of a list; score, level and moment are those of the last round, None before the first."""

    id: SubmissionId
    number: str | None
    company: str
    uscc: str
    region: RegionCode
    industry: str
    tier: Tier
    state: SubmissionState
    rounds: int
    total: Decimal | None
    level: int | None
    submitted_at: datetime | None
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """One page of a list, from page 1 on, and the count of all lines."""

    lines: tuple[SubmissionLine, ...]
    number: int
    count: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // PAGE_SIZE))


def list_submissions(
    session: Session, scope: Scope, filters: SubmissionFilters | None = None, page: int = 1
) -> SubmissionPage:
    """The submissions of the scope that the filters let through, those changed last first."""
    chosen = and_(submission_within(scope), *_narrowing(filters or SubmissionFilters()))
    joined = (
        select(
            Submission.id,
            Submission.number,
            Company.name,
            Company.uscc,
            Submission.region,
            Company.industry,
            Submission.tier,
            Submission.state,
            Submission.rounds,
            Round.total,
            Round.level,
            Round.submitted_at,
            Submission.changed_at,
        )
        .join(Company, Company.id == Submission.company_id)
        .outerjoin(Round, and_(Round.submission_id == Submission.id, Round.number == Submission.rounds))
        .where(chosen)
    )
    count = session.scalar(select(func.count()).select_from(joined.subquery())) or 0
    rows = session.execute(
        joined.order_by(Submission.changed_at.desc(), Submission.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return SubmissionPage(tuple(SubmissionLine(*tuple[Any, ...](row)) for row in rows), page, count)


def list_lodged(
    session: Session, scope: Scope, filters: SubmissionFilters, limit: int | None = None
) -> list[tuple[SubmissionId, int]]:
    """The submissions of the scope that the filters let through, each with its last round, in the order of their ids.

    At most so many; what was never submitted is left out.
    """
    query = (
        select(Submission.id, Submission.rounds)
        .join(Company, Company.id == Submission.company_id)
        .join(Round, and_(Round.submission_id == Submission.id, Round.number == Submission.rounds))
        .where(submission_within(scope), *_narrowing(filters))
        .order_by(Submission.id)
        .limit(limit)
    )
    return [(SubmissionId(row[0]), row[1]) for row in session.execute(query)]


def count_by_state(
    session: Session, scope: Scope, filters: SubmissionFilters | None = None
) -> dict[SubmissionState, int]:
    """How many submissions stand in each state, whatever state the filters ask for; a state without one is missing."""
    narrowed = replace(filters or SubmissionFilters(), state=None)
    query = (
        select(Submission.state, func.count())
        .join(Company, Company.id == Submission.company_id)
        .outerjoin(Round, and_(Round.submission_id == Submission.id, Round.number == Submission.rounds))
        .where(submission_within(scope), *_narrowing(narrowed))
        .group_by(Submission.state)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def list_trades(session: Session, scope: Scope) -> list[str]:
    """The divisions (two digits) of the companies behind the submissions of the scope, in order."""
    division = func.substr(Company.industry, 1, DIVISION)
    query = (
        select(division)
        .join(Submission, Submission.company_id == Company.id)
        .where(submission_within(scope))
        .distinct()
        .order_by(division)
    )
    return list(session.scalars(query))


def _narrowing(filters: SubmissionFilters) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if filters.state is not None:
        found.append(Submission.state == filters.state)
    if filters.tier is not None:
        found.append(Submission.tier == filters.tier)
    if filters.level is not None:
        found.append(Round.level == filters.level)
    if filters.region is not None:
        found.append(Submission.region.startswith(subtree(filters.region), autoescape=True))
    if filters.trade is not None:
        found.append(Company.industry.startswith(filters.trade, autoescape=True))
    wanted = filters.text.strip()
    if wanted:
        found.append(
            Company.name.icontains(wanted, autoescape=True)
            | Company.uscc.icontains(wanted, autoescape=True)
            | Submission.number.icontains(wanted, autoescape=True)
        )
    return found
