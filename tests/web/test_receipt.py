"""Whoever may see a submission may print its receipt, and anybody who holds the receipt may check it."""

import io

import pytest

from selfcheck.answers.answer import Answer
from selfcheck.kernel.codes import code_of_hash
from selfcheck.kernel.ids import SubmissionId
from selfcheck.store.round import get_round
from selfcheck.workflow.actor import Actor, Role
from tests.reports.test_pdf import squeezed, text_of
from tests.web.site import Site, words
from tests.workflow.world import FOOD, OFFICER, World


@pytest.fixture
def world(site: Site) -> World:
    return World(site.sessions, site.app.extensions["content"].library())


def _code(world: World, actor: Actor, submission: SubmissionId, number: int = 1) -> str:
    return code_of_hash(world.do(lambda s: get_round(s, actor.scope, submission, number), writes=False).hash)


def _resubmitted(world: World, actor: Actor) -> SubmissionId:
    submission = world.submitted(actor)
    world.send_back(world.reviewer("360703"), submission, FOOD)
    world.save(actor, submission, FOOD, Answer(value=False), 1)
    world.certify(actor, submission)
    world.submit(actor, submission)
    return submission


def test_company_and_reviewer_print_the_same_receipt(site: Site, world: World) -> None:
    visitor = site.company(77)
    actor = site.actor("filler@demo.example")
    submission = _resubmitted(world, actor)
    path = f"/submissions/{submission}/receipts"
    page = visitor.get(f"/company/submissions/{submission}/receipt").text
    assert f"/company{path}/2.pdf" in page
    mine = visitor.get(f"/company{path}/2.pdf")
    assert (mine.status_code, mine.mimetype) == (200, "application/pdf")
    printed = squeezed(text_of(mine.data))
    for said in ("提交回执", "2026-000001", "演示食品厂77", "第2轮", _grouped(_code(world, actor, submission, 2))):
        assert said in printed
    assert visitor.get(f"/company{path}/1.pdf").data != mine.data
    assert visitor.get(f"/company{path}/3.pdf").status_code == 404
    reviewer = site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction="360700", name="演示审核员")
    assert f"/review{path}/2.pdf" in reviewer.get(f"/review/submissions/{submission}").text
    assert reviewer.get(f"/review{path}/2.pdf").data == mine.data
    stranger = site.person("other@demo.example", Role.REVIEWER, jurisdiction="360800", name="演示审核员")
    assert stranger.get(f"/review{path}/2.pdf").status_code == 404


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, 16, 4))


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_anybody_checks_a_receipt_by_its_code(site: Site, world: World) -> None:
    company = world.company("360703")
    submission = _resubmitted(world, company)
    world.submitted(world.company("360703"), [OFFICER])  # another's
    reader = site.visitor()
    told = words(reader.get(f"/verify?code={_code(world, company, submission, 2)}").text)
    for said in ("这份回执是这里给出的", "2026-000001", "第 2 轮", "演示企业1"):
        assert said in told
    assert "又提交过" not in told
    assert "得分是企业自评" not in told
    typed = reader.post("/verify", {"code": _grouped(_code(world, company, submission)).lower()})
    assert "企业后来又提交过，这不是最新的一轮" in typed.text
    assert "没有核对" not in typed.text
    both = {"code": _code(world, company, submission), "file": (io.BytesIO(b"%PDF-1.7"), "receipt.pdf")}
    assert "回执的文件不留底，没有核对" in reader.post("/verify", both).text
    other = world.company("360703")
    taken = world.submitted(other)
    world.withdraw(other, taken)
    assert "企业后来撤回了这份填报" in reader.get(f"/verify?code={_code(world, other, taken)}").text
    assert reader.get("/verify?code=0000000000000000").status_code == 422
