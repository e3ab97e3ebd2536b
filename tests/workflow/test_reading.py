"""Hostile files are read in a process of their own: each ends with a message, and nothing else ends with it."""

import io
import sys
import zipfile
import zlib

import pytest

from selfcheck.plans.document import read_document
from selfcheck.plans.errors import DamagedFileError, DocumentError, EmptyDocumentError, TooHeavyError
from selfcheck.workflow.reading import Upload, read_apart
from tests.plans.formats import as_docx, as_pdf
from tests.plans.papers import RULES

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def package(document: str) -> bytes:
    """A .docx whose text is that XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx(RULES.lines))) as sound, zipfile.ZipFile(made, "w") as broken:
        for name in sound.namelist():
            broken.writestr(name, document if name == "word/document.xml" else sound.read(name))
    return made.getvalue()


def pdf(*objects: bytes) -> bytes:
    """A PDF of those objects, numbered from 1; the first is its catalogue."""
    made, places = b"%PDF-1.4\n", list[int]()
    for number, thing in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%b\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    made_table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return made + made_table + b"trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))


def swelling_page() -> bytes:
    """A PDF of 3 MB whose one page unpacks to 1.5 GB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b"1 0 0 1 0 0 cm\n" * 70_000) for _ in range(1500)) + packer.flush()
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream" % (len(packed), packed),
    )


HOSTILE: dict[str, tuple[bytes, type[DocumentError]]] = {
    "entities.docx": (
        package(f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]><w>&l9;</w>'),
        DamagedFileError,
    ),
    "outside.docx": (
        package('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'),
        DamagedFileError,
    ),
    "loop.pdf": (
        pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 3/Kids[2 0 R 2 0 R 2 0 R]>>"),
        DamagedFileError,
    ),
    "swelling.pdf": (swelling_page(), TooHeavyError),
    "nested.html": (b"<html><body>" + b"<div>" * 200_000 + "一、任务".encode(), EmptyDocumentError),
    "names.html": (b"<html><body>" + b"<p a" * 500_000, EmptyDocumentError),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_ends_with_a_message(name: str) -> None:
    data, error = HOSTILE[name]
    with pytest.raises(error):
        read_apart(Upload(name, data))


def test_a_page_tree_without_counts_is_still_read() -> None:
    broken = as_pdf(RULES.lines).replace(b"/Count", b"/Coun ")
    assert read_apart(Upload("plan.pdf", broken)).document == read_document(as_pdf(RULES.lines), "plan.pdf")


def test_a_reader_that_dies_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(TooHeavyError):
        read_apart(Upload("plan.txt", RULES.text.encode()))
