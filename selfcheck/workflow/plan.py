"""A company plans what to do about its gaps: actions with owner, due date, state and note."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from selfcheck.advice.move import Move
from selfcheck.kernel.ids import ActionId, SubmissionId
from selfcheck.store.model import Json
from selfcheck.store.plan_action import (
    NOTE_LENGTH,
    OWNER_LENGTH,
    ActionState,
    PlanAction,
    add_actions,
    get_action,
    list_actions,
)
from selfcheck.store.submission import get_submission
from selfcheck.workflow.actor import Actor
from selfcheck.workflow.errors import BadReasonError, StaleActionError
from selfcheck.workflow.permissions import Verb, allow, allow_in
from selfcheck.workflow.trail import Entry, record


@dataclass(frozen=True, slots=True)
class ActionChange:
    """An action as its form says, and the version that the form was opened with."""

    action: ActionId
    state: ActionState
    owner: str
    due_on: date | None
    note: str
    seen_version: int


def plan_actions(
    session: Session, actor: Actor, submission_id: SubmissionId, moves: Sequence[Move], *, now: datetime
) -> int:
    """How many of the moves are new to the plan; those that stand in it already stay as they are."""
    allow(actor, Verb.PLAN_ACTIONS)
    submission = get_submission(session, actor.scope, submission_id, lock=True)
    allow_in(actor, Verb.PLAN_ACTIONS, submission.state)
    held = {action.action for action in list_actions(session, actor.scope, submission_id)}
    new = [move for move in moves if move.id not in held]
    if not new:
        return 0
    add_actions(session, [_planned(submission_id, move, now) for move in new])
    state = submission.state.value
    detail: Json = {"actions": [move.id for move in new]}
    record(session, actor, Entry(Verb.PLAN_ACTIONS, "submission", submission_id, state, state, detail), now=now)
    return len(new)


def change_action(
    session: Session, actor: Actor, submission_id: SubmissionId, change: ActionChange, *, now: datetime
) -> PlanAction:
    """The action as the form says; the same again changes nothing.

    Raises StaleActionError where somebody changed it since the form was opened, BadReasonError for too long a text.
    """
    allow(actor, Verb.CHANGE_ACTION)
    submission = get_submission(session, actor.scope, submission_id)
    allow_in(actor, Verb.CHANGE_ACTION, submission.state)
    held = get_action(session, actor.scope, submission_id, change.action)
    for text, limit in ((change.owner, OWNER_LENGTH), (change.note, NOTE_LENGTH)):
        if len(text) > limit:
            raise BadReasonError(limit=limit, length=len(text))
    if (held.state, held.owner, held.due_on, held.note) == (change.state, change.owner, change.due_on, change.note):
        return held
    if held.version != change.seen_version:
        raise StaleActionError
    before = held.state
    held.state, held.owner, held.due_on, held.note = change.state, change.owner, change.due_on, change.note
    held.version += 1
    held.changed_at = now
    session.flush()
    detail: Json = {
        "action": change.action,
        "owner": change.owner,
        "due_on": change.due_on.isoformat() if change.due_on else None,
        "note": change.note,
    }
    entry = Entry(Verb.CHANGE_ACTION, "submission", submission_id, before.value, change.state.value, detail)
    record(session, actor, entry, now=now)
    return held


def _planned(submission_id: SubmissionId, move: Move, now: datetime) -> PlanAction:
    return PlanAction(
        submission_id=submission_id,
        action=move.id,
        version=1,
        told={"text": move.text.as_json(), "effort": move.effort, "days": move.days},
        state=ActionState.PLANNED,
        owner="",
        due_on=None,
        note="",
        planned_at=now,
        changed_at=now,
    )
