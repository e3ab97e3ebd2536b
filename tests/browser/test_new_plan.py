"""A plan from its file to a published questionnaire in a real browser: decided, drafted, asked, and taken back."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from selfcheck.plans.document import read_document
from selfcheck.plans.extract import extract_items
from tests.browser.server import Served, served
from tests.browser.test_whole_path import PASSWORD, context, look, register, sign_in, tell_profile
from tests.plans.formats import as_docx, as_html, as_pdf, as_txt
from tests.plans.own_plan import LINES

EDITOR = "editor@demo.example"
FORMATS: dict[str, Callable[[tuple[str, ...]], bytes]] = {
    "plan.txt": as_txt,
    "plan.html": as_html,
    "plan.pdf": as_pdf,
    "plan.docx": as_docx,  # the one that goes the whole way
}
ITEMS = len(extract_items(read_document(as_txt(LINES), "plan.txt")))
SLOW = 30_000  # milliseconds, on a machine that has much else to do
ASKED = "演示：家具批次的追溯记录保存多久？"
DRAFT = {
    "text-zh": ASKED,
    "text-en": "Demo: for how long are the batch records kept?",
    "limits-min": "0",
    "limits-max": "30",
    "floor": "0",
    "target": "3",
    "unit-zh": "年",
    "unit-en": "years",
    "evidence-0-zh": "批次追溯记录",
    "evidence-0-en": "batch records",
    "remedy-zh": "把追溯记录的保存期限写进制度，改为三年。",
    "remedy-en": "Write three years into the rules as the time for which records are kept.",
    "remedy-days": "10",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("site")) as found:
        words = ["users", "add", "--email", EDITOR, "--role", "editor", "--name", "演示编辑", "--password-stdin"]
        found.command(*words, given=PASSWORD + "\n")
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield found
        found.close()


def bring_in(page: Page, site: Served, file: Path) -> str:
    """The page of the document, once it stands on the desk with everything that was found."""
    page.goto(f"{site.address}/content/documents")
    page.set_input_files("[name=file]", file)
    page.locator("main form button.button").first.click()
    page.wait_for_url(re.compile(r"/content/documents/\d+$"))
    address = page.url
    page.goto(f"{address}/desk")
    expect(page.locator(".rows-list > .row")).to_have_count(ITEMS)
    return address


def row(page: Page, words: str) -> str:
    """The id of the list's row with these words of the plan."""
    found = page.locator(".rows-list > .row", has=page.locator(".said", has_text=words)).first.get_attribute("id")
    assert found, words
    return found


def accept(page: Page, words: str) -> None:
    name = row(page, words)
    page.locator(f"#{name} [data-key=a]").click()
    expect(page.locator(f"#{name}.accepted")).to_be_visible(timeout=SLOW)


def open_item(page: Page, words: str) -> str:
    name = row(page, words)
    page.locator(f"#{name} [data-key=e]").click()
    expect(page.locator(f"#{name} .panel")).to_be_visible(timeout=SLOW)  # the first one learns the whole bank
    return name


def decide(page: Page, document: str) -> None:
    """Accept one item as it is, correct one, link one to the bank, draft a question for one."""
    page.goto(f"{document}/desk")
    accept(page, "鼓励企业定期检定在用计量器具")
    name = open_item(page, "保存期限不少于三年")
    with page.expect_response(re.compile(r"/correct\?"), timeout=SLOW) as saved:
        page.locator(f"#{name} .panel [name=modality]").select_option("encouraged")
    assert saved.value.ok
    page.goto(f"{document}/desk?item={name[1:]}")
    expect(page.locator(".panel [name=modality]")).to_have_value("encouraged")
    page.goto(f"{document}/desk")
    accept(page, "保存期限不少于三年")
    accept(page, "引导企业导入卓越绩效管理模式")
    name = open_item(page, "引导企业导入卓越绩效管理模式")
    page.locator(f"#{name} .panel button[name=question]").first.click()
    expect(page.locator(f"#{name} .panel", has_text="现在对应")).to_be_visible(timeout=SLOW)
    page.goto(f"{document}/desk")
    open_item(page, "保存期限不少于三年")
    page.locator(".panel a", has_text="起草一道新题").click()
    page.select_option("[name=kind]", "number")
    expect(page.locator("[name=steps-0-zh]")).to_be_hidden()
    page.select_option("[name=module]", "traceability")
    page.check("[name=heart]")
    for field, words in DRAFT.items():
        page.fill(f"[name={field}]", words if field != "remedy-days" else "十天")
    look(page)
    page.locator("form.drafting button.button").click()
    expect(page.locator(".why").first).to_contain_text("十天")  # beside its field, and all else is still there
    expect(page.locator("[name=text-zh]")).to_have_value(ASKED)
    page.fill("[name=remedy-days]", "10")
    page.locator("form.drafting button.button").click()
    expect(page.locator("main table", has_text=ASKED)).to_be_visible()


def publish(page: Page, document: str) -> str:
    """The edition that was in use before."""
    page.goto(f"{document}/drafts")
    page.fill("[name=en]", "Nankang 2025 (demo)")
    page.locator("form", has=page.locator("[name=en]")).locator("button").click()
    look(page)
    page.locator("a", has_text="检查和发布").click()
    expect(page.locator(".note.met")).to_be_visible(timeout=SLOW)
    expect(page.locator("main")).to_contain_text(ASKED)
    before = re.search(r"从 (\w{12}) 换到", page.inner_text("main"))
    assert before
    look(page)
    page.locator("button", has_text="确认发布").click()
    expect(page.locator("main table", has_text="正在使用")).to_be_visible(timeout=SLOW)
    return before[1]


def test_a_new_plan_becomes_a_question_with_its_clause_and_is_taken_back(
    browser: Browser, site: Served, tmp_path: Path
) -> None:
    page = context(browser).new_page()
    sign_in(page, site, EDITOR)
    document = ""
    for name, write in FORMATS.items():
        file = tmp_path / name
        file.write_bytes(write(LINES))
        document = bring_in(page, site, file)
    decide(page, document)
    before = publish(page, document)

    company = context(browser).new_page()
    register(company, site)
    company.goto(f"{site.address}/company/profile")
    tell_profile(company)
    company.goto(f"{site.address}/company")
    company.locator("form[action$='/start/full'] button").click()
    company.goto(company.url.rstrip("/") + "/sections/traceability")
    question = company.locator(".question", has_text=ASKED)
    question.locator("summary", has_text="依据").click()
    for words in ("南康区 2025", "保存期限不少于三年"):
        expect(question).to_contain_text(words)

    page.goto(f"{site.address}/content/publications/new/{before}")
    page.locator("button", has_text="确认退回").click()
    expect(page.locator("main table", has_text="退回")).to_be_visible(timeout=SLOW)
    gone = page.goto(f"{site.address}/content/questions/plan-360703-2025-q1")
    assert gone is not None
    assert gone.status == 404
