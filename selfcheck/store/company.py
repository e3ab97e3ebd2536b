"""Companies and their profiles. A profile is stored whole; what is searched or unique also has its own column."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, String, false, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import CompanyId, RegionCode
from selfcheck.profiles.profile import Profile, profile_as_json, profile_from_json
from selfcheck.store.insert import flush_unique
from selfcheck.store.model import Json, Model
from selfcheck.store.scope import Scope, subtree


class Company(Model):
    """A company; `version` counts the changes of its profile and is compared when it is changed."""

    __tablename__ = "companies"
    __table_args__ = (
        CheckConstraint("length(uscc) = 18", name="uscc_length"),
        CheckConstraint("length(region) = 6", name="region_length"),
        CheckConstraint("version >= 1", name="version_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uscc: Mapped[str] = mapped_column(String(18), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    region: Mapped[str] = mapped_column(String(6), index=True)
    industry: Mapped[str] = mapped_column(String(4))
    profile_json: Mapped[Json] = mapped_column("profile")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]

    @property
    def profile(self) -> Profile:
        """The profile as it is now."""
        return profile_from_json(self.profile_json)

    @profile.setter
    def profile(self, profile: Profile) -> None:
        self.uscc, self.name = profile.uscc, profile.name
        self.region, self.industry = profile.region, profile.industry
        self.profile_json = profile_as_json(profile)


def company_within(scope: Scope) -> ColumnElement[bool]:
    """The companies of the scope."""
    if scope.company_id is not None:
        return Company.id == scope.company_id
    if scope.region is not None:
        return Company.region.startswith(subtree(RegionCode(scope.region)), autoescape=True)
    return false()


def add_company(session: Session, profile: Profile, *, now: datetime) -> Company:
    """A new company with this profile; raises TakenError where another holds its credit code."""
    company = Company(profile=profile, version=1, created_at=now, changed_at=now)
    flush_unique(session, company)
    return company


def get_company(session: Session, scope: Scope, company_id: CompanyId, *, lock: bool = False) -> Company:
    """The company, held against other writers where asked; raises NotFoundError outside the scope."""
    query = select(Company).where(Company.id == company_id, company_within(scope))
    company = session.scalar(query.with_for_update() if lock else query)
    if company is None:
        raise NotFoundError
    return company
