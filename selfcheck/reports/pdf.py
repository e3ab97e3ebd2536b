"""HTML of a report -> PDF bytes. The only module that knows WeasyPrint; it renders from memory and fetches nothing."""

import functools
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from weasyprint import HTML, Attachment
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from selfcheck.reports.attached import Attached
from selfcheck.reports.jurisdiction import JurisdictionReport
from selfcheck.reports.receipt import ReceiptPage
from selfcheck.reports.report import Report
from selfcheck.reports.template import render_html, render_jurisdiction_html, render_receipt_html

_LAYOUT = Lock()  # fonts are shared by the threads of a server, and are not made for that


class RefusedError(ValueError):
    """A document asked for something outside itself."""


class Nothing(URLFetcher):  # type: ignore[misc]  # the library ships no types
    """Refuses every address: files, sockets and data alike."""

    def fetch(self, url: str, headers: object = None) -> None:
        """Raises RefusedError, whatever is asked for."""
        del headers
        raise RefusedError(url)


def render_pdf(report: Report, attached: Sequence[Attached] = ()) -> bytes:
    """The report as a tagged PDF/A-3a with bookmarks and these files in it; the same input gives the same bytes."""
    return _written(render_html(report), _attachments(report, attached))


def render_receipt(receipt: ReceiptPage) -> bytes:
    """The receipt as a tagged PDF/A-3a of one page; the same input gives the same bytes."""
    return _written(render_receipt_html(receipt), [])


def render_jurisdiction(report: JurisdictionReport) -> bytes:
    """The report on a jurisdiction as a tagged PDF/A-3a; the same input gives the same bytes."""
    return _written(render_jurisdiction_html(report), [])


def _written(html: str, attachments: Sequence[Attachment]) -> bytes:
    document = HTML(string=html, url_fetcher=Nothing())
    with _LAYOUT, _no_collection():
        written: bytes = document.write_pdf(
            font_config=_fonts(), pdf_variant="pdf/a-3a", pdf_tags=True, attachments=attachments
        )
    return written


def _attachments(report: Report, attached: Sequence[Attached]) -> list[Attachment]:
    day = report.issue.issued_at
    return [
        Attachment(
            string=file.content.decode(),
            name=file.name,
            description=file.description,
            created=day,
            modified=day,
            relationship="Data",
            url_fetcher=Nothing(),
        )
        for file in attached
    ]


@contextmanager
def _no_collection() -> Iterator[None]:
    """Layout makes a million objects that all live until the end: looking through them for garbage takes a quarter."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@functools.cache
def _fonts() -> FontConfiguration:
    """One set of fonts for the process: finding them anew costs more than laying out a page."""
    return FontConfiguration()
