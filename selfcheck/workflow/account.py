"""Accounts that an operator makes by hand; companies register themselves on the site."""

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from selfcheck.kernel.errors import SelfcheckError, marked
from selfcheck.kernel.ids import RegionCode, UserId
from selfcheck.kernel.regions import find_region
from selfcheck.store.insert import TakenError
from selfcheck.store.user import User, add_user, get_role, get_user
from selfcheck.workflow.actor import Actor, Role
from selfcheck.workflow.trail import Entry, record

PASSWORD_LENGTH = 10  # characters at least, as on the site
ADDED = "add_account"
SWITCHED = "switch_account"


class EmailTakenError(SelfcheckError):
    """The e-mail address has an account."""

    message = marked("%(email)s 已经有账号。")
    status = 409


class BadEmailError(SelfcheckError):
    """The e-mail address is not one."""

    message = marked("“%(email)s”不是电子邮箱地址。")
    status = 422


class BadJurisdictionError(SelfcheckError):
    """A reviewer without a region, a region that does not exist, or a region for someone who reviews nothing."""

    message = marked("审核人员要有一个存在的辖区代码，其他角色不能有。")
    status = 422


class ShortPasswordError(SelfcheckError):
    """The password is too short."""

    message = marked("密码至少要有 %(limit)s 个字符。")
    status = 422


class OwnAccountError(SelfcheckError):
    """An administrator who would lock himself out."""

    message = marked("不能停用自己的账号。")
    status = 409


@dataclass(frozen=True, slots=True)
class NewAccount:
    """Who gets an account, in which role, and over which region."""

    email: str
    role: Role
    name: str = ""
    jurisdiction: RegionCode | None = None


def new_password() -> str:
    """A password that nobody can guess."""
    return secrets.token_urlsafe(12)


def hash_password(password: str) -> str:
    """The argon2id hash under which the site recognises the password; raises ShortPasswordError."""
    text = unicodedata.normalize("NFKC", password)
    if len(text) < PASSWORD_LENGTH:
        raise ShortPasswordError(limit=PASSWORD_LENGTH)
    return PasswordHasher().hash(text)


def add_account(session: Session, account: NewAccount, password_hash: str | None, *, now: datetime) -> User:
    """The new user, confirmed; without a password hash nobody can sign in as it.

    Raises BadEmailError, EmailTakenError, BadJurisdictionError.
    """
    name, at, domain = account.email.strip().partition("@")
    if not (name and at and "." in domain) or len(account.email.split()) != 1:
        raise BadEmailError(email=account.email)
    is_reviewer = account.role is Role.REVIEWER
    known = account.jurisdiction is not None and find_region(account.jurisdiction) is not None
    if known is not is_reviewer or (account.jurisdiction is not None and not is_reviewer):
        raise BadJurisdictionError
    user = User(
        email=account.email,
        password=password_hash,
        name=account.name,
        jurisdiction=account.jurisdiction,
        confirmed_at=now,
        roles=[get_role(session, account.role.value)],
    )
    try:
        add_user(session, user)
    except TakenError:
        raise EmailTakenError(email=account.email) from None
    detail = {"role": account.role.value, "jurisdiction": account.jurisdiction}
    record(session, None, Entry(ADDED, "user", user.id, detail=detail), now=now)
    return user


def switch_account(session: Session, actor: Actor, user_id: UserId, *, active: bool, now: datetime) -> User:
    """The user, from now on able to sign in or not; what it was signed in with ends with the next request.

    Switching to what it is already changes and records nothing. Raises NotFoundError, OwnAccountError.
    """
    if user_id == actor.user_id:
        raise OwnAccountError
    user = get_user(session, user_id, lock=True)
    if user.active is not active:
        words = {True: "active", False: "inactive"}
        record(session, actor, Entry(SWITCHED, "user", user.id, words[user.active], words[active]), now=now)
        user.active = active
        session.flush()
    return user
