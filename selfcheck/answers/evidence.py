"""Files that back answers: which are taken, and how a line of evidence names one.

A line names a file by its name and the first digits of the SHA-256 of its content, as in `HACCP.pdf #3fa9c2d1b0e4`. So
the mark travels with the answer into rounds, reports and exports, and another content can never stand behind it.
"""

import re
from collections.abc import Iterable
from pathlib import PurePath

from selfcheck.kernel.errors import marked

FILE_BYTES = 10_000_000
NAME_LENGTH = 120  # characters
MARK_LENGTH = 12  # hexadecimal digits
KINDS = {
    ".pdf": (b"%PDF-", "application/pdf"),
    ".jpg": (b"\xff\xd8\xff", "image/jpeg"),
    ".jpeg": (b"\xff\xd8\xff", "image/jpeg"),
    ".png": (b"\x89PNG\r\n\x1a\n", "image/png"),
    ".docx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": (b"PK\x03\x04", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
_MARK = re.compile(rf"#([0-9a-f]{{{MARK_LENGTH}}})(?![0-9a-z])")
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202f\u2066-\u2069\ud800-\udfff#]+")


def refusal_of(name: str, content: bytes) -> str | None:
    """Why a file cannot be taken, a message id with `%(name)s`; None where it can."""
    if not content:
        return marked("“%(name)s”是空文件。")
    if len(content) > FILE_BYTES:
        return marked("“%(name)s”超过 10 MB。请压缩，或者分成几个文件。")
    kind = KINDS.get(PurePath(name).suffix.lower())
    if kind is None:
        return marked("不能收“%(name)s”：请用 PDF、JPG、PNG、DOCX 或 XLSX 文件。")
    if not content.startswith(kind[0]):
        return marked("“%(name)s”的内容和文件类型不符。请用原来的程序重新保存。")
    return None


def clean_name(name: str) -> str:
    """The name without folders and without what cannot stand in one line, shortened before its suffix."""
    path = PurePath(_UNFIT.sub("", name).replace("\\", "/").rpartition("/")[2].strip())
    return path.stem[: NAME_LENGTH - len(path.suffix)] + path.suffix


def media_type(name: str) -> str:
    """The media type of a file that was taken."""
    return KINDS[PurePath(name).suffix.lower()][1]


def mark_of(digest: str) -> str:
    """The mark of a content with that SHA-256."""
    return digest[:MARK_LENGTH]


def line_of(name: str, digest: str) -> str:
    """How a line of evidence names the file."""
    return f"{name} #{mark_of(digest)}"


def with_files(evidence: str, lines: Iterable[str]) -> str:
    """The evidence with these lines added, but for files that it names already."""
    named = set(marks_in(evidence))
    added = []
    for line in lines:
        if not named & set(marks_in(line)):
            added.append(line)
            named.update(marks_in(line))
    return "\n".join([evidence.rstrip(), *added] if evidence.strip() else added) if added else evidence


def marks_in(evidence: str) -> tuple[str, ...]:
    """The marks of the files that a text names, in its order."""
    return tuple(_MARK.findall(evidence))
