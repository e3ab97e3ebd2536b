"""The improvement plan of a submission: its actions, each with owner, due date, state and note."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import ActionId, CompanyId, SubmissionId
from selfcheck.store.model import Json, Model, choice
from selfcheck.store.scope import Scope
from selfcheck.store.submission import Submission, SubmissionState, submission_within

OWNER_LENGTH = 100  # characters
NOTE_LENGTH = 1000


class ActionState(StrEnum):
    """How far an action is."""

    PLANNED = "planned"
    STARTED = "started"
    DONE = "done"
    DROPPED = "dropped"


class PlanAction(Model):
    """One action; `told` holds what it was when it was planned: text in both languages, effort, days."""

    __tablename__ = "plan_actions"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version_positive"),
        CheckConstraint(f"length(note) <= {NOTE_LENGTH}", name="note_length"),
    )

    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), primary_key=True)
    action: Mapped[str] = mapped_column(String(200), primary_key=True)
    version: Mapped[int]
    told: Mapped[Json]
    state: Mapped[ActionState] = mapped_column(choice(ActionState, "state"))
    owner: Mapped[str] = mapped_column(String(OWNER_LENGTH))
    due_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(Text)
    planned_at: Mapped[datetime]
    changed_at: Mapped[datetime]


def add_actions(session: Session, actions: list[PlanAction]) -> None:
    """Store new actions."""
    session.add_all(actions)
    session.flush()


def list_actions(session: Session, scope: Scope, submission_id: SubmissionId) -> list[PlanAction]:
    """The plan by due date, those without one last, ties by id; empty outside the scope."""
    query = (
        select(PlanAction)
        .join(Submission, Submission.id == PlanAction.submission_id)
        .where(PlanAction.submission_id == submission_id, submission_within(scope))
        .order_by(PlanAction.due_on.is_(None), PlanAction.due_on, PlanAction.action)
    )
    return list(session.scalars(query))


def get_action(session: Session, scope: Scope, submission_id: SubmissionId, action: ActionId) -> PlanAction:
    """The action, held against other writers; raises NotFoundError outside the scope or the plan."""
    query = (
        select(PlanAction)
        .join(Submission, Submission.id == PlanAction.submission_id)
        .where(PlanAction.submission_id == submission_id, PlanAction.action == action, submission_within(scope))
        .with_for_update(of=PlanAction)
        .execution_options(populate_existing=True)
    )
    found = session.scalar(query)
    if found is None:
        raise NotFoundError
    return found


def find_follow_up(session: Session, company_id: CompanyId, submission_id: SubmissionId) -> Submission | None:
    """The company's newest self-assessment after that one."""
    query = (
        select(Submission)
        .where(
            Submission.company_id == company_id,
            Submission.id > submission_id,
            Submission.state != SubmissionState.WITHDRAWN,
        )
        .order_by(Submission.id.desc())
        .limit(1)
    )
    return session.scalar(query)
