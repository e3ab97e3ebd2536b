"""Handing out a file behind an answer: always to be saved, never shown by the browser as a page of ours."""

from flask import current_app
from werkzeug.wrappers import Response

from selfcheck.answers.evidence import media_type
from selfcheck.store.evidence import EvidenceFile
from selfcheck.web.report_pages import download


def evidence_download(file: EvidenceFile) -> Response:
    """The file under the name it came with."""
    content: bytes = current_app.extensions["files"].get(file.file_key)
    return download(content, file.name, media_type(file.name))
