"""One gap followed in a real browser: result, why this score, simulator, improvement plan, follow-up."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.server import Served, served
from tests.browser.test_whole_path import context, look

COMPANY = "company@demo.selfcheck.example"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("demo")) as found:
        found.command("demo")
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield found
        found.close()


def password(home: Path) -> str:
    found = re.search(rf"{re.escape(COMPANY)}\s+(\S+)", (home / "demo-accounts.txt").read_text(encoding="utf-8"))
    assert found
    return found[1]


def test_from_a_gap_to_its_follow_up(site: Served, browser: Browser) -> None:
    page = context(browser).new_page()
    page.goto(f"{site.address}/account/sign-in")
    page.fill("#email", COMPANY)
    page.fill("#password", password(site.home))
    page.locator("main form button.button").click()
    result = f"{site.address}/company/submissions/1/result"
    page.goto(result)
    total = page.locator(".verdict .total").inner_text().split("/")[0].split()[-1]
    page.get_by_role("link", name="为什么是这个分").click()
    expect(page.locator(".reckoning strong").first).to_contain_text(f"= {total}")
    look(page)
    page.goto(result)
    page.get_by_role("link", name=re.compile("试算：")).click()
    page.locator("input[name=do]").first.check()
    page.get_by_role("button", name="试算").first.click()
    expect(page.locator(".compare tbody tr").first.locator("strong")).to_be_visible()
    look(page)
    page.get_by_role("button", name="列入改进计划").click()
    expect(page.get_by_role("heading", name="改进计划")).to_be_visible()
    page.get_by_label("负责人").first.fill("演示质量部")
    page.get_by_label("完成日期").first.fill("2027-03-31")
    page.get_by_role("button", name="保存").first.click()
    expect(page.get_by_label("负责人").first).to_have_value("演示质量部")
    look(page)
    expect(page.locator("main .list-plain .pill").first).to_be_visible()  # the follow-up has its say
    page.close()
