"""Hostile files are read in a process of their own: each ends with a message, and nothing else ends with it."""

import io
import sys
import zipfile

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


HOSTILE: dict[str, tuple[bytes, type[DocumentError]]] = {
    "entities.docx": (
        package(f'<!DOCTYPE w [<!ENTITY l0 "ha">{LAUGHS}]><w>&l9;</w>'),
        DamagedFileError,
    ),
    "outside.docx": (
        package('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'),
        DamagedFileError,
    ),
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
