"""Putting an edition of the content to use, a new one or an earlier one. What was published stays as it was.

Companies follow by the rule for drafts; nothing that was certified or submitted moves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from selfcheck.advice.soundness import check_texts
from selfcheck.questionnaires.library import VERSION_DIGITS, edition_hash
from selfcheck.questionnaires.parsed import ParsedFiles
from selfcheck.store.edition import add_edition
from selfcheck.store.publication import (
    CHANGELOG_LENGTH,
    Publication,
    PublicationKind,
    add_publication,
    find_publication,
)
from selfcheck.wording.text import Text
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import BadReasonError, SameContentError, StaleContentError, UnsoundContentError
from selfcheck.workflow.permissions import Verb, allow
from selfcheck.workflow.trail import Entry, record

Files = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edition by its files, and what stood when somebody decided for it.

    `base` are the files in use, `folder` those of the content folder, `after` the number of the newest publication,
    0 before the first.
    """

    files: Files
    changelog: Text
    base: Files
    folder: Files
    after: int
    parsed: ParsedFiles | None = None  # what is known of the files' data, so that the check parses only what is new


def publish(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> Publication:
    """Put an edition to use that was checked and is sound.

    Raises StaleContentError, SameContentError, UnsoundContentError, BadReasonError for the changelog.
    """
    return _put_to_use(session, actor, proposal, (PublicationKind.PUBLISH, Verb.PUBLISH_CONTENT), now)


def roll_back(session: Session, actor: Actor, proposal: Proposal, *, now: datetime) -> Publication:
    """Put an edition to use again that was in use before; raises as publish does.

    It is held against the checks of today as well: a program that was upgraded may no longer be able to read it.
    """
    return _put_to_use(session, actor, proposal, (PublicationKind.ROLLBACK, Verb.ROLL_BACK_CONTENT), now)


def _put_to_use(
    session: Session, actor: Actor, proposal: Proposal, how: tuple[PublicationKind, Verb], now: datetime
) -> Publication:
    kind, verb = how
    allow(actor, verb)
    newest = find_publication(session)
    if (newest.number if newest else 0) != proposal.after:
        raise StaleContentError
    edition, base = _version(proposal.files), _version(proposal.base)
    if edition == base:
        raise SameContentError
    faults = check_texts(proposal.files, proposal.parsed).faults
    if faults:
        raise UnsoundContentError(count=len(faults))
    for text in (proposal.changelog.zh, proposal.changelog.en):
        if len(text) > CHANGELOG_LENGTH:
            raise BadReasonError(limit=CHANGELOG_LENGTH, length=len(text))
    for files in (proposal.files, proposal.base, proposal.folder):
        add_edition(session, edition_hash(files), files, now=now)
    published = add_publication(
        session,
        {
            "number": proposal.after + 1,
            "edition": edition,
            "kind": kind,
            "base": base,
            "folder": _version(proposal.folder),
            "changelog_zh": proposal.changelog.zh,
            "changelog_en": proposal.changelog.en,
            "published_by": actor.user_id,
            "published_at": now,
        },
    )
    detail = {"edition": edition, "base": base}
    record(session, actor, Entry(verb.value, "publication", published.number, detail=detail), now=now)
    return published


def _version(files: Files) -> str:
    return edition_hash(files)[:VERSION_DIGITS]
