"""Anybody can check a report by its code or its file, and learns nothing without one of them."""

import io
from dataclasses import dataclass

import pytest
from werkzeug.test import TestResponse

from selfcheck.jobs.render import Workshop, render_next
from selfcheck.kernel.ids import ReportId
from selfcheck.store.report import ReportJob, get_material
from tests.web.site import Site, Visitor, token_of
from tests.web.test_company import submitted

PAPER = "%PDF-1.7 演示".encode()


@dataclass
class Issued:
    """A report that was issued, and somebody who was not there."""

    job: ReportJob
    reader: Visitor
    company: Visitor
    path: str  # of the submission, for the company


@pytest.fixture
def issued(site: Site) -> Issued:
    visitor = site.company()
    path = submitted(visitor)
    visitor.post(f"{path}/report", {}, page=f"{path}/result")
    report = ReportId(site.woken[-1])
    shop = Workshop(site.sessions, site.app.extensions["files"], lambda _material, _questionnaire: PAPER)
    assert render_next(shop)
    with site.sessions.open(writes=False) as session:
        return Issued(get_material(session, report).job, site.visitor(), visitor, path)


def send(reader: Visitor, code: str = "", content: bytes | None = None) -> TestResponse:
    data: dict[str, object] = {"code": code}
    if content is not None:
        data["file"] = (io.BytesIO(content), "report.pdf")
    return reader.post("/verify", data)


def test_the_address_of_the_code_tells_what_the_report_is(issued: Issued) -> None:
    page = issued.reader.get(f"/verify?code={issued.job.code}")
    assert "这份报告是这里签发的" in page.text
    assert str(issued.job.file_key) in page.text
    assert "第 1 版" in page.text


def test_a_code_may_be_typed_as_people_type(issued: Issued) -> None:
    code = issued.job.code.lower().replace("0", "o").replace("1", "l")
    assert "这份报告是这里签发的" in send(issued.reader, f" {code[:4]}-{code[4:8]} {code[8:]} ").text


def test_the_file_alone_is_enough(issued: Issued) -> None:
    assert "文件与签发时完全一致" in send(issued.reader, content=PAPER).text


def test_a_changed_byte_is_told(issued: Issued) -> None:
    changed = PAPER + b" "
    assert "文件与签发时不一致" in send(issued.reader, issued.job.code, changed).text
    page = send(issued.reader, content=changed)
    assert page.status_code == 422
    assert "没有签发过这个文件" in page.text


def test_a_report_of_what_was_taken_back_says_so(issued: Issued) -> None:
    assert "撤回了这份填报" not in send(issued.reader, issued.job.code).text
    issued.company.post(f"{issued.path}/withdraw", {})
    assert "企业后来撤回了这份填报" in send(issued.reader, issued.job.code).text


@pytest.mark.parametrize("code", ["7H3K-9QXZ-2M4P-8RTW", "<script>", "x" * 61, "！！", ""])
def test_a_code_that_nobody_has_leads_nowhere_and_stays_typed(site: Site, code: str) -> None:
    page = send(site.visitor(), code)
    assert page.status_code == 422
    assert "这份报告是这里签发的" not in page.text
    assert "<script>" not in page.text


def test_a_file_may_be_larger_than_a_form(issued: Issued) -> None:
    token = token_of(issued.reader.get("/verify").text)
    for size, status in ((3_000_000, 422), (21_000_000, 413)):
        parts = [
            ("csrf_token", "", token.encode()),
            ("code", "", b""),
            ("file", '; filename="report.pdf"', PAPER + b"x" * size),
        ]
        body = b"".join(
            f'--edge\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'.encode() + content + b"\r\n"
            for name, more, content in parts
        )
        sent = issued.reader.client.post(
            "/verify", data=body + b"--edge--\r\n", content_type="multipart/form-data; boundary=edge"
        )
        assert sent.status_code == status
