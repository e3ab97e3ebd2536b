"""What comes of it: the result of a draft or of a submitted round, and its history."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from selfcheck.advice.assessment import assess
from selfcheck.kernel.errors import NotFoundError
from selfcheck.store.answer import answers_from_json
from selfcheck.store.audit import list_history
from selfcheck.store.round import Round, list_rounds
from selfcheck.web.buttons import PlainForm
from selfcheck.web.company.draft import Draft, load_draft
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.result_page import Result, result_of
from selfcheck.workflow.day import day_of


def outcome(blueprint: Blueprint) -> None:
    """Register the page."""
    blueprint.get("/company/submissions/<int:submission_id>/result")(result)


def result(submission_id: int) -> ResponseReturnValue:
    """The result of the round asked for, by default the last; before the first round, that of the answers so far."""
    draft = load_draft(submission_id)
    rounds = list_rounds(db(), signed_in().scope, draft.id)
    asked = request.args.get("round", "")
    chosen = next((found for found in rounds if str(found.number) == asked), rounds[-1] if rounds else None)
    if asked and (chosen is None or str(chosen.number) != asked):
        raise NotFoundError
    return render_template(
        "company/result.html",
        draft=draft,
        rounds=rounds,
        chosen=chosen,
        result=_result(draft, chosen),
        history=list_history(db(), signed_in().scope, draft.id),
        form=PlainForm(),
    )


def _result(draft: Draft, chosen: Round | None) -> Result:
    if chosen is None:
        answers, on = draft.answers, day_of(now())
    else:
        answers, on = answers_from_json(draft.questionnaire, chosen.answers_json), chosen.on_date
    assessment = assess(library(), draft.submission.profile, draft.questionnaire, answers, on=on)
    return result_of(assessment, library())
