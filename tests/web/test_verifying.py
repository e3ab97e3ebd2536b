"""Verifying answers: the form of a question, what it refuses, and both readings on the page of the submission."""

import io
import re

import pytest
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import QuestionId, SubmissionId
from selfcheck.workflow.actor import Role
from tests.web.site import Site, Visitor, faults, words
from tests.workflow.world import FOOD, OFFICER, STEPS, World

REGISTER = QuestionId("register")


@pytest.fixture
def world(site: Site) -> World:
    return World(site.sessions, site.app.extensions["content"].library())


@pytest.fixture
def visitor(site: Site) -> Visitor:
    return site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction="360703", name="演示审核员")


@pytest.fixture
def submission(world: World) -> SubmissionId:
    found = world.submitted(world.company())
    world.accept(world.reviewer("360703"), found)
    return found


def path(submission: SubmissionId, more: str = "") -> str:
    return f"/review/submissions/{submission}{more}"


def verify(visitor: Visitor, submission: SubmissionId, question: QuestionId, **sent: str) -> TestResponse:
    return visitor.post(path(submission, f"/verify/{question}"), {"round": "1", "seen": "0", **sent})


def test_both_readings_stand_side_by_side(visitor: Visitor, submission: SubmissionId) -> None:
    before = words(visitor.get(path(submission)).text)
    assert "已核实 0 /" in before
    assert "核实后" not in before
    answer = verify(visitor, submission, FOOD, holds="no", note="现场没有看到。", **{f"q.{FOOD}": "no", "then": "next"})
    assert answer.status_code == 302
    assert "/verify/" in answer.headers["Location"]
    page = words(visitor.get(path(submission)).text)
    for said in ("已核实 1 /", "其中 1 题与填写的不同", "核实：与填写的不同", "现场没有看到。", "核实后"):
        assert said in page
    assert verify(visitor, submission, OFFICER, holds="yes", note="").status_code == 302
    assert "核实：属实" in words(visitor.get(path(submission)).text)


def test_the_rest_is_agreed_with_by_one_button(visitor: Visitor, submission: SubmissionId) -> None:
    answer = visitor.post(path(submission, "/agree"), {"round": "1"}, page=path(submission))
    assert answer.status_code == 302
    page = words(visitor.get(path(submission)).text)
    assert "，都属实" in page
    assert "题都属实 " not in page.replace("，都属实", "")


def test_wrong_findings_are_told_beside_the_field(visitor: Visitor, submission: SubmissionId) -> None:
    nothing = verify(visitor, submission, FOOD)
    assert nothing.status_code == 422
    assert faults(nothing.text) == ["请选“属实”或“与填写的不同”。"]
    empty = verify(visitor, submission, FOOD, holds="no", **{f"q.{FOOD}": "no"})
    assert faults(empty.text) == ["请写明怎样核实的、看到了什么。"]
    without = verify(visitor, submission, FOOD, holds="no", note="看过。")
    assert faults(without.text) == ["请给出核实后的回答；如果和企业填写的一样，请选“属实”。"]
    assert "看过。" in without.text
    wrong = verify(visitor, submission, STEPS, holds="no", note="看过。", **{f"q.{STEPS}": "9"})
    assert faults(wrong.text) == ["请在五种情况中选一种（0 到 4）。"]
    long = verify(visitor, submission, FOOD, holds="yes", note="长" * 1001)
    assert faults(long.text) == ["请填写说明，最多 1000 个字，您写了 1001 个字。"]


def test_a_late_finding_is_not_written_over_another(visitor: Visitor, submission: SubmissionId) -> None:
    assert verify(visitor, submission, FOOD, holds="yes").status_code == 302
    late = verify(visitor, submission, FOOD, holds="no", note="另一个看法", **{f"q.{FOOD}": "no"})
    assert late.status_code == 409
    assert "这道题刚被别的审核人员记录过" in late.text
    assert "另一个看法" in late.text
    assert 'name="seen" value="1"' in late.text
    other = visitor.post(path(submission, f"/verify/{FOOD}"), {"round": "7", "seen": "1", "holds": "yes"})
    assert other.status_code == 409
    assert "企业已经提交了新的一轮" in other.text


def test_a_table_gets_rows(visitor: Visitor, submission: SubmissionId) -> None:
    page = verify(visitor, submission, REGISTER, holds="no", note="看过。", rows=REGISTER)
    assert page.status_code == 200
    assert "看过。" in page.text


def test_others_find_nothing(site: Site, visitor: Visitor, submission: SubmissionId, world: World) -> None:
    assert visitor.get(path(submission, "/verify/nonsense")).status_code == 404
    beside = site.person("beside@demo.example", Role.REVIEWER, jurisdiction="360702", name="演示审核员")
    assert beside.get(path(submission, f"/verify/{FOOD}")).status_code == 404
    assert site.company(9).get(path(submission, f"/verify/{FOOD}")).status_code == 403
    world.conclude(site.actor("reviewer@demo.example"), submission)
    page = visitor.get(path(submission, f"/verify/{FOOD}"))
    assert "不在审核中" in page.text
    assert "<textarea" not in page.text


def test_the_company_finds_nothing_of_the_edition_that_regulators_read(
    site: Site, visitor: Visitor, world: World
) -> None:
    owner = site.company()
    submission = world.submitted(site.actor("filler@demo.example"))
    world.accept(world.reviewer("360703"), submission)
    assert "监管版" in visitor.get(path(submission)).text
    asked = visitor.post(path(submission, "/case-report"), {}, page=path(submission))
    assert asked.status_code == 302
    page = asked.headers["Location"]
    assert "监管版" in visitor.get(page).text
    report = page.removeprefix("/review")
    for address in (f"/company{report}", f"/company{report}/file"):
        assert owner.get(address).status_code == 404
    assert owner.get(f"{page}/file").status_code == 403
    own = f"/company/submissions/{submission}"
    assert owner.post(f"{own}/case-report", {}, page=f"{own}/result").status_code == 404
    assert "监管版" not in owner.get(f"{own}/result").text


def test_the_page_speaks_english(visitor: Visitor, submission: SubmissionId) -> None:
    address = path(submission, f"/verify/{FOOD}")
    visitor.post("/language", {"lang": "en", "next": address}, page=address)
    page = words(visitor.get(address).text)
    assert "It holds as the company claims" in page
    assert "Record and go on" in page


def test_the_company_sees_three_readings_side_by_side(site: Site, world: World) -> None:
    visitor = site.company()
    actor = site.actor("filler@demo.example")
    submission = world.submitted(actor)
    path = f"/company/submissions/{submission}"
    before = visitor.get(f"{path}/result").text
    assert "核实：办结后在这里看得到。" in before
    assert "目标：还没有改进计划。" in before
    assert visitor.get(f"{path}/why?reading=verified").status_code == 404
    reviewer = world.reviewer("360703")
    world.accept(reviewer, submission)
    world.verify(reviewer, submission, FOOD, Answer(value=False))
    world.plan(actor, submission, OFFICER)
    assert "现场看过。" not in visitor.get(f"{path}/result").text
    world.conclude(reviewer, submission)
    page = words(visitor.get(f"{path}/result").text)
    rows = re.findall(r"总分 (\S+) (\S+) (\S+)", page)
    why = words(visitor.get(f"{path}/why?reading=verified").text)
    claimed, verified, target = rows[0]
    assert float(verified) < float(claimed) <= float(target)
    assert claimed in words(visitor.get(f"{path}/why").text)
    assert f"= {verified} 应尽义务" in why.replace("只看已答题", "应尽义务")
    assert "现场看过。" in page
    book = load_workbook(io.BytesIO(visitor.get(f"{path}/result.xlsx").data))
    cells = list(book["自评、核实、目标"].iter_rows(values_only=True))
    assert cells[1][:4] == ("总分", claimed, verified, target)
    assert [row[4] for row in cells[4:]] == ["现场看过。"]
    assert visitor.get(f"{path}/why?reading=nonsense").status_code == 404
