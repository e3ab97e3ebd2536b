"""What a company declares: conditions of supports and awards that no machine can check."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from selfcheck.kernel.ids import SubmissionId
from selfcheck.store.saving import reopen_submission
from selfcheck.store.submission import Submission, SubmissionState, get_submission
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.permissions import Verb, allow, allow_in
from selfcheck.workflow.trail import moved, record

S = SubmissionState


def declare(
    session: Session, actor: Actor, submission_id: SubmissionId, told: Mapping[str, bool | None], *, now: datetime
) -> Submission:
    """The submission with these declarations, by `<policy id>/<confirmation id>`; None takes one back.

    Others stay as they are; a certified submission is open again once one changes. One that was sent back may declare
    otherwise too: rounds keep what they were submitted with, and an answer is still owed to what was asked.
    """
    allow(actor, Verb.DECLARE)
    submission = get_submission(session, actor.scope, submission_id, lock=True)
    allow_in(actor, Verb.DECLARE, submission.state)
    held = submission.declared
    changed = {key: value for key, value in told.items() if held.get(key) is not value}
    if not changed:
        return submission
    before = submission.state
    submission.declared = {key: value for key, value in {**held, **changed}.items() if value is not None}
    submission.changed_at = now
    session.flush()
    if before is S.CERTIFIED:
        reopen_submission(session, submission_id, S.RETURNED if submission.rounds else S.DRAFT, now=now)
        session.refresh(submission)
    record(session, actor, moved(Verb.DECLARE, submission, before, {"declared": changed}), now=now)
    return submission
