"""The editor's desk without scripts: what it shows, what each form does, what is refused, and what scripts are told."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from sqlalchemy import event

from selfcheck.kernel.ids import DocumentId
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import Decision, DraftItem
from selfcheck.questionnaires.live import LiveContent
from selfcheck.store.drafted import DraftedKind
from selfcheck.workflow.actor import Role
from selfcheck.workflow.desk import get_desk
from selfcheck.workflow.drafted import Wish, draft_entry
from tests.web.site import Site, Visitor, faults, words
from tests.workflow.documents import add_document
from tests.workflow.world import World

JSON = {"Accept": "application/json"}


@pytest.fixture
def document(site: Site) -> DocumentId:
    with site.sessions.open(writes=True) as session, session.begin():
        return add_document(session)


@pytest.fixture
def editor(site: Site) -> Visitor:
    return site.person("editor@demo.example", Role.EDITOR, name="演示题库编辑")


@pytest.fixture
def home(document: DocumentId) -> str:
    return f"/content/documents/{document}/desk"


def items(site: Site, document: DocumentId) -> tuple[DraftItem, ...]:
    with site.sessions.open(writes=False) as session:
        return get_desk(session, document).draft.items


def duty(site: Site, document: DocumentId) -> DraftItem:
    return next(item for item in items(site, document) if item.kind is ItemKind.OBLIGATION)


def form_of(page: str, part: str) -> dict[str, str]:
    """The fields of the form whose action ends in that, as a browser would send them."""
    form = re.search(rf'<form[^>]*action="[^"]*/{part}\?[^"]*"[^>]*>.*?</form>', page, re.DOTALL)
    assert form, part
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)" value="([^"]*)"', form[0]))
    fields |= dict(re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)<', form[0]))
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form[0], re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return {name: unescape(value) for name, value in fields.items() if name not in {"csrf_token", "borderline"}}


def test_it_shows_the_text_with_every_item_marked_and_listed(
    site: Site, editor: Visitor, home: str, document: DocumentId
) -> None:
    page = editor.get(home).text
    for item in items(site, document):
        assert f'id="i{item.number}"' in page
        assert re.search(rf'data-item="{item.number}">\S+ {item.number}</a>', page)
    told = words(page)
    assert f"已处理 0 / {len(items(site, document))} 项" in told
    assert "企业应当建立质量追溯制度" in told.replace(" ", "")
    assert page.count("<script") == 2


def test_accepting_and_rejecting_go_on_to_the_next_undecided(
    site: Site, editor: Visitor, home: str, document: DocumentId
) -> None:
    first, second, third = items(site, document)[:3]
    answer = editor.post(f"{home}/items/{first.number}/accept?seen=1&item={first.number}", {}, page=home)
    assert urlsplit(answer.headers["Location"]).query == f"item={second.number}"
    answer = editor.post(f"{home}/items/{second.number}/reject?seen=1", {}, page=home)
    assert urlsplit(answer.headers["Location"]).fragment == f"i{third.number}"
    assert [item.decision for item in items(site, document)[:3]] == [
        Decision.ACCEPTED,
        Decision.REJECTED,
        Decision.OPEN,
    ]
    assert "已处理 2 /" in words(editor.get(home).text)


def test_filters_filter_and_sorting_puts_the_doubtful_first(
    site: Site, editor: Visitor, home: str, document: DocumentId
) -> None:
    found = items(site, document)
    offers = [str(item.number) for item in found if item.kind is ItemKind.SUPPORT]
    assert re.findall(r'<li id="i(\d+)"', editor.get(f"{home}?kind=support").text) == offers
    editor.post(f"{home}/items/{offers[0]}/reject?seen=1", {}, page=home)
    assert re.findall(r'<li id="i(\d+)"', editor.get(f"{home}?decision=rejected").text) == [offers[0]]
    by_doubt = re.findall(r'<li id="i(\d+)"', editor.get(f"{home}?sort=doubt").text)
    sure = {str(item.number): item.confidence for item in found}
    assert [sure[number] for number in by_doubt] == sorted(sure.values())
    assert "没有符合条件的条目" in words(editor.get(f"{home}?kind=award&decision=accepted").text)
    assert len(re.findall(r'<li id="i', editor.get(f"{home}?kind=nothing&sort=up").text)) == len(found)


def test_a_form_sent_as_it_is_changes_nothing(site: Site, editor: Visitor, home: str, document: DocumentId) -> None:
    before = items(site, document)
    for item in before:
        page = f"{home}?item={item.number}"
        sent = form_of(editor.get(page).text, "correct")
        assert editor.post(f"{home}/items/{item.number}/correct?", sent, page=page).status_code == 302
    assert items(site, document) == before


def test_a_correction_is_kept_field_by_field(site: Site, editor: Visitor, home: str, document: DocumentId) -> None:
    target = next(item for item in items(site, document) if item.kind is ItemKind.TARGET)
    page = f"{home}?item={target.number}"
    changes = {
        "metric": "合格率",
        "op": ">=",
        "value": "95.5-98",
        "unit": "%",
        "by": "2027年",
        "authority": "演示局、演示委",
        "borderline": "1",
    }
    sent = {**form_of(editor.get(page).text, "correct"), **changes}
    assert editor.post(f"{home}/items/{target.number}/correct?item={target.number}", sent, page=page).status_code == 302
    kept = next(item for item in items(site, document) if item.number == target.number)
    assert kept.figure is not None
    assert (kept.figure.value, kept.figure.unit, kept.figure.by) == ((95.5, 98.0), "%", 2027)
    assert (kept.authority, kept.borderline) == (("演示局", "演示委"), True)


def test_other_words_move_the_span_and_pin_it_anew(
    site: Site, editor: Visitor, home: str, document: DocumentId
) -> None:
    item = duty(site, document)
    page = f"{home}?item={item.number}"
    sent = {**form_of(editor.get(page).text, "correct"), "words": "企业应当建立质量追溯制度"}
    assert editor.post(f"{home}/items/{item.number}/correct?", sent, page=page).status_code == 302
    kept = next(each for each in items(site, document) if each.number == item.number)
    assert kept.end - kept.start == len("企业应当建立质量追溯制度")
    assert kept.anchor in {"企业应当建立质量追溯制度", item.anchor}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"words": "条款里没有的话"}, "没有连着的这段文字"),
        ({"words": ""}, ""),
        ({"anchor": "别处的话"}, "里没有“别处的话”"),
        ({"metric": "", "value": "5"}, "请写明是什么指标"),
        ({"kind": "novel"}, ""),
    ],
)
def test_wrong_input_is_named_and_nothing_typed_is_lost(
    site: Site, editor: Visitor, home: str, document: DocumentId, changes: dict[str, str], said: str
) -> None:
    item = duty(site, document)
    page = f"{home}?item={item.number}"
    sent = {**form_of(editor.get(page).text, "correct"), "note": "刚写的备注", **changes}
    answer = editor.post(f"{home}/items/{item.number}/correct?item={item.number}", sent, page=page)
    assert answer.status_code == 422
    assert "刚写的备注" in answer.text
    assert said in words(answer.text)
    assert faults(answer.text) or said
    assert items(site, document)[0].note is None


def test_a_late_form_shows_both_values_and_overwrites_only_when_sent_again(
    site: Site, editor: Visitor, home: str, document: DocumentId
) -> None:
    item = duty(site, document)
    page, action = f"{home}?item={item.number}", f"{home}/items/{item.number}/correct?item={item.number}"
    mine = {**form_of(editor.get(page).text, "correct"), "note": "我的备注", "topic": "brand"}
    other = site.person("other@demo.example", Role.EDITOR, name="另一位演示编辑")
    theirs = {**form_of(other.get(page).text, "correct"), "note": "对方的备注", "evidence_zh": "对方的材料"}
    assert other.post(action, theirs, page=page).status_code == 302
    answer = editor.post(action, mine, page=page)
    assert answer.status_code == 409
    assert {"我的备注", "对方的备注"} <= set(re.findall(r"<td[^>]*>([^<]*备注)</td>", answer.text))
    assert next(each for each in items(site, document) if each.number == item.number).note == "对方的备注"
    assert editor.post(action, form_of(answer.text, "correct"), page=page).status_code == 302
    both = next(each for each in items(site, document) if each.number == item.number)
    assert (both.note, both.topic, both.evidence_zh) == ("我的备注", "brand", "对方的材料")


def test_adding_splitting_merging_and_taking_back(site: Site, editor: Visitor, home: str, document: DocumentId) -> None:
    before = items(site, document)
    item = duty(site, document)
    sent = {"kind": "obligation", "clause": item.clause, "words": "企业应当建立质量追溯制度", "near": ""}
    answer = editor.post(f"{home}/add?item=0", sent, page=home)
    added = max(each.number for each in items(site, document))
    assert urlsplit(answer.headers["Location"]).query == f"item={added}"
    assert editor.post(f"{home}/add?item=0", {**sent, "words": "没有的话"}, page=home).status_code == 422
    page = f"{home}?item={item.number}"
    sent = {"seen": "1", "begins": "首席质量官"}
    assert editor.post(f"{home}/items/{item.number}/split?", sent, page=page).status_code == 302
    half = max(each.number for each in items(site, document))
    sent = {"seen": "2", "other": str(half), "seen_other": "1"}
    assert editor.post(f"{home}/items/{item.number}/merge?", sent, page=page).status_code == 302
    assert (
        editor.post(f"{home}/items/{item.number}/split?", {"seen": "3", "begins": "无此"}, page=page).status_code == 422
    )
    for _ in range(3):
        assert editor.post(f"{home}/undo", {}, page=home).status_code == 302
    assert items(site, document) == before
    refused = editor.post(f"{home}/undo", {}, page=home)
    assert refused.status_code == 409
    assert "没有可以撤销的操作" in words(refused.text)
    assert editor.post(f"{home}/redo", {}, page=home).status_code == 302
    assert len(items(site, document)) == len(before) + 1


def test_an_item_is_tied_to_a_question_of_the_bank(
    site: Site, editor: Visitor, home: str, document: DocumentId
) -> None:
    item = duty(site, document)
    page = f"{home}?item={item.number}"
    offered = re.findall(r'name="question" value="([^"]+)"', editor.get(page).text)
    assert 0 < len(offered) <= 3
    found = editor.get(f"{page}&find=做到哪一步")
    assert "steps" in re.findall(r'name="question" value="([^"]+)"', found.text)
    assert "没有找到" in words(editor.get(f"{page}&find=没有这样的题").text)
    answer = editor.post(f"{home}/items/{item.number}/link?", {"seen": "1", "question": "steps"}, page=page)
    assert answer.status_code == 302
    assert duty(site, document).question == "steps"
    assert "现在对应：" in words(editor.get(page).text)
    assert editor.post(f"{home}/items/{item.number}/link?", {"seen": "2", "none": "1"}, page=page).status_code == 302
    assert duty(site, document).question is None
    wrong = editor.post(f"{home}/items/{item.number}/link?", {"seen": "3", "policy": "loan"}, page=page)
    assert wrong.status_code == 422


def test_what_was_drafted_for_the_document_can_be_chosen_and_reached(
    site: Site, editor: Visitor, home: str, document: DocumentId
) -> None:
    first, second, *_ = (item for item in items(site, document) if item.kind is ItemKind.OBLIGATION)
    aim = next(item for item in items(site, document) if item.kind is ItemKind.TARGET)
    page = editor.get(f"{home}?item={first.number}").text
    assert re.search(rf"/new/question\?item={first.number}\b", page)
    assert "为这份文件起草的" not in page
    told = {"zh": "演示新题？", "en": "A demo question?"}
    actor = site.actor("editor@demo.example")
    content: LiveContent = site.app.extensions["content"]
    wishes = (
        Wish(DraftedKind.QUESTION, first.number, {"module": "lead", "text": told}),
        Wish(DraftedKind.TARGET, aim.number, {"title": told, "not_fed": told}),
    )
    with site.sessions.open(writes=True) as session, session.begin():
        codes = [draft_entry(session, actor, document, wish, content.library(), now=World.now).code for wish in wishes]
    for item, verb in ((first, "修改起草的题目"), (aim, "已写明这项指标用什么算"), (second, "起草一道新题")):
        assert verb in words(editor.get(f"{home}?item={item.number}").text)
    assert "现在对应： 演示新题？" in words(editor.get(f"{home}?item={first.number}").text)
    page = f"{home}?item={second.number}"
    assert codes[0] in re.findall(r'name="question" value="([^"]+)"', editor.get(f"{page}&find=演示新题").text)
    sent = {"seen": "1", "question": codes[0]}
    assert editor.post(f"{home}/items/{second.number}/link?", sent, page=page).status_code == 302
    tied = [each.number for each in items(site, document) if each.question == codes[0]]
    assert tied == [first.number, second.number]


def test_scripts_are_told_what_became_of_a_form_and_get_the_parts_of_the_page(
    site: Site, editor: Visitor, home: str, document: DocumentId
) -> None:
    first = items(site, document)[0]
    token = {"csrf_token": re.findall(r'name="csrf_token" value="([^"]+)"', editor.get(home).text)[0]}
    path = f"{home}/items/{first.number}"
    told = editor.client.post(f"{path}/reject?seen=1", data=token, headers=JSON).json
    assert told is not None
    assert (told["state"], told["focus"]) == ("saved", items(site, document)[1].number)
    assert set(told["parts"]) == {"progress", "text", "list"}
    late = editor.client.post(f"{path}/accept?seen=1", data=token, headers=JSON)
    assert late.status_code == 409
    assert late.json is not None
    assert late.json["state"] == "stale"
    assert "刚被别人改过" in late.json["said"]
    assert 'class="panel"' in editor.get(f"{home}?item={first.number}&part=panel").text
    assert editor.get(f"{home}?item=999&part=panel").status_code == 404


def test_what_is_not_there_is_not_found(editor: Visitor, home: str) -> None:
    assert editor.get("/content/documents/999/desk").status_code == 404
    assert editor.post(f"{home}/items/999/accept?seen=1", {}, page=home).status_code == 409
    assert editor.post(f"{home}/items/999/correct?", {}, page=home).status_code == 409
    assert editor.post(f"{home}/items/999/split?", {"begins": "企业"}, page=home).status_code == 409


def test_the_text_is_escaped(site: Site, editor: Visitor, home: str, document: DocumentId) -> None:
    item = duty(site, document)
    page = f"{home}?item={item.number}"
    sent = {**form_of(editor.get(page).text, "correct"), "note": "<script>alert(1)</script>"}
    assert editor.post(f"{home}/items/{item.number}/correct?", sent, page=page).status_code == 302
    assert "<script>alert" not in editor.get(page).text


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_page_asks_the_database_a_few_times_however_long_the_plan(site: Site, editor: Visitor, home: str) -> None:
    editor.get(home)
    asked: list[str] = []

    def note(*told: object) -> None:
        asked.append(str(told[2]))

    event.listen(site.sessions.engine, "before_cursor_execute", note)
    editor.get(home)
    event.remove(site.sessions.engine, "before_cursor_execute", note)
    assert sum("draft_items" in statement or "plan_documents" in statement for statement in asked) == 2
