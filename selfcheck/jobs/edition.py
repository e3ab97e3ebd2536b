"""Taking up a new edition: keep its files, and hold every open draft against it, each in a transaction of its own."""

import logging
from datetime import datetime
from functools import partial

from selfcheck.questionnaires.library import edition_hash, read_texts
from selfcheck.questionnaires.live import LiveContent
from selfcheck.store.edition import add_edition, has_edition, list_drafts_behind
from selfcheck.store.engine import Sessions
from selfcheck.store.transaction import run
from selfcheck.workflow.edition import move_draft

AT_ONCE = 200  # drafts in one go, so that reports do not wait long
log = logging.getLogger(__name__)


def take_up(sessions: Sessions, content: LiveContent, now: datetime) -> int:
    """The number of drafts that moved to the edition in use."""
    library = content.library()
    if not run(sessions, lambda session: has_edition(session, library.version), writes=False):
        texts, _ = read_texts(content.root)
        if edition_hash(texts) == library.hash:  # otherwise files changed this moment, and the next look will do
            run(sessions, lambda session: add_edition(session, library.hash, texts, now=now))
    behind = run(sessions, lambda session: list_drafts_behind(session, library.version, AT_ONCE), writes=False)
    moved = 0
    for draft in behind:
        moved += run(sessions, partial(move_draft, library=library, submission_id=draft, now=now))
    if behind:
        log.info("content edition %s: %s of %s drafts moved", library.version, moved, len(behind))
    return moved
