"""Users and their roles, with the columns that Flask-Security reads. This room knows no Flask.

How the web makes them Flask-Security's: `class SiteUser(UserMixin, User)` without a table of its own, and
`SQLAlchemySessionUserDatastore(scoped_session, SiteUser, Role)`. What it relies on here: `email` (unique, kept in lower
case), `password` (a plain argon2id hash, so `SECURITY_PASSWORD_SINGLE_HASH` must be True), `active`, `fs_uniquifier`,
`confirmed_at` (with its zone, so `SECURITY_DATETIME_FACTORY` must give moments in UTC that know it) and `roles`,
which every query of this file loads, as Flask-Security's own do.
"""

import secrets
from datetime import datetime
from functools import cache
from typing import TypeVar

from sqlalchemy import CheckConstraint, Column, ForeignKey, Select, String, Table, bindparam, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship, validates

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import UserId
from selfcheck.store.company import Company
from selfcheck.store.insert import flush_unique
from selfcheck.store.model import Model, choice
from selfcheck.wording.text import Lang

user_roles = Table(
    "user_roles",
    Model.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role_id", ForeignKey("roles.id", ondelete="RESTRICT"), primary_key=True),
)


class Role(Model):
    """What a user is to the service; the four rows come with the first migration."""

    __tablename__ = "roles"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(30), unique=True)

    def get_permissions(self) -> frozenset[str]:
        """None: what a role may do stands in the tables of the workflow. Flask-Security asks at every sign-in."""
        return frozenset()


class User(Model):
    """A person who signs in; belongs to a company, or watches over a region, or neither."""

    __tablename__ = "users"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email_lower"),
        CheckConstraint("company_id IS NULL OR jurisdiction IS NULL", name="one_scope"),
        CheckConstraint("jurisdiction IS NULL OR length(jurisdiction) = 6", name="jurisdiction_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(255), unique=True)
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: secrets.token_hex(16))
    confirmed_at: Mapped[datetime | None]
    name: Mapped[str] = mapped_column(String(100), default="")
    lang: Mapped[Lang] = mapped_column(choice(Lang, "lang"), default=Lang.ZH)
    company_id: Mapped[int | None] = mapped_column(ForeignKey(Company.id), index=True)
    jurisdiction: Mapped[str | None] = mapped_column(String(6))
    roles: Mapped[list[Role]] = relationship(secondary=user_roles, lazy="raise", order_by=Role.id)

    @validates("email")
    def _lower(self, _key: str, email: str) -> str:
        return email.strip().lower()


U = TypeVar("U", bound=User)


def get_role(session: Session, name: str) -> Role:
    """The role of that name; raises NotFoundError where the database has not been migrated."""
    role = session.scalar(select(Role).where(Role.name == name))
    if role is None:
        raise NotFoundError
    return role


def list_role_names(session: Session) -> list[str]:
    """The names of all roles, sorted."""
    return list(session.scalars(select(Role.name).order_by(Role.name)))


def add_user(session: Session, user: User) -> User:
    """Store a new user; raises TakenError where the e-mail address has one."""
    flush_unique(session, user)
    return user


def find_user(session: Session, email: str) -> User | None:
    """The user with this e-mail address, whatever its case, with roles."""
    query = select(User).where(User.email == email.strip().lower()).options(joinedload(User.roles))
    return session.scalars(query).unique().one_or_none()


@cache
def _by_uniquifier(entity: type[U]) -> Select[U]:
    return select(entity).where(entity.fs_uniquifier == bindparam("uniquifier")).options(joinedload(entity.roles))


def find_signed_in(session: Session, entity: type[U], uniquifier: str) -> U | None:
    """The user whom a session names, as that kind of user, with roles; asked for by every page."""
    return session.scalars(_by_uniquifier(entity), {"uniquifier": uniquifier}).unique().one_or_none()


def get_user(session: Session, user_id: UserId, *, lock: bool = False) -> User:
    """The user with roles, held against other writers where asked; raises NotFoundError."""
    query = select(User).where(User.id == user_id).options(joinedload(User.roles))
    if lock:
        query = query.with_for_update(of=User)
    user = session.scalars(query).unique().one_or_none()
    if user is None:
        raise NotFoundError
    return user
