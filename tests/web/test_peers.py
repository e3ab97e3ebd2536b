"""Comparable companies on the pages: for a company its group or why there is none, for a reviewer the jurisdiction."""

import io
from datetime import UTC, datetime
from decimal import Decimal

from openpyxl import load_workbook

from selfcheck.kernel.ids import CompanyId
from selfcheck.questionnaires.question import Tier
from selfcheck.scoring.peers import Member, Published, Spread, publish
from selfcheck.store.peers import StoredPeerGroup, add_groups, add_period
from selfcheck.store.transaction import transaction
from selfcheck.workflow.actor import Role
from tests.web.site import Site, words
from tests.web.test_company import submitted
from tests.workflow.world import OFFICER, World


def _publish(site: Site, cell: tuple[str, ...], spread: Spread) -> None:
    members = [Member(CompanyId(number), cell, (number, 1), Decimal(0)) for number in range(20)]
    earlier = Published(spread, {member.company: member.mark for member in members}, StoredPeerGroup(id=None))
    with transaction(site.sessions) as session:
        add_period(session, "2026Q1", now=datetime(2026, 4, 1, tzinfo=UTC))
        add_groups(session, "2026Q1", Tier.FULL, publish(members, [earlier]))


def test_a_company_sees_why_there_is_no_comparison(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    assert "可比的企业还不到 10 家" in words(visitor.get(f"{path}/result").text)


def test_a_company_sees_its_group_in_both_languages(site: Site) -> None:
    _publish(site, ("C", "13"), Spread(412, 530, 601))
    visitor = site.company()
    path = visitor.start()
    page = words(visitor.get(f"{path}/result").text)
    for said in ("农副食品加工业", "412", "530", "601", "至少 20 家", "2026 年第 1 季度", "后四分之一"):
        assert said in page
    visitor.post("/language", {"lang": "en", "next": "/"}, page="/")
    english = words(visitor.get(f"{path}/result").text)
    assert "from at least 20 companies" in english
    assert "quarter 1 of 2026" in english


def test_the_spreadsheet_and_the_reviewer_see_the_same_figures(site: Site) -> None:
    _publish(site, ("C", "13"), Spread(412, 530, 601))
    visitor = site.company()
    path = submitted(visitor)
    book = load_workbook(io.BytesIO(visitor.get(f"{path}/result.xlsx").data))
    cells = [cell.value for row in book.worksheets[0].iter_rows() for cell in row]
    assert "下四分位 412，中位数 530，上四分位 601" in cells
    reviewer = site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction="360700", name="演示审核员")
    page = words(reviewer.get(f"/review/submissions/{path.rsplit('/', 1)[1]}").text)
    assert "412 530 601" in page
    assert "贵企业的得分在" not in page


def test_a_reviewer_sees_the_jurisdiction_added_up(site: Site) -> None:
    world = World(site.sessions, site.app.extensions["content"].library())
    world.submitted(world.company("360703"))
    world.submitted(world.company("360802"), (OFFICER,))
    reviewer = site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction="360700", name="演示审核员")
    page = words(reviewer.get("/review/distribution").text)
    assert "完整问卷 1 — — —" in page
    other = site.person("other@demo.example", Role.REVIEWER, jurisdiction="440000", name="演示审核员")
    assert "辖区内还没有企业提交" in words(other.get("/review/distribution").text)
