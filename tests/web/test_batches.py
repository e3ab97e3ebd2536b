"""A reviewer asks for the reports of a filter, watches them being made, and fetches them as one file that goes on."""

import io
import re
from importlib import import_module
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from selfcheck.jobs.render import Workshop, render_next
from selfcheck.questionnaires.questionnaire import Questionnaire
from selfcheck.store.audit import list_events
from selfcheck.store.report import Material, ReportJob
from selfcheck.store.transaction import transaction
from selfcheck.workflow.actor import Role
from tests.web.site import Site, Visitor, words
from tests.workflow.world import OFFICER, World

NEW = "/review/batches/new"


@pytest.fixture
def world(site: Site) -> World:
    return World(site.sessions, site.app.extensions["content"].library())


@pytest.fixture
def visitor(site: Site) -> Visitor:
    return site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction="360700", name="演示审核员")


def _lodge(world: World, count: int = 3) -> None:
    for _ in range(count):
        world.submitted(world.company("360703"), [OFFICER])


def _ask(visitor: Visitor, query: str = "", lang: str = "zh") -> str:
    """The path of the batch."""
    page = visitor.get(f"{NEW}{query}").text
    key = re.search(r'name="key"[^>]*value="([0-9a-f]{32})"', page)
    assert key, page
    answer = visitor.post(f"{NEW}{query}", {"lang": lang, "key": key[1]})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def _paper(material: Material, _questionnaire: Questionnaire) -> bytes:
    return f"%PDF {material.submission.number}".encode() * 200


def _rows(book: ZipFile) -> list[tuple[object, ...]]:
    """The list of the archive."""
    sheet = load_workbook(io.BytesIO(book.read("00-index.xlsx"))).worksheets[0]
    return [tuple(row) for row in sheet.values]


def _make(site: Site, count: int) -> None:
    shop = Workshop(site.sessions, site.app.extensions["files"], _paper)
    for _ in range(count):
        assert render_next(shop)


def test_the_list_leads_to_the_reports_of_what_it_shows(site: Site, world: World, visitor: Visitor) -> None:
    _lodge(world)
    world.submitted(world.company("360702"), [OFFICER])
    listed = visitor.get("/review?region=360703").text
    assert f"{NEW}?region=360703" in listed
    asked = words(visitor.get(f"{NEW}?region=360703").text)
    assert "要制作 3 份填报的改进报告" in asked
    assert "南康区" in asked
    assert "要制作 4 份" in words(visitor.get(NEW).text)
    path = _ask(visitor, "?region=360703")
    page = visitor.get(path).text
    assert "0 / 3 份做好了 ，3 份在排队或排版。" in words(page)
    assert 'http-equiv="refresh"' in page
    assert len(site.woken) == 3
    _make(site, 1)
    assert "先下载做好的 1 份" in visitor.get(path).text
    _make(site, 2)
    page = visitor.get(path).text
    assert "3 / 3 份做好了 。" in words(page)
    assert 'http-equiv="refresh"' not in page
    assert "第 1 批" in words(visitor.get("/review/batches").text)
    assert "3 / 3" in words(visitor.get("/review/batches").text)


def test_too_many_are_refused_before_and_after_the_form(
    world: World, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "没有符合条件的填报" in visitor.get(NEW).text
    _lodge(world)
    monkeypatch.setattr(import_module("selfcheck.web.regulator.batches"), "LIMIT", 2)
    page = visitor.get(NEW).text
    assert "符合条件的有 3 份，一批最多 2 份" in words(page)
    assert 'name="key"' not in page


@pytest.mark.parametrize("data", [{}, {"lang": "fr", "key": "0" * 32}, {"lang": "zh", "key": "short"}])
def test_a_form_that_is_not_ours_asks_for_nothing(
    site: Site, world: World, visitor: Visitor, data: dict[str, str]
) -> None:
    _lodge(world, 1)
    assert visitor.post(NEW, data).status_code == 422
    assert site.woken == []


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_file_holds_each_report_and_a_list_of_all(site: Site, world: World, visitor: Visitor) -> None:
    _lodge(world)
    path = _ask(visitor)
    assert visitor.get(f"{path}/file").status_code == 404
    _make(site, 2)
    partial = visitor.get(f"{path}/file")
    _make(site, 1)
    whole = visitor.get(f"{path}/file")
    assert partial.headers["ETag"] != whole.headers["ETag"]
    assert whole.headers["Content-Disposition"] == 'attachment; filename="selfcheck-reports-1-zh.zip"'
    assert int(whole.headers["Content-Length"]) == len(whole.data)
    with ZipFile(io.BytesIO(whole.data)) as book:
        assert book.testzip() is None
        names = book.namelist()
        assert names == ["00-index.xlsx", *(f"2026-00000{place}-演示企业{place}.pdf" for place in (1, 2, 3))]
        assert all(book.read(name).startswith(b"%PDF") for name in names[1:])
        listed = _rows(book)
    assert listed[0][:3] == ("编号", "企业", "统一社会信用代码")
    assert [row[0] for row in listed[1:]] == ["2026-000001", "2026-000002", "2026-000003"]
    assert [row[6] for row in listed[1:]] == names[1:]
    with transaction(site.sessions, writes=False) as session:
        keys = [job.file_key for job in session.query(ReportJob).order_by(ReportJob.id)]
    assert [row[7] for row in listed[1:]] == keys
    with ZipFile(io.BytesIO(partial.data)) as book:
        assert len(book.namelist()) == 3
        rows = _rows(book)
    assert [(row[6], row[8]) for row in rows[1:]][-1] == ("", "排队中")


def test_a_download_that_broke_off_goes_on_where_it_ended(site: Site, world: World, visitor: Visitor) -> None:
    _lodge(world)
    path = _ask(visitor)
    _make(site, 3)
    whole = visitor.get(f"{path}/file")
    tag, data = whole.headers["ETag"], whole.data
    assert whole.headers["Accept-Ranges"] == "bytes"
    for start in [0, 1, len(data) - 1, *range(17, len(data), len(data) // 12)]:
        rest = visitor.get(f"{path}/file", {"Range": f"bytes={start}-", "If-Range": tag})
        assert rest.status_code == 206
        assert rest.headers["Content-Range"] == f"bytes {start}-{len(data) - 1}/{len(data)}"
        assert data[:start] + rest.data == data
    piece = visitor.get(f"{path}/file", {"Range": "bytes=100-4199", "If-Range": tag})
    assert piece.data == data[100:4200]
    assert visitor.get(f"{path}/file", {"Range": f"bytes={len(data)}-", "If-Range": tag}).status_code == 416
    other = visitor.get(f"{path}/file", {"Range": "bytes=100-", "If-Range": '"of another day"'})
    assert (other.status_code, other.data) == (200, data)  # from the start: what was kept is of something else
    assert visitor.get(f"{path}/file", {"If-None-Match": tag}).status_code == 304


def test_a_report_of_before_files_were_measured_is_in_the_archive(site: Site, world: World, visitor: Visitor) -> None:
    _lodge(world)
    path = _ask(visitor)
    _make(site, 3)
    whole = visitor.get(f"{path}/file")
    with transaction(site.sessions) as session:
        for job in session.query(ReportJob):
            job.file_size = job.file_crc = None
    assert visitor.get(f"{path}/file").data == whole.data


def test_a_name_that_looks_like_a_formula_is_text(site: Site, world: World, visitor: Visitor) -> None:
    site.company(7, name='=HYPERLINK("http://x")')
    actor = site.actor("filler@demo.example")
    world.submitted(actor, [OFFICER])
    path = _ask(visitor)
    _make(site, 1)
    with ZipFile(io.BytesIO(visitor.get(f"{path}/file").data)) as book:
        sheet = load_workbook(io.BytesIO(book.read("00-index.xlsx"))).active
        assert book.namelist()[1] == "2026-000001-=HYPERLINK( http x ).pdf"
    assert sheet is not None
    assert (sheet["B2"].value, sheet["B2"].data_type) == ('=HYPERLINK("http://x")', "s")


def test_a_batch_is_taken_back_and_asked_for_anew(site: Site, world: World, visitor: Visitor) -> None:
    _lodge(world)
    path = _ask(visitor)
    _make(site, 1)
    assert visitor.post(f"{path}/cancel", {}, page=path).status_code == 302
    page = words(visitor.get(path).text)
    assert "取消了 2 份还没有做的报告" in page
    assert "2 份没有做成或已取消" in page
    assert "演示企业2 2026-000002 已取消" in page
    site.woken.clear()
    assert visitor.post(f"{path}/retry", {}, page=path).status_code == 302
    assert len(site.woken) == 2
    assert "2 份报告重新排上了队" in words(visitor.get(path).text)


def test_nobody_else_finds_it_and_trying_is_on_record(site: Site, world: World, visitor: Visitor) -> None:
    _lodge(world, 1)
    path = _ask(visitor)
    _make(site, 1)
    stranger = site.person("other@demo.example", Role.REVIEWER, jurisdiction="360800", name="演示审核员")
    for found in (path, f"{path}/file"):
        assert stranger.get(found).status_code == 404
    for verb in ("retry", "cancel"):
        assert stranger.post(f"{path}/{verb}", {}, page="/review/batches").status_code == 404
    assert "还没有成批要过报告" in stranger.get("/review/batches").text
    with transaction(site.sessions, writes=False) as session:
        events = list_events(session, user_id=site.actor("other@demo.example").user_id)
    assert [(event.verb, event.subject, event.subject_id) for event in events] == [("refused", "batch", 1)] * 4
    assert site.company(77).get(path).status_code == 403


def test_english_pages_are_english(site: Site, world: World, visitor: Visitor) -> None:
    _lodge(world, 1)
    path = _ask(visitor, lang="en")
    visitor.post("/language", {"lang": "en", "next": "/review"}, page="/review")
    _make(site, 1)
    for page in (NEW, path, "/review/batches"):
        told = words(re.sub(r"<header.*?</header>", "", visitor.get(page).text, flags=re.DOTALL))
        assert not re.findall("[一-鿿]{2,}", told.replace("中文", "").replace("演示企业", "")), page
    with ZipFile(io.BytesIO(visitor.get(f"{path}/file").data)) as book:
        sheet = load_workbook(io.BytesIO(book.read("00-index.xlsx"))).active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][:3] == ["Number", "Company", "Unified social credit code"]
