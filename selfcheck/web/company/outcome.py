"""What comes of it: the result of a draft or of a submitted round, how it was reckoned, and its history."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from selfcheck.advice.assessment import Assessment, assess
from selfcheck.kernel.errors import NotFoundError
from selfcheck.reports.declarations import statements_of
from selfcheck.reports.verified import verified_assessment
from selfcheck.reports.voice import Voice
from selfcheck.reports.why import why_of
from selfcheck.store.audit import list_history
from selfcheck.store.round import Round, list_rounds
from selfcheck.store.submission import SubmissionState
from selfcheck.web.buttons import PlainForm
from selfcheck.web.company.draft import Draft, load_draft
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang
from selfcheck.web.readings import checks_of, readings
from selfcheck.web.result_page import result_of
from selfcheck.web.what_if import what_if
from selfcheck.workflow.day import day_of
from selfcheck.workflow.declaring import declare as declare_conditions
from selfcheck.workflow.peers import find_peers
from selfcheck.workflow.round import assess_round

TOLD: Mapping[str, bool | None] = {"yes": True, "no": False, "open": None}


def outcome(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get("/company/submissions/<int:submission_id>/result")(result)
    blueprint.post("/company/submissions/<int:submission_id>/declare")(declare)
    blueprint.get("/company/submissions/<int:submission_id>/why")(why)
    blueprint.get("/company/submissions/<int:submission_id>/what-if")(try_out)


def result(submission_id: int) -> ResponseReturnValue:
    """The result of the round asked for, by default the last; before the first round, that of the answers so far."""
    draft = load_draft(submission_id)
    rounds = list_rounds(db(), signed_in().scope, draft.id)
    chosen = chosen_round(rounds)
    assessment = assessment_of(draft, chosen)
    peers = find_peers(db(), assessment.profile, assessment.questionnaire.tier, now=now())
    may_declare = draft.is_open and (chosen is None or chosen is rounds[-1])
    declaring = assessment_of(draft, None) if may_declare else assessment
    return render_template(
        "company/result.html",
        draft=draft,
        rounds=rounds,
        chosen=chosen,
        readings=readings(draft.submission, draft.questionnaire, chosen, assessment),
        result=result_of(assessment, library(), peers),
        statements=statements_of(declaring, Voice(current_lang())),
        may_declare=may_declare,
        history=list_history(db(), signed_in().scope, draft.id),
        form=PlainForm(),
    )


def declare(submission_id: int) -> ResponseReturnValue:
    """Keep what the company declares; a statement that was not sent, or is not one of these, stays as it is."""
    draft = load_draft(submission_id)
    told = {
        key: TOLD[request.form[statement.name]]
        for statement in statements_of(assessment_of(draft, None), Voice(current_lang()))
        if request.form.get(statement.name) in TOLD
        for key in statement.keys
    }
    was_certified = draft.submission.state is SubmissionState.CERTIFIED
    state = declare_conditions(db(), signed_in(), draft.id, told, now=now()).state
    reopened = was_certified and state is not SubmissionState.CERTIFIED
    flash(gettext("已保存。声明有变，提交前要重新确认。") if reopened else gettext("已保存。"), "success")
    return redirect(url_for("company.result", submission_id=submission_id, _anchor="declare"))


def why(submission_id: int) -> ResponseReturnValue:
    """How the score of that round was reckoned, step by step; `reading=verified` for that of the verified answers."""
    draft = load_draft(submission_id)
    chosen = chosen_round(list_rounds(db(), signed_in().scope, draft.id))
    claimed = assessment_of(draft, chosen)
    reading = request.args.get("reading", "claimed")
    if reading == "claimed":
        shown = claimed
    elif (
        reading == "verified"
        and chosen is not None
        and (checks := checks_of(draft.submission, draft.questionnaire, chosen))
    ):
        shown = verified_assessment(library(), claimed, checks)
    else:
        raise NotFoundError
    return render_template(
        "company/why.html",
        draft=draft,
        chosen=chosen,
        reading=reading,
        readings=readings(draft.submission, draft.questionnaire, chosen, claimed),
        why=why_of(shown, Voice(current_lang())),
    )


def try_out(submission_id: int) -> ResponseReturnValue:
    """What would come of some actions and other answers."""
    draft = load_draft(submission_id)
    chosen = chosen_round(list_rounds(db(), signed_in().scope, draft.id))
    return render_template(
        "company/what_if.html", draft=draft, chosen=chosen, found=what_if(assessment_of(draft, chosen))
    )


def chosen_round(rounds: Sequence[Round]) -> Round | None:
    """The round that the address names, by default the last; raises NotFoundError for one that never was."""
    asked = request.args.get("round", "")
    chosen = next((found for found in rounds if str(found.number) == asked), rounds[-1] if rounds else None)
    if asked and (chosen is None or str(chosen.number) != asked):
        raise NotFoundError
    return chosen


def assessment_of(draft: Draft, chosen: Round | None) -> Assessment:
    """The assessment of that round; without one, of the answers as they stand today."""
    submission = draft.submission
    if chosen is not None:
        return assess_round(library(), submission, draft.questionnaire, chosen)
    on, declared = day_of(now()), submission.declared
    return assess(library(), submission.profile, draft.questionnaire, draft.answers, on=on, declared=declared)
