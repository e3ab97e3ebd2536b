"""One gap followed in a real browser: result, why this score, simulator, improvement plan, follow-up.

Every figure on the way is reckoned anew from what the page "why this score" prints.
"""

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from tests.browser.server import Served, served
from tests.browser.test_whole_path import answer_section, context, look
from tests.calculator import Reckoning, reckoned, rounded

COMPANY = "company@demo.selfcheck.example"
DUE = "2027-03-31"


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


@pytest.fixture
def page(site: Served, browser: Browser) -> Iterator[Page]:
    found = context(browser).new_page()
    found.goto(f"{site.address}/account/sign-in")
    found.fill("#email", COMPANY)
    found.fill("#password", password(site.home))
    found.locator("main form button.button").click()
    yield found
    found.close()


def password(home: Path) -> str:
    found = re.search(rf"{re.escape(COMPANY)}\s+(\S+)", (home / "demo-accounts.txt").read_text(encoding="utf-8"))
    assert found
    return found[1]


def figure(text: str) -> Fraction:
    found = re.search(r"[\d,]+\.\d", text)
    assert found, text
    return Fraction(found[0].replace(",", ""))


def row_of(page: Page, name: str) -> tuple[str, ...]:
    """The figures of a line of the first comparison on the page."""
    line = page.locator(".compare tbody tr", has=page.get_by_role("rowheader", name=name)).first
    return tuple(line.locator("td").all_inner_texts())


def after(found: Reckoning, questions: list[str]) -> Fraction:
    """The total once these questions earn all their weight."""
    earned = sum((row.weight if row.question in questions else row.earned for row in found.rows.values()), Fraction(0))
    return rounded(1000 * earned / found.weight)


def gap_in(page: Page, question: str) -> Locator:
    return page.locator(f"#then ~ form input[name=do][value='{question}']")


def test_from_a_gap_to_its_follow_up(page: Page, site: Served) -> None:
    result = f"{site.address}/company/submissions/1/result"
    page.goto(result)
    total = figure(page.locator(".verdict .total").inner_text())
    gap = page.locator("table.stack tbody tr:has(.brings)").first
    link = gap.locator("a[href*='/why']")
    question, gain = (link.get_attribute("href") or "").split("#why-")[1], figure(gap.locator("td.num").inner_text())

    link.click()
    expect(page.locator(f"#why-{question}")).to_be_in_viewport()
    found = reckoned(page.content())
    assert (found.total, found.gain(question)) == (total, gain)
    look(page)

    page.goto(result)
    gap.get_by_role("link", name="试算").click()
    expect(gap_in(page, question)).to_be_checked()
    doing = [box.get_attribute("value") or "" for box in page.locator("#then form input[name=do]").all()]
    assert question in doing
    target = after(found, doing)
    assert [figure(text) for text in row_of(page, "总分")] == [total, target]
    look(page)
    tick_another(page, found, doing)

    page.get_by_role("button", name="列入改进计划").first.click()
    expect(page.get_by_role("heading", name="改进计划")).to_be_visible()
    assert [figure(text) for text in row_of(page, "总分")] == [total, target]
    fill_in_plan(page, question)
    page.goto(result)
    assert figure(row_of(page, "总分")[2]) == target  # beside the claim, as the aim of the plan
    follow_up(page, site, question, before=found)


def tick_another(page: Page, found: Reckoning, doing: list[str]) -> None:
    """The figures move at once, without the button, and back."""
    boxes = page.locator("#then ~ form input[name=do]:visible")
    names = [box.get_attribute("value") or "" for box in boxes.all()]
    other = next(name for name in names if name in found.rows and name not in doing)
    gap_in(page, other).check()
    along = page.locator(".choice", has=page.locator(".tag")).locator("input")
    expect(page.locator("#now-then strong").first).not_to_have_text(f"{float(after(found, doing)):.1f}")
    whole = {*doing, other, *(box.get_attribute("value") or "" for box in along.all())}
    expect(page.locator("#now-then strong").first).to_have_text(f"{float(after(found, sorted(whole))):.1f}")
    assert other in page.url
    gap_in(page, other).uncheck()
    expect(page.locator("#now-then strong").first).to_have_text(f"{float(after(found, doing)):.1f}")


def fill_in_plan(page: Page, question: str) -> None:
    """Name who does it by when, and find that in the calendar."""
    action = page.locator("main .list-plain > li", has=page.locator(f"input[name=action][value='{question}']"))
    action.get_by_label("负责人").fill("演示质量部")
    action.get_by_label("完成日期").fill(DUE)
    action.get_by_label("进展").select_option("started")
    action.get_by_role("button", name="保存").click()
    expect(action.get_by_label("负责人")).to_have_value("演示质量部")
    expect(action.get_by_label("进展")).to_have_value("started")
    look(page)
    with page.expect_download() as download:
        page.get_by_role("link", name=".ics").click()
    (event,) = Calendar.from_ical(download.value.path().read_bytes()).walk("VEVENT")
    assert event.decoded("dtstart") == date.fromisoformat(DUE)
    assert "演示质量部" in str(event["description"])


def follow_up(page: Page, site: Served, question: str, before: Reckoning) -> None:
    """Assess again with that gap mended: the plan says closed, and the new score can be reckoned as well."""
    plan = page.url.replace("/result", "/plan")
    page.goto(f"{site.address}/company")
    page.locator("form[action$='/start/standard'] button").click()
    address = re.match(r".*/submissions/\d+", page.url)
    assert address
    for href in [link.get_attribute("href") for link in page.locator("main ol.list-plain a[href*='/sections/']").all()]:
        page.goto(f"{site.address}{href}")
        if page.locator(f"#q-{question}").count():
            break
    answer_section(page)
    page.locator("form.sheet button.button[value=next]:not(.unseen)").click()
    page.goto(plan)
    action = page.locator("main .list-plain > li", has=page.locator(f"input[name=action][value='{question}']"))
    expect(action.locator(".pill")).to_have_text("已补上")
    look(page)
    page.goto(f"{address[0]}/why")
    now = reckoned(page.content())
    assert before.rows[question].value != 1
    assert now.rows[question].value == 1
    page.goto(f"{address[0]}/result")
    assert figure(page.locator(".verdict .total").inner_text()) == now.total
