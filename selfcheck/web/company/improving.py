"""The improvement plan of a self-assessment: what is taken into it, who does it by when, what a follow-up shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug.wrappers import Response

from selfcheck.advice.assessment import Assessment
from selfcheck.answers.read import clean_text
from selfcheck.kernel.errors import SelfcheckError
from selfcheck.kernel.ids import ActionId, CompanyId
from selfcheck.reports.plan import ACTION_STATES, OUTCOMES, PlannedAction, calendar_of, plan_sheet
from selfcheck.reports.simulation import Change, Choice, changes_of, choices_of
from selfcheck.reports.voice import Voice
from selfcheck.scoring.score import ItemScore
from selfcheck.store.plan_action import NOTE_LENGTH, OWNER_LENGTH, ActionState, PlanAction, find_follow_up, list_actions
from selfcheck.store.round import list_rounds
from selfcheck.store.submission import Submission
from selfcheck.web.buttons import PlainForm
from selfcheck.web.company.draft import Draft, load_draft
from selfcheck.web.company.outcome import assessment_of
from selfcheck.web.database import abandon, db
from selfcheck.web.fields import day_or_none
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang, told
from selfcheck.web.readings import target_of
from selfcheck.web.report_pages import XLSX, download
from selfcheck.workflow.plan import ActionChange, change_action, plan_actions

BAD = 422
PLAN = "/company/submissions/<int:submission_id>/plan"


@dataclass(frozen=True, slots=True)
class ImprovementPlan:
    """What the page shows: the actions, the target that follows from them, and the follow-up they are held against."""

    draft: Draft
    actions: tuple[PlannedAction, ...]
    target: tuple[Change, ...]
    open: tuple[Choice, ...]
    follow_up: Submission | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A form that was not saved: why, and what it said, which stays in its fields unless somebody else changed them."""

    problem: str
    typed: Mapping[str, str]
    status: int

    def fills(self, action: str) -> bool:
        """Whether the fields of that action show what was typed."""
        return self.status == BAD and self.typed.get("action") == action

    @property
    def unsent(self) -> list[str]:
        """The texts to copy where the fields show what somebody else wrote."""
        texts = [self.typed.get(name, "") for name in ("owner", "note")]
        return [] if self.status == BAD else [text for text in texts if text]


def improving(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get(PLAN)(plan)
    blueprint.post(PLAN)(add_to_plan)
    blueprint.post(f"{PLAN}/change")(change_plan)
    blueprint.get(f"{PLAN}.ics")(plan_calendar)
    blueprint.get(f"{PLAN}.xlsx")(plan_spreadsheet)


def plan(submission_id: int) -> ResponseReturnValue:
    """The plan."""
    return _page(submission_id)


def add_to_plan(submission_id: int) -> ResponseReturnValue:
    """Take the actions that were sent into the plan; those that are not open gaps are left out."""
    draft = load_draft(submission_id)
    moves = _assessed(draft).moves
    chosen = [moves[name] for name in moves if name in request.form.getlist("do")]
    added = plan_actions(db(), signed_in(), draft.id, chosen, now=now())
    if added:
        flash(gettext("已列入改进计划。"), "success")
    return redirect(url_for("company.plan", submission_id=submission_id))


def change_plan(submission_id: int) -> ResponseReturnValue:
    """Change one action; what cannot be taken is said above the plan and nothing of it is saved."""
    draft = load_draft(submission_id)
    try:
        change_action(db(), signed_in(), draft.id, _change(), now=now())
    except SelfcheckError as error:
        abandon()
        return _page(
            submission_id, Refused(told(error.message, error.values), request.form, error.status)
        ), error.status
    flash(gettext("已保存。"), "success")
    return redirect(url_for("company.plan", submission_id=submission_id))


def plan_calendar(submission_id: int) -> Response:
    """The due dates as a calendar file."""
    found = _plan(submission_id)
    content = calendar_of(found.actions, str(submission_id), now(), Voice(current_lang()))
    return download(content, f"selfcheck-plan-{submission_id}.ics", "text/calendar")


def plan_spreadsheet(submission_id: int) -> Response:
    """The plan as a spreadsheet."""
    found = _plan(submission_id)
    content = plan_sheet(found.actions, found.draft.submission.profile.name, now(), Voice(current_lang()))
    return download(content, f"selfcheck-plan-{submission_id}.xlsx", XLSX)


def _page(submission_id: int, refused: Refused | None = None) -> str:
    return render_template(
        "company/plan.html",
        plan=_plan(submission_id),
        refused=refused,
        form=PlainForm(),
        states={value: gettext(name) for value, name in ACTION_STATES.items()},
        outcomes={value: gettext(name) for value, name in OUTCOMES.items()},
        owner_length=OWNER_LENGTH,
        note_length=NOTE_LENGTH,
    )


def _change() -> ActionChange:
    """The sent form; raises BadDayError for a day that is none."""
    form = request.form
    version = form.get("version", "0")
    return ActionChange(
        action=ActionId(form.get("action", "")),
        state=ActionState(form["state"]) if form.get("state") in ACTION_STATES else ActionState.PLANNED,
        owner=clean_text(form.get("owner", "")),
        due_on=day_or_none(form.get("due_on", "")),
        note=clean_text(form.get("note", "")),
        seen_version=int(version) if version.isdecimal() else 0,
    )


def _plan(submission_id: int) -> ImprovementPlan:
    draft = load_draft(submission_id)
    held = list_actions(db(), signed_in().scope, draft.id)
    before = _assessed(draft)
    follow_up = find_follow_up(db(), CompanyId(draft.submission.company_id), draft.id)
    after = _assessed(load_draft(follow_up.id)) if follow_up else None
    numbers = {ActionId(q.id): place for place, q in enumerate(draft.questionnaire.questions(), start=1)}
    planned = {action.action for action in held}
    target, voice = target_of(before, held), Voice(current_lang())
    return ImprovementPlan(
        draft=draft,
        actions=tuple(_action(action, numbers, before, after) for action in held),
        target=changes_of(before.score, target.score, voice),
        open=tuple(choice for choice in choices_of(before, target, (), voice) if choice.id not in planned),
        follow_up=follow_up,
    )


def _assessed(draft: Draft) -> Assessment:
    rounds = list_rounds(db(), signed_in().scope, draft.id)
    return assessment_of(draft, rounds[-1] if rounds else None)


def _action(
    held: PlanAction, numbers: Mapping[ActionId, int], before: Assessment, after: Assessment | None
) -> PlannedAction:
    name = ActionId(held.action)
    return PlannedAction(
        id=name,
        number=numbers.get(name),
        text=held.told["text"][current_lang().value],
        effort=held.told["effort"],
        state=held.state.value,
        owner=held.owner,
        due_on=held.due_on,
        note=held.note,
        version=held.version,
        outcome=None if after is None else _outcome(name, before, after),
    )


def _outcome(name: ActionId, before: Assessment, after: Assessment) -> str:
    """What became of the gap: closed where nothing is left to do about it."""
    then = _item(name, after)
    asked = then is not None or (_item(name, before) is None and bool(after.matches))
    if not asked:
        return "not_asked"
    if name not in after.moves:
        return "closed"
    now_ = _item(name, before)
    better = then is not None and now_ is not None and (then.value or 0) > (now_.value or 0)
    return "better" if better else "open"


def _item(name: ActionId, assessment: Assessment) -> ItemScore | None:
    return next((item for item in assessment.score.items if ActionId(item.question) == name), None)
