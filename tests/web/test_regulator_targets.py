"""The page of plan targets: what a reviewer sees of them, narrowed to a plan, empty, and closed to others."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from selfcheck.answers.answer import Answer
from selfcheck.workflow.actor import Role
from tests.questionnaires.aims import write_aims
from tests.web.site import Site, Visitor, make_site, words
from tests.workflow.world import STEPS, World

TARGETS = "/review/targets"


@pytest.fixture
def site(database_url: URL, tmp_path: Path) -> Iterator[Site]:
    write_aims(tmp_path / "content")
    site = make_site(database_url, tmp_path)
    yield site
    site.sessions.engine.dispose()


@pytest.fixture
def world(site: Site) -> World:
    return World(site.sessions, site.app.extensions["content"].library())


def reviewer(site: Site, region: str = "360700") -> Visitor:
    return site.person("reviewer@demo.example", Role.REVIEWER, jurisdiction=region, name="演示审核员")


def submit(world: World, region: str, step: int) -> None:
    company = world.company(region)
    submission = world.draft(company)
    world.save(company, submission, STEPS, Answer(value=step), 0)
    world.certify(company, submission)
    world.submit(company, submission)


def test_targets_stand_there_before_any_company_has_submitted(site: Site) -> None:
    page = words(reviewer(site).get(TARGETS).text)
    for said in ("规划目标", "建立占比", "≥ 60%（到 2025 年）", "还没有数据", "抽查合格率", "来自监管部门的抽样。"):
        assert said in page
    assert "还没有企业提交自评" in page
    assert "存疑指标" not in page


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_rate_appears_with_the_tenth_company(site: Site, world: World) -> None:
    for _ in range(9):
        submit(world, "360703", 3)
    visitor = reviewer(site)
    few = visitor.get(TARGETS).text
    assert "企业太少" in few
    assert "100%" not in words(few)
    assert "gauge" not in few.split("建立占比")[1].split("证书数")[0]
    submit(world, "360702", 0)
    submit(world, "360702", 0)
    page = visitor.get(TARGETS).text
    assert "81.8%" in words(page)
    assert "已达到" in words(page)
    assert re.search(r'<svg class="gauge".*width="81\.82".*x="60\.00"', page)


def test_companies_of_other_places_are_not_counted(site: Site, world: World) -> None:
    for _ in range(11):
        submit(world, "360703", 3)
    county = site.person("county@demo.example", Role.REVIEWER, jurisdiction="360702", name="演示审核员")
    page = words(county.get(TARGETS).text)
    assert "100%" not in page
    assert "还没有企业提交自评" in page


def test_the_page_narrows_to_a_plan(site: Site) -> None:
    visitor = reviewer(site)
    assert "演示目标" in visitor.get(f"{TARGETS}?plan=aims").text
    unknown = visitor.get(f"{TARGETS}?plan=nonsense")
    assert unknown.status_code == 200
    assert "建立占比" in unknown.text


def test_a_jurisdiction_without_targets_is_told_so(site: Site) -> None:
    page = words(reviewer(site, "330000").get(TARGETS).text)
    assert "文件库里没有辖区的目标" in page
    assert "建立占比" not in page


def test_the_page_speaks_english(site: Site) -> None:
    visitor = reviewer(site)
    visitor.post("/language", {"lang": "en", "next": TARGETS}, page=TARGETS)
    page = words(visitor.get(TARGETS).text)
    assert "Plan targets" in page
    assert "Share that has it" in page
    assert "It comes from samples of the regulators." in page


def test_others_have_no_business_here(site: Site) -> None:
    assert site.visitor().get(TARGETS).status_code == 302
    assert site.company().get(TARGETS).status_code == 403
    editor = site.person("editor@demo.example", Role.EDITOR, name="演示编辑")
    assert editor.get(TARGETS).status_code == 403


def test_a_company_reads_its_own_figure_on_the_result_page(site: Site) -> None:
    visitor = site.company()
    path = visitor.start()
    page = visitor.get(f"{path}/result").text
    assert "文件提出的目标" in page
    assert "抽查合格率" in words(page)
    assert "存疑指标" not in page
