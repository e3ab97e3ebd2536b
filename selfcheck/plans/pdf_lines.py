"""Lines of a PDF's text layer: pages in order, running heads and page numbers left out, broken lines joined."""

import re
from collections import Counter
from collections.abc import Iterator

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD

from selfcheck.plans.bytes import Tick
from selfcheck.plans.errors import DamagedFileError, EncryptedFileError, ScanError, TooManyPagesError
from selfcheck.plans.unwrap import unwrapped

PAGES = 500
PAGE_NUMBER = re.compile(r"[-—–－·\s]*(?:第\s*)?\d{1,3}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,3}\s*页?)?[-—–－·\s]*")
EDGE = 2  # lines at the top and bottom of a page that may be running heads
REPEATED = 0.5
SPARSE = 5  # characters: a page with fewer has no text layer worth the name
SCANNED = 0.3  # share of pages without text from which the text is not whole


def lines(data: bytes, tick: Tick) -> Iterator[str]:
    """The document's paragraphs; raises where it is locked, broken, too long or a scan."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == FPDF_ERR_PASSWORD or "assword" in str(error):
            raise EncryptedFileError(format=".pdf") from None
        raise DamagedFileError(format=".pdf") from None
    try:
        count = len(document)
        if count > PAGES:
            raise TooManyPagesError(pages=count, limit=PAGES)
        pages = [_page(document, number, tick) for number in range(count)]
    except pypdfium2.PdfiumError:
        raise DamagedFileError(format=".pdf") from None
    finally:
        document.close()
    blank = sum(len("".join(page)) < SPARSE for page in pages)
    if blank == count or blank / count > SCANNED:
        raise ScanError(pages=count, blank=blank)
    yield from unwrapped([line for page in _without_running_heads(pages) for line in page])


def _page(document: pypdfium2.PdfDocument, number: int, tick: Tick) -> list[str]:
    tick()
    page = document[number]
    text = page.get_textpage()
    try:
        found = text.get_text_range()
    finally:
        text.close()
        page.close()
    return [line.rstrip() for line in found.replace("\ufffe", "").replace("\u0002", "").splitlines() if line.strip()]


def _without_running_heads(pages: list[list[str]]) -> Iterator[list[str]]:
    """Pages without page numbers and without lines that stand at the edge of at least half of them."""
    edges = Counter(line.strip() for page in pages for line in {*page[:EDGE], *page[-EDGE:]})
    running = {line for line, times in edges.items() if len(pages) > EDGE and times >= REPEATED * len(pages)}
    for page in pages:
        last = len(page) - EDGE
        yield [
            line
            for place, line in enumerate(page)
            if not ((place < EDGE or place >= last) and (line.strip() in running or PAGE_NUMBER.fullmatch(line)))
        ]
