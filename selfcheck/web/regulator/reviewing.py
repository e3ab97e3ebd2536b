"""Reviewing one submission: read it, accept it, send single questions back with reasons, conclude it.

Every form carries the round that its page showed: a decision about one round is never applied to the next.
"""

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from selfcheck.kernel.errors import SelfcheckError, marked
from selfcheck.kernel.ids import SubmissionId
from selfcheck.reports.voice import printable
from selfcheck.store.correction import REASON_LENGTH
from selfcheck.store.submission import Submission, get_submission
from selfcheck.web.buttons import PlainForm
from selfcheck.web.database import abandon, db
from selfcheck.web.evidence_file import evidence_download
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import told
from selfcheck.web.regulator.decision import ASK, REASON, Decision, read_note, read_return
from selfcheck.web.regulator.dossier import load_dossier
from selfcheck.web.section_page import clauses_of
from selfcheck.web.states import WORK
from selfcheck.workflow.errors import BadReasonError, EmptyRequestError, UnknownQuestionError, WrongStateError
from selfcheck.workflow.evidence import get_named_evidence
from selfcheck.workflow.permissions import Verb, may
from selfcheck.workflow.review import NOTE_LENGTH, accept, conclude, return_for_correction

BAD = 422
OFFERED = (Verb.ACCEPT, Verb.RETURN_FOR_CORRECTION, Verb.VERIFY, Verb.CONCLUDE)


class OtherRoundError(SelfcheckError):
    """The company submitted again since the page was opened."""

    message = marked("企业已经提交了新的一轮，下面是最新内容。请看过之后再决定，刚才的操作没有生效。")
    status = 409


def reviewing(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get("/review/submissions/<int:submission_id>")(submission)
    blueprint.get("/review/submissions/<int:submission_id>/evidence/<mark>")(evidence_file)
    blueprint.post("/review/submissions/<int:submission_id>/accept", endpoint="accept")(take_on)
    blueprint.post("/review/submissions/<int:submission_id>/return", endpoint="send_back")(send_back)
    blueprint.post("/review/submissions/<int:submission_id>/conclude", endpoint="conclude")(close)


def submission(submission_id: int) -> ResponseReturnValue:
    """The submission as it was lodged last."""
    return _page(submission_id, Decision())


def evidence_file(submission_id: int, mark: str) -> ResponseReturnValue:
    """A file that the submission names."""
    return evidence_download(get_named_evidence(db(), signed_in(), SubmissionId(submission_id), mark))


def take_on(submission_id: int) -> ResponseReturnValue:
    """Accept it for document review."""

    def decide(found: SubmissionId) -> str:
        accept(db(), signed_in(), found, now=now())
        return str(gettext("已受理。企业不能再撤回，请逐题审核。"))

    return _decide(submission_id, Decision(), decide)


def send_back(submission_id: int) -> ResponseReturnValue:
    """Send the ticked questions back, each with its reason; with a fault nothing is sent and all typed stays."""
    decision = read_return(request.form)

    def decide(found: SubmissionId) -> str:
        sent = decision.corrections
        return_for_correction(db(), signed_in(), found, sent, now=now())
        return str(ngettext("已退回 %(num)s 道题。", "已退回 %(num)s 道题。", len(sent)))

    return _decide(submission_id, decision, decide)


def close(submission_id: int) -> ResponseReturnValue:
    """Conclude it with a note."""
    decision = read_note(request.form)

    def decide(found: SubmissionId) -> str:
        conclude(db(), signed_in(), found, printable(decision.note), now=now())
        return str(gettext("已办结。企业可以看到审核结论。"))

    return _decide(submission_id, decision, decide)


def _decide(submission_id: int, decision: Decision, decide: Callable[[SubmissionId], str]) -> ResponseReturnValue:
    """Do what was decided about the round that was seen; otherwise the page again, with what is wrong and all typed."""
    found = SubmissionId(submission_id)
    held = get_submission(db(), signed_in().scope, found, lock=True)
    try:
        require_seen(held)
        if not decision.faults:
            flash(decide(found), "success")
            return redirect(url_for("regulator.submission", submission_id=submission_id))
        status = BAD
    except (WrongStateError, OtherRoundError) as error:
        decision, status = replace(decision, problem=told(error.message, error.values)), error.status
    except (EmptyRequestError, UnknownQuestionError, BadReasonError) as error:
        faults = {decision.home: told(error.message, error.values)}
        decision, status = replace(decision, faults=faults), error.status
    abandon()
    return _page(submission_id, decision), status


def require_seen(held: Submission) -> None:
    """Raises OtherRoundError where the form was opened on an earlier round than the one that waits now."""
    if request.form.get("round") != str(held.rounds):
        raise OtherRoundError


def _page(submission_id: int, decision: Decision) -> str:
    dossier = load_dossier(submission_id)
    actor, state = signed_in(), dossier.submission.state
    return render_template(
        "regulator/submission.html",
        dossier=dossier,
        typed=decision,
        clauses=clauses_of(dossier.questionnaire),
        states=WORK,
        may={verb.value: may(actor, verb, state) for verb in OFFERED},
        limits={"reason": REASON_LENGTH, "note": NOTE_LENGTH},
        names={"ask": ASK, "reason": REASON},
        form=PlainForm(),
    )
