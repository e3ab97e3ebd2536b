"""Who acts: a user in one role, with the scope that every query takes from it."""

from dataclasses import dataclass
from enum import StrEnum

from selfcheck.kernel.ids import CompanyId, RegionCode, UserId
from selfcheck.store.scope import Scope
from selfcheck.store.user import User


class Role(StrEnum):
    """What a user is to the service."""

    COMPANY = "company"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """A signed-in user: a company's own person, a reviewer of a region, an editor or an administrator."""

    user_id: UserId
    role: Role
    company_id: CompanyId | None
    jurisdiction: RegionCode | None
    name: str

    @property
    def scope(self) -> Scope:
        """What this actor may see of companies and submissions; nothing for editors and administrators."""
        if self.role is Role.COMPANY:
            return Scope(company_id=self.company_id)
        if self.role is Role.REVIEWER:
            return Scope(region=self.jurisdiction)
        return Scope()


def actor_of(user: User) -> Actor | None:
    """The actor that the user is, None where it has not exactly one role or is switched off. Needs loaded roles."""
    if not user.active or len(user.roles) != 1:
        return None
    return Actor(
        user_id=UserId(user.id),
        role=Role(user.roles[0].name),
        company_id=None if user.company_id is None else CompanyId(user.company_id),
        jurisdiction=None if user.jurisdiction is None else RegionCode(user.jurisdiction),
        name=user.name,
    )
