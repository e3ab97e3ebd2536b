"""What only the company knows, declared on the result page: the verdict follows, and so does every edition of it."""

import io
import re
from html import unescape

from openpyxl import load_workbook

from selfcheck.workflow.actor import Role
from tests.web.site import Site, Visitor, words
from tests.web.test_company import CERTIFIED, SECTIONS, fill, number_of, submitted
from tests.workflow.world import OFFICER, World

NOTICE = "city-grant/notice"


def told(visitor: Visitor, path: str) -> list[str]:
    """The ticked values of the form."""
    page = visitor.get(f"{path}/result").text
    return re.findall(rf'name="{NOTICE}" value="(\w+)" checked', page)


def declare(visitor: Visitor, path: str, **said: str) -> str:
    sent = visitor.post(f"{path}/declare", said, page=f"{path}/result")
    assert sent.status_code == 302
    return sent.headers["Location"]


def test_a_declaration_moves_the_verdict_and_is_said_to_be_the_companys(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    assert told(visitor, path) == ["open"]
    assert declare(visitor, path, **{NOTICE: "no"}) == f"{path}/result#declare"
    assert told(visitor, path) == ["no"]
    assert "企业声明不具备" in unescape(visitor.get(f"{path}/result").text)
    declare(visitor, path, **{NOTICE: "yes"})
    assert "企业声明已具备：符合通知" in words(visitor.get(f"{path}/result").text)


def test_what_is_no_statement_is_left_alone(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    declare(visitor, path, **{NOTICE: "perhaps", "nonsense": "yes", "city-grant/none": "no"})
    assert told(visitor, path) == ["open"]
    stranger = site.company(2, "stranger@demo.example")
    assert stranger.post(f"{path}/declare", {NOTICE: "no"}, page="/company").status_code == 404


def test_what_was_submitted_shows_its_declarations_and_takes_no_more(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    declare(visitor, path, **{NOTICE: "yes"})
    fill(visitor, path)
    assert visitor.post(f"{path}/check", CERTIFIED).status_code == 302
    assert visitor.post(f"{path}/submit", {}, page=f"{path}/check").status_code == 302
    page = visitor.get(f"{path}/result").text
    assert "保存声明" not in page
    assert "符合通知 具备" in words(page)
    book = load_workbook(io.BytesIO(visitor.get(f"{path}/result.xlsx").data))
    assert "符合通知" in [cell.value for row in book["支持政策与荣誉"].iter_rows() for cell in row]
    assert visitor.post(f"{path}/declare", {NOTICE: "no"}, page="/company").status_code == 409


def test_what_was_sent_back_may_be_declared_otherwise_and_reviewers_see_both(site: Site) -> None:
    visitor = site.company()
    path = submitted(visitor)
    world = World(site.sessions, site.app.extensions["content"].library())
    world.send_back(world.reviewer("360703"), number_of(path), OFFICER)
    assert f"{path}/result#declare" in visitor.get(path).text
    declare(visitor, path, **{NOTICE: "yes"})
    assert told(visitor, path) == ["yes"]
    assert "随下一次提交生效" in visitor.get(f"{path}/result").text
    refused = visitor.post(f"{path}/check", CERTIFIED)
    assert refused.status_code == 422  # what was asked is still to be answered
    page = f"{path}/sections/lead"
    visitor.post(page, {**visitor.section(page), **SECTIONS["lead"], "r.officer": "任命书 2026-02", "then": "next"})
    assert visitor.post(f"{path}/check", CERTIFIED).status_code == 302
    assert visitor.post(f"{path}/submit", {}, page=f"{path}/check").status_code == 302
    assert "企业声明已具备：符合通知" in words(visitor.get(f"{path}/result").text)
    assert "企业声明已具备" not in words(visitor.get(f"{path}/result?round=1").text)
    reviewer = site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction="360703")
    shown = reviewer.get(path.replace("/company/", "/review/")).text
    assert re.search(r"符合通知.*?<del>还没有声明</del> <strong>具备</strong>", shown)
