"""The list of a reviewer: what lies in the jurisdiction, narrowed, counted and paged in a fixed number of queries."""

import re

import pytest
from sqlalchemy import event

from selfcheck.store.submission_list import PAGE_SIZE
from selfcheck.workflow.actor import Role
from tests.web.site import Site, Visitor, words
from tests.workflow.world import OFFICER, World

LIST = "/review"


@pytest.fixture
def world(site: Site) -> World:
    """The verbs on the database of the site."""
    return World(site.sessions, site.app.extensions["content"].library())


def reviewer(site: Site, region: str = "360700", email: str = "reviewer@demo.example") -> Visitor:
    return site.person(email, Role.REVIEWER, jurisdiction=region, name="演示审核员")


def companies(page: str) -> list[str]:
    """The companies on the page, in order."""
    return re.findall(r'class="row-link"[^>]*>([^<]+)<', page)


def test_signing_in_leads_to_the_list(site: Site) -> None:
    visitor = reviewer(site)
    answer = visitor.get("/home")
    assert answer.headers["Location"] == LIST
    assert "辖区内还没有企业提交" in visitor.get(LIST).text


def test_every_line_says_what_a_reviewer_chooses_by(site: Site, world: World) -> None:
    world.submitted(world.company("360703"))
    page = words(reviewer(site).get(LIST).text)
    for said in ("演示企业1", "2026-000001", "南康区", "农副食品加工业", "完整问卷", "待受理", "2026年6月1日"):
        assert said in page
    english = words(site.visitor().get("/", headers={"Accept-Language": "en"}).text)
    assert "2026年" not in english


def test_only_what_was_lodged_in_the_jurisdiction_is_there(site: Site, world: World) -> None:
    here, beside, elsewhere = world.company("360703"), world.company("360702"), world.company("360802")
    for actor in (here, beside, elsewhere):
        world.submitted(actor, [OFFICER])
    world.draft(world.company("360703"))
    taken = world.company("360703")
    world.withdraw(taken, world.submitted(taken))
    assert companies(reviewer(site, "360703").get(LIST).text) == ["演示企业1"]
    assert companies(reviewer(site, "360700", "city@demo.example").get(LIST).text) == ["演示企业2", "演示企业1"]
    assert len(companies(reviewer(site, "360000", "province@demo.example").get(LIST).text)) == 3
    assert companies(reviewer(site, "330000", "other@demo.example").get(LIST).text) == []


def test_filters_narrow_and_stay_chosen(site: Site, world: World) -> None:
    first, second = world.company("360703"), world.company("360702")
    world.submitted(first)
    accepted = world.submitted(second, [OFFICER])
    world.accept(world.reviewer("360700"), accepted)
    visitor = reviewer(site)
    for query, found in {
        "": ["演示企业2", "演示企业1"],
        "state=submitted": ["演示企业1"],
        "region=360702": ["演示企业2"],
        "region=330000": ["演示企业2", "演示企业1"],  # not of this jurisdiction: narrows nothing, shows nothing
        "trade=13": ["演示企业2", "演示企业1"],
        "trade=21": [],
        "level=1": ["演示企业2"],
        "tier=express": [],
        "text=演示企业2": ["演示企业2"],
        "text=000001": ["演示企业1"],
        "text=%25": [],
        "text=%00": ["演示企业2", "演示企业1"],
        "text=%ED%A0%80": [],
        "state=nonsense&level=x&tier=1&page=-1": ["演示企业2", "演示企业1"],
        "page=99": None,
    }.items():
        answer = visitor.get(f"{LIST}?{query}")
        if found is None:
            assert answer.headers["Location"] == f"{LIST}?page=1"
        else:
            assert answer.status_code == 200
            assert companies(answer.text) == found, query
    page = visitor.get(f"{LIST}?region=360702&text=演示").text
    assert '<option value="360702" selected>' in page
    assert 'value="演示"' in page
    assert "清除筛选" in page
    assert "没有符合条件的填报" in visitor.get(f"{LIST}?level=5").text


def test_the_states_are_counted_under_the_other_filters(site: Site, world: World) -> None:
    for region in ("360703", "360703", "360702"):
        world.submitted(world.company(region))
    accepted = world.submitted(world.company("360702"))
    world.accept(world.reviewer("360700"), accepted)
    visitor = reviewer(site)
    tabs = words(visitor.get(LIST).text)
    assert "全部 4" in tabs
    assert "待受理 3" in tabs
    assert "审核中 1" in tabs
    narrowed = words(visitor.get(f"{LIST}?region=360703&state=document_review").text)
    assert "全部 2" in narrowed
    assert "待受理 2" in narrowed
    assert "审核中 0" in narrowed


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_pages_hold_as_many_queries_however_many_lines(site: Site, world: World) -> None:
    for _ in range(PAGE_SIZE + 3):
        world.submitted(world.company("360703"))
    for _ in range(5):
        world.submitted(world.company("360802"), [OFFICER])  # of another county: never shown, never counted
    visitor = reviewer(site, "360703")
    first, statements = _counted(site, visitor, LIST)
    assert len(companies(first)) == PAGE_SIZE
    assert f"共 {PAGE_SIZE + 3} 份" in first
    assert statements <= 6  # the account, the page and its count, the states, the trades
    second, _ = _counted(site, visitor, f"{LIST}?page=2")
    assert len(companies(second)) == 3
    assert 'rel="prev"' in second
    assert 'rel="next"' in first
    _, few = _counted(site, visitor, f"{LIST}?text=演示企业1")
    assert few == statements


def test_a_company_has_no_business_here(site: Site) -> None:
    answer = site.company().get(LIST)
    assert answer.status_code == 403


def _counted(site: Site, visitor: Visitor, path: str) -> tuple[str, int]:
    """The page, and how many statements it took."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE")):
            statements.append(statement)

    event.listen(site.sessions.engine, "before_cursor_execute", note)
    text = visitor.get(path).text
    event.remove(site.sessions.engine, "before_cursor_execute", note)
    return text, len(statements)
