"""From bytes to head and clauses: four formats, what a page adds, and what cannot be read."""

import datetime as dt
import io
import zipfile

import docx
import pikepdf
import pytest

from selfcheck.plans.document import Document, document_of, read_document
from selfcheck.plans.errors import (
    DamagedFileError,
    DocumentError,
    EmptyDocumentError,
    EncryptedFileError,
    EndlessLineError,
    GarbledError,
    NoClausesError,
    NoDutiesError,
    NoProseError,
    ScanError,
    TooLargeError,
    TooManyPagesError,
    UnknownFormatError,
    ZipBombError,
)
from tests.plans.formats import as_docx, as_html, as_pdf, as_txt
from tests.plans.papers import NOTICE, RULES, Paper

STORY = (
    "第一章 雨夜",
    "那天晚上下着很大的雨，老人一个人坐在屋檐底下，谁也不知道他在想什么，他的眼睛慢慢湿了。",
    "隔壁的灯还亮着，孩子在哭，狗也叫了起来，女人说别怕，爹很快就会回来的。",
    "第二章 清晨",
    "天亮以后雨停了，山路上全是泥，他背着竹篓往镇上走，一路没有遇见一个人，心里空落落的。",
)


def read(data: bytes, name: str = "plan") -> Document:
    return read_document(data, name)


@pytest.mark.parametrize("paper", [NOTICE, RULES], ids=["notice", "rules"])
def test_all_formats_give_the_same_document(paper: Paper) -> None:
    plain = document_of(paper.lines)
    for data in (
        as_txt(paper.lines),
        as_txt(paper.lines, "gb18030"),
        as_txt(paper.lines, "utf-16"),
        as_html(paper.lines),
        as_docx(paper.lines),
    ):
        assert read(data) == plain


def test_a_pdf_gives_the_same_paragraphs_without_page_numbers() -> None:
    assert read(as_pdf(NOTICE.lines)) == document_of(NOTICE.lines)


def test_head_of_a_notice() -> None:
    head = document_of(NOTICE.lines).head
    assert head.title == "云溪县人民政府关于印发云溪县质量提升三年行动方案的通知"
    assert head.doc_number == "云政发〔2025〕18号"
    assert head.issuer == "云溪县人民政府"
    assert head.date == dt.date(2025, 3, 6)
    assert head.horizon == 2027


def test_the_date_is_the_documents_own() -> None:
    lines = (
        "发布时间：2025-06-01 10:00 来源：某某网",
        "关于促进产品质量的若干措施",
        "（二〇二四年十一月二十日）",
        *RULES.lines[2:],
    )
    assert document_of(lines).head.date == dt.date(2024, 11, 20)


def test_the_page_fills_what_the_document_lacks() -> None:
    lines = (
        "发文机关：赣州市人民政府",
        "发文字号：赣市府发〔2025〕3号",
        "成文日期：2025-02-03",
        RULES.lines[0],
        *RULES.lines[2:],
    )
    document = document_of(lines)
    assert (document.head.doc_number, document.head.issuer) == ("赣市府发〔2025〕3号", "赣州市人民政府")
    assert (document.head.date, document.head.region) == (dt.date(2025, 2, 3), "360700")
    assert "发文机关" not in document.text


def test_what_is_missing_is_said() -> None:
    messages = [str(doubt) for doubt in document_of(RULES.lines).doubts]
    assert any("发文字号" in message for message in messages)
    assert not any("标题" in message for message in messages)


def test_damage_is_said() -> None:
    lines = [line for line in NOTICE.lines if not line.startswith("2.")]
    lines = [
        line.replace("达到80%", "达到%").replace("〔责任单位：县市场监管局、县工信局〕", "〔责任单位：县市场监管局")
        for line in lines
    ]
    messages = "".join(str(doubt) for doubt in document_of(lines).doubts)
    assert "不连续" in messages
    assert "丢了数字" in messages
    assert "括号" in messages


def test_traditional_characters_are_said() -> None:
    swapped = [line.replace("质", "質").replace("产", "產").replace("业", "業") for line in NOTICE.lines]
    assert any("繁体" in str(doubt) for doubt in document_of(swapped).doubts)


def encrypted_pdf() -> bytes:
    with pikepdf.open(io.BytesIO(as_pdf(RULES.lines))) as pdf:
        stream = io.BytesIO()
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
        return stream.getvalue()


def pages_without_text(count: int) -> bytes:
    with pikepdf.new() as pdf:
        for _ in range(count):
            pdf.add_blank_page()
        stream = io.BytesIO()
        pdf.save(stream)
        return stream.getvalue()


def zipped(name: str, size: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, b"0" * size)
    return stream.getvalue()


def table_only() -> bytes:
    document = docx.Document()
    table = document.add_table(3, 3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "12"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


BAD: list[tuple[str, bytes, type[DocumentError]]] = [
    ("empty.txt", b"", EmptyDocumentError),
    ("blank.txt", b"\xef\xbb\xbf \r\n ", EmptyDocumentError),
    ("novel.txt", "\n".join(STORY).encode(), NoDutiesError),
    ("unnumbered.txt", "\n".join(STORY[1::2] * 2).replace("第", "").encode(), NoClausesError),
    ("table.docx", table_only(), NoProseError),
    ("line.txt", "质量提升".encode() * 250_000, EndlessLineError),
    ("program.docx", b"MZ\x90\x00" + b"\x00" * 200, UnknownFormatError),
    ("archive.docx", zipped("readme.txt", 10), UnknownFormatError),
    ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, UnknownFormatError),
    ("bomb.docx", zipped("word/document.xml", 101 * 1024 * 1024), ZipBombError),
    ("broken.docx", zipped("word/document.xml", 10), DamagedFileError),
    ("cut.docx", as_docx(RULES.lines)[:2000], DamagedFileError),
    ("locked.pdf", encrypted_pdf(), EncryptedFileError),
    ("cut.pdf", b"%PDF-1.7\n" + b"x" * 500, DamagedFileError),
    ("scan.pdf", pages_without_text(3), ScanError),
    ("long.pdf", pages_without_text(501), TooManyPagesError),
    ("noise.txt", bytes(range(128, 256)) * 20, GarbledError),
    ("large.txt", b" x" * (11 * 1024 * 1024), TooLargeError),
]


@pytest.mark.parametrize(("name", "data", "error"), BAD, ids=[name for name, _, _ in BAD])
def test_bad_input_is_refused_with_its_reason(name: str, data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as caught:
        read(data, name)
    assert str(caught.value)


def test_a_page_reaches_for_nothing_outside() -> None:
    page = as_html(NOTICE.lines).replace(
        b"<body>", b"<body><img src='http://127.0.0.1:9/x.png'><iframe src='file:///etc/passwd'></iframe>"
    )
    assert read(page) == document_of(NOTICE.lines)


def test_a_slow_reading_is_stopped() -> None:
    def tick() -> None:
        raise TimeoutError

    with pytest.raises(TimeoutError):
        read_document(as_pdf(RULES.lines), "plan.pdf", tick)


def test_automatic_numbers_of_word_are_printed() -> None:
    document = docx.Document()
    for line in NOTICE.lines[:11]:
        document.add_paragraph(line)
    for line in NOTICE.lines[11:]:
        document.add_paragraph(line[2:], style="List Number") if line[:2] == "1." else document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    assert "1." in read(stream.getvalue()).text or "1" in [
        clause.number[-1] for clause in read(stream.getvalue()).clauses
    ]


def test_text_broken_at_a_width_is_joined() -> None:
    broken = [line[start : start + 30] for line in NOTICE.lines for start in range(0, len(line), 30)]
    whole = document_of(NOTICE.lines)
    assert [clause.number for clause in document_of(broken).clauses] == [clause.number for clause in whole.clauses]
