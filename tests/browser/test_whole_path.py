"""The main job in a real browser: a company registers, answers, submits and reads; its county reviews."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.server import Served, served
from tests.commands.companies import credit_code

PASSWORD = "four plain words here"  # noqa: S105 - of accounts that live for one test
COMPANY, COUNTY, OTHER = "company@demo.example", "county@demo.example", "other@demo.example"
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("site")) as found:
        for email, region in ((COUNTY, "360703"), (OTHER, "360702")):
            words = ["users", "add", "--email", email, "--role", "reviewer", "--region", region, "--name", "演示审核员"]
            found.command(*words, "--password-stdin", given=PASSWORD + "\n")
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield found
        found.close()


def context(browser: Browser, lang: str = "zh-CN") -> BrowserContext:
    return browser.new_context(locale=lang, viewport={"width": 1280, "height": 900})


def sign_in(page: Page, site: Served, email: str) -> None:
    page.goto(f"{site.address}/account/sign-in")
    page.fill("#email", email)
    page.fill("#password", PASSWORD)
    page.locator("main form button.button").click()


def look(page: Page) -> None:
    """No serious fault for people with assistive technology, and nothing wider than a small telephone."""
    faults = [fault for fault in Axe().run(page).response["violations"] if fault["impact"] in SERIOUS]
    assert faults == [], page.url
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url
    page.set_viewport_size({"width": 1280, "height": 900})


def register(page: Page, site: Served) -> None:
    page.goto(f"{site.address}/account/register")
    page.fill("#name", "演示填报人")
    page.fill("#email", COMPANY)
    page.fill("#password", PASSWORD)
    page.locator("main form button.button").click()
    page.goto(site.mailed_link(COMPANY))
    page.locator("main form button.button").click()
    sign_in(page, site, COMPANY)


def tell_profile(page: Page) -> None:
    page.fill("[name=uscc]", "91360703X00000001A")
    page.fill("[name=name]", "演示食品厂")
    page.select_option("[name=region_province]", "360000")
    page.select_option("[name=region_city]", "360700")
    page.select_option("[name=region_county]", "360703")
    page.select_option("[name=industry]", "13")
    page.fill("[name=industry_code]", "1340")
    page.fill("[name=employees]", "四十五")
    page.check("[name=activities][value=makes_food]")
    page.locator("main form.sheet button.button").last.click()
    assert "四十五" in page.content()  # what was typed is still there
    expect(page.locator(".why").first).to_be_visible()
    page.fill("[name=uscc]", credit_code("360703", 1))
    page.fill("[name=employees]", "45")
    page.fill("[name=revenue]", "1800")
    page.locator("main form.sheet button.button").last.click()


def answer_section(page: Page) -> None:
    """Answer every question of the page: ladders and lists at their best, figures at ten, days well ahead."""
    for fieldset in page.locator("fieldset.question").all():
        radios = fieldset.locator("label.choice input[type=radio]")
        boxes = fieldset.locator("label.choice input[type=checkbox]")
        cells = fieldset.locator("table.rows tbody tr:first-child input")
        figure = fieldset.locator("input.short")
        if radios.count():
            yes = fieldset.locator("input[value=yes]")
            (yes if yes.count() else radios.nth(3)).check()
        elif boxes.count():
            for number in range(boxes.count() - 1):
                boxes.nth(number).check()
        elif cells.count():
            for number in range(cells.count()):
                cells.nth(number).fill("GB/T 19001")
        elif figure.get_attribute("inputmode") == "numeric":
            figure.fill("2027-12-31")
        else:
            figure.fill("10")


def fill_in(page: Page) -> None:
    page.locator("form[action$='/start/express'] button").click()
    page.goto(page.url.rstrip("/") + "/sections/responsibility")
    look(page)
    while "/sections/" in page.url:
        answer_section(page)
        page.locator("form.sheet button.button[value=next]:not(.unseen)").click()
        assert page.locator(".question.error").count() == 0, page.locator(".why").all_inner_texts()


def certify_and_submit(page: Page, submission: str) -> None:
    page.goto(f"{submission}/check")
    page.fill("#name", "演示负责人")
    page.check("[name=position][value=legal_representative]")
    page.check("#truth")
    page.locator("#submit form button").click()
    page.goto(f"{submission}/check")
    page.locator("#submit form button").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"20\d\d-0000\d\d"))


def test_from_registration_to_conclusion(site: Served, browser: Browser, tmp_path: Path) -> None:
    company = context(browser).new_page()
    register(company, site)
    company.goto(f"{site.address}/company/profile")
    tell_profile(company)
    company.goto(f"{site.address}/company")
    look(company)
    fill_in(company)
    found = re.match(r".*/submissions/\d+", company.url)
    assert found
    submission = found[0]
    certify_and_submit(company, submission)
    company.goto(f"{submission}/result")
    look(company)
    total = re.search(r"\d+\.\d", company.locator(".total").inner_text())
    assert total
    check_report(company, tmp_path, total[0])

    review = submission.replace("/company/", "/review/")
    stranger = context(browser).new_page()
    sign_in(stranger, site, OTHER)
    answer = stranger.goto(review)
    assert answer is not None
    assert answer.status == 404

    reviewer = context(browser).new_page()
    sign_in(reviewer, site, COUNTY)
    expect(reviewer.locator("main")).to_contain_text("演示食品厂")
    look(reviewer)
    reviewer.goto(f"{site.address}/review/targets")
    expect(reviewer.locator("main")).to_contain_text("首席质量官覆盖率")
    look(reviewer)
    reviewer.goto(review)
    look(reviewer)
    reviewer.locator("form[action$='/accept'] button").click()
    send_back_one(reviewer)

    company.goto(submission)
    expect(company.locator("main")).to_contain_text("请补充任命书的日期")
    correct(company, submission)
    certify_and_submit(company, submission)

    reviewer.goto(review)
    expect(reviewer.locator("del").first).to_be_visible()  # what the company said before
    reviewer.locator("form[action$='/accept'] button").click()
    reviewer.fill("#note", "材料齐全，予以办结。")
    reviewer.locator("form[action$='/conclude'] button").click()
    company.goto(submission)
    expect(company.locator("main")).to_contain_text("材料齐全，予以办结。")


def check_report(page: Page, folder: Path, total: str) -> None:
    """The report is made by the worker while the page waits; its text, fonts and pages are those of the result."""
    page.locator("form[action$='/report'] button").click()
    link = page.locator("a[href$='/file']")
    expect(link).to_be_visible(timeout=90_000)
    with page.expect_download() as download:
        link.click()
    path = folder / "report.pdf"
    download.value.save_as(path)
    text, fonts, facts = (
        subprocess.run([tool, str(path), *rest], capture_output=True, text=True, check=True).stdout
        for tool, rest in (("pdftotext", ["-"]), ("pdffonts", []), ("pdfinfo", []))
    )
    assert total in text
    assert "演示食品厂" in text
    assert "Noto" in fonts
    assert all(line.split()[-5] == "yes" for line in fonts.splitlines()[2:])  # every font is embedded
    pages = re.search(r"Pages:\s+(\d+)", facts)
    assert pages
    assert int(pages[1]) >= 8
    assert "Tagged:          yes" in facts


def send_back_one(page: Page) -> None:
    question = page.locator("#q-cqo-authority")
    question.locator(".ask input[type=checkbox]").check()
    question.locator(".ask textarea").fill("请补充任命书的日期。")
    page.locator("#return button").click()
    expect(page.locator("main")).to_contain_text("请补充任命书的日期")


def correct(page: Page, submission: str) -> None:
    page.goto(f"{submission}/sections/cqo")
    question = page.locator("#q-cqo-authority")
    question.locator("summary", has_text="备注").click()
    question.locator("textarea[name^='r.']").fill("任命书日期为 2026 年 1 月 5 日。")
    page.locator("form.sheet button.button[value=later]").click()
