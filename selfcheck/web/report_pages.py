"""The pages of a PDF report, the same for whoever may see the submission: ask for it, watch it, fetch it."""

from random import SystemRandom

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import ReportId, SubmissionId
from selfcheck.store.report import ReportState, get_report
from selfcheck.web.buttons import PlainForm
from selfcheck.web.database import db
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import current_lang
from selfcheck.workflow.report import request_report


def report_pages(blueprint: Blueprint, prefix: str, back: str) -> None:
    """Register the pages below `prefix`; `back` is the endpoint of the submission that they lead back to."""

    def order_report(submission_id: int) -> ResponseReturnValue:
        """Ask for the PDF of the last round; whoever asks twice gets the same one."""
        job = request_report(
            db(), signed_in(), SubmissionId(submission_id), current_lang(), now=now(), rng=SystemRandom()
        )
        db().commit()  # the worker that is woken must find the job
        current_app.extensions["wake"](ReportId(job.id))
        return redirect(url_for(".report", report_id=job.id))

    def report(report_id: int) -> ResponseReturnValue:
        """How far the PDF is."""
        job = get_report(db(), signed_in().scope, ReportId(report_id))
        return render_template("report.html", job=job, form=PlainForm(), back=back)

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

    blueprint.post(f"{prefix}/submissions/<int:submission_id>/report")(order_report)
    blueprint.get(f"{prefix}/reports/<int:report_id>")(report)
    blueprint.get(f"{prefix}/reports/<int:report_id>/file")(report_file)
