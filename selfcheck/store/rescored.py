"""What submitted rounds score under other content: kept beside the round, which itself never changes.

These functions take no scope: they serve the operator's command, which reads for everybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, String, and_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import CompanyId, SubmissionId
from selfcheck.profiles.profile import Profile, profile_from_json
from selfcheck.questionnaires.question import Tier
from selfcheck.store.insert import insert_once
from selfcheck.store.model import Json, Model, Tenths
from selfcheck.store.round import Round
from selfcheck.store.submission import LODGED, Submission


class RescoredRound(Model):
    """A round under an edition of the content on a day; `result` is the `score` object of the contract."""

    __tablename__ = "rescored_rounds"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_id", "round_number"],
            ["rounds.submission_id", "rounds.number"],
            name="fk_rescored_rounds_round",
        ),
        CheckConstraint("level BETWEEN 1 AND 5", name="level_range"),
        CheckConstraint("total_tenths BETWEEN 0 AND 10000", name="total_range"),
    )

    submission_id: Mapped[int] = mapped_column(primary_key=True)
    round_number: Mapped[int] = mapped_column(primary_key=True)
    content_version: Mapped[str] = mapped_column(String(40), primary_key=True)
    on_date: Mapped[date] = mapped_column(primary_key=True)
    formula: Mapped[str] = mapped_column(String(20))
    total: Mapped[Decimal] = mapped_column("total_tenths", Tenths)
    level: Mapped[int]
    result: Mapped[Json]
    rescored_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Lodged:
    """The last round of a submission, as far as it is needed to score it anew."""

    company: CompanyId
    submission: SubmissionId
    round: int
    tier: Tier
    profile_json: Json
    answers: Json
    declared: Json
    on: date
    content_version: str
    total: Decimal
    level: int
    sections: list[dict[str, Any]]

    @property
    def profile(self) -> Profile:
        """The profile that the questionnaire was composed for."""
        return profile_from_json(self.profile_json)


_LODGED = (
    select(
        Submission.company_id,
        Submission.id,
        Round.number,
        Submission.tier,
        Submission.profile_json,
        Round.answers_json,
        Round.declared,
        Round.on_date,
        Round.content_version,
        Round.total,
        Round.level,
        Round.result["score"]["sections"],
    )
    .join(Round, and_(Round.submission_id == Submission.id, Round.number == Submission.rounds))
    .where(Submission.state.in_(LODGED))
)


def list_ranges(session: Session, size: int) -> list[tuple[CompanyId, CompanyId, int]]:
    """The companies with a submitted round in runs of that size, in order: first, last and how many."""
    found: list[tuple[CompanyId, CompanyId, int]] = []
    last = 0
    while True:
        query = (
            select(Submission.company_id)
            .where(Submission.company_id > last, Submission.state.in_(LODGED))
            .distinct()
            .order_by(Submission.company_id)
            .limit(size)
        )
        companies = list(session.scalars(query))
        if not companies:
            return found
        last = companies[-1]
        found.append((CompanyId(companies[0]), CompanyId(last), len(companies)))


def find_newest_range(session: Session, size: int) -> tuple[CompanyId, CompanyId] | None:
    """The first and the last of the so many newest companies with a submitted round; None where there is none."""
    query = select(Submission.company_id).where(Submission.state.in_(LODGED)).distinct()
    companies = list(session.scalars(query.order_by(Submission.company_id.desc()).limit(size)))
    return (CompanyId(companies[-1]), CompanyId(companies[0])) if companies else None


def list_lodged(session: Session, first: CompanyId, last: CompanyId) -> Iterator[Lodged]:
    """The last rounds of the submissions of those companies, company by company."""
    query = _LODGED.where(Submission.company_id.between(first, last)).order_by(Submission.company_id, Submission.id)
    for row in session.execute(query):
        yield Lodged(*tuple[Any, ...](row))


def get_lodged(session: Session, submission_id: SubmissionId) -> Lodged:
    """The last round of the submission; raises NotFoundError where it has none."""
    row = session.execute(_LODGED.where(Submission.id == submission_id)).one_or_none()
    if row is None:
        raise NotFoundError
    return Lodged(*tuple[Any, ...](row))


def add_rescored(session: Session, values: Json) -> None:
    """Keep a result, once however often it is reckoned."""
    insert_once(session, RescoredRound, values)


def list_rescored(session: Session, submission_id: SubmissionId) -> list[RescoredRound]:
    """Every kept result of the submission, the oldest first."""
    query = select(RescoredRound).where(RescoredRound.submission_id == submission_id)
    return list(session.scalars(query.order_by(RescoredRound.rescored_at, RescoredRound.content_version)))
