"""From the bytes of a document to its lines: .txt, .html, .docx and .pdf, told apart by content, not by name.

Nothing here opens a connection or a second file, and every size is looked at before it is unpacked.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Protocol

from selfcheck.plans.errors import (
    DamagedFileError,
    EmptyDocumentError,
    EncryptedFileError,
    GarbledError,
    TooLargeError,
    UnknownFormatError,
    ZipBombError,
)

MEGABYTE = 1024 * 1024
LIMIT = 20 * MEGABYTE
UNPACKED_LIMIT = 100 * MEGABYTE
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of old .doc files and of encrypted .docx files
SIGNATURES = (
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"{\\rtf", "RTF"),
)
HTML = re.compile(rb"<!doctype html|<html|<head|<body|<div|<p[ >]|<table", re.IGNORECASE)
DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
PRINTABLE_SHARE = 0.9
Tick = Callable[[], None]


class Reader(Protocol):
    """A module that turns the bytes of one format into lines, a table row as cells parted by tabs."""

    def lines(self, data: bytes, tick: Tick) -> Iterator[str]:
        """The lines in the order of reading."""


def read_lines(data: bytes, name: str, tick: Tick) -> list[str]:
    """The document's lines, table rows with tabs between cells; `tick` is called often and may raise to stop.

    Raises a DocumentError that says what kind of file was seen and why it cannot be read.
    """
    if len(data) > LIMIT:
        raise TooLargeError(size=f"{len(data) / MEGABYTE:.1f}", limit=LIMIT // MEGABYTE)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise EmptyDocumentError
    kind = _kind(data, name)
    if kind == "txt":
        return decoded(data).splitlines()
    # The readers of the three formats are heavy: only the one that is needed is loaded.
    reader: Reader = import_module(f"selfcheck.plans.{kind}_lines")
    return list(reader.lines(decoded(data).encode() if kind == "html" else data, tick))


def _kind(data: bytes, name: str) -> str:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF") or b"%PDF-" in data[:1024]:
        return "pdf"
    if start.startswith(b"PK"):
        _look_into_zip(data, name)
        return "docx"
    if data.startswith(COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise EncryptedFileError(format=".docx")
        raise UnknownFormatError(name=name, found=".doc")
    for signature, found in SIGNATURES:
        if start.startswith(signature):
            raise UnknownFormatError(name=name, found=found)
    if HTML.search(data[:4096]):
        return "html"
    return "txt"


def _look_into_zip(data: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise DamagedFileError(format=".docx") from None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_LIMIT:
        raise ZipBombError(size=unpacked // MEGABYTE)
    if not any(part.filename == "word/document.xml" for part in parts):
        raise UnknownFormatError(name=name, found="ZIP")
    if any(part.flag_bits & 1 for part in parts):
        raise EncryptedFileError(format=".docx")


def decoded(data: bytes) -> str:
    """The text of the bytes: by byte order mark, as UTF-8, as the page declares, or as GB18030.

    Raises GarbledError when none of them gives readable text.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            return _strictly(data, encoding) or _refused()
    said = DECLARED.search(data[:4096])
    encodings = ["utf-8", *([said[1].decode("ascii")] if said else []), "gb18030"]
    for encoding in encodings:
        text = _strictly(data, encoding)
        if text is not None:
            return text
    return _refused()


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None
    sample = text[:20000]
    readable = sum(character.isprintable() or character in "\r\n\t\f\u3000\u00a0" for character in sample)
    return text if readable >= PRINTABLE_SHARE * len(sample) else None


def _refused() -> str:
    raise GarbledError
