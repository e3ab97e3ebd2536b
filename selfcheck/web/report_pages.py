"""The pages of a PDF report, the same for whoever may see the submission: ask for it, watch it, fetch it."""

from random import SystemRandom

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import QuestionnaireId, ReportId, SubmissionId
from selfcheck.reports.pdf import render_receipt
from selfcheck.reports.receipt import receipt_of
from selfcheck.reports.report import Issued, Receipt, report_of
from selfcheck.reports.workbook import workbook_of
from selfcheck.store.questionnaire import get_questionnaire
from selfcheck.store.report import Edition, ReportState, get_report, place_in_queue
from selfcheck.store.round import get_round, list_rounds
from selfcheck.store.submission import get_submission
from selfcheck.web.buttons import PlainForm
from selfcheck.web.content import library
from selfcheck.web.database import db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang
from selfcheck.web.readings import readings
from selfcheck.workflow.day import day_of
from selfcheck.workflow.peers import find_peers
from selfcheck.workflow.report import Order, cancel_report, request_report
from selfcheck.workflow.round import assess_round

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def report_pages(blueprint: Blueprint, prefix: str, back: str, *, has_cases: bool) -> None:
    """Register the pages below `prefix`; `back` is the endpoint of the submission that they lead back to.

    `has_cases`: whoever is here may have the regulator's edition too.
    """

    def order_report(submission_id: int) -> ResponseReturnValue:
        """Ask for the PDF of the last round; whoever asks twice gets the same one."""
        return _ordered(Order(SubmissionId(submission_id), current_lang()))

    def order_case_report(submission_id: int) -> ResponseReturnValue:
        """Ask for the PDF with what was verified; made anew once something happened to the case."""
        return _ordered(Order(SubmissionId(submission_id), current_lang(), edition=Edition.REGULATOR))

    def report(report_id: int) -> ResponseReturnValue:
        """How far the PDF is."""
        job = get_report(db(), signed_in().scope, ReportId(report_id))
        place = place_in_queue(db(), job) if job.state is ReportState.REQUESTED else None
        again = ".order_report" if job.edition is Edition.COMPANY else ".order_case_report"
        return render_template("report.html", job=job, place=place, form=PlainForm(), back=back, again=again)

    def cancel(report_id: int) -> ResponseReturnValue:
        """Take the job back; where it ended meanwhile its page says how."""
        cancel_report(db(), signed_in(), ReportId(report_id), now=now())
        return redirect(url_for(".report", report_id=report_id))

    def report_file(report_id: int) -> ResponseReturnValue:
        """The PDF; raises NotFoundError while there is none."""
        job = get_report(db(), signed_in().scope, ReportId(report_id))
        if job.state is not ReportState.READY or job.file_key is None:
            raise NotFoundError
        content: bytes = current_app.extensions["files"].get(job.file_key)
        edition = "" if job.edition is Edition.COMPANY else f"-{job.edition.value}"
        name = f"selfcheck-{job.submission_id}-{job.round_number}{edition}-{job.lang.value}.pdf"
        return download(content, name, "application/pdf")

    blueprint.post(f"{prefix}/submissions/<int:submission_id>/report")(order_report)
    if has_cases:
        blueprint.post(f"{prefix}/submissions/<int:submission_id>/case-report")(order_case_report)
    blueprint.get(f"{prefix}/submissions/<int:submission_id>/result.xlsx", endpoint="spreadsheet")(_spreadsheet)
    receipts = f"{prefix}/submissions/<int:submission_id>/receipts/<int:round_number>.pdf"
    blueprint.get(receipts, endpoint="receipt_file")(_receipt)
    blueprint.get(f"{prefix}/reports/<int:report_id>")(report)
    blueprint.post(f"{prefix}/reports/<int:report_id>/cancel")(cancel)
    blueprint.get(f"{prefix}/reports/<int:report_id>/file")(report_file)


def _ordered(order: Order) -> ResponseReturnValue:
    job = request_report(db(), signed_in(), order, now=now(), rng=SystemRandom())
    db().commit()  # the worker that is woken must find the job
    current_app.extensions["wake"](ReportId(job.id))
    return redirect(url_for(".report", report_id=job.id))


def _spreadsheet(submission_id: int) -> ResponseReturnValue:
    """The result of the last round as a spreadsheet; raises NotFoundError before the first."""
    scope, wanted = signed_in().scope, SubmissionId(submission_id)
    submission, rounds = get_submission(db(), scope, wanted), list_rounds(db(), scope, wanted)
    if not rounds:
        raise NotFoundError
    questionnaire, lodged = get_questionnaire(db(), QuestionnaireId(submission.questionnaire_id)), rounds[-1]
    assessment = assess_round(library(), submission, questionnaire, lodged)
    receipt = Receipt(lodged.submitted_at, lodged.hash, lodged.certifier_name)
    issued = Issued(number=submission.number, version=lodged.number, on=day_of(now()), receipt=receipt, proof=None)
    peers = find_peers(db(), submission.profile, submission.tier, now=now())
    report = report_of(assessment, library(), lang=current_lang(), issued=issued, peers=peers)
    name = f"selfcheck-{submission.number}-{lodged.number}.xlsx"
    beside = readings(submission, questionnaire, lodged, assessment)
    return download(workbook_of(report, assessment, beside), name, XLSX)


def _receipt(submission_id: int, round_number: int) -> ResponseReturnValue:
    """The receipt of that round as a page to print; raises NotFoundError before it."""
    scope, wanted = signed_in().scope, SubmissionId(submission_id)
    lodged = get_round(db(), scope, wanted, round_number)
    submission = get_submission(db(), scope, wanted)
    page = receipt_of(
        submission.profile,
        get_questionnaire(db(), QuestionnaireId(submission.questionnaire_id)),
        Receipt(lodged.submitted_at, lodged.hash, lodged.certifier_name),
        number=(submission.number or "", lodged.number),
        lang=current_lang(),
        page=current_app.extensions["check_page"],
    )
    name = f"selfcheck-{submission.number}-{lodged.number}-receipt-{current_lang().value}.pdf"
    return download(render_receipt(page), name, "application/pdf")


def download(content: bytes, name: str, kind: str) -> Response:
    """The file under that name."""
    answer = Response(content, mimetype=kind)
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer
