"""Submissions: one company's answers to one questionnaire, with the profile they were given under, and their state."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    Text,
    and_,
    bindparam,
    false,
    select,
    text,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import CompanyId, RegionCode, SubmissionId
from selfcheck.profiles.profile import Profile, profile_as_json, profile_from_json
from selfcheck.questionnaires.question import Tier
from selfcheck.store.insert import next_in_row
from selfcheck.store.model import Json, Model, choice
from selfcheck.store.scope import Scope, subtree


class SubmissionState(StrEnum):
    """Where a submission stands."""

    DRAFT = "draft"
    CERTIFIED = "certified"
    SUBMITTED = "submitted"
    DOCUMENT_REVIEW = "document_review"
    RETURNED = "returned"
    CONCLUDED = "concluded"
    WITHDRAWN = "withdrawn"


# What a reviewer may see at all: a draft is the company's own business, and so is what it took back.
LODGED = (
    SubmissionState.SUBMITTED,
    SubmissionState.DOCUMENT_REVIEW,
    SubmissionState.RETURNED,
    SubmissionState.CONCLUDED,
)


class Position(StrEnum):
    """In which capacity a person certifies."""

    LEGAL_REPRESENTATIVE = "legal_representative"
    CHIEF_QUALITY_OFFICER = "chief_quality_officer"


_OPEN_DRAFT = text("state IN ('draft', 'certified') AND rounds = 0")


class Submission(Model):
    """`rounds` counts how often it was submitted; `number` is its receipt's, given at the first round."""

    __tablename__ = "submissions"
    __table_args__ = (
        CheckConstraint("length(region) = 6", name="region_length"),
        CheckConstraint("rounds >= 0", name="rounds_counted"),
        CheckConstraint("(rounds = 0) = (number IS NULL)", name="number_from_first_round"),
        CheckConstraint("state <> 'draft' OR rounds = 0", name="draft_before_round"),
        CheckConstraint(
            "state NOT IN ('submitted', 'document_review', 'returned', 'concluded') OR rounds > 0",
            name="lodged_has_round",
        ),
        CheckConstraint(
            "(certifier_name IS NULL) = (certifier_position IS NULL)"
            " AND (certifier_name IS NULL) = (certified_at IS NULL)",
            name="certifier_whole",
        ),
        CheckConstraint(
            "state NOT IN ('certified', 'submitted', 'document_review', 'concluded') OR certifier_name IS NOT NULL",
            name="certified_by_someone",
        ),
        CheckConstraint("state NOT IN ('draft', 'returned') OR certifier_name IS NULL", name="open_uncertified"),
        CheckConstraint("(state = 'concluded') = (conclusion IS NOT NULL)", name="concluded_with_note"),
        Index("ix_submissions_region_state", "region", "state"),
        Index(
            "uq_submissions_open_draft",
            "company_id",
            "tier",
            unique=True,
            sqlite_where=_OPEN_DRAFT,
            postgresql_where=_OPEN_DRAFT,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"), index=True)
    tier: Mapped[Tier] = mapped_column(choice(Tier, "tier"))
    state: Mapped[SubmissionState] = mapped_column(choice(SubmissionState, "state"))
    region: Mapped[str] = mapped_column(String(6))  # of the profile it was made with
    questionnaire_id: Mapped[str] = mapped_column(ForeignKey("questionnaires.id"))
    profile_json: Mapped[Json] = mapped_column("profile")
    rounds: Mapped[int] = mapped_column(default=0)
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    certifier_name: Mapped[str | None] = mapped_column(String(100))
    certifier_position: Mapped[Position | None] = mapped_column(choice(Position, "certifier_position"))
    certified_at: Mapped[datetime | None]
    conclusion: Mapped[str | None] = mapped_column(Text)
    declared: Mapped[Json] = mapped_column(
        default=dict, server_default=text("'{}'")
    )  # conditions that the company declares, true or false
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def profile(self) -> Profile:
        """The profile as it was when the questionnaire was composed."""
        return profile_from_json(self.profile_json)

    @profile.setter
    def profile(self, profile: Profile) -> None:
        self.region = profile.region
        self.profile_json = profile_as_json(profile)


class ReceiptCounter(Model):
    """The last receipt number of a year."""

    __tablename__ = "receipt_counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


def submission_within(scope: Scope) -> ColumnElement[bool]:
    """The submissions of the scope: a company's own, or those lodged in a region and below it."""
    if scope.company_id is not None:
        return Submission.company_id == scope.company_id
    if scope.region is not None:
        prefix = subtree(RegionCode(scope.region))
        return and_(Submission.region.startswith(prefix, autoescape=True), Submission.state.in_(LODGED))
    return false()


def add_submission(session: Session, submission: Submission) -> Submission:
    """Store a new submission."""
    session.add(submission)
    session.flush()
    return submission


_OF_COMPANY = select(Submission).where(
    Submission.id == bindparam("submission"), Submission.company_id == bindparam("company")
)


def get_submission(session: Session, scope: Scope, submission_id: SubmissionId, *, lock: bool = False) -> Submission:
    """The submission, held against other writers where asked; raises NotFoundError outside the scope."""
    if scope.company_id is not None and not lock:  # what every page of a company asks for
        submission = session.scalar(_OF_COMPANY, {"submission": submission_id, "company": scope.company_id})
    else:
        query = select(Submission).where(Submission.id == submission_id, submission_within(scope))
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        submission = session.scalar(query)
    if submission is None:
        raise NotFoundError
    return submission


def find_open_draft(session: Session, company_id: CompanyId, tier: Tier) -> Submission | None:
    """The company's unsubmitted draft of that tier, certified or not."""
    return session.scalar(
        select(Submission).where(Submission.company_id == company_id, Submission.tier == tier, _OPEN_DRAFT)
    )


def next_receipt_number(session: Session, year: int) -> str:
    """The next number of the year, for instance 2026-000123; without gaps as long as the transaction holds."""
    return f"{year}-{next_in_row(session, ReceiptCounter, {'year': year}, 'last'):06d}"
