"""The accounts as an administrator looks through them: searched, paged, with company and last deed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from selfcheck.store.audit import AuditEvent
from selfcheck.store.company import Company
from selfcheck.store.user import Role, User

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class UserLine:
    """An account with roles loaded, the name of its company, and when it last changed anything."""

    user: User
    company: str | None
    acted_at: datetime | None


@dataclass(frozen=True, slots=True)
class UserPage:
    """One page of the accounts, from page 1 on, and the count of all that fit."""

    lines: tuple[UserLine, ...]
    number: int
    count: int

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count // PAGE_SIZE))


def search_users(session: Session, *, role: str = "", text: str = "", page: int = 1) -> UserPage:
    """The accounts by e-mail address; `text` is looked for in address, name and company."""
    acted = select(func.max(AuditEvent.at)).where(AuditEvent.user_id == User.id).scalar_subquery()
    query = select(User, Company.name, acted).outerjoin(Company, Company.id == User.company_id)
    if role:
        query = query.where(User.roles.any(Role.name == role))
    if text:
        looked_at = (User.email, User.name, Company.name)
        query = query.where(or_(*(column.icontains(text, autoescape=True) for column in looked_at)))
    count = session.scalar(select(func.count()).select_from(query.with_only_columns(User.id).subquery())) or 0
    rows = session.execute(
        query.options(joinedload(User.roles)).order_by(User.email).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    ).unique()
    return UserPage(tuple(UserLine(user, company, at) for user, company, at in rows), page, count)
