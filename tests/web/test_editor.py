"""What an editor sees: all content in both languages, the clauses behind it, and every fault of the files."""

import re
import time
from pathlib import Path

import pytest

from selfcheck.questionnaires.live import LiveContent
from selfcheck.workflow.actor import Role
from tests.web.site import Site, Visitor, words


@pytest.fixture
def editor(site: Site) -> Visitor:
    return site.person("editor@demo.example", Role.EDITOR, name="演示题库编辑")


def test_the_overview_counts_plans_and_modules(editor: Visitor) -> None:
    assert editor.get("/home").headers["Location"] == "/content"
    page = words(editor.get("/content").text)
    for said in ("内容检查通过", "市方案", "目标期内", "省意见", "目标期已过", "负责人", "共 7 道题", "支持政策 1"):
        assert said in page, said


def test_the_overview_names_what_still_waits(site: Site, editor: Visitor) -> None:
    content: LiveContent = site.app.extensions["content"]
    lead = content.root / "modules/lead.yaml"
    lead.write_text(lead.read_text(encoding="utf-8").replace("[c-1, p-1]", "[c-1]"), encoding="utf-8")
    site.app.extensions["content"] = LiveContent(content.root, time.monotonic)
    page = words(editor.get("/content").text)
    assert "省 2023 还有 1 条没有用到 p-1 · 第 1 条 · 首席质量官" in page
    assert "市 2024 还有" not in page


def test_one_question_is_shown_as_companies_see_it_in_both_languages(editor: Visitor) -> None:
    page = editor.get("/content/questions/officer").text
    told = words(page)
    for said in (
        "有没有首席质量官？",
        "Is there a chief quality officer?",
        "任命一位。",
        "Appoint one.",
        "不适用",
        "Not applicable",
        "市 2024 · 第 1 条",
        "City 2024",
        "c-1 · enterprise · cqo · promoted",
        "省 2023",
        "mandatory",
    ):
        assert said in told, said
    targets = re.findall(r'\sid="([^"]+)"', page)
    assert len(targets) == len(set(targets))
    assert 'lang="en"' in page
    assert "有没有首席质量官？" in words(editor.get("/content/questions/officer", headers={"Cookie": "lang=en"}).text)


@pytest.mark.parametrize("question", ["officer", "food", "steps", "share", "points", "valid", "register"])
def test_every_kind_of_question_can_be_looked_at(editor: Visitor, question: str) -> None:
    answer = editor.get(f"/content/questions/{question}")
    assert answer.status_code == 200
    assert answer.text.count("<fieldset") == 2


def test_a_policy_is_shown_with_its_conditions_and_cases(editor: Visitor) -> None:
    assert "/content/policies/city-grant" in editor.get("/content/policies").text
    page = words(editor.get("/content/policies/city-grant").text)
    for said in (
        "奖补",
        "Grant",
        "有认证",
        "有效证书 含有 HACCP 认证",
        "可以补上",
        "去认证。",
        "符合通知",
        "由企业声明",
        "所在地区：江西省赣州市南康区",
        "符合条件",
        "接近符合",
        "还不能判断",
        "不符合条件",
        "当日未开放",
        "2024年1月1日",
    ):
        assert said in page, said
    assert "应为" not in page


def test_what_is_not_there_is_not_found(editor: Visitor) -> None:
    for path in ("questions/nothing", "modules/nothing", "policies/nothing", "questions/%3Cscript%3E"):
        assert editor.get(f"/content/{path}").status_code == 404


def test_faults_are_listed_with_file_and_line_and_the_last_good_edition_stays(
    site: Site, editor: Visitor, tmp_path: Path
) -> None:
    assert "没有错误" in editor.get("/content/faults").text
    version = site.app.extensions["content"].library().version
    path = tmp_path / "content/modules/lead.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("weight: 3", "weight: <b>"), encoding="utf-8")
    page = editor.get("/content/faults").text
    assert re.search(r"modules/lead\.yaml:\d+", page)
    assert version in page
    assert "<b>" not in page
    assert "文件里有 1 处错误" in editor.get("/content").text
    assert editor.get("/content/questions/officer").status_code == 200


def test_only_editors_and_administrators_come_in(site: Site) -> None:
    for number, (role, status) in enumerate(
        ((Role.COMPANY, 403), (Role.REVIEWER, 403), (Role.ADMINISTRATOR, 200), (Role.EDITOR, 200))
    ):
        where = "360703" if role is Role.REVIEWER else None
        visitor = site.person(f"other{number}@demo.example", role, jurisdiction=where)
        for path in ("/content", "/content/faults", "/content/policies", "/content/questions/officer"):
            assert visitor.get(path).status_code == status
