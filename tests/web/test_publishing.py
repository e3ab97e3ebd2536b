"""The editor's pages of publications: the look before, publishing, the way back, the export, and a newer package."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest

from selfcheck.jobs.edition import take_up
from selfcheck.questionnaires.live import LiveContent
from selfcheck.workflow.actor import Role
from tests.web.site import Site, Visitor, words
from tests.workflow.test_edition import NEW_QUESTION
from tests.workflow.world import World

HOME = "/content/publications"
LOG = {"zh": "新增年度计划一题。", "en": "One question on the plan for the year."}


@pytest.fixture
def editor(site: Site) -> Visitor:
    return site.person("editor@demo.example", Role.EDITOR, name="演示题库编辑")


@pytest.fixture
def root(site: Site) -> Path:
    content: LiveContent = site.app.extensions["content"]
    return content.root


def in_use(site: Site) -> str:
    content: LiveContent = site.app.extensions["content"]
    return content.renew().version


def keep(site: Site) -> None:
    """What the worker does: keep the edition in use."""
    take_up(site.sessions, site.app.extensions["content"], World.now)


def add_question(root: Path) -> None:
    lead = root / "modules/lead.yaml"
    lead.write_text(lead.read_text(encoding="utf-8") + NEW_QUESTION, encoding="utf-8")


def publish(visitor: Visitor, what: str, **changes: str) -> int:
    page = f"{HOME}/new/{what}"
    after = visitor.get(page).text.split('name="after" type="hidden" value="')[1].split('"')[0]
    return visitor.post(page, {**LOG, "after": after, **changes}).status_code


def test_what_is_in_use_or_was_never_kept_is_not_published(editor: Visitor) -> None:
    assert "还没有发布记录" in words(editor.get(HOME).text)
    assert publish(editor, "folder") == 409
    assert editor.get(f"{HOME}/new/carried").status_code == 404
    assert editor.get(f"{HOME}/new/000000000000").status_code == 404


def test_a_newer_package_waits_until_an_editor_takes_it(site: Site, editor: Visitor, root: Path) -> None:
    before = in_use(site)
    original = (root / "modules/lead.yaml").read_text(encoding="utf-8")
    keep(site)
    add_question(root)
    newer = in_use(site)
    assert newer != before
    page = words(editor.get(f"{HOME}/new/{before}").text)
    for said in ("发布前看一看", "内容检查通过", "还没有企业提交", "删去题目 1 项：plan", "可能失效", "小型食品厂"):
        assert said in page, said
    assert publish(editor, before) == 302
    assert in_use(site) == before
    (root / "modules/more.yaml").write_text(
        (root / "modules/more.yaml").read_text(encoding="utf-8").replace("做到哪一步？", "做到了哪一步？"), "utf-8"
    )
    assert in_use(site) == before
    page = words(editor.get(HOME).text)
    assert "安装包里的内容已经更新" in page
    assert LOG["zh"] in page
    assert publish(editor, "carried") == 302
    found = in_use(site)
    packed = editor.get(f"/content/editions/{found}.zip").data
    assert packed == editor.get(f"/content/editions/{found}.zip").data
    with ZipFile(io.BytesIO(packed)) as archive:
        assert archive.read("questionnaires/modules/lead.yaml").decode() == original
        assert "做到了哪一步？" in archive.read("questionnaires/modules/more.yaml").decode()
    assert editor.get("/content/editions/000000000000.zip").status_code == 404


def test_two_editors_cannot_both_publish_and_nothing_typed_is_lost(site: Site, editor: Visitor, root: Path) -> None:
    before = in_use(site)
    keep(site)
    add_question(root)
    in_use(site)
    answer = editor.post(f"{HOME}/new/{before}", {**LOG, "after": "7"})
    assert answer.status_code == 409
    assert "别人刚发布了另一个题库版本" in answer.text
    assert LOG["en"] in answer.text
    answer = editor.post(f"{HOME}/new/{before}", {"zh": "", "en": "only English", "after": "0"})
    assert answer.status_code == 422
    assert "only English" in answer.text


def test_a_broken_folder_cannot_be_published(site: Site, editor: Visitor, root: Path) -> None:
    before = in_use(site)
    keep(site)
    add_question(root)
    in_use(site)
    assert publish(editor, before) == 302
    lead = root / "modules/lead.yaml"
    lead.write_text(lead.read_text(encoding="utf-8").replace("[c-1]", "[nowhere]"), encoding="utf-8")
    page = words(editor.get(f"{HOME}/new/folder").text)
    assert "改好之前不能发布" in page
    assert "确认发布" not in page
    assert editor.post(f"{HOME}/new/folder", {**LOG, "after": "1"}, page=HOME + "/new/" + before).status_code == 422


def test_only_editors_come_in(site: Site) -> None:
    assert site.company().get(HOME).status_code == 403
    assert site.visitor().get(HOME).status_code == 302
