"""One row of the audit trail for each verb, written in the verb's own transaction."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from selfcheck.store.audit import REFUSED, add_event
from selfcheck.store.model import Json
from selfcheck.store.submission import Submission, SubmissionState
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.permissions import Verb


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done to which thing, and its state before and after where it has one."""

    verb: str
    subject: str  # company, submission, report, batch, user
    subject_id: int
    before: str | None = None
    after: str | None = None
    detail: Json = field(default_factory=dict)


def moved(verb: Verb, submission: Submission, before: SubmissionState | None, detail: Json | None = None) -> Entry:
    """The entry of a verb that has just changed the submission."""
    after = submission.state.value
    return Entry(verb.value, "submission", submission.id, before.value if before else None, after, detail or {})


def refusal(subject: str, subject_id: int, detail: Json | None = None) -> Entry:
    """The entry for something that was denied. The edge writes it in a transaction of its own, after rolling back."""
    return Entry(REFUSED, subject, subject_id, detail=detail or {})


def record(session: Session, actor: Actor | None, entry: Entry, *, now: datetime) -> None:
    """Write the entry; without an actor it was the service itself."""
    add_event(
        session,
        {
            "at": now,
            "user_id": actor.user_id if actor else None,
            "role": actor.role.value if actor else None,
            "verb": entry.verb,
            "subject": entry.subject,
            "subject_id": entry.subject_id,
            "from_state": entry.before,
            "to_state": entry.after,
            "detail": entry.detail,
        },
    )
