"""What bad input gets: a message that says what to do, everything typed still there, nothing half saved."""

import re
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest

from selfcheck.jobs.edition import take_up
from tests.web.site import Site, faults, profile_form

EMOJI = "质量🏭😀 \U0001f9d1\u200d\U0001f33e"
SCRIPT = "<script>alert('x')</script>\"'><img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"uscc": ""}, "请填写统一社会信用代码，营业执照上有，共 18 位。"),
        ({"uscc": "91360703MA35DEM0X0"}, "请对照营业执照检查“91360703MA35DEM0X0”"),
        ({"uscc": "x" * 500}, "xxx…”"),
        ({"name": "  "}, "请填写营业执照上的企业名称。"),
        ({"name": "长" * 201}, "企业名称最多 200 个字。"),
        ({"region_county": "360799"}, "请一直选到县、市、区一级。"),
        ({"industry": "00"}, "请从列表里选择所属行业。"),
        ({"industry_code": "2110"}, "应为所选行业之下的 3 到 4 位数字"),
        ({"employees": "forty"}, "请只填数字，例如 45。您填的是“forty”。"),
        ({"revenue": "-5"}, "请只填数字，例如 45。您填的是“-5”。"),
        ({"assets": "1e99"}, "请只填数字，例如 45。您填的是“1e99”。"),
        ({"established_on": "1890-01-01"}, "日期不会早于 1900 年，请核对。您填的是“1890-01-01”。"),
        ({"established_on": "2015-02-30"}, "请按“年-月-日”填写日期，例如 2015-06-30。您填的是“2015-02-30”。"),
        ({"established_on": "去年"}, "请按“年-月-日”填写日期，例如 2015-06-30。您填的是“去年”。"),
        ({"certificates_told": "some"}, "您选了“有”，请在下面至少列出一项。"),
        ({"certificates_told": "none", "certificates-0-kind": "haccp"}, "您选了“没有”，下面又填了内容。"),
        ({"certificates-0-number": "123"}, "第 1 行填了内容，但没有选名称。"),
        ({"certificates-0-kind": "degree"}, "第 1 行：请从列表里选择名称。"),
        ({"certificates-0-kind": "haccp", "certificates-0-day": "soon"}, "请按“年-月-日”填写日期"),
        ({"adverse-0-kind": "penalty", "adverse-0-day": "1850-01-01"}, "日期不会早于 1900 年"),
    ],
)
def test_a_wrong_profile_says_where_and_keeps_the_rest(site: Site, change: dict[str, str], fault: str) -> None:
    person = site.person()
    told = {**profile_form(assets="777"), **change}
    answer = person.post("/company/profile", told)
    assert answer.status_code == 422
    (said,) = faults(answer.text)
    assert fault in said
    assert "还没有保存" in answer.text
    chosen = {"region_county", "industry", "certificates-0-kind"}  # a list cannot show what it does not hold
    typed = {value for name, value in told.items() if isinstance(value, str) and value.strip() and name not in chosen}
    assert {value for value in typed if escape(value) not in answer.text} == set()
    assert person.get("/company").headers["Location"] == "/company/profile"


def test_a_credit_code_belongs_to_one_company_for_ever(site: Site) -> None:
    first = site.company()
    second = site.person("second@demo.example")
    taken = second.post("/company/profile", profile_form(name="另一家"))
    assert taken.status_code == 409
    assert "已经登记" in taken.text
    assert 'value="另一家"' in taken.text
    other = first.post("/company/profile", profile_form(2, version="1"))
    assert other.status_code == 422
    assert "登记后不能修改" in other.text


def test_rows_are_added_without_losing_anything(site: Site) -> None:
    person = site.person()
    answer = person.post("/company/profile", profile_form(name="还没填完", employees="很多", add="certificates"))
    assert answer.status_code == 200
    assert faults(answer.text) == []
    assert 'name="certificates-1-kind"' in answer.text
    assert 'value="还没填完"' in answer.text
    assert 'value="很多"' in answer.text


def test_a_profile_round_trips_through_its_form(site: Site) -> None:
    rows = {
        "certificates_told": "some",
        "certificates-0-kind": "haccp",
        "certificates-0-number": "H-1",
        "certificates-0-day": "2027/3/1",
        "certificates-1-kind": "haccp",
        "certificates-1-number": "",
        "certificates-1-day": "",
        "honours_told": "later",
    }
    person = site.company(**rows)
    page = person.get("/company/profile").text
    pieces = ('value="H-1"', 'value="2027-03-01"', 'name="certificates-2-kind"', 'value="1340"')
    assert [piece for piece in pieces if piece not in page] == []
    assert re.search(r'name="honours_told" value="later" checked', page)


@pytest.mark.parametrize("text", [EMOJI, SCRIPT, "字" * 2000, "a\r\nb\x00c\u202e"])
def test_words_are_kept_as_words(site: Site, text: str) -> None:
    company = site.company()
    page = f"{company.start()}/sections/lead"
    answer = company.post(page, {**company.section(page), "q.officer": "yes", "r.officer": text})
    assert answer.status_code == 302
    for place in (page, page.rsplit("/sections", 1)[0] + "/check", page.rsplit("/sections", 1)[0] + "/result"):
        shown = company.get(place).text
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
    kept = text.replace("\r\n", "\n").replace("\x00", "")
    assert escape(kept).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in company.get(page).text


def test_a_remark_too_long_stays_and_nothing_of_the_page_is_saved(site: Site) -> None:
    company = site.company()
    page = f"{company.start()}/sections/lead"
    long = "很长的备注" * 13_000  # about 200 kB
    answer = company.post(page, {**company.section(page), "q.officer": "yes", "q.food": "yes", "r.food": long})
    assert answer.status_code == 422
    (said,) = faults(answer.text)
    assert said == "备注最多 2000 个字，您写了 65000 个字。"
    assert long in answer.text
    assert re.search(r'name="q.officer" value="yes" checked', answer.text)
    assert 'href="#q-food"' in answer.text
    assert "checked" not in company.get(page).text


@pytest.mark.parametrize(
    ("section", "fields", "fault"),
    [
        ("more", {"q.share": "八十"}, "您填的是“八十”"),
        ("more", {"q.share": "101"}, "0 到 100 之间"),
        ("more", {"q.steps": "9"}, "请在五种情况中选一种"),
        ("lead", {"q.officer": "maybe"}, "请选“是”或“否”。"),
        ("form", {"q.points": ["a", "zzz"]}, "请只勾选列出的项目。"),
        ("form", {"q.valid": "1890-01-01"}, "日期应当在"),
        ("form", {"q.valid": "明年"}, "您填的是“明年”"),
        ("form", {"c.register.0.number": "长" * 201}, "有一格超过 200 个字"),
        ("lead", {"q.officer": "~na"}, "请写明为什么不适用"),
        ("lead", {"q.officer": "~na", "n.officer": "长" * 501}, "不适用的原因最多"),
    ],
)
def test_a_wrong_answer_is_told_by_its_question(site: Site, section: str, fields: dict[str, Any], fault: str) -> None:
    company = site.company()
    page = f"{company.start()}/sections/{section}"
    answer = company.post(page, {**company.section(page), **fields})
    assert answer.status_code == 422
    (said,) = faults(answer.text)
    assert fault in said
    assert "<title>有错误" in answer.text


def test_a_table_grows_without_saving(site: Site) -> None:
    company = site.company()
    page = f"{company.start()}/sections/form"
    fields = {**company.section(page), "c.register.0.number": "GB 1", "q.valid": "乱写", "rows": "register"}
    answer = company.post(page, fields)
    assert answer.status_code == 200
    assert 'name="c.register.3.number"' in answer.text
    assert 'value="GB 1"' in answer.text
    assert 'value="乱写"' in answer.text
    assert 'value="GB 1"' not in company.get(page).text


def test_answers_to_unknown_questions_are_not_looked_at(site: Site) -> None:
    company = site.company()
    page = f"{company.start()}/sections/lead"
    answer = company.post(page, {**company.section(page), "q.officer": "yes", "q.invented": "yes", "v.officer": "x"})
    assert answer.status_code == 302


def test_a_questionnaire_keeps_its_questions_when_the_bank_changes(site: Site) -> None:
    company = site.company()
    path = company.start()
    page = f"{path}/sections/lead"
    fields = company.section(page)
    live = site.app.extensions["content"]
    lead = live.root / "modules/lead.yaml"
    changed = lead.read_text("utf-8").replace("有没有首席质量官？", "换了一个意思？").replace("[c-1, p-1]", "[c-1]")
    lead.write_text(changed, encoding="utf-8")
    live._looked -= 60  # noqa: SLF001 - a minute later
    assert company.post(page, {**fields, "q.officer": "yes"}).status_code == 302
    take_up(site.sessions, live, datetime.now(UTC))
    assert "有没有首席质量官？" in company.get(page).text
    assert "题库后来有更新" in company.get(path).text


def test_broken_content_leaves_the_last_good_edition_in_use(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    visitor = site.visitor()
    live = site.app.extensions["content"]
    lead = live.root / "modules/lead.yaml"
    lead.write_text("module: [broken", encoding="utf-8")
    live._looked -= 60  # noqa: SLF001 - a minute later
    assert "市方案" in visitor.get("/").text
    assert "modules/lead.yaml:2" in caplog.text
