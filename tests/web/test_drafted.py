"""What editors draft for a plan: forms that lose nothing, a published edition with the plan in it, and the way back."""

import re
from html import unescape

import pytest

from selfcheck.kernel.ids import DocumentId, PolicyId, QuestionId
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import DraftItem
from selfcheck.plans.extract import extract_items
from selfcheck.questionnaires.library import Library
from selfcheck.questionnaires.live import LiveContent
from selfcheck.store.audit import list_events
from selfcheck.workflow.actor import Role
from selfcheck.workflow.desk import accepting, get_desk, take_step
from tests.plans.test_draft import DOCUMENT
from tests.web.site import Site, Visitor, words
from tests.workflow.documents import add_document
from tests.workflow.world import World

QUESTION = {
    "module": "lead",
    "kind": "yes_no",
    "text-zh": "演示：质量追溯制度有没有写成文件？",
    "text-en": "Demo: are the rules on traceability in writing?",
    "evidence-0-zh": "追溯制度",
    "evidence-0-en": "the rules on traceability",
    "evidence-0-required": "y",
    "weight": "3",
    "level": "2",
    "remedy-zh": "写一页追溯制度。",
    "remedy-en": "Write one page of rules.",
    "remedy-effort": "2",
    "remedy-days": "10",
}
POLICY = {
    "title-zh": "演示奖励",
    "title-en": "Demo grant",
    "authority": "市市场监管局、市财政局",
    "begins": "2024-05-01",
    "together": "all",
    "all-0-fact": "certificates",
    "all-0-op": "has_any",
    "all-0-value": "HACCP 认证",
    "all-0-label-zh": "有 HACCP 认证",
    "all-0-label-en": "holds a HACCP certificate",
    "all-0-remedy-zh": "去认证。",
    "all-0-remedy-en": "Get certified.",
    "all-1-fact": "employees",
    "all-1-op": "at_least",
    "all-1-value": "20",
    "confirm-0-zh": "符合当年申报通知的其他条件",
    "confirm-0-en": "meets the other conditions of the current notice",
}
TARGET = {
    "title-zh": "演示指标",
    "title-en": "Demo figure",
    "feed-aggregate": "",
    "feed-fact": "",
    "feed-op": "",
    "not_fed-zh": "这个数字由政府统计。",
    "not_fed-en": "A government counts this figure.",
}
HEAD = {
    "plan": "demo-2024",
    "title": "演示市质量强市实施方案",
    "issuer": "演示市人民政府",
    "date": "2024-05-01",
    "region": "360700",
}
LOG = {"zh": "加入演示市方案。", "en": "Adds the demo plan."}


@pytest.fixture
def document(site: Site) -> DocumentId:
    """The short plan of the tests of drafts, beside content that knows whom it speaks to."""
    content: LiveContent = site.app.extensions["content"]
    actors = content.root / "actors.yaml"
    more = "{zh: 演示主体, en: demo actors, condition: {all: []}}"
    known = actors.read_text(encoding="utf-8")
    told = {item.actor for item in extract_items(DOCUMENT)} - set(content.library().actors)
    actors.write_text(known + "".join(f"{actor}: {more}\n" for actor in sorted(told)), encoding="utf-8")
    content.renew()
    with site.sessions.open(writes=True) as session, session.begin():
        return add_document(session)


@pytest.fixture
def editor(site: Site) -> Visitor:
    return site.person("editor@demo.example", Role.EDITOR, name="演示题库编辑")


@pytest.fixture
def home(document: DocumentId) -> str:
    return f"/content/documents/{document}"


def items(site: Site, document: DocumentId, kind: ItemKind) -> list[DraftItem]:
    with site.sessions.open(writes=False) as session:
        return [item for item in get_desk(session, document).draft.items if item.kind is kind]


def accept(site: Site, document: DocumentId, number: int) -> None:
    actor = site.actor("editor@demo.example")
    with site.sessions.open(writes=True) as session, session.begin():
        version = get_desk(session, document).versions[number]
        take_step(session, actor, document, accepting(number, version), now=World.now)


def in_use(site: Site) -> Library:
    content: LiveContent = site.app.extensions["content"]
    return content.renew()


def after(page: str) -> str:
    return page.split('name="after" type="hidden" value="')[1].split('"', maxsplit=1)[0]


def fields_of(page: str) -> dict[str, str]:
    """The fields of the form of a draft, as a browser would send them."""
    form = re.search(r'<form class="drafting".*?</form>', page, re.DOTALL)
    assert form
    found = {name: unescape(value) for name, value in re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form[0])}
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?([^<]*)<', form[0]):
        found[name] = unescape(value)
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    boxes = re.findall(r'<input type="checkbox"[^>]*name="([^"]+)"[^>]*?( checked)?>', form[0])
    unticked = {name for name, ticked in boxes if not ticked}
    return {name: value for name, value in found.items() if name not in unticked | {"csrf_token"}}


def whole(site: Site, editor: Visitor, document: DocumentId, home: str) -> dict[ItemKind, int]:
    """A plan with everything that a publication needs; the numbers of its items."""
    assert editor.post(f"{home}/head", HEAD, page=home).status_code == 302
    numbers = {}
    for kind in (ItemKind.OBLIGATION, ItemKind.SUPPORT, ItemKind.TARGET):
        numbers[kind] = items(site, document, kind)[0].number
        accept(site, document, numbers[kind])
    drafts = f"{home}/drafts"
    for name, kind, form in (
        ("question", ItemKind.OBLIGATION, QUESTION),
        ("policy", ItemKind.SUPPORT, POLICY),
        ("target", ItemKind.TARGET, TARGET),
    ):
        page = f"{drafts}/new/{name}?item={numbers[kind]}"
        prefilled = {key: value for key, value in fields_of(editor.get(page).text).items() if key.startswith("unit")}
        units = {**prefilled, **({"unit-en": "companies"} if prefilled.get("unit-zh") not in {None, "", "%"} else {})}
        answer = editor.post(page, {**units, **form})
        assert answer.status_code == 302, words(answer.text)
    assert editor.post(f"{drafts}/name", {"zh": "演示市 2024", "en": "Demo City 2024"}, page=drafts).status_code == 302
    return numbers


def test_a_plan_goes_to_the_bank_and_back(site: Site, editor: Visitor, document: DocumentId, home: str) -> None:
    before = in_use(site)
    whole(site, editor, document, home)
    page = f"/content/publications/new/document-{document}"
    look = editor.get(page)
    said = words(look.text)
    assert look.status_code == 200
    for expected in ("内容检查通过", "新增题目 1 项：demo-2024-q1", "小型食品厂", QUESTION["text-zh"], "确认发布"):
        assert expected in said, expected
    answer = editor.post(page, {**LOG, "after": after(look.text)})
    assert answer.status_code == 302, words(answer.text)
    found = in_use(site)
    question = found.questions[QuestionId("demo-2024-q1")]
    assert question.text.en == QUESTION["text-en"]
    assert [item for item in question.obligations if found.items[item][0].id == "demo-2024"] == list(
        question.obligations
    )
    policy = found.policies_by_id[PolicyId("demo-2024-p1")]
    assert [test.value for test in policy.condition.all] == [("haccp",), 20]  # type: ignore[union-attr]  # two tests
    assert {case.verdict for case in policy.cases} == {"eligible", "nearly", "not_eligible"}
    assert [target.title.zh for target in found.targets] == ["演示指标"]
    assert editor.get(page).status_code == 200
    assert "题目、政策和指标都没有变化" in words(editor.get(page).text)
    back = f"/content/publications/new/{before.version}"
    assert editor.post(back, {**LOG, "after": after(editor.get(back).text)}).status_code == 302
    assert in_use(site).hash == before.hash


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    site: Site, editor: Visitor, document: DocumentId, home: str
) -> None:
    number = items(site, document, ItemKind.OBLIGATION)[0].number
    page = f"{home}/drafts/new/question?item={number}"
    wrong = {
        **QUESTION,
        "kind": "number",
        "text-zh": "演示,有没有？",
        "unit-zh": "个",
        "limits-min": "10",
        "limits-max": "5",
        "floor": "3",
        "target": "3",
        "remedy-days": "很快",
        "remedy-en": "",
        "evidence-1-zh": "只有中文",
    }
    answer = editor.post(page, wrong)
    assert answer.status_code == 422
    said = words(answer.text)
    for expected in ("全角标点", "最小的数要小于最大的数", "请只填数字", "请填写", "很快", "只有中文"):
        assert expected in said, expected
    ladder = editor.post(page, {**QUESTION, "kind": "maturity", "steps-0-zh": "没有。", "steps-0-en": "None."})
    assert ladder.status_code == 422
    assert (
        editor.post(page, {**QUESTION, "kind": "checklist", "options-0-zh": "一项", "options-0-en": "one"}).status_code
        == 422
    )
    assert editor.get(f"{home}/drafts/new/question?item=9999").status_code == 404
    assert editor.get(f"{home}/drafts/new/poem?item={number}").status_code == 404
    offer = items(site, document, ItemKind.SUPPORT)[0].number
    answer = editor.post(
        f"{home}/drafts/new/policy?item={offer}", {**POLICY, "all-0-value": "没有的证书", "all-1-op": ""}
    )
    assert answer.status_code == 422
    for expected in ("没有“没有的证书”", "请选一项"):
        assert expected in words(answer.text), expected


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("checklist", {f"options-{n}-{lang}": f"{lang} {n}" for n in range(3) for lang in ("zh", "en")}),
        ("date", {}),
        ("table", {"columns-0-zh": "编号", "columns-0-en": "number", "columns-0-required": "y", "rows": "2"}),
        (
            "number",
            {"unit-zh": "次", "unit-en": "times", "limits-min": "0", "limits-max": "99", "floor": "0", "target": "4"},
        ),
        (
            "maturity",
            {
                f"steps-{n}-{lang}": f"step {n}." if lang == "en" else f"第 {n} 步。"
                for n in range(5)
                for lang in ("zh", "en")
            },
        ),
    ],
)
def test_every_kind_of_question_comes_back_as_it_was_kept(
    site: Site, editor: Visitor, document: DocumentId, home: str, kind: str, more: dict[str, str]
) -> None:
    number = items(site, document, ItemKind.OBLIGATION)[0].number
    answer = editor.post(f"{home}/drafts/new/question?item={number}", {**QUESTION, "kind": kind, **more})
    assert answer.status_code == 302, words(answer.text)
    page = f"{home}/drafts/1"
    first = editor.get(page).text
    kept = fields_of(first)
    for name, value in {**QUESTION, "kind": kind, **more}.items():
        assert kept[name] == value, name
    assert editor.post(page, kept).status_code == 302
    assert fields_of(editor.get(page).text) == kept


def test_two_editors_do_not_overwrite_each_other(site: Site, editor: Visitor, document: DocumentId, home: str) -> None:
    number = items(site, document, ItemKind.OBLIGATION)[0].number
    assert editor.post(f"{home}/drafts/new/question?item={number}", QUESTION).status_code == 302
    page = f"{home}/drafts/1"
    other = site.person("other@demo.example", Role.EDITOR, name="演示编辑二")
    ours = fields_of(editor.get(page).text)
    assert other.post(page, {**ours, "text-zh": "演示：制度有没有？"}).status_code == 302
    late = editor.post(page, {**ours, "text-zh": "演示：文件有没有？"})
    assert late.status_code == 409
    assert "别人刚改过" in words(late.text)
    again = fields_of(late.text)
    assert again["text-zh"] == "演示：文件有没有？"
    assert editor.post(page, again).status_code == 302


def test_what_is_removed_is_linked_no_more_and_every_step_is_in_the_trail(
    site: Site, editor: Visitor, document: DocumentId, home: str
) -> None:
    number = items(site, document, ItemKind.OBLIGATION)[0].number
    assert editor.post(f"{home}/drafts/new/question?item={number}", QUESTION).status_code == 302
    assert items(site, document, ItemKind.OBLIGATION)[0].question == "demo-2024-q1"
    assert editor.post(f"{home}/drafts/1/remove", {}, page=f"{home}/drafts").status_code == 302
    assert items(site, document, ItemKind.OBLIGATION)[0].question is None
    assert editor.get(f"{home}/drafts/1").status_code == 404
    with site.sessions.open(writes=False) as session:
        verbs = {event.verb for event in list_events(session)}
    assert {"draft_entry", "link_item", "remove_entry"} <= verbs


def test_gaps_and_faults_lead_to_where_they_are_mended(
    site: Site, editor: Visitor, document: DocumentId, home: str
) -> None:
    page = f"/content/publications/new/document-{document}"
    answer = editor.get(page)
    assert answer.status_code == 422
    assert "引用时用的简称" in words(answer.text)
    numbers = whole(site, editor, document, home)
    assert editor.post(f"{home}/drafts/3/remove", {}, page=f"{home}/drafts").status_code == 302
    found = editor.get(page).text
    assert "这项指标还没有写明" in words(found)
    assert f"item={numbers[ItemKind.TARGET]}#i{numbers[ItemKind.TARGET]}" in found
    assert editor.post(page, {**LOG, "after": "0"}, page=f"{home}/drafts").status_code == 422


def test_a_name_needs_both_languages(editor: Visitor, home: str) -> None:
    answer = editor.post(f"{home}/drafts/name", {"zh": "演示市 2024", "en": "演示"}, page=f"{home}/drafts")
    assert answer.status_code == 422
    assert "英文里有汉字" in words(answer.text)


def test_only_editors_come_in(site: Site, home: str) -> None:
    assert site.company().get(f"{home}/drafts").status_code == 403
