"""Reviewing one submission: read it, accept it, send single questions back with reasons, conclude it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from selfcheck.kernel.errors import SelfcheckError
from selfcheck.kernel.ids import QuestionId, SubmissionId
from selfcheck.store.correction import REASON_LENGTH
from selfcheck.web.buttons import PlainForm
from selfcheck.web.database import abandon, db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import told
from selfcheck.web.regulator.dossier import Dossier, load_dossier
from selfcheck.web.section_page import clauses_of
from selfcheck.web.states import WORK
from selfcheck.workflow.errors import BadReasonError, EmptyRequestError, UnknownQuestionError
from selfcheck.workflow.permissions import Verb, may
from selfcheck.workflow.review import NOTE_LENGTH, Correction, accept, conclude, return_for_correction

REASON = "reason-"
BAD = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the reviewer typed and what is wrong with it."""

    reasons: Mapping[QuestionId, str] = field(default_factory=dict)
    note: str = ""
    faults: Mapping[str, str] = field(default_factory=dict)  # by the id of the field


def reviewing(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get("/review/submissions/<int:submission_id>")(submission)
    blueprint.post("/review/submissions/<int:submission_id>/accept", endpoint="accept")(take_on)
    blueprint.post("/review/submissions/<int:submission_id>/return", endpoint="send_back")(send_back)
    blueprint.post("/review/submissions/<int:submission_id>/conclude", endpoint="conclude")(close)


def submission(submission_id: int) -> ResponseReturnValue:
    """The submission as it was lodged last."""
    return _page(load_dossier(submission_id), Typed())


def take_on(submission_id: int) -> ResponseReturnValue:
    """Accept it for document review."""
    accept(db(), signed_in(), SubmissionId(submission_id), now=now())
    flash(gettext("已受理。企业不能再撤回，请逐题审核。"), "success")
    return redirect(url_for("regulator.submission", submission_id=submission_id))


def send_back(submission_id: int) -> ResponseReturnValue:
    """Send the questions back for which a reason was written; with a fault nothing is sent and all typed stays."""
    reasons = {
        QuestionId(name.removeprefix(REASON)): text
        for name, text in request.form.items()
        if name.startswith(REASON) and text.strip()
    }
    faults = {
        f"{REASON}{question}": told(BadReasonError.message, {"limit": REASON_LENGTH, "length": len(text.strip())})
        for question, text in reasons.items()
        if len(text.strip()) > REASON_LENGTH
    }
    requests = [Correction(question, text) for question, text in reasons.items()]
    try:
        if not faults:
            return_for_correction(db(), signed_in(), SubmissionId(submission_id), requests, now=now())
    except EmptyRequestError as error:
        faults = {"return": told(error.message, error.values)}
    except UnknownQuestionError as error:
        faults = {"return": told(error.message, error.values)}
    if faults:
        abandon()
        return _page(load_dossier(submission_id), Typed(reasons=reasons, faults=faults)), BAD
    flash(ngettext("已退回 %(num)s 道题。", "已退回 %(num)s 道题。", len(requests)), "success")
    return redirect(url_for("regulator.submission", submission_id=submission_id))


def close(submission_id: int) -> ResponseReturnValue:
    """Conclude it with a note."""
    note = request.form.get("note", "")
    try:
        conclude(db(), signed_in(), SubmissionId(submission_id), note, now=now())
    except BadReasonError as error:
        abandon()
        return _page(load_dossier(submission_id), _wrong_note(note, error)), BAD
    flash(gettext("已办结。企业可以看到审核结论。"), "success")
    return redirect(url_for("regulator.submission", submission_id=submission_id))


def _wrong_note(note: str, error: SelfcheckError) -> Typed:
    return Typed(note=note, faults={"note": told(error.message, error.values)})


def _page(dossier: Dossier, typed: Typed) -> str:
    actor, state = signed_in(), dossier.submission.state
    return render_template(
        "regulator/submission.html",
        dossier=dossier,
        typed=typed,
        clauses=clauses_of(dossier.questionnaire),
        states=WORK,
        may={verb.value: may(actor, verb, state) for verb in (Verb.ACCEPT, Verb.RETURN_FOR_CORRECTION, Verb.CONCLUDE)},
        limits={"reason": REASON_LENGTH, "note": NOTE_LENGTH},
        form=PlainForm(),
    )
