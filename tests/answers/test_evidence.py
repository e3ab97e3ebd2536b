"""Files that back answers: which are taken, and how a line names one."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from selfcheck.answers.evidence import (
    FILE_BYTES,
    NAME_LENGTH,
    clean_name,
    line_of,
    mark_of,
    marks_in,
    refusal_of,
    with_files,
)

DIGEST = hashlib.sha256(b"a").hexdigest()


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("证书.pdf", b"%PDF-1.7 ...", None),
        ("照片.JPG", b"\xff\xd8\xff\xe0 ...", None),
        ("空.pdf", b"", "空文件"),
        ("大.pdf", b"%PDF-" + bytes(FILE_BYTES), "10 MB"),
        ("程序.exe", b"MZ", "请用 PDF"),
        ("没有后缀", b"%PDF-", "请用 PDF"),
        ("改名.pdf", b"MZ", "不符"),
        ("网页.png", b"<script>", "不符"),
    ],
)
def test_a_file_is_taken_or_told_why_not(name: str, content: bytes, why: str | None) -> None:
    refusal = refusal_of(name, content)
    assert refusal is None if why is None else refusal is not None and why in refusal


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\文件\\证书.pdf", "证书.pdf"),
        ("../../etc/证书 #1.pdf", "证书 1.pdf"),
        ("a\nb\u202e.pdf", "ab.pdf"),
        ("长" * 300 + ".pdf", "长" * (NAME_LENGTH - 4) + ".pdf"),
    ],
)
def test_a_name_is_one_short_line(sent: str, kept: str) -> None:
    assert clean_name(sent) == kept


@given(st.text(), st.text(min_size=1))
def test_whatever_it_is_called_a_file_is_found_by_its_mark_once(evidence: str, name: str) -> None:
    line = line_of(clean_name(name + ".pdf"), DIGEST)
    assert "\n" not in line
    once = with_files(evidence, [line])
    assert marks_in(once)[-1] == mark_of(DIGEST)
    assert with_files(once, [line, line]) == once


def test_files_come_below_what_was_written() -> None:
    assert with_files("", []) == ""
    assert with_files("任命书，2026-01\n", ["a.pdf #" + "0" * 12, "b.pdf #" + "1" * 12]).splitlines() == [
        "任命书，2026-01",
        "a.pdf #000000000000",
        "b.pdf #111111111111",
    ]
    assert marks_in("颜色 #00ff00，批号 #0123456789abcdef") == ()
