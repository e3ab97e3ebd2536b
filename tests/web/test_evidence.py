"""Files behind answers: sent with a section or beforehand, read by whoever reviews, by nobody else."""

import hashlib
import io

import pytest
from werkzeug.test import TestResponse

from selfcheck.store.audit import AuditEvent, list_events
from selfcheck.workflow.actor import Role
from tests.database import KINDS
from tests.web.site import Site, Visitor, faults, words
from tests.web.test_company import CERTIFIED

both = pytest.mark.parametrize("kind", KINDS)
PDF = b"%PDF-1.7 a certificate"
MARK = hashlib.sha256(PDF).hexdigest()[:12]
SECTION = "/sections/lead"


def file(name: str = "证书.pdf", content: bytes = PDF) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def send(visitor: Visitor, path: str, **fields: object) -> TestResponse:
    page = path + SECTION
    sent = {name.replace("__", "."): value for name, value in fields.items()}
    return visitor.post(page, {**visitor.section(page), **sent})


@both
def test_a_file_sent_with_an_answer_is_named_in_it_and_opened_by_the_reviewer(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    sent = send(visitor, path, q__officer="yes", e__officer="任命书，2026-01", f__officer=file(), then="next")
    assert sent.status_code == 302
    assert f"任命书，2026-01\n证书.pdf #{MARK}</textarea>" in visitor.get(path + SECTION).text
    own = visitor.get(f"/company/evidence/{MARK}")
    assert own.data == PDF
    assert own.headers["Content-Disposition"].startswith("attachment;")
    assert own.headers["X-Content-Type-Options"] == "nosniff"
    reviewer = site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction="360703")
    review = path.replace("/company/", "/review/")
    assert reviewer.get(f"{review}/evidence/{MARK}").status_code == 404  # not submitted yet
    visitor.post(f"{path}/check", CERTIFIED)
    visitor.post(f"{path}/submit", {}, page=f"{path}/check")
    assert f'href="{review}/evidence/{MARK}"' in reviewer.get(review).text
    assert reviewer.get(f"{review}/evidence/{MARK}").data == PDF
    elsewhere = site.person("elsewhere@demo.example", Role.REVIEWER, jurisdiction="360702")
    assert elsewhere.get(f"{review}/evidence/{MARK}").status_code == 404
    stranger = site.company(2, "stranger@demo.example")
    assert stranger.get(f"/company/evidence/{MARK}").status_code == 404
    verbs = [event.verb for event in site_events(site)]
    assert verbs.count("keep_evidence") == 1
    assert verbs.count("refused") == 3


@both
def test_files_stay_when_answers_are_wrong(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    page = f"{path}/sections/form"
    sent = {"q.valid": "1890-01-01", "r.valid": "写过的话", "f.points": file(), "then": "next"}
    answer = visitor.post(page, {**visitor.section(page), **sent})
    assert answer.status_code == 422
    assert f"证书.pdf #{MARK}</textarea>" in answer.text
    assert "写过的话" in answer.text
    assert visitor.get(f"/company/evidence/{MARK}").data == PDF


def test_the_upload_button_saves_no_answer(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    answer = send(visitor, path, q__officer="yes", f__officer=[file(), file("再传.pdf")], upload="officer")
    assert answer.status_code == 200
    assert answer.text.count(f"#{MARK}") == 1  # the same content is one file
    assert 'value="yes" checked' in answer.text
    assert 'value="yes" checked' not in visitor.get(path + SECTION).text


@pytest.mark.parametrize("button", ["upload", "then"])
def test_a_file_that_is_none_of_ours_is_refused_beside_its_question(site: Site, button: str) -> None:
    visitor = site.company()
    path = visitor.start()
    bad = file("<b>程序</b>.exe", b"MZ")
    answer = send(visitor, path, q__officer="yes", f__officer=[bad, file()], **{button: "officer"})
    assert answer.status_code == 422
    assert faults(answer.text) == ["不能收“b>.exe”：请用 PDF、JPG、PNG、DOCX 或 XLSX 文件。"]
    assert f"证书.pdf #{MARK}" in answer.text  # the other one is kept
    assert 'value="yes" checked' in answer.text


def test_the_list_takes_several_and_says_how_to_cite_them(site: Site) -> None:
    visitor = site.company()
    assert "还没有文件" in visitor.get("/company/evidence").text
    assert faults(visitor.post("/company/evidence", {}).text) == ["请先选择文件。"]
    sent = visitor.post("/company/evidence", {"file": [file(), file("b.png", b"\x89PNG\r\n\x1a\n..")]})
    assert sent.status_code == 302
    page = words(visitor.get("/company/evidence").text)
    assert "2 个文件" in page
    assert f"证书.pdf #{MARK}" in page


@both
def test_a_file_goes_unless_it_was_submitted(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    spare = file("b.png", b"\x89PNG\r\n\x1a\n..")
    visitor.post("/company/evidence", {"file": [spare]})
    send(visitor, path, q__officer="yes", f__officer=file(), then="next")
    visitor.post(f"{path}/check", CERTIFIED)
    visitor.post(f"{path}/submit", {}, page=f"{path}/check")
    kept = visitor.post(f"/company/evidence/{MARK}/remove", {}, page="/company/evidence")
    assert kept.status_code == 409
    assert faults(kept.text) == ["“证书.pdf”已经随答卷提交，不能删除。"]
    other = hashlib.sha256(b"\x89PNG\r\n\x1a\n..").hexdigest()[:12]
    for _ in range(2):  # gone already is as good
        gone = visitor.post(f"/company/evidence/{other}/remove", {}, page="/company/evidence")
        assert gone.status_code == 302
    assert visitor.get(f"/company/evidence/{other}").status_code == 404
    assert "1 个文件" in visitor.get("/company/evidence").text


def site_events(site: Site) -> list[AuditEvent]:
    with site.sessions.open(writes=False) as session:
        return list(list_events(session))
