"""A company's way from its profile to the receipt and back through a correction, on both databases."""

import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event

from selfcheck.jobs.edition import take_up
from selfcheck.kernel.ids import QuestionId, SubmissionId
from selfcheck.questionnaires.live import LiveContent
from selfcheck.store.audit import list_events
from selfcheck.store.report import ReportJob, ReportState
from selfcheck.store.round import list_rounds
from selfcheck.store.transaction import transaction
from selfcheck.workflow.actor import Role
from selfcheck.workflow.review import Correction, return_for_correction
from tests.database import KINDS
from tests.web.site import Site, Visitor, faults, profile_form, words

both = pytest.mark.parametrize("kind", KINDS)
CERTIFIED = {"name": "演示法人", "position": "legal_representative", "truth": "y"}
SECTIONS: dict[str, dict[str, Any]] = {
    "lead": {"q.officer": "yes", "q.food": "yes", "r.officer": "任命书 2026-01", "e.officer": "任命书.pdf"},
    "more": {"q.steps": "3", "q.share": "80"},
    "form": {"q.points": ["a"], "q.valid": "2031-03-05", "c.register.0.number": "GB 1", "c.register.1.number": "GB 2"},
}


def fill(visitor: Visitor, path: str) -> None:
    for section, answers in SECTIONS.items():
        page = f"{path}/sections/{section}"
        assert visitor.post(page, {**visitor.section(page), **answers, "then": "next"}).status_code == 302


def submitted(visitor: Visitor) -> str:
    path = visitor.start()
    fill(visitor, path)
    assert visitor.post(f"{path}/check", CERTIFIED).status_code == 302
    assert visitor.post(f"{path}/submit", {}, page=f"{path}/check").status_code == 302
    return path


def number_of(path: str) -> SubmissionId:
    return SubmissionId(int(path.rsplit("/", 1)[1]))


@both
def test_from_profile_to_receipt_and_result(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    assert visitor.start() == path  # the open one, not another
    fill(visitor, path)
    check = words(visitor.get(f"{path}/check").text)
    assert "任命书 2026-01" in check
    assert "还有" not in check.split("检查回答", 1)[1].split("负责人", 1)[0]
    assert visitor.post(f"{path}/check", CERTIFIED).headers["Location"] == f"{path}/check#submit"
    send = visitor.post(f"{path}/submit", {}, page=f"{path}/check")
    assert send.headers["Location"] == f"{path}/receipt"
    receipt = visitor.get(f"{path}/receipt").text
    number = re.search(r"\d{4}-\d{6}", receipt)
    assert number
    assert number[0] in visitor.get("/company").text
    result = visitor.get(f"{path}/result").text
    # 1000 x (3 + 2 + 2 x 0.75 + 0.8 + 2 x 0.5 + 1 + 1) / 12
    assert re.search(r'class="total">.*?858\.3<small>', result)
    assert "保存，稍后再填" not in visitor.get(f"{path}/sections/lead").text


@both
def test_submitting_twice_gives_one_receipt(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    fill(visitor, path)
    visitor.post(f"{path}/check", CERTIFIED)
    first = visitor.post(f"{path}/submit", {}, page=f"{path}/check")
    again = visitor.post(f"{path}/submit", {}, page=path + "/receipt")
    assert first.headers["Location"] == again.headers["Location"]
    with site.sessions.open(writes=False) as session:
        actor = site.actor("filler@demo.example")
        assert len(list_rounds(session, actor.scope, number_of(path))) == 1


@both
def test_another_companys_submission_is_not_found_and_the_attempt_is_on_record(site: Site) -> None:
    path = submitted(site.company())
    stranger = site.company(2, "stranger@demo.example")
    for page in (path, path + "/sections/lead", path + "/check", path + "/receipt", path + "/result"):
        assert stranger.get(page).status_code == 404
    assert stranger.post(f"{path}/submit", {}, page="/company").status_code == 404
    with site.sessions.open(writes=False) as session:
        refused = [event for event in list_events(session) if event.verb == "refused"]
    assert len(refused) == 6
    assert {(event.subject, event.subject_id) for event in refused} == {("submission", number_of(path))}
    assert {event.user_id for event in refused} == {site.actor("stranger@demo.example").user_id}


@both
def test_two_people_on_one_page_get_both_texts_and_lose_none(site: Site) -> None:
    first = site.company()
    second = site.visitor()
    second.sign_in("filler@demo.example")
    path = first.start()
    page = f"{path}/sections/lead"
    opened = second.section(page)
    first.post(page, {**first.section(page), "q.officer": "yes", "r.officer": "先写的话"})
    answer = second.post(page, {**opened, "q.officer": "no", "r.officer": "后写的话", "q.food": "yes"})
    assert answer.status_code == 409
    assert "先写的话" in answer.text or "是" in words(answer.text)
    assert 'value="后写的话"' in answer.text
    assert "后写的话" not in first.get(page).text  # nothing of the page is saved
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
    del kept["csrf_token"]
    theirs = second.post(page, {**kept, "use.officer": "theirs"})
    assert theirs.status_code == 302
    shown = first.get(page).text
    assert "先写的话" in shown
    assert re.search(r'name="q.food" value="yes" checked', shown)
    mine = second.post(page, {**opened, "v.officer": "1", "v.food": "1", "q.officer": "no", "q.food": "yes"})
    assert mine.status_code == 302
    assert re.search(r'name="q.officer" value="no" checked', first.get(page).text)


@both
def test_a_returned_question_alone_is_open_and_a_round_more_follows(site: Site) -> None:
    visitor = site.company()
    path = submitted(visitor)
    site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction="360703")
    reviewer = site.actor("reviewer@demo.example")
    with transaction(site.sessions) as session:
        asked = [Correction(QuestionId("officer"), "任命书没有<日期>。")]
        return_for_correction(session, reviewer, number_of(path), asked, now=datetime.now(UTC))
    assert "任命书没有&lt;日期&gt;。" in visitor.get(path).text
    page = f"{path}/sections/lead"
    shown = visitor.get(page).text
    assert 'name="q.officer"' in shown
    assert 'name="q.food"' not in shown
    unchanged = visitor.post(f"{path}/check", CERTIFIED)
    assert unchanged.status_code == 422
    assert "还没有任何修改" in unchanged.text
    visitor.post(page, {**visitor.section(page), "q.officer": "yes", "r.officer": "已补日期", "q.food": "no"})
    assert visitor.post(f"{path}/check", CERTIFIED).status_code == 302
    assert visitor.post(f"{path}/submit", {}, page=f"{path}/check").status_code == 302
    assert "第 2 轮" in words(visitor.get(f"{path}/result").text)
    assert visitor.get(f"{path}/result?round=1").status_code == 200
    assert visitor.get(f"{path}/result?round=3").status_code == 404
    assert "不适用" not in visitor.get(f"{path}/result").text.split("逐题列出", 1)[0]
    with site.sessions.open(writes=False) as session:
        rounds = list_rounds(session, site.actor("filler@demo.example").scope, number_of(path))
    assert rounds[1].answers_json["food"] == {"value": True}  # a shut question cannot be changed by hand


def test_certifying_asks_for_a_name_a_position_and_the_truth(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    answer = visitor.post(f"{path}/check", {"name": " ", "position": "cook"})
    assert answer.status_code == 422
    assert faults(answer.text) == ["请填写确认人的姓名。", "请选择确认人的职务。", "请勾选真实性声明。"]
    empty = visitor.post(f"{path}/check", CERTIFIED)
    assert empty.status_code == 422
    assert "还没有填写任何一道题" in empty.text
    fill(visitor, path)
    myself = visitor.post(f"{path}/check", {**CERTIFIED, "name": "演示填报人"})
    assert myself.status_code == 422
    assert 'value="演示填报人"' in myself.text


def test_changing_an_answer_takes_the_certificate_back(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    fill(visitor, path)
    visitor.post(f"{path}/check", CERTIFIED)
    page = f"{path}/sections/lead"
    visitor.post(page, {**visitor.section(page), "q.officer": "no", "q.food": "yes"})
    answer = visitor.post(f"{path}/submit", {}, page=f"{path}/check")
    assert answer.status_code == 409
    assert "状态已经变化" in answer.text


def test_withdrawing_asks_once_and_is_final(site: Site) -> None:
    visitor = site.company()
    path = submitted(visitor)
    assert "撤回这份问卷？" in visitor.get(f"{path}/withdraw").text
    assert visitor.post(f"{path}/withdraw", {}).headers["Location"] == "/company"
    assert "已撤回" in visitor.get("/company").text
    assert visitor.start() != path


def test_a_draft_with_new_questions_says_so_and_one_that_stays_too(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    content: LiveContent = site.app.extensions["content"]
    lead = content.root / "modules/lead.yaml"
    kept = lead.read_text(encoding="utf-8")
    added = kept[kept.index("  - id: officer") : kept.index("  - id: food")].replace("id: officer", "id: deputy")
    lead.write_text(kept.replace("有没有食品安全制度？", "是否有食品安全制度？") + added, encoding="utf-8")
    newer = LiveContent(content.root, time.monotonic)
    site.app.extensions["content"] = newer
    assert "题库" not in words(visitor.get(path).text)
    take_up(site.sessions, newer, datetime.now(UTC))
    page = visitor.get(path).text
    for said in ("这份问卷已换成新题目", "新增的题", 'lead#q-deputy">', "有改动的题", "是否有食品安全制度？"):
        assert said in page, said
    assert 'id="q-deputy"' in visitor.get(f"{path}/sections/lead").text
    lead.write_text(kept, encoding="utf-8")
    site.app.extensions["content"] = LiveContent(content.root, time.monotonic)
    take_up(site.sessions, site.app.extensions["content"], datetime.now(UTC))
    page = visitor.get(path).text
    assert "保持现有的题目" in page
    assert "这份问卷已换成新题目" not in page


def test_a_result_can_be_read_before_submitting(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    page = visitor.get(f"{path}/result")
    assert page.status_code == 200
    assert "按目前的回答试算" in page.text


def test_the_report_is_asked_for_once_watched_and_fetched(site: Site) -> None:
    visitor = site.company()
    path = submitted(visitor)
    ordered = visitor.post(f"{path}/report", {}, page=f"{path}/result")
    again = visitor.post(f"{path}/report", {}, page=f"{path}/result")
    assert ordered.headers["Location"] == again.headers["Location"]
    assert len(set(site.woken)) == 1
    watch = ordered.headers["Location"]
    assert 'http-equiv="refresh"' in visitor.get(watch).text
    assert visitor.get(f"{watch}/file").status_code == 404
    key = site.app.extensions["files"].put(b"%PDF-1.7 demo")
    with transaction(site.sessions) as session:
        from_store = session.get_one(ReportJob, site.woken[0])
        from_store.state, from_store.file_key = ReportState.READY, key
        from_store.ready_at = datetime.now(UTC)
    assert 'http-equiv="refresh"' not in visitor.get(watch).text
    file = visitor.get(f"{watch}/file")
    assert file.data == b"%PDF-1.7 demo"
    assert file.mimetype == "application/pdf"
    assert site.company(2, "stranger@demo.example").get(f"{watch}/file").status_code == 404


def test_the_spreadsheet_is_there_once_something_was_submitted(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    assert visitor.get(f"{path}/result.xlsx").status_code == 404
    fill(visitor, path)
    visitor.post(f"{path}/check", CERTIFIED)
    visitor.post(f"{path}/submit", {}, page=f"{path}/check")
    sheet = visitor.get(f"{path}/result.xlsx")
    assert sheet.data.startswith(b"PK")
    assert sheet.headers["Content-Disposition"] == "attachment; filename=selfcheck-2026-000001-1.xlsx"
    assert site.company(2, "stranger@demo.example").get(f"{path}/result.xlsx").status_code == 404


def test_a_profile_that_changed_meanwhile_shows_both(site: Site) -> None:
    first = site.company()
    second = site.visitor()
    second.sign_in("filler@demo.example")
    version = {"version": "1"}
    assert first.post("/company/profile", profile_form(name="先改的名字", **version)).status_code == 302
    answer = second.post("/company/profile", profile_form(name="后改的名字", **version))
    assert answer.status_code == 409
    assert "先改的名字" in answer.text
    assert 'value="后改的名字"' in answer.text
    assert re.search(r'name="version" value="2"', answer.text)
    assert second.post("/company/profile", profile_form(name="后改的名字", version="2")).status_code == 302


def test_old_sessions_end_where_the_key_says_so(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    page = f"{path}/sections/lead"
    fields = {**visitor.section(page), "q.officer": "yes", "r.officer": "写了很久的话", "csrf_token": "x"}
    visitor.client.delete_cookie("session")
    answer = visitor.client.post(page, data=fields)
    assert answer.status_code == 400
    assert "写了很久的话" in answer.text
    assert "登录" in answer.text
    visitor.sign_in("filler@demo.example")
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
    stale = visitor.client.post(page, data=kept)  # the token of the page was of before the sign-in
    assert stale.status_code == 400
    kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', stale.text))
    assert visitor.client.post(page, data=kept).status_code == 302
    assert "写了很久的话" in visitor.get(page).text


@pytest.mark.parametrize("kind", ["postgresql"])
def test_a_deadlock_is_not_the_companys_to_mend(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    page = f"{path}/sections/lead"
    given_up: list[str] = []

    def give_up(*told: Any) -> tuple[str, Any]:  # noqa: ANN401 - as SQLAlchemy calls it
        statement, parameters = told[2:4]
        if statement.startswith("INSERT INTO answers") and not given_up:
            given_up.append(statement)
            return "DO $$ BEGIN RAISE EXCEPTION 'for the sake of another' USING ERRCODE = '40P01'; END $$", [()]
        return statement, parameters

    event.listen(site.sessions.engine, "before_cursor_execute", give_up, retval=True)
    answer = visitor.post(page, {**visitor.section(page), **SECTIONS["lead"], "then": "next"})
    assert answer.status_code == 302
    assert given_up
    assert "任命书 2026-01" in visitor.get(page).text


def test_a_report_is_taken_back_on_its_page_and_asked_for_again(site: Site) -> None:
    visitor = site.company()
    path = submitted(visitor)
    page = visitor.post(f"{path}/report", {}, page=f"{path}/result").headers["Location"]
    assert "下一份就是它" in visitor.get(page).text
    assert visitor.post(f"{page}/cancel", {}, page=page).headers["Location"] == page
    assert "这份报告已取消" in visitor.get(page).text
    assert visitor.post(f"{path}/report", {}, page=page).headers["Location"] == page
    assert "下一份就是它" in visitor.get(page).text
    assert site.company(2, "stranger@demo.example").post(f"{page}/cancel", {}, page="/company").status_code == 404
