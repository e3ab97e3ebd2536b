"""What comes of it: the result of a draft or of a submitted round, its history, and the report as a PDF."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from selfcheck.advice.assessment import assess
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import ReportId, SubmissionId
from selfcheck.store.answer import answers_from_json
from selfcheck.store.audit import list_history
from selfcheck.store.report import ReportState, get_report
from selfcheck.store.round import Round, list_rounds
from selfcheck.web.company.checking import PlainForm
from selfcheck.web.company.draft import Draft, load_draft
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang
from selfcheck.web.result_page import Result, result_of
from selfcheck.workflow.day import day_of
from selfcheck.workflow.report import request_report


def outcome(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.get("/company/submissions/<int:submission_id>/result")(result)
    blueprint.post("/company/submissions/<int:submission_id>/report")(order_report)
    blueprint.get("/company/reports/<int:report_id>")(report)
    blueprint.get("/company/reports/<int:report_id>/file")(report_file)


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


def order_report(submission_id: int) -> ResponseReturnValue:
    """Ask for the PDF of the last round; whoever asks twice gets the same one."""
    job = request_report(db(), signed_in(), SubmissionId(submission_id), current_lang(), now=now())
    db().commit()  # the worker that is woken must find the job
    current_app.extensions["wake"](ReportId(job.id))
    return redirect(url_for("company.report", report_id=job.id))


def report(report_id: int) -> ResponseReturnValue:
    """How far the PDF is."""
    job = get_report(db(), signed_in().scope, ReportId(report_id))
    return render_template("company/report.html", job=job, form=PlainForm())


def report_file(report_id: int) -> ResponseReturnValue:
    """The PDF; raises NotFoundError while there is none."""
    job = get_report(db(), signed_in().scope, ReportId(report_id))
    if job.state is not ReportState.READY or job.file_key is None:
        raise NotFoundError
    content: bytes = current_app.extensions["files"].get(job.file_key)
    answer = Response(content, mimetype="application/pdf")
    name = f"selfcheck-{job.submission_id}-{job.round_number}-{job.lang.value}.pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _result(draft: Draft, chosen: Round | None) -> Result:
    if chosen is None:
        answers, on = draft.answers, day_of(now())
    else:
        answers, on = answers_from_json(draft.questionnaire, chosen.answers_json), chosen.on_date
    assessment = assess(library(), draft.submission.profile, draft.questionnaire, answers, on=on)
    return result_of(assessment, library())
