"""The report on a jurisdiction: who counts, in which period, and that too few are not told of."""

from datetime import UTC, datetime, timedelta

import pytest

from selfcheck.answers.answer import Answer
from selfcheck.kernel.ids import RegionCode
from selfcheck.questionnaires.question import Tier
from selfcheck.reports.jurisdiction import JurisdictionReport, jurisdiction_workbook
from selfcheck.reports.pdf import render_jurisdiction
from selfcheck.scoring.peers import LEAST
from selfcheck.wording.text import Lang
from selfcheck.workflow.jurisdiction import BadPeriodError, Wish, bounds, report_on
from tests.workflow.world import FOOD, NOW, OFFICER, World

COUNTY = RegionCode("360703")


def report(world: World, region: str = "360703", period: str = "", lang: Lang = Lang.ZH) -> JurisdictionReport:
    wish = Wish(RegionCode(region), Tier.FULL, period, lang)
    return world.do(lambda session: report_on(session, world.library, wish, now=NOW), writes=False)


def fill(world: World, count: int, region: str = "360703") -> None:
    for _ in range(count):
        world.submitted(world.company(region), [OFFICER])


def test_every_company_of_the_region_counts_once(world: World) -> None:
    fill(world, LEAST)
    company = world.company()
    for _ in range(2):
        world.submitted(company, [OFFICER])
    fill(world, 1, "360702")
    world.draft(world.company())
    found = report(world)
    assert (found.companies, found.is_shown) == (LEAST + 1, True)
    assert sum(line.companies or 0 for line in found.states) == LEAST + 1
    assert sum(line.companies or 0 for line in found.levels) == LEAST + 1
    assert found.spread is not None
    city = report(world, "360700")
    assert city.companies == LEAST + 2
    assert city.groups == ()  # the second county has one company alone


def test_fewer_than_ten_are_not_told_of(world: World) -> None:
    fill(world, LEAST - 1)
    found = report(world)
    assert not found.is_shown
    told = (found.states, found.levels, found.sections, found.duties, found.groups, found.targets, found.vetoes)
    assert found.spread is None
    assert not any(told)


def test_a_red_line_that_few_cross_is_not_told_by_the_duties_either(world: World) -> None:
    for _ in range(LEAST):
        world.submitted(world.company())
    crossing = world.company()
    submission = world.draft(crossing)
    world.save(crossing, submission, FOOD, Answer(value=False), 0)
    world.certify(crossing, submission)
    world.submit(crossing, submission)
    found = report(world)
    assert [line.companies for line in found.vetoes] == [None]
    assert found.vetoes[0].label not in [line.text for line in found.duties]


def test_a_period_is_a_quarter_in_china(world: World) -> None:
    fill(world, LEAST)
    assert report(world, period="2026Q2").companies == LEAST
    assert report(world, period="2026Q1").companies == 0
    begin, end = bounds("2026Q4")
    assert begin == datetime(2026, 9, 30, 16, tzinfo=UTC)
    assert end == datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert end == bounds("2027Q1")[0]
    assert end - begin == timedelta(days=92)
    for typed in ("2026", "2026Q5", "1926Q1", "2026Q1 "):
        with pytest.raises(BadPeriodError):
            bounds(typed)


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("count", [0, LEAST + 1])
def test_it_is_printed_and_written_the_same_twice(world: World, lang: Lang, count: int) -> None:
    fill(world, count)
    found = report(world, lang=lang)
    assert render_jurisdiction(found) == render_jurisdiction(found)
    assert jurisdiction_workbook(found) == jurisdiction_workbook(found)
