"""Lines of a Word document in reading order, with the numbers that Word adds by itself."""

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml import etree

from selfcheck.plans.bytes import Tick
from selfcheck.plans.errors import DamagedFileError
from selfcheck.plans.numerals import chinese

DIGITS = "decimal"
CHINESE = frozenset(
    {"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting", "ideographDigital"}
)


def lines(data: bytes, tick: Tick) -> Iterator[str]:
    """Paragraphs, and table rows with tabs between cells; raises DamagedFileError where Word's parts do not fit."""
    try:
        document = docx.Document(io.BytesIO(data))
        numbering = _Numbering(document)
        for block in _blocks(document.element.body):
            tick()
            if block.tag == qn("w:tbl"):
                yield from _rows(block)
            else:
                yield numbering.printed(block) + Paragraph(block, document).text
    except (KeyError, ValueError, AttributeError, zipfile.BadZipFile, etree.XMLSyntaxError, PackageNotFoundError):
        raise DamagedFileError(format=".docx") from None


def _blocks(body: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables in their order, those inside content controls too."""
    for element in body:
        if element.tag in {qn("w:p"), qn("w:tbl")}:
            yield element
        elif element.tag in {qn("w:sdt"), qn("w:sdtContent")}:
            yield from _blocks(element)


def _rows(table: etree._Element) -> Iterator[str]:
    for row in table.iter(qn("w:tr")):
        cells = ("".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.iter(qn("w:tc")))
        yield "\t".join(" ".join(cell.split()) for cell in cells)


class _Numbering:
    """Word keeps automatic numbers out of the text: this counts them as Word prints them."""

    def __init__(self, document: Document) -> None:
        self._levels: dict[tuple[str, int], tuple[str, str]] = {}
        self._counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 9)
        part = next((r.target_part for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
        if part is None:
            return
        root = part.element if hasattr(part, "element") else etree.fromstring(part.blob)
        abstract = {each.get(qn("w:abstractNumId")): each for each in root.iter(qn("w:abstractNum"))}
        for number in root.iter(qn("w:num")):
            reference = number.find(qn("w:abstractNumId"))
            source = abstract.get(reference.get(qn("w:val"))) if reference is not None else None
            for level in source.iter(qn("w:lvl")) if source is not None else ():
                form, text = level.find(qn("w:numFmt")), level.find(qn("w:lvlText"))
                if form is not None and text is not None:
                    key = (number.get(qn("w:numId")), int(level.get(qn("w:ilvl"))))
                    self._levels[key] = (form.get(qn("w:val")), text.get(qn("w:val")) or "")

    def printed(self, paragraph: etree._Element) -> str:
        """The number that Word would print before the paragraph, or nothing."""
        numbered = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        chosen = numbered.find(qn("w:numId")) if numbered is not None else None
        if numbered is None or chosen is None:
            return ""
        level = numbered.find(qn("w:ilvl"))
        number, depth = str(chosen.get(qn("w:val"))), int(level.get(qn("w:val"))) if level is not None else 0
        if (number, depth) not in self._levels:
            return ""
        counts = self._counts[number]
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (8 - depth)
        text = self._levels[number, depth][1]
        for above in range(depth + 1):
            form = self._levels.get((number, above), (DIGITS, ""))[0]
            count = counts[above]
            text = text.replace(f"%{above + 1}", chinese(count) if form in CHINESE else str(count))
        return text if any(character.isalnum() for character in text) else ""
