"""A new edition of the content: it is kept, and drafts move to it where every answer they hold stays an answer.

Nothing that was certified or submitted ever moves.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from selfcheck.kernel.ids import QuestionnaireId, SubmissionId
from selfcheck.questionnaires.compose import compose
from selfcheck.questionnaires.diff import questionnaire_changes
from selfcheck.questionnaires.library import Library
from selfcheck.store.edition import change_draft_edition, hold_draft
from selfcheck.store.model import Json
from selfcheck.store.questionnaire import add_questionnaire, get_questionnaire
from selfcheck.store.submission import SubmissionState
from selfcheck.workflow.day import day_of
from selfcheck.workflow.trail import Entry, record

MOVED = "move_draft"  # in the audit trail; done by the service, not by a person


def move_draft(session: Session, library: Library, submission_id: SubmissionId, *, now: datetime) -> bool:
    """Whether the draft now asks the questions of the edition, composed for the profile that it began with.

    It stays where it was when a change breaks an answer, and is then not looked at again before the next edition.
    """
    draft = hold_draft(session, submission_id)
    if draft is None:
        return False
    began_with = QuestionnaireId(draft.questionnaire_id)
    old = get_questionnaire(session, began_with)
    if old.version == library.version:
        return False
    new = compose(library, draft.profile, draft.tier, day_of(now)).questionnaire
    changes = questionnaire_changes(old, new)
    moves = all(change.is_compatible for change in changes)
    if moves:
        draft.questionnaire_id = add_questionnaire(session, new, now=now)
        detail: Json = {"from": began_with, "to": draft.questionnaire_id, "edition": library.version}
        state = SubmissionState.DRAFT.value
        record(session, None, Entry(MOVED, "submission", submission_id, state, state, detail), now=now)
    change_draft_edition(session, submission_id, library.version, began_with if moves and changes else None, now=now)
    return moves
