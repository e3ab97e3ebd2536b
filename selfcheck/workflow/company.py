"""A company says what it is, and changes what it said."""

from datetime import datetime

from sqlalchemy.orm import Session

from selfcheck.kernel.ids import CompanyId
from selfcheck.profiles.profile import Profile, profile_as_json
from selfcheck.store.company import Company, add_company, get_company
from selfcheck.store.insert import TakenError
from selfcheck.store.scope import Scope
from selfcheck.store.user import get_user
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import (
    CompanyTakenError,
    HasCompanyError,
    NoCompanyError,
    OtherCompanyError,
    StaleProfileError,
)
from selfcheck.workflow.permissions import Verb, allow
from selfcheck.workflow.trail import Entry, record


def register_company(session: Session, actor: Actor, profile: Profile, *, now: datetime) -> Company:
    """The actor's new company, to which the actor belongs from now on; the same again returns what is there.

    Raises CompanyTakenError for a credit code that is registered, HasCompanyError where the actor has another company.
    """
    allow(actor, Verb.REGISTER_COMPANY)
    user = get_user(session, actor.user_id, lock=True)
    if user.company_id is not None:
        company_id = CompanyId(user.company_id)
        held = get_company(session, Scope(company_id=company_id), company_id)
        if held.uscc != profile.uscc:
            raise HasCompanyError
        return held
    try:
        company = add_company(session, profile, now=now)
    except TakenError:
        raise CompanyTakenError(uscc=profile.uscc) from None
    user.company_id = company.id
    session.flush()
    entry = Entry(Verb.REGISTER_COMPANY.value, "company", company.id, detail={"uscc": profile.uscc})
    record(session, actor, entry, now=now)
    return company


def change_profile(session: Session, actor: Actor, profile: Profile, seen_version: int, *, now: datetime) -> Company:
    """The actor's company with the new profile; submissions keep the profile that they were begun with.

    Raises StaleProfileError where the profile is no longer at `seen_version` and says something else than ours,
    OtherCompanyError where the credit code is changed: another code is another company.
    """
    allow(actor, Verb.CHANGE_PROFILE)
    if actor.company_id is None:
        raise NoCompanyError
    company = get_company(session, actor.scope, actor.company_id, lock=True)
    before = company.profile_json
    if profile_as_json(profile) == before:
        return company
    if company.version != seen_version:
        raise StaleProfileError(company.profile, company.version)
    if profile.uscc != company.uscc:
        raise OtherCompanyError
    company.profile = profile
    company.version += 1
    company.changed_at = now
    session.flush()
    record(session, actor, Entry(Verb.CHANGE_PROFILE.value, "company", company.id, detail={"before": before}), now=now)
    return company
