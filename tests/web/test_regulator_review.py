"""Reviewing one submission: what is shown, what is decided, and what wrong or late decisions get."""

import re

import pytest
from werkzeug.test import TestResponse

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import QuestionId, SubmissionId
from selfcheck.store.audit import AuditEvent, list_events
from selfcheck.store.submission import SubmissionState
from selfcheck.workflow.actor import Role
from tests.web.site import Site, Visitor, faults, words
from tests.workflow.world import FOOD, OFFICER, SHARE, STEPS, World

HOSTILE = "<script>alert(1)</script>\"'>"


@pytest.fixture
def world(site: Site) -> World:
    """The verbs on the database of the site."""
    return World(site.sessions, site.app.extensions["content"].library())


def reviewer(site: Site, region: str = "360703", email: str = "reviewer@demo.example") -> Visitor:
    return site.person(email, Role.REVIEWER, jurisdiction=region, name="演示审核员")


def path(submission: SubmissionId, more: str = "") -> str:
    return f"/review/submissions/{submission}{more}"


def decide(visitor: Visitor, submission: SubmissionId, verb: str, **sent: str | list[str]) -> TestResponse:
    """What answers a decision about the round that the page shows now."""
    return visitor.post(path(submission, f"/{verb}"), {"round": "1", **sent}, page=path(submission))


def state(site: Site, world: World, submission: SubmissionId) -> SubmissionState:
    return world.find(site.actor("reviewer@demo.example"), submission).state


def trail(world: World) -> list[AuditEvent]:
    return world.do(list_events, writes=False)


def test_the_page_says_what_the_company_said(site: Site, world: World) -> None:
    company = world.company()
    submission = world.draft(company)
    world.save(company, submission, OFFICER, Answer(value=True, remark="任命文件在办公室", evidence="任命书.pdf"), 0)
    world.save(company, submission, FOOD, Answer(na="本企业不生产食品"), 0)
    world.save(company, submission, STEPS, Answer(value=3), 0)
    world.save(company, submission, SHARE, Answer(unknown=True), 0)
    world.save(company, submission, QuestionId("points"), Answer(value=frozenset({"a"})), 0)
    world.certify(company, submission)
    world.submit(company, submission)
    page = words(reviewer(site).get(path(submission)).text)
    for said in (
        "演示企业1",
        "江西省赣州市南康区",
        "45 人",
        "是",
        "任命文件在办公室",
        "任命书.pdf",
        "不适用：本企业不生产食品",
        "有效（3 / 4）：做",
        "暂不清楚",
        "已做到：甲",
        "还没有：乙",
        "未填",
        "市 2024 · 第 1 条",
        "企业自评，没有经过核实",
        "保存回答 × 5",
        "提交 第 1 轮",
        "演示负责人 · 法定代表人",
    ):
        assert said in page, said


def test_outside_the_jurisdiction_there_is_nothing_but_a_row_in_the_trail(site: Site, world: World) -> None:
    submission = world.submitted(world.company("360703"))
    stranger = reviewer(site, "360702")
    rows = len(trail(world))
    assert stranger.get(path(submission)).status_code == 404
    for verb, sent in (
        ("accept", {}),
        ("return", {"ask": OFFICER, f"reason-{OFFICER}": "x"}),
        ("conclude", {"note": "x"}),
    ):
        answer = stranger.post(path(submission, f"/{verb}"), {"round": "1", **sent}, page="/review")
        assert answer.status_code == 404
    assert stranger.post(path(submission, "/report"), {}, page="/review").status_code == 404
    assert stranger.get(path(SubmissionId(999))).status_code == 404
    refused = [event for event in trail(world)[: -rows or None] if event.verb == "refused"]
    assert {(event.subject, event.subject_id) for event in refused} == {("submission", submission), ("submission", 999)}
    assert len(refused) == 6
    assert world.find(world.reviewer("360703"), submission).state is SubmissionState.SUBMITTED


def test_a_draft_and_what_was_withdrawn_are_nobody_elses(site: Site, world: World) -> None:
    company = world.company()
    draft = world.draft(company)
    visitor = reviewer(site)
    assert visitor.get(path(draft)).status_code == 404
    submission = world.submitted(company)
    world.withdraw(company, submission)
    assert visitor.get(path(submission)).status_code == 404


def test_accept_return_correct_conclude(site: Site, world: World) -> None:
    company = world.company()
    submission = world.submitted(company)
    visitor = reviewer(site)
    assert decide(visitor, submission, "accept").status_code == 302
    assert decide(visitor, submission, "accept").status_code == 302  # a double click
    assert state(site, world, submission) is SubmissionState.DOCUMENT_REVIEW
    sent: dict[str, str | list[str]]
    sent = {"ask": [OFFICER], f"reason-{OFFICER}": "请附任命文件。", f"reason-{FOOD}": "没有勾选，不发"}
    for _ in range(2):
        assert decide(visitor, submission, "return", **sent).status_code == 302
    assert state(site, world, submission) is SubmissionState.RETURNED
    assert world.open_questions(company, submission) == {OFFICER}
    page = visitor.get(path(submission)).text
    assert "请附任命文件。" in page
    assert "等企业修改" in page
    assert 'name="ask"' not in page
    world.save(company, submission, OFFICER, Answer(value=True, evidence="任命书 2026-1"), 1)
    world.certify(company, submission)
    world.submit(company, submission)
    page = words(visitor.get(path(submission)).text)
    assert "第 2 轮" in page
    assert "1 题有改动： 第 1 题" in page
    assert "任命书 2026-1" in page
    assert "第 1 轮退回的原因： 请附任命文件。" in page
    assert decide(visitor, submission, "accept", round="2").status_code == 302
    assert decide(visitor, submission, "conclude", round="2", note="材料齐全。").status_code == 302
    assert state(site, world, submission) is SubmissionState.CONCLUDED
    page = visitor.get(path(submission)).text
    assert "材料齐全。" in page
    assert "/return" not in page
    verbs = [event.verb for event in trail(world)]
    assert [verbs.count(verb) for verb in ("accept", "return_for_correction", "conclude")] == [2, 1, 1]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "请至少指出一道需要修改的题目"),
        ({"ask": "officer"}, "请写明要补正什么"),
        ({"ask": "officer", "reason-officer": " \u202e\n"}, "请写明要补正什么"),
        ({"ask": "officer", "reason-officer": "字" * 5000}, "最多 1000 个字，您写了 5000 个字"),
        ({"ask": "nowhere", "reason-nowhere": "x"}, "没有编号为 nowhere 的题目"),
        ({"ask": HOSTILE, f"reason-{HOSTILE}": "x"}, "没有编号为"),
        ({"ask": "nowhere"}, "有一道题不在这份问卷里"),
    ],
)
def test_a_wrong_return_changes_nothing_and_keeps_what_was_typed(
    site: Site, world: World, sent: dict[str, str], said: str
) -> None:
    submission = world.submitted(world.company())
    answer = decide(reviewer(site), submission, "return", **{f"reason-{FOOD}": "也写了", **sent})
    assert answer.status_code == 422
    assert said in words(answer.text)
    assert "也写了" in answer.text
    assert sent.get("reason-officer", "").strip()[:100] in answer.text
    assert HOSTILE not in answer.text
    assert state(site, world, submission) is SubmissionState.SUBMITTED


@pytest.mark.parametrize(("note", "said"), [(" ", "请写明审核结论"), ("字" * 5000, "最多 2000 个字")])
def test_a_wrong_note_concludes_nothing(site: Site, world: World, note: str, said: str) -> None:
    submission = world.submitted(world.company())
    visitor = reviewer(site)
    decide(visitor, submission, "accept")
    answer = decide(visitor, submission, "conclude", note=note)
    assert answer.status_code == 422
    assert said in faults(answer.text)[-1]
    assert note.strip() in answer.text
    assert state(site, world, submission) is SubmissionState.DOCUMENT_REVIEW


def test_a_decision_about_an_earlier_round_is_not_taken(site: Site, world: World) -> None:
    company = world.company()
    submission = world.submitted(company)
    visitor, other = reviewer(site), world.reviewer("360703")
    world.send_back(other, submission, OFFICER)
    world.save(company, submission, OFFICER, Answer(value=False), 1)
    world.certify(company, submission)
    world.submit(company, submission)
    answer = decide(visitor, submission, "return", ask=OFFICER, **{f"reason-{OFFICER}": "看的是第一轮"})
    assert answer.status_code == 409
    assert "企业已经提交了新的一轮" in answer.text
    assert "看的是第一轮" in answer.text
    assert decide(visitor, submission, "accept").status_code == 409
    assert state(site, world, submission) is SubmissionState.SUBMITTED


def test_a_decision_that_comes_too_late_is_shown_again_unsent(site: Site, world: World) -> None:
    submission = world.submitted(world.company())
    visitor, other = reviewer(site), world.reviewer("360703")
    world.accept(other, submission)
    world.conclude(other, submission)
    answer = decide(visitor, submission, "return", ask=OFFICER, **{f"reason-{OFFICER}": "来不及了"})
    assert answer.status_code == 409
    assert "状态已经变化" in answer.text
    assert "来不及了" in answer.text
    assert state(site, world, submission) is SubmissionState.CONCLUDED


def test_hostile_words_stay_words(site: Site, world: World) -> None:
    visitor = site.company(name=HOSTILE)
    start = visitor.start()
    submission = SubmissionId(int(start.rsplit("/", 1)[1]))
    company = site.actor("filler@demo.example")
    world.save(company, submission, OFFICER, Answer(value=True, remark=HOSTILE, evidence=HOSTILE), 0)
    world.save(company, submission, FOOD, Answer(na=HOSTILE), 0)
    world.certify(company, submission)
    world.submit(company, submission)
    regulator = reviewer(site)
    for page in (regulator.get("/review").text, regulator.get(path(submission)).text):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        assert not re.search(r"\sstyle=|\son[a-z]+=", page)


def test_the_pdf_is_the_same_job_for_everybody(site: Site, world: World) -> None:
    company = world.company()
    submission = world.submitted(company)
    visitor = reviewer(site)
    first = visitor.post(path(submission, "/report"), {}, page=path(submission))
    again = visitor.post(path(submission, "/report"), {}, page=path(submission))
    assert first.headers["Location"] == again.headers["Location"]
    assert site.woken == [world.report(company, submission).id] * 2
    assert "已经排上队" in visitor.get(first.headers["Location"]).text
    stranger = reviewer(site, "360702", "stranger@demo.example")
    assert stranger.get(first.headers["Location"]).status_code == 404
    assert stranger.get(first.headers["Location"] + "/file").status_code == 404
