"""The editor's desk in a real browser: everything by keyboard, words by selecting them, two editors at one item."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from selfcheck.kernel.ids import DocumentId
from selfcheck.plans.catalogue import ItemKind
from selfcheck.plans.draft import Decision, PlanDraft
from selfcheck.store.engine import Sessions, make_engine, make_sessions
from selfcheck.workflow.desk import plan_draft_of
from tests.browser.server import Served, served
from tests.browser.test_whole_path import PASSWORD, context, look, sign_in
from tests.workflow.documents import add_document

PATIENCE = 20_000  # milliseconds: a machine that does much else answers late
ANN, BEN = "ann@demo.example", "ben@demo.example"
SELECT = """(words) => {
  const walker = document.createTreeWalker(document.getElementById("desk-text"), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(".k")) nodes.push(walker.currentNode);
  const at = nodes.map((node) => node.data).join("").indexOf(words);
  let passed = 0;
  const place = (offset) => {
    passed = 0;
    for (const node of nodes) {
      if (offset <= passed + node.length) return [node, offset - passed];
      passed += node.length;
    }
  };
  getSelection().setBaseAndExtent(...place(at + 1), ...place(at + words.length));
  getSelection().setBaseAndExtent(...place(at), ...place(at + words.length));
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("site")) as found:
        for email in (ANN, BEN):
            words = ["users", "add", "--email", email, "--role", "editor", "--name", "演示编辑", "--password-stdin"]
            found.command(*words, given=PASSWORD + "\n")
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        expect.set_options(timeout=PATIENCE)
        yield found
        found.close()


@pytest.fixture(scope="module")
def sessions(site: Served) -> Sessions:
    return make_sessions(make_engine(f"sqlite:///{site.home / 'selfcheck.db'}"))


@pytest.fixture(scope="module")
def document(sessions: Sessions) -> DocumentId:
    with sessions.open(writes=True) as session, session.begin():
        return add_document(session)


def draft(sessions: Sessions, document: DocumentId) -> PlanDraft:
    with sessions.open(writes=False) as session:
        return plan_draft_of(session, document)


def at_desk(browser: Browser, site: Served, email: str, document: DocumentId) -> Page:
    page = context(browser).new_page()
    sign_in(page, site, email)
    page.goto(f"{site.address}/content/documents/{document}/desk")
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def state(page: Page) -> Locator:
    return page.locator(".tools .state")


def here(page: Page) -> int:
    found = page.locator(".row.here").get_attribute("data-item")
    assert found
    return int(found)


def test_items_are_decided_corrected_cut_and_joined_by_keyboard(
    site: Served, browser: Browser, sessions: Sessions, document: DocumentId
) -> None:
    before = draft(sessions, document)
    first, second, third = (item.number for item in before.items[:3])
    page = at_desk(browser, site, ANN, document)
    look(page)
    press(page, "j", "a")
    expect(page.locator(f"#i{second}.here")).to_be_visible()
    press(page, "r")
    expect(page.locator(f"#i{third}.here")).to_be_visible()
    after = draft(sessions, document)
    assert (after.item(first).decision, after.item(second).decision) == (Decision.ACCEPTED, Decision.REJECTED)
    press(page, "u", "u")
    expect(page.locator(f"#i{first}.here.open")).to_be_visible()
    assert draft(sessions, document) == before
    press(page, "U")
    expect(page.locator(f"#i{first}.accepted")).to_be_visible()
    press(page, "u", "k", "e")
    expect(page.locator("#of-words")).to_be_focused()
    look(page)
    page.locator("#of-anchor").fill("95%")
    expect(state(page)).to_have_text("已保存")
    assert draft(sessions, document).item(first).anchor == "95%"
    press(page, "Escape")
    expect(page.locator(".panel")).to_have_count(0)
    press(page, "?")
    expect(page.get_by_role("dialog")).to_contain_text("下一个待定项")
    press(page, "Escape", "u")
    expect(page.locator(f"#i{first} .anchor")).not_to_have_text("95%")
    assert draft(sessions, document) == before
    page.close()


def test_what_was_typed_is_saved_before_the_next_step(
    site: Served, browser: Browser, sessions: Sessions, document: DocumentId
) -> None:
    before = draft(sessions, document)
    number = before.items[1].number
    page = at_desk(browser, site, ANN, document)
    page.goto(f"{site.address}/content/documents/{document}/desk?item={number}")
    page.get_by_text("更多：问题、材料、备注").click()
    page.locator("#of-note").fill("刚写的")
    page.locator(f"#i{number} [data-key=a]").click()
    expect(page.locator(f"#i{number}.accepted")).to_be_visible()
    expect(page.locator(f"#i{before.items[2].number}.here .panel")).to_be_visible()
    after = draft(sessions, document).item(number)
    assert (after.note, after.decision) == ("刚写的", Decision.ACCEPTED)
    press(page, "Escape", "u")
    expect(page.locator(f"#i{number}.open")).to_be_visible()
    press(page, "u", "e")
    expect(page.locator("#of-note")).to_have_value("")
    assert draft(sessions, document) == before
    page.close()


def test_splitting_merging_and_linking_by_keyboard(
    site: Served, browser: Browser, sessions: Sessions, document: DocumentId
) -> None:
    before = draft(sessions, document)
    offer = next(item for item in before.items if item.kind is ItemKind.OBLIGATION)
    page = at_desk(browser, site, BEN, document)
    page.goto(f"{site.address}/content/documents/{document}/desk?item={offer.number}")
    press(page, "s")
    page.locator("#of-begins").fill("首席质量官")
    press(page, "Enter")
    expect(page.locator(".row")).to_have_count(len(before.items) + 1)
    press(page, "Escape")
    expect(page.locator(".panel")).to_have_count(0)
    assert here(page) == offer.number
    press(page, "m")
    expect(page.locator(".row")).to_have_count(len(before.items))
    press(page, "l")
    expect(page.locator(".sub button").first).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_text("现在对应：")).to_be_visible()
    assert draft(sessions, document).item(offer.number).question is not None
    press(page, "Escape", "u")
    expect(page.locator(f"#i{offer.number} .linked")).to_have_count(0)
    for count in (len(before.items) + 1, len(before.items)):
        press(page, "u")
        expect(page.locator(".row")).to_have_count(count)
    assert draft(sessions, document) == before
    page.close()


def test_selected_words_become_an_items_own_or_a_new_item(
    site: Served, browser: Browser, sessions: Sessions, document: DocumentId
) -> None:
    words = "引导企业开展质量管理体系认证"
    before = draft(sessions, document)
    page = at_desk(browser, site, ANN, document)
    page.evaluate(SELECT, words)
    expect(page.locator(".picked q")).to_have_text(words)
    press(page, "+")
    page.locator("#add-kind").select_option("obligation")
    page.get_by_role("button", name="新增", exact=True).click()
    expect(page.locator(".row")).to_have_count(len(before.items) + 1)
    added = draft(sessions, document)
    new = added.item(added.highest)
    assert added.words(new) == words
    expect(page.locator(f"#i{new.number}.here")).to_be_visible()
    page.evaluate(SELECT, "质量管理体系")
    page.get_by_role("button", name=f"用作第 {new.number} 项的原文").click()
    expect(page.locator("#of-words")).to_have_value("质量管理体系")
    expect(state(page)).to_have_text("已保存")
    moved = draft(sessions, document)
    assert moved.words(moved.item(new.number)) == "质量管理体系"
    assert page.locator("#of-anchor").input_value() == moved.item(new.number).anchor
    page.close()


def test_two_editors_at_one_item_overwrite_nothing_unseen(
    site: Served, browser: Browser, sessions: Sessions, document: DocumentId
) -> None:
    number = draft(sessions, document).items[-1].number
    ann, ben = (at_desk(browser, site, email, document) for email in (ANN, BEN))
    for page in (ann, ben):
        page.goto(f"{site.address}/content/documents/{document}/desk?item={number}")
        page.get_by_text("更多：问题、材料、备注").click()
    ann.locator("#of-note").fill("甲的备注")
    expect(state(ann)).to_have_text("已保存")
    ben.locator("#of-note").fill("乙的备注")
    expect(state(ben)).to_contain_text("刚被别人改过")
    conflict = ben.get_by_role("alert").filter(has_text="别人刚改过这一项")
    expect(conflict).to_contain_text("甲的备注")
    expect(conflict).to_contain_text("乙的备注")
    look(ben)
    assert draft(sessions, document).item(number).note == "甲的备注"
    ben.get_by_role("button", name="保存").click()
    expect(state(ben)).to_have_text("已保存")
    assert draft(sessions, document).item(number).note == "乙的备注"
    press(ann, "Escape", "u")
    expect(state(ann)).to_contain_text("这一项后来又改过")
    assert draft(sessions, document).item(number).note == "乙的备注"
    ann.close()
    ben.close()
