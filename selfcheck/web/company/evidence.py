"""The files behind a company's answers: the list of them, and those that come with a section."""

from collections.abc import Iterable, Mapping

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage, MultiDict

from selfcheck.answers.answer import AnswerFault
from selfcheck.answers.evidence import FILE_BYTES, clean_name, line_of, refusal_of, with_files
from selfcheck.kernel.errors import NotFoundError
from selfcheck.kernel.ids import QuestionId
from selfcheck.store.evidence import find_evidence, list_evidence
from selfcheck.store.files import Files
from selfcheck.store.transaction import run
from selfcheck.web.buttons import PlainForm
from selfcheck.web.database import abandon, db, sessions
from selfcheck.web.evidence_file import evidence_download
from selfcheck.web.gate import now, signed_in
from selfcheck.web.languages import told
from selfcheck.workflow.errors import EvidenceInUseError, NoRoomError
from selfcheck.workflow.evidence import keep_evidence
from selfcheck.workflow.evidence import remove_evidence as take_away

BAD, IN_USE = 422, 409
Refusal = tuple[str, Mapping[str, object]]  # a message id and its values
FIELD = "f."  # and the question that the file is for


def evidence_pages(blueprint: Blueprint) -> None:
    """Register the pages."""
    blueprint.route("/company/evidence", methods=["GET", "POST"])(evidence)
    blueprint.get("/company/evidence/<mark>")(evidence_file)
    blueprint.post("/company/evidence/<mark>/remove")(remove_evidence)


def evidence() -> ResponseReturnValue:
    """The company's files: shown, or more of them sent."""
    if signed_in().company_id is None:
        return redirect(url_for("company.profile"))
    if request.method == "GET":
        return _page([])
    lines, faults = _keep(request.files.getlist("file"))
    if faults or not lines:
        return _page([told(*fault) for fault in faults] or [gettext("请先选择文件。")]), BAD
    flash(ngettext("已收到 %(num)s 个文件。", "已收到 %(num)s 个文件。", len(lines)), "success")
    return redirect(url_for("company.evidence"))


def evidence_file(mark: str) -> ResponseReturnValue:
    """One of the company's files."""
    company = signed_in().company_id
    file = None if company is None else find_evidence(db(), company, mark)
    if file is None:
        raise NotFoundError
    return evidence_download(file)


def remove_evidence(mark: str) -> ResponseReturnValue:
    """Take a file off the list."""
    try:
        take_away(db(), signed_in(), mark, now=now())
    except EvidenceInUseError as error:
        abandon()
        return _page([told(error.message, error.values)]), IN_USE
    flash(gettext("已删除。"), "success")
    return redirect(url_for("company.evidence"))


def received_section() -> tuple[MultiDict[str, str], dict[QuestionId, AnswerFault]]:
    """The sent form with its files kept and named in the evidence, and by question the first file that was refused.

    The files are kept whatever becomes of the answers, so that nobody has to choose them twice.
    """
    sent = MultiDict(request.form)
    refused: dict[QuestionId, AnswerFault] = {}
    for name in request.files:
        if not name.startswith(FIELD):
            continue
        question = QuestionId(name.removeprefix(FIELD))
        lines, faults = _keep(request.files.getlist(name))
        sent[f"e.{question}"] = with_files(sent.get(f"e.{question}", ""), lines)
        if faults:
            refused[question] = AnswerFault(question, *faults[0])
    return sent, refused


def _keep(sent: Iterable[FileStorage]) -> tuple[list[str], list[Refusal]]:
    """How evidence names the files that were kept, and why the others were not."""
    lines: list[str] = []
    refused: list[Refusal] = []
    for file in sent:
        if not file.filename:
            continue
        name, content = clean_name(file.filename), file.read(FILE_BYTES + 1)
        refusal = refusal_of(name, content)
        if refusal is not None:
            refused.append((refusal, {"name": name}))
            continue
        try:
            lines.append(_keep_one(name, content))
        except NoRoomError as error:
            refused.append((error.message, error.values))
    return lines, refused


def _keep_one(name: str, content: bytes) -> str:
    """Keep the file in a transaction of its own, for which the request's own lets go of the database."""
    files: Files = current_app.extensions["files"]
    actor, moment, key = signed_in(), now(), files.put(content)

    def keep(session: Session) -> str:
        kept = keep_evidence(session, actor, name, key, len(content), now=moment)
        return line_of(kept.name, kept.file_key)

    abandon()
    return run(sessions(), keep)


def _page(faults: list[str]) -> str:
    company = signed_in().company_id
    files = [] if company is None else list_evidence(db(), company)
    return render_template("company/evidence.html", files=files, faults=faults, form=PlainForm())
